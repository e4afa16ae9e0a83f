"""The texts that a Python expression can have: literals, concatenation, f-strings, .format, %, join, strftime, names."""

from __future__ import annotations

import _ast as ast  # the module `ast` is four milliseconds of helpers around it
import re

from odatanodes.extract.draft import MOST_ALTERNATIVES, Draft, Gap, Run, TooMuch, joined, literal, product, size, substituted
from odatanodes.extract.expression import UNKNOWN, Written
from odatanodes.extract.python.columns import Columns
from odatanodes.extract.python.strings import NotRead, literal_draft
from odatanodes.extract.python.times import described, zone_of
from odatanodes.extract.values import FIELD, NUMBER, field_sample, flaw_in, formatted, says_zone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from odatanodes.base.files import Source
    from odatanodes.extract.python.names import Names, Scope

__all__ = ["Texts"]

_FORMAT = r"\{\{|\}\}|\{([^{}:!]*)(?:![rsa])?(?::((?:[^{}]|\{[^{}]*\})*))?\}"
_PERCENT = r"%%|%(?:\((\w+)\))?[#0\- +]*\d*(?:\.\d+)?([diouxXeEfFgGcrsa])"
"""Compiled where they are used: few files have a filter that needs them."""
_DEEPEST = 120
_MOST = 2_000_000
"""So much may be put together beside some times the size of the file: the time taken stays in proportion to that."""


