import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.extract.times import Times, anchor_of, date_expressions
from copydesk.model.document import Document
from copydesk.model.report import Report, Zone, ZoneKind

Parse = Callable[[str], Document]

FRIDAY = date(2024, 3, 15)

GOLD = "data/dates/timebank-aquaint.jsonl"
GOLD_DIGEST = "99a43460ebaef7b57233d9147e8ad60ced81d76fdf6416fd10b7f9c1558bc801"


def zoned(*parts: tuple[ZoneKind, str], published: str | None = None) -> Document:
    """A document without parses whose zones are these lines."""
    text, zones = "", []
    for kind, line in parts:
        zones.append(Zone(len(text), len(text) + len(line) + 1, kind))
        text += line + "\n"
    return Document(Report("r", text, "", "test", language="en", published=published), tuple(zones))


def told(document: Document) -> list[tuple[str, str | None]]:
    return [(document.text[one.start : one.end], one.value) for one in Times()(document)]


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("The council met on Monday.", "2024-03-11"),
        ("The council has met on Monday.", "2024-03-11"),
        ("A letter published Monday names the mayor.", "2024-03-11"),
        ("The council will meet on Monday.", "2024-03-18"),
        ("The council is to meet on Monday.", "2024-03-18"),
        ("He said the council would meet on Monday.", "2024-03-18"),
        ("The council agreed to meet on Monday.", "2024-03-18"),
        ("The council plans to vote on Monday.", "2024-03-18"),
        ("The council failed to meet on Monday.", "2024-03-11"),
        ("The vote is scheduled for Monday.", "2024-03-18"),
        ("The verdict is due on Monday.", "2024-03-18"),
        ("The council is meeting on Monday.", "2024-03-18"),
        ("The council could have met on Monday.", "2024-03-11"),
        ("Monday's storm will cost the town dearly.", "2024-03-11"),
        ("The club will reopen on Oct. 2.", "2024-10-02"),
        ("The club closed on Oct. 2.", "2023-10-02"),
        ("Mr Vell, who takes office on April 20, was silent.", "2024-04-20"),
        ("Storm", None),
        ("Rain is forecast until Monday.", "2024-03-18"),
        ("The strike lasts through Monday.", "2024-03-18"),
        ("The ferry has been closed until Monday.", "2024-03-18"),
        ("The bill must pass by Monday.", "2024-03-18"),
        ("By Monday, ten people had died.", "2024-03-11"),
        ("The bridge has been closed since Monday.", "2024-03-11"),
        ("Talks resume Monday.", "2024-03-18"),
        ("The match is on Monday.", "2024-03-18"),
        ("The deadline is Monday.", "2024-03-18"),
        ("Voters go to the polls on Monday.", "2024-03-18"),
        ("Residents planned a march on Monday.", "2024-03-18"),
        ("The council had scheduled a vote for Monday.", "2024-03-18"),
        ("The crew left as planned on Monday.", "2024-03-11"),
        ("She would sail when the lock opened on Monday.", "2024-03-18"),
        ("The union said it would strike as soon as talks ended on Monday.", "2024-03-18"),
        ("She sailed when the lock opened on Monday.", "2024-03-11"),
        ("Two crashes hurt nine people on Monday.", "2024-03-11"),
    ],
)
def test_the_governing_verb_decides_the_direction(parse: Parse, sentence: str, value: str | None) -> None:
    found = date_expressions(parse(sentence), FRIDAY)
    assert [one.value for one in found] == ([value] if value else [])


@pytest.mark.parametrize(
    "sentence",
    [
        "Police closed the road until Monday.",
        "He is accused of killing a man on Monday.",
        "The attack on Monday is the third of its kind.",
        "The letter says on Monday that the mayor lied.",
    ],
)
def test_where_a_verb_allows_both_ways_no_day_is_told(parse: Parse, sentence: str) -> None:
    assert date_expressions(parse(sentence), FRIDAY)[-1].value is None


def test_today_is_today_though_the_tense_tells_nothing(parse: Parse) -> None:
    assert date_expressions(parse("Police closed the road until Friday."), FRIDAY)[0].value == "2024-03-15"


def test_a_headline_s_present_plans_nothing(parse: Parse) -> None:
    document = replace(parse("Talks resume Monday."), zones=(Zone(0, 20, "headline"),))
    assert date_expressions(document, FRIDAY)[0].value == "2024-03-11"


def test_until_looks_ahead_without_a_parse() -> None:
    assert told(zoned(("body", "Rain until Monday."), published="2024-03-15")) == [("Monday", "2024-03-18")]


