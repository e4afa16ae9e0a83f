"""Settings of a workspace: read again when the file changes, kept while it is wrong, and reported once."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from odatanodes.lsp.documents import Document
from odatanodes.lsp.settings import Workspace

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, text: str) -> None:
    path = folder / "pyproject.toml"
    path.write_text(text)
    stamp = path.stat().st_mtime_ns + 10_000_000_000  # so that a coarse clock cannot hide the change
    os.utime(path, ns=(stamp, stamp))


def test_a_change_is_seen(tmp_path: Path) -> None:
    workspace = Workspace(None, fails)
    below = tmp_path / "src"
    below.mkdir()
    assert workspace.settings(str(below)).config.ignore == ()
    written(tmp_path, '[tool.odatanodes]\nignore = ["ODN4"]\n')
    settings = workspace.settings(str(below))
    assert settings.config.ignore == ("ODN4",)
    assert workspace.settings(str(below)) is not None
    assert workspace.settings(str(below)).config is settings.config
    (tmp_path / "pyproject.toml").unlink()
    assert workspace.settings(str(below)).config.ignore == ()


def fails(message: str) -> None:
    raise AssertionError(message)


def test_a_mistake_is_said_once_and_what_was_read_before_holds(tmp_path: Path) -> None:
    said: list[str] = []
    workspace = Workspace("list-nodes", said.append, local=True)
    written(tmp_path, '[tool.odatanodes]\nignore = ["ODN4"]\n')
    workspace.settings(str(tmp_path))
    (tmp_path / "pyproject.toml").write_text('[tool.odatanodes]\nignored = ["ODN4"]\n')
    for _ in range(2):
        settings = workspace.settings(str(tmp_path))
    assert settings.config.ignore == ("ODN4",)
    assert (settings.api, settings.local) == ("list-nodes", True)
    assert len(said) == 1
    assert "'tool.odatanodes.ignored' is unknown" in said[0]


def test_settings_decide_what_is_found(tmp_path: Path) -> None:
    written(tmp_path, '[tool.odatanodes]\nignore = ["ODN201"]\nexclude = ["old"]\ncalls = {"mine.find" = "list-tasks"}\n')
    settings = Workspace(None, fails).settings(str(tmp_path))
    assert Document(str(tmp_path / "a.odata"), "stat eq 1", settings).findings == []
    assert Document(str(tmp_path / "old" / "a.odata"), "state eq 1", settings).findings == []
    found = Document(str(tmp_path / "a.py"), "import mine\nmine.find('vmSize eq 1')", settings).expressions
    assert [one.api for one in found] == ["list-tasks"]


def test_what_is_passed_over_says_why(tmp_path: Path) -> None:
    settings = Workspace(None, fails).settings(str(tmp_path))
    long = Document("a.odata", "stat eq 1\n" * 40_000, settings)
    assert (long.findings, long.expressions) == ([], [])
    assert "too long" in long.skipped
    broken = Document("a.py", "import odatanodes\nFilter(", settings)
    assert (broken.findings, broken.expressions) == ([], [])
    assert "not Python" in broken.skipped
    for other in (Document("a.py", "def broken(", settings), Document("a.txt", "stat eq 1 filter Batch", settings)):
        assert (other.findings, other.skipped) == ([], "")


def test_half_a_pair_is_no_character(tmp_path: Path) -> None:
    pytest.importorskip("yaml", reason="the extra 'languages' is not installed")
    document = Document(
        "a.yaml", "a: \ud800\nrun: az batch node list --filter \"stat eq 'a'\"\n", Workspace(None, fails).settings(str(tmp_path))
    )
    assert [one.diagnostic.code for one in document.findings] == ["ODN201"]
