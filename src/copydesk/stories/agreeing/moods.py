"""Whether a clause tells its act as done, as planned, or as doubtful, and which word says so."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from copydesk.model.syntax import Token

_DOUBTING = frozenset(
    "believe think suspect fear allege claim purport suppose presume speculate seem appear rumour "
    "rumor".split()
)
"""Verbs that leave open what they govern; "say" and "report" do not."""

_PLANNING = frozenset(
    "plan expect want intend hope aim promise pledge threaten vow offer propose consider schedule prepare "
    "seek wish".split()
)
"""Verbs after which what is governed is still to be done."""

_PERHAPS = frozenset(
    "reportedly allegedly apparently possibly probably perhaps supposedly presumably purportedly maybe "
    "likely seemingly".split()
)
_MAY, _WILL = frozenset("may might could".split()), frozenset("will would shall wo 'll ’ll".split())
_LEVELS = 5


class Mood(NamedTuple):
    """How an act is told; ``cue`` is the index of the word that says so, the verb's own for a plain act."""

    kind: Literal["done", "planned", "doubtful"]
    cue: int


def mood(tokens: Sequence[Token], head: int) -> Mood:
    """Tell how the clause with the verb ``head`` tells its act, itself and under the verbs that govern it."""
    found = _own(tokens, head)
    at = head
    for _ in range(_LEVELS):
        if found is not None:
            return found
        above, dep = tokens[at].head, tokens[at].dep
        if above == at or dep not in ("ccomp", "xcomp", "conj", "relcl"):
            break
        if dep == "conj":
            found = _helped(tokens, above) if not _has_subject(tokens, at) else None
        elif dep in ("ccomp", "xcomp"):
            found = _governing(tokens, above)
        else:
            break
        at = above
    return found or Mood("done", head)


def _own(tokens: Sequence[Token], head: int) -> Mood | None:
    """Read the verb's own words: what stands by it, and itself where it governs another verb."""
    governs = any(t.head == head and t.dep in ("xcomp", "ccomp") and i != head for i, t in enumerate(tokens))
    return _helped(tokens, head) or (_governing(tokens, head) if governs else None)


def _governing(tokens: Sequence[Token], verb: int) -> Mood | None:
    lemma = tokens[verb].lemma.lower()
    if lemma in _DOUBTING:
        return Mood("doubtful", verb)
    return Mood("planned", verb) if lemma in _PLANNING else None


def _helped(tokens: Sequence[Token], head: int) -> Mood | None:
    """Read the words that stand by a verb: "may", "will", "allegedly", "if" by it or by a clause beside."""
    for index, token in enumerate(tokens):
        word = token.text.lower()
        if token.dep == "mark" and word in ("if", "unless"):
            beside = tokens[token.head].dep == "advcl" and tokens[token.head].head == head
            if token.head == head or beside:
                return Mood("doubtful", index)
        if token.head != head or index == head:
            continue
        if (token.dep == "aux" and word in _MAY) or word in _PERHAPS:
            return Mood("doubtful", index)
        if token.dep == "aux" and word in _WILL:
            return Mood("planned", index)
    return None


def _has_subject(tokens: Sequence[Token], head: int) -> bool:
    return any(t.head == head and t.dep in ("nsubj", "nsubjpass") for t in tokens)
