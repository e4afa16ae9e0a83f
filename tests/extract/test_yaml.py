"""YAML: which scalars are found, as what they are read, and where their characters stand in each style."""

from __future__ import annotations

import sys
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odatanodes.base.files import Source
from odatanodes.extract import Skipped, extract
from odatanodes.extract.expression import NotInstalled
from odatanodes.extract.yaml import _scalar
from tests.kit.hosts import APIS, assert_sound, corpus, found, marked
from tests.kit.support import run_command

if TYPE_CHECKING:
    from pathlib import Path

    from odatanodes.extract.draft import Run

yaml = pytest.importorskip("yaml")

WORKFLOW = """\
# jobs
jobs:
  build:
    steps:
    - run: az batch node list --filter "stat eq 'a'"
    - run: |
        az batch node list \\
          --filter "stat eq 'b' and é eq '${{ inputs.x }}'"
    - run: >-
        az batch node list
        --filter "stat eq
        'c'" --pool-id p

        az batch job list --filter "stat eq 'd'"
    - run: "az batch node list --filter \\"stat eq 'e'\\" \\
        --pool-id \\x41"
    - run: 'az batch node list --filter "stat eq ''f''
        and state eq ''idle''"'
    - shell: pwsh
      run: &x !!str |2
         Get-AzBatchJob -Filter "stat eq `"g`""
    - task: AzureCLI@2
      inputs:
        scriptType: pscore
        inlineScript: |
          az batch node list `
            --filter "stat eq 'h'"
    - uri:
        url: "https://{{ account }}.batch.azure.com/jobs"
        filter: stat eq '{{ x | replace("'", "''") }}'
        select: [id, "state"]
    - url: https://a.b.batch.azure.com/pools/p/nodes?$filter=stat eq 'j'
    - args: [az, batch, node, list, --filter, "stat eq 'k'"]
    - name: az batch node list --filter foo
---
? [az, batch]
: az batch job list --filter "stat eq 'l'"
"""
LINES = [5, 8, 11, 14, 15, 17, 21, 27, 30, 32, 33, 37]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_workflow(end: str) -> None:
    named = [(line, marked) for line, code, marked in marked("a.yml", WORKFLOW.replace("\n", end)) if code == "ODN201"]
    assert [line for line, what in named if what == "stat"] == LINES
    assert [what for _, what in named if what != "stat"] == ["é"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on:\n  url: https://a.b.batch.azure.com/jobs\n  $filter: a eq 1", [("filter", "a eq 1", "list-jobs")]),
        ("cmd: az batch task list\nfilter: >\n  a eq 1\n  or b", [("filter", "a eq 1 or b", "list-tasks")]),
        ("cmd: az batch task list\nselect:\n- id\n- state", [("select", "id,state", "list-tasks")]),
        ("filter: a eq 1\nurl: https://example.org/jobs", []),
        ("x: &a {filter: b}\ny: *a\nz: az batch job list --filter 'a eq 1'", [("filter", "a eq 1", "list-jobs")]),
        ("? {a: b}\n: 'az batch job list --filter \"a eq 1\"'", [("filter", "a eq 1", "list-jobs")]),
        ("a: |\n  curl 'https://a.b.batch.azure.com/jobs?$filter=a%20eq%201'", [("filter", "a eq 1", "list-jobs")]),
    ],
)
def test_documents(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found("a.yaml", text) == expected


def test_a_broken_text_is_read_up_to_where_it_breaks() -> None:
    source = Source("a.yaml", "a: az batch job list --filter 'a eq 1'\nb: [\n}")
    assert [one.text for one in extract(source)] == ["a eq 1"]
    assert source.passed_over == ["'a.yaml' is not YAML that can be read after line 3"]


def test_without_the_package_the_file_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    with pytest.raises(NotInstalled, match=r"'a.yaml' holds YAML, which needs odatanodes\[languages\]"):
        extract(Source("a.yaml", "a: az batch job list --filter x"))
    assert extract(Source("a.yaml", "a: nothing of that kind")) == []
    source = Source("a.md", "```yaml\na: az batch job list --filter x\n```\n```sh\naz batch job list --filter 'a eq 1'\n```")
    assert [one.text for one in extract(source)] == ["a eq 1"]
    assert source.passed_over == ["'a.md' holds YAML, which needs odatanodes[languages]"]


def scalars(text: str) -> list[tuple[str, Run]]:
    events = yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return [(event.value, _scalar(text, event)) for event in events if isinstance(event, yaml.ScalarEvent)]


@given(
    st.lists(st.text(st.sampled_from("ab é😀'\"\\\n\t:#$&{}%0\x85\x07"), max_size=40), min_size=1, max_size=4),
    st.sampled_from([None, "'", '"', "|", ">"]),
    st.integers(8, 40),
    st.booleans(),
)
def test_each_character_has_its_place(values: list[str], style: str | None, width: int, unicode: bool) -> None:
    """PyYAML writes a value in some style, and each letter of it is found again where it stands."""
    text = yaml.dump({"k": values}, default_style=style, width=width, allow_unicode=unicode)
    read = scalars(text)
    assert [value for value, _ in read if value in values or value == "k"]
    for value, run in read:
        assert run.text == value
        bounds = [*run.places, (len(value) + 1, 0)]
        for (offset, host), (after, _) in pairwise(bounds):
            for number, char in enumerate(value[offset:after]):
                assert char not in "ab'#$&{}%0:" or text[host + number] in {char, "\\"}, (text, run)


@pytest.mark.parametrize(
    "text",
    [
        "a: az batch node list --filter x\n",
        "[az batch, filter: ",
        "{filter: ",
        "- - ",
        "? filter: ",
        "filter: |\n ",
        "filter: >\n\n",
        "'filter: \n",
        '"filter: \\\n',
        "&a filter: *a\n",
        "filter: !!x\n",
        "\0filter:",
        "filter:\r",
        "\ufeff filter: ",
        "filter:\t",
        "%filter:\n---\n",
        "filter: \ud800",
    ],
)
def test_hostile_texts(text: str) -> None:
    """Nothing here is timed: what is quadratic would not end."""
    whole = text * 3_000
    assert_sound(extract(Source("a.yaml", whole)), whole)


def test_the_rows_of_the_corpus_in_workflows() -> None:
    for row in corpus("shell", "shell in Markdown", "PowerShell"):
        key, option = ("pwsh", "-Filter") if row["lang"] == "PowerShell" else ("run", "--filter")
        command = f'{row["call"].partition(" --")[0]} {option} "{row["filter"]}"'
        quoted = yaml.dump(command, default_style='"')
        for text in (f"- {key}: {command}\n", f"- {key}: |\n    {command}\n", f"- {key}: {quoted}"):
            [one] = extract(Source("a.yml", text))
            assert one.text == row["filter"]
            assert one.api in APIS[row["api"]]


def test_a_script_that_doubles_its_texts_is_passed_over_with_its_file() -> None:
    doubling = "".join(f'  A{n}="$A{n - 1}$A{n - 1}"\n' for n in range(1, 8))
    calls = '  az batch node list --filter "a $A7"\n' * 500
    with pytest.raises(Skipped, match=r"'a\.yaml' puts together more text than a check reads"):
        extract(Source("a.yaml", f'run: |\n  A0="{"x" * 1000}"\n{doubling}{calls}'))


def test_what_is_passed_over_is_told_once_by_the_command(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: az batch job list --filter \"state EQ 'active'\"\nb: [\n}\n")
    done = run_command("check", "--fix", str(path))
    assert done.err.count("is not YAML that can be read after line 3") == 1
    assert path.read_text().startswith("a: az batch job list --filter \"state eq 'active'\"\n")
