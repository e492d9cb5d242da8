"""Content and transfer codings of HTTP undone, as far as the data go."""

import re
import zlib

_CHUNK = re.compile(rb"\s{0,2}([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_PIECE = 1 << 12
"""Bytes unpacked at once; of data that are damaged within one of them, what came before is kept."""


def inflated(data: bytes, most: int) -> tuple[bytes, bool]:
    """Unpack gzip, zlib or bare deflate data to at most ``most`` bytes; also tell whether they break off."""
    for bits in (47, -15):  # zlib's own codes for "gzip or zlib, told by the head" and "no head"
        unpacker = zlib.decompressobj(bits)
        out = bytearray()
        try:
            for start in range(0, len(data), _PIECE):
                out += unpacker.decompress(data[start : start + _PIECE], most - len(out))
                if len(out) >= most or unpacker.eof:
                    break
        except zlib.error:
            if not out:
                continue
            return bytes(out), True
        return bytes(out), not unpacker.eof
    return b"", True


def unchunked(data: bytes) -> tuple[bytes, bool]:
    """Put the chunks of a chunked body together; also tell whether they break off."""
    parts: list[bytes] = []
    at = 0
    while head := _CHUNK.match(data, at):
        size = int(head[1], 16)
        if not size:
            return b"".join(parts), False
        at = head.end() + size
        parts.append(data[head.end() : at])
    return b"".join(parts), True
