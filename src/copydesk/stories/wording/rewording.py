"""Words in quotation marks that another report, quoting the same statement, has otherwise or leaves out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from copydesk.model.span import Span
from copydesk.stories.wording.own_words import content, own
from copydesk.text.names import TITLES, letters_apart

WINDOW = 8
"""Words on either side of a change that show whether both have one statement there."""

EITHER, BOTH = 2, 7
"""Least number of them that must stand in both, on either side of the change and in all."""

SWAPPED = 5
"""Most words that stand for others: more of them are another statement."""

OMITTED, LONGEST_OMITTED = 2, 10
"""Fewest and most words left out. One word is what a reporter overhears; more than ten words are a cut."""

SLIPPED = 5
"""Letters of a word in which one letter more, less or other is a slip."""

LONGEST = 200
"""Words of a stretch that are aligned; the matcher's time grows with the product of both lengths."""

_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*|&")
_MARK = re.compile(r"…|\.\s?\.|[\[\]()*_]|[-–—]{1,2}\s*[-–—]")
_ENDS = re.compile(r"[.!?]")
_SHORT = (("n't", " not"), ("'re", " are"), ("'ve", " have"), ("'ll", " will"), ("'m", " am"), ("okay", "ok"))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that stand between quotation marks.

    Args:
        forms: in lower case, contractions written out.
        spans: where the word of each form stands.
        cut: numbers of forms before which the report itself marks that it left out or put in something.
        begins: numbers of forms that begin a sentence, and the number after the last.
        line: the forms between spaces.
    """

    forms: tuple[str, ...]
    spans: tuple[Span, ...]
    cut: frozenset[int]
    begins: frozenset[int]
    line: str

    def sentence(self, first: int, last: int) -> Span:
        """Return the sentences that hold the words from one number to another, as far as they are quoted."""
        low = max(at for at in self.begins if at <= first)
        high = min(at for at in self.begins if at >= max(last, first + 1, low + 1))
        return Span(self.spans[low].start, self.spans[high - 1].end)

    def phrase(self, part: tuple[int, int]) -> tuple[str, ...]:
        """Return a part with the words beside it: one, or two where the part itself is empty."""
        beside = 1 if part[0] < part[1] else 2
        return self.forms[max(0, part[0] - beside) : part[1] + beside]

    def find(self, phrase: Sequence[str]) -> int | None:
        """Return the number of the form with which a phrase begins."""
        at = self.line.find(f" {' '.join(phrase)} ")
        return self.line.count(" ", 0, at) if at >= 0 else None


def stretch(text: str, span: Span) -> Stretch:
    """Read the words of a report's text between two quotation marks."""
    forms: list[str] = []
    spans: list[Span] = []
    cut, begins = set(), {0}
    done = span.start
    for match in _WORD.finditer(text, span.start, span.end):
        between = text[done : match.start()]
        if _MARK.search(between):
            cut.add(len(forms))
        if _ENDS.search(between) and forms and forms[-1] not in TITLES and len(forms[-1]) > 1:
            begins.add(len(forms))
        done = match.end()
        for form in _read(match[0]):
            forms.append(form)
            spans.append(Span(*match.span()))
        if len(forms) >= LONGEST:
            break
    if _MARK.search(text[done : span.end]):
        cut.add(len(forms))
    ends = frozenset({*begins, len(forms)})
    return Stretch(tuple(forms), tuple(spans), frozenset(cut), ends, f" {' '.join(forms)} ")


def forms(text: str) -> Iterator[str]:
    """Yield the words of a text in the forms that ``Stretch`` has."""
    for match in _WORD.finditer(text):
        yield from _read(match[0])


def _read(word: str) -> list[str]:
    form = word.lower().replace("’", "'").replace(".", "")
    for short, full in _SHORT:
        form = form.replace(short, full)
    return form.removesuffix("'s").split() or [form]


@dataclass(frozen=True, slots=True)
class Change:
    """Words of two stretches, from a number to another, that stand in the same place; one may be none."""

    left: tuple[int, int]
    right: tuple[int, int]


def changes(left: Stretch, right: Stretch) -> list[Change]:
    """Return where two stretches that tell one statement have other words, or one leaves some out unmarked.

    Spelling, number, tense and order, contractions, small words, single words left out, and whole sentences
    that one leaves out are no changes, and neither is what only one has at its beginning or end.
    """
    matcher = SequenceMatcher(None, left.forms, right.forms, autojunk=False)
    same = [
        (block.a + step, block.b + step)
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    ]
    found = []
    for tag, a, b, c, d in matcher.get_opcodes():
        change = Change((a, b), (c, d))
        if tag != "equal" and _held(left, right, change, same) and _tells(left, right, change):
            found.append(change)
    return found


def _held(left: Stretch, right: Stretch, change: Change, same: Sequence[tuple[int, int]]) -> bool:
    """Tell whether the words around a change stand in both, on both sides of it, and nothing is marked."""
    (a, b), (c, d) = change.left, change.right
    if not left.cut.isdisjoint(range(a, b + 1)) or not right.cut.isdisjoint(range(c, d + 1)):
        return False
    before = sum(a - WINDOW <= i < a and c - WINDOW <= k < c for i, k in same)
    behind = sum(b <= i < b + WINDOW and d <= k < d + WINDOW for i, k in same)
    return min(before, behind) >= EITHER and before + behind >= BOTH


def _tells(left: Stretch, right: Stretch, change: Change) -> bool:
    """Tell whether the words that differ carry something, on both sides or as an omission."""
    (a, b), (c, d) = change.left, change.right
    if _one_way(left.forms[a:b], right.forms[c:d]):
        return False
    mine, theirs = (
        _alone(left, change.left, right, change.right),
        _alone(right, change.right, left, change.left),
    )
    if mine and theirs:
        return max(b - a, d - c) <= SWAPPED
    between = a in left.begins or b in left.begins if theirs else c in right.begins or d in right.begins
    more = (b - a) - (d - c) if mine else (d - c) - (b - a)
    return bool(mine or theirs) and OMITTED <= more <= LONGEST_OMITTED and not between


def _one_way(here: Sequence[str], there: Sequence[str]) -> bool:
    """Tell whether words are one written in two ways, a slip, or numbers, which others compare."""
    one, other = ("".join(words).replace("-", "") for words in (here, there))
    if any(char.isdigit() for char in one + other):
        return True
    initials = {"".join(word[0] for word in words) for words in (here, there) if len(words) > 1}
    slip = min(len(one), len(other)) >= SLIPPED and letters_apart(one, other) <= 1
    return one == other or slip or not initials.isdisjoint((one, other))


def _alone(one: Stretch, part: tuple[int, int], other: Stretch, there: tuple[int, int]) -> list[int]:
    """Content words of a part that the other has neither in its place nor close by."""
    low = max(0, part[0] - 1)
    near = one.forms[low : part[1] + 1]
    mine = {at: word for at, word in content(near).items() if part[0] <= at + low < part[1]}
    return own(near, mine, content(other.forms[max(0, there[0] - WINDOW) : there[1] + WINDOW]))
