"""A report together with the layers that stages have filled."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from copydesk.model.claim import Claim, DateExpression
from copydesk.model.quote import Mention, Quote
from copydesk.model.report import EVIDENCE_ZONES, Report, Zone, ZoneKind
from copydesk.model.span import Span
from copydesk.model.syntax import Sentence


@dataclass(frozen=True, slots=True)
class Silence:
    """A layer that was left empty on purpose, and why."""

    layer: str
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """A report and its layers. Stages return new documents; no layer is ever changed in place.

    ``anchor`` is the ISO date that relative dates are resolved against; ``anchor_from`` says
    where it came from: the report itself, or other reports of its story. ``revision_of`` is the id of
    the revision that speaks for the report in place of this one, None for a report that speaks itself.
    """

    report: Report
    zones: tuple[Zone, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    dates: tuple[DateExpression, ...] = ()
    claims: tuple[Claim, ...] = ()
    silences: tuple[Silence, ...] = ()
    anchor: str | None = None
    anchor_from: str | None = None
    revision_of: str | None = None

    @property
    def id(self) -> str:
        """The report's id."""
        return self.report.id

    @property
    def text(self) -> str:
        """The report's text."""
        return self.report.text

    def spans(self, kinds: Iterable[ZoneKind] = EVIDENCE_ZONES) -> Iterator[Span]:
        """Yield the zones of these kinds as spans, in order."""
        wanted = frozenset(kinds)
        return (zone.span for zone in self.zones if zone.kind in wanted)

    def zone_at(self, offset: int) -> Zone:
        """Return the zone that holds the character at ``offset``.

        Raises:
            LookupError: no zone does; zones were not filled, or the offset is outside the text.
        """
        low, high = 0, len(self.zones)
        while low < high:
            middle = (low + high) // 2
            if self.zones[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        if low < len(self.zones) and self.zones[low].start <= offset:
            return self.zones[low]
        raise LookupError(f"report {self.id}: no zone at {offset}")


class Stage(Protocol):
    """A step that fills one layer of a document from layers filled before it.

    Attributes:
        requires: layers (names of ``Document`` attributes) that must have been filled.
        assigns: the layer it fills; it may be one of ``requires``, which it then refines.
        languages: codes it can read, or None for all; other reports get a ``Silence`` instead.
    """

    @property
    def requires(self) -> tuple[str, ...]: ...  # noqa: D102

    @property
    def assigns(self) -> str: ...  # noqa: D102

    @property
    def languages(self) -> frozenset[str] | None: ...  # noqa: D102

    def __call__(self, document: Document) -> Iterable[object]:
        """Yield the items of the layer ``assigns``, in order of their first character."""
        ...
