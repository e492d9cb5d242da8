"""Copies through light and heavy editing, drawn in both texts: {copy}, <quotation>, [furniture]."""

import pytest

from copydesk.model.document import Document
from copydesk.model.link import Passage
from copydesk.model.report import Report, Zone, ZoneKind
from copydesk.reuse.alignment import align

MARKS = {"copy": "{}", "quotation": "<>", "furniture": "[]"}
PLAIN = str.maketrans("", "", "{}<>[]")

A = "The mill at Oster Bridge burned through the night while volunteers carried water from the frozen pond."
B = "Nobody slept there, but the miller lost two wagons of rye and the big wheel his grandfather had carved."
C = "A spark from the threshing engine probably set light to chaff that lay under the northern gable."
D = "The parish will open its hall to the family until the roof has been covered again with boards."
OWN = "Our reporter walked up the valley in the morning and met a boy leading a goat on a string."
MORE = (
    "Three geese had got into the vestry by noon. The sexton chased them around the font with a broom, and "
    "the choir sang a verse to keep them calm. Nobody could say afterwards who had left the door ajar."
)
QUOTE = "“I heard the wheel crack like a tree in January and then there was only the wind,”"


def document(picture: str, name: str = "a", kind: ZoneKind | None = None) -> Document:
    """A report; ``kind`` is the zone of its last line."""
    text = picture.translate(PLAIN)
    zones: tuple[Zone, ...] = ()
    if kind:
        last = text.rindex("\n") + 1
        zones = Zone(0, last, "body"), Zone(last, len(text), kind)
    return Document(Report(name, text, "", "test"), zones=zones)


def drawn(text: str, passages: list[Passage], side: str) -> str:
    edges = []
    for passage in passages:
        citation, marks = getattr(passage, side), MARKS[passage.kind]
        edges += [(citation.start, 1, marks[0]), (citation.end, 0, marks[1])]
    for at, _, mark in sorted(edges, reverse=True):
        text = text[:at] + mark + text[at:]
    return text


def check(left: str, right: str, kind: ZoneKind | None = None) -> None:
    documents = document(left, "a", kind), document(right, "b", kind)
    found = align(*documents)
    assert drawn(documents[0].text, found, "left") == left
    assert drawn(documents[1].text, found, "right") == right


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(f"{{{A} {B}}}", f"{{{A} {B}}}", id="nothing changed"),
        pytest.param(
            f"{{{A} {B}}}",
            "{The mill at Oster Bridge burned through the night as volunteers carried water from frozen "
            "pond. Nobody slept there, however the miller lost two wagons of rye and the wheel his "
            "grandfather carved.}",
            id="words swapped and dropped",
        ),
        pytest.param(
            "{The organisation of the harbour’s defence cost 40 per cent more, and labour was short. "
            + A
            + "}",
            "{The organization of the harbor's defense cost 40 percent more, and labor was short. " + A + "}",
            id="other spelling",
        ),
        pytest.param(
            f"{{{A} {QUOTE} the miller said at the gate. {B}}}",
            "{" + A + ' "I heard the wheel crack like a tree in January and then there was only the wind," '
            "the miller said at the gate. " + B + "}",
            id="other quotation marks",
        ),
        pytest.param(f"{{{A} {B}}} {C} {{{D}}}", f"{{{A} {B}}} {{{D}}}", id="sentence cut"),
        pytest.param(f"{{{A}}} {{{B}}}", f"{{{B}}} {{{A}}}", id="sentences reordered"),
        pytest.param(
            f"{{{A} {B}}}\n{{{C}}}", f"{{{A} {B}}}\n{OWN}\n{{{C}}}", id="own paragraph put in between"
        ),
        pytest.param(f"{{{A} {B}}} {OWN} {{{C}}}", f"{{{A} {B}}} {{{C}}}", id="own sentence put in between"),
        pytest.param(
            f"{{{A}}} {{{B}}}",
            f"{{{A}}}\n{{{B}}}",
            id="paragraph cut in two",
        ),
        pytest.param(
            f"{{{A} The boards were wet. {B}}}",
            f"{{{A} The boards got wet. {B}}}",
            id="short sentence between copied ones",
        ),
        pytest.param(
            f"{{{A} {B} {C}}}",
            f"{{{A} {B.removesuffix(' carved.')} {C}}}",
            id="last word lost with its stop",
        ),
        pytest.param(f"{MORE} {{{A} {B}}} {MORE}", f"{OWN} {{{A} {B}}}", id="inside two longer reports"),
        pytest.param(
            f"{{{A[:-1]}, and {B[0].lower() + B[1:]}}}",
            f"{OWN} {{{A[:-1]}, and {B[0].lower() + B[1:]}}}",
            id="all of a report of one sentence",
        ),
    ],
)
def test_copies(left: str, right: str) -> None:
    check(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(
            f"<{QUOTE}> the miller said. {MORE}",
            f"{OWN} In the yard her neighbour wept. <{QUOTE}> she told us between two buckets.",
            id="without its surroundings",
        ),
        pytest.param(
            f"{{{A} {QUOTE} the miller said. {B}}}",
            f"{{{A} {QUOTE} the miller said. {B}}}",
            id="with its surroundings",
        ),
        pytest.param(
            f"{{{A} {B}}} {OWN} {MORE} <{QUOTE}>",
            f"<{QUOTE}> {D} {C} {{{A} {B}}}",
            id="elsewhere than the copied text",
        ),
        pytest.param(
            f"<{QUOTE}> <“and I thought of my mother, who was born under that roof in a hard winter.”>",
            f"<{QUOTE}> {OWN} <“and I thought of my mother, who was born under that roof in a hard winter.”>",
            id="a speech in full",
        ),
    ],
)
def test_quotations(left: str, right: str) -> None:
    check(left, right)


