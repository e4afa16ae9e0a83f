"""One view of three grammars: text, calls, members, branches and wrappers in trees of C#, Java and JavaScript.

The kinds of nodes of the three do not clash, so each function knows all of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node

    from odatanodes.base.files import Source
    from odatanodes.extract.expression import Span

__all__ = [
    "CALLS",
    "IDENTIFIERS",
    "LITERALS",
    "Call",
    "arguments",
    "branches",
    "call_of",
    "field",
    "member_of",
    "pairs_of",
    "peel",
    "type_name",
]

CALLS = frozenset(
    {"invocation_expression", "method_invocation", "call_expression"}
    | {"object_creation_expression", "implicit_object_creation_expression", "new_expression"}
)
IDENTIFIERS = frozenset({"identifier", "shorthand_property_identifier"})
LITERALS = frozenset(
    {
        "string_literal",
        "verbatim_string_literal",
        "raw_string_literal",
        "interpolated_string_expression",
        "string",
        "template_string",
    }
)
_MEMBERS = {
    "member_access_expression": ("expression", "name"),
    "field_access": ("object", "field"),
    "member_expression": ("object", "property"),
}
_FIRST = frozenset({"as_expression", "satisfies_expression", "non_null_expression", "postfix_unary_expression"})
_LAST = frozenset(
    {"parenthesized_expression", "cast_expression", "await_expression", "checked_expression", "argument", "type_assertion"}
    | {"arrow_expression_clause", "collection_element", "expression_element", "expression_statement"}
)
_MOST_PEELED = 10_000


class Tree:
    """The tree of a text; nodes count bytes, `span` counts code points."""

    def __init__(self, source: Source, root: Node, data: bytes) -> None:
        self.source = source
        self.root = root
        self.calls: dict[int, Call] = {}
        """Calls that were read, by the identity of their nodes."""
        self._data = data
        self._ascii = len(data) == len(source.text)
        self._bytes: list[int] = [0]
        self._chars: list[int] = [0]
        if not self._ascii:
            self._count()

    def _count(self) -> None:
        """Note where stretches of characters begin, in bytes and code points; a stretch of others than ASCII is short."""
        size = chars = 0
        for found in re.finditer(r"[\x00-\x7f]+|[^\x00-\x7f]{1,64}", self.source.text):
            self._bytes.append(size)
            self._chars.append(chars)
            chars += len(found[0])
            size += len(found[0]) if found[0].isascii() else len(found[0].encode("utf-8", "surrogatepass"))

    def _offset(self, byte: int) -> int:
        at = bisect_right(self._bytes, byte) - 1
        start = self._bytes[at]
        part = self._data[start:byte] if byte - start <= 256 else b""
        ascii_part = byte - start > 256 or part.isascii()
        return self._chars[at] + (byte - start if ascii_part else len(part.decode("utf-8", "replace")))

    def span(self, node: Node) -> Span:
        """Return where a node stands in the source."""
        if self._ascii:
            return node.start_byte, node.end_byte
        return self._offset(node.start_byte), self._offset(node.end_byte)

    def text(self, node: Node) -> str:
        """Return the text of a node."""
        start, end = self.span(node)
        return self.source.text[start:end]

    def tail(self, node: Node | None, most: int = 100) -> str:
        """Return the end of the text of a node, which may be long."""
        if node is None:
            return ""
        start, end = self.span(node)
        return self.source.text[max(start, end - most) : end]


def field(node: Node, name: str) -> Node | None:
    """Return a part of a node."""
    return node.child_by_field_name(name)


def arguments(node: Node | None) -> list[Node]:
    """Return the parts of a node without comments."""
    return [] if node is None else [child for child in node.named_children if "comment" not in child.type]


def peel(node: Node | None) -> Node | None:
    """Return what stands in brackets, casts, `await` and the like."""
    for _ in range(_MOST_PEELED):
        if node is None or (node.type not in _LAST and node.type not in _FIRST):
            return node
        parts = arguments(node)
        node = (parts[0] if node.type in _FIRST else parts[-1]) if parts else None
    return None


def branches(node: Node) -> list[Node] | None:
    """Return what a conditional, a switch, `a ?? b`, `a || b` or `a && b` can be; None for any other node."""
    match node.type:
        case "conditional_expression" | "ternary_expression":
            return [part for name in ("consequence", "alternative") if (part := field(node, name)) is not None]
        case "switch_expression":
            arms = [arm for arm in arguments(field(node, "body") or node) if arm.type in {"switch_expression_arm", "switch_rule"}]
            return [parts[-1] for arm in arms if (parts := arguments(arm))]
        case "binary_expression":
            operator = field(node, "operator")
            names = {"??": ("left", "right"), "||": ("left", "right"), "&&": ("right",)}.get(operator.type if operator else "")
            return None if names is None else [part for name in names if (part := field(node, name)) is not None]
        case _:
            return None


def member_of(node: Node) -> tuple[Node, Node] | None:
    """Return the object and the name of `object.name`."""
    fields = _MEMBERS.get(node.type)
    owner, name = (field(node, fields[0]), field(node, fields[1])) if fields is not None else (None, None)
    return (owner, name) if owner is not None and name is not None else None


def type_name(text: str) -> str:
    """Return the last word of a type, without its arguments.

    >>> type_name(": Models.TaskListOptions[]"), type_name("List<string>"), type_name("System.DateTime?")
    ('TaskListOptions', 'List', 'DateTime')
    """
    return text[:200].lstrip(":< ").partition("<")[0].rstrip(" []?>;").rpartition(".")[2]


class Call(NamedTuple):
    """A call, or the creation of an object: `name` is the last word of what is called, `given` the arguments with their names."""

    node: Node
    name: str
    owner: Node | None
    given: list[tuple[str, Node]]
    is_new: bool

    @property
    def values(self) -> list[Node]:
        """The arguments."""
        return [value for _, value in self.given]

    @property
    def is_local(self) -> bool:
        """Whether it may call a function of the same file or class."""
        return not self.is_new and (self.owner is None or self.owner.type == "this")


def call_of(tree: Tree, node: Node | None) -> Call | None:
    """Return the call that a node is."""
    if node is None or node.type not in CALLS:
        return None
    known = tree.calls.get(node.id)
    if known is None:
        is_new = "call" not in node.type and "invocation" not in node.type
        name, owner = _created(tree, node) if is_new else _called(tree, node)
        known = tree.calls[node.id] = Call(node, name, owner, _given(tree, node), is_new)
    return known


def _created(tree: Tree, node: Node) -> tuple[str, Node | None]:
    type = field(node, "type") or field(node, "constructor")
    return (type_name(tree.text(type)) if type is not None else ""), None


def _called(tree: Tree, node: Node) -> tuple[str, Node | None]:
    function = field(node, "function")
    if function is None:
        name, owner = field(node, "name"), field(node, "object")
        return (tree.text(name) if name is not None else ""), owner
    while function.type == "non_null_expression" and function.named_children:
        function = function.named_children[0]
    owner = field(function, "expression") or field(function, "condition") or field(function, "object")
    last = function.named_children[-1] if function.type == "conditional_access_expression" else function
    last = field(last, "name") or field(last, "property") or last
    last = last.named_children[0] if last.type == "generic_name" else last
    return (tree.text(last) if last.type.endswith("identifier") else ""), owner


def _given(tree: Tree, node: Node) -> list[tuple[str, Node]]:
    listed = field(node, "arguments") or next((child for child in node.named_children if child.type == "argument_list"), None)
    if listed is None or listed.type == "template_string":
        return []
    found = []
    for argument in arguments(listed):
        name = field(argument, "name") if argument.type == "argument" else None
        parts = arguments(argument) if argument.type == "argument" else [argument]
        if parts:
            found.append((tree.text(name).strip() if name is not None else "", parts[-1]))
    return found


def pairs_of(tree: Tree, node: Node) -> dict[str, Node]:
    """Return the values of the members of an object of JavaScript, by key."""
    found: dict[str, Node] = {}
    for pair in node.named_children if node.type == "object" else []:
        key, value = field(pair, "key") or pair, field(pair, "value") or pair
        if key.type == "computed_property_name" and key.named_children:
            key = key.named_children[0]
        if pair.type == "pair" or pair.type in IDENTIFIERS:
            text = tree.text(key)
            text = text[1:-1] if key.type == "string" else text if re.fullmatch(r"[\w$]+", text) else ""
            found |= {text: value} if text else {}
    return found
