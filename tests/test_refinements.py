"""Values that differ and fit together: totals in parts, numbers and dates told less precisely."""

from collections.abc import Callable

import pytest

from copydesk.model.story import Story

Tell = Callable[..., Story]

PARTS = [
    (
        "The port company dismissed 35 crane drivers after the strike in Norvik harbour, the union wrote.",
        "After a strike in Norvik harbour it dismissed 31 crane drivers of a dock and four of a ship.",
        ["35", "31 + 4"],
    ),
    (
        "Police in Norvik seized nine rifles from the cellar of the boathouse on Monday.",
        "From the cellar of the boathouse police in Norvik seized seven hunting rifles and two other rifles.",
        ["9", "7 + 2"],
    ),
    (
        "The buyer offered $82 for each share of the Norvik shipyard, said its board.",
        "For each share of the Norvik shipyard the buyer offered its board $60 in cash and $22 in stock.",
        ["$82", "$60 + $22"],
    ),
    (
        "The flood destroyed 60 houses in the villages along the river Sele, the governor told reporters.",
        "The flood along the Sele destroyed 30 houses, 20 houses and 10 houses, the governor said.",
        ["60", "30 + 20 + 10"],
    ),
]


@pytest.mark.parametrize(("whole", "parts", "values"), PARTS)
def test_numbers_that_add_up_are_a_breakdown(tell: Tell, whole: str, parts: str, values: list[str]) -> None:
    story = tell(whole, parts)
    (found,) = story.refinements
    assert found.kind == "breakdown"
    assert [side.value for side in found.sides] == values
    assert [{cited.report for cited in side.citations} for side in found.sides] == [{"r0"}, {"r1"}]
    assert not story.disagreements


APART = [
    (  # two things
        "The port company dismissed 35 crane drivers after the strike in Norvik harbour, the union wrote.",
        "After the strike in Norvik harbour the company dismissed 31 drivers and wrote four letters to it.",
    ),
    (  # not added: no "and" before the second number
        "The striker of Norvik ran 75 metres with the ball in the cup match on Monday.",
        "In the cup match on Monday the striker of Norvik ran 69 metres with the ball, not six metres.",
    ),
    (  # durations of anything
        "The crew of the Norvik ferry waited 35 hours for the pilot in the storm.",
        "In the storm the crew of the Norvik ferry waited 31 hours for the pilot and four hours for a tug.",
    ),
    (  # too few for arithmetic to tell
        "Police in Norvik seized three rifles from the cellar of the boathouse on Monday.",
        "From the cellar of the boathouse police in Norvik seized two hunting rifles and one other rifle.",
    ),
    (  # about something else
        "The museum of Norvik showed nine rifles to schoolchildren in its garden.",
        "From the cellar of the boathouse police seized seven hunting rifles and two other rifles.",
    ),
    (  # the total is only a bound
        "Police in Norvik seized at least nine rifles from the cellar of the boathouse on Monday.",
        "From the cellar of the boathouse police in Norvik seized seven hunting rifles and two other rifles.",
    ),
]


@pytest.mark.parametrize(("whole", "parts"), APART)
def test_a_sum_by_chance_is_none(tell: Tell, whole: str, parts: str) -> None:
    assert not [one for one in tell(whole, parts).refinements if one.kind == "breakdown"]


def test_the_total_of_another_side_is_not_the_total(tell: Tell) -> None:
    """Both sides sent home 35: only one number is what the parts add up to."""
    story = tell(
        "The northern club sent home 35 northern players after the brawl in the Norvik arena.",
        "The southern club sent home 35 southern players on Monday, and asked for a new referee, "
        "a new date and a new arena after the brawl.",
        "After the brawl in the Norvik arena the northern club sent home 31 players of the first team and "
        "four players of the second team.",
    )
    (found,) = [one for one in story.refinements if one.kind == "breakdown"]
    assert {cited.report for cited in found.sides[0].citations} == {"r0"}
