"""The parts of a C# call: the method, what it is called on, its arguments with their names.

Comes in: the node of an invocation or a creation. Goes out: nodes and names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from odatanodes.extract.tree.texts import arguments, field

if TYPE_CHECKING:
    from tree_sitter import Node

    from odatanodes.extract.tree.parse import Tree

__all__ = ["callee", "passed", "receiver"]


def passed(call: Node) -> list[tuple[str, Node]]:
    """Return the arguments of a call, each with its name (empty where it has none)."""
    found = []
    listed = field(call, "arguments") or next((child for child in call.named_children if child.type == "argument_list"), None)
    for argument in arguments(listed):
        name = field(argument, "name")
        parts = arguments(argument)
        if parts:
            found.append(("" if name is None or name.text is None else name.text.decode("utf-8", "replace").strip(), parts[-1]))
    return found


def callee(tree: Tree, call: Node) -> str:
    """Return the name of the method that is called, without its type arguments."""
    function = field(call, "function")
    if function is not None and function.type == "conditional_access_expression":
        function = next(iter(reversed(function.named_children)), None)
    if function is not None and function.type in {"member_access_expression", "member_binding_expression"}:
        function = field(function, "name")
    if function is not None and function.type == "generic_name":
        function = next(iter(function.named_children), None)
    return tree.text(function) if function is not None and function.type == "identifier" else ""


def receiver(call: Node) -> Node | None:
    """Return what a method is called on."""
    function = field(call, "function")
    if function is None:
        return None
    return field(function, "expression") or field(function, "condition")
