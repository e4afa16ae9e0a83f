"""What is known of the text that a Python expression writes: numbers, instants with their zone, members of enumerations."""

from __future__ import annotations

import _ast as ast  # the module `ast` is four milliseconds of helpers around it

from odatanodes.extract.expression import UNKNOWN, Written
from odatanodes.extract.values import NUMBER, PLAIN_TEXT, formatted, instant

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.extract.python.names import Names, Scope

__all__ = ["described", "zone_of"]

_NUMBERS = {"int", "len", "float", "round", "abs", "sum", "ord", "range"}
_PLAIN = {"UUID", "bool", "uuid1", "uuid4", "hex"}
_QUOTING = ("quot", "liter", "escap", "odata", "repr", "dumps", "encode", "format", "sanit")
"""A call whose name has one of these may bring the quotes of a literal."""
_NOW = "2025-11-22T22:22:27"
_SECONDS = Written("number", "1763850147.123456")
_OFFSETS = {"local": "", "utc": "", "aware": "+00:00"}
_OF_TIME = {"time.gmtime": "utc", "time.localtime": "local"}
_DEEPEST = 20


def described(node: ast.expr, names: Names, scope: Scope, depth: int = 0) -> Written:
    """Return what is known of the text that `str` makes of a value."""
    if depth > _DEEPEST:
        return UNKNOWN
    match node:
        case ast.Name(id=name):
            bound = names.binding(name, scope)
            values, scope = ([bound[0]], bound[2]) if bound and not bound[1] else (names.values(name, scope), scope)
            found = _one_of(values, names, scope, depth + 1)
            return found.replace(remedy=f"{name}.value") if found.kind == "member" else found
        case ast.Attribute(value=ast.Name(id="self" | "cls" as owner), attr=name):
            values, scope = names.of_class(name, scope)
            found = _one_of(values, names, scope, depth + 1)
            return found.replace(remedy=f"{owner}.{name}.value") if found.kind == "member" else UNKNOWN  # a field has other values
        case ast.IfExp(body=body, orelse=orelse):
            return _one_of([body, orelse], names, scope, depth + 1)
        case ast.Constant(value=str() as text):
            return Written("plain", values=(text,))
        case ast.Call(func=func) if names.real_name(func) == "time.time":
            return instant("1763850147.123456", remedy=_REMEDY)
        case ast.Call(func=ast.Name(id=name)) if name in _NUMBERS:
            return NUMBER
        case ast.Call(func=ast.Name(id="bool")):
            return Written("boolean", "True")
        case ast.Call(func=ast.Name(id="str"), args=[value]):
            return described(value, names, scope, depth + 1)
        case ast.Call(func=ast.Attribute(attr="replace"), args=[ast.Constant(value="'"), _]):
            return PLAIN_TEXT
        case ast.Call(
            func=ast.Attribute(attr="replace"), args=[ast.Call(func=ast.Name(id="chr"), args=[ast.Constant(value=39)]), _]
        ):
            return PLAIN_TEXT
        case ast.Call(func=ast.Attribute(value=base, attr="lower")):
            found = described(base, names, scope, depth + 1)
            return found.replace(sample=found.sample.lower()) if found.kind == "boolean" else UNKNOWN
        case ast.Call(func=ast.Attribute(value=base, attr="isoformat")):
            return _iso(node, zone_of(base, names, scope, depth + 1))
        case ast.Call(func=ast.Attribute(attr="strftime"), args=[ast.Constant(value=str() as pattern)]):
            return formatted(pattern, "strftime")
        case ast.Call(func=ast.Attribute(attr="strftime")):
            return PLAIN_TEXT
        case ast.Call(func=ast.Attribute(attr="timestamp")):
            return _SECONDS
        case ast.Call(func=func, args=[]) if names.real_name(func) == "time.time":
            return _SECONDS
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if name in _PLAIN:
            return PLAIN_TEXT
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if any(part in name.lower() for part in _QUOTING):
            return Written("literal")
        case ast.Constant(value=bool() as truth):
            return Written("boolean", str(truth))
        case ast.Attribute():
            return names.member(node)
        case _:
            return _of_instant(zone_of(node, names, scope, depth + 1))


