"""The same address with another text is a revision of one report: it is kept, and counts once."""

import json
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.cli import main
from copydesk.desk import cluster
from copydesk.model.document import Document
from copydesk.model.report import Report, Zone
from copydesk.pipeline import compare, revised
from copydesk.readers.identity import report_address
from copydesk.reuse.changes import changes
from copydesk.reuse.revisions import MOST_TEXTS
from copydesk.web.pages import write_story
from copydesk.web.revision_view import SHOWN_REVISIONS

URL = "https://www.gazette.example/2024/03/storm-merrow"
TITLE = "Storm tears railings off the north pier of Merrow"
BODY = (
    "The council of Merrow closed the north pier on Monday after a storm threw 31 boats onto the quay.",
    "The harbour master, Ines Calder, said that the repairs would take six weeks.",
    "“We have never seen water come over the wall like that,” Calder told reporters.",
    "Two fishermen were treated for shock at the hospital in Aldermoor.",
    "The summer ferry to Estrand will sail from the south pier until the work is done.",
)
CORRECTED = (BODY[0].replace("31", "35"), *BODY[1:])
OTHER = (
    "Voters in Aldermoor chose a new mayor on Sunday, the first woman to hold the office.",
    "Turnout was higher than four years ago, the town clerk said when the count was over.",
    "She promised to reopen the library and to mend the road along the river before winter.",
)
MONDAY = "2024-03-04T08:00:00Z"


def document(
    name: str,
    lines: tuple[str, ...] = BODY,
    url: str | None = URL,
    published: str | None = MONDAY,
    modified: str | None = None,
) -> Document:
    text = "\n".join(lines)
    report = Report(name, text, name, "test", url, "gazette.example", TITLE, published, modified=modified)
    return Document(report, zones=(Zone(0, len(text), "body"),))


def speakers(*documents: Document) -> dict[str, str | None]:
    return {one.id: one.revision_of for one in revised(documents)}


SAME = "gazette.example/a/storm"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://gazette.example/a/storm", SAME),
        ("http://www.Gazette.example:80/a//storm/", SAME),
        ("https://gazette.example:443/a/storm?utm_source=rss&fbclid=x#comments", SAME),
        ("https://amp.gazette.example/a/storm", SAME),
        ("https://m.gazette.example/a/storm/amp/", SAME),
        ("https://gazette.example/amp/a/storm?outputType=amp", SAME),
        ("https://gazette.example/a/st%6Frm/index.html", SAME),
        ("https://gazette.example/a/storm.amp.html", SAME + ".html"),
        ("https://gazette.example/a?b=2&a=1", "gazette.example/a?a=1&b=2"),
        ("https://gazette.example/?p=12", "gazette.example?p=12"),
        ("https://gazette.example:8443/a/storm", "gazette.example:8443/a/storm"),
        ("https://m.example/a", "m.example/a"),
        ("https://gazette.example/camp", "gazette.example/camp"),
        ("https://gazette.example/", None),
        ("https://www.gazette.example/index.html?utm_source=rss", None),
        ("urn:report:12", None),
        ("https://[gazette", None),
        ("https://gazette.example:99999/a", None),
        (None, None),
    ],
)
def test_ways_to_write_one_address(url: str | None, address: str | None) -> None:
    assert report_address(url) == address


@given(st.text())
def test_any_text_has_an_address_or_none(url: str) -> None:
    report_address(url)
    address = report_address("https://gazette.example/" + url)
    assert address is None or report_address("https://" + address) == address


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ([document("a"), document("b", CORRECTED, modified="2024-03-04T09:00:00Z")], {"a": "b"}),
        ([document("b", CORRECTED, modified="2024-03-04T09:00:00Z"), document("a")], {"a": "b"}),
        ([document("a", modified="2024-03-05"), document("b", CORRECTED, modified="2024-03-06")], {"a": "b"}),
        ([document("a", published=None), document("b", CORRECTED, published=None)], {"a": "b"}),
        ([document("b", CORRECTED, published=None), document("a", published=None)], {"b": "a"}),
        ([document("a"), document("b", CORRECTED, published=None)], {"b": "a"}),
        ([document("a"), document("b", url=URL + "/?utm_medium=rss#top")], {"a": "b"}),
        ([document("a"), document("stub", BODY[:2], modified="2024-03-09")], {"stub": "a"}),
        ([document("a"), document("wall", OTHER, modified="2024-03-09")], {}),
        ([document("a"), document("b", CORRECTED, url=URL + "-2")], {}),
        ([document("a", url=None), document("b", CORRECTED, url=None)], {}),
        (
            [document("a", url="https://gazette.example/"), document("b", url="https://gazette.example/?utm_id=1")],
            {},
        ),
        (
            [document("a"), document("x", OTHER), document("b", CORRECTED), document("y", OTHER)],
            {"a": "b", "x": "y"},
        ),
        ([document("a", ()), document("b", ()), document("c", ("Merrow",))], {"a": "b"}),
    ],
    ids=[
        "changed later",
        "given in another order",
        "dates of change",
        "no date: the later one in the input",
        "no date, the other way round",
        "a date counts more than none",
        "the same text under two ids",
        "an excerpt never speaks",
        "another text is another report",
        "another address",
        "no address",
        "a home page",
        "two reports under one address",
        "no words",
    ],
)  # fmt: skip
def test_which_revision_speaks(documents: list[Document], expected: dict[str, str]) -> None:
    assert {name: speaker for name, speaker in speakers(*documents).items() if speaker} == expected


