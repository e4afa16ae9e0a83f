"""What people get wrong, in every language that a filter is written in: how much of it is found, and that right ones are silent.

Run with `-s` to see the figures that the README gives.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from odatanodes.base.files import Source
from odatanodes.extract import Skipped
from odatanodes.extract.languages import SUFFIXES
from odatanodes.lint.check import check_source
from tests.kit.support import shared

if TYPE_CHECKING:
    from collections.abc import Callable

DATE = "2025-11-22T22:22:27Z"
BAD = {
    "an infix startswith": ("id startswith 'tvm'", "ODN107"),
    "like": ("id like 'tvm%'", "ODN108"),
    "upper-case AND": ("state eq 'idle' AND state ne 'offline'", "ODN408"),
    "upper-case EQ": ("state EQ 'idle'", "ODN408"),
    "DateTime without quotes": (f"stateTransitionTime lt DateTime{DATE}", "ODN124"),
    "a date without DateTime": (f"stateTransitionTime lt {DATE}", "ODN406"),
    "a date as a string": (f"stateTransitionTime lt '{DATE}'", "ODN302"),
    "a date without a time": ("stateTransitionTime lt DateTime'2025-11-22'", "ODN114"),
    "a wrong property": ("stat eq 'idle'", "ODN201"),
    "a property of another case": ("State eq 'idle'", "ODN201"),
    "a property of the Python client": ("start_task_info/exit_code eq 1", "ODN201"),
    "a property the service does not filter on": ("vmSize eq 'a'", "ODN401"),
    "a function the service does not know": ("contains(state,'idle')", "ODN403"),
    "a wrong value of an enumeration": ("state eq 'idel'", "ODN304"),
    "a value without quotes": ("state eq idle", "ODN303"),
    "double quotes": ('state eq "idle"', "ODN316"),
    "=": ("state = 'idle'", "ODN106"),
    "==": ("state == 'idle'", "ODN106"),
    "!=": ("state != 'idle'", "ODN106"),
    "&&": ("state eq 'idle' && state ne 'offline'", "ODN106"),
    "is null": ("state is null", "ODN108"),
    "a number in quotes": ("startTaskInfo/exitCode eq '1'", "ODN302"),
    "not without brackets": ("not state eq 'idle'", "ODN309"),
    "no operator": ("state 'idle'", "ODN109"),
    "nothing after and": ("state eq 'idle' and", "ODN110"),
    "an open string": ("state eq 'idle", "ODN102"),
    "an open bracket": ("(state eq 'idle'", "ODN104"),
    "a quote in a string": ("id eq 'it's'", "ODN103"),
    "never true": ("state eq 'idle' and state eq 'offline'", "ODN521"),
}
"""The text and the code that it should give, asked of List Nodes."""

GOOD = [
    "state eq 'idle'",
    "state eq 'idle' or (state eq 'offline' and startTaskInfo/exitCode ne 0)",
    f"stateTransitionTime lt DateTime'{DATE}'",
    f"state eq 'running' and allocationTime ge DateTime'{DATE}'",
    "startTaskInfo/result eq 'failure'",
]


def _quoted(escapes: dict[str, str]) -> Callable[[str], str]:
    return lambda text: '"' + "".join(escapes.get(char, char) for char in text) + '"'


C_LIKE = _quoted({'"': '\\"'})
HOSTS: dict[str, Callable[[str], str]] = {
    "odata": lambda text: f"{text}\n",
    "python": lambda text: f"from azure.batch import BatchClient\nc.list_nodes('p', filter={C_LIKE(text)})\n",
    "shell": lambda text: (
        f"az batch node list --pool-id p --filter {_quoted({char: chr(92) + char for char in '$`' + chr(34)})(text)}\n"
    ),
    "batchfile": lambda text: (
        f"az batch node list --pool-id p --filter {_quoted({'%': '%%', chr(34): chr(92) + chr(34)})(text)}\r\n"
    ),
    "powershell": lambda text: (
        f"Get-AzBatchComputeNode -PoolId p -Filter {_quoted({char: '`' + char for char in '$`' + chr(34)})(text)}\n"
    ),
    "csharp": lambda text: (
        "using Microsoft.Azure.Batch;\nclass A { void B(BatchClient c) {\n"
        f'c.PoolOperations.ListComputeNodes("p", new ODATADetailLevel(filterClause: {C_LIKE(text)}));\n}} }}\n'
    ),
    "java": lambda text: (
        "import com.microsoft.azure.batch.*;\nclass A { void b(BatchClient c) {\n"
        'c.computeNodeOperations().listComputeNodes("p", '
        f"new DetailLevel.Builder().withFilterClause({C_LIKE(text)}).build());\n}} }}\n"
    ),
    "javascript": lambda text: (
        'const { BatchServiceClient } = require("@azure/batch");\n'
        f"client.computeNode.list('p', {{ computeNodeListOptions: {{ filter: {C_LIKE(text)} }} }});\n"
    ),
    "yaml": lambda text: "run: |\n  " + HOSTS["shell"](text),
    "json": lambda text: json.dumps({"run": HOSTS["shell"](text)}),
    "plain": lambda text: (
        f"system({_quoted({char: chr(92) + char for char in chr(92) + chr(34)})(HOSTS['shell'](text).strip())})\n"
    ),
    "dockerfile": lambda text: f"FROM x\nRUN {HOSTS['shell'](text)}",
    "makefile": lambda text: f"all:\n\t@{HOSTS['shell'](text).replace('$', '$$')}",
    "rst": lambda text: f"Nodes::\n\n   {HOSTS['shell'](text)}",
    "notebook": lambda text: json.dumps({"cells": [{"cell_type": "code", "source": [HOSTS["python"](text)]}]}),
    "http": lambda text: f"GET https://a.b.batch.azure.com/pools/p/nodes?api-version=1&$filter={quote(text)}\n",
    "markdown": lambda text: f"# Nodes\n\n```sh\n{HOSTS['shell'](text)}```\n",
}
HOSTS["typescript"] = HOSTS["tsx"] = HOSTS["javascript"]
NAMES = {language: f"host{suffix}" for suffix, language in reversed(SUFFIXES.items())}


def codes(language: str, text: str) -> set[str]:
    """Return what is found in a file that sends a filter to List Nodes."""
    source = Source(NAMES[language], HOSTS[language](text))
    try:
        checked, found = check_source(source, api="list-nodes")
    except Skipped as reason:
        pytest.skip(str(reason))
    assert checked == 1, source.text
    return {finding.diagnostic.code for finding in found}


def test_every_language_has_a_host() -> None:
    assert set(NAMES) <= set(HOSTS)


@pytest.mark.parametrize("language", NAMES)
def test_known_bad_ones_are_found(language: str) -> None:
    missed = {name: codes(language, text) for name, (text, code) in BAD.items() if codes(language, text) != {code}}
    sys.stdout.write(f"\n{language}: {len(BAD) - len(missed)} of {len(BAD)} known-bad filters found\n")
    assert missed == {}


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("text", GOOD)
def test_good_ones_are_silent(language: str, text: str) -> None:
    assert codes(language, text) == set()


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
    source = Source("host.py", HOSTS["python"](text))
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
