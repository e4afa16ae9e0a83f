"""Explain why a text does not parse, with one diagnostic that says what to write instead.

Loaded only when a text does not parse. `MISTAKES` is the index: what people get wrong, in the order in which it is tried.
"""

from __future__ import annotations

from odatanodes.base.text import shown
from odatanodes.diagnostics import Diagnostic
from odatanodes.parse.mistakes import dates, foreign, habits, literals, names, placeholders, words
from odatanodes.parse.mistakes.failure import Failure, in_english

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal as L

    Mistake = Callable[[Failure], Diagnostic | None]

__all__ = ["MISTAKES", "explain"]

MISTAKES: tuple[tuple[Mistake, *tuple[str, ...]], ...] = (
    (habits.odd_blank, "ODN100"),
    (habits.odd_dash, "ODN100"),
    (habits.entity, "ODN112"),
    (habits.further_option, "ODN123"),
    (foreign.statement, "ODN123"),
    (foreign.function_of_item, "ODN123"),
    (foreign.method_of_collection, "ODN118"),
    (foreign.whole_in_quotes, "ODN100"),
    (foreign.escaped_quote, "ODN100"),
    (foreign.colon, "ODN106"),
    (foreign.clause, "ODN123"),
    (foreign.named_item, "ODN119"),
    (foreign.powershell_value, "ODN100"),
    (foreign.other_brackets, "ODN122"),
    (foreign.cast, "ODN100", "ODN120"),
    (foreign.conditional, "ODN106"),
    (foreign.pattern, "ODN100"),
    (foreign.phrase, "ODN108"),
    (foreign.needless_is, "ODN108"),
    (foreign.search_in_words, "ODN107"),
    (foreign.case_of_list, "ODN107"),
    (foreign.compared_list, "ODN122"),
    (foreign.same_property, "ODN110"),
    (habits.comment, "ODN100"),
    (habits.semicolon, "ODN100"),
    (habits.arrow, "ODN118"),
    (habits.member, "ODN119"),
    (foreign.moment, "ODN100"),
    (habits.name_with_hyphens, "ODN106"),
    (habits.shell_operator, "ODN106"),
    (habits.pattern_sign, "ODN106"),
    (habits.is_not, "ODN108"),
    (habits.exclusive_or, "ODN108"),
    (names.quoted_step, "ODN100"),
    (names.path_sign, "ODN106"),
    (placeholders.jmespath, "ODN100"),
    (names.index, "ODN100"),
    (dates.date_and_time_apart, "ODN115"),
    (dates.interval, "ODN113"),
    (dates.slashed_date, "ODN115"),
    (literals.prefix_apart, "ODN124"),
    (habits.missing_comma, "ODN120"),
    (habits.decimal_comma, "ODN120"),
    (habits.nothing_behind_the_slash, "ODN110"),
    (habits.two_conditions, "ODN109"),
    (literals.empty, "ODN101"),
    (literals.option_name, "ODN123"),
    (placeholders.placeholder, "ODN111"),
    (placeholders.parameter, "ODN111"),
    (names.odd_quotes, "ODN121"),
    (literals.curly_quote, "ODN121"),
    (literals.opening_quote, "ODN102"),
    (literals.string, "ODN102", "ODN103"),
    (literals.stray_quote, "ODN103"),
    (literals.double_quotes, "ODN102", "ODN116"),
    (dates.unquoted_date_time, "ODN124"),
    (literals.prefixed, "ODN103", "ODN113", "ODN114"),
    (dates.number, "ODN115"),
    (literals.url_encoded, "ODN112"),
    (words.lambda_mistake, "ODN118"),
    (words.type_alone, "ODN119"),
    (words.doubled_operator, "ODN110"),
    (words.leading_operator, "ODN110"),
    (words.sign, "ODN106"),
    (words.infix_function, "ODN107"),
    (words.other_language, "ODN108"),
    (words.comma, "ODN120", "ODN122"),
    (words.missing_operator, "ODN108", "ODN109"),
    (words.unopened, "ODN105"),
    (words.nothing_there, "ODN110"),
    (words.search, "ODN110", "ODN123"),
    (words.unclosed, "ODN104"),
)
"""Each function with the codes it reports: habits of other languages, quotes and literals, then words, signs and brackets.

A function returns the diagnostic of a `Failure`, or None where the mistake is another one.
"""


def explain(text: str, option: L["filter", "select"], start: int) -> Diagnostic:
    """Return the diagnostic for a text that fails at this offset."""
    failure = Failure(text, option, start)
    for mistake, *_ in MISTAKES:
        diagnostic = mistake(failure)
        if diagnostic is not None:
            return diagnostic
    return unexpected(failure)


def unexpected(failure: Failure) -> Diagnostic:
    """Return the plain message: what could have stood here, and what stands here."""
    wanted = in_english(failure.expected, failure.option)
    found = shown(failure.word) if failure.word else "the end"
    message = f"expected {wanted}, found {found}"
    return Diagnostic("ODN100", message, failure.span, "")
