"""Values that differ and fit together, as the story page tells them."""

from copydesk.model.claim import Refinement, Side
from copydesk.model.document import Document
from copydesk.model.report import Report, Zone
from copydesk.model.span import Citation
from copydesk.model.story import Step, Update
from copydesk.web.labels import Labels
from copydesk.web.refined_view import RefinedView, refinement_view, update_view

TEXT = (
    "The guards found nine rifles, that is seven short rifles and two long ones, dozens of shells and a map."
)


def labels() -> Labels:
    zones = (Zone(0, len(TEXT), "body"),)
    names = ("a", "b")
    return Labels(names, {n: Document(Report(n, TEXT, "", n, outlet=f"{n}.example"), zones) for n in names})


def at(report: str, words: str) -> Citation:
    return Citation(report, TEXT.index(words), TEXT.index(words) + len(words))


def shown(view: RefinedView) -> list[tuple[str, str, str]]:
    return [(way.relation, way.words, way.support) for way in view.ways]


def test_a_total_and_its_parts_are_told_as_they_are_printed() -> None:
    parts = (at("b", "seven short rifles"), at("b", "two long ones"))
    sides = (Side("9", (at("a", "nine rifles"),), 1), Side("7 + 2", parts, 1))
    assert shown(refinement_view(Refinement("breakdown", "rifle", sides), labels())) == [
        ("in all", "nine rifles", "1 report"),
        ("in parts", "seven short rifles + two long ones", "1 report"),
    ]


def test_parts_of_two_reports_are_told_once() -> None:
    words = ("seven short rifles", "two long ones")
    parts = tuple(at(report, one) for report in "ab" for one in words)
    sides = (Side("9", (at("a", "nine rifles"),), 1), Side("7 + 2", parts, 2))
    told = shown(refinement_view(Refinement("breakdown", "rifle", sides), labels()))
    assert told[1] == ("in parts", "seven short rifles + two long ones", "2 reports, 2 independent")


def test_the_most_precise_value_comes_first() -> None:
    sides = (Side("30", (at("a", "nine rifles"),), 1), Side("at least 24", (at("b", "dozens of shells"),), 1))
    told = shown(refinement_view(Refinement("precision", "shell", sides), labels()))
    assert [(relation, words) for relation, words, _ in told] == [
        ("most precisely", "nine rifles"),
        ("less precisely", "dozens of shells"),
    ]


def test_an_update_tells_since_when_each_value_is_known() -> None:
    steps = (
        Step("7", "2031-03-14T08:00:00Z", (at("a", "seven"),), 1),
        Step("9", None, (at("b", "nine"),), 1),
    )
    view = update_view(Update("the guards found nine rifles", steps), labels())
    assert view.about == "The guards found nine rifles"
    assert shown(view) == [
        ("first", "7", "from 14 March 2031, 08:00 UTC · 1 report"),
        ("then", "9", "time not known · 1 report"),
    ]
