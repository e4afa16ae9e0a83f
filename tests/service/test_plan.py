"""Plans: the picture of each text in cases/plan, the objects, and what a plan is not to be misled by."""

from __future__ import annotations

import copy
import json
import pickle
from typing import TYPE_CHECKING, Any

import pytest

from odatanodes import ast, edm
from odatanodes.check import check, check_select
from odatanodes.edm import DateTimeOffset
from odatanodes.filter import Filter
from odatanodes.functions import dates
from odatanodes.parse import parse_filter, parse_select
from odatanodes.runtime import Rules
from odatanodes.serialize import to_url
from odatanodes.service import LIST_NODES, SERVICES, refusals
from odatanodes.service.plan import PlannedTrees, plan
from tests.kit.support import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = DateTimeOffset.parse("2025-11-22T12:00:00Z")
CASES = ROOT / "tests" / "cases" / "plan"


def planned(text: str, options: dict[str, str] | None = None, **more: Any) -> PlannedTrees:
    """Plan a text; `options` as they stand in the case files."""
    options = options or {}
    service = SERVICES[options.get("api", "list-nodes")]
    expr, found = check(parse_filter(text), service.schema)
    assert [finding for finding in found if finding.severity == "error"] == []
    select = check_select(parse_select(options["select"]), None)[0] if "select" in options else None
    if "max_terms" in options:
        more["max_terms"] = int(options["max_terms"])
    rules = Rules(options.get("semantics", "batch"))  # type: ignore[arg-type]
    return plan(expr, service, rules, select=select, **{"now": NOW, "trust_ne": options.get("trust_ne") == "yes", **more})


def cases() -> Iterator[Any]:
    """Read the case files: a line `? filter`, perhaps one with options, and the plan as it is shown."""
    for path in sorted(CASES.glob("*.txt")):
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            lines = [line for line in block.rstrip("\n").split("\n") if not line.startswith("#")]
            if not lines:
                continue
            text = lines.pop(0).removeprefix("? ")
            options = dict(pair.split("=", 1) for pair in lines.pop(0).strip().split("; ")) if lines[0].startswith("  ") else {}
            yield pytest.param(text, options, "\n".join(lines), id=f"{path.stem}: {text[:60]}")


PICTURES = list(cases())


@pytest.mark.parametrize(("text", "options", "picture"), PICTURES)
def test_the_plan_is_the_one_a_person_would_write(text: str, options: dict[str, str], picture: str) -> None:
    assert str(planned(text, options)) == picture


@pytest.mark.parametrize(("text", "options", "picture"), PICTURES)
def test_what_is_sent_is_accepted(text: str, options: dict[str, str], picture: str) -> None:
    made = planned(text, options)
    service = SERVICES[options.get("api", "list-nodes")]
    if made.filter is None:
        assert "$filter  " not in picture
    else:
        sent, _ = check(parse_filter(made.filter), service.schema)
        assert refusals(sent, service) == []


# --- now() ---------------------------------------------------------------------------------------------------------------


