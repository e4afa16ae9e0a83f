"""Command lines: shell, PowerShell, and both inside Markdown and YAML."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from odatanodes.extract import extract
from odatanodes.extract.findings import findings
from odatanodes.files import Source
from tests.support import shared

if TYPE_CHECKING:
    from odatanodes.extract import Expression


def found(name: str, text: str) -> list[tuple[str, str, str | None]]:
    return [(e.option, e.text, e.api) for e in extract(Source(name, text))]


def marked(name: str, text: str) -> list[tuple[int, str, str]]:
    """Return line, code and marked text of each finding."""
    source = Source(name, text)
    places = [(d.code, e.host_span(d.span)) for e in extract(source) for d in findings(e)]
    return [(source.place(start)[0], code, source.text[start:end]) for code, (start, end) in places]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('az batch node list --pool-id p --filter "a eq 1" --select id', [("filter", "a eq 1", "list-nodes"), ("select", "id", "list-nodes")]),
        ("az batch task list \\\n  --filter 'a eq 1' \\\r\n  --select id,b", [("filter", "a eq 1", "list-tasks"), ("select", "id,b", "list-tasks")]),
        ("az batch job list --filter='a eq 1'", [("filter", "a eq 1", "list-jobs")]),
        ("az batch job list --job-schedule-id s --filter 'a eq 1'", [("filter", "a eq 1", "list-jobs-in-job-schedule")]),
        ("n=$(az batch task list --filter \"a eq 1\" | wc -l)", [("filter", "a eq 1", "list-tasks")]),
        ('n="$(az batch task list --filter "a eq 1")"', [("filter", "a eq 1", "list-tasks")]),
        ("az batch pool node-counts list --filter 'a eq '\"'\"'x'\"'\"", [("filter", "a eq 'x'", "list-pool-node-counts")]),
        ("az batch node list --filter a\\ eq\\ \\'x\\'", [("filter", "a eq 'x'", "list-nodes")]),
        ('az batch node list --filter "a eq \\"x\\""', [("filter", 'a eq "x"', "list-nodes")]),
        ("F='a eq 1'\naz batch node list --filter \"$F\"", [("filter", "a eq 1", "list-nodes")]),
        ("F=1\nF='a eq 1'\naz batch node list --filter \"$F\"", []),
        ('az batch node list --filter "a eq ${X:-1} and b eq $(f "y")"', [("filter", 'a eq ${X:-1} and b eq $(f "y")', "list-nodes")]),
        ("# az batch node list --filter 'a eq 1'", []),
        ("az vm list --filter 'a eq 1'", []),
        ("az batch pool create --filter 'a eq 1'", []),
        ("az batch node list --filter", []),
        ("az batch node list --filter 'a eq 1", [("filter", "a eq 1", "list-nodes")]),
    ],
)
def test_shell(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found("a.sh", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Get-AzBatchTask -JobId "j" -Filter "a eq 1" -Select "id"', [("filter", "a eq 1", "list-tasks"), ("select", "id", "list-tasks")]),
        ("Get-AzureBatchComputeNode `\n  -filter 'a eq ''x'''", [("filter", "a eq 'x'", "list-nodes")]),
        ('Get-AzBatchPoolNodeCounts -Filter "a eq ""x"""', [("filter", 'a eq "x"', "list-pool-node-counts")]),
        ("Get-AzBatchNodeFile -PoolId p -Filter 'a eq 1'", [("filter", "a eq 1", "list-compute-node-files")]),
        ("Get-AzBatchNodeFile -JobId j -TaskId t -Filter 'a eq 1'", [("filter", "a eq 1", "list-task-files")]),
        ("Get-AzBatchJob -Filter:'a eq 1' | ft", [("filter", "a eq 1", "list-jobs")]),
        ("$f = 'a eq 1'\nGet-AzBatchJob -Filter $F", [("filter", "a eq 1", "list-jobs")]),
        ('Get-AzBatchJob -Filter "a eq $($x.Id)"', [("filter", "a eq $($x.Id)", "list-jobs")]),
        ("# Get-AzBatchJob -Filter 'a eq 1'", []),
        ("Get-AzVM -Filter 'a eq 1'", []),
        ("Get-AzBatchJob -Filter", []),
    ],
)
def test_powershell(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found("a.ps1", text) == expected


def test_positions_and_holes() -> None:
    assert marked("a.sh", "x=1\naz batch node list \\\n --filter \"stat eq 'idle' and id eq '$N'\"\n")[:1] == [(3, "ODN201", "stat")]
    assert marked("a.sh", "az batch job list --filter \"id eq '$N' and state EQ 'a'\"") == [(1, "ODN531", "$N"), (1, "ODN408", "EQ")]
    assert marked("a.sh", "az batch job list --filter \"creationTime gt DateTime'$(date -u +%Y-%m-%dT%H:%M:%SZ)'\"") == []
    assert marked("a.sh", "az batch job list --filter \"creationTime gt DateTime'$(date -u +%Y/%m/%d)'\"")[0][:2] == (1, "ODN114")
    assert marked("a.ps1", 'Get-AzBatchJob -Filter "creationTime gt DateTime\'$t\' and stat eq 1"') == [(1, "ODN201", "stat")]


MARKDOWN = """\
`az batch node list --filter "stat eq 1"`

```azurecli-interactive
az batch node list --filter "stat eq 'a'"
```

- item
  ~~~~powershell
  Get-AzBatchJob -Filter "stat eq 'b'"
  ~~~
  ~~~~

```python
from azure.batch import BatchClient
...
c.list_tasks("j", filter="stat eq 'c'")
```

```python
def broken(
c.list_tasks("j", filter="stat eq 'c'")  # azure
```

```odata
stat eq 'd'
```

```text
az batch node list --filter "stat eq 'a'"
```
"""


def test_markdown() -> None:
    assert marked("a.md", MARKDOWN) == [(line, "ODN201", "stat") for line in (4, 9, 16, 26)]


def test_yaml() -> None:
    text = (
        "jobs:\n- run: az batch node list --filter \"stat eq 'a'\"\n- run: |\n    az batch node list \\\n      --filter \"stat eq 'a'\"\n"
        "- pwsh: Get-AzBatchJob -Filter \"stat eq 'a'\"\n- run: \"az batch node list --filter \\\"stat eq 'a'\\\"\"\n"
    )
    assert marked("a.yml", text) == [(line, "ODN201", "stat") for line in (2, 5, 6)]


@pytest.mark.parametrize("name", ["a.sh", "a.ps1", "a.md", "a.yaml", "a.odata"])
@pytest.mark.parametrize(
    "text", ["az batch $(", "az batch '", "az batch node list --filter $F ", 'Get-AzBatchJob -Filter "$(', "az batch \\", "```sh\n", "\0", "\r"]
)
def test_hostile_texts_give_no_error(name: str, text: str) -> None:
    every: list[Expression] = extract(Source(name, text * 3000))
    assert all(e.host_span((0, len(e.text)))[1] <= len(text) * 3000 + 1 for e in every)


APIS = {
    "nodes": {"list-nodes"},
    "tasks": {"list-tasks"},
    "jobs": {"list-jobs"},
    "usage metrics": {"list-account-usage-metrics"},
    "files": {"list-compute-node-files"},
}


def test_every_command_of_the_corpus_is_found() -> None:
    lines = shared("corpora/batch-filters.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["lang"].partition(" ")[0] in {"shell", "PowerShell"}]
    assert len(rows) >= 7
    for row in rows:
        if row["lang"].startswith("shell"):
            command = row["call"].partition(" --")[0].replace(" ..", "")
            text, fence = f'n=$({command} --job-id $J \\\n  --filter "{row["filter"]}")\n', "sh"
        else:
            text, fence = f'{row["call"]} -Filter "{row["filter"]}" -BatchContext $Context\n', "powershell"
        markdown = row["lang"].endswith("Markdown")
        source = Source("a.md", f"```{fence}\n{text}```\n") if markdown else Source("a.sh" if fence == "sh" else "a.ps1", text)
        [expression] = extract(source)
        assert expression.text == row["filter"]
        assert expression.api in APIS[row["api"]]
        assert findings(expression) == [], row
