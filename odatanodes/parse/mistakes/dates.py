"""Mistakes in dates, times, guids and numbers, corrected with the user's own digits where they leave no doubt."""

from __future__ import annotations

import re

from odatanodes import edm
from odatanodes.base.text import shown
from odatanodes.diagnostics import Fix
from odatanodes.edm.dates import MONTHS

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.diagnostics import Diagnostic
    from odatanodes.parse.mistakes.failure import Failure

_DAY_PATTERN = r"\d{4}-\d\d-\d\d"
_CLOCK = r"\d\d:\d\d(?::\d\d(?:\.\d{1,12})?)?"
_EXAMPLE = "write DateTime'2025-11-22T22:22:27Z', with date, time and zone"


def wrong_instant(text: str) -> tuple[str, str, str]:
    """Return the message and the help for the text of a DateTime literal that is not an instant, and the right text if sure.

    >>> wrong_instant("2025-11-22T22:22:27+0100")[1:]
    ("write DateTime'2025-11-22T22:22:27+01:00'", '2025-11-22T22:22:27+01:00')
    """
    if re.fullmatch(_DAY_PATTERN, text):
        help = f"write DateTime'{text}T00:00:00Z' for the beginning of that day in UTC"
        return f"{shown(text)} is a date without a time", help, ""
    if re.fullmatch(rf"{_DAY_PATTERN}[Tt ]{_CLOCK}", text):
        return f"which zone? {shown(text)} does not say", f"write DateTime'{_with_t(text)}Z' if it is UTC", ""
    if re.search(r"Z ?[-+]\d\d", text):
        return f"{shown(text)} names two zones", f"write one of them: DateTime'{re.split('Z', text)[0]}Z'", ""
    right = _repaired(text)
    if right is None:
        return f"{shown(text)} is not a date and time", _own_example(text), ""
    return right[1], f"write DateTime'{right[0]}'", right[0]


def _own_example(text: str) -> str:
    """Return the help for a text that is not an instant: the text as an instant where its day can be read."""
    days = _days(text)
    if re.search(r"[T ]24:00(?::00)?(?![\d:.])", text):  # the end of a day is the beginning of the next
        days = [str(edm.Date.from_days(edm.Date.parse(day).order + 1)) for day in days]
    if not days:
        return _EXAMPLE
    clock = re.search(r"(?<![\d:])([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?(?![\d:])", text)
    time = f"{int(clock[1]):02d}:{clock[2]}:{clock[3] or '00'}" if clock else "00:00:00"
    zone = re.compile(r"([-+]\d\d):?(\d\d)\b").search(text, clock.end()) if clock else None
    written = " or ".join(f"DateTime'{day}T{time}{f'{zone[1]}:{zone[2]}' if zone else 'Z'}'" for day in days)
    return f"write {written}" + ("" if zone or text[-1:] in "Zz" or text.endswith(("GMT", "UTC")) else "; Z is UTC")


def _days(text: str) -> list[str]:
    """Return the days that a text may mean, as OData writes them: two where day and month can be exchanged."""
    if match := re.search(r"(?<!\d)(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})(?!\d)", text):
        found = [(match[1], match[3], match[4])] if match[2] or len(match[3]) == len(match[4]) == 2 else []
    elif match := re.search(r"(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)", text):
        found = [(match[4], match[1], match[3]), (match[4], match[3], match[1])]
    elif match := re.search(r"(?<!\d)(\d{1,2})[- ]([A-Za-z]{3})[a-z]*[- ](\d{4})(?!\d)", text):
        found = [(match[3], _month(match[2]), match[1])]
    elif match := re.search(r"\b([A-Za-z]{3})[a-z]* (\d{1,2}),? (\d{4})(?!\d)", text):
        found = [(match[3], _month(match[1]), match[2])]
    else:
        found = []
    dates = [edm.Date(int(year), int(month), int(day)) for year, month, day in found]
    return list(dict.fromkeys(str(date) for date in dates if date.valid))


