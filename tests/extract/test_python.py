"""Python: which texts are found, for which list API and where, and the findings about their holes."""

from __future__ import annotations

import json
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest

from odatanodes.base.files import Source
from odatanodes.extract import PLAIN, Skipped, extract
from odatanodes.lint.findings import findings
from odatanodes.service import SERVICES
from tests.kit.support import shared

if TYPE_CHECKING:
    from odatanodes.extract import Expression

HEAD = "import azure.batch.models as batchmodels\nfrom azure.batch.models import JobListOptions as Jobs\n"


OWN = (
    "import odatanodes.schema as o\nfrom odatanodes import Filter, Select, validate\n"
    "from odatanodes.schema import BATCH_TASK, from_model\n"
    "from odatanodes.request import ListNodesRequest, ListRequest, alist_tasks, list_items, list_nodes\n"
    "from odatanodes.service import LIST_JOBS, LIST_JOBS_IN_JOB_SCHEDULE, LIST_POOLS, LIST_TASKS\n"
)


def found(code: str, head: str = HEAD, calls: dict[str, str] | None = None) -> list[Expression]:
    return extract(Source("host.py", head + textwrap.dedent(code)), calls)


def texts(code: str, head: str = HEAD) -> list[str]:
    return [expression.text for expression in found(code, head)]


def codes(code: str, head: str = HEAD) -> list[str]:
    return [diagnostic.code for expression in found(code, head) for diagnostic in findings(expression)]


