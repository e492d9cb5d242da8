"""Search finds the reports that hold all words, and where they stand; whatever a person types is safe."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.errors import StoreError
from copydesk.model.report import EVIDENCE_ZONES, Zone, ZoneKind
from copydesk.store.base import Kept
from copydesk.store.search import MOST_SPANS, RANKED
from copydesk.store.searching import MOST_TERMS, Term, terms
from copydesk.store.sqlite import SqliteStore
from shelf import keep, kept, opened, place


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with opened(tmp_path / "desk.db") as made:
        yield made


def zoned(name: str, *parts: tuple[ZoneKind, str], hour: float = 0.0, title: str | None = None) -> Kept:
    """A report made of labelled parts, a line each."""
    zones: list[Zone] = []
    for kind, part in parts:
        start = zones[-1].end if zones else 0
        zones.append(Zone(start, start + len(part) + 1, kind))
    text = "".join(f"{part}\n" for _, part in parts)
    return kept(name, text, zones=zones, hour=hour, title=title)


def drawn(store: SqliteStore, words: str) -> dict[str, str]:
    """The texts found, by report, with each word found in brackets."""
    told = {}
    for hit in store.search(words, 50):
        text = hit.document.text
        for span in reversed(hit.spans):
            text = f"{text[: span.start]}[{span.of(text)}]{text[span.end :]}"
        told[hit.document.id] = text
    return told


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The mayor's ferry sank.", "mayor", "The [mayor]'s ferry sank."),
        ("The mayor's ferry sank.", "MAYOR sank", "The [mayor]'s ferry [sank]."),
        ("The mayor's ferry sank.", "mayor's", "The [mayor's] ferry sank."),
        ("The mayor’s ferry sank.", "mayor's", "The [mayor’s] ferry sank."),
        ("The mayor's ferry sank.", "mayors", None),
        ("The mayor's ferry sank.", "ferry bridge", None),
        ("The mayor's ferry sank.", '"ferry sank"', "The mayor's [ferry sank]."),
        ("The mayor's ferry sank.", "“ferry sank”", "The mayor's [ferry sank]."),
        ("The mayor's ferry sank.", '"sank ferry"', None),
        ("The mayor's ferry sank.", '"ferry sank', "The mayor's [ferry sank]."),
        ("Ferries sank, a ferry sank.", "ferr*", "[Ferries] sank, a [ferry] sank."),
        ("Ferries sank, a ferry sank.", "ferri* sank", "[Ferries] [sank], a ferry [sank]."),
        ("To the ferry", "fe*", None),
        ("Élodie Bérénice spoke.", "elodie berenice", "[Élodie] [Bérénice] spoke."),
        ("Elodie Berenice spoke.", "Élodie BÉRÉNICE", "[Elodie] [Berenice] spoke."),
        ("E\u0301lodie spoke, Elo\u0301die too.", "elodie", "[É]lodie"),
        ("ΑΘΗΝΑΣ και Αθήνας", "αθηνας", "[ΑΘΗΝΑΣ] και [Αθήνας]"),
        ("Ёлка в Киеве", "елка", "[Ёлка] в Киеве"),
        ("東京都の知事が会見した。", "東京", "[東京]都の知事が会見した。"),
        ("東京都の知事が会見した。", "知事 会見", "東京都の[知事]が[会見]した。"),
        ("東京都の知事が会見した。", "京東", None),
        ("新型iPhoneの発売", "iphone", "新型[iPhone]の発売"),
        ("น้ำท่วมกรุงเทพ", "กรุงเทพ", "น้ำท่วม[กรุงเทพ]"),
        ("한국의 대통령", "한국의", "[한국의] 대통령"),
        ("हिन्दी समाचार", "हिन्दी", "[हिन्दी] समाचार"),
        ("İstanbul’da sel", "sel", "İstanbul’da [sel]"),
        ("U.S. troops left", "U.S.", "[U.S]. troops left"),
        ("Up 3.5 percent, 35 in all", "3.5", "Up [3.5] percent, 35 in all"),
        ("snake_case words", "case", "snake_[case] words"),
        ("A flood and a flood", "flood FLOOD", "A [flood] and a [flood]"),
        ("𝔉lood 🌊 flood", "flood", "𝔉lood 🌊 [flood]"),
        ("Die Straße und die STRASSE", "strasse", "Die [Straße] und die [STRASSE]"),
        ("Die Straße und die STRASSE", "STRAẞE", "Die [Straße] und die [STRASSE]"),
        ("Die Straße war zu.", "stras*", "Die [Straße] war zu."),
        ("Die Straße war zu.", "war", "Die Straße [war] zu."),
        ("Ngô Đình Diệm", "dinh diem", "Ngô [Đình] [Diệm]"),
        ("w Łodzi i Wrocławiu", "lodzi wroclaw*", "w [Łodzi] i [Wrocławiu]"),
        ("i København og Tromsø", "kobenhavn TROMSO", "i [København] og [Tromsø]"),
        ("En Tromso igen", "tromsø", "En [Tromso] igen"),
        ("Mette Frederiksens Færge", "faerge", "Mette Frederiksens [Færge]"),
        ("KADIN ve kadın", "kadın", "[KADIN] ve [kadın]"),
        ("قال أحمد إن الحكومة", "احمد ان", "قال [أحمد] [إن] الحكومة"),
        ("قال أحمد إن الحكومة", "الحكومه", "قال أحمد إن [الحكومة]"),
        ("شكراً لكم", "شكرا", "[شكراً] لكم"),
        ("서울시는 오늘", "서울*", "[서울시는] 오늘"),
        ("서울시는 오늘", "서*", "[서울시는] 오늘"),
        ("서울시는 오늘", "서울", None),
        ("or not near", "OR NOT", "[or] [not] near"),
    ],
)
def test_what_is_found_and_where(store: SqliteStore, text: str, words: str, expected: str | None) -> None:
    keep(store, kept("other", "Rain fell on Harrowgate Bay."), kept("one", text))
    if expected == "[É]lodie":
        expected = "[E\u0301lodie] spoke, [Elo\u0301die] too."
    assert drawn(store, words) == ({} if expected is None else {"one": expected})


def test_only_the_report_itself_is_searched(store: SqliteStore) -> None:
    keep(
        store,
        zoned(
            "one",
            ("furniture", "Subscribe to our ferry newsletter"),
            ("headline", "Ferry sinks"),
            ("byline", "By Ferry Brennan"),
            ("standfirst", "All are safe"),
            ("body", "The ferry went down at noon."),
            ("comment", "What a ferry!"),
            ("body", "Another ferry came."),
        ),
    )
    (hit,) = store.search("ferry", 5)
    assert [span.of(hit.document.text) for span in hit.spans] == ["Ferry", "ferry", "ferry"]
    assert {hit.document.zone_at(span.start).kind for span in hit.spans} <= EVIDENCE_ZONES
    assert [hit.document.id for hit in store.search("ferry safe", 5)] == ["one"]
    assert store.search("newsletter", 5) == store.search("comment", 5) == store.search("brennan", 5) == []


def test_a_title_stands_for_a_headline_where_there_is_none(store: SqliteStore) -> None:
    keep(
        store,
        zoned("untitled", ("body", "Nothing of it."), title="Ferry sinks"),
        zoned("titled", ("headline", "Nothing"), ("body", "of it."), title="Ferry sinks"),
    )
    (hit,) = store.search("ferry", 5)
    assert (hit.document.id, hit.spans) == ("untitled", ())


def test_the_best_come_first_and_each_with_its_story(store: SqliteStore) -> None:
    far = "Long before it comes to that. " * 40
    keep(
        store,
        zoned("old", ("headline", "A ferry sinks"), ("body", "It sank."), hour=1200),
        zoned("far", ("headline", "News"), ("body", f"{far} A ferry sank."), hour=2400),
        zoned("lead", ("headline", "News"), ("body", f"A ferry sank. {far}"), hour=2400),
        zoned("headline", ("headline", "Ferry sinks"), ("body", far), hour=2399),
    )
    place(store, lead="s")
    hits = store.search("ferry", 3)
    assert [(hit.document.id, hit.story) for hit in hits] == [
        ("headline", None),
        ("lead", "s"),
        ("old", None),
    ]
    assert [hit.document.id for hit in store.search("ferry", 3, 3)] == ["far"]


def test_pages_hold_each_report_once_and_the_last_that_came_stand_on_the_first(store: SqliteStore) -> None:
    count = 2 * RANKED + 50
    keep(
        store,
        *(
            zoned(f"r{number}", ("headline", "Ferry" if number % 3 else "News"), ("body", "A ferry sank."))
            for number in range(count)
        ),
    )
    pages = [[hit.document.id for hit in store.search("ferry", 30, skip)] for skip in range(0, count, 30)]
    ids = [one for page in pages for one in page]
    assert sorted(ids) == sorted(f"r{number}" for number in range(count))
    assert [hit.document.id for hit in store.search("ferry", count)] == ids
    assert set(ids[:RANKED]) == {f"r{number}" for number in range(count - RANKED, count)}
    assert store.search("ferry", 0) == store.search("ferry", 5, count) == []


TYPED = st.text(st.characters(exclude_categories=["Cs"])) | st.text(
    'ab "*()-+^:{}OR AND NOT NEAR,東', max_size=30
)


@settings(max_examples=150, deadline=None)
@given(words=TYPED)
def test_whatever_is_typed_is_safe(searched: SqliteStore, words: str) -> None:
    try:
        hits = searched.search(words, 5)
    except StoreError as error:
        assert "give " in str(error)  # noqa: PT017 - either outcome is right
        return
    for hit in hits:
        assert all(span.end <= len(hit.document.text) for span in hit.spans)


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    with opened(tmp_path_factory.mktemp("search") / "desk.db") as made:
        keep(made, kept("a", "a b ab or and not near 東"), kept("b", "near(ab, 2) b* ^a -b a:b"))
        yield made


@pytest.mark.parametrize("words", ["", " ", '"', "*", "()", "!?", '""', "🌊", "\0", "-", '" "', "\u0301"])
def test_what_is_no_word_is_said(searched: SqliteStore, words: str) -> None:
    with pytest.raises(StoreError, match="give a word to search for") as caught:
        searched.search(words, 5)
    assert len(str(caught.value).splitlines()) == 1


def test_no_word_is_dropped(searched: SqliteStore) -> None:
    asked = [f"word{number}" for number in range(MOST_TERMS + 1)]
    assert searched.search(" ".join(asked[1:]), 5) == []
    assert searched.search("a " * 100, 5)
    with pytest.raises(StoreError, match="33 words; a search takes up to 32, give fewer"):
        searched.search(" ".join(asked), 5)
    with pytest.raises(StoreError, match="a phrase of 33 words"):
        searched.search(f'a "{" ".join(asked)}"', 5)


LETTERS = "łŁøÆđأإةً𐐀abzßıİſæøüéÉñǆµΑάςσϊжёЁййᾳẞệ東京のがカกุงเ한é\u0301\u0308 0½²٣-'’_.,\n"


@settings(max_examples=80, deadline=None)
@given(texts=st.lists(st.text(LETTERS, min_size=1), min_size=1, max_size=9))
def test_every_word_finds_its_reports_and_its_places(texts: list[str]) -> None:
    with TemporaryDirectory() as folder, opened(Path(folder) / "desk.db") as store:
        keep(store, *(kept(str(number), text) for number, text in enumerate(texts)))
        for number, text in enumerate(texts):
            for words in text.split():
                try:
                    hits = {hit.document.id: hit for hit in store.search(words, 9)}
                except StoreError:
                    continue
                assert str(number) in hits
                for hit in hits.values():
                    assert len({span.of(hit.document.text) for span in hit.spans}) >= 1


def test_words_without_end_take_bounded_time(store: SqliteStore) -> None:
    keep(store, kept("long", "flood " * 100_000), kept("accents", "flóod\u0301 " * 50_000))
    assert [len(hit.spans) for hit in store.search("flood", 5)] == [MOST_SPANS] * 2
    store.search("x" * 1_000_000, 5)
    for words in (" ".join(f"word{number}" for number in range(10_000)), f'"{"flood " * 100_000}rain"'):
        with pytest.raises(StoreError):
            store.search(words, 5)


def test_terms() -> None:
    assert terms('Ferry "down  UNDER" sin* 東京 to* *') == [
        Term(("ferry",), False, "Ferry"),
        Term(("down", "under"), False, "down  UNDER"),
        Term(("sin",), True, "sin"),
        Term(("東", "京"), False, " 東  京 "),
        Term(("to",), False, "to"),
    ]


def test_a_text_that_is_damaged_is_not_told(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    with opened(path) as store:
        keep(store, kept("one", "The quiet ferry sank."))
    path.write_bytes(path.read_bytes().replace(b"quiet ferry", b"qui\xff\xfe ferry"))
    with opened(path, writable=False) as store, pytest.raises(StoreError) as caught:
        store.documents(["one"])
    said = str(caught.value)
    assert said.startswith(f"{path}: it is damaged (a text in it is not UTF-8); take an older copy")
    assert said.endswith(".recover")
