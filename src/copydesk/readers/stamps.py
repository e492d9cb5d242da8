"""Dates that metadata states, brought to ISO 8601 without adding precision.

Only fields whose whole value is a date come here; dates inside sentences are resolved elsewhere.
"""

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache

from copydesk.readers.stated import Told

YEARS = range(1600, 2200)
"""Plausible years: the oldest newspapers, and room for typing errors to be seen as such."""

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})(?:-(\d{1,2})(?:(?:[T ]\s*|\s+at\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?)?)?(?:\[[\w/]+\])?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?\s*(Z|[+-]\d{4})?)?")
_EPOCH = re.compile(r"(\d{9,10})(?:\.\d+)?|(\d{12,13})")
_SLASHED = re.compile(r"(\d{1,4})[./](\d{1,2})[./](\d{1,4})(\s.*)?", re.S)
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?![\d])")
_URL_COMPACT = re.compile(r"/((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_URL_NAMED = re.compile(rf"/((?:19|20)\d\d)/({'|'.join(_MONTHS)})/(0?[1-9]|[12]\d|3[01])(?!\d)", re.I)
_FROM_GREENWICH = re.compile(r"\b(?:GMT|UTC) ?(?=[+-]\d)")
"""In "GMT+0200", which dateutil reads as two hours behind Greenwich."""
_ZONE = re.compile(r"\d(?: ?[AaPp]\.?[Mm]\.?)? \(?([A-Z]{3,5})\)?$")
_ZONES: dict[str, float] = {
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
}
_ZONES |= {"IST": 5.5, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "HKT": 8, "SGT": 8}  # fmt: skip
_ZONES |= {"GMT": 0, "UTC": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3}


def iso(value: object) -> str | None:
    """Bring one metadata value to ISO 8601, as precise as it is: a bare day stays a bare day.

    Args:
        value: a string (ISO 8601, RFC 822, "2016-12-30 13:08:00", a written-out day), seconds or
            milliseconds since 1970, a number such as 20161230, or a date or datetime.

    Returns:
        "2016-12-30" or "2016-12-30T13:08:00+00:00", or None where the value is no date, or where
        its order of day and month cannot be told ("03/04/2016").
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds") if value.year in YEARS else None
    if isinstance(value, date):
        return value.isoformat() if value.year in YEARS else None
    if isinstance(value, int | float):
        return _from_epoch(value) or (_from_compact(f"{value:.0f}") if abs(value) < 1e15 else None)
    if not isinstance(value, str) or not 4 <= len(value.strip()) <= 80:
        return None
    return _from_text(" ".join(value.split()))


@lru_cache(maxsize=1024)
def _from_text(text: str) -> str | None:
    """Read a date by the first of the forms that it has; each is asked for several times in a row."""
    for read in (_from_iso, _from_compact, _from_digits, _from_mail, _from_slashes, _from_words):
        found = read(text)
        if found:
            return found
    return None


def in_url(url: str | None) -> Told | None:
    """Return the day that a URL's path names ("/2016/12/30/", "/2016/dec/30/", "/20161230"), or None."""
    match = url and (_URL_DATE.search(url) or _URL_COMPACT.search(url) or _URL_NAMED.search(url))
    if not match:
        return None
    year, month, day = match.groups()
    number = _MONTHS.index(month.lower()) + 1 if month.isalpha() else month
    found = _built((year, str(number), day))
    return Told(found, f"URL path {match[0]}") if found else None


def _built(parts: tuple[str | None, ...]) -> str | None:
    """Put year, month and perhaps day, hour, minute, second and offset together; None if impossible."""
    year, month, day, hour, minute, second, offset = [*parts, None, None, None, None][:7]
    try:
        whole = datetime(
            int(year or 0), int(month or 0), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0)
        )
    except (ValueError, OverflowError):
        return None
    zone = _offset(offset)
    if whole.year not in YEARS or zone[1:3] > "14" or zone[4:] > "59":
        return None
    if day is None:
        return f"{whole.year:04}-{whole.month:02}"
    if hour is None:
        return whole.date().isoformat()
    clock = whole.isoformat(timespec="minutes" if second is None else "seconds")
    return clock + zone


def _offset(written: str | None) -> str:
    if not written:
        return ""
    if written in {"Z", "UTC", "GMT"}:
        return "+00:00"
    digits = written[1:].replace(":", "").ljust(4, "0")
    return f"{written[0]}{int(digits[:2]):02}:{int(digits[2:4]):02}"


def _from_iso(text: str) -> str | None:
    match = _ISO.fullmatch(text)
    return _built(match.groups()) if match else None


def _from_compact(text: str) -> str | None:
    match = _COMPACT.fullmatch(text)
    return _built(match.groups()) if match else None


def _from_digits(text: str) -> str | None:
    match = _EPOCH.fullmatch(text)
    if not match:
        return None
    return _from_epoch(float(match[1] or match[2]))


def _from_epoch(seconds: float) -> str | None:
    """Read seconds, or milliseconds, since 1970. Small numbers are years or rubbish, not moments."""
    if not 1e8 <= seconds < 1e14:
        return None
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(
        seconds=seconds / 1000 if seconds > 1e11 else seconds
    )
    return moment.isoformat(timespec="seconds") if moment.year in YEARS else None


def _from_mail(text: str) -> str | None:
    """Read RFC 822 ("Fri, 30 Dec 2016 13:08:00 +0200"), as feeds and HTTP headers write it."""
    if not re.search(r"\d{1,2} [A-Za-z]{3,9} \d{4} \d{1,2}:\d\d", text):
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return moment.isoformat(timespec="seconds") if moment.year in YEARS else None


def _from_slashes(text: str) -> str | None:
    """Read 2016/12/30, 30.12.2016 and 12/30/2016; a day and month that could be swapped stay unread."""
    match = _SLASHED.fullmatch(text)
    if not match:
        return None
    first, second, third, rest = match.groups()
    if len(first) == 4:
        year, month, day = first, second, third
    elif len(third) != 4:
        return None
    elif "." in text[: match.start(3)] or int(first) > 12:
        year, month, day = third, second, first
    elif int(second) > 12 or first == second:
        year, month, day = third, first, second
    else:
        return None
    return iso(f"{year}-{month}-{day}{rest or ''}") if int(month) <= 12 else None


def _seconds(name: str | None, offset: int | None) -> int | None:
    """Return a time zone's seconds from UTC; dateutil would warn of those it does not know."""
    if name in _ZONES:
        return int(_ZONES[name] * 3600)
    if name and offset is None:
        raise ValueError(f"no time zone that is known: {name}")
    return offset


def _from_words(text: str) -> str | None:
    """Read a written-out day ("Dec. 30, 2016 1:08 pm EST") that names year, month and day."""
    if not re.search(r"(?<!\d)\d{4}(?!\d)", text) or not re.search(r"[A-Za-z]{3}", text):
        return None
    if re.search(r"\d{4}-\d\d-\d\d[T ]", text):
        return None
    import dateutil.parser

    text = _FROM_GREENWICH.sub("", text)
    if (zone := _ZONE.search(text)) and zone[1] not in _ZONES:
        return None
    readings = []
    for day, hour in ((1, 1), (2, 2)):
        try:
            default = datetime(2000, day, day, hour, 0)
            readings.append(dateutil.parser.parse(text, default=default, tzinfos=_seconds))
        except (ValueError, OverflowError, TypeError, AttributeError):
            return None
    one, two = readings
    if one.date() != two.date() or one.year not in YEARS:
        return None
    return one.isoformat(timespec="seconds") if one.hour == two.hour else one.date().isoformat()