NODES = [("filter", "a eq 1", "list-nodes")]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("c.list_nodes('p', filter='a eq 1')", [("filter", "a eq 1", "list-nodes")]),
        (
            "c.list_tasks('j', filter='a eq 1', select=['id', 'state'])",
            [("filter", "a eq 1", "list-tasks"), ("select", "id,state", "list-tasks")],
        ),
        ("batchmodels.TaskListOptions(select='id, state')", [("select", "id, state", "list-tasks")]),
        ("Jobs(filter='a eq 1')", [("filter", "a eq 1", "list-jobs")]),
        ("c.get_node('p', 'n', select=('id',))", [("select", "id", None)]),
        ("c.get_pool('p', select=['id'])", [("select", "id", PLAIN)]),
        ("c.list_nodes('p', **{'filter': 'a eq 1'})", [("filter", "a eq 1", "list-nodes")]),
        ("o = Jobs()\no.filter = 'a eq 1'", [("filter", "a eq 1", "list-jobs")]),
        ("import odatanodes as o\no.Filter('a eq 1')", [("filter", "a eq 1", None)]),
        ("from odatanodes import Filter as F\nF('a eq 1', schema=None)", [("filter", "a eq 1", PLAIN)]),
        ("from odatanodes import Select\nSelect('id')", [("select", "id", None)]),
        (OWN + "Filter('a eq 1', schema=BATCH_TASK)", [("filter", "a eq 1", "local:list-tasks")]),
        (OWN + "Filter('a eq 1', o.BATCH_NODE_VM_EXTENSION)", [("filter", "a eq 1", "local:list-node-extensions")]),
        (OWN + "Select('id', schema=LIST_JOBS_IN_JOB_SCHEDULE)", [("select", "id", "local:list-jobs-in-job-schedule")]),
        (OWN + "Filter('a eq 1', schema=from_model(Mine))", [("filter", "a eq 1", PLAIN)]),
        (OWN + "validate('a eq 1', service=LIST_TASKS)", [("filter", "a eq 1", "list-tasks")]),
        (OWN + "validate('a', 'expand', service=LIST_TASKS)", [("expand", "a", "list-tasks")]),
        (OWN + "ListRequest('list-tasks', 'j', filter='a eq 1')", [("filter", "a eq 1", "list-tasks")]),
        (OWN + "ListRequest(LIST_JOBS, select=['id'])", [("select", "id", "list-jobs")]),
        (OWN + "ListRequest(api, filter='a eq 1')", [("filter", "a eq 1", PLAIN)]),
        (OWN + "ListNodesRequest('p', filter='a eq 1')", [("filter", "a eq 1", "list-nodes")]),
        (OWN + "list_nodes(c, 'p', 'a eq 1')", [("filter", "a eq 1", "local:list-nodes")]),
        (OWN + "alist_tasks(c, 'j', filter='a eq 1')", [("filter", "a eq 1", "local:list-tasks")]),
        (
            OWN + "list_items(LIST_POOLS, c, filter='a eq 1', expand='b')",
            [("filter", "a eq 1", "local:list-pools"), ("expand", "b", "list-pools")],
        ),
        ("from odatanodes import parse_filter\nparse_filter('a eq 1')", [("filter", "a eq 1", PLAIN)]),
        ("run(['az', 'batch', 'node', 'list', '--filter', 'a eq 1'])", [("filter", "a eq 1", "list-nodes")]),
        (
            "run(['az', 'batch', 'pool', 'node-counts', 'list', '--filter', 'a eq 1'])",
            [("filter", "a eq 1", "list-pool-node-counts")],
        ),
        (
            "run(['az', 'batch', 'job', 'list', '--job-schedule-id', s, '--filter', 'a eq 1'])",
            [("filter", "a eq 1", "list-jobs-in-job-schedule")],
        ),
        ("cmd = ['az', 'batch', 'node', 'list']\ncmd += ['--filter', 'a eq 1']", NODES),
        ("cmd = ['az', 'batch', 'node', 'list']\ncmd.extend(('--filter', f'a eq 1'))", NODES),
        ("cmd = ['az', 'batch', 'node', 'list']\ncmd.append('--filter')\ncmd.append('a eq 1')", NODES),
        ("az = ['az', 'batch']\nrun([*az, 'node', 'list', '--filter', 'a eq 1'])", NODES),
        ("run(['az', 'batch', 'node', 'list', '--filter=a eq 1'])", NODES),
        ("run(['az', 'batch', 'node', 'list', f'--filter=a eq {n}'])", [("filter", "a eq {n}", "list-nodes")]),
        ("run(['az', 'batch', 'node', 'list', '--filter'])", []),
        ("cmd = ['az', 'vm', 'list', '-x']\ncmd += ['--filter', 'a eq 1']", []),
        ("k = {'filter': 'a eq 1'}\nc.list_nodes('p', **k)", NODES),
        ("c.list_nodes('p', **dict(filter='a eq 1'))", NODES),
        ("k = dict(other, filter='a eq 1')\nc.list_nodes('p', **k)", NODES),
        ("c.list_nodes('p', **given)", []),
        ("f = None\nif x:\n  f = 'a eq 1'\nc.list_nodes('p', filter=f)", NODES),
        ("f = None\nif x:\n  f = 'a eq 1'\nelse:\n  f = g()\nc.list_nodes('p', filter=f)", []),
        ("Filter('a eq 1')", []),
        ("c.list_things(filter='a eq 1')", []),
        ("run(['az', 'vm', 'list', '--filter', 'a eq 1'])", []),
        ("c.list_nodes('p', filter=None)", []),
        ("c.list_nodes('p', filter=given)", []),
        ("c.list_nodes('p', filter=f'{given}')", []),
    ],
)
def test_calls(code: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert [(e.option, e.text, e.api) for e in found(code)] == expected


def test_methods_of_other_clients_are_left_alone() -> None:
    assert texts("c.list_jobs(filter='state:ACTIVE')", head="from google.cloud import batch_v1\n") == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("from google.cloud import dataproc_v1 as d\nc = d.JobControllerClient()\nc.list_jobs(filter='a = b')", []),
        ("from azure.quantum import Workspace\nWorkspace().list_jobs(filter='a eq 1')", []),
        ("from azure.batch.aio import BatchClient\nc = BatchClient()\nc.list_nodes(filter='a eq 1')", ["a eq 1"]),
        ("from azure.common.client_factory import make\nc = make(B)\nc.list_nodes(filter='a eq 1')", ["a eq 1"]),
        ("from mine import Batch\nBatch().list_nodes(filter='a eq 1')", ["a eq 1"]),
    ],
)
def test_clients_of_other_services_beside_batch_are_left_alone(code: str, expected: list[str]) -> None:
    assert texts(code) == expected


