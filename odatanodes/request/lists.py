"""`ListRequest`: a request to any list API of the Batch service, checked against what that API takes.

Source: REST API 2025-06-01, list operations; `odatanodes.batch.apis` has one row for each.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from odatanodes import edm
from odatanodes.base.value import Value, set_field
from odatanodes.request import query
from odatanodes.request.constants import API_VERSION
from odatanodes.request.source import path_ids
from odatanodes.service import service_named

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, ClassVar
    from uuid import UUID

    from odatanodes.request.query import Filtered, Selected
    from odatanodes.service import Service

__all__ = ["ListRequest"]

MAX_RESULTS = 1000
MAX_TIMEOUT_SECONDS = 2**31 - 1


class ListRequest(Value):
    """A request for a page of a list; immutable: `filter`, `select` and `expand` are the texts that are sent.

    `service` is a list API or its name, `ids` the arguments of its path in order (the job of tasks, the pool of nodes).
    `filter` is a text, Filter or builder expression, `select` a text, Select or list of names, `expand` names. They are
    checked and sent in canonical form; with `check=False` texts are sent unchanged. `parameters` are further ones of the API
    by their Python names: `recursive` of files, `start_time` and `end_time` of usage metrics (aware datetimes, or texts).

    Raises ODataSyntaxError or ODataCheckError for an expression that is wrong or that the service refuses, ValueError for
    any other invalid value, TypeError for a parameter that the API does not have.

    >>> request = ListRequest("list-tasks", "job 1", filter="state eq 'active'", select="id,state", max_results=50)
    >>> request.url("https://account.region.batch.azure.com").removeprefix("https://account.region.batch.azure.com")
    "/jobs/job%201/tasks?api-version=2025-06-01&maxresults=50&$filter=state%20eq%20'active'&$select=id,state"
    """

    __slots__ = (
        *("api_version", "client_request_id", "expand", "filter", "ids", "max_results", "ocp_date", "parameters"),
        *("return_client_request_id", "select", "service", "timeout"),
    )
    __match_args__ = (
        *("service", "ids", "filter", "select", "expand", "max_results", "timeout", "parameters", "api_version"),
        *("client_request_id", "return_client_request_id", "ocp_date"),
    )
    _extras: ClassVar[tuple[str, ...]] = ()
    service: Service
    ids: tuple[str, ...]
    filter: str | None
    select: str | None
    expand: str | None
    max_results: int | None
    timeout: int | None
    parameters: tuple[tuple[str, str | bool], ...]
    api_version: str
    client_request_id: str | None
    return_client_request_id: bool | None
    ocp_date: str | None

    def __init__(
        self,
        service: Service | str,
        *ids: str,
        filter: Filtered | None = None,
        select: Selected | None = None,
        expand: str | Iterable[str] | None = None,
        max_results: int | None = None,
        timeout: int | None = None,
        api_version: str = API_VERSION,
        client_request_id: UUID | str | None = None,
        return_client_request_id: bool | None = None,
        ocp_date: datetime.datetime | str | None = None,
        check: bool = True,
        **parameters: Any,
    ) -> None:
        known = service_named(service)
        if known.until and api_version >= known.until:
            raise ValueError(f"'{known.name}' has no operation from api-version {known.until} on")
        if max_results is not None and not known.pages:
            raise TypeError(f"'{known.name}' has no max_results: it returns everything at once")
        set_field(self, "service", known)
        set_field(self, "ids", path_ids(known, ids))
        set_field(self, "filter", None if filter is None else query.filter_text(filter, known, check=check))
        set_field(self, "select", None if select is None else query.select_text(select, known, check=check))
        set_field(self, "expand", None if expand is None else query.expand_text(expand, known, check=check))
        set_field(self, "max_results", _number("max_results", max_results, MAX_RESULTS))
        set_field(self, "timeout", _number("timeout", timeout, MAX_TIMEOUT_SECONDS))
        set_field(self, "parameters", _parameters(known, parameters, api_version))
        set_field(self, "api_version", api_version)
        set_field(self, "client_request_id", None if client_request_id is None else query.guid(client_request_id))
        set_field(self, "return_client_request_id", return_client_request_id)
        set_field(self, "ocp_date", None if ocp_date is None else query.http_date(ocp_date))

    def url(self, endpoint: str) -> str:
        """Return the URL to GET; `endpoint` is that of the Batch account, `https://account.region.batch.azure.com`.

        Raises ValueError for an endpoint that is not an http or https URL of a host.
        """
        sent = {
            "api-version": self.api_version,
            "timeOut": self.timeout,
            "maxresults": self.max_results,
            "$filter": self.filter,
            "$select": self.select,
            "$expand": self.expand,
            **dict(self.parameters),
        }
        return query.url(endpoint, self.service.path, self.ids, sent)

    def headers(self) -> dict[str, str]:
        """Return the headers to send, names in lower case, without `authorization`."""
        return query.headers(self.client_request_id, self.return_client_request_id, self.ocp_date)

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (tuple([getattr(self, name) for name in self.__match_args__]),)

    def __repr__(self) -> str:
        given = [repr(self.service.name), *map(repr, self.ids)]
        for name in ("filter", "select", "expand", "max_results", "timeout"):
            value = getattr(self, name)
            given += [] if value is None else [f"{name}={value!r}"]
        return f"ListRequest({', '.join(given)})"


def _restored(fields: tuple[Any, ...]) -> ListRequest:
    made = object.__new__(ListRequest)
    for name, value in zip(ListRequest.__match_args__, fields, strict=True):
        set_field(made, name, value)
    return made


def _number(name: str, value: int | None, most: int) -> int | None:
    if value is not None and (value.__class__ is not int or not 1 <= value <= most):
        raise ValueError(f"{name} is a number from 1 to {most:,}, not {value!r}")
    return value


def _parameters(service: Service, given: dict[str, Any], api_version: str) -> tuple[tuple[str, str | bool], ...]:
    """Return further parameters by their wire names, in the order of the API."""
    described = {text.split()[1]: (name, text.split()[0]) for name, text in service.parameters.items()}
    for name in given:
        if name not in described:
            has = f"; it has {', '.join(described)}" if described else ""
            raise TypeError(f"'{service.name}' has no parameter '{name}'{has}")
    found: list[tuple[str, str | bool]] = []
    for python, (wire, type) in described.items():
        value = given.get(python)
        if value is not None:
            name = wire.lower() if api_version < API_VERSION else wire  # 'starttime' before 2025-06-01
            found.append((name, _flag(python, value) if type == "Boolean" else _instant(python, value)))
    return tuple(found)


def _flag(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{name} is True or False, not {value!r}")
    return value


def _instant(name: str, value: object) -> str:
    if isinstance(value, str):
        instant = edm.DateTimeOffset.parse(value)
    else:
        try:
            made = edm.from_python(value)
        except TypeError:
            made = None
        if not isinstance(made, edm.DateTimeOffset):
            raise TypeError(f"{name} is an aware datetime or a text such as 2025-11-22T00:00:00Z, not {value!r}")
        instant = made
    if not instant.valid:
        raise ValueError(f"{name}: no calendar has this day: {value!r}")
    return str(edm.DateTimeOffset.from_order(instant.order, 0))
