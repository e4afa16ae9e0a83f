"""Find what is wrong in $filter, $select and $expand for Azure Batch: syntax, names, types, values, what the service refuses.

Expressions are found in .odata files (one per line, continued on indented lines; '#' begins a comment, 'select:' a $select), in
programs, scripts, workflows, documents and notebooks: calls of the Batch clients, az batch, Batch cmdlets, URLs of Batch, and
texts that read as filters in files that name Batch. Some files need the extra odatanodes[languages]; without it they are reported
as skipped. In a folder, the files that git tracks or would track are checked. A comment
'odatanodes: ignore[ODN402]' on the line, or on a line of its own above, suppresses a finding.
"""

from __future__ import annotations

import os
import sys
from types import SimpleNamespace

from odatanodes.base.files import Source
from odatanodes.cli._common import note, service_named, wants_color
from odatanodes.extract.expression import Expression
from odatanodes.lint.finding import Finding
from odatanodes.lint.findings import findings as findings_of
from odatanodes.lint.report import FORMATS, report, summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence
    from typing import Any

    from odatanodes.extract.expression import Option

EXAMPLES = """\
examples:
  odatanodes check -f "state eq 'idle'"
  odatanodes check -f "state eq 'idle'" -s id,state --output-format concise
  odatanodes check filters/*.odata
  odatanodes check --api list-tasks --select ODN1,ODN2 .
  odatanodes check --fix --diff .
  generate-filters | odatanodes check

[tool.odatanodes] of pyproject.toml: select, ignore, exclude = […], per-file-ignores = {"tests/*" = ["ODN4"]},
api = "list-tasks" and per-file-api = {"tasks/*.odata" = "list-tasks"} for expressions whose list API is not known, local = true,
output-format = "concise", and calls = {"mypkg.find_nodes" = "list-nodes"} for functions of your own that send a filter, as their
first argument or as the one that is named:
  calls = {"mypkg.find" = {api = "list-nodes", filter = "query", select = 2}}, with positions from 0

The nearest pyproject.toml with that table counts, from the current folder upwards. Patterns are relative to its folder and those
of .gitignore: 'gen' anywhere, '/gen' in that folder, 'sub/**/*.odata' at any depth.

A program with syntax errors, a file in an unknown encoding, in no language that is read, or whose language needs the extra
odatanodes[languages] is reported as skipped, with exit code 0. The last line has the number of skipped files; with
--error-on-skipped the exit code is 1.

files: {hosts}; scripts without a suffix by their first line

exit codes: 0 nothing found, 1 findings (errors or warnings), 2 wrong use or a file that does not exist
"""


_MOST_ADVICE = 10
"""Texts that the list APIs are asked about."""
OPTIONS = ("api", "select", "ignore", "output_format", "jobs", "stdin_filename")
FLAGS = ("local", "fix", "diff", "statistics", "exit_zero", "error_on_skipped")
DEFAULTS: dict[str, object] = dict.fromkeys(OPTIONS) | dict.fromkeys(FLAGS, False)
"""What the parser gives where an option is left out."""


