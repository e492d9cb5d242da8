"""The cue of a direct quote: the verb of speech beside the marks, a name and a colon, a dash and a name."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.extract.clauses import Clauses, trimmed
from copydesk.extract.cues import SPEECH, speech
from copydesk.extract.verbs import source_of, verb_group
from copydesk.model.span import Span
from copydesk.text.normalize import MARKS, Quoted

ANNOUNCED = 0.1
"""Beside a colon or a comma a verb need be a cue no more often than this."""

WINDOW = 120
"""Tokens before or after a quotation among which its cue is sought."""

_CLOSING = "".join(sorted(MARKS)) + "` "
_SIGNED = re.compile(r"[ \t\u00a0]*([—–―]|--?)[ \t\u00a0]*(?=\w)")
LONGEST_SIGNATURE = 80
"""Characters that a signature after a dash stays under."""

Position = tuple[int, int]
"""Sentence of the line, token of the sentence."""


@dataclass(frozen=True, slots=True)
class SpokenCue:
    """The cue of a direct quote: which sentence of the line, which token, and the spans.

    ``at`` is the cue's first character, by which other readings of the same cue are recognised.
    """

    place: int
    head: int
    at: int
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    score: float


def spoken_cue(
    text: str,
    sentences: Sequence[Clauses],
    mark: Quoted,
    earlier: int | None,
    following: int | None,
    marks: Sequence[Span],
) -> SpokenCue | None:
    """Find the cue of a quotation after it in its sentence, before it, or alone before a colon.

    Args:
        text: the report's text.
        sentences: the sentences of the quotation's line.
        mark: the quotation, marks included.
        earlier: end of the quotation before it on this line, or None.
        following: start of the next one, or None.
        marks: everything in marks on this line; no cue is taken from there.
    """
    closing = text[mark.start : mark.end].rstrip(_CLOSING)[-1:]
    behind = _after(sentences, mark.end, following, closing)
    ahead = _before(sentences, mark.start, earlier)
    near = [sentences[place].tokens[index] for place, index in ahead[-4:]]
    leads = bool(near) and near[-1].text in (":", ",")
    touching = leads and (near[-1].text == ":" or any(token.pos == "VERB" for token in near))
    found = _verb_of(sentences, ahead, marks, True, ANNOUNCED) if touching else None
    found = found or _verb_of(sentences, behind, marks, False, SPEECH)
    found = found or _verb_of(sentences, ahead, marks, True, SPEECH)
    if found is None and closing in ",?!":
        found = _bare_cue(sentences, behind, marks)
    if found is not None:
        return _spoken(sentences, found, marks)
    return _colon(sentences, mark, earlier) or _signed(text, sentences, mark)


def announced_cue(sentences: Sequence[Clauses], marks: Sequence[Span]) -> SpokenCue | None:
    """Find the cue at the end of a line that closes with a colon; what is said stands on the next."""
    if not sentences or sentences[-1].tokens[-1].text != ":":
        return None
    place = len(sentences) - 1
    window = [(place, index) for index in range(len(sentences[place].tokens))]
    found = _verb_of(sentences, window, marks, True, ANNOUNCED)
    return _spoken(sentences, found, marks) if found is not None else None


def _first(clauses: Clauses) -> int:
    return clauses.tokens[0].start


def _after(sentences: Sequence[Clauses], start: int, following: int | None, closing: str) -> list[Position]:
    """Return the tokens from a quotation to the end of its sentence."""
    found: list[Position] = []
    if closing == ".":
        return found
    begin = max(0, bisect_right(sentences, start, key=_first) - 1)
    for place in range(begin, min(begin + 3, len(sentences))):
        tokens = sentences[place].tokens
        first = bisect_left(tokens, start, key=lambda token: token.start)
        for index in range(first, min(first + WINDOW, len(tokens))):
            token = tokens[index]
            ended = token.text in (".", "!", "?", ";") and found
            if ended or (following is not None and token.start >= following):
                return found
            found.append((place, index))
        if any(sentences[at].tokens[index].text[0].isalpha() for at, index in found):
            return found
    return found


def _before(sentences: Sequence[Clauses], end: int, earlier: int | None) -> list[Position]:
    """Return the tokens of the quotation's sentence before it."""
    place = bisect_right(sentences, end, key=_first) - 1
    if place > 0 and _first(sentences[place]) == end:
        place -= 1
        if sentences[place].tokens[-1].text not in (":", ","):
            return []
    if place < 0:
        return []
    tokens = sentences[place].tokens
    last = bisect_right(tokens, end, key=lambda token: token.end)
    first = bisect_left(tokens, earlier or 0, key=lambda token: token.start)
    return [(place, index) for index in range(max(first, last - WINDOW), last)]


