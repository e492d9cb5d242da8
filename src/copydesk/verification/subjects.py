"""Whether what a disagreement, refinement or update says that it is about stands in its reports."""

import re

from copydesk.output import Row
from copydesk.stories.figures.tolls import TOLLS
from copydesk.verification.scope import Scope, Stand, sided
from copydesk.verification.values import forms

_OF_SOMEBODY = re.compile(r"(?:age of|where|what) (.+?)(?: (?:said|said it|was \w+|died))?", re.DOTALL)
_NEAR = 150
"""Characters on either side of a number in which its clause says what befell whom."""

_GAP = "…"
_BETWEEN = 200
"""Characters that a value and its blanks take at most between the words around it."""


def check_subjects(story: Scope) -> None:
    """Check every ``about``."""
    for where, item in sided(story.row):
        good = _stands(story, item)
        what = f"about is {item['about'][:60]!r}, which its reports do not have"
        story.right("subjects", good, where, what)


def _stands(story: Scope, item: Row) -> bool:
    about, kind = item["about"], item.get("kind", "update")
    spans = [span for side in item["values"] for span in side["spans"]]
    cited = list(dict.fromkeys(held.document.id for held, _, _ in story.stand(spans)))
    texts = [story.reports[one].document.text for one in (*cited, *story.reports) if one in story.reports]
    if kind == "spelling":
        return bool(about == item["values"][0]["value"])
    if about in TOLLS:
        return any(_tells_toll(TOLLS[about], one) for one in story.stand(spans))
    if _GAP in about and any(_around(text, about) for text in texts):
        return True
    if _counted(story, item) or _of_somebody(story, about):
        return True
    clause = re.compile(r"\s+".join(map(re.escape, about.split())))
    return bool(about) and any(clause.search(text) for text in texts)


def _tells_toll(lemmas: frozenset[str], one: Stand) -> bool:
    """Tell whether the clause of a number, or the words around it, tell of victims of one kind."""
    held, start, end = one
    acts = {claim.act for claim in held.claims.of(start, end)}
    near = forms(held.document.text[max(0, start - _NEAR) : end + _NEAR])
    return bool(acts & lemmas) or any(word.startswith(lemma) for word in near for lemma in lemmas)


def _around(text: str, about: str) -> bool:
    """Tell whether a text has the words on both sides of the gap, one value apart."""
    head, _, tail = (part.strip() for part in about.partition(_GAP))
    if not head:
        return bool(tail) and tail in text
    at = text.find(head)
    while at >= 0:
        behind = at + len(head)
        if not tail or text.find(tail, behind, behind + _BETWEEN + len(tail)) >= 0:
            return True
        at = text.find(head, at + 1)
    return False


def _counted(story: Scope, item: Row) -> bool:
    """Tell whether it is what the spans count, by their reports' claims: "diplomat", "euro: pay"."""
    about = item["about"]
    if item.get("kind") in ("precision", "breakdown") and about in ("date", ""):
        return True
    noun, _, act = about.partition(": ")
    counted = forms(noun)[-1:]
    for side in item["values"]:
        for held, start, end in story.stand(side["spans"]):
            nouns = [forms(value.value)[-1:] for value in held.values.of(start, end)]
            acts = {claim.act for claim in held.claims.of(start, end)}
            if not act and about in acts:
                return True
            if (counted in nouns or noun == "duration" or not counted) and (not act or act in acts):
                return bool(counted or act)
    return False


def _of_somebody(story: Scope, about: str) -> bool:
    """Tell whether it is the age, the place or the words of somebody whom a report names so."""
    match = _OF_SOMEBODY.fullmatch(about)
    if match is None:
        return False
    documents = [held.document for held in story.reports.values()]
    names = {mention.entity for one in documents for mention in one.mentions}
    names |= {quote.speaker for one in documents for quote in one.quotes if quote.speaker}
    return match[1] in names or (match[1] == "somebody" and match[0] != f"age of {match[1]}")
