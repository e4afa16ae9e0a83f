"""Run `check` over files and folders: read, parse, fix, report and count.

First every file is read, and those without the words of a filter are left out, which is most of them; the rest is parsed, by
several processes where that is enough work.
"""

from __future__ import annotations

import os
import sys

from odatanodes.base.files import InputError, read_bytes, searchable
from odatanodes.cli._common import note, tell
from odatanodes.cli._progress import Progress
from odatanodes.extract import language_name, may_hold
from odatanodes.lint.config import load
from odatanodes.lint.files import files_of, refuse_unknown
from odatanodes.lint.one_file import Outcome, check_one

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from odatanodes.lint.config import Config
    from odatanodes.lint.finding import Finding
    from odatanodes.lint.one_file import Task

__all__ = ["Checked", "check_files"]

EXTRA = "odatanodes[languages]"
"""The extra that reads more languages, as the reason of a skip names it."""
_PAYS = 1_000_000
"""Bytes of files that hold filters, for each process beyond the first: a worker starts in the time that 100 kB take to check."""


class Checked:
    """Results of all files: counts of expressions, of files read and skipped, the findings, and the exit code so far.

    `is_partial`: a file, or a part of one, was skipped; `needs_extra`: one of them needs the extra `languages`;
    `config` is the configuration of the files.
    """

    def __init__(self, config: Config) -> None:
        self.config = config
        self.expressions = 0
        self.files = 0
        self.skipped = 0
        self.is_partial = False
        self.needs_extra = False
        self.findings: list[Finding] = []
        self.code = 0


def check_files(args: Namespace) -> Checked:
    """Check the files of the paths; one that cannot be read is reported on standard error and does not stop the others."""
    if args.fix and not args.diff and "-" in args.paths:
        args.error("--fix changes files; what comes from standard input is shown fixed with --diff")
    config = load(".").with_codes(args.select, args.ignore)
    progress = Progress()
    tasks, size, without = _tasks(args, config, progress)
    checked, changed = Checked(config), 0
    for outcome in _outcomes(tasks, size, args.jobs, progress):
        _tell(outcome, checked, progress)
        changed += outcome.changed
    progress.close()
    checked.files += without
    if checked.needs_extra:
        note(f"odatanodes: to have such files checked as well: pip install '{EXTRA}'")
    if changed and args.diff:
        checked.code = checked.code or 1
    elif changed:
        note(f"{changed} fixed")
    return checked


def _tasks(args: Namespace, config: Config, progress: Progress) -> tuple[list[Task | Outcome], int, int]:
    """Return what is to be checked, its bytes, and the number of files without filters.

    A file that cannot be read is an outcome already.
    """
    tasks: list[Task | Outcome] = []
    size = without = 0
    for number, (path, named) in enumerate(files_of(args.paths, config)):
        progress.show(f"{number:,} files read")
        name = path if path != "-" else args.stdin_filename or "<stdin>"
        try:
            if path == "-":
                language_name(name)
            elif named:
                refuse_unknown(path)
            data = read_bytes(path)
        except InputError as error:
            tasks.append(Outcome.of_error(error, named=named))
            continue
        if data.strip() and may_hold(name, searchable(data), config.calls):
            size += len(data)
            # beyond that size files are read again: a folder need not fit in memory; but a pipe is read once
            kept = data if size < _PAYS or not os.path.isfile(path) else None  # noqa: PTH113
            api, local = args.api or config.api_of(name), args.local or config.local
            tasks.append((name, named, kept, config, api, local, "diff" if args.diff else "fix" if args.fix else ""))
        else:
            without += 1
    return tasks, size, without


def _outcomes(tasks: list[Task | Outcome], size: int, jobs: int | None, progress: Progress) -> Iterator[Outcome]:
    count = 1
    if jobs or size >= _PAYS:
        from odatanodes.base.processes import processors, within_limit

        count = min(within_limit(jobs or min(processors(), 1 + size // _PAYS)), len(tasks))
    if count > 1:
        from odatanodes.lint.workers import can_start, outcomes

        if can_start():
            yield from progress.counted(outcomes(tasks, count), len(tasks))
            return
    yield from progress.counted(map(check_one, tasks), len(tasks))


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
        checked.needs_extra |= reason.endswith(f"needs {EXTRA}")
    skipped = bool(outcome.skipped or (outcome.parts and not outcome.expressions))
    checked.skipped += skipped
    checked.files += not (skipped or outcome.error)
    checked.is_partial |= skipped or bool(outcome.parts)
    if outcome.error:
        progress.close()
        tell("error", outcome.error)
        checked.code = 2
