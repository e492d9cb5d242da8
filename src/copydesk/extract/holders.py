"""Whom a noun stands for as a source: "the minister", "the zoo", "a spokesman" who is named later."""

from copydesk.extract.clauses import Clauses
from copydesk.extract.cues import speech
from copydesk.extract.descriptions import kinds_of
from copydesk.extract.discourse import NEAR, Answer, Discourse
from copydesk.text.names import name_words

NAMES_LATER = 0.2
"""How often the next sentence's verb must be a cue for its new subject to be "a spokesman" of this one."""

_OFFICES = frozenset(
    """president minister chancellor premier mayor governor senator congressman congresswoman king
    queen pope chairman chairwoman secretary ambassador commissioner candidate nominee taoiseach""".split()
)


def holder(told: Discourse, sentence: int, head: int) -> Answer:
    """Return who "the minister" is: introduced so, or else the last subject to whom no role was given.

    The latter only for offices, and only from the two sentences before. "The zoo" is short for a name that
    holds it; "the singer" and "the airline" are who was spoken of last (``descriptions.py``).
    """
    clauses = told.clauses[sentence]
    person = told.roles.person(clauses, head, told.recent(sentence))
    if person is not None:
        return person, f"role: introduced as {told.roles.title(clauses, head)}"
    word = clauses.tokens[head].lemma.lower()
    short = _short_for(told, clauses, head)
    if short is not None:
        return short, f"'the {word}': short for a name before it"
    for layer in told.back(sentence, 2) if word in _OFFICES else ():
        for one in layer:
            if one.person and one.rank == 0 and not told.roles.introduced(one.name):
                return one.name, f"role: '{word}', the last subject and introduced as nothing else"
    meant = told.meant(sentence, head)[0]
    return meant, f"'the {word}': " + ("who was spoken of last" if meant else "a role without a name")


def _short_for(told: Discourse, clauses: Clauses, head: int) -> str | None:
    """Return the last institution whose name holds a noun and all that is set before it: "the zoo"."""
    word = clauses.tokens[head].lemma.lower()
    set_before = kinds_of(clauses, head)
    for mention in told.names_before(clauses.tokens[head].start):
        words = name_words(mention.entity)
        if mention.kind != "person" and word in words[1:] and set_before <= set(words):
            return mention.entity
    return None


def set_beside(told: Discourse, sentence: int, head: int) -> str | None:
    """Return the person whom commas set beside a role: "a lawyer for Mr Marsh, Anna Berg,"."""
    clauses = told.clauses[sentence]
    for at in sorted(clauses.subtree(head)):
        token = clauses.tokens[at]
        mention = told.mention_at(token.start) if at > head and clauses.tokens[at - 1].text == "," else None
        if mention is not None and mention.start == token.start and mention.kind == "person":
            return mention.entity
    return None


def named_later(told: Discourse, sentence: int, head: int) -> Answer:
    """Return who "a government spokesman" turns out to be where "the spokesman, Anna Berg," comes later.

    So does a sentence that follows at once and lets a person speak who is new and has no other role.
    """
    clauses = told.clauses[sentence]
    end = clauses.sentence.end
    person = told.roles.sole(clauses, head)
    if person is not None and told.first.get(person, 0) >= end:
        return person, f"role: introduced later as {told.roles.title(clauses, head)}"
    if sentence + 1 == len(told.clauses) or not told.descriptions.of_stranger(clauses, head):
        return None, "no later name"
    following = told.clauses[sentence + 1].tokens
    for index, token in enumerate(following[:NEAR]):
        says = token.dep == "nsubj" and speech(following[token.head].lemma.lower()) >= NAMES_LATER
        mention = told.named(sentence + 1, index) if says else None
        if mention is None or mention.kind != "person" or told.first[mention.entity] < end:
            continue
        if " " in mention.entity and told.roles.ranked(mention.entity):
            return mention.entity, "the next sentence names a new speaker"
    return None, "no later name"
