"""Fingerprints of a collection, and the pairs that they propose."""

import subprocess
import sys
import time
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk import find_reuse
from copydesk.reuse import counting
from copydesk.reuse import fingerprints as fingerprints_module
from copydesk.reuse.candidates import candidates
from copydesk.reuse.counting import POPULAR
from copydesk.reuse.fingerprints import TEXT_BITS, fingerprints
from copydesk.reuse.grams import grams, word_codes


def text_of(seed: int, words: int) -> str:
    rng = np.random.default_rng(seed)
    return " ".join(f"w{number}" for number in rng.integers(0, 5000, words))


def pairs_of(texts: Sequence[str]) -> list[tuple[int, int]]:
    return [(pair.left, pair.right) for pair in find_reuse(texts)]


SAME = {
    "case": ("The pilot boat left the quay.", "THE Pilot boat LEFT the quay."),
    "marks": ("The pilot boat left the quay.", "“The pilot, boat: left” – the quay!"),
    "line ends": ("The pilot boat left the quay.", "\n The pilot\nboat\r\nleft the\u00a0quay"),
    "accents in capitals": ("été à l'île d'Yeu", "ÉTÉ À L'ÎLE D'YEU"),
    "apostrophes of two kinds": ("don't say it isn't so", "don’t say it isn’t so"),
    "three words": ("Quay closed again", "quay closed: again"),
    "one word": ("Quay", "quay!"),
    "no spaces": ("船が港を出た", "船が、港を出た。"),
    "scripts side by side": ("ABC船が港を出たabc", "abc船が港を出たABC"),
    "letters of two units": ("𞤀𞤣𞤤𞤢𞤥 𞤆𞤵𞤤𞤢𞤪", "𞤀𞤣𞤤𞤢𞤥, 𞤆𞤵𞤤𞤢𞤪"),
}


@pytest.mark.parametrize("case", SAME)
def test_the_same_words_have_the_same_fingerprint(case: str) -> None:
    found = list(find_reuse(SAME[case]))
    assert [(pair.left, pair.right) for pair in found] == [(0, 1)]
    assert found[0].containment == found[0].resemblance == 1


DIFFERENT = {
    "order": ("one two three four five", "five four three two one"),
    "one word of five": ("one two three four five", "one two three four six"),
    "a word more": ("one two three", "one two three four"),
    "words run together": ("car pet shop man", "carpet shop man"),
    "characters": ("船が港を出た", "車が町を出た"),
    "no word": ("", "—"),
}


@pytest.mark.parametrize("case", DIFFERENT)
def test_different_words_have_another(case: str) -> None:
    assert pairs_of(DIFFERENT[case]) == []


def test_hashes_are_the_same_in_every_process_and_wherever_a_text_stands() -> None:
    expected = 13215171188877164544
    alone = fingerprints(["one two three four five"]).packed
    assert int(alone[0]) == expected
    among = fingerprints([text_of(1, 300), "one two three four five", "six"])
    texts = among.packed & np.uint64((1 << TEXT_BITS) - 1)
    assert among.packed[texts == 1] >> np.uint64(TEXT_BITS) == alone >> np.uint64(TEXT_BITS)


def test_long_texts_are_sampled_and_short_ones_are_not() -> None:
    found = fingerprints([text_of(1, 20_000), text_of(2, 100)])
    assert found.sampled[0] == found.kept[0]
    assert found.sampled[0] / 19_996 == pytest.approx(1 / 8, abs=0.01)
    assert found.kept[1] == 96
    assert found.sampled[1] < 30


def test_a_text_inside_a_longer_one_is_found() -> None:
    wire = text_of(1, 400)
    long = text_of(2, 600) + " " + wire + " " + text_of(3, 600)
    found = list(find_reuse([text_of(4, 500), wire, long]))
    assert [(pair.left, pair.right) for pair in found] == [(1, 2)]
    assert found[0].containment > 0.95
    assert found[0].resemblance < 0.5


def test_a_brief_inside_a_long_text_is_found() -> None:
    found = 0
    for seed in range(50):
        brief = text_of(seed, 60)
        found += len(find_reuse([brief, text_of(100 + seed, 300) + " " + brief]))
    assert found >= 47