def test_without_a_parse_dates_look_back() -> None:
    assert told(zoned(("body", "The club will open on Monday."), published="2024-03-15")) == [
        ("Monday", "2024-03-11")
    ]


def test_only_what_the_report_itself_tells_is_read() -> None:
    document = zoned(
        ("furniture", "Updated on Monday"),
        ("headline", "Bridge falls on Tuesday"),
        ("standfirst", "It was built in 1907"),
        ("byline", "By A. Kerr on Monday"),
        ("body", "It fell yesterday."),
        ("caption", "The bridge on 3 May 2011."),
        ("credit", "Picture: 3 May 2011"),
        ("correction", "This was corrected on Thursday"),
        ("comment", "I saw it on Thursday"),
        published="2024-03-15T09:30:00+01:00",
    )
    assert told(document) == [
        ("Tuesday", "2024-03-12"),
        ("1907", "1907"),
        ("yesterday", "2024-03-14"),
        ("3 May 2011", "2011-05-03"),
    ]


def test_a_caption_s_date_anchors_nothing() -> None:
    parts: list[tuple[ZoneKind, str]] = [
        ("caption", "The bridge on 3 May 2011."),
        ("body", "The next day it fell. It was Monday."),
        ("comment", "30 June 2012 was worse"),
    ]
    document = zoned(*parts)
    assert anchor_of(document) is None
    assert told(document) == [("3 May 2011", "2011-05-03"), ("The next day", None), ("Monday", None)]
    body_first = zoned(("body", "It fell on 4 June 2010."), ("caption", "The bridge the next day."))
    assert told(body_first) == [("4 June 2010", "2010-06-04"), ("the next day", None)]


def test_the_anchor_is_given_else_published_else_in_the_dateline() -> None:
    parts: list[tuple[ZoneKind, str]] = [
        ("dateline", "VELLMOUTH, 12 March 2024"),
        ("body", "It fell yesterday."),
    ]
    document = zoned(*parts)
    assert anchor_of(document) == date(2024, 3, 12)
    assert told(document) == [("12 March 2024", "2024-03-12"), ("yesterday", "2024-03-11")]
    published = zoned(*parts, published="2024-03-14")
    assert anchor_of(published) == date(2024, 3, 14)
    assert anchor_of(replace(published, anchor="2024-03-15T10:00")) == FRIDAY
    assert date_expressions(document, FRIDAY)[1].value == "2024-03-14"


@pytest.mark.parametrize("published", ["2024", "2024-03", "soon", ""])
def test_a_date_that_names_no_day_is_no_anchor(published: str) -> None:
    assert anchor_of(zoned(("body", "It fell yesterday."), published=published)) is None


@given(st.text(), st.sampled_from([None, "2024-03-15"]))
def test_any_text_keeps_spans_inside(text: str, published: str | None) -> None:
    zones = (Zone(0, len(text), "body"),) if text else ()
    document = Document(Report("r", text, "", "test", published=published), zones)
    found = list(Times()(document))
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert found == sorted(found, key=lambda one: one.start)


@pytest.mark.slow
def test_floor_on_newspaper_dates_with_tense(shared: Path, tmp_path: Path, parse: Parse) -> None:
    """Measured: relaxed .955 and .944, value .808 and .822 on learned from and kept back."""
    gold = shared / GOLD
    assert hashlib.sha256(gold.read_bytes()).hexdigest() == GOLD_DIGEST, "the gold changed: measure again"
    for half, least in ((0, 0.8), (1, 0.815)):
        rows = [json.loads(line) for line in gold.read_text("utf-8").splitlines()]
        rows = [row for row in rows if _half(row["id"]) == half]
        scores = _scores(rows, shared, tmp_path, parse)
        assert scores["relaxed"] >= 0.94
        assert scores["value"] >= least


def _half(identifier: str) -> int:
    return int(hashlib.sha1(identifier.encode()).hexdigest(), 16) % 2  # noqa: S324


def _scores(rows: list[dict[str, str]], shared: Path, folder: Path, parse: Parse) -> dict[str, float]:
    gold, predicted = folder / "gold.jsonl", folder / "dates.jsonl"
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    lines = []
    for row in rows:
        found = date_expressions(parse(row["text"]), date.fromisoformat(row["published"][:10]))
        dates = [{"start": d.start, "end": d.end, "type": d.type, "value": d.value} for d in found]
        lines.append(json.dumps({"id": row["id"], "dates": dates}) + "\n")
    predicted.write_text("".join(lines), "utf-8")
    done = subprocess.run(
        [sys.executable, shared / "eval" / "score.py", "dates", gold, predicted],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name: float(f1) for name, f1 in re.findall(r"^(\w+) .*F1=([\d.]+)", done.stdout, re.MULTILINE)}
