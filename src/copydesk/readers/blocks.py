"""A page's visible text, line by line, with what the mark-up says about each line."""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from copydesk.model.report import ZoneKind
from copydesk.readers.pagewords import kind_of

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_PARAGRAPHS = frozenset(
    "p h1 h2 h3 h4 h5 h6 blockquote ul ol dl table figure pre hr section article aside header footer nav "
    "main address form".split()
)
_LINES = _PARAGRAPHS | frozenset(
    "div li tr td th dt dd caption figcaption details summary fieldset legend dialog menu option "
    "optgroup select button center thead tbody tfoot body hgroup picture search dir br hr".split()
)
_GAPS = {name: 2 if name in _PARAGRAPHS else 1 for name in _LINES}
"""Line breaks around an element: 2 make a blank line."""

_KIND_HINTS = re.compile(r' (?:class|id|role|itemprop|rel|aria-label)="([^"]*)"')
_HIDDEN = re.compile(r' hidden="(?!false)|style="[^"]*(?:display: *none|visibility: *hidden)', re.I)
_SPACE = re.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")
_DATETIME = re.compile(r' datetime="([^"]+)"')

DEEPEST = 8
"""Labels kept one inside the other; deeper ones are dropped, so that the work per line is bounded."""


@dataclass(slots=True)
class Label:
    """What an element's name or class says its content is. ``weight`` counts running text inside it."""

    kind: ZoneKind
    outer: "Label | None"
    depth: int
    weight: int = 0
    holds_headline: bool = False
    void: bool = False


@dataclass(slots=True)
class Block:
    """A line of the rendering, or a part of one that has a label of its own. Offsets in code points."""

    start: int
    end: int
    tag: str
    links: int
    label: Label | None
    inside: bool

    @property
    def length(self) -> int:
        """Number of characters."""
        return self.end - self.start

    @property
    def linked(self) -> float:
        """Share of the characters that are links, 0 to 1."""
        return min(1.0, self.links / self.length) if self.length else 1.0


class Moment(NamedTuple):
    """A time element: the value of its datetime attribute, and the label it stands under."""

    value: str
    label: Label | None


@dataclass(slots=True)
class Rendering:
    """The visible text of a page, its lines in order, and its time elements."""

    text: str
    blocks: list[Block]
    moments: list[Moment]


class _Frame(NamedTuple):
    """What holds inside an open element."""

    tag: str
    label: Label | None
    hidden: bool
    inside: bool
    linked: bool


class _Opened(NamedTuple):
    """What a start tag does, wherever it stands; ``gap`` is 0 for inline elements."""

    name: str
    gap: int
    void: bool
    plain: bool
    kind: ZoneKind | None
    hidden: bool
    moment: str | None


def render(tokens: list[str]) -> Rendering:
    """Write out a page's visible text from the tokens of ``markup.tokens``, in one pass.

    Block elements stand on lines of their own, paragraphs and sections with a blank line between them;
    ``br`` ends a line; white space is collapsed except inside ``pre``; what is hidden by the ``hidden``
    attribute or by an inline ``display: none`` is left out.
    """
    writer = _Writer()
    pieces = writer.pieces
    here = _Frame("body", None, False, False, False)
    stack: list[_Frame] = []
    for index in range(0, len(tokens) - 1, 2):
        written, tag = tokens[index], tokens[index + 1]
        if written and not here.hidden and (pieces or not written.isspace()):
            pieces.append((written, here))
        if tag[:1] == "/":
            gap = _GAPS.get(tag[1:])
            if gap:
                writer.end_line(gap)
            if stack:
                here = stack.pop()
            continue
        made = _LINK if tag[:2] == "a " and 'rel="author' not in tag else _opened(tag)
        if made.gap:
            writer.end_line(made.gap if pieces or made.name != "br" else 2)
        if made.void:
            continue
        stack.append(here)
        if not made.plain:
            if made.moment:
                writer.moments.append(Moment(made.moment, here.label))
            here = _entered(made, here)
    if tokens[-1] and not tokens[-1].isspace():
        pieces.append((tokens[-1], here))
    writer.end_line(1)
    return Rendering("".join(writer.out), writer.blocks, writer.moments)


