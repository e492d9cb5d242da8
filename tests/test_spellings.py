"""One name, spelled in two ways by two reports: what is told, and which names are none of that."""

from dataclasses import replace

import pytest

from copydesk.model.document import Document
from copydesk.model.quote import Mention, MentionKind
from copydesk.model.report import Report
from copydesk.model.span import Citation
from copydesk.model.syntax import Sentence
from copydesk.stories.disagreeing.people import People
from copydesk.stories.refining.spellings import spellings


def report(name: str, text: str, kind: MentionKind = "person") -> Document:
    """A report of one line a sentence; names stand in braces."""
    mentions, plain = [], ""
    for part in text.split("{"):
        inside, closed, rest = part.partition("}")
        if closed:
            mentions.append(Mention(len(plain), len(plain) + len(inside), kind, inside))
            plain += inside + rest
        else:
            plain += part
    document = Document(Report(name, plain, "digest", name), mentions=tuple(mentions))
    ends = [at for at, char in enumerate(plain) if char == "\n"] + [len(plain)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    sentences = tuple(Sentence(start, end, ()) for start, end in zip(starts, ends, strict=True))
    return replace(document, sentences=sentences)


def told(left: str, right: str, kind: MentionKind = "person") -> list[set[str]]:
    act = "{%s} opened the new ferry terminal on Friday."
    documents = [report("a", act % left, kind), report("b", "Crowds came as " + act % right, kind)]
    return [{one.printed for one in pair} for pair in spellings(documents)]


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("Ada Wolfe", "Ada Wolff", "person"),
        ("Anton LaMarita", "Anton Marita III", "person"),
        ("Sergei Roldin", "Sergey Roldin", "person"),
        ("Giorgos Panagos", "Yiorgos Panagos", "person"),
        ("Merrowstone Road", "Merrowston Road", "place"),
        ("Dargahan", "Dargehan", "place"),
    ],
)
def test_two_spellings_of_one_name(left: str, right: str, kind: MentionKind) -> None:
    assert told(left, right, kind) == [{left, right}]


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        pytest.param("Vincent DelGiudice", "Vincent Del Giudice", "person", id="spaces"),
        pytest.param("José Álvarez", "Jose Alvarez", "person", id="accents"),
        pytest.param("Ann-Marie Berg", "ANN-MARIE BERG", "person", id="case"),
        pytest.param("Bill Marsh", "William Marsh", "person", id="short form"),
        pytest.param("A. Marsh", "Ada Marsh", "person", id="initial"),
        pytest.param("Daniel Marsh", "Danielle Marsh", "person", id="man and woman"),
        pytest.param("Ada Wolfe", "Eva Wolff", "person", id="another given name"),
        pytest.param("Wolfe", "Wolff", "person", id="a surname alone"),
        pytest.param("Ada Kling", "Ada Klings", "person", id="plural"),
        pytest.param("Harbour Square", "Harbor Square", "place", id="British spelling"),
        pytest.param("Iran", "Iraq", "place", id="short places"),
        pytest.param("Atlanta", "Atlantic", "place", id="two letters of one word"),
        pytest.param("117th Street", "115th Street", "place", id="numbers"),
    ],
)
def test_two_names_or_one_name_in_one_spelling(left: str, right: str, kind: MentionKind) -> None:
    assert told(left, right, kind) == []


def test_a_report_that_has_both_spellings_tells_nothing() -> None:
    act = "{%s} opened the new ferry terminal on Friday."
    first = report("a", act % "Ada Wolfe" + "\n" + act % "Ada Wolff")
    assert not list(spellings([first, report("b", act % "Ada Wolff")]))


def test_a_crowd_of_names_takes_no_longer() -> None:
    names = " ".join(f"{{Ada K{chr(97 + n // 26 % 26)}{chr(97 + n % 26)}{n // 676}}}" for n in range(5000))
    assert not list(spellings([report("a", names), report("b", names)]))


def test_names_in_two_acts_are_left_alone() -> None:
    first = report("a", "{Ada Wolfe} opened the new ferry terminal on Friday.")
    assert not list(spellings([first, report("b", "A cat of {Ada Wolff} won a prize.")]))


def test_a_side_lists_further_reports_that_name_somebody_so() -> None:
    act = "{%s}, head of the harbour board, opened the ferry terminal."
    documents = [
        report("a", act % "Ada Kling"),
        report("b", act % "Jon Holt"),
        report("c", "On Friday " + act % "Ada Kling"),
        report("d", "{Ada Kling} likes cats."),
        report("e", act % "Ada Kling" + "\n{Jon Holt} was there."),
    ]
    so_named = People(documents).so_named("Ada Kling", [Citation("a", 0, 9)], "Jon Holt")
    assert so_named == [Citation("c", 10, 19)]
