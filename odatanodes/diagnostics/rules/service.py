"""Rules 4xx: valid OData that the service refuses or ignores."""

from __future__ import annotations

from odatanodes.diagnostics.rules.rule import Rule

_TABLE = "Batch documentation, filterable properties of the list APIs"
_SYNTAX = "Batch documentation, OData in list queries: no other construct is documented or seen in use"

RULES: tuple[Rule, ...] = (
    Rule(
        "ODN401",
        "the service does not filter on this property",
        "Each list API filters on a few properties, List nodes on nine; it responds with status 400 (InvalidQueryParameterValue) "
        "to a filter on any other one, although the property is in the response. A plan sends the conditions the service "
        "takes and tests the rest on the items that come back.",
        "vmSize eq 'standard_d2s_v3'",
        "state eq 'idle'",
        _TABLE,
    ),
    Rule(
        "ODN402",
        "the service does not accept this operator on this property",
        "The service has its own list of operators for each property: 'startTaskInfo/state' compares with 'eq' only, states "
        "and results with 'eq' and 'ne', and 'startswith' works on ids and names, but not of nodes.",
        "startTaskInfo/state ne 'running'",
        "startTaskInfo/state eq 'completed'",
        _TABLE,
    ),
    Rule(
        "ODN403",
        "the service does not support this construct",
        "The service takes comparisons of a property with a literal, joined with 'and', 'or' and parentheses. 'not', 'in', "
        "arithmetic, lambdas and functions are OData, but nothing says that the service knows them. Most have an equal it "
        "takes: 'in' is a chain of 'or', 'not (a eq b)' is 'a ne b', 'year(t) eq 2025' is a range.",
        "state in ('idle','offline')",
        "state eq 'idle' or state eq 'offline'",
        _SYNTAX,
        fix="safe",
    ),
    Rule(
        "ODN404",
        "the service does not compare with null",
        "Nothing says what the service does with 'null', so a test for a missing value belongs to the client. A plan tests "
        "it on the items that come back, and sends a range where the property has an order: every value is below or "
        "above some value, a missing one is neither.",
        "startTaskInfo/endTime eq null",
        "startTaskInfo/state eq 'running'",
        _SYNTAX,
        fix="guess",
    ),
    Rule(
        "ODN405",
        "the service takes a property on the left and a literal on the right",
        "Every documented filter has the property first and a literal second. Two properties cannot be compared by the "
        "service at all; a literal on the left is good OData and only needs to change sides.",
        "'idle' eq state",
        "state eq 'idle'",
        _SYNTAX,
        fix="safe",
    ),
    Rule(
        "ODN406",
        "a literal in a form the service does not read",
        "Times 'must be preceded with DateTime': the service reads DateTime'2025-11-22T22:22:27Z', not the bare form of "
        "OData 4. Exit codes are whole numbers, and no decimal is known to be read in their place. The canonical text of a "
        "filter has its times in the form of the service.",
        "stateTransitionTime lt 2025-11-22T22:22:27Z",
        "stateTransitionTime lt DateTime'2025-11-22T22:22:27Z'",
        "Batch documentation, OData in list queries: DateTime literals",
        fix="safe",
    ),
    Rule(
        "ODN407",
        "the service selects whole properties only",
        "No documentation and no public program selects a property inside another one, and some list APIs have no $select "
        "at all. Select the outer property and project the response, as a plan does.",
        "id,startTaskInfo/exitCode",
        "id,startTaskInfo",
        "Batch documentation, OData in list queries: $select",
        "select",
    ),
    Rule(
        "ODN408",
        "an operator or a function is not in lower case",
        "The standard takes operators, functions and literal words in any case since 4.01. Services of earlier versions do not, "
        "and every documented filter for Batch is in lower case.",
        "state EQ 'idle'",
        "state eq 'idle'",
        "OData 4.01 URL Conventions 5.1.1; Batch documentation, OData in list queries",
        fix="safe",
    ),
    Rule(
        "ODN409",
        "the operation has no $filter",
        "Some list APIs take no $filter at all: subtasks, node extensions and applications are listed whole, and a filter is "
        "refused with status 400 or ignored. Filter the items that come back.",
        "import azure.batch; client.list_subtasks('job', 'task', filter=\"state eq 'completed'\")",
        "import azure.batch; client.list_subtasks('job', 'task', select=['id', 'state'])",
        "Batch documentation, OData in list queries; REST API 2025-06-01",
        language="python",
    ),
    Rule(
        "ODN410",
        "the service does not expand this property",
        "$expand adds the statistics of jobs, job schedules, pools and tasks to a list: 'stats' is the only name it takes, and "
        "the other list APIs have no $expand. Everything else is returned without it.",
        "executionInfo",
        "stats",
        "Batch documentation, OData in list queries: $expand",
        "expand",
        api="list-tasks",
        fix="safe",
    ),
)
