"""The first real input: five scraped reports of one event, held against a hand-made list of what is in them.

The reports and the list are other people's and lie outside the repository; without them this file is skipped.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from copydesk.desk import annotate, cluster, compare, read
from copydesk.output import annotate_row, story_row
from copydesk.pipeline import annotator

Row = dict[str, Any]


@dataclass(frozen=True)
class Told:
    reports: dict[str, Row]
    """By the first three digits of the file's name."""
    story: Row
    clusters: list[list[str]]
    gold: Row
    figures: dict[str, tuple[int, int]]
    said: str


@pytest.fixture(scope="module")
def told(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Told:
    refused: list[Exception] = []
    documents = list(read([str(shared / "seeds")], refused.append))
    assert not refused
    pipeline = annotator()
    rows = [annotate_row(document) for document in annotate(documents, pipeline)]
    story = story_row(next(iter(compare(documents, pipeline))))
    folder = tmp_path_factory.mktemp("seeds")
    annotated, compared = folder / "annotate.jsonl", folder / "compare.jsonl"
    annotated.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    compared.write_text(json.dumps(story) + "\n", "utf-8")
    gold = shared / "data" / "seeds-gold.json"
    done = subprocess.run(
        [sys.executable, shared / "eval" / "seeds.py", gold, annotated, compared],
        capture_output=True,
        text=True,
        check=False,
    )
    last = done.stdout.strip().splitlines()[-1]
    figures = {
        name: (int(a), int(b or 0)) for name, a, b in re.findall(r"([^;]+?) (\d+)/(\d*)(?:; |$)", last)
    }
    by_number = {Path(row["origin"]).name[:3]: row for row in rows}
    groups = [list(group.reports) for group in cluster(documents)]
    return Told(by_number, story, groups, json.loads(gold.read_text("utf-8")), figures, done.stdout)


def test_one_story_of_five_reports_four_independent(told: Told) -> None:
    assert [len(group) for group in told.clusters] == [5]
    assert told.story["independent"] == 4


def test_two_reports_rework_one_text_that_is_not_there(told: Told) -> None:
    ids = {number: row["id"] for number, row in told.reports.items()}
    sources = {d["report"]: d["source"] for d in told.story["derivations"]}
    assert sources[ids["000"]] == sources[ids["003"]] == "latent:news.sky.com"
    assert sources[ids["001"]] == "latent:Reuters"
    assert set(sources) == {ids["000"], ids["001"], ids["003"]}


def test_a_statement_that_both_quote_is_no_copy(told: Told) -> None:
    assert told.figures["false copies (0)"][0] == 0, told.said
    assert told.figures["copy 000-003"] == (1, 1)


def test_zones(told: Told) -> None:
    right, of = told.figures["zones"]
    assert right >= 0.95 * of, told.said


def offsets(row: Row) -> Iterator[int]:
    for quote in row["quotes"]:
        yield from (span["start"] for part in ("content", "cue", "source") for span in quote[part])
    for layer in ("dates", "claims", "mentions"):
        yield from (item["start"] for item in row[layer])


def test_nothing_comes_out_of_comments_or_furniture(told: Told) -> None:
    for row in told.reports.values():
        silent = [zone for zone in row["zones"] if zone["kind"] in ("comment", "furniture")]
        for offset in offsets(row):
            assert not any(zone["start"] <= offset < zone["end"] for zone in silent)
    kinds = {row["id"]: row["zones"] for row in told.reports.values()}
    for passage in told.story["passages"]:
        for side in (passage["left"], passage["right"]):
            for zone in kinds[side["report"]]:
                if zone["start"] < side["end"] and side["start"] < zone["end"]:
                    assert zone["kind"] != "comment"
                    assert passage["kind"] == "furniture" or zone["kind"] != "furniture"


def test_dates(told: Told) -> None:
    assert told.figures["dates"][0] == told.figures["dates"][1], told.said
    for row in told.reports.values():
        for date in row["dates"]:
            if row["text"][date["start"] : date["end"]] == "Thursday":
                assert date["value"] == "2016-12-29"


def test_the_only_date_of_publication_is_in_a_line_that_is_partly_hebrew(told: Told) -> None:
    assert told.reports["004"]["published"] == "2016-12-30T13:08"
    for number in ("000", "001", "002", "003"):
        assert told.reports[number]["published"] is None
        assert told.reports[number]["anchor"] == "2016-12-30"
        assert told.reports["004"]["id"] in told.reports[number]["anchor_from"]


def test_quotations_have_the_right_speaker_and_never_a_pronoun(told: Told) -> None:
    assert told.figures["quotes"][0] >= 45, told.said
    assert told.figures["pronoun speakers (0)"][0] == 0
    assert told.figures["quotes in furniture or comments (0)"][0] == 0


def test_utterances(told: Told) -> None:
    right, of = told.figures["utterances"]
    assert right >= 8, told.said
    assert of == 10


def test_disagreements(told: Told) -> None:
    assert told.figures["disagreements"] == (3, 3), told.said
    assert told.figures["disagreements printed"][0] <= 8
    for one in told.story["disagreements"]:
        values = {side["value"] for side in one["values"]}
        assert not any("31" in value for value in values), "31 + 4 is a breakdown of 35"


def test_every_sentence_of_the_brief_is_cited(told: Told) -> None:
    assert 3 <= len(told.story["brief"]) <= 7
    assert told.figures["brief sentences without citation (0)"][0] == 0
