"""How central a story's sentences are: what independent reports and titles hold, early and in few words."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.model.document import Document
from copydesk.model.link import Derivation, Sources
from copydesk.model.span import Citation
from copydesk.stories.briefing.candidates import Candidate, Readings
from copydesk.stories.briefing.introducing import Names, strangers
from copydesk.stories.briefing.mending import has_loose_day
from copydesk.stories.clauses.terms import term
from copydesk.text.tokens import words

POOL = 150
"""Sentences that are held against all others of the story; without a limit 345 reports took 40 s."""

TITLE = 2.0
"""How much more a term weighs that stands in every title: what headlines agree on is the news."""

NEAR = 0.5
"""Share of a sentence's terms in one of another report, which then likely tells of the same."""

ALONE, COPIED, ALSO, LOOSE = 0.5, 0.8, 0.7, 0.8
"""How much less a sentence counts that one report alone has, a copied one, one with "also", and one with
somebody whom nothing introduces or a day that nothing dates."""


@dataclass(frozen=True, slots=True)
class Central:
    """The sentences of a story that are looked at closely, and what makes them central.

    Args:
        pool: the sentences.
        support: weight of each term, 0 and less for those of one report.
        titles: terms that stand in a title.
        near: how many other reports likely tell the same: share most of the terms, or are agreed on it.
        worth: what the weight of a sentence's terms is multiplied by.
    """

    pool: tuple[Candidate, ...]
    support: dict[str, float]
    titles: frozenset[str]
    near: dict[Citation, int]
    worth: dict[Citation, float]


def central(
    able: Sequence[Candidate],
    heard: Readings,
    documents: Sequence[Document],
    names: Names,
    backing: Sequence[Sequence[Citation]],
    derivations: Sequence[Derivation],
) -> Central:
    """Weigh the sentences of a story.

    Args:
        able: those that its brief may take.
        heard: all of them.
        documents: its reports.
        names: the people whom they name in full.
        backing: places that state or quote one thing; a sentence with such a place is more central.
        derivations: who took text from whom; support is counted in independent reports.
    """
    support, titles = _supported(able, derivations), _titled(documents)
    for form, share in titles.items():
        if form in support:
            support[form] *= 1 + TITLE * share
    pool = _pooled(able, support)
    backed = _by_report(backing)
    near = {one.citation: _reports_near(one, heard, backed.get(one.document.id, ())) for one in pool}
    copies = frozenset(one.report for one in derivations)
    surnames = frozenset(titles)
    worth = {
        one.citation: _worth(one, near[one.citation])
        * (COPIED if one.document.id in copies else 1)
        * (LOOSE if _is_loose(one, names, surnames) else 1)
        for one in pool
    }
    return Central(tuple(pool), support, surnames, near, worth)


def _by_report(backing: Sequence[Sequence[Citation]]) -> dict[str, list[tuple[Citation, frozenset[str]]]]:
    """Return, by report, its places and the reports that have one of the same."""
    found: dict[str, list[tuple[Citation, frozenset[str]]]] = {}
    for places in backing:
        reports = frozenset(place.report for place in places)
        if len(reports) > 1:
            for place in places:
                found.setdefault(place.report, []).append((place, reports))
    return found


def _worth(one: Candidate, near: int) -> float:
    """Per-word worth, raised for what stands early and for what other reports say too."""
    worth = (1 + one.place) * (1 + 0.2 * min(near, 4)) / math.sqrt(len(one.sentence.tokens))
    also = any(token.lemma == "also" for token in one.sentence.tokens)
    return worth * (1 if near else ALONE) * (ALSO if also else 1)


def _is_loose(one: Candidate, names: Names, titles: frozenset[str]) -> bool:
    document, sentence = one.document, one.sentence
    return has_loose_day(document, sentence) or strangers(document, sentence, names, titles) > 0


def _reports_near(one: Candidate, heard: Readings, backed: Sequence[tuple[Citation, frozenset[str]]]) -> int:
    found = {other.document.id for _, other in heard.near(one, NEAR)}
    for place, reports in backed:
        if one.sentence.span.overlaps(place.span):
            found |= reports
    return len(found - {one.document.id})


def _supported(able: Sequence[Candidate], derivations: Sequence[Derivation]) -> dict[str, float]:
    """Weight of each term: independent reports that hold it beyond the first, so that lone terms count 0."""
    holders: dict[str, set[str]] = {}
    for candidate in able:
        for form in candidate.terms:
            holders.setdefault(form, set()).add(candidate.document.id)
    sources = Sources(derivations)
    return {form: sources.independent(reports) - 0.7 for form, reports in holders.items()}


def _titled(documents: Sequence[Document]) -> dict[str, float]:
    """Share of the reports' titles that hold a term; titles are read with the forms the reports use."""
    titles = [words(document.report.title).forms for document in documents if document.report.title]
    wanted = {word for title in titles for word in title}
    forms: dict[str, str] = {}
    for document in documents:
        for sentence in document.sentences:
            for token in sentence.tokens:
                word = token.text.lower()
                if word in wanted and word not in forms and (known := term(token)) is not None:
                    forms[word] = known
    counts = Counter(form for title in titles for form in {forms[w] for w in title if w in forms})
    return {form: count / len(titles) for form, count in counts.items()}


def _pooled(able: Sequence[Candidate], support: dict[str, float]) -> list[Candidate]:
    """Return the candidates that are looked at closely: the most central, each wording once."""
    distinct: dict[str, Candidate] = {}
    for one in able:
        distinct.setdefault(one.sentence.span.of(one.document.text), one)

    def rough(one: Candidate) -> float:
        held = math.fsum(support[form] for form in one.terms)
        return held * (1 + one.place) / math.sqrt(len(one.sentence.tokens))

    return sorted(distinct.values(), key=lambda one: (-rough(one), one.citation))[:POOL]
