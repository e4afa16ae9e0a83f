"""The tree builders: one function per `-> name` of grammar/odata.lark, which replaces the parts of a rule by its node.

A builder is called with the value stack, whose last entries are the parts (tokens as text, literals and nodes as they
are), and with the span of the whole rule; it leaves one value in their place. `values[0]` is the `Context` of the parse.
The tests run the same functions under stock lark.
"""

# ruff: noqa: ARG001 - the loop calls every builder in the same way
from __future__ import annotations

from odatanodes import ast
from odatanodes.ast.unsealed import And, Call, Compare, Member, Or

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.diagnostics import Span
    from odatanodes.parse.context import Builder, Values

__all__ = ["builder_of"]


# --- operators -------------------------------------------------------------------------------------------------------


def chain(values: Values, span: Span) -> None:
    """`a and b`: begin the list of a conjunction, which `conjunction` makes a node at its end."""
    right = values.pop()
    values.pop()
    values[-1] = [values[-1], right]


def chain_on(values: Values, span: Span) -> None:
    right = values.pop()
    values.pop()
    values[-1].append(right)


def conjunction(values: Values, span: Span) -> None:
    operands = values[-1]
    if ast.And in [operand.__class__ for operand in operands]:  # one that stood in parentheses
        values[-1] = ast.And(tuple(operands), span)
    else:
        values[-1] = And(operands, span)


def disjunction(values: Values, span: Span) -> None:
    operands = values[-1]
    if ast.Or in [operand.__class__ for operand in operands]:
        values[-1] = ast.Or(tuple(operands), span)
    else:
        values[-1] = Or(operands, span)


def compare(values: Values, span: Span) -> None:
    right = values.pop()
    op = values.pop().lower()
    values[-1] = Compare(op, values[-1], right, span)


def arith(values: Values, span: Span) -> None:
    right = values.pop()
    op = values.pop().lower()
    values[-1] = ast.Arith(op, values[-1], right, span)


def has(values: Values, span: Span) -> None:
    right = values.pop()
    values.pop()
    values[-1] = ast.Has(values[-1], right, span)


def in_(values: Values, span: Span) -> None:
    right = values.pop()
    values.pop()
    values[-1] = ast.In(values[-1], right, span)


def neg(values: Values, span: Span) -> None:
    operand = values.pop()
    values[-1] = ast.Neg(operand, span)


def not_(values: Values, span: Span) -> None:
    operand = values.pop()
    values[-1] = ast.Not(operand, span)


def paren(values: Values, span: Span) -> None:
    values.pop()
    inside = values.pop()
    values[-1] = inside


# --- lists -----------------------------------------------------------------------------------------------------------


def items(values: Values, span: Span) -> None:
    """Begin a list; whoever it belongs to makes a tuple of it."""
    values[-1] = [values[-1]]


def items_on(values: Values, span: Span) -> None:
    item = values.pop()
    values.pop()
    values[-1].append(item)


def empty_list(values: Values, span: Span) -> None:
    values.pop()
    values[-1] = ast.List((), span)


def list_(values: Values, span: Span) -> None:
    values.pop()
    inside = values.pop()
    values[-1] = ast.List(tuple(inside), span)


def empty_array(values: Values, span: Span) -> None:
    values.pop()
    values[-1] = ast.Array((), span)


def array(values: Values, span: Span) -> None:
    values.pop()
    inside = values.pop()
    values[-1] = ast.Array(tuple(inside), span)


def empty_object(values: Values, span: Span) -> None:
    values.pop()
    values[-1] = ast.Object((), span)


def object_(values: Values, span: Span) -> None:
    values.pop()
    inside = values.pop()
    values[-1] = ast.Object(tuple(inside), span)


def json_pair(values: Values, span: Span) -> None:
    value = values.pop()
    values.pop()
    key = values[-1]
    values[-1] = ast.Pair(key.value, value, span)


# --- paths -----------------------------------------------------------------------------------------------------------


def name(values: Values, span: Span) -> None:
    """A path begins: with a lambda variable where one of this name is in scope, else with a property."""
    word = values[-1]
    values[-1] = ast.Var(word, span) if word in values[0].scope else Member(None, word, span)


def variable(values: Values, span: Span) -> None:
    values[-1] = ast.Var(values[-1], span)


def member(values: Values, span: Span) -> None:
    word = values.pop()
    values.pop()
    values[-1] = Member(values[-1], word, span)


def type_name_segment(values: Values, span: Span) -> None:
    values[-1] = ast.TypeCast(None, values[-1], span)


def type_cast(values: Values, span: Span) -> None:
    word = values.pop()
    values.pop()
    values[-1] = ast.TypeCast(values[-1], word, span)


def annotation(values: Values, span: Span) -> None:
    """`@name` alone is a parameter alias; with a namespace or a qualifier it is an annotation."""
    word = values[-1]
    if "." in word or "#" in word:
        select_annotation(values, span)
    else:
        values[-1] = ast.Alias(word[1:], span)


def select_annotation(values: Values, span: Span) -> None:
    term, _, qualifier = values[-1][1:].partition("#")
    values[-1] = ast.Annotation(None, term, qualifier, span)


def annotation_step(values: Values, span: Span) -> None:
    term, _, qualifier = values.pop()[1:].partition("#")
    values.pop()
    values[-1] = ast.Annotation(values[-1], term, qualifier, span)


