"""Text that stands twice in a report counts once, whatever made it stand there twice."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.extract.zoning.repeats import counted_once
from copydesk.model.report import ZONE_KINDS, Zone, ZoneKind

PIER = "The council of Merrow closed the north pier on Monday after a storm tore away its railings."
WALL = "“We have never seen water come over the wall like that,” said the harbour master, Ines Calder."
FERRY = "The summer ferry to Estrand will sail from the south pier until the repairs are done."
NO = "He said no."
WHY = "Why was the north pier of Merrow closed on Monday?"


def zoned(*parts: tuple[ZoneKind, str]) -> tuple[str, tuple[Zone, ...]]:
    text, zones = "", []
    for kind, part in parts:
        zones.append(Zone(len(text), len(text) + len(part), kind))
        text += part
    return text, tuple(zones)


def kept(*parts: tuple[ZoneKind, str]) -> list[str]:
    """The lines that are not labelled furniture afterwards, without blank ones."""
    text, zones = zoned(*parts)
    found = counted_once(text, zones)
    assert "".join(text[zone.start : zone.end] for zone in found) == text
    spoken = "".join(text[zone.start : zone.end] for zone in found if zone.kind != "furniture")
    return [line.strip() for line in spoken.splitlines() if line.strip()]


CASES: dict[str, tuple[str, list[str]]] = {
    "nothing is repeated": (f"{PIER}\n{WALL}\n{FERRY}\n", [PIER, WALL, FERRY]),
    "a line": (f"{PIER}\n{WALL}\n{PIER}\n", [PIER, WALL]),
    "other case, marks and spaces": (f"{PIER}\n{WALL}\n{PIER.upper()[:-1]}  !\n", [PIER, WALL]),
    "a sentence inside a paragraph": (f"{PIER} {FERRY}\n{WALL} {PIER}\n", [f"{PIER} {FERRY}", WALL]),
    "pulled out below": (
        f"{PIER}\n{WALL}\n“We have never seen water come over the wall like that”\n{FERRY}\n",
        [PIER, WALL, FERRY],
    ),
    "pulled out above": (
        f"{PIER}\nWe have never seen water come over the wall like that\n{FERRY}\n{WALL}\n",
        [PIER, FERRY, WALL],
    ),
    "a short sentence": (f"{PIER}\n{NO}\n{WALL}\n{NO}\n", [PIER, NO, WALL, NO]),
    "a short sentence beside a long one": (f"{PIER}\n{NO}\n{WALL}\n{PIER}\n{NO}\n", [PIER, NO, WALL]),
    "a question": (f"{WHY}\n{NO}\n{WHY}\n", [WHY, NO, WHY]),
    "an entry of a list": (
        "Smoked mackerel of the morning with two slices of bread\nTea\n" * 2,
        ["Smoked mackerel of the morning with two slices of bread", "Tea"] * 2,
    ),
    "the first words only": (f"{PIER}\n{PIER[:50]} bridge.\n", [PIER, f"{PIER[:50]} bridge."]),
    "a line that another one carries on": (f"{PIER}\n{PIER[:-1]} too.\n", [f"{PIER[:-1]} too."]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_of_what_stands_twice_one_is_kept(name: str) -> None:
    text, expected = CASES[name]
    assert kept(("body", text)) == expected


@pytest.mark.parametrize("joint", ["\n", " "])
def test_a_page_that_holds_its_text_25_times_is_read_once(joint: str) -> None:
    once = [PIER, "He said no.", WALL, FERRY, "Not so."]
    assert " ".join(kept(("body", joint.join(once * 25)))) == " ".join(once)


def test_lines_cut_in_the_middle_of_sentences_are_read_once() -> None:
    words = " ".join(f"{PIER} {number} {WALL} {number} {FERRY}" for number in range(8)).split()
    lines = [" ".join(words[at : at + 9]) for at in range(0, len(words), 9)]
    assert kept(("body", "\n".join(lines * 25))) == lines


def test_a_text_in_paragraphs_and_again_in_one_line_keeps_its_paragraphs() -> None:
    paragraphs = [PIER, WALL, FERRY]
    assert kept(("body", "\n".join(paragraphs) + "\n" + " ".join(paragraphs) + "\n")) == paragraphs
    assert kept(("body", " ".join(paragraphs) + "\n" + "\n".join(paragraphs))) == [" ".join(paragraphs)]


def test_the_headline_again_is_no_second_sentence() -> None:
    parts: tuple[tuple[ZoneKind, str], ...] = (
        ("headline", "Pier closed\n"),
        ("body", f"Pier closed\n{PIER}\n"),
    )
    assert kept(*parts) == ["Pier closed", PIER]


def test_a_standfirst_that_is_the_first_paragraph_leaves_the_paragraph() -> None:
    text, zones = zoned(("headline", "Storm\n"), ("standfirst", f"{PIER}\n"), ("body", f"{PIER}\n{WALL}\n"))
    assert [zone.kind for zone in counted_once(text, zones)] == ["headline", "furniture", "body"]


def test_what_is_no_evidence_is_neither_read_nor_changed() -> None:
    text, zones = zoned(("caption", f"{PIER}\n"), ("comment", f"{WALL}\n{WALL}\n"), ("body", f"{PIER}\n"))
    assert counted_once(text, zones) == zones


LINES = st.lists(
    st.sampled_from([PIER, WALL, FERRY, "No.", "", "x" * 50]) | st.text(max_size=60), max_size=12
)
KINDS = st.sampled_from(ZONE_KINDS)


@settings(max_examples=60)
@given(st.lists(st.tuples(KINDS, LINES.map("\n".join)), max_size=8))
def test_zones_always_cover_the_text_and_only_lose_to_furniture(parts: list[tuple[ZoneKind, str]]) -> None:
    text, zones = zoned(*((kind, part) for kind, part in parts if part))
    found = counted_once(text, zones)
    assert "".join(text[zone.start : zone.end] for zone in found) == text
    before = {at: zone.kind for zone in zones for at in range(zone.start, zone.end)}
    for zone in found:
        for at in range(zone.start, zone.end):
            assert zone.kind == before[at] or (
                zone.kind == "furniture" and before[at] in ("body", "standfirst")
            )


@given(LINES.map("\n".join), st.integers(2, 5))
@settings(max_examples=50)
def test_every_long_sentence_is_still_there(once: str, times: int) -> None:
    spoken = " ".join(kept(("body", "\n".join([once] * times))))
    for sentence in (PIER, WALL, FERRY):
        assert spoken.count(sentence) == (1 if sentence in once else 0)


@pytest.mark.parametrize(
    "line",
    [PIER + "\n", PIER + " ", PIER[:-1] + " {}.\n", "a" * 90],
    ids=["lines", "sentences", "prefix", "garbage"],
)
def test_time_grows_with_the_length(line: str) -> None:
    def seconds(count: int) -> float:
        text = "".join(line.replace("{}", str(number)) for number in range(count))
        start = time.process_time()
        counted_once(text, (Zone(0, len(text), "body"),))
        return time.process_time() - start

    seconds(1000)
    assert seconds(16_000) < 16 * 4 * max(min(seconds(1000), seconds(1000)), 0.002)
