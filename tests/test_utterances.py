"""Which wordings are one utterance, and which only sound alike. Quotes stand in braces in the texts."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from copydesk.model.document import Document
from copydesk.model.link import Derivation
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
    pytest.param(
        "“{We open in May. The old fund shall pay for 12 new gates and the bridge of the lock},” Berg said.",
        "“{The old fund shall pay for 12 new gates and the bridge of the lock. Wait till June},” Berg said.",
        id="two excerpts that overlap",
    ),
    pytest.param(
        "Berg said {the source of the leak was not one clerk, but probably a circle of harbour clerks}.",
        "Berg said {the source of the leak was probably a circle of several harbour clerks}.",
        id="not this, but that",
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
    pytest.param(
        "“{The old lock will open to ships in May},” Berg said.",
        "“{The old lock will open to ships in March},” Berg said.",
        id="other month",
    ),
    pytest.param(
        "“{We gave the storm funds to Aldermoor last winter},” Berg said.",
        "“{We gave the storm funds to Estrand last winter},” Berg said.",
        id="other name",
    ),
    pytest.param(
        "“{Ships from North Valmark may enter the harbour again},” Berg said.",
        "“{Ships from South Valmark may enter the harbour again},” Berg said.",
        id="other point of the compass",
    ),
    pytest.param(
        "“{The fund will pay for the broken harbour gates},” Berg said.",
        "“{The fund will not pay for the broken harbour gates},” Berg said.",
        id="denied",
    ),
    pytest.param(
        "Berg called it “{the most powerful harbour crane}”.",
        "“{The crane stood in the harbour of the most deceitful of men, so powerful was he},” Berg said.",
        id="the same words scattered",
    ),
    pytest.param(
        "“{There is a gull in the cabin},” Berg said.",
        "“{The gull is flying around the whole cabin},” Berg said.",
        id="two short statements",
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


LONG = "“{We will never sell the old harbour to a foreign fund, whatever the ministers may promise us}.”"


def test_a_long_sentence_is_one_utterance_though_a_report_errs_on_its_speaker(parse: Parse) -> None:
    documents = [
        quoted(parse, name, LONG, by)
        for name, by in zip("abc", ("Ann Berg", "Carl Holm", "Ann Berg"), strict=True)
    ]
    (found,) = utterances(documents)
    assert found.speaker == "Ann Berg"
    assert len(found.wordings) == 3


def test_reports_that_took_text_from_one_source_count_once(parse: Parse) -> None:
    documents = [quoted(parse, name, LONG, "Ann Berg") for name in "abc"]
    assert [one.independent for one in utterances(documents)] == [3]
    copied = [Derivation("b", "latent:wire", 0.9, ()), Derivation("c", "latent:wire", 0.9, ())]
    assert [one.independent for one in utterances(documents, copied)] == [2]


def attributed(parse: Parse, name: str, text: str, kind: QuoteKind, score: float) -> Document:
    """A report of one sentence: source, cue, and content after "that"."""
    content, cue = text.index(" that ") + 6, text.index("said")
    quote = Quote(
        (Span(content, len(text) - 1),),
        (Span(cue, cue + 4),),
        (Span(0, 4),),
        kind,
        score,
        "Berg",
        None,
        "tagger",
    )
    document = parse(text)
    return replace(document, report=replace(document.report, id=name), quotes=(quote,))


SAID = "Berg said that the harbour fund would publish its accounts."


def test_doubtful_indirect_speech_is_told_where_it_fits_what_is_sure(parse: Parse) -> None:
    sure = attributed(parse, "a", SAID, "indirect", 0.9)
    doubtful = attributed(parse, "b", "Berg said that the fund would publish the accounts.", "indirect", 0.5)
    assert not utterances([doubtful])
    assert groups(sure, doubtful) == [["a", "b"]]


def test_indirect_speech_without_a_source_is_told_of_nobody(parse: Parse) -> None:
    found = attributed(parse, "a", SAID, "indirect", 0.9)
    bare = replace(found, quotes=(replace(found.quotes[0], source=(), speaker=None),))
    assert not utterances([bare])


def test_what_nobody_said_is_not_told(parse: Parse) -> None:
    found = attributed(parse, "a", SAID.replace("Berg", "None"), "indirect", 0.9)
    assert not utterances([replace(found, quotes=(replace(found.quotes[0], speaker=None),))])
    supposed = attributed(parse, "a", SAID, "indirect", 0.9)
    text = f"If {SAID}"
    moved = replace(
        supposed.quotes[0],
        content=(Span(supposed.quotes[0].content[0].start + 3, len(text) - 1),),
        cue=(Span(8, 12),),
        source=(Span(3, 7),),
    )
    assert not utterances([replace(parse(text), quotes=(moved,))])


def test_what_was_not_said_is_apart_from_what_was(parse: Parse) -> None:
    said = attributed(parse, "a", SAID, "indirect", 0.9)
    text = SAID.replace("said", "has not said")
    unsaid = attributed(parse, "b", text, "indirect", 0.9)
    unsaid = replace(unsaid, quotes=(replace(unsaid.quotes[0], cue=(Span(5, 17),)),))
    assert sorted(groups(said, unsaid)) == [["a"], ["b"]]


def test_a_mere_subject_is_not_told_alone(parse: Parse) -> None:
    assert not utterances([attributed(parse, "a", "Berg said that any involvement.", "indirect", 0.9)])


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
