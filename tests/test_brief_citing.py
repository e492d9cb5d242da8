"""What is cited beside a sentence of the brief bears it out."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from copydesk.model.document import Document
from copydesk.model.quote import Mention, Utterance, Wording
from copydesk.model.span import Citation
from copydesk.stories.briefing.acts import Acts
from copydesk.stories.briefing.candidates import Readings
from copydesk.stories.briefing.witnesses import Witnesses
from copydesk.stories.clauses.reading import clauses

Parse = Callable[[str], Document]


def report(parse: Parse, name: str, *sentences: str) -> Document:
    document = parse("\n".join(sentences))
    return replace(document, report=replace(document.report, id=name, outlet=f"{name}.example"))


def called(document: Document, *names: str) -> Document:
    """Add mentions of people, each where the report first prints the name."""
    found = [
        Mention(document.text.index(name), document.text.index(name) + len(name), "person", name)
        for name in names
    ]
    return replace(document, mentions=tuple(sorted(found, key=lambda mention: mention.start)))


def cited(documents: list[Document], said: list[Utterance] | None = None) -> set[str]:
    """Ids of the reports that are cited beside the first sentence of the first report."""
    return {citation.report for citation in witnesses(documents, said or [])}


def witnesses(documents: list[Document], said: list[Utterance]) -> tuple[Citation, ...]:
    read = clauses(documents)
    heard = Readings(read)
    return Witnesses(heard, said, Acts(read, heard)).of(heard.all[0])


FIRE = "Firefighters in Norvik rescued 14 people from a burning paper mill."


@pytest.mark.parametrize(
    ("sentence", "other", "bears_out"),
    [
        (FIRE, FIRE, True),
        (FIRE, "Fourteen people were rescued by firefighters from the burning paper mill in Norvik.", True),
        (FIRE, "The firefighters who rescued 14 people from a burning paper mill drank tea in Norvik.", True),
        (FIRE, "Firefighters in Norvik rescued 17 people from a burning paper mill.", False),
        (FIRE, "Firefighters in Norvik rescued people from a burning paper mill.", False),
        (FIRE, "Firefighters in Norvik did not rescue 14 people from a burning paper mill.", False),
        (FIRE, "Firefighters in Norvik sold 14 old ladders to a burning paper mill.", False),
        (
            "The mayor of Norvik earned 141 million crowns from her paper mill and her farm.",
            "The mayor of Norvik said that she earned 139 million crowns from her paper mill and her farm.",
            False,
        ),
        (
            "Captain Ola Dahl of the Norvik police called the fire in the paper mill tragic.",
            "Captain Ola Dahl of the Norvik police closed the bridge beside the paper mill.",
            False,
        ),
        (
            "At least five people are dead after a ferry overturned in the harbour of Norvik.",
            "The harbour of Norvik after a ferry overturned there, trapping five people.",
            False,
        ),
        (
            "The ferry was turning in a narrow channel with a speed limit of 12 knots when it tipped over.",
            "The ferry tipped over as it was turning in a narrow channel with a speed limit of 12knots.",
            True,
        ),
    ],
)
def test_only_what_states_the_same_act_is_cited(
    parse: Parse, sentence: str, other: str, bears_out: bool
) -> None:
    documents = [report(parse, "a", sentence), report(parse, "b", other)]
    assert cited(documents) == ({"b"} if bears_out else set())


def test_a_death_is_one_whichever_verb_tells_it_but_not_of_somebody_else(parse: Parse) -> None:
    told = "Ola Dahl, who built the mill in Norvik, died in bed at the age of 95."
    documents = [
        called(report(parse, "a", told), "Ola Dahl"),
        called(report(parse, "b", "The builder Ola Dahl is dead, his family said."), "Ola Dahl"),
        called(report(parse, "c", "The singer Eva Lund is dead, her family said."), "Eva Lund"),
    ]
    assert cited(documents) == {"b"}


def test_another_wording_of_what_a_sentence_quotes_is_cited(parse: Parse) -> None:
    words = "We shall build the old mill again, stone by stone, before the snow comes"
    ours, theirs = f"Ann Berg added: “{words}.”", f"“{words},” the mayor told the crowd."
    documents = [report(parse, "a", ours), report(parse, "b", theirs), report(parse, "c", theirs)]
    wordings = []
    for document, text in ((documents[0], words), (documents[1], words), (documents[2], "We shall see")):
        start = document.text.index("We shall")
        citation = Citation(document.id, start, start + len(text))
        wordings.append(Wording(citation, text, "direct"))
    other = Utterance("Ann Berg", tuple(wordings), 3)
    assert witnesses(documents[:1], [other]) == (wordings[1].citation,)
