"""The reports of one event, and everything told about them."""

from dataclasses import dataclass

from copydesk.model.claim import Agreement, Disagreement
from copydesk.model.link import Derivation, Passage
from copydesk.model.quote import Utterance
from copydesk.model.span import Citation


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A dated act: ISO date (or a shorter prefix of one), the words that tell it, and who has them."""

    date: str
    text: str
    citations: tuple[Citation, ...]
    independent: int


@dataclass(frozen=True, slots=True)
class BriefSentence:
    """A sentence of the brief.

    ``text`` is the first citation's characters, with visible replacements in square brackets
    where a word would dangle ("[Putin]", "[29 December]").
    """

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Ids of the reports of one event, in order of publication."""

    id: str
    reports: tuple[str, ...]
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Story:
    """What is told about one event. Everything in it cites characters of its reports."""

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
