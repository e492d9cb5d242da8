"""What the page shows of a report's other revisions: when, what was changed, and their whole texts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from copydesk.model.document import Document
from copydesk.model.report import Report
from copydesk.model.span import Citation
from copydesk.model.story import Change, Revision
from copydesk.web.labels import Labels
from copydesk.web.plain_words import counted, date_words
from copydesk.web.report_text import Marks, ZoneBlock, zone_blocks
from copydesk.web.wording_diff import Piece, compare

SHOWN_REVISIONS = 8
"""More revisions of one report than these, the latest, are only counted."""
SHOWN_CHANGES = 40
"""More changes of one revision than these, the first, are only counted."""
EXCERPT = 0.5
"""Of a revision shorter than this part of the speaking one, what it leaves out is not listed."""


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A changed stretch: old and new words, and the place of the new ones; no pieces where there are none."""

    old: tuple[Piece, ...]
    new: tuple[Piece, ...]
    target: str | None


@dataclass(frozen=True, slots=True)
class RevisionView:
    """Another revision of a report.

    ``told`` says in words how much was changed; ``title`` is the other title, "" where it is the same.
    """

    when: str
    told: str
    title: str
    origin: str
    changes: tuple[ChangeView, ...]
    more: int
    language: str | None
    blocks: tuple[ZoneBlock, ...]


@dataclass(frozen=True, slots=True)
class RevisedView:
    """The other revisions of one report, latest first, and how many there are besides those shown."""

    hint: str
    shown: tuple[RevisionView, ...]
    more: int


def revised_views(
    revisions: Iterable[Revision], labels: Labels, documents: Mapping[str, Document]
) -> dict[str, RevisedView]:
    """Return for each revised report what is shown of its other revisions, by the report's id.

    To be called before ``report_views``, for it links to what was changed.

    Raises:
        KeyError: ``documents`` lacks a revision.
    """
    by_report: dict[str, list[Revision]] = {}
    for revision in revisions:
        by_report.setdefault(revision.revision_of, []).append(revision)
    return {report: _revised(found, labels, documents) for report, found in by_report.items()}


def _revised(found: Sequence[Revision], labels: Labels, documents: Mapping[str, Document]) -> RevisedView:
    latest = sorted(found, key=lambda one: _changed(documents[one.report].report), reverse=True)
    shown = tuple(_revision(one, labels, documents) for one in latest[:SHOWN_REVISIONS])
    hint = counted(len(found), "other revision")
    return RevisedView(hint, shown, len(found) - len(shown))


def _changed(report: Report) -> str:
    return report.modified or report.published or ""


def _revision(revision: Revision, labels: Labels, documents: Mapping[str, Document]) -> RevisionView:
    document, speaker = documents[revision.report], documents[revision.revision_of]
    report = document.report
    changes = revision.changes
    part = _length(document) / max(1, _length(speaker))
    if part < EXCERPT:
        told = f"an excerpt, {part:.0%} as long"
        changes = tuple(change for change in changes if change.old)
    elif changes:
        told = counted(len(changes), "difference")
    else:
        told = "the very same text" if document.text == speaker.text else "the same words"
    return RevisionView(
        date_words(_changed(report)) or "Date not known",
        told,
        (report.title or "") if report.title != speaker.report.title else "",
        report.origin,
        tuple(_change(one, labels, documents) for one in changes[:SHOWN_CHANGES]),
        max(len(changes) - SHOWN_CHANGES, 0),
        report.language,
        tuple(zone_blocks(document, len(labels.ids), Marks())),
    )


def _length(document: Document) -> int:
    return sum(map(len, document.spans()))


def _change(change: Change, labels: Labels, documents: Mapping[str, Document]) -> ChangeView:
    old, new = _words(change.old, documents), _words(change.new, documents)
    return ChangeView(
        tuple(piece for piece in compare(old, new) if piece.text),
        tuple(piece for piece in compare(new, old) if piece.text),
        labels.target(change.new) if change.new else None,
    )


def _words(citation: Citation | None, documents: Mapping[str, Document]) -> str:
    return citation.span.of(documents[citation.report].text) if citation else ""
