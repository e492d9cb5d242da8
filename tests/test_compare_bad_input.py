"""Stories of odd reports: copies, contradictions, hardly a word: all is told, and no clash is made up.

Each goes the whole way, from rows of a file to the page and ``verify``.
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from copydesk.desk import annotate, read
from copydesk.extract.syntax import Syntax
from copydesk.model.claim import Disagreement
from copydesk.model.story import Story
from copydesk.pipeline import Pipeline, annotator, compare
from copydesk.result import Result
from copydesk.verification import verify

if TYPE_CHECKING:
    from copydesk.errors import InputError

Row = dict[str, Any]
Telling = Callable[[Sequence[Row]], Story]

LEAD = "A fire at the old paper mill in Norvik killed 12 people on Monday."
AFTER = (
    "Firefighters worked through the night to put out the flames in the upper floors of the mill. Mayor "
    "Ellen Brandt said the town would pay for the funerals. “We have never had such a night,” Brandt told "
    "reporters."
)
ELSEWHERE = (
    "The harbour board closed the northern pier of Norvik while the smoke hung over the water. Schools "
    "stayed shut, and the ferry to Sele did not sail before noon."
)
FIRE = f"{LEAD}\n\n{AFTER}"
MORE = LEAD.replace("12", "14")
TORN = f"{FIRE}\n\n{MORE}"
UNPAID = "The owner of the mill paid for the alarm. The owner of the mill did not pay for the alarm."
BRAND = (
    "Ein Brand in der alten Papierfabrik von Norvik hat am Montag zwölf Menschen getötet. Die Feuerwehrleute "
    "arbeiteten die ganze Nacht. „So eine Nacht hatten wir noch nie“, sagte Bürgermeisterin Ellen Brandt."
)


def row(number: int, text: str, **fields: object) -> Row:
    """A report of its own outlet, published minutes after the one before; None leaves a field out."""
    day, minutes = 11 + number // 720, number % 720
    known: Row = {
        "id": f"r{number}",
        "text": text,
        "outlet": f"outlet{number}.example",
        "published": f"2025-03-{day}T{6 + minutes // 60:02}:{minutes % 60:02}:00+00:00",
        "language": "en",
    }
    return {field: value for field, value in {**known, **fields}.items() if value is not None}


def rows(*texts: str, **fields: object) -> list[Row]:
    return [row(number, text, **fields) for number, text in enumerate(texts)]


@pytest.fixture(scope="module")
def pipeline(syntax: Syntax) -> Pipeline:
    return Pipeline([syntax if isinstance(stage, Syntax) else stage for stage in annotator().stages])


@pytest.fixture
def tell(pipeline: Pipeline, tmp_path: Path) -> Telling:
    """Tell the rows of a file as one story, write it, and hold what was written against the reports."""

    def told(given: Sequence[Row]) -> Story:
        file = tmp_path / "rows.jsonl"
        file.write_text("".join(json.dumps(one) + "\n" for one in given), "utf-8")
        refused: list[InputError] = []
        documents = list(annotate(read([file], refused.append), pipeline, lambda _: "story"))
        story = compare(documents, "story")
        with Result(tmp_path / "told") as result:
            result.add(story, documents)
        assert verify(tmp_path / "told")[1] == []
        assert (tmp_path / "told" / "story.html").stat().st_size > 0
        return story

    return told


def reports(one: Disagreement) -> list[set[str]]:
    return [{citation.report for citation in side.citations} for side in one.sides]


COPIES = [FIRE] * 3
SENSIBLE: list[tuple[str, list[Row], int, int]] = [
    # what it is, its reports, how many of them are independent, how many disagreements are told
    ("one report", rows(FIRE), 1, 0),
    ("one report that contradicts itself", rows(TORN), 1, 0),
    ("one report that asserts and denies", rows(f"{FIRE} {UNPAID}"), 1, 0),
    ("copies of one that contradicts itself", rows(TORN, TORN, TORN), 1, 0),
    ("copies of one that asserts and denies", rows(*[f"{FIRE} {UNPAID}"] * 3), 1, 0),
    ("a torn report beside one that is not", rows(TORN, f"{LEAD} {ELSEWHERE}"), 2, 0),
    ("no number", rows(AFTER, f"{ELSEWHERE} {AFTER}"), 1, 0),
    ("no number, nothing shared", rows(AFTER, ELSEWHERE), 2, 0),
    ("empty ones", rows(FIRE, "", "  \n "), 1, 0),
    ("three words", rows("Fire in Norvik", "Mill burns down", "Twelve dead there"), 3, 0),
    ("three words again and again", rows(*["Fire in Norvik"] * 4), 4, 0),
    ("marks alone", rows("...", "“”", "?!", "12"), 4, 0),
    ("the same under two ids", rows(FIRE, FIRE, outlet="one.example", published="2025-03-11"), 1, 0),
    ("another language", rows(BRAND, BRAND.replace("zwölf", "14"), language="de"), 1, 0),
    ("two languages", [*rows(FIRE), row(1, BRAND, language="de")], 2, 0),
    ("a wrong language", rows(FIRE, f"{MORE} {ELSEWHERE}", language="de"), 2, 0),
    ("no outlet, no date", rows(FIRE, f"{MORE} {ELSEWHERE}", outlet=None, published=None), 2, 1),
    ("one number and its copies", rows(*COPIES, FIRE), 1, 0),
    ("a later copy with a higher toll", rows(FIRE, FIRE.replace("12", "14")), 1, 0),
    ("a later copy with a lower toll", rows(FIRE.replace("12", "14"), FIRE), 1, 1),
]


@pytest.mark.parametrize(
    ("given", "independent", "differ"), [case[1:] for case in SENSIBLE], ids=[case[0] for case in SENSIBLE]
)
def test_every_story_is_told_without_a_clash_of_a_report_with_itself(
    tell: Telling, given: Sequence[Row], independent: int, differ: int
) -> None:
    story = tell(given)
    assert story.independent == independent
    assert len(story.disagreements) == differ
    for one in story.disagreements:
        sides = reports(one)
        assert len(set.union(*sides)) == sum(map(len, sides)), "no report stands on two sides"
    assert len(story.brief) <= 7
    assert len({one.text for one in story.brief}) == len(story.brief)
    for agreement in story.agreements:
        assert 1 < agreement.independent <= independent


def test_a_report_that_contradicts_itself_is_shown_as_telling_otherwise(tell: Telling) -> None:
    (entry,) = tell(rows(TORN)).timeline
    (against,) = entry.otherwise
    assert entry.text == LEAD
    assert entry.independent == 1
    assert TORN[against.start : against.end] == MORE


def test_copies_bear_nothing_out(tell: Telling) -> None:
    own = f"Norvik was quiet on Tuesday. {LEAD.replace('A fire', 'The fire')} {ELSEWHERE}"
    story = tell(rows(*COPIES, own))
    assert story.independent == 2
    (entry,) = (one for one in story.timeline if one.date == "2025-03-10")
    assert entry.independent == 2
    assert [one.independent for one in story.agreements] == [2]
    assert {citation.report for citation in story.agreements[0].citations} == {"r0", "r1", "r2", "r3"}


def test_each_side_counts_its_copies_once(tell: Telling) -> None:
    copies = rows(*[FIRE.replace("12", "14")] * 3)
    other = row(3, f"Norvik was quiet. {LEAD} {ELSEWHERE}")
    agreeing = row(4, f"The mill has been closed. {LEAD.replace('12', '14')} Nobody works there now.")
    (found,) = tell([*copies, other, agreeing]).disagreements
    assert {side.value: side.independent for side in found.sides} == {"14": 2, "12": 1}
    assert sorted(map(len, reports(found))) == [1, 4]


def test_what_an_outlet_changed_twice_is_an_update_in_order_of_time(tell: Telling) -> None:
    """By offsets from Greenwich the second was published before the first by the letter, not by the clock."""
    times = ["2025-03-11T10:00:00+02:00", "2025-03-11T09:00:00+00:00", "2025-03-11T11:30:00+00:00"]
    told = [
        f"{LEAD.replace('12', n)} {rest}"
        for n, rest in zip(("12", "14", "13"), (AFTER, ELSEWHERE, ""), strict=True)
    ]
    given = [
        row(n, text, outlet="one.example", published=at)
        for n, (text, at) in enumerate(zip(told, times, strict=True))
    ]
    story = tell(given)
    assert story.disagreements == ()
    (update,) = story.updates
    assert [(step.value, step.published) for step in update.steps] == list(
        zip(("12", "14", "13"), times, strict=True)
    )


def test_what_fits_two_numbers_does_not_hold_them_together(tell: Telling) -> None:
    """Twelve workers may be of 12 people and of 14; who gives 12 bears out no 14 for that."""
    other = f"Twelve workers died at the old paper mill in Norvik on Monday. {ELSEWHERE}"
    story = tell(rows(FIRE, f"{MORE} The wind fell at night.", other))
    (entry,) = (one for one in story.timeline if one.date == "2025-03-10")
    assert not {"r0", "r1"} <= {citation.report for citation in entry.citations}
    assert {"r0", "r1"} & {citation.report for citation in entry.otherwise}
    assert entry.independent == 2


@pytest.mark.parametrize("number", [120, pytest.param(500, marks=pytest.mark.slow)])
def test_of_many_copies_each_is_chained_to_the_earliest(tell: Telling, number: int) -> None:
    story = tell(rows(*[FIRE] * number))
    assert story.independent == 1
    assert len(story.derivations) == number - 1
    assert {passage.left.report for passage in story.passages} == {"r0"}
    assert len(story.passages) == 2 * (number - 1), "both paragraphs of each copy"
    assert (story.agreements, story.disagreements) == ((), ())
    (entry,) = story.timeline
    assert (entry.independent, len(entry.citations)) == (1, number)
    assert all(said.independent == 1 for said in story.utterances)
