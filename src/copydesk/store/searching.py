"""From the words that a person types to what the index is asked for, and where they stand in a text."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from copydesk.model.document import Document
from copydesk.model.span import Span
from copydesk.store.tables import Row
from copydesk.text.tokens import UNSPACED_RANGES

_UNSPACED = "".join(f"{chr(first)}-{chr(last)}" for first, last in UNSPACED_RANGES)
_ALONE = re.compile(f"[{_UNSPACED}]")
_WORD = re.compile(rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])[^\W_])+")
_TERM = re.compile(r'"([^"]*)"?|([^\s"]+)')
_AFTER = frozenset(("", *" .,\n"))
"""What most often stands behind a word, that it ends there."""
_QUOTES = str.maketrans("“”„‟«»", '""""""')
_MARK = "\u0300"
_ACCENTED = re.compile("[\u00b5-\u03ffё\u1e00-\u1fff]")
"""Letters that may have accents which the index takes off, Latin and Greek, and the Russian one that many
write without its dots."""

MOST_TERMS, MOST_TOKENS = 32, 32
"""Words and phrases of one search, and words of a phrase; more are left out."""

SHORTEST_OPEN = 3
"""Letters of the shortest beginning of a word that is searched as one: those of two would take 80 ms in a
store of 100,000 reports (measured). Fewer letters are a word."""


class Term(NamedTuple):
    """A word or phrase.

    Attributes:
        tokens: its words, folded.
        open: the last of them is only the beginning of a word.
        written: the words as typed: the index folds what it is asked for itself.
    """

    tokens: tuple[str, ...]
    open: bool
    written: str


def searched_row(number: int, document: Document) -> Row:
    """Return what is indexed of a report, by its number: headline (else title), standfirst and body.

    Characters of unspaced scripts stand alone, so that any run of them is found as a phrase.
    """
    parts: dict[str, list[str]] = {"headline": [], "standfirst": [], "body": []}
    text = document.text
    for zone in document.zones:
        if zone.kind in parts:
            parts[zone.kind].append(text[zone.start : zone.end])
    if not parts["headline"] and document.report.title:
        parts["headline"].append(document.report.title)
    return number, *(_spaced("\n".join(part)) for part in parts.values())


def _spaced(text: str) -> str:
    if text.isascii():
        return text
    return _ALONE.sub(r" \g<0> ", text).replace("ё", "е").replace("Ё", "Е")


def terms(words: str) -> list[Term]:
    """Read what a person typed: words, "phrases", and beginnings of words that end in ``*``."""
    told: dict[tuple[tuple[str, ...], bool], Term] = {}
    for quoted, bare in _TERM.findall(words.translate(_QUOTES)):
        written = _spaced(quoted or bare).rstrip("*").replace("\0", " ")
        tokens = tuple(token for token in _WORD.findall(fold(written).text) if token.isalnum())
        if len(tokens) > MOST_TOKENS:
            tokens = tokens[:MOST_TOKENS]
            written = " ".join(tokens)
        is_open = bare.endswith("*") and bool(tokens) and len(tokens[-1]) >= SHORTEST_OPEN
        if tokens:
            told.setdefault((tokens, is_open), Term(tokens, is_open, written))
    return list(told.values())[:MOST_TERMS]


def expression(asked: Sequence[Term]) -> str:
    """Write terms in the language of the index: all of them must occur."""
    return " AND ".join(f'"{term.written}"' + " *" * term.open for term in asked)


class Folded(NamedTuple):
    """A text in lower case without accents, and where its characters stood if marks that combine are gone."""

    text: str
    places: tuple[int, ...] | None

    def span(self, start: int, end: int) -> Span:
        """Return where a stretch of it stands in the text that was folded."""
        if self.places is None:
            return Span(start, end)
        return Span(self.places[start], self.places[end - 1] + 1)


def fold(text: str) -> Folded:
    """Fold a text as the index does, but for what it does to letters that are outside most texts."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join([char.lower()[0] for char in text])
    if lower.isascii():
        return Folded(lower, None)
    folded = _ACCENTED.sub(_plain, lower)
    if _MARK not in folded:
        return Folded(folded, None)
    kept = tuple([place for place, char in enumerate(folded) if char != _MARK])
    return Folded(folded.replace(_MARK, ""), kept)


def found(term: Term, folded: str) -> Iterator[tuple[int, int]]:
    """Yield where a folded term stands in a folded text, from the first to the last."""
    first, *others = term.tokens
    alone = bool(_ALONE.match(first))
    at = folded.find(first)
    while at >= 0:
        end = at + len(first)
        if not alone and at and folded[at - 1].isalnum() and _go_on(folded[at - 1], first):
            at = folded.find(first, end)
            continue
        if others or term.open or folded[end : end + 1] not in _AFTER:
            end = _end(term, folded, at)
        if end >= 0:
            yield at, end
        at = folded.find(first, max(end, at + 1))


def _end(term: Term, folded: str, at: int) -> int:
    """Return where a term that begins at ``at`` ends, -1 if it goes on otherwise than asked."""
    end = at
    for token in term.tokens:
        while end < len(folded) and not folded[end].isalnum():
            end += 1
        if not folded.startswith(token, end):
            return -1
        end += len(token)
        if term.open and token is term.tokens[-1]:
            while end < len(folded) and _go_on(folded[end], token):
                end += 1
        elif end < len(folded) and _go_on(folded[end], token):
            return -1
    while end < len(folded) and not folded[end].isascii() and unicodedata.category(folded[end])[0] == "M":
        end += 1
    return end


def _go_on(char: str, token: str) -> bool:
    """Tell whether a character beside a token makes it another word."""
    return char.isalnum() and not _ALONE.match(char) and not _ALONE.match(token)


def _plain(match: re.Match[str]) -> str:
    return _plain_letter(match[0])


@cache
def _plain_letter(char: str) -> str:
    """Return a letter without its accents; for one that is nothing else, the one mark that stands for all."""
    if char == "ё":
        return "е"
    if "\u0300" <= char <= "\u036f":
        return _MARK
    parts = unicodedata.normalize("NFD", char)
    if not all(map(unicodedata.combining, parts[1:])):
        return char
    folded = parts[0].casefold()
    return folded if len(folded) == 1 else parts[0]
