"""Any two reports side by side: what the page holds of their passages, and what a reader sees of them."""

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.model.document import Document
from copydesk.model.link import Derivation, Passage, PassageKind
from copydesk.model.report import Report, Zone
from copydesk.model.span import Citation
from copydesk.model.story import Story
from copydesk.web.beside_view import KINDS, pair_anchor, shared_passages
from copydesk.web.copying_view import MOST_PAIRS, copying_view
from copydesk.web.labels import Labels
from copydesk.web.pages import write_pages
from opened import CONTRAST, Opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

MENU = "Home | Tides 🐟 | Letters | Notices | " + "The harbour pages since the first winter | " * 4
LINES = {
    "gull": (
        f"{MENU}\n",
        "🚢🚢 The ferry Gull left the quay 😀 at nine with forty people aboard, and came back at noon.\n",
        "“We had no choice but to turn back,” Captain Ann Moe said.\n" + "She drank her tea.\n" * 60,
        "No boat leaves before Friday, the harbour board wrote.\n",
    ),
    "tern": (
        "🌊 The old ferry Gull left the quay at ten with forty people, and came back at noon.\n",
        "“We had no choice but to turn back,” the captain told us. 𝄞\n" + "It rained.\n" * 60,
        "No boat leaves before Friday, the board wrote.\n",
        f"{MENU}\n",
    ),
    "wren": ("Nobody asked the gulls.\n",),
    "skua": ("The ferry Gull left the quay at ten, and came back at noon.\n",),
}
SHARED: list[tuple[PassageKind, tuple[str, str], tuple[str, str]]] = [
    ("copy", ("gull", "The ferry Gull|noon."), ("tern", "The old ferry|noon.")),
    ("quotation", ("gull", "“We had|back,”"), ("tern", "“We had|back,”")),
    ("copy", ("gull", "No boat|wrote."), ("tern", "No boat|wrote.")),
    ("furniture", ("gull", "Home|Notices"), ("tern", "Home|Notices")),
    ("copy", ("skua", "The ferry Gull|noon."), ("tern", "The old ferry|noon.")),
    ("quotation", ("gull", "came back|noon"), ("skua", "came back|noon")),
]


def document(name: str) -> Document:
    text = "".join(LINES[name])
    at = text.find(MENU)
    zones = [
        Zone(0, at, "body"),
        Zone(at, at + len(MENU), "furniture"),
        Zone(at + len(MENU), len(text), "body"),
    ]
    zones = [zone for zone in zones if zone.start < zone.end] if at >= 0 else [Zone(0, len(text), "body")]
    report = Report(name, text, "", f"{name}.txt", outlet=f"{name}.example", title=f"Of the {name}")
    return Document(replace(report, published="2031-05-02"), tuple(zones))


def cited(report: str, drawn: str) -> Citation:
    text = "".join(LINES[report])
    first, last = drawn.split("|")
    start = text.index(first)
    return Citation(report, start, text.index(last, start) + len(last))


def harbour() -> tuple[Story, dict[str, Document]]:
    passages = tuple(Passage(kind, cited(*left), cited(*right)) for kind, left, right in SHARED)
    derivations = (
        Derivation("tern", "gull", 0.2, ("published a day later",)),
        Derivation("skua", "tern", 1.0, ("credits it",)),
    )
    story = Story("harbour", "A ferry", tuple(LINES), None, None, 2, passages, derivations)
    return story, {name: document(name) for name in LINES}


# What the page holds


def decoded(rows: str) -> list[tuple[int, int, str, int, int, int, int]]:
    found = []
    for left, right, *rest in json.loads(rows):
        here = there = 0
        for kind, gap, length, other, longer in zip(*[iter(rest)] * 5, strict=True):
            start, start_there = here + gap, there + other
            here, there = start + length, start_there + length + longer
            found.append((left, right, KINDS[kind], start, here, start_there, there))
    return found


SPANS = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted)
PASSAGES = st.lists(
    st.tuples(st.sampled_from(KINDS), st.sampled_from(["gull", "tern", "else"]), SPANS, SPANS), max_size=12
)


