"""What `to_duckdb` and the others return, and their options."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest

from benchmarks.engines import EVERYDAY
from odatanodes import Filter, ODataCheckError, edm
from odatanodes.engines import NotExactError
from odatanodes.schema import from_model


@pytest.mark.parametrize("text", EVERYDAY)
def test_everyday_filters_are_exact_on_values_of_the_wire(text: str) -> None:
    assert Filter(text).to_duckdb(values="wire", strict=True).exact
    assert Filter(text).to_duckdb(values="wire", instants="fixed", strict=True).exact
    assert Filter(text).to_spark(values="wire").exact


def test_everyday_filters_on_polars() -> None:
    pytest.importorskip("polars")
    assert sum(Filter(text).to_polars(values="wire", instants="fixed").exact for text in EVERYDAY) >= 14


def test_literals_are_parameters() -> None:
    pushed = Filter("id eq 'it''s $p1' and totalTasksRun gt 5").to_duckdb(values="wire")
    assert pushed.where == '(lower("id") = $p1 AND "totalTasksRun" > $p2)'
    assert pushed.parameters == {"p1": "it's $p1", "p2": 5}
    assert str(pushed) == "(lower(\"id\") = 'it''s $p1' AND \"totalTasksRun\" > 5)"


def test_both_predicates_share_their_parameters() -> None:
    pushed = Filter("id eq 'a' or round(totalTasksRun divby 2) eq 1", on_missing="null").to_duckdb()
    assert pushed.where == "true"
    assert pushed.parameters == {}
    assert pushed.sure == '(lower("id") = $p1 AND NOT coalesce(strlen("id") <> length("id"), false))'
    assert pushed.sure_parameters == {"p1": "a"}


def test_reasons_name_the_parts_that_are_left() -> None:
    pushed = Filter("state eq 'idle' and round(totalTasksRun divby 2) eq 1", on_missing="null").to_duckdb(values="wire")
    assert not pushed.exact
    assert pushed.reasons == (
        ("round(totalTasksRun divby 2) eq 1", "'divby' gives decimals of any length, and is not pushed down"),
    )
    with pytest.raises(NotExactError, match="'divby' gives decimals") as raised:
        Filter("round(totalTasksRun divby 2) eq 1").to_duckdb(strict=True)
    assert pickle.loads(pickle.dumps(raised.value)).reasons == raised.value.reasons


def test_no_truth_value() -> None:
    with pytest.raises(TypeError, match="no truth value"):
        bool(Filter("state eq 'idle'").to_duckdb())


def test_alias_and_columns() -> None:
    flat = {"startTaskInfo/exitCode": "exit_code", "startTaskInfo/retryCount": "retries"}
    wanted = Filter("startTaskInfo/exitCode ne 0 and state eq 'idle'", semantics="odata", on_missing="null")
    assert wanted.to_duckdb(alias="n", columns=flat).where == '(n."exit_code" IS DISTINCT FROM $p1 AND n."state" = $p2)'.replace(
        "n.", '"n".'
    )
    missing = Filter("startTaskInfo eq null or startTaskInfo/state eq 'completed'", semantics="odata", on_missing="null")
    assert missing.to_duckdb(columns=flat).where == "true"
    assert {why for _, why in missing.to_duckdb(columns=flat).reasons} >= {"no column for 'startTaskInfo'"}


def test_columns_by_function() -> None:
    pushed = Filter("startTaskInfo/exitCode ne 0", on_missing="null").to_duckdb(columns=lambda path: path.replace("/", "_").lower())
    assert pushed.where == '("starttaskinfo_exitcode" IS DISTINCT FROM $p1)'


@pytest.mark.parametrize(
    ("op", "text", "where"),
    [
        ("gt", "2025-11-22T20:00:00Z", ("> $p1", "2025-11-22T20:00:00.0000000Z")),
        ("ge", "2025-11-22T20:00:00.00000001Z", (">= $p1", "2025-11-22T20:00:00.0000001Z")),
        ("gt", "2025-11-22T20:00:00.00000001Z", ("> $p1", "2025-11-22T20:00:00.0000000Z")),
        ("lt", "2025-11-22T20:00:00.00000019Z", ("< $p1", "2025-11-22T20:00:00.0000002Z")),
        ("eq", "2025-11-22T21:00:00+01:00", ("= $p1", "2025-11-22T20:00:00.0000000Z")),
    ],
)
def test_instants_of_fixed_width(op: str, text: str, where: tuple[str, str]) -> None:
    pushed = Filter(f"stateTransitionTime {op} {text}", on_missing="null").to_duckdb(instants="fixed", strict=True)
    assert pushed.where == f'("stateTransitionTime" {where[0]})'
    assert pushed.parameters == {"p1": where[1]}


def test_instants_as_ticks() -> None:
    pushed = Filter("lastBootTime ge 1970-01-01T00:00:01.00000001Z").to_duckdb(instants="ticks", strict=True)
    assert (pushed.where, pushed.parameters) == ('("lastBootTime" >= $p1)', {"p1": 10_000_001})
    between = Filter("stateTransitionTime sub lastBootTime gt duration'PT1H'", on_missing="null").to_duckdb(instants="ticks")
    assert between.exact


def test_now_is_bound_once() -> None:
    now = edm.DateTimeOffset.parse("2025-11-22T22:22:27.5Z")
    pushed = Filter("lastBootTime lt now()", clock=lambda: now).to_duckdb(values="wire", instants="fixed")
    assert pushed.parameters == {"p1": "2025-11-22T22:22:27.5000000Z"}


def test_what_only_a_service_can_evaluate_is_refused() -> None:
    with pytest.raises(ODataCheckError, match="bind"):
        Filter("state eq @state").to_duckdb()


def test_wrong_options() -> None:
    with pytest.raises(ValueError, match="values is one of"):
        Filter("state eq 'idle'").to_duckdb(values="some")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="instants is one of"):
        Filter("state eq 'idle'").to_duckdb(instants="int")  # type: ignore[arg-type]


def test_without_a_schema_nothing_is_pushed() -> None:
    assert Filter("a eq 1", None).to_duckdb().where == "true"


def test_long_filters() -> None:
    text = " or ".join(f"(startTaskInfo/exitCode gt {number} and totalTasksRun lt {number})" for number in range(2_000))
    assert len(Filter(text).to_duckdb().parameters) == 2_000


def test_no_engine_is_imported_before_it_is_asked_for() -> None:
    code = (
        "import sys; from odatanodes import Filter; f = Filter('totalTasksRun gt 5'); f.to_duckdb(); f.to_spark(); "
        "assert not {'duckdb', 'polars', 'pyarrow', 'pyspark'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_missing_engine_names_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(ModuleNotFoundError, match=r"odatanodes\[polars\]"):
        Filter("totalTasksRun gt 5").to_polars()


def test_schemas_of_models() -> None:
    pydantic = pytest.importorskip("pydantic")
    model = pydantic.create_model("Thing", size=(int, ...), ratio=(float, ...), name=(str | None, None))
    wanted = Filter("size gt 5000000000 and ratio lt 1.5 and name ne null", from_model(model), on_missing="null")
    assert wanted.to_duckdb(values="wire").exact
    assert wanted.to_duckdb(values="wire").parameters == {"p1": 5_000_000_000, "p2": 1.5}


def test_patterns_of_python_are_not_pushed_down(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = Filter("matchesPattern(id,'a$')", semantics="odata", on_missing="null", allow_backtracking_patterns=True)
    pytest.importorskip("re2")
    assert wanted.to_duckdb().exact
    monkeypatch.setattr("odatanodes.engines.push.find_spec", lambda _: None)
    assert wanted.to_duckdb().where == "true"
