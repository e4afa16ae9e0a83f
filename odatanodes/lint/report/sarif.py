"""Findings as SARIF 2.1.0 (OASIS Static Analysis Results Interchange Format), which code scanning services read."""

from __future__ import annotations

from odatanodes.lint.finding import reaches_batch
from odatanodes.lint.places import place_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from odatanodes.base.files import Source
    from odatanodes.diagnostics import Span
    from odatanodes.lint.finding import Finding

__all__ = ["sarif"]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
HELP = {
    "OData 4.01 URL Conventions": "https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html",
    "OData ABNF": "https://docs.oasis-open.org/odata/odata/v4.01/os/abnf/odata-abnf-construction-rules.txt",
    "Batch documentation": "https://learn.microsoft.com/rest/api/batchservice/odata-filters-in-batch",
}
"""Where the sources of the rules can be read, by how they begin."""


def sarif(findings: Sequence[Finding], color: bool) -> str:  # noqa: ARG001  (all formats are called alike)
    """Return one run with the rules that the findings are of, and a result for each."""
    import json

    from odatanodes import __version__

    codes = sorted({finding.diagnostic.code for finding in findings})
    driver = {"name": "odatanodes", "semanticVersion": __version__, "rules": [_rule(code) for code in codes]}
    results = [_result(finding, codes.index(finding.diagnostic.code)) for finding in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: str) -> dict[str, Any]:
    """Return a rule with its help, which viewers show beside a result; it is what `odatanodes rule` shows."""
    from odatanodes.diagnostics.rules import catalogue

    rule = catalogue()[code]
    text = f"{rule.why}\n\nWrong: {rule.bad}\nRight: {rule.good}\nSource: {rule.reference}"
    shown = (
        f"{title}:\n\n```{rule.language or 'text'}\n{text}\n```" for title, text in (("Wrong", rule.bad), ("Right", rule.good))
    )
    markdown = "\n\n".join([rule.why, *shown, f"Source: {rule.reference}"])
    described = {
        "id": code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": text, "markdown": markdown},
    }
    address = next((address for name, address in HELP.items() if rule.reference.startswith(name)), None)
    return described if address is None else described | {"helpUri": address}


def _result(finding: Finding, index: int) -> dict[str, Any]:
    found = finding.diagnostic
    tail = f"; {found.help}" if found.help else ""
    uri = _uri(finding.source.name)
    region = _region(finding.source, finding.span)
    result: dict[str, Any] = {
        "ruleId": found.code,
        "ruleIndex": index,
        "level": found.severity,
        "message": {"text": found.message + tail},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}],
    }
    place = place_of(finding.source, finding.span[0])
    if place.cell:
        result["locations"][0]["logicalLocations"] = [{"name": f"cell {place.cell}", "fullyQualifiedName": place.shown}]
    edit = finding.edit if reaches_batch(finding.expression) else None
    if edit is not None:
        start, end, text = edit
        change = {"deletedRegion": _region(finding.source, (start, end)), "insertedContent": {"text": text}}
        result["fixes"] = [{"artifactChanges": [{"artifactLocation": {"uri": uri}, "replacements": [change]}]}]
    return result


def _region(source: Source, span: Span) -> dict[str, int]:
    (row, column), (end_row, end_column) = (source.place(offset) for offset in span)
    return {"startLine": row, "startColumn": column, "endLine": end_row, "endColumn": end_column}


def _uri(name: str) -> str:
    """Return a relative reference, or an absolute one for an absolute path; the name of no file, `<stdin>`, without brackets."""
    import os
    from urllib.parse import quote

    path = name.strip("<>") if name.startswith("<") else name.replace(os.sep, "/")
    start = "file://" if os.path.isabs(name) else ""  # noqa: PTH117
    safe = "/:" if start else "/"  # the colon of a drive; in a relative reference it would end a scheme
    return start + "/" * (start != "" and path[0] != "/") + quote(path, safe=safe, errors="surrogateescape")
