"""Test lines and records against a filter: which are kept, which are bad.

Three forms of the same test: on structs (msgspec) for a block of lines at once, on dicts for a block at once, and on one record
at a time, which has the result or the reason wherever the other two raise.
Records are never skipped unread because a word of the filter is missing: whether they are records would not be known, and searching
for a word regardless of case takes as long as decoding (bytes.lower runs at 1 GB/s, as msgspec does).
"""

from __future__ import annotations

import re

from odatanodes.runtime import NodeError
from odatanodes.scan.json_text import BLANKS, UNTERMINATED, BrokenJSONError, kind, on_one_line, plain_value_at, value_at
from odatanodes.scan.record import BadRecord, is_error, is_page, reason_of

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from odatanodes.evaluate import Predicate
    from odatanodes.scan.documents import Elements
    from odatanodes.scan.reader import Lines
    from odatanodes.scan.record import Record, Run
    from odatanodes.scan.structs import Structs

__all__ = ["Matcher"]

BEGIN, END = b"{}"
LINE_END = ("\n", "")
SHORTEST = 2
"""Bytes of the shortest record; a shorter line is blank, and a block may consist of such lines."""
_BLANK_LINES = rb"\n[ \t\r\n]*\n"
_CONTENT = rb"[^ \t\r\n][^\n]*"
"""A line from its first character that is not blank; compiled on first use, as _BLANK_LINES is."""


class _OddError(Exception):
    """A block does not consist of one node on each line."""


