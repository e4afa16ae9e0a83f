"""Responses of a Batch service, and a fetch that plays them from a script."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from odatanodes.request import (
    Response,
    apages,
    pages,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

ERROR: dict[str, Any] = {
    "odata.metadata": "https://account/$metadata#errors/@Element",
    "code": "InvalidQueryParameterValue",
    "message": {"lang": "en-US", "value": "A value is invalid.\nRequestId:abc-1\nTime:2025-11-22T22:22:27Z"},
    "values": [{"key": "QueryParameterName", "value": "$filter"}, {"key": "Reason", "value": "because"}],
}


def response(status: int = 200, body: Any = None, **headers: str) -> Response:
    data = body if isinstance(body, bytes) else json.dumps({"value": []} if body is None else body).encode()
    return Response(status, headers, data)


class Script:
    """A fetch that plays responses by URL; a list of them is used up one by one, an exception is raised."""

    def __init__(self, answers: Mapping[str, Any]) -> None:
        self.answers = {url: list(found) if isinstance(found, list) else [found] for url, found in answers.items()}
        self.asked: list[str] = []
        self.waited: list[float] = []

    def __call__(self, url: str, _headers: dict[str, str]) -> Any:
        self.asked.append(url)
        found = self.answers[url][0] if len(self.answers[url]) == 1 else self.answers[url].pop(0)
        if isinstance(found, Exception):
            raise found
        return found

    def ids(self, **options: Any) -> list[str]:
        return [found["id"] for page in pages(self, "http://h/1", sleep=self.waited.append, **options) for found in page.nodes]

    def async_ids(self, **options: Any) -> list[str]:
        async def fetch(url: str, headers: dict[str, str]) -> Any:
            return self(url, headers)

        async def sleep(seconds: float) -> None:
            self.waited.append(seconds)

        async def walk() -> list[str]:
            return [found["id"] async for page in apages(fetch, "http://h/1", sleep=sleep, **options) for found in page.nodes]

        return asyncio.run(walk())


def page(*ids: str, link: str | None = None) -> Response:
    return response(200, {"value": [{"id": id} for id in ids], **({"odata.nextLink": link} if link else {})})


BUSY = response(503, {"code": "ServerBusy"})
