"""A two-layer BiLSTM with a CRF on top, run in plain numpy over many blocks at once.

Architecture: Lample and others, "Neural Architectures for Named Entity Recognition", 2016; of each
token the embeddings of its features are summed. Gates are in the order input, forget, cell, output.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Whole = NDArray[np.int32]
Places = NDArray[np.int64]
Number = TypeVar("Number", np.int64, np.float32)

LABELS = 7
"""0 is outside; then first and further token of source, cue and content."""

TOKENS = 4_096
"""Tokens that are read in one go: bounds memory to some ten MB."""

_NEVER = np.float32(-1e4)


@dataclass(frozen=True, slots=True)
class Reading:
    """Labels of one block's tokens, and how likely each label is at each token.

    Chances are those of blocks with a label; of others nobody asks, and they have no rows.
    """

    labels: Places
    chances: Floats


class Network:
    """The trained network. ``weights`` are its arrays by name, as ``scripts/train_quotes.py`` writes them."""

    def __init__(self, weights: Mapping[str, NDArray[np.generic]]) -> None:
        arrays = {
            name: np.ascontiguousarray(array, dtype=np.float32)
            for name, array in weights.items()
            if array.dtype.kind == "f"
        }
        self._embedding = arrays["embedding"]
        self._layers = [_Layer(arrays, number) for number in (1, 2)]
        self._out, self._out_bias = arrays["out"], arrays["out_bias"]
        self._steps = arrays["transitions"] + _forbidden()
        self._first = arrays["first"] + _forbidden_first()
        self._last = arrays["last"]

    def read(self, blocks: Sequence[Whole]) -> list[Reading]:
        """Label blocks of tokens, each an array (tokens, features) of at least one token."""
        found: list[Reading | None] = [None] * len(blocks)
        for batch in _batches([len(block) for block in blocks]):
            readings = self._read([blocks[index] for index in batch])
            for index, reading in zip(batch, readings, strict=True):
                found[index] = reading
        return [reading for reading in found if reading is not None]

    def _read(self, blocks: Sequence[Whole]) -> list[Reading]:
        """Label blocks that come longest first."""
        packing = _Packing([len(block) for block in blocks])
        features = np.concatenate(blocks)[packing.packed]
        hidden = self._embedding[features[:, 0]]
        for column in range(1, features.shape[1]):
            hidden += self._embedding[features[:, column]]
        for layer in self._layers:
            hidden = layer.run(hidden, packing)
        scores = hidden @ self._out + self._out_bias
        labels = packing.unpacked(self._best(scores, packing))
        kept = [index for index, found in enumerate(labels) if found.any()]
        chances = [scores[:0]] * len(labels)
        if kept:
            by_block = packing.unpacked(scores)
            inner = _Packing([len(by_block[index]) for index in kept])
            asked = np.concatenate([by_block[index] for index in kept])[inner.packed]
            for index, found in zip(kept, inner.unpacked(self._chances(asked, inner)), strict=True):
                chances[index] = found
        return [Reading(*pair) for pair in zip(labels, chances, strict=True)]

    def _best(self, scores: Floats, packing: "_Packing") -> Places:
        """Return the likeliest sequence of labels of each block (Viterbi)."""
        back = np.zeros(scores.shape, np.int64)
        best = np.empty_like(scores)
        best[packing.at(0)] = self._first + scores[packing.at(0)]
        for time in range(1, packing.longest):
            now = packing.at(time)
            paths = best[packing.before(time), :, None] + self._steps
            back[now] = paths.argmax(1)
            best[now] = paths.max(1) + scores[now]
        labels: Places = (best + self._last).argmax(1)
        for time in range(packing.longest - 1, 0, -1):
            now = packing.at(time)
            labels[packing.before(time)] = back[np.arange(now.start, now.stop), labels[now]]
        return labels

    def _chances(self, scores: Floats, packing: "_Packing") -> Floats:
        """Return how likely each label is at each token (forward and backward sums).

        The sums are kept as chances that are scaled at each step, which spares logarithms.
        """
        steps = np.exp(self._steps)
        local = np.exp(scores - scores.max(1, keepdims=True))
        ahead = np.empty_like(local)
        ahead[packing.at(0)] = _scaled(np.exp(self._first) * local[packing.at(0)])
        behind = np.tile(np.exp(self._last), (len(scores), 1))
        for time in range(1, packing.longest):
            now = packing.at(time)
            ahead[now] = _scaled((ahead[packing.before(time)] @ steps) * local[now])
        for time in range(packing.longest - 1, 0, -1):
            now = packing.at(time)
            behind[packing.before(time)] = _scaled((behind[now] * local[now]) @ steps.T)
        return _scaled(ahead * behind)


class _Packing:
    """Tokens of several blocks by their place: all first tokens, then all second ones, and so on.

    Blocks come longest first, so those that still run at any time are the first ones.
    """

    def __init__(self, lengths: Sequence[int]) -> None:
        sizes = np.array(lengths)
        times = np.concatenate([np.arange(length) for length in lengths])
        rows = np.repeat(np.arange(len(sizes)), sizes)
        self.packed: Places = np.lexsort((rows, times))
        self.longest = int(sizes[0])
        counts = np.bincount(times)
        self._offsets = [0, *np.cumsum(counts).tolist()]
        self._ends = np.cumsum(sizes)[:-1]
        self._place = np.empty(len(times), np.int64)
        self._place[self.packed] = np.arange(len(times))
        turned = np.repeat(np.cumsum(sizes), sizes) - 1 - times
        self.turned: Places = self._place[turned[self.packed]]

    def at(self, time: int) -> slice:
        """Return where the tokens of this time stand."""
        return slice(self._offsets[time], self._offsets[time + 1])

    def before(self, time: int) -> slice:
        """Return where the tokens right before those of this time stand."""
        start = self._offsets[time - 1]
        return slice(start, start + self._offsets[time + 1] - self._offsets[time])

    def unpacked(self, array: NDArray[Number]) -> list[NDArray[Number]]:
        """Return the rows of each block, in order of its tokens."""
        return np.split(array[self._place], self._ends)


class _Layer:
    """Two LSTMs over the same input, one from each end.

    The logistic of the gates is reckoned as the tanh of half their value, halved and raised by a half.
    """

    def __init__(self, arrays: Mapping[str, Floats], number: int) -> None:
        self._sides = [
            (arrays[f"input{number}_{side}"], arrays[f"bias{number}_{side}"]) for side in ("ahead", "back")
        ]
        self._recurrent = np.stack([arrays[f"recurrent{number}_{side}"] for side in ("ahead", "back")])
        size = self._recurrent.shape[1]
        half = np.full(4 * size, 0.5, np.float32)
        half[2 * size : 3 * size] = 1
        self._sides = [(weights * half, bias * half) for weights, bias in self._sides]
        self._recurrent *= half
        self._scale, self._shift = half, np.float32(1) - half

    def run(self, hidden: Floats, packing: _Packing) -> Floats:
        """Read packed tokens and return both sides' outputs, side by side."""
        (ahead, ahead_bias), (back, back_bias) = self._sides
        gates = np.stack([hidden @ ahead + ahead_bias, hidden[packing.turned] @ back + back_bias])
        out = self._steps(gates, packing)
        return np.concatenate([out[0], out[1, packing.turned]], axis=1)

    def _steps(self, gates: Floats, packing: _Packing) -> Floats:
        size = self._recurrent.shape[1]
        out = np.empty((2, gates.shape[1], size), np.float32)
        cell = np.zeros((2, packing.at(0).stop, size), np.float32)
        for time in range(packing.longest):
            now = packing.at(time)
            here = gates[:, now]
            if time:
                here += out[:, packing.before(time)] @ self._recurrent
            np.tanh(here, out=here)
            here *= self._scale
            here += self._shift
            cell = here[..., size : 2 * size] * cell[:, : here.shape[1]]
            cell += here[..., :size] * here[..., 2 * size : 3 * size]
            np.multiply(here[..., 3 * size :], np.tanh(cell), out=out[:, now])
        return out


def _scaled(chances: Floats) -> Floats:
    total: Floats = chances / np.maximum(chances.sum(-1, keepdims=True), np.float32(1e-30))
    return total


def _forbidden() -> Floats:
    """Return penalties for a further token of a span that was not begun."""
    penalty = np.zeros((LABELS, LABELS), np.float32)
    for further in (2, 4, 6):
        penalty[:, further] = _NEVER
        penalty[further - 1 : further + 1, further] = 0
    return penalty


def _forbidden_first() -> Floats:
    penalty = np.zeros(LABELS, np.float32)
    penalty[[2, 4, 6]] = _NEVER
    return penalty


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield indices of blocks of like length, longest first, up to ``TOKENS`` of tokens each."""
    batch: list[int] = []
    held = 0
    for index in sorted(range(len(lengths)), key=lambda index: -lengths[index]):
        if batch and held + lengths[index] > TOKENS:
            yield batch
            batch, held = [], 0
        batch.append(index)
        held += lengths[index]
    if batch:
        yield batch
