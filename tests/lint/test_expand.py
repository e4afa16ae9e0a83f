"""`$expand` in programs and URLs: found in every host language, and checked against what the list API expands."""

from __future__ import annotations

import pytest

from odatanodes.base.files import Source
from odatanodes.extract import extract, may_hold
from odatanodes.lint.config import Config
from odatanodes.lint.fix import fixed
from odatanodes.lsp.complete import completions
from odatanodes.lsp.hover import hover
from tests.kit.hosts import found, marked
from tests.kit.lsp import written

PYTHON = "import azure.batch\n"
OLD = "import azure.batch.models as batchmodels\n"
JAVA = "import com.microsoft.azure.batch.*;\n"
TYPESCRIPT = 'import { BatchServiceClient } from "@azure/batch";\n'
URL = "https://a.westeurope.batch.azure.com"


@pytest.mark.parametrize(
    ("name", "text", "api"),
    [
        ("a.py", PYTHON + "c.list_tasks('j', expand=['stats'])", "list-tasks"),
        ("a.py", PYTHON + "c.list_jobs(**{'expand': ['stats']})", "list-jobs"),
        ("a.py", OLD + "batchmodels.PoolListOptions(expand='stats')", "list-pools"),
        ("a.py", OLD + "o = batchmodels.JobListOptions()\no.expand = 'stats'", "list-jobs"),
        ("a.py", "import subprocess\nsubprocess.run(['az', 'batch', 'job', 'list', '--expand', 'stats'])", "list-jobs"),
        ("a.py", f"import requests\nrequests.get('{URL}/jobs?api-version=2025-06-01&$expand=stats')", "list-jobs"),
        ("a.py", f"import requests\nrequests.get('{URL}/pools', params={{'$expand': 'stats'}})", "list-pools"),
        ("a.py", "from odatanodes.request import list_tasks\nlist_tasks(fetch, 'j', endpoint=e, expand='stats')", "list-tasks"),
        ("a.sh", "az batch task list --job-id j --expand stats\n", "list-tasks"),
        ("a.sh", "az batch pool list --expand=stats\n", "list-pools"),
        ("a.sh", f"curl '{URL}/jobs/j/tasks?api-version=2025-06-01&%24expand=stats'\n", "list-tasks"),
        ("a.bat", "az batch job-schedule list --expand stats\n", "list-job-schedules"),
        ("a.ps1", 'Get-AzBatchJob -BatchContext $c -Expand "stats"\n', "list-jobs"),
        ("a.ps1", 'Get-AzBatchJob -JobScheduleId s -Expand "stats" -BatchContext $c\n', "list-jobs-in-job-schedule"),
        ("a.ps1", '$p = @{ Expand = "stats" }\nGet-AzBatchPool @p -BatchContext $c\n', "list-pools"),
        ("a.md", "```sh\naz batch job list --expand stats\n```\n", "list-jobs"),
        ("a.cs", 'class A { void F() { c.JobOperations.ListJobs(new ODATADetailLevel(expandClause: "stats")); } }', "list-jobs"),
        (
            "a.cs",
            'using Microsoft.Azure.Batch;\nclass A { void F() { j.ListTasks(new ODATADetailLevel { ExpandClause = "stats" }); } }',
            "list-tasks",
        ),
        ("a.cs", 'using Azure.Compute.Batch;\nclass A { void F() { c.GetPools(expand: new[] { "stats" }); } }', "list-pools"),
        (
            "a.java",
            JAVA + 'class A { void f() { c.listPools(new DetailLevel.Builder().withExpandClause("stats").build()); } }',
            "list-pools",
        ),
        (
            "a.ts",
            'import { BatchServiceClient } from "@azure/batch";\nc.job.list({ jobListOptions: { expand: "stats" } });',
            "list-jobs",
        ),
    ],
)
def test_it_is_found(name: str, text: str, api: str) -> None:
    pytest.importorskip("tree_sitter", reason="the extra 'languages' is not installed")
    assert ("expand", "stats", api) in found(name, text)
    assert [row for row in found(name, text) if row[0] == "expand"] == [("expand", "stats", api)]
    assert may_hold(name, text.encode(), {})
    assert marked(name, text) == []


