"""Every rule of the catalogue: its bad example gives its code, its good example gives nothing at all."""

from __future__ import annotations

import json
import re

import pytest

from odatanodes import Filter, ODataError
from odatanodes.base.files import Source
from odatanodes.diagnostics.rules import Rule, catalogue
from odatanodes.extract.languages import SUFFIXES
from odatanodes.lint.check import check_source
from odatanodes.service import SERVICES
from odatanodes.validation import validate
from tests.kit.codes import functions_of_codes
from tests.kit.support import ROOT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    from odatanodes.diagnostics import Diagnostic

    Option = Literal["filter", "select", "expand"]

RULES = catalogue()
SUFFIX_OF = {language: suffix for suffix, language in reversed(SUFFIXES.items())}
OF_TEXTS = [code for code, rule in RULES.items() if not rule.node]
OF_NODES = [code for code, rule in RULES.items() if rule.node]


def findings(text: str, rule: Rule) -> list[Diagnostic]:
    """Return the findings that a user sees; a service is named for the 4xx codes only."""
    if rule.language:
        source = Source(f"example{SUFFIX_OF[rule.language]}", text)
        return [finding.diagnostic for finding in check_source(source)[1]]
    option: Option = "select" if rule.option == "select" else "expand" if rule.option == "expand" else "filter"
    return validate(text, option, service=SERVICES[rule.api] if rule.code.startswith("ODN4") else None)


@pytest.mark.parametrize("code", OF_TEXTS)
def test_the_bad_example_gives_the_code(code: str) -> None:
    rule = RULES[code]
    assert code in [d.code for d in findings(rule.bad, rule)]


@pytest.mark.parametrize("code", RULES)
def test_the_good_example_gives_nothing(code: str) -> None:
    rule = RULES[code]
    assert findings(rule.good, rule) == []


@pytest.mark.parametrize("code", OF_NODES)
def test_the_bad_example_gives_the_code_on_the_node(code: str) -> None:
    rule = RULES[code]
    node = json.loads(rule.node)
    assert findings(rule.bad, rule) == []
    for evaluate in (Filter(rule.bad).matches, lambda node: Filter(rule.bad).apply([node] * 1000)):
        with pytest.raises(ODataError) as caught:
            evaluate(node)
        assert [d.code for d in caught.value.diagnostics] == [code]
    assert Filter(rule.good).matches(node) in (True, False)


@pytest.mark.parametrize("code", RULES)
def test_a_rule_is_complete(code: str) -> None:
    rule = RULES[code]
    assert re.fullmatch(r"ODN[1-6]\d\d", code)
    assert all([rule.title, rule.why, rule.bad, rule.good, rule.reference])
    assert rule.why.endswith(".")
    assert not rule.title.endswith(".")
    assert rule.title[0].islower() or rule.title[0] == "'"
    assert rule.option in ("filter", "select", "expand")


def test_codes_are_unique_and_in_order() -> None:
    from odatanodes.diagnostics.rules import evaluation, names, service, suspicious, syntax, types

    codes = [rule.code for module in (syntax, names, types, service, suspicious, evaluation) for rule in module.RULES]
    assert codes == sorted(set(codes))


def test_every_code_in_the_source_has_its_rule() -> None:
    used = {
        code
        for path in (ROOT / "odatanodes").rglob("*.py")
        if path.parent.name != "rules"
        for code in re.findall(r"\bODN[1-6]\d\d\b", path.read_text(encoding="utf-8"))
    }
    assert used <= set(RULES)
    assert set(RULES) <= used


@pytest.mark.thorough
def test_every_code_is_reported_by_a_function_that_the_index_names() -> None:
    index = functions_of_codes()
    assert list(index) == list(RULES)
    assert [code for code, places in index.items() if not places] == []
    assert "odatanodes.check.mistakes.comparisons:no_member" in index["ODN304"]
