"""The command line: findings and results to standard output, everything else to standard error; exit codes 0, 1 and 2.

One module per command, loaded on demand: argparse costs as much as the whole check of a filter, so only the parser of that
command is built. Killed by a signal, or writing to a closed pipe, the process dies by that signal.
"""

from __future__ import annotations

import os
import sys

from odatanodes.cli._common import drop, note, tell, width, write

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence
    from typing import Any, NoReturn, Protocol

    class Command(Protocol):
        """The members of a command's module; its docstring is the description that --help prints."""

        __doc__: str | None
        EXAMPLES: str

        def configure(self, parser: ArgumentParser) -> None:
            """Add the command's arguments."""

        def run(self, args: Namespace) -> int:
            """Run the command and return the exit code; raises InputError or ODataError for bad input."""


__all__ = ["command", "ended", "main"]

COMMANDS = {
    "check": "find what is wrong in $filter, $select and $expand expressions",
    "format": "write expressions in canonical form",
    "explain": "show the tree of a filter with the type of each part",
    "compare": "decide whether two filters keep the same items, with one where they do not",
    "plan": "show which part of a filter is sent to the service, and which is evaluated locally",
    "url": "print the URL of a request to a list API",
    "filter": "keep the items of a response or dump that match",
    "export": "write items as a Parquet file, for data engines",
    "sql": "print a filter as SQL for DuckDB or Spark",
    "serve": "serve items as the Batch service lists them",
    "explore": "show items on a web page with a filter that is evaluated while it is typed",
    "lsp": "serve an editor: findings while typing, hover, completion, fixes",
    "rule": "explain a diagnostic code",
}
SIGINT, SIGPIPE = 2, 13
"""Numbers of signals, without importing signal, which loads enum."""
CLOSED_PIPE_ON_WINDOWS = 22
"""The errno of a write to a pipe whose reader is gone."""
LITERAL = "\0"
"""The mark of an argument behind `--`; no argument of a process has this character."""
COLORS = ("auto", "always", "never")
USAGE = "usage: odatanodes [-h] [--version] [--color {auto,always,never}] COMMAND …"
HELP = """\
{usage}

OData $filter and $select for the lists of Azure Batch: compute nodes, tasks, jobs, pools and the others.

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
    """Run the console script and end the process without finalizing the interpreter, which takes 3 of 40 ms.

    Everything is written and closed by then; `python -m odatanodes` finalizes it, for profilers and the like.
    """
    try:
        code = ended(main())
    except KeyboardInterrupt:  # while the last messages were written
        code = ended(128 + SIGINT)
    os._exit(code)


def ended(code: int) -> int:
    """Return an exit code; one above 128 stands for a signal, of which this process dies."""
    if code <= 128:
        return code
    from odatanodes.base.signals import die_by_signal

    return die_by_signal(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 clean, 1 findings, 2 wrong use or unreadable input, 128 + a signal's number."""
    try:
        arguments = sys.argv[1:] if argv is None else list(argv)
        if sys.stderr is None:  # closed by the caller
            sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115
        if sys.stdout is None:
            return _fail("standard output is closed")
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):  # a character that the terminal cannot show is escaped, not fatal
                stream.reconfigure(errors="backslashreplace")
        code = _code_of(arguments)
    except KeyboardInterrupt:
        tell("error", "interrupted")
        code = 128 + SIGINT
    for stream in (sys.stdout, sys.stderr):  # where an error ended the command, its output is not written yet
        try:
            stream.flush()
        except OSError:  # full or closed: that changes nothing of what was done
            drop(stream)
    return code


def _code_of(arguments: list[str]) -> int:
    """Run a command; return the exit code also where it ends by an exception."""
    try:
        try:
            code = _dispatch(arguments)
        except SystemExit as done:  # argparse printed help or an error; or a signal came
            code = done.code if isinstance(done.code, int) else 0
        sys.stdout.flush()
    except BrokenPipeError:
        drop(sys.stdout)
        return 128 + SIGPIPE
    except Exception as error:
        if os.name == "nt" and getattr(error, "errno", None) == CLOSED_PIPE_ON_WINDOWS:
            drop(sys.stdout)
            return 128 + SIGPIPE
        return _fail_on(error)
    return code


