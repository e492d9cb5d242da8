"""Where a sentence may say that somebody said, thinks or wants something, read off its parse.

A candidate is a predicate together with a complement of it: "said" + clause, "called" + object,
"according to" + the rest. How likely it is an attribution is the business of ``cues.py``.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from copydesk.extract.clauses import Clauses
from copydesk.extract.verbs import source_of, verb_group

LONGEST = 300
"""Sentences of more tokens are lists or damage, no prose, and are not read for indirect speech."""

_HELD = frozenset("of for as with against to about from into over".split())
"""Prepositions whose phrase belongs to what is said ("accused X of Y"); places and times stay out."""

_PREDICATES = ("VB", "VBD", "VBZ", "VBP", "VBN", "VBG", "MD")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A predicate with a complement, as token indices of its sentence.

    Args:
        head: the token that carries the meaning, whose lemma is looked up.
        frame: how the complement hangs on it: "ccomp", "dobj", "prep:for", "according", ...
        cue: tokens of the cue.
        source: tokens of the source; empty where the sentence names none.
        content: tokens of the content.
        subject: the source's head token, or None.
    """

    head: int
    frame: str
    cue: frozenset[int]
    source: frozenset[int]
    content: frozenset[int]
    subject: int | None


def candidates(clauses: Clauses, quoted: frozenset[int]) -> Iterator[Candidate]:
    """Yield every predicate with a complement; ``quoted`` tokens are passed over as predicates."""
    if len(clauses.tokens) > LONGEST:
        return
    for index, token in enumerate(clauses.tokens):
        if index in quoted:
            continue
        if token.pos in ("VERB", "AUX"):
            yield from _verbal(clauses, index, quoted)
        elif token.pos == "NOUN":
            yield from _nominal(clauses, index)
        elif token.lemma in ("accord", "according") and token.dep == "prep":
            yield from _according(clauses, index)


def _verbal(clauses: Clauses, verb: int, quoted: frozenset[int]) -> Iterator[Candidate]:
    tokens = clauses.tokens
    if tokens[verb].lemma == "accord" and clauses.child(verb, "prep") is not None:
        yield from _according(clauses, verb)
        return
    cue, subject, passive = verb_group(clauses, verb)
    source = source_of(clauses, subject, passive, verb)
    cue |= _lead(clauses, verb)
    for frame, extra, content in _complements(clauses, verb, passive):
        words = content - cue - extra - source
        if words and not (extra & quoted):
            where = None if passive and not source else subject
            yield Candidate(verb, frame, frozenset(cue | extra), frozenset(source), frozenset(words), where)


def _lead(clauses: Clauses, verb: int) -> set[int]:
    """Return the verb group that leads to an infinitive: "went on" of "went on to criticise"."""
    token = clauses.tokens[verb]
    above = token.head
    if token.dep != "xcomp" or token.tag != "VB" or not 0 < verb - above <= 4:
        return set()
    between = range(above + 1, verb)
    if any(clauses.tokens[index].pos in ("NOUN", "PROPN", "PRON", "VERB") for index in between):
        return set()
    return verb_group(clauses, above)[0] | set(between)


def _complements(clauses: Clauses, verb: int, passive: bool) -> Iterator[tuple[str, set[int], set[int]]]:
    """Yield (frame, further cue tokens, content tokens) for each way the verb can be completed."""
    tokens = clauses.tokens
    by_dep: dict[str, list[int]] = {}
    for child in clauses.children[verb]:
        by_dep.setdefault(tokens[child].dep, []).append(child)
    if "ccomp" in by_dep:
        yield "ccomp", set(), _joined(clauses, by_dep["ccomp"][:1])
        return
    if passive:
        yield from _passive(clauses, by_dep)
        return
    if "xcomp" in by_dep:
        yield _with_infinitive(clauses, verb, by_dep)
        return
    if "acomp" in by_dep or "attr" in by_dep:
        yield from _predicative(clauses, (by_dep.get("acomp") or by_dep["attr"])[0])
        return
    if "dobj" in by_dep:
        yield from _with_object(clauses, verb, by_dep)
        return
    yield from _with_preposition(clauses, verb, by_dep)
    if tokens[verb].dep == "parataxis":
        yield "inserted", set(), clauses.subtree(tokens[verb].head) - clauses.subtree(verb)


def _with_infinitive(
    clauses: Clauses, verb: int, by_dep: dict[str, list[int]]
) -> tuple[str, set[int], set[int]]:
    """Read "urged them to stay", "called on them to stay", "refused to stay"."""
    end = by_dep["xcomp"][0]
    objects = by_dep.get("dobj", [])
    for prep in by_dep.get("prep", []):
        named = clauses.child(prep, "pobj")
        if not objects and named is not None and verb < prep < end:
            whole = clauses.subtree(named) | clauses.subtree(end)
            return f"prep:{clauses.tokens[prep].lemma.lower()}+xcomp", {prep}, whole
    return "xcomp", set(), _joined(clauses, [*objects, end])


