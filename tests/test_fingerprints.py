"""Fingerprints of texts, and the pairs of a collection that they propose."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.reuse.candidates import POPULAR, candidates, near_duplicates
from copydesk.reuse.fingerprints import fingerprint, grams, word_codes


def text_of(seed: int, words: int) -> str:
    rng = np.random.default_rng(seed)
    return " ".join(f"w{number}" for number in rng.integers(0, 5000, words))


def test_case_and_marks_do_not_count_words_do() -> None:
    text = "The pilot boat left the quay before noon."
    assert (
        fingerprint(text, sample=1) == fingerprint("“The PILOT boat: left the quay”, before noon", sample=1)
    ).all()
    assert len(fingerprint(text, sample=1)) == 4
    assert len(fingerprint("Only four words here")) == 0


def test_hashes_are_the_same_in_every_process() -> None:
    expected = 11333263801180567817
    assert int(fingerprint("one two three four five", sample=1)[0]) == expected


def test_order_counts_inside_a_gram() -> None:
    codes = word_codes(["a", "b", "c", "a", "b", "c"])
    hashes = grams(codes, 3)
    assert hashes[0] == hashes[3]
    assert len(set(hashes.tolist())) == 3


def test_about_one_gram_in_eight_is_kept() -> None:
    text = text_of(1, 20_000)
    ratio = len(fingerprint(text)) / len(fingerprint(text, sample=1))
    assert ratio == pytest.approx(1 / 8, abs=0.01)


def test_a_text_inside_a_longer_one_is_found() -> None:
    wire = text_of(1, 400)
    long = text_of(2, 600) + " " + wire + " " + text_of(3, 600)
    found = candidates([fingerprint(text) for text in (text_of(4, 500), wire, long)])
    assert [(pair.left, pair.right) for pair in found] == [(1, 2)]
    assert found[0].containment > 0.95
    assert found[0].resemblance < 0.5


def test_near_duplicates_are_whole_texts() -> None:
    wire = text_of(1, 400)
    edited = wire.replace("w7", "x7", 3)
    prints = [fingerprint(text) for text in (wire, wire + " " + text_of(5, 900), edited)]
    assert near_duplicates(prints) == [(0, 2)]


def test_a_text_that_very_many_share_is_joined_to_the_first() -> None:
    one = fingerprint(text_of(1, 300))
    begun = time.perf_counter()
    found = candidates([one] * 5000)
    assert time.perf_counter() - begun < 5
    assert {(pair.left, pair.right) for pair in found} == {(0, right) for right in range(1, 5000)}


def test_a_text_that_few_share_gives_every_pair() -> None:
    found = candidates([fingerprint(text_of(1, 300))] * POPULAR)
    assert len(found) == POPULAR * (POPULAR - 1) // 2
    assert all(pair.containment == pair.resemblance == 1 for pair in found)


def test_nothing_gives_nothing() -> None:
    assert candidates([]) == []
    assert candidates([fingerprint(""), fingerprint("")]) == []


@given(st.text(max_size=200))
def test_any_text_has_a_fingerprint(text: str) -> None:
    hashes = fingerprint(text, sample=1)
    assert (np.diff(hashes.astype(object)) > 0).all()
