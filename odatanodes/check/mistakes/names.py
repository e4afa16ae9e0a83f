"""Diagnostics for names that lead nowhere, with the name that may be meant.

Each function reports one finding at most. Where the meaning is beyond doubt (only the case differs, or the name is the one
that Python clients use), checking goes on with the property that is meant, so the rest of the path is checked as well.
"""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.base.text import MAX_QUOTED, did_you_mean, edit_distance, quoted, shorten
from odatanodes.check.context import text_of, typed
from odatanodes.check.mistakes.foreign import RENAMED, TYPE_NAMES
from odatanodes.diagnostics import Fix
from odatanodes.functions.table import FUNCTIONS
from odatanodes.schema import complex_types
from odatanodes.schema.deeper import deeper
from odatanodes.schema.types import ComplexType, Property, property_for

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.check.context import Context

_COUNTS = frozenset(("count", "length", "size", "len"))
_DATE_PARTS = frozenset(("year", "month", "day", "hour", "minute", "second", "date", "time"))


def no_such_property(c: Context, node: ast.Member, source: ast.Expr | None, owner: edm.Type) -> Property | None:
    """Report a property that `owner` does not have; return the one that is meant beyond doubt."""
    if isinstance(owner, edm.CollectionType):
        assert source is not None
        return _through_collection(c, node, source, owner.item)
    if isinstance(owner, ComplexType):
        return _unknown(c, node, source, owner)
    if source is None:
        c.error("ODN204", f"the items here are {owner} and have no property '{shorten(node.name)}'", node.span, "write $this")
        return None
    help, fix = "", None
    name = node.name.lower()
    if (name in _COUNTS and owner is edm.STRING) or (name in _DATE_PARTS and owner is edm.DATE_TIME_OFFSET):
        text = f"{'length' if name in _COUNTS else name}({text_of(source)})"
        help, fix = f"write {text}", Fix(node.span, text)
    c.error("ODN204", f"{typed(source)} and has no property '{shorten(node.name)}'", node.name_span, help, fix)
    return None


# --- collections -------------------------------------------------------------------------------------------------------


def _through_collection(c: Context, node: ast.Member, source: ast.Expr, item: edm.Type) -> Property | None:
    """Report a path that goes on behind a collection without `any` or `all`."""
    path = text_of(source)
    if node.name.lower() in _COUNTS and not (isinstance(item, ComplexType) and node.name in item.properties):
        text = f"{path}/$count"
        c.error("ODN205", f"'{path}' is a collection", node.span, f"write {text} for how many it has", Fix(node.span, text))
        return None
    name = node.name
    if isinstance(item, ComplexType) and name not in item.properties:
        near = _certain(item, name)
        names = [near.name] if near is not None else _near(name, item)
        if not names:
            c.error("ODN201", f"no property '{shorten(name)}' on {item}", node.name_span, _other_place(c, node, item))
            return None
        name = names[0]
    help, fix = _with_any(c, node, path, name)
    c.error("ODN205", f"'{path}' is a collection: '{shorten(node.name)}' belongs to its items", node.span, help, fix)
    return None


def _with_any(c: Context, node: ast.Member, path: str, name: str) -> tuple[str, Fix | None]:
    """Write the comparison a path stands in as an `any` over its collection."""
    variable = _free_variable(c, path)
    comparison = c.comparison
    rest = None if comparison is None else _steps_after(node, comparison.left)
    if comparison is None or rest is None:
        return f"write {path}/any({variable}:{variable}/{name} …)", None
    inner = "/".join((variable, name, *rest))
    text = f"{path}/any({variable}:{inner} {comparison.op} {text_of(comparison.right, c.dialect)})"
    return f"write {shorten(text)}" if len(text) <= 2 * MAX_QUOTED else f"write {path}/any({variable}:…)", Fix(
        comparison.span, text
    )


