"""Forms of other languages as a whole: statements of SQL and Kusto, lambdas, casts, operators in words, lists in other brackets."""

from __future__ import annotations

import re

from odatanodes import edm
from odatanodes.base.text import quoted, shorten, shown
from odatanodes.diagnostics import Diagnostic, Fix
from odatanodes.parse.machine import first_error
from odatanodes.parse.mistakes.words import WORDS_FOR

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.parse.mistakes.failure import Failure

_STRING = r"'[^']*+(?:''[^']*+)*+'"
_PATH = r"[A-Za-z_]\w*+(?:/[A-Za-z_]\w*+)*+"
_SIGNS = re.compile(rf"{_STRING}|\"([^\"\\]*+)\"|\s*+(===?|!==?|<>|>=|<=|&&|\|\||>|<|=(?!>))\s*+")
_TYPES = {
    **dict.fromkeys(("int", "integer", "int32", "number"), "Edm.Int32"),
    **dict.fromkeys(("long", "bigint", "int64"), "Edm.Int64"),
    **dict.fromkeys(("float", "real", "double"), "Edm.Double"),
    **dict.fromkeys(("string", "str", "text", "varchar", "nvarchar", "char"), "Edm.String"),
    **dict.fromkeys(("bool", "boolean", "bit"), "Edm.Boolean"),
    **dict.fromkeys(("datetime", "datetime2", "timestamp", "datetimeoffset"), "Edm.DateTimeOffset"),
    "date": "Edm.Date",
    "decimal": "Edm.Decimal",
}
ITEM_NAMES = frozenset(("node", "task", "job", "pool", "item", "row", "it", "this", "self", "obj", "entity", "record"))
"""What programs call the item that a condition is about, which has no name in a filter."""


_COMPARISONS = ("eq", "ne", "gt", "ge", "lt", "le", "in", "has")
_CLAUSES = (
    r"\b(?:order\s++by|group\s++by|limit|offset|take|top|skip|having|fetch\s++next)\b"
    r"|\|\s*+(?:project|take|limit|count|order|sort|summarize|extend|top|where|distinct)\b"
)


def in_words(text: str) -> str:
    """Return a condition with the operators of OData in place of signs, and strings in single quotes."""
    return _SIGNS.sub(_in_words, text).strip()


def _in_words(match: re.Match[str]) -> str:
    return f" {WORDS_FOR[match[2]]} " if match[2] else match[0] if match[1] is None else quoted(match[1])


def _alone(f: Failure, message: str, begin: int, end: int, condition: str) -> Diagnostic:
    """Report text around a condition; the fix writes the condition alone, if it parses once its signs are words."""
    plain = in_words(re.split(rf"(?i)\s*+(?:{_CLAUSES})", condition, maxsplit=1)[0])
    if first_error(plain, f.option) is None:
        alone = Fix((0, len(f.text)), plain, guess=True)
        return f.problem("ODN123", message, f"write the condition alone: {shorten(plain, 80)}", (begin, end), alone)
    fix = Fix((0, len(f.text)), condition.strip(), guess=True) if condition.strip() else None
    return Diagnostic("ODN123", message, (begin, end), "write the condition alone", "error", fix)


def statement(f: Failure) -> Diagnostic | None:
    """`WHERE state = 'idle'`, `SELECT * FROM nodes WHERE …`, `nodes | where …`: more than the condition of a query."""
    form = r"\s*+(?:select\b[^'\"]*?\bwhere\b|where\b|[A-Za-z_]\w*+\s*+\|\s*+where\b)"
    match = re.compile(form, re.IGNORECASE).match(f.text)
    if (
        match is None
        or f.start > match.end() + 80
        or re.match(rf"\s*+where\s++(?:{'|'.join(_COMPARISONS)})\b", f.text, re.IGNORECASE)
    ):
        return None
    if f.text[match.end() : match.end() + 1] in {"/", "("} or (f.option == "select"):
        return None
    begin = len(match[0]) - len(match[0].lstrip())
    what = match[0].strip()
    language = "Kusto" if "|" in what else "SQL"
    return _alone(f, f"{shown(what)} of {language} is not part of the filter", begin, match.end(), f.text[match.end() :])


def clause(f: Failure) -> Diagnostic | None:
    """`state eq 'idle' limit 5`, `… order by id`, `… | project id`: what follows the condition of a query."""
    match = re.compile(_CLAUSES, re.IGNORECASE).match(f.text, f.start)
    if match is None or not f.after_operand or f.unclosed() or f.option == "select":
        return None
    span = (f.start, len(f.text))
    begin = len(f.text[: f.start].rstrip())
    help = "leave it out: a filter is a condition, with nothing behind it"
    return f.problem(
        "ODN123", f"{shown(match[0])} is not part of the filter", help, span, Fix((begin, len(f.text)), "", guess=True)
    )


