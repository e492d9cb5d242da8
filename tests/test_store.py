"""What is kept comes back as it was; stories keep their ids whatever becomes of them."""

import math
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.errors import StoreError
from copydesk.model.document import Document
from copydesk.model.feed import Feed
from copydesk.model.history import ASLEEP_DAYS
from copydesk.model.report import ZONE_KINDS, Report, Zone
from copydesk.readers.files import Reading
from copydesk.readers.identity import digest
from copydesk.store.base import Counts, Kept, Moved, Placing
from copydesk.store.sqlite import SqliteStore
from shelf import FIRST, HOUR, keep, kept, opened, place, settled

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
SOME = st.none() | TEXT
ZONES = st.lists(
    st.builds(
        lambda start, length, kind: Zone(start, start + length, kind),
        st.integers(0, 10**6),
        st.integers(0, 10**6),
        st.sampled_from(ZONE_KINDS),
    ),
    max_size=4,
).map(tuple)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with opened(tmp_path / "desk.db") as found:
        yield found


@st.composite
def reports(draw: st.DrawFn) -> Report:
    received = draw(st.binary())
    return Report(
        id=draw(TEXT.filter(bool)),
        text=draw(TEXT),
        digest=digest(received),
        origin=draw(TEXT),
        marked=draw(ZONES),
        received=received,
        **{
            name: draw(SOME)
            for name in (
                "url outlet title published published_from modified language story byline outlet_from"
                " title_from byline_from modified_from language_from"
            ).split()
        },
    )


@settings(max_examples=60, deadline=None)
@given(report=reports(), zones=ZONES, anchor=SOME, address=SOME, terms=st.binary(), counts=st.binary())
def test_any_report_comes_back_as_it_was(
    report: Report,
    zones: tuple[Zone, ...],
    anchor: str | None,
    address: str | None,
    terms: bytes,
    counts: bytes,
) -> None:
    document = Document(report, zones=zones, anchor=anchor, anchor_from=anchor)
    with TemporaryDirectory() as folder:
        with opened(Path(folder) / "desk.db") as store:
            keep(store, Kept(document, address, 5.0, terms, counts))
        with opened(Path(folder) / "desk.db", writable=False) as store:
            assert store.documents([report.id]) == [document]
            assert list(store.all_documents()) == [document]
            assert store.received(report.id) == report.received
            assert [(one.terms, one.counts) for one in store.unplaced()] == [(terms, counts)]
            assert store.known([report.id, report.id + "x"]) == {report.id}
            if address is not None:
                assert (
                    store.reports_at(address, 9)
                    == store.reports_at(address, 9, speaking=True)
                    == [document.id]
                )


@pytest.mark.parametrize(
    ("text", "received"),
    [
        pytest.param("a\0b\0", b"a\0b\0", id="NUL characters"),
        pytest.param("𝔉𝔩𝔬𝔬𝔡 🌊 in 東京", "𝔉𝔩𝔬𝔬𝔡 🌊 in 東京".encode("utf-16"), id="astral characters"),
        pytest.param("long " * 200_000, b"<p>" * 400_000, id="a megabyte"),
        pytest.param("short", bytes(range(256)), id="bytes that do not get fewer"),
        pytest.param("\ufffd", b"\xed\xa0\x80", id="what was no character"),
        pytest.param("empty", b"", id="no bytes at all"),
    ],
)
def test_text_and_bytes_of_any_kind(store: SqliteStore, text: str, received: bytes) -> None:
    one, other = (kept(name, text, received=received) for name in ("one", "other"))
    with store.writing():
        store.keep([one, other])
    assert store.documents(["other", "one"]) == [other.document, one.document]
    assert store.received("one") == store.received("other") == received


