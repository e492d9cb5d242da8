"""Bytes to text: byte-order marks, UTF-8, declared and guessed encodings."""

import codecs
import re
from dataclasses import dataclass

from copydesk.errors import InputError
from copydesk.readers.page.markup import codec_for, guess_encoding

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(
    rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,100}encoding=["']([\w.:-]+)""", re.I
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_HIGH = re.compile(rb"[\x80-\xff]")
_LATIN = frozenset(b"\x85\x91\x92\x93\x94\x96\x97\xa0\xa3\xab\xbb\x80") | (
    frozenset(range(0xC0, 0xFF)) - {0xD7, 0xF7}
)
"""Bytes that stand for a letter, quotation mark or dash of Western text in windows-1252."""

FEW = 20
"""Bytes beyond ASCII up to which statistics cannot tell encodings apart."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the codec it was decoded with, and what is doubtful about it.

    Args:
        text: without a byte-order mark, otherwise character for character.
        encoding: name of the Python codec.
        doubt: None, or what a person should know, in words.
    """

    text: str
    encoding: str
    doubt: str | None = None

    def caveat(self, where: str) -> InputError | None:
        """Return the doubt as a line for the person, or None where there is none."""
        if self.doubt is None:
            return None
        return InputError(self.doubt, where=where, remedy="save it as UTF-8 if this is wrong", kept=True)


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode a whole text. Never fails: what cannot be decoded becomes U+FFFD and is told in ``doubt``.

    A byte-order mark wins, then UTF-8 where every byte fits, whatever is declared (declarations lie,
    and other encodings are almost never valid UTF-8), then the declared charset, then a guess.

    Args:
        data: the bytes as received.
        declared: charset of an HTTP header or the like, if there is one.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            doubt = None if name == "utf-8" else f"the text is {name.upper()}, not UTF-8; read as such"
            return _strict_or_replaced(data[len(mark) :], name, doubt)
    wide = _wide(data)
    if wide:
        return _strict_or_replaced(data, wide, f"not UTF-8; read as {wide.upper()} by its zero bytes")
    if not (declared and declared.lower().startswith(("iso-2022", "hz"))):
        try:
            return Decoded(data.decode("utf-8"), "utf-8")
        except UnicodeDecodeError as error:
            first = error.start
        if _damaged_utf8(data):
            doubt = f"the byte 0x{data[first]:02x} at offset {first} is not UTF-8; read as U+FFFD"
            return Decoded(data.decode("utf-8", "replace"), "utf-8", doubt)
    return _other(data, declared)


def declared_charset(head: bytes) -> str | None:
    """Return the charset that an HTML or XML page names for itself in its first bytes."""
    match = _META.search(head[:4096])
    found = match and (match[1] or match[2])
    return found.decode("ascii", "replace") if found else None


def looks_binary(head: bytes) -> bool:
    """Tell whether the first bytes of a file cannot be text: more than 1 in 100 are control codes."""
    if not head or head.startswith(tuple(mark for mark, _ in _MARKS[1:])) or _wide(head):
        return False
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls * 100 > len(head)


def _wide(data: bytes) -> str | None:
    """Recognise UTF-16 without a mark: zero bytes at every other place only, and many of them."""
    head = data[:4096]
    if head.count(0) * 50 < len(head) or not head:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if min(even, odd) * 20 > max(even, odd):
        return None
    if len(head) < 4:
        return None
    name = "utf-16-le" if odd > even else "utf-16-be"
    sample = head[: len(head) // 2 * 2].decode(name, "replace")
    strange = sum(not (char.isprintable() or char.isspace()) for char in sample)
    return name if strange * 20 <= len(sample) else None


def _damaged_utf8(data: bytes) -> bool:
    """Tell whether bytes are UTF-8 with a few wrong ones, rather than another encoding."""
    wrong = data.decode("utf-8", "replace").count("\ufffd")
    right = len(data.decode("utf-8", "ignore")) - len(_HIGH.sub(b"", data))
    if right > 0:
        return right > wrong
    high = _HIGH.findall(data)
    return len(high) <= FEW and not all(byte[0] in _LATIN for byte in high)


def _other(data: bytes, declared: str | None) -> Decoded:
    """Decode what is neither marked nor UTF-8."""
    codec = codec_for(declared) if declared else None
    if codec:
        try:
            return Decoded(data.decode(codec), codec)
        except (LookupError, UnicodeError):
            pass
    few = len(_HIGH.findall(data[:1_000_000])) <= FEW
    guess = "cp1252" if few else guess_encoding(data) or "cp1252"
    if guess.startswith("iso8859") and re.search(rb"[\x80-\x9f]", data[:1_000_000]):
        guess = {"iso8859-2": "cp1250", "iso8859-5": "cp1251", "iso8859-7": "cp1253"}.get(guess, "cp1252")
    doubt = f"not UTF-8 and no encoding declared; read as {guess} by its letters"
    if declared:
        doubt = f"not in the declared {declared}; read as {guess} by its letters"
    return _strict_or_replaced(data, guess, doubt)


def _strict_or_replaced(data: bytes, codec: str, doubt: str | None) -> Decoded:
    try:
        return Decoded(data.decode(codec), codec, doubt)
    except LookupError:
        return _strict_or_replaced(data, "cp1252", doubt)
    except UnicodeError as error:
        offset = getattr(error, "start", 0)
        broken = f"bytes from offset {offset} on do not fit {codec}; read as U+FFFD"
        return Decoded(data.decode(codec, "replace"), codec, f"{doubt}; {broken}" if doubt else broken)
