"""Fixes put into files: round after round, since a text that parses again may show what was hidden; then canonical form."""

from __future__ import annotations

from odatanodes.extract import extract
from odatanodes.lint.check import check_source
from odatanodes.lint.edit import applied
from odatanodes.lint.keep import kept
from odatanodes.lint.sure import canonical_patch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from odatanodes.base.files import Source
    from odatanodes.lint.config import Config
    from odatanodes.lint.keep import Patch

__all__ = ["fixed"]

_LEAST, _MOST = 10, 100
"""Rounds: of a text that does not parse only the first mistake is known. A file of a megabyte has fewer of them."""


def fixed(source: Source, config: Config, api: str | None, *, local: bool) -> tuple[Source, int]:
    """Return a text with every fix made that keeps the meaning for certain, and their number."""
    total = 0
    for _ in range(max(_LEAST, min(_MOST, 2_000_000 // (1 + len(source.text))))):
        _, findings = check_source(source, config, api, local=local)
        safe = [finding for finding in findings if finding.is_safe]
        new, made = _changed(source, [finding.patch for finding in safe], config)
        if not made:
            break
        source, total = new, total + made
    for _ in range(_LEAST):
        expressions = extract(source, config.calls)
        new, made = _changed(source, [canonical_patch(source, one, api, local=local) for one in expressions], config)
        if not made:
            break
        source, total = new, total + made
    return source, total


def _changed(source: Source, patches: list[Patch | None], config: Config) -> tuple[Source, int]:
    text, made = applied(source.text, kept(source, [patch for patch in patches if patch is not None], config.calls))
    return (source.with_text(text), made) if text != source.text else (source, 0)
