"""Show the tree of a filter with the type of each part, or the Python that builds it."""

from __future__ import annotations

from odatanodes.cli._common import show, write
from odatanodes.filter import Filter

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

EXAMPLES = """\
examples:
  odatanodes explain "state eq 'idle' and not (startTaskInfo/exitCode eq 0)"
  odatanodes explain --python "stateTransitionTime lt now() sub duration'PT1H'"

exit codes: 0 shown, 2 wrong use or a bad expression
"""


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("expression", metavar="EXPR", help="a $filter expression")
    parser.add_argument("--python", action="store_true", help="print the same filter written with the builder, ready to paste")


def run(args: Namespace) -> int:
    """Print the typed tree; warnings go to standard error."""
    from odatanodes.filter.explain import explain

    wanted = Filter(args.expression)
    show(wanted.diagnostics, wanted.text, args.color)
    if args.python:
        from odatanodes.build import imports_of

        imports = sorted(["from odatanodes import Filter", *imports_of(wanted.expr).splitlines()])
        write("\n".join([*imports, "", f"Filter({wanted.to_python()})", ""]))
    else:
        write(explain(wanted.expr).rstrip("\n") + "\n")
    return 0
