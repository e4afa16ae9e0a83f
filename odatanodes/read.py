"""Nodes from JSON text: pages of a service answer (`{"value": […]}`), arrays, JSON Lines, one after the other in any mix.

Comes in: a path, or `-` for standard input. Goes out: `Record` tuples; or an `InputError` that names file and line of what is
broken. Nothing is skipped: what is no node stops the reading.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from odatanodes.files import InputError, Source, decode, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Record", "read_nodes", "read_sample"]

BLANKS = re.compile(r"[ \t\r\n]*")


class Record(NamedTuple):
    """A node and where it came from, for messages."""

    node: dict[str, Any]
    source: Source
    offset: int  # where the JSON document that holds it begins
    step: str  # where it stands in that document: "value[3]" of a page, "[3]" of an array, "" where it is the document

    def place(self) -> str:
        """Return `file:line`, and the step in the page or array that begins there."""
        line, _ = self.source.place(self.offset)
        return f"{self.source.name}:{line}" + (f": {self.step}" if self.step else "")


def read_nodes(path: str) -> Iterator[Record]:
    """Yield the nodes of a file, or of standard input for `-`."""
    return _nodes(decode("<stdin>" if path == "-" else path, read_bytes(path)))


def read_sample() -> Iterator[Record]:
    """Yield the nodes of the packaged List Nodes answer."""
    from importlib.resources import files

    data = (files("odatanodes") / "data" / "list_nodes_sample.json").read_bytes()
    return _nodes(decode("<sample>", data))


def _nodes(source: Source) -> Iterator[Record]:
    for offset, document in _documents(source):
        found, step = document, ""
        if isinstance(document, dict) and isinstance(document.get("value"), list):
            found, step = document["value"], "value"
        if isinstance(found, list):
            records = [Record(node, source, offset, f"{step}[{index}]") for index, node in enumerate(found)]
        else:
            records = [Record(found, source, offset, step)]
        for record in records:
            if found is document and isinstance(document, dict) and _is_error(document):
                raise InputError(f"{record.place()}: this is an error answer of the service, not nodes")
            if not isinstance(record.node, dict):
                raise InputError(f"{record.place()}: expected a node (an object), found {_kind(record.node)}")
        yield from records


def _is_error(document: dict[str, Any]) -> bool:
    """Whether an object is what a service answers instead of nodes: an error, or a page whose `value` is no list."""
    return "id" not in document and ("value" in document or "error" in document or {"code", "message"} <= document.keys())


def _documents(source: Source) -> Iterator[tuple[int, Any]]:
    """Yield each JSON value of the text with its offset; they may follow each other with blanks between, or none."""
    decoder = json.JSONDecoder(parse_constant=_no_constant, parse_float=_float)
    text = source.text
    offset = _skip_blanks(text, 0)
    while offset < len(text):
        try:
            document, end = decoder.raw_decode(text, offset)
        except json.JSONDecodeError as error:
            line, column = source.place(min(error.pos, len(text)))
            reason = f"{error.msg.lower()} at line {line}, column {column}"
            raise InputError(f"{source.name}:{source.place(offset)[0]}: broken JSON: {reason}") from None
        except RecursionError:
            raise InputError(f"{source.name}:{source.place(offset)[0]}: the JSON is nested too deeply") from None
        except ValueError as error:  # NaN, or more digits than Python converts
            raise InputError(f"{source.name}:{source.place(offset)[0]}: broken JSON: {error}") from None
        yield offset, document
        offset = _skip_blanks(text, end)


def _skip_blanks(text: str, offset: int) -> int:
    found = BLANKS.match(text, offset)
    return found.end() if found else offset


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _float(digits: str) -> float:
    number = float(digits)
    if number - number != 0:  # read as infinite, it would be written as no JSON
        raise ValueError(f"{digits[:20]} is beyond what a number can hold")
    return number


def _kind(value: object) -> str:
    names = {str: "a string", bool: "a boolean", int: "a number", float: "a number", list: "an array"}
    return names.get(type(value), "null")