@pytest.mark.parametrize(
    ("name", "text", "findings"),
    [
        ("a.py", PYTHON + "c.list_nodes('p', expand=['stats'])", [(2, "ODN410", "stats")]),
        ("a.py", PYTHON + "c.list_tasks('j', expand=['stats', 'Stats'])", [(2, "ODN410", "Stats")]),
        ("a.py", PYTHON + "c.list_tasks('j', expand='stats')", [(2, "ODN538", "stats")]),
        ("a.py", PYTHON + "c.get_pool('p', expand=['anything'])", []),
        ("a.py", PYTHON + "c.list_jobs(expand=names)", []),
        ("a.py", PYTHON + "c.list_jobs(expand=[f'{name}'])", []),
        ("a.sh", "az batch job list --expand executionInfo\n", [(1, "ODN410", "executionInfo")]),
        ("a.sh", "az batch task list --job-id j --expand $WHAT\n", []),
        ("a.sh", f"curl '{URL}/pools/p/nodes?api-version=2025-06-01&$expand=stats'\n", [(1, "ODN410", "stats")]),
        ("a.ps1", 'Get-AzBatchTask -JobId j -Expand "stat" -BatchContext $c\n', [(1, "ODN410", "stat")]),
        ("a.ps1", "Get-AzBatchTask -JobId j -BatchContext $c | Select-Object -ExpandProperty Id\n", []),
        ("a.py", "box.pack(expand=True)  # batch\n", []),
    ],
)
def test_it_is_checked(name: str, text: str, findings: list[tuple[int, str, str]]) -> None:
    assert marked(name, text) == findings


def test_a_name_in_another_case_is_fixed() -> None:
    source = Source("a.py", PYTHON + "c.list_tasks('j', expand=['Stats'])")
    done, number = fixed(source, Config(), None, local=False)
    assert (done.text, number) == (PYTHON + "c.list_tasks('j', expand=['stats'])", 1)


def test_an_expand_has_no_canonical_form() -> None:
    source = Source("a.sh", "az batch job list --expand ' stats'\n")
    assert fixed(source, Config(), None, local=False)[0].text == source.text
    assert [one.option for one in extract(source)] == ["expand"]


def test_the_editor_knows_it() -> None:
    offered = completions(*written(PYTHON + "c.list_tasks('j', expand=['¦'])", "a.py"))
    assert offered is not None
    assert [one.label for one in offered[1]] == ["stats"]
    assert completions(*written(PYTHON + "c.list_tasks('j', expand=['st¦'])", "a.py")) is not None
    about = hover(*written(PYTHON + "c.list_tasks('j', expand=['sta¦ts'])", "a.py"))
    assert about is not None
    assert "**stats**: BatchTaskStatistics" in about[1]
    assert "filterable" not in about[1]


OWN = "from odatanodes.request import ListRequest, list_tasks\n"


@pytest.mark.parametrize(
    ("call", "codes"),
    [
        ("list_tasks(f, 'j', \"commandLine eq 'x' and state in ('active','completed')\")", []),
        ("list_tasks(f, 'j', \"commandLin eq 'x'\")", ["ODN201"]),
        ("list_tasks(f, 'j', select='id,executionInfo/exitCode')", []),
        ("list_tasks(f, 'j', 'creationTime gt 2025-11-22T22:00:00+01:00')", []),
        ("list_tasks(f, 'j', expand='stat')", ["ODN410"]),
        ("ListRequest('list-tasks', 'j', filter=\"commandLine eq 'x'\")", ["ODN401"]),
        ("ListRequest('list-tasks', 'j', filter='executionInfo/exitCode eq 1')", []),
    ],
)
def test_calls_of_this_library_are_checked_for_their_list(call: str, codes: list[str]) -> None:
    """What `list_tasks` cannot send it evaluates; what a ListRequest has is sent."""
    assert [code for _, code, _ in marked("a.py", OWN + call)] == codes
