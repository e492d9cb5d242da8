"""Sound inputs of every format that is read, all invented: what the fuzzer mutates."""

import gzip
import json
import zlib
from dataclasses import dataclass
from io import BytesIO

TEXT = (
    "The council of Norvik voted on Monday to close the old bridge for two years.\n\n"
    "“We would rather be late than wet,” said Ilse Brandt, the engineer, when she met shopkeepers.\n\n"
    "Ferries will run every ten minutes from April, and the council will pay half of each fare.\n"
)
FOREIGN = {
    "utf-8": "Der Bürgermeister: „Die alte Brücke bleibt gesperrt.“ 市長は橋を閉鎖 😀\n" * 3,
    "utf-16": "Der Bürgermeister von Norvik sperrt die alte Brücke für zwei Jahre.\n" * 3,
    "utf-16-le": "Городской совет в понедельник решил закрыть старый мост на два года.\n" * 3,
    "utf-32": "The mayor closed the bridge.\n" * 3,
    "windows-1251": "Городской совет в понедельник решил закрыть старый мост на два года.\n" * 3,
    "koi8-r": "Городской совет в понедельник решил закрыть старый мост на два года.\n" * 3,
    "windows-1252": "“Café” zu für zwei Jahre – sagt der Bürgermeister.\n" * 3,
    "shift_jis": "町議会は月曜日に古い橋を二年間閉鎖することを決めた。\n" * 3,
    "gb18030": "市议会周一决定将旧桥关闭两年。\n" * 3,
    "iso2022_jp": "町議会は月曜日に古い橋を閉鎖する。\n" * 3,
    "cp1256": "قرر مجلس المدينة إغلاق الجسر القديم لمدة عامين.\n" * 3,
}


@dataclass(frozen=True)
class Seed:
    """One sound input: its format for the count, a name for its file, its bytes."""

    kind: str
    name: str
    data: bytes


def seeds() -> list[Seed]:
    """Invented inputs of every format, each read without a line as it stands."""
    page = _page(TEXT)
    found = [Seed("HTML", "a.html", page.encode()), Seed("HTML", "b", f"<p>{TEXT}</p>".encode())]
    found += [Seed("HTML", "c.html", _page(text, name).encode(name)) for name, text in FOREIGN.items()]
    found += [Seed("text", f"{name}.txt", text.encode(name)) for name, text in FOREIGN.items()]
    found.append(Seed("text", "a.txt", ("By Jo Lindqvist\n4 March 2025\n\n" + TEXT).encode()))
    records = [
        _record(page),
        _record(_page("Other.")),
        _record("", kind="revisit"),
        _record(page, chunked=True),
    ]
    found.append(Seed("WARC", "a.warc", b"".join(records)))
    found.append(Seed("WARC.gz", "a.warc.gz", b"".join(gzip.compress(one, 6) for one in records)))
    for name, feed in _feeds().items():
        found.append(Seed(name, f"{name}.xml", feed.encode()))
    rows = [
        {"id": str(n), "text": TEXT + str(n), "date": "2025-03-04", "url": f"https://a.example/{n}"}
        for n in range(3)
    ]
    values = {"JSON Feed": _json_feed(), "JSON-LD": _json_ld(), "ninjs": _ninjs(), "JSON": rows}
    for name, value in values.items():
        found.append(Seed(name, f"{name}.json", json.dumps(value, indent=1, ensure_ascii=False).encode()))
        found.append(Seed(name, name, json.dumps(value).encode()))
    lines = [*rows, {"html": page}, _json_ld(), _ninjs()]
    jsonl = "".join(json.dumps(row) + "\n" for row in lines).encode()
    found += [Seed("JSON Lines", "a.jsonl", jsonl), Seed("gzip", "b.jsonl.gz", gzip.compress(jsonl))]
    found.append(Seed("gzip", "a.html.gz", gzip.compress(page.encode())))
    found.append(Seed("CSV", "a.csv", f'id,title,text\n1,Bridge,"{TEXT}"\n2,Ferry,"{TEXT}2"\n'.encode()))
    found.append(Seed("CSV", "b.tsv", b"url\tbody\nhttps://a.example/1\tOne line.\n"))
    return found + _parquet(rows)


