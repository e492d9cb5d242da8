"""An ``add`` that is stopped at any point and started again ends where an undisturbed one does."""

import hashlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from copydesk.cli import main
from copydesk.store.sqlite import open_store
from copydesk.stories.stream import story_id

RUNNER = """
import json, os, resource, sys
from copydesk import desk
from copydesk.cli import main
desk.BATCH_REPORTS = int(sys.argv[1])
main(["add", sys.argv[2], "--store", sys.argv[3]])  # loads what is loaded on first use
print("warm", flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    child = os.fork()
    if child == 0:
        if asked["most"]:
            resource.setrlimit(resource.RLIMIT_FSIZE, (asked["most"], asked["most"]))
        os.dup2(os.open(asked["said"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        if asked["nobody"] and os.getuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        print("started", os.getpid(), flush=True)
        status = main(asked["command"])
        sys.stdout.flush()
        os._exit(status)
    _, status = os.waitpid(child, 0)
    print("\\nended", os.waitstatus_to_exitcode(status), flush=True)
"""
"""A process that has loaded the program and lets a child of its own run each command; batches are small."""

EVENTS = (
    ("Ferry Astrid runs aground off Tarn Point", "ferry Astrid captain Orla Denholm tug Tarn sandbank hull"),
    (
        "Cannery of Harrowgate Bay burns down",
        "cannery Pellworth chief Odalys Brennan blaze drying Harrowgate",
    ),
    ("Varga wins the vote in Marrakand", "senator Ilse Varga banker Tomas Reuel ballots Marrakand bread tax"),
    ("Bridge of Ostrava Vale is closed", "bridge Ostrava engineer Milos Terk cracks girder lorries detour"),
    ("Museum of Lindqvist is robbed", "museum Lindqvist curator Petra Sand thieves amber collar alarm"),
    ("Strike stops the trams of Calder", "tram drivers Calder union Agnes Whitlow wages depot strike"),
    ("Dam at Grey Fell leaks", "dam Grey Fell warden Ivor Pugh spillway valley sirens seepage"),
    ("Comet Halloran seen over Brisk", "comet Halloran observatory Brisk astronomer Nadia Quell tail lens"),
    ("Flu closes the schools of Wending", "influenza Wending doctor Samuel Okoro pupils fever vaccine ward"),
    ("Ship of grain leaves Port Azul", "grain freighter Azul minister Carla Jimenez harvest convoy harbour"),
)
BATCH = 5
SEARCHED = ("ferry astrid", "blaze", "Varga", "union wages", '"port azul"', "came")


def rows() -> Iterator[dict[str, object]]:
    """Some sixty short reports of ten events: three in ten dated alike, some undated, some revised."""
    draw = random.Random(1906)  # noqa: S311 - not a secret
    for turn in range(6):
        for number, (headline, words) in enumerate(EVENTS):
            told = words.split()
            draw.shuffle(told)
            said = ". ".join(f"The {' and the '.join(told[at : at + 3])} came up" for at in range(0, 7, 2))
            row: dict[str, object] = {
                "id": f"r{turn}-{number}",
                "title": headline,
                "text": f"{headline}\n\n{said}. {' '.join(told)}, said outlet {turn} of it.",
                "url": f"https://outlet{turn}.example/{number}",
                "published": f"2021-03-{2 + turn // 2:02}T{8 + number:02}:00:00+00:00",
            }
            if draw.random() < 0.15:
                del row["published"]
            yield row
            if draw.random() < 0.15:
                later = f"{row['text']} It was told again later."
                changed = f"2021-03-{3 + turn:02}T23:00:00+00:00"
                yield {**row, "id": f"v{turn}-{number}", "text": later, "modified": changed}


REPORTS = list(rows())
IDS = [str(row["id"]) for row in REPORTS]


class Run(NamedTuple):
    """What became of a command: the reports that it acknowledged, its exit status, stderr, and seconds."""

    kept: list[str]
    status: int
    said: str
    seconds: float


