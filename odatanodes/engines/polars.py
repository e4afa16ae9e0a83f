"""Polars: predicates as expressions of polars, for lazy and other frames."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

from odatanodes.engines.arrow import balanced
from odatanodes.engines.backend import Unsupported
from odatanodes.engines.engine import module

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, NoReturn

__all__ = ["Polars"]


class Polars:
    """The operations on polars expressions; a condition about items is evaluated on the element alone."""

    counts_bytes = True
    sees_outside = False

    def __init__(self) -> None:
        self._pl = module("polars")

    def column(self, name: str) -> Any:
        """Return a column; a regular expression in the name is none here."""
        if name.startswith("^") and name.endswith("$"):
            raise Unsupported("a column name that Polars reads as a pattern")
        return self._pl.col(name)

    def field(self, owner: Any, name: str) -> Any:
        """Return the field of a struct."""
        return owner.struct.field(name)

    def both(self, terms: Sequence[Any]) -> Any:
        """Return AND."""
        return balanced(terms, operator.and_)

    def either(self, terms: Sequence[Any]) -> Any:
        """Return OR."""
        return balanced(terms, operator.or_)

    def negation(self, term: Any) -> Any:
        """Return NOT."""
        return ~term

    def filled(self, term: Any, value: bool) -> Any:
        """Return fill_null."""
        return term.fill_null(value)

    def is_null(self, term: Any) -> Any:
        """Return is_null."""
        return term.is_null()

    def case(self, rows: Sequence[tuple[Any, Any]]) -> Any:
        """Return when, then."""
        made: Any = self._pl
        for condition, value in rows:
            made = made.when(condition).then(value)
        return made.otherwise(None)

    def boolean(self, value: bool | None) -> Any:
        """Return a Boolean literal."""
        return self._pl.lit(value, dtype=self._pl.Boolean)

    def text(self, value: str) -> Any:
        """Return a string literal."""
        return self._pl.lit(value, dtype=self._pl.String)

    def integer(self, value: int) -> Any:
        """Return a literal of 64 bits."""
        return self._pl.lit(value, dtype=self._pl.Int64)

    def real(self, value: float) -> Any:
        """Return a double literal."""
        return self._pl.lit(value, dtype=self._pl.Float64)

    def compare(self, op: str, left: Any, right: Any) -> Any:
        """Return a comparison."""
        compare: Callable[[Any, Any], Any] = getattr(operator, op)
        return compare(left, right)

    def same(self, left: Any, right: Any) -> Any:
        """Return eq_missing."""
        return left.eq_missing(right)

    def differs(self, left: Any, right: Any) -> Any:
        """Return ne_missing."""
        return left.ne_missing(right)

    def is_in(self, term: Any, values: Sequence[str]) -> Any:
        """Return is_in."""
        return term.is_in(list(values))

    def is_nan(self, term: Any) -> Any:
        """Return is_nan."""
        return term.is_nan()

    def lower(self, term: Any) -> Any:
        """Return to_lowercase."""
        return term.str.to_lowercase()

    def upper(self, term: Any) -> Any:
        """Return to_uppercase."""
        return term.str.to_uppercase()

    def concat(self, left: Any, right: Any) -> Any:
        """Return both texts; null where one is."""
        return self._pl.concat_str([left, right], ignore_nulls=False)

    def trim(self, term: Any, characters: str) -> Any:
        """Return strip_chars."""
        return term.str.strip_chars(characters)

    def trim_end(self, term: Any, characters: str) -> Any:
        """Return strip_chars_end."""
        return term.str.strip_chars_end(characters)

    def slice(self, term: Any, start: int, count: int | None) -> Any:
        """Return slice, in characters."""
        return term.str.slice(start, count)

    def length(self, term: Any) -> Any:
        """Return len_chars."""
        return term.str.len_chars().cast(self._pl.Int64)

    def contains(self, term: Any, other: Any, literal: str | None) -> Any:
        """Return contains of a literal text, not a pattern."""
        return term.str.contains(other, literal=True)

    def startswith(self, term: Any, other: Any, literal: str | None) -> Any:
        """Return starts_with."""
        return term.str.starts_with(other)

    def endswith(self, term: Any, other: Any, literal: str | None) -> Any:
        """Return ends_with."""
        return term.str.ends_with(other)

    def position(self, term: Any, other: Any, literal: str | None) -> Any:
        """Return find, in bytes, which is null where there is nothing to find."""
        found = term.str.find(other, literal=True).cast(self._pl.Int64).fill_null(-1)
        return self._pl.when(term.is_not_null() & other.is_not_null()).then(found)

    def searches(self, term: Any, pattern: str) -> NoReturn:
        """Refuse: the regular expressions of Rust are another language than RE2."""
        raise Unsupported("the regular expressions of Polars are another language")

    def matches(self, term: Any, pattern: str) -> Any:
        """Return contains with anchors."""
        return term.str.contains(f"^(?:{pattern})$")

    def beyond_ascii(self, term: Any) -> Any:
        """Return whether bytes and characters differ in number."""
        return term.str.len_bytes() != term.str.len_chars()

    def wide(self, term: Any) -> Any:
        """Return an Int64: narrower integers wrap."""
        return term.cast(self._pl.Int64)

    def arithmetic(self, op: str, left: Any, right: Any) -> Any:
        """Return an operation; // and % round down, so that div and mod are made of absolute values."""
        if op in {"add", "sub", "mul"}:
            operation: Callable[[Any, Any], Any] = getattr(operator, op)
            return operation(left, right)
        if op == "div":
            quotient = left.abs() // right.abs()
            return self._pl.when((left < 0) == (right < 0)).then(quotient).otherwise(-quotient)
        remainder = left.abs() % right.abs()
        return self._pl.when(left < 0).then(-remainder).otherwise(remainder)

    def negative(self, term: Any) -> Any:
        """Return the negated number."""
        return -term

    def null_if_zero(self, term: Any) -> Any:
        """Return when, then."""
        return self._pl.when(term != 0).then(term)

    def whole(self, term: Any) -> Any:
        """Return a cast that gives null for another text."""
        return term.cast(self._pl.Int64, strict=False)

    def fraction(self, term: Any, digits: int) -> Any:
        """Return the digits between the point and the Z, padded."""
        found = term.str.slice(20).str.strip_chars_end("Z").str.pad_end(digits, "0")
        return found.cast(self._pl.Int64, strict=False)

    def seconds(self, term: Any) -> Any:
        """Return whole seconds of a time without zone."""
        text = term.str.slice(0, 19)
        return text.str.to_datetime("%Y-%m-%dT%H:%M:%S", time_unit="us", strict=False, ambiguous="null").dt.epoch("s")

    def item(self, depth: int) -> Any:
        """Return the element."""
        return self._pl.element()

    def any_item(self, collection: Any, item: Any, condition: Any) -> Any:
        """Return whether the condition is true for an element."""
        if condition is True:
            return (collection.list.len() > 0).fill_null(False)
        return collection.list.eval(condition.fill_null(False)).list.any().fill_null(False)

    def count_items(self, collection: Any, item: Any, condition: Any) -> Any:
        """Return the number of elements for which the condition is true."""
        if condition is True:
            return collection.list.len().fill_null(0).cast(self._pl.Int64)
        return collection.list.eval(condition.fill_null(False)).list.sum().fill_null(0).cast(self._pl.Int64)
