"""Quotation marks: which stretches of a text stand in them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.text.normalize import edge_marks, paragraphs, quoted_spans


def quoted(text: str) -> list[str]:
    return [text[span.start : span.end] for span in quoted_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She said “we sail at dawn” and left.", ["“we sail at dawn”"]),
        ('She said "we sail" and "we return".', ['"we sail"', '"we return"']),
        ("‘We sail,’ she said.", ["‘We sail,’"]),
        ("the 'open' harbour", ["'open'"]),
        ("„Wir fahren“, sagte sie.", ["„Wir fahren“"]),
        ("»Wir fahren«, sagte sie.", ["»Wir fahren«"]),
        ("« Nous partons », dit-elle.", ["« Nous partons »"]),
        ("«Мы уходим», сказала она.", ["«Мы уходим»"]),
        ("”Vi seglar”, sade hon.", ["”Vi seglar”"]),
        ("大臣は「待ちます」と言った。", ["「待ちます」"]),
        ("She said `` we sail '' and left .", ["`` we sail ''"]),
        ("“He told me ‘stay put’ twice,” she said.", ["“He told me ‘stay put’ twice,”"]),
        ("‘I know the pilots’ hall,’ she said.", ["‘I know the pilots’ hall,’"]),
        ('“They call it "safe", and "new",” she said.', ['“They call it "safe", and "new",”']),
        ('" We sail . " She left . " We rest . "', ['" We sail . "', '" We rest . "']),
        ('He said " we sail " and " we rest " .', ['" we sail "', '" we rest "']),
        ("A \" mother ship '' and a \" raft '' .", ["\" mother ship ''", "\" raft ''"]),
    ],
)
def test_every_style_of_marks(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected
    assert all(span.balanced for span in quoted_spans(text))


@pytest.mark.parametrize(
    "text",
    [
        "It's the dogs' day, isn't it?",
        "the pilots’ hall and the ’90s",
        'A 6\'2" man with a 5" pipe.',
        "“",
        '"',
        "",
        "''",
    ],
)
def test_apostrophes_measures_and_lone_marks_are_no_quotations(text: str) -> None:
    assert quoted(text) == []


def test_a_quotation_over_paragraphs_is_one_stretch_for_each() -> None:
    text = "“We sail.\n\n“We fish.\n\n“We rest,” he said."
    assert quoted(text) == ["“We sail.", "“We fish.", "“We rest,”"]
    assert all(span.balanced for span in quoted_spans(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “we sail. Then they left. The end.", ["“we sail."]),
        ("We sail,” he said. “Now rest.”", ["We sail,”", "“Now rest.”"]),
        ("He said “we sail\nNo reply came. “Later,” they said.", ["“we sail", "“Later,”"]),
        ('"We sail at dawn, said Ellen Brandt on Monday.', ['"We sail at dawn,']),
        ('"We sail at dawn, the mayor of Aldis said. He left.', ['"We sail at dawn,']),
        (
            '"We sail, and the mayor said that we rest. He left.',
            ['"We sail, and the mayor said that we rest.'],
        ),
    ],
)
def test_a_missing_mark_is_mended_inside_its_paragraph(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected
    assert [span.balanced for span in quoted_spans(text)].count(False) == 1


def test_plain_marks_between_spaces_never_hold_who_says_it() -> None:
    text = 'We stay , " Berg said . " The wind is strong , " she said . " Go home .'
    assert quoted(text) == ['We stay , "', '" The wind is strong , "', '" Go home .']
    assert not any(span.balanced for span in quoted_spans(text))


def test_an_odd_mark_between_spaces_leaves_those_beside_it_in_doubt() -> None:
    text = '" We stay , " said Berg . " We rest , " said Lund . A 5 " pipe broke .'
    found = quoted_spans(text)
    assert quoted(text)[:2] == ['" We stay , "', '" We rest , "']
    assert [span.balanced for span in found] == [True, False, False]


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        ("It was “[a credit]”, he said.", ("“", "”")),
        ("It was “[a credit].” He left.", ("“", ".”")),
        ("[It was “a credit],” he said.", ("", ",”")),
        ("It was “[a credit” to us].", ("“", "")),
        ("It was \" [a credit] '' , he said.", ('"', "''")),
        ("[It was] “a credit”, he said.", ("", "")),
        ("It was “truly [a credit] to us”.", ("", "")),
    ],
)
def test_marks_at_the_edges_of_a_stretch(picture: str, expected: tuple[str, str]) -> None:
    start, end = picture.index("["), picture.index("]") - 1
    text = picture.replace("[", "").replace("]", "")
    assert edge_marks(text, quoted_spans(text), start, end) == expected


@given(st.text(alphabet="ab.,! \n\"'“”‘’«»„`5", max_size=80) | st.text(max_size=60))
def test_spans_lie_in_one_paragraph_in_order(text: str) -> None:
    end = 0
    lines = list(paragraphs(text))
    for span in quoted_spans(text):
        assert end <= span.start < span.end <= len(text)
        assert any(start <= span.start and span.end <= stop for start, stop in lines)
        end = span.end


@pytest.mark.parametrize(
    "piece", ['" ', "“a ”b ", "'a s' ", "“a. ", "“", "“!", "!", "`` a ", 'a , " said ', '“"a" ', '"a b, ']
)
def test_time_is_bounded_on_garbage(piece: str) -> None:
    begun = time.perf_counter()
    quoted_spans("“" + piece * 20_000)
    assert time.perf_counter() - begun < 5
