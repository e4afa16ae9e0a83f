"""C#: every filter of the corpus of public repositories is found, in the form in which it stands there."""

from __future__ import annotations

import pytest

pytest.importorskip("tree_sitter_c_sharp", reason="the parsers are in the extra languages")

from tests.extract.test_csharp import in_method
from tests.kit.hosts import APIS, corpus, found, marked

CALLS = {
    "nodes": "pool.ListComputeNodes({})",
    "tasks": "job.ListTasks({})",
    "jobs": "client.JobOperations.ListJobs({})",
    "pools": "client.PoolOperations.ListPools({})",
    "pool node counts": "client.PoolOperations.ListPoolNodeCounts({})",
    "pool get": "client.PoolOperations.GetPoolAsync(id, {})",
    "any": "Use({})",
}


def literal(text: str, form: str) -> str:
    if "string.Format" in form or "{0" in text:
        return f'string.Format("{text}", since.ToString("o"))'
    if "interpolated" in form or "{" in text:
        return f'$"{text}"'
    return f'@"{text}"' if "verbatim" in form else f'"{text}"'


def host_of(row: dict[str, str]) -> str:
    """Write the small file that a row of the corpus describes."""
    form, call = row["form"], row["call"]
    values = {key: literal(row[key], form + row.get("note", "")) for key in ("filter", "select") if key in row}
    if "returned by a helper" in form:
        helper = f"static string Make() => {values['filter']};\n"
        return in_method(f"{CALLS[row['api']].format('new ODATADetailLevel() { FilterClause = Make() }')};\n{helper}")
    if "GetNodesAsync" in call or "GetTasksAsync(jobId" in call:
        words = ", ".join(f'"{word}"' for word in row["select"].split(","))
        filter = f"filter: {values['filter']}, " if "filter" in values else ""
        return in_method(f"var x = client.Get{row['api'].title()}Async(id, {filter}select: new[] {{ {words} }});")
    if call.startswith("GetTasksAsync"):
        own = "void GetTasksAsync(string s, string f, string e) => job.ListTasks(new ODATADetailLevel(f, s, e));"
        return in_method(f'GetTasksAsync({values["select"]}, {values["filter"]}, "stats");\n{own}')
    if "Clause =" in call or call.startswith("ODATADetailLevel."):
        stores = "\n".join(f"detail.{key.title()}Clause = {value};" for key, value in values.items())
        return in_method(f"var detail = new ODATADetailLevel();\n{stores}\n{CALLS[row['api']].format('detail')};")
    if "initialiser" in form:
        members = ", ".join(f"{key.title()}Clause = {value}" for key, value in values.items())
        return in_method(CALLS[row["api"]].format(f"new ODATADetailLevel {{ {members} }}") + ";")
    named = ", ".join(f"{key}Clause: {value}" for key, value in values.items())
    if "new(" in call:
        return in_method(f"ODATADetailLevel level = new({named});\n{CALLS[row['api']].format('level')};")
    return in_method(CALLS[row["api"]].format(f"new ODATADetailLevel({named})") + ";")


def test_every_row_of_the_corpus_is_found() -> None:
    rows = corpus("C#", "C# in Markdown")
    assert len(rows) >= 30
    for row in rows:
        text = host_of(row)
        for option in ("filter", "select"):
            found_here = [(text, api) for kind, text, api in found("a.cs", text) if kind == option]
            assert {text for text, _ in found_here} == ({row[option]} if option in row else set()), row
            assert {api for _, api in found_here} <= APIS[row["api"]], row
        said = {code for _, code, _ in marked("a.cs", text)}
        assert said <= ({"ODN531"} if "{" in row.get("filter", "") else set()), (row, said)
