"""Values that a file itself gives to holes: constants, loops, enumerations, instants, texts that are encoded twice."""

from __future__ import annotations

import pytest

from odatanodes.base.files import Source
from odatanodes.extract import extract
from odatanodes.lint.findings import findings

HEAD = """\
import time
from datetime import date, datetime
from enum import Enum
from urllib.parse import quote
from azure.batch import BatchClient
from azure.batch.models import BatchNodeState, BatchNodeState as R
class S(Enum):
    IDLE = "idle"
c = BatchClient()
"""


def codes(name: str, text: str) -> list[str]:
    return [d.code for expression in extract(Source(name, text)) for d in findings(expression)]


@pytest.mark.parametrize(
    ("body", "hole", "expected"),
    [
        ("s = 'idle' if k else 'ofline'", "s", ["ODN304"]),
        ("s = 'idle' if k else 'offline'", "s", []),
        ("s = 'idle' if k else other", "s", []),
        ("s = R.IDLE", "s", ["ODN304"]),
        ("for s in S: pass", "s", ["ODN304"]),
        ("for s in (BatchNodeState.IDLE, R.RUNNING): pass", "s", ["ODN304"]),
        ("for s in (BatchNodeState.IDLE, R.RUNNING): pass", "s.value", []),
        ("for s in (BatchNodeState.IDLE, other): pass", "s", []),
    ],
)
def test_what_a_name_can_be(body: str, hole: str, expected: list[str]) -> None:
    assert codes("a.py", f"{HEAD}{body}\nc.list_nodes('p', filter=f\"state eq '{{{hole}}}'\")\n") == expected


TREES = {
    "a.cs": "using Microsoft.Azure.Batch;\nclass A {{ void F(bool k, Batch b) {{ {}\n"
    'b.PoolOperations.ListComputeNodes("p", new ODATADetailLevel(filterClause: "state eq \'" + s + "\'")); }} }} }}\n',
    "a.java": "import com.microsoft.azure.batch.*;\nclass A {{ void f(boolean k) {{ {}\n"
    'c.computeNodeOperations().listComputeNodes("p", new DetailLevel.Builder()'
    '.withFilterClause("state eq \'" + s + "\'").build()); }} }} }}\n',
    "a.ts": "import {{ BatchClient }} from '@azure/batch';\nfunction f(k: boolean) {{ {}\n"
    "client.listNodes('p', {{ filter: `state eq '${{s}}'` }}); }} }}\n",
}


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("a.cs", 'foreach (var s in new[] { "idle", "ofline" }) {', ["ODN304"]),
        ("a.cs", 'foreach (var s in new[] { "idle", other }) {', []),
        ("a.cs", 'string s; if (k) s = "idle"; else s = "ofline"; {', ["ODN304"]),
        ("a.cs", 'string s = ""; if (k) s = "idle"; else s = "offline"; {', []),
        ("a.java", 'for (String s : java.util.List.of("idle", "ofline")) {', ["ODN304"]),
        ("a.ts", "for (const s of ['idle', 'ofline']) {", ["ODN304"]),
        ("a.ts", "for (const s in ['idle', 'ofline']) {", []),
        ("a.ts", "const s = k ? 'idle' : 'ofline'; {", ["ODN304"]),
        ("a.ts", "let s = 'idle'; if (k) s = other(); {", []),
    ],
)
def test_what_a_name_of_a_program_can_be(name: str, body: str, expected: list[str]) -> None:
    assert codes(name, TREES[name].format(body)) == expected


@pytest.mark.parametrize(("value", "expected"), [("R.IDLE", ["ODN304"]), ("''", []), ("None", [])])
def test_what_a_class_gives_its_members(value: str, expected: list[str]) -> None:
    text = f"class A:\n    w = {value}\n    def f(self):\n        c.list_nodes('p', filter=f\"state eq '{{self.w}}'\")\n"
    assert codes("a.py", HEAD + text) == expected
    assert codes("a.py", f"{HEAD}{text}        self.w = 'idle'\n") == []


@pytest.mark.parametrize(
    ("hole", "expected"),
    [
        ("since", ["ODN114"]),
        ("since:%Y-%m-%dT%H:%M:%SZ", []),
        ("since.isoformat()", []),
        ("day", ["ODN114"]),
        ("day}T00:00:00Z{''", []),
        ("time.time()", ["ODN114"]),
    ],
)
def test_instants_by_their_type(hole: str, expected: list[str]) -> None:
    call = f"c.list_jobs(filter=f\"creationTime gt DateTime'{{{hole}}}'\")"
    assert codes("a.py", f"{HEAD}def f(since: datetime, day: date):\n    {call}\n") == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.py", HEAD + "q = quote(\"state eq 'idle'\")\nc.list_nodes('p', filter=q)", 1),
        ("a.py", HEAD + "get('https://a.b.batch.azure.com/jobs', params={'$filter': quote(\"state eq 'active'\")})", 1),
        ("a.py", HEAD + "get('https://a.b.batch.azure.com/jobs?$filter=' + quote(\"state eq 'active'\"))", 0),
    ],
)
def test_what_is_encoded_twice(name: str, text: str, expected: int) -> None:
    found = [d.message + d.help for expression in extract(Source(name, text + "\n")) for d in findings(expression)]
    assert len(found) == expected
    assert all("encode" in text for text in found)


