"""Families: the reports of a whole collection that took their text from one another or from one source."""

import hashlib
import heapq
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from copydesk.model.document import Document
from copydesk.model.link import Derivation, Passage, independent_count
from copydesk.model.report import Report
from copydesk.reuse.candidates import find_reuse
from copydesk.reuse.derivation import derive
from copydesk.reuse.pairs import aligned
from copydesk.reuse.revisions import seconds

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Family:
    """Reports that copied passages join, directly or through others; or one that says it is an agency's.

    Args:
        id: made from the id of the earliest report, so that it survives every report that comes later.
        reports: in order of publication, undated ones last.
        passages: what the pairs share of which one copied, quotations and furniture too.
        derivations: who took from whom, or from which source that is not in the collection.
        independent: how many accounts do not repeat one another (see ``independent_count``).
    """

    id: str
    reports: tuple[Report, ...]
    passages: tuple[Passage, ...]
    derivations: tuple[Derivation, ...]
    independent: int


def families(documents: Iterable[Document], done: Callable[[int], None] | None = None) -> Iterator[Family]:
    """Find the families of a collection, in order of their earliest reports.

    A report without a derivation is in no family. A report whose dateline or byline gives all of it to
    another ("(Reuters)") is one by itself where no other report shares its text.

    Args:
        documents: with the layer ``zones`` filled, each id once, of a report one revision; in any order.
        done: told after each step how many more reports are done with.

    A text that very many reports share is held against the earliest of them only, so that time grows with
    their number. The passages in memory are those of the reports that candidate pairs connect.
    """
    ordered = sorted(documents, key=_place)
    waiting: list[tuple[int, Family]] = []
    for members, pairs in _connected(len(ordered), _candidates(ordered)):
        # All that comes from here on begins with this report or a later one.
        while waiting and waiting[0][0] < members[0]:
            yield heapq.heappop(waiting)[1]
        for first, family in _families([ordered[index] for index in members], pairs):
            heapq.heappush(waiting, (members[first], family))
        if done is not None:
            done(len(members))
    while waiting:
        yield heapq.heappop(waiting)[1]


def _families(documents: Sequence[Document], pairs: Sequence[Pair]) -> Iterator[tuple[int, Family]]:
    """Yield the families among reports that candidate pairs connect, with the index of the first report."""
    shared_by = zip(pairs, aligned(documents, pairs), strict=True)
    copying = {pair: passages for pair, passages in shared_by if _copies(passages)}
    for members, joined in _connected(len(documents), list(copying)):
        inside = [documents[index] for index in members]
        shared = [
            passage for left, right in joined for passage in copying.pop((members[left], members[right]))
        ]
        derivations = derive(inside, shared)
        if derivations:
            yield members[0], _family(inside, shared, derivations)


def _copies(passages: Iterable[Passage]) -> bool:
    return any(passage.kind == "copy" for passage in passages)


def _family(
    documents: Sequence[Document], passages: Sequence[Passage], derivations: Sequence[Derivation]
) -> Family:
    ids = [document.id for document in documents]
    return Family(
        id=hashlib.sha256(b"family\0" + ids[0].encode("utf-8", "surrogatepass")).hexdigest()[:16],
        reports=tuple(document.report for document in documents),
        passages=tuple(passages),
        derivations=tuple(derivations),
        independent=independent_count(ids, derivations),
    )


def _candidates(documents: Sequence[Document]) -> list[Pair]:
    """Return the pairs of reports whose evidence zones share word 5-grams."""
    own = ("\n".join(span.of(document.text) for span in document.spans()) for document in documents)
    found = find_reuse(own, least_containment=0.0)
    return list(zip(found.left.tolist(), found.right.tolist(), strict=True))


def _connected(count: int, pairs: Iterable[Pair]) -> Iterator[tuple[list[int], list[Pair]]]:
    """Yield the members of each connected group of ``count`` things, and its pairs as places in that list.

    Groups come in order of their first members, members and pairs in order.
    """
    pairs = sorted(pairs)
    above = list(range(count))
    for left, right in pairs:
        one, other = _top(above, left), _top(above, right)
        above[max(one, other)] = min(one, other)
    tops = [_top(above, index) for index in range(count)]
    members: dict[int, list[int]] = {}
    for index, top in enumerate(tops):
        members.setdefault(top, []).append(index)
    inside: dict[int, list[Pair]] = {}
    place = {index: at for group in members.values() for at, index in enumerate(group)}
    for left, right in pairs:
        inside.setdefault(tops[left], []).append((place[left], place[right]))
    for top, group in members.items():
        yield group, inside.get(top, [])


def _top(above: list[int], index: int) -> int:
    while above[index] != index:
        above[index] = above[above[index]]
        index = above[index]
    return index


def _place(document: Document) -> tuple[float, float, str]:
    """Order by publication, undated reports last; equal ones by the last change, then by id."""
    published, modified = seconds(document.report.published), seconds(document.report.modified)
    dated = math.inf if published == -math.inf else published
    return dated, max(modified, dated), document.id