def _joined(clauses: Clauses, roots: list[int]) -> set[int]:
    """Return the words below these, less a relative clause after a comma at their end.

    On polnear-train 198 of 338 such clauses stand outside the content.
    """
    found: set[int] = set()
    for root in roots:
        found |= clauses.subtree(root)
    last = max(found)
    for index in found:
        token = clauses.tokens[index]
        if token.dep == "relcl" and token.head in found:
            below = clauses.subtree(index)
            first = min(below)
            if (
                max(below) >= last - 1
                and first
                and clauses.tokens[first - 1].text in (",", "—", "–", "-", "--")
            ):
                return found - below
    return found


def _with_object(
    clauses: Clauses, verb: int, by_dep: dict[str, list[int]]
) -> Iterator[tuple[str, set[int], set[int]]]:
    tokens = clauses.tokens
    objects = by_dep["dobj"][:1]
    noun = objects[0]
    inner = _noun_complement(clauses, noun)
    if inner is not None:
        relation, root = inner
        below = clauses.subtree(root)
        lead = {root} if relation.startswith("prep:") else set()
        group = set(range(verb + 1, min(below))) if min(below) > verb else set()
        yield f"object:{tokens[noun].lemma.lower()}:{relation}", group | lead, below - lead
    rest = [child for dep in ("oprd", "xcomp") for child in by_dep.get(dep, [])]
    preps = [child for child in by_dep.get("prep", []) if child > noun and tokens[child].lemma in _HELD]
    frame = "dobj+oprd" if rest else "dobj+" + tokens[preps[0]].lemma if preps else "dobj"
    yield frame, set(), _joined(clauses, [*objects, *rest, *preps])


def _with_preposition(
    clauses: Clauses, verb: int, by_dep: dict[str, list[int]]
) -> Iterator[tuple[str, set[int], set[int]]]:
    for prep in by_dep.get("prep", []):
        below = clauses.subtree(prep)
        if len(below) > 1:
            lead = {prep, *range(verb + 1, prep)}
            yield f"prep:{clauses.tokens[prep].lemma.lower()}", lead, below - lead


def _predicative(clauses: Clauses, word: int) -> Iterator[tuple[str, set[int], set[int]]]:
    """Read "is confident that", "is critical of"."""
    inner = _noun_complement(clauses, word)
    if inner is None:
        return
    relation, root = inner
    below = clauses.subtree(root)
    lead = {root} if relation.startswith("prep:") else set()
    before = {index for index in clauses.subtree(word) if index < min(below)}
    yield f"is:{clauses.tokens[word].lemma.lower()}:{relation}", before | lead, below - lead


def _noun_complement(clauses: Clauses, noun: int) -> tuple[str, int] | None:
    for child in clauses.children[noun]:
        token = clauses.tokens[child]
        if child < noun:
            continue
        if token.dep in ("ccomp", "xcomp", "acl") and token.tag in _PREDICATES:
            return ("clause" if token.dep == "ccomp" else "acl:" + token.tag), child
        if token.dep == "prep" and clauses.children[child]:
            return "prep:" + token.lemma.lower(), child
    return None


def _passive(clauses: Clauses, by_dep: dict[str, list[int]]) -> Iterator[tuple[str, set[int], set[int]]]:
    """Read "She is expected to continue": the raised subject is part of the content."""
    patient = by_dep.get("nsubjpass", [])
    raised = set().union(*(clauses.subtree(child) for child in patient))
    for dep in ("xcomp", "oprd"):
        if dep in by_dep:
            yield f"passive+{dep}", set(), raised | clauses.subtree(by_dep[dep][0])
            return
    for prep in by_dep.get("prep", []):
        yield f"passive+{clauses.tokens[prep].lemma.lower()}", set(), raised | clauses.subtree(prep)
        return
    if raised:
        yield "passive", set(), raised


def _nominal(clauses: Clauses, noun: int) -> Iterator[Candidate]:
    """Read "his call for a ban", "the mayor's claim that ..."."""
    owner = clauses.child(noun, "poss")
    if owner is None:
        return
    inner = _noun_complement(clauses, noun)
    if inner is None:
        return
    relation, root = inner
    below = clauses.subtree(root)
    lead = {root} if relation.startswith("prep:") else set()
    source = {index for index in clauses.subtree(owner) if clauses.tokens[index].dep != "case"}
    cue = set(range(max(source) + 1, min(below))) | lead
    cue = {index for index in cue if clauses.tokens[index].dep != "case"}
    yield Candidate(
        noun, "noun:" + relation, frozenset(cue), frozenset(source), frozenset(below - lead), owner
    )


def _according(clauses: Clauses, word: int) -> Iterator[Candidate]:
    """Read "A, according to B": the source stands below, the content is what it is attached to."""
    to = word if clauses.child(word, "pobj") is not None else clauses.child(word, "prep")
    if to is None:
        return
    named = clauses.child(to, "pobj")
    above = clauses.tokens[word].head
    if named is None or above == word:
        return
    for verb in clauses.ancestors(word):
        above = verb
        if clauses.tokens[verb].pos in ("VERB", "AUX"):
            break
    own = clauses.subtree(word)
    source = frozenset(clauses.subtree(named))
    yield Candidate(
        word, "according", frozenset({word, to}), source, frozenset(clauses.subtree(above) - own), named
    )
