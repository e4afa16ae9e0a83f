"""The engines by name, each imported when it is asked for."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from odatanodes.base.files import InputError

if TYPE_CHECKING:
    from typing import Any

__all__ = ["ENGINES", "MissingEngineError", "installed", "module"]

ENGINES = {"duckdb": "duckdb", "polars": "polars", "arrow": "pyarrow", "spark": "pyspark"}
"""Names of engines, which are those of the extras, with the package that each one needs."""


class MissingEngineError(InputError, ModuleNotFoundError):
    """An engine is not installed; the message names the extra that brings it."""


def installed(engine: str) -> bool:
    """Return whether the package of an engine can be imported; it is not."""
    return find_spec(ENGINES[engine]) is not None


def module(name: str) -> Any:
    """Import a module of an engine; raises MissingEngineError where its package is not installed."""
    package = name.partition(".")[0]
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != package:
            raise
        extra = next(engine for engine, needed in ENGINES.items() if needed == package)
        raise MissingEngineError(f"this needs {package}: pip install 'odatanodes[{extra}]'") from None
