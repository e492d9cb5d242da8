"""Who took text from whom: from times, credits, and what one report has that another lacks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

from copydesk.model.document import Document
from copydesk.model.link import LATENT, Derivation, Passage
from copydesk.model.span import Citation, Span
from copydesk.reuse.credits import Credit, desk_credit, names_outlet, read_credits, reported_by
from copydesk.reuse.matching import matches
from copydesk.reuse.reading import Reading, read

_SECOND_SHARE, _SECOND_WORDS = 0.1, 25
"""A report has a further source where that one explains this part of its words, and so many, that the
first one lacks; less is one sentence, or chance."""

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Link:
    """Two reports, by index, that share copied passages.

    ``taker`` is the one that took from the other, None where nothing tells; ``evidence`` says why.
    ``said``: it says so itself, naming the other.
    """

    left: int
    right: int
    in_left: tuple[Span, ...]
    in_right: tuple[Span, ...]
    taker: int | None
    evidence: tuple[str, ...]
    said: bool

    def spans(self, index: int) -> tuple[Span, ...]:
        return self.in_left if index == self.left else self.in_right

    def other(self, index: int) -> int:
        return self.right if index == self.left else self.left


@dataclass(frozen=True, slots=True)
class _Latent:
    """A source that is not at hand, and what points to it."""

    name: str
    evidence: tuple[str, ...]


def derive(documents: Sequence[Document], passages: Sequence[Passage]) -> list[Derivation]:
    """Tell for each report from which other report, or from which text not at hand, it was taken.

    Args:
        documents: the reports of a story.
        passages: what they share (see ``alignment.passages``); only copies count.

    Returns:
        The derivations, in order of ``documents``. Of a chain, each report has its direct source only.
        Two reports of which nothing tells who was first are linked once, undirected, unless a credit
        names a third party: then both derive from that ``latent:`` source. A credit for the whole
        text (dateline, byline) makes a derivation even where no other report shares it.
    """
    given = [read_credits(document) for document in documents]
    links = _links(documents, passages, given)
    readings = _Readings(documents)
    latent = _latent(documents, links, given)
    found: list[list[Derivation]] = [[] for _ in documents]
    groups = list(range(len(documents)))
    for index, document in enumerate(documents):
        if index in latent:
            source = latent[index]
            siblings = [other for other in latent if latent[other].name == source.name]
            spans = [span for link in links for span in link.spans(index) if _joins(link, index, siblings)]
            share = _share(document, spans) if spans else None
            found[index].append(Derivation(document.id, LATENT + source.name, share, source.evidence))
            _join(groups, index, siblings[0])
            continue
        for link, evidence in _sources(documents, links, index, readings):
            _join(groups, index, link.other(index))
            found[index].append(_derivation(documents, link, index, evidence, directed=True))
    for link in sorted(links, key=lambda link: -sum(map(len, link.in_left))):
        if link.taker is None and _join(groups, link.left, link.right):
            evidence = ("nothing tells which of the two was first",)
            found[link.right].append(_derivation(documents, link, link.right, evidence, directed=False))
    return [derivation for derivations in found for derivation in derivations]


def _derivation(
    documents: Sequence[Document], link: _Link, taker: int, evidence: tuple[str, ...], *, directed: bool
) -> Derivation:
    share = _share(documents[taker], link.spans(taker))
    source = documents[link.other(taker)].id
    said = (*evidence, f"{share:.0%} of its text is shared with {source}")
    return Derivation(documents[taker].id, source, share, said, directed)


def _links(
    documents: Sequence[Document], passages: Sequence[Passage], given: Sequence[list[Credit]]
) -> list[_Link]:
    """Gather the copied passages of each two reports, and tell who took them."""
    index = {document.id: number for number, document in enumerate(documents)}
    shared: dict[tuple[int, int], list[tuple[Citation, Citation]]] = {}
    for passage in passages:
        if passage.kind == "copy":
            sides = sorted((passage.left, passage.right), key=lambda side: index[side.report])
            key = index[sides[0].report], index[sides[1].report]
            shared.setdefault(key, []).append((sides[0], sides[1]))
    links = []
    for (left, right), sides_of in sorted(shared.items()):
        taker, evidence, said = _taker(documents, given, left, right)
        in_left = tuple(side.span for side, _ in sides_of)
        in_right = tuple(side.span for _, side in sides_of)
        links.append(_Link(left, right, in_left, in_right, taker, evidence, said))
    return links


def _taker(
    documents: Sequence[Document], given: Sequence[list[Credit]], left: int, right: int
) -> tuple[int | None, tuple[str, ...], bool]:
    """Tell which of two reports took from the other: by what one says of the other, else by the times."""
    said = {taker: _named(documents, given, taker, left + right - taker) for taker in (left, right)}
    takers = [taker for taker, words in said.items() if words]
    first = _earlier(documents[left], documents[right])
    later = {documents[left].id: right, documents[right].id: left}.get(first or "")
    times: tuple[str, ...] = ()
    if later is not None:
        source = documents[left + right - later].report
        times = (f"published {documents[later].report.published}, {source.id} {source.published}",)
    if len(takers) == 1:
        return takers[0], said[takers[0]] + (times if later == takers[0] else ()), True
    return later, times, False


def _named(
    documents: Sequence[Document], given: Sequence[list[Credit]], taker: int, source: int
) -> tuple[str, ...]:
    """Return the words with which a report names the other's outlet as its source."""
    outlet = documents[source].report.name
    if outlet == documents[taker].report.name:
        return ()
    found = [f'credits "{credit.words}"' for credit in given[taker] if names_outlet(credit.name, outlet)]
    reported = reported_by(documents[taker], outlet)
    return (*found, *([f'says "{reported}"'] if reported else []))


