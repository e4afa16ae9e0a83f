"""DuckDB: predicates as SQL with named parameters."""

from __future__ import annotations

from odatanodes.engines.sql import Bare, Certain, Sql

__all__ = ["DuckDB"]


class DuckDB(Sql):
    """The operations in DuckDB 1.3 and later; `lambda x: …` is the form of a lambda that stays."""

    _ARITHMETIC = {"add": "+", "sub": "-", "mul": "*", "div": "//", "mod": "%"}

    def identifier(self, name: str) -> str:
        """Return an identifier in double quotes."""
        return '"' + name.replace('"', '""') + '"'

    def quoted(self, value: str) -> str:
        """Return a string literal; the characters of control are written as chr(…)."""
        parts: list[str] = []
        run = ""
        for char in value:
            if char < " " or char == "\x7f":
                parts += [f"'{run}'"] * bool(run) + [f"chr({ord(char)})"]
                run = ""
            else:
                run += "''" if char == "'" else char
        parts += [f"'{run}'"] * bool(run or not parts)
        return parts[0] if len(parts) == 1 else f"({' || '.join(parts)})"

    def trim(self, term: str, characters: str) -> str:
        """Return trim with a set of characters."""
        return f"trim({term}, {self.text(characters)})"

    def trim_end(self, term: str, characters: str) -> str:
        """Return rtrim with a set of characters."""
        return f"rtrim({term}, '{characters}')"

    def length(self, term: str) -> str:
        """Return length, in characters."""
        return f"length({term})"

    def beyond_ascii(self, term: str) -> str:
        """Return whether bytes and characters differ in number."""
        return Bare(f"strlen({term}) <> length({term})")

    def startswith(self, term: str, other: str, literal: str | None) -> str:
        """Return starts_with."""
        return f"starts_with({term}, {other})"

    def endswith(self, term: str, other: str, literal: str | None) -> str:
        """Return ends_with."""
        return f"ends_with({term}, {other})"

    def position(self, term: str, other: str, literal: str | None) -> str:
        """Return strpos, from 0."""
        return f"(strpos({term}, {other}) - 1)"

    def searches(self, term: str, pattern: str) -> str:
        """Return regexp_matches: the same RE2 that the evaluator uses."""
        return f"regexp_matches({term}, {self.text(pattern)})"

    def matches(self, term: str, pattern: str) -> str:
        """Return regexp_full_match."""
        return f"regexp_full_match({term}, '{pattern}')"

    def arithmetic(self, op: str, left: str, right: str) -> str:
        """Return an operation of integers; // truncates and % has the sign of the left side."""
        return f"({left} {self._ARITHMETIC[op]} {right})"

    def whole(self, term: str) -> str:
        """Return the integer of a text, null for another."""
        return f"TRY_CAST({term} AS INTEGER)"

    def fraction(self, term: str, digits: int) -> str:
        """Return the digits between the point and the Z, padded."""
        found = f"substring({term}, 21, greatest(length({term}) - 21, 0))"
        return f"TRY_CAST(rpad({found}, {digits}, '0') AS BIGINT)"

    def seconds(self, term: str) -> str:
        """Return whole seconds; a timestamp without zone is read as UTC, whatever the session's zone is."""
        return f"(epoch_us(TRY_CAST(substring({term}, 1, 19) AS TIMESTAMP)) // 1000000)"

    def any_item(self, collection: str, item: str, condition: str | bool) -> str:
        """Return whether list_filter leaves anything."""
        kept = collection if condition is True else f"list_filter({collection}, lambda {item}: {condition})"
        return Certain(f"coalesce(len({kept}) > 0, false)")

    def count_items(self, collection: str, item: str, condition: str | bool) -> str:
        """Return what list_filter leaves."""
        kept = collection if condition is True else f"list_filter({collection}, lambda {item}: {condition})"
        return f"coalesce(len({kept}), 0)"
