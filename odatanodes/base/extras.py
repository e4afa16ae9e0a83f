"""Errors for modules whose packages come with an extra that is not installed."""

from __future__ import annotations

__all__ = ["missing_extra"]


def missing_extra(error: ModuleNotFoundError, module: str, extra: str) -> ModuleNotFoundError:
    """Return the error to raise for a package that could not be imported: it names the extra that installs the package.

    An error about a module of odatanodes itself is returned unchanged.
    """
    package = (error.name or "").partition(".")[0]
    if package == "odatanodes":
        return error
    return ModuleNotFoundError(f"{module} needs the package '{package}': pip install 'odatanodes[{extra}]'", name=error.name)
