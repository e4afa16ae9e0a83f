"""Mistakes around quotes, literals and text that is not an expression yet: placeholders, URL-encoding, the option's name.

Each function looks at a `Failure` and returns its diagnostic, or None where it is another mistake.
"""

from __future__ import annotations

import re

from odatanodes.base.text import did_you_mean, shown
from odatanodes.diagnostics import Fix
from odatanodes.parse import tables

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from odatanodes.diagnostics import Diagnostic
    from odatanodes.parse.mistakes.failure import Failure

__all__ = ["LITERAL_MISTAKES"]

_OPTION_NAME = re.compile(r"\s*[?&]?\$(?:filter|select)\s*=\s*|\s*(?:filter|select)=\s*", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"\$\{[^{}]*+\}|\$\([^()]*+\)|\{\{[^{}]*+\}\}|\{[^{}\"']*+\}|@\{[^{}]*+\}|<[A-Za-z_][\w ]*+>"
    r"|%\(\w++\)[sdrif]|%[sdrif](?!\w)|\$\w++"
)
_STRING = re.compile(r"'[^']*+(?:''[^']*+)*+'")
_PREFIXED = re.compile(r"([^\W\d][\w.]*+)'")
_KEYWORDS = frozenset("and or not eq ne gt ge lt le add sub mul div divby mod in has".split())  # noqa: SIM905 - as one reads it
_DOUBLE, _SINGLE = "\u201c\u201d\u201e", "\u2018\u2019\u201a\u00b4`"
_CURLY = str.maketrans(dict.fromkeys(_DOUBLE, '"') | dict.fromkeys(_SINGLE, "'"))
"""The quotes of word processors, and what stands for them on a keyboard."""


def empty(f: Failure) -> Diagnostic | None:
    if f.text.strip():
        return None
    if f.option == "select":
        return f.problem("ODN101", "the select is empty", "leave $select out to get every property, or name some: id,state")
    return f.problem("ODN101", "the filter is empty", "leave $filter out to get everything, or write a condition: state eq 'idle'")


def option_name(f: Failure) -> Diagnostic | None:
    match = _OPTION_NAME.match(f.text)
    if match is None or f.start > match.end():
        return None
    span = (len(match[0]) - len(match[0].lstrip()), match.end())
    name = match[0].strip()
    return f.problem("ODN123", f"'{name}' is not part of the expression", "write what follows it only", span, Fix(match.span(), ""))


def placeholder(f: Failure) -> Diagnostic | None:
    """What a program should have filled in. In quotes it is a string like any other, so only other places come here."""
    match = _PLACEHOLDER.match(f.text, f.start)
    brackets = f.unclosed()
    if match is None and brackets and brackets[-1][1] == "{":
        match = _PLACEHOLDER.match(f.text, brackets[-1][0])
    if match is None and (prefix := _PREFIXED.match(f.text, f.start)):
        whole = _STRING.match(f.text, prefix.end() - 1)
        inside = _PLACEHOLDER.search(f.text, prefix.end(), whole.end() if whole else len(f.text))
        if inside or f.text[prefix.end() : prefix.end() + 1] == "{":
            match = inside or re.compile(r"\{.*", re.DOTALL).match(f.text, prefix.end())
    if match is None or match[0].lower() in {*tables.WORDS, "$search"}:
        return None
    help = "fill it in before the filter is used, or write '@name' there and bind a value to it"
    if match[0][0] == "{":
        help = f"{help}; an f-string needs an f before its quotes"
    return f.problem("ODN111", f"a placeholder is left in the text: {shown(match[0])}", help, match.span())


def url_encoded(f: Failure) -> Diagnostic | None:
    encoded = re.compile(r"%[0-9A-Fa-f]{2}").match(f.text, f.start)
    if encoded is None and f.text[f.start : f.start + 1] != "+":
        return None
    from urllib.parse import unquote, unquote_plus

    from odatanodes.parse.machine import first_error

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


