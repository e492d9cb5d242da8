"""The tags of a page as arrays, and the lines that are written out from them."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.readers.page import markup
from copydesk.readers.page.elements import CODE, GAPS, NAMES, elements
from copydesk.readers.page.layout import layout
from copydesk.readers.page.rendering import Rendering, render


def rendered(html: str) -> Rendering:
    return render(elements(markup.regular(html).encode()))


def test_names_are_told_by_their_first_eight_letters() -> None:
    assert len({name[:8] for name in NAMES}) == len(NAMES)


def test_tags_and_their_partners() -> None:
    page = elements(
        b'<!DOCTYPE html><html><body><div class="a"><p>x<br>y</p></div><!-- <p> --></body></html>'
    )
    written = [tag.decode() for tag in page.written(page.names.nonzero()[0])]
    assert written == ["html", "body", 'div class="a"', "p", "br", "/p", "/div", "/body", "/html"]
    inside = {NAMES[page.names[tag]]: page.inside(tag) for tag in page.opens.nonzero()[0].tolist()}
    assert inside["p"] == b"x<br>y"
    assert inside["div"] == b"<p>x<br>y</p>"


@pytest.mark.parametrize(
    "hole",
    [
        '<script>if (a < b) document.write("<div>")</script>',
        "<script><!--<script>LEAK</script>LEAK--></script>",
        "<style>p > a { content: '<' }</style>",
        "<!-- <div> -- > <p> -->",
        "<noscript><div><p>off</p></div></noscript>",
        "<svg><style><a>b</a></style><title>t</title></svg>",
        "<iframe><div></iframe>",
    ],
)
def test_tags_inside_of_what_is_not_shown_are_no_tags(hole: str) -> None:
    page = rendered(f"<div><p>one</p>{hole}<p>two</p></div>")
    assert page.text == "one\n\ntwo"
    assert (page.page.partners[page.page.opens] < len(page.page.begins)).all()


def test_an_unfinished_script_swallows_the_rest() -> None:
    assert rendered("<p>one</p><script>var a = '<p>two</p>").text == "one"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<p>by <a href="x" rel="author" style="display: none">Jo</a>us</p>', "by us"),
        ("<p>a &amp;lt; b &amp;amp; &lt;i&gt;</p>", "a &lt; b &amp; <i>"),
        ("<p>one <!-- x --> two</p>", "one two"),
        ("<p>one<span> </span>two</p>", "one two"),
        ("<div>one<br></div><br>two", "one\n\ntwo"),
        ("<div>\n  one\n</div>\n<div>two</div>", "one\ntwo"),
        ("<p>مرحبا <b>بالعالم</b></p><p>שלום</p>", "مرحبا بالعالم\n\nשלום"),
        ("<h1>日本 <em>語</em></h1>のテキスト", "日本 語\n\nのテキスト"),
    ],
)
def test_text_as_written_out(html: str, text: str) -> None:
    assert rendered(html).text == text


def test_blocks_split_where_a_hint_begins() -> None:
    page = rendered('<p>The bridge. <span class="credit">Photo: Jo</span></p><p>end <a href="/">here</a></p>')
    assert [page.block(number) for number in range(len(page.starts))] == [
        "The bridge.",
        "Photo: Jo",
        "end here",
    ]
    assert layout(page).linked.tolist() == [0.0, 0.0, 0.5]


TAGS = st.sampled_from([*sorted(GAPS), "a", "b", "span", "svg", "script", "pre", "x-y", "nav", "time"])
TEXT = st.text(st.sampled_from("ab é日<>&;\n\t\"'/=-!"), max_size=8)
PIECES = st.one_of(
    TEXT,
    TAGS.map(lambda name: f"<{name}>"),
    TAGS.map(lambda name: f"</{name}>"),
    st.tuples(TAGS, st.sampled_from(["class=comments", "hidden", "style='display:none'", "id=nav"])).map(
        lambda made: f"<{made[0]} {made[1]}>"
    ),
)


@given(st.lists(PIECES, max_size=30).map("".join))
@settings(max_examples=400, deadline=None)
def test_any_mark_up_gives_blocks_in_order_and_matched_tags(html: str) -> None:
    page = rendered(html)
    starts, ends = page.offsets[page.starts], page.offsets[page.ends]
    assert (starts < ends).all()
    assert (ends[:-1] <= starts[1:]).all()
    assert page.offsets[-1] == len(page.text)
    between = [page.text[end:start] for end, start in zip(ends[:-1], starts[1:], strict=True)]
    assert all(not gap.strip() for gap in between)
    assert not re.search(r"[ \t]\n|\n[ \t]|  ", page.text) or "<pre" in html
    tags = page.page
    partners = tags.partners[tags.opens]
    assert (tags.names[tags.opens] == tags.names[partners]).all()
    layout(page)


def test_what_lies_inside_what() -> None:
    page = elements(b"<body><div><p>a</p><p>b</p></div><p>c</p></body>")
    nest = page.nest(page.opens.nonzero()[0])
    names = [NAMES[page.names[tag]] for tag in nest.chosen.tolist()]
    parents = [names[at] if at >= 0 else "" for at in nest.parents().tolist()]
    assert list(zip(names, parents, strict=True)) == [
        ("body", ""),
        ("div", "body"),
        ("p", "div"),
        ("p", "div"),
        ("p", "body"),
    ]
    assert CODE["p"] != CODE["div"]


def test_deep_nesting_costs_no_more_than_its_size() -> None:
    def seconds(depth: int) -> float:
        start = time.process_time()
        rendered("<div class=x><ul><li>" * depth + "one")
        return time.process_time() - start

    seconds(100)
    assert seconds(20_000) < 40 * max(seconds(2_000), 0.005)
