"""The commands on a store: what they print, and that all of a store can be had out of it again."""

import json
import re
import signal
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from copydesk.cli import DONE, FAILED, PARTLY, USAGE, main
from copydesk.readers.identity import digest
from copydesk.store.sqlite import open_store
from shelf import keep, kept

ROOT = Path(__file__).parent.parent
EXAMPLES = str(ROOT / "examples")
Json = dict[str, Any]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("store") / "desk.db")
    assert main(["add", EXAMPLES, "--store", path]) == DONE
    return path


def printed(capsys: pytest.CaptureFixture[str], arguments: Sequence[str]) -> list[Json]:
    capsys.readouterr()
    assert main(arguments) == DONE
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def said(capsys: pytest.CaptureFixture[str], arguments: Sequence[str], status: int = DONE) -> str:
    capsys.readouterr()
    assert main(arguments) == status
    return capsys.readouterr().err


def test_add_prints_each_new_report_and_says_what_the_store_holds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "desk.db")
    assert main(["add", EXAMPLES, "--store", path]) == DONE
    out, err = capsys.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    assert len(rows) == 10
    assert set(rows[0]) == {"id", "outlet", "title", "digest"}
    assert err == f"10 new reports; {path} holds 10 reports, 2 stories\n"
    assert main(["add", EXAMPLES, "--store", path]) == DONE
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"0 new reports (10 known before); {path} holds 10 reports, 2 stories\n"


def test_what_cannot_be_read_does_not_keep_the_good_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"id": "a", "text": "A ferry ran aground."}\n{"id": \n', "utf-8")
    err = said(capsys, ["add", str(rows), "--store", str(tmp_path / "desk.db")], PARTLY)
    assert "rows.jsonl:2: " in err
    assert "1 new report; " in err


def many(folder: Path, count: int) -> str:
    """A file of so many reports of different events."""
    path = folder / "many.jsonl"
    rows = (
        {"id": f"r{n}", "title": f"Lock {n} opens", "text": f"Lock {n} opened. " * 9} for n in range(count)
    )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return str(path)


@pytest.mark.parametrize("also", ["", " 2>&1"])
def test_add_goes_on_when_nobody_reads_what_it_prints(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], also: str
) -> None:
    path = str(tmp_path / "desk.db")
    rows = many(tmp_path, 1200)
    with Path(rows).open("a", encoding="utf-8") as file:
        file.write('{"id": \n')
    add = f"{sys.executable} -m copydesk add {rows} --store {path}{also}; echo $? >{tmp_path}/status"
    subprocess.run(["bash", "-c", f"({add}) | head -1"], check=True, timeout=60, capture_output=True)  # noqa: S607
    assert (tmp_path / "status").read_text().strip() == str(PARTLY)
    assert sum(len(row["reports"]) for row in printed(capsys, ["stories", "--store", path])) == 1200


def test_add_ends_at_sigterm_as_at_ctrl_c(tmp_path: Path) -> None:
    path = str(tmp_path / "desk.db")
    command = [sys.executable, "-m", "copydesk", "add", "-", "--store", path]
    row = '{"id": "a", "text": "A lock opened."}\n'
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdin is not None
        running.stdin.write(row)
        running.stdin.flush()
        while not Path(path).exists() or not Path(path).stat().st_size:
            assert running.poll() is None
        running.send_signal(signal.SIGTERM)
        assert running.wait(20) == 130
        assert running.stderr is not None
        assert running.stderr.read() == "copydesk: stopped\n"


def test_reports_that_wait_for_a_story_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "desk.db"
    store = open_store(path, create=True, writable=True)
    keep(store, kept("a"), kept("b", "A lock opened."))
    store.close()
    line = "2 reports wait for a story; `copydesk place` finds them one\n"
    assert said(capsys, ["stories", "--store", str(path)]) == line
    assert said(capsys, ["export", "--store", str(path), "-o", str(tmp_path / "out")]).startswith(line)


def test_a_store_without_reports_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "desk.db")
    said(capsys, ["add", str(tmp_path / "nofile.txt"), "--store", path], PARTLY)
    line = f"{path} holds no report yet; `copydesk add` brings some in\n"
    assert said(capsys, ["stories", "--store", path]) == line
    assert said(capsys, ["search", "rain", "--store", path]) == line
    assert said(capsys, ["export", "--store", path, "-o", str(tmp_path / "out")]).startswith(line)