def test_scores_say_how_much_is_shared() -> None:
    common = text_of(1, 4000)
    half = common + " " + text_of(2, 4000)
    other = common + " " + text_of(3, 12_000)
    pair = next(iter(find_reuse([half, other])))
    assert pair.containment == pytest.approx(0.5, abs=0.05)
    assert pair.resemblance == pytest.approx(4 / 20, abs=0.03)


def test_what_is_asked_for_is_told() -> None:
    wire = text_of(1, 400)
    texts = [wire, wire.replace("w7", "x7", 3), wire + " " + text_of(5, 900)]
    assert pairs_of(texts) == [(0, 1), (0, 2), (1, 2)]
    near = find_reuse(texts, least_resemblance=0.7)
    assert [(pair.left, pair.right) for pair in near] == [(0, 1)]
    quarter = [wire, " ".join(wire.split()[:100]) + " " + text_of(6, 300)]
    assert len(find_reuse(quarter, least_containment=0.15)) == 1
    assert len(find_reuse(quarter, least_containment=0.5)) == 0


def test_a_stock_phrase_makes_no_pair() -> None:
    phrase = " as of the time of writing "
    assert (
        pairs_of([text_of(1, 30) + phrase + text_of(2, 30), text_of(3, 30) + phrase + text_of(4, 30)]) == []
    )


def test_a_text_that_very_many_share_is_joined_to_the_first() -> None:
    one = text_of(1, 300)
    found = pairs_of([f"{text_of(number + 2, 20)} {one}" for number in range(2000)])
    assert {(0, right) for right in range(1, 2000)} <= set(found)
    assert len(found) < 2 * 2000


def test_a_wire_text_is_found_behind_longer_reports_that_hold_it() -> None:
    wire = text_of(1, 250)
    holding = [
        f"{text_of(2 * number, 500)} {wire} {text_of(2 * number + 1, 500)}" for number in range(10, 70)
    ]
    found = {(pair.left, pair.right): pair for pair in find_reuse([*holding[:7], wire, *holding[7:]])}
    assert {(left, 7) for left in range(7)} | {(7, right) for right in range(8, 61)} <= set(found)
    assert all(pair.containment > 0.95 for both, pair in found.items() if 7 in both)


def test_stock_phrases_that_all_texts_share_make_no_pairs() -> None:
    phrases = [text_of(number, 7) for number in range(6)]
    texts = [" ".join([text_of(number + 9, 300), *phrases]) for number in range(60)]
    assert pairs_of(texts) == []


def test_a_text_that_few_share_gives_every_pair() -> None:
    found = list(find_reuse([text_of(1, 300)] * POPULAR))
    assert len(found) == POPULAR * (POPULAR - 1) // 2
    assert all(pair.containment == pair.resemblance == 1 for pair in found)


def test_pairs_are_counted_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [text_of(number % 9, 300) for number in range(90)]
    whole = list(find_reuse(texts))
    monkeypatch.setattr(counting, "_AT_ONCE", 100)
    assert list(find_reuse(texts)) == whole
    assert len(whole) == 9 * 10 * 9 // 2


def test_nothing_gives_nothing() -> None:
    assert pairs_of([]) == []
    assert pairs_of(["", ""]) == []
    assert len(candidates([])) == 0


def test_texts_are_read_once_and_not_held() -> None:
    given = iter([text_of(1, 200), text_of(2, 200), text_of(1, 200)])
    assert pairs_of(given) == [(0, 2)]  # type: ignore[arg-type]


def test_few_texts_load_no_compiler() -> None:
    code = (
        "import sys\nfrom copydesk import find_reuse\nfind_reuse(['one two three'] * 99)\n"
        "assert not {'numba', 'spacy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_what_is_no_text_is_said() -> None:
    with pytest.raises(TypeError, match="text 1 is NoneType, not str"):
        find_reuse(["one two three", None])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="put texts into a list"):
        find_reuse("one two three")


def test_one_sentence_ten_thousand_times_counts_once() -> None:
    sentence = "The pilot boat left the inner quay before noon on Sunday. "
    found = list(find_reuse([sentence * 10_000, sentence * 20, text_of(1, 300)]))
    assert [(pair.left, pair.right) for pair in found] == [(0, 1)]


