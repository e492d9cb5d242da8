"""Quotes of a report: what stands in quotation marks, and what is told as somebody's words without them.

Two readings by rule meet here. Marks give the direct quotes, to which a cue is sought before, between
and after them; the parse gives indirect and mixed ones (``cues.py``). Where both claim the same words,
the marks win. Where trained weights are there, a tagger (``quoting/``) reads the report anew, with what
the rules found before its eyes; ``Quote.found_by`` tells who found a quote. Posts and the turns of
transcripts (``signed.py``) go before both.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from copydesk.extract.candidates import Candidate, candidates
from copydesk.extract.clauses import Clauses
from copydesk.extract.cues import SPEECH, probability, speech
from copydesk.extract.quoting.marks import kind_of
from copydesk.extract.quoting.weights import available
from copydesk.extract.signed import beside, signed
from copydesk.extract.spoken import announced_cue, spoken_cue
from copydesk.model.document import Document
from copydesk.model.quote import Quote
from copydesk.model.report import EVIDENCE_ZONES
from copydesk.model.span import Span
from copydesk.model.syntax import Sentence
from copydesk.text.normalize import MARKS, Quoted, before_cue, goes_on_with_cue, quoted_spans

THRESHOLD = 0.35
"""Candidates less likely than this are left out; the best F1 of content on a held-out part of polnear-train
(counts from its first 640 reports; on the other 200 .571 at .30, .572 at .35, .570 at .40, .564 at .50)."""

FRAGMENT = 0.2
"""The same for a candidate whose content holds words in quotation marks."""

NOBODYS = 0.6
"""The same for one with words in marks but no source: talk of a "silent bridge" quotes nobody."""

UNCLOSED = 0.6
"""Most that the score of words in marks may be where a mark is missing: nobody knows how far they go."""

_AROUND = MARKS | frozenset("` \t\u00a0")
_SAID_END = ",.?!…—–-"
_SPACED = re.compile(r"(['’]) \"(?=\s)")
_DOUBLED = re.compile(r"(?<!\w)''(?=[\w$(\['])|``(?!\s)")
_CLOSED = re.compile(r"(?<=\S)''")


@dataclass(slots=True)
class _Draft:
    """A quote being put together."""

    content: list[Span]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    score: float
    line: int
    direct: bool = False
    head: int = -1
    spoken: bool = True

    @property
    def first(self) -> int:
        """The first character of the whole."""
        return min(span.start for span in (*self.content, *self.cue, *self.source))


@dataclass(slots=True)
class _Line:
    """A paragraph: its sentences, the stretches in marks that look like speech, and all marks."""

    number: int
    sentences: list[Clauses] = field(default_factory=list)
    spoken: list[Quoted] = field(default_factory=list)
    marks: list[Span] = field(default_factory=list)


class Quotes:
    """Stage that finds quotes with cue and source; who the source is comes later (``speakers.py``)."""

    requires = ("zones", "sentences", "mentions")
    assigns = "quotes"
    languages = frozenset({"en"})

    def __call__(self, document: Document) -> Iterator[Quote]:
        """Yield the quotes of the evidence zones in order of their first character."""
        own = signed(document)
        told = beside(_read(document), own)
        yield from sorted([*own, *told], key=lambda quote: (quote.content, quote.cue))


def _read(document: Document) -> Iterable[Quote]:
    marks = _quoted(document)
    told: Iterable[Quote] = _by_rules(document, marks)
    if available():
        from copydesk.extract.quoting.tagger import tagged

        told = tagged(document, _spans(marks), list(told))
    torn = [mark for mark in marks if not mark.balanced]
    return [_doubted(document.text, quote, torn) for quote in told] if torn else told


def by_rules(document: Document) -> list[Quote]:
    """Return the quotes that the rules alone find, in order of their first character."""
    return _by_rules(document, _quoted(document))


def _by_rules(document: Document, marks: Sequence[Quoted]) -> list[Quote]:
    text = document.text
    drafts: list[_Draft] = []
    previous: _Line | None = None
    for line in _lines(document, marks):
        direct, loose = _direct(text, line)
        here = direct + list(_told(text, line, direct))
        _settle(text, loose, line, here, previous, drafts)
        drafts.extend(here)
        previous = line
    spans = _spans(marks)
    finished = [_finished(text, draft, spans) for draft in drafts]
    return sorted(finished, key=lambda quote: (quote.content, quote.cue))


def _doubted(text: str, quote: Quote, torn: Sequence[Quoted]) -> Quote:
    """Hold a quote to where marks end that were not closed, and do not let it seem sure of them."""
    content = []
    doubtful = False
    for span in quote.content:
        end = span.end
        for at in range(max(0, bisect_right(torn, span.start, key=_start) - 1), len(torn)):
            mark = torn[at]
            if mark.start >= span.end:
                break
            doubtful = doubtful or span.start < mark.end
            if span.start < mark.end < end and text[mark.end - 1] not in MARKS:
                end = mark.end
                break
        content.append(Span(span.start, end))
    if not doubtful or quote.kind == "indirect":
        return quote
    return replace(quote, content=tuple(content), score=min(quote.score, UNCLOSED))


def _start(mark: Quoted) -> int:
    return mark.start


def plain_marks(text: str) -> str:
    """Write doubled single marks (''so'', ``so'') as one mark and a blank, without moving a character.

    Those with a space inside (`` so '') stay, as nothing but their form says which of them closes.
    """
    return _SPACED.sub(r'"\1 ', _CLOSED.sub('" ', _DOUBLED.sub(' "', text)))


def marked_tokens(sentence: Sentence, marks: Sequence[Span]) -> frozenset[int]:
    """Return the indices of the tokens that stand in quotation marks; ``marks`` in order."""
    at = max(0, bisect_right(marks, Span(sentence.start, sentence.start)) - 1)
    found: set[int] = set()
    while at < len(marks) and marks[at].start < sentence.end:
        first = bisect_left(sentence.tokens, marks[at].start, key=lambda token: token.start)
        last = bisect_right(sentence.tokens, marks[at].end, key=lambda token: token.end)
        found.update(range(first, last))
        at += 1
    return frozenset(found)


def _spans(marks: Sequence[Quoted]) -> list[Span]:
    return [Span(mark.start, mark.end) for mark in marks]


def _quoted(document: Document) -> list[Quoted]:
    spans = list(document.spans(EVIDENCE_ZONES))
    starts = [span.start for span in spans]
    found = []
    for quoted in quoted_spans(plain_marks(document.text)):
        at = bisect_right(starts, quoted.start) - 1
        if at >= 0 and quoted.end <= spans[at].end and not _between(document.text, quoted):
            found.append(quoted)
    return found


def _between(text: str, mark: Quoted) -> bool:
    """Tell whether the marks hold the reporter's words between two quotations: said Berg."""
    inner = _inner(text, mark)
    return text[inner.start : inner.start + 1].islower() and goes_on_with_cue(text, inner.start, inner.end)


