"""Pages: next links, retries, and the limits of both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from odatanodes.request import (
    AnswerError,
    BatchServiceError,
    Response,
    pages,
)
from tests.kit.responses import BUSY, ERROR, Script, page, response

if TYPE_CHECKING:
    from collections.abc import Callable

both = pytest.mark.parametrize("ids", [Script.ids, Script.async_ids], ids=["sync", "async"])


@both
def test_pages_follow_links_and_leave_out_what_came_before(ids: Callable[..., list[str]]) -> None:
    script = Script(
        {"http://h/1": page("a", "b", link="http://h/2?$skiptoken=%27"), "http://h/2?$skiptoken=%27": page("b", "c", "a")}
    )
    assert ids(script) == ["a", "b", "c"]
    assert script.asked == ["http://h/1", "http://h/2?$skiptoken=%27"]


@both
def test_an_empty_page_is_not_the_end(ids: Callable[..., list[str]]) -> None:
    assert ids(Script({"http://h/1": page(link="http://h/2"), "http://h/2": page("a")})) == ["a"]


@both
@pytest.mark.parametrize("back", ["http://h/1", "http://h/2"])
def test_a_circle_is_an_error(ids: Callable[..., list[str]], back: str) -> None:
    script = Script({"http://h/1": page("a", link="http://h/2"), "http://h/2": page("b", link=back)})
    with pytest.raises(AnswerError, match="circle"):
        ids(script)
    assert len(script.asked) == 2


@both
@pytest.mark.parametrize("link", ["http://evil/2", "https://h/2", "http://h:81/2", "/2", "http://[", "http://h.evil/2"])
def test_another_host_is_not_asked(ids: Callable[..., list[str]], link: str) -> None:
    script = Script({"http://h/1": page("a", link=link)})
    with pytest.raises(AnswerError):
        ids(script)
    assert script.asked == ["http://h/1"]


@both
@pytest.mark.parametrize(
    ("link", "requested"),
    [
        ("HTTP://h/2", "http://h/2"),
        ("http://H/2", "http://H/2"),
        ("  http://h/2 ", "http://h/2"),
        ("http://h/2?$filter=state eq 'idle'", "http://h/2?$filter=state%20eq%20'idle'"),
        ("http://h/2?x=\u00e9%20", "http://h/2?x=%C3%A9%20"),
        ("http://h/2?x=\\", "http://h/2?x=\\"),
    ],
)
def test_a_link_is_encoded_where_a_request_needs_it(ids: Callable[..., list[str]], link: str, requested: str) -> None:
    script = Script({"http://h/1": page("a", link=link), requested: page("b")})
    assert ids(script) == ["a", "b"]
    assert script.asked == ["http://h/1", requested]


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("/2", "relative"),
        ("nodes?$skiptoken=2", "relative"),
        ("//h/2", "not an http or https"),
        ("ftp://h/2", "not an http or https"),
        ("http:///2", "not an http or https"),
        ("http://h:x/2", "not a URL"),
        ("http://h:99999/2", "not a URL"),
        ("http://[::1/2", "not a URL"),
        ("http://user@h/2", "host name and a port"),
        ("http://h\\@evil/2", "host name and a port"),
        ("http://h\u00f6st/2", "host name and a port"),
        ("http://h/2\r\nx: y", "control character"),
        ("http://h/2?x=\ud800", "surrogate"),
        ("http://evil/2", "another host"),
        ("http://h/1", "circle"),
    ],
)
@both
def test_the_nodes_of_a_page_come_before_the_error_of_its_link(ids: Callable[..., list[str]], link: str, reason: str) -> None:
    script = Script({"http://h/1": page("a", "b", link=link)})
    found: list[str] = []
    with pytest.raises(AnswerError, match=reason):
        found += (node["id"] for read in pages(script, "http://h/1", sleep=script.waited.append) for node in read.nodes)
    assert found == ["a", "b"]
    with pytest.raises(AnswerError, match=reason):
        ids(script)
    assert script.asked == ["http://h/1"] * 2
    assert script.waited == []


@both
def test_another_host_is_asked_when_that_is_wanted(ids: Callable[..., list[str]]) -> None:
    assert ids(Script({"http://h/1": page("a", link="http://g/2"), "http://g/2": page("b")}), other_hosts=True) == ["a", "b"]
    assert ids(Script({"http://h/1": page("a", link="http://h:80/2"), "http://h:80/2": page("b")})) == ["a", "b"]


@both
def test_what_may_pass_is_asked_for_again(ids: Callable[..., list[str]]) -> None:
    cut = response(200, b'{"value": [{"id": "b"}')
    script = Script({"http://h/1": [BUSY, page("a", link="http://h/2")], "http://h/2": [ConnectionError(), cut, BUSY, page("b")]})
    assert ids(script) == ["a", "b"]
    assert script.waited == [0.5, 0.5, 1.0, 2.0]


@both
def test_the_service_says_how_long_to_wait(ids: Callable[..., list[str]]) -> None:
    later = response(503, {"code": "ServerBusy"}, **{"Retry-After": "3"})
    never = response(503, {"code": "ServerBusy"}, **{"Retry-After": "86400"})
    script = Script({"http://h/1": [later, never, page("a")]})
    assert ids(script) == ["a"]
    assert script.waited == [3.0, 60.0]


@both
@pytest.mark.parametrize(
    ("failure", "attempts"), [(BUSY, 4), (ConnectionResetError("x"), 4), (response(400, ERROR), 1), (response(200, b"[]"), 1)]
)
def test_what_does_not_pass_is_raised(ids: Callable[..., list[str]], failure: Any, attempts: int) -> None:
    script = Script({"http://h/1": page("a", link="http://h/2"), "http://h/2": failure})
    with pytest.raises((BatchServiceError, OSError, AnswerError)):
        ids(script)
    assert len(script.asked) == 1 + attempts


@both
def test_no_retries(ids: Callable[..., list[str]]) -> None:
    script = Script({"http://h/1": BUSY})
    with pytest.raises(BatchServiceError):
        ids(script, retries=0)
    with pytest.raises(ValueError, match="further attempts"):
        ids(script, retries=-1)
    assert len(script.asked) == 1


@both
def test_other_errors_of_a_fetch_pass_through(ids: Callable[..., list[str]]) -> None:
    with pytest.raises(ZeroDivisionError):
        ids(Script({"http://h/1": ZeroDivisionError()}))


def test_headers_go_with_every_page() -> None:
    seen: list[dict[str, str]] = []

    def fetch(url: str, headers: dict[str, str]) -> Response:
        seen.append(headers)
        return page("a", link="http://h/2") if url == "http://h/1" else page("b")

    headers = {"authorization": "Bearer x"}
    assert len(list(pages(fetch, "http://h/1", headers))) == 2
    assert seen == [headers, headers]
