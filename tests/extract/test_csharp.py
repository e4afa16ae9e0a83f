"""C#: which texts are found, for which list API and where, and the findings about their holes."""

from __future__ import annotations

import textwrap

import pytest

pytest.importorskip("tree_sitter_c_sharp", reason="the parsers are in the extra languages")

from odatanodes.base.files import Source
from odatanodes.batch.clients import ANY
from odatanodes.extract import PLAIN, extract
from odatanodes.lint.findings import findings
from tests.kit.hosts import found, marked

HEAD = "using Microsoft.Azure.Batch;\nusing Azure.Compute.Batch;\n"


def in_method(code: str) -> str:
    return HEAD + "class Program {\n  void M(string p, int n, DateTime since, bool b) {\n" + textwrap.dedent(code) + "\n  }\n}\n"


def texts(value: str, before: str = "", after: str = "") -> list[str]:
    """Return the texts that a value is read as."""
    code = f"{before}\njob.ListTasks(new ODATADetailLevel(filterClause: {value}));"
    return [text for _, text, _ in found("a.cs", in_method(code) + after)]


def codes(value: str) -> list[str]:
    code = f"client.JobOperations.ListJobs(new ODATADetailLevel(filterClause: {value}));"
    return [code for _, code, _ in marked("a.cs", in_method(code))]


