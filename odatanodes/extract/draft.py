"""Drafts: texts that a program puts together, as runs of literal text and gaps, each character with the place it comes from.

Drafts are tuples of pieces and never change; alternatives (`"a" if x else "b"`) are lists of drafts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, groupby

from odatanodes.extract.expression import UNKNOWN, Expression, Hole, Skipped, Written

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable

    from odatanodes.extract.expression import Option, Span

__all__ = [
    "GAP",
    "Draft",
    "Flat",
    "Gap",
    "Literal",
    "Memo",
    "Run",
    "TooMuch",
    "after",
    "cut",
    "expression",
    "in_order",
    "joined",
    "literal",
    "merged",
    "one_of",
    "product",
    "size",
    "substituted",
]

GAP = "\ufffc"
"""Stands for a gap where a draft is read as one text."""
MOST_ALTERNATIVES = 8
_MOST_CHOICES = 50
_DEEPEST = 120
_MOST = 2_000_000
"""So much may be put together beside some times the size of the file: the time taken stays in proportion to that."""


class TooMuch(Exception):  # noqa: N818  (never leaves this folder)
    """A file puts together more text than a check reads: a few lines can double a text thirty times."""


class Run:
    """Literal text; `places` are pairs (offset in the text, offset in the host) from where on both run side by side.

    A last pair at the end of the text says where an escape ends that nothing follows.
    """

    __slots__ = ("places", "text")

    def __init__(self, text: str, places: tuple[tuple[int, int], ...]) -> None:
        self.text = text
        self.places = places


class Gap:
    """A place that the program fills: see Hole; `span` is that in the host."""

    __slots__ = ("name", "span", "written")

    def __init__(self, name: str, span: Span, written: Written = UNKNOWN) -> None:
        self.name = name
        self.span = span
        self.written = written


Draft = tuple[Run | Gap, ...]


class Literal:
    """Collects the text of a string literal, each character with its place, and the holes in it."""

    def __init__(self) -> None:
        self._pieces: list[Run | Gap] = []
        self._parts: list[str] = []
        self._places: list[tuple[int, int]] = []
        self._length = 0

    def put(self, text: str, host: int) -> None:
        """Add text that stands at an offset of the source."""
        if text:
            self._parts.append(text)
            self._places.append((self._length, host))
            self._length += len(text)

    def read(
        self, text: str, start: int, end: int, special: re.Pattern[str], value: Callable[[re.Match[str]], str | Draft]
    ) -> None:
        """Add a stretch of the source in which what a pattern finds stands for another text, or is a hole."""
        done = start
        for found in special.finditer(text, start, end):
            self.put(text[done : found.start()], done)
            new = value(found)
            if isinstance(new, str):
                self.put(new, found.start())
            else:
                self.fill(new)
            done = found.end()
        self.put(text[done:end], done)
        if start < done == end:
            self._places.append((self._length, end))  # where an escape ends that nothing follows

    def fill(self, draft: Draft) -> None:
        """Add what stands in a hole."""
        self._close()
        self._pieces += draft

    def _close(self) -> None:
        if self._parts:
            self._pieces.append(Run("".join(self._parts), tuple(self._places)))
        self._parts, self._places, self._length = [], [], 0

    def draft(self) -> Draft:
        """Return what was collected; an empty literal is an empty run."""
        self._close()
        return tuple(self._pieces) or (Run("", ((0, 0),)),)


def cut(run: Run, start: int, end: int) -> Run:
    """Return a part of a run."""
    at = max(bisect_right(run.places, start, key=_offset) - 1, 0)
    last = bisect_left(run.places, end + (end == len(run.text)), at + 1, key=_offset)
    first = run.places[at]
    inner = [(offset - start, host) for offset, host in run.places[at + 1 : last]]
    return Run(run.text[start:end], ((0, first[1] + start - first[0]), *inner))


def _offset(place: tuple[int, int]) -> int:
    return place[0]


class Flat:
    """A draft as one text, in which each gap is one mark; its parts are drafts again."""

    def __init__(self, draft: Draft, mark: str) -> None:
        self._draft = draft
        parts = [piece.text if isinstance(piece, Run) else mark for piece in draft]
        self.text = "".join(parts)
        self._starts = [0, *accumulate(map(len, parts))]

    def part(self, start: int, end: int) -> Draft:
        """Return what stands between two offsets of the text."""
        pieces: list[Run | Gap] = []
        for at in range(bisect_right(self._starts, start) - 1, len(self._draft)):
            piece, begin = self._draft[at], self._starts[at]
            if begin >= end:
                break
            if isinstance(piece, Gap):
                pieces.append(piece)
            elif piece.text:
                pieces.append(cut(piece, max(start - begin, 0), min(end - begin, len(piece.text))))
        return tuple(pieces)


def joined(separator: str, drafts: Iterable[Draft]) -> Draft:
    """Return drafts with a text between them; the text stands where the draft before it ends."""
    pieces: list[Run | Gap] = []
    for draft in drafts:
        if pieces and separator:
            pieces.append(Run(separator, ((0, _end(pieces[-1])),)))
        pieces += draft
    return tuple(pieces)


def _end(piece: Run | Gap) -> int:
    if isinstance(piece, Gap):
        return piece.span[1]
    offset, host = piece.places[-1]
    return host + len(piece.text) - offset


def product(left: list[Draft], right: list[Draft]) -> list[Draft]:
    """Return each draft of one list followed by each of another, at most MOST_ALTERNATIVES."""
    return [left[at // len(right)] + right[at % len(right)] for at in range(min(len(left) * len(right), MOST_ALTERNATIVES))]


def merged(draft: Draft) -> Draft:
    """Return a draft in which the runs that follow each other are one."""
    pieces: list[Run | Gap] = []
    for is_run, group in groupby(draft, key=lambda piece: isinstance(piece, Run)):
        part = list(group)
        if len(part) == 1 or not is_run:
            pieces += part
            continue
        runs = [piece for piece in part if isinstance(piece, Run)]
        starts = accumulate((len(run.text) for run in runs), initial=0)
        places = [(start + offset, host) for start, run in zip(starts, runs, strict=False) for offset, host in run.places]
        pieces.append(Run("".join([run.text for run in runs]), tuple(places)))
    return tuple(pieces)


def size(draft: Draft) -> int:
    """Return how much there is of a draft: its characters and its pieces."""
    return len(draft) + sum(len(piece.text if isinstance(piece, Run) else piece.name) for piece in draft)


def substituted(draft: Draft, pattern: re.Pattern[str], fill: Callable[[re.Match[str], tuple[int, int]], Draft | str]) -> Draft:
    """Return a draft with what a pattern finds in its runs replaced, by text or by other pieces."""
    pieces: list[Run | Gap] = []
    for piece in draft:
        if isinstance(piece, Gap):
            pieces.append(piece)
            continue
        done = 0
        for found in pattern.finditer(piece.text):
            if found.start() > done:
                pieces.append(cut(piece, done, found.start()))
            first = cut(piece, found.start(), found.end()).places
            span = (first[0][1], first[-1][1] + len(found[0]) - first[-1][0])
            filled = fill(found, span)
            pieces += (Run(filled, ((0, span[0]),)),) if isinstance(filled, str) else filled
            done = found.end()
        if done < len(piece.text):
            pieces.append(cut(piece, done, len(piece.text)))
    return tuple(pieces)


def literal(word: Draft) -> str:
    """Return the text of a word without its gaps."""
    return "".join([piece.text for piece in word if isinstance(piece, Run)])


def one_of(parts: list[list[Draft]]) -> Written:
    """Return what is known of a value that is one of several, by the texts of each; an empty text is taken for a placeholder."""
    drafts = [draft for part in parts for draft in part]
    is_known = all(parts) and all(isinstance(piece, Run) for draft in drafts for piece in draft) and len(drafts) <= _MOST_CHOICES
    values = tuple(filter(None, dict.fromkeys(map(literal, drafts)))) if is_known else ()
    return Written("plain", values=values) if values else UNKNOWN


class Memo:
    """Texts found in one file, each of them once; raises TooMuch where they grow out of all proportion."""

    def __init__(self, length: int) -> None:
        self._depth = 0
        self._left = _MOST + 20 * length
        self._known: dict[tuple[object, ...], list[Draft]] = {}

    def once(self, key: tuple[object, ...], find: Callable[[], list[Draft]]) -> list[Draft]:
        """Return what was found before, or find it now; what is made of itself is not known."""
        if key not in self._known:
            if self._depth >= _DEEPEST:
                return []
            self._known[key] = []
            self._depth += 1
            try:
                self._known[key] = found = find()
            finally:
                self._depth -= 1
            self.spend(sum(map(size, found)))
        return self._known[key]

    def spend(self, much: int) -> None:
        """Take note of what was put together; raises TooMuch where it is more than the file is worth."""
        self._left -= much
        if self._left < 0:
            raise TooMuch


def after(word: Draft, length: int) -> Draft:
    """Return a word without its first characters: the value of `--filter=value`."""
    pieces: list[Run | Gap] = []
    for piece in word:
        if isinstance(piece, Gap) or length <= 0:
            pieces.append(piece)
        elif len(piece.text) > length:
            pieces.append(cut(piece, length, len(piece.text)))
            length = 0
        else:
            length -= len(piece.text)
    return tuple(pieces)


def expression(draft: Draft, option: Option, api: str | None, language: str) -> Expression | None:
    """Return the expression of a draft without the blanks around it; None where a program makes all of its text."""
    parts: list[str] = []
    segments: list[tuple[int, int]] = []
    holes: list[Hole] = []
    length = 0
    for piece in draft:
        if isinstance(piece, Run):
            segments += [(length + offset, host) for offset, host in piece.places if piece.text]
            parts.append(piece.text)
        else:
            shown = piece.name
            start, end = piece.span
            segments.append((length, start))
            if end - start != len(shown) > 1:
                segments.append((length + len(shown) - 1, max(end - 1, start)))
            holes.append(Hole((length, length + len(shown)), shown, piece.written))
            parts.append(shown)
        length += len(parts[-1])
    text = "".join(parts)
    if not any(isinstance(piece, Run) and piece.text.strip() for piece in draft):
        return None
    lead = len(text) - len(text.lstrip()) if not holes or holes[0].span[0] else 0
    kept = [(begin - lead, host) for begin, host in segments]
    first = max((pair for pair in kept if pair[0] <= 0), default=kept[0])
    pairs = ((0, first[1] - first[0]), *[pair for pair in kept if pair[0] > 0])
    moved = tuple(hole.replace(span=(hole.span[0] - lead, hole.span[1] - lead)) for hole in holes)
    return Expression(option, text[lead:].rstrip(), pairs, api, moved, language)


def in_order(name: str, find: Callable[[], Iterable[Expression]]) -> list[Expression]:
    """Return what is found in a file, in order of the text; raises Skipped where it puts together too much."""
    try:
        found = list(find())
    except TooMuch:
        raise Skipped(f"'{name}' puts together more text than a check reads") from None
    return sorted(found, key=lambda one: one.host_span((0, 1))[0])
