"""The tree of a `$filter` or `$select` expression: frozen nodes with spans.

Made by parse (from text) and build (from Python), typed by check, read by every pass. Nodes are equal by meaning: spans,
types and the spelling of a literal do not count, and the offset of an instant only where a function could see it. `And` and
`Or` are n-ary and never hold one of their own kind, so a chain of ten thousand terms is one level deep.
Source of the shapes: OData ABNF section 4 (expressions) and the rule `select`.
"""

from __future__ import annotations

from odatanodes.ast.base import (
    NO_SPAN,
    Expr,
    Node,
    depth,
    transform,
    walk,
    with_children,
)
from odatanodes.ast.literals import (
    Alias,
    Array,
    List,
    Literal,
    Object,
    Pair,
)
from odatanodes.ast.operators import (
    COMPARISONS,
    FLIPPED,
    NEGATED,
    And,
    Arith,
    Branch,
    Case,
    Cast,
    Compare,
    Has,
    In,
    IsOf,
    Neg,
    Not,
    Or,
)
from odatanodes.ast.paths import (
    Annotation,
    Call,
    Count,
    FilterSegment,
    Key,
    Lambda,
    Member,
    TypeCast,
    Var,
    path_names,
)
from odatanodes.ast.selects import (
    Option,
    SelectItem,
    SelectList,
    Star,
)

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.ast.operators import ArithOp as ArithOp
    from odatanodes.ast.operators import CompareOp as CompareOp

__all__ = [
    "COMPARISONS",
    "FLIPPED",
    "NEGATED",
    "NO_SPAN",
    "Alias",
    "And",
    "Annotation",
    "Arith",
    "Array",
    "Branch",
    "Call",
    "Case",
    "Cast",
    "Compare",
    "Count",
    "Expr",
    "FilterSegment",
    "Has",
    "In",
    "IsOf",
    "Key",
    "Lambda",
    "List",
    "Literal",
    "Member",
    "Neg",
    "Node",
    "Not",
    "Object",
    "Option",
    "Or",
    "Pair",
    "SelectItem",
    "SelectList",
    "Star",
    "TypeCast",
    "Var",
    "depth",
    "path_names",
    "transform",
    "walk",
    "with_children",
]
