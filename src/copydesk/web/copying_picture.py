"""Draws who took text from whom, as SVG: boxes for reports and unseen sources, arrows for taken text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from copydesk.web.plain_words import counted, share_words

MOST_TAKERS = 12
"""Of the reports that take text from one source, so many are drawn."""
MOST_BOXES = 60
MOST_DEPTH = 4
_NARROW = 500


@dataclass(frozen=True, slots=True)
class Box:
    """A report or latent source: key, name, a second line, link target or None, whether it is latent."""

    key: str
    name: str
    note: str
    target: str | None
    latent: bool = False


@dataclass(frozen=True, slots=True)
class Arrow:
    """Text taken: keys of source and taker, share 0 to 1 or None, whether the direction is known.

    ``target`` is the anchor of what the two share, None where the source is not at hand.
    """

    source: str
    taker: str
    share: float | None
    directed: bool
    target: str | None = None


@dataclass(frozen=True, slots=True)
class _Placed:
    box: Box
    x: float
    y: float
    width: float
    share: str = ""

    @property
    def middle(self) -> float:
        return self.y + _TALL / 2


_TALL = 46.0
_STEP = 58.0
_LETTER = 7.6
"""Width of a letter of a name, at most on average."""


def copying_picture(boxes: Sequence[Box], arrows: Sequence[Arrow], width: int) -> Markup:
    """Return an SVG ``width`` units wide, or nothing if no report took text from another.

    Args:
        boxes: every report and latent source.
        arrows: who took from whom; keys without a box are left out.
        width: below 500 the sources stand above the reports that took from them, else to their left.
    """
    by_key = {box.key: box for box in boxes}
    known = [arrow for arrow in arrows if arrow.source in by_key and arrow.taker in by_key]
    drawn = [arrow for arrow in known if arrow.source != arrow.taker]
    if not drawn:
        return Markup("")
    forest = _Forest(by_key, drawn)
    placed = forest.indented(width) if width < _NARROW else forest.columns(width)
    lines = _elbows(placed, forest) if width < _NARROW else _curves(placed, drawn, forest)
    taking = {key for arrow in drawn for key in (arrow.source, arrow.taker)}
    alone = [box for box in boxes if box.key not in taking]
    below = 30 + max(place.y + _TALL for place in placed.values())
    grid, height = _grid(alone, below, width)
    name = f"copying-{width}"
    head = (
        f'<svg class="picture copying w{width}" viewBox="0 0 {width} {height:.0f}" role="img" '
        f'aria-labelledby="{name}-title {name}-text">'
        f'<title id="{name}-title">Who took text from whom</title>'
        f'<desc id="{name}-text">{escape(_description(by_key, drawn, alone))}</desc>'
        f'<defs><marker id="{name}-tip" viewBox="0 0 8 8" refY="4" markerWidth="10" markerHeight="11" '
        'markerUnits="userSpaceOnUse" orient="auto"><path class="tip" d="M0 0l8 4l-8 4z"/></marker></defs>'
    )
    body = [line.replace("TIP", f"url(#{name}-tip)") for line in lines]
    body += [_draw(place) for place in placed.values()]
    body += grid
    return Markup(head + "".join(body) + "</svg>")  # noqa: S704  # names were escaped in _draw


class _Forest:
    """Each taker hangs under the source it took most from; what would close a circle stays an extra arrow."""

    def __init__(self, boxes: dict[str, Box], arrows: Sequence[Arrow]) -> None:
        self._boxes = boxes
        self.parent: dict[str, Arrow] = {}
        for arrow in sorted(arrows, key=lambda arrow: (-(arrow.share or 0), arrow.taker, arrow.source)):
            if arrow.taker not in self.parent and not self._above(arrow.source, arrow.taker):
                self.parent[arrow.taker] = arrow
        self._takers: dict[str, list[str]] = {}
        for taker, arrow in self.parent.items():
            self._takers.setdefault(arrow.source, []).append(taker)
        roots = {arrow.source for arrow in arrows if arrow.source not in self.parent}
        self._roots = sorted(roots, key=lambda key: (-len(self._takers.get(key, [])), key))

    def _above(self, key: str, sought: str) -> bool:
        while key != sought and key in self.parent:
            key = self.parent[key].source
        return key == sought

    def _rows(self) -> Iterable[tuple[Box, int]]:
        """Yield boxes with their depth, sources before their takers, and one box for takers left out."""
        waiting = [(key, 0) for key in reversed(self._roots)]
        left_out: dict[str, int] = {}
        room = MOST_BOXES
        while waiting and room:
            key, depth = waiting.pop()
            room -= 1
            if key not in self._boxes:
                yield Box(key, f"and {left_out[key]:,} more", "listed below", None), min(depth, MOST_DEPTH)
                continue
            yield self._boxes[key], min(depth, MOST_DEPTH)
            takers = self._takers.get(key, [])
            shown = takers[:MOST_TAKERS] if len(takers) > MOST_TAKERS + 1 else takers
            if len(shown) < len(takers):
                left_out[f"\0{key}"] = len(takers) - len(shown)
                waiting.append((f"\0{key}", depth + 1))
            waiting += [(taker, depth + 1) for taker in reversed(shown)]

    def indented(self, width: int) -> dict[str, _Placed]:
        """Place one box a row, each further in than its source."""
        placed: dict[str, _Placed] = {}
        for row, (box, depth) in enumerate(self._rows()):
            x = 1 + 30.0 * depth
            placed[box.key] = _Placed(box, x, 1 + row * _STEP, width - 2 - x, self.share(box.key))
        return placed

    def columns(self, width: int) -> dict[str, _Placed]:
        """Place sources to the left of their takers, a source beside the middle of them."""
        rows = list(self._rows())
        deepest = max(depth for _, depth in rows)
        wide = min(280.0, (width - 2 - 55.0 * deepest) / (deepest + 1))
        step = min(480.0, (width - 2 - wide) / max(deepest, 1))
        y_of: dict[str, float] = {}
        span_of: dict[int, list[float]] = {}
        leaf = 1.0
        placed: list[_Placed] = []
        for index in range(len(rows) - 1, -1, -1):
            box, depth = rows[index]
            below = span_of.pop(depth + 1, [])
            y = (below[0] + below[-1]) / 2 if below else leaf
            if not below:
                leaf += _STEP
            y_of[box.key] = y
            span_of.setdefault(depth, []).append(y)
            placed.append(_Placed(box, 1 + depth * step, y, wide))
        tallest = leaf - _STEP
        return {
            place.box.key: replace(place, y=tallest + 1 - place.y, share=self.share(place.box.key))
            for place in reversed(placed)
        }

    def share(self, key: str) -> str:
        """Return what part of its text a report took from the source it hangs under."""
        return share_words(self.parent[key].share) if key in self.parent else ""


def _elbows(placed: dict[str, _Placed], forest: _Forest) -> Iterable[str]:
    """Yield a line down from each source and in to each of its takers."""
    for key, place in placed.items():
        source = _source_place(key, placed, forest)
        if source is None:
            continue
        x = source.x + 13
        end = place.x - (10 if forest.parent[key].directed else 0)
        yield _line(forest.parent[key], f"M{x:.1f} {source.y + _TALL:.1f}V{place.middle:.1f}H{end:.1f}", 2)


def _source_place(key: str, placed: dict[str, _Placed], forest: _Forest) -> _Placed | None:
    if key.startswith("\0"):
        return None
    return placed.get(forest.parent[key].source) if key in forest.parent else None


def _curves(placed: dict[str, _Placed], arrows: Iterable[Arrow], forest: _Forest) -> Iterable[str]:
    """Yield a curve for each arrow, thicker the more was taken; a second source's with its share."""
    labels = []
    for arrow in arrows:
        source, taker = placed.get(arrow.source), placed.get(arrow.taker)
        if source is None or taker is None:
            continue
        left, right = source.x + source.width, taker.x
        if right <= left:
            left, right = source.x + source.width, taker.x + taker.width
        bend = max(abs(right - left) / 2, 30)
        thick = 1.5 + 4.5 * (arrow.share or 0)
        end = right - (10 if arrow.directed else 0)
        way = (
            f"M{left:.1f} {source.middle:.1f}C{left + bend:.1f} {source.middle:.1f} "
            f"{end - bend:.1f} {taker.middle:.1f} {end:.1f} {taker.middle:.1f}"
        )
        yield _line(arrow, way, thick)
        words = share_words(arrow.share)
        if words and forest.parent.get(arrow.taker) != arrow:
            labels.append(
                f'<text class="share" x="{(left + right) / 2:.1f}" '
                f'y="{(source.middle + taker.middle) / 2 + 4:.1f}">{words}</text>'
            )
    yield from labels


