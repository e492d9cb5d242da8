"""Whose full name a brief may put in brackets for a surname alone."""

import pytest

from copydesk.model.document import Document
from copydesk.model.quote import Mention
from copydesk.model.report import Report, Zone
from copydesk.stories.briefing.introducing import Names


def report(name: str, *people: str) -> Document:
    text = "\n".join(people)
    starts = [sum(len(one) + 1 for one in people[:at]) for at in range(len(people))]
    mentions = tuple(
        Mention(start, start + len(one), "person", one) for start, one in zip(starts, people, strict=True)
    )
    return Document(Report(name, text, "", name), (Zone(0, len(text), "body"),), mentions=mentions)


@pytest.mark.parametrize(
    ("own", "other", "full"),
    [
        (["Berg"], ["Ann Berg"], "Ann Berg"),
        (["Berg", "Ann Berg"], ["Jon Berg"], "Ann Berg"),  # the report's own first
        (["Berg"], ["Ann Berg", "Jon Berg"], None),  # two people
        (["Berg"], ["ANN BERG"], None),
        (["Berg"], ["Ann M.] Berg"], None),  # cut out of another's brackets
        (["Berg"], ["Ann Holt"], None),
    ],
)
def test_full_names(own: list[str], other: list[str], full: str | None) -> None:
    documents = [report("a", *own), report("b", *other)]
    found = Names(documents).full(documents[0], "berg")
    texts = {document.id: document.text for document in documents}
    assert (found and found.span.of(texts[found.report])) == full
