"""Requests to the list operations, their responses and pages, and `list_nodes` and its kin, which apply any filter to them.

Only `http_fetch` opens a connection; everything else takes a `fetch`, a function of URL and headers that returns
`(status, headers, body)`. The logger of this name has DEBUG messages about requests, pages and retries, without credentials.
Names are loaded on first use: only ListNodesRequest and the models need pydantic.
Source: REST API 2025-06-01, list operations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from odatanodes.request.constants import API_VERSION, AUTHORIZATION_URL, SCOPE
    from odatanodes.request.division import AsyncListing, Listing
    from odatanodes.request.http import async_http_fetch, http_fetch
    from odatanodes.request.listing import alist_items, list_items
    from odatanodes.request.lists import ListRequest
    from odatanodes.request.named import (
        alist_job_schedules,
        alist_jobs,
        alist_nodes,
        alist_pools,
        alist_tasks,
        list_job_schedules,
        list_jobs,
        list_nodes,
        list_pools,
        list_tasks,
    )
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
    **dict.fromkeys(("alist_items", "list_items"), "listing"),
    "ListRequest": "lists",
    **dict.fromkeys(("alist_job_schedules", "alist_jobs", "alist_nodes", "alist_pools", "alist_tasks"), "named"),
    **dict.fromkeys(("list_job_schedules", "list_jobs", "list_nodes", "list_pools", "list_tasks"), "named"),
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
    "ListRequest",
    "Listing",
    "NodePage",
    "Response",
    "alist_items",
    "alist_job_schedules",
    "alist_jobs",
    "alist_nodes",
    "alist_pools",
    "alist_tasks",
    "apages",
    "async_http_fetch",
    "http_fetch",
    "list_items",
    "list_job_schedules",
    "list_jobs",
    "list_nodes",
    "list_pools",
    "list_tasks",
    "pages",
    "read_page",
    "read_result",
]


if not TYPE_CHECKING:  # a type checker would take every name for one of these

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
