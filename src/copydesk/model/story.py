"""The reports of one event, and everything told about them."""

from dataclasses import dataclass

from copydesk.model.claim import Agreement, Disagreement, Refinement
from copydesk.model.link import Derivation, Passage
from copydesk.model.quote import Utterance
from copydesk.model.span import Citation


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A dated act: ISO date (or a shorter prefix of one), the words that tell it, and who has them.

    ``otherwise`` is the words of reports that tell the act with another number or place, or deny it; they
    count for nothing in ``independent``.
    """

    date: str
    text: str
    citations: tuple[Citation, ...]
    independent: int
    otherwise: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A value that held for a time: since the earliest of the reports that give it was published."""

    value: str
    published: str | None
    citations: tuple[Citation, ...]
    independent: int


@dataclass(frozen=True, slots=True)
class Update:
    """What later reports gave anew, such as a rising toll: its values in order of time, at least two."""

    about: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class BriefSentence:
    """A sentence of the brief.

    ``text`` is the first citation's characters, with visible replacements in square brackets
    where a word would dangle ("[Putin]", "[29 December]").
    """

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Sentences that differ between two revisions: None where they are only in the other one."""

    old: Citation | None
    new: Citation | None


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision ``report`` that does not speak for its report, and the one, ``revision_of``, that does.

    Changes are in order of the speaking revision; there are none where all words are the same.
    """

    report: str
    revision_of: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Cluster:
    """Ids of the reports of one event, in order of publication; of a revised report all revisions.

    ``revision_of`` names for each revision that does not speak for its report the one that does.
    """

    id: str
    reports: tuple[str, ...]
    first: str | None
    last: str | None
    revision_of: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """What is told about one event. Everything in it cites characters of its reports.

    ``reports`` holds all revisions of a revised report; all else but ``revisions`` cites the speaking one.
    """

    id: str
    title: str
    reports: tuple[str, ...]
    first: str | None
    last: str | None
    independent: int
    passages: tuple[Passage, ...] = ()
    derivations: tuple[Derivation, ...] = ()
    utterances: tuple[Utterance, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    brief: tuple[BriefSentence, ...] = ()
    revisions: tuple[Revision, ...] = ()
    updates: tuple[Update, ...] = ()
    refinements: tuple[Refinement, ...] = ()

    @property
    def speaking(self) -> tuple[str, ...]:
        """Ids of the reports without the revisions that do not speak for theirs."""
        silent = {revision.report for revision in self.revisions}
        return tuple(report for report in self.reports if report not in silent)
