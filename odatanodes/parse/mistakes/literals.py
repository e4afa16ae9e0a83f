"""Mistakes around quotes, and text that is not an expression yet: URL-encoding, the name of the option."""

from __future__ import annotations

import re

from odatanodes.base.text import did_you_mean, quoted, shown
from odatanodes.diagnostics import Fix
from odatanodes.parse.machine import first_error
from odatanodes.parse.mistakes.dates import wrong_instant
from odatanodes.parse.mistakes.words import OPERATORS

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.diagnostics import Diagnostic, Span
    from odatanodes.parse.mistakes.failure import Failure

_OPTION_NAME = re.compile(
    r"\s*[?&]?\$(?:filter|select)\s*=\s*|\s*(?:filter|select)=\s*|\s*--?(?:filter|select)[\s=:]\s*|\s*\$?(?:filter|select):\s+",
    re.IGNORECASE,
)
_STRING = re.compile(r"'[^']*+(?:''[^']*+)*+'")
_PREFIXED = re.compile(r"([^\W\d][\w.]*+)'")
_KEYWORDS = (*OPERATORS, "not")
_CURLY = frozenset("\u201c\u201d\u201e\u2018\u2019\u201a\u00b4`")
"""The quotes of word processors."""
_CURLY_STRING = re.compile(
    r"([\u201c\u201d\u201e])([^\u201c\u201d\u201e\"]*)[\u201d\u201c]|([\u2018\u2019\u201a\u00b4`])(.*?)[\u2019\u2018\u00b4`'](?!\w)"
)


def empty(f: Failure) -> Diagnostic | None:
    """Nothing but blanks."""
    if f.text.strip():
        return None
    if f.option == "select":
        return f.problem("ODN101", "the select is empty", "leave $select out to get every property, or name some: id,state")
    return f.problem("ODN101", "the filter is empty", "leave $filter out to get everything, or write a condition: state eq 'idle'")


def option_name(f: Failure) -> Diagnostic | None:
    """`$filter=state eq 'idle'`."""
    match = _OPTION_NAME.match(f.text)
    if match is None or f.start > match.end():
        return None
    span = (len(match[0]) - len(match[0].lstrip()), match.end())
    name = match[0].strip()
    return f.problem("ODN123", f"'{name}' is not part of the expression", "write what follows it only", span, Fix(match.span(), ""))


def url_encoded(f: Failure) -> Diagnostic | None:
    """`state%20eq%20%27idle%27`."""
    encoded = re.compile(r"%[0-9A-Fa-f]{2}").match(f.text, f.start)
    if encoded is None and f.text[f.start : f.start + 1] != "+":
        return None
    from urllib.parse import unquote, unquote_plus

    for decoded in (unquote(f.text), unquote_plus(f.text)):
        if decoded != f.text and first_error(decoded, f.option) is None:
            break
    else:
        if encoded is None:
            return None
        decoded = ""
    what = encoded[0] if encoded else "+"
    help = "write the plain text; it is encoded when the request is made"
    fix = Fix((0, len(f.text)), decoded) if decoded else None
    return f.problem("ODN112", f"'{what}' is URL-encoding", help, (f.start, f.start + len(what)), fix)


# --- quotes ----------------------------------------------------------------------------------------------------------


def curly_quote(f: Failure) -> Diagnostic | None:
    """The quotes of word processors, around a string: `\u2018idle\u2019`."""
    char = f.text[f.start : f.start + 1]
    if not char or char not in _CURLY:
        return None
    match = _CURLY_STRING.match(f.text, f.start)
    inside = None if match is None else match[2] if match[1] else match[4]
    if match is None or inside is None:
        fix, help = Fix((f.start, f.start + 1), "'"), "strings stand in plain single quotes: 'idle'"
    else:
        text = quoted(re.sub("[\u2018\u2019\u00b4]", "'", inside))
        fix, help = Fix(match.span(), text), f"strings stand in plain single quotes: write {shown(text)}"
    return f.problem("ODN121", f"'{char}' is not a quote here", help, (f.start, f.start + 1), fix)


