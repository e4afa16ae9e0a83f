"""What the tests of all host languages ask of a text: its expressions, and the codes and places of what is wrong with them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from odatanodes.base.files import Source
from odatanodes.batch.clients import ANY
from odatanodes.extract import PLAIN, extract
from odatanodes.lint.findings import findings
from tests.kit.support import shared

if TYPE_CHECKING:
    from odatanodes.extract import Expression

__all__ = ["APIS", "assert_sound", "corpus", "found", "marked"]

APIS: dict[str, set[str | None]] = {
    "nodes": {"list-nodes"},
    "tasks": {"list-tasks"},
    "jobs": {"list-jobs"},
    "pools": {"list-pools"},
    "pool node counts": {"list-pool-node-counts"},
    "pool get": {PLAIN},
    "node get": {None},
    "any": {ANY},
    "usage metrics": {"list-account-usage-metrics"},
    "files": {"list-compute-node-files", "list-task-files"},
}
"""The list API by the word that the corpus has for it."""


def found(name: str, text: str) -> list[tuple[str, str, str | None]]:
    """Return option, text and list API of each expression."""
    return [(e.option, e.text, e.api) for e in extract(Source(name, text))]


def marked(name: str, text: str) -> list[tuple[int, str, str]]:
    """Return line, code and marked text of each finding."""
    source = Source(name, text)
    places = [(d.code, e.host_span(d.span)) for e in extract(source) for d in findings(e)]
    return [(source.place(start)[0], code, source.text[start:end]) for code, (start, end) in places]


def assert_sound(expressions: list[Expression], text: str) -> None:
    """Assert that each expression has its places inside of the text."""
    for one in expressions:
        start, end = one.host_span((0, len(one.text)))
        assert 0 <= start <= end <= len(text)
        for hole in one.holes:
            assert one.text[slice(*hole.span)] == hole.name


def corpus(*languages: str) -> list[dict[str, Any]]:
    """Return the rows of the corpus in some languages, or skip the test where the corpus is absent."""
    lines = shared("corpora/batch-filters.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["lang"] in languages]
