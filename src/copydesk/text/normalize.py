"""Quotation marks of every style, paired paragraph by paragraph."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

MARKS = frozenset("\"“”„‟«»‹›'‘’‚‛＂「」『』")
"""Characters that may begin or end a quotation, in any language."""

_MARK = re.compile("``|''|[" + "".join(sorted(MARKS)) + "]")
_CLOSERS: dict[str, frozenset[str]] = {
    opening: frozenset(closings.split())
    for opening, closings in {
        "“": "” “ \" ''",
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

_CURLY = frozenset("“„«")
"""Marks inside of which plain ones begin a quotation of its own."""

_SINGLE = frozenset("'‘’‚‛‹›")
_CORNERS = {"「": True, "『": True, "」": False, "』": False}
"""Marks that open or close whatever stands beside them: no space parts Chinese and Japanese words."""

_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]+(?=\s+[^\W\d_a-zà-ÿ])")
_BEFORE_OPENING = frozenset("([{<—–-/:…¿¡\"'“‘«„")

_VERB = r"(?:said|says|adds|added|asked|told|replied|explained|announced|insisted|wrote|noted|warned)\b"
_LINK = r"(?:and|as|because|but|if|or|so|that|though|when|which|while|who|yet)\b"
_SUBJECT = rf"(?:(?!{_LINK})[^\W\d_][\w.'’-]*\s+)"
_OWN_CUE = re.compile(rf"\s*{_SUBJECT}{{0,5}}?{_VERB}(?!\s+(?:that|it|he|she|they|we|the)\b)")
"""What a reporter goes on with behind a closing mark: said the mayor; the mayor of Aldis said."""

_BREAK = re.compile(r"[,?!]\s+")
_ENDED = re.compile(rf"{_VERB}\s*[,:]\s*$")
"""What stands before an opening mark, never before a closing one."""


class Quoted(NamedTuple):
    """A stretch in quotation marks, in code points of the text, the marks included.

    ``balanced`` is false where a mark is missing; the lost end is then set at the nearest end of a
    sentence, or before words that tell who speaks. It is false too for plain marks between spaces
    that cannot be told apart without contradiction. A quotation that goes on over several paragraphs
    is one balanced stretch for each.
    """

    start: int
    end: int
    balanced: bool


class _Mark(NamedTuple):
    at: int
    char: str
    opens: bool
    closes: bool
    sure: bool = True

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


def goes_on_with_cue(text: str, start: int, end: int) -> bool:
    """Tell whether a reporter's words begin at ``start`` that say who speaks: said the mayor; he said."""
    return _OWN_CUE.match(text, start, end) is not None


def before_cue(text: str, start: int, end: int) -> int:
    """Return where words end before a comma and a reporter's words that say who speaks, or ``end``."""
    for pause in _BREAK.finditer(text, start, end):
        if text[start : pause.start()].strip() and goes_on_with_cue(text, pause.end(), end):
            return pause.start() + 1
    return end


def edge_marks(text: str, marks: Sequence[Quoted], start: int, end: int) -> tuple[str, str]:
    """Return the marks right before and right after a stretch, with the point or comma between; or "".

    Args:
        text: the text.
        marks: its quotations, as ``quoted_spans`` returns them.
        start: the first character of the stretch.
        end: the character after its last.
    """
    opening = closing = ""
    at = bisect_left(marks, start, key=lambda mark: mark.start) - 1
    if at >= 0 and text[marks[at].start] in _ANY_MARK and not text[marks[at].start : start].strip(_EDGE):
        opening = text[marks[at].start : start].strip()
    at = bisect_left(marks, end, key=lambda mark: mark.start) - 1
    if at >= 0 and text[marks[at].end - 1] in _ANY_MARK and end < marks[at].end:
        behind = "".join(text[end : marks[at].end].split())
        closing = behind if not behind.strip(_EDGE + _POINTS) else ""
    return opening, closing


_ANY_MARK = MARKS | {"`"}
_EDGE = "".join(sorted(_ANY_MARK)) + " \t\u00a0"
_POINTS = ".,;:!?…—–-"


def _in_paragraph(text: str, start: int, end: int) -> Iterator[Quoted]:
    """Pair the marks of one paragraph."""
    marks = _by_turns(text, list(_marks(text, start, end)), start, end)
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
            quoted = Quoted(mark.at, closing.end, mark.sure and closing.sure)
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
    """Yield the marks of a paragraph that can open or close a quotation, judged by their neighbours.

    Of a plain mark between spaces both are said.
    """
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
        elif before.isspace() and (after.isspace() or after in ",.;:!?)"):
            opens = closes = char == '"'
        if char in "”’" and opens and closes:
            opens = before.isspace()
        if opens or closes:
            yield _Mark(at, char, opens, closes)


