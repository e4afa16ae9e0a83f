"""JSON documents from a stream, read part by part: pages, arrays, objects over several lines, one after the other in any mix.

Comes in: bytes and a function that reads more. Goes out: records, as soon as each is complete: of a page or an array no more is
held than the record at hand and what was read with it. After a broken document reading goes on at the next line (of a document
over several lines, at the next that begins with neither a blank nor a closing bracket).
"""

from __future__ import annotations

import re

from odatanodes.scan.json_text import BrokenJSONError, kind, plain_value_at, value_at
from odatanodes.scan.record import Record, Run, is_error
from odatanodes.scan.text import BLANKS, LARGEST, TOO_LARGE, Text, TooLargeError, blanks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, TypeAlias

    from odatanodes.scan.record import BadRecord

    Found: TypeAlias = "Record | BadRecord | Run | Elements"
    """What documents are made of: records, one by one or some at once, and what may be some."""

__all__ = ["BATCH", "Documents", "Elements"]

BATCH = 16
"""So many records at a time: their dicts take some 10 kB each, and stay in the cache (with 256 at a time a page of 1,000 nodes
takes 22 ms, not 14)."""
ITEMS = 64
"""So many items of an array are taken at once, as long as the one before: a text of short arrays is not searched over and over."""
NEAR = 200
"""So many characters after its beginning a page has its nodes, behind the address of its metadata."""
FAILURES = 8
"""So often items are guessed wrong before an array is read one by one."""
_BEGIN_OF_NODES = r'"value"[ \t]{0,9}:?[ \t]{0,9}\['
_BEGIN_OF_OBJECT = r'\{[ \t\r\n]*"[^"\\]*"'
# Both are compiled when they are first asked for: reading a page needs neither.
SPLIT = 32
"""So many characters before the end of a text may be the beginning of what _BEGIN_OF_NODES finds."""


class Elements:
    """What may be items of an array, one after the other: `data`, where each of them begins and ends.

    Where they end was guessed from what stood between two of them. The first is one if it is an object by itself, and then the
    second, and so on: who reads them sets `done`, how many were.
    """

    __slots__ = ("data", "done", "ends", "starts")

    def __init__(self, data: bytes, starts: list[int], ends: list[int]) -> None:
        self.data = data
        self.starts = starts
        self.ends = ends
        self.done = 0


