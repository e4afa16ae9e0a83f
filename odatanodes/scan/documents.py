"""JSON documents of a stream, read incrementally: pages, arrays and objects over several lines, in any order.

Records come as soon as each is complete: of a page or an array only the record at hand, and what was read with it, is buffered.
After a broken document reading continues at the next line (after one over several lines, at the next line that begins with
neither white space nor a closing bracket).
"""

from __future__ import annotations

import re

from odatanodes.scan.json_text import BrokenJSONError, kind, plain_value_at, value_at
from odatanodes.scan.record import Record, Run, is_error
from odatanodes.scan.text import BLANKS, LARGEST, TOO_LARGE, Text, TooLargeError, blanks

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, TypeAlias

    from odatanodes.scan.record import BadRecord

    Found: TypeAlias = "Record | BadRecord | Run | Elements"
    """What documents consist of: single records, several at once, and presumed records."""

__all__ = ["BATCH", "Documents", "Elements"]

BATCH = 16
"""Records in a run: their dicts take some 10 kB each and stay in the cache (with 256 a page of 1,000 nodes takes 22 ms, not 14)."""
ELEMENTS = 64
"""Items of an array in one block, measured by the last item: a text of short arrays is not searched over and over."""
NEAR = 200
"""Characters from the start of a page within which its nodes begin, after the address of its metadata."""
MAX_FAILURES = 8
"""Wrong guesses at the items of an array before it is read one by one."""
_BEGIN_OF_NODES = r'"value"[ \t]{0,9}:?[ \t]{0,9}\['
_BEGIN_OF_OBJECT = r'\{[ \t\r\n]*"[^"\\]*"'
# Both are compiled on first use: reading a page needs neither.
SPLIT = 32
"""Characters at the end of a text that may be the beginning of a match of _BEGIN_OF_NODES."""


class Elements:
    """Presumed items of an array, or objects that follow each other: `data`, and where each of them begins and ends.

    The ends are guessed from the text between two earlier ones. The first is an item if it is an object by itself, then the
    second, and so on: the consumer sets `done` to the number that are.
    """

    __slots__ = ("data", "done", "ends", "starts")

    def __init__(self, data: bytes, starts: list[int], ends: list[int]) -> None:
        self.data = data
        self.starts = starts
        self.ends = ends
        self.done = 0