def opening_quote(f: Failure) -> Diagnostic | None:
    """`state eq idle'`: the word before a quote that opens nothing is the string."""
    match = re.compile(r"([A-Za-z_][-\w]*+)'(?=\s*+(?:$|[),]|(?:and|or)\b))").match(f.text, f.start)
    if match is None or not f.wants_operand or match[1].lower() in {*_FORMS, *_OTHERS, *_KEYWORDS}:
        return None
    text = f"'{match[1]}'"
    return f.problem("ODN102", "this string has no opening quote", f"write {text}", match.span(), Fix((f.start,) * 2, "'"))


def string(f: Failure) -> Diagnostic | None:
    """A string that never ends, or that runs into the next word."""
    prefix = _PREFIXED.match(f.text, f.start)
    begin = prefix.end() - 1 if prefix else f.start
    if f.text[begin : begin + 1] != "'" or f.after_operand:
        return None
    match = _STRING.match(f.text, begin)
    if match is None:
        help = "close it with a quote; a quote inside a string is written twice: 'O''Neil'"
        return f.problem("ODN102", "this string has no closing quote", help, (begin, len(f.text)), Fix((len(f.text),) * 2, "'"))
    following = re.compile(r"\w+").match(f.text, match.end())
    if following is None:
        return None
    if twice := re.compile(r"''([^'\n]++)''(?!')").match(f.text, begin):
        text = f"'{twice[1]}'"
        message = "two quotes stand at each end of this string"
        return f.problem("ODN103", message, f"write {shown(text)}", twice.span(), Fix(twice.span(), text))
    message = f"{shown(following[0])} stands directly after a quote"
    quote = match.end() - 1
    if f.text[quote - 1] == "\\" and quote - 1 > begin:
        help = "a quote inside a string is written twice, without a backslash: 'O''Neil'"
        return f.problem("ODN103", message, help, following.span(), Fix((quote - 1, quote + 1), "''"))
    doubled = Fix((quote, quote + 1), "''")
    if first_error(f.text[:quote] + "''" + f.text[quote + 1 :], f.option) is None:
        help = "a quote inside a string is written twice: 'O''Neil'"
        return f.problem("ODN103", message, help, following.span(), doubled)
    help = "put a blank after the string; a quote inside a string is written twice: 'O''Neil'"
    return f.problem("ODN103", message, help, following.span(), Fix((match.end(),) * 2, " "))


def stray_quote(f: Failure) -> Diagnostic | None:
    """A quote inside a string that ended it early: 'O' Neil'."""
    last = f.last()
    if not (f.after_operand and last[:1] == "'") or f.text.count("'", f.start) % 2 == 0:
        return None
    quote = f.before[-1][0] + len(last) - 1
    help = "a quote inside a string is written twice: 'O''Neil'"
    return f.problem("ODN103", f"the string ends before {shown(f.word)}", help, None, Fix((quote, quote + 1), "''"))


def double_quotes(f: Failure) -> Diagnostic | None:
    """A string in double quotes that never ends, or that is not JSON."""
    if f.text[f.start : f.start + 1] != '"' or f.after_operand:
        return None
    match = re.compile(r'"(?:[^"\\]++|\\.)*+"', re.DOTALL).match(f.text, f.start)
    mixed = re.compile(r"\"([^\"']*+)'(?=\s*+(?:$|[),]|(?:and|or)\b))", re.IGNORECASE).match(f.text, f.start)
    if match is None and mixed is not None:
        help = f"it begins with a double quote and ends with a single one: write {quoted(mixed[1])}"
        return f.problem("ODN102", "this string has no closing quote", help, mixed.span(), Fix((f.start, f.start + 1), "'"))
    if match is None:
        help = "close it with a double quote, or use single quotes: 'idle'"
        return f.problem("ODN102", "this string has no closing quote", help, (f.start, len(f.text)), Fix((len(f.text),) * 2, '"'))
    bad = re.compile(r'[\x00-\x1f]|\\(?!["\\/bfnrt]|u[0-9A-Fa-f]{4})').search(f.text, f.start, match.end())
    if bad is None:
        return None
    help = r"in double quotes write \\ for a backslash, \n for a new line; single quotes take both as they are"
    span = (bad.start(), min(bad.end() + (bad[0] == "\\"), match.end()))
    return f.problem("ODN116", f"{shown(f.text[span[0] : span[1]])} has no meaning in double quotes", help, span)


