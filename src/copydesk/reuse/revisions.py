"""Which reports are one report at different times: one address, and texts that share enough words.

An address alone is no proof: section pages, and sites whose pages differ by what the address lacks, show
unrelated texts under one. Nor is every later text a report: a page behind a barrier, a consent form. To
merge two reports that are two is worse than to count one twice, so both must agree.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

import numpy as np

from copydesk.model.document import Document
from copydesk.reuse.grams import Codes, grams, word_codes
from copydesk.text.tokens import words

SHINGLE = 4
"""Words in a row that are looked for in the other text."""

SHARED = 0.3
"""Part of the shorter text's shingles, in the evidence zones, that the other must have. Of 14,286 pairs of
different reports of one outlet in data/stories/basil none shares .03, and of 3,828 in 5w1h, where much of
the page is left in the text, 9 share .3; of 60 lightly edited texts in data/reuse the least shares .55, of
60 heavily edited ones nine in ten share .44."""

MOST_TEXTS = 8
"""An address that has shown more texts than these that do not share enough names a place, not a report:
nothing under it is merged. It bounds the work, too: each text is held against so many others at most."""

EXCERPT = 0.5
"""A text of less than this part of the fullest one's words is an excerpt, such as a feed's summary or what
a paid page shows to all. It never speaks for the report, however late it is."""


class _Revision(NamedTuple):
    """A report and how many words its evidence zones hold."""

    document: Document
    size: int


class _Text(NamedTuple):
    """A revision and the shingles of its evidence zones, distinct and ascending."""

    revision: _Revision
    shingles: Codes


def revisions(addressed: Iterable[tuple[str | None, Document]]) -> list[tuple[Document, ...]]:
    """Find the reports that were read in several revisions.

    Args:
        addressed: labelled documents, each id once, with an address that is the same for all revisions of
            a report; None where there is none. The order tells which of two revisions is later only where
            neither ``modified`` nor ``published`` does.

    Returns:
        The revisions of each such report, two or more: in order of time, but the one that speaks for
        the report last. That is the latest one that is no excerpt (see ``EXCERPT``).

    Time grows with the number of words, whatever shares an address.
    """
    by_address: dict[str, list[Document]] = {}
    for address, document in addressed:
        if address is not None:
            by_address.setdefault(address, []).append(document)
    found: list[tuple[Document, ...]] = []
    for documents in by_address.values():
        if len(documents) > 1:
            found.extend(_speaker_last(group) for group in _alike(documents) if len(group) > 1)
    return found


def _alike(documents: Iterable[Document]) -> list[list[_Revision]]:
    """Put the texts of one address together that share enough; none where they are too many reports.

    A text is held against the latest one of each report found so far that is no excerpt, so that a report
    may grow, as live pages do, until little is left of its first text.
    """
    groups: list[list[_Revision]] = []
    latest: list[_Text] = []
    for text in map(_read, sorted(documents, key=_changed)):
        shares = [_share(text, other) for other in latest]
        best = max(range(len(shares)), key=shares.__getitem__, default=0)
        if shares and shares[best] >= SHARED:
            groups[best].append(text.revision)
            if text.revision.size >= EXCERPT * latest[best].revision.size:
                latest[best] = text
        elif len(groups) == MOST_TEXTS:
            return []
        else:
            groups.append([text.revision])
            latest.append(text)
    return groups


def _read(document: Document) -> _Text:
    forms = words("\n".join(span.of(document.text) for span in document.spans())).forms
    return _Text(_Revision(document, len(forms)), np.unique(grams(word_codes(forms), SHINGLE)))


def _share(one: _Text, other: _Text) -> float:
    """Return which part of the shorter text's shingles the two share; equal texts share all."""
    if one.revision.document.text == other.revision.document.text:
        return 1.0
    least = min(len(one.shingles), len(other.shingles))
    if not least:
        return 0.0
    return len(np.intersect1d(one.shingles, other.shingles, assume_unique=True)) / least


def _speaker_last(group: Sequence[_Revision]) -> tuple[Document, ...]:
    """Order the revisions of one report, which come in order of time."""
    fullest = max(one.size for one in group)
    speaker = max(at for at, one in enumerate(group) if one.size >= EXCERPT * fullest)
    return (*(one.document for at, one in enumerate(group) if at != speaker), group[speaker].document)


def _changed(document: Document) -> float:
    """Return when a report was last changed, in seconds since 1970; minus infinity where nothing tells."""
    return max(seconds(document.report.modified), seconds(document.report.published))


def seconds(iso: str | None) -> float:
    """Return an ISO 8601 date or time in seconds since 1970, minus infinity where there is none."""
    padded = (iso or "") + "-01-01"[len(iso or "") - 4 :] if len(iso or "") in (4, 7) else iso or ""
    try:
        moment = datetime.fromisoformat(padded)
    except ValueError:
        return float("-inf")
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
