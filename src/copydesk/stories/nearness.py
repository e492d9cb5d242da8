"""What time leaves of a likeness: nothing is taken from reports of one hour, and some is left for ever."""

import math
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Near = TypeVar("Near", float, Floats)

FLOOR = 0.6
"""What is left after any length of time: dates on the web are too often those of a later page. No date earns
no nearness. .5 costs .001 in the mean F1 of data/stories, .7 costs .008, no decay at all .05."""
DECAY_SECONDS = 3 * 86_400.0
"""Seconds after which a third of the rest is left; 2 and 5 days change .002."""


def decay(seconds: float) -> float:
    """Return how near two times so far apart are, from 1 down to 0; 0 where one is not known (NaN)."""
    return 0.0 if math.isnan(seconds) else math.exp(-abs(seconds) / DECAY_SECONDS)


def decayed(seconds: Floats) -> Floats:
    """Do as ``decay`` for many."""
    near: Floats = np.nan_to_num(np.exp(-np.abs(seconds) / DECAY_SECONDS), nan=0.0)
    return near


def nearness(near: Near) -> Near:
    """Return what is left of a likeness at such nearness."""
    return FLOOR + (1 - FLOOR) * near
