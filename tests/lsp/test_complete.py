"""Completion: what is offered at a cursor, in .odata files and in the strings of programs, and what is left alone."""

from __future__ import annotations

import pytest

from odatanodes.functions.table import FUNCTIONS
from odatanodes.lint.edit import applied
from odatanodes.lsp.complete import Completion, completions
from odatanodes.schema import BATCH_NODE
from odatanodes.validation import validate
from tests.kit.lsp import PYTHON, written

STATES = [f"'{member}'" for member in BATCH_NODE.properties["state"].members]


def offered(text: str, name: str = "a.odata", api: str | None = None) -> list[Completion]:
    found = completions(*written(text, name, api=api))
    return [] if found is None else found[1]


def labels(text: str, name: str = "a.odata", api: str | None = None) -> list[str]:
    return [one.label for one in offered(text, name, api)]


def replaced(text: str) -> str:
    document, offset = written(text)
    found = completions(document, offset)
    assert found is not None
    return document.source.text[slice(*found[0])]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("¦", ["id", "url", "state"]),
        ("state ¦", ["eq", "ne", "in"]),
        ("state eq ¦", ["'idle'", "'rebooting'"]),
        ("state eq '¦", STATES),
        ("state eq 'i¦'", STATES),
        ("state eq 'idle' ¦", ["and", "or"]),
        ("state in (¦", ["'idle'", "'rebooting'"]),
        ("state in ('idle', ¦", [*STATES]),
        ("startTaskInfo/¦", ["state", "startTime", "endTime", "exitCode"]),
        ("startTaskInfo/state eq ¦", ["'running'", "'completed'"]),
        ("startTaskInfo/¦ eq 3 and state eq 'idle'", ["state", "startTime"]),
        ("errors/¦", ["any", "all", "$count"]),
        ("errors/any(¦", ["e: "]),
        ("errors/any(e: ¦", ["e", "id"]),
        ("errors/any(e: e/¦", ["code", "message", "errorDetails"]),
        ("errors/any(e: e/errorDetails/any(x: x/¦", ["name", "value"]),
        ("errors/any(e: e/errorDetails/any(¦", ["x: "]),
        ("totalTasksRun ¦", ["eq", "ne", "gt", "ge", "lt", "le", "in", "add"]),
        ("isDedicated eq ¦", ["true", "false"]),
        ("lastBootTime gt ¦", ["DateTime'…'"]),
        ("cast(id, ¦", ["Edm.Binary"]),
        ("foo bar and startTaskInfo/¦", ["state", "startTime"]),
        ("$it/¦", ["id", "url", "state"]),
        ("length(id) ¦", ["eq", "ne", "gt"]),
        ("concat(id,url) ¦", ["eq", "ne", "in"]),
        ("my.own(id) ¦", ["eq", "ne", "gt"]),
        ("errors/$count ¦", ["eq", "ne", "gt"]),
        ("(totalTasksRun add 1) ¦", ["eq", "ne", "gt"]),
        ("errors ¦", ["eq", "ne"]),
        ("isDedicated ¦", ["eq", "ne", "and", "or"]),
        ("unknown ¦", ["eq", "ne", "gt"]),
        ("'idle' ¦", ["eq", "ne", "in"]),
        ("length(id) eq ¦", ["totalTasksRun", "runningTasksCount"]),
        ("select: errors/¦", ["code", "message"]),
        ("select: ¦", ["id", "url", "state"]),
        ("select: id, ¦", ["url", "state"]),
        ("select: id,startTaskInfo/¦", ["state", "startTime"]),
        ("state eq 'idle'\n  and startTaskInfo/¦", ["state", "startTime"]),
        ("# comment\n\n¦\n\nstate eq 'idle'\n", ["id", "url"]),
    ],
)
def test_what_comes_first(text: str, first: list[str]) -> None:
    assert labels(text)[: len(first)] == first


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("sta¦", "sta"),
        ("st¦ate eq 1", "state"),
        ("¦state eq 1", ""),
        ("state eq '¦'", "''"),
        ("state eq 'i¦dle'", "'idle'"),
        ("state eq 'i¦", "'i"),
        ("errors/$¦", "$"),
        ("select: id,sta¦", "sta"),
    ],
)
def test_the_word_that_is_replaced(text: str, word: str) -> None:
    assert replaced(text) == word


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("¦", "startswith"),
        ("¦", "not"),
        ("¦", "select:"),
        ("state eq 'idle' and ¦", "startTaskInfo"),
        ("startswith(¦", "id"),
        ("startswith(id, ¦", "tolower"),
        ("lastBootTime eq ¦", "null"),
        ("geo.¦", "geo.distance"),
        ("select: ¦", "*"),
    ],
)
def test_what_is_offered_too(text: str, label: str) -> None:
    assert label in labels(text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("state eq ¦", "not"),
        ("state eq ¦", "and"),
        ("id eq ¦", "'idle'"),
        ("state ¦", "and"),
        ("state eq 'idle' ¦", "eq"),
        ("stateTransitionTime eq ¦", "null"),  # never null
        ("select: id, ¦", "id"),
        ("select: id, ¦", "*"),
        ("select: id, ¦", "startswith"),
        ("state eq 'idle' and ¦", "select:"),
        ("startTaskInfo/¦", "id"),
    ],
)
def test_what_is_not_offered(text: str, label: str) -> None:
    assert label not in labels(text)


