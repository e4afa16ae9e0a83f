"""Write expressions in canonical form: one spelling, fewest parentheses, literals in the form that the Batch service accepts.

Files are changed in place, all or nothing, and only expressions in them: comments, blank lines, line ends and the byte order mark
stay. In a program, only expressions in a single literal without escapes are written. Standard input
('-') and -f/-s go to standard output.
"""

from __future__ import annotations

import sys

from odatanodes.base.files import Source
from odatanodes.cli._common import add_expressions, note, read_sources, tell, wants_color
from odatanodes.extract import Skipped, extract
from odatanodes.extract.expression import Expression
from odatanodes.lint.edit import applied
from odatanodes.lint.report import report
from odatanodes.lint.sure import canonical_edits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from odatanodes.extract import Option

EXAMPLES = """\
examples:
  odatanodes format -f "((state  EQ 'idle'))"        prints: state eq 'idle'
  odatanodes format filters/*.odata
  odatanodes format --diff filters/*.odata
  odatanodes format - < filters.odata

An expression of several lines gets a line for each of its conditions; one that a program fills, or that was found by its content
alone, stays as it is.

exit codes: 0 done, 1 something would change (--check, --diff), 2 wrong use, unreadable input or a bad expression
"""
OPTIONS: tuple[Option, ...] = ("filter", "select")


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    add_expressions(parser)
    parser.add_argument("--dialect", choices=("batch", "odata4"), default="batch", help="how dates are written (default: batch)")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--check", action="store_true", help="change nothing, name what would change")
    mode.add_argument("--diff", action="store_true", help="change nothing, show what would change")


def run(args: Namespace) -> int:
    """Format what was given; 1 when --check or --diff found something to change."""
    if not (args.paths or args.filter or args.select):
        args.error("nothing to format: give .odata files, '-' for standard input, or an expression: -f \"state eq 'idle'\"")
    given = [
        (Source(f"<{option}>", text.strip() + "\n"), [Expression(option, text.strip())])  # without the blanks around it
        for option in OPTIONS
        for text in getattr(args, option)
    ]
    sources, code = read_sources(args.paths)
    for source in sources:
        try:
            given.append((source, extract(source)))
        except Skipped as reason:
            tell("skipped", reason)
    for source, expressions in given:
        edits, findings = canonical_edits(source, expressions, args.dialect)
        text = applied(source.text, edits)[0]
        if findings:
            sys.stderr.write(report(findings, "full", color=wants_color(args.color, sys.stderr)))
            code = 2
        elif _settle(source, text, args):
            code = max(code, 1)
    return code


def _settle(source: Source, text: str, args: Namespace) -> bool:
    """Write, show or name the new text; returns whether --check or --diff found a difference."""
    changed = text != source.text
    if args.check or args.diff:
        if changed:
            shown = f"would reformat {source.name}\n" if args.check else _shown(source, text)
            _write(shown.encode("utf-8", "surrogateescape"))
        return changed
    if source.name.startswith("<"):
        _write(source.with_text(text).encoded())
    elif changed:
        from odatanodes.base.signals import replaced

        replaced(source.name, source.with_text(text).encoded())
        note(f"reformatted {source.name}")
    return False


def _write(data: bytes) -> None:
    """Write to standard output as it is: line ends are not translated, the encoding is that of the file."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)


def _shown(source: Source, text: str) -> str:
    from odatanodes.lint.diff import diff

    return diff(source, text)
