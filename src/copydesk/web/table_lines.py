"""The rows of a story's table: disagreements, agreements and acts, and which reports tell them how."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from copydesk.model.claim import Agreement, Disagreement, Refinement
from copydesk.model.link import Derivation, independent_count
from copydesk.model.span import Citation, Span
from copydesk.model.story import Story, TimelineEntry, Update
from copydesk.web.compared_view import printed_value
from copydesk.web.labels import Labels
from copydesk.web.plain_words import DISAGREEMENT_WORDS, REFINED_AS, date_words, shorten, support_words
from copydesk.web.refined_view import refined_sentence, refined_words

LONGEST_VALUE = 60
LONGEST_ABOUT = 140
"""In characters; the sections above and below the table have the whole of it."""
OTHERWISE = "has it otherwise"
HAS_IT = "has it"
"""The words of a cell of what has no value of its own."""


@dataclass(frozen=True, slots=True)
class Told:
    """One way in which reports tell a row: its words, and by report the first characters that say so.

    ``since`` is when a value of an update was first published, in words.
    """

    words: str
    state: Literal["has", "differs", "earlier"]
    by: Mapping[str, Citation]
    independent: int
    since: str = ""


Disputed = Sequence[tuple[Disagreement, tuple[Told, ...]]]
"""Disagreements, each with its values as ways of telling."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its kind, what it is about, and the ways in which it is told.

    ``support`` is "" for disagreements, updates and refinements: each of their values has one of its own.
    ``about`` is "" where the values say what they are of.
    """

    kind: str
    about: str
    support: str
    ways: tuple[Told, ...]

    @property
    def reports(self) -> set[str]:
        """Ids of all reports that tell it, one way or the other."""
        return {report for way in self.ways for report in way.by}


def lines(story: Story, labels: Labels) -> Iterator[Line]:
    """Yield disagreements, updates, refinements, agreements, acts with independent support, then spellings.

    Nothing twice.
    """
    disputed = [(one, _values(one, labels)) for one in story.disagreements]
    for one, values in disputed:
        about = one.about.strip()
        words = DISAGREEMENT_WORDS.get(one.kind, "Different accounts")
        kind = f"Disagreement: {words[:1].lower()}{words[1:]}"
        yield Line(kind, about[:1].upper() + about[1:], "", _ranked(values))
    for update in story.updates:
        yield _update(update, story.derivations)
    for refinement in story.refinements:
        if refinement.kind != "spelling":
            yield _refined(refinement, labels)
    acts = sorted((entry for entry in story.timeline if entry.independent > 1), key=lambda entry: entry.date)
    acts = [entry for entry in acts if not any(_covers(one, entry) for one in story.agreements)]
    for agreement in story.agreements:
        if not any(_covers(entry, agreement) and _opens_alike(entry, agreement) for entry in acts):
            yield _shared("Agreement", agreement, disputed, story.derivations)
    for entry in acts:
        yield _shared(f"Timeline: {date_words(entry.date)}", entry, disputed, story.derivations)
    for refinement in story.refinements:
        if refinement.kind == "spelling":
            yield _refined(refinement, labels)


def _values(one: Disagreement, labels: Labels) -> tuple[Told, ...]:
    printed = [shorten(printed_value(side, one, labels), LONGEST_VALUE) for side in one.sides]
    return tuple(
        Told(words, "differs", _firsts(side.citations), side.independent)
        for words, side in zip(printed, one.sides, strict=True)
    )


def _ranked(values: tuple[Told, ...]) -> tuple[Told, ...]:
    """Let the value with most independent support be had; where two have the same, none is the measure."""
    support = sorted((value.independent for value in values), reverse=True)
    if len(support) > 1 and support[0] == support[1]:
        return values
    return tuple(
        replace(value, state="has") if value.independent == support[0] else value for value in values
    )


def _update(update: Update, derivations: Sequence[Derivation]) -> Line:
    """Return a row of values that replaced one another: a report has the last that it gives."""
    ways: list[Told] = []
    known: set[str] = set()
    for step in reversed(update.steps):
        by = {report: first for report, first in _firsts(step.citations).items() if report not in known}
        words, since = shorten(step.value, LONGEST_VALUE), date_words(step.published)
        ways.insert(
            0, Told(words, "earlier" if ways else "has", by, independent_count(by, derivations), since)
        )
        known |= by.keys()
    return Line("Update", shorten(update.about, LONGEST_ABOUT), "", tuple(ways))


def _refined(refinement: Refinement, labels: Labels) -> Line:
    """Return a row of values that fit together: every report that gives one of them has it, in its words."""
    ways = tuple(
        Told(
            shorten(refined_words(side, labels), LONGEST_VALUE),
            "has",
            _firsts(side.citations),
            side.independent,
        )
        for side in refinement.sides
    )
    about = (
        "" if refinement.kind == "spelling" else shorten(refined_sentence(refinement, labels), LONGEST_ABOUT)
    )
    return Line(REFINED_AS[refinement.kind], about, "", ways)


def _shared(
    kind: str, found: Agreement | TimelineEntry, disputed: Disputed, derivations: Sequence[Derivation]
) -> Line:
    """Return a row of what reports agree on; who gives another value than they do has it differently."""
    apart = _apart(found, disputed)
    placed = {report for way in apart for report in way.by}
    own = _firsts(cited for cited in found.citations if cited.report not in placed)
    moved = any(cited.report in placed for cited in found.citations)
    independent = independent_count(own, derivations) if moved else found.independent
    about = found.text if apart else shorten(found.text, LONGEST_ABOUT)
    support = support_words(len(own), independent)
    return Line(kind, about, support, (Told(HAS_IT, "has", own, independent), *apart))


def _apart(found: Agreement | TimelineEntry, disputed: Disputed) -> list[Told]:
    """Return other values for a word that a finding is told in, as its disagreements have them.

    A report of the finding gives one only if it does so in the words that are cited.
    """
    spans = _spans(found.citations)
    shown = _spans(found.citations[:1])
    ways: list[Told] = []
    for one, values in disputed:
        same = [any(_touches(cited, shown) for cited in side.citations) for side in one.sides]
        if sum(same) != 1:
            continue
        for value, side, here in zip(values, one.sides, same, strict=True):
            known = {report for way in ways for report in way.by}
            cited = [c for c in side.citations if c.report not in spans or _touches(c, spans)]
            by = {report: first for report, first in _firsts(cited).items() if report not in known}
            if by and not here:
                ways.append(replace(value, state="differs", by=by))
    if isinstance(found, TimelineEntry):
        known = {report for way in ways for report in way.by} | spans.keys()
        by = {report: first for report, first in _firsts(found.otherwise).items() if report not in known}
        ways += [Told(OTHERWISE, "differs", by, len(by))] if by else []
    return ways


def _covers(found: Agreement | TimelineEntry, other: Agreement | TimelineEntry) -> bool:
    """Tell whether one finding cites words of another in every report that tells that one."""
    spans = _spans(found.citations)
    touched = {cited.report for cited in other.citations if _touches(cited, spans)}
    return touched == {cited.report for cited in other.citations}


def _opens_alike(found: Agreement | TimelineEntry, other: Agreement | TimelineEntry) -> bool:
    """Tell whether the words that two findings are told in are of one place."""
    return any(_touches(cited, _spans(found.citations[:1])) for cited in other.citations[:1])


def _firsts(citations: Iterable[Citation]) -> dict[str, Citation]:
    found: dict[str, Citation] = {}
    for citation in citations:
        found.setdefault(citation.report, citation)
    return found


def _spans(citations: Iterable[Citation]) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {}
    for citation in citations:
        found.setdefault(citation.report, []).append(citation.span)
    return found


def _touches(citation: Citation, spans: Mapping[str, Sequence[Span]]) -> bool:
    return any(span.overlaps(citation.span) for span in spans.get(citation.report, ()))
