"""Roles that a report gives its people: "Foreign Minister Anna Berg", "Anna Berg, the mayor of Aldis"."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from copydesk.extract.clauses import Clauses
from copydesk.extract.nouns import SPOKES_NOUNS
from copydesk.model.quote import Mention

_PASSED = frozenset("the a an his her its their our my mr mrs ms dr sir".split())
_PASSING = frozenset("outgoing current former incoming new then sitting late old young embattled".split())
"""Words that tell when or how somebody holds a role, not which."""

_RANKS = frozenset(
    "colonel col general gen major maj captain capt lieutenant lt sergeant sgt admiral".split()
)
_ALSO = {
    "gov": ("governor",),
    "sen": ("senator", "lawmaker"),
    "senator": ("senator", "lawmaker"),
    "rep": ("representative", "congressman", "congresswoman", "lawmaker"),
    "representative": ("representative", "congressman", "congresswoman", "lawmaker"),
    "congressman": ("congressman", "representative", "lawmaker"),
    "congresswoman": ("congresswoman", "representative", "lawmaker"),
    "mp": ("mp", "lawmaker"),
    "td": ("td", "lawmaker"),
}
"""By which other nouns one of this role is called."""

_SEATS = frozenset("governor senator congressman congresswoman representative lawmaker".split())
"""Roles that are called by the place that was won: Senator Berg is "the Vermont senator"."""

_FOR = frozenset("for of from at with".split())
_ENDS_HE = (
    "spokesman",
    "chairman",
    "congressman",
    "councilman",
    "businessman",
    "actor",
    "husband",
    "father",
    "son",
)
_ENDS_SHE = (
    "spokeswoman", "chairwoman", "congresswoman", "councilwoman", "businesswoman", "actress", "wife",
    "mother", "daughter", "widow",
)  # fmt: skip


def called_by(noun: str) -> str:
    """Return "he" or "she" where the noun of a role tells, else ""."""
    return "he" if noun.endswith(_ENDS_HE) else "she" if noun.endswith(_ENDS_SHE) else ""


def bodies(clauses: Clauses, noun: int) -> frozenset[str]:
    """Return the words that say for whom a spokesman speaks: "army" of "a spokesman for the army"."""
    found: set[str] = set()
    for child in clauses.children[noun]:
        token = clauses.tokens[child]
        behind = token.dep == "prep" and token.lemma.lower() in _FOR
        if behind or (child < noun and token.dep in ("compound", "nmod", "amod", "poss")):
            below = (clauses.tokens[at] for at in clauses.subtree(child))
            found.update(word.lemma.lower() for word in below if word.pos in ("NOUN", "PROPN", "ADJ"))
    return frozenset(found)


class Roles:
    """Role words of each person of a report, learned from titles before and descriptions after the name.

    Args:
        sentences: the report's sentences.
        mention_at: gives the mention at an offset, or None.
    """

    def __init__(self, sentences: Sequence[Clauses], mention_at: Callable[[int], Mention | None]) -> None:
        self._mention_at = mention_at
        self._by_noun: dict[str, dict[str, set[str]]] = defaultdict(dict)
        self._gender: dict[str, str] = {}
        self._bodies: set[str] = set()
        for clauses in sentences:
            for person, words in self._taught(clauses):
                self._learn(person, words)

    def _taught(self, clauses: Clauses) -> Iterator[tuple[str, list[str]]]:
        """Yield each person with the words of a role, the role's noun last."""
        for index, token in enumerate(clauses.tokens):
            mention = self._mention_at(token.start)
            if mention is not None and mention.kind != "person" and token.pos == "PROPN":
                self._bodies.add(token.lemma.lower())
            if mention is None or mention.kind != "person":
                continue
            if mention.start == token.start:
                before = self._before(clauses, index)
                if before:
                    yield mention.entity, before
            for child in clauses.children[index]:
                if clauses.tokens[child].dep == "appos" and clauses.tokens[child].tag == "NN":
                    yield mention.entity, self._described(clauses, child)
            if token.dep == "appos" and clauses.tokens[token.head].tag == "NN":
                yield mention.entity, self._described(clauses, token.head)

    def _before(self, clauses: Clauses, index: int) -> list[str]:
        """Return the words of a title before a name, back to the article or a word of another kind."""
        words: list[str] = []
        for at in range(index - 1, max(-1, index - 7), -1):
            token = clauses.tokens[at]
            other = self._mention_at(token.start)
            if token.tag == "POS":
                continue
            tied = token.dep in ("compound", "nmod", "amod", "appos", "poss") or token.head >= index
            if token.pos not in ("NOUN", "PROPN", "ADJ") or not tied or token.tag == "NNS":
                break
            if other is not None and other.kind == "person":
                break
            words.append(token.lemma.lower().strip("."))
        return [word for word in reversed(words) if word not in _PASSED]

    def _described(self, clauses: Clauses, noun: int) -> list[str]:
        if clauses.tokens[noun].lemma.lower() in SPOKES_NOUNS:
            return [*sorted(bodies(clauses, noun)), clauses.tokens[noun].lemma.lower()]
        words = [
            clauses.tokens[at].lemma.lower()
            for at in sorted(clauses.subtree(noun))
            if at < noun and clauses.tokens[at].pos in ("NOUN", "PROPN", "ADJ")
        ]
        return [*self._held_over(clauses, noun), *words, clauses.tokens[noun].lemma.lower()]

    def _held_over(self, clauses: Clauses, noun: int) -> list[str]:
        """Return the names behind a role: "aldis" of "the mayor of Aldis"."""
        of = (child for child in clauses.children[noun] if child > noun)
        of = (child for child in of if clauses.tokens[child].lemma.lower() == "of")
        found = (clauses.tokens[at] for child in of for at in clauses.children[child])
        return [token.lemma.lower() for token in found if token.dep == "pobj" and token.pos == "PROPN"]

    def _learn(self, person: str, words: Sequence[str]) -> None:
        if not words:
            return
        noun = words[-1]
        for called in _ALSO.get(noun, (noun,)):
            self._by_noun[called].setdefault(person, set()).update(words[:-1])
        if called_by(noun):
            self._gender.setdefault(person, called_by(noun))

    def gender(self, person: str) -> str:
        """Return "he" or "she" where a role of this person tells ("spokeswoman"), else ""."""
        return self._gender.get(person, "")

    def person(self, clauses: Clauses, head: int, recent: Sequence[str]) -> str | None:
        """Return who "the Russian president" is, or None.

        Args:
            clauses: the sentence.
            head: the noun phrase's head, "president".
            recent: people, the last mentioned first; they decide between equals.
        """
        holders = self._by_noun.get(clauses.tokens[head].lemma.lower())
        if not holders:
            return None
        asked = set(self._described(clauses, head)[:-1]) - _PASSING
        fits = {person: len(asked & words) for person, words in holders.items()}
        best = max(fits.values())
        if asked and best == 0:
            places = set(self._held_over(clauses, head))
            free = [person for person, words in holders.items() if not words & self._bodies]
            if asked == places and free:
                return min(free, key=lambda person: recent.index(person) if person in recent else len(recent))
            (only, words), *others = holders.items()
            return only if not words and not others and clauses.tokens[head].lemma.lower() in _SEATS else None
        top = [person for person, score in fits.items() if score == best]
        return min(top, key=lambda person: recent.index(person) if person in recent else len(recent))

    def sole(self, clauses: Clauses, head: int) -> str | None:
        """Return the one person who holds a role of this noun, unless the words before the two clash."""
        holders = self._by_noun.get(clauses.tokens[head].lemma.lower(), {})
        if len(holders) != 1:
            return None
        asked = set(self._described(clauses, head)[:-1]) - _PASSING
        ((person, words),) = holders.items()
        anybody = not asked and clauses.tokens[head].lemma.lower() not in SPOKES_NOUNS
        return person if anybody or not words or asked & words else None

    def holders(self, noun: str) -> frozenset[str]:
        """Return who holds a role of this noun."""
        return frozenset(self._by_noun.get(noun, ()))

    def ranked(self, person: str) -> bool:
        """Tell whether a person is introduced by nothing but a rank, or not at all."""
        return all(noun in _RANKS for noun, holders in self._by_noun.items() if person in holders)

    def introduced(self, person: str) -> bool:
        """Tell whether the report gives this person any role."""
        return any(person in holders for holders in self._by_noun.values())

    def title(self, clauses: Clauses, head: int) -> str:
        """Say in words which role a noun phrase asks for."""
        return " ".join(self._described(clauses, head))