class Nursery:
    """Starts commands and stops them."""

    def __init__(self, process: "subprocess.Popen[str]", folder: Path) -> None:
        self._process = process
        self._folder = folder
        while self._line() != "warm":
            pass

    def run(
        self,
        *command: object,
        stop: signal.Signals = signal.SIGKILL,
        after: float | None = None,
        at: int | None = None,
        most: int = 0,
        nobody: bool = False,
    ) -> Run:
        """Run a command; stop it ``after`` seconds or as soon as so many reports ``at`` least are kept."""
        said = self._folder / "said.txt"
        said.touch()
        said.chmod(0o666)
        asked = {"command": [*map(str, command)], "most": most, "said": str(said), "nobody": nobody}
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        child = int(self._line().split()[1])
        start = time.monotonic()
        if after is not None:
            time.sleep(after)
            with suppress(ProcessLookupError):  # it was quicker
                os.kill(child, stop)
        kept: list[str] = []
        while not (line := self._line()).startswith("ended"):
            with suppress(json.JSONDecodeError):  # a line that the kill cut off was not given
                kept += [json.loads(line)["id"]] if line else []
            if at is not None and len(kept) >= at:
                with suppress(ProcessLookupError):
                    os.kill(child, stop)
                at = None
        return Run(kept, int(line.split()[1]), said.read_text(), time.monotonic() - start)

    def _line(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the process ended"
        return line.strip()


@contextmanager
def nursery(folder: Path, batch: int = BATCH) -> Iterator[Nursery]:
    command = [sys.executable, "-c", RUNNER, str(batch), str(given(folder)), str(folder / "warm.db")]
    with (
        (folder / "warm.txt").open("w") as said,
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, text=True
        ) as process,
    ):
        try:
            yield Nursery(process, folder)
        finally:
            assert process.stdin is not None
            process.stdin.close()


