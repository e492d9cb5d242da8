"""What ``quotes`` lists: whose words, in which order; every form of it cuts the very words it prints."""

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk import desk
from copydesk.cli import DONE, main
from copydesk.exports.annotations import AROUND, annotation, annotation_lines, report_iri
from copydesk.exports.rows import json_lines, quotation_row
from copydesk.exports.tables import COLUMNS, END, JOINED, safe, table_lines
from copydesk.exports.terminal import text_lines
from copydesk.model.document import Document
from copydesk.model.quote import Mention, Quote, QuoteKind
from copydesk.model.report import Report, Zone
from copydesk.model.span import Span
from copydesk.model.story import Story
from copydesk.model.syntax import Sentence
from copydesk.pipeline import Pipeline, quoter
from copydesk.stories.naming import alike, distinct, said_by
from copydesk.stories.quotations import ALSO_IN, REACH, Elsewhere, Quotation, in_order, quotations

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
Parse = Callable[[str], Document]
Json = dict[str, Any]


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return list(desk.read([str(EXAMPLES)], refused=_fail))


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return quoter()


@pytest.fixture(scope="module")
def found(documents: list[Document], pipeline: Pipeline) -> list[Quotation]:
    """The quotes of the ten examples, all told as one story."""
    (listed,) = desk.quotes(documents, pipeline, lambda _: "story")
    return in_order(listed)


def _fail(error: Exception) -> None:
    raise AssertionError(error)


def said(
    speaker: str | None,
    words: str = "The boats stay in the harbour.",
    *,
    person: bool = True,
    kind: QuoteKind = "direct",
    score: float = 1.0,
    **fields: str | None,
) -> Quotation:
    """A quote whose words are all of its report's text."""
    report = Report(**{"id": "r", "text": words, "digest": "", "origin": "r.txt", **fields})  # type: ignore[arg-type]
    all_of_it = Span(0, len(words))
    return Quotation(
        report, Quote((all_of_it,), (), (), kind, score, speaker), person, all_of_it, "s", (), 1, ()
    )


# Every form, held against the text, as verify holds a result against it.


def cut(text: str, span: Json) -> str:
    assert 0 <= span["start"] <= span["end"] <= len(text)
    return text[span["start"] : span["end"]]


def check_row(row: Json, text: str) -> None:
    for span in [*row["source"], *row["cue"], *row["content"], row["context"]]:
        assert cut(text, span) == span["text"]
    for piece in row["content"]:
        assert piece["text"] in row["context"]["text"]


