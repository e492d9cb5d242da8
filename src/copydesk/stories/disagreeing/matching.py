"""Sentences of different reports that are one sentence but for a few words, and where those words stand.

Distinct sentences are compared once, however many reports hold them, and each only with the few that
share most of its rare word triples: time grows with the number of sentences, not with its square.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from copydesk.model.document import Document
from copydesk.model.span import Span
from copydesk.model.syntax import Sentence

SHORTEST, LONGEST = 6, 120
"""Words of a sentence that is compared: shorter ones repeat by chance, longer ones are no sentences."""

ALIKE = 0.6
"""Least share of the longer sentence's words that stand in both, in order. At .72, three differences of five
stories of data/stories/ecbplus-dev were lost, and none that is none was spared."""

WITHIN = 9
"""Words that must stand in both where one sentence is only a part of the other."""

CLOSE, WITHIN_CLOSE = 0.85, 6
"""The same where at least this share of the words is common."""

_CROWDED = 40
"""A word triple that more distinct sentences hold than this tells nothing."""

_NEAREST = 6
"""Sentences that each one is aligned with, those with most shared triples first."""

_WORD = re.compile(r"\w+(?:[.,:’'&-]\w+)*|[$€£%]")
_SPELLINGS = str.maketrans({"’": "'", "‘": "'"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands."""

    document: Document
    sentence: Sentence

    def words(self) -> list[Span]:
        """Spans of the sentence's words in its report, one for each of ``Form.words``."""
        found = _WORD.finditer(self.document.text, self.sentence.start, self.sentence.end)
        return [Span(*match.span()) for match in found]


@dataclass(frozen=True, slots=True)
class Form:
    """A distinct sentence: its words in lower case, and where it stands."""

    words: tuple[str, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Words of ``left`` (indices first to last) that stand where ``right`` has others."""

    left: tuple[int, int]
    right: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Twins:
    """Two distinct sentences that are one but for ``gaps``; ``share`` is what they have in common.

    ``matched`` is from which word to which each of them is in the other.
    """

    left: Form
    right: Form
    gaps: tuple[Gap, ...]
    share: float
    matched: tuple[tuple[int, int], tuple[int, int]]


_Match = tuple[float, int, int]
"""How like a sentence another one is, and from which word to which."""


def twins(documents: Sequence[Document]) -> Iterator[Twins]:
    """Yield pairs of sentences that are each other's best match in some two reports, in stable order."""
    forms = _forms(documents)
    found: dict[tuple[int, int], Twins] = {}
    rivals: defaultdict[tuple[int, str], list[_Match]] = defaultdict(list)
    exact = {index: {place.document.id for place in form.places} for index, form in enumerate(forms)}
    for left, right in _candidates(forms):
        pair = _aligned(forms[left], forms[right])
        if pair is None:
            continue
        found[left, right] = pair
        for report in exact[right]:
            rivals[left, report].append((pair.share, *pair.matched[0]))
        for report in exact[left]:
            rivals[right, report].append((pair.share, *pair.matched[1]))
    for (left, right), pair in sorted(found.items()):
        if exact[left] & exact[right]:
            continue  # a report that has both sentences tells of two things
        here = any(_best(pair.share, pair.matched[0], rivals[left, report]) for report in exact[right])
        there = any(_best(pair.share, pair.matched[1], rivals[right, report]) for report in exact[left])
        if here and there:
            yield pair


def _best(share: float, matched: tuple[int, int], rivals: Sequence[_Match]) -> bool:
    """Tell whether no other sentence of a report is likelier for the same words of a sentence.

    Two sentences of one report may stand in one of another, for they are cut differently: each is the best
    for its own words.
    """
    first, last = matched
    return not any(
        other > share and 2 * (min(last, end) - max(first, start)) > min(last - first, end - start)
        for other, start, end in rivals
    )


def _forms(documents: Sequence[Document]) -> list[Form]:
    """Gather distinct sentences, in the order in which they first appear."""
    places: defaultdict[tuple[str, ...], list[Place]] = defaultdict(list)
    for document in documents:
        for sentence in document.sentences:
            place = Place(document, sentence)
            spans = place.words()
            if SHORTEST <= len(spans) <= LONGEST:
                words = tuple(span.of(document.text).lower().translate(_SPELLINGS) for span in spans)
                places[words].append(place)
    return [Form(words, tuple(where)) for words, where in places.items()]


def _candidates(forms: Sequence[Form]) -> Iterator[tuple[int, int]]:
    """Yield pairs of indices, the smaller first, that share most word triples."""
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    triples = [sorted({form.words[i : i + 3] for i in range(len(form.words) - 2)}) for form in forms]
    for index, held in enumerate(triples):
        for triple in held:
            holders[triple].append(index)
    seen: set[tuple[int, int]] = set()
    for index, held in enumerate(triples):
        shared: Counter[int] = Counter()
        for triple in held:
            if 1 < len(holders[triple]) <= _CROWDED:
                shared.update(holders[triple])
        del shared[index]
        nearest = sorted(shared, key=lambda other: (-shared[other], other))[:_NEAREST]
        for other in nearest:
            if 4 * shared[other] >= min(len(held), len(triples[other])):
                seen.add((min(index, other), max(index, other)))
    yield from sorted(seen)


def _aligned(left: Form, right: Form) -> Twins | None:
    """Align two sentences, or the part of one that the other repeats; None if too little is common."""
    matcher = SequenceMatcher(None, left.words, right.words, autojunk=False)
    gaps, same, inside = [], 0, []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            same += j - i
            inside.append((i, j, k, m))
        else:
            gaps.append(Gap((i, j), (k, m)))
    gaps = [_cropped(gap, left.words, right.words) for gap in gaps]
    lost = (sum(gap.left[1] - gap.left[0] for gap in gaps), sum(gap.right[1] - gap.right[0] for gap in gaps))
    share = same / (same + max(lost)) if same else 0.0
    least = WITHIN if share < CLOSE else WITHIN_CLOSE
    if share < ALIKE or same < min(least, ALIKE * max(len(left.words), len(right.words))):
        return None
    (i, _, k, _), (_, j, _, m) = inside[0], inside[-1]
    return Twins(left, right, tuple(gaps), share, ((i, j), (k, m)))


def _cropped(gap: Gap, left: Sequence[str], right: Sequence[str]) -> Gap:
    """Cut a gap at an edge of the sentences to the shorter side: sentences are split here and there."""
    (i, j), (k, m) = gap.left, gap.right
    size = min(j - i, m - k)
    if i == 0 and k == 0:
        return Gap((j - size, j), (m - size, m))
    if j == len(left) and m == len(right):
        return Gap((i, i + size), (k, k + size))
    return gap
