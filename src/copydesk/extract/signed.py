"""Words that stand beside the name of who said them, with no verb: posts, and lines of a transcript."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from copydesk.model.document import Document
from copydesk.model.quote import Quote
from copydesk.model.span import Span
from copydesk.text.normalize import paragraphs

SCORE = 0.9
"""How sure these are: of 11 turns in polnear-train ten are marked there with the same words and source; of 14
posts four are, and the rest not at all."""

_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_SIGNATURE = re.compile(
    r"(?P<dash>[—–-])\s?(?P<source>[^—–@()]{1,60}\(@\w{1,15}\))\s{1,3}"
    rf"(?:{_MONTH}\.? \d{{1,2}}, \d{{4}}|\d{{1,2}} {_MONTH}\.? \d{{4}})"
)
"""How platforms write below a post that is set into a page: "— Mira Lund (@miralund) May 3, 2021"."""

_DASH = re.compile(r"\s[—–]\s?")
_LAST_LINK = re.compile(r"\s*(?:https?://|pic\.twitter\.com/)\S*\s*$")
_LONGEST_LINK = 300
_TAG = re.compile(r"\s*(?:[)\].,:;]*\s*)?(?:</?[a-z][^<>]{0,300}>[.\s]*)*")

_CAPITAL = r"[^\W\d_a-z]"
_CAPITALS = rf"(?:{_CAPITAL}|[.'’-])"
_LABEL = re.compile(
    rf"(?P<source>(?:{_CAPITAL}{_CAPITALS}* ){{0,3}}{_CAPITAL}{_CAPITALS}+|@\w{{1,15}})"
    rf"(?:, {_CAPITAL}(?:{_CAPITALS}| ){{0,40}})?(?P<colon>\s?:)\s+(?=\S)"
)
_NO_SPEAKERS = frozenset(
    "PHOTO PHOTOS PICTURE VIDEO VIDEOS AUDIO WATCH LISTEN READ MORE UPDATE UPDATED UPDATES BREAKING LIVE "
    "EXCLUSIVE NOTE CORRECTION WHO WHAT WHEN WHERE WHY HOW RELATED SEE ALSO CONTACT SOURCE SCORE RESULT "
    "FACT CLAIM VERDICT TIME DATE PLACE VENUE TEL FAX EMAIL WEB OPINION ANALYSIS REVIEW".split()
)
_STAGE_DIRECTION = re.compile(r"[(\[][^()\[\]]*[)\]]")
"""A line of nothing else, such as "(SOUNDBITE OF RECORDING)", is nobody's words."""

_TURNS = 3
"""Labelled lines from which a report is read as holding a transcript, if two names come up twice. A list of
one report in 5w1h begins with words in capitals too ("MILKFLOAT: ..."), none of them twice."""


def signed(document: Document) -> list[Quote]:
    """Return the posts and the turns of transcripts in the evidence zones, in order and apart.

    A post is what stands before its signature in one line, or the line above where only links stand there.
    A turn begins with its speaker in capitals or with a handle, and a colon; it ends before the next such
    line, and the last one with its line. Capitals alone prove nothing, so at least three lines must begin
    that way and two names come up twice. The cue is the dash or the colon. What stands behind "Q:" and "A:"
    is left to other readings: no name says whose words they are.
    """
    lines = [
        Span(zone.start + start, zone.start + end)
        for zone in document.spans()
        for start, end in paragraphs(zone.of(document.text))
    ]
    found = [*_posts(document.text, lines), *_turns(document.text, lines)]
    return sorted(_apart(found), key=lambda quote: quote.content)


def account(source: str) -> str | None:
    """Return the name in a post's signature, such as "Mira Lund (@miralund)"; None of another source."""
    name, handle, _ = source.partition("(@")
    name = _DASH.split(name)[-1]
    return name.strip() or None if handle else None


def beside(quotes: Iterable[Quote], taken: Sequence[Quote]) -> Iterator[Quote]:
    """Yield the quotes that share no character with those in ``taken``."""
    spans = sorted(span for quote in taken for span in (*quote.content, *quote.cue, *quote.source))
    for quote in quotes:
        own = (*quote.content, *quote.cue, *quote.source)
        if not any(_meets(spans, span) for span in own):
            yield quote


def _meets(spans: Sequence[Span], span: Span) -> bool:
    """Tell whether a span overlaps one of ``spans``, which are in order and apart."""
    at = bisect_left(spans, span.end, key=lambda other: other.start) - 1
    return at >= 0 and spans[at].end > span.start


def _posts(text: str, lines: Sequence[Span]) -> Iterator[Quote]:
    for number, line in enumerate(lines):
        start = line.start
        for match in _SIGNATURE.finditer(text, line.start, line.end):
            content = _stripped(text, Span(start, match.start()))
            if content is None and number and start == line.start:
                content = _stripped(text, lines[number - 1])
            if content is not None:
                yield _quote([content], Span(*match.span("dash")), Span(*match.span("source")))
            start = match.end()


def _stripped(text: str, span: Span) -> Span | None:
    """Take tags and what is left of a sentence off the beginning of a post, and links off its end."""
    begun = _TAG.match(text, span.start, span.end)
    start = begun.end() if begun else span.start
    end = span.end
    while link := _LAST_LINK.search(text, max(start, end - _LONGEST_LINK), end):
        end = link.start()
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if end > start else None


def _turns(text: str, lines: Sequence[Span]) -> Iterator[Quote]:
    found = [(number, match) for number, line in enumerate(lines) if (match := _labelled(text, line))]
    names = Counter(match["source"].split()[-1] for _, match in found)
    if len(found) < _TURNS or sum(count > 1 for count in names.values()) < 2:
        return
    ends = [number for number, _ in found[1:]] + [found[-1][0] + 1]
    for (number, match), end in zip(found, ends, strict=True):
        spoken = [Span(match.end(), lines[number].end), *lines[number + 1 : end]]
        content = [line for line in spoken if not _STAGE_DIRECTION.fullmatch(text, line.start, line.end)]
        if content:
            yield _quote(content, Span(*match.span("colon")), Span(*match.span("source")))


def _labelled(text: str, line: Span) -> re.Match[str] | None:
    match = _LABEL.match(text, line.start, line.end)
    if match is None or _NO_SPEAKERS & set(match["source"].split()):
        return None
    return match


def _quote(content: Iterable[Span], cue: Span, source: Span) -> Quote:
    return Quote(tuple(content), (cue,), (source,), "direct", SCORE)


def _apart(quotes: Iterable[Quote]) -> Iterator[Quote]:
    """Yield the quotes that do not meet an earlier one: a post within a turn is part of it."""
    end = -1
    for quote in sorted(quotes, key=lambda quote: min(quote.content[0].start, quote.source[0].start)):
        start = min(quote.content[0].start, quote.source[0].start)
        if start >= end:
            yield quote
            end = max(quote.content[-1].end, quote.source[-1].end)
