"""All languages: each end of a file's name has a module, and what one language needs is loaded for it alone."""

from __future__ import annotations

import json
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from odatanodes.base.files import InputError
from odatanodes.extract import may_hold
from odatanodes.extract.languages import LANGUAGES, SUFFIXES, host_of
from tests.kit.support import run_python

if TYPE_CHECKING:
    from pathlib import Path

HOLDING = {
    "a.odata": "state eq 'idle'\n",
    "a.py": "from azure.batch import BatchClient\nc.list_nodes('p', filter=\"state eq 'idle'\")\n",
    "a.sh": "az batch node list --filter \"state eq 'idle'\"\n",
    "a.yml": "run: az batch node list --filter \"state eq 'idle'\"\n",
}
OF_OTHERS = {
    "a.odata": {"odatanodes.extract.python", "odatanodes.extract.shell", "odatanodes.extract.urls", "yaml", "json"},
    "a.py": {"odatanodes.extract.shell", "odatanodes.extract.urls", "odatanodes.extract.documents", "yaml", "json", "ast"},
    "a.sh": {"odatanodes.extract.python", "odatanodes.extract.documents", "yaml", "_ast"},
    "a.yml": {"odatanodes.extract.python", "tree_sitter"},
}
"""What a check of a file must not load."""


@pytest.mark.parametrize("language", sorted(set(SUFFIXES.values())))
def test_every_language_has_a_module(language: str) -> None:
    assert callable(import_module(f"odatanodes.extract.{language}").find)


@pytest.mark.parametrize("name", HOLDING)
def test_a_check_loads_no_other_language(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(HOLDING[name], encoding="utf-8")
    code = f"import sys\nfrom odatanodes.cli import main\ncode = main(['check', {str(path)!r}])\nprint(code, *sys.modules)"
    done = run_python("-c", code)
    first, *modules = done.out.split()
    assert (done.code, first) == (0, "0"), done
    assert OF_OTHERS[name] & set(modules) == set()


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.sh", b"az batch job list --filter x", True),
        ("a.sh", b"az vm list --filter x", False),
        ("a.json", json.dumps({"url": "/pools/p/nodes?api-version=2025-06-01&$filter=a"}).encode(), True),
        ("a.md", b"batch", False),
        ("a.yml", b"filter: batch", True),
        ("a.odata", b"", True),
    ],
)
def test_few_files_are_read(name: str, data: bytes, expected: bool) -> None:
    assert may_hold(name, data, {}) is expected


def test_a_file_of_no_known_language_is_an_error() -> None:
    from odatanodes.extract import language_name

    with pytest.raises(InputError, match=r"cannot tell which expressions are in 'a\.txt': known are '\.odata', .*'\.md'"):
        language_name("a.txt")


def test_help_reads_the_records() -> None:
    shown = " ".join(run_python("-m", "odatanodes", "check", "--help").out.split())
    assert [suffix for suffix in SUFFIXES if suffix not in shown] == []
    shown = run_python("-m", "odatanodes", "lsp", "--help").out
    assert [name for language in LANGUAGES for name in language.editors if f'"{name}"' not in shown] == []


def test_the_record_of_a_file() -> None:
    records = [
        host_of(name, text).title
        for name, text in (("a.CS", ""), ("Makefile.x", ""), ("run", "#!/usr/bin/pwsh\n"), ("<stdin>", ""))
    ]
    assert records == ["C#", "Makefiles", "PowerShell", ".odata files"]
    assert host_of("a.jsonc", "").mark == "//"
    assert not host_of("a.json", "").mark
