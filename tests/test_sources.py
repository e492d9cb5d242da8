"""Which of several reports is the source, from what each has that the others lack; a row a case."""

import pytest

from copydesk.model.document import Document
from copydesk.model.link import Derivation, independent_count
from copydesk.model.report import Report, Zone
from copydesk.reuse.alignment import passages
from copydesk.reuse.derivation import derive
from test_editing import MORE, OWN, A, B, C, D

E = "Two constables from Denholm counted the hens at dawn and wrote the number on the back of a hymn sheet."
F = "By evening carpenters had propped the charred beams with ladders lent by the orchard across the road."

TIMES = {
    "6": "2031-03-04T06:00:00Z",
    "6:04": "2031-03-04T06:04:00Z",
    "6:09": "2031-03-04T06:09:00Z",
    "9": "2031-03-04T10:00:00+01:00",
    "12": "2031-03-04T12:00:00Z",
    "day": "2031-03-04",
    "next": "2031-03-05",
    "": None,
}


def report(name: str, text: str, time: str) -> Document:
    return Document(Report(name, text, "", "test", outlet=f"{name}gazette.example", published=TIMES[time]))


def derived(*reports: Document) -> list[Derivation]:
    return derive(reports, passages(reports))


def told(*reports: Document) -> str:
    """Write b<a for b takes from a, b~a where nothing tells which of the two does."""
    return " ".join(f"{one.report}{'~<'[one.directed]}{one.source}" for one in derived(*reports))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("6", "9", "b<a"),
        ("9", "6", "a<b"),
        ("day", "next", "b<a"),
        ("6", "6:04", "b<a"),
        ("6", "6", "b~a"),
        ("day", "9", "b~a"),
        ("day", "day", "b~a"),
        ("", "9", "b~a"),
        ("", "", "b~a"),
    ],
)
@pytest.mark.parametrize(
    ("left", "right"),
    [
        (f"{A} {B} {C}", f"{A} {B} {C}"),
        (f"{A} {B}", f"{A} {B} {C} {MORE}"),
        (f"{A} {B} {C} {D}", f"{A} {B}"),
        (f"{OWN} {A} {B}", f"{A} {B} {MORE}"),
        (f"{A} {B} {C}", f"{C} {B} {A}"),
    ],
    ids=["the same", "holds all and more", "cut short", "own words in both", "reordered"],
)
def test_of_two_reports_only_times_tell(
    first: str, second: str, left: str, right: str, expected: str
) -> None:
    assert told(report("a", left, first), report("b", right, second)) == expected


def test_a_correction_that_one_has_changes_nothing() -> None:
    line = "Correction: an earlier version of this report gave the wrong number of wagons."
    text = f"{A} {B.replace('two', 'four')}\n{line}"
    zones = Zone(0, text.index("Corr"), "body"), Zone(text.index("Corr"), len(text), "correction")
    corrected = report("b", text, "9")
    corrected = Document(corrected.report, zones=zones)
    assert told(report("a", f"{A} {B}", "6"), corrected) == "b<a"
    assert told(corrected, report("c", f"{A} {B}", "12")) == "c<b"


@pytest.mark.parametrize(
    ("second", "third", "expected"),
    [
        pytest.param(f"{A} {B} {C}", f"{A} {B} {C}", "b<a c<b", id="nothing tells: the closer one"),
        pytest.param(
            f"{A} {B.replace('two', 'four')} {C}",
            f"{A} {B.replace('two', 'four')} {C}",
            "b<a c<b",
            id="has its changed figure",
        ),
        pytest.param(
            f"{A} {B.replace('two', 'four')} {C}", f"{A} {B} {C}", "b<a c<a", id="has the first figure"
        ),
        pytest.param(f"{A} {C}", f"{A} {B} {C}", "b<a c<a", id="has the sentence it cut"),
        pytest.param(f"{A} {C}", f"{A} {C}", "b<a c<b", id="lacks the sentence it cut"),
        pytest.param(
            f"{A.replace('through', 'during')} {B.replace('big wheel', 'wheel')} {C}",
            f"{A.replace('through', 'during')} {B} {C}",
            "b<a c<a",
            id="may make the same change, but not put back what was cut",
        ),
        pytest.param(
            f"{A} {B} {C} {E} {F}",
            f"{A} {B} {C} {E} {F}",
            "b<a c<b",
            id="has its own paragraph",
        ),
    ],
)
def test_of_three_reports_changes_tell(second: str, third: str, expected: str) -> None:
    first = f"{A} {B} {C}"
    assert told(report("a", first, "6"), report("b", second, "9"), report("c", third, "12")) == expected


