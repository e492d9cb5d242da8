"""Shared passages: what counts as copied, quoted or furniture, and where exactly it stands."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.model.document import Document
from copydesk.model.link import Passage
from copydesk.model.report import Report, Zone, ZoneKind
from copydesk.reuse.alignment import align, passages

WIRE = (
    "The swing bridge at Carrick Lock jammed open shortly before noon on Monday after a coal barge "
    "struck its "
    "northern pier. Engineers lowered a diver into the basin to look for cracks below the water line. "
    "Nobody was hurt, but eleven narrow boats waited until evening for the channel to be cleared. "
    "“We have asked for a new fender every spring since the flood,” the lock keeper, Ada Penrose, told the "
    "town meeting. The canal trust said repairs would probably take the rest of the week."
)
LIGHT = (
    "The swing bridge at Carrick Lock jammed open shortly before noon Monday after a coal barge hit its "
    "northern pier. Engineers lowered a diver in the basin to look for cracks under the water line. "
    "Nobody was hurt, however eleven narrow boats waited until evening for the channel to be cleared. "
    '"We have asked for a new fender every spring since the flood," the lock keeper, Ada Penrose, told the '
    "town meeting. The canal trust stated repairs would probably take the rest of week."
)
REORDERED = (
    "The canal trust said repairs would probably take the rest of the week. Our photographer walked "
    "along the "
    "towpath and met a family from Denholm with two goats.\n\nEngineers lowered a diver into the "
    "basin to look "
    "for cracks below the water line. Nobody was hurt, but eleven narrow boats waited until evening for the "
    "channel to be cleared."
)
OWN = (
    "Ada Penrose was angry when councillors arrived at Carrick Lock. “We have asked for a new fender every "
    "spring since the flood,” she shouted from the gate. Her husband had rung the harbour office at "
    "dawn, and "
    "the hull of the barge still lay across half of the navigation when we left."
)
STATEMENT = "“The Trust regrets the delay and thanks all skippers who kept their patience and moored safely”"


def document(name: str, text: str, *zones: tuple[str, ZoneKind]) -> Document:
    """A report whose named stretches have the given zones and whose rest is body."""
    found: list[Zone] = []
    end = 0
    for stretch, kind in zones:
        start = text.index(stretch)
        if start > end:
            found.append(Zone(end, start, "body"))
        end = start + len(stretch)
        found.append(Zone(start, end, kind))
    if end < len(text):
        found.append(Zone(end, len(text), "body"))
    return Document(Report(name, text, "", "test"), zones=tuple(found))


def shown(left: Document, right: Document) -> list[tuple[str, str, str]]:
    return [
        (p.kind, left.text[p.left.start : p.left.end], right.text[p.right.start : p.right.end])
        for p in align(left, right)
    ]


def test_a_lightly_edited_text_is_one_copy_from_end_to_end() -> None:
    assert shown(document("a", WIRE), document("b", LIGHT)) == [("copy", WIRE, LIGHT)]


def test_cut_and_reordered_sentences_are_found_where_they_stand() -> None:
    found = shown(document("a", WIRE), document("b", REORDERED))
    assert {(kind, left) for kind, left, _ in found} == {
        ("copy", WIRE[WIRE.index("Engineers") : WIRE.index(" “We have")]),
        ("copy", WIRE[WIRE.index("The canal trust said") :]),
    }
    assert all(left == right for _, left, right in found)


def test_a_paragraph_of_its_own_between_is_left_out() -> None:
    own = "The mayor sent a basket of plums to the crew and asked them to stay for the regatta."
    half = WIRE.index(" Nobody")
    right = WIRE[:half] + "\n\n" + own + "\n\n" + WIRE[half + 1 :]
    found = shown(document("a", WIRE), document("b", right))
    assert [kind for kind, _, _ in found] == ["copy", "copy"]
    assert all(own[:20] not in passage for _, _, passage in found)
    assert "".join(left for _, left, _ in found).replace(" ", "") == WIRE.replace(" ", "")


def test_a_quotation_without_its_surroundings_is_no_copy() -> None:
    found = shown(document("a", WIRE), document("b", OWN))
    quote = "“We have asked for a new fender every spring since the flood,”"
    assert found == [("quotation", quote, quote)]


def test_a_speech_that_both_print_in_full_is_quotation() -> None:
    speech = "\n\n".join(
        f"“{line}”"
        for line in (
            "I came to this valley with a wheelbarrow and two borrowed spades, and mean to leave a canal.",
            "Those who told us that water would never climb the ridge have stopped talking.",
            "Let every child in the lower town learn to row before it learns to complain about the rowing.",
        )
    )
    left = document("a", "Ada Penrose spoke for a minute in the old chapel.\n\n" + speech)
    right = document("b", speech + "\n\nHer listeners, most of them skippers, had filled the benches early.")
    assert {kind for kind, _, _ in shown(left, right)} == {"quotation"}


def test_facts_and_names_alone_are_no_passage() -> None:
    name = "Ada Penrose, lock keeper of the Carrick Canal Trust"
    left = f"Eleven boats waited at Carrick Lock on Monday, said {name}."
    right = f"Traffic stopped on Monday. {name}, counted eleven boats."
    assert shown(document("a", left), document("b", right)) == []


@pytest.mark.parametrize("kind", ["furniture", "caption", "credit", "byline"])
def test_shared_page_parts_are_furniture(kind: ZoneKind) -> None:
    block = "More from the waterways desk: how our reporters walk the towpath every Sunday in all weathers"
    left = document("a", f"{WIRE}\n\n{block}", (block, kind))
    right = document("b", f"{OWN}\n\n{block}", (block, kind))
    assert ("furniture", block, block) in shown(left, right)
    assert "copy" not in {kind for kind, _, _ in shown(left, right)}


def test_a_newsletter_block_in_the_body_is_furniture() -> None:
    block = (
        "Subscribe to our weekly newsletter and read more stories like this one over your Sunday breakfast."
    )
    found = shown(document("a", f"{WIRE}\n\n{block}"), document("b", f"Goats won again.\n\n{block}"))
    assert [kind for kind, _, _ in found] == ["furniture"]


def test_a_report_about_newsletters_is_not_furniture() -> None:
    text = (
        "The parish council voted to end its printed newsletter after forty years and to sell the old press. "
        "Volunteers had folded every copy of the newsletter by hand in the vestry on the last "
        "Friday of a month. "
        "Younger readers mostly preferred the notice board outside the bakery, a survey of households found."
    )
    assert [kind for kind, _, _ in shown(document("a", text), document("b", text))] == ["copy"]


def test_comments_are_ignored_wholly() -> None:
    left = document("a", f"{WIRE}\n\n{STATEMENT}")
    right = document("b", f"{OWN}\n\n{STATEMENT} {WIRE}", (f"{STATEMENT} {WIRE}", "comment"))
    assert [kind for kind, _, _ in shown(left, right)] == ["quotation"]
    assert all(STATEMENT not in passage for _, _, passage in shown(left, right))


def test_an_embedded_post_is_quotation() -> None:
    post = (
        "Bridge is stuck again and the kettle is on for every skipper who wants to wait indoors "
        "with us tonight. "
        "Bring your own mug because the cupboard was emptied by last week's wedding — Lock House "
        "(@lockhouse) May 2"
    )
    found = shown(document("a", f"Boats wait.\n{post}"), document("b", f"{post}\nThe keeper was kind."))
    assert "copy" not in {kind for kind, _, _ in found}


def test_swapping_the_reports_swaps_the_sides() -> None:
    left, right = document("a", WIRE), document("b", REORDERED)
    forth = {(p.kind, p.left, p.right) for p in align(left, right)}
    back = {(p.kind, p.right, p.left) for p in align(right, left)}
    assert forth == back


def test_a_text_without_spaces_is_aligned() -> None:
    text = (
        "周一中午前不久，一艘运煤驳船撞上卡里克船闸的平旋桥北墩，桥梁卡住无法关闭。"
        "工程师派潜水员下水检查裂缝，无人受伤。"
    )
    assert [kind for kind, _, _ in shown(document("a", text), document("b", text))] == ["copy"]


def test_a_story_is_aligned_pair_by_pair() -> None:
    documents = [document("a", WIRE), document("b", LIGHT), document("c", OWN), document("d", "Goats won.")]
    pairs = {(p.left.report, p.right.report, p.kind) for p in passages(documents)}
    assert pairs == {("a", "b", "copy"), ("a", "c", "quotation"), ("b", "c", "quotation")}


@pytest.mark.parametrize(
    ("more", "joined"),
    [
        ("", False),
        ("The harbour board had met the week before.", False),
        ("The harbour board had met the week before to hear two divers who found cracks in the pier.", True),
    ],
)
def test_takers_of_a_text_that_many_print_are_held_together_only_if_they_share_more(
    more: str, joined: bool
) -> None:
    many = [
        document(f"m{at}", f"{WIRE}\n" + " ".join(f"{word}{at}" for word in 2 * WIRE.split()))
        for at in range(30)
    ]
    takers = [document(name, f"{one.text}\n{more}") for name, one in zip("ab", many, strict=False)]
    pairs = {(p.left.report, p.right.report) for p in passages([*many[2:], *takers])}
    assert ("m2", "a") in pairs
    assert (("a", "b") in pairs) == joined


def inside(passage: Passage, left: Document, right: Document) -> bool:
    return all(
        0 <= side.start < side.end <= len(one.text) and side.report == one.id
        for side, one in ((passage.left, left), (passage.right, right))
    )


WORDS = st.lists(st.sampled_from([*WIRE.split()[:12], "“", "”", '"', ".", "\n", "goat", "é"]), max_size=120)


@given(WORDS, WORDS)
def test_spans_lie_inside_and_copies_do_not_overlap(one: list[str], other: list[str]) -> None:
    left, right = document("a", " ".join(one)), document("b", " ".join(other))
    found = align(left, right)
    assert all(inside(passage, left, right) for passage in found)
    copies = [passage for passage in found if passage.kind == "copy"]
    for sides in ([p.left for p in copies], [p.right for p in copies]):
        ordered = sorted(sides)
        assert all(a.end <= b.start for a, b in pairwise(ordered))


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_can_be_aligned(one: str, other: str) -> None:
    left, right = Document(Report("a", one, "", "t")), Document(Report("b", other + one, "", "t"))
    assert all(inside(passage, left, right) for passage in align(left, right))


@pytest.mark.parametrize("piece", [WIRE.split(".")[0] + ". ", "a b c ", "“a ”b ", "! "])
def test_time_is_bounded_on_repetition(piece: str) -> None:
    begun = time.perf_counter()
    align(document("a", piece * 3000), document("b", piece * 2900))
    assert time.perf_counter() - begun < 10
