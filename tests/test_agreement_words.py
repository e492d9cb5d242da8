"""The words of an agreement: those that every cited report bears out, and no more than they do."""

from collections.abc import Callable

import pytest

from copydesk.model.story import Story

Tell = Callable[..., Story]


def printed(story: Story) -> list[str]:
    return [one.text for one in story.agreements]


CUT = [
    # without the day, the hour, the place, the reason, the second act that one of the two lacks
    (
        "Divers raised the old ferry from the harbour of Norvik on Tuesday after three weeks of storms.",
        "Divers raised the old ferry from the harbour of Norvik, the port office said.",
        "Divers raised the old ferry from the harbour of Norvik",
    ),
    (
        "Judges sentenced Ada Wolfe to nine years for theft, and she was led away at noon.",
        "After a long trial judges sentenced Ada Wolfe to nine years for theft.",
        "Judges sentenced Ada Wolfe to nine years for theft",
    ),
    (
        "In a long letter from the island, Ada Wolfe called for an end to the fishing ban.",
        "Ada Wolfe, who grew up on the coast, called for an end to the fishing ban.",
        "Ada Wolfe called for an end to the fishing ban",
    ),
    (
        "The mayor opened the new ferry terminal and thanked the builders of the eastern quay.",
        "The mayor opened the new ferry terminal with a song.",
        "The mayor opened the new ferry terminal",
    ),
    # without the figure that one lacks
    (
        "The tram company sold nine old carriages to a museum in Sele.",
        "The tram company sold old carriages to a museum in Sele.",
        "The tram company sold old carriages to a museum in Sele.",
    ),
    # a name that stands in the sentence before is told
    (
        "Ada Wolfe founded the rowing club of Norvik.",
        "The town was proud of Ada Wolfe. She founded the rowing club of Norvik.",
        "Ada Wolfe founded the rowing club of Norvik.",
    ),
    # the doubt belongs to the words
    (
        "The storm may have destroyed the wooden chapel of Sele.",
        "The storm may have destroyed the wooden chapel of Sele over night.",
        "The storm may have destroyed the wooden chapel of Sele.",
    ),
    # a bullet is no part of a sentence, and a heap of words around an act is none
    (
        "• The tram company sold its old carriages to a museum in Sele.",
        "The tram company sold its old carriages to a museum in Sele.",
        "The tram company sold its old carriages to a museum in Sele.",
    ),
    (
        "The scene after a barge sank near the old mill of Norvik.",
        "A barge sank near the old mill of Norvik.",
        "A barge sank near the old mill of Norvik.",
    ),
]


@pytest.mark.parametrize(("left", "right", "words"), CUT)
def test_words_are_those_that_both_reports_bear_out(tell: Tell, left: str, right: str, words: str) -> None:
    story = tell(left, right)
    assert printed(story) == [words]
    assert {citation.report for citation in story.agreements[0].citations} == set(story.reports)


OTHER_MOOD = [
    "The board will close the northern pier of Merrow.",
    "The board plans to close the northern pier of Merrow.",
    "The board may have closed the northern pier of Merrow.",
    "The board reportedly closed the northern pier of Merrow.",
    "Fishermen fear that the board closed the northern pier of Merrow.",
    "If the storm turns, the board closes the northern pier of Merrow.",
    "The board is believed to have closed the northern pier of Merrow.",
]


@pytest.mark.parametrize("other", OTHER_MOOD)
def test_what_is_planned_or_doubtful_bears_out_nothing_that_was_done(tell: Tell, other: str) -> None:
    done = "The board closed the northern pier of Merrow."
    assert printed(tell(done, other)) == []
    told = tell(done, "On Monday the board closed the northern pier of Merrow.", other).agreements
    assert [(one.independent, len(one.citations)) for one in told] == [(2, 2)]


FURNITURE = [
    "Image caption Workers mended the broken crane on the eastern quay.",
    "Workers mended the broken crane on the eastern quay; photo credit Ann Holt.",
]


@pytest.mark.parametrize("caption", FURNITURE)
def test_captions_are_no_accounts(tell: Tell, caption: str) -> None:
    assert printed(tell(caption, "Workers mended the broken crane on the eastern quay.")) == []


def test_a_citation_is_as_long_as_what_it_bears_out(tell: Tell) -> None:
    left = "The council sold the old mill on the river to a baker from Sele."
    right = "The council, which met on the river, sold the old mill to a baker from Sele."
    story = tell(left, right)
    assert [one.independent for one in story.agreements] == [2]
    assert {(one.start, one.end) for one in story.agreements[0].citations} >= {(0, len(left))}
