"""The division of a listing between service and client: what is sent, and what is done here with each page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from odatanodes.base.text import shorten
from odatanodes.filter import Filter, Plan
from odatanodes.filter.select import Select
from odatanodes.request.log import debug_logger
from odatanodes.service.plan import long_url

if TYPE_CHECKING:
    import datetime
    from collections.abc import AsyncGenerator, Generator, Iterable
    from typing import Self

    from odatanodes.ast import Expr
    from odatanodes.build.expressions import Logical
    from odatanodes.edm import DateTimeOffset
    from odatanodes.service import Service

    Wanted = Filter | str | Expr | Logical | None
    Selected = Select | str | Iterable[str] | None
    Moment = datetime.datetime | DateTimeOffset | None

_N = TypeVar("_N")
LONG_URL_STATUSES = frozenset({400, 404, 413, 414, 431})
"""Statuses of servers and proxies that refuse a URL for its length."""
MAX_SHOWN = 60
"""Most characters of a filter in the repr of a listing."""


class Listing(Generic[_N]):
    """An iterator over items; `plan` tells what the service is asked for and what is done here."""

    def __init__(self, plan: Plan, nodes: Generator[_N, None, None]) -> None:
        self.plan = plan
        self._nodes = nodes

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> _N:
        try:
            return next(self._nodes)
        except Exception as error:
            _explain(error, self.plan)
            raise

    def close(self) -> None:
        """End the iteration: what is still open is closed, no further page is requested (see `contextlib.closing`)."""
        self._nodes.close()

    def __repr__(self) -> str:
        return _shown(self)


class AsyncListing(Generic[_N]):
    """An asynchronous iterator over items; `plan` tells what the service is asked for and what is done here."""

    def __init__(self, plan: Plan, nodes: AsyncGenerator[_N, None]) -> None:
        self.plan = plan
        self._nodes = nodes

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> _N:
        try:
            return await anext(self._nodes)
        except Exception as error:
            _explain(error, self.plan)
            raise

    async def aclose(self) -> None:
        """End the iteration: what is still open is closed, no further page is requested (see `contextlib.aclosing`)."""
        await self._nodes.aclose()

    def __repr__(self) -> str:
        return _shown(self)


def _explain(error: Exception, plan: Plan) -> None:
    """Add to the error of a request whose URL may have been too long what to do about it."""
    status = getattr(error, "status", None) or getattr(error, "status_code", None)
    if status not in LONG_URL_STATUSES and not isinstance(error, ConnectionError):
        return
    found = None if plan.filter is None else long_url(plan.filter)
    if found is not None:
        details = getattr(error, "details", None)
        if isinstance(details, dict):
            details.setdefault("Hint", found)
        else:
            error.add_note(found)


def _shown(listing: Listing[Any] | AsyncListing[Any]) -> str:
    plan = listing.plan
    sent = "nothing" if plan.never else "no $filter" if plan.filter is None else shorten(plan.filter, MAX_SHOWN)
    here = "" if plan.residual is None or plan.never else f", filtered here: {shorten(str(plan.residual), MAX_SHOWN)}"
    return f"<{type(listing).__name__}, sent: {sent}{here}>"


class Division:
    """What is sent (`plan`, `select`) and what is done with each page: `keep` filters it, `projected` selects from it.

    `select` has the key besides what was asked for: items are identified by it. `options` are those of `Filter.plan`.
    """

    def __init__(self, service: Service, filter: Wanted, select: Selected, **options: Any) -> None:
        wanted = filter if isinstance(filter, Filter) else Filter("true" if filter is None else filter, service.schema)
        selected = select if select is None or isinstance(select, Select) else Select(select, service.schema)
        # the plan fixes one moment for what is sent and for every page that is filtered here
        self.service = service
        self.plan = wanted.plan(selected, service, **options)
        self.residual = self.plan.residual
        self.select, self.project = self.plan.select, self.plan.project
        if self.select is not None and (missing := [name for name in service.key if name not in self.select]):
            self.select, self.project = [*missing, *self.select], selected
        self.pages = 0
        self._matching([])  # a filter or a select that cannot be evaluated here fails before anything is requested

    def keep(self, nodes: list[Any]) -> list[Any]:
        """Return the nodes of the next page that match, whole."""
        kept = self._matching(nodes)
        self.pages += 1
        if log := debug_logger():
            log.debug("page %d: %d of %d items of %s kept", self.pages, len(kept), len(nodes), self.service.name)
        return kept

    def _matching(self, nodes: list[Any]) -> list[Any]:
        return self.residual.apply(nodes) if isinstance(self.residual, Filter) else nodes

    def projected(self, nodes: list[Any]) -> list[Any]:
        """Return nodes with what was selected."""
        return self.project.apply_all(nodes) if isinstance(self.project, Select) else nodes
