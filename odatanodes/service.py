"""What a list API of the Batch service filters and selects, and what it refuses of an expression that is good OData.

Comes in: a checked tree. Goes out: `Service` objects (literal data), and diagnostics ODN4xx for what the service answers with
status 400, each with what to write instead where the planner knows an equal that the service takes.
Source: Batch documentation of the filterable properties; what no documentation and no public program uses counts as refused.
"""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes._service_data import LIST_APIS
from odatanodes._value import Value, set_field
from odatanodes.diagnostics import MAX_DIAGNOSTICS, Diagnostic, Fix
from odatanodes.schema import BATCH_NODE, ComplexType, EntityType, Property

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar

    from odatanodes.diagnostics import Span

__all__ = ["LIST_NODES", "SERVICES", "Filterable", "Service", "refusals", "select_refusals"]


class Filterable(Value):
    """A property path the service filters on, the operators it accepts there (`startswith` too) and its EDM type."""

    __slots__ = ("operators", "property", "type")
    __match_args__ = ("property", "operators", "type")
    property: str
    operators: tuple[str, ...]
    type: edm.Type

    def __init__(self, property: str, operators: tuple[str, ...], type: edm.Type) -> None:
        set_field(self, "property", property)
        set_field(self, "operators", operators)
        set_field(self, "type", type)


class Service(Value):
    """A list API: `path` of its operation, `filterable` properties by path, whether it `selects`.

    `name` is what `--api` takes, `title` the documentation's name, `entity` and `key` those of the listed things, `dialect`
    how literals are written for it. Every list API answers instants in UTC and compares strings without case.
    """

    __slots__ = ("dialect", "entity", "filterable", "key", "name", "path", "selects", "title")
    __match_args__ = ("name", "title", "path", "entity", "key", "selects", "filterable", "dialect")
    _extras: ClassVar[tuple[str, ...]] = ()
    name: str
    title: str
    path: str
    entity: str
    key: str
    selects: bool
    filterable: dict[str, Filterable]
    dialect: str

    def __init__(
        self,
        name: str,
        title: str,
        path: str,
        entity: str,
        key: str,
        selects: bool,
        filterable: dict[str, Filterable],
        dialect: str = "batch",
    ) -> None:
        set_field(self, "name", name)
        set_field(self, "title", title)
        set_field(self, "path", path)
        set_field(self, "entity", entity)
        set_field(self, "key", key)
        set_field(self, "selects", selects)
        set_field(self, "filterable", filterable)
        set_field(self, "dialect", dialect)

    def _key(self) -> tuple[object, ...]:
        return (self.name, self.path, self.entity, self.key, self.selects, tuple(self.filterable.values()), self.dialect)

    @property
    def schema(self) -> EntityType:
        """The entity's schema: BATCH_NODE, or one made of the filterable properties, all of them nullable."""
        if self.entity == BATCH_NODE.name:
            return BATCH_NODE
        if self not in _schemas:
            _schemas[self] = _schema(self)
        return _schemas[self]


_schemas: dict[Service, EntityType] = {}


def _schema(service: Service) -> EntityType:
    """Build the schema of what is known: paths become complex types, nothing is known to be always there."""
    properties: dict[str, Property] = {}
    inner: dict[str, dict[str, Property]] = {}
    for path, entry in service.filterable.items():
        first, _, rest = path.partition("/")
        if rest:
            inner.setdefault(first, {})[rest] = Property(rest, entry.type)
            properties.setdefault(first, Property(first, edm.ANY))
        else:
            properties[first] = Property(first, entry.type)
    for name, members in inner.items():
        properties[name] = Property(name, ComplexType(f"{service.entity}.{name}", members))
    return EntityType(service.entity, properties, service.key, BATCH_NODE.semantics)


def _filterable(path: str, notation: str) -> Filterable:
    type, *operators = notation.split()
    return Filterable(path, tuple(operators), edm.PRIMITIVES[f"Edm.{type}"])


SERVICES: dict[str, Service] = {
    name: Service(name, title, path, entity, key, selects, {prop: _filterable(prop, row) for prop, row in table.items()})
    for name, (title, path, entity, key, selects, table) in LIST_APIS.items()
}
"""Every list API that filters, by the name `--api` takes."""

LIST_NODES: Service = SERVICES["list-nodes"]
"""List nodes in a pool."""