def test_an_address_of_many_unrelated_texts_names_no_report() -> None:
    unrelated = [
        document(f"x{n}", tuple(f"{word}{n}" for word in OTHER[0].split())) for n in range(MOST_TEXTS)
    ]
    assert speakers(*unrelated, document("a"), document("b", CORRECTED)).keys() >= {"a", "b"}
    assert not any(speakers(*unrelated, document("a"), document("b", CORRECTED)).values())
    assert speakers(*unrelated[1:], document("a"), document("b", CORRECTED))["a"] == "b"


def test_an_edited_title_is_no_new_report() -> None:
    first, second = document("a"), document("b", modified="2024-03-05")
    second = replace(second, report=replace(second.report, title="Pier of Merrow closed"))
    assert speakers(first, second) == {"a": "b", "b": None}


@given(st.permutations(range(6)))
@settings(max_examples=30)
def test_the_order_of_the_input_changes_nothing(order: list[int]) -> None:
    documents = [
        document("a"),
        document("b", CORRECTED, modified="2024-03-04T09:00:00Z"),
        document("c", CORRECTED[:4], modified="2024-03-04T10:00:00Z"),
        document("stub", BODY[:1], modified="2024-03-05"),
        document("x", OTHER, modified="2024-03-06"),
        document("elsewhere", OTHER, url="https://post.example/mayor"),
    ]
    shuffled = [documents[at] for at in order]
    assert speakers(*shuffled) == speakers(*documents)
    assert cluster(shuffled) == cluster(documents)


def test_a_story_keeps_its_id_and_holds_all_revisions() -> None:
    mail = document("mail", BODY[:2], "https://mail.example/pier", "2024-03-04T12:00:00Z")
    before = cluster([document("z"), mail])
    after = cluster([document("b", CORRECTED, modified="2024-03-05"), document("z"), mail])
    assert [group.id for group in before] == [group.id for group in after]
    assert after[0].reports == ("z", "b", "mail")
    assert after[0].revision_of == (("z", "b"),)


def changed(old: tuple[str, ...], new: tuple[str, ...]) -> list[tuple[str | None, str | None]]:
    before, after = document("a", old), document("b", new)
    (found,) = changes([before], after)
    return [
        (
            one.old.span.of(before.text) if one.old else None,
            one.new.span.of(after.text) if one.new else None,
        )
        for one in found
    ]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (BODY, []),
        (tuple(line.upper() for line in BODY), []),
        ((*BODY[2:], *BODY[:2]), []),
        (CORRECTED, [(BODY[0], CORRECTED[0])]),
        (BODY[:3] + BODY[4:], [(BODY[3], None)]),
        ((*BODY, OTHER[0]), [(None, OTHER[0])]),
        ((*BODY[:3], "Nobody came to harm.", BODY[4]), [(BODY[3], "Nobody came to harm.")]),
        (
            (BODY[0].replace(" on Monday after a", ". On Monday a"), *BODY[1:]),
            [(BODY[0], BODY[0].replace(" on Monday after a", ". On Monday a"))],
        ),
        ((), [(line, None) for line in BODY]),
    ],
    ids=["nothing", "case", "moved", "a figure", "cut", "added", "put in its place", "cut in two", "all cut"],
)  # fmt: skip
def test_what_was_changed(new: tuple[str, ...], expected: list[tuple[str | None, str | None]]) -> None:
    assert changed(BODY, new) == expected


LINES = st.lists(st.sampled_from([*BODY, *OTHER, *CORRECTED]) | st.text(max_size=30), max_size=10).map(tuple)


