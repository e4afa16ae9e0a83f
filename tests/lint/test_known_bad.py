"""What people get wrong, in every language that a filter is written in: all of it is found, and right filters are silent."""

from __future__ import annotations

import json

import pytest

from odatanodes.base.files import Source
from odatanodes.extract.languages import LANGUAGES, name_of_file
from odatanodes.lint.check import check_source
from tests.kit.mistakes import HOSTS, MISTAKES, NAMES, codes_of, missed, table
from tests.kit.support import ROOT, shared

GOOD = [
    "state eq '{idle}'",
    "state eq '{idle}' or (state eq 'offline' and startTaskInfo/exitCode ne {0})",
    "stateTransitionTime lt DateTime'{2025-11-22T22:22:27Z}'",
    "state eq 'running' and allocationTime ge DateTime'{2025-11-22T22:22:27Z}'",
    "startTaskInfo/result eq '{failure}'",
]
BOTH = [(name, holes) for name in NAMES for holes in (False, True) if HOSTS[name.removeprefix("host")][1] or not holes]


def test_every_language_has_a_host() -> None:
    assert {name_of_file(name) for name in NAMES} == {language.name for language in LANGUAGES}


@pytest.mark.parametrize(("name", "holes"), BOTH)
def test_mistakes_are_found_and_nothing_else(name: str, holes: bool) -> None:
    assert missed(name, holes=holes) == {}
    assert codes_of(name, GOOD, holes=holes) == [set()] * len(GOOD)


def test_the_table_is_what_is_found() -> None:
    """`python -m tests.kit.mistakes` writes it."""
    assert len(MISTAKES) == 38
    assert table() in (ROOT / "odatanodes" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("state eq {state}", "ODN111"),
        ("state eq '{state}'", "ODN510"),
        ("stateTransitionTime lt DateTime'{since}'", "ODN111"),
        ("startTaskInfo/exitCode eq {code}", "ODN111"),
    ],
)
def test_a_missing_f_is_found(text: str, code: str) -> None:
    source = Source("host.py", f"from azure.batch import BatchClient\nc.list_nodes('p', filter=\"{text}\")\n")
    [finding] = check_source(source)[1]
    assert finding.diagnostic.code == code
    assert finding.diagnostic.help == "put an f before the quotes of the string, or call its format method"


TRUE_FINDINGS: dict[str, set[str]] = {}
"""Texts of the corpus in which something is wrong, and what."""


def test_the_corpus_is_silent() -> None:
    """Rows of all languages, as a plain Python string where no program fills them in; with holes each language has a test."""
    apis = {"nodes": "list-nodes", "tasks": "list-tasks", "jobs": "list-jobs", "pools": "list-pools"}
    rows = [json.loads(line) for line in shared("corpora/batch-filters.jsonl").read_text(encoding="utf-8").splitlines()]
    said, asked = {}, 0
    for row in rows:
        text = row.get("filter", "")
        if not text or "{" in text or "$" in text or "%" in text or row["api"] not in apis:
            continue
        found = check_source(Source("host.odata", text + "\n"), api=apis[row["api"]])[1]
        asked += 1
        if found:
            said[text] = {finding.diagnostic.code for finding in found}
    assert asked > 20
    assert said == TRUE_FINDINGS
