"""Text files without a reader of their own: strings in quotes, how they are put together, and what is left alone."""

from __future__ import annotations

import pytest

from tests.kit.hosts import found, marked

JAVA = "import com.microsoft.azure.batch.*\n"


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.R", "# Azure Batch\nsystem('az batch node list --pool-id p --filter \"stat eq 1\"')\n", "stat eq 1"),
        ("a.groovy", f"{JAVA}x = b.withFilterClause(\"stat eq 'a'\")\n", "stat eq 'a'"),
        ("a.kt", f"{JAVA}val f = \"state eq '$name' and stat eq 1\"\n", "state eq '$name' and stat eq 1"),
        ("a.kts", f'{JAVA}val f = "state eq \'" + node.state + "\' and stat eq 1"\n', "state eq 'node.state' and stat eq 1"),
        ("a.scala", f'{JAVA}val f = s"""state eq \'${{name}}\'"""\n', "state eq '${name}'"),
        ("a.go", '// x\nf := fmt.Sprintf("state eq \'%s\'", s) // github\nu := "https://a.b.batch.azure.com/"\n', "state eq '%s'"),
        ("a.r", "paste0(\"state eq '\", s, \"'\")\nhost <- 'a.b.batch.azure.com'\n", "state eq 's'"),
        ("a.tf", "x = \"az batch job list --filter 'state eq ${var.a}'\"\n", "state eq ${var.a}"),
        ("a.bicep", "var x = 'https://a.b.batch.azure.com/pools?$filter=state%20eq%201'\n", "state eq 1"),
        ("a.rb", "`az batch job list --filter \"state eq '#{x}'\"`\n", "state eq '#{x}'"),
        ("Jenkinsfile", "sh 'az batch job list --filter \"stat eq 1\"'\n", "stat eq 1"),
    ],
)
def test_what_is_found(name: str, text: str, expected: str) -> None:
    assert [one for _, one, _ in found(name, text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "x = \"stat eq 'idle'\"\n",
        f"{JAVA}println(\"state eq 'idle'\")\n",
        f"{JAVA}table.query(tableClient.search(\"state eq 'idle'\"))\n",
        f"{JAVA}// \"state eq 'idle'\"\n",
        f"{JAVA}/* \"state eq 'idle'\" */\n",
        f"{JAVA}x = \"PartitionKey eq 'a'\"\n",
        "// com.microsoft.azure.batch\nx = \"state eq 'idle'\"\n",
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert found("a.groovy", text) == []


def test_where_it_stands() -> None:
    assert marked("a.kt", f'{JAVA}\nval f = "\\"x\\"" + "stat eq 1"\nval g = "(stat eq 1)"\n') == [(4, "ODN201", "stat")]


def test_the_functions_of_a_file_tell_the_list() -> None:
    assert found("a.kt", f'{JAVA}x = "state eq 1"\nb.listTasks(x)\n') == [("filter", "state eq 1", "list-tasks")]
