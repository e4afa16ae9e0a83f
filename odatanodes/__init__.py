"""OData `$filter` and `$select` for Azure Batch compute nodes: build, check, evaluate and plan them.

The public names load their modules when first used (PEP 562), so that importing the package costs next to nothing.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from odatanodes.diagnostics import Diagnostic as Diagnostic
    from odatanodes.diagnostics import ODataCheckError as ODataCheckError
    from odatanodes.diagnostics import ODataError as ODataError
    from odatanodes.diagnostics import ODataSyntaxError as ODataSyntaxError
    from odatanodes.filter import Filter as Filter
    from odatanodes.filter import Select as Select
    from odatanodes.filter import validate as validate
    from odatanodes.parse import parse_filter as parse_filter
    from odatanodes.parse import parse_select as parse_select

__version__ = "0.1.0"

_HOMES = {
    "Diagnostic": "diagnostics",
    "Filter": "filter",
    "ODataCheckError": "diagnostics",
    "ODataError": "diagnostics",
    "ODataSyntaxError": "diagnostics",
    "Select": "filter",
    "parse_filter": "parse",
    "parse_select": "parse",
    "validate": "filter",
}

__all__ = [
    "Diagnostic",
    "Filter",
    "ODataCheckError",
    "ODataError",
    "ODataSyntaxError",
    "Select",
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
