"""Lines and records tested against a filter: which are kept, which are bad.

Comes in: pieces of the reader. Goes out: the records kept, as bytes on one line or converted, and the bad ones.
Three forms of the same test: on structs (msgspec) for a block of lines at once, on dicts for a block at once, and on one record
at a time, which has the answer or the reason for whatever the other two raise at.
No record is passed over unread because a word of the filter does not occur in it: whether it is a record at all would not be
known, and looking for a word in any case takes as long as decoding (bytes.lower makes 1 GB/s, msgspec decodes as much).
"""

from __future__ import annotations

from odatanodes.runtime import NodeError
from odatanodes.scan.json_text import BLANKS, UNTERMINATED, BrokenJSONError, kind, on_one_line, plain_value_at, value_at
from odatanodes.scan.record import BadRecord, is_error, is_page, reason_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from odatanodes.evaluate import Predicate
    from odatanodes.scan.documents import Elements
    from odatanodes.scan.reader import Lines
    from odatanodes.scan.record import Record, Run
    from odatanodes.scan.structs import Structs

__all__ = ["Matcher"]

BEGIN, END = b"{}"
LINE_END = ("\n", "")


class _OddError(Exception):
    """A block is not made of one node on each line."""


class Matcher:
    """Tests pieces: `lines(piece)` and `records(batch)` return what is kept and what is bad.

    With `stop_at_bad` both end at the first bad record. `convert` makes of the bytes of a record what is kept of it, or raises
    BrokenJSONError. `use_structs` goes over to msgspec.
    """

    def __init__(
        self, predicate: Predicate, *, invert: bool = False, stop_at_bad: bool = True, convert: Callable[[bytes], Any] | None = None
    ) -> None:
        self._predicate = predicate
        self._invert = invert
        self._stop_at_bad = stop_at_bad
        self._convert = convert
        self._structs: Structs | None = None
        self._pick: Callable[[list[Any], Any], list[Any]] | None = None

    @property
    def has_structs(self) -> bool:
        """Whether records are tested as structs."""
        return self._structs is not None

    def use_structs(self, structs: Structs) -> None:
        """Test lines as structs from here on."""
        self._pick = self._predicate.picker(structs.attributes, invert=self._invert)
        self._structs = structs if self._pick is not None else None

    # --- lines ---

    def lines(self, piece: Lines) -> tuple[list[Any], list[BadRecord]]:
        """Test a block of lines; sets `count` and `stop` of the piece."""
        try:
            kept = self._as_dicts(piece) if self._structs is None else self._as_structs(piece)
            return kept if self._convert is None else list(map(self._convert, kept)), []
        except Exception:  # whatever it was, one record after the other has the answer or the reason
            return self._one_by_one(piece)

    def _as_structs(self, piece: Lines) -> list[bytes]:
        """Test a block in which each newline stands between two objects, as many as there are lines.

        A newline stands in no string (it would be escaped), and inside of a value no `}` is followed by `{`: so each newline
        of such a block is between two records, and with as many records as lines there is one on each.
        """
        assert self._structs is not None
        assert self._pick is not None
        data, size = piece.data, piece.size
        if not data.isascii():
            data[:size].decode()  # msgspec does not look at the strings it passes over
        starts, find, at = [0], data.find, 0
        while at := find(b"\n", at, size) + 1:
            starts.append(at)
        if starts[-1] == size:  # but the last line of a stream may have no end
            starts.pop()
        if data[0] != BEGIN or [1 for start in starts[1:] if data[start] != BEGIN or data[start - 2] != END]:
            raise _OddError
        nodes = self._structs.lines(memoryview(data)[:size])
        if len(nodes) != len(starts):
            raise _OddError
        piece.count = len(starts)
        kept = self._pick(starts, nodes)
        return [data[start:end].strip(BLANKS) for start, end in zip(kept, _ends(data, kept, size), strict=True)]

    def _as_dicts(self, piece: Lines) -> list[bytes]:
        """Test a block in which a record begins with each line and ends with it; one dict at a time, which stays in the cache."""
        text = piece.data[: piece.size].decode()
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
        piece.count = count
        return kept

    def _one_by_one(self, piece: Lines) -> tuple[list[Any], list[BadRecord]]:
        kept: list[Any] = []
        bad: list[BadRecord] = []
        at = 0
        lines = piece.data[: piece.size].split(b"\n")
        for number, line in enumerate(lines):
            record = line.strip(BLANKS)
            if record:
                outcome = self._line(record, is_ended=number < len(lines) - 1)
                if outcome is None:
                    piece.stop = at
                    break
                if outcome is True:
                    outcome = self._keep(record, kept)
                if isinstance(outcome, str):
                    offset = piece.offset + at + len(line) - len(line.lstrip(BLANKS))
                    bad.append(BadRecord(piece.name, piece.line + number, offset, "", outcome))
                    if self._stop_at_bad:
                        break
            at += len(line) + 1
        piece.count = len(lines) - 1
        return kept, bad

    def _line(self, record: bytes, *, is_ended: bool) -> bool | str | None:
        """Return whether a line is kept, the reason if it is bad, None if it is no record of its own, or may not be."""
        if self._structs is not None and self._pick is not None:
            try:
                record.decode()
                return bool(self._pick([True], [self._structs.one(record)]))
            except Exception:  # noqa: S110 - the dict has the answer or the reason
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
            return f"expected a node (an object), found {kind(node)}"
        if "value" in node and (text.count('"value"') > 1 or "\\u" in text):  # another of the name may have held records
            return None
        if is_error(node):
            return "this is an error answer of the service, not nodes"
        return self._node(node)

    # --- records ---

    def elements(self, piece: Elements) -> list[Any]:
        """Test what may be items of an array as structs; sets `done` of the piece. The others are for `records`."""
        assert self._structs is not None
        assert self._pick is not None
        data, one, nodes = piece.data, self._structs.one, []
        try:
            for start, end in zip(piece.starts, piece.ends, strict=True):
                nodes.append(one(data[start:end]))
        except Exception:  # noqa: S110 - no object by itself, or one that a dict knows more about
            pass
        try:
            kept = self._pick(list(range(len(nodes))), nodes)
            records = [on_one_line(data[piece.starts[number] : piece.ends[number]]) for number in kept]
            found = records if self._convert is None else list(map(self._convert, records))
        except Exception:  # one of them is bad
            return []
        piece.done = len(nodes)
        return found

    def run(self, piece: Run) -> tuple[list[Any], list[BadRecord]]:
        """Test items of an array."""
        matches, wanted = self._predicate.matches, not self._invert
        try:
            kept = [on_one_line(piece.raw(number)) for number, node in enumerate(piece.nodes) if matches(node) is wanted]
            return kept if self._convert is None else list(map(self._convert, kept)), []
        except Exception:  # whatever it was, one record after the other has the answer or the reason
            return self.records(piece.records())

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
                    outcome = self._keep(on_one_line(record.raw), kept)
                if isinstance(outcome, str):
                    bad.append(record.bad(outcome))
            if bad and self._stop_at_bad:
                break
        return kept, bad

    def _keep(self, record: bytes, kept: list[Any]) -> bool | str:
        """Keep a record; returns the reason where it cannot be converted."""
        try:
            kept.append(record if self._convert is None else self._convert(record))
        except BrokenJSONError as broken:
            return broken.reason
        return True

    def _node(self, node: dict[str, Any]) -> bool | str:
        """Return whether a node is kept, or why that cannot be said."""
        try:
            return self._predicate.matches(node) is not self._invert
        except NodeError as error:
            return reason_of(error)


def _ends(data: bytes, starts: list[int], size: int) -> list[int]:
    """Return where the lines that begin at `starts` end."""
    found = [data.find(b"\n", start, size) for start in starts]
    if found and found[-1] < 0:
        found[-1] = size
    return found


def _reason(broken: BrokenJSONError, text: str, *, is_ended: bool) -> str | None:
    """Return why a line is no JSON; None where it may be part of a document, or one that holds records."""
    if text[0] == "[" or '"value"' in text or "\\u" in text:  # an array, or perhaps a page
        return None
    if broken.end is not None:
        return broken.said(0) if broken.end == len(text) else None
    if broken.cut and broken.reason == UNTERMINATED and is_ended:  # a string does not go on in the next line
        broken.cut = False
    return None if broken.cut else broken.said(0)


def _is_special(node: Any) -> bool:
    return node.__class__ is not dict or "value" in node or "error" in node or "code" in node
