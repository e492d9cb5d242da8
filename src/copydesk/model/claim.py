"""What sentences assert, with typed values, and what a comparison of them found."""

from dataclasses import dataclass
from typing import Literal

from copydesk.model.span import Citation, Span

DateType = Literal["DATE", "TIME", "DURATION", "SET"]
ValueKind = Literal["quantity", "name", "place", "date", "platform", "polarity"]
DisagreementKind = Literal["number", "name", "place", "date", "platform", "wording", "polarity"]
RefinementKind = Literal["breakdown", "precision", "spelling"]


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date or time in a report and its TIMEX3 value; the value is None where no anchor resolves it."""

    start: int
    end: int
    type: DateType
    value: str | None

    @property
    def span(self) -> Span:
        """The characters of the expression."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Value:
    """A typed value inside a claim.

    ``value`` is normalised: "35 diplomat" (number, then what is counted), "2016-12-29", "Facebook".
    """

    start: int
    end: int
    kind: ValueKind
    value: str

    @property
    def span(self) -> Span:
        """The characters the value was read from."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Claim:
    """What one clause asserts; all values come from that clause.

    Args:
        start: first character of the clause, in code points of the report's text.
        end: one past its last character.
        act: lemma of the clause's verb, "" where it has none.
        terms: lemmas of the clause's content words, for matching claims of other reports.
        values: the typed values.
        asserted_by: speaker the clause is attributed to, None where the report itself asserts it.
        negated: the clause denies its act.
        modality: "will", "may", ... or "" for a plain assertion.
    """

    start: int
    end: int
    act: str
    terms: frozenset[str]
    values: tuple[Value, ...]
    asserted_by: str | None = None
    negated: bool = False
    modality: str = ""

    @property
    def span(self) -> Span:
        """The characters of the clause."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Agreement:
    """A claim that several reports make, with the independent support it has."""

    text: str
    citations: tuple[Citation, ...]
    independent: int


@dataclass(frozen=True, slots=True)
class Side:
    """One of the values in a disagreement, who gives it, and how many of those are independent."""

    value: str
    citations: tuple[Citation, ...]
    independent: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two or more values for one thing, each with the spans that give it."""

    kind: DisagreementKind
    about: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Refinement:
    """One thing told otherwise by reports that agree: in parts, less precisely, or in another spelling.

    The first side is the total, the most precise value, or the spelling that most reports have.
    """

    kind: RefinementKind
    about: str
    sides: tuple[Side, ...]
