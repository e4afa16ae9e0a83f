"""Text files of languages without a reader of their own: the strings in quotes that are filters, commands or URLs of Batch.

Only files with evidence of Batch are read. Strings that `+`, `.`, `..`, `&` or a joining function (`paste0`, `concat`) puts
together count as one; what stands between them, interpolations and the verbs of formats are holes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.batch.clients import METHODS
from odatanodes.extract import urls
from odatanodes.extract.content import by_content, is_foreign, is_log
from odatanodes.extract.draft import Gap, Literal, Run, in_order
from odatanodes.extract.evidence import COMMAND_LINE, comment_line, has_evidence
from odatanodes.extract.languages import host_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from odatanodes.base.files import Source
    from odatanodes.extract.draft import Draft
    from odatanodes.extract.expression import Expression

__all__ = ["find", "strings"]

_TOKEN = re.compile(
    r"(?P<comment>/\*.*?(?:\*/|\Z)|//[^\r\n]*|#(?![\[{])[^\r\n]*|(?<![^\s])--[ \t][^\r\n]*)"
    r"|(?P<long>\"\"\"|''')(?P<inside>.*?)(?:(?P=long)|\Z)"
    r"|(?P<quote>[\"'])(?P<text>(?:(?!(?P=quote))[^\\\r\n]|\\[^\r\n])*+)(?P=quote)|(?P<raw>`)(?P<within>[^`]*+)`",
    re.DOTALL,
)
_SPECIAL = re.compile(
    r"\\(?P<escaped>[^\r\n])|(?P<hole>\$\{(?:[^{}\r\n]|\{[^{}\r\n]{0,200}\}){0,300}\}|#\{[^{}\r\n]{0,200}\}"
    r"|\$(?!(?:filter|select|expand)=)[A-Za-z_]\w*|%(?:\d\$)?[-+]?(?:\.\d+)?[sdvqif](?!\w)|(?<![{\w/])\{[\w.:\[\]()\"-]{0,100}\}(?!\}))"
)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
_OPERATOR = r"\+\+?|\.\.|\.(?=[\s$])|&|~|<>"
_BETWEEN = re.compile(rf"\s*(?P<sign>{_OPERATOR}|,)(?:\s*(?P<value>[^\"'`;{{}}\r\n]{{1,200}}?)\s*(?P=sign))?\s*\Z")
_AFTER = re.compile(rf"\s*(?P<sign>{_OPERATOR}|,)\s*(?P<value>[$@]?[A-Za-z_][\w.$]*(?:\([^()\r\n]{{0,200}}\))?)")
_JOINS = re.compile(r"\b(?:paste0|concat|str_c|CONCAT|fmt\.Sprint|Concat)\(\s*\Z")
_CALL = re.compile(r"(?:(?P<owner>[\w.$>:-]*?)(?:\.|->|::))?(?P<name>[A-Za-z_]\w*)[!?]?(?:\s*\(\s*|[ \t]+)(?:[fsr]|raw)?\Z")
_LONGEST_BETWEEN = 300


def find(source: Source, calls: Mapping[str, str]) -> list[Expression]:  # noqa: ARG001  (all languages are called alike)
    """Return the expressions of a text file."""
    text = source.text
    if not has_evidence(text, comment_line(host_of(source.name, text))):
        return []
    return in_order(source.name, lambda: strings(text, "plain"))


def strings(text: str, language: str) -> Iterator[Expression]:
    """Yield the expressions in the strings of a text, in order."""
    is_batch = urls.speaks_of_batch(text)
    words = set(re.findall(r"\b\w++(?=[ \t]*+\()", text))
    named = {name.replace("_", ""): api for name, api in METHODS.items()}
    among = tuple(sorted({api for word in words if (api := named.get(word.replace("_", "").lower()))}))
    for draft, before in _groups(text):
        literal = "".join([piece.text for piece in draft if isinstance(piece, Run)])
        if urls.MARK.search(literal):
            yield from urls.expressions(draft, language, is_batch=is_batch)
        elif COMMAND_LINE.search(literal):
            from odatanodes.extract.shell import command_lines

            yield from command_lines(draft, language)
        elif not _is_elsewhere(before):
            found = by_content(draft, among, language)
            yield from () if found is None else (found,)


def _is_elsewhere(before: str) -> bool:
    """Whether what stands before a string sends it to another service or into a log."""
    call = _CALL.search(before)
    return call is not None and (is_log(call["name"]) or is_foreign(call["name"], call["owner"] or ""))


def _groups(text: str) -> Iterator[tuple[Draft, str]]:
    """Yield strings, those that are put together as one, each with the text before it."""
    group: list[Run | Gap] = []
    before, sign, end = "", "", 0
    for start, stop, inner in _literals(text):
        link = _BETWEEN.match(text, end, start) if group and start - end <= _LONGEST_BETWEEN else None
        if link is None or (sign and link["sign"] != sign) or (not sign and link["sign"] == ","):
            yield from [((*group, *_rest(text, end, sign)), before)] if group else ()
            before = text[max(start - 200, 0) : start]
            group, sign = [], "," if _JOINS.search(before) else ""
        else:
            sign = sign or link["sign"]
            if link["value"]:
                group.append(Gap(link["value"].strip(), link.span("value")))
        group += inner
        end = stop
    if group:
        yield (*group, *_rest(text, end, sign)), before


def _rest(text: str, end: int, sign: str) -> Draft:
    """Return what is put after the last string of a group."""
    value = _AFTER.match(text, end)
    if value is None or (value["sign"] != sign if sign else value["sign"] == ","):
        return ()
    return (Gap(value["value"], value.span("value")),)


def _literals(text: str) -> Iterator[tuple[int, int, Draft]]:
    """Yield start, end and content of each string in quotes outside of comments."""
    for token in _TOKEN.finditer(text):
        part = "inside" if token["long"] else "text" if token["quote"] else "within" if token["raw"] else ""
        if part:
            yield token.start(), token.end(), _content(text, *token.span(part))


def _content(text: str, at: int, end: int) -> Draft:
    """Return what stands between quotes: escapes are read, interpolations are gaps."""
    literal = Literal()
    literal.read(text, at, end, _SPECIAL, _value)
    return literal.draft()


def _value(special: re.Match[str]) -> str | Draft:
    if special["hole"]:
        return (Gap(special["hole"], special.span()),)
    return _ESCAPES.get(special["escaped"], special["escaped"])
