"""Benchmarks of ``find_reuse``: beside other engines on one collection, by its size, and where all copy one.

The collection is made up (``made_collection``), so it is known who shares what. Beside other engines, and
for a million reports, seconds are those of a clock, for some engines use all cores; ours and the fastest
take turns, and the least of the rounds counts. Ours beside ours are the processor's.
``python scripts/bench_reuse.py`` prints the rows, with ``--large`` those of a million reports.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bench_rows import Row
from copydesk import find_reuse
from made_collection import Truth, collection, one_family, one_text, texts, truth_of
from reuse_peers import DOCUMENTED, FASTEST, SLOW, Pairs, Peer

SIZES = (20_000, 100_000)
LARGE = 1_000_000
ROUNDS = 3
SHARING = 10_000
MEMBERS = (20, 40, 400)


class Measured(NamedTuple):
    """Seconds of a run, and how good the pairs were that it told."""

    seconds: float
    resembling: float
    contained: float
    false: float

    def told(self, reports: int) -> str:
        """Return reports a second with the two recalls and the share of false pairs."""
        return (
            f"{reports / self.seconds:,.0f} (recall {_cut(self.resembling)} / {_cut(self.contained)}, "
            f"false {self.false:.4f})"
        )


def beside_peers() -> list[Row]:
    """Reports a second at both sizes, and the recalls of Jaccard >= .7 and of containment >= .8."""
    rows = []
    for size in SIZES:
        made, truth = collection(size)
        peers = (*FASTEST, *DOCUMENTED, *SLOW) if size == SIZES[0] else FASTEST
        best = _best([_ours, *(peer.pairs for peer in peers if peer in FASTEST)], made, truth, ROUNDS)
        ours, told = best[0], dict(zip(FASTEST, best[1:], strict=True))
        for peer in peers:
            found = told.get(peer) or _best([peer.pairs], made, truth, 1)[0]
            what = f"`find_reuse`, reports a second, {size:,} reports, a fifth edited copies"
            rows.append(Row(what, ours.told(size), f"{_named(peer)} {found.told(size)}", _times(found, ours)))
    return rows


def growth() -> list[Row]:
    """Seconds for ten times the reports."""
    small, large = (list(texts(size)) for size in (SIZES[1] // 10, SIZES[1]))
    first, second = _least(small, large)
    return [
        Row(
            f"`find_reuse`, {SIZES[1]:,} reports, seconds",
            f"{second:.2f}",
            f"{SIZES[1] // 10:,} reports {first:.2f}",
            f"{second / first:.1f}",
        )
    ]


def one_source() -> list[Row]:
    """Seconds where all reports share one text, beside as many that share none."""
    rows = []
    for what, shared in (
        (f"{SHARING:,} reports that all print one text", list(one_text(SHARING))),
        (f"{10 * SHARING:,} identical reports", list(one_text(1)) * (10 * SHARING)),
    ):
        apart = list(texts(len(shared), copies=0))
        first, second = _least(apart, shared)
        peer = f"{len(apart):,} different ones {first:.2f}"
        rows.append(Row(f"`find_reuse`, {what}, seconds", f"{second:.2f}", peer, f"{second / first:.2f}"))
    return rows


def large_families() -> list[Row]:
    """What is found of a text that many print: the members hanging together, and the pairs."""
    rows = []
    for members in MEMBERS:
        made, truth = one_family(members, 2 * members)
        what = f"`find_reuse`, one text as {members:,} print it: members joined, recall of pairs"
        told = [_family_told(engine(made), truth, len(made)) for engine in (_ours, FASTEST[-2].pairs)]
        rows.append(Row(what, told[0], f"{_named(FASTEST[-2])} {told[1]}", ""))
    return rows


def million() -> list[Row]:
    """Seconds and memory at a million reports, streamed and held, each in a process of its own."""
    streamed, held = _child("streamed"), _child("held")
    what = f"`find_reuse`, {LARGE:,} reports"
    rows = [
        Row(
            f"{what}, seconds",
            f"{held['seconds']:.1f}",
            f"{LARGE // 10:,} reports {held['tenth']:.1f}",
            f"{held['seconds'] / held['tenth']:.1f}",
        ),
        Row(
            f"{what}, recall of Jaccard >= .7 / containment >= .8",
            f"{_cut(held['resembling'])} / {_cut(held['contained'])}, false {held['false']:.4f}",
            "-",
            "",
        ),
    ]
    for how, found, without in (
        ("each text made when it is asked for", streamed, "making them alone"),
        ("all texts held", held, "the texts alone"),
    ):
        peak, alone = found["peak"], found["peak_before"]
        rows.append(
            Row(f"{what}, peak MB, {how}", f"{peak:,.0f}", f"{without} {alone:,.0f}", f"{peak / alone:.1f}")
        )
    return rows


def measured_pairs(found: Pairs, truth: Truth, reports: int, seconds: float) -> Measured:
    """Compare pairs with the truth; a pair is false whose containment is below .2."""
    told = np.unique(found[0] * reports + found[1])
    true = truth.left * reports + truth.right
    hit = np.isin(true, told)
    related = np.isin(told, true[truth.containment >= 0.2])
    return Measured(
        seconds,
        float(hit[truth.resemblance >= 0.7].mean()),
        float(hit[truth.containment >= 0.8].mean()),
        float(1 - related.mean()) if len(told) else 0.0,
    )


def _family_told(found: Pairs, truth: Truth, reports: int) -> str:
    """Return the share of a family that is joined by pairs, and the recall of both kinds of pairs."""
    family = set(truth.left.tolist()) | set(truth.right.tolist())
    group = {member: {member} for member in family}
    for left, right in zip(found[0].tolist(), found[1].tolist(), strict=True):
        if left in family and right in family and group[left] is not group[right]:
            small, large = sorted((group[left], group[right]), key=len)
            large |= small
            group |= dict.fromkeys(small, large)
    recall = measured_pairs(found, truth, reports, 0.0)
    together = max(map(len, group.values())) / len(family)
    return f"{_cut(together)}, {_cut(recall.resembling)} / {_cut(recall.contained)}"


def _ours(reports: Sequence[str]) -> Pairs:
    found = find_reuse(reports)
    return found.left, found.right


def _best(
    engines: Sequence[Callable[[Sequence[str]], Pairs]], made: Sequence[str], truth: Truth, rounds: int
) -> list[Measured]:
    """Measure engines in turn; of each the fastest round."""
    best: dict[int, Measured] = {}
    for _ in range(rounds):
        for number, engine in enumerate(engines):
            start = time.perf_counter()
            found = engine(made)
            seconds = time.perf_counter() - start
            if number not in best or seconds < best[number].seconds:
                best[number] = measured_pairs(found, truth, len(made), seconds)
    return [best[number] for number in range(len(engines))]


def _least(*collections: Sequence[str]) -> list[float]:
    """Seconds of ``find_reuse`` on each, the least of the rounds; they take turns."""
    rounds = [[_seconds(made) for made in collections] for _ in range(ROUNDS)]
    return [min(column) for column in zip(*rounds, strict=True)]


def _seconds(made: Sequence[str]) -> float:
    start = time.process_time()
    find_reuse(made)
    return time.process_time() - start


def _named(peer: Peer) -> str:
    return f"{peer.package} {version(peer.package)}, {peer.fed}:"


def _times(found: Measured, ours: Measured) -> str:
    return f"{found.seconds / ours.seconds:.2f}"


def _cut(share: float) -> str:
    """Return three digits, cut and not rounded: 1.000 means all."""
    return f"{int(share * 1000 + 1e-9) / 1000:.3f}"


def _child(how: str) -> dict[str, float]:
    """Run ``_streamed`` or ``_held`` in a process that has done nothing else."""
    command = [sys.executable, str(Path(__file__)), "--child", how]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _streamed() -> dict[str, float]:
    """Hold no text: each is made when it is asked for."""
    for _ in texts(LARGE // 10):
        pass
    peak_before = _peak()
    find_reuse(texts(LARGE))
    return {"peak_before": peak_before, "peak": _peak()}


def _held() -> dict[str, float]:
    """Make all texts first, and read a tenth of them before all, so that what is loaded once is loaded."""
    made = list(texts(LARGE))
    before = _peak()
    tenth = min(_clocked(made[: LARGE // 10])[0] for _ in range(ROUNDS))
    seconds, found = _clocked(made)
    peak = _peak()
    del made
    quality = measured_pairs(found, truth_of(LARGE), LARGE, seconds)
    return {"peak": peak, "peak_before": before, "tenth": tenth} | quality._asdict()


def _clocked(made: Sequence[str]) -> tuple[float, Pairs]:
    start = time.perf_counter()
    found = _ours(made)
    return time.perf_counter() - start, found


def _peak() -> float:
    """Megabytes of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print the rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="a million reports, instead of all else")
    parser.add_argument("--child", choices=("streamed", "held"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(_streamed() if options.child == "streamed" else _held()))
        return
    for benchmark in (million,) if options.large else (beside_peers, large_families, growth, one_source):
        for row in benchmark():
            print(f"{row.what}: {row.ours}; {row.peer}; ratio {row.ratio}", flush=True)


if __name__ == "__main__":
    main()
