"""Sources that are not in the collection: an agency that a report credits, or a text that nobody names."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from copydesk.model.document import Document
from copydesk.reuse.agencies import UNNAMED
from copydesk.reuse.counterparts import Counterparts, Flags
from copydesk.reuse.credits import Credit, desk_credit, names_outlet
from copydesk.reuse.links import Link

_LACKED = 20
"""So many words that two reports share and a third lacks are more than chance or a sentence cut short."""

_MOST_HELD = 16
"""Of the reports that share text with one, so many are held against one another for an unnamed source."""


@dataclass(frozen=True, slots=True)
class Latent:
    """A source that is not at hand, and what points to it."""

    name: str
    evidence: tuple[str, ...]


def latent(
    documents: Sequence[Document],
    links: Sequence[Link],
    given: Sequence[Sequence[Credit]],
    counterparts: Counterparts,
) -> dict[int, Latent]:
    """Find the reports whose text is an outside source's, by index.

    By their own credit or that of a twin; or, without a name, where three or more reports share text of
    which none at hand can be the source (see ``_unnamed``).
    """
    found = _credited(documents, links, given)
    open_links = [link for link in links if link.soon and link.left not in found and link.right not in found]
    for index, (one, other) in _unnamed(open_links, counterparts).items():
        words = f"shares text with {documents[one].id} and {documents[other].id}, and none of them holds all"
        found[index] = Latent(UNNAMED, (words,))
    return found


def _credited(
    documents: Sequence[Document], links: Sequence[Link], given: Sequence[Sequence[Credit]]
) -> dict[int, Latent]:
    """Find the reports whose text is an outside source's by their own credit or by that of a twin."""
    outlets = {document.report.name for document in documents}
    named = {credit.name for credits_of in given for credit in credits_of}
    inside = {name for name in named if any(names_outlet(name, outlet) for outlet in outlets)}
    outside = [[credit for credit in credits_of if credit.name not in inside] for credits_of in given]
    found: dict[int, Latent] = {}
    for index, credits_of in enumerate(outside):
        for credit in credits_of:
            if credit.kind == "whole":
                found.setdefault(index, Latent(credit.name, _own(credit, documents[index])))
    for link in links:
        if link.said:
            continue
        for index, other in ((link.left, link.right), (link.right, link.left)):
            for credit in outside[index]:
                both = any(credit.name == theirs.name for theirs in outside[other])
                if both or credit.kind == "whole" or link.taker is None:
                    found.setdefault(index, Latent(credit.name, _own(credit, documents[index])))
                    if not both:
                        found.setdefault(other, Latent(credit.name, _twin(credit, documents[index].id)))
    return found


def _own(credit: Credit, document: Document) -> tuple[str, ...]:
    desk = desk_credit(document)
    early = document.text.find(credit.words) < len(document.text) / 2
    where = "credits" if credit.kind == "part" else "begins" if early else "ends"
    return (f'{where} "{credit.words}"', *([f'desk credit "{desk}"'] if desk else []))


def _twin(credit: Credit, other: str) -> tuple[str, ...]:
    return (f'shares its text with {other}, which credits "{credit.words}"',)


def _unnamed(links: Sequence[Link], counterparts: Counterparts) -> dict[int, tuple[int, int]]:
    """Find threes of reports of which none can be the source of the others: each lacks much that they share.

    Two are not enough, for either may have cut what the other has. Each report is given with two others.
    """
    by_pair = {(link.left, link.right): link for link in links}
    beside: dict[int, list[int]] = {}
    for left, right in by_pair:
        beside.setdefault(left, []).append(right)
    found: dict[int, tuple[int, int]] = {}
    for one, others in beside.items():
        for other, third in combinations(others[:_MOST_HELD], 2):
            if (other, third) not in by_pair or found.keys() >= {one, other, third}:
                continue
            lacking = ((one, other, third), (one, third, other), (other, third, one))
            if all(_lacks(by_pair[left, right], member, counterparts) for left, right, member in lacking):
                for left, right, member in lacking:
                    found.setdefault(member, (left, right))
    return found


def _lacks(link: Link, member: int, counterparts: Counterparts) -> bool:
    """Tell whether two reports share much that a third one lacks."""
    for one in (link.left, link.right):
        lacking: Flags = counterparts.explained(link, one) & ~counterparts.agrees(one, member)
        if np.count_nonzero(lacking) < _LACKED:
            return False
    return True
