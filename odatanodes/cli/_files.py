"""Run `check` over files and folders: read, parse, fix, report and count.

First every file is read, and those without the words of a filter are left out, which is most of them; the rest is parsed, by
several processes where that is enough work.
"""

from __future__ import annotations

import os
import sys

from odatanodes.base.files import InputError, read_bytes
from odatanodes.cli._common import note, tell
from odatanodes.cli._progress import Progress
from odatanodes.extract import language_name, may_hold
from odatanodes.lint.config import load
from odatanodes.lint.files import files_of
from odatanodes.lint.one_file import Outcome, check_one

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from odatanodes.lint.config import Config
    from odatanodes.lint.finding import Finding
    from odatanodes.lint.one_file import Task

__all__ = ["Checked", "check_files"]

_PAYS = 1_000_000
"""Bytes of files that hold filters, from where on processes pay: a worker starts in the time that 100 kB take to check."""


class Checked:
    """Results of all files: counts of expressions and of skipped files, the findings, and the exit code so far."""

    def __init__(self) -> None:
        self.expressions = 0
        self.skipped = 0
        self.findings: list[Finding] = []
        self.code = 0


def check_files(args: Namespace) -> Checked:
    """Check the files of the paths; one that cannot be read is reported on standard error and does not stop the others."""
    if args.fix and not args.diff and "-" in args.paths:
        args.error("--fix changes files; what comes from standard input is shown fixed with --diff")
    config = load(".").with_codes(args.select, args.ignore)
    progress = Progress()
    tasks, size = _tasks(args, config, progress)
    checked, changed = Checked(), 0
    for outcome in _outcomes(tasks, size, args.jobs, progress):
        _tell(outcome, checked, progress)
        changed += outcome.changed
    progress.close()
    if changed and args.diff:
        checked.code = checked.code or 1
    elif changed:
        note(f"{changed} fixed")
    return checked


def _tasks(args: Namespace, config: Config, progress: Progress) -> tuple[list[Task | Outcome], int]:
    """Return what is to be checked and how many bytes that is; a file that cannot be read is an outcome already."""
    tasks: list[Task | Outcome] = []
    size = 0
    for number, (path, named) in enumerate(files_of(args.paths, config)):
        progress.show(f"{number:,} files read")
        name = path if path != "-" else args.stdin_filename or "<stdin>"
        try:
            if named:
                language_name(name)
            data = read_bytes(path)
        except InputError as error:
            tasks.append(Outcome.of_error(error, named=named))
            continue
        if may_hold(name, data, config.calls) and (named or data.strip()):
            size += len(data)
            # beyond that size files are read again: a folder need not fit in memory; but a pipe is read once
            kept = data if size < _PAYS or not os.path.isfile(path) else None  # noqa: PTH113
            tasks.append((name, named, kept, config, args.api, args.local, "diff" if args.diff else "fix" if args.fix else ""))
    return tasks, size


def _outcomes(tasks: list[Task | Outcome], size: int, jobs: int | None, progress: Progress) -> Iterator[Outcome]:
    count = jobs or (_processors() if size >= _PAYS else 1)
    count = min(count, len(tasks))
    if count > 1:
        from odatanodes.lint.workers import can_start, outcomes

        if can_start():
            yield from progress.counted(outcomes(tasks, count), len(tasks))
            return
    yield from progress.counted(map(check_one, tasks), len(tasks))


def _processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _tell(outcome: Outcome, checked: Checked, progress: Progress) -> None:
    """Add what came of a file to what came of all; say what a person should know."""
    checked.expressions += outcome.expressions
    checked.findings += outcome.findings
    if outcome.patch:
        progress.close()
        sys.stdout.flush()
        sys.stdout.buffer.write(outcome.patch)
    for reason in outcome.parts or ([outcome.skipped] if outcome.skipped else []):
        progress.close()
        tell("skipped", reason)
    checked.skipped += bool(outcome.skipped)
    if outcome.error:
        progress.close()
        tell("error", outcome.error)
        checked.code = 2