def test_functions_of_ones_own() -> None:
    code = "from mypkg import find_nodes\nfind_nodes('a eq 1')\nx.find_nodes(filter='b eq 2')\n"
    assert [(e.text, e.api) for e in found(code, "", {"mypkg.find_nodes": "list-nodes"})] == [
        ("a eq 1", "list-nodes"),
        ("b eq 2", "list-nodes"),
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("'a ' 'eq 1'", ["a eq 1"]),
        ("'a ' + 'eq' + ' 1'", ["a eq 1"]),
        ("(\n  'a '  # note\n  'eq 1'\n)", ["a eq 1"]),
        ("'a eq {}'.format(x)", ["a eq {}"]),
        ("'a eq {n} and {{'.format(n=x)", ["a eq {n} and {"]),
        ("'a eq %s' % x", ["a eq %s"]),
        ("'a eq %(n)d' % {'n': x}", ["a eq %(n)d"]),
        ("f'a eq {x}'", ["a eq {x}"]),
        ("f'a eq {x!r:>{w}}'", ["a eq {x!r:>{w}}"]),
        ("f'a eq {5}'", ["a eq 5"]),
        ("'a eq ' + x", ["a eq {x}"]),
        ("' or '.join(['a eq 1', 'b eq 2'])", ["a eq 1 or b eq 2"]),
        ("' or '.join(f'a eq {i}' for i in x)", ["a eq {i}"]),
        ("' or '.join([f'a eq {local}' for local in x])", ["a eq {local}"]),
        ("'a eq 1' if x else 'b eq 2'", ["a eq 1", "b eq 2"]),
        ("'a eq 1' if x else None", ["a eq 1"]),
        ("x or 'a eq 1'", ["a eq 1"]),
        ("now.strftime('a gt %Y-%m')", ["a gt %Y-%m"]),
        (r"'a eq \'\x41\u00e9\N{BULLET}\101\''", ["a eq 'Aé•A'"]),
        (r"r'a eq \d'", ["a eq \\d"]),
        ("'''a\n eq 1'''", ["a\n eq 1"]),
        ("TEXT", ["top eq 1"]),
        ("f'{TEXT} and a eq 1'", ["top eq 1 and a eq 1"]),
        ("local", ["low eq 1"]),
        ("grown", ["a eq 1 and b eq 2"]),
        ("' or '.join(parts)", ["a eq 1 or b eq 2"]),
        ("twice", []),
        ("argument", []),
    ],
)
def test_values(value: str, expected: list[str]) -> None:
    code = f"""
TEXT = "top eq 1"
def f(argument, x, now, w):
    local = "low eq 1"
    twice = "a eq 1"
    twice = "b eq 1"
    grown = "a eq 1"
    grown += " and b eq 2"
    parts = []
    parts.append("a eq 1")
    if x:
        parts.append("b eq 2")
    c.list_nodes("p", filter={value})
"""
    assert texts(code) == expected


@pytest.mark.parametrize(
    ("code", "row", "marked"),
    [
        ("c.list_jobs(filter='stat eq 1')", 3, "stat"),
        ("c.list_jobs(filter='id eq \\'\\' and stat eq 1')", 3, "stat"),
        ("ü = c.list_jobs(filter='id eq \\'é\\' and stat eq 1')", 3, "stat"),
        ('c.list_jobs(filter=(\n  "id eq \'a\' "  # x\n  "and stat eq 1"))', 5, "stat"),
        ("c.list_jobs(filter=f'id eq {x} and stat eq 1')", 3, "stat"),
        ("c.list_jobs(filter='id eq ' + x + ' and stat eq 1')", 3, "stat"),
        ("c.list_jobs(filter='id eq {} and stat eq 1'.format(x))", 3, "stat"),
        ("S = 'stat eq 1'\nc.list_jobs(filter=f'id eq {x} and {S}')", 3, "stat"),
    ],
)
def test_positions_map_back(code: str, row: int, marked: str) -> None:
    source = Source("host.py", HEAD + code)
    [expression] = extract(source)
    [wrong] = [d for d in findings(expression) if d.code == "ODN201"]
    start, end = expression.host_span(wrong.span)
    assert source.text[start:end] == marked
    assert source.place(start)[0] == row


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("f\"state eq 'active' and id eq '{x}'\"", []),
        ("f\"id eq '{x.replace(chr(39), chr(39) * 2)}'\"", []),
        ('"id eq \'" + x.replace("\'", "\'\'") + "\'"', []),
        ("f\"id eq '{n:d}'\"", []),
        ("f\"id eq '{models.State.DONE.value}'\"", []),
        ("f\"id eq '{x}' and stat eq 1\"", ["ODN201"]),
        ("f\"creationTime gt '{x}'\"", ["ODN301"]),
        ("f'creationTime gt {x}'", []),
        ("f\"creationTime gt DateTime'{x}'\"", []),
        ("f\"creationTime gt DateTime'{x:%Y-%m-%dT%H:%M:%SZ}'\"", []),
        ("f\"creationTime gt DateTime'{x:%Y-%m-%d %H:%M}'\"", ["ODN114"]),
        ("f\"creationTime gt DateTime'{datetime.now():%Y-%m-%dT%H:%M:%SZ}'\"", ["ODN534"]),
        ("f\"creationTime gt DateTime'{datetime.utcnow():%Y-%m-%dT%H:%M:%SZ}'\"", []),
        ("f\"creationTime gt DateTime'{datetime.utcnow().isoformat()}'\"", ["ODN534"]),
        ("f\"creationTime gt DateTime'{datetime.utcnow().isoformat()}Z'\"", []),
        ("f\"creationTime gt DateTime'{datetime.now(UTC).isoformat()}'\"", ["ODN536"]),
        ("f\"{x} eq 'a'\"", ["ODN533"]),
        ("f\"id {x} 'a'\"", ["ODN533"]),
        ("f\"executionInfo/{x} eq 'a'\"", ["ODN533"]),
        ("f\"state eq 'active' and ({x})\"", []),
        ("f\"state eq 'active' and {x}\"", []),
        ("f\"startswith(id,'{x}') and state EQ 'active'\"", ["ODN408"]),
        ("f\"state eq '{x}' and state eq '{y}'\"", []),
        ("\"id eq '{x}'\"", ["ODN510"]),
        ("'id eq {x}'", ["ODN111"]),
        ("\"state eq 'active' AND id eq 'b'\"", ["ODN408"]),
        ("\"id startswith 'x'\"", ["ODN107"]),
        ('"creationTime gt DateTime 2025-01-01"', ["ODN124"]),
    ],
)
def test_findings(value: str, expected: list[str]) -> None:
    assert codes(f"c.list_jobs(filter={value})", HEAD + "from datetime import datetime\n") == expected


