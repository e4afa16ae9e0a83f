"""`odatanodes filter` on Parquet files: rows of a data engine in place of records of JSON."""

from __future__ import annotations

import datetime

from odatanodes.base.files import InputError
from odatanodes.engines.run import Run
from odatanodes.scan.output import line_of
from odatanodes.scan.record import reason_of

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator
    from typing import Any, Protocol

    from odatanodes.filter import Filter
    from odatanodes.filter.select import Select
    from odatanodes.runtime import NodeError

    class Trouble(Protocol):
        """The choice of what to do with bad records."""

        stops: bool

        def meet(self, bad: Any) -> None:
            """Handle a bad record as chosen."""


__all__ = ["Rows"]

BATCH = 1_000


class BadRow:
    """A row that the filter cannot be evaluated on, as a message names it."""

    loses_rest = False

    def __init__(self, name: str, error: NodeError) -> None:
        self.text = f"{name}: {_reason(error)}"

    def __str__(self) -> str:
        return self.text


def _reason(error: NodeError) -> str:
    """Return why a filter cannot be evaluated on a row, with advice about its column."""
    if isinstance(error.value, datetime.datetime) and error.value.tzinfo is None:
        owner = f" of item '{error.node_id}'" if error.node_id is not None else ""
        return (
            f"'{error.path}'{owner} is {error.value.isoformat()}, without a time zone: write the column as a timestamp with "
            "time zone, or as text that ends with Z"
        )
    return reason_of(error)


class Rows:
    """The rows of the files that match. Raises InputError for files that cannot be read, and options that need JSON."""

    def __init__(self, args: Namespace, wanted: Filter, trouble: Trouble) -> None:
        if args.jobs is not None:
            args.error("--jobs is about JSON Lines: the engine that reads Parquet has threads of its own")
        self._name = args.paths[0] if len(args.paths) == 1 else f"{args.paths[0]} …"
        self._trouble = trouble
        self._run = Run(wanted.expr, wanted.schema, wanted.rules, list(args.paths), invert=args.invert)

    def count(self) -> int:
        """Return how many rows match."""
        if self._run.pushed.exact:
            return self._run.count()
        return sum(1 for _ in self._run.items(None, self._failed))

    def batches(self, select: Select | None, convert: Callable[[bytes], Any] | None, *, projects: bool) -> Iterator[list[Any]]:
        """Yield lines, or what `convert` makes of them; `projects` says that a line is to have what is selected only."""
        items = self._run.items(select.tree if select is not None and projects else None, self._failed)
        batch: list[Any] = []
        for item in items:
            line = line_of(item)
            batch.append(line if convert is None or projects else convert(line))
            if len(batch) == BATCH:
                yield batch
                batch = []
        yield batch

    def _failed(self, error: NodeError) -> None:
        bad = BadRow(self._name, error)
        if self._trouble.stops:
            raise InputError(str(bad)) from None
        self._trouble.meet(bad)
