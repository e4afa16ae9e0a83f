"""A browser for the tests of the page: Playwright with the system's Chromium, or a skip with a reason."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests.kit.listing import many_nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The explorer of 2,000 nodes, on loopback."""
    pytest.importorskip("starlette")
    from odatanodes.emulator import running
    from odatanodes.explore import Listing, explorer
    from odatanodes.service import LIST_NODES

    with running(explorer(Listing(many_nodes(2_000), LIST_NODES, "nodes.jsonl"))) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A Chromium that Playwright drives; its event loop runs in this thread, so it ends with the module."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra 'dev')")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on this machine")
    with playwright.sync_playwright() as running_playwright:
        started = running_playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """An empty page; an error of its script fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000}, permissions=["clipboard-read", "clipboard-write"])
    made = context.new_page()
    errors: list[str] = []
    made.on("pageerror", lambda error: errors.append(str(error)))
    made.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield made
    context.close()
    assert errors == []
