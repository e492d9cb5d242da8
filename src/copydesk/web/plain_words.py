"""Dates, counts and kinds in the words of the page."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from copydesk.model.claim import DisagreementKind, RefinementKind
from copydesk.model.quote import QuoteKind
from copydesk.model.report import ZoneKind

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

DISAGREEMENT_WORDS: dict[DisagreementKind, str] = {
    "number": "Different numbers",
    "name": "Different names",
    "place": "Different places",
    "date": "Different dates",
    "platform": "Different platforms",
    "wording": "Different wordings",
    "polarity": "One says yes, one says no",
}

REFINEMENT_WORDS: dict[RefinementKind, tuple[str, str]] = {
    "breakdown": ("in all", "in parts"),
    "precision": ("most precisely", "less precisely"),
    "spelling": ("spelled", "also spelled"),
}
"""What the first of the values of a refinement is called, and what the others are."""

REFINED_AS: dict[RefinementKind, str] = {
    "breakdown": "The same in parts",
    "precision": "The same, less precisely",
    "spelling": "The same name, spelled otherwise",
}

QUOTE_WORDS: dict[QuoteKind, str] = {
    "direct": "in quotation marks",
    "mixed": "partly in quotation marks",
    "indirect": "in the report’s own words",
}

ZONE_WORDS: dict[ZoneKind, str] = {
    "headline": "headline",
    "standfirst": "standfirst",
    "byline": "byline",
    "dateline": "dateline",
    "body": "body",
    "caption": "caption",
    "credit": "credit",
    "correction": "correction",
    "comment": "comments",
    "furniture": "page furniture",
}

LAYER_WORDS = {
    "zones": "Zones",
    "sentences": "Sentences",
    "mentions": "Names",
    "quotes": "Quotes",
    "dates": "Dates",
    "claims": "Claims",
}

_ISO = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?:[T ](?P<clock>\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?P<zone>Z|[+-]\d\d:?\d\d)?)?)?)?"
)


@dataclass(frozen=True, slots=True)
class Period:
    """A day, month or year of the calendar; ``last`` is its last day."""

    first: date
    last: date


def period(iso: str | None) -> Period | None:
    """Return the days that an ISO 8601 date, or a shorter prefix of one, stands for; None if it is none."""
    match = _ISO.fullmatch(iso.strip()) if iso else None
    if match is None:
        return None
    try:
        return _period(match)
    except (ValueError, OverflowError):
        return None


def _period(match: re.Match[str]) -> Period:
    year = int(match["year"])
    if match["month"] is None:
        return Period(date(year, 1, 1), date(year, 12, 31))
    month = int(match["month"])
    if match["day"] is not None:
        day = date(year, month, int(match["day"]))
        return Period(day, day)
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return Period(first, following - timedelta(days=1))


def date_words(iso: str | None) -> str:
    """Return "29 December 2016", "December 2016", "30 December 2016, 13:08 UTC+2"; other text unchanged."""
    if not iso:
        return ""
    found = period(iso)
    match = _ISO.fullmatch(iso.strip())
    if found is None or match is None:
        return iso
    if match["month"] is None:
        return match["year"]
    month = MONTHS[int(match["month"]) - 1]
    if match["day"] is None:
        return f"{month} {match['year']}"
    words = f"{int(match['day'])} {month} {match['year']}"
    if match["clock"] is None or (match["clock"] == "00:00" and match["zone"] is None):
        return words
    return f"{words}, {match['clock']}{_zone_words(match['zone'])}"


def _zone_words(zone: str | None) -> str:
    if zone is None:
        return ""
    if zone == "Z" or zone[1:].replace(":", "") == "0000":
        return " UTC"
    hours, minutes = int(zone[1:3]), zone[-2:]
    return f" UTC{zone[0]}{hours}" + (f":{minutes}" if minutes != "00" else "")


def range_words(first: str | None, last: str | None) -> str:
    """Return the days from ``first`` to ``last`` as briefly as they can be told apart, "" if unknown."""
    start, stop = period(first), period(last)
    if start is None or stop is None:
        return date_words((first or last or "")[:10])
    one, two = start.first, stop.first
    if one == two:
        return date_words((first or "")[:10])
    end = date_words((last or "")[:10])
    if len(first or "") < 10 or len(last or "") < 10 or one.year != two.year:
        return f"{date_words((first or '')[:10])} – {end}"
    if one.month != two.month:
        return f"{one.day} {MONTHS[one.month - 1]} – {end}"
    return f"{one.day}–{end}"


def short_day(day: date) -> str:
    """Return "29 Dec"."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def counted(number: int, word: str, plural: str | None = None) -> str:
    """Return "1 report", "5 reports", "1,204 characters"."""
    return f"{number:,} {word if number == 1 else plural or word + 's'}"


def support_words(reports: int, independent: int) -> str:
    """Return "5 reports, 4 independent"; one report alone is "1 report"."""
    if reports == 1:
        return "1 report"
    return f"{counted(reports, 'report')}, {independent:,} independent"


def share_words(share: float | None) -> str:
    """Return a derivation's share as "87%", or "" where it could not be measured."""
    return "" if share is None else f"{round(100 * share)}%"


def shorten(text: str, most: int) -> str:
    """Return ``text`` on one line, cut at a word to at most ``most`` characters with "…" at the cut."""
    line = " ".join(text[: 4 * most].split())
    if len(line) <= most and len(text) <= 4 * most:
        return line
    cut = line[: most - 1]
    if " " in cut[most // 2 :]:
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip(" ,;:–-") + "…"
