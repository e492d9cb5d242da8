"""Items in batches of even size, for work that is quicker done together."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


def batches(items: Iterable[Item], length: Callable[[Item], int], most: int) -> Iterator[list[Item]]:
    """Yield as many items at once, in order, as are ``most`` long together, and at least one."""
    batch: list[Item] = []
    held = 0
    for item in items:
        if batch and held + length(item) > most:
            yield batch
            batch, held = [], 0
        batch.append(item)
        held += length(item)
    if batch:
        yield batch