def _by_turns(text: str, marks: list[_Mark], start: int, end: int) -> list[_Mark]:
    """Let plain marks between spaces open and close by turns, with as few contradictions as can be.

    Other marks of their kind, and the words around them, tell more than the turns do. Beside what
    contradicts, as one left over of an odd number does, these marks are not sure.
    """
    plain = [at for at, mark in enumerate(marks) if mark.char in _PLAIN]
    if not any(_between_spaces(marks[at]) for at in plain):
        return marks
    costs = (0.0, _NEVER)  # of standing outside of marks, and inside
    ways: list[tuple[int, int]] = []
    paid = [costs]
    for at in plain:
        opening, closing = _role_costs(text, marks[at], start, end)
        outside = (costs[0] + closing + _NONE_OPEN, costs[1] + closing)
        inside = (costs[0] + opening, costs[1] + opening + _LEFT_OPEN)
        ways.append((outside.index(min(outside)), inside.index(min(inside))))
        costs = (min(outside), min(inside))
        paid.append(costs)
    state = int(costs[1] + _LEFT_OPEN < costs[0])
    broken = [len(plain)] if state else []
    settled = list(marks)
    for number in reversed(range(len(plain))):
        at, before = plain[number], ways[number][state]
        if paid[number + 1][state] > paid[number][before]:
            broken.append(number)
        if _between_spaces(marks[at]):
            settled[at] = marks[at]._replace(opens=state == 1, closes=state == 0)
        state = before
    for number in {near for one in broken for near in range(max(0, one - NEAR), one + NEAR + 1)}:
        if number < len(plain):
            settled[plain[number]] = settled[plain[number]]._replace(sure=False)
    return settled


NEAR = 3
"""Plain marks on either side of a contradiction that are not sure."""

_PLAIN = frozenset(['"', "``", "''"])
_NEVER = 1e9
_AGAINST, _NONE_OPEN, _LEFT_OPEN = 2.0, 1.5, 1.4
"""What it costs to read a mark against its surroundings, to close what is not open, to open what is."""


def _between_spaces(mark: _Mark) -> bool:
    return mark.char == '"' and mark.opens and mark.closes


def _role_costs(text: str, mark: _Mark, start: int, end: int) -> tuple[float, float]:
    """Return what it costs to let a mark open a quotation, and what to let it close one."""
    if not _between_spaces(mark):
        return (0.0 if mark.opens else _NEVER), (0.0 if mark.closes else _NEVER)
    before = text[max(start, mark.at - 40) : mark.at].rstrip()
    after = text[mark.end : min(end, mark.end + 120)].lstrip()
    if not before or before[-1] == ":" or _ENDED.search(before):
        return 0.0, _AGAINST
    if not after or after[0] in ",.;:!?)" or (before[-1] in ",.?!" and _OWN_CUE.match(after)):
        return _AGAINST, 0.0
    return 0.0, 0.0


def _closing(text: str, marks: list[_Mark], index: int) -> tuple[_Mark | None, int]:
    """Return the mark that ends the quotation begun at ``index``, or None and where the search ended."""
    first = marks[index]
    single = first.char in _SINGLE
    doubtful: _Mark | None = None
    nested: int | None = None
    inner = False
    later = index + 1
    while later < len(marks):
        mark = marks[later]
        if first.char in _CURLY and mark.char == '"' and mark.opens != inner:
            nested = nested or later
            inner = mark.opens
        elif (
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
    return doubtful, nested or later


def _possessive(text: str, at: int) -> bool:
    """Tell whether the single mark may be the apostrophe of a plural: "the workers’ hall"."""
    return text[at - 1] in "sS" and text[at + 1 : at + 2].isspace()


def _unclosed(text: str, mark: _Mark, limit: int, end: int) -> Quoted:
    """End a quotation without closing mark: with its paragraph if the next re-opens it, else its sentence.

    It ends before that where the sentence goes on with who said it.
    """
    if limit == end and _reopens(text, end, mark.char):
        return Quoted(mark.at, end, balanced=True)
    found = _SENTENCE_END.search(text, mark.end, limit)
    stop = found.end() if found else _strip_end(text, mark.end, limit)
    return Quoted(mark.at, before_cue(text, mark.end, stop), balanced=False)


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
