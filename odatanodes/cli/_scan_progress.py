"""Progress of a scan that takes longer than a second: bytes, rate, matches and time left, on standard error.

Drawn by tqdm (extra `speed`), which estimates rates and handles terminals that are narrow or resized; it is imported only then,
since that takes some 60 milliseconds (as does rich, which needs three more packages).
"""

from __future__ import annotations

import os
import sys
from time import monotonic

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from odatanodes.scan.run import Part
    from odatanodes.scan.source import Source

__all__ = ["watched"]

DELAY_SECONDS = 1.0
"""Time before the progress is shown."""


def watched(parts: Iterable[Part], sources: Iterable[Source]) -> Iterator[Part]:
    """Yield the parts and draw the progress on standard error, if tqdm is installed."""
    begin, kept, done, stream, bar = monotonic(), 0, 0, None, None
    waiting = True
    try:
        for part in parts:
            if part.stream is not stream:
                done += 0 if stream is None else stream.done
                stream = part.stream
            kept += len(part.kept)
            if waiting and monotonic() - begin > DELAY_SECONDS:
                waiting, bar = False, _bar(sources)
            if bar is not None:
                bar.set_postfix_str(f"{kept:,} kept", refresh=False)
                bar.update(done + stream.done - bar.n)
            yield part
    finally:
        if bar is not None:
            bar.close()


def _bar(sources: Iterable[Source]) -> Any:
    try:
        import tqdm
    except ImportError:
        return None
    tqdm.tqdm.monitor_interval = 0  # no extra thread: there is an update every few milliseconds
    return tqdm.tqdm(total=_size(sources), unit="B", unit_scale=True, leave=False, dynamic_ncols=True, file=sys.stderr)


def _size(sources: Iterable[Source]) -> int | None:
    """Return the number of bytes to read; None where that is not known."""
    from odatanodes.scan.source import names_of

    total = 0
    for source in sources:
        for name in names_of(source):
            if not isinstance(name, str) or not os.path.isfile(name):  # noqa: PTH113
                return None
            total += os.path.getsize(name)  # noqa: PTH202
    return total