def _lines(document: Document, quoted: Iterable[Quoted]) -> Iterator[_Line]:
    """Group sentences and quotations by the line they stand on."""
    text = document.text
    breaks = [match.start() for match in re.finditer("\n", text)]
    lines: dict[int, _Line] = {}
    for sentence in document.sentences:
        number = bisect_right(breaks, sentence.start)
        lines.setdefault(number, _Line(number)).sentences.append(Clauses(sentence, text))
    for mark in quoted:
        line = lines.get(bisect_right(breaks, mark.start))
        if line is not None:
            line.marks.append(Span(mark.start, mark.end))
            if _is_speech(text, mark):
                line.spoken.append(mark)
    for number in sorted(lines):
        yield lines[number]


def _inner(text: str, mark: Span | Quoted) -> Span:
    """Return what stands between the marks."""
    start, end = mark.start, mark.end
    while start < end and text[start] in _AROUND:
        start += 1
    while end > start and text[end - 1] in _AROUND:
        end -= 1
    return Span(start, end)


def _is_speech(text: str, mark: Quoted) -> bool:
    """Tell a quotation of whole sentences from a fragment, a title or a nickname.

    It begins like a sentence, after a sentence's end, a comma or a colon, and ends with a point or
    comma inside the marks, or at the end of its sentence.
    """
    inner = _inner(text, mark)
    words = inner.of(text).split()
    if not words:
        return False
    before = text[max(0, mark.start - 50) : mark.start].rstrip(" \t\u00a0")[-1:]
    capital = not words[0][0].islower()
    if before == ":":
        return capital or len(words) > 3
    if before not in _BEFORE_SPEECH or not (capital or before in _MID_SPEECH):
        return False
    follows = text[mark.end : mark.end + 2].strip()
    if text[inner.end - 1] in _SAID_END:
        return len(words) > 1 or before != ","
    return len(words) > 3 and follows in ("", ",", ".")


