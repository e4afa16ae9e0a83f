"""The README's table of figures, written from the results that lie beside it.

    python -m benchmarks.summary [RESULTS.json README.md]

Comes in: a run as `python -m benchmarks --json` writes it. Goes out: the lines between the two marks of the README: the machine,
one row for each comparison, and every figure that falls short.
"""

from __future__ import annotations

import json
import re
from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.timing import Figure, shown, verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["ROWS", "replaced", "summary"]

BEGIN = "<!-- figures: written by python -m benchmarks.summary -->"
END = "<!-- end of figures -->"
HERE = Path(__file__).parent


class Row(NamedTuple):
    """A comparison: what is measured, beside what, and the figures of a suite whose names match."""

    what: str
    beside: str
    suite: str
    names: str


ROWS = (
    Row("`odatanodes check -f \"state eq 'idle'\"`, whole process", "`python -c pass`", "startup", " check "),
    Row("`odatanodes check` on a small Python file, whole process", "`python -c pass`", "extract", "small"),
    Row("checking 2,000 Python files, 20 with filters, one core", "", "extract", "2000 files"),
    Row("parsing with spans, 1 to 500 terms", "a hand-written Pratt parser without spans", "parse", "ours / Pratt"),
    Row("odata-query, the same filters", "parsing with spans", "parse", "odata-query / ours"),
    Row("stock lark, the same filters", "parsing with spans", "parse", "stock lark / ours"),
    Row("`Filter`, 1 to 500 terms", "parsing them", "check", "Filter / parse"),
    Row("`validate`, 1 to 500 terms", "parsing them", "check", "^(?!wrong).*: validate / parse"),
    Row("`apply` on 1,000 nodes, five filters, `batch`", "an expert's comprehension", "evaluate", r"\[batch\] apply/expert, 1,000"),
    Row("the same under `odata`", "an expert's comprehension", "evaluate", r"\[odata\] apply/expert, 1,000"),
    Row("`matches`, five filters, `batch`", "an expert's function", "evaluate", r"\[batch\] matches/expert"),
    Row("the same under `odata`", "an expert's function", "evaluate", r"\[odata\] matches/expert"),
    Row("jmespath on 1,000 nodes", "`apply`", "evaluate", "jmespath/apply"),
    Row("jq, JSON Lines, one core", "`odatanodes filter`", "scan", "^jq / odatanodes$"),
    Row("json.loads and a comprehension", "`odatanodes filter`", "scan", "^json.loads / odatanodes$"),
    Row("DuckDB on one thread, only ids", "`odatanodes filter`", "scan", "^DuckDB / odatanodes$"),
    Row("DuckDB on one thread, whole records", "`odatanodes filter`", "scan", "^DuckDB, whole records / odatanodes$"),
    Row("polars, only ids", "`odatanodes filter`", "scan", "^polars / odatanodes$"),
    Row("orjson and a comprehension", "`odatanodes filter`", "scan", "^orjson / odatanodes$"),
    Row("jq", "`odatanodes filter` without the extra `speed`", "scan", "^jq / odatanodes without"),
    Row("one core", "two cores", "scan", "^one core / two cores"),
    Row("memory of `odatanodes filter` at most", "", "scan", "^odatanodes: peak memory"),
    Row("`odatanodes filter` on one page, start-up included", "jq", "scan", "^one page"),
    Row("building a filter in Python", "parsing its text", "build", "^build "),
    Row("binding three parameters", "parsing the text with the values", "build", "^bind .* with the values"),
    Row("planning a filter of 20 terms", "parsing it", "plan", "20 terms"),
    Row("bytes of 100,000 nodes, 2 % matching", "with a plan's filter; with its select too", "wire", "^bytes"),
    Row("`equivalent`, 20 terms, median of 1,000 pairs", "", "decide", ": median"),
    Row("exponents of parse, check, plan, compile, apply over terms", "", "growth", "exponent over (terms|values)"),
    Row("exponent of `apply` over 100 to 1,000,000 nodes", "that of a comprehension", "growth", "^apply / by hand"),
    Row("exponent of scan over 1 MB to 1 GB", "", "growth", "^scan: exponent over"),
    Row("exponent of its memory, 100 MB to 1 GB", "", "growth", "^memory of scan: exponent"),
)


def summary(run: Mapping[str, Any]) -> str:
    """Return the table, and what falls short, as Markdown."""
    facts = run["machine"]
    suites = {suite["name"]: [Figure(**figure) for figure in suite["figures"]] for suite in run["suites"]}
    load = f", load {facts['load'][0]:.1f} when it began" if facts["load"] else ""
    where = f"{facts['python']}, {facts['cpu']}, {facts['cores']} cores{load}; jq {facts['peers']['jq']}"
    lines = [f"Run of {facts['date'][:10]}: {where}; all figures and versions in [results.json](benchmarks/results.json).", ""]
    lines += ["| what | beside | times | bar | |", "|---|---|---|---|---|"]
    lines += [_row(row, suites[row.suite]) for row in ROWS if row.suite in suites]
    short = [(name, figure) for name, figures in suites.items() for figure in figures if figure.ok is False]
    total = sum(figure.ok is not None for figures in suites.values() for figure in figures)
    lines += ["", f"Of {total} figures with a bar {len(short)} fall short" + (":" if short else "."), ""]
    lines += [f"- {name}: {figure.name}, {shown(figure.value)} (bar {figure.bar})" for name, figure in short]
    return "\n".join(lines).rstrip() + "\n"


def _row(row: Row, figures: Sequence[Figure]) -> str:
    own = [figure for figure in figures if re.search(row.names, figure.name)]
    if any(figure.bar for figure in own):
        own = [figure for figure in own if figure.bar]  # the five filters that have bars, of eight
    if not own:
        return f"| {row.what} | {row.beside} | not measured | | |"
    low, high = min(own, key=lambda figure: figure.value), max(own, key=lambda figure: figure.value)
    values = shown(low.value) if shown(low.value) == shown(high.value) else f"{shown(low.value)} to {shown(high.value)}"
    unit = "" if low.unit == "x" else f" {low.unit}"
    bars = ", ".join(dict.fromkeys(figure.bar for figure in own))
    missed = sum(figure.ok is False for figure in own)
    outcome = verdict(own[0]) if missed in (0, len(own)) else f"{missed} of {len(own)} fall short"
    return f"| {row.what} | {row.beside} | {values}{unit} | {bars.replace('<=', '≤').replace('>=', '≥')} | {outcome} |"


def replaced(readme: str, run: Mapping[str, Any]) -> str:
    """Return the README with what stands between the marks written anew."""
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"no '{BEGIN}' and '{END}'")
    return f"{before}{BEGIN}\n{summary(run)}{END}{after}"


if __name__ == "__main__":
    parser = ArgumentParser(prog="python -m benchmarks.summary", description="Write the figures of a run into the README.")
    parser.add_argument("results", type=Path, nargs="?", default=HERE / "results.json")
    parser.add_argument("readme", type=Path, nargs="?", default=HERE.parent / "README.md")
    args = parser.parse_args()
    found = json.loads(args.results.read_text(encoding="utf-8"))
    args.readme.write_text(replaced(args.readme.read_text(encoding="utf-8"), found), encoding="utf-8")
