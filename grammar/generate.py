"""Make odatanodes/parse/tables.py from odata.lark: `python grammar/generate.py` (with `--check`: only report whether it is stale).

The output has lark's LALR(1) table as compact literals, the terminals, and one regular expression that cuts a text into tokens.
It has the same bytes under any PYTHONHASHSEED. Every conflict is an error, also the shift/reduce conflicts that lark settles
silently.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lark import Lark
from lark.common import ParserConf
from lark.lexer import PatternStr
from lark.parsers.lalr_analysis import LALR_Analyzer, Shift

if TYPE_CHECKING:
    from lark.grammar import Rule

GRAMMAR = Path(__file__).with_name("odata.lark")
TABLES = GRAMMAR.parent.parent / "odatanodes" / "parse" / "tables.py"
STARTS = ("filter", "select")

WORD = r"[^\W\d]\w*+"
WORDS = re.compile(r"(\\\$|-)?\(\?(ai)?:([A-Za-z|]+)\)\(\?!\['\.\\w\]\)")
"""The pattern of a keyword terminal: words in any case (`ai`) or as they are, perhaps after a sign."""

PREFIXED = {
    "BINARY": ("binary",),
    "DATE_TIME_V3": ("datetime", "datetimeoffset"),
    "DURATION": ("duration",),
    "ENUM": ("",),
    "GEO": ("geography", "geometry"),
    "GUID_V3": ("guid",),
}
"""The literals that are a word and a quoted text, by the words in lower case; "" stands for any word with a dot."""

NUMERIC = ("GUID", "DATE_TIME_OFFSET", "DATE", "TIME_OF_DAY", "DOUBLE", "DECIMAL", "INT")
"""Tried in this order, which is the order of their priorities."""


def load_grammar(text: str = "") -> Lark:
    """Return stock lark over the grammar (or another text); raises lark's GrammarError for a conflict of any kind."""
    lark = Lark(text or GRAMMAR.read_text("utf-8"), parser="lalr", lexer="contextual", start=list(STARTS), keep_all_tokens=True)
    analyzer: Any = LALR_Analyzer(ParserConf(lark.rules, {}, list(STARTS)), strict=True)
    analyzer.compute_lalr()
    return lark


def keywords(lark: Lark) -> tuple[dict[str, str], set[str], set[str]]:
    """Return the terminal of each keyword, the terminals a NAME may stand for, and the keywords whose case counts."""
    words: dict[str, str] = {}
    names: set[str] = set()
    exact: set[str] = set()
    for terminal in sorted(lark.terminals, key=lambda terminal: terminal.name):
        pattern = terminal.pattern
        match = WORDS.fullmatch(pattern.value)
        if isinstance(pattern, PatternStr):
            words[pattern.value] = terminal.name
        elif match is not None:
            sign = (match[1] or "").removeprefix("\\")
            spellings = [sign + word for word in match[3].split("|")]
            words |= dict.fromkeys(spellings, terminal.name)
            if not sign:
                names.add(terminal.name)
            if not match[2]:
                exact.update(spellings)
    return words, names, exact


def scanners(lark: Lark, words: dict[str, str]) -> tuple[str, str]:
    """Return two expressions that cut a text into (blanks, token) pairs; an empty token is the end, or what is not a token.

    The first knows the usual tokens only: an expression that compiles in a tenth of the time. Each of its branches is one of the
    second's, and what comes before them there begins otherwise, so that both cut alike as far as the first can.
    Names, qualified names, `Ns.*` and prefixed literals share one branch, because all of them begin with a word.
    """
    patterns = {terminal.name: terminal.pattern.to_regexp() for terminal in lark.terminals}
    word = rf"{WORD}(?:(?!['.\w])|(?:\.{WORD})*+(?:(?!['.\w])|\.\*|'[^']*+(?:''[^']*+)*+'(?!\w)))"
    signs = "".join(sorted(re.escape(text) for text in words if not re.search(r"[\w-]", text)))
    dollars = r"\$\w++(?!['.\w])"
    numbers = "|".join(patterns[name] for name in NUMERIC[1:])
    usual = [
        r"[A-Za-z_][A-Za-z_0-9]*+(?![-'.\w])",  # most words, and the next most whole numbers: settled without the long branches
        r"[0-9]++(?![-+.:\w])",
        patterns["STRING"],
        f"[{signs}]",
    ]
    others = [
        f"(?=[0-9A-Fa-f]{{8}}-){patterns['GUID']}",
        word,
        f"(?=[-+0-9])(?:{numbers}|{patterns['NEGATIVE_INFINITY']}|-)",
        patterns["ANNOTATION"],
        patterns["JSON_STRING"],
        patterns["SEARCH"],
        dollars,
    ]
    known = {*words.values(), *PREFIXED, *NUMERIC, "STRING", "ANNOTATION", "JSON_STRING", "SEARCH"}
    known |= {"NAME", "QUALIFIED_NAME", "OPERATIONS", "WHITE_SPACE"}
    if unknown := set(patterns) - known:
        raise SystemExit(f"terminals without a place in the scanner: {sorted(unknown)}")
    blanks = patterns["WHITE_SPACE"].removesuffix("+") + "*+"
    return _cutting(blanks, usual), _cutting(blanks, [*usual, *others])


