"""Parsing, with a span on every node, beside a hand-written Pratt parser without spans, odata-query and stock lark.

    python -m benchmarks.parse

Each filter is first parsed by all of them, and the trees are compared where possible. odata-query and lark reuse their lexer and
parser objects, as their documentation advises; lark builds its own trees.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import peers, pratt
from benchmarks.timing import Figure, at_most, interleaved, main
from odatanodes.parse import parse_filter

if TYPE_CHECKING:
    from collections.abc import Callable

GRAMMAR = Path(__file__).parent.parent / "grammar" / "odata.lark"
FILTERS = {
    "short": "state eq 'idle'",
    "typical": "state eq 'idle' and startTaskInfo/exitCode ne 0 and lastBootTime lt 2025-11-22T22:22:27.2236818Z",
    "20 terms": " or ".join(f"(state eq 's{number}' and totalTasksRun gt {number})" for number in range(10)),
    "500 terms": " or ".join(f"id eq 'tvm-{number}'" for number in range(500)),
}


def parsers() -> dict[str, Callable[[str], object]]:
    """Return the other parsers that are installed, by name."""
    found: dict[str, Callable[[str], object]] = {"Pratt": pratt.parse}
    if peers.available("odata-query"):
        from odata_query.grammar import ODataLexer, ODataParser

        lexer, parser = ODataLexer(), ODataParser()
        found["odata-query"] = lambda text: parser.parse(lexer.tokenize(text))
    if peers.available("lark"):
        from lark import Lark

        lark = Lark(GRAMMAR.read_text("utf-8"), parser="lalr", start="filter")
        found["stock lark"] = lark.parse
    return found


def figures(*, quick: bool = False) -> list[Figure]:
    """Return the time of a parse, and its ratio to that of each other parser."""
    found: list[Figure] = []
    others = parsers()
    for name, text in FILTERS.items():
        expected = parse_filter(text)
        for peer, parse in others.items():
            tree = parse(text)
            if tree is None or (peer == "Pratt" and tree != expected):
                raise AssertionError(f"{peer} reads '{name}' differently")
        cases = {"ours": partial(parse_filter, text)} | {peer: partial(parse, text) for peer, parse in others.items()}
        rounds = 15 if quick else 101
        taken = interleaved(cases, rounds=rounds, seconds=0.004)  # short turns: a busy machine disturbs all of them alike
        found += [Figure(f"{name}: {who}", taken[who] * 1e6, unit="us").drawn("parse", who, name) for who in taken]
        ours = taken.pop("ours")
        for peer, seconds in taken.items():
            if peer == "Pratt":
                found.append(at_most(f"{name}: ours / {peer}", ours / seconds, 2))
            elif peer == "odata-query":
                found.append(at_most(f"{name}: ours / {peer}", ours / seconds, 0.2))
            else:
                found.append(Figure(f"{name}: ours / {peer}", ours / seconds))
    return found


if __name__ == "__main__":
    main(figures)
