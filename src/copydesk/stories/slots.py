"""What differs between two sentences that are otherwise one: a number, a day, a person's name.

Copied sentences whose value was changed, and plain sentences that two reporters wrote alike. Nothing is
concluded where more than one value differs: "Smith, 34, of Leeds" and "Jones, 38, of York" are two people.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.model.span import Citation
from copydesk.stories.counts import NARROWING
from copydesk.stories.filling import Filling, SlotKind, differ, figure, fillings
from copydesk.stories.matching import Form, Gap, Place, Twins
from copydesk.text.names import TITLES, same_name

MOST_WORDS, FEWEST_WORDS = 4, 1
"""Words beside the value that may differ on either side of a gap, in sentences that are like each other and
in those that are less so; more of them is another statement."""

NAME_SHARE = 0.85
"""Least share of two sentences that must agree before another name in one place is a clash: below it
the sentences may well be about two people."""

RANKED_SHARE = 0.72
"""The same where one rank stands before both names ("Judge"); below it sentences are less like each other."""

_AROUND = 4
"""Words before and after the value that say what a disagreement is about."""

_BESIDE = 3
"""Words on either side of a number within which a word narrows it to a part."""

_RANKS = TITLES - frozenset("mr mister mrs ms miss mx sir lord lady dame".split())
"""Words before a name that say who somebody is; "Mr" may be anybody."""

_ZONES = frozenset("et est edt pt pst pdt ct cst cdt mt mst mdt gmt utc bst cet cest eastern pacific".split())
"""Time zones: two clock times beside other ones may be one."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One value for a slot and where it stands."""

    value: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A slot and the two values that fill it.

    ``about`` is the words around it; ``grows`` is true for a number that is higher on the right.
    """

    kind: SlotKind
    about: str
    left: Variant
    right: Variant
    grows: bool = False


def difference(pair: Twins) -> Difference | None:
    """Return the one value in which two sentences differ, None where it is none or not the only one."""
    left, right = list(fillings(pair.left.places[0])), list(fillings(pair.right.places[0]))
    found: list[tuple[Filling, Filling]] = []
    for gap in pair.gaps:
        if _joined(pair.left, gap.left) == _joined(pair.right, gap.right):
            continue  # "0800 555 111", "0800 555111"
        here = [one for one in left if one.touches(gap.left)]
        there = [one for one in right if one.touches(gap.right)]
        values = _paired(pair, gap, here, there)
        if values is None:
            if (here and there) or _other_names(pair, gap):
                return None
        elif _beside(gap, *values) > (MOST_WORDS if pair.share >= RANKED_SHARE else FEWEST_WORDS):
            return None
        elif values[0].value != values[1].value:
            found.append(values)
    if len(found) != 1 or not _clash(pair, *found[0]):
        return None
    one, other = found[0]
    sides = _variant(pair.left, one), _variant(pair.right, other)
    grows = one.number is not None and other.number is not None and one.number.value < other.number.value
    return Difference(one.kind, _about(pair.left, one), *sides, grows)


def _joined(form: Form, part: tuple[int, int]) -> str:
    return "".join(form.words[slice(*part)]).replace("-", "")


def _paired(
    pair: Twins, gap: Gap, here: Sequence[Filling], there: Sequence[Filling]
) -> tuple[Filling, Filling] | None:
    """Return the two values of a gap: comparable ones, else digits that are no value by themselves."""
    if max(len(here), len(there)) > 1:
        return None
    if here and there and here[0].kind == there[0].kind:
        return here[0], there[0]
    kind: SlotKind = "date" if any(one.kind == "date" for one in (*here, *there)) else "number"
    one, other = figure(pair.left.words, gap.left, kind), figure(pair.right.words, gap.right, kind)
    return (one, other) if one and other else None


def _clash(pair: Twins, one: Filling, other: Filling) -> bool:
    if one.kind == "name" and pair.share < (RANKED_SHARE if _ranked(pair, one, other) else NAME_SHARE):
        return False
    if one.kind == "date" and _ZONES.intersection(pair.left.words) != _ZONES.intersection(pair.right.words):
        return False
    if one.kind == "number" and _narrowing(pair.left, one) != _narrowing(pair.right, other):
        return False
    return differ(one, other)


def _ranked(pair: Twins, one: Filling, other: Filling) -> bool:
    """Tell whether the same rank stands before both names."""
    ranks = pair.left.words[one.first - 1 : one.first], pair.right.words[other.first - 1 : other.first]
    return ranks[0] == ranks[1] and not _RANKS.isdisjoint(ranks[0])


def _narrowing(form: Form, one: Filling) -> frozenset[str]:
    """Words that make a number a part of the whole: "12 were hurt", "12 were seriously hurt"."""
    before = form.words[max(0, one.first - _BESIDE) : one.first]
    return NARROWING.intersection((*before, *form.words[one.last + 1 : one.last + 1 + _BESIDE]))


def _beside(gap: Gap, one: Filling, other: Filling) -> int:
    """Count the words that a gap holds beside the two values."""
    here = gap.left[1] - gap.left[0] - (one.last - one.first + 1)
    there = gap.right[1] - gap.right[0] - (other.last - other.first + 1)
    return max(here, there)


def _other_names(pair: Twins, gap: Gap) -> bool:
    """Tell whether a gap without comparable values has other capitalised words on both sides."""
    left = _capitalised(pair.left.places[0], gap.left)
    right = _capitalised(pair.right.places[0], gap.right)
    return bool(left and right) and not same_name(left, right)


def _capitalised(place: Place, gap: tuple[int, int]) -> str:
    """Words of a gap that begin with a capital, the sentence's first word aside."""
    text = place.document.text
    words = [span.of(text) for span in place.words()[max(gap[0], 1) : gap[1]]]
    return " ".join(word for word in words if word[0].isupper())


def _variant(form: Form, value: Filling) -> Variant:
    """Cite the value in every report that has the sentence and reads it the same way."""
    cited = []
    for place in form.places:
        spans = place.words()
        if place is not form.places[0] and value.kind != "number" and not value.bare:
            same = any(
                (other.kind, other.first, other.value) == (value.kind, value.first, value.value)
                for other in fillings(place)
            )
            if not same:
                continue
        cited.append(Citation(place.document.id, spans[value.first].start, spans[value.last].end))
    shown = value.value if value.kind != "number" else value.printed
    return Variant(shown, tuple(cited))


def _about(form: Form, value: Filling) -> str:
    """Quote the words around the value, with "…" in its place."""
    place = form.places[0]
    text, spans = place.document.text, place.words()
    before = spans[max(0, value.first - _AROUND) : value.first]
    after = spans[value.last + 1 : value.last + 1 + _AROUND]
    head = text[before[0].start : before[-1].end] + " " if before else ""
    tail = " " + text[after[0].start : after[-1].end] if after else ""
    return f"{head}…{tail}"
