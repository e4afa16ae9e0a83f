"""What is known of the text that a Java value makes: a number, an instant and its zone, text with quotes doubled.

Comes in: the node in a hole, and its conversion. Goes out: a `Written`. Source: java.time, java.util.Date, Joda-Time: toString
and format; java.util.Formatter: date and time conversions, which write an instant in the zone of the machine.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract.expression import UNKNOWN, Written
from odatanodes.extract.tree.texts import arguments, field
from odatanodes.extract.values import PLAIN_TEXT, field_sample, instant
from odatanodes.extract.values import formatted as of_pattern

if TYPE_CHECKING:
    from tree_sitter import Node

    from odatanodes.extract.tree.names import Scope
    from odatanodes.extract.tree.texts import Texts

__all__ = ["converted", "described"]

_NUMBERS = frozenset(
    {*("int", "long", "short", "byte", "double", "float", "boolean"), *("Integer", "Long", "Double", "Boolean", "UUID")}
)
_NOW = "2025-11-22T22:22:27"
_TEXTS = {
    "instant": (f"{_NOW}.123456Z", ""),
    "offset": (f"{_NOW}.123456+01:00", ""),
    "offset_utc": (f"{_NOW}.123456Z", ""),
    "zoned": (f"{_NOW}.123456+01:00[Europe/Berlin]", ""),
    "zoned_utc": (f"{_NOW}.123456Z", ""),
    "local": (f"{_NOW}.123456", "local"),
    "local_utc": (f"{_NOW}.123456", "utc"),
    "date": ("2025-11-22", ""),
    "util": ("Sat Nov 22 22:22:27 CET 2025", ""),
    "joda": (f"{_NOW}.123+01:00", ""),
    "joda_utc": (f"{_NOW}.123Z", ""),
}
"""What toString writes for each kind of instant, and why it has no certain zone."""
_CLASSES = {
    "Instant": "instant",
    "OffsetDateTime": "offset",
    "ZonedDateTime": "zoned",
    "LocalDateTime": "local",
    "LocalDate": "date",
    "Date": "util",
    "DateTime": "joda",
}
_UTC = re.compile(r"\bUTC\b|ZoneOffset\.UTC|\"Z\"|systemUTC")
_SAME = re.compile(r"(?:plus|minus|with|truncated)\w*")
_BECOMES = {
    "toInstant": "instant",
    "atOffset": "offset",
    "atZone": "zoned",
    "toLocalDateTime": "local",
    "toOffsetDateTime": "offset",
}
_AS_TEXT = frozenset({"toString", "toLowerCase", "toUpperCase", "trim", "strip", "substring", "getValue", "name"})
_FORMATS = {
    "ISO_INSTANT": "yyyy-MM-dd'T'HH:mm:ss'Z'",
    "ISO_OFFSET_DATE_TIME": "yyyy-MM-dd'T'HH:mm:ssXXX",
    "ISO_DATE_TIME": "yyyy-MM-dd'T'HH:mm:ssXXX",
    "ISO_ZONED_DATE_TIME": "yyyy-MM-dd'T'HH:mm:ssXXX'['VV']'",
    "ISO_LOCAL_DATE_TIME": "yyyy-MM-dd'T'HH:mm:ss",
    "ISO_LOCAL_DATE": "yyyy-MM-dd",
    "ISO_DATE": "yyyy-MM-dd",
    "RFC_1123_DATE_TIME": "EEE, dd MMM yyyy HH:mm:ss 'GMT'",
}
_CONVERSIONS = {
    **{letter: field_sample(f"%{letter}") for letter in "YmdHMSyIpzZaAbBhjFTDRc"},
    "L": "123",
    "N": "123456789",
    "Q": "1763850147123",
    "e": "22",
    "r": "10:22:27 PM",
    "s": "1763850147",
}
"""Letters of `%tF` and its like; most are those of strftime."""
_DEEPEST = 20


def described(texts: Texts, node: Node, scope: Scope, depth: int = 0) -> Written:
    """Return what is known of the text that a value makes."""
    peeled = texts.peel(node)
    if peeled is None or depth > _DEEPEST:
        return UNKNOWN
    kind = _kind(texts, peeled, scope)
    if kind:
        text, naive = _TEXTS[kind]
        return instant(text, naive)
    if peeled.type == "identifier":
        name = texts.tree.text(peeled)
        if texts.names.type_of(name, scope) in _NUMBERS:
            return PLAIN_TEXT
        binding = texts.names.binding(name, scope)
        return described(texts, binding.value, binding.scope, depth + 1) if binding is not None and not binding.added else UNKNOWN
    if peeled.type == "field_access":
        name = texts.tree.text(field(peeled, "field") or peeled)
        return PLAIN_TEXT if name.isupper() or name == "length" else UNKNOWN
    if peeled.type == "method_invocation":
        return _of_call(texts, peeled, scope, depth)
    return (
        PLAIN_TEXT if peeled.type.endswith(("_integer_literal", "_point_literal")) or peeled.type in {"true", "false"} else UNKNOWN
    )


def _of_call(texts: Texts, call: Node, scope: Scope, depth: int) -> Written:
    name, owner = texts.tree.text(field(call, "name") or call), field(call, "object")
    values = arguments(field(call, "arguments"))
    if owner is None:
        return UNKNOWN
    if name in {"replace", "replaceAll"} and [texts.tree.text(value) for value in values] == ['"\'"', "\"''\""]:
        return PLAIN_TEXT
    if name in {"size", "length", "toEpochMilli", "getTime", "hashCode", "randomUUID", "ordinal"}:
        return PLAIN_TEXT
    if name == "format" and len(values) == 1:
        pattern, zone = _pattern(texts, values[0], scope)
        if pattern:
            return _formatted(pattern, zone, _kind(texts, owner, scope))
        pattern, zone = _pattern(texts, owner, scope)
        if pattern:
            return _formatted(pattern, zone, _kind(texts, values[0], scope))
    if name == "valueOf" and len(values) == 1:
        return described(texts, values[0], scope, depth + 1)
    return described(texts, owner, scope, depth + 1) if name in _AS_TEXT else UNKNOWN


def converted(texts: Texts, node: Node | None, scope: Scope, letter: str) -> Written:
    """Return what a conversion such as `%tF` makes of a value."""
    kind = _kind(texts, node, scope) if node is not None else ""
    naive = "local" if kind in {"local", "util"} and letter in "FTRHMSc" else "utc" if kind == "local_utc" else ""
    return Written("instant", _CONVERSIONS.get(letter, ""), naive=naive, flaw=("%tI", "%tH") if letter == "I" else None)


def _pattern(texts: Texts, node: Node | None, scope: Scope) -> tuple[str, str]:
    """Return the pattern of a formatter, and `utc` or `local` where it sets the zone; empty for anything else."""
    zone = ""
    for _ in range(_DEEPEST):
        node = texts.peel(node)
        if node is None:
            return "", ""
        if node.type == "identifier":
            binding = texts.names.binding(texts.tree.text(node), scope)
            if binding is None:
                return "", ""
            # a SimpleDateFormat with a name can be given a zone anywhere
            zone = zone or ("set" if binding.value.type == "object_creation_expression" else "")
            node, scope = binding.value, binding.scope
        elif node.type == "field_access":
            return _FORMATS.get(texts.tree.text(field(node, "field") or node), ""), zone
        elif node.type == "object_creation_expression":
            is_simple = texts.tree.text(field(node, "type") or node).endswith("SimpleDateFormat")
            return (_literal(texts, node, scope), zone or "local") if is_simple else ("", "")
        elif node.type == "method_invocation":
            name = texts.tree.text(field(node, "name") or node)
            if name == "withZone":
                zone = "utc" if _UTC.search(texts.tree.text(node)) else "set"
            elif name in {"ofPattern", "forPattern"}:
                return _literal(texts, node, scope), zone
            elif name != "withLocale":
                return "", ""
            node = field(node, "object")
        else:
            return "", ""
    return "", ""


def _literal(texts: Texts, node: Node, scope: Scope) -> str:
    values = arguments(field(node, "arguments"))
    drafts = texts.of(values[0], scope) if values else []
    return "".join(piece[0] for piece in drafts[0]) if len(drafts) == 1 else ""


def _formatted(pattern: str, zone: str, kind: str) -> Written:
    """Return what a pattern makes of an instant; a formatter with a zone converts to it."""
    is_utc = zone == "utc" or kind.endswith("_utc") or kind == "instant"
    if kind == "local" or zone == "local":
        return of_pattern(pattern, "java", "local")
    return of_pattern(pattern, "java", "utc" if is_utc else "" if not kind or zone == "set" else "offset")


def _kind(texts: Texts, node: Node | None, scope: Scope) -> str:
    """Return which instant a value is, a key of _TEXTS; empty for what is not known to be one."""
    later = ""
    for _ in range(2 * _DEEPEST):
        node = texts.peel(node)
        if node is None:
            return later
        if node.type == "identifier":
            name = texts.tree.text(node)
            binding = texts.names.binding(name, scope)
            if binding is None or binding.added:
                known = _CLASSES.get(texts.names.type_of(name, scope).rpartition(".")[2], "")
                return later or ("" if known == "local" else known)  # a parameter may well be in UTC
            node, scope = binding.value, binding.scope
        elif node.type == "object_creation_expression":
            type = texts.tree.text(field(node, "type") or node).rpartition(".")[2]
            return later or _in_zone(_CLASSES.get(type, ""), texts.tree.text(node))
        elif node.type == "method_invocation":
            name, owner = texts.tree.text(field(node, "name") or node), field(node, "object")
            shown = texts.tree.text(node) if node.end_byte - node.start_byte < 400 else ""
            if owner is not None and owner.type != "method_invocation":
                made = _CLASSES.get(texts.tree.text(owner).rpartition(".")[2], "")
                if made:
                    return later or (
                        _in_zone(made, shown) if name in {"now", "ofInstant", "of", "ofEpochSecond", "ofEpochMilli"} else made
                    )
            if name in _BECOMES:
                later = later or _in_zone(_BECOMES[name], shown)
            elif not _SAME.fullmatch(name):
                return later
            node = owner
        else:
            return later
    return later


def _in_zone(kind: str, shown: str) -> str:
    return f"{kind}_utc" if f"{kind}_utc" in _TEXTS and _UTC.search(shown) else kind
