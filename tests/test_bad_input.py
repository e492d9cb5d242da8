"""Bad input: one clear line each, with place and remedy; exit status 1; every good report still comes out."""

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from copydesk.cli import DONE, PARTLY, main

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


def utf_16(folder: Path) -> None:
    (folder / "bad.txt").write_bytes((GOOD + "Two.").encode("utf-16"))


def windows_1251_lines(folder: Path) -> None:
    words = ("Городской совет проголосовал за закрытие старого моста.", "Мэр ушёл в отставку.", "Да.")
    lines = "".join(f'{{"id": "{n}", "text": "{words[n % 3]} {n}"}}\n' for n in range(30))
    (folder / "bad.jsonl").write_bytes(lines.encode("windows-1251"))


def empty_list(folder: Path) -> None:
    (folder / "bad.json").write_text("[]", "utf-8")


def archive_without_pages(folder: Path) -> None:
    (folder / "bad.warc").write_bytes(b"WARC/1.0\r\nbroken")


def packed_twice(folder: Path) -> None:
    (folder / "bad.txt.gz").write_bytes(gzip.compress(gzip.compress(GOOD.encode())))


def deep_json(folder: Path) -> None:
    (folder / "bad.json").write_text("[" * 100_000, "utf-8")


def link_to_a_folder(folder: Path) -> None:
    (folder / "bad").symlink_to(folder, target_is_directory=True)


def link_in_a_circle(folder: Path) -> None:
    (folder / "bad").symlink_to("bad")


