"""JavaScript and TypeScript: which texts are found, for which list API and where, the findings about their holes."""

from __future__ import annotations

import textwrap

import pytest

pytest.importorskip("tree_sitter_typescript", reason="the parsers are in the extra languages")

from odatanodes.base.files import Source
from odatanodes.extract import PLAIN, extract
from odatanodes.lint.findings import findings
from tests.kit.hosts import APIS, corpus, found, marked

HEAD = 'import { BatchServiceClient } from "@azure/batch";\nimport type { JobListOptions } from "@azure/batch";\n'


def in_function(code: str) -> str:
    return HEAD + "async function main(p: string, n: number, since: Date, b: boolean) {\n" + textwrap.dedent(code) + "\n}\n"


def texts(value: str, before: str = "") -> list[str]:
    """Return the texts that a value is read as."""
    code = f"{before}\nclient.task.list(id, {{ taskListOptions: {{ filter: {value} }} }});"
    return [text for _, text, _ in found("a.ts", in_function(code))]


def codes(value: str) -> list[str]:
    return [code for _, code, _ in marked("a.ts", in_function(f"client.listJobs({{ filter: {value} }});"))]


TASKS, NODES, JOBS = ("filter", "a eq 1", "list-tasks"), ("filter", "a eq 1", "list-nodes"), ("filter", "a eq 1", "list-jobs")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("client.task.list(id, { taskListOptions: { filter: 'a eq 1', select: 'id' } });", [TASKS, ("select", "id", "list-tasks")]),
        ("client.computeNodeOperations.list(p, { computeNodeListOptions: { 'filter': 'a eq 1' } });", [NODES]),
        ("const options = { jobListOptions: { filter: 'a eq 1' } };\nclient.job.list(options);", [JOBS]),
        ("const jobListOptions = { filter: 'a eq 1' };\nclient.job.list({ jobListOptions });", [JOBS]),
        ("const o: any = {};\no.jobListOptions = { filter: 'a eq 1' };", [JOBS]),
        ("const o: any = {};\no.filter = 'a eq 1';\nclient.job.list({ jobListOptions: o });", [JOBS]),
        ("const o: JobListOptions = { filter: 'a eq 1' };", [JOBS]),
        ("const o = { filter: 'a eq 1' } as Models.JobListOptions;", [JOBS]),
        ("const o = <JobListOptions>{ filter: 'a eq 1' };", [JOBS]),
        ("const o = { filter: 'a eq 1' } satisfies ListJobsOptionalParams;", [JOBS]),
        ("client.listNodes(p, { filter: 'a eq 1', select: ['id', 'state'] });", [NODES, ("select", "id,state", "list-nodes")]),
        ("const filter = 'a eq 1';\nfor await (const x of client.listTasks(id, { filter })) {}", [TASKS]),
        ("client.listTasks(id, b ? { filter: 'a eq 1' } : {});", [TASKS]),
        ("client.getNode(p, id, { select: ['id'] });", [("select", "id", None)]),
        ("client.getPool(p, { select: ['id'] });", [("select", "id", PLAIN)]),
        ("client.path('/pools/{poolId}/nodes', p).get({ queryParameters: { $filter: 'a eq 1' } });", [NODES]),
        (
            "const r = client.path('/jobs/{jobId}/tasks', p);\nconst q = { queryParameters: { $filter: 'a eq 1' } };\nr.get(q);",
            [TASKS],
        ),
        (
            (
                "client.path('/pools/{poolId}/nodes', p).get({ queryParameters: b ? { $filter: 'a eq 1' } : {} });\n"
                "client.path('/jobs').get({\u00a0queryParameters: { $filter: 'a eq 1' } });"
            ),
            [NODES, JOBS],
        ),
        ("const q: any = {};\nq['$filter'] = 'a eq 1';\nhttp.get(`/pools/${p}/nodes`, q);", [NODES]),
        ("const q = new URLSearchParams();\nq.set('$filter', 'a eq 1');\nget(`/jobs?` + q);", [JOBS]),
        ("send({ params: { $filter: 'a eq 1' } });", [(*TASKS[:2], PLAIN)]),
        ("get(`/subscriptions/${p}/resources`, new HttpParams().set('$filter', 'a eq 1'));", []),
        ("nodeService.listView({ select: 'id,state' });", [("select", "id,state", "list-nodes")]),
        ("fetch(`https://a.b.batch.azure.com/jobs/${p}/tasks?api-version=1&$filter=a eq 1`);", [TASKS]),
        ("let url = base + '/jobs?x=1';\nurl += '&$filter=a eq 1';", [JOBS]),
        ("items.find({ filter: 'a eq 1' });", []),
        ("const o = { filter: 'a eq 1' };", []),
        ("client.listNodes(p, { filter: p });", []),
        ("client.listNodes(p, { filter: `${p}` });", []),
        ("client.listNodes(p, { filter: undefined });", []),
    ],
)
def test_calls(code: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert found("a.ts", in_function(code)) == expected


def test_values_are_followed_through_functions() -> None:
    code = """
    await this.tasks(id, { filter: 'a eq 1' });
    await jobs({ filter: 'b eq 2' });
    nodes('c eq 3');
    pools(made());
    }
    class A { async tasks(id, options?: TaskListOptions) { return client.task.list(id, { taskListOptions: options }); } }
    const jobs = async (options) => { const wrapped = { jobListOptions: options }; return client.job.list(wrapped); };
    function nodes(filter) { return client.listNodes('p', { filter }); }
    const pools = options => client.listPools(options);
    function made() { return { filter: 'd eq 4' };
    """
    assert found("a.ts", in_function(code)) == [
        TASKS,
        ("filter", "b eq 2", "list-jobs"),
        ("filter", "c eq 3", "list-nodes"),
        ("filter", "d eq 4", "list-pools"),
    ]


@pytest.mark.parametrize(
    ("code", "api"),
    [
        ("axios.get(`${B}/jobs/j/tasks`, { params: { $filter: 'a eq 1' } });", "list-tasks"),
        ("axios({ url: B + '/pools', params: { $filter: 'a eq 1' } });", "list-pools"),
        ("const u = `${B}/pools/p/nodes`;\naxios.get(u, { params: { $filter: 'a eq 1' } });", "list-nodes"),
        ("const params = { $filter: 'a eq 1' };\naxios.get(`${B}/jobs/j/tasks`, { params });", "list-tasks"),
        ("const p = { $filter: 'a eq 1' };\nhttp.get(`${B}/jobs/j/tasks`, { params: p });", "list-tasks"),
    ],
)
@pytest.mark.parametrize("head", ["import { x } from '@azure/batch';", "const B = process.env.AZURE_BATCH_URL;"])
def test_parameters_go_where_the_url_beside_them_goes(code: str, api: str, head: str) -> None:
    other = "axios.get(`${B}/jobs`, { params: {} });\naxios.get(`${B}/pools/p/nodes/n`, {});\n"
    assert found("a.ts", f"{head}\n{other}{code}\n") == [("filter", "a eq 1", api)]


@pytest.mark.parametrize("name", ["a.js", "a.jsx", "a.mjs", "a.cjs", "a.ts", "a.mts", "a.cts", "a.tsx"])
def test_every_kind_of_file(name: str) -> None:
    text = "const { BatchClient } = require('@azure/batch');\nclient.listNodes('p', { filter: 'a eq 1' });\n"
    more = "const x = <div title='it'>don't {y}</div>;\n" if name.endswith("x") or name == "a.js" else ""
    assert found(name, text + more) == [NODES]


def test_other_libraries_are_left_alone() -> None:
    text = "import { BatchClient } from '@aws-sdk/client-batch';\nclient.listJobs({ filter: 'a eq 1', $filter: 'a eq 1' });\n"
    assert found("a.ts", text) == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("'a eq 1'", ["a eq 1"]),
        ('"a eq 1"', ["a eq 1"]),
        ("`a eq 1`", ["a eq 1"]),
        (r"'a eq \'\x41\u0042\u{43}\t\\\''", ["a eq 'ABC\t\\'"]),
        (r"'id eq \uD83D\uDE00'", ["id eq \U0001f600"]),
        ("'a \\\n eq 1'", ["a  eq 1"]),
        ("`a\n eq 1`", ["a\n eq 1"]),
        ("`a eq ${p} and b eq ${n}`", ["a eq ${p} and b eq ${n}"]),
        ("`a eq ${ b ? `x${n}` : 'y' }`", ["a eq ${ b ? `x${n}` : 'y' }"]),
        ("`a eq ${5}`", ["a eq 5"]),
        ("`${TOP} and a eq 1`", ["top eq 1 and a eq 1"]),
        ("'a ' + 'eq' + (' 1')", ["a eq 1"]),
        ("'a eq ' + p", ["a eq {p}"]),
        ("['a eq 1', `b eq ${p}`].join(' or ')", ["a eq 1 or b eq ${p}"]),
        ("['a eq 1', ...more].join(' or ')", ["a eq 1 or m eq 1"]),
        ("names.map(name => `id eq ${name}`).join(' or ')", ["id eq ${name}"]),
        ("grown.join(' and ')", ["a eq 1 and b eq 2 and c eq 3"]),
        ("kept.list.join(' or ')", ["a eq 1 or b eq 2"]),
        ("Enum.Idle", ["e eq 1"]),
        ("b ? 'a eq 1' : 'b eq 2'", ["a eq 1", "b eq 2"]),
        ("p || 'a eq 1'", ["a eq 1"]),
        ("p ?? 'a eq 1'", ["a eq 1"]),
        ("b && 'a eq 1'", ["a eq 1"]),
        ("('a eq 1' as const)", ["a eq 1"]),
        ("' a eq 1 '.trim()", ["a eq 1"]),
        ("once", ["once eq 1"]),
        ("later", ["later eq 1"]),
        ("added", ["a eq 1 and b eq 2"]),
        ("again", ["a eq 1 and b eq {p}"]),
        ("changed.join(' or ')", []),
        ("twice", []),
        ("self", []),
        ("Filters.idle", ["i eq 1"]),
        ("Filters.other", []),
        ("Held.FILTER", ["h eq 1"]),
        ("made()", ["m eq 1", "m eq 2"]),
        ("arrow()", ["w eq 1"]),
    ],
)
def test_values(value: str, expected: list[str]) -> None:
    before = """
    const TOP = "top eq 1";
    const Filters = { idle: 'i eq 1' }, kept = { list: ['a eq 1', 'b eq 2'] };
    enum Enum { Idle = 'e eq 1' }
    class Held { static readonly FILTER = 'h eq 1'; }
    function made() { if (b) { return 'm eq 1'; } return 'm eq 2'; }
    const arrow = () => 'w eq 1';
    const once = 'once eq 1', more = ['m eq 1'];
    let later;
    if (b) { later = 'later eq 1'; }
    let added = 'a eq 1';
    if (b) { added += ' and b eq 2'; }
    let again = 'a eq 1'; again = again + ' and b eq ' + p;
    const changed = ['a eq 1']; changed.unshift(p);
    let twice = 't eq 1'; twice = 't eq 2';
    const grown = ['a eq 1'];
    grown.push('b eq 2', 'c eq 3');
    let self = self + self;
    """
    assert texts(value, before) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("`id eq '${p}'`", []),
        ("`id eq '${p.replace(/'/g, \"''\")}'`", []),
        ("`id eq '${p.replaceAll(\"'\", \"''\")}'`", []),
        ("`id eq '${n}'`", []),
        ("`id eq '${uuidv4()}'`", []),
        ("`state eq '${State.Active}'`", []),
        ('"id eq \'" + p + "\'"', []),
        ("`id eq '${p}' and stat eq 1`", ["ODN201"]),
        ("`${p} eq 'a'`", ["ODN533"]),
        ("`id ${p} 'a'`", ["ODN533"]),
        ("\"id eq '${p}'\"", ["ODN510"]),
        ("\"id eq '{p}'\"", ["ODN510"]),
        ('"id eq ${p}"', ["ODN111"]),
        ("`creationTime gt DateTime'${since.toISOString()}'`", []),
        ("`creationTime gt DateTime'${new Date(Date.now() - 5).toISOString()}'`", []),
        ("`creationTime gt DateTime'${since}'`", ["ODN114"]),
        ("`creationTime gt DateTime'${new Date()}'`", ["ODN114"]),
        ("`creationTime gt DateTime'${Date.now()}'`", ["ODN114"]),
        ("`creationTime gt DateTime'${since.toUTCString()}'`", []),
        ("`creationTime gt DateTime'${since.toISOString().slice(0, 19)}'`", ["ODN534"]),
        ("`creationTime gt DateTime'${since.toISOString().slice(0, 19)}Z'`", []),
        ("`creationTime gt DateTime'${since.toISOString().replace('T', ' ')}'`", ["ODN114"]),
        ("`creationTime gt DateTime'${since.toISOString().split('.')[0]}'`", ["ODN534"]),
        ("`creationTime gt DateTime'${since.toISOString().split('.')[0]}Z'`", []),
        ("`creationTime gt DateTime'${since.toISOString().replace('Z', '')}'`", ["ODN534"]),
        ("`creationTime gt DateTime'${moment().format()}'`", ["ODN536"]),
        ("`creationTime gt DateTime'${moment().format('YYYY-MM-DDTHH:mm:ss')}'`", ["ODN534"]),
        ("`creationTime gt DateTime'${moment.utc().format('YYYY-MM-DDTHH:mm:ss[Z]')}'`", []),
        ("`creationTime gt DateTime'${format(since, \"yyyy-MM-dd'T'HH:mm:ss'Z'\")}'`", ["ODN534"]),
        ("`creationTime gt DateTime'${DateTime.utc().toISO()}'`", []),
        ("\"state eq 'active' AND id eq 'b'\"", ["ODN408"]),
        ('"creationTime gt DateTime 2025-01-01"', ["ODN124"]),
    ],
)
def test_findings(value: str, expected: list[str]) -> None:
    assert codes(value) == expected


