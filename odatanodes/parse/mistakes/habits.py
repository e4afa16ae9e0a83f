"""Mistakes of habit: what other languages, shells and word processors write where OData has words, commas and plain blanks.

They are tried before those of words and signs, whose messages are more general.
"""

from __future__ import annotations

import re

from odatanodes import ast
from odatanodes.base.text import quoted, shorten, shown
from odatanodes.diagnostics import Fix
from odatanodes.parse.mistakes.patterns import condition_like
from odatanodes.parse.mistakes.words import WORDS_FOR

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.diagnostics import Diagnostic
    from odatanodes.parse.mistakes.failure import Failure


_OPERATORS = frozenset(ast.COMPARISONS) | {"and", "or", "not", "any", "all", "has", "add", "sub", "mul", "div"}
_BLANKS = {"\u00a0": "a no-break space", "\u202f": "a no-break space", "\u3000": "a wide space", "\ufeff": "a byte order mark"}
_NOTHING = dict.fromkeys("\u200b\u200c\u200d\u2060", "a character without width")
_DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d")
"""Hyphens, dashes and minus signs that typesetters use in place of the one on the keyboard."""
_NAMED = re.compile(r"[A-Za-z_]\w*+(?:-\w++)++(?![-\w:.])")
_VALUE = re.compile(r"'[^']*+(?:''[^']*+)*+'|[-+.:\w]++")
_SHELL_OPERATORS = {
    **{f"{case}{word}": word for word in ("eq", "ne", "gt", "ge", "lt", "le", "in") for case in ("", "i", "c")},
    "and": "and",
    "or": "or",
    "not": "not",
    "xor": "ne",
    "match": "matchesPattern",
    "imatch": "matchesPattern",
    "like": "like",
    "ilike": "like",
    "clike": "like",
    "notlike": "not like",
    "notmatch": "not matchesPattern",
    "notin": "not in",
    "startswith": "startswith",
    "endswith": "endswith",
    "contains": "contains",
    "notcontains": "not contains",
}
"""Operators of PowerShell and of test in shells, without their hyphen, and what stands for each."""


def odd_blank(f: Failure) -> Diagnostic | None:
    """A no-break space, as word processors and web pages put it."""
    char = f.text[f.start : f.start + 1]
    span = (f.start, f.start + 1)
    if char in _NOTHING:
        return f.problem("ODN100", f"{_NOTHING[char]} stands here", "leave it out", span, Fix(span, ""))
    if char in _BLANKS or (char.isspace() and char not in " \t\r\n"):
        what = _BLANKS.get(char, "a blank of another kind")
        return f.problem("ODN100", f"{what} stands here", "write a plain blank", span, Fix(span, " "))
    return None


def odd_dash(f: Failure) -> Diagnostic | None:
    """`exitCode eq \u2212 1` with the minus sign of a typesetter."""
    char = f.text[f.start : f.start + 1]
    if char not in _DASHES:
        return None
    span = (f.start, f.start + 1)
    number = re.compile(r"\d[\d.]*+(?:[eE][-+]?\d++)?").match(f.text, f.start + 1)
    help = f"write -{number[0]}" if number and f.wants_operand else "write the hyphen of the keyboard, '-'"
    return f.problem("ODN100", f"'{char}' is not the minus sign of the keyboard", help, span, Fix(span, "-"))


