"""Who took from whom as a table for spreadsheets, safe to open (see ``tables``)."""

from collections.abc import Iterable, Iterator

from copydesk.exports.tables import JOINED, places, record
from copydesk.exports.takings import Taking, takings
from copydesk.reuse.families import Family

COLUMNS = (
    "family report name outlet published title "
    "source source_name source_outlet source_published source_title share directed "
    "passages characters spans evidence"
).split()


def taking_lines(found: Iterable[Family]) -> Iterator[str]:
    """Yield the header and a record for each derivation, without ``tables.END``."""
    yield record(COLUMNS)
    for family in found:
        for taking in takings(family):
            yield record(_cells(family, taking))


def _cells(family: Family, taking: Taking) -> Iterator[str]:
    derivation, report, source, spans = taking.derivation, taking.report, taking.source, taking.spans
    yield family.id
    yield from (report.id, report.name, report.outlet or "", report.published or "", report.title or "")
    yield from (derivation.source, taking.name)
    yield from ((source.outlet or "", source.published or "", source.title or "") if source else ("", "", ""))
    yield "" if derivation.share is None else str(round(derivation.share, 3))
    yield "true" if derivation.directed else "false"
    yield from (str(len(spans)), str(sum(map(len, spans))), places(spans))
    yield JOINED.join(derivation.evidence)
