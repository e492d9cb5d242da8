"""Give every line of a report a kind: from what it says itself, its score as body, and its neighbours."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from copydesk.extract import zone_rules as rules
from copydesk.extract.zone_lines import Page, function_words
from copydesk.model.report import ZoneKind

NAMED: tuple[ZoneKind | None, ...] = (
    *(None, "furniture", "credit", "byline", "caption", "correction", "comment"),
)
"""Kinds that rules give to a line, by the numbers that the scorer knows them by."""
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

_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SENTENCE_END = re.compile(r"[.!?…。！？।؟:;][\"'”’»)\]›“]*\Z|[\"”»]\Z")
_WORD = re.compile(r"\w+")
_BARS = re.compile(r"\s[|›»>/·•]\s.*\s[|›»>/·•]\s|\s{2,}\S+\s{2,}|\s[›»>]\s")


@dataclass(slots=True)
class Line:
    """One line of a report.

    Args:
        start: its first character, in code points of the report's text.
        end: one past its line break.
        text: the line without surrounding white space, "" for a blank one.
        folded: the same case-folded, white space runs made single spaces, cut at ``LONGEST_SEEN``.
        indent: how many characters of white space it begins with.
        closed: whether it ends as a sentence does.
        head: whether it says who wrote a comment and when.
        kind: what it is, None as long as nothing told.
    """

    start: int
    end: int
    text: str
    folded: str
    indent: int
    closed: bool
    head: bool = False
    kind: ZoneKind | None = None


def lines_of(text: str, offset: int = 0) -> Iterator[Line]:
    """Yield the lines of ``text``, each with its break; ``offset`` is added to their places."""
    start = 0
    for found in _BREAK.finditer(text):
        yield _line(text, start, found.end(), offset)
        start = found.end()
    if start < len(text):
        yield _line(text, start, len(text), offset)


def _line(text: str, start: int, end: int, offset: int) -> Line:
    raw = text[start:end]
    bare = raw.strip()
    folded = " ".join(bare[:LONGEST_SEEN].casefold().split())
    closed = _SENTENCE_END.search(bare[-12:]) is not None
    return Line(start + offset, end + offset, bare, folded, len(raw) - len(raw.lstrip()), closed)


def rule(lines: Sequence[Line]) -> None:
    """Name the lines that say themselves what they are."""
    for line in lines:
        line.kind = "caption" if rules.is_caption(line.folded) else rules.own_kind(line.folded)
        line.head = rules.is_thread_head(line.folded)
    for line, after in pairwise(lines):
        line.head = line.head or (rules.is_says_head(line.folded) and rules.is_date_line(after.folded))


def describe(everything: Sequence[Line], hint: str) -> Page:
    """Return the ruled lines that hold text as the scorer sees them."""
    gaps, gap = [], 0
    for line in everything:
        if line.text:
            gaps.append(gap)
        gap = 0 if line.text else gap + 1
    lines = [line for line in everything if line.text]
    return Page(
        lines=[line.text[:LONGEST_SEEN] for line in lines],
        folded=[line.folded for line in lines],
        gaps=gaps,
        indents=[line.indent for line in lines],
        named=[NAMED.index(line.kind) for line in lines],
        heads=[line.head for line in lines],
        hint=hint,
    )


def name(everything: Sequence[Line], scores: Sequence[float], hint: str) -> None:
    """Give every line that holds text a kind.

    Args:
        everything: all lines, ruled.
        scores: for each line that holds text, how likely it is body.
        hint: words that the headline is likely to have, "" where none are known.
    """
    lines = [line for line in everything if line.text]
    body = _body(lines, scores)
    thread = _thread_start(lines, body)
    _comments(lines[thread:])
    region = _trimmed(lines, [i for i in body if i < thread])
    first, last = (region[0], region[-1]) if region else (thread, thread)
    held = set(body)
    _captions(lines[first : last + 1], _glued(everything))
    _teasers(lines[first:thread])
    for i, line in enumerate(lines[first:thread], first):
        if line.kind == "byline" and i > last + _NEAR_BODY:
            line.kind = "furniture"
        line.kind = line.kind or ("body" if i in held and i <= last else "furniture")
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
            if above * 2 >= total and rules.is_comment_head(line.folded):
                return i
        above += sizes.get(i, 0)
    return len(lines)


def _comments(lines: Sequence[Line]) -> None:
    """Name what readers wrote, and the form that asks them to."""
    form = False
    for line in lines:
        form = (form or rules.is_comment_form(line.folded)) and not line.head
        line.kind = "furniture" if form or line.kind == "furniture" else "comment"


def _glued(everything: Sequence[Line]) -> set[int]:
    """Return the starts of lines that directly follow a line with text, in a text with blank lines."""
    follows = {after.start for before, after in pairwise(everything) if before.text and after.text}
    return follows if 2 * len(follows) < sum(bool(line.text) for line in everything) else set()


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
        elif line.head or rules.is_dated(line.folded):
            line.kind = "byline"
        elif head is not None and i > head and _says_something(line):
            line.kind = "standfirst"
        elif i in held and len(line.text) >= 120:
            line.kind = "body"
        else:
            line.kind = "furniture"


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
    alike = {i: _alike(above[i], words) for i in free}
    best = max(alike, key=alike.__getitem__, default=None)
    if best is not None and alike[best] > 0.5:
        return best
    likely = [i for i in free[-_NEAR_BODY:] if len(above[i].text) <= 200 and _titular(above[i].text)]
    told = {word[:6] for line in rest[:_LEAD] for word in _WORD.findall(line.folded) if len(word) >= 4}
    shares = {i: _told_again(above[i].folded, told) for i in likely}
    most = max(shares.values(), default=0.0)
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
