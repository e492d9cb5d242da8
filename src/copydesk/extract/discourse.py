"""A report read from top to bottom: who was the subject of its sentences, and so who "he" is.

For each sentence the people and institutions that were subjects are remembered, pronouns already
resolved; a later "he" is the last such person that may be called so. A plain rule of this kind was
right for 43 of 47 pronouns (shared/design.md, "What was measured").
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from copydesk.extract.clauses import Clauses
from copydesk.extract.mentions import title_before
from copydesk.extract.roles import Roles
from copydesk.model.document import Document
from copydesk.model.quote import Mention
from copydesk.model.span import Span
from copydesk.text.names import given_gender, name_words

REACH = 8
"""Sentences a pronoun looks back; farther, nobody is named."""

NEAR = 60
"""Tokens that a pronoun looks back inside its own sentence."""

MENTIONS = 60
"""Names among which "the zoo" looks for one that holds "zoo"."""

HE_SHE = {"he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she", "herself": "she"}
GROUP_PRONOUNS = frozenset("they them their it its".split())
GROUPS = frozenset(
    """office company ministry embassy agency department union party campaign government council
    committee court board authority police bank administration institute university service charity
    firm regulator""".split()
)
_OFFICES = frozenset(
    """president minister chancellor premier mayor governor senator congressman congresswoman king
    queen pope chairman chairwoman secretary ambassador commissioner candidate nominee taoiseach""".split()
)
_ARTICLES = frozenset("the a an this that these those some any".split())
_NOT_PRINTED = frozenset("det punct predet cc conj relcl acl appos advmod advcl".split())

Answer = tuple[str | None, str]
"""A name or a description, or None, and which rule gave it."""


class Subject(NamedTuple):
    """Somebody a sentence is about: rank 0 of a main clause, 1 of another, 2 only named in it."""

    rank: int
    at: int
    name: str
    person: bool


class Discourse:
    """What a report has told so far, sentence by sentence; ``read_to`` moves on.

    Attributes:
        clauses: the report's sentences.
        roles: the roles it gives its people.
    """

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.clauses = [Clauses(sentence, self.text) for sentence in document.sentences]
        self._starts = [sentence.start for sentence in document.sentences]
        self._mentions = document.mentions
        self._mention_starts = [mention.start for mention in document.mentions]
        self._spoken = sorted(
            span for quote in document.quotes if quote.kind == "direct" for span in quote.content
        )
        self.roles = Roles(self.clauses, self.mention_at)
        self._gender = self._genders()
        self._subjects: list[list[Subject]] = []

    def sentence_at(self, offset: int) -> int:
        """Return the number of the sentence that holds the character at ``offset``, or the one before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def mention_at(self, offset: int) -> Mention | None:
        """Return the mention that holds the character at ``offset``."""
        at = bisect_right(self._mention_starts, offset) - 1
        return self._mentions[at] if at >= 0 and self._mentions[at].end > offset else None

    def read_to(self, sentence: int) -> None:
        """Remember the subjects of all sentences before ``sentence``."""
        while len(self._subjects) < min(sentence, len(self.clauses)):
            self._subjects.append(self._subjects_of(len(self._subjects)))

    def named(self, sentence: int, index: int) -> Mention | None:
        """Return the name that a noun phrase's head is part of, or the person set beside it."""
        clauses = self.clauses[sentence]
        mention = self.mention_at(clauses.tokens[index].start)
        if mention is not None and mention.kind == "person":
            return mention
        for child in clauses.children[index]:
            if clauses.tokens[child].dep == "appos":
                beside = self.mention_at(clauses.tokens[child].start)
                if beside is not None and beside.kind == "person":
                    return beside
        return mention if mention is not None and mention.kind != "other" else None

    def pronoun(self, sentence: int, offset: int, word: str) -> Answer:
        """Return who "he", "she", "they" or "it" is, and why; None where nobody fits."""
        if word in HE_SHE:
            return self._he_or_she(sentence, offset, HE_SHE[word])
        layers = [self._earlier_in(sentence, offset), *self._back(sentence, 2)]
        for subject in (subject for layer in layers for subject in layer if not subject.person):
            return subject.name, f"'{word}': the last institution before it that was a subject"
        return None, f"'{word}': nobody before it fits"

    def role(self, sentence: int, head: int) -> Answer:
        """Return who "the minister" is: introduced so, or else the last subject to whom no role was given.

        The latter only for offices, and only from the two sentences before.
        """
        clauses = self.clauses[sentence]
        person = self.roles.person(clauses, head, self._recent(sentence))
        if person is not None:
            return person, f"role: introduced as {self.roles.title(clauses, head)}"
        word = clauses.tokens[head].lemma.lower()
        short = self._short_for(clauses.tokens[head].start, word)
        if short is not None:
            return short, f"'the {word}': short for a name before it"
        if word in _OFFICES:
            for layer in self._back(sentence, 2):
                for subject in layer:
                    if subject.person and subject.rank == 0 and not self.roles.introduced(subject.name):
                        return (
                            subject.name,
                            f"role: '{word}', the last subject and introduced as nothing else",
                        )
        return None, f"'{word}': a role without a name"

    def _short_for(self, offset: int, word: str) -> str | None:
        """Return the last institution before ``offset`` with this noun in its name: "the zoo"."""
        last = bisect_left(self._mention_starts, offset)
        for mention in reversed(self._mentions[max(0, last - MENTIONS) : last]):
            if mention.kind != "person" and word in name_words(mention.entity)[1:]:
                return mention.entity
        return None

    def phrase(self, sentence: int, head: int) -> str:
        """Write a noun phrase for print: no article, no clause, "his" replaced by who that is.

        Empty where nobody can tell who "his" is.
        """
        clauses = self.clauses[sentence]
        first = last = head
        lead = ""
        for child in clauses.children[head]:
            token = clauses.tokens[child]
            if token.dep in _NOT_PRINTED:
                continue
            if token.dep == "poss" and token.pos == "PRON":
                owner = self.pronoun(sentence, token.start, token.text.lower())[0]
                if owner is None:
                    return ""
                lead = owner + ("’s " if "’" in self.text[:5_000] else "'s ")
                continue
            below = clauses.subtree(child)
            if child < head:
                first = min(first, *below)
            elif token.dep in ("prep", "compound", "nummod"):
                last = max(last, *below)
        while first < head and clauses.tokens[first].text.lower() in _ARTICLES:
            first += 1
        words = self.text[clauses.tokens[first].start : clauses.tokens[last].end]
        return lead + " ".join(words.split()).strip(" \"“”'‘’,;:–—-")

    def _genders(self) -> dict[str, str]:
        """Tell who is called he or she: by a title before the name, a role, else by the given name."""
        told: dict[str, str] = {}
        people = [mention for mention in self._mentions if mention.kind == "person"]
        for mention in people:
            gender = title_before(self.text, mention.start) or self.roles.gender(mention.entity)
            if gender:
                told.setdefault(mention.entity, gender)
        for mention in people:
            if mention.entity not in told:
                told[mention.entity] = given_gender(mention.entity)
        return told

    def _back(self, sentence: int, reach: int) -> Iterator[list[Subject]]:
        """Yield the subjects of the sentences before, nearest first."""
        return reversed(self._subjects[max(0, sentence - reach) : sentence])

    def _recent(self, sentence: int) -> list[str]:
        """Return people in the order in which they were last a subject, latest first."""
        layers = self._back(sentence, 3 * REACH)
        return list(dict.fromkeys(subject.name for layer in layers for subject in layer if subject.person))

    def _he_or_she(self, sentence: int, offset: int, gender: str) -> Answer:
        layers = [self._earlier_in(sentence, offset), *self._back(sentence, REACH)]
        fits = [
            subject
            for layer in layers
            for subject in layer
            if subject.person and self._gender.get(subject.name, "") in ("", gender)
        ]
        for subject in fits:
            if subject.rank < 2:
                return subject.name, f"'{gender}': the last person before it that was a subject"
        if fits:
            return fits[0].name, f"'{gender}': the last person named before it"
        return None, f"'{gender}': no person before it fits"

    def _subjects_of(self, sentence: int) -> list[Subject]:
        """Return whom a sentence is about, subjects of main clauses first."""
        clauses = self.clauses[sentence]
        found: list[Subject] = []
        for index, token in enumerate(clauses.tokens):
            if token.dep in ("nsubj", "nsubjpass") and not self._in_speech(token.start):
                verb = clauses.tokens[token.head]
                main = verb.dep in ("ROOT", "conj", "parataxis")
                name, person = self._referent(sentence, index)
                if name is not None:
                    found.append(Subject(0 if main else 1, index, name, person))
        if not any(subject.rank == 0 for subject in found):
            found.extend(self._bystanders(clauses))
        return sorted(found)

    def _bystanders(self, clauses: Clauses) -> Iterator[Subject]:
        """Yield people whom a sentence names though not as its subject."""
        for index, token in enumerate(clauses.tokens):
            mention = self.mention_at(token.start)
            if mention is None or mention.kind != "person" or mention.start != token.start:
                continue
            if not self._in_speech(token.start):
                yield Subject(2, index, mention.entity, True)

    def _earlier_in(self, sentence: int, offset: int) -> list[Subject]:
        """Return the named subjects before ``offset`` in its sentence, last first; no pronouns."""
        tokens = self.clauses[sentence].tokens
        found = []
        end = bisect_left(tokens, offset, key=lambda token: token.start)
        for index in range(max(0, end - NEAR), end):
            token = tokens[index]
            named = token.dep in ("nsubj", "nsubjpass") and token.pos != "PRON"
            if named and not self._in_speech(token.start):
                name, person = self._referent(sentence, index, plain=True)
                if name is not None:
                    found.append(Subject(0, index, name, person))
        return found[::-1]

    def _in_speech(self, offset: int) -> bool:
        at = bisect_right(self._spoken, Span(offset, 2**60)) - 1
        return at >= 0 and self._spoken[at].end > offset

    def _referent(self, sentence: int, index: int, plain: bool = False) -> tuple[str | None, bool]:
        """Return who a subject is and whether that is a person; None where it is not known.

        With ``plain``, "his office" is passed over, so that no pronoun is asked about another without end.
        """
        clauses = self.clauses[sentence]
        token = clauses.tokens[index]
        word = token.text.lower()
        if word in HE_SHE:
            return self._he_or_she(sentence, token.start, HE_SHE[word])[0], True
        mention = self.named(sentence, index)
        if mention is not None:
            return mention.entity, mention.kind == "person"
        if token.lemma.lower() in GROUPS and not (plain and _owned(clauses, index)):
            return self.phrase(sentence, index) or None, False
        if token.pos in ("NOUN", "PROPN"):
            return self.roles.person(clauses, index, self._recent(sentence)), True
        return None, False


def definite(clauses: Clauses, head: int) -> bool:
    """Tell whether a noun phrase points back: "the minister", "this official"."""
    article = clauses.child(head, "det")
    return article is not None and clauses.tokens[article].text.lower() in ("the", "this", "that")


def head_of(clauses: Clauses, source: Sequence[Span]) -> int | None:
    """Return the token of these spans that governs the others, a noun or pronoun if there is one."""
    inside = [
        index
        for index, token in enumerate(clauses.tokens)
        if any(span.start <= token.start and token.end <= span.end for span in source)
    ]
    held = set(inside)
    tops = [index for index in inside if clauses.tokens[index].head not in held - {index}]
    named = [index for index in tops if clauses.tokens[index].pos in ("PROPN", "PRON", "NOUN")]
    return next(iter(named or tops or inside), None)


def _owned(clauses: Clauses, noun: int) -> bool:
    """Tell whether a noun phrase begins with "his" or "their"."""
    return any(clauses.tokens[child].tag == "PRP$" for child in clauses.children[noun])
