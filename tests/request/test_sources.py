"""What a list is read from: clients and fetches that do not fit, options that do not, and iterations that end early."""

from __future__ import annotations

import asyncio
import json
import warnings
from contextlib import aclosing, closing
from typing import TYPE_CHECKING, Any

import pytest

from odatanodes import Filter, azure, request
from odatanodes.request import (
    BatchServiceError,
    alist_items,
    alist_jobs,
    apages,
    list_items,
    list_jobs,
    list_nodes,
    list_tasks,
    pages,
)
from odatanodes.request.options import ClientOptions
from odatanodes.request.source import CLIENT_OPTIONS, OWN_OPTIONS

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator

HOST = "https://account.region.batch.azure.com"
ITEMS = [{"id": f"i{number}", "state": "active"} for number in range(6)]


class Found:
    """What a client's method returns; `closed` counts the page generators that were closed."""

    def __init__(self) -> None:
        self.options: dict[str, Any] = {}
        self.closed = 0

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(ITEMS)

    def by_page(self) -> Generator[list[dict[str, Any]], None, None]:
        try:
            yield ITEMS[:3]
            yield ITEMS[3:]
        finally:
            self.closed += 1


class AsyncFound(Found):
    __iter__ = None  # type: ignore[assignment]

    def __aiter__(self) -> AsyncIterator[Any]:
        return self.by_page()

    async def by_page(self) -> AsyncGenerator[Any, None]:  # type: ignore[override]
        async def page() -> AsyncGenerator[dict[str, Any], None]:
            for item in ITEMS[:3]:
                yield item

        try:
            yield page()
            yield page()
        finally:
            self.closed += 1


class Client:
    """A client that lists jobs, tasks, nodes and files, as azure-batch's does."""

    def __init__(self, found: Found | None = None) -> None:
        self.found = Found() if found is None else found

    def list_jobs(self, *_ids: str, **options: Any) -> Any:
        self.found.options = options
        return self.found

    list_tasks = list_nodes = list_task_files = list_jobs


