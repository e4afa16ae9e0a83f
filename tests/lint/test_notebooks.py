"""Findings in notebooks: placed by cell and line in every output format, silenced by comments in the cells."""

from __future__ import annotations

import json

import pytest

from odatanodes.base.files import Source
from odatanodes.lint.check import check_source
from odatanodes.lint.config import Config
from odatanodes.lint.places import place_of
from odatanodes.lint.report import report

HEAD = "from azure.batch import BatchClient\nc = BatchClient()\n"
CALL = "c.list_nodes('p', filter=\"stat eq 'a'\")"
M = "  # odatanodes: ignore[ODN201]"


def notebook(*cells: str, lines: bool = True) -> Source:
    written = [{"cell_type": "markdown", "source": ["# é\n"]}]
    written += [{"cell_type": "code", "source": cell.splitlines(keepends=True) if lines else cell} for cell in cells]
    return Source("a.ipynb", json.dumps({"cells": written}, indent=1, ensure_ascii=False))


@pytest.mark.parametrize("lines", [True, False])
def test_cell_and_line_in_every_format(lines: bool) -> None:
    source = notebook(HEAD, f"é = 1\n{CALL}\n", lines=lines)
    found = check_source(source)[1]
    assert report(found, "concise").startswith("a.ipynb:cell 3:2:27: ODN201 ")
    assert f" --> a.ipynb:cell 3:2:27\n  |\n2 | {CALL}\n" in report(found, "full")
    (one,) = json.loads(report(found, "json"))
    assert (one["cell"], one["location"], one["end_location"]["column"]) == (3, {"row": 2, "column": 27}, 31)
    assert one["fix"]["edits"][0]["location"] == {"row": 2, "column": 27}
    row, column = source.place(found[0].span[0])
    assert f"line={row},col={column}," in report(found, "github")
    assert "::a.ipynb:cell 3:2:27: ODN201" in report(found, "github")
    (place,) = json.loads(report(found, "sarif"))["runs"][0]["results"][0]["locations"]
    assert place["physicalLocation"]["region"]["startLine"] == row
    assert place["logicalLocations"] == [{"name": "cell 3", "fullyQualifiedName": "cell 3:2:27"}]


def test_files_that_are_no_notebooks_have_no_cells() -> None:
    found = check_source(Source("a.odata", "stat eq 'a'\n"))[1]
    assert json.loads(report(found, "json"))[0]["cell"] is None
    assert place_of(Source("a.ipynb", "x"), 0).shown == "1:1"


@pytest.mark.parametrize("lines", [True, False])
@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([HEAD, f"x = 1\n{CALL}{M}\ny = 2\n"], []),
        ([HEAD, f"{M.strip()}\n{CALL}\n"], []),
        ([HEAD, f"x = 1{M}\n{CALL}\n"], ["ODN540", "ODN201"]),
        ([HEAD + f"x = 1{M}", f"y = 2\n{CALL}"], ["ODN540", "ODN201"]),
        ([f"!az batch job list --filter 'stat eq 1'{M}\n"], []),
        ([f"%%bash\n{M.strip()}\naz batch job list \\\n  --filter 'stat eq 1'\n"], []),
        ([HEAD + f"c.list_nodes(\n  'p',{M}\n  filter=\"stat eq 'a'\",\n)\n"], []),
    ],
)
def test_comments_in_cells(cells: list[str], expected: list[str], lines: bool) -> None:
    assert [one.diagnostic.code for one in check_source(notebook(*cells, lines=lines), Config())[1]] == expected
