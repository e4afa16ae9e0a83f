"""Rules 6xx: a filter cannot be evaluated, or not on one item."""

from __future__ import annotations

from odatanodes.diagnostics.rules.rule import Rule

_NULLABLE = "Nodes - List Nodes (2025-06-01), Definitions: BatchNode"
_ARITHMETIC = "OData 4.01 URL Conventions 5.1.1.2 (Arithmetic Operators)"

RULES: tuple[Rule, ...] = (
    Rule(
        "ODN601",
        "a required property is missing from an item",
        "The service sends it for every item, so a $select has most likely dropped it; reading it as null would quietly keep or "
        'lose items. Select the property as well, or make the Filter with on_missing="null".',
        "vmSize eq 'standard_d2_v5'",
        "state eq 'idle'",
        _NULLABLE,
        node='{"id": "tvm-1", "state": "idle"}',
    ),
    Rule(
        "ODN602",
        "a value is of another type than the schema says",
        "A comparison with it has no result, and false would be silently wrong. Correct the data, or pass "
        'on_error="exclude" to leave such items out.',
        "startTaskInfo/exitCode gt 5",
        "startTaskInfo/state eq 'completed'",
        _NULLABLE,
        node='{"id": "tvm-1", "startTaskInfo": {"state": "completed", "exitCode": "five"}}',
    ),
    Rule(
        "ODN603",
        "division by zero",
        "Integers and decimals have no value for it. Test the divisor first: conditions are evaluated from left to right.",
        "100 div totalTasksRun gt 2",
        "totalTasksRun ne 0 and 100 div totalTasksRun gt 2",
        _ARITHMETIC,
        node='{"id": "tvm-1", "totalTasksRun": 0}',
    ),
    Rule(
        "ODN604",
        "an operation has no result",
        "A substring of negative length, an instant beyond what the calendar counts: there is no value to continue with.",
        "substring(vmSize,0,totalTasksRun sub 5) eq 'x'",
        "substring(vmSize,0,totalTasksRun) eq 'x'",
        "OData 4.01 URL Conventions 5.1.1.5 to 5.1.1.13 (Canonical Functions)",
        node='{"id": "tvm-1", "vmSize": "standard_d2_v5", "totalTasksRun": 0}',
    ),
    Rule(
        "ODN610",
        "only a service can evaluate this",
        "Parameters without a value, geographic functions and the functions of a service mean something there; here they have "
        "no value. The text can be checked and sent, but not be tested on items.",
        "state eq @state",
        "state eq 'idle'",
        "OData 4.01 URL Conventions 5.3 (Parameter Aliases)",
        node='{"id": "tvm-1", "state": "idle"}',
    ),
)
