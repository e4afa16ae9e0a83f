"""The wheel: what is in it, and that it works without a checkout, straight from the zip."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from email import message_from_bytes
from typing import TYPE_CHECKING

import pytest

from odatanodes import __version__
from tests.kit.support import ROOT, Finished, run_python

if TYPE_CHECKING:
    from pathlib import Path

GRAMMAR = "odata.lark"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("hatchling", reason="hatchling builds the wheel")
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, check=True)
    [path] = folder.glob("*.whl")
    return path


def run_wheel(wheel: Path, *arguments: str) -> Finished:
    return run_python("-P", *arguments, cwd=wheel.parent, env={"PYTHONPATH": str(wheel)})


def test_wheel_carries_code_data_grammar_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    info = f"odatanodes-{__version__}.dist-info/"
    code = {path.relative_to(ROOT).as_posix() for path in (ROOT / "odatanodes").rglob("*.py*") if path.suffix in {".py", ".pyi"}}
    page = {path.relative_to(ROOT).as_posix() for path in (ROOT / "odatanodes/explore/page").iterdir()}
    beside = page | {"odatanodes/py.typed", "odatanodes/batch/list_nodes_sample.json", f"odatanodes/grammar/{GRAMMAR}"}
    assert {name for name in names if not name.startswith(info)} == code | beside
    assert f"{info}licenses/LICENSE" in names


def test_metadata(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        metadata = message_from_bytes(archive.read(f"odatanodes-{__version__}.dist-info/METADATA"))
    assert metadata["Version"] == __version__
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == "MIT"
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert set(metadata.get_all("Provides-Extra", [])) == set(extras)
    assert [extra for extra in extras if f"`{extra}`" not in (ROOT / "README.md").read_text(encoding="utf-8")] == []
    required = [line for line in metadata.get_all("Requires-Dist", []) if "extra ==" not in line]
    assert [line.split(">")[0] for line in required] == ["pydantic"]


@pytest.mark.parametrize(
    ("arguments", "out"),
    [
        (("check", "-f", "state eq 'idle'"), ""),
        (("filter", "totalTasksRun eq 0", "--sample", "-s", "vmSize"), '{"vmSize":"Standard_D2_v5"}\n' * 3),
    ],
)
def test_the_command_runs_from_the_wheel(wheel: Path, arguments: tuple[str, ...], out: str) -> None:
    done = run_wheel(wheel, "-m", "odatanodes", *arguments)
    assert (done.code, done.out) == (0, out), done
    where = run_wheel(wheel, "-c", "import odatanodes; print(odatanodes.__file__)")
    assert where.out.startswith(str(wheel))


def test_the_grammar_is_found_in_wheel_and_checkout(wheel: Path) -> None:
    pytest.importorskip("lark")
    load = f"F('odatanodes', ('grammar', '../grammar'))(None, '{GRAMMAR}')[1]"
    code = f"import sys; from lark.load_grammar import FromPackageLoader as F; sys.stdout.write({load})"
    text = (ROOT / "grammar" / GRAMMAR).read_text(encoding="utf-8")
    zipped, checkout = run_wheel(wheel, "-c", code), run_python("-c", code)
    assert (zipped.code, zipped.out) == (checkout.code, checkout.out) == (0, text), zipped
