"""Give every line of a report a kind: from what it says itself, its score as body, and its neighbours."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from copydesk.extract.zoning import rules
from copydesk.extract.zoning.screen import DATED, screen
from copydesk.extract.zoning.sheet import ENDING, Sheet
from copydesk.extract.zoning.words import function_words
from copydesk.model.report import ZoneKind

NAMED: tuple[ZoneKind | None, ...] = (
    *(None, "furniture", "credit", "byline", "caption", "correction", "comment"),
)
"""Kinds that rules give to a line, by the numbers that the scorer knows them by."""
_NUMBER = {kind: number for number, kind in enumerate(NAMED)}
SURE, SURE_OF_BEST = 0.5, 0.7
"""Scores above which a line is body: this, or this part of the page's five best lines, if that is less."""
FILL = 0.1
"""A long closed line between body lines is body above this score."""
BARE = 0.85
"""Where this share of the unnamed characters scores as body, the input is a bare report: all of it is."""
LONGEST_SEEN = 4000
"""Characters of a line that are looked at; more cannot change what it is."""
_MOST_OPENING = 6
"""More unclosed lines than these at the beginning are no head of a report but a list that belongs to it."""
_NEAR_BODY, _LEAD = 12, 8
"""Lines above the body among which a headline is sought, and lines below that repeat its words."""
_MOSTLY, _STUB = 0.7, 25
"""Where this share of the lines is closed, an unclosed last line shorter than this is no part of the body."""

_WORD = re.compile(r"\w+")
_BARS = re.compile(r"\s[|›»>/·•]\s.*\s[|›»>/·•]\s|\s{2,}\S+\s{2,}|\s[›»>]\s")


@dataclass(slots=True)
class Line:
    """One line of a report that holds text.

    Args:
        start: its first character, in code points of the report's text.
        end: one past its line break.
        text: the line without surrounding white space.
        gap: how many blank lines stand before it.
        indent: how many characters of white space it begins with.
        folded: its text case-folded, white space runs made single spaces, cut at ``LONGEST_SEEN``.
        closed: whether it ends as a sentence does.
        head: whether it says who wrote a comment and when.
        stamped: whether it is short and has a date.
        kind: what it is, None as long as nothing told.
    """

    start: int
    end: int
    text: str
    gap: int
    indent: int
    folded: str = ""
    closed: bool = False
    head: bool = False
    stamped: bool = False
    kind: ZoneKind | None = None


def lines_of(text: str) -> list[Line]:
    """Return the lines of ``text`` that hold more than white space."""
    raw = text.splitlines(keepends=True)
    ends = list(accumulate(map(len, raw)))
    bare = list(map(str.strip, raw))
    full = [i for i, line in enumerate(bare) if line]
    return [
        Line(
            ends[i] - len(raw[i]),
            ends[i],
            bare[i],
            i - before - 1,
            0 if raw[i][0] == bare[i][0] else len(raw[i]) - len(raw[i].lstrip()),
        )
        for before, i in zip([-1, *full], full, strict=False)
    ]


def folded(text: str) -> str:
    """Return a line as the rules see it (see ``Line.folded``)."""
    return " ".join(text[:LONGEST_SEEN].casefold().split())


def laid_out(lines: Sequence[Line], bounds: Sequence[int], hints: Sequence[str]) -> Sheet:
    """Return lines as the scorer sees them, and tell each line what it says itself to be.

    Args:
        lines: of one or several reports.
        bounds: the number of each report's first line, and how many lines there are.
        hints: for each report, words of its title or address.
    """
    import numpy as np

    sheet = Sheet(
        lines=[line.text[:LONGEST_SEEN] for line in lines],
        gaps=np.array([line.gap for line in lines], np.int64),
        indents=np.array([line.indent for line in lines], np.int64),
        bounds=np.array(bounds, np.int64),
        hints=hints,
    )
    if lines:
        _rule(lines, sheet)
    return sheet


