"""Benchmarks of ``annotate``: beside the bare language model on the same text, and by size of a report.

The bare model is spaCy's own full pipeline of the same weights, as it comes, over whole reports. Seconds
are the processor's, the least of the rounds. ``python scripts/bench_annotate.py`` prints the rows.
"""

import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from bench_readers import WORDS
from bench_rows import ROOT, SHARED, Row
from copydesk.desk import annotate, read
from copydesk.errors import InputError
from copydesk.extract.parser import Parser, load_model
from copydesk.model.document import Document
from copydesk.model.report import Report
from copydesk.pipeline import annotator, label

SEED = 20250304
ROUNDS = 3
SAMPLE = 60
GROWTH = (50_000, 100_000, 200_000, 5_000_000)

_NAMES = "Anna Berg,Tom Hale,the mayor,Ines Moreau,the harbour board,he,she".split(",")


def beside_the_bare_model() -> list[Row]:
    """Words a second on texts that are all different, and on texts half of which is copied."""
    ours, bare = Parser(), load_model()
    rows = []
    for where, documents in _sets():
        texts = [document.text for document in documents]
        words = sum(len(text.split()) for text in texts)
        rounds = [
            (_seconds(partial(_annotated, documents, ours)), _seconds(partial(bare.pipe, texts)))
            for _ in range(ROUNDS)
        ]
        a, b = (words / min(seconds) for seconds in zip(*rounds, strict=True))
        what = f"`annotate`, words a second, {words:,} words of {where}"
        rows.append(Row(what, f"{a:,.0f}", f"bare spaCy pipeline {b:,.0f}", f"{a / b:.2f}"))
    return rows


def growth() -> list[Row]:
    """Seconds to annotate one paragraph; of more than 200,000 characters the first so many are parsed."""
    parser = Parser()
    seconds = {}
    for size in GROWTH:
        report = Report("r", paragraph(random.Random(SEED), size), "", "bench", language="en")  # noqa: S311
        seconds[size] = min(_seconds(partial(_one, report, parser)) for _ in range(ROUNDS))
    first = GROWTH[0]
    return [
        Row(
            f"`annotate`, one paragraph of {size // 1000:,} KB, seconds",
            f"{seconds[size]:.2f}",
            f"{first // 1000} KB {seconds[first]:.2f}",
            f"{seconds[size] / seconds[first]:.2f}",
        )
        for size in GROWTH[1:]
    ]


def half_copied(documents: Sequence[Document], seed: int = SEED) -> list[Document]:
    """Make reports of whole paragraphs, half of them their own and half copied from one other report.

    Each keeps every other paragraph of its own; what it keeps is copied by one more report, so that half of
    all text is there for the second time. They are labelled one by one: nothing is taken for furniture
    because it is there twice.
    """
    order = list(range(len(documents)))
    random.Random(seed).shuffle(order)  # noqa: S311 - which report copies which is no secret
    kept = [[line for line in document.text.split("\n") if line.strip()][::2] for document in documents]
    copied = []
    for here, other in zip(order, [*order[1:], order[0]], strict=True):
        text = "\n".join([*kept[here], *kept[other]])
        copied.append(label(replace(documents[here].report, text=text)))
    return copied


def paragraph(draw: random.Random, size: int) -> str:
    """One invented paragraph of ``size`` characters, some of it said by somebody."""
    parts: list[str] = []
    made = 0
    while made < size:
        told = " ".join(draw.choices(WORDS, k=draw.randint(6, 24)))
        name = draw.choice(_NAMES)
        sentence = draw.choice([f"{told.capitalize()}.", f"“{told.capitalize()},” {name} said."])
        parts.append(sentence)
        made += len(sentence) + 1
    return " ".join(parts)[:size]


def _sets() -> Iterator[tuple[str, list[Document]]]:
    """Yield texts that are all different, and as many half copied, each with the name of the set."""
    news, stories = SHARED / "data" / "quotes" / "polnear-dev.jsonl", SHARED / "data" / "stories"
    if not news.is_file():
        examples = _read(ROOT / "examples")
        yield "examples/", examples
        yield "examples/, half of their text copied", half_copied(examples)
        return
    yield "shared/data/quotes/polnear-dev", _read(news)
    for name in ("5w1h", "basil"):
        found = _read(stories / f"{name}.jsonl")
        sample = random.Random(SEED).sample(found, SAMPLE)  # noqa: S311 - no secrets
        yield f"shared/data/stories/{name}, {SAMPLE} reports", sample
        yield f"the same {SAMPLE} reports of {name}, half of their text copied", half_copied(sample)


def _read(path: Path) -> list[Document]:
    """Return the reports in English; of others only the bare model would read anything."""
    return [document for document in read([str(path)], _left_out) if document.report.language == "en"]


def _annotated(documents: Sequence[Document], parser: Parser) -> Iterator[Document]:
    """Annotate with a pipeline that has read nothing yet, and a model that is loaded."""
    pipeline = annotator()
    pipeline.stages[1].parser = parser  # type: ignore[attr-defined]
    return annotate(documents, pipeline)


def _one(report: Report, parser: Parser) -> Iterator[Document]:
    return _annotated([label(report)], parser)


def _seconds(run: Callable[[], Iterable[object]]) -> float:
    """Processor seconds to go through all that is yielded."""
    start = time.process_time()
    for _ in run():
        pass
    return time.process_time() - start


def _left_out(error: InputError) -> None:
    """Go on without a record that cannot be read."""


if __name__ == "__main__":
    for row in (*beside_the_bare_model(), *growth()):
        print(f"{row.what}: {row.ours}; {row.peer}; ratio {row.ratio}", flush=True)
