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

__all__ = ["moved", "nested", "whole"]


def nested(run: Run, name: str, calls: Mapping[str, str]) -> list[Expression]:
    """Return the expressions of a run, read as a file of that name; raises Skipped where it cannot be read so."""
    from odatanodes.extract import extract
    from odatanodes.files import Source

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


def _of_gap(gap: Gap) -> tuple[tuple[int, int], ...]:
    start, end = gap.span
    if end - start == len(gap.name) or len(gap.name) < 2:
        return ((0, start),)
    return (0, start), (len(gap.name) - 1, max(end - 1, start))
