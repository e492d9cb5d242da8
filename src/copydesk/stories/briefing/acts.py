"""What a sentence mainly tells, and whether two sentences mainly tell one act.

Two reports tell one act where their clauses do (``corroboration.one_act``); two sentences of one brief do
already where the same is done to the same: then the second tells little that the first did not.
"""

import math
from collections.abc import Sequence

from copydesk.model.syntax import Token
from copydesk.stories.briefing.candidates import Reading, Readings
from copydesk.stories.clauses.cores import Core, stem
from copydesk.stories.clauses.corroboration import EMPTY_ACTS, one_act
from copydesk.stories.clauses.deeds import DEEDS
from copydesk.stories.clauses.reading import Clauses
from copydesk.stories.clauses.statements import Telling
from copydesk.stories.clauses.terms import Weights

_DEEDS = {name: DEEDS[name] for name in ("death", "arrest", "verdict")}
"""Those done to one person once: two sentences that tell one of somebody tell the same."""

_OBJECTS, _MOST_OF_THEM = 3, 0.6
"""Content words beside the verb that two clauses share, and the weighted part that they are of either's."""

_ANNOUNCING = frozenset(
    """announce confirm report reveal disclose believe think know warn show suggest indicate allege declare
    reckon estimate testify maintain""".split()
)
"""Verbs beside those of saying that tell whose the words behind them are."""

_CARRYING = frozenset("be leave take find hold claim bring return reach become".split())
"""Verbs that tell a deed with a noun or adjective: "taken into custody", "were left dead"."""

_OF_ALL = frozenset("person people man woman other anybody someone victim suspect male female driver".split())
"""Nouns that tell little of whom something was done to."""


class Acts:
    """Reads what sentences tell.

    Args:
        read: the clauses of the story's reports.
        heard: its sentences, by which its words are weighed.
    """

    def __init__(self, read: Sequence[Clauses], heard: Readings) -> None:
        self.weights = Weights([sorted(map(stem, reading.terms)) for reading in heard.all])
        self._read = {one.document.id: one for one in read}
        self._told: dict[tuple[str, int], tuple[Telling, ...]] = {}

    def of(self, one: Reading) -> tuple[Telling, ...]:
        """Return the clauses of a sentence, those left out that say neither yes nor no."""
        place = one.document.id, one.sentence.start
        if place not in self._told:
            read = self._read[one.document.id]
            cores = [core for core in read.of(one.sentence) if read.meant(core) is not None]
            self._told[place] = tuple(Telling(read.stand(core), True) for core in cores)
        return self._told[place]

    def main(self, one: Reading) -> Telling | None:
        """Return the clause that carries a sentence: of "police said that", the one behind it."""
        carrying = [telling for telling in self.of(one) if not telling.core.beside]
        asserting = [telling for telling in carrying if not _announces(telling.core)]
        return min(asserting or carrying, key=_depth, default=None)

    def retells(self, one: Reading, other: Reading) -> bool:
        """Tell whether two sentences mainly tell one act, or each tells in passing that the same was done.

        "She was minutes from her berth when she hit the stern of the Heron", "was on her way when she ran
        into the stern of the Heron".
        """
        left, right = self.main(one), self.main(other)
        if left is not None and right is not None and _one_deed(left, right, self.weights):
            return True
        return any(_done_to_the_same(a, b, self.weights) for a in self.of(one) for b in self.of(other))


def _done_to_the_same(one: Telling, other: Telling, weights: Weights) -> bool:
    """Tell whether two clauses have most of their words but the verb in common."""
    left, right = one.core, other.core
    shared = left.objects & right.objects
    if left.saying or right.saying or len(shared) < _OBJECTS or left.negated != right.negated:
        return False
    both = weights.total(left.objects) * weights.total(right.objects)
    return weights.total(shared) >= _MOST_OF_THEM * math.sqrt(both)


