"""The README files beside the code: the map names every folder, recipes and tables name files that exist, links lead somewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.kit.support import ROOT
from tests.test_layers import FLOOR_OF, LOOSE

if TYPE_CHECKING:
    from pathlib import Path

MAP = (ROOT / "odatanodes" / "README.md").read_text(encoding="utf-8")
READMES = [ROOT / "README.md", *sorted(path for path in ROOT.glob("*/README.md") if path.parent.name[0] != ".")]


def test_the_map_has_every_family() -> None:
    rows = re.findall(r"^\| (`[^|]+`) \|", MAP, re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    folders = {path.name for path in (ROOT / "odatanodes").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert named == folders
    assert named <= set(FLOOR_OF)
    assert {name for name in LOOSE if f"`{name}`" not in MAP} == set()


def files_named(path: Path) -> list[str]:
    """Return the paths in backticks that a README names, from the root or from its own folder."""
    code = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL))
    words = [word for text in code for word in text.split()]
    return [word for word in words if re.fullmatch(r"[\w.-]*(/[\w.*-]+)+/?|\w+/", word)]


@pytest.mark.parametrize("path", READMES, ids=[str(path.relative_to(ROOT)) for path in READMES])
def test_files_that_are_named_exist(path: Path) -> None:
    places = (ROOT, path.parent, *path.parent.glob("*/"))
    missing = [word for word in files_named(path) if not any(list(place.glob(word.rstrip("/"))) for place in places)]
    assert missing == []


def test_a_host_language_is_five_files() -> None:
    recipe = MAP.partition("### A host language")[2].partition("\n### ")[0]
    assert len({word.rstrip("/") for word in re.findall(r"`(odatanodes/[^`]+)`", recipe)}) <= 5


@pytest.mark.parametrize("path", READMES, ids=[str(path.relative_to(ROOT)) for path in READMES])
def test_links_lead_somewhere(path: Path) -> None:
    links = [target for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")) if "://" not in target]
    assert [target for target in links if not (path.parent / target).exists()] == []
