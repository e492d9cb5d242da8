"""Quotes as a trained tagger and linker read them, joined with what the rules find in quotation marks."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from copydesk.extract.clauses import trimmed
from copydesk.extract.quoting.features import Block, blocks, columns, told_by_rules
from copydesk.extract.quoting.linker import CONTENT, CUE, SOURCE, Pairs, Part, parts_of
from copydesk.extract.quoting.marks import kind_of
from copydesk.extract.quoting.network import Reading
from copydesk.extract.quoting.weights import Trained, trained
from copydesk.model.document import Document
from copydesk.model.quote import Quote
from copydesk.model.span import Span

_EDGES = frozenset(" \t\u00a0.,;:!?…—–-")


@dataclass(slots=True)
class _Draft:
    content: list[Span]
    cue: Span
    source: tuple[Span, ...]
    score: float


def tagged(
    document: Document, marks: Sequence[Span], rules: Sequence[Quote], learned: Trained | None = None
) -> Iterator[Quote]:
    """Yield the quotes of a document in order of their first character.

    Args:
        document: with sentences.
        marks: the stretches in quotation marks, in order.
        rules: the quotes that the rules find: what they say is seen by the tagger, and those in
            marks that it passes over are kept.
        learned: the weights; by default those that ship with copydesk.

    Raises:
        ModelError: the weights are missing or damaged.
    """
    learned = learned or trained()
    found = blocks(document)
    told = told_by_rules(rules, found)
    rows = [
        np.array(
            learned.vocabulary.numbers(columns(document.text, block, learned.lexicon, marks, told)), np.int32
        ).T
        for block in found
    ]
    drafts: list[_Draft] = []
    for block, reading in zip(found, learned.network.read(rows), strict=True):
        if reading.labels.any():
            drafts.extend(_linked(document.text, block, reading, learned, marks))
    kept = list(_joined(drafts, rules))
    quotes = [_finished(draft, marks) for draft in drafts] + kept
    yield from sorted(quotes, key=lambda quote: (quote.content, quote.cue))


def _linked(
    text: str, block: Block, reading: Reading, learned: Trained, marks: Sequence[Span]
) -> Iterator[_Draft]:
    """Join the spans of a block to quotes: contents to their cue, cues to their source."""
    parts = parts_of(reading.labels.tolist())
    pairs = Pairs(block, parts, learned.lexicon)
    said: dict[Part, list[tuple[Part, float]]] = {}
    for content in parts:
        if content.part == CONTENT and (cues := pairs.near(content, CUE)):
            chances = learned.linker.chances(
                CONTENT, np.array([pairs.features(content, cue) for cue in cues], np.float32)
            )
            best = int(chances.argmax())
            if best < len(cues):
                said.setdefault(cues[best], []).append((content, float(chances[best])))
    for cue, contents in said.items():
        source, sure = _source(pairs, cue, learned)
        whole = [cue, *(content for content, _ in contents), *source]
        score = min(_sure(reading, part) for part in whole) * min(chance for _, chance in contents) * sure
        spans = [span for content, _ in contents for span in _span(text, block, content)]
        named = _span(text, block, cue)
        if spans and named:
            content_spans = [_to_marks(text, span, marks) for span in spans]
            yield _Draft(
                content_spans, named[0], tuple(s for p in source for s in _span(text, block, p)), score
            )


def _source(pairs: Pairs, cue: Part, learned: Trained) -> tuple[list[Part], float]:
    """Return the source of a cue, or none, and how likely that is."""
    sources = pairs.near(cue, SOURCE)
    if not sources:
        return [], 1.0
    features = np.array([pairs.features(source, cue) for source in sources], np.float32)
    chances = learned.linker.chances(SOURCE, features)
    best = int(chances.argmax())
    return ([sources[best]] if best < len(sources) else []), float(chances[best])


def _sure(reading: Reading, part: Part) -> float:
    """Return how likely a span's tokens bear their labels, on average."""
    rows = np.arange(part.first, part.end)
    return float(reading.chances[rows, reading.labels[rows]].mean())


def _span(text: str, block: Block, part: Part) -> list[Span]:
    span = trimmed(text, block.tokens[part.first].start, block.tokens[part.end - 1].end)
    return [span] if span is not None else []


def _to_marks(text: str, span: Span, marks: Sequence[Span]) -> Span:
    """Let a content take the comma or point that stands between it and its closing mark."""
    at = bisect_right(marks, Span(span.start, span.start)) - 1
    if at < 0 or not marks[at].start < span.start < span.end < marks[at].end:
        return span
    end = span.end
    while end < marks[at].end and text[end] in _EDGES:
        end += 1
    return Span(span.start, end) if end < marks[at].end and text[end] in "\"”»'’`＂" and end else span


def _joined(drafts: Sequence[_Draft], rules: Iterable[Quote]) -> Iterator[Quote]:
    """Add to the drafts what the rules find in marks and the tagger left out; yield what stands alone.

    Speech whose cue the tagger knows goes to that cue.
    """
    by_cue = sorted(drafts, key=lambda draft: draft.cue)
    cues = [draft.cue for draft in by_cue]
    covered = sorted(span for draft in drafts for span in draft.content)
    for quote in rules:
        match = _meeting(cues, quote.cue)
        if quote.kind != "direct":
            continue
        rest = tuple(span for span in quote.content if _meeting(covered, (span,)) is None)
        if rest and match is not None:
            by_cue[match].content.extend(rest)
        elif rest:
            yield replace(quote, content=rest)


def _meeting(spans: Sequence[Span], others: Sequence[Span]) -> int | None:
    """Return the index of the first span that meets one of the others; ``spans`` in order and apart."""
    for other in others:
        at = max(0, bisect_left(spans, other) - 1)
        while at < len(spans) and spans[at].start < other.end:
            if spans[at].overlaps(other):
                return at
            at += 1
    return None


def _finished(draft: _Draft, marks: Sequence[Span]) -> Quote:
    content = tuple(sorted(set(draft.content)))
    return Quote(
        content, (draft.cue,), draft.source, kind_of(content, marks), round(draft.score, 3), found_by="tagger"
    )