def _page(text: str, charset: str = "utf-8") -> str:
    body = "".join(f"<p>{part}</p>\n" for part in text.split("\n") if part)
    return (
        f"<!DOCTYPE html><html lang=en><head><meta charset={charset}><title>Bridge</title>"
        f'<script type="application/ld+json">{json.dumps(_json_ld())}</script><style>p {{}}</style></head>'
        '<body><nav><ul><li><a href="/">Home</a></ul></nav><article class="post"><h1>Bridge to close</h1>'
        '<p class="byline">By <a rel=author href="/jo">Jo</a></p><time datetime="2025-03-04">4 March</time>'
        f"<figure><figcaption>The bridge.</figcaption></figure>{body}<aside>Read more</aside></article>"
        '<div id="comments"><p>I never saw a crack.</p></div><footer>Copyright Post</footer></body></html>'
    )


def _record(body: str, kind: str = "response", *, chunked: bool = False) -> bytes:
    data = body.encode()
    coding = ""
    if chunked:
        data = b"".join(
            b"%x\r\n%b\r\n" % (len(data[n : n + 99]), data[n : n + 99]) for n in range(0, len(data), 99)
        )
        data, coding = gzip.compress(data + b"0\r\n\r\n"), "Content-Encoding: gzip\r\n"
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{coding}\r\n".encode() + data
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://a.example/{len(body)}\r\n"
        f"WARC-Record-ID: <urn:uuid:{zlib.crc32(data)}>\r\nWARC-Date: 2025-03-04T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def _feeds() -> dict[str, str]:
    escaped = "".join(f"&lt;p&gt;{part}&lt;/p&gt;" for part in TEXT.split("\n"))
    item = f"<title>Bridge &amp;amp; ferry</title><guid>g1</guid><description>{escaped}</description>"
    date = "<pubDate>Tue, 04 Mar 2025 10:00:00 GMT</pubDate>"
    entry = f'<title>Bridge</title><id>urn:1</id><content type="html">{escaped}</content>'
    entry += "<updated>2025-03-04</updated>"
    return {
        "RSS": '<?xml version="1.0"?><rss version="2.0"><channel><title>Post</title>'
        f"<item>{item}{date}</item><item><title>Two</title><description><![CDATA[<p>{TEXT}</p>]]></description></item></channel></rss>",
        "Atom": f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><entry>{entry}</entry></feed>',
    }


def _json_feed() -> object:
    item = {"id": "j1", "content_html": f"<p>{TEXT}</p>", "date_published": "2025-03-04T10:00:00Z"}
    return {"version": "https://jsonfeed.org/version/1.1", "title": "Post", "items": [item]}


def _json_ld() -> object:
    publisher = {"@type": "Organization", "@id": "#p", "name": "Post"}
    article = {
        "@type": "NewsArticle",
        "headline": "Bridge",
        "articleBody": TEXT,
        "datePublished": "2025-03-04T10:00:00Z",
        "author": [{"@type": "Person", "name": "Jo Lindqvist"}],
        "publisher": {"@id": "#p"},
    }
    return {"@context": "https://schema.org", "@graph": [publisher, article]}


def _ninjs() -> object:
    return {
        "uri": "urn:norvik:1",
        "type": "text",
        "versioncreated": "2025-03-04T10:00:00Z",
        "headlines": [{"role": "main", "value": "Bridge"}],
        "bodies": [{"role": "main", "contenttype": "text/html", "value": f"<p>{TEXT}</p>"}],
        "associations": [{"uri": "x", "type": "picture", "versioncreated": "2025"}],
    }


def _parquet(rows: list[dict[str, str]]) -> list[Seed]:
    try:
        from pyarrow import Table
        from pyarrow.parquet import write_table
    except ImportError:
        return []
    out = BytesIO()
    write_table(Table.from_pylist(rows), out)
    return [Seed("Parquet", "a.parquet", out.getvalue())]
