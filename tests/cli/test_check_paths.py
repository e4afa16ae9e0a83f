"""Paths that `odatanodes check` takes: encodings, what is skipped, patterns, exclusions, files that are none, and git."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from odatanodes.base.files import Unreadable, decode
from odatanodes.lint.config import Config
from odatanodes.lint.files import _git, files_of
from odatanodes.lint.report import report, summary
from tests.kit.support import run_command

if TYPE_CHECKING:
    from pathlib import Path

BAD = "from azure.batch import BatchClient\ndef f(c: BatchClient):\n    return c.list_nodes('p', filter=\"stat eq 1\")\n"
FIXABLE = BAD.replace("stat eq 1", "state EQ 'idle'")


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("utf-8", ""),
        ("utf-8-sig", "# coding: utf-8 für\n"),
        ("utf-16", "# für\n"),
        ("utf-32", "# für\n"),
        ("latin-1", "# -*- coding: latin-1 -*-\n# für\n"),
        ("cp1252", "#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\n# €\n"),
    ],
)
def test_encodings_are_read_and_kept(encoding: str, head: str, tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_bytes((head + FIXABLE).encode(encoding))
    done = run_command("check", "--fix", "a.py", cwd=tmp_path)
    assert (done.code, path.read_bytes()) == (0, (head + FIXABLE.replace("EQ", "eq")).encode(encoding)), done


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"vmSize eq 'gr\xf6\xdfe'", "not UTF-8 text (byte 0xf6 at offset 13)"),
        (b"\xff\xfes\0t", "not UTF-16-LE text, as it declares (byte 0x74 at offset 4)"),
        (b"# coding: none-such\n\xff", "not UTF-8 text (byte 0xff at offset 20)"),
        (b"# coding: hex\n\xff", "not UTF-8 text (byte 0xff at offset 14)"),
    ],
)
@pytest.mark.parametrize("command", ["check", "format"])
def test_a_wrong_encoding_is_skipped_also_when_named(command: str, data: bytes, message: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        decode("a.odata", data)
    (tmp_path / "a.odata").write_bytes(data)
    done = run_command(command, "a.odata", cwd=tmp_path)
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith(f"odatanodes: skipped: cannot read 'a.odata': {message}\n")


def test_skipped_can_be_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.odata").write_bytes(b"\xff")
    (tmp_path / "b.md").write_text("```python\nbatch filter (\n```\n")
    done = run_command("check", "--error-on-skipped", "a.odata", cwd=tmp_path)
    assert (done.code, done.err.splitlines()[-1]) == (1, "0 expressions checked in 0 files, 1 file skipped")
    assert run_command("check", "--error-on-skipped", "--exit-zero", "a.odata", cwd=tmp_path).code == 0
    (tmp_path / "a.odata").write_bytes(b"")
    assert run_command("check", "--error-on-skipped", "a.odata", cwd=tmp_path).code == 0


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"# a comment\n"])
def test_an_empty_file_has_no_expressions(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.odata").write_bytes(data)
    done = run_command("check", "a.odata", cwd=tmp_path)
    assert (done.code, done.out, done.err) == (0, "", "0 expressions checked in 1 file\n")
    done = run_command("format", "a.odata", cwd=tmp_path)
    assert (done.code, (tmp_path / "a.odata").read_bytes()) == (0, data)


def test_summaries() -> None:
    assert summary([], 0, 0, 3) == "0 expressions checked in 3 files"
    assert summary([], 0, 2, 1) == "0 expressions checked in 1 file, 2 files skipped"
    assert summary([], 1, 1, 2) == "1 expression checked, 1 file skipped: nothing found"


@pytest.mark.parametrize("pattern", ["vendor", "vendor/*", "vendor\\*", "./vendor/", "*.odata"])
def test_excluded_files_stay_so_when_they_are_named(pattern: str, tmp_path: Path) -> None:
    (tmp_path / "vendor").mkdir()
    paths = [str(tmp_path / "vendor" / "a.odata"), str(tmp_path / "vendor")]
    (tmp_path / "vendor" / "a.odata").write_text("stat eq 1\n")
    assert list(files_of(paths, Config(str(tmp_path), exclude=[pattern]))) == []
    assert list(files_of(["-"], Config(str(tmp_path), exclude=["*"]))) == [("-", True)]
    assert not Config(str(tmp_path), per_file_ignores={pattern: ["ODN2"]}).shows("ODN201", paths[0])


@pytest.mark.parametrize(
    ("pattern", "fitting", "others"),
    [
        ("sub/**/*.odata", ["sub/a.odata", "sub/x/y/a.odata"], ["a.odata", "x/sub/a.odata", "sub/a.py"]),
        ("**/sub/*.odata", ["sub/a.odata", "x/y/sub/a.odata"], ["sub/x/a.odata", "a.odata"]),
        ("sub/**", ["sub/a.odata", "sub/x/a.odata"], ["a.odata", "x/sub/a.odata"]),
        ("**", ["a.odata", "sub/a.odata"], []),
        ("/a.odata", ["a.odata"], ["sub/a.odata"]),
        ("/sub", ["sub/a.odata"], ["x/sub/a.odata"]),
        ("/sub/x/", ["sub/x/a.odata"], ["sub/a.odata"]),
        ("sub/*", ["sub/a.odata", "sub/x/a.odata"], ["x/sub/a.odata"]),
        ("sub/*.odata", ["sub/a.odata"], ["sub/x/a.odata"]),
        ("x", ["x/a.odata", "sub/x/a.odata", "sub/x"], ["sub/a.x", "xx/a.odata"]),
        ("[ab]?.odata", ["a1.odata", "sub/b2.odata"], ["c1.odata"]),
    ],
)
def test_patterns_are_those_of_gitignore(pattern: str, fitting: list[str], others: list[str], tmp_path: Path) -> None:
    config = Config(str(tmp_path), exclude=[pattern], per_file_ignores={pattern: ["ODN2"]})
    for name in fitting + others:
        path = str(tmp_path / name)
        assert (config.excludes(path), config.shows("ODN201", path)) == (name in fitting, name not in fitting), name


@pytest.mark.parametrize("command", ["check", "format"])
def test_files_in_no_language_are_skipped_also_when_they_are_named(command: str, tmp_path: Path) -> None:
    """`git diff --name-only | xargs odatanodes check` names every file."""
    (tmp_path / "README.txt").write_text("stat eq 1\n")
    (tmp_path / "a.odata").write_text("state eq 'idle'\n")
    (tmp_path / "LICENSE").write_text("az batch node list --filter 'stat eq 1'\n")
    done = run_command(command, "README.txt", "a.odata", "LICENSE", cwd=tmp_path)
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith("odatanodes: skipped: 'README.txt' is in no language that is read; ")
    if command == "check":
        assert done.err.splitlines()[1:] == ["1 expression checked, 1 file skipped: nothing found"]
        assert run_command("check", "README.txt", "--error-on-skipped", cwd=tmp_path).code == 1
    assert run_command(command, "none.txt", cwd=tmp_path).code == 2


@pytest.mark.parametrize("command", ["check", "format"])
def test_names_that_begin_with_a_hyphen(command: str, tmp_path: Path) -> None:
    (tmp_path / "-f.odata").write_text("state eq 'idle'\n")
    (tmp_path / "a.odata").write_text("state eq 'idle'\n")
    assert run_command(command, "--", "-f.odata", cwd=tmp_path).code == 0
    assert run_command(command, "a.odata", "--color", "never", "--", "-f.odata", "--", cwd=tmp_path).code == 2  # no file '--'
    done = run_command("check", "-f", "state eq 'idle'", "--", "a.odata", "-f.odata", cwd=tmp_path)
    assert (done.code, done.err) == (0, "3 expressions checked: nothing found\n")


def test_expressions_that_begin_with_a_hyphen() -> None:
    done = run_command("filter", "--sample", "--count", "--", "-1 lt totalTasksRun")
    assert (done.code, done.out) == (0, "3\n")


def test_case_does_not_matter_under_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    config = Config(exclude=["Vendor/*"])
    assert not config.excludes("vendor/a.odata")
    monkeypatch.setattr(os, "name", "nt")
    assert config.excludes("vendor/A.odata")


def test_patterns_are_expanded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.odata", "b.odata", "[c].odata"):
        (tmp_path / name).write_text("state eq 'idle'\n")
    monkeypatch.chdir(tmp_path)
    assert list(files_of(["[ab].odata", "[c].odata"], Config())) == [("a.odata", True), ("b.odata", True), ("[c].odata", True)]
    done = run_command("check", "none*.odata", "a.odata", cwd=tmp_path)
    assert done.code == 2
    assert "cannot read 'none*.odata'" in done.err
    assert "1 expression checked" in done.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipes_and_devices_of_a_folder_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "b.odata").write_text("stat eq 1\n")
    os.mkfifo(tmp_path / "n.odata")
    (tmp_path / "link.odata").symlink_to(tmp_path / "n.odata")
    (tmp_path / "null.odata").symlink_to(os.devnull)
    (tmp_path / "gone.odata").symlink_to("nowhere")
    (tmp_path / "real.odata").symlink_to("b.odata")
    found = [os.path.basename(name) for name, _ in files_of([str(tmp_path)], Config())]  # noqa: PTH119
    assert found == ["b.odata", "real.odata"]


def test_git_is_never_taken_from_the_folder_that_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = [tmp_path / "checked" / "bin", tmp_path / "here", tmp_path / "elsewhere"]
    for place in places:
        place.mkdir(parents=True)
        (place / "git").write_text("#!/bin/sh\n")
        (place / "git").chmod(0o755)
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("PATH", os.pathsep.join([".", "", *map(str, places)]))
    assert _git(str(tmp_path / "checked")) == str(tmp_path / "elsewhere" / "git")
    monkeypatch.setenv("PATH", os.pathsep.join([".", str(places[0])]))
    assert _git(str(tmp_path / "checked")) is None


def test_the_name_of_a_file_is_no_workflow_command(tmp_path: Path) -> None:
    (tmp_path / "::error::x.odata").write_text("stat eq 1\n")
    done = run_command("check", "--output-format", "concise", "::error::x.odata", cwd=tmp_path)
    assert done.code == 1
    assert not [line for line in (done.out + done.err).splitlines() if line.startswith("::")]
    assert report([], "concise") == ""
