"""The index from a diagnostic code to the functions that report it: `python -m tests.kit.codes [CODE…]`.

Read from the source, so that it is never stale: every function in which the code stands, the catalogue aside.
"""

from __future__ import annotations

import ast
import re
import sys

from odatanodes.diagnostics.rules import catalogue
from tests.kit.support import ROOT

CODE = re.compile(r"ODN\d{3}")


def functions_of_codes() -> dict[str, list[str]]:
    """Return `module:function` for each place of each code; a code in a table of a module gives `module:`."""
    found: dict[str, set[str]] = {code: set() for code in catalogue()}
    for path in sorted((ROOT / "odatanodes").rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        if not module.startswith("odatanodes.diagnostics.rules."):
            for code, function in _codes(ast.parse(path.read_text(encoding="utf-8")), ""):
                found.setdefault(code, set()).add(f"{module}:{function}")
    return {code: sorted(places) for code, places in sorted(found.items())}


def _codes(node: ast.AST, name: str) -> list[tuple[str, str]]:
    found = []
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Constant) and isinstance(child.value, str) and CODE.fullmatch(child.value):
            found.append((child.value, name))
        below = f"{name}.{child.name}".lstrip(".") if isinstance(child, ast.FunctionDef | ast.ClassDef) else name
        found += _codes(child, below)
    return found


def main(codes: list[str]) -> None:
    """Print the functions of these codes, or of all."""
    for code, places in functions_of_codes().items():
        if not codes or code in codes:
            sys.stdout.write(f"{code}  {'  '.join(places)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
