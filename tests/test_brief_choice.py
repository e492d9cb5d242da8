"""Which sentences a brief takes: none that tells an act twice, and none that points at what is not there."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from copydesk.model.claim import Disagreement, Side
from copydesk.model.document import Document
from copydesk.model.quote import Mention
from copydesk.model.span import Citation
from copydesk.model.story import BriefSentence
from copydesk.stories.brief import brief as brief_of
from copydesk.stories.briefing.acts import Acts
from copydesk.stories.briefing.candidates import Candidate, Readings
from copydesk.stories.briefing.candidates import candidates as candidates_of
from copydesk.stories.clauses.reading import clauses

Parse = Callable[[str], Document]

FIRST = "Firefighters in Norvik rescued 14 people from a burning paper mill beside the river."
SECOND = "The old paper mill in Norvik burned for six hours before firefighters put the flames out."
THIRD = "Police in Norvik closed the bridge beside the mill and sent home three hundred workers."


def report(parse: Parse, name: str, *sentences: str) -> Document:
    document = parse("\n".join(sentences))
    return replace(document, report=replace(document.report, id=name, outlet=f"{name}.example"))


def brief(documents: list[Document], *differ: Disagreement) -> tuple[BriefSentence, ...]:
    return brief_of(clauses(documents), [], [], differ, [], [])


def candidates(documents: list[Document]) -> list[Candidate]:
    return candidates_of(Readings(clauses(documents)))


def people(document: Document, *names: str) -> Document:
    """Add mentions of people, one for each place where a name is printed."""
    found = []
    for name in names:
        at = document.text.find(name)
        while at >= 0:
            found.append(Mention(at, at + len(name), "person", name))
            at = document.text.find(name, at + 1)
    taken = [one for one in found if not any(o is not one and o.span.contains(one.span) for o in found)]
    return replace(document, mentions=tuple(sorted(taken, key=lambda mention: mention.start)))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (
            "Roger Vik, 66, was taken into custody after a grand jury in Norvik charged him.",
            "Police arrested Mr Vik before dawn, coming to his house by the sea with drawn guns.",
            True,
        ),
        (
            "Roger Vik, 66, was taken into custody after a grand jury in Norvik charged him.",
            "Police arrested the banker Eva Lund before dawn at her house by the sea.",
            False,
        ),
        (
            "An earthquake with a magnitude of 5.6 shook the southern island of Sele on the coast.",
            "A strong 5.6-magnitude earthquake jolted part of the island, state television said.",
            True,
        ),
        (
            "At least seven people were killed when a ferry overturned in the harbour of Norvik.",
            "At least five people are dead after a ferry accident, the police in Norvik said.",
            True,
        ),
        (
            "Police have confirmed that a man of 42 has been arrested in Norvik over the fire.",
            "A male suspect was arrested on the coast in connection with the burned paper mill.",
            True,
        ),
        (  # both in passing
            "The ferry was minutes from its berth when it hit the stern of the old dredger.",
            "The boat was on its way from Sele when it ran into the stern of the old dredger.",
            True,
        ),
        (  # one of the two is about something else
            "The mayor praised a plan to mend the old dredger of the harbour.",
            "The town, which is weary of a long quarrel over the old dredger of the harbour, chose Ann Berg.",
            False,
        ),
        (FIRST, SECOND, False),
        (FIRST, THIRD, False),
    ],
)
def test_an_act_is_known_again(parse: Parse, one: str, other: str, same: bool) -> None:
    read = clauses([report(parse, "a", one), report(parse, "b", other)])
    heard = Readings(read)
    acts, (left, right) = Acts(read, heard), heard.all
    assert acts.retells(left, right) == acts.retells(right, left) == same


def test_no_act_is_told_twice(parse: Parse) -> None:
    told = (
        "The banker Roger Vik was arrested in Norvik on charges of fraud and false statements to the court.",
        "Police arrested Roger Vik before dawn, coming to his house by the sea with dogs and drawn guns.",
    )
    documents = [report(parse, "a", told[0], SECOND, THIRD), report(parse, "b", told[1], SECOND, THIRD)]
    found = [one.text for one in brief(documents)]
    assert len([text for text in found if text in told]) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Another news agency quoted the mayor of Norvik as saying that five workers had been hurt.",
        "The same island was hit by a strong earthquake that broke windows in September.",
        "The mayor of Norvik called the idea foolish at another meeting of the town council.",
        "Half-brother Jon Vik is suspected of having lit the fire in the paper mill in Norvik.",
        "The town of Norvik then hired a young architect to draw a mill of glass and steel.",
        "By then the name of the architect had already been printed by a magazine in Norvik.",
        "Second, the firefighters of Norvik had to carry their water up from the river.",
        "Mayor of Norvik accused of burning down paper mill beside river.",
        "Norvik Mayor Burns Down Paper Mill To Build Glass Tower On Island.",
        "Quake hits island off coast of Norvik, five workers hurt: agency.",
        "The mayor of Norvik, Ann Berg, asked on Tuesday.",
        "Transcripts are made on a rush deadline in Norvik and may not be in their final form.",
        "The mill cost nothing,' said Ann Berg, who owns the paper mill beside the river.",
    ],
)
def test_what_points_at_something_else_or_is_no_plain_sentence_stays_out(parse: Parse, sentence: str) -> None:
    assert candidates([report(parse, "a", sentence)]) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Police searched one barn beside the river and burned another barn to the ground.",
        "A bullet killed one worker at the paper mill and wounded another worker in the arm.",
        "Rings were seen in pictures that satellites took of the sea at the same time and place.",
        "The mayor's half-brother Jon Vik is suspected of having lit the fire in the mill.",
        "Firefighters of Norvik say that the fire in the mill began in a heap of paper.",
        "The workers of Norvik subscribed to the belief that the mill would never burn.",
    ],
)
def test_what_only_looks_like_it_stays_in(parse: Parse, sentence: str) -> None:
    found = candidates([report(parse, "a", sentence)])
    assert [one.sentence.span.of(one.document.text) for one in found] == [sentence]


@pytest.mark.parametrize("label", ["Updated: ", "Breaking News - ", "UPDATE | ", "• "])
def test_a_label_is_cut_off(parse: Parse, label: str) -> None:
    document = report(parse, "a", label + FIRST)
    (found,) = brief([document])
    assert found.text == FIRST
    assert found.citations[0] == Citation("a", len(label), len(label) + len(FIRST))


INTRODUCED = "The architect Ola Dahl was paid a fortune for the plans of the tower."
LONE = "Mr Dahl drew a mill of glass and steel for the town of Norvik beside the river."


def test_a_surname_alone_is_replaced_by_the_full_name_once(parse: Parse) -> None:
    again = "Dahl has promised the workers of Norvik that they will keep their old jobs."
    document = report(parse, "a", LONE, "His name is Ola Dahl.", again)
    document = people(document, "Dahl", "Ola Dahl")
    found = brief([document])
    assert [one.text for one in found] == [LONE.replace("Mr Dahl", "[Ola Dahl]"), again]
    assert found[0].citations[1].span.of(document.text) == "Ola Dahl"


def test_another_report_may_name_him(parse: Parse) -> None:
    documents = [
        people(report(parse, "a", LONE), "Dahl"),
        people(report(parse, "b", "His name is Ola Dahl."), "Ola Dahl"),
    ]
    (found,) = brief(documents)
    assert found.text.startswith("[Ola Dahl] drew")
    assert {cited.report for cited in found.citations} == {"a", "b"}


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (LONE, ("Ola Dahl", "Eva Dahl")),
        (LONE.replace("Mr Dahl", "President Dahl"), ("Ola Dahl",)),
        (LONE.replace("Mr Dahl", "The Dahl company"), ("Ola Dahl",)),
        (LONE, ("Dahl Ola",)),
    ],
)
def test_a_surname_stays_where_it_may_be_anybodys_or_is_told(
    parse: Parse, sentence: str, names: tuple[str, ...]
) -> None:
    document = report(parse, "a", sentence, *(f"Her name is {name}." for name in names))
    assert [one.text for one in brief([people(document, "Dahl", *names)])] == [sentence]


def differing(documents: list[Document], *values: str) -> Disagreement:
    sides = []
    for document, value in zip(documents, values, strict=True):
        at = document.text.index(value)
        sides.append(Side(value, (Citation(document.id, at, at + len(value)),), 1))
    return Disagreement("number", "people", tuple(sides))


def test_a_sentence_for_a_disagreement_takes_the_place_of_one_that_tells_the_same_act(parse: Parse) -> None:
    lead = "A 5.6 magnitude earthquake shook the island of Sele, broke windows and closed the harbour."
    aside = "A 5.6 magnitude earthquake on the island also hurt {} fishermen in a tavern, a paper wrote."
    documents = [report(parse, name, lead, SECOND, THIRD) for name in "ab"]
    documents += [report(parse, "c", SECOND, aside.format(41)), report(parse, "d", THIRD, aside.format(52))]
    found = brief(documents, differing(documents[2:], "41", "52"))
    assert [one.text for one in found if "magnitude" in one.text] == [
        aside.format("41 [d.example: 52]"),
    ]


def test_no_bracket_is_put_into_a_number(parse: Parse) -> None:
    told = "The paper mill in Norvik has {} , 000 square metres and belongs to a baker from Sele."
    documents = [report(parse, "a", told.format(170), SECOND), report(parse, "b", told.format(15), SECOND)]
    found = brief(documents, differing(documents, "170", "15"))
    assert not any("[" in one.text for one in found)
