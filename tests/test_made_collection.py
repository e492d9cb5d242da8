"""The made-up collection of the benchmarks: the same on every run, and the truth about it is true."""

import subprocess
import sys
from hashlib import sha256
from itertools import combinations, islice
from pathlib import Path

import pytest

from copydesk import find_reuse
from copydesk.text.tokens import words

SCRIPTS = Path(__file__).parent.parent / "scripts"
sys.path.insert(0, str(SCRIPTS))

from made_collection import Truth, collection, one_text, texts, truth_of  # noqa: E402

SIZE = 400
UNRELATED = 0.2
"""Below this lies the containment of any two reports that do not copy; at 20,000 reports too."""

Scores = dict[tuple[int, int], tuple[float, float]]


@pytest.fixture(scope="module")
def made() -> tuple[list[str], Truth]:
    return collection(SIZE)


def told(truth: Truth) -> Scores:
    pairs = zip(truth.left.tolist(), truth.right.tolist(), strict=True)
    return dict(zip(pairs, zip(truth.containment, truth.resemblance, strict=True), strict=True))


def by_force(reports: list[str]) -> Scores:
    grams = [{tuple(forms[at : at + 5]) for at in range(len(forms) - 4)} for forms in map(forms_of, reports)]
    found = {}
    for left, right in combinations(range(len(reports)), 2):
        a, b = grams[left], grams[right]
        shared = len(a & b)
        found[left, right] = (shared / min(len(a), len(b)), shared / (len(a) + len(b) - shared))
    return found


def forms_of(report: str) -> list[str]:
    return words(report).forms


def test_a_seed_gives_the_same_texts_on_every_run(made: tuple[list[str], Truth]) -> None:
    code = (
        "from hashlib import sha256; from made_collection import texts\n"
        f"print(sha256(chr(10).join(texts({SIZE})).encode()).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=SCRIPTS, check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == sha256("\n".join(made[0]).encode()).hexdigest()


def test_another_seed_gives_other_texts(made: tuple[list[str], Truth]) -> None:
    assert not set(made[0]) & set(texts(SIZE, seed=1))


def test_the_truth_is_what_comparing_all_pairs_finds(made: tuple[list[str], Truth]) -> None:
    truth, forced = told(made[1]), by_force(made[0])
    assert truth == {pair: pytest.approx(forced[pair]) for pair in truth}
    assert max(scores[0] for pair, scores in forced.items() if pair not in truth) < UNRELATED


def test_the_truth_alone_is_the_same(made: tuple[list[str], Truth]) -> None:
    assert told(truth_of(SIZE)) == told(made[1])


def test_copies_are_of_all_kinds(made: tuple[list[str], Truth]) -> None:
    truth = made[1]
    assert len(set(truth.left.tolist()) | set(truth.right.tolist())) > SIZE / 4
    assert (truth.resemblance >= 0.7).sum() > 20
    inside = (truth.containment >= 0.8) & (truth.resemblance < 0.5)
    assert inside.sum() > 10
    assert ((truth.resemblance > 0.4) & (truth.resemblance < 0.7)).sum() > 20


def test_reports_look_like_news(made: tuple[list[str], Truth]) -> None:
    lengths = [len(forms_of(report)) for report in made[0]]
    assert 370 < sum(lengths) / SIZE < 450
    assert max(lengths) < 1000
    together = "".join(made[0])
    assert all(mark in together for mark in "“”\"’',é")


def test_without_copies_nothing_is_shared() -> None:
    apart = by_force(list(texts(100, copies=0)))
    assert max(containment for containment, _ in apart.values()) < UNRELATED


def test_one_text_is_in_every_report() -> None:
    shared = by_force(list(islice(one_text(10_000), 20)))
    assert min(containment for containment, _ in shared.values()) > 0.85
    assert len(set(one_text(20))) == 20


def test_find_reuse_finds_the_copies() -> None:
    """At 2,000 reports; `make bench` measures it at 20,000 and 100,000, where all are found too."""
    reports, truth = collection(2_000)
    pairs = find_reuse(reports)
    found = set(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))
    for much in (truth.resemblance >= 0.7, truth.containment >= 0.8):
        wanted = set(zip(truth.left[much].tolist(), truth.right[much].tolist(), strict=True))
        assert len(wanted & found) >= 0.99 * len(wanted)
    related = truth.containment >= 0.2
    true = set(zip(truth.left[related].tolist(), truth.right[related].tolist(), strict=True))
    assert len(found - true) < 0.02 * len(found)
