"""The commands of ``judge``."""

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from copydesk.console import Console
from copydesk.errors import StoreError
from copydesk.judging_command import add_judge
from shelf import keep, kept, opened, place

FOUND = {"report-a1": "aaaa1111", "report-a2": "aaaa1111", "report-b1": "bbbb2222", "other-c1": "bbbb3333"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "desk.db"
    with opened(made) as store:
        keep(store, *(kept(name, f"Rain in {name}.", hour=hour) for hour, name in enumerate(FOUND)))
        place(store, **FOUND)
    return made


class Judge:
    """Runs a command and reads what it prints."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path = path
        self._capsys = capsys

    def __call__(self, *arguments: str) -> list[dict[str, Any]]:
        parser = argparse.ArgumentParser()
        add_judge(parser.add_subparsers())
        options = parser.parse_args(["judge", *arguments, "--store", str(self.path)])
        options.run(options, Console())
        return [json.loads(line) for line in self._capsys.readouterr().out.splitlines()]

    def held(self) -> dict[str, str]:
        with opened(self.path, writable=False) as store:
            return dict(store.story_of(FOUND))


@pytest.fixture
def judge(path: Path, capsys: pytest.CaptureFixture[str]) -> Judge:
    return Judge(path, capsys)


def test_each_judgement_is_printed_listed_and_undone(judge: Judge) -> None:
    (merged,) = judge("merge", "aaaa1111", "bbbb2222", "--by", "Ann")
    assert (merged["number"], merged["kind"], merged["by"]) == (1, "merge", "Ann")
    assert judge.held()["report-b1"] == "aaaa1111"
    (split,) = judge("split", "aaaa1111", "report-a1")
    (moved,) = judge("move", "report-a2", "--to", "bbbb3333")
    assert judge.held()["report-a2"] == "bbbb3333"
    (rejected,) = judge("reject", "bbbb3333", "report-a2")
    assert [one["number"] for one in judge("list")] == [1, 2, 3, 4]
    assert judge("list", split["other"]) == [split]
    for number in (1, 3, 4, 2):
        (undone,) = judge("undo", str(number))
        assert undone["undone"] is not None
    assert judge.held() == FOUND
    assert moved["reports"] == rejected["reports"] == ["report-a2"]


def test_ids_may_be_shortened_and_stories_named_by_their_page(judge: Judge) -> None:
    judge("merge", "aaaa", "http://127.0.0.1:8000/story/bbbb2222.html?done=1")
    assert judge.held()["report-b1"] == "aaaa1111"
    judge("move", "othe", "--to", "bbbb2")
    assert judge.held()["other-c1"] == "aaaa1111"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["merge", "aaaa", "bbbb"], "story bbbb: 2 ids begin so (bbbb2222, bbbb3333); give more of it"),
        (["merge", "aaaa", "bbb"], "story bbb: there is none of this id"),
        (["merge", "aaaa", "dddd"], "story dddd: there is none of this id"),
        (["move", "repo", "--to", "bbbb3"], "report repo: 3 ids begin so"),
        (["split", "aaaa", "othe"], "report othe: there is none of this id"),
        (["undo", "5"], "judgement 5: there is none of this number"),
        (["list", "zzzz"], "story zzzz: there is none of this id"),
    ],
)
def test_what_cannot_be_meant_is_said_in_a_line(judge: Judge, arguments: list[str], line: str) -> None:
    with pytest.raises(StoreError) as caught:
        judge(*arguments)
    assert str(caught.value).startswith(line)
    assert judge.held() == FOUND
