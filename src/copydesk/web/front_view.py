"""What the front page shows of each story."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from markupsafe import Markup

from copydesk.model.document import Document
from copydesk.model.story import Story
from copydesk.web.plain_words import counted, period, range_words, short_day, support_words

SHOWN_OUTLETS = 6
_SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_STRIP_WIDTH = 200


@dataclass(frozen=True, slots=True)
class Teaser:
    """A story on the front page: ``outlets`` are its most frequent names, ``more`` counts the others."""

    file: str
    title: str
    days: str
    support: str
    sentence: str
    findings: str
    outlets: tuple[str, ...]
    more: int
    strip: Markup


def page_name(story: str) -> str:
    """Return the file name of a story's page: its id, made harmless where it could leave the folder."""
    if _SAFE_NAME.fullmatch(story) and story.lower() != "index":
        return f"{story}.html"
    slug = re.sub(r"[^A-Za-z0-9]+", "-", story[:200]).strip("-")[:40].lower() or "story"
    return f"{slug}-{sha256(story.encode('utf-8', 'replace')).hexdigest()[:10]}.html"


def teaser(story: Story, documents: Mapping[str, Document]) -> Teaser:
    """Return what the front page shows of ``story``.

    Raises:
        KeyError: ``documents`` lacks a report of the story.
    """
    reports = [documents[report].report for report in dict.fromkeys(story.speaking)]
    outlets = [name for name, _ in Counter(report.name for report in reports).most_common()]
    days = [found.first for report in reports if (found := period(report.published)) is not None]
    room = SHOWN_OUTLETS + (len(outlets) == SHOWN_OUTLETS + 1)
    return Teaser(
        page_name(story.id),
        story.title.strip() or "Story without a title",
        range_words(story.first, story.last) or "Dates not known",
        support_words(len(reports), story.independent),
        story.brief[0].text if story.brief else "",
        _findings(story),
        tuple(outlets[:room]),
        max(len(outlets) - room, 0),
        _strip(days),
    )


def _findings(story: Story) -> str:
    """Return "2 disagreements, 14 utterances" without what there is none of."""
    counts = (
        (len(story.disagreements), "disagreement", None),
        (len(story.utterances), "utterance", None),
        (
            len({derivation.report for derivation in story.derivations}),
            "report with taken text",
            "reports with taken text",
        ),
    )
    return ", ".join(counted(number, word, words) for number, word, words in counts if number)


def _strip(days: Iterable[date]) -> Markup:
    """Return a small drawing of how many reports came out on which day, or nothing if there are under two."""
    per_day = Counter(days)
    if sum(per_day.values()) < 2:
        return Markup("")
    first, last = min(per_day), max(per_day)
    length, most = (last - first).days or 1, max(per_day.values())
    parts = []
    for day, number in sorted(per_day.items()):
        x = 8 + (_STRIP_WIDTH - 16) * ((day - first).days / length if first != last else 0.5)
        tall = 6 + 18 * number / most
        parts.append(f'<rect class="bar" x="{x - 3:.1f}" y="{28 - tall:.1f}" width="6" height="{tall:.1f}"/>')
    ends = f'<text class="date start" x="2" y="44">{short_day(first)}</text>'
    if first == last:
        ends = f'<text class="date" x="{_STRIP_WIDTH / 2}" y="44">{short_day(first)}</text>'
    else:
        ends += f'<text class="date end" x="{_STRIP_WIDTH - 2}" y="44">{short_day(last)}</text>'
    words = f"Reports published from {short_day(first)} to {short_day(last)}, at most {most} on one day"
    if first == last:
        words = f"All reports published on {short_day(first)}"
    return Markup(  # noqa: S704  # numbers and month names only
        f'<svg class="strip" viewBox="0 0 {_STRIP_WIDTH} 48" role="img" aria-label="{words}">'
        f'<line class="axis" x1="0" y1="28.5" x2="{_STRIP_WIDTH}" y2="28.5"/>{"".join(parts)}{ends}</svg>'
    )
