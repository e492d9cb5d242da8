"""Whether what a story prints is the characters that it cites."""

import re
from collections import Counter, defaultdict

from copydesk.output import Row
from copydesk.stories.briefing.mending import is_date
from copydesk.text.tokens import words
from copydesk.verification.scope import Scope, sided

_REPLACED = re.compile(r" ?\[(?:[^\[\]]|\[[^\]]*\])*\]")
"""What was put in; a name in it may have brackets of its own ("[Ann [J.] Berg]")."""

COPIED_WORDS = 0.4
"""Least share of words, in order, that the two sides of a passage must have in common. Heavily
edited copies share about half; two unrelated sentences share under a fifth."""

IN_ORDER = 10_000
"""Words of a passage up to which the order is looked at: that takes time as the square of its length."""


def check_citations(story: Scope) -> None:
    """Check every span that a story cites, and the words it prints for it."""
    _check_told(story)
    for where, item in sided(story.row):
        for place, side in enumerate(item["values"]):
            if not side["spans"]:
                story.fault(f"{where}.values[{place}]", f"{side['value']!r} is not cited")
            for span in side["spans"]:
                story.cited(f"{where}.values[{place}]", span)
    for number, passage in enumerate(story.row["passages"]):
        _passage(story, f"passages[{number}]", passage)
    for number, revision in enumerate(story.row.get("revisions", [])):
        _revision(story, f"revisions[{number}]", revision)


def _check_told(story: Scope) -> None:
    row = story.row
    for number, utterance in enumerate(row["utterances"]):
        for place, wording in enumerate(utterance["wordings"]):
            where = f"utterances[{number}].wordings[{place}]"
            _words(story, where, wording, wording["text"])
            for cue in wording.get("cue", []):
                story.cited(where, {"report": wording["report"], **cue})
    for number, item in enumerate(row["agreements"]):
        where = f"agreements[{number}]"
        _cited(story, where, item["text"], item["spans"], mended=True)
        _named(story, where, item["text"], item["spans"])
    for number, item in enumerate(row["timeline"]):
        _cited(story, f"timeline[{number}]", item["text"], item["citations"])
        for span in item.get("otherwise", []):
            story.cited(f"timeline[{number}].otherwise", span)
    for number, item in enumerate(row["brief"]):
        _cited(story, f"brief[{number}]", item["text"], item["citations"], mended=True)
        _stands(story, f"brief[{number}]", item["text"], item["citations"])


def _cited(story: Scope, where: str, text: str, spans: list[Row], *, mended: bool = False) -> None:
    if not spans:
        story.fault(where, f"{text[:40]!r} is not cited")
        return
    _words(story, where, spans[0], text, mended=mended)
    for span in spans[1:]:
        story.cited(where, span)


def _words(story: Scope, where: str, span: Row, text: str, *, mended: bool = False) -> None:
    """The printed words are the cited characters, but for visible replacements where words are mended."""
    found = story.cited(where, span)
    if found is None or found == text:
        return
    kept = [re.escape(part) for part in _REPLACED.split(text)]
    if not mended or len(kept) == 1 or not re.fullmatch(r".{0,60}?".join(kept), found, re.DOTALL):
        differ = (at for at, (a, b) in enumerate(zip(text, found, strict=False)) if a != b)
        at = max(0, next(differ, min(len(text), len(found))) - 15)
        shown, stands = text[at : at + 40], found[at : at + 40]
        story.fault(where, f"it prints {shown!r} where report {span['report']} has {stands!r}")


def _named(story: Scope, where: str, text: str, spans: list[Row]) -> None:
    """What an agreement has in brackets is the name of somebody whom the report of its words names."""
    for held, start, end in story.stand(spans[:1]):
        document = held.document
        if document.text[start:end] == text:
            return
        for match in _REPLACED.finditer(text):
            printed = match[0].strip()[1:-1]
            known = any(one.entity == printed for one in document.mentions)
            what = f"it prints [{printed[:40]}], whom report {document.id} does not name"
            story.right("brackets", known or printed in document.text, where, what)


def _stands(story: Scope, where: str, text: str, cited: list[Row]) -> None:
    """What a sentence prints in brackets is a date in its first span, or stands in a cited one."""
    found = list(story.stand(cited))
    stretches = [" ".join(one.document.text[start:end].split()) for one, start, end in found]
    values = [date.value for one, start, end in found[:1] for date in one.dates.of(start, end) if date.value]
    for match in _REPLACED.finditer(text) if found else ():
        printed = match[0].strip()[1:-1]
        told = printed.partition(": ")[2] or printed  # "[daily.example: 19]" tells whose words they are
        stands = told in ("asserted", "denied") and told != printed
        stands = stands or any(told in one for one in stretches)
        good = stands or any(is_date(told, value) for value in values)
        what = f"it prints [{printed[:40]}], which stands in no span that it cites"
        story.right("brackets", good, where, what)


def _passage(story: Scope, where: str, passage: Row) -> None:
    left, right = story.cited(where, passage["left"]), story.cited(where, passage["right"])
    if left is None or right is None:
        return
    a, b = words(left).forms, words(right).forms
    if _shared(a, b) < COPIED_WORDS * min(len(a), len(b)):
        story.fault(where, f"{left[:40]!r} and {right[:40]!r} share too few words")


def _shared(a: list[str], b: list[str]) -> int:
    """Count the words that two passages have in common, in order unless they are very long.

    The bits of a number stand for the words of ``a`` that the longest common row so far lacks (Hyyrö 2004).
    """
    if a == b:
        return len(a)
    if max(len(a), len(b)) > IN_ORDER:
        return (Counter(a) & Counter(b)).total()
    places: defaultdict[str, int] = defaultdict(int)
    for place, word in enumerate(a):
        places[word] |= 1 << place
    every = left = (1 << len(a)) - 1
    for word in b:
        here = left & places.get(word, 0)
        left = (left + here) | (left - here)
    return (~left & every).bit_count()


def _revision(story: Scope, where: str, revision: Row) -> None:
    """What was changed lies in the revision and in the one that speaks for it, in other words."""
    old, new = revision["report"], revision["revision_of"]
    if old in story.reports and story.reports[old].document.revision_of != new:
        said = story.reports[old].document.revision_of
        story.fault(where, f"report {old} is a revision of {new}, its own row says {said}")
    for number, change in enumerate(revision["changes"]):
        here = f"{where}.changes[{number}]"
        if _changed(story, here, change["old"], old) == _changed(story, here, change["new"], new):
            story.fault(here, f"what is called a change of {old} changes no word")


def _changed(story: Scope, where: str, span: Row | None, report: str) -> list[str] | None:
    """Return the words of one side of a change, None where it has none."""
    if span is None:
        return None
    if span["report"] != report:
        story.fault(where, f"a change of {report} cites report {span['report']}")
    found = story.cited(where, span)
    return None if found is None else words(found).forms
