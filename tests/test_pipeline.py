"""The order of stages is checked when a pipeline is built; languages that a layer lacks are said."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from copydesk.desk import read
from copydesk.errors import PipelineError
from copydesk.extract.syntax import Syntax
from copydesk.model.document import Document
from copydesk.model.report import Report, Zone
from copydesk.model.story import Cluster
from copydesk.pipeline import Pipeline, anchored, annotator

ROOT = Path(__file__).parent.parent


class Labels:
    requires: tuple[str, ...] = ()
    assigns = "zones"
    languages: frozenset[str] | None = None

    def __call__(self, document: Document) -> Iterator[Zone]:
        yield Zone(0, len(document.text), "body")


class Reads:
    requires = ("zones",)
    assigns = "quotes"
    languages: frozenset[str] | None = frozenset({"en"})

    def __call__(self, document: Document) -> Iterator[object]:
        yield from document.quotes


def report(name: str, published: str | None, language: str | None = "en") -> Document:
    anchor = published
    return Document(Report(name, "text", "", "here", published=published, language=language), anchor=anchor)


def test_a_stage_before_what_it_requires_is_refused_with_the_remedy() -> None:
    with pytest.raises(PipelineError, match="Reads requires zones; filled before it: nothing; move Reads"):
        Pipeline([Reads(), Labels()])


def test_the_annotator_is_in_a_good_order() -> None:
    assert [stage.assigns for stage in annotator().stages] == [
        "zones",
        "sentences",
        "mentions",
        "quotes",
        "quotes",
        "dates",
        "claims",
    ]


class Ahead(Reads):
    def __init__(self) -> None:
        self.shown: list[list[str]] = []

    def ahead(self, documents: Sequence[Document]) -> None:
        self.shown.append([document.id for document in documents])


def test_documents_run_together_come_out_as_one_by_one() -> None:
    stage = Ahead()
    pipeline = Pipeline([Labels(), stage, Reads()])
    documents = [report("a", None), report("b", None, language="he"), report("c", None)]
    assert pipeline.together(documents) == [pipeline(document) for document in documents]
    assert stage.shown == [["a", "c"], ["a"], [], ["c"]]


def test_annotating_together_changes_no_layer(syntax: Syntax) -> None:
    documents = list(read([str(ROOT / "examples" / "wires.jsonl")], lambda error: pytest.fail(str(error))))
    together, alone = annotator(), annotator()
    for pipeline in (together, alone):
        pipeline.stages[1].parser = syntax.parser  # type: ignore[attr-defined]
    assert together.together(documents) == [alone(document) for document in documents]


def test_a_language_that_a_layer_does_not_know_is_said_not_failed() -> None:
    done = Pipeline([Labels(), Reads(), Reads()])(report("a", None, language="he"))
    assert done.zones
    assert [(silence.layer, silence.reason) for silence in done.silences] == [
        ("quotes", "the report is in 'he'; this layer knows en")
    ]


def test_an_unknown_language_is_tried() -> None:
    assert not Pipeline([Labels(), Reads()])(report("a", None, language=None)).silences


@pytest.mark.parametrize(
    ("days", "anchor"),
    [
        (["2025-03-02T10:00", "2025-03-02", "2025-03-03", None], "2025-03-02"),
        (["2025-03-02", "2025-03-03", None], "2025-03-02"),
        (["2025-03-02", "2025-03-20", None], None),
        ([None, None], None),
    ],
)
def test_an_undated_report_borrows_the_day_of_a_fresh_story(
    days: list[str | None], anchor: str | None
) -> None:
    documents = [report(f"r{number}", day) for number, day in enumerate(days)]
    group = Cluster("s", tuple(document.id for document in documents), None, None)
    last = anchored(documents, [group])[-1]
    assert last.anchor == anchor
    assert last.report.published is None
    assert (last.anchor_from is not None) == (anchor is not None)


def test_dated_reports_keep_their_own_anchor() -> None:
    documents = [report("a", "2025-03-02"), replace(report("b", "2025-03-03"), anchor="2025-03-03")]
    group = Cluster("s", ("a", "b"), None, None)
    assert [document.anchor for document in anchored(documents, [group])] == ["2025-03-02", "2025-03-03"]