def function_of_item(f: Failure) -> Diagnostic | None:
    """`node => node.state === 'idle'`, `lambda n: n.state == 'idle'`: a function of the item, not a condition."""
    match = re.compile(r"\s*+(?:\(?\s*+([A-Za-z_$]\w*+)\s*+\)?\s*+(?:=>|->)|lambda\s++([A-Za-z_]\w*+)\s*+:)").match(f.text)
    name = (match[1] or match[2]) if match is not None else ""
    if match is None or f.start >= match.end() or f.option == "select" or f"{name}." not in f.text[match.end() :]:
        return None
    rest = re.sub(
        rf"{_STRING}|(?<![\w.]){re.escape(name)}\.", lambda found: found[0] if found[0][0] == "'" else "", f.text[match.end() :]
    )
    begin = len(match[0]) - len(match[0].lstrip())
    return _alone(f, f"the item has no name in a filter: {shown(match[0].strip())}", begin, match.end(), rest)


def named_item(f: Failure) -> Diagnostic | None:
    """`node.state eq 'idle'`, `$_.state -eq 'idle'`: the item with a name, which it has not in a filter."""
    match = re.compile(r"\$(?:_|[A-Za-z]\w*+)\.([A-Za-z_]\w*+)").match(f.text, f.start)
    begin = f.start
    if match is None and f.before:
        begin = f.before[-1][0]
        match = re.compile(rf"(?:{'|'.join(ITEM_NAMES)}|[njptx])\.([A-Za-z_]\w*+)(?![\w.(])", re.IGNORECASE).match(f.text, begin)
    operator = re.compile(r"\s*+(?:-[a-z]+|eq|ne|gt|ge|lt|le|in|like|is|==|!=|=|<|>|$)", re.IGNORECASE)
    if match is None or match.start() > f.start or operator.match(f.text, match.end()) is None:
        return None
    if f.text[:begin].rstrip().lower().endswith(_COMPARISONS) or re.search(rf"\b{match[0].partition('.')[0]}\s*+:", f.text):
        return None
    help = f"write {match[1]}: the item has no name in a filter"
    fix = Fix(match.span(), match[1])
    return f.problem("ODN119", f"{shown(match[0])} is not a property", help, match.span(), fix)


_VALUES = {"$null": "null", "$true": "true", "$false": "false"}


def powershell_value(f: Failure) -> Diagnostic | None:
    """`state -ne $null`, `isDedicated eq $true`: the constants of PowerShell."""
    match = re.compile(r"\$(?:null|true|false)\b", re.IGNORECASE).match(f.text, f.start)
    if match is None:
        return None
    text = _VALUES[match[0].lower()]
    return f.problem("ODN100", f"'{match[0]}' is a constant of PowerShell", f"write {text}", match.span(), Fix(match.span(), text))


def other_brackets(f: Failure) -> Diagnostic | None:
    """`state in {'idle','running'}`, `state in @('idle')`, `state in new[] {"idle"}`: a list in other brackets."""
    found = re.compile(r"\bin\s*+(?=@\(|\{\s*+['\"]|new\b)", re.IGNORECASE).search(f.text, max(0, f.start - 40))
    if found is None or found.start() > f.start:
        return None
    value = rf"(?:{_STRING}|\"[^\"]*+\"|[-+.\w]++)"
    form = rf"(?:@\(|(?:new\b[\s\w<>\[\]]*+)?\{{)\s*+({value}(?:\s*+,\s*+{value})*+)\s*+[)}}]"
    match = re.compile(form).match(f.text, found.end())
    if match is None or match.end() < f.start:
        return None
    items = [in_words(item) for item in re.findall(value, match[1])]
    text = f"({','.join(items)})"
    help = f"a list stands in parentheses: write {shorten(text, 80)}"
    return f.problem("ODN122", "a list cannot stand in these brackets", help, match.span(), Fix(match.span(), text))