def _month(name: str) -> str:
    return str(MONTHS.index(name.lower()) + 1) if name.lower() in MONTHS else "0"


def slashed_date(f: Failure) -> Diagnostic | None:
    """`stateTransitionTime gt 09/20/2026`: a date as people write it, which reads as a division."""
    if f.word != "/" or not f.last().isdecimal():
        return None
    match = re.compile(r"\d{1,4}/\d{1,2}/\d{2,4}(?:[ T]\d{1,2}:\d\d(?::\d\d)?)?").match(f.text, f.before[-1][0])
    if match is None:
        return None
    return f.problem("ODN115", f"{shown(match[0])} is not a date", _own_example(match[0]), match.span())


def _with_t(text: str) -> str:
    return text.replace(" ", "T", 1)


def _repaired(text: str) -> tuple[str, str] | None:
    """Return a text as the only instant that can be meant, and the message for the last thing that was wrong with it."""
    message = ""
    steps = (
        (r"[\u2010-\u2015\u2212]", "-", "the dash in {} is not the hyphen of the keyboard"),
        (rf"^({_DAY_PATTERN})[ _]+(?=\d\d:)", r"\1T", "a 'T' stands between the date and the time, not a blank: {}"),
        (r"(:\d\d),(\d)", r"\1.\2", "a point stands before the fraction of a second, not a comma: {}"),
        (r"([T:]\d\d:\d\d(?::\d\d(?:\.\d+)?)?) (?=\d\d:?\d\d$)", r"\1+", "a blank stands in place of the '+' of the offset: {}"),
        (r"([T:]\d\d(?:\.\d+)?) (?=[-+Zz])", r"\1", "no blank stands before the zone: {}"),
        (r"([-+]\d\d)(\d\d)$", r"\1:\2", "a colon stands between the hours and the minutes of the offset: {}"),
        (r"(\d[-+]\d\d)$", r"\1:00", "the offset has hours and minutes: {}"),
        (r" ?(?:UTC|GMT)$", "Z", "the zone is written as Z: {}"),
    )
    if not re.match(r"\d{4}\D", text):
        return None
    new = text
    for pattern, replacement, problem in steps:
        if pattern.startswith(r"(\d[-+]") and not re.search(r":\d\d(?:\.\d+)?[-+]\d\d$", new):
            continue  # the day of the date, not the hours of an offset
        changed = re.sub(pattern, replacement, new)
        if changed != new:
            new, message = changed, problem.format(shown(text))
    try:
        edm.DateTimeOffset.parse(new)
    except ValueError:
        return None
    return (new, message) if message else None


def date_and_time_apart(f: Failure) -> Diagnostic | None:
    """`lastBootTime gt 2025-11-22 00:00:00`, as databases write it."""
    date = f.last()
    time = re.compile(rf"({_CLOCK})\s*+(Z|[-+]\d\d:\d\d)?", re.IGNORECASE).match(f.text, f.start)
    if time is None or not re.fullmatch(_DAY_PATTERN, date):
        return None
    text = f"DateTime'{date}T{time[1]}{':00' * (len(time[1]) == 5)}{time[2] or 'Z'}'"
    span = (f.before[-1][0], time.end(2) if time[2] else time.end(1))
    return f.problem("ODN115", f"{shown(f.text[slice(*span)])} is not a date and time", f"write {text}", span, Fix(span, text))


def unquoted_date_time(f: Failure) -> Diagnostic | None:
    """`DateTime2011-05-08T08:49:37Z`, `datetime "2011-…"`: the word without the quotes."""
    form = re.compile(r"(datetime(?:offset)?)[ \t]*+[\"(]?(\d{4}-\d\d-\d\d[-0-9T:.+Z]*+)\"?", re.IGNORECASE)
    match = form.match(f.text, f.before[-1][0]) if f.before else None
    if match is None:
        return None
    text = f"DateTime'{match[2]}'"
    message = "a date with the word DateTime stands in single quotes"
    return f.problem("ODN124", message, f"write {text}", match.span(), Fix(match.span(), text))


