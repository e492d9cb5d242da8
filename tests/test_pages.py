"""The pages hold every character of the reports, run nothing, fetch nothing, and link to what they cite."""

import re
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridge_story import bridge_story
from copydesk.model.claim import Agreement, Disagreement, Side
from copydesk.model.document import Document, Silence
from copydesk.model.link import Derivation, Passage
from copydesk.model.quote import Quote, Utterance, Wording
from copydesk.model.report import ZONE_KINDS, Report, Zone
from copydesk.model.span import Citation, Span
from copydesk.model.story import BriefSentence, Story, TimelineEntry
from copydesk.web.copying_picture import Arrow, Box, copying_picture
from copydesk.web.front_view import page_name
from copydesk.web.pages import write_front, write_pages, write_story
from copydesk.web.plain_words import Period, date_words, period, range_words, shorten
from copydesk.web.report_text import Marks, zone_blocks
from copydesk.web.timeline_picture import Event, timeline_picture
from copydesk.web.wording_diff import MOST_WORDS, compare, not_shared_by_all


class Page(HTMLParser):
    """Tags, attributes and visible text of a page; the texts of the reports by their segments."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.segments: list[str] = []
        self.words = ""
        self._silent = False
        self._in_segment = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._silent = tag in {"style", "script"}
        self._in_segment = any(name == "data-s" for name, _ in attrs)
        if self._in_segment:
            self.segments.append("")

    def handle_endtag(self, tag: str) -> None:
        self._silent = self._in_segment = False

    def handle_data(self, data: str) -> None:
        if self._in_segment:
            self.segments[-1] += data
        if not self._silent:
            self.words += data

    @property
    def ids(self) -> list[str]:
        return [found for _, attrs in self.tags if (found := attrs.get("id"))]

    @property
    def links(self) -> list[str]:
        return [found for _, attrs in self.tags if (found := attrs.get("href"))]


def written(story: Story, documents: dict[str, Document], folder: Path) -> Page:
    write_pages(folder, [story], documents)
    return Page((folder / page_name(story.id)).read_text("utf-8"))


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Page:
    return written(*bridge_story(), tmp_path_factory.mktemp("pages"))


def told(page: Page) -> str:
    return " ".join(page.words.split())


def test_the_front_page_comes_first_and_links_to_the_stories(tmp_path: Path) -> None:
    story, documents = bridge_story()
    paths = write_pages(tmp_path, [story, replace(story, id="b")], documents)
    assert [path.name for path in paths] == ["index.html", "orrin-bridge.html", "b.html"]
    front = Page(paths[0].read_text("utf-8"))
    assert {"orrin-bridge.html", "b.html"} <= set(front.links)
    assert "5 reports, 3 independent" in told(front)
    assert "14–16 March 2031" in told(front)
    assert "The council closed the Orrin Bridge on [14 March]" in told(front)
    assert "index.html" in Page(paths[1].read_text("utf-8")).links


def test_no_story_at_all(tmp_path: Path) -> None:
    assert "No story was found" in write_front(tmp_path, []).read_text("utf-8")


def test_a_missing_report_is_named(tmp_path: Path) -> None:
    story, documents = bridge_story()
    del documents["post"]
    with pytest.raises(KeyError, match="post"):
        write_pages(tmp_path, [story], documents)


def test_top_down(page: Page) -> None:
    sections = [attrs["id"] for tag, attrs in page.tags if tag == "section"]
    assert sections == [
        "brief", "differ", "agree", "table", "said", "timeline", "copying", "reports", "silences",
    ]  # fmt: skip
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(here - before <= 1 for before, here in pairwise(levels))


@pytest.mark.parametrize(
    "words",
    [
        "5 reports, 3 independent",
        "Vehicles that use the bridge on a working day",
        "12,000 vehicles 2 reports, 1 independent About 12,000 vehicles use the bridge on a working day.",
        "Different platforms Where Brandt made it known Facebook",
        "Northern Press Agency not among the reports 87%3 credits it in its last line",
        "or the other way round",
        "Speaker not known",
        "Not counted as copying: 1 shared stretch of words that both reports quote.",
        "orrincourier.example in quotation marks 4 reports, 3 independent most of it in orrincourier.example",
        "1,390 characters: headline 56, standfirst 92",
        "no date stands in the text or its address",
        "the text has no cue of speech",
        "14 March 2031, 07:20 UTC+1 meta tag of the page",
    ],
)
def test_the_page_says(page: Page, words: str) -> None:
    assert words in told(page)


def test_every_link_inside_the_page_has_its_target_and_ids_are_unique(page: Page) -> None:
    assert len(page.ids) == len(set(page.ids))
    inside = {link[1:] for link in page.links if link.startswith("#")}
    assert inside <= set(page.ids)
    assert sum(one.startswith("c-") for one in inside) > 20


def test_reports_are_named_by_outlet_else_by_file(page: Page) -> None:
    assert "ferry-leaflet" in told(page)
    assert "Saltby Herald" in told(page)


def test_two_reports_of_one_outlet_are_told_apart(tmp_path: Path) -> None:
    story, documents = bridge_story()
    twin = replace(documents["post"].report, outlet="Saltby Herald")
    documents["post"] = replace(documents["post"], report=twin)
    words = told(written(story, documents, tmp_path))
    assert "Saltby Herald (1)" in words
    assert "Saltby Herald (2)" in words


def test_a_report_without_a_date_says_from_which_day_its_days_are_reckoned(tmp_path: Path) -> None:
    story, documents = bridge_story()
    own, other = story.reports[:2]
    documents[own] = replace(
        documents[own],
        report=replace(documents[own].report, published=None),
        anchor="2031-03-14",
        anchor_from="its story",
    )
    documents[other] = replace(documents[other], anchor=documents[other].report.published)
    words = told(written(story, documents, tmp_path))
    assert words.count("Days reckoned from") == 1


def test_pages_fetch_and_run_nothing_of_others(tmp_path: Path) -> None:
    for path in write_pages(tmp_path, [bridge_story()[0]], bridge_story()[1]):
        html = path.read_text("utf-8")
        found = Page(html)
        assert not re.search(r"@import|url\((?!#)|\bfetch\(|XMLHttpRequest|<link [^>]*stylesheet", html)
        assert not any("src" in attrs or "srcset" in attrs for _, attrs in found.tags)
        icon = [attrs.get("href") for tag, attrs in found.tags if tag == "link"]
        assert icon == ["data:,"]
        assert "default-src 'none'" in html


HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'&amp;{{ 7*7 }}</style><!--"


def hostile_story() -> tuple[Story, dict[str, Document]]:
    cite = Citation("r", 0, 20)
    told = (HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, "x\"'>")
    report = Report("r", HOSTILE, HOSTILE, HOSTILE, "javascript:alert(3)", *told)
    other = replace(report, id="s", url='https://a.example/"onclick="alert(4)', text=HOSTILE * 2)
    quote = Quote((Span(3, 9),), (Span(1, 2),), (), "direct", 1.0, HOSTILE, HOSTILE)
    zones, silences = (Zone(0, len(HOSTILE), "body"),), (Silence(HOSTILE, HOSTILE),)
    documents = {
        "r": Document(report, zones, quotes=(quote,), silences=silences),
        "s": Document(other, (Zone(0, len(HOSTILE) * 2, "comment"),)),
    }
    return Story(
        HOSTILE, HOSTILE, ("r", "s"), HOSTILE, HOSTILE, 1,
        (Passage("copy", cite, Citation("s", 0, 20)),),
        (Derivation("r", "latent:" + HOSTILE, 0.5, (HOSTILE,)), Derivation("s", "r", None, (HOSTILE,))),
        (Utterance(HOSTILE, (Wording(cite, HOSTILE, "direct"), Wording(cite, HOSTILE + " b", "mixed")), 1),),
        (Agreement(HOSTILE, (cite,), 1),),
        (Disagreement("name", HOSTILE, (Side(HOSTILE, (cite,), 1), Side(HOSTILE, (), 0))),),
        (TimelineEntry(HOSTILE, HOSTILE, (cite,), 1), TimelineEntry("2031-03-01", HOSTILE, (cite,), 1)),
        (BriefSentence(f"[{HOSTILE}] {HOSTILE}", (cite,)),),
    ), documents  # fmt: skip


def test_nothing_in_a_report_becomes_markup(tmp_path: Path) -> None:
    for path in write_pages(tmp_path, [hostile_story()[0]], hostile_story()[1]):
        assert path.parent == tmp_path
        page = Page(path.read_text("utf-8"))
        kinds = [attrs.get("type") for tag, attrs in page.tags if tag == "script"]
        assert kinds in ([None], ["application/json", None])
        assert not any(tag == "img" or name.startswith("on") for tag, attrs in page.tags for name in attrs)
        assert "49" not in re.findall(r"\d+", page.words.replace("&amp;{{ 7*7 }}", ""))
        for link in page.links:
            assert link.startswith(("#", "https://", "data:,")) or link.endswith(".html")
        assert page.words.count("{{ 7*7 }}") > 1


@pytest.mark.parametrize("story", ["../../etc/passwd", "index", "INDEX", "", "a/b", "..", "x" * 300, "Kön"])
def test_a_storys_id_never_leaves_the_folder(story: str) -> None:
    name = page_name(story)
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*\.html", name)
    assert name.lower() != "index.html"
    assert len(name) < 120


def test_plain_ids_name_their_pages() -> None:
    assert page_name("4f2a9c") == "4f2a9c.html"
    assert page_name("a/b") != page_name("a-b")


def test_a_lone_surrogate_is_written_as_something_else(tmp_path: Path) -> None:
    document = Document(Report("r", "a\ud800b", "", "f.txt"))
    written(Story("s", "t", ("r",), None, None, 1), {"r": document}, tmp_path)
    assert "a?b" in (tmp_path / page_name("s")).read_text("utf-8")


BARE = Story("bare", "", ("courier", "post"), None, None, 2)


@pytest.mark.parametrize(
    "words",
    [
        "There is no brief",
        "None was found in numbers, names, places, dates, platforms, wordings and denials. That is no proof",
        "No statement was found that several reports make",
        "No quotes were found in these reports.",
        "No act in these reports could be given a date.",
        "No report was found to take text from another: all of them are independent.",
        "Story without a title",
        "Dates not known",
    ],
)
def test_empty_layers_are_said_in_words(tmp_path: Path, words: str) -> None:
    assert words in told(written(BARE, bridge_story()[1], tmp_path))


def test_a_single_report_is_not_compared(tmp_path: Path) -> None:
    page = written(replace(BARE, reports=("courier",), independent=1), bridge_story()[1], tmp_path)
    assert "1 report" in told(page)
    assert "1 independent" not in told(page)
    assert "There is one report only: no accounts to compare." in told(page)
    assert not {"differ", "agree", "copying", "beside", "shared"} & set(page.ids)
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


def test_a_citation_outside_the_story_or_its_text_is_no_link(tmp_path: Path) -> None:
    brief = (BriefSentence("words", (Citation("post", 0, 10**9), Citation("elsewhere", 0, 3))),)
    page = written(replace(BARE, brief=brief), bridge_story()[1], tmp_path)
    assert not [link for link in page.links if link.startswith("#c-")]


def test_brackets_of_the_report_itself_are_not_shown_as_ours(tmp_path: Path) -> None:
    text = "He [the mayor] left [early]."
    document = Document(Report("r", text, "", "f.txt"))
    brief = (BriefSentence("[Brandt] [the mayor] left [early].", (Citation("r", 0, len(text)),)),)
    write_pages(tmp_path, [Story("s", "t", ("r",), None, None, 1, brief=brief)], {"r": document})
    html = (tmp_path / "s.html").read_text("utf-8")
    assert '<span class="inserted">[Brandt]</span> [the mayor] left [early].' in html


# Report texts

LETTERS = st.text(st.sampled_from("ab \n\n.&<>\"'“é\u05d2\U0001f309\r\0"), max_size=60)


@st.composite
def marked_reports(draw: st.DrawFn) -> tuple[Document, Marks]:
    text = draw(LETTERS)
    edge = st.integers(0, len(text))
    cuts = sorted({0, len(text), *draw(st.lists(edge, max_size=5))})
    zones = tuple(Zone(start, end, draw(st.sampled_from(ZONE_KINDS))) for start, end in pairwise(cuts))
    spans = st.lists(st.tuples(edge, edge).map(lambda pair: Span(min(pair), max(pair))), max_size=6)
    marks = Marks(draw(spans), draw(spans), draw(spans), draw(spans))
    return Document(Report("r", text, "", "f.txt"), zones), marks


def in_order(html: str) -> list[tuple[int, str]]:
    page = Page(html)
    starts = [int(attrs["data-s"] or 0) for _, attrs in page.tags if "data-s" in attrs]
    return list(zip(starts, page.segments, strict=True))


@given(marked_reports())
@settings(max_examples=200, deadline=None)
def test_segments_hold_every_character_once_and_are_cut_at_both_ends_of_every_citation(
    case: tuple[Document, Marks],
) -> None:
    document, marks = case
    html = "".join(block.html for block in zone_blocks(document, 3, marks))
    segments = in_order(html)
    shown = document.text.replace("\0", "␀")
    assert "".join(text for _, text in segments) == shown
    starts = [start for start, _ in segments]
    assert starts == sorted(starts)
    for span in marks.cited:
        cited = "".join(text for start, text in segments if span.start <= start < span.end)
        assert cited == shown[span.start : span.end]
        if span.start < span.end:
            assert f'id="c-3-{span.start}-{span.end}"' in html
    assert html.count("<span") == html.count("</span>")


def test_marks_that_cross_are_cut_into_segments() -> None:
    #       0123456789
    text = "abcdefghij"
    marks = Marks(quoted=(Span(0, 6),), copied=(Span(3, 8),), cited=(Span(2, 5), Span(4, 9)))
    document = Document(Report("r", text, "", "f.txt"), (Zone(0, 10, "body"),))
    html = zone_blocks(document, 0, marks)[0].html
    found = re.findall(r'<span data-s=(\d+)(?: class="([a-z ]+)")?>(\w+)', html)
    assert found == [
        ("0", "q", "ab"), ("2", "q k", "c"), ("3", "q c k", "d"), ("4", "q c k", "e"), ("5", "q c k", "f"),
        ("6", "c k", "gh"), ("8", "k", "i"), ("9", "", "j"),
    ]  # fmt: skip


def test_a_long_report_with_many_marks_takes_no_quadratic_time() -> None:
    text = "word " * 200_000
    spans = tuple(Span(start, start + 40) for start in range(0, len(text) - 40, 20))
    document = Document(Report("r", text, "", "f.txt"), (Zone(0, len(text), "body"),))
    blocks = zone_blocks(document, 0, Marks(spans, spans, spans, spans))
    assert len(blocks[0].html) > len(text)


# Wordings

DIFFERENCES = [
    # wording, the fullest one; [own words], ^ where words are left out
    ("We will not expel anyone", "We will not expel anyone", "We will not expel anyone"),
    ("We will not expel anyone.", "we WILL not expel anyone!", "We will not expel anyone."),
    ("We won't gamble", "We won’t gamble", "We won't gamble"),
    ("the U.S. left", "the US left", "the U.S. left"),
    ("We expel nobody", "We will not expel anyone", "We ^expel [nobody]"),
    ("Not now, they said", "Not now", "Not now, [they said]"),
    ("shut at dawn", "shut", "shut [at dawn]"),
    ("shut", "shut at dawn", "shut^"),
    ("", "shut", ""),
    ("…", "shut", "…"),
]


@pytest.mark.parametrize(("wording", "against", "drawn"), DIFFERENCES)
def test_wordings_compared(wording: str, against: str, drawn: str) -> None:
    shapes = {"same": "{}", "own": "[{}]", "gap": "^"}
    assert "".join(shapes[piece.kind].format(piece.text) for piece in compare(wording, against)) == drawn


def test_words_of_the_fullest_that_not_all_have() -> None:
    pieces = not_shared_by_all("We will not expel anyone today", ["We expel anyone", "we will expel anyone"])
    drawn = "".join(piece.text if piece.kind == "same" else f"[{piece.text}]" for piece in pieces)
    assert drawn == "We [will not] expel anyone [today]"


@given(st.text(max_size=80), st.text(max_size=80))
@settings(deadline=None)
def test_pieces_joined_are_the_wording(wording: str, against: str) -> None:
    assert "".join(piece.text for piece in compare(wording, against)) == wording
    assert "".join(piece.text for piece in not_shared_by_all(wording, [against])) == wording


def test_very_long_wordings_are_shown_plain() -> None:
    assert [piece.kind for piece in compare("a " * (MOST_WORDS + 1), "b")] == ["same"]


# Words


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2016-12-29", "29 December 2016"),
        ("2016-12", "December 2016"),
        ("2016", "2016"),
        ("2016-12-30T13:08", "30 December 2016, 13:08"),
        ("2016-12-30T13:08:11+02:00", "30 December 2016, 13:08 UTC+2"),
        ("2016-12-30T13:08Z", "30 December 2016, 13:08 UTC"),
        ("2016-12-30T00:00:00", "30 December 2016"),
        ("2016-13-45", "2016-13-45"),
        ("2016-W52", "2016-W52"),
        (None, ""),
    ],
)  # fmt: skip
def test_dates_in_words(iso: str | None, words: str) -> None:
    assert date_words(iso) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2016-12-29", "2016-12-29T23:00", "29 December 2016"),
        ("2016-12-03", "2016-12-29", "3–29 December 2016"),
        ("2016-11-29", "2016-12-02", "29 November – 2 December 2016"),
        ("2016-12-29", "2017-01-02", "29 December 2016 – 2 January 2017"),
        (None, "2017-01-02", "2 January 2017"),
        (None, None, ""),
    ],
)
def test_ranges_in_words(first: str | None, last: str | None, words: str) -> None:
    assert range_words(first, last) == words


def test_the_last_month_and_the_last_year() -> None:
    assert period("2016-12") == Period(date(2016, 12, 1), date(2016, 12, 31))
    assert period("9999-12") is None


def test_shortened_at_a_word() -> None:
    assert shorten("one two three four", 12) == "one two…"
    assert shorten("one\n two", 12) == "one two"
    assert len(shorten("x" * 500, 12)) <= 12


# Pictures


def inside(svg: str, width: int) -> bool:
    places = [float(x) for x in re.findall(r'(?:cx|x1|x2|x)="(-?[\d.]+)"', svg)]
    return all(-1 <= x <= width + 1 for x in places)


DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@given(st.lists(st.tuples(DAYS, st.sampled_from([0, 0, 27, 364])), max_size=40), st.lists(DAYS, max_size=20))
@settings(deadline=None)
def test_timelines_stay_in_their_frame(spans: list[tuple[date, int]], published: list[date]) -> None:
    events = [
        Event(number, Period(first, first + timedelta(days=longer)), f"<{number}>")
        for number, (first, longer) in enumerate(sorted(spans), 1)
    ]
    for width in (340, 760):
        svg = timeline_picture(events, published, width)
        assert inside(svg, width)
        assert svg.count('class="dot') == len(events)
        assert "<1>" not in svg


def test_a_lone_early_date_does_not_press_the_others_together() -> None:
    days = [date(1917, 11, 7), date(2016, 12, 29), date(2016, 12, 30), date(2017, 1, 20)]
    svg = timeline_picture([Event(n, Period(day, day), "") for n, day in enumerate(days, 1)], [], 760)
    places = [float(x) for x in re.findall(r'cx="([\d.]+)"', svg)]
    assert places[3] - places[1] > 200
    assert 'class="break"' in svg


def boxes(*names: str) -> list[Box]:
    return [Box(name, name, "", None) for name in names]


@pytest.mark.parametrize("width", [340, 760])
@pytest.mark.parametrize(
    "arrows",
    [
        [("a", "b")],
        [("a", "b"), ("b", "a")],
        [("a", "b"), ("b", "c"), ("c", "a")],
        [("a", "c"), ("b", "c")],
        [("a", "a")],
        [("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("e", "f"), ("f", "g")],
        [("a", "nowhere"), ("a", "b")],
    ],
)
def test_any_copying_can_be_drawn(arrows: list[tuple[str, str]], width: int) -> None:
    drawn = [Arrow(source, taker, 0.4, True) for source, taker in arrows]
    svg = copying_picture(boxes(*"abcdefgh"), drawn, width)
    if arrows != [("a", "a")]:
        assert all(f">{name}</text>" in svg for name in "abcdefgh")
        assert inside(svg, width)


def test_many_takers_are_counted_not_drawn() -> None:
    names = [f"n{number}" for number in range(300)]
    svg = copying_picture(boxes("a b", *names), [Arrow("a b", name, 0.5, True) for name in names], 760)
    assert "and 288 more" in svg
    assert svg.count("<rect") < 70


def test_no_copying_no_picture() -> None:
    assert copying_picture(boxes("a", "b"), [], 760) == ""
    assert timeline_picture([], [date(2031, 3, 14)], 760) == ""


def test_a_page_is_written_without_the_others(tmp_path: Path) -> None:
    story, documents = bridge_story()
    teaser = write_story(tmp_path, story, list(documents.values()))
    assert (tmp_path / teaser.file).is_file()
    assert not (tmp_path / "index.html").exists()
    assert teaser.support == "5 reports, 3 independent"