def method_of_collection(f: Failure) -> Diagnostic | None:
    """`errors.Any(e => e.Code == "x")`, `errors.some(e => …)`: a condition on the items, as C# and JavaScript write it."""
    form = re.compile(rf"(?<![\w/])({_PATH})\.(any|some|exists|all|every)\(\s*+\(?([A-Za-z_]\w*+)\)?\s*+=>\s*+", re.IGNORECASE)
    for match in form.finditer(f.text, max(0, f.start - 120)):
        if not match.start() <= f.start < match.end():
            continue
        kind = "all" if match[2].lower() in {"all", "every"} else "any"
        inner = re.sub(rf"(?<![\w.]){match[3]}\.", f"{match[3]}/", f.text[match.end() :])
        text = f"{match[1]}/{kind}({match[3]}:{in_words(inner)}"
        fix = Fix((match.start(), len(f.text)), text, guess=True)
        help = f"write {shorten(text, 80)}"
        return f.problem("ODN118", f"'{match[2]}' is written with a slash and ':'", help, (match.start(2), match.end(2)), fix)
    return None


def whole_in_quotes(f: Failure) -> Diagnostic | None:
    """`f"state eq 'idle'"`, a filter in backticks: the quotes of a program around all of it."""
    match = re.compile(r"\s*+[fFrRbBuU$@]{0,2}([\"`])(.*)\1\s*+$", re.DOTALL).match(f.text)
    if match is None or f.start > match.start(2) or match[1] in match[2] or first_error(match[2], f.option) is not None:
        return None
    span = (len(f.text) - len(f.text.lstrip()), len(f.text.rstrip()))
    help = f"leave the quotes around it out: {shorten(match[2].strip(), 80)}"
    fix = Fix(span, match[2].strip(), guess=True)
    return f.problem("ODN100", "the filter stands in the quotes of a program", help, (span[0], match.start(2)), fix)


def escaped_quote(f: Failure) -> Diagnostic | None:
    r"""`state eq \'idle\'`: quotes as they are escaped in the text of a program."""
    if not re.match(r"\\['\"]", f.text[f.start : f.start + 2]) or not f.wants_operand:
        return None
    plain = in_words(re.sub(r"\\(['\"])", r"\1", f.text))
    fix = Fix((0, len(f.text)), plain, guess=True) if first_error(plain, f.option) is None else None
    help = f"leave the backslashes out: {shorten(plain, 80)}" if fix else "leave the backslashes out"
    return f.problem("ODN100", "a backslash stands before a quote", help, (f.start, f.start + 2), fix)


def colon(f: Failure) -> Diagnostic | None:
    """`state:idle`: a term of a search, as Lucene writes it."""
    if f.word != ":" or not f.after_operand or f.path_before() is None or f.unclosed() or f.last().lower() in {"filter", "select"}:
        return None
    gap = "" if f.text[f.start - 1 : f.start].isspace() else " "
    behind = "" if f.text[f.start + 1 : f.start + 2].isspace() else " "
    return f.problem("ODN106", "':' is not an operator", "write 'eq'", None, Fix(f.span, f"{gap}eq{behind}"))


def needless_is(f: Failure) -> Diagnostic | None:
    """`totalTasksRun is between 1 and 5`, `id is like 'x%'`."""
    match = re.compile(r"is\s++(?=(?:not\s++)?(?:between|like|in|greater|less)\b)", re.IGNORECASE).match(f.text, f.start)
    if match is None or not f.after_operand:
        return None
    span = (f.start, f.start + 2)
    return f.problem("ODN108", "'is' is not an operator", "leave 'is' out", span, Fix(match.span(), "", guess=True))


def cast(f: Failure) -> Diagnostic | None:
    """`(int)totalTasksRun`, `cast(totalTasksRun as varchar)`: casts of other languages."""
    last = [token.lower() for _, token in f.before[-3:]]
    if len(last) == 3 and (last[0], last[2]) == ("(", ")") and last[1] in _TYPES and f.word.isidentifier():
        path = re.compile(_PATH).match(f.text, f.start)
        assert path is not None
        span = (f.before[-3][0], f.start)
        help = f"leave '({f.before[-2][1]})' out, or write cast({path[0]},{_TYPES[last[1]]})"
        return f.problem("ODN100", "a type in parentheses cannot stand here", help, span, Fix(span, "", guess=True))
    match = re.compile(rf"\bcast\(\s*+({_PATH})\s++as\s++([a-z]\w*+)(?:\s*+\([\d,\s]*+\))?\s*+\)", re.IGNORECASE).search(
        f.text, max(0, f.start - 200)
    )
    if match is None or not match.start() <= f.start <= match.end() or match[2].lower() not in _TYPES:
        return None
    text = f"cast({match[1]},{_TYPES[match[2].lower()]})"
    return f.problem("ODN120", "a comma separates a value and its type", f"write {text}", match.span(), Fix(match.span(), text))


