"""State of one run of `normalize`: options, findings, and numbers that equal trees share."""

from __future__ import annotations

from odatanodes import ast
from odatanodes.diagnostics import MAX_DIAGNOSTICS, Diagnostic
from odatanodes.normalize.nullable import can_be_null

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.diagnostics import Span

__all__ = ["Run"]


class Run:
    """`fold_case`: strings compare without regard to case; `trust_schema`: required properties are never null.

    `trust` is the same at the place being rewritten: names of an item of a collection promise nothing. With `report` the
    findings are collected in `findings`.
    """

    def __init__(self, *, fold_case: bool, trust_schema: bool = True, report: bool = False) -> None:
        self.fold_case = fold_case
        self.trust_schema = trust_schema
        self.trust = trust_schema
        self.report = report
        self.findings: list[Diagnostic] = []
        self._numbers: dict[object, int] = {}
        self._number_of: dict[int, tuple[int, ast.Node]] = {}  # by id(); the node is kept so that its id stays its own

    def can_be_null(self, node: ast.Node) -> bool:
        """Say whether the value can be null for some node, at the place being rewritten."""
        return can_be_null(node, trust_schema=self.trust)

    def warn(self, code: str, message: str, span: Span, help: str = "", *nodes: ast.Node) -> None:
        """Add a finding; the text of the nodes goes where the message has `{}`."""
        if self.report and len(self.findings) < MAX_DIAGNOSTICS:
            from odatanodes.base.text import marked
            from odatanodes.serialize.excerpt import excerpt

            shown = [marked(excerpt(node)) for node in nodes]
            self.findings.append(Diagnostic(code, message.format(*shown), span, help, "warning"))

    def number(self, node: ast.Node) -> int:
        """Return a number that equal trees share; each node is visited once, so a whole tree takes linear time."""
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
