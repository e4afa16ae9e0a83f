"""Every rule states what its fixes are, and a safe fix keeps the meaning of a right expression."""

from __future__ import annotations

import ast as python_ast
import inspect
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odatanodes import Filter, ODataError
from odatanodes.diagnostics.rules import catalogue, is_safe
from odatanodes.parse import mistakes
from odatanodes.schema import BATCH_NODE
from odatanodes.service import LIST_NODES
from odatanodes.strategies import filter_texts, nodes
from odatanodes.validation import validate
from tests.kit.shop import SHOP
from tests.kit.support import ROOT

if TYPE_CHECKING:
    from odatanodes.diagnostics import Diagnostic
    from odatanodes.schema import EntityType

RULES = catalogue()
CASES = ROOT / "tests" / "cases"


def texts() -> list[tuple[str, EntityType | None]]:
    """Return the expressions of the text pairs, and the examples of the rules."""
    found: list[tuple[str, EntityType | None]] = []
    for path in sorted((CASES / "check").glob("*.txt")):
        schema = {"shop": SHOP, "plain": None}.get(path.stem, BATCH_NODE)
        lines = path.read_text(encoding="utf-8").splitlines()
        found += [(line, schema) for line in lines if line.strip() and line[0] not in "# " and path.stem != "select"]
    found += [(line, None) for line in (CASES / "parse" / "filter.txt").read_text(encoding="utf-8").splitlines()[::2]]
    examples = [text for rule in RULES.values() if rule.option == "filter" and not rule.language for text in (rule.bad, rule.good)]
    return found + [(text, BATCH_NODE) for text in examples if len(text) < 1000]


TEXTS = texts()


def diagnostics(text: str, schema: EntityType | None) -> list[Diagnostic]:
    return validate(text, schema=schema, service=LIST_NODES if schema is BATCH_NODE else None)


def applied(text: str, found: Diagnostic) -> str:
    assert found.fix is not None
    start, end = found.fix.span
    return text[:start] + found.fix.text + text[end:]


ALL = [(text, schema, found) for text, schema in TEXTS for found in diagnostics(text, schema)]


def test_a_rule_states_whether_it_has_fixes() -> None:
    with_fix = {found.code for _, _, found in ALL if found.fix is not None}
    assert with_fix <= {code for code, rule in RULES.items() if rule.fix}
    assert {code for code, rule in RULES.items() if rule.fix and rule.option == "filter"} <= with_fix


@pytest.mark.parametrize("code", [code for code, rule in RULES.items() if rule.fix == "safe"])
def test_a_safe_fix_solves_its_problem_and_makes_none(code: str) -> None:
    for text, schema, found in ALL:
        if found.code != code or not is_safe(text, found):
            continue
        before, after = diagnostics(text, schema), diagnostics(applied(text, found), schema)
        assert [d.code for d in after].count(code) < [d.code for d in before].count(code) or found.code.startswith("ODN1"), text
        if found.code.startswith("ODN1"):  # the first syntax error only is known: the next one stands further on
            errors = [d for d in after if d.code.startswith("ODN1") and d.severity == "error"]
            assert not errors or errors[0].span[0] >= found.span[0], text


def passes(text: str, node: dict[str, object]) -> bool | str:
    try:
        return Filter(text, on_missing="null").matches(node)
    except ODataError as error:
        return error.diagnostics[0].code


@given(text=filter_texts(BATCH_NODE), data=st.data())
def test_a_safe_fix_keeps_the_meaning_of_a_right_filter(text: str, data: st.DataObject) -> None:
    node = data.draw(nodes())
    for found in diagnostics(text, BATCH_NODE):
        if is_safe(text, found):
            assert passes(applied(text, found), node) == passes(text, node), (text, found)


def test_the_index_names_every_mistake_and_its_codes() -> None:
    """Each function of the modules of mistakes that takes a Failure is in MISTAKES once, with the codes in its source."""
    listed = {function.__qualname__: set(codes) for function, *codes in mistakes.MISTAKES}
    assert len(listed) == len(mistakes.MISTAKES)
    for module in (
        mistakes.habits,
        mistakes.literals,
        mistakes.words,
        mistakes.dates,
        mistakes.names,
        mistakes.placeholders,
        mistakes.foreign,
    ):
        source = python_ast.parse(inspect.getsource(module))
        functions = [node for node in source.body if isinstance(node, python_ast.FunctionDef)]
        codes_of = {node.name: set(re.findall(r"ODN\d{3}", python_ast.unparse(node))) for node in functions}
        for node in functions:
            takes = [python_ast.unparse(argument.annotation) for argument in node.args.args if argument.annotation]
            if takes == ["Failure"] and not node.name.startswith("_"):
                helpers = {name for name in codes_of if name.startswith("_") and f"{name}(" in python_ast.unparse(node)}
                assert listed.pop(node.name) == codes_of[node.name].union(*(codes_of[name] for name in helpers))
    assert listed == {}


def test_every_mistake_has_a_case() -> None:
    codes = {
        line.split("^ ")[1][:6] for line in (CASES / "parse" / "filter.txt").read_text("utf-8").splitlines() if "^ ODN" in line
    }
    assert {code for _, *codes_ in mistakes.MISTAKES for code in codes_} - codes <= {"ODN101"}


@pytest.mark.parametrize("api", [None, "list-nodes"])
def test_fixes_lead_to_an_end(api: str | None) -> None:
    """Who applies one fix after another is never sent round in a circle."""
    lines = (CASES / "parse" / "filter.txt").read_text("utf-8").splitlines()
    for text in lines[::2]:
        seen = [text]
        while fixable := [found for found in validate(seen[-1], service=api) if found.severity == "error" and found.fix]:
            seen.append(applied(seen[-1], fixable[0]))
            assert seen[-1] not in seen[:-1], seen
            assert len(seen) < 15, seen
