"""Lines that one outlet prints in several reports are furniture, unless the reports are versions of one."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.extract.zones import label, label_all
from copydesk.extract.zoning.outlet import Scored, sink_repeated
from copydesk.model.report import Report, Zone
from copydesk.pipeline import annotator
from copydesk.pipeline import label_all as label_documents

BRIDGE = (
    "The council of Tarnby voted on Monday to close the old swing bridge for the whole of the summer.",
    "Engineers had found rust in two of the four bearings, the mayor said, and nobody could promise a date.",
    "Shopkeepers on the east bank had asked for a ferry, but the council said that it had no money for one.",
)
HERRING = (
    "Fishermen in Osterby may catch a third less herring next year, the ministry announced on Tuesday.",
    "The stock has not recovered since the cold winter, the survey ship that came back last week found.",
    "A spokeswoman for the fleet called the cut a heavy blow, and asked for help with the price of fuel.",
)
CHESS = (
    "The chess club of Holm won the northern cup for the fifth time in a row on Saturday afternoon.",
    "Its youngest player, who is eleven, had the white pieces in the last round and won in thirty moves.",
    "The cup will be shown in the window of the savings bank, the chairman of the club told the guests.",
)
ABOUT = "The Gazette is read in every house between the river and the sea, and has been since the year 1871."
BACKGROUND = (
    "The bridge was built by prisoners in the year of the flood, and has been shut four times since then."
)


def report(key: str, *lines: str, outlet: str | None = "gazette.example", url: str | None = None) -> Report:
    return Report(key, "\n\n".join(lines), "", "test", outlet=outlet, url=url)


def kind_of(reports: list[Report], words: str) -> list[str]:
    """Kind of the zone that ``words`` stand in, for each of the reports that has them."""
    found: list[str] = []
    for one, zones in zip(reports, label_all(reports), strict=True):
        if words in one.text:
            middle = one.text.index(words) + len(words) // 2
            found.append(next(zone.kind for zone in zones if zone.start <= middle < zone.end))
    return found


def test_what_an_outlet_prints_below_two_reports_is_furniture() -> None:
    reports = [report("1", *BRIDGE, ABOUT), report("2", *HERRING, ABOUT)]
    assert kind_of(reports, ABOUT) == ["furniture", "furniture"]
    assert all(kind_of(reports, line) == ["body"] for line in (*BRIDGE, *HERRING))
    assert kind_of(reports[:1], ABOUT) == ["body"]


def test_case_and_white_space_make_no_difference() -> None:
    reports = [report("1", *BRIDGE, ABOUT), report("2", *HERRING, "  " + ABOUT.upper().replace(" ", "  "))]
    assert kind_of(reports, ABOUT) == ["furniture"]


def test_other_outlets_and_unknown_ones_prove_nothing() -> None:
    assert kind_of(
        [report("1", *BRIDGE, ABOUT), report("2", *HERRING, ABOUT, outlet="other.example")], ABOUT
    ) == [
        "body",
        "body",
    ]
    alone = [report("1", *BRIDGE, ABOUT, outlet=None), report("2", *HERRING, ABOUT, outlet=None)]
    assert kind_of(alone, ABOUT) == ["body", "body"]


def test_an_update_of_a_report_keeps_its_body() -> None:
    later = (
        BRIDGE[0].replace("Monday", "Monday night"),
        *BRIDGE[1:],
        "A ferry may come after all, it said later.",
    )
    reports = [report("1", *BRIDGE), report("2", *later)]
    assert all(set(kind_of(reports, line)) == {"body"} for line in BRIDGE[1:])


def test_revisions_under_one_address_are_one_report() -> None:
    address = "https://gazette.example/bridge"
    reports = [
        report("1", *BRIDGE, *HERRING, ABOUT, url=address),
        report("2", *CHESS, *HERRING[::-1], ABOUT, url=address + "#top"),
    ]
    assert kind_of(reports, ABOUT) == ["body", "body"]


def test_background_in_the_midst_of_two_reports_stays_body() -> None:
    reports = [
        report("1", BRIDGE[0], BACKGROUND, *BRIDGE[1:]),
        report("2", HERRING[0], BACKGROUND, *HERRING[1:]),
    ]
    assert kind_of(reports, BACKGROUND) == ["body", "body"]
    third = report("3", CHESS[0], BACKGROUND, *CHESS[1:])
    assert set(kind_of([*reports, third], BACKGROUND)) == {"furniture"}


def test_the_headline_that_another_report_links_to_stays_the_headline() -> None:
    title = "Swing bridge to stay shut until autumn"
    reports = [report("1", title, *BRIDGE), report("2", *HERRING, title)]
    assert kind_of(reports, title)[0] == "headline"
    assert kind_of(reports, title)[1] == "furniture"


def test_zones_of_the_mark_up_are_left_alone_and_keep_their_place() -> None:
    marked = report("1", *BRIDGE, ABOUT)
    zones = (Zone(0, len(marked.text), "body"),)
    marked = Report("1", marked.text, "", "test", outlet=marked.outlet, marked=zones)
    plain = report("2", *HERRING)
    assert label_all([plain, marked, plain]) == [label(plain), zones, label(plain)]


def test_the_pipeline_keeps_what_was_labelled_together() -> None:
    documents = label_documents([report("1", *BRIDGE, ABOUT), report("2", *HERRING, ABOUT)])
    stage = annotator().stages[0]
    assert [tuple(stage(document)) for document in documents] == [document.zones for document in documents]
    assert all(document.zones[-1].kind == "furniture" for document in documents)


PAGES = st.lists(
    st.lists(
        st.one_of(
            st.sampled_from([*BRIDGE, *HERRING, ABOUT, "", "Share", "3 comments"]), st.text(max_size=40)
        ),
        max_size=8,
    ),
    max_size=6,
)


@given(PAGES)
@settings(max_examples=60, deadline=None)
def test_reports_without_outlet_are_labelled_together_as_alone(pages: list[list[str]]) -> None:
    reports = [report(str(i), *lines, outlet=None) for i, lines in enumerate(pages)]
    assert label_all(reports) == [label(one) for one in reports]


@given(PAGES)
@settings(max_examples=60, deadline=None)
def test_zones_cover_reports_of_one_outlet(pages: list[list[str]]) -> None:
    reports = [report(str(i), *lines) for i, lines in enumerate(pages)]
    for one, zones in zip(reports, label_all(reports), strict=True):
        assert "".join(one.text[zone.start : zone.end] for zone in zones) == one.text


def test_many_reports_take_time_that_grows_with_their_number() -> None:
    def scored(count: int) -> list[Scored]:
        own = [[f"line {i} of report {n} says something" for i in range(20)] for n in range(count)]
        return [Scored("o", str(n), [*lines, ABOUT], [0.9] * 21) for n, lines in enumerate(own)]

    few, many = scored(1_000), scored(4_000)
    sink_repeated(few)
    times = []
    for reports in (few, many):
        start = time.process_time()
        sink_repeated(reports)
        times.append(time.process_time() - start)
    assert times[1] < 10 * max(times[0], 0.02)
    assert all(one.scores[-1] == 0.0 and one.scores[0] == 0.9 for one in many)
