"""Texts that stand in other texts: a script in a YAML file, a block of a document, a command in quotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract.draft import Gap, Run, cut, expression, substituted
from odatanodes.extract.expression import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from odatanodes.extract.draft import Draft
    from odatanodes.extract.expression import Expression, Written

__all__ = ["marked", "moved", "nested", "restored", "scripted", "settings", "value_of"]

_MARK = re.compile("\ue000")
_TEMPLATE = re.compile(
    r"\$\{\{[^\r\n]{0,500}?\}\}|\{\{[^{}\r\n]{0,500}\}\}|\$\([A-Za-z_][\w.]{0,200}\)|\$\[[^\]\r\n]{0,500}\]|\$\$(?=[A-Za-z_{])"
)
"""What workflows and pipelines fill before a shell runs, in quotes of any kind: `${{ … }}`, `$(name)`, `{{ name }}`."""
_REFERENCE = re.compile(r"[$@({[\s]+(?:(?:env|variables|vars|parameters)\.)?(\w+)[)}\]\s]*")
_USED = re.compile(r"\$\{?(?:env:)?(\w+)", re.IGNORECASE)
_QUOTE = re.compile("'")


def nested(draft: Draft, name: str, calls: Mapping[str, str]) -> list[Expression]:
    """Return the expressions of a text, read as a file of that name; raises Skipped where it cannot be read so."""
    from odatanodes.base.files import Source
    from odatanodes.extract import extract

    run, gaps = marked(draft)
    found = [restored(one, run, gaps) if gaps else moved(one, run) for one in extract(Source(name, run.text), calls)]
    return [one for one in found if one is not None]


def scripted(run: Run, name: str, calls: Mapping[str, str], given: Mapping[str, Draft]) -> list[Expression]:
    """Return the expressions of a script in which templates are filled before it runs; raises Skipped as `nested` does.

    `given` are variables that are set around it: texts for templates, and variables of the environment.
    """

    def filled(found: re.Match[str], span: tuple[int, int]) -> Draft | str:
        if found[0] == "$$":
            return "$"
        return value_of(Gap(" ".join(found[0].split()), span, _command(found[0])), given)

    return nested((*settings(run.text, name, given), *substituted((run,), _TEMPLATE, filled)), name, calls)


def settings(script: str, name: str, given: Mapping[str, Draft]) -> Draft:
    """Return the lines that set the variables that a script uses."""
    head, quote = ("", "'\\''") if name.endswith(".sh") else ("$env:", "''")
    used = {word.lower() for word in _USED.findall(script)}
    lines: list[Run | Gap] = []
    for word, draft in given.items():
        if word.lower() in used and draft:
            start = draft[0].places[0][1] if isinstance(draft[0], Run) else draft[0].span[0]
            value = substituted(
                draft, _QUOTE, lambda _, span: (Run(quote, tuple((at, span[0]) for at in range(len(quote)) if at != 2)),)
            )
            lines += (Run(f"{head}{word}='", ((0, start),)), *value, Run("'\n", ((0, start),)))
    return tuple(lines)


def value_of(gap: Gap, given: Mapping[str, Draft]) -> Draft:
    """Return the text of a template that is but the name of a variable, `$(name)` or `${{ env.name }}`; else the gap."""
    named = _REFERENCE.fullmatch(gap.name)
    return given.get(named[1], given.get(named[1].upper(), (gap,))) if named else (gap,)


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


def marked(draft: Draft) -> tuple[Run, dict[int, Gap]]:
    """Return a draft as one run in which each gap is one character that no language gives a meaning, and the gaps by place."""
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    length = 0
    for piece in draft:
        text, pairs = (piece.text, piece.places) if isinstance(piece, Run) else (_MARK.pattern, ((0, piece.span[0]),))
        places += [(length + offset, host) for offset, host in pairs]
        parts.append(text)
        length += len(text)
    gaps = {piece.span[0]: piece for piece in draft if isinstance(piece, Gap)}
    return Run("".join(parts), tuple(places) or ((0, 0),)), gaps


def restored(found: Expression, run: Run, gaps: Mapping[int, Gap]) -> Expression | None:
    """Return an expression that was found in a marked run with its gaps as holes, and its places where those of the run are."""
    there = moved(found, run)
    text = Run(there.text, there.segments)
    pieces: list[Run | Gap] = []
    done = 0
    for hole in there.holes:
        start, end = hole.span
        pieces += [cut(text, done, start)] if done < start else []
        pieces.append(Gap(hole.name.replace(_MARK.pattern, "{}"), there.host_span(hole.span), hole.written))
        done = end
    pieces += [cut(text, done, len(text.text))] if done < len(text.text) else []
    draft = substituted(tuple(pieces), _MARK, lambda mark, span: (gaps[span[0]],) if span[0] in gaps else mark[0])
    made = expression(draft, found.option, found.api, found.language)
    return None if made is None else made.replace(among=found.among)
