"""A filter and a select in the forms in which people use them elsewhere: text, URL, Python, SDK call, az command, SQL."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from odatanodes.batch.apis import LIST_APIS
from odatanodes.batch.clients import AZ
from odatanodes.serialize import to_url

if TYPE_CHECKING:
    from odatanodes.explore.listing import Listing
    from odatanodes.filter import Filter

__all__ = ["copies"]

ENDPOINT = "https://ACCOUNT.REGION.batch.azure.com"


def copies(listing: Listing, filter: str, select: str) -> list[dict[str, str]]:
    """Return the forms, each with its `label`, its `text` and a `note` where it says less than the filter.

    URL, SDK call and az command carry what the service accepts of it (its plan); what the plan leaves is in the note.
    """
    name = listing.service.name
    row = LIST_APIS[name]
    wanted = listing.filter(filter) if filter else None
    plan = wanted.plan(service=listing.service, select=select or None) if wanted is not None else None
    sent = plan.filter if plan is not None else None
    names = (None if plan is None else plan.select) or ([one.strip() for one in select.split(",")] if select else None)
    residual = None if plan is None else plan.residual
    rest = "" if residual is None else f"the service does not take all of it: the rest is {residual}"
    found = [{"label": "Filter", "text": wanted.to_text() if wanted is not None else "", "note": ""}]
    found.append({"label": "URL", "text": _url(row["path"], sent, names if row["select"] else None), "note": rest})
    found.append({"label": "Python", "text": f"Filter({wanted.to_python()})" if wanted is not None else "", "note": ""})
    if row["method"]:
        found.append({"label": "SDK call", "text": _sdk(row["method"], row["path"], sent, names), "note": rest})
    command = next((words for words, api in AZ.items() if api == name), None)
    if command:
        found.append({"label": "az command", "text": _az(command, row["path"], sent, names), "note": rest})
    if wanted is not None:
        found.append(_sql(listing, wanted, select))
    return [form for form in found if form["text"]]


def _arguments(path: str) -> list[str]:
    """Return the arguments of a path in the words of its clients: poolId -> pool_id."""
    return [re.sub(r"(?=[A-Z])", "_", name).lower() for name in re.findall(r"\{(\w+)\}", path)]


def _url(path: str, filter: str | None, select: list[str] | None) -> str:
    filled = re.sub(r"\{(\w+)\}", lambda match: re.sub(r"(?=[A-Z])", "-", match[1]).upper(), path)
    query = [("api-version", "2025-06-01")]
    query += [("$filter", filter)] if filter else []
    query += [("$select", ",".join(select))] if select else []
    return f"{ENDPOINT}{filled}?" + "&".join(f"{name}={to_url(value)}" for name, value in query)


def _sdk(method: str, path: str, filter: str | None, select: list[str] | None) -> str:
    given = [repr(name.upper().replace("_", "-")) for name in _arguments(path)]
    given += [f"filter={filter!r}"] if filter else []
    given += [f"select={select!r}"] if select else []
    return f"client.{method}({', '.join(given)})"


def _az(command: tuple[str, ...], path: str, filter: str | None, select: list[str] | None) -> str:
    words = ["az", "batch", *command]
    for name in _arguments(path):
        words += [f"--{name.replace('_', '-')}", name.upper().replace("_", "-")]
    words += ["--filter", filter] if filter else []
    words += ["--select", ",".join(select)] if select else []
    return " ".join(map(_word, words))


def _word(text: str) -> str:
    """Return a word for a shell: in double quotes where it has single ones and nothing that is special between double ones."""
    return f'"{text}"' if "'" in text and not set(text) & set('"$`\\!\n') else shlex.quote(text)


def _sql(listing: Listing, wanted: Filter, select: str) -> dict[str, str]:
    """Return a query for DuckDB over values as the service writes them."""
    pushed = wanted.to_duckdb(values="wire")
    columns = listing.select(select).to_duckdb() if select else "*"
    rest = "" if pushed.exact else "it keeps more rows where: " + "; ".join(f"{part}: {why}" for part, why in pushed.reasons)
    return {"label": "SQL", "text": f"SELECT {columns} FROM items WHERE {pushed}", "note": rest}  # noqa: S608 - shown, not run
