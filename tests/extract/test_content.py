"""Filters recognised by content: what reads as one, what does not, and the ways that values take in programs."""

from __future__ import annotations

import re

import pytest

from odatanodes.base.files import Source
from odatanodes.extract import extract
from odatanodes.extract.content import reads_as_filter
from tests.kit.hosts import found


@pytest.mark.parametrize(
    "text",
    [
        "state eq 'idle'",
        "stat eq 'idle'",
        " and (vmSize eq 'a' or not startswith(id,'a'))",
        "STATE EQ 'idle' AND vmSize == 'a'",
        "executionInfo/exitCode gt 3",
        "start_task_info/exit_code in (1,2)",
        "stateTransitionTime gt DateTime'2025-11-22T00:00:00Z'",
        "state eq '\ufffc",
        "state eq 'idle",
        "startswith(id,'it's')",
        "'idle' eq state",
        "tolower(state) eq 'idle' and state eq 'a'",
        "state eq 'a' and \ufffc",
        "state eq 'a' & id eq 'b'",
    ],
)
def test_what_reads_as_a_filter(text: str) -> None:
    assert reads_as_filter(text)


@pytest.mark.parametrize(
    "text",
    [
        "PartitionKey eq 'a'",
        "roleName eq 'Reader'",
        "properties/allocationState eq 'Steady'",
        "PartitionKey eq 'a' and state eq 'open'",
        "state eq 'open' and contains(mail, 'x')",
        "eventTimestamp ge '2025-11-22' and id eq 'a'",
        "state = 'idle'",
        "stat = 1",
        "state eq 'idle' nodes are listed",
        "the state eq 'idle'",
        "state in the pool",
        "id in ids",
        "",
        "state",
    ],
)
def test_what_does_not(text: str) -> None:
    assert not reads_as_filter(text)


CRM, F = "https://crm.example.com/orders", "\"state eq 'idle'\""
PROGRAM = {
    "a.py": "from azure.batch import BatchClient\n{}\nBatchClient('u', None).list_nodes('p', filter=f())\n",
    "a.cs": 'using Azure.Compute.Batch;\nclass A {{ void F(BatchClient c) {{ {}\n c.GetNodes("p", filter: f()); }} }}\n',
    "a.ts": "import {{ BatchClient }} from '@azure/batch';\n{}\nclient.listNodes('p', {{ filter: f() }});\n",
    "a.java": 'import com.azure.compute.batch.*;\nclass A {{ void f() {{ {}\n c.nodes().listComputeNodes("p"); }} }}\n',
}


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("a.py", "x = {'a': \"stat eq 'idle'\"}"),
        ("a.py", "f = lambda: \"stat eq 'idle'\""),
        ("a.py", "x = partial(go, \"stat eq 'idle'\")"),
        ("a.py", "while (x := \"stat eq 'idle'\"): pass"),
        ("a.py", "match a:\n    case 1:\n        x = \"stat eq 'idle'\""),
        ("a.cs", "var x = new[] {{ \"stat eq 'idle'\" }};"),
        ("a.cs", "Func<string> f = () => \"stat eq 'idle'\";"),
        ("a.ts", "const x = new Map([['a', \"stat eq 'idle'\"]]);"),
        ("a.ts", "const f = (y = \"stat eq 'idle'\") => y;"),
        ("a.java", "switch (x) {{ case 1: y = \"stat eq 'idle'\"; }}"),
    ],
)
def test_a_filter_is_found_whatever_way_it_takes(name: str, line: str) -> None:
    assert ("filter", "stat eq 'idle'", "list-nodes") in found(
        name, PROGRAM[name].format(line.replace("{{", "{").replace("}}", "}"))
    )


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("a.py", "logging.info(\"state eq 'idle'\")"),
        ("a.py", "raise ValueError(\"state eq 'idle'\")"),
        ("a.py", "table.query_entities(\"state eq 'idle'\")"),
        ("a.py", "x = \"state eq 'idle'\"\ngraph_client.list(filter=x)"),
        ("a.py", 'def f():\n    """state eq \'idle\'"""'),
        ("a.cs", "Console.WriteLine(\"state eq 'idle'\");"),
        ("a.cs", "var x = \"state eq 'idle'\"; tableClient.Query(x);"),
        ("a.cs", "throw new ArgumentException(\"state eq 'idle'\");"),
        ("a.ts", "console.log(\"state eq 'idle'\");"),
        ("a.ts", "function q(c, f) { return c.queryEntities(f); }\nq(c, \"state eq 'idle'\");"),
        ("a.java", "log.info(\"state eq 'idle'\");"),
        ("a.java", "// \"state eq 'idle'\""),
        ("a.cs", "s.Go(new SearchOptions { Filter = F });"),
        ("a.cs", "SearchOptions o = new() { Filter = F };"),
        ("a.cs", "var o = new SearchOptions(); o.Filter = F;"),
        ("a.cs", "users.Get(r => { r.QueryParameters.Filter = F; });"),
        ("a.java", "users.get(r -> { r.queryParameters.filter = F; });"),
        ("a.cs", 'h.Go("CRM?$filter=" + Uri.EscapeDataString(F));'),
        ("a.cs", 'var f = F; h.Go($"CRM?$filter={f}");'),
        ("a.cs", 'Q.Add("CRM", "$filter", F);'),
        ("a.java", 'Q.of("CRM").param("$filter", F);'),
        ("a.java", 'rest.get("CRM?$filter={f}", X.class, F);'),
        ("a.ts", "const x = { placeholder: F };"),
        ("a.cs", "} [Description(F)] int x; void G() {"),
        ("a.cs", "db.ExecuteSqlRaw(F);"),
        ("a.ts", "axios.get('CRM', { params: { $filter: F } });"),
        ("a.ts", "axios({ url: 'CRM', params: { $filter: F } });"),
        ("a.ts", "const c = axios.create({ baseURL: 'CRM' });\nc.get('/a', { params: { $filter: F } });"),
        ("a.ts", "const u = new URL('CRM'); u.searchParams.set('$filter', F);"),
        ("a.ts", "const B = 'CRM';\nconst p = { $filter: F };\naxios.get(`${B}/a`, { params: p });"),
    ],
)
def test_what_goes_elsewhere_is_left_alone(name: str, line: str) -> None:
    code = re.sub(r"\bF\b(?=[ ;)])", F, line.replace("CRM", CRM))
    assert found(name, PROGRAM[name].format(code)) == []


