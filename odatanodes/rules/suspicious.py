"""Rules 5xx: suspicious expressions."""

from __future__ import annotations

from odatanodes.rules import Rule

RULES: tuple[Rule, ...] = tuple(Rule(*row) for row in ())
