"""Fetching: what is asked for, how often, within which bounds, and what is never asked for."""

import gzip
import shutil
import socket
import ssl
import subprocess
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.fetching import exchange
from copydesk.fetching.addresses import UnfetchedError, address, network, password_in, shown
from copydesk.fetching.fetcher import Fetched, Wish
from copydesk.fetching.robots import rules
from copydesk.fetching.subscriptions import feeds
from copydesk.fetching.timing import (
    DAY,
    LONGEST_BAN,
    after_failure,
    after_success,
    max_age,
    retry_after,
    told,
)
from scripted import Hands, Reply, Site, fetcher, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


@pytest.fixture
def hands() -> Hands:
    return Hands()


def refused(hands: Hands, wish: Wish, **limits: Any) -> UnfetchedError:
    with pytest.raises(UnfetchedError) as caught:
        fetcher(hands, **limits).fetch(wish)
    assert "\n" not in str(caught.value)
    return caught.value


# Addresses


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("http://Example.org", "http://example.org/"),
        ("https://example.org:443/a b?q=ä#top", "https://example.org/a%20b?q=%C3%A4"),
        ("http://bücher.example:8080/", "http://xn--bcher-kva.example:8080/"),
        ("http://jo:secret@example.org/feed", "http://example.org/feed"),
        ("http://[::1]:80/x", "http://[::1]/x"),
        (" https://example.org/a%20b\n", "https://example.org/a%20b"),
    ],
)
def test_addresses(given: str, meant: str) -> None:
    assert str(address(given)) == meant


@pytest.mark.parametrize(
    "given",
    ["file:///etc/passwd", "ftp://example.org/", "javascript:alert(1)", "mailto:a@b.c", "//example.org/x",
     "feed", "", "http://", "http://[::1", "http://a:99999/", "http://a..b/", "data:text/html,x", "http://a\\b/"],
)  # fmt: skip
def test_no_addresses(given: str) -> None:
    with pytest.raises(UnfetchedError):
        address(given)


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    for url in (text, "http://" + text):
        try:
            found = address(url)
        except UnfetchedError as error:
            assert error.where == shown(error.where)  # noqa: PT017 - either outcome is right
            continue
        assert str(found).isascii()
        assert address(str(found)) == found


def test_passwords_are_used_but_not_shown() -> None:
    url = "https://jo:s%40cret@example.org/feed"
    assert shown(url) == "https://example.org/feed"
    assert password_in(url) == "Basic am86c0BjcmV0"
    assert password_in("https://example.org/") is None


@pytest.mark.parametrize(
    ("ip", "leads"),
    [
        ("127.0.0.1", "loopback"), ("127.8.8.8", "loopback"), ("::1", "loopback"), ("0.0.0.0", "loopback"),  # noqa: S104
        ("::ffff:127.0.0.1", "loopback"), ("64:ff9b::7f00:1", "loopback"), ("2002:7f00:1::", "loopback"),
        ("169.254.169.254", "link-local"), ("fe80::1%eth0", "link-local"), ("10.1.2.3", "private"),
        ("192.168.0.1", "private"), ("172.16.0.1", "private"), ("100.64.0.1", "private"),
        ("fd00::1", "private"),
        ("224.0.0.1", "private"), ("255.255.255.255", "private"), ("8.8.8.8", "public"),
        ("2606:4700::1111", "public"),
    ],
)  # fmt: skip
def test_networks(ip: str, leads: str) -> None:
    assert network(ip) == leads


