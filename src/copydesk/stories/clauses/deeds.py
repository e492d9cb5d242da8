"""What a clause tells, under one name for the several verbs that reports have for it."""

from collections.abc import Mapping, Sequence

from copydesk.model.syntax import Token
from copydesk.stories.clauses.cores import Core
from copydesk.stories.clauses.corroboration import EMPTY_ACTS

DEEDS: Mapping[str, frozenset[str]] = {
    "death": frozenset("kill die dead slay murder perish shoot death fatality".split()),
    "arrest": frozenset("arrest detain custody apprehend capture".split()),
    "verdict": frozenset("convict guilty acquit verdict conviction".split()),
    "taking": frozenset("abduct kidnap seize abduction kidnapping".split()),
    "freedom": frozenset("free release liberate liberation hand".split()),
    "crash": frozenset(
        "crash derail collide overturn plow plough ram smash mow barrel drive derailment collision".split()
    ),
    "fall": frozenset("fall plunge plummet tumble".split()),
    "defeat": frozenset("beat defeat lose oust topple upset unseat".split()),
    "offer": frozenset("offer bid propose proposal".split()),
    "candidacy": frozenset("run bid candidacy race".split()),
    "sight": frozenset("see spot sight witness streak".split()),
    "publication": frozenset("post publish release upload".split()),
    "resignation": frozenset("resign quit resignation".split()),
    "start": frozenset("begin start open launch".split()),
}
"""Acts for which reports have several verbs, and lemmas by which a clause tells of them."""

ONCE = frozenset({"death", "arrest", "verdict", "taking", "defeat", "resignation", "candidacy"})
"""Those that are done to one of a name once: who died on 3 May is not killed again "in May"."""

_CARRYING = frozenset("be make take leave find hold have jump launch suffer raise enter secure".split())
"""Verbs that tell a deed with a noun or adjective: "made an arrest", "taken into custody", "is dead"."""

_TOLD_WITH = frozenset("acomp attr oprd dobj prep".split())


def deeds(core: Core) -> frozenset[str]:
    """Return the names of what is done, "killing four" included, and the verb's stem if it tells anything."""
    tokens = core.sentence.tokens
    verb = tokens[core.head].lemma.lower()
    words = {verb}
    if verb in _CARRYING:
        words |= _complements(tokens, core.head)
    words |= {t.lemma.lower() for t in tokens if t.head == core.head and t.dep == "advcl" and t.tag == "VBG"}
    found = frozenset(name for name, lemmas in DEEDS.items() if words & lemmas)
    return found if core.saying or core.act in EMPTY_ACTS else found | {core.act}


def _complements(tokens: Sequence[Token], head: int) -> set[str]:
    """Lemmas of what a verb governs beside its subject, and of what its prepositions govern."""
    near = {i for i, t in enumerate(tokens) if t.head == head and t.dep in _TOLD_WITH}
    near |= {i for i, t in enumerate(tokens) if t.head in near and t.dep == "pobj"}
    return {tokens[i].lemma.lower() for i in near}
