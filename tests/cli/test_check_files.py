"""`odatanodes check` over files and folders: which files are read; selecting, suppressing, fixing, configuring, counting."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.kit.cli import one_line_error
from tests.kit.support import run_command

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "from azure.batch import BatchClient\n"
BAD = HEAD + "c.list_nodes('p', filter=\"stat eq 'idle'\")\n"
TWO = HEAD + "c.list_nodes('p', filter=\"state EQ 'idle'\")\nc.list_nodes('p', filter=\"vmSize eq 'a'\")\n"


def concise(folder: Path, *arguments: str, code: int = 1) -> list[str]:
    """Return `file:line code` of what is found."""
    done = run_command("check", "--output-format", "concise", *arguments, cwd=folder)
    assert done.code == code, done
    return [f"{line.split(':')[0]}:{line.split(':')[1]} {line.split()[1]}" for line in done.out.splitlines()]


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("a.py", "pkg/b.py", "pkg/c.odata", "new.py", "out/d.py", ".hidden/e.py", "node_modules/f.py"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(BAD if name.endswith(".py") else "stat eq 'idle'\n")
    (tmp_path / "empty.py").write_text("")
    (tmp_path / "notes.txt").write_text(BAD)
    return tmp_path


def test_a_folder_without_git(tree: Path) -> None:
    assert concise(tree, ".") == [
        "a.py:2 ODN201",
        "new.py:2 ODN201",
        "out/d.py:2 ODN201",
        "pkg/b.py:2 ODN201",
        "pkg/c.odata:1 ODN201",
    ]
    assert concise(tree, "pkg", "pkg/b.py") == ["pkg/b.py:2 ODN201", "pkg/c.odata:1 ODN201"]


def test_a_folder_of_a_checkout(tree: Path) -> None:
    (tree / ".gitignore").write_text("out/\nnode_modules/\n")
    git(tree, "init", "-q")
    git(tree, "add", "a.py", "pkg", ".hidden")
    (tree / "pkg" / "b.py").unlink()
    assert concise(tree, ".") == [".hidden/e.py:2 ODN201", "a.py:2 ODN201", "new.py:2 ODN201", "pkg/c.odata:1 ODN201"]
    assert concise(tree, "out/d.py") == ["out/d.py:2 ODN201"]


def test_broken_files_of_a_folder_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "latin.py").write_bytes(b"# azure batch filter gr\xf6\xdfe\n")
    (tmp_path / "broken.py").write_text("# batch filter\ndef f(:\n")
    (tmp_path / "nul.py").write_bytes(b"batch filter \0")
    (tmp_path / "bad.py").write_text(BAD)
    done = run_command("check", ".", "--output-format", "concise", cwd=tmp_path)
    assert (done.code, done.out.count("\n")) == (1, 1)
    assert [line.split(":")[1] for line in done.err.splitlines()[:-1]] == [" skipped"] * 3


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), ["a.py:2 ODN408", "a.py:3 ODN401"]),
        (("--select", "ODN4"), ["a.py:2 ODN408", "a.py:3 ODN401"]),
        (("--select", "odn401"), ["a.py:3 ODN401"]),
        (("--select", "ODN1,ODN408"), ["a.py:2 ODN408"]),
        (("--ignore", "ODN408"), ["a.py:3 ODN401"]),
        (("--ignore", "ODN4", "--select", "ODN401"), ["a.py:3 ODN401"]),
        (("--local",), ["a.py:2 ODN408"]),
    ],
)
def test_choosing(arguments: tuple[str, ...], expected: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(TWO)
    assert concise(tmp_path, "a.py", *arguments) == expected


def test_choosing_for_expressions() -> None:
    done = run_command("check", "-f", "state EQ 'idle'", "--ignore", "ODN408")
    assert (done.code, done.out) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("--select", "id,state"),
            "--select: no code begins with 'id'; 'odatanodes rule' lists them; a $select expression is given with -s",
        ),
        (("--ignore", "ODN9"), "--ignore: no code begins with 'ODN9'; 'odatanodes rule' lists them"),
        (("--api", "list-node"), "no list API 'list-node'; did you mean 'list-nodes'?"),
    ],
)
def test_wrong_choices(arguments: tuple[str, ...], message: str) -> None:
    done = run_command("check", "-f", "a eq 1", *arguments)
    assert (done.code, done.out, one_line_error(done.err)) == (2, "", message)


def test_api_for_what_names_none(tmp_path: Path) -> None:
    (tmp_path / "a.odata").write_text("id eq 'x'\n")
    assert concise(tmp_path, "a.odata", code=0) == []
    assert concise(tmp_path, "a.odata", "--api", "list-nodes") == ["a.odata:1 ODN401"]
    assert concise(tmp_path, "a.odata", "--api", "list-tasks", code=0) == []


def test_exit_zero_and_statistics(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(TWO + TWO)
    done = run_command("check", "a.py", "--exit-zero", "--statistics", cwd=tmp_path)
    assert (done.code, done.out.splitlines()[0]) == (0, "2 ODN401 the service does not filter on this property")
    assert run_command("check", "none.py", "--exit-zero", cwd=tmp_path).code == 2


def test_stdin_filename() -> None:
    done = run_command("check", "-", "--stdin-filename", "a.py", "--output-format", "concise", stdin=BAD)
    assert (done.code, done.out.split(" ")[0]) == (1, "a.py:2:27:")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BAD.replace("\n", "  # odatanodes: ignore[ODN201]\n"), ["a.py:1 ODN540"]),
        (BAD.rstrip() + "  # odatanodes: ignore[ODN201]\n", []),
        (BAD.rstrip() + "  # odatanodes: ignore\n", []),
        (BAD.rstrip() + "  # why; odatanodes: ignore[ODN2, ODN4]\n", ["a.py:2 ODN540"]),
        (BAD.rstrip() + "  # odatanodes: ignore[ODN4]\n", ["a.py:2 ODN201", "a.py:2 ODN540"]),
        (BAD.replace("c.", "# odatanodes: ignore[ODN201]\nc."), []),
        (BAD.replace("c.", "s = '# odatanodes: ignore[ODN201]'\nc."), ["a.py:3 ODN201"]),
        (HEAD + 'c.list_jobs(filter=(\n  "stat eq 1 "\n  "and id eq \'a\'"))  # odatanodes: ignore[ODN201]\n', []),
    ],
)
def test_suppressions(text: str, expected: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(text)
    assert concise(tmp_path, "a.py", code=1 if expected else 0) == expected


def test_suppressions_in_odata_files(tmp_path: Path) -> None:
    (tmp_path / "a.odata").write_text("# odatanodes: ignore[ODN201]\nstat eq 'idle'\nstat eq 'idle'\n")
    assert concise(tmp_path, "a.odata") == ["a.odata:3 ODN201"]


AZ = "az batch node list \\\n  --select id \\\n  --filter \"stat eq 'idle'\"\n"


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.sh", "# odatanodes: ignore[ODN201]\n" + AZ, []),
        ("a.sh", "# odatanodes: ignore[ODN201]\n\n# why\n" + AZ + AZ, ["a.sh:9 ODN201"]),
        ("a.sh", "# odatanodes: ignore[ODN201]\n" + AZ.replace("\n", "\r\n"), []),
        ("a.sh", "# odatanodes: ignore[ODN4]\n" + AZ, ["a.sh:1 ODN540", "a.sh:4 ODN201"]),
        ("a.sh", AZ + "# odatanodes: ignore[ODN201]", ["a.sh:3 ODN201", "a.sh:4 ODN540"]),
        ("a.sh", "# odatanodes: ignore[ODN201]\n" + AZ.strip() + " \\", []),
        ("a.ps1", "# odatanodes: ignore[ODN201]\nGet-AzBatchComputeNode `\n  -Filter \"stat eq 'idle'\"\n", []),
    ],
)
def test_a_comment_above_a_command_of_several_lines(name: str, text: str, expected: list[str], tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(text.encode())
    assert concise(tmp_path, name, code=1 if expected else 0) == expected


FIXABLE = (
    "\ufeff" + HEAD + "c.list_nodes('p', filter=\"STATE EQ 'start_task_failed' && state = 'idle'\")  # gr\u00f6\u00dfe\r\nx  =  1\n"
)
FIXED = "state eq 'starttaskfailed' and state eq 'idle'"


def test_fix_changes_the_expressions_only(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_bytes(FIXABLE.encode())
    shown = run_command("check", "--diff", "a.py", cwd=tmp_path)
    assert shown.code == 1
    assert f"+c.list_nodes('p', filter=\"{FIXED}\")" in shown.out
    assert path.read_bytes() == FIXABLE.encode()
    done = run_command("check", "--fix", "a.py", "--output-format", "concise", cwd=tmp_path)
    assert path.read_bytes() == FIXABLE.replace("STATE EQ 'start_task_failed' && state = 'idle'", FIXED).encode()
    assert " ODN521 " in done.out
    assert "5 fixed" in done.err
    patched = subprocess.run(
        ["git", "apply", "--check", "-"], input=shown.out.encode(), cwd=tmp_path, capture_output=True, check=False
    )
    assert patched.returncode == 1  # the change is made already


def test_fix_leaves_what_is_put_together(tmp_path: Path) -> None:
    lines = [
        "c.list_jobs(filter='sta' 't eq ' + x)",
        "c.list_jobs(filter='State eq \\'a\\'')",
        'c.list_jobs(filter=f"{x}" " and STATE eq 1")',
    ]
    text = HEAD + "\n".join(lines)
    (tmp_path / "a.py").write_text(text)
    run_command("check", "--fix", "a.py", cwd=tmp_path)
    assert (tmp_path / "a.py").read_text() == text.replace("State eq", "state eq").replace("STATE", "state")


@pytest.mark.parametrize("text", ["stat eq 'idle'", "state eq 'idel'", "stateTransitionTimes eq null", "vmSiez eq 'a'"])
def test_fix_does_not_guess_at_names(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.odata").write_text(text + "\n")
    done = run_command("check", "--fix", "--output-format", "json", "a.odata", cwd=tmp_path)
    assert (tmp_path / "a.odata").read_text() == text + "\n"
    assert {one["fix"]["applicability"] for one in json.loads(done.out) if one["code"] in {"ODN201", "ODN304"}} == {"unsafe"}


def test_configuration(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[tool.odatanodes]\nignore = ["ODN408"]\nexclude = ["gen", "*_pb2.py"]\n'
        'calls = {"mypkg.find_nodes" = "list-nodes"}\nper-file-ignores = {"tests/*" = ["ODN401"]}\n'
    )
    for name, text in {
        "a.py": TWO,
        "tests/b.py": TWO,
        "gen/c.py": TWO,
        "d_pb2.py": TWO,
        "e.py": "from mypkg import find_nodes\nfind_nodes(filter='stat eq 1')\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    assert concise(tmp_path, ".") == ["a.py:3 ODN401", "e.py:2 ODN201"]
    assert concise(tmp_path, "gen/c.py", "gen", code=0) == []
    assert concise(tmp_path / "tests", "b.py", code=0) == []
    assert concise(tmp_path, "a.py", "--ignore", "ODN401") == ["a.py:2 ODN408"]


def test_a_table_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool]\nodatanodes = 1\n")
    (tmp_path / "a.odata").write_text("state eq 'idle'\n")
    done = run_command("check", "a.odata", cwd=tmp_path)
    assert (done.code, one_line_error(done.err).endswith("pyproject.toml: 'tool.odatanodes' is not a table")) == (2, True)


def test_the_nearest_configuration_counts(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.odatanodes]\nignore = ['ODN4']\n")
    inner = tmp_path / "pkg"
    inner.mkdir()
    (inner / "pyproject.toml").write_text("[project]\nname = 'x'\n")  # says nothing of this tool
    (inner / "a.py").write_text(TWO)
    assert concise(inner, "a.py", code=0) == []
    (inner / "pyproject.toml").write_text("[tool.odatanodes]\nignore = ['ODN401']\n")
    assert concise(inner, "a.py") == ["a.py:2 ODN408"]


def test_exclude_goes_with_gitignore(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / ".gitignore").write_text("/out/\n*.gen.py\n")
    (tmp_path / "pyproject.toml").write_text('[tool.odatanodes]\nexclude = ["old", "b*.py"]\n')
    for name in ("a.py", "b1.py", "c.gen.py", "old/d.py", "pkg/old/e.py", "pkg/out/f.py", "out/g.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(BAD)
    assert concise(tmp_path, ".") == ["a.py:2 ODN201", "pkg/out/f.py:2 ODN201"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_fix_keeps_line_ends_and_marks(mark: str, end: str, tmp_path: Path) -> None:
    path = tmp_path / "a.odata"
    text = mark + f"# gr\u00f6\u00dfe  {end}{end}\tstate EQ 'gr\u00f6\u00dfe' {end}vmSize = 'a'"
    path.write_bytes(text.encode())
    path.chmod(0o640)
    run_command("check", "--fix", "--select", "ODN1,ODN408", "a.odata", cwd=tmp_path)
    assert path.read_bytes() == text.replace("EQ", "eq").replace("=", "eq").encode()
    assert path.stat().st_mode & 0o777 == 0o640
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.odata"]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ('selct = ["ODN1"]', "'tool.odatanodes.selct' is unknown; did you mean 'select'?"),
        ('select = "ODN1"', "'tool.odatanodes.select' must be a list of strings"),
        ('ignore = ["XYZ"]', "'tool.odatanodes.ignore' is wrong: no code begins with 'XYZ'; 'odatanodes rule' lists them"),
        ('calls = {"" = "list-nodes"}', "'tool.odatanodes.calls.\"\"' must be the name of a function, such as 'mypkg.find_nodes'"),
        (
            'calls = {"a.b" = "list-node"}',
            "'tool.odatanodes.calls.\"a.b\"' names no list API: 'list-node'; did you mean 'list-nodes'?",
        ),
        ("exclude = [1]", "'tool.odatanodes.exclude' must be a list of strings"),
        ('per-file-ignores = ["a"]', "'tool.odatanodes.per-file-ignores' must be a table"),
        ('per-file-ignores = {"a" = "b"}', "'tool.odatanodes.per-file-ignores.\"a\"' must be a list of strings"),
        ("api = 'list-task'", "'tool.odatanodes.api' names no list API: 'list-task'; did you mean 'list-tasks'?"),
        ("api = 1", "'tool.odatanodes.api' must be the name of a list API, such as 'list-tasks'"),
        ("per-file-api = {a = 'b'}", "'tool.odatanodes.per-file-api.\"a\"' names no list API: 'b'"),
        ("local = 'yes'", "'tool.odatanodes.local' must be true or false"),
        ("output-format = 'xml'", "'tool.odatanodes.output-format' must be one of 'full', 'concise'"),
        ("select = [", "cannot read"),
        ("select = [[]]", "'tool.odatanodes.select' must be a list of strings"),
        ('select = {"a" = 1}', "'tool.odatanodes.select' must be a list of strings"),
        ('select = [""]', "'tool.odatanodes.select' is wrong: no code begins with ''; 'odatanodes rule' lists them"),
        ("exclude = true", "'tool.odatanodes.exclude' must be a list of strings"),
        ("calls = 1", "'tool.odatanodes.calls' must be a table"),
        ('calls = ["a.b"]', "'tool.odatanodes.calls' must be a table"),
        ('calls = {"a.b" = 1}', "'tool.odatanodes.calls.\"a.b\"' must be the name of a list API, such as 'list-nodes', or a table"),
        ('calls = {"a.b" = ["list-nodes"]}', "'tool.odatanodes.calls.\"a.b\"' must be the name of a list API"),
        ('per-file-ignores = {"a" = ["XYZ"]}', "'tool.odatanodes.per-file-ignores.\"a\"' is wrong: no code begins with 'XYZ'"),
        ("per-file-ignores.x.y = 1", "'tool.odatanodes.per-file-ignores.\"x\"' must be a list of strings"),
        ("[tool.odatanodes.check]\nselect = []", "'tool.odatanodes.check' is unknown; there are select, "),
    ],
)
def test_wrong_configuration(table: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(f"[tool.odatanodes]\n{table}\n")
    (tmp_path / "a.odata").write_text("state eq 'idle'\n")
    done = run_command("check", "a.odata", cwd=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert message in one_line_error(done.err)
    assert "pyproject.toml" in done.err


GITHUB = {"GITHUB_ACTIONS": "true"}


@pytest.mark.parametrize(
    ("name", "file", "shown"),
    [
        ("a.py", "a.py", "a.py"),
        ("a,b.py", "a%2Cb.py", "a,b.py"),
        ("a:b%20.py", "a%3Ab%2520.py", "a:b%2520.py"),
        ("a\n::error::b.py", "a%0A%3A%3Aerror%3A%3Ab.py", "a%0A::error::b.py"),
        ("gr\u00f6\u00dfe \U0001f600.py", "gr\u00f6\u00dfe \U0001f600.py", "gr\u00f6\u00dfe \U0001f600.py"),
    ],
)
def test_github_is_chosen_by_itself_and_escaped(name: str, file: str, shown: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(BAD)
    done = run_command("check", name, cwd=tmp_path, env=GITHUB)
    assert done.code == 1
    assert done.out == (
        f"::error file={file},line=2,col=27,endLine=2,endColumn=31,title=ODN201::"
        f"{shown}:2:27: ODN201 no property 'stat' on BatchNode; did you mean 'state'?\n"
    )


def test_github_for_what_spans_lines_and_for_warnings(tmp_path: Path) -> None:
    (tmp_path / "a.odata").write_text("stat eq '\n  %\n'\nstate EQ 'idle'\n")
    done = run_command("check", "a.odata", cwd=tmp_path, env=GITHUB)
    assert [line.split(",")[0] for line in done.out.splitlines()] == ["::error file=a.odata"] * 2 + ["::warning file=a.odata"]
    assert not any("\n" in line for line in done.out.splitlines())


@pytest.mark.parametrize(
    ("arguments", "env", "begins"),
    [
        (("--output-format", "json"), GITHUB, "["),
        (("--output-format", "full"), GITHUB, "error[ODN201]"),
        ((), {"GITHUB_ACTIONS": "false"}, "error[ODN201]"),
        ((), {"GITHUB_ACTIONS": ""}, "error[ODN201]"),
        (("--statistics",), GITHUB, "1 ODN201 "),
        (("--diff",), GITHUB, "--- a/a.py"),
    ],
)
def test_what_is_asked_for_goes_before_github(arguments: tuple[str, ...], env: dict[str, str], begins: str, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(BAD.replace("stat ", "State "))
    assert run_command("check", "a.py", *arguments, cwd=tmp_path, env=env).out.startswith(begins)


def test_sarif(tmp_path: Path) -> None:
    (tmp_path / "a b.py").write_text(TWO)
    done = run_command("check", "a b.py", "--output-format", "sarif", cwd=tmp_path)
    [run] = json.loads(done.out)["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["ODN401", "ODN408"]
    first = run["results"][0]
    assert (first["ruleId"], first["ruleIndex"], first["level"]) == ("ODN408", 1, "warning")
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "a%20b.py"}
    assert place["region"] == {"startLine": 2, "startColumn": 33, "endLine": 2, "endColumn": 35}
    assert first["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"] == {"text": "eq"}