# Timing


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        ("Fri, 15 Jan 2027 08:10:00 GMT", 600.0),
        ("Fri, 15 Jan 2027 07:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("999999999999", LONGEST_BAN),
        ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST_BAN),
    ],
)
def test_retry_after(header: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": header}, 1_800_000_000.0) == seconds


def test_waits() -> None:
    assert [after_failure(900, n, None) for n in (1, 2, 3, 4)] == [900, 1800, 3600, 7200]
    assert after_failure(900, 50, None) == after_failure(900, 10_000, None) == DAY
    assert after_failure(900, 1, 5000) == 5000
    assert after_failure(900, 1, 10) == 900
    assert after_failure(2 * DAY, 1, None) == 2 * DAY
    assert after_success(900) == 900
    assert after_success(900, 60.0, 3600.0) == 3600
    assert after_success(900, 365 * DAY) == DAY
    assert max_age({"cache-control": "public, max-age=3600", "age": "600"}) == 3000
    assert max_age({"cache-control": "no-cache"}) == max_age({}) == 0
    assert [told(n) for n in (5, 60, 900, 3600, 7200, 86400, 172800)] == [
        "5 s", "1 minute", "15 minutes", "60 minutes", "2 hours", "24 hours", "2 days",
    ]  # fmt: skip


@given(st.dictionaries(st.sampled_from(["retry-after", "cache-control", "age"]), st.text(max_size=30)))
def test_any_header_gives_bounded_waits(headers: dict[str, str]) -> None:
    assert 0 <= (retry_after(headers, 0.0) or 0.0) <= LONGEST_BAN
    assert 900 <= after_success(900.0, max_age(headers)) <= DAY


# One exchange


def test_a_page_comes_with_its_charset_and_our_name(site: Site, hands: Hands) -> None:
    site.pages["/a"] = Reply("ä".encode("latin-1"), headers={"Content-Type": "text/html; charset=ISO-8859-1"})
    got = fetcher(hands, "desk/2 (+https://desk.example)").fetch(Wish(site.url("/a#top")))
    assert (got.answer.data, got.charset, got.url) == (b"\xe4", "ISO-8859-1", site.url("/a"))
    headers = dict(site.asked)["/a"]
    assert headers["user-agent"] == "desk/2 (+https://desk.example)"
    assert headers["host"] == f"127.0.0.1:{site.port}"
    assert "cookie" not in headers
    assert "authorization" not in headers


@pytest.mark.parametrize(
    ("coding", "data"),
    [
        ("gzip", gzip.compress(b"words " * 1000)),
        ("deflate", zlib.compress(b"words " * 1000)),
        ("deflate", zlib.compress(b"words " * 1000)[2:-4]),
        ("identity", b"words " * 1000),
    ],
)
def test_codings(site: Site, hands: Hands, coding: str, data: bytes) -> None:
    site.pages["/a"] = Reply(data, headers={"Content-Encoding": coding})
    assert fetcher(hands).fetch(Wish(site.url("/a"))).answer.data == b"words " * 1000


def test_chunks(site: Site, hands: Hands) -> None:
    def chunked(handler: Any) -> None:
        handler.wfile.write(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nwords\r\n4\r\n go \r\n0\r\n\r\n"
        )

    site.pages["/a"] = Reply(raw=chunked)
    assert fetcher(hands).fetch(Wish(site.url("/a"))).answer.data == b"words go "


def test_bounds_of_size(site: Site, hands: Hands) -> None:
    site.pages["/bomb"] = Reply(gzip.compress(bytes(20_000_000)), headers={"Content-Encoding": "gzip"})
    site.pages["/large"] = Reply(bytes(2_000_000))
    site.pages["/brotli"] = Reply(b"x", headers={"Content-Encoding": "br"})
    site.pages["/cut"] = Reply(b"x" * 10, headers={"Content-Length": "20"})
    site.pages["/damaged"] = Reply(gzip.compress(b"words" * 99)[:-20], headers={"Content-Encoding": "gzip"})
    for path, said in (
        ("/bomb", "larger than 1 MB"),
        ("/large", "larger than 1 MB"),
        ("/brotli", "packed as br"),
        ("/cut", "breaks off after 10 bytes"),
        ("/damaged", "breaks off"),
    ):
        assert said in refused(hands, Wish(site.url(path)), largest=1 << 20).what


def trickle(handler: Any) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
    while True:
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.05)


def trickle_head(handler: Any) -> None:
    while True:
        handler.wfile.write(b"H")
        handler.wfile.flush()
        time.sleep(0.05)


def endless(handler: Any) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        handler.wfile.write(b"<item>" * 10_000)


def endless_headers(handler: Any) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        handler.wfile.write(b"X: " + b"y" * 1000 + b"\r\n")


def reset(handler: Any) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    handler.connection.close()


def no_chunks(handler: Any) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")


