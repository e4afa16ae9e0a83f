"""The shape of an expression with holes: which holes stand in string literals, which alone, and what each stands for.

A unit is what one parameter can take the place of: a string literal with the holes in it, or a hole outside of strings with the
letters that stand directly beside it. The text with a parameter (`@hole0`, `@hole1` …) for each unit is parsed; the tree then
says which type and which property each unit belongs to.
"""

from __future__ import annotations

import re

from odatanodes import ast, edm
from odatanodes.base.value import Value, set_field
from odatanodes.check import check
from odatanodes.diagnostics import ODataSyntaxError
from odatanodes.parse import parse_filter

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.diagnostics import Span
    from odatanodes.extract.expression import Expression, Hole
    from odatanodes.schema.types import EntityType, Property

    Edit = tuple[int, int, str]

__all__ = ["Probe", "Role", "Shape", "Unit", "touch"]

_LITERAL = re.compile(r"(\w*)'(?:[^']|'')*(?:'|$)|\"[^\"]*(?:\"|$)")
_BESIDE = re.compile(r"[\w/.@$:-]")
_LISTED = re.compile(r"\bin\s*$", re.IGNORECASE)
_LONE_WORD = r"(?i)(?:^|\band|\bor|\bnot|\()\s*[A-Za-z_][\w/]*$"
"""A name with no operator before it, which one may follow."""
_WORD = r"[A-Za-z_][\w/]*$"


class Unit(Value):
    """A part of an expression that holes fill: `prefix` is that of a literal such as DateTime'…', `quote` its quote.

    A rest is a hole beside a whole condition: it may bring more conditions, or nothing.
    """

    __slots__ = __match_args__ = ("span", "holes", "prefix", "quote", "closed", "is_operator", "is_rest")
    span: Span
    holes: list[Hole]
    prefix: str
    quote: str
    closed: bool
    is_operator: bool
    is_rest: bool

    def __init__(
        self,
        span: Span,
        holes: list[Hole],
        prefix: str = "",
        quote: str = "",
        closed: bool = True,
        is_operator: bool = False,
        is_rest: bool = False,
    ) -> None:
        set_field(self, "span", span)
        set_field(self, "holes", holes)
        set_field(self, "prefix", prefix)
        set_field(self, "quote", quote)
        set_field(self, "closed", closed)
        set_field(self, "is_operator", is_operator)
        set_field(self, "is_rest", is_rest)

    @property
    def is_whole(self) -> bool:
        """Whether the unit is one hole and nothing else."""
        return not self.quote and self.holes[0].span == self.span


class Role(Value):
    """What a unit stands for: its type, the property it belongs to (empty name: none), whether it is the item of a list."""

    __slots__ = __match_args__ = ("type", "prop", "name", "is_condition", "is_listed", "is_operand")
    type: edm.Type
    prop: Property | None
    name: str
    is_condition: bool
    is_listed: bool
    is_operand: bool

    def __init__(
        self,
        type: edm.Type = edm.ANY,
        prop: Property | None = None,
        name: str = "",
        *,
        is_condition: bool = False,
        is_listed: bool = False,
        is_operand: bool = False,
    ) -> None:
        set_field(self, "type", type)
        set_field(self, "prop", prop)
        set_field(self, "name", name)
        set_field(self, "is_condition", is_condition)
        set_field(self, "is_listed", is_listed)
        set_field(self, "is_operand", is_operand)


class Probe:
    """A text with replacements, and the way back from its offsets to those of the original."""

    def __init__(self, text: str, edits: list[Edit]) -> None:
        parts, self._marks = [], [(0, 0, 0, 0)]  # (start in the probe, its length, start in the original, its length)
        done = length = 0
        for start, end, new in edits:
            length += start - done
            parts += [text[done:start], new]
            self._marks.append((length, len(new), start, end - start))
            length, done = length + len(new), end
        self.text = "".join([*parts, text[done:]])
        self.edited = [(start, end) for start, end, _ in edits]

    def back(self, span: Span) -> Span:
        """Return the span in the original; one that touches a replacement takes all of it."""
        return self._back(span[0], first=True), self._back(span[1], first=False)

    def there(self, span: Span) -> Span:
        """Return a span of the original, which no replacement touches, in the text."""
        shift = sum(length - taken for _, length, start, taken in self._marks if start < span[0])
        return span[0] + shift, span[1] + shift

    def _back(self, offset: int, *, first: bool) -> int:
        from bisect import bisect_right

        at = bisect_right(self._marks, (offset, 1 << 60)) - 1
        if not first and at and self._marks[at][0] == offset and self._marks[at][1]:
            at -= 1
        begin, length, there, taken = self._marks[at]
        if offset >= begin + length:
            return there + taken + offset - begin - length
        return there if first else there + taken