def conditional(f: Failure) -> Diagnostic | None:
    """`a ? b : c`, `a ?? b`: the conditional operators of other languages."""
    if not f.text.startswith("?", f.start) or f.text.startswith("?.", f.start) or not f.after_operand:
        return None
    left = f.path_before()
    if f.text.startswith("??", f.start):
        name = left[0] if left else "x"
        span = (f.start, f.start + 2)
        return f.problem("ODN106", "'??' is not an operator", f"write case({name} ne null:{name},true:…)", span)
    return f.problem("ODN106", "'?' is not an operator", "write case(condition:value,true:other value)")


def pattern(f: Failure) -> Diagnostic | None:
    r"""`/^tvm/.test(id)`: a regular expression of JavaScript."""
    match = re.compile(rf"/((?:[^/\\\n]|\\.)++)/(?:[a-z]*+)(?:\.test\(\s*+({_PATH})\s*+\))?").match(f.text, f.start)
    if match is None or not f.wants_operand or f.last().isdecimal():
        return None
    text = f"matchesPattern({match[2] or 'property'},{quoted(match[1])})"
    fix = Fix(match.span(), text) if match[2] else None
    return f.problem("ODN100", "a regular expression stands in a string", f"write {text}", match.span(), fix)


_PHRASES = (
    (r"(?:is\s++)?not\s++equals?(?:\s++to)?|isnot|is\s++not\s++equal(?:\s++to)?", "ne"),
    (r"(?:is\s++)?equals?\s++to|is\s++equal", "eq"),
    (r"(?:is\s++)?(?:greater|more|larger|bigger|later|newer)\s++than\s++or\s++equal(?:\s++to)?|(?:is\s++)?at\s++least", "ge"),
    (r"(?:is\s++)?(?:less|fewer|smaller|earlier|older)\s++than\s++or\s++equal(?:\s++to)?|(?:is\s++)?at\s++most", "le"),
    (r"(?:is\s++)?(?:greater|more|larger|bigger|later|newer)\s++than|(?:is\s++)?after", "gt"),
    (r"(?:is\s++)?(?:less|fewer|smaller|earlier|older)\s++than|(?:is\s++)?before", "lt"),
)
_SEARCHES = {
    "startswith": "startswith", "starts with": "startswith", "begins with": "startswith", "beginswith": "startswith",
    "hasprefix": "startswith", "endswith": "endswith", "ends with": "endswith", "hassuffix": "endswith", "contains": "contains",
    "contain": "contains", "includes": "contains", "has": "contains", "match": "matchesPattern", "matches": "matchesPattern",
    "matches regex": "matchesPattern", "regexp": "matchesPattern", "rlike": "matchesPattern",
}  # fmt: skip


def moment(f: Failure) -> Diagnostic | None:
    """`new Date('2025-01-01')`, `(Get-Date).AddDays(-1)`: instants of JavaScript, C# and PowerShell."""
    start = f.start
    for form in (_NEW, _GET_DATE):
        for found in form.finditer(f.text, max(0, start - 20)):
            text = (_made if form is _NEW else _got)(found) if found.start() <= start <= found.end() else ""
            if text:
                message = f"{shown(found[0])} is an instant of another language"
                return f.problem("ODN100", message, f"write {text}", found.span(), Fix(found.span(), text))
    return None


_NEW = re.compile(r"\bnew\s++(?:Date|DateTime|DateTimeOffset)\(\s*+(?:'([^']*+)'|\"([^\"]*+)\"|([\d,\s]*+))\s*+\)", re.IGNORECASE)
_GET_DATE = re.compile(
    r"\(?\bGet-Date\b\)?(?:\.ToUniversalTime\(\))?(?:\.Add(Days|Hours|Minutes|Seconds)\(\s*+(-?\d{1,9})\s*+\))?", re.IGNORECASE
)
_DURATIONS = {"days": "P{}D", "hours": "PT{}H", "minutes": "PT{}M", "seconds": "PT{}S"}


def _made(match: re.Match[str]) -> str:
    """Return the instant of `new Date(…)`; empty where its arguments leave a doubt."""
    text = match[1] or match[2] or ""
    parts = [int(part) for part in re.findall(r"\d{1,9}", match[3] or "")]
    if not text and not parts:
        return "now()"
    if len(parts) == 3 and not match[0].lower().startswith("new date("):  # JavaScript counts months from 0
        text = f"{parts[0]:04d}-{parts[1]:02d}-{parts[2]:02d}"
    text += "T00:00:00Z" * bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text))
    try:
        return f"DateTime'{edm.DateTimeOffset.parse(text)}'"
    except ValueError:
        return ""


def _got(match: re.Match[str]) -> str:
    if match[1] is None:
        return "now()"
    count = int(match[2])
    return f"now() {'sub' if count < 0 else 'add'} duration'{_DURATIONS[match[1].lower()].format(abs(count))}'"


