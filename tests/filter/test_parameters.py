"""Parameter aliases and templates: types by position, values that stay values, errors that list the names."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from odatanodes import ast, edm
from odatanodes.build import node
from odatanodes.diagnostics import ODataCheckError, ODataError, ODataSyntaxError
from odatanodes.filter import Filter
from odatanodes.filter.parameters import Binder, ParameterError, bind, parameters
from odatanodes.filter.templates import from_template
from odatanodes.models import BatchNodeState
from odatanodes.parse import parse_filter

if TYPE_CHECKING:
    from collections.abc import Callable

WHEN = datetime(2025, 11, 22, 22, 22, 27, tzinfo=UTC)


TYPES: list[tuple[str, dict[str, str]]] = [
    ("state eq 'idle'", {}),
    ("state eq @state and stateTransitionTime ge @since", {"state": "Edm.String", "since": "Edm.DateTimeOffset"}),
    ("@least lt totalTasksRun or isDedicated eq @flag", {"least": "Edm.Int32", "flag": "Edm.Boolean"}),
    ("state in @states", {"states": "Collection(Edm.String)"}),
    ("startswith(id,@start)", {"start": "Edm.String"}),
    ("recentTasks/any(t:t/executionInfo/exitCode eq @code)", {"code": "Edm.Int32"}),
    ("@b eq @a", {"b": "any", "a": "any"}),
    ("@a eq @b or id eq @b", {"a": "any", "b": "Edm.String"}),
    ("@on and state eq @state", {"on": "Edm.Boolean", "state": "Edm.String"}),
]


@pytest.mark.parametrize(("text", "types"), TYPES, ids=[text for text, _ in TYPES])
def test_parameters_have_the_types_of_their_places(text: str, types: dict[str, str]) -> None:
    found = parameters(Filter(text).expr)
    assert [(name, type.name) for name, type in found.items()] == list(types.items())


BOUND: list[tuple[str, dict[str, object], str]] = [
    ("state eq @state", {"state": "idle"}, "state eq 'idle'"),
    ("state eq @state", {"state": "IDLE"}, "state eq 'idle'"),
    ("state eq @state", {"state": BatchNodeState.IDLE}, "state eq 'idle'"),
    ("state eq @state", {"state": None}, "state eq null"),
    ("@state ne state", {"state": "idle"}, "'idle' ne state"),
    ("id eq @id", {"id": "' or id ne '"}, "id eq ''' or id ne '''"),
    ("id eq @id and vmSize eq @id", {"id": "a"}, "id eq 'a' and vmSize eq 'a'"),
    ("stateTransitionTime ge @since", {"since": WHEN}, "stateTransitionTime ge 2025-11-22T22:22:27Z"),
    (
        "stateTransitionTime ge @since",
        {"since": edm.DateTimeOffset.parse("2025-11-22T22:22:27.2236818Z")},
        "stateTransitionTime ge 2025-11-22T22:22:27.2236818Z",
    ),
    ("stateTransitionTime lt now() sub @age", {"age": timedelta(hours=1)}, "stateTransitionTime lt now() sub duration'PT1H'"),
    ("date(stateTransitionTime) eq @day", {"day": date(2025, 1, 2)}, "date(stateTransitionTime) eq 2025-01-02"),
    ("totalTasksRun gt @n", {"n": 5}, "totalTasksRun gt 5"),
    ("totalTasksRun gt @n", {"n": Decimal("1.5")}, "totalTasksRun gt 1.5"),
    ("totalTasksRun add @n gt 3", {"n": 5}, "totalTasksRun add 5 gt 3"),
    ("state in @states", {"states": ["idle", "RUNNING"]}, "state in ('idle','running')"),
    ("state in @states", {"states": ("idle",)}, "state in ('idle')"),
    ("state in @states", {"states": {"running", "idle"}}, "state in ('idle','running')"),
    ("state in @states or id eq 'a'", {"states": []}, "false or id eq 'a'"),
    ("not (id in @ids)", {"ids": [None, "a"]}, "not id in (null,'a')"),
    ("@on eq false or id eq @id", {"on": True, "id": "a"}, "true eq false or id eq 'a'"),
    ("recentTasks/any(t:t/taskState eq @s and t/taskId eq @id)", {"s": "active", "id": "x"}, ""),
    ("recentTasks/$count($filter=taskState eq @s) gt @n", {"s": "active", "n": 1}, ""),
    ("case(state eq @s:@a,true:@b) eq 1", {"s": "idle", "a": 1, "b": 2}, "case(state eq 'idle':1,true:2) eq 1"),
]


@pytest.mark.parametrize(("template", "values", "text"), BOUND, ids=range(len(BOUND)))
def test_bind(template: str, values: dict[str, Any], text: str) -> None:
    if not text:
        text = template
        for name, value in values.items():
            text = text.replace(f"@{name}", f"'{value}'" if isinstance(value, str) else str(value))
    bound = Filter(template).bind(**values)
    assert bound == Filter(text)
    assert bound.to_text("odata4") == text
    assert parameters(bound.expr) == {}
    assert pickle.loads(pickle.dumps(bound)) == bound


def test_a_bound_filter_is_a_filter() -> None:
    template = Filter("state eq @state and totalTasksRun ge @least")
    few, many = template.bind(state="idle", least=1), template.bind(state="idle", least=9)
    row = {"state": "idle", "totalTasksRun": 5}
    assert (few.matches(row), many.matches(row)) == (True, False)
    assert parameters(template.expr).keys() == {"state", "least"}


NAMES: list[tuple[str, dict[str, object], str]] = [
    (
        "state eq @state and stateTransitionTime ge @since",
        {"stat": "idle"},
        (
            "there is no parameter '@stat' (did you mean '@state'?), '@state' has no value, '@since' has no value; "
            "the parameters are '@state', '@since'"
        ),
    ),
    ("state eq @state", {}, "'@state' has no value; the parameters are '@state'"),
    ("state eq 'idle'", {"state": "idle"}, "there is no parameter '@state'; the filter has no parameters"),
]


@pytest.mark.parametrize(("template", "values", "message"), NAMES, ids=range(len(NAMES)))
def test_names_that_do_not_go_together(template: str, values: dict[str, Any], message: str) -> None:
    with pytest.raises(ParameterError) as caught:
        Filter(template).bind(**values)
    assert str(caught.value) == message
    assert isinstance(caught.value, ODataError)
    assert isinstance(caught.value, TypeError)
    assert str(pickle.loads(pickle.dumps(caught.value))) == message


VALUES: list[tuple[str, object, str]] = [
    ("stateTransitionTime ge @x", datetime(2025, 1, 1), "'@x' cannot be datetime.datetime(2025, 1, 1, 0, 0): which zone?"),
    ("id eq @x", object(), "no EDM type for object"),
    ("id eq @x", node.id, "'@x' takes a value, not an expression"),
    ("id eq @x", Filter("id eq 'a'"), "'@x' takes a value, not an expression"),
    ("id eq @x", ["a"], "'@x' stands for one Edm.String, not for a list"),
    ("id in @x", "a", "'@x' stands on the right of 'in': give a list of values, not 'a'"),
    ("id in @x", [object()], "no EDM type for object"),
]


@pytest.mark.parametrize(("template", "value", "message"), VALUES, ids=range(len(VALUES)))
def test_values_that_no_literal_stands_for(template: str, value: object, message: str) -> None:
    with pytest.raises(ParameterError) as caught:
        Filter(template).bind(x=value)
    assert message in str(caught.value)


MISFITS: list[tuple[str, object, str]] = [
    ("state eq @x", "idel", "ODN304"),
    ("state in @x", ["idle", "idel"], "ODN304"),
    ("totalTasksRun gt @x", "5", "ODN302"),
    ("totalTasksRun gt @x", 2**40, "ODN311"),
    ("totalTasksRun in @x", [1, "2"], "ODN302"),
    ("stateTransitionTime ge @x", "2025-11-22T22:22:27Z", "ODN302"),
    ("stateTransitionTime ge @x", edm.DateTimeOffset.parse("2025-02-31T00:00:00Z"), "ODN312"),
    ("isDedicated eq @x", 1, "ODN301"),
    ("startswith(id,@x)", 5, "ODN305"),
    ("@x and id eq 'a'", "true", "ODN307"),
    ("totalTasksRun div @x gt 1", 0, "ODN314"),
]


@pytest.mark.parametrize(("template", "value", "code"), MISFITS, ids=range(len(MISFITS)))
def test_a_value_of_the_wrong_type_is_the_finding_of_check(template: str, value: object, code: str) -> None:
    filter = Filter(template)
    with pytest.raises(ODataCheckError) as caught:
        filter.bind(x=value)
    [finding] = caught.value.diagnostics
    assert finding.code == code
    start, end = finding.span
    assert "@x" in template[start:end]


def test_bind_of_trees() -> None:
    tree = parse_filter("state eq @state and id eq @id")
    bound, sure = bind(tree, {"state": "idle"}, partial=True)
    assert (bound, sure) == (parse_filter("state eq 'idle' and id eq @id"), False)  # not checked: the types of places are not known
    typed = Binder(Filter("state eq @state and id eq 'a'").expr)
    assert typed.bind({"state": "idle"}) == (parse_filter("state eq 'idle' and id eq 'a'"), True)
    assert typed.bind({}, partial=True) == (typed.expr, True)
    plain = Filter("state eq 'idle'").expr
    assert bind(plain, {})[0] is plain
    with pytest.raises(ParameterError):
        bind(tree, {"states": "idle"}, partial=True)


def test_what_has_no_alias_is_shared() -> None:
    tree = Filter("recentTasks/any(t:t/taskId eq 'x') and id eq @id").expr
    bound, _ = bind(tree, {"id": "a"})
    assert isinstance(tree, ast.And)
    assert isinstance(bound, ast.And)
    assert bound.operands[0] is tree.operands[0]
    assert bound.operands[1].span == tree.operands[1].span


def test_wide_and_deep() -> None:
    wide = Filter(" and ".join(f"totalTasksRun ne @n{number}" for number in range(5_000)))
    bound = wide.bind(**{f"n{number}": number for number in range(5_000)})
    assert len(bound.expr.children()) == 5_000
    deep = Filter("not (" * 150 + "id eq @id" + ")" * 150)
    assert parameters(deep.bind(id="a").expr) == {}


# --- templates --------------------------------------------------------------------------------------------------------


class Interpolation(NamedTuple):
    """Stands for string.templatelib.Interpolation, which comes with Python 3.14."""

    value: object
    expression: str
    conversion: str | None = None
    format_spec: str = ""


class Template:
    """Stands for string.templatelib.Template: `T("state eq ", I("idle", "state"))` for t"state eq {state}"."""

    def __init__(self, *parts: str | Interpolation) -> None:
        strings, holes = [""], []
        for part in parts:
            if isinstance(part, str):
                strings[-1] += part
            else:
                holes.append(part)
                strings.append("")
        self.strings, self.interpolations = tuple(strings), tuple(holes)


T, I = Template, Interpolation  # noqa: E741

TEMPLATES: list[tuple[Template, str, str]] = [
    (T("state eq 'idle'"), "state eq 'idle'", "state eq 'idle'"),
    (T("state eq ", I("idle", "state")), "state eq @state", "state eq 'idle'"),
    (T(I("idle", "state"), " eq state"), "@state eq state", "'idle' eq state"),
    (T("id eq ", I("' or id ne '", "x.name")), "id eq @name", "id eq ''' or id ne '''"),
    (T("id eq ", I("a", "f(1)"), " or id eq ", I("b", "f(2)")), "id eq @p or id eq @p2", "id eq 'a' or id eq 'b'"),
    (T("id eq ", I("a", "x"), " or id eq ", I("b", "x")), "id eq @x or id eq @x2", "id eq 'a' or id eq 'b'"),
    (T("id eq 'x@id' and id ne ", I("a", "id")), "id eq 'x@id' and id ne @id2", "id eq 'x@id' and id ne 'a'"),
    (T("state in ", I(["idle"], "states")), "state in @states", "state in ('idle')"),
    (T("startswith(id,", I("a", "x"), ")"), "startswith(id,@x)", "startswith(id,'a')"),
    (
        T("stateTransitionTime ge ", I(WHEN, "since")),
        "stateTransitionTime ge @since",
        "stateTransitionTime ge 2025-11-22T22:22:27Z",
    ),
    (T("id eq 'it''s' and id ne ", I("a", "x")), "id eq 'it''s' and id ne @x", "id eq 'it''s' and id ne 'a'"),
    (T("totalTasksRun in [1,", I(2, "n"), "]"), "totalTasksRun in [1,@n]", "totalTasksRun in [1,2]"),
]


@pytest.mark.parametrize(("template", "text", "filled"), TEMPLATES, ids=[text for _, text, _ in TEMPLATES])
def test_templates(template: Template, text: str, filled: str) -> None:
    assert from_template(template) == (
        text,
        dict(zip(parameters(parse_filter(text)), [h.value for h in template.interpolations], strict=True)),
    )
    assert Filter.from_template(template) == Filter(filled)


HOLES: list[tuple[object, type[Exception], str]] = [
    (T("state eq '", I("idle", "state"), "'"), ParameterError, "the hole {state} stands inside quotes: write {state} without them"),
    (T("id eq 'it''s ", I("x", "x"), "'"), ParameterError, "stands inside quotes"),
    (T('id in ["', I("x", "x"), '"]'), ParameterError, "stands inside quotes"),
    (T('id in ["a\\"', I("x", "x"), '"]'), ParameterError, "stands inside quotes"),
    (T("t ge datetime'", I("x", "x"), "'"), ParameterError, "stands inside quotes"),
    (T("state eq ", I("idle", "state", "r")), ParameterError, "the hole {state} makes text of its value: leave '!r' out"),
    (T("x ge ", I(WHEN, "t", None, "%Y")), ParameterError, "leave ':%Y' out"),
    (T("startTaskInfo/", I("exitCode", "name"), " eq 1"), ParameterError, "the hole {name} touches a name"),
    (T("state", I("x", "x"), " eq 1"), ParameterError, "touches a name"),
    (T("id eq ", I("x", "x"), "y"), ParameterError, "touches a name"),
    (T("id eq ", I("x", "x"), "/y"), ParameterError, "touches a name"),
    (T("id eq ", I("x", "x"), I("y", "y")), ODataError, ""),
    (T(I("state", "field"), " eq 'idle'"), ParameterError, "the hole '@field' is compared with no property"),
    (T("state ", I("eq", "op"), " 'idle'"), ODataSyntaxError, ""),
    (T("state eq ", I("idel", "state")), ODataCheckError, "did you mean 'idle'"),
    ("state eq 'idle'", ParameterError, "a template is written t'…' (PEP 750), this is str"),
]


@pytest.mark.parametrize(("template", "error", "message"), HOLES, ids=range(len(HOLES)))
def test_holes_that_hold_no_value(template: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error) as caught:
        Filter.from_template(template)
    assert message in str(caught.value)


def test_the_stand_in_has_the_protocol_of_the_standard_library() -> None:
    templatelib = pytest.importorskip("string.templatelib", reason="template strings come with Python 3.14")
    make: Callable[..., Any] = templatelib.Template
    real = make("state eq ", templatelib.Interpolation("idle", "state", None, ""))
    assert from_template(real) == from_template(T("state eq ", I("idle", "state")))
