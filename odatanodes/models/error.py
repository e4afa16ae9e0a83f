"""The response of the service when a request fails."""

from __future__ import annotations

from odatanodes.models.base import Definition


class BatchErrorDetail(Definition):
    """One piece of additional information of an error."""

    key: str | None = None
    """What `value` means."""
    value: str | None = None
    """The information."""


class BatchErrorMessage(Definition):
    """The text of an error."""

    lang: str | None = None
    """The language code of the text."""
    value: str | None = None
    """The text."""


class BatchError(Definition):
    """An error response of the Batch service.

    >>> BatchError.model_validate({"code": "PoolNotFound", "values": [{"key": "Id", "value": "p1"}]}).error_values[0].value
    'p1'
    """

    code: str | None = None
    """Identifies the error; codes never change and are meant for programs."""
    message: BatchErrorMessage | None = None
    """Describes the error to a person."""
    error_values: list[BatchErrorDetail] | None = None
    """More about the error, as keys and values; `values` on the wire, `error_values` as in the azure-batch SDK."""
