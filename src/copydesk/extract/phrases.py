"""Noun phrases in the tree of a sentence: their heads, and what stands before them."""

from collections.abc import Sequence

from copydesk.extract.clauses import Clauses
from copydesk.model.quote import Mention
from copydesk.model.span import Span
from copydesk.model.syntax import Token

_SEVERAL = frozenset("few many some several most both all".split())


def definite(clauses: Clauses, head: int) -> bool:
    """Tell whether a noun phrase points back: "the minister", "this official"."""
    article = clauses.child(head, "det")
    return article is not None and clauses.tokens[article].text.lower() in ("the", "this", "that")


def names_a_thing(clauses: Clauses, token: Token, mention: Mention) -> bool:
    """Tell whether a name only describes a thing: "a Twitter account"."""
    noun = clauses.tokens[token.head]
    outside = not mention.start <= noun.start < mention.end
    return outside and token.dep in ("compound", "nmod") and noun.tag in ("NN", "NNS")


def head_of(clauses: Clauses, source: Sequence[Span]) -> int | None:
    """Return the token of these spans that governs the others, a noun or pronoun if there is one."""
    inside = [
        index
        for index, token in enumerate(clauses.tokens)
        if any(span.start <= token.start and token.end <= span.end for span in source)
    ]
    held = set(inside)
    tops = [index for index in inside if clauses.tokens[index].head not in held - {index}]
    subjects = [index for index in tops if clauses.tokens[index].dep == "nsubj"]
    if len(tops) > 1 and subjects:
        first = clauses.tokens[subjects[0]]
        if first.text.lower() in _SEVERAL or (
            first.pos == "PROPN" and clauses.tokens[tops[0]].dep == "advcl"
        ):
            return subjects[0]
    named = [index for index in tops if clauses.tokens[index].pos in ("PROPN", "PRON", "NOUN")]
    return next(iter(named or tops or inside), None)


def owned(clauses: Clauses, noun: int) -> bool:
    """Tell whether a noun phrase begins with "his" or "their"."""
    return any(clauses.tokens[child].tag == "PRP$" for child in clauses.children[noun])
