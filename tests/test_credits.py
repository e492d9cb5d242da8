"""Credit lines: what a report itself says of where its text comes from."""

import pytest

from copydesk.model.document import Document
from copydesk.model.report import Report, Zone, ZoneKind
from copydesk.reuse.credits import read_credits, read_reported
from test_alignment import OWN, WIRE


def report(text: str, outlet: str = "valley.example") -> Document:
    return Document(Report("a", text, "", "test", outlet=outlet))


def given(text: str) -> list[tuple[str, str]]:
    return [(credit.name, credit.kind) for credit in read_credits(report(text))]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("CARRICK LOCK (Reuters) - Boats wait.", "Reuters"),
        ("CARRICK LOCK, March 4 (Xinhua) -- Boats wait.", "Xinhua"),
        ("CARRICK LOCK (AP) _ Boats wait.", "Associated Press"),
        ("Carrick Lock, 4 mar (EFE).- Los barcos esperan.", "EFE"),
        ("(ANSA) - CARRICK LOCK, 4 MAR - Le barche aspettano.", "ANSA"),
        ("Carrick Lock (dpa) - Die Boote warten.", "dpa"),
        ("Carrick Lock (dpa/tal) - Die Boote warten.", "dpa"),
        ("Carrick Lock, Mar 4 (PTI) The boats wait.", "PTI"),
        ("LONDON (PA Media) - Boats wait.", "Press Association"),
        ("By Ida Marsh, Associated Press", "Associated Press"),
        ("By Reuters Staff", "Reuters"),
        ("By AFP", "AFP"),
        ("By Agencies", "unknown"),
        ("Von dpa", "dpa"),
        ("Par AFP", "AFP"),
        ("Por EFE", "EFE"),
        ("Copyright 2031 The Associated Press. All rights reserved.", "Associated Press"),
        ("© 2031 AFP", "AFP"),
        ("(This story was not edited by our staff and is auto-generated from a syndicated feed.)", "unknown"),
        ("This report was published from a wire agency feed without changes.", "unknown"),
    ],
)
def test_credits_for_the_whole_text(line: str, name: str) -> None:
    assert given(line) == [(name, "whole")]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("With files from The Associated Press.", "Associated Press"),
        ("With files from Ida Marsh and the Canadian Press", "Canadian Press"),
        ("Additional reporting by Reuters.", "Reuters"),
        ("Reuters contributed to this report.", "Reuters"),
        ("AFP contributed.", "AFP"),
        ("Associated Press writers Ida Marsh in Denholm and Tom Vole in Carrick contributed to this story.",
         "Associated Press"),
        ("(With inputs from PTI)", "PTI"),
        ("With agency inputs", "unknown"),
        ("With PTI inputs", "PTI"),
        ("Compiled from wire reports", "unknown"),
        ("PA Media", "Press Association"),
        ("Agencies", "unknown"),
        ("Gazette staff and agencies", "unknown"),
        ("Xinhua | Updated: 4 March", "Xinhua"),
        ("Mit Material von dpa", "dpa"),
        ("Mit Informationen der dpa.", "dpa"),
        ("(mit dpa)", "dpa"),
        ("Redaktion und Agenturen", "unknown"),
        ("Le Courrier avec AFP", "AFP"),
        ("(Avec AFP)", "AFP"),
        ("avec l’AFP", "AFP"),
        ("Con información de EFE", "EFE"),
        ("Redacción / Agencias", "unknown"),
        ("Reuters", "Reuters"),
        ("Com informações da Reuters", "Reuters"),
        ("Con informazioni di ANSA", "ANSA"),
    ],
)  # fmt: skip
def test_credits_for_a_part(line: str, name: str) -> None:
    assert given(f"{WIRE}\n{line}") == [(name, "part")]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("(Reuters)", ["Reuters"]),
        ("— AP", ["Associated Press"]),
        ("jm/ts (AFP, dpa)", ["AFP", "dpa"]),
        ("(dpa/AFP)", ["dpa", "AFP"]),
        ("[AFP]", ["AFP"]),
        ("Reuters - Ap - Afp", ["Reuters", "Associated Press", "AFP"]),
        ("Reuters/AFP", ["Reuters", "AFP"]),
        ("Ida Marsh via AP", ["Associated Press"]),
        ("Source: Xinhua", ["Xinhua"]),
        ("Quelle: dpa", ["dpa"]),
        ("Source : AFP", ["AFP"]),
        ("Fuente: EFE", ["EFE"]),
        ("Fonte: ANSA", ["ANSA"]),
        ("news.hilltop.example", ["news.hilltop.example"]),
    ],
)
def test_credits_at_the_end(line: str, names: list[str]) -> None:
    assert given(f"{WIRE}\n\n{line}") == [(name, "trailing") for name in names]
    assert given(f"{OWN}\n{line}\n{WIRE}\n\n{OWN}\n\n{WIRE}") == []


