import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.text.names import (
    acronym_of,
    given_gender,
    institution_keys,
    name_words,
    person_keys,
    person_words,
    same_name,
    same_person,
    same_spelling,
    title_gender,
)

SAME_PEOPLE = [
    ("Berg", "Anna Berg"),
    ("Mrs Berg", "Anna Berg"),
    ("Anna Berg’s", "Anna Berg"),
    ("Sergei Orlov", "Sergey Orlov"),
    ("Dmitry Orlov", "Dmitri Orlov"),
    ("A. Berg", "Anna Berg"),
    ("J.D. Holloway", "James Holloway"),
    ("Bill Marsh", "William Marsh"),
    ("Governor Anna Berg", "Anna Berg"),
    ("Anna M. Berg", "Anna Berg"),
    ("José Álvarez", "Jose Alvarez"),
    ("Paul Marsh Jr.", "Paul Marsh"),
    ("Vincent DelMarsh", "Vincent Del Marsh"),
    ("DelMarsh", "Vincent Del Marsh"),
    ("Ann-Marie Berg", "Annmarie Berg"),
    ("Al Marrani", "Abu Omar al-Marrani"),
]
OTHER_PEOPLE = [
    ("Anna Berg", "Paul Berg"),
    ("Mrs Berg", "Paul Berg"),
    ("Mr Berg", "Mrs Berg"),
    ("Alexander Berg", "Alexandra Berg"),
    ("Michael Marsh", "Michelle Marsh"),
    ("Anna Berg", "Anna Bell"),
    ("Anna", "Anna Berg"),
    ("Johnson", "Paul Johnston"),
    ("Li Na", "Lina"),
    ("Vincent DelMarsh", "Paul Del Marsh"),
    ("", "Anna Berg"),
]


@pytest.mark.parametrize(("left", "right"), SAME_PEOPLE)
def test_one_person_in_two_forms(left: str, right: str) -> None:
    assert same_person(left, right)
    assert same_person(right, left)


@pytest.mark.parametrize(("left", "right"), OTHER_PEOPLE)
def test_two_people(left: str, right: str) -> None:
    assert not same_person(left, right)
    assert not same_person(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("the Harbour Office", "Harbour Office"),
        ("State Department", "US State Department"),
        ("U.S. State Department", "United States State Department"),
        ("Department of Fisheries", "Fisheries Department"),
        ("HMO", "Harbour Master Office"),
        ("The Coast Guard’s", "Coast Guard"),
        ("Norwegian embassy in London", "Norwegian Embassy"),
        ("FirstFerry", "First Ferry"),
        ("Merrow Trail Riders", "Merrow Trailriders"),
        ("BAY-TV", "BAYTV"),
    ],
)
def test_one_institution_in_two_forms(left: str, right: str) -> None:
    assert same_name(left, right)
    assert same_name(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Foreign Ministry", "Ministry"),
        ("Norwegian Foreign Ministry", "Danish Foreign Ministry"),
        ("Harbour Office", "Harbour Police"),
        ("Aldis Council", "Merrow Council"),
        ("HMO", "Harbour Council"),
        ("Norwegian embassy in London", "Norwegian embassy in Rome"),
        ("US", "U.S. sanctions"),
        ("", ""),
    ],
)
def test_two_institutions(left: str, right: str) -> None:
    assert not same_name(left, right)


def test_titles_and_given_names_tell_he_or_she() -> None:
    assert title_gender("Mr Berg") == "he"
    assert title_gender("Mrs. Berg") == "she"
    assert title_gender("spokeswoman Berg") == "she"
    assert title_gender("chairman Berg") == "he"
    assert title_gender("President Berg") == ""
    assert given_gender("Anna Berg") == "she"
    assert given_gender("Mr Anna Berg") == "he"
    assert given_gender("Quillan Berg") == ""
    assert given_gender("Berg") == ""


def test_words_lose_accents_dots_and_the_possessive() -> None:
    assert name_words("Zoë Müller’s") == ("zoe", "muller")
    assert person_words("Sen. Anna M. Berg Jr.") == ("anna", "m", "berg")


def test_acronyms_need_capitals_and_all_their_words() -> None:
    assert acronym_of("H.M.O.", "Harbour Master Office")
    assert acronym_of("DOF", "Department of Fisheries")
    assert acronym_of("DF", "Department of Fisheries")
    assert not acronym_of("hmo", "Harbour Master Office")
    assert not acronym_of("H", "Harbour")


@pytest.mark.parametrize(("left", "right"), SAME_PEOPLE)
def test_full_names_of_one_person_share_a_key(left: str, right: str) -> None:
    if len(person_words(left)) > 1 or person_words(left)[-1] == person_words(right)[-1]:
        assert person_keys(left) & person_keys(right)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_strings_can_be_compared_either_way_round(left: str, right: str) -> None:
    assert same_person(left, right) == same_person(right, left)
    assert same_name(left, right) == same_name(right, left)
    assert same_spelling(left, left)
    if same_name(left, right):
        assert institution_keys(left) & institution_keys(right)
