"""Late responses: none replaces a newer one, none disturbs a choice. Responses are delayed or reordered in the browser."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.kit.listing import many_nodes

pytestmark = pytest.mark.thorough

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra 'dev')").expect

NODES = many_nodes(2_000)
DELAYED = """
const received = window.fetch;
const delays = %s;
window.fetch = async (...given) => {
  const name = /explore\\/(\\w+)/.exec(given[0])[1];
  const delay = delays[name]?.shift() ?? 0;
  const response = await received(...given);
  await new Promise((done) => setTimeout(done, delay));
  window.late = (window.late ?? 0) + (delay > 0);
  return response;
};
"""
"""Delays of the first responses of each kind, in milliseconds; `late` counts those that arrived."""


def opened(page: Any, address: str, query: str = "") -> None:
    page.goto(f"{address}/{query}")
    expect(page.locator("#count")).not_to_be_empty()


def delayed(page: Any, address: str, delays: str, query: str = "") -> None:
    page.add_init_script(DELAYED % delays)
    opened(page, address, query)


def arrived(page: Any, count: int = 1) -> None:
    """Wait until delayed responses have arrived and were handled."""
    page.evaluate(
        f"new Promise((done) => {{ const look = () => window.late >= {count} ? done() : setTimeout(look, 10); look(); }})"
    )
    settled(page)


def settled(page: Any) -> None:
    """Wait until a response that arrived was handled."""
    page.evaluate("new Promise((done) => setTimeout(done, 20))")


def held(page: Any) -> list[Any]:
    """Hold the requests for completions from now on."""
    routes: list[Any] = []
    page.route("**/explore/complete*", lambda route: routes.append(route))  # noqa: PLW0108 - a method of a list takes no attributes
    return routes


def offered(page: Any) -> list[str]:
    return page.locator("#filter-list:not([hidden]) [role=option] code").all_inner_texts()  # type: ignore[no-any-return]


def listed(page: Any, text: str) -> None:
    """Type a text and wait for the list."""
    page.focus("#filter")
    page.keyboard.type(text)
    page.wait_for_selector("#filter-list:not([hidden]) [role=option]")
    expect(page.locator("#filter-list code").first).to_have_text(re.compile(f"^{text}", re.IGNORECASE))


@pytest.mark.parametrize("key", ["Enter", "Tab"])
def test_a_late_list_keeps_the_choice(page: Any, address: str, key: str) -> None:
    opened(page, address)
    listed(page, "sche")
    routes = held(page)
    with page.expect_request("**/explore/complete*"):
        page.keyboard.type("dulingS")
    assert offered(page) == ["schedulingState"]
    page.keyboard.press("ArrowDown")
    with page.expect_response("**/explore/complete*"):
        routes[-1].continue_()
    settled(page)
    assert page.get_attribute("#filter", "aria-activedescendant") == "filter-option-0"
    assert page.get_attribute("#filter-option-0", "aria-selected") == "true"
    page.keyboard.press(key)
    assert page.input_value("#filter") == "schedulingState"
    assert page.is_hidden("#filter-list")


def test_a_choice_stays_with_its_option(page: Any, address: str) -> None:
    opened(page, address)
    listed(page, "s")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")  # the last one
    chosen = page.inner_text("#filter-list [aria-selected=true] code")
    assert offered(page)[-1] == chosen
    page.keyboard.type(chosen[1:3])
    assert page.inner_text("#filter-list [aria-selected=true] code") == chosen
    page.keyboard.press("Enter")
    assert page.input_value("#filter").startswith(chosen)


def test_what_no_longer_continues_the_word_cannot_be_chosen(page: Any, address: str) -> None:
    opened(page, address)
    listed(page, "sche")
    held(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.type("x")
    assert offered(page) == []
    page.keyboard.press("Enter")
    assert page.input_value("#filter") == "schex"


@pytest.mark.parametrize("key", ["Escape", "Home"])
def test_a_closed_list_stays_closed(page: Any, address: str, key: str) -> None:
    opened(page, address)
    listed(page, "sche")
    routes = held(page)
    with page.expect_request("**/explore/complete*"):
        page.keyboard.type("d")
    page.keyboard.press(key)
    with page.expect_response("**/explore/complete*"):
        routes[-1].continue_()
    settled(page)
    assert offered(page) == []
    page.keyboard.press("Enter")
    assert page.input_value("#filter") == "sched"


def test_completion_under_load(page: Any, address: str) -> None:
    """A slow processor, and responses that arrive in an order of their own."""
    delayed(page, address, "{complete: [150, 0, 90, 30, 120, 0, 60, 10], view: [0, 120, 0, 80, 0, 60]}")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 6})
    for word, delay in (("schedulingS", 0), ("isDed", 70)):
        page.fill("#filter", "")
        page.keyboard.type(word, delay=delay)
        page.wait_for_selector("#filter-list:not([hidden]) [role=option]")
        page.keyboard.press("ArrowDown")
        label = page.inner_text("#filter-list [aria-selected=true] code")
        page.keyboard.press("Enter")
        assert page.input_value("#filter") == label
        assert label.startswith(word)


def test_a_fix_is_not_applied_to_another_text(page: Any, address: str) -> None:
    opened(page, address)
    page.fill("#filter", "stat eq 'idle'")
    page.wait_for_selector("#filter-findings button")
    page.route("**/explore/view*", lambda _: None)
    page.press("#filter", "Home")
    page.keyboard.type("id eq 'a' or ")
    assert page.is_disabled("#filter-findings button")
    page.evaluate("document.querySelector('#filter-findings button').onclick()")
    assert page.input_value("#filter") == "id eq 'a' or stat eq 'idle'"


def test_findings_of_an_older_text_are_dropped(page: Any, address: str) -> None:
    delayed(page, address, "{view: [0, 300]}")
    page.fill("#filter", "stat eq 'idle'")
    page.wait_for_timeout(90)
    page.fill("#filter", "state eq 'idle'")
    expect(page.locator("#count")).to_contain_text("matches of")
    arrived(page)
    assert page.locator("#filter-findings li").count() == 0
    assert page.locator("#filter-marks .error").count() == 0
    assert "state eq 'idle'" in page.inner_text("#plan")


def test_an_item_that_was_left_is_not_shown(page: Any, address: str) -> None:
    delayed(page, address, "{item: [200]}")
    page.focus("#grid")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#item-verdict")).to_contain_text(NODES[2]["id"])
    arrived(page)
    assert NODES[2]["id"] in page.inner_text("#item-verdict")


def test_rows_and_charts_of_an_older_question_are_dropped(page: Any, address: str) -> None:
    delayed(page, address, "{rows: [0, 200], chart: [0, 200], copies: [0, 200]}")
    page.wait_for_selector("#rows tbody tr")
    page.fill("#filter", "id eq 'nothing'")
    expect(page.locator("#plan")).to_contain_text("nothing")
    page.fill("#filter", "state eq 'idle'")
    expect(page.locator("#page")).to_contain_text("1 to 50")
    expect(page.locator("#url")).to_contain_text("idle")
    arrived(page, 3)
    assert page.locator("#rows tbody tr").count() == 50
    assert "idle" in page.inner_text("#url")
    assert not page.get_attribute("#over-time svg", "aria-label").startswith("0 ")


def test_colours_that_arrive_late(page: Any, address: str) -> None:
    delayed(page, address, "{colours: [0, 200]}", "?filter=state+eq+'idle'")
    page.select_option("#colour", "schedulingState")
    page.select_option("#colour", "isDedicated")
    expect(page.locator("#legend")).to_contain_text("true")
    arrived(page)
    assert page.inner_text("#by-name") == "isDedicated"
    assert sorted(page.locator("#legend bdi").all_inner_texts()) == ["false", "true"]


def test_below_a_wrong_filter_stands_the_last_right_one(page: Any, address: str) -> None:
    opened(page, address, "?filter=state+eq+'idle'")
    page.wait_for_selector("#rows tbody tr")
    page.fill("#filter", "stat eq 'idle'")
    page.wait_for_selector("#filter-findings li")
    page.focus("#next")
    page.keyboard.press("Enter")
    expect(page.locator("#page")).to_contain_text("51 to 100")
    page.locator("#rows tbody tr").first.click()
    expect(page.locator("#item-verdict b")).to_have_text("matches")


def test_the_focus_survives_a_new_table(page: Any, address: str) -> None:
    opened(page, address)
    header = page.locator("#rows th button").nth(1)
    header.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#rows th").nth(1)).to_have_attribute("aria-sort", "ascending")
    page.keyboard.press("Enter")
    expect(page.locator("#rows th").nth(1)).to_have_attribute("aria-sort", "descending")
    page.focus("#next")
    page.fill("#filter", "totalTasksRun eq 7")
    expect(page.locator("#page")).to_contain_text("of ")


def test_numbers_in_the_address_that_are_none(page: Any, address: str) -> None:
    opened(page, address, "?item=x&start=-5&sort=nothing&colour=nothing&time=nothing")
    expect(page.locator("#page")).to_contain_text("1 to 50 of 2,000")
    opened(page, address, "?item=999999&start=99999")
    expect(page.locator("#page")).to_contain_text("1,951 to 2,000 of 2,000")
    assert page.is_hidden("#chosen")
