"""What a file holds, told by its first bytes, and by its name where those leave it open."""

import json
import re
from typing import Literal

from copydesk.readers.decoding import decode, looks_binary
from copydesk.readers.records import names_fields

Kind = Literal[
    "empty", "binary", "gzip", "warc", "parquet", "feed", "xml", "html", "json", "lines", "csv", "text"
]

HEAD = 1 << 16
"""Bytes that are looked at."""

_MAGIC: tuple[bytes, ...] = (
    b"\x89PNG", b"%PDF-", b"PK\x03\x04", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0",
    b"7z\xbc\xaf", b"Rar!", b"\x7fELF",
    b"SQLite format 3", b"\x28\xb5\x2f\xfd", b"BZh9", b"\xfd7zXZ", b"RIFF", b"ID3\x03", b"ID3\x04", b"{\\rtf",
)  # fmt: skip
"""Images, PDF, Office, archives, programs, sound: told at once, though little of them may be zero bytes."""

_PROLOG = re.compile(
    r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE\s(?!\s*(?:html|rss)\b)[^<>\[\]]*(?:\[.*?\]\s*)?>|\s+)", re.S | re.I
)
_FEED = re.compile(r"<(?:rss|feed|(?:\w+:)?(?:feed|RDF))[\s>]|<!DOCTYPE rss", re.I)
_XML = re.compile(r"<[A-Za-z_][\w:.-]*(?:\s[^<>]*?\bxmlns[:=][^<>]*)>")
_TAG = re.compile(r"<[A-Za-z_!]")
_PAGE = re.compile(r"<(?:!doctype html|html|head|body|meta|title)[\s>/]", re.I)
_FRAGMENT = re.compile(r"<(?:p|div|article|section|main|h1|h2|span|table|header|center|a|img)[\s>]", re.I)
_JSON = re.compile(r'\s*(?:\{\s*["}]|\[\s*(?:[{\]"\[]|$))')


def sniff(head: bytes, name: str) -> Kind:
    """Tell what a file holds.

    Args:
        head: its first ``HEAD`` bytes, or all of them.
        name: its name, for what the bytes leave open (plain text and CSV look alike).
    """
    if not head:
        return "empty"
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith(b"WARC/"):
        return "warc"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(_MAGIC) or looks_binary(head):
        return "binary"
    return _sniff_text(decode(head).text.lstrip("\ufeff"), name.lower().removesuffix(".gz"))


def _sniff_text(start: str, name: str) -> Kind:
    at = 0
    while prolog := _PROLOG.match(start, at):
        at = prolog.end()
    if _FEED.match(start, at):
        return "feed"
    if _PAGE.match(start, at) or _FRAGMENT.match(start, at) or name.endswith((".html", ".htm", ".xhtml")):
        return "html"
    declared = start.lstrip().startswith("<?xml") or name.endswith((".xml", ".rss", ".atom"))
    if _XML.match(start, at) or (declared and _TAG.match(start, at)):
        return "xml"
    if name.endswith((".jsonl", ".ndjson")):
        return "lines"
    if _JSON.match(start):
        return "lines" if _one_value_a_line(start) else "json"
    if name.endswith((".csv", ".tsv")) or names_fields(start.split("\n", 1)[0]):
        return "csv"
    return "json" if name.endswith((".json", ".jsonld")) else "text"


def _one_value_a_line(start: str) -> bool:
    """Tell whether one of the first three lines is a JSON object of its own and another line follows."""
    first, _, rest = start.partition("\n")
    if not rest.strip():
        return "\n" not in start and len(start) >= HEAD // 4
    return first.startswith("{") and any(_is_object(line) for line in start.split("\n", 3)[:3])


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
