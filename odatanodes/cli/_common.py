"""Shared by the commands: arguments, text for the terminal, notes on standard error, and named sources."""

from __future__ import annotations

import os
import sys
from io import BytesIO

from odatanodes.base.files import InputError, Unreadable, expanded, read_source
from odatanodes.diagnostics import ODataCheckError
from odatanodes.schema import BATCH_NODE

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable, Sequence
    from typing import Any, TextIO

    from odatanodes.base.files import Source
    from odatanodes.diagnostics import Diagnostic
    from odatanodes.filter import Filter
    from odatanodes.filter.select import Select
    from odatanodes.schema.types import EntityType
    from odatanodes.service import Service

MAX_COLUMNS = 1000
"""No terminal is wider: a larger COLUMNS is read as this."""
IN_ASCII = str.maketrans({"├": "|", "└": "`", "│": "|", "─": "-", "…": "..."})
"""Substitutes for what trees and tables are drawn with, where the terminal has ASCII only."""


def add_expressions(parser: ArgumentParser) -> None:
    """Add the arguments of `check` and `format`: PATH, -f and -s."""
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


# --- list APIs ---


def add_api(parser: ArgumentParser) -> None:
    """Add --api to a command about the items of a list API."""
    parser.add_argument("--api", metavar="API", help="list API of the items, such as list-tasks (default: list-nodes)")


def service_named(api: str) -> Service:
    """Return the list API of a name; raises InputError where there is none, with the name that was meant."""
    from odatanodes import service

    try:
        return service.service_named(api)
    except ValueError as error:
        raise InputError(str(error)) from None


def schema_named(api: str | None) -> EntityType:
    """Return the schema of a list API's items; nodes by default, without loading the list APIs."""
    return BATCH_NODE if api is None else service_named(api).schema


def given_filter(text: str, args: Namespace, **options: Any) -> Filter:
    """Return the filter of a command line and show its warnings; where it fits another list API only, say which."""
    from odatanodes.filter import Filter

    try:
        wanted = Filter(text, schema_named(args.api), **options)
    except ODataCheckError:
        if args.api is None and (found := others(text)):
            note(f"odatanodes: this is a filter of {' or '.join(found)}: give --api {found[0]}\n")
        raise
    show(wanted.diagnostics, wanted.text, args.color)
    return wanted


def others(text: str) -> list[str]:
    """Return the list APIs whose items a filter fits, one for each kind of item."""
    from odatanodes.service import SERVICES
    from odatanodes.validation import validate

    found: dict[str, str] = {}
    for name, service in SERVICES.items():
        if service.filterable and not any(d.severity == "error" for d in validate(text, "filter", service.schema)):
            found.setdefault(service.entity, name)
    return list(found.values())


def given_select(text: str | None, args: Namespace) -> Select | None:
    """Return the $select of a command line, None where there is none, and show its warnings."""
    if text is None:
        return None
    from odatanodes.filter.select import Select

    select = Select(text, schema_named(args.api))
    show(select.diagnostics, select.text, args.color)
    return select


def counted(number: int, schema: EntityType) -> str:
    """Return a number of items in their own words: `2,000 nodes`."""
    from odatanodes.schema.types import noun_of, nouns_of

    return f"{number:,} {noun_of(schema) if number == 1 else nouns_of(schema)}"


# --- the terminal ---


def wants_color(choice: str, stream: TextIO) -> bool:
    """Decide on colour: --color first, then NO_COLOR, FORCE_COLOR, and whether the stream is a terminal that has colours."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or reads_escapes(stream)


def reads_escapes(stream: TextIO) -> bool:
    """Whether a stream is a terminal that interprets escape sequences; a console of Windows is asked to."""
    if not stream.isatty() or os.environ.get("TERM") == "dumb":
        return False
    if os.name != "nt":
        return True
    import ctypes

    try:
        kernel, mode = ctypes.windll.kernel32, ctypes.c_uint32()  # type: ignore[attr-defined,unused-ignore]  # Windows only
        handle = kernel.GetStdHandle(-11 if stream is sys.stdout else -12)
        virtual_terminal = 4
        return bool(
            kernel.GetConsoleMode(handle, ctypes.byref(mode))
            and (mode.value & virtual_terminal or kernel.SetConsoleMode(handle, mode.value | virtual_terminal))
        )
    except (AttributeError, OSError):
        return False


def width() -> int:
    """Return the width of the terminal: COLUMNS, else what the system reports, else 80."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns[:9]) > 0:
        return min(int(columns[:9]), MAX_COLUMNS)
    try:
        return os.get_terminal_size().columns or 80
    except OSError:  # not a terminal
        return 80


def drawn(text: str, stream: TextIO) -> str:
    """Return a drawing as the stream can show it: in ASCII where its encoding lacks the characters for lines."""
    if text.isascii():
        return text
    try:
        "".join(map(chr, IN_ASCII)).encode(stream.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return text.translate(IN_ASCII)
    return text


def write(text: str) -> None:
    """Write text for people to standard output."""
    sys.stdout.write(drawn(text, sys.stdout))


def write_json(data: Any) -> None:
    """Write data as indented JSON to standard output: in ASCII where its encoding lacks a character."""
    import json

    text = json.dumps(data, indent=2, ensure_ascii=False)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        text = json.dumps(data, indent=2)
    sys.stdout.write(text + "\n")


# --- standard error ---


def note(message: str) -> None:
    """Write a line to standard error. A standard error that is closed or full changes nothing."""
    try:
        print(drawn(message, sys.stderr), file=sys.stderr)
    except OSError:
        drop(sys.stderr)


def tell(kind: str, message: object) -> None:
    """Report something about the input on one line; control characters, in names of files for example, become pictures."""
    from odatanodes.base.text import printable

    note(f"odatanodes: {kind}: {printable(str(message))}")


def drop(stream: TextIO) -> None:
    """Discard what is still buffered, so that Python does not fail again when it flushes at the end."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):  # not a stream of the system
        return


def show(diagnostics: Iterable[Diagnostic], text: str, color: str) -> None:
    """Draw diagnostics of one expression on standard error."""
    from odatanodes.diagnostics import render_full
    from odatanodes.lint.advice import for_command

    for diagnostic in map(for_command, diagnostics):
        note(render_full(diagnostic, text, color=wants_color(color, sys.stderr)) + "\n")


# --- sources ---


def read_sources(paths: Sequence[str]) -> tuple[list[Source], int]:
    """Read files and patterns; one that cannot be read is reported on standard error and does not stop the others.

    Returns the sources and the exit code so far: 2 where a file does not exist.
    """
    from odatanodes.extract import language_of
    from odatanodes.lint.files import is_script, refuse_unknown

    sources, code = [], 0
    for path in dict.fromkeys(paths):
        try:
            for name in expanded(path):
                refuse_unknown(name)
                if is_script(name):
                    source = read_source(name)
                    language_of(source.name)
                    sources.append(source)
        except Unreadable as error:
            tell("skipped", error)
        except InputError as error:
            tell("error", error)
            code = 2
    return sources, code


def is_table(path: str) -> bool:
    """Return whether a path names Parquet files: by its suffix, or since it is a folder."""
    return path.endswith((".parquet", ".pq", ".parq")) or os.path.isdir(path)  # noqa: PTH112


class _Sample(BytesIO):
    name = "<sample>"


def sample() -> BytesIO:
    """Return the packaged List Nodes response, as an open file."""
    from importlib.resources import files

    return _Sample((files("odatanodes") / "batch" / "list_nodes_sample.json").read_bytes())
