"""`odatanodes compare`: the relation of two filters, with a node as evidence."""

from __future__ import annotations

import json

import pytest

from odatanodes.filter import Filter
from tests.kit.support import run_command

EQUIVALENT = "equivalent: both keep the same nodes"
FIRST = "the first implies the second: what it keeps, the second keeps as well"
SECOND = "the second implies the first: what it keeps, the first keeps as well"
DIFFER = "they differ: each keeps nodes that the other does not"
ONLY_FIRST, ONLY_SECOND = (f"only the {one} keeps this node:" for one in ("first", "second"))
UNKNOWN = "'state eq @state' is not reasoned about, and no item was found by trial"
KNOWN = "startTaskInfo/state eq 'running' or startTaskInfo/state eq 'completed'"

CASES: list[tuple[tuple[str, ...], list[str]]] = [
    (("totalTasksRun gt 5", "not (totalTasksRun le 5)"), [EQUIVALENT]),
    (("vmSize eq 'A'", "vmSize eq 'a'"), [EQUIVALENT]),
    (
        ("startTaskInfo/exitCode ge 0", "not (startTaskInfo/exitCode lt 0)"),
        [FIRST, "", ONLY_SECOND, "  startTaskInfo/exitCode  null"],
    ),
    (
        ("state ne 'idle'", "state eq 'running' and totalTasksRun gt 2"),
        [SECOND, "", ONLY_FIRST, '  state          "rebooting"', "  totalTasksRun  0"],
    ),
    (
        ("state eq 'idle'", "state eq 'running'"),
        [DIFFER, "", ONLY_FIRST, '  state  "idle"', "", ONLY_SECOND, '  state  "running"'],
    ),
    (
        ("recentTasks/any(t:t/taskState eq 'active')", "recentTasks/any()"),
        [FIRST, "", ONLY_SECOND, '  recentTasks  [{"taskState": "preparing"}]'],
    ),
    (
        (KNOWN, "startTaskInfo/retryCount ne null"),
        [
            *(FIRST, "", f"{ONLY_SECOND[:-1]} (only where 'startTaskInfo/state' has a value that the schema does not know):"),
            *("  startTaskInfo/retryCount  0", '  startTaskInfo/state       "newvalue"'),
        ],
    ),
    ((KNOWN, "startTaskInfo ne null", "--known-values"), [EQUIVALENT]),
    (
        ("state eq @state", "state eq 'idle'"),
        [
            *("not decided", "", f"whether the first implies the second is not known: {UNKNOWN}", ""),
            f"whether the second implies the first is not known: {UNKNOWN}",
        ],
    ),
    (
        ("state eq @state and id eq 'a'", "id eq 'a'"),
        ["not decided", "", "the first implies the second", "", f"whether the second implies the first is not known: {UNKNOWN}"],
    ),
]


@pytest.mark.parametrize(("arguments", "lines"), CASES, ids=lambda case: " | ".join(case) if isinstance(case, tuple) else "")
def test_compare(arguments: tuple[str, ...], lines: list[str]) -> None:
    done = run_command("compare", *arguments)
    assert (done.code, done.out.splitlines(), done.err) == (int(lines != [EQUIVALENT]), lines, "")


def test_compare_json() -> None:
    texts = ("vmSize eq 'A'", "vmSize eq 'a'")
    done = run_command("compare", *texts, "--semantics", "odata", "--output-format", "json")
    data = json.loads(done.out)
    assert (done.code, data["relation"]) == (1, "differ")
    shown = data["first_implies_second"]
    assert (shown["answer"], shown["reads"], shown["first"], shown["second"]) == (False, {"vmSize": "A"}, True, False)
    first, second = (Filter(text, semantics="odata") for text in texts)
    assert (first.matches(shown["node"]), second.matches(shown["node"])) == (True, False)
    same = json.loads(run_command("compare", *texts, "--output-format", "json").out)
    answer = {"answer": True, "reason": ""}
    assert same == {"relation": "equivalent", "first_implies_second": answer, "second_implies_first": answer}


def test_compare_bad_expressions() -> None:
    done = run_command("compare", "state eq 'idle'", "stat eq 'idle'")
    assert (done.code, done.out) == (2, "")
    assert "error[ODN201]" in done.err
    assert run_command("compare", "state eq 'idle'").code == 2
    assert run_command("compare", "true", "true", "--semantics", "sql").code == 2


def test_compare_gives_up_in_time() -> None:
    done = run_command("compare", "totalTasksRun gt 5", "totalTasksRun ge 6", "--deadline", "0")
    assert done.code == 1
    assert done.out.startswith("not decided\n\nwhether the first implies the second is not known: not decided within 0 seconds\n")


def test_compare_shows_no_control_characters() -> None:
    done = run_command("compare", "vmSize eq '\x1b[31m\u202e'", "false")
    assert done.code == 1
    assert "\x1b" not in done.out
    assert "\u202e" not in done.out


@pytest.mark.parametrize("seconds", ["-1", "nan", "inf", "soon"])
def test_a_deadline_is_a_time_to_wait(seconds: str) -> None:
    done = run_command("compare", "isDedicated", "isDedicated", f"--deadline={seconds}")
    assert (done.code, done.out) == (2, "")
    assert f"'{seconds}' is not a number of seconds from 0" in done.err