class Texts:
    """Finds the texts of nodes of one module, each of them once; raises TooMuch where they grow out of all proportion."""

    def __init__(self, source: Source, names: Names) -> None:
        self.source = source
        self.names = names
        self._columns = Columns(source)
        self._depth = 0
        self._left = _MOST + 20 * len(source.text)
        self._known: dict[tuple[object, ...], list[Draft]] = {}

    def of(self, node: ast.expr, scope: Scope) -> list[Draft]:
        """Return the alternatives of a text; empty where it is not known."""
        return self._once(("of", id(node), id(scope)), lambda: self._of(node, scope)[:MOST_ALTERNATIVES])

    def _once(self, key: tuple[object, ...], find: Callable[[], list[Draft]]) -> list[Draft]:
        """Return what was found before, or find it now; what is made of itself is not known."""
        if key not in self._known:
            if self._depth >= _DEEPEST:
                return []
            self._known[key] = []
            self._depth += 1
            try:
                self._known[key] = found = find()
            finally:
                self._depth -= 1
            self.spend(sum(map(size, found)))
        return self._known[key]

    def spend(self, much: int) -> None:
        """Take note of what was put together; raises TooMuch where it is more than the file is worth."""
        self._left -= much
        if self._left < 0:
            raise TooMuch

    def _of(self, node: ast.expr, scope: Scope) -> list[Draft]:
        match node:
            case ast.Constant(value=str()) | ast.JoinedStr():
                return self._literal(node, scope)
            case ast.BinOp(op=ast.Add()):
                return self._sum(node, scope)
            case ast.BinOp(left=left, op=ast.Mod(), right=right):
                values = right.elts if isinstance(right, ast.Tuple) else [right]
                return [self._percent(draft, values, right, scope) for draft in self.of(left, scope)]
            case ast.IfExp(body=body, orelse=orelse):
                return self.of(body, scope) + self.of(orelse, scope)
            case ast.BoolOp(values=values):
                return [draft for value in values for draft in self.of(value, scope)]
            case ast.NamedExpr(value=value):
                return self.of(value, scope)
            case ast.Name(id=name):
                return self._name(name, scope)
            case ast.Call(func=ast.Attribute(value=base, attr=attr)):
                return self._method(node, base, attr, scope)
            case ast.Call(func=ast.Name(id="str" | "quote" | "quote_plus"), args=[value]):
                return self.of(value, scope)
            case _:
                return []

    # --- literals ----------------------------------------------------------------------------------------------------

    def span(self, node: ast.expr) -> tuple[int, int]:
        """Return where a node stands in the text."""
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        at = self._columns.offset
        return at(node.lineno, node.col_offset), at(node.end_lineno, node.end_col_offset)

    def _literal(self, node: ast.Constant | ast.JoinedStr, scope: Scope) -> list[Draft]:
        start, end = self.span(node)
        values = iter(
            [] if isinstance(node, ast.Constant) else [part for part in node.values if isinstance(part, ast.FormattedValue)]
        )

        def fill(begin: int, stop: int) -> Draft:
            part = next(values, None)
            if part is None:
                raise NotRead
            name = re.sub(r"\s+", " ", self.source.text[begin:stop])
            if part.format_spec is None and part.conversion == -1:
                return self._filled(part.value, scope, name, (begin, stop))
            spec = "".join(str(v.value) for v in getattr(part.format_spec, "values", ()) if isinstance(v, ast.Constant))
            return (_formatted(part.value, spec, name, (begin, stop), part.conversion, self.names, scope),)

        try:
            draft = literal_draft(self.source.text, start, end, fill)
        except NotRead:
            draft = ()
        if isinstance(node, ast.Constant) and literal(draft) != node.value:
            return [(Run(str(node.value), ((0, start),)),)]  # of a form that is not known here: the text counts, its places do not
        return [draft]

    def _filled(self, node: ast.expr, scope: Scope, name: str, span: tuple[int, int]) -> Draft:
        """Return what a hole holds: its text where there is but one, else a gap."""
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
            return (Run(repr(node.value), ((0, span[0]),)),)
        known = self.of(node, scope)
        if len(known) == 1 and known[0]:
            return known[0]
        return (Gap(name, span, described(node, self.names, scope)),)

    def gap(self, node: ast.expr, scope: Scope) -> Draft:
        """Return the draft of an operand: its text, or a hole that is named by its source."""
        start, end = self.span(node)
        shown = re.sub(r"\s+", " ", self.source.text[start:end])
        return self._filled(node, scope, "{" + shown + "}", (start, end))

    # --- what is put together ----------------------------------------------------------------------------------------

    def _sum(self, node: ast.expr, scope: Scope) -> list[Draft]:
        operands = []
        while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            operands.append(node.right)
            node = node.left
        operands.append(node)
        if len(operands) > 2000 or any(isinstance(operand, ast.BinOp) and isinstance(operand.op, ast.Mult) for operand in operands):
            return []
        drafts: list[Draft] = [()]
        known = False
        for operand in reversed(operands):
            found = self.of(operand, scope)
            known = known or bool(found)
            drafts = self._joined(drafts, found or [self.gap(operand, scope)])
        return drafts if known else []

    def _joined(self, left: list[Draft], right: list[Draft]) -> list[Draft]:
        drafts = product(left, right)
        self.spend(sum(map(len, drafts)))
        return drafts

    def _name(self, name: str, scope: Scope) -> list[Draft]:
        bound = self.names.binding(name, scope)
        if bound is None:
            return []
        value, added, owner = bound

        def find() -> list[Draft]:
            drafts = self.of(value, owner)
            for how, more in added:
                if how != "add":
                    return []
                drafts = self._joined(drafts, self.of(more, owner) or [self.gap(more, owner)])
            return drafts

        return self._once(("name", name, id(owner)), find)

    def _method(self, call: ast.Call, base: ast.expr, attr: str, scope: Scope) -> list[Draft]:
        if attr == "format":
            return [self._format(draft, call, scope) for draft in self.of(base, scope)]
        if attr == "join" and len(call.args) == 1:
            separators = self.of(base, scope)
            items = self.items(call.args[0], scope)
            if len(separators) == 1 and items and all(isinstance(piece, Run) for piece in separators[0]):
                return [joined(literal(separators[0]), items)]
        if attr == "strftime" and call.args:
            first, *others = call.args
            formats = self.of(first, scope)
            moment = (others or [base])[0] if formats else first
            return [_strftime(draft, zone_of(moment, self.names, scope)) for draft in formats or self.of(call.args[-1], scope)]
        if attr in {"strip", "rstrip", "lstrip"} and not call.args:
            return self.of(base, scope)
        if attr in {"quote", "quote_plus"} and call.args:  # of urllib.parse: a URL is decoded again
            return self.of(call.args[0], scope)
        return []

    def items(self, node: ast.expr, scope: Scope) -> list[Draft]:
        """Return the drafts of the items of a list; empty where they are not known."""
        return self._once(("items", id(node), id(scope)), lambda: self._items(node, scope))

    def _items(self, node: ast.expr, scope: Scope) -> list[Draft]:
        match node:
            case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements):
                return [self._item(item, scope) for item in elements if not isinstance(item, ast.Starred)]
            case ast.ListComp(elt=item) | ast.GeneratorExp(elt=item):
                return self.of(item, self.names.scopes.get(node, scope))[:1]
            case ast.Name(id=name):
                return self._named_items(name, scope)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return self.items(left, scope) + self.items(right, scope)
            case _:
                return []

    def _item(self, node: ast.expr, scope: Scope) -> Draft:
        return (self.of(node, scope) or [self.gap(node, scope)])[0]

    def _named_items(self, name: str, scope: Scope) -> list[Draft]:
        bound = self.names.binding(name, scope)
        if bound is None:
            return []
        value, added, owner = bound

        def find() -> list[Draft]:
            found = list(self.items(value, owner)) if isinstance(value, ast.List | ast.Tuple | ast.ListComp) else []
            for how, more in added:
                found += [self._item(more, owner)] if how == "append" else self.items(more, owner)
                self.spend(1)
            return found

        return self._once(("items of", name, id(owner)), find)

    def _format(self, draft: Draft, call: ast.Call, scope: Scope) -> Draft:
        named = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
        count = 0

        def fill(found: re.Match[str], span: tuple[int, int]) -> Draft | str:
            nonlocal count
            if found[0] in {"{{", "}}"}:
                return found[0][0]
            key = found[1]
            if not key:
                key, count = str(count), count + 1
            value = call.args[int(key)] if key.isdecimal() and int(key) < len(call.args) else named.get(key)
            if value is None or isinstance(value, ast.Starred):
                return (Gap(found[0], span),)
            if found[2]:
                return (_formatted(value, found[2], found[0], span, -1, self.names, scope),)
            return self._filled(value, scope, found[0], span)

        return substituted(draft, re.compile(_FORMAT), fill)

    def _percent(self, draft: Draft, values: list[ast.expr], right: ast.expr, scope: Scope) -> Draft:
        named = {}
        if isinstance(right, ast.Dict):
            named = {key.value: value for key, value in zip(right.keys, right.values, strict=True) if isinstance(key, ast.Constant)}
        rest = iter(values)

        def fill(found: re.Match[str], span: tuple[int, int]) -> Draft | str:
            if found[0] == "%%":
                return "%"
            value = named.get(found[1]) if found[1] else next(rest, None)
            if value is None or found[2] not in "sra":
                return (Gap(found[0], span, UNKNOWN if found[2] in "csra" else NUMBER),)
            return self._filled(value, scope, found[0], span)

        return substituted(draft, re.compile(_PERCENT), fill)


