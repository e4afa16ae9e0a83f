"""Searching for a node that tells two filters apart: what is found, how quickly, and what assertions report."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from odatanodes import Filter
from odatanodes.strategies import counterexample
from odatanodes.strategies.patterns import samples
from odatanodes.testing import assert_equivalent, assert_implies, assert_matches, assert_rejects
from tests.kit.support import ROOT

APART = [  # the first does not imply the second, and a node that shows it can be found
    ("matchesPattern(id,'^abc')", "startswith(id,'b')"),
    ("matchesPattern(id,'^[a-z]{3}-[0-9]+$')", "length(id) lt 6"),
    ("not matchesPattern(id,'^tvm')", "startswith(id,'a')"),
    ("recentTasks/any(t:matchesPattern(t/taskId,'^job[0-9]+'))", "recentTasks/any(t:t/jobId eq 'x')"),
    ("length(id) gt 20", "startswith(id,'tvm')"),
    ("tolower(id) eq 'abc' and length(vmSize) eq 3", "startswith(vmSize,'a')"),
    ("concat(id,'-x') eq 'ab-x'", "id ne 'ab'"),
    ("substring(id,3) eq 'abc'", "startswith(id,'tvm')"),
    ("indexof(id,'zz') eq 4", "length(id) gt 10"),
    ("length(trim(id)) eq 3 and startswith(id,' ')", "length(id) gt 4"),
    ("totalTasksRun mul 3 eq 21", "totalTasksRun ne 7"),
    ("totalTasksRun mod 7 eq 3", "totalTasksRun lt 100"),
    ("totalTasksRun div 10 eq 4", "totalTasksRun lt 45"),
    ("round(totalTasksRun divby 2) eq 3", "totalTasksRun eq 6"),
    ("totalTasksRun add runningTasksCount gt 100", "totalTasksRun gt 50"),
    ("totalTasksSucceeded lt totalTasksRun", "totalTasksRun gt 5"),
    ("startTaskInfo/exitCode add 1 eq startTaskInfo/retryCount", "startTaskInfo/exitCode eq 5"),
    ("startTaskInfo/endTime sub startTaskInfo/startTime gt duration'PT10M'", "startTaskInfo/exitCode ne 0"),
    ("stateTransitionTime lt now() sub duration'PT1H'", "stateTransitionTime lt now() sub duration'PT2H'"),
    ("year(stateTransitionTime) eq 2031", "month(stateTransitionTime) eq 1"),
    ("date(stateTransitionTime) eq 2024-02-29", "hour(stateTransitionTime) lt 5"),
    ("fractionalseconds(lastBootTime) gt 0.5", "second(lastBootTime) lt 30"),
    ("totalseconds(stateTransitionTime sub allocationTime) gt 3600", "stateTransitionTime lt allocationTime"),
    ("recentTasks/$count gt 2", "state eq 'running'"),
    ("case(state eq 'idle':1,true:2) eq 2", "state eq 'running'"),
    ("vmSize eq id", "length(id) gt 3"),
]


@pytest.mark.parametrize(("first", "second"), APART)
def test_a_node_is_found(first: str, second: str) -> None:
    f, g = Filter(first, allow_backtracking_patterns=True), Filter(second, allow_backtracking_patterns=True)
    found = counterexample(f, g, deadline=10.0)
    assert found is not None
    assert f.matches(found)
    assert not g.matches(found)
    assert len(json.dumps(found)) < 900
    with pytest.raises(AssertionError, match="keeps a node"):
        assert_implies(f, g, deadline=20.0)


def test_either_direction() -> None:
    with pytest.raises(AssertionError, match="keeps a node"):
        assert_equivalent("length(id) eq 3", "length(id) le 3")
    with pytest.raises(AssertionError, match="keeps a node"):
        assert_equivalent("length(id) le 3", "length(id) eq 3")


UNDECIDED = ("tolower(id) eq 'abc'", "toupper(id) eq 'ABC'")


@pytest.mark.parametrize(("check", "claim"), [(assert_implies, "implies"), (assert_equivalent, "is equivalent to")])
def test_what_is_not_decided_fails(check: Any, claim: str) -> None:
    with pytest.raises(AssertionError, match="not decided") as raised:
        check(*UNDECIDED)
    message = str(raised.value)
    assert claim in message
    assert "searched for" in message
    assert "nodes tried" in message
    check(*UNDECIDED, undecided="pass")
    with pytest.raises(ValueError, match="'fail' or 'pass'"):
        check(*UNDECIDED, undecided="warn")


@pytest.mark.parametrize("deadline", [0.0, 0.2])
def test_the_deadline_holds(deadline: float) -> None:
    many = " or ".join(f"length(id) eq {n} and totalTasksRun mul {n} gt 5" for n in range(1, 60))
    f, g = Filter(f"({many}) and {UNDECIDED[0]}"), Filter(f"({many}) and {UNDECIDED[1]}")
    with pytest.raises(AssertionError, match="not decided"):
        assert_implies(f, g, deadline=deadline, examples=10**6)  # a million nodes take many minutes


def test_patterns_are_sampled() -> None:
    assert samples("^[ab]{2}$")
    assert samples("(") == ()


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda: assert_matches(5, {}), TypeError),  # type: ignore[arg-type]
        (lambda: assert_rejects("state eq 'idle'"), TypeError),
        (lambda: assert_implies("state eq 'idle'", None), TypeError),  # type: ignore[arg-type]
        (lambda: assert_implies(Filter("a eq 1", None), Filter("length(a) eq 1", None)), ValueError),
        (lambda: counterexample("state eq 'idle'", "state eq 'idle'", "same"), ValueError),  # type: ignore[arg-type]
        (lambda: counterexample(5, "state eq 'idle'"), TypeError),  # type: ignore[arg-type]
    ],
)
def test_wrong_arguments(call: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        call()


@pytest.mark.thorough
def test_the_traceback_ends_in_the_test(tmp_path: Any) -> None:
    (tmp_path / "test_it.py").write_text(
        "from odatanodes.testing import *\n"
        "def test_matches(): assert_matches(\"state eq 'idle'\", {'state': 'running'})\n"
        "def test_rejects(): assert_rejects(\"state eq 'idle'\", {'state': 'idle'})\n"
        "def test_implies(): assert_implies('totalTasksRun gt 1', 'totalTasksRun gt 2')\n"
        "def test_equivalent(): assert_equivalent('totalTasksRun gt 1', 'totalTasksRun gt 2')\n"
    )
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(tmp_path), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert "4 failed" in done.stdout
    assert "testing.py" not in done.stdout
