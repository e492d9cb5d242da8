"""From the lines of a page to zones: which stretch is the report, and what stands around it."""

import re

from copydesk.model.report import Zone, ZoneKind
from copydesk.readers.blocks import Block, Label, Rendering

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_WORDY = re.compile(r"\w+")

RUNNING = 80
"""Characters from which a line with few links counts as running text."""

INSIDE = 2.0
"""Weight of running text in an element that is named as the report's own ("article-body").

Measured on 181 pages (``data/pages``), F1 of the body: .933 without it, .948 with 2, 3 or 5. Short
reports lost against longer notices about cookies or the publisher.
"""

ENOUGH = 1000
"""Characters of running text in such elements from which text outside them counts nothing.

Measured like ``INSIDE``: .955 without this rule, .964 with it at 400 or 1000. It keeps the full-sentence
teasers of other reports out that stand below one.
"""

SHORTEST = 140
"""Characters of running text below which a page's mark-up is not trusted to tell its zones."""


def zones_of(rendering: Rendering, titles: tuple[str | None, ...]) -> tuple[Zone, ...]:
    """Label a page's text, covering it in order without gaps, or return nothing where mark-up is mute.

    The report is the run of lines in which running text most outweighs links, short lines and whatever
    the mark-up calls furniture (a maximum-sum run over the lines, one pass).

    Args:
        rendering: the page's lines.
        titles: what the page says its title is; a line that repeats one is its headline.
    """
    blocks = rendering.blocks
    _void_wrong_labels(blocks)
    inside = sum(block.length for block in blocks if block.inside and _is_running(block))
    outside = 0.0 if inside >= ENOUGH else 1.0
    scores = [_score(block, outside) for block in blocks]
    first, last, total = _best_run(scores)
    if total <= 0 or sum(b.length for b in blocks[first:last] if _is_running(b)) < SHORTEST:
        return ()
    kinds = [_kind(block, first <= index < last) for index, block in enumerate(blocks)]
    _mark_headline(rendering, kinds, first, titles)
    return _covering(rendering, kinds)


def _is_running(block: Block) -> bool:
    return block.length >= RUNNING and block.linked < 0.4


def label_of(label: Label | None) -> Label | None:
    """Return the innermost label that was not found wrong; furniture and comments win."""
    found = None
    while label:
        if not label.void and (found is None or label.kind in {"furniture", "comment"}):
            found = label
        label = label.outer
    return found


def _void_wrong_labels(blocks: list[Block]) -> None:
    """Strike labels that hold the headline or most of the running text: their class meant something else.

    Seen: ``elementor-widget`` around a whole report, ``no-comments`` and ``tag-x`` on its wrapper.
    """
    total = 0
    labels: dict[int, Label] = {}
    for block in blocks:
        running = block.length if _is_running(block) else 0
        label = block.label
        counted = False
        while label:
            label.weight += running
            label.holds_headline |= block.tag == "h1"
            labels[id(label)] = label
            counted |= label.kind == "comment"
            label = label.outer
        total += 0 if counted else running
    for label in labels.values():
        if label.kind == "comment":
            label.void = label.holds_headline
        else:
            label.void = label.weight * 2 > total > 0 or (label.holds_headline and label.weight > 400)


def _score(block: Block, outside: float) -> float:
    """Weigh a line for (positive) or against (negative) being the report's running text, in characters."""
    label = label_of(block.label)
    if label and label.kind in {"furniture", "comment"}:
        return -30.0
    if label:
        return -2.0
    if block.tag in _HEADINGS:
        return -15.0
    cost = 25.0 if block.tag in {"p", "blockquote"} or block.inside else 60.0
    score = min(block.length, 600) * (1 - 2 * block.linked) - cost
    if score <= 0:
        return score
    return score * (INSIDE if block.inside else outside)


def _best_run(scores: list[float]) -> tuple[int, int, float]:
    """Return the half-open run of indexes with the greatest sum, and that sum."""
    best = (0, 0, 0.0)
    start, here = 0, 0.0
    for index, score in enumerate(scores):
        if here <= 0:
            start, here = index, 0.0
        here += score
        if here > best[2]:
            best = (start, index + 1, here)
    return best


def _kind(block: Block, in_report: bool) -> ZoneKind:
    label = label_of(block.label)
    if label:
        return label.kind
    if not in_report:
        return "furniture"
    if block.linked > 0.6 and block.length < 300:
        return "furniture"
    return "body"


def _mark_headline(
    rendering: Rendering, kinds: list[ZoneKind], first: int, titles: tuple[str | None, ...]
) -> None:
    """Make one line the headline: one near the top that says the page's title, else the last h1 there."""
    said = [_key(title) for title in titles if title]
    choice: int | None = None
    for index, block in enumerate(rendering.blocks[: first + 3]):
        label = label_of(block.label)
        if (label and label.kind != "standfirst") or block.length > 400:
            continue
        key = _key(rendering.text[block.start : block.end])
        same = bool(key) and any(key == title or (len(key) > 20 and title.startswith(key)) for title in said)
        if same and (block.tag in _HEADINGS or block.linked < 0.5):
            kinds[index] = "headline"
            return
        if block.tag == "h1":
            choice = index
    if choice is not None:
        kinds[choice] = "headline"


def _key(text: str) -> str:
    return " ".join(_WORDY.findall(text.lower()))


def _covering(rendering: Rendering, kinds: list[ZoneKind]) -> tuple[Zone, ...]:
    """Turn lines into zones; the white space after a line belongs to its zone, equal neighbours join."""
    blocks = rendering.blocks
    starts = [0] + [block.start for block in blocks[1:]]
    ends = [*starts[1:], len(rendering.text)]
    zones: list[Zone] = []
    for start, end, kind in zip(starts, ends, kinds, strict=True):
        if zones and zones[-1].kind == kind:
            zones[-1] = Zone(zones[-1].start, end, kind)
        else:
            zones.append(Zone(start, end, kind))
    return tuple(zones)
