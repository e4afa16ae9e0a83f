"""Findings in an expression of a program: known parts are checked as they are, holes as what fits there.

Spans are those in the text of the expression. An unquoted hole is a value of the type its place
needs, a quoted one is text. What else a hole could make of the expression is reported as ODN53x.
"""

from __future__ import annotations

from odatanodes.batch.clients import ANY, LOCAL, PLAIN
from odatanodes.diagnostics import MAX_DIAGNOSTICS
from odatanodes.validation import validate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from odatanodes.diagnostics import Diagnostic
    from odatanodes.extract.expression import Expression
    from odatanodes.schema.types import EntityType
    from odatanodes.service import Service

__all__ = ["asked", "findings", "target_of"]


def findings(expression: Expression, api: str | None = None, *, local: bool = False) -> list[Diagnostic]:
    """Return everything wrong or suspicious in an expression; `api` is asked where the expression does not name one.

    `local`: the expression is evaluated here, so what a service refuses (ODN4xx) is left out.
    """
    found = _checked(expression, api, local=local)
    in_host = expression.language != "odata"
    sent = in_host or (api is not None and not local)  # a text alone is sent only where its list API is known
    if sent and (expression.remarks or "+" in expression.text or expression.holes):
        from odatanodes.lint.remarks import offsets, remarked

        errors = [d.span for d in found if d.severity == "error"]
        own = expression.api if in_host else asked(expression, api)
        more = [d for d in offsets(expression, own) if not any(a < d.span[1] and d.span[0] < b for a, b in errors)]
        found = sorted([*found, *remarked(expression), *more], key=lambda d: d.span)
    return found


def _checked(expression: Expression, api: str | None, *, local: bool) -> list[Diagnostic]:
    own = asked(expression, api)
    if own == ANY:
        from odatanodes.lint.anywhere import findings_anywhere

        return findings_anywhere(expression, lambda one: _checked(one, None, local=local))
    schema, service = target_of(own, local=local)
    if not expression.holes:
        return [_with_prefix(found, expression) for found in _validated(expression, expression.text, schema, service)]
    from odatanodes.lint.holes import findings_with_holes

    found = findings_with_holes(
        expression, lambda text, schema, service: _validated(expression, text, schema, service), schema, service
    )
    return sorted(sorted(found, key=lambda d: d.severity != "error")[:MAX_DIAGNOSTICS], key=lambda d: d.span)


def asked(expression: Expression, api: str | None) -> str | None:
    """Return the list API of an expression; the one that is given where it does not name its own."""
    return api or expression.api if expression.api == ANY else expression.api or api


def target_of(api: str | None, *, local: bool) -> tuple[EntityType | None, Service | None]:
    """Return the schema that an expression is checked with, and the list API that may refuse it."""
    from odatanodes.schema import BATCH_NODE

    if api in {PLAIN, ANY}:
        return None, None
    if api is None:
        return BATCH_NODE, None
    from odatanodes.service import SERVICES

    service = SERVICES[api.removeprefix(LOCAL)]
    return service.schema, None if local or api.startswith(LOCAL) else service


def _validated(expression: Expression, text: str, schema: EntityType | None, service: Service | None) -> list[Diagnostic]:
    return validate(text, expression.option, schema, service)


_BINDS = "and bind a value"
_WITH_BIND = ("python", "odata", "")
"""Languages in which this library gives parameters their values."""


def _with_prefix(found: Diagnostic, expression: Expression) -> Diagnostic:
    """Add to the help what is likely in this language: a prefix missing before a string, a line that should be indented."""
    if "Limits(" in found.help:
        from odatanodes.lint.advice import for_command

        return for_command(found)
    if found.code == "ODN110" and expression.language == "odata" and found.message.startswith("nothing follows"):
        return found.replace(help=f"{found.help}; in an .odata file a line that goes on is indented")
    if expression.language not in _WITH_BIND and _BINDS in found.help:
        found = found.replace(help="put the value in its place", fix=None)
    if found.code not in {"ODN111", "ODN304", "ODN510"}:
        return found
    from odatanodes.lint.advice import text_filled

    help = text_filled(expression.language, expression.text[slice(*found.span)])
    if not help:
        return found
    return found.replace(code="ODN111" if found.code == "ODN111" else "ODN510", help=help)
