"""Train ``copydesk.extract.zone_scorer`` and write its tables.

    python scripts/train_zones.py ../shared/data/pages/flat.jsonl.gz            # judge, then train and write
    python scripts/train_zones.py ../shared/data/pages/flat.jsonl.gz --judge    # judge only

Model card
    What: two rounds of boosted decision tables (oblivious trees: each asks the same four questions of every
    line), logistic loss, plain numpy. The second round also sees the first one's scores of the lines around.
    Trained on: 181 web pages of 2018 and 2019 with hand-made main text, flattened to plain text (89 %
    English; Portuguese, Russian, German, Italian, Korean, Japanese, Indonesian), and on each page's main text
    alone, at a third of the weight, so that bare reports stay whole. A line is body if half of its 4-word
    shingles are in the main text; a shorter line if the main text has it and both its neighbours are body.
    Judged by: cross-validation in five parts, split by site; F1 of 4-word shingles averaged over pages.
    Parameters and thresholds were chosen on these figures, so they flatter by perhaps .01.
    Not for: pages without prose (tables, calendars, shop offers) and comments above the report.
    Deterministic: same pages, same numpy, same file.
"""

import argparse
import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from copydesk.extract import zone_lines, zone_scorer, zones
from copydesk.extract.zone_lines import Page
from copydesk.extract.zone_scorer import Tables
from copydesk.model.report import Report

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Whole = NDArray[np.int64]

TARGET = Path(zone_scorer.__file__).with_name("zone_scorer.tsv")
FOLDS, BINS, DEPTH, TREES, RATE, L2 = 5, 40, 4, 150, 0.08, 10.0
COLUMNS, ROWS = 0.3, 0.7
BARE_WEIGHT = 0.35
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Marked:
    """A page with its gold.

    Args:
        text: the whole text.
        body: its hand-made main text.
        hint: words of its address.
        site: the unit that folds are split by.
        page: its lines.
        features: first-round features of its lines.
        gold: 1 for body, 0 for the rest, per line.
        weights: per line, summing to one for a page.
        bare: whether this is a main text without its page.
    """

    text: str
    body: str
    hint: str
    site: str
    page: Page
    features: Floats
    gold: Doubles
    weights: Doubles
    bare: bool


def shingles(words: Sequence[str]) -> Counter[tuple[str, ...]]:
    """Return how often each run of four words occurs; a shorter text is one run."""
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3) if words else 0))


def gold_lines(lines: Sequence[str], body: str) -> Doubles:
    """Tell which lines of a page are in its main text."""
    gold_words = _WORD.findall(body.lower())
    runs, joined = shingles(gold_words), f" {' '.join(gold_words)} "
    sure: list[float | None] = []
    maybe: list[bool] = []
    for line in lines:
        words = _WORD.findall(line.lower())
        maybe.append(f" {' '.join(words)} " in joined)
        own = shingles(words)
        sure.append(float(sum(run in runs for run in own) >= 0.5 * len(own)) if len(words) >= 4 else None)
    above, below = _last_known(sure), _last_known(sure[::-1])[::-1]
    pairs = zip(sure, maybe, above, below, strict=True)
    return np.array([value if value is not None else float(m and a and b) for value, m, a, b in pairs])


def _last_known(values: Sequence[float | None]) -> list[float]:
    known, out = 0.0, []
    for value in values:
        out.append(known)
        known = known if value is None else value
    return out


def site_of(url: str) -> str:
    """Return the registered part of a host, roughly: what one publisher's pages share."""
    parts = (urlsplit(url).hostname or "").split(".")
    return ".".join(parts[-2:] if len(parts) > 1 and len(parts[-2]) > 3 else parts[-3:])


def marked(text: str, body: str, url: str, *, bare: bool) -> Marked:
    """Describe one page, or one main text alone."""
    report = Report(id="", text=text, digest="", origin="", url=None if bare else url)
    page = zones.page_of(report)
    gold = np.ones(len(page.lines)) if bare else gold_lines(page.lines, body)
    sizes = np.array([2 + len(_WORD.findall(line)) for line in page.lines]) ** 0.6
    weights = sizes / sizes.sum() * (BARE_WEIGHT if bare else 1) * 100
    features = zone_lines.first_round(page)
    return Marked(text, body, page.hint, site_of(url), page, features, gold, weights, bare)


