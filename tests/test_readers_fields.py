"""What metadata says: dates, outlets, ids, encodings."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.readers.decoding import declared_charset, decode, looks_binary
from copydesk.readers.identity import canonical_url, content_id, outlet_named, outlet_of
from copydesk.readers.stamps import in_url, iso

GOOD = (
    "The council of Norvik voted on Monday to close the old bridge; “never again”, said a café owner.\n" * 3
)
RUSSIAN = "Городской совет в понедельник решил закрыть старый мост на два года.\n" * 3
JAPANESE = "町議会は月曜日に古い橋を二年間閉鎖することを決めた。住民は反対している。\n" * 3

DATES = [
    ("2016-12-30", "2016-12-30"),
    ("2016-12", "2016-12"),
    ("2016-12-30 13:08:00", "2016-12-30T13:08:00"),
    ("2016-12-30T13:08", "2016-12-30T13:08"),
    ("2016-12-30T13:08:00Z", "2016-12-30T13:08:00+00:00"),
    ("2016-12-30T13:08:00.512+0200", "2016-12-30T13:08:00+02:00"),
    ("2016-12-30T13:08:00+00:00[UTC]", "2016-12-30T13:08:00+00:00"),
    ("20161230", "2016-12-30"),
    ("20161230T130800Z", "2016-12-30T13:08:00+00:00"),
    ("Fri, 30 Dec 2016 13:08:00 +0200", "2016-12-30T13:08:00+02:00"),
    ("Fri, 30 Dec 2016 13:08:00 GMT", "2016-12-30T13:08:00+00:00"),
    ("30.12.2016", "2016-12-30"),
    ("12/30/2016", "2016-12-30"),
    ("2016/12/30 13:08", "2016-12-30T13:08"),
    ("30 December 2016", "2016-12-30"),
    ("Dec. 30, 2016 1:08 pm EST", "2016-12-30T13:08:00-05:00"),
    ("Dec 30 2016 13:08:00 GMT+0200", "2016-12-30T13:08:00+02:00"),
    ("Dec 30 2016 13:08 UTC-3", "2016-12-30T13:08:00-03:00"),
    (1483103280, "2016-12-30T13:08:00+00:00"),
    (1483103280000, "2016-12-30T13:08:00+00:00"),
    ("1483103280", "2016-12-30T13:08:00+00:00"),
    (datetime(2016, 12, 30, 13, 8, tzinfo=UTC), "2016-12-30T13:08:00+00:00"),
    (date(2016, 12, 30), "2016-12-30"),
]
NO_DATES = [
    *(None, "", "we", "Friday", "December 2016", "2016", "03/04/2016", "2016-13-01", "2016-02-30"),
    *("0001-01-01T00:00:00Z", "2016-12-30T13:08:00-25:00", "Dec. 30, 2016 1:08 pm XQZ", "30 December"),
    *("Dec 30, 2016 1:08 MT", "Dec 30, 2016 1:08 T"),
    *(0, 12, True, float("nan"), float("inf"), 1e300, [2016], {"date": "2016-12-30"}, b"2016-12-30"),
]


@pytest.mark.parametrize(("value", "expected"), DATES)
def test_dates_keep_their_precision(value: object, expected: str) -> None:
    assert iso(value) == expected


@pytest.mark.parametrize("value", NO_DATES)
def test_what_is_no_date_or_may_be_two_is_none(value: object) -> None:
    assert iso(value) is None


@given(st.one_of(st.text(), st.integers(), st.floats(), st.datetimes(), st.from_regex(r"[\d/.:T -]{6,20}")))
def test_any_value_is_a_readable_date_or_none(value: object) -> None:
    found = iso(value)
    if found and len(found) > 7:
        assert datetime.fromisoformat(found)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/news/2016/12/30/bridge", "2016-12-30"),
        ("https://a.example/2016-12-30-bridge", "2016-12-30"),
        ("https://a.example/20161230-bridge", "2016-12-30"),
        ("https://a.example/2016/13/30/bridge", None),
        ("https://a.example/2016/02/30/bridge", None),
        ("https://a.example/bridge-201612301", None),
        (None, None),
    ],
)
def test_the_day_in_a_url_path(url: str | None, expected: str | None) -> None:
    stamp = in_url(url)
    assert (stamp.value if stamp else None) == expected


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://www.norvik-post.example/a", "norvik-post.example"),
        ("http://news.norvik.co.uk:8080/a", "norvik.co.uk"),
        ("https://norvik.com.au", "norvik.com.au"),
        ("https://harbour.substack.com/p/x", "harbour.substack.com"),
        ("https://harbour.blogspot.co.uk/x", "harbour.blogspot.co.uk"),
        ("https://t.co/abc", "t.co"),
        ("http://127.0.0.1/x", "127.0.0.1"),
        ("http://localhost/x", "localhost"),
        ("HTTPS://WWW.Norvik.EXAMPLE./x", "norvik.example"),
        ("/news/1", None),
        ("mailto:a@b.example", None),
        ("http://[broken", None),
        ("", None),
        (None, None),
    ],
)
def test_outlet_is_the_registered_domain(url: str | None, outlet: str | None) -> None:
    assert outlet_of(url) == outlet


def test_an_outlet_name_stays_unless_it_is_a_host() -> None:
    assert outlet_named("  The Norvik  Post ") == "The Norvik Post"
    assert outlet_named("www.norvik.co.uk") == "norvik.co.uk"
    assert outlet_named("https://www.norvik.example/about") == "norvik.example"
    assert outlet_named("") is None


def test_ids_come_from_outlet_and_text() -> None:
    one = content_id("text", "norvik.example", "https://norvik.example/a")
    assert one == content_id("text", "norvik.example", "https://norvik.example/b")
    assert one != content_id("text", "other.example", None)
    assert content_id("text", None, "http://X.example/a#top") == content_id(
        "text", None, "http://x.example/a"
    )
    assert canonical_url("HTTP://X.example/a/?utm_source=q&id=3#top") == "http://x.example/a?id=3"


@pytest.mark.parametrize(
    ("text", "encoding", "doubtful"),
    [
        (GOOD, "utf-8", False),
        (GOOD, "utf-8-sig", False),
        (GOOD, "utf-16", True),
        (GOOD, "utf-16-le", True),
        (GOOD, "utf-16-be", True),
        (GOOD, "windows-1252", True),
        (RUSSIAN, "windows-1251", True),
        (RUSSIAN, "koi8-r", True),
        (RUSSIAN, "utf-16-le", True),
        (JAPANESE, "shift_jis", True),
        (JAPANESE, "euc_jp", True),
        ("caf\u00e9 and so on", "windows-1252", True),
    ],
)
def test_encodings(text: str, encoding: str, doubtful: bool) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert (decoded.doubt is not None) == doubtful
    assert not looks_binary(text.encode(encoding))


def test_a_declared_encoding_counts_where_utf8_does_not_fit() -> None:
    assert decode(RUSSIAN.encode("cp1251"), "windows-1251").doubt is None
    assert decode(RUSSIAN.encode("utf-8"), "windows-1251").text == RUSSIAN
    assert decode(b"caf\xe9", "latin1").text == "café"
    assert decode(b"caf\xe9", "no-such-charset").text == "café"
    assert decode(JAPANESE.encode("iso2022_jp"), "iso-2022-jp").text == JAPANESE
    assert declared_charset(b'<html><meta http-equiv="x" content="text/html; charset=koi8-r">') == "koi8-r"


def test_a_wrong_byte_is_named_with_its_offset() -> None:
    decoded = decode("“Bridge” caf".encode() + b"\xff" + " closed “today”".encode())
    assert decoded.text == "“Bridge” caf\ufffd closed “today”"
    assert decoded.doubt is not None
    assert "offset 16" in decoded.doubt
    assert "0xff" in decoded.doubt
    plain = decode(b"The mayor \xff resigned")
    assert plain.text == "The mayor \ufffd resigned"


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "utf-16", "gbk", "latin1", "x"]))
def test_any_bytes_decode(data: bytes, declared: str | None) -> None:
    assert decode(data, declared).text.encode("utf-8") is not None
    looks_binary(data)
