"""Whether a timeline's dates and the speakers of utterances are those of the cited reports."""

import re
import unicodedata
from collections.abc import Iterable

from copydesk.stories.wording.forms import speakers
from copydesk.verification.scope import Scope
from copydesk.verification.values import DAY

_WORD = re.compile(r"\w+(?:'\w+)*")
_ACCENT = re.compile(r"[\u0300-\u036f]")


def check_dates(story: Scope) -> None:
    """Check that each entry of the timeline has a date that its report reads in the words cited for it."""
    for number, entry in enumerate(story.row["timeline"]):
        day = entry["date"]
        spans = [*entry["citations"], *entry.get("otherwise", [])]
        found = {
            date.value or "" for held, start, end in story.stand(spans) for date in held.dates.of(start, end)
        }
        good = any(day in (one, one[:DAY]) for one in found)
        known = ", ".join(sorted(found - {""})) or "none"
        story.right("dates", good, f"timeline[{number}]", f"date is {day}; those of its citations: {known}")


def check_speakers(story: Scope) -> None:
    """Check that each wording is a quote of its report, and that one of these quotes names the speaker.

    The name has the one form that the story uses of it, and its words stand in the story's reports.
    """
    canonical = speakers(story.speaking)
    printed = _Printed(one.document.text for one in story.reports.values())
    for number, utterance in enumerate(story.row["utterances"]):
        where, speaker = f"utterances[{number}]", utterance["speaker"]
        quotes = [story.quoted(one) for one in utterance["wordings"]]
        for place, (wording, found) in enumerate(zip(utterance["wordings"], quotes, strict=True)):
            direct = {quote.kind == "direct" for quote in found}
            good = (wording["kind"] == "direct") in direct
            what = f"no {wording['kind']} quote of report {wording['report']} is these characters"
            story.right("quotes", good, f"{where}.wordings[{place}]", what)
        named = {canonical.get(quote.speaker) for found in quotes for quote in found if quote.speaker}
        nobody = all(any(quote.speaker is None for quote in found) for found in quotes)
        known = ", ".join(sorted(one for one in named if one)) or "nobody"
        what = f"speaker is {speaker}; whom its reports name: {known}"
        good = speaker in named and printed.has(speaker) if speaker else nobody
        story.right("speakers", good, where, what)


class _Printed:
    """The words of a story's reports, to be asked for those of names."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = [_folded(text) for text in texts]
        self._words = {word for text in self._texts for word in _words(text)}

    def has(self, name: str) -> bool:
        """Tell whether every word of a name stands in a report: case, accents and possessives aside."""
        lacking = _words(_folded(name)) - self._words
        return all(any(word in text for text in self._texts) for word in lacking)  # no blanks in Chinese


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.lower().replace("’", "'"))
    return _ACCENT.sub("", apart)


def _words(text: str) -> set[str]:
    return {word.removesuffix("'s") for word in _WORD.findall(text)}