def test_two_sources_each_with_what_the_other_lacks() -> None:
    reports = (
        report("a", f"{A} {B}", "6"),
        report("b", f"{C} {E} {F}", "9"),
        report("c", f"{A} {B} {C} {E} {F}", "12"),
    )
    assert sorted(told(*reports).split()) == ["c<a", "c<b"]
    assert any("agree with no other source" in words for one in derived(*reports) for words in one.evidence)


@pytest.mark.parametrize(
    "words",
    [
        "The parish told the A Gazette that the roof was sound.",
        "The roof was sound, the A Gazette reported.",
        "The roof was sound, according to the A Gazette.",
        "The A Gazette understands that the roof was sound.",
    ],
)
def test_who_names_the_other_took_from_it_whatever_the_times(words: str) -> None:
    assert told(report("b", f"{A} {B} {words}", "6"), report("a", f"{A} {B}", "9")) == "b<a"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("(Reuters)", "Reuters"),
        ("With files from The Canadian Press", "Canadian Press"),
        ("Mit Material von dpa", "dpa"),
        ("Le Courrier avec AFP", "AFP"),
        ("Con información de EFE", "EFE"),
        ("Agencies", "unknown"),
        ("news.hilltop.example", "news.hilltop.example"),
    ],
)
def test_a_credit_makes_undated_twins_an_outside_sources(line: str, name: str) -> None:
    reports = report("a", f"{A} {B} {C}\n{line}", ""), report("b", f"{A} {B} {C}", "")
    assert told(*reports) == f"a<latent:{name} b<latent:{name}"
    assert independent_count(["a", "b"], derived(*reports)) == 1


THREE = f"{A} {B} {E} {F}", f"{A} {B} {C} {D}", f"{C} {D} {E} {F}"
"""Each two share two sentences that the third lacks."""


@pytest.mark.parametrize(
    ("texts", "times", "expected"),
    [
        pytest.param(THREE, ("", "", ""), "a<? b<? c<?", id="undated"),
        pytest.param(THREE, ("day", "day", "day"), "a<? b<? c<?", id="the same day"),
        pytest.param(THREE, ("6", "6:04", "6:09"), "a<? b<? c<?", id="within minutes"),
        pytest.param(THREE, ("6", "9", "12"), "b<a c<a c<b", id="in turn"),
        pytest.param(THREE[:2], ("", ""), "b~a", id="only two"),
        pytest.param(
            (f"{A} {B} {C} {D} {E} {F}", f"{A} {B} {C} {D}", f"{C} {D} {E} {F}"),
            ("", "", ""),
            "b~a c~a",
            id="one holds all",
        ),
        pytest.param((f"{A} {B}", f"{A} {B}", f"{A} {B}"), ("", "", ""), "b~a c~a", id="all the same"),
    ],
)
def test_a_text_that_no_report_holds_is_a_source_nobody_names(
    texts: tuple[str, ...], times: tuple[str, ...], expected: str
) -> None:
    reports = [report(name, text, time) for name, text, time in zip("abc", texts, times, strict=False)]
    assert told(*reports) == expected.replace("?", "latent:unknown")
