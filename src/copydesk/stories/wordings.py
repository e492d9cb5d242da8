"""One utterance, reported differently: on another platform, or in words that only a translation explains."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copydesk.model.claim import Value
from copydesk.model.document import Document
from copydesk.model.link import Derivation
from copydesk.model.quote import Utterance, Wording
from copydesk.model.span import Citation, Span
from copydesk.stories.wording.own_words import content
from copydesk.stories.wording.printed import Printed, Told
from copydesk.stories.wording.requoted import requoted
from copydesk.stories.wording.rewording import stretch
from copydesk.stories.wording.translating import SHORTEST, translated
from copydesk.text.names import surname
from copydesk.text.normalize import quoted_spans

BESIDE = 3
"""Words before a change that, if a report has them again with other words, are a figure of speech."""

MOST_FORMS = 40
"""Distinct sentences of one utterance that are compared with one another, the longest first."""

LONGEST = 200
"""Words of a sentence that is compared; the matcher's time grows with the product of both lengths."""

_SENTENCE = re.compile(r"(?:[^.!?…]|(?<=\b[A-Z])\.|\.(?=\w))+[.!?…]*")
_INSERTED = re.compile(r"\[[^\]]*\]|\([^)]*\)")
_WORD = re.compile(r"\w+(?:['’.&-]\w+)*")
_Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A sentence of a wording, its words in one form each, and which of them are names."""

    told: Told
    words: tuple[str, ...]
    names: frozenset[str]


_Distinct = dict[_Words, list[_Stretch]]


class Wordings:
    """Compares the wordings of utterances; knows where each report names platforms and has marks."""

    def __init__(self, documents: Sequence[Document], derivations: Sequence[Derivation] = ()) -> None:
        self._printed = Printed(documents, derivations)
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
            home = next((g for g in groups if all(self._fits(words, o, distinct, nearest) for o in g)), None)
            if home is None:
                groups.append([words])
            else:
                home.append(words)
        return [[told for words in g for told in _one_text(distinct[words])] for g in groups if len(g) > 1]

    def _fits(
        self, here: _Words, there: _Words, distinct: _Distinct, nearest: dict[tuple[_Words, str], float]
    ) -> bool:
        """Tell whether two forms are translations, of reports that have one of them and none likelier."""
        mine = {one.told.citation.report for one in distinct[here]}
        theirs = {one.told.citation.report for one in distinct[there]}
        like = _likeness(here, there)
        best = max([nearest[here, report] for report in theirs] + [nearest[there, report] for report in mine])
        if not mine.isdisjoint(theirs) or best > like:
            return False
        apart = any(not self._printed.linked(one, other) for one in mine for other in theirs)
        names = frozenset[str]().union(*(one.names for one in (*distinct[here], *distinct[there])))
        return apart and translated(here, there, names)

    def rewordings(self, said: Utterance) -> list[list[Told]]:
        """Return groups of quoted sentences that are one but for words that one of them has otherwise."""
        stretches = [
            (wording.citation.report, stretch(self._documents[wording.citation.report].text, span))
            for wording in said.wordings
            for span in self._marked(wording)
        ]
        return requoted(stretches, self._printed)

    def _quoted(self, wording: Wording) -> Iterator[_Stretch]:
        """Cut the part of a wording that stands in quotation marks into sentences."""
        for span in self._marked(wording):
            yield from _cut(self._documents[wording.citation.report], span)

    def _marked(self, wording: Wording) -> Iterator[Span]:
        """Yield the parts of a wording that stand in quotation marks."""
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
                yield Span(low, high)


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


def _one_text(stretches: Sequence[_Stretch]) -> list[Told]:
    """Give sentences of the same words one value: they differ in marks and capitals only."""
    return [Told(stretches[0].told.value, one.told.citation) for one in stretches]


def _likeness(one: _Words, other: _Words) -> float:
    left, right = set(content(one).values()), set(content(other).values())
    return len(left & right) / (len(left | right) or 1)


def _cut(document: Document, span: Span) -> Iterator[_Stretch]:
    """Yield the sentences of a quoted stretch, without words that the report put in brackets."""
    for match in _SENTENCE.finditer(document.text, span.start, span.end):
        text = match[0].strip(' \n\u00a0"“”‘’«»,;:')
        if not text:
            continue
        start = match.start() + match[0].index(text)
        words = _words(_INSERTED.sub(" ", text).lower())[:LONGEST]
        if len(words) >= SHORTEST:
            told = Told(text, Citation(document.id, start, start + len(text)))
            yield _Stretch(told, words, _names(document, told.citation.span))


def _words(text: str) -> _Words:
    """Return the words of a text, without full stops inside."""
    return tuple(_WORD.findall(text.replace("’", "'").replace(".", "")))


def _names(document: Document, span: Span) -> frozenset[str]:
    """Return words of a sentence, in lower case, that belong to names, or stand with a capital inside it."""
    inside = [m.span.of(document.text) for m in document.mentions if span.contains(m.span)]
    named = " ".join(printed for printed in inside if printed[:1].isupper())
    capitals = (word for word in _words(span.of(document.text))[1:] if word[0].isupper())
    return frozenset((*_words(named.lower()), *(word.lower() for word in capitals)))