TASKS, NODES = ("filter", "a eq 1", "list-tasks"), ("filter", "a eq 1", "list-nodes")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('job.ListTasks(new ODATADetailLevel("a eq 1", "id"));', [TASKS, ("select", "id", "list-tasks")]),
        ('job.ListTasks(new ODATADetailLevel(selectClause: "id"));', [("select", "id", "list-tasks")]),
        ('pool.ListComputeNodes(detailLevel: new ODATADetailLevel { FilterClause = "a eq 1" });', [NODES]),
        ('pool.ListComputeNodes(new Microsoft.Azure.Batch.ODATADetailLevel() { FilterClause = "a eq 1" });', [NODES]),
        ('ODATADetailLevel d = new(filterClause: "a eq 1");\njob.ListTasks(d);', [TASKS]),
        ('ODATADetailLevel d = new() { FilterClause = "a eq 1" };\njob.ListTasks(d);', [TASKS]),
        ('var d = new ODATADetailLevel();\nd.FilterClause = "a eq 1";\nawait job.ListTasks(d).ToListAsync();', [TASKS]),
        ('var d = new ODATADetailLevel("a eq 1");\nD e = d;\njob.ListTasks(b ? d : null);', [TASKS]),
        ('DetailLevel d;\nd = new ODATADetailLevel("a eq 1");\njob?.ListTasks(d);', [TASKS]),
        ('client.PoolOperations.ListComputeNodes("p", new ODATADetailLevel("a eq 1"));', [NODES]),
        (
            'client.PoolOperations.ListNodeFiles("p", "n", true, new ODATADetailLevel("a eq 1"));',
            [(*TASKS[:2], "list-compute-node-files")],
        ),
        ('task.ListNodeFiles(true, new ODATADetailLevel("a eq 1"));', [(*TASKS[:2], "list-task-files")]),
        (
            'client.JobScheduleOperations.ListJobs("s", new ODATADetailLevel("a eq 1"));',
            [(*TASKS[:2], "list-jobs-in-job-schedule")],
        ),
        ('proxy.GetComputeNodeAsync("p", "n", new ODATADetailLevel(selectClause: "id"));', [("select", "id", None)]),
        ('await proxy.GetPoolAsync("p", detailLevel: new ODATADetailLevel(selectClause: "id"));', [("select", "id", PLAIN)]),
        ('var d = new ODATADetailLevel("a eq 1");', [(*TASKS[:2], ANY)]),
        ('return new ODATADetailLevel("a eq 1");', [(*TASKS[:2], ANY)]),
        (
            'client.GetNodesAsync("p", filter: "a eq 1", select: new[] { "id", "state" });',
            [NODES, ("select", "id,state", "list-nodes")],
        ),
        ('client.GetTasks(jobId: "j", filter: "a eq 1", select: new string[] { "id" });', [TASKS, ("select", "id", "list-tasks")]),
        ('client.GetTasks("j", null, null, 10, "a eq 1", ["id"]);', [TASKS, ("select", "id", "list-tasks")]),
        (
            'client.GetJobs(filter: "a eq 1", select: new List<string> { "id" });',
            [(*TASKS[:2], "list-jobs"), ("select", "id", "list-jobs")],
        ),
        ('client.GetNode("p", "n", select: ["id"]);', [("select", "id", None)]),
        ('client.GetThings("p", filter: "a eq 1");', []),
        ('client.GetTasks("j", filter: null);', []),
        ('var other = new Query { Filter = "a eq 1" };', []),
        ("job.ListTasks(new ODATADetailLevel(filterClause: p));", []),
        ('job.ListTasks(new ODATADetailLevel(filterClause: $"{p}"));', []),
    ],
)
def test_calls(code: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert found("a.cs", in_method(code)) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            """
            var d = new ODATADetailLevel { SelectClause = "id" };
            d.FilterClause = "a eq 1";
            job.ListTasks(d);
            d.FilterClause = "b eq 2";
            pool.ListComputeNodes(d);
            """,
            [
                ("select", "id", "list-nodes"),
                ("select", "id", "list-tasks"),
                ("filter", "a eq 1", "list-tasks"),
                ("filter", "b eq 2", "list-nodes"),
            ],
        ),
        ('Get(new ODATADetailLevel("a eq 1"));\nvoid Get(DetailLevel level) => job.ListTasks(level);', [TASKS]),
        ('job.ListTasks(Make());\nODATADetailLevel Make() { return new ODATADetailLevel("a eq 1"); }', [TASKS]),
        ('job.ListTasks(Make());\nODATADetailLevel Make() { return new() { FilterClause = "a eq 1" }; }', [TASKS]),
        ('job.ListTasks(other);\nUse(new ODATADetailLevel("a eq 1", "id"));', [TASKS, ("select", "id", ANY)]),
        (
            'Get("id", "a eq 1");\nvoid Get(string s, string f) { job.ListTasks(new ODATADetailLevel(f, s)); }',
            [("select", "id", "list-tasks"), TASKS],
        ),
        (
            'this.level = new ODATADetailLevel("a eq 1");\njob.ListTasks(this.level);\n}\nODATADetailLevel level;\nvoid N() {',
            [TASKS],
        ),
        (
            'job.ListTasks(level);\n}\nprivate readonly ODATADetailLevel level = new("a eq 1");\nvoid N() {',
            [(*TASKS[:2], "list-tasks")],
        ),
    ],
)
def test_flows(code: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert found("a.cs", in_method(code)) == expected


MEMBERS = """
class Constants { public const string Filter = "c eq 1"; }
class Other {
  private const string Top = "top eq 1";
  private static readonly string[] Parts = { "a eq 1", "b eq 2" };
  string Property => "p eq 1";
  string Kept { get; } = "k eq 1";
  string Twice = "t eq 1";
  void Set() { Twice = "t eq 2"; }
  string Made(bool x) { if (x) return "m eq 1"; return "m eq 2"; }
  void N() {
    %s
  }
}
"""


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('"a eq 1"', ["a eq 1"]),
        (r'"a eq \"\u0041\x42\U0001F600\t\\"', ['a eq "AB\U0001f600\t\\']),
        (r'"id eq \uD83D\uDE00"', ["id eq \U0001f600"]),
        ('@"a eq ""b"" \\n"', ['a eq "b" \\n']),
        ('$"a eq {p} and {{"', ["a eq {p} and {"]),
        ('$@"a eq {p} and ""x"""', ['a eq {p} and "x"']),
        ('@$"a eq {p}"', ["a eq {p}"]),
        ('$"a eq {d["k"]}"', ['a eq {d["k"]}']),
        ('$"a eq {n,5:D3}"', ["a eq {n,5:D3}"]),
        ('$"a eq {(b ? "x" : "y")}"', ['a eq {(b ? "x" : "y")}']),
        ('$"a eq {5}"', ["a eq 5"]),
        ('$"a eq {Local}"', ["a eq {Local}"]),
        ('"""a eq "1" """', ['a eq "1"']),
        ('"""\n      a eq 1\n        and b eq 2\n      """', ["a eq 1\n  and b eq 2"]),
        ('$$"""\n   a eq {{p}} or {x}\n   """', ["a eq {{p}} or {x}"]),
        ('"a " + "eq" + (" 1")', ["a eq 1"]),
        ('"a eq " + p', ["a eq {p}"]),
        ('"a eq " + p + " and b eq " + n', ["a eq {p} and b eq {n}"]),
        ('string.Format("a eq {0} and b eq {1:D2} {{", p, n)', ["a eq {0} and b eq {1:D2} {"]),
        ('String.Format(CultureInfo.InvariantCulture, "a eq {0}", 7)', ["a eq 7"]),
        ('string.Concat("a eq ", p)', ["a eq {p}"]),
        ('string.Join(" or ", new[] { "a eq 1", "b eq 2" })', ["a eq 1 or b eq 2"]),
        ('string.Join(" or ", "a eq 1", $"b eq {p}")', ["a eq 1 or b eq {p}"]),
        ('string.Join(" or ", grown)', ["a eq 1 or b eq 2"]),
        ('string.Join(" or ", new List<string> { "a eq 1", "b eq 2" }.ToArray())', ["a eq 1 or b eq 2"]),
        ('string.Join(" or ", names.Select(n => $"id eq \'{n}\'"))', ["id eq '{n}'"]),
        ('new StringBuilder("a eq ").Append(p).Append(" and b eq 2").ToString()', ["a eq {p} and b eq 2"]),
        ('b ? "a eq 1" : "b eq 2"', ["a eq 1", "b eq 2"]),
        ('b ? "a eq 1" : null', ["a eq 1"]),
        ('p ?? "a eq 1"', ["a eq 1"]),
        ('n switch { 1 => "a eq 1", _ => "b eq 2" }', ["a eq 1", "b eq 2"]),
        ('(string)"a eq 1"', ["a eq 1"]),
        ('" a eq 1 ".Trim()', ["a eq 1"]),
        ("once", ["once eq 1"]),
        ("later", ["later eq 1"]),
        ("added", ["a eq 1 and b eq 2"]),
        ("again", ["a eq 1 and b eq {p}"]),
        ("built.ToString()", ["a eq 1 and b eq 2"]),
        ("sized.ToString()", ["a eq {p} and b eq 2"]),
        ("made()", ["a eq 1"]),
        ("changed.ToString()", []),
        ("formatted.ToString()", ["a eq 1 and b eq {0}"]),
        ("looped", ["c eq {one}"]),
        ("twice", []),
        ("p", []),
        ("self", []),
    ],
)
def test_values(value: str, expected: list[str]) -> None:
    before = """
    string once = "once eq 1", later = null;
    if (b) { later = "later eq 1"; }
    var added = "a eq 1";
    if (b) added += " and b eq 2";
    var again = "a eq 1"; again = again + " and b eq " + p;
    var built = new StringBuilder("a eq 1"); built.Append(" and b eq 2");
    var sized = new StringBuilder(64); sized.Append("a eq ").Append(p); sized.Append(" and b eq 2");
    Func<string> made = () => "a eq 1";
    var changed = new StringBuilder("a eq 1"); changed.Insert(0, p);
    var formatted = new StringBuilder("a eq 1"); formatted.Append(" and ").AppendFormat("b eq {0}", p);
    var looped = ""; foreach (var one in names) { if (looped != "") looped += " or "; looped += "c eq " + one; }
    var twice = "t eq 1"; twice = "t eq 2";
    var grown = new List<string> { "a eq 1" };
    grown.Add("b eq 2");
    string self = self + self;
    """
    assert texts(value, before) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Top", ["top eq 1"]),
        ("this.Top", ["top eq 1"]),
        ("Constants.Filter", ["c eq 1"]),
        ('$"{Top} and a eq 1"', ["top eq 1 and a eq 1"]),
        ("Property", ["p eq 1"]),
        ("Kept", ["k eq 1"]),
        ("Twice", []),
        ("Made(b)", ["m eq 1", "m eq 2"]),
        ("this.Made(b)", ["m eq 1", "m eq 2"]),
        ("other.Made(b)", []),
        ('string.Join(" or ", Parts)', ["a eq 1 or b eq 2"]),
        ("Elsewhere.Filter", []),
    ],
)
def test_members(value: str, expected: list[str]) -> None:
    text = HEAD + MEMBERS % f"job.ListTasks(new ODATADetailLevel({value}));"
    assert [text for _, text, _ in found("a.cs", text)] == expected


