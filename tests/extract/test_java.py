"""Java: which texts are found, for which list API and where, and the findings about their holes."""

from __future__ import annotations

import textwrap

import pytest

pytest.importorskip("tree_sitter_java", reason="the parsers are in the extra languages")

from odatanodes.base.files import Source
from odatanodes.batch.clients import ANY
from odatanodes.extract import PLAIN, extract
from odatanodes.lint.findings import findings
from tests.kit.hosts import APIS, corpus, found, marked

HEAD = "package a;\nimport com.microsoft.azure.batch.*;\nimport com.azure.compute.batch.models.*;\n"


def in_method(code: str) -> str:
    return HEAD + "class Program {\n  void m(String p, int n, Instant since, boolean b) {\n" + textwrap.dedent(code) + "\n  }\n}\n"


def texts(value: str, before: str = "") -> list[str]:
    """Return the texts that a value is read as."""
    code = f"{before}\nclient.listTasks(id, new ListBatchTasksOptions().setFilter({value}));"
    return [text for _, text, _ in found("a.java", in_method(code))]


def codes(value: str) -> list[str]:
    code = """DateTimeFormatter ISO = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'"), self = self.withZone(z);\n"""
    code += f"client.listJobs(new BatchJobsListOptions().setFilter({value}));"
    return [code for _, code, _ in marked("a.java", in_method(code))]


