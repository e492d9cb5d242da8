"""Names in a report, and what somebody is said to have said."""

from dataclasses import dataclass
from typing import Literal

from copydesk.model.span import Citation, Span

MentionKind = Literal["person", "organisation", "place", "other"]
QuoteKind = Literal["direct", "indirect", "mixed"]
QuoteFinder = Literal["rules", "tagger"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a report. ``entity`` is the one form of that name used for the report."""

    start: int
    end: int
    kind: MentionKind
    entity: str

    @property
    def span(self) -> Span:
        """The characters of the name."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Quote:
    """Content, cue and source of one attribution in one report.

    Args:
        content: what was said, in one or more pieces, without the outer quotation marks.
        cue: the words that say it was said ("said", "according to"); may be empty.
        source: the speaker as printed ("he", "the minister"); may be empty.
        kind: direct (all of it in quotation marks), mixed (fragments in marks), indirect (none).
        speaker: who that is, as a name or an institution; None where there is no good answer.
        speaker_reason: which evidence gave the speaker, or why there is none.
        score: 0 to 1, how sure the program is that this is an attribution with these parts.
        found_by: the rules, or the trained tagger.
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    kind: QuoteKind
    score: float
    speaker: str | None = None
    speaker_reason: str | None = None
    found_by: QuoteFinder = "rules"


@dataclass(frozen=True, slots=True)
class Wording:
    """One report's words for an utterance.

    ``cue`` is where the report says that, and how, it was said: "denied" turns the words around.
    """

    citation: Citation
    text: str
    kind: QuoteKind
    cue: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing said once by one speaker, in all the wordings that reports give it, fullest first.

    ``independent`` is how many of its reports do not repeat one another (see ``independent_count``).
    """

    speaker: str | None
    wordings: tuple[Wording, ...]
    independent: int
