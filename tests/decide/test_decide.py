"""Deciding about filters: what is proved, what is shown by a node, what stays unknown."""

from __future__ import annotations

import datetime
import pickle

import pytest

from odatanodes import Filter
from odatanodes.decide import UndecidedError, Verdict
from odatanodes.decide.search import Deadline, TimeUpError
from odatanodes.decide.watched import watched

NEVER = [
    "false",
    "null",
    "state eq 'idle' and state eq 'running'",
    "state eq 'idle' and not startswith(state,'I')",
    "state eq null",
    "totalTasksRun gt 5 and totalTasksRun lt 6",
    "totalTasksRun gt 5.5 and totalTasksRun lt 6",
    "totalTasksRun gt 2147483647",
    "totalTasksRun eq 1.5",
    "totalTasksRun ge 0 and not (totalTasksRun gt -1)",
    "startTaskInfo/exitCode gt 0 and startTaskInfo eq null",
    "startTaskInfo/retryCount eq null and startTaskInfo ne null",
    "startTaskInfo/failureInfo/category ne null and startTaskInfo/failureInfo eq null",
    "not (startTaskInfo/exitCode eq null) and not (startTaskInfo/exitCode ne null)",
    "contains(vmSize,'a') eq null",
    "stateTransitionTime gt 2025-11-22T22:22:27.2236818Z and stateTransitionTime lt 2025-11-22T22:22:27.2236819Z",
    "stateTransitionTime gt 9999-12-31T23:59:59.9999999Z",
    "stateTransitionTime lt 0001-01-01T00:00:00Z",
    "stateTransitionTime eq 2025-11-22T22:22:27.22368185Z",
    "lastBootTime gt 2025-01-01T00:00:00Z and lastBootTime lt 2025-01-01T00:59:59Z and lastBootTime gt 2025-01-01T01:59:59+01:00",
    "vmSize lt ''",
    "vmSize gt 'a' and vmSize lt 'a\0'",
    "startswith(vmSize,'ab') and vmSize lt 'ab'",
    "startswith(vmSize,'ab') and vmSize ge 'ac'",
    "startswith(vmSize,'@') and vmSize gt 'A'",
    "vmSize gt 'A' and vmSize lt 'a'",
    "contains(vmSize,'abc') and not contains(vmSize,'B')",
    "startswith(vmSize,'xab') and not contains(vmSize,'ab')",
    "endswith(vmSize,'abc') and not endswith(vmSize,'c')",
    "vmSize eq 'ß' and vmSize ne 'SS'",
    "id in ('a','b') and id ne 'A' and id ne 'B'",
    "isDedicated and not isDedicated",
    "isDedicated in (true,false) and isDedicated eq null",
    "recentTasks/any() and not recentTasks/any()",
    "recentTasks/any(t:t/taskState eq 'active' and t/taskState eq 'running')",
    "recentTasks/any(t:t/taskState eq 'active') and recentTasks/all(x:x/taskState ne 'active')",
    "not recentTasks/any() and recentTasks/any(t:t/subtaskId gt 5)",
    "not recentTasks/any() and not recentTasks/all(t:t/subtaskId gt 5)",
    "errors/any(e:e/errorDetails/any(d:d/name eq 'a' and d/value eq 'b')) and not errors/any(e:e/errorDetails/any())",
    "length(vmSize) gt 5 and length(vmSize) lt 6",
    "length(vmSize) lt 0",
    "recentTasks/$count lt 0",
    "tolower(vmSize) eq 'a' and tolower(vmSize) eq 'b'",
    "tolower(ipv6Address) ne null and ipv6Address eq null",
    "runningTasksCount lt totalTasksRun and totalTasksRun lt runningTasksCount",
    "runningTasksCount gt totalTasksRun and runningTasksCount eq null",
    "not (runningTasksCount lt totalTasksRun) and totalTasksRun gt runningTasksCount",
    "now() gt 2025-01-01T00:00:00Z and now() le 2025-01-01T00:00:00Z",
]
SOMETIMES = [
    "true",
    "state eq 'idle'",
    "totalTasksRun gt 5 and totalTasksRun lt 7",
    "totalTasksRun eq -2147483648",
    "not (startTaskInfo/exitCode lt 0) and not (startTaskInfo/exitCode ge 0)",
    "startTaskInfo/exitCode eq null and startTaskInfo ne null",
    "startTaskInfo/exitCode ne 0 and startTaskInfo/exitCode le 0",
    "startTaskInfo/failureInfo/category eq 'usererror' and startTaskInfo/state eq 'completed'",
    "stateTransitionTime gt 2025-11-22T22:22:27.2236818Z and stateTransitionTime lt 2025-11-22T22:22:27.223682Z",
    "stateTransitionTime ge 9999-12-31T23:59:59.9999999Z",
    "vmSize gt 'a' and vmSize lt 'b' and not startswith(vmSize,'a0')",
    "vmSize gt 'a' and vmSize lt 'a0'",
    "vmSize gt '@' and vmSize lt '_' and not startswith(vmSize,'@')",
    "vmSize gt 'a' and vmSize lt 'c' and not startswith(vmSize,'a') and contains(vmSize,'xb')",
    "vmSize gt 'standard_' and not startswith(vmSize,'standard_')",
    "contains(vmSize,'aba') and contains(vmSize,'bab') and not contains(vmSize,'abab') and endswith(vmSize,'b')",
    "startswith(vmSize,'ab') and endswith(vmSize,'bc') and not contains(vmSize,'abc')",
    " and ".join(f"contains(vmSize,'{letter}1')" for letter in "abcdefghijklmnop"),
    "vmSize gt '\U0010ffff\U0010ffff'",
    "isDedicated eq null",
    "recentTasks/any(t:t/taskState eq 'completed' and t/executionInfo/exitCode ne 0)",
    "recentTasks/any(t:t/executionInfo/failureInfo/details/any(x:contains(x/value,'ab')))",
    "not recentTasks/any(t:t/taskState eq 'running') and recentTasks/any()",
    "recentTasks/$count eq 3",
    "year(stateTransitionTime) eq 2019 and month(stateTransitionTime) le 6",
    "stateTransitionTime lt now() sub duration'PT1H'",
    "length(vmSize) eq 7 and startswith(vmSize,'ab')",
    "runningTasksCount lt totalTasksRun and totalTasksRun lt 5",
    "runningTasksCount add 1 eq totalTasksRun",
    "lastBootTime gt stateTransitionTime",
    "toupper(vmSize) eq 'STANDARD_D2' and contains(vmSize,'d2')",
]
EQUAL = [
    ("totalTasksRun gt 5", "totalTasksRun ge 6"),
    ("totalTasksRun gt 5.5", "totalTasksRun ge 6"),
    ("not (totalTasksRun lt 6)", "5 lt totalTasksRun"),
    ("startTaskInfo/exitCode ne 0", "not (startTaskInfo/exitCode eq 0)"),
    ("startTaskInfo/exitCode ne 0", "startTaskInfo/exitCode eq null or startTaskInfo/exitCode lt 0 or startTaskInfo/exitCode gt 0"),
    ("startTaskInfo/retryCount eq null", "startTaskInfo eq null"),
    ("startTaskInfo/exitCode ge null", "startTaskInfo/exitCode eq null"),
    ("state in ('idle','RUNNING')", "not (state ne 'running') or state eq 'Idle'"),
    ("startswith(id,'TVM-')", "id ge 'tvm-' and id lt 'tvm.'"),
    ("startswith(id,'tvm-1') or startswith(id,'tvm-')", "startswith(id,'tvm-')"),
    ("stateTransitionTime gt 2025-01-01T00:00:00.1234567Z", "stateTransitionTime ge 2025-01-01T00:00:00.1234568Z"),
    ("stateTransitionTime ge 2025-01-01T00:00:00Z", "stateTransitionTime ge 2025-01-01T05:30:00+05:30"),
    ("isDedicated", "isDedicated eq true"),
    ("isDedicated or not isDedicated", "isDedicated ne null"),
    ("(state eq 'idle') eq false", "state ne 'idle'"),
    ("(isDedicated and true) eq null", "isDedicated eq null"),
    ("contains(vmSize,'d2') and true", "not not contains(vmSize,'D2')"),
    (
        "recentTasks/any(t:t/taskState eq 'running') and state eq 'idle'",
        "state eq 'idle' and recentTasks/any(t:t/taskState eq 'running')",
    ),
    ("recentTasks/any(t:t/subtaskId gt 5)", "recentTasks/any(x:not (x/subtaskId le 5) and x/subtaskId ne null)"),
    ("recentTasks/all(t:t/taskState eq 'active')", "not recentTasks/any(x:x/taskState ne 'active')"),
    ("recentTasks/any(t:t/taskState ne null)", "recentTasks/any()"),
    ("recentTasks/$count gt 3", "recentTasks/$count ge 4"),
    ("runningTasksCount lt totalTasksRun", "totalTasksRun gt runningTasksCount"),
    ("year(stateTransitionTime) ge 2025", "not (year(stateTransitionTime) lt 2025)"),
]
DIFFERENT = [
    ("startTaskInfo/exitCode ge 0", "not (startTaskInfo/exitCode lt 0)"),
    ("startTaskInfo/retryCount ge 0", "not (startTaskInfo/retryCount lt 0)"),
    ("startTaskInfo/exitCode eq null", "startTaskInfo eq null"),
    ("startswith(id,'tvm-')", "id gt 'tvm-' and id lt 'tvm.'"),
    ("startTaskInfo/state eq 'running'", "startTaskInfo/state ne 'completed'"),
    ("recentTasks/any(t:t/taskState eq 'completed')", "recentTasks/any()"),
    ("recentTasks/any(t:t/subtaskId eq null)", "recentTasks/any(t:not (t/subtaskId lt 5))"),
    ("recentTasks/any(t:t/jobId eq id)", "recentTasks/any(t:t/jobId eq 'j')"),
    ("recentTasks/all(t:t/taskState eq 'completed')", "recentTasks/any(t:t/taskState eq 'completed')"),
    ("runningTasksCount lt totalTasksRun", "not (runningTasksCount ge totalTasksRun)"),
    ("contains(vmSize,'d2') eq false", "not contains(ipv6Address,'d2')"),
]
UNKNOWN = [
    "state eq @state",
    "length(vmSize) mul length(vmSize) eq 961",
    "vmSize eq concat(trim(id),trim(url)) and id gt 'x' and url gt 'y'",
]


