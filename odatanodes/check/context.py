"""State of one run of check: the types in scope, and the findings.

Two Python frames a tree level (`Context.check` and the handler it calls) is what lets a tree of 200 levels be checked from
a stack that is already deep.
"""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.base.text import marked, shorten
from odatanodes.diagnostics import MAX_DIAGNOSTICS, Diagnostic
from odatanodes.schema.types import ComplexType, resolve

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from odatanodes.diagnostics import Fix, Span
    from odatanodes.schema.types import EntityType, Property

    Handlers = Mapping[type[ast.Node], Callable[["Context", Any], ast.Expr]]


class Context:
    """The state of one run.

    `root` is the filtered type, `row` the type whose properties plain names are (another one inside `$filter(…)`), `item`
    what `$this` stands for, `scope` the types of the lambda variables, `items` the collections they range over, `aliases` the
    types parameter aliases were used as. `strict` is false without a schema: then only what is known of literals and
    functions is judged. `through` lets paths go on behind a collection, as a $select may. `fold` is whether strings compare
    without regard to case, `dialect` how fixes are spelt.
    For better messages only: `whole` is the filter, `comparison` and `called` the nodes being checked, `used` the lambda
    variables read, `lambdas` every variable met so far.
    """

    __slots__ = (
        *("aliases", "called", "comparison", "dialect", "errors", "fold", "handlers", "item", "items"),
        *("lambdas", "resource", "root", "row", "scope", "strict", "through", "used", "warnings", "whole"),
    )
    called: ast.Call | None
    comparison: ast.Compare | None
    item: edm.Type | None

    def __init__(self, handlers: Handlers, schema: EntityType | None, resource: str, semantics: str | None) -> None:
        self.handlers = handlers
        self.root: edm.Type | None = schema
        self.row: edm.Type | None = schema
        self.strict = schema is not None
        self.dialect = "odata4" if schema is None else schema.semantics
        self.fold = (semantics or self.dialect) == "batch"
        self.resource = resource
        self.through = False
        self.item = None
        self.comparison = None
        self.called = None
        self.scope: dict[str, edm.Type] = {}
        self.lambdas: dict[str, edm.Type] = {}
        self.items: dict[str, Property] = {}
        self.whole: ast.Node | None = None
        self.used: set[str] = set()
        self.aliases: dict[str, edm.Type] = {}
        self.errors: list[Diagnostic] = []
        self.warnings: list[Diagnostic] = []

    def check(self, node: ast.Expr) -> ast.Expr:
        """Return the node with types."""
        return self.handlers[node.__class__](self, node)

    def is_term(self, node: ast.Expr) -> bool:
        """Whether a node is the whole filter or a term of its `and` or `or`, so that it needs no parentheses."""
        whole = self.whole
        return node is whole or (isinstance(whole, ast.And | ast.Or) and any(node is term for term in whole.operands))

    def is_property(self, text: str) -> bool:
        """Whether a text is a property, or the path of one, of the item that plain names belong to."""
        return isinstance(self.row, ComplexType) and resolve(self.row, text.split("/")) is not None

    # --- findings ---

    @property
    def full(self) -> bool:
        """Whether a further error would not be shown; what is costly to find out need not be found out then."""
        return len(self.errors) >= MAX_DIAGNOSTICS

    def error(self, code: str, message: str, span: Span, help: str = "", fix: Fix | None = None) -> None:
        """Add a finding that stops the expression from being used."""
        if len(self.errors) < MAX_DIAGNOSTICS:
            self.errors.append(Diagnostic(code, message, span, help, "error", fix))

    def warn(self, code: str, message: str, span: Span, help: str = "", fix: Fix | None = None) -> None:
        """Add a finding that does not; without a schema nothing is suspicious."""
        if self.strict and len(self.warnings) < MAX_DIAGNOSTICS:
            self.warnings.append(Diagnostic(code, message, span, help, "warning", fix))

    def findings(self) -> list[Diagnostic]:
        """Return the findings by position; where there are too many, errors go before warnings."""
        if not (self.errors or self.warnings):
            return []
        kept = (self.errors + self.warnings)[:MAX_DIAGNOSTICS]
        return sorted(kept, key=lambda finding: finding.span)


def text_of(node: ast.Node, dialect: str = "odata4") -> str:
    """Return the text of a node, for a message or a fix; empty for a tree that no text stands for."""
    from odatanodes.serialize.excerpt import text_or_none

    return text_or_none(node, "batch" if dialect == "batch" else "odata4") or ""


def named(node: ast.Node) -> str:
    """Name a node in a message: literals as they are written, anything else in single quotes."""
    text = shorten(text_of(node))
    if isinstance(node, ast.Literal):
        return text
    return marked(text) if text else "this expression"


def typed(node: ast.Expr) -> str:
    """Say of a node what type it has: `'totalTasksRun' is Edm.Int32`."""
    return f"{named(node)} is {type_name(node.type)}"


def type_name(type: edm.Type) -> str:
    """Name a type in a message, with its kind where the name alone does not tell."""
    if isinstance(type, edm.CollectionType):
        return f"a collection of {type.item}"
    if isinstance(type, edm.StructuredType):
        return "a JSON object" if type.name == "object" else f"the complex type {type}"
    if isinstance(type, edm.EnumType):
        return f"the enumeration {type}"
    return "null" if type is edm.NULL else type.name