@pytest.mark.parametrize(
    ("code", "row"),
    [
        ("client.listJobs({ filter: 'stat eq 1' });", 4),
        ("/* \U0001f600é */ client.listJobs({ filter: `id eq '\U0001f600' and stat eq 1` });", 4),
        (r"client.listJobs({ filter: 'id eq \'\u0041\' and stat eq 1' });", 4),
        ("client.listJobs({ filter: \"id eq 'a' \" + // note\n 'and stat eq 1' });", 5),
        ("client.listJobs({ filter: `id eq ${n} and\n stat eq 1` });", 5),
        ("const S = 'stat eq 1';\nclient.listJobs({ filter: `id eq '${n}' and ${S}` });", 4),
        ("fetch(`https://a.batch.azure.com/jobs?$filter=id%20eq%20'${n}'%20and%20stat eq 1`);", 4),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_positions_map_back(code: str, row: int, end: str) -> None:
    places = [place for place in marked("a.ts", in_function(code).replace("\n", end)) if place[1] == "ODN201"]
    assert places == [(row, "ODN201", "stat")]


def test_help_is_that_of_the_language() -> None:
    [one] = extract(Source("a.js", in_function("client.listJobs({ filter: \"id eq '${p}'\" });")))
    [finding] = findings(one)
    assert (finding.code, finding.help) == ("ODN510", "put the string in backticks, and ${…} around what fills it")


# --- the corpus ----------------------------------------------------------------------------------------------------------

HOSTS = {
    "const template literal": """
        async function failed(jobId: string) {{ const filter = `{filter}`; return this.getTaskList(jobId, {{ filter }}); }}
        class Batch {{ async getTaskList(jobId: string, options?: Models.TaskListOptions) {{ }} }}""",
    "string literal": "this.http.get(`/pools/${{p}}/nodes/${{id}}`, {{ params: new HttpParams().set('$select', '{select}') }});",
    "object property": "this.data = this.nodeService.listView({{ select: '{select}', pageSize: 1000 }});",
    "template literal": """
        const listed = uri || `/pools/${{poolId}}/nodes/${{nodeId}}/files`;
        const query: any = {{}};
        if (options) {{ query["$filter"] = `{filter}`; }}""",
    "raw URL building, no percent-encoding": """
        var url = accountUrl + "/jobs?api-version=2019-08-01.10.0";
        if (poolFilter) {{ url += "&$filter={filter}"; }}""",
}
BUILT = {"builder; wire form datetime'<Date.toJSON()>'", "expected string"}
"""Rows of which no text stands in a program: a builder of the program's own makes them."""


def test_every_row_of_the_corpus_is_found() -> None:
    rows = [row for row in corpus("TypeScript", "JavaScript") if row["form"] not in BUILT]
    assert len(rows) >= 6
    for row in rows:
        option = "filter" if "filter" in row else "select"
        written = row[option].replace("' + poolFilter + '", "'\" + poolFilter + \"'")
        text = HEAD + textwrap.dedent(HOSTS[row["form"]]).format(**{option: written})
        shown = row[option].replace("' + poolFilter + '", "'{poolFilter}'")
        [(kind, found_here, api)] = found("a.ts" if row["lang"] == "TypeScript" else "a.js", text)
        assert (kind, found_here) == (option, shown), row
        assert api in APIS[row["api"]], row
        assert {code for _, code, _ in marked("a.ts", text)} <= ({"ODN531"} if "{" in shown else set()), row