# --- numbers, dates, times, guids ------------------------------------------------------------------------------------

_HEX = "[0-9A-Fa-f]"
_SHAPES = (
    (r"\w{8}-\w{4}-", "a guid", "32 hexadecimal digits in groups of 8-4-4-4-12"),
    (r"-?\d{4,}-\d+-\d+[Tt]", "a date and time", "write it as 2025-11-22T22:22:27Z"),
    (r"-?\d{4,}-\d", "a date", "write it as 2025-11-22, or with a time as 2025-11-22T22:22:27Z"),
    (r"\d{1,2}:\d", "a time of day", "write it as 22:22:27"),
)
"""What a word that begins with a digit may be meant as: pattern of its beginning, name, help."""


def number(f: Failure) -> Diagnostic | None:
    """A word that begins like a number, a date, a time or a guid, and is not one."""
    begin = f.start
    while begin > 0 and (f.text[begin - 1] in "+-.:_" or f.text[begin - 1].isalnum()):
        begin -= 1
    match = re.compile(r"[-+]?\.?[0-9][-+.:\w]*").match(f.text, begin) or re.compile(r"[0-9A-Fa-f]{8}-\w{4}-[-\w]*").match(
        f.text, begin
    )
    if match is None or match.end() <= f.start or re.fullmatch(r"[-+]?[0-9]+", match[0]):
        return None
    for form, name, help in _SHAPES:
        if re.match(form, match[0]):
            if name == "a date and time" and (found := _instant(f, match)):
                return found
            days = _days(match[0]) if "date" in name else []
            own = _own_example(match[0]) if days and "time" in name else f"write {days[0]}" if days else help
            first = begin + _fits(match[0]) if name == "a guid" else begin
            return f.problem("ODN115", f"{shown(match[0])} is not {name}", own, (first, match.end()))
    return _plain_number(f, match)


def _instant(f: Failure, match: re.Match[str]) -> Diagnostic | None:
    if re.fullmatch(rf"-?\d{{4,}}-\d\d-\d\d[Tt]{_CLOCK}", match[0]):
        if offset := re.compile(r" (\d\d:?\d\d)(?![\w:.])").match(f.text, match.end()):  # '+' is a blank in a URL
            span = (match.start(), offset.end())
            repaired = _repaired(f.text[slice(*span)])
            if repaired is not None:
                return f.problem("ODN115", repaired[1], f"write {repaired[0]}", span, Fix(span, repaired[0]))
        zone = Fix((match.end(),) * 2, "Z")
        return f.problem("ODN115", f"which zone? {shown(match[0])} does not say", "end it with Z for UTC", match.span(), zone)
    repaired = _repaired(match[0])
    if repaired is None:
        return None
    return f.problem("ODN115", repaired[1], f"write {repaired[0]}", match.span(), Fix(match.span(), repaired[0]))


def _fits(guid: str) -> int:
    """Return how many characters of a text follow the form of a guid, at most all but the last."""
    pieces = [*[_HEX] * 8, *(["-", *[_HEX] * 4] * 3), "-", *[_HEX] * 12]
    for position, (piece, char) in enumerate(zip(pieces, guid, strict=False)):
        if not re.fullmatch(piece, char):
            return position
    return min(len(pieces), len(guid) - 1)


