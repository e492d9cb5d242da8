"""Claims of different reports that say the same: same act, mostly the same content words, no other number.

Each distinct claim is compared only with those that share its most telling words, so that time grows
with the number of claims, not with its square.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copydesk.model.claim import Claim, Value
from copydesk.model.document import Document
from copydesk.model.span import Citation
from copydesk.model.syntax import Sentence
from copydesk.stories.terms import Weights

SHARED = 3
"""Content words that two claims must share."""

OTHER_ACT = 5
"""The same where their acts differ: a name of four words alone ("the Justice for Victims Act") is none."""

OF_SHORTER, OF_LONGER = 0.75, 0.5
"""Least weighted share of the shorter and of the longer claim's content words that the other has."""

_TELLING = 4
"""Words by which each claim looks for others, the rarest first."""

_CROWDED = 60
"""A word in more distinct claims than this leads to none of them."""

FEWEST = 6
"""Words of a clause that says something by itself."""

MOST = 30
"""Words of a clause that is shown with what hangs on it, because it would be cut off alone."""

_STOP = re.compile(r"[,;:!?–—](?=\s|$|[\"”’])|\s(?:and|but|or|while|as|after|before)\s|\.$")

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_DANGLING = frozenset("he she it they this that these those there who which where when while as even".split())
_SPEAKING = frozenset("say tell add state note report announce claim explain write speak call ask".split())


@dataclass(frozen=True, slots=True)
class Telling:
    """A claim where it stands."""

    document: Document
    claim: Claim

    @property
    def citation(self) -> Citation:
        """The characters of the clause."""
        return Citation(self.document.id, self.claim.start, self.claim.end)


@dataclass(frozen=True, slots=True)
class Shared:
    """One thing that several reports assert: their claims, and the content words of its core."""

    tellings: tuple[Telling, ...]
    terms: frozenset[str]


def corroborated(documents: Sequence[Document]) -> list[Shared]:
    """Gather claims that at least two reports make in their own name."""
    forms = _forms(documents)
    weights = Weights([sorted(form[0].claim.terms) for form in forms])
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for index, form in enumerate(forms):
        for term in form[0].claim.terms:
            holders[term].append(index)
    home: dict[int, int] = {}
    for index, form in enumerate(forms):
        if index in home:
            continue
        home[index] = index
        for other in _near(index, form[0].claim, holders, weights):
            if other not in home and _same(form[0].claim, forms[other][0].claim, weights):
                home[other] = index
    groups: defaultdict[int, list[Telling]] = defaultdict(list)
    for index, leader in sorted(home.items()):
        groups[leader].extend(forms[index])
    found = [Shared(tuple(group), forms[leader][0].claim.terms) for leader, group in groups.items()]
    found += _same_figures([telling for form in forms for telling in form])
    return [one for one in found if len({telling.document.id for telling in one.tellings}) > 1]


def _same_figures(tellings: Sequence[Telling]) -> Iterator[Shared]:
    """Gather claims that give one thing the same telling number: "72 hours" to leave, in any words."""
    holders: defaultdict[tuple[str, str], list[tuple[Telling, frozenset[str]]]] = defaultdict(list)
    for telling in tellings:
        for value in telling.claim.values:
            words = value.value.split() if value.kind == "quantity" else []
            if len(words) > 1 and _distinctive(words[0]):
                holders[words[0], words[-1]].append((telling, frozenset(words[1:-1])))
    for (figure, noun), held in sorted(holders.items()):
        left = held[:_CROWDED]
        while left:
            leader, narrowing = left[0]
            context = _context(leader, figure, noun)
            alike = [
                (telling, other)
                for telling, other in left
                if (not narrowing or not other or narrowing & other)
                and (telling is leader or len(context & _context(telling, figure, noun)) > 1)
            ]
            left = [pair for pair in left if pair not in alike]
            yield Shared(tuple(telling for telling, _ in alike), frozenset({figure, noun}))


def _distinctive(figure: str) -> bool:
    """Tell whether two reports hardly give this exact figure by chance: two digits or more."""
    return sum(character.isdigit() for character in figure) > 1


def _context(telling: Telling, figure: str, noun: str) -> frozenset[str]:
    """Nouns and verbs of the sentence beside the figure and what it counts."""
    tokens = _sentence(telling).tokens
    forms = {token.lemma.lower() for token in tokens if token.pos in ("NOUN", "VERB")}
    return frozenset(forms - _SPEAKING - {figure, noun})


def _sentence(telling: Telling) -> Sentence:
    sentences = telling.document.sentences
    at = bisect_right(sentences, telling.claim.start, key=lambda sentence: sentence.start) - 1
    return sentences[max(0, at)]


