"""What the page shows, as JSON data: one function for each request, each a thin layer over the library.

What the first page does not need is imported on its first use: the start of `odatanodes explore` is to take less than a second.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from itertools import compress
from typing import TYPE_CHECKING, Any

from odatanodes import __version__, edm
from odatanodes.diagnostics import ODataError
from odatanodes.explore.listing import BINS, SlowError, value_at
from odatanodes.validation import validate

if TYPE_CHECKING:
    from odatanodes.diagnostics import Diagnostic, Span
    from odatanodes.explore.listing import Listing, Matches

__all__ = ["chart", "colours", "complete", "copied", "item", "overview", "rows", "view"]

_CELLS = (edm.STRING, edm.BOOLEAN, edm.INT32, edm.INT64, edm.DATE_TIME_OFFSET)
_UNTELLING = ("url", "eTag", "affinityId", "previousState", "previousStateTransitionTime")
MAX_ROWS = 500
"""Rows in one response."""


def overview(listing: Listing) -> dict[str, Any]:
    """Return what does not change: the API, how many items, which properties give colours and charts."""
    return {
        "version": __version__,
        "title": listing.title,
        "api": listing.service.name,
        "apiTitle": listing.service.title,
        "entity": listing.service.entity,
        "count": len(listing.items),
        "colours": listing.colour_paths,
        "times": listing.time_paths,
        "columns": _columns(listing),
    }


def _columns(listing: Listing) -> list[str]:
    """Return the columns of the table: the key, then the first colour and time, then other plain properties."""
    first = [*(listing.service.key or ("id",)), *listing.colour_paths[:1], *listing.time_paths[:1]]
    plain = [name for name, prop in listing.schema.properties.items() if prop.type in _CELLS and name not in _UNTELLING]
    return list(dict.fromkeys([name for name in first if name in listing.schema.properties] + plain))[:6]


def colours(listing: Listing, path: str) -> dict[str, Any]:
    """Return the categories of a property: labels, and the number of each item's label, one byte for each item."""
    found = listing.categories(path)
    return {"path": path, "labels": found.labels, "cells": b64encode(found.cells).decode()}


def view(listing: Listing, filter: str, select: str, colour: str) -> dict[str, Any]:
    """Return findings, and where the texts are right: matches, the legend's counts, the plan and the request."""
    found: dict[str, Any] = {
        "findings": _findings(listing, filter, "filter"),
        "selectFindings": _findings(listing, select, "select"),
        "problem": "",
    }
    wrong = any(finding["severity"] == "error" for finding in found["findings"])
    if not wrong:
        try:
            found |= _matched(listing, filter, colour)
        except (ODataError, SlowError) as error:
            found["problem"] = error.diagnostics[0].message if isinstance(error, ODataError) else str(error)
            wrong = True
    if not wrong and not any(finding["severity"] == "error" for finding in found["selectFindings"]):
        found["plan"] = _plan(listing, filter, select)
    return found


def _matched(listing: Listing, filter: str, colour: str) -> dict[str, Any]:
    matches = listing.matches(filter)
    categories = listing.categories(colour)
    every = Counter(categories.cells)
    kept = Counter(compress(categories.cells, matches.flags))
    legend = [
        {"label": label, "all": every[number], "matches": kept[number]}
        for number, label in enumerate(categories.labels)
        if every[number]
    ]
    return {"count": len(matches.indexes), "flags": b64encode(matches.flags).decode(), "legend": legend}


def _plan(listing: Listing, filter: str, select: str) -> dict[str, Any]:
    if not filter:
        return {"text": "no filter: every item is asked for", "exact": True, "sent": None, "reasons": []}
    plan = listing.filter(filter).plan(service=listing.service, select=select or None)
    return {
        "text": str(plan),
        "exact": plan.exact,
        "sent": plan.filter,
        "here": None if plan.residual is None else str(plan.residual),
        "select": None if plan.select is None else ",".join(plan.select),
        "reasons": [{"part": part, "why": why} for part, why in plan.reasons],
    }


def _findings(listing: Listing, text: str, option: str) -> list[dict[str, Any]]:
    if not text:
        return []
    found = validate(text, "filter" if option == "filter" else "select", listing.schema)
    return [_finding(one, text) for one in found]


def _finding(found: Diagnostic, text: str) -> dict[str, Any]:
    fix = found.fix
    return {
        "code": found.code,
        "severity": found.severity,
        "message": found.message,
        "help": found.help,
        "span": _utf16(text, found.span),
        "fix": None if fix is None else {"span": _utf16(text, fix.span), "text": fix.text},
    }