def _steps_after(node: ast.Member, outer: ast.Expr | None) -> list[str] | None:
    """Return the names that follow `node` in the path `outer`; None when it is not a part of it."""
    names: list[str] = []
    while isinstance(outer, ast.Member):
        if outer is node:
            return names[::-1]
        names.append(outer.name)
        outer = outer.source
    return None


def _free_variable(c: Context, path: str) -> str:
    """Return a lambda variable for a collection: the initial of its last word, as people write it."""
    last = path.rpartition("/")[2]
    initial = next((char for char in reversed(last) if char.isupper()), last[:1]).lower()
    return next(letter for letter in (initial, "x", "y", "item_") if letter.isalpha() and letter not in c.scope)


def no_collection(c: Context, node: ast.Expr, source: ast.Expr, step: str) -> None:
    """Report `any`, `all`, `$count` or `$filter` on something else than a collection."""
    path, help, fix = text_of(source), "", None
    if isinstance(node, ast.Lambda) and isinstance(source.type, edm.StructuredType):
        help = f"its properties are reached directly: {path}/…"
    elif isinstance(node, ast.Count) and source.type is edm.STRING:
        help, fix = f"write length({path})", Fix(node.span, f"length({path})")
    elif isinstance(node, ast.Lambda):
        help = f"compare it directly: {path} eq …"
    c.error("ODN206", f"'{step}' needs a collection; {typed(source)}", node.span, help, fix)


# --- unknown properties ------------------------------------------------------------------------------------------------


def _certain(owner: ComplexType, name: str) -> Property | None:
    """Return the property a name means beyond doubt: its Python name, or the same but for case and underscores."""
    found = property_for(owner, name)
    if found is not None:
        return found
    plain = name.replace("_", "").lower()
    return next((prop for prop in owner.properties.values() if prop.name.lower() == plain), None)


def _unknown(c: Context, node: ast.Member, source: ast.Expr | None, owner: ComplexType) -> Property | None:
    shown = c.resource if owner is c.root else owner.name
    message = f"no property '{shorten(node.name)}' on {shown}"
    certain = _certain(owner, node.name)
    if certain is not None:
        c.error("ODN201", message, node.name_span, f"did you mean '{certain.name}'?", Fix(node.name_span, certain.name))
        return certain
    if source is None and (_out_of_scope(c, node) or _of_an_item(c, node) or _bare_word(c, node, owner)):
        return None
    if source is None and node.name.lower() in _NULLS:
        c.error("ODN201", message, node.name_span, "write null", Fix(node.name_span, "null"))
        return None
    if source is None and (instead := _duration(node.name) or _moment(node.name)):
        span, comparison = node.name_span, c.comparison
        if instead == _TODAY and comparison is not None and comparison.right is node:  # an instant is compared by its day
            instead, span = f"date({text_of(comparison.left)}) {comparison.op} {_TODAY}", comparison.span
        c.error("ODN201", message, node.name_span, f"write {instead}", Fix(span, instead))
        return None
    if source is None and (node.name.lower() in _ITEM_NAMES or c.resource.lower().endswith(node.name.lower())):
        c.error("ODN201", message, node.name_span, f"a path begins with a property: leave '{shorten(node.name)}' out")
        return None
    below, in_items = deeper(owner, node.name)
    near = _near(node.name, owner)
    if in_items and not below:
        path, _, name = in_items[0].rpartition("/")
        help, fix = _with_any(c, node, path if source is None else f"{text_of(source)}/{path}", name)
        c.error("ODN201", message, node.span, help, fix)
    elif below or near:
        candidates = [*below, *near][:3]
        fix = Fix(node.name_span, candidates[0]) if len(candidates) == 1 and (below or _is_close(node.name, near[0])) else None
        c.error("ODN201", message, node.name_span, f"did you mean {either(candidates)}?", fix)
    else:
        c.error("ODN201", message, node.name_span, _other_place(c, node, owner))
    return None


def _near(name: str, owner: ComplexType) -> list[str]:
    """Return the properties with a name like this one, or that begin with it."""
    beginning = [known for known in owner.properties if len(name) > 2 and known.lower().startswith(name.lower())]
    return did_you_mean(name, owner.properties) or beginning[:3]


