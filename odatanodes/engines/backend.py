"""The operations that an engine offers to the lowering; one class per engine implements them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, TypeAlias

    Term: TypeAlias = Any
    """An expression of the engine: SQL text, or an object of the engine's expression class."""

__all__ = ["Backend", "Unsupported", "instant_pattern"]

_YEARS_OF_FEB_29 = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
_DAY = (
    "(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    f"|02-(?:0[1-9]|1[0-9]|2[0-8]))|{_YEARS_OF_FEB_29}-02-29)"
)
_MINUTE = "(?:[01][0-9]|2[0-3]):[0-5][0-9]"
READABLE = f"{_DAY}[Tt]{_MINUTE}(?::(?:[0-5][0-9]|60)(?:[.][0-9]{{1,12}})?)?(?:[Zz]|[+-]{_MINUTE})"
"""Instants with a year of four digits and any offset; edm.dates reads all of them."""
READABLE_DURATION = "[+-]?[Pp](?:[0-9]+[Dd])?(?:[Tt](?:[0-9]+[Hh])?(?:[0-9]+[Mm])?(?:[0-9]+(?:[.][0-9]{1,12})?[Ss])?)?"


def instant_pattern(digits: int) -> str:
    """Return the pattern of an instant in UTC with seconds and at most this many fractional digits, no leap second.

    The calendar is in it, leap years included: an engine compares text, and the evaluator rejects 30 February.
    """
    return f"{_DAY}T{_MINUTE}:[0-5][0-9](?:[.][0-9]{{1,{digits}}})?Z"


class Unsupported(Exception):  # noqa: N818 - control flow, not an error: the part stays with Python
    """A part that the engine cannot evaluate exactly; the message says why."""


class Backend(Protocol):
    """Null behaves as in SQL in all operations; the lowering adds what OData wants on top.

    Text orders by code point in all of them. `counts_bytes`: `position` counts bytes, not characters. `sees_outside`: a condition
    about items can read the row as well.
    """

    counts_bytes: bool
    sees_outside: bool

    # columns
    def column(self, name: str) -> Term:
        """Return a column of the table."""
        ...

    def field(self, owner: Term, name: str) -> Term:
        """Return a field of a struct; null where the struct is null."""
        ...

    # logic; `both` and `either` take two terms or more
    def both(self, terms: Sequence[Term]) -> Term:
        """Return AND."""
        ...

    def either(self, terms: Sequence[Term]) -> Term:
        """Return OR."""
        ...

    def negation(self, term: Term) -> Term:
        """Return NOT."""
        ...

    def filled(self, term: Term, value: bool) -> Term:
        """Return a Boolean with a value in place of null."""
        ...

    def is_null(self, term: Term) -> Term:
        """Return whether a term is null."""
        ...

    def case(self, rows: Sequence[tuple[Term, Term]]) -> Term:
        """Return the value of the first condition that is true, else null."""
        ...

    # literals
    def boolean(self, value: bool | None) -> Term:
        """Return true, false or a Boolean null."""
        ...

    def text(self, value: str) -> Term:
        """Return a string literal; the value has no lone surrogates."""
        ...

    def integer(self, value: int) -> Term:
        """Return an integer literal of at most 64 bits."""
        ...

    def real(self, value: float) -> Term:
        """Return a finite double literal."""
        ...

    # comparison
    def compare(self, op: str, left: Term, right: Term) -> Term:
        """Return eq, ne, lt, le, gt or ge; null where a side is."""
        ...

    def same(self, left: Term, right: Term) -> Term:
        """Return null-safe equality."""
        ...

    def differs(self, left: Term, right: Term) -> Term:
        """Return null-safe inequality."""
        ...

    def is_in(self, term: Term, values: Sequence[str]) -> Term:
        """Return whether a text is one of the values."""
        ...

    def is_nan(self, term: Term) -> Term:
        """Return whether a double is not a number."""
        ...

    # text
    def lower(self, term: Term) -> Term:
        """Return lower case, right for ASCII."""
        ...

    def upper(self, term: Term) -> Term:
        """Return upper case, right for ASCII."""
        ...

    def concat(self, left: Term, right: Term) -> Term:
        """Return both texts; null where one is."""
        ...

    def trim(self, term: Term, characters: str) -> Term:
        """Return the text without these characters at both ends."""
        ...

    def trim_end(self, term: Term, characters: str) -> Term:
        """Return the text without these ASCII characters at its end."""
        ...

    def slice(self, term: Term, start: int, count: int | None) -> Term:
        """Return characters from a position, counted from 0."""
        ...

    def length(self, term: Term) -> Term:
        """Return the number of characters."""
        ...

    def contains(self, term: Term, other: Term, literal: str | None) -> Term:
        """Return whether a text contains another; `literal` is its value where it is one."""
        ...

    def startswith(self, term: Term, other: Term, literal: str | None) -> Term:
        """Return whether a text starts with another."""
        ...

    def endswith(self, term: Term, other: Term, literal: str | None) -> Term:
        """Return whether a text ends with another."""
        ...

    def position(self, term: Term, other: Term, literal: str | None) -> Term:
        """Return where a text first contains another, from 0; -1 where it does not."""
        ...

    def searches(self, term: Term, pattern: str) -> Term:
        """Return whether a part of a text matches a pattern of RE2."""
        ...

    def matches(self, term: Term, pattern: str) -> Term:
        """Return whether a whole text matches a pattern that all engines read alike."""
        ...

    def beyond_ascii(self, term: Term) -> Term:
        """Return whether a text has a character beyond ASCII."""
        ...

    # numbers, all of 64 bits
    def wide(self, term: Term) -> Term:
        """Return an integer with 64 bits."""
        ...

    def arithmetic(self, op: str, left: Term, right: Term) -> Term:
        """Return add, sub, mul, div or mod; div truncates, mod has the sign of the left side."""
        ...

    def negative(self, term: Term) -> Term:
        """Return the negated number."""
        ...

    def null_if_zero(self, term: Term) -> Term:
        """Return a number, null in place of zero."""
        ...

    def whole(self, term: Term) -> Term:
        """Return the integer that a text of digits writes, null for another text."""
        ...

    def fraction(self, term: Term, digits: int) -> Term:
        """Return the fractional digits of a plain instant as an integer, padded to `digits`."""
        ...

    def seconds(self, term: Term) -> Term:
        """Return the whole seconds from 1970 of a plain instant, null where the engine has none."""
        ...

    # collections
    def item(self, depth: int) -> Term:
        """Return the item of a collection inside a condition, the one of a nested collection at depth 2 and so on."""
        ...

    def any_item(self, collection: Term, item: Term, condition: Term) -> Term:
        """Return whether the condition is true for an item; false for null. The condition can be `True`."""
        ...

    def count_items(self, collection: Term, item: Term, condition: Term) -> Term:
        """Return the number of items for which the condition is true; 0 for null. The condition can be `True`."""
        ...
