"""Verbs of a sentence: the group of words that form one, and who its source is."""

from copydesk.extract.clauses import Clauses

_BEFORE_VERB = frozenset({"aux", "auxpass", "neg"})


def verb_group(clauses: Clauses, verb: int) -> tuple[set[int], int | None, bool]:
    """Return the tokens of "has also said", its subject, and whether it is passive.

    Auxiliaries, negation and adverbs right before the verb belong to it; words after it but a
    particle do not ("said in a statement": 318 of 408 phrases with "in" stand outside the cue on
    polnear-train).
    """
    tokens, children = clauses.tokens, clauses.children[verb]
    cue = {verb}
    subject = clauses.subject(verb)
    floor = subject if subject is not None and subject < verb else -1
    edge = verb
    for child in reversed([child for child in children if child < verb]):
        dep = tokens[child].dep
        between = range(child + 1, edge)
        touching = all(tokens[other].pos == "PUNCT" or other in cue for other in between)
        small = dep in _BEFORE_VERB or (dep == "advmod" and not clauses.children[child])
        if child <= floor or not small or not touching or tokens[child].tag in ("WRB", "WP"):
            break
        cue.add(child)
        edge = child
    passive = any(tokens[child].dep == "auxpass" for child in children) or (
        tokens[verb].tag == "VBN" and tokens[verb].dep == "acl"
    )
    after = verb + 1
    for child in children:
        if child == after and tokens[child].dep in ("prt", "neg"):
            cue.add(child)
            after += 1
    return cue, subject, passive


def source_of(clauses: Clauses, subject: int | None, passive: bool, verb: int) -> set[int]:
    """Return the source's tokens: the subject's noun phrase, of a passive the agent's."""
    if passive:
        agent = clauses.child(verb, "agent")
        subject = clauses.child(agent, "pobj") if agent is not None else None
    if subject is None:
        return set()
    return _noun_phrase(clauses, subject, verb)


def _noun_phrase(clauses: Clauses, noun: int, verb: int) -> set[int]:
    """Return a source's noun phrase: with apposition, without the clause that ``verb`` opens on it."""
    found = {noun}
    for child in clauses.children[noun]:
        dep = clauses.tokens[child].dep
        if dep in ("punct", "advmod", "preconj", "dep", "mark", "intj") or (dep == "acl" and child > noun):
            continue
        below = clauses.subtree(child)
        if verb in below or (dep in ("relcl", "conj", "cc") and child > verb > noun):
            continue
        found |= below
    if found and verb > noun:
        found = {index for index in found if index < verb}
    marks = {index for index in range(min(found), max(found)) if clauses.tokens[index].pos == "PUNCT"}
    return found | marks
