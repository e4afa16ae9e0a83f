"""Fixes never break the host: programs are run, or read again, before and after a fix, with every delimiter of their strings."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from odatanodes.base.files import Source
from odatanodes.extract import extract
from odatanodes.lint.check import check_source
from odatanodes.lint.config import Config
from odatanodes.lint.fix import fixed
from odatanodes.lint.report import report
from odatanodes.lint.sure import canonical_edits

TIME = "lastBootTime gt 2025-11-22T00:00:00Z"
INSTANT = "lastBootTime gt DateTime'2025-11-22T00:00:00Z'"
IDLE = "state eq 'idle'"
TS = (
    "import { BatchClient } from '@azure/batch';\n"
    "async function f(c: BatchClient) {\n  return c.listNodes('p', { filter: %s });\n}\n"
)
PY = "from azure.batch import BatchClient\ndef f(c: BatchClient):\n    return c.list_nodes('p', filter=%s)\n"
SH = "az batch node list --pool-id p --filter %s\n"
PS = "Get-AzBatchComputeNode -PoolId p -Filter (%s) -BatchContext $c\n"

MIXED = [
    ("a.sh", SH % f"'{TIME} and '\"{IDLE}\""),
    ("a.sh", SH % f"\"{IDLE} and \"'{TIME}'"),
    ("a.sh", SH % f"\"{IDLE} and\"\\ '{TIME}'"),
    ("a.ts", TS % f"\"{IDLE} and \" + '{TIME}'"),
    ("a.ts", TS % f"'{TIME} and ' + `{IDLE}`"),
    ("a.py", PY % f"\"{IDLE} and \" '{TIME}'"),
    ("a.py", PY % f"'{TIME} and ' \"{IDLE}\""),
    ("a.py", PY % f"'{TIME} and ' + '''{IDLE} '''"),
    ("a.ps1", PS % f"\"{IDLE} and \" + '{TIME}'"),
    ("a.ps1", PS % f"'{TIME} and ' + \"{IDLE}\""),
]
PLAIN = [
    ("a.sh", SH % f'"{IDLE} and {TIME}"'),
    ("a.ts", TS % f'"{IDLE} and {TIME}"'),
    ("a.ts", TS % f"`{IDLE} and {TIME}`"),
    ("a.py", PY % f'"{IDLE} and {TIME}"'),
    ("a.py", PY % f'"{IDLE} and " "{TIME}"'),
    ("a.ps1", PS % f'"{IDLE} and {TIME}"'),
    ("a.ps1", PS % f'"{IDLE} and " + "{TIME}"'),
]


def after(name: str, text: str) -> str:
    return fixed(Source(name, text), Config(), None, local=False)[0].text


@pytest.mark.parametrize(("name", "text"), MIXED)
def test_a_quote_does_not_end_the_string_that_it_is_written_into(name: str, text: str) -> None:
    new = after(name, text)
    before, now = ([one.text for one in extract(Source(name, each))] for each in (text, new))
    assert now in (before, [one.replace(TIME, INSTANT) for one in before])
    assert check_source(Source(name, text), Config())[1], "what cannot be fixed is reported"


@pytest.mark.parametrize(("name", "text"), PLAIN)
def test_where_the_delimiter_is_another_one_the_fix_is_made(name: str, text: str) -> None:
    assert after(name, text) == text.replace(TIME, INSTANT)


def test_an_edit_that_needs_escapes_does_not_hold_up_the_others() -> None:
    bad, good = PY % f"\"{IDLE} and \" '{TIME}'", PY % f'"{IDLE} and {TIME}"'
    for text in (bad + good, good + bad, good + bad + good):
        new = after("a.py", text)
        assert new.count("DateTime'") == text.count(good)
        assert new.count("DateTime\\'") == text.count(bad)


@pytest.mark.parametrize(("name", "text"), MIXED)
def test_reports_offer_no_fix_that_breaks(name: str, text: str) -> None:
    source = Source(name, text)
    findings = check_source(source, Config())[1]
    assert ('"fixes"' in report(findings, "sarif")) == any(finding.edit is not None for finding in findings)
    for finding in findings:
        if finding.edit is not None:
            start, end, new = finding.edit
            changed = Source(source.name, source.text[:start] + new + source.text[end:])
            assert [one.text.replace(INSTANT, TIME) for one in extract(changed)] == [one.text for one in extract(source)]


def test_canonical_form_keeps_the_host() -> None:
    for name, text in MIXED:
        edits, _ = canonical_edits(Source(name, text), extract(Source(name, text)))
        assert not edits


def sent(name: str, text: str) -> str:
    """Return what a program sends, by running it."""
    if name.endswith(".sh"):
        command = ["bash", "-c", 'az() { printf %s "${@: -1}"; }\n' + text]
    elif name.endswith(".py"):
        shown = text.replace("from azure.batch import BatchClient\n", "BatchClient = object\n")
        command = [
            sys.executable,
            "-S",
            "-c",
            shown + "class C:\n    def list_nodes(self, p, filter): print(filter, end='')\nf(C())",
        ]
    else:
        shown = text.replace("import { BatchClient } from '@azure/batch';\n", "").replace(": BatchClient", "")
        command = ["node", "-e", shown + "f({ listNodes: (p, o) => process.stdout.write(o.filter) });"]
    if shutil.which(command[0]) is None:
        pytest.skip(f"no {command[0]} here")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done
    return done.stdout


@pytest.mark.thorough
@pytest.mark.parametrize(("name", "text"), [case for case in MIXED + PLAIN if not case[0].endswith(".ps1")])
def test_programs_send_the_same_filter(name: str, text: str) -> None:
    assert sent(name, after(name, text)).replace(INSTANT, TIME) == sent(name, text)
