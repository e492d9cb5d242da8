"""Whose a date is, which acts are one, and which days are doubtful: tables of invented sentences."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from copydesk.extract.times import Times
from copydesk.model.document import Document
from copydesk.model.story import TimelineEntry
from copydesk.stories.clauses.reading import clauses
from copydesk.stories.timeline import timeline

Tell = Callable[..., Document]


@pytest.fixture
def tell(parse: Callable[[str], Document]) -> Tell:
    """A report of Friday, 15 March 2024, with its sentences and dates."""

    def told(text: str, name: str = "a", anchor: str = "2024-03-15") -> Document:
        document = parse(text)
        document = replace(document, report=replace(document.report, id=name), anchor=anchor)
        return replace(document, dates=tuple(Times()(document)))

    return told


def told(*documents: Document) -> tuple[TimelineEntry, ...]:
    return timeline(clauses(documents), [])


def rows(entries: Sequence[TimelineEntry]) -> list[tuple[str, int]]:
    return [(entry.date, entry.independent) for entry in entries]


OF_ANOTHER_THING = [
    "Dora Lund, a candidate in the council primary on March 5, shaved her head in an advertisement.",
    "The clerks sent a letter to the mayor in advance of her visit to the bridge on Thursday.",
    "The mayor cancelled all festivities in Vellmouth, including a fair and a concert on Thursday.",
    "One clerk died, in stark contrast with Thursday's collapse of the bridge.",
    "Thursday's collapse is the third accident on the old bridge of Vellmouth.",
    "The council will not meet the mayor ahead of her speech in April about the bridge.",
    "Before news of the offer in November, shares of the ferry company had been traded for less than $5.",
    "Plans for the market hall gained strength following the council's decision in December.",
    "The ten warnings concerned pedestrians and vehicles, including a bus in 2008.",
    "Since attacks last year, the markets of Vellmouth have been guarded by armed police.",
    "In the past year, the bishops of Vellmouth have become critics of the council.",
]


@pytest.mark.parametrize("text", OF_ANOTHER_THING)
def test_a_date_that_another_thing_has_for_itself_dates_no_act(tell: Tell, text: str) -> None:
    assert rows(told(tell(text))) == []


OF_THE_ACT = [
    ("In a speech to farmers in Kerrham on Thursday, the mayor dismissed the plan as dear.", "2024-03-14"),
    ("Thursday's collapse of the bridge hurt twelve people of Vellmouth.", "2024-03-14"),
    ("Four workers were killed in the crash of a ferry on Thursday.", "2024-03-14"),
    ("Sele Ferries went after the harbour board on Thursday with a set of slides on its fees.", "2024-03-14"),
    ("The council elected Ann Kerr mayor of Vellmouth in November 2013.", "2013-11"),
    ("Seventeen people were killed in raids in January 2015 on two markets of Vellmouth.", "2015-01"),
    ("Access to the two harbours will be denied to all ferries as of noon on Monday.", "2024-03-18"),
]


@pytest.mark.parametrize(("text", "day"), OF_THE_ACT)
def test_a_date_beside_the_act_dates_it(tell: Tell, text: str, day: str) -> None:
    assert rows(told(tell(text))) == [(day, 1)]


ALONE = [
    (
        "Dora Lund admitted theft this year, and Carl Holm, a clerk, pleaded guilty to fraud in 2021.",
        ("2021", "Carl Holm, a clerk, pleaded guilty to fraud in 2021"),
    ),
    (
        "When Sele Ferries lost its licence on Thursday, traders in the market were not prepared.",
        ("2024-03-14", "Sele Ferries lost its licence on Thursday"),
    ),
]


@pytest.mark.parametrize(("text", "row"), ALONE)
def test_only_the_clause_that_has_the_date_is_told(tell: Tell, text: str, row: tuple[str, str]) -> None:
    assert [(entry.date, entry.text) for entry in told(tell(text))] == [row]


OF_THE_PAGE = [
    "Hide Caption 3 of 25 Photos: The bridge of Vellmouth collapsed into the river on Thursday.",
    "Newsletter Sign Up Get the news of Vellmouth, delivered to your inbox Monday through Friday.",
    "The bridge falls at Vellmouth Updated: 2024-03-14 13:14 By Agencies of the coast.",
    "Police officers stand next to a lorry on Thursday that ran into the market hall of Vellmouth.",
    "The ferry Alma goes for launch at Vellmouth — Ann Kerr (@annkerr) March 14, 2024",
    "Prams are seen on the quay of Vellmouth on Thursday, March 14.",
]


@pytest.mark.parametrize("text", OF_THE_PAGE)
def test_words_of_the_page_and_of_pictures_are_no_acts(tell: Tell, text: str) -> None:
    assert rows(told(tell(text))) == []


def test_a_bare_weekday_six_days_back_is_of_a_page_that_was_changed(tell: Tell) -> None:
    late = "The mayor expressed sorrow over the collapse in an interview with the Courier on {} morning."
    assert rows(told(tell(late.format("Saturday")))) == []
    assert rows(told(tell(late.format("last Saturday")))) == [("2024-03-09", 1)]
    assert rows(told(tell(late.format("Sunday")))) == [("2024-03-10", 1)]


def test_a_day_without_a_year_is_doubtful_in_a_passage_on_another_year(tell: Tell) -> None:
    act = "On Oct. 7, the harbour board released the letters of the old mayor."
    assert rows(told(tell(act))) == [("2023-10-07", 1)]
    assert rows(told(tell(f"In October 2020, Ann Kerr sent a box of letters to the board. {act}"))) == [
        ("2020-10", 1)
    ]


def test_what_is_denied_has_no_day_but_the_denial_has(tell: Tell) -> None:
    wait = "that its ferry was told on Monday by the harbour of Sele to wait outside the mole."
    assert rows(told(tell(f"The Norvik line has denied {wait}"))) == []
    assert rows(told(tell(f"The Norvik line was sure {wait}"))) == [("2024-03-11", 1)]
    denial = "The Norvik line denied on Monday that its ferry was told to wait outside the mole of Sele."
    assert rows(told(tell(denial))) == [("2024-03-11", 1)]


def test_what_was_done_has_no_day_ahead(tell: Tell) -> None:
    done = "The mayor of Vellmouth had proclaimed the coming end of the emergency on March 26."
    assert rows(told(tell(done))) == []
    assert (
        rows(told(tell("The family of the town clerk could not be reached by the council on Sunday."))) == []
    )
    left = "The ferry to Kerrham was scheduled to leave the harbour on Sunday, but left late."
    assert rows(told(tell(left, anchor="2024-03-11"))) == []
    assert rows(told(tell("Ann Kerr announced that she is running for mayor in 2026."))) == []
    assert rows(told(tell("The council will build a new bridge at Vellmouth in 2026."))) == [("2026", 1)]


ONE_ACT = [
    (
        "A suspect was arrested in Kerrham on Thursday over the fires in the market.",
        "Carl Holm, a clerk from Kerrham, was taken into custody on Thursday.",
    ),
    (
        "Sele Ferries raised its bid for the harbour company on Thursday to $12 million.",
        "Sele Ferries made a $12 million “best and final offer” on Thursday for the harbour company.",
    ),
    (
        "The mayor changed course on Thursday and offered traders a deal: stalls for three years.",
        "In an address on Thursday, the mayor offered traders stalls for three years.",
    ),
    (
        "Dora Lund, 34, was killed on Oct. 21, 2021 while walking to the quay.",
        "Dora Lund, a baker, was killed in 2021 by a shot from the roof.",
    ),
]


@pytest.mark.parametrize(("left", "right"), ONE_ACT)
def test_one_deed_in_other_words_or_with_a_vaguer_date_is_one_entry(
    tell: Tell, left: str, right: str
) -> None:
    entries = told(tell(left, "a"), tell(right, "b"))
    assert [entry.independent for entry in entries] == [2]
    assert len(entries[0].date) == len("2024-03-14")


TWO_ACTS = [
    (
        "The singer posted photos of herself with Carl Holm Madsen on Thursday.",
        "A cousin, Carl Holm Madsen, was killed on Thursday in the harbour.",
    ),
    (
        "Shares of Sele Ferries were trading at $19 on Thursday afternoon, as traders expected a better bid.",
        "The harbour company said on Thursday that its bid for Sele Ferries rested on the sale of its yard.",
    ),
    (
        "Last year Sele Ferries proposed five members for the town board of Vellmouth.",
        "On Nov. 6, 2023, Sele Ferries made an unwanted offer for the rival Norby Line.",
    ),
]


@pytest.mark.parametrize(("left", "right"), TWO_ACTS)
def test_shared_names_alone_make_no_act_one(tell: Tell, left: str, right: str) -> None:
    assert [entry.independent for entry in told(tell(left, "a"), tell(right, "b"))] == [1, 1]


FELL = "Four people were killed on Thursday night when the old bridge of Vellmouth collapsed."


def test_a_report_that_has_the_story_on_another_day_is_not_believed_about_days(tell: Tell) -> None:
    late = tell(
        "Four people of Vellmouth were killed in the bridge collapse last night. "
        "The mayor closed all schools of the town today.",
        "c",
        "2024-03-14",
    )
    sure = [tell(FELL, "a"), tell(FELL.replace("Thursday night", "Thursday"), "b")]
    assert rows(told(*sure, late)) == [("2024-03-14", 2)]
    assert ("2024-03-14", 1) in rows(told(late)) or ("2024-03-13", 1) in rows(told(late))
