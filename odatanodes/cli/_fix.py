"""Fixes put into files: round after round, since a text that parses again may show what was hidden."""

from __future__ import annotations

from odatanodes.extract.check import check_source
from odatanodes.extract.edit import applied
from odatanodes.files import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from odatanodes.config import Config

__all__ = ["fixed"]

_MOST_ROUNDS = 10


def fixed(source: Source, config: Config, api: str | None, *, local: bool) -> tuple[Source, int]:
    """Return a text with every fix made that surely keeps what was meant, and how many were."""
    total = 0
    for _ in range(_MOST_ROUNDS):
        _, findings = check_source(source, config, api, local=local)
        text, made = applied(source.text, [edit for finding in findings if (edit := finding.edit)])
        if not made or text == source.text:
            break
        source = Source(source.name, text, bom=source.bom)
        total += made
    return source, total
