"""When to ask a feed again, and how long a server wants to be left alone."""

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

DAY = 86_400.0

LONGEST_BAN = 30 * DAY
"""Seconds of the longest Retry-After that is obeyed; some servers send dates that lie years ahead."""

NEVER = 253_402_300_799.0
"""The end of the year 9999, in seconds since 1970: a feed that is gone is due then."""

_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,12})", re.I)


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Return the seconds that Retry-After, a number or a date, asks to wait; None if it says nothing.

    Args:
        headers: of the answer, names in lower case.
        now: in seconds since 1970.
    """
    given = headers.get("retry-after", "").strip()
    if not given:
        return None
    if re.fullmatch(r"\d{1,12}(?:\.\d*)?", given):
        wait = float(given)
    else:
        try:
            wait = parsedate_to_datetime(given).timestamp() - now
        except (ValueError, TypeError, OverflowError, IndexError):
            return None
    return min(max(wait, 0.0), LONGEST_BAN)


def max_age(headers: Mapping[str, str]) -> float:
    """Return the seconds for which the answer stays fresh by Cache-Control, less its Age; 0 if unsaid."""
    found = _MAX_AGE.search(headers.get("cache-control", ""))
    if not found:
        return 0.0
    age = headers.get("age", "").strip()
    return max(0.0, float(found[1]) - (float(age) if re.fullmatch(r"\d{1,12}", age) else 0.0))


def after_success(every: float, *asked: float) -> float:
    """Return the seconds until the next poll: ``every``, or longer if the feed asks for it, up to a day."""
    return max(every, min(DAY, max((0.0, *asked))))


def after_failure(every: float, failures: int, asked: float | None) -> float:
    """Return the seconds until the next try: twice as long each time, up to a day; longer if asked to.

    Args:
        every: seconds between two polls when all is well, and the first wait.
        failures: in a row, this one included.
        asked: what Retry-After says.
    """
    doubled = every * 2.0 ** min(max(failures, 1) - 1, 40)
    return max(every, min(DAY, doubled), asked or 0.0)


def told(seconds: float) -> str:
    """Write a time span for people: "30 minutes", "8 hours"."""
    for size, unit in ((DAY, "day"), (3600.0, "hour"), (60.0, "minute")):
        if seconds >= 2 * size or (seconds >= size and unit == "minute"):
            count = round(seconds / size)
            return f"{count} {unit}" + ("" if count == 1 else "s")
    return f"{max(1, round(seconds))} s"