def curly_quote(f: Failure) -> Diagnostic | None:
    char = f.text[f.start : f.start + 1]
    if not char or ord(char) not in _CURLY:
        return None
    plain = f.text.translate(_CURLY)
    help = "strings stand in plain single quotes: 'idle'"
    return f.problem("ODN121", f"'{char}' is not a quote here", help, (f.start, f.start + 1), Fix((0, len(f.text)), plain))


def string(f: Failure) -> Diagnostic | None:
    """A string that never ends, or into which the next word runs."""
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
    quote = match.end() - 1
    doubled = Fix((quote, quote + 1), "''")
    if _parses(f, doubled):
        help = "a quote inside a string is written twice: 'O''Neil'"
        return f.problem("ODN103", f"{shown(following[0])} stands directly after a quote", help, following.span(), doubled)
    help = "put a blank after the string; a quote inside a string is written twice: 'O''Neil'"
    blank = Fix((match.end(),) * 2, " ")
    return f.problem("ODN103", f"{shown(following[0])} stands directly after a quote", help, following.span(), blank)


def stray_quote(f: Failure) -> Diagnostic | None:
    """A quote inside a string ended it early: 'O' Neil'."""
    last = f.last()
    if not (f.after_operand and last[:1] == "'") or f.text.count("'", f.start) % 2 == 0:
        return None
    quote = f.before[-1][0] + len(last) - 1
    help = "a quote inside a string is written twice: 'O''Neil'"
    return f.problem("ODN103", f"the string ends before {shown(f.word)}", help, None, Fix((quote, quote + 1), "''"))


def double_quotes(f: Failure) -> Diagnostic | None:
    if f.text[f.start : f.start + 1] != '"' or f.after_operand:
        return None
    match = re.compile(r'"(?:[^"\\]++|\\.)*+"', re.DOTALL).match(f.text, f.start)
    if match is None:
        help = "close it with a double quote, or use single quotes: 'idle'"
        return f.problem("ODN102", "this string has no closing quote", help, (f.start, len(f.text)), Fix((len(f.text),) * 2, '"'))
    bad = re.compile(r'[\x00-\x1f]|\\(?!["\\/bfnrt]|u[0-9A-Fa-f]{4})').search(f.text, f.start, match.end())
    if bad is None:
        return None
    help = r"in double quotes write \\ for a backslash, \n for a new line; single quotes take both as they are"
    span = (bad.start(), min(bad.end() + (bad[0] == "\\"), match.end()))
    return f.problem("ODN116", f"{shown(f.text[span[0] : span[1]])} has no meaning in double quotes", help, span)


def unquoted_date_time(f: Failure) -> Diagnostic | None:
    """`DateTime2011-05-08T08:49:37Z`, `datetime "2011-…"`: the word is there, the quotes are not."""
    form = re.compile(r"(datetime(?:offset)?)[ \t]*+[\"(]?(\d{4}-\d\d-\d\d[-0-9T:.+Z]*+)\"?", re.IGNORECASE)
    match = form.match(f.text, f.before[-1][0]) if f.before else None
    if match is None:
        return None
    text = f"DateTime'{match[2]}'"
    return f.problem(
        "ODN124", "a date with the word DateTime stands in single quotes", f"write {text}", match.span(), Fix(match.span(), text)
    )


# --- prefixed literals ---------------------------------------------------------------------------------------------------