def test_options_that_would_be_passed_over_are_refused(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export = ["export", "--store", store, "-o", str(tmp_path / "out")]
    for options in (
        ["--story", "abcd"],
        ["--since", "2025-01-01"],
        ["--pages", "--bytes"],
        ["--pages", "--story", "abcd", "--since", "2025-01-01"],
    ):
        err = said(capsys, [*export, *options], USAGE)
        assert err.startswith("copydesk: export: ")
        assert err.count("\n") == 1
    assert not (tmp_path / "out").exists()
    assert said(capsys, ["stories", "--store", store, "--since", "2090-01-01"]) == (
        "no story has a report of 2090-01-01 or later\n"
    )


def test_stories_come_latest_first_and_are_those_of_cluster(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = printed(capsys, ["stories", "--store", store])
    assert [len(row["reports"]) for row in rows] == [8, 2]
    assert rows[0]["last"] > rows[1]["last"]
    clusters = printed(capsys, ["cluster", EXAMPLES])
    assert {row["id"]: set(row["reports"]) for row in rows} == {
        row["id"]: set(row["reports"]) for row in clusters
    }
    assert printed(capsys, ["stories", "--store", store, "--limit", "1"]) == rows[:1]
    assert printed(capsys, ["stories", "--store", store, "--since", "2025-11-14"]) == rows[:1]
    assert main(["stories", "--store", store, "--format", "text"]) == DONE
    shown = capsys.readouterr().out
    assert re.search(
        rf"^{rows[0]['id']} · 2025-11-1\d to 2025-11-15 · 8 reports · \d outlets named · ", shown
    )


def test_a_story_is_told_as_compare_tells_it(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    ids = [row["id"] for row in printed(capsys, ["stories", "--store", store])]
    (row,) = printed(capsys, ["story", ids[1], "--store", store])
    assert row["id"] == ids[1]
    assert row["title"] == printed(capsys, ["stories", "--store", store])[1]["title"]
    assert printed(capsys, ["story", ids[1][:4], "--store", store]) == [row]
    assert printed(capsys, ["story", f"http://127.0.0.1:8000/story/{ids[1]}.html", "--store", store]) == [row]
    assert row["brief"]
    assert row["history"] == []
    assert row["judgements"] == []
    assert {citation["report"] for one in row["brief"] for citation in one["citations"]} <= set(
        row["reports"]
    )
    assert main(["story", ids[1], "--store", store, "--format", "text"]) == DONE
    shown = capsys.readouterr().out
    for report in row["reports"]:
        assert report in shown


def test_a_story_that_went_into_another_leads_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "desk.db")
    assert main(["add", EXAMPLES, "--store", path]) == DONE
    one, other = (row["id"] for row in printed(capsys, ["stories", "--store", path]))
    assert main(["judge", "merge", one, other, "--store", path, "--by", "Ada"]) == DONE
    capsys.readouterr()
    assert main(["story", other, "--store", path]) == DONE
    out, err = capsys.readouterr()
    row = json.loads(out)
    assert err == f"story {other} is part of story {one} now\n"
    assert (row["id"], row["absorbed"], len(row["reports"])) == (one, [other], 10)
    assert [(event["kind"], event["judgement"]) for event in row["history"]] == [("merged", 1)]
    assert [(judgement["kind"], judgement["by"]) for judgement in row["judgements"]] == [("merge", "Ada")]


def test_a_history_is_told_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "desk.db")
    assert main(["add", EXAMPLES, "--store", path]) == DONE
    large, small = printed(capsys, ["stories", "--store", path])
    first, other = large["reports"][:2]
    assert main(["judge", "move", first, other, "--to", small["id"], "--store", path]) == DONE
    (split,) = printed(capsys, ["judge", "split", large["id"], large["reports"][2], "--store", path])
    assert main(["judge", "undo", "2", "--store", path, "--by", "Ada"]) == DONE
    capsys.readouterr()
    assert main(["story", large["id"], "--store", path, "--format", "text"]) == DONE
    history = " ".join(capsys.readouterr().out.partition("\nHistory\n")[2].split())
    assert re.search(
        rf"reports {first} \([^()]+\), {other} \([^()]+\) went to story {small['id']}: "
        r"judged so by a person \(judgement 1\)",
        history,
    )
    assert re.search(rf"report {large['reports'][2]} \([^()]+, “[^”]+”\) left for story", history)
    gone = f"story {split['other']} went into this one: the judgement was undone by Ada (judgement 2)"
    assert gone in history


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["dredger"], 5),
        (["DREDGER", "fog"], 2),
        (['"failing radar"'], 1),
        (["sandb*"], 2),
        (["zzzunheard"], 0),
        (['"', "(", "NEAR(", "*"], 0),
    ],
)
def test_search_cites_the_words_found(
    store: str, capsys: pytest.CaptureFixture[str], words: list[str], found: int
) -> None:
    texts = {row["id"]: row["text"] for row in printed(capsys, ["read", EXAMPLES])}
    rows = printed(capsys, ["search", *words, "--store", store])
    assert (len(rows) >= found) if found else not rows
    for row in rows:
        text = texts[row["report"]]
        assert row["spans"]
        for span in row["spans"]:
            word = text[span["start"] : span["end"]].lower()
            assert any(asked.strip('"*').lower() in word or word in asked.lower() for asked in words), word
        cut = row["excerpt"]
        assert text[cut["start"] : cut["end"]] == cut["text"]
        assert any(cut["start"] <= span["start"] and span["end"] <= cut["end"] for span in row["spans"])


