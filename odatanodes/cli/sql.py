"""Print a $filter as a predicate of SQL, for pasting; with -s, a whole query.

The predicate keeps every row that the filter keeps, or fails on. What it does not decide alone goes to standard error, part by
part; --values wire promises that values are as the service writes them, so that no checks are needed.

Instants are compared as text. DuckDB's read_json_auto makes timestamps of them, on which the predicate fails: read them as they
are, with read_json('nodes.jsonl', timestampformat = 'none'), or write the file with 'odatanodes export'.
"""

from __future__ import annotations

import sys

from odatanodes.base.files import InputError
from odatanodes.cli._common import add_api, note, schema_named, show
from odatanodes.engines import NotExactError
from odatanodes.engines.duckdb import DuckDB
from odatanodes.engines.spark import Spark
from odatanodes.filter import Filter
from odatanodes.filter.select import Select
from odatanodes.schema.types import nouns_of

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

EXAMPLES = """\
examples:
  odatanodes sql "state eq 'idle' and startTaskInfo/exitCode ne 0" --values wire
  odatanodes sql "stateTransitionTime gt 2025-11-22T20:00:00Z" --values wire --instants fixed -s id,state
  odatanodes sql "executionInfo/exitCode ne 0" --api list-tasks --dialect spark

exit codes: 0 printed; 2 wrong use, a bad expression, or, with --strict, a filter that is not exact
"""


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("expression", metavar="EXPR", help="a $filter expression")
    parser.add_argument("--dialect", choices=("duckdb", "spark"), default="duckdb", help="the SQL to print (default: duckdb)")
    parser.add_argument(
        "--values",
        choices=("any", "wire"),
        default="any",
        help="any: values are checked (default); wire: they are as the service writes them, so that checks are left out",
    )
    parser.add_argument(
        "--instants",
        choices=("text", "fixed", "ticks"),
        default="text",
        help="how columns have instants: as text of the wire (default), with seven digits each, or as integers of 100 ns from 1970",
    )
    parser.add_argument("--strict", action="store_true", help="fail where the predicate is not exactly the filter")
    parser.add_argument(
        "-s", "--select", metavar="SELECT", help="print a query with these columns, such as id,startTaskInfo/exitCode"
    )
    parser.add_argument(
        "--from",
        dest="table",
        metavar="TABLE",
        help="the table of the query (default: nodes, tasks …), or what stands for one in SQL, such as read_parquet('…')",
    )
    add_api(parser)
    parser.add_argument(
        "--on-missing",
        choices=("raise", "null"),
        default="raise",
        help="a required property that a row lacks is an error, so such rows are kept for Python (default), or read as null",
    )


def run(args: Namespace) -> int:
    """Print the predicate, or the query."""
    schema = schema_named(args.api)
    wanted = Filter(args.expression, schema, on_missing=args.on_missing)
    show(wanted.diagnostics, wanted.text, args.color)
    push = wanted.to_duckdb if args.dialect == "duckdb" else wanted.to_spark
    try:
        pushed = push(values=args.values, instants=args.instants, strict=args.strict)
    except NotExactError as error:
        raise InputError(str(error)) from None
    text = str(pushed)
    if args.select is not None or args.table is not None:
        table = _table(args.table, args.dialect) if args.table else nouns_of(schema).replace(" ", "_")
        text = f"SELECT {_columns(args)} FROM {table} WHERE {text}"  # noqa: S608 - printed, not run
    sys.stdout.write(text + "\n")
    if not pushed.exact:
        note("odatanodes: this keeps more rows than the filter where:")
        for part, why in pushed.reasons:
            note(f"  {part}: {why}")
    return 0


def _table(name: str, dialect: str) -> str:
    """Return a table as SQL: quotes around a name that needs them, and nothing changed where there are quotes or brackets."""
    import re

    if re.search(r"[\"'`()]", name) or re.fullmatch(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*", name):
        return name
    return DuckDB().identifier(name) if dialect == "duckdb" else Spark().identifier(name)


def _columns(args: Namespace) -> str:
    if args.select is None:
        return "*"
    select = Select(args.select, schema_named(args.api))
    show(select.diagnostics, select.text, args.color)
    return select.to_duckdb() if args.dialect == "duckdb" else ", ".join(select.to_spark())