def given(folder: Path, chosen: Sequence[dict[str, object]] = REPORTS, name: str = "in.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(row) + "\n" for row in chosen), "utf-8")
    return path


@pytest.fixture(scope="module")
def started() -> Iterator[tuple[Nursery, Path]]:
    """A nursery and its folder, which others can see."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    with nursery(folder) as children:
        yield children, folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def expected(started: tuple[Nursery, Path]) -> dict[str, object]:
    """All that a store holds after an undisturbed run."""
    children, folder = started
    run = children.run("add", folder / "in.jsonl", "--store", folder / "undisturbed.db")
    assert (run.kept, run.status) == (IDS, 0)
    found = content(folder / "undisturbed.db")
    assert found["counted"] == len(EVENTS)
    assert len(str(found["revisions"]).split("), (")) > 3
    return found


def whole(path: Path, acknowledged: Sequence[str] = ()) -> None:
    """Every acknowledged report is there once, and none is half."""
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        tables = base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if not tables:
            assert not acknowledged
            return
        base.execute("INSERT INTO searched (searched) VALUES ('integrity-check')")
        numbers = base.execute("SELECT number FROM reports ORDER BY number").fetchall()
        for table in ("texts", "vectors", "counts", "placements"):
            assert base.execute(f"SELECT report FROM {table} ORDER BY report").fetchall() == numbers  # noqa: S608
        indexed = base.execute("SELECT rowid FROM searched WHERE searched MATCH 'came' ORDER BY rowid")
        assert indexed.fetchall() == numbers
    with closing(open_store(path, create=False, writable=False)) as store:
        documents = list(store.all_documents())
        ids = [document.id for document in documents]
        assert len(ids) == len(set(ids))
        assert set(acknowledged) <= set(ids)
        texts = {row["id"]: row["text"] for row in REPORTS}
        for document in documents:
            assert document.text == texts[document.id]
            assert hashlib.sha256(store.received(document.id)).hexdigest() == document.report.digest
            assert document.zones[-1].end == len(document.text)


def content(path: Path) -> dict[str, object]:
    """All that a store holds but for the times at which it was done."""
    whole(path)
    with closing(open_store(path, create=False, writable=False)) as store:
        documents = {document.id: document for document in store.all_documents()}
        found: dict[str, object] = {
            "reports": documents,
            "revisions": sorted((d.id, d.revision_of) for d in documents.values() if d.revision_of),
            "entries": store.entries(),
            "counted": store.counts().stories,
            "story of": dict(store.story_of(documents)),
            "searched": [
                [(hit.document.id, hit.story, hit.spans) for hit in store.search(words, 20)]
                for words in SEARCHED
            ],
            "history": [(one.kind, one.story, one.other, one.reports) for one in store.history()],
        }
    with closing(sqlite3.connect(path)) as base:
        for table in (
            "placements",
            "moves",
            "stories",
            "vectors",
            "counts",
            "weights",
            "texts",
            "received",
            "bans",
        ):
            found[table] = base.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()  # noqa: S608
    return found


def kill_often(
    children: Nursery, folder: Path, expected: dict[str, object], kills: int, draw: random.Random
) -> None:
    """Kill ``add`` so often, at any time of its run or as it says that reports are kept, store by store."""
    inputs = folder / "in.jsonl"
    seconds = children.run("add", inputs, "--store", folder / "timed.db").seconds
    (folder / "timed.db").unlink()
    number = hits = 0
    while hits < kills:
        number += 1
        path = folder / f"killed{number}.db"
        said: list[str] = []
        for turn in range(draw.randrange(1, 6)):
            after = draw.uniform(0, seconds) if turn % 2 else None
            at = None if turn % 2 else draw.randrange(1, len(IDS))
            run = children.run("add", inputs, "--store", path, after=after, at=at)
            assert run.status in (-signal.SIGKILL, 0)
            hits += run.status != 0
            said += run.kept
            if path.exists():
                whole(path, said)
        run = children.run("add", inputs, "--store", path)
        said += run.kept
        assert run.status == 0
        assert len(said) == len(set(said)), "nothing is kept twice"
        assert content(path) == expected
        path.unlink()


def test_killed_and_started_again(started: tuple[Nursery, Path], expected: dict[str, object]) -> None:
    kill_often(*started, expected, 8, random.Random(6))  # noqa: S311 - the same points in each run


@pytest.mark.slow
def test_killed_two_hundred_times(started: tuple[Nursery, Path], expected: dict[str, object]) -> None:
    kill_often(*started, expected, 200, random.Random(66))  # noqa: S311 - the same points in each run


def ends_well(
    children: Nursery, folder: Path, path: Path, expected: dict[str, object], before: list[str]
) -> None:
    """What was acknowledged is there, and going on ends where an undisturbed run does."""
    whole(path, before)
    run = children.run("add", folder / "in.jsonl", "--store", path)
    assert run.status == 0
    assert not set(run.kept) & set(before)
    assert content(path) == expected


def one_line(run: Run, path: Path) -> str:
    """The one line that a command ends with."""
    line = run.said.strip()
    assert "\n" not in line
    assert line.startswith(f"copydesk: {path}: ")
    return line.removeprefix(f"copydesk: {path}: ")


@pytest.mark.parametrize("most", [60_000, 200_000, 300_000, 400_000])
def test_a_full_disk(started: tuple[Nursery, Path], expected: dict[str, object], most: int) -> None:
    children, folder = started
    path = folder / f"full{most}.db"
    run = children.run("add", folder / "in.jsonl", "--store", path, most=most)
    assert run.status == 3
    assert "make room" in one_line(run, path)
    assert len(run.kept) < len(IDS)
    ends_well(children, folder, path, expected, run.kept)


def test_a_store_that_may_only_be_read(started: tuple[Nursery, Path], expected: dict[str, object]) -> None:
    children, folder = started
    home = folder / "locked"
    home.mkdir()
    path = home / "desk.db"
    first = children.run("add", folder / "in.jsonl", "--store", path, at=20)
    whole(path, first.kept)  # and lets the log go into the file
    path.chmod(0o444)
    home.chmod(0o555)
    run = children.run("add", folder / "in.jsonl", "--store", path, nobody=True)
    assert (run.status, run.kept) == (3, [])
    assert one_line(run, path).startswith("it cannot be written; get the right")
    home.chmod(0o755)
    path.chmod(0o644)
    ends_well(children, folder, path, expected, first.kept)


@pytest.mark.parametrize("at", [1, 30, 60])
def test_ctrl_c(started: tuple[Nursery, Path], expected: dict[str, object], at: int) -> None:
    children, folder = started
    path = folder / f"interrupted{at}.db"
    run = children.run("add", folder / "in.jsonl", "--store", path, stop=signal.SIGINT, at=at)
    assert run.status == 130
    assert "Traceback" not in run.said
    assert at <= len(run.kept)
    ends_well(children, folder, path, expected, run.kept)


def told(*command: object) -> int:
    return main([*map(str, command)])


@pytest.mark.parametrize("telling", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_two_add_the_same_at_once_while_others_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], telling: bool
) -> None:
    path, inputs = tmp_path / "desk.db", given(tmp_path)
    assert told("add", given(tmp_path, REPORTS[:9], "first.jsonl"), "--store", path) == 0
    story = story_id(IDS[0])
    reading = [["stories"], ["search", "came"], *([["story", story]] if telling else [])]
    assert all(told(*command, "--store", path) == 0 for command in reading)  # loads what is loaded once
    adding = RUNNER.partition("print")[0]
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", adding, str(batch), str(inputs), str(path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for batch in (1, 2)
    ]
    rounds = 0
    while rounds < 3 or any(writer.poll() is None for writer in writers):
        assert all(told(*command, "--store", path) == 0 for command in reading)
        rounds += 1
    said = [writer.communicate() for writer in writers]
    assert [
        (writer.returncode, "Traceback" in error) for writer, (_, error) in zip(writers, said, strict=True)
    ] == [
        (0, False),
        (0, False),
    ]
    kept = [json.loads(line)["id"] for lines, _ in said for line in lines.splitlines()]
    assert sorted(kept) == sorted(IDS[9:])
    whole(path, kept)
    with closing(open_store(path, create=False, writable=False)) as store:
        assert set(store.story_of(IDS)) == set(IDS)
    capsys.readouterr()