@pytest.mark.parametrize(
    "line",
    [
        "Photo: AFP",
        "(Photo: Reuters)",
        "REUTERS/Ida Marsh",
        "Ida Marsh/AFP",
        "Boats have waited since the bridge jammed open (Reuters) The keeper wept.",
        "Image copyright Reuters Image caption The lock at noon.",
        "Picture by Ida Marsh | AFP",
        "The keeper told Reuters that the fender was rotten.",
        "Die Wärterin sprach mit Reuters über den Pfeiler.",
        "Elle a parlé avec AFP du pont tournant, puis elle est rentrée.",
        "Shares of Reuters rose.",
        "He named the mayor, Michael R. Bloomberg.",
        "“Reporting by post; editing by candle,” she said of it.",
        "“It was auto-generated from a wire feed,” she said of the notice.",
        "Her ap was out of date.",
    ],
)
def test_a_passing_mention_is_no_credit(line: str) -> None:
    assert given(f"{line}\n{WIRE}\n{OWN}") == []
    assert given(f"{WIRE}\n{OWN}\n{line}") == []


def test_the_outlets_own_name_is_no_credit() -> None:
    own = report(f"CARRICK LOCK (Reuters) - {WIRE}\n\nCopyright 2031 Reuters", "reuters.com")
    assert read_credits(own) == []


@pytest.mark.parametrize("kind", ["caption", "comment"])
def test_captions_and_comments_are_not_asked(kind: ZoneKind) -> None:
    line = "Copyright 2031 The Associated Press."
    text = f"{WIRE}\n{line}"
    zones = Zone(0, len(WIRE), "body"), Zone(len(WIRE), len(text), kind)
    assert read_credits(Document(Report("a", text, "", "test"), zones=zones)) == []


@pytest.mark.parametrize(
    "words",
    [
        "as the Gazette first reported",
        "the Gazette understands",
        "the keeper told the Gazette",
        "in an interview with the Gazette",
        "according to papers seen by the Gazette",
        "wie die Wärterin sagte, laut der Gazette",
        "selon la Gazette",
    ],
)
def test_words_that_give_news_to_an_outlet(words: str) -> None:
    names = [
        name
        for one in read_reported(report(f"The bridge is old, {words}, and rotten."))
        for name in one.names
    ]
    assert {"Gazette", "the Gazette"} & set(names)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("according to the Gazette, which saw it.", "according to the Gazette"),
        (
            "according to the Records of the Harbour Office of the Northernmost Lights.",
            "according to the Records of the Harbour Office of the Northernmost …",
        ),
        (
            "according to the Records of the Harbour Office for the Quarters.",
            "according to the Records of the Harbour Office for the Quarters",
        ),
    ],
)
def test_what_is_reported_ends_at_a_word(told: str, words: str) -> None:
    assert [one.words for one in read_reported(report(f"The bridge is old, {told}"))] == [words]
