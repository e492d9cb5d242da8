"""Who a quote's source is. Every text is invented."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copydesk.extract.mentions import Mentions
from copydesk.extract.quotes import Quotes
from copydesk.extract.speakers import UNSAID, Speakers
from copydesk.extract.syntax import Syntax
from copydesk.extract.zones import Zones
from copydesk.model.document import Document
from copydesk.model.quote import Quote
from copydesk.model.report import Report

Parse = Callable[[str], Document]


def told(document: Document) -> list[Quote]:
    document = replace(document, mentions=tuple(Mentions()(document)))
    document = replace(document, quotes=tuple(Quotes()(document)))
    return list(Speakers()(document))


def speaker(parse: Parse, text: str, words: str) -> tuple[str | None, str | None]:
    """Who said ``words``, and why."""
    at = text.index(words)
    for quote in told(parse(text)):
        if any(span.start <= at < span.end for span in quote.content):
            return quote.speaker, quote.speaker_reason
    raise AssertionError(f"no quote holds {words!r}")


BERG = "Mayor Anna Berg opened the hall on Thursday. "
CASES = [
    ("a full name", "Anna Berg said the pier would hold.", "the pier", "Anna Berg"),
    ("a surname", BERG + "Mrs Berg said the pier would hold.", "the pier", "Anna Berg"),
    ("she", BERG + "She said the pier would hold.", "the pier", "Anna Berg"),
    ("a role before the name", BERG + "The mayor said the pier would hold.", "the pier", "Anna Berg"),
    (
        "a role after the name",
        "Paul Marsh, a Danish harbour pilot, was on board. The pilot said the pier would hold.",
        "the pier",
        "Paul Marsh",
    ),
    (
        "two holders of one role",
        "Danish Premier Paul Marsh met Norwegian Premier Anna Berg. The Danish premier said the pier held.",
        "the pier",
        "Paul Marsh",
    ),
    (
        "he skips a woman",
        "Paul Marsh came on Friday. Anna Berg stayed at home. He said the pier would hold.",
        "the pier",
        "Paul Marsh",
    ),
    ("who", "Anna Berg, who said the pier would hold, left on Friday.", "the pier", "Anna Berg"),
    (
        "a statement's owner",
        "Anna Berg left on Friday. Berg's statement said the pier would hold.",
        "the pier",
        "Anna Berg",
    ),
    (
        "a statement that says",
        "Anna Berg issued a statement saying the pier would hold.",
        "the pier",
        "Anna Berg",
    ),
    (
        "an institution",
        "The Danish Maritime Authority said the pier would hold.",
        "the pier",
        "Danish Maritime",
    ),
    (
        "an unnamed source as described",
        "A senior harbour official told Reuters the pier would hold.",
        "the pier",
        "senior harbour official",
    ),
    (
        "an unnamed source again",
        "A senior harbour official said the boats were safe. The official said the pier would hold.",
        "the pier",
        "senior harbour official",
    ),
    (
        "who she is by the sentences before",
        "Zelmira Ott praised her cousin. Tavin Ott left his boat. She said the pier would hold.",
        "the pier",
        "Zelmira Ott",
    ),
    (
        "a describing clause in the same sentence does not count",
        "Paul Marsh won on Friday. Citing the storm, which John Berg feared, he said the pier would hold.",
        "the pier",
        "Paul Marsh",
    ),
    (
        "an occupation by which nobody introduced her",
        "Anna Berg won the prize on Friday. The singer said the pier would hold.",
        "the pier",
        "Anna Berg",
    ),
    (
        "an age",
        "Anna Berg won the prize on Friday. The 29-year-old said the pier would hold.",
        "the pier",
        "Anna Berg",
    ),
    (
        "the governor by a short title",
        "Gov. Anna Berg came on Friday. Paul Marsh stayed. The governor said the pier would hold.",
        "the pier",
        "Anna Berg",
    ),
    (
        "the airline by its name",
        "An Aldis Airways flight left on Friday. The airline said the pier would hold.",
        "the pier",
        "Aldis Airways",
    ),
    (
        "an office with another adjective is no short name",
        "The Danish Maritime Ministry came. The Norwegian ministry said the pier would hold.",
        "the pier",
        "Norwegian ministry",
    ),
    (
        "a spokesman who is named later",
        "A harbour spokesman said the pier would hold. The spokesman, Paul Marsh, left at noon.",
        "the pier",
        "Paul Marsh",
    ),
    (
        "a spokesman who stays without a name",
        "Paul Marsh came. A harbour spokesman said the boats were safe. He said the pier would hold.",
        "the pier",
        "harbour spokesman",
    ),
    (
        "a statement that somebody issued",
        "Anna Berg issued a statement on Friday. Paul Marsh left. The statement said the pier would hold.",
        "the pier",
        "Anna Berg",
    ),
    (
        "they who spoke before",
        "Police said the boats were safe. They said the pier would hold.",
        "the pier",
        "Police",
    ),
    (
        "speech that goes on",
        "“We lost two boats in the storm,” Anna Berg said.\n\n“The pier held to the last.”\n",
        "The pier held",
        "Anna Berg",
    ),
    (
        "an officer without a name",
        "Paul Marsh went home. An army officer said the boats were gone. He added that the pier held.",
        "the pier",
        "army officer",
    ),
    (
        "a spokesman for another body",
        "A harbour spokesman, Paul Marsh, came. A spokesman for the army spoke. He said the pier held.",
        "the pier",
        "spokesman for the army",
    ),
    (
        "the spokesman who was brought in last",
        "Paul Marsh, a harbour spokesman, came. An army spokesman spoke. The spokesman said the pier held.",
        "the pier",
        "army spokesman",
    ),
    (
        "a source of its own before another speaker",
        "A harbour spokesman said: “The pier was closed.”\n\nAnna Berg, who lives nearby, said: “I ran.”\n",
        "The pier",
        "harbour spokesman",
    ),
    (
        "the military is no court",
        "Anna Berg left the Danish Military Court on Friday. The military said the pier would hold.",
        "the pier",
        "military",
    ),
    (
        "a ship is not he",
        "Paul Marsh came on Friday. The ship MV Gibe sank there. He said the pier would hold.",
        "the pier",
        "Paul Marsh",
    ),
    (
        "he whose speech was heard",
        "Paul Marsh came on Friday. The girls listened to Mr John Berg speak. He said the pier would hold.",
        "the pier",
        "John Berg",
    ),
    (
        "the company is no authority",
        "The Harbour Authority came. Saltmere Ferries said a pump broke. The ship held, said the firm.",
        "The ship",
        "Saltmere Ferries",
    ),
    (
        "a ferry company that no name fits",
        "All were ashore, the Coast Guard said.\nThe ferry company denied that its captain had slept.\n",
        "its captain",
        "ferry company",
    ),
    (
        "he who is not named in what he says",
        "Paul Marsh failed a test, Officer John Berg said. He said Marsh was on probation.",
        "on probation",
        "John Berg",
    ),
    (
        "somebody who is brought in",
        "Paul Marsh said the boats were safe. Then there was John Berg's answer. He said the pier held.",
        "the pier",
        "John Berg",
    ),
    (
        "it after it",
        "Tunisia condemned it. It said a man, who police said was Danish, fled. It also said the pier held.",
        "the pier",
        "Tunisia",
    ),
    (
        "who speaks between a text and what it says",
        "Anna Berg spoke on Friday. Her remarks, said Paul Marsh, are “entirely in line with the plan”.",
        "entirely",
        "Paul Marsh",
    ),
    (
        "a mayor of another town",
        "London Mayor Anna Berg wrote on Friday.\nThe mayor of Aldis said the pier would hold.\n",
        "the pier",
        "mayor of Aldis",
    ),
    (
        "a description without its clause and its day",
        "A harbour spokesman on Friday said the pier would hold.",
        "the pier",
        "harbour spokesman",
    ),
]


@pytest.mark.parametrize(("name", "text", "words", "expected"), CASES, ids=[case[0] for case in CASES])
def test_who_said_it(parse: Parse, name: str, text: str, words: str, expected: str) -> None:
    found, reason = speaker(parse, text, words)
    assert found is not None, (name, reason)
    assert found.startswith(expected)
    assert reason


CAPTION = "Hundreds of people were caught up in the storm on the old quay\n"
NOBODY = [
    ("no person before he", "The storm rose on Friday. He said the pier would hold.", "the pier"),
    ("a bare role", "The storm rose on Friday. The man said the pier would hold.", "the pier"),
    ("the writer", "I believe that the pier would hold.", "the pier"),
    ("many", "Many said that the pier would hold.", "the pier"),
    ("nobody", "No minister said that the pier would hold.", "the pier"),
    ("a supposition", "If Anna Berg says that the pier would hold, it will.", "the pier"),
    ("an abbreviation", "The RAIB said the boat was fast. She said the pier would hold.", "the pier"),
    (
        "a man who did not speak",
        "Paul Marsh came. A man was killed at noon. He said the pier would hold.",
        "the pier",
    ),
    (
        "a release that is no text",
        "Anna Berg spoke. The captives came home. Their release said the pier would hold.",
        "the pier",
    ),
    (
        "speech that ends before another sentence",
        "“The boats are gone,” Anna Berg said.\n\n“The pier was lost.” Police have confirmed a man fell.\n",
        "The pier",
    ),
    (
        "a judge who was never named",
        "Paul Marsh came to the hearing with Anna Berg. The judge said the pier would hold.",
        "the pier",
    ),
    (
        "a letter that is not the last speaker's",
        "“The plan is mine,” Paul Marsh said on Friday. The letter says the pier will hold.",
        "the pier",
    ),
    (
        "whether somebody does",
        "It was not clear whether Paul Marsh, who has said that the pier would hold, will vote.",
        "the pier",
    ),
    (
        "somebody else's remarks",
        "Anna Berg's remarks came as Paul Marsh turned down an invitation, saying the pier would hold.",
        "the pier",
    ),
    (
        "they after others",
        "Merrow Hospital said men were hurt. Paul Marsh sailed with a niece, and they felt the pier held.",
        "the pier",
    ),
    (
        "he behind captions",
        f"Anna Berg and Paul Marsh came on Friday.\n{CAPTION}{CAPTION}He said the pier would hold.\n",
        "the pier",
    ),
]


def test_who_relays_words_does_not_say_them(parse: Parse) -> None:
    text = "“The pier will fall within a year or two,” the Aldis Post cited an engineer."
    assert speaker(parse, text, "The pier")[0] != "Aldis Post"


def test_what_no_thing_says_is_told_as_nobodys(parse: Parse) -> None:
    document = parse("Rescuers have dug down the shaft, which threatens to collapse at any moment.")
    for quote in told(document):
        assert quote.speaker is None
        assert quote.score <= UNSAID


@pytest.mark.parametrize(("name", "text", "words"), NOBODY, ids=[case[0] for case in NOBODY])
def test_no_answer_is_better_than_a_wrong_one(parse: Parse, name: str, text: str, words: str) -> None:
    found, reason = speaker(parse, text, words)
    assert found is None, name
    assert reason


def test_the_united_states_are_no_pronoun(parse: Parse) -> None:
    found, _ = speaker(parse, "The US said the pier would hold.", "the pier")
    assert found in ("US", None)
    assert found == "US"


def test_his_office_is_written_out(parse: Parse) -> None:
    text = "Henrik Solvang left on Friday. His office said the pier would hold."
    assert speaker(parse, text, "the pier")[0] == "Henrik Solvang's office"


def test_quotes_come_back_as_they_were_but_for_the_speaker(parse: Parse) -> None:
    document = parse(BERG + "She said the pier would hold. “It will,” she added.")
    document = replace(document, mentions=tuple(Mentions()(document)))
    document = replace(document, quotes=tuple(Quotes()(document)))
    again = [replace(quote, speaker=None, speaker_reason=None) for quote in Speakers()(document)]
    assert again == list(document.quotes)


def test_quotes_without_a_parse_get_a_reason(parse: Parse) -> None:
    document = parse("Anna Berg said the pier would hold.")
    document = replace(document, mentions=tuple(Mentions()(document)))
    document = replace(document, quotes=tuple(Quotes()(document)), sentences=(), mentions=())
    assert [(quote.speaker, bool(quote.speaker_reason)) for quote in Speakers()(document)] == [(None, True)]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.sampled_from(
            ["Anna Berg", "Paul Marsh", "he", "she", "They", "it", "His office", "the mayor", "who",
             "said that", "told", "“We sail,”", "added", ".", "\n", ",", "was late", "statement", "of", "I"]
        ),
        max_size=40,
    )
)  # fmt: skip
def test_a_pronoun_is_never_printed(parse: Parse, words: list[str]) -> None:
    for quote in told(parse(" ".join(words))):
        assert quote.speaker_reason
        assert quote.speaker is None or quote.speaker.lower() not in {
            "he", "she", "they", "it", "who", "i", "we", "his", "her", "their", "you", "",
        }  # fmt: skip


def test_speakers_of_the_seeds(shared: Path, syntax: Syntax) -> None:
    gold = json.loads((shared / "data/seeds-gold.json").read_text("utf-8"))
    texts = [path.read_text("utf-8") for path in sorted((shared / "seeds").glob("*.txt"))]
    right = asked = 0
    for report in gold["docs"].values():
        text = next(text for text in texts if report["body"][0] in text)
        document = Document(Report("r", text, "", "test", language="en"))
        document = replace(document, zones=tuple(Zones()(document)))
        found = told(replace(document, sentences=tuple(syntax(document))))
        for words, accepted in report["quotes"]:
            start = text.index(words)
            at = start + len(words) // 2
            names = [
                (quote.speaker or "").lower()
                for quote in found
                if any(span.start <= at < span.end for span in quote.content)
            ]
            asked += 1
            right += any(name in names[0] for name in accepted) if names else False
    assert asked == 55
    assert right >= 53  # measured: 55
