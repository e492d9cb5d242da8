"""The ten invented reports under examples/, held against tests/gold/examples.json."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from copydesk.desk import tell
from copydesk.verification import verify

ROOT = Path(__file__).parent.parent
GOLD = json.loads((ROOT / "tests" / "gold" / "examples.json").read_text("utf-8"))
KEYS = sorted(GOLD["reports"])

Row = dict[str, Any]
ZONES = (
    ("body", {"body"}),
    ("furniture", {"furniture"}),
    ("captions", {"caption"}),
    ("comments", {"comment"}),
    ("credits", {"credit", "caption"}),
    ("corrections", {"correction"}),
)


@dataclass(frozen=True)
class Told:
    folder: Path
    reports: dict[str, Row]
    stories: list[Row]

    def main(self) -> Row:
        return max(self.stories, key=lambda story: len(story["reports"]))

    def key(self, report: str) -> str:
        return next(key for key, row in self.reports.items() if row["id"] == report)


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = tmp_path_factory.mktemp("examples")
    refused: list[Exception] = []
    tell([str(ROOT / "examples")], folder, refused.append)
    assert not refused
    rows = [json.loads(line) for line in (folder / "reports.jsonl").read_text("utf-8").splitlines()]
    stories = [json.loads(line) for line in (folder / "stories.jsonl").read_text("utf-8").splitlines()]
    by_key = {}
    for key, gold in GOLD["reports"].items():
        wanted = gold.get("id") or None
        by_key[key] = next(
            row
            for row in rows
            if (row["id"] == wanted if wanted else Path(row["origin"]).name == Path(gold["file"]).name)
        )
    return Told(folder, by_key, stories)


def zone_at(row: Row, offset: int) -> str:
    return next(str(z["kind"]) for z in row["zones"] if z["start"] <= offset < z["end"])


def test_two_stories_of_the_same_kind_in_one_town_stay_apart(told: Told) -> None:
    found = sorted(sorted(told.key(report) for report in story["reports"]) for story in told.stories)
    assert found == sorted(sorted(keys) for keys in GOLD["stories"])


def test_independent_counts(told: Told) -> None:
    assert sorted(story["independent"] for story in told.stories) == sorted(GOLD["independent"].values())


def test_derivations(told: Told) -> None:
    found = {told.key(d["report"]): d["source"] for d in told.main()["derivations"]}
    ids = {key: row["id"] for key, row in told.reports.items()}
    expected = {key: ids.get(source, source) for key, source in GOLD["derived"].items()}
    assert {key: source.lower() for key, source in found.items()} == {
        key: source.lower() for key, source in expected.items()
    }


def test_shared_statements_are_no_copies(told: Told) -> None:
    linked = {
        frozenset((told.key(p["left"]["report"]), told.key(p["right"]["report"])))
        for story in told.stories
        for p in story["passages"]
        if p["kind"] == "copy"
    }
    assert not [pair for *pair, _ in GOLD["not_copies"] if frozenset(pair) in linked]
    assert all(frozenset((left, right)) in linked for left, right, _ in GOLD["copies"])


@pytest.mark.parametrize("key", KEYS)
def test_zones(told: Told, key: str) -> None:
    row, wrong = told.reports[key], []
    for field, kinds in ZONES:
        for words in GOLD["reports"][key].get(field, []):
            at = row["text"].find(words)
            assert at >= 0, words
            kind = zone_at(row, at + len(words) // 2)
            if kind not in kinds:
                wrong.append(f"{kind}: {words[:60]}")
    assert not wrong


@pytest.mark.parametrize("key", KEYS)
def test_date_of_publication(told: Told, key: str) -> None:
    expected, found = GOLD["reports"][key]["published"], told.reports[key]["published"]
    assert (found or "")[:16] == (expected or "")[:16]


def speakers(row: Row, words: str) -> Iterator[str | None]:
    start = row["text"].index(words)
    end = start + len(words)
    for quote in row["quotes"]:
        covered = sum(max(0, min(end, s["end"]) - max(start, s["start"])) for s in quote["content"])
        if covered >= 0.6 * len(words):
            yield quote["speaker"]


def test_speakers(told: Told) -> None:
    right, wrong = 0, []
    for key in KEYS:
        for words, accepted in GOLD["reports"][key]["quotes"]:
            found = list(speakers(told.reports[key], words))
            if any(name in (speaker or "").lower() for speaker in found for name in accepted):
                right += 1
            else:
                wrong.append((key, words[:50], found))
    assert right >= 0.85 * (right + len(wrong)), wrong


def test_no_speaker_is_a_pronoun(told: Told) -> None:
    counts = Counter((q["speaker"] or "").lower() for row in told.reports.values() for q in row["quotes"])
    assert not counts.keys() & {"he", "she", "they", "it", "who", "i", "we", "you"}


def test_what_stands_in_marks_and_is_no_quote(told: Told) -> None:
    wrong = []
    for key in KEYS:
        row = told.reports[key]
        for words in GOLD["reports"][key].get("not_quotes", []):
            at = row["text"].find(words)
            assert at >= 0, words
            for quote in row["quotes"]:
                if quote["kind"] != "indirect" and any(
                    s["start"] <= at
                    and at + len(words) <= s["end"]
                    and s["end"] - s["start"] <= len(words) + 4
                    for s in quote["content"]
                ):
                    wrong.append((key, words))
    assert not wrong


def test_utterances(told: Told) -> None:
    wrong = []
    for name, parts in GOLD["same_statement"]:
        best = 0
        for utterance in told.main()["utterances"]:
            hits = 0
            for key, words in parts:
                row = told.reports[key]
                start = row["text"].index(words)
                hits += any(
                    w["report"] == row["id"] and w["start"] < start + len(words) and start < w["end"]
                    for w in utterance["wordings"]
                )
            best = max(best, hits)
        if best < len(parts):
            wrong.append((name, best, len(parts)))
    assert len(wrong) <= 2, wrong


def test_disagreements(told: Told) -> None:
    kinds = {one["kind"] for one in told.main()["disagreements"]}
    assert {"number", "platform", "wording"} <= kinds


def test_the_front_page_shows_the_newest_story_first(told: Told) -> None:
    front = (told.folder / "index.html").read_text("utf-8")
    places = [front.index(f'href="{story["id"]}.html"') for story in told.stories]
    newest = max(told.stories, key=lambda story: str(story["last"]))
    assert front.index(f'href="{newest["id"]}.html"') == min(places)


def test_verify_finds_no_fault(told: Told) -> None:
    checked, faults = verify(told.folder)
    assert checked > 500
    assert not faults