def shell_operator(f: Failure) -> Diagnostic | None:
    """`state -eq 'idle'`, `id -like 'tvm*'`: operators of PowerShell."""
    match = re.compile(r"-([A-Za-z]+)\b(?![-.'])").match(f.text, f.start)
    meant = _SHELL_OPERATORS.get(match[1].lower()) if match else None
    if match is None or meant is None or not (f.after_operand or (meant == "not" and f.wants_operand)):
        return None
    message = f"'{match[0]}' is an operator of PowerShell"
    if meant in {*ast.COMPARISONS, "in", "and", "or", "not"}:
        return f.problem("ODN106", message, f"write '{meant}'", match.span(), Fix(match.span(), meant))
    if meant == "not in":
        return f.problem("ODN106", message, "write not (property in ('a','b'))", match.span())
    value = re.compile(r"\s*+('[^']*+(?:''[^']*+)*+')").match(f.text, match.end())
    path = f.path_before()
    if value is None or path is None:
        example = meant.replace("like", "startswith")
        return f.problem("ODN106", message, f"write {example}(property,'text')", match.span())
    text = _called(meant.removeprefix("not "), path[0], value[1])
    if meant.startswith("not "):
        text = f"not {text}" if text.endswith(")") else f"not ({text})"
    return f.problem("ODN106", message, f"write {shorten(text, 80)}", match.span(), Fix((path[1], value.end()), text))


def _called(function: str, path: str, literal: str) -> str:
    if function == "like":
        return condition_like(path, literal[1:-1], many="*", one="?")
    return f"{function}({path},{literal})"


def name_with_hyphens(f: Failure) -> Diagnostic | None:
    """`id eq tvm-123_1-p`: the name of a node without its quotes, not a subtraction."""
    if not f.before or not f.text.startswith("-", f.start) or f.last(2).lower() not in ast.COMPARISONS:
        return None
    match = _NAMED.match(f.text, f.before[-1][0])
    if match is None or match.end() <= f.start:
        return None
    text = f"'{match[0]}'"
    help = f"a string stands in quotes: write {shown(text)}"
    return f.problem("ODN106", "'-' is not an operator", help, match.span(), Fix(match.span(), text, guess=True))


def comment(f: Failure) -> Diagnostic | None:
    """`state eq 'idle' -- as in SQL`: the language has no comments."""
    match = re.compile(r"--[^\n]*|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/|#[^\n]*").match(f.text, f.start)
    if match is None or not f.after_operand or (f.option == "select" and match[0][0] != "-"):
        return None
    begin = len(f.text[: f.start].rstrip())
    help = "leave the comment out: the language has none"
    return f.problem("ODN100", f"{shown(match[0])} is a comment", help, match.span(), Fix((begin, match.end()), ""))


def semicolon(f: Failure) -> Diagnostic | None:
    """`state eq 'idle';`: the end of a statement in other languages."""
    if f.word != ";" or f.unclosed() or not (f.after_operand or f.option == "select"):
        return None
    if f.text[f.start + 1 :].strip(" ;\t\r\n"):
        help = "leave the semicolon out; conditions are joined with 'and' or 'or'"
        return f.problem("ODN100", "a semicolon cannot stand here", help)
    begin = len(f.text[: f.start].rstrip())
    return f.problem("ODN100", f"no semicolon ends a {f.option}", "leave the semicolon out", None, Fix((begin, len(f.text)), ""))


def further_option(f: Failure) -> Diagnostic | None:
    """`state eq 'idle'&$select=id`: the rest of a query string."""
    match = re.compile(
        r"[&?](\$?(?:filter|select|orderby|top|skip|expand|count|search|maxresults|timeout)|api-version)=", re.IGNORECASE
    ).match(f.text, f.start)
    if match is None or not f.after_operand:
        return None
    help = f"leave it out: '{match[1]}' is another option of the request"
    span = (f.start, len(f.text))
    return f.problem("ODN123", f"{shown(f.text[f.start :])} is not part of the {f.option}", help, span, Fix(span, "", guess=True))


_ENTITIES = re.compile(r"'[^']*+'|\"([^\"]*+)\"|\s*+(>=|<=|&&|>|<)\s*+")


def _without_sign(match: re.Match[str]) -> str:
    """Return what OData has for a sign or a string that an entity stood for."""
    return f" {WORDS_FOR[match[2]]} " if match[2] else match[0] if match[1] is None else quoted(match[1])


