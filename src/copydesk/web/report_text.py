"""Cuts a report's text at every boundary of its annotations and writes it as HTML."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from copydesk.model.document import Document
from copydesk.model.report import ZoneKind
from copydesk.model.span import Span
from copydesk.web.plain_words import ZONE_WORDS, counted, shorten

FOLDED_ZONES: frozenset[ZoneKind] = frozenset({"comment", "furniture"})
LONGEST_OPEN_ZONE = 160
"""Comments and furniture of more characters than this are folded away behind their first words."""

_LINE = re.compile(r"[^\n]*\n+|[^\n]+")
_UNPRINTABLE = str.maketrans({"\0": "␀", "\r": "&#13;"})


@dataclass(frozen=True, slots=True)
class Marks:
    """What is to be told apart inside one report's text.

    Args:
        quoted: contents of quotes.
        attributed: cues and sources of quotes.
        copied: stretches shared with another report by copying.
        cited: stretches that the page cites; each gets an anchor.
    """

    quoted: Sequence[Span] = ()
    attributed: Sequence[Span] = ()
    copied: Sequence[Span] = ()
    cited: Sequence[Span] = ()


@dataclass(frozen=True, slots=True)
class ZoneBlock:
    """Neighbouring zones of one kind, as HTML paragraphs."""

    kind: str
    label: str
    size: str
    preview: str
    folded: bool
    html: Markup


def anchor(report: int, start: int, end: int) -> str:
    """Return the id of a cited stretch of the story's report number ``report`` (from 0)."""
    return f"c-{report}-{start}-{end}"


def zone_blocks(document: Document, number: int, marks: Marks) -> list[ZoneBlock]:
    """Write the text of the story's report ``number``; joined, the blocks hold every character of it.

    Time grows with the text and the number of marks, not with their product.
    """
    text = document.text
    segments = _Segments(text, number, marks)
    blocks: list[ZoneBlock] = []
    for start, end, kind in _runs(document):
        html = Markup("").join(segments.paragraphs(start, end))
        folded = kind in FOLDED_ZONES and end - start > LONGEST_OPEN_ZONE
        label = ZONE_WORDS[kind] if document.zones else "text, zones not told apart"
        preview = shorten(text[start:end], 70) if folded else ""
        blocks.append(ZoneBlock(kind, label, counted(end - start, "character"), preview, folded, html))
    return blocks


def union(spans: Iterable[Span], length: int) -> list[tuple[int, int]]:
    """Return the stretches that ``spans`` cover inside a text of ``length`` characters, in order."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted({(span.start, min(span.end, length)) for span in spans}):
        if end <= start:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _runs(document: Document) -> Iterator[tuple[int, int, ZoneKind]]:
    """Yield neighbouring zones of one kind as one, and any text outside all zones as body."""
    length = len(document.text)
    runs: list[tuple[int, int, ZoneKind]] = []
    done = 0
    for zone in document.zones:
        start, end = max(zone.start, done), min(zone.end, length)
        if start > done:
            runs.append((done, start, "body"))
        if end > start:
            runs.append((start, end, zone.kind))
        done = max(done, end)
    if done < length:
        runs.append((done, length, "body"))
    here: tuple[int, int, ZoneKind] | None = None
    for run in runs:
        if here is not None and here[2] == run[2]:
            here = (here[0], run[1], run[2])
            continue
        if here is not None:
            yield here
        here = run
    if here is not None:
        yield here


class _Segments:
    """The boundaries of all marks of one report."""

    def __init__(self, text: str, number: int, marks: Marks) -> None:
        self._text = text
        self._number = number
        layers = {"q": marks.quoted, "a": marks.attributed, "c": marks.copied, "k": marks.cited}
        self._edges = {
            name: [edge for stretch in union(spans, len(text)) for edge in stretch]
            for name, spans in layers.items()
        }
        bounds = {edge for edges in self._edges.values() for edge in edges}
        self._ends_of: dict[int, list[int]] = {}
        for span in sorted(set(marks.cited)):
            bounds.update((span.start, span.end))
            self._ends_of.setdefault(span.start, []).append(span.end)
        self._bounds = sorted(bounds)

    def paragraphs(self, start: int, end: int) -> Iterator[Markup]:
        """Yield a paragraph for each line of ``[start, end)``; line breaks stay inside."""
        for line in _LINE.finditer(self._text, start, end):
            inner = "".join(self._inline(line.start(), line.end()))
            yield Markup(f'<p dir="auto">{inner}</p>')  # noqa: S704  # escaped in _inline

    def _inline(self, start: int, end: int) -> Iterator[str]:
        """Yield the segments of one line, inside elements that carry the anchors of citations.

        An anchor's element is cut where it would cross another one's end, or the line's: it is what a
        browser without scripts can mark. The script marks whole segments and needs no such cut.
        """
        open_ends: list[int] = []
        for left, right in self._cuts(start, end):
            while open_ends and open_ends[-1] <= left:
                open_ends.pop()
                yield "</span>"
            for cited_end in sorted(self._ends_of.get(left, ()), reverse=True):
                yield f'<span id="{anchor(self._number, left, cited_end)}">'
                open_ends.append(min([cited_end, end, *open_ends[-1:]]))
            yield self._segment(left, right)
        yield "</span>" * len(open_ends)

    def _cuts(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        index = bisect_right(self._bounds, start)
        left = start
        while index < len(self._bounds) and self._bounds[index] < end:
            yield left, self._bounds[index]
            left = self._bounds[index]
            index += 1
        yield left, end

    def _segment(self, start: int, end: int) -> str:
        names = " ".join(name for name, edges in self._edges.items() if bisect_right(edges, start) % 2)
        classes = f' class="{names}"' if names else ""
        shown = escape(self._text[start:end], quote=False).translate(_UNPRINTABLE)
        return f"<span data-s={start}{classes}>{shown}</span>"
