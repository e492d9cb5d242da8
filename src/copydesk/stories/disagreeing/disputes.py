"""What one report says was done, and another that it was not.

Precision first: who acts, what is done and most other words must be the same, and nothing else may keep the
two apart, such as another day, another place, or "will" beside "has". One side must be told in a report's own
name: that a minister denies what the police say, as both reports tell, is no difference between them.

- Both subjects must be known and one, by name or by the same common noun: that "Mrs Hale was named" and
  "Mr Orr was not named" are two things. In a passive the subject is what the act is done to.
- "Barely", "hardly" and "scarcely" are half denials, and clash with neither "did" nor "did not".
- "A round in which he did not land a punch" tells of that round alone: clauses that hang on a noun which is
  not their subject are not compared.
- "At least eight" and "not more than eight" are bounds, and both can be true: clauses that give a bound are
  not compared.
- "Has not been released", "so far did not": up to now. That clashes only with what older reports assert; if
  the order of the reports is not known, or the denier is the older, it is nothing.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from copydesk.model.claim import Disagreement, Side
from copydesk.model.link import Derivation, independent_count
from copydesk.model.syntax import Token
from copydesk.stories.clauses.contrary import contrary
from copydesk.stories.clauses.cores import Core, stem
from copydesk.stories.clauses.corroboration import EMPTY_ACTS, Neighbours, distinct, one_act
from copydesk.stories.clauses.statements import Telling
from copydesk.stories.clauses.terms import Weights
from copydesk.stories.figures.tolls import time_of

ALIKE = 0.6
"""Least shared weight of the two clauses, as a share of the shorter one's."""

OF_LONGER = 0.3
"""The same as a share of the longer one's."""

LIGHT = 3
"""Content words beside actor and act that both hold where the verb says little: "took bribes"."""

ASSERTED, DENIED = "asserted", "denied"
"""The values of the two sides."""

_MODALS = frozenset("will would may might could can should must shall 'll 'd ca wo".split())
_HEARSAY = frozenset("allegedly reportedly supposedly purportedly nearly almost yet probably".split())
_HALF = frozenset("barely hardly scarcely".split())
_UP_TO_NOW = re.compile(r"\b(?:yet|so far|thus far|to date|until now|up to now)\b", re.IGNORECASE)
_WHO = frozenset({"WDT", "WP"})
_QUANTIFIERS = frozenset("none some one all most many both each any few several number dozens".split())


def denials(heard: Sequence[Telling], derivations: Sequence[Derivation]) -> tuple[Disagreement, ...]:
    """Return disagreements of kind polarity: an act that some reports assert and others deny.

    Args:
        heard: the clauses of the story's reports (see ``corroboration.tellings``).
        derivations: who took text from whom; each side's support counts independent reports.
    """
    found = []
    for told in _opposed(heard):
        asserted, denied = _in_time(*told)
        yes, no = {t.document.id for t in asserted}, {t.document.id for t in denied}
        sides = (
            _side(ASSERTED, [t for t in asserted if t.document.id not in no], derivations),
            _side(DENIED, [t for t in denied if t.document.id not in yes], derivations),
        )
        if all(side.citations for side in sides) and any(t.own for t in (*asserted, *denied)):
            leader = min(asserted, key=lambda t: (not t.own, len(t.span), t.citation))
            about = " ".join(leader.span.of(leader.document.text).split())
            ordered = sorted(sides, key=lambda side: (-side.independent, side.value))
            found.append(Disagreement("polarity", about, tuple(ordered)))
    return tuple(found)


def _side(value: str, told: Sequence[Telling], derivations: Sequence[Derivation]) -> Side:
    cited = tuple(sorted({telling.citation for telling in told}))
    return Side(value, cited, independent_count({one.report for one in cited}, derivations))


def _in_time(asserted: list[Telling], denied: list[Telling]) -> tuple[list[Telling], list[Telling]]:
    """Leave out what was denied only up to a report's own time, where nothing older asserts it."""
    denied = [no for no in denied if not _up_to_now(no.core) or any(_older(yes, no) for yes in asserted)]
    return [
        yes for yes in asserted if any(not _up_to_now(no.core) or _older(yes, no) for no in denied)
    ], denied


def _older(one: Telling, other: Telling) -> bool:
    """Tell whether one report is known to be older than another."""
    times = time_of(one.document), time_of(other.document)
    return times[0] is not None and times[1] is not None and times[0] < times[1]


def _up_to_now(core: Core) -> bool:
    """Tell "has not met", "so far did not meet" from "did not meet"."""
    tokens, head = core.sentence.tokens, core.head
    beside = (t for t in tokens if t.head == head and t.dep in ("aux", "auxpass"))
    perfect = any(t.lemma.lower() == "have" and t.tag in ("VBP", "VBZ") for t in beside)
    if perfect and stem(tokens[head].lemma.lower()) == core.act:  # not of "has denied meeting"
        return True
    return _UP_TO_NOW.search(core.sentence.span.of(core.document.text)) is not None


