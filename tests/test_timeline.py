import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from copydesk.extract.times import Times
from copydesk.model.document import Document
from copydesk.model.link import Derivation
from copydesk.model.quote import Quote
from copydesk.model.report import Zone
from copydesk.model.span import Span
from copydesk.model.story import TimelineEntry
from copydesk.stories.clauses.reading import clauses
from copydesk.stories.timeline import timeline as timeline_of

Tell = Callable[..., Document]

FELL = "The old bridge of Vellmouth collapsed into the river on Thursday."
FELL_TOO = (
    "On Thursday the old bridge of Vellmouth, built of wood, collapsed into the river after heavy rain."
)


@pytest.fixture
def tell(parse: Callable[[str], Document]) -> Tell:
    """A report of Friday, 15 March 2024, with its sentences and dates."""

    def told(text: str, name: str = "a", anchor: str | None = "2024-03-15") -> Document:
        document = parse(text)
        document = replace(document, report=replace(document.report, id=name), anchor=anchor)
        return replace(document, dates=tuple(Times()(document)))

    return told


def timeline(documents: Sequence[Document], derivations: Sequence[Derivation]) -> tuple[TimelineEntry, ...]:
    return timeline_of(clauses(documents), derivations)


def dates(entries: tuple[TimelineEntry, ...]) -> list[str]:
    return [entry.date for entry in entries]


def test_entries_stand_in_order_of_time_and_cite_their_words(tell: Tell) -> None:
    document = tell(
        f"{FELL} Engineers will inspect the ruins on March 20. The town built the bridge in 1907. "
        "Inspectors closed the bridge in June last year."
    )
    entries = timeline([document], [])
    assert dates(entries) == ["1907", "2023-06", "2024-03-14", "2024-03-20"]
    for entry in entries:
        first = entry.citations[0]
        assert entry.text == document.text[first.start : first.end]
    assert entries[2].text == FELL


def test_one_act_told_by_several_is_one_entry_with_the_shortest_words_first(tell: Tell) -> None:
    reports = [tell(FELL_TOO, "a"), tell(FELL, "b"), tell("Shops in Kerrham stayed shut on Thursday.", "c")]
    entries = timeline(reports, [])
    assert [entry.text for entry in entries] == [FELL, "Shops in Kerrham stayed shut on Thursday."]
    assert [citation.report for citation in entries[0].citations] == ["b", "a"]
    assert [entry.independent for entry in entries] == [2, 1]
    copied = timeline(reports, [Derivation("b", "a", 0.9, ())])
    assert [entry.independent for entry in copied] == [1, 1]


def test_the_same_words_on_another_day_are_another_act(tell: Tell) -> None:
    entries = timeline([tell(FELL, "a"), tell(FELL, "b", "2024-03-22")], [])
    assert dates(entries) == ["2024-03-14", "2024-03-21"]


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Ann Kerr said on Thursday.",
        "Mayor Ann Kerr of Vellmouth told the council on Thursday.",
        "“The old bridge collapsed into the river on Thursday,” said Ann Kerr.",
        "He crossed the old bridge to the market on Thursday.",
        "The old bridge carried lorries for three weeks.",
        "The old bridge had been closed to lorries since Thursday.",
        "Engineers warned the council before the March 5 election.",
        "The 2016 election brought a new council to the old bridge town.",
        "The old bridge is crossed by lorries every Thursday.",
        "The council repaired the old bridge this year.",
        "",
    ],
)
def test_what_is_no_dated_act_is_left_out(tell: Tell, text: str) -> None:
    assert timeline([tell(text)], []) == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The council asked the mayor to postpone the June 19 vote on the bridge.", None),
        ("The mayor of Vellmouth set a date for the March 5 vote on the old bridge.", None),
        ("The mayor of Vellmouth won the March 5 vote on the bridge with ease.", "2024-03-05"),
        ("Twelve people of Vellmouth were hurt in Thursday's collapse of the bridge.", "2024-03-14"),
        ("Thursday's collapse of the bridge hurt twelve people of Vellmouth.", "2024-03-14"),
    ],
)
def test_a_day_that_belongs_to_another_thing_is_not_the_day_of_the_act(
    tell: Tell, text: str, day: str | None
) -> None:
    assert dates(timeline([tell(text)], [])) == ([day] if day else [])


def test_without_an_anchor_only_full_dates_are_told(tell: Tell) -> None:
    text = f"{FELL} The town closed the market on 12 March 2024."
    assert dates(timeline([tell(text, anchor=None)], [])) == ["2024-03-12"]


def test_a_date_inside_a_quote_is_no_act_of_the_report(tell: Tell) -> None:
    document = tell(f"{FELL} It was sad.")
    quote = Quote((Span(0, len(FELL)),), (), (), "direct", 1.0)
    assert timeline([replace(document, quotes=(quote,))], []) == ()


