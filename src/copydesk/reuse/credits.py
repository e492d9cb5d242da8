"""What a report itself says about where its text comes from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from copydesk.model.document import Document
from copydesk.model.report import ZoneKind
from copydesk.reuse.agencies import AGENCIES, UNNAMED, agency
from copydesk.text.normalize import paragraphs, quoted_spans

CreditKind = Literal["whole", "trailing", "part"]

_AGENCY = "|".join(sorted((re.escape(name) for name in AGENCIES), key=len, reverse=True))
_NAMED = re.compile(rf"\b(?:{_AGENCY})\b", re.IGNORECASE)
_AND = r"(?:,|/|;| ?[-–—|]| &| and| und| et| y| e| en)"
_DATELINE = re.compile(
    r"(?P<city>[A-ZÀ-Þ][^\n()]{0,60})?\((?P<name>[A-Za-z][\w.&’'/ -]{1,40})\)"
    r"(?:[.,]?[ \u00a0]*(?:[-–—_]+|:)(?=\s|\w)|(?P<joined>[ \u00a0]+(?=[A-Z\"“])))"
)
_PLACE = re.compile(r"[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*){0,3}(?:, [^,()]{2,20}){0,2} ?")
"""What stands before an agency's name if no dash follows it: else it may be a caption with its credit."""
_CAPITALS = re.compile(r"[A-ZÀ-Þ]{3}")
_WHEN = re.compile(
    r"\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
)
_DESK = re.compile(r"\b(?:Reporting|Writing) by [^\n]{2,400}?[;.] ?Editing by ", re.IGNORECASE)
_BYLINE = re.compile(
    rf"(?P<by>(?:By|From|Von|Par|Por|Di|Door) (?:[^\n]{{2,60}}?(?:,|\||/|-|–|—| for| of) ?)?|"
    rf"(?!photo|picture|image)[^\n,/:]{{3,40}}(?:[,|/] ?| and | und | et | y ))?"
    rf"(?:the )?(?P<name>{_AGENCY})(?: staff| reporters?| correspondents?)?(?:\s*[|,(].{{0,60}})?",
    re.IGNORECASE,
)
"""Not "AGENCY/Name", and "Name/Agency" only for agencies without a name: photographers are credited so."""
_STAFF_AND = re.compile(r"\b(?:staff|reporters?|correspondents?),? and ", re.IGNORECASE)
_WITH = re.compile(
    rf"[(\[]?(?:[^\n.,;:()]{{2,40}} )?(?:with|mit|avec|con|com|met|med) (?:the |la |l['’]|der |den )?"
    rf"(?P<name>{_AGENCY})(?:{_AND} ?(?:{_AGENCY}))*[)\].]*",
    re.IGNORECASE,
)
"""A line or bracket of its own, "Le Courrier avec AFP": in a sentence somebody may speak with Reuters."""
_PART = re.compile(
    rf"(?:(?:with|compiled from) "
    rf"(?:files|reporting|reports|inputs?|material|assistance|additional reporting)\s+(?:from|by)|"
    rf"(?:additional|with|includes|some) reporting (?:by|from)|additional reporting by|compiled from|"
    rf"(?:mit|unter Verwendung von) (?:Material|Informationen|Inhalten|Berichten)(?: (?:von|der|des))?|"
    rf"avec (?:des |les )?informations (?:de|d['’])|avec l['’]|"
    rf"con (?:información|informaciones|datos|material) de|com informações d[aeo]s?|"
    rf"con informazioni di|met (?:informatie|medewerking) van)"
    rf"(?:\s+|(?<=['’]))(?:[^\n.;]{{0,80}}?\b(?:and|,)\s+)?(?:the |la |l['’])?(?P<name>{_AGENCY})\b|"
    rf"\b(?P<giver>{_AGENCY})[^\n.]{{0,90}} contributed "
    rf"(?:(?:reporting )?to this (?:report|story|article|piece)|reporting\.)|"
    rf"\bwith (?P<inputs>{_AGENCY}|agency|wire) (?:inputs?|reports?)\b|"
    rf"\b(?P<alone>{_AGENCY}) contributed[.)]?$",
    re.IGNORECASE | re.MULTILINE,
)
_PART_SIGN = re.compile(
    r"with (?:files|report|input|material|assist)|reporting\s+(?:by|from)|contributed|compiled from|"
    r"inputs?\b|mit (?:mat|inf|inh|ber)|verwendung|avec |con (?:inf|dat|mat)|com inf|met (?:inf|med)|"
    r"with \w+ rep",
    re.IGNORECASE,
)
"""What every ``_PART`` holds, and few reports: it is quicker looked for than the names."""
_WHOLE = re.compile(
    rf"(?:^|(?<=[.!?] ))(?:copyright(?: ?(?:©|\(c\)))?|©|\(c\)) ?(?:\d{{4}}(?: ?[-–] ?\d{{4}})?,? )?(?:by )?"
    rf"(?:the )?(?P<owner>{_AGENCY})\b(?![/\w])|"
    r"(?P<feed>(?:auto-?generated|published|generated) from (?:an? )?"
    r"(?:syndicated|(?:wire |news )?agency|wire) feed)",
    re.IGNORECASE | re.MULTILINE,
)
"""Who owns the text, or that nobody at the outlet touched it; "Image copyright AGENCY" begins otherwise."""
_WHOLE_SIGN = re.compile(r"copyright|©|\(c\)|feed\b", re.IGNORECASE)
_LIST = rf"(?:the )?(?:{_AGENCY})(?:{_AND} ?(?:the )?(?:{_AGENCY}))*"
_TRAILING = re.compile(
    rf"(?:[(\[](?P<bracketed>{_LIST})[)\]]|"
    rf"(?:^|[-–—|]|(?<=[.!?”\"])(?<![ .][A-Z]\.))\s*(?P<bare>{_LIST})|"
    rf"(?:source|quelle|fuente|fonte|bron|kilde|via|courtesy of|originally published (?:by|on|at|in))"
    rf" ?:? +(?:the )?(?P<source>{_AGENCY})|"
    r"(?:^|(?<=[.!?”\"’')])\s+)(?P<site>(?:[a-z0-9-]{1,40}\.){1,3}[a-z]{2,12}))[.\s]*$",
    re.IGNORECASE | re.MULTILINE,
)
_CLAUSE_ENDS = '\n,;:.()“”"'
_REPORTED = re.compile(
    r"(?:according to|(?:first |originally )?(?:reported|published|revealed|obtained|seen) (?:by|in)|"
    r"first appeared (?:in|on|at)|told|tells|speaking to|spoke to|interview with|"
    r"laut|selon|según|secondo|segundo) (?:(?:der|die|das|dem|le|la|el|il|o) )?"
    rf"(?P<after>(?:the |The )?[A-Z0-9][^{_CLAUSE_ENDS}]{{1,50}})|"
    r"(?P<before>\b(?:[Tt]he )?(?:[A-Z0-9][\w'’&-]{0,40}\s){1,5})"
    r"(?:(?:first|originally|earlier|has) )?"
    r"(?:reports|reported|revealed|understands|learned|learnt|can reveal)\b"
)

