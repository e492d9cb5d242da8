"""The desk in a browser, without one: what is answered, and who is refused."""

import http.client
import json
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from copydesk.cli import FAILED, USAGE, main
from copydesk.errors import OutputError, StoreError
from copydesk.model.document import Document
from copydesk.model.report import Zone
from copydesk.pipeline import Pipeline
from copydesk.server.listening import DeskServer, desk_server
from ferry_desk import HEADLINE, ODD, fill, serving
from shelf import keep, kept, opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return fill(tmp_path / "desk.db")


@pytest.fixture
def server(path: Path) -> Iterator[DeskServer]:
    yield from serving(desk_server(path, Pipeline([]), 0))


class Answer:
    """What came back: status, headers, text."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.text = response.read().decode()
        self.to = response.headers.get("Location", "")


def ask(
    server: DeskServer,
    address: str,
    form: Mapping[str, Any] | None = None,
    method: str | None = None,
    **headers: str | None,
) -> Answer:
    """Ask as a page of the server would; a header of None is left out."""
    host = f"127.0.0.1:{server.server_port}"
    sent: dict[str, str | None] = {"Host": host}
    if form is not None:
        sent |= {"Origin": f"http://{host}", "Content-Type": "application/x-www-form-urlencoded"}
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=20)
    kept_headers = {name: value for name, value in sent.items() if value is not None}
    body = None if form is None else urlencode(form, doseq=True)
    connection.request(method or ("GET" if form is None else "POST"), address, body, kept_headers)
    answer = Answer(connection.getresponse())
    connection.close()
    return answer


def token(server: DeskServer) -> str:
    page = ask(server, f"/judge?do=merge&story=ferry&other={quote(ODD, safe='')}").text
    found = re.search(r'name="token" value="([^"]+)"', page)
    assert found
    return found[1]


def post(server: DeskServer, **form: Any) -> Answer:
    return ask(server, "/judge", {"token": token(server), **form})


def words(page: str) -> str:
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", "", main).split())


def test_the_front_page_lists_stories_the_latest_first(server: DeskServer) -> None:
    page = ask(server, "/")
    assert page.status == 200
    titles = re.findall(r'<h2 dir="auto"><a href="([^"]+)">([^<]+)', page.text)
    assert titles == [
        (f"/story/{quote(ODD, safe='')}.html", "Fair weather"),
        ("/story/freed.html", "Ferry Astrid freed off Tarn Point"),
        ("/story/ferry.html", HEADLINE),
    ]
    assert "3 reports" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Frame-Options"] == "DENY"


def test_a_story_with_what_can_be_judged(server: DeskServer) -> None:
    page = ask(server, "/story/ferry.html").text
    assert f'<h1 dir="auto">{HEADLINE}</h1>' in page
    assert re.findall(r'name="report" value="([^"]+)"', page) == ["one", "two", "three"]
    assert re.findall(r'name="other" value="([^"]+)"', page) == ["freed"], "a story of like words is offered"
    assert "Nothing but new reports" in page


def test_any_id_has_a_page(server: DeskServer) -> None:
    page = ask(server, f"/story/{quote(ODD, safe='')}.html")
    assert page.status == 200
    assert "<i>&" not in page.text
    assert ask(server, "/story/nowhere.html").status == 404
    assert ask(server, "/elsewhere").status == 404


def test_found_words_are_marked_in_their_context_and_their_story_is_named(server: DeskServer) -> None:
    page = ask(server, "/search?q=tug+astrid").text
    marked = re.findall(r"<mark>([^<]+)</mark>", page)
    assert {word.lower() for word in marked} == {"tug", "astrid"}
    assert "&lt;b&gt;forty" in page
    assert f'in the story <a href="/story/ferry.html"><bdi>{HEADLINE}</bdi></a>' in page
    assert "No report has all these words" in ask(server, "/search?q=zeppelin").text
    assert "<script>alert" not in ask(server, "/search?q=%3Cscript%3Ealert(1)").text
    wordless = ask(server, "/search?q=%22%28*")
    assert (wordless.status, "give a word to search for" in wordless.text) == (400, True)


def test_the_same_as_json(server: DeskServer) -> None:
    listed = json.loads(ask(server, "/stories.json").text)
    assert [one["id"] for one in listed["stories"]] == [ODD, "freed", "ferry"]
    assert listed["next"] is None
    post(server, do="merge", story="ferry", other="freed")
    assert ask(server, "/story/freed.json").to == "/story/ferry.json"
    story = json.loads(ask(server, "/story/ferry.json").text)
    assert story["reports"] == ["one", "two", "three", "four"]
    assert [event["kind"] for event in story["history"]] == ["merged"]
    assert [one["number"] for one in story["judgements"]] == [1]
    hits = json.loads(ask(server, "/search.json?q=train").text)["hits"]
    assert [(hit["report"], hit["story"]) for hit in hits] == [("three", "ferry")]
    assert "error" in json.loads(ask(server, "/story/nowhere.json").text)


REPORT_FORM = "story=ferry&report=two&report=three"


@pytest.mark.parametrize(
    ("asked", "effect"),
    [
        ("do=merge&story=ferry&other=freed", "(1 report) goes into"),
        (
            "do=merge&story=ferry&other_id=http://127.0.0.1:1/story/freed.html?done=3",
            "one story of 4 reports",
        ),
        (f"do=split&{REPORT_FORM}", "for a new story; the other one stays."),
        (f"do=reject&{REPORT_FORM}", "Each of them becomes a story of its own; the other one stays in"),
        (f"do=move&{REPORT_FORM}&to=freed", "2 reports leave"),
        ("do=move&story=freed&report=four&to=ferry", "its links lead to where they go"),
        (f"do=split&{REPORT_FORM}", "Nothing is deleted. Undo puts them back."),
    ],
)
def test_no_judgement_without_its_effect_named(
    server: DeskServer, path: Path, asked: str, effect: str
) -> None:
    page = ask(server, f"/judge?{asked}")
    assert page.status == 200
    assert effect in words(page.text)
    with opened(path, writable=False) as store:
        assert store.judgements() == [], "nothing is judged by looking"


def test_judgements_are_given_shown_and_undone(server: DeskServer) -> None:
    ask(server, "/story/ferry.html")
    given = post(server, do="split", story="ferry", report=["three"], by="Ann")
    assert (given.status, given.to) == (303, "/story/ferry.html?done=1")
    page = ask(server, given.to).text
    assert "Done: three.example is a story of its own: " in words(page)
    assert "Judgement 1" in words(page)
    assert "by Ann" in words(page)
    assert "three.example left this story for “Late again”" in words(page)
    made = re.findall(r'<a href="(/story/[0-9a-f]{16}\.html)"', page)[0]
    assert "Late again" in ask(server, made).text
    question = ask(server, "/judge?do=undo&number=1&story=ferry")
    assert "Undo judgement 1?" in question.text
    assert 'value="Ann"' in question.text, "the name is remembered"
    undone = post(server, do="undo", number=1, story="ferry")
    assert undone.to == "/story/ferry.html?undone=1"
    page = words(ask(server, undone.to).text)
    assert "Judgement 1 is undone." in page
    assert "“Late again” went into this story" in page
    assert ask(server, made).to.startswith("/story/ferry.html?from="), "the link goes on"
    again = post(server, do="undo", number=1, story="ferry")
    assert again.status == 400
    assert "Judgement 1: it was undone already" in words(again.text)


def test_the_link_of_a_merged_story_leads_on_and_says_so(server: DeskServer) -> None:
    post(server, do="merge", story="ferry", other="freed")
    moved = ask(server, "/story/freed.html")
    assert (moved.status, moved.to) == (302, "/story/ferry.html?from=freed")
    page = words(ask(server, moved.to).text)
    assert "The link was to “Ferry Astrid freed off Tarn Point”, whose reports are here now" in page
    post(server, do="undo", number=1, story="ferry")
    assert ask(server, "/story/freed.html").status == 200


@pytest.mark.parametrize(
    ("form", "line"),
    [
        ({"do": "split", "story": "ferry"}, "No report is ticked"),
        ({"do": "split", "story": "ferry", "report": ["one", "two", "three"]}, "these are all its reports"),
        ({"do": "merge", "story": "ferry"}, "No other story is named"),
        ({"do": "merge", "story": "ferry", "other": "nowhere"}, "there is none of this id"),
        ({"do": "move", "story": "ferry", "report": "one"}, "No story is named"),
        ({"do": "undo", "number": "9"}, "there is none of this number"),
        ({"do": "delete", "story": "ferry", "report": "one"}, "there is none of this kind"),
    ],
)
def test_what_cannot_be_is_a_page_with_one_line(server: DeskServer, form: dict[str, Any], line: str) -> None:
    page = ask(server, "/judge?" + urlencode(form, doseq=True))
    assert page.status == 400
    assert line in words(page.text)


# Who is refused


@pytest.mark.parametrize(
    "address", ["/", "/stories.json", "/story/ferry.html", "/search?q=tug", "/judge?do=undo"]
)
@pytest.mark.parametrize(
    "host", ["desk.evil.example", "desk.evil.example:80", "127.0.0.1", "127.0.0.1.evil:1", ""]
)
def test_a_name_that_is_not_the_servers_own_is_refused(server: DeskServer, address: str, host: str) -> None:
    page = ask(server, address, Host=host)
    assert page.status == 403
    assert "Astrid" not in page.text
    assert "token" not in page.text


def test_localhost_is_its_own_name_too(server: DeskServer) -> None:
    assert ask(server, "/", Host=f"localhost:{server.server_port}").status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": None},
        {"Origin": "https://127.0.0.1"},
        {"Origin": "http://localhost:1"},
        {"Host": "evil.example", "Origin": "http://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_from_elsewhere_is_refused(
    server: DeskServer, path: Path, headers: dict[str, str | None]
) -> None:
    form = {"token": token(server), "do": "merge", "story": "ferry", "other": "freed"}
    assert ask(server, "/judge", form, **headers).status == 403
    with opened(path, writable=False) as store:
        assert store.judgements() == []


@pytest.mark.parametrize("given", [None, "", "guessed", "é"])
def test_a_form_without_the_token_is_refused(server: DeskServer, path: Path, given: str | None) -> None:
    form = {"do": "merge", "story": "ferry", "other": "freed"} | ({} if given is None else {"token": given})
    assert ask(server, "/judge", form).status == 403
    with opened(path, writable=False) as store:
        assert store.judgements() == []


def test_only_forms_are_taken(server: DeskServer) -> None:
    form = {"token": token(server), "do": "merge", "story": "ferry", "other": "freed"}
    assert ask(server, "/judge", form, Content_Type="text/plain").status == 400
    assert ask(server, "/judge", form, Content_Length="99999999999").status == 400
    assert ask(server, "/", form).status == 404
    assert ask(server, "/judge", method="DELETE").status == 501
    assert ask(server, "/", method="HEAD").text == ""


def test_it_listens_on_this_machine_only(server: DeskServer) -> None:
    assert server.server_address[0] == "127.0.0.1"


def test_what_keeps_it_from_starting_is_said(server: DeskServer, path: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=f"port {server.server_port}: another program has it"):
        desk_server(path, Pipeline([]), server.server_port)
    with pytest.raises(StoreError, match="there is no store"):
        desk_server(tmp_path / "none.db", Pipeline([]), 0)


class Slow:
    """A stage that takes its time."""

    requires: tuple[str, ...] = ()
    assigns = "zones"
    languages = None

    def __init__(self) -> None:
        self.go_on = threading.Event()

    def __call__(self, document: Document) -> tuple[Zone, ...]:
        self.go_on.wait(20)
        return document.zones


def test_a_story_that_takes_long_is_announced_and_comes_by_itself(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("copydesk.server.reading.PATIENCE", 0.05)
    slow = Slow()
    for server in serving(desk_server(path, Pipeline([slow]), 0)):
        waiting = ask(server, "/story/ferry.html").text
        assert '<meta http-equiv="refresh"' in waiting
        assert "Reading and comparing 3 reports." in waiting
        slow.go_on.set()
        monkeypatch.setattr("copydesk.server.reading.PATIENCE", 20)
        assert "Do the reports belong together?" in ask(server, "/story/ferry.html").text


class Broken(Slow):
    """A stage that fails."""

    def __call__(self, document: Document) -> tuple[Zone, ...]:
        raise StoreError("the model is not there; install it")


def test_a_story_that_cannot_be_told_says_why(path: Path) -> None:
    for server in serving(desk_server(path, Pipeline([Broken()]), 0)):
        page = ask(server, "/story/ferry.html")
        assert page.status == 400
        assert "The model is not there; install it" in words(page.text)


def test_long_lists_are_cut_into_pages(server: DeskServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("copydesk.server.reading.STORIES", 2)
    monkeypatch.setattr("copydesk.server.reading.HITS", 2)
    first = ask(server, "/").text
    assert "1–2 of 3" in first
    assert re.findall(r'<a href="([^"]+)" rel="(\w+)"', first) == [("/?from=2", "next")]
    last = ask(server, "/?from=2").text
    assert HEADLINE in last
    assert re.findall(r'<a href="([^"]+)" rel="(\w+)"', last) == [("/?from=0", "prev")]
    assert json.loads(ask(server, "/stories.json").text)["next"] == "/stories.json?from=2"
    found = ask(server, "/search?q=astrid").text
    assert re.findall(r'<a href="([^"]+)" rel="next"', found) == ["/search?q=astrid&amp;from=2"]
    assert "There is no story here" in ask(server, "/?from=90").text


@pytest.mark.parametrize("start", ["abc", "-1", "1x", "9999999999999", "²"])
@pytest.mark.parametrize("page", ["/?", "/stories.json?", "/search?q=tug&", "/search.json?q=tug&"])
def test_a_list_begins_at_a_number(server: DeskServer, page: str, start: str) -> None:
    answer = ask(server, f"{page}{urlencode({'from': start})}")
    assert answer.status == 400
    assert "it is no number of 0 or more" in answer.text


def test_a_shortened_id_leads_to_its_story(server: DeskServer) -> None:
    for form in ("html", "json"):
        answer = ask(server, f"/story/free.{form}")
        assert (answer.status, answer.to) == (302, f"/story/freed.{form}")
        assert ask(server, f"/story/fre.{form}").status == 404, "too short"
        assert ask(server, f"/story/none-such.{form}").status == 404


def test_reports_without_a_story_are_not_passed_over(server: DeskServer, path: Path) -> None:
    assert "wait" not in words(ask(server, "/").text)
    with opened(path) as store:
        keep(store, kept("six", "A pier is mended."))
    assert "1 report waits for a story; run copydesk add or watch on the store" in words(
        ask(server, "/").text
    )


def test_enter_moves_where_a_story_is_named_and_never_takes_another_one(server: DeskServer) -> None:
    asked = "/judge?do=enter&story=ferry&report=three"
    assert "Move this report?" in words(ask(server, f"{asked}&to=freed").text)
    assert "Make this report a story" in words(ask(server, f"{asked}&to=").text)
    merge = "/judge?do=merge&story=ferry&other=freed&other_id="
    assert "Merge these two stories?" in words(ask(server, f"{merge}free").text)
    both = ask(server, f"{merge}{quote(ODD, safe='')}")
    assert both.status == 400
    assert "One story is chosen and another one is written" in words(both.text)


def test_a_story_has_one_title(server: DeskServer, path: Path) -> None:
    with opened(path) as store:
        listed = {entry.id: entry.title for entry in store.entries()}
    for story, title in listed.items():
        assert json.loads(ask(server, f"/story/{quote(story, safe='')}.json").text)["title"] == title


START = """
import argparse
import signal
from copydesk.console import Console
from copydesk.server.command import add_serve
parser = argparse.ArgumentParser()
add_serve(parser.add_subparsers())
options = parser.parse_args()
signal.signal(signal.SIGINT, signal.default_int_handler)  # tests run in the background may have it ignored
options.run(options, Console())
"""


@pytest.mark.parametrize("port", ["80000", "-1"])
def test_a_port_that_there_is_not_is_one_line(
    path: Path, port: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--store", str(path), "--port", port]) == USAGE
    assert capsys.readouterr().err.startswith(f"copydesk: serve: port {port}: there is none; ")


def test_a_port_in_use_is_one_line(
    path: Path, server: DeskServer, capsys: pytest.CaptureFixture[str]
) -> None:
    port = str(server.server_port)
    assert main(["serve", "--store", str(path), "--port", port]) == FAILED
    assert capsys.readouterr().err.startswith(f"copydesk: port {port}: another program has it; ")


def test_the_command_says_where_it_serves_and_ends_when_it_is_stopped(path: Path) -> None:
    command = [sys.executable, "-c", START, "serve", "--store", str(path), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        told = running.stderr.readline()
        port = re.search(r"http://127\.0\.0\.1:(\d+)/", told)
        assert port, told
        connection = http.client.HTTPConnection("127.0.0.1", int(port[1]), timeout=20)
        connection.request("GET", "/")
        assert connection.getresponse().status == 200
        connection.close()
        running.send_signal(signal.SIGINT)
        try:
            assert running.wait(20) == 0
        finally:
            running.kill()
