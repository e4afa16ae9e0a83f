""".odata files: which lines make an expression, of which option, and where it stands."""

from __future__ import annotations

import pytest

from odatanodes.base.files import Source
from odatanodes.extract import extract


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("state eq 'idle'", [("filter", "state eq 'idle'", (1, 1))]),
        ("a eq 1\nb eq 2\n", [("filter", "a eq 1", (1, 1)), ("filter", "b eq 2", (2, 1))]),
        (
            "a eq 1\n  and b eq 2\n  and c eq 3\nd eq 4",
            [("filter", "a eq 1\n  and b eq 2\n  and c eq 3", (1, 1)), ("filter", "d eq 4", (4, 1))],
        ),
        ("  a eq 1\n  b eq 2\n    or c eq 3", [("filter", "a eq 1", (1, 3)), ("filter", "b eq 2\n    or c eq 3", (2, 3))]),
        ("a eq 1\n# c\n  b eq 2", [("filter", "a eq 1", (1, 1)), ("filter", "b eq 2", (3, 3))]),
        ("a eq 1\r\n\r\n\tb eq 2\r\n", [("filter", "a eq 1", (1, 1)), ("filter", "b eq 2", (3, 2))]),
        ("select: id, state\nfilter: a eq 1", [("select", "id, state", (1, 9)), ("filter", "a eq 1", (2, 9))]),
        ("select:\n  id", [("select", "id", (2, 3))]),
        ("select eq 1", [("filter", "select eq 1", (1, 1))]),
        ("# only\n\n", []),
    ],
)
def test_expressions(text: str, expected: list[tuple[str, str, tuple[int, int]]]) -> None:
    source = Source("a.odata", text)
    found = [(e.option, e.text, source.place(e.host_span((0, 1))[0])) for e in extract(source)]
    assert found == expected