_BEFORE_SPEECH = frozenset(["", *"\n.!?,:;—–-”\"’')"])
_MID_SPEECH = frozenset(',;”"')


def _direct(text: str, line: _Line) -> tuple[list[_Draft], list[Quoted]]:
    """Give each quotation of whole sentences its cue; return also those that have none of their own."""
    found: list[_Draft] = []
    loose: list[Quoted] = []
    used: dict[tuple[int, int], _Draft] = {}
    for index, mark in enumerate(line.spoken):
        following = line.spoken[index + 1].start if index + 1 < len(line.spoken) else None
        earlier = line.spoken[index - 1].end if index else None
        cue = spoken_cue(text, line.sentences, mark, earlier, following, line.marks)
        if cue is None:
            loose.append(mark)
        elif (cue.place, cue.head) in used:
            used[cue.place, cue.head].content.append(_inner(text, mark))
        else:
            draft = _Draft([_inner(text, mark)], cue.cue, cue.source, cue.score, line.number, True, cue.at)
            used[cue.place, cue.head] = draft
            found.append(draft)
    return found, loose


def _settle(
    text: str,
    loose: Sequence[Quoted],
    line: _Line,
    here: list[_Draft],
    previous: _Line | None,
    drafts: Sequence[_Draft],
) -> None:
    """Join quotations without a cue of their own to what they continue, else let them stand alone.

    On one line they continue the last thing said before them, told of by a verb of speech or in
    marks. At the head of a line they continue a quotation that was left open, or follow a colon.
    """
    said = sorted((draft for draft in here if draft.spoken), key=lambda draft: draft.first)
    firsts = [draft.first for draft in said]
    opened: _Draft | None = None
    for mark in loose:
        inner = _inner(text, mark)
        at = bisect_right(firsts, mark.start) - 1
        if at >= 0:
            said[at].content.append(inner)
        elif opened is not None:
            opened.content.append(inner)
        elif previous is not None and drafts and _left_open(text, drafts[-1], previous, inner):
            opened = drafts[-1]
            opened.content.append(inner)
            opened.line = line.number
        else:
            opened = _alone(inner, line, previous)
            if opened.cue or len(inner.of(text).split()) > 2:
                here.append(opened)


def _left_open(text: str, last: _Draft, previous: _Line, inner: Span) -> bool:
    """Tell whether the line before ended inside quotation marks."""
    if last.line != previous.number or not last.direct:
        return False
    tail = text[last.content[-1].end : inner.start].split("\n")[0]
    return not any(char in "\"”»'’" for char in tail)


def _alone(inner: Span, line: _Line, previous: _Line | None) -> _Draft:
    """Begin a quote with the cue that the line before announces it with, else without any."""
    cue = announced_cue(previous.sentences, previous.marks) if previous is not None else None
    if cue is None:
        return _Draft([inner], (), (), 0.3, line.number, True)
    return _Draft([inner], cue.cue, cue.source, cue.score, line.number, True, cue.at)