def silence(handler: Any) -> None:
    time.sleep(3)


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (trickle, "no whole answer within 0.5 s"),
        (trickle_head, "no whole answer within 0.5 s"),
        (silence, "no whole answer within 0.5 s"),
        (endless, "larger than"),
        (endless_headers, "no answer"),
        (reset, "no answer"),
        (lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH\r\n"), "no answer"),
        (lambda handler: handler.wfile.write(b""), "no answer"),
        (no_chunks, "no answer"),
    ],
)  # fmt: skip
def test_bad_servers_cost_a_bounded_time(site: Site, hands: Hands, reply: Any, said: str) -> None:
    site.pages["/a"] = Reply(raw=reply)
    start = time.monotonic()
    error = refused(hands, Wish(site.url("/a")), whole=0.5, largest=1 << 20)
    assert said in error.what
    assert time.monotonic() - start < 2.5


def test_nobody_there(hands: Hands) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        error = refused(hands, Wish(f"http://127.0.0.1:{taken.getsockname()[1]}/"))
    assert (error.later, "refused" in error.what) == (True, True)
    assert "not found" in refused(hands, Wish("http://no-such-host.invalid/")).what


def test_tls_that_is_none(site: Site, hands: Hands) -> None:
    error = refused(hands, Wish(site.url("/").replace("http:", "https:")))
    assert error.later


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of 127.0.0.1, with its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl to make a certificate with")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    words = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=test -addext subjectAltName=IP:127.0.0.1"
    command = [openssl, *words.split(), "-keyout", str(path), "-out", str(path.with_name("cert.pem"))]
    subprocess.run(command, check=True, capture_output=True)
    with path.open("ab") as both:
        both.write(path.with_name("cert.pem").read_bytes())
    return path


def test_tls(certificate: Path, hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with serving(context) as site:
        site.pages |= {"/a": Reply("safe"), "/slow": Reply(raw=trickle)}
        url = site.url("/a").replace("http:", "https:")
        assert "certificate is not good" in refused(hands, Wish(url)).what
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_name("cert.pem")))
        assert fetcher(hands).fetch(Wish(url)).answer.data == b"safe"
        assert "certificate" in refused(hands, Wish(url.replace("127.0.0.1", "localhost"))).what
        slow = refused(hands, Wish(url.replace("/a", "/slow")), whole=0.5)
        assert "no whole answer within 0.5 s" in slow.what


def test_a_type_that_is_not_wanted_is_not_read(site: Site, hands: Hands) -> None:
    site.pages["/a"] = Reply(bytes(100), headers={"Content-Type": "audio/mpeg"})
    assert "it is audio/mpeg, not html" in refused(hands, Wish(site.url("/a"), types=("html",))).what


# Redirections


def test_redirections(site: Site, hands: Hands) -> None:
    site.pages["/old"] = Reply(status=301, headers={"Location": "/older"})
    site.pages["/older"] = Reply(status=308, headers={"Location": site.url("/now")})
    site.pages["/now"] = Reply(status=302, headers={"Location": "there?x=ü"})
    site.pages["/there?x=%C3%BC"] = Reply("here")
    got = fetcher(hands).fetch(Wish(site.url("/old"), etag='"1"'))
    assert (got.url, got.moved) == (site.url("/there?x=%C3%BC"), site.url("/now"))
    assert fetcher(hands).fetch(Wish(site.url("/now"))).moved is None


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("/a", "redirected more than 5 times"),
        ("file:///etc/passwd", "not fetched"),
        ("javascript:alert(1)", "not fetched"),
        ("", "without an address"),
        ("http://[::1", "not fetched"),
    ],
)
def test_bad_redirections(site: Site, hands: Hands, location: str, said: str) -> None:
    site.pages["/a"] = Reply(status=302, headers={"Location": location})
    assert said in refused(hands, Wish(site.url("/a"))).what
    assert len(site.paths()) <= 6


def test_a_password_stays_with_its_host(site: Site, hands: Hands) -> None:
    with serving() as other:
        site.pages["/feed"] = Reply(status=302, headers={"Location": other.url("/feed")})
        other.pages["/feed"] = Reply("x")
        got = fetcher(hands).fetch(Wish(site.url("/feed").replace("//", "//jo:secret@")))
        assert dict(site.asked)["/feed"]["authorization"].startswith("Basic ")
        assert "authorization" not in dict(site.asked)["/robots.txt"]
        assert "authorization" not in dict(other.asked)["/feed"]
        assert "secret" not in repr(got)


# The local network


def test_what_a_feed_leads_to_stays_out_of_the_local_network(site: Site, hands: Hands) -> None:
    site.pages["/a"] = Reply("secret")
    error = refused(hands, Wish(site.url("/a"), networks=frozenset({"public"})))
    assert "leads to a loopback address (127.0.0.1)" in error.what
    assert not error.later
    assert not site.asked


