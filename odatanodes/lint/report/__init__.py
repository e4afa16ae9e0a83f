"""Output formats of findings: full (a picture), concise (a line), json (an array, shaped as ruff's), github, sarif."""

from __future__ import annotations

from odatanodes.base.text import inert
from odatanodes.diagnostics import render_concise, render_full

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from odatanodes.base.files import Source
    from odatanodes.diagnostics import Diagnostic, Span
    from odatanodes.lint.finding import Finding

__all__ = ["FORMATS", "report", "statistics", "summary"]


def report(findings: Sequence[Finding], format: str, *, color: bool = False) -> str:
    """Return the findings in one of FORMATS, with the newline at the end; empty for none, but for json, which is `[]`."""
    return FORMATS[format](findings, color)


def _full(findings: Sequence[Finding], color: bool) -> str:
    return "".join(render_full(*_in_line(finding), color=color) + "\n\n" for finding in findings)


def _concise(findings: Sequence[Finding], color: bool) -> str:  # noqa: ARG001  (all formats are called alike)
    return "".join(inert(render_concise(*_in_line(finding))) + "\n" for finding in findings)


def _in_line(finding: Finding) -> tuple[Diagnostic, str, str, tuple[int, int]]:
    """Return what the renderers take, cut to the one line that they show: a long file is not searched for each finding."""
    from odatanodes.lint.places import place_of

    source, (start, end) = finding.source, finding.span
    place, last = place_of(source, start), place_of(source, end)
    width = last.column - place.column if last.number == place.number else end - start
    name = f"{source.name}:cell {place.cell}" if place.cell else source.name
    span = (place.column - 1, place.column - 1 + width)
    return finding.diagnostic.replace(span=span, fix=None), place.line, name, (place.row, 1)


def _json(findings: Sequence[Finding], color: bool) -> str:  # noqa: ARG001
    import json

    return json.dumps([_as_object(finding) for finding in findings], indent=2) + "\n"


def _as_object(finding: Finding) -> dict[str, Any]:
    from odatanodes.lint.places import place_of

    found, edit = finding.diagnostic, finding.edit
    return {
        "code": found.code,
        "severity": found.severity,
        "message": found.message,
        "help": found.help or None,
        "filename": finding.source.name,
        "cell": place_of(finding.source, finding.span[0]).cell or None,
        **_locations(finding.source, finding.span),
        "option": finding.expression.option,
        "expression": finding.expression.text,
        "fix": edit
        and {
            "applicability": "safe" if finding.is_safe else "unsafe",
            "message": found.help or None,
            "edits": [{"content": edit[2], **_locations(finding.source, (edit[0], edit[1]))}],
        },
    }


def _locations(source: Source, span: Span) -> dict[str, dict[str, int]]:
    from odatanodes.lint.places import place_of

    places = [place_of(source, offset) for offset in span]
    first, last = ({"row": place.row, "column": place.column} for place in places)
    return {"location": first, "end_location": last}


def summary(findings: Sequence[Finding], expressions: int, skipped: int = 0, files: int | None = None) -> str:
    """Return one line for a person, such as `2 expressions checked, 1 file skipped: 1 error, 1 warning`.

    The number of files is shown where they have no expressions: `0 expressions checked in 3 files`.
    """
    checked = f"{_plural(expressions, 'expression')} checked"
    if files is not None and not expressions:
        checked += f" in {_plural(files, 'file')}"
    checked += f", {_plural(skipped, 'file')} skipped" * bool(skipped)
    if not (expressions or findings):
        return checked
    warnings = sum(finding.diagnostic.severity == "warning" for finding in findings)
    counts = [_plural(number, noun) for number, noun in ((len(findings) - warnings, "error"), (warnings, "warning")) if number]
    return f"{checked}: {', '.join(counts) or 'nothing found'}"


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def statistics(findings: Sequence[Finding], format: str = "full") -> str:
    """Return a line for each code that was found, the most frequent first: how often, code, title; or these as JSON."""
    from odatanodes.diagnostics.rules import catalogue

    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding.diagnostic.code] = counts.get(finding.diagnostic.code, 0) + 1
    known = catalogue()
    width = len(str(max(counts.values(), default=0)))
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    if format == "json":
        import json

        return json.dumps([{"code": code, "name": known[code].title, "count": count} for code, count in ordered], indent=2) + "\n"
    return "".join(
        f"{count:>{width}} {code} {known[code].title if code in known else ''}".rstrip() + "\n" for code, count in ordered
    )


def _github(findings: Sequence[Finding], color: bool) -> str:
    from odatanodes.lint.report.github import github

    return github(findings, color)


def _sarif(findings: Sequence[Finding], color: bool) -> str:
    from odatanodes.lint.report.sarif import sarif

    return sarif(findings, color)


FORMATS: dict[str, Callable[[Sequence[Finding], bool], str]] = {
    "full": _full,
    "concise": _concise,
    "json": _json,
    "github": _github,
    "sarif": _sarif,
}