def _line(arrow: Arrow, way: str, thick: float) -> str:
    """Return an arrow along the path ``way``; where its texts can be read side by side, a link to them."""
    loose, tip = ("", ' marker-end="TIP"') if arrow.directed else (" loose", "")
    path = f'<path class="arrow{loose}" stroke-width="{thick:.1f}" d="{way}"{tip}/>'
    if arrow.target is None:
        return path
    return (
        f'<a href="#{arrow.target}" tabindex="-1"><title>What the two share</title>'
        f'<path class="reach" d="{way}"/>{path}</a>'
    )


def _draw(place: _Placed) -> str:
    box = place.box
    kind = " latent" if box.latent else " more" if box.key.startswith("\0") else ""
    left = place.x + 10
    room = place.width - 20 - (44 if place.share else 0)
    parts = (
        f'<rect class="box{kind}" x="{place.x:.1f}" y="{place.y:.1f}" width="{place.width:.1f}" '
        f'height="{_TALL}" rx="4"/>'
        f'<text class="name" x="{left:.1f}" y="{place.y + 20:.1f}">{_fit(box.name, room / _LETTER)}</text>'
        f'<text class="small" x="{left:.1f}" y="{place.y + 36:.1f}">{_fit(box.note, room / 6.2)}</text>'
    )
    if place.share:
        parts += (
            f'<text class="share inside" x="{place.x + place.width - 28:.1f}" y="{place.middle + 5:.1f}">'
            f"{place.share}</text>"
        )
    full = f"<title>{escape(box.name)}, {escape(box.note)}</title>"
    if box.target is None:
        return f"<g>{full}{parts}</g>"
    return f'<a href="#{box.target}" tabindex="-1">{full}{parts}</a>'


