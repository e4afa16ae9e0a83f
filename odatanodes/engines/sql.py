"""SQL text shared by the engines that read it, with literals kept apart from it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.engines.backend import Unsupported

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Bare", "Certain", "Rendered", "Sql", "operand"]

GROUP = 50
"""Terms of one AND or OR; longer ones are nested, since parsers take one level of the stack for each term."""
_SIGNS = {"eq": "=", "ne": "<>", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_MARK = re.compile("\0([0-9]+)\0")


def grouped(terms: Sequence[str], join: Callable[[Sequence[str]], str]) -> str:
    """Return terms joined in groups of groups, so that no level is long."""
    level = list(terms)
    while len(level) > GROUP:
        level = [join(level[at : at + GROUP]) if len(level) - at > 1 else level[at] for at in range(0, len(level), GROUP)]
    return join(level)


class Bare(str):
    """A comparison without brackets: it gets them where it is an operand, and none beside AND, OR and NOT."""

    __slots__ = ()


class Certain(str):
    """A condition that is never null."""

    __slots__ = ()


def operand(term: str) -> str:
    """Return a term that binds closer than any operator."""
    return f"({term})" if isinstance(term, Bare) else term


class Rendered:
    """A predicate as SQL: `text` with placeholders and their `parameters`, and `plain` with the literals written out."""

    __slots__ = ("parameters", "plain", "text")

    def __init__(self, text: str, parameters: dict[str, object], plain: str) -> None:
        self.text = text
        self.parameters = parameters
        self.plain = plain


class Sql:
    """The operations that are alike in DuckDB and Spark. A literal stands in the text as a mark, `NUL number NUL`."""

    counts_bytes = False
    sees_outside = True
    alias: str

    def __init__(self, alias: str = "") -> None:
        self.alias = f"{self.identifier(alias)}." if alias else ""
        self._literals: list[object] = []
        self._marks: dict[tuple[type, object], str] = {}

    # --- rendering -----------------------------------------------------------------------------------------------------

    def render(self, term: str | bool, names: dict[int, str]) -> Rendered:
        """Return a term as SQL; `names` collects the placeholders by literal, so that several terms can share them."""
        text = self.boolean(term) if isinstance(term, bool) else operand(term)
        parameters: dict[str, object] = {}

        def placeholder(match: re.Match[str]) -> str:
            number = int(match[1])
            name = names.setdefault(number, f"p{len(names) + 1}")
            parameters[name] = self._literals[number]
            return f"${name}"

        plain = _MARK.sub(lambda match: self.written(self._literals[int(match[1])]), text)
        return Rendered(_MARK.sub(placeholder, text), parameters, plain)

    def _mark(self, value: object) -> str:
        key = (type(value), value)
        if key not in self._marks:
            self._marks[key] = f"\0{len(self._literals)}\0"
            self._literals.append(value)
        return self._marks[key]

    def written(self, value: object) -> str:
        """Return a literal as text of the dialect."""
        if isinstance(value, str):
            return self.quoted(value)
        if isinstance(value, float):
            return f"CAST('{value!r}' AS DOUBLE)"
        assert isinstance(value, int)
        return self.number(value)

    def number(self, value: int) -> str:
        """Return an integer literal."""
        return str(value) if value >= 0 else f"({value})"

    def quoted(self, value: str) -> str:
        """Return a string literal."""
        raise NotImplementedError

    def identifier(self, name: str) -> str:
        """Return an identifier in quotes."""
        raise NotImplementedError

    # --- columns and literals ------------------------------------------------------------------------------------------

    def column(self, name: str) -> str:
        """Return a column, with the alias of the table."""
        if "\0" in name:
            raise Unsupported("a column name with a NUL")
        return f"{self.alias}{self.identifier(name)}"

    def field(self, owner: str, name: str) -> str:
        """Return a field. In brackets the owner cannot be read as the name of a table."""
        if "\0" in name:
            raise Unsupported("a property name with a NUL")
        return f"{owner}.{self.identifier(name)}" if owner.startswith("(") else f"({owner}).{self.identifier(name)}"

    def boolean(self, value: bool | None) -> str:
        """Return true, false or a typed null."""
        return "CAST(NULL AS BOOLEAN)" if value is None else "true" if value else "false"

    def text(self, value: str) -> str:
        """Return the mark of a string."""
        return self._mark(value)

    def integer(self, value: int) -> str:
        """Return the mark of an integer."""
        return self._mark(value)

    def real(self, value: float) -> str:
        """Return the mark of a double."""
        return self._mark(value)

    # --- logic and comparison ------------------------------------------------------------------------------------------

    def both(self, terms: Sequence[str]) -> str:
        """Return AND."""
        return grouped(terms, lambda group: f"({' AND '.join(group)})")

    def either(self, terms: Sequence[str]) -> str:
        """Return OR."""
        return grouped(terms, lambda group: f"({' OR '.join(group)})")

    def negation(self, term: str) -> str:
        """Return NOT."""
        return Bare(f"NOT {operand(term)}")

    def filled(self, term: str, value: bool) -> str:
        """Return a value in place of null."""
        return term if isinstance(term, Certain) else Certain(f"coalesce({term}, {self.boolean(value)})")

    def is_null(self, term: str) -> str:
        """Return IS NULL."""
        return Bare(f"{operand(term)} IS NULL")

    def case(self, rows: Sequence[tuple[str, str]]) -> str:
        """Return CASE."""
        return f"CASE {' '.join(f'WHEN {condition} THEN {value}' for condition, value in rows)} END"

    def compare(self, op: str, left: str, right: str) -> str:
        """Return a comparison."""
        return Bare(f"{operand(left)} {_SIGNS[op]} {operand(right)}")

    def same(self, left: str, right: str) -> str:
        """Return null-safe equality."""
        return Bare(f"{operand(left)} IS NOT DISTINCT FROM {operand(right)}")

    def differs(self, left: str, right: str) -> str:
        """Return null-safe inequality."""
        return Bare(f"{operand(left)} IS DISTINCT FROM {operand(right)}")

    def is_in(self, term: str, values: Sequence[str]) -> str:
        """Return IN."""
        return Bare(f"{operand(term)} IN ({', '.join(map(self.text, values))})")

    def is_nan(self, term: str) -> str:
        """Return isnan."""
        return f"isnan({term})"

    # --- text ----------------------------------------------------------------------------------------------------------

    def lower(self, term: str) -> str:
        """Return lower."""
        return f"lower({term})"

    def upper(self, term: str) -> str:
        """Return upper."""
        return f"upper({term})"

    def concat(self, left: str, right: str) -> str:
        """Return both texts."""
        return f"({left} || {right})"

    def slice(self, term: str, start: int, count: int | None) -> str:
        """Return substring, which counts from 1."""
        return f"substring({term}, {start + 1}{'' if count is None else f', {count}'})"

    def contains(self, term: str, other: str, literal: str | None) -> str:
        """Return contains."""
        return f"contains({term}, {other})"

    # --- numbers -------------------------------------------------------------------------------------------------------

    def wide(self, term: str) -> str:
        """Return a BIGINT."""
        return term if _MARK.fullmatch(term) else f"CAST({term} AS BIGINT)"

    def negative(self, term: str) -> str:
        """Return the negated number."""
        return f"(- {term})"

    def null_if_zero(self, term: str) -> str:
        """Return nullif."""
        return f"nullif({term}, 0)"

    # --- collections ---------------------------------------------------------------------------------------------------

    def item(self, depth: int) -> str:
        """Return the variable of an item, a name that no column has."""
        return f"_item{depth}"
