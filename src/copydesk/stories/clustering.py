"""Group a whole collection into stories, as a stream would find them that saw the reports in order."""

import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from copydesk.model.document import Document
from copydesk.model.story import Cluster
from copydesk.stories.grouping.features import features
from copydesk.stories.stream import Arrival, Stream, story_id


class _Place(NamedTuple):
    """Where a report stands in the order of publication; without a date, behind all others.

    Revisions of a report are often dated alike: then the one that was changed first is first, so that the
    story keeps its id.
    """

    dated: float
    changed: float
    id: str
    digest: str


def cluster(documents: Sequence[Document]) -> list[Cluster]:
    """Group reports into stories; each report is in exactly one.

    Only headline (or title), standfirst and body are read, and captions where there is no body. A
    report with no words but a headline stays alone; one with the very words of an earlier report
    joins it. A revision goes where the one goes that speaks for its report (``Document.revision_of``), and
    is not read. The order of ``documents`` does not matter.

    Args:
        documents: with the layer ``zones`` filled; each id once.

    Returns:
        Stories in order of their first report. A story's id is made from the id of its earliest report:
        it survives every report that comes later, which a hash of all ids does not.
        ``first`` and ``last`` are the earliest and latest ``published``, None where no report has one.
    """
    silent: dict[str, list[Document]] = {}
    for document in documents:
        if document.revision_of is not None:
            silent.setdefault(document.revision_of, []).append(document)
    speaking = sorted((one for one in documents if one.revision_of is None), key=_place)
    stream = Stream(len(speaking))
    members: dict[str, list[Document]] = {}
    story_of: dict[str, str] = {}
    for document, found in zip(speaking, features(speaking), strict=True):
        placed = stream.add(Arrival(document.id, moment(document.report.published), found))
        story_of[placed.report] = placed.story
        story_of.update((move.report, move.story) for move in placed.moved)
    for document in speaking:
        members.setdefault(story_of[document.id], []).append(document)
    return [_cluster(story, silent) for story in members.values()]


def _cluster(speaking: Sequence[Document], silent: Mapping[str, Sequence[Document]]) -> Cluster:
    others = [document for member in speaking for document in silent.get(member.id, ())]
    members = sorted([*speaking, *others], key=_place) if others else speaking
    dates = [member.report.published for member in members if moment(member.report.published) is not None]
    ids = tuple(member.id for member in members)
    told = tuple((one.id, one.revision_of) for one in members if one.revision_of is not None)
    return Cluster(story_id(ids[0]), ids, dates[0] if dates else None, dates[-1] if dates else None, told)


def _place(document: Document) -> _Place:
    first, changed = moment(document.report.published), moment(document.report.modified)
    dated = math.inf if first is None else first
    return _Place(dated, dated if changed is None else changed, document.id, document.report.digest)


def moment(published: str | None) -> float | None:
    """Return an ISO 8601 date or time in seconds since 1970 (UTC where it names no zone), or None."""
    if published is None:
        return None
    padded = published + "-01-01"[len(published) - 4 :] if len(published) in (4, 7) else published
    try:
        found = datetime.fromisoformat(padded)
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
