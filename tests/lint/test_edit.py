"""Fixes in host files: made where the text of the file is that of the expression, and never where a quote would be escaped."""

from __future__ import annotations

import json

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
    """Where quotes are escaped, new ones are as well; a fix that cannot be written so is not made."""
    source = Source(name, text)
    new, _ = fixed(source, Config(), None, local=False)
    before, after = ([one.text.lower() for one in extract(one)] for one in (source, new))
    meant = [fixed(Source("a.odata", one), Config(), "list-nodes", local=False)[0].text.lower() for one in before]
    assert after in (before, meant)


@pytest.mark.parametrize(
    ("name", "text", "new"),
    [
        ("a.ps1", "Get-AzBatchPool -Filter 'creationTime gt 2025-01-01T00:00:00Z'", "DateTime''2025-01-01T00:00:00Z''"),
        ("a.sh", "az batch pool list --filter 'creationTime gt 2025-01-01T00:00:00Z'", "DateTime'\\''2025-01-01T00:00:00Z'\\''"),
        (
            "a.yml",
            "run: 'az batch pool list --filter \"creationTime gt 2025-01-01T00:00:00Z\"'",
            "DateTime''2025-01-01T00:00:00Z''",
        ),
        (
            "a.py",
            "import azure.batch\nc.list_pools(filter='creationTime gt 2025-01-01T00:00:00Z')",
            "DateTime\\'2025-01-01T00:00:00Z\\'",
        ),
        (
            "a.cs",
            (
                "using Microsoft.Azure.Batch; class A { void F(PoolOperations o) {\n"
                'o.ListPools(new ODATADetailLevel(filterClause: "state eq \\"active\\"")); } }'
            ),
            "\"state eq 'active'\"",
        ),
        ("a.http", "GET https://a.b.batch.azure.com/pools?$filter=state%20eq%20%22active%22", "state%20eq%20%27active%27"),
    ],
)
def test_quotes_are_written_as_the_string_takes_them(name: str, text: str, new: str) -> None:
    done, made = fixed(Source(name, text), Config(), "list-pools", local=False)
    assert (made, new in done.text) == (1, True), done.text


@pytest.mark.parametrize(
    "text",
    [
        (
            '{"cells":[{"cell_type":"code","source":["import azure.batch\\n",'
            "\"c.list_pools(filter='creationTime gt 2025-01-01T00:00:00Z')\"]}]}"
        ),
        '{"run":"az batch pool list --filter \'creationTime gt 2025-01-01T00:00:00Z\'"}',
    ],
)
def test_json_stays_json(text: str) -> None:
    source = Source("a.ipynb" if "cells" in text else "a.json", text)
    done, made = fixed(source, Config(), "list-pools", local=False)
    assert made == 1
    json.loads(done.text)
    assert next(one.text for one in extract(done)) == "creationTime gt DateTime'2025-01-01T00:00:00Z'"


@pytest.mark.parametrize("name", ["a.toml", "a.sql", "a.rb"])
def test_no_escape_is_written_where_the_language_is_not_known(name: str) -> None:
    text = "x = 'az batch pool list --filter \"creationTime gt 2025-01-01T00:00:00Z\"'\n"
    assert fixed(Source(name, text), Config(), "list-pools", local=False)[0].text == text
    text = text.replace('"', "`").replace("'", '"').replace("`", "'")
    assert "DateTime" not in fixed(Source(name, text), Config(), "list-pools", local=False)[0].text
