"""What happened when: the dated acts of a story, in order of time, each told once."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copydesk.model.claim import DateExpression
from copydesk.model.document import Document
from copydesk.model.link import Derivation, independent_count
from copydesk.model.report import EVIDENCE_ZONES
from copydesk.model.span import Citation, Span
from copydesk.model.story import TimelineEntry
from copydesk.model.syntax import Sentence, Token
from copydesk.stories.terms import Terms, Weights

SAME_ACT = 0.5
"""Least weighted share of the shorter sentence's terms that the longer one must hold to tell the same act of
one date. By eye, over all pairs of dated sentences of five stories (the sample reports, two of BASIL, two of
5W1H): from .50 up all tell one act, at .49 the first does not; a few pairs about .34 that do are lost."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH_OR_YEAR = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")
_KEYS = 8
"""A sentence is held against those that share one of so many of its rarest terms, not against all others."""

_CROWD = 50
"""A word in more acts of one date than this tells none apart. Without it 8,000 acts took 30 s, now 2 s."""

_LEAST_SHARED = 3
"""Content words; two short sentences may share "intelligence officials" and tell different acts."""

_BESIDE = frozenset("before after since until till by following ahead from to through towards".split())
"""Prepositions that put the act beside the date, not on it: "hacks before the Nov. 8 election"."""

_LEAST_TERMS = 3
"""Content words; with fewer beside direct speech, cue and source a sentence only tells that one spoke."""


@dataclass(frozen=True, slots=True)
class _Dated:
    """A sentence that tells an act of one date."""

    date: str
    citation: Citation
    text: str
    terms: frozenset[str]
    """Its content words, those of dates left out."""


def timeline(documents: Sequence[Document], derivations: Sequence[Derivation]) -> tuple[TimelineEntry, ...]:
    """Tell the dated acts of a story.

    An act is a sentence of headline, standfirst or body that names who acts and has a date resolved to a day,
    or, where it names no day, to a month or year other than the report's own. Sentences of one date that
    share most of what they say are one entry; its text is the shortest complete one, character by character.

    Args:
        documents: the story's annotated documents.
        derivations: who took text from whom; support is counted in independent reports.

    Returns:
        Entries ordered by date; what most independent reports tell of it comes first. Left out is what fewer
        than half as many independent reports tell as the date's best supported act, and of what one report
        alone tells of a date all but the first: reports put first what matters.
    """
    dated = [one for document in documents for one in _acts(document)]
    weights = Weights([sorted(one.terms) for one in dated])
    by_date: dict[str, list[_Dated]] = defaultdict(list)
    for one in dated:
        by_date[one.date].append(one)
    entries: list[TimelineEntry] = []
    for day in sorted(by_date):
        acts = [_entry(group, derivations) for group in _same_acts(by_date[day], weights)]
        entries.extend(sorted(_worth_telling(acts), key=_rank))
    return tuple(entries)


