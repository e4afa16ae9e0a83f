"""Stock lark over grammar/odata.lark with our tree builders embedded: what the table-driven loop has to agree with."""

from __future__ import annotations

import importlib.util
from functools import cache
from typing import TYPE_CHECKING, Any

from lark import Lark, Token
from lark.exceptions import LarkError

from odatanodes import ast
from odatanodes.parse import tables
from odatanodes.parse.context import Context
from odatanodes.parse.literals import LITERALS, SyntaxProblem
from odatanodes.parse.reduce import builder_of
from tests.kit.support import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType


@cache
def generator() -> ModuleType:
    """Return grammar/generate.py as a module."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "grammar" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Piece:
    """A value with the span of its whole rule."""

    def __init__(self, value: Any, start: int, end: int) -> None:
        self.value, self.start, self.end = value, start, end


class Callbacks:
    """What lark calls for each terminal and each rule: literals become nodes, builders work on a stack of their own."""

    def __init__(self) -> None:
        self.context = Context()
        for terminal in LITERALS:
            setattr(self, terminal, self.literal)
        for _, _, name in tables.RULES:
            if name:
                setattr(self, name, self.rule(name))

    def rule(self, name: str) -> Callable[[list[Any]], Piece]:
        builder = builder_of(name)

        def reduce(children: list[Any]) -> Piece:
            pieces = [self.piece(child) for child in children]
            start, end = pieces[0].start, pieces[-1].end
            values = [self.context, *(piece.value for piece in pieces)]
            builder(values, (start, end))
            assert len(values) == 2, f"{name} left {len(values) - 1} values"
            return Piece(values[1], start, end)

        return reduce

    def literal(self, token: Token) -> Piece:
        assert token.start_pos is not None
        assert token.end_pos is not None
        span = (token.start_pos, token.end_pos)
        return Piece(LITERALS[token.type](str(token), span), *span)

    def piece(self, child: Any) -> Piece:
        if isinstance(child, Token):
            assert child.start_pos is not None
            assert child.end_pos is not None
            return Piece(str(child), child.start_pos, child.end_pos)
        assert isinstance(child, Piece)
        return child


@cache
def stock() -> tuple[Lark, Callbacks]:
    callbacks = Callbacks()
    make = generator()
    text = make.GRAMMAR.read_text("utf-8")
    starts = list(make.STARTS)
    return Lark(text, parser="lalr", lexer="contextual", start=starts, keep_all_tokens=True, transformer=callbacks), callbacks


def parse(text: str, option: str) -> ast.Node | None:
    """Return the tree that lark makes, None where it refuses the text."""
    lark, callbacks = stock()
    callbacks.context = Context()
    try:
        piece: Any = lark.parse(text, start=option)
    except (LarkError, SyntaxProblem):
        return None
    tree = callbacks.piece(piece).value
    assert isinstance(tree, ast.Node)
    return tree
