"""Changes that an editor offers: fixes, comments that silence a finding, and the canonical form.

An edit is `(start, end, text)`. A comment is offered only where checking the
changed text shows that it silences the finding and leaves the expressions as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from odatanodes.extract.languages import host_of, module_of
from odatanodes.lint.check import is_silenced
from odatanodes.lint.edit import applied
from odatanodes.lint.finding import Finding, reaches_batch
from odatanodes.lint.suppress import suppressions
from odatanodes.lint.sure import canonical_edits
from odatanodes.lsp.documents import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from odatanodes.base.files import Source
    from odatanodes.diagnostics import Span
    from odatanodes.lint.edit import Edit

__all__ = ["Action", "fix_all", "formatted", "quick_fixes"]

_UNUSED = "ODN540"
_MOST_COMMENTS = 5
"""Each comment that is offered is tried first, and an editor asks for all of a selection."""


class Action(NamedTuple):
    """A change with its title; `finding` is what it is for, `preferred` marks the only one that can be meant."""

    title: str
    edits: list[Edit]
    finding: Finding | None = None
    preferred: bool = False


def quick_fixes(document: Document, span: Span) -> Iterator[Action]:
    """Yield what can be done about the findings that a span touches: fixes first."""
    touched = [one for one in document.findings if one.span[0] <= span[1] and span[0] <= one.span[1]]
    for finding in touched:
        edit = finding.edit
        if edit is not None:
            yield Action(_title(finding, edit), [edit], finding, preferred=reaches_batch(finding.expression))
    for finding in touched[:_MOST_COMMENTS]:
        unused = finding.diagnostic.code == _UNUSED
        edit = _without_comment(document, finding) if unused else _ignored(document, finding)
        if edit is not None:
            yield Action("remove the comment" if unused else f"ignore {finding.diagnostic.code} here", [edit], finding)


def _title(finding: Finding, edit: Edit) -> str:
    if edit[2]:
        return f"write {edit[2].strip()}"
    return finding.diagnostic.help or "remove it"


def fix_all(document: Document) -> Action | None:
    """Return every fix that keeps the meaning for certain, as `odatanodes check --fix` makes them; None where there is none."""
    from odatanodes.lint.fix import fixed

    if not any(finding.diagnostic.fix for finding in document.findings):
        return None
    config, api, local = document.settings
    new, made = fixed(document.source, config, api, local=local)
    return Action(f"fix all that odatanodes can ({made})", [_difference(document.source.text, new.text)]) if made else None


def _difference(old: str, new: str) -> Edit:
    """Return the one edit that makes a text of another, without what they begin and end with alike."""
    shortest = min(len(old), len(new))
    first = next((at for at in range(shortest) if old[at] != new[at]), shortest)
    room = shortest - first
    last = next((at for at in range(room) if old[-1 - at] != new[-1 - at]), room)
    return first, len(old) - last, new[first : len(new) - last]


def formatted(document: Document, span: Span | None = None) -> list[Edit]:
    """Return the edits that write the expressions (those that a span touches) in canonical form."""
    expressions = [
        one
        for one in document.expressions
        if span is None or (one.host_span((0, 0))[0] <= span[1] and span[0] <= one.host_span((0, len(one.text)))[1])
    ]
    return canonical_edits(document.source, expressions, calls=document.settings.config.calls)[0]


# --- comments --------------------------------------------------------------------------------------------------------


def _ignored(document: Document, finding: Finding) -> Edit | None:
    """Return the comment that silences a finding: beside the expression, above it, or one that is there and names it too."""
    return next((edit for edit in _comments(document, finding) if _silences(document, finding, edit)), None)


def _comments(document: Document, finding: Finding) -> Iterator[Edit]:
    """Yield the comments to try: one that is there with the code added, one at the end of a line, one on a line of its own."""
    source, code = document.source, finding.diagnostic.code
    host = host_of(source.name, source.text)
    if not host.mark:
        return
    goes_on = tuple(host.joins) or "\n"
    inner = finding.expression.language
    mark = host.mark if inner == host.name else module_of(inner).mark or host.mark
    ends = finding.expression.host_span((0, len(finding.expression.text)))
    first, last = (source.place(offset)[0] for offset in ends)
    for comment in suppressions(source):
        end = comment.span[1]
        if comment.codes and source.text[end - 1] == "]" and comment.line <= last and comment.last >= first:
            yield (end - 1, end - 1, f", {code}")
    for offset in dict.fromkeys((finding.span[0], *ends)):
        end = _line_start(source, offset) + len(source.line_at(offset))
        if finding.expression.language != "odata" and not source.line_at(offset).endswith(goes_on):
            yield (end, end, f"  {mark} odatanodes: ignore[{code}]")
    start = _line_start(source, ends[0])
    while start and source.line_at(start - 1).endswith(goes_on):
        start = _line_start(source, start - 1)
    line = source.line_at(start)
    indent = line[: len(line) - len(line.lstrip())]
    line_end = "\r\n" if "\r\n" in source.text else "\n"
    yield (start, start, f"{indent}{mark} odatanodes: ignore[{code}]{line_end}")
    yield (start, start, f"<!-- odatanodes: ignore[{code}] -->{line_end}")


def _line_start(source: Source, offset: int) -> int:
    return offset - source.place(offset)[1] + 1


def _silences(document: Document, finding: Finding, edit: Edit) -> bool:
    """Whether a text with the comment has the same expressions, and the comment silences the finding."""
    changed = Document(document.source.name, applied(document.source.text, [edit])[0], document.settings)
    if [one.text for one in changed.expressions] != [one.text for one in document.expressions]:
        return False
    same = changed.expressions[document.expressions.index(finding.expression)]
    return is_silenced(Finding(changed.source, same, finding.diagnostic))


def _without_comment(document: Document, finding: Finding) -> Edit | None:
    """Return the removal of a comment that silences nothing, its line with it where nothing else stands there."""
    source = document.source
    start, end = finding.span
    line, column = source.line_at(start), source.place(start)[1] - 1
    begin = start - column
    before, after = line[:column].rstrip(), line[column + end - start :].strip()
    for mark, close in (("<!--", "-->"), ("//", ""), ("#", "")):
        if before.endswith(mark) and after == close:
            kept = before[: -len(mark)].rstrip()
            stop = begin + len(line)
            if not kept:
                stop += 2 if source.text.startswith("\r\n", stop) else 1
            return (begin + len(kept), min(stop, len(source.text)), "")
    return None
