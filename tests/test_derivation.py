"""Who took from whom, and how the evidence is told."""

import pytest

from copydesk.model.document import Document
from copydesk.model.link import Derivation, independent_count
from copydesk.model.report import Report
from copydesk.reuse.alignment import passages
from copydesk.reuse.credits import names_outlet, read_credits
from copydesk.reuse.derivation import derive
from test_alignment import LIGHT, OWN, WIRE


def report(name: str, text: str, published: str | None = None, outlet: str | None = None) -> Document:
    return Document(Report(name, text, "", "test", published=published, outlet=outlet or f"{name}.example"))


def derived(*documents: Document) -> list[Derivation]:
    return derive(documents, passages(documents))


def links(*documents: Document) -> list[tuple[str, str]]:
    return [(derivation.report, derivation.source) for derivation in derived(*documents)]


MORNING, NOON, EVENING = "2031-03-04T06:00:00Z", "2031-03-04T12:00:00Z", "2031-03-04T20:00:00+01:00"


def test_the_later_report_takes_from_the_earlier() -> None:
    found = derived(report("a", WIRE, NOON), report("b", LIGHT, MORNING))
    assert [(one.report, one.source, one.directed) for one in found] == [("a", "b", True)]
    assert found[0].share == 1
    assert MORNING in " ".join(found[0].evidence)


def test_the_share_is_the_copied_part_of_the_taker() -> None:
    (one,) = derived(report("a", WIRE, MORNING), report("b", f"{OWN}\n\n{LIGHT}", NOON))
    assert one.share == pytest.approx(len(LIGHT) / len(LIGHT + OWN), abs=0.05)


@pytest.mark.parametrize("times", [(None, None), (NOON, NOON), (NOON, None), ("2031-03-04", EVENING)])
def test_without_evidence_of_direction_none_is_claimed(times: tuple[str | None, str | None]) -> None:
    (one,) = derived(report("a", WIRE, times[0]), report("b", LIGHT, times[1]))
    assert not one.directed
    assert (one.report, one.source) == ("b", "a")


@pytest.mark.parametrize(
    ("times", "why"),
    [
        ((None, NOON), "nothing tells which of the two was first"),
        ((NOON, NOON), f"both were published {NOON}, so nothing tells which was first"),
        (
            (EVENING, "2031-03-04T19:00:00Z"),
            f"both were published {EVENING}, so nothing tells which was first",
        ),
        (
            ("2031-03-04T06:00:00", "2031-03-04T12:00:00"),
            "published 2031-03-04T06:00:00 and 2031-03-04T12:00:00: without a time zone on both times,",
        ),
        (
            ("2031-03-04", NOON),
            f"published 2031-03-04 and {NOON}: on one day, nothing tells which was first",
        ),
    ],
)
def test_why_times_tell_nothing(times: tuple[str | None, str | None], why: str) -> None:
    (one,) = derived(report("a", WIRE, times[0]), report("b", LIGHT, times[1]))
    assert one.evidence[0].startswith(why)
    assert one.evidence[0].endswith(("which was first", "which of the two was first"))


def test_of_two_sources_alike_the_later_and_why() -> None:
    documents = report("a", WIRE, MORNING), report("b", WIRE, NOON), report("c", LIGHT, EVENING)
    (last,) = (one for one in derived(*documents) if one.report == "c")
    assert last.source == "b"
    assert last.evidence[:2] == ("a has the same words", "this source is the later of the two")


def test_of_two_sources_alike_without_times_no_reason_is_given() -> None:
    says = f"{LIGHT} The keeper wept, the B reported. The A reported it too."
    documents = report("a", WIRE), report("b", WIRE), report("c", says)
    (last,) = (one for one in derived(*documents) if one.report == "c" and one.directed)
    assert not any("same words" in evidence for evidence in last.evidence)


def test_in_a_chain_the_direct_source_only() -> None:
    third = LIGHT.replace("Engineers lowered", "Engineers sent").replace("probably take", "take")
    documents = report("a", WIRE, MORNING), report("b", LIGHT, NOON), report("c", third, EVENING)
    assert links(*documents) == [("b", "a"), ("c", "b")]


def test_what_the_middle_report_left_out_came_from_the_first() -> None:
    documents = (
        report("a", WIRE, MORNING),
        report("b", LIGHT[: LIGHT.index(' "We have')], NOON),
        report("c", WIRE, EVENING),
    )
    assert links(*documents) == [("b", "a"), ("c", "a")]


def test_both_credit_one_agency_that_is_not_there() -> None:
    documents = (
        report("a", f"CARRICK LOCK (Reuters) - {WIRE}", MORNING),
        report("b", f"{LIGHT} (Reuters)", NOON),
    )
    assert links(*documents) == [("a", "latent:Reuters"), ("b", "latent:Reuters"), ("b", "a")]
    assert [one.directed for one in derived(*documents)] == [True, True, False]
    assert independent_count(["a", "b"], derived(*documents)) == 1


