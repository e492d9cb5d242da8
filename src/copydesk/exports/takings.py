"""A derivation with the reports it is about and the passages that it rests on."""

from collections.abc import Iterator
from dataclasses import dataclass

from copydesk.model.link import LATENT, Derivation
from copydesk.model.report import Report
from copydesk.model.span import Span
from copydesk.reuse.families import Family


@dataclass(frozen=True, slots=True)
class Shared:
    """A copied passage, as the taking report sees it."""

    span: Span
    other: Report
    in_other: Span


@dataclass(frozen=True, slots=True)
class Taking:
    """Who took from whom.

    Args:
        derivation: what was found.
        report: the report that takes.
        source: the report it takes from, None where that is not in the collection.
        shared: its copied passages, in order of place: those it has in common with the source or, where
            that is not in the collection, with others that take from it too.
    """

    derivation: Derivation
    report: Report
    source: Report | None
    shared: tuple[Shared, ...]

    @property
    def name(self) -> str:
        """What people call the source by."""
        return self.source.name if self.source else self.derivation.source.removeprefix(LATENT)

    @property
    def spans(self) -> list[Span]:
        """The stretches of the report that the passages cover, each once."""
        merged: list[Span] = []
        for one in self.shared:
            if merged and one.span.start < merged[-1].end:
                merged[-1] = Span(merged[-1].start, max(merged[-1].end, one.span.end))
            else:
                merged.append(one.span)
        return merged


def takings(family: Family) -> Iterator[Taking]:
    """Yield the derivations of a family, in its order, with their reports and passages."""
    reports = {report.id: report for report in family.reports}
    copied: dict[str, list[Shared]] = {}
    for passage in family.passages:
        if passage.kind == "copy":
            left, right = passage.left, passage.right
            copied.setdefault(left.report, []).append(Shared(left.span, reports[right.report], right.span))
            copied.setdefault(right.report, []).append(Shared(right.span, reports[left.report], left.span))
    takers: dict[str, set[str]] = {}
    for derivation in family.derivations:
        takers.setdefault(derivation.source, set()).add(derivation.report)
    for derivation in family.derivations:
        source = reports.get(derivation.source)
        others = {source.id} if source else takers[derivation.source]
        shared = [one for one in copied.get(derivation.report, ()) if one.other.id in others]
        shared.sort(key=lambda one: one.span)
        yield Taking(derivation, reports[derivation.report], source, tuple(shared))
