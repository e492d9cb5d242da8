"""Batches keep order and size."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from copydesk.text.batches import batches


@given(st.lists(st.integers(0, 9)), st.integers(0, 20))
def test_batches_keep_every_item_in_order_and_are_full(items: list[int], most: int) -> None:
    found = list(batches(items, int, most))
    assert [item for batch in found for item in batch] == items
    assert all(batch and (sum(batch) <= most or len(batch) == 1) for batch in found)
    for batch, following in pairwise(found):
        assert sum(batch) + following[0] > most
