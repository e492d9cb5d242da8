"""The tree of a sentence: which verb each token belongs to, who acts, what only adds to another clause."""

from collections.abc import Sequence

from copydesk.model.syntax import Token

_FINITE = frozenset({"ROOT", "ccomp", "relcl", "parataxis"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_HANGING = frozenset({"relcl", "acl", "advcl", "pcomp"})
_LEVELS = 5
"""Steps that are followed in a tree."""


def is_denial(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a token says "not" or "no longer" of its head."""
    token = tokens[index]
    if token.text.lower() == "longer":
        return index > 0 and tokens[index - 1].text.lower() == "no"
    return token.dep == "neg"


def homes(tokens: Sequence[Token]) -> list[int]:
    """Return for each token the index of the finite verb it belongs to."""
    found = [-1] * len(tokens)
    finite = [_is_finite(tokens, index) for index in range(len(tokens))]
    for index in range(len(tokens)):
        path: list[int] = []
        at = index
        while found[at] < 0 and not finite[at] and len(path) <= len(tokens):
            path.append(at)
            at = tokens[at].head
        home = found[at] if found[at] >= 0 else at
        for one in (*path, at):
            found[one] = home
    return found


def _is_finite(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.head == index:
        return True
    if token.pos not in ("VERB", "AUX"):
        return False
    if token.dep in _FINITE:
        return True
    if token.dep == "conj":
        return tokens[token.head].pos in ("VERB", "AUX")
    return token.dep == "advcl" and _subject_of(tokens, index) is not None


def _subject_of(tokens: Sequence[Token], head: int) -> int | None:
    for index, token in enumerate(tokens):
        if token.head == head and token.dep in _SUBJECTS and index != head:
            return index
    return None


def subject(tokens: Sequence[Token], head: int) -> int | None:
    """Return who acts: a passive's agent, the noun before "who", the governing clause's subject for "he"."""
    agent = next((i for i, t in enumerate(tokens) if t.head == head and t.dep == "agent"), None)
    if agent is not None:
        return next((i for i, t in enumerate(tokens) if t.head == agent and t.dep == "pobj"), None)
    at = head
    for _ in range(_LEVELS):
        subject = _subject_of(tokens, at)
        if subject is not None and tokens[subject].tag in ("WDT", "WP") and tokens[at].dep == "relcl":
            return tokens[at].head
        if subject is not None and tokens[subject].dep == "nsubjpass":
            return None
        if subject is not None and tokens[subject].pos != "PRON":
            return subject
        if tokens[at].dep not in ("conj", "advcl", "ccomp") or tokens[at].head == at:
            return None
        at = tokens[at].head
    return None


def subtree(tokens: Sequence[Token], top: int) -> set[int]:
    """Indices of ``top`` and of what hangs on it, some levels deep."""
    found = {top}
    for _ in range(_LEVELS):
        found |= {index for index, token in enumerate(tokens) if token.head in found}
    return found


def hangs(tokens: Sequence[Token], index: int, head: int) -> bool:
    """Tell whether a clause that only adds to another one lies between a token and its verb."""
    for _ in range(2 * _LEVELS):
        if index == head:
            return False
        if tokens[index].dep in _HANGING:
            return True
        index = tokens[index].head
    return True


def is_beside(tokens: Sequence[Token], head: int) -> bool:
    """Tell a clause that carries the sentence from one that only adds to another one."""
    at = head
    for _ in range(2 * _LEVELS):
        if tokens[at].dep in _HANGING:
            return True
        if tokens[at].head == at:
            return False
        at = tokens[at].head
    return True
