"""How the fuzzer changes an input: bytes anywhere, or the shape of a JSON value."""

import json
import random
import struct

NASTY = (
    *(
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"\x1b$B",
        b"\r",
        b"\n\n",
        b"\x85",
    ),
    *(
        b"<",
        b">",
        b"</p>",
        b"<p>",
        b"<script>",
        b"</script>",
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"]]>",
        b"<style>",
    ),
    *(
        b"<table><tr><td>",
        b"<svg><p>",
        b"<template>",
        b"<div hidden>",
        b"<time datetime='",
        b"<b><i><p>",
        b"&#0;",
    ),
    *(
        b"&#xD800;",
        b"&#1114112;",
        b"&#99999999999;",
        b"&amp;amp;",
        b"&bogus;",
        b"&",
        b'"',
        b"'",
        b"\\",
        b"\\u0000",
    ),
    *(
        b"\\ud800",
        b"{",
        b"}",
        b"[",
        b"]",
        b"[" * 2000,
        b'{"a":' * 2000,
        b"<div>" * 500,
        b"<!ENTITY a 'x'>",
        b"&a;",
    ),
    *(
        b"<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>",
        b"<meta charset=utf-7>",
        b"1e999",
        b"-1",
    ),
    *(
        b"NaN",
        b"99999999999999999999",
        b"9999-99-99T99:99:99Z",
        b"0000-00-00",
        b"2190-01-01",
        b"null",
        b"true",
    ),
    *(
        b"WARC/1.0\r\n",
        b"Content-Length: 99999999\r\n",
        b"Content-Length: -1\r\n",
        b"WARC-Truncated: length\r\n",
    ),
    *(
        b"Transfer-Encoding: chunked\r\n",
        b"Content-Encoding: gzip\r\n",
        b"Content-Encoding: br\r\n",
        b"\r\n\r\n",
    ),
    *(
        b"WARC-Type: revisit\r\n",
        b"HTTP/1.1 200 OK\r\n",
        b"\x1f\x8b\x08",
        b"PAR1",
        b"http://[::1",
        b"https://a@:0/",
    ),
    *("\u202e\u2066שלום", "مرحبا", "\u2028", "\ufeff", "e\u0301" * 20, "👨‍👩‍👧", "İ", "ǅ"),
    *(b"x" * 5000, b" " * 5000, b"\n" * 3000, b"<br>" * 1000, b",," * 500, b'""' * 300, b";\t,", b"a:b:c:"),
)
NASTY_BYTES = tuple(one.encode() if isinstance(one, str) else one for one in NASTY)


def mutated(draw: random.Random, data: bytes, other: bytes) -> bytes:
    """Change an input in one to six places: flips, cuts, splices, copies, nasty strings, wild numbers."""
    bytes_now = bytearray(data)
    for _ in range(draw.randint(1, 6)):
        at = draw.randrange(len(bytes_now) + 1)
        until = min(len(bytes_now), at + draw.choice((1, 2, 8, 64, 512, 4096)))
        change = draw.randrange(9)
        if change == 0 and bytes_now:
            bytes_now[min(at, len(bytes_now) - 1)] ^= 1 << draw.randrange(8)
        elif change == 1 and bytes_now:
            bytes_now[at : at + draw.choice((1, 3))] = draw.randbytes(draw.choice((1, 2, 3)))
        elif change == 2:
            del bytes_now[at:until]
        elif change == 3:
            bytes_now[at:at] = bytes_now[at:until] * draw.choice((1, 2, 20))
        elif change in (4, 5):
            bytes_now[at:at] = draw.choice(NASTY_BYTES)
        elif change == 6:
            start = draw.randrange(len(other) + 1)
            bytes_now[at:until] = other[start : start + draw.choice((8, 64, 512, 8192))]
        elif change == 7 and draw.random() < 0.3:
            del bytes_now[at:]
        elif draw.random() < 0.2:
            bytes_now[at : at + 4] = struct.pack("<i", draw.choice((0, -1, 1 << 30, 255, 65536)))
        del bytes_now[1 << 17 :]
    return bytes(bytes_now)


def reshaped(draw: random.Random, value: object) -> object:
    """Change a JSON value in shape: odd values for sound ones, fields dropped, renamed, or put into lists."""
    if draw.random() < 0.07:
        return draw.choice((*ODD, [value], {"name": value}, [value] * 3))
    if isinstance(value, dict):
        kept = [(key, inner) for key, inner in value.items() if draw.random() > 0.05]
        return {_renamed(draw, key, value): reshaped(draw, inner) for key, inner in kept}
    if isinstance(value, list):
        return [reshaped(draw, inner) for inner in value]
    return value


ODD: tuple[object, ...] = (
    *(
        None,
        True,
        0,
        -1,
        1e300,
        10**30,
        "",
        " ",
        "\ud800",
        "\0",
        "\u202eשלום",
        "x" * 3000,
        [],
        {},
        [[]],
        [None],
    ),
    *({"@id": "#p"}, {"@value": None}, {"@type": "NewsArticle"}, "2190-01-01", "03/04/2025", "http://[::1"),
    *("<p>One</p>", "<b", "&amp;", "&#xD800;", "https://a.example/" + "a/" * 500, {"a": {"b": {"c": []}}}),
)


def _renamed(draw: random.Random, key: str, known: dict[str, object]) -> str:
    if draw.random() < 0.05:
        return draw.choice(
            (*known, "text", "html", "@type", "@graph", "items", "bodies", "uri", "", key.upper())
        )
    return key


def reshaped_file(draw: random.Random, data: bytes) -> bytes:
    """Reshape a JSON file, or each line of JSON Lines."""
    try:
        return json.dumps(reshaped(draw, json.loads(data))).encode()
    except ValueError:
        return b"\n".join(json.dumps(reshaped(draw, json.loads(line))).encode() for line in data.splitlines())
