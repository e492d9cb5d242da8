"""Where a brief's sentence holds one side of a disagreement: the other sides, in brackets beside it."""

import re
from collections.abc import Iterator, Sequence

from copydesk.model.claim import Disagreement, Side
from copydesk.model.document import Document
from copydesk.model.report import names
from copydesk.model.span import Citation
from copydesk.model.story import Update
from copydesk.model.syntax import Sentence
from copydesk.stories.briefing.mending import Change

LONGEST = 120
"""Characters of another side that are printed in brackets; a longer wording is shown by the page alone."""

OTHERS = 2
"""Other sides that a sentence names, best supported first."""

_GOES_ON = re.compile(r"[\w.]?\d| ?, ?\d{3}\b")
"""What stands behind a number that does not end there."""

_CLOSING = re.compile(r"[,.!?]?[\"”’']+")


def held(disagreement: Disagreement, document: Document, sentence: Sentence) -> tuple[Side, Citation] | None:
    """Return the side of a disagreement that a sentence holds, and the words that do; None if it holds none.

    Also None where no other side is short enough to be told beside it.
    """
    for side in disagreement.sides:
        for cited in side.citations:
            if cited.report == document.id and sentence.span.contains(cited.span):
                if _GOES_ON.match(document.text, cited.end):
                    continue
                told = any(other is not side and _short(other) for other in disagreement.sides)
                return (side, cited) if told else None
    return None


def outgrown(updates: Sequence[Update]) -> list[Disagreement]:
    """Return updates in the form of disagreements, each older value beside the newest one alone."""
    found = []
    for one in updates:
        newest, *older = (Side(step.value, step.citations, step.independent) for step in reversed(one.steps))
        found += [Disagreement("number", one.about, (side, newest)) for side in older]
    return found


def other_sides(
    document: Document,
    sentence: Sentence,
    documents: Sequence[Document],
    differ: Sequence[Disagreement],
    told: set[int],
) -> Iterator[tuple[Change, Citation]]:
    """Yield, for each value of a sentence that other reports have otherwise, their outlet and their value.

    Args:
        document: the report of the sentence.
        sentence: a sentence of the brief.
        documents: the story's reports.
        differ: its disagreements.
        told: places in ``differ`` of those that sentences before tell; what this one tells is added.
    """
    known = {other.id: other for other in documents}
    named = dict(zip(known, names([other.report for other in documents]), strict=True))
    for number, one in enumerate(differ):
        found = held(one, document, sentence) if number not in told else None
        if found is None:
            continue
        told.add(number)
        side, here = found
        at = here.end
        if one.kind == "wording" and (closing := _CLOSING.match(document.text, at, sentence.end)):
            at = closing.end()
        others = [other for other in one.sides if other is not side and _short(other)]
        for other in others[:OTHERS]:
            cited = other.citations[0]
            source = known[cited.report]
            words = other.value if one.kind == "polarity" else " ".join(cited.span.of(source.text).split())
            if not {"[", "]"} & set(words):
                yield Change(at, at, f"{named[cited.report]}: {words}"), cited


def _short(side: Side) -> bool:
    return any(cited.end - cited.start <= LONGEST for cited in side.citations[:1])
