"""Bad input: one clear line each, with place and remedy; exit status 1; every good report still comes out."""

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from copydesk.cli import PARTLY, main

GOOD = "The council of Norvik voted on Monday to close the old bridge for two years.\n"


def empty(folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"")


def binary(folder: Path) -> None:
    (folder / "bad.txt").write_bytes(bytes(range(256)) * 40)


def undecodable(folder: Path) -> None:
    (folder / "bad.txt").write_bytes(
        b"The mayor of Norvik \xff resigned \xe2\x80\x9ctoday\xe2\x80\x9d.\n" * 3
    )


def truncated_gzip(folder: Path) -> None:
    rows = "".join(json.dumps({"id": str(n), "text": GOOD + str(os.urandom(400))}) + "\n" for n in range(50))
    packed = gzip.compress(rows.encode())
    (folder / "bad.jsonl.gz").write_bytes(packed[: len(packed) // 2])


def invalid_json(folder: Path) -> None:
    lines = [json.dumps({"id": f"j{n}", "text": GOOD + str(n)}) for n in range(1, 10)]
    lines[6] = '{"id": "j7", "text": '
    (folder / "bad.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


def one_id_two_texts(folder: Path) -> None:
    rows = [{"id": "same", "text": GOOD + "One."}, {"id": "same", "text": GOOD + "Two."}]
    (folder / "bad.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def no_text(folder: Path) -> None:
    (folder / "bad.html").write_text(
        "<!doctype html><title>x</title><body><script>1</script></body>", "utf-8"
    )


BAD: list[tuple[Callable[[Path], None], str, int]] = [
    (empty, "bad.txt", 1),
    (binary, "bad.txt", 1),
    (undecodable, "bad.txt", 2),
    (truncated_gzip, "bad.jsonl.gz", 2),
    (invalid_json, "bad.jsonl:7", 9),
    (one_id_two_texts, "bad.jsonl:2", 3),
    (no_text, "bad.html", 1),
]


@pytest.mark.parametrize(("make", "place", "least"), BAD, ids=[case[0].__name__ for case in BAD])
def test_one_line_and_the_good_comes_out(
    make: Callable[[Path], None], place: str, least: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make(tmp_path)
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    status = main(["read", str(tmp_path)])
    printed = capsys.readouterr()
    rows = [json.loads(line) for line in printed.out.splitlines()]
    assert status == PARTLY
    assert any(row["text"] == GOOD for row in rows)
    assert len(rows) >= least
    (line,) = printed.err.splitlines()
    assert place in line
    assert "; " in line, "a remedy stands behind a semicolon"
    assert "Traceback" not in line


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1251"])
def test_other_encodings_are_read(encoding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Городской совет проголосовал в понедельник за закрытие старого моста на два года.\n" * 4
    (tmp_path / "other.txt").write_bytes(text.encode(encoding))
    main(["read", str(tmp_path)])
    (row,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert row["text"] == text
    assert row["language"] in ("ru", "bg", "uk")


def test_a_missing_file_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(tmp_path / "nothing.txt")]) == PARTLY
    (line,) = capsys.readouterr().err.splitlines()
    assert "nothing.txt" in line


@pytest.mark.skipif(os.name != "posix", reason="permissions as on POSIX")
def test_a_folder_without_permission_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    closed.chmod(0)
    if os.geteuid() == 0:  # root may read everything: refuse in its place
        original = os.scandir

        def scandir(path: object = ".") -> object:
            if Path(os.fspath(path)) == closed:  # type: ignore[call-overload]
                raise PermissionError(13, "Permission denied", str(path))
            return original(path)  # type: ignore[call-overload]

        monkeypatch.setattr(os, "scandir", scandir)
        monkeypatch.setattr(os, "listdir", lambda path=".": [entry.name for entry in scandir(path)])  # type: ignore[attr-defined]
    status = main(["read", str(tmp_path)])
    closed.chmod(0o755)
    printed = capsys.readouterr()
    assert status == PARTLY
    assert "closed" in printed.err
    assert len(printed.out.splitlines()) == 1


def test_a_line_of_50_mb_is_refused_and_the_good_comes_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "huge.txt").write_text("The council of Norvik voted. " * 1_800_000, "utf-8")
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    assert main(["read", str(tmp_path)]) == PARTLY
    printed = capsys.readouterr()
    (row,) = [json.loads(line) for line in printed.out.splitlines()]
    assert row["text"] == GOOD
    (line,) = printed.err.splitlines()
    assert "huge.txt: a text of 52,200,000 characters, which no report has; split it" in line


def test_another_language_is_kept_and_the_silent_layers_say_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        "Der Stadtrat von Norvik hat am Montag beschlossen, die alte Brücke für zwei Jahre zu sperren.\n" * 3
    )
    (tmp_path / "german.txt").write_text(text, "utf-8")
    assert main(["annotate", str(tmp_path)]) == 0
    (row,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert row["language"] == "de"
    assert row["zones"]
    assert {silence["layer"] for silence in row["silences"]} >= {"sentences", "quotes", "dates", "claims"}


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    rows = "".join(json.dumps({"id": str(n), "text": GOOD * 50}) + "\n" for n in range(500))
    (tmp_path / "many.jsonl").write_text(rows, "utf-8")
    command = f"{sys.executable} -m copydesk read {tmp_path} | head -n 1 >/dev/null; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["/bin/bash", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
