"""One view of three grammars: text, calls, members, branches and wrappers in trees of C#, Java and JavaScript.

The kinds of nodes of the three do not clash, so each function knows all of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

    from odatanodes.base.files import Source

__all__ = [
    "ARGUMENTS",
    "CALLS",
    "LITERALS",
    "NAMES",
    "Call",
    "Tree",
    "arguments",
    "branches",
    "field",
    "literal_union",
    "member_of",
    "operands",
    "peel",
    "type_name",
]

CALLS = frozenset(
    {"invocation_expression", "method_invocation", "call_expression"}
    | {"object_creation_expression", "implicit_object_creation_expression", "new_expression"}
)
ARGUMENTS = frozenset({"argument_list", "arguments"})
NAMES = frozenset({"identifier", "shorthand_property_identifier"})
LITERALS = frozenset(
    {"string_literal", "verbatim_string_literal", "raw_string_literal", "interpolated_string_expression"}
    | {"string", "template_string"}
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
_LONGEST_UNION = 500
_MOST_PEELED = 10_000
_MOST_OPERANDS = 2000


def field(node: Node, *names: str) -> Node | None:
    """Return the part of a node that has the first of some names."""
    for name in names:
        part = node.child_by_field_name(name)
        if part is not None:
            return part
    return None


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
            parts = [field(node, "consequence"), field(node, "alternative")]
        case "switch_expression":
            arms = [arm for arm in arguments(field(node, "body") or node) if arm.type in {"switch_expression_arm", "switch_rule"}]
            parts = [values[-1] for arm in arms if (values := arguments(arm))]
        case "binary_expression":
            operator = field(node, "operator")
            if operator is None or operator.type not in {"??", "||", "&&"}:
                return None
            parts = [field(node, "right"), None if operator.type == "&&" else field(node, "left")][::-1]
        case _:
            return None
    return [part for part in parts if part is not None]


def operands(node: Node) -> list[Node]:
    """Return the operands of `a + b + …` in order; another node, and a sum that is too long, is its only operand."""
    found: list[Node] = []
    current: Node | None = node
    while current is not None and current.type == "binary_expression" and len(found) < _MOST_OPERANDS:
        operator, right = field(current, "operator"), field(current, "right")
        if operator is None or operator.type != "+" or right is None:
            break
        found.append(right)
        current = peel(field(current, "left"))
    return [node] if current is None or len(found) >= _MOST_OPERANDS else [current, *reversed(found)]


def member_of(node: Node | None) -> tuple[Node, Node] | None:
    """Return the object and the name of `object.name`."""
    fields = _MEMBERS.get(node.type) if node is not None else None
    owner, name = (field(node, fields[0]), field(node, fields[1])) if node is not None and fields is not None else (None, None)
    return (owner, name) if owner is not None and name is not None else None


def type_name(text: str) -> str:
    """Return the last word of a type, without its arguments.

    >>> type_name(": Models.TaskListOptions[]"), type_name("List<string>"), type_name("System.DateTime?")
    ('TaskListOptions', 'List', 'DateTime')
    """
    return text[:200].lstrip(":< ").partition("<")[0].rstrip(" []?>;").rpartition(".")[2]


def literal_union(text: str) -> tuple[str, ...]:
    """Return the texts that a type of TypeScript consists of; none for any other type.

    >>> literal_union(": 'a' | 'b'"), literal_union("string")
    (('a', 'b'), ())
    """
    is_union = re.fullmatch(r"""[:\s|]*(?:(?:'[^']*'|"[^"]*")[\s|]*)+""", text[:_LONGEST_UNION])
    return tuple(re.findall(r"""['"]([^'"]*)['"]""", text)) if is_union else ()


class Call:
    """A call, or the creation of an object: `name` is the last word of what is called, `owner` what a method is called on."""

    __slots__ = ("given", "is_new", "name", "node", "owner")

    def __init__(self, tree: Tree, node: Node) -> None:
        self.node = node
        self.owner: Node | None = None
        function = field(node, "function")
        self.is_new = function is None and node.type != "method_invocation"
        if self.is_new:
            self.name = type_name(tree.text(field(node, "type", "constructor")))
        elif function is None:
            self.name, self.owner = tree.text(field(node, "name")), field(node, "object")
        else:
            while function.type == "non_null_expression" and function.named_children:
                function = function.named_children[0]
            self.owner = field(function, "expression", "condition", "object")
            last = function.named_children[-1] if function.type == "conditional_access_expression" else function
            last = field(last, "name", "property") or last
            last = last.named_children[0] if last.type == "generic_name" else last
            self.name = tree.text(last) if last.type.endswith("identifier") else ""
        self.given: list[tuple[str, Node]] = []  # the arguments, with their names
        for part in arguments(next((part for part in node.named_children if part.type in ARGUMENTS), None)):
            is_named = part.type == "argument"  # of C#, which has a node around it
            name, value = (field(part, "name"), arguments(part)[-1:]) if is_named else (None, [part])
            self.given += [(tree.text(name).strip(), one) for one in value]

    @property
    def values(self) -> list[Node]:
        """The arguments."""
        return [value for _, value in self.given]

    @property
    def is_local(self) -> bool:
        """Whether it may call a function of the same file or class."""
        return not self.is_new and (self.owner is None or self.owner.type == "this")


class Tree:
    """The tree of a text in which each character is one byte."""

    def __init__(self, source: Source, root: Node) -> None:
        self.source = source
        self.root = root
        self._calls: dict[int, Call] = {}

    def text(self, node: Node | None, most: int = 0) -> str:
        """Return the text of a node, or the end of it where it is longer than `most`; empty without a node."""
        if node is None:
            return ""
        start = max(node.start_byte, node.end_byte - most) if most else node.start_byte
        return self.source.text[start : node.end_byte]

    def tail(self, node: Node | None) -> str:
        """Return the end of the text of a node, which may be long."""
        return self.text(node, 100)

    def call(self, node: Node | None) -> Call | None:
        """Return the call that a node is."""
        if node is None or node.type not in CALLS:
            return None
        known = self._calls.get(node.id)
        if known is None:
            known = self._calls[node.id] = Call(self, node)
        return known

    def root_of(self, call: Call) -> Node | None:
        """Return what the first call of a chain is called on."""
        root = call.owner
        while (inner := self.call(root)) is not None and not inner.is_new:
            root = inner.owner
        return peel(root)

    def pairs(self, node: Node | None) -> dict[str, Node]:
        """Return the values of the members of an object of JavaScript, by key."""
        found: dict[str, Node] = {}
        for pair in node.named_children if node is not None and node.type == "object" else []:
            key, value = field(pair, "key") or pair, field(pair, "value") or pair
            key = key.named_children[0] if key.type == "computed_property_name" and key.named_children else key
            text = self.text(key)[1:-1] if key.type == "string" else self.text(key)
            if (pair.type == "pair" or pair.type in NAMES) and (key.type == "string" or re.fullmatch(r"[\w$]+", text)):
                found[text] = value
        return found
