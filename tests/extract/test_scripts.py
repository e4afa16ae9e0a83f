"""Scripts in workflows: templates that are filled before a shell runs, and commands that two lists put together."""

from __future__ import annotations

import pytest

from odatanodes.base.files import Source
from odatanodes.extract import extract
from tests.kit.hosts import found, marked


@pytest.mark.parametrize("quote", ["'", '"'])
@pytest.mark.parametrize("template", ["${{ inputs.code }}", "$(code)", "$(a.code)", "{{ code }}", "$[variables.code]"])
@pytest.mark.parametrize("key", ["run", "bash", "pwsh", "inlineScript"])
def test_a_template_is_a_hole(key: str, template: str, quote: str) -> None:
    text = f"{key}: |\n  az batch node list --pool-id p --filter {quote}startTaskInfo/exitCode eq {template} and stat eq 1{quote}\n"
    (one,) = extract(Source("a.yml", text))
    assert [hole.name for hole in one.holes] == [template]
    assert text[slice(*one.host_span(one.holes[0].span))] == template
    assert marked("a.yml", text) == [(2, "ODN201", "stat")]


def test_a_template_alone_is_no_filter() -> None:
    assert found("a.yml", "run: az batch node list --filter '${{ inputs.filter }}'\n") == []


@pytest.mark.parametrize(
    "text",
    [
        'command: ["az"]\nargs: ["batch", "job", "list", "--filter", "stat eq 1"]\n',
        'command: [az, batch]\nargs: [job, list, --filter, "stat eq 1"]\n',
        "command:\n  - az\nargs:\n  - batch\n  - job\n  - list\n  - --filter\n  - stat eq 1\n",
        'entrypoint: az\ncommand: ["batch", "job", "list", "--filter", "stat eq 1"]\n',
    ],
)
def test_arguments_beside_their_program(text: str) -> None:
    assert found("a.yaml", text) == [("filter", "stat eq 1", "list-jobs")]