def _entered(made: _Opened, above: _Frame) -> _Frame:
    """Return what holds inside an element that was opened inside ``above``."""
    tag, label, hidden, inside, linked = above
    kind = made.kind
    if kind == "body":
        inside = True
    elif kind and not (label and (label.kind == kind or label.depth >= DEEPEST)):
        label = Label(kind, label, label.depth + 1 if label else 0)
    return _Frame(
        made.name if made.gap else tag, label, hidden or made.hidden, inside, linked or made.name == "a"
    )


class _Writer:
    """The lines written so far, and the pieces of the one being written."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.size = 0
        self.gap = 0
        self.blocks: list[Block] = []
        self.moments: list[Moment] = []
        self.pieces: list[tuple[str, _Frame]] = []

    def end_line(self, gap: int) -> None:
        """Write the line out, if there is one, and leave ``gap`` line breaks before the next."""
        if self.pieces:
            self._write()
            self.gap = gap
            self.pieces.clear()
        elif gap > self.gap:
            self.gap = gap

    def _write(self) -> None:
        parts = _parts(self.pieces)
        if not parts:
            return
        if self.size:
            self.out.append("\n" * self.gap)
            self.size += self.gap
        for text, links, frame in parts:
            block = Block(self.size, self.size + len(text), frame.tag, links, frame.label, frame.inside)
            self.blocks.append(block)
            self.out.append(text)
            self.size += len(text)


def _parts(pieces: list[tuple[str, _Frame]]) -> list[tuple[str, int, _Frame]]:
    """Collapse a line's white space and split the line where the label changes."""
    if len(pieces) == 1:
        written, frame = pieces[0]
        text = _visible(written, keep=frame.tag == "pre").strip(" ")
        return [(text, len(text) if frame.linked else 0, frame)] if text else []
    runs: list[tuple[list[str], _Frame]] = []
    links = [0]
    for written, frame in pieces:
        if runs and runs[-1][1].label is frame.label:
            runs[-1][0].append(written)
        else:
            if runs:
                links.append(0)
            runs.append(([written], frame))
        if frame.linked:
            links[-1] += len(written.strip())
    parts: list[tuple[str, int, _Frame]] = []
    spaced = True
    for (written_parts, frame), linked in zip(runs, links, strict=True):
        text = "".join(written_parts)
        text = _visible(text, keep=frame.tag == "pre")
        if spaced:
            text = text.lstrip(" ")
        if text:
            parts.append((text, linked, frame))
            spaced = text.endswith(" ")
    if parts:
        text, linked, frame = parts.pop()
        if text.rstrip(" "):
            parts.append((text.rstrip(" "), linked, frame))
        elif parts:
            before = parts.pop()
            parts.append((before[0].rstrip(" "), before[1], before[2]))
    return parts


def _visible(written: str, *, keep: bool) -> str:
    text = written if keep else _SPACE.sub(" ", written)
    return unescape(text) if "&" in text else text


@lru_cache(maxsize=1 << 14)
def _opened(tag: str) -> _Opened:
    name, space, rest = tag.partition(" ")
    rest = space + rest
    gap = _GAPS.get(name, 0)
    kind = kind_of(name, " ".join(_KIND_HINTS.findall(rest)), inline=not gap) if rest or gap else None
    hidden = bool(rest) and _HIDDEN.search(rest) is not None
    moment = _DATETIME.search(rest) if name == "time" else None
    plain = not (gap or kind or hidden or moment or name == "a")
    return _Opened(name, gap, name in _VOID, plain, kind, hidden, unescape(moment[1]) if moment else None)


_LINK = _Opened("a", 0, False, False, None, False, None)
"""Links are all different and seldom say anything by their class: they are not looked up."""