def read_pages(path: Path) -> list[Marked]:
    """Read the pages, and after them their main texts alone."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    rows = [json.loads(line) for line in content.splitlines()]
    pages = [marked(row["text"], row["body"], row["url"], bare=False) for row in rows]
    for page in pages[: len(rows)]:
        kept = [line for line, gold in zip(page.page.lines, page.gold, strict=True) if gold]
        if len(kept) >= 3:
            bare = marked("\n\n".join(kept), "", "", bare=True)
            pages.append(
                Marked(
                    bare.text, "", "", page.site, bare.page, bare.features, bare.gold, bare.weights, bare=True
                )
            )
    return pages


def fit(features: Floats, gold: Doubles, weights: Doubles, seed: int) -> Tables:
    """Boost ``TREES`` decision tables of ``DEPTH`` questions on the logistic loss."""
    rng = np.random.default_rng(seed)
    cuts, binned = _bins(features)
    bias = float(np.log((weights * gold).sum() / (weights * (1 - gold)).sum()))
    logits = np.full(len(gold), bias)
    columns: list[list[int]] = []
    asked: list[list[float]] = []
    values: list[Doubles] = []
    for _ in range(TREES):
        chance = 1 / (1 + np.exp(-logits))
        slope, curve = weights * (gold - chance), weights * chance * (1 - chance) + 1e-9
        rows = np.flatnonzero(rng.random(len(gold)) < ROWS)
        pool = rng.choice(features.shape[1], int(features.shape[1] * COLUMNS), replace=False)
        questions = _grow(binned[rows], slope[rows], curve[rows], cuts, pool)
        cells = np.zeros(len(gold), np.int64)
        for level, (column, bin_) in enumerate(questions):
            cells |= (binned[:, column] > bin_).astype(np.int64) << level
        top = np.bincount(cells[rows], slope[rows], 1 << DEPTH)
        answer = RATE * top / (np.bincount(cells[rows], curve[rows], 1 << DEPTH) + L2)
        logits += answer[cells]
        columns.append([column for column, _ in questions])
        asked.append([float(cuts[column][bin_]) for column, bin_ in questions])
        values.append(answer)
    return Tables(np.array(columns), np.array(asked, np.float32), np.array(values, np.float32), bias)


def _bins(features: Floats) -> tuple[list[Floats], Whole]:
    """Cut each column at its quantiles; a value is above cut k if its bin is greater than k."""
    grid = np.linspace(0, 1, BINS + 1)[1:-1]
    cuts = [np.unique(np.quantile(column, grid, method="lower")) for column in features.T]
    binned = [np.searchsorted(cut, column, side="left") for cut, column in zip(cuts, features.T, strict=True)]
    return cuts, np.stack(binned, axis=1).astype(np.int64)


def _grow(
    binned: Whole, slope: Doubles, curve: Doubles, cuts: list[Floats], pool: Whole
) -> list[tuple[int, int]]:
    """Choose the questions of one table, each the best for all cells so far."""
    cells = np.zeros(len(binned), np.int64)
    questions: list[tuple[int, int]] = []
    for level in range(DEPTH):
        best, question = -1.0, (0, 0)
        for column in pool:
            if not len(cuts[column]):
                continue
            gains = _gains(cells, 1 << level, binned[:, column], len(cuts[column]) + 1, slope, curve)
            if gains.max() > best:
                best, question = float(gains.max()), (int(column), int(gains.argmax()))
        questions.append(question)
        cells |= (binned[:, question[0]] > question[1]).astype(np.int64) << level
    return questions


def _gains(cells: Whole, count: int, bins: Whole, width: int, slope: Doubles, curve: Doubles) -> Doubles:
    """Return the gain of a question at each cut of one column."""
    keys = cells * width + bins
    top = np.bincount(keys, slope, count * width).reshape(count, width)
    under = np.bincount(keys, curve, count * width).reshape(count, width)
    low, low_under = top.cumsum(1)[:, :-1], under.cumsum(1)[:, :-1]
    high, high_under = top.sum(1, keepdims=True) - low, under.sum(1, keepdims=True) - low_under
    gains: Doubles = (low**2 / (low_under + L2) + high**2 / (high_under + L2)).sum(0)
    return gains


def _fit_on(pages: Sequence[Marked], features: Sequence[Floats], chosen: Sequence[int], seed: int) -> Tables:
    return fit(
        np.concatenate([features[i] for i in chosen]),
        np.concatenate([pages[i].gold for i in chosen]),
        np.concatenate([pages[i].weights for i in chosen]),
        seed,
    )


def crossed(pages: Sequence[Marked], features: Sequence[Floats], parts: Sequence[int]) -> list[Floats]:
    """Score each page with tables that were trained on the other parts."""
    scores: list[Floats] = [np.zeros(0, np.float32)] * len(pages)
    for part in range(FOLDS):
        tables = _fit_on(pages, features, [i for i, own in enumerate(parts) if own != part], part)
        for i, own in enumerate(parts):
            if own == part:
                scores[i] = tables.scores(features[i])
    return scores


def parts_of(pages: Sequence[Marked], seed: int) -> list[int]:
    """Deal the sites into ``FOLDS`` parts."""
    sites = sorted({page.site for page in pages})
    random.Random(seed).shuffle(sites)  # noqa: S311
    number = {site: i % FOLDS for i, site in enumerate(sites)}
    return [number[page.site] for page in pages]


def judge(pages: Sequence[Marked], scores: Sequence[Floats]) -> None:
    """Print how well the zones hold the main texts, and how much of bare reports stays body."""
    precision, recall, kept, total = [], [], 0, 0
    for page, own in zip(pages, scores, strict=True):
        report = Report(id="", text=page.text, digest="", origin="", title=page.hint)
        found = [zone for zone in zones.label_scored(report, own.tolist()) if zone.kind == "body"]
        body = "\n".join(page.text[zone.start : zone.end] for zone in found)
        if page.bare:
            kept, total = kept + len(body), total + len(page.text)
            continue
        gold, held = shingles(_WORD.findall(page.body)), shingles(_WORD.findall(body))
        both = (gold & held).total()
        precision.append(both / max(held.total(), 1))
        recall.append(both / max(gold.total(), 1))
    p, r = float(np.mean(precision)), float(np.mean(recall))
    print(f"zones P={p:.3f} R={r:.3f} F1={2 * p * r / (p + r):.3f} pages={len(precision)}")
    print(f"bare reports: {kept / max(total, 1):.4f} of the characters are body")


def write(path: Path, rounds: Sequence[Tables]) -> None:
    """Write the tables as text: round, bias, columns, cuts, values."""
    lines = ["# Written by scripts/train_zones.py: round, bias, columns, cuts, values of each decision table"]
    for number, tables in enumerate(rounds, 1):
        for columns, cuts, values in zip(tables.columns, tables.cuts, tables.values, strict=True):
            fields = (
                f"{number}",
                f"{tables.bias:.5g}",
                " ".join(map(str, columns)),
                " ".join(f"{cut:.6g}" for cut in cuts),
                " ".join(f"{value:.4g}" for value in values),
            )
            lines.append("\t".join(fields))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Judge by cross-validation, then train on all pages and write the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("pages", type=Path, help="JSON Lines with url, text, body")
    parser.add_argument("--judge", action="store_true", help="write nothing")
    parser.add_argument("--seed", type=int, default=1, help="how sites are dealt into parts")
    options = parser.parse_args()
    pages = read_pages(options.pages)
    features = [page.features for page in pages]
    first = crossed(pages, features, parts_of(pages, options.seed))
    again = [zone_lines.second_round(p.page, f, s) for p, f, s in zip(pages, features, first, strict=True)]
    judge(pages, crossed(pages, again, parts_of(pages, options.seed)))
    if not options.judge:
        everything = range(len(pages))
        rounds = [_fit_on(pages, features, everything, 0), _fit_on(pages, again, everything, 0)]
        write(TARGET, rounds)
        print(f"wrote {TARGET} ({TARGET.stat().st_size:,} bytes)")


if __name__ == "__main__":
    main()
