"""One pass over the tree, from the leaves up, with an explicit stack: negation goes down, simpler terms come up."""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.normalize.constants import fold, is_constant
from odatanodes.normalize.junction import join
from odatanodes.normalize.run import Run

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.diagnostics import Span

_ORDERED = frozenset(
    (edm.STRING, edm.BOOLEAN, edm.DECIMAL, edm.DATE, edm.DATE_TIME_OFFSET, edm.TIME_OF_DAY, edm.DURATION, *edm.INTEGERS)
)
"""Types of which of two values one is above the other or they are equal; doubles have NaN."""


class Task:
    """A node to be rewritten: negated or not, and whether only its being true matters (`keep`) or null must stay null.

    `trust`: a required property is never null here. Not so where names are those of an item of a collection.
    """

    __slots__ = ("below", "keep", "negate", "node", "span", "trust")

    def __init__(self, node: ast.Node, keep: bool, negate: bool, span: Span, trust: bool) -> None:
        self.node, self.keep, self.negate, self.span, self.trust = node, keep, negate, span, trust
        self.below: tuple[ast.Node, ...] | None = None  # its parts, once they wait to be rewritten


class Rewriter(Run):
    """One pass over a tree, with the functions for each class of node."""

    def run(self, root: ast.Expr) -> ast.Expr:
        """Return the rewritten tree."""
        results: list[ast.Node] = []
        stack = [Task(root, keep=True, negate=False, span=root.span, trust=self.trust_schema)]
        while stack:
            task = stack.pop()
            node = task.node
            if isinstance(node, ast.Not):
                stack.append(Task(node.operand, task.keep, not task.negate, task.span, task.trust))
            elif task.below is None:
                task.below = node.children()
                if task.below:
                    stack.append(task)
                    stack += reversed(_subtasks(task, task.below))
                else:
                    results.append(self._build(task, (), []))
            else:
                first = len(results) - len(task.below)
                results[first:] = [self._build(task, task.below, results[first:])]
        result = results[0]
        assert isinstance(result, ast.Expr)
        return result

    def _build(self, task: Task, below: tuple[ast.Node, ...], parts: list[ast.Node]) -> ast.Node:
        node = task.node
        self.trust = task.trust
        if isinstance(node, ast.And | ast.Or):
            self._literal_operands(node)
            kind = node.__class__ if not task.negate else ast.Or if isinstance(node, ast.And) else ast.And
            return join(self, kind, [part for part in parts if isinstance(part, ast.Expr)], task.keep, task.span)
        new = fold(self, ast.with_children(node, below, parts) if below else node)
        if task.keep and isinstance(new, ast.Literal) and not isinstance(node, ast.Literal) and all(map(is_constant, parts)):
            self._constant(node, new)
        if not task.negate:
            return new
        assert isinstance(new, ast.Expr)
        return self.negated(new, task.span)

    def _literal_operands(self, node: ast.And | ast.Or) -> None:
        deciding = isinstance(node, ast.Or)
        for operand in node.operands:
            if isinstance(operand, ast.Literal) and operand.value is deciding:
                word, outcome, code = ("or true", "always", "ODN522") if deciding else ("and false", "never", "ODN521")
                self.warn(code, f"'{word}' makes the condition {outcome} true", operand.span, "leave it out")

    def _constant(self, node: ast.Node, value: ast.Literal) -> None:
        code, outcome = ("ODN522", "always") if value.value is True else ("ODN521", "never")
        self.warn(code, f"{{}} is {outcome} true, whatever the item", node.span, "", node)

    def negated(self, node: ast.Expr, span: Span) -> ast.Expr:
        """Return the negation of a term other than `and` and `or`, without `not` where the meaning stays."""
        match node:
            case ast.Literal(bool() as value):
                return ast.Literal(not value, span=span)
            case ast.Literal(None):
                return node
            case ast.Not(operand):
                return operand
            case ast.Compare(op, left, right):
                if op in ("eq", "ne") or (self._always_ordered(left) and self._always_ordered(right)):
                    return ast.Compare(ast.NEGATED[op], left, right, span)
                return ast.Not(node, span)
            case _:
                return ast.Not(node, span)

    def _always_ordered(self, operand: ast.Expr) -> bool:
        return operand.type in _ORDERED and not self.can_be_null(operand)


def _subtasks(task: Task, below: tuple[ast.Node, ...]) -> list[Task]:
    node = task.node
    if isinstance(node, ast.And | ast.Or):
        return [Task(operand, task.keep, task.negate, operand.span, task.trust) for operand in below]
    predicate: ast.Node | None = None
    trust = task.trust
    match node:
        case ast.Lambda():
            predicate = node.predicate
        case ast.Branch():
            predicate = node.condition
        case ast.FilterSegment():
            predicate, trust = node.predicate, False
        case ast.Option("$filter", ast.Node() as value):
            predicate, trust = value, False
        case _:
            return [Task(child, False, False, child.span, trust) for child in below]
    return [Task(child, child is predicate, False, child.span, trust if child is predicate else task.trust) for child in below]