def _opposed(heard: Sequence[Telling]) -> Iterator[tuple[list[Telling], list[Telling]]]:
    """Yield the clauses that assert one act and those that deny it."""
    forms = distinct(heard)
    near = Neighbours([form[0] for form in forms])
    homes: dict[int, int] = {}
    groups: defaultdict[int, set[int]] = defaultdict(set)
    for index, form in enumerate(forms):
        if not form[0].core.negated:
            continue
        against = [other for other in near.of(index) if opposed(form[0], forms[other][0], near.weights)]
        home = next((homes[other] for other in against if other in homes), index)
        for one in (index, *against) if against else ():
            homes[one] = home
            groups[home].add(one)
    for _, members in sorted(groups.items()):
        told = [telling for index in sorted(members) for telling in forms[index]]
        yield [t for t in told if not t.core.negated], [t for t in told if t.core.negated]


def opposed(one: Telling, other: Telling, weights: Weights) -> bool:
    """Tell whether one clause denies the very act that the other asserts."""
    left, right = one.core, other.core
    if left.act != right.act or left.negated == right.negated:
        return False
    if left.act in EMPTY_ACTS and len(left.objects & right.objects) < LIGHT:
        return False
    if not (_is_statement(left) and _is_statement(right)):
        return False
    if left.agentless != right.agentless or manner(left) != manner(right):
        return False
    if not (_of_one_actor(left, right) and _of_one_subject(left, right)):
        return False
    if not all(quantity.exact for stand in (one.stand, other.stand) for quantity in stand.quantities):
        return False
    same = replace(one.stand, core=replace(left, negated=right.negated))
    if contrary(same, other.stand) is not None or not one_act(one, other, weights):
        return False
    shared = weights.total(left.stems & right.stems)
    totals = sorted((weights.total(left.stems), weights.total(right.stems)))
    return shared >= ALIKE * totals[0] and shared >= OF_LONGER * totals[1]


def _is_statement(core: Core) -> bool:
    """Tell a finite clause from "to land"; "met with admiration, not anger" denies no meeting either.

    A clause that hangs on a noun is one only if that noun is its subject: not "a day when he was not seen".
    """
    tokens, head = core.sentence.tokens, core.head
    beside = [(i, t) for i, t in enumerate(tokens) if t.head == head and i != head]
    tags = {tokens[head].tag, *(t.tag for _, t in beside if t.pos == "AUX")}
    after = any(t.dep == "neg" and i > head for i, t in beside) and tokens[head].pos == "VERB"
    limits = tokens[head].dep == "relcl" and not any(
        t.dep.startswith("nsubj") and t.tag in _WHO for _, t in beside
    )
    return bool(tags & {"VBD", "VBZ", "VBP", "MD"}) and not after and not limits


def manner(core: Core) -> frozenset[str]:
    """Words that make of an act one that is planned, possible, only said, or done by halves."""
    tokens = core.sentence.tokens
    beside = {t.text.lower() for t in tokens if t.head == core.head and t.dep in ("aux", "advmod", "neg")}
    return frozenset(beside & (_MODALS | _HEARSAY | _HALF))


def _of_one_actor(one: Core, other: Core) -> bool:
    """Tell whether the acts are known to be of one actor, or are both told without any."""
    left, right = (frozenset(map(stem, core.actor.names | core.actor.kinds)) for core in (one, other))
    if not left and not right:
        return one.agentless or not (_of_pronoun(one) or _of_pronoun(other))
    if not left or not right:
        return (left | right) <= frozenset(map(stem, one.stems & other.stems))
    if one.actor.names & other.actor.names:
        return one.actor.same(other.actor) is True
    return left <= right or right <= left  # not "the harbour minister" and "the finance minister"


def _of_pronoun(core: Core) -> bool:
    """Tell whether a clause says only "he" or "they" of who acts, which may be anybody."""
    return any(
        t.head == core.head and t.dep.startswith("nsubj") and t.pos == "PRON" for t in core.sentence.tokens
    )


def _of_one_subject(one: Core, other: Core) -> bool:
    """Tell whether what two passive clauses say was done to is one, by name or by the same common noun."""
    left, right = (_undergoer(core) for core in (one, other))
    if left is None and right is None:
        return True
    if left is None or right is None or left.pos == "PRON" or right.pos == "PRON":
        return not (one.agentless or other.agentless)
    same = left.pos == right.pos and left.pos in ("PROPN", "NOUN")
    return same and stem(left.lemma.lower()) == stem(right.lemma.lower())


def _undergoer(core: Core) -> Token | None:
    """Return the subject of a passive clause, None of an active one: "offers" of "none of those offers"."""
    tokens = core.sentence.tokens
    at = next((i for i, t in enumerate(tokens) if t.head == core.head and t.dep == "nsubjpass"), None)
    if at is None:
        return None
    if tokens[at].tag in _WHO and tokens[core.head].dep == "relcl":
        return tokens[tokens[core.head].head]
    if tokens[at].lemma.lower() in _QUANTIFIERS:
        of = next((i for i, t in enumerate(tokens) if t.head == at and t.text.lower() == "of"), None)
        return next((t for t in tokens if t.head == of and t.dep == "pobj"), tokens[at])
    return tokens[at]
