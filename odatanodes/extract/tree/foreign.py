"""Literals of a program that go to another service, to a log or into an error: a filter in them is not Batch's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from odatanodes.extract.content import is_foreign, is_log

if TYPE_CHECKING:
    from tree_sitter import Node

    from odatanodes.extract.tree.names import Names, Scope
    from odatanodes.extract.tree.parse import Tree

__all__ = ["Foreign"]

_HIGHEST = 40
_ARGUMENTS = frozenset({"argument_list", "arguments"})
_NAMED = frozenset({"variable_declarator", "assignment_expression", "public_field_definition", "field_definition"})
_DONE = frozenset({"block", "statement_block", "class_body", "declaration_list", "program", "compilation_unit"})


class Program(Protocol):
    """What the finder of a language knows of its file."""

    tree: Tree
    names: Names

    def parts(self, call: Node) -> tuple[str, Node | None]:
        """Return the name of what is called or made, and what it is called on."""

    def called(self, node: Node) -> str:
        """Return the name of the function of the file that a call calls."""

    def variable(self, node: Node, scope: Scope) -> tuple[Scope, str] | None:
        """Return the owner and name of a variable."""


class Foreign:
    """What is foreign in one file: calls, the names passed to them, and the parameters of functions that pass them on."""

    def __init__(self, finder: Program) -> None:
        self._finder = finder
        self._passed: set[tuple[int, str]] = set()
        for calls in finder.names.calls.values():
            for call, scope in calls:
                if self._is_foreign(call):
                    self._note(call, scope)

    def _note(self, call: Node, scope: Scope) -> None:
        for value in self._values(call):
            name = self._finder.variable(value, scope)
            if name is not None:
                self._passed.add((id(name[0]), name[1]))

    def _values(self, call: Node) -> list[Node]:
        listed = call.child_by_field_name("arguments")
        values = listed.named_children if listed is not None else []
        return [value.named_children[-1] if value.type == "argument" and value.named_children else value for value in values]

    def _is_foreign(self, call: Node) -> bool:
        name, owner = self._finder.parts(call)
        return is_log(name) or is_foreign(name, self._finder.tree.tail(owner))

    def holds(self, node: Node, scope: Scope) -> bool:
        """Whether a literal is an argument of a foreign call, or given to a name that is."""
        below, here = node, node.parent
        for _ in range(_HIGHEST):
            if here is None or here.type in _DONE:
                return False
            if below.type in _ARGUMENTS and self._is_argument(here, node):
                return True
            if here.type in _NAMED:
                target = next(filter(None, map(here.child_by_field_name, ("name", "left", "property"))), None)
                name = self._finder.variable(target, scope) if target is not None else None
                if name is not None and (id(name[0]), name[1]) in self._passed:
                    return True
            below, here = here, here.parent
        return False

    def _is_argument(self, call: Node, node: Node) -> bool:
        if self._is_foreign(call):
            return True
        functions = self._finder.names.functions.get(self._finder.called(call), [])
        values = self._values(call)
        number = next((at for at, value in enumerate(values) if value.start_byte <= node.start_byte < value.end_byte), -1)
        return any(
            0 <= number < len(function.parameters) and (id(function.scope), function.parameters[number]) in self._passed
            for function in functions
        )