def _earlier(left: Document, right: Document) -> str | None:
    """Return the id of the report that was published first, as far as both times are precise."""
    times = _time(left.report.published), _time(right.report.published)
    if times[0] is None or times[1] is None:
        return None
    (day_left, clock_left), (day_right, clock_right) = times[0], times[1]
    if clock_left is not None and clock_right is not None:
        if clock_left == clock_right:
            return None
        return left.id if clock_left < clock_right else right.id
    if day_left == day_right:
        return None
    return left.id if day_left < day_right else right.id


def _time(published: str | None) -> tuple[str, float | None] | None:
    """Return day and, where a time with its zone is given, seconds since 1970."""
    if not published:
        return None
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return None
    precise = len(published) > 10 and moment.tzinfo is not None
    return published[:10], moment.timestamp() if precise else None


def _latent(
    documents: Sequence[Document], links: Sequence[_Link], given: Sequence[list[Credit]]
) -> dict[int, _Latent]:
    """Find the reports whose text is an outside source's, by their own credit or by that of a twin."""
    outlets = {document.report.name for document in documents}
    outside = [
        [credit for credit in credits_of if not any(names_outlet(credit.name, outlet) for outlet in outlets)]
        for credits_of in given
    ]
    found: dict[int, _Latent] = {}
    for index, credits_of in enumerate(outside):
        for credit in credits_of:
            if credit.kind == "whole":
                found.setdefault(index, _Latent(credit.name, _own(credit, documents[index])))
    for link in links:
        if link.said:
            continue
        for index, other in ((link.left, link.right), (link.right, link.left)):
            for credit in outside[index]:
                both = any(credit.name == theirs.name for theirs in outside[other])
                if both or credit.kind == "whole" or link.taker is None:
                    found.setdefault(index, _Latent(credit.name, _own(credit, documents[index])))
                    if not both:
                        found.setdefault(other, _Latent(credit.name, _twin(credit, documents[index].id)))
    return found


def _own(credit: Credit, document: Document) -> tuple[str, ...]:
    desk = desk_credit(document)
    where = {"whole": "begins", "trailing": "ends", "part": "credits"}[credit.kind]
    return (f'{where} "{credit.words}"', *([f'desk credit "{desk}"'] if desk else []))


def _twin(credit: Credit, other: str) -> tuple[str, ...]:
    return (f'shares its text with {other}, which credits "{credit.words}"',)


def _sources(
    documents: Sequence[Document], links: Sequence[_Link], index: int, readings: "_Readings"
) -> Iterator[tuple[_Link, tuple[str, ...]]]:
    """Yield the direct sources of a report among those it took text from: the one that explains most first.

    In a chain the direct source explains what the first one does, and its own changes besides; where
    it left nothing out and changed nothing, the later one is the closer.
    """
    able = [link for link in links if link.taker == index]
    if len(able) < 2:
        yield from ((link, link.evidence) for link in able)
        return
    explained = {id(link): _explained(readings, link, index) for link in able}
    able.sort(
        key=lambda link: (int(explained[id(link)].sum()), _age(documents, link.other(index))), reverse=True
    )
    covered = explained[id(able[0])]
    rival = covered & ~explained[id(able[1])]
    words = f"{int(rival.sum())} words agree with it and not with {documents[able[1].other(index)].id}"
    yield able[0], (words, *able[0].evidence)
    for link in able[1:]:
        extra = explained[id(link)] & ~covered
        if extra.sum() >= max(_SECOND_WORDS, _SECOND_SHARE * len(extra)):
            covered = covered | extra
            yield link, (f"{int(extra.sum())} words agree with no other source", *link.evidence)


class _Readings(dict[int, Reading]):
    """The documents' words by index, each read at first use and once."""

    def __init__(self, documents: Sequence[Document]) -> None:
        super().__init__()
        self._documents = documents

    def __missing__(self, index: int) -> Reading:
        return self.setdefault(index, read(self._documents[index]))


def _explained(readings: _Readings, link: _Link, index: int) -> Flags:
    """Mark the words of a report that stand in copied passages and agree with the other report's."""
    taker, source = readings[index], readings[link.other(index)]
    agrees = np.zeros(len(taker), bool)
    for match in matches(taker.codes, source.codes):
        agrees[match.left] = True
    inside = np.zeros(len(taker), bool)
    for span in link.spans(index):
        low, high = np.searchsorted(taker.words.starts, [span.start, span.end])
        inside[low:high] = True
    result: Flags = agrees & inside
    return result


def _age(documents: Sequence[Document], index: int) -> tuple[str, int]:
    return documents[index].report.published or "", index


def _joins(link: _Link, index: int, siblings: Sequence[int]) -> bool:
    return index in (link.left, link.right) and link.other(index) in siblings


def _join(groups: list[int], one: int, other: int) -> bool:
    """Merge two groups of reports; false where they were one already."""
    first, second = _group(groups, one), _group(groups, other)
    groups[max(first, second)] = min(first, second)
    return first != second


def _group(groups: list[int], index: int) -> int:
    while groups[index] != index:
        groups[index] = groups[groups[index]]
        index = groups[index]
    return index


def _share(document: Document, spans: Sequence[Span]) -> float:
    """Return the part of the report proper that the spans cover, 0 to 1, white space not counted."""
    text = document.text
    marked = np.zeros(len(text) + 1, bool)
    for span in spans:
        marked[span.start : span.end] = True
    own = np.zeros(len(text) + 1, bool)
    for span in document.spans() if document.zones else [Span(0, len(text))]:
        own[span.start : span.end] = True
    blank = np.fromiter((char.isspace() for char in text), bool, len(text))
    own[:-1] &= ~blank
    return round(float((marked & own).sum() / max(1, own.sum())), 4)
