"""Families: who took from whom over a whole collection, whatever its order, size, dates and languages."""

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import copydesk
from copydesk import desk
from copydesk.model.document import Document
from copydesk.model.report import Report
from copydesk.pipeline import label_all
from copydesk.reuse import alignment, pairs
from copydesk.reuse.alignment import align
from copydesk.reuse.families import Family, families
from copydesk.reuse.pairs import aligned, shared_passages

SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu".split()


def prose(seed: int, sentences: int = 12) -> str:
    """Invented sentences of invented words; two seeds share nothing."""
    draw = random.Random(seed)  # noqa: S311 - invented words
    made = []
    for _ in range(sentences):
        words = ["".join(draw.choices(SYLLABLES, k=3)) for _ in range(draw.randint(10, 18))]
        made.append(" ".join(words).capitalize() + ".")
    return "\n".join(" ".join(made[start : start + 3]) for start in range(0, sentences, 3))


def report(name: str, text: str, published: str | None = None, **fields: str | None) -> Report:
    outlet = fields.pop("outlet", f"{name}.example")
    return Report(name, text, "", f"{name}.txt", outlet=outlet, published=published, **fields)  # type: ignore[arg-type]


def told(*reports: Report) -> list[Family]:
    return list(families(label_all(reports)))


def links(found: Sequence[Family]) -> dict[str, str]:
    return {one.report: one.source for family in found for one in family.derivations}


def test_who_took_from_whom() -> None:
    first = report("gazette", prose(1), "2025-03-01T08:00Z")
    second = report("courier", prose(1) + "\n" + prose(2), "2025-03-01T12:00Z")
    other = report("herald", prose(3), "2025-03-01T09:00Z")
    (family,) = told(other, second, first)
    assert [one.id for one in family.reports] == [first.id, second.id]
    assert family.independent == 1
    (derivation,) = family.derivations
    assert (derivation.report, derivation.source, derivation.directed) == ("courier", "gazette", True)
    assert derivation.share == pytest.approx(0.5, abs=0.1)
    assert {passage.kind for passage in family.passages} == {"copy"}
    for passage in family.passages:
        assert passage.left.span.of(first.text) == passage.right.span.of(second.text)


def test_a_report_that_nobody_else_has_is_in_no_family() -> None:
    assert told(report("gazette", prose(1)), report("courier", prose(2))) == []
    assert told() == []


def test_an_agencys_report_is_a_family_by_itself() -> None:
    one = report("gazette", "BERLIN (Reuters) - " + prose(1))
    (family,) = told(one, report("herald", prose(3)))
    assert [found.id for found in family.reports] == [one.id]
    assert family.passages == ()
    assert links([family]) == {"gazette": "latent:Reuters"}
    assert family.derivations[0].share is None
    assert family.independent == 1


def test_two_texts_of_one_agency_are_two_families() -> None:
    found = told(
        report("a", "BERLIN (Reuters) - " + prose(1), "2025-03-01"),
        report("b", "BERLIN (Reuters) - " + prose(1), "2025-03-02"),
        report("c", "PARIS (Reuters) - " + prose(2), "2025-03-03"),
    )
    assert [[one.id for one in family.reports] for family in found] == [["a", "b"], ["c"]]
    assert [family.independent for family in found] == [1, 1]


def test_undated_reports_are_linked_without_direction() -> None:
    (family,) = told(report("b", prose(1)), report("a", prose(1)))
    assert [one.id for one in family.reports] == ["a", "b"]
    assert [one.directed for one in family.derivations] == [False]
    assert family.independent == 1


def test_undated_reports_come_last() -> None:
    (family,) = told(report("a", prose(1)), report("b", prose(1), "2025-03-01"))
    assert [one.id for one in family.reports] == ["b", "a"]


def test_publication_is_compared_in_one_time_zone() -> None:
    early = report("early", prose(1), "2025-03-01T23:30:00+05:00")
    late = report("late", prose(1), "2025-03-01T20:00:00+00:00")
    (family,) = told(late, early)
    assert links([family]) == {"late": "early"}