def test_the_system_clock_is_as_coarse_as_the_service(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time_ns", lambda: 1_764_000_000_123_456_789)
    made = planned("stateTransitionTime lt now() and lastBootTime ge now() sub duration'PT1H'", now=dates.now())
    assert made.exact
    assert "lastBootTime ge DateTime'2025-11-24T15:00:00.1234567Z'" in str(made.filter)


def test_without_now_a_condition_on_it_stays_here() -> None:
    made = planned("state eq 'idle' and stateTransitionTime lt now() sub duration'PT1H'", now=None)
    assert made.filter == "state eq 'idle'"
    assert [why for _, why in made.reasons] == ["'now()' has no value yet: give the plan one with 'now'"]


def test_the_residual_has_the_same_now() -> None:
    """Evaluated a moment later, now() would be another instant and the two halves would not fit."""
    made = planned("stateTransitionTime lt now() and (isDedicated or lastBootTime lt now())")
    assert made.filter == f"stateTransitionTime lt DateTime'{NOW}'"
    assert isinstance(made.residual, ast.Expr)
    assert not [node for node in ast.walk(made.residual) if isinstance(node, ast.Call)]


def test_an_alias_without_value_is_not_sent() -> None:
    made = planned("stateTransitionTime lt @since and state eq 'idle'")
    assert made.filter == "state eq 'idle'"
    assert [why for _, why in made.reasons] == ["the parameter '@since' has no value yet"]


# --- $select -------------------------------------------------------------------------------------------------------------

SELECTS = [
    # filter, select, sent, projected here
    ("state eq 'idle'", "id,vmSize", ["id", "vmSize"], False),
    ("state eq 'idle'", "id,startTaskInfo/exitCode,startTaskInfo/result", ["id", "startTaskInfo"], True),
    ("isDedicated", "id", ["id", "isDedicated"], True),
    ("isDedicated", "isDedicated", ["isDedicated"], False),
    ("isDedicated", "*", None, False),
    ("isDedicated", "*,startTaskInfo/exitCode", None, False),
    ("errors/any(e:e/code eq $it/vmSize)", "id", ["id", "vmSize", "errors"], True),
    ("startTaskInfo/containerInfo/state eq 'x'", "id", ["id", "startTaskInfo"], True),
    ("isof(odatanodes.X)", "id", None, True),
    ("odatanodes.X/id eq 'a'", "id", None, True),
    ("state eq 'idle'", "id,Ns.Op", None, True),
]


@pytest.mark.parametrize(("text", "select", "sent", "projected"), SELECTS)
def test_the_select(text: str, select: str, sent: list[str] | None, projected: bool) -> None:
    tree = parse_select(select)
    made = plan(check(parse_filter(text), LIST_NODES.schema)[0], LIST_NODES, Rules("batch"), select=tree)
    assert made.select == sent
    assert made.project == (tree if projected else None)


def test_a_select_of_everything_is_left_out() -> None:
    every = list(LIST_NODES.schema.properties)
    assert planned("state eq 'idle'", {"select": ",".join(every)}).select is None
    rest = planned("isDedicated", {"select": ",".join(name for name in every if name != "isDedicated")})
    assert rest.select is None
    assert rest.project is not None


def test_a_service_without_select_gets_none() -> None:
    made = planned("startswith(name,'wd/')", {"api": "list-task-files", "select": "name"})
    assert made.select is None
    assert made.project is not None


def test_no_select_selects_nothing() -> None:
    made = planned("isDedicated")
    assert made.select is None
    assert made.project is None


# --- the object ----------------------------------------------------------------------------------------------------------


def test_a_plan_is_data() -> None:
    made = Filter("state eq 'idle' and isDedicated").plan(select="id,startTaskInfo/exitCode")
    assert json.loads(json.dumps(made.to_dict())) == {
        "filter": "state eq 'idle'",
        "select": ["id", "startTaskInfo", "isDedicated"],
        "expand": None,
        "residual": "isDedicated",
        "project": "id,startTaskInfo/exitCode",
        "exact": False,
        "never": False,
        "reasons": [{"part": "isDedicated", "why": "the service does not filter on 'isDedicated'"}],
    }


def test_plans_are_values() -> None:
    made = planned("state eq 'idle' and isDedicated", {"select": "id"})
    assert pickle.loads(pickle.dumps(made)) == made
    assert copy.copy(made) == made
    assert hash(made) == hash(planned("state eq 'idle' and isDedicated", {"select": "id"}))
    assert made != planned("state eq 'idle'", {"select": "id"})
    with pytest.raises(AttributeError):
        made.filter = "x"


def test_what_is_always_true_leaves_nothing() -> None:
    made = planned("1 eq 1 or isDedicated")
    assert (made.filter, made.residual, made.exact, made.reasons) == (None, None, True, ())


def test_what_is_never_true_says_so() -> None:
    made = planned("startTaskInfo/exitCode gt null and state eq 'idle'") if _parses("startTaskInfo/exitCode gt null") else None
    assert planned("false").never
    assert made is None or made.never


def _parses(text: str) -> bool:
    return not [finding for finding in check(parse_filter(text), LIST_NODES.schema)[1] if finding.severity == "error"]


@pytest.mark.parametrize(("limit", "error"), [(-1, ValueError), ("5", TypeError), (2.0, TypeError)])
def test_a_limit_is_a_number_of_comparisons(limit: Any, error: type[Exception]) -> None:
    with pytest.raises(error, match=f"max_terms is a number of comparisons, not {limit!r}"):
        planned("state eq 'idle'", max_terms=limit)


# --- reasons name remedies -----------------------------------------------------------------------------------------------

OPTIONAL = [
    (api, path, entry.type)
    for api, service in SERVICES.items()
    for path, entry in service.filterable.items()
    if entry.type in (edm.INT32, edm.STRING, edm.DATE_TIME_OFFSET)
]
VALUES: dict[edm.Type, str] = {edm.INT32: "5", edm.STRING: "'x'", edm.DATE_TIME_OFFSET: "2025-11-22T00:00:00Z"}


@pytest.mark.parametrize("form", ["{} ne {}", "not ({} eq {})", "not ({} gt {})", "not ({} in ({}))"])
@pytest.mark.parametrize(("api", "path", "type"), OPTIONAL, ids=[f"{api} {path}" for api, path, _ in OPTIONAL])
def test_what_a_reason_advises_is_sent(api: str, path: str, type: edm.Type, form: str) -> None:
    text = form.format(path, VALUES[type])
    if [finding for finding in check(parse_filter(text), SERVICES[api].schema)[1] if finding.severity == "error"]:
        return  # an enumeration without this member
    for _, why in planned(text, {"api": api}).reasons:
        if "--trust-ne" in why:
            assert planned(text, {"api": api}, trust_ne=True).filter
        if "ne null'" in why:
            assert f"'and {path} ne null'" in why
            assert planned(f"{text} and {path} ne null", {"api": api}).filter
        assert "is missing" not in why or "ne null'" in why


def test_a_filter_too_long_for_a_url_names_what_to_do() -> None:
    def made(count: int, **more: Any) -> PlannedTrees:
        return planned(
            f"id in ({','.join([f'{chr(39)}job-{number:06d}{chr(39)}' for number in range(count)])})", {"api": "list-jobs"}, **more
        )

    assert made(150).reasons == ()
    long = made(1_000)
    assert long.exact
    assert long.filter is not None
    [(part, why)] = long.reasons
    assert (len(part), part[:20]) == (60, "id eq 'job-000000' o")
    assert f"takes {len(to_url(long.filter)):,} bytes of the URL, and many servers refuse more than 8,000: split it, or " in why
    assert "max_terms=N (--max-terms N)" in why
    assert [why for _, why in made(1_000, max_terms=100).reasons] == ["left out to send at most 100 comparisons"]
    assert planned(f"{long.filter} and 1 eq 2", {"api": "list-jobs"}).reasons[1:] == ()


# --- size ----------------------------------------------------------------------------------------------------------------


def deep(levels: int) -> str:
    text = "state eq 'idle'"
    for level in range(levels):
        text = f"not ({text} {('and', 'or')[level % 2]} stateTransitionTime gt 2025-11-22T00:00:00.{level:03d}Z)"
    return text


def nested(levels: int, outer: str, inner: str, text: str) -> str:
    for _ in range(levels):
        text = inner.format(outer.format(text))
    return text


EXIT = "startTaskInfo/exitCode"
LARGE = [
    # what makes it large, whether something is sent, text
    ("deep", True, deep(90)),
    ("truths", True, "(" * 90 + "state eq 'idle'" + ") eq true" * 90),
    ("or", True, " or ".join(f"{EXIT} eq {number}" for number in range(7_000))),
    ("ne", False, " and ".join(f"{EXIT} ne {number}" for number in range(7_000))),
    ("nor", False, "not (" + " or ".join(f"totalTasksRun eq {number}" for number in range(10_000)) + ")"),
    ("in", True, f"{EXIT} in ({','.join(map(str, range(10_000)))})"),
    ("right", True, "stateTransitionTime gt 2025-11-22T00:00:00Z" + " add duration'PT1S'" * 150),
    ("left", True, "stateTransitionTime" + " add duration'PT1S'" * 150 + " gt 2025-11-22T00:00:00Z"),
    ("presences", True, " and ".join([f"{EXIT} ne null"] * 2_000 + [f"{EXIT} lt {number}" for number in range(2_000)])),
    ("nested", True, nested(60, "state eq 'idle' or {}", "({}) eq true and isDedicated", " or ".join([f"{EXIT} eq 1"] * 2_000))),
]


@pytest.mark.thorough
@pytest.mark.parametrize(("sent", "text"), [row[1:] for row in LARGE], ids=[row[0] for row in LARGE])
def test_large_filters_are_planned(sent: bool, text: str) -> None:
    assert (planned(text).filter is not None) is sent


def test_a_limit_reached_by_a_wide_filter_sends_what_fits() -> None:
    made = planned(" and ".join(f"state ne 'idle' and startTaskInfo/exitCode gt {number}" for number in range(3_000)), max_terms=1)
    assert made.filter == "state ne 'idle'"
