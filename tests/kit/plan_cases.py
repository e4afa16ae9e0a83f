"""Inputs for the laws of the plan: filters that a plan can divide, entities, and a simulated service.

The evaluator here is the plainest reading of the standard: three values, no short circuit, nothing compiled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from odatanodes import ast, edm
from odatanodes.check import check
from odatanodes.functions.operators import arithmetic, compare, negate
from odatanodes.functions.table import FUNCTIONS
from odatanodes.parse import parse_filter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from odatanodes.schema import EntityType

NOW = edm.DateTimeOffset.parse("2025-11-22T12:00:00Z")
OPS = st.sampled_from(("eq", "ne", "lt", "le", "gt", "ge"))
INSTANTS = (
    *("2025-11-21T23:59:59.9999999Z", "2025-11-22T00:00:00Z", "2025-11-22T00:00:00.0000001Z", "2025-11-22T12:00:00Z"),
    *("2025-11-22T23:59:59.9999999Z", "2025-11-23T00:00:00Z", "2025-12-01T00:00:00Z", "2024-12-31T23:59:59.9999999Z"),
    *("2025-01-01T00:00:00Z", "2024-02-29T10:00:00.5Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z"),
)
LITERALS = (*INSTANTS, "2025-11-22T00:00:00.00000005Z", "2025-11-22T01:00:00+01:00", "2025-11-21T23:59:60Z")
NUMBERS = st.sampled_from(("0", "1", "-1", "2", "5", "137", "1.5", "-0.5", "2147483647", "-2147483648", "3000000000"))
DAYS = st.sampled_from(("2025-11-22", "2025-11-23", "2024-02-29", "2025-01-01", "0001-01-01", "9999-12-31"))
STATES = ("idle", "running", "Idle", "OFFLINE", "creating", "unusable", "preempted", "starting")
TIMES = ("stateTransitionTime", "lastBootTime", "allocationTime", "startTaskInfo/startTime", "startTaskInfo/endTime")


@st.composite
def _choice(draw: st.DrawFn, left: str, values: tuple[str, ...]) -> str:
    chosen = draw(st.lists(st.sampled_from(values), min_size=1, max_size=len(values)))
    return f"{left} in ({','.join(chosen)})"


def _quoted(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple([f"'{value}'" for value in values])


def _instants(path: str) -> st.SearchStrategy[str]:
    literal = st.sampled_from(LITERALS)
    duration = st.sampled_from(("PT1H", "P1D", "-PT12H", "PT0.00000005S", "P400D"))
    return st.one_of(
        st.builds(lambda op, value: f"{path} {op} {value}", OPS, literal),
        st.builds(lambda op, value: f"{value} {op} {path}", OPS, literal),
        st.builds(lambda op: f"{path} {op} null", OPS),
        st.builds(lambda op, value: f"date({path}) {op} {value}", OPS, DAYS),
        st.builds(lambda op: f"date({path}) {op} date(now())", OPS),
        st.builds(lambda op, value: f"year({path}) {op} {value}", OPS, st.sampled_from(("2024", "2025", "2026", "0", "9999"))),
        st.builds(lambda value: f"month({path}) eq {value}", st.sampled_from(("1", "2", "11", "12", "13"))),
        st.builds(lambda value: f"day({path}) eq {value}", st.sampled_from(("1", "22", "29", "31"))),
        st.builds(lambda month: f"(year({path}) eq 2025 and month({path}) eq {month})", st.sampled_from(("1", "11", "12"))),
        st.builds(
            lambda year, month, day: f"(year({path}) eq {year} and month({path}) eq {month} and {day} eq day({path}))",
            *(st.sampled_from(values) for values in (("2024", "2025"), ("2", "11"), ("22", "29", "31"))),
        ),
        st.builds(lambda op, by: f"{path} {op} now() sub duration'{by}'", OPS, duration),
        st.builds(lambda op, by: f"now() sub {path} {op} duration'{by}'", OPS, duration),
        st.builds(lambda op, by: f"{path} sub now() {op} duration'{by}'", OPS, duration),
        st.builds(lambda op, by, value: f"{path} add duration'{by}' {op} {value}", OPS, duration, literal),
        _choice(path, (*INSTANTS[:4], "null")),
        _choice(f"date({path})", ("2025-11-22", "2024-02-29", "null")),
    )


def _texts(path: str, values: tuple[str, ...], *, prefix: bool = False) -> st.SearchStrategy[str]:
    literal = st.sampled_from(_quoted(values))
    forms = [
        st.builds(lambda op, value: f"{path} {op} {value}", OPS, literal),
        st.builds(lambda op, value: f"{value} {op} {path}", OPS, literal),
        st.builds(lambda value: f"tolower({path}) eq {value}", literal),
        st.builds(lambda op, value: f"toupper({path}) {op} {value}", OPS, literal),
        st.builds(lambda value: f"contains({path},{value})", literal),
        st.builds(lambda value: f"startswith({path},{value})", literal),
        _choice(path, _quoted(values)),
        st.just(f"length({path}) gt 4"),
    ]
    if prefix:
        forms += [
            st.builds(lambda value: f"startswith(tolower({path}),{value}) eq true", literal),
            st.builds(lambda op: f"{path} {op} null", OPS),
            st.just(f"startswith({path},'')"),
        ]
    return st.one_of(forms)


_numbers = st.one_of(
    st.builds(lambda op, value: f"startTaskInfo/exitCode {op} {value}", OPS, NUMBERS),
    st.builds(lambda op: f"startTaskInfo/exitCode {op} null", OPS),
    st.builds(lambda op, by, value: f"startTaskInfo/exitCode add {by} {op} {value}", OPS, NUMBERS, NUMBERS),
    st.builds(lambda op, by, value: f"{by} sub startTaskInfo/exitCode {op} {value}", OPS, NUMBERS, NUMBERS),
    st.builds(lambda op, value: f"-startTaskInfo/exitCode {op} {value}", OPS, NUMBERS),
    _choice("startTaskInfo/exitCode", ("0", "1", "5", "null")),
    st.just("startTaskInfo/exitCode mul 2 gt 2"),
)


def _of_one(conditions: st.SearchStrategy[str], path: str, *values: str) -> st.SearchStrategy[str]:
    """Conditions on one property at once: what one says about a missing value matters to the others."""
    unequal = st.sampled_from([f"{path} ne {value}" for value in values])
    part = conditions | conditions.map(lambda text: f"not ({text})") | unequal
    return st.lists(part, min_size=2, max_size=3).map(lambda parts: f"({' and '.join(parts)})")


NODE_CONDITIONS: st.SearchStrategy[str] = st.one_of(
    _of_one(_numbers, "startTaskInfo/exitCode", "null", "0", "5"),
    _of_one(_instants("lastBootTime"), "lastBootTime", "null", INSTANTS[1]),
    _of_one(_texts("startTaskInfo/result", ("success", "failure")), "startTaskInfo/result", "null", "'success'"),
    _texts("state", STATES),
    _texts("state", STATES),
    st.sampled_from(TIMES).flatmap(_instants),
    _numbers,
    _texts("startTaskInfo/result", ("success", "failure")),
    st.builds(
        lambda op, value: f"startTaskInfo/state {op} '{value}'",
        st.sampled_from(("eq", "ne")),
        st.sampled_from(("running", "completed")),
    ),
    st.builds(lambda op: f"startTaskInfo {op} null", st.sampled_from(("eq", "ne"))),
    st.builds(lambda op: f"startTaskInfo/result {op} null", st.sampled_from(("eq", "ne"))),
    st.sampled_from(("isDedicated", "isDedicated eq true", "isDedicated ne false", "vmSize eq 'a1'", "totalTasksRun gt 3")),
    st.sampled_from(("true", "false", "1 eq 1", "lastBootTime gt allocationTime", "isDedicated eq null")),
)
JOB_CONDITIONS: st.SearchStrategy[str] = st.one_of(
    _texts("id", ("job", "JOB-1", "job-1", "a", "ß"), prefix=True),
    _texts("executionInfo/poolId", ("pool", "POOL-1", "job"), prefix=True),
    _texts("state", ("active", "Completed")),
    st.sampled_from(("creationTime", "executionInfo/endTime")).flatmap(_instants),
)
_flags = st.sampled_from(("enableAutoScale", "enableInterNodeCommunication"))
POOL_CONDITIONS: st.SearchStrategy[str] = st.one_of(
    _flags,
    st.builds(
        lambda path, op, value: f"{path} {op} {value}",
        _flags,
        st.sampled_from(("eq", "ne")),
        st.sampled_from(("true", "false", "null")),
    ),
    _texts("vmSize", ("a1", "A1", "d2")),
    _texts("allocationState", ("steady", "Resizing")),
)


def filters(conditions: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Texts of filters over conditions."""

    def wider(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        several = st.lists(inner, min_size=2, max_size=4)
        return st.one_of(
            st.builds(lambda parts: f"({' and '.join(parts)})", several),
            st.builds(lambda parts: f"({' or '.join(parts)})", several),
            st.builds(lambda part: f"not ({part})", inner),
            st.builds(
                lambda part, op, value: f"({part}) {op} {value}",
                inner,
                st.sampled_from(("eq", "ne")),
                st.booleans().map(lambda v: str(v).lower()),
            ),
        )

    nested = st.recursive(conditions, wider, max_leaves=5)
    return st.lists(nested, min_size=1, max_size=3).map(" and ".join)


_moment = st.sampled_from(INSTANTS)
_maybe = st.none() | _moment


def _without_none(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


NODES: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "state": st.sampled_from((*STATES, "hibernating", "upgradingos")),
        "stateTransitionTime": _moment,
        "allocationTime": _moment,
        "lastBootTime": _maybe,
        "vmSize": st.sampled_from(("a1", "A1", "d2")),
        "isDedicated": st.sampled_from((True, False, None)),
        "totalTasksRun": st.integers(0, 5),
        "startTaskInfo": st.none()
        | st.fixed_dictionaries(
            {
                "state": st.sampled_from(("running", "completed")),
                "startTime": _moment,
                "endTime": _maybe,
                "exitCode": st.sampled_from((None, 0, 1, -1, 5, 137, 2**31 - 1, -(2**31))),
                "result": st.sampled_from((None, "success", "failure", "Failure")),
            }
        ).map(_without_none),
    }
).map(_without_none)
JOBS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "id": st.sampled_from(("job", "Job-1", "a", "ab", "ß", "ss")),
        "state": st.sampled_from(("active", "COMPLETED")),
        "creationTime": _moment,
        "executionInfo": st.none()
        | st.fixed_dictionaries({"endTime": _maybe, "poolId": st.sampled_from((None, "pool-1", "Pool", "job"))}).map(_without_none),
    }
).map(_without_none)
_flag = st.sampled_from((True, False, None))
POOLS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "enableAutoScale": _flag,
        "enableInterNodeCommunication": _flag,
        "vmSize": st.sampled_from(("a1", "A1", "b2")),
        "allocationState": st.sampled_from((None, "steady", "STEADY", "resizing")),
    }
).map(_without_none)


