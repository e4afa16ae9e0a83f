"""A grid beside the drawn filters: odd values of each type, with every operator and every literal of the type."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

from odatanodes import ast, edm
from odatanodes.strategies import values as drawn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from odatanodes.ast import ArithOp, CompareOp

BASE: dict[str, Any] = {
    "id": "n",
    "url": "u",
    "state": "idle",
    "stateTransitionTime": "2025-11-22T22:22:27Z",
    "allocationTime": "2025-11-22T22:22:27Z",
    "ipAddress": "1",
    "affinityId": "a",
    "vmSize": "a",
    "totalTasksRun": 0,
    "virtualMachineInfo": {},
}
INSTANTS = (
    *drawn.WIRE_INSTANTS,
    *drawn.ODD_INSTANTS,
    *("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z", "2016-12-31T23:59:59.9999999Z", "2016-12-31T23:59:60.5Z"),
    *("2025-11-22T22:20:00Z", "2025-11-22T22:22:10Z", "2025-11-22T22:22:10.0Z", "2025-11-22T22:22:01Z"),
    *("2025-11-22T22:22:00.10Z", "2025-11-22T22:22:00Z", "Sat, 22 Nov 2025 22:22:27 GMT", "-0001-01-01T00:00:00Z"),
    *("12025-11-22T22:22:27Z", "2025-11-22T22:22:27.2236818-00:00", "0000-03-01T00:00:00Z"),
)
NO_INSTANTS = ("yesterday", "", "2025-02-30T00:00:00Z", "2025-11-22T22:22:27", "2025-02-31T00:00:00+01:00", "2025-11-22T25:00:00Z")
"""Texts that the evaluator rejects, some of them only where their day matters."""
STRINGS = (
    *drawn.STRINGS,
    *(
        "K",
        "\u212a",
        "\u017f",
        "\x1c",
        "\x1ca\x85",
        "a%b",
        "a_b",
        "100%",
        "\\",
        "a\\'b",
        "aß",
        "STRASSE",
        "straße",
        "ǰ",
        "ΑΣ",
        "ας",
    ),
    *("\u2028a", "\u00a0a", "A_b", "a\nb", "$p1", "'; drop table t; --"),
)
NUMBERS = (*drawn.INT32S, None)


def rows() -> list[dict[str, Any]]:
    """Return nodes: each odd value of a type, beside null and other odd ones."""
    made: list[dict[str, Any]] = []
    for time, boot in product((*INSTANTS, *NO_INSTANTS), (None, INSTANTS[1], INSTANTS[14])):
        made.append({**BASE, "stateTransitionTime": time, "lastBootTime": boot})
    made += [{**BASE, "lastBootTime": boot} for boot in (*INSTANTS, *NO_INSTANTS)]
    errors = [None, [], [{"code": "a"}, {}], [{"code": None, "message": "A"}], [{"code": "ß"}, None]]
    others = [*[None] * len(STRINGS), *reversed(STRINGS), *STRINGS[3:], *STRINGS[:3]]
    for place, (text, other) in enumerate(zip(STRINGS * 3, others, strict=True)):
        made.append({**BASE, "vmSize": text, "ipv6Address": other, "errors": errors[place % len(errors)]})
    for number, code in product(NUMBERS, NUMBERS):
        info = {"state": "running", "startTime": INSTANTS[0], "retryCount": 0, **({} if code is None else {"exitCode": code})}
        made.append({**BASE, "totalTasksRun": 7 if number is None else number, "startTaskInfo": info})
    made += [{**BASE, "isDedicated": flag, "ipv6Address": "1"} for flag in (True, False, None)]
    made += [
        *({**BASE, "startTaskInfo": {}}, {**BASE, "startTaskInfo": None}, {**BASE, "recentTasks": [{}]}),
        *({**BASE, "recentTasks": [None]}, {**BASE, "errors": [None, {"code": "a"}]}, {**BASE, "recentTasks": []}),
        {**BASE, "recentTasks": [{"executionInfo": {"exitCode": 1}}, {"executionInfo": {}}, {"executionInfo": None}]},
        {**BASE, "recentTasks": [{"executionInfo": {"exitCode": 0, "startTime": "2025-11-22T22:22:27.50Z"}}]},
        {
            **BASE,
            "errors": [{"code": "b", "errorDetails": [{"name": "a", "value": "\u017f"}, {"name": None}]}, {"errorDetails": []}],
        },
        {"id": "bare"},
        *({key: value for key, value in BASE.items() if key != gone} for gone in ("state", "stateTransitionTime", "totalTasksRun")),
        {**BASE, "vmSize": None},
    ]
    return made


def path(text: str) -> ast.Expr:
    """Return the path of a text."""
    found: ast.Expr | None = None
    for name in text.split("/"):
        found = ast.Var(name) if found is None and len(name) == 1 else ast.Member(found, name)
    assert found is not None
    return found


TIME, BOOT, SIZE, IPV6, RUN = map(path, ("stateTransitionTime", "lastBootTime", "vmSize", "ipv6Address", "totalTasksRun"))
CODE = path("startTaskInfo/exitCode")
COMPARE: tuple[CompareOp, ...] = ("eq", "ne", "lt", "le", "gt", "ge")
ARITHMETIC: tuple[ArithOp, ...] = ("add", "sub", "mul", "div", "mod")


def call(name: str, *arguments: ast.Expr) -> ast.Call:
    """Return a call."""
    return ast.Call(None, name, arguments)


def _instants(op: CompareOp) -> Iterator[ast.Expr]:
    for text in INSTANTS:
        for place in (TIME, BOOT):
            yield ast.Compare(op, place, ast.Literal(edm.DateTimeOffset.parse(text)))
    yield ast.Compare(op, TIME, BOOT)
    yield ast.Compare(op, BOOT, TIME)
    for part, number in product(
        ("year", "month", "day", "hour", "minute", "second", "totaloffsetminutes"), (0, 1, 22, 27, 59, 2025, 9999)
    ):
        yield ast.Compare(op, call(part, BOOT), ast.Literal(number))
    for day in drawn.DATES:
        yield ast.Compare(op, call("date", TIME), ast.Literal(day))
        yield ast.Compare(op, call("month", call("date", TIME)), ast.Literal(day.month))
    for time in drawn.TIMES:
        yield ast.Compare(op, call("time", BOOT), ast.Literal(time))
        yield ast.Compare(op, call("second", call("time", BOOT)), ast.Literal(27))
    for fraction in drawn.DECIMALS[:8]:
        yield ast.Compare(op, call("fractionalseconds", BOOT), ast.Literal(fraction))
    for length in drawn.DURATIONS:
        yield ast.Compare(op, ast.Arith("sub", TIME, BOOT), ast.Literal(length))
        yield ast.Compare(op, ast.Arith("add", BOOT, ast.Literal(length)), ast.Literal(edm.DateTimeOffset.parse(INSTANTS[1])))
        yield ast.Compare(op, ast.Arith("sub", BOOT, ast.Literal(length)), TIME)
    yield ast.Compare(op, call("totalseconds", ast.Arith("sub", TIME, BOOT)), ast.Literal(0))


def _strings(op: CompareOp) -> Iterator[ast.Expr]:
    for text in STRINGS:
        literal = ast.Literal(text)
        for left in (SIZE, IPV6, call("tolower", SIZE), call("trim", IPV6), call("concat", SIZE, IPV6), call("toupper", IPV6)):
            yield ast.Compare(op, left, literal)
    yield ast.Compare(op, SIZE, IPV6)
    yield ast.Compare(op, IPV6, SIZE)
    yield ast.Compare(op, IPV6, path("affinityId"))
    yield ast.Compare(op, IPV6, ast.Member(ast.Member(None, "nodeAgentInfo"), "version"))
    for number in (0, 1, 2, 3):
        yield ast.Compare(op, call("length", IPV6), ast.Literal(number))
        for text in ("a", "ss", ""):
            yield ast.Compare(op, call("indexof", IPV6, ast.Literal(text)), ast.Literal(number))
            yield ast.Compare(op, call("indexof", SIZE, ast.Literal(text)), ast.Literal(number))
        yield ast.Compare(op, call("indexof", ast.Literal("éaSs"), SIZE), ast.Literal(number))
        yield ast.Compare(op, call("substring", IPV6, ast.Literal(number), ast.Literal(2)), ast.Literal("b"))
    yield ast.Compare(op, call("substring", SIZE, ast.Literal(1)), ast.Literal("a"))
    yield ast.Compare(op, call("indexof", SIZE, IPV6), ast.Literal(0))


def _numbers(op: CompareOp) -> Iterator[ast.Expr]:
    for number in (*drawn.INT32S, *map(Decimal, drawn.INT64S[-6:]), *drawn.DECIMALS, *drawn.DOUBLES):
        yield ast.Compare(op, CODE, ast.Literal(number))
        yield ast.Compare(op, RUN, ast.Literal(number))
    yield ast.Compare(op, CODE, RUN)
    for name, number in product(ARITHMETIC, (2, -3, 7)):
        yield ast.Compare(op, ast.Arith(name, CODE, ast.Literal(number)), ast.Literal(-2))
        yield ast.Compare(op, ast.Arith(name, ast.Neg(RUN), ast.Literal(number)), CODE)
    for name in ARITHMETIC:
        yield ast.Compare(op, ast.Arith(name, RUN, CODE), ast.Literal(1))
        yield ast.Compare(op, ast.Arith(name, ast.Literal(10), RUN), CODE)
    for product_of in (ast.Arith("mul", RUN, CODE), ast.Arith("mul", ast.Arith("mul", RUN, CODE), RUN)):
        yield ast.Compare(op, product_of, ast.Literal(Decimal(2**40)))
        yield ast.Compare(op, ast.Arith("sub", product_of, ast.Literal(1)), CODE)
    yield ast.Compare(
        op, ast.Case((ast.Branch(ast.Compare(op, RUN, CODE), RUN), ast.Branch(ast.Literal(True), CODE))), ast.Literal(2)
    )


def _conditions() -> Iterator[ast.Expr]:
    """Yield what has no comparison operator of its own."""
    errors = ast.Member(None, "errors")
    searches = ("contains", "startswith", "endswith")
    for text in STRINGS:
        for name in searches:
            yield call(name, SIZE, ast.Literal(text))
            yield call(name, IPV6, ast.Literal(text))
        for kind in ("any", "all"):
            yield ast.Lambda(errors, kind, "e", ast.Compare("eq", path("e/code"), ast.Literal(text)))
            yield ast.Lambda(errors, kind, "e", call("contains", path("e/message"), ast.Literal(text)))
    for name in searches:
        yield call(name, SIZE, IPV6)
        yield call(name, IPV6, SIZE)
    for name in ("startTaskInfo", "vmSize", "lastBootTime", "startTaskInfo/exitCode", "isDedicated"):
        for op in COMPARE if name == "startTaskInfo/exitCode" else ("eq", "ne"):
            yield ast.Compare(op, path(name), ast.Literal(None))
    yield path("isDedicated")
    for name in ("code", "message"):
        yield ast.In(path("ipv6Address"), ast.List((ast.Literal(name), ast.Literal(None))))
    for text in STRINGS[:20]:
        yield ast.In(IPV6, ast.List((ast.Literal(text), ast.Literal("ss"), ast.Literal(None))))
        yield ast.In(IPV6, ast.List((ast.Literal(text), ast.Literal("b"))))
    yield ast.In(CODE, ast.List((ast.Literal(1), ast.Literal(255), ast.Literal(None))))
    yield ast.In(CODE, ast.List((ast.Literal(1), ast.Literal(2.5))))
    yield from _collections(errors)


def _collections(errors: ast.Expr) -> Iterator[ast.Expr]:
    tasks = ast.Member(None, "recentTasks")
    details = path("e/errorDetails")
    named = ast.Lambda(details, "any", "d", ast.Compare("eq", path("d/name"), ast.Literal("a")))
    yield ast.Lambda(errors, "any")
    for kind in ("any", "all"):
        yield ast.Lambda(errors, kind, "e", named)
        yield ast.Lambda(errors, kind, "e", ast.Not(named))
        yield ast.Lambda(errors, kind, "e", ast.Lambda(details, "all", "d", ast.Compare("ne", path("d/value"), path("e/code"))))
        yield ast.Lambda(errors, kind, "e", ast.Compare("eq", path("e/code"), path("vmSize")))
        yield ast.Lambda(errors, kind, "e", ast.Compare("eq", path("e/code"), ast.Member(ast.Var("$it"), "ipv6Address")))
        yield ast.Lambda(tasks, kind, "t", ast.Compare("ne", path("t/executionInfo/exitCode"), ast.Literal(0)))
        yield ast.Lambda(tasks, kind, "t", ast.Compare("gt", path("t/executionInfo/startTime"), ast.Literal(_instant(0))))
        yield ast.Lambda(
            tasks, kind, "t", ast.Compare("gt", ast.Arith("div", ast.Literal(1), path("t/executionInfo/exitCode")), ast.Literal(0))
        )
        kept = ast.FilterSegment(errors, ast.Compare("ne", path("code"), ast.Literal("a")))
        yield ast.Lambda(kept, kind, "e", ast.Compare("eq", path("e/message"), ast.Literal(None)))
    for op in COMPARE:
        yield ast.Compare(op, ast.Count(errors), ast.Literal(1))
        yield ast.Compare(
            op, ast.Count(ast.FilterSegment(errors, ast.Compare("eq", path("message"), ast.Literal(None)))), ast.Literal(1)
        )


def _instant(place: int) -> edm.DateTimeOffset:
    return edm.DateTimeOffset.parse(INSTANTS[place])


def _joined() -> Iterator[ast.Expr]:
    """Yield parts that fail beside parts that decide."""
    parts = [
        ast.Compare("eq", SIZE, ast.Literal("a")),
        ast.Compare("gt", TIME, ast.Literal(_instant(5))),
        ast.Compare("gt", ast.Arith("div", ast.Literal(10), RUN), ast.Literal(1)),
        ast.Compare("eq", CODE, ast.Literal(None)),
        call("contains", IPV6, ast.Literal("a")),
        ast.Compare("eq", call("round", ast.Arith("divby", RUN, ast.Literal(2))), ast.Literal(1)),
    ]
    for one, other in product(parts, parts):
        if one is not other:
            yield ast.And((one, other))
            yield ast.Or((one, ast.Not(other)))
            yield ast.Compare("eq", one, other)
            yield ast.Compare("ne", ast.And((one, other)), ast.Literal(True))


def expressions() -> list[ast.Expr]:
    """Return the filters of the grid, each one beside its negation."""
    made = [one for op in COMPARE for kind in (_instants, _strings, _numbers) for one in kind(op)]
    made += [*_conditions(), *_joined()]
    return [each for one in made for each in (one, ast.Not(one))]
