"""Sentences that reports quote alike but for words which one of them has otherwise or leaves out."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations, islice, product

from copydesk.model.span import Citation
from copydesk.stories.wording.printed import Printed, Told
from copydesk.stories.wording.rewording import BOTH, Stretch, changes

BESIDE = 3
"""Words before a change that, if a report has them again with other words, are a figure of speech."""

MOST_FORMS = 40
"""Distinct stretches of one utterance that are compared with one another, the longest first."""

_Quoted = Sequence[tuple[str, Stretch]]


def requoted(stretches: _Quoted, printed: Printed) -> list[list[Told]]:
    """Return groups of two values each: the sentences of two reports whose words differ.

    The reports do not take text from one another, for what a copy has otherwise is a slip. Each value is
    cited from every report that quotes the words in question so.

    Args:
        stretches: what stands in quotation marks, of one utterance, each with its report.
        printed: the story's reports.
    """
    distinct: defaultdict[tuple[str, ...], list[tuple[str, Stretch]]] = defaultdict(list)
    for quoted in stretches:
        distinct[quoted[1].forms].append(quoted)
    longest = sorted(distinct, key=lambda forms: (-len(forms), distinct[forms][0][0], forms))[:MOST_FORMS]
    kept = [pair for forms in longest for pair in distinct[forms]]
    found = []
    for here, there in combinations(longest, 2):
        if len(set(here) & set(there)) < BOTH:
            continue
        pairs = product(distinct[here], distinct[there])
        apart = (pair for pair in pairs if not printed.linked(pair[0][0], pair[1][0]))
        for one, other in islice(apart, 1):
            found += _group(one, other, kept, printed)
    return found


def _group(
    one: tuple[str, Stretch], other: tuple[str, Stretch], stretches: _Quoted, printed: Printed
) -> list[list[Told]]:
    """Return the two sides of the changes between two stretches, as one group, [] if none can be told."""
    (here, left), (there, right) = one, other
    mine, theirs = [], []
    for change in changes(left, right):
        phrases = left.phrase(change.left), right.phrase(change.right)
        again = _again(printed, here, left, change.left) or _again(printed, there, right, change.right)
        if not again and all(
            printed.stand(_holders(stretches, held), otherwise)
            for held, otherwise in (phrases, phrases[::-1])
        ):
            mine.append(change.left)
            theirs.append(change.right)
    if not mine:
        return []
    return [_side(one, mine, stretches, printed) + _side(other, theirs, stretches, printed)]


def _again(printed: Printed, report: str, one: Stretch, part: tuple[int, int]) -> bool:
    """Tell whether a report has the words before a part again with others: "we will ..., we will ..."."""
    before = one.forms[: part[0]][-BESIDE:]
    row = before + one.forms[part[0] : part[1]]
    return len(before) == BESIDE and printed.count(report, before) > printed.count(report, row)


def _holders(stretches: _Quoted, phrase: Sequence[str]) -> set[str]:
    """Return the reports that quote a phrase."""
    return {report for report, one in stretches if one.find(phrase) is not None}


def _side(
    quoted: tuple[str, Stretch], parts: Sequence[tuple[int, int]], stretches: _Quoted, printed: Printed
) -> list[Told]:
    """Return the sentences that hold the parts, and those of all others that have all of them so."""
    report, one = quoted
    value = one.sentence(parts[0][0], parts[-1][1]).of(printed.texts[report])
    phrases = [one.phrase(part) for part in parts]
    found = []
    for holder, other in stretches:
        places = [other.find(phrase) for phrase in phrases]
        held = [
            (place, place + len(phrase))
            for place, phrase in zip(places, phrases, strict=True)
            if place is not None
        ]
        if len(held) == len(parts):
            span = other.sentence(min(held)[0], max(end for _, end in held))
            found.append(Told(value, Citation(holder, span.start, span.end)))
    return found
