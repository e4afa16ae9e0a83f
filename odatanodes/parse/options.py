"""The tree builders of $select and of the options in parentheses, called as those of reduce.py are."""

from __future__ import annotations

from odatanodes import ast
from odatanodes.base.text import shorten, shown
from odatanodes.diagnostics import Diagnostic, Fix
from odatanodes.parse.literals import SyntaxProblem

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.diagnostics import Span
    from odatanodes.parse.context import Builder, Context, Values

__all__ = ["BUILDERS"]


def select(values: Values, span: Span) -> None:
    values[-1] = ast.SelectList(tuple(values[-1]), span)


def select_star(values: Values, span: Span) -> None:
    values[-1] = ast.SelectItem(ast.Star("", span), (), span)


def select_operations(values: Values, span: Span) -> None:
    values[-1] = ast.SelectItem(ast.Star(values[-1][:-2], span), (), span)


def select_item(values: Values, span: Span) -> None:
    values[-1] = ast.SelectItem(values[-1], (), span)


def select_item_with_options(values: Values, span: Span) -> None:
    values.pop()
    options = values.pop()
    values.pop()
    values[-1] = ast.SelectItem(values[-1], tuple(options), span)


def select_function(values: Values, span: Span) -> None:
    """`Ns.Function(Parameter,…)`: the names choose an overload. What was read as a property or a cast is the function."""
    values.pop()
    names = values.pop()
    values.pop()
    match values[-1]:
        case ast.Member(source=source, name=word) | ast.TypeCast(source=source, type_name=word):
            values[-1] = ast.Call(source, word, tuple(names), span)
        case path:
            help = "an annotation takes options in parentheses, such as ($top=5)"
            raise SyntaxProblem("ODN100", "an annotation has no parameters", names[0].span, help if path else "")


def parameter_name(values: Values, span: Span) -> None:
    values[-1] = ast.Member(None, values[-1], span)


def option(values: Values, span: Span) -> None:
    value = values.pop()
    values.pop()
    values[-1] = ast.Option(_option_name(values[-1]), value, span)


def option_list(values: Values, span: Span) -> None:
    value = values.pop()
    values.pop()
    values[-1] = ast.Option(_option_name(values[-1]), tuple(value), span)


def option_count(values: Values, span: Span) -> None:
    value = values.pop()
    values.pop()
    values[-1] = ast.Option("$count", value.value, span)


def option_number(values: Values, span: Span) -> None:
    number = values.pop()
    values.pop()
    option_name = _option_name(values[-1])
    if number.value < 0:
        raise SyntaxProblem(
            "ODN100", f"'{option_name}' takes a number of items, not {number.value}", number.span, "write 0 or more"
        )
    values[-1] = ast.Option(option_name, number.value, span)


def option_alias(values: Values, span: Span) -> None:
    value = values.pop()
    values.pop()
    word = values[-1]
    if "." in word or "#" in word:
        raise SyntaxProblem("ODN100", f"'{word}' is an annotation, not a parameter alias", span, "write an alias as '@name=value'")
    values[-1] = ast.Option(word, value, span)


def option_search(values: Values, span: Span) -> None:
    text = values[-1].partition("=")[2].strip(" \t\r\n")
    if not text:
        raise SyntaxProblem(
            "ODN110", "'$search=' has nothing to look for", span, "write the words to look for, such as $search=blue"
        )
    values[-1] = ast.Option("$search", text, span)


def ascending(values: Values, span: Span) -> None:
    values[-1] = ast.Pair("asc", values[-1], span)


def directed(values: Values, span: Span) -> None:
    direction = values.pop().lower()
    values[-1] = ast.Pair(direction, values[-1], span)


def computed(values: Values, span: Span) -> None:
    word = values.pop()
    values.pop()
    values[-1] = ast.Pair(word, values[-1], span)


def type_in_quotes(context: Context, name: str, span: Span) -> str:
    """Return the name of a type that stands in quotes, which OData 4 does not do, and note that."""
    inner = name[len("Collection(") : -1] if name.startswith("Collection(") and name.endswith(")") else name
    if not all(part.isidentifier() for part in inner.split(".")):
        raise SyntaxProblem("ODN100", f"{shown(name)} is not the name of a type", span, "write a type such as Edm.String")
    help = f"write {name}: services of OData 4 take it without quotes only"
    context.notes.append(
        Diagnostic("ODN511", f"the type '{shorten(name)}' stands in quotes", span, help, "warning", Fix(span, name))
    )
    return name


def _option_name(word: str) -> str:
    return word.lower() if word[0] == "$" else f"${word.lower()}"


BUILDERS: dict[str, Builder] = {
    builder.__name__: builder
    for builder in (
        *(select, select_star, select_operations, select_item, select_item_with_options, select_function, parameter_name),
        *(option, option_list, option_count, option_number, option_alias, option_search, ascending, directed, computed),
    )
}
