"""What keeps two wordings apart, however alike they are: another number, date or name, or one "not" more."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from copydesk.text.names import same_spelling
from copydesk.text.numbers import compatible, numbers

NEAR_VERBATIM = 0.7
"""Least share of the shorter wording's words that stand in both, in order, for names and negations to be
held against one another word by word; in freer words the same name or "not" may stand anywhere."""

SWAPPED = 3
"""Most words that stand in the place of others: a name for a name, no clause for a clause."""

BLOCK = 3
"""Words in a row that two excerpts of one statement share where they overlap."""

LONGEST = 200
"""Words of a wording that are aligned, from its first: time grows with the product of both lengths."""

_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
_DATES = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)
_COMPASS = frozenset("north south east west northern southern eastern western".split())
_NOT = re.compile(r"(?:not|never|no|nor|neither|nobody|nothing|none|cannot|without|\w+n['’]t)$")
_DENYING = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|refut\w+|reject\w*|disput\w+|dismiss\w*|refus\w+|declin\w+|discount\w*)\b",
    re.IGNORECASE,
)
_NOT_SAID = re.compile(r"\b(?:not|never|yet to|\w+n['’]t)\b", re.IGNORECASE)
_TITLES = frozenset("mr mrs ms miss dr sir lord lady sen rep gov gen president senator i".split())


@dataclass(frozen=True, slots=True)
class Said:
    """Words as printed, in order, where each begins and ends, and whether the cue denies them.

    "Did not say" does not assert what follows either, and so counts as a denial.
    """

    text: str
    words: tuple[str, ...]
    forms: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    denied: bool


def said(text: str, cue: str) -> Said:
    """Prepare words and the cue before them to be compared with others."""
    found = [match for match, _ in zip(_WORD.finditer(text), range(LONGEST), strict=False)]
    words = tuple(match[0] for match in found)
    return Said(
        text,
        words,
        tuple(word.lower().replace("’", "'").replace(".", "") for word in words),
        tuple(match.start() for match in found),
        tuple(match.end() for match in found),
        denies(cue),
    )


def denies(cue: str) -> bool:
    """Tell whether a cue denies what follows; "did not deny" does not."""
    return (_DENYING.search(cue) is not None) != (_NOT_SAID.search(cue) is not None)


def differs(left: Said, right: Said) -> bool:
    """Tell whether two wordings state different numbers, dates or names, or one denies what the other says.

    Only where each has a value that the other lacks: one that is cut short says less, not otherwise. Of two
    excerpts of one statement that overlap, only what lies in the overlap counts.
    """
    if left.forms == right.forms:
        return left.denied != right.denied
    matcher = SequenceMatcher(None, left.forms, right.forms, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    mine, theirs = _overlap(left, right, [block for block in blocks if block.size >= BLOCK])
    if _other_numbers(mine, theirs) or _other_dates(mine, theirs):
        return True
    shorter = min(len(left.forms), len(right.forms))
    if sum(block.size for block in blocks) < NEAR_VERBATIM * shorter:
        return False
    swaps = [op for op in matcher.get_opcodes() if op[0] != "equal"]
    inside = [
        op for op in swaps if op[1] > 0 and op[3] > 0 and op[2] < len(left.forms) and op[4] < len(right.forms)
    ]
    return _denied(left, right, inside) or any(
        tag == "replace" and _other_names(left, right, (a, b), (c, d)) for tag, a, b, c, d in swaps
    )


def _overlap(left: Said, right: Said, blocks: Sequence[tuple[int, int, int]]) -> tuple[str, str]:
    """Return what both hold from the first words they share to the last, and as much around as both have."""
    if not blocks:
        return left.text, right.text
    (a, b, _), (last_a, last_b, _) = blocks[0], blocks[-1]
    before = min(a, b)
    behind = min(len(left.words) - last_a, len(right.words) - last_b)
    mine = left.text[left.starts[a - before] : left.ends[last_a + behind - 1]]
    theirs = right.text[right.starts[b - before] : right.ends[last_b + behind - 1]]
    return mine, theirs


def _other_numbers(left: str, right: str) -> bool:
    mine, theirs = numbers(left), numbers(right)
    return any(not any(compatible(one, other) for other in theirs) for one in mine) and any(
        not any(compatible(one, other) for one in mine) for other in theirs
    )


def _other_dates(left: str, right: str) -> bool:
    mine, theirs = set(_DATES.findall(left)), set(_DATES.findall(right))
    return bool(mine - theirs and theirs - mine)


def _denied(left: Said, right: Said, inside: Iterable[tuple[str, int, int, int, int]]) -> bool:
    """Tell whether the words that both share hold one negation more on one side, its cue counted too."""
    count = left.denied - right.denied
    for _, a, b, c, d in inside:
        count += _negations(left.forms[a:b]) - _negations(right.forms[c:d])
    return count % 2 == 1


def _negations(forms: Sequence[str]) -> int:
    """Count "not" and its like; "not one person, but several" only sets off what is said."""
    found = sum(_NOT.match(word) is not None for word in forms)
    return found - 1 if found and "but" in forms else found


def _other_names(left: Said, right: Said, here: tuple[int, int], there: tuple[int, int]) -> bool:
    """Tell whether a name stands where the other has another name that is no longer form of it."""
    if here[1] - here[0] > SWAPPED or there[1] - there[0] > SWAPPED:
        return False
    mine, theirs = left.forms[here[0] : here[1]], right.forms[there[0] : there[1]]
    if _COMPASS & set(mine) and _COMPASS & set(theirs):
        return True
    if _beside_a_name(left, here) or _beside_a_name(right, there):
        return False
    ours, others = _names(left, here), _names(right, there)
    if not ours or not others:
        return False
    known = set(left.forms) & set(right.forms)
    alike = any(_akin(one, other) for one in ours for other in others)
    return not alike and not known & {*ours, *others}


def _names(said: Said, part: tuple[int, int]) -> list[str]:
    """Return capitalised words that begin no sentence; abbreviations may stand for any name, so not they."""
    found = []
    for at in range(*part):
        word = said.words[at]
        opens = at == 0 or set(said.text[said.ends[at - 1] : said.starts[at]]) & set('.!?:“"‘')
        if opens or not word[0].isupper() or word.isupper() or said.forms[at] in _TITLES:
            continue
        found.append(said.forms[at].removesuffix("'s"))
    return found


def _beside_a_name(said: Said, part: tuple[int, int]) -> bool:
    beside = [at for at in (part[0] - 1, part[1]) if 0 < at < len(said.words)]
    return any(said.words[at][0].isupper() and said.forms[at] != "i" for at in beside)


def _akin(one: str, other: str) -> bool:
    """Tell whether two names may be forms of one: spelling, or the people of a country."""
    return same_spelling(one, other) or (len(one) > 3 and one[:4] == other[:4])
