"""What is known of the text that a Python expression writes: numbers, instants with their zone, members of enumerations."""

from __future__ import annotations

import _ast as ast  # the module `ast` is four milliseconds of helpers around it

from odatanodes.extract.expression import UNKNOWN, Written
from odatanodes.extract.python.names import dotted
from odatanodes.extract.values import NUMBER, PLAIN_TEXT, instant

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.extract.python.names import Names, Scope

__all__ = ["described", "zone_of"]

_NOW = "2025-11-22T22:22:27"
_REMEDY = "strftime('%Y-%m-%dT%H:%M:%SZ')"
_TRUTH = Written("boolean", "True", remedy="str(…).lower()")
_CALLS = {
    **dict.fromkeys(("int", "len", "float", "round", "abs", "sum", "ord", "range"), NUMBER),
    **dict.fromkeys(("UUID", "uuid1", "uuid4", "hex", "strftime"), PLAIN_TEXT),
    **dict.fromkeys(("bool", "isinstance"), _TRUTH),
    "time": instant("1763850147.123456", remedy=_REMEDY),
    "timestamp": Written("number", "1763850147.123456"),
}
"""What calls make, by the last word of their names."""
_QUOTING = ("quot", "liter", "escap", "odata", "repr", "dumps", "encode", "format", "sanit")
"""A call whose name has one of these may bring the quotes of a literal."""
_ZONES = {
    "datetime.now": ("local", 0),
    "datetime.fromtimestamp": ("local", 1),
    "datetime.today": ("local", 9),
    "datetime.utcnow": ("utc", 9),
    "datetime.utcfromtimestamp": ("utc", 9),
    **dict.fromkeys(("datetime", "datetime.datetime"), ("utc", 7)),
    **dict.fromkeys(("date", "datetime.date", "date.today"), ("date", 9)),
    "time.gmtime": ("utc", 9),
    "time.localtime": ("local", 9),
}
"""The zone of an instant that a call makes, by the last two words of its name, and which argument gives it another one."""
_DEEPEST = 20


def described(node: ast.expr, names: Names, scope: Scope, depth: int = 0) -> Written:
    """Return what is known of the text that `str` makes of a value."""
    if depth > _DEEPEST:
        return UNKNOWN
    depth += 1
    match node:
        case ast.Name(id=name):
            values, scope = names.values(name, scope)
            found = _one_of(values, names, scope, depth)
            return found.replace(remedy=f"{name}.value") if found.kind == "member" else found
        case ast.Attribute(value=ast.Name(id="self" | "cls" as owner), attr=name):
            values, scope = names.of_class(owner, name, scope)
            found = _one_of(values, names, scope, depth)
            if found.kind == "member":
                return found.replace(remedy=f"{owner}.{name}.value")
            return UNKNOWN if found.values else found  # a field has other values, of the same type
        case ast.Attribute():
            return _member(node, names)
        case ast.IfExp(body=body, orelse=orelse):
            return _one_of([body, orelse], names, scope, depth)
        case ast.Constant(value=str() as text):
            return Written("plain", values=(text,))
        case ast.Constant(value=bool() as truth):
            return _TRUTH.replace(sample=str(truth))
        case ast.Compare() | ast.UnaryOp(op=ast.Not()):
            return _TRUTH
        case ast.Call(func=ast.Name(id="str"), args=[value]):
            return described(value, names, scope, depth)
        case ast.Call(func=ast.Attribute(attr="replace"), args=[ast.Constant(value="'") | ast.Call(func=ast.Name(id="chr")), _]):
            return PLAIN_TEXT
        case ast.Call(func=ast.Attribute(value=base, attr="lower")):
            found = described(base, names, scope, depth)
            return found.replace(sample=found.sample.lower()) if found.kind == "boolean" else UNKNOWN
        case ast.Call(func=ast.Attribute(value=base, attr="isoformat"), args=given, keywords=keywords):
            separators = [value.value for value in (*given, *(one.value for one in keywords)) if isinstance(value, ast.Constant)]
            fraction = "" if any(keyword.arg == "timespec" for keyword in keywords) else ".123456"
            separator = next((str(value) for value in separators if len(str(value)) == 1), "T")
            return _instant(zone_of(base, names, scope, depth), separator, fraction) or Written("instant")
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if name in _CALLS:
            return _CALLS[name]
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if any(part in name.lower() for part in _QUOTING):
            return Written("literal")
    zone = zone_of(node, names, scope, depth)
    return instant(_NOW.replace("T", " "), remedy=_REMEDY) if zone == "any" else _instant(zone, " ", ".123456") or UNKNOWN


