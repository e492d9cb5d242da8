"""Web archives: every page comes out, and whatever does not, or not whole, is said."""

import gzip
import hashlib
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from copydesk.errors import InputError
from copydesk.model.report import Report
from copydesk.readers.files import read

TEXT = "The council of Norvik voted on Monday to close the old bridge for two years, the mayor said."
PAGE = f"<!doctype html><html><body><h1>Bridge</h1><p>{TEXT}</p></body></html>".encode()
HTML = "Content-Type: text/html; charset=utf-8"
URL = "https://norvik.example/bridge"
SAME = "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"


def record(
    body: bytes = PAGE,
    *about: str,
    kind: str = "response",
    url: str = URL,
    http: tuple[str, ...] = (HTML,),
    status: str = "200 OK",
    length: int | None = None,
) -> bytes:
    """One record; ``about`` are more fields of its head, ``length`` another length than it has."""
    block = "\r\n".join((f"HTTP/1.1 {status}", *http, "", "")).encode() + body
    head = (
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {url}",
        "WARC-Date: 2025-03-04T10:00:00Z",
        f"Content-Type: application/http; msgtype={kind}",
        f"Content-Length: {len(block) if length is None else length}",
        *about,
    )
    return "\r\n".join((*head, "", "")).encode() + block + b"\r\n\r\n"


def outcomes(folder: Path, *archives: bytes) -> tuple[list[Report], list[InputError]]:
    for number, archive in enumerate(archives):
        (folder / f"{number}.warc").write_bytes(archive)
    found = list(read([folder]))
    reports = [one for one in found if isinstance(one, Report)]
    return reports, [one for one in found if isinstance(one, InputError)]


PACKS = pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
CHUNKED = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (PAGE[:70], PAGE[70:])) + b"0\r\n\r\n"
RAW = zlib.compressobj(wbits=-15)
CODED: list[tuple[str, str, bytes]] = [
    ("gzip", "Content-Encoding: gzip", gzip.compress(PAGE)),
    ("deflate", "content-encoding: deflate", zlib.compress(PAGE)),
    ("raw deflate", "Content-Encoding: deflate", RAW.compress(PAGE) + RAW.flush()),
    ("chunked", "Transfer-Encoding: chunked", CHUNKED),
    ("said, not done", "Content-Encoding: gzip", PAGE),
    ("said, not done", "Transfer-Encoding: chunked", PAGE),
    ("nothing known", "Content-Encoding: identity", PAGE),
    ("renamed by the crawler", "X-Crawl-Content-Encoding: gzip", PAGE),
]


