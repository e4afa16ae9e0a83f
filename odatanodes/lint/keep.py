"""Edits that keep their host file: it is read again after an edit, and an edit that changes anything else is dropped.

A quote put into a string ends it where the string has the same delimiter, and which delimiter a piece has is known to the reader
of its language alone. So the expressions, holes and unread parts of the changed text are compared with those that are meant.
"""

from __future__ import annotations

from functools import lru_cache

from odatanodes.base.files import InputError, Source
from odatanodes.extract import extract
from odatanodes.lint.edit import applied

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from odatanodes.diagnostics import Span
    from odatanodes.extract.expression import Expression
    from odatanodes.lint.edit import Edit

    Patch = tuple[Edit, Expression, Span]
    """An edit of a file, and the span of the expression that it replaces."""
    Calls = Mapping[str, str]

__all__ = ["kept"]


def kept(source: Source, patches: Iterable[Patch], calls: Calls | None = None) -> list[Edit]:
    """Return the edits that change the expressions as meant and nothing else, in order and without overlaps."""
    several = _apart(patches)
    unsure = [patch for patch in several if _may_break(patch)]
    sure = [patch for patch in several if not _may_break(patch)]
    if unsure:
        sure += _Host(source, calls or {}).keeping(unsure, sure)
    return sorted(edit for edit, _, _ in sure)


def _apart(patches: Iterable[Patch]) -> list[Patch]:
    """Return patches in order, of those that overlap the first."""
    found: list[Patch] = []
    for patch in sorted(patches, key=lambda one: one[0]):
        start, end, _ = patch[0]
        done = found[-1][0][1] if found else -1
        if start > done or (start == done and end > start):
            found.append(patch)
    return found


def _may_break(patch: Patch) -> bool:
    """Whether an edit has characters, other than those of words, that its expression does not have there already."""
    (_, _, new), expression, span = patch
    if expression.language == "odata":
        return False
    old = expression.text[slice(*span)]
    return any(not (char.isalnum() or char == "_" or char in old) for char in new) or new.count("'") != old.count("'")


class _Host:
    """A file as its language reads it, to which edits are made for trial."""

    def __init__(self, source: Source, calls: Calls) -> None:
        self.source = source
        self.calls = tuple(sorted(calls.items()))
        self.before = _read(source.name, source.text, self.calls)

    def keeping(self, patches: Sequence[Patch], others: Sequence[Patch]) -> list[Patch]:
        """Return those patches that keep the host, made together with the others: all of them, or by halves."""
        if not patches or self._reads([*others, *patches]):
            return list(patches)
        if len(patches) == 1:
            return []
        middle = len(patches) // 2
        first = self.keeping(patches[:middle], others)
        return first + self.keeping(patches[middle:], [*others, *first])

    def _reads(self, patches: Sequence[Patch]) -> bool:
        """Whether the changed file is read as meant."""
        text = applied(self.source.text, [edit for edit, _, _ in patches])[0]
        after = _read(self.source.name, text, self.calls)
        if self.before is None or after is None or after[1] != self.before[1]:
            return False
        changes: dict[object, list[tuple[Span, str]]] = {}
        for edit, expression, span in patches:
            changes.setdefault((expression.text, expression.segments), []).append((span, edit[2]))
        meant = [_signature(one, changes.get((one.text, one.segments), ())) for one in self.before[0]]
        return meant == [_signature(one, ()) for one in after[0]]


def _signature(expression: Expression, changes: Iterable[tuple[Span, str]]) -> object:
    """Return what is compared of an expression: option, text with the changes made, and holes."""
    text = expression.text
    for (start, end), new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    return expression.option, text, [hole.name for hole in expression.holes]


@lru_cache(maxsize=2)
def _read(name: str, text: str, calls: tuple[tuple[str, str], ...]) -> tuple[list[Expression], int] | None:
    """Return the expressions of a text and the number of its unread parts; None where it cannot be read."""
    source = Source(name, text)
    try:
        return extract(source, dict(calls)), len(set(source.passed_over))
    except InputError:
        return None
