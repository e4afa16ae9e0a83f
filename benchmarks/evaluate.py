"""Evaluation beside hand-written code of an expert, and other evaluators: `python -m benchmarks.evaluate`.

The hand-written comprehensions have the same semantics for well-formed nodes: absent is null, strings without case under
"batch", instants in the exact order of wire text (they rely on UTC, which the service writes). Unlike the filters they do not
detect a value of another type or an instant in another zone. Results are compared before anything is timed.
`apply` is measured on a page of 1,000 nodes and on 100,000, `matches` on the page.
"""

from __future__ import annotations

import gc
import random
import sqlite3
from functools import partial
from time import process_time
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks import peers
from benchmarks.timing import Figure, at_most, interleaved, main
from odatanodes import Filter

if TYPE_CHECKING:
    from collections.abc import Callable

Node = dict[str, Any]
NOTHING: Node = {}
SIZES = ("Standard_D2_v5", "Standard_D4_v5", "Standard_E8s_v5", "STANDARD_D2S_V3", "standard_f4s_v2")
STATES = ("idle", "running", "offline", "starting", "rebooting", "unusable")


def nodes(count: int) -> list[Node]:
    """Return nodes as the service lists them: most with a start task, one in eight with a failed one, recent tasks on most."""
    random.seed(20251122)
    return [_node(number) for number in range(count)]


def _time(days: int) -> str:
    fraction = f".{random.randrange(10**7):07d}".rstrip("0").rstrip(".")
    day, second = random.randrange(days) + 1, random.randrange(86_400)
    return f"2025-11-{day:02d}T{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}{fraction}Z"


def _node(number: int) -> Node:
    name = f"tvm-16956819{number % 7}_{number}-20251122t193202z"
    node: Node = {
        "id": name,
        "url": f"https://account.region.batch.azure.com/pools/poolId/nodes/{name}",
        "state": random.choices(STATES, (40, 30, 10, 10, 5, 5))[0],
        "schedulingState": random.choice(("enabled", "disabled")),
        "stateTransitionTime": _time(28),
        "lastBootTime": _time(28),
        "allocationTime": _time(28),
        "ipAddress": f"10.0.{number // 256 % 256}.{number % 256}",
        "affinityId": f"TVM:{name}",
        "vmSize": random.choice(SIZES),
        "totalTasksRun": random.randrange(40),
        "runningTasksCount": random.randrange(5),
        "isDedicated": random.random() < 0.7,
        "virtualMachineInfo": {"imageReference": {"publisher": "Canonical", "offer": "ubuntu-24_04-lts", "version": "latest"}},
    }
    if random.random() < 0.2:
        del node["lastBootTime"]
    if random.random() < 0.7:
        info: Node = {"state": "completed", "startTime": _time(28), "retryCount": 0}
        if random.random() < 0.8:
            info["exitCode"] = random.choice((0, 0, 0, 1, 127))
        node["startTaskInfo"] = info
    if random.random() < 0.6:
        node["recentTasks"] = [_task() for _ in range(random.randrange(4))]
    return node


def _task() -> Node:
    task: Node = {"taskId": f"task-{random.randrange(1000)}", "taskState": random.choice(("completed", "completed", "running"))}
    if task["taskState"] == "completed":
        task["executionInfo"] = {"exitCode": random.choice((0, 0, 0, 3)), "retryCount": 0}
    return task


IDS = [f"tvm-16956819{number % 7}_{number}-20251122t193202z" for number in range(0, 1000, 20)]
FOLDED_IDS = frozenset(IDS)


class Case(NamedTuple):
    """A named filter: its text, the expert's condition under each semantics, and the filter for peers that have it."""

    name: str
    text: str
    batch: str
    odata: str
    jmespath: str = ""
    rule: str = ""
    sqlite: bool = False


def _thirty(equal: str) -> tuple[str, str]:
    """Return thirty terms of and, or, not: as OData and as Python, where `equal` compares a name with a text."""
    odata, python = [], []
    for i in range(10):
        state, size, runs = STATES[i % 6], SIZES[i % 5], i * 3
        odata.append(f"(state eq '{state}' and not (vmSize eq '{size}' or totalTasksRun gt {runs}))")
        wanted = size.casefold() if "casefold" in equal else size
        python.append(f"({equal.format('state', state)} and not ({equal.format('vmSize', wanted)} or n['totalTasksRun'] > {runs}))")
    return " or ".join(odata), " or ".join(python)


