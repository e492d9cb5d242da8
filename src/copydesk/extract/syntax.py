"""Sentences and tokens of a report's evidence zones.

Each distinct line is cut once and each distinct sentence parsed once, however many reports hold it.
"""

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Generic, TypeVar

from copydesk.extract.parser import Parser
from copydesk.model.document import Document
from copydesk.model.span import Span
from copydesk.model.syntax import Sentence, Token

Value = TypeVar("Value")

PARSED_CHARACTERS = 200_000
"""Of one report's evidence, no more is parsed: at 5,000 words a second this bounds a report to seconds."""

_PIECE = 20_000
"""Longest stretch given to the sentence splitter at once; longer lines are cut at white space."""

LONGEST_WORD = 300
"""Characters without white space between them that are left together: the tokenizer peels marks off one by
one, in a time that grows with the square of their number (3,000 brackets: .8 s)."""

_RUN = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")

LONGEST_SENTENCE = 1_500
"""Characters of the longest sentence; what goes on longer is no sentence and is cut at white space, so that
work that grows with the square of a sentence stays small. Of 14,354 sentences of the sample reports,
polnear-dev and 5w1h one is longer than 1,200: a page's menu."""

REMEMBERED = 1_500_000
"""Characters of distinct sentences whose parses are kept, and of lines whose cuts are: about 50 MB."""


class Syntax:
    """Stage that splits the evidence zones into sentences and parses each distinct one once.

    Attributes:
        parser: the language model.
    """

    requires = ("zones",)
    assigns = "sentences"
    languages = frozenset({"en"})

    def __init__(self, model: Path | None = None) -> None:
        self.parser = Parser(model)
        self._cuts: _Memory[list[Span]] = _Memory()
        self._parses: _Memory[tuple[Token, ...]] = _Memory()

    def __call__(self, document: Document) -> list[Sentence]:
        """Return the sentences of headline, standfirst and body, up to ``PARSED_CHARACTERS``."""
        self.ahead([document])
        text = document.text
        found = []
        for piece in _pieces(text, document.spans()):
            for span in self._cuts[piece.of(text)]:
                start, end = piece.start + span.start, piece.start + span.end
                found.append(Sentence(start, end, _moved(self._parses[text[start:end]], start)))
        return found

    def ahead(self, documents: Sequence[Document]) -> None:
        """Parse, all together, what these documents hold and none before them did; a call finds it done."""
        lines = [
            piece.of(document.text)
            for document in documents
            for piece in _pieces(document.text, document.spans())
        ]
        unknown = self._cuts.unknown(lines)
        for line, spans in zip(unknown, self.parser.split(unknown), strict=True):
            self._cuts[line] = [cut for span in spans for cut in _cut(line, span)]
        sentences = (span.of(line) for line in dict.fromkeys(lines) for span in self._cuts[line])
        for sentence, tokens in self.parser.parse(self._parses.unknown(sentences)):
            self._parses[sentence] = tokens


class _Memory(Generic[Value]):
    """What was found for strings; those that were not asked for longest are forgotten."""

    def __init__(self) -> None:
        self._found: OrderedDict[str, Value] = OrderedDict()
        self._held = 0

    def __getitem__(self, key: str) -> Value:
        return self._found[key]

    def __setitem__(self, key: str, value: Value) -> None:
        self._found[key] = value
        self._held += len(key)

    def unknown(self, keys: Iterable[str]) -> list[str]:
        """Return those of ``keys`` to be found out; the others stay at least until the next time."""
        wanted = dict.fromkeys(keys)
        known = [key for key in wanted if key in self._found]
        for key in known:
            self._found.move_to_end(key)
        while self._held > REMEMBERED and len(self._found) > len(known):
            self._held -= len(self._found.popitem(last=False)[0])
        return [key for key in wanted if key not in self._found]


def _pieces(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Cut spans at line breaks, and over-long lines at white space; stop at ``PARSED_CHARACTERS``."""
    budget = PARSED_CHARACTERS
    for span in spans:
        start = span.start
        while start < span.end and budget > 0:
            line_end = text.find("\n", start, span.end)
            end = span.end if line_end < 0 else line_end
            if end - start > _PIECE:
                blank = text.rfind(" ", start + 1, start + _PIECE)
                end = blank if blank > 0 else start + _PIECE
            if text[start:end].strip():
                yield from _unglued(text, start, end)
                budget -= end - start
            start = end + 1 if end == line_end else end


def _unglued(text: str, start: int, end: int) -> Iterator[Span]:
    """Cut a piece wherever ``LONGEST_WORD`` characters in a row hold no white space."""
    for run in _RUN.finditer(text, start, end):
        yield Span(start, run.end())
        start = run.end()
    yield Span(start, end)


def _cut(text: str, span: Span) -> Iterator[Span]:
    """Yield a sentence, one of more than ``LONGEST_SENTENCE`` in pieces."""
    start = span.start
    while span.end - start > LONGEST_SENTENCE:
        blank = text.rfind(" ", start + 1, start + LONGEST_SENTENCE)
        end = blank if blank > 0 else start + LONGEST_SENTENCE
        if piece := _stripped(text, start, end):
            yield piece
        start = end
    if piece := _stripped(text, start, span.end):
        yield piece


def _stripped(text: str, start: int, end: int) -> Span | None:
    """Drop white space at both ends; None if nothing is left."""
    form = text[start:end]
    left = len(form) - len(form.lstrip())
    kept = form.strip()
    return Span(start + left, start + left + len(kept)) if kept else None


def _moved(tokens: Sequence[Token], by: int) -> tuple[Token, ...]:
    return tuple(
        Token(text, start + by, end + by, lemma, pos, tag, dep, head, entity, begins)
        for text, start, end, lemma, pos, tag, dep, head, entity, begins in tokens
    )
