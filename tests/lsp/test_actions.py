"""Fixes, comments that silence, and formatting, as edits of a document."""

from __future__ import annotations

import pytest

from odatanodes.lint.edit import applied
from odatanodes.lsp.actions import fix_all, formatted, quick_fixes
from odatanodes.lsp.documents import Document, Settings
from tests.kit.lsp import PYTHON


def opened(text: str, name: str = "a.odata", api: str | None = None) -> Document:
    return Document(name, text, Settings(api=api))


def offered(document: Document) -> dict[str, str]:
    """Return the text that each action makes, by title."""
    text = document.source.text
    return {one.title: applied(text, one.edits)[0] for one in quick_fixes(document, (0, len(text)))}


@pytest.mark.parametrize(
    ("text", "name", "title", "after"),
    [
        ("stat eq 'idle'\n", "a.odata", "write state", "state eq 'idle'\n"),
        ("state = 'idle'\n", "a.odata", "write eq", "state eq 'idle'\n"),
        (
            PYTHON + "c.list_nodes(filter=\"stat eq 'idle'\")\n",
            "a.py",
            "write state",
            PYTHON + "c.list_nodes(filter=\"state eq 'idle'\")\n",
        ),
        ("id eq 'a'\n", "a.odata", "ignore ODN401 here", "# odatanodes: ignore[ODN401]\nid eq 'a'\n"),
        ("id eq 'a'\r\n", "a.odata", "ignore ODN401 here", "# odatanodes: ignore[ODN401]\r\nid eq 'a'\r\n"),
        (
            PYTHON + "c.list_nodes(filter=\"id eq 'a'\")",
            "a.py",
            "ignore ODN401 here",
            PYTHON + "c.list_nodes(filter=\"id eq 'a'\")  # odatanodes: ignore[ODN401]",
        ),
        (
            PYTHON + 'c.list_nodes(filter="""id eq 1\n or id eq 2""")',
            "a.py",
            "ignore ODN303 here",
            PYTHON + 'c.list_nodes(filter="""id eq 1\n or id eq 2""")  # odatanodes: ignore[ODN303]',
        ),
        (
            "# odatanodes: ignore[ODN408]\nid EQ 'a'\n",
            "a.odata",
            "ignore ODN401 here",
            "# odatanodes: ignore[ODN408, ODN401]\nid EQ 'a'\n",
        ),
        (
            'if x; then\n  az batch node list \\\n    --filter "id eq 1" \\\n    --select id\nfi\n',
            "a.sh",
            "ignore ODN303 here",
            'if x; then\n  # odatanodes: ignore[ODN303]\n  az batch node list \\\n    --filter "id eq 1" \\\n    --select id\nfi\n',
        ),
        (
            'Get-AzBatchComputeNode `\r\n  -Filter "id eq 1" `\r\n  -Id x\r\n',
            "a.ps1",
            "ignore ODN303 here",
            '# odatanodes: ignore[ODN303]\r\nGet-AzBatchComputeNode `\r\n  -Filter "id eq 1" `\r\n  -Id x\r\n',
        ),
        ("# odatanodes: ignore[ODN1]\nstate eq 'idle'\n", "a.odata", "remove the comment", "state eq 'idle'\n"),
        (
            PYTHON + "c.list_nodes(filter=\"state eq 'idle'\")  # odatanodes: ignore\n",
            "a.py",
            "remove the comment",
            PYTHON + "c.list_nodes(filter=\"state eq 'idle'\")\n",
        ),
    ],
)
def test_what_is_offered(text: str, name: str, title: str, after: str) -> None:
    assert offered(opened(text, name, "list-nodes"))[title] == after


def test_a_comment_that_was_offered_silences() -> None:
    document = opened("stateTransitionTime eq null\nid eq 'a' and vmSize eq 'b'\n", api="list-nodes")
    for action in quick_fixes(document, (0, 99)):
        if action.title.startswith("ignore"):
            assert action.finding is not None
            after = opened(applied(document.source.text, action.edits)[0], api="list-nodes")
            assert action.finding.diagnostic.code not in [
                one.diagnostic.code
                for one in after.findings
                if one.expression.text == action.finding.expression.text and one.diagnostic.span == action.finding.diagnostic.span
            ]


def test_only_findings_in_the_span_count() -> None:
    document = opened("stat eq 'idle'\nvmsize eq 'a'\n")
    assert [one.title for one in quick_fixes(document, (16, 16))] == ["write vmSize", "ignore ODN201 here"]


def test_all_fixes_at_once() -> None:
    document = opened("# first\nState eq 'idle'\n# stays\nstate = 'IDLE' AND totalTasksRun == 1\n")
    every = fix_all(document)
    assert every is not None
    fixed = "# first\nstate eq 'idle'\n# stays\nstate eq 'idle' and totalTasksRun eq 1\n"
    assert applied(document.source.text, every.edits)[0] == fixed
    assert every.edits[0][0] > 0
    assert fix_all(opened("state eq 'idle'\n")) is None


@pytest.mark.parametrize(
    ("text", "name", "after"),
    [
        (
            "# kept\n((state  EQ 'idle'))\r\n\r\nselect:  id ,state\n",
            "a.odata",
            "# kept\nstate eq 'idle'\r\n\r\nselect:  id,state\n",
        ),
        ("state eq 'idle'\n  and (id eq 'a')\n", "a.odata", "state eq 'idle'\n  and id eq 'a'\n"),
        ("state eq\nid  eq 'a'\n", "a.odata", "state eq\nid eq 'a'\n"),  # what has no form stays
        (PYTHON + "c.list_nodes(filter=\"(id  eq 'a')\")", "a.py", PYTHON + "c.list_nodes(filter=\"id eq 'a'\")"),
        (PYTHON + "c.list_nodes(filter=f\"(id  eq '{a}')\")", "a.py", PYTHON + "c.list_nodes(filter=f\"(id  eq '{a}')\")"),
        (PYTHON + "c.list_nodes(filter=", "a.py", PYTHON + "c.list_nodes(filter="),
    ],
)
def test_formatting(text: str, name: str, after: str) -> None:
    document = opened(text, name)
    assert applied(text, formatted(document))[0] == after
    assert formatted(opened(after, name)) == []


def test_formatting_of_a_range() -> None:
    document = opened("(id eq 'a')\n(id eq 'b')\n")
    assert applied(document.source.text, formatted(document, (13, 14)))[0] == "(id eq 'a')\nid eq 'b'\n"
