"""Python: URLs of Batch in strings, `params` beside one, and command lines that are one string."""

from __future__ import annotations

import pytest

from tests.kit.hosts import found, marked

HOST = "https://a.b.batch.azure.com"
JOBS = [("filter", "a eq 1", "list-jobs")]
NODES = [("filter", "a eq 1", "list-nodes")]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (f"u = '{HOST}/jobs?$filter=a%20eq%201'", JOBS),
        (f"get(f'{HOST}/pools/{{p}}/nodes?api-version=1&$filter=a eq {{x}}')", [("filter", "a eq {x}", "list-nodes")]),
        ("get(f'{batch_url}/jobs' + '?$filter=' + 'a eq 1')", JOBS),
        ("get('{}/pools/{}/nodes?%24filter={}&api-version=1'.format(base, p, 'a eq 1'))", NODES),
        ("get('%s/pools/%s/nodes?api-version=1&$filter=a eq 1' % (u, p))", NODES),
        (f"from urllib.parse import quote\nf = 'a eq 1'\nget(f'{HOST}/jobs?$filter={{quote(f)}}')", JOBS),
        (f"F = 'a eq 1'\ndef f():\n  def g():\n    return f'{HOST}/jobs?$filter={{F}}'", JOBS),
        (f"requests.get('{HOST}/jobs', params={{'$filter': 'a eq 1'}})", JOBS),
        ("requests.get(f'{u}/pools/{p}/nodes', params={'$filter': 'a eq 1', 'api-version': '2025-06-01'})", NODES),
        (f"p = {{'$select': 'id'}}\ns.request('GET', url='{HOST}/jobs', params=p)", [("select", "id", "list-jobs")]),
        ("run('az batch job list --filter \"a eq 1\"', shell=True)", JOBS),
        ("run(f\"az batch job list --job {j} --filter 'a eq 1'\")", JOBS),
        ("run('az batch job list ' + '--filter \"a eq 1\"')", JOBS),
        ("print('usage: az batch job list --filter EXPR')", []),
        ('"""az batch job list --filter \'a eq 1\'"""', []),
        ("get('https://graph.microsoft.com/v1.0/users?$filter=a eq 1')", []),
        ("requests.get('https://graph.microsoft.com/users', params={'$filter': 'a eq 1'})", []),
        ("requests.get(url, params={'$filter': 'a eq 1'})", []),
        (f"get('{HOST}/jobs?' + urlencode({{'$filter': 'a eq 1'}}))", JOBS),
        (f"q = [('$filter', 'a eq 1'), ('$top', 5)]\nget(f'{HOST}/jobs?{{parse.urlencode(q)}}')", JOBS),
        (f"get('{HOST}/jobs', params=[('$filter', 'a eq 1')])", JOBS),
        (f"get('{HOST}/jobs', params=dict([('a', 1)]))", []),
        (
            f"get('{HOST}/jobs?' + urlencode({{'$filter': f\"a eq '{{x}}+{{y}}&1'\"}}))",
            [("filter", "a eq '{x}+{y}&1'", "list-jobs")],
        ),
    ],
)
def test_strings(code: str, expected: list[tuple[str, str, str]]) -> None:
    assert found("a.py", code) == expected


TASKS = [("filter", "exitCode eq 1", "list-tasks")]
BESIDE = "from azure.batch import BatchClient\nc.list_nodes('p')\n"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("get(f'{u}/jobs/{j}/tasks', params={'$filter': 'exitCode eq 1'})", TASKS),
        ("q = {'$filter': 'exitCode eq 1'}\nget(f'{u}/jobs/{j}/tasks', params=q)", TASKS),
        ("q = {'$filter': 'exitCode eq 1'}\nget(f'{u}/jobs/{j}/tasks?{urlencode(q)}')", TASKS),
        ("f = 'exitCode eq 1'\nget(u + '/jobs/' + j + '/tasks?' + urlencode({'$filter': f}))", TASKS),
        ("get(u, params={'$filter': f\"id eq '{x}'\"})", [("filter", "id eq '{x}'", "list-nodes")]),
        ("get(u + '?' + urlencode({'$filter': \"id eq 'x'\"}))", [("filter", "id eq 'x'", "list-nodes")]),
        ("get(u, params={'$filter': 'a eq 1'})", []),
        ("get('https://graph.microsoft.com/users', params={'$filter': \"id eq 'x'\"})", []),
        ("get('https://graph.microsoft.com/users?' + urlencode({'$filter': \"id eq 'x'\"}))", []),
    ],
)
def test_a_url_tells_the_list_though_the_file_calls_another(code: str, expected: list[tuple[str, str, str]]) -> None:
    assert found("a.py", BESIDE + code) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (f"get('{HOST}/jobs', params={{'$filter': 'stat eq 1'}})", [(1, "ODN201", "stat")]),
        (f"q = {{\n  '$filter': 'stat eq 1'}}\nget('{HOST}/jobs?' + urlencode(q))", [(2, "ODN201", "stat")]),
        (
            f"get('{HOST}/jobs?' + urlencode({{'$filter': \"creationTime lt DateTime'2025-11-22T22:22:27+00:00'\"}}))",
            [(1, "ODN536", "2025-11-22T22:22:27+00:00")],
        ),
        (f"get(\n  f'{HOST}/jobs?$filter=stat%20eq%20%27{{x}}%27')", [(2, "ODN201", "stat"), (2, "ODN531", "{x}")]),
        (f"get('{HOST}/jobs'\n  '?$filter=state eq \\'active\\' and stat eq 1')", [(2, "ODN201", "stat")]),
        ("run('az batch job list --filter \"stat eq \\'a\\'\"')", [(1, "ODN201", "stat")]),
        ("run(f'az batch job list --filter \"id eq \\'{x}\\' and stat eq 1\"')", [(1, "ODN201", "stat")]),
        ("run('az batch job list --filter \"id eq \\'{}\\'\"'.format(x))", []),
    ],
)
def test_places(code: str, expected: list[tuple[int, str, str]]) -> None:
    assert marked("a.py", code) == expected
