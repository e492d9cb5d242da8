"""The story page in a real browser, opened from disk."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bridge_story import bridge_story
from copydesk.model.story import Story
from copydesk.web.pages import write_pages
from opened import CONTRAST, Opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

PHONE = {"viewport": {"width": 390, "height": 844}}
CITE = ".brief li:nth-child(2) a.cite"
CITED = "The cracks were first noted in a survey on 18 November, but the report lay unread until February."
MARKED = "[...document.querySelectorAll('{} .cited')].map(node => node.textContent).join('')"


def marked(opened: Opened, within: str = "#source-text") -> str:
    return str(opened.page.evaluate(MARKED.format(within)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("browser")
    story, documents = bridge_story()
    bare = Story("bare", "", ("courier",), None, None, 1)
    write_pages(made, [story, bare], documents)
    return made


@pytest.fixture
def story(browser: "Browser", folder: Path) -> "Iterator[Opened]":
    opened = Opened(browser, folder / "orrin-bridge.html")
    yield opened
    opened.page.context.close()


def test_a_citation_opens_its_source_with_the_cited_characters_marked(story: Opened) -> None:
    story.page.click(CITE)
    assert story.page.is_visible("#source")
    assert marked(story) == CITED
    assert story.page.text_content("#source-name") == "orrincourier.example"
    box = story.page.locator("#source-text .cited").first.bounding_box()
    assert box is not None
    assert 0 < box["y"] < 800
    story.page.click("#source-close")
    assert not story.page.is_visible("#source")


def test_every_citation_marks_what_it_cites(story: Opened) -> None:
    documents = bridge_story()[1]
    texts = [document.text for document in documents.values()]
    links = story.page.evaluate(
        "[...document.querySelectorAll(\"main a.cite[href^='#c-']\")].map((link) => {"
        " link.click(); return [link.getAttribute('href'), " + MARKED.format("#source-text") + "]; })"
    )
    assert len(links) > 40
    for link, marked in links:
        number, start, end = map(int, link.removeprefix("#c-").split("-"))
        assert marked == texts[number][start:end]


def test_escape_closes_and_gives_the_focus_back(story: Opened) -> None:
    story.page.click(CITE)
    story.page.keyboard.press("Escape")
    assert not story.page.is_visible("#source")
    assert story.focused() == "orrincourier.example"
    assert "#" not in story.page.url


def test_the_back_button_closes_and_forward_opens_again(story: Opened) -> None:
    story.page.click(CITE)
    assert "#c-0-" in story.page.url
    story.page.go_back()
    story.page.wait_for_selector("#source", state="hidden")
    story.page.go_forward()
    story.page.wait_for_selector("#source", state="visible")
    assert marked(story) == CITED


def test_with_the_keyboard_alone(story: Opened) -> None:
    story.page.focus(".brief li:nth-child(1) a.cite")
    story.page.keyboard.press("Enter")
    assert story.focused() == "source-name"
    assert story.page.text_content("#source-count") == "1 of 3"
    for _ in range(8):
        story.page.keyboard.press("Tab")
        if story.focused() == "source-next":
            break
    story.page.keyboard.press("Enter")
    assert story.page.text_content("#source-name") == "lowlandpost.example"
    assert marked(story).startswith("The council closed the Orrin Bridge on Friday")
    story.page.keyboard.press("Escape")
    assert story.focused() == "lowlandpost.example"


def test_the_first_tab_leads_past_the_navigation(story: Opened) -> None:
    story.page.keyboard.press("Tab")
    assert story.focused() == "Skip to the text"


def test_from_the_source_to_the_report(story: Opened) -> None:
    story.page.click(CITE)
    story.page.click("#source-jump")
    assert not story.page.is_visible("#source")
    assert story.page.get_attribute("#r-0", "open") is not None
    assert marked(story, "#r-0") == CITED


def test_a_link_to_a_citation_from_outside(browser: "Browser", folder: Path, story: Opened) -> None:
    target = story.page.get_attribute(CITE, "href") or ""
    page = browser.new_page()
    page.goto((folder / "orrin-bridge.html").as_uri() + target)
    assert page.evaluate(MARKED.format("#source-text")) == CITED


def test_without_scripts_a_citation_leads_to_the_sentence(browser: "Browser", folder: Path) -> None:
    opened = Opened(browser, folder / "orrin-bridge.html", java_script_enabled=False)
    opened.page.click(CITE)
    assert "#c-0-" in opened.page.url
    assert opened.page.locator(".text :target").text_content() == CITED
    assert opened.page.locator(".text :target").is_visible()
    opened.page.context.close()


def test_marks_can_be_switched_off(story: Opened) -> None:
    story.page.click("#open-all")
    background = "getComputedStyle(document.querySelector('#r-1 .c')).backgroundColor"
    before = story.page.evaluate(background)
    story.page.uncheck("[data-off='no-copies']")
    assert story.page.evaluate(background) == "rgba(0, 0, 0, 0)" != before
    assert story.page.is_visible("#r-0 .z-comment")
    story.page.uncheck("[data-off='no-around']")
    assert not story.page.is_visible("#r-0 .z-comment")


def test_the_timeline_leads_to_its_list(story: Opened) -> None:
    story.page.click(".w760 a[href='#t-8']")
    assert story.page.url.endswith("#t-8")


@pytest.mark.parametrize("name", ["index.html", "orrin-bridge.html", "bare.html"])
def test_nothing_is_wider_than_the_screen(browser: "Browser", folder: Path, name: str) -> None:
    opened = Opened(browser, folder / name, reduced_motion="reduce")
    opened.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    for width in (320, 390, 768, 1280):
        opened.page.set_viewport_size({"width": width, "height": 800})
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
        if name != "orrin-bridge.html":
            continue
        opened.page.click(CITE)
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
        box = opened.page.locator("#source").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        opened.page.click("#source-close")
    opened.page.context.close()


def test_pictures_can_be_read_on_a_phone(browser: "Browser", folder: Path) -> None:
    opened = Opened(browser, folder / "orrin-bridge.html", **PHONE)
    small = opened.page.evaluate(
        "[...document.querySelectorAll('svg text')].filter((text) => text.getClientRects().length)"
        ".map((text) => text.getBoundingClientRect().height)"
    )
    assert len(small) > 15
    assert min(small) > 11
    opened.page.context.close()


def test_no_complaint_and_no_request_beyond_the_file(browser: "Browser", folder: Path) -> None:
    for name in ("index.html", "orrin-bridge.html", "bare.html"):
        opened = Opened(browser, folder / name)
        if name == "orrin-bridge.html":
            opened.page.click(CITE)
            opened.page.keyboard.press("Escape")
        assert opened.complaints == []
        assert [url.partition("#")[0] for url in opened.requests] == [(folder / name).as_uri()]
        opened.page.context.close()


READ = """
h1; .facts span; .note; a.cite; .inserted; .kind; .value; mark; .own; .how; .support; .rail a; .rail span; th;
.meta dt; .aside; .label; .z-body p; .z-furniture p; .c; .legend .k; .ball; .foot p; .picture .name;
.picture .small; .picture .date; .picture .year; .text .cited; #source-name; #source-when; #source-close;
a.cite[aria-current]; .fold > summary
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(browser: "Browser", folder: Path, scheme: str) -> None:
    opened = Opened(browser, folder / "orrin-bridge.html", color_scheme=scheme)
    opened.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    opened.page.click(CITE)
    for selector in READ.split(";"):
        found = opened.page.evaluate(CONTRAST, selector)
        assert found, selector
        assert min(found) >= 4.5, selector
    opened.page.context.close()


def test_on_paper_everything_is_open_and_the_panel_gone(browser: "Browser", folder: Path) -> None:
    opened = Opened(browser, folder / "orrin-bridge.html")
    opened.page.click(CITE)
    opened.page.emulate_media(media="print")
    opened.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert opened.page.evaluate("document.querySelectorAll('details:not([open])').length") == 0
    assert not opened.page.is_visible("#source")
    assert not opened.page.is_visible(".rail")
    opened.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert opened.page.evaluate("document.querySelectorAll('details.report[open]').length") == 0
    opened.page.context.close()
