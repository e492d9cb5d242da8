"""Count which predicates with which complements are attributions, and write extract/cues.tsv.

    count_cues.py shared/data/quotes/polnear-train.jsonl src/copydesk/extract/cues.tsv

Only counts leave the corpus: lemma and frame, how often seen, how often marked as an attribution.
No sentence of it is kept.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from copydesk.extract.candidates import Candidate, candidates
from copydesk.extract.clauses import Clauses
from copydesk.extract.cues import features
from copydesk.extract.quotes import marked_tokens, plain_marks
from copydesk.extract.syntax import Syntax
from copydesk.model.document import Document
from copydesk.model.report import Report, Zone
from copydesk.model.span import Span
from copydesk.model.syntax import Sentence
from copydesk.text.normalize import quoted_spans

SEEN_AT_LEAST = 3
HEAD = """\
# How often a predicate with a complement is an attribution: key, seen, attributions.
# Counted by scripts/count_cues.py on polnear-train (PolNeAR 1.0, Newell, Margolin and Ruths 2018):
# {reports} reports, {attributions} attributions. Counts only; the corpus itself is not part of copydesk.
"""


def count(rows: Iterable[tuple[dict[str, Any], Sequence[Sentence]]]) -> tuple[Counter[str], Counter[str]]:
    """Return how often each key was seen, and how often it was an attribution."""
    seen: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for row, sentences in rows:
        gold = Gold(row)
        text = row["text"]
        marks = [Span(mark.start, mark.end) for mark in quoted_spans(plain_marks(text))]
        for sentence in sentences:
            clauses = Clauses(sentence, text)
            quoted = marked_tokens(sentence, marks)
            for index, token in enumerate(sentence.tokens):
                if quoted and index not in quoted and token.pos in ("VERB", "AUX"):
                    key = f"{token.lemma.lower()} quote"
                    seen[key] += 1
                    hits[key] += gold.quotes(text, token.start)
            for candidate in candidates(clauses, quoted):
                hit = gold.holds(clauses, candidate)
                pair, frame, around = features(clauses, candidate, bool(candidate.content & quoted))
                for key in (pair, frame, "*", *around):
                    seen[key] += 1
                    hits[key] += hit
    return seen, hits


class Gold:
    """The attributions of one report, found by a character of their cue."""

    def __init__(self, row: dict[str, Any]) -> None:
        self._by_character: dict[int, list[tuple[int, int]]] = {}
        for item in row["attributions"]:
            for start, end in item["cue"]:
                for at in range(start, end):
                    self._by_character[at] = item["content"]

    def quotes(self, text: str, at: int) -> bool:
        """Tell whether the cue at this character has a content that begins with a mark."""
        return any(text[start] in "\"“'‘" for start, _ in self._by_character.get(at, ()))

    def holds(self, clauses: Clauses, candidate: Candidate) -> bool:
        """Tell whether an attribution has this cue and, by half or more, this content."""
        content = self._by_character.get(clauses.tokens[candidate.head].start)
        if content is None:
            return False
        ours = {at for span in clauses.pieces(candidate.content) for at in range(span.start, span.end)}
        line = range(clauses.tokens[0].start, clauses.tokens[-1].end)
        theirs = {at for start, end in content for at in range(start, end) if at in line}
        return 2 * len(ours & theirs) >= len(ours | theirs) > 0


def parsed(path: Path) -> Iterator[tuple[dict[str, Any], Sequence[Sentence]]]:
    """Yield each row of the corpus with its sentences."""
    stage = Syntax()
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        text = row["text"]
        report = Report(row["id"], text, "", str(path), language="en")
        zones = (Zone(0, len(text), "body"),)
        yield row, tuple(stage(Document(report, zones=zones)))


def write(path: Path, seen: Counter[str], hits: Counter[str], reports: int, attributions: int) -> None:
    """Write the keys seen often enough, in alphabetical order."""
    rows = [f"{key}\t{seen[key]}\t{hits[key]}" for key in sorted(seen) if seen[key] >= SEEN_AT_LEAST]
    head = HEAD.format(reports=reports, attributions=attributions)
    path.write_text(head + "\n".join(rows) + "\n", "utf-8")


def main() -> None:
    """Read the corpus named first, write the counts to the file named second."""
    source, target = (Path(name) for name in sys.argv[1:3])
    rows = list(parsed(source))
    seen, hits = count(rows)
    write(target, seen, hits, len(rows), sum(len(row["attributions"]) for row, _ in rows))


if __name__ == "__main__":
    main()