def entity(f: Failure) -> Diagnostic | None:
    """`state eq &apos;idle&apos;`: text copied from XML or HTML."""
    match = re.compile(r"&(?:apos|quot|amp|lt|gt|nbsp|#\d+|#x[0-9A-Fa-f]+);").match(f.text, f.start)
    if match is None:
        return None
    from html import unescape

    plain = _ENTITIES.sub(_without_sign, unescape(f.text))
    message = f"'{match[0]}' is an entity of XML"
    return f.problem("ODN112", message, f"write {shorten(plain, 80)}", match.span(), Fix((0, len(f.text)), plain, True))


def pattern_sign(f: Failure) -> Diagnostic | None:
    """`id =~ 'a'`, `id !~ 'a'`: patterns of shells and databases."""
    match = re.compile(r"(=~|!~|~)\*?\s*+('[^']*+(?:''[^']*+)*+')?").match(f.text, f.start)
    if match is None or not f.after_operand:
        return None
    name = f.last() if f.last().isidentifier() and f.last(2) != "/" else "property"
    pattern = match[2] or "'pattern'"
    text = f"matchesPattern({name},{pattern})"
    text = f"not {text}" if match[1] == "!~" else text
    fix = Fix((f.before[-1][0], match.end()), text, guess=True) if name != "property" and match[2] else None
    help = f"write {text} for a pattern, {name} {'ne' if match[1] == '!~' else 'eq'} {pattern} for the whole text"
    return f.problem("ODN106", f"'{match[1]}' is not an operator", help, match.span(1), fix)


def is_not(f: Failure) -> Diagnostic | None:
    """`state is not 'idle'`."""
    match = re.compile(r"is\s++not\b(?!\s++null\b)", re.IGNORECASE).match(f.text, f.start)
    if match is None or not f.after_operand:
        return None
    return f.problem("ODN108", "'is not' is not an operator", "write 'ne'", match.span(), Fix(match.span(), "ne"))


def exclusive_or(f: Failure) -> Diagnostic | None:
    """`a eq 1 xor b eq 2`: 'ne' between conditions in parentheses, because it binds tighter than they do."""
    if f.word.lower() != "xor" or not f.after_operand:
        return None
    return f.problem("ODN108", "'xor' is not an operator", "write (first condition) ne (second condition)")


def missing_comma(f: Failure) -> Diagnostic | None:
    """`state in ('a' 'b')`, `contains(id 'x')`: two literals or arguments side by side."""
    brackets = f.unclosed()
    if not f.after_operand or not brackets or brackets[-1][1] != "(" or not re.match(r"[\w'\"@$]", f.word):
        return None
    at = next(index for index, (offset, _) in enumerate(f.before) if offset == brackets[-1][0])
    opened = f.before[at - 1][1] if at else ""
    if not opened.isidentifier() or opened.lower() in _OPERATORS:
        return None
    if any(token.lower() in ast.COMPARISONS for _, token in f.before[at:]) or not _VALUE.match(f.text, f.start):
        return None
    if f.last().lower() in ast.COMPARISONS or re.match(r"(?:eq|ne|gt|ge|lt|le|and|or)\b", f.text[f.start :], re.IGNORECASE):
        return None
    behind = f.before[-1][0] + len(f.last())
    span = (f.start, f.start + len(f.word))
    message = f"a comma is missing between {shown(f.last())} and {shown(f.word)}"
    help = f"write {f.last()[:40]},{f.word[:40]}"
    return f.problem("ODN120", message, help, span, Fix((behind, f.start), ","))