_BY = re.compile(r"(?:By|From|Von|Par|Por|Di|Door) ", re.IGNORECASE)
_PICTURE = re.compile(r"[\W_]*(?:photo|picture|image|foto|bild|imagen)", re.IGNORECASE)
_GIVERS = ("name", "giver", "inputs", "alone", "owner")

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


@dataclass(frozen=True, slots=True)
class Reported:
    """Words such as "the Gazette first reported", and the names that may be meant, for they end nowhere."""

    words: str
    names: tuple[str, ...]


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


def read_reported(document: Document) -> list[Reported]:
    """Return the words with which a report gives others as its source of news."""
    found = []
    for start, end in _lines(document):
        for match in _REPORTED.finditer(document.text, start, end):
            after, before = (match["after"] or "").split(), (match["before"] or "").split()
            names = [after[:count] for count in range(1, len(after) + 1)]
            names += [before[count:] for count in range(len(before))]
            found.append(Reported(_whole_words(match, end), tuple(" ".join(name) for name in names)))
    return found


def _whole_words(match: re.Match[str], end: int) -> str:
    """Return what ``_REPORTED`` matched, up to a word and with an ellipsis where its bound cut it short."""
    words = " ".join(match[0].split())
    if match["after"] is None or match.end() >= end or match.string[match.end()] in _CLAUSE_ENDS:
        return words
    whole = match.string[match.end()].isspace() or match[0][-1].isspace()
    return f"{words if whole else words.rpartition(' ')[0]} …"


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
        if dateline and (not dateline["joined"] or _PLACE.fullmatch(dateline["city"] or "")):
            name = agency(dateline["name"].split("/")[0]) or _unlisted(dateline)
            if name:
                yield Credit(name, "whole", dateline[0].strip())
        byline = _BYLINE.fullmatch(text, start, end) if end - start < 120 else None
        if byline:
            named = agency(byline["name"])
            photographer = (byline["by"] or "").endswith(("/", "/ ")) and named != UNNAMED
            if named and (not photographer or _BY.match(byline[0])):
                doubtful = not _BY.match(byline[0]) or _STAFF_AND.search(byline[0])
                yield Credit(named, "part" if doubtful else "whole", byline[0].strip())


