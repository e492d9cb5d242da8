"""What ``reuse`` lists: every form of it cuts the passages it names, and says who took from whom."""

import csv
import io
import json
import re
import subprocess
import sys
import time
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.cli import DONE, PARTLY, main
from copydesk.exports.tables import END
from copydesk.exports.taking_tables import COLUMNS, taking_lines
from copydesk.exports.taking_texts import LONGEST, SHOWN, family_lines
from copydesk.exports.takings import takings
from copydesk.model.link import Derivation, Passage
from copydesk.model.report import Report
from copydesk.model.span import Citation
from copydesk.reuse.families import Family

ROOT = Path(__file__).parent.parent
EXAMPLES = str(ROOT / "examples")
Json = dict[str, Any]

GAZETTE = """Norvik closes its old bridge
The council of Norvik voted on Monday to close the old bridge for two years, after inspectors found cracks.
Drivers will have to take the tunnel, which is four miles longer and costs three crowns each way.
Shopkeepers near the river fear for their trade, and some of them hung black flags from their windows.
A ferry will carry people on foot across the water every ten minutes until the new bridge is open.
"""
HERALD = GAZETTE.replace("black flags", "old banners").replace("Drivers will have", "Motorists have")
WIRE = "HARROW (Reuters) - A fire destroyed the grain store of Harrow on Tuesday and nobody was hurt in it.\n"


def write(folder: Path, rows: Sequence[Json]) -> str:
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return str(folder / "rows.jsonl")


@pytest.fixture
def rows(tmp_path: Path) -> str:
    return write(
        tmp_path,
        [
            {"id": "herald", "outlet": "herald.example", "published": "2025-03-05", "text": HERALD},
            {"id": "gazette", "outlet": "gazette.example", "published": "2025-03-04", "text": GAZETTE},
            {"id": "wire", "outlet": "post.example", "published": "2025-03-05", "text": WIRE},
            {"id": "own", "outlet": "own.example", "text": "Nobody else tells of the lost dog of Tarrow.\n"},
        ],
    )


def test_rows(rows: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reuse", rows]) == DONE
    printed = capsys.readouterr()
    copied, wire = map(json.loads, printed.out.splitlines())
    assert list(copied) == ["id", "reports", "independent", "passages", "derivations"]
    assert copied["reports"] == ["gazette", "herald"]
    assert copied["independent"] == 1
    assert [(one["report"], one["source"]) for one in copied["derivations"]] == [("herald", "gazette")]
    texts = {"gazette": GAZETTE, "herald": HERALD}
    passages = [
        [texts[side["report"]][side["start"] : side["end"]] for side in (one["left"], one["right"])]
        for one in copied["passages"]
    ]
    assert ["Shopkeepers near the river" in left for left, _ in passages].count(True) == 1
    assert wire["reports"] == ["wire"]
    assert wire["derivations"][0]["source"] == "latent:Reuters"
    assert (
        printed.err == "2 of 4 reports take text from another or from an agency; 3 accounts are independent\n"
    )


def table(printed: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(printed, newline="")))


def test_table(rows: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["reuse", rows, "--format", "csv"])
    copied, wire = table(capsys.readouterr().out)
    assert list(copied) == COLUMNS
    assert copied["report"] == "herald"
    assert copied["outlet"] == "herald.example"
    assert (copied["source"], copied["source_outlet"], copied["source_published"]) == (
        "gazette",
        "gazette.example",
        "2025-03-04",
    )
    assert float(copied["share"]) > 0.9
    assert copied["directed"] == "true"
    spans = [tuple(map(int, place.split(".."))) for place in copied["spans"].split()]
    assert int(copied["passages"]) == len(spans)
    assert int(copied["characters"]) == sum(end - start for start, end in spans) > 300
    assert "published 2025-03-05, gazette 2025-03-04" in copied["evidence"]
    assert (copied["name"], copied["source_name"]) == ("herald.example", "gazette.example")
    assert copied["title"] == copied["source_title"] == "Norvik closes its old bridge"
    assert (wire["source"], wire["source_outlet"], wire["share"]) == ("latent:Reuters", "", "")
    assert (wire["name"], wire["source_name"], wire["source_title"]) == ("post.example", "Reuters", "")
    assert (wire["passages"], wire["characters"], wire["spans"]) == ("0", "0", "")


