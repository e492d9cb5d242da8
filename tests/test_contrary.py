"""What reports of one act cannot both say: no agreement, no support, but a disagreement or an update."""

from collections.abc import Callable

import pytest

from copydesk.model.story import Story

Tell = Callable[..., Story]

MET = "The harbour minister met the lawyers of the dredging company in the capital on Monday."


def agreeing(story: Story) -> list[set[str]]:
    return [{citation.report for citation in one.citations} for one in story.agreements]


CONTRARY = [
    (
        "place",
        "A freight train derailed near the old cement works in Hamburg on Monday.",
        "A freight train derailed near the old cement works in Cologne on Monday.",
    ),
    (
        "number",
        "The museum bought 14 paintings and an old desk from the widow of the founder on Monday.",
        "On Monday the museum bought 19 paintings and an old desk from the widow of the founder.",
    ),
    ("polarity", MET, MET.replace("met", "did not meet")),
    ("polarity", MET, f"The council denied that t{MET[1:]}"),
    ("polarity", MET, f"There is no evidence that t{MET[1:]}"),
    ("polarity", MET, f"Police ruled out that t{MET[1:]}"),
    ("polarity", MET, f"It is not true that t{MET[1:]}"),
    (
        "polarity",
        "The harbour minister took bribes from the dredging company on Monday.",
        "The harbour minister denied taking bribes from the dredging company on Monday.",
    ),
    (
        "polarity",
        "Several shots were fired at the embassy in Ankara on Monday.",
        "No shots were fired at the embassy in Ankara on Monday.",
    ),
]


@pytest.mark.parametrize(("ground", "left", "right"), CONTRARY)
def test_what_is_contrary_is_neither_agreement_nor_support(
    tell: Tell, ground: str, left: str, right: str
) -> None:
    story = tell(left, right)
    assert agreeing(story) == []
    assert [entry.independent for entry in story.timeline] in ([1], [1, 1])
    for entry in story.timeline:
        assert not {c.report for c in entry.otherwise} & {c.report for c in entry.citations}
    for sentence in story.brief:
        plain = {c.report for c in sentence.citations}
        assert len(plain) == 1 or "[r" in sentence.text
    kinds = [one.kind for one in story.disagreements if one.kind == "polarity"]
    assert kinds == (["polarity"] if ground == "polarity" else [])


def test_the_sides_of_a_denial_are_cited_in_their_reports(tell: Tell) -> None:
    (found,) = tell(MET, MET.replace("met", "did not meet")).disagreements
    assert [(side.value, [c.report for c in side.citations]) for side in found.sides] == [
        ("asserted", ["r0"]),
        ("denied", ["r1"]),
    ]


AGREE = [
    (
        "A freight train derailed near the old cement works in Germany on Monday.",
        "A freight train derailed near the old cement works in Cologne on Monday.",
    ),
    (
        "A freight train derailed near the old cement works on Monday.",
        "A freight train derailed near the old cement works in Cologne on Monday.",
    ),
    (
        "The museum bought dozens of paintings and an old desk from the widow of the founder on Monday.",
        "On Monday the museum bought 35 paintings and an old desk from the widow of the founder.",
    ),
    (
        "The harbour minister did not meet the lawyers of the dredging company on Monday.",
        "The council denied that the harbour minister met the lawyers of the dredging company on Monday.",
    ),
]


@pytest.mark.parametrize(("left", "right"), AGREE)
def test_what_can_both_be_true_agrees(tell: Tell, left: str, right: str) -> None:
    story = tell(left, right)
    assert agreeing(story) == [{"r0", "r1"}]
    assert not story.disagreements


OPEN = [
    "The harbour minister did not deny that he met the lawyers of the dredging company on Monday.",
    "Police asked whether the harbour minister met the lawyers of the dredging company on Monday.",
    "The harbour minister will not meet the lawyers of the dredging company in the capital on Friday.",
    "The finance minister did not meet the lawyers of the dredging company in the capital on Monday.",
]


@pytest.mark.parametrize("other", OPEN)
def test_what_leaves_it_open_denies_nothing(tell: Tell, other: str) -> None:
    assert not [one for one in tell(MET, other).disagreements if one.kind == "polarity"]


def polarity(story: Story) -> list[dict[str, list[str]]]:
    return [
        {side.value: [c.report for c in side.citations] for side in one.sides}
        for one in story.disagreements
        if one.kind == "polarity"
    ]


RELEASED = "The results of the blood test were released by the county laboratory on Monday."
NOT_YET = "The results of the blood test have not been released by the county laboratory."


@pytest.mark.parametrize(
    "denied",
    [NOT_YET, NOT_YET.replace("have not been", "were so far not"), NOT_YET.replace("by the", "by a")],
)
def test_what_is_not_done_up_to_now_clashes_only_with_older_reports(tell: Tell, denied: str) -> None:
    assert polarity(tell(RELEASED, denied)) == [{"asserted": ["r0"], "denied": ["r1"]}]
    assert polarity(tell(denied, RELEASED)) == []
    torn = polarity(tell(RELEASED, denied, RELEASED.replace("The results", "Results")))
    assert torn == [{"asserted": ["r0"], "denied": ["r1"]}]


