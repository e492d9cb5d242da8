"""Train ``copydesk.extract.zoning.scorer`` and write its tables.

    python scripts/train_zones.py ../shared/data/pages/flat.jsonl.gz            # judge, then train and write
    python scripts/train_zones.py ../shared/data/pages/flat.jsonl.gz --judge    # judge only

Model card
    What: two rounds of boosted decision tables (oblivious trees: each asks the same six questions of every
    line), logistic loss, plain numpy. The second round also sees the first one's scores of the lines around.
    Trained on: 181 web pages of 2018 and 2019 with hand-made main text, flattened to plain text (89 %
    English; Portuguese, Russian, German, Italian, Korean, Japanese, Indonesian). A line is body if half of
    its 4-word shingles are in the main text; a shorter line if the main text has it and both its neighbours
    are body. Main texts alone are not trained on: at a third of the weight they cost the pages .007, and
    rules keep bare reports whole.
    Judged by: cross-validation in five parts, split by site; F1 of 4-word shingles averaged over pages, each
    page alone, without its address, and beside the others of its site (see ``zoning.outlet``).
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
from typing import Literal
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from copydesk.extract import zones
from copydesk.extract.zoning import scorer
from copydesk.extract.zoning.again import second_round
from copydesk.extract.zoning.lines import first_round
from copydesk.extract.zoning.outlet import Scored, sink_repeated
from copydesk.extract.zoning.scorer import Tables
from copydesk.extract.zoning.sheet import Sheet
from copydesk.model.report import Report

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Whole = NDArray[np.int64]
Small = NDArray[np.uint8]

TARGET = Path(scorer.__file__).with_name("scorer.tsv")
FOLDS, BINS, DEPTH, TREES, RATE, L2 = 5, 40, 6, 250, 0.04, 20.0
COLUMNS, ROWS = 0.2, 0.6
LEAST_BARE = 3
_WORD = re.compile(r"\w+")


Sort = Literal["page", "unknown", "bare"]
"""A page with its address, which is trained on; judged only: the same without, and its main text alone."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A page with its gold.

    Args:
        sort: how it is shown.
        text: the whole text.
        body: its hand-made main text.
        site: the unit that folds are split by.
        sheet: its lines.
        features: first-round features of its lines.
        gold: 1 for body, 0 for the rest, per line.
        weights: per line, adding up alike for all pages.
    """

    sort: Sort
    text: str
    body: str
    site: str
    sheet: Sheet
    features: Floats
    gold: Doubles
    weights: Doubles


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


def marked(sort: Sort, text: str, body: str, url: str) -> Marked:
    """Describe one page."""
    report = Report(id="", text=text, digest="", origin="", url=None if sort == "unknown" else url)
    sheet = zones.sheet_of(report)
    gold = np.ones(len(sheet.lines)) if sort == "bare" else gold_lines(sheet.lines, body)
    sizes = np.array([2 + len(_WORD.findall(line)) for line in sheet.lines]) ** 0.6
    weights = sizes / sizes.sum() * 100
    return Marked(sort, text, body, site_of(url), sheet, first_round(sheet), gold, weights)


def read_pages(path: Path) -> list[Marked]:
    """Read the pages, and after each of them its other sorts."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    pages: list[Marked] = []
    for row in map(json.loads, content.splitlines()):
        page = marked("page", row["text"], row["body"], row["url"])
        pages += [page, marked("unknown", row["text"], row["body"], row["url"])]
        kept = [line for line, gold in zip(page.sheet.lines, page.gold, strict=True) if gold]
        if len(kept) >= LEAST_BARE:
            pages.append(marked("bare", "\n\n".join(kept), "", row["url"]))
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
        pool = rng.choice(len(features), int(len(features) * COLUMNS), replace=False)
        questions = _grow(binned[:, rows], slope[rows], curve[rows], cuts, pool)
        cells = np.zeros(len(gold), np.int64)
        for level, (column, bin_) in enumerate(questions):
            cells |= (binned[column] > bin_).astype(np.int64) << level
        top = np.bincount(cells[rows], slope[rows], 1 << DEPTH)
        answer = RATE * top / (np.bincount(cells[rows], curve[rows], 1 << DEPTH) + L2)
        logits += answer[cells]
        columns.append([column for column, _ in questions])
        asked.append([float(cuts[column][bin_]) for column, bin_ in questions])
        values.append(answer)
    return Tables(np.array(columns), np.array(asked, np.float32), np.array(values, np.float32), bias)


