"""PyArrow: predicates as expressions of pyarrow.compute, for data sets and tables."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

from odatanodes.engines.backend import Unsupported
from odatanodes.engines.engine import module

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, NoReturn

__all__ = ["Arrow", "balanced"]

_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
}


def balanced(terms: Sequence[Any], join: Callable[[Any, Any], Any]) -> Any:
    """Return terms joined as a balanced tree: engines take one level of the stack for each level."""
    level = list(terms)
    while len(level) > 1:
        pairs = [join(one, other) for one, other in zip(level[::2], level[1::2], strict=False)]
        level = pairs + level[len(level) - len(level) % 2 :]
    return level[0]


class Arrow:
    """The operations on expressions of pyarrow; there are no conditions about the items of lists."""

    counts_bytes = True
    sees_outside = False

    def __init__(self) -> None:
        self._pa = module("pyarrow")
        self._pc = module("pyarrow.compute")

    def column(self, name: str) -> Any:
        """Return a field reference."""
        return self._pc.field(name)

    def field(self, owner: Any, name: str) -> Any:
        """Return the field of a struct."""
        return self._pc.struct_field(owner, name)

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
        """Return coalesce."""
        return self._pc.coalesce(term, self.boolean(value))

    def is_null(self, term: Any) -> Any:
        """Return is_null."""
        return term.is_null()

    def case(self, rows: Sequence[tuple[Any, Any]]) -> NoReturn:
        """Refuse: case_when takes no expressions."""
        raise Unsupported("'case' is not pushed down to Arrow")

    def boolean(self, value: bool | None) -> Any:
        """Return a Boolean scalar."""
        return self._pc.scalar(self._pa.scalar(value, self._pa.bool_()))

    def text(self, value: str) -> Any:
        """Return a string scalar."""
        return self._pc.scalar(self._pa.scalar(value, self._pa.string()))

    def integer(self, value: int) -> Any:
        """Return a scalar of 64 bits."""
        return self._pc.scalar(self._pa.scalar(value, self._pa.int64()))

    def real(self, value: float) -> Any:
        """Return a double scalar."""
        return self._pc.scalar(self._pa.scalar(value, self._pa.float64()))

    def compare(self, op: str, left: Any, right: Any) -> Any:
        """Return a comparison."""
        return _COMPARE[op](left, right)

    def same(self, left: Any, right: Any) -> Any:
        """Return null-safe equality."""
        return self.filled(left == right, False) | (left.is_null() & right.is_null())

    def differs(self, left: Any, right: Any) -> Any:
        """Return null-safe inequality."""
        return ~self.same(left, right)

    def is_in(self, term: Any, values: Sequence[str]) -> Any:
        """Return is_in, which is false for null in Arrow and null here."""
        return term.isin(self._pa.array(values, self._pa.string()))

    def is_nan(self, term: Any) -> Any:
        """Return is_nan."""
        return self._pc.is_nan(term)

    def lower(self, term: Any) -> Any:
        """Return utf8_lower."""
        return self._pc.utf8_lower(term)

    def upper(self, term: Any) -> Any:
        """Return utf8_upper."""
        return self._pc.utf8_upper(term)

    def concat(self, left: Any, right: Any) -> Any:
        """Return both texts; null where one is."""
        return self._pc.binary_join_element_wise(left, right, "")

    def trim(self, term: Any, characters: str) -> Any:
        """Return utf8_trim."""
        return self._pc.utf8_trim(term, characters)

    def trim_end(self, term: Any, characters: str) -> Any:
        """Return utf8_rtrim."""
        return self._pc.utf8_rtrim(term, characters)

    def slice(self, term: Any, start: int, count: int | None) -> Any:
        """Return utf8_slice_codeunits."""
        return self._pc.utf8_slice_codeunits(term, start, None if count is None else start + count)

    def length(self, term: Any) -> Any:
        """Return utf8_length."""
        return self._pc.utf8_length(term).cast(self._pa.int64())

    def contains(self, term: Any, other: Any, literal: str | None) -> Any:
        """Return match_substring."""
        return self._pc.match_substring(term, _pattern(literal))

    def startswith(self, term: Any, other: Any, literal: str | None) -> Any:
        """Return starts_with."""
        return self._pc.starts_with(term, _pattern(literal))

    def endswith(self, term: Any, other: Any, literal: str | None) -> Any:
        """Return ends_with."""
        return self._pc.ends_with(term, _pattern(literal))

    def position(self, term: Any, other: Any, literal: str | None) -> Any:
        """Return find_substring, in bytes."""
        return self._pc.find_substring(term, _pattern(literal)).cast(self._pa.int64())

    def searches(self, term: Any, pattern: str) -> Any:
        """Return match_substring_regex: the same RE2 that the evaluator uses."""
        return self._pc.match_substring_regex(term, pattern)

    def matches(self, term: Any, pattern: str) -> Any:
        """Return match_substring_regex with anchors."""
        return self._pc.match_substring_regex(term, f"^(?:{pattern})$")

    def beyond_ascii(self, term: Any) -> Any:
        """Return whether bytes and characters differ in number."""
        return self._pc.binary_length(term) != self._pc.utf8_length(term)

    def wide(self, term: Any) -> Any:
        """Return an int64."""
        return term.cast(self._pa.int64())

    def arithmetic(self, op: str, left: Any, right: Any) -> Any:
        """Return a checked operation; divide truncates, and there is no remainder."""
        names = {"add": "add_checked", "sub": "subtract_checked", "mul": "multiply_checked", "div": "divide_checked"}
        if op not in names:
            raise Unsupported(f"'{op}' is not pushed down to Arrow")
        return getattr(self._pc, names[op])(left, right)

    def negative(self, term: Any) -> Any:
        """Return negate_checked."""
        return self._pc.negate_checked(term)

    def null_if_zero(self, term: Any) -> Any:
        """Return if_else."""
        return self._pc.if_else(term != self.integer(0), term, self._pa.scalar(None, self._pa.int64()))

    def whole(self, term: Any) -> NoReturn:
        """Refuse: a cast fails for all rows where it fails for one."""
        raise Unsupported("parts of instants are not pushed down to Arrow")

    def fraction(self, term: Any, digits: int) -> NoReturn:
        """Refuse, as `whole`."""
        raise Unsupported("parts of a second are not pushed down to Arrow")

    def seconds(self, term: Any) -> NoReturn:
        """Refuse, as `whole`."""
        raise Unsupported("arithmetic on instants is not pushed down to Arrow")

    def item(self, depth: int) -> Any:
        """Return what stands for an item while its condition is made, which is then refused."""
        return self._pc.field(f"item {depth}")

    def any_item(self, collection: Any, item: Any, condition: Any) -> Any:
        """Return whether a list has items."""
        return self.count_items(collection, item, condition) > self.integer(0)

    def count_items(self, collection: Any, item: Any, condition: Any) -> Any:
        """Return the length of a list; expressions have no lambdas."""
        if condition is not True:
            raise Unsupported("conditions about items are not pushed down to Arrow")
        return self._pc.coalesce(self._pc.list_value_length(collection), self._pa.scalar(0, self._pa.int32())).cast(
            self._pa.int64()
        )


def _pattern(literal: str | None) -> str:
    if literal is None:
        raise Unsupported("a search for a computed text is not pushed down to Arrow")
    return literal
