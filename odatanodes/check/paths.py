"""Paths: properties, variables, any and all, $count, $filter segments, and the steps that only other services declare."""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.check.operators import condition
from odatanodes.schema.types import ComplexType, EntityType

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.check.context import Context


_WORDS = frozenset({"and", "or", "eq", "ne", "gt", "ge", "lt", "le"})
"""Operators that are a name only where a value is missing, when no schema says otherwise."""


def member(c: Context, node: ast.Member) -> ast.Expr:
    """Check a property."""
    source = node.source
    if source is None:
        owner = c.row
        if owner is None:
            if node.name in _WORDS and not c.full:
                c.error(
                    "ODN110",
                    f"'{node.name}' stands where a value belongs",
                    node.span,
                    f"leave out '{node.name}', or write the rest",
                )
            return node
    else:
        source = c.check(source)
        owner = source.type
    if c.through and isinstance(owner, edm.CollectionType):
        owner = owner.item
    if isinstance(owner, ComplexType):
        prop = owner.properties.get(node.name)
        if prop is None and isinstance(owner, EntityType) and node.name in owner.aliases:
            prop = owner.properties[owner.aliases[node.name]]
        if prop is not None:
            return ast.Member(source, prop.name, node.span, prop.type, prop)
    if owner is edm.ANY or not c.strict:
        return node if source is node.source else ast.Member(source, node.name, node.span)
    from odatanodes.check.mistakes.names import no_such_property

    prop = None if c.full else no_such_property(c, node, source, owner)
    return ast.Member(source, node.name, node.span, edm.ANY if prop is None else prop.type)


def variable(c: Context, node: ast.Var) -> ast.Expr:
    """Check `$it`, `$this`, `$root` or a lambda variable."""
    name = node.name
    type: edm.Type | None
    if name == "$it":
        type = c.root
    elif name == "$this":
        type = c.item
        if type is None and c.strict:
            message = "'$this' means an item of a collection, and there is none here"
            c.error("ODN208", message, node.span, "write the property alone")
    elif name == "$root":
        type = None
        if c.strict:
            c.error("ODN208", f"'$root' leads to other resources, and none are declared beside {c.resource}", node.span)
    else:
        type = c.scope.get(name)
        c.used.add(name)
    return node if type is None else ast.Var(name, node.span, type)


def lambda_call(c: Context, node: ast.Lambda) -> ast.Expr:
    """Check `any` and `all`: the source is a collection, the predicate a condition on its items."""
    source = c.check(node.source)
    item = _item(c, node, source, node.kind)
    name = node.variable
    if name is None or node.predicate is None:
        return ast.Lambda(source, node.kind, None, None, node.span)
    _hidden(c, node, name)
    outer, was_used, errors, outer_items = c.scope.get(name), name in c.used, len(c.errors), c.items.pop(name, None)
    c.scope[name] = c.lambdas[name] = item
    if isinstance(source, ast.Member) and source.prop is not None:
        c.items[name] = source.prop
    c.used.discard(name)
    predicate = condition(c, c.check(node.predicate), node.kind)
    if name not in c.used and len(c.errors) == errors:
        c.warn("ODN504", f"the condition of '{node.kind}' does not look at '{name}'", node.predicate.span, f"write {name}/…")
    if was_used:
        c.used.add(name)
    c.items.pop(name, None)
    if outer_items is not None:
        c.items[name] = outer_items
    if outer is None:
        del c.scope[name]
    else:
        c.scope[name] = outer
    return ast.Lambda(source, node.kind, name, predicate, node.span)


def _hidden(c: Context, node: ast.Lambda, name: str) -> None:
    """Report a lambda variable that takes the place of something else of that name."""
    if name in c.scope:
        c.warn("ODN505", f"'{name}' hides the '{name}' of the lambda around it", node.span, "choose another variable")
    elif isinstance(c.row, ComplexType) and name in c.row.properties:
        c.warn("ODN505", f"'{name}' hides the property '{name}'", node.span, "choose another variable")


def _item(c: Context, node: ast.Expr, source: ast.Expr, step: str) -> edm.Type:
    """Return the type of the items of a collection; report a source that is none."""
    if isinstance(source.type, edm.CollectionType):
        return source.type.item
    if source.type is not edm.ANY and c.strict and not c.full:
        from odatanodes.check.mistakes.names import no_collection

        no_collection(c, node, source, step)
    return edm.ANY


def count(c: Context, node: ast.Count) -> ast.Expr:
    """Check `/$count` with its options."""
    source = c.check(node.source)
    item = _item(c, node, source, "$count")
    options = []
    for option in node.options:
        value = option.value
        if isinstance(value, ast.Expr):
            row, this = c.row, c.item
            c.row = c.item = None if item is edm.ANY else item
            value = condition(c, c.check(value), option.name) if option.name == "$filter" else c.check(value)
            c.row, c.item = row, this
        options.append(ast.Option(option.name, value, option.span))
    return ast.Count(source, tuple(options), node.span)


def filter_segment(c: Context, node: ast.FilterSegment) -> ast.Expr:
    """Check `/$filter(…)`: inside, plain names are properties of the item."""
    source = c.check(node.source)
    item = _item(c, node, source, "$filter")
    row, this = c.row, c.item
    c.row = c.item = None if item is edm.ANY else item
    predicate = condition(c, c.check(node.predicate), "$filter")
    c.row, c.item = row, this
    return ast.FilterSegment(source, predicate, node.span, source.type)


# --- what only a service with a metadata document of its own declares -------------------------------------------------


def type_cast(c: Context, node: ast.TypeCast) -> ast.Expr:
    """Check a type-cast segment: the schema has no derived types, so only a cast to the type itself is one."""
    source = None if node.source is None else c.check(node.source)
    type = c.row if source is None else source.type
    if type is None or type is edm.ANY:
        return ast.TypeCast(source, node.type_name, node.span)
    here = type.item if isinstance(type, edm.CollectionType) else type
    if here.name == node.type_name or here.name == node.type_name.rpartition(".")[2]:
        return ast.TypeCast(source, node.type_name, node.span, type)
    if c.strict:
        c.error("ODN208", f"'{node.type_name}' is not a type derived from {here}", node.span, "leave the type out")
    return ast.TypeCast(source, node.type_name, node.span)


def annotation(c: Context, node: ast.Annotation) -> ast.Expr:
    """Check an annotation: a schema here declares none."""
    source = None if node.source is None else c.check(node.source)
    if c.strict:
        c.error("ODN208", f"{c.resource} declares no annotation '@{node.term}'", node.span)
    return ast.Annotation(source, node.term, node.qualifier, node.span)


def key(c: Context, node: ast.Key) -> ast.Expr:
    """Check a key predicate: a schema here has no navigation properties, so nothing has a key to look up by."""
    source = c.check(node.source)
    arguments: list[ast.Expr | ast.Pair] = []
    for argument in node.arguments:
        if isinstance(argument, ast.Pair):
            arguments.append(ast.Pair(argument.name, c.check(argument.value), argument.span))
        else:
            arguments.append(c.check(argument))
    if c.strict:
        c.error("ODN208", "nothing here is looked up by key", node.span, "write a condition: any(x:x/… eq …)")
    return ast.Key(source, tuple(arguments), node.span)
