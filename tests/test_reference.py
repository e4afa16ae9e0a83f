"""Reference of the public names: `help(odatanodes)` lists them, and pdoc renders them without a warning."""

from __future__ import annotations

import importlib
import re
from typing import TYPE_CHECKING

import pytest

import odatanodes
from tests.kit.support import run_python

if TYPE_CHECKING:
    from pathlib import Path

INDEX = odatanodes.__doc__ or ""


def test_the_index_has_every_public_name() -> None:
    words = set(re.findall(r"\w+", INDEX))
    assert set(odatanodes.__all__) - words == set()
    assert all(getattr(odatanodes, name).__doc__ for name in odatanodes.__all__)


@pytest.mark.parametrize(("module", "line"), re.findall(r"^    (odatanodes\.\w+) +(.*)$", INDEX, re.MULTILINE))
def test_the_index_names_what_exists(module: str, line: str) -> None:
    try:
        loaded = importlib.import_module(module)
    except ImportError as error:
        pytest.skip(str(error))
    names = re.findall(r"\b(?:[a-z]+_\w+|[A-Z]+_[A-Z_]+|[A-Z][a-z]+[A-Z]\w+)\b", line.replace("azure.batch.BatchClient", ""))
    assert [name for name in names if not hasattr(loaded, name)] == []


def test_names_load_when_they_are_used() -> None:
    code = "import sys, odatanodes; print(*[name for name in sys.modules if name.startswith('odatanodes.')]); odatanodes.Filter"
    done = run_python("-c", code)
    assert (done.code, done.out) == (0, "\n")


@pytest.mark.thorough
def test_pdoc_has_nothing_to_warn_about(tmp_path: Path) -> None:
    pytest.importorskip("pdoc", reason="pdoc is in the extra 'dev'")
    done = run_python("-m", "pdoc", "odatanodes", "-o", str(tmp_path))
    assert (done.code, done.out, done.err) == (0, "", "")
    page = (tmp_path / "odatanodes.html").read_text(encoding="utf-8")
    assert [name for name in odatanodes.__all__ if f'id="{name}"' not in page] == []
