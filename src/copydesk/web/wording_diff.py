"""Compares wordings of one utterance word by word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

PieceKind = Literal["same", "own", "gap"]

MOST_WORDS = 400
"""Longer wordings are not compared: the matcher's time grows with the product of both lengths."""

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\w+(?:[’'\-‐‑]\w+)*")
"""A word, or an abbreviation with its dots: "U.S." is the same word as "US"."""
_ALIKE = str.maketrans({"’": "'", "‐": "-", "‑": "-", ".": None})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a wording: ``same`` as the other one, its ``own``, or a ``gap`` (then ``text`` is "")."""

    text: str
    kind: PieceKind


@dataclass(frozen=True, slots=True)
class _Words:
    """A wording's words, lower-cased, and where each stands (in code points of the wording)."""

    keys: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def word_keys(text: str) -> tuple[str, ...]:
    """Return the words of ``text`` as they are compared: no case, no punctuation, one apostrophe."""
    return _words(text).keys


def compare(wording: str, against: str) -> tuple[Piece, ...]:
    """Tell which words of ``wording`` are not in ``against``, and where words of ``against`` are left out.

    Args:
        wording: the text to be cut into pieces.
        against: the text it is compared with.

    Returns:
        Pieces whose texts joined are ``wording``; one ``same`` piece where there is nothing to compare
        or where either text is longer than ``MOST_WORDS`` words.
    """
    here, there = _words(wording), _words(against)
    if not here.keys or not there.keys or max(len(here.keys), len(there.keys)) > MOST_WORDS:
        return (Piece(wording, "same"),) if wording else ()
    matcher = SequenceMatcher(None, there.keys, here.keys, autojunk=False)
    pieces: list[Piece] = []
    done = 0
    for tag, _, _, first, last in matcher.get_opcodes():
        if tag == "equal":
            continue
        if tag == "delete":
            at = here.starts[first] if first < len(here.starts) else len(wording)
            _append(pieces, wording[done:at], "same")
            pieces.append(Piece("", "gap"))
            done = at
            continue
        _append(pieces, wording[done : here.starts[first]], "same")
        done = here.ends[last - 1]
        _append(pieces, wording[here.starts[first] : done], "own")
    _append(pieces, wording[done:], "same")
    return tuple(pieces)


def not_shared_by_all(wording: str, others: Sequence[str]) -> tuple[Piece, ...]:
    """Cut ``wording`` into words that every one of ``others`` has too (``same``) and the rest (``own``).

    Texts joined are ``wording``; there are no gaps.
    """
    words = _words(wording)
    if not words.keys or len(words.keys) > MOST_WORDS:
        return (Piece(wording, "same"),) if wording else ()
    shared = [True] * len(words.keys)
    for other in others:
        _strike_missing(shared, words.keys, word_keys(other))
    pieces: list[Piece] = []
    done = 0
    for first, last in _false_runs(shared):
        _append(pieces, wording[done : words.starts[first]], "same")
        done = words.ends[last]
        _append(pieces, wording[words.starts[first] : done], "own")
    _append(pieces, wording[done:], "same")
    return tuple(pieces)


def _strike_missing(shared: list[bool], keys: tuple[str, ...], other: tuple[str, ...]) -> None:
    """Set ``shared`` to false at the words that an alignment with ``other`` does not reach."""
    if not other or len(other) > MOST_WORDS:
        return
    reached = [False] * len(keys)
    for block in SequenceMatcher(None, keys, other, autojunk=False).get_matching_blocks():
        reached[block.a : block.a + block.size] = [True] * block.size
    for index, found in enumerate(reached):
        shared[index] = shared[index] and found


def _false_runs(flags: Sequence[bool]) -> list[tuple[int, int]]:
    """Return first and last index of each run of false flags."""
    runs: list[tuple[int, int]] = []
    for index, flag in enumerate(flags):
        if flag:
            continue
        if runs and runs[-1][1] == index - 1:
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return runs


def _append(pieces: list[Piece], text: str, kind: PieceKind) -> None:
    if text:
        pieces.append(Piece(text, kind))


def _words(text: str) -> _Words:
    found = list(_WORD.finditer(text))
    keys = tuple(match[0].translate(_ALIKE).casefold() for match in found)
    return _Words(keys, tuple(match.start() for match in found), tuple(match.end() for match in found))
