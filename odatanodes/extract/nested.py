"""Texts that stand in other texts: a script in a YAML file, a block of a document, a command in quotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract.draft import Gap, Run, cut
from odatanodes.extract.expression import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from odatanodes.extract.draft import Draft
    from odatanodes.extract.expression import Expression, Written

__all__ = ["marked", "moved", "nested", "restored", "scripted", "whole"]

_MARK = "\ue000"
_TEMPLATE = re.compile(r"\$\{\{[^\r\n]{0,500}?\}\}|\{\{[^{}\r\n]{0,500}\}\}|\$\([A-Za-z_][\w.]{0,200}\)|\$\[[^\]\r\n]{0,500}\]")
"""What workflows and pipelines fill before a shell runs, in quotes of any kind: `${{ … }}`, `$(name)`, `{{ name }}`."""


def nested(run: Run, name: str, calls: Mapping[str, str]) -> list[Expression]:
    """Return the expressions of a run, read as a file of that name; raises Skipped where it cannot be read so."""
    from odatanodes.base.files import Source
    from odatanodes.extract import extract

    return [moved(one, run) for one in extract(Source(name, run.text), calls)]


def scripted(run: Run, name: str, calls: Mapping[str, str]) -> list[Expression]:
    """Return the expressions of a script in which templates are filled before it runs; raises Skipped as `nested` does."""
    from odatanodes.base.files import Source
    from odatanodes.extract import extract
    from odatanodes.extract.draft import substituted

    draft = substituted((run,), _TEMPLATE, lambda found, span: (Gap(" ".join(found[0].split()), span, _command(found[0])),))
    if len(draft) == 1:
        return nested(run, name, calls)
    script, gaps = marked(draft)
    found = [restored(one, script, gaps) for one in extract(Source(name, script.text), calls)]
    return [one for one in found if one is not None]


def _command(template: str) -> Written:
    """Return what is known of `$(date)`, which is a command where no pipeline has a variable of that name."""
    from odatanodes.extract.shell.values import described

    return described(template) if template.startswith("$(") else UNKNOWN


def moved(expression: Expression, run: Run) -> Expression:
    """Return an expression that was found in the text of a run with its places where those of the run are."""
    segments: list[tuple[int, int]] = []
    ends = [*(begin for begin, _ in expression.segments[1:]), max(len(expression.text), expression.segments[-1][0] + 1)]
    for (begin, there), end in zip(expression.segments, ends, strict=True):
        segments += [(begin + offset, host) for offset, host in cut(run, there, there + end - begin).places]
    return expression.replace(segments=tuple(segments))


def whole(draft: Draft) -> Run:
    """Return a draft as one run, its gaps as the program writes them: so that they are read as gaps again."""
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    length = 0
    for piece in draft:
        if isinstance(piece, Run):
            text, pairs = piece.text, piece.places
        else:
            text, pairs = piece.name, _of_gap(piece)
        places += [(length + offset, host) for offset, host in pairs]
        parts.append(text)
        length += len(text)
    return Run("".join(parts), tuple(places) or ((0, 0),))


def marked(draft: Draft) -> tuple[Run, dict[int, Gap]]:
    """Return a draft as one run in which each gap is one character that no language gives a meaning, and the gaps by place."""
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    gaps: dict[int, Gap] = {}
    length = 0
    for piece in draft:
        if isinstance(piece, Run):
            parts.append(piece.text)
            places += [(length + offset, host) for offset, host in piece.places]
        else:
            gaps[length] = piece
            parts.append(_MARK)
            places.append((length, piece.span[0]))
        length += len(parts[-1])
    return Run("".join(parts), tuple(places) or ((0, 0),)), gaps


def restored(expression: Expression, run: Run, gaps: Mapping[int, Gap]) -> Expression | None:
    """Return an expression that was found in a marked run with its gaps as holes, and its places where those of the run are."""
    from odatanodes.extract.draft import expression as of_draft

    there = moved(expression, run)
    text = Run(expression.text, there.segments)
    pieces: list[Run | Gap] = []
    holes = {hole.span[0]: hole for hole in expression.holes}
    done = at = 0
    while at < len(expression.text):
        hole = holes.get(at)
        gap = gaps.get(expression.host_span((at, at))[0]) if expression.text[at] == _MARK else None
        if hole is not None:
            gap = Gap(hole.name.replace(_MARK, "{}"), there.host_span(hole.span), hole.written)
        end = hole.span[1] if hole is not None else at + 1
        if gap is not None:
            if done < at:
                pieces.append(cut(text, done, at))
            pieces.append(gap)
            done = end
        at = end
    if done < len(expression.text):
        pieces.append(cut(text, done, len(expression.text)))
    made = of_draft(tuple(pieces), expression.option, expression.api, expression.language)
    return None if made is None else made.replace(among=expression.among)


def _of_gap(gap: Gap) -> tuple[tuple[int, int], ...]:
    start, end = gap.span
    if end - start == len(gap.name) or len(gap.name) < 2:
        return ((0, start),)
    return (0, start), (len(gap.name) - 1, max(end - 1, start))
