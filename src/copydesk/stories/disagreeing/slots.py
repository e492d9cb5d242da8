"""What differs between two sentences that are otherwise one: a number, a day, a person's name, a place.

Copied sentences whose value was changed, and plain sentences that two reporters wrote alike. Nothing is
concluded where more values differ, "Smith, 34, of Leeds" and "Jones, 38, of York" are two people, but for
two in a long sentence that is a copy.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.model.span import Citation
from copydesk.stories.disagreeing.filling import Filling, SlotKind, differ, figure, fillings, scenes
from copydesk.stories.disagreeing.matching import Form, Gap, Place, Twins
from copydesk.stories.figures.facts import NARROWING
from copydesk.text.names import TITLES, same_name

MOST_WORDS, FEWEST_WORDS = 4, 1
"""Words beside the value that may differ on either side of a gap, in sentences that are like each other and
in those that are less so; more of them is another statement."""

NAME_SHARE = 0.85
"""Least share of two sentences that must agree before another name in one place is a clash: below it
the sentences may well be about two people."""

NAME_COPIED = 0.9
"""Share from which on two sentences are copies. Below it the word directly before the two names must be the
same, or the one after, or the names stand in other places of two sentences that were cut differently. (Both
words: three of 43 planted names in two of three made sets were lost.)"""

RANKED_SHARE = 0.72
"""The same where one rank stands before both names ("Judge"); below it sentences are less like each other."""

SCENE_SHARE = 0.9
"""The same before another place is a clash: somebody may do the like in two places."""

LONG, LONG_SHARE = 30, 0.93
"""Words of a sentence, and the share of them that must agree, in which two values may differ: a shorter one
may be told again of another event, such as yesterday's figures."""

_AROUND = 4
"""Words before and after the value that say what a disagreement is about."""

_BESIDE = 3
"""Words on either side of a number within which a word narrows it to a part."""

_IN_BRACKETS = re.compile(r"\((?:[A-Z]{1,3}\s?)?[$€£¥]\s?$")
_BRACKET = 8

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


def differences(pair: Twins) -> tuple[Difference, ...]:
    """Return the one value in which two sentences differ, or two of a long sentence; else nothing."""
    left, right = list(fillings(pair.left.places[0])), list(fillings(pair.right.places[0]))
    found: list[tuple[Filling, Filling]] = []
    for gap in pair.gaps:
        if _joined(pair.left, gap.left) == _joined(pair.right, gap.right):
            continue  # "0800 555 111", "0800 555111"
        here = [one for one in left if one.touches(gap.left)]
        there = [one for one in right if one.touches(gap.right)]
        values = _paired(pair, gap, here, there) or _scenes(pair, gap, here or there)
        if values is None:
            if (here and there) or _other_names(pair, gap):
                return ()
        elif _beside(gap, *values) > (MOST_WORDS if pair.share >= RANKED_SHARE else FEWEST_WORDS):
            return ()
        elif values[0].value != values[1].value and values not in found:
            found.append(values)
    if len(found) > (2 if _is_long(pair) else 1) or not all(_clash(pair, *values) for values in found):
        return ()
    if len(found) == 2 and any(one.kind not in ("number", "date") for one, _ in found):
        return ()  # another name beside another number is another person
    return tuple(_difference(pair, *values) for values in found)


def _is_long(pair: Twins) -> bool:
    words = min(len(pair.left.words), len(pair.right.words))
    return words >= LONG and pair.share >= LONG_SHARE


def _difference(pair: Twins, one: Filling, other: Filling) -> Difference:
    sides = _variant(pair.left, one), _variant(pair.right, other)
    grows = one.worth is not None and other.worth is not None and one.worth < other.worth
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
    if one is None or other is None or _converted(pair.left, one) or _converted(pair.right, other):
        return None
    return one, other


def _converted(form: Form, one: Filling) -> bool:
    """Tell digits of an amount in other money: "110 billion euros ($143 billion)"."""
    place = form.places[0]
    start = place.words()[one.first].start
    return _IN_BRACKETS.search(place.document.text, max(0, start - _BRACKET), start) is not None


def _scenes(pair: Twins, gap: Gap, others: Sequence[Filling]) -> tuple[Filling, Filling] | None:
    """Return the two places that are all that a gap holds, where they cannot both be true."""
    if others or pair.share < SCENE_SHARE or not (_names_somebody(pair.left) and _names_somebody(pair.right)):
        return None
    here = [one for one in scenes(pair.left.places[0]) if (one.first, one.last + 1) == gap.left]
    there = [one for one in scenes(pair.right.places[0]) if (one.first, one.last + 1) == gap.right]
    return (here[0], there[0]) if here and there and differ(here[0], there[0]) else None


def _names_somebody(form: Form) -> bool:
    """Tell whether a sentence names who it tells of: "a man was arrested" may tell of two men."""
    place = form.places[0]
    named = [mention for mention in place.document.mentions if mention.kind in ("person", "organisation")]
    return any(place.sentence.span.contains(mention.span) for mention in named)


def _clash(pair: Twins, one: Filling, other: Filling) -> bool:
    if one.kind == "name" and pair.share < (RANKED_SHARE if _ranked(pair, one, other) else NAME_SHARE):
        return False
    if one.kind == "name" and pair.share < NAME_COPIED and not _one_place(pair, one, other):
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


def _one_place(pair: Twins, one: Filling, other: Filling) -> bool:
    """Tell whether the word directly before two names is the same, or the one directly after."""
    left, right = pair.left.words, pair.right.words
    before = left[max(0, one.first - 1) : one.first], right[max(0, other.first - 1) : other.first]
    after = left[one.last + 1 : one.last + 2], right[other.last + 1 : other.last + 2]
    return any(here and here == there for here, there in (before, after))


def _narrowing(form: Form, one: Filling) -> frozenset[str]:
    """Words that make a number a part of the whole: "12 were hurt", "12 were seriously hurt"."""
    before = form.words[max(0, one.first - _BESIDE) : one.first]
    before = before[:-2] if before[-2:] == ("more", "than") else before  # a bound
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
            read = scenes(place) if value.kind == "place" else fillings(place)
            same = any(
                (other.kind, other.first, other.value) == (value.kind, value.first, value.value)
                for other in read
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
