"""The order in which the reports of an hour arrive makes no difference, whatever they move; ids never die."""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk import judging
from copydesk.keeping import keep_batch, place
from copydesk.model.report import Report
from copydesk.readers.identity import digest
from copydesk.store.sqlite import SqliteStore, open_store

STORIES = Path(__file__).parent.parent.parent / "shared" / "data" / "stories"
REEF = "The tanker Merle ran onto Skarne reef on Monday night, and Captain Ulrik Dane was taken off."
BEACH = "Volunteers under Ida Falk clean the beach of Port Hallow, where oil came ashore by the ton."
BOTH = f"{REEF} {BEACH}"
TRAM = "Tram drivers of Calder went on strike on Monday, said Agnes Whitlow of their union."
DEPOT = "The mill at Orrin burned to the ground, and fire chief Milo Brandt had it out by noon."
COMET = "The comet Halloran was seen over Brisk, said the astronomer Nadia Quell of its observatory."
DAM = "The dam of Grey Fell leaks, and its warden Ivor Pugh had the sirens of the valley sounded."
SETTLED = (REEF, BEACH, TRAM, DEPOT, COMET, DAM, f"{COMET} Its tail is long.", f"{DAM} No one is hurt.")
HOUR = (
    BOTH,
    f"{BOTH} More is feared.",
    f"{TRAM} {DEPOT}",
    f"{TRAM} {DEPOT} The talks go on.",
    f"{COMET} {DAM}",
    f"{COMET} {DAM} That is all.",
    f"{REEF} Divers look for leaks.",
)
EXAMPLES = 12
PAGE = "https://gazette.example/merle"
MINUTES = (0, 7, 7, 30, 59, 12, 44)
Stories = dict[str, tuple[str, ...]]


def report(name: str, text: str, published: str | None = None, url: str | None = None) -> Report:
    received = text.encode()
    return Report(
        name, text, digest(received), "test", url=url, published=published, language="en", received=received
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with closing(open_store(tmp_path / "desk.db", create=True, writable=True)) as opened:
        yield opened


def keep(store: SqliteStore, reports: Sequence[Report]) -> None:
    keep_batch(store, reports)
    place(store)


def stories(store: SqliteStore) -> Stories:
    return {entry.id: tuple(sorted(entry.reports)) for entry in store.entries()}


def judged(store: SqliteStore, judgements: Sequence[str]) -> None:
    """Give judgements about the settled reports: of four stories each is about another two."""
    where = store.story_of(f"s{number}" for number in range(len(SETTLED)))
    if "merge" in judgements:
        judging.merge(store, where["s2"], where["s3"])
    if "pin" in judgements:
        judging.move(store, ["s0"], where["s1"])
    if "ban" in judgements and where["s4"] == where["s6"]:
        judging.reject(store, ["s6"], where["s4"])


def arrivals() -> list[Report]:
    made = [
        report(f"h{number}", text, f"2031-03-04T10:{minute:02}:00+00:00")
        for number, (text, minute) in enumerate(zip(HOUR, MINUTES, strict=True))
    ]
    revised = report("h7", f"{HOUR[0]} It is afloat again.", made[0].published, PAGE)
    return [replace(made[0], url=PAGE), *made[1:], replace(revised, modified="2031-03-04T10:50:00+00:00")]


def pieces(items: Sequence[Report], cuts: list[int]) -> list[Sequence[Report]]:
    edges = [0, *sorted(cuts), len(items)]
    return [items[a:b] for a, b in pairwise(edges) if a < b]


def ends(path: Path, judgements: Sequence[str], arriving: Sequence[Sequence[Report]]) -> Stories:
    with closing(open_store(path, create=True, writable=True)) as opened:
        keep(opened, [report(f"s{n}", text, f"2031-03-0{1 + n // 4}") for n, text in enumerate(SETTLED)])
        judged(opened, judgements)
        for piece in arriving:
            keep(opened, piece)
        return stories(opened)


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    st.permutations(range(len(HOUR) + 1)),
    st.lists(st.integers(0, len(HOUR)), max_size=5),
    st.sets(st.sampled_from(["merge", "pin", "ban"])),
)
def test_the_order_inside_an_hour_changes_nothing_though_older_reports_move(
    tmp_path_factory: pytest.TempPathFactory, order: Sequence[int], cuts: list[int], judgements: set[str]
) -> None:
    made, folder = arrivals(), tmp_path_factory.mktemp("order")
    whole = ends(folder / "whole.db", sorted(judgements), [made])
    cut = ends(folder / "cut.db", sorted(judgements), pieces([made[n] for n in order], cuts))
    assert cut == whole


def test_older_reports_do_move(tmp_path: Path) -> None:
    before = ends(tmp_path / "before.db", [], [])
    after = ends(tmp_path / "after.db", [], [arrivals()])
    merged = [story for story in before if story not in after]
    assert merged


def test_a_story_that_was_printed_once_is_always_found(store: SqliteStore) -> None:
    made = [report(f"s{n}", text, f"2031-03-0{1 + n // 4}") for n, text in enumerate(SETTLED)]
    printed: dict[str, set[str]] = {}
    for one in [*made, *arrivals()]:
        keep(store, [one])
        entries = {entry.id: set(entry.reports) for entry in store.entries()}
        assert all(store.resolve(story) in entries for story in printed), "no id is dead"
        grown = [
            reports for reports in entries.values() if any(reports > before for before in printed.values())
        ]
        for reports in grown:
            inside = [story for story, before in printed.items() if before and before <= reports]
            assert any(entries.get(story) == reports for story in inside), "what grew keeps an id that it had"
        printed |= entries
    assert len(printed) > len(store.entries()), "some stories went into others"


@pytest.mark.skipif(not STORIES.is_dir(), reason="the collections of stories are not there")
@pytest.mark.parametrize(("name", "share"), [("basil", 0.97), ("5w1h", 0.97)])
def test_most_stories_keep_the_id_that_they_were_first_printed_with(
    store: SqliteStore, name: str, share: float
) -> None:
    lines = (STORIES / f"{name}.jsonl").read_text("utf-8").splitlines()
    made = [from_row(json.loads(line)) for line in lines]
    made.sort(key=lambda one: (one.published is None, one.published or "", one.id))
    printed: dict[str, tuple[str, ...]] = {}
    for piece in pieces(made, [len(made) * number // 20 for number in range(1, 20)]):
        keep(store, piece)
        entries = stories(store)
        assert all(store.resolve(story) in entries for story in printed), "no id is dead"
        printed = {**entries, **printed}
    kept = sum(story in entries for story in printed) / len(printed)
    assert kept >= share, f"{kept:.3f} of {len(printed)} stories keep their id"


def from_row(row: dict[str, str | None]) -> Report:
    made = report(str(row["id"]), str(row["text"]), row.get("published"), row.get("url"))
    return replace(made, outlet=row.get("outlet"), title=row.get("title"))
