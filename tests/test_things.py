"""Numbers that a phrase ties to one thing, and long numbers with one digit otherwise, told in any words."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.model.story import Story

Tell = Callable[..., Story]

CLASHES = [
    (
        "…-page indictment",
        ["48", "47"],
        "Prosecutors say in the 48-page indictment that Ann Berg spent harbour funds on a garden.",
        "Ann Berg knew that no harbour funds were left, the 47-page indictment says of the garden.",
    ),
    (
        "…-ton, white lorry",
        ["25", "19"],
        "The driver steered a 25-ton, white lorry through the market of Norvik and fled on foot.",
        "On foot the man ran away whose 19-ton delivery lorry had crossed half of the market.",
    ),
    (
        "…-hour standoff",
        ["6", "9"],
        "The six-hour standoff at the mill of Norvik ended when Per Holt came out unarmed.",
        "Per Holt opened the door of the Norvik mill after a nine-hour standoff with an officer.",
    ),
    (
        "…-year-old boy",
        ["3", "4"],
        "Keepers saw how a 3-year-old boy slipped into the bear pit of the Norvik zoo.",
        "The four-year-old boy who fell into the bear pit climbed out of it by himself.",
    ),
    (
        "mother of …",
        ["12", "13"],
        "Ann Berg, a mother of 12, opened the first bakery of the old harbour.",
        "Friends call Ann Berg the most patient woman in town: she is a mother of 13.",
    ),
    (
        "… pages of printed letters",
        ["55000", "50000"],
        "The ministry received 55,000 pages of printed letters that Ann Berg had kept in her cellar.",
        "Boxes with 50,000 pages of letters from Ann Berg were delivered to the ministry in May.",
    ),
    (
        "… undersea cables",
        ["3", "2"],
        "Three undersea cables off the coast of Sele were damaged, and the network broke down.",
        "The network was slow in all of Sele after two undersea cables had been damaged by a storm.",
    ),
    (
        "… purchase of the shipyard company",
        ["$47000000000", "$38000000000"],
        "Norvik Steel goes on with its $47 billion purchase of the shipyard company Sele Docks.",
        "The $38 billion bid of Norvik Steel for the company Sele Docks was made last spring.",
    ),
    (
        "Per Holt paid … at the Sele health",
        ["$5587.75", "$5687.75"],
        "Per Holt paid $5,587.75 at the Sele health farm for a stay with his wife.",
        "Among what he bought was a stay at the health farm of Sele for $5,687.75, and a hat.",
    ),
]


@pytest.mark.parametrize(("about", "values", "left", "right"), CLASHES)
def test_numbers_of_one_thing_disagree(
    tell: Tell, about: str, values: list[str], left: str, right: str
) -> None:
    (found,) = tell(left, right).disagreements
    assert found.kind == "number"
    assert [side.value for side in found.sides] == values
    assert [cited.report for side in found.sides for cited in side.citations] == ["r0", "r1"]
    assert found.about == about


OTHER = [
    (  # a match has many runs, passes and leads
        "Ann Berg caught a 12-yard pass for Norvik in the second half of the cup match.",
        "The cup match was won by Norvik in its second half, thanks to a 40-yard pass that Ann Berg threw.",
    ),
    (  # one report knows both
        "A 48-page report on the mill of Norvik followed a 12-page report of last spring.",
        "The mayor of Norvik read the 12-page report on the mill from its first page to the last.",
    ),
    (  # rounded
        "Standing 229 feet, the lighthouse of Sele is higher than the 229-foot tower of Holm.",
        "The 230-foot tower of Holm and the lighthouse of Sele were built by one engineer.",
    ),
    (  # hours are rounded
        "The six-hour standoff at the mill of Norvik ended when Per Holt came out unarmed.",
        "Per Holt opened the door of the Norvik mill after a seven-hour standoff with an officer.",
    ),
    (  # converted
        "The $103 billion offer of Norvik Steel for the company Sele Docks came at night.",
        "Norvik Steel made a $105 billion offer for Sele Docks, the company from the coast.",
    ),
    (  # two children
        "A five-year-old boy from the coast won the kite prize of the Norvik harbour feast.",
        "In the kite race of the Norvik harbour feast a nine-year-old boy lost his prize.",
    ),
    (  # two mothers
        "Ann Berg, a mother of two, opened the first bakery of the old harbour.",
        "Ida Holt, a mother of three, opened the second bakery of the old harbour.",
    ),
    (  # nothing shared but the phrase
        "Ann Berg handed in a 14-page letter on the theft of the boats.",
        "Per Holt burned a three-page letter.",
    ),
    (  # far apart: two things
        "The 214,000 shell companies in the papers of the Norvik firm belong to hundreds of people.",
        "The papers of the Norvik firm name two shell companies of a minister of people and mines.",
    ),
    (  # more was found: an update
        "Three sealed boxes lay in the wreck off the coast of Sele, a diver of the navy said.",
        "Divers went down to the wreck of Sele again, and the navy has brought up five sealed boxes.",
    ),
    (  # somebody's own words
        "“It was a 20-page letter on the mill, I think,” Per Holt said in Norvik.",
        "The 14-page letter on the mill of Norvik was burned.",
    ),
    (  # about
        "Prosecutors say in the roughly 40-page indictment that Ann Berg spent harbour funds.",
        "Ann Berg knew that no harbour funds were left, the 47-page indictment says.",
    ),
    (  # long numbers of two things
        "Per Holt paid $5,587.75 at the Sele health farm for a stay with his wife.",
        "The roof of the church in Norvik cost $5,687.75, and a good deal of patience.",
    ),
    (  # years
        "The old lighthouse of Sele was built in 1,934 days by the engineer Ann Berg in 1924.",
        "Engineer Ann Berg built the old lighthouse of Sele, which burned down in 1934.",
    ),
    (  # two digits differ
        "Per Holt paid $5,587.75 at the Sele health farm for a stay with his wife.",
        "Among what he bought was a stay at the health farm of Sele for $5,613.75, and a hat.",
    ),
]


@pytest.mark.parametrize(("left", "right"), OTHER)
def test_numbers_of_two_things_do_not(tell: Tell, left: str, right: str) -> None:
    assert tell(left, right).disagreements == ()


def test_sentences_that_differ_in_two_things_tell_of_two(tell: Tell) -> None:
    left = "The navy seized 12 loaded rifles and 300 rounds of ammunition from the boats of the smugglers."
    right = "From the smugglers' boats the navy seized 14 loaded rifles and 923 rounds of ammunition."
    assert tell(right, left).disagreements == ()


def test_reports_that_lie_far_apart_tell_of_two(tell: Tell) -> None:
    left, right = CLASHES[0][2], CLASHES[0][3]
    assert tell(left, right, published=["2025-03-11", "2025-03-12"]).disagreements
    assert not tell(left, right, published=["2025-03-11", "2025-04-11"]).disagreements


def test_one_number_in_words_and_digits_is_one_side(tell: Tell) -> None:
    left = "Keepers saw how a 3-year-old boy slipped into the bear pit of the Norvik zoo."
    right = "The four-year-old boy who fell into the bear pit climbed out of it by himself."
    third = "A boy of Norvik was in the zoo. Visitors said a 4-year-old boy was in the bear pit."
    (found,) = tell(left, right, third).disagreements
    assert sorted(side.value for side in found.sides) == ["3", "4"]


WORDS = "12 of pages - year old boy $ 3,456.78 mother ton , lorry . the".split()


def test_any_words_are_read(tell: Tell) -> None:
    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.sampled_from(WORDS), max_size=25))
    def read(words: list[str]) -> None:
        for one in tell(" ".join(words) or "a", CLASHES[0][2]).disagreements:
            assert len({cited.report for side in one.sides for cited in side.citations}) > 1

    read()