def _one_of(values: list[ast.expr], names: Names, scope: Scope, depth: int) -> Written:
    """Return what is known of a value that is one of several."""
    found = [described(value, names, scope, depth) for value in values]
    if not found or len(found) == 1 or {one.kind for one in found} in ({"member"}, {"boolean"}, {"number"}):
        return found[0] if found else UNKNOWN
    texts = [one.values for one in found]
    known = tuple(filter(None, dict.fromkeys(sum(texts, ())))) if all(texts) else ()
    return Written("plain", values=known) if known else UNKNOWN


def _member(node: ast.Attribute, names: Names) -> Written:
    """Return what is known of the text of `State.IDLE`, `State.IDLE.value` and constants of a class."""
    part = node.attr if node.attr in {"value", "name"} and isinstance(node.value, ast.Attribute) else ""
    member = node.value if part and isinstance(node.value, ast.Attribute) else node
    written, real = dotted(member.value), names.real_name(member.value)
    owner = real.rpartition(".")[2]
    made = names.classes.get(written.rpartition(".")[2])
    bases = {dotted(base).rpartition(".")[2] for base in made.bases} if made is not None else set()
    if part == "name" and made is not None:
        return Written("plain", values=(member.attr,))
    if "IntEnum" in bases:
        return NUMBER
    if not part and (bases & {"Enum", "Flag"} or (made is None and real.startswith("azure.batch.") and _is_class(owner))):
        return Written("member", f"{owner}.{member.attr}", remedy=f"{written}.{member.attr}.value")
    if made is None:
        return PLAIN_TEXT if _is_class(owner) else UNKNOWN
    values, _ = names.values(member.attr, names.scopes[made])
    texts = tuple(value.value for value in values if isinstance(value, ast.Constant) and isinstance(value.value, str))
    return Written("plain", values=texts) if texts or bases & {"Enum", "StrEnum"} else UNKNOWN


def _is_class(name: str) -> bool:
    return name[:1].isupper() and not name.isupper()


def _instant(zone: str, separator: str, fraction: str) -> Written | None:
    """Return what an instant of a zone looks like; None where it is not known."""
    if zone == "date":
        return instant("2025-11-22")
    text = _NOW.replace("T", separator) + fraction
    if zone == "aware":
        return instant(f"{text}+00:00", remedy=_REMEDY)
    return instant(text, zone, _REMEDY) if zone in {"local", "utc"} else None


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
            case ast.Call(func=ast.Attribute(attr="astimezone")):
                return "aware"
            case ast.Call(func=ast.Attribute(value=base, attr="replace"), keywords=keywords):
                if any(keyword.arg == "tzinfo" for keyword in keywords):
                    return "aware"
                node = base
            case ast.Call(func=ast.Attribute(value=base, attr="date"), args=[]):
                return "date" if zone_of(base, names, scope, depth) else ""
            case ast.Call(func=func, args=args, keywords=keywords):
                name = ".".join(names.real_name(func).split(".")[-2:])
                zone, number = _ZONES.get(name, ("", 0))
                if name == "datetime.datetime" and not args and not keywords:  # the type of a parameter
                    return "any"
                is_aware = len(args) > number or any(keyword.arg in {"tz", "tzinfo"} for keyword in keywords)
                return "aware" if zone and is_aware else zone
            case _:
                return ""
    return ""
