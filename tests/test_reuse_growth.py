"""Time of alignment and derivation grows with the texts, whatever they repeat."""

import random
import time
from collections.abc import Callable

import pytest

from copydesk.model.document import Document
from copydesk.model.report import Report
from copydesk.reuse.alignment import align, passages
from copydesk.reuse.credits import read_credits, read_reported
from copydesk.reuse.derivation import derive

GROWTH = 3.0
"""Twice the text may take so many times the time; what is quadratic takes four times."""

SENTENCE = (
    "The swing bridge at Carrick Lock jammed open shortly before noon on Monday after a barge struck it. "
)
HAN = "周一中午前不久，一艘运煤驳船撞上卡里克船闸的平旋桥北墩，桥梁卡住无法关闭。"


def report(name: str, text: str) -> Document:
    return Document(Report(name, text, "", "test", outlet=f"{name}.example"))


def prose(count: int, seed: int) -> str:
    """Made-up sentences of 17 words."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    words = ["".join(rng.choice("abcdefghijklmnop") for _ in range(rng.randrange(3, 9))) for _ in range(3000)]
    return " ".join(rng.choice(words) + (".\n" if at % 17 == 16 else "") for at in range(count))


def least(work: Callable[[], object]) -> float:
    """Return the seconds of processor time of the quicker of two runs."""
    found = []
    for _ in range(2):
        begun = time.process_time()
        work()
        found.append(time.process_time() - begun)
    return min(found)


PAIRS: dict[str, tuple[int, Callable[[int], tuple[str, str]]]] = {
    "the same long text": (10_000, lambda size: (prose(size, 1), prose(size, 1))),
    "a long text and a short one": (20_000, lambda size: (prose(size, 1), prose(400, 1))),
    "two long texts that share nothing": (10_000, lambda size: (prose(size, 1), prose(size, 2))),
    "every twentieth word dropped": (
        8_000,
        lambda size: (prose(size, 1), " ".join(w for i, w in enumerate(prose(size, 1).split(" ")) if i % 20)),
    ),
    "one sentence again and again": (1_200, lambda size: (SENTENCE * size, SENTENCE * size)),
    "one line again and again": (1_200, lambda size: ((SENTENCE + "\n") * size, (SENTENCE + "\n") * size)),
    "one sentence again and again, and once": (2_500, lambda size: (SENTENCE * size, SENTENCE)),
    "a language without spaces": (1_000, lambda size: (HAN * size, HAN * size)),
    "one word": (30_000, lambda size: ("x " * size, "x " * size)),
    "quotation marks": (4_000, lambda size: ("“a ”b " * size, "“a ”b " * size)),
    "words to the user": (3_000, lambda size: ("Sign up to our newsletter. " * size,) * 2),
}


@pytest.mark.parametrize("name", PAIRS)
def test_twice_the_text_takes_about_twice_the_time(name: str) -> None:
    size, make = PAIRS[name]

    def aligned(size: int) -> Callable[[], object]:
        left, right = (report(side, text) for side, text in zip("ab", make(size), strict=True))
        return lambda: align(left, right)

    assert least(aligned(2 * size)) < GROWTH * least(aligned(size)) + 0.05


@pytest.mark.parametrize(
    "piece",
    ["(Reuters ", "with files from ", "By ", "told the Gazette ", "contributed to ", "Copyright ", "(AP, "],
)
def test_twice_the_credits_take_about_twice_the_time(piece: str) -> None:
    def read(size: int) -> Callable[[], object]:
        one = report("a", piece * size)
        return lambda: (read_credits(one), read_reported(one))

    assert least(read(10_000)) < GROWTH * least(read(5_000)) + 0.05


def test_many_reports_of_one_text_take_time_by_their_number() -> None:
    """A text that all share is held against the earliest, so that pairs do not grow with the square."""

    def told(size: int) -> Callable[[], object]:
        text = prose(150, 1)
        reports = [report(f"r{number}", f"{prose(60, number + 2)}\n{text}") for number in range(size)]
        return lambda: derive(reports, passages(reports))

    assert least(told(200)) < GROWTH * least(told(100)) + 0.05