def test_one_shared_sentence_in_long_reports_is_no_passage() -> None:
    check(f"{MORE} {A} {OWN}", f"{D} {C} {A} {B}")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (f"Ada Moor, the miller of Oster Bridge, spoke on Monday. {MORE}",
         f"On Monday it rained. Ada Moor, the miller of Oster Bridge, sold rye. {OWN}"),
        ("Oster Bridge 3 Denholm 1\nCarrick 0 Aldermoor 2\nPort Alder 1 Fleet 1\n" + MORE,
         "Oster Bridge 3 Denholm 1\nCarrick 0 Aldermoor 2\nPort Alder 1 Fleet 1\n" + OWN),
        ("11 percent Ada Moor, 12 percent Ida Marsh, 13 percent Tom Vole. " + MORE,
         "11 percent Ada Moor, 12 percent Ida Marsh, 13 percent Tom Vole. " + OWN),
        ("The poll has a margin of error of three points. " * 4 + MORE,
         OWN + " The poll has a margin of error of three points." * 4),
    ],
    ids=["name with office", "scores", "figures", "one line again and again"],
)  # fmt: skip
def test_facts_are_no_passage(left: str, right: str) -> None:
    check(left, right)


CAPTION = "Volunteers carry buckets from the frozen pond at Oster Bridge to the burning mill before sunrise."


@pytest.mark.parametrize("kind", ["caption", "byline", "credit", "correction"])
def test_what_stands_beside_a_copied_text_came_with_it(kind: ZoneKind) -> None:
    check(f"{{{A} {B}}}\n{{{CAPTION}}}", f"{{{A} {B}}}\n{{{CAPTION}}}", kind)


@pytest.mark.parametrize("kind", ["caption", "byline", "credit", "correction", "furniture"])
def test_what_stands_beside_two_texts_of_ones_own_is_furniture(kind: ZoneKind) -> None:
    check(f"{A} {B}\n[{CAPTION}]", f"{OWN} {MORE}\n[{CAPTION}]", kind)


def test_furniture_beside_a_copied_text_stays_furniture() -> None:
    check(f"{{{A} {B}}}\n[{CAPTION}]", f"{{{A} {B}}}\n[{CAPTION}]", "furniture")


@pytest.mark.parametrize(
    "line",
    [
        "Sign up to our weekly newsletter.",
        "Please verify you are not a robot by clicking the box.",
        "An error has occurred. Please try again later.",
        "This material may not be published, broadcast, rewritten or redistributed.",
        "Read more stories like this one in our free app.",
    ],
)
def test_words_to_the_user_are_furniture_between_copied_ones_too(line: str) -> None:
    left, right = (document(f"{A} {B}\n{line}\n{C}", name) for name in "ab")
    found = align(left, right)
    assert [left.text[one.left.start : one.left.end] for one in found if one.kind == "copy"] == [
        f"{A} {B}",
        C,
    ]


def test_a_caption_of_one_is_the_text_of_the_other() -> None:
    left = document(f"{MORE}\n{A} {B}", "a", "caption")
    right = document(f"{A} {B}\n{OWN}", "b")
    (one,) = align(left, right)
    assert one.kind == "copy"
    assert left.text[one.left.start : one.left.end] == f"{A} {B}"


@pytest.mark.parametrize("text", ["Boats wait.", "Boats wait for the tide.", "周一", ""])
def test_reports_of_a_few_words_share_nothing(text: str) -> None:
    check(text, text)


def test_a_language_without_spaces() -> None:
    shared = "周一中午前不久，一艘运煤驳船撞上卡里克船闸的平旋桥北墩，桥梁卡住无法关闭。"
    check(f"{{{shared}}}市长送来一篮李子。", f"山羊又赢了。{{{shared}}}")
