"""What a scan asks of each record, in a form that can be sent to other processes."""

from __future__ import annotations

from odatanodes.evaluate import compile_predicate
from odatanodes.scan.matcher import Matcher

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from odatanodes import ast
    from odatanodes.edm import DateTimeOffset
    from odatanodes.evaluate import Predicate
    from odatanodes.runtime import Rules
    from odatanodes.schema.types import EntityType

__all__ = ["Query"]

CODEGEN_DELAY_NODES = 3000
"""Dicts tested by closures before code is generated: the first time that takes 4 ms, for a saving of 1 µs a node."""


class Query:
    """A checked tree at one moment of the clock; `convert` turns the bytes of a record into what is kept of it.

    With `counts` records are counted, and nothing is made of them.
    """

    def __init__(
        self,
        expr: ast.Expr,
        schema: EntityType | None,
        rules: Rules,
        *,
        invert: bool = False,
        stop_at_bad: bool = True,
        convert: Callable[[bytes], Any] | None = None,
        counts: bool = False,
        moment: DateTimeOffset | None = None,
    ) -> None:
        self.expr = expr
        self.schema = schema
        self.rules = rules
        self.invert = invert
        self.stop_at_bad = stop_at_bad
        self.convert = convert
        self.counts = counts
        self._moment = moment
        self.predicate = self._compile(moment)

    def _compile(self, moment: DateTimeOffset | None) -> Predicate:
        """Return the predicate, for which the clock stands still during the scan."""
        moments: list[DateTimeOffset] = [] if moment is None else [moment]

        def clock() -> DateTimeOffset:
            if not moments:
                from odatanodes.functions import dates

                moments.append(dates.moment(self.rules.clock))
            return moments[0]

        predicate = compile_predicate(self.expr, self.schema, self.rules.replace(clock=clock))
        predicate.defer(CODEGEN_DELAY_NODES)
        return predicate

    def matcher(self) -> Matcher:
        """Return a matcher of records."""
        return Matcher(self.predicate, invert=self.invert, stop_at_bad=self.stop_at_bad, convert=self.convert, counts=self.counts)

    def speed_up(self, matcher: Matcher) -> None:
        """Switch to msgspec where it is installed and can decode what the filter reads."""
        from odatanodes.scan import structs
        from odatanodes.scan.shape import shape_of

        shape = shape_of(self.expr)
        if shape is None or not structs.available():
            return
        found = structs.structs(shape)
        if found is not None:
            matcher.use_structs(found)

    def portable(self) -> Query:
        """Return this in a form that can be sent to another process: with the moment of the clock instead of the clock."""
        moment = None
        if self.predicate.uses_now:
            from odatanodes.functions import dates

            moment = dates.moment(self.rules.clock)
        return _query(*self._arguments(self.rules.replace(clock=None), moment))

    def _arguments(self, rules: Rules, moment: DateTimeOffset | None) -> tuple[Any, ...]:
        return self.expr, self.schema, rules, self.invert, self.stop_at_bad, self.convert, self.counts, moment

    def __reduce__(self) -> tuple[Callable[..., Query], tuple[Any, ...]]:
        return _query, self._arguments(self.rules, self._moment)


def _query(
    expr: ast.Expr,
    schema: EntityType | None,
    rules: Rules,
    invert: bool,
    stop_at_bad: bool,
    convert: Any,
    counts: bool,
    moment: DateTimeOffset | None,
) -> Query:
    return Query(expr, schema, rules, invert=invert, stop_at_bad=stop_at_bad, convert=convert, counts=counts, moment=moment)
