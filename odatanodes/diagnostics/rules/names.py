"""Rules 2xx: names and paths."""

from __future__ import annotations

from odatanodes.diagnostics.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "ODN201",
        "no such property",
        "The service responds with 400 to a name it does not know, and a local filter would read null for every item. Names are "
        "case-sensitive and those of the REST API: 'startTaskInfo', not Python's 'start_task_info'.",
        "stat eq 'idle'",
        "state eq 'idle'",
        "OData 4.01 URL Conventions 5.1.1.15 Path Expressions; List Nodes, BatchNode",
        fix="spelling",
    ),
    Rule(
        "ODN202",
        "no such function",
        "Only the canonical functions of OData exist, and they are called with everything in parentheses. Names from SQL, other "
        "languages and OData 2 (substringof, whose arguments are the other way round) are not among them.",
        "substringof('tvm',id)",
        "contains(id,'tvm')",
        "OData 4.01 URL Conventions 5.1.1.4 Canonical Functions",
        fix="safe",
    ),
    Rule(
        "ODN203",
        "wrong number of arguments",
        "Each canonical function has a fixed number of arguments; only substring takes two or three.",
        "startswith(id)",
        "startswith(id,'tvm')",
        "OData 4.01 URL Conventions 5.1.1.5 to 5.1.1.11",
        fix="guess",
    ),
    Rule(
        "ODN204",
        "a plain value has no properties",
        "A path goes on behind complex values only. The parts of a date and the length of a string are functions.",
        "stateTransitionTime/year eq 2025",
        "year(stateTransitionTime) eq 2025",
        "OData 4.01 URL Conventions 5.1.1.15 Path Expressions",
        fix="guess",
    ),
    Rule(
        "ODN205",
        "a collection is not a value",
        "A collection has many items, so a comparison must say whether any or all of them are meant, or how many there are.",
        "recentTasks/taskState eq 'running'",
        "recentTasks/any(t:t/taskState eq 'running')",
        "OData 4.01 URL Conventions 5.1.1.13 Lambda Operators",
        fix="guess",
    ),
    Rule(
        "ODN206",
        "not a collection",
        "any, all, $count and $filter apply to the items of a collection; the properties of a single value are reached directly.",
        "startTaskInfo/any(s:s/exitCode eq 0)",
        "startTaskInfo/exitCode eq 0",
        "OData 4.01 URL Conventions 5.1.1.13 Lambda Operators",
        fix="guess",
    ),
    Rule(
        "ODN207",
        "lambda variable out of scope",
        "The variable of any or all stands for an item inside the parentheses only.",
        "recentTasks/any(t:t/taskState eq 'running') and t/jobId eq 'j1'",
        "recentTasks/any(t:t/taskState eq 'running' and t/jobId eq 'j1')",
        "OData 4.01 URL Conventions 5.1.1.13 Lambda Operators",
    ),
    Rule(
        "ODN208",
        "nothing declares it",
        "Type casts, functions of a service, annotations, key look-ups and $root need a metadata document that declares them; "
        "items of Batch have none of these.",
        "recentTasks(1) ne null",
        "recentTasks/any()",
        "OData 4.01 URL Conventions 5.1.1.14 to 5.1.1.16",
        fix="guess",
    ),
    Rule(
        "ODN209",
        "no such type",
        "cast and isof name a primitive type of Edm or a type of the schema.",
        "cast(totalTasksRun,int) eq 5",
        "cast(totalTasksRun,Edm.Int64) eq 5",
        "OData 4.01 URL Conventions 5.1.1.10 Type Functions",
    ),
    Rule(
        "ODN210",
        "selected twice",
        "The second mention of a property changes nothing; often another property was meant.",
        "id,state,id",
        "id,state",
        "OData 4.01 URL Conventions 5.1.4 System Query Option $select",
        "select",
    ),
)
