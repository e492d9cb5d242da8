"""Posts and turns of transcripts: {content}, <cue> and [source] are drawn in the text."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.extract.signed import beside, signed
from copydesk.model.document import Document
from copydesk.model.quote import Quote
from copydesk.model.report import Report, Zone
from copydesk.model.span import Span
from test_quotes import drawn

POST = "{The bridge is shut until May. Use the ferry.} <—> [Tarnby Council (@tarnby)] May 3, 2021"
LINKED = (
    "The council wrote this.\n{We pay for the ferry.} https://t.example/x1 pic.twitter.com/ab "
    "<—> [Mira Lund (@miralund)] 3 May 2021\nThen it met."
)
TALK = (
    "[JON VIK]<:> {Who pays for the ferry?}\n[MIRA LUND]<:> {We do.}\n{And we always did.}\n"
    "[VIK]<:> {Since when?}\n[LUND]<:> {Since May.}\nThe talk was on Monday."
)
SIGNED = [
    POST,
    LINKED,
    TALK,
    "{One.} <—> [Mira Lund (@miralund)] May 3, 2021 {Two.} <—> [Jon Vik (@jonvik)] May 4, 2021",
    "[JON VIK], HOST<:> {Who pays?}\n[MIRA LUND]<:> {We do.}\n[VIK]<:> {So.}\n[LUND]<:> {Yes.}",
    "[EVA O’BRIEN]<:> {Who?}\n[ANN SMITH-JONES]<:> {We do.}\n[O’BRIEN]<:> {So.}\n[SMITH-JONES]<:> {Yes.}",
    "{We pay for the ferry.}\n<—> [Mira Lund (@miralund)] May 3, 2021",
    "{We pay for the ferry.}\npic.twitter.com/ab <—> [Mira Lund (@miralund)] May 3, 2021",
    "[@miralund]<:> {We pay.}\n[@jonvik]<:> {Since when?}\n[@miralund]<:> {Now.}\n[@jonvik]<:> {I see.}",
    "[VIK]<:> {Who pays?}\n[LUND]<:> {Listen.}\n(SOUNDBITE OF A BELL)\n[VIK]<:> {I hear.}\n[LUND]<:> {So.}",
]
UNSIGNED = [
    "The council (@tarnby) shut the bridge in May 3, 2021.",
    "The bridge — the town's oldest — was shut on May 3, 2021.",
    "DRIVER OF THE DAY: Jon Vik won.\nMOVE OF THE RACE: Mira Lund came last.\nBOAT: None sank.",
    "WHO: Mira Lund\nWHEN: May 3\nWHERE: Tarnby\nWHO: Jon Vik\nWHEN: May 4",
    "Q: Who pays?\nA: We do.\nQ: Since when?\nA: Since May.",
    "PHOTO: Mira Lund\nVIDEO: Jon Vik\nPHOTO: Jon Vik\nVIDEO: Mira Lund",
    "",
]


def document(text: str) -> Document:
    zones = (Zone(0, len(text), "body"),) if text else ()
    return Document(Report("r", text, "", "test", language="en"), zones=zones)


def spans(text: str, quotes: list[Quote], part: str) -> list[str]:
    found = sorted(span for quote in quotes for span in getattr(quote, part))
    return [span.of(text) for span in found]


@pytest.mark.parametrize("picture", SIGNED)
def test_posts_and_turns(picture: str) -> None:
    text, parts = drawn(picture)
    found = signed(document(text))
    for part in ("content", "cue", "source"):
        assert spans(text, found, part) == [span.of(text) for span in parts[part]]
    assert {quote.kind for quote in found} == {"direct"}


@pytest.mark.parametrize("text", UNSIGNED)
def test_lists_and_questions_without_names_are_signed_by_nobody(text: str) -> None:
    assert signed(document(text)) == []


def test_tags_that_a_page_left_in_its_text_are_no_words_of_the_post() -> None:
    text = '<tweet id="7">We pay for the ferry. — Mira Lund (@miralund) May 3, 2021</tweet>.'
    assert spans(text, signed(document(text)), "content") == ["We pay for the ferry."]


def test_other_readings_of_the_same_words_give_way() -> None:
    text, _ = drawn(POST + "\nLund said so.")
    taken = signed(document(text))
    inside = Quote((Span(4, 10),), (Span(11, 13),), (), "indirect", 0.5)
    outside = Quote(
        (Span(len(text) - 3, len(text) - 1),), (Span(len(text) - 8, len(text) - 4),), (), "indirect", 0.5
    )
    assert list(beside([inside, outside], taken)) == [outside]


@given(
    st.lists(
        st.sampled_from(["A", "LUND: ", "VIK: ", "\n", " — ", "(@x)", "May 3, 2021", "http://", " ", "<b>"])
    )
)
def test_spans_lie_inside_and_apart(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = [span for quote in signed(document(text)) for span in (*quote.content, *quote.cue, *quote.source)]
    assert all(0 <= span.start < span.end <= len(text) for span in found)
    found.sort()
    assert all(left.end <= right.start for left, right in pairwise(found))


@pytest.mark.parametrize("piece", ["LUND: a\nVIK: b\n", "http://", "— a (@b) May 3, 2021", "<b>", "— (@"])
def test_time_grows_with_length_not_faster(piece: str) -> None:
    seconds = []
    for size in (50_000, 400_000):
        text = piece * (size // len(piece))
        rounds = []
        for _ in range(2):  # the lesser of two: other work on the machine empties the cache
            start = time.process_time()
            taken = signed(document(text))
            list(beside(taken, taken))
            rounds.append(time.process_time() - start)
        seconds.append(min(rounds))
    assert seconds[1] < 20 * seconds[0] + 0.2
