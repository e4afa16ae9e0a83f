"""Tables of the READMEs, written from a run.

    python -m benchmarks.summary [RESULTS.json]

RESULTS.json is a run as `python -m benchmarks --json` writes it, by default the committed one. The part of benchmarks/README.md
between the marks has the machine, one row for each comparison, every figure that is below target, and all figures by suite; that of
the root README has the rows in `SHORT`.
"""

from __future__ import annotations

import json
import re
from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.timing import BELOW, Figure, shown, verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["READMES", "ROWS", "SHORT", "full", "replaced", "short"]

BEGIN = "<!-- figures: written by python -m benchmarks.summary -->"
END = "<!-- end of figures -->"
HERE = Path(__file__).parent


class Row(NamedTuple):
    """A comparison: ours, the other, and the figures of a suite whose names match (ours / other, unless they have a unit)."""

    ours: str
    other: str
    suite: str
    names: str


CHECK = Row("`odatanodes check -f \"state eq 'idle'\"`, whole process", "`python -c pass`", "startup", "^odatanodes check ")
PARSE = Row("parsing with spans, 1 to 500 terms", "odata-query", "parse", "ours / odata-query")
APPLY = Row(
    "`apply` on 1,000 nodes, five filters, `batch`", "expert's comprehension", "evaluate", r"\[batch\] apply / expert, 1,000"
)
FILTER = Row("`odatanodes filter`, JSON Lines, one core", "jq", "scan", "^odatanodes / jq$")
MEMORY = Row("`odatanodes filter`, peak memory", "", "scan", "^odatanodes: peak memory")
SHORT = (CHECK, PARSE, APPLY, FILTER, MEMORY)
ROWS = (
    CHECK,
    Row("`odatanodes check` on a small Python file, whole process", "`python -c pass`", "extract", "small"),
    Row("`odatanodes check`, 2,000 Python files, 20 with filters, one core", "", "extract", "2000 files"),
    Row("parsing with spans, 1 to 500 terms", "hand-written Pratt parser without spans", "parse", "ours / Pratt"),
    PARSE,
    Row("parsing with spans, 1 to 500 terms", "stock lark", "parse", "ours / stock lark"),
    Row("`Filter`, 1 to 500 terms", "parsing them", "check", "Filter / parse"),
    Row("`validate`, 1 to 500 terms", "parsing them", "check", "^(?!wrong).*: validate / parse"),
    APPLY,
    Row("the same, `odata`", "expert's comprehension", "evaluate", r"\[odata\] apply / expert, 1,000"),
    Row("`matches`, five filters, `batch`", "expert's function", "evaluate", r"\[batch\] matches / expert"),
    Row("the same, `odata`", "expert's function", "evaluate", r"\[odata\] matches / expert"),
    Row("`apply` on 1,000 nodes", "jmespath", "evaluate", "apply / jmespath"),
    FILTER,
    Row("`odatanodes filter`", "json.loads and a comprehension", "scan", "^odatanodes / json.loads$"),
    Row("`odatanodes filter`", "orjson and a comprehension", "scan", "^odatanodes / orjson$"),
    Row("`odatanodes filter`", "DuckDB on one thread, whole records", "scan", "^odatanodes / DuckDB, whole records$"),
    Row("`odatanodes filter`", "DuckDB on one thread, ids only", "scan", "^odatanodes / DuckDB$"),
    Row("`odatanodes filter`", "polars, ids only", "scan", "^odatanodes / polars$"),
    Row("`odatanodes filter` without the extra `speed`", "jq", "scan", "^odatanodes without the extra / jq$"),
    Row("`odatanodes filter` on two cores", "on one core", "scan", "^two cores / one core"),
    Row("`odatanodes filter` on one page, start-up included", "jq", "scan", "^odatanodes / jq, one page"),
    MEMORY,
    Row("`odatanodes filter`, indented array, all kept", "the same nodes as a compact page", "forms", "^indented array / page$"),
    Row("the same", "jq", "forms", "^indented array / indented array, jq$"),
    Row("`odatanodes filter --count`, indented array", "compact page", "forms", "^indented array, counted / page, counted$"),
    Row("`odatanodes filter`, a page through a pipe", "the same page as a file", "forms", "^page, piped / page$"),
    Row("`odatanodes filter`, an indented array through a pipe", "as a file", "forms", "^indented array, piped / "),
    Row("`odatanodes filter`, 4 MiB of blank lines", "4 MiB of nodes", "forms", "^4 MiB of blank lines / "),
    Row("building a filter in Python", "parsing its text", "build", "^build "),
    Row("binding three parameters", "parsing the text with the values", "build", "^bind .* with the values"),
    Row("joining 800 filters with `|`", "`any_of` of 800 terms", "build", "^join 800 filters with"),
    Row("planning a filter of 20 terms", "parsing it", "plan", "20 terms"),
    Row(
        "bytes of 100,000 nodes, 2 % matching, with a plan's filter", "the whole list", "wire", "^bytes with the filter of the plan"
    ),
    Row("bytes with a plan's filter and select", "the whole list", "wire", "^bytes with filter and select"),
    Row("`equivalent`, 20 terms, median of 1,000 pairs", "", "decide", ": median"),
    Row("exponents of parse, check, plan, compile, apply over terms", "", "growth", "exponent over (terms|values)"),
    Row("exponent of `apply` over 100 to 1,000,000 nodes", "that of a comprehension", "growth", "^apply / by hand"),
    Row("exponent of scan over 1 MB to 1 GB", "", "growth", "^scan: exponent over"),
    Row("exponent of its memory, 100 MB to 1 GB", "", "growth", "^memory of scan: exponent"),
)
HEAD = ["| ours | other | ours / other | target | |", "|---|---|---|---|---|"]


