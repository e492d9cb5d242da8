"""Speech that goes on without a source of its own: "I" inside marks, a paragraph left open."""

import re
from collections.abc import Sequence

from copydesk.extract.discourse import Answer
from copydesk.extract.quotes import plain_marks
from copydesk.model.quote import Quote

CONTINUES = 2_000
"""Characters over which speech may go on."""

NEAR = 6
"""Quotes to each side among which "I" in quotation marks looks for its speaker."""

CLOSE = 400
"""Characters before quotation marks in which whoever is told of may be the "I" of these marks."""

BESIDE = "who speaks in "
NOBODY: Answer = (None, "no source is named")
WRITER = ": the writer or the reader"
"""How the reason ends where the source is "I" or "we"."""

_MARKS = ("“", "‘", '"', "'")
_CLOSING = "”\"’'"
_OPENING = '“"'
_OPENS_SINGLE = re.compile(r"(?:^|\s)[‘'](?=\w|$)")
_CLOSES_SINGLE = re.compile(r"['’](?=\s|$)")


def is_spoken(text: str, quote: Quote) -> bool:
    """Tell whether a quote is speech in marks, or at least begins behind one."""
    start = quote.content[0].start
    return quote.kind == "direct" or text[max(0, start - 1) : start] in _MARKS


class Continued:
    """Fills gaps among a report's answers from the quotes around them.

    Args:
        text: the report's text.
        quotes: its quotes.
    """

    def __init__(self, text: str, quotes: Sequence[Quote]) -> None:
        self.text = text
        self.quotes = quotes
        self.order = sorted(range(len(quotes)), key=self._start)

    def all(self, found: dict[int, Answer]) -> dict[int, Answer]:
        """Return the answers, by index of the quote, with those filled in that other quotes tell."""
        found = dict(found)
        for place, index in enumerate(self.order):
            speaker, reason = found[index]
            if speaker is None and reason.endswith(WRITER):
                found[index] = self._beside(place, found) or found[index]
        for place in range(len(self.order) - 1, -1, -1):
            index = self.order[place]
            if found[index] == NOBODY:
                found[index] = self._left_open(place, found) or NOBODY
        return found

    def _start(self, index: int) -> int:
        return self.quotes[index].content[0].start

    def _left_open(self, place: int, found: dict[int, Answer]) -> Answer | None:
        """Return who speaks in the next paragraph, if marks are open at the end of this one."""
        quote = self.quotes[self.order[place]]
        end = quote.content[-1].end
        rest = self.text[end : end + CONTINUES].split("\n")
        if not is_spoken(self.text, quote) or quote.cue or any(mark in rest[0] for mark in _CLOSING):
            return None
        following = next((line for line in rest[1:] if line.strip()), "").lstrip()
        goes_on = self.text.find(following, end) if following[:1] in _OPENING and following else -1
        for other in self.order[place + 1 : place + 1 + NEAR] if goes_on >= 0 else ():
            speaker = found[other][0]
            if speaker is not None and goes_on <= self._start(other) <= goes_on + 3:
                return speaker, "speech that goes on in the next paragraph"
        return None

    def _beside(self, place: int, found: dict[int, Answer]) -> Answer | None:
        """Return who says "I" inside quotation marks: who speaks in these marks, or in those beside them."""
        start = self._start(self.order[place])
        if not self._marked(start):
            return None
        near = self.order[max(0, place - NEAR) : place][::-1] + self.order[place + 1 : place + 1 + NEAR]
        spare: str | None = None
        before: str | None = None
        for other in near:
            (speaker, reason), at = found[other], self._start(other)
            between = self.text[min(at, start) : max(at, start)][: CONTINUES + 1]
            if speaker is None or "\n" in between or len(between) > CONTINUES:
                continue
            if not self._marked(at):
                before = before or (speaker if start - CLOSE <= at < start else None)
                continue
            if not reason.startswith(BESIDE) and self._quoted_source(other):
                continue
            if not any(mark in between for mark in _OPENING):
                return speaker, BESIDE + "these quotation marks"
            spare = spare or speaker
        if spare is not None:
            return spare, BESIDE + "the quotation marks beside these"
        return (before, "who was told of before these quotation marks") if before is not None else None

    def _quoted_source(self, index: int) -> bool:
        """Tell whether somebody inside quotation marks is the source: whom the speaker talks of."""
        source = self.quotes[index].source
        return bool(source) and self._marked(source[0].start)

    def _marked(self, offset: int) -> bool:
        """Tell whether an opening quotation mark of the line stands before a place and is not closed."""
        line = self.text[max(self.text.rfind("\n", 0, offset) + 1, offset - CONTINUES) : offset]
        plain = plain_marks(line)
        if plain.rfind("“") > plain.rfind("”") or plain.count('"') % 2 == 1:
            return True
        opened = max((match.end() for match in _OPENS_SINGLE.finditer(plain)), default=-1)
        closed = max((match.end() for match in _CLOSES_SINGLE.finditer(plain[:-1])), default=-1)
        return opened > closed