@given(LINES, LINES)
@settings(max_examples=60)
def test_what_was_changed_holds_every_new_word(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    before, after = document("a", old), document("b", new)
    (found,) = changes([before], after)
    for one in found:
        assert one.old or one.new
        assert one.old is None or one.old.end <= len(before.text)
        assert one.new is None or one.new.end <= len(after.text)
    places = [one.new.start for one in found if one.new]
    assert places == sorted(places)
    assert not list(*changes([after], after))


def test_time_grows_with_the_number_of_revisions() -> None:
    def seconds(count: int, lines: Callable[[int], tuple[str, ...]]) -> float:
        documents = [document(f"r{n}", lines(n)) for n in range(count)]
        rounds = []
        for _ in range(2):  # the lesser of two: other work on the machine empties the cache
            start = time.process_time()
            revised(documents)
            rounds.append(time.process_time() - start)
        return min(rounds)

    for lines in (lambda n: (*BODY, f"Update {n}."), lambda n: tuple(f"{w}{n}" for w in OTHER[0].split())):
        seconds(100, lines)
        assert seconds(4000, lines) < 8 * 4 * max(seconds(500, lines), 0.01) / 2


def row(name: str, lines: tuple[str, ...], url: str, modified: str | None = None) -> dict[str, str | None]:
    text = "\n\n".join((TITLE, *lines))
    return {"id": name, "url": url, "text": text, "title": TITLE, "published": MONDAY, "modified": modified}


Rows = list[dict[str, Any]]


def in_file(path: Path) -> Rows:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    mail = ("The north pier of Merrow is shut, and 33 boats lie on the quay, the council said.", *BODY[2:3])
    found = [
        row("old", BODY, URL),
        row("new", CORRECTED, URL + "?utm_source=rss", "2024-03-04T11:00:00Z"),
        row("same", CORRECTED, URL, "2024-03-04T10:00:00Z"),
        row("mail", mail, "https://mail.example/pier"),
    ]
    path = tmp_path_factory.mktemp("rows") / "rows.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in found), "utf-8")
    return path


@pytest.fixture(scope="module")
def told(rows: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("told")
    assert main(["tell", str(rows), "-o", str(folder)]) == 0
    return folder


def strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, str):
        yield value


def test_every_id_is_printed(rows: Path, told: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(rows)]) == 0
    read = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["id"] for one in read] == ["old", "new", "same", "mail"]
    assert main(["cluster", str(rows)]) == 0
    story = json.loads(capsys.readouterr().out)
    assert sorted(story["reports"]) == ["mail", "new", "old", "same"]
    expected = {"old": "new", "same": "new"}
    assert {one["report"]: one["revision_of"] for one in story["revisions"]} == expected
    found = {one["id"]: one["revision_of"] for one in in_file(told / "reports.jsonl")}
    assert found == {**expected, "new": None, "mail": None}


def test_a_revised_report_counts_once(told: Path) -> None:
    (story,) = in_file(told / "stories.jsonl")
    assert story["independent"] == 2
    revisions = story.pop("revisions")
    assert sorted(story.pop("reports")) == ["mail", "new", "old", "same"]
    assert story["utterances"]
    assert not {"old", "same"} & set(strings(story))
    assert "31" not in " ".join(strings(story["disagreements"]))
    assert [(one["report"], one["revision_of"]) for one in revisions] == [("old", "new"), ("same", "new")]
    (change,) = revisions[0]["changes"]
    start = len(TITLE) + 2
    assert change["old"] == {"report": "old", "start": start, "end": start + len(BODY[0])}
    assert change["new"] == {"report": "new", "start": start, "end": start + len(CORRECTED[0])}
    assert revisions[1]["changes"] == []


def test_the_page_shows_both_texts(told: Path) -> None:
    (page,) = (path.read_text("utf-8") for path in told.glob("*.html") if path.name != "index.html")
    assert "2 reports, 2 independent" in page
    assert "<del>31</del>" in page
    assert "<ins>35</ins>" in page
    assert "Also read in 2 other revisions" in page
    assert "4 March 2024, 08:00 UTC" in page


def test_verify_finds_a_change_that_is_none(told: Path, tmp_path: Path) -> None:
    assert main(["verify", str(told)]) == 0
    folder = tmp_path / "told"
    shutil.copytree(told, folder)
    (story,) = in_file(folder / "stories.jsonl")
    change = story["revisions"][0]["changes"][0]
    change["old"] = {**change["new"], "report": "same"}
    (folder / "stories.jsonl").write_text(json.dumps(story) + "\n", "utf-8")
    assert main(["verify", str(folder)]) == 1


def test_the_very_same_report_read_twice_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text("\n".join(BODY), "utf-8")
    assert main(["read", str(tmp_path)]) == 0
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 1
    assert captured.err == "1 report was the very same as one read before, and left out\n"


def test_a_page_shows_the_latest_of_many_revisions(tmp_path: Path) -> None:
    documents = [
        document(f"r{n}", (*BODY, f"<b>Update</b> {n}."), modified=f"2024-03-{n:02}") for n in range(5, 25)
    ]
    (group,) = cluster(documents)
    marked = revised(documents)
    story = compare(marked, group.id)
    assert story.speaking == ("r24",)
    write_story(tmp_path, story, marked)
    (page,) = (path.read_text("utf-8") for path in tmp_path.glob("*.html"))
    assert "Also read in 19 other revisions" in page
    assert "and 11 earlier ones" in page
    assert page.count('<details class="revision">') == SHOWN_REVISIONS
    assert "<b>Update" not in page
