"""Who said what, as the story page shows it: order, marks, folds, and the report that gives most."""

from copydesk.model.document import Document
from copydesk.model.quote import QuoteKind, Utterance, Wording
from copydesk.model.report import Report
from copydesk.model.span import Citation, Span
from copydesk.web.labels import Labels
from copydesk.web.said_view import SHOWN_COMPARED, SpeakerView, UtteranceView, prominent, speaker_views

Told = tuple[str, str, QuoteKind]
"""Report, words, kind."""


def shown(*said: tuple[str | None, list[Told]]) -> tuple[SpeakerView, ...]:
    """Views of utterances, each a speaker and its wordings; a report's text is all its words."""
    texts = {report: "said " for _, told in said for report, _, _ in told}
    made = []
    for speaker, told in said:
        wordings = []
        for report, words, kind in told:
            start = len(texts[report])
            texts[report] += words + " "
            cited = Citation(report, start, start + len(words))
            wordings.append(Wording(cited, words, kind, (Span(0, 4),)))
        made.append(Utterance(speaker, tuple(wordings), len({report for report, _, _ in told})))
    documents = {name: Document(Report(name, text, "", name)) for name, text in texts.items()}
    return speaker_views(made, Labels(tuple(documents), documents))


def words(view: UtteranceView) -> str:
    return "".join(piece.text for piece in view.fullest.pieces)


def test_words_in_marks_come_first_and_the_report_that_gives_most_is_named() -> None:
    told: list[Told] = [
        ("a", "that the fund would under no circumstances be sold, not this year nor next", "indirect"),
        ("b", "We will never sell the old fund.", "direct"),
        ("c", "never sell", "direct"),
    ]
    ((one,),) = (view.compared for view in shown(("Berg", told)))
    assert words(one) == "We will never sell the old fund."
    assert (one.support, one.most) == ("3 reports, 3 independent", "b")


def test_where_reports_give_the_same_none_gives_most() -> None:
    told: list[Told] = [("a", "We sell.", "direct"), ("b", "We sell!", "direct"), ("c", "sell", "direct")]
    ((one,),) = (view.compared for view in shown(("Berg", told)))
    assert (one.support, one.most) == ("3 reports, 3 independent", "")


def test_two_paraphrases_are_compared_word_by_word_a_paraphrase_and_a_quote_are_not() -> None:
    told: list[Told] = [("a", "he would sell the fund", "indirect"), ("b", "he would sell it", "indirect")]
    ((one,),) = (view.compared for view in shown(("Berg", told)))
    assert [piece.kind for piece in one.others[0].pieces] == ["same", "own"]
    told[1] = ("b", "I will sell it", "direct")
    ((one,),) = (view.compared for view in shown(("Berg", told)))
    assert [piece.kind for piece in one.others[0].pieces] == ["same"]


def test_a_mark_that_the_report_prints_behind_the_wording_is_shown() -> None:
    ((one,),) = (view.alone for view in shown(("Berg", [("a", "it was “a band of pirates", "mixed")])))
    assert (one.fullest.opening, one.fullest.closing) == ("", "”")
    ((one,),) = (view.alone for view in shown(("Berg", [("a", 'a band of pirates" was there', "mixed")])))
    assert (one.fullest.opening, one.fullest.closing) == ('"', "")


def test_of_many_utterances_the_last_are_folded_paraphrases_of_one_report_most_of_all() -> None:
    several: list[tuple[str | None, list[Told]]] = [
        ("Berg", [("a", f"We sell boat number {n}", "direct"), ("b", f"sell boat number {n}", "direct")])
        for n in range(SHOWN_COMPARED + 3)
    ]
    (berg,) = shown(
        *several, ("Berg", [("a", "he sells", "indirect")]), ("Berg", [("a", "We sell", "direct")])
    )
    assert len(berg.compared) == SHOWN_COMPARED
    assert (berg.several, len(berg.folded)) == (3, 5)
    assert [one.quoted for one in berg.folded] == [True, True, True, True, False]


def test_speakers_whom_one_report_quotes_in_marks_come_before_others() -> None:
    views = shown(
        ("Holm", [("a", "he sells", "indirect")]),
        ("Holm", [("a", "he buys", "indirect")]),
        ("Berg", [("a", "We sell", "direct")]),
    )
    assert [view.name for view in views] == ["Berg", "Holm"]
    assert prominent(views) >= 2
