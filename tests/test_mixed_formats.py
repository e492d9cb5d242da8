"""``copydesk tell`` on a folder in which every report lies in another format."""

import gzip
import json
import re
from collections.abc import Callable
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

import pytest

from copydesk.desk import tell
from copydesk.model.report import Report
from copydesk.readers.files import read
from copydesk.verification import verify

EXAMPLES = Path(__file__).parent.parent / "examples"
DAY = "2025-11-14T08:00:00Z"


def paragraphs(report: Report) -> str:
    return "".join(f"<p>{escape(part)}</p>\n" for part in report.text.split("\n") if part.strip())


def plain(report: Report, url: str) -> bytes:
    return report.text.encode()


def page(report: Report, url: str) -> bytes:
    head = (
        f'<title>{escape(report.title or "")}</title><link rel="canonical" href="{url}">'
        f'<meta property="article:published_time" content="{DAY}">'
    )
    return f"<!DOCTYPE html><html><head>{head}</head><body>{paragraphs(report)}</body></html>".encode()


def row(report: Report, url: str) -> dict[str, str]:
    return {"url": url, "published": DAY, "text": report.text}


def json_lines(report: Report, url: str) -> bytes:
    return json.dumps(row(report, url)).encode() + b"\n"


def csv(report: Report, url: str) -> bytes:
    quoted = report.text.replace('"', '""')
    return f'url,published,text\n{url},{DAY},"{quoted}"\n'.encode()


def parquet(report: Report, url: str) -> bytes:
    pyarrow = pytest.importorskip("pyarrow")
    out = pyarrow.BufferOutputStream()
    pytest.importorskip("pyarrow.parquet").write_table(pyarrow.Table.from_pylist([row(report, url)]), out)
    return bytes(out.getvalue().to_pybytes())


def rss(report: Report, url: str) -> bytes:
    body = f"<link>{url}</link><pubDate>Fri, 14 Nov 2025 08:00:00 GMT</pubDate>"
    body += f"<description>{escape(paragraphs(report))}</description>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel><item>{body}</item></channel></rss>'.encode()


def atom(report: Report, url: str) -> bytes:
    body = f'<link href="{url}"/><published>{DAY}</published>'
    body += f'<content type="html">{escape(paragraphs(report))}</content>'
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><entry>{body}</entry></feed>'.encode()


def json_feed(report: Report, url: str) -> bytes:
    item = {"url": url, "date_published": DAY, "content_text": report.text}
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [item]}, indent=1).encode()


def json_ld(report: Report, url: str) -> bytes:
    article = {"@type": "NewsArticle", "articleBody": report.text, "datePublished": DAY, "url": url}
    return json.dumps({"@context": "https://schema.org", "@graph": [article]}).encode()


def ninjs(report: Report, url: str) -> bytes:
    bodies = [{"role": "main", "contenttype": "text/html", "value": paragraphs(report)}]
    return json.dumps({"uri": url, "type": "text", "versioncreated": DAY, "bodies": bodies}).encode()


def warc(report: Report, url: str) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(report, url)
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-11-15T08:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def packed(write: Callable[[Report, str], bytes]) -> Callable[[Report, str], bytes]:
    return lambda report, url: gzip.compress(write(report, url))


FORMATS: dict[str, Callable[[Report, str], bytes]] = {
    "report.txt": plain,
    "report.html": page,
    "page-without-a-suffix": page,
    "report.jsonl": json_lines,
    "report.jsonl.gz": packed(json_lines),
    "report.csv": csv,
    "report.parquet": parquet,
    "rss.xml": rss,
    "atom.xml": atom,
    "feed.json": json_feed,
    "report.jsonld": json_ld,
    "ninjs.json": ninjs,
    "report.warc": warc,
    "report.warc.gz": packed(warc),
}


def test_a_folder_that_mixes_all_formats_is_told(tmp_path: Path) -> None:
    """Some outlets carry the same words: there are more formats than invented reports."""
    examples = [
        replace(found, text=found.text[:1500]) for found in read([EXAMPLES]) if isinstance(found, Report)
    ]
    urls = {}
    for number, (name, write) in enumerate(FORMATS.items()):
        urls[name] = f"https://outlet{number}.example/ferry"
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / name).write_bytes(write(examples[number % len(examples)], urls[name]))
    refused: list[Exception] = []
    stories = tell([str(tmp_path / "in")], tmp_path / "out", refused.append)
    assert not refused
    lines = (tmp_path / "out" / "reports.jsonl").read_text("utf-8").splitlines()
    rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    assert len(rows) == len(FORMATS)
    for name, url in urls.items():
        (found,) = (found for found in rows if re.split("[,:]", found["origin"])[0].endswith(f"/{name}"))
        if name != "report.txt":
            assert (found["url"], found["published"]) == (url, "2025-11-14T08:00:00+00:00"), name
        assert sum(zone["end"] - zone["start"] for zone in found["zones"]) == len(found["text"])
        assert any(zone["kind"] == "body" for zone in found["zones"]), name
    assert max(len(story.reports) for story in stories) >= len(FORMATS) * 0.7
    assert verify(tmp_path / "out")[1] == []
