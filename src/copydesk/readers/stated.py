"""What an input says about a report outside its text, and in which place it says so."""

from dataclasses import dataclass
from typing import NamedTuple


class Told(NamedTuple):
    """A value, or None, and in words the place and rule that gave it, or why there is none."""

    value: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Stated:
    """What the input says about a report outside its text. Values are as they came.

    Args:
        id: kept as it is.
        url: where the report was published.
        outlet: a name, a host or an address.
        title: its headline, as plain text.
        published: a date in any form that ``stamps.iso`` reads; so is ``modified``.
        language: a language tag that is meant for this very report.
        story: which story the input says it belongs to.
        dated_by: in words, where ``published`` stood ("feed entry's published"); None: see ``by``.
        byline: who wrote it, as it stands there.
        by: in words, whose fields these are ("given", "feed entry", "JSON-LD"): the place of each value.
        signed_by: in words, where ``byline`` stood, if somewhere else ("feed authors").
        named_by: where ``outlet`` stood, if somewhere else ("feed title").
        hint: a language tag of all the input (a feed's, an HTTP header's). It is often wrong, so the
            text itself is asked first.
        fetched: ISO date, or date and time, when the report was at hand; one published later is flagged.
    """

    id: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: object = None
    modified: object = None
    language: str | None = None
    story: str | None = None
    dated_by: str | None = None
    byline: str | None = None
    by: str = "given"
    named_by: str | None = None
    signed_by: str | None = None
    hint: str | None = None
    fetched: str | None = None

    def place(self, field: str) -> str:
        """Name the place of a field in words: "given", or "feed entry's title"."""
        return self.by if self.by == "given" else f"{self.by}'s {field}"