def _one_of(values: list[ast.expr], names: Names, scope: Scope, depth: int) -> Written:
    """Return what is known of a value that is one of several."""
    found = [described(value, names, scope, depth) for value in values]
    if not found or len(found) == 1 or all(one.kind == "member" for one in found):
        return found[0] if found else UNKNOWN
    texts = [one.values for one in found]
    known = tuple(filter(None, dict.fromkeys(sum(texts, ())))) if all(texts) else ()
    return Written("plain", values=known) if known else UNKNOWN


def _of_instant(zone: str) -> Written:
    if not zone:
        return UNKNOWN
    if zone == "date":
        return instant("2025-11-22")
    if zone == "any":
        return instant(_NOW.replace("T", " "), remedy=_REMEDY)
    return instant(f"{_NOW.replace('T', ' ')}.123456{_OFFSETS[zone]}", zone if zone != "aware" else "", _REMEDY)


_REMEDY = "strftime('%Y-%m-%dT%H:%M:%SZ')"


def _iso(call: ast.Call, zone: str) -> Written:
    if zone in {"", "any", "date"}:
        return Written("instant", "2025-11-22" if zone == "date" else "")
    short = any(keyword.arg == "timespec" for keyword in call.keywords)
    separator = next((value.value for value in call.args if isinstance(value, ast.Constant)), "T")
    for keyword in call.keywords:
        if keyword.arg == "sep" and isinstance(keyword.value, ast.Constant):
            separator = keyword.value.value
    text = f"{_NOW.replace('T', str(separator))}{'' if short else '.123456'}{_OFFSETS[zone]}"
    return instant(text, zone if zone != "aware" else "", _REMEDY)


def zone_of(node: ast.expr, names: Names, scope: Scope, depth: int = 0) -> str:
    """Return `local`, `utc` (naive both), `aware`, `any` (of these) or `date` for an instant; empty for anything else."""
    while depth < 2 * _DEEPEST:
        depth += 1
        match node:
            case ast.BinOp(left=left, op=ast.Add() | ast.Sub()):
                node = left
            case ast.Name(id=name):
                bound = names.binding(name, scope)
                if bound is None or bound[1]:  # the module is that of time.strftime without a second argument
                    return "local" if names.imported.get(name) == "time" else ""
                node, scope = bound[0], bound[2]
            case ast.Call(func=ast.Attribute(value=base, attr="replace"), keywords=keywords):
                if any(keyword.arg == "tzinfo" for keyword in keywords):
                    return "aware"
                node = base
            case ast.Call(func=ast.Attribute(value=base, attr="date"), args=[]):
                return "date" if zone_of(base, names, scope, depth) else ""
            case ast.Call(func=func):
                return _OF_TIME.get(names.real_name(func)) or _made(names.real_name(func), node)
            case _:
                return ""
    return ""


def _made(name: str, call: ast.Call) -> str:
    """Return the zone of the instant that a call makes."""
    given = len(call.args) + len(call.keywords)
    owner, _, method = name.rpartition(".")
    if method == "astimezone":
        return "aware"
    kind = owner.rpartition(".")[2]
    if name in {"datetime.date", "date"} or (kind == "date" and method == "today"):
        return "date"
    if kind not in {"datetime", "date"} and name != "datetime":
        return ""
    match method:
        case "now":
            return "aware" if given else "local"
        case "today":
            return "local"
        case "utcnow" | "utcfromtimestamp":
            return "utc"
        case "fromtimestamp":
            return "aware" if given > 1 else "local"
        case "datetime" if not given:  # the type of a parameter
            return "any"
        case "datetime":
            return "aware" if len(call.args) > 7 or any(keyword.arg == "tzinfo" for keyword in call.keywords) else "utc"
        case _:
            return ""
