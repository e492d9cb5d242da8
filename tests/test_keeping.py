"""Reports into a store and into stories: once each, whatever the order, whenever the program is stopped."""

import random
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.errors import InputError, StoreError
from copydesk.keeping import HELD_AGAINST, add, keep_batch, place
from copydesk.model.document import Document
from copydesk.model.report import Report
from copydesk.readers.identity import digest, report_address
from copydesk.store.sqlite import SqliteStore, open_store

FIRE = (
    "A fire gutted the cannery of Harrowgate Bay and drove 60 families from their homes. "
    "Fire chief Odalys Brennan said the blaze began in a drying room of the Pellworth cannery. "
    "Two hundred workers of the cannery will be without pay, the owner Pellworth Foods said."
)
FIRE_AGAIN = (
    "Some 60 families had to leave their homes in Harrowgate Bay after the Pellworth cannery burned down. "
    "The blaze in a drying room was out by morning, said fire chief Odalys Brennan. "
    "Pellworth Foods said 200 workers would lose their pay until the cannery was rebuilt."
)
ELECTION = (
    "Voters in Marrakand chose Senator Ilse Varga as president by a margin of four points. "
    "Her rival, the banker Tomas Reuel, conceded before midnight and wished her well. "
    "Varga has promised to lower the tax on bread and to end the war with the northern provinces."
)
VARGA_WINS = (
    "Ilse Varga will be the next president of Marrakand: her rival Tomas Reuel, a banker, conceded. "
    "The senator won by four points and promised a lower tax on bread and an end of the northern war."
)
TEXTS = [FIRE, FIRE_AGAIN, ELECTION, VARGA_WINS, FIRE + " " + ELECTION, "Rain.", FIRE_AGAIN + " More rain."]


def report(name: str, text: str, published: str | None = None, url: str | None = None) -> Report:
    received = text.encode()
    return Report(
        name, text, digest(received), "test", url=url, published=published, language="en", received=received
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with closing(open_store(tmp_path / "desk.db", create=True, writable=True)) as opened:
        yield opened


def stories(store: SqliteStore) -> dict[str, tuple[str, ...]]:
    return {entry.id: tuple(sorted(entry.reports)) for entry in store.entries()}


def keep(store: SqliteStore, *reports: Report) -> None:
    keep_batch(store, reports)
    place(store)


def test_what_is_kept_is_known_and_placed(store: SqliteStore) -> None:
    keep(store, report("a", FIRE, "2031-03-04"), report("b", ELECTION, "2031-03-04"))
    keep(store, report("c", FIRE_AGAIN, "2031-03-05"), report("a", FIRE, "2031-03-04"))
    assert sorted(stories(store).values()) == [("a", "c"), ("b",)]
    assert store.counts().reports == 3
    assert store.received("c") == FIRE_AGAIN.encode()


def test_a_story_keeps_its_id_when_earlier_reports_come_later(store: SqliteStore) -> None:
    keep(store, report("b", FIRE, "2031-03-04"))
    (before,) = stories(store)
    keep(store, report("a", FIRE_AGAIN, "2031-02-20"))
    assert stories(store) == {before: ("a", "b")}


def test_another_text_under_a_known_id_is_kept_under_its_own(store: SqliteStore) -> None:
    keep(store, report("a", FIRE))
    refused: list[InputError] = []
    (new,) = keep_batch(store, [report("a", ELECTION)], refused=refused.append)
    assert new.id != "a"
    assert store.documents(["a"])[0].text == FIRE
    assert [(error.kept, "'a'" in error.what) for error in refused] == [(True, True)]
    assert keep_batch(store, [report("a", ELECTION)], refused=refused.append) == []
    assert len(refused) == 1


def test_a_revised_report_stays_in_its_story(store: SqliteStore) -> None:
    address = "https://gazette.example/cannery"
    keep(store, report("a", FIRE, "2031-03-04", address), report("b", FIRE_AGAIN, "2031-03-04"))
    (before,) = stories(store)
    longer = FIRE + " Nobody was hurt, and the cause of the fire is not known."
    keep(store, replace(report("c", longer, "2031-03-04", address), modified="2031-03-05"))
    assert stories(store) == {before: ("a", "b", "c")}
    entry = store.entry(before)
    assert entry is not None
    assert entry.revision_of == (("a", "c"),)


def test_a_lone_report_keeps_its_story_when_it_is_revised(store: SqliteStore) -> None:
    address = "https://gazette.example/cannery"
    keep(store, report("a", FIRE, "2031-03-04", address))
    (before,) = stories(store)
    keep(store, replace(report("c", FIRE + " It is out.", "2031-03-04", address), modified="2031-03-05"))
    assert stories(store) == {before: ("a", "c")}


def test_what_also_says_is_kept_with_the_reports_or_not_at_all(store: SqliteStore) -> None:
    def fails() -> None:
        raise StoreError("no room")

    with pytest.raises(StoreError):
        keep_batch(store, [report("a", FIRE)], also=fails)
    assert store.counts().reports == 0


HOURS = [f"2031-03-04T10:{minute:02}:00+00:00" for minute in (0, 7, 7, 30, 59, 12, 44)]


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(len(TEXTS))), st.lists(st.integers(0, len(TEXTS)), max_size=4))
def test_the_order_of_arrival_inside_an_hour_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, order: Sequence[int], cuts: list[int]
) -> None:
    made = [report(f"r{n}", text, when) for n, (text, when) in enumerate(zip(TEXTS, HOURS, strict=True))]
    folder = tmp_path_factory.mktemp("order")
    ends: list[dict[str, tuple[str, ...]]] = []
    for name, arriving in (("sorted.db", [made]), ("cut.db", pieces([made[n] for n in order], cuts))):
        with closing(open_store(folder / name, create=True, writable=True)) as opened:
            keep(opened, report("before", ELECTION, "2031-03-01"))
            for piece in arriving:
                keep(opened, *piece)
            ends.append(stories(opened))
    assert ends[0] == ends[1]