def _rule(lines: Sequence[Line], sheet: Sheet) -> None:
    """Name the lines that say themselves what they are; equal lines say the same."""
    import numpy as np

    ends = sheet.codes[sheet.begins + sheet.sizes - 1]
    quoted = (ends == ord('"')) | (ends == ord("”")) | (ends == ord("»"))
    closed = quoted | ((sheet.flags[sheet.last] & ENDING) > 0)
    said: dict[str, tuple[ZoneKind | None, bool, bool]] = {}
    tried = screen(sheet).tolist()
    for line, words, few, ended in zip(lines, sheet.folded, tried, closed.tolist(), strict=True):
        told = said.get(words)
        if told is None:
            told = said[words] = _said(words, few)
        line.folded, line.closed = words, ended
        line.kind, line.head, line.stamped = told
    for i in np.flatnonzero(ends[:-1] == ord(":")).tolist():
        if rules.is_says_head(lines[i].folded) and rules.is_date_line(lines[i + 1].folded):
            lines[i].head = True
    sheet.named[:] = [_NUMBER[line.kind] for line in lines]
    sheet.heads[:] = [line.head for line in lines]


def _said(words: str, tried: int) -> tuple[ZoneKind | None, bool, bool]:
    """Return what a folded line says it is, whether it begins a comment, and whether it has a date."""
    if not tried:
        return rules.own_kind(words, tried), False, False
    stamped = tried & DATED > 0 and rules.is_stamped(words)
    if not stamped:
        tried &= ~DATED
    kind = "caption" if rules.is_caption(words, tried) else rules.own_kind(words, tried)
    return kind, rules.is_thread_head(words, tried), stamped


def name(lines: Sequence[Line], scores: Sequence[float], hint: str) -> None:
    """Give every line a kind.

    Args:
        lines: ruled.
        scores: for each line, how likely it is body.
        hint: words that the headline is likely to have, "" where none are known.
    """
    body = _body(lines, scores)
    thread = _thread_start(lines, body)
    _comments(lines[thread:])
    region = _trimmed(lines, [i for i in body if i < thread])
    if not any(lines[i].closed for i in region):
        region = _closing(lines[:thread]) or region
    first, last = (region[0], region[-1]) if region else (thread, thread)
    held = set(body)
    _captions(lines[first : last + 1], _glued(lines))
    _teasers(lines[first:thread])
    for i, line in enumerate(lines[first:thread], first):
        if line.kind == "byline" and i > last + _NEAR_BODY:
            line.kind = "furniture"
        line.kind = line.kind or ("body" if i in held and i <= last else "furniture")
    if region:
        _closing(lines[last + 1 : last + 2])
    if first:
        _top(lines[:first], lines[first:], held, hint)
    else:
        _headline_in_body(lines, hint)


def _body(lines: Sequence[Line], scores: Sequence[float]) -> list[int]:
    """Return the numbers of the lines that belong to the body.

    A page whose best lines score low gets a lower threshold; a long closed line among body lines is
    kept on less; and where nearly all is kept, the input is a bare report, and all of it is.
    Measured on data/pages (five folds by site): 0.45 for all .913, these rules .917.
    """
    free = [i for i, line in enumerate(lines) if line.kind is None]
    sizes = [min(len(line.text), LONGEST_SEEN) for line in lines]
    top = sorted(zip(scores, sizes, strict=True), reverse=True)[:5]
    best = sum(score * size for score, size in top) / max(sum(size for _, size in top), 1)
    threshold = min(SURE, SURE_OF_BEST * best)
    kept = [i for i in free if scores[i] > threshold]
    if not kept:
        return free if len(free) == len(lines) else []
    inner = [i for i in free if kept[0] <= i <= kept[-1]]
    if sum(sizes[i] for i in kept) >= BARE * sum(sizes[i] for i in free):
        return inner
    taken = set(kept)
    return [i for i in inner if i in taken or (scores[i] > FILL and sizes[i] >= 100 and lines[i].closed)]


