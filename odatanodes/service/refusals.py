"""What a list API refuses of an expression that is good OData: diagnostics ODN4xx.

Comes in: a checked tree. Goes out: a finding for each property, operator, construct or literal that the service would answer
with status 400, with an equal that the service takes where there is one. What no documentation shows and no public
program uses counts as refused.
"""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.diagnostics import MAX_DIAGNOSTICS, Diagnostic, Fix
from odatanodes.service.ranges import FLIPPED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from odatanodes.diagnostics import Span
    from odatanodes.service import Service

__all__ = ["refusals", "select_refusals"]


def refusals(expr: ast.Expr, service: Service, *, canonical: bool = False) -> list[Diagnostic]:
    """Return what the service would refuse of a checked filter, in the order of the text, at most 100 findings.

    `canonical` says that the tree's canonical text is what will be sent, so that how a literal was written does not matter.
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
    op = node.op if left is path else FLIPPED[node.op]
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
    from odatanodes.serialize import to_text
    from odatanodes.service.weaken import weaken

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
        help = (
            f"select '{names[0]}': a plan does so and projects the rest here" if names else "a plan selects all and projects here"
        )
        message = "the service selects whole properties, nothing inside them"
        found.append(Diagnostic("ODN407", message, item.span, help))
    return found[:MAX_DIAGNOSTICS]


def _words(names: list[str]) -> str:
    """Return `'a', 'b' and 'c'`."""
    quoted = [f"'{name}'" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