# --- prefixed literals -----------------------------------------------------------------------------------------------

_FORMS = {
    "binary": "binary'Zm9vYmE=' holds base64url: letters, digits, - and _, in groups of four",
    "duration": "write duration'P1DT2H30M': days before the T, hours, minutes and seconds after it",
    "guid": "write guid'01234567-89ab-cdef-0123-456789abcdef'",
    "geography": "write geography'SRID=0;Point(142.1 64.1)'",
    "geometry": "write geometry'SRID=0;Point(142.1 64.1)'",
    "datetime": "",
    "datetimeoffset": "",
    "": "write Namespace.Type'Member', or several members separated by commas",
}
_OTHERS = {
    "x": "write binary'…' with base64url inside",
    "n": "write the string without the N",
    "date": "write the date without prefix and quotes: 2025-11-22",
    "time": "write a time of day as 22:22:27, a span of time as duration'PT22H'",
    "timestamp": "write DateTime'2025-11-22T22:22:27Z'",
    **{word: f"write the string without the {word}" for word in ("u", "r", "b", "f", "e")},
}


def prefix_apart(f: Failure) -> Diagnostic | None:
    """`DateTime '2025-11-22T22:22:27Z'`: a blank between the prefix and its quotes."""
    word = f.last()
    whole = _STRING.match(f.text, f.start)
    if not word or word.lower() not in _FORMS or whole is None or f.last(2) == "/":
        return None
    begin = f.before[-1][0]
    text = f"{word}{whole[0]}"
    fix = Fix((begin + len(word), f.start), "")
    message = f"a blank stands between '{word}' and its quotes"
    return f.problem("ODN124", message, f"write {text}", (begin, whole.end()), fix)


def prefixed(f: Failure) -> Diagnostic | None:
    """`datetime'2025-11-22'`, `and'x'`, `u'x'`: a word directly before a quote."""
    match = _PREFIXED.match(f.text, f.start)
    if match is None or (whole := _STRING.match(f.text, match.end() - 1)) is None:
        return None
    word = match[1].lower()
    if word in _KEYWORDS:
        help = f"put a blank between: {match[1]} {shown(whole[0])}"
        return f.problem("ODN103", f"'{match[1]}' runs into a quote", help, match.span(1), Fix((match.end(1),) * 2, " "))
    inside = (whole.start() + 1, whole.end() - 1)
    text = f.text[slice(*inside)]
    if word in {"datetime", "datetimeoffset"} and text:
        problem, help, right = wrong_instant(text)
        return f.problem("ODN114", problem, help, inside, Fix(inside, right) if right else None)
    if "." in word or word in _FORMS:
        kind = "" if "." in word else word
        problem, span = _wrong_inside(kind, text, inside)
        return f.problem("ODN114", problem, _FORMS[kind] or "write DateTime'2025-11-22T22:22:27Z'", span)
    near = [name for name in did_you_mean(word, [name for name in _FORMS if name], 1) if len(word) > 2]
    help = _OTHERS.get(word) or (f"did you mean {near[0]}'…'" if near else "")
    if not help:
        help = f"a property needs an operator: {match[1]} eq {shown(whole[0])}"
    fix = Fix(match.span(1), "") if word in {"n", "u", "r", "b", "e"} else None
    return f.problem("ODN113", f"no literal begins with '{match[1]}'", help, match.span(1), fix)


def _wrong_inside(kind: str, text: str, span: Span) -> tuple[str, Span]:
    """Return what is wrong inside the quotes, and where."""
    if not text:
        return f"{kind or 'the literal'} has nothing between its quotes", (span[0] - 1, span[1] + 1)
    if kind == "binary":
        bad = re.search(r"[^-_A-Za-z0-9=]", text)
        if bad:
            return f"{shown(bad[0])} is not in the base64url alphabet", (span[0] + bad.start(), span[0] + bad.end())
        return f"{shown(text)} is not whole base64url: its length or its last digit does not fit", span
    names = {"": "a list of members", "geography": "a geographic shape", "geometry": "a geometric shape"}
    return f"{shown(text)} is not {names.get(kind, f'a {kind}')}", span
