"""From the words that a person types to what the index is asked for, and where they stand in a text."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from copydesk.errors import StoreError
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
_ACCENTED = re.compile("[\u00b5-\u03ff\u1e00-\u1fff]")
"""Letters that may have accents which the index takes off, Latin and Greek."""

_ALIKE = {
    "ß": "ss", "ẞ": "ss", "æ": "ae", "ǽ": "ae", "ǣ": "ae", "œ": "oe", "þ": "th", "ĳ": "ij",
    "ø": "o", "ǿ": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ŧ": "t", "ё": "е",
    "إ": "ا", "أ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه", "ى": "ي",
}  # fmt: skip
"""Letters that are indexed and searched as others: Latin ones that are no other letter with an accent, the
Russian one that many write without its dots, forms of the Arabic alef, ta marbuta and final ya."""
_ALIKE |= {letter.upper(): plain for letter, plain in _ALIKE.items() if letter.upper().lower() == letter}
_MARKS = (*range(0x300, 0x370), *range(0x64B, 0x653), 0x670)
"""Accents that combine and Arabic vowel signs, which are neither indexed nor searched."""
_ALIKE |= dict.fromkeys(map(chr, _MARKS), "")
_VARIED = re.compile(f"[{''.join(_ALIKE)}]")

MOST_TERMS, MOST_TOKENS = 32, 32
"""Words and phrases of one search, and words of a phrase; more are refused."""

SHORTEST_OPEN = 3
"""Letters of the shortest beginning of a word that is searched as one: those of two would take 80 ms in a
store of 100,000 reports (measured). Fewer letters are a word; a Korean syllable is as good as three."""
_SYLLABLE = re.compile("[가-힣]")


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
    return _VARIED.sub(_alike, _ALONE.sub(r" \g<0> ", text))


def _alike(match: re.Match[str]) -> str:
    return _ALIKE[match[0]]


def terms(words: str) -> list[Term]:
    """Read what a person typed: words, "phrases", and beginnings of words that end in ``*``.

    Raises:
        StoreError: there is no word in it, or more than a search takes.
    """
    told: dict[tuple[tuple[str, ...], bool], Term] = {}
    for quoted, bare in _TERM.findall(words.translate(_QUOTES)):
        written = _spaced(quoted or bare).rstrip("*").replace("\0", " ")
        tokens = tuple(token for token in _WORD.findall(fold(written).text) if token.isalnum())
        if len(tokens) > MOST_TOKENS:
            what = f"a phrase of {len(tokens):,} words"
            raise StoreError(f"{what}; a search takes up to {MOST_TOKENS} in one, give a shorter one")
        is_open = bare.endswith("*") and bool(tokens) and _may_be_open(tokens[-1])
        if tokens:
            told.setdefault((tokens, is_open), Term(tokens, is_open, written))
    if not told:
        what = f"there is no word in {words[:40]!r}" if words.strip() else "nothing is asked for"
        raise StoreError(f"{what}; give a word to search for")
    if len(told) > MOST_TERMS:
        raise StoreError(f"{len(told):,} words; a search takes up to {MOST_TERMS}, give fewer")
    return list(told.values())


def _may_be_open(token: str) -> bool:
    return len(token) >= SHORTEST_OPEN or _SYLLABLE.match(token) is not None


def expression(asked: Sequence[Term]) -> str:
    """Write terms in the language of the index: all of them must occur."""
    return " AND ".join(f'"{term.written}"' + " *" * term.open for term in asked)


class Folded(NamedTuple):
    """A text in lower case without accents.

    Attributes:
        text: it.
        places: where each of its characters stood, and the text's end; None if they stand there yet.
    """

    text: str
    places: tuple[int, ...] | None

    def span(self, start: int, end: int) -> Span:
        """Return where a stretch of it stands in the text that was folded, marks behind it included."""
        if self.places is None:
            return Span(start, end)
        return Span(self.places[start], max(self.places[end], self.places[end - 1] + 1))


def fold(text: str) -> Folded:
    """Fold a text as the index does, but for what it does to letters that are outside most texts."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join([char.lower()[0] for char in text])
    if lower.isascii():
        return Folded(lower, None)
    parts: list[str] = []
    places: list[int] = []
    at = 0
    for match in _VARIED.finditer(lower):
        start, plain = match.start(), _ALIKE[match[0]]
        parts += (lower[at:start], plain)
        places += range(at, start)
        places += [start] * len(plain)
        at = match.end()
    folded = _ACCENTED.sub(_plain, "".join(parts) + lower[at:])
    if not at:
        return Folded(folded, None)
    return Folded(folded, (*places, *range(at, len(lower) + 1)))


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
    """Return a letter without its accents."""
    parts = unicodedata.normalize("NFD", char)
    if not all(map(unicodedata.combining, parts[1:])):
        return char
    folded = parts[0].casefold()
    return folded if len(folded) == 1 else parts[0]