# --- what it refuses -------------------------------------------------------------------------------------------------

_FLIPPED = {"eq": "eq", "ne": "ne", "gt": "lt", "ge": "le", "lt": "gt", "le": "ge"}


def refusals(expr: ast.Expr, service: Service, text: str = "", *, canonical: bool = False) -> list[Diagnostic]:
    """Return what the service would refuse of a checked filter, in the order of the text, at most 100 findings.

    `text` is not needed: fixes are made from the tree. `canonical` says that the tree's canonical text will be sent, so that
    how a literal was written does not matter.
    """
    found: list[Diagnostic] = []
    stack: list[ast.Expr] = [expr]
    while stack and len(found) < MAX_DIAGNOSTICS:
        node = stack.pop()
        if isinstance(node, ast.And | ast.Or):
            stack += reversed(node.operands)
        elif isinstance(node, ast.Not):
            span = (node.span[0], node.span[0] + 3)
            found.append(_construct("'not'", span, node, expr, service))
            stack.append(node.operand)
        elif isinstance(node, ast.Compare):
            found += _comparison(node, expr, service, canonical)
        elif isinstance(node, ast.In):
            found.append(_construct("'in'", node.span, node, expr, service))
            found += _property(node.left, service)
        elif isinstance(node, ast.Call) and node.name == "startswith" and node.source is None:
            found += _prefix(node, expr, service)
        elif isinstance(node, ast.Member):
            found += _property(node, service) or [_construct("a property without operator", node.span, node, expr, service)]
        else:
            found.append(_construct(_named(node), node.span, node, expr, service))
    return found[:MAX_DIAGNOSTICS]


def _comparison(node: ast.Compare, root: ast.Expr, service: Service, canonical: bool) -> list[Diagnostic]:
    left, right = node.left, node.right
    paths = [side for side in (left, right) if ast.path_names(side)]
    literals = [side for side in (left, right) if isinstance(side, ast.Literal)]
    if not paths and len(literals) == 2:
        return [_order("compares two literals", node, root, service)]
    if len(paths) == 2:
        found = [_order("compares two properties", node, root, service)]
        return found + [finding for path in paths for finding in _property(path, service)]
    if not (paths and literals):
        other = next((side for side in (left, right) if not isinstance(side, ast.Literal) and not ast.path_names(side)), node)
        construct = next((below for below in ast.walk(other) if not isinstance(below, ast.Literal | ast.Member)), other)
        found = [_construct(_named(construct), construct.span, node, root, service)]
        return found + [finding for path in paths for finding in _property(path, service)]
    found = [_order("has the property on the right", node, root, service)] if right is paths[0] else []
    path, literal = paths[0], literals[0]
    op = node.op if left is path else _FLIPPED[node.op]
    found += _property(path, service) or _operator(op, path, node, service)
    return found + _literal(literal, path, node, root, service, canonical)


def _property(path: ast.Expr, service: Service) -> list[Diagnostic]:
    """Report a path the service does not filter on."""
    names = ast.path_names(path)
    if names is None or "/".join(names) in service.filterable:
        return []
    accepted = _words(list(service.filterable))
    help = f"{service.name} filters on {accepted}; a plan sends what it can and tests the rest here"
    return [Diagnostic("ODN401", f"the service does not filter on '{'/'.join(names)}'", path.span, help)]


def _operator(op: str, path: ast.Expr, node: ast.Expr, service: Service) -> list[Diagnostic]:
    """Report an operator, or `startswith`, that the service does not accept on this property."""
    entry = service.filterable["/".join(ast.path_names(path) or ())]
    if op in entry.operators:
        return []
    help = f"on this property it accepts {_words(list(entry.operators))}; a plan tests the condition here"
    return [Diagnostic("ODN402", f"the service does not accept '{op}' on '{entry.property}'", node.span, help)]


def _prefix(node: ast.Call, root: ast.Expr, service: Service) -> list[Diagnostic]:
    subject, prefix = (*node.arguments, None, None)[:2]
    if isinstance(subject, ast.Member) and ast.path_names(subject) and isinstance(prefix, ast.Literal):
        return _property(subject, service) or _operator("startswith", subject, node, service)
    return [_construct("'startswith' of anything but a property and a string", node.span, node, root, service)]


