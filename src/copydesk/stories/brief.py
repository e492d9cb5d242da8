"""Three to seven sentences taken from the reports: central and corroborated first, none of them dangling.

Sentences are chosen greedily by the weight of the terms they add that many independent reports
hold (after SumBasic, Nenkova and Vanderwende 2005, with independent reports in place of counts).
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copydesk.model.claim import Agreement, Disagreement
from copydesk.model.document import Document
from copydesk.model.link import Derivation, independent_count
from copydesk.model.quote import Utterance
from copydesk.model.span import Citation
from copydesk.model.story import BriefSentence
from copydesk.model.syntax import Sentence
from copydesk.stories.contrary import Stand, Stands, contrary
from copydesk.stories.cores import Cores
from copydesk.stories.dangling import called_by_the_alone, dangles, readable
from copydesk.stories.denials import told
from copydesk.stories.mending import days_for_weekdays, mended, names_for_pronouns
from copydesk.stories.opposing import held, other_sides
from copydesk.stories.terms import Terms, term
from copydesk.text.tokens import words

MOST = 6
"""Sentences of a brief at the most; it grows by one for each two independent reports."""

POOL = 150
"""Sentences that are held against all others of the story; without a limit 345 reports took 40 s."""

LEAST_TERMS = 5
"""Content words that a sentence has at least: fewer tell too little."""

SUPPORT = 0.5
"""Share of a sentence's terms that a sentence elsewhere must hold to be cited beside it."""

TITLE = 2.0
"""How much more a term weighs that stands in every title: what headlines agree on is the news."""

LEAST_SHARED = 3
"""Content words of two clauses of one verb that tell one act: a contradiction in them is one."""

NEWS = 0.38
"""Least share of a sentence's weight that the sentences chosen before must not hold yet."""

FEW = 3
"""Sentences after which one that no other report bears out is left out, where there are as many reports."""

DISPUTED, ROOM = 2, 7
"""Sentences that are added for disagreements that no other sentence tells, and sentences there are in all."""

ALONE, COPIED, ALSO = 0.5, 0.8, 0.7
"""How much less a sentence counts that one report alone has, a copied one, and one with "also"."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    document: Document
    sentence: Sentence
    terms: frozenset[str]
    bare: frozenset[str]
    """What it calls "the official", "the company" and no more: to be known from elsewhere."""
    place: float
    """1 for the first sentence of the body, 1/2 for the second, and so on: leads tell the news."""

    @property
    def citation(self) -> Citation:
        return Citation(self.document.id, self.sentence.start, self.sentence.end)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A sentence that may be cited beside another one."""

    document: Document
    sentence: Sentence
    terms: frozenset[str]

    @property
    def citation(self) -> Citation:
        return Citation(self.document.id, self.sentence.start, self.sentence.end)


def brief(
    documents: Sequence[Document],
    said: Sequence[Utterance],
    agree: Sequence[Agreement],
    differ: Sequence[Disagreement],
    derivations: Sequence[Derivation],
) -> tuple[BriefSentence, ...]:
    """Choose and mend the sentences of a story's brief.

    Args:
        documents: the story's annotated documents.
        said: its utterances; a sentence with a widely reported one is more central.
        agree: its agreements; the same holds.
        differ: its disagreements, best supported first; where a chosen sentence holds one side, the other
            is shown in brackets, and where none does, a sentence that can is added.
        derivations: who took text from whom; support is counted in independent reports.
    """
    candidates = [candidate for document in documents for candidate in _candidates(document)]
    support = _support(candidates, derivations)
    titled = _in_titles(documents)
    for form, share in titled.items():
        if form in support:
            support[form] *= 1 + TITLE * share
    pool = _pool(candidates, support)
    readings = [reading for document in documents for reading in _readings(document)]
    stands = _Read()
    beside = {one.citation: _beside(one, readings, agree, stands) for one in pool}
    copies = frozenset(one.report for one in derivations)
    worth = {one.citation: _centrality(one, said, beside[one.citation], copies) for one in pool}
    independent = independent_count((document.id for document in documents), derivations)
    chosen: list[_Candidate] = []
    for best in _ranked(pool, support, worth, frozenset(titled)):
        alone = not beside[best.citation] and min(independent, len(chosen)) >= FEW
        if not alone:
            chosen.append(best)
        if len(chosen) == max(FEW, min(MOST, 2 + independent)):
            break
    for one in _disputed(chosen, candidates, differ, frozenset(titled)):
        beside.setdefault(one.citation, _beside(one, readings, agree, stands))
        chosen.append(one)
    ordered = chosen[:1] + sorted(chosen[1:], key=lambda one: (-one.place, one.citation))
    return tuple(_told(one, documents, beside[one.citation], differ) for one in ordered)


