"""What of a filter an engine evaluates: predicates with what they leave to Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

from odatanodes import ast
from odatanodes.serialize import to_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, NoReturn

    from odatanodes.engines.backend import Term
    from odatanodes.engines.sql import Rendered

__all__ = ["NotExactError", "Pushed", "PushedSpark", "PushedSql"]


class NotExactError(ValueError):
    """A filter that an engine cannot evaluate alone; `reasons` are pairs, a part and why."""

    def __init__(self, reasons: Sequence[tuple[str, str]]) -> None:
        super().__init__("not exact: " + "; ".join(f"{part}: {why}" for part, why in reasons))
        self.reasons = tuple(reasons)

    def __reduce__(self) -> tuple[type[NotExactError], tuple[tuple[tuple[str, str], ...]]]:
        return NotExactError, (self.reasons,)


class Pushed:
    """Two predicates of an engine.

    `where` keeps every row that the filter keeps, or fails on; `sure` keeps only rows that the filter keeps. Rows in `where` and
    not in `sure` are left to the filter itself. `exact`: both are the same, and nothing is left. `reasons` are pairs: a part
    of the filter, and why it is not exact.
    """

    __slots__ = ("_found", "exact", "sure", "where")

    def __init__(self, where: Any, sure: Any, exact: bool, found: Sequence[tuple[ast.Expr, bool, str]]) -> None:
        self.where = where
        self.sure = sure
        self.exact = exact
        self._found = found

    @property
    def reasons(self) -> tuple[tuple[str, str], ...]:
        """Pairs: a part of the filter that is not exact, and why."""
        texts = [(to_text(part if want else ast.Not(part), "batch"), why) for part, want, why in self._found]
        return tuple(dict.fromkeys(texts))

    def __bool__(self) -> NoReturn:
        raise TypeError("a pushed filter has no truth value: use its 'where', and 'exact' to ask whether that is all")

    def __str__(self) -> str:
        return str(self.where)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {'exact' if self.exact else 'superset'}: {self}>"


class PushedSql(Pushed):
    """Predicates as SQL text with named parameters.

    `parameters` are those of `where`, `sure_parameters` those of `sure`; equal literals share a name, so that a query with both
    predicates takes `parameters | sure_parameters`. `str()` is `where` with the literals written out, for reading and pasting.
    """

    __slots__ = ("_plain", "parameters", "sure_parameters", "sure_text")
    where: str
    sure: str

    def __init__(self, where: Rendered, sure: Rendered, exact: bool, found: Sequence[tuple[ast.Expr, bool, str]]) -> None:
        super().__init__(where.text, sure.text, exact, found)
        self.parameters = where.parameters
        self.sure_parameters = sure.parameters
        self._plain = where.plain
        self.sure_text = sure.plain

    def __str__(self) -> str:
        return self._plain


class PushedSpark(Pushed):
    """Predicates as the text of Spark SQL, with the literals written out; `column` and `sure_column` are the same as Columns."""

    __slots__ = ()
    where: str
    sure: str

    @property
    def column(self) -> Any:
        """`where` as a pyspark Column."""
        return _expression(self.where)

    @property
    def sure_column(self) -> Any:
        """`sure` as a pyspark Column."""
        return _expression(self.sure)


def _expression(text: Term) -> Any:
    from odatanodes.engines.engine import module

    return module("pyspark.sql.functions").expr(text)
