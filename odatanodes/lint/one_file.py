"""Check one file and do what `check` does with it: write or show the fixes, or give the reason why it is skipped.

A `Task` and an `Outcome` are plain data, so that they can be sent to another process and back.
"""

from __future__ import annotations

from odatanodes.base.files import InputError, Source, Unreadable, decode, read_bytes
from odatanodes.extract import Skipped
from odatanodes.lint.check import check_source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    from odatanodes.lint.config import Config
    from odatanodes.lint.finding import Finding

    Task = tuple[str, bool, bytes | None, Config, str | None, bool, Literal["", "fix", "diff"]]
    """A file's name, whether it was named itself, its bytes (None: on the disk), configuration, API, --local, --fix or --diff."""

__all__ = ["Outcome", "check_one"]


class Outcome:
    """The result of one file; `skipped` and `error` say in one line why nothing did, `patch` is what --diff shows.

    `parts` are those of it that were skipped: a block of a document, say, in a language that is not installed.
    """

    __slots__ = ("changed", "error", "expressions", "findings", "parts", "patch", "skipped")

    def __init__(self) -> None:
        self.expressions = 0
        self.findings: list[Finding] = []
        self.changed = 0
        self.patch = b""
        self.parts: list[str] = []
        self.skipped = ""
        self.error = ""

    @classmethod
    def of_error(cls, error: InputError, *, named: bool) -> Outcome:
        """Return the outcome of a file that was not checked: an error where it was named, unless the file itself is the reason."""
        outcome = cls()
        if named and not isinstance(error, Skipped | Unreadable):
            outcome.error = str(error)
        else:
            outcome.skipped = str(error)
        return outcome


def check_one(task: Task | Outcome) -> Outcome:
    """Check a file; never raises for what is in it."""
    if isinstance(task, Outcome):
        return task
    name, named, data, config, api, local, mode = task
    outcome = Outcome()
    try:
        source = decode(name, read_bytes(name) if data is None else data)
        if mode:
            from odatanodes.lint.fix import fixed

            source = _changed(source, fixed(source, config, api, local=local), mode, outcome)
        outcome.expressions, outcome.findings = check_source(source, config, api, local=local)
        outcome.parts = list(dict.fromkeys(source.passed_over))  # --fix looks more than once
    except InputError as error:
        return Outcome.of_error(error, named=named)
    return outcome


def _changed(source: Source, result: tuple[Source, int], mode: str, outcome: Outcome) -> Source:
    """Write, or show, a text with its fixes; return what is left to be checked."""
    new, made = result
    if not made:
        return source
    outcome.changed = made
    if mode == "diff":
        from odatanodes.lint.diff import diff

        outcome.patch = diff(source, new.text).encode("utf-8", "surrogateescape")
    else:
        from odatanodes.base.signals import replaced

        replaced(source.name, new.encoded())
    return new