@pytest.mark.parametrize("text", NEVER)
def test_never_true(text: str) -> None:
    assert Filter(text).satisfiable(deadline=60) == Verdict(False)


@pytest.mark.parametrize("text", SOMETIMES)
def test_a_witness_is_kept(text: str) -> None:
    wanted = Filter(text)
    verdict = wanted.satisfiable(deadline=60)
    assert verdict.answer is True, verdict
    assert verdict.witness is not None
    assert wanted.matches(verdict.witness)
    assert verdict.reason == ""


@pytest.mark.parametrize(("first", "second"), EQUAL)
def test_equivalent(first: str, second: str) -> None:
    assert Filter(first).equivalent(Filter(second), deadline=60) == Verdict(True)
    assert Filter(second).implies(Filter(first)) == Verdict(True)


@pytest.mark.parametrize(("first", "second"), DIFFERENT)
def test_a_counterexample_is_kept_by_one(first: str, second: str) -> None:
    one, other = Filter(first), Filter(second)
    verdict = one.equivalent(other)
    assert verdict.answer is False
    assert verdict.counterexample is not None
    assert one.matches(verdict.counterexample) is not other.matches(verdict.counterexample)


@pytest.mark.parametrize("text", UNKNOWN)
def test_unknown_says_what_it_hangs_on(text: str) -> None:
    verdict = Filter(text).satisfiable(deadline=60)
    assert verdict.answer is None
    assert "is not reasoned about" in verdict.reason
    assert verdict.witness is None


