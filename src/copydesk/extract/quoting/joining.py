"""What the tagger and the rules found of a report, joined, so that speech in marks finds its speaker.

The tagger is trusted where both claim the same words. Speech that it passed over goes to the cue that the
rules give it, if the tagger knows that cue, else to what it evidently continues.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from copydesk.extract.quoting.marks import kind_of
from copydesk.model.quote import Quote
from copydesk.model.span import Span

NEAR = 4
"""Fewer words than this may stand between what is told and the end of its paragraph, if the next goes on."""

FAR = 2_000
"""Characters between what is told and a stretch in marks, from which nothing is evident any more."""

_STOPS = frozenset(".!?;")
_OPENING = " \t\u00a0\"“„«'‘`"


@dataclass(slots=True)
class Draft:
    """A quote being put together."""

    content: list[Span]
    cue: Span
    source: tuple[Span, ...]
    score: float

    @property
    def end(self) -> int:
        """Where the whole ends."""
        return max(span.end for span in (*self.content, self.cue, *self.source))


def joined(text: str, drafts: Sequence[Draft], rules: Sequence[Quote], marks: Sequence[Span]) -> list[Quote]:
    """Give drafts what the rules add to them, and return what the rules found that stands alone.

    Args:
        text: the report's text.
        drafts: what the tagger found, those of cues to which it found no content too; they are changed.
        rules: what the rules found, in order.
        marks: the stretches in quotation marks, in order.
    """
    by_cue = sorted(drafts, key=lambda draft: draft.cue)
    _name_sources(by_cue, rules)
    cues = [draft.cue for draft in by_cue]
    covered = sorted(span for draft in drafts for span in draft.content)
    told = _Told(text, drafts, marks)
    alone: list[Quote] = []
    for quote in rules:
        if quote.kind != "direct":
            continue
        rest = tuple(span for span in quote.content if meeting(covered, (span,)) is None)
        if not rest:
            continue
        match = meeting(cues, quote.cue)
        before = by_cue[match] if match is not None else None
        if before is None and not quote.source:
            before = told.continued(rest[0])
        if before is not None:
            before.content.extend(rest)
        else:
            alone.append(replace(quote, content=rest))
    return alone


def _name_sources(drafts: Sequence[Draft], rules: Sequence[Quote]) -> None:
    """Let drafts without a source take the one that the rules give their cue beside marks."""
    bare = [draft for draft in drafts if not draft.source]
    cues = [draft.cue for draft in bare]
    for quote in rules:
        match = meeting(cues, quote.cue)
        if match is not None and quote.source and quote.kind == "direct":
            bare[match].source = quote.source


class _Told:
    """Drafts in the order in which they end, to find what a stretch in marks goes on with."""

    def __init__(self, text: str, drafts: Sequence[Draft], marks: Sequence[Span]) -> None:
        self._text = text
        self._drafts = sorted(drafts, key=lambda draft: draft.end)
        self._ends = [draft.end for draft in self._drafts]
        self._spoken = [
            bool(draft.content) and kind_of(draft.content, marks) != "indirect" for draft in self._drafts
        ]

    def continued(self, span: Span) -> Draft | None:
        """Return the speech that a stretch in marks evidently goes on with, or a cue that announces it.

        That is the last one on the same line, or of the paragraph before where the stretch opens its own.
        On polnear-train 42 of the 51 such paragraphs that are quotes at all go on with what was in marks.
        """
        at = bisect_right(self._ends, span.start) - 1
        if at < 0:
            return None
        draft, spoken = self._drafts[at], self._spoken[at]
        if not 0 <= span.start - draft.end <= FAR:
            return None
        lines = self._text[draft.end : span.start].split("\n")
        if len(lines) == 1:
            fits = spoken or (not draft.content and not set(lines[0]) & _STOPS)
        else:
            closed = spoken or len(lines[0].split()) < NEAR
            fits = closed and not lines[-1].strip(_OPENING) and not any(map(str.strip, lines[1:-1]))
        return draft if fits else None


def meeting(spans: Sequence[Span], others: Sequence[Span]) -> int | None:
    """Return the index of the first span that meets one of the others; ``spans`` in order and apart."""
    for other in others:
        at = max(0, bisect_left(spans, other) - 1)
        while at < len(spans) and spans[at].start < other.end:
            if spans[at].overlaps(other):
                return at
            at += 1
    return None
