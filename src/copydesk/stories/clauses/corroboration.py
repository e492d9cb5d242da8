"""Clauses of different reports that assert the same: mostly the same words, and nothing contrary in them.

Each clause is compared only with those that share its most telling words, and clauses of the very same
words are compared once, so that time grows with the number of clauses, not with its square. The shares were
set by reading the agreements of eleven stories (the seeds, the sample reports, five of 5W1H, three of
BASIL): by one reader, 32 of 34 shown are right. Nine other stories, kept aside for the first version (least
shares .36 and .48, two plain words: 38 of 61 right) and read again after it was made stricter on both: 30
of 35.
"""

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copydesk.model.report import EVIDENCE_ZONES
from copydesk.model.span import Span
from copydesk.stories.clauses.contrary import contrary
from copydesk.stories.clauses.cores import Core, stem
from copydesk.stories.clauses.reading import Clauses
from copydesk.stories.clauses.statements import Telling
from copydesk.stories.clauses.terms import Weights

SHARED = 3
"""Content words that two clauses must share, actor and act included."""

ONE_ACT, OTHER_ACT = 0.4, 0.5
"""Least shared weight, as the root of its shares of both clauses: with one verb, and with two."""

OBJECTS, FEW_OBJECTS = 2, 0.6
"""Shared content words beside actor and act, and the share that is wanted where there are fewer."""

PLAIN, PLACES = 3, 2
"""Shared words in lower case that are wanted where the verbs differ; one is enough beside so many places."""

OF_SHORTER = 0.5
"""Least share of the shorter clause's weight."""

_TELLING = 4
"""Words by which each clause looks for others, the rarest first."""

_CROWDED = 60
"""A word in more clauses than this leads to none of them."""

EMPTY_ACTS = frozenset(
    map(
        stem,
        "be have do become seem get go come take make call consider report announce include use see "
        "show".split(),
    )
)
"""Stems of verbs that any two clauses may share."""


@dataclass(frozen=True, slots=True)
class Shared:
    """One thing that several reports assert: their clauses, and the content words of its core."""

    tellings: tuple[Telling, ...]
    terms: frozenset[str]


def corroborated(heard: Sequence[Telling]) -> list[Shared]:
    """Gather clauses that say one thing in at least two reports, at least once in a report's own name."""
    found = [*_same_clauses(heard), *_same_figures(heard)]
    return [
        one
        for one in found
        if len({telling.document.id for telling in one.tellings}) > 1 and any(t.own for t in one.tellings)
    ]


def tellings(read: Clauses) -> Iterator[Telling]:
    """Yield the clauses of a report outside direct speech that say more than that somebody spoke."""
    document = read.document
    said = sorted(span for quote in document.quotes for span in quote.content)
    starts = [span.start for span in said]
    for sentence in document.sentences:
        if document.zone_at(sentence.start).kind not in EVIDENCE_ZONES or sentence.tokens[-1].text == "?":
            continue
        for one in read.of(sentence):
            verb, core = sentence.tokens[one.head], read.meant(one)
            if (
                core is None
                or core.saying
                or _personal(core)
                or read.in_speech(Span(verb.start, verb.end))
                or len(core.stems) < SHARED
            ):
                continue
            near = said[max(0, bisect_right(starts, verb.start) - 3) : bisect_right(starts, verb.start)]
            own = not any(span.start <= verb.start < span.end for span in near)
            yield Telling(read.stand(one), own)


def _personal(core: Core) -> bool:
    """Tell whether the clause speaks for its writer or to its reader: "email us"."""
    tokens = core.sentence.tokens
    words = (tokens[index].text for index in core.members)
    return any(word != "US" and word.lower() in _PERSONAL for word in words)


_PERSONAL = frozenset("i we us our me my you your".split())


def _same_clauses(heard: Sequence[Telling]) -> Iterator[Shared]:
    """Gather clauses around those that most reports repeat."""
    forms = distinct(heard)
    near = Neighbours([form[0] for form in forms])
    alike: defaultdict[int, set[int]] = defaultdict(set)
    held: set[tuple[int, int]] = set()
    for index, form in enumerate(forms):
        if len({telling.document.id for telling in form}) > 1:
            alike[index].add(index)
        for other in near.of(index):
            if other < index and (other, index) in held:
                continue
            held.add((index, other))
            if same_assertion(form[0], forms[other][0], near.weights):
                alike[index].add(other)
                alike[other].add(index)
    reports = {
        index: len({t.document.id for other in (*near, index) for t in forms[other]})
        for index, near in alike.items()
    }
    left = set(range(len(forms)))
    order = sorted(
        left, key=lambda i: (-reports.get(i, 0), len(forms[i][0].core.stems), forms[i][0].citation)
    )
    for leader in order:
        if leader not in left or not alike[leader] & left:
            continue
        group = sorted({leader, *(alike[leader] & left)})
        left.difference_update(group)
        told = tuple(telling for index in group for telling in forms[index])
        yield Shared(told, forms[leader][0].core.stems)


