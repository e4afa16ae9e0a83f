"""PowerShell: which commands are found, what quotes, operators and variables make of them, and where they stand."""

from __future__ import annotations

import pytest

from odatanodes.base.files import Source
from odatanodes.extract import Skipped, extract
from odatanodes.lint.findings import findings
from tests.kit.hosts import APIS, assert_sound, corpus, found, marked

JOBS = [("filter", "a eq 1", "list-jobs")]
NODES = [("filter", "a eq 1", "list-nodes")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Get-AzBatchJob -Filter "a eq 1" -Select "id"', [*JOBS, ("select", "id", "list-jobs")]),
        ("Get-AzureBatchComputeNode `\n  -filter 'a eq ''x'''", [("filter", "a eq 'x'", "list-nodes")]),
        ("get-azurermbatchjob -filter 'a eq 1'", JOBS),
        ('Get-AzBatchPoolNodeCounts -Filter "a eq ""x"""', [("filter", 'a eq "x"', "list-pool-node-counts")]),
        ("Get-AzBatchNodeFile -PoolId p -Filter 'a eq 1'", [("filter", "a eq 1", "list-compute-node-files")]),
        ("Get-AzBatchNodeFile -JobId j -TaskId t -Filter 'a eq 1'", [("filter", "a eq 1", "list-task-files")]),
        ("Get-AzBatchJob -JobScheduleId s -Filter 'a eq 1'", [("filter", "a eq 1", "list-jobs-in-job-schedule")]),
        ("Get-AzBatchJob -Filter:'a eq 1' | ft", JOBS),
        ("$x = @(Get-AzBatchJob -Filter 'a eq 1')", JOBS),
        ("\"$(Get-AzBatchJob -Filter 'a eq 1')\"", JOBS),
        ("$f = 'a eq 1'\nGet-AzBatchJob -Filter $F", JOBS),
        ("[string]$f = 'a eq ' + '1'\nGet-AzBatchJob -Filter $f", JOBS),
        ("$f = 'b'\n$f += ' or c'\nGet-AzBatchJob -Filter $f", [("filter", "b or c", "list-jobs")]),
        ("$f = 'b'\n$f -= ' or c'\nGet-AzBatchJob -Filter $f", []),
        ("Get-AzBatchJob -Filter (@('a eq 1', 'b') -join ' and ')", [("filter", "a eq 1 and b", "list-jobs")]),
        ("$f = @(\n 'a eq 1' # x\n 'b'\n) -join ' or '\nGet-AzBatchJob -Filter $f", [("filter", "a eq 1 or b", "list-jobs")]),
        ("$env:F = 'a eq 1'\nGet-AzBatchJob -Filter $env:F", JOBS),
        ("$f = [string]::Empty\n$f += 'a eq 1'\nGet-AzBatchJob -Filter $f", JOBS),
        ("param([string]$F = 'b')\nGet-AzBatchJob -Filter $F", []),
        ('$f = @"\r\na eq 1\r\n"@\nGet-AzBatchJob -Filter $f', JOBS),
        ("Get-AzBatchJob -Filter @'\na eq 1\n'@ -Select id", [*JOBS, ("select", "id", "list-jobs")]),
        ('Get-AzBatchJob -Filter @"\r\na eq 1\r\n"@ | ft', JOBS),
        ("$filter = 'a eq 1'\nGet-AzBatchJob -Filter $filter\n\"b?`$filter=c\"", JOBS),
        ("Get-AzBatchJob -Filter ('a eq {0} and {{b' -f $x)", [("filter", "a eq $x and {b", "list-jobs")]),
        ("Get-AzBatchJob -Filter ([string]::Format('a eq {0:d}', $x))", [("filter", "a eq {0:d}", "list-jobs")]),
        ("Get-AzBatchJob -Filter ('a eq ' + $x + ' or b')", [("filter", "a eq $x or b", "list-jobs")]),
        ("Get-AzBatchJob -Filter ('a'.Trim())", []),
        ("Get-AzBatchJob -Filter $(Read-Host)", []),
        ('Get-AzBatchJob -Filter "a eq $($x.Id)"', [("filter", "a eq $($x.Id)", "list-jobs")]),
        ('Get-AzBatchJob -Filter "a eq ${{ inputs.x }}"', [("filter", "a eq ${{ inputs.x }}", "list-jobs")]),
        ("$p = @{\n PoolId = 'p'\n Filter = 'a eq 1'\n}\nGet-AzBatchComputeNode @p", NODES),
        ("$p = @{ 'Select' = 'id'; Filter='a eq 1' }\nGet-AzBatchJob @P", [("select", "id", "list-jobs"), *JOBS]),
        ("az batch node list --filter 'a eq 1' `\n  --select id", [*NODES, ("select", "id", "list-nodes")]),
        ("Get-AzBatchSubtask -Select id", [("select", "id", "odata")]),
        ("# Get-AzBatchJob -Filter 'a eq 1'", []),
        ("ls # Get-AzBatchJob -Filter 'a eq 1'", []),
        ("Write-Host 'Get-AzBatchJob -Filter x'", []),
        ("Get-AzVM -Filter 'a eq 1'", []),
        ("Get-AzBatchAccount -Filter 'a eq 1'", []),
        ("Get-AzBatchJob -Filter", []),
        ("Get-AzBatchJob -Filter -Select id", [("select", "id", "list-jobs")]),
        ("Get-AzBatchJob -Filter 'a eq 1", JOBS),
        ("$u = 'https://a.b.batch.azure.com/jobs?$filter=a eq 1'", JOBS),
        ('irm "https://$a.b.batch.azure.com/jobs?`$filter=a%20eq%201"', JOBS),
        ('$b="https://a.b.batch.azure.com"\nirm ("$b/jobs?" + "`$filter=a eq 1") # it\'s', JOBS),
        ("irm 'https://graph.microsoft.com/v1.0/users?$filter=a eq 1'", []),
    ],
)
def test_commands(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found("a.ps1", text) == expected


JOB = "Get-AzBatchJob -Filter"
GT = "creationTime gt DateTime"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"$x = 1\r\n{JOB} `\r\n  \"stat eq 'a'\"", [(3, "ODN201", "stat")]),
        (f"{JOB} 'state eq ''active'' and stat eq 1'", [(1, "ODN201", "stat")]),
        (f"{JOB} \"id eq '$n' and state EQ 'active'\"", [(1, "ODN408", "EQ")]),
        (f'{JOB} "id eq \'$($n.Replace("\'", "\'\'"))\'"', []),
        (f'foreach ($s in "a", "b") {{ {JOB} "id eq \'$s\'" }}', []),
        (f'foreach ($s in $all) {{ {JOB} "id eq \'$s\'" }}', []),
        (f'{JOB} "{GT}\'$((Get-Date).ToUniversalTime().ToString("o"))\'"', []),
        (f"{JOB} \"{GT}'$(Get-Date -Format o)'\"", [(1, "ODN536", "$(Get-Date -Format o)")]),
        (f"{JOB} \"{GT}'$(Get-Date -AsUTC -Format 'yyyy-MM-ddTHH:mm:ssZ')'\"", []),
        (f"{JOB} \"{GT}'$(Get-Date -UFormat '%FT%TZ')'\"", [(1, "ODN534", "$(Get-Date -UFormat '%FT%TZ')")]),
        (f"$t = Get-Date -Format 'u'\n{JOB} \"{GT}'$t'\"", [(2, "ODN534", "$t")]),
        (f"{JOB} (\"{GT}'{{0:yyyy/MM}}'\" -f $t)", [(1, "ODN114", "DateTime'{0:yyyy/MM}'")]),
        (f"{JOB} (\"{GT}'{{0:o}}'\" -f $t)", []),
        (f'{JOB} "$p eq 1"', [(1, "ODN533", "$p")]),
    ],
)  # fmt: skip
def test_places_holes_and_instants(text: str, expected: list[tuple[int, str, str]]) -> None:
    assert marked("a.psm1", text) == expected


