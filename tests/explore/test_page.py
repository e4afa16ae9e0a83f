"""The page in a real browser: findings and fixes while typing, matches, traces, keyboard, hostile values, accessibility."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from odatanodes import Filter
from tests.kit.cli import run_here
from tests.kit.listing import HOSTILE, many_nodes
from tests.kit.support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra 'dev')").expect

NODES = many_nodes(2_000)
SCREENSHOT = ROOT / "tests" / "explore" / "explorer.png"


def opened(page: Any, address: str, query: str = "") -> Any:
    page.goto(f"{address}/{query}")
    expect(page.locator("#count")).not_to_be_empty()
    return page


def count(page: Any, text: str) -> None:
    """Wait until the page says how many items match."""
    expect(page.locator("#count")).to_have_text(re.compile(f"^{re.escape(text)}"))


def test_a_wrong_filter_is_underlined_and_its_fix_applied(page: Any, address: str) -> None:
    opened(page, address)
    page.fill("#filter", "stat eq 'idle'")
    page.wait_for_selector("#filter-findings li")
    assert page.inner_text("#filter-marks .error") == "stat"
    finding = page.inner_text("#filter-findings li")
    assert "ODN201" in finding
    assert "did you mean 'state'?" in finding
    assert page.get_attribute("#filter", "aria-invalid") == "true"
    page.click("#filter-findings button")
    assert page.input_value("#filter") == "state eq 'idle'"
    count(page, f"{len(Filter('state eq ' + repr('idle')).apply(NODES)):,} matches")
    assert page.locator("#filter-findings li").count() == 0


def test_counts_are_those_of_the_command(page: Any, address: str, tmp_path: Path) -> None:
    file = tmp_path / "nodes.jsonl"
    file.write_text("\n".join(map(json.dumps, NODES)), encoding="utf-8")
    for text in ("state eq 'idle' and isDedicated", "vmSize eq 'standard_f8s'", "totalTasksRun gt 38 or state eq 'unusable'"):
        counted = int(run_here("filter", text, str(file), "--count").out)
        opened(page, address)
        page.fill("#filter", text)
        count(page, f"{counted:,} match")


def test_a_cell_shows_its_item_and_trace(page: Any, address: str) -> None:
    opened(page, address, "?filter=state+eq+'idle'")
    page.wait_for_function("document.getElementById('cells').style.height")  # the cells are drawn
    page.locator("#cells").click(position={"x": 4, "y": 4})
    page.wait_for_selector("#item-verdict b")
    assert NODES[0]["id"] in page.inner_text("#item-verdict")
    assert page.inner_text("#trace tbody tr td:nth-child(2)") == "state eq 'idle'"
    assert NODES[0]["state"] in page.inner_text("#trace tbody tr td:nth-child(3)")


def test_completion_by_keyboard(page: Any, address: str) -> None:
    opened(page, address)
    page.focus("#filter")
    page.keyboard.type("schedulingS")
    page.wait_for_selector("#filter-list:not([hidden]) [role=option]")
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#filter", "aria-activedescendant") == "filter-option-0"
    page.keyboard.press("Enter")
    assert page.input_value("#filter") == "schedulingState"


def test_keyboard_alone_moves_over_the_cells(page: Any, address: str) -> None:
    opened(page, address, "?filter=state+eq+'idle'")
    page.focus("#grid")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#cell")).to_contain_text(NODES[1]["id"])
    page.keyboard.press("End")
    expect(page.locator("#cell")).to_contain_text(NODES[-1]["id"])
    assert parse_qs(urlsplit(page.url).query)["item"] == ["1999"]


def test_the_address_holds_the_view(page: Any, address: str) -> None:
    opened(page, address)
    page.fill("#filter", "state eq 'running'")
    page.fill("#select", "id,state")
    page.select_option("#colour", "isDedicated")
    page.locator("#rows th button").first.click()
    expect(page).to_have_url(re.compile("select=id.*sort=id"))
    before = f"{len(Filter('state eq ' + repr('running')).apply(NODES)):,} matches"
    count(page, before)
    again = page.url
    page.goto("about:blank")
    page.goto(again)
    count(page, before)
    assert page.input_value("#filter") == "state eq 'running'"
    assert page.input_value("#colour") == "isDedicated"
    assert page.get_attribute("#rows th", "aria-sort") == "ascending"


def test_hostile_ids_are_text(page: Any, address: str) -> None:
    opened(page, address, "?item=3")
    page.wait_for_selector("#item-verdict bdi")
    shown = HOSTILE.replace("\u202e", "\u27e8U+202E\u27e9")
    assert page.inner_text("#item-verdict bdi") == shown
    expect(page.locator("#rows")).to_contain_text(shown)
    assert page.locator("img").count() == 0


def test_copies_reach_the_clipboard(page: Any, address: str) -> None:
    opened(page, address, "?filter=state+EQ+'Idle'")
    page.get_by_role("button", name="Copy Filter").click()
    expect(page.locator("#copied")).not_to_be_empty()
    assert page.evaluate("navigator.clipboard.readText()") == "state eq 'idle'"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessibility(page: Any, address: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page.emulate_media(color_scheme=scheme)
    opened(page, address, "?filter=stat+eq+'idle'&item=3")
    page.wait_for_selector("#filter-findings li")
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.fill("#filter", "sche")
    page.wait_for_selector("#filter-list:not([hidden]) [role=option]")
    page.keyboard.press("ArrowDown")
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.set_viewport_size({"width": 380, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 380


def test_screenshot(page: Any, address: str, tmp_path: Path) -> None:
    """With ODATANODES_SCREENSHOT=1 the picture in the README is made again."""
    page.set_viewport_size({"width": 1280, "height": 900})
    opened(page, address, "?filter=state+eq+'idle'+and+stateTransitionTime+gt+2025-11-21T12:00:00Z&item=2")
    page.wait_for_selector("#trace tbody tr")
    target = SCREENSHOT if os.environ.get("ODATANODES_SCREENSHOT") else tmp_path / "explorer.png"
    page.screenshot(path=str(target))
    assert target.read_bytes().startswith(b"\x89PNG")
    assert SCREENSHOT.exists()


FUNCTIONS = [
    ("stateOf('?filter=a+eq+1&x=2').filter", "a eq 1"),
    ("stateOf('?item=12').item", "12"),
    ("stateOf('?item=1e3').item", ""),
    ("searchOf({filter: 'a&b', select: ''})", "?filter=a%26b"),
    ("searchOf({})", ""),
    ("marked('abc', [{span: [1, 2], severity: 'error'}])", [["a", ""], ["b", "error"], ["c", ""]]),
    ("marked('ab', [{span: [2, 2], severity: 'error'}])", [["ab", ""], [" ", "error"]]),
    ("marked('abc', [{span: [0, 2], severity: 'x'}, {span: [1, 3], severity: 'y'}])", [["ab", "x"], ["c", ""]]),
    ("replaced('stat eq', [0, 4], 'state')", {"text": "state eq", "cursor": 5}),
    ("moved('ArrowDown', 0, 10, 4)", 4),
    ("moved('ArrowDown', 8, 10, 4)", 8),
    ("moved('End', 0, 10, 4)", 9),
    ("moved('x', 0, 10, 4)", None),
    ("visible('a\\u202eb\\u0007')", "a\u27e8U+202E\u27e9b\u27e8U+0007\u27e9"),
    ("visible('a\\u061c\\u00ad\\t\\u2028\\ud800')", "a\u27e8U+061C\u27e9\u27e8U+00AD\u27e9\t\u27e8U+2028\u27e9\u27e8U+D800\u27e9"),
    ("continuing([{label: 'State', text: 'state'}, {label: 'id', text: 'id '}], 'st').length", 1),
    ("continuing([{label: 'id', text: 'id '}], 'id').length", 0),
    ("continuing([{label: 'id', text: 'id '}], 'id', true).length", 1),
    ("shown({a: 1})", '{"a":1}'),
    ("shown(null)", ""),
    ("shown(false)", "false"),
    ("plural(1, 'match', 'matches')", "1 match"),
    ("plural(2000, 'item')", "2,000 items"),
    ("moment(0)", "1970-01-01T00:00:00Z"),
    ("[...bytesOf('AQID')]", [1, 2, 3]),
]


def test_functions_of_the_script(page: Any, address: str) -> None:
    opened(page, address)
    for call, expected in FUNCTIONS:
        found = page.evaluate(f"import('/explore.js').then(({{{call.partition('(')[0].removeprefix('[...')}}}) => {call})")
        assert found == expected, call
    for number in (1, 7, 2_000, 100_000):
        grid = page.evaluate(f"import('/explore.js').then(({{layout}}) => layout({number}, 700, 400))")
        assert grid["columns"] * grid["size"] <= 700
        assert grid["columns"] * grid["height"] >= number * grid["size"]