def test_text(rows: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["reuse", rows, "--format", "text"])
    text = " ".join(capsys.readouterr().out.split())
    assert text.startswith("2 reports, 1 independent account [1] 2025-03-04 · gazette.example · Norvik")
    assert re.search(
        r"\[2\] 2025-03-05 · herald.example .* takes 100% of its text from \[1\] gazette.example", text
    )
    assert re.search(
        r"\| \d+\.\.\d+ Shopkeepers .* old banners .* = \[1\] \d+\.\.\d+ Shopkeepers .* black flags", text
    )
    assert "takes its text from Reuters, not among the reports begins" in text
    assert "published 2025-03-05, [1] 2025-03-04; 100% of its text is shared with [1]" in text


def test_order_of_inputs_does_not_matter(
    rows: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["reuse", rows, EXAMPLES])
    one = capsys.readouterr()
    main(["reuse", EXAMPLES, rows])
    assert capsys.readouterr() == one


def test_nobody_took_anything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = write(tmp_path, [{"id": "own", "text": GAZETTE}])
    for form in ("jsonl", "text", "csv"):
        assert main(["reuse", rows, "--format", form]) == DONE
    printed = capsys.readouterr()
    assert printed.out == ",".join(COLUMNS) + END
    assert printed.err.splitlines()[0] == (
        "0 of 1 report takes text from another or from an agency; 1 account is independent"
    )


def test_revisions_count_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    address = "https://gazette.example/2025/03/bridge-closed"
    texts = (GAZETTE, GAZETTE + "The mayor spoke at noon.\n")
    rows = [{"id": str(n), "url": address, "text": text} for n, text in enumerate(texts)]
    main(["reuse", write(tmp_path, rows)])
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("0 of 1 report takes")


