"""What a clause asserts or denies, whichever verb says so: "did not pay", "denied that", "no evidence that".

A core's ``negated`` knows only "not" beside the verb. Here it is the sense of the whole: "he denied taking
bribes" denies that he took them, and "they did not rule out that he did" says nothing either way.
"""

from collections.abc import Sequence
from dataclasses import replace

from copydesk.model.syntax import Token
from copydesk.stories.clauses.cores import NOBODY, SAYING, Core, stem

_DENYING = frozenset("deny dispute refute disprove debunk reject dismiss".split())
"""Verbs that deny what they govern: "denied that", "rejected claims that"; "rule" does so with "out"."""

_UNDONE = frozenset("fail refuse decline".split())
"""Verbs after which what is governed was not done: "refused to sign"."""

_CLAIMS = frozenset(
    """claim allegation report accusation suggestion rumor rumour charge assertion evidence proof sign
    indication truth reason suspicion notion idea""".split()
)
"""Nouns that are told of, or that there is none of: "no evidence that", "denied allegations that"."""

_TRUE, _FALSE = frozenset("true correct case so".split()), frozenset("false untrue wrong incorrect".split())
_NONE = frozenset("no neither none nobody nothing".split())
_OPEN = frozenset("whether if unless".split())
_TELLTALES = _DENYING | _UNDONE | _FALSE | _NONE | _OPEN | frozenset("rule not never nor doubt n't".split())
"""Lemmas without which a sentence asserts all that it says."""

_LEVELS = 5


def told(core: Core) -> Core | None:
    """Return the core as what it says was or was not done, and None where it leaves that open.

    ``act`` is then the act in question ("take" of "denied taking"), and ``negated`` the sense of the whole.
    """
    tokens = core.sentence.tokens
    if not any(token.lemma.lower() in _TELLTALES for token in tokens):
        return core
    if _is_open(tokens, core.head):
        return None
    above = _governed(tokens, core.head)
    if above is None:
        return None
    inside = core.negated or _has_none(tokens, core.head)
    act = _act_in_question(tokens, core.head)
    if act is None:
        return replace(core, negated=inside != above)
    if inside and _denies(tokens, core.head):
        return None  # "did not deny", "no one ruled out"
    form = stem(tokens[act].lemma.lower())
    idle = frozenset(stem(token.lemma.lower()) for token in tokens if token.lemma.lower() in _CLAIMS)
    other = any(t.head == act and t.dep.startswith("nsubj") and t.pos != "PRON" for t in tokens)
    actor = NOBODY if other else core.actor  # who denies is not who acts
    return replace(core, act=form, actor=actor, objects=core.objects - {form} - idle, negated=not above)


def asserted(core: Core) -> bool:
    """Tell whether the verbs above a clause neither deny it nor leave it open, whatever it says itself."""
    return _governed(core.sentence.tokens, core.head) is False


def _denies(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a verb denies what it governs."""
    lemma = tokens[index].lemma.lower()
    out = any(t.head == index and t.dep == "prt" and t.text.lower() == "out" for t in tokens)
    return lemma in _DENYING or (lemma == "rule" and out)


def _act_in_question(tokens: Sequence[Token], head: int) -> int | None:
    """Return what the clause's verb denies, where that is no finite clause of its own: "denied taking"."""
    if _denies(tokens, head):
        thing = _child(tokens, head, ("dobj",))
        act = _verb_below(tokens, head)
        if act is not None or thing is None:
            return act
        if tokens[thing].lemma.lower() in _CLAIMS:
            act = _verb_below(tokens, thing)  # not of "disputed a report that said"
            return act if act is not None and tokens[act].lemma.lower() not in SAYING else None
        return thing if tokens[head].lemma.lower() in ("deny", "rule") else None  # "denied involvement"
    if tokens[head].lemma.lower() in _UNDONE:
        return _child(tokens, head, ("xcomp",))
    for index, token in enumerate(tokens):  # "there is no evidence that", "found no sign that"
        if token.head == head and token.lemma.lower() in _CLAIMS and _says_none(tokens, index):
            return _verb_below(tokens, index)
    return None


def _verb_below(tokens: Sequence[Token], index: int) -> int | None:
    """Return the verb that hangs on a word without being a finite clause that is told by itself."""
    found = (
        i
        for i, token in enumerate(tokens)
        if token.head == index and token.pos in ("VERB", "AUX") and token.dep in ("xcomp", "acl", "pcomp")
    )
    return next(found, None)


def _has_none(tokens: Sequence[Token], head: int) -> bool:
    """Tell "no shots were fired", "nobody was hurt", "found no weapons", "never paid"."""
    for index, token in enumerate(tokens):
        if token.head != head or index == head:
            continue
        if token.dep in ("nsubj", "nsubjpass", "dobj", "attr", "csubj"):
            if token.lemma.lower() not in _CLAIMS and _says_none(tokens, index):
                return True
        elif token.text.lower() in ("never", "nor"):
            return True
    return False


def _says_none(tokens: Sequence[Token], index: int) -> bool:
    first = tokens[index].text.lower()
    before = tokens[index - 1].text.lower() if index else ""
    return (
        first in _NONE
        or (first == "one" and before == "no")
        or any(t.head == index and t.dep in ("det", "neg") and t.text.lower() in _NONE for t in tokens)
    )


def _governed(tokens: Sequence[Token], head: int) -> bool | None:
    """Tell whether the verbs above a clause deny it; None where they leave it open."""
    denied, at = False, head
    for _ in range(_LEVELS):
        above, dep = tokens[at].head, tokens[at].dep
        if above == at or dep not in ("ccomp", "conj", "csubj", "acl"):
            break
        if dep == "conj":
            at = above
            continue
        negated = any(t.head == above and t.dep == "neg" for t in tokens)
        if any(t.head == above and t.text.lower() in _NONE for t in tokens):
            return None
        if _denies(tokens, above):
            if negated:
                return None
            denied = not denied
        elif (verdict := _verdict(tokens, above)) is not None:
            denied = denied != (verdict == negated)
        elif negated or tokens[above].lemma.lower() == "doubt":
            return None
        at = above
    return denied


def _verdict(tokens: Sequence[Token], index: int) -> bool | None:
    """Tell "it is true that" from "it is false that"; None for any other verb."""
    if tokens[index].lemma.lower() != "be":
        return None
    for token in tokens:
        if token.head == index and token.dep in ("acomp", "attr"):
            if token.lemma.lower() in _TRUE:
                return True
            if token.lemma.lower() in _FALSE:
                return False
    return None


def _is_open(tokens: Sequence[Token], head: int) -> bool:
    """Tell whether a clause says "if" or "whether"."""
    return any(t.head == head and t.dep == "mark" and t.text.lower() in _OPEN for t in tokens)


def _child(tokens: Sequence[Token], head: int, roles: tuple[str, ...]) -> int | None:
    return next((i for i, t in enumerate(tokens) if t.head == head and t.dep in roles and i != head), None)
