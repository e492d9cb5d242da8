"""Score the lines of a page: how likely does each belong to the report's body?

Two rounds of boosted decision tables; the second also sees the first one's scores of the lines around. The
tables are in ``scorer.tsv``, which ``scripts/train_zones.py`` writes; its docstring is the model card.
"""

from __future__ import annotations

import functools
import importlib.resources
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.extract.zoning.again import second_round
from copydesk.extract.zoning.lines import first_round

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from copydesk.extract.zoning.sheet import Floats, Sheet

_BLOCK = 1024
"""Lines that are scored at once, so that what is worked on stays in the processor's cache."""


@dataclass(eq=False)
class Tables:
    """Boosted decision tables: each asks ``depth`` questions of a line and adds the answer's value.

    Args:
        columns: (tables, depth) feature that each question looks at.
        cuts: (tables, depth) value that the feature must exceed.
        values: (tables, 2 ** depth) what each combination of answers adds, in logits.
        bias: logit to begin with.
    """

    columns: NDArray[np.int64]
    cuts: Floats
    values: Floats
    bias: float

    def __post_init__(self) -> None:
        import numpy as np

        # Many tables ask the same; each question is put once.
        asked = np.stack([self.columns.ravel().astype(np.float64), self.cuts.ravel().astype(np.float64)])
        questions, place = np.unique(asked, axis=1, return_inverse=True)
        self._columns = questions[0].astype(np.int64)
        self._cuts = questions[1].astype(np.float32)[:, None]
        self._place = place.reshape(self.columns.shape).T

    def scores(self, features: Floats) -> Floats:
        """Return one probability per line; ``features`` has a row of values for each feature."""
        import numpy as np

        out = np.full(features.shape[1], self.bias, np.float32)
        tables, cells = self.values.shape
        first = np.arange(tables)[:, None] * cells
        for at in range(0, features.shape[1], _BLOCK):
            answers = (features[:, at : at + _BLOCK][self._columns] > self._cuts).view(np.uint8)
            cell = answers[self._place[0]]
            for level in range(1, len(self._place)):
                cell |= answers[self._place[level]] << level
            out[at : at + _BLOCK] += self.values.take(first + cell, mode="clip").sum(axis=0)
        chances: Floats = np.asarray(1 / (1 + np.exp(-out)), np.float32)
        return chances


@functools.cache
def _trained() -> tuple[Tables, Tables]:
    """Read the two rounds' tables that ship with the package."""
    text = importlib.resources.files("copydesk.extract.zoning").joinpath("scorer.tsv").read_text("utf-8")
    return read_tables(text)


def read_tables(text: str) -> tuple[Tables, Tables]:
    """Parse what ``scripts/train_zones.py`` writes: a line per table, its round first."""
    import numpy as np

    rounds: list[Tables] = []
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    for number in ("1", "2"):
        own = [row for row in rows if row[0] == number]
        rounds.append(
            Tables(
                np.array([row[2].split() for row in own], np.int64),
                np.array([row[3].split() for row in own], np.float32),
                np.array([row[4].split() for row in own], np.float32),
                float(own[0][1]),
            )
        )
    return rounds[0], rounds[1]


def body_scores(sheet: Sheet) -> list[float]:
    """Return for each line of ``sheet`` the probability that it belongs to its report's body.

    By five-fold cross-validation split by site on 181 hand-marked pages (data/pages of the project's
    material, flattened); ``scripts/train_zones.py`` prints the figures.
    """
    if not len(sheet.lines):
        return []
    first, second = _trained()
    features = first_round(sheet)
    scores: list[float] = second.scores(second_round(sheet, features, first.scores(features))).tolist()
    return scores
