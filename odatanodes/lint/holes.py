"""Expressions with holes: each hole is filled with what fits, the result is checked, and the findings are mapped back.

Comes in: an `Expression` with holes and a way to check a text. Goes out: diagnostics with spans in its text. Two texts are
checked: one whose quoted holes are strings, for names, types and the service; and one whose holes are all parameters, of
which nothing is known, for what follows from values (ODN5xx).
"""

from __future__ import annotations

import re

from odatanodes import ast, edm
from odatanodes.check import check
from odatanodes.diagnostics import Diagnostic, ODataSyntaxError
from odatanodes.lint.advice import in_utc, quotes_doubled
from odatanodes.parse import parse_filter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from odatanodes.diagnostics import Span
    from odatanodes.extract.expression import Expression, Hole
    from odatanodes.schema.types import EntityType
    from odatanodes.service import Service

    Checker = Callable[[str, EntityType | None, Service | None], list[Diagnostic]]
    Edit = tuple[int, int, str]

__all__ = ["findings_with_holes"]

_LITERAL = re.compile(r"(\w*)'(?:[^']|'')*(?:'|$)")
_TIME = "2025-11-22T22:22:27Z"
_SAMPLES = {
    "datetime": _TIME,
    "datetimeoffset": _TIME,
    "guid": "0" * 8 + "-0000-0000-0000-" + "0" * 12,
    "duration": "PT1H",
    "time": "PT1H",
}
_OF_TYPE = {
    "Edm.String": "'{}'",
    "Edm.Boolean": "true",
    "Edm.DateTimeOffset": f"DateTime'{_TIME}'",
    "Edm.Guid": _SAMPLES["guid"],
    **dict.fromkeys(("Edm.Int32", "Edm.Int64", "Edm.Int16", "Edm.Byte", "Edm.Decimal", "Edm.Double"), "1"),
}
_BESIDE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_/'.@$-")
_COMPARES = re.compile(r"\s+(?:eq|ne|gt|ge|lt|le|in|has)\b", re.IGNORECASE)


class Probe:
    """A text with replacements, and the way back from its offsets to those of the original."""

    def __init__(self, text: str, edits: list[Edit]) -> None:
        parts, self._marks = [], [(0, 0, 0, 0)]  # (start in the probe, its length, start in the original, its length)
        done = length = 0
        for start, end, new in edits:
            length += start - done
            parts += [text[done:start], new]
            self._marks.append((length, len(new), start, end - start))
            length, done = length + len(new), end
        self.text = "".join([*parts, text[done:]])
        self.edited = [(start, end) for start, end, _ in edits]

    def back(self, span: Span) -> Span:
        """Return the span in the original; one that touches a replacement takes all of it."""
        return self._back(span[0], first=True), self._back(span[1], first=False)

    def _back(self, offset: int, *, first: bool) -> int:
        from bisect import bisect_right

        at = bisect_right(self._marks, (offset, 1 << 60)) - 1
        if not first and at and self._marks[at][0] == offset and self._marks[at][1]:
            at -= 1
        begin, length, there, taken = self._marks[at]
        if offset >= begin + length:
            return there + taken + offset - begin - length
        return there if first else there + taken


def findings_with_holes(
    expression: Expression, validate: Checker, schema: EntityType | None, service: Service | None
) -> list[Diagnostic]:
    """Return the findings of an expression with holes, sorted by position."""
    if expression.option == "select":
        probe = Probe(expression.text, [(*hole.span, "h") for hole in expression.holes])
        return _kept(validate(probe.text, schema, service), probe, {})
    literals = _literals(expression)
    said = _interpolations(expression, literals)
    lost = _unfit(expression, literals)
    if lost:
        return sorted([*said, *map(_unchecked, lost)], key=lambda d: d.span)
    aliased, names = _aliased(expression, literals)
    try:
        tree = parse_filter(aliased.text)
    except ODataSyntaxError as error:
        first = aliased.back(error.diagnostics[0].span)
        touched = [hole for hole in expression.holes if _touch(first, hole.span)]
        if touched and not any(_touch(touched[0].span, (start, end)) for start, end, _, _ in literals):
            return sorted([*said, _unchecked(touched[0])], key=lambda d: d.span)
        tree = None
    types = {} if tree is None else _types(tree, schema)
    probe, uncertain = _filled(expression, literals, types)
    found = [d for d in _kept(validate(probe.text, schema, service), probe, uncertain) if d.code < "ODN5"]
    if not any(d.severity == "error" for d in found):
        more = _kept(validate(aliased.text, schema, None), aliased, uncertain)
        found += [_named(d, names) for d in more if d.code >= "ODN5"]
    naive = [d.span for d in said if d.code == "ODN534"]
    found = [d for d in found if d.code != "ODN114" or not naive]
    return sorted(found + said, key=lambda d: d.span)


def _literals(expression: Expression) -> list[tuple[int, int, str, list[Hole]]]:
    """Return (start, end, prefix, holes) of the quoted literals that have holes; `start` is that of the prefix."""
    masked = expression.text
    for hole in expression.holes:
        start, end = hole.span
        masked = masked[:start] + "\0" * (end - start) + masked[end:]
    found = []
    for literal in _LITERAL.finditer(masked):
        inside = [hole for hole in expression.holes if literal.start() < hole.span[0] < literal.end()]
        if inside:
            found.append((literal.start(), literal.end(), literal[1], inside))
    return found


def _loose(expression: Expression, literals: list[tuple[int, int, str, list[Hole]]]) -> list[Hole]:
    quoted = {hole.span for literal in literals for hole in literal[3]}
    return [hole for hole in expression.holes if hole.span not in quoted]


