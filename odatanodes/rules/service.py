"""Rules 4xx: valid OData that the service refuses or ignores."""

from __future__ import annotations

from odatanodes.rules import Rule

RULES: tuple[Rule, ...] = tuple(Rule(*row) for row in ())
