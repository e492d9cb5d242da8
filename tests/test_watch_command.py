"""``copydesk watch`` from the outside: its lines, its exit status, and how it ends."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from copydesk.cli import DONE, FAILED, PARTLY, main
from copydesk.store.sqlite import open_store
from copydesk.watching import StoppedError, Stopping
from scripted import Reply, Site, serving

TEXT = "The council of Norvik voted on Monday to close the old bridge for two years."
ITEM = f"<item><description>{TEXT}</description></item>"
FEED = f"<rss version='2.0'><channel><title>Norvik Post</title>{ITEM}</channel></rss>"
REMEDY = "give an http or https address, an OPML file, or a file with one address a line"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        running.pages["/feed"] = Reply(FEED, headers={"ETag": '"1"'})
        yield running


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str]]:
    status = main(["watch", *arguments])
    captured = capsys.readouterr()
    assert captured.out == ""
    return status, captured.err.splitlines()


def test_once(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = (site.url("/feed"), "--store", str(tmp_path / "desk.db"), "--once")
    assert run(capsys, *given) == (DONE, [f"{site.url('/feed')}: 1 new report"])
    assert run(capsys, *given) == (DONE, [])
    assert site.paths() == ["/feed"]
    assert site.asked[-1][1]["user-agent"].startswith("copydesk/")
    with closing(open_store(tmp_path / "desk.db", create=False, writable=False)) as store:
        (document,) = store.all_documents()
        assert document.text == TEXT
        assert store.story_of([document.id])


def test_what_fails_is_a_line_and_a_status(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = site.url("/none").replace("//", "//jo:secret@")
    options = ("--store", str(tmp_path / "desk.db"), "--once", "--agent", "desk/2 (+https://desk.example)")
    status, lines = run(capsys, secret, "ftp://norvik.example/", site.url("/feed"), *options)
    assert status == PARTLY
    assert lines == [
        f"copydesk: ftp://norvik.example/: only http and https are fetched, not ftp:; {REMEDY}",
        f"copydesk: {site.url('/none')}: HTTP 404; check its address",
        f"{site.url('/feed')}: 1 new report",
    ]
    assert site.asked[-1][1]["user-agent"] == "desk/2 (+https://desk.example)"
    assert b"secret" not in (tmp_path / "desk.db").read_bytes()


def test_nothing_to_watch(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, lines = run(capsys, str(tmp_path / "none.opml"), "--store", str(tmp_path / "desk.db"))
    assert (status, len(lines)) == (FAILED, 2)
    assert not (tmp_path / "desk.db").exists()


@pytest.mark.parametrize(
    "wrong", [["--every", "0"], ["--every", "x"], ["--agent", "a\nb"], ["--agent", ""], ["--agent", "ü"], []]
)
def test_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str], wrong: list[str]) -> None:
    feeds = ["http://norvik.example/"] if wrong else []
    with pytest.raises(SystemExit) as caught:
        main(["watch", *feeds, "--store", str(tmp_path / "desk.db"), *wrong])
    assert caught.value.code == 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_in_one_line(site: Site, tmp_path: Path, number: signal.Signals) -> None:
    store = str(tmp_path / "desk.db")
    command = [sys.executable, "-m", "copydesk", "watch", site.url("/feed"), "--store", store]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == f"{site.url('/feed')}: 1 new report\n"
        process.send_signal(number)
        assert process.stderr.read() == "stopped; 1 new report since the start\n"
    assert process.returncode == DONE


def test_what_is_in_hand_is_done_first() -> None:
    done: list[str] = []

    def work(stopping: Stopping) -> None:
        with stopping:
            with stopping.held():
                os.kill(os.getpid(), signal.SIGTERM)
                done.append("in hand")
            done.append("after")

    def wait(stopping: Stopping) -> None:
        with stopping:
            os.kill(os.getpid(), signal.SIGTERM)
            done.append("waited")

    before = signal.getsignal(signal.SIGTERM)
    for doing in (work, wait):
        with pytest.raises(StoppedError):
            doing(Stopping())
    assert done == ["in hand"]
    assert signal.getsignal(signal.SIGTERM) == before
