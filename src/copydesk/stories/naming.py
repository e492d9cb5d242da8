"""Whose quotes are meant by a name that somebody asks for."""

from collections import Counter
from collections.abc import Sequence

from copydesk.stories.quotations import Quotation
from copydesk.text.names import name_words, same_name, same_person


def said_by(name: str, found: Sequence[Quotation]) -> list[Quotation]:
    """Return the quotes of every speaker that the name can mean, in their order.

    A surname finds whoever has it; so do titles, initials, spellings, acronyms (see ``text/names.py``).
    """
    meant = {key for key in {_key(one) for one in found} if key[0] and _means(name, *key)}
    return [one for one in found if _key(one) in meant]


def distinct(found: Sequence[Quotation]) -> list[tuple[str, int]]:
    """Return the speakers of these quotes that cannot be one, each in the fullest form, with its quotes.

    Two names are one speaker's as in ``said_by``; the speaker with most quotes stands first.
    """
    counts = Counter(_key(one) for one in found if one.quote.speaker)
    homes: Counter[tuple[str, bool]] = Counter()
    for key in sorted(counts, key=lambda key: (-len(name_words(key[0])), -counts[key], key)):
        home = next((home for home in homes if _one(home, key)), key)
        homes[home] += counts[key]
    return [(name, count) for (name, _), count in homes.most_common()]


def alike(name: str, found: Sequence[Quotation]) -> list[str]:
    """Return speakers whose names share a word with this one, those with most quotes first."""
    asked = set(name_words(name))
    counts = Counter(one.quote.speaker for one in found if one.quote.speaker)
    return [speaker for speaker, _ in counts.most_common() if asked & set(name_words(speaker))]


def _key(one: Quotation) -> tuple[str, bool]:
    return one.quote.speaker or "", one.person


def _means(name: str, speaker: str, person: bool) -> bool:
    """Compare with a person as people, with anybody else either way: the tagger may have missed a person."""
    return same_person(name, speaker) or (not person and same_name(name, speaker))


def _one(left: tuple[str, bool], right: tuple[str, bool]) -> bool:
    if left[1] or right[1]:
        return same_person(left[0], right[0])
    return left[0] == right[0] or same_name(left[0], right[0])
