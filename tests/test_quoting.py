"""The learned reading of quotes: its network against brute force, its parts against small cases."""

import itertools
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from copydesk.errors import ModelError
from copydesk.extract import quotes as stage
from copydesk.extract.quotes import Quotes
from copydesk.extract.quoting import weights
from copydesk.extract.quoting.features import LONGEST_BLOCK, Lexicon, blocks, columns, told_by_rules
from copydesk.extract.quoting.linker import CONTENT, CUE, SOURCE, Pairs, Part, parts_of
from copydesk.extract.quoting.network import LABELS, Network
from copydesk.model.document import Document
from copydesk.model.quote import Quote
from copydesk.model.span import Span

Parse = Callable[[str], Document]
Arrays = dict[str, NDArray[np.generic]]
EMBEDDED, HIDDEN, FEATURES = 5, 3, 11


def small_weights(seed: int) -> Arrays:
    chance = np.random.default_rng(seed)

    def some(*shape: int) -> NDArray[np.generic]:
        return chance.normal(0, 0.7, shape).astype(np.float32)

    found: Arrays = {"embedding": some(FEATURES, EMBEDDED), "out": some(2 * HIDDEN, LABELS)}
    for number, width in ((1, EMBEDDED), (2, 2 * HIDDEN)):
        for side in ("ahead", "back"):
            found[f"input{number}_{side}"] = some(width, 4 * HIDDEN)
            found[f"recurrent{number}_{side}"] = some(HIDDEN, 4 * HIDDEN)
            found[f"bias{number}_{side}"] = some(4 * HIDDEN)
    found |= {"out_bias": some(LABELS), "transitions": some(LABELS, LABELS)}
    return found | {"first": some(LABELS), "last": some(LABELS)}


def logistic(values: NDArray[np.float64]) -> NDArray[np.float64]:
    squashed: NDArray[np.float64] = 1 / (1 + np.exp(-values))
    return squashed


