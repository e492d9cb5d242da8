"""Text that stands in a report twice: all but one of its copies becomes furniture, so that it counts once.

Seen on real pages: the whole text 25 times over, a sentence pulled out and printed large in the middle of
the text, the headline again as the first line of the body, a summary that is the first paragraph.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from copydesk.model.report import Zone, ZoneKind

LEAST = 40
"""Characters of the shortest line or sentence that may not stand twice, some eight words. Shorter ones come
back in good prose ("He did not say."), and count as repeated only beside another one that is."""

LEAST_RUN = 1500
"""Characters of long lines, closed or not, in the order in which they stand before, from which they and the
lines between them count as repeated: lines cut in the middle of sentences, questions."""

LIST_FIGURES = 4
"""Where more than one word in so many is a figure, a line is an entry of a list: "2 eggs, 1 tsp. of salt"."""

LONGEST_PULLED = 400
"""Characters of the longest line that is taken for a quotation pulled out of a longer line."""

MOST_SOUGHT = 50_000_000
"""Characters of body times lines sought in it up to which lines are sought inside others, some 10 ms. Beyond,
only whole lines and sentences are compared, so that time grows with the text and not with its square."""

_LINE = re.compile(r"[^\r\n\u2028\u2029]+(?:[\r\n\u2028\u2029]\s*|\Z)")
_BETWEEN = re.compile(r"[\W_]+")
_NEXT = re.compile(r"(?:[.!?…]+[\"'”’»)\]]*\s+(?=[\"“‘'«„(\[]*[^\W_a-zß-ÿ])|[。！？]+[」』”]*\s*)(?=\S)")
_CLOSED = re.compile(r"[.!…。！][\"'”’»)\]」』]*\s*\Z")
_START = re.compile(r"[\r\n\u2028\u2029\"“„«‘。！？.!?…](?:(?<![.!?…])|[\"'”’»)\]]*\s)[\W_]*")
_WORDLESS = re.compile(r"[\W_]*")
_LOOK, _KEY = 32, 26
"""Characters of two beginnings that must be the same, as they stand and without their marks."""
_ONCE: frozenset[ZoneKind] = frozenset({"standfirst", "body"})


class _Stretch(NamedTuple):
    """A line, or a sentence of one; ``words`` are its words in small letters, blanks between and around.

    ``long``: it may not stand twice, whatever is beside it.
    """

    start: int
    end: int
    words: str
    kind: ZoneKind
    long: bool


def counted_once(text: str, zones: Sequence[Zone]) -> tuple[Zone, ...]:
    """Label as furniture what body and standfirst of a report say word for word a second time.

    Kept is the headline; the paragraph that a sentence was pulled out of, to stand alone between others; else
    what stands first. Marks, case and white space make no difference. What may come back: questions, which
    interviews print twice, and entries of a list, which end without a mark. Time grows with the length.

    Args:
        text: the report's text.
        zones: they cover it in order.

    Returns:
        Zones that cover the text as before; the same ones where nothing is repeated.
    """
    twice = _begun_twice(text, zones)
    if not twice and not _titled_twice(text, zones):
        return tuple(zones)
    lines = list(_lines(text, zones))
    sentences: list[_Stretch] = []
    again: list[bool] = []
    for line, whole in zip(lines, _lines_again(lines, twice), strict=True):
        if line.kind in _ONCE:
            parts = list(_sentences(text, line))
            sentences.extend(parts)
            again.extend([whole] * len(parts))
    _find_sentences(sentences, again)
    _find_neighbours(sentences, again)
    found = [one for one, told in zip(sentences, again, strict=True) if told]
    return _recut(zones, found) if found else tuple(zones)


def _begun_twice(text: str, zones: Iterable[Zone]) -> frozenset[str]:
    """Return the beginnings of lines, sentences and quotations that several of them have.

    Few reports have any, so most need no closer look.
    """
    seen: set[str] = set()
    twice: set[str] = set()
    for zone in zones:
        if zone.kind in _ONCE:
            for start in _starts(text, zone):
                key = text[start : start + _LOOK].casefold()
                (twice if key in seen else seen).add(key)
    return frozenset(_BETWEEN.sub(" ", key)[:_KEY] for key in twice)


def _starts(text: str, zone: Zone) -> Iterator[int]:
    """Yield where lines, sentences and quotations of a zone begin."""
    at = zone.start
    if not at and (first := _WORDLESS.match(text, 0, zone.end)):
        at = first.end()
        yield at
    for mark in _START.finditer(text, at, zone.end):
        yield mark.end()


def _titled_twice(text: str, zones: Iterable[Zone]) -> bool:
    title = next((text[zone.start : zone.end].strip() for zone in zones if zone.kind == "headline"), "")
    body = (text[zone.start : zone.end] for zone in zones if zone.kind in _ONCE)
    return bool(title) and any(title.casefold() in part.casefold() for part in body)


def _lines(text: str, zones: Iterable[Zone]) -> Iterator[_Stretch]:
    for zone in zones:
        if zone.kind != "headline" and zone.kind not in _ONCE:
            continue
        for line in _LINE.finditer(text, zone.start, zone.end):
            if words := _words(line[0]):
                yield _Stretch(line.start(), line.end(), words, zone.kind, _is_long(words))


def _words(text: str) -> str:
    words = _BETWEEN.sub(" ", text.casefold()).strip()
    return f" {words} " if words else ""


def _is_long(words: str) -> bool:
    """Tell long lines and sentences from short ones, and from entries of lists, full of figures."""
    if len(words) - 2 < LEAST:
        return False
    forms = words.split()
    return sum(map(str.isdecimal, forms)) * LIST_FIGURES <= len(forms)


def _lines_again(lines: Sequence[_Stretch], twice: frozenset[str]) -> list[bool]:
    """Tell of each line whether it has the headline's words, or was pulled out of a longer line.

    Where lines beside each other stand in longer ones, one text has another's paragraphs: none is pulled out.
    """
    titles = {line.words for line in lines if line.kind == "headline"}
    body = "\n".join(line.words for line in lines if line.kind == "body")
    sought = [at for at, line in enumerate(lines) if _may_be_pulled(line, twice)]
    inside = [False] * (len(lines) + 2)
    if len(sought) * len(body) <= MOST_SOUGHT:
        for at in sought:
            inside[at + 1] = _is_inside(lines[at], body)
    pulled = [
        here and not before and not after
        for before, here, after in zip(inside, inside[1:-1], inside[2:], strict=False)
    ]
    return [one or line.words in titles for one, line in zip(pulled, lines, strict=True)]


def _may_be_pulled(line: _Stretch, twice: frozenset[str]) -> bool:
    known = line.words[1 : 1 + _KEY] in twice
    return known and line.long and line.kind in _ONCE and len(line.words) <= LONGEST_PULLED


def _is_inside(line: _Stretch, body: str) -> bool:
    """Tell whether a line's words stand in a longer line; ``body`` holds each line's words in a line."""
    at = body.find(line.words)
    while at >= 0:
        end = at + len(line.words)
        if body[at - 1 : at] not in ("", "\n") or body[end : end + 1] not in ("", "\n"):
            return True
        at = body.find(line.words, end)
    return False


def _sentences(text: str, line: _Stretch) -> Iterator[_Stretch]:
    """Cut a line behind marks that end sentences; a cut too many parts both copies alike."""
    start = line.start
    for mark in _NEXT.finditer(text, line.start, line.end):
        yield _sentence(text, start, mark.end(), line.kind)
        start = mark.end()
    yield _sentence(text, start, line.end, line.kind)


def _sentence(text: str, start: int, end: int, kind: ZoneKind) -> _Stretch:
    words = _words(text[start:end])
    closed = _CLOSED.search(text, max(start, end - _LOOK), end) is not None
    return _Stretch(start, end, words, kind, closed and _is_long(words))


def _find_sentences(sentences: Sequence[_Stretch], again: list[bool]) -> None:
    """Mark each long sentence that stands before, or in the body if it is of the standfirst."""
    seen: set[str] = set()
    for kind in ("body", "standfirst"):
        for at, one in enumerate(sentences):
            if one.kind == kind and one.long and not again[at]:
                again[at] = one.words in seen
                seen.add(one.words)


def _find_neighbours(sentences: Sequence[_Stretch], again: list[bool]) -> None:
    """Mark each short sentence beside a marked long one, and each of a long run, that stand so before."""
    pairs: set[tuple[str, str]] = set()
    run, size = 0, 0
    for at, (left, right) in enumerate(pairwise(sentences)):
        pair = left.words, right.words
        if pair in pairs:
            again[at] = again[at] or (again[at + 1] and right.long and not left.long)
            again[at + 1] = again[at + 1] or (again[at] and left.long and not right.long)
            size += len(right.words) if _is_long(right.words) else 0
            if size >= LEAST_RUN:
                again[run : at + 2] = [True] * (at + 2 - run)
                run = at + 1
        else:
            run, size = at + 1, 0
        if not again[at] and not again[at + 1]:
            pairs.add(pair)


def _recut(zones: Iterable[Zone], found: Sequence[_Stretch]) -> tuple[Zone, ...]:
    """Cut the found stretches, which are in order, out of their zones; neighbours of one kind are joined."""
    cut: list[Zone] = []
    at = 0
    for zone in zones:
        start = zone.start
        while at < len(found) and found[at].start < zone.end:
            _add(cut, start, found[at].start, zone.kind)
            _add(cut, found[at].start, found[at].end, "furniture")
            start = found[at].end
            at += 1
        _add(cut, start, zone.end, zone.kind)
    return tuple(cut)


def _add(zones: list[Zone], start: int, end: int, kind: ZoneKind) -> None:
    if start == end:
        return
    if zones and zones[-1].kind == kind:
        start = zones.pop().start
    zones.append(Zone(start, end, kind))
