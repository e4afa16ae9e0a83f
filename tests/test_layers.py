"""The layer rule of odatanodes/README.md, read from the source: imports inside functions and for type checkers count too."""

from __future__ import annotations

import ast
from functools import cache
from typing import TYPE_CHECKING

import pytest

from tests.kit.support import ROOT, run_python

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FLOORS = (
    {"base", "batch"},
    {"extract", "edm"},
    {"diagnostics"},
    {"ast"},
    {"schema", "functions", "models"},
    {"parse", "serialize", "runtime"},
    {"check", "normalize", "service", "evaluate", "build"},
    {"decide", "scan", "engines"},
    {"filter"},
    {"validation"},
    {"request"},
    {"azure", "emulator", "strategies", "lint"},
    {"testing", "_hypothesis", "lsp"},
    {"explore"},
    {"cli"},
    {"__main__"},
)
"""From the ground up: a family imports from lower floors, and public names of its own floor."""
LOOSE = {"__init__", "__main__", "_hypothesis", "azure", "validation", "runtime", "testing"}
ALONE = {"extract": {"base", "batch"}}
"""Families that may import less than their floor allows."""
TYPED_CIRCLE = {f"odatanodes.build.{name}" for name in ("expressions", "lambdas", "numbers", "paths", "strings")}
"""Expression classes that name each other in annotations: the only circle."""
ONLY_IN = {
    "pydantic": {"models", "schema", "request"},
    "hypothesis": {"strategies", "_hypothesis"},
    "lark": {"strategies"},
    "msgspec": {"scan"},
    "orjson": set(),
    "azure": {"azure", "request"},
    "starlette": {"emulator", "explore"},
    "uvicorn": {"emulator"},
    "yaml": {"extract"},
    "argparse": {"cli"},
    "pygls": {"lsp"},
    "lsprotocol": {"lsp"},
    "tree_sitter": {"extract"},
    **{engine: {"engines"} for engine in ("duckdb", "polars", "pyarrow", "pyspark")},
}
"""Packages that are slow to import or belong to an extra, and the families that may import them."""

LOADED = """
ast base literals operators paths selects unsealed
base files text value
batch clients nodes
check context operators paths promotion values
cli _common check
diagnostics diagnostic render
edm dates python types values written
extract expression
lint finding findings report
normalize
parse context literals machine reduce tables
schema entities types
validation
"""
"""What `odatanodes check -f "state eq 'idle'"` loads: one line for each family and its modules. Each costs start-up time."""

PACKAGE = ROOT / "odatanodes"
FILES = sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.pyi")])


def module_of(path: Path) -> str:
    parts = ("odatanodes", *path.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path): path for path in FILES}
FLOOR_OF = {family: number for number, floor in enumerate(FLOORS) for family in floor}


def family_of(module: str) -> str:
    return ([*module.split("."), "__init__"])[1]


def imports(path: Path) -> Iterator[str]:
    """Yield `module.name` for every import of a file, wherever it stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def imported(module: str) -> frozenset[tuple[str, str]]:
    """Return the modules of the package that a module imports, each with the name taken from it ("" for the module itself)."""
    found = set()
    for dotted in imports(MODULES[module]):
        owner, _, name = dotted.rpartition(".")
        if dotted in MODULES:
            found.add((dotted, ""))
        elif owner in MODULES:
            found.add((owner, name))
    return frozenset(found)


def circles() -> list[set[str]]:
    """Return the groups of modules that import each other (strongly connected components)."""
    graph = {module: {target for target, _ in imported(module)} for module in MODULES}
    reach: dict[str, set[str]] = {}
    for start, targets in graph.items():
        seen: set[str] = set()
        stack = list(targets)
        while stack:
            here = stack.pop()
            if here not in seen:
                seen.add(here)
                stack += graph[here]
        reach[start] = seen
    groups = {frozenset(other for other in reach[one] if one in reach[other]) for one in graph if one in reach[one]}
    return [set(group) for group in groups]


def test_loose_modules() -> None:
    assert {path.stem for path in PACKAGE.glob("*.py")} <= LOOSE


def test_every_family_has_a_floor() -> None:
    assert {family_of(module) for module in MODULES} - {"__init__"} <= set(FLOOR_OF)


def test_no_circles() -> None:
    assert [sorted(group) for group in circles() if not group <= TYPED_CIRCLE] == []


def violations(module: str) -> Iterator[str]:
    own = family_of(module)
    for target, name in sorted(imported(module)):
        other = family_of(target)
        if other == own:
            continue
        if other == "__init__":
            if name != "__version__":
                yield f"{target}: import {name} from its own module"
            continue
        if FLOOR_OF[other] > FLOOR_OF[own] or other not in ALONE.get(own, {other}):
            yield f"{target}: on a higher floor"
        if any(part.startswith("_") for part in [*target.split(".")[2:], name]):
            yield f"{target}: {name or target} is private"


@pytest.mark.parametrize("module", sorted(set(MODULES) - {"odatanodes"}))
def test_imports_point_down(module: str) -> None:
    assert list(violations(module)) == []


@pytest.mark.parametrize("module", sorted(MODULES))
def test_heavy_packages_have_one_home(module: str) -> None:
    packages = {name.split(".")[0] for name in imports(MODULES[module])}
    assert {package for package, homes in ONLY_IN.items() if package in packages and family_of(module) not in homes} == set()


def test_the_modules_that_a_check_loads() -> None:
    """A module that is not in LOADED slows every start down: import it where it is used, or change the list on purpose."""
    code = "import sys; from odatanodes.cli import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    run = run_python("-c", code, "check", "-f", "state eq 'idle'")
    families: dict[str, list[str]] = {}
    for name in sorted(name for name in run.err.split() if name.startswith("odatanodes.")):
        family, _, rest = name.removeprefix("odatanodes.").partition(".")
        families.setdefault(family, [family]).extend([rest] if rest else [])
    assert "\n".join(" ".join(words) for words in families.values()) == LOADED.strip()


def test_the_reading_of_imports_sees_what_it_should(tmp_path: Path) -> None:
    module = tmp_path / "m.py"
    module.write_text(
        "import a.b\nfrom c import d\nif TYPE_CHECKING:\n    import e\nelse:\n    import f\ndef g():\n    from h.i import j\n"
    )
    assert set(imports(module)) == {"a.b", "c.d", "e", "f", "h.i.j"}
