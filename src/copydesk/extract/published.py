"""When a report says it was published, where the input's fields do not tell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from copydesk.extract.zoning.rules import is_date_line
from copydesk.model.document import Document
from copydesk.model.report import Zone, ZoneKind

_ZONES: frozenset[ZoneKind] = frozenset({"byline", "dateline", "furniture"})
"""Zones in which a publication line may stand; captions, comments and prose tell other dates."""
_NEAR = 12
"""Lines below the body's end where a publication line may stand; further off, dates are of other reports."""
_NEAR_CHARS = 1500
"""How many characters above the headline, or the body without one, a publication line may stand."""
_LABELLED = 160
"""Characters of the longest line right below the headline that is read for a label and a date."""

_MONTHS = (
    "jan january januar janvier enero gennaio janeiro января",
    "feb february februar février febrero febbraio fevereiro февраля",
    "mar march märz mars marzo março марта",
    "apr april avril abril aprile апреля",
    "may mai mayo maggio maio мая",
    "jun june juni juin junio giugno junho июня",
    "jul july juli juillet julio luglio julho июля",
    "aug august août agosto августа",
    "sep sept september septembre septiembre settembre setembro сентября",
    "oct october oktober octobre octubre ottobre outubro октября",
    "nov november novembre noviembre novembro ноября",
    "dec december dezember décembre diciembre dicembre dezembro декабря",
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH_NAME = "|".join(sorted(_MONTH_OF, key=len, reverse=True))
_DATES = re.compile(
    r"(?<![\w.])(?:(?P<y1>\d{4})(?:[-/.]|年|년 ?)(?P<m1>\d{1,2})(?:[-/.]|月|월 ?)(?P<d1>\d{1,2})(?:日|일)?"
    r"|(?P<a>\d{1,2})(?P<dot>[-/.])(?P<b>\d{1,2})(?P=dot)(?P<y2>\d{4}|\d{2})"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th|\.|º)?\s+(?:de\s+)?(?P<m3>{_MONTH_NAME})\b\.?(?:\s+de)?,?\s+(?P<y3>\d{{4}})"
    rf"|(?P<m4>{_MONTH_NAME})\b\.?\s+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y4>\d{{4}}))(?!\d)"
)
_CLOCK = re.compile(
    r"\A(?:[\s,|•·–—()@-]|t(?=\d)|\b(?:at|um|à|às|a las|ore|on|kl)\b\.?)*"
    r"(?P<h>[01]?\d|2[0-4])[:.h](?P<m>[0-5]\d)(?:[:.][0-5]\d(?:\.\d+)?)?\s?"
    r"(?P<half>[ap]\.?m\b\.?)?\s?(?P<zone>z\b|gmt\b|utc\b|[+-](?:0[0-9]|1[0-4]):?[0-5][0-9])?"
)
_CLOCK_BEFORE = re.compile(
    r"(?<![\d:.])(?P<h>[01]?\d|2[0-3]):(?P<m>[0-5]\d)\s?(?P<half>[ap]\.?m\b\.?)?[\s,|•·–—-]*\Z"
)
_FIRST = re.compile(
    r"publish|posted|publication|issued|filed\b|veröffentlicht|publiziert|erstellt|publié|publicado|pubblicato"
    r"|опубликован"
    r"|gepubliceerd|geplaatst|publicerad|publisert|opublikowano|פרסום|נשר|発行|公開|发布|게시|입력"
)
_CHANGED = re.compile(
    r"updat|modified|last (?:change|edit)|aktualisiert|mis à jour|actualizado|atualizado|aggiornato"
    r"|обновлено|עדכון|更新|수정"
)
_LABEL_BEHIND = re.compile(rf"(?:,?\s+\d{{1,2}}[:.h]\d\d)?\s*[-–—|,•·(]\s*(?:{_FIRST.pattern})")
_BY = re.compile(r"\s*(?:(?:written|reported|posted) by|by|von|par|por|door|av|di)\s+\S[^.!?]*\Z")
_COLON_LABEL = re.compile(r"\A[^\d.!?]{2,40}[:：]\s*\Z")
_DAY_FIRST = frozenset(
    "de fr it es pt ru uk pl nl be bg cs sk da nb no sv fi tr el ro hr sr id vi he ar hi".split()
)
"""Languages in which a date in numbers begins with the day."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A date in a line that may tell the publication: its place, value and how good the line is."""

    offset: int
    rank: int
    rule: str
    value: str | None
    kind: ZoneKind


def published(document: Document) -> tuple[str | None, str]:
    """Return the publication date that the report itself prints, and where it stands.

    Only lines in bylines, datelines and furniture close to the body are read, and a labelled line right
    below the headline: the date of a caption, a comment, a teaser or the prose is never the report's. A
    line that says "published" is believed before one with a bare date, that before one that says "updated".

    Args:
        document: a report with its zones.

    Returns:
        An ISO 8601 date, or date and time, as precise as the line is, and which line told it
        ("'published' line in furniture at 4321", in code points); or None and why there is none.
    """
    found = sorted(_candidates(document), key=lambda one: (one.rank, one.offset))
    if not found:
        return None, "no publication line in byline, dateline or furniture near the body"
    best = found[0]
    where = f"{best.rule} line in {best.kind} at {best.offset}"
    if best.value is None:
        return None, f"{where}: day and month could be either way round"
    rivals = {
        one.value[:10] for one in found if one.rank == best.rank and one.value and one.offset != best.offset
    }
    if best.rank >= 2 and rivals - {best.value[:10]}:
        return (
            None,
            f"{len(rivals) + 1} unlabelled lines with different dates, first in {best.kind} at {best.offset}",
        )
    return best.value, where


