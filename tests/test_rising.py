"""Tolls that reports lead with: when later pages count more, whatever time a page gives."""

from collections.abc import Callable

import pytest

from copydesk.model.story import Story

Tell = Callable[..., Story]

MORNING, NOON, DAY, NEXT_DAY, UNKNOWN = (
    "2025-03-11T08:00:00",
    "2025-03-11T12:00:00",
    "2025-03-11",
    "2025-03-12",
    None,
)
SEVEN = "A tram overturned on a bend near the Norvik mill, killing seven people."
FIVE = "At least five people are dead after a tram overturned near the Norvik mill."
JUST_FIVE = "Five people are dead after a tram overturned near the Norvik mill."
MANY_HURT = (
    "At least seven people were killed and dozens more hurt when a tram overturned near the Norvik mill."
)
MORE_THAN = "More than six people are dead after a tram overturned near the Norvik mill."


@pytest.mark.parametrize(
    ("reports", "risen"),
    [
        ([(FIVE, MORNING), (SEVEN, NOON)], ["at least 5", "7"]),
        ([(FIVE, DAY), (SEVEN, MORNING)], ["at least 5", "7"]),  # the day of one, the hour of the other
        ([(FIVE, NOON), (SEVEN, MORNING), (SEVEN, NEXT_DAY)], ["at least 5", "7"]),  # rewritten at noon
        ([(FIVE, DAY), (MORE_THAN, DAY), (SEVEN, DAY)], ["at least 5", "at least 6", "7"]),
        ([(FIVE, DAY), (MANY_HURT, DAY)], ["at least 5", "at least 7"]),
        ([(FIVE, NOON), (SEVEN, MORNING)], []),  # the lower is the newer
        ([(FIVE, UNKNOWN), (SEVEN, DAY)], []),
        ([(JUST_FIVE, DAY), (SEVEN, DAY)], []),  # two numbers of one day may be at odds
    ],
)
def test_tolls_that_rose(tell: Tell, reports: list[tuple[str, str | None]], risen: list[str]) -> None:
    story = tell(*(text for text, _ in reports), published=[at for _, at in reports])
    assert [step.value for update in story.updates for step in update.steps] == risen
    assert not (risen and story.refinements)
