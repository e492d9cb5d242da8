"""How many accounts are independent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
        ("ab", derived("b<a", "b<c"), 1),
        ("gd", derived("g<d", "d<a", "d<c"), 1),
        ("ac", derived("b<a", "b<c"), 2),
        ("abc", derived("b<a", "b<c"), 2),
        ("be", derived("b<a", "b<c", "e<c", "e<f"), 1),
        ("ade", derived("b<a", "d<b", "e<b"), 1),
        ("ax", derived("a<x", "y<z", "z<y"), 1),
        ("ayz", derived("a<y", "y<z", "z<y"), 1),
        ("ab", derived("b<latent:wire", "b<a", "a<latent:wire"), 1),
        ("", derived("b<a"), 0),
    ],
)
def test_independent_count(reports: str, derivations: list[Derivation], count: int) -> None:
    assert independent_count(reports, derivations) == count


def test_a_derivation_that_nothing_directs_counts_as_well() -> None:
    undirected = Derivation("b", "a", 0.9, ("test",), directed=False)
    assert independent_count("ab", [undirected]) == 1
    assert independent_count("abc", [undirected, *derived("c<b")]) == 1


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=8), st.data())
def test_order_and_ids_do_not_matter(pairs: list[tuple[str, str]], data: st.DataObject) -> None:
    reports = data.draw(st.sets(st.sampled_from("abcdef"), min_size=1))
    derivations = derived(*(f"{report}<{source}" for report, source in pairs if report != source))
    count = independent_count(reports, derivations)
    assert 1 <= count <= len(reports)
    assert independent_count(sorted(reports, reverse=True), derivations[::-1]) == count
    turned = str.maketrans("abcdef", "fedcba")
    renamed = [
        Derivation(d.report.translate(turned), d.source.translate(turned), 0.5, ()) for d in derivations
    ]
    assert independent_count({report.translate(turned) for report in reports}, renamed) == count
