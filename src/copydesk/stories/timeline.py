"""What happened when: the dated acts of a story, in order of time, each told once."""

from collections.abc import Sequence

from copydesk.model.link import Derivation, Sources
from copydesk.model.story import TimelineEntry
from copydesk.stories.clauses.reading import Clauses
from copydesk.stories.dating.acts import dated
from copydesk.stories.dating.grouping import Group, grouped
from copydesk.stories.dating.misdating import misdated
from copydesk.stories.dating.settling import settled
from copydesk.stories.dating.telling import clarity, stands
from copydesk.stories.dating.worth import most_telling, news_of, worth_of


def timeline(read: Sequence[Clauses], derivations: Sequence[Derivation]) -> tuple[TimelineEntry, ...]:
    """Tell the dated acts of a story.

    An act is a clause of headline, standfirst or body that names who acts and has a date resolved to a day,
    or, where its sentence names no day, to a month or year other than the report's own. Clauses of one
    date with one act are one entry; its text is the clearest sentence or clause, character by character.

    Args:
        read: the clauses of the story's reports.
        derivations: who took text from whom; support is counted in independent reports.

    Returns:
        Entries ordered by date, those of one date by support. Only the most telling are there: told by most
        independent reports, of what most reports are about, early in a report; least of all background.
    """
    copies = frozenset(one.report for one in derivations)
    acts = [one for report in read for one in dated(report)]
    groups, same = grouped(acts)
    doubtful = misdated(groups, derivations, same)
    if doubtful:
        acts = [one for one in acts if one.exact or one.citation.report not in doubtful]
        groups, same = grouped(acts)
    news, sources = news_of(read), Sources(derivations)
    told: list[tuple[float, TimelineEntry]] = []
    for group in (part for whole in groups for part in settled(whole, copies, same)):
        independent = sources.independent(group.reports)
        entry = _entry(group, independent, copies)
        if entry is not None:
            told.append((worth_of(group, independent, news), entry))
    reports = sources.independent(one.document.id for one in read)
    return tuple(sorted(most_telling(told, reports), key=_order))


def _order(act: TimelineEntry) -> tuple[object, ...]:
    return act.date, -act.independent, -len(act.citations), act.citations


def _entry(group: Group, independent: int, copies: frozenset[str]) -> TimelineEntry | None:
    """Return the group as an entry in the words of its clearest sentence; None if none can stand alone."""
    ranked = sorted(group.members, key=lambda one: (one.date != group.date, clarity(one, copies)))
    if not stands(ranked[0]):
        return None
    citations = tuple(dict.fromkeys(one.citation for one in ranked))
    later = sorted(group.otherwise, key=lambda one: (one.core.document.report.published or "9", one.citation))
    against = dict.fromkeys(one.citation for one in later if one.citation not in set(citations))
    return TimelineEntry(group.date, ranked[0].text, citations, independent, tuple(against))