class Documents(Text):
    """The documents of a stream from one on: `records()`, then `rest()`, the bytes read but not used.

    With `in_blocks` consecutive items come as `Elements`; it may be set while records are read.
    """

    def __init__(self, name: str, data: bytes, read: Callable[[int], bytes], offset: int, line: int, *, to_lines: int = 1) -> None:
        super().__init__(name, data, read, offset, line)
        self.in_blocks = False
        self._to_lines = to_lines
        self._step = ""
        self._holder = ""  # what contains the records of the current document: "page", "array"; "" for a record of its own
        self._size = 0  # of the last item
        self._on_lines = False  # whether the next records seem to be on lines of their own

    def records(self) -> Iterator[Found]:
        """Yield the records until `to_lines` consecutive ones were on lines of their own, which are read faster (0: all)."""
        in_a_row, failures, seam = 0, 0, ""
        is_left = is_parted = follows = False  # whether items of a broken array may follow, and after a separator; an object came
        while first := self._peek(between=True):
            if is_left and first in "],}":
                self._at += 1
                is_parted = True
                continue
            if follows and self.in_blocks and first == "{":
                seam = seam or self._seam("\n")
                if failures < MAX_FAILURES and (block := self._elements(seam)) is not None:
                    yield block
                    failures += block.done < len(block.ends)
                    if block.done:
                        self._pass(block)
                        self._end()
                        continue
            is_left, is_parted, follows = is_left and is_parted, False, False
            self._mark, self._step, self._holder, self._on_lines = self._at, "", "", False
            try:
                yield from self._document()
                follows = first == "{" and not self._holder and not self._on_lines
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
            if follows and self.in_blocks:
                self._end()

    def _broken(self, broken: BrokenJSONError) -> BadRecord:
        """Return the document that cannot be read further as a bad record, with what else is lost."""
        bad = self._bad(broken.reason if isinstance(broken, TooLargeError) else broken.message(self._mark))
        if self._holder:
            bad.lose(f"items after it in the {self._holder}")
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
        """Read an object: as a whole where it is complete and not a page, property by property otherwise."""
        node: Any = None
        if '"value":[' not in self._text[self._at : self._at + NEAR].replace(" ", ""):  # a page is not parsed twice
            try:
                node, end = value_at(self._text, self._at)
            except BrokenJSONError:
                node = None
        if node is None or "value" in node:  # of several properties of this name any may hold records
            yield from self._properties()
            return
        self._at = end
        yield self._found(node)
        line_end = blanks(self._text, end).end()  # type: ignore[union-attr]  # matches the empty text at least
        self._on_lines = "\n" in self._text[end:line_end] and "\n" not in self._text[self._mark : end]

    def _properties(self) -> Iterator[Found]:
        """Read an object property by property; the items of `value`, if it is an array, are the records of a page."""
        node: dict[str, Any] | None = {}
        wrong: BrokenJSONError | None = None  # a value that is not JSON but has an end; reported only if nothing worse follows
        self._at += 1
        while self._next() != "}":
            if self._next() != '"':
                raise BrokenJSONError("expecting property name enclosed in double quotes", self._at)
            name = self._value()
            self._take(":")
            if self._next() == "[" and name == "value":
                node, self._holder = None, "page"
                yield from self._array("value")
                self._step = ""  # what follows does not belong to the last item
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
            if self._next(between=node is None) == "}":
                break
            self._take(",")
            if self._next() == "}":
                raise BrokenJSONError("expecting property name enclosed in double quotes", self._at)
        self._at += 1
        if wrong is not None:
            yield self._bad(wrong.message(self._mark))
        elif node is not None:
            yield self._found(node)

    def _array(self, step: str) -> Iterator[Found]:
        self._at += 1
        index, failures, seam = 0, 0, ""
        if self._next(between=True) == "]":
            self._at += 1
            return
        while True:
            self._next(between=True)
            seam = seam or (self._seam(",") if self.in_blocks else "")
            if failures < MAX_FAILURES and (block := self._elements(seam)) is not None:
                yield block
                failures += block.done < len(block.ends)
                if block.done:
                    index += block.done
                    self._pass(block)
                    self._step = f"{step}[{index - 1}]"
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
                found = self._bad(broken.message(self._mark))
            yield found
            index += 1
            if self._end_of_item() == "]":
                return

    def _run(self, step: str, index: int) -> Run | None:
        """Return the complete objects that another one follows, BATCH at most, and go to that one: the usual case, in one loop.

        None where there are none, or where some bytes were not UTF-8.
        """
        if not self._origin.is_utf8:
            return None
        text, begin, end = self._text, self._at, self._mark
        run = Run(self._origin, step, index)
        nodes, begins, ends = run.nodes, run.begins, run.ends
        enough = len(text) - 2 * self._size  # the last item of the text is probably incomplete
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
        except (StopIteration, ValueError, RecursionError):  # reading one by one finds the value or the reason
            pass
        self._mark, self._at = end, begin
        return run if nodes else None

    def _end(self) -> None:
        """Note the size of the item that ends here; read on so that the next one is probably complete."""
        if self._at > self._mark:
            self._size = self._at - self._mark
        self._mark = self._at
        if len(self._text) - self._at < 2 * self._size:  # to parse half a record and fail costs as much as 20 records
            self._more()

    def _end_of_item(self) -> str:
        """Consume and return the character that ends an item of an array."""
        self._end()
        return self._take("],", between=True)

    def _seam(self, separator: str) -> str:
        """Return the text between the item before and this one, with its first property name; "" if this is the first."""
        between = self._text[self._mark : self._at]
        found = re.compile(_BEGIN_OF_OBJECT).match(self._text, self._at)
        return "}" + between + found.group() if found and separator in between and not between.strip(separator + BLANKS) else ""

    def _elements(self, seam: str) -> Elements | None:
        """Return the presumed items that begin like this one; None where there are few, or none are wanted ("")."""
        last = self._text.rfind(seam, self._at, self._at + ELEMENTS * max(self._size, len(seam))) if seam else -1
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

    def _pass(self, block: Elements) -> None:
        """Go to the end of those items of a block that are done."""
        self._mark = self._at
        end = block.ends[block.done - 1]
        self._at += end if block.data.isascii() else len(block.data[:end].decode())

    def _found(self, value: Any) -> Record | BadRecord:
        """Return the record that ends here."""
        if not isinstance(value, dict):
            return self._bad(f"expected an item (an object), found {kind(value)}")
        if self._at - self._mark > LARGEST:
            return self._bad(TOO_LARGE)
        if not self._step and is_error(value):
            return self._bad("this is an error response of the service, not items")
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
        """Go to the beginning of the next line that a document may begin on; return whether it is reached.

        With `bad` only until the nodes of a page are skipped, which is noted in that record, or until LARGEST characters are,
        so that the record is reported in time.
        """
        self._at, left = self._mark, LARGEST
        while True:
            end = self._text.find("\n", self._at)
            line_end = end if end >= 0 else len(self._text)
            if bad is not None:
                left -= line_end - self._at
                if re.compile(_BEGIN_OF_NODES).search(self._text, self._at, line_end):
                    bad.lose("items in it")
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
