"""Who published a report, and the ids that its content gives it."""

import hashlib
import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

ID_LENGTH = 16
"""Hex digits of a content id: 64 bits, one clash expected among four billion reports."""

_SECOND_LEVEL = frozenset(
    "ac asn co com csiro ed edu gob gov govt gub id info ltd me mil mod ne net nhs nic nom or org plc police "
    "sch".split()
)
"""Labels that registries of two-letter countries sell names under (co.uk, com.au, or.jp)."""

_HOSTING = re.compile(
    r"(?:blogspot\.[a-z]{2,3}(?:\.[a-z]{2})?|(?:wordpress|substack|tumblr|livejournal|typepad)\.com|(?:github|gitlab)\.io)$"
)
_HOST = re.compile(r"(?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]*[a-z0-9]", re.I)
_TRACKING = re.compile(
    r"utm_\w+|at_(?:medium|campaign|custom\d|link\w*|format|ptr_\w+)|ns_(?:campaign|mchannel|source|linkname|fee)"
    r"|fbclid|gclid|dclid|msclkid|yclid|twclid|gbraid|wbraid|mc_[ce]id|igsh|igshid|_ga|_gl|mkt_tok|ref|ref_src"
    r"|cmp|cmpid|ocid|smid|ftag|xtor|wt\.\w+",
    re.I,
)
"""Parameters that say how a reader came to a page."""
_OTHER_HOST = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_OTHER_PATH = re.compile(r"^/amp(?=/.)|(?:[/.]amp|/index\.(?:html?|php|aspx?))$|\.amp(?=\.html?$)", re.I)
_PORTS = {"http": 80, "https": 443}


def digest(received: bytes) -> str:
    """Return the SHA-256 of bytes as received, in hex."""
    return hashlib.sha256(received).hexdigest()


def content_id(text: str, outlet: str | None, url: str | None) -> str:
    """Make an id from what a report says and who says it, so that any run, in any order, gives the same.

    Args:
        text: the report's text, encodable as UTF-8.
        outlet: who published it; where unknown, the canonical URL stands in.
        url: where it was published.
    """
    publisher = outlet or (canonical_url(url) if url else "")
    return hashlib.sha256(f"{publisher}\n{text}".encode()).hexdigest()[:ID_LENGTH]


def canonical_url(url: str) -> str:
    """Strip a URL of what does not change the page: fragment, tracking parameters, case of the host."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url.strip()
    kept = [(key, value) for key, value in parse_qsl(parts.query, True) if not _TRACKING.fullmatch(key)]
    path = parts.path.rstrip("/") or "/"
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), path, urlencode(kept), ""))


def report_address(url: str | None) -> str | None:
    """Fold the ways to write the address of one report: revisions of a report have the same.

    Beyond what ``canonical_url`` strips, http is https, www., m. and amp. hosts are the bare host, and so are
    the paths of AMP pages and of index files; parameters are sorted. Two pages that are folded into one
    address are no revisions yet: their texts must agree, too (``reuse/revisions.py``).

    Returns:
        The address without scheme, or None where it cannot name one report: a home page, no web address.
    """
    try:
        parts = urlsplit((url or "").strip().encode("utf-8", "replace").decode())
        host, port = (parts.hostname or "").rstrip("."), parts.port
        query = parse_qsl(parts.query, True)
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not host:
        return None
    kept = sorted(one for one in query if not _TRACKING.fullmatch(one[0]) and not _is_other(*one))
    path = quote(unquote(re.sub(r"/{2,}", "/", parts.path)))
    path = _OTHER_PATH.sub("", _OTHER_PATH.sub("", path.rstrip("/"))).rstrip("/")
    if not path and not kept:
        return None
    place = _OTHER_HOST.sub("", host) + ("" if port in (None, _PORTS[scheme]) else f":{port}")
    return place + path + (f"?{urlencode(kept)}" if kept else "")


def _is_other(key: str, value: str) -> bool:
    """Tell whether a parameter asks for the AMP page of a report."""
    return key.lower() == "amp" or f"{key}={value}".lower() in {"output=amp", "outputtype=amp"}


def outlet_of(url: str | None) -> str | None:
    """Return the registered domain of a web address ("https://www.bbc.co.uk/x": "bbc.co.uk").

    Names under a hosting service keep one label more ("harbour.substack.com"): each is its own outlet.
    None for what is no web address.
    """
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not host:
        return None
    return _registered(host) if _HOST.fullmatch(host) else host


def outlet_named(name: str | None) -> str | None:
    """Return an outlet's given name; a host or an address among them becomes its registered domain."""
    cleaned = " ".join(name.split()) if name else ""
    if _HOST.fullmatch(cleaned) and (cleaned.islower() or cleaned.count(".") > 1):
        return _registered(cleaned.lower())
    return outlet_of(cleaned) or cleaned or None


def _registered(host: str) -> str:
    labels = host.split(".")
    hosting = _HOSTING.search(host)
    size = 2
    if hosting and (hosting.start() == 0 or host[hosting.start() - 1] == "."):
        size = hosting[0].count(".") + 2
    elif len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL:
        size = 3
    return ".".join(labels[-size:])