def test_what_cannot_be_read_is_said(rows: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.txt").write_text("")
    assert main(["reuse", rows, str(tmp_path / "empty.txt")]) == PARTLY
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == 2
    assert "empty.txt: the file is empty" in printed.err


def test_it_starts_soon_and_loads_no_language_model() -> None:
    code = (
        "import sys\n"
        "from copydesk.cli import main\n"
        f"main(['reuse', {EXAMPLES!r}])\n"
        "heavy = {'spacy', 'thinc', 'jinja2', 'tqdm'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    assert time.perf_counter() - start < 10


# Anything in any field.


@st.composite
def anything(draw: st.DrawFn) -> Family:
    """A family with any spans in any texts, of reports with any fields."""
    maybe = st.none() | st.text(max_size=12)
    names = draw(st.lists(st.text(min_size=1, max_size=6), min_size=1, max_size=3, unique=True))
    reports = tuple(
        Report(
            name,
            draw(st.text(min_size=1, max_size=80)),
            "",
            "o",
            outlet=draw(maybe),
            title=draw(maybe),
            published=draw(maybe),
        )
        for name in names
    )

    def cited(report: Report) -> Citation:
        ends = draw(st.tuples(*[st.integers(0, len(report.text))] * 2))
        return Citation(report.id, min(ends), max(ends))

    passages = tuple(
        Passage(draw(st.sampled_from(["copy", "quotation", "furniture"])), cited(left), cited(right))
        for left in reports
        for right in reports
        if left.id < right.id
    )
    sources = st.sampled_from([*names, "latent:unknown", "latent:Reuters"])
    derivations = tuple(
        Derivation(
            name,
            draw(sources),
            draw(st.none() | st.floats(0, 1)),
            tuple(draw(st.lists(st.text(max_size=20), max_size=2))),
            draw(st.booleans()),
        )
        for name in names
    )
    return Family("f", reports, passages, derivations, 1)


@given(st.lists(anything(), max_size=3))
@settings(max_examples=150, deadline=None)
def test_a_table_of_anything(found: list[Family]) -> None:
    records = table("".join(line + END for line in taking_lines(found)))
    wanted = [taking for family in found for taking in takings(family)]
    assert len(records) == len(wanted)
    for record, taking in zip(records, wanted, strict=True):
        assert record["report"].removeprefix("'") == taking.report.id.removeprefix("'")
        for cell in record.values():
            assert not re.match("[=+\\-@\t\r\n]", cell)


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line)


@given(st.lists(anything(), max_size=3), st.integers(0, 120))
@settings(max_examples=100, deadline=None)
def test_text_of_anything_steers_no_terminal(found: list[Family], width: int) -> None:
    for line in family_lines(found, width):
        assert columns(line) <= max(width, 20)
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", line)


def test_wide_letters_take_two_columns() -> None:
    words = "市議会は月曜日に古い橋を閉鎖することを決めた。" * 12
    reports = tuple(Report(name, words, "", f"{name}.txt", title=words[:60]) for name in "ab")
    whole = Passage("copy", Citation("a", 0, len(words)), Citation("b", 0, len(words)))
    family = Family("f", reports, (whole,), (Derivation("b", "a", 1.0, ()),), 1)
    lines = list(family_lines([family], 60))
    assert max(map(columns, lines)) in (59, 60)
    assert sum(columns(line) > 50 for line in lines) >= 8
    assert words in "".join(line.strip() for line in lines)


EVIDENCE = [
    ("55% of its text is shared with b 7", "55% of its text is shared with [2]"),
    ("12 words agree with it and not with 12", "12 words agree with it and not with [1]"),
    ("b 7 has the same words", "[2] has the same words"),
    ("published 2025-03-05, 12 2025-03-04", "published 2025-03-05, [1] 2025-03-04"),
    ("shares text with 12 and b 7, and none of them holds all", "[1] and [2], and none of them holds all"),
    ('shares its text with b 7, which credits "12"', 'shares its text with [2], which credits "12"'),
    ('says "b 7 has the same words"', 'says "b 7 has the same words"'),
    ("12 words agree with no other source", "12 words agree with no other source"),
    ("other has the same words", "other has the same words"),
]


@pytest.mark.parametrize(("evidence", "shown"), EVIDENCE)
def test_evidence_shows_numbers_in_place_of_ids(evidence: str, shown: str) -> None:
    reports = tuple(Report(name, "x", "", f"{name}.txt") for name in ("12", "b 7"))
    family = Family("f", reports, (), (Derivation("b 7", "12", 1.0, (evidence,)),), 1)
    assert shown in list(family_lines([family], 100))[-1]


def test_no_evidence_shows_an_id(capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever ``derive`` says of reports that have an id made from their content."""
    main(["reuse", EXAMPLES, "--format", "csv"])
    records = table(capsys.readouterr().out)
    main(["reuse", EXAMPLES, "--format", "text"])
    text = capsys.readouterr().out
    for record in records:
        assert not record["report"].isalnum() or record["report"] not in text
        assert not record["source"].isalnum() or record["source"] not in text


def test_an_id_that_looks_like_a_source_not_at_hand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = write(
        tmp_path,
        [
            {"id": "latent:Reuters", "published": "2025-03-04", "text": GAZETTE},
            {"id": "herald", "published": "2025-03-05", "text": HERALD},
            {"id": "latent:Reuters", "published": "2025-03-04", "text": GAZETTE},
        ],
    )
    assert main(["reuse", rows]) == PARTLY
    printed = capsys.readouterr()
    (family,) = map(json.loads, printed.out.splitlines())
    made = family["derivations"][0]["source"]
    assert made == family["reports"][0] != "latent:Reuters"
    assert f"the id 'latent:Reuters' begins with 'latent:', which marks absent sources; kept as {made}" in (
        printed.err
    )
    assert printed.err.count("kept as") == 1


def test_a_source_that_nobody_names() -> None:
    family = Family("f", (Report("a", "x", "", "a"),), (), (Derivation("a", "latent:unknown", None, ()),), 1)
    assert "a source that nobody names, not among" in " ".join(" ".join(family_lines([family], 100)).split())


def test_long_passages_are_cut_and_few_are_shown() -> None:
    text = "word " * 4_000
    left, right = Report("a", text, "", "a"), Report("b", text, "", "b")
    sides = [(start, start + 1_500) for start in range(0, 15_000, 1_600)]
    passages = tuple(Passage("copy", Citation("a", *side), Citation("b", *side)) for side in sides)
    family = Family("f", (left, right), passages, (Derivation("b", "a", 0.9, ("later",)),), 1)
    lines = list(family_lines([family], 100))
    assert sum(line.lstrip().startswith("| ") for line in lines) == SHOWN
    assert sum("the same" in line for line in lines) == SHOWN
    assert len(" ".join(lines)) < SHOWN * LONGEST * 2
