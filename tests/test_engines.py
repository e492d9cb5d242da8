"""Engines: two verbs that know nothing of text."""

from copydesk.engines.local import Local


def test_map_keeps_the_order_and_waits_for_nothing() -> None:
    seen: list[int] = []

    def double(number: int) -> int:
        seen.append(number)
        return 2 * number

    results = Local().map(double, iter([3, 1, 2]))
    assert next(results) == 6
    assert seen == [3]
    assert list(results) == [2, 4]


def test_group_yields_each_key_once_in_order_of_arrival() -> None:
    keyed = [("b", 1), ("a", 2), ("b", 3)]
    assert list(Local().group(keyed)) == [("b", [1, 3]), ("a", [2])]