@given(PASSAGES)
@settings(deadline=None)
def test_every_passage_is_in_the_page_with_its_offsets(
    drawn: list[tuple[PassageKind, str, Any, Any]],
) -> None:
    documents = {name: document(name) for name in LINES}
    labels = Labels(("tern", "gull", "wren"), documents)
    passages = [
        Passage(kind, Citation(left, *here), Citation("wren", *there)) for kind, left, here, there in drawn
    ]
    expected = [
        (labels.numbers[p.left.report], 2, p.kind, p.left.start, p.left.end, p.right.start, p.right.end)
        for p in passages
        if p.left.report in labels.numbers
    ]
    assert sorted(decoded(shared_passages(passages, labels))) == sorted(expected)


def test_the_report_of_the_lower_number_comes_first_whichever_side_it_was() -> None:
    labels = Labels(("tern", "gull"), {name: document(name) for name in LINES})
    passage = Passage("copy", Citation("gull", 3, 9), Citation("tern", 40, 50))
    assert decoded(shared_passages([passage], labels)) == [(0, 1, "copy", 40, 50, 3, 9)]
    assert pair_anchor(1, 0) == pair_anchor(0, 1) == "p-0-1"


def test_each_two_reports_of_a_derivation_have_one_anchor_listed_or_not() -> None:
    names = tuple(f"r{number}" for number in range(MOST_PAIRS + 3))
    documents = {name: Document(Report(name, "words enough", "", f"{name}.txt")) for name in names}
    whole = Citation("r0", 0, 12)
    passages = tuple(Passage("copy", whole, Citation(name, 0, 12)) for name in names[1:])
    derivations = tuple(Derivation(name, "r0", 1.0, ()) for name in names[1:])
    derivations += (Derivation("r0", names[-1], 1.0, ()), Derivation("r0", "latent:wire", None, ()))
    story = Story("s", "t", names, None, None, 1, passages, derivations)
    view = copying_view(story, Labels(names, documents))
    anchors = [pair.anchor for pair in view.pairs] + [row.anchor for row in view.rows if row.anchor]
    assert len(anchors) == len(set(anchors)) == MOST_PAIRS + 2
    assert {row.target for row in view.rows} == {*anchors, None}
    assert [row.target for row in view.rows if row.latent] == [None]
    assert f'href="#{view.rows[0].target}"' in view.pictures[0]


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        (9, ">1 more pair of reports<"),
        (10, ">2 more pairs of reports<"),
        (MOST_PAIRS + 1, ">1 pair more shares less; its passages are marked"),
        (MOST_PAIRS + 2, ">2 pairs more share less; their passages are marked"),
    ],
)
def test_pairs_that_are_not_listed_are_counted(tmp_path: Path, pairs: int, said: str) -> None:
    names = tuple(f"r{number}" for number in range(pairs + 1))
    documents = {name: Document(Report(name, "words enough", "", f"{name}.txt")) for name in names}
    passages = tuple(Passage("copy", Citation("r0", 0, 12), Citation(name, 0, 12)) for name in names[1:])
    derivations = tuple(Derivation(name, "r0", 1.0, ()) for name in names[1:])
    write_pages(tmp_path, [Story("s", "t", names, None, None, 1, passages, derivations)], documents)
    assert said in (tmp_path / "s.html").read_text("utf-8")


def test_times_of_the_evidence_are_in_words_quoted_credits_are_not_touched() -> None:
    credit = 'credits "Wire, 2031-05-02"'
    evidence = (credit, "published 2031-05-02T10:00:00+00:00, gull 2031-05-01")
    story, documents = harbour()
    derivation = Derivation("tern", "gull", 1.0, evidence)
    view = copying_view(replace(story, derivations=(derivation,)), Labels(story.reports, documents))
    assert view.rows[0].evidence == (credit, "published 2 May 2031, 10:00 UTC, gull 1 May 2031")


# What a reader sees