@pytest.mark.parametrize("host", ["localhost", "127.1", "0x7f.1", "2130706433", "[::ffff:127.0.0.1]"])
def test_other_names_of_this_machine(site: Site, hands: Hands, host: str) -> None:
    url = site.url("/a").replace("127.0.0.1", host)
    refused(hands, Wish(url, networks=frozenset({"public"})))
    assert not site.asked


def test_redirections_into_other_networks(site: Site, hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    networks = {"127.0.0.1": "public", "127.0.0.2": "private"}
    monkeypatch.setattr(exchange, "network", lambda ip: networks[ip])
    site.pages["/a"] = Reply(status=302, headers={"Location": f"http://127.0.0.2:{site.port}/b"})
    assert "private address" in refused(hands, Wish(site.url("/a"))).what
    assert site.paths() == ["/a"]
    networks["127.0.0.1"] = "private"
    site.pages["/b"] = Reply("ours")
    bound = socket.socket()  # 127.0.0.2 is served only where all of 127/8 is this machine
    try:
        bound.bind(("127.0.0.2", 0))
    except OSError:
        return
    finally:
        bound.close()
    assert "private" not in refused(hands, Wish(site.url("/a"))).what


# robots.txt and pauses


def test_robots(site: Site, hands: Hands) -> None:
    ours = "User-agent: copydesk\nDisallow: /*.pdf$\nDisallow: /private*/x\nAllow: /private1/x/ok"
    text = f"User-agent: *\nDisallow: /\n\n{ours}"
    site.pages |= {"/robots.txt": Reply(text), "/a": Reply("a"), "/private1/x/ok": Reply("b")}
    fetching = fetcher(hands, "CopyDesk/1.0 (test)")
    assert fetching.fetch(Wish(site.url("/a"))).answer.data == b"a"
    assert fetching.fetch(Wish(site.url("/private1/x/ok"))).answer.data == b"b"
    for path in ("/b.pdf", "/private1/x/no", "/private/x"):
        with pytest.raises(UnfetchedError, match="forbids") as caught:
            fetching.fetch(Wish(site.url(path)))
        assert not caught.value.later
    assert [path for path, _ in site.asked].count("/robots.txt") == 1
    assert "forbids" in refused(hands, Wish(site.url("/a")), agent="other/1").what


@pytest.mark.parametrize(
    ("reply", "allowed"),
    [
        (Reply(status=404), True),
        (Reply(status=403), True),
        (Reply(status=401), True),
        (Reply(status=500), False),
        (Reply(status=429), False),
        (Reply(raw=reset), False),
        (Reply(status=302, headers={"Location": "/rules"}), False),
        (Reply(status=302, headers={"Location": "/robots.txt"}), True),
        (Reply(status=302, headers={"Location": "file:///x"}), True),
        (Reply(b"\xff\xfe\x00garbage\x00" * 1000), True),
        (Reply("<html>not found</html>"), True),
    ],
)
def test_robots_that_cannot_be_had(site: Site, hands: Hands, reply: Reply, allowed: bool) -> None:
    site.pages |= {"/robots.txt": reply, "/a": Reply("a"), "/rules": Reply("User-agent: *\nDisallow: /a")}
    wish = Wish(site.url("/a"))
    if allowed:
        assert fetcher(hands).fetch(wish).answer.data == b"a"
        return
    assert "robots.txt" in str(refused(hands, wish))
    assert "/a" not in site.paths()


def test_robots_are_asked_for_again(site: Site, hands: Hands) -> None:
    site.pages |= {"/robots.txt": [Reply(status=503), Reply("")], "/a": Reply("a")}
    fetching = fetcher(hands)
    for wait, asked in ((0, 1), (60, 1), (900, 2), (DAY - 100, 2), (200, 3)):
        hands.at += wait
        try:
            fetching.fetch(Wish(site.url("/a")))
        except UnfetchedError as error:
            assert error.later  # noqa: PT017 - both outcomes are right, at their time
        assert [path for path, _ in site.asked].count("/robots.txt") == asked


def test_pauses(site: Site, hands: Hands) -> None:
    site.now = lambda: hands.at
    site.pages |= {f"/{n}": Reply("x") for n in range(4)}
    fetching = fetcher(hands)
    for n in range(4):
        fetching.fetch(Wish(site.url(f"/{n}")))
    times = [moment - site.moments[0][1] for _, moment in site.moments]
    assert times == [0, 1, 2, 3, 4]
    assert fetching.ready(site.url("/")) == hands.at + 1


def test_crawl_delay(site: Site, hands: Hands) -> None:
    site.now = lambda: hands.at
    site.pages |= {"/robots.txt": Reply("User-agent: *\nCrawl-delay: 20"), "/a": Reply("x"), "/b": Reply("x")}
    fetching = fetcher(hands)
    fetching.fetch(Wish(site.url("/a")))
    fetching.fetch(Wish(site.url("/b")))
    times = dict(site.moments)
    assert times["/b"] - times["/a"] == 20
    assert rules(b"User-agent: *\nRequest-rate: 1/30", "copydesk").pause == 30
    assert rules(b"User-agent: *\nCrawl-delay: inf\n", "copydesk").pause == 0


def test_a_host_that_wants_very_long_pauses_is_asked_another_time(site: Site, hands: Hands) -> None:
    site.pages |= {
        "/robots.txt": Reply("User-agent: *\nCrawl-delay: 86400"),
        "/a": Reply("x"),
        "/b": Reply("x"),
    }
    fetching = fetcher(hands)
    fetching.fetch(Wish(site.url("/a")))
    with pytest.raises(UnfetchedError, match="left alone for 24 hours") as caught:
        fetching.fetch(Wish(site.url("/b")))
    assert caught.value.later
    assert max(hands.slept) < 10


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_for_the_whole_host(site: Site, hands: Hands, status: int) -> None:
    site.pages |= {"/a": Reply(status=status, headers={"Retry-After": "3000"}), "/b": Reply("x")}
    fetching = fetcher(hands)
    with pytest.raises(UnfetchedError) as caught:
        fetching.fetch(Wish(site.url("/a")))
    assert (caught.value.status, caught.value.after, caught.value.later) == (status, 3000.0, True)
    with pytest.raises(UnfetchedError, match="left alone"):
        fetching.fetch(Wish(site.url("/b")))
    hands.at += 3001
    assert fetching.fetch(Wish(site.url("/b"))).answer.data == b"x"


def test_an_etag_is_sent_back(site: Site, hands: Hands) -> None:
    site.pages["/a"] = Reply("x", headers={"ETag": '"7"', "Last-Modified": "Mon, 04 Jan 2027 10:00:00 GMT"})
    fetching = fetcher(hands)
    got: Fetched = fetching.fetch(Wish(site.url("/a")))
    again = fetching.fetch(
        Wish(
            site.url("/a"), etag=got.answer.headers["etag"], last_modified=got.answer.headers["last-modified"]
        )
    )
    assert again.answer.status == 304
    sent = site.asked[-1][1]
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('"7"', "Mon, 04 Jan 2027 10:00:00 GMT")


# Which feeds


def test_feeds_are_addresses_and_lists(tmp_path: Path) -> None:
    (tmp_path / "feeds.txt").write_text("# wires\nhttps://a.example/1\n\n https://a.example/2 \nnonsense\n")
    (tmp_path / "feeds.opml").write_text(
        "<?xml version='1.0'?><opml version='2.0'><body><outline text='a > b' xmlUrl='https://a.example/2'/>"
        '<outline text="t"><outline xmlUrl="https://b.example/?a=1&amp;b=2" htmlUrl="https://b.example/"/></outline>'
        "</body></opml>"
    )
    (tmp_path / "empty.txt").write_text("")
    names = ["https://jo:secret@a.example/3", str(tmp_path / "feeds.txt"), str(tmp_path / "feeds.opml")]
    found, errors = feeds([*names, str(tmp_path / "empty.txt"), str(tmp_path / "none"), "ftp://a.example/"])
    assert list(found) == [
        "https://a.example/3", "https://a.example/1", "https://a.example/2", "https://b.example/?a=1&b=2",
    ]  # fmt: skip
    assert found["https://a.example/3"] == names[0]
    assert [str(error).count("\n") for error in errors] == [0] * 4
    assert [
        "feeds.txt:5" in str(errors[0]),
        "names no feed" in str(errors[1]),
        "no file" in str(errors[2]),
    ] == [True] * 3
