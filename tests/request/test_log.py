"""The logger "odatanodes.request": what is requested, returned and kept, and no secrets."""

from __future__ import annotations

import asyncio
import logging
from typing import Any
from urllib.error import URLError

import pytest

from odatanodes.request import alist_items, http_fetch, list_items, pages
from odatanodes.request.log import MAX_URL, cause, shown
from tests.kit.responses import BUSY, Script, page
from tests.kit.support import run_python

HOST = "http://h"
FIRST = f"{HOST}/pools/p/nodes?api-version=2025-06-01&$filter=state%20eq%20'idle'&timeOut=7"


class Client:
    """A client whose method returns two pages."""

    def list_nodes(self, _pool_id: str, **_options: Any) -> Any:
        return self

    def __iter__(self) -> Any:
        return iter(())

    def by_page(self) -> Any:
        return iter([[{"id": "a", "vmSize": "x"}, {"id": "b", "vmSize": "y"}], []])


def logged(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "odatanodes.request"]


def test_pages_attempts_and_items(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "odatanodes.request")
    script = Script({"http://h/1": [BUSY, page("a", "b", link="http://h/2")], "http://h/2": page("b", "c")})
    assert script.ids() == ["a", "b", "c"]
    assert logged(caplog) == [
        "GET http://h/1",
        "page 1: ServerBusy (503), retry 1 of 3 in 0.5 s",
        "GET http://h/1",
        "page 1: status 200, 2 items, 0 repeated, request-id None",
        "GET http://h/2",
        "page 2: status 200, 2 items, 1 repeated, request-id None",
    ]
    assert {record.levelno for record in caplog.records} == {logging.DEBUG}


def test_what_a_filter_keeps(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "odatanodes.request")
    client: Any = Client()
    assert len(list(list_items("list-nodes", client, "p", filter="vmSize eq 'x'"))) == 1
    assert logged(caplog) == ["page 1: 1 of 2 items of list-nodes kept", "page 2: 0 of 0 items of list-nodes kept"]


def test_asynchronous_requests(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "odatanodes.request")

    async def fetch(_url: str, _headers: dict[str, str]) -> Any:
        return page("a")

    async def run() -> list[Any]:
        return [item async for item in alist_items("list-nodes", fetch, "p", filter="state eq 'idle'", timeout=7, endpoint=HOST)]

    assert len(asyncio.run(run())) == 1
    assert [line.replace("%24", "$").replace("%27", "'") for line in logged(caplog)[:1]] == [
        "GET http://h/pools/p/nodes?api-version=2025-06-01&timeOut=7&$filter=state%20eq%20'idle'"
    ]


def test_no_secret_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    url = "http://user:SECRET@127.0.0.1:9/jobs?sig=SECRET&%73ig=SECRET&SECRET&code=SECRET#SECRET"
    with pytest.raises(URLError):
        list(pages(http_fetch("Bearer SECRET"), url, {"x-key": "SECRET"}, retries=1, sleep=lambda _: None))
    assert [line[:4] for line in logged(caplog)] == ["GET ", "page", "GET ", "page"]
    assert "SECRET" not in caplog.text


def test_urls() -> None:
    assert shown(FIRST) == FIRST
    assert shown("https://h/x?%24skiptoken=WATV2:abc&Token=a=b") == "https://h/x?%24skiptoken=WATV2:abc&Token=…"
    assert shown("https://h/x?token&$select&recursive=true") == "https://h/x?…&$select&recursive=true"
    assert shown("http://[") == "a URL that cannot be parsed"
    long = shown(f"http://h/?$filter={'x' * 50_000}")
    assert len(long) < MAX_URL + 30
    assert long.endswith("… (50,018 characters)")


def test_causes() -> None:
    assert cause(ConnectionRefusedError(111, "Connection refused")) == "ConnectionRefusedError (Connection refused)"
    assert cause(TimeoutError("http://h?sig=SECRET")) == "TimeoutError"


def test_logging_is_not_imported_before_the_first_request() -> None:
    code = (
        "import sys, odatanodes.request as r\n"
        "found = r.list_tasks(lambda *_: (200, {}, b'{\"value\": []}'), 'j', endpoint='http://h')\n"
        "before = 'logging' in sys.modules\n"
        "list(found)\n"
        "print(before, 'logging' in sys.modules)"
    )
    assert run_python("-c", code).out == "False True\n"
