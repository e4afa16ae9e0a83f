"""Files that are replaced, patterns of names, and output that a CI system does not execute."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from odatanodes.base.files import InputError, OutputFile, expanded
from odatanodes.base.text import inert
from tests.kit.support import run_command


def test_a_pattern_becomes_the_files_that_match(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("b.odata", "a.odata", "c[1].odata"):
        Path(name).write_text("")
    assert expanded("*.odata") == ["a.odata", "b.odata", "c[1].odata"]
    assert expanded("c[1].odata") == ["c[1].odata"]
    assert expanded("none.odata") == ["none.odata"]
    with pytest.raises(InputError, match=r"^no file matches '\*\.txt'$"):
        expanded("*.txt")


def test_a_target_that_cannot_be_replaced_is_named_and_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows, which neither replaces nor removes a file that is read-only."""
    target = tmp_path / "kept.jsonl"
    target.write_text("before")
    target.chmod(0o444)
    unlink = os.unlink

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    def unlinked(path: str) -> None:
        if not os.stat(path).st_mode & 0o200:  # noqa: PTH116
            refused()
        unlink(path)

    monkeypatch.setattr(os, "replace", refused)
    monkeypatch.setattr(os, "unlink", unlinked)
    with pytest.raises(InputError, match=f"cannot write '{target}': permission denied"), OutputFile(str(target)) as file:
        file.write(b"after")
    assert [path.name for path in tmp_path.iterdir()] == ["kept.jsonl"]
    assert target.read_text() == "before"


@pytest.mark.thorough
@pytest.mark.parametrize(
    "name", ["::error::x", "  ::set-output name=a::b", "\t::error::x", "##[error]x", "n ##vso[task.complete]x"]
)
@pytest.mark.parametrize("options", [["--why"], ["--output-format", "table"], ["--output-format", "table", "-s", "id,state"]])
def test_no_name_is_a_command_of_a_workflow(name: str, options: list[str], tmp_path: Path) -> None:
    import json

    path = tmp_path / "nodes.jsonl"
    path.write_text(json.dumps({"id": name, "state": "idle"}) + "\n")
    done = run_command("filter", "state eq 'idle'", str(path), *options)
    assert done.code == 0
    assert "idle" in done.out
    assert not [line for line in (done.out + done.err).splitlines() if line.strip().startswith("::") or "##" in line]


def test_other_lines_stay_as_they_are() -> None:
    for line in ("n1  matched", "a::b", "# heading", "a:: b"):
        assert inert(line) == line