WIDE = ".pair a[href='#p-0-1']"
TEXTS = """() => ["left", "right"].map((side) => {
  const box = document.getElementById(`beside-${side}-text`);
  const found = [...box.querySelectorAll("button.tag")].map((tag) => Number(tag.dataset.p));
  return found.sort((a, b) => a - b).map((index) =>
    [...box.querySelectorAll(`[data-p~="${index}"]:not(button)`)].map((node) => node.textContent).join(""));
})"""
NOW = """() => ["left", "right"].map((side) => {
  const box = document.getElementById(`beside-${side}-text`);
  return [...box.querySelectorAll(".now:not(button)")].map((node) => node.textContent).join("");
})"""
DRAWN = """() => ["left", "right"].map((side) => {
  const nodes = document.getElementById(`beside-${side}-text`).querySelectorAll(".now:not(button), .gap");
  const draw = (node) => (node.matches(".own") ? `[${node.textContent}]` : node.textContent);
  return [...nodes].map((node) => (node.matches(".gap") ? "^" : draw(node))).join("");
})"""
"""The passage in focus as both texts have it: [own words], ^ where words are left out."""
SEEN = """() => ["left", "right"].map((side) => {
  const box = document.getElementById(`beside-${side}-text`).getBoundingClientRect();
  const tag = document.querySelector(`#beside-${side}-text button.now`).getBoundingClientRect();
  return tag.top >= box.top && tag.bottom <= box.bottom;
})"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("beside")
    story, documents = harbour()
    write_pages(made, [story], documents)
    return made


@pytest.fixture
def story(browser: "Browser", folder: Path) -> "Iterator[Opened]":
    opened = Opened(browser, folder / "harbour.html", reduced_motion="reduce")
    yield opened
    assert opened.complaints == []
    opened.page.context.close()


def words(citation: Citation) -> str:
    return citation.span.of("".join(LINES[citation.report]))


def test_each_passage_is_marked_in_both_texts_and_nothing_else_is(story: Opened) -> None:
    for hash_, names in (
        ("#p-0-1", ("gull", "tern")),
        ("#p-1-0", ("tern", "gull")),
        ("#p-3-1", ("skua", "tern")),
    ):
        story.page.evaluate("(hash) => { location.hash = hash; }", hash_)
        story.page.wait_for_function(
            "(name) => document.getElementById('beside-left-text').ariaLabel === name",
            arg=f"Text of {names[0]}.example",
        )
        pairs = []
        for _, left, right in SHARED:
            sides = sorted((cited(*left), cited(*right)), key=lambda side: side.report != names[0])
            if tuple(side.report for side in sides) == names:
                pairs.append(sides)
        pairs.sort()
        assert story.page.evaluate(TEXTS) == [[words(pair[side]) for pair in pairs] for side in (0, 1)]


def test_a_pair_opens_with_its_first_copied_passage_and_what_differs_in_it(story: Opened) -> None:
    story.page.click(WIDE)
    assert story.page.url.endswith("#p-0-1")
    assert story.page.evaluate(DRAWN) == [
        "The ^ferry Gull left the quay 😀 at [nine] with forty people [aboard], and came back at noon.",
        "The [old] ferry Gull left the quay at [ten] with forty people, ^and came back at noon.",
    ]
    assert story.page.text_content("#beside-count") == "2 of 4: copied, 2 words differ"
    assert story.page.evaluate(SEEN) == [True, True]


def test_it_says_how_much_is_shared_and_who_took_it(story: Opened) -> None:
    story.page.click(WIDE)
    told = story.page.text_content("#beside-shared") or ""
    assert told.startswith(
        "They share 2 copied passages, 1 quotation and 1 stretch of page furniture. Copied: "
    )
    assert (
        story.page.text_content("#beside-taken")
        == "tern.example took text from gull.example: published a day later."
    )
    story.page.select_option("#beside-left", "2")
    assert story.page.text_content("#beside-shared") == "These two share no passage."
    assert not story.page.is_visible("#beside-foot")
    assert story.page.url.endswith("#p-2-1")
    story.page.select_option("#beside-left", "0")
    story.page.select_option("#beside-right", "3")
    told = story.page.text_content("#beside-shared") or ""
    assert told.startswith("These two share nothing but 1 quotation, which is not copying: ")
    taken = "skua.example took text from tern.example, which took text from gull.example."
    assert story.page.text_content("#beside-taken") == taken
    disabled = "[...document.querySelectorAll('#beside-right option:disabled')].map((one) => one.value)"
    assert story.page.evaluate(disabled) == ["0"]


def test_the_share_is_that_of_the_derivation(browser: "Browser", tmp_path: Path) -> None:
    made, documents = harbour()
    skua = documents["skua"].text
    part = Passage("copy", Citation("skua", 0, 34), Citation("tern", 6, 40))
    write_pages(tmp_path, [replace(made, passages=(part,))], documents)
    opened = Opened(browser, tmp_path / "harbour.html")
    opened.page.evaluate("() => { location.hash = '#p-3-1'; }")
    opened.page.wait_for_selector("#beside[open]")
    share = len("".join(skua[:34].split())) / len("".join(skua.split()))
    assert f"Copied: {round(100 * share)}% of the text of skua.example" in (
        opened.page.text_content("#beside-shared") or ""
    )
    opened.page.context.close()


def test_with_the_keyboard_alone(story: Opened) -> None:
    story.page.focus(WIDE)
    story.page.keyboard.press("Enter")
    assert story.focused() == "beside-name"
    story.page.keyboard.press("n")
    assert story.page.evaluate(NOW) == ["“We had no choice but to turn back,”"] * 2
    story.page.keyboard.press("p")
    story.page.keyboard.press("p")
    assert story.page.text_content("#beside-count") == "1 of 4: page furniture, word for word the same"
    assert story.page.evaluate(SEEN) == [True, True]
    story.page.focus("#beside-left-text .tag.s-furniture")
    story.page.keyboard.press("Enter")
    within = "document.getElementById('beside-right-text').contains(document.activeElement)"
    assert story.page.evaluate(within)
    assert (
        story.page.evaluate("document.activeElement.ariaLabel")
        == "Passage 1, page furniture: go to it in gull.example"
    )
    assert story.page.evaluate(SEEN) == [True, True]
    story.page.keyboard.press("Enter")
    assert not story.page.evaluate(within)
    story.page.keyboard.press("Escape")
    assert not story.page.is_visible("#beside")
    assert "#" not in story.page.url
    assert story.page.evaluate("document.activeElement.getAttribute('href')") == "#p-0-1"


@pytest.mark.parametrize("at_load", [True, False])
def test_with_the_keyboard_behind_an_address(browser: "Browser", folder: Path, *, at_load: bool) -> None:
    """The pair has an anchor in the page, and the browser's jump to it takes the focus there."""
    page = browser.new_page()
    address = (folder / "harbour.html").as_uri()
    page.goto(address + "#p-0-1" if at_load else address)
    page.evaluate("() => { location.hash = '#p-0-1'; }")
    page.wait_for_selector("#beside", state="visible")
    assert str(page.text_content("#beside-count")).startswith("2 of 4")
    page.wait_for_function("document.activeElement.id === 'beside-name'")
    page.keyboard.press("n")
    assert str(page.text_content("#beside-count")).startswith("3 of 4")
    page.keyboard.press("p")
    page.keyboard.press("p")
    assert str(page.text_content("#beside-count")).startswith("1 of 4")
    page.keyboard.press("Escape")
    assert not page.is_visible("#beside")
    page.close()