class Matcher:
    """Tests pieces: `lines(piece)` and `records(batch)` return what is kept and what is bad.

    With `stop_at_bad` both end at the first bad record. `convert` turns the bytes of a record into what is kept of it, or raises
    BrokenJSONError; with `counts` records are only counted, and something of the right length is kept. `use_structs` switches to
    msgspec.
    """

    def __init__(
        self,
        predicate: Predicate,
        *,
        invert: bool = False,
        stop_at_bad: bool = True,
        convert: Callable[[bytes], Any] | None = None,
        counts: bool = False,
    ) -> None:
        self._predicate = predicate
        self._invert = invert
        self._stop_at_bad = stop_at_bad
        self._convert = convert
        self._counts = counts
        self._structs: Structs | None = None
        self._pick: Callable[[list[Any], Any], list[Any]] | None = None
        self._on_one_line = on_one_line

    @property
    def has_structs(self) -> bool:
        """Whether records are tested as structs."""
        return self._structs is not None

    def use_structs(self, structs: Structs) -> None:
        """Test lines as structs from here on."""
        self._pick = self._predicate.picker(structs.attributes, invert=self._invert)
        if self._pick is not None:
            self._structs = structs
            self._on_one_line = structs.on_one_line

    # --- lines ---

    def lines(self, piece: Lines) -> tuple[list[Any], list[BadRecord]]:
        """Test a block of lines; sets `count` and `stop` of the piece."""
        data, size = piece.data, piece.size
        test = self._as_dicts if self._structs is None else self._as_structs
        try:
            try:
                kept, piece.count = test(data, size)
            except Exception:
                dense = _without_blanks(data[:size])
                if len(dense) == size:
                    raise
                kept, _ = test(dense, len(dense))
                piece.count = data.count(b"\n", 0, size)
            return kept if self._convert is None else list(map(self._convert, kept)), []
        except Exception:  # testing one record after the other finds the result or the reason
            return self._one_by_one(piece)

    def _as_structs(self, data: bytes, size: int) -> tuple[list[Any], int]:
        """Test a block in which each newline stands between two objects, as many as there are lines; return the number of lines.

        A newline cannot occur in a string (it would be escaped), and inside a value no `}` is followed by `{`: so each newline
        of such a block is between two records, and with as many records as lines there is one on each.
        """
        assert self._structs is not None
        assert self._pick is not None
        if not data.isascii():
            data[:size].decode()  # msgspec does not validate the strings it skips
        starts, find, at = [0], data.find, 0
        while (end := find(b"\n", at, size)) >= 0:
            if end - at < SHORTEST:
                raise _OddError
            at = end + 1
            starts.append(at)
        if starts[-1] == size:  # but the last line of a stream may have no end
            starts.pop()
        if data[0] != BEGIN or [1 for start in starts[1:] if data[start] != BEGIN or data[start - 2] != END]:
            raise _OddError
        nodes = self._structs.lines(memoryview(data)[:size])
        if len(nodes) != len(starts):
            raise _OddError
        kept = self._pick(starts, nodes)
        if not self._counts:
            kept = [data[start:end].strip(BLANKS) for start, end in zip(kept, _ends(data, kept, size), strict=True)]
        return kept, len(starts)

    def _as_dicts(self, data: bytes, size: int) -> tuple[list[Any], int]:
        """Test a block in which a record begins and ends with each line; one dict at a time, which stays in the cache."""
        text = data[:size].decode()
        matches, wanted = self._predicate.matches, not self._invert
        kept: list[bytes] = []
        at, count, size = 0, 0, len(text)
        while at < size:
            node, end = plain_value_at(text, at)
            if text[end : end + 1] not in LINE_END or text.find("\n", at, end) >= 0 or _is_special(node):
                raise _OddError
            if matches(node) is wanted:
                kept.append(text[at:end].encode())
            at = end + 1
            count += 1
        return kept, count

    def _one_by_one(self, piece: Lines) -> tuple[list[Any], list[BadRecord]]:
        kept: list[Any] = []
        bad: list[BadRecord] = []
        data, number, counted = piece.data[: piece.size], 0, 0  # `number` lines end before the position `counted`
        for found in re.compile(_CONTENT).finditer(data):
            start, record = found.start(), found.group().rstrip(BLANKS)
            outcome = self._line(record, is_ended=found.end() < len(data))
            if outcome is None:
                piece.stop = data.rfind(b"\n", 0, start) + 1
                break
            if outcome is True:
                outcome = self._keep(record, kept)
            if isinstance(outcome, str):
                number += data.count(b"\n", counted, start)
                counted = start
                bad.append(BadRecord(piece.name, piece.line + number, piece.offset + start, "", outcome))
                if self._stop_at_bad:
                    break
        piece.count = data.count(b"\n")
        return kept, bad

    def _line(self, record: bytes, *, is_ended: bool) -> bool | str | None:
        """Return whether a line is kept, the reason if it is bad, None if it is not a record of its own, or may not be."""
        if self._structs is not None and self._pick is not None:
            try:
                record.decode()
                return bool(self._pick([True], [self._structs.one(record)]))
            except Exception:  # noqa: S110 - the dict has the result or the reason
                pass
        try:
            text = record.decode()
            node, end = value_at(text, 0)
        except UnicodeDecodeError:
            return None
        except BrokenJSONError as broken:
            return _reason(broken, text, is_ended=is_ended)
        if end != len(text) or isinstance(node, list) or is_page(node):
            return None
        if not isinstance(node, dict):
            return f"expected an item (an object), found {kind(node)}"
        if "value" in node and (text.count('"value"') > 1 or "\\u" in text):  # another property of this name may have had records
            return None
        if is_error(node):
            return "this is an error response of the service, not items"
        return self._node(node)

    # --- records ---

    def elements(self, piece: Elements) -> list[Any]:
        """Test presumed records as structs; sets `done` of the piece. The others are left to `records`."""
        assert self._structs is not None
        assert self._pick is not None
        data, one, nodes = piece.data, self._structs.one, []
        try:
            for start, end in zip(piece.starts, piece.ends, strict=True):
                nodes.append(one(data[start:end]))
        except Exception:  # noqa: S110 - not an object by itself, or one to be tested as a dict
            pass
        try:
            kept = self._pick(list(range(len(nodes))), nodes)
            if not self._counts:
                kept = self._converted(data[piece.starts[number] : piece.ends[number]] for number in kept)
        except Exception:  # one of them is bad
            return []
        piece.done = len(nodes)
        return kept

    def run(self, piece: Run) -> tuple[list[Any], list[BadRecord]]:
        """Test items of an array."""
        matches, wanted = self._predicate.matches, not self._invert
        try:
            kept: list[Any] = [number for number, node in enumerate(piece.nodes) if matches(node) is wanted]
            return kept if self._counts else self._converted(map(piece.raw, kept)), []
        except Exception:  # testing one record after the other finds the result or the reason
            return self.records(piece.records())

    def _converted(self, records: Iterator[bytes]) -> list[Any]:
        on_one_line, convert = self._on_one_line, self._convert
        if convert is None:
            return list(map(on_one_line, records))
        return list(map(convert, records))

    def records(self, batch: Sequence[Record | BadRecord]) -> tuple[list[Any], list[BadRecord]]:
        """Test records of documents."""
        kept: list[Any] = []
        bad: list[BadRecord] = []
        for record in batch:
            if isinstance(record, BadRecord):
                bad.append(record)
            else:
                outcome = self._node(record.node)
                if outcome is True:
                    outcome = self._keep(b"" if self._counts else self._on_one_line(record.raw), kept)
                if isinstance(outcome, str):
                    bad.append(record.bad(outcome))
            if bad and self._stop_at_bad:
                break
        return kept, bad

    def _keep(self, record: bytes, kept: list[Any]) -> bool | str:
        """Keep a record; return the reason where it cannot be converted."""
        try:
            kept.append(record if self._convert is None else self._convert(record))
        except BrokenJSONError as broken:
            return broken.reason
        return True

    def _node(self, node: dict[str, Any]) -> bool | str:
        """Return whether a node is kept, or why that cannot be decided."""
        try:
            return self._predicate.matches(node) is not self._invert
        except NodeError as error:
            return reason_of(error)


def _without_blanks(data: bytes) -> bytes:
    """Return lines without blank ones, and without white space around each."""
    lines = [line.strip(BLANKS) for line in re.sub(_BLANK_LINES, b"\n", data.strip(BLANKS)).split(b"\n")]
    return b"\n".join(lines)


def _ends(data: bytes, starts: list[int], size: int) -> list[int]:
    """Return where the lines that begin at `starts` end."""
    found = [data.find(b"\n", start, size) for start in starts]
    if found and found[-1] < 0:
        found[-1] = size
    return found


def _reason(broken: BrokenJSONError, text: str, *, is_ended: bool) -> str | None:
    """Return why a line is not JSON; None where it may be part of a document, or one that holds records."""
    if text[0] == "[" or '"value"' in text or "\\u" in text:  # an array, or perhaps a page
        return None
    if broken.end is not None:
        return broken.message(0) if broken.end == len(text) else None
    if broken.cut and broken.reason == UNTERMINATED and is_ended:  # a string does not continue on the next line
        broken.cut = False
    return None if broken.cut else broken.message(0)


def _is_special(node: Any) -> bool:
    return node.__class__ is not dict or "value" in node or "error" in node or "code" in node