def epilog() -> str:
    """Return what --help prints below the options."""
    from textwrap import fill

    from odatanodes.extract.languages import hosts

    head, files, tail = EXAMPLES.partition("files: {hosts}; scripts without a suffix by their first line")
    known = f"{hosts('')}; with odatanodes[languages]: {hosts('languages')}"
    return head + fill(files.replace("{hosts}", known), 130, subsequent_indent="  ") + tail


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments; -s is an expression, --select chooses codes, as linters have it."""
    add = parser.add_argument
    add("paths", nargs="*", metavar="PATH", help="a file or a folder; '-', or a pipe and none: standard input")
    add("-f", "--filter", action="append", default=[], metavar="EXPR", help="a $filter expression; may be repeated")
    add(
        *("-s", "--select-expression"),
        dest="expressions",
        action="append",
        default=[],
        metavar="EXPR",
        help="a $select expression; may be repeated",
    )
    add("--expand", action="append", default=[], metavar="NAMES", help="an $expand expression; may be repeated; needs --api")
    add("--api", metavar="API", help="list API assumed for expressions whose API is not known, such as list-nodes")
    add("--local", action="store_true", help="do not report what a service refuses: the filters are evaluated locally")
    add("--select", action="append", metavar="CODES", help="report only codes that begin with one of these, such as ODN1,ODN402")
    add("--ignore", action="append", metavar="CODES", help="do not report codes that begin with one of these")
    add(
        "--fix",
        action="store_true",
        help="apply safe fixes to files, and write valid expressions in canonical form",
    )
    add("--diff", action="store_true", help="show what --fix would change, and change nothing; what is left goes to standard error")
    add("--output-format", choices=FORMATS, help="output format of findings (default: full; github under GitHub Actions)")
    add("--statistics", action="store_true", help="print the number of findings of each code instead, as text or json")
    add("--exit-zero", action="store_true", help="exit with 0 even if there are findings")
    add("--error-on-skipped", action="store_true", help="exit with 1 if a file or a part of one was skipped")
    add("--jobs", type=_number, metavar="N", help="number of processes (default: chosen by the size of the files)")
    add("--stdin-filename", metavar="NAME", help="file name of standard input; its suffix decides the language")


def plain(arguments: Sequence[str]) -> Namespace | None:
    """Return what the parser returns for paths, -f EXPR and -s EXPR; None where there is another option.

    Loading argparse and building the parser takes 5 ms, a seventh of the time for checking a filter.
    """
    given: dict[str, list[str]] = {"-f": [], "-s": [], "": []}
    rest = iter(arguments)
    for argument in rest:
        value = next(rest, "-") if argument in {"-f", "-s"} else argument
        if value[:1] == "-":  # '-' as a value is for argparse to report
            return None
        given[argument if argument in given else ""].append(value)
    made: Any = SimpleNamespace(paths=given[""], filter=given["-f"], expressions=given["-s"], expand=[], **DEFAULTS)
    return made  # type: ignore[no-any-return]  # it has what a Namespace has


def run(args: Namespace) -> int:
    """Check what was given; 1 when something was found."""
    _check_use(args)
    if args.api is not None:
        service_named(args.api)
    given = _given("filter", args.filter) + _given("select", args.expressions) + _given("expand", args.expand)
    findings = [Finding(source, one, found) for source, one in given for found in findings_of(one, args.api, local=args.local)]
    findings = _chosen(findings, args)
    count, code, skipped, files, config = len(given), 0, 0, None, None
    if args.paths:
        from odatanodes.cli._files import check_files

        checked = check_files(args)
        count, code, skipped, files = count + checked.expressions, checked.code, checked.skipped, checked.files
        findings += checked.findings
        config = checked.config
        if checked.is_partial and args.error_on_skipped:
            code = code or 1
    _show(findings, args, args.output_format or (config.output_format if config is not None else None))
    if args.api is None and any(finding.diagnostic.code == "ODN201" for finding in findings):
        _advise([finding for finding in findings if config is None or config.api_of(finding.source.name) is None])
    if count or skipped or files or code != 2:
        note(summary(findings, count, skipped, files))
    if args.exit_zero and code != 2:
        return 0
    return code or (1 if findings else 0)


def _check_use(args: Namespace) -> None:
    """Reject options that exclude each other; without anything to check, take what is piped in."""
    given = args.filter or args.expressions or args.expand
    if args.expand and args.api is None:
        args.error("--expand needs --api: which list API is to expand it?")
    if given and (args.fix or args.diff):
        option = "--diff" if args.diff else "--fix"
        args.error(f"{option} is about files; 'odatanodes format -f' prints an expression in canonical form")
    if args.statistics and args.output_format in {"github", "sarif"}:
        args.error(f"--statistics has no {args.output_format} format: leave it out, or take json")
    if not args.paths and not given:
        if not _is_piped():
            args.error("nothing to check: give files, folders, '-' for standard input, or an expression: -f \"state eq 'idle'\"")
        args.paths = ["-"]


def _is_piped() -> bool:
    """Whether something comes from a pipe or a file as standard input; waits for the first byte of a pipe."""
    import stat

    try:
        stream: Any = sys.stdin.buffer
        mode = os.fstat(stream.fileno()).st_mode
        return (stat.S_ISFIFO(mode) or stat.S_ISREG(mode)) and bool(stream.peek(1))
    except (AttributeError, OSError, ValueError):  # closed, or a stream of a program
        return False


def _advise(findings: list[Finding]) -> None:
    """Say of which list API texts are that name none, where that is clear from their names."""
    from odatanodes.cli._common import others

    unknown = {
        finding.expression.text: finding
        for finding in findings
        if finding.diagnostic.code == "ODN201" and finding.expression.language == "odata" and finding.expression.option == "filter"
    }
    for text, finding in list(unknown.items())[:_MOST_ADVICE]:
        apis = others(text)
        if apis:
            where = "" if finding.source.name.startswith("<") else ", or name the file in per-file-api"
            place = f"{finding.source.name}:{finding.source.place(finding.span[0])[0]}"
            note(f"odatanodes: {place} is a filter of {' or '.join(apis)}: give --api {apis[0]}{where}")


def _number(text: str) -> int:
    """Return a number of processes; argparse shows the name of this function where it is none."""
    if not text.isdecimal() or not 0 < int(text) < 1000:
        from argparse import ArgumentTypeError

        raise ArgumentTypeError(f"'{text}' is not a number of processes")
    return int(text)


def _chosen(findings: list[Finding], args: Namespace) -> list[Finding]:
    if args.select is None and args.ignore is None:
        return findings
    from odatanodes.lint.config import Config

    config = Config().with_codes(args.select, args.ignore)
    return [finding for finding in findings if config.shows(finding.diagnostic.code, finding.source.name)]


def _show(findings: list[Finding], args: Namespace, chosen: str | None) -> None:
    """Write the findings; what --diff does not change goes to standard error, so that standard output is a patch."""
    format = chosen or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "full")
    if args.statistics:
        from odatanodes.lint.report import statistics

        sys.stdout.write(statistics(findings, format))
    elif args.diff:
        sys.stdout.flush()
        left = report(findings, "full" if chosen in {None, "full"} else "concise", color=wants_color(args.color, sys.stderr))
        sys.stderr.write(left)
    else:
        sys.stdout.write(report(findings, format, color=wants_color(args.color, sys.stdout)))
    sys.stdout.flush()  # so that what follows stands below it


def _given(option: Option, texts: list[str]) -> list[tuple[Source, Expression]]:
    """Return the expressions of -f or -s, each a source of its own, numbered where there are several."""
    names = [f"<{option}>"] if len(texts) == 1 else [f"<{option} {number}>" for number in range(1, len(texts) + 1)]
    return [(Source(name, text), Expression(option, text)) for name, text in zip(names, texts, strict=True)]