def filter_segment(values: Values, span: Span) -> None:
    values.pop()
    predicate = values.pop()
    del values[-3:]
    values[-1] = ast.FilterSegment(values[-1], predicate, span)


def count(values: Values, span: Span) -> None:
    del values[-2:]
    values[-1] = ast.Count(values[-1], (), span)


def count_with_options(values: Values, span: Span) -> None:
    values.pop()
    options = values.pop()
    del values[-3:]
    values[-1] = ast.Count(values[-1], tuple(options), span)


def open_scope(values: Values, span: Span) -> None:
    values.pop()
    scope = values[0].scope
    scope[values[-1]] = scope.get(values[-1], 0) + 1


def lambda_(values: Values, span: Span) -> None:
    values.pop()
    predicate = values.pop()
    variable = values.pop()
    scope = values[0].scope
    scope[variable] -= 1
    if not scope[variable]:
        del scope[variable]
    values.pop()
    kind = values.pop().lower()
    values.pop()
    values[-1] = ast.Lambda(values[-1], kind, variable, predicate, span)


def any_of_all(values: Values, span: Span) -> None:
    """`source/any()`: whether there is an item at all."""
    del values[-4:]
    values[-1] = ast.Lambda(values[-1], "any", None, None, span)


# --- calls -----------------------------------------------------------------------------------------------------------


def no_arguments(values: Values, span: Span) -> None:
    values.pop()
    values[-1] = ()


def arguments(values: Values, span: Span) -> None:
    values.pop()
    inside = values.pop()
    values[-1] = tuple(inside)


def one_argument(values: Values, span: Span) -> None:
    values.pop()
    inside = values.pop()
    values[-1] = (inside,)


def pair(values: Values, span: Span) -> None:
    value = values.pop()
    values.pop()
    values[-1] = ast.Pair(values[-1], value, span)


def call(values: Values, span: Span) -> None:
    from odatanodes.functions.table import FUNCTIONS  # most filters have no call

    arguments = values.pop()
    word = values[-1]
    if word not in FUNCTIONS:
        lower = word.lower()
        if lower in FUNCTIONS:
            if word != FUNCTIONS[lower].spelling:
                values[0].spellings.append((span[0], word))
            word = lower
    values[-1] = Call(None, word, arguments, span)


def call_step(values: Values, span: Span) -> None:
    arguments = values.pop()
    word = values.pop()
    values.pop()
    values[-1] = Call(values[-1], word, arguments, span)


def key(values: Values, span: Span) -> None:
    arguments = values.pop()
    values[-1] = ast.Key(values[-1], arguments, span)


def case(values: Values, span: Span) -> None:
    values.pop()
    branches = values.pop()
    values.pop()
    values[-1] = ast.Case(tuple(branches), span)


def branch(values: Values, span: Span) -> None:
    value = values.pop()
    values.pop()
    values[-1] = ast.Branch(values[-1], value, span)


def cast_self(values: Values, span: Span) -> None:
    values.pop()
    type_name = values.pop()
    values.pop()
    values[-1] = ast.Cast(None, type_name, span)


def cast(values: Values, span: Span) -> None:
    values.pop()
    type_name = values.pop()
    values.pop()
    operand = values.pop()
    values.pop()
    values[-1] = ast.Cast(operand, type_name, span)


def isof_self(values: Values, span: Span) -> None:
    values.pop()
    type_name = values.pop()
    values.pop()
    values[-1] = ast.IsOf(None, type_name, span)


def isof(values: Values, span: Span) -> None:
    values.pop()
    type_name = values.pop()
    values.pop()
    operand = values.pop()
    values.pop()
    values[-1] = ast.IsOf(operand, type_name, span)


def type_name(values: Values, span: Span) -> None:
    """The name as it stands."""


def quoted_type_name(values: Values, span: Span) -> None:
    """`'Ns.Type'`, as OData 3 wrote it."""
    from odatanodes.parse.options import type_in_quotes

    values[-1] = type_in_quotes(values[0], values[-1].value, span)


def collection_type(values: Values, span: Span) -> None:
    values.pop()
    inside = values.pop()
    values.pop()
    values[-1] = f"Collection({inside})"


# --- by name ---------------------------------------------------------------------------------------------------------


def builder_of(name: str) -> Builder:
    """Return the builder of this name; those of $select and of nested options are loaded with the first of them."""
    builder = _BUILDERS.get(name)
    if builder is None:
        from odatanodes.parse import options

        builder = options.BUILDERS[name]
    return builder


_BUILDERS: dict[str, Builder] = {
    builder.__name__: builder
    for builder in (
        *(chain, chain_on, conjunction, disjunction, compare, arith, has, in_, neg, not_, paren),
        *(items, items_on, empty_list, list_, empty_array, array, empty_object, object_, json_pair),
        *(name, variable, member, type_name_segment, type_cast, annotation, select_annotation, annotation_step),
        *(filter_segment, count, count_with_options, open_scope, lambda_, any_of_all),
        *(no_arguments, arguments, one_argument, pair, call, call_step, key, case, branch),
        *(cast_self, cast, isof_self, isof, type_name, quoted_type_name, collection_type),
    )
}
