"""The picture of a typed tree."""

from __future__ import annotations

import pytest

from odatanodes import ast
from odatanodes.check import check, check_select
from odatanodes.filter.explain import explain
from odatanodes.parse import parse_filter, parse_select
from odatanodes.schema import BATCH_NODE
from tests.kit.shop import SHOP

PICTURES = [
    (
        "state eq 'idle' and not (startTaskInfo/exitCode eq 0 or lastBootTime eq null)",
        """\
and                                Edm.Boolean
├─ eq                              Edm.Boolean
│  ├─ state                        Edm.String, one of 16 values, never null
│  └─ 'idle'                       Edm.String
└─ not                             Edm.Boolean
   └─ or                           Edm.Boolean
      ├─ eq                        Edm.Boolean
      │  ├─ startTaskInfo/exitCode Edm.Int32
      │  └─ 0                      Edm.Int32
      └─ eq                        Edm.Boolean
         ├─ lastBootTime           Edm.DateTimeOffset
         └─ null                   null
""",
    ),
    (
        "recentTasks/any(t:t/taskState in ('active','running')) and startswith(id,@p)",
        """\
and                     Edm.Boolean
├─ any(t: …)            Edm.Boolean
│  ├─ recentTasks       Collection(BatchTaskInfo)
│  └─ in                Edm.Boolean
│     ├─ t/taskState    Edm.String, one of 4 values, never null
│     └─ list           Collection(Edm.String)
│        ├─ 'active'    Edm.String
│        └─ 'running'   Edm.String
└─ startswith(…)        Edm.Boolean
   ├─ id                Edm.String, never null
   └─ @p                Edm.String
""",
    ),
]


@pytest.mark.parametrize(("text", "picture"), PICTURES)
def test_pictures(text: str, picture: str) -> None:
    tree, _ = check(parse_filter(text), BATCH_NODE)
    assert [line.split() for line in explain(tree).splitlines()] == [line.split() for line in picture.splitlines()]


@pytest.mark.parametrize(("text", "_"), PICTURES)
def test_types_stand_in_one_column(text: str, _: str) -> None:
    tree, _found = check(parse_filter(text), BATCH_NODE)
    columns = {max(line.rfind("  Edm."), line.rfind("  null"), line.rfind("  Collection(")) for line in explain(tree).splitlines()}
    assert len(columns) == 1


EVERY_KIND = [
    ("case(Price gt 1:'a',true:'b') eq cast(Weight,Edm.String)", ["case", "when … then", "cast to Edm.String"]),
    ("isof(Address,Shop.Address) and Style has 'Yellow'", ["is of Shop.Address", "has", "Shop.Pattern'Yellow'"]),
    ("Tags/$filter($this eq 'x')/$count($search=y) gt -(Price)", ["$count", "$filter", "$this", "-", "$search=y"]),
    ('[Name,1] in [["a",2]] or Address eq {"Street":\'x\'}', ["array", "object", "Street ="]),
    (
        "@Core.Messages#q/any() or Model.f(a=1) and Tags/$filter(true)(1) ne null",
        ["@Core.Messages#q", "any()", "Model.f(…)", "key"],
    ),
]


@pytest.mark.parametrize(("text", "labels"), EVERY_KIND)
def test_every_kind_of_node_has_a_line(text: str, labels: list[str]) -> None:
    tree, _ = check(parse_filter(text), SHOP)
    shown = explain(tree)
    assert [label for label in labels if label not in shown] == []


def test_a_select() -> None:
    tree, _ = check_select(parse_select("id,recentTasks($select=taskId;$top=5),*"), BATCH_NODE)
    assert "$top=5" in explain(tree)
    assert "taskId" in explain(tree)


def test_an_unchecked_tree_has_unknown_types() -> None:
    assert explain(parse_filter("state eq 1")).splitlines()[1].split() == ["├─", "state", "unknown"]


def test_long_labels_are_cut_and_controls_shown() -> None:
    lines = explain(ast.Compare("eq", ast.Member(None, "x" * 500), ast.Literal("a\x1b[31m" + "b" * 500))).splitlines()
    assert all(len(line) < 90 for line in lines)
    assert "\x1b" not in "".join(lines)


def test_wide_and_deep_trees() -> None:
    wide = ast.Or(tuple([ast.Compare("eq", ast.Member(None, "id"), ast.Literal(str(n))) for n in range(5_000)]))
    assert explain(wide).count("\n") == 15_000
    deep: ast.Expr = ast.Member(None, "isDedicated")
    for _ in range(5_000):
        deep = ast.Not(deep)
    lines = explain(deep).splitlines()
    assert len(lines) == 5_001
    assert max(map(len, lines)) < 200
