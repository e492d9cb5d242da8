"""One outlet's published text, and the zones that label it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from copydesk.model.span import Span

ZoneKind = Literal[
    "headline",
    "standfirst",
    "byline",
    "dateline",
    "body",
    "caption",
    "credit",
    "correction",
    "comment",
    "furniture",
]
ZONE_KINDS: tuple[ZoneKind, ...] = get_args(ZoneKind)

_FILE = re.compile(r"^(?:.*/)?([^/]*?)(?:\.\w{1,7})*(?:[:,].*)?$", re.DOTALL)
"""The bare name of a file in an origin such as "folder/gazette.txt" or "wires.jsonl, record 3"."""

_DIGEST = re.compile(r"[-_.]?(?=[0-9a-f]*\d)[0-9a-f]{10,}$", re.IGNORECASE)
"""A digest at the end of a file's name."""

EVIDENCE_ZONES: frozenset[ZoneKind] = frozenset({"headline", "standfirst", "body"})
"""Zones in which the report itself speaks; nothing is concluded from the others."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A labelled stretch of a report. The zones of a report cover its text, in order, without gaps."""

    start: int
    end: int
    kind: ZoneKind

    @property
    def span(self) -> Span:
        """The labelled stretch."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Report:
    """One outlet's text as received. It never changes; everything derived from it stands off.

    Args:
        id: as given with the input, else made from the content (see ``content_id``).
        text: the whole text, furniture and comments included; for HTML, its rendering.
        digest: SHA-256 (hex) of the bytes as received.
        origin: where it was read from: file, and the line, record or entry inside it.
        outlet: registered domain of the URL, else the given name, else None.
        published: ISO 8601 date or date and time, as precise as the source was; None if unknown.
        published_from: the place and rule that gave ``published``, or why there is none.
        modified: like ``published``, for the last change.
        language: ISO 639-1 code, or None where the text is too short to tell.
        story: the value of the field ``story`` if the input has one, kept for grouping only.
        marked: zones that the input's own mark-up told (HTML); empty where lines must tell.
        byline: who wrote it, as printed, without "By"; None if unknown.
        outlet_from, title_from, byline_from, modified_from, language_from: like ``published_from``.
        received: the bytes that ``digest`` is of, where they were asked for; empty otherwise. They make no
            report another one.
    """

    id: str
    text: str
    digest: str
    origin: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    published_from: str | None = None
    modified: str | None = None
    language: str | None = None
    story: str | None = None
    marked: tuple[Zone, ...] = ()
    byline: str | None = None
    outlet_from: str | None = None
    title_from: str | None = None
    byline_from: str | None = None
    modified_from: str | None = None
    language_from: str | None = None
    received: bytes = field(default=b"", repr=False, compare=False)

    @property
    def name(self) -> str:
        """What people call the report by: its outlet, else the file it came from, else its id."""
        return self.outlet or _FILE.sub(r"\1", self.origin.replace("\\", "/")) or self.id


def names(reports: Sequence[Report]) -> tuple[str, ...]:
    """Return what people call the reports of a story by; those of one outlet are told apart by a number.

    Digests at the end of files' names are left out where the rest tells the reports apart.
    """
    plain = [report.name for report in reports]
    short = [
        name if report.outlet else _DIGEST.sub("", name) or name
        for name, report in zip(plain, reports, strict=True)
    ]
    if len(set(short)) == len(set(plain)):
        plain = short
    total, seen = Counter(plain), Counter[str]()
    found = []
    for name in plain:
        seen[name] += 1
        found.append(name if total[name] == 1 else f"{name} ({seen[name]})")
    return tuple(found)
