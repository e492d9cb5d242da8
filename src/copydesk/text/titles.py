"""Titles with and without the outlet's name behind them."""

import re

_SEPARATOR = re.compile(r"\s+[|•·–—-]{1,2}\s+|\s*[|»]\s*|\s::\s|\s+/\s+")
_WORDS = re.compile(r"\w+")


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