class Shape:
    """The units of an expression and, where its text parses with parameters in their places, what each stands for."""

    def __init__(self, expression: Expression, schema: EntityType | None) -> None:
        self.text = expression.text
        self.units = _units(expression)
        self.aliased = self._aliased()
        self.roles: list[Role] = [Role()] * len(self.units)
        self.is_read = False
        self.error: Span | None = None
        for _ in range(len(self.units) + 1):
            try:
                tree = parse_filter(self.aliased.text)
            except ODataSyntaxError as error:
                self.error = self.aliased.back(error.diagnostics[0].span)
                if not (self._has_rest(self.error) or self._has_operator(self.error)):
                    return
            else:
                self._note_roles(tree, schema)
                self.is_read, self.error = True, None
                return

    def _aliased(self) -> Probe:
        return Probe(self.text, [(*unit.span, self._name(number, unit)) for number, unit in enumerate(self.units)])

    def _name(self, number: int, unit: Unit) -> str:
        if unit.is_operator or unit.is_rest:
            return " eq " if unit.is_operator else ""
        if self.is_list(unit):
            return f"('{number}')"
        return f"'{number}'" if self._is_listed(unit) else f"@hole{number}"  # a list holds literals only

    def is_list(self, unit: Unit) -> bool:
        """Whether a unit is all of the list of `in`."""
        return not unit.quote and _LISTED.search(self.text, 0, unit.span[0]) is not None

    def _is_listed(self, unit: Unit) -> bool:
        opened = self.text.rfind("(", 0, unit.span[0])
        return opened >= 0 and ")" not in self.text[opened : unit.span[0]] and _LISTED.search(self.text, 0, opened) is not None

    def _has_rest(self, error: Span) -> bool:
        """Take a hole at which the text does not parse for a rest, if what stands beside it is whole without it."""
        for number, unit in enumerate(self.units):
            before, after = self.text[: unit.span[0]].rstrip(), self.text[unit.span[1] :].lstrip()
            if not unit.is_whole or unit.is_rest or not touch(unit.span, error) or bool(before) is bool(after):
                continue
            if re.search(_LONE_WORD, before):
                continue
            units = self.units.copy()
            self.units[number] = unit.replace(is_rest=True)
            aliased = self._aliased()
            try:
                parse_filter(aliased.text)
            except ODataSyntaxError:
                self.units = units
                continue
            self.aliased = aliased
            return True
        return False

    def _has_operator(self, error: Span) -> bool:
        """Take a hole at which the text does not parse for an operator, if it can be one; returns whether it was not one yet."""
        for number, unit in enumerate(self.units):
            if not unit.is_whole or unit.is_operator or not touch(unit.span, error):
                continue
            if re.search(_WORD, self.text[: unit.span[0]].rstrip()):
                self.units[number] = unit.replace(is_operator=True)
                self.aliased = self._aliased()
                return True
        return False

    def _note_roles(self, tree: ast.Expr, schema: EntityType | None) -> None:
        checked, _ = check(tree, schema)
        stack: list[ast.Node] = [checked]
        if isinstance(checked, ast.Alias):
            self._note(checked, Role(edm.BOOLEAN, is_condition=True))
        while stack:
            node = stack.pop()
            children = list(node.children())
            stack += children
            member = _member(node)
            for child in children:
                if isinstance(child, ast.Alias):
                    self._note(child, _role(node, child, member))
                elif isinstance(node, ast.In) and child is node.right:
                    self._note_list(child, member)

    def _note_list(self, listed: ast.Node, member: ast.Member | None) -> None:
        for item in listed.children():
            start, end = self.aliased.back(getattr(item, "span", (0, 0)))
            for number, unit in enumerate(self.units):
                if unit.span[0] <= start < unit.span[1] or unit.span == (start, end):
                    self.roles[number] = _of_member(member, item if isinstance(item, ast.Expr) else None).replace(is_listed=True)

    def _note(self, alias: ast.Alias, role: Role) -> None:
        if alias.name.startswith("hole") and alias.name[4:].isdigit() and int(alias.name[4:]) < len(self.roles):
            self.roles[int(alias.name[4:])] = role


def _role(node: ast.Node, alias: ast.Alias, member: ast.Member | None) -> Role:
    if isinstance(node, ast.And | ast.Or | ast.Not):
        return Role(edm.BOOLEAN, is_condition=True)
    found = _of_member(member, alias)
    # a parameter on the left of a comparison with a value is a property whose name is not known
    is_operand = isinstance(node, ast.Compare) and node.left is alias and member is None
    return found.replace(is_operand=is_operand)


def _of_member(member: ast.Member | None, node: ast.Expr | None) -> Role:
    type = node.type if isinstance(node, ast.Alias) else edm.ANY
    if member is None:
        return Role(type)
    if type is edm.ANY and member.prop is not None:
        type = member.prop.type
    return Role(type, member.prop, member.name)


def _member(node: ast.Node) -> ast.Member | None:
    """Return the property that the operands of a node are compared with: the first one in it that is a plain value."""
    if not isinstance(node, ast.Compare | ast.In | ast.Call | ast.Has):
        return None
    for child in node.children():
        here: ast.Node | None = child
        while isinstance(here, ast.Call):
            here = next(iter(here.children()), None)
        if isinstance(here, ast.Member):
            return here
    return None


def _units(expression: Expression) -> list[Unit]:
    text = expression.text
    masked = text
    for hole in expression.holes:
        start, end = hole.span
        masked = masked[:start] + "\0" * (end - start) + masked[end:]
    found: list[Unit] = []
    taken: set[Span] = set()
    for literal in _LITERAL.finditer(masked):
        inside = [hole for hole in expression.holes if literal.start() < hole.span[0] < literal.end()]
        if inside:
            quote = '"' if literal[0][0] == '"' else "'"
            prefix = literal[1] or ""
            body = literal[0][len(prefix) + 1 :]
            found.append(Unit(literal.span(), inside, prefix, quote, body.endswith(quote)))
            taken |= {hole.span for hole in inside}
    for hole in expression.holes:
        if hole.span in taken:
            continue
        start, end = hole.span
        while start and (masked[start - 1] == "\0" or _BESIDE.match(masked[start - 1])):
            start -= 1
        while end < len(text) and (masked[end] == "\0" or _BESIDE.match(masked[end])):
            end += 1
        inside = [one for one in expression.holes if start <= one.span[0] < end]
        taken |= {one.span for one in inside}
        found.append(Unit((start, end), inside))
    return sorted(found, key=lambda unit: unit.span)


def touch(a: Span, b: Span) -> bool:
    """Whether two spans have a character in common; an empty one counts as the character at it."""
    return a[0] < max(b[1], b[0] + 1) and b[0] < max(a[1], a[0] + 1)
