"""Draws dated acts, and when the reports came out, on one axis, as SVG."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from markupsafe import Markup, escape

from copydesk.web.plain_words import Period, short_day
from copydesk.web.time_axis import Axis, far_apart

MOST_NUMBERED = 10
"""Dots stacked higher than this are drawn small and without their numbers."""
ROOM_FOR_WORDS = 125.0


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of the timeline: its number in the list below the picture, its days, its words."""

    number: int
    days: Period
    words: str


@dataclass(frozen=True, slots=True)
class _Dot:
    event: Event
    x: float
    level: int


def timeline_picture(events: Sequence[Event], published: Sequence[date], width: int) -> Markup:
    """Return an SVG ``width`` units wide, or nothing if there is no event.

    Args:
        events: what happened, in order of time.
        published: the reports' days of publication, those that are known.
        width: 340 fits a phone without scaling, 760 a desk.
    """
    if not events:
        return Markup("")
    longest = far_apart([*(event.days.first for event in events), *published])
    bands = [event.days for event in events if 0 < (event.days.last - event.days.first).days <= longest]
    days = [*(event.days.first for event in events), *(band.last for band in bands), *published]
    axis = Axis(days, longest, width)
    spacing = 25.0
    dots = _stack(events, axis, spacing)
    numbered = max(dot.level for dot in dots) < MOST_NUMBERED
    if not numbered:
        spacing = 10.0
        dots = _stack(events, axis, spacing)
    line = 30 + (max(dot.level for dot in dots) + 1) * spacing + 8
    bars, below = _report_bars(published, axis, line + 46)
    height = line + 46 + below
    name = f"timeline-{width}"
    size = f'viewBox="0 0 {width} {height:.0f}"'
    parts = [
        f'<svg class="picture w{width}" {size} role="img" aria-labelledby="{name}-title {name}-text">',
        f'<title id="{name}-title">Timeline</title>',
        f'<desc id="{name}-text">{escape(_description(events, published))}</desc>',
        f'<text class="small" x="2" y="14">Dated acts{", numbered as below" if numbered else ""}</text>',
        *_bands(bands, axis, line),
        *_draw_dots(dots, line, spacing, numbered),
        *_axis_line(axis, line),
        *_date_labels(events, published, axis, line),
        *bars,
        "</svg>",
    ]
    return Markup("").join(Markup(part) for part in parts)  # noqa: S704  # words were escaped above


def _axis_line(axis: Axis, line: float) -> list[str]:
    """Return the axis at height ``line``, with a gap where days were left out."""
    parts = [f'<path class="axis" d="M4 {line:.1f}H{axis.width - 4}"/>']
    for x in axis.breaks():
        parts.append(f'<path class="ground" d="M{x - 5:.1f} {line - 7:.1f}h10v14h-10z"/>')
        parts.append(f'<path class="break" d="M{x - 8:.1f} {line + 6:.1f}l6-12m4 12l6-12"/>')
    return parts


def _stack(events: Sequence[Event], axis: Axis, spacing: float) -> list[_Dot]:
    """Place each event above its first day, as low as there is room beside those placed before."""
    reach: list[float] = []
    dots = []
    for event in events:
        x = axis.x(event.days.first)
        level = next((level for level, edge in enumerate(reach) if x >= edge), len(reach))
        if level == len(reach):
            reach.append(0)
        reach[level] = x + spacing
        dots.append(_Dot(event, x, level))
    return dots


def _draw_dots(dots: Sequence[_Dot], line: float, spacing: float, numbered: bool) -> list[str]:
    highest: dict[float, int] = {}
    for dot in dots:
        highest[dot.x] = max(dot.level, highest.get(dot.x, 0))
    parts = [
        f'<path class="stem" d="M{x:.1f} {line:.1f}V{line - 8 - level * spacing:.1f}"/>'
        for x, level in highest.items()
    ]
    radius = spacing / 2 - 1.5
    for dot in dots:
        y = line - 8 - radius - dot.level * spacing
        vague = " vague" if dot.event.days.first != dot.event.days.last else ""
        number = (
            f'<text class="number{vague}" x="{dot.x:.1f}" y="{y + 4.2:.1f}">{dot.event.number}</text>'
            if numbered
            else ""
        )
        parts.append(
            f'<a href="#t-{dot.event.number}" tabindex="-1"><title>{escape(dot.event.words)}</title>'
            f'<circle class="dot{vague}" cx="{dot.x:.1f}" cy="{y:.1f}" r="{radius}"/>{number}</a>'
        )
    return parts


