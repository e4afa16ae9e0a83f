"""A line on the terminal for a person who waits: shown after a second, renewed ten times a second, taken away at the end.

Comes in: how far the work is. Goes out: text on standard error, and none where that is no terminal.
"""

from __future__ import annotations

import sys
from time import monotonic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeVar

    Item = TypeVar("Item")

__all__ = ["Progress"]

_FIRST, _NEXT = 1.0, 0.1


class Progress:
    """The line; `close` takes it away, so that other text can stand there."""

    def __init__(self) -> None:
        self._is_seen = sys.stderr.isatty()
        self._due = monotonic() + _FIRST
        self._is_open = False

    def show(self, text: str) -> None:
        """Show where the work is, if a person is looking and the last time is some while ago."""
        if self._is_seen and monotonic() >= self._due:
            sys.stderr.write(f"\r{text}\x1b[K")
            sys.stderr.flush()
            self._due = monotonic() + _NEXT
            self._is_open = True

    def counted(self, items: Iterable[Item], total: int) -> Iterator[Item]:
        """Yield the items and show how many there were."""
        for number, item in enumerate(items, 1):
            self.show(f"{number:,} of {total:,} files checked")
            yield item

    def close(self) -> None:
        """Take the line away."""
        if self._is_open:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._is_open = False
