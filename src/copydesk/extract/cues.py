"""How likely a predicate with its complement says what somebody said, thinks or wants.

How often such a pair is an attribution was counted on the training part of PolNeAR by
scripts/count_cues.py; the counts ship as cues.tsv.
"""

import math
from functools import cache
from importlib import resources

from copydesk.extract.candidates import Candidate
from copydesk.extract.clauses import Clauses

PRIOR_WEIGHT = 3.0
"""A pair seen n times weighs n against this many of its frame's average."""

SPEECH = 0.3
"""A verb this often a cue beside a quotation may be one; rarer ones need the parse."""

_PERSONAL = frozenset("he she they we i you who it".split())
_ORGANISED = frozenset({"ORG", "NORP", "GPE"})
_POSITIONS = frozenset({"ROOT", "advcl", "relcl", "acl", "xcomp", "ccomp"})


def probability(clauses: Clauses, candidate: Candidate, marked: bool) -> float:
    """Return how likely the candidate is an attribution, 0 to 1, by the counts and how they combine.

    The pair of lemma and frame gives the odds; each circumstance multiplies them by how much more
    often it goes with attributions (naive Bayes), damped by half as circumstances overlap.
    """
    counts = _counts()
    pair, frame, around = features(clauses, candidate, marked)
    total_seen, total_hits = counts["*"]
    base = (total_hits + 1) / (total_seen + 2)
    seen, hits = counts.get(frame, (0, 0))
    average = (hits + PRIOR_WEIGHT * base) / (seen + PRIOR_WEIGHT)
    seen, hits = counts.get(pair, (0, 0))
    chance = (hits + PRIOR_WEIGHT * average) / (seen + PRIOR_WEIGHT)
    score = _logit(chance)
    for key in around:
        seen, hits = counts.get(key, (0, 0))
        score += 0.5 * (_logit((hits + 10 * base) / (seen + 10)) - _logit(base))
    return 1 / (1 + math.exp(-score))


def speech(lemma: str) -> float:
    """Return how often a verb beside a quotation is its cue, 0 to 1."""
    counts = _counts()
    seen, hits = counts.get(f"{lemma} quote", (0, 0))
    told, agreed = counts.get(f"{lemma} ccomp", (0, 0))
    return (hits + PRIOR_WEIGHT * (agreed + 0.1) / (told + 1)) / (seen + PRIOR_WEIGHT)


def tells(lemma: str) -> bool:
    """Tell whether a verb with a clause is an attribution more often than not."""
    seen, hits = _counts().get(f"{lemma} ccomp", (0, 0))
    return hits * 2 > seen


def spoke(noun: str) -> tuple[int, int]:
    """Return how often a noun was the subject of a candidate, and how often of an attribution."""
    return _counts().get(f"subject=noun:{noun}", (0, 0))


def features(clauses: Clauses, candidate: Candidate, marked: bool) -> tuple[str, str, tuple[str, ...]]:
    """Return the keys a candidate is counted under: lemma with frame, frame alone, and circumstances."""
    lemma = clauses.tokens[candidate.head].lemma.lower()
    frame = candidate.frame
    general = frame.split(":")[0] if frame.startswith(("object:", "is:")) else frame
    kind = _subject_class(clauses, candidate.subject)
    around = (f"subject={kind}", f"marked={int(marked)}", f"form={_form(clauses, candidate.head)}")
    return f"{lemma} {frame}", f"* {general}", around


def _subject_class(clauses: Clauses, subject: int | None) -> str:
    """Return what kind of thing the source is: a pronoun, "person", "organisation", or the noun's lemma."""
    if subject is None:
        return "none"
    token = clauses.tokens[subject]
    if token.pos == "PRON":
        return token.text.lower() if token.text.lower() in _PERSONAL else "pronoun"
    if token.entity == "PERSON":
        return "person"
    if token.entity in _ORGANISED:
        return "organisation"
    return "noun:" + token.lemma.lower() if token.pos == "NOUN" else "name"


def _form(clauses: Clauses, head: int) -> str:
    token = clauses.tokens[head]
    modal = clauses.child(head, "aux")
    lead = clauses.tokens[modal].lemma if modal is not None else ""
    position = token.dep if token.dep in _POSITIONS else ""
    return f"{token.tag}/{position}/{lead}"


@cache
def _counts() -> dict[str, tuple[int, int]]:
    """Read cues.tsv: key, how often seen, how often an attribution."""
    lines = resources.files(__package__).joinpath("cues.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {key: (int(seen), int(hits)) for key, seen, hits in rows}


def _logit(chance: float) -> float:
    held = min(max(chance, 1e-4), 1 - 1e-4)
    return math.log(held / (1 - held))
