"""What an engine can do. Stages and group steps are handed to it and never learn which one runs them."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Key = TypeVar("Key")


class Engine(Protocol):
    """Two verbs over collections."""

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield ``function`` of each item."""
        ...

    def group(self, keyed: Iterable[tuple[Key, Item]]) -> Iterator[tuple[Key, list[Item]]]:
        """Yield each key once, with all its items."""
        ...
