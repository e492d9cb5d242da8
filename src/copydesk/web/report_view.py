"""What the page shows of each report, and of the layers that were left empty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from copydesk.model.document import Document
from copydesk.model.report import ZONE_KINDS
from copydesk.model.span import Span
from copydesk.web.labels import Labels, Link
from copydesk.web.plain_words import LAYER_WORDS, ZONE_WORDS, counted, date_words
from copydesk.web.report_text import Marks, ZoneBlock, zone_blocks
from copydesk.web.revision_view import RevisedView


@dataclass(frozen=True, slots=True)
class Fact:
    """A line about a report: its label, its words, and the web address they link to, if any."""

    label: str
    words: str
    note: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report: the line that is always seen, the facts, the text by zones."""

    number: int
    name: str
    title: str
    published: str
    hints: tuple[str, ...]
    language: str | None
    facts: tuple[Fact, ...]
    silences: tuple[Fact, ...]
    blocks: tuple[ZoneBlock, ...]
    revised: RevisedView | None


@dataclass(frozen=True, slots=True)
class SilenceView:
    """A layer that was left empty, the reason, and the reports it concerns."""

    layer: str
    reason: str
    shown: tuple[Link, ...]
    folded: tuple[Link, ...]


def report_views(
    labels: Labels,
    taking: Mapping[str, tuple[str, ...]],
    copied: Sequence[Sequence[Span]],
    revised: Mapping[str, RevisedView],
) -> tuple[ReportView, ...]:
    """Return all reports of the story; to be called last, when all that the page cites is known.

    Args:
        labels: the reports and what the page cites of them.
        taking: by report, from whom it takes text, in words.
        copied: the copied stretches of each report, by its number.
        revised: what is shown of other revisions, by the report's id.
    """
    return tuple(
        _report_view(
            number, document, labels, taking.get(document.id, ()), copied[number], revised.get(document.id)
        )
        for number, document in enumerate(labels.documents)
    )


def _report_view(
    number: int,
    document: Document,
    labels: Labels,
    taking: Sequence[str],
    copied: Sequence[Span],
    revised: RevisedView | None,
) -> ReportView:
    report = document.report
    marks = Marks(
        tuple(span for quote in document.quotes for span in quote.content),
        tuple(span for quote in document.quotes for span in (*quote.cue, *quote.source)),
        copied,
        labels.cited(number),
    )
    return ReportView(
        number,
        labels.names[number],
        report.title or "",
        date_words(report.published) or "date not known",
        (*((revised.hint,) if revised else ()), *_hints(document, taking)),
        report.language,
        _facts(document),
        tuple(Fact(_layer(one.layer), one.reason) for one in document.silences),
        tuple(zone_blocks(document, number, marks)),
        revised,
    )


def _hints(document: Document, taking: Sequence[str]) -> tuple[str, ...]:
    quotes = (counted(len(document.quotes), "quote"),) if document.quotes else ()
    more = (f"and {len(taking) - 2} more",) if len(taking) > 2 else ()
    return (*quotes, *taking[:2], *more)


def _facts(document: Document) -> tuple[Fact, ...]:
    report = document.report
    nameless = "" if report.outlet else report.outlet_from or ""
    facts = [Fact("Outlet", report.outlet or "not known", nameless)]
    if report.byline:
        facts.append(Fact("By", report.byline, report.byline_from or ""))
    facts.append(Fact("Published", date_words(report.published) or "not known", report.published_from or ""))
    if report.modified:
        facts.append(Fact("Last changed", date_words(report.modified), report.modified_from or ""))
    if document.anchor and document.anchor[:10] != (report.published or "")[:10]:
        facts.append(Fact("Days reckoned from", date_words(document.anchor), document.anchor_from or ""))
    if report.url:
        facts.append(Fact("Address", report.url, url=web_address(report.url)))
    facts.append(Fact("Read from", report.origin, f"SHA-256 {report.digest[:16]}…" if report.digest else ""))
    facts.append(Fact("Holds", _sizes(document)))
    return tuple(facts)


def web_address(url: str) -> str | None:
    """Return ``url`` if it may be linked to: http and https only."""
    return url if url.lower().startswith(("http://", "https://")) else None


def _sizes(document: Document) -> str:
    """Return how many characters each kind of zone holds."""
    sizes = dict.fromkeys(ZONE_KINDS, 0)
    for zone in document.zones:
        sizes[zone.kind] += zone.end - zone.start
    told = [f"{ZONE_WORDS[kind]} {size:,}" for kind, size in sizes.items() if size]
    total = counted(len(document.text), "character")
    return f"{total}: {', '.join(told)}" if told else total


def silence_views(labels: Labels) -> tuple[SilenceView, ...]:
    """Return the layers left empty, equal reasons as one, and the reports without a date."""
    found: dict[tuple[str, str], list[Link]] = {}
    for number, document in enumerate(labels.documents):
        link = Link(labels.names[number], f"r-{number}")
        if document.report.published is None:
            reason = document.report.published_from or "no date of publication was found"
            found.setdefault(("Date of publication", reason), []).append(link)
        for silence in document.silences:
            found.setdefault((_layer(silence.layer), silence.reason), []).append(link)
    return tuple(
        SilenceView(layer, reason, tuple(links[:8]), tuple(links[8:]))
        for (layer, reason), links in found.items()
    )


def _layer(layer: str) -> str:
    return LAYER_WORDS.get(layer, layer.capitalize())
