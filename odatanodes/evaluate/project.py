"""Apply `$select` to nodes: copies of what is selected, nested paths and paths through collections included.

Nodes are dicts, mappings or pydantic objects; the copies are dicts in the order of the node's own properties. An absent property
stays absent, an explicit null stays, and nothing mutable is shared with the node.
Source: OData 4.01 URL Conventions 5.1.4; nested paths as in Protocol 11.2.5.1.
"""

from __future__ import annotations

from odatanodes import ast
from odatanodes.diagnostics import Diagnostic, ODataCheckError
from odatanodes.functions.values import structure
from odatanodes.runtime import IMPOSSIBLE, NOT_HERE, EvaluationError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

__all__ = ["Kept", "kept_of", "project", "project_all", "projector"]


class Kept(dict[str, "Kept"]):
    """What is kept of a structured value: properties by name with what is kept of theirs; `all` keeps everything."""

    __slots__ = ("all",)

    def __init__(self) -> None:
        super().__init__()
        self.all = False


def project(select: ast.SelectList, node: Any, text: str = "") -> dict[str, Any]:
    """Return a copy of a node with what a `$select` keeps; `text` is what its spans point into, for messages.

    Raises ODataCheckError for options that only a service evaluates.

    >>> exit_code = ast.Member(ast.Member(None, "startTaskInfo"), "exitCode")
    >>> select = ast.SelectList((ast.SelectItem(ast.Member(None, "id")), ast.SelectItem(exit_code)))
    >>> project(select, {"id": "n1", "state": "idle", "startTaskInfo": {"exitCode": None, "state": "running"}})
    {'id': 'n1', 'startTaskInfo': {'exitCode': None}}
    """
    return projector(select, text)(node)


def project_all(select: ast.SelectList, nodes: Iterable[Any], text: str = "") -> list[dict[str, Any]]:
    """Return the projected copies of nodes, in order."""
    one = projector(select, text)
    return [one(node) for node in nodes]


def projector(select: ast.SelectList, text: str = "") -> Callable[[Any], dict[str, Any]]:
    """Return `project` for one `$select`, prepared for many nodes."""
    kept = kept_of(select, text)

    def projected(node: Any) -> dict[str, Any]:
        try:
            return _structured(structure(node), kept)
        except RecursionError:
            found = Diagnostic(IMPOSSIBLE, "a value of the item is nested too deeply to be copied", select.span)
            raise EvaluationError((found,), text) from None

    return projected


def kept_of(select: ast.SelectList, text: str = "") -> Kept:
    """Return what a `$select` keeps of a node. Raises ODataCheckError for options that only a service evaluates."""
    kept = Kept()
    _add(select, kept, text)
    return kept


def _add(select: ast.SelectList, kept: Kept, text: str) -> None:
    for item in select.items:
        target = kept
        if isinstance(item.path, ast.Star):
            target.all = target.all or not item.path.namespace  # `Ns.*` selects operations, which are not part of the data
            continue
        names = _names(item.path)
        if not names:
            continue
        for name in names:
            target = target.setdefault(name, Kept())
        nested = [option.value for option in item.options if isinstance(option.value, ast.SelectList)]
        if len(nested) < len(item.options):
            option = next(option for option in item.options if not isinstance(option.value, ast.SelectList))
            found = Diagnostic(NOT_HERE, f"'{option.name}' inside a $select cannot be evaluated here", option.span)
            raise ODataCheckError((found,), text)
        for inner in nested:
            _add(inner, target, text)
        target.all = target.all or not nested


def _names(path: ast.Expr) -> list[str]:
    """Return the property names of a path; nothing for operations, which are not part of the data."""
    names: list[str] = []
    step: ast.Expr | None = path
    while step is not None:
        if isinstance(step, ast.Member):
            names.append(step.name)
        elif isinstance(step, ast.Annotation):
            names.append(f"@{step.term}" + (f"#{step.qualifier}" if step.qualifier else ""))
        elif not isinstance(step, ast.TypeCast):
            return []
        step = step.source
    return names[::-1]


def _structured(value: Any, kept: Kept) -> dict[str, Any]:
    if kept.all:
        return {name: _copy(value[name]) for name in value}
    return {name: _inside(value[name], kept[name]) for name in value if name in kept}


def _inside(value: Any, kept: Kept) -> Any:
    """Return what is kept of a property's value; of each item where it is a collection."""
    if value is None or kept.all:
        return _copy(value)
    if isinstance(value, (list, tuple)):
        return [_inside(item, kept) for item in value]
    try:
        return _structured(structure(value), kept)
    except TypeError:
        return None  # a path into a value that has no properties


def _copy(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_copy(item) for item in value]
    if value.__class__ is dict or hasattr(value, "keys"):
        return {name: _copy(value[name]) for name in value}
    return value
