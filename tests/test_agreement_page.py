"""docs/agreement.md says what two reports agree on and where they differ; here they are compared."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from copydesk.model.claim import Side
from copydesk.model.story import Story

PAGE = (Path(__file__).parent.parent / "docs" / "agreement.md").read_text("utf-8")
EXAMPLES = re.findall(r"^([^→`\n][^\n]*)\n([^→`\n][^\n]*)\n→ ([^\n]+)$", PAGE, re.MULTILINE)


def told(story: Story) -> set[str]:
    """What a story tells, in the words of the page."""
    found = {f"{one.kind}: {_values(one.sides)}" for one in story.disagreements}
    found |= {f"{one.kind}: {_values(one.sides)}" for one in story.refinements}
    found |= {f"update: {' / '.join(step.value for step in one.steps)}" for one in story.updates}
    return found | ({"agreement"} if story.agreements else set()) or {"nothing"}


def _values(sides: Sequence[Side]) -> str:
    return " / ".join(side.value for side in sides)


@pytest.mark.parametrize(("left", "right", "shown"), EXAMPLES, ids=range(len(EXAMPLES)))
def test_examples_are_told_as_the_page_says(
    tell: Callable[..., Story], left: str, right: str, shown: str
) -> None:
    assert told(tell(left, right)) == set(shown.split("; "))


def test_the_page_shows_every_kind() -> None:
    kinds = {one.partition(":")[0] for _, _, shown in EXAMPLES for one in shown.split("; ")}
    assert kinds >= {"number", "name", "place", "date", "platform", "wording", "polarity"}
    assert kinds >= {"agreement", "update", "breakdown", "precision", "spelling", "nothing"}
    assert len(EXAMPLES) == 21
