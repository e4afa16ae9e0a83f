"""What is known of the text that a C# value makes: a number, an instant and its kind, text with quotes doubled.

Comes in: the node in a hole, and its format. Goes out: a `Written`. Source: standard and custom formats of DateTime and
DateTimeOffset; a DateTime writes its offset with `o` and `K` if its kind is Local, `Z` if Utc, nothing if Unspecified.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract.csharp.calls import callee, passed, receiver
from odatanodes.extract.expression import UNKNOWN
from odatanodes.extract.tree.texts import arguments, field
from odatanodes.extract.values import PLAIN_TEXT, instant
from odatanodes.extract.values import formatted as of_pattern

if TYPE_CHECKING:
    from tree_sitter import Node

    from odatanodes.extract.expression import Written
    from odatanodes.extract.tree.names import Scope
    from odatanodes.extract.tree.texts import Texts

__all__ = ["described", "formatted"]

_NUMBERS = frozenset(
    {
        *("int", "long", "short", "byte", "sbyte", "uint", "ulong", "ushort", "nint", "double", "float", "decimal", "bool"),
        *("Int16", "Int32", "Int64", "UInt16", "UInt32", "UInt64", "Double", "Single", "Decimal", "Boolean", "Byte", "Guid"),
    }
)
"""Types whose values hold no quote."""
_INSTANTS = {"DateTime": "datetime", "DateTimeOffset": "offset"}
_ENUMERATION = re.compile(r"(?:State|Status|Result|Type|Option|Kind|Reason|Category|Mode)\.[A-Z]\w*$")
_COUNT = re.compile(r"\.(?:Length|Count|LongLength|Ticks|ExitCode)$")
_MADE = {
    "DateTime.Now": "local",
    "DateTime.Today": "local",
    "DateTime.UtcNow": "utc",
    "DateTime.MinValue": "unspecified",
    "DateTime.MaxValue": "unspecified",
    "DateTime.UnixEpoch": "utc",
    "DateTimeOffset.Now": "offset_local",
    "DateTimeOffset.UtcNow": "offset_utc",
    "DateTimeOffset.UnixEpoch": "offset_utc",
    "DateTimeOffset.MinValue": "offset_utc",
}
_CONVERSIONS = {
    **dict.fromkeys(("ToUniversalTime", "UtcDateTime"), "utc"),
    **dict.fromkeys(("ToLocalTime", "LocalDateTime"), "local"),
    "DateTime": "unspecified",
}
_SAME_KIND = re.compile(r"Add\w*|Subtract|Date")
_AS_TEXT = frozenset({"ToString", "ToLower", "ToUpper", "ToLowerInvariant", "ToUpperInvariant", "Trim", "Substring"})
_ZONES = {"local": "local", "offset_local": "local", "unspecified": "naive", "utc": "utc", "offset_utc": "utc"}
_STANDARD = {
    "s": "yyyy-MM-ddTHH:mm:ss",
    "u": "yyyy-MM-dd HH:mm:ssZ",
    "r": "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
    "d": "MM/dd/yyyy",
    "D": "dddd, dd MMMM yyyy",
    "f": "dddd, dd MMMM yyyy HH:mm",
    "F": "dddd, dd MMMM yyyy HH:mm:ss",
    "U": "dddd, dd MMMM yyyy HH:mm:ss",
    "g": "MM/dd/yyyy HH:mm",
    "G": "MM/dd/yyyy HH:mm:ss",
    "t": "HH:mm",
    "T": "HH:mm:ss",
}
_TIME = re.compile(r"[oOsurRU]|.*(?:yyyy|HH|MM|ss|dd)", re.DOTALL)
_DEEPEST = 20


def described(texts: Texts, node: Node, scope: Scope, depth: int = 0) -> Written:
    """Return what is known of the text that a value makes without a format."""
    kind = _kind(texts, node, scope)
    if kind:
        zone = " +01:00" if kind.startswith("offset") else ""
        return instant("11/22/2025 22:22:27" + zone)
    if node.type == "cast_expression" and _is_number(texts.tree.text(field(node, "type") or node)):
        return PLAIN_TEXT
    peeled = texts.peel(node)
    if peeled is None or depth > _DEEPEST:
        return UNKNOWN
    text = texts.tree.text(peeled) if peeled.type in {"identifier", "member_access_expression"} else ""
    if peeled.type == "identifier":
        return _of_name(texts, text, scope, depth)
    if peeled.type == "member_access_expression":
        return PLAIN_TEXT if _ENUMERATION.search(text) or _COUNT.search(text) or text == "Guid.Empty" else UNKNOWN
    if peeled.type == "invocation_expression":
        return _of_call(texts, peeled, scope, depth)
    return PLAIN_TEXT if peeled.type in {"integer_literal", "real_literal", "boolean_literal"} else UNKNOWN


def _is_number(type: str) -> bool:
    return type.strip().rstrip("?").rpartition(".")[2] in _NUMBERS


def _of_name(texts: Texts, name: str, scope: Scope, depth: int) -> Written:
    type = texts.names.type_of(name, scope)
    if _is_number(type) or _ENUMERATION.search(f"{type.rstrip('?')}.X"):
        return PLAIN_TEXT
    binding = texts.names.binding(name, scope)
    if binding is None or binding.added:
        return UNKNOWN
    return described(texts, binding.value, binding.scope, depth + 1)


def _of_call(texts: Texts, call: Node, scope: Scope, depth: int) -> Written:
    name, owner = callee(texts.tree, call), receiver(call)
    values = [value for _, value in passed(call)]
    if owner is None:
        return PLAIN_TEXT if name == "nameof" else UNKNOWN
    if name == "Replace" and [texts.tree.text(value) for value in values] == ['"\'"', "\"''\""]:
        return PLAIN_TEXT
    if texts.tree.text(owner) == "Guid" or name in {"GetHashCode", "CompareTo"}:
        return PLAIN_TEXT
    if name == "ToString" and values:
        formats = texts.of(values[0], scope)
        if len(formats) == 1:
            return formatted(texts, owner, scope, "".join(piece[0] for piece in formats[0]))
    if name in _AS_TEXT:
        return described(texts, owner, scope, depth + 1)
    return UNKNOWN


def formatted(texts: Texts, node: Node, scope: Scope, format: str) -> Written:
    """Return what is known of the text that a value makes with a format."""
    kind = _kind(texts, node, scope)
    if not kind and not _TIME.fullmatch(format):
        if re.fullmatch(r"[A-Za-z]\d*|[0#.,;%]+", format):
            return PLAIN_TEXT
        return described(texts, node, scope)
    if format in {"o", "O"}:
        zone = {"offset_utc": "+00:00", "utc": "Z", "": "Z", "datetime": "Z", "unspecified": ""}.get(kind, "+01:00")
        return instant(f"2025-11-22T22:22:27.1234567{zone}", "utc" if kind == "unspecified" else "")
    if format in {"r", "R", "u", "U"} and kind.startswith(("offset", "local") if format == "U" else "offset"):
        kind = "utc"  # these convert
    pattern = _STANDARD.get(format.lower() if format in {"R", "S"} else format, format)
    found = of_pattern(pattern, "dotnet", _ZONES.get(kind, ""))
    return found.replace(naive="") if format == "U" else found


def _kind(texts: Texts, node: Node | None, scope: Scope) -> str:
    """Return the kind of an instant: local, utc, unspecified, offset_local, offset_utc, datetime or offset (both unknown)."""
    later = ""  # what the outermost conversion makes of it
    for _ in range(2 * _DEEPEST):
        node = texts.peel(node)
        if node is None:
            return later
        text = texts.tree.text(node).removeprefix("System.") if node.end_byte - node.start_byte < 200 else ""
        if text in _MADE:
            return _converted(_MADE[text], later)
        match node.type:
            case "binary_expression":
                node = field(node, "left")
            case "identifier":
                binding = texts.names.binding(text, scope)
                if binding is None or binding.added:
                    type = texts.names.type_of(text, scope).rstrip("?").rpartition(".")[2]
                    return _converted(_INSTANTS.get(type, ""), later)
                node, scope = binding.value, binding.scope
            case "member_access_expression":
                name = texts.tree.text(field(node, "name") or node)
                later = later or _CONVERSIONS.get(name, "")
                if name != "Date" and name not in _CONVERSIONS:
                    return later
                node = field(node, "expression")
            case "object_creation_expression":
                return _converted(_of_creation(texts, node), later)
            case "invocation_expression":
                name, owner = callee(texts.tree, node), receiver(node)
                if name in {"GetUtcNow", "GetLocalNow"}:
                    return _converted("offset_utc" if name == "GetUtcNow" else "offset_local", later)
                if owner is not None and texts.tree.text(owner).removeprefix("System.") in _INSTANTS:
                    return _converted(_of_creation(texts, node, texts.tree.text(owner)), later)
                later = later or _CONVERSIONS.get(name, "")
                if name not in _CONVERSIONS and not _SAME_KIND.fullmatch(name):
                    return later
                node = owner
            case _:
                return later
    return later


def _converted(kind: str, later: str) -> str:
    """Return the kind of an instant after `.ToUniversalTime()` and the like."""
    if not later or later == "unspecified":
        return later or kind
    return f"offset_{later}" if kind.startswith("offset") else later


def _of_creation(texts: Texts, node: Node, type: str = "") -> str:
    """Return the kind of what `new DateTime(…)` or `DateTime.Parse(…)` makes."""
    is_parsed = bool(type)
    type = (type or texts.tree.text(field(node, "type") or node)).rpartition(".")[2]
    if type == "DateTimeOffset":
        return "offset"
    if type != "DateTime":
        return ""
    given = " ".join(texts.tree.text(part) for part in arguments(field(node, "arguments")))
    return (
        "utc"
        if "DateTimeKind.Utc" in given
        else "local"
        if "DateTimeKind.Local" in given
        else "datetime"
        if is_parsed
        else "unspecified"
    )
