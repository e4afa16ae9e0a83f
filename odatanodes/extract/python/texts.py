"""The texts that a Python expression can have: literals, concatenation, f-strings, .format, %, join, strftime, names."""

from __future__ import annotations

import _ast as ast  # the module `ast` is four milliseconds of helpers around it
import re

from odatanodes.extract.draft import (
    MOST_ALTERNATIVES,
    Draft,
    Gap,
    Memo,
    Run,
    after,
    expression,
    joined,
    literal,
    product,
    size,
    substituted,
)
from odatanodes.extract.expression import UNKNOWN, Written
from odatanodes.extract.python.names import Scope, dotted, is_format, is_query
from odatanodes.extract.python.strings import Columns, NotRead, literal_draft
from odatanodes.extract.python.times import described, zone_of
from odatanodes.extract.values import NUMBER, formatted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from odatanodes.base.files import Source
    from odatanodes.extract.expression import Expression, Option
    from odatanodes.extract.python.names import Names

__all__ = ["Texts"]

_FORMAT = r"(?P<escaped>\{\{|\}\})|\{(?P<key>[^{}:!]*)(?:!(?P<conversion>[rsa]))?(?::(?P<spec>(?:[^{}]|\{[^{}]*\})*))?\}"
_PERCENT = r"(?P<escaped>%%)|%(?:\((?P<key>\w+)\))?[#0\- +]*\d*(?:\.\d+)?(?:(?P<spec>[diouxXeEfFgG])|(?P<conversion>[crsa]))"
_TEMPLATE = r"(?P<escaped>\$\$)|\$(?P<key>(?P<brace>\{)?\w+(?(brace)\}))(?P<spec>)(?P<conversion>)"
_INSTANT = r"%%|%[-_0^#]?:?[A-Za-z](?:[-:T./, ]*%[-_0^#]?:?[A-Za-z])*(?:\.0+)?Z?"
"""Compiled where they are used: few files have a filter that needs them."""
_SAME = frozenset({"str", "quote", "quote_plus", "dedent"})
"""Functions whose text is that of their argument: a URL is decoded again."""