def test_a_missing_prefix_is_told() -> None:
    [expression] = found("c.list_nodes('p', filter=\"state eq '{state}'\")")
    [finding] = findings(expression)
    assert (finding.code, finding.help) == ("ODN510", "put an f before the quotes of the string, or call its format method")


def test_local_expressions_may_say_more_than_the_service_takes() -> None:
    [expression] = found("c.list_nodes('p', filter=\"vmSize eq 'a'\")")
    assert [d.code for d in findings(expression)] == ["ODN401"]
    assert findings(expression, local=True) == []


@pytest.mark.parametrize(
    "text", ["def f(:\n", "x = 'a\n", "\0", "(" * 5000, "x" + ".a" * 50_000, "f'{'", "\udcff = 1", "if 1:\n\t x\n        y"]
)
def test_broken_python_is_skipped_or_empty(text: str) -> None:
    said = ""
    try:
        assert extract(Source("host.py", text)) == []
    except Skipped as skipped:
        said = str(skipped)
    assert "\n" not in said
    assert not said or "host.py" in said


@pytest.mark.skipif(sys.version_info < (3, 12), reason="the same quotes inside a replacement field came with 3.12")
def test_nested_quotes() -> None:
    assert texts("""c.list_jobs(filter=f'id eq {x["a"]} and {f'{y}'} eq 1')""") != []


# --- the corpus ----------------------------------------------------------------------------------------------------------

APIS = {
    "nodes": "list-nodes",
    "tasks": "list-tasks",
    "jobs": "list-jobs",
    "pools": "list-pools",
    "supported images": "list-supported-images",
}


def host_of(row: dict[str, str]) -> str:
    """Write the small file that a row of the corpus describes."""
    form, arguments = row["form"], []
    body = ["import azure.batch.models as batchmodels", "from azure.batch import BatchClient, models"]
    if "filter" in row:
        text = row["filter"]
        if "join(filters)" in form:
            parts = [f"filters.append({part!r})" for part in text.split(" or ")]
            body += ["filters = []", *parts]
            value = "' or '.join(filters)"
        elif "+=" in form:
            first, *more = text.split(" and ")
            body += [f'flt = "{first}"', *(f"flt += \" and {part}\".format(t.strftime('%Y-%m-%dT%H:%M:%SZ'))" for part in more)]
            value = "flt"
        elif "f-string" in form:
            value = f'f"{text}"'
        elif "format" in form:
            half = len(text) // 2
            value = f'("{text[:half]}"\n  "{text[half:]}").format(x)'
        elif "\\'" in form:
            value = "'" + text.replace("'", "\\'") + "'"
        elif "conditional" in form:
            value = f'"{text}" if x else "state eq \'active\'"'
        else:
            value = f'"{text}"'
        arguments.append(f"filter={value}")
    if "select" in row:
        arguments.append(f'select=["{row["select"]}"]' if "client.list" in row["call"] else f'select="{row["select"]}"')
    if "." not in row["call"]:
        body.append(f"from azure.batch.models import {row['call']}")
    return "\n".join([*body, f"{row['call']}({', '.join(arguments)})"])


def test_every_python_row_of_the_corpus_is_found() -> None:
    lines = shared("corpora/batch-filters.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["lang"] == "Python"]
    assert len(rows) >= 20
    allowed = {"ODN408", "ODN531"}  # an AND in upper case, and text put between quotes
    for row in rows:
        source = Source("host.py", host_of(row))
        expressions = extract(source)
        for option in ("filter", "select"):
            if option not in row:
                continue
            matching = [e for e in expressions if e.option == option]
            wanted = row[option].replace("{}", "%Y-%m-%dT%H:%M:%SZ") if "+=" in row["form"] else row[option]
            assert wanted in [e.text for e in matching], row
            assert {e.api for e in matching} == {APIS[row["api"]]}, row
        assert APIS[row["api"]] in SERVICES
        said = {d.code for e in expressions for d in findings(e)}
        assert said <= allowed, (row, said)