def fetch(url: str, _headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
    link = {} if url.endswith("/2") else {"odata.nextLink": f"{HOST}/2"}
    return 200, {}, json.dumps({"value": ITEMS[3:] if url.endswith("/2") else ITEMS[:3], **link}).encode()


async def async_fetch(url: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
    return fetch(url, headers)


CLIENT: Any = Client()

# --- what is not a source ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("module", [request, azure], ids=["request", "azure"])
@pytest.mark.parametrize("prefix", ["", "a"], ids=["sync", "async"])
@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        (
            "list_items",
            ["list-certificates", CLIENT],
            "clients of azure-batch do not list certificates: use a fetch, with an api_version before 2025-06-01",
        ),
        ("list_pools", [CLIENT], "Client has no method list_pools: not a client that lists pools"),
        ("list_nodes", ["pool1", CLIENT], r"the client \(or the fetch\) comes first, before IDs and filter, not 'pool1'"),
        ("list_items", ["list-nodes", "pool1", CLIENT], "comes first, before IDs and filter, not 'pool1'"),
        ("list_jobs", ["state eq 'active'", CLIENT], r"comes first, .*not \"state eq 'active'\""),
        ("list_jobs", [None], "the first argument is a client of azure-batch, or a fetch .*, not None"),
        ("list_jobs", [5], "or a fetch as http_fetch.. makes, not 5"),
        ("list_jobs", [Client], "'Client' is a class"),
        ("list_jobs", [fetch], "a fetch needs the 'endpoint' of the account"),
    ],
)
def test_wrong_sources(module: Any, prefix: str, name: str, arguments: list[Any], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        getattr(module, prefix + name)(*arguments)


def test_a_synchronous_and_an_asynchronous_fetch_are_not_mixed_up() -> None:
    async def collect(found: Any) -> list[Any]:
        return [item async for item in found]

    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a coroutine that never ran
        sync: Any
        for sync in (list_jobs(async_fetch, endpoint=HOST), pages(async_fetch, HOST)):  # type: ignore[call-overload, arg-type]
            with pytest.raises(
                TypeError, match=r"this fetch is asynchronous: use alist_nodes and its kin \(apages\), or http_fetch"
            ):
                list(sync)
        for found in (alist_jobs(fetch, endpoint=HOST), apages(fetch, HOST)):  # type: ignore[call-overload, arg-type]
            with pytest.raises(TypeError, match=r"not asynchronous: use list_nodes and its kin \(pages\), or async_http_fetch"):
                asyncio.run(collect(found))


# --- arguments and options -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["", "a"], ids=["sync", "async"])
@pytest.mark.parametrize(
    ("api", "ids", "options", "message"),
    [
        ("list-jobs", [], {"selct": ["id"]}, "no option 'selct'; did you mean 'select'"),
        ("list-jobs", [], {"retry_totals": 1}, "did you mean 'retry_total'"),
        ("list-jobs", [], {"max_result": 1}, "did you mean 'max_results'"),
        ("list-task-files", ["j", "t"], {"recursiv": True}, "did you mean 'recursive'"),
        ("list-jobs", [], {"endpoint": HOST}, "a client has its endpoint: omit 'endpoint'"),
        ("list-jobs", [], {"retries": 0}, "a client has its retries: omit 'retries'"),
        ("list-jobs", [], {"api_version": "2025-06-01"}, "a client has its version of the API: omit 'api_version'"),
        ("list-jobs", [], {"timeout": 6, "service_timeout": 5}, "'timeout' is what the client calls 'service_timeout'"),
        ("list-jobs", ["j"], {}, "'list-jobs' takes no IDs, not 1 IDs"),
        ("list-tasks", [], {}, "'list-tasks' takes job_id, not 0 IDs"),
        ("list-tasks", ["j", "t"], {}, "'list-tasks' takes job_id, not 2 IDs"),
        ("list-tasks", [5], {}, "job_id is a string, not 5"),
    ],
)
def test_wrong_options_of_a_client(prefix: str, api: str, ids: list[Any], options: dict[str, Any], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        getattr(azure, f"{prefix}list_items")(api, CLIENT, *ids, **options)


def test_other_options_are_passed_to_the_client() -> None:
    given: dict[str, Any] = {"service_timeout": 5, "retry_total": 0, "headers": {"a": "b"}, "option_of_a_policy_of_mine": 1}
    client: Any = Client()
    list_items("list-jobs", client, max_results=7, **given)
    assert client.found.options == {"filter": None, "select": None, "max_results": 7, **given}
    list_items("list-task-files", client, "j", "t", recursive=True, timeout=3)
    assert client.found.options == {"filter": None, "recursive": True, "service_timeout": 3}


def test_type_checkers_know_the_options_that_are_passed() -> None:
    assert set(ClientOptions.__annotations__) == set(CLIENT_OPTIONS)
    assert not set(CLIENT_OPTIONS) & set(OWN_OPTIONS)


def test_the_functions_of_azure_are_those_of_request() -> None:
    for name in azure.__all__:
        if "list_" in name:
            assert getattr(azure, name) is getattr(request, name)
    assert "max_results" in (azure.list_nodes.__doc__ or "")


def test_a_filter_of_another_list_is_refused() -> None:
    source: Any
    for source in (CLIENT, fetch):
        with pytest.raises(ValueError, match="not checked against what list-tasks lists"):
            list_tasks(source, "j", Filter("state eq 'idle'"))
    assert "ValueError for a Filter that was made for another list" in " ".join((list_items.__doc__ or "").split())


# --- iterations that end early -------------------------------------------------------------------------------------------


def test_closing_a_listing_closes_the_pages() -> None:
    client: Any = Client()
    with closing(list_jobs(client, "state eq 'active'")) as found:
        assert next(found)["id"] == "i0"
        assert client.found.closed == 0
    assert client.found.closed == 1
    assert list(found) == []


def test_closing_an_asynchronous_listing_closes_the_pages() -> None:
    client: Any = Client(AsyncFound())

    async def run() -> None:
        async with aclosing(alist_jobs(client, "state eq 'active'")) as found:
            async for item in found:
                assert item["id"] == "i0"
                break
            assert client.found.closed == 0
        assert client.found.closed == 1
        assert [item async for item in found] == []

    asyncio.run(run())


@pytest.mark.parametrize("kind", ["pages", "apages"])
def test_the_pages_of_a_fetch_are_closed_with_the_listing(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    ended: list[str] = []

    def watched(*given: Any, **options: Any) -> Generator[Any, None, None]:
        try:
            yield from pages(*given, **options)
        finally:
            ended.append("pages")

    async def awatched(*given: Any, **options: Any) -> AsyncGenerator[Any, None]:
        try:
            async for page in apages(*given, **options):
                yield page
        finally:
            ended.append("apages")

    monkeypatch.setattr(f"odatanodes.request.listing.{kind}", watched if kind == "pages" else awatched)

    async def run() -> None:
        async with aclosing(alist_items("list-jobs", async_fetch, endpoint=HOST)) as found:
            assert (await anext(found))["id"] == "i0"
        assert ended == ["apages"]

    if kind == "pages":
        with closing(list_items("list-jobs", fetch, endpoint=HOST)) as listing:
            assert next(listing)["id"] == "i0"
        assert ended == ["pages"]
    else:
        asyncio.run(run())


def test_a_listing_that_was_not_started_can_be_closed() -> None:
    list_jobs(fetch, endpoint=HOST).close()
    asyncio.run(alist_jobs(async_fetch, endpoint=HOST).aclose())


def test_the_repr_of_a_listing_says_what_is_sent() -> None:
    text = "state eq 'idle' and vmSize eq 'a1'"
    assert repr(list_nodes(fetch, "p", text, endpoint=HOST)) == "<Listing, sent: state eq 'idle', filtered here: vmSize eq 'a1'>"
    assert repr(list_jobs(CLIENT)) == "<Listing, sent: no $filter>"
    assert repr(alist_jobs(async_fetch, "1 eq 2", endpoint=HOST)) == "<AsyncListing, sent: nothing>"
    assert len(repr(list_jobs(CLIENT, f"id in ({','.join(['0'] * 500)})".replace("0", "'0'")))) < 150


# --- long URLs -----------------------------------------------------------------------------------------------------------

LONG = f"id in ({','.join([f'{chr(39)}job-{number}{chr(39)}' for number in range(1_000)])})"


def refusing(status: int) -> Any:
    return lambda _url, _headers: (status, {}, b"<html>too long</html>")


@pytest.mark.parametrize(
    ("status", "text", "named"), [(414, LONG, True), (400, LONG, True), (401, LONG, False), (414, "id eq 'a'", False)]
)
def test_an_error_that_a_long_url_may_have_caused_names_max_terms(status: int, text: str, named: bool) -> None:
    async def refuse(url: str, headers: dict[str, str]) -> Any:
        return refusing(status)(url, headers)

    async def collect() -> list[Any]:
        return [item async for item in alist_jobs(refuse, text, endpoint=HOST)]

    with pytest.raises(BatchServiceError) as raised:
        list(list_jobs(refusing(status), text, endpoint=HOST))
    assert ("many servers refuse more than 8,000: split it, or send at most N comparisons" in str(raised.value)) is named
    with pytest.raises(BatchServiceError) as raised:
        asyncio.run(collect())
    assert ("max_terms" in str(raised.value)) is named


def test_the_error_of_a_client_has_a_note() -> None:
    class RefusedError(Exception):
        status_code = 414

    class Refusing(Found):
        def by_page(self) -> Any:
            raise RefusedError

    client: Any = Client(Refusing())
    with pytest.raises(RefusedError) as raised:
        list(list_jobs(client, LONG))
    assert "max_terms" in raised.value.__notes__[0]


def test_a_connection_that_breaks_off_may_have_had_too_long_a_url() -> None:
    def broken(_url: str, _headers: dict[str, str]) -> Any:
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError) as raised:
        list(list_jobs(broken, LONG, endpoint=HOST, retries=0))
    assert "max_terms" in raised.value.__notes__[0]