def _trimmed(lines: Sequence[Line], body: list[int]) -> list[int]:
    """Drop the few unclosed lines that a body seems to begin with (titles, tags), and stubs at its end."""
    long = (n for n, i in enumerate(body) if lines[i].closed or len(lines[i].text) > 250)
    opening = next(long, 0)
    body = body[opening:] if opening <= _MOST_OPENING else body
    while len(body) > 1 and not lines[body[-1]].closed and len(lines[body[-1]].text) < _STUB:
        if sum(lines[i].closed for i in body) < _MOSTLY * len(body):
            break
        body = body[:-1]
    return body


def _thread_start(lines: Sequence[Line], body: Sequence[int]) -> int:
    """Return the number of the line where readers' comments begin, or how many lines there are.

    A numbered head (name and date) below two lines of body begins them; so does one of several heads
    without a number, and a heading such as "4 comments" with no more body below it than above.
    """
    if len(body) < 2:
        return len(lines)
    heads = sum(line.head for line in lines[body[1] :])
    sizes = {i: len(lines[i].text) for i in body}
    total, above = sum(sizes.values()), 0
    for i, line in enumerate(lines):
        if i > body[1] and line.kind != "caption":
            if line.head and (rules.is_numbered_head(line.folded) or (heads > 1 and above * 4 >= total)):
                return i
            if line.kind == "furniture" and above * 2 >= total and rules.is_comment_head(line.folded):
                return i
        above += sizes.get(i, 0)
    return len(lines)


def _comments(lines: Sequence[Line]) -> None:
    """Name what readers wrote, the form that asks them to, and the list of other reports below."""
    form = False
    for line in lines:
        asked = rules.is_comment_form(line.folded) or rules.is_teaser_head(line.folded)
        form = (form or asked) and not line.head
        line.kind = "furniture" if form or line.kind == "furniture" else "comment"


def _glued(lines: Sequence[Line]) -> set[int]:
    """Return the starts of lines that directly follow a line with text, in a text with blank lines."""
    follows = {line.start for line in lines[1:] if not line.gap}
    return follows if 2 * len(follows) < len(lines) else set()


def _captions(lines: Sequence[Line], glued: set[int]) -> None:
    """Name the unclosed lines among paragraphs that lean on a caption or say themselves twice."""
    for before, line in pairwise(lines):
        if line.kind is None and line.start in glued and not line.closed:
            if before.kind == "caption":
                line.kind = "caption"
            elif before.kind is None and not before.closed and _same_start(before.folded, line.folded):
                before.kind = line.kind = "caption"


def _same_start(left: str, right: str) -> bool:
    short, long = sorted((left, right), key=len)
    return len(short) >= 20 and long.startswith(short[: max(20, int(len(short) * 0.8))])


def _closing(lines: Sequence[Line]) -> list[int]:
    """Name the last paragraph body, if the credit at its end made it look like a caption or a stub.

    A report closes so: "Nobody was hurt. (AFP)".

    Args:
        lines: the one below the body, or all above the comments where no line of the body is closed.

    Returns:
        The number of that line, if there is one.
    """
    for i in reversed(range(len(lines))):
        if lines[i].kind in ("caption", "furniture") and rules.is_credited_prose(lines[i].folded):
            lines[i].kind = "body"
            return [i]
    return []


def _teasers(lines: Sequence[Line]) -> None:
    """Name the unclosed lines under "Read next" and its like furniture."""
    listed = False
    for line in lines:
        goes_on = listed and line.kind in (None, "furniture") and not line.closed
        listed = goes_on or rules.is_teaser_head(line.folded)
        if listed and line.kind is None:
            line.kind = "furniture"