def _cutting(blanks: str, branches: list[str]) -> str:
    return rf"({blanks})(?:({'|'.join(branches)})|[\s\S]*)"


def table_rows(lark: Lark, terminals: list[str]) -> dict[str, object]:
    """Return the LALR(1) table: a string per state with pairs of characters, and the rules.

    An action is 2 * state for a shift, 2 * rule + 1 for a reduction. A rule is (nonterminal, length, tree builder or "").
    """
    table = lark.parser.parser._parse_table
    order = _state_numbers(table)
    number_of = {name: number for number, name in enumerate(terminals)}
    origins = sorted({rule.origin.name for rule in lark.rules})
    rules = sorted(lark.rules, key=_rule_key)
    rule_number = {rule: number for number, rule in enumerate(rules)}
    actions, gotos = [], []
    for state in order:
        row = table.states[state]
        cells: dict[int, int] = {}
        after: dict[int, int] = {}
        for symbol, (action, argument) in row.items():
            if symbol in number_of:
                cells[number_of[symbol]] = 2 * order[argument] if action is Shift else 2 * rule_number[argument] + 1
            else:
                after[origins.index(symbol)] = order[argument]
        actions.append(_pairs(cells))
        gotos.append(_pairs(after))
    return {
        "ACTIONS": tuple(actions),
        "GOTOS": tuple(gotos),
        "RULES": tuple((origins.index(rule.origin.name), len(rule.expansion), _builder(rule)) for rule in rules),
        "STARTS": {start: order[table.start_states[start]] for start in STARTS},
        "ENDS": {start: order[table.end_states[start]] for start in STARTS},
    }


def _state_numbers(table: Any) -> dict[Any, int]:
    """Number the states in the order of a walk from the start states: lark's own order follows the hash seed."""
    order: dict[Any, int] = {}
    queue = [table.start_states[start] for start in STARTS]
    for state in queue:
        if state not in order:
            order[state] = len(order)
            queue += [target for _, (action, target) in sorted(table.states[state].items(), key=_symbol) if action is Shift]
    return order


def _symbol(cell: tuple[str, Any]) -> str:
    return cell[0]


def _rule_key(rule: Rule) -> tuple[str, tuple[str, ...]]:
    return rule.origin.name, tuple(symbol.name for symbol in rule.expansion)


def _builder(rule: Rule) -> str:
    if rule.alias:
        return str(rule.alias)
    if not rule.options.expand1 or len(rule.expansion) != 1:
        raise SystemExit(f"a rule without '-> builder': {rule}")
    return ""


def _pairs(cells: dict[int, int]) -> str:
    return "".join(chr(key) + chr(value) for key, value in sorted(cells.items()))


def generate() -> str:
    """Return the text of odatanodes/parse/tables.py."""
    lark = load_grammar()
    words, names, exact = keywords(lark)
    usual, scanner = scanners(lark, words)
    terminals = ["$END", *sorted(terminal.name for terminal in lark.terminals if terminal.name != "WHITE_SPACE")]
    number_of = {name: number for number, name in enumerate(terminals)}
    patterns = {terminal.name: terminal.pattern.to_regexp() for terminal in lark.terminals}
    parts: dict[str, object] = {
        "TERMINALS": tuple(terminals),
        "WORDS": {word: number_of[name] for word, name in sorted(words.items())},
        "NAMES": tuple(sorted(number_of[name] for name in names)),
        "EXACT": tuple(sorted(exact)),
        "USUAL": usual,
        "SCANNER": scanner,
        "PREFIXED": {prefix: (name, patterns[name]) for name, prefixes in PREFIXED.items() for prefix in prefixes},
        **table_rows(lark, terminals),
    }
    lines = [
        "# Generated from grammar/odata.lark by `python grammar/generate.py`. Do not edit.",
        "# grammar/generate.py and odatanodes/parse/machine.py, which reads the tables, describe the names.",
    ]
    for name, value in parts.items():
        if isinstance(value, tuple) and name not in {"NAMES", "EXACT"}:
            lines += [f"{name} = (", *(f"    {item!a}," for item in value), ")"]
        elif isinstance(value, dict):
            lines += [f"{name} = {{", *(f"    {key!r}: {item!a}," for key, item in value.items()), "}"]
        else:
            lines.append(f"{name} = {value!a}")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the tables, or with `--check` compare them."""
    made = generate()
    stale = not TABLES.exists() or TABLES.read_text("utf-8") != made
    if "--check" in sys.argv[1:]:
        print(f"{TABLES.name} is {'stale: run python grammar/generate.py' if stale else 'up to date'}")
        return int(stale)
    TABLES.write_text(made, "utf-8")
    print(f"{TABLES.name}: {made.count(chr(10))} lines{'' if stale else ', as before'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