def test_equal_parts_that_are_not_reasoned_about_cancel_out() -> None:
    assert Filter("state eq @state and true").equivalent(Filter("not (state ne @state)")).answer is True
    assert Filter("state eq @state and id eq 'a'").implies(Filter("id in ('A','b')")).answer is True


def test_implies_has_a_direction() -> None:
    narrow, wide = Filter("startTaskInfo/exitCode gt 0"), Filter("startTaskInfo ne null")
    assert narrow.implies(wide).answer is True
    verdict = wide.implies(narrow)
    assert verdict.answer is False
    assert verdict.counterexample is not None
    assert wide.matches(verdict.counterexample)


# --- limits, errors, verdicts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("option", "value"), [("schema", None), ("semantics", "odata"), ("on_missing", "null")])
def test_filters_that_are_not_about_the_same_nodes(option: str, value: str | None) -> None:
    one, other = Filter("state eq 'idle'"), Filter("state eq 'idle'", **{option: value})  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=f"differ in {option}"):
        one.equivalent(other)
    with pytest.raises(ValueError, match=f"differ in {option}"):
        other.implies(one)


def test_filters_with_clocks_of_their_own_are_compared_only_where_no_clock_is_read() -> None:
    def clock() -> datetime.datetime:
        return datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)

    with pytest.raises(ValueError, match="differ in clock"):
        Filter("stateTransitionTime lt now()", clock=clock).equivalent(Filter("stateTransitionTime lt now()"))
    assert Filter("state eq 'idle'", clock=clock).equivalent(Filter("state eq 'idle'")).answer


