"""OData `$filter` and `$select` for Azure Batch compute nodes: build, check, evaluate and plan them.

The public names load their modules when first used (PEP 562), so that importing the package costs next to nothing.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from odatanodes.build import all_of as all_of
    from odatanodes.build import any_of as any_of
    from odatanodes.build import node as node
    from odatanodes.build import now as now
    from odatanodes.build import param as param
    from odatanodes.diagnostics import Diagnostic as Diagnostic
    from odatanodes.diagnostics import ODataCheckError as ODataCheckError
    from odatanodes.diagnostics import ODataError as ODataError
    from odatanodes.diagnostics import ODataSyntaxError as ODataSyntaxError
    from odatanodes.filter import Filter as Filter
    from odatanodes.filter.select import Select as Select
    from odatanodes.parse import parse_filter as parse_filter
    from odatanodes.parse import parse_select as parse_select
    from odatanodes.validation import validate as validate

__version__ = "0.1.0"

_HOMES = {
    "Diagnostic": "diagnostics",
    "Filter": "filter",
    "ODataCheckError": "diagnostics",
    "ODataError": "diagnostics",
    "ODataSyntaxError": "diagnostics",
    "Select": "filter.select",
    "all_of": "build",
    "any_of": "build",
    "node": "build",
    "now": "build",
    "param": "build",
    "parse_filter": "parse",
    "parse_select": "parse",
    "validate": "validation",
}

__all__ = [
    "Diagnostic",
    "Filter",
    "ODataCheckError",
    "ODataError",
    "ODataSyntaxError",
    "Select",
    "all_of",
    "any_of",
    "node",
    "now",
    "param",
    "parse_filter",
    "parse_select",
    "validate",
]


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
