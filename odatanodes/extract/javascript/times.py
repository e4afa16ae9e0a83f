"""What is known of the text that a JavaScript value makes: a number, an instant and its zone, text with quotes doubled.

Comes in: the node in a hole. Goes out: a `Value`. Source: ECMA-262, Date; formats of moment, dayjs, luxon and date-fns.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract.javascript.parts import called
from odatanodes.extract.tree.patterns import written
from odatanodes.extract.tree.texts import UNKNOWN, arguments, field

if TYPE_CHECKING:
    from tree_sitter import Node

    from odatanodes.extract.tree.names import Scope
    from odatanodes.extract.tree.texts import Texts, Value

__all__ = ["described"]

_HARMLESS: Value = ("", True, "")
_NOW = "2025-11-22T22:22:27"
_WRITTEN: dict[str, Value] = {
    **dict.fromkeys(("toISOString", "toJSON"), (f"{_NOW}.123Z", True, "")),
    **dict.fromkeys(("toUTCString", "toGMTString"), ("Sat, 22 Nov 2025 22:22:27 GMT", True, "")),
    **dict.fromkeys(("toLocaleString", "toLocaleDateString"), ("11/22/2025, 10:22:27 PM", True, "")),
    "toDateString": ("Sat Nov 22 2025", True, ""),
    "toISO": (f"{_NOW}.123+01:00", True, ""),
    **dict.fromkeys(("getTime", "valueOf"), ("1763850147123", True, "")),
}
_DATE: Value = ("Sat Nov 22 2025 22:22:27 GMT+0100 (Central European Standard Time)", True, "")
_NUMBERS = frozenset({"Number", "parseInt", "parseFloat", "BigInt", "Boolean", "uuid", "uuidv4", "v4", "randomUUID", "getDay"})
_MOMENTS = re.compile(r"\b(?:moment|dayjs)\b")
_AS_TEXT = frozenset({"toString", "toLowerCase", "toUpperCase", "trim", "encodeURIComponent", "encodeURI", "String"})
_QUOTE = {"/'/g", '"\'"', "'\\''", "`'`", "/[']/g"}
_QUOTES = {"\"''\"", "'\\'\\''", "`''`"}
_DEEPEST = 20


def described(texts: Texts, node: Node, scope: Scope, depth: int = 0) -> Value:
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
            return _HARMLESS if is_constant else UNKNOWN
        case "new_expression":
            return _DATE if texts.tree.text(field(peeled, "constructor") or peeled) == "Date" else UNKNOWN
        case "call_expression":
            return _of_call(texts, peeled, scope, depth)
        case "number" | "true" | "false" | "unary_expression":
            return _HARMLESS
        case "binary_expression":
            operator = field(peeled, "operator")
            return _HARMLESS if operator is not None and operator.type in {"-", "*", "/", "%"} else UNKNOWN
        case _:
            return UNKNOWN


def _of_name(texts: Texts, node: Node, scope: Scope, depth: int) -> Value:
    name = texts.tree.text(node)
    type = texts.names.type_of(name, scope)
    if type in {"number", "boolean", "bigint"}:
        return _HARMLESS
    binding = texts.names.binding(name, scope)
    if binding is not None and not binding.added:
        return described(texts, binding.value, binding.scope, depth + 1)
    return _DATE if type == "Date" else UNKNOWN


def _of_call(texts: Texts, call: Node, scope: Scope, depth: int) -> Value:
    name, owner = called(texts.tree, call)
    values = arguments(field(call, "arguments"))
    shown = [texts.tree.text(value) for value in values]
    if name in {"replace", "replaceAll"} and len(shown) == 2 and shown[0] in _QUOTE and shown[1] in _QUOTES:
        return _HARMLESS
    if name in _NUMBERS or (owner is not None and texts.tree.text(owner) == "Math"):
        return _HARMLESS
    if name == "now" and owner is not None and texts.tree.text(owner) == "Date":
        return _WRITTEN["getTime"]
    if name == "format":
        return _formatted(texts, call, owner, values, scope)
    if name == "toISO" and owner is not None and re.search(r"\butc\b|toUTC", texts.tree.text(owner)):
        return f"{_NOW}.123Z", True, ""
    if name in _WRITTEN and owner is not None:
        return _WRITTEN[name]
    if name in {"slice", "substring", "substr", "split", "replace"} and owner is not None:
        return _part(described(texts, owner, scope, depth + 1), name, shown)
    if name in _AS_TEXT:
        value = owner if owner is not None else next(iter(values), None)
        return described(texts, value, scope, depth + 1) if value is not None else UNKNOWN
    return UNKNOWN


def _part(value: Value, name: str, shown: list[str]) -> Value:
    """Return what is left of an instant: `x.toISOString().slice(0, 19)` has no zone."""
    sample, escaped, naive = value
    if not sample:
        return UNKNOWN
    if name in {"slice", "substring", "substr"} and len(shown) == 2 and shown[0] == "0" and re.fullmatch(r"-?\d{1,3}", shown[1]):
        kept = sample[: int(shown[1])]
        return kept, escaped, naive or ("" if kept.endswith("Z") or len(kept) < 16 else "utc")
    return "", escaped, naive


def _formatted(texts: Texts, call: Node, owner: Node | None, values: list[Node], scope: Scope) -> Value:
    """Return what `moment().format("…")` or `format(date, "…")` makes."""
    drafts = texts.of(values[-1], scope) if values else []
    pattern = "".join(piece[0] for piece in drafts[0]) if len(drafts) == 1 else ""
    if owner is None:
        if len(values) < 2 or "yyyy" not in pattern:
            return UNKNOWN
        text, zoned, _ = written(pattern, "java", "+01:00")  # of date-fns
        return text, True, "" if zoned else "local"
    whole = texts.tree.text(call)[:400]
    if not _MOMENTS.search(whole) or (values and not pattern):
        return UNKNOWN
    is_utc = re.search(r"\butc\b", whole) is not None
    is_now = re.search(r"\b(?:moment|dayjs)\(\)", whole) is not None
    if not values:
        return f"{_NOW}{'Z' if is_utc else '+01:00'}", True, ""
    text, zoned, claims = written(pattern, "moment", "Z" if is_utc else "+01:00")
    if zoned or (claims and (is_utc or not is_now)):
        return text, True, ""
    return text, True, "utc" if is_utc else "local" if is_now else ""