def check_annotation(made: Json, text: str) -> list[str]:
    assert made["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert made["type"] == "Annotation"
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", made["id"])
    assert made["body"]
    assert all(body["type"] == "TextualBody" and body["value"] for body in made["body"])
    targets = made["target"] if isinstance(made["target"], list) else [made["target"]]
    for target in targets:
        assert re.fullmatch(r"[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>\"{}|\\^`]+", target["source"])
        position, quoted = target["selector"]
        assert (position["type"], quoted["type"]) == ("TextPositionSelector", "TextQuoteSelector")
        assert cut(text, position) == quoted["exact"]
        around = quoted["prefix"] + quoted["exact"] + quoted["suffix"]
        before = len(quoted["prefix"])
        assert text[position["start"] - before :].startswith(around)
        assert before == min(AROUND, position["start"])
        assert len(quoted["suffix"]) == min(AROUND, len(text) - position["end"])
    return [target["selector"][1]["exact"] for target in targets]


def bare(cell: str) -> str:
    """Take off the apostrophe that keeps a cell from being a formula."""
    return cell[1:] if re.match("''*[=+\\-@\t\r\n＝＋－＠]", cell) else cell


def check_record(record: dict[str, str], text: str) -> None:
    for column in ("source", "cue", "content", "context"):
        spans = [
            tuple(map(int, place.split("..")))
            for place in record[f"{column}_spans".replace("context_spans", "context_span")].split()
        ]
        assert JOINED.join(text[start:end] for start, end in spans) == bare(record[column])


def table(found: Sequence[Quotation]) -> list[dict[str, str]]:
    written = "".join(line + END for line in table_lines(found))
    return list(csv.DictReader(io.StringIO(written, newline="")))


def check_all(found: Sequence[Quotation]) -> None:
    """Print in every form, read it back, and hold it against the reports."""
    rows = [json.loads(line) for line in json_lines(found)]
    made = [json.loads(line) for line in annotation_lines(found)]
    records = table(found)
    assert len(rows) == len(made) == len(records) == len(found)
    for one, row, note, record in zip(found, rows, made, records, strict=True):
        text = one.report.text
        check_row(row, text)
        assert check_annotation(note, text) == [piece["text"] for piece in row["content"]]
        check_record(record, text)
        assert bare(record["report"]) == row["report"] == one.report.id


def test_every_form_of_the_examples_cuts_its_words(found: list[Quotation]) -> None:
    assert len(found) > 60
    check_all(found)
    assert len({annotation(one)["id"] for one in found}) == len(found)


@st.composite
def anything(draw: st.DrawFn) -> Quotation:
    """A quote with any spans in any text, of a report with any fields."""
    text = draw(st.text(min_size=1, max_size=200))
    start = draw(st.integers(0, len(text) - 1))

    def spans(least: int) -> tuple[Span, ...]:
        pairs = draw(st.lists(st.tuples(*[st.integers(start, len(text))] * 2), min_size=least, max_size=3))
        return tuple(Span(min(pair), max(pair)) for pair in pairs)

    maybe = st.none() | st.text(max_size=12)
    report = Report(
        draw(st.text(max_size=8)), text, "", "o", url=draw(maybe), outlet=draw(maybe), title=draw(maybe)
    )
    kind: QuoteKind = draw(st.sampled_from(["direct", "indirect", "mixed"]))
    quote = Quote(spans(1), spans(0), spans(0), kind, draw(st.floats(0, 1)), draw(maybe), draw(maybe))
    context = Span(start, len(text))
    also = (Elsewhere(replace(report, id=draw(st.text(max_size=8))), context),)
    return Quotation(report, quote, draw(st.booleans()), context, draw(st.text(max_size=4)), (0, 2), 2, also)


@given(st.lists(anything(), max_size=3))
@settings(max_examples=150, deadline=None)
def test_every_form_of_anything_cuts_its_words(some: list[Quotation]) -> None:
    check_all(some)


@given(st.lists(anything(), max_size=3), st.integers(0, 120))
@settings(max_examples=80, deadline=None)
def test_text_steers_no_terminal(some: list[Quotation], width: int) -> None:
    for line in text_lines(some, width):
        assert len(line) <= max(width, 20)
        assert line.isprintable() or not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", line)


# Spreadsheets.


@pytest.mark.parametrize(
    "cell", ["=1+1", "+44 20", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "'=1", "''+1"]
)
def test_no_cell_is_a_formula(cell: str) -> None:
    assert safe(cell) == "'" + cell
    (record,) = table([said(cell, cell, id=cell, title=cell)])
    for column in ("report", "title", "speaker", "content"):
        assert record[column] == "'" + cell


@pytest.mark.parametrize("cell", ["", "words", "'Tis", "1 = 1", "“-”", "'"])
def test_other_cells_stay(cell: str) -> None:
    assert safe(cell) == cell


@given(st.text("='+-@\t a", max_size=6))
def test_the_apostrophe_can_be_taken_off(cell: str) -> None:
    assert bare(safe(cell)) == cell


def test_a_table_without_quotes_has_its_header() -> None:
    assert list(table_lines([])) == [",".join(COLUMNS)]


# Annotations.


def test_a_report_without_an_address_is_named_by_its_id() -> None:
    target = annotation(said("Ann Berg", id="wires 3/ü"))["target"]
    assert target["source"] == "urn:x-copydesk:wires%203%2F%C3%BC"
    assert "state" not in target


def test_a_report_with_an_address_says_which_copy_was_read() -> None:
    one = said("Ann Berg", url="https://courier.example/a?b=1")
    target = annotation(one)["target"]
    assert target["source"] == "https://courier.example/a?b=1"
    assert target["state"] == {"type": "TimeState", "cached": report_iri(one.report)}


@pytest.mark.parametrize(
    "url", ["/news/1", "courier.example", "https://courier.example/a b", "javascript:x()"]
)
def test_what_is_no_iri_is_no_source(url: str) -> None:
    assert annotation(said("Ann Berg", url=url))["target"]["source"] == "urn:x-copydesk:r"


def test_positions_count_code_points() -> None:
    text = "🚢🚢 “Cast off 🚢 now”"
    start = text.index("Cast")
    one = said("Ann Berg", text)
    one = replace(one, quote=replace(one.quote, content=(Span(start, len(text) - 1),)))
    position, quoted = annotation(one)["target"]["selector"]
    assert (position["start"], position["end"]) == (4, 18)
    assert quoted["exact"] == "Cast off 🚢 now"


def test_each_piece_is_a_target_and_tags_say_who() -> None:
    text = "“Wait,” said Ann Berg. “Now go.”"
    quote = Quote((Span(1, 6), Span(24, 31)), (Span(8, 12),), (Span(13, 21),), "direct", 0.9, "Ann Berg")
    made = annotation(replace(said("Ann Berg", text), quote=quote))
    assert check_annotation(made, text) == ["Wait,", "Now go."]
    assert [body["value"] for body in made["body"]] == ["speaker: Ann Berg", "kind: direct", "cue: said"]
    assert made["motivation"] == "tagging"


# Who is meant.


@pytest.mark.parametrize(
    ("name", "speaker", "person"),
    [
        ("Berg", "Ann Berg", True),
        ("ann berg", "Ann Berg", True),
        ("Mrs Berg", "Ann Berg", True),
        ("Ann Berg", "Berg", True),
        ("Berg", "Ann Berg", False),
        ("State Department", "US State Department", False),
        ("MSB", "Marine Safety Board", False),
        ("Marine Safety Board", "MSB", False),
    ],
)
def test_a_name_finds(name: str, speaker: str, person: bool) -> None:
    assert said_by(name, [said(speaker, person=person), said(None), said("Otto Vale")]) == [
        said(speaker, person=person)
    ]


@pytest.mark.parametrize(
    ("name", "speaker", "person"),
    [
        ("Ann", "Ann Berg", True),
        ("Eva Berg", "Ann Berg", True),
        ("Mr Berg", "Ann Berg", True),
        ("Berg", "Bergman", True),
        ("Berg", "Berg Line", False),
    ],
)
def test_a_name_does_not_find(name: str, speaker: str, person: bool) -> None:
    assert said_by(name, [said(speaker, person=person)]) == []


def test_several_speakers_of_one_name_are_told_apart() -> None:
    some = [said("Ann Berg"), said("Otto Berg"), said("Ann Berg"), said("A. Berg"), said("Eva Vale")]
    meant = said_by("Berg", some)
    assert len(meant) == 4
    assert distinct(meant) == [("Ann Berg", 3), ("Otto Berg", 1)]
    assert len(distinct(said_by("Ann Berg", some))) == 1


def test_names_like_it() -> None:
    some = [said("Ministry of Ports", person=False), said("Ann Berg")]
    assert said_by("ministry", some) == []
    assert alike("ministry", some) == ["Ministry of Ports"]


# In which order, and beside what.


def test_order_is_by_date_then_report_then_place() -> None:
    late, early, day = "2025-11-15T08:00:00+00:00", "2025-11-14T08:00:00+00:00", "2025-11-14"
    some = [
        said("A", id="z", published=None),
        said("B", id="b", published=late),
        said("C", id="c", published=early),
        said("D", id="a", published=early),
        said("E", id="x", published=day),
    ]
    moved = replace(some[3], quote=replace(some[3].quote, content=(Span(4, 6),), speaker="F"))
    assert [one.quote.speaker for one in in_order([moved, *some])] == ["E", "D", "F", "C", "B", "A"]


def test_examples_are_in_order(found: list[Quotation]) -> None:
    dates = [one.report.published for one in found]
    dated = [date for date in dates if date]
    assert dated == sorted(dated)
    assert None in dates
    assert None not in dates[: len(dated)]


def test_utterances_are_those_that_compare_tells(documents: list[Document], pipeline: Pipeline) -> None:
    some = documents[:4]
    (listed,) = desk.quotes(some, pipeline, lambda _: "story")
    (story,) = desk.compare(some, pipeline)
    check_utterances(listed, story)


def check_utterances(listed: Sequence[Quotation], story: Story) -> None:
    told = 0
    for one in listed:
        carriers = {w.citation.report for number in one.utterances for w in story.utterances[number].wordings}
        for number in one.utterances:
            words = [
                w.citation.span
                for w in story.utterances[number].wordings
                if w.citation.report == one.report.id
            ]
            assert set(words) & set(one.quote.content)
            told += 1
        assert one.reports == max(1, len(carriers))
        assert {other.report.id for other in one.also_in} == carriers - {one.report.id}
    assert told > 10


def quoted(text: str, name: str, speaker: str | None, parse: Parse, kind: QuoteKind = "direct") -> Document:
    """A report with one quote, which stands in double quotation marks."""
    span = Span(text.index("“") + 1, text.index("”"))
    document = parse(text)
    mentions = (Mention(0, 1, "person", speaker),) if speaker else ()
    quote = Quote((span,), (), (), kind, 0.9, speaker)
    return replace(document, report=replace(document.report, id=name), quotes=(quote,), mentions=mentions)


def test_words_without_a_speaker_take_that_of_their_utterance(parse: Parse) -> None:
    words = "“The old harbour crane must be torn down before the winter storms arrive”"
    one, two = quotations(
        [quoted(f"{words}, Ann Berg said.", "a", "Ann Berg", parse), quoted(f"{words}.", "b", None, parse)],
        "s",
    )
    assert (one.quote.speaker, two.quote.speaker) == ("Ann Berg", "Ann Berg")
    assert two.quote.speaker_reason == "another report names the speaker of these words"
    assert two.person
    assert [other.report.id for other in two.also_in] == ["a"]


def test_the_story_has_one_form_of_a_name(parse: Parse) -> None:
    some = [
        quoted("“Ring the bell at noon”, Ann Berg said.", "a", "Ann Berg", parse),
        quoted("“Sell the red boats”, Berg said.", "b", "Berg", parse),
    ]
    assert {one.quote.speaker for one in quotations(some, "s")} == {"Ann Berg"}


def test_many_reports_of_the_same_words_name_a_few(parse: Parse) -> None:
    first = quoted(
        "“The old harbour crane must be torn down before winter”, Ann Berg said.", "0", "Ann Berg", parse
    )
    copies = [replace(first, report=replace(first.report, id=str(number))) for number in range(300)]
    listed = quotations(copies, "s")
    assert {one.reports for one in listed} == {300}
    assert {len(one.also_in) for one in listed} == {ALSO_IN}
    assert all(one.report.id not in {other.report.id for other in one.also_in} for one in listed)
    check_all(listed[:2])
    assert "and 293 more" in " ".join(" ".join(text_lines(listed[:1], 80)).split())


def one_long_sentence(quotes: int) -> list[Quotation]:
    """A report without a full stop, with so many quotes that all have their source at its start."""
    part = "and then “we sail” was said once more, "
    text = "The pilot: " + part * quotes
    starts = [11 + len(part) * number + part.index("we") for number in range(quotes)]
    said_so = tuple(Quote((Span(at, at + 7),), (), (Span(0, 9),), "direct", 0.9, "pilot") for at in starts)
    document = Document(Report("r", text, "", "o"), (Zone(0, len(text), "body"),), quotes=said_so)
    return quotations([replace(document, sentences=(Sentence(0, len(text), ()),))], "s")


def test_context_is_bounded() -> None:
    listed = one_long_sentence(2000)
    assert all(len(one.context) <= 7 + 2 * REACH for one in listed)
    check_all(listed[::100])


def test_context_is_the_sentence(parse: Parse) -> None:
    (one,) = quotations(
        [quoted("It rained. Ann Berg said: “Go home.” Nobody went.", "a", "Ann Berg", parse)], "s"
    )
    assert one.context.of(one.report.text).startswith("Ann Berg said: “Go home.")
    assert "rained" not in one.context.of(one.report.text)


def test_a_revision_that_does_not_speak_is_left_out(tmp_path: Path, pipeline: Pipeline) -> None:
    words = "“The old harbour crane must be torn down before the winter storms,” Ann Berg said on Friday. "
    more = " ".join(
        f"Shed number {n} at the north quay was painted {c} by its owners."
        for n, c in enumerate(["red", "blue", "green"])
    )
    rows = [
        {
            "id": "old",
            "url": "https://courier.example/1",
            "published": "2025-11-14",
            "text": f"{words}{more}",
        },
        {
            "id": "new",
            "url": "https://courier.example/1",
            "published": "2025-11-15",
            "text": f"{words}{more} It was late.",
        },
    ]
    path = tmp_path / "two.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    stories = desk.quotes(list(desk.read([str(path)], refused=_fail)), pipeline)
    assert {one.report.id for story in stories for one in story} == {"new"}


# The command.


@pytest.fixture
def _loaded(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command take the pipeline that is loaded already."""
    monkeypatch.setattr("copydesk.pipeline.quoter", lambda _: pipeline)


@pytest.mark.usefixtures("_loaded")
def test_the_command_says_who_else_has_the_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "r.txt"
    path.write_text(
        "Harbour row\n\n“The crane must go,” said Ann Berg, the harbour master.\n\n"
        "“The crane must stay,” said Otto Berg, a fisherman from the north quay.\n",
        "utf-8",
    )
    assert main(["quotes", str(path), "--speaker", "Berg"]) == DONE
    printed = capsys.readouterr()
    assert {json.loads(line)["speaker"] for line in printed.out.splitlines()} == {"Ann Berg", "Otto Berg"}
    (line,) = printed.err.splitlines()
    assert line.startswith("'Berg' can be 2 speakers, and all are listed: ")
    assert main(["quotes", str(path), "--speaker", "Zeno", "--format", "text"]) == DONE
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", "'Zeno' is not quoted\n")


@pytest.mark.usefixtures("_loaded")
def test_reports_in_other_languages_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text(json.dumps({"language": "de", "text": "„Der Kran muss weg“, sagte Anna Berg."}), "utf-8")
    assert main(["quotes", str(path)]) == DONE
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == "1 report is in a language in which quotes are not read, and left out\n"


@pytest.mark.parametrize("wrong", [["--speaker", "…"], ["--speaker", ""], ["--format", "xml"]])
def test_wrong_usage(wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["quotes", str(EXAMPLES), *wrong])
    assert stopped.value.code == 2


@pytest.mark.usefixtures("_loaded")
def test_a_table_is_printed_by_the_letter_of_the_rfc(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["quotes", str(EXAMPLES / "wires.jsonl"), "--format", "csv"]) == DONE
    printed = capsys.readouterr().out
    assert printed.startswith(",".join(COLUMNS) + "\r\n")
    assert printed.endswith("\r\n")
    texts = {}
    for line in (EXAMPLES / "wires.jsonl").read_text("utf-8").splitlines():
        texts[json.loads(line)["id"]] = json.loads(line)["text"]
    records = list(csv.DictReader(io.StringIO(printed, newline="")))
    assert len(records) > 20
    for record in records:
        check_record(record, texts[record["report"]])


def test_the_docs_show_rows_as_they_are() -> None:
    """The examples in the docs have the fields that are printed, and cut their words out of the examples."""
    shown = (ROOT / "docs" / "outputs.md").read_text("utf-8")
    rows = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", shown, re.DOTALL)]
    texts = {}
    for line in (EXAMPLES / "wires.jsonl").read_text("utf-8").splitlines():
        texts[json.loads(line)["id"]] = json.loads(line)["text"]
    (row,) = [row for row in rows if "report" in row]
    (made,) = [row for row in rows if "@context" in row]
    assert list(row) == list(quotation_row(said("Ann Berg")))
    assert list(made) == list(annotation(said("Ann Berg")))
    check_row(row, texts[row["report"]])
    check_annotation(made, texts[row["report"]])


def test_text_shows_the_marks_at_the_edges_of_mixed_quotes() -> None:
    text = "It cost “some loss of life,” the mayor said."
    quote = Quote((Span(0, text.index(",")),), (), (), "mixed", 1.0, "Ann Berg")
    report = Report("r", text, "", "r.txt")
    one = Quotation(report, quote, True, Span(0, len(text)), "s", (), 1, ())
    assert "It cost “some loss of life,”" in "\n".join(text_lines([one], 80))
