"""Pools of nodes, and their pages for the text of a $filter and a $select.

What is wrong in a text raises RefusalError with its diagnostics as the Reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from odatanodes import ast
from odatanodes.diagnostics import line_and_column
from odatanodes.emulator.errors import internal, invalid_parameter, no_pool
from odatanodes.filter import Filter
from odatanodes.filter.select import Select
from odatanodes.runtime import NodeError
from odatanodes.service import LIST_NODES
from odatanodes.validation import validate

if TYPE_CHECKING:
    from odatanodes.diagnostics import Diagnostic

Node = Mapping[str, Any]
MissingNe = Literal["standard", "exclude"]
_BATCH_SIZE = 1000
"""Nodes evaluated in one call."""
_WRONG_DATA = "ODN602"


class Pools:
    """The pools of the emulated account: one set of nodes for every pool ID, or a mapping from pool IDs to nodes.

    Sequences are not copied: nodes that are added while the server runs are listed.
    """

    def __init__(self, nodes: Sequence[Node] | Mapping[str, Sequence[Node]], *, lenient: bool, missing_ne: MissingNe) -> None:
        if missing_ne not in {"standard", "exclude"}:
            raise ValueError(f"missing_ne is 'standard' or 'exclude', not {missing_ne!r}")
        self.by_id = nodes if isinstance(nodes, Mapping) else None
        self.every = () if isinstance(nodes, Mapping) else nodes
        for pool in nodes.values() if isinstance(nodes, Mapping) else [nodes]:
            if not all(isinstance(node, Mapping) for node in pool):
                raise TypeError("nodes are dicts with REST names, given as a list or as a dict from pool IDs to lists")
        self.lenient = lenient
        self.missing_ne = missing_ne
        self.filter = lru_cache(maxsize=64)(self._filter)  # requests for the pages of one list have the same texts
        self.select = lru_cache(maxsize=64)(self._select)

    def page(self, pool_id: str, filter: str | None, select: str | None, start: int, most: int) -> tuple[list[Any], int | None]:
        """Return at most `most` nodes from a position on, and the position of the next page, or None after the last."""
        wanted = None if filter is None else self.filter(filter)
        selected = None if select is None else self.select(select)
        nodes = self._nodes(pool_id)
        found: list[Any] = []
        while start < len(nodes) and len(found) < most:
            room = most - len(found)
            step = nodes[start : start + (room if wanted is None else _BATCH_SIZE)]
            matching = step if wanted is None else self._matching(wanted, step)
            found += matching[:room]
            start += len(step) if len(matching) <= room else _behind(step, matching[:room])
        return (found if selected is None else selected.apply_all(found)), (start if start < len(nodes) else None)

    def _nodes(self, pool_id: str) -> Sequence[Node]:
        if self.by_id is None:
            return self.every
        if pool_id not in self.by_id:
            raise no_pool(pool_id)
        return self.by_id[pool_id]

    def _matching(self, wanted: Filter, nodes: Sequence[Node]) -> list[Node]:
        try:
            return wanted.apply(nodes)
        except NodeError as error:
            reason = _reasons(error.diagnostics, error.doc)
            raise (
                internal(reason) if error.diagnostics[0].code == _WRONG_DATA else invalid_parameter("$filter", wanted.text, reason)
            ) from None

    def _filter(self, text: str) -> Filter:
        self._refuse("filter", text)
        wanted = Filter(text, on_missing="null")
        wanted.apply(())  # raises now for a filter that only a service can evaluate
        if self.missing_ne == "exclude":
            left_out = ast.transform(wanted.expr, _present)
            assert isinstance(left_out, ast.Expr)
            wanted = Filter(left_out, on_missing="null")
        return wanted

    def _select(self, text: str) -> Select:
        self._refuse("select", text)
        return Select(text)

    def _refuse(self, option: Literal["filter", "select"], text: str) -> None:
        """Raise RefusalError for an error in a text, and for what the service refuses."""
        found = validate(text, option, service=None if self.lenient else LIST_NODES)
        errors = [finding for finding in found if finding.severity == "error"]
        if errors:
            raise invalid_parameter(f"${option}", text, _reasons(errors, text))


def _behind(step: Sequence[Node], taken: Sequence[Node]) -> int:
    """Return the number of nodes of a step up to the last one taken."""
    place = 0
    for node in taken:
        while step[place] is not node:
            place += 1
        place += 1
    return place


def _present(node: ast.Node) -> ast.Node:
    """Return `x ne 1` as `x ne 1 and x ne null`: the reading of a service that omits nodes without an x."""
    match node:
        case ast.Compare("ne", left, right) if isinstance(left, ast.Literal) is not isinstance(right, ast.Literal):
            path, literal = (right, left) if isinstance(left, ast.Literal) else (left, right)
            assert isinstance(literal, ast.Literal)
            if literal.value is not None and ast.path_names(path):
                return ast.And((node, ast.Compare("ne", path, ast.Literal(None))))
    return node


def _reasons(diagnostics: Sequence[Diagnostic], text: str) -> str:
    """Return the findings, one a line."""
    lines = []
    for found in diagnostics:
        line, column = line_and_column(text, found.span[0])
        help = f"; {found.help}" if found.help else ""
        lines.append(f"{line}:{column}: {found.code} {found.message}{help}")
    return "\n".join(lines)
