"""The same clause in fewer words: without what stands before its subject, and cut off behind its act.

"On Monday the board shut the pier near the mill, witnesses wrote" also tells "the board shut the pier". Only
what may be left out is: never an object, a condition, or what a denial denies.
"""

from collections.abc import Iterator, Sequence

from copydesk.model.span import Citation
from copydesk.model.syntax import Token
from copydesk.stories.clauses.statements import BEST, Statement, Telling, stands_alone

FEWEST = 4
"""Words of a cut clause at least."""

GRADE = 2
"""How a cut clause reads beside a whole one."""

_ADDED = frozenset("prep advmod npadvmod advcl relcl acl appos conj cc punct agent parataxis".split())
"""What may be cut off behind the verb."""

_FREE = frozenset(
    "in at on after before during near since through over amid following around outside inside along within "
    "under beside when while as despite via across off above below behind because".split()
)
"""Prepositions that add place, time or manner to a verb; others may be part of what it says."""

_LONGEST = 60
"""Tokens that are looked at from the subject on."""

_POINTING = frozenset("that this those these who which".split())
_BINDING = frozenset("if unless until without except or nor than whether only".split())
"""Words that limit what a clause says, so that it says something else without them."""


def shortened(telling: Telling) -> Iterator[Statement]:
    """Yield the clause from its subject on, cut off at each place where it can be, the longest first."""
    core, document = telling.core, telling.document
    tokens, head = core.sentence.tokens, core.head
    first = _first(tokens, head)
    children = _children(tokens)
    inside = _below(children, head)
    if first is None or core.negated or not stands_alone(telling, first):
        return
    if any(tokens[i].text.lower() in _BINDING for i in inside):
        return
    run, least = first, _needed(tokens, children, head)
    while run < first + _LONGEST and run + 1 in inside:
        run += 1
    for end in range(run, least - 1, -1):
        words = sum(tokens[i].pos not in ("PUNCT", "SPACE") for i in range(first, end + 1))
        text = document.text[tokens[first].start : tokens[end].end]
        if FEWEST <= words <= BEST and _in_pairs(text) and _may_end(tokens, children, head, first, end):
            yield Statement(GRADE, Citation(document.id, tokens[first].start, tokens[end].end), text)


def _in_pairs(text: str) -> bool:
    """Tell whether what opens a quotation or a bracket is closed."""
    pairs = text.count("“") == text.count("”") and text.count("(") == text.count(")")
    return pairs and text.count('"') % 2 == 0


def _first(tokens: Sequence[Token], head: int) -> int | None:
    """Return the first token of the verb's own subject, None where that is no noun before the verb."""
    subject = next(
        (i for i, t in enumerate(tokens[:head]) if t.head == head and t.dep in ("nsubj", "nsubjpass")), None
    )
    if subject is None or tokens[subject].pos not in ("NOUN", "PROPN"):
        return None
    return min(_below(_children(tokens), subject))


def _children(tokens: Sequence[Token]) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in tokens]
    for index, token in enumerate(tokens):
        if token.head != index:
            found[token.head].append(index)
    return found


def _below(children: Sequence[Sequence[int]], top: int) -> set[int]:
    """Indices of ``top`` and of all that hangs on it."""
    found, waiting = {top}, [top]
    while waiting:
        new = [i for i in children[waiting.pop()] if i not in found]
        found.update(new)
        waiting += new
    return found


def _needed(tokens: Sequence[Token], children: Sequence[Sequence[int]], head: int) -> int:
    """Return the last index that the clause cannot do without, as far as the verb's own parts go."""
    return max([head, *(child for child in children[head] if not _droppable(tokens, child))])


def _droppable(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether what hangs on a verb or noun by this word may be cut off."""
    token, above = tokens[index], tokens[tokens[index].head]
    if token.dep not in _ADDED:
        return False
    if token.dep == "prep":
        word = token.text.lower()
        return (
            word in _FREE if above.pos in ("VERB", "AUX") else word != "of" and above.pos in ("NOUN", "PROPN")
        )
    if token.dep == "conj" and above.dep == "pobj":
        return tokens[above.head].text.lower() != "between"
    return token.dep != "advmod" or above.pos in ("VERB", "AUX")


def _may_end(
    tokens: Sequence[Token], children: Sequence[Sequence[int]], head: int, first: int, end: int
) -> bool:
    """Tell whether nothing is torn apart if the clause ends with the word ``end``."""
    token = tokens[end]
    if token.pos in ("PUNCT", "SPACE", "CCONJ", "SCONJ", "ADP", "DET", "PART", "AUX"):
        return token.dep == "prt"
    if token.tag == "VBG" or (token.pos == "PRON" and token.text.lower() in _POINTING):
        return False
    for index in range(first, end + 1):
        if index != head and not first <= tokens[index].head <= end:
            return False
        if any(child > end and not _droppable(tokens, child) for child in children[index]):
            return False
    return True