def _acts(document: Document) -> Iterator[_Dated]:
    terms = Terms(document)
    speech = _Speech(document)
    starts = [expression.start for expression in document.dates]
    now = (document.anchor or document.report.published or "")[: len("2016-12")]
    for sentence in document.sentences:
        inside = document.dates[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        if not inside or document.zone_at(sentence.start).kind not in EVIDENCE_ZONES:
            continue
        placed = [one for one in inside if one.type in ("DATE", "TIME") and one.value]
        own = [one for one in placed if not speech.holds(one.span)]
        values = [value for value in dict.fromkeys(_dates(sentence, own)) if not now.startswith(value)]
        if not values:
            continue
        told = frozenset(terms.within(sentence.span)).difference(*(terms.within(one.span) for one in placed))
        rest = told.difference(
            *(terms.within(span) for span in (*speech.beside(sentence), *_speaker(sentence)))
        )
        if len(rest) < _LEAST_TERMS or not _names_actor(sentence):
            continue
        citation = Citation(document.id, sentence.start, sentence.end)
        text = sentence.span.of(document.text)
        for value in values:
            yield _Dated(value, citation, text, told)


def _dates(sentence: Sentence, placed: Sequence[DateExpression]) -> Iterator[str]:
    """Yield the days on which the sentence puts an act; where it names no day, its months and years."""
    days = [(one, found[0]) for one in placed if (found := _DAY.match(one.value or ""))]
    if days:
        yield from (day for one, day in days if not _is_beside(sentence, one.span))
        return
    for one in placed:
        if _MONTH_OR_YEAR.fullmatch(one.value or "") and _is_adverb(sentence, one.span):
            yield one.value or ""


def _top(sentence: Sentence, span: Span) -> Token | None:
    """Return the token of ``span`` that the others in it hang on."""
    inside = [t for t in sentence.tokens if t.start < span.end and span.start < t.end]
    return next((t for t in inside if sentence.tokens[t.head] not in inside or t.dep == "ROOT"), None)


def _is_beside(sentence: Sentence, span: Span) -> bool:
    """Tell whether the date stands in a phrase with "before", "since" and the like."""
    token = _top(sentence, span)
    for _ in range(_LEVELS):
        if token is None or token.pos in ("VERB", "AUX"):
            return False
        if token.lemma.lower() in _BESIDE and token.dep != "agent":
            return True
        token = sentence.tokens[token.head]
    return False


_LEVELS = 5
"""Words from a date up to a preposition that governs it, at most: "before the Nov. 8 council election"."""


def _is_adverb(sentence: Sentence, span: Span) -> bool:
    """Tell "visited in 2010" from "the 2016 election" and from "since 2010"."""
    token = _top(sentence, span)
    if token is None or token.dep not in ("pobj", "npadvmod"):
        return False
    return token.dep == "npadvmod" or sentence.tokens[token.head].lemma.lower() in ("in", "during")


class _Speech:
    """Where a report gives somebody's own words, and who is said to speak them."""

    def __init__(self, document: Document) -> None:
        direct = [span for quote in document.quotes if quote.kind == "direct" for span in quote.content]
        marked = [Span(*match.span()) for match in _MARKED.finditer(document.text)]
        told = [span for quote in document.quotes for span in (*quote.cue, *quote.source)]
        self._direct = sorted(direct + marked)
        self._told = sorted(told)

    def holds(self, span: Span) -> bool:
        """Tell whether ``span`` lies in direct speech."""
        return any(one.contains(span) for one in _overlapping(self._direct, span))

    def beside(self, sentence: Sentence) -> list[Span]:
        """Return the direct speech in a sentence, its cues and its sources."""
        return [*_overlapping(self._direct, sentence.span), *_overlapping(self._told, sentence.span)]


_MARKED = re.compile(r"“[^”\n]{1,2000}”|\"[^\"\n]{1,2000}\"")
_LONGEST = 2002


def _overlapping(spans: Sequence[Span], span: Span) -> list[Span]:
    """Return those of the sorted ``spans`` that overlap ``span``."""
    first = bisect_left(spans, span.start - _LONGEST, key=lambda one: one.start)
    last = bisect_left(spans, span.end, key=lambda one: one.start)
    return [one for one in spans[first:last] if one.overlaps(span)]


def _speaker(sentence: Sentence) -> Iterator[Span]:
    """Yield what stands before a main verb of saying."""
    root = next((token for token in sentence.tokens if token.dep == "ROOT"), None)
    if root is not None and root.lemma in _SAYING:
        yield Span(sentence.start, root.start)


_SAYING = frozenset("say tell add speak".split())


def _names_actor(sentence: Sentence) -> bool:
    """Tell whether the main verb has a subject that is no pronoun: "He" tells no reader who it was."""
    tokens = sentence.tokens
    subjects = [token for token in tokens if token.dep in ("nsubj", "nsubjpass")]
    main = [token for token in subjects if tokens[token.head].dep == "ROOT"] or subjects[:1]
    return bool(main) and main[0].pos != "PRON"


def _same_acts(dated: Sequence[_Dated], weights: Weights) -> list[list[_Dated]]:
    """Group the sentences of one date, fullest first: each joins the group whose first it fits best."""
    groups: list[list[_Dated]] = []
    held: list[frozenset[str]] = []
    holders: dict[str, list[int]] = defaultdict(list)
    for one in sorted(dated, key=lambda one: (-weights.total(one.terms), one.citation)):
        keys = sorted(one.terms, key=lambda form: (-weights.of(form), form))[:_KEYS]
        near = {place for key in keys if len(holders[key]) <= _CROWD for place in holders[key]}
        fit = {
            place: _shared(one.terms, held[place], weights)
            for place in near
            if len(one.terms & held[place]) >= _LEAST_SHARED
        }
        best = max(sorted(fit), key=fit.__getitem__, default=None)
        if best is not None and fit[best] >= SAME_ACT:
            groups[best].append(one)
        else:
            for form in one.terms:
                holders[form].append(len(groups))
            groups.append([one])
            held.append(one.terms)
    return groups


def _shared(shorter: frozenset[str], longer: frozenset[str], weights: Weights) -> float:
    return weights.total(shorter & longer) / (weights.total(shorter) or 1)


_ENDS = tuple('.!”"’)')


def _worth_telling(acts: Sequence[TimelineEntry]) -> Iterator[TimelineEntry]:
    """Yield the acts of one date that have support enough, and of each report's lone acts the first."""
    most = max(act.independent for act in acts)
    told: set[str] = set()
    for act in sorted(acts, key=lambda act: min(citation.start for citation in act.citations)):
        reports = {citation.report for citation in act.citations}
        if 2 * act.independent < most or (len(reports) == 1 and reports <= told):
            continue
        if len(reports) == 1:
            told |= reports
        yield act


def _rank(act: TimelineEntry) -> tuple[int, int, tuple[Citation, ...]]:
    return -act.independent, -len(act.citations), act.citations


def _entry(group: Sequence[_Dated], derivations: Sequence[Derivation]) -> TimelineEntry:
    ranked = sorted(group, key=lambda one: (one.text[-1:] not in _ENDS, len(one.text), one.citation))
    citations = tuple(dict.fromkeys(one.citation for one in ranked))
    support = independent_count({citation.report for citation in citations}, derivations)
    return TimelineEntry(ranked[0].date, ranked[0].text, citations, support)
