"""Everything that can be given is read, and what cannot be is one line while the rest goes on."""

import gzip
import io
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copydesk.errors import InputError
from copydesk.model.report import Report
from copydesk.readers import records
from copydesk.readers.files import read

TEXT = "The council of Norvik voted on Monday to close the old bridge for two years, the mayor said.\n"
PAGE = f"<!doctype html><title>Bridge</title><h1>Bridge</h1><p>{TEXT * 2}</p>"


def split(*inputs: Path | str) -> tuple[list[Report], list[InputError]]:
    outcomes = list(read(inputs))
    reports = [one for one in outcomes if isinstance(one, Report)]
    return reports, [one for one in outcomes if isinstance(one, InputError)]


def rows(*given_rows: object) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in given_rows).encode()


def one(path: Path) -> Report:
    reports, errors = split(path)
    assert not errors, errors
    assert len(reports) == 1
    return reports[0]


def test_a_plain_text_is_kept_to_the_letter(tmp_path: Path) -> None:
    text = "\r\n  " + TEXT.replace("\n", "\r\n") + "\x0ca \u2028 b\t\r"
    (tmp_path / "a.txt").write_bytes(text.encode())
    report = one(tmp_path / "a.txt")
    assert report.text == text
    assert report.title is None
    assert report.published is None
    assert report.published_from == "the input states no date"
    assert report.language == "en"
    assert report.origin == str(tmp_path / "a.txt")
    assert report.marked == ()


ALIASES = [
    ({"text": TEXT}, {}),
    ({"maintext": TEXT, "source_domain": "www.norvik.example", "date_publish": "2025-03-04 10:00:00"},
     {"outlet": "norvik.example", "published": "2025-03-04T10:00:00", "published_from": "given"}),
    ({"body": TEXT, "headline": "Bridge", "link": "https://a.example/2025/03/04/x", "lang": "en-GB"},
     {"title": "Bridge", "outlet": "a.example", "published": "2025-03-04",
      "published_from": "URL path /2025/03/04", "language": "en"}),
    ({"content": TEXT, "source": {"id": None, "name": "Norvik Post"}, "publishedAt": "2025-03-04T10:00:00Z"},
     {"outlet": "Norvik Post", "published": "2025-03-04T10:00:00+00:00"}),
    ({"articleBody": TEXT, "datePublished": "2025-03-04", "inLanguage": "en"}, {"published": "2025-03-04"}),
    ({"text": TEXT, "body": "other", "id": 7, "story": 3}, {"id": "7", "story": "3"}),
    ({"text": TEXT, "date": 20230705, "language": "German"}, {"published": "2023-07-05", "language": "de"}),
    ({"html": f"<p>{TEXT}</p>", "body": "extracted"}, {"text": TEXT.strip()}),
    ({"text": TEXT, "html": "<p>page</p>"}, {"text": TEXT}),
]  # fmt: skip