@pytest.mark.parametrize(
    "text",
    [
        "# st¦ate",
        "state eq DateTime'2025-¦",
        "totalTasksRun eq 1¦",
        "state eq @x¦",
        "id eq '¦",
        "nothing/¦",
        "startTaskInfo/exitCode/¦",
    ],
)
def test_nothing_is_offered(text: str) -> None:
    assert labels(text) == []


def test_functions_are_offered_with_their_arguments() -> None:
    found = {one.label: one for one in offered("¦")}
    assert {function.spelling for function in FUNCTIONS.values()} <= set(found)
    assert (found["startswith"].text, found["startswith"].snippet) == ("startswith(", "startswith($0)")
    assert (found["now"].text, found["now"].snippet) == ("now()", "")


def test_what_the_service_takes_comes_first_and_the_rest_says_so() -> None:
    filtered = offered("¦", api="list-nodes")
    names = [one.label for one in filtered if one.kind == "property"]
    assert names[:5] == ["state", "stateTransitionTime", "lastBootTime", "allocationTime", "startTaskInfo"]
    assert "list-nodes does not filter on it" in next(one.detail for one in filtered if one.label == "vmSize")
    assert labels("startTaskInfo/state ¦", api="list-nodes")[0] == "eq"
    operators = {one.label: one.detail for one in offered("startTaskInfo/state ¦", api="list-nodes")}
    assert operators["eq"] == ""
    assert "list-nodes" in operators["ne"]


def test_an_operator_behind_a_quote_is_parted_from_it() -> None:
    assert [one.text for one in offered("state eq 'idle'¦")] == [" and ", " or "]


# --- programs --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "first"),
    [
        ('c.list_nodes("p", filter="¦")', "state"),
        ('c.list_nodes("p", filter="state eq ¦")', "'idle'"),
        ("c.list_nodes('p', filter=\"state eq '¦'\")", "'idle'"),
        ("c.list_nodes('p', filter=f\"id eq '{x}' and startTaskInfo/¦\")", "state"),
        ("c.list_nodes('p', filter='id eq %s and ¦' % x)", "state"),
        ("c.list_nodes('p', filter=('state eq 1 '\n  'and ¦'))", "state"),
        ('c.list_tasks("j", filter="executionInfo/¦")', "startTime"),
        ("c.list_tasks('j', select=['id', '¦'])", "displayName"),
        ('F = "state ¦"\nc.list_nodes("p", filter=F)', "eq"),
        ("from odatanodes import Filter\nFilter('¦')", "id"),
        ('subprocess.run(["az", "batch", "node", "list", "--filter", "¦"])', "state"),
    ],
)
def test_in_the_strings_of_python(code: str, first: str) -> None:
    assert labels(PYTHON + code, "a.py")[0] == first


@pytest.mark.parametrize(
    "code",
    [
        'c.list_nodes("p", filter="state eq ¦',
        'c.list_nodes("p", filter="state eq ¦)',
        'c.list_nodes("p", filter="state eq ¦\nx = 1\n',
        'c.list_nodes(\n    "p",\n    filter="state eq ¦\n)\n',
        'c.list_nodes(\n    "p",\n    filter="state eq ¦\n',
        'f(x(c.list_nodes("p", filter="state eq \'i¦',
        "f(x(\nc.list_nodes(\"p\", [1, 'a\\''], filter=\"state eq 'i¦",
    ],
)
def test_a_string_that_is_being_typed(code: str) -> None:
    assert offered(PYTHON + code, "a.py")[0].text == "'idle'"


URL = "https://a.westus.batch.azure.com/pools/p/nodes?api-version=1&$filter="
AZ = "az batch node list --filter "
CSHARP = 'pool.ListComputeNodes(new ODATADetailLevel(filterClause: "{}"));'
JAVA = 'class A {{ Object d = nodes.listComputeNodes("p", new DetailLevel.Builder().withFilterClause("{}").build()); }}'
NEEDS = {"a.cs": "tree_sitter_c_sharp", "a.java": "tree_sitter_java", "a.ts": "tree_sitter_typescript", "a.yaml": "yaml"}


