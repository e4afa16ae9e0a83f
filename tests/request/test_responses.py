"""Responses to a List Nodes request: pages, errors, results as models."""

from __future__ import annotations

import json
import pickle

import pytest
from pydantic import ValidationError

from odatanodes.models import BatchNodeListResult
from odatanodes.request import (
    AnswerError,
    BatchServiceError,
    read_page,
    read_result,
)
from tests.kit.emulated import nodes
from tests.kit.responses import ERROR, response


def test_error_answer() -> None:
    with pytest.raises(BatchServiceError) as raised:
        read_page(response(400, ERROR, **{"Request-Id": "abc-2", "Retry-After": "7"}))
    error = raised.value
    assert (error.status, error.code, error.message) == (400, "InvalidQueryParameterValue", "A value is invalid.")
    assert error.details == {"QueryParameterName": "$filter", "Reason": "because"}
    assert (error.request_id, error.retry_after, error.retriable) == ("abc-2", 7.0, False)
    assert str(error).splitlines() == [
        "InvalidQueryParameterValue (400): A value is invalid.",
        "  QueryParameterName: $filter",
        "  Reason: because",
        "  request-id: abc-2",
    ]
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.details, again.retry_after) == (str(error), error.details, 7.0)


@pytest.mark.parametrize(
    ("status", "code", "retriable"),
    [
        (400, "OutOfRangeQueryParameterValue", False),
        (403, "AuthenticationFailed", False),
        (404, "PoolNotFound", False),
        (429, "TooManyRequests", True),
        (500, "InternalError", True),
        (500, "OperationTimedOut", True),
        (503, "ServerBusy", True),
        (409, "ServerBusy", True),
    ],
)
def test_which_errors_may_pass(status: int, code: str, retriable: bool) -> None:
    with pytest.raises(BatchServiceError) as raised:
        read_page(response(status, {"code": code}))
    assert (raised.value.retriable, str(raised.value)) == (retriable, f"{code} ({status})")


@pytest.mark.parametrize("body", [b"", b"<html>Bad Gateway</html>", b"[]", b'{"error": {"code": "x"}}', b'{"code": 5}', b"\xff"])
def test_an_error_that_is_no_batch_error_still_tells_its_status(body: bytes) -> None:
    with pytest.raises(BatchServiceError) as raised:
        read_page(response(502, body))
    assert (raised.value.code, raised.value.retriable) == ("HTTP502", True)
    assert not body or "not a BatchError" in raised.value.message


@pytest.mark.parametrize(
    "text",
    [
        *("soon", "", "-1", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 99999999999999999999 08:49:37 GMT", "9" * 5_000),
        *("1e400", "inf", "nan", "\u0663", "Sun, 06 Nov 1994 99:49:37 GMT"),
    ],
)
def test_retry_after_that_says_nothing(text: str) -> None:
    with pytest.raises(BatchServiceError) as raised:
        read_page(response(503, {"code": "ServerBusy"}, **{"retry-after": text}))
    assert raised.value.retry_after is None


def test_retry_after_as_a_date() -> None:
    with pytest.raises(BatchServiceError) as raised:
        read_page(response(503, {"code": "ServerBusy"}, **{"retry-after": "Sun, 06 Nov 1994 08:49:37 GMT"}))
    assert raised.value.retry_after == 0


@pytest.mark.parametrize(
    ("body", "retriable"),
    [
        (b"", True),
        (b'{"value": [{"id": "n1"', True),
        (b"<html>", True),
        (b"[" * 100_000, True),
        (b"[]", False),
        (b"{}", False),
        (b'{"value": {}}', False),
        (b'{"value": [1]}', False),
        (b'{"value": [], "odata.nextLink": 5}', False),
    ],
)
def test_an_answer_that_is_none(body: bytes, retriable: bool) -> None:
    with pytest.raises(AnswerError) as raised:
        read_page(response(200, body))
    assert raised.value.retriable is retriable


def test_result_as_models() -> None:
    page = {"value": nodes(2), "odata.nextLink": "https://x/y"}
    for form in (page, json.dumps(page), json.dumps(page).encode()):
        result = read_result(form)
        assert isinstance(result, BatchNodeListResult)
        assert result.value is not None
        assert [found.to_wire() for found in result.value] == page["value"]
        assert result.next_link == "https://x/y"
    read = read_page(response(200, page, **{"request-id": "r"}))
    assert (read.nodes, read.next_link, read.request_id) == (page["value"], "https://x/y", "r")
    assert read.result() == result
    with pytest.raises(ValidationError):
        read_result({"value": [{"id": "n1"}]})
    with pytest.raises(BatchServiceError, match="because"):
        read_result(ERROR)
    with pytest.raises(AnswerError):
        read_result({})


def test_control_characters_of_the_service_do_not_reach_a_terminal() -> None:
    error = BatchServiceError(400, "Bad\x1b[31m", "red\x1b[0m\r::error::x", {"a\x07": "b\n::error::y\x00"}, "id\n::error::z")
    text = str(error)
    assert all(char.isprintable() for char in text.replace("\n", ""))
    assert not [line for line in text.splitlines() if line.startswith("::")]
    assert error.message == "red\x1b[0m\r::error::x"