def _candidates(document: Document) -> Iterator[_Found]:
    """Yield the dated lines near the body, in any order."""
    body = [zone for zone in document.zones if zone.kind in ("body", "headline", "standfirst")]
    if not body:
        return
    for kind, start, line, above in _near_lines(document, body[0].start, body[-1].end):
        yield from _dated(document, kind, start, line, above)


def _near_lines(document: Document, first: int, last: int) -> Iterator[tuple[ZoneKind, int, str, bool]]:
    """Yield kind, offset, words and whether it stands above the end of the body, for each line to be read."""
    since = 0
    before = None
    earliest = first - _NEAR_CHARS
    for zone in document.zones:
        if zone.kind == "comment":
            if zone.start >= first:
                return
            earliest = first  # a box of comments above: what is dated around it is not the report
        if zone.kind == "body" and before == "headline":
            yield from _opening(document, zone)
        before = zone.kind
        if zone.kind not in _ZONES:
            continue
        at = zone.start
        for line in document.text[zone.start : zone.end].splitlines(keepends=True):
            below = at >= last
            since += below and bool(line.strip())
            if earliest <= at and since <= _NEAR and line.strip() and len(line) <= 300:
                yield zone.kind, at, line, not below
            at += len(line)


def _opening(document: Document, zone: Zone) -> Iterator[tuple[ZoneKind, int, str, bool]]:
    """Yield the first line below a headline if it is short: a publication line may pass for body."""
    lines = document.text[zone.start : zone.start + 2 * _LABELLED].splitlines(keepends=True)
    at = zone.start
    for line in lines:
        if line.strip():
            if len(line) <= _LABELLED:
                yield zone.kind, at, line, True
            return
        at += len(line)


def _dated(document: Document, kind: ZoneKind, start: int, line: str, above: bool) -> Iterator[_Found]:
    """Yield the date that ``line`` tells as the day of publication, at most one per label."""
    folded = line.lower()
    if len(folded) != len(line):  # some capitals grow in lower case, and offsets would shift
        folded = line
    bare = is_date_line(folded.strip().casefold())
    end_before = 0
    for match in _DATES.finditer(folded):
        label = folded[end_before : match.start()]
        end_before = match.end()
        value = _value(match, folded, document.report.language)
        if value == "":
            continue
        if (_FIRST.search(label) and not _CHANGED.search(label)) or _LABEL_BEHIND.match(folded, match.end()):
            rank, rule = 0, "'published'"
        elif _CHANGED.search(label):
            rank, rule = 3, "'updated'"
        elif bare and _COLON_LABEL.match(label.strip() + " ") and end_before:
            rank, rule = 1, "labelled"
        elif bare or (above and (kind == "byline" or (kind != "body" and _BY.match(folded)))):
            rank, rule = (2 if above else 4), "dated"
        else:
            continue
        yield _Found(start + len(line) - len(line.lstrip()), rank, rule, value, kind)


def _value(match: re.Match[str], line: str, language: str | None) -> str | None:
    """Return the ISO value of a date and the clock beside it, None if ambiguous, "" if it is no date."""
    day = _day(match, line, language)
    if not day:
        return day
    clock = _CLOCK.match(line[match.end() : match.end() + 40]) or _CLOCK_BEFORE.search(
        line[max(0, match.start() - 20) : match.start()]
    )
    return day + _time(clock) if clock else day


def _day(match: re.Match[str], line: str, language: str | None) -> str | None:
    """Return the ISO day, None where day and month could be either, "" where no calendar has it."""
    get = match.groupdict()
    if get["y1"]:
        return _iso(get["y1"], int(get["m1"]), int(get["d1"]))
    if get["m3"]:
        return _iso(get["y3"], _MONTH_OF[get["m3"]], int(get["d3"]))
    if get["m4"]:
        return _iso(get["y4"], _MONTH_OF[get["m4"]], int(get["d4"]))
    a, b = int(get["a"]), int(get["b"])
    year = get["y2"] if len(get["y2"]) == 4 else "20" + get["y2"]
    readings = {iso for iso in (_iso(year, b, a), _iso(year, a, b)) if iso}
    if len(readings) > 1:
        named = {iso for iso in readings if re.search(rf"\b{_DAYS[date.fromisoformat(iso).weekday()]}", line)}
        if len(named) == 1:
            readings = named
        elif language in _DAY_FIRST:
            readings = {_iso(year, b, a)}
    return readings.pop() if len(readings) == 1 else (None if readings else "")


def _iso(year: str, month: int, day: int) -> str:
    try:
        return date(int(year), month, day).isoformat()
    except ValueError:
        return ""


def _time(clock: re.Match[str]) -> str:
    """Return "Thh:mm" with the offset from UTC if one is printed; "" where the clock has no such time."""
    get = clock.groupdict()
    hour, half = int(get["h"]), get["half"]
    if half:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour > 23:
        return ""
    zone = get.get("zone") or ""
    if zone in ("z", "gmt", "utc"):
        zone = "+00:00"
    elif zone and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"T{hour:02d}:{int(get['m']):02d}{zone}"
