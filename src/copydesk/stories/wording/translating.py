"""Whether two sentences say one thing in words that only a translation or a paraphrase explains."""

from collections.abc import Sequence
from difflib import Match, SequenceMatcher

from copydesk.stories.wording.own_words import Content, content, own

OWN = 2
"""Content words that each wording must have for itself: one is what an editor changes in passing."""

CHANGED = 0.2
"""Least share of both wordings' content words that are their own; below it one is a careless copy."""

SHARED = 2
"""Content words beside names that they must share, or the two are no wordings of one sentence."""

SIMILAR = 0.6
"""Least share of the shorter sentence's content words that the other has too. At .5, two statements of one
man on one subject passed for one, in one of eighty stories of data/stories."""

COPIED = 0.8
"""Share of the longer of two sentences, where both go on, that stands in both in order, at and above which
one is a copy that an editor went over: a translator orders words anew."""

SHORTEST = 5
"""Words of a sentence that is compared."""

COMPARABLE = 0.5
"""Least length of the shorter wording against the longer, in words; below it one is an excerpt."""


def translated(left: Sequence[str], right: Sequence[str], names: frozenset[str] = frozenset()) -> bool:
    """Tell whether two wordings say one thing in words that differ by more than editing.

    Args:
        left: words in lower case, in order.
        right: words of the other wording.
        names: words that are names, or parts of such: two statements on one subject share them anyway.
    """
    if min(len(left), len(right)) < max(SHORTEST, COMPARABLE * max(len(left), len(right))):
        return False
    mine, theirs = content(left), content(right)
    alone, other = own(left, mine, theirs), own(right, theirs, mine)
    shared = min(len(mine) - len(alone), len(theirs) - len(other))
    if min(len(alone), len(other)) < OWN or len(alone) + len(other) < CHANGED * (len(mine) + len(theirs)):
        return False
    if shared < max(SHARED, SIMILAR * min(len(mine), len(theirs))):
        return False
    if min(_beside_names(mine, alone, names), _beside_names(theirs, other, names)) < SHARED:
        return False
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    return not blocks or not (_copied(left, right, blocks) or _staggered(blocks, alone, other))


def _beside_names(words: Content, alone: Sequence[int], names: frozenset[str]) -> int:
    """Count the content words that both have and that are no names, each as often as it is said."""
    known = {stem for name in names for stem in content((name,)).values()}
    return sum(at not in alone and word not in known for at, word in words.items())


def _copied(left: Sequence[str], right: Sequence[str], blocks: Sequence[Match]) -> bool:
    """Tell whether all but a few words stand in both in order: a copy that an editor went over.

    What one has before and behind the other is passed over: it says more, not otherwise.
    """
    first, last = blocks[0], blocks[-1]
    before = min(first.a, first.b)
    behind = min(len(left) - last.a - last.size, len(right) - last.b - last.size)
    longer = max(last.a - first.a, last.b - first.b) + last.size + before + behind
    return sum(block.size for block in blocks) >= COPIED * longer


def _staggered(blocks: Sequence[Match], alone: list[int], other: list[int]) -> bool:
    """Tell whether two excerpts of one text overlap: one begins earlier, the other ends later."""
    first, last = blocks[0], blocks[-1]
    before = all(at < first.a for at in alone) and all(at >= last.b + last.size for at in other)
    after = all(at >= last.a + last.size for at in alone) and all(at < first.b for at in other)
    return before or after
