"""Clauses of one parsed sentence: subtrees, subjects, and token sets turned into spans."""

import re
from collections.abc import Iterable, Iterator, Sequence

from copydesk.model.span import Span
from copydesk.model.syntax import Sentence, Token
from copydesk.text.normalize import MARKS

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
TEXTS = frozenset(
    "statement tweet post message letter email e-mail memo release speech remark comment note transcript"
    " communique communiqué thread announcement interview".split()
)
"""Nouns (lemmas) that stand for whoever wrote or said them."""

_MARKS = MARKS | {"`", "''", "``"}
_TRIM = MARKS | frozenset(" \t\n\u00a0`,.;:-–—―")
_SIGNED = re.compile(r"(?<![\w-])[-–.][$€£¥]?\.?\d")


class Clauses:
    """A sentence's tokens as a tree. Indices are those of ``sentence.tokens``.

    Attributes:
        sentence: the sentence as the language model saw it.
        text: the report's text.
        tokens: the sentence's tokens, some hung on another head than the model's.
        children: for each token, the tokens it governs, in order.
    """

    __slots__ = ("children", "sentence", "text", "tokens")

    def __init__(self, sentence: Sentence, text: str) -> None:
        self.tokens = _reattached(sentence.tokens)
        self.sentence = sentence
        self.text = text
        self.children: list[list[int]] = [[] for _ in self.tokens]
        for index, token in enumerate(self.tokens):
            if token.head != index:
                self.children[token.head].append(index)

    def subtree(self, index: int) -> set[int]:
        """Return the token and all it governs, directly or not."""
        found: set[int] = set()
        waiting = [index]
        while waiting:
            here = waiting.pop()
            if here not in found:
                found.add(here)
                waiting.extend(self.children[here])
        return found

    def child(self, index: int, *deps: str) -> int | None:
        """Return the first child with one of these dependency labels."""
        return next((child for child in self.children[index] if self.tokens[child].dep in deps), None)

    def subject(self, verb: int) -> int | None:
        """Return the subject of a verb; of the verb above where it shares that one's subject."""
        here = verb
        for _ in range(6):
            found = self.child(here, "nsubj", "nsubjpass")
            if found is not None:
                return found
            token = self.tokens[here]
            if token.head == here or token.dep not in (
                "conj",
                "xcomp",
                "advcl",
                "acl",
                "pcomp",
                "prep",
                "aux",
            ):
                return None
            beside = self._with_participle(here)
            if beside is not None:
                return beside
            if token.dep == "acl":
                noun = self.tokens[token.head]
                if noun.lemma.lower() not in TEXTS or noun.dep not in ("dobj", "pobj"):
                    return self._described(token.head)
                here = token.head if noun.dep == "pobj" else noun.head
                here = self.tokens[self.tokens[here].head].head if noun.dep == "pobj" else here
                continue
            if token.dep == "conj" and self.tokens[token.head].pos not in ("VERB", "AUX"):
                return None
            here = token.head
        return None

    def _with_participle(self, verb: int) -> int | None:
        """Return who acts in "despite the mayor earlier saying": the parser hangs that verb elsewhere."""
        if self.tokens[verb].tag != "VBG":
            return None
        at = verb - 1
        while at > 0 and self.tokens[at].pos == "ADV":
            at -= 1
        token = self.tokens[at]
        over = self.tokens[token.head]
        found = at >= 0 and token.dep == "pobj" and over.lemma in ("despite", "with", "without")
        return at if found else None

    def _described(self, noun: int) -> int | None:
        """Return the noun that a participle describes: "activists demanding ..."."""
        return noun if self.tokens[noun].pos in ("NOUN", "PROPN", "PRON") else None

    def ancestors(self, index: int) -> Iterator[int]:
        """Yield the governing tokens, nearest first."""
        here = index
        for _ in range(len(self.tokens)):
            above = self.tokens[here].head
            if above == here:
                return
            yield above
            here = above

    def pieces(self, indices: Iterable[int]) -> tuple[Span, ...]:
        """Turn token indices into spans, one for each unbroken run, without marks at their ends."""
        found: list[Span] = []
        run: list[int] = []
        for index in sorted(indices):
            if run and not self._adjoin(run[-1], index):
                found.extend(self._piece(run[0], run[-1]))
                run = []
            run.append(index)
        if run:
            found.extend(self._piece(run[0], run[-1]))
        return tuple(found)

    def _adjoin(self, left: int, right: int) -> bool:
        """Tell whether nothing but quotation marks stands between; the parse hangs those anywhere."""
        return all(token.text in _MARKS for token in self.tokens[left + 1 : right])

    def _piece(self, first: int, last: int) -> Iterator[Span]:
        span = trimmed(self.text, self.tokens[first].start, self.tokens[last].end)
        if span is not None:
            yield span


def _reattached(tokens: Sequence[Token]) -> Sequence[Token]:
    """Move a second verb from what was said to who said it: "said it was late but refused to go".

    The parser often hangs "refused" on "was"; where its form is that of "said" and not that of the
    first clause, it is coordinated with "said".
    """
    moved: dict[int, int] = {}
    owners = {token.head for token in tokens if token.dep in SUBJECTS}
    for index, token in enumerate(tokens):
        first = tokens[token.head]
        if token.dep != "conj" or token.tag not in ("VBD", "VBZ") or first.dep != "ccomp":
            continue
        verb = tokens[first.head]
        if (
            index not in owners
            and verb.tag == token.tag
            and first.tag != token.tag
            and first.head < token.head < index
        ):
            moved[index] = first.head
            links = [at for at in range(token.head + 1, index) if tokens[at].head == token.head]
            links = [at for at in links if tokens[at].dep == "cc"]
            moved.update(dict.fromkeys(links[-1:], first.head))
    if not moved:
        return tokens
    return tuple(
        token._replace(head=moved[index]) if index in moved else token for index, token in enumerate(tokens)
    )


def trimmed(text: str, start: int, end: int) -> Span | None:
    """Drop white space, quotation marks and dangling punctuation at both ends; None if nothing is left.

    A full stop is kept where it belongs to the words, and so is the sign of a number: only the marks go.
    """
    while start < end and text[start] in _TRIM and not _SIGNED.match(text, start, end):
        start += 1
    while end > start and text[end - 1] in _TRIM and not _belongs(text, start, end):
        end -= 1
    if not any(char.isalnum() for char in text[start:end]):
        return None
    return Span(start, end)


def _belongs(text: str, start: int, end: int) -> bool:
    """Tell whether the last character ends an abbreviation ("U.S.") rather than a sentence."""
    return text[end - 1] == "." and end - start > 2 and text[end - 2].isupper() and text[end - 3] in ". "
