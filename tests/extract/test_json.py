"""JSON: which texts are found, what stands beside them, and where their characters are behind escapes."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odatanodes.base.files import Source
from odatanodes.extract import extract
from odatanodes.extract.json import _string
from tests.kit.hosts import assert_sound, found, marked

URL = "https://acct.westeurope.batch.azure.com"
JOBS = [("filter", "a eq 1", "list-jobs")]
NODES = [("filter", "a eq 1", "list-nodes")]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"url": f"{URL}/jobs?$filter=a%20eq%201"}, JOBS),
        ({"uri": f"{URL}/jobs", "queries": {"api-version": "2025-06-01", "$filter": "a eq 1"}}, JOBS),
        ({"uri": "@{variables('batchUrl')}/jobs", "queries": {"$filter": "a eq 1"}}, JOBS),
        ({"url": {"value": f"{URL}/pools/p/nodes", "type": "Expression"}, "$filter": "a eq 1"}, NODES),
        ({"url": f"{URL}", "parameters": {"filter": "a eq 1"}}, [("filter", "a eq 1", "odata")]),
        ({"url": f"{URL}/jobs", "select": ["id", "state"]}, [("select", "id,state", "list-jobs")]),
        ({"url": {"raw": f"{URL}/jobs", "query": [{"key": "$filter", "value": "a eq 1"}]}}, JOBS),
        ({"command": "az batch job list", "filter": "a eq 1"}, JOBS),
        ({"a": [{"b": {"filter": "a eq 1"}}], "command": "az batch job list"}, JOBS),
        ({"scripts": {"jobs": "az batch job list --filter 'a eq 1'"}}, JOBS),
        ({"pwsh": "Get-AzBatchJob -Filter 'a eq 1'"}, JOBS),
        ({"args": ["az", "batch", "job", "list", "--filter", "a eq 1"]}, JOBS),
        ({"cmd": [["/usr/bin/az", "batch", "job", "list", "--filter=a eq 1"]]}, JOBS),
        (f"@concat('{URL}/pools/', pipeline().parameters.pool, '/nodes?$filter=a eq ''', item(), '''')",
         [("filter", "a eq 'item()'", "list-nodes")]),
        (f"@{{concat('{URL}/jobs?$filter=a eq ', add(1, 2), ' or b')}}", [("filter", "a eq add(1, 2) or b", "list-jobs")]),
        ("@activity('x').output.$filter=1", []),
        ({"url": "https://graph.microsoft.com/v1.0/users", "$filter": "a eq 1"}, []),
        ({"url": "https://example.com/jobs", "$filter": "a eq 1", "note": "azure batch"}, []),
        ({"filter": "a eq 1", "batch": True}, []),
        ({"description": "az batch job list --filter EXPR"}, []),
        ({"url": f"{URL}/jobs", "filter": None}, []),
        ({"url": f"{URL}/jobs", "a": {"b": {"c": {"d": {"e": {"filter": "a eq 1"}}}}}}, []),
    ],
)  # fmt: skip
def test_values(value: object, expected: list[tuple[str, str, str]]) -> None:
    for indent in (None, 2):
        for ascii in (True, False):
            text = json.dumps({"x": value}, indent=indent, ensure_ascii=ascii)
            assert found("a.json", text) == expected
    assert found("a.json", json.dumps({"x": value}).replace("$", "\\u0024")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f'{{"url":\r\n "{URL}/jobs?\\u0024filter=stat%20eq%20%27a%27"}}', [(2, "ODN201", "stat")]),
        ('["az batch job list --filter \\"st\\u0061t eq 1\\""]', [(1, "ODN201", "st\\u0061t")]),
        ('["az batch job list --filter \'\\u0073tat eq 1\'"]', [(1, "ODN201", "\\u0073tat")]),
        ('["\U0001f600 \\ud83d\\ude00 az batch job list --filter \'stat eq 1\'"]', [(1, "ODN201", "stat")]),
        (f'{{"uri": "{URL}/jobs", "$filter": "id eq \'@{{item().id}}\' and stat eq 1"}}',
         [(1, "ODN201", "stat")]),
        (f'{{"uri": "{URL}/jobs", "$filter": "creationTime gt DateTime\'@{{utcNow()}}\'"}}', []),
        (f'{{"uri": "{URL}/jobs", "$filter": "state eq \\"active\\""}}', [(1, "ODN316", '\\"active\\"')]),
        (f'// c\n{{"uri": "{URL}/jobs", /* "$filter": "x", */ "$filter": "stat eq 1",}}', [(2, "ODN201", "stat")]),
        (f'{{"uri": "{URL}/jobs", "$filter": "stat eq 1", "x": tru "broken', [(1, "ODN201", "stat")]),
    ],
)  # fmt: skip
def test_places(text: str, expected: list[tuple[int, str, str]]) -> None:
    assert marked("a.jsonc", text) == expected


@given(st.text(), st.booleans())
def test_strings_are_read_as_json_reads_them(value: str, ascii: bool) -> None:
    text = json.dumps(value, ensure_ascii=ascii)
    run = _string(text, 1, len(text) - 1)
    assert run.text == "".join("\ufffd" if 0xD800 <= ord(char) < 0xE000 and ascii else char for char in value)
    for (offset, host), (after, _) in pairwise(run.places):
        piece = run.text[offset:after]
        assert text.startswith(piece, host) or text[host] == "\\"


@pytest.mark.parametrize(
    "text",
    [
        '{"$filter":',
        "[",
        "]",
        '{"a":',
        "/*",
        "//",
        '"\\',
        '"\\u',
        '"az batch ',
        '{"url":"x.batch.azure.com","filter":"a",',
        "\0",
        "\r",
    ],
)
def test_hostile_texts(text: str) -> None:
    """Nothing here is timed: what is quadratic would not end."""
    whole = '"$filter": ' + text * 3_000
    assert_sound(extract(Source("a.json", whole)), whole)