def _top(above: Sequence[Line], rest: Sequence[Line], held: set[int], hint: str) -> None:
    """Name what stands above the body; ``held`` has the lines that scored as body all the same."""
    free = [i for i, line in enumerate(above) if line.kind is None]
    head = _headline(above, free, rest, hint)
    title = above[head].folded if head is not None else ""
    for i in free:
        line = above[i]
        if line.folded == title:
            line.kind = "headline"
        elif line.head or (line.stamped and rules.is_dated(line.folded)):
            line.kind = "byline"
        elif head is not None and i > head and _says_something(line):
            line.kind = "body" if _is_lead(above, head, i) else "standfirst"
        elif i in held and len(line.text) >= 120:
            line.kind = "body"
        else:
            line.kind = "furniture"


def _is_lead(above: Sequence[Line], head: int, at: int) -> bool:
    """Tell whether the last line above the body is its beginning: a sentence with the byline above it."""
    between = {line.kind for line in above[head + 1 : at]}
    return at == len(above) - 1 and above[at].closed and not between.isdisjoint({"byline", "caption"})


def _says_something(line: Line) -> bool:
    """Tell a standfirst from a list of tags: long enough, and not a row of capitalised names."""
    words = line.text.split()
    if len(words) < 5 or len(line.text) < 40:
        return False
    plain = sum(word[:1].islower() or word.casefold() in function_words() for word in words)
    return plain >= 2 or not any(word[:1].isupper() for word in words)


def _headline(above: Sequence[Line], free: list[int], rest: Sequence[Line], hint: str) -> int | None:
    """Return the number of the headline: the line most like the hint, else the first the lead repeats."""
    words = set(_WORD.findall(hint.casefold()))
    telling = sorted(words, key=len)[len(words) // 2 :]
    holds = (i for i in free if any(map(above[i].folded.__contains__, telling)))
    # A line that has more than half of the words has one of their longer half.
    alike = {i: _alike(above[i], words) for i in holds}
    best = max(alike, key=alike.__getitem__, default=None)
    if best is not None and alike[best] > 0.5:
        return best
    likely = [i for i in free[-_NEAR_BODY:] if len(above[i].text) <= 200 and _titular(above[i].text)]
    told = {word[:6] for line in rest[:_LEAD] for word in _WORD.findall(line.folded) if len(word) >= 4}
    shares = {i: _told_again(above[i].folded, told) for i in likely}
    most = max(shares.values(), default=0.0)
    if not likely and len(above) == 1 and free and not above[0].closed and _told_again(above[0].folded, told):
        return 0  # "Mayor resigns" is short for a headline, but stands alone above the body
    return next((i for i in likely if shares[i] >= 0.6 * most), None)


def _alike(line: Line, words: set[str]) -> float:
    """Return which part of the words of a line and of the hint they have in common."""
    if len(line.folded) > 300:
        return 0.0
    own = set(_WORD.findall(line.folded))
    return len(own & words) / max(len(words), len(own), 1)


def _told_again(folded: str, told: set[str]) -> float:
    """Return which share of a line's long words the first paragraphs repeat, times its length up to six."""
    words = {word[:6] for word in _WORD.findall(folded) if len(word) >= 4}
    return len(words & told) / max(len(words), 1) * min(len(words), 6)


def _titular(line: str) -> bool:
    """Tell whether a line has the words of a headline: several, and no bars or arrows between them."""
    return line.count(" ") >= 3 and len(line) >= 18 and not _BARS.search(line)


def _headline_in_body(lines: Sequence[Line], hint: str) -> None:
    """Name the first line of a bare body a headline where it is the title, or ends unlike a sentence."""
    if len(lines) < 2 or lines[0].kind != "body":
        return
    first = lines[0]
    same = _alike(first, set(_WORD.findall(hint.casefold()))) > 0.7
    if same or (not first.closed and 15 <= len(first.text) <= 160 and lines[1].closed):
        first.kind = "headline"