_NULLS = frozenset(("none", "nil", "undefined", "nothing"))
"""What other languages call null."""


def _moment(name: str) -> str:
    """Return the call of `now` that a name of another language stands for: `CURRENT_TIMESTAMP`, `now`; empty for any other."""
    lower = name.lower()
    if lower in ("today", "current_date"):
        return _TODAY
    return "now()" if lower in ("now", *_MOMENTS) or RENAMED.get(lower) == "now" else ""


_TODAY = "date(now())"
_MOMENTS = frozenset(("getdate", "sysdate", "current_timestamp", "systimestamp", "localtimestamp"))


def _duration(name: str) -> str:
    """Return the literal of a duration without its quotes, `PT5M`; empty for any other name."""
    from odatanodes.check.literals import read_as

    value = read_as(name.upper(), edm.DURATION) if name[:1] in "Pp" and any(char.isdigit() for char in name) else None
    return "" if value is None else text_of(ast.Literal(value))


def _is_close(name: str, known: str) -> bool:
    """Whether a name is near enough to be replaced by another without a question: its beginning, or two slips."""
    return known.lower().startswith(name.lower()) or edit_distance(name.lower(), known.lower(), 2) <= 2


def _other_place(c: Context, node: ast.Member, owner: ComplexType) -> str:
    """Say something of a name that is like none: the node itself has it, it is the type's, or what there is."""
    name = node.name
    if isinstance(c.root, ComplexType) and owner is not c.root and name in c.root.properties:
        return f"'{name}' is a property of {c.resource} itself: write {'$it/' if c.row is not c.root else ''}{name}"
    names = list(owner.properties)
    more = f" and {len(names) - 12} more" if len(names) > 12 else ""
    return f"{c.resource if owner is c.root else owner.name} has {', '.join(names[:12])}{more}"


_ITEM_NAMES = frozenset(("item", "row", "it", "this", "self"))
"""What programs call the item, which has no name in a filter."""


def either(names: list[str]) -> str:
    """Return names for a help: `'a' or 'b'`."""
    return " or ".join(f"'{name}'" for name in names)


def _out_of_scope(c: Context, node: ast.Member) -> bool:
    """Report a lambda variable used outside its lambda."""
    if node.name not in c.lambdas:
        return False
    c.error("ODN207", f"the variable '{node.name}' is known inside its any(…) or all(…) only", node.name_span)
    return True


def _of_an_item(c: Context, node: ast.Member) -> bool:
    """Report a name inside a lambda that lacks the variable in front."""
    for variable, type in reversed(c.scope.items()):
        if isinstance(type, ComplexType) and node.name in type.properties:
            text = f"{variable}/{node.name}"
            message = f"no property '{node.name}' on {c.resource}"
            c.error("ODN201", message, node.span, f"write {text} for the property of the item", Fix(node.span, text))
            return True
    return False


# --- strings without quotes --------------------------------------------------------------------------------------------


def _bare_word(c: Context, node: ast.Member, owner: ComplexType) -> bool:
    """Report a name that stands where the other side asks for a string: the quotes are missing."""
    other = _string_wanted(c, node)
    if other is None or other.type is not edm.STRING:
        return False
    if other.members:
        folded = node.name.casefold()
        values = [member for member in other.members if member.casefold() == folded]
        values = values or [name for name in did_you_mean(node.name, [*other.members, *owner.properties]) if name in other.members]
    else:
        values = [] if node.name.lower() in _NULLS or did_you_mean(node.name, owner.properties) else [node.name]
    if not values:
        return False
    text = quoted(values[0])
    comparison = c.comparison
    if comparison is not None and comparison.right is node and comparison.span == node.span:  # an operand of `or` that stands alone
        text = f"{text_of(comparison.left)} {comparison.op} {text}"
    help = f"write {text}" if len(values) == 1 else f"did you mean {' or '.join(map(quoted, values))}?"
    fix = Fix(node.span, text) if len(values) == 1 else None
    c.error("ODN303", f"'{shorten(node.name)}' is not a property; a string is written in quotes", node.span, help, fix)
    return True