def test_a_revision_is_no_copy_of_its_report() -> None:
    address = "https://gazette.example/2025/bridge-closed-for-two-years"
    old = report("old", prose(1), "2025-03-01T08:00Z", url=address, outlet="gazette.example")
    new = report(
        "new", prose(1) + "\n" + prose(4, 3), "2025-03-01T09:00Z", url=address, outlet="gazette.example"
    )
    assert list(desk.find_families(label_all([old, new]))) == []
    copy = report("copy", prose(1), "2025-03-02")
    (family,) = desk.find_families(label_all([old, new, copy]))
    assert [one.id for one in family.reports] == ["new", "copy"]


def test_one_text_under_two_outlets() -> None:
    found = told(report("one", prose(1), outlet="gazette.example"), report("two", prose(1), outlet=None))
    assert [len(family.reports) for family in found] == [2]


def unspaced(seed: int, first: int, last: int, stop: str) -> str:
    draw = random.Random(seed)  # noqa: S311 - invented words
    sentences = (
        "".join(chr(draw.randint(first, last)) for _ in range(draw.randint(20, 35))) + stop for _ in range(9)
    )
    return "".join(sentences)


@pytest.mark.parametrize(
    ("first", "last", "stop"),
    [(0x4E00, 0x5E00, "。"), (0x3041, 0x3096, "。"), (0xE01, 0xE2E, "\n")],
    ids=["chinese", "japanese", "thai"],
)
def test_scripts_without_spaces(first: int, last: int, stop: str) -> None:
    text = unspaced(1, first, last, stop)
    found = told(
        report("a", text, "2025-03-01"),
        report("b", unspaced(2, first, last, stop) + "\n" + text, "2025-03-02"),
        report("c", unspaced(3, first, last, stop), "2025-03-02"),
    )
    assert links(found) == {"b": "a"}


def test_a_language_in_capitals_and_accents() -> None:
    text = prose(1).replace("a", "ä").replace("o", "ö").replace("z", "ß")
    assert links(told(report("a", text, "2025-03-01"), report("b", text, "2025-03-02"))) == {"b": "a"}


def collection() -> list[Report]:
    """Three families, one of them in a chain, among reports of their own."""
    made = [report(f"own{number}", prose(100 + number), f"2025-03-{number + 1:02}") for number in range(8)]
    for family in range(3):
        text = prose(family)
        for place in range(4):
            day = None if place == 3 else f"2025-03-{10 + place:02}"
            made.append(report(f"family{family}-{place}", text, day))
            text = text + "\n" + prose(1000 + 10 * family + place, 3)
    return made


