"""Modules whose packages are missing: the error names the extra that installs them."""

from __future__ import annotations

import pytest

from tests.kit.support import run_python

pytestmark = pytest.mark.thorough

WITHOUT = """
import sys
sys.modules[{package!r}] = None
{code}
"""


@pytest.mark.parametrize(
    ("package", "code", "extra"),
    [
        ("hypothesis", "import odatanodes.strategies", "hypothesis"),
        ("starlette", "import odatanodes.emulator", "emulator"),
        ("uvicorn", "import odatanodes.emulator", "emulator"),
        ("starlette", "import odatanodes.explore", "emulator"),
        ("pygls", "import odatanodes.lsp.serve", "lsp"),
        ("lsprotocol", "import odatanodes.lsp.serve", "lsp"),
        ("polars", "from odatanodes import Filter; Filter('true').to_polars()", "polars"),
        ("pyarrow", "from odatanodes import Filter; Filter('true').to_arrow()", "arrow"),
    ],
)
def test_a_missing_package_names_its_extra(package: str, code: str, extra: str) -> None:
    pytest.importorskip(package)
    done = run_python("-c", WITHOUT.format(package=package, code=code))
    assert done.code == 1
    assert f"pip install 'odatanodes[{extra}]'" in done.err.splitlines()[-1], done.err


@pytest.mark.parametrize(
    ("package", "command"), [("pygls", "lsp"), ("starlette", "serve --sample"), ("uvicorn", "explore --sample")]
)
def test_a_command_without_its_package_is_one_line(package: str, command: str) -> None:
    code = f"from odatanodes.cli import main; sys.exit(main({command.split()!r}))"
    done = run_python("-c", WITHOUT.format(package=package, code=code))
    assert done.code == 2
    assert done.err.startswith("odatanodes: error: ")
    assert "pip install 'odatanodes[" in done.err
    assert done.err.count("\n") == 1


def test_zstd_without_its_package_names_the_extra() -> None:
    code = "import io; from odatanodes import Filter; list(Filter('true').scan(io.BytesIO(b'\\x28\\xb5\\x2f\\xfd and more')))"
    done = run_python("-c", WITHOUT.format(package="backports", code="sys.modules['compression'] = None\n" + code))
    assert "pip install 'odatanodes[speed]'" in done.err.splitlines()[-1]
