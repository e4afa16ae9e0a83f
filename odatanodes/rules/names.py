"""Rules 2xx: names and paths."""

from __future__ import annotations

from odatanodes.rules import Rule

RULES: tuple[Rule, ...] = tuple(Rule(*row) for row in ())
