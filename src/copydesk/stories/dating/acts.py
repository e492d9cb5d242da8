"""The clauses of a report that tell an act of one day, month or year."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copydesk.model.claim import DateExpression
from copydesk.model.report import EVIDENCE_ZONES
from copydesk.model.span import Citation, Span
from copydesk.model.syntax import Sentence
from copydesk.stories.clauses.contrary import Stand
from copydesk.stories.clauses.cores import Core
from copydesk.stories.clauses.deeds import deeds
from copydesk.stories.clauses.denials import asserted
from copydesk.stories.clauses.reading import Clauses
from copydesk.stories.dating.belonging import days_and_months
from copydesk.stories.dating.page_words import is_of_page
from copydesk.stories.dating.unsure import is_at_odds, is_unsure
from copydesk.stories.dating.wording import Aside, aside_of, words_of

_WITH_YEAR = re.compile(r"\D\d{4}\b")

LEAST_TERMS = 2
"""Content words beside the subject; with fewer a clause tells no act: "Kerr said on Thursday"."""

_CLOCK = re.compile(r"T(\d\d)")


@dataclass(frozen=True, slots=True)
class Dated:
    """A clause that tells an act of one date.

    Args:
        date: the day, month or year.
        core: the clause.
        stand: the clause read for its sense, with what it commits itself to.
        objects: stems of the clause's content words; of "said on Friday" those of what was said.
        plain: those of its stems that are no names.
        deeds: what is done, under one name for several verbs; none where somebody only speaks.
        span: the words that tell it (see ``words_of``).
        hours: hours of the day that the sentence gives.
        exact: the date is printed in figures; "Sunday" is only as sure as the report's own date.
        aside: the act is not the sentence's own one.
        place: number of the sentence in its report; leads tell the news.
    """

    date: str
    core: Core
    stand: Stand
    objects: frozenset[str]
    plain: frozenset[str]
    deeds: frozenset[str]
    span: Span
    hours: frozenset[str]
    exact: bool
    aside: Aside | None
    place: int

    @property
    def stems(self) -> frozenset[str]:
        """All content words of the act."""
        return self.objects | self.core.stems

    @property
    def citation(self) -> Citation:
        """The characters that tell the act."""
        return Citation(self.core.document.id, self.span.start, self.span.end)

    @property
    def text(self) -> str:
        """Those characters."""
        return self.span.of(self.core.document.text)


def dated(read: Clauses) -> Iterator[Dated]:
    """Yield the dated acts of a report's headline, standfirst and body, in order.

    A date in direct speech is none of the report's. A month or year counts only in a sentence that names
    no day, and only if the report is of another month or year. Of a sentence with a doubtful day nothing is
    told.
    """
    document = read.document
    starts = [expression.start for expression in document.dates]
    now = (document.anchor or document.report.published or "")[: len("2016-12")]
    for place, sentence in enumerate(document.sentences):
        first, last = (bisect_left(starts, edge) for edge in (sentence.start, sentence.end))
        if first == last or document.zone_at(sentence.start).kind not in EVIDENCE_ZONES:
            continue
        placed = [one for one in document.dates[first:last] if one.type in ("DATE", "TIME") and one.value]
        own = [one for one in placed if not read.in_speech(one.span)]
        pairs = [(value, at) for value, at in days_and_months(sentence, own) if not now.startswith(value)]
        doubtful = any(is_unsure(document, index) for index in range(first, last))
        if pairs and not doubtful and not is_of_page(sentence, document.text):
            yield from _acts(read, sentence, pairs, placed, place)


def _acts(
    read: Clauses,
    sentence: Sentence,
    pairs: Sequence[tuple[str, int]],
    placed: Sequence[DateExpression],
    place: int,
) -> Iterator[Dated]:
    """Yield the acts of one sentence, of each date the first."""
    clauses, text = read.of(sentence), read.document.text
    hours = frozenset(found[1] for one in placed if (found := _CLOCK.search(one.value or "")))
    printed = [one.value or "" for one in placed if any(map(str.isdigit, one.span.of(text)))]
    full = {(one.value or "")[:10] for one in placed if _WITH_YEAR.search(one.span.of(text))}
    told: set[str] = set()
    for core, value, at in _own_first(clauses, pairs):
        if value in told or not _tells(core, clauses) or not asserted(core):
            continue
        if value not in full and is_at_odds(core, value):
            continue
        told.add(value)
        heard = clauses if core.saying else (core, *_joined(core, clauses))
        aside, stand = aside_of(core, at), read.stand(core)
        yield Dated(
            value,
            core,
            stand,
            frozenset(form for one in heard for form in one.objects) - core.actor.names,
            frozenset(form for one in heard for form in one.common) | core.actor.kinds | {core.act},
            frozenset(deed for one in heard for deed in deeds(one)),
            words_of(stand, at, aside),
            hours,
            any(one.startswith(value) for one in printed),
            aside,
            place,
        )


def _joined(core: Core, clauses: Sequence[Core]) -> list[Core]:
    """Return the clauses that tell the act with it.

    Those that go on with its subject ("changed course on Saturday and offered a deal"), and what it
    announces ("announced on Friday that it had freed the crew").
    """
    tokens = core.sentence.tokens
    own = {token.head for token in tokens if token.dep in ("nsubj", "nsubjpass")}
    return [
        one
        for one in clauses
        if tokens[one.head].head == core.head
        and (tokens[one.head].dep == "ccomp" or (tokens[one.head].dep == "conj" and one.head not in own))
    ]


def _own_first(clauses: Sequence[Core], pairs: Sequence[tuple[str, int]]) -> list[tuple[Core, str, int]]:
    """Put dates with their clauses; "said on Friday" is left out where what was said has its own date."""
    found = [(core, value, at) for value, at in pairs for core in clauses if at in core.members]
    others = any(not core.saying and not core.beside for core, _, _ in found)
    return [one for one in found if not one[0].saying or not others]


def _tells(core: Core, clauses: Sequence[Core]) -> bool:
    """Tell whether the sentence says what was done on the date, and who or what it is about."""
    tokens = core.sentence.tokens
    subjects = [t for t in tokens if t.dep in ("nsubj", "nsubjpass")]
    main = [t for t in subjects if tokens[t.head].dep == "ROOT"] or subjects[:1]
    told = [one for one in clauses if one is not core or not core.saying]
    objects = {form for one in told for form in one.objects | one.actor.kinds | {one.act}} - {"be", "have"}
    return bool(main) and main[0].pos != "PRON" and len(objects) >= LEAST_TERMS
