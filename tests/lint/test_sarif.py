"""SARIF: what is written keeps to the 2.1.0 schema, rules come with their help, places and fixes with the right columns.

The models of pydantic-sarif are made of the schema of OASIS: unknown keys, wrong types and values out of range are refused.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from odatanodes.base.files import Source
from odatanodes.diagnostics import Diagnostic, Fix
from odatanodes.diagnostics.rules import catalogue
from odatanodes.extract import extract
from odatanodes.extract.expression import Expression
from odatanodes.lint.check import check_source
from odatanodes.lint.finding import Finding
from odatanodes.lint.report import report
from tests.kit.support import run_command

if TYPE_CHECKING:
    from collections.abc import Sequence

model = pytest.importorskip("pydantic_sarif.model", reason="pydantic-sarif is not installed")

HEAD = "from azure.batch import BatchClient\n"


def checked(text: str) -> dict[str, Any]:
    """Return a document after making sure that it keeps to the schema."""
    model.StaticAnalysisResultsFormatSarifVersion210JsonSchema.model_validate_json(text)
    found: dict[str, Any] = json.loads(text)
    return found


def run_of(findings: Sequence[Finding]) -> dict[str, Any]:
    [run] = checked(report(findings, "sarif"))["runs"]
    return dict(run)


def of_text(text: str, name: str = "a.py") -> dict[str, Any]:
    return run_of(check_source(Source(name, text))[1])


def test_the_schema_refuses_what_is_wrong() -> None:
    good = checked(report([], "sarif"))
    wrong: list[dict[str, Any]] = [{"version": "2.0.0"}, {"runs": [{"tool": {}}]}, {"run": []}]
    for change in wrong:
        with pytest.raises(ValidationError):
            checked(json.dumps(good | change))


def test_a_run_without_findings() -> None:
    run = run_of([])
    assert run["results"] == []
    assert run["tool"]["driver"]["rules"] == []


@pytest.mark.parametrize("code", catalogue())
def test_every_rule_brings_its_help(code: str) -> None:
    source = Source("a.odata", "state eq 'idle'\n")
    run = run_of([Finding(source, extract(source)[0], Diagnostic(code, "message", (0, 5)))])
    [rule] = run["tool"]["driver"]["rules"]
    page = catalogue()[code]
    assert (rule["id"], rule["shortDescription"]["text"]) == (code, page.title)
    assert rule["fullDescription"]["text"] == page.why
    for part in (page.why, page.bad, page.good, page.reference):
        assert part in rule["help"]["text"]
        assert part in rule["help"]["markdown"]
    assert rule.get("helpUri", "https://").startswith("https://")


def test_columns_are_code_points_and_fixes_stand_where_the_text_does() -> None:
    run = of_text(HEAD + "# \U0001f600\n'\U0001f600'; c.list_nodes('p', filter=\"state EQ 'idle'\")\n")
    assert run["columnKind"] == "unicodeCodePoints"
    [result] = run["results"]
    region = {"startLine": 3, "startColumn": 38, "endLine": 3, "endColumn": 40}
    assert result["locations"][0]["physicalLocation"]["region"] == region
    [change] = result["fixes"][0]["artifactChanges"]
    assert change["replacements"] == [{"deletedRegion": region, "insertedContent": {"text": "eq"}}]


@pytest.mark.parametrize("value", ["'state E' 'Q 1'", "'state eq \\'idle\\' and 1 \\x45Q 1'"])
@pytest.mark.parametrize("format", ["sarif", "json"])
def test_fixes_that_would_break_the_program_are_left_out(format: str, value: str) -> None:
    source = Source("a.py", HEAD + f"c.list_nodes('p', filter={value})\n")
    findings = check_source(source)[1]
    assert any(finding.diagnostic.fix for finding in findings)
    for fix in [finding.edit for finding in findings]:
        assert fix is None
    text = report(findings, format)
    assert "insertedContent" not in text
    assert "edits" not in text


def test_a_fix_has_the_escapes_of_its_string() -> None:
    source = Source("a.py", HEAD + "c.list_nodes('p', filter='id eq 1')\n")
    [result] = run_of(check_source(source)[1])["results"]
    [change] = result["fixes"][0]["artifactChanges"]
    assert change["replacements"][0]["insertedContent"] == {"text": "\\'1\\'"}


def test_a_finding_over_several_lines() -> None:
    source = Source("a.odata", "state eq 'idle'\n  and state eq 'idle'\n")
    expression = extract(source)[0]
    found = Diagnostic("ODN521", "never", (0, len(expression.text)), fix=Fix((0, 5), "x"))
    [result] = run_of([Finding(source, expression, found)])["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 1, "startColumn": 1, "endLine": 2, "endColumn": 22}


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("a.odata", "a.odata"),
        ("pkg/a b.odata", "pkg/a%20b.odata"),
        ("../a%20.odata", "../a%2520.odata"),
        ("c:a.odata", "c%3Aa.odata"),
        ("gr\u00f6\u00dfe#1.odata", "gr%C3%B6%C3%9Fe%231.odata"),
        ("<stdin>", "stdin"),
        ("<filter 2>", "filter%202"),
    ],
)
def test_names_as_references(name: str, uri: str) -> None:
    source = Source(name, "stat eq 1")
    [result] = run_of([Finding(source, Expression("filter", "stat eq 1"), Diagnostic("ODN201", "no property", (0, 4)))])["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": uri}


def test_the_command_writes_one_document(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(HEAD + "c.list_nodes('p', filter=\"stat eq 'idle' and vmSize EQ 1\")\n")
    (tmp_path / "b.py").write_text(HEAD + "def f(:\n")
    arguments = ("check", ".", str(tmp_path / "a.py"), "-f", "a eq", "--output-format", "sarif")
    done = run_command(*arguments, cwd=tmp_path)
    [run] = checked(done.out)["runs"]
    uris = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]}
    assert uris == {"filter", "a.py", Path(tmp_path, "a.py").as_uri()}
    assert all(run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
