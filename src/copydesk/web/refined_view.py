"""What the page shows of values that differ and are no disagreement: new ones, parts, and vaguer ones."""

from dataclasses import dataclass

from copydesk.model.claim import Refinement, Side
from copydesk.model.story import Step, Update
from copydesk.web.compared_view import LONGEST_VALUE
from copydesk.web.contexts import context
from copydesk.web.labels import Labels, LinkList
from copydesk.web.plain_words import REFINEMENT_WORDS, date_words, shorten, support_words

LONGEST_ABOUT = 200
"""Characters of the clause that tells what an update is about."""


@dataclass(frozen=True, slots=True)
class WayView:
    """One value: how it relates to the first, the value itself, its support and its sources."""

    relation: str
    words: str
    support: str
    links: LinkList


@dataclass(frozen=True, slots=True)
class RefinedView:
    """Values of one thing in the order of the story, and what the thing is, "" where the values say so."""

    about: str
    ways: tuple[WayView, ...]


def update_view(update: Update, labels: Labels) -> RefinedView:
    """Return what the page shows of an update: each value with the time since when it is known."""
    ways = tuple(_step(number, step, labels) for number, step in enumerate(update.steps))
    about = shorten(update.about, LONGEST_ABOUT)
    return RefinedView(about[:1].upper() + about[1:], ways)


def _step(number: int, step: Step, labels: Labels) -> WayView:
    support = support_words(len({cited.report for cited in step.citations}), step.independent)
    since = f"from {date_words(step.published)}" if step.published else "time not known"
    return WayView(
        "then" if number else "first", step.value, f"{since} · {support}", labels.links(step.citations)
    )


def refinement_view(refinement: Refinement, labels: Labels) -> RefinedView:
    """Return what the page shows of a refinement: the total or the most precise value, then the others."""
    ways = []
    for number, side in enumerate(refinement.sides):
        support = support_words(len({cited.report for cited in side.citations}), side.independent)
        relation = REFINEMENT_WORDS[refinement.kind][min(number, 1)]
        ways.append(WayView(relation, refined_words(side, labels), support, labels.links(side.citations)))
    about = "" if refinement.kind == "spelling" else refined_sentence(refinement, labels)
    return RefinedView(shorten(about, LONGEST_ABOUT), tuple(ways))


def refined_sentence(refinement: Refinement, labels: Labels) -> str:
    """Return the sentence that gives the first value, to tell what it is of."""
    cited = refinement.sides[0].citations[0]
    document = labels.document(cited.report)
    found = context(document, cited.span) if document else None
    return f"{found.before}{found.value}{found.after}" if found else refinement.about


def refined_words(side: Side, labels: Labels) -> str:
    """Return a value as its first report prints it: "nine rifles", "seven rifles + two pistols"."""
    report = side.citations[0].report
    document = labels.document(report)
    if document is None:
        return side.value
    printed = [cited.span.of(document.text) for cited in side.citations if cited.report == report]
    told = " + ".join(" ".join(words.split()) for words in printed[: side.value.count(" + ") + 1])
    return told if 0 < len(told) <= LONGEST_VALUE else side.value