BAD: list[tuple[Callable[[Path], None], str, int]] = [
    (empty, "bad.txt", 1),
    (binary, "bad.txt", 1),
    (undecodable, "bad.txt", 2),
    (truncated_gzip, "bad.jsonl.gz", 2),
    (invalid_json, "bad.jsonl:7", 9),
    (one_id_two_texts, "bad.jsonl:2", 3),
    (no_text, "bad.html", 1),
    (utf_16, "bad.txt", 2),
    (windows_1251_lines, "bad.jsonl", 31),
    (empty_list, "bad.json", 1),
    (archive_without_pages, "bad.warc", 1),
    (packed_twice, "bad.txt.gz", 1),
    (deep_json, "bad.json", 1),
    (link_to_a_folder, "bad", 1),
    (link_in_a_circle, "bad", 1),
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
    assert "huge.txt: a text of 52,200,000 bytes, which no report has; split it" in line


def test_a_text_of_20_mb_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "The council of Norvik voted, and voted again. " * 435_000
    (tmp_path / "long.txt").write_text(text, "utf-8")
    assert main(["read", str(tmp_path)]) == DONE
    (row,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(row["text"]) > 20_000_000
    assert row["text"] == text


def test_a_text_of_too_many_lines_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "lines.txt").write_text("a\n" * 1_000_001, "utf-8")
    assert main(["read", str(tmp_path)]) == PARTLY
    (line,) = capsys.readouterr().err.splitlines()
    assert "lines.txt: a text of 1,000,001 lines, which no report has; split it" in line


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


def printed(capsys: pytest.CaptureFixture[str]) -> tuple[list[dict[str, Any]], list[str]]:
    """The rows on standard output and the lines on standard error so far."""
    out, err = capsys.readouterr()
    return [json.loads(line) for line in out.splitlines()], err.splitlines()


def test_lines_of_one_file_are_read_in_one_encoding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    windows_1251_lines(tmp_path)
    main(["read", str(tmp_path)])
    rows, lines = printed(capsys)
    assert {row["text"].split()[0] for row in rows} == {"Городской", "Мэр", "Да."}
    assert len(lines) == 1


def test_values_that_are_no_dates_or_ids(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dates = [
        "1e30",
        "-1e30",
        "NaN",
        "Infinity",
        "1" + "0" * 400,
        '"0000-00-00"',
        '"9999-12-31"',
        "true",
        "[1]",
    ]
    lines = [f'{{"id": "{n}", "text": "Report {n}.", "published": {day}}}' for n, day in enumerate(dates)]
    lines += [f'{{"id": {"9" * 400}, "text": "Long."}}', '{"id": NaN, "text": "None."}']
    (tmp_path / "rows.jsonl").write_text("\n".join(lines), "utf-8")
    assert main(["read", str(tmp_path)]) == PARTLY
    rows, told = printed(capsys)
    assert [row["published"] for row in rows] == [None] * len(lines)
    untold = ["is no date that can be told" in row["published_from"] for row in rows[: len(dates)]]
    assert untold == [day != "NaN" for day in dates]  # tables write NaN where there is none
    assert rows[-2]["id"] == "9" * 400
    said = [line.split(": ")[2] for line in told]
    assert said.count("the field published is no date that can be told") == len(dates) - 1
    assert said[-1] == "the field id is a number, not a string; left out; write it as a string"
    assert len(said) == len(dates)


@pytest.mark.skipif(os.name != "posix", reason="names and pipes as on POSIX")
def test_names_of_files_break_no_line_and_pipes_are_not_waited_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")
    (tmp_path / "a\nb\x1b[31m.txt").write_text("")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).write_text(GOOD)
    assert main(["read", str(tmp_path)]) == PARTLY
    rows, lines = printed(capsys)
    assert rows[0]["origin"].endswith("/\ufffd.txt")
    assert len(lines) == 1
    assert "a b [31m.txt: the file is empty" in lines[0]


def test_a_page_may_hold_half_a_character(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = '{"@type": "NewsArticle", "headline": "Bridge \\ud83d", "publisher": {"name": "\\ud83d"}}'
    page = f'<html><script type="application/ld+json">{data}</script><p>{GOOD}</p></html>'
    (tmp_path / "page.html").write_text(page, "utf-8")
    assert main(["read", str(tmp_path)]) == 0
    rows, _ = printed(capsys)
    assert (rows[0]["title"], rows[0]["outlet"]) == ("Bridge ?", "?")


def test_a_story_dated_to_months_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    days = ["2025-03", "2025-03-04", "2025-04", None]
    rows = [{"id": str(n), "text": f"{GOOD} {n}", "published": day} for n, day in enumerate(days)]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    main(["annotate", "--by", "story", str(tmp_path)])
    found, _ = printed(capsys)
    assert [row["anchor"] for row in found] == ["2025-03", "2025-03-04", "2025-04", "2025-03-04"]


def test_a_report_too_long_to_parse_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = (f"The council of Norvik voted on Monday, {n:05}. \n" for n in range(5_000))
    (tmp_path / "long.txt").write_text("".join(lines), "utf-8")
    main(["annotate", str(tmp_path)])
    (row,), _ = printed(capsys)
    last = max(claim["end"] for claim in row["claims"])
    assert 150_000 < last < 210_000
    assert max(date["end"] for date in row["dates"]) < 210_000
    (silence,) = row["silences"]
    assert silence["reason"].endswith(" characters of evidence the first 200,000 were read")


def test_quotes_say_which_reports_were_read_in_part(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (f"The council of Norvik voted on Monday, {n:05}. \n" for n in range(5_000))
    (tmp_path / "long.txt").write_text("".join(lines), "utf-8")
    main(["quotes", str(tmp_path)])
    (said,) = printed(capsys)[1]
    assert said.endswith(" characters of evidence the first 200,000 were read")


def test_output_is_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Ørsted “quit”.", "utf-8")
    command = [sys.executable, "-m", "copydesk", "read", str(tmp_path)]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert json.loads(done.stdout.decode("utf-8"))["text"] == "Ørsted “quit”."


@pytest.mark.skipif(not Path("/bin/bash").exists(), reason="needs bash")
@pytest.mark.parametrize(
    ("closed", "status", "said"),
    [
        ("read {} >&-", 3, "copydesk: standard output: closed; name a place that can be written\n"),
        ("read --stats {} >&-", 3, "copydesk: standard output: closed; name a place that can be written\n"),
        ("read {} - <&-", 1, "copydesk: standard input: it is closed; name a file\n"),
        ("read {} nothing 2>&-", 1, ""),
    ],
)
def test_closed_streams(closed: str, status: int, said: str, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    command = f"{sys.executable} -m copydesk " + closed.format(tmp_path)
    done = subprocess.run(["/bin/bash", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (status, said)
