"""Type of the rows of `odatanodes.batch.apis`; loaded by type checkers only."""

from __future__ import annotations

from typing import TypedDict

__all__ = ["ListApi"]


class ListApi(TypedDict):
    """A list API of the Batch service, REST version 2025-06-01.

    Source: azure-batch 15.1, the public TypeSpec, and for `filterable` the documentation "Create list queries efficiently".
    """

    title: str
    """Name of the operation in the documentation."""
    path: str
    """Path of the operation; `{…}` are its arguments."""
    entity: str
    """Definition of the listed items."""
    page: str
    """Definition of the response."""
    method: str
    """Method of azure.batch.BatchClient (15.1); empty where that has none."""
    until: str
    """First api-version without the operation; empty while there is none."""
    filter: bool
    """Whether the operation takes `$filter`."""
    select: bool
    """Whether the operation takes `$select`."""
    expand: tuple[str, ...]
    """Properties that `$expand` takes."""
    max_results: bool
    """Whether the operation takes `maxresults`."""
    parameters: dict[str, str]
    """Further query parameters: name on the wire -> EDM type and name in Python."""
    filterable: dict[str, str]
    """Path of a property, as the documentation names it -> its EDM type and the operators `$filter` accepts there."""
