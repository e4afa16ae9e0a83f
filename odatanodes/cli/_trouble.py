"""The option --on-bad-record: what a command does with records that are broken."""

from __future__ import annotations

from odatanodes.cli._common import note, tell
from odatanodes.scan.record import BadRecord, BadRecordError

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterable, Iterator
    from typing import Any

    from odatanodes.scan.record import Kept, Record
    from odatanodes.scan.run import Part

__all__ = ["Trouble", "add_on_bad_record"]


def add_on_bad_record(parser: ArgumentParser, other: str = "") -> None:
    """Add --on-bad-record; `other` is what else makes a record a bad one."""
    kinds = f"broken, not an item, or {other}" if other else "broken or not an item"
    parser.add_argument(
        "--on-bad-record",
        choices=("fail", "skip", "report"),
        default="fail",
        help=f"what to do with a record that is {kinds}: stop with exit "
        "code 2 (default), skip it, or skip it and report where it is and why",
    )


class Trouble:
    """The choice of what to do with bad records, and their number."""

    def __init__(self, choice: str) -> None:
        self._choice = choice
        self.stops = choice == "fail"
        self._count = 0
        self._losses = 0  # those after which nodes may be missing

    def passed(self, found: Iterable[Part]) -> Iterator[Kept]:
        """Yield the kept records; raises BadRecordError at the first bad one, if that is the choice."""
        for part in found:
            yield part.kept
            for bad in part.bad:
                self.meet(bad)

    def nodes(self, found: Iterable[Record | BadRecord]) -> Iterator[dict[str, Any]]:
        """Yield the items of records that are whole; raises BadRecordError at the first other one, if that is the choice."""
        for record in found:
            if isinstance(record, BadRecord):
                self.meet(record)
            else:
                yield record.node

    def meet(self, bad: BadRecord) -> None:
        """Handle a bad record as chosen."""
        if self.stops:
            raise BadRecordError(bad)
        self._count += 1
        self._losses += bad.loses_rest
        if self._choice == "report":
            tell("bad record", bad)

    def summarize(self) -> None:
        """Report their number."""
        if self._count:
            lost = (
                f"; items in or after {self._losses:,} of them, in the same page or array, may be missing" if self._losses else ""
            )
            note(f"odatanodes: {self._count:,} bad record{'s' * (self._count > 1)} skipped{lost}")
