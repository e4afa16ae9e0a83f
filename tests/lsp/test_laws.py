"""Laws of the server: what it offers is valid where it is offered, and no position in any text makes a request fail."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from odatanodes.lint.edit import applied
from odatanodes.lsp.actions import fix_all, formatted, quick_fixes
from odatanodes.lsp.complete import completions
from odatanodes.lsp.documents import Document, Settings
from odatanodes.lsp.hover import hover
from odatanodes.parse.machine import first_error
from odatanodes.strategies import filter_texts
from tests.kit.lsp import PYTHON
from tests.kit.support import shared

PIECES = (
    "state",
    " eq ",
    "'idle'",
    "'",
    "(",
    ")",
    "/",
    "any(e: ",
    "errors",
    " and ",
    ", ",
    "$",
    "@p",
    "{x}",
    "é",
    "\U0001f600",
    "\n",
    "\\",
    '"',
    "~",
)


@given(text=filter_texts(), data=st.data())
@settings(max_examples=40, deadline=None)
def test_what_is_offered_can_stand_there(text: str, data: st.DataObject) -> None:
    line = " ".join(text.split())
    before = line[: data.draw(st.integers(0, len(line)))]
    stopped = first_error(before, "filter")
    found = completions(Document("a.odata", before, Settings()), len(before))
    if found is None or (stopped is not None and stopped < found[0][0]):
        return
    for one in found[1]:
        if one.label != "select:":
            after = applied(before, [(*found[0], one.text)])[0]
            stopped = first_error(after, "filter")
            assert stopped is None or stopped >= found[0][0] + len(one.text.rstrip()), one


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=12), data=st.data())
@settings(max_examples=60, deadline=None)
def test_every_question_has_an_answer(pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)
    wrap = data.draw(
        st.sampled_from(["{}", "select: {}", 'c.list_nodes("p", filter=f"{}")', "c.list_nodes(filter='{}')", "Filter('''{}''')"])
    )
    python = "(" in wrap
    whole = (PYTHON + "from odatanodes import Filter\n" if python else "") + wrap.replace("{}", text)
    document = Document(
        "a.py" if python else "a.odata", whole, Settings(api=data.draw(st.sampled_from([None, "list-nodes", "list-jobs"])))
    )
    offset = data.draw(st.integers(0, len(whole)))
    hover(document, offset)
    completions(document, offset)
    fix_all(document)
    for edits in (formatted(document), *(one.edits for one in quick_fixes(document, (offset, offset)))):
        applied(whole, edits)


def test_formatting_keeps_what_is_found_in_the_corpus() -> None:
    lines = shared("corpora/batch-filters.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [entry["filter"] for entry in map(json.loads, lines) if "filter" in entry and "\n" not in entry["filter"]]
    assert len(texts) > 50
    source = "".join(f"{text.strip()}\n" for text in texts if text.strip() and not text.strip().startswith("#"))
    document = Document("a.odata", source, Settings())
    after = Document("a.odata", applied(source, formatted(document))[0], Settings())
    assert len(after.expressions) == len(document.expressions)
    assert formatted(after) == []


@pytest.mark.parametrize("wrap", ["{}", PYTHON + 'c.list_nodes("p", filter="{}")'])
def test_every_offset_of_a_long_expression(wrap: str) -> None:
    text = wrap.replace(
        "{}", "not (state eq 'idle') and errors/any(e: e/code eq 'x' and e/values/$count gt 1) or length(id) in (1,2)"
    )
    document = Document("a.py" if wrap != "{}" else "a.odata", text, Settings())
    said = [hover(document, offset) is not None for offset in range(len(text))]
    assert sum(said) > 50
    assert sum(completions(document, offset) is not None for offset in range(0, len(text), 3)) > 20