@PACKS
@pytest.mark.parametrize(("what", "field", "body"), CODED)
def test_codings_are_undone_where_the_bytes_bear_them_out(
    what: str, field: str, body: bytes, pack: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    (report,), errors = outcomes(tmp_path, pack(record(body, http=(HTML, field))))
    assert report.text.endswith(TEXT)
    assert report.url == URL
    assert not errors


OTHERS = {
    "request": record(b"", kind="request"),
    "metadata": record(b"fetchTimeMs: 5", kind="metadata"),
    "picture": record(b"\x89PNG", http=("Content-Type: image/png",)),
    "redirection": record(b"<p>Moved</p>", status="301 Moved Permanently"),
    "missing page": record(b"<p>There is no such page.</p>", status="404 Not Found"),
    "failure": record(b"<p>Come back later.</p>", status="503 Service Unavailable"),
}


@PACKS
def test_what_is_no_page_is_passed_over(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    reports, errors = outcomes(tmp_path, b"".join(map(pack, [*OTHERS.values(), record()])))
    assert [report.text for report in reports] == [f"Bridge\n\n{TEXT}"]
    assert not errors


def damaged(data: bytes) -> bytes:
    """Cut out a part in the second half."""
    return data[: len(data) * 2 // 3] + data[len(data) * 2 // 3 + 50 :]


NOISE = b"<p>" + hashlib.shake_256(b"").digest(20_000).hex().encode()
WHOLE = b"<p>" + b" ".join(b"Sentence %d of the report is here." % n for n in range(400))
CUT: list[tuple[str, bytes]] = [
    ("WARC-Truncated: length", record(PAGE, "WARC-Truncated: length")),
    ("server sent 155 of 999 bytes", record(PAGE, http=(HTML, "Content-Length: 999"))),
    ("sent a part", record(PAGE, status="206 Partial Content")),
    ("gzip coding breaks off", record(gzip.compress(WHOLE)[:-300], http=(HTML, "Content-Encoding: gzip"))),
    ("gzip coding breaks off", record(damaged(gzip.compress(NOISE)), http=(HTML, "Content-Encoding: gzip"))),
    ("chunked coding breaks off", record(CHUNKED[:-20], http=(HTML, "Transfer-Encoding: chunked"))),
]


@PACKS
@pytest.mark.parametrize(("what", "cut"), CUT)
def test_of_a_cut_page_what_is_there_is_read_with_a_caveat(
    what: str, cut: bytes, pack: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    reports, (error,) = outcomes(tmp_path, pack(cut) + pack(record(url=f"{URL}/2", body=PAGE + b"two")))
    assert len(reports) == 2
    assert what in error.what
    assert error.kept
    assert "record at 0" in error.where


@PACKS
def test_an_archive_that_ends_inside_a_page(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    packed = pack(record()) + pack(record(WHOLE, url=f"{URL}/2"))
    reports, (error,) = outcomes(tmp_path, packed[:-300])
    assert len(reports) == 2
    assert reports[1].text.startswith("Sentence 0 of the report is here. Sentence 1")
    assert "the record breaks off after" in error.what
    assert error.kept


@PACKS
@pytest.mark.parametrize("length", [100, 400])
def test_a_record_with_a_wrong_length_costs_only_itself(
    length: int, pack: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    """Neither does it take in the records behind it."""
    urls = [f"{URL}/{n}" for n in range(4)]
    records = [record(PAGE + url.encode(), url=url) for url in urls]
    records[1] = record(PAGE, url=urls[1], length=length)
    reports, errors = outcomes(tmp_path, b"".join(map(pack, records)))
    assert {report.url for report in reports} >= {urls[0], urls[2], urls[3]}
    assert not any("WARC" in report.text for report in reports)
    assert errors


def revisit(*about: str, url: str = URL, http: tuple[str, ...] = (HTML,), status: str = "200 OK") -> bytes:
    return record(b"", SAME, *about, kind="revisit", url=url, http=http, status=status)


def untyped(*about: str, http: tuple[str, ...] = (HTML,)) -> bytes:
    """A revisit that does not say that it holds an HTTP header."""
    whole = revisit(*about, url=f"{URL}/2", http=http)
    return whole.replace(b"Content-Type: application/http;msgtype=response\r\n", b"", 1)


DIGEST = "WARC-Payload-Digest: sha1:AAAA"
ID = "WARC-Record-ID: <urn:uuid:1>"
REVISITS = {
    "the digest": ([record(PAGE, DIGEST)], revisit(DIGEST, url=f"{URL}?again"), 0),
    "the id": ([record(PAGE, ID)], revisit("WARC-Refers-To: <urn:uuid:1>", "WARC-Payload-Digest: sha1:B"), 0),
    "the address": ([record()], revisit(), 0),
    "unchanged since": ([record()], revisit(status="304 Not Modified"), 0),
    "the digest, without a content type": ([record(PAGE, DIGEST)], untyped(DIGEST), 0),
    "nothing, without a content type": ([record()], untyped("WARC-Payload-Digest: sha1:BBBB"), 1),
    "a picture's head, without a content type": ([record()], untyped(http=("Content-Type: image/png",)), 0),
    "another digest": ([record(PAGE, DIGEST)], revisit("WARC-Payload-Digest: sha1:BBBB"), 1),
    "not there": ([record()], revisit(url=f"{URL}/2"), 1),
    "a picture": ([record()], revisit(url=f"{URL}.png", http=("Content-Type: image/png",)), 0),
    "a redirection": ([record()], revisit(url=f"{URL}/2", status="302 Found"), 0),
}


@pytest.mark.parametrize("order", [1, -1], ids=["before", "after"])
@pytest.mark.parametrize("place", ["one archive", "two archives"])
@pytest.mark.parametrize("told_by", REVISITS)
def test_a_revisit_is_passed_over_where_its_page_is_there_else_said(
    told_by: str, place: str, order: int, tmp_path: Path
) -> None:
    pages, again, missing = REVISITS[told_by]
    parts = [*pages, again][::order]
    archives = [b"".join(parts)] if place == "one archive" else parts
    reports, errors = outcomes(tmp_path, *archives)
    told = [error for error in errors if "revisit" in error.what]
    assert len(reports) == 1
    assert len(told) == missing
    for error in told:
        assert error.what.startswith("1 revisit record names a page that no archive given holds")
        assert not error.kept


def test_an_address_with_line_breaks_stays_one_line(tmp_path: Path) -> None:
    _, errors = outcomes(tmp_path, revisit(url="https://norvik.example/a\n b"))
    assert any("first https://norvik.example/a" in error.what for error in errors)
    assert not any("\n" in str(error) for error in errors)


def test_an_archive_of_revisits_only_says_so(tmp_path: Path) -> None:
    reports, errors = outcomes(tmp_path, b"".join(revisit(url=f"{URL}/{n}") for n in range(3)))
    assert not reports
    assert any("3 revisit records name pages that no archive given holds, first " in e.what for e in errors)


def test_a_bomb_in_a_coding_costs_only_itself(tmp_path: Path) -> None:
    bomb = gzip.compress(gzip.compress(b"<p>" + bytes(70_000_000), 1), 1)
    coding = "Content-Encoding: gzip, gzip"
    reports, (error,) = outcomes(tmp_path, record(bomb, http=(HTML, coding)) + record(url=f"{URL}/2"))
    assert [report.url for report in reports] == [f"{URL}/2"]
    assert "record at 0" in error.where
    assert error.what == "larger than 64 MB unpacked"


def test_no_text_under_the_name_of_html(tmp_path: Path) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20
    reports, (error,) = outcomes(tmp_path, record(picture) + record(url=f"{URL}/2"))
    assert len(reports) == 1
    assert "no text" in error.what


@PACKS
@pytest.mark.parametrize("cut", [20, 60, 150])
def test_an_archive_that_ends_inside_a_head(pack: Callable[[bytes], bytes], cut: int, tmp_path: Path) -> None:
    """Behind the last response stands another record: its offset is not where the archive ends."""
    whole = pack(record()) + pack(OTHERS["metadata"])
    reports, errors = outcomes(tmp_path, whole + pack(record(url=f"{URL}/2"))[:cut])
    assert [report.url for report in reports] == [URL]
    assert errors
    reports, errors = outcomes(tmp_path, whole)
    assert not errors


@PACKS
def test_what_only_looks_like_records_is_given_up(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    mark = b"WARC/1.0\r\n" if pack is bytes else b"\x1f\x8b\x08" + bytes(7)
    started = time.process_time()
    reports, errors = outcomes(tmp_path, pack(record()) + mark * 1_000_000)
    assert len(reports) == 1
    assert errors
    assert time.process_time() - started < 10
