"""Stories of a store, told: their reports annotated and compared when they are asked for."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from copydesk.desk import tell_groups
from copydesk.errors import StoreError
from copydesk.model.document import Document
from copydesk.model.history import StoryEntry
from copydesk.model.story import Cluster, Story
from copydesk.pipeline import Pipeline
from copydesk.store.base import Store
from copydesk.text.batches import batches

TOGETHER = 200
"""Reports whose stories are read from the store at once."""


class Told(NamedTuple):
    """A story as the store lists it, its annotated reports, and what they tell."""

    entry: StoryEntry
    documents: Sequence[Document]
    story: Story


def tell_stories(store: Store, entries: Iterable[StoryEntry], pipeline: Pipeline) -> Iterator[Told]:
    """Tell stories of a store, in order; only some of them are in memory at a time."""
    for batch in batches(entries, lambda entry: len(entry.reports), TOGETHER):
        documents = store.documents(report for entry in batch for report in entry.reports)
        groups = [Cluster(one.id, one.reports, one.first, one.last, one.revision_of) for one in batch]
        for entry, (members, story) in zip(batch, tell_groups(documents, groups, pipeline), strict=True):
            yield Told(entry, members, story)


def entry_of(store: Store, story: str) -> StoryEntry:
    """Return a story by its id, or by the id of one that went into it.

    Raises:
        StoreError: there is none, or it holds no report any more.
    """
    entry = store.entry(story)
    if entry is None or not entry.reports:
        raise StoreError(f"story {story}: there is none of this id; `copydesk stories` lists those there are")
    return entry
