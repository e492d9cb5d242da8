"""Languages are told from running text, and not from stubs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.text.language import identify, primary_code

SENTENCES = {
    "en": "The council of Norvik voted on Monday to close the old bridge for two years, the mayor said.",
    "de": "Der Stadtrat von Norvik hat am Montag beschlossen, die alte Brücke für zwei Jahre zu sperren.",
    "fr": "Le conseil municipal a décidé lundi de fermer le vieux pont pendant deux ans, a dit le maire.",
    "es": "El ayuntamiento decidió el lunes cerrar el puente viejo durante dos años, dijo la alcaldesa.",
    "pl": "Rada miasta zdecydowała w poniedziałek, że stary most będzie zamknięty przez dwa lata.",
    "ru": "Городской совет в понедельник решил закрыть старый мост на два года, сообщил мэр города.",
    "he": "מועצת העיר החליטה ביום שני לסגור את הגשר הישן למשך שנתיים, כך אמר ראש העיר לעיתונאים.",
    "ar": "قرر مجلس مدينة نورفيك يوم الاثنين إغلاق الجسر القديم لمدة عامين، كما قالت رئيسة البلدية.",
    "ja": "町議会は月曜日に古い橋を二年間閉鎖することを決めたと町長が述べた。住民は反対している。",
    "zh": "市议会星期一决定将旧桥关闭两年，市长对记者表示，许多居民反对这一决定。",
}


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_running_text_is_told(code: str) -> None:
    menu = "Home\nNews\nSport\nContact\n"
    assert identify(menu + SENTENCES[code] * 2 + "\n" + menu).code == code


@pytest.mark.parametrize(
    "text", ["", "Norvik", "Old bridge to close for two years", "1 2 3 " * 50, "?! " * 99, "x9-q7 zzkw " * 20]
)
def test_stubs_and_rubbish_are_not_told(text: str) -> None:
    assert identify(text).code is None


def test_what_is_not_told_has_a_reason() -> None:
    assert (
        identify("Old bridge to close").reason
        == "19 characters of running text are too few to tell the language"
    )
    assert identify("x9-q7 zzkw " * 20).reason == "no language fits the text surely"
    assert identify(SENTENCES["en"]).reason == "text"


def test_a_tag_is_reduced_to_its_language() -> None:
    given_codes = ("en-US", "EN_gb", " de ", "english", "Deutsch ", "klingon", "", None, "zh-Hans-CN", "12")
    assert [primary_code(tag) for tag in given_codes] == [
        "en",
        "en",
        "de",
        "en",
        "de",
        None,
        None,
        None,
        "zh",
        None,
    ]


def test_other_standards_codes_are_told_and_rubbish_is_not() -> None:
    given_codes = ("eng", "GER-DE", "iw", "xx", "zzz", "und", "x\n")
    assert [primary_code(tag) for tag in given_codes] == ["en", "de", "he", None, None, None, None]


@given(st.text(max_size=300))
def test_any_text_gives_a_code_or_none(text: str) -> None:
    found = identify(text).code
    assert found is None or (len(found) == 2 and found.isalpha())


def test_a_huge_line_is_sampled() -> None:
    assert identify("The council of Norvik voted to close it. " * 200_000).code == "en"
