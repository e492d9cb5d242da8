"""One utterance, reported differently: on another platform, or in words that only a translation explains."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import pairwise

from copydesk.model.claim import Value
from copydesk.model.document import Document
from copydesk.model.quote import Utterance, Wording
from copydesk.model.span import Citation, Span
from copydesk.text.names import same_spelling, surname
from copydesk.text.normalize import quoted_spans
from copydesk.text.spelling import one_spelling

OWN = 2
"""Content words that each wording must have for itself: one is what an editor changes in passing."""

CHANGED = 0.2
"""Least share of both wordings' content words that are their own; below it one is a careless copy."""

SHARED = 2
"""Content words that they must share, or the two are no wordings of one sentence."""

SIMILAR = 0.6
"""Least share of the shorter sentence's content words that the other has too. At .5, two statements of one
man on one subject passed for one, in one of eighty stories of data/stories."""

COPIED = 0.8
"""Share of the longer of two sentences, where both go on, that stands in both in order, at and above which
one is a copy that an editor went over: a translator orders words anew."""

SHORTEST = 5
"""Words of a sentence that is compared."""

COMPARABLE = 0.5
"""Least length of the shorter wording against the longer, in words; below it one is an excerpt."""

MOST_FORMS = 40
"""Distinct sentences of one utterance that are compared with one another, the longest first."""

LONGEST = 200
"""Words of a sentence that is compared; the matcher's time grows with the product of both lengths."""

_SENTENCE = re.compile(r"(?:[^.!?…]|(?<=\b[A-Z])\.|\.(?=\w))+[.!?…]*")
_INSERTED = re.compile(r"\[[^\]]*\]|\([^)]*\)")
_WORD = re.compile(r"\w+(?:['’.&-]\w+)*")
_PLAIN = frozenset(
    """a an the of to in on at by for with from as is are was were be been being am have has had do does did
    will would shall should can could may might must not no and or but if then than that this these those it
    its he she his her they them their we us our i me my you your who which what there here so very just
    also only into over about up out off all any some such own s t re ve ll d m going go get got gonna
    isn't aren't wasn't don't doesn't didn't won't can't it's we're i'm that's they're you're we've
    i've""".split()
)
_Words = tuple[str, ...]
_Content = dict[int, str]


