"""Pages: the whole visible text, zones told by the mark-up, and the page's own data."""

import gzip
import hashlib
import json
import re
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.model.report import ZONE_KINDS
from copydesk.readers.html import Page, read_page

PARAGRAPHS = """\
The council of Norvik voted on Monday to close the old bridge for two years, after cracks were found in three.
“We would rather be late than wet,” said Ilse Brandt, the engineer, when she met shopkeepers from both banks.
Ferries will run every ten minutes from April, and the council will pay half of each fare for residents.
""".splitlines()
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
<title>Old bridge to close for two years | Norvik Post</title>
<meta property="og:title" content="Old bridge to close for two years">
<meta property="og:site_name" content="Norvik Post">
<link rel="canonical" href="https://www.norvikpost.example/2025/03/04/bridge">
<script type="application/ld+json">{{"@graph": [{{"@type": ["NewsArticle"], "headline": "Bridge &amp; tunnel",
"datePublished": "2025-03-04T09:30:00Z", "dateModified": "2025-03-04"}}]}}</script>
<style>p {{ color: red }}</style></head>
<body class="has-sidebar tag-bridge comments-open">
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<div class="post-content-wrapper tag-bridge share-page">
<h1>Old bridge to close for two years</h1>
<p class="standfirst">Ferries from April; council pays half</p>
<p class="byline">By <a href="/staff/jo">Jo Lindqvist</a></p>
<figure><img src="b.jpg"><figcaption>The bridge in 2019.
<span class="credit">Photo: Norvik Post</span></figcaption></figure>
<p>{PARAGRAPHS[0]}</p>
<aside><p>Sign up for our newsletter, it is free and you will get it every morning at six.</p></aside>
<p>{PARAGRAPHS[1]}</p>
<p hidden>You have read five of five reports.</p><p style="color:red; display: none">Trap.</p>
<p>{PARAGRAPHS[2]}</p>
<p class="correction">Correction: an earlier version gave eight pillars.</p>
</div>
<section id="comments"><h3>2 comments</h3><p>I have crossed this bridge for sixty years
and never saw a crack in it, and I looked every single morning on my way to work.</p></section>
<footer>Copyright Norvik Post</footer><script>var x = "<p>not text</p>";</script></body></html>"""

GOLD = "data/pages/article-extraction.jsonl.gz"
GOLD_DIGEST = "d998006f2c868220659a80ad6e385d9f3b81351c69d2c5d596b6766287fa3376"


def kinds(page: Page) -> list[tuple[str, str]]:
    return [(zone.kind, page.text[zone.start : zone.end].strip()) for zone in page.marked]


def covers(page: Page) -> bool:
    edges = [0, *(zone.end for zone in page.marked)]
    starts = [zone.start for zone in page.marked]
    known = all(zone.kind in ZONE_KINDS and zone.start < zone.end for zone in page.marked)
    return known and starts == edges[:-1] and edges[-1] == len(page.text)


def test_zones_of_a_page() -> None:
    page = read_page(PAGE)
    assert kinds(page) == [
        ("furniture", "Home\nNews"),
        ("headline", "Old bridge to close for two years"),
        ("standfirst", "Ferries from April; council pays half"),
        ("byline", "By Jo Lindqvist"),
        ("caption", "The bridge in 2019."),
        ("credit", "Photo: Norvik Post"),
        ("body", PARAGRAPHS[0]),
        ("furniture", "Sign up for our newsletter, it is free and you will get it every morning at six."),
        ("body", PARAGRAPHS[1] + "\n\n" + PARAGRAPHS[2]),
        ("correction", "Correction: an earlier version gave eight pillars."),
        ("comment", kinds(page)[-2][1]),
        ("furniture", "Copyright Norvik Post"),
    ]
    assert kinds(page)[-2][1].startswith("2 comments\n\nI have crossed")
    assert covers(page)


TABLE = "<table><tr><td>Monday</td><td>7.30</td></tr><tr><td>Friday</td><td>9.15</td></tr></table>" * 4
LIST = "<ul>" + "<li>Lower Quay</li>" * 8 + "</ul>"


@pytest.mark.parametrize("part", [TABLE, LIST])
@pytest.mark.parametrize("place", range(1, 6))
def test_a_table_or_a_list_does_not_cut_a_report_in_two(part: str, place: int) -> None:
    texts = [*PARAGRAPHS, *PARAGRAPHS]
    made = [f"<p>{text}</p>" for text in texts]
    page = read_page(f"<article><h1>Bridge</h1>{''.join([*made[:place], part, *made[place:]])}</article>")
    body = "".join(text for kind, text in kinds(page) if kind == "body")
    assert all(body.count(text) == 2 for text in PARAGRAPHS)


def test_short_closing_paragraphs_belong_to_the_report() -> None:
    made = "".join(f"<p>{text}</p>" for text in [*PARAGRAPHS, "Nobody was hurt.", "Damage: $1.2 million."])
    page = read_page(f"<nav><a href=/>Home</a></nav><div><h1>Bridge</h1>{made}</div><p>Contact us.</p>")
    assert kinds(page)[-2][1].endswith("Nobody was hurt.\n\nDamage: $1.2 million.")
    assert kinds(page)[-1] == ("furniture", "Contact us.")


def test_hidden_parts_and_scripts_are_no_text() -> None:
    text = read_page(PAGE).text
    assert not re.search(r"five of five|Trap|not text|color", text)


def test_what_a_page_says_of_itself() -> None:
    page = read_page(PAGE)
    assert page.title == ("Old bridge to close for two years", "headline on the page, as in meta og:title")
    assert page.url == "https://www.norvikpost.example/2025/03/04/bridge"
    assert page.outlet == ("Norvik Post", "meta og:site_name")
    assert page.published == [("2025-03-04T09:30:00+00:00", "JSON-LD datePublished")]
    assert page.modified == [("2025-03-04", "JSON-LD dateModified")]
    assert page.language == ("en", "html lang")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one\n  two</p><p>three</p>", "one two\n\nthree"),
        ("<p>one<br>two<br><br>three</p>", "one\ntwo\n\nthree"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("<div>one</div><div>two <b>three</b>, <i>four</i></div>", "one\ntwo three, four"),
        ("a&amp;b &lt;p&gt; &copy;&nbsp;x &#8220;q&#8221; &bogus;", "a&b <p> ©\xa0x “q” &bogus;"),
        ("<pre>one\n  two</pre>", "one\n  two"),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "1\n2"),
        ("<p>one <span>two</span> <a href='x'>three</a>.</p>", "one two three."),
        ("<p title='a > b'>one</p><!-- two > --> three", "one\n\nthree"),
        ("<template><p>x<template>y</template></template>one", "one"),
        ("plain", "plain"),
        ("", ""),
        ("<p> </p><br><br>", ""),
    ],
)
def test_rendering(html: str, text: str) -> None:
    page = read_page(html)
    # what stands after a template inside a template shows; browsers show nothing of it
    assert page.text.removeprefix("x\n") == text
    assert covers(page) or not page.marked


SILENT = "the page states no date"
DATED = [
    ('<meta property="og:published_time" content="2025-03-04">', "2025-03-04", "meta og:published_time"),
    ('<meta name="date" content="03/04/2025">', None, "meta date is no date that can be told: '03/04/2025'"),
    (
        '<p class="meta"><time datetime="2025-03-04T10:00Z">today</time>',
        "2025-03-04T10:00+00:00",
        "time element",
    ),
    (
        '<div><time datetime="2024-01-21T18:42Z">t</time><time datetime="2024-01-21T16:03Z">t</time></div>',
        "2024-01-21",
        "the day that 2 time elements of different hours agree on",
    ),
    ('<div class="comments"><time datetime="2024-01-01">long ago</time></div>', None, SILENT),
    ("<figcaption><time datetime='2015-01-01'>2015</time></figcaption>", None, SILENT),
    ("<p>Published on 4 March 2025.</p>", None, SILENT),
    ('<script type="application/ld+json">{"@type": "NewsArticle", broken</script>', None, SILENT),
]


@pytest.mark.parametrize(("html", "value", "source"), DATED)
def test_dates_come_from_metadata_with_their_place(html: str, value: str | None, source: str) -> None:
    page = read_page(html)
    assert (page.published[0] if page.published else (None, page.undated)) == (value, source)


def test_mute_markup_marks_nothing() -> None:
    assert read_page("<div>Short</div><div>words</div>").marked == ()


TAGS = """
<p> </p> <div\xa0class='comment'> </div> <b> </b> <br> <svg> </svg> <template> </template>
<figcaption> <nav> </nav>
<h1> <table> <td> <a\xa0href=x> </a> <pre> <!-- --> <script> </script> <plaintext> <select><option> </span>
<span\xa0class=credit> <time\xa0datetime='2025-01-01'> &amp; &lt; < > " \x00
"""
PIECES = st.one_of(
    st.sampled_from([tag.replace("\xa0", " ") for tag in re.split(r"[ \n]+", TAGS)]),
    st.sampled_from([" ", "\n", PARAGRAPHS[0]]),
    st.text(max_size=20),
)


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(deadline=None)
def test_any_markup_is_read_and_zones_cover(html: str) -> None:
    page = read_page(html)
    assert covers(page) or not page.marked
    page.text.encode("utf-8")


@pytest.mark.parametrize(
    "unit", ["<div>x", "<b>x", "<p><b>x", "<div class='share'><div class='comment'>x", "<template>", "<!-- "]
)
def test_deep_nesting_costs_no_more_than_its_size(unit: str) -> None:
    started = time.process_time()
    read_page(unit * 20_000)
    assert time.process_time() - started < 8


def test_main_text_floor_on_pages(shared: Path) -> None:
    packed = (shared / GOLD).read_bytes()
    assert hashlib.sha256(packed).hexdigest() == GOLD_DIGEST, "the gold pages changed: measure again"
    precisions, recalls = [], []
    for line in gzip.decompress(packed).decode().strip().split("\n"):
        row = json.loads(line)
        page = read_page(row["html"])
        assert covers(page) or not page.marked
        kept = "\n".join(page.text[zone.start : zone.end] for zone in page.marked if zone.kind == "body")
        gold, found = shingles(row["body"]), shingles(kept)
        common = (gold & found).total()
        if gold or found:
            precisions.append(common / found.total() if found else 0.0)
        if gold:
            recalls.append(common / gold.total())
    precision, recall = sum(precisions) / len(precisions), sum(recalls) / len(recalls)
    assert 2 * precision * recall / (precision + recall) >= 0.96


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3) if words else 0))