@pytest.mark.parametrize(
    "code",
    [
        'Query q = new() { FilterClause = "WHERE a = 1" };',
        'q.FilterClause = "WHERE a = 1";',
        'Query q = new(filterClause: "a = 1");',
    ],
)
def test_clauses_of_others_are_left_alone(code: str) -> None:
    assert found("a.cs", "class A { void M() { " + code + " } }") == []


def test_a_class_in_parts() -> None:
    text = (
        HEAD
        + 'partial class A { const string F = "a eq 1"; }\npartial class A { void M() { job.ListTasks(new ODATADetailLevel(F)); } }'
    )
    assert found("a.cs", text) == [TASKS]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("$\"id eq '{p}'\"", []),
        ('$"id eq \'{p.Replace("\'", "\'\'")}\'"', []),
        ("$\"id eq '{n}'\"", []),
        ("$\"id eq '{Guid.NewGuid():N}'\"", []),
        ("$\"state eq '{JobState.Active}'\"", []),
        ("string.Format(\"id eq '{0}'\", p)", []),
        ('"id eq \'" + p + "\'"', []),
        ("$\"id eq '{p}' and stat eq 1\"", ["ODN201"]),
        ("$\"{p} eq 'a'\"", ["ODN533"]),
        ("$\"id {p} 'a'\"", ["ODN533"]),
        ("\"id eq '{p}'\"", ["ODN510"]),
        ("\"id eq '{0}'\"", ["ODN510"]),
        ('"id eq {p}"', ["ODN111"]),
        ("$\"creationTime gt DateTime'{since:o}'\"", []),
        ("$\"creationTime gt DateTime'{since}'\"", ["ODN114"]),
        ("$\"creationTime gt DateTime'{DateTime.UtcNow:o}'\"", []),
        ("$\"creationTime gt DateTime'{DateTime.Now:o}'\"", ["ODN536"]),
        ("$\"creationTime gt DateTime'{DateTime.UtcNow.AddDays(-1):yyyy-MM-ddTHH:mm:ssZ}'\"", []),
        ("$\"creationTime gt DateTime'{DateTime.Now.AddDays(-1):yyyy-MM-ddTHH:mm:ssZ}'\"", ["ODN534"]),
        ("$\"creationTime gt DateTime'{DateTime.Now.ToUniversalTime():yyyy-MM-ddTHH:mm:ssZ}'\"", []),
        ("$\"creationTime gt DateTime'{DateTime.UtcNow:s}'\"", ["ODN534"]),
        ("$\"creationTime gt DateTime'{DateTime.UtcNow:s}Z'\"", []),
        ("$\"creationTime gt DateTime'{DateTime.UtcNow - TimeSpan.FromMinutes(2):O}'\"", []),
        ("$\"creationTime gt DateTime'{DateTimeOffset.Now:yyyy-MM-ddTHH:mm:sszzz}'\"", ["ODN536"]),
        ("$\"creationTime gt DateTime'{new DateTime(2025, 1, 1):o}'\"", ["ODN534"]),
        ("$\"creationTime gt DateTime'{since.ToString(\"yyyy-MM-dd'T'HH:mm:ssZ\", CultureInfo.InvariantCulture)}'\"", []),
        ("$\"creationTime gt DateTime'{since:yyyy-MM-dd HH:mm}'\"", ["ODN114"]),
        ("$\"creationTime gt DateTime'{since.ToShortDateString()}'\"", ["ODN114"]),
        ("$\"creationTime gt DateTime'{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}'\"", ["ODN114"]),
        ("$\"creationTime gt DateTime'{p:r}'\"", []),
        ("string.Format(\"creationTime gt DateTime'{0:o}'\", DateTime.Now)", ["ODN536"]),
        ("string.Format(\"creationTime gt DateTime'{0:s}'\", DateTime.UtcNow)", ["ODN534"]),
        ('string.Format("creationTime gt DateTime\'{0}\'", DateTime.UtcNow.ToString("o"))', []),
        ("\"state eq 'active' AND id eq 'b'\"", ["ODN408"]),
        ('"creationTime gt DateTime 2025-01-01"', ["ODN124"]),
    ],
)
def test_findings(value: str, expected: list[str]) -> None:
    assert codes(value) == expected


