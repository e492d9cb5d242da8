"""The words around a cited stretch."""

from bisect import bisect_right
from dataclasses import dataclass

from copydesk.model.document import Document
from copydesk.model.span import Span

MOST_BEFORE = 140
MOST_AFTER = 140
"""Longer sentences are cut this many characters before and after the cited stretch."""


@dataclass(frozen=True, slots=True)
class Context:
    """The sentence around a cited stretch, in three parts; "…" stands where it was cut."""

    before: str
    value: str
    after: str


def context(document: Document, span: Span) -> Context:
    """Return the sentence (without sentences, the line) of ``document`` that holds ``span``."""
    text = document.text
    start, end = _sentence(document, span) or _line(text, span)
    start, end = min(start, span.start), max(end, span.end)
    before = _last_words(text[start : span.start])
    after = _first_words(text[span.end : end])
    return Context(before.lstrip(), text[span.start : span.end], after.rstrip())


def _sentence(document: Document, span: Span) -> tuple[int, int] | None:
    index = bisect_right(document.sentences, span.start, key=lambda sentence: sentence.start) - 1
    if index < 0 or document.sentences[index].end <= span.start:
        return None
    sentence = document.sentences[index]
    return sentence.start, sentence.end


def _line(text: str, span: Span) -> tuple[int, int]:
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return start, len(text) if end < 0 else end


def _last_words(text: str) -> str:
    if len(text) <= MOST_BEFORE:
        return text
    kept = text[-MOST_BEFORE:]
    return "… " + (kept.split(maxsplit=1)[-1] if " " in kept else kept)


def _first_words(text: str) -> str:
    if len(text) <= MOST_AFTER:
        return text
    kept = text[:MOST_AFTER]
    return (kept.rsplit(maxsplit=1)[0] if " " in kept else kept) + " …"