def _strftime(draft: Draft, zone: str) -> Draft:
    """Return a strftime format with its fields as gaps whose form is known."""
    format = "".join(piece.text if isinstance(piece, Run) else piece.name for piece in draft)
    naive = zone if zone == "local" or (zone == "utc" and not says_zone(format)) else ""
    flaw = flaw_in(format, "strftime")

    def fill(found: re.Match[str], span: tuple[int, int]) -> Draft | str:
        wrong = flaw if flaw is not None and flaw[0] == found[0] else None
        known = Written("instant", field_sample(found[0]), naive=naive, flaw=wrong)
        return "%" if found[0] == "%%" else (Gap(found[0], span, known),)

    return substituted(draft, FIELD, fill)


def _formatted(node: ast.expr, spec: str, name: str, span: tuple[int, int], conversion: int, names: Names, scope: Scope) -> Gap:
    """Return the gap of a value with a format specification or a conversion."""
    if "%" in spec:
        zone = zone_of(node, names, scope)
        return Gap(name, span, formatted(spec, "strftime", {"utc": "naive", "aware": "utc"}.get(zone, zone)))
    if spec and spec[-1] in "bdoxXneEfFgG":
        return Gap(name, span, NUMBER)
    if conversion == ord("r"):
        return Gap(name, span, Written("literal"))
    known = described(node, names, scope)
    return Gap(name, span, known.replace(sample="") if spec else known)
