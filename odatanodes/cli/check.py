"""Find what is wrong in $filter and $select expressions for Azure Batch nodes: syntax, names, types, values.

An .odata file holds one $filter on each line; blank lines and lines that begin with '#' are left out.
"""

from __future__ import annotations

import sys

from odatanodes.cli._common import add_expressions, note, read_sources, wants_color
from odatanodes.extract import extract
from odatanodes.extract.expression import Expression
from odatanodes.extract.findings import findings as findings_of
from odatanodes.files import Source
from odatanodes.report import FORMATS, Finding, report, summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from odatanodes.extract import Option

EXAMPLES = """\
examples:
  odatanodes check -f "state eq 'idle'"
  odatanodes check -f "state eq 'idle'" -s id,state --output-format concise
  odatanodes check filters/*.odata
  generate-filters | odatanodes check -

exit codes: 0 nothing found, 1 findings (errors or warnings), 2 wrong use or unreadable input
"""


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    add_expressions(parser)
    parser.add_argument("--output-format", choices=FORMATS, default="full", help="how findings are shown (default: full)")


def run(args: Namespace) -> int:
    """Check what was given; 1 when something was found."""
    if not (args.paths or args.filter or args.select):
        args.error("nothing to check: give .odata files, '-' for standard input, or an expression: -f \"state eq 'idle'\"")
    sources, code = read_sources(args.paths)
    given = _given("filter", args.filter) + _given("select", args.select)
    given += [(source, expression) for source in sources for expression in extract(source)]
    findings = [Finding(source, expression, diagnostic) for source, expression in given for diagnostic in findings_of(expression)]
    sys.stdout.write(report(findings, args.output_format, color=wants_color(args.color, sys.stdout)))
    sys.stdout.flush()  # so that what follows stands below it
    if given:
        note(summary(findings, len(given)))
    return code or (1 if findings else 0)


def _given(option: Option, texts: list[str]) -> list[tuple[Source, Expression]]:
    """Return the expressions of -f or -s, each a source of its own, numbered where there are several."""
    names = [f"<{option}>"] if len(texts) == 1 else [f"<{option} {number}>" for number in range(1, len(texts) + 1)]
    return [(Source(name, text), Expression(option, text)) for name, text in zip(names, texts, strict=True)]