def _interpolations(expression: Expression, literals: list[tuple[int, int, str, list[Hole]]]) -> list[Diagnostic]:
    """Return what is dangerous in the holes themselves: text with quotes, instants without a zone."""
    found = []
    for _, _, prefix, inside in literals:
        for hole in inside:
            if not prefix and not hole.escaped:
                help = quotes_doubled(expression.language)
                message = f"text is put into a string literal without doubling its quotes: '{hole.name}'"
                found.append(Diagnostic("ODN531", message, hole.span, help, "warning"))
    last = -1
    for hole in expression.holes:
        after = expression.text[hole.span[1] : hole.span[1] + 6]
        zone_follows = after.startswith(("Z", "+00:00", "-00:00"))
        if hole.naive and hole.span[0] > last and not (hole.naive == "utc" and zone_follows):
            kind = "is of this machine's zone" if hole.naive == "local" else "does not say its zone"
            help = in_utc(expression.language)
            found.append(Diagnostic("ODN534", f"the instant '{hole.name}' {kind}", hole.span, help, "warning"))
            last = expression.text.find("'", hole.span[1])
            last = len(expression.text) if last < 0 else last
    return found


def _unfit(expression: Expression, literals: list[tuple[int, int, str, list[Hole]]]) -> list[Hole]:
    """Return the holes that are a part of a word, a property or an operator."""
    text, found = expression.text, []
    for hole in _loose(expression, literals):
        start, end = hole.span
        before, after = text[start - 1 : start], text[end : end + 1]
        if ((before + after) and (before in _BESIDE or after in _BESIDE)) or after == "(" or _COMPARES.match(text, end):
            found.append(hole)
    return found


def _unchecked(hole: Hole) -> Diagnostic:
    help = "let values vary, not names and operators; or write one expression for each case"
    return Diagnostic(
        "ODN533", f"'{hole.name}' stands where a name or an operator belongs, so it cannot be checked", hole.span, help, "warning"
    )


def _aliased(expression: Expression, literals: list[tuple[int, int, str, list[Hole]]]) -> tuple[Probe, dict[str, str]]:
    """Return the text with a parameter for each hole, and how the program writes what it stands for."""
    spans = [(start, end) for start, end, _, _ in literals] + [hole.span for hole in _loose(expression, literals)]
    named = [(start, end, f"@hole{number}") for number, (start, end) in enumerate(sorted(spans))]
    return Probe(expression.text, named), {new: expression.text[start:end] for start, end, new in named}


def _prefixed(expression: Expression, span: Span, prefix: str, inside: list[Hole]) -> str:
    """Return a literal such as DateTime'…' with its holes filled: by what they are known to hold, or all of it by a sample."""
    start, end = span
    if all(hole.sample for hole in inside):
        text = expression.text[start:end]
        for hole in reversed(inside):
            text = text[: hole.span[0] - start] + hole.sample + text[hole.span[1] - start :]
        return text
    known = _SAMPLES.get(prefix.lower(), "x")
    return f"{prefix}'{known}'"


def _types(tree: ast.Expr, schema: EntityType | None) -> dict[str, str]:
    """Return the EDM type that each parameter is used as."""
    checked, _ = check(tree, schema)
    found: dict[str, str] = {}
    stack: list[ast.Node] = [checked]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Alias) and node.type is not edm.ANY:
            found[node.name] = str(node.type)
        stack += node.children()
    return found


def _filled(
    expression: Expression, literals: list[tuple[int, int, str, list[Hole]]], types: dict[str, str]
) -> tuple[Probe, dict[Span, str]]:
    """Return the text with literals for the holes, and the spans of those whose value is not known."""
    edits: list[Edit] = []
    uncertain: dict[Span, str] = {}
    starts = []
    for start, end, prefix, inside in literals:
        starts.append((start, None))
        uncertain[start, end] = prefix
        if prefix:
            edits.append((start, end, _prefixed(expression, (start, end), prefix, inside)))
        else:
            edits += [(*hole.span, hole.name.replace("'", "''")) for hole in inside]
    every = sorted([*starts, *((hole.span[0], hole) for hole in _loose(expression, literals))], key=lambda pair: pair[0])
    for number, (_, hole) in enumerate(every):
        if hole is not None:
            name = f"@hole{number}"
            new = _OF_TYPE.get(types.get(name[1:], ""), name)
            edits.append((*hole.span, new.replace("{}", hole.name.replace("'", "''"))))
            uncertain[hole.span] = ""
    return Probe(expression.text, sorted(edits)), uncertain


def _kept(found: list[Diagnostic], probe: Probe, uncertain: dict[Span, str]) -> list[Diagnostic]:
    """Return findings with their spans in the original, without those that only a filling gave rise to."""
    kept = []
    for diagnostic in found:
        span = probe.back(diagnostic.span)
        fix = diagnostic.fix
        if fix is not None:
            there = probe.back(fix.span)
            fix = None if any(_touch(there, edit) for edit in probe.edited) else fix.replace(span=there)
        if not _of_filling(diagnostic.code, span, probe, uncertain):
            kept.append(diagnostic.replace(span=span, fix=fix))
    return kept


def _of_filling(code: str, span: Span, probe: Probe, uncertain: dict[Span, str]) -> bool:
    if span in uncertain:
        return code in {"ODN304", "ODN510"} or (not uncertain[span] and not code.startswith("ODN3"))
    return span in probe.edited and (not uncertain or code in {"ODN111", "ODN510", "ODN403"})


def _named(found: Diagnostic, names: dict[str, str]) -> Diagnostic:
    message = re.sub(r"@hole\d+", lambda match: names.get(match[0], match[0]), found.message)
    return found.replace(message=message)


def _touch(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < max(a[1], a[0] + 1)
