"""Lists of the emulated account, and their pages for the texts of $filter, $select and $expand.

An error in a text raises RefusalError with its diagnostics as the Reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import ge, le
from typing import TYPE_CHECKING, Any, Literal

from odatanodes import ast, edm
from odatanodes.base.text import picture
from odatanodes.diagnostics import line_and_column
from odatanodes.emulator.errors import internal, invalid_parameter, not_found
from odatanodes.filter import Filter
from odatanodes.filter.select import Select
from odatanodes.runtime import NodeError
from odatanodes.schema.types import nouns_of
from odatanodes.validation import validate

if TYPE_CHECKING:
    from odatanodes.diagnostics import Diagnostic
    from odatanodes.service import Service

Item = Mapping[str, Any]
Items = Sequence[Item] | Mapping[Any, Sequence[Item]]
MissingNe = Literal["standard", "exclude"]
_BATCH_SIZE = 1000
"""Items evaluated in one call."""
_WRONG_DATA = "ODN602"


class ItemList:
    """What one list API returns: one set of items whatever the path's arguments, or a mapping from arguments to items.

    The keys of a mapping are IDs, or tuples of IDs where the path has several arguments. Sequences are not copied: items that
    are added while the server runs are listed.
    """

    def __init__(self, service: Service, items: Items, *, lenient: bool, missing_ne: MissingNe) -> None:
        if missing_ne not in {"standard", "exclude"}:
            raise ValueError(f"missing_ne is 'standard' or 'exclude', not {missing_ne!r}")
        self.service = service
        self.by_ids = {_ids(key): found for key, found in items.items()} if isinstance(items, Mapping) else None
        self.every: Sequence[Item] = () if isinstance(items, Mapping) else items
        for found in items.values() if isinstance(items, Mapping) else [items]:
            listed = hasattr(found, "__len__") and hasattr(found, "__getitem__") and not isinstance(found, Mapping)
            if not listed or not all(isinstance(item, Mapping) for item in found):
                what = nouns_of(service.schema)
                shape = f"{what} are dicts with REST names, given as a list or as a dict from IDs to lists"
                raise TypeError(shape if listed else f"{shape}, not {picture(found)}")
        self.lenient = lenient
        self.missing_ne = missing_ne
        self.filter = lru_cache(maxsize=64)(self._filter)  # requests for the pages of one list have the same texts
        self.select = lru_cache(maxsize=64)(self._select)

    def page(self, ids: tuple[str, ...], query: Mapping[str, str], start: int, most: int) -> tuple[list[Any], int | None]:
        """Return at most `most` items from a position on, and the position of the next page, or None after the last."""
        wanted = None if query.get("$filter") is None else self.filter(query["$filter"])
        selected = None if query.get("$select") is None else self.select(query["$select"])
        expanded = self._expanded(query.get("$expand"), selected)
        items = within(self._items(ids), self.service, query)
        found: list[Any] = []
        while start < len(items) and len(found) < most:
            room = most - len(found)
            step = items[start : start + (room if wanted is None else _BATCH_SIZE)]
            matching = step if wanted is None else self._matching(wanted, step)
            found += matching[:room]
            start += len(step) if len(matching) <= room else _behind(step, matching[:room])
        hidden = [name for name in self.service.expands if name not in expanded]
        shown = [_without(item, hidden) for item in found] if hidden else found
        return (shown if selected is None else selected.apply_all(shown)), (start if start < len(items) else None)

    def _items(self, ids: tuple[str, ...]) -> Sequence[Item]:
        if self.by_ids is None:
            return self.every
        if ids not in self.by_ids:
            known = [length for length in range(len(ids)) if any(key[: length + 1] == ids[: length + 1] for key in self.by_ids)]
            missing = len(known)
            raise not_found(self.service.arguments[missing], ids[missing])
        return self.by_ids[ids]

    def _expanded(self, text: str | None, selected: Select | None) -> set[str]:
        """Return the statistics that a response has: those that an $expand or a $select names."""
        names = set() if text is None else {name.strip() for name in text.split(",")}
        if text is not None:
            self._refuse("expand", text)
        for item in selected.tree.items if selected is not None else ():
            names |= set(ast.path_names(item.path) or ())
        return names

    def _matching(self, wanted: Filter, nodes: Sequence[Item]) -> list[Item]:
        try:
            return wanted.apply(nodes)
        except NodeError as error:
            reason = _reasons(error.diagnostics, error.doc)
            raise (
                internal(reason) if error.diagnostics[0].code == _WRONG_DATA else invalid_parameter("$filter", wanted.text, reason)
            ) from None

    def _filter(self, text: str) -> Filter:
        self._refuse("filter", text)
        wanted = Filter(text, self.service.schema, on_missing="null")
        wanted.apply(())  # raises now for a filter that only a service can evaluate
        if self.missing_ne == "exclude":
            left_out = ast.transform(wanted.expr, _present)
            assert isinstance(left_out, ast.Expr)
            wanted = Filter(left_out, self.service.schema, on_missing="null")
        return wanted

    def _select(self, text: str) -> Select:
        self._refuse("select", text)
        return Select(text, self.service.schema)

    def _refuse(self, option: Literal["filter", "select", "expand"], text: str) -> None:
        """Raise RefusalError for an error in a text, and for what the service refuses."""
        found = validate(text, option, self.service.schema, None if self.lenient and option != "expand" else self.service)
        errors = [finding for finding in found if finding.severity == "error"]
        if errors:
            raise invalid_parameter(f"${option}", text, _reasons(errors, text))


def _ids(key: object) -> tuple[str, ...]:
    return key if isinstance(key, tuple) else (str(key),)


def _without(item: Item, names: Sequence[str]) -> Item:
    return {name: value for name, value in item.items() if name not in names} if any(name in item for name in names) else item


def within(items: Sequence[Item], service: Service, query: Mapping[str, str]) -> Sequence[Item]:
    """Return the items that the further parameters of an API leave: files of the root folder only, usage of a time."""
    if "recursive" in service.parameters and query.get("recursive", "false").lower() != "true":
        return [item for item in items if not {"/", "\\"} & set(str(item.get("name", "")).rstrip("/\\"))]
    for name, test in (("startTime", ge), ("endtime", le)):
        if name in query and name in service.parameters:
            bound = edm.DateTimeOffset.parse(query[name]).order
            property = "startTime" if name == "startTime" else "endTime"
            items = [item for item in items if test(edm.DateTimeOffset.parse(item[property]).order, bound)]
    return items


def _behind(step: Sequence[Item], taken: Sequence[Item]) -> int:
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
