"""No text breaks the program, and whatever it says lies inside the report it says it of."""

# ruff: noqa: E501 - the pieces read best as a table, a kind on a line

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copydesk.desk import annotate, cluster, read
from copydesk.model.document import Document
from copydesk.output import annotate_row
from copydesk.pipeline import Pipeline, annotator, compare
from copydesk.result import Result
from copydesk.verification import verify

if TYPE_CHECKING:
    from copydesk.errors import InputError

Row = dict[str, Any]

PIECES = (
    # what the stages look for
    *("Anna Berg", "the mayor of Norvik", "Tom “Red” Hale", "He", "She", "they", "Ms. Lund", "Norvik Council"),
    *("said", "told reporters", "according to", "wrote on Twitter", "denied that", "said that", "announced"),
    *("on Monday", "3 March 2025", "last week", "Jan. 20", "2016-13-45", "Thursday night", "30/12/16", "1/0"),
    *("35 people", "31 and 4 of them", "two thirds", "1,000,000,000,000", "-0.5%", "½", "٣٥", "Ⅷ", "1e999"),
    *("voted to close the old bridge", "was hurt", "did not resign", "will leave", "are foreign policy losers"),
    *("By Tom Hale", "(Reuters) -", "Photo: AP", "Leave a Comment", "Share", "Published: 3 March 2025", "Tags:"),
    *("ESTRAND (AP) —", "news.example.com", "Correction:", "Read more", "© 2025", "3 comments", "Search for:"),
    # marks of every style, mostly without their partners
    *'"“”„‟«»‹›‘’‚\'`', "``", "''", "…", ".", ". ", "?", "!", ",", ":", ";", "(", ")", "[", "]", "—", "- ", "@a", "#",
    # what offsets go wrong by
    *("😀", "👨‍👩‍👧", "𝐍𝐨𝐫𝐯𝐢𝐤", "e\u0301", "\u0301", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u202e", "\u2066"),
    *("İ", "ǅ", "ﬁ", "ß", "ΐ", "K", "שלום", "مرحبا", "Мэр", "市長は", "ไทย", "\U0010ffff", "\ufffd", "\x00", "\x1b[31m"),
    *("\n", "\n\n", "\r\n", "\r", "\x85", "\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "\t", "\u00a0", "\u3000"),
    *("<b>", "</p>", "&amp;", "<script>alert(1)</script>", "{{ 7*7 }}", "%s", "\\", "../../x"),
)  # fmt: skip

texts = st.builds(
    lambda glue, pieces: glue.join(pieces),
    st.sampled_from([" ", " ", ""]),
    st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=60),
)
words = (
    st.none()
    | st.sampled_from(["en", "de", "zz", "2025-03-03", "2025-03", "9999-12-31", *PIECES])
    | st.text(max_size=9)
)
FIELDS = ("id", "outlet", "title", "url", "published", "language")
rows = st.builds(
    lambda text, values: {"text": text, **dict(zip(FIELDS, values, strict=True))},
    texts,
    st.tuples(*[words] * len(FIELDS)),
)


@st.composite
def stories(draw: st.DrawFn) -> list[Row]:
    """Two to four reports, some of which took text from the first."""
    first = draw(rows)
    others = draw(st.lists(rows, min_size=1, max_size=3))
    for other in others:
        if draw(st.booleans()):
            other["text"] += first["text"][draw(st.integers(0, 40)) :]
    return [first, *others]


@cache
def pipeline() -> Pipeline:
    return annotator()


def annotated(given_rows: Sequence[Row]) -> list[Document]:
    """What the program makes of rows that a file holds; those that hold no text are refused."""
    refused: list[InputError] = []
    with TemporaryDirectory() as folder:
        file = Path(folder, "rows.jsonl")
        file.write_text("".join(json.dumps(row) + "\n" for row in given_rows), "utf-8")
        documents = list(read([str(file)], refused.append))
    assert all(str(error).count("\n") == 0 for error in refused)
    return list(annotate(documents, pipeline(), lambda _: "story"))


def spans(value: object) -> list[tuple[int, int]]:
    """All spans in what is printed, however deep."""
    if isinstance(value, list):
        return [span for item in value for span in spans(item)]
    if isinstance(value, dict):
        here = [(value["start"], value["end"])] if "start" in value else []
        return here + [span for item in value.values() for span in spans(item)]
    return []


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows)
def test_every_span_lies_inside_its_report(row: Row) -> None:
    for document in annotated([row]):
        printed = annotate_row(document)
        text = printed["text"]
        assert text == row["text"].replace("\ud800", "\ufffd") or "\ufffd" in text
        assert "".join(text[zone["start"] : zone["end"]] for zone in printed["zones"]) == text
        assert all(0 <= start < end <= len(text) for start, end in spans(printed))
        for sentence in document.sentences:
            assert all(text[token.start : token.end] == token.text for token in sentence.tokens)
        assert json.loads(json.dumps(printed)) == printed


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(stories())
def test_every_story_passes_verification(given_rows: list[Row]) -> None:
    documents = annotated(given_rows)
    groups = cluster(documents)
    assert sorted(report for group in groups for report in group.reports) == sorted(d.id for d in documents)
    if not documents:
        return
    with TemporaryDirectory() as folder:
        with Result(Path(folder)) as result:
            result.add(compare(documents, "story"), documents)
        assert verify(Path(folder))[1] == []
