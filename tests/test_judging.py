"""Judgements: what they do to stories, how they are undone, and what they refuse."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk import judging
from copydesk.errors import StoreError
from copydesk.keeping import add, place
from copydesk.model.history import Judgement
from copydesk.store.base import Kept, Placing, Store
from copydesk.store.sqlite import open_store
from shelf import kept

FOUND = {"a1": "A", "a2": "A", "a3": "A", "b1": "B", "b2": "B", "c1": "C"}
"""Reports, each with the story that it was found to belong to."""

Deed = Callable[[Store], object]


def report(name: str) -> Kept:
    return kept(name, f"The ferry {name} left late.", hour=float(ord(name[-1])), title=f"Ferry {name}")


def filled(path: Path, found: Mapping[str, str]) -> Store:
    store = open_store(path, create=True, writable=True)
    with store.writing():
        store.keep([report(name) for name in found])
        store.place([Placing(name, story, 0.5) for name, story in found.items()])
    return store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = filled(tmp_path / "desk.db", FOUND)
    yield made
    made.close()


def stories(store: Store, reports: Sequence[str] = tuple(FOUND)) -> list[set[str]]:
    """Which reports are together, without what the stories are called."""
    held: dict[str, set[str]] = {}
    for name, story in store.story_of(reports).items():
        held.setdefault(story, set()).add(name)
    return sorted(held.values(), key=sorted)


def told(*groups: str) -> list[set[str]]:
    return sorted((set(group.split()) for group in groups), key=sorted)


MERGE: Deed = lambda store: judging.merge(store, "A", "B", "Ann")  # noqa: E731
SPLIT: Deed = lambda store: judging.split(store, "A", ["a1", "a2"])  # noqa: E731
MOVE: Deed = lambda store: judging.move(store, ["a1", "b1"], "C")  # noqa: E731
REJECT: Deed = lambda store: judging.reject(store, ["a1", "a2"], "A")  # noqa: E731


def undo(number: int) -> Deed:
    return lambda store: judging.undo(store, number)


@pytest.mark.parametrize(
    ("deeds", "then"),
    [
        ([MERGE], told("a1 a2 a3 b1 b2", "c1")),
        ([SPLIT], told("a1 a2", "a3", "b1 b2", "c1")),
        ([MOVE], told("a2 a3", "b2", "c1 a1 b1")),
        ([REJECT], told("a1", "a2", "a3", "b1 b2", "c1")),
        ([MERGE, undo(1)], told("a1 a2 a3", "b1 b2", "c1")),
        ([SPLIT, undo(1)], told("a1 a2 a3", "b1 b2", "c1")),
        ([MOVE, undo(1)], told("a1 a2 a3", "b1 b2", "c1")),
        ([REJECT, undo(1)], told("a1 a2 a3", "b1 b2", "c1")),
        ([MERGE, SPLIT], told("a1 a2", "a3 b1 b2", "c1")),
        ([MERGE, SPLIT, undo(1)], told("a1 a2", "a3", "b1 b2", "c1")),
        ([MERGE, SPLIT, undo(2)], told("a1 a2 a3 b1 b2", "c1")),
        ([MERGE, MOVE, undo(1)], told("a2 a3", "b2", "c1 a1 b1")),
        ([SPLIT, MOVE, undo(1)], told("a2 a3", "b2", "c1 a1 b1")),
        ([SPLIT, MOVE, undo(2)], told("a1 a2", "a3", "b1 b2", "c1")),
        ([SPLIT, MOVE, undo(1), undo(2)], told("a1 a2 a3", "b1 b2", "c1")),
        ([SPLIT, undo(1), SPLIT], told("a1 a2", "a3", "b1 b2", "c1")),
        ([MERGE, lambda store: judging.merge(store, "C", "B")], told("a1 a2 a3 b1 b2 c1")),
        ([MERGE, lambda store: judging.merge(store, "C", "B"), undo(1)], told("a1 a2 a3 c1", "b1 b2")),
        ([lambda store: judging.move(store, ["c1"], "A")], told("a1 a2 a3 c1", "b1 b2")),
    ],
)
def test_judgements_and_their_undoing(store: Store, deeds: list[Deed], then: list[set[str]]) -> None:
    for deed in deeds:
        deed(store)
    assert stories(store) == then


def test_findings_stay_apart_from_judgements(store: Store) -> None:
    for deed in (MERGE, SPLIT, MOVE):
        deed(store)
    assert {name: placing.story for name, placing in store.placings(FOUND).items()} == FOUND


def test_links_to_old_stories_lead_on(store: Store) -> None:
    judging.merge(store, "A", "B")
    assert store.resolve("B") == "A"
    judging.undo(store, 1)
    assert store.resolve("B") == "B"
    made = judging.split(store, "A", ["a1", "a2"]).other
    assert made is not None
    assert store.resolve(made) == made
    judging.undo(store, 2)
    assert store.resolve(made) == "A"
    judging.move(store, ["c1"], "A")
    assert store.resolve("C") == "A"


def test_each_judgement_says_what_it_did(store: Store) -> None:
    judging.merge(store, "A", "B", "  Ann\nLee ")
    made = judging.split(store, "A", ["b1"]).other
    judging.move(store, ["a1"], "C")
    judging.reject(store, ["a2"], "A")
    judging.undo(store, 2, "Bo")
    events = [
        (event.kind, event.story, event.other, event.reports, event.judgement) for event in store.history()
    ]
    own = judging.made_story(4, "a2")
    assert events == [
        ("merged", "A", "B", ("b1", "b2"), 1),
        ("split", "A", made, ("b1",), 2),
        ("moved", "C", "A", ("a1",), 3),
        ("split", "A", own, ("a2",), 4),
        ("merged", "A", made, ("b1",), 2),
    ]
    assert store.history()[0].why == "Ann Lee judged so"
    assert store.history()[-1].why == "the judgement was undone by Bo"
    assert [one.by for one in store.judgements()] == ["Ann Lee", None, None, None]
    assert [one.undone is not None for one in store.judgements()] == [False, True, False, False]


def test_who_was_split_off_or_rejected_is_not_found_there_again(store: Store) -> None:
    made = judging.split(store, "A", ["a1"]).other
    assert store.bans() == {("a2", made), ("a3", made)}
    judging.undo(store, 1)
    assert store.bans() == frozenset()
    judging.reject(store, ["a1"], "A")
    own = judging.made_story(2, "a1")
    assert store.bans() == {("a1", "A"), ("a2", own), ("a3", own)}
    judging.undo(store, 2)
    assert store.bans() == frozenset()


def test_judgements_hold_when_stories_are_found_anew(store: Store) -> None:
    for deed in (MERGE, lambda store: judging.move(store, ["c1"], "A")):
        deed(store)
    with store.writing():
        before = store.unplace(float("-inf"))
        assert before.keys() == {"a2", "a3", "b2"}, "a story judged keeps a report, one moved stays"
        store.place([Placing(name, "NEW", 0.5) for name in before])
    assert store.story_of(["a1", "b1", "c1"]) == {"a1": "A", "b1": "A", "c1": "A"}
    judging.undo(store, 2)
    judging.undo(store, 1)
    assert store.story_of(["a1", "b1", "c1"]) == {"a1": "A", "b1": "B", "c1": "C"}
    with store.writing():
        assert store.unplace(float("-inf")).keys() == FOUND.keys(), "nothing is held any more"


def test_a_store_that_is_placed_anew_keeps_what_was_judged(tmp_path: Path) -> None:
    store = open_store(tmp_path / "desk.db", create=True, writable=True)
    add([Path(__file__).parent.parent / "examples"], store, refused=lambda error: pytest.fail(str(error)))
    large, small = sorted(store.entries(), key=lambda entry: -len(entry.reports))
    reports = [*large.reports, *small.reports]
    judging.split(store, large.id, large.reports[:2])
    judging.merge(store, large.id, small.id)
    judging.reject(store, [large.reports[3]], large.id)
    judging.split(store, large.id, small.reports[:1])
    judged = store.story_of(reports)
    assert len(set(judged.values())) == 4
    place(store, anew=True)
    assert store.story_of(reports) == judged
    for number in (2, 1, 4, 3):
        judging.undo(store, number)
    place(store, anew=True)
    assert [(one.id, one.reports) for one in store.entries()] == [
        (one.id, one.reports) for one in (large, small)
    ]
    store.close()


REVISED = {"a2": "a1", "a1": None, "x1": "a1"}


def test_revisions_of_a_report_go_together(store: Store) -> None:
    with store.writing():
        store.keep([report("x1")])
        store.set_revisions(REVISED)
    judging.split(store, "A", ["x1"])
    assert stories(store, [*FOUND, "x1"]) == told("a1 a2 x1", "a3", "b1 b2", "c1")
    judging.undo(store, 1)
    assert stories(store, [*FOUND, "x1"]) == told("a1 a2 a3 x1", "b1 b2", "c1")


def test_a_judgement_holds_for_a_revision_that_comes_later(store: Store) -> None:
    judging.split(store, "A", ["a1"])
    with store.writing():
        store.keep([report("x1")])
        store.set_revisions({"a1": "x1", "x1": None})
        store.place([Placing("x1", "A", 1.0)])
    assert stories(store, [*FOUND, "x1"]) == told("a1 x1", "a2 a3", "b1 b2", "c1")
    judging.move(store, ["x1"], "C")
    judging.undo(store, 2)
    assert stories(store, [*FOUND, "x1"]) == told("a1 x1", "a2 a3", "b1 b2", "c1")
    judging.undo(store, 1)
    assert stories(store, [*FOUND, "x1"]) == told("a1 x1 a2 a3", "b1 b2", "c1")


@pytest.mark.parametrize(
    ("before", "deed", "line"),
    [
        ([], lambda store: judging.merge(store, "A", "Z"), "story Z: there is no story of this id"),
        ([], lambda store: judging.merge(store, "A", "A"), "story A: a story cannot be merged with itself"),
        ([MERGE], lambda store: judging.merge(store, "B", "A"), "story B: story A is in it already"),
        (
            [],
            lambda store: judging.split(store, "A", ["a1", "a2", "a3"]),
            "story A: these are all its reports",
        ),
        ([], lambda store: judging.split(store, "A", []), "no report is named"),
        ([], lambda store: judging.split(store, "A", ["b1"]), "report b1: it is not in story A"),
        ([], lambda store: judging.reject(store, ["c1"], "C"), "story C: these are all its reports"),
        ([], lambda store: judging.move(store, ["zz"], "A"), "report zz: there is none of this id"),
        ([], lambda store: judging.move(store, ["a1"], "A"), "report a1: it is in story A already"),
        ([MERGE], lambda store: judging.move(store, ["b1"], "A"), "report b1: it is in story A already"),
        ([], undo(7), "judgement 7: there is none of this number"),
        ([MERGE, undo(1)], undo(1), "judgement 1: it was undone already"),
    ],
)
def test_what_cannot_be_is_said_in_a_line_and_changes_nothing(
    store: Store, before: list[Deed], deed: Deed, line: str
) -> None:
    for one in before:
        one(store)
    was = stories(store), store.history(), store.judgements(), store.bans(), store.merges()
    with pytest.raises(StoreError) as caught:
        deed(store)
    assert str(caught.value).startswith(line)
    assert "\n" not in str(caught.value)
    assert was == (stories(store), store.history(), store.judgements(), store.bans(), store.merges())


def test_what_a_later_judgement_builds_on_is_undone_after_it(store: Store) -> None:
    made = judging.split(store, "A", ["a1", "a2"]).other
    assert made is not None
    judging.move(store, ["c1"], made)
    with pytest.raises(
        StoreError, match="judgement 2 builds on the story that it made; undo judgement 2 first"
    ):
        judging.undo(store, 1)
    judging.undo(store, 2)
    judging.undo(store, 1)
    assert stories(store) == told("a1 a2 a3", "b1 b2", "c1")


# Any judgements in any order

REPORTS = [f"r{number}" for number in range(9)]
PLACES = {name: f"S{number // 3}" for number, name in enumerate(REPORTS)}
Step = tuple[str, int, int, frozenset[int]]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["merge", "split", "move", "reject", "undo"]),
        st.integers(0, 8),
        st.integers(0, 8),
        st.frozensets(st.integers(0, 8), min_size=1, max_size=3),
    ),
    max_size=14,
)


def do(store: Store, step: Step) -> str:
    """Do what is possible of a step; what is not is refused with a line, which is returned."""
    deed, one, other, chosen = step
    story = store.story_of([REPORTS[one]])[REPORTS[one]]
    second = store.story_of([REPORTS[other]])[REPORTS[other]]
    reports = [REPORTS[number] for number in sorted(chosen)]
    inside = [name for name in reports if store.story_of([name])[name] == story]
    try:
        if deed == "merge":
            judging.merge(store, story, second)
        elif deed == "split":
            judging.split(store, story, inside)
        elif deed == "move":
            judging.move(store, reports, story)
        elif deed == "reject":
            judging.reject(store, inside, story)
        else:
            judging.undo(store, one + 1)
    except StoreError as error:
        return str(error)
    return ""


def undone(store: Store, number: int) -> str:
    try:
        judging.undo(store, number)
    except StoreError as error:
        return str(error)
    return ""


def undo_everything(store: Store) -> None:
    while standing := [one.number for one in store.judgements() if one.undone is None]:
        lines = [undone(store, number) for number in standing]  # the oldest first: out of order
        assert "" in lines
        assert all("builds on" in line for line in lines if line)


@settings(max_examples=60, deadline=None)
@given(steps=STEPS)
def test_undoing_everything_gives_back_what_was_found(
    steps: list[Step], tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = filled(tmp_path_factory.mktemp("any") / "desk.db", PLACES)
    ids = {"S0", "S1", "S2"}
    for step in steps:
        assert "\n" not in do(store, step)
        held = [name for entry in store.entries() for name in entry.reports]
        assert sorted(held) == REPORTS, "each report is in one story"
        ids |= {entry.id for entry in store.entries()}
        assert all(store.resolve(one) is not None for one in ids), "links go on"
    undo_everything(store)
    assert store.story_of(REPORTS) == PLACES
    assert store.bans() == frozenset()
    assert store.merges() == {}
    store.close()


@settings(max_examples=40, deadline=None)
@given(steps=STEPS, which=st.integers(0, 13))
def test_undoing_one_leaves_what_the_others_alone_make(
    steps: list[Step], which: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("one")
    store = filled(folder / "desk.db", PLACES)
    for step in steps:
        if step[0] != "undo":
            do(store, step)
    given_ones = store.judgements()
    if given_ones:
        number = given_ones[which % len(given_ones)].number
        line = undone(store, number)
        assert line == "" or "builds on" in line
        if not line:
            assert store.story_of(REPORTS) == made_by([one for one in given_ones if one.number != number])
    store.close()


def made_by(judgements: Sequence[Judgement]) -> dict[str, str]:
    """Which story holds each report if these judgements are all that was ever given."""
    held, links = dict(PLACES), dict[str, str]()
    for one in judgements:
        held |= judging.pins_of(one)
        if one.kind == "merge" and one.other is not None:
            links[one.other] = one.story

    def root(story: str) -> str:
        return root(links[story]) if story in links else story

    return {name: root(story) for name, story in held.items()}
