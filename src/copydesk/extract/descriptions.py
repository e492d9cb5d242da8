"""Whom a description points back to: "the singer", "the 29-year-old", "the airline", "the banking giant".

News writing names somebody once and then varies: the next sentences call him by an occupation, an age or a
nationality that the report never tied to the name. The person in focus is meant, that is the last subject.
"""

from collections.abc import Callable, Iterable, Sequence

from copydesk.extract.clauses import Clauses
from copydesk.extract.nouns import INSTITUTION_NOUNS, OUTLET_WORDS, PERSON_NOUNS
from copydesk.model.quote import Mention
from copydesk.text.names import name_words

_OUTLET = frozenset(OUTLET_WORDS.split())
_BY_ANY_NAME = frozenset(
    "agency airline carrier station broadcaster network newspaper paper bank lender".split()
)
"""Nouns of institutions whose names mostly do not tell what they are: Nasa, Ryanair."""

_OWNERS = frozenset(["DT", "PRP$"])


class Descriptions:
    """What a report's descriptions teach about its institutions, and which of them speak of somebody new.

    Args:
        sentences: the report's sentences.
        mention_at: gives the mention at an offset, or None.
    """

    def __init__(self, sentences: Sequence[Clauses], mention_at: Callable[[int], Mention | None]) -> None:
        self._mention_at = mention_at
        self._institutions: dict[str, list[tuple[str, frozenset[str]]]] = {}
        self._strangers: dict[str, int] = {}
        for clauses in sentences:
            self._read(clauses)

    def _read(self, clauses: Clauses) -> None:
        for index, token in enumerate(clauses.tokens):
            if token.pos not in ("NOUN", "PROPN"):
                continue
            noun = token.lemma.lower()
            if noun in PERSON_NOUNS and _indefinite(clauses, index) and not self._beside(clauses, index):
                self._strangers.setdefault(noun, token.start)
            elif noun in INSTITUTION_NOUNS:
                for name in self._beside(clauses, index, "organisation"):
                    self._institutions.setdefault(noun, []).append((name, kinds_of(clauses, index)))

    def _beside(self, clauses: Clauses, noun: int, kind: str = "person") -> list[str]:
        """Return names that stand in apposition with a noun: "operator Seacom", "Seacom, an operator"."""
        token = clauses.tokens[noun]
        near = [child for child in clauses.children[noun] if clauses.tokens[child].dep == "appos"]
        if token.dep in ("appos", "compound", "nmod"):
            near.append(token.head)
        found = (self._mention_at(clauses.tokens[index].start) for index in near)
        own = self._mention_at(token.start)
        return [mention.entity for mention in found if mention and mention.kind == kind and mention != own]

    def of_person(self, clauses: Clauses, head: int) -> bool:
        """Tell whether a noun phrase describes one person whom the report may have named before."""
        token = clauses.tokens[head]
        if token.lemma.lower() == "old" and head > 1 and clauses.tokens[head - 2].lemma.lower() == "year":
            return True
        noun = token.lemma.lower()
        met = self._strangers.get(noun, token.start)
        return noun in PERSON_NOUNS and token.tag in ("NN", "NNP") and met >= token.start

    def institution(
        self, clauses: Clauses, head: int, before: Iterable[Mention], focus: Sequence[str]
    ) -> str | None:
        """Return which institution "the airline" is.

        Args:
            clauses: the sentence.
            head: the noun.
            before: names before it, the last first.
            focus: institutions that were subjects, the last first.
        """
        noun = clauses.tokens[head].lemma.lower()
        hints = INSTITUTION_NOUNS.get(noun)
        if hints is None or clauses.tokens[head].tag != "NN":
            return None
        asked = kinds_of(clauses, head)
        for name, kinds in self._institutions.get(noun, ()):
            if not asked or asked & kinds:
                return name
        held = set(hints.split())
        named = kinds_of(clauses, head, proper=True)
        for mention in before:
            words = set(name_words(mention.entity.replace("-", " ")))
            if mention.kind != "person" and held & words and named <= words:
                return mention.entity
        if held and noun not in _BY_ANY_NAME:
            return None
        printed = held == _OUTLET  # else the outlet that reports is not meant
        near = (name for name in focus if printed or not _OUTLET & set(name_words(name.replace("-", " "))))
        return next(near, None)


def kinds_of(clauses: Clauses, noun: int, proper: bool = False) -> frozenset[str]:
    """Return the words that say which kind is meant: "oil" of "the oil giant"; or those with a capital."""
    below = (clauses.tokens[child] for child in clauses.children[noun] if child < noun)
    below = (token for token in below if token.text[:1].isupper() or not proper)
    return frozenset(token.lemma.lower() for token in below if token.dep in ("compound", "nmod", "amod"))


def _indefinite(clauses: Clauses, noun: int) -> bool:
    """Tell whether a noun phrase begins with "a", "another", "his": somebody new, or nobody's name."""
    for child in clauses.children[noun]:
        token = clauses.tokens[child]
        if token.tag in _OWNERS and token.text.lower() not in ("the", "this", "that"):
            return True
    return False
