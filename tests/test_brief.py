"""The brief: sentences of the reports, cited, with nothing left dangling."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from copydesk.model.claim import Agreement, DateExpression, Disagreement, Side
from copydesk.model.document import Document
from copydesk.model.link import Derivation
from copydesk.model.quote import Mention, Quote, Utterance
from copydesk.model.span import Citation, Span
from copydesk.model.story import BriefSentence, Step, Update
from copydesk.stories.brief import brief as brief_of
from copydesk.stories.briefing.mending import is_date
from copydesk.stories.clauses.reading import clauses

Parse = Callable[[str], Document]

FIRST = "Firefighters in Norvik rescued 14 people from a burning paper mill on Thursday night."
SECOND = "The old paper mill in Norvik burned for six hours before firefighters put the flames out."
THIRD = "Police in Norvik closed the bridge beside the mill and sent home three hundred workers."
ASIDE = "The annual flower show opens in the neighbouring town of Sele at the end of the month."


def report(parse: Parse, name: str, *sentences: str) -> Document:
    document = parse("\n".join(sentences))
    return replace(document, report=replace(document.report, id=name, outlet=f"{name}.example"))


def brief(
    documents: Sequence[Document],
    said: Sequence[Utterance],
    agree: Sequence[Agreement],
    differ: Sequence[Disagreement],
    derivations: Sequence[Derivation],
    updates: Sequence[Update] = (),
) -> tuple[BriefSentence, ...]:
    return brief_of(clauses(documents), said, agree, differ, updates, derivations)


def texts(documents: list[Document]) -> list[str]:
    return [one.text for one in brief(documents, [], [], [], [])]


def test_what_several_reports_tell_comes_first_and_asides_stay_out(parse: Parse) -> None:
    documents = [report(parse, "a", FIRST, SECOND, ASIDE), report(parse, "b", SECOND, THIRD, FIRST)]
    found = texts(documents)
    assert found[0] in (FIRST, SECOND)
    assert ASIDE not in found[:2]


def test_every_sentence_is_cited_with_its_characters(parse: Parse) -> None:
    documents = [report(parse, "a", FIRST, THIRD), report(parse, "b", SECOND, FIRST)]
    held = {document.id: document.text for document in documents}
    for one in brief(documents, [], [], [], []):
        cited = one.citations[0]
        assert cited.span.of(held[cited.report]) == one.text


def test_the_other_report_is_cited_beside_it(parse: Parse) -> None:
    documents = [report(parse, "a", FIRST), report(parse, "b", FIRST)]
    (found,) = brief(documents, [], [], [], [])
    assert {citation.report for citation in found.citations} == {"a", "b"}


def test_nothing_is_said_twice(parse: Parse) -> None:
    documents = [report(parse, name, FIRST, SECOND) for name in "abc"]
    found = texts(documents)
    assert len(found) == len(set(found)) == 2


def test_a_pronoun_without_its_person_is_replaced_visibly_or_left_out(parse: Parse) -> None:
    said = "He told reporters in Norvik that the paper mill would open again within three weeks."
    document = report(parse, "a", FIRST, "The owner, Ola Dahl, came too.", said)
    assert said not in texts([document])
    start = document.text.index("He told")
    quote = Quote((Span(start + 30, start + 60),), (), (Span(start, start + 2),), "indirect", 1.0, "Ola Dahl")
    quoted = replace(document, quotes=(quote,))
    assert said not in texts([quoted])  # no mention says where the name stands
    at = document.text.index("Ola Dahl")
    named = replace(quoted, mentions=(Mention(at, at + 8, "person", "Ola Dahl"),))
    found = next(one for one in brief([named], [], [], [], []) if "[Ola Dahl] told reporters" in one.text)
    assert "Ola Dahl" in {cited.span.of(document.text) for cited in found.citations}


def test_a_weekday_is_replaced_by_its_day(parse: Parse) -> None:
    document = report(parse, "a", FIRST)
    start = document.text.index("on Thursday") + 3
    date = DateExpression(start, start + 8, "DATE", "2025-11-13")
    document = replace(document, dates=(date,), anchor="2025-11-14")
    assert texts([document]) == [FIRST.replace("Thursday", "[13 November]")]


def test_a_name_with_a_day_in_it_stays_and_the_hour_of_a_day_too(parse: Parse) -> None:
    told = (
        "The old mill in Norvik burned down on Black Monday, shortly after noon on Tuesday, officials said."
    )
    document = report(parse, "a", told)
    days = [("Monday", "2025-11-10"), ("noon on Tuesday", "2025-11-11T12:00")]
    dates = tuple(
        DateExpression(told.index(words), told.index(words) + len(words), "DATE", value)
        for words, value in days
    )
    (found,) = texts([replace(document, dates=dates, anchor="2025-11-14")])
    assert found == told.replace("on Tuesday", "on [11 November]")


def test_what_is_only_called_the_official_waits_for_its_name(parse: Parse) -> None:
    lone = "The official refused to name the workers of the paper mill or the river they had crossed."
    assert lone not in texts([report(parse, "a", FIRST, SECOND, lone), report(parse, "b", FIRST, lone)])


def test_what_one_of_many_reports_has_alone_stays_out(parse: Parse) -> None:
    shared = [FIRST, SECOND, THIRD]
    documents = [report(parse, name, *shared) for name in "abc"] + [report(parse, "d", *shared, ASIDE)]
    assert ASIDE not in texts(documents)


def test_where_accounts_differ_the_brief_says_so(parse: Parse) -> None:
    other = FIRST.replace("14", "17").replace("on Thursday night", "and gave them blankets and hot tea")
    documents = [report(parse, "a", FIRST, SECOND), report(parse, "b", other)]
    at = [document.text.index("1") for document in documents]
    sides = (
        Side("14", (Citation("a", at[0], at[0] + 2),), 1),
        Side("17", (Citation("b", at[1], at[1] + 2),), 1),
    )
    found = brief(documents, [], [], [Disagreement("number", "people", sides)], [])
    assert any("14 [b.example: 17]" in one.text or "17 [a.example: 14]" in one.text for one in found)


def side(documents: list[Document], *told: str) -> Side:
    """A side with the first of ``told`` as its value, cited wherever a report prints one of them."""
    cited = [
        Citation(d.id, d.text.index(w), d.text.index(w) + len(w))
        for d in documents
        for w in told
        if w in d.text
    ]
    return Side(told[0], tuple(cited), len(cited))


def test_all_other_sides_are_told_beside_the_words_they_oppose(parse: Parse) -> None:
    documents = [
        report(parse, name, FIRST.replace("14", n), SECOND) for name, n in (("a", "14"), ("b", "17"))
    ]
    documents.append(report(parse, "c", FIRST.replace("14", "19").replace("Firefighters", "Rescuers")))
    sides = tuple(side(documents, n) for n in ("14", "17", "19"))
    found = brief(documents, [], [], [Disagreement("number", "people", sides)], [])
    told = [one for one in found if "rescued" in one.text and "] people" in one.text]
    assert len(told) == 1
    shown = {"a": "14", "b": "17", "c": "19"}
    own = told[0].citations[0].report
    others = [f"[{name}.example: {number}]" for name, number in shown.items() if name != own]
    assert f"rescued {shown[own]} {' '.join(others)} people" in told[0].text
    assert {citation.report for citation in told[0].citations} == set(shown)


def test_an_older_value_is_told_with_the_newest(parse: Parse) -> None:
    documents = [report(parse, "a", FIRST, SECOND), report(parse, "b", SECOND, FIRST.replace("14", "17"))]
    steps = tuple(
        Step(one.value, None, one.citations, one.independent)
        for one in (side(documents, "14"), side(documents, "17"))
    )
    found = brief(documents, [], [], [], [], [Update("people rescued", steps)])
    shown = [one.text for one in found if "rescued" in one.text]
    assert len(shown) == 1
    assert "rescued 14 [b.example: 17] people" in shown[0] or "rescued 17 people" in shown[0]


def test_what_differs_is_told_once(parse: Parse) -> None:
    told = "Mayor Ann Berg said that 14 workers were treated in the hospital of Norvik for smoke."
    documents = [
        report(parse, "a", FIRST, SECOND, told),
        report(parse, "b", FIRST.replace("14", "17"), SECOND, told.replace("14", "17")),
    ]
    cited = [Citation(d.id, m.start(), m.end()) for d in documents for m in re.finditer(r"1[47]", d.text)]
    sides = (Side("14", tuple(cited[:2]), 1), Side("17", tuple(cited[2:]), 1))
    found = brief(documents, [], [], [Disagreement("number", "people", sides)], [])
    assert sum("[" in one.text and (".example: 1" in one.text) for one in found) == 1


def test_another_wording_stands_behind_the_closing_mark(parse: Parse) -> None:
    told = "Mayor Ann Berg of Norvik called the old paper mill on the river “{}” on Friday."
    ours, theirs = "a great wooden box of matches", "one big case of tinder"
    documents = [
        report(parse, "a", told.format(ours), SECOND),
        report(parse, "b", told.format(theirs), SECOND),
    ]
    sides = (side(documents, ours), side(documents, theirs))
    found = brief(documents, [], [], [Disagreement("wording", "what Ann Berg said", sides)], [])
    assert any(f"“{ours}” [b.example: {theirs}] on" in one.text for one in found) != any(
        f"“{theirs}” [a.example: {ours}] on" in one.text for one in found
    )


def test_a_disagreement_that_no_chosen_sentence_tells_has_one_of_its_own(parse: Parse) -> None:
    """Both asides are of one report each and would stay out, were there nothing to say about them."""
    shared = [FIRST, SECOND, THIRD]
    aside = "The mayor of Sele said that the flower show in the neighbouring town had drawn {} visitors."
    last = "Farmers from the hills brought {} roses to a lawn in Sele and sold them to children for a coin."
    documents = [report(parse, name, *shared) for name in "abcd"]
    documents += [
        report(parse, "e", *shared, aside.format(900)),
        report(parse, "f", *shared, last.format(300)),
    ]
    sides = (side(documents, "900"), side(documents, "300"))
    assert not any("900" in text or "300" in text for text in texts(documents))
    found = brief(documents, [], [], [Disagreement("number", "visitors", sides)], [])
    assert [one.text for one in found if "900 [f.example: 300]" in one.text]
    assert 3 <= len(found) <= 7


def test_reports_without_a_usable_sentence_give_an_empty_brief(parse: Parse) -> None:
    assert brief([report(parse, "a", "Too short."), report(parse, "b", "")], [], [], [], []) == ()


@pytest.mark.parametrize(
    ("sentence", "day", "value", "printed"),
    [
        (FIRST, "Thursday", "2025-11-13", FIRST.replace("Thursday", "[13 November]")),
        (
            "The mayor of Norvik pleaded guilty Thursday to setting fire to the paper mill.",
            "Thursday",
            "2025-11-13",
            "The mayor of Norvik pleaded guilty [on 13 November] to setting fire to the paper mill.",
        ),
        (
            "Firefighters in Norvik carried 14 people out after Thursday's storm on the coast.",
            "Thursday",
            "2025-11-13",
            "Firefighters in Norvik carried 14 people out after [13 November]'s storm on the coast.",
        ),
        (
            "Firefighters in Norvik carried 14 people out during last week's storm on the coast.",
            "last week",
            "2025-W45",
            "Firefighters in Norvik carried 14 people out during last week's storm on the coast.",
        ),
    ],
)
def test_a_day_in_brackets_reads_as_the_word_did(
    parse: Parse, sentence: str, day: str, value: str, printed: str
) -> None:
    document = report(parse, "a", sentence)
    start = document.text.index(day)
    owner = 2 if document.text[start + len(day) :].startswith("'s") else 0
    for end in {start + len(day), start + len(day) + owner}:
        date = DateExpression(start, end, "DATE", value)
        assert texts([replace(document, dates=(date,), anchor="2025-11-14")]) == [printed]
        assert is_date("13 November", value) == (value == "2025-11-13")


def test_a_sentence_about_what_is_of_a_day_alone_is_left_out(parse: Parse) -> None:
    assert (
        texts([report(parse, "a", "Thursday's is believed to be the worst fire in a mill since 1959.")]) == []
    )


def test_a_report_that_contradicts_a_sentence_is_not_cited_beside_it(parse: Parse) -> None:
    denied = FIRST.replace("rescued", "did not rescue")
    found = brief([report(parse, "a", FIRST), report(parse, "b", denied)], [], [], [], [])
    assert [len({citation.report for citation in one.citations}) for one in found] in ([1], [1, 1])