def _announces(core: Core) -> bool:
    """Tell whether a clause only says that somebody tells what the clause behind it says."""
    if core.saying:
        return True
    tokens = core.sentence.tokens
    return tokens[core.head].lemma.lower() in _ANNOUNCING and any(
        token.head == core.head and token.dep == "ccomp" for token in tokens
    )


def _depth(telling: Telling) -> tuple[int, int]:
    """How many clauses a clause hangs below, and where it begins."""
    tokens, at, depth = telling.core.sentence.tokens, telling.core.head, 0
    while tokens[at].head != at and depth < len(tokens):
        at, depth = tokens[at].head, depth + 1
    return depth, telling.core.head


def _one_deed(one: Telling, other: Telling, weights: Weights) -> bool:
    """Tell whether two clauses of any reports are about one act: nearly the same words, or deed and whom."""
    if one_act(one, other, weights):
        return True
    left, right = one.core, other.core
    if left.actor.kinds & right.actor.kinds and _figures(left) & _figures(right):
        return True  # "an earthquake of 5.6 shook", "a 5.6-magnitude earthquake jolted"
    deed = _deed(left)
    if deed is None or deed != _deed(right):
        return False
    mine, theirs = _whom(left), _whom(right)
    if mine and theirs:
        return bool(mine & theirs)
    return deed in _DEEDS


def same_deed(one: Telling, other: Telling) -> bool:
    """Tell whether two clauses say with one of several verbs that the same was done to people of one name."""
    left, right = one.core, other.core
    deed = _deed(left)
    if deed not in _DEEDS or deed != _deed(right) or left.negated != right.negated:
        return False
    return any(name[0].isalpha() for name in _whom(left) & _whom(right))


def _figures(core: Core) -> frozenset[str]:
    """Numbers in the clause with two digits or more, those of its subject too."""
    tokens = core.sentence.tokens
    return frozenset(
        token.text
        for token in (tokens[index] for index in core.members)
        if token.text[0].isdigit() and sum(character.isdigit() for character in token.text) > 1
    )


def _deed(core: Core) -> str | None:
    """Return what is done: an act of several verbs, else the verb's stem, None where it tells nothing."""
    tokens = core.sentence.tokens
    words = {tokens[core.head].lemma.lower()}
    if tokens[core.head].lemma.lower() in _CARRYING:
        words |= {tokens[index].lemma.lower() for index in _below(tokens, core.head, 2)}
    for name, lemmas in _DEEDS.items():
        if words & lemmas:
            return name
    return None if core.saying or core.act in EMPTY_ACTS else core.act


def _below(tokens: Sequence[Token], head: int, levels: int) -> set[int]:
    """Indices of what a verb governs beside its subject: adjectives, objects, and prepositions' nouns."""
    found = {i for i, t in enumerate(tokens) if t.head == head and t.dep in _TOLD_WITH}
    for _ in range(levels - 1):
        found |= {i for i, t in enumerate(tokens) if t.head in found and t.dep in ("pobj", "conj")}
    return found - {head}


_TOLD_WITH = frozenset("acomp attr oprd dobj prep xcomp ccomp".split())


def _whom(core: Core) -> frozenset[str]:
    """Names of whom or what something is done to; empty where none is named."""
    tokens = core.sentence.tokens
    goals = [i for i, t in enumerate(tokens) if t.head == core.head and t.dep in ("nsubjpass", "dobj")]
    if not goals or tokens[core.head].lemma.lower() == "be":
        goals += [i for i, t in enumerate(tokens) if t.head == core.head and t.dep == "nsubj"]
    near = set(goals)
    for _ in range(2):
        near |= {
            i
            for i, t in enumerate(tokens)
            if t.head in near and t.dep in ("compound", "flat", "appos", "conj")
        }
    names = {tokens[i].text.lower() for i in near if tokens[i].pos == "PROPN"}
    if names:
        return frozenset(names)
    return frozenset(tokens[i].lemma.lower() for i in goals if tokens[i].pos == "NOUN") - _OF_ALL
