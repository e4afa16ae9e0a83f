"""Findings as workflow commands of GitHub Actions, which show them beside the lines of a pull request."""

from __future__ import annotations

import os

from odatanodes.lint.places import place_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from odatanodes.lint.finding import Finding

__all__ = ["github"]


def github(findings: Sequence[Finding], color: bool) -> str:  # noqa: ARG001  (all formats are called alike)
    """Return one `::error …::message` line for each finding."""
    return "".join(_command(finding) + "\n" for finding in findings)


def _command(finding: Finding) -> str:
    found, source = finding.diagnostic, finding.source
    (row, column), (end_row, end_column) = (source.place(offset) for offset in finding.span)
    name = source.name.replace(os.sep, "/")
    properties = {"file": name, "line": row, "col": column, "endLine": end_row, "endColumn": end_column, "title": found.code}
    if row != end_row:
        del properties["col"], properties["endColumn"]  # columns count within one line only
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    tail = f"; {found.help}" if found.help else ""
    place = place_of(source, finding.span[0]).shown
    return f"::{found.severity} {listed}::{_data(f'{name}:{place}: {found.code} {found.message}{tail}')}"


def _data(text: str) -> str:
    shown = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return "".join(char if char >= " " and char != "\x7f" else "\ufffd" for char in shown)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
