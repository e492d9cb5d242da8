"""Watching feeds: what comes into the store, how often servers are asked, and what bad feeds do."""

import json
from collections.abc import Iterator
from contextlib import closing, nullcontext
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from copydesk import keeping, watching
from copydesk.errors import InputError
from copydesk.fetching.subscriptions import feeds
from copydesk.fetching.timing import DAY, NEVER
from copydesk.model.document import Document
from copydesk.polling import Manner
from copydesk.readers.feeds import Entry
from copydesk.readers.subscribed import entries
from copydesk.store.base import Store
from copydesk.store.sqlite import open_store
from copydesk.watching import Watch, watch
from scripted import Hands, Reply, Site, fetcher, serving

RSS = {"Content-Type": "application/rss+xml; charset=utf-8"}
HTML = {"Content-Type": "text/html; charset=utf-8"}
SUMMARY = "The council of Norvik closes the old bridge."


def item(
    link: str, *, day: int = 5, title: str = "Bridge closed", summary: str = SUMMARY, more: str = ""
) -> str:
    linked = f"<link>{link}</link>" if link else ""
    date = f"<pubDate>Mon, {day:02} Jan 2026 10:00:00 GMT</pubDate>"
    return f"<item><title>{title}</title>{linked}{date}<description>{summary}</description>{more}</item>"


def rss(*items: str, more: str = "") -> str:
    return f"<rss version='2.0'><channel><title>Norvik Post</title>{more}{''.join(items)}</channel></rss>"


def page(words: str) -> Reply:
    text = f"{words} The council of Norvik voted on Monday to close the old bridge for two years, they said."
    return Reply(
        "<!doctype html><html><head><title>Another headline</title></head>"
        "<body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>Another headline</h1><p>{text}</p><p>{text[::-1]}</p></article></body></html>",
        headers=HTML,
    )


@dataclass
class Desk:
    """A watch over feeds of one site, with a clock that nobody waits for."""

    site: Site
    store: Store
    hands: Hands = field(default_factory=Hands)
    lines: list[tuple[str, int, str | None]] = field(default_factory=list)
    errors: list[InputError] = field(default_factory=list)
    feed_only: bool = False
    once: bool = False
    changed: int = 0

    def watching(self, *paths: str) -> Watch:
        found, _ = feeds([path if "://" in path else self.site.url(path) for path in paths or ("/feed",)])
        manner = Manner(clock=self.hands.clock, feed_only=self.feed_only, once=self.once)
        fetching = fetcher(self.hands, whole=0.5, largest=1 << 22)
        return Watch(found, self.store, fetching, manner, self.told, self.errors.append, nullcontext)

    def told(self, feed: str, new: int, changed: int, moved: str | None) -> None:
        self.lines.append((feed.removeprefix(self.site.url("")), new, moved))
        self.changed += changed

    def round(self, *paths: str) -> list[str]:
        """Poll once in a fresh process, as it were, and return the paths asked for."""
        before = len(self.site.asked)
        self.watching(*paths).round()
        return [path for path, _ in self.site.asked[before:] if path != "/robots.txt"]

    def reports(self) -> list[Document]:
        return list(self.store.all_documents())

    def wait(self, path: str = "/feed") -> float:
        """Seconds until the feed is due."""
        feed = self.store.feed(self.site.url(path))
        assert feed is not None
        return feed.due - self.hands.at


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = open_store(tmp_path / "desk.db", create=True, writable=True)
    with serving() as site, closing(store):
        yield Desk(site, store)


