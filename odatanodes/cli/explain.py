"""Show the tree of a filter with the type of each part, or the Python that builds it."""

from __future__ import annotations

from odatanodes.cli._common import add_api, given_filter, write

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

EXAMPLES = """\
examples:
  odatanodes explain "state eq 'idle' and not (startTaskInfo/exitCode eq 0)"
  odatanodes explain "executionInfo/exitCode ne 0" --api list-tasks
  odatanodes explain --python "stateTransitionTime lt now() sub duration'PT1H'"

exit codes: 0 shown, 2 wrong use or a bad expression
"""


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("expression", metavar="EXPR", help="a $filter expression")
    add_api(parser)
    parser.add_argument("--python", action="store_true", help="print the same filter written with the builder, ready to paste")


def run(args: Namespace) -> int:
    """Print the typed tree; warnings go to standard error."""
    from odatanodes.filter.explain import explain

    wanted = given_filter(args.expression, args)
    if args.python:
        from odatanodes.build import imports_of
        from odatanodes.schema import by_name

        schema = by_name(wanted.schema)
        imports = ["from odatanodes import Filter", *imports_of(wanted.expr, wanted.schema).splitlines()]
        imports += [] if schema == "BATCH_NODE" else [f"from odatanodes.schema import {schema}"]
        given = "" if schema == "BATCH_NODE" else f", schema={schema}"
        write("\n".join([*_merged(imports, f"builder_for({schema})"), "", f"Filter({wanted.to_python()}{given})", ""]))
    else:
        write(explain(wanted.expr).rstrip("\n") + "\n")
    return 0


def _merged(lines: list[str], builder: str) -> list[str]:
    """Return import lines sorted, one for each module, and the definition of a builder after them."""
    names: dict[str, set[str]] = {}
    others: list[str] = []
    for line in lines:
        module, imports, found = line.partition(" import ")
        if imports:
            names.setdefault(module, set()).update(found.split(", "))
        else:
            others.append(line.replace("builder_for(schema)", builder))
    merged = [f"{module} import {', '.join(sorted(found, key=str.casefold))}" for module, found in sorted(names.items())]
    return [*merged, *others]