LEVEL = 'new DetailLevel.Builder().withFilterClause("a eq 1").build()'
TASKS, NODES = ("filter", "a eq 1", "list-tasks"), ("filter", "a eq 1", "list-nodes")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (f"client.taskOperations().listTasks(id, {LEVEL});", [TASKS]),
        (f"client.computeNodeOperations().listComputeNodes(id, b ? {LEVEL} : null);", [NODES]),
        (
            'c.listComputeNodes(id, new DetailLevel.Builder().withSelectClause("id").withFilterClause("a eq 1").build());',
            [("select", "id", "list-nodes"), NODES],
        ),
        (f"DetailLevel d = {LEVEL};\nclient.taskOperations().listTasks(id, d);", [TASKS]),
        ('DetailLevel.Builder d = new DetailLevel.Builder();\nd.withFilterClause("a eq 1");\nc.listTasks(id, d.build());', [TASKS]),
        ('var d = new DetailLevel.Builder().withFilterClause("a eq 1");\nc.listTasks(id, d.build());', [TASKS]),
        (f"client.jobOperations().listJobs({LEVEL});", [(*TASKS[:2], "list-jobs")]),
        (f"client.jobOperations().listJobs(id, {LEVEL});", [(*TASKS[:2], "list-jobs-in-job-schedule")]),
        (f"client.fileOperations().listFilesFromComputeNode(p, n, true, {LEVEL});", [(*TASKS[:2], "list-compute-node-files")]),
        (f"client.accountOperations().listPoolNodeCounts({LEVEL});", [(*TASKS[:2], "list-pool-node-counts")]),
        (f"client.poolOperations().getPool(id, {LEVEL});", [(*TASKS[:2], PLAIN)]),
        (f"use({LEVEL});", [(*TASKS[:2], ANY)]),
        (f"return {LEVEL};", [(*TASKS[:2], ANY)]),
        ('new ListBatchNodesOptions().setFilter("a eq 1");', [NODES]),
        ('new BatchNodesListOptions().setMaxPageSize(3).setFilter("a eq 1");', [NODES]),
        (
            'new ListBatchTasksOptions().setFilter("a eq 1").setSelect(Arrays.asList("id", "state"));',
            [TASKS, ("select", "id,state", "list-tasks")],
        ),
        ('var o = new ListBatchTasksOptions();\no.setFilter("a eq 1");', [TASKS]),
        ('ListBatchTasksOptions o = made();\no.setFilter("a eq 1");', [TASKS]),
        ('new BatchNodeGetOptions().setSelect(List.of("id"));', [("select", "id", None)]),
        ('new SupportedBatchImagesListOptions().setFilter("a eq 1");', [(*TASKS[:2], "list-supported-images")]),
        ('new Query().setFilter("a eq 1");', []),
        ('paint.setFilter("a eq 1");', []),
        ("new ListBatchTasksOptions().setFilter(p);", []),
    ],
)
def test_calls(code: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert found("a.java", in_method(code)) == expected


def test_clauses_of_others_are_left_alone() -> None:
    assert found("a.java", 'class A { void m() { new Query().withFilterClause("WHERE a = 1"); } }') == []


def test_values_are_followed_through_functions() -> None:
    code = f"""
    list({LEVEL});
    client.poolOperations().listPools(made());
    nodes("b eq 2");
    }}
    void list(DetailLevel level) {{ client.taskOperations().listTasks(id, level); }}
    DetailLevel made() {{ return new DetailLevel.Builder().withFilterClause("c eq 3").build(); }}
    void nodes(String filter) {{ client.listNodes(id, new ListBatchNodesOptions().setFilter(filter));
    """
    assert found("a.java", in_method(code)) == [TASKS, ("filter", "b eq 2", "list-nodes"), ("filter", "c eq 3", "list-pools")]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('"a eq 1"', ["a eq 1"]),
        (r'"a eq \"\u0041\uu0042\101\t\\"', ['a eq "ABA\t\\']),
        (r'"id eq \uD83D\uDE00"', ["id eq \U0001f600"]),
        ('"""\n      a eq "1"\n        and b eq 2\n      """', ['a eq "1"\n  and b eq 2']),
        ('"""\n      a eq 1 \\\n      and b eq 2"""', ["a eq 1 and b eq 2"]),
        ('"a " + "eq" + (" 1")', ["a eq 1"]),
        ('"a eq " + p + " and b eq " + n', ["a eq {p} and b eq {n}"]),
        ('"a eq ".concat(p)', ["a eq {p}"]),
        ('String.format("a eq %s and b eq %2$d %%", p, n)', ["a eq %s and b eq %2$d %"]),
        ('String.format(Locale.ROOT, "a eq %s", 7)', ["a eq 7"]),
        ('"a eq %s".formatted(TOP)', ["a eq top eq 1"]),
        ('String.join(" or ", "a eq 1", "b eq 2")', ["a eq 1 or b eq 2"]),
        ('String.join(" or ", List.of("a eq 1", "b eq " + p))', ["a eq 1 or b eq {p}"]),
        ('String.join(" or ", grown)', ["a eq 1 or b eq 2"]),
        ('Stream.of("a eq 1", "b eq 2").collect(Collectors.joining(" or "))', ["a eq 1 or b eq 2"]),
        ('new StringBuilder("a eq ").append(p).append(" and b eq 2").toString()', ["a eq {p} and b eq 2"]),
        ("built.toString()", ["a eq 1 and b eq {p}"]),
        ('String.join(" or ", names.stream().map(n -> "id eq \'" + n + "\'").toList())', ["id eq '{n}'"]),
        ('b ? "a eq 1" : "b eq 2"', ["a eq 1", "b eq 2"]),
        ('switch (n) { case 1 -> "a eq 1"; default -> "b eq 2"; }', ["a eq 1", "b eq 2"]),
        ('(String) "a eq 1"', ["a eq 1"]),
        ("once", ["once eq 1"]),
        ("later", ["later eq 1"]),
        ("added", ["a eq 1 and b eq 2"]),
        ("again", ["a eq 1 and b eq {p}"]),
        ("changed.toString()", []),
        ("twice", []),
        ("p", []),
        ("self", []),
        ("TOP", ["top eq 1"]),
        ("this.kept", ["kept eq 1"]),
        ("Other.FILTER", ["c eq 1"]),
        ("Elsewhere.FILTER", []),
        ("made(b)", ["m eq 1", "m eq 2"]),
    ],
)
def test_values(value: str, expected: list[str]) -> None:
    code = f"""
    String once = "once eq 1", later = null;
    if (b) {{ later = "later eq 1"; }}
    var added = "a eq 1";
    if (b) added += " and b eq 2";
    String again = "a eq 1"; again = again + " and b eq " + p;
    StringBuilder changed = new StringBuilder("a eq 1"); changed.insert(0, p);
    String twice = "t eq 1"; twice = "t eq 2";
    List<String> grown = new ArrayList<>(Arrays.asList("a eq 1"));
    grown.add("b eq 2");
    StringBuilder built = new StringBuilder();
    built.append("a eq 1").append(" and b eq ");
    built.append(p);
    String self = self + self;
    client.listTasks(id, new ListBatchTasksOptions().setFilter({value}));
    }}
    static final String TOP = "top eq 1";
    private final String kept = "kept eq 1";
    interface Other {{ String FILTER = "c eq 1"; }}
    String made(boolean x) {{ if (x) return "m eq 1"; return "m eq 2";
    """
    assert [text for _, text, _ in found("a.java", in_method(code))] == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('"id eq \'" + p + "\'"', []),
        ('"id eq \'" + p.replace("\'", "\'\'") + "\'"', []),
        ('"id eq \'" + n + "\'"', []),
        ('"id eq \'" + UUID.randomUUID() + "\'"', []),
        ('"id eq \'" + Names.POOL + "\'"', []),
        ("String.format(\"id eq '%s'\", p)", []),
        ("String.format(\"id eq '%s' and stat eq 1\", p)", ["ODN201"]),
        ("String.format(\"%s eq 'a'\", p)", ["ODN533"]),
        ("String.format(\"id %s 'a'\", p)", ["ODN533"]),
        ("\"id eq '%s'\"", ["ODN510"]),
        ("\"id eq '{p}'\"", ["ODN510"]),
        ('"id eq ${p}"', ["ODN111"]),
        ('"creationTime gt DateTime\'" + Instant.now().minus(1, ChronoUnit.HOURS) + "\'"', []),
        ('"creationTime gt DateTime\'" + since + "\'"', []),
        ('"creationTime gt DateTime\'" + System.currentTimeMillis() + "\'"', ["ODN114"]),
        ('"id eq \'a-" + System.currentTimeMillis() + "\'"', []),
        ('"creationTime gt DateTime\'" + LocalDateTime.now() + "\'"', ["ODN534"]),
        ('"creationTime gt DateTime\'" + LocalDateTime.now() + "Z\'"', ["ODN534"]),
        ('"creationTime gt DateTime\'" + LocalDateTime.now(ZoneOffset.UTC) + "Z\'"', []),
        ('"creationTime gt DateTime\'" + LocalDateTime.now(ZoneOffset.UTC) + "\'"', ["ODN534"]),
        ('"creationTime gt DateTime\'" + OffsetDateTime.now().minusHours(1) + "\'"', ["ODN536"]),
        ('"creationTime gt DateTime\'" + ZonedDateTime.now() + "\'"', ["ODN114"]),
        ('"creationTime gt DateTime\'" + new Date() + "\'"', ["ODN114"]),
        ('"creationTime gt DateTime\'" + DateTimeFormatter.ISO_INSTANT.format(since) + "\'"', []),
        ('"creationTime gt DateTime\'" + LocalDateTime.now().format(DateTimeFormatter.ISO_LOCAL_DATE_TIME) + "\'"', ["ODN534"]),
        (
            "\"creationTime gt DateTime'\" + new SimpleDateFormat(\"yyyy-MM-dd'T'HH:mm:ss'Z'\").format(new Date()) + \"'\"",
            ["ODN534"],
        ),
        (
            '"creationTime gt DateTime\'" + ISO.format(ZonedDateTime.now(ZoneOffset.UTC)) + "\'"',
            [],
        ),
        ('"creationTime gt DateTime\'" + DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").format(when) + "\'"', ["ODN114"]),
        ("String.format(\"creationTime gt DateTime'%tFT%<tTZ'\", new Date())", ["ODN534"]),
        ('"creationTime gt DateTime\'" + self.format(when) + "\'"', []),
        ("\"state eq 'active' AND id eq 'b'\"", ["ODN408"]),
        ('"creationTime gt DateTime 2025-01-01"', ["ODN124"]),
    ],
)
def test_findings(value: str, expected: list[str]) -> None:
    assert codes(value) == expected