# --- evaluation --------------------------------------------------------------------------------------------------------


def checked(text: str, schema: EntityType) -> ast.Expr | None:
    """Return the typed tree, or None for a filter with mistakes (`1.5` where a date is due, and so on)."""
    expr, found = check(parse_filter(text), schema)
    return None if any(finding.severity == "error" for finding in found) else expr


def kept(expr: ast.Expr | None, entities: list[dict[str, Any]], *, fold: bool, leave_out: bool = False) -> list[dict[str, Any]]:
    """Return the entities a filter keeps; None keeps all. `leave_out`: a service that finds no missing value with `ne`."""
    return [entity for entity in entities if expr is None or evaluate(expr, entity, fold, leave_out) is True]


def evaluate(expr: ast.Node, entity: Mapping[str, Any], fold: bool, leave_out: bool = False) -> Any:
    """Return the value of an expression: true, false, null (None) or what else it may be."""
    match expr:
        case ast.Literal(value):
            return value
        case ast.Member(source, name):
            owner = entity if source is None else evaluate(source, entity, fold)
            value = None if owner is None else owner.get(name)
            return edm.DateTimeOffset.parse(value) if expr.type is edm.DATE_TIME_OFFSET and value is not None else value
        case ast.Not(operand):
            value = evaluate(operand, entity, fold, leave_out)
            return None if value is None else not value
        case ast.And(operands) | ast.Or(operands):
            values = [evaluate(operand, entity, fold, leave_out) for operand in operands]
            decisive = isinstance(expr, ast.Or)
            return decisive if decisive in values else None if None in values else not decisive
    values = [evaluate(child, entity, fold, leave_out) for child in expr.children()]
    match expr:
        case ast.Compare(op):
            left, right = values
            return False if leave_out and None in values else compare(op, left, right, fold)
        case ast.List():
            return values
        case ast.In():
            return any(compare("eq", values[0], item, fold) for item in values[1])
        case ast.Arith(op):
            return arithmetic(op, *values)
        case ast.Neg():
            return None if values[0] is None else negate(values[0])
        case ast.Call(_, name):
            return _call(name, values, fold)
    raise AssertionError(type(expr))


def _call(name: str, values: list[Any], fold: bool) -> Any:
    if name == "now":
        return NOW
    if None in values:
        return None
    function = FUNCTIONS[name].evaluate
    assert function is not None
    return function(*values, fold) if name in {"contains", "startswith"} else function(*values)
