"""Functions of other languages: what the fix writes has the same value as the function has in its own language."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import pytest

from odatanodes import Filter, edm, validate
from odatanodes.check.mistakes.foreign import EXPLAINED, MAPPED, ONE_BASED, RENAMED
from odatanodes.functions.table import FUNCTIONS
from odatanodes.schema import EntityType, Property

if TYPE_CHECKING:
    from collections.abc import Callable

_TYPES: dict[str, edm.Type] = {"a": edm.STRING, "b": edm.STRING, "n": edm.INT32}
THING = EntityType("Thing", {name: Property(name, type) for name, type in _TYPES.items()}, key="a")
STRINGS = ("", "a", "ab", "Abc", "ba", "xaby", " a ")
ITEMS: list[dict[str, Any]] = [{"a": a, "b": b, "n": 2} for a, b in itertools.product(STRINGS, STRINGS)]

ELSEWHERE: dict[str, tuple[str, Callable[[str, str], Any]]] = {
    "icontains": ("icontains(a,b)", lambda a, b: b.lower() in a.lower()),
    "istartswith": ("istartswith(a,b)", lambda a, b: a.lower().startswith(b.lower())),
    "iendswith": ("iendswith(a,b)", lambda a, b: a.lower().endswith(b.lower())),
    "is_null": ("is_null(a)", lambda a, _: a is None),
    "isnull": ("isnull(a)", lambda a, _: a is None),
    "isnotnull": ("isnotnull(a)", lambda a, _: a is not None),
    "left": ("left(a,1)", lambda a, _: a[:1]),
    "mid": ("mid(a,1,2)", lambda a, _: a[:2]),
    "substringof": ("substringof(b,a)", lambda a, b: b in a),
    "charindex": ("charindex(b,a)", lambda a, b: a.find(b) + 1),
    "locate": ("locate(b,a)", lambda a, b: a.find(b) + 1),
    "instr": ("instr(a,b)", lambda a, b: a.find(b) + 1),
}
BY_CANONICAL: dict[str, tuple[str, Callable[[str, str], Any]]] = {
    "contains": ("{}(a,b)", lambda a, b: b in a),
    "concat": ("{}(a,b)", lambda a, b: a + b),
    "endswith": ("{}(a,b)", lambda a, b: a.endswith(b)),
    "indexof": ("{}(a,b)", lambda a, b: a.find(b)),
    "length": ("{}(a)", lambda a, _: len(a)),
    "startswith": ("{}(a,b)", lambda a, b: a.startswith(b)),
    "tolower": ("{}(a)", lambda a, _: a.lower()),
    "toupper": ("{}(a)", lambda a, _: a.upper()),
    "trim": ("{}(a)", lambda a, _: a.strip()),
}


def fixed(text: str) -> str:
    """Return a text with the only fix applied."""
    (found,) = [d for d in validate(text, schema=THING) if d.code == "ODN202"]
    assert found.fix is not None, text
    start, end = found.fix.span
    return text[:start] + found.fix.text + text[end:]


def literal(value: Any) -> str:
    return f"'{value}'" if isinstance(value, str) else str(value).lower()


CASES = [
    *((name, *ELSEWHERE[name]) for name in sorted({key.partition("/")[0] for key in (*MAPPED, *ONE_BASED)})),
    *(
        (alias, BY_CANONICAL[name][0].format(alias), BY_CANONICAL[name][1])
        for alias, name in RENAMED.items()
        if name in BY_CANONICAL
    ),
]


@pytest.mark.parametrize(("call", "there"), [pytest.param(*case[1:], id=case[0]) for case in CASES])
def test_the_fix_has_the_value_of_the_function(call: str, there: Callable[[str, str], Any]) -> None:
    values = {there(item["a"], item["b"]) for item in ITEMS}
    for op, value in itertools.product(("eq", "ne", "gt", "le"), sorted(values, key=str)):
        if isinstance(value, bool) and op not in ("eq", "ne"):
            continue
        meaning = {"eq": "__eq__", "ne": "__ne__", "gt": "__gt__", "le": "__le__"}[op]
        test = Filter(fixed(f"{call} {op} {literal(value)}"), THING)
        for item in ITEMS:
            expected = getattr(there(item["a"], item["b"]), meaning)(value)
            assert test.matches(item) is expected, (str(test), item)


@pytest.mark.parametrize("name", ["charindex", "instr", "locate"])
@pytest.mark.parametrize(
    ("tail", "meaning"),
    [
        ("gt 0", lambda found: found > 0),
        ("eq 0", lambda found: found == 0),
        ("ne 0", lambda found: found != 0),
        ("ge 1", lambda found: found >= 1),
        ("lt 3", lambda found: found < 3),
        ("add 1 eq 3", lambda found: found + 1 == 3),
        ("eq n", lambda found: found == 2),
    ],
)
def test_searches_that_count_from_one(name: str, tail: str, meaning: Callable[[int], bool]) -> None:
    call, there = ELSEWHERE[name]
    test = Filter(fixed(f"{call} {tail}"), THING)
    for item in ITEMS:
        assert test.matches(item) is meaning(there(item["a"], item["b"])), (str(test), item)


@pytest.mark.parametrize("text", ["not isnull(a)", "isnull(a) eq false", "isnull(a) or b eq 'x'", "isnull(a) and b eq 'x'"])
def test_a_test_for_null_keeps_its_place(text: str) -> None:
    test = Filter(fixed(text), THING)
    for a, b in itertools.product((None, "x"), (None, "x")):
        null = a is None
        expected = {"not": not null, "isnull(a) eq": not null, "isnull(a) or": null or b == "x", "isnull(a) and": null and b == "x"}
        assert test.matches({"a": a, "b": b}) is next(value for start, value in expected.items() if text.startswith(start))


def test_renamed_functions_exist() -> None:
    assert set(RENAMED.values()) <= set(FUNCTIONS)
    assert set(RENAMED.values()) - set(BY_CANONICAL) == {"ceiling", "matchespattern", "now"}


def test_every_function_has_one_entry() -> None:
    names = [*RENAMED, *{key.partition("/")[0] for key in (*MAPPED, *ONE_BASED)}]
    assert len(names) == len(set(names))
    assert not set(RENAMED) & set(EXPLAINED)
    assert not {*names, *EXPLAINED} & set(FUNCTIONS)