def decimal_comma(f: Failure) -> Diagnostic | None:
    """`cost gt 1,5`: a comma before the fraction."""
    match = re.compile(r",(\d+)(?![\w.,])").match(f.text, f.start)
    last = f.last()
    if match is None or not f.before or not re.fullmatch(r"[-+]?\d+", last) or f.before[-1][0] + len(last) != f.start:
        return None
    if f.unclosed() and "COMMA" in f.expected:
        return None
    span = (f.before[-1][0], match.end())
    text = f"{last}.{match[1]}"
    if len(match[1]) == 3 and last.lstrip("+-0"):  # thousands, as likely as a fraction
        help = f"write {last}{match[1]}, or {text} for a fraction"
        return f.problem(
            "ODN120", "a comma cannot stand in a number", help, (f.start, f.start + 1), Fix(span, last + match[1], True)
        )
    help = f"write {text}: a point stands before the fraction"
    return f.problem("ODN120", "a comma cannot stand in a number", help, (f.start, f.start + 1), Fix(span, text))


def nothing_behind_the_slash(f: Failure) -> Diagnostic | None:
    """`errors/ gt 0`: the operator was parsed as the name of a property."""
    if not f.after_operand or f.last(2) != "/" or f.last().lower() not in ast.COMPARISONS:
        return None
    begin = f.before[-2][0]
    help = "write a property after it, or '$count' for the number of items"
    return f.problem("ODN110", "nothing follows '/'", help, (begin, begin + 1))


def two_conditions(f: Failure) -> Diagnostic | None:
    """`(a eq 1) (b eq 2)`, `(a eq 1) b eq 2`."""
    if (
        not f.after_operand
        or (f.last() != ")" and (f.word != "(" or f.last().isidentifier()))
        or not re.match(r"[(\w'\"@$]", f.word)
    ):
        return None
    if f.word.lower() in {"startswith", "endswith", "contains"} and f.text[f.span[1] :].lstrip()[:1] != "(":
        return None
    if f.word.isidentifier() and not re.match(
        r"\w++\s*+(?:/|\(|(?:eq|ne|gt|ge|lt|le|in|has)\b|$)", f.text[f.start :], re.IGNORECASE
    ):
        return None
    message = f"an operator is missing between {shown(f.last())} and {shown(f.word)}"
    return f.problem("ODN109", message, "write 'and' or 'or' between two conditions")


def arrow(f: Failure) -> Diagnostic | None:
    """`errors/any(e => e/code eq 'a')`, `errors/any(e/code eq 'a')`."""
    if len(f.before) < 3 or f.last(2) != "(" or f.last(3).lower() not in {"any", "all"} or "COLON" not in f.expected:
        return None
    kind, name = f.last(3), f.last()
    sign = re.compile(r"=>|->|\|").match(f.text, f.start)
    message = f"'{kind}' needs a variable and ':' before its condition"
    if sign is not None:
        return f.problem("ODN118", message, f"write {kind}({name}:…)", sign.span(), Fix(sign.span(), ":"))
    path = re.compile(r"[\w/]++").match(f.text, f.before[-1][0])
    if f.word != "/" or path is None:
        return None
    first, _, rest = path[0].partition("/")
    variable, whole = (first, path[0]) if len(first) == 1 and rest else ("e", f"e/{path[0]}")
    begin = f.before[-1][0]
    fix = Fix((begin, begin), f"{variable}:") if whole == path[0] else None
    return f.problem("ODN118", message, f"name the item first: {kind}({variable}:{whole} …)", None, fix)


def member(f: Failure) -> Diagnostic | None:
    """`state eq BatchNodeState.idle`: the member of a program's enumeration."""
    name = f.last()
    if "SLASH" not in f.expected or f.wants_operand or f.last(2).lower() not in {"eq", "ne"} or "EQUALITY" in f.expected:
        return None
    match = re.fullmatch(r"(?:[A-Za-z_]\w*\.)*([A-Z]\w*)\.([A-Za-z_]\w*)", name)
    if match is None:
        return None
    text = f"'{match[2].lower()}'"
    begin = f.before[-1][0]
    span = (begin, begin + len(name))
    message = f"'{name}' is a type or a function, not a value"
    return f.problem(
        "ODN119", message, f"write {text}: values are text; in an f-string, the member's .value in quotes", span, Fix(span, text)
    )
