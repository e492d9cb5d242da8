"""What ``train_quotes.py`` learns from: the corpus with features and gold spans by token.

All that is itself counted on the corpus is counted, for each report, without the fifth of the reports
that it belongs to.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from copydesk.extract import cues
from copydesk.extract.quotes import by_rules, plain_marks
from copydesk.extract.quoting.features import Block, Lexicon, blocks, columns, told_by_rules
from copydesk.extract.quoting.linker import CONTENT, CUE, SOURCE
from copydesk.model.document import Document
from copydesk.model.quote import Quote
from copydesk.model.report import Report, Zone
from copydesk.model.span import Span
from copydesk.text.normalize import quoted_spans
from count_cues import count, parsed

FOLDS = 5
_TRIM = frozenset("\"'“”‘’«»,.;:")
_PARTS = {"source": SOURCE, "cue": CUE, "content": CONTENT}

Row = tuple[dict[str, Any], Document]
Counts = tuple[Counter[str], Counter[str]]
"""How often each key was seen, and how often it was an attribution."""

Marked = tuple[int, int, int, int]
"""Part, first token, end, and the number of the attribution."""


@dataclass(slots=True)
class Read:
    """One report of the corpus: its blocks, their features, and the gold spans of each block."""

    blocks: list[Block]
    features: list[list[tuple[str, ...]]]
    gold: list[list[Marked]]


def documents(path: Path) -> list[Row]:
    """Return each row of the corpus with its parsed document."""
    found = []
    for row, sentences in parsed(path):
        report = Report(row["id"], row["text"], "", str(path), language="en")
        zones = (Zone(0, len(row["text"]), "body"),)
        found.append((row, Document(report, zones=zones, sentences=tuple(sentences))))
    return found


def crossed_rules(rows: Sequence[Row]) -> list[tuple[Quote, ...]]:
    """Return what the rules find in each report, by counts of the other folds' reports."""
    folds = [rule_counts(rows[fold::FOLDS]) for fold in range(FOLDS)]
    found: list[tuple[Quote, ...]] = [()] * len(rows)
    for fold in range(FOLDS):
        others = [counts for other, counts in enumerate(folds) if other != fold]
        found[fold::FOLDS] = rules_by(others, rows[fold::FOLDS])
    return found


def rule_counts(rows: Sequence[Row]) -> Counts:
    """Count what the rules look up, see ``count_cues.py``."""
    return count((row, document.sentences) for row, document in rows)


def rules_by(counts: Sequence[Counts], rows: Sequence[Row]) -> list[tuple[Quote, ...]]:
    """Return what the rules find in reports by these counts instead of those that ship."""
    seen: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for more_seen, more_hits in counts:
        seen += more_seen
        hits += more_hits
    table = {key: (number, hits[key]) for key, number in seen.items() if number >= 3}
    shipped = cues._counts
    cues._counts = lambda: table  # type: ignore[assignment]
    try:
        return [tuple(by_rules(document)) for _, document in rows]
    finally:
        cues._counts = shipped


def counted(rows: Sequence[Row]) -> tuple[Counter[str], Counter[str]]:
    """Count how often each lemma was seen, and how often inside a cue."""
    seen: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for row, document in rows:
        inside = {
            at for item in row["attributions"] for start, end in item["cue"] for at in range(start, end)
        }
        for sentence in document.sentences:
            for token in sentence.tokens:
                seen[Lexicon.key(token)] += 1
                hits[Lexicon.key(token)] += token.start in inside
    return seen, hits


def ranks(counts: Sequence[tuple[Counter[str], Counter[str]]]) -> dict[str, int]:
    """Return the ranks of lemmas that were seen three times or more."""
    seen: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for more_seen, more_hits in counts:
        seen += more_seen
        hits += more_hits
    return {key: Lexicon.rank_of(number, hits[key]) for key, number in seen.items() if number >= 3}


def gold_of(row: Mapping[str, Any], found: Sequence[Block]) -> list[list[Marked]]:
    """Return the gold spans of each block, as tokens."""
    gold: list[list[Marked]] = [[] for _ in found]
    for number, item in enumerate(row["attributions"]):
        for name, part in _PARTS.items():
            for start, end in item[name]:
                first, last = trim(row["text"], start, end)
                for block, spans in zip(found, gold, strict=True):
                    touched = [
                        index
                        for index, token in enumerate(block.tokens)
                        if token.end > first and token.start < last
                    ]
                    if touched:
                        spans.append((part, touched[0], touched[-1] + 1, number))
    return gold


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Drop what the scorer drops at both ends, so that the network need not learn a habit of markers."""
    while start < end and (text[start].isspace() or text[start] in _TRIM):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _TRIM):
        end -= 1
    return start, end


def read(rows: Sequence[Row]) -> tuple[list[Read], dict[str, int]]:
    """Return the features and gold of each report, and the ranks of words counted on all."""
    told = crossed_rules(rows)
    counts = [counted(rows[fold::FOLDS]) for fold in range(FOLDS)]
    lexicons = [Lexicon(ranks(counts[:fold] + counts[fold + 1 :])) for fold in range(FOLDS)]
    found = []
    for index, (row, document) in enumerate(rows):
        parts = blocks(document)
        text = document.text
        rules = told_by_rules(told[index], parts)
        features = [columns(text, block, lexicons[index % FOLDS], marks_of(text), rules) for block in parts]
        found.append(Read(parts, features, gold_of(row, parts)))
    return found, ranks(counts)


def marks_of(text: str) -> list[Span]:
    """Return the stretches in quotation marks, as the stage of quotes sees them."""
    return sorted(Span(mark.start, mark.end) for mark in quoted_spans(plain_marks(text)))
