"""Texts that stand in other texts: a script in a YAML file, a block of a document, a command in quotes.

Comes in: the inner text as a run, whose places say where each of its characters stands. Goes out: the expressions found in
it by the language that a name tells, with their places in the outer text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from odatanodes.extract.draft import Gap, Run, cut

if TYPE_CHECKING:
    from collections.abc import Mapping

    from odatanodes.extract.draft import Draft
    from odatanodes.extract.expression import Expression

__all__ = ["marked", "moved", "nested", "restored", "whole"]

_MARK = "\ue000"


def nested(run: Run, name: str, calls: Mapping[str, str]) -> list[Expression]:
    """Return the expressions of a run, read as a file of that name; raises Skipped where it cannot be read so."""
    from odatanodes.base.files import Source
    from odatanodes.extract import extract

    return [moved(one, run) for one in extract(Source(name, run.text), calls)]


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
    return of_draft(tuple(pieces), expression.option, expression.api, expression.language)


def _of_gap(gap: Gap) -> tuple[tuple[int, int], ...]:
    start, end = gap.span
    if end - start == len(gap.name) or len(gap.name) < 2:
        return ((0, start),)
    return (0, start), (len(gap.name) - 1, max(end - 1, start))
