"""Who took from whom, to be read in a terminal."""

import re
from collections.abc import Iterable, Iterator, Sequence

from copydesk.exports.takings import Shared, Taking, takings
from copydesk.exports.terminal import heading, wrapped
from copydesk.model.link import LATENT
from copydesk.reuse.families import Family

SHOWN = 3
"""Passages that are shown of a derivation: the longest ones."""

UNNAMED = f"{LATENT}unknown"

LONGEST = 300
"""Characters of a passage that are shown."""

_NAMING = re.compile(
    r"\d+% of its text is shared with (.+)|\d+ words agree with it and not with (.+)|(.+) has the same words"
    r"|published \S+, (.+) \S+|shares text with (.+) and (.+), and none of them holds all"
    r'|shares its text with (.+?), which credits ".*',
    re.DOTALL,
)
"""Evidence that names other reports by their ids (see ``copydesk.reuse``)."""


def family_lines(found: Iterable[Family], width: int) -> Iterator[str]:
    """Yield for each family its reports, numbered, and below each of them whom it takes from."""
    between = False
    for family in found:
        if between:
            yield ""
        between = True
        numbers = {report.id: number for number, report in enumerate(family.reports, 1)}
        below: dict[str, list[Taking]] = {}
        for taking in takings(family):
            below.setdefault(taking.report.id, []).append(taking)
        yield from wrapped(_counted(family), width, "", "  ")
        for report in family.reports:
            yield from wrapped(f"[{numbers[report.id]}] {heading(report)}", width, "  ", "      ")
            for taking in below.get(report.id, ()):
                yield from _taken(taking, numbers, width)


def _counted(family: Family) -> str:
    reports = "1 report" if len(family.reports) == 1 else f"{len(family.reports):,} reports"
    accounts = "account" if family.independent == 1 else "accounts"
    return f"{reports}, {family.independent:,} independent {accounts}"


def _taken(taking: Taking, numbers: dict[str, int], width: int) -> Iterator[str]:
    derivation = taking.derivation
    share = "" if derivation.share is None else f" {derivation.share:.0%} of its text"
    if taking.source:
        verb = "takes" if derivation.directed else "shares"
        joint = "from" if derivation.directed else "with"
        said = f"{verb}{share} {joint} [{numbers[taking.source.id]}] {taking.name}"
    else:
        name = "a source that nobody names" if derivation.source == UNNAMED else taking.name
        said = f"takes its text from {name}, not among the reports"
        said += f";{share} is in others that do so too" if share else ""
    yield from wrapped(said, width, "      ", "        ")
    yield from wrapped(
        "; ".join(_numbered(one, numbers) for one in derivation.evidence), width, "        ", "        "
    )
    # Reports that take from one source have their passages in common: each pair is shown once.
    earlier = [
        one for one in taking.shared if taking.source or numbers[one.other.id] < numbers[taking.report.id]
    ]
    for one in _longest(earlier):
        yield from _passage(taking, one, numbers, width)


def _numbered(evidence: str, numbers: dict[str, int]) -> str:
    """Put the numbers of reports in place of their ids."""
    found = _NAMING.fullmatch(evidence)
    for group in range(found.re.groups if found else 0, 0, -1):
        if found and found[group] in numbers:
            start, end = found.span(group)
            evidence = f"{evidence[:start]}[{numbers[found[group]]}]{evidence[end:]}"
    return evidence


def _longest(shared: Sequence[Shared]) -> list[Shared]:
    """Choose the longest passages, no stretch of the report twice, in order of place."""
    chosen: list[Shared] = []
    for one in sorted(shared, key=lambda one: (-len(one.span), one.span)):
        if len(chosen) == SHOWN:
            break
        if not any(one.span.overlaps(other.span) for other in chosen):
            chosen.append(one)
    return sorted(chosen, key=lambda one: one.span)


def _passage(taking: Taking, one: Shared, numbers: dict[str, int], width: int) -> Iterator[str]:
    """Show both sides of a passage one above the other, the second only where its words differ."""
    own, others = one.span.of(taking.report.text), one.in_other.of(one.other.text)
    at, at_other = f"{one.span.start}..{one.span.end}", f"{one.in_other.start}..{one.in_other.end}"
    yield from wrapped(f"| {at} {_cut(own)}", width, "        ", "          ")
    same = "the same" if own.split() == others.split() else _cut(others)
    yield from wrapped(f"= [{numbers[one.other.id]}] {at_other} {same}", width, "        ", "          ")


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST]} [{len(words) - LONGEST:,} characters more]"
