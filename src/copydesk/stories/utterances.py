"""One thing said once by one speaker, gathered from all the wordings that reports give it."""

from collections import defaultdict
from collections.abc import Sequence

from copydesk.model.document import Document
from copydesk.model.link import Derivation, independent_count
from copydesk.model.quote import Utterance
from copydesk.stories.wording.differing import differs
from copydesk.stories.wording.fitting import Fitting
from copydesk.stories.wording.forms import speakers
from copydesk.stories.wording.pieces import TELLING, Key, Piece, pieces

TRIED = 50
"""Wordings that fit one best that it is held against word by word: a speech cut into a thousand pieces that
all have the same words would otherwise take quadratic time."""


def utterances(
    documents: Sequence[Document], derivations: Sequence[Derivation] = ()
) -> tuple[Utterance, ...]:
    """Group the quotes of a story's reports into utterances.

    Args:
        documents: the story's reports with their quotes.
        derivations: who took text from whom; without them every report counts as independent.

    The fullest wordings come first, the surest before others; each shorter one joins the utterance whose
    wordings it fits best, or starts its own. Utterances with most reports stand first. Indirect speech that
    is doubtful or says next to nothing is told only where several reports have it.
    """
    canonical = speakers(documents)
    people = {canonical.get(name, name) for name in _people(documents)}
    copies: defaultdict[Key, list[Piece]] = defaultdict(list)
    for document in documents:
        for piece in pieces(document, canonical, people):
            copies[piece.key].append(piece)
    distinct = [
        min(found, key=lambda piece: (not piece.sure, piece.document.id, piece.span))
        for found in copies.values()
    ]
    fitting = Fitting(distinct)
    distinct.sort(key=lambda piece: (not piece.sure, -fitting.total(piece), piece.document.id, piece.span))
    groups: list[list[Piece]] = []
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for piece in distinct:
        best = _best_group(piece, groups, holders, fitting)
        if best is None:
            best = len(groups)
            groups.append([piece])
        else:
            groups[best].append(piece)
        for form in set(piece.terms):
            if best not in holders[form]:
                holders[form].append(best)
    found = [_utterance(group, copies, derivations) for group in groups if _told(group, copies)]
    found.sort(key=lambda one: (-len({w.citation.report for w in one.wordings}), one.wordings[0].citation))
    return tuple(found)


def _people(documents: Sequence[Document]) -> set[str]:
    return {
        mention.entity for document in documents for mention in document.mentions if mention.kind == "person"
    }


def _best_group(
    piece: Piece, groups: list[list[Piece]], holders: dict[str, list[int]], fitting: Fitting
) -> int | None:
    """Index of the group that this piece fits best, None if it fits none."""
    near = {index for form in set(piece.terms) for index in holders.get(form, ())}
    fits = [(fitting.fit(piece, other), index, other) for index in near for other in groups[index]]
    fits = sorted((one for one in fits if one[0] > 0), key=lambda one: (-one[0], one[1]))
    return next((index for _, index, other in fits[:TRIED] if not differs(piece.said, other.said)), None)


def _told(group: list[Piece], copies: dict[Key, list[Piece]]) -> bool:
    """Tell whether one of the wordings is surely somebody's, or several reports have such words."""
    if any(piece.sure for piece in group):
        return True
    saying = [piece for piece in group if len(set(piece.terms)) >= TELLING]
    return len({copy.document.id for piece in saying for copy in copies[piece.key] if copy.speaker}) > 1


def _utterance(
    group: list[Piece], copies: dict[Key, list[Piece]], derivations: Sequence[Derivation]
) -> Utterance:
    members = [copy for piece in group for copy in copies[piece.key]]
    ordered = sorted(members, key=lambda piece: (-len(piece.span), piece.document.id, piece.span))
    found = {piece.wording.citation: piece.wording for piece in reversed(ordered)}
    independent = independent_count({citation.report for citation in found}, derivations)
    return Utterance(_speaker(ordered), tuple(reversed(found.values())), independent)


def _speaker(ordered: Sequence[Piece]) -> str | None:
    """Return the speaker whom most reports name for these words, of equals the fullest wording's."""
    naming: defaultdict[str, set[str]] = defaultdict(set)
    for piece in ordered:
        if piece.speaker is not None:
            naming[piece.speaker].add(piece.document.id)
    return max(naming, key=lambda name: len(naming[name]), default=None)
