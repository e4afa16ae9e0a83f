"""What check says of an expression, and the tree it makes.

The text pairs under cases/check are the table: an expression on a line of its own, below it, indented, every finding as
`line:column: CODE message; help`, and after `=>` the text with the finding's fix applied. No indented line: nothing is wrong.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from odatanodes import ast, edm
from odatanodes.check import HANDLERS, check, check_select
from odatanodes.diagnostics import MAX_DIAGNOSTICS, Diagnostic, render_concise
from odatanodes.parse import parse_filter, parse_select
from odatanodes.schema import BATCH_NODE, EntityType
from tests.kit.shop import SHOP
from tests.kit.support import ROOT

CASES = ROOT / "tests" / "cases" / "check"
SCHEMAS: dict[str, EntityType | None] = {"shop": SHOP, "plain": None}  # by file; any other is about BATCH_NODE


def load(path: Path) -> list[tuple[str, str]]:
    """Read (expression, expected findings) pairs."""
    pairs: list[tuple[str, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("  "):
            text, expected = pairs.pop()
            pairs.append((text, f"{expected}{line}\n"))
        else:
            pairs.append((line, ""))
    return pairs


def found(text: str, option: str, schema: EntityType | None) -> list[Diagnostic]:
    if option == "select":
        return check_select(parse_select(text), schema)[1]
    return check(parse_filter(text), schema)[1]


def applied(text: str, finding: Diagnostic) -> str:
    assert finding.fix is not None
    start, end = finding.fix.span
    return text[:start] + finding.fix.text + text[end:]


def shown(text: str, findings: list[Diagnostic]) -> str:
    lines = []
    for finding in findings:
        lines.append("  " + render_concise(finding, text, "").removeprefix(":"))
        if finding.fix is not None:
            lines.append("    => " + applied(text, finding))
    return "".join(f"{line}\n" for line in lines)


PAIRS = [
    pytest.param(path.stem, *pair, id=f"{path.stem}: {pair[0]}") for path in sorted(CASES.glob("*.txt")) for pair in load(path)
]


@pytest.mark.parametrize(("stem", "text", "expected"), PAIRS)
def test_findings(stem: str, text: str, expected: str) -> None:
    findings = found(text, "select" if stem == "select" else "filter", SCHEMAS.get(stem, BATCH_NODE))
    assert shown(text, findings) == expected


FIXABLE = [pytest.param(*pair.values[:2], id=pair.id) for pair in PAIRS if "=>" in str(pair.values[2])]


@pytest.mark.parametrize(("stem", "text"), FIXABLE)
def test_a_fix_removes_its_finding(stem: str, text: str) -> None:
    option, schema = "select" if stem == "select" else "filter", SCHEMAS.get(stem, BATCH_NODE)
    findings = found(text, option, schema)
    for finding in findings:
        if finding.fix is not None:
            after = found(applied(text, finding), option, schema)
            assert [d.code for d in after].count(finding.code) < [d.code for d in findings].count(finding.code), applied(
                text, finding
            )


# --- the tree ----------------------------------------------------------------------------------------------------------

TYPES = [
    ("totalTasksRun add 1 gt 2", "Edm.Int32"),
    ("totalTasksRun add 3000000000 gt 2", "Edm.Int64"),
    ("totalTasksRun add 1.5 gt 2", "Edm.Decimal"),
    ("totalTasksRun mul 1e0 gt 2", "Edm.Double"),
    ("totalTasksRun div 2 gt 2", "Edm.Int32"),
    ("totalTasksRun divby 2 gt 2", "Edm.Decimal"),
    ("stateTransitionTime sub lastBootTime gt duration'PT1S'", "Edm.Duration"),
    ("stateTransitionTime sub duration'PT1S' gt now()", "Edm.DateTimeOffset"),
    ("date(stateTransitionTime) add duration'P1D' gt 2025-01-01", "Edm.Date"),
    ("-totalTasksRun lt 0", "Edm.Int32"),
    ("length(id) gt 1", "Edm.Int32"),
    ("concat(id,'x') eq 'y'", "Edm.String"),
    ("cast(totalTasksRun,Edm.String) eq '5'", "Edm.String"),
    ("case(isDedicated:1,true:2.5) eq 1", "Edm.Decimal"),
    ("case(isDedicated:1,true:null) eq 1", "Edm.Int32"),
    ("recentTasks/$count gt 1", "Edm.Int64"),
    ("startTaskInfo/exitCode eq 0", "Edm.Int32"),
    ("$it/state eq 'idle'", "Edm.String"),
]


@pytest.mark.parametrize(("text", "name"), TYPES)
def test_types(text: str, name: str) -> None:
    tree, findings = check(parse_filter(text), BATCH_NODE)
    assert isinstance(tree, ast.Compare)
    assert (tree.left.type.name, tree.type, findings) == (name, edm.BOOLEAN, [])


def test_properties_are_bound_and_spans_kept() -> None:
    text = "startTaskInfo/exitCode eq 0 and recentTasks/any(t:t/taskState eq 'Running')"
    tree, findings = check(parse_filter(text), BATCH_NODE)
    assert findings == []
    members = {text[n.span[0] : n.span[1]]: n for n in ast.walk(tree) if isinstance(n, ast.Member)}
    assert set(members) == {"startTaskInfo/exitCode", "startTaskInfo", "recentTasks", "t/taskState"}
    assert all(node.prop is not None and node.prop.name == node.name for node in members.values())
    assert members["t/taskState"].prop is not None
    assert members["t/taskState"].prop.members == ("active", "preparing", "running", "completed")


def test_enumeration_values_get_the_spelling_of_the_wire() -> None:
    tree, _ = check(parse_filter("state in ('IDLE','running') and 'Enabled' eq schedulingState"), BATCH_NODE)
    assert tree == parse_filter("state in ('idle','running') and 'enabled' eq schedulingState")


def test_odata_semantics_tell_case_apart() -> None:
    _, findings = check(parse_filter("state eq 'IDLE'"), BATCH_NODE, semantics="odata")
    assert [(d.code, d.help) for d in findings] == [("ODN304", "did you mean 'idle'?")]


def test_prefixless_durations_and_enumerations_are_read() -> None:
    tree, findings = check(parse_filter("Lasts gt 'PT5M' and Style eq 'Solid'"), SHOP)
    assert findings == []
    assert tree == parse_filter("Lasts gt duration'PT5M' and Style eq Shop.Pattern'Solid'")


def test_dates_in_json_arrays_are_read() -> None:
    tree, findings = check(parse_filter('stateTransitionTime in ["2025-01-01T00:00:00Z"]'), BATCH_NODE)
    assert findings == []
    assert isinstance(tree, ast.In)
    assert isinstance(tree.right, ast.Array)
    assert tree.right.items == (ast.Literal(edm.DateTimeOffset.parse("2025-01-01T00:00:00Z")),)


ALIASES = [
    ("totalTasksRun gt @p", "Edm.Int32"),
    ("@p lt stateTransitionTime", "Edm.DateTimeOffset"),
    ("id in @p", "Collection(Edm.String)"),
    ("startswith(id,@p)", "Edm.String"),
    ("@p", "Edm.Boolean"),
    ("not @p", "Edm.Boolean"),
    ("stateTransitionTime add @p gt now()", "Edm.Duration"),
    ("substring(id,@p) eq 'x'", "Edm.Int32"),
    ("length(@p) eq 1", "any"),
]


@pytest.mark.parametrize(("text", "name"), ALIASES)
def test_an_alias_has_the_type_of_its_place(text: str, name: str) -> None:
    tree, findings = check(parse_filter(text), BATCH_NODE)
    assert findings == []
    assert [n.type.name for n in ast.walk(tree) if isinstance(n, ast.Alias)] == [name]


def test_checking_again_changes_nothing() -> None:
    for param in PAIRS:
        stem, text, _ = param.values
        if stem == "select":
            continue
        schema = SCHEMAS.get(str(stem), BATCH_NODE)
        tree, first = check(parse_filter(str(text)), schema)
        if any(d.severity == "error" for d in first):
            continue
        again, second = check(tree, schema)
        assert (again, [n.type for n in ast.walk(again) if isinstance(n, ast.Expr)], second) == (
            tree,
            [n.type for n in ast.walk(tree) if isinstance(n, ast.Expr)],
            first,
        )


def test_every_class_of_node_has_its_handler() -> None:
    classes = [cls for name, cls in vars(ast).items() if isinstance(cls, type) and not name.startswith("_")]
    assert {cls for cls in classes if issubclass(cls, ast.Expr)} - {ast.Expr} == set(HANDLERS)


def test_select_paths_are_bound() -> None:
    tree, findings = check_select(parse_select("id,recentTasks/executionInfo/exitCode,*"), BATCH_NODE)
    assert findings == []
    path = tree.items[1].path
    assert isinstance(path, ast.Member)
    assert (path.type, path.prop and path.prop.name) == (edm.INT32, "exitCode")
    assert tree == parse_select("id,recentTasks/executionInfo/exitCode,*")


# --- size --------------------------------------------------------------------------------------------------------------


def test_errors_are_kept_before_warnings() -> None:
    many = " or ".join(["id eq null"] * (MAX_DIAGNOSTICS + 20))
    _, findings = check(parse_filter(f"{many} or stat eq 'x'"), BATCH_NODE)
    assert len(findings) == MAX_DIAGNOSTICS
    assert [d.code for d in findings if d.severity == "error"] == ["ODN201"]
    assert findings == sorted(findings, key=lambda d: d.span)


def test_twenty_thousand_mistakes() -> None:
    text = " or ".join([f"stat{n} eq 'x'" for n in range(10_000)])
    _, findings = check(parse_filter(text), BATCH_NODE)
    assert len(findings) == MAX_DIAGNOSTICS
    assert findings[-1].span[0] < text.index("stat120 ")


def test_long_names_are_cut_in_messages() -> None:
    _, findings = check(parse_filter("x" * 5_000 + " eq '" + "y" * 5_000 + "'"), BATCH_NODE)
    assert all(len(render_concise(d, "")) < 300 for d in findings)
    assert [d.code for d in findings] == ["ODN201"]


DEEP = {
    "parentheses and not": ("not (" * 95, "isDedicated", ")" * 95),
    "functions": ("tolower(" * 190, "id", ")" * 190 + " eq 'x'"),
    "arithmetic": ("", "totalTasksRun" + " add 1" * 190, " gt 5"),
    "minus": ("-(" * 190, "totalTasksRun", ")" * 190 + " lt 5"),
    "comparisons": ("(" * 190, "isDedicated", " eq true)" * 190),
    "not before a comparison": ("not (" * 90, "isDedicated", ") eq true" * 90),
    "cases": ("case(" * 90, "isDedicated", ":true)" * 90),
    "casts": ("cast(" * 190, "id", ",Edm.String)" * 190 + " eq 'x'"),
    "arrays": ("[" * 190, "id", "]" * 190 + " eq []"),
    "lambdas": ("".join([f"errors/any(e{n}:e{n}/code eq 'a' and " for n in range(60)]), "isDedicated", ")" * 60),
}


@pytest.mark.parametrize("name", DEEP)
def test_deep_trees_from_a_deep_stack(name: str) -> None:
    tree = parse_filter("".join(DEEP[name]))

    def at(frames: int) -> list[Diagnostic]:
        return at(frames - 1) if frames else check(tree, BATCH_NODE)[1]

    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(1_000)
    try:
        assert at(300) == []
    finally:
        sys.setrecursionlimit(limit)


def test_a_tree_too_deep_is_a_finding() -> None:
    tree: ast.Expr = ast.Member(None, "isDedicated")
    for _ in range(5_000):
        tree = ast.Not(tree)
    assert [d.severity for d in check(tree, BATCH_NODE)[1]] == ["error"]


def test_a_schema_that_contains_itself() -> None:
    from odatanodes.schema import ComplexType, Property

    properties: dict[str, Property] = {"name": Property("name", edm.STRING)}
    folder = ComplexType("Folder", properties)
    properties["parent"] = Property("parent", folder)
    properties["children"] = Property("children", edm.CollectionType(folder))
    drive = EntityType("Drive", {"root": Property("root", folder)})
    assert [d.code for d in check(parse_filter("root/parent/parent/nam eq 'x' or frobnicate eq 1"), drive)[1]] == [
        "ODN201",
        "ODN201",
    ]
    assert check(parse_filter("root eq root/parent"), drive)[1][0].code == "ODN310"