@pytest.mark.parametrize(
    "text",
    [
        'Get-AzBatchJob -Filter "$(',
        "Get-AzBatchJob -Filter (",
        "Get-AzBatchJob -Filter ('a' + ",
        "Get-AzBatchJob -Filter ('a' -f ",
        "Get-AzBatchJob -Filter '",
        "Get-AzBatchJob -Filter $x ",
        "Get-AzBatchJob `\n",
        "Get-AzBatchJob @p ",
        "$p = @{\nGet-AzBatchJob @p\n",
        "$x = $y + (\n",
        '@"\n',
        "'?$filter=",
        "?$filter=\n",
        "foreach ($x in ",
        "param(",
        "`",
        "\0",
        "\r",
    ],
)
def test_hostile_texts(text: str) -> None:
    """Nothing here is timed: what is quadratic would not end."""
    whole = text * 3_000
    assert_sound(extract(Source("a.ps1", whole)), whole)


def test_texts_that_double_are_passed_over() -> None:
    doubling = "".join(f'$a{n} = "$a{n - 1}$a{n - 1}"\n' for n in range(1, 8))
    whole = f"$a0 = '{'x' * 1000}'\n{doubling}" + 'Get-AzBatchJob -Filter "a $a7"\n' * 500
    with pytest.raises(Skipped, match="more text than a check reads"):
        extract(Source("a.ps1", whole))


def test_every_powershell_row_of_the_corpus_is_found() -> None:
    rows = corpus("PowerShell", "PowerShell in Markdown")
    assert len(rows) >= 5
    for row in rows:
        text = f'{row["call"]} -Filter "{row["filter"]}" -BatchContext $Context\n'
        for source in (Source("a.ps1", text), Source("a.md", f"- x\n  ```powershell\n  {text}  ```\n")):
            [one] = extract(source)
            assert one.text == row["filter"]
            assert one.api in APIS[row["api"]]
            assert source.text[slice(*one.host_span((0, len(one.text))))] == row["filter"]
            assert findings(one) == [], row
