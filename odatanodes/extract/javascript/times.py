"""What is known of the text that a JavaScript value makes: a number, an instant and its zone, text with quotes doubled.

Comes in: the node in a hole. Goes out: a `Written`. Source: ECMA-262, Date; formats of moment, dayjs, luxon and date-fns.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract.expression import UNKNOWN, Written
from odatanodes.extract.javascript.parts import called
from odatanodes.extract.tree.texts import arguments, field
from odatanodes.extract.values import PLAIN_TEXT, instant
from odatanodes.extract.values import formatted as of_pattern

if TYPE_CHECKING:
    from tree_sitter import Node

    from odatanodes.extract.tree.names import Scope
    from odatanodes.extract.tree.texts import Texts

__all__ = ["described"]

_NOW = "2025-11-22T22:22:27"
_WRITTEN: dict[str, Written] = {
    **dict.fromkeys(("toISOString", "toJSON"), instant(f"{_NOW}.123Z")),
    **dict.fromkeys(("toUTCString", "toGMTString"), instant("Sat, 22 Nov 2025 22:22:27 GMT")),
    **dict.fromkeys(("toLocaleString", "toLocaleDateString"), instant("11/22/2025, 10:22:27 PM")),
    "toDateString": instant("Sat Nov 22 2025"),
    "toISO": instant(f"{_NOW}.123+01:00"),
    **dict.fromkeys(("getTime", "valueOf"), instant("1763850147123")),
}
_DATE = instant("Sat Nov 22 2025 22:22:27 GMT+0100 (Central European Standard Time)")
_NUMBERS = frozenset({"Number", "parseInt", "parseFloat", "BigInt", "Boolean", "uuid", "uuidv4", "v4", "randomUUID", "getDay"})
_MOMENTS = re.compile(r"\b(?:moment|dayjs)\b")
_AS_TEXT = frozenset({"toString", "toLowerCase", "toUpperCase", "trim", "encodeURIComponent", "encodeURI", "String"})
_QUOTE = {"/'/g", '"\'"', "'\\''", "`'`", "/[']/g"}
_QUOTES = {"\"''\"", "'\\'\\''", "`''`"}
_DEEPEST = 20


def described(texts: Texts, node: Node, scope: Scope, depth: int = 0) -> Written:
    """Return what is known of the text that a value makes."""
    peeled = texts.peel(node)
    if peeled is None or depth > _DEEPEST:
        return UNKNOWN
    match peeled.type:
        case "identifier":
            return _of_name(texts, peeled, scope, depth)
        case "member_expression":
            text = texts.tree.tail(peeled)
            is_constant = re.search(r"\.(?:length|size|[A-Z][A-Z0-9_]+)$|(?:^|\.)[A-Z]\w*\.[A-Z]\w*$", text)
            return PLAIN_TEXT if is_constant else UNKNOWN
        case "subscript_expression":
            return described(texts, field(peeled, "object") or peeled, scope, depth + 1)
        case "new_expression":
            return _DATE if texts.tree.text(field(peeled, "constructor") or peeled) == "Date" else UNKNOWN
        case "call_expression":
            return _of_call(texts, peeled, scope, depth)
        case "number" | "true" | "false" | "unary_expression":
            return PLAIN_TEXT
        case "binary_expression":
            operator = field(peeled, "operator")
            return PLAIN_TEXT if operator is not None and operator.type in {"-", "*", "/", "%"} else UNKNOWN
        case _:
            return UNKNOWN


def _of_name(texts: Texts, node: Node, scope: Scope, depth: int) -> Written:
    name = texts.tree.text(node)
    type = texts.names.type_of(name, scope)
    if type in {"number", "boolean", "bigint"}:
        return PLAIN_TEXT
    binding = texts.names.binding(name, scope)
    if binding is not None and not binding.added:
        return described(texts, binding.value, binding.scope, depth + 1)
    return _DATE if type == "Date" else UNKNOWN


def _of_call(texts: Texts, call: Node, scope: Scope, depth: int) -> Written:
    name, owner = called(texts.tree, call)
    values = arguments(field(call, "arguments"))
    shown = [texts.tree.text(value) for value in values]
    if name in {"replace", "replaceAll"} and len(shown) == 2 and shown[0] in _QUOTE and shown[1] in _QUOTES:
        return PLAIN_TEXT
    if name in _NUMBERS or (owner is not None and texts.tree.text(owner) == "Math"):
        return PLAIN_TEXT
    if name == "now" and owner is not None and texts.tree.text(owner) == "Date":
        return _WRITTEN["getTime"]
    if name == "format":
        return _formatted(texts, call, owner, values, scope)
    if name == "toISO" and owner is not None and re.search(r"\butc\b|toUTC", texts.tree.text(owner)):
        return instant(f"{_NOW}.123Z")
    if name in _WRITTEN and owner is not None:
        return _WRITTEN[name]
    if name in {"slice", "substring", "substr", "split", "replace"} and owner is not None:
        return _part(described(texts, owner, scope, depth + 1), name, shown)
    if name in _AS_TEXT:
        value = owner if owner is not None else next(iter(values), None)
        return described(texts, value, scope, depth + 1) if value is not None else UNKNOWN
    return UNKNOWN


def _part(value: Written, name: str, shown: list[str]) -> Written:
    """Return what is left of an instant: `x.toISOString().slice(0, 19)` has no zone."""
    if not value.sample:
        return UNKNOWN
    if name in {"slice", "substring", "substr"} and len(shown) == 2 and shown[0] == "0" and re.fullmatch(r"-?\d{1,3}", shown[1]):
        kept = value.sample[: int(shown[1])]
        return value.replace(sample=kept, naive=value.naive or ("" if kept.endswith("Z") or len(kept) < 16 else "utc"))
    separator = shown[0][1:-1] if shown and shown[0][0] in "'\"`" else ""
    if name == "split" and separator in value.sample:
        return value.replace(sample=value.sample.partition(separator)[0], naive="")
    return value.replace(sample="")


def _formatted(texts: Texts, call: Node, owner: Node | None, values: list[Node], scope: Scope) -> Written:
    """Return what `moment().format("…")` or `format(date, "…")` makes."""
    drafts = texts.of(values[-1], scope) if values else []
    pattern = "".join(piece[0] for piece in drafts[0]) if len(drafts) == 1 else ""
    if owner is None:
        if len(values) < 2 or "yyyy" not in pattern:
            return UNKNOWN
        return of_pattern(pattern, "java", "local")  # of date-fns
    whole = texts.tree.text(call)[:400]
    if not _MOMENTS.search(whole) or (values and not pattern):
        return UNKNOWN
    is_utc = re.search(r"\butc\b", whole) is not None
    is_now = re.search(r"\b(?:moment|dayjs)\(\)", whole) is not None
    if not values:
        return instant(f"{_NOW}{'Z' if is_utc else '+01:00'}")
    return of_pattern(pattern, "moment", "utc" if is_utc else "local" if is_now else "")