@pytest.mark.parametrize(
    ("name", "text", "after"),
    [
        ("a.py", PYTHON + r"c.list_nodes(filter='state eq \'i¦\'')", PYTHON + r"c.list_nodes(filter='state eq \'idle\'')"),
        ("a.py", PYTHON + r"c.list_nodes(filter='state eq \'¦')", PYTHON + r"c.list_nodes(filter='state eq \'idle\'')"),
        ("a.sh", AZ + "\"state eq '¦'\"", AZ + "\"state eq 'idle'\""),
        ("a.sh", AZ + "'state eq ¦' ", AZ + r"'state eq '\''idle'\''' "),
        ("a.sh", AZ + r"'state eq '\''i¦'\''' ", AZ + r"'state eq '\''idle'\''' "),
        ("a.sh", AZ + '"a eq 1" --select id,sta¦', AZ + '"a eq 1" --select id,state'),
        ("a.sh", f"curl '{URL}state%20eq%20%27i¦%27'", f"curl '{URL}state%20eq%20%27idle%27'"),
        ("a.sh", f"curl '{URL}state%20¦'", f"curl '{URL}state%20eq%20'"),
        ("a.ps1", "Get-AzBatchComputeNode -Filter 'state eq ''i¦''' ", "Get-AzBatchComputeNode -Filter 'state eq ''idle''' "),
        ("a.ps1", 'Get-AzBatchComputeNode -Filter "state eq ¦"', "Get-AzBatchComputeNode -Filter \"state eq 'idle'\""),
        ("a.md", f'```sh\n{AZ}"st¦ eq 1"\n```', f'```sh\n{AZ}"state eq 1"\n```'),
        ("a.cs", CSHARP.format("state eq ¦"), CSHARP.format("state eq 'idle'")),
        ("a.java", JAVA.format("st¦"), JAVA.format("state")),
        ("a.ts", f"const u = `{URL}state eq '¦'`;", f"const u = `{URL}state eq 'idle'`;"),
        ("a.yaml", f'script: |\n  {AZ}"state eq ¦"\n', f"script: |\n  {AZ}\"state eq 'idle'\"\n"),
        ("a.json", f'{{"url": "{URL}state%20eq%20¦"}}', f'{{"url": "{URL}state%20eq%20%27idle%27"}}'),
    ],
)
def test_what_is_written_in_each_host(name: str, text: str, after: str) -> None:
    if name in NEEDS:
        pytest.importorskip(NEEDS[name], reason="the extra 'languages' is not installed")
    document, offset = written(text, name)
    found = completions(document, offset)
    assert found is not None
    choice = next(one for one in found[1] if one.label in {"'idle'", "state", "eq"})
    assert applied(document.source.text, [(*found[0], choice.text)])[0] == after


@pytest.mark.parametrize("code", ["c.list_nodes('p', filter=\"sta\" 'te¦')", r'c.list_nodes("p", filter="state eq \x27i¦\x27")'])
def test_what_is_put_together_is_left_alone(code: str) -> None:
    assert labels(PYTHON + code, "a.py") == []


def test_quotes_are_written_as_the_string_takes_them() -> None:
    assert offered(PYTHON + 'c.list_nodes("p", filter="state eq ¦")', "a.py")[0].text == "'idle'"
    assert offered(PYTHON + "c.list_nodes('p', filter='state eq ¦')", "a.py")[0].text == "\\'idle\\'"
    raw = offered(PYTHON + "c.list_nodes('p', filter=r'state eq ¦')", "a.py")
    assert raw
    assert not [one for one in raw if "'" in one.text]


@pytest.mark.parametrize(
    "code",
    [
        'c.list_nodes("p¦", filter="state")',
        'c.list_nodes("p", filter=¦)',
        "c.list_nodes('p', filter=f\"id eq '{x¦}'\")",
        'print("state eq ¦")',
        'c.list_nodes("p", filter=f(¦',  # no Python
        'c.list_nodes("p", ) ) # "¦',
        "¦",
    ],
)
def test_outside_of_expressions_there_is_nothing(code: str) -> None:
    assert completions(*written(PYTHON + code, "a.py")) is None


@pytest.mark.parametrize("text", ["state eq ¦", "state in (¦)", "startTaskInfo/result ne ¦", "errors/any(e: e/category eq ¦)"])
def test_what_is_offered_for_an_enumeration_checks(text: str) -> None:
    document, offset = written(text)
    found = completions(document, offset)
    assert found is not None
    for one in found[1]:
        if one.kind == "value" and one.text.startswith("'"):
            assert "ODN304" not in [d.code for d in validate(applied(document.source.text, [(*found[0], one.text)])[0])]
