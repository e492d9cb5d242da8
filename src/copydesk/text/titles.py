"""Titles with and without the outlet's name behind them."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

_SEPARATOR = re.compile(r"\s+[|•·–—-]{1,2}\s+|\s*[|»]\s*|\s::\s|\s+/\s+")
_WORDS = re.compile(r"\w+")

TITLE = 80
"""Characters at most of a title that is made of a text's beginning."""

BEGINNING = 4 * TITLE
"""Characters of a text that such a title is made of; some are blanks."""


class Headed(NamedTuple):
    """When a report was published (ISO 8601), its id and its title, each None where it is not known."""

    published: str | None
    id: str
    title: str | None


def story_title(reports: Iterable[Headed]) -> str | None:
    """Return the title whose words most other titles have, the earliest on a tie; None if there is none.

    Words of three letters and less count for nothing; a long title gains by its length only half. The order
    of the reports makes no difference, and the time grows with their number only.
    """
    headed = sorted((report for report in reports if report.title), key=_place)
    bags = [{word for word in key(report.title or "").split() if len(word) > 3} for report in headed]
    titles_with = Counter(word for bag in bags for word in bag)
    shared = [sum(titles_with[word] for word in bag) / math.sqrt(len(bag) or 1) for bag in bags]
    return headed[shared.index(max(shared))].title if headed else None


def first_headed(reports: Iterable[Headed]) -> Headed:
    """Return the report that was published first."""
    return min(reports, key=_place)


def beginning(text: str) -> str:
    """Return the beginning of a text in place of a title."""
    words = " ".join(text[:BEGINNING].split())
    return (words if len(words) <= TITLE else words[:TITLE].rpartition(" ")[0] + " …") or "Untitled story"


def _place(report: Headed) -> tuple[str, str]:
    return report.published or "9", report.id


def key(title: str) -> str:
    """Write a title as it is compared: its words in lower case."""
    return " ".join(_WORDS.findall(title.casefold()))


def akin(one: str, two: str) -> bool:
    """Tell whether two titles may head one report: they share two words of four letters and more.

    Of 181 pages (``data/pages``) 8 print another headline than their metadata give, for search engines or for
    social networks; of 7 of them this is true.
    """
    shared = set(key(one).split()) & set(key(two).split())
    return sum(len(word) > 3 for word in shared) > 1


def without_outlet(title: str, others: tuple[str | None, ...], names: tuple[str | None, ...]) -> str:
    """Cut what the outlet put behind (or before) a headline off a page's title.

    A part behind a separator (" | ", " - ") goes where it is one of the outlet's names, or where
    another source has the title without it. A dash may belong to the headline, so any other part stays.

    Args:
        title: "Bridge to close | Norvik | The Norvik Post".
        others: the same headline from other sources.
        names: what the outlet is called ("The Norvik Post", "norvikpost.example").
    """
    known = {key(other) for other in others if other} - {""}
    called = {outlet_key(name) for name in names if name} - {""}
    cuts = list(_SEPARATOR.finditer(title))
    for cut in cuts:
        if key(title[: cut.start()]) in known:
            return title[: cut.start()].strip()
        if key(title[cut.end() :]) in known:
            return title[cut.end() :].strip()
    for cut in reversed(cuts):
        if outlet_key(title[cut.end() :]) not in called or not key(title[: cut.start()]):
            break
        title = title[: cut.start()].strip()
    first = _SEPARATOR.search(title)
    if first and outlet_key(title[: first.start()]) in called and key(title[first.end() :]):
        title = title[first.end() :].strip()
    return title


def outlet_key(name: str) -> str:
    """Write an outlet's name as it is compared: "The Norvik Post" and "norvikpost.com" alike."""
    host = re.fullmatch(r"\s*(?:https?://)?(?:www\.)?([\w-]+)(?:\.[\w-]+){1,2}/?\s*", name)
    return key(host[1] if host else name).removeprefix("the ").replace(" ", "").replace("_", "")