def full(run: Mapping[str, Any]) -> str:
    """Return the tables of benchmarks/README.md as Markdown."""
    suites = _suites(run)
    lines = [_where(run), "", *_table(ROWS, suites), ""]
    below = [(name, figure) for name, figures in suites.items() for figure in figures if figure.ok is False]
    total = sum(figure.ok is not None for figures in suites.values() for figure in figures)
    lines += [f"Of {total} figures with a target, {len(below)} are below it" + (":" if below else "."), ""]
    lines += [f"- {name}: {figure.name}, {shown(figure.value)} (target {figure.bar})" for name, figure in below]
    lines += ["", "### All figures by suite", ""]
    for name, figures in suites.items():
        lines += ["<details>", f"<summary>{name}</summary>", "", "| figure | value | target | |", "|---|---|---|---|"]
        lines += [f"| {_cell(figure.name)} | {_value(figure)} | {_bars([figure])} | {verdict(figure)} |" for figure in figures]
        lines += ["", "</details>", ""]
    return "\n".join(lines).rstrip() + "\n"


def short(run: Mapping[str, Any]) -> str:
    """Return the table of the root README as Markdown."""
    return "\n".join(_table(SHORT, _suites(run))) + "\n"


READMES = {HERE / "README.md": full, HERE.parent / "README.md": short}


def _suites(run: Mapping[str, Any]) -> dict[str, list[Figure]]:
    return {suite["name"]: [Figure(**figure) for figure in suite["figures"]] for suite in run["suites"]}


def _where(run: Mapping[str, Any]) -> str:
    facts = run["machine"]
    load = f", load {facts['load'][0]:.1f} at the start" if facts["load"] else ""
    peers = ", ".join(f"{name} {version}" for name, version in facts["peers"].items() if version)
    return f"Run of {facts['date'][:10]}: {facts['python']}, {facts['cpu']}, {facts['cores']} cores{load}; {peers}."


def _table(rows: Sequence[Row], suites: Mapping[str, Sequence[Figure]]) -> list[str]:
    return HEAD + [_row(row, suites[row.suite]) for row in rows if row.suite in suites]


def _row(row: Row, figures: Sequence[Figure]) -> str:
    own = [figure for figure in figures if re.search(row.names, figure.name)]
    if any(figure.bar for figure in own):
        own = [figure for figure in own if figure.bar]  # the five filters that have bars, of eight
    if not own:
        return f"| {row.ours} | {row.other} | not measured | | |"
    low, high = min(own, key=lambda figure: figure.value), max(own, key=lambda figure: figure.value)
    values = _value(high) if shown(low.value) == shown(high.value) else f"{shown(low.value)} to {_value(high)}"
    missed = sum(figure.ok is False for figure in own)
    outcome = verdict(own[0]) if missed in (0, len(own)) else f"{missed} of {len(own)} {BELOW}"
    return f"| {_cell(row.ours)} | {row.other} | {values} | {_bars(own)} | {outcome} |"


def _value(figure: Figure) -> str:
    return shown(figure.value) + ("" if figure.unit in {"x", ""} else f" {figure.unit}")


def _bars(figures: Sequence[Figure]) -> str:
    return ", ".join(dict.fromkeys(figure.bar for figure in figures)).replace("<=", "≤").replace(">=", "≥")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def replaced(readme: str, text: str) -> str:
    """Return a README with the part between the marks replaced."""
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"no '{BEGIN}' and '{END}'")
    return f"{before}{BEGIN}\n{text}{END}{after}"


if __name__ == "__main__":
    parser = ArgumentParser(prog="python -m benchmarks.summary", description="Write the figures of a run into the READMEs.")
    parser.add_argument("results", type=Path, nargs="?", default=HERE / "results.json")
    run = json.loads(parser.parse_args().results.read_text(encoding="utf-8"))
    for path, table in READMES.items():
        path.write_text(replaced(path.read_text(encoding="utf-8"), table(run)), encoding="utf-8")
