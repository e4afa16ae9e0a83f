"""What is wrong with the way an expression is written into its host, as the readers of hosts remark it."""

from __future__ import annotations

import re

from odatanodes.batch.clients import LOCAL, PLAIN
from odatanodes.diagnostics import Diagnostic

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from odatanodes.extract.expression import Expression

__all__ = ["offsets", "remarked"]

_OFFSET = r"(?<=')\d{4}-\d\d-\d\d[T ][\d:.]+\+\d\d:?\d\d(?=')"
_ENDS = r"\d\+\d\d:?\d\d$"

_KINDS: dict[str, tuple[str, str, str, Literal["error", "warning"]]] = {
    "raw-plus": (
        "ODN532",
        "a '+' in a URL is read as a blank",
        "write %2B, or the instant in UTC with a Z",
        "error",
    ),
    "encoded-twice": (
        "ODN532",
        "the client encodes the text: encoded here, it is sent encoded twice",
        "pass the text as it is, without encoding it",
        "error",
    ),
    "shell-variable": (
        "ODN537",
        "in double quotes the shell fills the variable {name}, so the option is sent without its name",
        "write \\{name}, %24{option}, or the URL in single quotes",
        "error",
    ),
    "powershell-variable": (
        "ODN537",
        "in double quotes PowerShell fills the variable {name}, so the option is sent without its name",
        "write `{name}, %24{option}, or the URL in single quotes",
        "error",
    ),
    "list-text": (
        "ODN538",
        "'{option}' is a list of names in azure-batch 15: a string raises TypeError when the call runs",
        "write {option}=[{items}]",
        "error",
    ),
}


def remarked(expression: Expression) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each remark on an expression."""
    items = ", ".join(f'"{name.strip()}"' for name in expression.text.split(",") if name.strip())
    for kind, span in expression.remarks:
        code, message, help, severity = _KINDS[kind]
        given = {"name": f"${expression.option}", "option": expression.option, "items": items}
        yield Diagnostic(code, message.format(**given), span, help.format(**given), severity)


def offsets(expression: Expression, api: str | None) -> Iterator[Diagnostic]:
    """Yield the instants with an offset of an expression that a client sends to a list API.

    The service puts the filter into the link to the next page with its '+' as it is, which reads as a blank there.
    """
    if api is None or api == PLAIN or api.startswith(LOCAL) or expression.remarks or expression.option != "filter":
        return
    spans = [found.span() for found in re.finditer(_OFFSET, expression.text)]
    spans += [hole.span for hole in expression.holes if re.search(_ENDS, hole.written.sample) and not hole.written.naive]
    for span in spans:
        message = f"the '+' of the offset in '{expression.text[slice(*span)]}' is lost in the links to further pages"
        yield Diagnostic("ODN536", message, span, "write the instant in UTC with a Z, such as 2025-11-22T22:22:27Z", "warning")