def phrase(f: Failure) -> Diagnostic | None:
    """`totalTasksRun is greater than 5`, `state equal to 'idle'`, `state notin ('a')`: operators in plain words."""
    if not f.after_operand:
        return None
    for form, word in _PHRASES:
        match = re.compile(rf"(?:{form})(?=\s++(?!to\b|than\b)['\"\w@-])", re.IGNORECASE).match(f.text, f.start)
        if match is not None:
            return f.problem("ODN108", f"'{match[0]}' is not an operator", f"write '{word}'", match.span(), Fix(match.span(), word))
    match = re.compile(r"(notin|!in|is\s++not\s++in)~?\s*+(\([^()]*+\))", re.IGNORECASE).match(f.text, f.start)
    path = f.path_before()
    if match is None or path is None:
        return None
    text = f"not ({path[0]} in {match[2]})"
    span = (f.start, match.end(1))
    return f.problem(
        "ODN108", f"'{match[1]}' is not an operator", f"write {shorten(text, 80)}", span, Fix((path[1], match.end()), text)
    )


def search_in_words(f: Failure) -> Diagnostic | None:
    """`id starts with 'x'`, `id not contains 'x'`, `id !contains 'x'`, `id matches regex 'x'`, `id startswith_cs 'x'`."""
    names = "|".join(sorted((name.replace(" ", r"\s++") for name in _SEARCHES), key=len, reverse=True))
    form = rf"(!|not\s++|does\s++not\s++|doesn't\s++)?({names})(_cs|~)?\s++({_STRING})"
    match = re.compile(form, re.IGNORECASE).match(f.text, f.start)
    path = f.path_before()
    if match is None or path is None or not f.after_operand:
        return None
    word = f.text[f.start : match.start(4)].rstrip()
    if word.lower() in {"contains", "startswith", "endswith", "has"}:
        return None
    text = f"{'not ' if match[1] else ''}{_SEARCHES[' '.join(match[2].lower().split())]}({path[0]},{match[4]})"
    span = (f.start, f.start + len(word))
    return f.problem("ODN107", f"'{word}' is not an operator", f"write {text}", span, Fix((path[1], match.end()), text))


def case_of_list(f: Failure) -> Diagnostic | None:
    """`state in~ ('x')`: the operator of Kusto for any case."""
    if not f.text.startswith("~", f.start) or f.last().lower() != "in":
        return None
    span = (f.start, f.start + 1)
    return f.problem("ODN107", "'in~' is an operator of Kusto", "write 'in'", span, Fix(span, ""))


def compared_list(f: Failure) -> Diagnostic | None:
    """`state eq ('a','b')`, `state eq 'a','b'`, `state eq any ('a','b')`: one operator for several values."""
    value = rf"(?:{_STRING}|\"[^\"]*+\"|[-+.\w]++)"
    form = rf"(?<![\w/])({_PATH})\s++(eq|ne)\s++(?:any\s*+)?(\(?)\s*+({value}(?:\s*+,\s*+{value})++)\s*+(\)?)"
    for found in re.compile(form, re.IGNORECASE).finditer(f.text, max(0, f.start - 200)):
        if not found.start(3) <= f.start <= found.end() or bool(found[3]) is not bool(found[5]):
            continue
        items = ",".join(in_words(item) for item in re.findall(value, found[4]))
        text = f"{found[1]} in ({items})"
        text = f"not ({text})" if found[2].lower() == "ne" else text
        fix = Fix(found.span(), text)
        return f.problem("ODN122", f"'{found[2]}' compares with one value", f"write {shorten(text, 80)}", None, fix)
    return None


def same_property(f: Failure) -> Diagnostic | None:
    """`state eq 'idle' or eq 'running'`: each comparison names its property."""
    op = f.last().lower()
    if op not in _COMPARISONS or f.last(2).lower() not in {"and", "or"} or not f.after_operand:
        return None
    begin = f.before[-1][0]
    form = rf"(?<![\w/])({_PATH})\s++(?:{'|'.join(_COMPARISONS)})\s++(?:{_STRING}|[-+.:\w]++)\s++(?:and|or)\s++$"
    left = re.compile(form, re.IGNORECASE).search(f.text[:begin], max(0, begin - 200))
    if left is None:
        return None
    help = f"write {left[1]} {op} …: each comparison names its property"
    span = (begin, begin + len(op))
    return f.problem("ODN110", f"nothing stands before '{op}'", help, span, Fix((begin, begin), f"{left[1]} "))
