"""What a list is read from, a fetch or a client, and the arguments for it: checked before anything is called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from odatanodes.base.text import did_you_mean, picture
from odatanodes.schema.types import nouns_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from odatanodes.service import Service

__all__ = ["client_options", "is_client", "path_ids", "segment_fault"]

OWN_OPTIONS = ("filter", "select", "expand", "max_results", "timeout", "now", "trust_ne", "max_terms", "send_aliases")
"""Options of `list_items` that a client may be used with."""
CLIENT_OPTIONS = (
    *("service_timeout", "ocp_date", "headers", "params", "request_id", "user_agent", "logging_enable", "raw_response_hook"),
    *("raw_request_hook", "retry_total", "retry_connect", "retry_read", "retry_status", "retry_backoff_factor"),
    *("retry_backoff_max", "retry_mode", "permit_redirects", "redirect_max", "connection_timeout", "read_timeout"),
    *("connection_verify", "connection_cert", "proxies", "cls"),
)
"""Options of the client's methods and of azure-core's pipeline; any other one is passed to the client as well."""
_CLIENT_HAS = {
    "endpoint": "a client has its endpoint: omit 'endpoint'",
    "api_version": "a client has its version of the API: omit 'api_version'",
    "retries": "a client has its retries: omit 'retries' (azure-core's 'retry_total' is passed to it)",
}


def is_client(source: object, service: Service) -> bool:
    """Return whether a source is a client with the method of a list API; False for a fetch.

    Raises TypeError for anything else.
    """
    kind = type(source).__name__
    if isinstance(source, type):
        raise TypeError(f"a client or a fetch is an object: '{source.__name__}' is a class")
    if service.method and hasattr(source, service.method):
        return True
    if callable(source):
        return False
    if isinstance(source, str):
        raise TypeError(f"the client (or the fetch) comes first, before IDs and filter, not {picture(source)}")
    if any(name.startswith("list_") for name in dir(source)):
        items = nouns_of(service.schema)
        raise TypeError(
            f"{kind} has no method {service.method}: not a client that lists {items}"
            if service.method
            else f"clients of azure-batch do not list {items}: use a fetch, with an api_version before {service.until}"
        )
    raise TypeError(f"the first argument is a client of azure-batch, or a fetch as http_fetch() makes, not {picture(source)}")


def client_options(
    service: Service, for_fetch: Mapping[str, object], max_results: int | None, timeout: int | None, given: dict[str, Any]
) -> dict[str, Any]:
    """Return the options to call a client's method with.

    Raises TypeError for options that only a fetch takes, for one that is given twice, and for a name that is most likely
    misspelt: the client would fail deep inside with it, or ignore it.
    """
    for name, value in for_fetch.items():
        if value is not None:
            raise TypeError(_CLIENT_HAS[name])
    if timeout is not None and given.get("service_timeout") is not None:
        raise TypeError("'timeout' is what the client calls 'service_timeout': give one of them")
    parameters = [text.split()[1] for text in service.parameters.values()]
    known = (*OWN_OPTIONS, *parameters, *CLIENT_OPTIONS)
    for name in given:
        near = [] if name in known else did_you_mean(name, known, most=1)
        if near:
            raise TypeError(f"no option '{name}'; did you mean '{near[0]}'?")
    return {"max_results": max_results, **({} if timeout is None else {"service_timeout": timeout}), **given}


# --- arguments of the path ---------------------------------------------------------------------------------------------


def path_ids(service: Service, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return the arguments of a path; raises TypeError for a wrong number or type, ValueError for what is not one segment."""
    if len(ids) != len(service.arguments):
        wanted = ", ".join([_snake(name) for name in service.arguments]) or "no IDs"
        raise TypeError(f"'{service.name}' takes {wanted}, not {len(ids)} IDs")
    for name, value in zip(service.arguments, ids, strict=True):
        if not isinstance(value, str):
            raise TypeError(f"{_snake(name)} is a string, not {value!r}")
        fault = segment_fault(value, f"a {_snake(name).removesuffix('_id').replace('_', ' ')} ID")
        if fault:
            raise ValueError(fault)
    return ids


def segment_fault(value: str, name: str) -> str:
    """Return why a text is not an argument of a path, empty if it is one."""
    return f"'{value}' is not {name}, which is one segment of the URL's path" if value in {"", ".", ".."} else ""


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
