"""The desk in a real browser: judgements given and undone on the page, with and without scripts."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from copydesk.pipeline import Pipeline
from copydesk.server.listening import DeskServer, desk_server
from ferry_desk import HEADLINE, fill, serving
from opened import CONTRAST

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[DeskServer]:
    yield from serving(desk_server(fill(tmp_path / "desk.db"), Pipeline([]), 0))


@pytest.fixture
def page(browser: "Browser") -> "Iterator[Page]":
    made = browser.new_context().new_page()
    complaints: list[str] = []
    made.on("console", lambda message: complaints.append(message.text))
    made.on("pageerror", lambda error: complaints.append(str(error)))
    yield made
    made.context.close()
    assert complaints == []


def open_story(page: "Page", server: DeskServer, title: str) -> None:
    page.goto(server.address)
    page.click(f"text={title}")
    page.wait_for_selector("#judge")


def merge_split_and_undo(page: "Page", server: DeskServer) -> None:
    open_story(page, server, HEADLINE)
    page.check("[name=other] >> nth=0")
    page.click("text=Merge it into this story")
    assert "goes into" in page.inner_text("main")
    page.fill("#by", "Ann")
    page.click("button.main")
    page.wait_for_selector("#judge")
    assert "is the same story as this story" in page.inner_text(".notice")
    assert page.locator("details.report").count() == 4

    page.check("[name=report][value=three]")
    page.click("text=Make one story of those ticked")
    assert "for a new story; the other 3 stay." in page.inner_text("main")
    page.click("button.main")
    page.wait_for_selector("#judge")
    assert page.locator("details.report").count() == 3
    page.click(".notice a >> text=Late again")
    page.wait_for_selector("#judge")
    assert page.inner_text("h1") == "Late again"

    page.goto(f"{server.address}story/ferry.html")
    page.click("#j-1 .undo a")
    assert "is a story of its own again." in page.inner_text("main")
    page.click("text=Leave it as it is")
    page.wait_for_selector("#judge")
    page.click("#j-1 .undo a")
    page.click("button.main")
    page.wait_for_selector("#judge")
    assert page.inner_text(".notice") == "Judgement 1 is undone."
    assert page.locator("details.report").count() == 2, "the split holds without the merge"


def test_merge_split_and_undo_on_the_page(server: DeskServer, page: "Page") -> None:
    merge_split_and_undo(page, server)


def test_the_same_without_scripts(server: DeskServer, browser: "Browser") -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    merge_split_and_undo(page, server)
    page.context.close()


def test_with_the_keyboard_alone(server: DeskServer, page: "Page") -> None:
    open_story(page, server, HEADLINE)
    page.focus("[name=report][value=two]")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert "Make one story" in str(page.evaluate("document.activeElement.textContent"))
    page.keyboard.press("Enter")
    page.wait_for_selector("button.main")
    page.focus("#by")
    page.keyboard.press("Enter")
    page.wait_for_selector(".notice")
    assert "two.example is a story of its own" in page.inner_text(".notice")


def test_enter_in_a_field_means_what_the_field_says(server: DeskServer, page: "Page") -> None:
    open_story(page, server, HEADLINE)
    page.check("[name=report][value=three]")
    page.fill("[name=to]", "freed")
    page.keyboard.press("Enter")
    page.wait_for_selector("button.main")
    assert page.inner_text("h1") == "Move this report?"
    page.keyboard.press("Tab")  # the hidden button is in nobody's way
    page.click("text=Leave it as it is")
    page.wait_for_selector("#judge")
    page.fill("[name=other_id]", "freed")
    page.keyboard.press("Enter")
    page.wait_for_selector("button.main")
    assert page.inner_text("h1") == "Merge these two stories?"


def test_search_leads_to_the_story(server: DeskServer, page: "Page") -> None:
    page.goto(server.address)
    page.fill("[name=q]", "tug")
    page.keyboard.press("Enter")
    page.wait_for_selector("mark")
    assert page.input_value("[name=q]") == "tug"
    page.click(f"text={HEADLINE}")
    page.wait_for_selector("#judge")
    assert page.inner_text("h1") == HEADLINE


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_fit_a_phone_and_can_be_read(server: DeskServer, browser: "Browser", scheme: str) -> None:
    page = browser.new_context(**PHONE, color_scheme=scheme).new_page()  # type: ignore[arg-type]
    for address in (
        "",
        "story/ferry.html",
        "search?q=astrid",
        "judge?do=split&story=ferry&report=two",
        "judge?do=split&story=ferry",
    ):
        page.goto(server.address + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
        seen = "main p, main a, main h1, main h2, main h3, main label span, button, summary"
        assert min(page.evaluate(CONTRAST, seen)) >= 4.5, address
    page.context.close()


def test_every_field_and_button_has_a_name(server: DeskServer, page: "Page") -> None:
    nameless = """[...document.querySelectorAll('input:not([type=hidden]), button, select')].filter(one =>
        !(one.labels && one.labels.length && one.labels[0].textContent.trim())
        && !one.getAttribute('aria-label') && !one.textContent.trim()).map(one => one.outerHTML)"""
    for address in ("", "story/ferry.html", "search?q=tug", "judge?do=split&story=ferry&report=two"):
        page.goto(server.address + address)
        assert page.evaluate(nameless) == []