def distinct(heard: Sequence[Telling]) -> list[tuple[Telling, ...]]:
    """Gather clauses that stand word for word in one sentence, in order of the first of each."""
    found: defaultdict[tuple[str, str, bool], list[Telling]] = defaultdict(list)
    for telling in heard:
        sentence = telling.core.sentence
        text = telling.document.text
        clause = telling.span.of(text)
        found[" ".join(sentence.span.of(text).split()), " ".join(clause.split()), telling.own].append(telling)
    return [tuple(same) for same in found.values()]


class Neighbours:
    """Finds for each clause those that hold one of its most telling words."""

    def __init__(self, heard: Sequence[Telling]) -> None:
        self.weights = Weights([sorted(telling.core.stems) for telling in heard])
        self._heard = heard
        self._holders: defaultdict[str, list[int]] = defaultdict(list)
        for index, telling in enumerate(heard):
            for form in telling.core.stems:
                self._holders[form].append(index)

    def of(self, index: int) -> list[int]:
        """Return their indices, in order."""
        stems = self._heard[index].core.stems
        shared = [form for form in stems if 1 < len(self._holders[form]) <= _CROWDED]
        telling = sorted(shared, key=lambda form: (-self.weights.of(form), form))[:_TELLING]
        return sorted({other for form in telling for other in self._holders[form]} - {index})


def same_assertion(one: Telling, other: Telling, weights: Weights) -> bool:
    """Tell whether two clauses of different reports assert the same thing."""
    if one.core.figures and other.core.figures and one.core.figures.isdisjoint(other.core.figures):
        return False
    return one_act(one, other, weights) and contrary(one.stand, other.stand) is None


def one_act(left: Telling, right: Telling, weights: Weights) -> bool:
    """Tell whether two clauses of different reports are about one act, whatever each says of it."""
    one, other = left.core, right.core
    if one.document.id == other.document.id or one.actor.same(other.actor) is False:
        return False
    if one.persons and other.persons and one.persons.isdisjoint(other.persons):
        return False
    shared, objects = one.stems & other.stems, one.objects & other.objects
    act = one.act == other.act and one.act not in EMPTY_ACTS
    plain = objects & one.common & other.common
    if len(shared) < SHARED or not objects:
        return False
    told = len(plain) >= PLAIN or (plain and len(one.named & other.named) >= PLACES)
    if not act and (one.beside or other.beside or not told):
        return False
    weight = weights.total(shared)
    shares = sorted((weight / weights.total(one.stems), weight / weights.total(other.stems)))
    alike = math.sqrt(shares[0] * shares[1])
    if act and len(objects) < OBJECTS:
        short = min(len(one.stems), len(other.stems)) <= SHARED and (one.beside or other.beside)
        return alike >= FEW_OBJECTS and not short
    if act and one.agentless != other.agentless:
        return alike >= OTHER_ACT
    return shares[1] >= OF_SHORTER and alike >= (ONE_ACT if act else OTHER_ACT)


def _same_figures(heard: Sequence[Telling]) -> Iterator[Shared]:
    """Gather clauses that give one thing the same telling number: "72 hours" to leave, in any words."""
    holders: defaultdict[tuple[str, str], list[tuple[Telling, frozenset[str]]]] = defaultdict(list)
    for telling in heard:
        for count in telling.stand.counts:
            figure = f"{count.unit}{count.amount}"
            if count.noun and _distinctive(figure):
                holders[figure, count.noun].append((telling, count.narrowing))
    for (figure, noun), held in sorted(holders.items()):
        left = held[:_CROWDED]
        while left:
            leader, narrowing = left[0]
            alike = [
                (telling, other)
                for telling, other in left
                if telling is leader
                or (
                    (not narrowing or not other or narrowing & other)
                    and _one_context(leader, telling, {figure, noun})
                )
            ]
            left = [pair for pair in left if pair not in alike]
            yield Shared(tuple(telling for telling, _ in alike), frozenset({figure, noun}))


def _distinctive(figure: str) -> bool:
    """Tell whether two reports hardly give this exact figure by chance: two digits or more."""
    return sum(character.isdigit() for character in figure) > 1


def _one_context(one: Telling, other: Telling, known: set[str]) -> bool:
    """Tell whether two clauses with one figure are about one thing."""
    left, right = one.core, other.core
    if left.actor.same(right.actor) is False or contrary(one.stand, other.stand) is not None:
        return False
    if ((left.common | {left.act}) & (right.common | {right.act})) - known - EMPTY_ACTS - left.figures:
        return True
    return len(_context(one) & _context(other) - known) >= SHARED


def _context(telling: Telling) -> frozenset[str]:
    """Nouns and verbs of the sentence."""
    tokens = telling.core.sentence.tokens
    return frozenset(t.lemma.lower() for t in tokens if t.pos in ("NOUN", "VERB")) - EMPTY_ACTS
