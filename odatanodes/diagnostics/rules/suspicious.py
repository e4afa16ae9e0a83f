"""Rules 5xx: suspicious expressions. 50x and 51x come from the types, 52x from normalizing, 53x from programs."""

from __future__ import annotations

from odatanodes.diagnostics.rules.rule import Rule

_LOGICAL = "OData 4.01 URL Conventions 5.1.1.1 Logical Operators"
_LITERALS = "OData 4.01 URL Conventions 5.1.1.14 Literals, 5.3 Parameter Aliases"
_LAMBDA = "OData 4.01 URL Conventions 5.1.1.13 Lambda Operators"

RULES: tuple[Rule, ...] = (
    Rule(
        "ODN501",
        "a comparison with null of what is never null",
        "The service always sends this property, so the comparison is the same for every item.",
        "id ne null",
        "lastBootTime ne null",
        "List Nodes, BatchNode",
    ),
    Rule(
        "ODN502",
        "an empty list",
        "Nothing is in an empty list, so no item passes. Often a program built the list and found nothing to put in it.",
        "state in ()",
        "state in ('idle','running')",
        "OData 4.01 URL Conventions 5.1.1.1.11 In",
    ),
    Rule(
        "ODN503",
        "a value twice in one list",
        "The second mention changes nothing; often another value was meant.",
        "state in ('idle','running','idle')",
        "state in ('idle','running')",
        "OData 4.01 URL Conventions 5.1.1.1.11 In",
    ),
    Rule(
        "ODN504",
        "a lambda that does not use its variable",
        "The condition says nothing about the items, so it is the same for each of them: names without the variable in front "
        "belong to the item.",
        "recentTasks/any(t:state eq 'running')",
        "recentTasks/any(t:t/taskState eq 'running')",
        _LAMBDA,
    ),
    Rule(
        "ODN505",
        "a lambda variable hides another name",
        "Inside the parentheses the name means the item; the property or the outer variable of that name is out of reach.",
        "errors/any(state:state/code eq 'x')",
        "errors/any(e:e/code eq 'x')",
        _LAMBDA,
    ),
    Rule(
        "ODN506",
        "an order without meaning",
        "gt, ge, lt and le order enumeration values by the alphabet and Booleans false before true, which is hardly ever meant.",
        "state gt 'idle'",
        "state in ('idle','running')",
        _LOGICAL,
    ),
    Rule(
        "ODN507",
        "arguments that look exchanged",
        "contains, startswith, endswith, indexof and matchesPattern search in their first argument; OData 2's substringof did not.",
        "contains('tvm',id)",
        "contains(id,'tvm')",
        "OData 4.01 URL Conventions 5.1.1.5 String and Collection Functions",
        fix="guess",
    ),
    Rule(
        "ODN508",
        "a whole number compared with a fraction",
        "An integer property never equals a number with a fraction, and nothing equals NaN.",
        "totalTasksRun eq 1.5",
        "totalTasksRun ge 2",
        "OData 4.01 URL Conventions 5.1.1.18 Numeric Promotion",
    ),
    Rule(
        "ODN509",
        "an operation on null with a fixed result",
        "gt and lt with null are false for every item, ge and le with null ask for null only, and arithmetic with null is null.",
        "lastBootTime gt null",
        "lastBootTime ne null",
        _LOGICAL,
    ),
    Rule(
        "ODN510",
        "a placeholder was left in the text",
        "The string still holds {name}, ${name}, %s or <name> of the program or page it comes from, so it equals nothing. In "
        "Python the f before the quotes may be missing.",
        "id eq '{node_id}'",
        "id eq 'tvm-1'",
        "Python documentation, formatted string literals",
    ),
    Rule(
        "ODN511",
        "the name of a type in quotes",
        "OData 3 wrote the types of cast and isof in quotes, and older documentation still does. Services of OData 4 take "
        "the name without quotes; this library takes both.",
        "isof('Edm.String') or state eq 'idle'",
        "isof(id,Edm.String) or state eq 'idle'",
        "OData 4.01 URL Conventions 5.1.1.10 Type Functions; OData 3 URL Conventions 4.5",
        fix="safe",
    ),
    Rule(
        "ODN521",
        "never true",
        "Two terms exclude each other for every value of a property, or a condition reads no property and is false: no item "
        "passes. A property has one value; to allow several, join the comparisons with 'or' or use 'in'.",
        "state eq 'idle' and state eq 'running'",
        "state eq 'idle' or state eq 'running'",
        _LOGICAL,
    ),
    Rule(
        "ODN522",
        "always true",
        "Whatever value the property has, one of the terms is true, so the condition keeps every item.",
        "totalTasksRun lt 5 or totalTasksRun ge 3",
        "totalTasksRun lt 3 or totalTasksRun ge 5",
        _LOGICAL,
    ),
    Rule(
        "ODN523",
        "a term that adds nothing",
        "An earlier term is true for the same items, or for more. Often another value was meant.",
        "state eq 'idle' or vmSize eq 'a' or state eq 'idle'",
        "state eq 'idle' or vmSize eq 'a'",
        _LOGICAL,
    ),
    Rule(
        "ODN524",
        "'ne' joined with 'or'",
        "Every value differs from at least one of two others, so the condition keeps every item. To exclude several values, join "
        "the comparisons with 'and', or use 'not' and 'in'.",
        "state ne 'idle' or state ne 'running'",
        "state ne 'idle' and state ne 'running'",
        _LOGICAL,
    ),
    Rule(
        "ODN531",
        "text put into a string literal without doubling its quotes",
        "A quote in the text ends the literal: the filter breaks for O'Neil, and whoever chooses the text can write conditions of "
        "their own. Double the quotes, or let a parameter do so. Not reported where the property cannot hold a quote: ids, states "
        "and other enumerations, sizes, versions, addresses, numbers and instants.",
        "import azure.batch; client.list_task_files('j', 't', filter=f\"startswith(name,'{prefix}')\")",
        "import azure.batch; client.list_task_files('j', 't', "
        "filter=f\"startswith(name,'{prefix.replace(chr(39), chr(39) * 2)}')\")",
        _LITERALS,
        language="python",
    ),
    Rule(
        "ODN532",
        "a text that is encoded wrongly",
        "A '+' in a URL is read as a blank, so an instant loses its offset; and a text that is encoded before a client encodes it "
        "arrives with its quotes and blanks written out.",
        "import azure.batch; client.list_jobs(filter=quote(\"state eq 'active'\"))",
        "import azure.batch; client.list_jobs(filter=\"state eq 'active'\")",
        "RFC 3986 section 2.1 Percent-Encoding; URL Living Standard, application/x-www-form-urlencoded",
        language="python",
    ),
    Rule(
        "ODN533",
        "a hole where a name or an operator belongs",
        "Which property or operator a program puts there is not known, so nothing of the expression can be checked for it.",
        "import azure.batch; client.list_jobs(filter=f\"{name} eq 'active'\")",
        "import azure.batch; client.list_jobs(filter=\"state eq 'active'\")",
        _LITERALS,
        language="python",
    ),
    Rule(
        "ODN534",
        "an instant without a certain zone",
        "The service reads UTC. A naive datetime of this machine is off by the zone's offset, and one that does not say its zone "
        "is refused or misread.",
        "import azure.batch; client.list_jobs(filter=datetime.now().strftime(\"creationTime gt DateTime'%Y-%m-%dT%H:%M:%SZ'\"))",
        "import azure.batch; client.list_jobs(filter=datetime.now(UTC).strftime(\"creationTime gt DateTime'%Y-%m-%dT%H:%M:%SZ'\"))",
        "Python documentation, datetime: aware and naive objects",
        language="python",
    ),
    Rule(
        "ODN535",
        "a date pattern that writes something else",
        "A field of the pattern is that of a 12-hour clock, the month in the place of the minute, or the like: the text "
        "reads as an instant, but of another hour.",
        "import azure.batch; client.list_jobs(filter=datetime.now(UTC).strftime(\"creationTime gt DateTime'%Y-%m-%dT%I:%M:%SZ'\"))",
        "import azure.batch; client.list_jobs(filter=datetime.now(UTC).strftime(\"creationTime gt DateTime'%Y-%m-%dT%H:%M:%SZ'\"))",
        "Python documentation, strftime() and strptime() format codes",
        language="python",
    ),
    Rule(
        "ODN536",
        "an offset that is lost in the links to further pages",
        "The service puts the filter into the link to the next page with its '+' unencoded, and a client that follows it sends a "
        "blank. UTC with a Z has no sign that can be lost.",
        "import azure.batch; client.list_jobs(filter=\"creationTime gt DateTime'2025-11-22T22:22:27+01:00'\")",
        "import azure.batch; client.list_jobs(filter=\"creationTime gt DateTime'2025-11-22T21:22:27Z'\")",
        "List Jobs, odata.nextLink, as observed",
        language="python",
    ),
    Rule(
        "ODN537",
        "a variable in the place of an option's name",
        "In double quotes a shell fills $filter and $select as variables: the request has '&=…', and all items are listed.",
        "curl \"https://a.westeurope.batch.azure.com/jobs?api-version=2025-06-01&$filter=state eq 'active'\"",
        "curl \"https://a.westeurope.batch.azure.com/jobs?api-version=2025-06-01&%24filter=state eq 'active'\"",
        "POSIX.1-2024, Shell Command Language, 2.2.3 Double-Quotes",
        language="shell",
    ),
    Rule(
        "ODN538",
        "an option in a form that the client does not take",
        "In azure-batch 15 and later 'select' and 'expand' are lists of names; a string raises TypeError when the call runs.",
        'import azure.batch; client.list_jobs(select="id,state")',
        'import azure.batch; client.list_jobs(select=["id", "state"])',
        "azure.batch.BatchClient.list_jobs, version 15.1",
        language="python",
    ),
    Rule(
        "ODN540",
        "a comment that silences nothing",
        "The finding it names is gone, so the comment would only hide the next one.",
        "import azure.batch; client.list_jobs(filter=\"state eq 'active'\")  # odatanodes: ignore[ODN402]",
        "import azure.batch; client.list_jobs(filter=\"not (state eq 'active')\")  # odatanodes: ignore[ODN403]",
        "Comments of odatanodes, 'odatanodes check --help'",
        language="python",
    ),
)
