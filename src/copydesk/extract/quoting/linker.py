"""Which cue a content belongs to, and which source a cue: a small network scores every pair of a block.

Trained on gold spans with a quarter of the cues left out, so that it learns to leave a content alone.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from copydesk.extract.quoting.features import Block, Lexicon

Floats = NDArray[np.float32]

SOURCE, CUE, CONTENT = 1, 3, 5
"""The labels that begin a span of each part."""

NEAREST = 4
"""Spans on each side that are looked at; on polnear-train no link of 41,074 reaches beyond the third."""

_DEPS = (
    "ROOT ccomp nsubj nsubjpass dobj prep pobj xcomp advcl parataxis agent conj acl relcl pcomp poss".split()
)
_DEP = {dep: number for number, dep in enumerate(_DEPS)}
_GAPS = (0, 1, 3, 7, 15, 31)
_DOUBLE = frozenset('"“”«»„＂') | {"''", "``"}
_STOPS = frozenset(".!?")


@dataclass(frozen=True, slots=True)
class Part:
    """A span of tokens ``[first, end)`` of a block, and which part of a quote it is."""

    part: int
    first: int
    end: int


def parts_of(labels: Sequence[int]) -> list[Part]:
    """Read spans off labels, in order."""
    found: list[Part] = []
    for index, label in enumerate(labels):
        if label % 2 == 1:
            found.append(Part(label, index, index + 1))
        elif label and found and found[-1].end == index and found[-1].part == label - 1:
            found[-1] = Part(label - 1, found[-1].first, index + 1)
    return found


class Linker:
    """The two trained scorers, of pairs content and cue, and of pairs cue and source."""

    def __init__(self, weights: Mapping[str, NDArray[np.generic]]) -> None:
        self._scorers = {
            part: [np.asarray(weights[f"{name}_{layer}"], np.float32) for layer in ("in", "bias", "out")]
            for part, name in ((CONTENT, "content"), (SOURCE, "source"))
        }

    def chances(self, part: int, pairs: Floats) -> Floats:
        """Return how likely each of the alternatives is, and last that none is.

        Args:
            part: CONTENT (alternatives are cues) or SOURCE (alternatives are sources of one cue).
            pairs: features of each alternative.
        """
        inner, bias, out = self._scorers[part]
        scores = np.append(np.tanh(pairs @ inner + bias) @ out, np.float32(0))
        raised = np.exp(scores - scores.max())
        chances: Floats = raised / raised.sum()
        return chances


class Pairs:
    """What is between two spans of one block."""

    def __init__(self, block: Block, parts: Sequence[Part], lexicon: Lexicon) -> None:
        self._block = block
        self._parts = parts
        self._lexicon = lexicon
        tokens = block.tokens
        self._by_part = {part: [p.first for p in parts if p.part == part] for part in (SOURCE, CUE, CONTENT)}
        self._marks = _running([token.text in _DOUBLE for token in tokens])
        self._commas = _running([token.text == "," for token in tokens])
        self._stops = _running([token.text in _STOPS for token in tokens])
        self._colons = _running([token.text == ":" for token in tokens])
        self._depths: dict[int, list[int]] = {}

    def near(self, part: Part, kind: int, reach: int = NEAREST) -> list[Part]:
        """Return the spans of a kind that may belong to ``part``, in order, ``reach`` on each side."""
        ours = [other for other in self._parts if other.part == kind]
        at = bisect_left(ours, part.first, key=lambda other: other.first)
        return ours[max(0, at - reach) : at + reach]

    def features(self, one: Part, cue: Part) -> list[float]:
        """Return the features of a source or content and a cue; their number and order are fixed."""
        left, right = (one, cue) if one.first < cue.first else (cue, one)
        low, high = left.end, max(left.end, right.first)
        here, there = self._block.sentence(cue.first), self._block.sentence(one.first)
        there_end = self._block.sentence(one.end - 1)
        distance = max(0, there - here, here - there_end)
        found = [1.0, float(one is left)]
        found += _hot(bisect_left(_GAPS, high - low), len(_GAPS) + 1)
        found += _hot(min(distance, 2), 3)
        for part in (SOURCE, CUE, CONTENT):
            found += _hot(min(self._between(part, low, high), 2), 3)
        marks = self._marks[high] - self._marks[low]
        found += [float(marks % 2), float(marks > 0), float(self._commas[high] > self._commas[low])]
        found += [float(self._stops[high] > self._stops[low]), float(self._colons[high] > self._colons[low])]
        found += [float(self._marks[one.first] % 2), float(self._marks[cue.first] % 2)]
        found += [float(np.log1p(one.end - one.first)) / 3, float(one.first <= 1)]
        found += [float(len(self._by_part[part]) == 1) for part in (SOURCE, CUE, CONTENT)]
        found += [float(one.end >= len(self._block.tokens) - 1)]
        return found + self._parse(one, cue, here, distance)

    def _between(self, part: int, low: int, high: int) -> int:
        firsts = self._by_part[part]
        return bisect_left(firsts, high) - bisect_left(firsts, low)

    def _parse(self, one: Part, cue: Part, sentence: int, distance: int) -> list[float]:
        """Return what the tree says of two spans of one sentence, or of the cue alone."""
        cue_head = self._head(cue, sentence)
        token = self._block.tokens[cue_head]
        found = [
            self._lexicon.rank(token) / 9,
            float(token.pos in ("VERB", "AUX")),
            float(token.pos == "NOUN"),
        ]
        found += _hot(_DEP.get(token.dep, -1), len(_DEPS))
        if distance:
            return found + [0.0] * (4 + 2 * len(_DEPS) + 5)
        one_head = self._head(one, sentence)
        up, down = self._path(one_head, cue_head)
        relation = [
            not up and not down,
            not down and bool(up),
            not up and bool(down),
            bool(up) and bool(down),
        ]
        found += [float(value) for value in relation]
        found += _hot(_DEP.get(self._block.tokens[up[-1]].dep, -1) if up else -1, len(_DEPS))
        found += _hot(_DEP.get(self._block.tokens[down[-1]].dep, -1) if down else -1, len(_DEPS))
        return found + _hot(min(len(up) + len(down), 4), 5)

    def _head(self, part: Part, sentence: int) -> int:
        """Return the token of a span, within a sentence, that is nearest to the root."""
        first = self._block.firsts[sentence]
        depths = self._depths_of(sentence)
        low, high = max(part.first, first), min(part.end, first + len(depths))
        return min(range(low, high), key=lambda index: depths[index - first]) if low < high else part.first

    def _depths_of(self, sentence: int) -> list[int]:
        if sentence not in self._depths:
            first = self._block.firsts[sentence]
            last = [*self._block.firsts[1:], len(self._block.tokens)][sentence]
            self._depths[sentence] = _depths([token.head for token in self._block.tokens[first:last]])
        return self._depths[sentence]

    def _path(self, one: int, other: int) -> tuple[list[int], list[int]]:
        """Return the tokens from each of two up to, and without, the lowest token that governs both."""
        sentence = self._block.sentence(one)
        first = self._block.firsts[sentence]
        depths = self._depths_of(sentence)
        up: list[int] = []
        down: list[int] = []
        while one != other:
            if depths[one - first] >= depths[other - first]:
                up.append(one)
                one = first + self._block.tokens[one].head
            else:
                down.append(other)
                other = first + self._block.tokens[other].head
        return up, down


def _depths(heads: Sequence[int]) -> list[int]:
    depths = [-1] * len(heads)
    for index in range(len(heads)):
        way: list[int] = []
        here = index
        while depths[here] < 0 and heads[here] != here:
            way.append(here)
            here = heads[here]
        depths[here] = max(depths[here], 0)
        for number, below in enumerate(reversed(way), depths[here] + 1):
            depths[below] = number
    return depths


def _hot(index: int, size: int) -> list[float]:
    found = [0.0] * size
    if index >= 0:
        found[index] = 1.0
    return found


def _running(flags: Sequence[bool]) -> list[int]:
    total = [0]
    for flag in flags:
        total.append(total[-1] + flag)
    return total
