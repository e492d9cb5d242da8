"""Clauses and their values: what is counted, where it was said, whether it is denied or only planned."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copydesk.extract.claims import Claims
from copydesk.extract.platforms import platforms
from copydesk.model.claim import Claim, DateExpression
from copydesk.model.document import Document
from copydesk.model.quote import Mention, Quote
from copydesk.model.span import Span

Parse = Callable[[str], Document]


def claims(document: Document) -> list[Claim]:
    return list(Claims()(document))


def values(document: Document, kind: str) -> list[tuple[str, str]]:
    return [
        (value.span.of(document.text), value.value)
        for claim in claims(document)
        for value in claim.values
        if value.kind == kind
    ]


@pytest.mark.parametrize(
    ("text", "printed", "value"),
    [
        ("The harbour master hired 35 Danish divers.", "35 Danish divers", "35 danish diver"),
        ("Thirty-five divers were hired.", "Thirty-five divers", "35 diver"),
        ("The storm sank more than 600 boats.", "600 boats", "at least 600 boat"),
        ("The town bought a 45-acre park.", "45-acre", "45 acre"),
        ("Of the crew, 14 were hurt.", "14", "14"),
        ("The crash left 17 people injured.", "17 people", "17 injure people"),
        ("The council spent $1.2bn on the bridge.", "$1.2bn", "$1200000000"),
        ("The rescuers had 72 hours to leave the island.", "72 hours", "72 hour"),
    ],
)
def test_a_quantity_says_what_is_counted(parse: Parse, text: str, printed: str, value: str) -> None:
    assert values(parse(text), "quantity") == [(printed, value)]


def test_two_things_counted_in_one_clause_are_two_values_of_one_claim(parse: Parse) -> None:
    document = parse("The ministry expelled 31 clerks of the trade office and four guards.")
    found = [claim for claim in claims(document) if claim.act == "expel"]
    assert [value.value for value in found[0].values] == ["31 clerk", "4 guard"]


def test_years_and_dates_are_no_quantities(parse: Parse) -> None:
    text = "The bridge opened in 1987 and closed on 14 May."
    document = parse(text)
    start = text.index("14 May")
    dated = replace(document, dates=(DateExpression(start, start + 6, "DATE", "2025-05-14"),))
    assert values(dated, "quantity") == []
    assert values(dated, "date") == [("14 May", "2025-05-14")]


def test_names_and_places_belong_to_the_clause_they_stand_in(parse: Parse) -> None:
    text = "Mayor Ada Kling closed the pier after the storm hit Merrow."
    mentions = (Mention(6, 15, "person", "Ada Kling"), Mention(52, 58, "place", "Merrow"))
    found = claims(replace(parse(text), mentions=mentions))
    by_act = {claim.act: {value.value for value in claim.values} for claim in found}
    assert by_act == {"close": {"Ada Kling"}, "hit": {"Merrow"}}


@pytest.mark.parametrize(
    ("text", "platform"),
    [
        ("The mayor wrote on his official Facebook page that the pier was safe.", "Facebook"),
        ("“The pier is safe,” the mayor said on Twitter.", "Twitter"),
        ("“The pier is safe,” the mayor wrote on X.", "Twitter"),
        ("The mayor tweeted that the pier was safe.", "Twitter"),
        ("The mayor denied it in a series of tweets.", "Twitter"),
        ("The mayor took to Telegram to mock the report.", "Telegram"),
        ("The row began with a post on VK by the mayor.", "VKontakte"),
        ("The mayor replied in a YouTube video.", "YouTube"),
        ("The mayor sold her shares in Facebook.", None),
        ("Police searched the offices of Telegram.", None),
        ("The mayor flew to Twitter's headquarters.", None),
        ("The treasure lies on X island.", None),
    ],
)
def test_a_platform_counts_only_where_something_is_said_on_it(
    parse: Parse, text: str, platform: str | None
) -> None:
    document = parse(text)
    found = {value.value for sentence in document.sentences for value in platforms(sentence, text)}
    assert found == ({platform} if platform else set())


@pytest.mark.parametrize(
    ("text", "act", "negated", "modality"),
    [
        ("The town expelled two divers.", "expel", False, ""),
        ("The town will expel two divers.", "expel", False, "will"),
        ("The town won't expel two divers.", "expel", True, "will"),
        ("The town did not expel two divers.", "expel", True, ""),
        ("The town expelled no divers.", "expel", True, ""),
        ("The town proposed expelling two divers.", "expel", False, "propose"),
        ("The town denied that it expelled two divers.", "expel", True, ""),
    ],
)
def test_negation_and_modality(parse: Parse, text: str, act: str, negated: bool, modality: str) -> None:
    found = [claim for claim in claims(parse(text)) if claim.act == act]
    assert [(claim.negated, claim.modality) for claim in found] == [(negated, modality)]


def test_what_a_quote_covers_is_asserted_by_its_speaker(parse: Parse) -> None:
    text = "The pier is closed. The mayor said the pier lost 40 planks."
    start = text.index("the pier lost")
    quote = Quote((Span(start, len(text) - 1),), (), (), "indirect", 0.9, speaker="the mayor")
    found = claims(replace(parse(text), quotes=(quote,)))
    speakers = {claim.act: claim.asserted_by for claim in found}
    assert speakers["lose"] == "the mayor"
    assert all(speaker is None for act, speaker in speakers.items() if act != "lose")


def test_an_empty_report_claims_nothing(parse: Parse) -> None:
    assert claims(parse("")) == []


@given(st.text(max_size=120))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_breaks_it_and_spans_lie_inside(parse: Parse, text: str) -> None:
    document = parse(text)
    for claim in claims(document):
        assert 0 <= claim.start < claim.end <= len(text)
        for value in claim.values:
            assert claim.start <= value.start < value.end <= claim.end


def test_a_sentence_of_thousands_of_numbers_is_read_in_bounded_time(parse: Parse) -> None:
    document = parse("35 boats and " * 1500)
    assert claims(document) is not None