def test_the_focus_stays_inside(story: Opened) -> None:
    story.page.click(WIDE)
    for _ in range(25):
        story.page.keyboard.press("Tab")
        assert story.page.evaluate(
            "document.activeElement === document.body || document.activeElement.closest('#beside') !== null"
        )


def test_a_click_on_a_passage_shows_it_in_the_other_text(story: Opened) -> None:
    story.page.click(WIDE)
    story.page.click("#beside-next")
    story.page.click("#beside-next")
    assert story.page.text_content("#beside-count") == "4 of 4: copied, 1 word differs"
    assert story.page.is_disabled("#beside-next")
    story.page.evaluate("document.getElementById('beside-left-text').scrollTop = 0")
    story.page.click("#beside-left-text .s-quotation:not(button)")
    assert story.page.evaluate(NOW) == ["“We had no choice but to turn back,”"] * 2
    assert story.page.evaluate(SEEN) == [True, True]
    assert story.page.evaluate("document.getElementById('beside-left-text').scrollTop") == 0


def test_back_closes_forward_opens_and_an_address_from_outside_too(
    browser: "Browser", folder: Path, story: Opened
) -> None:
    story.page.click(WIDE)
    story.page.select_option("#beside-right", "3")
    story.page.go_back()
    story.page.wait_for_selector("#beside", state="hidden")
    story.page.go_forward()
    story.page.wait_for_selector("#beside", state="visible")
    assert story.page.input_value("#beside-right") == "3"
    page = browser.new_page()
    page.goto((folder / "harbour.html").as_uri() + "#p-3-1")
    assert [page.input_value(f"#beside-{side}") for side in ("left", "right")] == ["3", "1"]
    page.click("#beside-close")
    assert not page.is_visible("#beside")
    assert "#" not in page.url
    page.goto((folder / "harbour.html").as_uri() + "#p-1-77")
    assert not page.is_visible("#beside")
    page.close()