def test_without_evidence_nothing_is_taken() -> None:
    assert found("a.py", "x = \"state eq 'idle'\"\nbatch_client = w\nw.list_jobs(filter='x eq 1')\n") == []
    assert found("a.cs", "class R { void F(MyBatchClient c) { c.GetTasks(filter: \"state eq 'a'\"); } }\n") == []


@pytest.mark.parametrize(
    ("name", "code", "expected"),
    [
        ("a.java", "x(String.format(\"stat eq '%s'\", s));", "stat eq '%s'"),
        ("a.java", "x(\"stat eq '%s'\".formatted(s));", "stat eq '%s'"),
        ("a.java", "String t = \"stat eq '%s'\"; x(String.format(t, s));", "stat eq '%s'"),
        ("a.java", 'x("stat eq \'{s}\'".replace("{s}", s));', "stat eq '{s}'"),
        ("a.java", 'x(String.join(" and ", "stat eq \'a\'", "id eq \'b\'"));', "stat eq 'a' and id eq 'b'"),
        ("a.java", "String t = \"stat eq '%s'\"; x(format(t, s));", "stat eq '%s'"),
        ("a.cs", "X(string.Format(\"stat eq '{0}'\", s));", "stat eq '{0}'"),
        ("a.cs", 'X(string.Format(C.I, "stat eq \'{0}\'", "a"));', "stat eq 'a'"),
        ("a.cs", "b.AppendFormat(\"stat eq '{0}'\", s);", "stat eq '{0}'"),
        ("a.cs", 'X("stat eq \'{s}\'".Replace("{s}", s));', "stat eq '{s}'"),
        ("a.ts", "x(util.format(\"stat eq '%s'\", s));", "stat eq '%s'"),
        ("a.ts", "x(\"stat eq '#'\".replace('#', s));", "stat eq '#'"),
    ],
)
def test_a_format_is_read_as_what_it_makes(name: str, code: str, expected: str) -> None:
    one, *more = extract(Source(name, PROGRAM[name].format(code)))
    assert (one.text, len(one.holes), more) == (expected, int("'a'" not in expected), [])


def test_a_filter_of_several_apis_is_one_of_them() -> None:
    text = "from azure.batch import BatchClient\nx = {1: \"state eq 'a'\"}\nc.list_jobs(filter=x[1])\nc.list_pools(filter=x[1])\n"
    assert found("a.py", text) == [("filter", "state eq 'a'", "any")]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("a.py", "class A:\n    def more(self):\n        self.f += \" and stat eq 'a'\""),
        ("a.ps1", "Get-AzBatchComputeNode\n$f += \" and stat eq 'a'\""),
        ("a.sh", "az batch node list\nF+=\" and stat eq 'a'\""),
        ("a.sh", 'F="stat eq \'a\' and ("\nif x; then\n  F+="$X)"\nfi\naz batch node list --filter "$F"'),
        ("a.ps1", "$f = \"(stat eq 'a'\"\nif ($x) {\n  $f += \" or $y\"\n}\n$f += ')'\nGet-AzBatchComputeNode -Filter $f"),
        ("a.py", "class A:\n    def more(self, x):\n        self.f = \"stat eq 'a' or \"\n        self.f += x"),
    ],
)
def test_a_piece_is_read_without_what_joins_it(name: str, code: str) -> None:
    head = "from azure.batch import BatchClient\n" if name == "a.py" else ""
    assert [text for _, text, _ in found(name, head + code)] == ["stat eq 'a'"]
