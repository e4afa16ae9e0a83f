r"""matchesPattern is ECMAScript, with google-re2 and with Python's engine alike; node is the judge where it is installed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odatanodes import Filter, ODataCheckError
from odatanodes.functions.patterns import translated

pytestmark = pytest.mark.thorough

ENGINES = ("re2", "re")
TEXTS = (
    *(
        "",
        "a",
        "A",
        "ab",
        "aab",
        "b",
        "abc",
        "tvm-1",
        "tvm-12_x",
        "idle\n",
        "a\nb",
        "a\rb",
        "a\u2028b",
        "a b",
        "a\tb",
        "\n",
        "\r",
        "0",
        "٣",
    ),
    *(
        "é",
        "ß",
        "_",
        "-",
        "]",
        "{",
        "}",
        "^",
        "$",
        "\\",
        "\x00",
        "\x08",
        "\x01",
        "\u00a0",
        "\ufeff",
        "\u0085",
        "😀",
        "a😀",
        "[:a]",
        "pL",
        "u",
        "uuu",
    ),
)
PATTERNS = (
    *(
        "^a",
        "a$",
        "^$",
        "",
        "a|b",
        "^(a|b)+$",
        "a{2}",
        "a{1,}",
        "a{,5}",
        "a{",
        "a{1",
        "}",
        "]",
        "^.$",
        "^.+$",
        "a.b",
        "^[^]$",
        "[]",
        "[^]",
    ),
    *(r"\d", r"^\d+$", r"\w", r"^\w+$", r"\s", r"^\S+$", r"\bb\b", r"a\Bb", r"\t", r"\n", r"\v", r"\0", r"\cA", r"\x61", r"\u0061"),
    *(
        r"\u{61}",
        r"\u{1F600}",
        r"\uD83D\uDE00",
        r"[\uD83D\uDE00]",
        r"\-",
        r"\_",
        r"\/",
        r"\.",
        r"[\b]",
        r"[\d-x]",
        r"[\w-]",
        r"[a\-c]",
    ),
    *(
        "[[:alpha:]]",
        "[a-c]",
        "[^a-c]",
        "[-a]",
        "[a-]",
        "[a^]",
        "[.]",
        "[*]",
        "(?:a)b",
        "(?<x>a)b",
        "a*?b",
        "a+?",
        "a??b",
        "(a*)*b",
    ),
    *(r"^tvm-[0-9]+(?:_[a-z])?$", r"[\s\S]", r"[^\W]", r"^\p{L}+$", r"\P{L}", r"[\p{Lu}_]", r"\p{Nd}", "(|a)b", "()", "x*"),
)
REFUSED = (
    *("(?i)a", "(?=a)", "(?!a)", "(?<=a)b", "(?<!a)b", r"(a)\1", r"(?<x>a)\k<x>", "a**", "*a", "a{2}{3}", "^*", r"\b+", "(a", "a)"),
    *(
        "[a",
        "[b-a]",
        "a{3,2}",
        r"\A",
        r"\Z",
        r"\z",
        r"\pL",
        r"\p{Greek}",
        r"\8",
        r"\01",
        "a++",
        "(?>a)",
        "(?P<x>a)",
        "\\",
        r"\c1",
        r"\x6",
    ),
    *("\\", r"\c1", r"\x6", "(?#a)", r"\Q", "a{1001}", "(" * 200 + ")" * 200),
)
NODE = shutil.which("node")


@cache
def engine(name: str, pattern: str) -> Any:
    if name == "re":
        return re.compile(translated(pattern, re2=False), re.ASCII)
    re2 = pytest.importorskip("re2")
    return re2.compile(translated(pattern, re2=True))


def finds(name: str, pattern: str, text: str) -> bool:
    return engine(name, pattern).search(text) is not None


@pytest.mark.parametrize("pattern", PATTERNS)
def test_both_engines_agree(pattern: str) -> None:
    assert [finds("re", pattern, text) for text in TEXTS] == [finds("re2", pattern, text) for text in TEXTS]


JUDGE = r"""
const [patterns, texts] = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const made = p => { try { return new RegExp(p, 'u'); } catch { try { return new RegExp(p); } catch { return null; } } };
console.log(JSON.stringify(patterns.map(p => { const r = made(p); return r && [r.unicode, texts.map(t => r.test(t))]; })));
"""


def judged(patterns: tuple[str, ...], texts: tuple[str, ...]) -> list[tuple[bool, list[bool]] | None]:
    """Return for each pattern whether node reads it with the flag u, and what it finds; None where it is not a pattern."""
    if NODE is None:
        pytest.skip("node is not installed")
    run = subprocess.run([NODE, "-e", JUDGE], input=json.dumps([patterns, texts]), capture_output=True, text=True, check=True)
    found: list[tuple[bool, list[bool]] | None] = json.loads(run.stdout)
    return found


def assert_judged(patterns: tuple[str, ...], texts: tuple[str, ...]) -> None:
    for pattern, judgement in zip(patterns, judged(patterns, texts), strict=True):
        assert judgement is not None, pattern
        by_code_points, wanted = judgement
        for text, want in zip(texts, wanted, strict=True):
            if by_code_points or text.isascii():  # without the flag a character beyond U+FFFF is two
                for name in ENGINES:
                    assert finds(name, pattern, text) is want, (name, pattern, text)


def test_node_agrees() -> None:
    assert_judged(PATTERNS, TEXTS)


PIECES = st.sampled_from(
    (
        *("a", "b", ".", r"\d", r"\w", r"\s", r"\W", "[ab]", "[^a]", r"[\w-]", "^", "$", r"\b", "|", "(a)", "(?:ab)", "a*", "b+?"),
        *("a{2}", "(a|b)*", r"\u0061", "[]", "[^]", "-", r"\.", r"\/", r"\x5f", "{", "]", " "),
    )
)


@given(st.lists(st.lists(PIECES, min_size=1, max_size=6).map("".join), min_size=20, max_size=20))
def test_drawn_patterns(patterns: list[str]) -> None:
    taken = []
    for pattern in patterns:
        try:
            translated(pattern, re2=True)
        except ValueError:
            continue
        taken.append(pattern)
    assert_judged(tuple(taken), TEXTS[:24])


@pytest.mark.parametrize("pattern", REFUSED)
def test_what_has_no_meaning_or_no_linear_time_is_refused(pattern: str) -> None:
    for re2 in (False, True):
        with pytest.raises(ValueError, match=r"of the pattern$"):
            translated(pattern, re2=re2)
    with pytest.raises(ODataCheckError, match="this pattern cannot be evaluated here"):
        Filter(f"matchesPattern(id,'{pattern}')", None).matches({"id": "a"})


def test_the_same_without_google_re2(monkeypatch: pytest.MonkeyPatch) -> None:
    from odatanodes.functions.strings import searcher

    monkeypatch.setitem(sys.modules, "re2", None)
    searcher.cache_clear()
    f = Filter(r"matchesPattern(id,'^\w+$')", None, allow_backtracking_patterns=True)
    assert [f.matches({"id": text}) for text in ("abc", "é", "abc\n", "")] == [True, False, False, False]
    searcher.cache_clear()