@pytest.mark.parametrize(
    ("code", "row"),
    [
        ('o.setFilter("stat eq 1");', 7),
        ("/* \U0001f600é */ o.setFilter(\"id eq '\U0001f600' and stat eq 1\");", 7),
        (r'o.setFilter("id eq \u0027\t\u0027 and stat eq 1");', 7),
        ('o.setFilter(\n"id eq \'a\' " + // note\n "and stat eq 1");', 9),
        ('o.setFilter("""\n    id eq \'é\'\n      and stat eq 1\n    """);', 9),
        ('final String S = "stat eq 1";\no.setFilter("id eq \'" + n + "\' and " + S);', 7),
        ("o.setFilter(String.format(\"id eq '%s' and stat eq 1\", n));", 7),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_positions_map_back(code: str, row: int, end: str) -> None:
    text = in_method("var o = new BatchJobsListOptions();\n" + code).replace("\n", end)
    assert [place for place in marked("a.java", text) if place[1] == "ODN201"] == [(row, "ODN201", "stat")]


def test_help_is_that_of_the_language() -> None:
    [one] = extract(Source("a.java", in_method('new BatchTaskFilesListOptions().setFilter("startswith(name,\'" + p + "\')");')))
    [finding] = findings(one)
    assert (finding.code, finding.help) == ("ODN531", """double the quotes in it, as in p.replace("'", "''")""")


# --- the corpus ----------------------------------------------------------------------------------------------------------

CALLS = {
    "nodes": "client.computeNodeOperations().listComputeNodes(poolId, {})",
    "pools": "client.poolOperations().listPools({})",
}


def test_every_row_of_the_corpus_is_found() -> None:
    rows = corpus("Java")
    assert len(rows) >= 3
    for row in rows:
        clauses = "".join(f'.with{key.title()}Clause("{row[key]}")' for key in ("select", "filter") if key in row)
        text = in_method(CALLS[row["api"]].format(f"{row['call']}{clauses}.build()") + ";")
        [api] = APIS[row["api"]]
        assert found("a.java", text) == [(key, row[key], api) for key in ("select", "filter") if key in row]
        assert marked("a.java", text) == []