def _plain_number(f: Failure, match: re.Match[str]) -> Diagnostic | None:
    text, begin, end = match[0], match.start(), match.end()
    good = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?").match(text)
    if good is None:
        right = text.replace(".", "0.", 1)
        message = f"{shown(text)} has no digit before the point"
        return f.problem("ODN115", message, f"write {right}", (begin, end), Fix((begin, end), right))
    rest = text[good.end() :]
    if not rest:
        return None
    if span := _span_of_time(good[0], rest):
        return _timespan(f, match, span)
    if rest == ".":
        fix = Fix((end - 1, end), "")
        return f.problem("ODN115", f"{shown(text)} has no digit after the point", f"write {text[:-1]}", (end, end + 1), fix)
    if rest.lower() in {"l", "m", "f", "d"}:
        fix = Fix((end - 1, end), "")
        return f.problem("ODN115", f"'{rest}' is not part of a number", f"write {text[:-1]}", (end - 1, end), fix)
    if rest[0] in "+-:":
        return None
    if re.fullmatch(r"\d+(?:_\d+)+", text):
        right = text.replace("_", "")
        return f.problem("ODN115", f"{shown(text)} is not a number", f"write {right}", (begin, end), Fix((begin, end), right))
    if re.fullmatch(r"0[xX][0-9A-Fa-f]{1,15}", text):
        right = str(int(text, 16))
        return f.problem("ODN115", f"{shown(text)} is not a number", f"write {right}", (begin, end), Fix((begin, end), right))
    help = "a number is digits, perhaps a point and an exponent; a name begins with a letter; a string stands in single quotes"
    return f.problem("ODN115", f"{shown(text)} is not a number", help, (begin + good.end(), end))


def interval(f: Failure) -> Diagnostic | None:
    """`now() sub INTERVAL '5 minutes'`, `interval 1 day`: a span of time as SQL writes it."""
    form = r"(?:'\s*+)?([-+]?\d++)(?:'?\s*+)([a-z]++)\s*+'?(?![\w'])"
    match = re.compile(form, re.IGNORECASE).match(f.text, f.start)
    if match is None or f.last().lower() != "interval" or not (written := _span_of_time(match[1], match[2])):
        return None
    span = (f.before[-1][0], match.end())
    return f.problem("ODN113", "a span of time of SQL stands here", f"write {written}", span, Fix(span, written))


# --- spans of time ---------------------------------------------------------------------------------------------------

_UNITS = {
    **dict.fromkeys(("d", "day", "days"), ("P{}D", 86_400)),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), ("PT{}H", 3_600)),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), ("PT{}M", 60)),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), ("PT{}S", 1)),
}


def _span_of_time(number: str, unit: str) -> str:
    """Return a number with a unit of time as a duration, `duration'PT5M'` for `5m`; empty for another unit."""
    form, seconds = _UNITS.get(unit.lower(), ("", 0))
    digits = number.lstrip("+-")
    if not form or len(digits) > 9:
        return ""
    if not digits.isdecimal():
        from decimal import Decimal

        form, digits = "PT{}S", format((Decimal(digits) * seconds).normalize(), "f")
    return f"duration'{'-' * (number[:1] == '-')}{form.format(digits)}'"


def _timespan(f: Failure, match: re.Match[str], span: str) -> Diagnostic:
    """Report `ago(5m)`, `now() sub 5m`, `now(-5m)`: spans of time as Kusto writes them, or a number of another language."""
    text, begin, end = match[0], match.start(), match.end()
    call = re.compile(r"\b(ago|now)\s*+\(\s*+$", re.IGNORECASE).search(f.text, max(0, begin - 40), begin)
    closed = re.compile(r"\s*+\)").match(f.text, end)
    if call is not None and closed is not None:
        past = (call[1].lower() == "ago") is not text.startswith("-")
        right = f"now() {'sub' if past else 'add'} {span.replace('-', '')}"
        around = (call.start(), closed.end())
        message = f"{shown(f.text[slice(*around)])} is an expression of Kusto"
        return f.problem("ODN115", message, f"write {right}", around, Fix(around, right))
    before = f.text[:begin].rstrip().lower()
    suffix = text[-1] if text[-2:-1].isdigit() and text[-1] in "mMdD" and not before.endswith(("add", "sub")) else ""
    if suffix:  # as likely a number of C# or Java
        fix = Fix((end - 1, end), "")
        help = f"write {text[:-1]}, or {span} for a span of time"
        return f.problem("ODN115", f"'{suffix}' is not part of a number", help, (end - 1, end), fix)
    return f.problem("ODN115", f"{shown(text)} is not a number", f"write {span}", (begin, end), Fix((begin, end), span))
