"""The features of a report: loops give the same compiled and as they stand, whatever the text."""

import warnings
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.model.document import Document
from copydesk.model.report import Report, Zone, ZoneKind
from copydesk.stories.grouping import background, features
from copydesk.stories.grouping.features import Features, packed
from copydesk.stories.grouping.loops import counting
from copydesk.stories.grouping.word_table import word_codes
from copydesk.text import word_hashes
from copydesk.text.compiling import available

PIECES = (
    *("Anna Berg", "New-York", "O’Neil", "the", "The", "THE", "harbour", "ß", "İ", "12.5", "7"),
    *("港口", "ไทย", "カ", "😀", "\ud800", " ", "-", ", ", ".\n", "_", "\x00"),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=80)
KINDS: tuple[ZoneKind, ...] = ("headline", "standfirst", "body", "caption", "furniture")


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(TEXTS)
    cuts = sorted({0, len(text), *draw(st.lists(st.integers(0, len(text)), max_size=3))})
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=4, max_size=4))
    zones = tuple(Zone(begin, end, kind) for begin, end, kind in zip(cuts, cuts[1:], kinds, strict=False))
    title, language = draw(st.none() | TEXTS), draw(st.sampled_from(("en", "zh", None)))
    return Document(Report("x", text, "", "test", title=title, language=language), zones=zones)


def made(reports: Sequence[Document], compiled_from: int) -> list[Features]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(features, "COMPILED_FROM", compiled_from)
        patch.setattr(features, "COMPILED_TEXT", 1 << 30)
        return list(features.features(reports))


@pytest.mark.skipif(not available(), reason="numba is not installed")
@given(st.lists(documents(), max_size=4))
@settings(max_examples=60, deadline=None)
def test_compiled_loops_give_what_plain_ones_give(reports: list[Document]) -> None:
    fast, plain = made(reports, 0), made(reports, 1 << 30)
    assert list(map(packed, fast)) == list(map(packed, plain))
    for found in plain:
        assert np.all(np.diff(found.terms.astype(np.int64)) > 0)


@pytest.mark.skipif(not available(), reason="numba is not installed")
def test_long_reports_are_the_same_compiled_and_plain() -> None:
    texts = (
        " ".join(f"Name{number * number % 4001}" for number in range(9_000)),
        "港口" * 3_000,
        "OIL " * 9_000,
    )
    reports = [Document(Report("x", text, "", "t"), zones=(Zone(0, len(text), "body"),)) for text in texts]
    assert list(map(packed, made(reports, 0))) == list(map(packed, made(reports, 1 << 30)))


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_words_are_the_same_by_loops_and_by_arrays(text: str) -> None:
    units, _ = word_hashes.laid_out([text])
    codes, starts = word_hashes.hashed_words(units)
    for found in word_hashes.hashed_words(units, fast=True), _as_it_stands(units):
        assert np.array_equal(found[0], codes)
        assert np.array_equal(found[1], starts)


def _as_it_stands(units: word_hashes.Units) -> tuple[word_hashes.Words, word_hashes.Numbers]:
    starts, sums = np.empty(len(units) + 1, np.uint32), np.empty(len(units) + 1, np.uint32)
    weights, inverse = word_hashes.places(len(units))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        count = word_hashes.summed(units, word_hashes.unit_values(), weights, starts, sums)
    starts = starts[:count]
    return np.diff(sums[: count + 1]) * inverse.take(starts), starts.astype(np.int64)


def test_what_counts_where() -> None:
    text = "Anna Berg left Oslo. The berg Lund left 9 times."
    report = Report("x", text, "", "test", title="Oslo Left", language="en")
    (found,) = features.features([Document(report, zones=(Zone(0, len(text), "body"),))])
    told = {}
    for term, count, titled in zip(found.terms.tolist(), found.counts, found.titled, strict=True):
        told[term >> 30, term & ((1 << 30) - 1)] = int(count) / features.FINE, int(titled)
    anna, berg, left, oslo, lund, nine, the = word_codes("anna berg left oslo lund 9 the".split()).tolist()
    names = {code: told.get((counting.LEAD_NAMES, code)) for code in (anna, berg, left, oslo, lund, nine)}
    # A word that the body writes small is no name, but a headline's counts whatever it is.
    assert names == {anna: (1, 0), berg: None, left: (2, 0), oslo: (3, 0), lund: (1, 0), nine: (1, 0)}
    body = {code for part, code in told if part == counting.NAMES}
    assert body == {anna, left, oslo, lund, the}
    assert told[counting.WORDS, oslo][1] == 1
    assert [part for part, _ in told].count(counting.PAIRS) == 0


def test_the_background_is_looked_up_by_upper_bits() -> None:
    known = background.known_words()
    codes = np.concatenate([known.codes[:-1], word_codes(["qzxqzx", "zzkwzzkw"])])
    found = np.empty(len(codes), np.int32)
    counting.look_up(codes, *known, found)
    assert np.array_equal(found[:-2], known.counts[:-1])
    assert found[-2:].tolist() == [background.UNSEEN * background.FINE] * 2