def test_an_arrow_a_row_and_a_report_lead_there(story: Opened) -> None:
    for selector, pair in (
        (".w760 a[href='#p-0-1'] .arrow", ("0", "1")),
        ("tr[data-taker='3'] a[href='#p-1-3']", ("1", "3")),
        (".any button", ("0", "1")),
        ("#r-3 [data-beside]", ("3", "1")),
        ("#r-2 [data-beside]", ("2", "0")),
    ):
        story.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        story.page.dispatch_event(selector, "click")
        found = tuple(story.page.input_value(f"#beside-{side}") for side in ("left", "right"))
        assert found == pair, selector
        story.page.keyboard.press("Escape")
        story.page.wait_for_function("!location.hash")


@pytest.mark.parametrize("size", [(340, 640), (390, 844), (1200, 800)])
def test_both_texts_fit_on_the_screen(browser: "Browser", folder: Path, size: tuple[int, int]) -> None:
    shape = {"width": size[0], "height": size[1]}
    opened = Opened(browser, folder / "harbour.html", viewport=shape, reduced_motion="reduce")
    opened.page.click(WIDE)
    assert opened.page.evaluate(SEEN) == [True, True]
    for selector in ("#beside", "#beside-left-text", "#beside-right-text", "#beside-next", "#beside-close"):
        box = opened.page.locator(selector).bounding_box()
        assert box is not None
        assert 0 <= box["x"] <= box["x"] + box["width"] <= size[0], selector
        assert 0 <= box["y"] <= box["y"] + box["height"] <= size[1], selector
        assert box["height"] > 100 or not selector.endswith("text")
    wider = "(id) => { const box = document.getElementById(id); return box.scrollWidth > box.clientWidth; }"
    assert not opened.page.evaluate(wider, "beside-left-text")
    opened.page.context.close()


READ = """
#beside-shared; #beside-taken; ul.keys span:not(.gap); p.keys; .beside-side label; .beside-side select; .tag;
.beside-title; .text .shared; .text .now; .text .own; #beside-count; #beside-back; #beside-next; #beside-close
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(browser: "Browser", folder: Path, scheme: str) -> None:
    opened = Opened(browser, folder / "harbour.html", color_scheme=scheme)
    opened.page.click(WIDE)
    opened.page.keyboard.press("n")
    opened.page.keyboard.press("p")
    for selector in READ.split(";"):
        found = opened.page.evaluate(CONTRAST, f"#beside :is({selector.strip()})")
        assert found, selector
        assert min(found) >= 4.5, selector
    opened.page.context.close()


def test_without_scripts_the_copied_passages_are_listed(browser: "Browser", folder: Path) -> None:
    opened = Opened(browser, folder / "harbour.html", java_script_enabled=False)
    assert not opened.page.is_visible(".any button")
    assert not opened.page.is_visible(WIDE)
    opened.page.click("tr[data-taker='1'] a[href='#p-0-1']")
    assert opened.page.locator("ul.passages:target li").count() == 2
    assert not opened.page.is_visible("#beside")
    opened.page.context.close()


def test_on_paper_it_is_gone(story: Opened) -> None:
    story.page.click(WIDE)
    story.page.emulate_media(media="print")
    assert not story.page.is_visible("#beside")
    assert not story.page.is_visible(".any button")