def nested(kind: str, levels: int) -> str:
    """Return a condition that tries every choice of this many tasks, one after the other."""
    inner = f"x{levels - 1}/taskId eq 'a' and x0/taskId ne 'a' and length(id) eq 4"
    return "".join(f"recentTasks/{kind}(x{level}:" for level in range(levels)) + inner + ")" * levels


def test_the_time_allowed_ends_an_evaluation_as_well() -> None:
    verdict = Filter(nested("any", 22)).satisfiable(deadline=0.2)  # 4 million choices of two tasks
    assert verdict.answer is None
    assert verdict.reason == "not decided within 0.2 seconds"


def test_a_watched_node_ends_its_evaluation() -> None:
    f = Filter("recentTasks/any(t:t/taskId eq 'a')")
    plain = {"id": "n1", "recentTasks": [{"taskId": "a", "parts": [1, 2]}]}
    late, early = watched(plain, Deadline(0)), watched(plain, Deadline(60))
    assert late == early == plain
    for _ in range(2):
        assert f.matches(early)
        with pytest.raises(TimeUpError):
            f.matches(late)
        f._predicate.generate()


def test_no_time_at_all() -> None:
    verdict = Filter("totalTasksRun gt 5").equivalent(Filter("totalTasksRun ge 6"), deadline=0)
    assert verdict.answer is None
    assert verdict.reason == "not decided within 0 seconds"


def test_long_and_deep_filters() -> None:
    wide = Filter(" and ".join(f"totalTasksRun ne {number}" for number in range(3000)))
    listed = Filter(f"not (totalTasksRun in ({','.join(map(str, range(3000)))}))")
    assert wide.equivalent(listed, deadline=30).answer is True
    deep = Filter("not (" * 150 + "state eq 'idle'" + ")" * 150)
    assert deep.equivalent(Filter("state eq 'idle'")).answer is True
    nested = "isDedicated"
    for number in range(90):
        nested = f"({nested} {'and' if number % 2 else 'or'} totalTasksRun gt {number})"
    assert Filter(nested).implies(Filter("isDedicated or totalTasksRun gt 0")).answer is True


def test_a_verdict_is_as_true_as_its_answer() -> None:
    assert Filter("true").satisfiable(deadline=60)
    assert not Filter("false").satisfiable(deadline=60)
    unknown = Filter("state eq @state").satisfiable(deadline=60)
    with pytest.raises(UndecidedError, match="look at 'answer'") as caught:
        bool(unknown)
    assert caught.value.verdict is unknown
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_a_verdict_is_a_value() -> None:
    verdict = Filter("state eq 'idle'").satisfiable(deadline=60)
    assert verdict == Filter("state eq 'idle'").satisfiable(deadline=60)
    assert hash(verdict) == hash(pickle.loads(pickle.dumps(verdict)))
    assert repr(Verdict(False)) == "Verdict(answer=False)"
    assert repr(Verdict(None, reason="too long")) == "Verdict(answer=None, reason='too long')"
    with pytest.raises(AttributeError):
        verdict.answer = None