@dataclass(frozen=True, slots=True)
class Told:
    """A value (a platform, or a wording's text) and the characters that give it."""

    value: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A sentence of a wording and its words, in one form each."""

    told: Told
    words: tuple[str, ...]


_Distinct = dict[_Words, list[_Stretch]]


class Wordings:
    """Compares the wordings of utterances; knows where each report names platforms and has marks."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = {document.id: document for document in documents}
        self._platforms = {
            document.id: [v for claim in document.claims for v in claim.values if v.kind == "platform"]
            for document in documents
        }
        self._marks: dict[str, list[Span]] = {}

    def platforms(self, said: Utterance) -> list[Told]:
        """Return where an utterance was made, by reports that name one platform for it; [] if all agree."""
        named: dict[str, list[Told]] = {}
        for wording in said.wordings:
            report = wording.citation.report
            for value in self._named(wording.citation, said.speaker or ""):
                told = Told(value.value, Citation(report, value.start, value.end))
                named.setdefault(report, []).append(told)
        sure = [told for told in named.values() if len({one.value for one in told}) == 1]
        found = list(dict.fromkeys(one for told in sure for one in told))
        return found if len({told.value for told in found}) > 1 else []

    def _named(self, wording: Citation, speaker: str) -> Iterator[Value]:
        """Yield platforms named in the sentences of a wording and its cue, outside the quoted words."""
        document = self._documents[wording.report]
        values = self._platforms[document.id]
        if not values:
            return
        quotes = [q for q in document.quotes if any(wording.span.overlaps(part) for part in q.content)]
        content = [part for quote in quotes for part in quote.content]
        parts = [wording.span, *(part for quote in quotes for part in (*quote.cue, *quote.source))]
        others = [part for quote in document.quotes if quote not in quotes for part in quote.cue]
        around = _sentences(document, parts, surname(speaker))
        for value in values:
            inside = any(span.contains(value.span) for span in around)
            quoted = any(part.overlaps(value.span) for part in content)
            if inside and not quoted and not _belongs_elsewhere(value, parts, others):
                yield value

    def translations(self, said: Utterance) -> list[list[Told]]:
        """Return groups of quoted sentences that only translation or paraphrase explains.

        Both stand in quotation marks, are of comparable length and share words, and yet each has content
        words of its own: not an excerpt, another spelling, or two excerpts that overlap.
        """
        distinct: _Distinct = {}
        for wording in said.wordings:
            for one in self._quoted(wording):
                distinct.setdefault(one.words, []).append(one)
        forms = sorted(distinct, key=lambda words: (-len(words), distinct[words][0].told.citation))
        forms = forms[:MOST_FORMS]
        nearest = _nearest(forms, distinct)
        groups: list[list[_Words]] = []
        for words in forms:
            home = next((g for g in groups if all(_fits(words, o, distinct, nearest) for o in g)), None)
            if home is None:
                groups.append([words])
            else:
                home.append(words)
        return [[one.told for words in g for one in distinct[words]] for g in groups if len(g) > 1]

    def _quoted(self, wording: Wording) -> Iterator[_Stretch]:
        """Cut the part of a wording that stands in quotation marks into sentences."""
        document = self._documents[wording.citation.report]
        if document.id not in self._marks:
            found = quoted_spans(document.text)
            self._marks[document.id] = [Span(one.start + 1, one.end - one.balanced) for one in found]
        marks = self._marks[document.id]
        at = bisect_left(marks, wording.citation.span)
        for mark in marks[max(0, at - 1) :]:
            if mark.start >= wording.citation.end:
                break
            low, high = max(mark.start, wording.citation.start), min(mark.end, wording.citation.end)
            if low < high:
                yield from _cut(document, Span(low, high))


def _belongs_elsewhere(value: Value, parts: Sequence[Span], others: Sequence[Span]) -> bool:
    """Tell whether another quote's cue stands nearer to the platform's name than this wording's parts."""
    here = min(_distance(value.span, part) for part in parts)
    return any(_distance(value.span, other) < here for other in others)


def _distance(one: Span, other: Span) -> int:
    return max(0, one.start - other.end, other.start - one.end)


def _sentences(document: Document, parts: Sequence[Span], speaker: str) -> list[Span]:
    """Return the sentences of the parts, and the one before the first if it names the speaker.

    "The row began with a post on Telegram by Solvang. “...,” he wrote."
    """
    starts = [sentence.start for sentence in document.sentences]
    found = []
    for number, part in enumerate(parts):
        first = max(0, bisect_left(starts, part.start + 1) - 1)
        for sentence in document.sentences[first:]:
            if sentence.start >= part.end:
                break
            found.append(sentence.span)
        before = document.sentences[first - 1].span if number == 0 and first > 0 else None
        if before and speaker and speaker in before.of(document.text).lower():
            found.append(before)
    return found


def _nearest(forms: Sequence[_Words], distinct: _Distinct) -> dict[tuple[_Words, str], float]:
    """For each sentence and report, how like the report's likest quoted sentence is."""
    nearest: dict[tuple[_Words, str], float] = {}
    for words in forms:
        for other in forms:
            near = _likeness(words, other)
            for report in {one.told.citation.report for one in distinct[other]}:
                nearest[words, report] = max(nearest.get((words, report), 0.0), near)
    return nearest


def _fits(here: _Words, there: _Words, distinct: _Distinct, nearest: dict[tuple[_Words, str], float]) -> bool:
    """Tell whether two forms are translations, in reports that have only one of them and none likelier."""
    mine = {one.told.citation.report for one in distinct[here]}
    theirs = {one.told.citation.report for one in distinct[there]}
    like = _likeness(here, there)
    best = max([nearest[here, report] for report in theirs] + [nearest[there, report] for report in mine])
    if not mine.isdisjoint(theirs) or best > like:
        return False
    return translated(here, there)