def _literal(
    literal: ast.Literal, path: ast.Expr, node: ast.Compare, root: ast.Expr, service: Service, canonical: bool
) -> list[Diagnostic]:
    """Report null, and literals in a form the service is not known to read."""
    value = literal.value
    if value is None:
        return [_refused("ODN404", "the service does not compare with 'null'", literal.span, node, root, service)]
    if isinstance(value, edm.DateTimeOffset) and not literal.form and not canonical:
        from odatanodes.serialize import literal_text

        text = literal_text(value, "batch")
        message = f"the service does not read the bare date '{value}'"
        return [Diagnostic("ODN406", message, literal.span, f"write {text}", "error", Fix(literal.span, text))]
    entry = service.filterable.get("/".join(ast.path_names(path) or ()))
    if entry is not None and entry.type is edm.INT32 and not isinstance(value, int):
        message = f"the service compares '{entry.property}' with whole numbers only"
        return [_refused("ODN406", message, literal.span, node, root, service)]
    return []


def _order(what: str, node: ast.Compare, root: ast.Expr, service: Service) -> Diagnostic:
    message = f"the condition {what}; the service takes a property on the left and a literal on the right"
    return _refused("ODN405", message, node.span, node, root, service)


def _construct(what: str, span: Span, node: ast.Expr, root: ast.Expr, service: Service) -> Diagnostic:
    return _refused("ODN403", f"the service does not support {what}", span, node, root, service)


def _refused(code: str, message: str, span: Span, node: ast.Expr, root: ast.Expr, service: Service) -> Diagnostic:
    """Say what to write instead, where an equal of the condition `node` can be sent; otherwise what a plan does with it."""
    from odatanodes.plan.weaken import weaken
    from odatanodes.serialize import to_text

    sent, exact = weaken(node, service, semantics=service.schema.semantics)
    if isinstance(sent, ast.Literal):
        return Diagnostic(code, message, span, "a plan tests this here and sends the rest")
    text = to_text(sent, "batch")
    if not exact:
        return Diagnostic(code, message, span, f"a plan sends the weaker {text} and tests the rest here")
    whole = node is root or not isinstance(sent, ast.And | ast.Or)
    return Diagnostic(code, message, span, f"write {text}", "error", Fix(node.span, text if whole else f"({text})"))


_NAMED: dict[type[ast.Node], str] = {
    ast.Lambda: "'any' and 'all'",
    ast.Has: "'has'",
    ast.In: "'in'",
    ast.Not: "'not'",
    ast.Neg: "the sign '-' before an expression",
    ast.Case: "'case'",
    ast.Cast: "'cast'",
    ast.IsOf: "'isof'",
    ast.Count: "'$count'",
    ast.FilterSegment: "'$filter' in a path",
    ast.TypeCast: "a type in a path",
    ast.Annotation: "annotations",
    ast.Array: "lists",
    ast.List: "lists",
    ast.Object: "objects",
    ast.Literal: "a literal as condition",
}


def _named(node: ast.Node) -> str:
    """Name a construct as a person would."""
    if isinstance(node, ast.Call):
        return f"the function '{node.name}'"
    if isinstance(node, ast.Arith):
        return f"arithmetic ('{node.op}')"
    if isinstance(node, ast.Alias):
        return f"the parameter '@{node.name}'"
    if isinstance(node, ast.Var):
        return f"'{node.name}'"
    return _NAMED.get(type(node), "this expression")


def select_refusals(select: ast.SelectList, service: Service) -> list[Diagnostic]:
    """Return what the service is not known to accept of a checked $select: nested paths, options, or a $select at all."""
    if not service.selects:
        return [Diagnostic("ODN407", f"'{service.name}' has no $select", select.span, "leave it out and project the answer here")]
    found = []
    for item in select.items:
        if isinstance(item.path, ast.Star) and not item.path.namespace and not item.options:
            continue
        names = ast.path_names(item.path)
        if names and len(names) == 1 and not item.options:
            continue
        help = f"select '{names[0]}': a plan does so and projects the rest here" if names else "a plan selects all and projects here"
        message = "the service selects whole properties, nothing inside them"
        found.append(Diagnostic("ODN407", message, item.span, help))
    return found[:MAX_DIAGNOSTICS]


def _words(names: list[str]) -> str:
    """Return `'a', 'b' and 'c'`."""
    quoted = [f"'{name}'" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