PASSIVE = "Clara Hale was named in the letter of the harbour board to the council on Monday."


@pytest.mark.parametrize(
    ("other", "clash"),
    [
        ("Clara Hale was not named in the letter of the harbour board to the council on Monday.", True),
        ("Mrs Hale was not named in the letter of the harbour board to the council on Monday.", True),
        ("Peter Orr was not named in the letter of the harbour board to the council on Monday.", False),
        ("Unlike Clara Hale, Orr was not named in the letter of the harbour board to the council.", False),
        ("He was not named in the letter of the harbour board to the council on Monday.", False),
    ],
)
def test_passives_clash_on_one_subject(tell: Tell, other: str, clash: bool) -> None:
    assert bool(polarity(tell(PASSIVE, other))) is clash


LANDED = "Solvang landed a clean punch against the old champion in the harbour arena on Monday."
APART = [
    (LANDED, "Solvang barely landed a clean punch against the old champion in the harbour arena on Monday."),
    (
        LANDED.replace("landed", "barely landed"),
        "Solvang did not land a clean punch against the old champion in the harbour arena on Monday.",
    ),
    (
        LANDED,
        "It was a round in which Solvang did not land a clean punch against the old champion in the arena.",
    ),
    (
        "The offer of the harbour board to the dredging company is for at least eight years.",
        "None of the offers of the harbour board to the dredging company are for more than eight years.",
    ),
]


@pytest.mark.parametrize(("left", "right"), APART)
def test_half_denials_limits_and_bounds_deny_nothing(tell: Tell, left: str, right: str) -> None:
    assert polarity(tell(left, right)) == []


def test_a_clear_denial_of_the_same_clashes(tell: Tell) -> None:
    assert polarity(tell(LANDED, LANDED.replace("landed", "did not land")))


BLAST = "The blast in the harbour of Merrow killed {} people on Monday, and the port was closed."


def test_a_rising_toll_is_an_update_with_its_times(tell: Tell) -> None:
    story = tell(BLAST.format(14), BLAST.format(17), BLAST.format(17).replace("port", "whole port"))
    (update,) = story.updates
    assert [(step.value, step.published) for step in update.steps] == [
        ("14", "2025-03-11T08:00:00"),
        ("17", "2025-03-11T08:01:00"),
    ]
    assert not story.disagreements
    entry = story.timeline[0]
    assert {c.report for c in entry.otherwise} == {"r0"}


def test_a_toll_that_fell_is_no_update(tell: Tell) -> None:
    story = tell(BLAST.format(17), BLAST.format(14))
    assert not story.updates
    assert [one.kind for one in story.disagreements] == ["number"]


BOUGHT = "The museum bought {} paintings from the widow of the founder on Monday."


def test_a_later_report_of_one_outlet_updates_the_earlier(tell: Tell) -> None:
    story = tell(BOUGHT.format(19), BOUGHT.format(14), outlets=("a.example", "a.example"))
    assert not story.disagreements
    assert [[step.value for step in one.steps] for one in story.updates] == [["19", "14"]]


def test_what_an_outlet_took_back_is_no_side_of_a_clash(tell: Tell) -> None:
    texts = (BOUGHT.format(14), BOUGHT.format(19), BOUGHT.format(14))
    story = tell(*texts, outlets=("a.example", "a.example", "b.example"))
    (clash,) = story.disagreements
    sides = {side.value: [c.report for c in side.citations] for side in clash.sides}
    assert sides == {"19": ["r1"], "14": ["r2"]}


def test_a_story_of_one_report_tells_it_and_compares_nothing(tell: Tell) -> None:
    story = tell(f"{MET} {BOUGHT.format(14)}")
    assert (story.agreements, story.disagreements, story.updates) == ((), (), ())
    assert [entry.independent for entry in story.timeline] == [1, 1]
    assert story.brief


def test_a_report_that_contradicts_itself_clashes_with_nobody(tell: Tell) -> None:
    torn = f"{BOUGHT.format(14)} {BOUGHT.format(19)} {MET} {MET.replace('met', 'did not meet')}"
    story = tell(torn)
    assert (story.agreements, story.disagreements, story.updates) == ((), (), ())
    assert not tell(torn, torn).disagreements


def test_reports_without_numbers_or_dates(tell: Tell) -> None:
    text = "The old bridge stands beside the mill. The miller grinds rye for the bakers of the town."
    story = tell(text, "Fog hung over the marsh. The ferrymen of the town waited for a better wind.")
    assert (story.agreements, story.disagreements, story.updates, story.timeline) == ((), (), (), ())


def test_copies_agree_with_nobody_and_clash_with_nobody(tell: Tell) -> None:
    text = f"{MET} {BOUGHT.format(14)} {BLAST.format(9)}"
    story = tell(*[text] * 60)
    assert story.independent == 1
    assert (story.agreements, story.disagreements, story.updates) == ((), (), ())
    assert {entry.independent for entry in story.timeline} == {1}
    assert len({sentence.text for sentence in story.brief}) == len(story.brief)
