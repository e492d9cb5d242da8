"""Fuzz the readers: seeded mutations of invented inputs of every format.

``python scripts/fuzz_readers.py --inputs 100000 --seed 1`` prints how many inputs of each format were read,
how many gave reports, lines or nothing, and every finding. What breaks a promise is written to a file.

Each input must come out as reports and ``InputError`` lines, nothing else; each line is one line; each
report's text can be encoded; zones cover it in order without gaps; and it is done within ``SLOWEST`` seconds.
"""

import argparse
import gzip
import random
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from copydesk.errors import InputError
from copydesk.pipeline import label
from copydesk.readers.files import read
from fuzz_mutations import mutated, reshaped_file
from fuzz_seeds import Seed, seeds

SLOWEST = 5.0
"""Processor seconds that one input of some kilobytes may take."""

JSON_KINDS = frozenset({"JSON", "JSON Feed", "JSON-LD", "JSON Lines", "ninjs"})
"""Formats whose inputs are also changed in shape, so that they stay JSON."""


def inputs(count: int, seed: int) -> Iterator[Seed]:
    """Yield mutated inputs, each format as often as the others; every tenth is gzipped once more whole."""
    draw = random.Random(seed)  # noqa: S311 - inputs of a fuzzer, no secrets
    by_kind: dict[str, list[Seed]] = {}
    for one in seeds():
        by_kind.setdefault(one.kind, []).append(one)
    every = [one for group in by_kind.values() for one in group]
    kinds = sorted(by_kind)
    for number in range(count):
        one = draw.choice(by_kind[kinds[number % len(kinds)]])
        packed = one.data.startswith(b"\x1f\x8b") and draw.random() < 0.5
        data = _unpacked(one.data) if packed else one.data
        if one.kind in JSON_KINDS and draw.random() < 0.6:
            data = reshaped_file(draw, data)
        else:
            data = mutated(draw, data, draw.choice(every).data)
        if packed or draw.random() < 0.05:
            data = gzip.compress(data, 1)
        yield Seed(one.kind, draw.choice((one.name, one.name, "a", "a.txt", "a.html")), data)


def _unpacked(data: bytes) -> bytes:
    return gzip.decompress(data)


def outcome(one: Seed, folder: Path) -> str:
    """Read an input and tell what came out: "reports", "lines only" or "nothing".

    Raises:
        AssertionError: a promise is broken.
    """
    path = folder / one.name
    path.write_bytes(one.data)
    started = time.process_time()
    reports = lines = 0
    try:
        warnings.simplefilter("error")  # a library's warning would be a line on standard error
        for found in read([path]):
            if isinstance(found, InputError):
                lines += 1
                _must("\n" not in str(found) and bool(found.remedy), f"not one line: {str(found)!r}")
            else:
                reports += 1
                document = label(found)
                text = found.text
                text.encode()
                for field in (
                    found.id,
                    found.url,
                    found.outlet,
                    found.title,
                    found.byline,
                    found.published_from,
                ):
                    (field or "").encode()
                edges = [0, *(zone.end for zone in document.zones)]
                starts = [zone.start for zone in document.zones]
                _must(
                    starts == edges[:-1] and edges[-1] == len(text),
                    f"zones do not cover {len(text)}: {edges}",
                )
                _must(all(zone.start < zone.end for zone in document.zones), "an empty zone")
    finally:
        path.unlink()
    took = time.process_time() - started
    _must(took < SLOWEST, f"it took {took:.1f} s")
    return "reports" if reports else "lines only" if lines else "nothing"


def _must(holds: bool, what: str) -> None:
    if not holds:
        raise AssertionError(what)


def fuzz(count: int, seed: int, told: Callable[[Seed, int, BaseException], None]) -> dict[str, Counter[str]]:
    """Read ``count`` inputs and count what came out, per format; ``told`` hears of every broken promise."""
    counts: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        for number, one in enumerate(inputs(count, seed)):
            kind = counts.setdefault(one.kind, Counter())
            try:
                kind[outcome(one, Path(folder))] += 1
            except Exception as error:  # noqa: BLE001 - finding these is what it is for
                kind["findings"] += 1
                told(one, number, error)
    return counts


def main() -> None:
    """Fuzz as often as told, print the counts as a table, and exit with 1 if there was a finding."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--inputs", type=int, default=100_000, help="how many inputs to read")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--keep", type=Path, default=Path("build/findings"), help="folder for inputs that break a promise"
    )
    options = parser.parse_args()
    findings: list[str] = []

    def told(one: Seed, number: int, error: BaseException) -> None:
        options.keep.mkdir(parents=True, exist_ok=True)
        (options.keep / f"{options.seed}-{number}-{one.name}").write_bytes(one.data)
        place = traceback.extract_tb(error.__traceback__)[-1]
        findings.append(
            f"{type(error).__name__}: {str(error)[:150]!r} at {Path(place.filename).name}:{place.lineno}"
        )
        print(f"input {number} ({one.kind}): {findings[-1]}", file=sys.stderr, flush=True)

    started = time.perf_counter()
    counts = fuzz(options.inputs, options.seed, told)
    columns = ("reports", "lines only", "nothing", "findings")
    print(f"| format | inputs | {' | '.join(columns)} |\n|{'---|' * (len(columns) + 2)}")
    for kind, found in sorted(counts.items()):
        print(
            f"| {kind} | {sum(found.values()):,} | {' | '.join(f'{found[column]:,}' for column in columns)} |"
        )
    total = sum(sum(found.values()) for found in counts.values())
    print(f"\n{total:,} inputs in {time.perf_counter() - started:,.0f} s, {len(findings)} findings")
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
