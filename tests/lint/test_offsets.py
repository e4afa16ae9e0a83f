"""Instants with an offset in what is sent: the service loses their '+' in the links to further pages."""

from __future__ import annotations

import pytest

from odatanodes.base.files import Source
from odatanodes.extract.expression import Expression
from odatanodes.lint.config import Config
from odatanodes.lint.findings import findings
from odatanodes.lint.fix import fixed
from tests.kit.hosts import marked

PYTHON = "import azure.batch\n"
OFFSET = "creationTime gt DateTime'2025-11-22T22:00:00+01:00'"


@pytest.mark.parametrize(
    ("text", "api", "local", "codes"),
    [
        (OFFSET, "list-tasks", False, ["ODN536"]),
        (OFFSET, "list-jobs", False, ["ODN536"]),
        (OFFSET, "list-tasks", True, []),
        ("stateTransitionTime gt 2025-11-22T22:00:00+01:00", None, False, []),
        (OFFSET.replace("+01:00", "Z"), "list-tasks", False, []),
        (OFFSET.replace("+01:00", "-01:00"), "list-tasks", False, []),
        ("id eq '2025-11-22T22:00:00'", "list-tasks", False, []),
    ],
)
def test_a_text_for_a_list_api(text: str, api: str | None, local: bool, codes: list[str]) -> None:
    assert [found.code for found in findings(Expression("filter", text), api, local=local)] == codes


def test_in_a_call() -> None:
    call = f'c.list_tasks("j", filter="{OFFSET}")'
    assert marked("a.py", PYTHON + call) == [(2, "ODN536", "2025-11-22T22:00:00+01:00")]
    source = Source("a.py", PYTHON + call)
    assert "DateTime'2025-11-22T21:00:00Z'" in fixed(source, Config(), None, local=False)[0].text