def test_bytes_are_kept_once_and_not_at_all_where_the_text_is_they(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    page = b"<p>Rain fell on Harrowgate Bay.</p>" * 9
    with opened(path) as store:
        keep(store, kept("plain"), kept("page", received=page), kept("again", "Rain.", received=page))
        assert store.received("plain") == b"Rain fell on Harrowgate Bay."
    with closing(sqlite3.connect(path)) as base:
        assert base.execute("SELECT digest, packed FROM received").fetchall() == [(digest(page), 1)]


@pytest.mark.parametrize("received", [b"", b"other bytes"])
def test_a_report_without_its_bytes_is_not_kept(store: SqliteStore, received: bytes) -> None:
    whole = kept("one")
    bare = replace(whole, document=Document(replace(whole.document.report, received=received)))
    with pytest.raises(StoreError, match=r"report one: .*read it with its bytes"), store.writing():
        store.keep([kept("two"), bare])
    assert store.counts() == Counts(0, 0, 0)


def test_a_report_is_kept_once(store: SqliteStore) -> None:
    keep(store, kept("one"))
    with pytest.raises(StoreError, match="report one: is kept already"), store.writing():
        store.keep([kept("two"), kept("one")])
    with pytest.raises(StoreError, match="there is no report 'two'"):
        store.documents(["one", "two"])
    with pytest.raises(StoreError, match="there is no report 'two'"):
        store.received("two")


def test_the_bytes_come_out_of_the_readers_only_when_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>Rain fell on Harrowgate Bay, and the ferries stayed in port.</p>")
    (tmp_path / "b.jsonl").write_text('{"text": "Voters in Marrakand chose a president."}\n')
    carried = [one for one in Reading([tmp_path], keep_bytes=True) if isinstance(one, Report)]
    bare = [one for one in Reading([tmp_path]) if isinstance(one, Report)]
    assert carried == bare
    assert [one.received for one in bare] == [b"", b""]
    assert [digest(one.received) for one in carried] == [one.digest for one in carried]
    assert "Voters" not in repr(replace(carried[1], text=""))


def test_nothing_changes_outside_a_transaction_or_after_a_fault_in_one(store: SqliteStore) -> None:
    with pytest.raises(StoreError, match=r"make it inside writing\(\)"):
        store.set_fetched(["a"])
    with pytest.raises(StoreError, match="no judgement 7"), store.writing():  # noqa: PT012 - it is one step
        store.set_fetched(["a"])
        store.undo(7)
    assert store.fetched(["a"]) == frozenset()
    with store.writing(), pytest.raises(StoreError, match="a transaction inside another"), store.writing():
        pass


# Stories


@pytest.fixture
def placed(store: SqliteStore) -> SqliteStore:
    """Stories ``fire`` of three reports, ``vote`` of two and ``rain`` of one, an hour apart in this order."""
    names = ["f1", "f2", "f3", "v1", "v2", "r1"]
    reports = [
        kept(name, f"Report {name}.", hour=at, outlet=name[0] + ".example") for at, name in enumerate(names)
    ]
    with store.writing():
        store.keep(reports)
        found = {"f": "fire", "v": "vote", "r": "rain"}
        store.place([Placing(name, found[name[0]], 0.25) for name in names])
    return store


def held(store: SqliteStore) -> dict[str, str]:
    """The reports of each story that holds any: "f1 f2"."""
    return {entry.id: " ".join(entry.reports) for entry in store.entries()}


def test_reports_wait_until_they_are_placed(store: SqliteStore) -> None:
    with store.writing():
        store.keep([kept("a", hour=2), kept("b", hour=None), kept("c", hour=1)])
    assert {(one.report, one.moment, one.terms, one.counts) for one in store.unplaced()} == {
        ("a", FIRST + 2 * HOUR, b"a", b"A"),
        ("b", None, b"b", b"B"),
        ("c", FIRST + HOUR, b"c", b"C"),
    }
    assert (store.newest(), list(store.settled()), store.entries()) == (None, [], [])
    place(store, c="s", a="s", b="t")
    assert store.unplaced() == []
    assert store.newest() == FIRST + 2 * HOUR
    assert settled(store) == [
        ("c", "s", FIRST + HOUR, 0, b"c", b"C", None, 0),
        ("a", "s", FIRST + 2 * HOUR, 0, b"a", b"A", None, 0),
        ("b", "t", None, 0, b"b", b"B", None, 0),
    ]
    assert store.placings(["a", "b", "x"]) == {"a": Placing("a", "s", 0.5), "b": Placing("b", "t", 0.5)}


def test_a_story_of_one_report_rests_if_it_sleeps_from_now_on(store: SqliteStore) -> None:
    days = {"old": 0, "two": 1, "twin": 2, "late": 30, "last": 40}
    stories = {"old": "s", "two": "t", "twin": "t", "late": "u", "last": "v"}
    with store.writing():
        store.keep([kept(name, hour=24 * day) for name, day in days.items()])
    place(store, **stories)

    def resting(first: float) -> set[str]:
        return {
            report
            for some in store.settled(first)
            for report, rests in zip(some.reports, some.resting, strict=True)
            if rests
        }

    assert resting(FIRST + 24 * HOUR * 40) == {"old"}
    assert resting(math.inf) == {"old"}, "the clock stands where the last report came"
    assert resting(FIRST + 24 * HOUR * 29) == set()


def test_weights_are_those_of_the_hour_when_a_report_was_placed(store: SqliteStore) -> None:
    with store.writing():
        store.keep([kept("a", hour=1), kept("b", hour=2), kept("c", hour=3)])
        store.place([Placing("a", "s", 0.5, b"12"), Placing("b", "s", 0.5), Placing("c", "s", 0.5, b"")])

    def weights() -> dict[object, object]:
        return {report: (counts, told) for report, _, _, _, _, counts, told, _ in settled(store)}

    assert weights() == {"a": (None, b"12"), "b": (b"B", None), "c": (None, b"")}, (
        "counts where they are needed"
    )
    with store.writing():
        store.set_weights({"b": b"34"})
    assert weights() == {"a": (None, b"12"), "b": (None, b"34"), "c": (None, b"")}
    with store.writing():
        assert set(store.unplace(FIRST + 2 * HOUR)) == {"b", "c"}
        store.place([Placing("c", "s", 0.5, b"56"), Placing("b", "s", 0.5)])
    assert weights() == {"a": (None, b"12"), "c": (None, b"56"), "b": (b"B", None)}
    with store.writing():
        store.set_revisions({"a": "c"})
        store.set_revisions({"a": None})
        store.place([Placing("a", "s", 0.5)])
    assert weights() == {"a": (b"A", None), "c": (None, b"56"), "b": (b"B", None)}


def test_stories_are_listed_with_the_latest_first(placed: SqliteStore) -> None:
    assert list(held(placed).items()) == [("rain", "r1"), ("vote", "v1 v2"), ("fire", "f1 f2 f3")]
    assert [entry.id for entry in placed.entries(most=1, skip=1)] == ["vote"]
    assert [entry.id for entry in placed.entries(since="2026-03-01T04:00:00+00:00")] == ["rain", "vote"]
    assert placed.entries(since="2026-03-02") == []
    with pytest.raises(StoreError, match="'yesterday' is no date"):
        placed.entries(since="yesterday")
    fire = placed.entry("fire")
    assert fire is not None
    assert (fire.title, fire.outlets, fire.asleep) == ("Report f1.", ("f.example",), False)
    assert (fire.first, fire.last) == ("2026-03-01T00:00:00+00:00", "2026-03-01T02:00:00+00:00")
    assert placed.counts() == Counts(6, 3, 0)
    assert placed.entry("never") is None
    assert placed.resolve("never") is None


def test_the_title_of_a_story_is_told_from_its_reports(store: SqliteStore) -> None:
    long = "The ferries   of Harrowgate Bay\nstayed in port " * 9
    with store.writing():
        store.keep([kept("a", long, hour=1), kept("b", hour=2, title="Ferries stay"), kept("c", long)])
    place(store, c="t", a="s", b="s")
    assert [entry.title for entry in store.entries()] == [
        "Ferries stay",
        "The ferries of Harrowgate Bay stayed in port The ferries of Harrowgate Bay …",
    ]


def test_a_story_sleeps_when_no_report_came_for_long(store: SqliteStore) -> None:
    with store.writing():
        store.keep([kept("a"), kept("b", hour=24 * (ASLEEP_DAYS + 1)), kept("c", hour=None)])
    place(store, a="old", b="new", c="undated")
    assert {entry.id: entry.asleep for entry in store.entries()} == {
        "new": False,
        "old": True,
        "undated": False,
    }


def test_reports_are_taken_out_and_placed_anew(placed: SqliteStore) -> None:
    with placed.writing():
        before = placed.unplace(FIRST + 4 * HOUR)
    assert before == {"v2": Placing("v2", "vote", 0.25), "r1": Placing("r1", "rain", 0.25)}
    assert held(placed) == {"vote": "v1", "fire": "f1 f2 f3"}
    assert sorted(one.report for one in placed.unplaced()) == ["r1", "v2"]
    place(placed, r1="fire", v2="vote")
    assert held(placed) == {"fire": "f1 f2 f3 r1", "vote": "v1 v2"}
    assert placed.resolve("rain") == "fire", "a story that lost all its reports leads to where its first went"
    with placed.writing():
        assert len(placed.unplace(float("-inf"))) == 6
    assert placed.entries() == []
    assert placed.resolve("fire") == "fire"


def test_reports_that_a_later_one_moved_go_back_when_it_leaves(placed: SqliteStore) -> None:
    with placed.writing():
        placed.move([Moved("f1", "rain", "r1"), Moved("f2", "new", "r1"), Moved("f1", "vote", "r1")])
    assert held(placed) == {"rain": "r1", "vote": "f1 v1 v2", "new": "f2", "fire": "f3"}
    assert [row[0] for row in settled(placed)] == ["f1", "f2", "f3", "v1", "v2", "r1"], "in their turn"
    with placed.writing():
        assert set(placed.unplace(FIRST + 5 * HOUR)) == {"r1"}
    assert held(placed) == {"vote": "v1 v2", "fire": "f1 f2 f3"}


def test_merges_are_links_that_can_be_taken_back(placed: SqliteStore) -> None:
    with placed.writing():
        placed.merge("vote", "rain")
        placed.merge("fire", "vote")
    assert held(placed) == {"fire": "f1 f2 f3 v1 v2 r1"}
    assert placed.merges() == {"rain": "vote", "vote": "fire"}
    assert [placed.resolve(one) for one in ("rain", "vote", "fire")] == ["fire"] * 3
    assert placed.story_of(["r1", "f1", "x"]) == {"r1": "fire", "f1": "fire"}
    entry = placed.entry("rain")
    assert entry is not None
    assert entry == placed.entry("fire")
    assert (entry.absorbed, placed.counts().stories) == (("vote", "rain"), 1)
    with placed.writing():
        placed.part("vote")
    assert held(placed) == {"vote": "v1 v2 r1", "fire": "f1 f2 f3"}


@pytest.mark.parametrize(
    ("story", "other", "why"),
    [
        ("fire", "rain", "went into another one before"),
        ("rain", "vote", "are one story already"),
        ("fire", "fire", "are one story already"),
        ("fire", "never", "there is no story 'never'"),
    ],
)
def test_merges_that_cannot_be(placed: SqliteStore, story: str, other: str, why: str) -> None:
    with placed.writing():
        placed.merge("vote", "rain")
    with pytest.raises(StoreError, match=why), placed.writing():
        placed.merge(story, other)
    with pytest.raises(StoreError, match="a story of its own already"), placed.writing():
        placed.part("fire")


def test_pins_hold_whatever_is_found(placed: SqliteStore) -> None:
    with placed.writing():
        placed.pin(["f1", "f2"], "arson")
    assert held(placed) == {"rain": "r1", "vote": "v1 v2", "fire": "f3", "arson": "f1 f2"}
    assert [row[:2] for row in settled(placed) if row[3]] == [
        ("f1", "arson"),
        ("f2", "arson"),
    ]
    with placed.writing():
        assert set(placed.unplace(FIRST)) == {"f3", "v1", "v2", "r1"}
        placed.place([Placing("f1", "vote", 0.9)])
    assert held(placed) == {"arson": "f1 f2"}
    assert placed.placings(["f1"]) == {"f1": Placing("f1", "vote", 0.9)}
    with placed.writing():
        placed.pin(["f1", "f2"], None)
    assert held(placed) == {"fire": "f2", "vote": "f1"}
    assert placed.resolve("arson") == "vote", "it was founded by f1"


def test_bans_can_be_lifted(placed: SqliteStore) -> None:
    with placed.writing():
        placed.ban(["f1", "v1"], "rain")
        placed.ban(["f1", "v1"], "rain")
    assert placed.bans() == {("f1", "rain"), ("v1", "rain")}
    with placed.writing():
        placed.ban(["f1"], "rain", lifted=True)
    assert placed.bans() == {("v1", "rain")}


def test_a_revision_that_does_not_speak_is_where_its_report_is(placed: SqliteStore) -> None:
    with placed.writing():
        placed.set_revisions({"f1": "f2", "v2": None})
    assert held(placed) == {"rain": "r1", "vote": "v1 v2", "fire": "f1 f2 f3"}
    fire = placed.entry("fire")
    assert fire is not None
    assert fire.revision_of == (("f1", "f2"),)
    assert [one.revision_of for one in placed.documents(["f1", "f2"])] == ["f2", None]
    assert placed.story_of(["f1"]) == {"f1": "fire"}
    assert "f1" not in {row[0] for row in settled(placed)}
    with pytest.raises(StoreError, match="does not speak"), placed.writing():
        placed.place([Placing("f1", "rain", 0.1)])
    with placed.writing():
        placed.set_revisions({"f2": "v1"})
    assert held(placed) == {"rain": "r1", "vote": "f1 f2 v1 v2", "fire": "f3"}, "f1 goes with f2"
    with placed.writing():
        placed.set_revisions({"f1": None, "f2": None})
    assert {one.report for one in placed.unplaced()} == {"f1", "f2"}
    with pytest.raises(StoreError, match="speak for one another"), placed.writing():
        placed.set_revisions({"f1": "f2", "f2": "f1"})


def test_a_judgement_holds_whichever_revision_speaks(placed: SqliteStore) -> None:
    with placed.writing():
        placed.pin(["f1"], "arson")
        placed.ban(["f1"], "rain")
        placed.set_revisions({"f1": "f2"})
    assert held(placed)["arson"] == "f1 f2"
    assert placed.bans() == {("f1", "rain"), ("f2", "rain")}
    with placed.writing():
        placed.set_revisions({"f1": None, "f2": "f1"})
    assert held(placed)["arson"] == "f1 f2"
    with placed.writing():
        placed.pin(["f2"], None)
    assert "arson" not in held(placed)
    assert [one.report for one in placed.unplaced()] == ["f1"]


# History, judgements, feeds


def test_history_and_judgements_of_a_story_and_of_those_that_went_into_it(placed: SqliteStore) -> None:
    with placed.writing():
        judged = placed.judge("merge", "vote", "rain", [], "Ida")
        placed.merge("vote", "rain")
        placed.record("merged", "vote", "rain", ["r1"], "judged", judged.number)
        placed.record("woke", "fire", None, ["f3"], "after 40 days", None)
        split = placed.judge("split", "fire", "arson", ["f1"], None)
    assert [(one.number, one.kind, one.story, one.other, one.reports) for one in placed.history()] == [
        (1, "merged", "vote", "rain", ("r1",)),
        (2, "woke", "fire", None, ("f3",)),
    ]
    assert placed.history("rain") == placed.history("vote") == placed.history()[:1]
    assert placed.history("never") == []
    assert placed.judgements() == [judged, split]
    assert placed.judgements("fire") == placed.judgements("arson") == [split]
    assert (judged.number, judged.by, judged.undone) == (1, "Ida", None)
    assert placed.resolve("arson") == "arson", "the id was given out"
    with placed.writing():
        undone = placed.undo(1)
    assert undone == replace(judged, undone=undone.undone)
    assert placed.judgements()[0] == undone
    with pytest.raises(StoreError, match="judgement 1 was undone at 20"), placed.writing():
        placed.undo(1)
    with pytest.raises(StoreError, match="there is no judgement 3"), placed.writing():
        placed.undo(3)
    with pytest.raises(StoreError, match="there is no story 'never'"), placed.writing():
        placed.judge("move", "never", None, ["f1"], None)
    assert placed.counts().judgements == 2


def test_feeds_and_their_entries(store: SqliteStore) -> None:
    feed = Feed("https://a.example/rss", "tag", "Mon", 12.5, 3, "it cannot be had")
    with store.writing():
        store.set_feed(replace(feed, failures=0))
        store.set_feed(feed)
        store.set_fetched(["a", "b"])
        store.set_fetched(["b", "c"])
    assert store.feed(feed.url) == feed
    assert store.feed("https://b.example/rss") is None
    assert store.fetched(["a", "c", "d"]) == {"a", "c"}


def test_more_ids_than_fit_one_statement(store: SqliteStore) -> None:
    names = [f"r{number}" for number in range(1200)]
    with store.writing():
        store.keep([kept(name) for name in names])
        store.place([Placing(name, f"s{number % 7}", 0.5) for number, name in enumerate(names)])
    assert store.known(names) == set(names)
    assert [one.id for one in store.documents(names)] == names
    assert len(store.story_of(names)) == 1200
    assert [row[0] for row in settled(store)] == names
    assert [one.id for one in store.all_documents()] == names
