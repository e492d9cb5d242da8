"""A report read from top to bottom: who was the subject of its sentences, and so who "he" is.

For each sentence the people and institutions that were subjects are remembered, pronouns already
resolved; a later "he" is the last such person that may be called so. A plain rule of this kind was
right for 43 of 47 pronouns (shared/design.md, "What was measured").
"""

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from copydesk.extract.clauses import Clauses
from copydesk.extract.cues import SPEECH, speech
from copydesk.extract.descriptions import Descriptions
from copydesk.extract.genders import HE_SHE, genders, never_he
from copydesk.extract.lookup import Lookup
from copydesk.extract.nameless import Nameless
from copydesk.extract.nouns import SPOKES_NOUNS
from copydesk.extract.phrases import definite, names_a_thing, owned
from copydesk.extract.roles import Roles, called_by
from copydesk.extract.stretches import broken_lines
from copydesk.model.document import Document
from copydesk.model.quote import Mention
from copydesk.model.syntax import Token

REACH = 8
"""Sentences a pronoun looks back; farther, nobody is named."""

FOCUS = 3
"""Sentences that "the singer" looks back for who is spoken of."""

NEAR = 60
"""Tokens that a pronoun looks back inside its own sentence."""

_SPEAKING = frozenset("speak say tell talk explain".split())
GROUP_PRONOUNS = frozenset("they them their it its".split())
GROUPS = frozenset(
    """office company ministry embassy agency department union party campaign government council
    committee court board authority police bank administration institute university service charity
    firm regulator""".split()
)
_ARTICLES = frozenset("the a an this that these those some any".split())
_NOT_PRINTED = frozenset("det punct predet cc conj relcl acl appos advmod advcl".split())

Answer = tuple[str | None, str]
"""A name or a description, or None, and which rule gave it."""


class Subject(NamedTuple):
    """Somebody a sentence is about: rank 0 of a main clause, 1 of another, 2 only named in it.

    ``many`` tells of several who spoke, such as "prosecutors": they are "they", never "it". ``noun`` is what
    a person without a name is called, and ``name`` then the description, empty if that says too little.
    """

    rank: int
    at: int
    name: str
    person: bool
    many: bool = False
    noun: str = ""


