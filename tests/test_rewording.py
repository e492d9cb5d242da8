"""Words inside quotation marks that two reports print differently: what is told, and what must not be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.model.span import Citation, Span
from copydesk.stories.wording.printed import Printed
from copydesk.stories.wording.requoted import requoted
from copydesk.stories.wording.rewording import Stretch, changes, forms, stretch


def read(text: str) -> Stretch:
    return stretch(text, Span(0, len(text)))


CHANGED = [
    # one report's words, the other's, what differs
    (
        "I am talking about the way he approaches problems on this coast, not the man",
        "I am talking about the way he addresses problems on this coast, not the man",
        [("approaches", "addresses")],
    ),
    (
        "the vote on the pier has been, in many cases, a race to the bottom",
        "the vote on the pier has been a race to the bottom",
        [("in many cases", "")],
    ),
    (
        "we want the old boats and the angry shareholders and the clerks to be heard",
        "We want the old boats, and the angry stockholders, and the clerks to be heard.",
        [("shareholders", "stockholders")],
    ),
    (
        "that little ship lay sinking to its masts in the harbour, and they rowed away",
        "that little ship lay sinking in the harbour, and they rowed away",
        [("to its masts", "")],
    ),
    (
        "use whatever tools are necessary to get the pier mended before the winter",
        "use whatever means necessary to get the pier mended before the winter",
        [("tools are", "means")],
    ),
]


@pytest.mark.parametrize(("left", "right", "expected"), CHANGED)
def test_other_words_in_marks_are_told(left: str, right: str, expected: list[tuple[str, str]]) -> None:
    for one, other, turned in ((left, right, False), (right, left, True)):
        here, there = read(one), read(other)
        found = [
            (" ".join(here.forms[slice(*c.left)]), " ".join(there.forms[slice(*c.right)]))
            for c in changes(here, there)
        ]
        assert found == [pair[::-1] if turned else pair for pair in expected]


PLAIN = "we will mend the old pier of Merrow before the first ferry leaves in spring"
UNCHANGED = [
    pytest.param(PLAIN, PLAIN.capitalize() + ".", id="case and full stop"),
    pytest.param(PLAIN, "before the first ferry leaves in spring", id="an excerpt"),
    pytest.param(f"Well, {PLAIN}", f"{PLAIN}, and that is that", id="other ends"),
    pytest.param(
        "it's the harbour we're honouring, and they don't know that yet, do they",
        "it is the harbor we are honoring, and they do not know that yet, do they",
        id="contractions and British spelling",
    ),
    pytest.param(
        "the board of the year end report has told the town of the old pier twice",
        "the board of the year-end report has told the town of the old pier twice",
        id="hyphens",
    ),
    pytest.param(
        "we have asked all of the fourteen clerks to mend the old pier by spring",
        "we have asked all of the 14 clerks to mend the old pier by spring",
        id="numbers: others compare them",
    ),
    pytest.param(
        "we will mend the old pier of Merrow before the first ferry leaves in spring",
        "we will mend the old piers of Merrow before the first ferry leaves in spring",
        id="plural",
    ),
    pytest.param(
        "such a sloping roof over the old pier of the town is no good in winter",
        "such a slopping roof over the old pier of the town is no good in winter",
        id="a slip of the pen",
    ),
    pytest.param(
        "the Harbour Office has told all of the skippers to leave before the storm",
        "the HO has told all of the skippers to leave before the storm",
        id="initials",
    ),
    pytest.param(
        "we have learned something very important since the storm of last winter",
        "we have learned something important since the storm of last winter",
        id="one word left out",
    ),
    pytest.param(
        "we will mend the old pier … before the first ferry leaves in spring or later",
        "we will mend the old pier of the good town before the first ferry leaves in spring or later",
        id="an omission that is marked",
    ),
    pytest.param(
        "we will mend the old [wooden quay] of Merrow before the first ferry leaves in spring",
        "we will mend the old pier of Merrow before the first ferry leaves in spring",
        id="the report's own words in brackets",
    ),
    pytest.param(
        "We will mend the old pier of Merrow. It is our pride. The first ferry leaves in spring.",
        "We will mend the old pier of Merrow. The first ferry leaves in spring.",
        id="a whole sentence left out",
    ),
    pytest.param(
        "I just wanted to say that we would have mended the pier of the town",
        "I just want to say we will have mended the pier of the town",
        id="small words and tense",
    ),
    pytest.param(
        "either our skippers or our clerks must go to the old pier in the storm",
        "our skippers or else our clerks must go to the old pier in the storm",
        id="words that stand close by",
    ),
    pytest.param(
        "we went to the pier and the storm broke the mast of our boat",
        "the town has no money and the storm is not the fault of our mayor",
        id="two statements",
    ),
]


@pytest.mark.parametrize(("left", "right"), UNCHANGED)
def test_what_is_no_other_wording(left: str, right: str) -> None:
    assert changes(read(left), read(right)) == []
    assert changes(read(right), read(left)) == []


def sides(quotes: dict[str, str], links: dict[str, str] | None = None) -> list[dict[str, set[str]]]:
    """Groups of a story whose reports each print one quote; ``links`` tells who took text from whom."""
    from copydesk.model.document import Document
    from copydesk.model.link import Derivation
    from copydesk.model.report import Report

    documents = [Document(Report(name, text, "digest", name)) for name, text in quotes.items()]
    derivations = [Derivation(one, other, None, ()) for one, other in (links or {}).items()]
    stretches = [(name, read(text)) for name, text in quotes.items()]
    found = []
    for group in requoted(stretches, Printed(documents, derivations)):
        held: dict[str, set[str]] = {}
        for told in group:
            held.setdefault(told.value, set()).add(told.citation.report)
            assert isinstance(told.citation, Citation)
        found.append(held)
    return found


SAID = "We will mend the old pier of Merrow before the first ferry leaves in spring"
OTHER = SAID.replace("mend", "sell")
AWAY = "It is late. "


def test_both_sides_list_every_report_that_quotes_so() -> None:
    quotes = {"a": AWAY + SAID, "b": AWAY + OTHER, "c": f"{AWAY}{SAID}. Mark my words"}
    found = sides({name: text.replace("We will", "In spring we will") for name, text in quotes.items()})
    assert [set(map(frozenset, held.values())) for held in found] == [{frozenset("ac"), frozenset("b")}] * 2


@pytest.mark.parametrize(
    ("quotes", "links"),
    [
        pytest.param({"a": SAID, "b": OTHER}, {"b": "a"}, id="a copy with a slip"),
        pytest.param({"a": SAID, "b": OTHER}, {"a": "latent:agency", "b": "latent:agency"}, id="one agency"),
        pytest.param(
            {"a": SAID, "b": SAID, "c": OTHER}, {"c": "b"}, id="a copy beside an account of its own"
        ),
        pytest.param({"a": SAID, "b": f"{OTHER}. {SAID}"}, {}, id="a report that has both"),
        pytest.param(
            {
                "a": "Now I tell you: we will bring back our boats to the harbour of Merrow",
                "b": "Now I tell you: we will bring back our crews to the harbour of Merrow, "
                "and we will bring back our honour",
            },
            {},
            id="a figure of speech",
        ),
    ],
)
def test_slips_and_repetitions_are_no_other_wording(quotes: dict[str, str], links: dict[str, str]) -> None:
    said = {name: f"And so, my friends, {text}" for name, text in quotes.items()}
    assert sides(said, links) == []


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text(left: str, right: str) -> None:
    one, other = read(left), read(right)
    assert len(one.forms) == len(one.spans) <= 250
    assert list(forms(left))[: len(one.forms)] == list(one.forms)
    assert all(span.of(left) for span in one.spans)
    for change in changes(one, other):
        assert one.sentence(*change.left).of(left)
        assert other.sentence(*change.right).of(right)
