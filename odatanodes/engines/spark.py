"""Spark: predicates as the text of Spark SQL, with the literals written out in ASCII."""

from __future__ import annotations

from typing import TYPE_CHECKING

from odatanodes.engines.backend import Unsupported
from odatanodes.engines.sql import Bare, Certain, Sql, operand

if TYPE_CHECKING:
    from typing import NoReturn

__all__ = ["Spark"]


class Spark(Sql):
    """The operations in Spark 3.5 and later, with and without ANSI mode, whatever the time zone of the session is."""

    _ARITHMETIC = {"add": "+", "sub": "-", "mul": "*", "div": "div", "mod": "%"}

    def identifier(self, name: str) -> str:
        """Return an identifier in backticks."""
        return "`" + name.replace("`", "``") + "`"

    def quoted(self, value: str) -> str:
        """Return a string literal: escapes for all that is not printable ASCII."""
        return "'" + "".join(map(_escaped, value)) + "'"

    def number(self, value: int) -> str:
        """Return a BIGINT literal; the least one has no digits of its own."""
        if value == -(2**63):
            return f"({value + 1}L - 1L)"
        return f"{value}L" if value >= 0 else f"({value}L)"

    def same(self, left: str, right: str) -> str:
        """Return null-safe equality."""
        return Bare(f"{operand(left)} <=> {operand(right)}")

    def differs(self, left: str, right: str) -> str:
        """Return null-safe inequality."""
        return Bare(f"NOT ({operand(left)} <=> {operand(right)})")

    def trim(self, term: str, characters: str) -> str:
        """Return trim with a set of characters."""
        return f"trim(BOTH {self.text(characters)} FROM {term})"

    def trim_end(self, term: str, characters: str) -> str:
        """Return trim at the end with a set of characters."""
        return f"trim(TRAILING '{characters}' FROM {term})"

    def length(self, term: str) -> str:
        """Return char_length."""
        return f"char_length({term})"

    def beyond_ascii(self, term: str) -> str:
        """Return whether bytes and characters differ in number."""
        return Bare(f"octet_length({term}) <> char_length({term})")

    def startswith(self, term: str, other: str, literal: str | None) -> str:
        """Return startswith."""
        return f"startswith({term}, {other})"

    def endswith(self, term: str, other: str, literal: str | None) -> str:
        """Return endswith."""
        return f"endswith({term}, {other})"

    def position(self, term: str, other: str, literal: str | None) -> str:
        """Return instr, from 0."""
        return f"(instr({term}, {other}) - 1)"

    def searches(self, term: str, pattern: str) -> NoReturn:
        """Refuse: java.util.regex is another language than RE2."""
        raise Unsupported("the regular expressions of Java are another language")

    def matches(self, term: str, pattern: str) -> str:
        """Return rlike with anchors."""
        return f"rlike({term}, '^(?:{pattern})$')"

    def arithmetic(self, op: str, left: str, right: str) -> str:
        """Return an operation of integers; div truncates and % has the sign of the left side."""
        return f"({left} {self._ARITHMETIC[op]} {right})"

    def whole(self, term: str) -> str:
        """Return the integer of a text, null for another."""
        return f"try_cast({term} AS INT)"

    def fraction(self, term: str, digits: int) -> str:
        """Return the digits between the point and the Z, padded."""
        found = f"substring({term}, 21, greatest(char_length({term}) - 21, 0))"
        return f"try_cast(rpad({found}, {digits}, '0') AS BIGINT)"

    def seconds(self, term: str) -> str:
        """Return whole seconds; the zone is written into the text, so that the session's does not matter."""
        return f"unix_seconds(try_cast(concat(substring({term}, 1, 19), 'Z') AS TIMESTAMP))"

    def any_item(self, collection: str, item: str, condition: str | bool) -> str:
        """Return exists, in which a null counts as false."""
        if isinstance(condition, bool):
            return Certain(f"coalesce(size({collection}) > 0, false)")
        return Certain(f"coalesce(exists({collection}, {item} -> {self.filled(condition, False)}), false)")

    def count_items(self, collection: str, item: str, condition: str | bool) -> str:
        """Return the size, which is -1 for null in some modes."""
        kept = collection if condition is True else f"filter({collection}, {item} -> {condition})"
        return f"greatest(coalesce(size({kept}), 0), 0)"


def _escaped(char: str) -> str:
    code = ord(char)
    if char in "\\'":
        return "\\" + char
    return char if 32 <= code < 127 else f"\\u{code:04X}" if code < 2**16 else f"\\U{code:08X}"
