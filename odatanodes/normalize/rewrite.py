"""One pass over the tree, from the leaves up, with an explicit stack: negation goes down, simpler terms come up."""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.diagnostics import MAX_DIAGNOSTICS, Diagnostic
from odatanodes.normalize.constants import fold, is_constant, shown
from odatanodes.normalize.junction import join
from odatanodes.normalize.nullable import can_be_null

TYPE_CHECKING = False
if TYPE_CHECKING:
    from odatanodes.diagnostics import Span

OPPOSITE: dict[str, ast.CompareOp] = {"eq": "ne", "ne": "eq", "lt": "ge", "ge": "lt", "gt": "le", "le": "gt"}
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


class Rewriter:
    """One run. `fold_case`: strings compare without regard to case; `trust_schema`: required properties are never null.

    With `report` the findings are collected in `findings`.
    """

    def __init__(self, *, fold_case: bool, trust_schema: bool = True, report: bool = False) -> None:
        self.fold_case = fold_case
        self.trust_schema = trust_schema
        self.report = report
        self.findings: list[Diagnostic] = []
        self._trust = trust_schema
        self._numbers: dict[object, int] = {}
        self._number_of: dict[int, tuple[int, ast.Node]] = {}  # by id(); the node is kept so that its id stays its own

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
        self._trust = task.trust
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
        self.warn(code, f"'{{}}' is {outcome} true, whatever the node", node.span, "", node)

    def negated(self, node: ast.Expr, span: Span) -> ast.Expr:
        """Return the negation of a term that is no `and` or `or`, without `not` where the meaning stays."""
        match node:
            case ast.Literal(bool() as value):
                return ast.Literal(not value, span=span)
            case ast.Literal(None):
                return node
            case ast.Not(operand):
                return operand
            case ast.Compare(op, left, right):
                if op in ("eq", "ne") or (self._always_ordered(left) and self._always_ordered(right)):
                    return ast.Compare(OPPOSITE[op], left, right, span)
                return ast.Not(node, span)
            case _:
                return ast.Not(node, span)

    def _always_ordered(self, operand: ast.Expr) -> bool:
        return operand.type in _ORDERED and not self.can_be_null(operand)

    def can_be_null(self, node: ast.Node) -> bool:
        """Say whether the value can be null for some node, at the place being rewritten."""
        return can_be_null(node, trust_schema=self._trust)

    def warn(self, code: str, message: str, span: Span, help: str = "", *nodes: ast.Node) -> None:
        """Add a finding; the text of the nodes goes where the message has `{}`."""
        if self.report and len(self.findings) < MAX_DIAGNOSTICS:
            self.findings.append(Diagnostic(code, message.format(*map(shown, nodes)), span, help, "warning"))

    def number(self, node: ast.Node) -> int:
        """Return a number that equal trees share; each node is looked at once, so a whole tree costs linear time."""
        known = self._number_of
        stack = [node]
        while stack:
            here = stack[-1]
            if id(here) not in known:
                waiting = [child for child in here.children() if id(child) not in known]
                if waiting:
                    stack += waiting
                    continue
                known[id(here)] = (self._numbers.setdefault(self._key(here), len(self._numbers)), here)
            stack.pop()
        return known[id(node)][0]

    def _key(self, node: ast.Node) -> object:
        key: list[object] = [node.__class__]
        for field in node._key():
            if isinstance(field, ast.Node):
                key.append(self._number_of[id(field)][0])
            elif field.__class__ is tuple and field:
                items = tuple([self._number_of[id(item)][0] if isinstance(item, ast.Node) else item for item in field])
                key.append(items)
            else:
                key.append(field)
        return tuple(key)


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
