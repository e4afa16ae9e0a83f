"""Cases of tests/cases/engines: a filter with its options, and the SQL that it becomes in each dialect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from odatanodes import Filter

if TYPE_CHECKING:
    from odatanodes.engines import Pushed

__all__ = ["rendered"]

FLAT = {"startTaskInfo/exitCode": "exit_code", "state": "node_state"}
OF_FILTER = {"semantics", "on_missing"}


def rendered(head: str) -> str:
    """Return a case: `filter | option=value …`, and below it the SQL, and what is not exact."""
    text, _, given = head.partition(" | ")
    options: dict[str, Any] = dict(option.split("=", 1) for option in given.split())
    if options.get("columns") == "flat":
        options["columns"] = FLAT
    made = Filter(text, **{name: value for name, value in options.items() if name in OF_FILTER})
    pushing = {name: value for name, value in options.items() if name not in OF_FILTER}
    lines = [f"? {head}"]
    for name, push in (("duckdb", made.to_duckdb), ("spark", made.to_spark)):
        pushed: Pushed = push(**pushing)
        lines.append(f"  {name}: {shortened(str(pushed))}")
        lines += [f"    # {part}: {why}" for part, why in pushed.reasons] if name == "duckdb" else []
    return "\n".join(lines) + "\n"


def shortened(text: str) -> str:
    """Return SQL with names in place of the long patterns of instants."""
    from odatanodes.engines.backend import READABLE, instant_pattern

    for name, pattern in (("PLAIN12", instant_pattern(12)), ("PLAIN7", instant_pattern(7)), ("READABLE", READABLE)):
        text = text.replace(f"'{pattern}'", name).replace(f"'^(?:{pattern})$'", f"^{name}$")
    return text
