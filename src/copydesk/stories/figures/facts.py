"""Quantities that clauses assert, in the form in which those of other reports are held against them."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from copydesk.model.claim import Claim, Value
from copydesk.model.document import Document
from copydesk.model.span import Citation
from copydesk.stories.clauses.measured import Measured, measured
from copydesk.stories.figures.tolls import LEADING, TOLLS, long_gone
from copydesk.text.numbers import Number, plain

_ANYBODY = frozenset("people person victim other death fatality injury".split()) | {""}
NARROWING = frozenset(
    """seriously critically severely gravely badly lightly slightly moderately fatally mortally another other
    others more further additional additionally alone including""".split()
)
"""Words (lower case) beside a number that make it a part, or an addition, of what others count."""

_DYING = frozenset({"die", "perish"})
_STATES = frozenset({"dead", "missing", "unaccounted", "hurt", "injure", "wound"})
_AGE = re.compile(r"\d\W{0,3}years?\W{0,3}old\b", re.IGNORECASE)
_TOTAL = re.compile(r"\btotal of\b", re.IGNORECASE)
_PART = re.compile(r"\s+of\s+(?:them|those|whom|which|these|the)\b", re.IGNORECASE)
_JOINT = re.compile(r",|;|\b(?:and|while|but)\b", re.IGNORECASE)
"""What ends the words beside a number: "seven were killed and dozens more hurt"."""
_MORE_THAN = re.compile(r"\bmore than\b")
_MINUTES = {
    "second": Decimal(1) / 60, "minute": Decimal(1), "hour": Decimal(60), "day": Decimal(1440),
    "week": Decimal(10080), "fortnight": Decimal(20160),
}  # fmt: skip
_OFTEN = frozenset("say tell report accord year day time people person official".split())


@dataclass(frozen=True, slots=True)
class Fact:
    """A quantity that a clause asserts.

    Args:
        number: its value; durations in minutes.
        key: what is counted, the act ("people injured" for a toll), unit, role, "planned" if only that.
        narrowing: words that may narrow it to a part: "seriously", "russian".
        context: other content words of the clause, for a toll those of the sentence.
        toll: whether it counts victims, whose number rises while news comes in.
        leading: whether it stands at the top of its report.
    """

    document: Document
    claim: Claim
    value: Value
    number: Number
    key: tuple[str, ...]
    narrowing: frozenset[str]
    context: frozenset[str]
    toll: bool
    leading: bool

    @property
    def citation(self) -> Citation:
        """The characters of the quantity."""
        return Citation(self.document.id, self.value.start, self.value.end)

    @property
    def exact(self) -> bool:
        """Whether it is given as the very number, not as about, at least or at most so many."""
        return self.number.qualifier == "exact"

    @property
    def shown(self) -> str:
        """The quantity as it is compared; durations in minutes."""
        return plain(self.number.value) if not self.key[2] else self.value.value.split()[0]

    @property
    def days(self) -> frozenset[str]:
        """Days that the clause names."""
        return frozenset(value.value[:10] for value in self.claim.values if value.kind == "date")

    @property
    def places(self) -> frozenset[str]:
        """Places that the clause names."""
        return frozenset(value.value for value in self.claim.values if value.kind == "place")

    @property
    def about(self) -> str:
        """What is counted, in words."""
        noun, act, unit = self.key[:3]
        return act if self.toll else f"{unit}{noun}: {act}".strip(": ")


def facts(document: Document) -> Iterator[Fact]:
    """Yield the quantities of a report's claims that can be compared with another report's.

    Those told with "at least", "about" or "up to" are among them, as their ``number`` says.
    """
    starts = [sentence.start for sentence in document.sentences]
    beside: defaultdict[int, set[str]] = defaultdict(set)
    for claim in document.claims:
        beside[bisect_right(starts, claim.start) - 1] |= claim.terms
    for claim in document.claims:
        for value in claim.values:
            if value.kind == "quantity" and not claim.negated:
                index = max(0, bisect_right(starts, value.start) - 1)
                fact = _fact(document, claim, value, index, beside[index])
                if fact is not None:
                    yield fact


def _fact(document: Document, claim: Claim, value: Value, index: int, beside: set[str]) -> Fact | None:
    """Read a quantity; ``beside`` is the content words of its sentence, which tell of what a toll is."""
    read = measured(value)
    if read is None or _PART.match(document.text, value.end):
        return None
    if _AGE.search(document.text, value.start, value.end + len(" - old")):
        return None
    amount, noun, unit = read.amount, read.noun, read.unit
    if noun in _MINUTES:
        amount, noun = amount * _MINUTES[noun], "duration"
    role = _role(document, index, value)
    act, narrowing = claim.act, read.narrowing
    toll = "" if noun == "time" else _toll(claim, read, role)
    if toll:
        act, narrowing = toll, narrowing - TOLLS[toll]
        noun = "person" if noun in _ANYBODY or noun in TOLLS[toll] else noun
        narrowing |= _narrowed(document, claim, value)
        narrowing |= {"long gone"} if long_gone(document, value.span) else set()
    elif _TOTAL.search(document.text, claim.start, value.start):
        narrowing |= {"total"}
    if not toll and (not noun or (not act and not unit)):
        return None
    context = frozenset(
        word for word in (beside if toll else claim.terms) if word not in _OFTEN and not word[0].isdigit()
    )
    key = (noun, act, unit, role, claim.modality and "planned")
    context -= {noun, act, read.noun, *read.narrowing, *TOLLS.get(toll, ())}
    number = replace(read.number, value=amount)
    return Fact(document, claim, value, number, key, narrowing, context, bool(toll), index < LEADING)


def _toll(claim: Claim, read: Measured, role: str) -> str:
    """Name of the toll that a quantity of people belongs to, else ""."""
    for toll, lemmas in TOLLS.items():
        if read.noun in lemmas or lemmas & read.narrowing:
            return toll
        if claim.act in lemmas and (role == "other" or claim.act in _DYING):
            return toll
        if claim.act == "be" and lemmas & claim.terms & _STATES:
            return toll  # "at least seven people are dead"
    return ""


def _narrowed(document: Document, claim: Claim, value: Value) -> frozenset[str]:
    """Words beside a toll that make it a part of the whole: of "14 hurt, six of them badly" only the six."""
    before = document.text[claim.start : value.start]
    behind = document.text[value.end : claim.end]
    start = max((joint.end() for joint in _JOINT.finditer(before)), default=0)
    end = next((joint.start() for joint in _JOINT.finditer(behind)), len(behind))
    beside = before[start:] + document.text[value.start : value.end] + behind[:end]
    return frozenset(_MORE_THAN.sub("", beside.lower()).split()) & NARROWING


def _role(document: Document, index: int, value: Value) -> str:
    """Tell "subject" for what acts on something, "other" for what is acted upon or only mentioned."""
    tokens = document.sentences[index].tokens
    last = next((t for t in reversed(tokens) if t.start < value.end and t.end > value.start), None)
    if last is None or last.dep != "nsubj":
        return "other"
    acts = any(t.dep == "dobj" and t.head == last.head for t in tokens)
    return "subject" if acts else "other"
