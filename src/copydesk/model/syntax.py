"""Sentences and their tokens, as the language model saw them."""

from dataclasses import dataclass
from typing import NamedTuple

from copydesk.model.span import Span


class Token(NamedTuple):
    """One token. ``start`` and ``end`` count from the report's start, ``head`` inside the sentence.

    ``head`` is the index of the governing token in ``Sentence.tokens``; the root governs itself.
    ``entity`` is the model's named-entity label ("PERSON", "GPE", "CARDINAL", ...) or "".
    ``begins`` is true on the first token of a named entity.
    """

    text: str
    start: int
    end: int
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    entity: str
    begins: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its parse. Never crosses a line break, never crosses a zone."""

    start: int
    end: int
    tokens: tuple[Token, ...]

    @property
    def span(self) -> Span:
        """From the first to the last character of the sentence."""
        return Span(self.start, self.end)
