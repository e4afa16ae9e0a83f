"""Findings and fixes where the list API of an expression is not known."""

from __future__ import annotations

import json

import pytest

from odatanodes.base.files import Source
from odatanodes.extract import extract
from odatanodes.lint.check import check_source
from odatanodes.lint.config import Config
from odatanodes.lint.fix import fixed
from odatanodes.lint.report import report
from odatanodes.lint.sure import canonical_edits

EVIDENCE = "from azure.batch import BatchClient\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.py", EVIDENCE + "client.fetch(\"((State eq 'Running'))\")\n"),
        ("a.py", EVIDENCE + "client.list_nodes('p')\nclient.fetch(\"((State EQ 'Running'))\")\n"),
        ("a.cs", "using Microsoft.Azure.Batch; class A { object F = Find(\"State EQ 'Running'\"); }"),
        ("a.sh", "az batch node list\nfetch \"State EQ 'Running'\"\n"),
        ("a.rb", "# az batch node list\nfetch(\"State EQ 'Running'\") # azure batch\n"),
    ],
)
@pytest.mark.parametrize("api", [None, "list-nodes"])
def test_what_was_found_by_content_is_not_fixed(name: str, text: str, api: str | None) -> None:
    """Another service may take names and values by their case."""
    source = Source(name, text)
    assert fixed(source, Config(), api, local=False) == (source, 0)
    assert canonical_edits(source, extract(source)) == ([], [])


def test_a_fix_of_what_may_go_elsewhere_is_unsafe() -> None:
    source = Source("a.py", EVIDENCE + "client.list_nodes('p')\nclient.fetch(\"State eq 'idle'\")\n")
    _, findings = check_source(source)
    [found] = json.loads(report(findings, "json", color=False))
    assert (found["code"], found["fix"]["applicability"]) == ("ODN201", "unsafe")
    [result] = json.loads(report(findings, "sarif", color=False))["runs"][0]["results"]
    assert "fixes" not in result
    source = Source("a.py", EVIDENCE + "client.list_nodes('p', filter=\"State eq 'idle'\")\n")
    _, findings = check_source(source)
    [found] = json.loads(report(findings, "json", color=False))
    assert found["fix"]["applicability"] == "safe"


@pytest.mark.parametrize(
    ("filter", "code", "help"),
    [
        ("state eq 'idel'", "ODN304", "did you mean 'idle'?"),
        ("startTaskInfo/exitCode ne '0'", "ODN302", "write 0 without quotes"),
        ("executionInfo/exitCode ne '0'", "ODN302", "write 0 without quotes"),
        ("stat eq 'idle'", "ODN201", "did you mean 'state'?"),
        ("isDedicated eq 'true'", "ODN302", "write true without quotes"),
    ],
)
def test_what_is_wrong_for_each_list_with_these_properties(filter: str, code: str, help: str) -> None:
    _, findings = check_source(Source("a.py", f'{EVIDENCE}A = "{filter}"\n'))
    assert [(one.diagnostic.code, one.diagnostic.help) for one in findings] == [(code, help)]


def test_help_of_the_list_with_a_near_word() -> None:
    text = EVIDENCE + "client.list_jobs()\nclient.list_nodes('p')\nA = \"state eq 'unuseable'\"\n"
    _, [found] = check_source(Source("a.py", text))
    assert found.diagnostic.help == "did you mean 'unusable'?"


@pytest.mark.parametrize("filter", ["vmSize eq 'a' and state eq 'active'", "state eq 'active'", "state eq 'idle'"])
def test_what_one_list_takes_is_not_reported(filter: str) -> None:
    assert check_source(Source("a.py", f'{EVIDENCE}A = "{filter}"\n')) == (1, [])
