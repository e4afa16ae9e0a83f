"""Batch files of Windows: which commands are found, what carets, quotes and variables make of them, and where they stand."""

from __future__ import annotations

import pytest

from odatanodes.base.files import Source
from odatanodes.extract import extract
from tests.kit.hosts import assert_sound, found, marked

JOBS = [("filter", "a eq 1", "list-jobs")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('az batch job list --filter "a eq 1"', JOBS),
        ('@call az.cmd batch job list ^\r\n  --filter "a eq 1" --select id', [*JOBS, ("select", "id", "list-jobs")]),
        ('az batch job list --filter="a eq 1" > out.txt', JOBS),
        ("az batch job list --filter \"a eq '%1' or b\"", [("filter", "a eq '%1' or b", "list-jobs")]),
        ("for %%s in (a b) do az batch job list --filter \"a eq '%%s'\"", [("filter", "a eq '%%s'", "list-jobs")]),
        ('set "F=a eq 1"\r\naz batch job list --filter "%F%"', JOBS),
        ('set F=a eq 1\r\naz batch job list --filter "%f%"', JOBS),
        ('set F=a\r\nset F=b\r\naz batch job list --filter "%F% eq 1"', [("filter", "%F% eq 1", "list-jobs")]),
        ('set /p F=ask\r\naz batch job list --filter "%F%"', []),
        ("for /f %%i in ('az batch job list --filter \"a eq 1\" -o tsv') do echo %%i", JOBS),
        ('az batch job list --filter "a eq \\"b\\""', [("filter", 'a eq "b"', "list-jobs")]),
        ('az batch job list --filter "a eq ""b""" --select ""', [("filter", 'a eq "b"', "list-jobs")]),
        ("cd x & az batch job list --filter a^ eq^ 1", JOBS),
        ('curl "https://a.b.batch.azure.com/jobs?$filter=a%%20eq%%201"', JOBS),
        ('curl "https://a.b.batch.azure.com/jobs?%%24filter=a eq 1"', JOBS),
        ('az batch job list --filter "a eq \\"x\\" or b eq ""y"""', [("filter", 'a eq "x" or b eq "y"', "list-jobs")]),
        ('curl -G https://a.b.batch.azure.com/jobs --data-urlencode "$filter=a eq 1"', JOBS),
        ("powershell -Command \"Get-AzBatchJob -Filter 'a eq 1'\"", JOBS),
        ('rem az batch job list --filter "a eq 1"', []),
        (':: az batch job list --filter "a eq 1"', []),
        ('az vm list --filter "a eq 1"', []),
        ("az batch job list --filter", []),
    ],
)
def test_commands(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found("a.cmd", text) == expected


def test_places() -> None:
    text = "set N=1\r\naz batch job list ^\r\n  --filter \"stat eq 'a' and id eq '%X%'\""
    assert marked("a.bat", text) == [(3, "ODN201", "stat")]
    assert marked("a.bat", 'curl "https://a.b.batch.azure.com/jobs?$filter=stat%%20eq%%20%%27a%%27"') == [(1, "ODN201", "stat")]
    block = "if 1==1 (set F=state eq 'idle') else (set F=stat eq 'a')\naz batch node list --pool-id p --filter \"%F%\""
    assert marked("a.bat", block) == [(1, "ODN201", "stat")]
    assert marked("a.bat", 'set "F=stat eq 1"\r\naz batch job list --filter "%F%"') == [(1, "ODN201", "stat")]


@pytest.mark.parametrize(
    "text", ['az batch "', "az batch ^\n", "az batch job list --filter %x ", "%", "!", "^", "set x=%x%\n", "?$filter=", "\0"]
)
def test_hostile_texts(text: str) -> None:
    """Nothing here is timed: what is quadratic would not end."""
    whole = text * 3_000
    assert_sound(extract(Source("a.bat", whole)), whole)
