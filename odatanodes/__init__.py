"""OData `$filter` and `$select` for Azure Batch: build, check, evaluate and plan them.

Expressions

    Filter, Select              a `$filter`, a `$select`: parsed and checked, then sent, evaluated, planned, decided about
    node                        properties of a Compute Node: conditions in Python (`node.state == "idle"`)
    task, job, pool             the same for tasks, jobs and pools; job_schedule for job schedules
    all_of, any_of, param, now  parts of such conditions
    parse_filter, parse_select  text to the tree of `odatanodes.ast`
    Trace, Verdict              what Filter.trace and Filter.equivalent return
    validate                    every finding in a text, as a list of Diagnostic

Errors, all of them ValueErrors (an argument of a wrong type or name raises TypeError, AttributeError or KeyError)

    ODataError                  base of the four below; its `diagnostics` have code, span, message, help
    ODataSyntaxError            the text does not parse
    ODataCheckError             it parses, but does not fit the schema or the service
    NodeError                   one item cannot be evaluated: MissingPropertyError, EvaluationError
    ParameterError              a parameter is missing, unknown, or has a value that does not fit
    UndecidedError              the truth of a Verdict whose `answer` is None was asked for
    InputError, BadRecordError  a file, or one of its records, cannot be read

Modules

    odatanodes.build        conditions in Python: case, call, literal, builder_for, to_python
    odatanodes.schema       BATCH_NODE, BATCH_TASK and their kind; from_model: the schema of a pydantic model
    odatanodes.models       pydantic models of what the service lists: BatchNode, BatchTask, BatchError
    odatanodes.service      what the list APIs filter, select and expand: LIST_NODES, LIST_TASKS, SERVICES
    odatanodes.request      ListNodesRequest, list_nodes over any transport, http_fetch, pages
    odatanodes.azure        list_nodes over azure.batch.BatchClient (extra `azure`)
    odatanodes.emulator     a local server that lists nodes (extra `emulator`)
    odatanodes.testing      assert_matches, assert_rejects, assert_implies, assert_equivalent
    odatanodes.strategies   nodes, filters, filter_texts for Hypothesis (extra `hypothesis`)
    odatanodes.ast          the tree of an expression; odatanodes.edm: its types and values

The command `odatanodes` checks, formats, explains, compares, plans and runs expressions: `odatanodes --help`.
Public names load their modules when first used (PEP 562), so that importing the package costs next to nothing.
"""

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.base.files import InputError as InputError
    from odatanodes.build import job as job
    from odatanodes.build import job_schedule as job_schedule
    from odatanodes.build import node as node
    from odatanodes.build import now as now
    from odatanodes.build import param as param
    from odatanodes.build import pool as pool
    from odatanodes.build import task as task
    from odatanodes.decide import UndecidedError as UndecidedError
    from odatanodes.decide import Verdict as Verdict
    from odatanodes.diagnostics import Diagnostic as Diagnostic
    from odatanodes.diagnostics import ODataCheckError as ODataCheckError
    from odatanodes.diagnostics import ODataError as ODataError
    from odatanodes.diagnostics import ODataSyntaxError as ODataSyntaxError
    from odatanodes.evaluate.trace import Trace as Trace
    from odatanodes.filter import Filter as Filter
    from odatanodes.filter.combine import all_of as all_of
    from odatanodes.filter.combine import any_of as any_of
    from odatanodes.filter.parameters import ParameterError as ParameterError
    from odatanodes.filter.select import Select as Select
    from odatanodes.parse import parse_filter as parse_filter
    from odatanodes.parse import parse_select as parse_select
    from odatanodes.runtime import EvaluationError as EvaluationError
    from odatanodes.runtime import MissingPropertyError as MissingPropertyError
    from odatanodes.runtime import NodeError as NodeError
    from odatanodes.scan.record import BadRecordError as BadRecordError
    from odatanodes.validation import validate as validate

__version__ = "0.2.0"

_HOMES = {
    "BadRecordError": "scan.record",
    "Diagnostic": "diagnostics",
    "EvaluationError": "runtime",
    "Filter": "filter",
    "InputError": "base.files",
    "MissingPropertyError": "runtime",
    "NodeError": "runtime",
    "ODataCheckError": "diagnostics",
    "ODataError": "diagnostics",
    "ODataSyntaxError": "diagnostics",
    "ParameterError": "filter.parameters",
    "Select": "filter.select",
    "Trace": "evaluate.trace",
    "UndecidedError": "decide",
    "Verdict": "decide",
    "all_of": "filter.combine",
    "any_of": "filter.combine",
    "job": "build",
    "job_schedule": "build",
    "node": "build",
    "now": "build",
    "param": "build",
    "parse_filter": "parse",
    "parse_select": "parse",
    "pool": "build",
    "task": "build",
    "validate": "validation",
}

__all__ = [
    "BadRecordError",
    "Diagnostic",
    "EvaluationError",
    "Filter",
    "InputError",
    "MissingPropertyError",
    "NodeError",
    "ODataCheckError",
    "ODataError",
    "ODataSyntaxError",
    "ParameterError",
    "Select",
    "Trace",
    "UndecidedError",
    "Verdict",
    "all_of",
    "any_of",
    "job",
    "job_schedule",
    "node",
    "now",
    "param",
    "parse_filter",
    "parse_select",
    "pool",
    "task",
    "validate",
]


if not TYPE_CHECKING:  # a type checker would take every name for one of these

    def __getattr__(name: str) -> object:
        home = _HOMES.get(name)
        if home is None:
            raise AttributeError(f"module 'odatanodes' has no attribute {name!r}")
        from importlib import import_module

        value: object = getattr(import_module(f"odatanodes.{home}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted(__all__)
