"""How a dated act stands in its sentence, and the words of it that tell the act alone."""

from collections.abc import Sequence
from typing import Literal

from copydesk.model.span import Span
from copydesk.model.syntax import Token
from copydesk.stories.clauses.contrary import Stand
from copydesk.stories.clauses.cores import Core
from copydesk.stories.clauses.statements import Telling, readings
from copydesk.stories.clauses.trees import hangs

Aside = Literal["noun", "when", "other"]
"""Where an act is told in passing: describing a noun, as "when it struck", or in any other way."""


def aside_of(core: Core, at: int) -> Aside | None:
    """Tell how the act dated by the token ``at`` stands to the sentence's own act; None if it is that."""
    tokens = core.sentence.tokens
    if hangs(tokens, at, core.head):
        return "other"
    if not core.beside:
        return None
    verb = tokens[core.head]
    main = tokens[verb.head].head == verb.head or tokens[verb.head].dep == "ccomp"
    marks = [t.lemma.lower() for t in tokens if t.head == core.head and t.dep in ("advmod", "mark")]
    if verb.dep == "relcl" and tokens[verb.head].pos in ("NOUN", "PROPN"):
        after = [token for token in tokens[verb.head + 1 : verb.head + 3] if token.pos != "PUNCT"]
        who = bool(after) and after[0].tag in ("WDT", "WP") and after[0].dep in ("nsubj", "nsubjpass")
        return "noun" if who else "other"
    return "when" if verb.dep == "advcl" and main and "when" in marks else "other"


def words_of(stand: Stand, at: int, aside: Aside | None) -> Span:
    """Return the words that tell the act dated by the token ``at``: the sentence, or only its clause.

    The clause alone is told where another one stands beside it with its own subject, and may have other days.
    """
    core = stand.core
    if aside == "noun":
        return _described(core, at)
    if aside == "when":
        return _alone(core, at) or core.sentence.span
    telling = Telling(stand, own=True)
    if _has_company(core.sentence.tokens, core.head) and at in core.members:
        alone = any(one.citation == telling.citation for one in readings(telling))
        return telling.span if alone else core.sentence.span
    return core.sentence.span


def _has_company(tokens: Sequence[Token], head: int) -> bool:
    """Tell whether a clause with a subject of its own is joined to a verb by "and" or "but"."""
    subjects = {token.head for token in tokens if token.dep in ("nsubj", "nsubjpass")}
    joined = [
        i for i, t in enumerate(tokens) if t.dep == "conj" and t.pos in ("VERB", "AUX") and i in subjects
    ]
    return any(head in (i, tokens[i].head) for i in joined)


def _alone(core: Core, at: int) -> Span | None:
    """Return "the bridge fell on Friday" of "When the bridge fell on Friday, the town woke"."""
    tokens = core.sentence.tokens
    kept = [i for i in core.members if tokens[i].tag != "WRB" and tokens[i].pos not in ("PUNCT", "SPACE")]
    if len(kept) < _FEWEST or at not in kept or tokens[kept[0]].pos == "PRON":
        return None
    whole = kept[-1] - kept[0] + 1 == len(kept)
    closed = kept[-1] + 1 == len(tokens) or tokens[kept[-1] + 1].pos == "PUNCT"
    named = tokens[kept[0]].text[0].isupper()  # else the entry would begin in the midst of a sentence
    return Span(tokens[kept[0]].start, tokens[kept[-1]].end) if whole and closed and named else None


_FEWEST = 6
"""Words of a clause that is told by itself."""


def _described(core: Core, at: int) -> Span:
    """Return the noun that a clause describes, what stands before it, and the clause up to its dated end."""
    tokens = core.sentence.tokens
    noun = first = tokens[core.head].head
    while (
        first > 0
        and tokens[first - 1].pos in _BEFORE
        and tokens[first - 1].head in range(first - 1, noun + 1)
    ):
        first -= 1
    last = at
    while last < max(core.members) and tokens[last + 1].text not in (",", ";", ":", "–", "—"):
        last += 1
    while tokens[last].pos in ("PUNCT", "SPACE") and last > noun:
        last -= 1
    return Span(tokens[first].start, tokens[last].end)


_BEFORE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PUNCT", "PART"})