def _told(text: str, line: _Line, direct: Sequence[_Draft]) -> Iterator[_Draft]:
    """Yield the attributions that the parse shows, in the words outside direct quotes."""
    said = sorted(span for draft in direct for span in draft.content)
    cues = {draft.head for draft in direct}
    for clauses in line.sentences:
        sentence = clauses.sentence
        quoted = marked_tokens(sentence, line.marks)
        spoken = marked_tokens(sentence, said)
        scored = [
            (probability(clauses, candidate, bool(candidate.content & quoted)), candidate)
            for candidate in candidates(clauses, quoted | spoken)
            if not candidate.content & spoken and clauses.tokens[candidate.head].start not in cues
        ]
        for score, candidate in _chosen(scored, quoted):
            content = _whole_marks(text, clauses.pieces(candidate.content), line.marks, sentence.end)
            cue = clauses.pieces(candidate.cue)
            if content and cue and not _is_title(text, content, line.marks):
                source = clauses.pieces(candidate.source)
                lemma = clauses.tokens[candidate.head].lemma.lower()
                yield _Draft(content, cue, source, score, line.number, spoken=speech(lemma) >= SPEECH)


def _is_title(text: str, content: Sequence[Span], marks: Sequence[Span]) -> bool:
    """Tell whether the content is nothing but a title in marks: "The Long Winter"."""
    at = bisect_right(marks, content[0].start, key=lambda mark: mark.start) - 1
    words = [word for word in content[0].of(text).split() if len(word) > 3]
    inside = len(content) == 1 and at >= 0 and marks[at].contains(content[0])
    return inside and len(words) > 1 and all(word[0].isupper() for word in words)


def _whole_marks(text: str, pieces: Sequence[Span], marks: Sequence[Span], end: int) -> list[Span]:
    """Let a piece that breaks off inside quotation marks go on to where they close, the mark included."""
    whole: list[Span] = []
    for piece in pieces:
        if whole and piece.end <= whole[-1].end:
            continue
        at = bisect_right(marks, Span(piece.end, piece.end)) - 1
        mark = marks[at] if at >= 0 else None
        if mark is not None and piece.start <= mark.start < piece.end < mark.end <= end:
            opens_inside = piece.start < mark.start
            stop = mark.end if opens_inside else _inner(text, mark).end
            whole.append(Span(piece.start, max(piece.end, stop)))
        else:
            whole.append(piece)
    return whole


def _chosen(
    scored: Sequence[tuple[float, Candidate]], quoted: frozenset[int]
) -> list[tuple[float, Candidate]]:
    """Keep the likelier of two candidates where the cue of one lies in the content of the other.

    A fragment in marks of three words or more is somebody's words: the likeliest candidate that
    holds it is kept below the threshold too.
    """
    kept: list[tuple[float, Candidate]] = []
    for score, candidate in sorted(scored, key=_strength):
        if score < _least(candidate, quoted):
            continue
        if not any(
            candidate.head in other.content
            or other.head in candidate.content
            or candidate.cue & other.cue
            or len(candidate.content & other.content) * 2 > len(candidate.content)
            for _, other in kept
        ):
            kept.append((score, candidate))
    return kept


def _least(candidate: Candidate, quoted: frozenset[int]) -> float:
    """Return the score a candidate needs: less for somebody's words in marks, more for nobody's."""
    held = len(candidate.content & quoted)
    if held and not candidate.source:
        return NOBODYS
    return FRAGMENT if held > 2 else THRESHOLD


def _strength(scored: tuple[float, Candidate]) -> tuple[bool, float, int]:
    """Order candidates: "according to" first, as it governs all else in its sentence, then by score."""
    score, candidate = scored
    return candidate.frame != "according", -score, candidate.head


def _finished(text: str, draft: _Draft, marks: Sequence[Span]) -> Quote:
    content = tuple(sorted(set(draft.content)))
    if draft.direct and not draft.cue:
        content = tuple(Span(span.start, before_cue(text, span.start, span.end)) for span in content)
    kind = "direct" if draft.direct else kind_of(content, marks)
    return Quote(content, draft.cue, draft.source, kind, round(draft.score, 3))
