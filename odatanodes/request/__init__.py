"""The List Nodes operation from the caller's side: the request, its answers, their pages, and a filter run over them.

Nothing here opens a connection but `http_fetch`: everything else is given a `fetch`, a function of URL and headers that
returns `(status, headers, body)`.
Source: reference "Nodes - List Nodes" (2025-06-01).
"""

from __future__ import annotations

from odatanodes.request.http import async_http_fetch, http_fetch
from odatanodes.request.listing import AsyncListing, Listing, alist_nodes, list_nodes
from odatanodes.request.operation import API_VERSION, ListNodesRequest
from odatanodes.request.paging import apages, pages
from odatanodes.request.responses import (
    AnswerError,
    BatchServiceError,
    NodePage,
    Response,
    read_page,
    read_result,
)

__all__ = [
    "API_VERSION",
    "AnswerError",
    "AsyncListing",
    "BatchServiceError",
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
