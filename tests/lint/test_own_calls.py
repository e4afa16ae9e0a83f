"""Functions of one's own that send a filter: which argument is the filter, in the configuration and in the host languages."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest

from odatanodes.base.files import InputError, Source
from odatanodes.extract import extract
from odatanodes.extract.expression import OwnCall
from odatanodes.lint.config import load

if TYPE_CHECKING:
    from pathlib import Path

NAMED = OwnCall.of("list-nodes", "query", 2)
PLACED = OwnCall.of("list-tasks", 1)
F, S = "state eq 'a'", "id,state"


@pytest.mark.parametrize(
    ("name", "text", "call", "expected"),
    [
        ("a.py", f'import mypkg\nmypkg.find(1, query="{F}")\n', NAMED, [("filter", F)]),
        ("a.py", f'from mypkg import find\nfind(1, "x y", "{S}", query="{F}")\n', NAMED, [("filter", F), ("select", S)]),
        ("a.py", f'import mypkg\nmypkg.find("p", "{F}")\n', PLACED, [("filter", F)]),
        ("a.py", f'import mypkg\nmypkg.find("{F}", select="{S}")\n', OwnCall("list-nodes"), [("filter", F), ("select", S)]),
        (
            "a.py",
            f'import mypkg\nmypkg.find(q="{F}", f="{S}")\n',
            OwnCall.of("list-nodes", "q", "f"),
            [("filter", F), ("select", S)],
        ),
        ("a.cs", f'class A {{ void F() {{ Mypkg.find(1, query: "{F}"); }} }}\n', NAMED, [("filter", F)]),
        ("a.cs", f'class A {{ void F() {{ Mypkg.find("p", "{F}"); }} }}\n', PLACED, [("filter", F)]),
        ("a.java", f'class A {{ void f() {{ Mypkg.find("p", "{F}"); }} }}\n', PLACED, [("filter", F)]),
        ("a.js", f'mypkg.find("p", "{F}");\n', PLACED, [("filter", F)]),
        ("a.js", f'mypkg.find("{F}");\n', OwnCall("list-nodes"), [("filter", F)]),
    ],
)
def test_arguments(name: str, text: str, call: OwnCall, expected: list[tuple[str, str]]) -> None:
    found = extract(Source(name, text), {"mypkg.find": call})
    assert sorted((one.option, one.text) for one in found) == sorted(expected)
    assert {one.api for one in found} == {str(call)}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.cs", 'class A {{ void F(Helper h) {{ r.Find("{F}"); Helper.Find("p", "{S}"); h.Find("p", "{S}"); }} }}\n'),
        ("a.java", 'class A {{ void f(Helper h) {{ r.Find("{F}"); Helper.Find("p", "{S}"); h.Find("p", "{S}"); }} }}\n'),
        ("a.ts", 'r.Find("{F}"); Helper.Find("p", "{S}"); this.Helper.Find("p", "{S}");\n'),
        ("a.py", 'r.Find("{F}"); Helper.Find("p", "{S}"); x.Helper.Find("p", "{S}")\n'),
    ],
)
@pytest.mark.parametrize("order", [1, -1])
def test_the_most_specific_entry_counts(name: str, text: str, order: int) -> None:
    calls = {"Find": OwnCall("list-nodes"), "Helper.Find": OwnCall.of("list-tasks", 1)}
    text = text.replace("{{", "{").replace("}}", "}")
    found = extract(Source(name, text.replace("{F}", F).replace("{S}", F)), dict([*calls.items()][::order]))
    assert [(one.text, one.api) for one in found] == [(F, "list-nodes"), (F, "list-tasks"), (F, "list-tasks")]


def test_calls_are_sent_to_other_processes() -> None:
    again = pickle.loads(pickle.dumps(NAMED))
    assert (again, again.filter, again.select) == ("list-nodes", "query", 2)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ('{filter = "q"}', "or a table"),
        ("{api = 1}", "or a table"),
        ('{api = "list-nodes", flter = "q"}', "unknown key 'flter'"),
        ('{api = "list-nodes", filter = -1}', "for 'filter'"),
        ('{api = "list-nodes", filter = true}', "for 'filter'"),
        ('{api = "list-nodes", select = ["id"]}', "for 'select'"),
        ('{api = "list-nodes", select = "a b"}', "for 'select'"),
        ('{api = "list-nodes", filter = 1, select = 1}', "the same argument"),
        ('{api = "list-node", filter = 1}', "did you mean 'list-nodes'?"),
    ],
)
def test_the_shape_of_a_table(value: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(f'[tool.odatanodes]\ncalls = {{"mypkg.find" = {value}}}\n')
    with pytest.raises(InputError) as caught:
        load(str(tmp_path))
    assert message in str(caught.value)
    assert 'calls."mypkg.find"' in str(caught.value)
