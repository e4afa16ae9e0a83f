"""The grammar and what is generated from it: no conflicts, nothing stale, the same bytes everywhere, every rule explained."""

from __future__ import annotations

import re

import pytest
from lark.exceptions import GrammarError

from odatanodes.functions.table import FUNCTIONS
from odatanodes.parse import tables
from odatanodes.parse.reduce import builder_of
from tests.kit.stock_lark import generator
from tests.kit.support import ROOT, run_python

GRAMMAR = (ROOT / "grammar" / "odata.lark").read_text("utf-8")
RULES = re.findall(r"^\??([a-z_]+)(?:\.\d+)?:", GRAMMAR, re.MULTILINE)


def test_the_tables_are_not_stale() -> None:
    tables = ROOT / "odatanodes" / "parse" / "tables.py"
    assert generator().generate() == tables.read_text("utf-8"), "run python grammar/generate.py"


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_same_bytes_under_any_hash_seed(seed: str) -> None:
    done = run_python("grammar/generate.py", "--check", cwd=ROOT, env={"PYTHONHASHSEED": seed})
    assert done.code == 0, done
    assert "up to date" in done.out


AMBIGUOUS = {
    "shift/reduce": (
        "        | or_chain OR and_expr",
        "        | or_chain OR or_chain -> chain_on\n        | or_chain OR and_expr",
    ),
    "reduce/reduce": ("           | NOT unary_expr", "           | negation\n           | NOT unary_expr"),
}


@pytest.mark.parametrize("kind", AMBIGUOUS)
def test_a_conflict_is_an_error(kind: str) -> None:
    text = GRAMMAR.replace(*AMBIGUOUS[kind], 1) + "\nnegation: NOT unary_expr -> not_\n"
    with pytest.raises(GrammarError, match=r"conflict|collision"):
        generator().load_grammar(text)


def test_every_rule_has_a_builder_that_exists() -> None:
    for _, length, builder in tables.RULES:
        assert length > 0
        assert not builder or callable(builder_of(builder))


def test_one_function_is_not_spelt_as_it_is_named() -> None:
    assert [function.spelling for function in FUNCTIONS.values() if function.spelling != function.name] == ["matchesPattern"]


def test_every_rule_is_in_the_readme() -> None:
    readme = (ROOT / "grammar" / "README.md").read_text("utf-8")
    assert [rule for rule in RULES if f"`{rule}`" not in readme] == []
    assert [rule for rule in re.findall(r"^\|[^|]*\| `([a-z_]+)`", readme, re.MULTILINE) if rule not in RULES] == []


def test_keywords_fold_to_ascii() -> None:
    """The loop looks words up in lower case; only ASCII may become a keyword that way, as in the grammar."""
    for word in tables.WORDS:
        assert word.isascii()