SHELL = "az batch node list --pool-id p --filter \"state eq '$s'\"\n"
POWERSHELL = "Get-AzBatchComputeNode -PoolId p -Filter \"state eq '$s'\" -BatchContext $c\n"


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.sh", f'for s in idle "ofline"; do\n{SHELL}done\n', ["ODN304"]),
        ("a.sh", f"for s in idle offline; do\n{SHELL}done\n", []),
        ("a.sh", f"for s in idle $X; do\n{SHELL}done\n", []),
        ("a.sh", f"for s in idle; do\n{SHELL}done\nfor s in ofline; do\n{SHELL}done\n", ["ODN304", "ODN304"]),
        ("a.ps1", f"foreach ($s in 'idle', 'ofline') {{\n{POWERSHELL}}}\n", ["ODN304"]),
        ("a.ps1", f"foreach ($s in 'idle', $x) {{\n{POWERSHELL}}}\n", []),
    ],
)
def test_what_a_loop_of_a_script_gives(name: str, text: str, expected: list[str]) -> None:
    assert codes(name, text) == expected


@pytest.mark.parametrize(
    ("name", "line", "help"),
    [
        ("a.sh", """az batch node list --pool-id p --filter "state eq :x" """, "put the value in its place"),
        ("a.odata", "state eq :x", "write @x and bind a value to it"),
    ],
)
def test_help_names_bind_where_this_library_can_be_called(name: str, line: str, help: str) -> None:
    [finding] = [d for expression in extract(Source(name, line)) for d in findings(expression)]
    assert finding.help == help


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("class Q:\n  F = 'state = 1'\nc.list_nodes('p', filter=Q.F)", ["ODN106"]),
        ("class Q:\n  F = 'state = 1'\n  def f(self): c.list_nodes('p', filter=self.F)", ["ODN106"]),
        ("class Q(str, Enum):\n  F = 'state = 1'\nc.list_nodes('p', filter=Q.F.value)", ["ODN106"]),
        ("class Q:\n  f = 'state = 1'\n  def g(self): c.list_nodes('p', filter=self.f)", []),
        ("c.list_tasks('j', filter=' || '.join(f\"id eq '{i}'\" for i in x))", ["ODN106"]),
        ("c.list_tasks('j', filter=' OR '.join(f\"id eq '{i}'\" for i in x))", ["ODN408"]),
        ("c.list_tasks('j', filter=' and '.join(f\"id eq '{i}'\" for i in x))", []),
        ("c.list_tasks('j', filter=' or '.join(map(lambda i: f\"state eq {i}\", x)))", ["ODN303"]),
        ("c.list_tasks('j', filter=' or '.join(map(\"id eq '{}'\".format, x)))", []),
        ("c.list_tasks('j', filter=' and '.join(filter(None, ['stat eq 1'])))", ["ODN201"]),
        ("c.list_tasks('j', filter=' and '.join(p for p in ['stat eq 1'] if p))", ["ODN201"]),
        ("F = ('stat', 'id')\nc.list_nodes('p', select=[*F, 'state'])", ["ODN201"]),
        ("from string import Template\nT = Template(\"state eq '$s'\")\nc.list_nodes('p', filter=T.substitute(s=s))", []),
        (
            "from string import Template\nT = Template(\"stat eq '${s}' and state eq '$s'\")\nsend(T.substitute(s=s))",
            ["ODN201", "ODN531"],
        ),
        ("c.list_nodes('p', filter=\"state eq '{s}'\".format_map(x))", []),
        ("Q = {'a': \"state eq '{s}'\"}\nc.list_nodes('p', filter=Q[k].format(s=s))", []),
        ("Q = {'a': \"state eq '{s}'\"}\nc.list_nodes('p', filter=Q[k])", ["ODN510"]),
        ('def f(t):\n  t = t.replace("\'", "\'\'")\n  c.list_job_schedules(filter=f"displayName eq \'{t}\'")', []),
        ("c.list_nodes('p', filter=dedent('''stat eq 1\n''').replace('\\n', ' ').strip())", ["ODN201"]),
        ("assert x, \"stat eq 'idle'\"", []),
    ],
)
def test_texts_of_a_program(code: str, expected: list[str]) -> None:
    assert [found for found in codes("a.py", HEAD + code) if found != "ODN401"] == expected