def _bins(features: Floats) -> tuple[list[Floats], Small]:
    """Cut each feature at its quantiles; a value is above cut k if its bin is greater than k."""
    grid = np.linspace(0, 1, BINS + 1)[1:-1]
    cuts = [np.unique(np.quantile(row, grid, method="lower")) for row in features]
    binned = [np.searchsorted(cut, row, side="left") for cut, row in zip(cuts, features, strict=True)]
    return cuts, np.stack(binned).astype(np.uint8)


def _grow(
    binned: Small, slope: Doubles, curve: Doubles, cuts: list[Floats], pool: Whole
) -> list[tuple[int, int]]:
    """Choose the questions of one table, each the best for all cells so far."""
    cells = np.zeros(len(slope), np.int64)
    questions: list[tuple[int, int]] = []
    for level in range(DEPTH):
        best, question = -1.0, (0, 0)
        for column in pool:
            if not len(cuts[column]):
                continue
            gains = _gains(cells, 1 << level, binned[column], len(cuts[column]) + 1, slope, curve)
            if gains.max() > best:
                best, question = float(gains.max()), (int(column), int(gains.argmax()))
        questions.append(question)
        cells |= (binned[question[0]] > question[1]).astype(np.int64) << level
    return questions


def _gains(cells: Whole, count: int, bins: Small, width: int, slope: Doubles, curve: Doubles) -> Doubles:
    """Return the gain of a question at each cut of one column."""
    keys = cells * width + bins
    top = np.bincount(keys, slope, count * width).reshape(count, width)
    under = np.bincount(keys, curve, count * width).reshape(count, width)
    low, low_under = top.cumsum(1)[:, :-1], under.cumsum(1)[:, :-1]
    high, high_under = top.sum(1, keepdims=True) - low, under.sum(1, keepdims=True) - low_under
    gains: Doubles = (low**2 / (low_under + L2) + high**2 / (high_under + L2)).sum(0)
    return gains


def _fit_on(pages: Sequence[Marked], features: Sequence[Floats], of: Sequence[int], seed: int) -> Tables:
    chosen = [i for i in of if pages[i].sort == "page"]
    return fit(
        np.concatenate([features[i] for i in chosen], axis=1),
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
    lists = [own.tolist() for own in scores]
    _judge_sort("each page alone", "page", pages, lists)
    _judge_sort("without address", "unknown", pages, lists)
    both = [(page, own) for page, own in zip(pages, lists, strict=True) if page.sort == "bare"]
    kept = sum(len(_body(page, own)) for page, own in both)
    print(f"bare reports: {kept / sum(len(page.text) for page, _ in both):.4f} of the characters are body")
    beside = [
        Scored(page.site, str(i), page.sheet.folded, own)
        for i, (page, own) in enumerate(zip(pages, lists, strict=True))
        if page.sort == "page"
    ]
    sink_repeated(beside)
    _judge_sort("beside others of its site", "page", pages, lists)


def _judge_sort(name: str, sort: Sort, pages: Sequence[Marked], scores: Sequence[list[float]]) -> None:
    precision, recall = [], []
    for page, own in zip(pages, scores, strict=True):
        if page.sort == sort:
            gold, held = (shingles(_WORD.findall(text)) for text in (page.body, _body(page, own)))
            both = (gold & held).total()
            precision.append(both / max(held.total(), 1))
            recall.append(both / max(gold.total(), 1))
    p, r = float(np.mean(precision)), float(np.mean(recall))
    print(f"{name}: P={p:.3f} R={r:.3f} F1={2 * p * r / (p + r):.4f} pages={len(precision)}")


def _body(page: Marked, scores: list[float]) -> str:
    report = Report(id="", text=page.text, digest="", origin="", title=page.sheet.hints[0])
    found = (zone for zone in zones.label_scored(report, scores) if zone.kind == "body")
    return "\n".join(page.text[zone.start : zone.end] for zone in found)


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
    again = [second_round(p.sheet, f, s) for p, f, s in zip(pages, features, first, strict=True)]
    judge(pages, crossed(pages, again, parts_of(pages, options.seed)))
    if not options.judge:
        everything = range(len(pages))
        rounds = [_fit_on(pages, features, everything, 0), _fit_on(pages, again, everything, 0)]
        write(TARGET, rounds)
        print(f"wrote {TARGET} ({TARGET.stat().st_size:,} bytes)")


if __name__ == "__main__":
    main()
