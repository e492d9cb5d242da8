"""The words that carry what is said, and which of them one wording has and another lacks."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from copydesk.model.document import Document
from copydesk.text.names import same_spelling
from copydesk.text.spelling import one_spelling
from copydesk.text.tokens import words as split

_PLAIN = frozenset(
    """a an the of to in on at by for with from as is are was were be been being am have has had do does did
    will would shall should can could may might must not no and or but if then than that this these those it
    its he she his her they them their we us our i me my you your who which what there here so very just
    also only into over about up out off all any some such own s t re ve ll d m going go get got gonna
    isn't aren't wasn't don't doesn't didn't won't can't it's we're i'm that's they're you're we've
    i've""".split()
)

Content = dict[int, str]
"""Position and stem of each content word."""


def content(words: Sequence[str]) -> Content:
    """Return the content words of words in lower case."""
    return {at: _stem(word) for at, word in enumerate(words) if word not in _PLAIN}


def told(document: Document, place: int) -> frozenset[str]:
    """Return the stems of the content words of the sentence that holds a character; none outside of any."""
    at = bisect_right(document.sentences, place, key=lambda sentence: sentence.start) - 1
    if at < 0:
        return frozenset()
    return frozenset(content(split(document.sentences[at].span.of(document.text)).forms).values())


def own(words: Sequence[str], mine: Content, theirs: Content) -> list[int]:
    """Return which content words the other wording lacks; digits, and "year end" for "year-end", are none.

    Args:
        words: all words of the one wording.
        mine: its content words, or those of them that are asked for.
        theirs: the content words of the other.
    """
    known = {"".join(words).replace("-", "") for words in (*theirs.values(), *pairwise(theirs.values()))}
    found = []
    for at, word in mine.items():
        joined = {word.replace("-", ""), "".join(words[max(0, at - 1) : at + 1]), "".join(words[at : at + 2])}
        if not word.isdigit() and known.isdisjoint(joined) and not _has(word, theirs.values()):
            found.append(at)
    return found


def _has(word: str, words: Iterable[str]) -> bool:
    return any(word == other or same_spelling(word, other) for other in words)


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    """Make British and American spelling, plural and tense of one word one."""
    word = one_spelling(word)
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