def _pool(candidates: Sequence[_Candidate], support: dict[str, float]) -> list[_Candidate]:
    """Return the candidates that are looked at closely: the most central, each wording once."""
    distinct: dict[str, _Candidate] = {}
    for one in candidates:
        distinct.setdefault(one.sentence.span.of(one.document.text), one)

    def rough(one: _Candidate) -> float:
        return (
            sum(support[form] for form in one.terms) * (1 + one.place) / math.sqrt(len(one.sentence.tokens))
        )

    return sorted(distinct.values(), key=lambda one: (-rough(one), one.citation))[:POOL]


def _ranked(
    pool: list[_Candidate], support: dict[str, float], worth: dict[Citation, float], titled: frozenset[str]
) -> Iterator[_Candidate]:
    """Yield candidates, each time the one that adds most to those before and calls nothing by "the" alone."""
    held: set[str] = set()
    left = list(pool)
    first = True
    while left:
        best = max(
            left,
            key=lambda one: (
                one.bare <= held | titled,
                _gain(one, support, held) * worth[one.citation] * (1 + one.place if first else 1),
                one.place,
                one.citation,
            ),
        )
        left.remove(best)
        total = sum(support[form] for form in best.terms)
        if best.bare <= held | titled and _gain(best, support, held) >= NEWS * total:
            yield best
            held |= best.terms
            first = False


def _disputed(
    chosen: Sequence[_Candidate],
    candidates: Sequence[_Candidate],
    differ: Sequence[Disagreement],
    titled: frozenset[str],
) -> list[_Candidate]:
    """Return sentences that hold a side of disagreements of which no chosen one tells: of each the clearest.

    That is the one for the best supported side that stands earliest in its report.
    """
    added: list[_Candidate] = []
    known = titled.union(*(one.terms for one in chosen))
    for one in differ:
        if min(DISPUTED, ROOM - len(chosen)) <= len(added):
            break
        if any(held(one, told.document, told.sentence) for told in (*chosen, *added)):
            continue
        sides = [
            (-found[0].independent, -able.place, able.citation, able)
            for able in candidates
            if able.bare <= known and (found := held(one, able.document, able.sentence))
        ]
        if sides:
            added.append(min(sides, key=lambda side: side[:3])[-1])
    return added


def _candidates(document: Document) -> Iterator[_Candidate]:
    terms = Terms(document)
    body = [one for one in document.sentences if document.zone_at(one.start).kind == "body"]
    for number, sentence in enumerate(body, 1):
        if not readable(sentence) or dangles(document, sentence):
            continue
        forms = frozenset(terms.within(sentence.span))
        if len(forms) >= LEAST_TERMS:
            yield _Candidate(document, sentence, forms, called_by_the_alone(sentence), 1 / number)


def _support(candidates: Sequence[_Candidate], derivations: Sequence[Derivation]) -> dict[str, float]:
    """Weight of each term: independent reports that hold it beyond the first, so that lone terms count 0."""
    holders: dict[str, set[str]] = {}
    for candidate in candidates:
        for form in candidate.terms:
            holders.setdefault(form, set()).add(candidate.document.id)
    counted: dict[frozenset[str], int] = {}
    support = {}
    for form, reports in holders.items():
        key = frozenset(reports)
        if key not in counted:
            counted[key] = independent_count(key, derivations)
        support[form] = counted[key] - 0.7
    return support


def _in_titles(documents: Sequence[Document]) -> dict[str, float]:
    """Share of the reports' titles that hold a term; titles are read with the forms the reports use."""
    forms: dict[str, str] = {}
    for document in documents:
        for sentence in document.sentences:
            for token in sentence.tokens:
                known = term(token)
                if known is not None:
                    forms.setdefault(token.text.lower(), known)
    titles = [words(document.report.title) for document in documents if document.report.title]
    counts = Counter(form for title in titles for form in {forms[w] for w in title.forms if w in forms})
    return {form: count / len(titles) for form, count in counts.items()}