FOLD, ORDINAL = "n['{}'].casefold() == {!r}", "n['{}'] == {!r}"
DATE = "2025-11-15T12:00:00.1234567"
KEY = DATE.rstrip("0Z.")
TASKS = (
    "any(t['taskState']{fold} == 'completed' and (t.get('executionInfo') or NOTHING).get('exitCode') != 0"
    " for t in n.get('recentTasks') or ())"
)
CASES = (
    Case(
        "two terms, nullable path",
        "state eq 'idle' and startTaskInfo/exitCode ne 0",
        "n['state'].casefold() == 'idle' and (n.get('startTaskInfo') or NOTHING).get('exitCode') != 0",
        "n['state'] == 'idle' and (n.get('startTaskInfo') or NOTHING).get('exitCode') != 0",
        "[?state=='idle' && startTaskInfo.exitCode != `0`]",
        'state == "idle" and startTaskInfo&.exitCode != 0',
        sqlite=True,
    ),
    Case(
        "a date bound",
        f"stateTransitionTime lt {DATE}Z",
        f"n['stateTransitionTime'].rstrip('0Z.') < {KEY!r}",
        f"n['stateTransitionTime'].rstrip('0Z.') < {KEY!r}",
        sqlite=True,
    ),
    Case(
        "any() with two terms",
        "recentTasks/any(t:t/taskState eq 'completed' and t/executionInfo/exitCode ne 0)",
        TASKS.format(fold=".casefold()"),
        TASKS.format(fold=""),
        "[?recentTasks[?taskState=='completed' && executionInfo.exitCode != `0`]]",
    ),
    Case(
        "or, date, nullable",
        f"state eq 'offline' or lastBootTime ge {DATE}Z or startTaskInfo/exitCode gt 0",
        f"n['state'].casefold() == 'offline' or (t := n.get('lastBootTime')) is not None and t.rstrip('0Z.') >= {KEY!r}"
        " or (c := (n.get('startTaskInfo') or NOTHING).get('exitCode')) is not None and c > 0",
        f"n['state'] == 'offline' or (t := n.get('lastBootTime')) is not None and t.rstrip('0Z.') >= {KEY!r}"
        " or (c := (n.get('startTaskInfo') or NOTHING).get('exitCode')) is not None and c > 0",
        sqlite=True,
    ),
    Case(
        "in of 50",
        f"id in ({','.join(map(repr, IDS))})",
        "n['id'].casefold() in FOLDED_IDS",
        "n['id'] in FOLDED_IDS",
        f"[?contains(`{IDS}`, id)]".replace("'", '"'),
        f"id in {IDS}".replace("'", '"'),
        sqlite=True,
    ),
    Case(
        "startswith on an id",
        "startswith(id,'tvm-169568193_')",
        "n['id'].casefold().startswith('tvm-169568193_')",
        "n['id'].startswith('tvm-169568193_')",
        "[?starts_with(id, 'tvm-169568193_')]",
        'id.starts_with("tvm-169568193_")',
        sqlite=True,
    ),
    Case("30 terms of and, or, not", *[(_thirty(FOLD)[0], _thirty(FOLD)[1], _thirty(ORDINAL)[1])][0], sqlite=True),
    Case(
        "functions",
        "day(stateTransitionTime) eq 15 and length(id) gt 10 and endswith(tolower(vmSize),'_v5')",
        "int(n['stateTransitionTime'][8:10]) == 15 and len(n['id']) > 10 and n['vmSize'].lower().casefold().endswith('_v5')",
        "int(n['stateTransitionTime'][8:10]) == 15 and len(n['id']) > 10 and n['vmSize'].lower().endswith('_v5')",
    ),
)
BARRED = 5
"""Number of the cases, from the first, that have bars for `apply` and `matches`."""


def expert(condition: str) -> tuple[Callable[[list[Node]], list[Node]], Callable[[Node], bool]]:
    """Return the expert's comprehension and the expert's function of one node."""
    made: dict[str, Any] = {"NOTHING": NOTHING, "FOLDED_IDS": FOLDED_IDS}
    exec(f"def apply(nodes): return [n for n in nodes if {condition}]\ndef matches(n): return {condition}", made)
    return made["apply"], made["matches"]


def check(case: Case, page: list[Node]) -> list[Node]:
    """Return the nodes that the filter keeps, after checking that all forms keep the same."""
    kept: list[Node] = []
    for semantics, condition in (("odata", case.odata), ("batch", case.batch)):
        wanted, one = expert(condition)
        found = Filter(case.text, semantics=semantics)  # type: ignore[arg-type]
        kept = found.apply(page)
        assert 0 < len(kept) < len(page), f"{case.name}: {len(kept)} of {len(page)} kept, which shows nothing"
        assert kept == wanted(page) == [node for node in page if found.matches(node)], case.name
        assert kept == [node for node in page if one(node)], case.name
    return Filter(case.text, semantics="odata").apply(page)


