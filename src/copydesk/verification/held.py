"""The reports of a result, read back from their rows, and those rows held against the texts."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Generic, Protocol, TypeVar

from copydesk.model.claim import Claim, DateExpression, Value
from copydesk.model.document import Document
from copydesk.model.quote import Mention, Quote
from copydesk.model.report import ZONE_KINDS, Report, Zone
from copydesk.model.span import Span
from copydesk.output import Row, text_digest
from copydesk.verification.ledger import Ledger


class _Placed(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


_Item = TypeVar("_Item", bound=_Placed)


class Touching(Generic[_Item]):
    """Finds the items of one report that share a character with a span, without looking at all of them."""

    def __init__(self, items: Sequence[_Item]) -> None:
        self._items = sorted(items, key=lambda one: one.start)
        self._starts = [one.start for one in self._items]
        self._longest = max((one.end - one.start for one in self._items), default=0)

    def of(self, start: int, end: int) -> Iterator[_Item]:
        """Yield the items that touch ``[start, end)``, in order."""
        first = bisect_left(self._starts, start - self._longest)
        for one in self._items[first : bisect_left(self._starts, end)]:
            if one.end > start:
                yield one


class Held:
    """A report with the layers that its row has, and what of them lies where."""

    def __init__(self, document: Document, story: str | None) -> None:
        self.document = document
        self.story = story
        self.dates = Touching(document.dates)
        self.mentions = Touching(document.mentions)
        self.values = Touching([value for claim in document.claims for value in claim.values])
        self.claims = Touching(document.claims)
        self.quotes: defaultdict[tuple[int, int], list[Quote]] = defaultdict(list)
        for quote in document.quotes:
            for part in quote.content:
                self.quotes[part.start, part.end].append(quote)


def held(row: Row) -> Held:
    """Read a report back from the row that ``tell`` wrote; what no check asks for is left out."""
    report = Report(
        row["id"],
        row["text"],
        "",
        "",
        outlet=row["outlet"],
        title=row["title"],
        published=row["published"],
        modified=row["modified"],
    )
    document = Document(
        report,
        zones=tuple(Zone(one["start"], one["end"], one["kind"]) for one in row["zones"]),
        mentions=tuple(
            Mention(one["start"], one["end"], one["kind"], one["entity"]) for one in row["mentions"]
        ),
        quotes=tuple(_quote(one) for one in row["quotes"]),
        dates=tuple(
            DateExpression(one["start"], one["end"], one["type"], one["value"]) for one in row["dates"]
        ),
        claims=tuple(_claim(one) for one in row["claims"]),
        revision_of=row["revision_of"],
    )
    return Held(document, row.get("in_story"))


def _quote(row: Row) -> Quote:
    content, cue, source = (tuple(_span(one) for one in row[name]) for name in ("content", "cue", "source"))
    return Quote(content, cue, source, row["kind"], row["score"], row["speaker"])


def _span(row: Row) -> Span:
    """Return a span, cut to one that can be: another is noted by ``check_report``."""
    start = max(0, row["start"])
    return Span(start, max(start, row["end"]))


def _claim(row: Row) -> Claim:
    values = tuple(Value(one["start"], one["end"], one["kind"], one["value"]) for one in row["values"])
    return Claim(row["start"], row["end"], row["act"], frozenset(), values)


def check_report(ledger: Ledger, row: Row) -> None:
    """Check the text against its digest, the cover of the zones, and every span of every layer."""
    text, named = row["text"], f"report {row['id']}"
    if text_digest(text) != row["text_digest"]:
        ledger.fault(f"{named}: the text is not the one that was read")
    end = 0
    for zone in row["zones"]:
        if zone["start"] != end or zone["kind"] not in ZONE_KINDS:
            ledger.fault(f"{named}: zones do not cover the text at {end}")
        end = zone["end"]
    if end != len(text):
        ledger.fault(f"{named}: zones end at {end}, the text at {len(text)}")
    for layer in ("mentions", "quotes", "dates", "claims"):
        for start, stop in _spans_in(row[layer]):
            good = 0 <= start < stop <= len(text)
            ledger.right("citations", good, f"{named}: no characters {start} to {stop}")


def _spans_in(value: object) -> Iterator[tuple[int, int]]:
    """Find every object with a start and an end, however deep."""
    if isinstance(value, list):
        for item in value:
            yield from _spans_in(item)
    elif isinstance(value, dict):
        if "start" in value:
            yield value["start"], value["end"]
        for inner in value.values():
            if isinstance(inner, (list, dict)):
                yield from _spans_in(inner)
