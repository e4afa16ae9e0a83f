"""Edits that keep their host file: it is read again after an edit, and an edit that changes anything else is dropped.

A quote put into a string ends it where the string has the same delimiter, and which delimiter a piece has is known to the reader
of its language alone. So the expressions, holes and unread parts of the changed text are compared with those that are meant.
"""

from __future__ import annotations

from functools import lru_cache

from odatanodes.base.files import InputError, Source
from odatanodes.extract import extract
from odatanodes.extract.languages import host_of
from odatanodes.lint.edit import STYLES, applied

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from odatanodes.diagnostics import Span
    from odatanodes.extract.expression import Expression
    from odatanodes.lint.edit import Edit, Style

    Patch = tuple[Edit, Expression, Span]
    """An edit of a file, its text as the expression has it, and the span of the expression that it replaces."""
    Made = tuple[Patch, Style]
    Calls = Mapping[str, str]

__all__ = ["kept"]

_IN_SINGLE = {"shell": "outside", "powershell": "doubled", "yaml": "doubled", "plain": "plain"}
"""How a quote is written between single quotes, by language; elsewhere it is escaped."""
_MOST_READS = 60
"""Times that a file is read to find out which of its edits keep it."""
_MOST_TRIALS = 4
"""Edits of a file for which other ways of writing a quote are tried: each one reads the file again."""


def kept(source: Source, patches: Iterable[Patch], calls: Calls | None = None) -> list[Edit]:
    """Return the edits that change the expressions as meant and nothing else, in order and without overlaps."""
    several = _apart(patches)
    unsure = [(patch, _style(source, patch)) for patch in several if _may_break(patch)]
    sure = [(patch, STYLES["plain"]) for patch in several if not _may_break(patch)]
    if unsure:
        sure += _Host(source, calls or {}).keeping(unsure, sure)
    edits = sorted((start, end, _written(source, style, text)) for ((start, end, text), _, _), style in sure)
    return [(start, end, text) for start, end, text in edits if source.text[start:end] != text]


def _style(source: Source, patch: Patch) -> Style:
    """Return how a text is most likely written into a string: by its delimiter and its language."""
    (start, end, _), expression, span = patch
    old, written = expression.text[slice(*span)], source.text[start:end]
    if old != written:
        return next(style for style in STYLES.values() if style(old) == written)
    first = expression.host_span((0, 0))[0]
    delimiter = source.text[max(first - 1, 0) : first]
    return STYLES[_IN_SINGLE.get(expression.language, "escaped") if delimiter == "'" else "plain"]


def _written(source: Source, style: Style, text: str) -> str:
    """Return a text as a style has it, with the escapes of a file that is JSON."""
    made = style(text)
    return made.replace("\\", "\\\\") if "\\" in made and host_of(source.name, source.text).backslashes else made


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
        return span[0] == 0 and not new  # what is left may begin like a comment
    old = expression.text[slice(*span)]
    if patch[0][1] - patch[0][0] != len(old):
        return True  # it is written with escapes
    return any(not (char.isalnum() or char == "_" or char in old) for char in new) or new.count("'") != old.count("'")


class _Host:
    """A file as its language reads it, to which edits are made for trial."""

    def __init__(self, source: Source, calls: Calls) -> None:
        self.source = source
        self.calls = tuple(sorted(calls.items()))
        self._trials = _MOST_TRIALS
        self._left = _MOST_READS
        self.before = _read(source.name, source.text, self.calls)

    def keeping(self, patches: Sequence[Made], others: Sequence[Made]) -> list[Made]:
        """Return those patches that keep the host, made together with the others: all of them, or by halves; one in any style."""
        if not patches or self._reads([*others, *patches]):
            return list(patches)
        if len(patches) == 1:
            is_known = patches[0][0][1].language != "plain"  # SQL and TOML have no escape of a quote, Ruby has
            variants = (
                [(patches[0][0], style) for style in STYLES.values() if style is not patches[0][1]]
                if is_known and self._trials > 0
                else []
            )
            self._trials -= 1
            return next(([variant] for variant in variants if self._reads([*others, variant])), [])
        middle = len(patches) // 2
        first = self.keeping(patches[:middle], others)
        return first + self.keeping(patches[middle:], [*others, *first])

    def _reads(self, patches: Sequence[Made]) -> bool:
        """Whether the changed file is read as meant; no longer asked where too much is wrong, the next round goes on."""
        self._left -= 1
        if self._left < 0:
            return False
        text = applied(
            self.source.text, [(start, end, _written(self.source, style, new)) for ((start, end, new), _, _), style in patches]
        )[0]
        after = _read(self.source.name, text, self.calls)
        if self.before is None or after is None or after[1] != self.before[1]:
            return False
        changes: dict[object, list[tuple[Span, str]]] = {}
        for (edit, expression, span), _ in patches:
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