def _utf16(text: str, span: Span) -> list[int]:
    """Return a span in the units that JavaScript counts in."""
    return [len(text[:offset].encode("utf-16-le")) // 2 for offset in span]


def complete(listing: Listing, text: str, option: str, at: int) -> dict[str, Any]:
    """Return the span of the word at an offset (in UTF-16 units) and what can stand there, as the language server has it."""
    from odatanodes.lint.config import Config
    from odatanodes.lsp.complete import completions
    from odatanodes.lsp.documents import Document, Settings

    before = text.encode("utf-16-le")[: 2 * at].decode("utf-16-le", "ignore")
    prefix = "select: " if option == "select" else ""
    document = Document("filter.odata", prefix + text, Settings(Config(), listing.service.name, local=True))
    found = completions(document, len(prefix) + len(before))
    if found is None:
        return {"span": [at, at], "items": []}
    (start, end), items = found
    span = (max(0, start - len(prefix)), max(0, end - len(prefix)))
    shown = [one for one in items if one.label != "select:"]
    return {
        "span": _utf16(text, span),
        "items": [{"label": one.label, "kind": one.kind, "text": one.text, "detail": one.detail} for one in shown],
    }


def item(listing: Listing, index: int, filter: str) -> dict[str, Any]:
    """Return an item with its trace: whether it matches, and each condition with its value and what it read.

    A filter that has an error gives no trace: the page reports it elsewhere.
    """
    if not 0 <= index < len(listing.items):
        raise IndexError(f"there are {len(listing.items)} items, numbered from 0")
    found = listing.items[index]
    shown: dict[str, Any] = {"index": index, "item": dict(found), "trace": []}
    if not filter:
        return shown
    try:
        trace = listing.filter(filter).trace(found)
    except ODataError:
        return shown
    return {**shown, "matched": trace.matched, "trace": list(_steps(trace.to_dict(), 0))}


def _steps(step: dict[str, Any], depth: int) -> Any:
    """Yield the steps of a trace in order, each with its depth."""
    value = step.get("value")
    word = "error" if "error" in step else "not reached" if not step["reached"] else "true" if value is True else "false"
    yield {
        "depth": depth,
        "text": step["text"],
        "value": "null" if word == "false" and value is None else word,
        "decides": step["decides"],
        "reads": step.get("reads", {}),
        "error": step.get("error", ""),
    }
    for below in step.get("steps", ()):
        yield from _steps(below, depth + 1)


def rows(listing: Listing, filter: str, select: str, sort: str, descending: bool, start: int, limit: int) -> dict[str, Any]:
    """Return a page of the matches, in order of a column or as they are listed; the last page for a `start` beyond it."""
    matches = listing.matches(filter)
    indexes = _sorted(listing, matches, sort, descending=descending) if sort else matches.indexes
    limit = max(1, min(limit, MAX_ROWS))
    start = min(max(0, start), max(0, len(indexes) - 1) // limit * limit)
    page = indexes[start : start + limit]
    items = [listing.items[index] for index in page]
    shown = listing.select(select).apply_all(items) if select else items
    columns = _selected(listing, select) if select else _columns(listing)
    cells = [[value_at(one, column) for column in columns] for one in shown]
    return {"total": len(indexes), "start": start, "columns": columns, "indexes": page, "rows": cells}


def _selected(listing: Listing, select: str) -> list[str]:
    """Return the columns that a $select asks for."""
    names = [name.strip() for name in listing.select(select).to_text().split(",")]
    return _columns(listing) if "*" in names else names


def _sorted(listing: Listing, matches: Matches, path: str, *, descending: bool) -> list[int]:
    """Return the matches in order of a property; items without it come last, both ways."""
    order = listing.order(path)
    kept = [index for index in (reversed(order) if descending else order) if matches.flags[index]]
    without = set(matches.indexes).difference(order) if len(kept) < len(matches.indexes) else ()
    return kept + sorted(without)


def chart(listing: Listing, filter: str, path: str) -> dict[str, Any]:
    """Return how many items, and how many matches, fall into equal steps of time over a property."""
    bins = listing.bins(path)
    every = Counter(bins.cells)
    kept = Counter(compress(bins.cells, listing.matches(filter).flags))
    pairs = [[every[step], kept[step]] for step in range(BINS)] if bins.cells else []
    return {"path": path, "first": bins.first, "last": bins.last, "bins": pairs}


def copied(listing: Listing, filter: str, select: str) -> dict[str, Any]:
    """Return the filter in the forms that the page copies: label to text."""
    from odatanodes.explore.copies import copies

    return {"forms": copies(listing, filter, select)}
