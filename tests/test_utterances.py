"""Which wordings are one utterance, and which only sound alike. Quotes stand in braces in the texts."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from copydesk.model.document import Document
from copydesk.model.quote import Mention, Quote, QuoteKind
from copydesk.model.span import Span
from copydesk.stories.utterances import utterances

Parse = Callable[[str], Document]


def quoted(parse: Parse, name: str, drawn: str, speaker: str | None, kind: QuoteKind = "direct") -> Document:
    """A report whose quotes are the stretches in braces, all of one speaker."""
    spans = []
    text = ""
    for part in re.split(r"(\{[^}]*\})", drawn):
        words = part.strip("{}") if part.startswith("{") else part
        if part.startswith("{"):
            spans.append(Span(len(text), len(text) + len(words)))
        text += words
    quotes = tuple(Quote((span,), (), (), kind, 1.0, speaker) for span in spans)
    mentions = (Mention(0, 1, "person", speaker),) if speaker else ()
    document = parse(text)
    return replace(document, report=replace(document.report, id=name), quotes=quotes, mentions=mentions)


def groups(*documents: Document) -> list[list[str]]:
    return [[wording.citation.report for wording in one.wordings] for one in utterances(documents)]


SAME = [
    pytest.param(
        "“{We will never sell the harbour to a foreign fund},” Berg said.",
        "Berg promised: “{We will never sell the harbour}.”",
        id="cut short",
    ),
    pytest.param(
        "Berg called them “{a band of bitter and witless harbour pirates}”.",
        "Berg called them “{a band of harbour pirates, bitter and stupid}”.",
        id="two translations",
    ),
    pytest.param(
        "“{The labour movement's behaviour was a Russian provocation},” Berg said.",
        "“{The labor movement’s behavior was a provocation by Russia},” Berg said.",
        id="spelling",
    ),
]
DIFFERENT = [
    pytest.param(
        "“{The harbour fund must publish its accounts},” Berg said.",
        "“{The harbour master should resign before the vote},” Berg said.",
        id="one subject, two statements",
    ),
    pytest.param(
        "“{We lost 12 boats in the storm},” Berg said.",
        "“{We lost 19 boats in the storm},” Berg said.",
        id="other numbers",
    ),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_one_utterance(parse: Parse, left: str, right: str) -> None:
    found = groups(quoted(parse, "a", left, "Ann Berg"), quoted(parse, "b", right, "Ann Berg"))
    assert [sorted(reports) for reports in found] == [["a", "b"]]


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_two_utterances(parse: Parse, left: str, right: str) -> None:
    found = groups(quoted(parse, "a", left, "Ann Berg"), quoted(parse, "b", right, "Ann Berg"))
    assert sorted(found) == [["a"], ["b"]]


def test_other_speakers_are_never_merged(parse: Parse) -> None:
    words = "“{We will never sell the harbour to a foreign fund},” the leader said."
    assert len(groups(quoted(parse, "a", words, "Ann Berg"), quoted(parse, "b", words, "Carl Holm"))) == 2


def test_a_surname_is_the_full_name_of_another_report(parse: Parse) -> None:
    words = "“{We will never sell the harbour to a foreign fund},” Berg said."
    found = utterances([quoted(parse, "a", words, "Berg"), quoted(parse, "b", words, "Ann Berg")])
    assert [one.speaker for one in found] == ["Ann Berg"]


def test_the_same_words_lend_their_speaker(parse: Parse) -> None:
    words = "“{We will never sell the old harbour to a foreign fund}.”"
    found = utterances([quoted(parse, "a", words, None), quoted(parse, "b", words, "Ann Berg")])
    assert [one.speaker for one in found] == ["Ann Berg"]


def test_a_single_common_word_without_a_speaker_joins_nothing(parse: Parse) -> None:
    full = "“{We will never sell the old harbour to a foreign fund}.”"
    assert len(groups(quoted(parse, "a", full, None), quoted(parse, "b", "The “{harbour}” vote.", None))) == 2


def test_the_fullest_wording_stands_first_and_is_cited(parse: Parse) -> None:
    short = quoted(parse, "a", "Berg: “{never sell the harbour}”.", "Ann Berg")
    full = quoted(parse, "b", "“{We will never sell the harbour to a foreign fund},” Berg said.", "Ann Berg")
    (found,) = utterances([short, full])
    assert [wording.citation.report for wording in found.wordings] == ["b", "a"]
    texts = {"a": short.text, "b": full.text}
    for wording in found.wordings:
        assert wording.citation.span.of(texts[wording.citation.report]) == wording.text


def test_the_order_of_reports_changes_nothing(parse: Parse) -> None:
    documents = [
        quoted(parse, "a", "Berg: “{never sell the harbour}”.", "Ann Berg"),
        quoted(parse, "b", "“{We will never sell the harbour to a foreign fund},” Berg said.", "Ann Berg"),
        quoted(parse, "c", "“{Publish the accounts of the port today},” Berg said.", "Ann Berg"),
    ]
    assert utterances(documents) == utterances(documents[::-1])
