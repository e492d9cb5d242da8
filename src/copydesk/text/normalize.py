"""Quotation marks of every style, paired paragraph by paragraph."""

import re
from collections.abc import Iterator
from typing import NamedTuple

MARKS = frozenset("\"“”„‟«»‹›'‘’‚‛＂「」『』")
"""Characters that may begin or end a quotation, in any language."""

_MARK = re.compile("``|''|[" + "".join(sorted(MARKS)) + "]")
_CLOSERS: dict[str, frozenset[str]] = {
    opening: frozenset(closings.split())
    for opening, closings in {
        "“": '” “ "',
        "„": '“ ” ‟ "',
        "‟": "”",
        "”": "”",
        '"': "\" ” “ ''",
        "``": "'' \"",
        "＂": "＂",
        "«": "»",
        "»": "« »",
        "‹": "›",
        "›": "‹",
        "‘": "’ ‘ '",
        "‚": "‘ ’",
        "‛": "’",
        "’": "’",
        "'": "' ’",
        "「": "」",
        "『": "』",
    }.items()
}
"""Which marks may end a quotation that each mark begins; „German“, »German«, ”Swedish” included."""

_SINGLE = frozenset("'‘’‚‛‹›")
_CORNERS = {"「": True, "『": True, "」": False, "』": False}
"""Marks that open or close whatever stands beside them: no space parts Chinese and Japanese words."""

_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]+(?=\s+[^\W\d_a-zà-ÿ])")
_BEFORE_OPENING = frozenset("([{<—–-/:…¿¡\"'“‘«„")


class Quoted(NamedTuple):
    """A stretch in quotation marks, in code points of the text, the marks included.

    ``balanced`` is false where a mark is missing; the lost end is then set at the nearest end of a
    sentence. A quotation that goes on over several paragraphs is one balanced stretch for each.
    """

    start: int
    end: int
    balanced: bool


class _Mark(NamedTuple):
    at: int
    char: str
    opens: bool
    closes: bool

    @property
    def end(self) -> int:
        return self.at + len(self.char)


def quoted_spans(text: str) -> tuple[Quoted, ...]:
    """Find the outermost quotations of ``text``, in order, without overlaps.

    Lines are paragraphs. A mark that is missing never lets a quotation run past its paragraph,
    unless the next paragraph begins with an opening mark again, as printed quotations over several
    paragraphs do. Apostrophes and single marks without a partner are no quotations.
    """
    found: list[Quoted] = []
    for start, end in paragraphs(text):
        found.extend(_in_paragraph(text, start, end))
    return tuple(found)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each line of ``text`` that is not blank, without white space at its ends."""
    for match in re.finditer(r"[^\s](?:[^\n\r\u2028\u2029]*[^\s])?", text):
        yield match.start(), match.end()


def _in_paragraph(text: str, start: int, end: int) -> Iterator[Quoted]:
    """Pair the marks of one paragraph."""
    marks = list(_marks(text, start, end))
    floor = start
    index = 0
    while index < len(marks):
        mark = marks[index]
        if not mark.opens:
            if mark.char not in _SINGLE and not text[max(0, mark.at - 1)].isdigit():  # 5" is a measure
                begin = _sentence_start(text, floor, mark.at)
                if mark.at - begin > 1:
                    yield Quoted(begin, mark.end, balanced=False)
                floor = mark.end
            index += 1
            continue
        closing, after = _closing(text, marks, index)
        if closing is not None:
            quoted = Quoted(mark.at, closing.end, balanced=True)
        else:
            limit = marks[after].at if after < len(marks) and marks[after].opens else end
            if mark.char in _SINGLE and not (limit == end and _reopens(text, end, mark.char)):
                index += 1
                continue
            quoted = _unclosed(text, mark, limit, end)
        if quoted.end > mark.end:
            yield quoted
        stop = quoted.end
        floor = stop
        while index < len(marks) and marks[index].at < stop:
            index += 1


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    """Yield the marks of a paragraph that can open or close a quotation, judged by their neighbours."""
    for match in _MARK.finditer(text, start, end):
        at, char = match.start(), match[0]
        before = text[at - 1] if at > start else " "
        after = text[match.end()] if match.end() < end else " "
        if len(char) == 2:  # as treebanks and typewriters write them, often between spaces
            yield _Mark(at, char, char == "``", char == "''")
            continue
        if char in _CORNERS:
            yield _Mark(at, char, _CORNERS[char], not _CORNERS[char])
            continue
        if before.isalnum() and after.isalnum():
            continue  # an apostrophe, or minutes and seconds
        opens = before.isspace() or before in _BEFORE_OPENING
        opens = opens and not (after.isspace() or after in ",.;:!?)")
        closes = not before.isspace()
        if char in "«‹" and before.isspace():
            opens = True  # French sets a space inside the marks
        elif char in "»›" and before.isspace() and not after.isalnum():
            closes = True
        if char in "”’" and opens and closes:
            opens = before.isspace()
        if opens or closes:
            yield _Mark(at, char, opens, closes)


def _closing(text: str, marks: list[_Mark], index: int) -> tuple[_Mark | None, int]:
    """Return the mark that ends the quotation begun at ``index``, or None and where the search ended."""
    first = marks[index]
    single = first.char in _SINGLE
    doubtful: _Mark | None = None
    later = index + 1
    while later < len(marks):
        mark = marks[later]
        if (
            mark.closes
            and mark.char in _CLOSERS.get(first.char, ())
            and not (mark.opens and mark.char == first.char)
        ):
            if not single or not _possessive(text, mark.at):
                return mark, later
            doubtful = doubtful or mark
        elif mark.opens and (single or mark.char not in _SINGLE):
            break
        later += 1
    return doubtful, later


def _possessive(text: str, at: int) -> bool:
    """Tell whether the single mark may be the apostrophe of a plural: "the workers’ hall"."""
    return text[at - 1] in "sS" and text[at + 1 : at + 2].isspace()


def _unclosed(text: str, mark: _Mark, limit: int, end: int) -> Quoted:
    """End a quotation without closing mark: with its paragraph if the next re-opens it, else its sentence."""
    if limit == end and _reopens(text, end, mark.char):
        return Quoted(mark.at, end, balanced=True)
    found = _SENTENCE_END.search(text, mark.end, limit)
    stop = found.end() if found else _strip_end(text, mark.end, limit)
    return Quoted(mark.at, stop, balanced=False)


def _reopens(text: str, end: int, char: str) -> bool:
    """Tell whether the paragraph after ``end`` begins with the opening mark ``char``."""
    following = re.compile(r"\s*").match(text, end)
    return following is not None and text.startswith(char, following.end())


def _sentence_start(text: str, floor: int, at: int) -> int:
    """Return where the sentence that holds ``at`` begins, not before ``floor``."""
    begin = floor
    for match in _SENTENCE_END.finditer(text, floor, at):
        begin = match.end()
    while begin < at and text[begin].isspace():
        begin += 1
    return begin


def _strip_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
