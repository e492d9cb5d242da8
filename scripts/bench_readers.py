"""Benchmarks of the readers: records of a web archive a second, and how work grows with a page's size.

Everything is generated from a seed. ``python scripts/bench_readers.py`` prints the rows.
"""

import io
import random
import time
from collections.abc import Callable, Iterator
from gzip import compress

from bench_rows import Row

SEED = 20250304
RECORDS = 3_000
ROUNDS = 5
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)

WORDS = (
    "the council of Norvik voted on Monday to close old bridge for two years after cracks were found in "
    "three pillars and ferries will run every ten minutes from April mayor said she would rather be late "
    "than wet shopkeepers both banks half each fare residents engineer river harbour report budget spring "
    "traffic police station school market winter storm flood repair cost million people plan vote"
).split()


def page(draw: random.Random, size: int) -> str:
    """An invented page of about ``size`` characters: menus, teasers, scripts, running text."""
    parts = ["<!DOCTYPE html><html lang='en'><head><title>Bridge to close</title><meta charset='utf-8'>"]
    made = 0
    while made < size:
        part = draw.choices(PARTS, WEIGHTS)[0](draw)
        parts.append(part)
        made += len(part)
    return "".join([*parts, "</body></html>"])


def _sentence(draw: random.Random) -> str:
    return " ".join(draw.choices(WORDS, k=draw.randint(6, 24))).capitalize() + "."


def _paragraph(draw: random.Random) -> str:
    return f"<p>{' '.join(_sentence(draw) for _ in range(draw.randint(1, 5)))}</p>\n"


def _menu(draw: random.Random) -> str:
    items = (
        f'<li class="menu-item menu-item-{n}"><a href="/{n}/{draw.getrandbits(40):x}" data-id="{n}">'
        f"{draw.choice(WORDS)} {draw.choice(WORDS)}</a></li>\n"
        for n in range(draw.randint(3, 12))
    )
    return f'<div class="nav nav-{draw.randint(1, 9)}"><ul>\n{"".join(items)}</ul></div>\n'


def _teaser(draw: random.Random) -> str:
    key = f"{draw.getrandbits(64):x}"
    return (
        f'<div class="card teaser" id="t{key}"><a href="https://norvik.example/{key}">'
        f'<img src="/i/{key}.jpg" alt="" width="320" height="180" loading="lazy"></a>'
        f"<h3>{_sentence(draw)}</h3><span>3h</span></div>\n"
    )


def _script(draw: random.Random) -> str:
    names = (f'"{draw.choice(WORDS)}{n}":{draw.getrandbits(32)}' for n in range(draw.randint(20, 200)))
    return f"<script>window.d={{{','.join(names)}}};</script>\n"


PARTS: tuple[Callable[[random.Random], str], ...] = (_paragraph, _menu, _teaser, _script)
WEIGHTS = (6, 3, 4, 2)


def archive(records: int = RECORDS, seed: int = SEED) -> bytes:
    """A WARC.gz as crawls of news publish it: a request and a response per page, each gzipped by itself.

    Pages have 60,000 to 100,000 characters; they are cut from one invented page so that making them is fast.
    """
    draw = random.Random(seed)  # noqa: S311 - invented pages, no secrets
    stock = page(draw, 3_000_000)
    out = io.BytesIO()
    for number in range(records):
        start = draw.randrange(len(stock) - 100_000)
        body = f"<!DOCTYPE html><html><body>{stock[start : start + draw.randint(60_000, 100_000)]}".encode()
        url = f"https://norvik.example/{number}"
        out.write(compress(_record("request", url, b"GET / HTTP/1.1\r\nHost: norvik.example\r\n\r\n"), 6))
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}"
        out.write(compress(_record("response", url, f"{head}\r\n\r\n".encode() + body), 6))
    return out.getvalue()


def _record(kind: str, url: str, block: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2025-03-04T10:00:00Z\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Record-ID: <urn:uuid:{kind}-{url[-5:]}>\r\nWARC-Payload-Digest: sha1:{hash(block):X}\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def warc_records() -> list[Row]:
    """Records a second of the layer that reads records, beside bare fastwarc with the same filter.

    Alternating, best of several rounds, processor time. What is read is the payload of each response,
    before any HTML is parsed.
    """
    data = archive()
    ours, bare = [], []
    for _ in range(ROUNDS):
        bare.append(_seconds(lambda: _bare(data)))
        ours.append(_seconds(lambda: _ours(data)))
    a, b = RECORDS / min(ours), RECORDS / min(bare)
    what = f"WARC.gz, records a second, payload read, {RECORDS:,} pages of 60 to 100 KB"
    return [Row(what, f"{a:,.0f}", f"bare fastwarc {b:,.0f}", f"{a / b:.2f}")]


def _bare(data: bytes) -> Iterator[bytes]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    for record in ArchiveIterator(io.BytesIO(data), record_types=WarcRecordType.response, auto_decode="all"):
        yield record.reader.read()


def _ours(data: bytes) -> Iterator[object]:
    from copydesk.readers.revisits import Revisits
    from copydesk.readers.warc import payloads

    return payloads(io.BytesIO(data), "archive", Revisits(), gzipped=True)


def _seconds(run: Callable[[], Iterator[object]]) -> float:
    """Processor seconds to go through all that is yielded; every record must come out."""
    start = time.process_time()
    count = sum(1 for _ in run())
    seconds = time.process_time() - start
    if count != RECORDS:
        raise AssertionError(f"{count} records came out of {RECORDS}")
    return seconds


def page_growth() -> list[Row]:
    """Characters a second of reading larger and larger pages; a ratio that stays near 1 is linear work.

    The smallest page shows what every page costs whatever its size.
    """
    from copydesk.readers.html import read_page

    draw = random.Random(SEED)  # noqa: S311 - invented pages, no secrets
    stock = page(draw, SIZES[-1])
    speeds: list[float] = []
    for size in SIZES:
        html = stock[:size]
        repeats = max(1, 1_000_000 // size)
        best = min(_reading(read_page, html, repeats) for _ in range(ROUNDS))
        speeds.append(size / best)
    return [
        Row(
            f"a page of {size // 1000:,} KB, characters a second",
            f"{speed:,.0f} ({size / speed:.3f} s)",
            f"a page of {SIZES[1] // 1000} KB {speeds[1]:,.0f}",
            f"{speed / speeds[1]:.2f}",
        )
        for size, speed in zip(SIZES, speeds, strict=True)
    ]


def _reading(read_page: Callable[[str], object], html: str, repeats: int) -> float:
    start = time.process_time()
    for _ in range(repeats):
        read_page(html)
    return (time.process_time() - start) / repeats


if __name__ == "__main__":
    for row in (*warc_records(), *page_growth()):
        print(f"{row.what}: {row.ours}; {row.peer}; ratio {row.ratio}")