def pieces(items: Sequence[Report], cuts: list[int]) -> list[Sequence[Report]]:
    edges = [0, *sorted(cuts), len(items)]
    return [items[a:b] for a, b in pairwise(edges) if a < b]


def test_a_report_that_is_placed_anew_elsewhere_leaves_a_trace_and_no_dead_link(store: SqliteStore) -> None:
    keep(store, report("b", FIRE, "2031-03-04T10:30:00+00:00"))
    (founded,) = stories(store)
    keep(store, report("a", FIRE_AGAIN, "2031-03-04T10:05:00+00:00"))
    (now,) = stories(store)
    assert now != founded
    assert store.resolve(founded) == now
    assert [(event.kind, event.story, event.other) for event in store.history(now)] == [
        ("merged", now, founded)
    ]


def test_a_story_wakes_after_a_month_and_says_so(store: SqliteStore) -> None:
    keep(store, report("a", FIRE, "2031-03-04"))
    keep(store, report("x", ELECTION, "2031-06-01"))
    assert [entry.asleep for entry in store.entries()] == [False, True]
    keep(store, report("b", FIRE_AGAIN, "2031-06-02"))
    (woken,) = [entry for entry in store.entries() if "b" in entry.reports]
    assert woken.reports == ("a", "b")
    assert not woken.asleep
    assert [event.kind for event in store.history(woken.id)] == ["woke"]


def test_stories_placed_anew_are_those_of_a_fresh_store(store: SqliteStore, tmp_path: Path) -> None:
    made = [report(f"r{n}", text, f"2031-03-{n + 1:02}") for n, text in enumerate(TEXTS)]
    shuffled = [made[n] for n in (3, 0, 6, 2, 5, 1, 4)]
    for one in shuffled:
        keep(store, one)
    place(store, anew=True)
    with closing(open_store(tmp_path / "fresh.db", create=True, writable=True)) as fresh:
        keep(fresh, *made)
        assert stories(fresh) == stories(store)


def test_inputs_added_twice_are_there_once(store: SqliteStore, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number, text in enumerate(TEXTS):
        (folder / f"{number}.txt").write_text(text, "utf-8")
    refused: list[InputError] = []
    first = add([folder], store, refused.append)
    held = stories(store)
    again = add([folder], store, refused.append)
    assert (first.new, first.known, again.new, again.known) == (len(TEXTS), 0, 0, len(TEXTS))
    assert stories(store) == held
    assert not refused


def test_the_store_can_be_read_with_plain_sql(store: SqliteStore, tmp_path: Path) -> None:
    keep(store, report("a", FIRE, "2031-03-04"))
    with closing(sqlite3.connect(tmp_path / "desk.db")) as plain:
        assert plain.execute("SELECT count(*) FROM reports").fetchone() == (1,)


def test_many_reports_of_one_address_take_no_more_time_for_each(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    documents = SqliteStore.documents

    def counted(self: SqliteStore, ids: Iterable[str]) -> list[Document]:
        asked = list(ids)
        read.append(len(asked))
        return documents(self, asked)

    monkeypatch.setattr(SqliteStore, "documents", counted)
    place_, page = "https://gazette.example/latest", "https://gazette.example/live"
    words = [f"{one}{two}" for one in "bcdfghjklm" for two in ("arn", "eft", "ong", "umble", "ister")]
    live = list(words)
    draw = random.Random(4)  # noqa: S311 - not a secret
    for batch in range(12):
        reports = []
        for number in range(batch * 20, batch * 20 + 20):
            live[number % len(live)] = f"{live[number % len(live)]}s"
            minute = f"2031-03-04T{number // 60:02}:{number % 60:02}:00+00:00"
            told = " ".join(draw.choices(words, k=60))
            reports.append(report(f"p{number}", told, minute, place_))
            reports.append(replace(report(f"l{number}", " ".join(live), "2031-03-04", page), modified=minute))
        read.clear()
        keep_batch(store, reports)
    assert sum(read) <= 2 * (HELD_AGAINST + 20)
    assert len(store.reports_at(report_address(place_) or "", 999, speaking=True)) == 12 * 20
    assert store.reports_at(report_address(page) or "", 999, speaking=True) == ["l239"]