_FORMS = {
    "binary": "binary'Zm9vYmE=' holds base64url: letters, digits, - and _, in groups of four",
    "duration": "write duration'P1DT2H30M': days before the T, hours, minutes and seconds after it",
    "guid": "write guid'01234567-89ab-cdef-0123-456789abcdef'",
    "geography": "write geography'SRID=0;Point(142.1 64.1)'",
    "geometry": "write geometry'SRID=0;Point(142.1 64.1)'",
    "datetime": "write DateTime'2025-11-22T22:22:27Z', with date, time and zone",
    "datetimeoffset": "write DateTime'2025-11-22T22:22:27Z', with date, time and zone",
    "": "write Namespace.Type'Member', or several members parted by commas",
}
_OTHERS = {
    "x": "write binary'…' with base64url inside",
    "n": "write the string without the N",
    "date": "write the date without prefix and quotes: 2025-11-22",
    "time": "write a time of day as 22:22:27, a span of time as duration'PT22H'",
    "timestamp": "write DateTime'2025-11-22T22:22:27Z'",
    **{word: f"write the string without the {word}" for word in ("u", "r", "b", "f", "e")},
}


def prefixed(f: Failure) -> Diagnostic | None:
    match = _PREFIXED.match(f.text, f.start)
    if match is None or (whole := _STRING.match(f.text, match.end() - 1)) is None:
        return None
    word = match[1].lower()
    if word in _KEYWORDS:
        help = f"put a blank between: {match[1]} {shown(whole[0])}"
        return f.problem("ODN103", f"'{match[1]}' runs into a quote", help, match.span(1), Fix((match.end(1),) * 2, " "))
    inside = (whole.start() + 1, whole.end() - 1)
    if "." in word or word in _FORMS:
        kind = "" if "." in word else word
        problem, span = _inside(kind, f.text[inside[0] : inside[1]], inside)
        return f.problem("ODN114", problem, _FORMS[kind], span)
    near = [name for name in did_you_mean(word, [name for name in _FORMS if name], 1) if len(word) > 2]
    help = _OTHERS.get(word) or (f"did you mean {near[0]}'…'" if near else "")
    if not help:
        help = f"a property needs an operator: {match[1]} eq {shown(whole[0])}"
    return f.problem("ODN113", f"no literal begins with '{match[1]}'", help, match.span(1))