def _unlisted(dateline: re.Match[str]) -> str | None:
    """Take the name after a place in capitals for that of an agency, though none that is known here."""
    if dateline["joined"] or dateline["name"][0].islower() or "/" in dateline["name"]:
        return None
    if not _CAPITALS.search(dateline["city"] or "") or _WHEN.match(dateline["name"]):
        return None
    return dateline["name"].strip()


def _closing(document: Document, lines: list[tuple[int, int]]) -> Iterator[Credit]:
    """Find names at the end of the report, and credits for a part of it."""
    text = document.text
    last = max((zone.end for zone in document.zones if zone.kind == "body"), default=len(text))
    yield from _parts(text, lines)
    for start, end in lines:
        if end < last - _TAIL or _PICTURE.match(text, start, end):
            continue
        bracket = max(start, text.rfind("(", start, end))
        for match in (
            _TRAILING.search(text, max(start, end - 100), end),
            _WITH.fullmatch(text, bracket, end),
        ):
            if match:
                yield from _names(match)


def _names(match: re.Match[str]) -> Iterator[Credit]:
    """Yield a credit for each agency that a closing line names, or for the site."""
    words = match[0].strip()
    site = match.groupdict().get("site")
    if site:
        yield Credit(site.lower(), "trailing", words)
        return
    kind: CreditKind = "part" if match.re is _WITH else "trailing"
    for printed in _NAMED.findall(words):
        name = agency(printed)
        if name:
            yield Credit(name, kind, words)


def _parts(text: str, lines: list[tuple[int, int]]) -> Iterator[Credit]:
    """Find credits for a part of the report, and statements that all of it is another's, anywhere in it."""
    part, whole = _PART_SIGN.search(text) is not None, _WHOLE_SIGN.search(text) is not None
    if not part and not whole:
        return
    quoted = [(span.start, span.end) for span in quoted_spans(text)]
    for start, end in lines:
        found = list(_WHOLE.finditer(text, start, end)) if whole else []
        found += _PART.finditer(text, start, end) if part else ()
        for match in found:
            if any(begin <= match.start() < stop for begin, stop in quoted):
                continue
            groups = match.groupdict()
            printed = next(filter(None, (groups.get(key) for key in _GIVERS)), None)
            unnamed = groups.get("feed") or (printed or "").lower() in ("agency", "wire")
            name = UNNAMED if unnamed else agency(printed or "")
            if name:
                yield Credit(name, "whole" if match.re is _WHOLE else "part", match[0])


def desk_credit(document: Document) -> str | None:
    """Return the desk credit ("Reporting by ...; Editing by ..."), as agencies end their texts, or None."""
    for start, end in _lines(document):
        match = _DESK.search(document.text, start, end)
        if match:
            return document.text[match.start() : end].strip("() ")
    return None
