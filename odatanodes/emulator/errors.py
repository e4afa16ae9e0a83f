"""Error responses: status, code and values for each thing that can be wrong with a request.

Source: Batch documentation, Batch status and error codes; reference "Nodes - List Nodes", BatchError.
"""

from __future__ import annotations

from typing import Any


class RefusalError(Exception):
    """A request that is refused: `status`, `code`, `message`, `values` by key, and `headers` of the response."""

    def __init__(self, status: int, code: str, message: str, **values: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message
        self.values = values
        self.headers: dict[str, str] = {}

    def body(self, base: str, request_id: str, moment: str) -> dict[str, Any]:
        """Return the BatchError as JSON data."""
        text = f"{self.message}\nRequestId:{request_id}\nTime:{moment}"
        return {
            "odata.metadata": f"{base}/$metadata#errors/@Element",
            "code": self.code,
            "message": {"lang": "en-US", "value": text},
            "values": [{"key": key, "value": value} for key, value in self.values.items()],
        }


def invalid_parameter(name: str, value: str, reason: str) -> RefusalError:
    """Return the error for a query parameter with an invalid value."""
    message = "A query parameter of the request has a value that is not valid."
    given = {"QueryParameterName": name, "QueryParameterValue": value, "Reason": reason}
    return RefusalError(400, "InvalidQueryParameterValue", message, **given)


def out_of_range(name: str, value: str, least: int, most: int) -> RefusalError:
    """Return the error for a number out of range."""
    message = "A query parameter of the request is out of range."
    bounds = {"MinimumAllowed": str(least), "MaximumAllowed": str(most)}
    given = {"QueryParameterName": name, "QueryParameterValue": value}
    return RefusalError(400, "OutOfRangeQueryParameterValue", message, **given, **bounds)


def unsupported_parameter(name: str, value: str) -> RefusalError:
    """Return the error for a query parameter that the operation does not have."""
    message = "The operation does not support a query parameter of the request."
    return RefusalError(400, "UnsupportedQueryParameter", message, QueryParameterName=name, QueryParameterValue=value)


def missing_parameter(name: str) -> RefusalError:
    """Return the error for a query parameter that is required."""
    return RefusalError(400, "MissingRequiredQueryParameter", "The request lacks a query parameter.", QueryParameterName=name)


def invalid_header(name: str, value: str, reason: str) -> RefusalError:
    """Return the error for a header with an invalid value."""
    message = "A header of the request has a value that is not valid."
    return RefusalError(400, "InvalidHeaderValue", message, HeaderName=name, HeaderValue=value, Reason=reason)


def no_operation(path: str, reason: str) -> RefusalError:
    """Return the error for a path of another operation."""
    return RefusalError(400, "InvalidUri", "The URI of the request names no resource.", Path=path, Reason=reason)


def no_verb(method: str) -> RefusalError:
    """Return the error for a method other than GET."""
    return RefusalError(405, "UnsupportedHttpVerb", "The resource does not support the verb of the request.", Verb=method)


def not_found(argument: str, id: str) -> RefusalError:
    """Return the error for an argument of the path (`poolId`, `jobScheduleId`) that names nothing: PoolNotFound and so on."""
    kind = argument.removesuffix("Id")
    words = "".join([f" {letter.lower()}" if letter.isupper() else letter for letter in kind])
    name = f"{argument[0].upper()}{argument[1:]}"
    return RefusalError(404, f"{name.removesuffix('Id')}NotFound", f"The {words} of the request does not exist.", **{name: id})


def internal(reason: str) -> RefusalError:
    """Return the error for nodes that cannot be evaluated, and for faults of the emulator."""
    return RefusalError(500, "InternalError", "The server could not complete the request.", Reason=reason)
