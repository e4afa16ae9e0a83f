"""Fixes in host files: made where the text of the file is that of the expression, and never where a quote would be escaped."""

from __future__ import annotations

import pytest

from odatanodes.base.files import Source
from odatanodes.extract import extract
from odatanodes.lint.config import Config
from odatanodes.lint.fix import fixed

GOOD = "state eq 'idle'"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.sh", "az batch node list --filter \"state EQ 'Idle'\""),
        ("a.sh", 'bash -c "az batch node list --filter \\"state EQ \'Idle\'\\""'),
        ("a.ps1", "Get-AzBatchComputeNode -Filter \"state EQ 'Idle'\""),
        ("a.yml", "run: az batch node list --filter \"state EQ 'Idle'\""),
        ("a.yml", "run: |\n  az batch node list \\\n    --filter \"state EQ 'Idle'\""),
        ("a.json", '["az batch node list --filter \\"state EQ \'Idle\'\\""]'),
        ("a.md", "> ```sh\n> az batch node list --filter \"state EQ 'Idle'\"\n> ```"),
        ("a.py", 'run("az batch node list --filter \\"state EQ \'Idle\'\\"")'),
        ("a.py", "u = \"https://a.b.batch.azure.com/pools/p/nodes?$filter=state EQ 'Idle'&x=1\""),
    ],
)
def test_made(name: str, text: str) -> None:
    new, made = fixed(Source(name, text), Config(), None, local=False)
    assert made
    assert new.text == text.replace("state EQ 'Idle'", GOOD)
    assert [one.text for one in extract(new)] == [GOOD]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.sh", "az batch node list --filter 'state eq '\"'\"'idle'\"'\"' and state ne \"\"'"),
        ("a.sh", "az batch node list --filter state\\ EQ\\ \\'Idle\\'"),
        ("a.ps1", "Get-AzBatchComputeNode -Filter 'state eq ''Idle'' and allocationTime gt 2025-01-01T00:00:00Z'"),
        ("a.yml", "run: 'az batch node list --filter \"state eq ''Idle'' and allocationTime gt 2025-01-01T00:00:00Z\"'"),
        ("a.sh", "curl 'https://a.b.batch.azure.com/pools/p/nodes?$filter=state%20EQ%20%27Idle%27'"),
        ("a.py", "client.list_nodes('p', filter='state eq \\'Idle\\' and allocationTime gt 2025-01-01T00:00:00Z')  # azure"),
    ],
)
def test_what_is_found_after_a_fix_is_what_was_meant(name: str, text: str) -> None:
    """Where quotes are escaped a fix may change words, but no quote is added or lost."""
    new, _ = fixed(Source(name, text), Config(), None, local=False)
    assert new.text.count("'") == text.count("'")
    before, after = ([one.text for one in extract(source)] for source in (Source(name, text), new))
    assert [one.lower() for one in after] == [one.lower() for one in before]
