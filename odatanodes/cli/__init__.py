"""The command line: findings and results to standard output, everything else to standard error; exit codes 0, 1 and 2.

Comes in: arguments. Goes out: an exit code. One module per command, loaded when it is asked for: argparse costs as much as
the whole check of a filter, so only the parser of that command is built.
"""

from __future__ import annotations

import gc
import os
import sys

from odatanodes.cli._common import drop, note, tell, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence
    from typing import Any, NoReturn, Protocol

    class Command(Protocol):
        """What a command's module has; its docstring is the description that --help prints."""

        __doc__: str | None
        EXAMPLES: str

        def configure(self, parser: ArgumentParser) -> None:
            """Add the command's arguments."""

        def run(self, args: Namespace) -> int:
            """Do the work and return the exit code; raise InputError or ODataError for bad input."""


__all__ = ["command", "main"]

COMMANDS = {
    "check": "find what is wrong in $filter and $select expressions",
    "format": "write expressions in canonical form",
    "explain": "show the tree of a filter with the type of each part",
    "compare": "tell whether two filters keep the same nodes, with a node where they do not",
    "plan": "show what of a filter is sent to the service, and what is done here",
    "url": "print the URL of a List Nodes request",
    "filter": "keep the nodes of a service answer that match",
    "serve": "serve nodes as the Batch service lists them",
    "explore": "show items on a web page with a filter that is evaluated while it is typed",
    "lsp": "serve an editor: findings while typing, hover, completion, fixes",
    "rule": "explain a diagnostic code",
}
COLORS = ("auto", "always", "never")
USAGE = "usage: odatanodes [-h] [--version] [--color {auto,always,never}] COMMAND …"
HELP = """\
{usage}

OData $filter and $select for Azure Batch compute nodes.

commands:
{commands}

options:
  -h, --help            show this help, or that of a command: odatanodes COMMAND --help
  --version             show the version
  --color {{auto,always,never}}
                        colour the output; auto asks NO_COLOR, FORCE_COLOR and the terminal, in this order

examples:
  odatanodes check -f "state eq 'idle'"                      is this filter right?
  odatanodes filter "state eq 'idle'" --sample -s id,state   which nodes of the packaged example does it keep?

exit codes: 0 clean, 1 findings, 2 wrong use or unreadable input
"""


def command() -> NoReturn:
    """Run the console script: `main`, and the end of the process.

    All is written and closed by then. To take the interpreter down as well, object by object, takes 3 of 40 ms;
    `python -m odatanodes` does, for profilers and others who have something to do at the end.
    """
    os._exit(main())


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 clean, 1 findings, 2 wrong use or unreadable input."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    if sys.stderr is None:  # closed by the caller
        sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115
    if sys.stdout is None:
        return _fail("standard output is closed")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a character that the terminal cannot show is escaped, not fatal
            stream.reconfigure(errors="backslashreplace")
    try:
        try:
            code = _dispatch(arguments)
        except SystemExit as done:  # argparse: help was shown, or wrong use
            code = done.code if isinstance(done.code, int) else 0
        sys.stdout.flush()
    except BrokenPipeError:
        drop(sys.stdout)
        code = 2
    except KeyboardInterrupt:
        code = _fail("interrupted")
    except Exception as error:
        code = _fail_on(error)
    for stream in (sys.stdout, sys.stderr):  # where an error ended the command, what was printed before it is not yet written
        try:
            stream.flush()
        except OSError:  # full or closed: what could not be said changes nothing of what was done
            drop(stream)
    return code


def _dispatch(arguments: list[str]) -> int:
    color = "auto"
    while arguments and arguments[0].startswith("-"):
        option = arguments.pop(0)
        name, equals, value = option.partition("=")
        if option in {"-h", "--help"}:
            width = max(map(len, COMMANDS))
            listed = "\n".join(f"  {command:<{width}}  {summary}" for command, summary in COMMANDS.items())
            print(HELP.format(usage=USAGE, commands=listed), end="")
            return 0
        if option == "--version":
            from odatanodes import __version__

            print(f"odatanodes {__version__}")
            return 0
        if name != "--color":
            return _misuse(f"no option '{option}'")
        color = value if equals else arguments.pop(0) if arguments else ""
        if color not in COLORS:
            return _misuse(f"--color is one of {', '.join(COLORS)}, not '{color}'")
    if not arguments:
        return _misuse("which command? one of " + ", ".join(COMMANDS))
    if arguments[0] not in COMMANDS:
        return _misuse(_unknown_command(arguments[0]))
    return _run(arguments[0], arguments[1:], color)


def _unknown_command(name: str) -> str:
    from odatanodes.base.text import did_you_mean

    near = did_you_mean(name, COMMANDS, most=1)
    return f"no command '{name}'; " + (f"did you mean '{near[0]}'?" if near else f"there are {', '.join(COMMANDS)}")


def _run(name: str, arguments: list[str], color: str) -> int:
    from odatanodes.diagnostics import ODataError

    command = _load(name)
    args: Any = None
    if hasattr(command, "plain") and (args := command.plain(arguments)) is not None:
        args.color = color
        args.error = lambda message: _parser(name, command, color).error(message)
    else:
        parser = _parser(name, command, color)
        args = parser.parse_intermixed_args(arguments)  # options may stand between an expression and its files
        args.error = parser.error
    try:
        return command.run(args)
    except ODataError as error:
        from odatanodes.cli._common import show

        show(error.diagnostics, error.doc, args.color)
        return 2


def _parser(name: str, command: Command, color: str) -> ArgumentParser:
    from argparse import ArgumentParser, RawDescriptionHelpFormatter

    def formatter(prog: str) -> RawDescriptionHelpFormatter:
        # argparse makes one for each argument, and without a width each asks shutil, which loads the compressors
        return RawDescriptionHelpFormatter(prog, width=width())

    parser = ArgumentParser(
        prog=f"odatanodes {name}",
        description=command.__doc__,
        epilog=command.EXAMPLES,
        formatter_class=formatter,
        allow_abbrev=False,
    )
    command.configure(parser)
    parser.add_argument("--color", choices=COLORS, default=color, help="colour the output (default: auto)")
    return parser


def _load(name: str) -> Command:
    path = f"odatanodes.cli.{name}"
    enabled = gc.isenabled()
    gc.disable()  # what modules are made of stays: looking for circles among it takes 1 of 20 ms
    try:
        __import__(path)  # importlib would load warnings as well, which takes half a millisecond
    finally:
        if enabled:
            gc.enable()
    command: Any = sys.modules[path]
    return command  # type: ignore[no-any-return]  # a module that has what a Command has


def _misuse(message: str) -> int:
    note(USAGE)
    return _fail(message)


def _fail(message: str) -> int:
    tell("error", message)
    return 2


def _fail_on(error: Exception) -> int:
    """Report an error of the input; raise any other again, since that is a bug and its traceback is wanted."""
    from odatanodes.base.files import InputError

    if isinstance(error, InputError):
        return _fail(str(error))
    if isinstance(error, OSError):  # a full disk, say: files that cannot be read or written are InputErrors
        drop(sys.stdout)
        return _fail((error.strerror or str(error)).lower())
    if isinstance(error, MemoryError):
        return _fail("there is not enough memory")
    raise error
