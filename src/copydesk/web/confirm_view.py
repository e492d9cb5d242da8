"""What a judgement will do, said before it is given."""

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.model.history import Judgement, StoryEntry
from copydesk.web.judged_view import NAMELESS, Names, Words, judgement_words
from copydesk.web.plain_words import counted

Sentence = tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """The question, what will happen, and the words on the button that lets it happen."""

    question: str
    lines: tuple[Sentence, ...]
    deed: str


def merge_effect(into: StoryEntry, gone: StoryEntry) -> Effect:
    """Say what merging ``gone`` into ``into`` does."""
    one, other = _size(into), _size(gone)
    return Effect(
        "Merge these two stories?",
        (
            (
                _named(gone),
                Words(f" ({counted(other, 'report')}) goes into "),
                _named(into),
                Words(f" ({counted(one, 'report')}): one story of {counted(one + other, 'report')}."),
            ),
            (Words("Links to the first lead to the second from then on."),),
            _undo("makes them two stories again"),
        ),
        "Merge them",
    )


def split_effect(entry: StoryEntry, reports: Sequence[str]) -> Effect:
    """Say what splitting reports off a story does."""
    number = len(reports)
    it = "It leaves" if number == 1 else "They leave"
    return Effect(
        f"Make {_these(number)} a story of {_own(number)}?",
        (
            (Words(f"{it} "), _named(entry), Words(f" for a new story; {_stay(entry, number)}.")),
            (Words("So it stays when stories are found anew: the two are not put together again."),),
            _undo("puts them back" if number > 1 else "puts it back"),
        ),
        "Split off",
    )


def reject_effect(entry: StoryEntry, reports: Sequence[str]) -> Effect:
    """Say what taking reports out of a story does."""
    number = len(reports)
    each = "It becomes" if number == 1 else "Each of them becomes"
    they = "it is" if number == 1 else "they are"
    return Effect(
        f"Take {_these(number)} out of this story?",
        (
            (Words(f"{each} a story of its own; {_stay(entry, number)} in "), _named(entry), Words(".")),
            (Words(f"When stories are found anew, {they} not put in there again."),),
            _undo("puts them back" if number > 1 else "puts it back"),
        ),
        "Take out",
    )


def move_effect(into: StoryEntry, sources: Sequence[tuple[StoryEntry, int]]) -> Effect:
    """Say what moving so many reports of each of these stories into another does."""
    number = sum(count for _, count in sources)
    lines: list[Sentence] = []
    for entry, count in sources:
        all_leave = count == _size(entry)
        left = "its links lead to where they go" if all_leave else f"{_stay(entry, count)} there"
        verb = "leaves" if count == 1 else "leave"
        lines.append((Words(f"{counted(count, 'report')} {verb} "), _named(entry), Words(f"; {left}.")))
    it = "It joins" if number == 1 else "They join"
    joined = (Words(f"{it} "), _named(into), Words(f", now of {counted(_size(into), 'report')}, and "))
    hold = Words("stays" if number == 1 else "stay"), Words(" there when stories are found anew.")
    back = _undo("puts them back" if number > 1 else "puts it back")
    return Effect(f"Move {_these(number)}?", (*lines, (*joined, *hold), back), "Move")


def undo_effect(judgement: Judgement, names: Names) -> Effect:
    """Say what undoing a judgement does."""
    back: Sentence = (Words("Its reports go back to where they would be without it."),)
    if judgement.kind == "merge":
        back = (names.story(judgement.other), Words(" is a story of its own again."))
    said = (Words("It says: "), *judgement_words(judgement, names), Words("."))
    rest = (
        Words(
            "All other judgements stay as they are. Both that it was given and that it was undone is kept."
        ),
    )
    return Effect(f"Undo judgement {judgement.number}?", (said, back, rest), "Undo it")


def _size(entry: StoryEntry) -> int:
    silent = dict(entry.revision_of)
    return sum(report not in silent for report in entry.reports)


def _named(entry: StoryEntry) -> Words:
    return Words(f"“{entry.title.strip() or NAMELESS}”", entry.id)


def _these(number: int) -> str:
    return "this report" if number == 1 else f"these {number:,} reports"


def _own(number: int) -> str:
    return "its own" if number == 1 else "their own"


def _stay(entry: StoryEntry, number: int) -> str:
    rest = _size(entry) - number
    return "the other one stays" if rest == 1 else f"the other {rest:,} stay"


def _undo(what: str) -> Sentence:
    return (Words(f"Nothing is deleted. Undo {what}."),)
