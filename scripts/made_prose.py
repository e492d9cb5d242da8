"""Made-up news prose as tokens: numbers that stand for a word and how it stands in its sentence.

Every word is drawn: frequent ones from a list of function words, the rest put together from syllables, by
a Zipf law. As in real news, some runs of words are there thousands of times: stock phrases, and the
furniture of fifty outlets.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.int32]

VOCABULARY = 100_000
_SEED = 20260105

_FREQUENT = """
the of to and a in that is was for it on with as he said at by his be from have an has but not are who
they had we their this were been or will she its would which more about one than also there i after when
all her up new out you if can other could two people what last first government into over so no years
time only most year police now some them just many being between against down official state since should
three my before made where any under while may because both him such even those part city report still
through then week during court can't it's don't he's that's they're country's mayor's minister told
percent million monday tuesday wednesday thursday friday saturday sunday
""".split()
_ONSETS = "b c d f g h j k l m n p r s t v w b c d f g h l m n p r s t br ch cl gr pr sh st th tr".split()
_VOWELS = "a e i o u ai ea ou".split() * 12 + "a e i o".split() * 24 + "é ü ø".split()
_CODAS = "n r s t l d m nd rt st ng".split() + [""] * 14

_FORMS: tuple[Callable[[str], str], ...] = (
    lambda word: f"{word} ",
    lambda word: f"{word}, ",
    lambda word: f"{word[0].upper()}{word[1:]} ",
    lambda word: f"{word}. ",
    lambda word: f"“{word[0].upper()}{word[1:]} ",
    lambda word: f"{word},” ",
    lambda word: f"{word}.\n\n",
)
PLAIN, COMMA, CAPITAL, STOP, OPEN, CLOSE, BREAK = range(len(_FORMS))
"""How a word stands in its sentence; a token's number is ``form * VOCABULARY + word``."""


@dataclass(frozen=True)
class World:
    """What all collections share, whatever their seed.

    Args:
        tokens: the text of each token.
        drawn: words, each as often as it should be drawn.
        phrases: stock phrases; ``phrase`` numbers them, each as often as it should be drawn.
        furniture: two sentences an outlet; ``outlet`` numbers them, each as often as it prints.
    """

    tokens: npt.NDArray[np.object_]
    drawn: Ids
    phrases: list[Ids]
    phrase: Ids
    furniture: list[tuple[Ids, Ids]]
    outlet: Ids


@cache
def world() -> World:
    """Return the one there is, made at first use: half a second, 100 MB."""
    draw = np.random.default_rng(_SEED)
    words = _words(draw)
    drawn = _zipf(VOCABULARY, 2.7, 1 << 21)

    def run(least: int, most: int) -> Ids:
        return drawn[draw.integers(len(drawn), size=int(draw.integers(least, most + 1)))]

    phrases = [run(4, 9) for _ in range(3_000)]
    furniture = [(_sentence(run(8, 18)), _sentence(run(8, 18))) for _ in range(50)]
    return World(
        tokens=np.array([form(word) for form in _FORMS for word in words], np.object_),
        drawn=drawn,
        phrases=phrases,
        phrase=_zipf(len(phrases), 20, 1 << 16),
        furniture=furniture,
        outlet=_zipf(len(furniture), 4, 1 << 12),
    )


def _words(draw: np.random.Generator) -> list[str]:
    """Return the vocabulary: each entry is one word to any reader of words, and no two are the same."""
    found = dict.fromkeys(_FREQUENT)
    while len(found) < VOCABULARY:
        parts = [
            [pool[index] for index in draw.integers(len(pool), size=VOCABULARY)]
            for pool in (_ONSETS, _VOWELS, _CODAS) * 3
        ]
        syllables = draw.choice((1, 2, 3), size=VOCABULARY, p=(0.2, 0.5, 0.3)).tolist()
        ends = draw.choice(("", "s", "ed", "ing", "'s"), size=VOCABULARY, p=(0.6, 0.15, 0.1, 0.1, 0.05))
        for *syllable, count, end in zip(*parts, syllables, ends.tolist(), strict=True):
            found["".join(syllable[: 3 * count]) + end] = None
    words = list(found)[:VOCABULARY]
    names = set(draw.permutation(np.arange(len(_FREQUENT), VOCABULARY))[: VOCABULARY // 5].tolist())
    return [word[0].upper() + word[1:] if index in names else word for index, word in enumerate(words)]


def _zipf(count: int, flat: float, size: int) -> Ids:
    """Return numbers below ``count``, each as often as Zipf and Mandelbrot's law has it."""
    weights = np.cumsum((np.arange(count) + flat) ** -1.1)
    return np.searchsorted(weights / weights[-1], (np.arange(size) + 0.5) / size).astype(np.int32)


def running(draw: np.random.Generator, words: int) -> Ids:
    """Return running prose: sentences of 8 to 30 words with phrases, commas, quotations and paragraphs."""
    stock = world()
    made = stock.drawn[draw.integers(len(stock.drawn), size=words)]
    places = np.sort(draw.integers(0, words - 20, size=words // 70))
    chosen = stock.phrase[draw.integers(len(stock.phrase), size=len(places))]
    for place, number in zip(places.tolist(), chosen.tolist(), strict=True):
        phrase = stock.phrases[number]
        made[place : place + len(phrase)] = phrase
    form = np.where(draw.random(words) < 0.06, COMMA, PLAIN)
    begins = np.cumsum(draw.integers(8, 31, size=words // 8))
    begins = begins[begins < words]
    quoted = draw.random(len(begins)) < 0.15
    form[begins] = np.where(quoted, OPEN, CAPITAL)
    form[begins[1:] - 1] = np.where(
        quoted[:-1], CLOSE, np.where(draw.random(len(begins) - 1) < 0.4, BREAK, STOP)
    )
    return made + (form * VOCABULARY).astype(np.int32)


def _sentence(words: Ids) -> Ids:
    sentence = words.copy()
    sentence[0] += CAPITAL * VOCABULARY
    sentence[-1] += BREAK * VOCABULARY
    return sentence


def sentence_begins(body: Ids) -> npt.NDArray[np.int64]:
    """Return where the sentences begin."""
    form = body // VOCABULARY
    return np.flatnonzero((form == CAPITAL) | (form == OPEN))


def text_of(tokens: Ids) -> str:
    """Return the text; every other one has straight quotation marks and apostrophes."""
    text = "".join(world().tokens[tokens].tolist()).strip()
    if len(tokens) % 2:
        return text.replace("'", "’")
    return text.replace("“", '"').replace("”", '"')
