"""Mistakes in the names of properties: quotes and brackets around them, signs of other languages between their parts."""

from __future__ import annotations

import re

from odatanodes import ast
from odatanodes.base.text import shown
from odatanodes.diagnostics import Fix

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.diagnostics import Diagnostic
    from odatanodes.parse.mistakes.failure import Failure

_NAME = r"[A-Za-z_]\w*+(?:/[A-Za-z_]\w*+)*+"
_COMPARISONS = (*ast.COMPARISONS, "in", "has")


def quoted_step(f: Failure) -> Diagnostic | None:
    """`'recentTasks'/any(…)`: a path goes on behind a string."""
    text = f.last()
    if f.word != "/" or text[:1] not in ("'", '"') or not re.fullmatch(_NAME, text[1:-1]):
        return None
    begin = f.before[-1][0]
    span = (begin, begin + len(text))
    message = f"{text[:60]} is a string, the property is written without quotes"
    return f.problem("ODN100", message, f"write {shown(text[1:-1])[1:-1]}/…", span, Fix(span, text[1:-1], guess=True))


def odd_quotes(f: Failure) -> Diagnostic | None:
    """A name in the quotes of MySQL or of a word processor, on the left of an operator."""
    match = re.compile(rf"([`\u00b4\u2018-\u201e])({_NAME})[`\u00b4\u2018-\u201e'](?=\s*+(?:eq|ne|gt|ge|lt|le|in|has)\b)").match(
        f.text, f.start
    )
    if match is None or not f.wants_operand or f.last().lower() in _COMPARISONS:
        return None
    message = f"'{match[1]}' is not a quote here"
    return f.problem("ODN121", message, f"names have no quotes: write {match[2]}", match.span(), Fix(match.span(), match[2]))


def path_sign(f: Failure) -> Diagnostic | None:
    r"""`startTaskInfo->exitCode`, `startTaskInfo\exitCode`: the sign of another language between the parts of a path."""
    match = re.compile(r"(->|\\|::|\?\.)([A-Za-z_]\w*+)").match(f.text, f.start)
    path = f.path_before()
    if match is None or path is None:
        return None
    help = f"the parts of a path stand between slashes: write {path[0]}/{match[2]}"
    return f.problem("ODN106", f"'{match[1]}' is not an operator", help, match.span(1), Fix(match.span(1), "/"))


def index(f: Failure) -> Diagnostic | None:
    """`recentTasks[0]/jobId`: collections have no index in a filter."""
    match = re.compile(rf"\[[^\[\]]*+\](?:/({_NAME}))?").match(f.text, f.start)
    path = f.path_before()
    step = re.compile(rf"/\d++/({_NAME})").match(f.text, f.before[-1][0]) if f.before and f.last() == "/" else None
    left = re.search(rf"{_NAME}$", f.text[: step.start()]) if step else None
    if step is not None and left is not None:
        help = f"a filter has no index; {left[0]}/any(x:x/{step[1]} …) asks whether an item matches"
        return f.problem("ODN100", f"{shown(step[0].rpartition('/')[0])} cannot stand here", help, step.span())
    if match is None or path is None or not f.after_operand or f.option != "filter":
        return None
    part = f"x/{match[1]}" if match[1] else "x"
    help = f"a filter has no index; {path[0]}/any(x:{part} …) asks whether an item matches"
    return f.problem("ODN100", f"{shown(match[0].partition('/')[0])} cannot stand here", help, match.span())
