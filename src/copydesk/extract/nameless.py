"""People whom a report only describes: "an army spokesman", "the officer". A later "he" may be such a one."""

from collections.abc import Callable, Sequence

from copydesk.extract.clauses import Clauses
from copydesk.extract.cues import SPEECH, speech
from copydesk.extract.nouns import INSTITUTION_NOUNS, SPEAKER_NOUNS, SPOKES_NOUNS
from copydesk.extract.roles import Roles, bodies
from copydesk.model.quote import Mention
from copydesk.text.names import name_words

_ASKING = frozenset("reporter journalist interviewer".split())
_NEW = frozenset("a an another one".split())
_PEOPLE = SPEAKER_NOUNS | SPOKES_NOUNS
STOOD_FOR = SPOKES_NOUNS | frozenset("official officer source witness eyewitness".split())
"""Speakers who stay without a name even where "the" stands before them."""

REACH = 12
"""Sentences in which "the spokesman" looks back for who was brought in as one."""


class Nameless:
    """Tells which subjects are people without a name.

    Args:
        sentences: the report's sentences.
        roles: the roles it gives its people.
        named: gives the name that a noun phrase's head is part of, by sentence and token.
        phrase: writes a noun phrase for print.
    """

    def __init__(
        self,
        sentences: Sequence[Clauses],
        roles: Roles,
        named: Callable[[int, int], Mention | None],
        phrase: Callable[[int, int], str],
    ) -> None:
        self._sentences = sentences
        self._roles = roles
        self._named = named
        self._phrase = phrase
        self._answered: dict[int, str] = {}

    def answered(self, sentence: int, head: int, speaker: str) -> None:
        """Remember who a noun that is a source turned out to be."""
        self._answered[self._sentences[sentence].tokens[head].start] = speaker

    def subject(self, sentence: int, index: int) -> str | None:
        """Return how a subject is called that is a person without a name: empty if that says too little.

        None if it is no such person, or may be one who was named.
        """
        clauses = self._sentences[sentence]
        token = clauses.tokens[index]
        noun, verb = token.lemma.lower(), clauses.tokens[token.head].lemma.lower()
        says = speech(verb) >= SPEECH
        mention = self._named(sentence, index)
        if mention is not None:
            return self._mistaken(clauses, index, mention) if says else None
        if token.tag != "NN" or noun not in _PEOPLE or noun in _ASKING or verb == "ask":
            return None
        article = clauses.child(index, "det")
        word = clauses.tokens[article].text.lower() if article is not None else ""
        if word not in _NEW and not (says and (word == "" or noun in STOOD_FOR)):
            return None
        if token.start in self._answered:
            return self._answered[token.start]
        if word not in _NEW and noun in SPOKES_NOUNS:
            brought_in = self.spokesman(sentence, index)
            if brought_in is not None:
                return brought_in
        name = self._phrase(sentence, index)
        return name if (says or noun in SPOKES_NOUNS) and " " in name else ""

    def spokesman(self, sentence: int, head: int) -> str | None:
        """Return who "the spokesman" is: the last one brought in before, by name or not; None for nobody.

        Empty if spokesmen of two bodies come into question.
        """
        noun = self._sentences[sentence].tokens[head].lemma.lower()
        alike = SPOKES_NOUNS if noun == "spokesperson" else {noun, "spokesperson"}
        asked = bodies(self._sentences[sentence], head)
        for at in range(sentence - 1, max(-1, sentence - 1 - REACH), -1):
            clauses = self._sentences[at]
            found = [
                index
                for index, token in enumerate(clauses.tokens)
                if token.lemma.lower() in alike and token.tag in ("NN", "NNP")
            ]
            called = {name for index in found if (name := self._brought_in(at, index, asked))}
            if called:
                return called.pop() if len(called) == 1 else ""
        return "" if len(self._roles.holders(noun)) > 1 and not asked else None

    def _brought_in(self, sentence: int, index: int, asked: frozenset[str]) -> str | None:
        clauses = self._sentences[sentence]
        own = bodies(clauses, index)
        if asked and not asked & own:
            return None
        token = clauses.tokens[index]
        for near in (index, token.head, *clauses.children[index]):
            tied = near == index or "appos" in (clauses.tokens[near].dep, token.dep)
            title = near == token.head and token.dep in ("compound", "nmod")
            mention = self._named(sentence, near) if tied or title else None
            if mention is not None and mention.kind == "person":
                return mention.entity
        if token.start in self._answered:
            return self._answered[token.start]
        return self._phrase(sentence, index) if own else None

    def _mistaken(self, clauses: Clauses, index: int, mention: Mention) -> str | None:
        """Return a name that was taken for an institution's, though a role beside it is a person's.

        Empty for one of two words or more that may be a person's all the same.
        """
        if mention.kind == "person":
            return None
        for child in clauses.children[index]:
            token = clauses.tokens[child]
            if token.dep == "appos" and token.tag == "NN" and token.lemma.lower() in _PEOPLE:
                return mention.entity
        words = name_words(mention.entity)
        bare = clauses.child(index, "det") is None and clauses.tokens[index].tag == "NNP"
        full = len(words) == 2 and mention.kind == "organisation" and not mention.entity.isupper()
        return "" if bare and full and not any(word in INSTITUTION_NOUNS for word in words) else None
