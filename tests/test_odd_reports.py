"""Texts that are no common news: nothing is invented, nothing breaks, time grows with length."""

import time

import pytest

from copydesk.extract.syntax import Syntax
from copydesk.model.document import Document
from copydesk.model.report import Report
from copydesk.pipeline import Pipeline, label, quoter

ALL_IN_MARKS = (
    "“The bridge is closed. The road is closed. Nobody told us why.”\n\n"
    "“We slept in the car. My son was cold.”\n\n“It was the longest night of my life.”\n"
)
SIX_LANGUAGES = (
    "Reaction to the treaty in six countries\n\n“We will sign,” said the British minister, Tom Hale.\n"
    "„Wir unterschreiben nicht“, said the German minister, Karl Beck.\n"
    "« Nous attendons », said the French minister, Claire Roux.\n"
    "«Подождём», said the Russian minister, Ivan Petrov.\n"
    "「待ちます」 said the Japanese minister, Kenji Mori.\n"
    "'It is a sad day,' said the Irish minister, Aoife Byrne, 'but we'll live with it.'\n"
)
INTERVIEW = (
    "The mayor on the harbour fire\n\nQ: When did you hear of the fire?\nA: I was called at four.\n"
    "Q: Was anybody hurt?\nA: Two dockers were taken to hospital. Nobody died.\nQ: Will the port close?\n"
    "A: We will not close the port.\n"
)
TRANSCRIPT = INTERVIEW.replace("Q:", "JON VIK:").replace("A:", "MAYOR BRANDT:")
POSTS = (
    "What people wrote about the fire\n\n@ellenbrandt: We will rebuild every shed.\n"
    "@norvikfire: Crews on scene at Pier 4, avoid the area.\n@ellenbrandt: Thank you to all crews.\n"
    "@norvikfire: The fire is out.\nProud of our city tonight. — Ellen Brandt (@ellenbrandt) May 3, 2017\n"
    "The port was opened again on Thursday, and the ferries sail as they did before the fire.\n"
)
PLAY = (
    "ACT ONE. A kitchen at night.\n\nANNA. Who left the door open?\nBERT. (rising) The wind did it.\n"
    "ANNA. The wind has no hands. [She sits.]\nBERT. You said that last year.\nExit BERT.\n"
)
UNBALANCED = (
    'Port stays open\n\n"We will not close the port, said mayor Ellen Brandt on Monday.\n\n'
    'The union said it was "shocked by the plan. Its leader, Ole Dahl, called for a strike.\n\n'
    '"There is no plan," Brandt said.\n'
)


@pytest.fixture(scope="module")
def pipeline(syntax: Syntax) -> Pipeline:
    return Pipeline([syntax if isinstance(stage, Syntax) else stage for stage in quoter().stages])


def read(pipeline: Pipeline, text: str) -> Document:
    return pipeline(label(Report("r", text, "", "test", language="en")))


def speakers(document: Document) -> set[str | None]:
    return {quote.speaker for quote in document.quotes if quote.kind == "direct"}


@pytest.mark.parametrize(
    ("text", "said_by"),
    [
        (ALL_IN_MARKS, {None}),
        (SIX_LANGUAGES, {"Tom Hale", "Karl Beck", "Claire Roux", "Aoife Byrne"}),
        (INTERVIEW, set()),
        (TRANSCRIPT, {"JON VIK", "MAYOR BRANDT"}),
        (POSTS, {"@ellenbrandt", "@norvikfire", "Ellen Brandt"}),
        (PLAY, set()),
        (UNBALANCED, {"Ellen Brandt"}),
        ("", set()),
        ("\n \n", set()),
        ("“", set()),
    ],
)
def test_who_speaks_is_whom_the_text_names(pipeline: Pipeline, text: str, said_by: set[str | None]) -> None:
    document = read(pipeline, text)
    assert speakers(document) == said_by
    for quote in document.quotes:
        assert all(span.of(text).strip() for span in (*quote.content, *quote.cue, *quote.source))


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["“‘«", "The mayor said “we will go on. ", "“No,” said Berg. ", "BERG: no\n"]
)
def test_time_grows_with_length_not_faster(pipeline: Pipeline, piece: str) -> None:
    """Both lengths lie above what is parsed of a report, so that only the rest can grow."""
    seconds = []
    for size in (250_000, 1_000_000):
        document = label(Report("r", piece * (size // len(piece)), "", "test", language="en"))
        start = time.process_time()
        pipeline(document)
        seconds.append(time.process_time() - start)
    assert seconds[1] < 5 * seconds[0]