class Discourse(Lookup):
    """What a report has told so far, sentence by sentence; ``read_to`` moves on.

    Attributes:
        roles: the roles it gives its people.
        descriptions: what it teaches about "the singer" and "the airline".
        nameless: who of its people has no name.
    """

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._broken = broken_lines(self.text)
        self.roles = Roles(self.clauses, self.mention_at)
        self.descriptions = Descriptions(self.clauses, self.mention_at)
        self.nameless = Nameless(self.clauses, self.roles, self.named, self.phrase)
        self._gender = genders(document, self.roles, self.clauses, self.in_speech)
        self._never_he = never_he(document)
        self._subjects: list[list[Subject]] = []

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

    def pronoun(self, sentence: int, offset: int, word: str, but: frozenset[str] = frozenset()) -> Answer:
        """Return who "he", "she", "they" or "it" is, none of ``but``, and why; None where nobody fits."""
        if word in HE_SHE:
            return self._he_or_she(sentence, offset, HE_SHE[word], but)
        layers = [self._earlier_in(sentence, offset), *self.back(sentence, 2)]
        one = word in ("it", "its")
        for back, layer in enumerate(layers):
            for subject in (s for s in layer if not s.person and not (one and s.many)):
                if not one and self._others_since(sentence - back, subject.at, sentence, offset):
                    return None, f"'{word}': others come between"
                return subject.name, f"'{word}': the last institution before it that was a subject"
            if back and any(one.person and one.rank == 0 and not one.noun for one in layer):
                break
        return None, f"'{word}': nobody before it fits"

    def _others_since(self, first: int, at: int, sentence: int, offset: int) -> bool:
        """Tell whether several people or things were a subject behind a token and before "they"."""
        for number in range(first, sentence + 1):
            clauses = self.clauses[number]
            for index, token in enumerate(clauses.tokens):
                if token.start >= offset:
                    return False
                told = clauses.tokens[token.head].dep == "ccomp"
                subject = token.dep in ("nsubj", "nsubjpass") and not told
                behind = subject and (number > first or index > at)
                many = token.tag in ("NNS", "NNPS") or clauses.child(index, "conj") is not None
                person = number == sentence and self._is_person(token)
                if behind and (many or person) and not self.in_speech(token.start):
                    return True
        return False

    def _is_person(self, token: Token) -> bool:
        mention = self.mention_at(token.start)
        return token.text.lower() in HE_SHE or (mention is not None and mention.kind == "person")

    def person_since(self, first: int, sentence: int) -> bool:
        """Tell whether a person was the subject of a main clause from sentence ``first`` on."""
        return any(one.person and one.rank == 0 for layer in self._subjects[first:sentence] for one in layer)

    def meant(self, sentence: int, head: int) -> tuple[str | None, bool]:
        """Return whom "the singer" or "the airline" means, and whether that is a person."""
        clauses = self.clauses[sentence]
        if self.descriptions.of_person(clauses, head):
            if self.descriptions.in_office(clauses, head) and len(self._people_before(head, sentence)) > 1:
                return None, True
            others = self.roles.holders(clauses.tokens[head].lemma.lower())
            for layer in self.back(sentence, FOCUS):
                known = [subject for subject in layer if subject.person and not subject.noun]
                people = [subject for subject in known if subject.name not in others]
                if people and (people[0].rank < 2 or len({subject.name for subject in people}) == 1):
                    return people[0].name, True
            return None, True
        before = self.names_before(clauses.tokens[head].start)
        layers = self.back(sentence, REACH)
        subjects = (one for layer in layers for one in layer if not one.person)
        focus = [one.name for one in subjects if one.name in self.institutions]
        first = self.starts[max(0, sentence - 2)]
        return self.descriptions.institution(clauses, head, before, first, focus), False

    def _people_before(self, head: int, sentence: int) -> set[str]:
        before = self.names_before(self.clauses[sentence].tokens[head].start)
        return {mention.entity for mention in before if mention.kind == "person"}

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
                word = token.text.lower()
                owner = self.pronoun(sentence, token.start, word)[0]
                if owner is None or self._gender.get(owner) != HE_SHE.get(word, self._gender.get(owner)):
                    return ""
                lead = owner + ("’s " if "’" in self.text[:5_000] else "'s ")
                continue
            below = clauses.subtree(child)
            if child < head:
                first = min(first, *below)
            elif token.dep in ("prep", "compound", "nummod") and token.lemma != "include":
                last = max(last, *below)
        while first < head and clauses.tokens[first].text.lower() in _ARTICLES:
            first += 1
        words = self.text[clauses.tokens[first].start : clauses.tokens[last].end]
        return lead + " ".join(words.split()).strip(" \"“”'‘’,;:–—-")

    def back(self, sentence: int, reach: int) -> Iterator[list[Subject]]:
        """Yield the subjects of the sentences before, nearest first."""
        return reversed(self._subjects[max(0, sentence - reach) : sentence])

    def recent(self, sentence: int) -> list[str]:
        """Return people in the order in which they were last a subject, latest first."""
        layers = self.back(sentence, 3 * REACH)
        named = (one.name for layer in layers for one in layer if one.person and not one.noun)
        return list(dict.fromkeys(named))

    def _he_or_she(
        self, sentence: int, offset: int, gender: str, but: frozenset[str] = frozenset()
    ) -> Answer:
        if self.in_speech(offset):
            return None, f"'{gender}': whom a speaker talks of"
        near = self._unbroken(sentence, offset)
        layers = [self._earlier_in(sentence, offset), *self.back(sentence, min(REACH, near))]
        fits: list[Subject] = []
        for layer in layers:
            here = [one for one in layer if one.person and one.name not in but and self._fits(one, gender)]
            fits.extend(sorted(here, key=lambda one: one.rank == 2 or not self._surely(one, gender)))
        for subject in fits:
            if subject.noun:
                return subject.name or None, f"'{gender}': the last subject before it, without a name"
            if subject.rank < 2:
                return subject.name, f"'{gender}': the last person before it that was a subject"
        if fits:
            return fits[0].name, f"'{gender}': the last person named before it"
        tokens = self.clauses[sentence].tokens
        place = bisect_left(tokens, offset, key=lambda token: token.start)
        for token in (*tokens[max(0, place - NEAR) : place][::-1], *tokens[place + 1 : place + NEAR]):
            mention = self.mention_at(token.start)
            if mention is None or mention.kind != "person" or self.in_speech(token.start):
                continue
            if mention.entity in but or names_a_thing(self.clauses[sentence], token, mention):
                continue
            if (token.start < offset or token.dep == "nsubj") and self._may_be(mention.entity, gender):
                return mention.entity, f"'{gender}': a person named beside it"
        return None, f"'{gender}': no person before it fits"

    def _unbroken(self, sentence: int, offset: int) -> int:
        """Return how many sentences stand before one with no caption or heading between them and it."""
        line = self.text.rfind("\n", 0, offset) + 1
        at = bisect_left(self._broken, line) - 2
        if at < 0:
            return sentence
        first = (
            self._broken[at] if self._broken[at] <= self.starts[0] else self.text.find("\n", self._broken[at])
        )
        return sentence - bisect_left(self.starts, first)

    def _may_be(self, name: str, gender: str) -> bool:
        return name not in self._never_he and self._gender.get(name, "") in ("", gender)

    def _fits(self, subject: Subject, gender: str) -> bool:
        if subject.noun:
            return called_by(subject.noun) in ("", gender)
        return self._may_be(subject.name, gender)

    def _surely(self, subject: Subject, gender: str) -> bool:
        return subject.rank == 0 if subject.noun else self._gender.get(subject.name) == gender

    def _without_name(self, sentence: int, index: int, rank: int) -> Subject | None:
        """Return a subject that is a person whom the report describes, or who was named for it."""
        called = self.nameless.subject(sentence, index)
        if called is None:
            return None
        noun = "" if called in self.first else self.clauses[sentence].tokens[index].lemma.lower()
        return Subject(rank, index, called, True, noun=noun)

    def _subjects_of(self, sentence: int) -> list[Subject]:
        """Return whom a sentence is about, subjects of main clauses first."""
        clauses = self.clauses[sentence]
        found: list[Subject] = []
        for index, token in enumerate(clauses.tokens):
            if token.dep in ("nsubj", "nsubjpass") and not self.in_speech(token.start):
                verb = clauses.tokens[token.head]
                main = verb.dep in ("ROOT", "conj", "parataxis")
                described = self._without_name(sentence, index, 0 if main else 1)
                if described is not None:
                    found.append(described)
                    continue
                name, person = self._referent(sentence, index)
                if name is None and token.text.lower() == "it" and speech(verb.lemma.lower()) >= SPEECH:
                    name = self.pronoun(sentence, token.start, "it")[0]
                if name is not None:
                    found.append(Subject(0 if main else 1, index, name, person))
                elif token.tag in ("NNS", "NNPS") and speech(verb.lemma.lower()) >= SPEECH:
                    found.append(Subject(0 if main else 1, index, self.phrase(sentence, index), False, True))
            elif token.dep == "pobj" and clauses.tokens[clauses.tokens[token.head].head].lemma == "accord":
                mention = self.mention_at(token.start)
                if mention is not None and mention.kind == "organisation":
                    found.append(Subject(1, index, mention.entity, False))
        found.extend(self._bystanders(clauses))
        return sorted(found)

    def _bystanders(self, clauses: Clauses) -> Iterator[Subject]:
        """Yield people whom a sentence names, not as its subject; "then there was Berg" brings one in."""
        brought_in = any(token.dep == "expl" and token.text.lower() == "there" for token in clauses.tokens)
        for index, token in enumerate(clauses.tokens):
            mention = self.mention_at(token.start)
            if mention is None or mention.kind != "person" or mention.start != token.start:
                continue
            if self.in_speech(token.start) or names_a_thing(clauses, token, mention):
                continue
            after = bisect_left(clauses.tokens, mention.end, key=lambda token: token.start)
            then = clauses.tokens[after] if after < len(clauses.tokens) else token
            speaks = then.tag in ("VB", "VBG") and then.lemma in _SPEAKING
            yield Subject(1 if speaks or brought_in else 2, index, mention.entity, True)

    def _earlier_in(self, sentence: int, offset: int) -> list[Subject]:
        """Return the named subjects before ``offset`` in its sentence, last first; no pronouns."""
        tokens = self.clauses[sentence].tokens
        found = []
        end = bisect_left(tokens, offset, key=lambda token: token.start)
        for index in range(max(0, end - NEAR), end):
            token = tokens[index]
            named = token.dep in ("nsubj", "nsubjpass") and token.pos != "PRON"
            if named and not self.in_speech(token.start):
                describing = tokens[token.head].dep == "relcl"
                spoke = tokens[token.head].dep == "ROOT"
                described = self._without_name(sentence, index, 0) if spoke else None
                if described is not None:
                    found.append(described)
                    continue
                name, person = self._referent(sentence, index, plain=True)
                if name is not None:
                    found.append(Subject(2 if describing else 0, index, name, person))
        return found[::-1]

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
        if definite(clauses, index):
            if token.lemma.lower() in SPOKES_NOUNS:
                brought_in = self.nameless.spokesman(sentence, index)
                if brought_in is not None:
                    return brought_in or None, True
            person = self.roles.person(clauses, index, self.recent(sentence))
            meant, is_person = (person, True) if person else self.meant(sentence, index)
            if meant is not None:
                return meant, is_person
        if token.lemma.lower() in GROUPS and not (plain and owned(clauses, index)):
            return self.phrase(sentence, index) or None, False
        if token.pos in ("NOUN", "PROPN"):
            return self.roles.person(clauses, index, self.recent(sentence)), True
        if word in ("who", "that", "which"):
            return self._antecedent(sentence, index)
        return None, False

    def _antecedent(self, sentence: int, index: int) -> tuple[str | None, bool]:
        """Return who "who" is: the name that its clause describes."""
        clauses = self.clauses[sentence]
        verb = clauses.tokens[clauses.tokens[index].head]
        noun = verb.head if verb.dep == "relcl" else index - 1
        mention = self.named(sentence, noun) if noun >= 0 else None
        return (mention.entity, mention.kind == "person") if mention is not None else (None, False)
