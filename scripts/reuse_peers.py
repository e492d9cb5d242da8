"""Other engines that find copies, each from texts to pairs in the fastest way that its documentation offers.

All get the same task: the word 5-grams of each text. MinHash engines get 64 hashes in 16 bands of 4, the
least work that keeps .99 of the pairs of Jaccard .7 and more, and their own number of threads; their
candidates are counted as they are, for checking them takes time and loses some. None of them reads text,
so each is measured in three ways: with lists of 5-grams made by Python, as its documentation shows; handed
numbers of the 5-grams, made text by text from Python's own hashes of the words; and handed numbers made
after our own model, by numpy for many texts at once, in a form that knows Latin letters only. No package
offers the last; it is there to tell the engine from its food.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint64]
Columns = npt.NDArray[np.int64]
Pairs = tuple[Columns, Columns]
"""Indexes of texts, the left one below the right one; a pair may be told twice."""

HASHES, BANDS = 64, 16
GRAM = 5
_AT_ONCE = 2_000
_FED_AT_ONCE = 50
_FACTOR = 0x9E3779B1
_WORD = re.compile(r"[\w']+")
_LETTERS = bytes(
    ord(chr(byte).lower()) if chr(byte).isalnum() or byte == ord("'") else 0 for byte in range(128)
) + bytes(range(128, 256))


@dataclass(frozen=True)
class Peer:
    """An engine: its package, how it was fed, and the function from texts to pairs."""

    package: str
    fed: str
    pairs: Callable[[Sequence[str]], Pairs]


def fastsketch(texts: Sequence[str]) -> Pairs:
    """FastSketchLSH: sketches of hashed grams in rows end to end, then its own index."""
    return _fastsketch(_hashed(texts))


def fastsketch_singly(texts: Sequence[str]) -> Pairs:
    """FastSketchLSH, fed text by text."""
    return _fastsketch(_hashed_singly(texts))


def fastsketch_words(texts: Sequence[str]) -> Pairs:
    """FastSketchLSH, as it documents it: a list of strings a text."""
    from FastSketchLSH import FastSimilaritySketch

    sketcher = FastSimilaritySketch(size=HASHES)
    rows = [sketcher.batch(list(map(_gram_list, part))) for part in _parts(texts)]
    return _fastsketch_pairs(np.concatenate(rows))


def rensa(texts: Sequence[str]) -> Pairs:
    """Rensa: sketches of hashed grams in rows end to end.

    Its index tells of a matrix which rows are copies, not of what, so the bands are compared here.
    """
    return _rensa(_hashed(texts))


def rensa_singly(texts: Sequence[str]) -> Pairs:
    """Rensa, fed text by text."""
    return _rensa(_hashed_singly(texts))


def rensa_words(texts: Sequence[str]) -> Pairs:
    """Rensa, as it documents it: a list of strings a text, and its own index."""
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=0.7, num_perm=HASHES, num_bands=BANDS)
    sketches = []
    for part in _parts(texts):
        sketches += RMinHash.from_token_sets(list(map(_gram_list, part)), HASHES, 42)
    index.insert_many(sketches)
    return _listed(index.query_all(sketches))


def datasketch_lsh(texts: Sequence[str]) -> Pairs:
    """Datasketch's MinHashLSH, filled in one session."""
    from datasketch import MinHashLSH

    index = MinHashLSH(num_perm=HASHES, params=(BANDS, HASHES // BANDS))
    sketches = _minhashes(texts, HASHES)[0]
    with index.insertion_session() as session:
        for key, sketch in enumerate(sketches):
            session.insert(key, sketch, check_duplication=False)
    return _listed([index.query(sketch) for sketch in sketches])


def datasketch_ensemble(texts: Sequence[str]) -> Pairs:
    """Datasketch's MinHashLSHEnsemble, which looks for containment; 128 hashes, its default."""
    from datasketch import MinHashLSHEnsemble

    sketches, sizes = _minhashes(texts, 128)
    index = MinHashLSHEnsemble(threshold=0.8, num_perm=128)
    index.index(zip(range(len(sketches)), sketches, sizes, strict=True))
    return _listed([list(index.query(*asked)) for asked in zip(sketches, sizes, strict=True)])


FASTEST = (
    Peer("FastSketchLSH", "handed Python's hashes", fastsketch_singly),
    Peer("rensa", "handed Python's hashes", rensa_singly),
    Peer("FastSketchLSH", "handed hashes made as ours", fastsketch),
    Peer("rensa", "handed hashes made as ours", rensa),
)
DOCUMENTED = (
    Peer("FastSketchLSH", "lists of 5-grams", fastsketch_words),
    Peer("rensa", "lists of 5-grams", rensa_words),
)
SLOW = (
    Peer("datasketch", "MinHashLSH, handed hashes made as ours", datasketch_lsh),
    Peer("datasketch", "MinHashLSHEnsemble, handed hashes made as ours", datasketch_ensemble),
)


def _parts(texts: Sequence[str], size: int = _AT_ONCE) -> Iterator[Sequence[str]]:
    return (texts[start : start + size] for start in range(0, len(texts), size))


def _gram_list(text: str) -> list[str]:
    words = _WORD.findall(text.lower().replace("’", "'"))
    return list(map(" ".join, zip(*(words[first:] for first in range(GRAM)), strict=False)))


def _hashed(texts: Sequence[str]) -> Iterator[tuple[Codes, Codes]]:
    """Yield the hashes of the 5-grams of some hundred texts, row after row, and where the rows end.

    Good for texts of five words and more, in the Latin alphabet, small letters if they have an accent.
    """
    for part in _parts(texts):
        fed = [_gram_hashes(some) for some in _parts(part, _FED_AT_ONCE)]
        yield _joined(fed)


def _hashed_singly(texts: Sequence[str]) -> Iterator[tuple[Codes, Codes]]:
    """Do as ``_hashed``, text by text, with Python's hashes of its words."""
    for part in _parts(texts):
        yield _joined([_single(text) for text in part])


def _single(text: str) -> tuple[Codes, Columns]:
    words = np.fromiter(map(hash, _WORD.findall(text.lower().replace("’", "'"))), np.int64).view(np.uint64)
    count = max(0, len(words) - GRAM + 1)
    return _mixed(_combined(words, count)), np.array([count])


def _joined(fed: Sequence[tuple[Codes, Columns]]) -> tuple[Codes, Codes]:
    counts = np.concatenate([count for _, count in fed])
    return np.concatenate([flat for flat, _ in fed]), np.append(0, np.cumsum(counts)).astype(np.uint64)


def _combined(words: Codes, count: int) -> Codes:
    hashes = words[:count].copy()
    for offset in range(1, GRAM):
        hashes *= np.uint64(0x9E3779B97F4A7C15)
        hashes += words[offset : offset + count]
    return hashes


def _gram_hashes(texts: Sequence[str]) -> tuple[Codes, Columns]:
    """Return the hashes and how many there are of each text; a word's is a polynomial over its bytes."""
    joined = "\x01".join(texts).replace("’", "'").replace("“", " ").replace("”", " ").encode()
    letters = np.frombuffer(joined.translate(_LETTERS), np.uint8)
    weights, inverse = _weights(len(letters))
    sums = np.zeros(len(letters) + 1, np.uint32)
    np.cumsum(letters * weights, dtype=np.uint32, out=sums[1:])
    live = letters > 0
    starts = np.flatnonzero(live & ~np.append(False, live[:-1]))
    words = (np.diff(sums[starts], append=sums[-1:]) * inverse[starts]).astype(np.uint64)
    ends = np.append(
        np.searchsorted(starts, np.flatnonzero(np.frombuffer(joined, np.uint8) == 1)), len(starts)
    )
    count = len(words) - GRAM + 1
    hashes = _combined(words, count)
    keep = np.ones(len(words), bool)
    for offset in range(1, GRAM):
        keep[ends - offset] = False
    return _mixed(hashes[keep[:count]]), np.diff(ends, prepend=0) - GRAM + 1


def _mixed(hashes: Codes) -> Codes:
    """Spread every bit over all: FastSketchLSH tells false pairs where the hashes are uneven."""
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        hashes ^= hashes >> np.uint64(shift)
        hashes *= np.uint64(factor)
    hashes ^= hashes >> np.uint64(31)
    return hashes


_kept_weights: list[npt.NDArray[np.uint32]] = []


def _weights(size: int) -> list[npt.NDArray[np.uint32]]:
    if not _kept_weights or len(_kept_weights[0]) < size:
        _kept_weights.clear()
        for base in (_FACTOR, pow(_FACTOR, -1, 1 << 32)):
            factors = np.full(max(size, 1 << 18), base, np.uint32)
            factors[0] = 1
            _kept_weights.append(np.multiply.accumulate(factors, dtype=np.uint32))
    return [weights[:size] for weights in _kept_weights]


def _fastsketch(fed: Iterable[tuple[Codes, Codes]]) -> Pairs:
    from FastSketchLSH import FastSimilaritySketch

    sketcher = FastSimilaritySketch(size=HASHES)
    rows = [sketcher.batch_csr(flat, ends, prehashed=True) for flat, ends in fed]
    return _fastsketch_pairs(np.concatenate(rows))


def _rensa(fed: Iterable[tuple[Codes, Codes]]) -> Pairs:
    from rensa import RMinHash

    matrices = [
        RMinHash.digest_matrix_from_flat_token_hashes(flat, ends, HASHES, 42).to_rows() for flat, ends in fed
    ]
    return _banded(np.concatenate([np.array(rows, np.uint32) for rows in matrices]))


def _fastsketch_pairs(rows: Codes) -> Pairs:
    from FastSketchLSH import LSH

    index = LSH(num_perm=HASHES, num_bands=BANDS)
    index.reserve(len(rows))
    index.insert(rows)
    flat, ends = index.query(rows, format="csr")
    return _ordered(np.diff(ends.astype(np.int64)), flat.astype(np.int64))


def _banded(rows: npt.NDArray[np.uint32]) -> Pairs:
    """Return the rows that agree in a whole band; in a large bucket, each with the 24 next to it."""
    found = []
    for band in np.split(rows, BANDS, axis=1):
        keys = np.ascontiguousarray(band).view(np.uint64)
        key = keys[:, 0] * np.uint64(0x9E3779B97F4A7C15) ^ keys[:, 1]
        order = np.argsort(key, kind="stable")
        key = key[order]
        for step in range(1, 25):
            same = np.flatnonzero(key[step:] == key[:-step])
            if not len(same):
                break
            found.append(np.stack([order[same], order[same + step]]))
    left, right = np.concatenate(found, axis=1)
    return left, right


def _minhashes(texts: Sequence[str], hashes: int) -> tuple[list[object], list[int]]:
    from datasketch import MinHash

    rows = [
        (flat[start:end] & np.uint64(0xFFFFFFFF)).tolist()
        for flat, ends in _hashed(texts)
        for start, end in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)
    ]
    return list(MinHash.generator(rows, num_perm=hashes, hashfunc=int)), list(map(len, rows))


def _listed(found: Sequence[Sequence[int]]) -> Pairs:
    """Return what was found for each text as pairs."""
    flat = [other for others in found for other in others]
    return _ordered(np.array(list(map(len, found)), np.int64), np.array(flat, np.int64))


def _ordered(counts: Columns, flat: Columns) -> Pairs:
    one = np.repeat(np.arange(len(counts)), counts)
    other = one != flat
    return np.minimum(one, flat)[other], np.maximum(one, flat)[other]
