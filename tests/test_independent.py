"""How many accounts are independent."""

import pytest

from copydesk.model.link import Derivation, independent_count


def derived(*pairs: str) -> list[Derivation]:
    """ "b<a" reads: b takes text from a."""
    cut = [pair.split("<") for pair in pairs]
    return [Derivation(report, source, 0.5, ("test",)) for report, source in cut]


@pytest.mark.parametrize(
    ("reports", "derivations", "count"),
    [
        ("abc", derived(), 3),
        ("abc", derived("b<a"), 2),
        ("abc", derived("b<a", "c<b"), 1),
        ("abc", derived("a<latent:wire", "b<latent:wire"), 2),
        ("ac", derived("b<a", "c<b"), 1),
        ("bc", derived("b<a", "c<a"), 1),
        ("ab", derived("a<b", "b<a"), 1),
        ("c", derived("c<a", "c<b"), 1),
        ("cd", derived("c<a", "c<b"), 2),
        ("", derived("b<a"), 0),
    ],
)
def test_independent_count(reports: str, derivations: list[Derivation], count: int) -> None:
    assert independent_count(reports, derivations) == count
