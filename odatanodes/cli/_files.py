"""`check` over files and folders: which are read, which are parsed, what is fixed, what is passed over and said.

Comes in: the command's arguments. Goes out: how many expressions there were, the findings, and the exit code so far.
"""

from __future__ import annotations

import sys

from odatanodes.cli._common import note
from odatanodes.cli._fix import fixed
from odatanodes.cli._paths import files_of
from odatanodes.cli.check import codes_of
from odatanodes.config import load
from odatanodes.extract import Skipped, language_name, may_hold
from odatanodes.extract.check import check_source
from odatanodes.files import BOM, InputError, Source, decode, read_bytes, replaced_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace

    from odatanodes.config import Config
    from odatanodes.report import Finding

__all__ = ["check_files"]


def check_files(args: Namespace) -> tuple[int, list[Finding], int]:
    """Check the files of the paths; one that cannot be read is told on standard error and does not stop the others."""
    config = codes_of(args, load("."))
    count, code, changed = 0, 0, 0
    findings: list[Finding] = []
    for number, (path, named) in enumerate(files_of(args.paths, config)):
        _progress(number)
        try:
            source = _source(path, named, args, config)
            if source is None:
                continue
            if args.fix or args.diff:
                source, made = _fixed(source, args, config)
                changed += made
            checked, found = check_source(source, config, args.api, local=args.local)
            for part in source.passed_over:
                note(f"odatanodes: skipped: {part}")
        except Skipped as reason:
            note(f"odatanodes: skipped: {reason}")
        except InputError as error:
            if named:
                note(f"odatanodes: error: {error}")
                code = 2
            else:
                note(f"odatanodes: skipped: {error}")
        else:
            count += checked
            findings += found
    _progress(-1)
    if changed and args.fix and not args.diff:
        note(f"{changed} fixed")
    return count, findings, code or (1 if changed and args.diff else 0)


def _source(path: str, named: bool, args: Namespace, config: Config) -> Source | None:
    """Read a file; None where it surely holds no expression."""
    name = path
    if path == "-":
        name = args.stdin_filename or "<stdin>"
    if named:
        language_name(name)
    data = read_bytes(path)
    if not may_hold(name, data, config.calls) or not (named or data.strip()):
        return None
    return decode(name, data)


def _fixed(source: Source, args: Namespace, config: Config) -> tuple[Source, int]:
    """Write, or show, a text with its fixes; returns what is left to be checked."""
    new, made = fixed(source, config, args.api, local=args.local)
    if not made:
        return source, 0
    if args.diff:
        from odatanodes.cli._diff import diff

        sys.stdout.flush()
        sys.stdout.buffer.write(diff(source, new.text).encode("utf-8", "surrogateescape"))
        return new, made
    if source.name == (args.stdin_filename or "<stdin>") and "-" in args.paths:
        return source, 0  # there is no file to change
    replaced_file(source.name, BOM * source.bom + new.text.encode())
    return new, made


def _progress(number: int) -> None:
    """Show how many files were looked at, to a person who waits long."""
    if sys.stderr.isatty() and (number < 0 or (number and number % 500 == 0)):
        sys.stderr.write("\r\x1b[K" if number < 0 else f"\r{number:,} files")
        sys.stderr.flush()
