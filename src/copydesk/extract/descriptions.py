"""Whom a description points back to: "the singer", "the 29-year-old", "the airline", "the banking giant".

News writing names somebody once and then varies: the next sentences call him by an occupation, an age or a
nationality that the report never tied to the name. The person in focus is meant, that is the last subject.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

from copydesk.extract.clauses import Clauses
from copydesk.extract.nouns import INSTITUTION_NOUNS, OUTLET_WORDS, PERSON_NOUNS, SPEAKER_NOUNS
from copydesk.model.quote import Mention
from copydesk.text.names import name_words, same_name

_OUTLET = frozenset(OUTLET_WORDS.split())
_PEOPLE = PERSON_NOUNS | SPEAKER_NOUNS
_BY_ANY_NAME = frozenset(
    "agency airline carrier station broadcaster network newspaper paper bank lender".split()
)
"""Nouns of institutions whose names mostly do not tell what they are: Nasa, Ryanair."""

_OWNERS = frozenset(["DT", "PRP$"])
_IN_OFFICE = frozenset(
    """judge magistrate jurist prosecutor attorney lawyer barrister captain pilot driver detective
    sergeant officer doctor physician surgeon medic referee host anchor moderator owner photographer
    priest chef""".split()
)
"""Persons whom a report brings in with "the" though it never named them: a hearing has a judge."""

_MANY = frozenset(
    """student witness eyewitness resident passenger survivor villager soldier officer official source
    neighbour neighbor friend relative nurse teacher worker bystander onlooker policeman
    policewoman""".split()
)
"""Persons of whom a report may have several."""

_ANY_KIND = frozenset("local same own whole entire new latter former giant large small first other".split())
"""Words before a noun that do not say which kind is meant."""

_PUBLIC = frozenset(
    """authority guard police constabulary ministry department hospital clinic university school college court
    council commission committee agency army navy parliament congress senate house government union
    administration bureau office embassy consulate nations state""".split()
)
"""Words in names of bodies that are no company."""

_OF_ANY_SORT = frozenset(
    """group body coalition organisation organization institution institute watchdog regulator charity
    foundation nonprofit parish church society club team side""".split()
)
"""Nouns that may mean a public body as well as a company."""


class Descriptions:
    """What a report's descriptions teach about its institutions, and which of them speak of somebody new.

    Args:
        sentences: the report's sentences.
        mention_at: gives the mention at an offset, or None.
    """

    def __init__(self, sentences: Sequence[Clauses], mention_at: Callable[[int], Mention | None]) -> None:
        self._mention_at = mention_at
        self._institutions: dict[str, list[tuple[int, str]]] = {}
        self._called: dict[str, dict[str, None]] = {}
        self._kinds: dict[str, set[str]] = {}
        self._strangers: dict[str, list[int]] = {}
        for clauses in sentences:
            self._read(clauses)

    def _read(self, clauses: Clauses) -> None:
        for index, token in enumerate(clauses.tokens):
            if token.pos not in ("NOUN", "PROPN"):
                continue
            noun = token.lemma.lower()
            new = noun in _PEOPLE and token.tag == "NN" and _indefinite(clauses, index)
            if new and not self._beside(clauses, index):
                self._strangers.setdefault(noun, []).append(token.start)
            elif noun in INSTITUTION_NOUNS:
                for name in self._beside(clauses, index, "organisation"):
                    kinds = kinds_of(clauses, index)
                    self._institutions.setdefault(noun, []).append((token.start, name))
                    self._called.setdefault(noun, {})[name] = None
                    self._kinds.setdefault(name, {noun}).update(kinds, {noun})

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
        met = self._strangers.get(noun, [token.start])[0]
        return noun in PERSON_NOUNS and token.tag in ("NN", "NNP") and met >= token.start

    def in_office(self, clauses: Clauses, head: int) -> bool:
        """Tell whether "the judge" may be somebody whom the report has not named."""
        return clauses.tokens[head].lemma.lower() in _IN_OFFICE

    def stranger_since(self, noun: str, start: int, end: int) -> bool:
        """Tell whether "a student" without a name comes up between two places."""
        met = self._strangers.get(noun, [])
        return noun in _MANY and bisect_left(met, start) < bisect_left(met, end)

    def set_beside_since(self, noun: str, mention: Mention, end: int) -> str | None:
        """Return the institution last called by a noun between a mention and a place."""
        found = self._institutions.get(noun, [])
        last = bisect_left(found, (end, "")) - 1
        return found[last][1] if last >= 0 and found[last][0] > mention.end else None

    def institution(
        self, clauses: Clauses, head: int, before: Sequence[Mention], first: int, focus: Sequence[str]
    ) -> str | None:
        """Return which institution "the airline" is; None where two come into question.

        The words before the noun must fit: a "ferry company" is one whose name or description says so.

        Args:
            clauses: the sentence.
            head: the noun.
            before: names before it, the last first.
            first: where the sentences begin that are near.
            focus: institutions that were subjects, the last first.
        """
        noun = clauses.tokens[head].lemma.lower()
        hints = INSTITUTION_NOUNS.get(noun)
        if hints is None or clauses.tokens[head].tag != "NN":
            return None
        asked = kinds_of(clauses, head) - _ANY_KIND
        known = {name for name in self._called.get(noun, ()) if self._fits(name, asked)}
        if known:
            return _last(known, before)
        held = set(hints.split())
        institutions = [mention for mention in before if mention.kind != "person"]
        hinted = [one.entity for one in institutions if held & _words(one.entity)]
        small = kinds_of(clauses, head, small=True)
        fitting = [name for name in hinted if self._fits(name, asked - small)]
        if fitting:
            return fitting[0]
        if held and noun not in _BY_ANY_NAME:
            return None
        near = [one for one in institutions if one.kind == "organisation" and one.start >= first]
        names = [one.entity for one in near if self._may_be(one.entity, noun, held)] or [
            name for name in focus if self._may_be(name, noun, held)
        ]
        if held == _OUTLET:
            called = _called(clauses, head)
            subjects = (name for name in focus if not _PUBLIC & _words(name) and called <= _words(name))
            return next(subjects, None)
        alike = bool(names) and all(same_name(names[0], name) for name in names)
        if not alike or (held and names[0] not in focus):
            return None
        return names[0] if self._fits(names[0], asked & small if held else asked) else None

    def _may_be(self, name: str, noun: str, held: set[str]) -> bool:
        """Tell whether a name does not speak against a noun: no newspaper or ministry is "the company"."""
        words = _words(name)
        if held == _OUTLET:
            return True
        return not _OUTLET & words and (noun in _OF_ANY_SORT or not _PUBLIC & words)

    def _fits(self, name: str, asked: frozenset[str]) -> bool:
        """Tell whether a name, or what the report says of it, holds each of some words: "ferry"."""
        words = _words(name) | self._kinds.get(name, set())
        return all(any(_alike(one, word) for word in words) for one in asked)


def _called(clauses: Clauses, noun: int) -> set[str]:
    """Return the names before a noun: "aldis post" of "the Aldis Post newspaper"."""
    below = (clauses.tokens[child] for child in clauses.children[noun] if child < noun)
    return {
        token.text.lower() for token in below if token.pos == "PROPN" and token.dep in ("compound", "nmod")
    }


def _words(name: str) -> set[str]:
    return set(name_words(name.replace("-", " ")))


def _alike(left: str, right: str) -> bool:
    """Tell "ferry" and "ferries" for one word."""
    shorter = min(len(left), len(right))
    return left == right or (shorter > 3 and left[: shorter - 1] == right[: shorter - 1])


def _last(names: Iterable[str], before: Sequence[Mention]) -> str | None:
    """Return the one of several names that was mentioned last; the only one even where it comes later."""
    found = set(names)
    last = next((mention.entity for mention in before if mention.entity in found), None)
    return last or (found.pop() if len(found) == 1 else None)


def kinds_of(clauses: Clauses, noun: int, small: bool = False) -> frozenset[str]:
    """Return the words that say which kind is meant: "oil" of "the oil giant"; or those without a capital."""
    below = (clauses.tokens[child] for child in clauses.children[noun] if child < noun)
    below = (token for token in below if not (small and token.text[:1].isupper()))
    return frozenset(token.lemma.lower() for token in below if token.dep in ("compound", "nmod", "amod"))


def _indefinite(clauses: Clauses, noun: int) -> bool:
    """Tell whether a noun phrase begins with "a", "another", "his": somebody new, or nobody's name."""
    for child in clauses.children[noun]:
        token = clauses.tokens[child]
        if token.tag in _OWNERS and token.text.lower() not in ("the", "this", "that"):
            return True
    return False
