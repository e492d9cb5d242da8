"""Stories told beside the server's work, one at a time, and remembered while they hold the same reports."""

import threading
from collections import OrderedDict
from collections.abc import Callable

from copydesk.model.history import StoryEntry
from copydesk.pipeline import Pipeline
from copydesk.store.base import Store
from copydesk.telling import Told, tell_stories

REMEMBERED = 32
"""Told stories that are kept in memory, those asked for last."""

Key = tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]


class _Job:
    """A story that is being told."""

    def __init__(self) -> None:
        self.done = threading.Event()
        self.told: Told | None = None
        self.fault: Exception | None = None


class Teller:
    """Tells stories of a store.

    Args:
        opened: opens the store, for one thread.
        pipeline: annotates; it loads its model when the first report needs it.
    """

    def __init__(self, opened: Callable[[], Store], pipeline: Pipeline) -> None:
        self._opened = opened
        self._pipeline = pipeline
        self._jobs: OrderedDict[Key, _Job] = OrderedDict()
        self._changing = threading.Lock()
        self._telling = threading.Lock()

    def ask(self, entry: StoryEntry, patience: float | None) -> Told | None:
        """Return a story told, or None if that takes longer than so many seconds; it goes on all the same.

        Raises:
            Exception: whatever kept it from being told; asking again tries again.
        """
        key = _key(entry)
        with self._changing:
            job = self._jobs.get(key)
            if job is None:
                job = self._jobs[key] = _Job()
                threading.Thread(target=self._tell, args=(entry, job), daemon=True).start()
            self._jobs.move_to_end(key)
            while len(self._jobs) > REMEMBERED:
                self._jobs.popitem(last=False)
        if not job.done.wait(patience):
            return None
        if job.fault is not None:
            with self._changing:
                self._jobs.pop(key, None)
            raise job.fault
        return job.told

    def _tell(self, entry: StoryEntry, job: _Job) -> None:
        try:
            with self._telling:
                store = self._opened()
                try:
                    job.told = next(tell_stories(store, [entry], self._pipeline))
                finally:
                    store.close()
        except Exception as fault:  # noqa: BLE001 - whoever asked is told of it
            job.fault = fault
        finally:
            job.done.set()


def _key(entry: StoryEntry) -> Key:
    return entry.id, entry.reports, entry.revision_of