def join_bare_words(c: Context, operator: str, operand: ast.Expr) -> None:
    """Make one finding of those for `idle` and `running` in `state eq idle or running`, with the fix for both."""
    first, second = c.errors[-2:]
    if first.code != "ODN303" or second.code != "ODN303" or second.span != operand.span or not (first.fix and second.fix):
        return
    comparison = c.comparison
    if comparison is None or not second.fix.text.startswith(f"{text_of(comparison.left)} {comparison.op} "):
        return
    words = f"{first.message.partition(' is not')[0].partition(' are not')[0]} and {second.message.partition(' is not')[0]}"
    text = f"{first.fix.text} {operator} {second.fix.text}"
    span = (first.span[0], second.span[1])
    c.errors.pop()
    c.errors[-1] = first.replace(
        message=f"{words} are not properties; a string is written in quotes",
        span=span,
        help=f"write {shorten(text, 2 * MAX_QUOTED)}",
        fix=Fix(span, text),
    )


def _string_wanted(c: Context, node: ast.Member) -> Property | None:
    """Return the property (or what stands for one) a name is compared with, or a parameter it is passed for."""
    comparison, called = c.comparison, c.called
    if comparison is not None and (node is comparison.left or node is comparison.right):
        return _known(c, comparison.right if node is comparison.left else comparison.left)
    function = FUNCTIONS.get(called.name) if called is not None else None
    if called is None or function is None or function.signatures[0].parameters[1:2] != ("String",):
        return None
    return Property(node.name, edm.STRING) if called.arguments[1:2] and called.arguments[1] is node else None


def _known(c: Context, node: ast.Expr) -> Property | None:
    """Return the property a path leads to, without reporting anything; strings of functions as a property of that type."""
    names: list[str] = []
    while isinstance(node, ast.Member):
        names.append(node.name)
        if node.source is None:
            node = ast.Var("$row")
            break
        node = node.source
    if isinstance(node, ast.Call) and not names:
        function = FUNCTIONS.get(node.name)
        textual = function is not None and function.signatures[0].result == "String"
        return Property(node.name, edm.STRING) if textual else None
    if not isinstance(node, ast.Var):
        return None
    type: edm.Type | None = c.row if node.name == "$row" else c.root if node.name == "$it" else c.scope.get(node.name)
    prop = None
    for name in reversed(names):
        if not isinstance(type, ComplexType):
            return None
        prop = type.properties.get(name) or _certain(type, name) or _only_near(type, name)
        if prop is None:
            return None
        type = prop.type
    return prop


def _only_near(owner: ComplexType, name: str) -> Property | None:
    near = did_you_mean(name, owner.properties)
    return owner.properties[near[0]] if len(near) == 1 else None


# --- types -------------------------------------------------------------------------------------------------------------


def named_type(c: Context, node: ast.Cast | ast.IsOf) -> edm.Type:
    """Return the type a `cast` or `isof` names; report a name that is none."""
    name = node.type_name
    inner = name[len("Collection(") : -1] if name.startswith("Collection(") and name.endswith(")") else name
    declared = complex_types(c.root) if isinstance(c.root, ComplexType) else {}
    found: edm.Type | None = edm.PRIMITIVES.get(inner) or declared.get(inner) or declared.get(inner.rpartition(".")[2])
    if found is not None:
        return found if inner is name else edm.CollectionType(found)
    likely = f"Edm.{inner}" if f"Edm.{inner}" in edm.PRIMITIVES else TYPE_NAMES.get(inner.lower().removeprefix("edm."))
    near = [likely] if likely else did_you_mean(inner, [*edm.PRIMITIVES, *declared])
    help = f"did you mean {either(near)}?" if near else ""
    c.error("ODN209", f"no type '{shorten(inner)}'", node.span, help)
    return edm.ANY
