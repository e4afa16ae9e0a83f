"""The layer rule: which module may import which, read from the source, so that imports inside functions count as well.

Modules of one family (a folder, or a module and its helpers) may import each other. Faces stand on top: they may import
everything and are imported by faces only. What is imported for type checkers only does not count.
"""

from __future__ import annotations

import ast
import graphlib
from typing import TYPE_CHECKING

import pytest

from tests.support import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CORE = {"_value", "edm", "diagnostics", "ast"}
DATA = CORE | {"schema", "functions"}
BELOW_FILTER = DATA | {
    *("parse", "serialize", "build", "normalize", "check", "service", "parameters"),
    *("runtime", "compile", "decide", "plan", "explain", "project", "trace"),
}
MAY_IMPORT: dict[str, set[str]] = {
    "_value": set(),
    "_loaded": set(),
    "_processes": set(),
    "edm": {"_value"},
    "diagnostics": {"_value"},
    "ast": {"_value", "edm"},
    "rules": {"_value", "diagnostics"},
    "functions": {"_value", "edm"},
    "schema": {"_value", "edm"},
    "models": {"_loaded", "edm"},
    "_tables": set(),
    "parse": CORE | {"_tables"},
    "serialize": CORE,
    "parameters": CORE,
    "build": DATA | {"serialize"},
    "normalize": CORE | {"functions", "serialize"},
    "check": DATA | {"serialize"},
    "service": DATA | {"serialize", "normalize"},
    "runtime": CORE | {"functions"},
    "compile": CORE | {"functions", "runtime"},
    "decide": DATA | {"check", "normalize", "serialize", "compile"},
    "explain": DATA | {"check", "serialize"},
    "plan": DATA | {"serialize", "normalize", "service"},
    "project": CORE | {"functions", "runtime"},
    "trace": CORE | {"functions", "runtime", "compile", "serialize"},
    "files": set(),
    "scan": CORE | {"_processes", "files", "functions", "runtime", "compile", "project"},
    "filter": BELOW_FILTER | {"_loaded", "scan"},
}
FACES = {"report", "extract", "cli", "azure", "request", "emulator", "strategies", "testing", "lsp"}
FACES |= {"config", "__main__", "_hypothesis", "_generate_builder"}
FAMILIES = {
    "_schema_data": "schema",
    "_unsealed": "ast",
    "paths": "filter",
    "_from_model": "schema",
    "_service_data": "service",
    "builder": "build",
    "select": "filter",
    "validation": "filter",
    "_frozen": "filter",
    "_expression": "filter",
}
ONLY_IN = {
    "pydantic": {"models", "_from_model", "request"},
    "hypothesis": {"strategies", "_hypothesis"},
    "lark": {"strategies"},
    "msgspec": {"scan"},
    "orjson": set(),
    "azure": {"azure"},
    "starlette": {"emulator"},
    "uvicorn": {"emulator"},
    "yaml": {"extract"},
    "argparse": {"cli"},
    "pygls": {"lsp"},
    "lsprotocol": {"lsp"},
    "tree_sitter": {"extract"},
}
"""Packages that cost start-up or stand in an extra, and the modules that may load them."""

PACKAGE = ROOT / "odatanodes"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE or path.name != "__init__.py")


def family_of(path: Path) -> str:
    """Return the module's name, or that of the folder it stands in."""
    name = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return FAMILIES.get(name, name)


def imports(path: Path) -> Iterator[str]:
    """Yield the dotted names a module imports at run time."""
    stack: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            stack += node.orelse
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        stack += ast.iter_child_nodes(node)


def families_imported(path: Path) -> set[str]:
    found = {name.split(".")[1] for name in imports(path) if name.startswith("odatanodes.")}
    found = {FAMILIES.get(name, name) for name in found if (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").exists()}
    return found - {family_of(path)}


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_every_module_has_its_place() -> None:
    assert {family_of(path) for path in MODULES} - set(MAY_IMPORT) - FACES == set()


def test_the_rule_has_no_circle() -> None:
    order = graphlib.TopologicalSorter(MAY_IMPORT).static_order()
    assert not FACES & set(order)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_down(path: Path) -> None:
    own = family_of(path)
    allowed = set(MAY_IMPORT) | FACES if own in FACES else MAY_IMPORT[own]
    assert families_imported(path) <= allowed


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_heavy_packages_have_one_home(path: Path) -> None:
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    loaded = {name.split(".")[0] for name in imports(path)}
    assert {package for package, homes in ONLY_IN.items() if package in loaded and own not in homes} == set()


def test_the_reading_of_imports_sees_what_it_should(tmp_path: Path) -> None:
    module = tmp_path / "m.py"
    module.write_text(
        "import a.b\nfrom c import d\nif TYPE_CHECKING:\n    import e\nelse:\n    import f\ndef g():\n    from h.i import j\n"
    )
    assert set(imports(module)) == {"a.b", "c.d", "f", "h.i.j"}