def test_who_has_more_of_an_agencys_text_than_the_earlier_one_has_it_from_the_agency() -> None:
    documents = (
        report("a", f"CARRICK LOCK (Reuters) - {LIGHT[: LIGHT.index(' Nobody')]}", MORNING),
        report("b", f"CARRICK LOCK (Reuters) - {WIRE}", NOON),
    )
    assert links(*documents) == [("a", "latent:Reuters"), ("b", "latent:Reuters")]


def test_a_text_under_an_agency_dateline_is_the_agencys_for_its_twin_too() -> None:
    documents = (
        report("a", f"CARRICK LOCK (Hillwire) – {WIRE}", MORNING),
        report("b", LIGHT, NOON),
        report("c", OWN, NOON),
    )
    assert links(*documents) == [("a", "latent:Hillwire"), ("b", "latent:Hillwire"), ("b", "a")]
    assert independent_count(["a", "b", "c"], derived(*documents)) == 2


def test_a_name_at_the_end_tells_where_times_do_not() -> None:
    documents = report("a", f"{WIRE} news.hilltop.example"), report("b", LIGHT)
    assert links(*documents) == [("a", "latent:news.hilltop.example"), ("b", "latent:news.hilltop.example")]
    timed = report("a", WIRE, MORNING), report("b", f"{LIGHT} news.hilltop.example", NOON)
    assert links(*timed) == [("b", "a")]


def test_one_report_alone_can_be_agency_copy() -> None:
    desk = "(Reporting by Ida Marsh; Editing by Tom Vole)"
    (one,) = derived(report("a", f"CARRICK LOCK (Reuters) - {WIRE}\n\n{desk}"))
    assert (one.source, one.share) == ("latent:Reuters", None)
    assert any("Ida Marsh" in words for words in one.evidence)


def test_agencies_without_a_name_are_an_unknown_source() -> None:
    assert links(report("a", f"{WIRE}\nWith inputs from agencies"), report("b", LIGHT)) == [
        ("a", "latent:unknown"),
        ("b", "latent:unknown"),
    ]


def test_an_agencys_own_report_is_the_source_not_a_latent_one() -> None:
    documents = (
        report("own", f"CARRICK LOCK (Reuters) - {WIRE}", None, "reuters.com"),
        report("b", f"CARRICK LOCK (Reuters) - {LIGHT}", None, "gazette.example"),
    )
    assert links(*documents) == [("b", "own")]


@pytest.mark.parametrize(
    "words",
    ["as the Gazette first reported", "the Valley Gazette reported on Monday", "according to the Gazette"],
)
def test_naming_the_other_outlet_tells_more_than_the_times(words: str) -> None:
    taker = report("b", f"{LIGHT} The bridge is eighty years old, {words}.", MORNING, "mail.example")
    source = report("a", WIRE, NOON, "valleygazette.example")
    (one,) = derived(source, taker)
    assert (one.report, one.source) == ("b", "a")
    assert "Gazette" in one.evidence[0]


@pytest.mark.parametrize(
    "line",
    [
        "Photo: AFP",
        "(Photo: Reuters)",
        "REUTERS/Ida Marsh",
        "Ida Marsh/AFP",
        "Picture by Ida Marsh | AFP",
        "The keeper told Reuters that the fender was rotten.",
        "Shares of Reuters rose.",
        "“Reporting by post; editing by candle,” she said of it.",
    ],
)
def test_a_passing_mention_is_no_credit(line: str) -> None:
    assert read_credits(report("a", f"{line}\n{WIRE}\n{OWN}")) == []


def test_a_shared_quotation_makes_no_derivation() -> None:
    assert links(report("a", WIRE, MORNING), report("b", OWN, NOON)) == []


@pytest.mark.parametrize(
    ("line", "name", "kind"),
    [
        ("(Reuters)", "Reuters", "trailing"),
        ("With files from The Associated Press.", "Associated Press", "part"),
        ("Additional reporting by Reuters.", "Reuters", "part"),
        ("By Ida Marsh, Associated Press", "Associated Press", "whole"),
        ("By AFP", "AFP", "whole"),
        ("Xinhua | Updated: 4 March", "Xinhua", "part"),
        ("CARRICK LOCK, March 4 (Xinhua) -- Boats wait.", "Xinhua", "whole"),
        ("Gazette staff and agencies", "unknown", "part"),
    ],
)
def test_credit_lines(line: str, name: str, kind: str) -> None:
    assert [(credit.name, credit.kind) for credit in read_credits(report("a", line))] == [(name, kind)]


@pytest.mark.parametrize(
    ("name", "outlet", "same"),
    [
        ("the Gazette", "valley-gazette.example", True),
        ("The Valley Gazette", "valleygazette.example", True),
        ("Reuters", "reuters.com", True),
        ("news.hill.example", "hill.example", True),
        ("the Post", "valley-gazette.example", False),
        ("AP", "tap.example", False),
        ("the Gazette", None, False),
    ],
)
def test_printed_names_of_outlets(name: str, outlet: str | None, same: bool) -> None:
    assert names_outlet(name, outlet) is same
