"""A result whose citations are off is found out."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from copydesk.errors import InputError
from copydesk.output import text_digest
from copydesk.verification import verify

Row = dict[str, Any]
TEXT = "The mayor of Norvik resigned. “I am tired,” she said on Monday."


def span(words: str, report: str = "a") -> Row:
    start = TEXT.index(words)
    return {"report": report, "start": start, "end": start + len(words)}


def report() -> Row:
    quote = {"content": [{"start": 31, "end": 42}], "cue": [], "source": []}
    return {
        "id": "a",
        "text": TEXT,
        "text_digest": text_digest(TEXT),
        "zones": [{"start": 0, "end": len(TEXT), "kind": "body"}],
        "mentions": [],
        "quotes": [quote],
        "dates": [],
        "claims": [],
    }


def story() -> Row:
    sentence = "The mayor of Norvik resigned."
    return {
        "id": "s",
        "reports": ["a"],
        "independent": 1,
        "utterances": [{"speaker": None, "wordings": [{**span("I am tired,"), "text": "I am tired,"}]}],
        "agreements": [{"text": sentence, "spans": [span(sentence)]}],
        "disagreements": [{"about": "day", "values": [{"value": "Monday", "spans": [span("Monday")]}]}],
        "timeline": [{"text": sentence, "citations": [span(sentence)]}],
        "brief": [{"text": "[The mayor] of Norvik resigned.", "citations": [span(sentence)]}],
        "passages": [{"kind": "copy", "left": span(sentence), "right": span(sentence)}],
    }


def write(folder: Path, one: Row, other: Row) -> None:
    (folder / "reports.jsonl").write_text(json.dumps(one) + "\n", "utf-8")
    (folder / "stories.jsonl").write_text(json.dumps(other) + "\n", "utf-8")
    (folder / "index.html").write_text("front", "utf-8")
    (folder / "s.html").write_text("page", "utf-8")


def test_a_good_result_passes(tmp_path: Path) -> None:
    write(tmp_path, report(), story())
    assert verify(tmp_path) == (8, [])


FAULTS: list[tuple[str, Callable[[Row, Row], object]]] = [
    ("the text is not the one that was read", lambda r, s: r.update(text_digest="0")),
    ("zones do not cover", lambda r, s: r["zones"][0].update(start=1)),
    ("zones end at", lambda r, s: r["zones"][0].update(end=5)),
    ("no characters", lambda r, s: r["quotes"][0]["content"][0].update(end=500)),
    ("wording prints", lambda r, s: s["utterances"][0]["wordings"][0].update(text="I am fine,")),
    ("wording prints", lambda r, s: s["utterances"][0]["wordings"][0].update(start=0, end=9)),
    ("is not cited", lambda r, s: s["brief"][0].update(citations=[])),
    ("brief sentence prints", lambda r, s: s["brief"][0].update(text="[The mayor] of Norvik sang.")),
    ("[Berg], which stands in no", lambda r, s: s["brief"][0].update(text="[Berg] of Norvik resigned.")),
    ("timeline entry prints", lambda r, s: s["timeline"][0].update(text="The mayor of Norvik sang.")),
    ("is not cited", lambda r, s: s["disagreements"][0]["values"][0].update(spans=[])),
    (
        "share too few words",
        lambda r, s: s["passages"][0].update(right=span("I am tired,” she said on Monday")),
    ),
    ("report b", lambda r, s: s["reports"].append("b")),
    ("2 independent of 1", lambda r, s: s.update(independent=2)),
]


@pytest.mark.parametrize(("fault", "change"), FAULTS, ids=[f"{n}-{f[0]}" for n, f in enumerate(FAULTS)])
def test_each_fault_is_found(fault: str, change: Callable[[Row, Row], object], tmp_path: Path) -> None:
    one, other = report(), story()
    change(one, other)
    write(tmp_path, one, other)
    _, faults = verify(tmp_path)
    assert any(fault in str(found) for found in faults), faults


def test_a_missing_page_is_found(tmp_path: Path) -> None:
    write(tmp_path, report(), story())
    (tmp_path / "s.html").unlink()
    assert "page s.html is missing" in str(verify(tmp_path)[1][0])


def test_a_folder_without_a_result_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no result to verify; name a folder that tell wrote"):
        verify(tmp_path)