def _inside(kind: str, text: str, span: tuple[int, int]) -> tuple[str, tuple[int, int]]:
    """Return what is wrong inside the quotes, and where."""
    if not text:
        return f"{kind or 'the literal'} has nothing between its quotes", (span[0] - 1, span[1] + 1)
    if kind in {"datetime", "datetimeoffset"}:
        if re.fullmatch(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d(:\d\d(\.\d+)?)?", text):
            return f"which zone? {shown(text)} does not say", span
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return f"{shown(text)} is a date without a time", span
        if re.fullmatch(r"\d{4}-\d\d-\d\d[ _]+\d\d:\d\d.*", text):
            return f"a 'T' stands between the date and the time, not a blank: {shown(text)}", span
        if re.search(r"Z ?[-+]\d\d", text):
            return f"{shown(text)} names two zones", span
        return f"{shown(text)} is not a date and time", span
    if kind == "binary":
        bad = re.search(r"[^-_A-Za-z0-9=]", text)
        if bad:
            return f"{shown(bad[0])} is not in the base64url alphabet", (span[0] + bad.start(), span[0] + bad.end())
        return f"{shown(text)} is not whole base64url: its length or its last digit does not fit", span
    names = {"": "a list of members", "geography": "a geographic shape", "geometry": "a geometric shape"}
    return f"{shown(text)} is not {names.get(kind, f'a {kind}')}", span


# --- numbers, dates, times, guids ----------------------------------------------------------------------------------------

_DIGIT, _HEX = "[0-9]", "[0-9A-Fa-f]"
_DAY = [*["[0-9]"] * 4, "-", "[01]", "(?:(?<=0)[1-9]|(?<=1)[0-2])", "-", "[0-3]", "(?:(?<=0)[1-9]|(?<=[12])[0-9]|(?<=3)[01])"]
_HOUR = ["[0-2]", "(?:(?<=[01])[0-9]|(?<=2)[0-3])", ":", "[0-5]", "[0-9]"]
_SHAPES = (
    (
        r"\w{8}-\w{4}-",
        "a guid",
        [*[_HEX] * 8, *(["-", *[_HEX] * 4] * 3), "-", *[_HEX] * 12],
        "32 hexadecimal digits in groups of 8-4-4-4-12",
    ),
    (r"-?\d{4,}-\d+-\d+[Tt]", "a date and time", [*_DAY, "[Tt]", *_HOUR], "write it as 2025-11-22T22:22:27Z"),
    (r"-?\d{4,}-\d", "a date", _DAY, "write it as 2025-11-22, or with a time as 2025-11-22T22:22:27Z"),
    (r"\d{1,2}:\d", "a time of day", _HOUR, "write it as 22:22:27"),
)


def number(f: Failure) -> Diagnostic | None:
    """A word that begins like a number, a date, a time or a guid, and is none."""
    begin = f.start
    while begin > 0 and (f.text[begin - 1] in "+-.:_" or f.text[begin - 1].isalnum()):
        begin -= 1
    match = re.compile(r"[-+]?\.?[0-9][-+.:\w]*").match(f.text, begin) or re.compile(r"[0-9A-Fa-f]{8}-\w{4}-[-\w]*").match(
        f.text, begin
    )
    if match is None or match.end() <= f.start or re.fullmatch(r"[-+]?[0-9]+", match[0]):
        return None
    for form, name, pieces, help in _SHAPES:
        if re.match(form, match[0]):
            if name == "a date and time" and re.fullmatch(r"-?\d{4,}-\d\d-\d\d[Tt]\d\d:\d\d(:\d\d(\.\d{1,12})?)?", match[0]):
                zone = Fix((match.end(),) * 2, "Z")
                return f.problem(
                    "ODN115", f"which zone? {shown(match[0])} does not say", "end it with Z for UTC", match.span(), zone
                )
            return f.problem("ODN115", f"{shown(match[0])} is not {name}", help, (begin + _fits(pieces, match[0]), match.end()))
    return _plain_number(f, match)


def _fits(pieces: list[str], text: str) -> int:
    """Return how many characters of a text follow a form, given one pattern for each of them."""
    sign = text[:1] == "-"
    for position, piece in enumerate(pieces, sign):
        if re.compile(piece).match(text, position) is None:
            return min(position, len(text) - 1)
    return min(len(pieces) + sign, len(text) - 1)


def _plain_number(f: Failure, match: re.Match[str]) -> Diagnostic | None:
    text, begin, end = match[0], match.start(), match.end()
    good = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?").match(text)
    if good is None:
        help = f"write {text.replace('.', '0.', 1)}"
        return f.problem("ODN115", f"{shown(text)} has no digit before the point", help, (begin, end), Fix((begin, end), help[6:]))
    rest = text[good.end() :]
    if not rest:
        return None
    if rest == ".":
        fix = Fix((end - 1, end), "")
        return f.problem("ODN115", f"{shown(text)} has no digit after the point", f"write {text[:-1]}", (end, end + 1), fix)
    if rest.lower() in {"l", "m", "f", "d"}:
        fix = Fix((end - 1, end), "")
        return f.problem("ODN115", f"'{rest}' is not part of a number", f"write {text[:-1]}", (end - 1, end), fix)
    if rest[0] in "+-:":
        return None
    help = "a number is digits, perhaps a point and an exponent; a name begins with a letter; a string stands in single quotes"
    return f.problem("ODN115", f"{shown(text)} is not a number", help, (begin + good.end(), end))


def _parses(f: Failure, fix: Fix) -> bool:
    from odatanodes.parse.machine import first_error

    return first_error(f.text[: fix.span[0]] + fix.text + f.text[fix.span[1] :], f.option) is None


LITERAL_MISTAKES: tuple[Callable[[Failure], Diagnostic | None], ...] = (
    empty,
    option_name,
    placeholder,
    curly_quote,
    string,
    stray_quote,
    double_quotes,
    unquoted_date_time,
    prefixed,
    number,
    url_encoded,
)
"""In the order they are tried."""
