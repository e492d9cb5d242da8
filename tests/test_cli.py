"""The commands: exit statuses, progress on a terminal and silence in a pipe, the same rows on every run."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from copydesk.cli import DONE, FAILED, PARTLY, main

ROOT = Path(__file__).parent.parent
GAZETTE = str(ROOT / "examples" / "harbour-gazette.txt")


def test_done() -> None:
    assert main(["cluster", GAZETTE]) == DONE


@pytest.mark.parametrize(
    "arguments", [[], ["read"], ["tell", GAZETTE], ["sing"], ["compare", "x", "--by", "mood"]]
)
def test_wrong_usage(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


def test_a_model_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["annotate", GAZETTE, "--model", str(tmp_path / "none")]) == FAILED
    (line,) = capsys.readouterr().err.splitlines()
    assert "not a spaCy model" in line


def test_an_output_folder_that_is_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    taken = tmp_path / "taken"
    taken.write_text("mine")
    assert main(["tell", GAZETTE, "-o", str(taken)]) == FAILED
    (line,) = capsys.readouterr().err.splitlines()
    assert "taken" in line
    assert taken.read_text() == "mine"


def test_nothing_to_tell_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    assert main(["tell", str(tmp_path / "in"), "-o", str(tmp_path / "out")]) == FAILED
    assert "no report to tell of; name files" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out.startswith("copydesk 0.")


def test_verify_says_what_is_off(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tell", GAZETTE, "-o", str(tmp_path)]) == DONE
    assert main(["verify", str(tmp_path)]) == DONE
    rows = tmp_path / "reports.jsonl"
    rows.write_text(rows.read_text("utf-8").replace("radar fault", "radar flaw!"), "utf-8")
    capsys.readouterr()
    assert main(["verify", str(tmp_path)]) == PARTLY
    assert "the text is not the one that was read" in capsys.readouterr().err


def test_two_runs_print_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    printed = []
    for _ in range(2):
        main(["compare", str(ROOT / "examples" / "wires.jsonl"), "--by", "story"])
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1]


def test_parquet_holds_the_rows(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    main(["tell", GAZETTE, "-o", str(tmp_path)])
    for name in ("reports", "stories"):
        lines = (tmp_path / f"{name}.jsonl").read_text("utf-8").splitlines()
        rows = parquet.read_table(tmp_path / f"{name}.parquet").to_pylist()
        assert [row["id"] for row in rows] == [json.loads(line)["id"] for line in lines]


def test_stats_account_for_every_character(capsys: pytest.CaptureFixture[str]) -> None:
    main(["read", str(ROOT / "examples")])
    characters = sum(len(json.loads(line)["text"]) for line in capsys.readouterr().out.splitlines())
    main(["read", "--stats", str(ROOT / "examples")])
    last = capsys.readouterr().out.splitlines()[-1].split("\t")
    assert int(last[-1]) == characters == sum(int(cell) for cell in last[1:-1])


def test_no_progress_bar_in_a_pipe() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "copydesk", "read", GAZETTE], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_a_progress_bar_on_a_terminal() -> None:
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "copydesk", "read", GAZETTE], stdout=subprocess.DEVNULL, stderr=theirs
    )
    process.wait(timeout=60)
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert "report" in shown
