"""Who took text from whom: from times, credits, and what one report has that another lacks."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import numpy as np

from copydesk.model.document import Document
from copydesk.model.link import LATENT, Derivation, Passage
from copydesk.model.span import Span
from copydesk.reuse.counterparts import Counterparts, Flags
from copydesk.reuse.credits import read_credits
from copydesk.reuse.latent import Latent, latent
from copydesk.reuse.links import Link, is_later, links

_SECOND_SHARE, _SECOND_WORDS = 0.1, 25
"""A report has a further source where that one explains this part of its words, and so many, that the
first one lacks; less is one sentence, or chance."""

_RESTORED = 2
"""A word that agrees with the earlier of two sources and not with the later weighs so much: an editor who
has the later one can change "said" to "stated" as another did, but not put back what that one cut. Of 233
heavily edited copies that have two possible sources, 6 are given the wrong one with 1, and 2 with 2 or 3."""

_HELD = 0.9
"""A report that credits an outside source may have its text from an earlier one that does, too, if that one
holds this part of it; where it holds less, the rest came from the outside source, and so may all."""

_EITHER = "both have it from {}, or this one from the other"

_LAST_BLANK = 0x3000
_BLANK = np.fromiter((chr(code).isspace() for code in range(_LAST_BLANK + 2)), np.bool_)
"""Which code points are white space; the last one stands for all that lie above it."""


def derive(documents: Sequence[Document], passages: Sequence[Passage]) -> list[Derivation]:
    """Tell for each report from which other report, or from which text not at hand, it was taken.

    Args:
        documents: the reports of a story.
        passages: what they share (see ``alignment.passages``); only copies count.

    Returns:
        The derivations, in order of ``documents``. Of a chain, each report has its direct source only.
        Two reports of which nothing tells who was first are linked once, undirected, unless a credit
        names a third party: then both derive from that ``latent:`` source, and a later one that lies
        almost wholly in an earlier one is linked to it, undirected, for it may be from there. A credit for
        the whole text (dateline, byline) makes a derivation even where no other report shares it. Of three
        and more that nothing puts in order, each of which lacks much that two others share, none is the
        source: they derive from ``latent:unknown``.
    """
    given = [read_credits(document) for document in documents]
    shared = links(documents, passages, given)
    links_of: list[list[Link]] = [[] for _ in documents]
    for link in shared:
        links_of[link.left].append(link)
        links_of[link.right].append(link)
    counterparts = Counterparts(documents)
    outside = latent(documents, shared, given, counterparts)
    eldest: dict[str, int] = {}
    for index, source in outside.items():
        eldest.setdefault(source.name, index)
    found: list[list[Derivation]] = [[] for _ in documents]
    groups = list(range(len(documents)))
    for index, document in enumerate(documents):
        if index in outside:
            source = outside[index]
            siblings = [link for link in links_of[index] if _names(outside, link.other(index), source.name)]
            spans = [span for link in siblings for span in link.spans(index)]
            share = _share(document, spans) if spans else None
            found[index].append(Derivation(document.id, LATENT + source.name, share, source.evidence))
            _join(groups, index, eldest[source.name])
            apart = [link for link in siblings if not link.soon]
            for link, _ in islice(_sources(documents, apart, index, counterparts), 1):
                either = _derivation(documents, link, index, (_EITHER.format(source.name),), directed=False)
                if (either.share or 0) >= _HELD:
                    found[index].append(either)
            continue
        for link, evidence in _sources(documents, links_of[index], index, counterparts):
            _join(groups, index, link.other(index))
            found[index].append(_derivation(documents, link, index, evidence, directed=True))
    for link in sorted(shared, key=lambda link: -sum(map(len, link.in_left))):
        if link.taker is None and _join(groups, link.left, link.right):
            found[link.right].append(_derivation(documents, link, link.right, link.evidence, directed=False))
    return [derivation for derivations in found for derivation in derivations]


def _derivation(
    documents: Sequence[Document], link: Link, taker: int, evidence: tuple[str, ...], *, directed: bool
) -> Derivation:
    share = _share(documents[taker], link.spans(taker))
    source = documents[link.other(taker)].id
    said = (*evidence, f"{share:.0%} of its text is shared with {source}")
    return Derivation(documents[taker].id, source, share, said, directed)


def _sources(
    documents: Sequence[Document], links_of: Sequence[Link], index: int, counterparts: Counterparts
) -> Iterator[tuple[Link, tuple[str, ...]]]:
    """Yield the direct sources of a report among those it took text from: the one that explains most first.

    In a chain the direct source explains what the first one does, and its own changes besides; where
    it left nothing out and changed nothing, the later one is the closer.
    """
    able = [link for link in links_of if link.taker == index]
    if len(able) < 2:
        yield from ((link, link.evidence) for link in able)
        return
    copied = np.logical_or.reduce([counterparts.inside(index, link.spans(index)) for link in able])
    agrees = {link.other(index): counterparts.agrees(index, link.other(index)) & copied for link in able}
    codes = counterparts.reading(index).codes
    able.sort(key=lambda link: _age(documents, link.other(index)))
    best = able[0]
    for link in able[1:]:
        one, other = agrees[best.other(index)], agrees[link.other(index)]
        if len(np.unique(codes[other & ~one])) >= _RESTORED * len(np.unique(codes[one & ~other])):
            best = link
    able.remove(best)
    able.sort(key=lambda link: int(agrees[link.other(index)].sum()), reverse=True)
    covered = agrees[best.other(index)]
    rival = able[0].other(index)
    lead = int((covered & ~agrees[rival]).sum())
    yield best, (*_chosen(documents[best.other(index)], documents[rival], lead), *best.evidence)
    for link in able:
        extra: Flags = counterparts.explained(link, index) & ~covered
        if extra.sum() >= max(_SECOND_WORDS, _SECOND_SHARE * len(extra)):
            covered = covered | extra
            yield link, (f"{int(extra.sum())} words agree with no other source", *link.evidence)


def _chosen(source: Document, rival: Document, lead: int) -> tuple[str, ...]:
    """Say why the one source and not the other; ``lead`` words agree with the one alone."""
    if lead:
        return (f"{lead} words agree with it and not with {rival.id}",)
    if is_later(source.report.published, rival.report.published):
        return f"{rival.id} has the same words", "this source is the later of the two"
    return ()


def _age(documents: Sequence[Document], index: int) -> tuple[str, int]:
    return documents[index].report.published or "", index


def _names(latent: Mapping[int, Latent], index: int, name: str) -> bool:
    return index in latent and latent[index].name == name


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
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    own[:-1] &= ~_BLANK[np.minimum(codes, _LAST_BLANK + 1)]
    return round(float((marked & own).sum() / max(1, own.sum())), 4)
