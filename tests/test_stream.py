"""A stream of reports: what joins, what stays apart, what is looked at again, and what sleeps."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest

from copydesk.model.document import Document
from copydesk.model.history import ASLEEP_DAYS
from copydesk.model.report import Report, Zone
from copydesk.stories import stream
from copydesk.stories.grouping import again, features, index, vectors
from copydesk.stories.grouping.features import Features, packed, split, unpacked
from copydesk.stories.grouping.loops.counting import PAIRS
from copydesk.stories.grouping.loops.grouping import agglomerate
from copydesk.stories.grouping.loops.heaviest import rest
from copydesk.stories.grouping.nearness import FLOOR
from copydesk.stories.stream import Arrival, Members, Placed, Stream, story_id
from copydesk.text.compiling import available, compiled

DAY = 86_400.0

HARBOUR = (
    "A tanker ran onto the Skarne reef outside Port Hallow and spilled oil, the coastguard said. "
    "Captain Ulrik Dane and nine sailors of the Merle were taken off by helicopter. "
)
CLEAN = (
    "Volunteers cleaned oil off the beach of Port Hallow after the tanker Merle broke up on Skarne reef. "
    "The coastguard under Ida Falk laid booms across the harbour mouth. "
)
TRIAL = (
    "A court in Bellmoor sentenced the banker Osric Vale to six years for forging the books of Vale Trust. "
    "Judge Petra Sunn said he had ruined 400 savers. "
)
NAMES = (
    "Tollmere",
    "Quayside",
    "Larchwood",
    "Pellworth",
    "Varga",
    "Reuel",
    "Ostrow",
    "Dunmore",
    "Sallow",
    "Brennan",
)
WORDS = "fire harbour council vote bridge storm police school court budget strike rescue flood".split()


def read(text: str, title: str | None = None, language: str = "en") -> Features:
    report = Report("x", text, "", "test", title=title, language=language)
    (found,) = features.features([Document(report, zones=(Zone(0, len(text), "body"),) if text else ())])
    return found


def told(texts: Sequence[str], days: Sequence[float | None], stream: Stream | None = None) -> dict[str, str]:
    """Put texts into a stream, a report for each; return where all of them are at the end."""
    stream = stream or Stream()
    held: dict[str, str] = {}
    for number, (text, day) in enumerate(zip(texts, days, strict=True)):
        placed = stream.add(Arrival(f"r{number}", None if day is None else day * DAY, read(text)))
        held[placed.report] = placed.story
        held.update((move.report, move.story) for move in placed.moved)
    return held


def added(stream: Stream, texts: Sequence[str], days: Sequence[float], first: int = 0) -> list[Placed]:
    """Put texts into a stream, a report for each, numbered from ``first`` on."""
    arrivals = zip(texts, days, strict=False)
    return [
        stream.add(Arrival(f"r{number}", day * DAY, read(text)))
        for number, (text, day) in enumerate(arrivals, first)
    ]


def prose(seed: int, names: Sequence[str]) -> str:
    draw = np.random.default_rng(seed)
    line, more = " ".join(draw.choice(WORDS, 30)), " ".join(draw.choice(WORDS, 20))
    return f"{names[0]} {names[1]} said the {line} in {names[2]}. The {more}."


def made(seed: int, number: int, kinds: int) -> list[str]:
    draw = np.random.default_rng(seed)
    return [
        prose(int(draw.integers(kinds)), draw.choice(NAMES, 3, replace=False).tolist()) for _ in range(number)
    ]


def test_a_story_is_named_after_the_report_that_founded_it() -> None:
    assert told([HARBOUR, CLEAN, TRIAL], [1, 2, 2]) == {
        "r0": story_id("r0"),
        "r1": story_id("r0"),
        "r2": story_id("r2"),
    }


def test_very_same_words_join_whatever_the_time() -> None:
    held = told([HARBOUR, TRIAL, HARBOUR], [0, 1, 4000])
    assert held["r2"] == held["r0"]


def test_a_banned_story_is_not_joined() -> None:
    stream = Stream()
    founder = stream.add(Arrival("a", 0.0, read(HARBOUR)))
    for text in (HARBOUR, CLEAN):
        placed = stream.add(Arrival(f"b{len(text)}", 0.0, read(text), {founder.story}))
        assert placed.story != founder.story


def test_a_report_that_tells_of_both_makes_one_story_of_two() -> None:
    first = "The tanker Merle ran onto Skarne reef on Monday night, and Captain Ulrik Dane was taken off."
    second = "Volunteers under Ida Falk clean the beach of Port Hallow, where oil came ashore by the ton."
    both = f"{first} {second}"
    held = told([first, second, both, both + " More is feared."], [1, 1, 1, 1])
    assert len({held["r0"], held["r1"]}) == 1
    assert held["r0"] == story_id("r0")


def test_a_fixed_story_is_not_taken_apart() -> None:
    first = "The tanker Merle ran onto Skarne reef on Monday night, and Captain Ulrik Dane was taken off."
    second = "Volunteers under Ida Falk clean the beach of Port Hallow, where oil came ashore by the ton."
    stream = Stream()
    for name, text in (("a", first), ("b", second)):
        terms, counts = split(packed(read(text)))
        fixed = Members([name], [story_id(name)], [DAY], [1], [terms], [counts], [None], [0])
        assert [list(told) for told in stream.restore([fixed])] == [[name]]
    placed = stream.add(Arrival("c", DAY, read(f"{first} {second}")))
    assert placed.moved == ()


@pytest.mark.parametrize(
    ("weighed", "chunk", "held_at_most", "apart"),
    [
        (range(0), 80, stream.HELD, 0.25),
        (range(80), 7, stream.HELD, 0.25),
        (range(20, 50), 7, 30, 0.25),
        (range(0, 80, 3), 80, 30, 0.25),
        (range(80), 7, stream.HELD, 3),
        (range(20, 50), 80, 30, 3),
    ],
)
def test_a_restored_stream_goes_on_as_the_one_it_was(
    monkeypatch: pytest.MonkeyPatch, weighed: range, chunk: int, held_at_most: int, apart: float
) -> None:
    monkeypatch.setattr(stream, "HELD", held_at_most)
    texts = [CLEAN, *made(3, 118, 12), f"{CLEAN} Gulls came back.", TRIAL]
    days = [number * apart for number in range(121)]
    undisturbed, restored = Stream(), Stream()
    whole = added(undisturbed, texts[:80], days)
    where = {one.report: one.story for one in whole}
    where.update((move.report, move.story) for one in whole for move in one.moved)
    weights = [one.weights.tobytes() for one in whole]
    halves = [split(packed(read(text))) for text in texts[:80]]
    sizes = Counter(where.values())
    rows = [
        (f"r{n}", where[f"r{n}"], days[n] * DAY, 0, *half, weights[n] if n in weighed else None, rests)
        for n, half in enumerate(halves)
        for rests in [sizes[where[f"r{n}"]] == 1 and days[n] <= days[79] - ASLEEP_DAYS]
    ]
    assert rows[0][-1] == (apart > 1), "the first report slept alone"
    chunks = [Members(*zip(*rows[n : n + chunk], strict=True)) for n in range(0, 80, chunk)]
    new = {report: told for some in restored.restore(chunks) for report, told in some.items()}
    assert new == {f"r{n}": weights[n] for n in range(80) if n not in weighed}
    assert all(restored.holds(story) and restored.held(story) for story in where.values())
    later = [added(one, texts[80:], days[80:], 80) for one in (undisturbed, restored)]
    assert [tuple(one[:5]) for one in later[0]] == [tuple(one[:5]) for one in later[1]]
    assert later[0][-2].story == where["r0"], "and wakes"
    founded = {one.story for one in later[0]} - set(where.values())
    assert founded
    assert not any(restored.held(story) for story in founded)


def test_a_sleeping_story_says_how_long_it_slept() -> None:
    stream = Stream()
    stream.add(Arrival("a", 0.0, read(HARBOUR)))
    stream.add(Arrival("x", 50 * DAY, read(TRIAL)))
    placed = stream.add(Arrival("b", 60 * DAY, read(HARBOUR + CLEAN)))
    assert placed.story == story_id("a")
    assert placed.slept == pytest.approx(60)


def test_a_report_without_words_is_alone() -> None:
    held = told(["", "", "!!"], [None, 1, 1])
    assert len(set(held.values())) == 3


@pytest.mark.skipif(not available(), reason="numba is not installed")
def test_compiled_loops_give_what_plain_ones_give() -> None:
    texts = made(7, features.COMPILED_FROM, 40)
    days = [None if number % 11 == 3 else number / 3 for number in range(len(texts))]
    assert told(texts, days, Stream(10)) == told(texts, days, Stream(features.COMPILED_FROM))


def test_a_pool_that_fills_up_grows_and_forgets_nothing() -> None:
    scale = vectors.Scale(fast=False)
    held = index.Index(fast=False)
    long = " ".join(f"word{number}" for number in range(3000))
    wide = scale.weigh(read(long))
    for number in range(12):
        held.add(wide, number, float(number))
    found = held.near(wide, 0.0)
    assert len(found.stories) == 12
    assert found.likenesses == pytest.approx([found.likenesses[0]] * 12, abs=0.001)
    assert found.likenesses[0] > 0.3
    assert all(held.reports(number) == 1 for number in range(12))


def test_resting_keeps_the_heaviest_terms_in_order() -> None:
    terms = np.array([3, 5, 8, 9, 12], np.uint32)
    sums = np.array([7, 1, 7, 9, 7], np.uint32)
    at, lengths = np.array([0]), np.array([5])
    rest(np.array([0]), 3, np.array([5.0]), 9.0, 10.0, at, lengths, terms, sums)
    assert lengths[0] == 5
    rest(np.array([0]), 3, np.array([5.0]), 15.0, 10.0, at, lengths, terms, sums)
    assert lengths[0] == 3
    assert terms[:3].tolist() == [3, 8, 9]
    assert sums[:3].tolist() == [7, 7, 9]


@pytest.mark.parametrize(
    ("likeness", "parts"),
    [
        ([[0, 0.5, 0], [0.5, 0, 0], [0, 0, 0]], [[0, 1], [2]]),
        ([[0, 0.5, 0.4], [0.5, 0, 0.1], [0.4, 0.1, 0]], [[0, 1, 2]]),
        ([[0, 0.5, 0.1], [0.5, 0, 0.1], [0.1, 0.1, 0]], [[0, 1], [2]]),
    ],
)
def test_average_link(likeness: list[list[float]], parts: list[list[int]]) -> None:
    found = np.zeros(3, np.int64)
    agglomerate(np.array(likeness), 0.2, found)
    grouped: dict[int, list[int]] = {}
    for item, first in enumerate(found.tolist()):
        grouped.setdefault(first, []).append(item)
    assert list(grouped.values()) == parts


def test_look_again_sees_times_as_well() -> None:
    scale = vectors.Scale(fast=False)
    held = [
        again.Held(name, moment, vector, 1)
        for name, moment, vector in zip(
            "ab", (0.0, 400 * DAY), map(scale.weigh, [read(HARBOUR), read(HARBOUR + CLEAN)]), strict=True
        )
    ]
    near = again.Agglomeration(fast=False)
    joined = near.parts([one._replace(moment=0.0) for one in held], FLOOR)
    apart = near.parts(held, FLOOR)
    assert (joined, apart) == ([[0, 1]], [[0], [1]])


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Ulrik Dane sailed.", 1),
        ("Ulrik. Dane sailed.", 0),
        ("Ulrik, Dane sailed.", 0),
        ("Ulrik-Dane sailed with O’Hara.", 2),
        ("Ulrik dane sailed. Dane slept.", 0),
    ],
)
def test_two_names_side_by_side_are_a_pair(text: str, pairs: int) -> None:
    found = read(text)
    assert int(np.count_nonzero(found.terms >> 30 == PAIRS)) == pairs


def test_features_come_back_from_their_bytes() -> None:
    found = read(HARBOUR + CLEAN, title="Oil off Port Hallow")
    back = unpacked(packed(found))
    assert back.words == found.words
    assert np.array_equal(back.terms, found.terms)
    assert np.array_equal(back.counts, found.counts)
    assert np.array_equal(back.titled, found.titled)
    assert np.array_equal(back.known, found.known)
    assert np.all(np.diff(found.terms.astype(np.int64)) > 0)
    assert b"".join(split(packed(found))) == packed(found)
    terms, ends, words = features.terms_of_all([split(packed(one))[0] for one in (found, found)], fast=False)
    assert np.array_equal(terms, np.concatenate([found.terms, found.terms]))
    assert (ends.tolist(), words) == ([len(found.terms), 2 * len(found.terms)], [found.words] * 2)


def test_what_is_not_compiled_is_the_loop_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("copydesk.text.compiling.available", lambda: False)

    def loop(number: int) -> int:
        return number

    assert compiled(loop) is loop


def test_one_report_from_the_future_changes_nothing_for_the_others() -> None:
    texts = made(5, 60, 8)
    days = [number / 2 for number in range(60)]
    held = told(texts, days)
    ahead = Stream()
    ahead.add(Arrival("ahead", 30_000 * DAY, read(TRIAL)))
    assert told(texts, days, ahead) == held
