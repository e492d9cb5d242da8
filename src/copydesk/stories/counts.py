"""Numbers of one thing in different reports, told in each report's own words.

Facts are grouped by what is counted and the act it was counted in; only facts of one group are compared.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from copydesk.model.claim import Claim, Value
from copydesk.model.document import Document
from copydesk.model.span import Citation
from copydesk.stories.tolls import LEADING, TOLLS, grew
from copydesk.text.numbers import Number, plain

SHARED = 3
"""Content words, the thing counted and its act aside, that two clauses must share to be about one fact."""

TOLL_RATIO = 3
"""Tolls of one occasion that differ by more are not of one occasion: a bombing's 8 dead and the 6,644 of a
war stood in two reports of one story."""

ALIKE = 0.6
"""Least share of the shorter clause's other content words that the longer has too."""

_ANYBODY = frozenset("people person victim other death fatality injury".split()) | {""}
_QUANTITY = re.compile(
    r"(?P<how>at least |about |up to )?(?P<unit>[^\d\s.]*)(?P<amount>\d+(?:\.\d+)?)(?P<percent>%)?"
    r"(?: (?P<words>.*))?"
)
NARROWING = frozenset(
    """seriously critically severely gravely badly lightly slightly moderately fatally mortally another other
    others more further additional additionally alone including""".split()
)
"""Words (lower case) beside a number that make it a part, or an addition, of what others count."""

_DYING = frozenset({"die", "perish"})
_AGE = re.compile(r"\d\W{0,3}years?\W{0,3}old\b", re.IGNORECASE)
_TOTAL = re.compile(r"\btotal of\b", re.IGNORECASE)
_PART = re.compile(r"\s+of\s+(?:them|those|whom|which|these|the)\b", re.IGNORECASE)
MOST_FORMS = 60
"""Distinct facts with one key that are compared with one another; a story that has more is a list."""

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


def clashes(documents: Sequence[Document]) -> Iterator[list[Fact]]:
    """Yield groups of facts of different reports that give one thing different exact numbers."""
    groups: defaultdict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for document in documents:
        for fact in _facts(document):
            groups[fact.key].append(fact)
    for _, members in sorted(groups.items()):
        if (
            len({fact.document.id for fact in members}) < 2
            or len({fact.number.value for fact in members}) < 2
        ):
            continue
        for linked in _linked(members):
            told = _settled(linked)
            if len({fact.number.value for fact in told}) > 1:
                yield told


def _facts(document: Document) -> Iterator[Fact]:
    """Yield the quantities of a report's claims that can be compared with another report's."""
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
    match = _QUANTITY.fullmatch(value.value)
    if match is None or match["how"] or _PART.match(document.text, value.end):
        return None
    if _AGE.search(document.text, value.start, value.end + len("-old")):
        return None
    amount, words = Decimal(match["amount"]), (match["words"] or "").split()
    noun = words[-1] if words else ""
    unit = match["unit"] + (match["percent"] or "")
    if noun in _MINUTES:
        amount, noun = amount * _MINUTES[noun], "duration"
    role = _role(document, index, value)
    act, narrowing = claim.act, frozenset(words[:-1])
    toll = _toll(claim.act, words, role)
    if toll:
        act, narrowing = toll, narrowing - TOLLS[toll]
        noun = "person" if noun in _ANYBODY or noun in TOLLS[toll] else noun
        narrowing |= _narrowed(document, claim, index)
    elif _TOTAL.search(document.text, claim.start, value.start):
        narrowing |= {"total"}
    if not toll and (not noun or (not act and not unit)):
        return None
    number = Number(value.start, value.end, amount, "exact", unit)
    context = frozenset(
        word for word in (beside if toll else claim.terms) if word not in _OFTEN and not word[0].isdigit()
    )
    key = (noun, act, unit, role, claim.modality and "planned")
    context -= {noun, act, *words, *TOLLS.get(toll, ())}
    return Fact(document, claim, value, number, key, narrowing, context, bool(toll), index < LEADING)


