"""Diagnostics for expressions whose list API is not known: only what is wrong for every one of them."""

from __future__ import annotations

from odatanodes.base.text import did_you_mean
from odatanodes.batch.clients import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from odatanodes.diagnostics import Diagnostic
    from odatanodes.extract.expression import Expression

    Checker = Callable[[Expression], list[Diagnostic]]

__all__ = ["findings_anywhere"]


def findings_anywhere(expression: Expression, check: Checker) -> list[Diagnostic]:
    """Return what is wrong whichever list API an expression is sent to."""
    from odatanodes.service import SERVICES

    plain = check(expression.replace(api=PLAIN))
    if expression.option != "filter" or _errors(plain):
        return plain
    found = []
    for name in expression.among or SERVICES:
        if SERVICES[name].filterable:
            errors = _errors(check(expression.replace(api=name)))
            if not errors:
                return plain
            found.append(errors)
    # a list whose items lack what is named is not meant, unless all lack something
    found = [errors for errors in found if all(d.code != "ODN201" for d in errors)] or found
    wrong = [_of_none(d, expression) for d in _common(found)]
    return sorted(plain + wrong, key=lambda d: d.span)


def _common(found: list[list[Diagnostic]]) -> list[Diagnostic]:
    """Return what is in all of the lists, each with the help that names a near word, or of the shortest list."""
    keys = [{(d.code, d.span) for d in errors} for errors in found]
    best: dict[tuple[str, tuple[int, int]], Diagnostic] = {}
    for errors in sorted(found, key=len):
        for one in errors:
            key = one.code, one.span
            known = best.get(key)
            if known is None or (_is_near(one) and not _is_near(known)):
                best[key] = one
    return [one for key, one in best.items() if all(key in some for some in keys)]


def _is_near(found: Diagnostic) -> bool:
    return found.help.startswith("did you mean")


def _errors(found: list[Diagnostic]) -> list[Diagnostic]:
    return [diagnostic for diagnostic in found if diagnostic.severity == "error"]


def _of_none(found: Diagnostic, expression: Expression) -> Diagnostic:
    """Say that a property is known to no list API."""
    if found.code != "ODN201":
        return found
    from odatanodes.service import SERVICES

    name = expression.text[slice(*found.span)]
    services = [SERVICES[name] for name in expression.among or SERVICES]
    known = {part for service in services for path in service.filterable for part in (path, *path.split("/"))}
    near = did_you_mean(name, sorted(known))
    help = f"did you mean {' or '.join(repr(word) for word in near)}?" if near else ""
    return found.replace(message=f"no list API filters on '{name}'", help=help, fix=None)
