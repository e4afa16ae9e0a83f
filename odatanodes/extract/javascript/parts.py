"""The parts of JavaScript calls and objects: what is called and on what, keys and values.

Comes in: nodes. Goes out: names and nodes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from odatanodes.extract.tree.texts import field

if TYPE_CHECKING:
    from tree_sitter import Node

    from odatanodes.extract.tree.parse import Tree

__all__ = ["called", "key_of", "pairs_of"]


def called(tree: Tree, call: Node) -> tuple[str, Node | None]:
    """Return the name of what is called, and what it is called on."""
    function = field(call, "function") or field(call, "constructor")
    while function is not None and function.type == "non_null_expression" and function.named_children:
        function = function.named_children[0]
    if function is None:
        return "", None
    if function.type == "member_expression":
        name = field(function, "property")
        return (tree.text(name) if name is not None else ""), field(function, "object")
    return (tree.text(function) if function.type == "identifier" else ""), None


def key_of(tree: Tree, pair: Node) -> str:
    """Return the key of a member of an object; empty for one that is computed."""
    if pair.type in {"shorthand_property_identifier", "identifier"}:
        return tree.text(pair)
    key = field(pair, "key")
    if key is None or pair.type != "pair":
        return ""
    if key.type == "computed_property_name":
        key = next(iter(key.named_children), key)
    text = tree.text(key)
    return text[1:-1] if key.type == "string" else text if key.type == "property_identifier" else ""


def pairs_of(tree: Tree, node: Node) -> dict[str, Node]:
    """Return the values of the members of an object, by key."""
    found = {}
    for pair in node.named_children if node.type == "object" else []:
        key, value = key_of(tree, pair), field(pair, "value") if pair.type == "pair" else pair
        if key and value is not None:
            found[key] = value
    return found