def _forms(documents: Sequence[Document]) -> list[list[Telling]]:
    """Distinct claims, those of most reports first; the shorter leads, for it is what others share."""
    forms: defaultdict[tuple[object, ...], list[Telling]] = defaultdict(list)
    for document in documents:
        for claim in _own(document):
            forms[claim.act, claim.terms, claim.negated, bool(claim.modality)].append(
                Telling(document, claim)
            )
    found = list(forms.values())
    found.sort(
        key=lambda form: (-len({t.document.id for t in form}), len(form[0].claim.terms), form[0].citation)
    )
    return found


def _own(document: Document) -> Iterator[Claim]:
    """Yield the claims that the report makes itself: outside quotes, and more than "he said"."""
    content = sorted(span for quote in document.quotes for span in quote.content)
    starts = [span.start for span in content]
    for claim in document.claims:
        if claim.asserted_by or len(claim.terms) < SHARED or claim.act in _SPEAKING:
            continue
        at = bisect_right(starts, claim.start)
        if not any(span.overlaps(claim.span) for span in content[max(0, at - 2) : at + 1]):
            yield claim


def _near(index: int, claim: Claim, holders: dict[str, list[int]], weights: Weights) -> list[int]:
    """Indices of claims that hold one of this claim's most telling words, in order."""
    shared = [term for term in claim.terms if 1 < len(holders[term]) <= _CROWDED]
    telling = sorted(shared, key=lambda term: (-weights.of(term), term))[:_TELLING]
    return sorted({other for term in telling for other in holders[term]} - {index})


def _same(one: Claim, other: Claim, weights: Weights) -> bool:
    """Tell whether two claims assert the same thing."""
    if one.negated != other.negated or bool(one.modality) != bool(other.modality):
        return False
    shared = one.terms & other.terms
    acts = one.act == other.act or one.act in other.terms or other.act in one.terms
    if len(shared) < (SHARED if acts else OTHER_ACT) or _numbers_differ(one.values, other.values):
        return False
    weight = weights.total(shared)
    totals = sorted((weights.total(one.terms), weights.total(other.terms)))
    return weight >= OF_SHORTER * totals[0] and weight >= OF_LONGER * totals[1]


def _numbers_differ(one: Sequence[Value], other: Sequence[Value]) -> bool:
    """Tell whether both have quantities or days of which none is the other's."""
    for kind in ("quantity", "date"):
        mine = {_figure(value) for value in one if value.kind == kind}
        theirs = {_figure(value) for value in other if value.kind == kind}
        if mine and theirs and mine.isdisjoint(theirs):
            return True
    return False


def _figure(value: Value) -> str:
    """Return the bare number of a quantity, the day of a date."""
    words = value.value.split()
    return next((word for word in words if word[-1:].isdigit() or word[-1:] == "%"), value.value)[:10]


def stands_alone(telling: Telling) -> bool:
    """Tell whether a clause reads as a statement: its own named subject, nothing cut off before or after."""
    document, claim, sentence = telling.document, telling.claim, _sentence(telling)
    tokens = [token for token in sentence.tokens if claim.start <= token.start < claim.end]
    words = [token for token in tokens if token.pos not in ("PUNCT", "SPACE")]
    if len(words) < FEWEST or words[0].lemma.lower() in _DANGLING or words[0].tag in ("WDT", "WP", "WRB"):
        return False
    subjects = [
        t for t in tokens if t.dep in _SUBJECTS and sentence.tokens[t.head].lemma.lower() == claim.act
    ]
    if not any(t.pos in ("NOUN", "PROPN") and t.text.lower() not in _DANGLING for t in subjects):
        return False
    after = document.text[claim.end : sentence.end].lstrip(" \"“”‘’'")
    return _begins(telling) and (not after or after[0] in ".,;:!?–—)")


def _begins(telling: Telling) -> bool:
    """Tell whether nothing of the clause is cut off before it."""
    before = telling.document.text[_sentence(telling).start : telling.claim.start].rstrip(" \"“”‘’'")
    return not before or before[-1] in ",;:–—-"


def extended(telling: Telling) -> Citation | None:
    """Return the clause up to the next comma or stop, if that reads as a statement and adds little to it."""
    document, claim, sentence = telling.document, telling.claim, _sentence(telling)
    stop = _STOP.search(document.text, claim.end, sentence.end)
    end = stop.start() if stop else sentence.end
    tokens = [t for t in sentence.tokens if claim.start <= t.start < end and t.pos not in ("PUNCT", "SPACE")]
    own = sum(token.start < claim.end for token in tokens)
    if not FEWEST <= len(tokens) <= MOST or 2 * own < len(tokens) or not _begins(telling):
        return None
    if tokens[0].lemma.lower() in _DANGLING or tokens[0].pos in ("CCONJ", "SCONJ", "PART", "VERB", "AUX"):
        return None
    heads = (sentence.tokens[t.head].lemma.lower() for t in tokens if t.dep in _SUBJECTS)
    return Citation(document.id, claim.start, end) if claim.act in heads else None