def test_comments_captions_and_furniture_are_no_evidence(tell: Tell) -> None:
    document = tell(FELL)
    for kind in ("comment", "furniture", "caption", "byline"):
        zones = (Zone(0, len(FELL), kind),)
        assert timeline([replace(document, zones=zones)], []) == ()


def test_what_more_reports_tell_comes_first_of_its_day(tell: Tell) -> None:
    lone = "Shops in Kerrham stayed shut on Thursday."
    entries = timeline([tell(lone, "a"), tell(FELL_TOO, "b"), tell(FELL_TOO, "c"), tell(FELL, "d")], [])
    assert [(entry.text, entry.independent) for entry in entries] == [(FELL, 3), (lone, 1)]


ONE_ACT = [
    (
        "The ferry Alma struck a moored barge off Kerrham on Thursday.",
        "The ferry hit a moored barge near Kerrham on Thursday evening, injuring four.",
    ),
    (
        "Mayor Ann Kerr resigned from the town council on Thursday.",
        "Ann Kerr, the mayor, resigned from the council of Vellmouth on Thursday.",
    ),
    (
        "A public hearing is planned at the town hall on 2 April.",
        "The public hearing opens in Vellmouth on 2 April.",
    ),
    (
        "The council renewed the bus licence on 1 February.",
        "The council renewed the licence for the bus line last month.",
    ),
]


@pytest.mark.parametrize(("left", "right"), ONE_ACT)
def test_one_act_in_other_words_is_one_entry(tell: Tell, left: str, right: str) -> None:
    entries = timeline([tell(left, "a", "2024-03-15"), tell(right, "b", "2024-03-15")], [])
    assert [entry.independent for entry in entries] == [2]


TWO_ACTS = [
    (
        "Norland fired a missile over the island of Sele on Thursday.",
        "Sudland fired a missile over the island of Sele on Thursday.",
    ),
    ("The council closed the old bridge on Thursday.", "The council opened a new school on Thursday."),
    (
        "The ferry sailed from Kerrham at 6 a.m. on Thursday.",
        "The ferry sailed from Kerrham at 9 p.m. on Thursday.",
    ),
]


@pytest.mark.parametrize(("left", "right"), TWO_ACTS)
def test_other_actors_acts_and_hours_stay_apart(tell: Tell, left: str, right: str) -> None:
    assert [entry.independent for entry in timeline([tell(left, "a"), tell(right, "b")], [])] == [1, 1]


def test_an_act_told_in_passing_is_told_alone(tell: Tell) -> None:
    entries = timeline(
        [tell("The council trusts Mayor Ann Kerr, who will leave the town hall on 20 March, said a clerk.")],
        [],
    )
    assert [(entry.date, entry.text) for entry in entries] == [
        ("2024-03-20", "Mayor Ann Kerr, who will leave the town hall on 20 March")
    ]


def test_a_long_list_keeps_what_is_told_by_most(tell: Tell) -> None:
    towns = "Ardal Birk Corve Dunmore Elby Fenwick Garth Holm Irby Jarrow Kelso Lorne Moray Norby".split()
    lone = [
        tell(f"Workers in {town} painted the market hall on {day} March.", f"r{day}")
        for day, town in enumerate(towns, 1)
    ]
    entries = timeline([*lone[:2], tell(FELL, "a"), tell(FELL_TOO, "b"), tell(FELL, "c")], [])
    assert (FELL, 3) in [(entry.text, entry.independent) for entry in entries]
    assert len(timeline([replace(one, report=replace(one.report, id="x")) for one in lone[:1]], [])) == 1
    assert len(timeline(lone, [])) < len(lone) + 1 <= 20


def test_a_weekday_of_one_report_gives_way_to_the_day_that_several_give(tell: Tell) -> None:
    late = tell(FELL, "c", "2024-03-22")
    assert dates(timeline([tell(FELL, "a"), tell(FELL_TOO, "b"), late], [])) == ["2024-03-14"]


def test_order_of_the_reports_changes_nothing(tell: Tell) -> None:
    reports = [tell(FELL, "a"), tell(FELL_TOO, "b"), tell("Shops in Kerrham stayed shut on Thursday.", "c")]
    assert timeline(reports, []) == timeline(reports[::-1], [])


def test_many_copies_and_one_repeated_sentence_take_little_time(tell: Tell) -> None:
    document = tell(FELL)
    copies = [replace(document, report=replace(document.report, id=f"r{n:03}")) for n in range(500)]
    started = time.process_time()
    entries = timeline(copies, [])
    assert [len(entry.citations) for entry in entries] == [500]
    assert time.process_time() - started < 3