class Texts(Memo):
    """Finds the texts of nodes of one module."""

    def __init__(self, source: Source, names: Names) -> None:
        super().__init__(len(source.text))
        self.source = source
        self.names = names
        self._columns = Columns(source)

    def of(self, node: ast.expr, scope: Scope) -> list[Draft]:
        """Return the alternatives of a text; empty where it is not known."""
        return self.once(("of", id(node), id(scope)), lambda: self._of(node, scope)[:MOST_ALTERNATIVES])

    def _of(self, node: ast.expr, scope: Scope) -> list[Draft]:
        match node:
            case ast.Constant(value=str()) | ast.JoinedStr():
                return self._literal(node, scope)
            case ast.BinOp(op=ast.Add()):
                return self._sum(node, scope)
            case ast.BinOp(left=left, op=ast.Mod(), right=right):
                values = right.elts if isinstance(right, ast.Tuple) else [right]
                entries = zip(right.keys, right.values, strict=True) if isinstance(right, ast.Dict) else ()
                named = {str(key.value): value for key, value in entries if isinstance(key, ast.Constant)}
                return [self._filled(draft, _PERCENT, values, named, scope) for draft in self.of(left, scope)]
            case ast.IfExp(body=body, orelse=orelse):
                return self.of(body, scope) + self.of(orelse, scope)
            case ast.BoolOp(values=values):
                return [draft for value in values for draft in self.of(value, scope)]
            case ast.NamedExpr(value=value):
                return self.of(value, scope)
            case ast.Name(id=name):
                return self._bound(name, scope)
            case ast.Attribute() if is_format(node):
                return [self.filled(draft) for draft in self.of(node.value, scope)]
            case ast.Attribute():
                return self._member(node, scope)
            case ast.Lambda(body=body):
                return self.of(body, self.names.scopes.get(node, scope))
            case ast.Call(func=ast.Name(id="Template") | ast.Attribute(attr="Template"), args=[value]):
                return [self._filled(draft, _TEMPLATE, [], {}, scope) for draft in self.of(value, scope)]
            case ast.Call(args=[value, *_]) if is_query(node):
                return self._query(value, scope)
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[value, *_]) if name in _SAME:
                return self.of(value, scope)
            case ast.Call(func=ast.Attribute(value=base, attr=attr)):
                return self._method(node, base, attr, scope)
            case _:
                return []

    def expressions(self, node: ast.expr, option: Option, api: str | None, scope: Scope, prefix: str = "") -> Iterator[Expression]:
        """Yield the expressions that a value is, or what follows a beginning that they must have."""
        drafts = self.of(node, scope)
        if not drafts and option != "filter" and not prefix:
            items = self.items(node, scope)
            drafts = [joined(",", items)] if items else []
        is_encoded = bool(drafts) and self.names.is_encoded(node, scope)
        for draft in drafts:
            self.spend(4 * size(draft))  # to check a text costs more than to put it together
            found = expression(after(draft, len(prefix)), option, api, "python")
            if found is not None and literal(draft[:1]).startswith(prefix):
                yield found.replace(remarks=(("encoded-twice", (0, len(found.text))),)) if is_encoded else found

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
            spec = "".join(str(v.value) for v in getattr(part.format_spec, "values", ()) if isinstance(v, ast.Constant))
            conversion = chr(part.conversion) if part.conversion > 0 else ""
            return self._hole(part.value, scope, self._shown(begin, stop), (begin, stop), spec, conversion)

        try:
            draft = literal_draft(self.source.text, start, end, fill)
        except NotRead:
            draft = ()
        if isinstance(node, ast.Constant) and literal(draft) != node.value:
            return [(Run(str(node.value), ((0, start),)),)]  # of a form that is not known here: the text counts, its places do not
        return [draft]

    def _shown(self, start: int, end: int) -> str:
        return re.sub(r"\s+", " ", self.source.text[start:end])

    def _hole(
        self, node: ast.expr | None, scope: Scope, name: str, span: tuple[int, int], spec: str = "", conversion: str = ""
    ) -> Draft:
        """Return what a hole holds: its text where there is but one, else a gap."""
        if spec and "%" not in spec and spec[-1] in "bdiouxXneEfFgG":
            return (Gap(name, span, NUMBER),)
        if node is None or conversion == "r":
            written = described(node, self.names, scope) if node is not None else UNKNOWN
            is_bare = node is None or written.kind in {"number", "boolean"}
            return (Gap(name, span, written if is_bare else Written("literal")),)
        if "%" in spec:
            return (Gap(name, span, _formatted(spec, zone_of(node, self.names, scope))),)
        if not spec and isinstance(node, ast.Constant) and type(node.value) in {int, float}:
            return (Run(repr(node.value), ((0, span[0]),)),)
        known = [] if spec else self.of(node, scope)
        if len(known) == 1 and known[0]:
            return known[0]
        written = described(node, self.names, scope)
        return (Gap(name, span, written.replace(sample="") if spec else written),)

    def gap(self, node: ast.expr, scope: Scope) -> Draft:
        """Return the draft of an operand: its text, or a hole that is named by its source."""
        span = self.span(node)
        return self._hole(node, scope, "{" + self._shown(*span) + "}", span)

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
            known = known or bool(self.of(operand, scope))
            drafts = self._followed(drafts, operand, scope)
        return drafts if known else []

    def _followed(self, drafts: list[Draft], node: ast.expr, scope: Scope) -> list[Draft]:
        drafts = product(drafts, self.of(node, scope) or [self.gap(node, scope)])
        self.spend(sum(map(len, drafts)))
        return drafts

    def _query(self, node: ast.expr, scope: Scope) -> list[Draft]:
        """Return the texts of `urlencode(node)`, encoded as far as a URL that is read again needs it."""
        pairs, owner = self.names.pairs(node, scope)
        place = ((0, self.span(node)[0]),)
        drafts: list[Draft] = [()] if pairs else []
        for key, value in pairs:
            given = self.of(value, owner) or [self.gap(value, owner)]
            encoded = [substituted(draft, re.compile("[%+&#]"), lambda found, _: f"%{ord(found[0]):X}") for draft in given]
            drafts = product(drafts, [(Run(f"&{key}=", place), *draft) for draft in encoded])
            self.spend(sum(map(size, drafts)))
        return drafts

    def _bound(self, name: str, scope: Scope, *, as_list: bool = False) -> list[Draft]:
        """Return the texts of what a name is bound to with what is added to it; or the items, where it is a list."""
        bound = self.names.binding(name, scope)
        if bound is None:
            return []
        value, added, owner = bound

        def find() -> list[Draft]:
            drafts = [*(self.items if as_list else self.of)(value, owner)]
            for how, more in added:
                if as_list:
                    drafts += [self._item(more, owner)] if how == "append" else self.items(more, owner)
                elif how == "add":
                    drafts = self._followed(drafts, more, owner)
                else:
                    return []
            return drafts

        return self.once(("items" if as_list else "text", name, id(owner)), find)

    def _method(self, call: ast.Call, base: ast.expr, attr: str, scope: Scope) -> list[Draft]:
        if is_format(call.func):
            named = {keyword.arg or "": keyword.value for keyword in call.keywords}
            return [self._filled(draft, _FORMAT, call.args, named, scope) for draft in self.of(base, scope)]
        if attr == "join" and len(call.args) == 1:
            separators = self.of(base, scope)
            items = self.items(call.args[0], scope)
            if len(separators) == 1 and items and all(isinstance(piece, Run) for piece in separators[0]):
                if not isinstance(call.args[0], ast.List | ast.Tuple) and literal(separators[0]).strip() not in {"and", "or", ","}:
                    items *= 1 + (len(items) == 1)  # of a loop: what joins them is to be read
                parts = [(*(separators[0] if at else ()), *item) for at, item in enumerate(items)]
                return [tuple(piece for part in parts for piece in part)]
        if attr == "strftime" and call.args:
            first, *others = call.args
            formats = self.of(first, scope)
            moment = (others or [base])[0] if formats else first
            return [_strftime(draft, zone_of(moment, self.names, scope)) for draft in formats or self.of(call.args[-1], scope)]
        is_blank = all(isinstance(value, ast.Constant) and not str(value.value).strip() for value in call.args)
        if attr in {"strip", "rstrip", "lstrip", "replace"} and is_blank:
            return self.of(base, scope)
        return []

    def _member(self, node: ast.Attribute, scope: Scope) -> list[Draft]:
        """Return the texts of a constant of a class of this file, or of the value of an enumeration's member."""
        member = node.value if node.attr == "value" and isinstance(node.value, ast.Attribute) else node
        owner = dotted(member.value)
        made = self.names.classes.get(owner)
        is_enum = made is not None and any("Enum" in dotted(base) for base in made.bases)
        if is_enum != (member is not node) or (made is None and not (owner in {"self", "cls"} and node.attr.isupper())):
            return []  # fields have other values than their defaults
        values, place = self.names.of_class(owner, member.attr, scope)
        return [draft for value in values for draft in self.of(value, place)]

    def items(self, node: ast.expr, scope: Scope) -> list[Draft]:
        """Return the drafts of the items of a list; empty where they are not known."""
        return self.once(("items", id(node), id(scope)), lambda: self._items(node, scope))

    def _items(self, node: ast.expr, scope: Scope) -> list[Draft]:
        match node:
            case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements):
                spread = [
                    (self.items(one.value, scope) if isinstance(one, ast.Starred) else [self._item(one, scope)]) for one in elements
                ]
                return [draft for drafts in spread for draft in drafts]
            case (
                ast.Call(func=ast.Name(id="filter"), args=[_, inner])
                | ast.Call(func=ast.Name(id="list" | "tuple" | "sorted" | "set"), args=[inner, *_])
            ):
                return self.items(inner, scope)
            case ast.Call(func=ast.Name(id="map"), args=[made, _]):
                return self.of(made, scope)[:1]
            case ast.ListComp(elt=item, generators=[made, *_]) | ast.GeneratorExp(elt=item, generators=[made, *_]):
                if isinstance(item, ast.Name) and dotted(item) == dotted(made.target):
                    return self.items(made.iter, scope)
                return self.of(item, self.names.scopes.get(node, scope))[:1]
            case ast.Name(id=name):
                return self._bound(name, scope, as_list=True)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return self.items(left, scope) + self.items(right, scope)
            case _:
                return []

    def _item(self, node: ast.expr, scope: Scope) -> Draft:
        return (self.of(node, scope) or [self.gap(node, scope)])[0]

    def filled(self, draft: Draft) -> Draft:
        """Return a text whose fields are filled elsewhere."""
        return self._filled(draft, _FORMAT, [], {}, Scope(None))

    def _filled(self, draft: Draft, pattern: str, values: list[ast.expr], named: dict[str, ast.expr], scope: Scope) -> Draft:
        """Return a format with its fields filled."""
        count = 0

        def fill(found: re.Match[str], span: tuple[int, int]) -> Draft | str:
            nonlocal count
            if found["escaped"]:
                return found[0][0]
            key = found["key"]
            if not key:
                key, count = str(count), count + 1
            value = values[int(key)] if key.isdecimal() and int(key) < len(values) else named.get(key)
            value = None if isinstance(value, ast.Starred) else value
            return self._hole(value, scope, found[0], span, found["spec"] or "", found["conversion"] or "")

        return substituted(draft, re.compile(pattern), fill)


def _strftime(draft: Draft, zone: str) -> Draft:
    """Return a strftime format with its instants as gaps whose form is known."""

    def fill(found: re.Match[str], span: tuple[int, int]) -> Draft | str:
        return "%" if found[0] == "%%" else (Gap(found[0], span, _formatted(found[0], zone)),)

    return substituted(draft, re.compile(_INSTANT), fill)


def _formatted(pattern: str, zone: str) -> Written:
    return formatted(pattern, "strftime", {"utc": "naive", "aware": "utc"}.get(zone, zone))
