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
    fewest: list[Diagnostic] | None = None
    common: set[tuple[str, tuple[int, int]]] | None = None
    for name in expression.among or SERVICES:
        if not SERVICES[name].filterable:
            continue
        errors = _errors(check(expression.replace(api=name)))
        if not errors:
            return plain
        keys = {(d.code, d.span) for d in errors}
        common = keys if common is None else common & keys
        fewest = errors if fewest is None or len(errors) < len(fewest) else fewest
    wrong = [_of_none(d, expression) for d in fewest or [] if (d.code, d.span) in (common or ())]
    return sorted(plain + wrong, key=lambda d: d.span)


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
