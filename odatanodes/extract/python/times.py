"""What is known of the text that a Python expression will make: a number, an instant and its zone, text with quotes doubled.

Comes in: the node in a hole. Goes out: a sample ('' where none is known), whether quotes in it are harmless, and why its
instant has no certain zone.
"""

from __future__ import annotations

import _ast as ast  # the module `ast` is four milliseconds of helpers around it

TYPE_CHECKING = False
if TYPE_CHECKING:
    from odatanodes.extract.python.names import Names, Scope

__all__ = ["described"]

_NUMBERS = {"int", "range", "bool", "UUID", "len", "float", "round", "abs", "sum", "ord"}


def described(node: ast.expr, names: Names, scope: Scope, depth: int = 0) -> tuple[str, bool, str]:
    """Return (sample, escaped, naive) of the text that `str` makes of a value."""
    if depth > 20:
        return "", False, ""
    match node:
        case ast.Name(id=name):
            bound = names.binding(name, scope)
            return described(bound[0], names, bound[2], depth + 1) if bound and not bound[1] else ("", False, "")
        case ast.Call(func=ast.Name(id=name)) if name in _NUMBERS:
            return "", True, ""
        case ast.Call(func=ast.Name(id="str"), args=[value]):
            return described(value, names, scope, depth + 1)
        case ast.Call(func=ast.Attribute(value=base, attr="replace"), args=[ast.Constant(value="'"), ast.Constant(value="''")]):
            return "", True, ""
        case ast.Call(func=ast.Attribute(value=base, attr="isoformat")):
            naive = _zone(base, names, scope, depth + 1)
            fraction = "" if any(keyword.arg == "timespec" for keyword in node.keywords) else ".123456"
            known = {"local": "", "utc": "", "aware": "+00:00"}
            return (
                (f"2025-11-22T22:22:27{fraction}{known[naive]}" if naive in known else ""),
                True,
                naive if naive != "aware" else "",
            )
        case ast.Call(func=ast.Attribute(attr="strftime")):
            return "", True, ""
        case ast.Call(func=ast.Attribute(attr="uuid1" | "uuid4")):
            return "", True, ""
        case ast.Attribute() if _is_member(node):
            return "", True, ""
        case _:
            naive = _zone(node, names, scope, depth + 1)
            return "", naive != "", naive if naive != "aware" else ""


def _is_member(node: ast.expr) -> bool:
    """Whether an attribute is that of an enumeration: `NodeState.IDLE`, `models.NodeState.idle.value`."""
    if isinstance(node, ast.Attribute) and node.attr in {"value", "name"}:
        node = node.value
    if not isinstance(node, ast.Attribute):
        return False
    owner = node.value
    name = owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else ""
    return name[:1].isupper() and not name.isupper()


def _zone(node: ast.expr, names: Names, scope: Scope, depth: int) -> str:
    """Return `local`, `utc` (naive both) or `aware` for an instant; empty for what is not known to be one."""
    while depth < 40:
        depth += 1
        match node:
            case ast.BinOp(left=left, op=ast.Add() | ast.Sub()):
                node = left
            case ast.Name(id=name):
                bound = names.binding(name, scope)
                if bound is None or bound[1]:
                    return ""
                node, scope = bound[0], bound[2]
            case ast.Call(func=ast.Attribute(value=base, attr="replace"), keywords=keywords):
                if any(keyword.arg == "tzinfo" for keyword in keywords):
                    return "aware"
                node = base
            case ast.Call(func=func):
                return _made(names.real_name(func), node)
            case _:
                return ""
    return ""


def _made(name: str, call: ast.Call) -> str:
    """Return the zone of the instant that a call makes."""
    given = len(call.args) + len(call.keywords)
    owner, _, method = name.rpartition(".")
    if method == "astimezone":
        return "aware"
    if owner.rpartition(".")[2] not in {"datetime", "date"}:
        if name in {"datetime.datetime", "datetime"} and call.args:
            return "aware" if len(call.args) > 7 or any(keyword.arg == "tzinfo" for keyword in call.keywords) else "utc"
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
        case "datetime":
            return "aware" if len(call.args) > 7 or any(keyword.arg == "tzinfo" for keyword in call.keywords) else "utc"
        case _:
            return ""
