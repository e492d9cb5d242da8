"""Content words in one form each, and how much each of them tells inside one story."""

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from copydesk.model.document import Document
from copydesk.model.span import Span
from copydesk.model.syntax import Token
from copydesk.text.spelling import one_spelling

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
"""Parts of speech that carry what a sentence is about."""

_EMPTY = frozenset(
    "be have do say tell add get go make take come would will can may be one other such same more most "
    "many much mr mrs ms dr s n't not".split()
)
"""Lemmas of content parts of speech that any two sentences of a news report may share."""

_DEMONYM = re.compile(r"(?<=[iue])(?:ans?|a)$|(?<=ic)ans?$|(?<=ic)a$")
_FORMS = 1 << 16
"""Lemmas whose forms are kept: a story asks for those of every word several times."""

_ABBREVIATIONS = {"u.s": "us", "united states": "us", "u.k": "uk", "u.n": "un", "e.u": "eu"}


def term(token: Token) -> str | None:
    """Return the one form of a content word, or None for a word that tells nothing.

    Lower-cased lemma; "Russian" and "Russia", "behaviour" and "behavior" become one.
    """
    return _form(token.lemma) if token.pos in CONTENT else None


@lru_cache(_FORMS)
def _form(lemma: str) -> str | None:
    form = lemma.lower().strip(".'’\"“”‘-")
    if form in _EMPTY or not any(character.isalnum() for character in form):
        return None
    form = one_spelling(_ABBREVIATIONS.get(form, form))
    return _DEMONYM.sub("", form) or form


class Terms:
    """The content words of one document, to be asked for by span."""

    def __init__(self, document: Document) -> None:
        self._starts: list[int] = []
        self._terms: list[str] = []
        for sentence in document.sentences:
            for token in sentence.tokens:
                form = term(token)
                if form is not None:
                    self._starts.append(token.start)
                    self._terms.append(form)

    def within(self, span: Span) -> tuple[str, ...]:
        """Return the terms whose first character lies in ``span``, in order."""
        first = bisect_left(self._starts, span.start)
        return tuple(self._terms[first : bisect_left(self._starts, span.end)])


class Weights:
    """Inverse document frequency of terms over the units (quotes, sentences) of one story."""

    def __init__(self, units: Iterable[Sequence[str]]) -> None:
        sets = [set(unit) for unit in units]
        frequency = Counter(form for unit in sets for form in unit)
        self._most = 0.5 + math.log(1 + len(sets))
        self._weights = {
            form: 0.5 + math.log((1 + len(sets)) / (1 + count)) for form, count in frequency.items()
        }

    def of(self, form: str) -> float:
        """Weight of one term: at least .5, so that in a small story common words still count."""
        return self._weights.get(form, self._most)

    def total(self, forms: Iterable[str]) -> float:
        """Summed weight of distinct terms, to the last bit the same in whatever order they come."""
        return math.fsum(self._weights.get(form, self._most) for form in set(forms))
