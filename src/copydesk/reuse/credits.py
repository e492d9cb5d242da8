"""What a report itself says about where its text comes from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from copydesk.model.document import Document
from copydesk.model.report import ZoneKind
from copydesk.text.normalize import paragraphs, quoted_spans

CreditKind = Literal["whole", "trailing", "part"]

UNNAMED = "unknown"
"""Name of the source where a credit says "agencies" or "wire reports" and no more."""

_AGENCIES: dict[str, str] = {
    "reuters": "Reuters",
    "thomson reuters": "Reuters",
    "ap": "Associated Press",
    "associated press": "Associated Press",
    "afp": "AFP",
    "agence france-presse": "AFP",
    "agence france presse": "AFP",
    "upi": "UPI",
    "united press international": "UPI",
    "bloomberg": "Bloomberg",
    "bloomberg news": "Bloomberg",
    "xinhua": "Xinhua",
    "tass": "TASS",
    "itar-tass": "TASS",
    "interfax": "Interfax",
    "dpa": "dpa",
    "deutsche presse-agentur": "dpa",
    "efe": "EFE",
    "ansa": "ANSA",
    "kyodo": "Kyodo",
    "kyodo news": "Kyodo",
    "yonhap": "Yonhap",
    "pti": "PTI",
    "press trust of india": "PTI",
    "ians": "IANS",
    "ani": "ANI",
    "press association": "Press Association",
    "pa media": "Press Association",
    "canadian press": "Canadian Press",
    "australian associated press": "AAP",
    "aap": "AAP",
    "anadolu agency": "Anadolu",
    "agencies": UNNAMED,
    "news agencies": UNNAMED,
    "wire reports": UNNAMED,
    "wire services": UNNAMED,
    "agency reports": UNNAMED,
}
"""News agencies that sell text, by the names that credits print, lower-cased and without "the"."""

_AGENCY = "|".join(sorted((re.escape(name) for name in _AGENCIES), key=len, reverse=True))
_DATELINE = re.compile(
    r"(?P<city>[A-Z][^\n()]{0,60})?\((?P<name>[A-Z][\w.&’' -]{1,40})\)[ \u00a0]*(?:[-–—]+|:)(?=\s|\w)"
)
_CAPITALS = re.compile(r"[A-ZÀ-Þ]{3}")
_WHEN = re.compile(
    r"\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
)
_DESK = re.compile(r"\b(?:Reporting|Writing) by [^\n]{2,400}?[;.] ?Editing by ", re.IGNORECASE)
_BYLINE = re.compile(
    rf"(?P<by>(?:By|From) (?:[^\n]{{2,60}}?(?:,|\||/|-|–|—| for| of) ?)?|"
    rf"(?!photo|picture|image)[^\n,/:]{{3,40}}(?:[,|] ?| and ))?"
    rf"(?:the )?(?P<name>{_AGENCY})(?: staff| reporters?| correspondents?)?(?:\s*[|,].{{0,60}})?",
    re.IGNORECASE,
)
"""Not "Name/Agency" and "AGENCY/Name": photographers are credited so."""
_STAFF_AND = re.compile(r"\b(?:staff|reporters?|correspondents?),? and ", re.IGNORECASE)
_PART = re.compile(
    rf"(?:with (?:files|reporting|reports|inputs?|material|assistance|additional reporting)\s+(?:from|by)|"
    rf"(?:additional|with|includes|some) reporting (?:by|from)|additional reporting by)\s+"
    rf"(?:[^\n.;]{{0,80}}?\b(?:and|,)\s+)?(?:the )?(?P<name>{_AGENCY})\b|"
    rf"\b(?P<giver>{_AGENCY})[^\n.]{{0,60}} contributed (?:reporting )?to this (?:report|story)",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    rf"(?:\((?:the )?(?P<bracketed>{_AGENCY})\)|(?:^|[-–—|]|(?<=[.!?”\"]))\s*(?:the )?(?P<bare>{_AGENCY})|"
    rf"(?:source|via|courtesy of|originally published (?:by|on|at|in)):? +(?:the )?(?P<source>{_AGENCY})|"
    r"(?:^|(?<=[.!?”\"’')])\s+)(?P<site>(?:[a-z0-9-]{1,40}\.){1,3}[a-z]{2,12}))[.\s]*$",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"(?:according to|(?:first |originally )?(?:reported|published|revealed) (?:by|in)|"
    r"first appeared (?:in|on|at)) (?P<after>(?:the |The )?[A-Z0-9][^\n,;:.()“”\"]{1,50})|"
    r"(?P<before>\b(?:[Tt]he )?(?:[A-Z0-9][\w'’&-]{0,40}\s){1,5})"
    r"(?:(?:first|originally|earlier|has) )?(?:reports|reported|revealed)\b"
)

_READ: frozenset[ZoneKind] = frozenset(
    {"headline", "standfirst", "body", "byline", "dateline", "credit", "furniture"}
)
"""Captions and comments are not asked: "Photo: AFP" says nothing of the text."""

_TAIL = 400
"""Characters before the end of the report proper in which a closing credit may stand, with what follows."""


@dataclass(frozen=True, slots=True)
class Credit:
    """A credit line.

    Args:
        name: who is credited, an agency by one name however it is printed.
        kind: ``whole`` (a dateline, byline or desk credit: the text is theirs), ``trailing`` (a name
            alone at the end), ``part`` ("with files from", "staff and agencies", a bare name on a line of
            its own: something in it is theirs).
        words: the words that say so.
    """

    name: str
    kind: CreditKind
    words: str


def read_credits(document: Document) -> list[Credit]:
    """Return the credits a report gives to others, whole ones first; its own outlet is not one of them."""
    lines = _lines(document)
    found = [*_whole(document.text, lines), *_closing(document, lines)]
    unique: dict[str, Credit] = {}
    for credit in found:
        if not names_outlet(credit.name, document.report.name):
            unique.setdefault(credit.name, credit)
    if len(unique) > 1:
        unique.pop(UNNAMED, None)
    return list(unique.values())


def reported_by(document: Document, outlet: str | None) -> str | None:
    """Return the words with which a report gives ``outlet`` as its source of news, or None."""
    for start, end in _lines(document):
        for match in _REPORTED.finditer(document.text, start, end):
            after, before = (match["after"] or "").split(), (match["before"] or "").split()
            names = [after[:count] for count in range(1, len(after) + 1)]
            names += [before[count:] for count in range(len(before))]
            if any(names_outlet(" ".join(name), outlet) for name in names):
                return " ".join(match[0].split())
    return None


def names_outlet(name: str, outlet: str | None) -> bool:
    """Tell whether a printed name ("the Gazette") may be that of ``outlet`` ("aldermoor-gazette.example").

    The letters of the name have to be the outlet's, or its last part of at least five letters.
    """
    if not outlet:
        return False
    domain = outlet.lower().removeprefix("www.")
    if name.lower() == domain or name.lower().endswith(f".{domain}"):
        return True
    printed = _letters(name)
    labels = [domain] if " " in domain or "." not in domain else domain.split(".")[:-1]
    owns = [_letters(label) for label in labels]
    return bool(printed) and (printed in owns or (len(printed) >= 5 and owns[0].endswith(printed)))


def _letters(name: str) -> str:
    return re.sub(r"^the |[\W_]+", "", name.lower())


def _lines(document: Document) -> list[tuple[int, int]]:
    """Return the lines in which credits may stand; a line in a caption or comment is not one."""
    lines = list(paragraphs(document.text))
    if not document.zones:
        return lines
    return [line for line in lines if document.zone_at(line[0]).kind in _READ]


def _whole(text: str, lines: list[tuple[int, int]]) -> Iterator[Credit]:
    """Find datelines and bylines among the first lines."""
    for start, end in lines[:12]:
        dateline = _DATELINE.match(text, start, min(end, start + 160))
        if dateline:
            name = _agency(dateline["name"]) or _unlisted(dateline)
            if name:
                yield Credit(name, "whole", dateline[0].strip())
        byline = _BYLINE.fullmatch(text, start, end) if end - start < 120 else None
        if byline:
            named = _agency(byline["name"])
            if named:
                doubtful = byline["by"] is None or _STAFF_AND.search(byline[0])
                yield Credit(named, "part" if doubtful else "whole", byline[0].strip())


def _unlisted(dateline: re.Match[str]) -> str | None:
    """Take the name after a place in capitals for that of an agency, though none that is known here."""
    if not _CAPITALS.search(dateline["city"] or "") or _WHEN.match(dateline["name"]):
        return None
    return dateline["name"].strip()


def _closing(document: Document, lines: list[tuple[int, int]]) -> Iterator[Credit]:
    """Find names at the end of the report, and credits for a part of it."""
    text = document.text
    quoted = [(span.start, span.end) for span in quoted_spans(text)]
    last = max((zone.end for zone in document.zones if zone.kind == "body"), default=len(text))
    for start, end in lines:
        for match in _PART.finditer(text, start, end):
            if not any(begin <= match.start() < stop for begin, stop in quoted):
                name = _agency(match["name"] or match["giver"])
                if name:
                    yield Credit(name, "part", match[0])
        if end >= last - _TAIL:
            trailing = _TRAILING.search(text, max(start, end - 100), end)
            if trailing:
                printed = trailing["bracketed"] or trailing["bare"] or trailing["source"]
                name = _agency(printed) if printed else trailing["site"].lower()
                if name:
                    yield Credit(name, "trailing", trailing[0].strip())


def desk_credit(document: Document) -> str | None:
    """Return the desk credit ("Reporting by ...; Editing by ..."), as agencies end their texts, or None."""
    for start, end in _lines(document):
        match = _DESK.search(document.text, start, end)
        if match:
            return document.text[match.start() : end].strip("() ")
    return None


def _agency(printed: str) -> str | None:
    """Return the one name of an agency; initials in lower case are another word."""
    printed = " ".join(printed.split())
    if len(printed) <= 4 and printed.islower() and printed not in _AGENCIES.values():
        return None
    return _AGENCIES.get(printed.lower().removeprefix("the "))
