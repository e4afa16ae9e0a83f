"""Mistakes of habit: what other languages write in the places where OData has words, commas and plain blanks.

Each function looks at a `Failure` and returns its diagnostic, or None where it is another mistake. They are tried before those
of words and signs, which say the general thing.
"""

from __future__ import annotations

import re

from odatanodes.base.text import shown
from odatanodes.diagnostics import Fix

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from odatanodes.diagnostics import Diagnostic
    from odatanodes.parse.mistakes.failure import Failure

__all__ = ["HABITS"]

_COMPARISONS = frozenset(("eq", "ne", "gt", "ge", "lt", "le"))
_BLANKS = {"\u00a0": "a no-break space", "\u202f": "a no-break space", "\u3000": "a wide space", "\ufeff": "a byte order mark"}
_NOTHING = dict.fromkeys("\u200b\u200c\u200d\u2060", "a character without width")
_NAMED = re.compile(r"[A-Za-z_]\w*+(?:-\w++)++(?![-\w:.])")
_VALUE = re.compile(r"'[^']*+(?:''[^']*+)*+'|[-+.:\w]++")


def odd_blank(f: Failure) -> Diagnostic | None:
    """A no-break space, as word processors and web pages put it."""
    char = f.text[f.start : f.start + 1]
    if char in _NOTHING:
        return f.problem(
            "ODN100", f"{_NOTHING[char]} stands here", "leave it out", (f.start, f.start + 1), Fix((f.start, f.start + 1), "")
        )
    if char in _BLANKS or (char.isspace() and char not in " \t\r\n"):
        what = _BLANKS.get(char, "a blank of another kind")
        span = (f.start, f.start + 1)
        return f.problem("ODN100", f"{what} stands here", "write a plain blank", span, Fix(span, " "))
    return None


def name_with_hyphens(f: Failure) -> Diagnostic | None:
    """`id eq tvm-123_1-p`: the name of a node without its quotes, not a subtraction."""
    if not f.before or not f.text.startswith("-", f.start) or f.last(2).lower() not in _COMPARISONS:
        return None
    match = _NAMED.match(f.text, f.before[-1][0])
    if match is None or match.end() <= f.start:
        return None
    text = f"'{match[0]}'"
    return f.problem(
        "ODN106", "'-' is not an operator", f"a string stands in quotes: {shown(text)}", match.span(), Fix(match.span(), text)
    )


def pattern_sign(f: Failure) -> Diagnostic | None:
    """`id =~ 'a'`, `id !~ 'a'`: patterns of shells and databases."""
    match = re.compile(r"(=~|!~|~)\*?\s*+('[^']*+(?:''[^']*+)*+')?").match(f.text, f.start)
    if match is None or not f.after_operand:
        return None
    name = f.last() if f.last().isidentifier() and f.last(2) != "/" else "property"
    pattern = match[2] or "'pattern'"
    text = f"matchesPattern({name},{pattern})"
    text = f"not {text}" if match[1] == "!~" else text
    fix = Fix((f.before[-1][0], match.end()), text) if name != "property" and match[2] else None
    return f.problem("ODN106", f"'{match[1]}' is not an operator", f"write {text}", match.span(1), fix)


def is_not(f: Failure) -> Diagnostic | None:
    """`state is not 'idle'`."""
    match = re.compile(r"is\s++not\b(?!\s++null\b)", re.IGNORECASE).match(f.text, f.start)
    if match is None or not f.after_operand:
        return None
    return f.problem("ODN108", "'is not' is not an operator", "write 'ne'", match.span(), Fix(match.span(), "ne"))


def exclusive_or(f: Failure) -> Diagnostic | None:
    """`a eq 1 xor b eq 2`: 'ne' between conditions, which need brackets since it binds tighter than theirs."""
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
    if not opened.isidentifier() or opened.lower() in {
        *_COMPARISONS,
        "and",
        "or",
        "not",
        "any",
        "all",
        "has",
        "add",
        "sub",
        "mul",
        "div",
    }:
        return None
    if any(token.lower() in _COMPARISONS for _, token in f.before[at:]) or not _VALUE.match(f.text, f.start):
        return None
    if f.last().lower() in _COMPARISONS or re.match(r"(?:eq|ne|gt|ge|lt|le|and|or)\b", f.text[f.start :], re.IGNORECASE):
        return None
    behind = f.before[-1][0] + len(f.last())
    span = (f.start, f.start + len(f.word))
    message = f"a comma is missing between {shown(f.last())} and {shown(f.word)}"
    help = f"write {f.last()[:40]},{f.word[:40]}"
    return f.problem("ODN120", message, help, span, Fix((behind, f.start), ","))


def nothing_behind_the_slash(f: Failure) -> Diagnostic | None:
    """`errors/ gt 0`: the operator was taken for the name of a property."""
    if not f.after_operand or f.last(2) != "/" or f.last().lower() not in _COMPARISONS:
        return None
    begin = f.before[-2][0]
    return f.problem(
        "ODN110", "nothing follows '/'", "write a property after it, or '$count' for how many items there are", (begin, begin + 1)
    )


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
    return f.problem(
        "ODN109",
        f"an operator is missing between {shown(f.last())} and {shown(f.word)}",
        "write 'and' or 'or' between two conditions",
    )


def date_and_time_apart(f: Failure) -> Diagnostic | None:
    """`lastBootTime gt 2025-11-22 00:00:00`, as databases write it."""
    date = f.last()
    time = re.compile(r"(\d\d:\d\d(?::\d\d(?:\.\d{1,12})?)?)\s*+(Z|[-+]\d\d:\d\d)?", re.IGNORECASE).match(f.text, f.start)
    if time is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", date):
        return None
    text = f"DateTime'{date}T{time[1]}{':00' * (len(time[1]) == 5)}{time[2] or 'Z'}'"
    span = (f.before[-1][0], time.end(2) if time[2] else time.end(1))
    return f.problem("ODN115", f"{shown(f.text[slice(*span)])} is not a date and time", f"write {text}", span, Fix(span, text))


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
    return f.problem(
        "ODN119", f"'{name}' is a type or a function, not a value", f"write {text}: values are text", span, Fix(span, text)
    )


HABITS: tuple[Callable[[Failure], Diagnostic | None], ...] = (
    odd_blank,
    arrow,
    member,
    name_with_hyphens,
    pattern_sign,
    is_not,
    exclusive_or,
    date_and_time_apart,
    missing_comma,
    nothing_behind_the_slash,
    two_conditions,
)
"""In the order they are tried."""
