"""A made-up collection of news reports, one in five an edited copy, with the exact truth of who shares what.

The prose is drawn word by word (``made_prose``). A copy edits, cuts, reorders or embeds another report, and
the words shared are counted, not estimated. Reports are made block by block, so a million of them need no
more memory than one block; copies lie in the block of what they copy, in random order.

``python scripts/made_collection.py 1000`` prints what is in a collection of that size.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from made_prose import BREAK, CAPITAL, STOP, VOCABULARY, Ids, running, sentence_begins, text_of, world

Columns = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
_Pair = tuple[int, int, float, float]

SEED = 20260105
BLOCK = 10_000
COPIES = 0.2
GRAM = 5
SHORTEST, LONGEST = 150, 900


class Truth(NamedTuple):
    """All pairs of one family, by index, with what they really share of their sets of word 5-grams.

    ``containment`` is the grams shared over those of the smaller one, ``resemblance`` over those of both.
    Pairs that are not here share stock phrases and furniture at most.
    """

    left: Columns
    right: Columns
    containment: Floats
    resemblance: Floats


@dataclass(frozen=True)
class _Block:
    """Some hundred or thousand reports as tokens, and which of them belong together."""

    reports: list[Ids]
    families: list[list[int]]


def texts(reports: int, seed: int = SEED, copies: float = COPIES) -> Iterator[str]:
    """Yield ``reports`` texts one by one; ``copies`` is the share that copies another of them."""
    for block in _blocks(reports, seed, copies):
        yield from map(text_of, block.reports)


def collection(reports: int, seed: int = SEED) -> tuple[list[str], Truth]:
    """Return the same texts at once, with the truth about them."""
    found: list[str] = []
    pairs: list[_Pair] = []
    for block in _blocks(reports, seed, COPIES):
        pairs += _pairs(block, len(found))
        found.extend(map(text_of, block.reports))
    return found, _truth(pairs)


def truth_of(reports: int, seed: int = SEED) -> Truth:
    """Return the truth alone, for collections that are too large to be held."""
    blocks = enumerate(_blocks(reports, seed, COPIES))
    return _truth([pair for number, block in blocks for pair in _pairs(block, number * BLOCK)])


def one_text(reports: int, seed: int = SEED) -> Iterator[str]:
    """Yield one text again and again, each time with a heading and furniture of its own."""
    desk = _Desk(np.random.default_rng([seed, 1]))
    body = desk.prose(400)
    for _ in range(reports):
        yield text_of(desk.printed(desk.heading(), body))


def one_family(members: int, others: int, seed: int = SEED) -> tuple[list[str], Truth]:
    """Return one text as ``members`` outlets print it, edited or in longer reports, among ``others``."""
    desk = _Desk(np.random.default_rng([seed, 2]))
    body = desk.prose(250)
    family = [desk.printed(desk.heading(), body)]
    for number in range(1, members):
        copy = desk.embedded(body) if number % 2 else desk.edited(body)
        family.append(desk.printed(desk.heading(), copy))
    block = desk.shuffled([family], others)
    return list(map(text_of, block.reports)), _truth(_pairs(block, 0))


def _blocks(reports: int, seed: int, copies: float) -> Iterator[_Block]:
    for number, start in enumerate(range(0, reports, BLOCK)):
        yield _block(min(BLOCK, reports - start), np.random.default_rng([seed, 0, number]), copies)


def _block(size: int, draw: np.random.Generator, copies: float) -> _Block:
    """Make families until there are enough copies, and all other reports alone."""
    desk = _Desk(draw)
    families: list[list[Ids]] = []
    left = int(size * copies)
    while left:
        family = desk.family(left)
        families.append(family)
        left -= len(family) - 1
    return desk.shuffled(families, size - sum(map(len, families)))


class _Desk:
    """Writes and copies reports, as tokens, with the draws of one generator."""

    def __init__(self, draw: np.random.Generator) -> None:
        self.draw = draw
        self.stream = np.empty(0, np.int32)
        self.at = 0

    def prose(self, words: int) -> Ids:
        """Whole sentences of so many words together; a copy, to be changed freely."""
        if self.at + words > len(self.stream):
            self.stream, self.at = running(self.draw, max(500_000, words)), 0
        taken = self.stream[self.at : self.at + words].copy()
        self.at += words
        taken[0] = taken[0] % VOCABULARY + CAPITAL * VOCABULARY
        taken[-1] = taken[-1] % VOCABULARY + STOP * VOCABULARY
        return taken

    def heading(self) -> Ids:
        """Return a line of 5 to 11 words."""
        line = self.prose(int(self.draw.integers(5, 12)))
        line[-1] = line[-1] % VOCABULARY + BREAK * VOCABULARY
        return line

    def length(self) -> int:
        """Return how many words a report has: 150 to 900, 400 on average."""
        return int(np.clip(self.draw.lognormal(5.9, 0.42), SHORTEST, LONGEST))

    def printed(self, heading: Ids, body: Ids) -> Ids:
        """Put a report together as one of the outlets prints it, with its furniture or without."""
        outlet, above, below = self.draw.random(3)
        furniture = world().furniture[world().outlet[int(outlet * len(world().outlet))]]
        parts = [heading, body]
        if above < 0.3:
            parts.insert(0, furniture[0])
        if below < 0.8:
            parts.append(furniture[1])
        return np.concatenate(parts)

    def shuffled(self, families: list[list[Ids]], others: int) -> _Block:
        """Write as many other reports and put all in any order."""
        made = [report for family in families for report in family]
        made += [self.printed(self.heading(), self.prose(self.length())) for _ in range(others)]
        order = self.draw.permutation(len(made))
        place = np.argsort(order).tolist()
        ends = np.cumsum([0, *map(len, families)]).tolist()
        return _Block([made[index] for index in order], [sorted(place[a:b]) for a, b in pairwise(ends)])

    def family(self, most: int) -> list[Ids]:
        """Return an original and 1 to ``most`` copies of it (or of one another), as printed."""
        copies = min(most, 8, int(self.draw.geometric(0.42)))
        kind = self.draw.choice(4, p=(0.45, 0.3, 0.15, 0.1))
        words = int(self.draw.integers(SHORTEST, 301)) if kind == 1 else self.length()
        heading, body = self.heading(), self.prose(words)
        made = [self.printed(heading, body)]
        for _ in range(copies):
            copy = (self.edited, self.embedded, self.shortened, self.edited)[kind](body)
            made.append(self.printed(heading if self.draw.random() < 0.5 else self.heading(), copy))
            body = copy if kind == 3 else body
        return made

    def edited(self, body: Ids) -> Ids:
        """Edit words so that the resemblance is anywhere between .5 and 1; swap sentences now and then."""
        resemblance = self.draw.uniform(0.5, 1.0)
        if self.draw.random() < 0.2:
            begins = sentence_begins(body)
            turn = int(self.draw.integers(len(begins)))
            body = np.concatenate([body[: begins[0]], body[begins[turn] :], body[begins[0] : begins[turn]]])
        return self.changed(body, 2 * resemblance / (1 + resemblance))

    def embedded(self, body: Ids) -> Ids:
        """Print a text inside a longer report, half to five sixths of which is its own."""
        share = self.draw.uniform(0.15, 0.5)
        own = min(LONGEST - len(body), int(len(body) / share) - len(body))
        before = int(own * self.draw.random())
        within = self.changed(body, self.draw.uniform(0.78, 1.0))
        parts = [self.prose(words) for words in (before, own - before) if words > 5]
        parts.insert(int(self.draw.integers(len(parts) + 1)), within)
        return np.concatenate(parts)

    def shortened(self, body: Ids) -> Ids:
        """Keep the beginning, a quarter to nearly all of it, and edit it a little."""
        keep = max(100, int(len(body) * self.draw.uniform(0.25, 0.9)))
        begins = np.append(sentence_begins(body), len(body))
        return self.changed(
            body[: begins[np.searchsorted(begins, min(keep, len(body)))]], self.draw.uniform(0.85, 1)
        )

    def changed(self, body: Ids, kept: float) -> Ids:
        """Replace, drop and insert words so that about ``kept`` of the 5-grams survive."""
        rate = 1 - kept ** (1 / GRAM)
        chance = self.draw.random(len(body)) / max(rate, 1e-9)
        changed = body.copy()
        replaced = np.flatnonzero(chance < 0.5)
        changed[replaced] = self.words(len(replaced))
        times = np.where(chance >= 1, 1, np.where(chance < 0.5, 1, np.where(chance < 0.75, 0, 2)))
        changed = np.repeat(changed, times)
        inserted = (np.cumsum(times) - 1)[times == 2]
        changed[inserted] = self.words(len(inserted))
        return changed

    def words(self, count: int) -> Ids:
        """Single words, in the middle of a sentence."""
        return world().drawn[self.draw.integers(len(world().drawn), size=count)]


def _truth(pairs: list[_Pair]) -> Truth:
    columns = np.array(sorted(pairs), np.float64).reshape(-1, 4).T
    return Truth(columns[0].astype(np.int64), columns[1].astype(np.int64), columns[2], columns[3])


def _pairs(block: _Block, first: int) -> list[_Pair]:
    """Compare every two reports of a family; ``first`` is the number of the block's first report."""
    found = []
    for family in block.families:
        grams = [_grams(block.reports[member]) for member in family]
        for (left, a), (right, b) in combinations(zip(family, grams, strict=True), 2):
            shared = len(np.intersect1d(a, b, assume_unique=True))
            scores = shared / min(len(a), len(b)), shared / (len(a) + len(b) - shared)
            found.append((first + left, first + right, *scores))
    return found


def _grams(tokens: Ids) -> npt.NDArray[np.uint64]:
    """Return the distinct word 5-grams as numbers; two different ones of a family never met in a number."""
    words = (tokens % VOCABULARY).astype(np.uint64)
    count = max(0, len(words) - GRAM + 1)
    mixed = np.zeros(count, np.uint64)
    for offset in range(GRAM):
        mixed = (mixed ^ words[offset : offset + count]) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return np.unique(mixed)


def _described(reports: int) -> str:
    made, truth = collection(reports)
    words = [len(text.split()) for text in made]
    lines = [
        made[0],
        f"{reports:,} reports, {np.mean(words):.0f} words on average ({min(words)} to {max(words)})",
        f"{np.mean(list(map(len, made))):.0f} characters on average",
        f"{len(truth.left):,} pairs of a family",
    ]
    lines += [
        f"{name} {np.histogram(column, np.linspace(0, 1, 11))[0].tolist()} by tenths"
        for name, column in (("containment", truth.containment), ("resemblance", truth.resemblance))
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    print(_described(int(sys.argv[1])))
