"""Findings as SARIF 2.1.0 (OASIS Static Analysis Results Interchange Format), which code scanning services read."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from odatanodes.diagnostics import Span
    from odatanodes.files import Source
    from odatanodes.report import Finding

__all__ = ["sarif"]

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(findings: Sequence[Finding], color: bool) -> str:  # noqa: ARG001  (all formats are called alike)
    """Return one run with the rules that the findings are of, and a result for each."""
    import json

    from odatanodes import __version__
    from odatanodes.rules import catalogue

    known = catalogue()
    codes = sorted({finding.diagnostic.code for finding in findings})
    rules = []
    for code in codes:
        rule = known.get(code)
        described: dict[str, Any] = {"id": code}
        if rule is not None:
            text = f"{rule.why}\n\nWrong: {rule.bad}\nRight: {rule.good}\nSource: {rule.reference}"
            described |= {"shortDescription": {"text": rule.title}, "fullDescription": {"text": rule.why}, "help": {"text": text}}
        rules.append(described)
    driver = {"name": "odatanodes", "version": __version__, "rules": rules}
    results = [_result(finding, codes.index(finding.diagnostic.code)) for finding in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


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
    fix = found.fix
    place = None if fix is None else finding.expression.host_part(fix.span)
    if fix is not None and place is not None:
        change = {"deletedRegion": _region(finding.source, place), "insertedContent": {"text": fix.text}}
        result["fixes"] = [{"artifactChanges": [{"artifactLocation": {"uri": uri}, "replacements": [change]}]}]
    return result


def _region(source: Source, span: Span) -> dict[str, int]:
    (row, column), (end_row, end_column) = (source.place(offset) for offset in span)
    return {"startLine": row, "startColumn": column, "endLine": end_row, "endColumn": end_column}


def _uri(name: str) -> str:
    from urllib.parse import quote

    return quote(name.replace("\\", "/").replace("<", "").replace(">", ""), errors="surrogateescape")