def _bands(periods: Iterable[Period], axis: Axis, line: float) -> list[str]:
    """Return a band along the axis for each month or year that stands for one of its days."""
    places = sorted({(axis.x(days.first), axis.x(days.last)) for days in periods})
    return [
        f'<rect class="span" x="{left:.1f}" y="{line - 4:.1f}" width="{right - left:.1f}" height="8" rx="4"/>'
        for left, right in places
    ]


def _date_labels(
    events: Sequence[Event], published: Sequence[date], axis: Axis, line: float
) -> Iterable[str]:
    """Yield the dates below the axis: both ends first, then the busiest days, as many as have room."""
    weight = Counter([event.days.first for event in events] + list(published))
    ends = {min(weight), max(weight)}
    taken: list[tuple[float, date]] = []
    half = 26.0
    for day in sorted(weight, key=lambda day: (day not in ends, -weight[day], day)):
        x = min(max(axis.x(day), half - 4), axis.width - half + 4)
        if all(abs(x - other) >= 2 * half for other, _ in taken):
            taken.append((x, day))
    names = _names(events, published)
    year = None
    for x, day in sorted(taken):
        tick = axis.x(day)
        yield f'<line class="tick" x1="{tick:.1f}" y1="{line:.1f}" x2="{tick:.1f}" y2="{line + 6:.1f}"/>'
        name = names.get(day) or short_day(day)
        yield f'<text class="date" x="{x:.1f}" y="{line + 20:.1f}">{name}</text>'
        if day.year != year and name != str(day.year):
            yield f'<text class="year" x="{x:.1f}" y="{line + 35:.1f}">{day.year}</text>'
            year = day.year


def _names(events: Sequence[Event], published: Sequence[date]) -> dict[date, str]:
    """Return what first days of months or years are called where they stand for the whole of it."""
    sharp = {event.days.first for event in events if event.days.first == event.days.last} | set(published)
    names = {}
    for event in events:
        first, last = event.days.first, event.days.last
        if first not in sharp:
            names[first] = short_day(first).split()[1] if (last - first).days < 31 else str(first.year)
    return names


def _report_bars(published: Sequence[date], axis: Axis, top: float) -> tuple[list[str], float]:
    """Return a bar for each day's reports, hanging from ``top``, and the height all that takes."""
    if not published:
        return [], 0.0
    per_day = Counter(published)
    places = sorted((axis.x(day), number) for day, number in per_day.items())
    apart = min((right - left for (left, _), (right, _) in pairwise(places)), default=8.0)
    wide = max(min(8.0, apart - 1), 3.0)
    unit = min(8.0, 60.0 / max(per_day.values()))
    parts = [
        f'<path class="bar" d="M{x - wide / 2:.1f} {top:.1f}h{wide:.1f}v{number * unit:.1f}h-{wide:.1f}z"/>'
        for x, number in places
    ]
    deep = max(per_day.values()) * unit
    label, words = 'class="small" ', "Reports published"
    if places[0][0] > ROOM_FOR_WORDS:
        label += f'x="2" y="{top + 10:.1f}"'
    elif places[-1][0] < axis.width - ROOM_FOR_WORDS:
        label += f'text-anchor="end" x="{axis.width - 2}" y="{top + 10:.1f}"'
    else:
        deep += 17
        label += f'x="2" y="{top + deep:.1f}"'
    return [*parts, f"<text {label}>{words}</text>"], max(deep, 12) + 6


def _description(events: Sequence[Event], published: Sequence[date]) -> str:
    first, last = (found(event.days.first for event in events) for found in (min, max))
    words = f"{len(events)} dated acts from {first.isoformat()} to {last.isoformat()}, listed below."
    if published:
        words += f" Reports were published from {min(published).isoformat()} to {max(published).isoformat()}."
    return words