def _fit(words: str, most: float) -> str:
    """Return ``words`` escaped, cut to about ``most`` characters."""
    return str(escape(words if len(words) <= most else words[: max(int(most) - 1, 1)] + "…"))


def _grid(boxes: Sequence[Box], top: float, width: int) -> tuple[list[str], float]:
    """Return the boxes of reports that stand apart, under their own heading, and the picture's height."""
    if not boxes:
        return [], top - 28
    gap = 10.0
    wide = _widest_grid(boxes, width, gap)
    across = round((width - 2 + gap) / (wide + gap))
    shown = list(boxes[: MOST_BOXES - 1]) if len(boxes) > MOST_BOXES else list(boxes)
    if len(shown) < len(boxes):
        shown.append(Box("\0", f"and {len(boxes) - len(shown):,} more", "listed below", None))
    parts = [f'<text class="heading" x="1" y="{top + 12:.1f}">Independent, and nobody took from them</text>']
    for index, box in enumerate(shown):
        x = 1 + (index % across) * (wide + gap)
        y = top + 24 + (index // across) * (_TALL + gap)
        parts.append(_draw(_Placed(box, x, y, wide)))
    rows = -(-len(shown) // across)
    return parts, top + 24 + rows * (_TALL + gap)


def _widest_grid(boxes: Iterable[Box], width: int, gap: float) -> float:
    """Return the width of boxes when as many stand side by side as let every name be read."""
    longest = max(len(box.name) for box in boxes)
    for across in (2, 1) if width < _NARROW else (4, 3, 2):
        wide = (width - 2 - gap * (across - 1)) / across
        if (wide - 20) / _LETTER >= longest:
            break
    return wide


def _description(boxes: dict[str, Box], arrows: Sequence[Arrow], alone: Sequence[Box]) -> str:
    told = []
    for arrow in arrows[:20]:
        share = f", {share_words(arrow.share)} of its text" if arrow.share is not None else ""
        verb = "took text from" if arrow.directed else "shares copied text with"
        told.append(f"{boxes[arrow.taker].name} {verb} {boxes[arrow.source].name}{share}.")
    if len(arrows) > 20:
        told.append(f"{len(arrows) - 20} more are in the table below.")
    if alone:
        told.append(f"{counted(len(alone), 'report')} stand apart.")
    return " ".join(told)