def test_pages_are_read_with_what_the_feed_states(desk: Desk) -> None:
    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Norvik Post</title><entry><id>urn:1</id>
    <link href="news/a"/><title>Bridge closed</title><updated>2026-01-05T10:00:00Z</updated>
    <published>2026-01-05T09:00:00Z</published><author><name>Jo Lindqvist</name></author>
    <summary>{SUMMARY}</summary></entry></feed>"""
    desk.site.pages |= {
        "/feed": Reply(atom, headers={"Content-Type": "application/atom+xml"}),
        "/news/a": page("All."),
    }
    assert desk.round() == ["/feed", "/news/a"]
    (document,) = desk.reports()
    report = document.report
    assert (report.title, report.title_from) == ("Bridge closed", "feed entry's title")
    assert (report.published, report.published_from) == (
        "2026-01-05T09:00:00+00:00",
        "feed entry's published",
    )
    assert (report.byline, report.url, report.origin) == (
        "Jo Lindqvist",
        desk.site.url("/news/a"),
        report.url,
    )
    assert "All. The council" in report.text
    assert {zone.kind for zone in document.zones} >= {"body", "headline"}
    body = desk.site.pages["/news/a"]
    assert isinstance(body, Reply)
    assert desk.store.received(report.id) == str(body.body).encode()
    assert desk.store.story_of([report.id])
    assert (desk.lines, desk.errors) == ([("/feed", 1, None)], [])


def test_an_etag_goes_round(desk: Desk) -> None:
    desk.site.pages |= {"/feed": Reply(rss(item("/a")), headers=RSS | {"ETag": '"1"'}), "/a": page("One.")}
    assert desk.round() == ["/feed", "/a"]
    assert desk.round() == []
    desk.hands.at += 900
    assert desk.round() == ["/feed"]
    assert desk.site.asked[-1][1]["if-none-match"] == '"1"'
    assert desk.wait() == pytest.approx(900, abs=5)
    desk.site.pages |= {
        "/feed": Reply(rss(item("/b"), item("/a")), headers=RSS | {"ETag": '"2"'}),
        "/b": page("Two."),
    }
    desk.hands.at += 900
    assert desk.round() == ["/feed", "/b"]
    assert desk.lines == [("/feed", 1, None)] * 2


def test_an_edited_entry_is_fetched_again_and_is_a_revision(desk: Desk) -> None:
    updated = "<guid>urn:x:1</guid><atom:updated xmlns:atom='http://www.w3.org/2005/Atom'>2026-01-05T1{}:00:00Z</atom:updated>"
    desk.site.pages |= {
        "/feed": Reply(rss(item("/a", more=updated.format(0))), headers=RSS),
        "/a": page("First version."),
    }
    desk.round()
    desk.hands.at += 900
    assert desk.round() == ["/feed"]
    desk.site.pages |= {
        "/feed": Reply(rss(item("/a", more=updated.format(2))), headers=RSS),
        "/a": page("Second version."),
    }
    desk.hands.at += 900
    assert desk.round() == ["/feed", "/a"]
    first, second = desk.reports()
    assert (first.revision_of, second.revision_of) == (second.id, None)
    assert desk.lines == [("/feed", 1, None), ("/feed", 0, None)]
    assert desk.changed == 1
    desk.site.pages["/feed"] = Reply(rss(item("/a", more=updated.format(2))), headers=RSS)
    desk.hands.at += 900
    assert desk.round() == ["/feed"]


def test_a_new_headline_counts_where_nothing_says_updated(desk: Desk) -> None:
    desk.site.pages |= {"/feed": Reply(rss(item("/a")), headers=RSS), "/a": page("One.")}
    desk.round()
    desk.hands.at += 900
    desk.site.pages["/feed"] = Reply(
        rss(item("/a", title="Bridge to be closed", summary="Other words.")), headers=RSS
    )
    assert desk.round() == ["/feed", "/a"]


def test_feed_only(desk: Desk) -> None:
    desk.feed_only = True
    desk.site.pages["/feed"] = Reply(rss(item("/a")), headers=RSS)
    assert desk.round() == ["/feed"]
    (document,) = desk.reports()
    assert (document.text, document.report.url) == (SUMMARY, desk.site.url("/a"))
    desk.hands.at += 900
    desk.site.pages["/feed"] = Reply(rss(item("/a", summary=SUMMARY + " The mayor regrets it.")), headers=RSS)
    desk.round()
    assert [document.text[-10:] for document in desk.reports()] == ["ld bridge.", "egrets it."]


JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Norvik Post",
    "authors": [{"name": "Jo Lindqvist"}],
    "items": [
        {"id": 7, "url": "/a", "title": "Bridge <closed>", "date_published": "2026-01-05T09:00:00Z"},
        {"id": "8", "content_html": "<p>The ferry sails <b>again</b>.</p>", "author": {"name": "Per Sund"}},
        {"id": "9", "content_text": "If x < y the ferry waits & sails."},
        "nonsense",
        {"id": ["x"], "url": 5, "title": None},
    ],
}


def test_json_feeds(desk: Desk) -> None:
    desk.site.pages |= {"/feed": Reply(json.dumps(JSON)), "/a": page("All.")}
    assert desk.round() == ["/feed", "/a"]
    found = {document.report.title or document.text: document.report for document in desk.reports()}
    assert set(found) == {"Bridge <closed>", "The ferry sails again.", "If x < y the ferry waits & sails."}
    assert [report.byline for report in found.values()] == ["Jo Lindqvist", "Per Sund", "Jo Lindqvist"]
    assert found["Bridge <closed>"].published == "2026-01-05T09:00:00+00:00"
    assert [error.what for error in desk.errors] == ["the entry is no object", "there is no text in it"]


# Where the page cannot be had


@pytest.mark.parametrize(
    ("reply", "said", "again"),
    [
        (Reply(status=404), "the page is gone (404)", False),
        (Reply(status=403), "HTTP 403", False),
        (Reply(status=500), "HTTP 500", True),
        (Reply("x" * 5_000_000, headers=HTML), "larger than 4 MB", False),
        (
            Reply("%PDF-1.7", headers={"Content-Type": "application/pdf"}),
            "it is application/pdf, not html",
            False,
        ),
        (Reply("<html><script>draw()</script></html>", headers=HTML), "the page shows no text", False),
        (Reply("<html><p>Subscribe.</p></html>", headers=HTML), "shows less than the feed", False),
        (Reply(status=302, headers={"Location": "/a"}), "redirected more than 5 times", False),
        (Reply(status=302, headers={"Location": "file:///etc/hostname"}), "not fetched", False),
        (Reply(raw=lambda handler: handler.connection.close()), "no answer", True),
    ],
)
def test_the_feed_s_own_text_stands_in(desk: Desk, reply: Reply, said: str, again: bool) -> None:
    feed = Reply(rss(item("/a"), item("/b", title="Ferry")), headers=RSS | {"ETag": '"1"'})
    desk.site.pages |= {"/feed": feed, "/a": reply, "/b": page("Good.")}
    desk.round()
    bad, *good = desk.reports()
    assert bad.text == SUMMARY
    if reply.raw is None:
        assert len(good) == 1
    (error, *others) = desk.errors
    assert said in error.what
    assert error.kept
    assert error.remedy.startswith("the feed's own text was kept")
    assert error.remedy.endswith("at the next poll") == again
    assert ("browser" in error.remedy) == (not again and said != "the page is gone (404)")
    assert error.where == desk.site.url("/a")
    desk.hands.at += 900
    assert ("/a" in desk.round()) == again
    assert desk.errors == [error, *others], "said once"
    if again:
        desk.site.pages |= {"/a": page("At last."), "/robots.txt": Reply("")}
        desk.hands.at += 900
        assert "/a" in desk.round()
        assert any(document.text.count("At last.") for document in desk.reports())


def test_robots_forbid_pages_not_texts(desk: Desk) -> None:
    items = [item(f"/news/{n}", title=f"Bridge {n}", summary=f"{SUMMARY} {n}") for n in range(3)]
    desk.site.pages |= {
        "/feed": Reply(rss(*items), headers=RSS),
        "/robots.txt": Reply("User-agent: *\nDisallow: /news"),
    }
    assert desk.round() == ["/feed"]
    assert len(desk.reports()) == 3
    (error,) = desk.errors
    assert (error.where, error.kept) == (desk.site.url("/news/0") + " and 2 more", True)
    assert (error.what, error.remedy) == ("its robots.txt forbids it", "the feed's own text was kept")
    desk.site.pages["/robots.txt"] = Reply("User-agent: *\nDisallow: /feed")
    desk.hands.at += DAY
    assert desk.round() == []
    assert "robots.txt forbids" in desk.errors[-1].what


def test_a_silent_host_is_asked_once_a_poll(desk: Desk) -> None:
    with serving() as other:
        other.pages["/robots.txt"] = Reply(status=503)
        items = [item(other.url(f"/{n}"), title=f"Bridge {n}", summary=f"{SUMMARY} {n}") for n in range(5)]
        desk.site.pages["/feed"] = Reply(rss(*items), headers=RSS | {"ETag": '"1"'})
        desk.round()
        assert len(other.asked) == 1
        assert len(desk.reports()) == 5


@pytest.mark.parametrize(
    "more", ["", "<link>javascript:alert(1)</link>", "<link>mailto:a@norvik.example</link>"]
)
def test_entries_without_a_link_to_fetch(desk: Desk, more: str) -> None:
    desk.site.pages["/feed"] = Reply(rss(item("", more=more), item("", more=more)), headers=RSS)
    assert desk.round() == ["/feed"]
    assert [document.text for document in desk.reports()] == [SUMMARY]
    assert ["only http and https" in error.what for error in desk.errors] == [True] * bool(more)


@pytest.mark.parametrize("link", ["http://169.254.169.254/latest", "http://10.0.0.1/", "http://[fd00::1]/"])
def test_links_into_the_local_network_are_not_followed(desk: Desk, link: str) -> None:
    desk.site.pages["/feed"] = Reply(rss(item(link)), headers=RSS)
    desk.round()
    (error,) = desk.errors
    assert "where no feed from elsewhere may lead" in error.what
    assert [document.text for document in desk.reports()] == [SUMMARY]


# When a feed is asked again


def test_failures_are_asked_again_later_and_later(desk: Desk) -> None:
    desk.site.pages["/feed"] = Reply(status=500)
    waits = []
    for _ in range(9):
        desk.round()
        waits.append(desk.wait())
        desk.hands.at += desk.wait()
    assert waits == [900, 1800, 3600, 7200, 14400, 28800, 57600, DAY, DAY]
    assert [str(error).split("; ")[1] for error in desk.errors[:3]] == [
        "asked again in 15 minutes", "asked again in 30 minutes", "asked again in 60 minutes",
    ]  # fmt: skip
    desk.site.pages["/feed"] = Reply(rss(item("")), headers=RSS)
    desk.round()
    feed = desk.store.feed(desk.site.url("/feed"))
    assert feed is not None
    assert (feed.failures, feed.why, desk.wait()) == (0, None, 900)


@pytest.mark.parametrize(
    ("given", "waits"),
    [("7200", 7200), ("60", 900), ("Fri, 15 Jan 2027 10:00:01 GMT", 7200), ("", 900)],
)  # fmt: skip
def test_retry_after_is_obeyed(desk: Desk, given: str, waits: float) -> None:
    desk.site.pages["/feed"] = Reply(status=429, headers={"Retry-After": given})
    desk.round()
    assert desk.wait() == pytest.approx(waits, abs=2)
    desk.hands.at += waits - 10
    assert desk.round() == []


@pytest.mark.parametrize(
    ("channel", "headers", "waits"),
    [
        ("<ttl>60</ttl>", {}, 3600),
        ("<ttl>5</ttl>", {}, 900),
        ("<ttl>never</ttl>", {}, 900),
        ("", {"Cache-Control": "max-age=1800"}, 1800),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", {}, 21600),
        ("<sy:updatePeriod>yearly</sy:updatePeriod>", {}, DAY),
    ],
)
def test_feeds_may_ask_to_be_left_alone(
    desk: Desk, channel: str, headers: dict[str, str], waits: float
) -> None:
    text = rss(item(""), more=channel).replace(
        "<rss ", "<rss xmlns:sy='http://purl.org/rss/1.0/modules/syndication/' "
    )
    desk.site.pages["/feed"] = Reply(text, headers=RSS | headers)
    desk.round()
    assert desk.wait() == waits


def test_a_feed_that_is_gone_is_left_alone(desk: Desk) -> None:
    desk.site.pages |= {"/feed": Reply(status=410), "/other": Reply(rss(item("")), headers=RSS)}
    desk.round("/feed", "/other")
    assert "gone for good" in str(desk.errors[0])
    assert desk.wait() + desk.hands.at == NEVER
    desk.hands.at += 400 * DAY
    assert desk.round("/feed", "/other") == ["/other"]
    watched = desk.watching("/feed", "/other")
    assert watched.gone() == [desk.site.url("/feed")]
    assert watched.due() is not None
    watch(desk.watching("/feed"))  # ends by itself


def test_a_move_is_said(desk: Desk) -> None:
    desk.site.pages |= {
        "/feed": Reply(status=301, headers={"Location": "/new"}),
        "/new": Reply(rss(item("b")), headers=RSS),
    }
    assert desk.round() == ["/feed", "/new", "/b"]
    assert desk.lines == [("/feed", 1, desk.site.url("/new"))]


def test_rounds_wait_until_something_is_due(desk: Desk) -> None:
    desk.site.now = lambda: desk.hands.at
    desk.site.pages |= {
        "/feed": Reply(rss(), headers=RSS),
        "/slow": Reply(rss(more="<ttl>30</ttl>"), headers=RSS),
    }
    start = desk.hands.at
    watch(desk.watching("/feed", "/slow"), rounds=4)
    asked = [(path, round((at - start) / 60)) for path, at in desk.site.moments if path != "/robots.txt"]
    assert [minute for path, minute in asked if path == "/feed"] == [0, 15, 30]
    assert [minute for path, minute in asked if path == "/slow"] == [0, 30]
    assert max(desk.hands.slept) <= 60


def test_pauses_of_one_host_are_used_for_another(desk: Desk) -> None:
    with serving() as other:
        for site in (desk.site, other):
            site.now = lambda: desk.hands.at
            site.pages |= {f"/{n}": page(f"Number {n}.") for n in range(5)}
            site.pages["/feed"] = Reply(rss(*[item(f"/{n}", title=f"{n}") for n in range(5)]), headers=RSS)
        one, two = desk.site.url("/feed"), other.url("/feed").replace("127.0.0.1", "localhost")
        start = desk.hands.at
        desk.round(one, two)
        assert len(desk.reports()) == 10
        for site in (desk.site, other):
            times = [at for _, at in site.moments]
            assert all(later - earlier >= 1 for earlier, later in pairwise(times))
        assert desk.hands.at - start < 10


# Bad feeds


def test_what_nobody_foresaw_costs_one_feed_only(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def keep_batch(store: Store, reports: Any, also: Any) -> Any:
        if "/bad" in reports[0].url:
            raise ZeroDivisionError("seven\nlines")
        return keeping.keep_batch(store, reports, also)

    monkeypatch.setattr(watching, "keep_batch", keep_batch)
    desk.site.pages |= {path: Reply(rss(item(f"{path}/a")), headers=RSS) for path in ("/bad", "/good")}
    desk.site.pages |= {path: page(path) for path in ("/bad/a", "/good/a")}
    desk.round("/bad", "/good")
    assert desk.lines == [("/good", 1, None)]
    assert [str(error).split(": ", 1)[1] for error in desk.errors] == [
        "it cannot be read (ZeroDivisionError('seven\\nlines')); asked again in 15 minutes"
    ]
    desk.hands.at += 900
    monkeypatch.undo()
    assert sorted(desk.round("/bad", "/good")) == ["/bad", "/bad/a", "/good"]


def test_once_promises_no_second_time(desk: Desk) -> None:
    desk.once = True
    desk.site.pages |= {"/none": Reply(status=404), "/down": Reply(status=500), "/not": Reply(status=403)}
    desk.site.pages |= {"/page": BAD["page"][0], "/empty": BAD["empty"][0]}
    desk.round("/none", "/down", "/not", "/page", "/empty")
    with serving() as other:
        other.pages["/robots.txt"] = Reply("User-agent: *\nDisallow: /")
        desk.round(other.url("/feed"))
    assert [error.remedy for error in desk.errors] == [
        "check its address",
        "run it again later",
        "look at it in a browser",
        f"it names {desk.site.url('/good')}",
        "give the address of a feed",
        "ask the outlet for leave, or take it out of the list",
    ]


def test_what_is_always_wrong_with_a_feed_is_said_once(desk: Desk) -> None:
    desk.site.pages["/feed"] = Reply(rss(item(""))[:-6], headers=RSS)
    watched = desk.watching()
    for _ in range(3):
        watched.round()
        desk.hands.at += 900
    assert len(desk.errors) == 1


def endless(handler: Any) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n<rss><channel>")
    while True:
        handler.wfile.write(b"<item><title>x</title></item>" * 100)


LONG = rss(*[item("", summary=f"{SUMMARY} {n} " + "and on " * 200) for n in range(7_000)])

BAD = {
    "page": (
        Reply("<html><link rel=alternate type='application/rss+xml' href='/good'><p>x</p></html>"),
        "it names ",
    ),
    "empty": (Reply(""), "the answer is empty"),
    "blank": (Reply("  \n"), "the answer is empty"),
    "text": (Reply("Not found, sorry."), "it is no feed"),
    "binary": (Reply(bytes(range(256)) * 9), "it is no feed"),
    "json": (Reply('{"error": "none"}'), "it is JSON and no feed"),
    "broken-json": (Reply('{"items": ['), "broken JSON"),
    "sitemap": (Reply("<?xml version='1.0'?><urlset xmlns='x'><url/></urlset>"), "it is XML and no feed"),
    "long": (Reply(LONG, headers=RSS), "larger than 4 MB"),
    "endless": (Reply(raw=endless), "larger than 4 MB"),
    "reset": (Reply(raw=lambda handler: handler.connection.close()), "no answer"),
    "loop": (Reply(status=302, headers={"Location": "/loop"}), "redirected more than 5 times"),
    "file": (Reply(status=302, headers={"Location": "file:///etc/passwd"}), "not fetched"),
    "missing": (Reply(status=404), "HTTP 404"),
}


def test_bad_feeds_are_a_line_each_and_the_others_go_on(desk: Desk) -> None:
    desk.site.pages |= {f"/{name}": reply for name, (reply, _) in BAD.items()}
    desk.site.pages |= {"/good": Reply(rss(item("/a")), headers=RSS), "/a": page("Good.")}
    tls = desk.site.url("/tls").replace("http:", "https:")
    desk.round(*[f"/{name}" for name in BAD], tls, "/good")
    assert len(desk.reports()) == 1
    said = {error.where: str(error) for error in desk.errors}
    assert len(said) == len(desk.errors) == len(BAD) + 1
    for name, (_, words) in BAD.items():
        assert words in said[desk.site.url(f"/{name}")], said[desk.site.url(f"/{name}")]
        assert "asked again in 15 minutes" in said[desk.site.url(f"/{name}")]
    assert desk.site.url("/good") in said[desk.site.url("/page")]


def test_a_feed_that_lies_about_its_charset(desk: Desk) -> None:
    text = rss(
        item(
            "", summary="Die Brücke über den Fluß bleibt für zwei Jahre gesperrt, sagte die Bürgermeisterin."
        )
    )
    lies = {"Content-Type": "application/rss+xml; charset=iso-8859-1"}
    desk.site.pages["/feed"] = Reply(f"<?xml version='1.0' encoding='iso-8859-1'?>{text}", headers=lies)
    desk.site.pages["/latin"] = Reply(text.replace("zwei", "drei").encode("latin-1"), headers=lies)
    desk.round("/feed", "/latin")
    assert [("Brücke" in document.text, "Fluß" in document.text) for document in desk.reports()] == [
        (True, True)
    ] * 2


def test_a_feed_that_breaks_off_gives_what_came_before(desk: Desk) -> None:
    desk.site.pages["/feed"] = Reply(rss(item(""), item("", summary="Cut"))[:-60], headers=RSS)
    desk.round()
    assert SUMMARY in [document.text for document in desk.reports()]
    assert "not well formed" in desk.errors[0].what


def test_a_large_feed_is_taken_in_portions(desk: Desk) -> None:
    count = 130
    desk.site.pages |= {f"/{n}": page(f"Number {n} of many.") for n in range(count)}
    feed = rss(*[item(f"/{n}", title=f"Bridge {n}") for n in range(count)])
    desk.site.pages["/feed"] = Reply(feed, headers=RSS | {"ETag": '"1"'})
    desk.round()
    first = len(desk.reports())
    assert 50 <= first <= 100
    desk.hands.at += 900
    desk.round()
    assert len(desk.reports()) == count
    assert len(desk.site.paths()) == count + 2
    desk.hands.at += 900
    assert desk.round() == ["/feed"]
    assert desk.site.asked[-1][1]["if-none-match"] == '"1"'


@pytest.mark.parametrize(
    "data", [b"", b"\0", b"<rss>", b"<feed", b"{", b"[1]", b'{"items": 3}', b"\xff\xfe<\0r\0"]
)
def test_any_bytes_are_entries_or_an_error(data: bytes) -> None:
    for charset in (None, "utf-8", "utf-16", "no-such", "latin-1"):
        try:
            found = entries(data, "x", charset).found
        except InputError as error:
            assert "\n" not in str(error)  # noqa: PT017 - either outcome is right
        else:
            assert not any(isinstance(one, Entry) for one in found)
