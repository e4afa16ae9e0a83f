"""A progress line on the terminal: shown after a second, updated ten times a second, cleared at the end."""

from __future__ import annotations

import sys
from time import monotonic

from odatanodes.cli._common import reads_escapes

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeVar

    Item = TypeVar("Item")

__all__ = ["Progress"]

FIRST_SECONDS, NEXT_SECONDS = 1.0, 0.1


class Progress:
    """The line; `close` clears it, so that other text can be printed there."""

    def __init__(self) -> None:
        self._is_seen = reads_escapes(sys.stderr)
        self._due = monotonic() + FIRST_SECONDS
        self._is_open = False

    def show(self, text: str) -> None:
        """Show the progress, if standard error is a terminal and it was not shown just before."""
        if self._is_seen and monotonic() >= self._due:
            sys.stderr.write(f"\r{text}\x1b[K")
            sys.stderr.flush()
            self._due = monotonic() + NEXT_SECONDS
            self._is_open = True

    def counted(self, items: Iterable[Item], total: int) -> Iterator[Item]:
        """Yield the items and show their number so far."""
        for number, item in enumerate(items, 1):
            self.show(f"{number:,} of {total:,} files checked")
            yield item

    def close(self) -> None:
        """Clear the line."""
        if self._is_open:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._is_open = False
