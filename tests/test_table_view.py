"""The table of a story: who has what, who has it differently, who leaves it out."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bridge_story import bridge_story
from copydesk.model.claim import Agreement, Disagreement, DisagreementKind, Refinement, Side
from copydesk.model.document import Document, Silence
from copydesk.model.link import Derivation, counting, independent_count
from copydesk.model.report import Report, Zone
from copydesk.model.span import Citation
from copydesk.model.story import Step, Story, TimelineEntry, Update
from copydesk.web.copying_view import taking
from copydesk.web.labels import Labels
from copydesk.web.pages import write_pages
from copydesk.web.table_view import MOST_COLUMNS, SHOWN_OTHERS, SHOWN_ROWS, Row, Table, claim_table
from opened import CONTRAST, Opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TEXT = "The harbour closed on Friday after twelve boats sank near the old mole."
CLOSED, TWELVE = (0, 28), (35, 41)


def documents(published: dict[str, str | None]) -> dict[str, Document]:
    zones = (Zone(0, len(TEXT), "body"),)
    return {
        name: Document(Report(name, TEXT, "", name, outlet=name, published=day), zones)
        for name, day in published.items()
    }


def cited(reports: str | list[str], span: tuple[int, int] = CLOSED) -> tuple[Citation, ...]:
    return tuple(Citation(report, *span) for report in reports)


def agreement(reports: str | list[str], independent: int, text: str = "The harbour closed") -> Agreement:
    return Agreement(text, cited(reports), independent)


def disagreement(kind: DisagreementKind, *sides: tuple[str, str, int]) -> Disagreement:
    """Sides are a value, its reports and its independent support."""
    told = tuple(Side(value, cited(reports, TWELVE), support) for value, reports, support in sides)
    return Disagreement(kind, "boats: sink", told)


def story(names: str | list[str], **found: object) -> Story:
    return replace(Story("s", "t", tuple(names), None, None, len(names)), **found)  # type: ignore[arg-type]


def table(told: Story, published: dict[str, str | None] | None = None, *unread: str) -> Table:
    made = documents(published or dict.fromkeys(told.reports, "2031-03-14"))
    for name in unread:
        made[name] = replace(made[name], silences=(Silence("claims", "language is not known"),))
    labels = Labels(told.reports, made)
    return claim_table(told, labels, taking(told.derivations, labels))


def drawn(row: Row) -> list[str]:
    """A row's cells: "=" has it, "c" has it with another's text, the value where it differs."""
    told = {"none": "-", "unread": "?"}
    signs = []
    for cell in row.cells:
        has = "c" if cell.repeats else "="
        signs.append(told.get(cell.state) or (has if cell.state == "has" else f"≠{cell.words}"))
    return signs


def test_columns_are_in_order_of_publication_undated_reports_last() -> None:
    days = {"a": None, "b": "2031-03-15", "c": "2031-03-14T23:30:00-05:00", "d": "2031-03-14", "e": "2031-03"}
    made = table(story("abcde", agreements=(agreement("ab", 2),)), days)
    assert [column.name for column in made.columns] == ["e", "d", "b", "c", "a"]
    assert [column.published for column in made.columns][-2:] == [
        "14 March 2031, 23:30 UTC-5",
        "date not known",
    ]


def test_who_has_it_and_who_leaves_it_out() -> None:
    (row,) = table(story("abc", agreements=(agreement("ab", 2),))).shown
    assert (row.kind, row.about, row.support) == (
        "Agreement",
        "The harbour closed",
        "2 reports, 2 independent",
    )
    assert drawn(row) == ["=", "=", "-"]
    assert (row.cells[0].target, row.cells[0].words) == ("c-0-0-28", "has it")
    assert row.absent == ("c",)


COPIES = [
    # derivations, cells, words below them
    ([], ["=", "=", "="], ["", "", ""]),
    ([Derivation("b", "a", 0.5, ())], ["=", "c", "="], ["", "text from a", ""]),
    ([Derivation("a", "b", 0.5, ())], ["c", "=", "="], ["text from b", "", ""]),
    ([Derivation("b", "a", 0.5, (), directed=False)], ["=", "c", "="], ["", "shares text with a", ""]),
    (
        [Derivation("a", "latent:wire", None, ()), Derivation("c", "latent:wire", None, ())],
        ["=", "=", "c"],
        ["", "", "shares text with a"],
    ),
    ([Derivation("b", "latent:wire", None, ())], ["=", "=", "="], ["", "", ""]),
]


@pytest.mark.parametrize(("derivations", "cells", "words"), COPIES)
def test_a_report_with_the_text_of_another_is_no_account_of_its_own(
    derivations: list[Derivation], cells: list[str], words: list[str]
) -> None:
    independent = independent_count("abc", derivations)
    told = story("abc", agreements=(agreement("abc", independent),), derivations=tuple(derivations))
    (row,) = table(told).shown
    assert drawn(row) == cells
    assert [cell.repeats for cell in row.cells] == words
    assert cells.count("=") == independent


def test_a_column_says_from_whom_its_report_takes() -> None:
    derivations = (Derivation("b", "latent:Northern Press", 0.5, ()),)
    made = table(story("ab", agreements=(agreement("ab", 2),), derivations=derivations))
    assert [column.taking for column in made.columns] == [(), ("takes text from Northern Press (50%)",)]


def test_of_two_values_the_better_supported_is_had() -> None:
    (row,) = table(
        story("abcd", disagreements=(disagreement("platform", ("Fax", "ab", 2), ("Mail", "c", 1)),))
    ).shown
    assert row.kind == "Disagreement: different platforms"
    assert row.about == "Boats: sink"
    assert [(value.words, value.support) for value in row.values] == [
        ("twelve", "2 reports, 2 independent"),
        ("twelve", "1 report"),
    ]
    assert [cell.state for cell in row.cells] == ["has", "has", "differs", "none"]


def test_of_two_values_with_the_same_support_none_is_the_measure() -> None:
    (row,) = table(
        story("ab", disagreements=(disagreement("polarity", ("yes", "a", 1), ("no", "b", 1)),))
    ).shown
    assert row.kind == "Disagreement: one says yes, one says no"
    assert drawn(row) == ["≠yes", "≠no"]


def test_who_gives_another_value_for_the_words_of_an_agreement_has_it_differently() -> None:
    clash = disagreement("polarity", ("12", "a", 1), ("15", "c", 1))
    shared = Agreement("twelve boats", cited("ab", (28, 47)), 2)
    far = agreement("ab", 2)
    rows = table(story("abcd", disagreements=(clash,), agreements=(shared, far))).shown
    assert [drawn(row) for row in rows[1:]] == [["=", "=", "≠15", "-"], ["=", "=", "-", "-"]]


def test_a_report_that_an_act_cites_for_another_value_is_no_support() -> None:
    clash = disagreement("polarity", ("12", "ab", 2), ("15", "c", 1))
    act = TimelineEntry("2031-03-14", "Twelve boats sank", cited("abc", (28, 47)), 3)
    row = table(story("abc", disagreements=(clash,), timeline=(act,))).shown[1]
    assert row.kind == "Timeline: 14 March 2031"
    assert (drawn(row), row.support) == (["=", "=", "≠15"], "2 reports, 2 independent")


def test_acts_of_one_account_and_acts_told_as_agreements_have_no_row() -> None:
    acts = (
        TimelineEntry("2031-03-14", "The harbour closed", cited("ab"), 2),
        TimelineEntry("2031-03-14", "Boats sank", cited("ab", TWELVE), 2),
        TimelineEntry("2031-03-14", "Alone", cited("a", TWELVE), 1),
    )
    rows = table(story("abc", agreements=(agreement("ab", 2),), timeline=acts)).shown
    assert [row.about for row in rows] == ["The harbour closed", "Boats sank"]
    wider = replace(acts[0], citations=cited("abc"), independent=3)
    rows = table(story("abc", agreements=(agreement("ab", 2),), timeline=(wider,))).shown
    assert [(row.kind, row.support) for row in rows] == [
        ("Timeline: 14 March 2031", "3 reports, 3 independent")
    ]


def test_an_update_is_no_clash_a_report_has_the_last_value_it_gives() -> None:
    steps = (
        Step("12", "2031-03-14", cited("ab", TWELVE), 2),
        Step("15", "2031-03-15", cited("bc", TWELVE), 2),
    )
    made = table(story("abcd", updates=(Update("boats sank", steps),)))
    (row,) = made.shown
    assert (row.kind, made.updated) == ("Update", True)
    assert [(cell.state, cell.words) for cell in row.cells] == [
        ("earlier", "12"), ("has", "15"), ("has", "15"), ("none", ""),
    ]  # fmt: skip
    assert row.values[1].support == "2 reports, 2 independent, since 15 March 2031"


def test_whoever_gives_the_total_or_its_parts_has_it() -> None:
    sides = (Side("12", cited("ab", TWELVE), 2), Side("7 + 5", cited("c", TWELVE), 1))
    (row,) = table(story("abcd", refinements=(Refinement("breakdown", "boat", sides),))).shown
    assert (row.kind, row.about) == ("The same in parts", TEXT)
    assert [cell.state for cell in row.cells] == ["has", "has", "has", "none"]
    assert [one.support for one in row.values] == ["2 reports, 2 independent", "1 report"]


def test_spellings_come_last() -> None:
    sides = (Side("Mole", cited("a"), 1), Side("Moale", cited("b"), 1))
    made = table(
        story("ab", agreements=(agreement("ab", 2),), refinements=(Refinement("spelling", "Mole", sides),))
    )
    assert [row.kind for row in made.shown] == ["Agreement", "The same name, spelled otherwise"]


def test_who_tells_an_act_otherwise_has_it_differently() -> None:
    act = TimelineEntry("2031-03-14", "Boats sank", cited("ab"), 2, cited("bc", TWELVE))
    (row,) = table(story("abcd", timeline=(act,))).shown
    assert drawn(row) == ["=", "=", "≠has it otherwise", "-"]


def test_a_report_whose_claims_were_not_read_leaves_nothing_out() -> None:
    made = table(story("abc", agreements=(agreement("ab", 2),)), None, "c")
    assert drawn(made.shown[0]) == ["=", "=", "?"]
    assert made.shown[0].absent == ()
    assert [column.unread for column in made.columns] == [False, False, True]


def test_of_many_reports_those_that_tell_most_have_columns_and_copies_come_last() -> None:
    names = [f"r{number:03}" for number in range(100)]
    derivations = tuple(Derivation(name, "r000", 0.9, ()) for name in names[50:])
    told = (agreement([*names[30:40], *names[60:]], 11), agreement(names[35:45], 10))
    made = table(story(names, agreements=told, derivations=derivations))
    assert made.others == 100 - MOST_COLUMNS
    columns = [column.name for column in made.columns]
    assert columns == sorted(columns)
    assert set(names[30:40]) < set(columns)
    assert not set(columns) & set(names[50:])
    have, missing = made.shown[0].others
    assert have.words == "40 have it, 39 with text of others"
    assert (len(have.links), have.more) == (SHOWN_OTHERS, 40 - SHOWN_OTHERS)
    assert missing.words == "48 not found"


def test_one_report_more_than_fits_has_a_column_too() -> None:
    names = [f"r{number:02}" for number in range(MOST_COLUMNS + 1)]
    made = table(story(names, agreements=(agreement(names, 2),)))
    assert (len(made.columns), made.others, made.shown[0].others) == (MOST_COLUMNS + 1, 0, ())


def test_many_rows_are_folded() -> None:
    told = tuple(agreement("ab", 2, f"It closed {number}") for number in range(SHOWN_ROWS + 5))
    made = table(story("ab", agreements=told))
    assert (len(made.shown), len(made.folded)) == (SHOWN_ROWS, 5)


@pytest.mark.parametrize("names", ["a", "ab"])
def test_nothing_to_compare_no_table(tmp_path: Path, names: str) -> None:
    told = story(names, agreements=(agreement("a", 1),) if names == "a" else ())
    write_pages(tmp_path, [told], documents(dict.fromkeys(names, "2031-03-14")))
    assert 'class="claims' not in (tmp_path / "s.html").read_text("utf-8")


def test_counting_names_who_counts_for_a_report() -> None:
    wire = [Derivation("a", "latent:w", None, ()), Derivation("b", "latent:w", None, ())]
    assert counting("abc", wire) == {"a": "a", "b": "a", "c": "c"}
    assert counting("ab", [Derivation("a", "b", 0.5, ())]) == {"a": "b", "b": "b"}


# In a browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("tables")
    names = [f"outlet{number:03}.example" for number in range(100)]
    clash = Disagreement(
        "number",
        "boats: sink",
        (Side("twelve", cited(names[:60], TWELVE), 60), Side("fifteen", cited(names[60:70], TWELVE), 10)),
    )
    crowd = story(names, disagreements=(clash,), agreements=(agreement(names[:50], 50),))
    write_pages(made, [bridge_story()[0]], bridge_story()[1])
    write_pages(made, [crowd], documents(dict.fromkeys(names, "2031-03-14T08:00:00Z")))
    return made


HIDDEN = "(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('.scroll'))"
HEADERS = """
[...document.querySelectorAll('.claims th')].map((head) => head.getAttribute('scope'))
"""


def test_a_cell_opens_its_source_and_the_next_is_of_the_same_row(browser: "Browser", folder: Path) -> None:
    opened = Opened(browser, folder / "orrin-bridge.html")
    row = opened.page.locator(".claims tbody tr").first
    row.locator("td a.cite").first.focus()
    opened.page.keyboard.press("Enter")
    assert opened.page.is_visible("#source")
    assert opened.page.text_content("#source-count") == f"1 of {row.locator('td a.cite').count()}"
    assert set(opened.page.evaluate(HEADERS)) == {"col", "row"}
    assert opened.page.locator(".claims caption").count() == 1
    claims = opened.page.locator(".claims")
    assert claims.get_by_role("rowheader").count() == claims.locator("tbody tr").count()
    opened.page.context.close()


@pytest.mark.parametrize("name", ["orrin-bridge.html", "s.html"])
def test_the_table_fits_every_screen_and_paper(browser: "Browser", folder: Path, name: str) -> None:
    opened = Opened(browser, folder / name, reduced_motion="reduce")
    for width in (320, 390, 768, 1280):
        opened.page.set_viewport_size({"width": width, "height": 800})
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    absent = ".claims .absent"
    assert not opened.page.locator(absent).first.is_visible()
    opened.page.set_viewport_size({"width": 390, "height": 800})
    assert opened.page.get_by_role("table").first.is_visible()
    assert opened.page.evaluate(HIDDEN) <= 0
    opened.page.set_viewport_size({"width": 680, "height": 900})
    opened.page.emulate_media(media="print")
    assert opened.page.evaluate(HIDDEN) <= 0
    opened.page.context.close()


def test_the_head_of_a_row_stays_when_the_table_scrolls(browser: "Browser", folder: Path) -> None:
    opened = Opened(browser, folder / "s.html")
    opened.page.locator(".scroll").first.evaluate("(box) => { box.scrollLeft = 400; }")
    head, box = (opened.page.locator(one).first.bounding_box() for one in (".claims tbody th", ".scroll"))
    assert head is not None
    assert box is not None
    assert abs(head["x"] - box["x"]) < 1
    opened.page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_of_the_table(browser: "Browser", folder: Path, scheme: str) -> None:
    opened = Opened(browser, folder / "orrin-bridge.html", color_scheme=scheme)
    for selector in (".claims .sign", ".claims td", ".claims .copied", ".claims .kind", ".claims .aside"):
        found = opened.page.evaluate(CONTRAST, selector)
        assert found, selector
        assert min(found) >= 4.5, selector
    opened.page.context.close()
