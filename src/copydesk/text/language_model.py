"""How likely a text is in each language, by the model of py3langid: its features, counted with arrays.

The model reads bytes one by one and is in one of 100,000 states; some states stand for a feature. Here all
bytes are read at once, again and again until no state changes any more: as the state depends on the last
few bytes only, that is after a handful of rounds, and by then it is what reading one by one gives.
"""

import unicodedata
from functools import cache
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt

Chances = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int64]

_KEPT = 1 << 14
"""Features of which the weights are kept as they are reckoned with (9 MB); English news has some 8,000."""


class LanguageModel:
    """Tells how likely a text is in each language.

    Args:
        states: for each row of the table and byte, the next state, laid end to end.
        rows: for each state, its row.
        features: for each state, the feature it stands for, -1 for none.
        weights: for each feature, the logarithm of how likely it is in each language.
        priors: the logarithm of how likely each language is.
        codes: the code of each language; where one comes twice, both are one language.
    """

    def __init__(
        self,
        states: npt.NDArray[np.uint32],
        rows: Whole,
        features: npt.NDArray[np.int32],
        weights: npt.NDArray[np.floating[Any]],
        priors: Chances,
        codes: list[str],
    ) -> None:
        self.codes = codes
        self._states, self._rows, self._features = states, rows << 8, features
        self._weights, self._priors = weights, priors
        self._twice = [(codes.index(code), at) for at, code in enumerate(codes) if codes.index(code) < at]
        first = states.take(self._rows[0] + np.arange(256))
        self._pairs = states.take(self._rows.take(first)[:, None] + np.arange(256)).ravel()
        self._lock = Lock()
        self._room = np.empty((0, len(codes)), np.float32)
        self._forget()

    def _forget(self) -> None:
        self._place = np.full(len(self._weights), -1)
        self._near = np.empty((_KEPT, len(self.codes)), np.float32)
        self._filled = 0

    def chances(self, text: str) -> Chances:
        """Return the probability of each language, in the order of ``codes``; 0 for the second of two alike.

        They are divided by the root of the length before they are made probabilities, as py3langid does.
        """
        text = text.lower() if text.isupper() else text
        data = unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass")
        chances = self._scores(np.frombuffer(data, np.uint8).astype(np.int64))
        chances *= np.float32(1.0 / (len(data) or 1) ** 0.5)
        chances -= chances.max()
        np.exp(chances, out=chances)
        chances /= chances.sum()
        for first, second in self._twice:
            chances[first] += chances[second]
            chances[second] = 0.0
        return chances

    def _scores(self, data: Whole) -> Chances:
        found = self._features.take(self._read(data))
        found = found[found >= 0]
        if not len(found):
            return np.zeros(len(self.codes), np.float32)
        found.sort()
        edge = np.ones(len(found) + 1, bool)
        np.not_equal(found[1:], found[:-1], out=edge[1:-1])
        edges = edge.nonzero()[0]
        counts = np.log1p(edges[1:] - edges[:-1], dtype=np.float32)
        with self._lock:
            scores: Chances = counts @ self._weighed(found.take(edges[:-1])) + self._priors
        return scores

    def _read(self, data: Whole) -> npt.NDArray[np.uint32]:
        """Return the state behind each byte."""
        states = np.zeros(len(data) + 1, np.uint32)
        states[1:2] = self._states.take(self._rows[0] + data[:1])
        states[2:] = self._pairs.take((data[:-1] << 8) + data[1:])
        while True:
            behind = self._states.take(self._rows.take(states[:-1]) + data)
            if np.array_equal(behind, states[1:]):
                return behind
            states[1:] = behind

    def _weighed(self, features: npt.NDArray[np.int32]) -> Chances:
        """Return the weights of features, from those that are kept: the whole table would take 60 MB."""
        if len(features) > _KEPT:
            return self._weights[features].astype(np.float32)
        places = self._place.take(features)
        new = features[places < 0]
        if len(new):
            if self._filled + len(new) > _KEPT:
                self._forget()
                new = features
            end = self._filled + len(new)
            self._near[self._filled : end] = self._weights[new]
            self._place[new] = np.arange(self._filled, end)
            self._filled = end
            places = self._place.take(features)
        if len(places) > len(self._room):
            self._room = np.empty((len(places), len(self.codes)), np.float32)
        return self._near.take(places, axis=0, out=self._room[: len(places)], mode="clip")


@cache
def language_model() -> LanguageModel:
    """Load the model (0.6 s)."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    read = LanguageIdentifier.from_model_file(MODEL_FILE)
    return LanguageModel(
        np.frombuffer(read.tk_nextmove, np.uint32),
        np.array(read.tk_row, np.int64),
        np.array(read.tk_output, np.int32),
        read.nb_ptc,
        read.nb_pc,
        list(read.nb_classes),
    )
