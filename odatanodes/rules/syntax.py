"""Rules 1xx: the text is no expression of the language."""

from __future__ import annotations

from odatanodes.rules import Rule

RULES: tuple[Rule, ...] = tuple(Rule(*row) for row in ())
