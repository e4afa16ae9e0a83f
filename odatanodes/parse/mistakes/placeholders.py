"""Text that is not a filter yet: placeholders of programs, parameters of SQL, and a query of JMESPath in place of a filter."""

from __future__ import annotations

import re

from odatanodes.base.text import quoted, shorten, shown
from odatanodes.diagnostics import Fix
from odatanodes.parse import tables
from odatanodes.parse.machine import first_error
from odatanodes.parse.mistakes.words import WORDS_FOR

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.diagnostics import Diagnostic
    from odatanodes.parse.mistakes.failure import Failure

_PLACEHOLDER = re.compile(
    r"\$\{\{[^{}]*+\}\}|\$env:\w++|\$\{[^{}]*+\}|\$\([^()]*+\)|\{\{[^{}]*+\}\}|\{[^{}\"']*+\}|@\{[^{}]*+\}|<[A-Za-z_][\w ]*+>"
    r"|%\(\w++\)[sdrif]|%[sdrif](?!\w)|%[A-Za-z_]\w*+%(?!\d)|\$\w++"
)
_STRING = re.compile(r"'[^']*+(?:''[^']*+)*+'")
_PREFIXED = re.compile(r"([^\W\d][\w.]*+)'")
_NAMED = re.compile(r"(?:[:?]|\$env:|[$@%]?[{(<]{0,2}|[$%])[ ]*+([A-Za-z_]\w*+)[ ]*+(?:[})>]{1,2}[sdrif]?|%)?")
"""A placeholder with nothing but a name in it, which the parameter that takes its place can have."""


def alias(placeholder: str) -> str:
    """Return the parameter of OData that takes the place of a placeholder: `@x` for `:x`, `{x}`, `$x` and their like."""
    named = None if re.fullmatch(r"%[sdrif]", placeholder) else _NAMED.fullmatch(placeholder)
    return f"@{shorten(named[1], 40)}" if named else "@value"


def parameter(f: Failure) -> Diagnostic | None:
    """`state eq :x`, `state eq ?`, `state in (?,?)`: the parameters of SQL."""
    match = re.compile(r":\w++|\?\w*+|@\d++").match(f.text, f.start)
    if match is None or not f.wants_operand:
        return None
    message = f"{shown(match[0])} is a parameter of SQL"
    if (listed := f.listed()) is not None:
        return f.problem("ODN111", message, list_help(listed), match.span())
    name = alias(match[0])
    help = f"write {name} and bind a {'list' if f.last().lower() == 'in' else 'value'} to it"
    return f.problem("ODN111", message, help, match.span(), Fix(match.span(), name, guess=True))


def list_help(path: str) -> str:
    """Return the advice for a placeholder or a parameter in a list, which holds literals only."""
    return f"write {path or 'property'} in @values and bind a list to it"


def placeholder(f: Failure) -> Diagnostic | None:
    """What a program should have filled in. Within quotes it is a string like any other, which check reports."""
    brackets = f.unclosed()
    doubled = f.text[f.start : f.start + 1] == "{" == f.text[f.start - 1 : f.start]
    match = _PLACEHOLDER.match(f.text, f.start - doubled)
    literal = ""
    if match is None and brackets and brackets[-1][1] == "{":
        first = brackets[-1][0]
        match = _PLACEHOLDER.match(f.text, first - (f.text[first - 1 : first] == "{"))
    if match is None and (prefix := _PREFIXED.match(f.text, f.start)):
        whole = _STRING.match(f.text, prefix.end() - 1)
        inside = _PLACEHOLDER.search(f.text, prefix.end(), whole.end() if whole else len(f.text))
        if inside or f.text[prefix.end() : prefix.end() + 1] == "{":
            match = inside or re.compile(r"\{.*", re.DOTALL).match(f.text, prefix.end())
            literal = f" in place of {prefix[0]}…'"
    if match is None or match[0].lower() in {*tables.WORDS, "$search"}:
        return None
    message = f"a placeholder is left in the text: {shown(match[0])}"
    listed = f.listed()
    instead = f"write {alias(match[0])}{literal} and bind a value to it" if listed is None else list_help(listed)
    help = f"fill it in before the filter is used, or {instead}"
    if match[0][0] == "{" != match[0][1]:
        help = f"{help}; an f-string needs an f before its quotes"
    return f.problem("ODN111", message, help, match.span())


_QUERY = re.compile(r"\s*+[\w.]*+\[\s*+\?\s*+((?:'[^']*+'|`[^`]*+`|[^'`\]])*+)\]", re.DOTALL)
_PARTS = re.compile(r"'[^']*+'|`([^`]*+)`|\s*+(===?|!=|<=|>=|&&|\|\||<|>)\s*+")


def jmespath(f: Failure) -> Diagnostic | None:
    """`[?state=='active']`: a query of JMESPath, as `az … --query` takes it."""
    match = _QUERY.match(f.text)
    if match is None or f.start not in {f.text.find("["), f.text.find("?")}:
        return None
    span = (len(match[0]) - len(match[0].lstrip()), len(f.text.rstrip()))
    plain = _PARTS.sub(_in_odata, match[1]).strip()
    fix = Fix(span, plain, guess=True) if first_error(plain, f.option) is None else None
    what = shorten(plain, 80) if fix else "a condition alone: state eq 'idle'"
    return f.problem("ODN100", "this is a query of JMESPath, which --query takes", f"write {what}", span, fix)


def _in_odata(match: re.Match[str]) -> str:
    if match[2]:
        return f" {WORDS_FOR[match[2]]} "
    if match[1] is None:
        return match[0]
    return quoted(match[1].strip('"')) if match[1][:1] == '"' else match[1]
