"""One form of a name for a story, and reports that vote on a speaker. Every text is invented."""

from collections import Counter

import pytest

from copydesk.model.document import Document
from copydesk.model.quote import Mention, Quote
from copydesk.model.report import Report
from copydesk.model.span import Span
from copydesk.stories.votes import voted
from copydesk.stories.wording.forms import speakers

WORDS = "We lost two boats in the storm."


def document(name: str, *said: tuple[str | None, str], people: str = "", others: str = "") -> Document:
    """A report in which each of these speakers says the same, told by this reason."""
    names = [*filter(None, people.split(";")), *filter(None, others.split(";"))]
    text = "\n".join([WORDS, *names])
    mentions = []
    for entity in names:
        kind = "person" if entity in people.split(";") else "organisation"
        start = text.index(entity, len(WORDS))
        mentions.append(Mention(start, start + len(entity), kind, entity))  # type: ignore[arg-type]
    quotes = tuple(
        Quote((Span(0, len(WORDS)),), (), (), "direct", 0.9, speaker, reason) for speaker, reason in said
    )
    return Document(Report(name, text, "", "test"), quotes=quotes, mentions=tuple(mentions))


def forms(*documents: Document) -> dict[str, str]:
    return {name: form for name, form in speakers(documents).items() if name != form}


def test_a_person_has_the_name_that_most_reports_print() -> None:
    odd = document("a", ("Tycoon Anna Berg", "name"), people="Tycoon Anna Berg")
    plain = [document(name, ("Anna Berg", "name"), people="Anna Berg") for name in "bc"]
    assert forms(odd, *plain) == {"Tycoon Anna Berg": "Anna Berg"}


def test_a_surname_is_the_bearer_whom_most_reports_name() -> None:
    lone = document("a", ("Berg", "name"), people="Berg")
    few = document("b", ("Paul Theodore Berg", "name"), people="Paul Theodore Berg")
    many = [document(name, people="Anna Berg") for name in "cd"]
    assert forms(lone, few, *many)["Berg"] == "Anna Berg"


@pytest.mark.parametrize(
    "description", ["director of Aldis Zoo", "study by Aldis Zoo", "spokesman for Aldis Zoo"]
)
def test_who_belongs_to_an_institution_is_not_the_institution(description: str) -> None:
    assert not forms(
        document("a", (description, "as described")),
        document("b", ("Aldis Zoo", "institution"), others="Aldis Zoo"),
    )


def test_unnamed_sources_of_two_reports_are_not_one() -> None:
    one, two = (document(name, (f"{name} police source", "as described")) for name in ("senior", "local"))
    assert not forms(one, two, document("c", ("police source", "as described")))


def test_a_report_that_infers_the_speaker_is_outvoted() -> None:
    wrong = document("a", ("Paul Marsh", "'he': the last person before it that was a subject"))
    silent = document("b", (None, "no source is named"))
    sure = document("c", ("Anna Berg", "name"), people="Anna Berg")
    told = voted([wrong, silent, sure])
    assert Counter(one.quotes[0].speaker for one in told) == {"Anna Berg": 3}
    assert told[0].quotes[0].speaker_reason == "other reports name the speaker of these words"
    assert told[2] is sure


def test_reports_that_name_different_speakers_keep_them() -> None:
    one, two = document("a", ("Paul Marsh", "name")), document("b", ("Anna Berg", "name"))
    silent = document("c", (None, "no source is named"))
    assert voted([one, two, silent]) == [one, two, silent]


def test_one_report_does_not_vote_on_itself() -> None:
    unsure = document("a", ("Paul Marsh", "'he': the last person before it that was a subject"))
    assert voted([unsure]) == [unsure]


def test_who_is_described_beside_the_words_is_not_outvoted() -> None:
    told = document("a", ("navy spokesperson", "as described; no name is given"))
    named = [document(name, ("Anna Berg", "name"), people="Anna Berg") for name in "bc"]
    assert voted([told, *named]) == [told, *named]


def test_what_was_inferred_has_no_vote() -> None:
    guessed = [document(name, ("Paul Marsh", "'he': the last person before it")) for name in "ab"]
    silent = document("c", (None, "no source is named"))
    assert voted([*guessed, silent]) == [*guessed, silent]
    sure = document("d", ("Anna Berg", "name"), people="Anna Berg")
    told = voted([*guessed, silent, sure])
    assert {one.quotes[0].speaker for one in told} == {"Anna Berg"}
