"""Benchmarks of the zones: pages and lines a second, and how much of the report each peer finds.

``python scripts/bench_zones.py`` prints the rows; there are none without the gold pages.
"""

import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable

from bench_rows import SHARED, Row
from train_zones import shingles

PAGES = SHARED / "data" / "pages" / "article-extraction.jsonl.gz"
FLAT = SHARED / "data" / "pages" / "flat.jsonl.gz"
ROUNDS = 3

Extractor = Callable[[str], str]


def pages() -> list[Row]:
    """Pages a second and F1 of the report's body, beside trafilatura and resiliparse, by turns in one run."""
    if not PAGES.is_file():
        return []
    rows = [json.loads(line) for line in gzip.decompress(PAGES.read_bytes()).splitlines()]
    extractors = {"copydesk": _ours, **_peers()}
    seconds: dict[str, list[float]] = {name: [] for name in extractors}
    quality = {}
    for name, extract in extractors.items():
        quality[name] = _f1([row["body"] for row in rows], [extract(row["html"]) for row in rows])
    for _ in range(ROUNDS):
        for name, extract in extractors.items():
            start = time.process_time()
            for row in rows:
                extract(row["html"])
            seconds[name].append(time.process_time() - start)
    speed = {name: len(rows) / min(found) for name, found in seconds.items()}
    ours = f"{speed['copydesk']:,.0f} (F1 {quality['copydesk']:.3f})"
    return [
        Row(
            f"HTML pages a second, zones and the page's data, {len(rows)} pages of 173 KB on average",
            ours,
            f"{name} {speed[name]:,.0f} (F1 {quality[name]:.3f})",
            f"{speed['copydesk'] / speed[name]:.2f}",
        )
        for name in extractors
        if name != "copydesk"
    ]


def _ours(html: str) -> str:
    from copydesk.readers.html import read_page

    return read_page(html).running


def _peers() -> dict[str, Extractor]:
    """Return the peers that are installed: the ``bench`` extra brings trafilatura."""
    from resiliparse.extract.html2text import extract_plain_text

    found: dict[str, Extractor] = {
        "resiliparse main content": lambda html: extract_plain_text(html, main_content=True),
    }
    try:
        import trafilatura
    except ImportError:
        print("trafilatura is not installed: pip install -e .[bench]", file=sys.stderr)
        return found
    found["trafilatura"] = lambda html: trafilatura.extract(html, include_comments=False) or ""
    return found


def _runs(text: str) -> Counter[tuple[str, ...]]:
    return shingles(re.findall(r"\w+", text))


def _f1(gold: list[str], found: list[str]) -> float:
    """F1 of 4-word shingles from precision and recall averaged over pages, as shared/eval/score.py has it."""
    precision, recall = 0.0, 0.0
    for wanted, given in zip(map(_runs, gold), map(_runs, found), strict=True):
        both = (wanted & given).total()
        precision += both / max(given.total(), 1)
        recall += both / max(wanted.total(), 1)
    return 2 * precision * recall / (precision + recall) / len(gold)


def lines() -> list[Row]:
    """Lines a second of the labeller of plain text: all pages at once, and one by one."""
    if not FLAT.is_file():
        return []
    from copydesk.extract import zones
    from copydesk.model.report import Report

    rows = [json.loads(line) for line in gzip.decompress(FLAT.read_bytes()).splitlines()]
    reports = [Report(id=row["id"], text=row["text"], digest="", origin="", url=row["url"]) for row in rows]
    count = sum(len([line for line in report.text.splitlines() if line.strip()]) for report in reports)
    zones.label_all(reports)
    together = count / min(_seconds(lambda: zones.label_all(reports)) for _ in range(ROUNDS))
    single = count / min(_seconds(lambda: [zones.label(one) for one in reports]) for _ in range(ROUNDS))
    what = f"lines of plain text a second, labelled with zones, {count:,} lines"
    return [
        Row(
            what,
            f"{together:,.0f} in one batch",
            f"one report at a time {single:,.0f}",
            f"{together / single:.2f}",
        )
    ]


def _seconds(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


if __name__ == "__main__":
    for row in (*pages(), *lines()):
        print(f"{row.what}: {row.ours}; {row.peer}; ratio {row.ratio}")