@pytest.mark.parametrize(
    ("code", "row"),
    [
        ('client.JobOperations.ListJobs(new ODATADetailLevel("stat eq 1"));', 5),
        ("/* \U0001f600é */ client.JobOperations.ListJobs(new ODATADetailLevel(\"id eq '\U0001f600' and stat eq 1\"));", 5),
        (r'client.JobOperations.ListJobs(new ODATADetailLevel("id eq \u0027\t\u0027 and stat eq 1"));', 5),
        ('client.JobOperations.ListJobs(new ODATADetailLevel(\n"id eq \'a\' " + // note\n "and stat eq 1"));', 7),
        ('client.JobOperations.ListJobs(new ODATADetailLevel($@"id eq {n} and ""x"" eq ""x"" and stat eq 1"));', 5),
        ('client.JobOperations.ListJobs(new ODATADetailLevel("""\n    id eq \'é\'\n      and stat eq 1\n    """));', 7),
        ('const string S = "stat eq 1";\nclient.JobOperations.ListJobs(new ODATADetailLevel($"id eq {n} and {S}"));', 5),
        ("client.JobOperations.ListJobs(new ODATADetailLevel(string.Format(\"id eq '{0}' and stat eq 1\", n)));", 5),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_positions_map_back(code: str, row: int, end: str) -> None:
    places = [place for place in marked("a.cs", in_method(code).replace("\n", end)) if place[1] == "ODN201"]
    assert places == [(row, "ODN201", "stat")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("state eq 'idle'", []),
        ("executionInfo/poolId eq 'p' and id eq 'j'", []),
        ("stat eq 'idle'", [("ODN201", "no list API filters on 'stat'", "did you mean 'state'?")]),
        ("executionInfo/exitCode ne 0 and vmSize eq 'a'", []),  # no API has both, each has some that has it
        ("state eq 'a' AND id eq 'b'", [("ODN304", None, None), ("ODN408", None, None)]),
        ("state eq", [("ODN110", None, None)]),
    ],
)
def test_where_the_api_cannot_be_seen_any_will_do(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    [one] = extract(Source("a.cs", in_method(f'return new ODATADetailLevel("{text}");')))
    said = findings(one)
    assert [d.code for d in said] == [code for code, _, _ in expected]
    for finding, (_, message, help) in zip(said, expected, strict=True):
        assert message is None or (finding.message, finding.help) == (message, help)
    assert findings(one, "list-nodes") == findings(one.replace(api="list-nodes"))


def test_help_is_that_of_the_language() -> None:
    [one] = extract(Source("a.cs", in_method("job.ListTasks(new ODATADetailLevel(\"id eq '{p}'\"));")))
    [finding] = findings(one)
    assert (finding.code, finding.help) == ("ODN510", "put a $ before the quotes of the string, or give it to string.Format")