def test_all_of_a_store_can_be_had_out_and_put_into_another(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["export", "--store", store, "-o", str(out), "--bytes"]) == DONE
    rows = [json.loads(line) for line in (out / "reports.jsonl").read_text("utf-8").splitlines()]
    stories = printed(capsys, ["stories", "--store", store])
    assert [json.loads(line) for line in (out / "stories.jsonl").read_text("utf-8").splitlines()] == stories
    assert {row["id"]: row["in_story"] for row in rows} == {
        report: story["id"] for story in stories for report in story["reports"]
    }
    with zipfile.ZipFile(out / "received.zip") as received:
        assert {name: digest(received.read(name)) for name in received.namelist()} == {
            row["digest"]: row["digest"] for row in rows
        }
    again = str(tmp_path / "again.db")
    assert main(["add", str(out / "reports.jsonl"), "--store", again]) == DONE
    assert [
        (row["id"], sorted(row["reports"])) for row in printed(capsys, ["stories", "--store", again])
    ] == [(story["id"], sorted(story["reports"])) for story in stories]


def test_exported_pages_are_what_tell_writes(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "pages"
    small = printed(capsys, ["stories", "--store", store])[1]["id"]
    assert main(["export", "--store", store, "-o", str(out), "--pages", "--story", small]) == DONE
    assert (out / f"{small}.html").is_file()
    assert main(["verify", str(out)]) == DONE
    assert main(["export", "--store", store, "-o", str(out)]) == DONE
    assert not (out / f"{small}.html").exists()


def test_export_harms_no_file_of_others(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "reports.jsonl").write_text("mine", "utf-8")
    err = said(capsys, ["export", "--store", store, "-o", str(tmp_path)], FAILED)
    assert "it was not written by copydesk" in err
    assert (tmp_path / "reports.jsonl").read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    "command", [["stories"], ["search", "x"], ["story", "abcd"], ["export", "-o", "out"]]
)
def test_a_store_that_is_not_there_is_one_line(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    err = said(capsys, [*command, "--store", "none.db"], FAILED)
    assert err.startswith("copydesk: none.db: ")
    assert err.count("\n") == 1
    assert not (tmp_path / "none.db").exists()


def test_reports_that_wait_are_placed_and_all_of_them_anew(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "desk.db")
    assert main(["add", EXAMPLES, "--store", path]) == DONE
    stories = printed(capsys, ["stories", "--store", path])
    assert said(capsys, ["place", "--store", path]) == f"0 reports placed; {path} holds 2 stories\n"
    assert (
        said(capsys, ["place", "--anew", "--store", path]) == f"10 reports placed; {path} holds 2 stories\n"
    )
    assert printed(capsys, ["stories", "--store", path]) == stories
    assert main(["place", "--store", str(tmp_path / "none.db")]) == FAILED