def _dispatch(arguments: list[str]) -> int:
    color = "auto"
    while arguments and arguments[0].startswith("-"):
        option = arguments.pop(0)
        name, equals, value = option.partition("=")
        if option in {"-h", "--help"}:
            width = max(map(len, COMMANDS))
            listed = "\n".join(f"  {command:<{width}}  {summary}" for command, summary in COMMANDS.items())
            write(HELP.format(usage=USAGE, commands=listed))
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
    from odatanodes.base.text import did_you_mean, edit_distance

    limit = max(1, len(name) // 3)  # of other words in this length each is near to some command
    near = [one for one in did_you_mean(name, COMMANDS, most=1) if edit_distance(name.lower(), one, limit) <= limit]
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
        args = _parsed(parser, arguments)
        args.error = parser.error
    try:
        return command.run(args)
    except ODataError as error:
        from odatanodes.cli._common import show

        show(error.diagnostics, error.doc, args.color)
        return 2


def _parsed(parser: ArgumentParser, arguments: list[str]) -> Namespace:
    """Parse arguments; options may come between an expression and its files, and what follows `--` is an argument.

    argparse does one or the other: a mark keeps what follows `--` from being read as options.
    """
    if "--" not in arguments:
        return parser.parse_intermixed_args(arguments)
    end = arguments.index("--")
    args = parser.parse_intermixed_args([*arguments[:end], *[LITERAL + argument for argument in arguments[end + 1 :]]])
    for name, value in vars(args).items():
        is_list = isinstance(value, list)
        found = [one.removeprefix(LITERAL) if isinstance(one, str) else one for one in (value if is_list else [value])]
        setattr(args, name, found if is_list else found[0])
    return args


def _parser(name: str, command: Command, color: str) -> ArgumentParser:
    from argparse import ArgumentParser, RawDescriptionHelpFormatter

    def formatter(prog: str) -> RawDescriptionHelpFormatter:
        # argparse makes one for each argument, and without a width each imports shutil, which loads the compressors
        return RawDescriptionHelpFormatter(prog, width=width())

    class Parser(ArgumentParser):
        def format_help(self) -> str:
            """Return the help, with what a command works out for it alone."""
            self.epilog = command.epilog() if hasattr(command, "epilog") else command.EXAMPLES
            return super().format_help()

        def error(self, message: str) -> NoReturn:
            """Report wrong use; arguments that may be left out are not missing, whatever argparse says."""
            begin, required, names = message.partition(" are required: ")
            optional = {action.metavar for action in self._actions if action.nargs == "*"}
            left = ", ".join(name for name in names.split(", ") if name not in optional)
            super().error(begin + required + left if required else message)

    parser = Parser(
        prog=f"odatanodes {name}",
        description=command.__doc__,
        formatter_class=formatter,
        allow_abbrev=False,
    )
    command.configure(parser)
    parser.add_argument("--color", choices=COLORS, default=color, help="colour the output (default: auto)")
    return parser


def _load(name: str) -> Command:
    module = f"odatanodes.cli.{name}"
    __import__(module)  # importlib would load warnings
    command: Any = sys.modules[module]
    return command  # type: ignore[no-any-return]  # a module with the members of a Command


def _misuse(message: str) -> int:
    note(USAGE)
    return _fail(message)


def _fail(message: str) -> int:
    tell("error", message)
    return 2


def _fail_on(error: Exception) -> int:
    """Report an error of the input; raises any other again: that is a bug, and its traceback is wanted."""
    from odatanodes.base.files import InputError

    if isinstance(error, InputError):
        return _fail(str(error))
    if isinstance(error, OSError):  # a full disk, for example: files that cannot be read or written are InputErrors
        drop(sys.stdout)
        return _fail((error.strerror or str(error)).lower())
    if isinstance(error, MemoryError):
        return _fail("there is not enough memory")
    raise error