def _toll(act: str, words: Sequence[str], role: str) -> str:
    """Name of the toll that a quantity of people belongs to, else ""."""
    noun = words[-1] if words else ""
    for toll, lemmas in TOLLS.items():
        if noun in lemmas or lemmas.intersection(words[:-1]):
            return toll
        if act in lemmas and (role == "other" or act in _DYING):
            return toll
    return ""


def _narrowed(document: Document, claim: Claim, index: int) -> frozenset[str]:
    """Words of the clause that make a toll a part of the whole."""
    tokens = document.sentences[index].tokens
    forms = {token.text.lower() for token in tokens if claim.start <= token.start < claim.end}
    return frozenset(forms & NARROWING)


def _role(document: Document, index: int, value: Value) -> str:
    """Tell "subject" for what acts on something, "other" for what is acted upon or only mentioned."""
    tokens = document.sentences[index].tokens
    last = next((t for t in reversed(tokens) if t.start < value.end and t.end > value.start), None)
    if last is None or last.dep != "nsubj":
        return "other"
    acts = any(t.dep == "dobj" and t.head == last.head for t in tokens)
    return "subject" if acts else "other"


def _linked(members: Sequence[Fact]) -> Iterator[list[Fact]]:
    """Gather facts that are about one thing, directly or through others; copies are compared once."""
    forms: dict[tuple[object, ...], list[Fact]] = {}
    for fact in members:
        forms.setdefault((fact.number.value, fact.narrowing, fact.claim.terms, fact.days), []).append(fact)
    distinct = list(forms.values())[:MOST_FORMS]
    left = list(range(len(distinct)))
    while left:
        group = [left.pop(0)]
        for index in group:
            near = [other for other in left if _one_thing(distinct[index][0], distinct[other][0])]
            group += near
            left = [other for other in left if other not in near]
        yield [fact for index in sorted(group) for fact in distinct[index]]


def _one_thing(one: Fact, other: Fact) -> bool:
    """Tell whether two facts with one key count the same thing on the same occasion."""
    if one.narrowing != other.narrowing or one.document.id == other.document.id:
        return False
    if one.claim.asserted_by and other.claim.asserted_by and one.claim.asserted_by != other.claim.asserted_by:
        return False
    if one.days and other.days and one.days.isdisjoint(other.days):
        return False
    if one.places and other.places and one.places.isdisjoint(other.places):
        return False
    shared = len(one.context & other.context)
    if one.toll:
        few, many = sorted((one.number.value, other.number.value))
        if few * TOLL_RATIO < many:
            return False
        return shared >= 2 or (one.leading and other.leading and shared >= 1)
    return shared >= max(SHARED, ALIKE * min(len(one.context), len(other.context)))


def _settled(group: Sequence[Fact]) -> list[Fact]:
    """Keep what clashes: not parts of a sum, not reports that give several numbers, not a toll that grew."""
    totals = {fact.number.value for fact in group}
    kept = [fact for fact in group if not _part(fact, totals)]
    by_report: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in kept:
        by_report[fact.document.id].append(fact)
    kept = []
    for told in by_report.values():
        values = {fact.number.value for fact in told}
        if len(values) == 1:
            kept += told
        elif told[0].toll:  # a report that tells how the toll rose stands by its last word
            kept += [fact for fact in told if fact.number.value == max(values)]
    steps = pairwise(sorted({fact.number.value for fact in kept}))
    if kept and kept[0].toll and all(_grown(kept, low, high) for low, high in steps):
        return []
    return kept


def _grown(told: Sequence[Fact], low: Decimal, high: Decimal) -> bool:
    older = [fact.document for fact in told if fact.number.value == low]
    return grew(older, [fact.document for fact in told if fact.number.value == high])


def _part(fact: Fact, totals: set[Decimal]) -> bool:
    """Tell whether numbers beside this one in its clause add up with it to a number that others give."""
    beside = []
    for value in fact.claim.values:
        match = _QUANTITY.fullmatch(value.value) if value.kind == "quantity" and value != fact.value else None
        if match is not None:
            beside.append(Decimal(match["amount"]))
    own = fact.number.value
    return any(own + other in totals for other in (*beside, sum(beside))) if beside else False