@given(st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_the_order_of_reports_does_not_matter(draw: random.Random) -> None:
    documents = label_all(collection())
    found = list(families(documents))
    assert [len(family.reports) for family in found] == [4, 4, 4]
    draw.shuffle(documents)
    assert list(families(documents)) == found


def test_an_id_survives_later_reports() -> None:
    early, late = report("a", prose(1), "2025-03-01"), report("b", prose(1), "2025-03-02")
    later = report("c", prose(1), "2025-03-03")
    assert told(early, late)[0].id == told(early, late, later)[0].id


def test_families_come_in_order_of_their_first_reports() -> None:
    """Also where candidates join two families: here one shares a sentence with each of them."""
    first, second = prose(1), prose(2)
    bridge = prose(3) + "\n" + first.split("\n")[0].split(". ")[0] + ". " + second.split("\n")[-1]
    found = told(
        report("a", first, "2025-03-01"),
        report("m", second, "2025-03-02"),
        report("n", second, "2025-03-03"),
        report("z", first, "2025-03-04"),
        report("bridge", bridge, "2025-03-05"),
        report("y", "BERLIN (Reuters) - " + prose(9), "2025-03-02"),
    )
    assert [family.reports[0].id for family in found] == ["a", "m", "y"]


def test_progress_is_told_of_every_report() -> None:
    heard: list[tuple[int, int]] = []
    list(desk.find_families(label_all(collection()), lambda done, total: heard.append((done, total))))
    assert heard[-1] == (20, 20)
    assert all(one[0] < other[0] for one, other in pairwise(heard))


# Much of it.


def test_one_text_in_hundreds_of_reports_is_aligned_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0
    original = alignment.align_readings

    def counted(left: object, right: object) -> object:
        nonlocal calls
        calls += 1
        return original(left, right)  # type: ignore[arg-type]

    monkeypatch.setattr(pairs, "align_readings", counted)
    text = prose(1)
    reports = [
        report(f"r{number}", text, f"2025-03-01T{number // 60:02}:{number % 60:02}Z") for number in range(500)
    ]
    (family,) = told(*reports)
    assert calls == 1
    assert len(family.reports) == 500
    assert links([family]) == {f"r{number}": "r0" for number in range(1, 500)}
    assert family.independent == 1


def test_a_text_of_hundreds_is_held_against_the_earliest() -> None:
    text = prose(1, 30)
    reports = []
    for number in range(120):
        words = text.split(" ")
        del words[number * 3]
        reports.append(
            report(f"r{number:03}", " ".join(words), f"2025-03-01T{number // 60:02}:{number % 60:02}Z")
        )
    (family,) = told(*reports)
    assert len(family.reports) == 120
    assert len({(one.left.report, one.right.report) for one in family.passages}) < 120 * 30
    assert family.independent == 1


def test_an_agency_text_in_hundreds_of_reports() -> None:
    reports = [report(f"r{number}", "BERLIN (Reuters) - " + prose(1)) for number in range(300)]
    (family,) = told(*reports)
    assert set(links([family]).values()) == {"latent:Reuters"}
    assert len(family.derivations) == 300
    assert family.independent == 1


def test_reports_of_three_words() -> None:
    reports = [report(f"r{number}", f"Word{number % 7} two three") for number in range(500)]
    assert told(*reports) == []


def test_one_sentence_ten_thousand_times() -> None:
    sentence = prose(1, 1)
    found = told(
        report("a", " ".join([sentence] * 10_000)),
        report("b", "\n".join([sentence] * 9_999)),
        report("c", prose(2)),
    )
    assert sum(len(family.passages) for family in found) < 100


@given(st.lists(st.text(max_size=60), max_size=6))
@settings(max_examples=60, deadline=None)
def test_any_texts(texts: list[str]) -> None:
    reports = [report(f"r{number}", text) for number, text in enumerate(texts) if text]
    for family in told(*reports):
        by_id = {one.id: one for one in family.reports}
        for passage in family.passages:
            assert 0 <= passage.left.start < passage.left.end <= len(by_id[passage.left.report].text)
            assert 0 <= passage.right.start < passage.right.end <= len(by_id[passage.right.report].text)
        assert 1 <= family.independent <= len(family.reports)


# Pairs.


def test_pairs_are_aligned_as_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few reports are kept ready, and whoever has the same text."""
    documents = label_all(collection())
    documents.append(replace(documents[-1], report=replace(documents[-1].report, id="twin")))
    wanted = [(left, right) for left in range(len(documents)) for right in range(left)]
    expected = [align(documents[left], documents[right]) for left, right in wanted]
    assert list(aligned(documents, wanted)) == expected
    monkeypatch.setattr(pairs, "READ_WORDS", 1)
    assert list(aligned(documents, wanted)) == expected


def test_the_same_text_with_other_zones_is_aligned_anew() -> None:
    (zoned,) = label_all([report("a", prose(1))])
    bare = Document(replace(zoned.report, id="b"))
    twin = replace(zoned, report=replace(zoned.report, id="c"))
    wanted = [(0, 1), (0, 2)]
    found = list(aligned([zoned, bare, twin], wanted))
    assert found == [align(zoned, bare), align(zoned, twin)]


def test_passages_of_two_texts() -> None:
    left, right = prose(1), prose(2) + "\n" + prose(1)
    found = shared_passages(left, right)
    assert found == copydesk.shared_passages(left, right)
    assert {passage.kind for passage in found} == {"copy"}
    for passage in found:
        assert (passage.left.report, passage.right.report) == ("left", "right")
        assert passage.left.span.of(left) == passage.right.span.of(right)
    assert shared_passages("", left) == shared_passages(left, prose(3)) == []
