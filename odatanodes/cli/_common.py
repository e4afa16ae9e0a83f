"""What the commands share: arguments, colour, notes to a person, and the sources named on the command line."""

from __future__ import annotations

import os
import sys
from io import BytesIO

from odatanodes.base.files import InputError, read_source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterable, Sequence
    from typing import TextIO

    from odatanodes.base.files import Source
    from odatanodes.diagnostics import Diagnostic

WIDEST = 1000
"""No terminal is wider: a COLUMNS that says so is taken for this."""


def add_expressions(parser: ArgumentParser) -> None:
    """Add what `check` and `format` work on: PATH, -f and -s."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="an .odata file; '-' is standard input")
    for option in ("filter", "select"):
        parser.add_argument(
            f"-{option[0]}",
            f"--{option}",
            action="append",
            default=[],
            metavar="EXPR",
            help=f"a ${option} expression; may be repeated",
        )


def wants_color(choice: str, stream: TextIO) -> bool:
    """Decide on colour: --color first, then NO_COLOR, FORCE_COLOR, and whether a person is looking."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()


def width() -> int:
    """Return how wide the terminal is: what COLUMNS says, else what it says itself, else 80."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns[:9]) > 0:
        return min(int(columns[:9]), WIDEST)
    try:
        return os.get_terminal_size().columns or 80
    except OSError:  # not a terminal
        return 80


def note(message: str) -> None:
    """Say something to the person at the keyboard. A standard error that takes no more changes nothing of what is done."""
    try:
        print(message, file=sys.stderr)
    except OSError:
        drop(sys.stderr)


def tell(kind: str, message: object) -> None:
    """Say something about the input in one line: what names of files make of a terminal is shown as pictures."""
    from odatanodes.base.text import printable

    note(f"odatanodes: {kind}: {printable(str(message))}")


def drop(stream: TextIO) -> None:
    """Send what is still buffered nowhere, so that Python does not fail again when it flushes at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def show(diagnostics: Iterable[Diagnostic], text: str, color: str) -> None:
    """Draw diagnostics of one expression on standard error."""
    from odatanodes.diagnostics import render_full

    for diagnostic in diagnostics:
        note(render_full(diagnostic, text, color=wants_color(color, sys.stderr)) + "\n")


def read_sources(paths: Sequence[str]) -> tuple[list[Source], int]:
    """Read the files; one that cannot be read is told on standard error and does not stop the others.

    Returns the sources and the exit code so far: 2 where a file was not read.
    """
    from odatanodes.extract import language_of

    sources, code = [], 0
    for path in dict.fromkeys(paths):
        try:
            source = read_source(path)
            language_of(source.name)
        except InputError as error:
            tell("error", error)
            code = 2
        else:
            sources.append(source)
    return sources, code


class _Sample(BytesIO):
    name = "<sample>"


def sample() -> BytesIO:
    """Return the packaged List Nodes answer, as an open file."""
    from importlib.resources import files

    return _Sample((files("odatanodes") / "batch" / "list_nodes_sample.json").read_bytes())
