"""Quotes as a trained tagger and linker read them, joined with what the rules find in quotation marks."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import numpy as np

from copydesk.extract.clauses import trimmed
from copydesk.extract.quoting.features import Block, blocks, columns, told_by_rules
from copydesk.extract.quoting.joining import Draft, joined
from copydesk.extract.quoting.linker import CONTENT, CUE, SOURCE, Pairs, Part, parts_of
from copydesk.extract.quoting.marks import kind_of
from copydesk.extract.quoting.network import Reading
from copydesk.extract.quoting.weights import Trained, trained
from copydesk.model.document import Document
from copydesk.model.quote import Quote
from copydesk.model.span import Span

LONG = 8
"""Words of a sentence in marks, from which it is no title and no catchword."""

_AROUND = "\"“”«»'‘’` \t\u00a0"
_EDGES = frozenset(" \t\u00a0.,;:!?…—–-")


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
    drafts: list[Draft] = []
    for block, reading in zip(found, learned.network.read(rows), strict=True):
        if reading.labels.any():
            drafts.extend(_linked(document.text, block, reading, learned, marks))
    kept = joined(document.text, drafts, rules, marks)
    quotes = [_finished(draft, marks) for draft in drafts if draft.content] + kept
    yield from sorted(quotes, key=lambda quote: (quote.content, quote.cue))


def _linked(
    text: str, block: Block, reading: Reading, learned: Trained, marks: Sequence[Span]
) -> Iterator[Draft]:
    """Join the spans of a block to quotes: contents to their cue, cues to their source.

    A cue that no content belongs to is a draft without content: it may announce speech in marks.
    """
    parts = parts_of(reading.labels.tolist())
    pairs = Pairs(block, parts, learned.lexicon)
    said: dict[Part, list[tuple[Part, float]]] = {part: [] for part in parts if part.part == CUE}
    for content in parts:
        if content.part == CONTENT and (cues := pairs.near(content, CUE)):
            chances = learned.linker.chances(
                CONTENT, np.array([pairs.features(content, cue) for cue in cues], np.float32)
            )
            best = int(chances.argmax())
            if best < len(cues):
                said[cues[best]].append((content, float(chances[best])))
    for cue, contents in said.items():
        named = _span(text, block, cue)
        if not named:
            continue
        source, sure = _source(pairs, cue, learned)
        whole = [cue, *(content for content, _ in contents), *source]
        score = min(_sure(reading, part) for part in whole) * sure
        score *= min((chance for _, chance in contents), default=1.0)
        spans = [
            _to_marks(text, piece, marks)
            for content, _ in contents
            for span in _span(text, block, content)
            for piece in _apart(text, span, marks)
        ]
        yield Draft(spans, named[0], tuple(s for p in source for s in _span(text, block, p)), score)


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
    if end >= marks[at].end or text[end] not in "\"”»'’`＂":
        return span
    return Span(span.start, span.end + len(text[span.end : end].rstrip()))


def _apart(text: str, span: Span, marks: Sequence[Span]) -> Iterator[Span]:
    """Part a content that runs on without a pause into a whole sentence in marks: they are no one phrase."""
    at = bisect_right(marks, Span(span.start, len(text)))
    if at < len(marks) and marks[at].start < span.end and _of_its_own(text, span, marks[at]):
        pieces = ((span.start, marks[at].start), (marks[at].start, span.end))
        yield from (piece for start, end in pieces if (piece := trimmed(text, start, end)) is not None)
    else:
        yield span


def _of_its_own(text: str, span: Span, mark: Span) -> bool:
    """Tell whether marks hold a whole sentence, longer than a title, that what stands before cannot begin."""
    words = text[mark.start : mark.end].strip(_AROUND).split()
    before = text[span.start : mark.start].split()
    whole = len(words) >= LONG and words[0][0].isupper() and words[-1][-1] in ".!?"
    return whole and len(before) > 1 and before[-1][-1].isalnum()


def _finished(draft: Draft, marks: Sequence[Span]) -> Quote:
    content = tuple(sorted(set(draft.content)))
    return Quote(
        content, (draft.cue,), draft.source, kind_of(content, marks), round(draft.score, 3), found_by="tagger"
    )
