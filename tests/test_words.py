"""Plain English in docstrings and comments: words and phrases that this project does not use, as a linter would find them.

A name of the code is fine in backticks: `verdict.answer`.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from typing import TYPE_CHECKING

import pytest

from tests.kit.support import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

INSTEAD = {
    r"told": "reported",
    r"said": "reported, stated",
    r"so many": "many, this many",
    r"looked at": "read, examined",
    r"passed over": "skipped",
    r"surely": "certainly, always",
    r"as ever": "as before",
    r"held": "kept, buffered, true",
    r"answer(s|ed|ing)?": "response, result, returns",
    r"falls? short": "is below the target",
    r"(?<!there )(is|are|was|were) no(?! longer| more| fewer| less| \w+er than)": "is not a",
    r"(comes in|goes out):": "what the types do not show already",
}
"""Each expression, matched as whole words in any case, and what to write instead."""
WORN_OUT = re.compile(r"(?<![\w-])(" + "|".join(INSTEAD) + r")(?![\w-])", re.IGNORECASE)

FILES = sorted(
    path
    for folder in ("odatanodes", "tests", "benchmarks", "grammar")
    for path in [*(ROOT / folder).rglob("*.py"), *(ROOT / folder).rglob("*.pyi")]
    if path.name != "test_words.py"
)


def prose(source: str) -> Iterator[tuple[int, str]]:
    """Yield (line, text) for each comment and each string that stands alone: docstrings of modules, classes, functions, names."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            text = "\n".join("" if re.match(r"\s*(>>>|\.\.\.) ", line) else line for line in node.value.value.split("\n"))
            yield node.lineno, text


def worn_out(source: str) -> list[str]:
    found = []
    for line, text in prose(source):
        plain = re.sub(r"`[^`\n]*`", lambda code: "`" * len(code[0]), text)
        found += [f"{line + plain[: hit.start()].count(chr(10))}: {hit[0]}" for hit in WORN_OUT.finditer(plain)]
    return found


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(ROOT)) for path in FILES])
def test_plain_english(path: Path) -> None:
    assert worn_out(path.read_text(encoding="utf-8")) == []


def test_the_search_finds_what_it_should() -> None:
    source = (
        '"""What is told.\n\nIt is no node, it is no longer so; `x.answer`.\n>>> told\n"""\nx = "told"  # so many\n"""Held."""\n'
    )
    assert worn_out(source) == ["6: so many", "1: told", "3: is no", "7: Held"]
