"""Check one file: its expressions and their findings, in order, without those that comments suppress."""

from __future__ import annotations

from bisect import bisect_right

from odatanodes.diagnostics import Diagnostic
from odatanodes.extract import extract
from odatanodes.extract.expression import Expression
from odatanodes.lint.finding import Finding
from odatanodes.lint.findings import findings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from odatanodes.base.files import Source
    from odatanodes.lint.config import Config
    from odatanodes.lint.suppress import Suppression

__all__ = ["check_expressions", "check_source", "is_silenced"]


def check_source(
    source: Source, config: Config | None = None, api: str | None = None, *, local: bool = False
) -> tuple[int, list[Finding]]:
    """Check every expression of a file; raises InputError where the file is in no known language."""
    expressions = extract(source, config.calls if config else None)
    return len(expressions), check_expressions(source, expressions, config, api, local=local)


def check_expressions(
    source: Source, expressions: list[Expression], config: Config | None = None, api: str | None = None, *, local: bool = False
) -> list[Finding]:
    """Check the expressions that were found in a file."""
    calls = config.calls if config else None
    every = [Finding(source, one, diagnostic, calls) for one in expressions for diagnostic in findings(one, api, local=local)]
    # a constant that is sent to two list APIs is checked for both, and what is wrong for both is reported once
    found = list({(finding.span, finding.diagnostic.code, finding.diagnostic.message): finding for finding in every}.values())
    if config is not None:
        found = [finding for finding in found if config.shows(finding.diagnostic.code, source.name)]
    if "odatanodes:" in source.text:
        from odatanodes.lint.suppress import suppressions

        comments = sorted(suppressions(source), key=_line)
        found = [finding for finding in found if not _silenced(finding, comments)]
        found += [one for one in _unused(source, comments) if config is None or config.shows(one.diagnostic.code, source.name)]
    return sorted(found, key=lambda finding: finding.span)


def is_silenced(finding: Finding) -> bool:
    """Whether a comment of its source silences a finding."""
    from odatanodes.lint.suppress import suppressions

    return _silenced(finding, sorted(suppressions(finding.source), key=_line))


def _line(comment: Suppression) -> int:
    return comment.line


def _silenced(finding: Finding, comments: list[Suppression]) -> bool:
    """Whether one of the comments, sorted by line, silences a finding; all that do so take note of it."""
    from odatanodes.lint.places import place_of

    source, expression = finding.source, finding.expression
    places = [place_of(source, offset).number for offset in (*expression.host_span((0, len(expression.text))), *finding.span)]
    first, last = min(places), max(places)
    end = bisect_right(comments, last, key=_line)
    near = [comment for comment in comments[:end] if comment.last >= first]
    silent = [comment.silences(finding.diagnostic.code, first, last) for comment in near]
    return any(silent)


def _unused(source: Source, comments: list[Suppression]) -> list[Finding]:
    found = []
    for comment in comments:
        for code in comment.unused():
            start, end = comment.span
            text = source.text[start:end]
            what, help = _reason(code)
            diagnostic = Diagnostic("ODN540", what, (0, len(text)), help, "warning")
            found.append(Finding(source, Expression("filter", text, ((0, start),)), diagnostic))
    return found


def _reason(code: str) -> tuple[str, str]:
    """Return message and help for a code of a comment that silences nothing; an empty code for a comment without codes."""
    if not code:
        return "nothing to be ignored here", "remove the comment"
    from odatanodes.diagnostics.rules import catalogue

    if any(known.startswith(code) for known in catalogue()):
        return f"no {code} to be ignored here", "remove the comment"
    return f"unknown code '{code}'", "codes are written as in ignore[ODN201]; 'odatanodes rule' lists them"
