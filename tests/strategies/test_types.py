"""`from_type` draws filters, selects and models once Hypothesis has loaded the entry point."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odatanodes import Filter, Select, _hypothesis
from odatanodes.models import BatchNode, BatchNodeListResult, BatchTaskInfo, Timestamp
from tests.kit.support import ROOT, run_python

_hypothesis.register()  # as Hypothesis does where the package is installed


@given(st.from_type(Filter), st.from_type(Select))
def test_filters_by_type(drawn: Filter, select: Select) -> None:
    assert Filter(str(drawn)) == drawn
    assert str(select)


@given(st.from_type(BatchNode), st.from_type(Timestamp), st.from_type(BatchNodeListResult), st.from_type(BatchTaskInfo))
def test_models_by_type(node: BatchNode, moment: Timestamp, page: BatchNodeListResult, task: BatchTaskInfo) -> None:
    assert node.url
    assert moment.wire
    assert page.value is not None
    assert task.task_state


HOOK = "from odatanodes._hypothesis import register; register()"
ORDERS = [
    f"import hypothesis; {HOOK}; from odatanodes.models import BatchNode as Wanted",
    f"from odatanodes.models import BatchNode as Wanted; import hypothesis; {HOOK}",
    f"from odatanodes.models import UserIdentity as Wanted; import hypothesis; {HOOK}",
    f"from odatanodes.filter import Filter as Wanted; import hypothesis; {HOOK}",
    f"from odatanodes.filter.select import Select as Wanted; import hypothesis; {HOOK}",
    f"import hypothesis; {HOOK}; from odatanodes import Filter as Wanted",
    f"import hypothesis; {HOOK}; from odatanodes import Select as Wanted",
]


@pytest.mark.thorough
@pytest.mark.parametrize("order", ORDERS)
def test_types_are_known_whichever_is_imported_first(order: str) -> None:
    draw = "import hypothesis.strategies as st; print(type(hypothesis.find(st.from_type(Wanted), lambda _: True)) is Wanted)"
    run = run_python("-c", f"{order}; {draw}")
    assert (run.code, run.out) == (0, "True\n"), run


def test_registering_loads_nothing() -> None:
    heavy = ["pydantic", "odatanodes.models", "odatanodes.strategies", "odatanodes.filter", "odatanodes.filter.select", "lark"]
    run = run_python("-c", f"import hypothesis, sys; {HOOK}; print([name for name in {heavy} if name in sys.modules])")
    assert (run.code, run.out) == (0, "[]\n")


def test_the_entry_point_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["entry-points"]["hypothesis"] == {"odatanodes": "odatanodes._hypothesis:register"}
