"""Whom a noun stands for as a source: "the minister", "the zoo", "a spokesman" who is named later."""

from copydesk.extract.clauses import Clauses
from copydesk.extract.descriptions import kinds_of
from copydesk.extract.discourse import Answer, Discourse
from copydesk.extract.nouns import INSTITUTION_NOUNS, SPOKES_NOUNS
from copydesk.text.names import name_words

_TIES = frozenset("of for in on at to".split())
_OFFICES = frozenset(
    """president minister chancellor premier mayor governor senator congressman congresswoman king
    queen pope chairman chairwoman secretary ambassador commissioner candidate nominee taoiseach""".split()
)


_ANY_NAMED = frozenset("newspaper paper magazine website group network channel".split())
"""Nouns that stand behind the whole name of an institution: "the Aldis Post newspaper"."""

NEW = 3
"""Sentences in which "a student" without a name may be who "the student" is."""

TWO_SPOKESMEN = "'the spokesman': of more than one body"


def holder(told: Discourse, sentence: int, head: int) -> Answer:
    """Return who "the minister" is: introduced so, or else the last subject to whom no role was given.

    The latter only for offices, and only from the two sentences before. "The zoo" is short for a name that
    holds it; "the singer" and "the airline" are who was spoken of last (``descriptions.py``).
    """
    clauses = told.clauses[sentence]
    if clauses.tokens[head].lemma.lower() in SPOKES_NOUNS:
        brought_in = told.nameless.spokesman(sentence, head)
        if brought_in is not None:
            return brought_in or None, "the spokesman brought in last" if brought_in else TWO_SPOKESMEN
    word = clauses.tokens[head].lemma.lower()
    beside = _named_beside(told, clauses, head)
    if beside is not None:
        return beside, "name, set beside the role"
    person = told.roles.person(clauses, head, told.recent(sentence))
    if person is not None:
        lately = told.clauses[max(0, sentence - NEW)].sentence.start
        if told.descriptions.stranger_since(word, lately, clauses.tokens[head].start):
            return None, f"'the {word}': another one comes between"
        return person, f"role: introduced as {told.roles.title(clauses, head)}"
    if _of_its_own(clauses, head):
        return None, f"'the {word}': described for itself"
    short = _short_for(told, clauses, head)
    if short is not None:
        return short, f"'the {word}': short for a name before it"
    for layer in told.back(sentence, 2) if word in _OFFICES else ():
        for one in layer:
            if one.person and one.rank == 0 and not one.noun and not told.roles.introduced(one.name):
                return one.name, f"role: '{word}', the last subject and introduced as nothing else"
    meant = told.meant(sentence, head)[0]
    return meant, f"'the {word}': " + ("who was spoken of last" if meant else "a role without a name")


def _named_beside(told: Discourse, clauses: Clauses, head: int) -> str | None:
    """Return the institution named in a noun phrase itself: "the newspaper Aldis Post", "the Aldis group"."""
    if clauses.tokens[head].lemma.lower() not in INSTITUTION_NOUNS:
        return None
    for child in clauses.children[head]:
        token = clauses.tokens[child]
        mention = told.mention_at(token.start)
        if mention is None or mention.kind != "organisation":
            continue
        between = told.text[mention.end : clauses.tokens[head].start]
        ahead = token.dep == "compound" and between.isspace() and clauses.tokens[head].lemma in _ANY_NAMED
        if (token.dep == "appos" and child == head + 1) or ahead:
            return mention.entity
    return None


def _of_its_own(clauses: Clauses, head: int) -> bool:
    """Tell whether a noun is described by what follows: "the channel of a member" is none met before."""
    return any(clauses.tokens[at].lemma.lower() == "of" and at > head for at in clauses.children[head])


def _short_for(told: Discourse, clauses: Clauses, head: int) -> str | None:
    """Return the last institution whose name holds a noun and all that is set before it: "the zoo"."""
    word = clauses.tokens[head].lemma.lower()
    set_before = kinds_of(clauses, head)
    start = clauses.tokens[head].start
    for mention in told.names_before(start):
        words = name_words(mention.entity)
        if mention.kind == "person" or word not in words[1:] or not set_before <= set(words):
            continue
        if heads(word, mention.entity):
            return told.descriptions.set_beside_since(word, mention, start) or mention.entity
    return None


def heads(noun: str, name: str) -> bool:
    """Tell whether a noun is what a name is about: "zoo" of "Aldis Zoo", not of "Zoo Trust"."""
    words = [word.strip(".,'’()").lower() for word in name.split()]
    return any(
        word.startswith(noun) and (at + 1 == len(words) or words[at + 1] in _TIES)
        for at, word in enumerate(words)
    )


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
    """Return who "a government spokesman" turns out to be where "the spokesman, Anna Berg," comes later."""
    clauses = told.clauses[sentence]
    end = clauses.sentence.end
    person = told.roles.sole(clauses, head)
    if person is not None and told.first.get(person, 0) >= end:
        return person, f"role: introduced later as {told.roles.title(clauses, head)}"
    return None, "no later name"
