"""One act in freely worded clauses that differ in one number or one date; and what leads reports rises."""

from collections.abc import Callable

import pytest

from copydesk.model.story import Story

Tell = Callable[..., Story]

CLASHES = [
    (
        "number",
        ["6.1", "5.9"],
        "The 6.1-magnitude quake struck Sele island, home to the old lighthouse keepers of the coast.",
        "Sele island was calm at dusk. At night the 5.9-magnitude quake struck Sele island and its light.",
    ),
    (
        "number",
        ["4", "5"],
        "Ann Berg, the painter, served four months in prison for obstruction of justice in the mill affair.",
        "For obstruction of justice in the affair of the mill Ann Berg served five months in prison.",
    ),
    (
        "date",
        ["1957", "1967"],
        "Ann Berg sold the oil field in the hills of Sele to a bank in 1957.",
        "The family was poor until Ann Berg sold the oil field in the Sele hills to a bank in 1967.",
    ),
    (
        "date",
        ["1973-06-27", "1973-07"],
        "Mr Holt pleaded guilty to obstruction of justice in July 1973, and left the party.",
        "On June 27, 1973, he pleaded guilty to one charge of obstruction of justice. Mr Holt left.",
    ),
    (
        "date",
        ["2025-03-10T06:15", "2025-03-10T10:15"],
        "At 6:15 a.m. on Monday the ferry Sele left Holm for Norvik with the mail of the islands.",
        "The ferry Sele had left Holm for Norvik at 10:15 a.m. on Monday, with all the islands' mail.",
    ),
]


@pytest.mark.parametrize(("kind", "values", "left", "right"), CLASHES)
def test_clauses_that_differ_in_one_thing_disagree(
    tell: Tell, kind: str, values: list[str], left: str, right: str
) -> None:
    (found,) = tell(left, right).disagreements
    assert found.kind == kind
    assert sorted(side.value for side in found.sides) == sorted(values)
    assert {cited.report for side in found.sides for cited in side.citations} == {"r0", "r1"}


OTHER = [
    (  # two things differ: two matches
        "Ann Berg scored 25 points and 16 rebounds for Norvik in the cup match.",
        "For Norvik Ann Berg scored 22 points and nine rebounds in the other cup match.",
    ),
    (  # another actor
        "Ann Berg served four months in the prison of Norvik for obstruction of justice.",
        "For obstruction of justice Per Holt served five months in the prison of Norvik.",
    ),
    (  # no year is printed: each report's own date may be wrong
        "The council of Norvik met the bridge engineers in the old school hall on Monday.",
        "On Friday engineers of the bridge were heard: the Norvik council met them in a hall of the school.",
    ),
    (  # planned beside done
        "Ann Berg will serve four months in the prison of Norvik for obstruction of justice.",
        "For obstruction of justice Ann Berg served five months in the prison of Norvik.",
    ),
    (  # vaguer
        "The buyer paid 1.2 million crowns for the old shipyard of Norvik, records show.",
        "For the old Norvik shipyard the buyer paid 1,234,567 crowns, as records of the town show.",
    ),
    (  # ages: people have birthdays
        "Ann Berg, a 38-year-old pilot, steered the ferry Sele into the pier of Norvik.",
        "The 39-year-old pilot Ann Berg steered the ferry Sele into the Norvik pier.",
    ),
    (  # a few minutes apart
        "At 6:15 a.m. on Monday the ferry Sele left Holm for Norvik with the mail of the islands.",
        "The ferry Sele had left Holm for Norvik at 6:20 a.m. on Monday, with all the islands' mail.",
    ),
]


@pytest.mark.parametrize(("left", "right"), OTHER)
def test_what_may_be_another_event_is_no_disagreement(tell: Tell, left: str, right: str) -> None:
    assert not tell(left, right).disagreements


def test_reports_of_another_value_are_no_support_for_an_agreement(tell: Tell) -> None:
    chosen = "The council chose Ann {} as the new head of the harbour office on Monday."
    story = tell(chosen.format("Berg"), chosen.format("Holt"))
    assert [one.kind for one in story.disagreements] == ["name"]
    assert not story.agreements
    story = tell(
        chosen.format("Berg"),
        chosen.format("Holt"),
        "Ann Berg was on Monday chosen by the council as the new head of the office for the harbour.",
    )
    assert all("r1" not in {cited.report for cited in one.citations} for one in story.agreements)


def test_what_reports_lead_with_rises_whatever_the_words(tell: Tell) -> None:
    story = tell(
        "At least five people are dead after a tram overturned near the Norvik mill on Monday.",
        "A tram overturned on a bend near the Norvik mill on Monday, killing seven people.",
        "Seven people have died after a tram jumped the rails near the Norvik mill, police said on Monday.",
    )
    (update,) = story.updates
    assert [step.value for step in update.steps] == ["at least 5", "7"]
    assert [step.independent for step in update.steps] == [1, 2]
    assert not story.disagreements


APART = [
    (  # a part of the victims
        "A tram overturned near the Norvik mill on Monday, killing five people.",
        "A tram overturned near the Norvik mill on Monday, killing another seven people.",
    ),
    (  # no number
        "Dozens of people were killed when a tram overturned near the Norvik mill on Monday.",
        "A tram overturned near the Norvik mill on Monday, killing 31 people.",
    ),
    (  # fewer than before
        "A tram overturned near the Norvik mill on Monday, killing seven people.",
        "Five people are dead after a tram overturned near the Norvik mill on Monday.",
    ),
    (  # long ago
        "A tram overturned near the Norvik mill on Monday, killing five people.",
        "In 1912 a tram overturned near the Norvik mill, killing seven people.",
    ),
]


@pytest.mark.parametrize(("left", "right"), APART)
def test_what_did_not_rise_is_no_update(tell: Tell, left: str, right: str) -> None:
    assert not tell(left, right).updates


def test_an_agreement_is_told_in_figures_that_all_cited_reports_give(tell: Tell) -> None:
    story = tell(
        "A tram overturned on a bend near the Norvik mill on Monday, trapping five people.",
        "Near the mill of Norvik a tram overturned on a bend on Monday, and trapped somebody.",
        "On Monday a tram overturned on the bend near the Norvik mill, its owner said.",
    )
    assert story.agreements
    for one in story.agreements:
        assert "five" not in one.text or {cited.report for cited in one.citations} == {"r0"}