class Documents(Text):
    """The documents of a stream from one on: `records()`, and then `rest()`, what was read and is not used."""

    def __init__(self, name: str, data: bytes, read: Callable[[int], bytes], offset: int, line: int, *, to_lines: int = 1) -> None:
        super().__init__(name, data, read, offset, line)
        self._to_lines = to_lines
        self._step = ""
        self._holder = ""  # what holds the records of the document at hand: "page", "array"; "" where it is one itself
        self._size = 0  # of the last item of an array
        self.in_blocks = False  # whether items of arrays are wanted many at once
        self._on_lines = False  # whether what comes next looks like one record on each line

    def records(self) -> Iterator[Found]:
        """Yield the records, until `to_lines` in a row were lines of their own: then lines can be read as such again (0: never)."""
        in_a_row = 0
        is_left = is_parted = False  # whether items of a broken array may follow, and whether something parts them from the last
        while first := self._peek():
            if is_left and first in "],}":
                self._at += 1
                is_parted = True
                continue
            is_left, is_parted = is_left and is_parted, False
            self._mark, self._step, self._holder, self._on_lines = self._at, "", "", False
            try:
                yield from self._document()
            except BrokenJSONError as broken:
                bad = self._broken(broken)
                is_left = is_parted = is_left or bool(self._holder)
                several = is_left or "\n" in self._text[self._mark : broken.at or self._mark]
                is_past = not bad.loses_rest and self._to_next_line(several=several, bad=bad)
                yield bad
                if not is_past:
                    self._to_next_line(several=several)
            in_a_row = in_a_row + 1 if self._on_lines and not is_left else 0
            if in_a_row >= self._to_lines > 0:
                return

    def _broken(self, broken: BrokenJSONError) -> BadRecord:
        """Return what cannot be read on from as a bad record, which tells what else is lost."""
        bad = self._bad(broken.reason if isinstance(broken, TooLargeError) else broken.said(self._mark))
        if self._holder:
            bad.lose(f"nodes after it in the {self._holder}")
        return bad

    # --- documents ---

    def _document(self) -> Iterator[Found]:
        first = self._text[self._at]
        if first == "[":
            self._holder = "array"
            yield from self._array("")
        elif first == "{":
            yield from self._object()
        else:
            yield self._found(self._value())

    def _object(self) -> Iterator[Found]:
        """Read an object: whole where it is at hand and no page, else property by property."""
        node: Any = None
        if '"value":[' not in self._text[self._at : self._at + NEAR].replace(" ", ""):  # else a page, which is not read twice
            try:
                node, end = value_at(self._text, self._at)
            except BrokenJSONError:
                node = None
        if node is None or "value" in node:  # of several with this name one may hold records
            yield from self._properties()
            return
        self._at = end
        yield self._found(node)
        line_end = blanks(self._text, end).end()  # type: ignore[union-attr]  # matches nothing at least
        self._on_lines = "\n" in self._text[end:line_end] and "\n" not in self._text[self._mark : end]

    def _properties(self) -> Iterator[Found]:
        """Read an object property by property; the items of `value`, where it is an array, are the records of a page."""
        node: dict[str, Any] | None = {}
        wrong: BrokenJSONError | None = None  # what is no JSON but ends: only if nothing worse comes is it told
        self._at += 1
        while self._next() != "}":
            if self._next() != '"':
                raise BrokenJSONError("expecting property name enclosed in double quotes", self._at)
            name = self._value()
            self._take(":")
            if self._next() == "[" and name == "value":
                node, self._holder = None, "page"
                yield from self._array("value")
                self._step = ""  # what comes now is not the last item's fault
            else:
                try:
                    value = self._value()
                except BrokenJSONError as broken:
                    if broken.end is None:
                        raise
                    value, wrong, self._at = None, wrong or broken, broken.end
                if node is not None:
                    node[name] = value
            if node is None:
                self._mark = self._at  # what follows the records of a page is not kept
            if self._next() == "}":
                break
            self._take(",")
            if self._next() == "}":
                raise BrokenJSONError("expecting property name enclosed in double quotes", self._at)
        self._at += 1
        if wrong is not None:
            yield self._bad(wrong.said(self._mark))
        elif node is not None:
            yield self._found(node)

    def _array(self, step: str) -> Iterator[Found]:
        self._at += 1
        index, failures, seam = 0, 0, ""
        if self._next() == "]":
            self._at += 1
            return
        while True:
            self._next()
            seam = seam or (self._seam() if self.in_blocks else "")
            if seam and failures < FAILURES and (block := self._elements(seam)) is not None:
                yield block
                failures += block.done < len(block.ends)
                if block.done:
                    index += block.done
                    self._mark, self._step = self._at, f"{step}[{index - 1}]"
                    end = block.ends[block.done - 1]
                    self._at += end if block.data.isascii() else len(block.data[:end].decode())
                    if self._end_of_item() == "]":
                        return
                    continue
            if not self.in_blocks and (run := self._run(step, index)):
                yield run
                index += len(run.nodes)
                continue
            self._mark, self._step = self._at, f"{step}[{index}]"
            try:
                found = self._found(self._value())
            except BrokenJSONError as broken:
                if broken.end is None:
                    raise
                self._at = broken.end
                found = self._bad(broken.said(self._mark))
            yield found
            index += 1
            if self._end_of_item() == "]":
                return

    def _run(self, step: str, index: int) -> Run | None:
        """Return what is at hand of objects with another behind them, BATCH at most, and go to that: the usual case, in one loop.

        None where none is, or where bytes were no UTF-8.
        """
        if not self._origin.is_utf8:
            return None
        text, begin, end = self._text, self._at, self._mark
        run = Run(self._origin, step, index)
        nodes, begins, ends = run.nodes, run.begins, run.ends
        enough = len(text) - 2 * self._size  # what the last item at hand has of it may not be all
        try:
            while begin < enough and len(nodes) < BATCH:
                node, behind = plain_value_at(text, begin)
                if node.__class__ is not dict or behind - begin > LARGEST:
                    break
                following = text.find("{", behind)
                if following < 0 or text[behind:following].strip(BLANKS) != ",":
                    break
                nodes.append(node)
                begins.append(begin)
                ends.append(end := behind)
                begin = following
        except (StopIteration, ValueError, RecursionError):  # whatever it was, reading one by one has the value or the reason
            pass
        self._mark, self._at = end, begin
        return run if nodes else None

    def _end_of_item(self) -> str:
        """Pass over what ends an item of an array, and return it; so much is read that the next one may be complete."""
        if self._at > self._mark:
            self._size = self._at - self._mark
        self._mark = self._at
        if len(self._text) - self._at < 2 * self._size:  # to begin with half a record and fail costs as much as 20 records
            self._more()
        return self._take("],")

    def _seam(self) -> str:
        """Return what stands between the item before and this one, with its first property; "" if this is the first."""
        between = self._text[self._mark : self._at]
        found = re.compile(_BEGIN_OF_OBJECT).match(self._text, self._at)
        return "}" + between + found.group() if found and "," in between and not between.strip(", \t\r\n") else ""

    def _elements(self, seam: str) -> Elements | None:
        """Return what is at hand of items that begin alike; None where there are few."""
        last = self._text.rfind(seam, self._at, self._at + ITEMS * max(self._size, len(seam)))
        if last < 0:
            return None
        try:
            data, mark = self._text[self._at : last + 1].encode(), seam.encode()
        except UnicodeEncodeError:
            return None
        begin = mark.index(b"{")
        starts, ends, at = [0], [], 0
        while (at := data.find(mark, at)) >= 0:
            ends.append(at + 1)
            at += begin
            starts.append(at)
        return Elements(data, starts, [*ends, len(data)])

    def _found(self, value: Any) -> Record | BadRecord:
        """Return the record that ends here."""
        if not isinstance(value, dict):
            return self._bad(f"expected a node (an object), found {kind(value)}")
        if self._at - self._mark > LARGEST:
            return self._bad(TOO_LARGE)
        if not self._step and is_error(value):
            return self._bad("this is an error answer of the service, not nodes")
        if not self._origin.is_utf8:
            try:
                self._text[self._mark : self._at].encode()
            except UnicodeEncodeError as error:
                byte = ord(error.object[error.start]) & 0xFF
                return self._bad(f"not UTF-8 text (byte 0x{byte:02x} after {error.start:,} characters)")
        return Record(value, self._origin, self._mark, self._at, self._step)

    def _bad(self, reason: str) -> BadRecord:
        return self._origin.bad(self._mark, self._step, reason)

    def _to_next_line(self, *, several: bool, bad: BadRecord | None = None) -> bool:
        """Go to the beginning of the next line that a document may begin on; returns whether that is reached.

        With `bad` only until a page's nodes are passed over, which that record is told, or so much that it is to be said first.
        """
        self._at, left = self._mark, LARGEST
        while True:
            end = self._text.find("\n", self._at)
            line_end = end if end >= 0 else len(self._text)
            if bad is not None:
                left -= line_end - self._at
                if re.compile(_BEGIN_OF_NODES).search(self._text, self._at, line_end):
                    bad.lose("nodes in it")
                if bad.loses_rest or left < 0:
                    self._at = self._mark = line_end
                    return False
            if end < 0:
                self._at = self._mark = max(self._mark, len(self._text) - SPLIT)
                if not self._more():
                    self._at = self._mark = len(self._text)
                    return True
                continue
            self._at = self._mark = end + 1
            if self._at == len(self._text) and not self._more():
                return True
            if not several or self._text[self._at] not in " \t\r\n]},":
                self._on_lines = not several
                return True
