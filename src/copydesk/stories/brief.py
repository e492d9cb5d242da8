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
from copydesk.stories.mending import days_for_weekdays, mended, names_for_pronouns, other_sides
from copydesk.stories.terms import Terms, term
from copydesk.text.tokens import words

MOST = 6
"""Sentences of a brief at the most; it grows by one for each two independent reports."""

SHORT, LONG = 8, 45
"""Words a brief's sentence may have: shorter ones lean on their neighbours, longer ones are not brief."""

SUPPORT = 0.5
"""Share of a sentence's terms that a sentence elsewhere must hold to be cited beside it."""

TITLE = 2.0
"""How much more a term weighs that stands in every title: what headlines agree on is the news."""

NEWS = 0.35
"""Least share of a sentence's weight that the sentences chosen before must not hold yet."""

_LEANS = frozenset("but however also and so then meanwhile instead moreover nevertheless still yet".split())
_PERSONAL = frozenset("he she him her his hers they them their".split())
_SPEAKING = frozenset("i we us our my you your let".split())
_POINTING = frozenset("it its this that these those here there such".split())


@dataclass(frozen=True, slots=True)
class _Candidate:
    document: Document
    sentence: Sentence
    terms: frozenset[str]
    place: float
    """1 for the first sentence of the body, 1/2 for the second, and so on: leads tell the news."""

    @property
    def citation(self) -> Citation:
        return Citation(self.document.id, self.sentence.start, self.sentence.end)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A sentence that may be cited beside another one."""

    citation: Citation
    terms: frozenset[str]


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
        differ: its disagreements; where a chosen sentence holds one side, the other is shown in brackets.
        derivations: who took text from whom; support is counted in independent reports.
    """
    candidates = [candidate for document in documents for candidate in _candidates(document)]
    support = _support(candidates, derivations)
    for form, share in _in_titles(documents).items():
        if form in support:
            support[form] *= 1 + TITLE * share
    marked = [c for one in agree for c in one.citations]
    marked += [w.citation for one in said if len(one.wordings) > 1 for w in one.wordings]
    independent = independent_count((document.id for document in documents), derivations)
    wanted = max(3, min(MOST, 2 + independent))
    chosen: list[_Candidate] = []
    held: set[str] = set()
    ranked = {id(c): _centrality(c, marked) for c in candidates}
    while candidates and len(chosen) < wanted:
        best = max(candidates, key=lambda c: (_gain(c, support, held) * ranked[id(c)], c.place, c.citation))
        candidates.remove(best)
        total = sum(support[form] for form in best.terms)
        if _gain(best, support, held) < NEWS * total:
            continue
        chosen.append(best)
        held |= best.terms
    readings = [reading for document in documents for reading in _readings(document)]
    return tuple(_told(candidate, documents, readings, differ) for candidate in chosen)


def _candidates(document: Document) -> Iterator[_Candidate]:
    terms = Terms(document)
    body = [one for one in document.sentences if document.zone_at(one.start).kind == "body"]
    for number, sentence in enumerate(body, 1):
        if not _readable(sentence) or _dangles(document, sentence):
            continue
        forms = frozenset(terms.within(sentence.span))
        if len(forms) >= 3:
            yield _Candidate(document, sentence, forms, 1 / number)


def _readable(sentence: Sentence) -> bool:
    """A whole plain sentence: right length, a subject and a verb, an end, quotation marks in pairs."""
    tokens = sentence.tokens
    length = sum(token.pos != "PUNCT" for token in tokens)
    text = "".join(token.text for token in tokens)
    if not SHORT <= length <= LONG or tokens[-1].text in ("?", ":", "…") or tokens[0].text.islower():
        return False
    if tokens[-1].text not in '.!"”’':
        return False
    if text.count("“") != text.count("”") or text.count('"') % 2:
        return False
    return any(token.dep.startswith("nsubj") for token in tokens)


def _dangles(document: Document, sentence: Sentence) -> bool:
    """Tell whether the sentence leans on what stood before it and cannot be mended."""
    first = sentence.tokens[0]
    if first.lemma.lower() in _LEANS or first.text[0] in "\"“'‘":
        return True
    own = sentence.tokens[: _unquoted(sentence)]
    if any(token.pos != "PROPN" and token.text.lower() in _SPEAKING for token in own):
        return True
    changes = {change.start for change in names_for_pronouns(document, sentence)}
    for index, token in enumerate(sentence.tokens):
        form = token.text.lower()
        if token.start in changes or form not in _PERSONAL | _POINTING:
            continue
        if form in _POINTING and (token.dep in ("mark", "expl") or token.tag in ("WDT", "EX") or index > 4):
            continue
        before = sentence.tokens[:index]
        kinds = (
            ("PERSON",) if form in ("he", "she", "him", "his", "her") else ("PERSON", "ORG", "NORP", "GPE")
        )
        named = any(other.entity in kinds for other in before)
        nouns = any(other.pos in ("NOUN", "PROPN") and other.dep.startswith("nsubj") for other in before)
        if not named and not (form not in ("he", "she", "him", "his", "her") and nouns):
            return True
    return False


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


def _unquoted(sentence: Sentence) -> int:
    """How many tokens stand before the sentence's first quotation mark."""
    marks = (number for number, token in enumerate(sentence.tokens) if token.text[0] in '"“‘`')
    return next(marks, len(sentence.tokens))


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


def _centrality(candidate: _Candidate, marked: Sequence[Citation]) -> float:
    """Per-word support, raised for what stands early and for what other reports say too."""
    span = candidate.sentence.span
    shared = sum(c.report == candidate.document.id and span.overlaps(c.span) for c in marked)
    length = len(candidate.sentence.tokens)
    return (1 + candidate.place) * (1 + 0.2 * min(shared, 3)) / math.sqrt(length)


def _told(
    candidate: _Candidate,
    documents: Sequence[Document],
    readings: Sequence[_Reading],
    differ: Sequence[Disagreement],
) -> BriefSentence:
    document, sentence = candidate.document, candidate.sentence
    changes = [*names_for_pronouns(document, sentence), *days_for_weekdays(document, sentence)]
    citations = [candidate.citation]
    for change, citation in other_sides(document, sentence, documents, differ):
        changes.append(change)
        citations.append(citation)
    citations.extend(_corroborating(candidate, readings))
    return BriefSentence(mended(document.text, sentence.span, changes), tuple(dict.fromkeys(citations)))


def _readings(document: Document) -> Iterator[_Reading]:
    terms = Terms(document)
    for sentence in document.sentences:
        if document.zone_at(sentence.start).kind in ("body", "standfirst"):
            citation = Citation(document.id, sentence.start, sentence.end)
            yield _Reading(citation, frozenset(terms.within(sentence.span)))


def _corroborating(candidate: _Candidate, readings: Sequence[_Reading]) -> Iterator[Citation]:
    """Yield, for each other report, the sentence that says most of the same, if one says enough of it."""
    best: dict[str, tuple[float, _Reading]] = {}
    for reading in readings:
        shared = len(candidate.terms & reading.terms) / len(candidate.terms)
        report = reading.citation.report
        if report != candidate.document.id and shared > best.get(report, (SUPPORT, None))[0]:
            best[report] = shared, reading
    return (reading.citation for _, reading in best.values())
