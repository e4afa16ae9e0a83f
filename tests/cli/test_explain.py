"""`odatanodes explain`: the typed tree, or the Python that builds the filter."""

from __future__ import annotations

from odatanodes import Filter
from tests.kit.support import run_command


def test_the_tree_has_types() -> None:
    done = run_command("explain", "startTaskInfo/exitCode ne 0")
    assert done.code == 0, done
    assert [line.split()[-1] for line in done.out.splitlines()] == ["Edm.Boolean", "Edm.Int32", "Edm.Int32"]


def test_python_can_be_pasted_and_means_the_same() -> None:
    text = "state eq 'idle' and stateTransitionTime lt now() sub duration'PT1H' and recentTasks/any(t:t/taskState eq 'running')"
    done = run_command("explain", "--python", text)
    assert done.code == 0, done
    *lines, expression = done.out.splitlines()
    names: dict[str, object] = {}
    exec("\n".join(lines), names)
    assert eval(expression, names) == Filter(text)


def test_a_bad_filter_is_drawn_with_its_help() -> None:
    done = run_command("explain", "--python", "stat eq 'idle'")
    assert (done.code, done.out) == (2, "")
    assert "did you mean 'state'?" in done.err