def _gain(candidate: _Candidate, support: dict[str, float], held: set[str]) -> float:
    return sum(support[form] for form in candidate.terms - held)


def _centrality(
    candidate: _Candidate, said: Sequence[Utterance], beside: Sequence[Citation], copies: frozenset[str]
) -> float:
    """Per-word support, raised for what stands early and for what other reports say too."""
    span, report = candidate.sentence.span, candidate.document.id
    shared = len({citation.report for citation in beside}) + sum(
        wording.citation.report == report and span.overlaps(wording.citation.span)
        for one in said
        if len(one.wordings) > 1
        for wording in one.wordings
    )
    worth = (1 + candidate.place) * (1 + 0.2 * min(shared, 4)) / math.sqrt(len(candidate.sentence.tokens))
    also = any(token.lemma == "also" for token in candidate.sentence.tokens)
    return worth * (1 if beside else ALONE) * (COPIED if report in copies else 1) * (ALSO if also else 1)


def _told(
    candidate: _Candidate,
    documents: Sequence[Document],
    beside: Sequence[Citation],
    differ: Sequence[Disagreement],
) -> BriefSentence:
    document, sentence = candidate.document, candidate.sentence
    changes = list(days_for_weekdays(document, sentence))
    citations = [candidate.citation]
    for change, citation in names_for_pronouns(document, sentence):
        changes.append(change)
        citations.append(citation)
    against: set[str] = set()
    for change, citation in other_sides(document, sentence, documents, differ):
        changes.append(change)
        citations.append(citation)
        against.add(citation.report)
    citations.extend(citation for citation in beside if citation.report not in against)
    return BriefSentence(mended(document.text, sentence.span, changes), tuple(dict.fromkeys(citations)))


def _readings(document: Document) -> Iterator[_Reading]:
    terms = Terms(document)
    for sentence in document.sentences:
        if document.zone_at(sentence.start).kind in ("body", "standfirst"):
            yield _Reading(document, sentence, frozenset(terms.within(sentence.span)))


def _beside(
    candidate: _Candidate, readings: Sequence[_Reading], agree: Sequence[Agreement], stands: "_Read"
) -> tuple[Citation, ...]:
    """Return, for each other report that says most of the same, the words in which it does.

    They are what an agreement cites beside the sentence, else the sentence that shares most of its terms and
    contradicts it in nothing.
    """
    best: dict[str, tuple[float, Citation]] = {}
    for reading in readings:
        report = reading.document.id
        shared = len(candidate.terms & reading.terms) / len(candidate.terms)
        if report == candidate.document.id or shared <= best.get(report, (SUPPORT, None))[0]:
            continue
        if not stands.contradict(candidate, reading):
            best[report] = shared, reading.citation
    span, own = candidate.sentence.span, candidate.document.id
    for one in agree:
        if any(cited.report == own and span.overlaps(cited.span) for cited in one.citations):
            for cited in one.citations:
                if cited.report != own:
                    best.setdefault(cited.report, (1.0, cited))
    return tuple(citation for _, citation in best.values())


class _Read:
    """What sentences commit themselves to, read when it is first asked for."""

    def __init__(self) -> None:
        self._readers: dict[str, tuple[Cores, Stands]] = {}
        self._stands: dict[Citation, list[Stand]] = {}

    def contradict(self, one: _Candidate, other: _Reading) -> bool:
        """Tell whether clauses of two sentences are about one act and cannot both be true."""
        return any(
            len(left.core.stems & right.core.stems) >= LEAST_SHARED and contrary(left, right) is not None
            for left in self._of(one)
            for right in self._of(other)
            if left.core.act == right.core.act
        )

    def _of(self, one: _Candidate | _Reading) -> list[Stand]:
        citation, document = one.citation, one.document
        if citation not in self._stands:
            if document.id not in self._readers:
                self._readers[document.id] = Cores(document), Stands(document)
            cores, stands = self._readers[document.id]
            self._stands[citation] = [stands.of(told(core) or core) for core in cores.of(one.sentence)]
        return self._stands[citation]
