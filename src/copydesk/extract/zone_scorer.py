"""Score the lines of a page: how likely does each belong to the report's body?

Two rounds of boosted decision tables; the second also sees the first one's scores of the lines around. The
tables are in ``zone_scorer.tsv``, which ``scripts/train_zones.py`` writes; its docstring is the model card.
"""

from __future__ import annotations

import functools
import importlib.resources
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.extract.zone_lines import first_round, second_round

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from copydesk.extract.zone_lines import Floats, Page

MOST_LINES = 50_000
"""Lines that are described at once (90 MB of features); a longer text is scored in parts of this size."""


@dataclass(frozen=True, slots=True)
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

    def scores(self, features: Floats) -> Floats:
        """Return one probability per row of ``features``."""
        import numpy as np

        out = np.full(len(features), self.bias, np.float32)
        for at in range(0, len(features), 1024):  # blocks that stay in the processor's cache
            part = np.ascontiguousarray(features[at : at + 1024].T)
            cells = np.zeros((len(self.columns), part.shape[1]), np.int64)
            for level in range(self.columns.shape[1]):
                cells |= (part[self.columns[:, level]] > self.cuts[:, level, None]).astype(np.int64) << level
            out[at : at + 1024] += np.take_along_axis(self.values, cells, axis=1).sum(axis=0)
        chances: Floats = np.asarray(1 / (1 + np.exp(-out)), np.float32)
        return chances


@functools.cache
def _trained() -> tuple[Tables, Tables]:
    """Read the two rounds' tables that ship with the package."""
    text = importlib.resources.files("copydesk.extract").joinpath("zone_scorer.tsv").read_text("utf-8")
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


def body_scores(page: Page) -> list[float]:
    """Return for each line of ``page`` the probability that it belongs to the report's body.

    By five-fold cross-validation split by site on 181 hand-marked pages (data/pages of the project's
    material, flattened); ``scripts/train_zones.py`` prints the figures.
    """
    scores: list[float] = []
    first, second = _trained()
    for at in range(0, len(page.lines), MOST_LINES):
        part = page.part(at, at + MOST_LINES)
        features = first_round(part)
        scores += second.scores(second_round(part, features, first.scores(features))).tolist()
    return scores
