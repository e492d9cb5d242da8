"""Lines that one outlet prints in several reports: about the writer, support us, the day's other stories.

What stands word for word in different reports of an outlet is no part of either, unless the two are versions
of one report. Measured on data/pages, cross-validated by site: of 55 sites with two pages each, 83 lines that
score as body and stand in both pages are no part of the main text, and 16 are.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

LIKELY = 0.5
"""Score from which on a line counts as body here."""
VERSION = 0.35
"""A report of whose likely body more than this share repeats is a version of another one: of pages
held against copies of themselves with a third of the lines changed, 0.1 % of the main text is lost (with 0.5:
0.9 %)."""
OFTEN = 3
"""Reports that must have a line in the midst of a report's own lines, and half of those at hand besides;
follow-ups may share a paragraph of background."""


@dataclass(frozen=True)
class Scored:
    """The lines of one report.

    Args:
        outlet: who published it, None where unknown.
        address: what all revisions of one report share, such as the URL.
        lines: case-folded.
        scores: for each line, how likely it is body; changed in place.
    """

    outlet: str | None
    address: str
    lines: Sequence[str]
    scores: list[float]

    @cached_property
    def keys(self) -> list[int | None]:
        """For each line its hash, None where it has no words."""
        return [hash(line) if _has_words(line) else None for line in self.lines]


def sink_repeated(reports: Iterable[Scored]) -> None:
    """Set the scores of lines to 0 that other reports of the outlet have too.

    Reports without an outlet are left alone; so are versions of one report, which share most of their body.
    Of the lines only hashes are kept. Time and memory grow with the number of lines.

    Args:
        reports: all that are at hand; revisions under one address count as one.
    """
    by_outlet: defaultdict[str, list[Scored]] = defaultdict(list)
    for report in reports:
        if report.outlet is not None:
            by_outlet[report.outlet].append(report)
    for group in by_outlet.values():
        if len({report.address for report in group}) > 1:
            _sink(group)


def _sink(group: Sequence[Scored]) -> None:
    """Sink what reports of one outlet share."""
    having = _having(group)
    judged = [report for report in group if not _is_version(report, having)]
    having = _having(judged)
    addresses = len({report.address for report in judged})
    for report in judged:
        repeated = [having[key] for key in report.keys]
        own = [
            i
            for i, score in enumerate(report.scores)
            if repeated[i] < 2 and score > LIKELY and report.keys[i] is not None
        ]
        for i, count in enumerate(repeated):
            inside = bool(own) and own[0] < i < own[-1]
            if count >= 2 and (not inside or (count >= OFTEN and 2 * count >= addresses)):
                report.scores[i] = 0.0


def _having(group: Iterable[Scored]) -> Counter[int | None]:
    """Count for each line with words, by its hash, the addresses that have it."""
    lines: defaultdict[str, set[int | None]] = defaultdict(set)
    for report in group:
        lines[report.address].update(report.keys)
    having = Counter(chain.from_iterable(lines.values()))
    having[None] = 0
    return having


def _is_version(report: Scored, having: Counter[int | None]) -> bool:
    sizes = [
        (len(line), having[key] > 1)
        for line, key, score in zip(report.lines, report.keys, report.scores, strict=True)
        if score > LIKELY
    ]
    return sum(size for size, again in sizes if again) > VERSION * sum(size for size, _ in sizes)


def _has_words(line: str) -> bool:
    return line[:1].isalnum() or any(map(str.isalnum, line[:40]))
