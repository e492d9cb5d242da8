"""Values in which accounts differ beyond a plain number: pairs, ranges, shares, money, ages, places."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.extract.claims import Claims
from copydesk.extract.mentions import Mentions
from copydesk.extract.times import Times
from copydesk.model.document import Document, Stage
from copydesk.stories.clauses.places import surely_elsewhere
from copydesk.stories.disagreement import disagreements
from copydesk.stories.figures.spreads import spreads
from copydesk.text.numbers import numbers

Parse = Callable[[str], Document]
Shown = Callable[..., list[tuple[str, set[str]]]]


def filled(document: Document, stage: Stage) -> Document:
    layers: Mapping[str, Any] = {stage.assigns: tuple(stage(document))}
    return replace(document, **layers)


@pytest.fixture
def shown(parse: Parse) -> Shown:
    """Kind and values of the disagreements between reports of one day, or of the days that are given."""

    def told(*texts: str, published: Sequence[str | None] = ()) -> list[tuple[str, set[str]]]:
        documents = []
        for number, text in enumerate(texts):
            document = parse(text)
            day = published[number] if published else f"2025-03-07T{10 + number}:00:00"
            report = replace(document.report, id="abcdefgh"[number], published=day)
            document = replace(document, report=report, anchor=day[:10] if day else None)
            for stage in (Mentions(), Times()):
                document = filled(document, stage)
            documents.append(replace(document, claims=tuple(Claims()(document))))
        found = disagreements(documents, (), ())
        return [(one.kind, {side.value for side in one.sides}) for one in found]

    return told


VOTE = "The council voted {} on Monday to sell the old harbour of Estrand."
MATCH = "Estrand beat Holm {} in the cup final on Sunday before a full stadium."
PIER = "{} people were on the pier of Estrand when it fell into the sea."
WELDERS = "The firm will hire {} welders for the new dock at Estrand this year."
CLUB = "{} of the members of the rowing club voted for the sale of the pier."
COST = "The repair of the pier of Estrand will cost {}, the ministry said on Monday."
LOSS = "The ferry company lost {} on the new line to Holm."
STORM = "Storm on Holm: {} as ferry overturns in the bay"
ASKED = "{} the {} members who stayed away, the mayor of Estrand only smiled."
FIRE = "Anna Falk, 43, who lives on Holm, has denied setting fire to the museum."
LYON = "Police arrested Anna Falk in Lyon on Monday after the fire in the museum."
BORN = "The rower Jonas Brandt was born in {} and came to the island as a boy."
SHOP = "The firm of Jonas Brandt opened its first shop in {} and soon had forty of them."
DIED = "Jonas Brandt died in Madrid on Monday after a long illness."

CLASHES = [
    ("number", STORM.format("19 dead / 23 injured"), STORM.format("19 dead/29 injured")),
    ("number", VOTE.format("52 to 48"), VOTE.format("54 to 46")),
    ("number", VOTE.format("52-48"), VOTE.format("54 to 46")),
    ("number", VOTE.format("152 votes to 48"), VOTE.format("154 votes to 46")),
    ("number", MATCH.format("3-1"), MATCH.format("4-1")),
    ("number", MATCH.format("3–1"), MATCH.format("3–2")),
    ("number", PIER.format("Between 30 and 40"), PIER.format("Exactly 52")),
    ("number", PIER.format("Between 30 and 40"), PIER.format("Between 60 and 70")),
    ("number", WELDERS.format("30 to 40"), WELDERS.format("90")),
    ("number", WELDERS.format("30-40"), WELDERS.format("90")),
    ("number", WELDERS.format("at least 120"), WELDERS.format("90")),
    ("number", WELDERS.format("more than 120"), WELDERS.format("90")),
    ("number", WELDERS.format("up to 20"), WELDERS.format("90")),
    ("number", LOSS.format("1.2 to 1.4 million crowns"), LOSS.format("3.1 million crowns")),
    ("number", LOSS.format("30 to 40 percent of its guests"), LOSS.format("55 per cent of its guests")),
    ("number", ASKED.format("Asked about", 63), ASKED.format("Asked", 65)),
    ("number", CLUB.format("Two-thirds"), CLUB.format("Three-quarters")),
    ("number", CLUB.format("A third"), CLUB.format("Half")),
    ("number", CLUB.format("A quarter"), CLUB.format("About 60 percent")),
    ("number", CLUB.format("More than half"), CLUB.format("41 percent")),
    ("number", COST.format("$1.2bn"), COST.format("$1.3 billion")),
    ("number", COST.format("1.5 billion dollars"), COST.format("$1.2 billion")),
    ("number", FIRE, "Police took Anna Falk, a 45-year-old baker, to the jail in the old town."),
    ("number", FIRE, "Police took 45-year-old Anna Falk to the jail in the old town."),
    ("number", FIRE.replace("43", "aged 43"), "A court sent Anna Falk, 34, to the jail in the old town."),
    ("place", LYON, LYON.replace("Lyon", "Marseille")),
    ("place", LYON, "Anna Falk was arrested on Monday in Marseille over missing paintings, police said."),
    ("place", DIED, "The rower Jonas Brandt, who won two cups, died in Lisbon, his club said."),
    ("place", BORN.format("Norway"), BORN.format("Sweden")),
    ("place", "Anna Falk was born in Norway.", "Anna Falk, who was born in Sweden, led the museum."),
    ("place", SHOP.format("Texas"), SHOP.format("Ohio")),
]

NO_CLASHES = [
    # one pair, written otherwise or told from the other side
    (VOTE.format("52 to 48"), VOTE.format("52-48")),
    (VOTE.format("152 to 48"), VOTE.format("152 votes to 48")),
    (MATCH.format("3-1"), "Holm lost 1-3 to Estrand in the cup final on Sunday before a full stadium."),
    # two days, two scores
    (
        "Estrand leads the best-of-seven series 2-1 after the game on Sunday night.",
        "Estrand leads the best-of-seven series 3-1 after the game on Tuesday night.",
    ),
    # inside the range, or reaching into it
    (PIER.format("Between 30 and 40"), PIER.format("Some 35")),
    (PIER.format("Between 30 and 40"), PIER.format("About 45")),
    (WELDERS.format("30 to 40"), WELDERS.format("36")),
    (WELDERS.format("30-40"), WELDERS.format("36")),
    (WELDERS.format("30-40"), WELDERS.format("30 to 40")),
    (WELDERS.format("30-40"), WELDERS.format("at least 35")),
    (WELDERS.format("at least 120"), WELDERS.format("190")),
    (WELDERS.format("up to 20"), WELDERS.format("12")),
    (LOSS.format("1.2 to 1.4 million crowns"), LOSS.format("1.3 million crowns")),
    (LOSS.format("30 to 40 percent of its guests"), LOSS.format("35 per cent of its guests")),
    # no ranges
    (
        "The price of a berth rose from 30 to 40 crowns in the harbour of Holm.",
        "The price of a berth rose to 40 crowns in the harbour of Holm.",
    ),
    (
        "Whoever saw the fire should call the police of Holm on 745-4811 today.",
        "Whoever saw the fire should call the police of Holm on 745 4811 today.",
    ),
    (
        "The club won the cup in 2015-16 and lost every match of the year after.",
        "The club won the cup in 2016 and lost every match of the year after.",
    ),
    # a share in words and in figures, and a vaguer one
    (CLUB.format("Two-thirds"), CLUB.format("66 percent")),
    (CLUB.format("A quarter"), CLUB.format("25 per cent")),
    (CLUB.format("Half"), CLUB.format("50 per cent")),
    (CLUB.format("Nearly half"), CLUB.format("48 percent")),
    (CLUB.format("More than half"), CLUB.format("58 percent")),
    (CLUB.format("More than half"), CLUB.format("Two-thirds")),
    # one amount of money; another currency; what it is in other money
    (COST.format("$1.2bn"), COST.format("$1.2 billion")),
    (COST.format("$1.2bn"), COST.format("$1,200 million")),
    (COST.format("$1.2bn"), COST.format("$1.23 billion")),
    (COST.format("$1.2bn"), COST.format("1.2 billion dollars")),
    (COST.format("$1.2bn"), COST.format("€1.1 billion")),
    (COST.format("110 billion crowns ($143 billion)"), COST.format("110 billion crowns ($158 billion)")),
    # one age; somebody else's; another time's; no age
    (FIRE, "Police took 43-year-old Anna Falk to the jail in the old town."),
    (FIRE, "Police took Anna Falk's 17-year-old son to the jail in the old town."),
    (FIRE, "Anna Falk was a 39-year-old student when she first came to the old town."),
    (FIRE, "In May 2019, Anna Falk, 37, was taken to the jail in the old town."),
    (FIRE, "Anna Falk, 12 others and a dog were taken to the jail in the old town."),
    (FIRE, "Jonas Falk, 39, who lives on Holm, was asked about the fire too."),
    # a place in a place; another day, another man, nobody named, not done, another act
    (LYON, LYON.replace("Lyon", "France")),
    (LYON.replace("Lyon", "Brooklyn"), LYON.replace("Lyon", "New York")),
    (LYON, LYON.replace("Lyon", "Marseille").replace("Monday", "Friday")),
    (LYON, LYON.replace("Lyon", "Marseille").replace("Anna Falk", "Jonas Brandt")),
    (LYON.replace("Anna Falk", "a man"), LYON.replace("Anna Falk", "a man").replace("Lyon", "Marseille")),
    (LYON, "Police said that Anna Falk could be arrested in Marseille on Monday."),
    (LYON, "In 2019, Anna Falk was arrested in Marseille over a stolen car."),
    (DIED, "Jonas Brandt died in Spain after a long illness, his club said."),
    (DIED, "Jonas Brandt was buried in Lisbon on Friday, his club said."),
    (BORN.format("Scotland"), BORN.format("Britain")),
    (BORN.format("the US"), BORN.format("America")),
    (SHOP.format("Texas"), SHOP.format("Houston")),
    ("The minister met bankers in London on Monday.", "The minister met bankers in Paris on Monday."),
    # two things at once: another game
    (
        "The centre Jonas Brandt finished the game for Holm with 25 points and 16 rebounds.",
        "The centre Jonas Brandt finished the game for Holm with 22 points and nine rebounds, said the club.",
    ),
    # times are no people
    (
        "Anna Falk had been arrested four times on charges of theft in Estrand.",
        "Falk was no stranger to the police, who had arrested her three times for theft since October.",
    ),
]


@pytest.mark.parametrize(("kind", "left", "right"), CLASHES)
def test_values_that_cannot_both_be_true_clash(shown: Shown, kind: str, left: str, right: str) -> None:
    found = shown(left, right)
    assert [one[0] for one in found] == [kind]
    assert sorted(found) == sorted(shown(right, left))


@pytest.mark.parametrize(("left", "right"), NO_CLASHES)
def test_values_that_can_both_be_true_do_not(shown: Shown, left: str, right: str) -> None:
    assert not [kind for kind, _ in shown(left, right) if kind != "date"]


def test_both_values_of_a_long_copied_sentence_clash(shown: Shown) -> None:
    text = (
        "The harbour master, who has kept the books of the port of Estrand since the flood, told the"
        " council on Monday that the new crane had lifted {} crates and that the old one had lifted {}"
        " of them before it broke."
    )
    found = shown(text.format(410, 95), text.format(470, 85))
    assert sorted(found) == [("number", {"410", "470"}), ("number", {"95", "85"})]
    short = "The new crane lifted {} crates and the old one lifted {} crates."
    assert shown(short.format(410, 95), short.format(470, 85)) == []


def test_an_age_grows_with_time(shown: Shown) -> None:
    later = "Police took Anna Falk, {}, to the jail in the old town."
    days = ("2025-03-07", "2025-05-09")
    assert shown(FIRE, later.format(44), published=days) == []
    assert shown(FIRE, later.format(45), published=days) == [("number", {"43", "45"})]
    assert shown(FIRE, later.format(42), published=days) == [("number", {"43", "42"})]
    assert shown(FIRE, later.format(46), published=("2023-03-07", "2025-05-09")) == []
    assert shown(FIRE, later.format(45), published=("2025-03-07", None)) == []


def test_a_report_that_gives_two_ages_stands_on_no_side(shown: Shown) -> None:
    assert shown(FIRE + " Anna Falk, 45, was calm.", "Anna Falk, 43, was heard.") == []


SPREADS = [
    ("they won [52-48] here", "tally", "48-52"),
    ("it passed, [340 votes to 304]", "tally", "304-340"),
    ("a [2-2] draw", "tally", "2-2"),
    ("[30 to 40] boats", "range", "30-40"),
    ("between [1,200 and 1,400] boats", "range", "1200-1400"),
    ("[1.2 to 1.4 million] boats", "range", "1200000-1400000"),
    ("[30-40%] of them", "range", "30-40%"),
    ("[half] of them", "share", "47-53%"),
    ("more than [three quarters] of them", "share", "75-100%"),
]


@pytest.mark.parametrize(("drawn", "kind", "value"), SPREADS)
def test_two_numbers_told_as_one(drawn: str, kind: str, value: str) -> None:
    start, end = drawn.index("["), drawn.index("]") - 1
    found = list(spreads(drawn.replace("[", "").replace("]", "")))
    assert [(one.start, one.end, one.kind, one.value) for one in found] == [(start, end, kind, value)]


@pytest.mark.parametrize(
    "text",
    [
        "from 30 to 40 boats",
        "in 2015-16",
        "from 1966 to 1978",
        "call 745-4811",
        "call 555-010-222",
        "at 18:40-19:10",
        "the 30 and 40 boats",
        "between 40 and 30",
        "12/25",
        "a 3-40-year lease",
        "on 2025-03-07",
        "$3-$4",
        "the third of March",
        "a half",
    ],
)
def test_what_is_no_pair(text: str) -> None:
    assert list(spreads(text)) == []


@given(st.text(alphabet=st.sampled_from(list("0123456789,.- –%abehtnorduf ")) | st.characters(), max_size=80))
def test_spreads_lie_inside_any_text(text: str) -> None:
    for one in spreads(text):
        assert 0 <= one.start < one.end <= len(text)
        assert one.low <= one.high


@pytest.mark.parametrize("text", ["1-" * 200_000, "1 to " * 100_000, "half of " * 50_000, "1,000" * 100_000])
def test_garbage_takes_bounded_time(text: str) -> None:
    begin = time.perf_counter()
    list(spreads(text))
    assert time.perf_counter() - begin < 5


def test_about_what_is_known_is_exact() -> None:
    assert [one.qualifier for one in numbers("asked about the 63 members")] == ["exact"]
    assert [one.qualifier for one in numbers("about 63 members")] == ["about"]
    assert [one.qualifier for one in numbers("about a dozen members")] == ["about"]
    assert [one.qualifier for one in numbers("more than the 63 members")] == ["at least"]


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("Lyon", "Marseille", True),
        ("Norway", "Sweden", True),
        ("Texas", "Ohio", True),
        ("Lyon", "France", False),
        ("Delhi", "New Delhi", False),
        ("Malibu", "Los Angeles", False),
        ("U.S.", "the United States", False),
        ("Scotland", "Britain", False),
        ("Lyon", "lyon", False),
        ("Taiwan", "China", False),
        ("New England", "Vermont", False),
        ("Hong Kong", "China", False),
    ],
)
def test_only_known_places_are_surely_elsewhere(one: str, other: str, answer: bool) -> None:
    assert surely_elsewhere(one, other) is answer
    assert surely_elsewhere(other, one) is answer
