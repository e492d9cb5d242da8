"""Which feeds were given: addresses, OPML files, and text files with one address a line."""

import re
from collections.abc import Iterable
from html import unescape
from pathlib import Path

from copydesk.errors import InputError
from copydesk.fetching.addresses import UnfetchedError, address

_LARGEST = 16 * 1024 * 1024
_WEB = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
_OUTLINE = re.compile(r"<outline\b[^<>]*?\bxmlUrl\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.I)


def feeds(given: Iterable[str]) -> tuple[dict[str, str], list[InputError]]:
    """Return the feeds, and errors for what is none.

    Returns:
        For each feed its address without name and password, by which it is remembered, and its address with
        them, by which it is fetched; each once, in the order given.
    """
    found: dict[str, str] = {}
    errors: list[InputError] = []
    for one in given:
        try:
            listed = [(one, one)] if _is_address(one) else _listed(one)
        except InputError as error:
            errors.append(error)
            continue
        for url, where in listed:
            try:
                found.setdefault(str(address(url)), url)
            except UnfetchedError as error:
                errors.append(
                    InputError(error.what, where=where if where != url else error.where, remedy=_REMEDY)
                )
    return found, errors


_REMEDY = "give an http or https address, an OPML file, or a file with one address a line"


def _is_address(given: str) -> bool:
    return bool(_WEB.match(given)) and not Path(given).is_file()


def _listed(name: str) -> list[tuple[str, str]]:
    """Return the addresses in a file, each with its place there."""
    try:
        with Path(name).open("rb") as stream:
            data = stream.read(_LARGEST)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(
            f"it is no web address, and no file ({reason})", where=name, remedy=_REMEDY
        ) from None
    text = data.decode("utf-8-sig", "replace")
    if "<opml" in text[:4096].lower():
        listed = [unescape(one[1] if one[1] is not None else one[2]) for one in _OUTLINE.finditer(text)]
        found = [(url, f"{name}, outline {number}") for number, url in enumerate(listed, 1)]
    else:
        lines = ((number, line.strip()) for number, line in enumerate(text.splitlines(), 1))
        found = [(line, f"{name}:{number}") for number, line in lines if line and not line.startswith("#")]
    if not found:
        raise InputError("it names no feed", where=name, remedy=_REMEDY)
    return found[:10_000]
