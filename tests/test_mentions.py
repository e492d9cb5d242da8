from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copydesk.extract.mentions import Mentions
from copydesk.model.document import Document
from copydesk.model.quote import Mention
from copydesk.model.syntax import Sentence, Token

Parse = Callable[[str], Document]


def found(parse: Parse, text: str) -> list[tuple[str, str, str]]:
    document = parse(text)
    return [(mention.span.of(text), mention.kind, mention.entity) for mention in Mentions()(document)]


def labelled(text: str, *names: tuple[str, str]) -> Document:
    """A document whose language model found just these names, in this order."""
    tokens: list[Token] = []
    at = 0
    for name, label in names:
        start = text.index(name, at)
        at = start + len(name)
        tokens.append(Token(name, start, at, name, "PROPN", "NNP", "nsubj", len(tokens), label, True))
    from copydesk.model.report import Report, Zone

    report = Report("r", text, "", "test")
    sentence = Sentence(0, len(text), tuple(tokens))
    return Document(report, zones=(Zone(0, len(text), "body"),), sentences=(sentence,))


def spans(document: Document) -> list[Mention]:
    return list(Mentions()(document))


def test_a_surname_stands_for_the_full_name(parse: Parse) -> None:
    text = "Henrik Solvang arrived on Friday. Mr Solvang said nothing. Reporters followed Solvang’s car."
    assert {entity for _, kind, entity in found(parse, text) if kind == "person"} == {"Henrik Solvang"}


def test_names_lose_titles_articles_and_possessives() -> None:
    text = "The Coast Guard's boat met Mr Paul Marsh’s ferry"
    document = labelled(text, ("The Coast Guard's", "ORG"), ("Mr Paul Marsh’s", "PERSON"))
    assert [mention.span.of(text) for mention in spans(document)] == ["Coast Guard", "Paul Marsh"]


def test_a_label_given_once_yields_to_the_majority() -> None:
    text = "Paul Marsh spoke. Marsh left. Marsh came. Marsh ate."
    document = labelled(
        text, ("Paul Marsh", "PERSON"), ("Marsh", "PERSON"), ("Marsh", "ORG"), ("Marsh", "PERSON")
    )
    assert {(mention.kind, mention.entity) for mention in spans(document)} == {("person", "Paul Marsh")}


def test_different_given_names_stay_apart() -> None:
    text = "Paul Berg met Anna Berg. Mrs Berg smiled. Mr Berg left. Sergei Orlov and Sergey Orlov wept."
    names = ["Paul Berg", "Anna Berg", "Berg", "Berg", "Sergei Orlov", "Sergey Orlov"]
    document = labelled(text, *((name, "PERSON") for name in names))
    entities = [mention.entity for mention in spans(document)]
    assert entities[:4] == ["Paul Berg", "Anna Berg", "Anna Berg", "Paul Berg"]
    assert entities[4] == entities[5]


def test_a_nickname_in_marks_is_part_of_the_name(parse: Parse) -> None:
    text = "The rescue belonged to Tom “Tiller” Brandt. Brandt was cold. In “Hamlet” Brandt played a ghost."
    names = [(form, entity) for form, kind, entity in found(parse, text) if kind == "person"]
    assert names[0] == ("Tom “Tiller” Brandt", "Tom “Tiller” Brandt")
    assert names[1] == ("Brandt", "Tom “Tiller” Brandt")
    assert "In “Hamlet” Brandt" not in dict(names)


def test_an_acronym_stands_for_its_words() -> None:
    text = "The Harbour Master Office closed. HMO staff wept."
    document = labelled(text, ("The Harbour Master Office", "ORG"), ("HMO", "ORG"))
    assert {mention.entity for mention in spans(document)} == {"Harbour Master Office"}


def test_a_name_in_capitals_is_printed_as_elsewhere() -> None:
    text = "PAUL MARSH resigned. Paul Marsh was 60."
    document = labelled(text, ("PAUL MARSH", "PERSON"), ("Paul Marsh", "PERSON"))
    assert {mention.entity for mention in spans(document)} == {"Paul Marsh"}


def test_dates_and_numbers_are_no_names() -> None:
    document = labelled("On Friday 12 ferries sank", ("Friday", "DATE"), ("12", "CARDINAL"))
    assert spans(document) == []


@pytest.mark.parametrize("text", ["", "\n\n", "’s ’s", "the the the"])
def test_nothing_is_found_in_nothing(parse: Parse, text: str) -> None:
    assert found(parse, text) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=120))
def test_mentions_lie_inside_and_apart(parse: Parse, text: str) -> None:
    document = parse(text)
    mentions = spans(replace(document))
    ends = [0]
    for mention in mentions:
        assert ends[-1] <= mention.start < mention.end <= len(text)
        ends.append(mention.end)
