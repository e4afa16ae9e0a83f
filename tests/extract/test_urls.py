"""URLs: which are those of Batch, which list API they ask, and where the characters of their options stand."""

from __future__ import annotations

import re

import pytest

from odatanodes.base.files import Source
from odatanodes.batch.apis import LIST_APIS
from odatanodes.extract import PLAIN, extract, urls
from odatanodes.extract.draft import Draft, Gap, Run
from odatanodes.lint.findings import findings

HOST = "https://acct.westeurope.batch.azure.com"
NODES = f"{HOST}/pools/p/nodes?api-version=2025-06-01"


def draft_of(text: str) -> Draft:
    """Return a text as the draft of a literal in which `{…}` are gaps."""
    pieces: list[Run | Gap] = []
    for found in re.finditer(r"\{[^{}]*\}|[^{}]+", text):
        if found[0][0] == "{":
            pieces.append(Gap(found[0], found.span()))
        else:
            pieces.append(Run(found[0], ((0, found.start()),)))
    return tuple(pieces)


def found(text: str, *, is_batch: bool = False) -> list[tuple[str, str, str | None]]:
    return [(one.option, one.text, one.api) for one in urls.expressions(draft_of(text), "x", is_batch=is_batch)]


@pytest.mark.parametrize("name", [name for name, row in LIST_APIS.items() if row["filter"]])
@pytest.mark.parametrize(
    "base", [HOST, "https://acct.batch.chinacloudapi.cn", "https://{account}.{region}.batch.azure.com", "{endpoint}", ""]
)
def test_every_list_api(name: str, base: str) -> None:
    path = LIST_APIS[name]["path"]
    path = path if base.startswith("{") else path.replace("{", "").replace("}", "")
    text = f"{base}{path}?api-version=2024-07-01.20.0&$filter=a%20eq%20%27b%27"
    assert found(text) == [("filter", "a eq 'b'", name)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{NODES}&$filter=a eq 'b'&$select=id", [("filter", "a eq 'b'", "list-nodes"), ("select", "id", "list-nodes")]),
        (f"{NODES}&%24filter=a+eq+1", [("filter", "a eq 1", "list-nodes")]),
        (f"{NODES}&$filter=a gt d'T00:00:00+01:00'", [("filter", "a gt d'T00:00:00+01:00'", "list-nodes")]),
        (f"{HOST}/pools/p/nodes/n?$select=id", [("select", "id", None)]),
        (f"{HOST}/jobs/j?$select=id", [("select", "id", PLAIN)]),
        (f"{HOST}/{{path}}?$filter=a eq 1", [("filter", "a eq 1", PLAIN)]),
        (f"{HOST}/pools/p/nodes?$filter=a eq 1#x", [("filter", "a eq 1", "list-nodes")]),
        (f"{HOST}/JOBS/j/Tasks?$filter=a eq 1", [("filter", "a eq 1", "list-tasks")]),
        (f"GET {HOST}/jobs?$filter=a%20eq%201 HTTP/1.1", [("filter", "a eq 1", "list-jobs")]),
        (f"curl '{HOST}/jobs?$filter=a%20eq%201' -H x", [("filter", "a eq 1", "list-jobs")]),
        (f"curl \"{HOST}/jobs?$filter=a eq 'b'\" -H x", [("filter", "a eq 'b'", "list-jobs")]),
        (f"(see {HOST}/jobs?$filter=a%20eq%201)", [("filter", "a eq 1", "list-jobs")]),
        (f"see {HOST}/jobs?$filter=f(a)+eq+1 there", [("filter", "f(a) eq 1", "list-jobs")]),
        (f"see {HOST}/jobs?$filter=a eq 1 there", []),
        (
            f"{HOST}/jobs?$filter=a%20eq%201 {HOST}/pools?$filter=b",
            [("filter", "a eq 1", "list-jobs"), ("filter", "b", "list-pools")],
        ),
        (f"{HOST}/jobs?$filter=", []),
        (f"{HOST}/jobs?$filter={{all}}", []),
        ("/pools/p/nodes?api-version=2025-06-01&$filter=a eq 1", [("filter", "a eq 1", "list-nodes")]),
        ("pools/{p}/nodes?$filter=a eq 1&api-version={v}", [("filter", "a eq 1", "list-nodes")]),
        ("/pools/p/nodes?$filter=a eq 1", []),
        ("{batchUrl}/pools?$filter=a eq 1", [("filter", "a eq 1", "list-pools")]),
        ("{url}/pools?api-version=2025-06-01&$filter=a eq 1", []),
        ("{url}&$filter=a eq 1", []),
        ("http://localhost:8080/pools/p/nodes?api-version=2025-06-01&$filter=a eq 1", [("filter", "a eq 1", "list-nodes")]),
        ("https://graph.microsoft.com/v1.0/users?$filter=a eq 1", []),
        ("https://hub.azure-devices.net/jobs/v2?api-version=2021-04-12&$filter=a eq 1", []),
        ("https://management.azure.com/subscriptions/s/batchAccounts/b/pools?api-version=1&$filter=a eq 1", []),
        ("{base}/subscriptions/s/transforms/t/jobs?api-version=2024-07-01.20.0&$filter=a eq 1", []),
        ("https://notbatch.azure.com/pools?$filter=a eq 1", []),
        ("filter=a eq 1", []),
    ],
)
def test_which_urls_count(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/pools?$filter=a eq 1", [("filter", "a eq 1", "list-pools")]),
        ("&$filter=a eq 1", [("filter", "a eq 1", PLAIN)]),
        ("{url}?$filter=a eq 1", [("filter", "a eq 1", PLAIN)]),
        ("https://graph.microsoft.com/v1.0/users?$filter=a eq 1", []),
        ("/users?$filter=a eq 1", []),
        ("https://management.azure.com/subscriptions/s/batchAccounts/b/pools?$filter=a eq 1", []),
    ],
)
def test_in_files_about_batch(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert found(text, is_batch=True) == expected


def test_holes_and_places() -> None:
    text = f"{NODES}&$filter=stat%20eq%20%27{{s}}%27%20and%20%C3%A9%20eq%20{{x}}&$select=id%2Cstat"
    spans = [
        [(d.code, text[slice(*one.host_span(d.span))]) for d in findings(one)] for one in urls.expressions(draft_of(text), "x")
    ]
    assert spans[0][0] == ("ODN201", "stat")
    assert ("ODN531", "{s}") in spans[0]
    assert spans[1] == [("ODN201", "stat")]
    [one, _] = urls.expressions(draft_of(text), "x")
    for offset, char in enumerate(one.text):
        there = text[one.host_span((offset, offset + 1))[0]]
        assert there in {char, "%", "{"} or any(start <= offset < end for start, end in (hole.span for hole in one.holes))


@pytest.mark.parametrize("encoded", ["%C3%A9", "%e2%82%ac", "%F0%9F%98%80", "%C3", "%ff%fe", "%41%C3%28", "%zz%"])
def test_broken_and_long_escapes(encoded: str) -> None:
    [one] = urls.expressions(draft_of(f"{NODES}&$filter=a eq '{encoded}b'"), "x")
    text = f"{NODES}&$filter=a eq '{encoded}b'"
    at = one.text.index("b'")
    assert text[slice(*one.host_span((at, at + 2)))] == "b'"
    one.text.encode()


@pytest.mark.parametrize(
    "text", ["?$filter=", "&$filter=a", "https://x.batch.azure.com/jobs?$filter=%20&", "?", "%C3", "$filter=%2"]
)
def test_long_texts_take_linear_time(text: str) -> None:
    """Nothing here is timed: what is quadratic would not end."""
    urls.expressions(draft_of(text * 10_000), "x", is_batch=True)


@pytest.mark.parametrize("space", ["%20", "%%20", "+"])
def test_an_escape_stands_where_it_is_written(space: str) -> None:
    text = f"curl 'https://a.b.batch.azure.com/jobs?$filter=stat{space}eq{space}1'\n"
    [expression] = extract(Source("a.bat" if "%%" in space else "a.sh", text))
    start, end = expression.host_span((4, 5))
    assert (expression.text, text[start:end]) == ("stat eq 1", space)
