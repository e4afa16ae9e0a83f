"""Texts that are no program: the parsers need quadratic time and memory to recover from them, so they are not parsed.

Comes in: a text. Goes out: whether it has more of something than any program. Literals and comments are left out of the
count, roughly: the limits are many times what is seen in real files, and at each of them a file of 20 kB takes about a second.
Measured with tree-sitter 0.26 on repetitions of up to six tokens; an `a<` repeated 30,000 times takes 70 s and 12 GB otherwise.
"""

from __future__ import annotations

import re

__all__ = ["is_tangled"]

_QUIET = re.compile(r'"""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|^[ \t]*(?://|/?\*|#)[^\n]{0,200}', re.MULTILINE)
"""Literals, and lines of comments as far as a person writes them."""
_OPERATOR = re.compile(r"([-<>=!?&|^~+*/%@#$\\`]|:(?![ \t]*[\0\w]))\1*")
"""No colon before a value: objects have thousands."""
_BRACKET = re.compile(r"[{}()]")
_ADJACENT = re.compile(r"(?:\0\s*){100}")
_MOST_OPERATORS = {"C#": 1500, "Java": 1500}
_MOST_IN_SCRIPT = 5000
"""In one statement; scripts have more of them, in markup."""
_MOST_OPENED = 400
_MOST_CLOSED = 50
_MOST_QUOTES = 1000
_MOST_COMMENTS = 50
_MOST_LESS = 3000
"""Signs that could begin type arguments; each `->`, `=>` and `>=` offsets one."""


def is_tangled(text: str, grammar: str) -> bool:
    r"""Whether a text has what no program has: operators or strings without end, brackets or comments that do not match.

    >>> is_tangled("a<" * 2000, "C#"), is_tangled("if (a < b && c > d) { f(a, b); }\n" * 2000, "C#")
    (True, False)
    """
    quieted = _QUIET.sub("\0", text)
    if _ADJACENT.search(quieted) or quieted.count('"') > _MOST_QUOTES:
        return True
    if quieted.count("/*", quieted.rfind("*/") + 1) > _MOST_COMMENTS:
        return True
    if quieted.count("<") - quieted.count(">") > _MOST_LESS:
        return True
    most = _MOST_OPERATORS.get(grammar, _MOST_IN_SCRIPT)
    return _is_unbalanced(quieted) or any(
        len(part) > most and sum(1 for _ in _OPERATOR.finditer(part)) > most for part in re.split(r"[;{}]", quieted)
    )


def _is_unbalanced(quieted: str) -> bool:
    braces = rounds = 0
    for bracket in _BRACKET.findall(quieted):
        if bracket in "{}":
            braces += 1 if bracket == "{" else -1
        else:
            rounds += 1 if bracket == "(" else -1
        if not (-_MOST_CLOSED <= braces <= _MOST_OPENED and -_MOST_OPENED <= rounds <= _MOST_OPENED):
            return True
    return False