def test_a_huge_text_among_small_ones() -> None:
    rng = np.random.default_rng(5)
    huge = " ".join(map(str, rng.integers(0, 10**6, 400_000).tolist()))
    assert len(huge) > 2_000_000
    assert pairs_of(["one two", huge, text_of(1, 200), huge[1_000_000:1_004_000]]) == [(1, 3)]
    assert pairs_of(["x" * 3_000_000, "y" * 3_000_000]) == []


@pytest.mark.parametrize("texts", [2_000, 4_000])
def test_identical_texts_cost_no_more_than_different_ones(texts: int) -> None:
    different = [text_of(number, 200) for number in range(texts)]
    spent = []
    for collection in (different, [different[0]] * texts):
        begun = time.process_time()
        find_reuse(collection)
        spent.append(time.process_time() - begun)
    assert spent[1] <= 2 * spent[0] + 0.1


def exact(texts: Sequence[str]) -> dict[tuple[int, int], int]:
    """Count shared five-word runs of short texts the slow way."""
    sets = []
    for text in texts:
        forms = text.lower().split()
        sets.append({tuple(forms[at : at + 5]) for at in range(max(1, len(forms) - 4))} if forms else set())
    return {
        (left, right): len(sets[left] & sets[right])
        for right in range(len(texts))
        for left in range(right)
        if sets[left] & sets[right]
    }


@settings(max_examples=150)
@given(st.lists(st.lists(st.sampled_from(["ab", "Ab", "ba", "c", "é", "港"]), max_size=40), max_size=8))
def test_short_texts_are_counted_exactly(rows: list[list[str]]) -> None:
    texts = [" ".join(row) for row in rows]
    found = {(pair.left, pair.right): pair.shared for pair in find_reuse(texts, least_containment=0)}
    for pair, shared in exact(texts).items():
        assert found.get(pair, 1) == shared
    assert set(found) <= set(exact(texts))


@settings(deadline=None)  # the first call compiles
@given(st.lists(st.text(max_size=200) | st.lists(st.sampled_from("ab c港é'𞤀")).map("".join), min_size=1))
def test_compiled_loops_give_what_array_operations_give(texts: list[str]) -> None:
    chunk = [*texts, text_of(1, 150), *texts]
    by_arrays, by_loops = fingerprints_module._by_arrays(chunk), fingerprints_module._by_loops(chunk)
    for one, other in zip(by_arrays, by_loops, strict=True):
        assert one.tolist() == other.tolist()


def test_without_numba_all_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [text_of(number % 50, 150 + number) for number in range(150)]
    monkeypatch.setattr(fingerprints_module, "_CHUNK", 1000)
    monkeypatch.setattr(fingerprints_module, "_WORTHWHILE", 10)
    with_loops = fingerprints(texts)
    monkeypatch.setattr(fingerprints_module, "_LOOPS", "not loaded")
    monkeypatch.setattr(fingerprints_module, "_compiled", lambda: None)
    for one, other in zip(with_loops, fingerprints(texts), strict=True):
        assert one.tolist() == other.tolist()


@given(st.lists(st.text(max_size=200), max_size=5))
def test_any_texts_have_fingerprints(texts: list[str]) -> None:
    found = fingerprints(texts)
    assert len(found.sampled) == len(found.kept) == len(texts)
    assert found.kept.sum() == len(found.packed)
    alone = [fingerprints([text]).packed >> np.uint64(TEXT_BITS) for text in texts]
    numbers = found.packed & np.uint64((1 << TEXT_BITS) - 1)
    for number, hashes in enumerate(alone):
        here = found.packed[numbers == number] >> np.uint64(TEXT_BITS)
        assert here.tolist() == hashes.tolist()


def test_one_shared_run_of_five_words_is_enough_for_a_story() -> None:
    texts = ["a b c d e f g h", "x y b c d e f z"]
    hashes = [np.unique(grams(word_codes(text.split()), 5)) for text in texts]
    assert len(candidates(hashes)) == 0
    assert [pair.shared for pair in candidates(hashes, least_shared=1)] == [1]


def test_order_counts_inside_a_gram() -> None:
    codes = word_codes(["a", "b", "c", "a", "b", "c"])
    hashes = grams(codes, 3)
    assert hashes[0] == hashes[3]
    assert len(set(hashes.tolist())) == 3