def _verb_of(
    sentences: Sequence[Clauses],
    window: Sequence[Position],
    marks: Sequence[Span],
    backwards: bool,
    often: float,
) -> Position | None:
    """Return the verb of speech nearest to the quotation; of a describing clause only for want of others."""
    spare: Position | None = None
    for place, index in reversed(window) if backwards else window:
        clauses = sentences[place]
        token = clauses.tokens[index]
        if token.pos not in ("VERB", "AUX") or speech(token.lemma.lower()) < often:
            continue
        if _in(marks, clauses, index):
            continue
        describing = token.dep in ("relcl", "acl") or token.tag == "VB"
        if not describing:
            return place, index
        spare = spare or (place, index)
    return spare


def _bare_cue(
    sentences: Sequence[Clauses], window: Sequence[Position], marks: Sequence[Span]
) -> Position | None:
    """Accept any verb in "..., Tiller grinned": a quotation left open by a comma, then subject and verb."""
    for place, index in window:
        clauses = sentences[place]
        token = clauses.tokens[index]
        if token.pos == "VERB":
            subject = clauses.child(index, "nsubj")
            whole = token.tag in ("VBD", "VBZ", "VBP") and subject is not None
            return (place, index) if whole and not _in(marks, clauses, subject) else None
    return None


def _in(marks: Sequence[Span], clauses: Clauses, index: int | None) -> bool:
    if index is None:
        return False
    start = clauses.tokens[index].start
    at = bisect_right(marks, start, key=lambda mark: mark.start) - 1
    return at >= 0 and start < marks[at].end


def _spoken(sentences: Sequence[Clauses], found: Position, marks: Sequence[Span]) -> SpokenCue:
    place, verb = found
    clauses = sentences[place]
    cue, subject, passive = verb_group(clauses, verb)
    if _in(marks, clauses, subject):
        subject = _beside(clauses, verb, marks)
    source = source_of(clauses, subject, passive, verb)
    if subject is not None:
        source = {index for index in source if not _in(marks, clauses, index)}
    spans = clauses.pieces(cue)
    score = min(0.99, 0.5 + 0.5 * speech(clauses.tokens[verb].lemma.lower())) if source else 0.5
    return SpokenCue(place, verb, clauses.tokens[verb].start, spans, clauses.pieces(source - cue), score)


def _beside(clauses: Clauses, verb: int, marks: Sequence[Span]) -> int | None:
    """Return the name or pronoun next to a verb of speech whose subject the parse put into the quotation."""
    for index in (verb - 1, verb + 1, verb - 2, verb + 2):
        if 0 <= index < len(clauses.tokens) and not _in(marks, clauses, index):
            token = clauses.tokens[index]
            if token.pos in ("PROPN", "PRON", "NOUN") and token.tag not in ("WP", "WDT", "PRP$"):
                above = token.head
                inside = clauses.tokens[above].pos in ("PROPN", "NOUN") and not _in(marks, clauses, above)
                return above if token.dep in ("compound", "poss") and inside else index
    return None


def _colon(sentences: Sequence[Clauses], mark: Quoted, earlier: int | None) -> SpokenCue | None:
    """Read "Tiller: '...'" as on posts, tickers and in transcripts."""
    window = _before(sentences, mark.start, earlier)
    if not window or len(window) > 10:
        return None
    place = window[0][0]
    clauses = sentences[place]
    last = clauses.tokens[window[-1][1]]
    words = [index for _, index in window[:-1]]
    if last.text != ":" or not words or any(clauses.tokens[index].pos in ("VERB", "AUX") for index in words):
        return None
    if not any(clauses.tokens[index].pos in ("PROPN", "NOUN") for index in words):
        return None
    source = clauses.pieces(words)
    return SpokenCue(place, window[-1][1], last.start, (Span(last.start, last.end),), source, 0.5)


def _signed(text: str, sentences: Sequence[Clauses], mark: Quoted) -> SpokenCue | None:
    """Read "'...' — Tiller, harbour master" at the end of a line: a dash, then a name and no verb."""
    dash = _SIGNED.match(text, mark.end)
    if dash is None:
        return None
    line = text[dash.end() : dash.end() + LONGEST_SIGNATURE].split("\n")[0]
    named = trimmed(text, dash.end(), dash.end() + len(line))
    if named is None or len(line) == LONGEST_SIGNATURE or not text[named.start].isupper():
        return None
    at = dash.start(1)
    place = bisect_right(sentences, at, key=_first) - 1
    for clauses in sentences[place:]:
        words = (token for token in clauses.tokens if named.start < token.end <= named.end)
        if any(token.pos in ("VERB", "AUX", "PRON") for token in words):
            return None
    head = bisect_right(sentences[place].tokens, at, key=lambda token: token.start) - 1
    return SpokenCue(place, head, at, (Span(at, dash.end(1)),), (named,), 0.5)
