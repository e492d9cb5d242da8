"""Counts of victims, which rise while news comes in: what they are, and when a higher one is only newer."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from copydesk.model.document import Document
from copydesk.model.span import Citation, Span
from copydesk.text.numbers import numbers

TOLLS: dict[str, frozenset[str]] = {
    "people killed": frozenset("kill die dead slay death fatality murder perish".split()),
    "people injured": frozenset("injure wound hurt injury".split()),
    "people missing": frozenset("missing unaccounted".split()),
    "people arrested": frozenset("arrest detain".split()),
}
"""Name of each toll, and lemmas by which a clause tells of it."""

VICTIMS = frozenset().union(*TOLLS.values()) | frozenset("casualty victim injured wounded".split())
"""Lemmas by which a clause counts victims."""

_RISING = re.compile(
    r"(?:kill|death|injur|wound|arrest|detain|casualt|victim)\w*|dead|die[sd]?|dying|hurt|missing",
    re.IGNORECASE,
)

LEADING = 4
"""Sentences at the top of a report, headline included, that tell its main event."""

_RECENT = timedelta(days=14)
"""An occasion that is dated longer before the report has no toll that still rises."""

_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def rises(words: Iterable[str]) -> bool:
    """Tell whether words of a sentence say that it counts victims, as a rising toll does."""
    return any(_RISING.fullmatch(word) for word in words)


def is_news(document: Document, span: Span) -> bool:
    """Tell whether the number at ``span`` counts victims of something that is news in its report.

    Its clause says so. A number further down that the top of the report does not give, or beside a date
    that is long gone, is of another occasion, and no longer rises.
    """
    return _of_victims(document, span) and not long_gone(document, span) and _leads(document, span)


def grew(low: Iterable[Document], high: Iterable[Document]) -> bool:
    """Tell whether every report of the lower count is known to be older than every one of the higher.

    A report of which only the day is known may be of any hour of it.
    """
    before, after = [_period(document) for document in low], [_period(document) for document in high]
    if not before or not after:
        return False
    known = [one for one in (*before, *after) if one is not None]
    if len(known) < len(before) + len(after):
        return False
    return max(end for _, end in known[: len(before)]) < min(start for start, _ in known[len(before) :])


def _period(document: Document) -> tuple[datetime, datetime] | None:
    """Return the first and the last moment at which a report may have been published."""
    time = time_of(document)
    if time is None:
        return None
    printed = document.report.published or ""
    whole = len(printed) <= len("2025-03-11") or printed.endswith("T00:00:00")
    return time, time + (timedelta(days=1, microseconds=-1) if whole else timedelta())


def updated(low: Sequence[Citation], high: Sequence[Citation], by_id: dict[str, Document]) -> bool:
    """Tell whether a toll rose: the lower number is news and every report of it older than the other's."""
    older, newer = [by_id[one.report] for one in low], [by_id[one.report] for one in high]
    return is_news(older[0], low[0].span) and grew(older, newer)


def _of_victims(document: Document, span: Span) -> bool:
    """Tell whether the innermost clause around the number has a word of tolls; without one, its sentence."""
    around = [claim for claim in document.claims if claim.span.contains(span)]
    if around:
        claim = min(around, key=lambda one: one.end - one.start)
        return bool(VICTIMS & {claim.act, *claim.terms})
    index = _index(document, span)
    return any(token.lemma.lower() in VICTIMS for token in document.sentences[index].tokens)


def long_gone(document: Document, span: Span) -> bool:
    """Tell whether a date in the number's sentence lies well before the report was published."""
    sentence = document.sentences[_index(document, span)]
    try:
        newest = date.fromisoformat((document.anchor or document.report.published or "")[:10]) - _RECENT
    except ValueError:
        return False
    for one in document.dates:
        match = _DAY.match(one.value or "") if one.type in ("DATE", "TIME") else None
        if match and sentence.span.contains(one.span) and match[0] < newest.isoformat()[: len(match[0])]:
            return True
    return False


def _leads(document: Document, span: Span) -> bool:
    """Tell whether the number, or one of its worth, stands at the top of its report."""
    top = document.sentences[:LEADING]
    if _index(document, span) < LEADING:
        return True
    worth = {number.value for number in numbers(span.of(document.text))}
    return any(
        number.value in worth for sentence in top for number in numbers(sentence.span.of(document.text))
    )


def _index(document: Document, span: Span) -> int:
    return max(0, bisect_right(document.sentences, span.start, key=lambda one: one.start) - 1)


def time_of(document: Document) -> datetime | None:
    """Return when a report was published, in UTC where it names no zone; None if it does not say."""
    try:
        time = datetime.fromisoformat(document.report.published or "")
    except ValueError:
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)
