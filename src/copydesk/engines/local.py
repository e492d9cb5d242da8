"""The engine that runs on this machine: items are mapped one after another, groups are kept in memory."""

from collections.abc import Callable, Iterable, Iterator

from copydesk.engines.base import Item, Key, Result


class Local:
    """``map`` and ``group`` in one process; what is mapped never learns which engine ran it."""

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield ``function`` of each item, in order, as items arrive."""
        return map(function, items)

    def group(self, keyed: Iterable[tuple[Key, Item]]) -> Iterator[tuple[Key, list[Item]]]:
        """Yield each key once with its items, keys and items in order of arrival."""
        groups: dict[Key, list[Item]] = {}
        for key, item in keyed:
            groups.setdefault(key, []).append(item)
        yield from groups.items()