@pytest.mark.parametrize(
    "date",
    ["03/04/2025", "2999-01-01", "0001-01-01", "9999-12-31T23:59:59-23:59", "soon", True, ["2025-03-04"]],
)
def test_a_date_that_cannot_be_used_is_a_line(date: object, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(rows({"text": TEXT, "date": date}))
    (report,), (caveat,) = split(tmp_path / "a.jsonl")
    assert report.published is None
    assert report.published_from == f"given is no date that can be told: {str(date)!r}"
    assert caveat.kept
    assert f"the field published is no date that can be told: {str(date)!r}; left out" in str(caveat)


def test_a_date_in_the_future_is_called_so(tmp_path: Path) -> None:
    today = datetime.now(UTC)
    near, far = (today + timedelta(days=1)).isoformat(), (today + timedelta(days=4)).date().isoformat()
    (tmp_path / "a.jsonl").write_bytes(rows({"text": TEXT, "date": near}, {"text": TEXT * 2, "date": far}))
    (soon, late), (caveat,) = split(tmp_path / "a.jsonl")
    assert soon.published_from == "given"
    assert (late.published, late.published_from) == (far, "given; it lies in the future")
    assert (caveat.kept, caveat.what) == (True, f"its date {far} lies in the future")


@pytest.mark.parametrize(("row", "expected"), ALIASES)
def test_records_and_their_aliases(
    row: dict[str, object], expected: dict[str, object], tmp_path: Path
) -> None:
    (tmp_path / "a.jsonl").write_bytes(rows(row))
    report = one(tmp_path / "a.jsonl")
    assert report.origin == f"{tmp_path / 'a.jsonl'}:1"
    for name, value in {"text": TEXT, **expected}.items():
        assert getattr(report, name) == value


FEED = f"""<?xml version="1.0"?><!-- c --><rss version="2.0"><channel>
<title>Norvik Post</title><language>en-gb</language>
<item><title>Bridge &amp;amp; tunnel</title><link>https://www.norvikpost.example/1</link><guid>g1</guid>
<pubDate>Tue, 04 Mar 2025 10:00:00 GMT</pubDate><description>&lt;p&gt;{TEXT}&lt;/p&gt;</description></item>
<item><title>Empty</title><guid>g2</guid></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Norvik Post</title>
<entry><title>Bridge</title><id>urn:1</id>
<link href="https://www.norvikpost.example/1"/><published>2025-03-04T10:00:00Z</published>
<updated>2025-03-05T10:00:00Z</updated>
<content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;</content></entry></feed>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1", "title": "Norvik Post",
    "items": [{"id": "j1", "content_html": f"<p>{TEXT}</p>", "date_published": "2025-03-04T10:00:00Z"}],
}  # fmt: skip


def test_feeds(tmp_path: Path) -> None:
    (tmp_path / "rss.xml").write_text(FEED)
    (report,), (error,) = split(tmp_path / "rss.xml")
    assert (report.id, report.title, report.outlet) == ("g1", "Bridge & tunnel", "norvikpost.example")
    assert (report.text, report.published) == (TEXT.strip(), "2025-03-04T10:00:00+00:00")
    assert "entry 2" in error.where
    (tmp_path / "atom").write_text(ATOM)
    assert one(tmp_path / "atom").modified == "2025-03-05T10:00:00+00:00"
    (tmp_path / "feed.json").write_text(json.dumps(JSON_FEED, indent=1))
    report = one(tmp_path / "feed.json")
    assert (report.id, report.outlet, report.text) == ("j1", "Norvik Post", TEXT.strip())


def test_a_json_feed_says_its_places(tmp_path: Path) -> None:
    entries = [
        {"id": "1", "title": "Bridge", "content_text": TEXT, "date_published": "2025-03-04"},
        {"id": "2", "content_text": TEXT + "!", "authors": [{"name": "Per Sund"}]},
    ]
    feed = {**JSON_FEED, "authors": [{"name": "Jo Lindqvist"}], "items": entries}
    (tmp_path / "feed.json").write_text(json.dumps(feed))
    (first, second), errors = split(tmp_path / "feed.json")
    assert not errors
    assert (first.byline, first.byline_from) == ("Jo Lindqvist", "feed authors")
    assert (second.byline, second.byline_from) == ("Per Sund", "feed entry's author")
    assert (first.title_from, first.published_from) == ("feed entry's title", "feed entry's date")
    assert (first.outlet, first.outlet_from) == ("Norvik Post", "feed title")


def test_a_feed_with_a_doctype_is_a_feed(tmp_path: Path) -> None:
    head = '<?xml version="1.0"?>\n<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "z">]>'
    (tmp_path / "a.xml").write_text(head + FEED.partition("?>")[2])
    (report,), _ = split(tmp_path / "a.xml")
    assert report.id == "g1"


def test_xml_within_a_page_s_prolog_is_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text('<?xml version="1.0"?>' + PAGE)
    assert one(tmp_path / "a.xml").title == "Bridge"


def test_a_feed_that_expands_entities_is_bounded(tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "{"x" * 10}">{levels}]>'
    (tmp_path / "bomb.xml").write_text(
        bomb + "<rss version='2.0'><channel><title>&a11;</title></channel></rss>"
    )
    reports, errors = split(tmp_path / "bomb.xml")
    assert not reports
    assert len(errors) == 1


def record(url: str, body: bytes, head: bytes = b"Content-Type: text/html; charset=utf-8\r\n") -> bytes:
    http = b"HTTP/1.1 200 OK\r\n" + head + b"\r\n" + body
    about = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
    about += f"WARC-Record-ID: <urn:uuid:{len(url)}>\r\n"
    about += "WARC-Date: 2025-03-04T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
    return about.encode() + f"Content-Length: {len(http)}\r\n\r\n".encode() + http + b"\r\n\r\n"


def pages(count: int) -> list[bytes]:
    return [record(f"https://norvik.example/{n}", (PAGE + str(n)).encode()) for n in range(count)]


def cut_head(one: bytes) -> bytes:
    return one.replace(b"WARC/1.0", b"WURC/1.0")


def cut_gzip(one: bytes) -> bytes:
    packed = gzip.compress(one)
    return packed[:30] + bytes(8) + packed[38:]


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
@pytest.mark.parametrize("breaks", [0, 1, 3])
def test_warc_goes_on_after_a_broken_record(
    pack: Callable[[bytes], bytes], breaks: int, tmp_path: Path
) -> None:
    image = record("https://norvik.example/i.png", b"\x89PNG", b"Content-Type: image/png\r\n")
    packed = [pack(part) for part in [*pages(4), image]]
    if breaks:
        packed[breaks] = cut_head(pages(4)[breaks]) if pack is bytes else cut_gzip(pages(4)[breaks])
    (tmp_path / "a.warc").write_bytes(b"".join(packed))
    reports, errors = split(tmp_path / "a.warc")
    left = [n for n in range(4) if not breaks or n != breaks]
    assert [report.url for report in reports] == [f"https://norvik.example/{n}" for n in left]
    assert len(errors) == bool(breaks)
    assert all(report.outlet == "norvik.example" for report in reports)


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_a_warc_that_breaks_off(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    first, second = (pack(part) for part in pages(2))
    (tmp_path / "a.warc").write_bytes(first + second[: len(second) - 40])
    reports, (error,) = split(tmp_path / "a.warc")
    assert [report.url for report in reports] == [f"https://norvik.example/{n}" for n in range(2)]
    assert "breaks off after" in error.what
    assert error.kept


def test_warc_from_a_pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(NoSeek(b"".join(map(gzip.compress, pages(3))))))
    assert len(split("-")[0]) == 3
    assert tmp_path.exists()


class NoSeek(io.BytesIO):
    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise OSError("a pipe")


def test_an_atom_entry_whose_title_swallows_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(ATOM.replace("</title><id>", "<\0\0e><id>"))
    reports, errors = split(tmp_path / "a.xml")
    assert not reports
    assert errors


def test_a_csv_without_a_column_of_texts_says_which_it_has(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Name,Story line\nBridge," + TEXT)
    reports, errors = split(tmp_path / "a.csv")
    assert not reports
    assert "no column of texts among Name, Story line; name one of them text" in str(errors[0])


def test_a_csv_is_known_by_its_header_without_a_name(tmp_path: Path) -> None:
    (tmp_path / "export").write_text('Headline,Pub Date,Article Text\nBridge,2025-01-02,"' + TEXT + '"\n')
    reports, _ = split(tmp_path / "export")
    assert [(report.title, report.text, report.published) for report in reports] == [
        ("Bridge", TEXT, "2025-01-02")
    ]


def test_csv_and_json(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('id;title;text\r\n1;Bridge;"One\nline; two"\r\n2;Tunnel;' + TEXT)
    reports, errors = split(tmp_path / "a.csv")
    assert [(report.id, report.text) for report in reports] == [("1", "One\nline; two"), ("2", TEXT.strip())]
    assert not errors
    (tmp_path / "b.json").write_text(json.dumps([{"text": TEXT}, 3, {"text": "Other."}], indent=2))
    reports, errors = split(tmp_path / "b.json")
    assert [report.origin[-8:] for report in reports] == ["record 1", "record 3"]
    assert "record 2" in errors[0].where


def test_parquet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    parquet.write_table(pyarrow.table({"text": [TEXT, None], "id": ["a", "b"]}), tmp_path / "a.parquet")
    (report,), (error,) = split(tmp_path / "a.parquet")
    assert (report.id, report.text) == ("a", TEXT)
    assert "record 2" in error.where
    whole = (tmp_path / "a.parquet").read_bytes()
    monkeypatch.setattr(records, "LARGEST", len(whole) // 2)
    assert len(split(tmp_path / "a.parquet")[0]) == 1, "read in parts, so it may be large"
    (tmp_path / "b.parquet").write_bytes(whole[:-20])
    assert len(split(tmp_path / "b.parquet")[1]) == 1
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    _, (error,) = split(tmp_path / "a.parquet")
    assert error.remedy == "install the extra: pip install pyarrow"


def test_folders_globs_and_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt", "README.md", "sub/c.html", ".git/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{TEXT}{name}")
    reports, errors = split(tmp_path)
    assert [Path(report.origin).name for report in reports] == ["a.txt", "b.txt", "c.html"]
    assert not errors
    assert len(split(str(tmp_path / "*.txt"))[0]) == 2
    assert len(split(str(tmp_path / "**" / "*.html"))[0]) == 1
    _, (missing, unmatched) = split(tmp_path / "x", str(tmp_path / "*.xyz"))
    assert "no such file" in missing.what
    assert "matches no file" in unmatched.what
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(NoSeek(rows({"text": TEXT}, {"text": "x"}))))
    assert [report.origin for report in split("-")[0]] == ["standard input:1", "standard input:2"]
    (tmp_path / "none").mkdir()
    assert "holds no file" in split(tmp_path / "none")[1][0].what


def no_permission(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir

    def scandir(at: str) -> object:
        if Path(at) == path:
            raise PermissionError(13, "Permission denied", str(path))
        return real(at)

    monkeypatch.setattr(os, "scandir", scandir)


def test_a_folder_without_permission_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "a.txt").write_text(TEXT)
    no_permission(tmp_path / "closed", monkeypatch)
    reports, (error,) = split(tmp_path)
    assert len(reports) == 1
    assert "closed" in error.where
    assert "right to read" in error.remedy


DEEP = b'{"text": ' + b"[" * 100_000
BAD: list[tuple[str, bytes, str]] = [
    ("a.txt", b"", "is empty"),
    ("a.txt.gz", gzip.compress(b""), "is empty"),
    ("a.txt", b" \n\n", "no text"),
    ("a.html", b"<html><script>x</script></html>", "shows no text"),
    ("a.txt", bytes(range(256)) * 9, "binary"),
    ("a.jpg", b"\xff\xd8\xff\xe0" + b"x" * 99, "binary"),
    ("a.pdf", b"%PDF-1.7 " + b"x" * 99, "binary"),
    ("a.txt.gz", gzip.compress(TEXT.encode())[:-12], "cut off or damaged"),
    ("a.gz", b"\x1f\x8b", "cut off or damaged"),
    ("a.gz", b"\x1f\x8bnot gzip at all", "cut off or damaged"),
    ("a.jsonl", b"[1, 2", "invalid JSON"),
    ("a.json", DEEP, "JSON"),
    ("a.jsonl", b"3\n", "a report is an object with fields, this is a number"),
    ("a.jsonl", rows({"text": 3}), "the text is a number"),
    ("a.jsonl", rows({"text": ["a"]}), "the text is a list"),
    ("a.jsonl", rows({"title": "x"}), "no text"),
    ("a.csv", b'id,"a\nb"\n1,2\n', "no column of texts among id, a b"),
    ("a.xml", b"<rss version='2.0'><channel></channel></rss>", "no entries"),
    (
        "a.xml",
        b"<?xml version='1.0'?><urlset xmlns='u'><url>x</url></urlset>",
        "it is XML (urlset) and no feed",
    ),
    ("a", b"<newsItem xmlns='urn:x' id='1'><p>Words</p></newsItem>", "it is XML (newsItem) and no feed"),
    ("a.jsonl", rows({"text": "", "title": "x"}), "the field text is empty"),
    ("a.xml", b"<rss version='2.0'><channel><title>", "not well formed"),
]


@pytest.mark.parametrize(("name", "data", "what"), BAD)
def test_bad_input_is_one_line_and_the_good_come_out(
    name: str, data: bytes, what: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "z.txt").write_text(TEXT)
    reports, (error,) = split(tmp_path)
    assert [report.text for report in reports] == [TEXT]
    assert what in error.what
    assert name in error.where
    assert error.remedy
    assert "\n" not in str(error)
    assert not error.kept


CAVEATS: list[tuple[str, bytes, str]] = [
    ("a.txt", TEXT.encode() + b"\xff\n", "offset"),
    ("a.txt", TEXT.encode("utf-16"), "UTF-16"),
    ("a.jsonl", b'{"text": "a \\ud800 b"}\n', "surrogates"),
    ("a.jsonl", rows({"text": TEXT, "title": 3}), "title is a number"),
    ("a.jsonl", rows({"text": TEXT, "title": {"main": "x"}}), "title is an object"),
    ("a.jsonl", rows({"text": TEXT, "authors": [3]}), "byline is a list"),
    ("a.jsonl", rows({"text": TEXT, "language": "norvikish"}), "'norvikish', no language that is known"),
    ("a.jsonl", rows({"text": TEXT}).decode().encode("utf-16"), "UTF-16"),
]


@pytest.mark.parametrize(("name", "data", "what"), CAVEATS)
def test_doubtful_input_is_kept_with_a_caveat(name: str, data: bytes, what: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    (report,), (error,) = split(tmp_path)
    assert what in error.what
    assert error.kept
    report.text.encode()


def test_complete_lines_before_a_break_are_read(tmp_path: Path) -> None:
    noise = [os.urandom(300).hex() for _ in range(900)]
    packed = gzip.compress(rows(*({"id": str(n), "text": text} for n, text in enumerate(noise))))
    (tmp_path / "a.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    reports, (error,) = split(tmp_path)
    assert len(reports) > 300
    assert [report.text for report in reports] == noise[: len(reports)]
    assert "cut off" in error.what


def test_one_bad_line_of_nine(tmp_path: Path) -> None:
    lines = rows(*({"id": str(n), "text": f"{TEXT}{n}"} for n in range(1, 10))).split(b"\n")
    lines[6] = lines[6][:20]
    for name in ("a.jsonl", "b"):
        (tmp_path / name).write_bytes(b"\n".join(lines))
        reports, (error,) = split(tmp_path / name)
        assert [report.id for report in reports] == ["1", "2", "3", "4", "5", "6", "8", "9"]
        assert error.where.endswith(f"{name}:7")


def test_sizes_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "LARGEST", 2000)
    (tmp_path / "a.txt").write_text("x" * 3000)
    (tmp_path / "b.jsonl").write_bytes(rows({"text": "x" * 9000}, {"text": TEXT}))
    (tmp_path / "c.txt.gz").write_bytes(gzip.compress(b"x " * 1_000_000))
    reports, errors = split(tmp_path)
    assert [report.text for report in reports] == [TEXT]
    assert [Path(error.where).name for error in errors] == ["a.txt", "b.jsonl:1", "c.txt.gz"]
    assert all("MB" in error.what for error in errors)


def test_a_line_of_50_mb_loses_only_itself(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(rows({"text": TEXT * 550_000}, {"text": TEXT}))
    reports, errors = split(tmp_path)
    assert [report.text for report in reports] == [TEXT]
    assert "a.jsonl:1: a text of 51,150,000 bytes, which no report has" in str(errors[0])


def test_ids(tmp_path: Path) -> None:
    same = {"id": "a", "text": TEXT}
    other = {"id": "a", "text": "Another text."}
    (tmp_path / "a.jsonl").write_bytes(rows(same, other, same, other, {"text": "No id."}, {"text": "No id."}))
    reading = read([tmp_path])
    outcomes = list(reading)
    reports = [each for each in outcomes if isinstance(each, Report)]
    assert [report.text for report in reports] == [TEXT, "Another text.", "No id."]
    assert reports[0].id == "a"
    assert len(reports[1].id) == len(reports[2].id) == 16
    assert (reading.reports, reading.repeats, reading.errors) == (3, 3, 1)
    (caveat,) = (each for each in outcomes if isinstance(each, InputError))
    assert caveat.kept
    assert caveat.where.endswith(":2")


def test_order_does_not_change_content_ids(tmp_path: Path) -> None:
    for n in range(5):
        (tmp_path / f"{n}.txt").write_text(f"{TEXT}{n}")
    names = sorted(tmp_path.iterdir())
    forth, back = split(*names)[0], split(*reversed(names))[0]
    assert {report.id: report.text for report in forth} == {report.id: report.text for report in back}


@given(
    st.one_of(st.binary(max_size=300), st.text(max_size=200).map(str.encode)),
    st.sampled_from(["a.txt", "a.html", "a.jsonl", "a.json", "a.csv", "a.xml", "a.warc", "a.gz", "a"]),
    st.sampled_from(
        [
            b"",
            b"\x1f\x8b",
            b"WARC/1.0\r\n",
            b"<rss>",
            b"<html>",
            b"{",
            b"[",
            b"PAR1",
            b"\xff\xfe",
            b"text,id\n",
        ]
    ),
    st.booleans(),
)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
def test_any_bytes_are_a_report_or_a_line(
    tmp_path: Path, data: bytes, name: str, start: bytes, packed: bool
) -> None:
    whole = start + data
    (tmp_path / name).write_bytes(gzip.compress(whole) if packed else whole)
    for outcome in read([tmp_path / name]):
        if isinstance(outcome, InputError):
            assert "\n" not in str(outcome)
        else:
            outcome.text.encode()
    (tmp_path / name).unlink()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.sampled_from(
    ["id", "text", "html", "url", "outlet", "title", "published", "language", "story", "items"]
)


@given(st.one_of(JSON, st.dictionaries(FIELDS, JSON), st.dictionaries(FIELDS, st.text(max_size=20))))
@settings(deadline=None, max_examples=150)
def test_any_json_is_a_report_or_a_line(value: object) -> None:
    for outcome in records.read_json(json.dumps(value).encode(), "x.json"):
        assert isinstance(outcome, Report | InputError)