def _likeness(one: _Words, other: _Words) -> float:
    left, right = set(_content(one).values()), set(_content(other).values())
    return len(left & right) / (len(left | right) or 1)


def translated(left: Sequence[str], right: Sequence[str]) -> bool:
    """Tell whether two wordings say one thing in words that differ by more than editing.

    Args:
        left: words in lower case, in order.
        right: words of the other wording.
    """
    if min(len(left), len(right)) < max(SHORTEST, COMPARABLE * max(len(left), len(right))):
        return False
    mine, theirs = _content(left), _content(right)
    alone, other = _own(left, mine, theirs), _own(right, theirs, mine)
    shared = min(len(mine) - len(alone), len(theirs) - len(other))
    if min(len(alone), len(other)) < OWN or len(alone) + len(other) < CHANGED * (len(mine) + len(theirs)):
        return False
    if shared < max(SHARED, SIMILAR * min(len(mine), len(theirs))):
        return False
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    return not blocks or not (_copied(left, right, blocks) or _staggered(blocks, alone, other))


def _own(words: Sequence[str], mine: _Content, theirs: _Content) -> list[int]:
    """Return which content words the other wording lacks; digits, and "year end" for "year-end", are none."""
    known = {"".join(words).replace("-", "") for words in (*theirs.values(), *pairwise(theirs.values()))}
    own = []
    for at, word in mine.items():
        joined = {word.replace("-", ""), "".join(words[at - 1 : at + 1]), "".join(words[at : at + 2])}
        if not word.isdigit() and known.isdisjoint(joined) and not _has(word, theirs.values()):
            own.append(at)
    return own


def _copied(left: Sequence[str], right: Sequence[str], blocks: Sequence[Match]) -> bool:
    """Tell whether all but a few words stand in both in order: a copy that an editor went over.

    What one has before and behind the other is passed over: it says more, not otherwise.
    """
    first, last = blocks[0], blocks[-1]
    before = min(first.a, first.b)
    behind = min(len(left) - last.a - last.size, len(right) - last.b - last.size)
    longer = max(last.a - first.a, last.b - first.b) + last.size + before + behind
    return sum(block.size for block in blocks) >= COPIED * longer


def _staggered(blocks: Sequence[Match], alone: list[int], other: list[int]) -> bool:
    """Tell whether two excerpts of one text overlap: one begins earlier, the other ends later."""
    first, last = blocks[0], blocks[-1]
    before = all(at < first.a for at in alone) and all(at >= last.b + last.size for at in other)
    after = all(at >= last.a + last.size for at in alone) and all(at < first.b for at in other)
    return before or after


def _content(words: Sequence[str]) -> _Content:
    """Position and stem of each content word."""
    return {at: _stem(word) for at, word in enumerate(words) if word not in _PLAIN}


def _has(word: str, words: Iterable[str]) -> bool:
    return any(word == other or same_spelling(word, other) for other in words)


def _stem(word: str) -> str:
    """Make British and American spelling, plural and tense of one word one."""
    word = one_spelling(word)
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _cut(document: Document, span: Span) -> Iterator[_Stretch]:
    """Yield the sentences of a quoted stretch, without words that the report put in brackets."""
    for match in _SENTENCE.finditer(document.text, span.start, span.end):
        text = match[0].strip(' \n\u00a0"“”‘’«»,;:')
        if not text:
            continue
        start = match.start() + match[0].index(text)
        bare = _INSERTED.sub(" ", text).lower().replace("’", "'").replace(".", "")
        words = tuple(_WORD.findall(bare))[:LONGEST]
        if len(words) >= SHORTEST:
            told = Told(text, Citation(document.id, start, start + len(text)))
            yield _Stretch(told, words)
