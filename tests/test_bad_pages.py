"""Hostile and broken pages, feeds and archives: bounded memory and time, one line each, nothing leaks in."""

import gzip
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from copydesk.desk import read
from copydesk.errors import InputError
from copydesk.model.document import Document
from copydesk.model.report import Report

GOOD = "The council of Norvik voted on Monday to close the old bridge for two years.\n"
MEMORY = 1 << 30
"""Bytes of address space that each of these readings must do with."""


def told(*inputs: Path) -> tuple[list[Document], list[InputError]]:
    errors: list[InputError] = []
    documents = list(read([str(one) for one in inputs], errors.append))
    return documents, errors


def page(folder: Path, html: str | bytes, name: str = "page.html") -> Report:
    """The one report of a page, whose zones cover it, read without a complaint."""
    (folder / name).write_bytes(html if isinstance(html, bytes) else html.encode())
    (document,), errors = told(folder / name)
    assert not errors
    text = document.report.text
    assert "".join(text[zone.start : zone.end] for zone in document.zones) == text
    return document.report


def limited(*arguments: str, feed: str = "") -> tuple[list[dict[str, object]], list[str]]:
    """Run ``copydesk read`` in a process that may take ``MEMORY`` bytes; ``feed`` is a command before it."""
    code = (
        f"import resource, sys; resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY})); "
        "from copydesk.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", code, "read", *arguments]
    if not feed:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=100)
        return [json.loads(line) for line in done.stdout.splitlines()], done.stderr.splitlines()
    with subprocess.Popen(["/bin/sh", "-c", feed], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as fed:
        done = subprocess.run(
            command, stdin=fed.stdout, capture_output=True, text=True, check=False, timeout=100
        )
        fed.kill()
    return [json.loads(line) for line in done.stdout.splitlines()], done.stderr.splitlines()


posix = pytest.mark.skipif(not Path("/bin/sh").exists() or sys.platform != "linux", reason="limits of Linux")

BOMBS = {
    "bomb.txt.gz": b"The council of Norvik voted. ",
    "bomb.html.gz": b"<p>The council of Norvik voted.</p>",
    "bomb.jsonl.gz": b'"' + b"x" * 99,
    "bomb.json.gz": b"[" * 100,
    "bomb.csv.gz": b'text,id\n"' + b"x" * 99,
    "bomb.xml.gz": b"<rss><channel><item>",
}


@posix
def test_gzip_bombs_are_refused_in_bounded_memory(tmp_path: Path) -> None:
    """Some kilobytes become 100 MB each: gzip members one behind the other are one stream."""
    for name, text in BOMBS.items():
        (tmp_path / name).write_bytes(gzip.compress(text * (10_000_000 // len(text))) * 10)
    (tmp_path / "good.txt").write_text(GOOD)
    rows, lines = limited(str(tmp_path))
    assert [row["text"] for row in rows] == [GOOD]
    assert [name for line, name in zip(lines, sorted(BOMBS), strict=True) if name in line] == sorted(BOMBS)
    assert all("larger than 64 MB" in line for line in lines)


@posix
def test_a_page_of_2_gb_is_refused_in_bounded_memory() -> None:
    rows, lines = limited("-", feed="yes '<p>The council of Norvik voted.</p>' | head -c 2147483648")
    assert not rows
    (line,) = lines
    assert "standard input: larger than 64 MB, which no report is; split it" in line


@posix
def test_pages_of_60_mb_are_refused_in_bounded_memory(tmp_path: Path) -> None:
    """Small enough to be read whole, but their parse would take gigabytes."""
    shapes = ("<p>word</p>", "<b>a</b>", "&amp;", "<div>")
    for number, shape in enumerate(shapes):
        (tmp_path / f"{number}.html").write_text("<html><body>" + shape * (60_000_000 // len(shape)))
    rows, lines = limited(str(tmp_path))
    assert not rows
    assert len(lines) == len(shapes)
    assert all(".html: a page of 60,0" in line or ".html: a page of 59,9" in line for line in lines)


def test_a_page_of_10_mb_is_read(tmp_path: Path) -> None:
    card = (
        '<div class="card"><a href="https://norvik.example/{n}" class="teaser__link"><img src="{n}.jpg"></a>'
    )
    parts = (f"{card.format(n=n)}<p>{GOOD.strip()} {n}</p></div>\n" for n in range(55_000))
    html = f"<html><body><h1>Bridge</h1>{''.join(parts)}</body></html>"
    assert len(html) > 10_000_000
    started = time.process_time()
    report = page(tmp_path, html)
    assert time.process_time() - started < 30
    assert report.text.count(GOOD.strip()) == 55_000


@posix
@pytest.mark.parametrize("packed", [pytest.param(False, marks=pytest.mark.slow), True], ids=["plain", "gzip"])
def test_a_page_of_2_gb_in_an_archive_costs_only_itself(packed: bool, tmp_path: Path) -> None:
    def record(url: str, size: int, body: bytes) -> bytes:
        head = "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
        length = len(http) + size
        return f"{head}WARC-Target-URI: {url}\r\nContent-Length: {length}\r\n\r\n".encode() + http + body

    size = 100_000_000 if packed else 1 << 31
    good = record("https://norvik.example/2", len(GOOD) + 3, b"<p>" + GOOD.encode()) + b"\r\n\r\n"
    start = record("https://norvik.example/1", size, b"")
    with (tmp_path / "a.warc").open("wb") as archive:
        if packed:
            archive.write(gzip.compress(start + bytes(size) + b"\r\n\r\n", 1) + gzip.compress(good))
        else:
            archive.write(start)
            archive.seek(size, 1)  # a hole in the file
            archive.write(b"\r\n\r\n" + good)
    rows, lines = limited(str(tmp_path / "a.warc"))
    assert [row["url"] for row in rows] == ["https://norvik.example/2"]
    (line,) = lines
    assert "record at 0: larger than 64 MB" in line


def laughs() -> tuple[str, str]:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE rss [<!ENTITY a0 "{"x" * 10}">{levels}]>', "&a11;"


ENTITIES = {
    "one in the other": laughs(),
    "a large one often": (f'<!DOCTYPE rss [<!ENTITY a "{"x" * 100_000}">]>', "&a;" * 20_000),
    "of parameters": (
        '<!DOCTYPE rss [<!ENTITY % a "<!ENTITY b \'xxxx\'>"><!ENTITY % c "%a;%a;%a;">%c;%c;]>',
        "&b;" * 1000,
    ),
}


@posix
def test_feeds_that_expand_entities_are_bounded(tmp_path: Path) -> None:
    for number, (head, use) in enumerate(ENTITIES.values()):
        item = f"<item><title>Bridge</title><description>{use}</description></item>"
        feed = f'<?xml version="1.0"?>{head}<rss version="2.0"><channel>{item}</channel></rss>'
        (tmp_path / f"{number}.xml").write_text(feed)
    (tmp_path / "good.txt").write_text(GOOD)
    started = time.monotonic()
    rows, lines = limited(str(tmp_path))
    assert time.monotonic() - started < 20
    assert any(row["text"] == GOOD for row in rows)
    assert all(len(str(row["text"])) < 1_000_000 for row in rows)
    assert len(lines) >= len(ENTITIES)


@pytest.mark.parametrize("run", ["\n", "\r\n", " ", "\u00a0", "-", '"', ". ", "\n\u200b"])
def test_a_long_run_of_nothing_takes_no_long_time(run: str, tmp_path: Path) -> None:
    started = time.process_time()
    (tmp_path / "a.txt").write_text(f"{GOOD * 3}By Jo Lindqvist\n{GOOD}{run * 30_000}", "utf-8")
    told(tmp_path)
    assert time.process_time() - started < 5


def test_a_feed_reads_no_file_of_the_reader(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("the secret")
    head = f'<!DOCTYPE rss [<!ENTITY s SYSTEM "file://{tmp_path}/secret.txt">]>'
    body = f"<description>Read: &s; {GOOD}</description>"
    (tmp_path / "feed.xml").write_text(
        f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><item>{body}</item></channel></rss>'
    )
    documents, _ = told(tmp_path / "feed.xml")
    assert all("the secret" not in document.report.text for document in documents)


def test_a_feed_with_a_date_in_the_future(tmp_path: Path) -> None:
    items = "".join(
        f"<item><guid>{year}</guid><pubDate>Tue, 04 Mar {year} 10:00:00 GMT</pubDate>"
        f"<description>{GOOD}{year}</description></item>"
        for year in (2025, 2190)
    )
    (tmp_path / "feed.xml").write_text(f'<rss version="2.0"><channel>{items}</channel></rss>')
    documents, (error,) = told(tmp_path / "feed.xml")
    assert [document.report.published for document in documents] == [
        "2025-03-04T10:00:00+00:00",
        "2190-03-04T10:00:00+00:00",
    ]
    assert "lies in the future" in error.what
    assert error.kept
    assert "it lies after" in str(documents[1].report.published_from)
    assert "after" not in str(documents[0].report.published_from)


@pytest.mark.parametrize(
    "tag", ["div", "b", "table><tr><td", "blockquote", "ul><li", "span", "section", "font"]
)
def test_a_page_nested_100_000_deep(tag: str, tmp_path: Path) -> None:
    started = time.process_time()
    (tmp_path / "deep.html").write_text(f"<html><body><p>{GOOD}</p>" + f"<{tag}>" * 100_000 + "Deep.")
    documents, errors = told(tmp_path / "deep.html")
    assert time.process_time() - started < 10
    assert len(documents) + len(errors) == 1
    assert all(GOOD.strip() in document.report.text for document in documents)


CYRILLIC = "Городской совет в понедельник решил закрыть старый мост на два года. " * 3
LIES = [
    ("utf-8", "windows-1251", CYRILLIC),
    ("windows-1251", "utf-8", CYRILLIC),
    ("iso-8859-1", "utf-8", CYRILLIC),
    ("utf-16", "utf-8", CYRILLIC),
    ("shift_jis", "utf-8", "«Café» zu, sagt der Bürgermeister von Norvik. " * 3),
    ("utf-8", "windows-1252", "“Café” zu, sagt der Bürgermeister von Norvik. " * 3),
    ("no-such-thing", "koi8-r", CYRILLIC),
    ("ascii", "utf-8", CYRILLIC),
    ("utf-7", "utf-8", CYRILLIC),
]


@pytest.mark.parametrize(("declared", "real", "text"), LIES)
def test_a_declared_encoding_that_lies(declared: str, real: str, text: str, tmp_path: Path) -> None:
    html = f'<html><head><meta charset="{declared}"></head><body><p>{text}</p></body></html>'
    (tmp_path / "page.html").write_bytes(html.encode(real))
    (document,), errors = told(tmp_path / "page.html")
    assert document.report.text == text.strip()
    assert len(errors) == (real != "utf-8")
    assert all(error.kept and declared in error.what for error in errors)


UNSEEN = [
    "<script>LEAK</script>",
    "<script>if (a < b && '</p>') LEAK</script>",
    '<script type=\'application/ld+json\'>{"@type": "NewsArticle", "articleBody": "LEAK"}</script>',
    "<script type='text/template'><p>LEAK</p></script>",
    "<SCRIPT>LEAK</SCRIPT >",
    "<script><!-- LEAK --></script>",
    "<script><!--<script>LEAK</script>LEAK--></script>",
    "<style>p::after { content: 'LEAK' }</style>",
    "<svg><style>LEAK</style><script>LEAK</script><title>LEAK</title></svg>",
    "<noscript>LEAK</noscript>",
    "<template><p>LEAK</p></template>",
    "<!-- <p>LEAK</p> -->",
    "<!-- LEAK > LEAK -->",
    "<p hidden>LEAK</p>",
    "<p style='display:none'>LEAK</p>",
    "<iframe>LEAK</iframe>",
    "<object>LEAK</object>",
    "<img alt='LEAK' title='LEAK'>",
    "<p title='<p>LEAK</p>' data-x='LEAK'></p>",
    "<a href='javascript:LEAK'></a>",
]
UNCLOSED = ["<script>LEAK", "<style>LEAK <p>LEAK", "<script><!--LEAK</p>", "<p title='LEAK", "<!-- LEAK"]


@pytest.mark.parametrize("place", ["before", "inside", "after"])
@pytest.mark.parametrize("part", UNSEEN)
def test_scripts_styles_and_the_like_are_no_text(part: str, place: str, tmp_path: Path) -> None:
    parts = {
        "before": f"{part}<p>{GOOD}</p>",
        "inside": f"<p>{GOOD}{part}</p>",
        "after": f"<p>{GOOD}</p>{part}",
    }
    report = page(tmp_path, f"<html><body>{parts[place]}</body></html>")
    assert "LEAK" not in report.text
    assert report.text.strip() == GOOD.strip()


@pytest.mark.parametrize("part", UNCLOSED)
def test_what_is_never_closed_is_no_text(part: str, tmp_path: Path) -> None:
    assert page(tmp_path, f"<html><body><p>{GOOD}</p>{part}").text.strip() == GOOD.strip()


HEBREW = "מועצת העיר נורוויק החליטה ביום שני לסגור את הגשר הישן לשנתיים, אמר ראש העיר. " * 4
ARABIC = (
    "قرر مجلس مدينة نورفيك يوم الاثنين إغلاق الجسر القديم لمدة عامين (2025)، وقال رئيس البلدية إن العبارات "
    "ستبدأ العمل في شهر أبريل المقبل، وإن المجلس سيدفع نصف ثمن التذكرة لسكان المدينة. "
)


@pytest.mark.parametrize(("text", "language"), [(HEBREW, "he"), (ARABIC, "ar")])
def test_text_from_right_to_left_stays_in_its_order(text: str, language: str, tmp_path: Path) -> None:
    """Marks of direction are characters of the text like others; offsets count them."""
    marked = "\u202b" + text.strip() + "\u202c \u200fBBC\u200e"
    html = f'<html dir="rtl"><body><h1>{text[:40]}</h1><p>{marked}</p></body></html>'
    report = page(tmp_path, html)
    assert report.text == f"{text[:40].strip()}\n\n{marked}"
    assert report.language == language
    (tmp_path / "plain.txt").write_text(marked, "utf-8")
    (document,), _ = told(tmp_path / "plain.txt")
    assert document.report.text == marked
    assert sum(zone.end - zone.start for zone in document.zones) == len(marked)