def measured(case: Case, page: list[Node], many: list[Node], *, barred: bool, rounds: int) -> list[Figure]:
    """Return the ratios to the expert under both semantics."""
    figures = []
    many_text = f"{len(many):,}"
    for semantics, condition in (("batch", case.batch), ("odata", case.odata)):
        wanted, one = expert(condition)
        found = Filter(case.text, semantics=semantics)  # type: ignore[arg-type]
        found.apply(page)
        cases: dict[str, Callable[[], object]] = {
            "apply": partial(found.apply, page),
            "expert": partial(wanted, page),
            "matches": partial(_each, found.matches, page),
            "inner": partial(_each, found._predicate.matches, page),
            "expert matches": partial(_each, one, page),
        }
        took = interleaved(cases, rounds=rounds, seconds=0.002, clock=process_time)
        large: dict[str, Callable[[], object]] = {"apply": partial(found.apply, many), "expert": partial(wanted, many)}
        slow = interleaved(large, rounds=max(3, rounds // 14), calls=1, clock=process_time)
        name = f"{case.name} [{semantics}]"
        ratio, ratio_one = took["apply"] / took["expert"], took["matches"] / took["expert matches"]
        bare = took["inner"] / took["expert matches"]
        figures += [
            at_most(f"{name} apply / expert, 1,000 nodes", ratio, 1.15)
            if barred
            else Figure(f"{name} apply / expert, 1,000 nodes", ratio),
            Figure(f"{name} apply / expert, {many_text} nodes", slow["apply"] / slow["expert"]),
            at_most(f"{name} matches / expert", ratio_one, 2) if barred else Figure(f"{name} matches / expert", ratio_one),
            Figure(f"{name} the inner predicate / expert", bare),
        ]
    return figures


def _each(test: Callable[[Node], bool], page: list[Node]) -> list[bool]:
    return [test(node) for node in page]


def compared(case: Case, page: list[Node], kept: list[Node], *, rounds: int) -> list[Figure]:
    """Return the ratios to other evaluators that are installed and can express the filter."""
    found = Filter(case.text, semantics="odata")
    others: dict[str, Callable[[], object]] = {}
    for name, make in (("jmespath", _jmespath), ("rule-engine", _rule_engine), ("odata-query on SQLite", _sqlite)):
        run = make(case, page)
        if run is not None:
            assert run() == kept, f"{name} keeps other nodes for {case.name}"
            others[name] = run
    wanted, _ = expert(case.odata)
    cases: dict[str, Callable[[], object]] = {"apply": partial(found.apply, page), "expert": partial(wanted, page), **others}
    took = interleaved(cases, rounds=rounds, clock=process_time)
    drawn = [Figure(f"{case.name}: {who}", took[who] * 1e6, unit="us").drawn("evaluate", who, case.name) for who in took]
    return drawn + [
        at_most(f"{case.name} apply / {name}", took["apply"] / took[name], 0.05)
        if name == "jmespath"
        else Figure(f"{case.name} apply / {name}", took["apply"] / took[name])
        for name in others
    ]


def _jmespath(case: Case, page: list[Node]) -> Callable[[], object] | None:
    if not case.jmespath or not peers.available("jmespath"):
        return None
    import jmespath

    compiled = jmespath.compile(case.jmespath)
    return lambda: compiled.search(page)


def _rule_engine(case: Case, page: list[Node]) -> Callable[[], object] | None:
    if not case.rule or not peers.available("rule-engine"):
        return None
    import rule_engine

    context = rule_engine.Context(resolver=lambda thing, name: thing.get(name))
    rule = rule_engine.Rule(case.rule, context=context)
    return lambda: list(rule.filter(page))


def _sqlite(case: Case, page: list[Node]) -> Callable[[], object] | None:
    """Filter a table of SQLite with a column for each path, by a WHERE that odata-query writes. Loading is not measured."""
    if not case.sqlite or not peers.available("odata-query"):
        return None
    from odata_query.grammar import ODataLexer, ODataParser
    from odata_query.sql.sqlite import AstToSqliteSqlVisitor

    tree = ODataParser().parse(ODataLexer().tokenize(case.text.replace("startTaskInfo/exitCode", "exitCode")))
    where = AstToSqliteSqlVisitor().visit(tree)
    columns = ("id", "state", "vmSize", "totalTasksRun", "stateTransitionTime", "lastBootTime")
    base = sqlite3.connect(":memory:")
    base.execute(f"create table nodes (at integer, exitCode integer, {', '.join(columns)})")
    for at, node in enumerate(page):
        row = [at, (node.get("startTaskInfo") or NOTHING).get("exitCode"), *map(node.get, columns)]
        base.execute(f"insert into nodes values ({', '.join('?' * len(row))})", row)
    query = f"select at from nodes where {where}"
    keeps = [page[at] for (at,) in base.execute(query)]
    if keeps != Filter(case.text, semantics="odata").apply(page):
        return None  # in SQL `ne` with null is unknown, and instants are text or julian days
    return lambda: [page[at] for (at,) in base.execute(query)]


def figures(*, quick: bool = False) -> list[Figure]:
    """Return every ratio with its bar."""
    page, many = nodes(1_000), nodes(10_000 if quick else 100_000)
    gc.freeze()  # otherwise each round would end with a collection that traverses all of them
    found: list[Figure] = []
    for at, case in enumerate(CASES):
        kept = check(case, page)
        found += measured(case, page, many, barred=at < BARRED, rounds=15 if quick else 101)
        found += compared(case, page, kept, rounds=3 if quick else 7)
    return found


if __name__ == "__main__":
    main(figures)
