"""Requests to the List Nodes operation, its responses and pages, and `list_nodes`, which applies any filter to them.

Only `http_fetch` opens a connection; everything else takes a `fetch`, a function of URL and headers that returns
`(status, headers, body)`. Names are loaded on first use: only ListNodesRequest and the models need pydantic.
Source: reference "Nodes - List Nodes" (2025-06-01).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from odatanodes.request.constants import API_VERSION, AUTHORIZATION_URL, SCOPE
    from odatanodes.request.division import AsyncListing, Listing
    from odatanodes.request.http import async_http_fetch, http_fetch
    from odatanodes.request.listing import alist_nodes, list_nodes
    from odatanodes.request.operation import ListNodesRequest
    from odatanodes.request.paging import AsyncFetch, Fetch, apages, pages
    from odatanodes.request.responses import (
        AnswerError,
        BatchServiceError,
        NodePage,
        Response,
        read_page,
        read_result,
    )

_HOMES = {
    **dict.fromkeys(("API_VERSION", "AUTHORIZATION_URL", "SCOPE"), "constants"),
    **dict.fromkeys(("AsyncListing", "Listing"), "division"),
    **dict.fromkeys(("async_http_fetch", "http_fetch"), "http"),
    **dict.fromkeys(("alist_nodes", "list_nodes"), "listing"),
    "ListNodesRequest": "operation",
    **dict.fromkeys(("AsyncFetch", "Fetch", "apages", "pages"), "paging"),
    **dict.fromkeys(("AnswerError", "BatchServiceError", "NodePage", "Response", "read_page", "read_result"), "responses"),
}

__all__ = [
    "API_VERSION",
    "AUTHORIZATION_URL",
    "SCOPE",
    "AnswerError",
    "AsyncFetch",
    "AsyncListing",
    "BatchServiceError",
    "Fetch",
    "ListNodesRequest",
    "Listing",
    "NodePage",
    "Response",
    "alist_nodes",
    "apages",
    "async_http_fetch",
    "http_fetch",
    "list_nodes",
    "pages",
    "read_page",
    "read_result",
]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'odatanodes.request' has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(f"odatanodes.request.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
