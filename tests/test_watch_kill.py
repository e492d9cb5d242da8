"""A watch that is killed at any point and started again ends where an undisturbed one does."""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from copydesk.store.sqlite import open_store
from scripted import Reply, Site, serving

FEEDS, PAGES = 4, 5

NURSERY = """
import os, sys
from contextlib import closing, nullcontext
from copydesk.fetching.fetcher import Fetcher
from copydesk.polling import Manner
from copydesk.store.sqlite import open_store
from copydesk.watching import Watch, watch

def say(*words):
    os.write(1, (" ".join(map(str, words)) + "\\n").encode())  # whole or not at all, whenever it is killed

def run(path, feeds):
    with closing(open_store(path, create=True, writable=True)) as store:
        manner = Manner()
        told = lambda feed, new, changed, moved: say("kept", feed)
        refused = lambda error: say("refused", error)
        fetcher = Fetcher("copydesk/0 (test)", manner.clock, pause=0.0)
        watching = Watch(dict(zip(feeds, feeds)), store, fetcher, manner, told, refused, nullcontext)
        watch(watching, rounds=1)

path, *feeds = sys.argv[1:]
run(path, feeds)  # loads what is loaded on first use
say("warm")
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        say("started", os.getpid())
        run(line.strip(), feeds)
        say("done")
        os._exit(0)
    _, status = os.waitpid(child, 0)
    say("ended", status)
"""
"""A process that has loaded the program and lets a child of its own run each watch."""


class Run(NamedTuple):
    """What became of one watch: the feeds that it said were kept, whether it came to its end, its seconds."""

    kept: list[str]
    done: bool
    seconds: float


class Nursery:
    """Starts watches and kills them."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self._lines_until("warm")

    def run(self, path: Path, kill_after: float | None = None) -> Run:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{path}\n")
        self._process.stdin.flush()
        (first,) = self._lines_until("started")
        start = time.monotonic()
        if kill_after is not None:
            time.sleep(kill_after)
            with suppress(ProcessLookupError):  # it was quicker
                os.kill(int(first.split()[1]), signal.SIGKILL)
        lines = self._lines_until("ended")
        assert not [line for line in lines if line.startswith("refused")]
        assert lines[-1] in ("ended 0", f"ended {int(signal.SIGKILL)}")
        kept = [line.split()[1] for line in lines if line.startswith("kept")]
        return Run(kept, "done" in lines, time.monotonic() - start)

    def _lines_until(self, word: str) -> list[str]:
        assert self._process.stdout is not None
        lines = []
        for line in self._process.stdout:
            lines.append(line.strip())
            if line.startswith(word):
                return lines
        raise AssertionError(f"the process ended: {lines}")


@contextmanager
def nursery(path: Path, feeds: list[str]) -> Iterator[Nursery]:
    command = [sys.executable, "-c", NURSERY, str(path), *feeds]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Nursery(process)
        finally:
            assert process.stdin is not None
            process.stdin.close()


def filled(site: Site) -> list[str]:
    """Give the site feeds with pages, some of them about one event, and return the feeds' addresses."""
    words = "bridge ferry council harbour mayor school market tram library museum".split()
    for feed in range(FEEDS):
        items = ""
        for number in range(PAGES):
            subject = words[(feed * number + number) % len(words)]
            text = (
                f"The council of Norvik decided on day {number} to close the {subject} for {feed + 2} years."
            )
            body = (
                f"<article><h1>The {subject} closes</h1><p>{text}</p><p>Feed {feed} wrote this.</p></article>"
            )
            site.pages[f"/{feed}/{number}"] = Reply(f"<!doctype html><html><body>{body}</body></html>")
            date = f"<pubDate>{5 + number:02} Jan 2026 1{feed}:00:00 GMT</pubDate>"
            items += f"<item><link>/{feed}/{number}</link><title>The {subject}</title>{date}</item>"
        text = f"<rss version='2.0'><channel><title>Outlet {feed}</title>{items}</channel></rss>"
        site.pages[f"/feed{feed}"] = Reply(text, headers={"ETag": f'"{feed}"'})
    return [site.url(f"/feed{feed}") for feed in range(FEEDS)]


def content(path: Path, feeds: list[str]) -> dict[str, object]:
    """All that a store holds but for the times at which it was done; whatever is there is whole."""
    with closing(open_store(path, create=False, writable=False)) as store:
        documents = list(store.all_documents())
        for document in documents:
            assert hashlib.sha256(store.received(document.id)).hexdigest() == document.report.digest
            assert document.zones[-1].end == len(document.text)
        remembered = [feed for url in feeds if (feed := store.feed(url))]
        held = {
            url: [
                one.id
                for one in documents
                if (one.report.url or "").startswith(url.replace("feed", "") + "/")
            ]
            for url in feeds
        }
        for feed in remembered:
            assert len(held[feed.url]) == PAGES, "the feed's state is kept with its reports"
        assert sum(map(len, held.values())) == len(documents) == len(remembered) * PAGES
        return {
            "reports": {document.id: document for document in documents},
            "feeds": [(feed.url, feed.etag, feed.failures, feed.why) for feed in remembered],
            "stories": store.story_of(document.id for document in documents),
            "entries": sorted((entry.id, entry.reports) for entry in store.entries()),
            "held": held,
        }


def kills_of_one_store(
    children: Nursery, path: Path, feeds: list[str], points: list[float], expected: dict[str, object]
) -> int:
    """Kill watches over one store at these seconds, then let one come to its end; return how many hit."""
    said: list[str] = []
    hits = 0
    for seconds in points:
        run = children.run(path, seconds)
        hits += not run.done
        said += run.kept
        if said:
            held = content(path, feeds)["held"]
            assert isinstance(held, dict)
            assert all(len(held[feed]) == PAGES for feed in said), "what was said to be kept is kept"
    said += children.run(path).kept
    assert content(path, feeds) == expected
    assert len(said) == len(set(said)), "nothing is kept twice"
    return hits


def killed(folder: Path, kills: int) -> None:
    chance = random.Random(6)  # noqa: S311 - the same points in each run
    with serving() as site:
        feeds = filled(site)
        with nursery(folder / "warm.db", feeds) as children:
            seconds = children.run(folder / "undisturbed.db").seconds
            expected = content(folder / "undisturbed.db", feeds)
            number = 0
            while kills > 0:
                number += 1
                points = [chance.random() * seconds for _ in range(chance.randrange(1, 5))]
                kills -= kills_of_one_store(children, folder / f"{number}.db", feeds, points, expected)


def test_killed_and_started_again(tmp_path: Path) -> None:
    killed(tmp_path, 8)


@pytest.mark.slow
def test_killed_at_two_hundred_points(tmp_path: Path) -> None:
    killed(tmp_path, 200)
