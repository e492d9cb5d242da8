"""What time leaves of a likeness: nothing is taken from reports of one hour, and some is left for ever."""

import numpy as np

from copydesk.stories.grouping.vectors import UNIT

FLOOR = 0.6
"""What is left after any length of time: dates on the web are too often those of a later page. No date earns
no nearness. .5 costs .001 in the mean F1 of data/stories, .7 costs .008, no decay at all .05."""
DECAY_SECONDS = 3 * 86_400.0
"""Seconds after which a third of the rest is left; 2 and 5 days change .002."""
FIGURES = np.array([UNIT**2, FLOOR, DECAY_SECONDS])
"""What loops need to tell a likeness; see ``loops.sums.likeness``."""