def one_side(arrays: Arrays, name: str, tokens: list[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
    """An LSTM as the textbook has it, token by token."""
    into, again, bias = (
        np.asarray(arrays[f"{kind}{name}"], np.float64) for kind in ("input", "recurrent", "bias")
    )
    state, cell = np.zeros(HIDDEN), np.zeros(HIDDEN)
    out = []
    for token in tokens:
        gates = token @ into + state @ again + bias
        enter, forget, new, leave = np.split(gates, 4)
        cell = logistic(forget) * cell + logistic(enter) * np.tanh(new)
        state = logistic(leave) * np.tanh(cell)
        out.append(state)
    return out


def label_scores(arrays: Arrays, block: NDArray[np.int32]) -> NDArray[np.float64]:
    tokens = list(np.asarray(arrays["embedding"], np.float64)[block].sum(1))
    for number in (1, 2):
        ahead = one_side(arrays, f"{number}_ahead", tokens)
        back = one_side(arrays, f"{number}_back", tokens[::-1])[::-1]
        tokens = [np.concatenate(pair) for pair in zip(ahead, back, strict=True)]
    out, bias = (np.asarray(arrays[name], np.float64) for name in ("out", "out_bias"))
    scores: NDArray[np.float64] = np.array(tokens) @ out + bias
    return scores


def allowed(path: tuple[int, ...]) -> bool:
    steps = itertools.pairwise((0, *path))
    return all(label in (0, 1, 3, 5) or before in (label - 1, label) for before, label in steps)


def by_hand(arrays: Arrays, block: NDArray[np.int32]) -> tuple[tuple[int, ...], NDArray[np.float64]]:
    """The best path, and the chance of each label at each token, by trying all paths."""
    scores = label_scores(arrays, block)
    steps, first, last = (np.asarray(arrays[name], np.float64) for name in ("transitions", "first", "last"))
    totals = {}
    for path in itertools.product(range(LABELS), repeat=len(block)):
        if allowed(path):
            total = first[path[0]] + last[path[-1]] + sum(scores[at, label] for at, label in enumerate(path))
            totals[path] = total + sum(steps[a, b] for a, b in itertools.pairwise(path))
    chances = np.zeros((len(block), LABELS))
    for path, total in totals.items():
        chances[np.arange(len(block)), path] += np.exp(total)
    return max(totals, key=lambda path: totals[path]), chances / chances.sum(1, keepdims=True)


@pytest.mark.parametrize("seed", range(4))
def test_the_network_finds_what_trying_all_paths_finds(seed: int) -> None:
    arrays = small_weights(seed)
    chance = np.random.default_rng(seed)
    batch = [chance.integers(0, FEATURES, (size, 2)).astype(np.int32) for size in (1, 4, 2, 4, 3)]
    for block, reading in zip(batch, Network(arrays).read(batch), strict=True):
        best, chances = by_hand(arrays, block)
        assert tuple(reading.labels) == best
        np.testing.assert_allclose(reading.chances, chances if any(best) else chances[:0], atol=1e-4)


def test_blocks_are_read_alike_alone_and_together() -> None:
    network = Network(small_weights(9))
    chance = np.random.default_rng(9)
    batch = [chance.integers(0, FEATURES, (size, 3)).astype(np.int32) for size in (60, 1, 900, 30, 4000, 7)]
    for block, reading in zip(batch, network.read(batch), strict=True):
        alone = network.read([block])[0]
        assert (alone.labels == reading.labels).all()
        np.testing.assert_allclose(alone.chances, reading.chances, atol=1e-4)
    assert network.read([]) == []


@given(st.lists(st.integers(0, LABELS - 1), max_size=30))
def test_parts_are_apart_and_cover_what_begins(labels: list[int]) -> None:
    found = parts_of(labels)
    assert len(found) == sum(label % 2 for label in labels)
    for part in found:
        assert labels[part.first] == part.part
        assert all(label == part.part + 1 for label in labels[part.first + 1 : part.end])
    assert all(left.end <= right.first for left, right in itertools.pairwise(found))


def test_a_block_is_a_line_and_never_much_too_long(parse: Parse) -> None:
    document = parse("One came. Two came.\n\nThree came.\n" + "Four came home. " * 300)
    found = blocks(document)
    assert [len(block.firsts) for block in found[:2]] == [2, 1]
    assert all(len(block.tokens) <= LONGEST_BLOCK for block in found)
    assert [token for block in found for token in block.tokens] == [
        token for sentence in document.sentences for token in sentence.tokens
    ]


def test_features_show_the_cue_above_the_marks_and_the_rules(parse: Parse) -> None:
    text = "The mayor said the “whole ferry” would sail."
    document = parse(text)
    block = blocks(document)[0]
    rules = [Quote((Span(15, 43),), (Span(10, 14),), (Span(0, 9),), "mixed", 0.8)]
    lexicon = Lexicon({"say/V": 9})
    rows = columns(text, block, lexicon, [Span(19, 32)], told_by_rules(rules, [block]))
    assert len(rows) == len(block.tokens)
    assert len({len(row) for row in rows}) == 1
    assert any("d1" in value for value in rows[5]), "“whole ferry”: inside double marks, a short stretch"
    assert "s3B" in rows[0]
    assert "q3B" in rows[2]
    assert "9nsubj" in rows[1]


def test_the_features_of_a_pair_are_of_one_number(parse: Parse) -> None:
    block = blocks(parse("“We sail,” the mayor said. Berg denied it. “Never,” he said.\n"))[0]
    parts = [
        Part(CONTENT, 1, 3),
        Part(SOURCE, 5, 7),
        Part(CUE, 7, 8),
        Part(CUE, 10, 11),
        Part(CONTENT, 14, 15),
    ]
    pairs = Pairs(block, parts, Lexicon({}))
    rows = [pairs.features(one, cue) for one in parts if one.part != CUE for cue in pairs.near(one, CUE)]
    assert len({len(row) for row in rows}) == 1
    assert np.isfinite(np.array(rows)).all()


def test_other_weights_than_the_checked_ones_are_refused() -> None:
    with pytest.raises(ModelError, match="not the file"):
        weights.check(b"other bytes", "00  quotes.npz")


def test_without_weights_the_rules_read(parse: Parse, monkeypatch: pytest.MonkeyPatch) -> None:
    document = parse("“We will sail on Monday,” the mayor said. Berg denied that the radar was broken.")
    assert {quote.found_by for quote in Quotes()(document)} == {"tagger"}
    monkeypatch.setattr(stage, "available", lambda: False)
    assert {quote.found_by for quote in Quotes()(document)} == {"rules"}


def test_speech_in_marks_that_the_tagger_passes_over_is_kept(parse: Parse) -> None:
    text = "“We have had two ferries in trouble this week.”"
    assert [quote.content[0].of(text)[:7] for quote in Quotes()(parse(text))] == ["We have"]


def test_a_paragraph_of_speech_goes_on_with_the_last_speaker(parse: Parse) -> None:
    text = (
        "“We will sail on Monday,” the mayor said.\n\n“We have had two ferries in trouble this week.”\n\n"
        "“They will be mended by the autumn.”\n\nThe radar was mended on Friday.\n\n"
        "“Nobody came to ask us what we wanted.”"
    )
    found = [[span.of(text)[:7] for span in quote.content] for quote in Quotes()(parse(text))]
    assert found == [["We will", "We have", "They wi"], ["Nobody "]]


PIECES = ["“", "”", '"', " said", "\n", ": ", ", ", ". ", "Berg ", "we go", " according to ", "that "]


@settings(max_examples=40, deadline=None)
@given(pieces=st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=30))
def test_quotes_hold_content_inside_the_report_and_a_score(parse: Parse, pieces: list[str]) -> None:
    text = "".join(pieces)
    for quote in Quotes()(parse(text)):
        assert quote.content
        assert 0 <= quote.score <= 1
        for span in (*quote.content, *quote.cue, *quote.source):
            assert 0 <= span.start < span.end <= len(text)


def test_scores_say_how_sure_it_is(parse: Parse) -> None:
    plain = next(iter(Quotes()(parse("The mayor said that the ferry would sail on Monday."))))
    assert plain.score > 0.8
