"""Names in a report, and which of them are one name: "Putin", "Mr Putin's" and "Vladimir Putin".

Kinds come from the language model's labels; where it labels one name in two ways, the report's own
majority decides, and a surname counts with the full name it belongs to.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from copydesk.extract.nouns import PERSON_NOUNS
from copydesk.model.document import Document
from copydesk.model.quote import Mention, MentionKind
from copydesk.model.syntax import Sentence, Token
from copydesk.text.names import (
    TITLES,
    given_gender,
    institution_keys,
    name_words,
    person_keys,
    person_words,
    same_name,
    same_person,
    surname,
    title_gender,
)

_KINDS: dict[str, MentionKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "other",
    "EVENT": "other",
    "PRODUCT": "other",
    "WORK_OF_ART": "other",
    "LAW": "other",
    "LANGUAGE": "other",
}
_LEAD = re.compile(
    r"(?:[\s\"“”'‘’(\[@#,.:;–—-]|\b(?:the|a|an|outgoing|incoming|former|then)\s)+", re.IGNORECASE
)
_TAIL = re.compile(r"(?:['’]s?|[\s\"“”()\[\],:;–—-])+$|(?<=[a-z]{3})\.$", re.IGNORECASE)
_NICKNAME = re.compile(
    r"\b([A-Z][\w.-]+) (?:[“\"][\w' -]{1,24}[”\"]|[‘'][\w -]{1,24}[’']) ([A-Z][\w’'-]*\w)(?<!'s)(?<!’s)"
)
_FIRST_WORD = re.compile(r"[^\s]+\s+")
ALIKE = 50
"""Names sharing a word that one name is compared with; no report has more people of one surname."""


class _Found(NamedTuple):
    start: int
    end: int
    kind: MentionKind


class Mentions:
    """Stage that finds names and gives each its full form, as the report mostly prints it."""

    requires = ("zones", "sentences")
    assigns = "mentions"
    languages = frozenset({"en"})

    def __call__(self, document: Document) -> Iterator[Mention]:
        """Yield the names of the parsed zones, in order, without overlaps."""
        text = document.text
        labelled = [item for sentence in document.sentences for item in _named(text, sentence)]
        found = _with_nicknames(text, document.sentences, labelled)
        found = _with_surnames(text, document.sentences, found)
        forms = Counter((text[item.start : item.end], item.kind) for item in found)
        kinds = _voted(forms)
        people = {form for form, kind in kinds.items() if kind == "person"}
        found.extend(_missed(document.sentences, found, people))
        entities = _entities(Counter(text[item.start : item.end] for item in found), kinds)
        for item in sorted(found):
            form = text[item.start : item.end]
            entity = _called(title_before(text, item.start), entities.get(form, [form]), form)
            yield Mention(item.start, item.end, kinds.get(form, item.kind), entity)


def title_before(text: str, start: int) -> str:
    """Return "he" or "she" where "Mr", "Mrs" or the like stands before a name, else ""."""
    words = text[max(0, start - 12) : start].rsplit("\n", 1)[-1].split()
    return title_gender(words[-1] + " x") if words else ""


def _called(gender: str, entities: Sequence[str], form: str) -> str:
    """Return the first entity that may be called so; "Mrs Berg" is not "Paul Berg"."""
    fits = (name for name in entities if not gender or given_gender(name) in ("", gender))
    return next(fits, form)


def _named(text: str, sentence: Sentence) -> Iterator[_Found]:
    """Yield the model's named entities of one sentence, cleaned."""
    run: list[Token] = []
    for token in sentence.tokens:
        if run and (token.begins or token.entity != run[0].entity):
            yield from _cleaned(text, run)
            run = []
        if token.entity in _KINDS:
            run.append(token)
    if run:
        yield from _cleaned(text, run)


def _cleaned(text: str, run: Sequence[Token]) -> Iterator[_Found]:
    """Cut articles, titles, marks and the possessive ending off a name."""
    start, end = run[0].start, run[-1].end
    kind = _KINDS[run[0].entity]
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead else start
    tail = _TAIL.search(text[start:end])
    end = start + tail.start() if tail else end
    while kind == "person":
        first = _FIRST_WORD.match(text, start, end)
        word = first[0].strip().rstrip(".").lower() if first is not None else ""
        if first is None or not (word in TITLES or (word in PERSON_NOUNS and text[first.end()].isupper())):
            break
        start = first.end()
    if end > start and any(char.isalnum() for char in text[start:end]):
        yield _Found(start, end, kind)


def _with_nicknames(text: str, sentences: Iterable[Sentence], found: list[_Found]) -> list[_Found]:
    """Make one name of a given name, a nickname in marks and a surname, which the model cuts apart."""
    whole = []
    for sentence in sentences:
        for match in _NICKNAME.finditer(text, sentence.start, sentence.end):
            person = any(
                i.kind == "person" and i.start < match.end(1) and match.start(1) < i.end for i in found
            )
            if person or given_gender(f"{match[1]} {match[2]}"):
                whole.append(_Found(match.start(), match.end(), "person"))
    if not whole:
        return found
    outside = [i for i in found if not any(i.start < name.end and name.start < i.end for name in whole)]
    return outside + whole


def _with_surnames(text: str, sentences: Iterable[Sentence], found: list[_Found]) -> list[_Found]:
    """Let a lone given name take in the name behind it: the model reads "May" as a month."""
    held = {item.start for item in found}
    lone = {item.end: item for item in found if item.kind == "person" and _lone_given(text, item)}
    if not lone:
        return found
    longer: dict[_Found, _Found] = {}
    for sentence in sentences:
        for first, second in pairwise(sentence.tokens):
            item = lone.get(first.end)
            named = second.text[:1].isupper() and second.text.isalpha() and second.start not in held
            tied = second.pos == "PROPN" and second.entity in ("", "DATE") and second.start == first.end + 1
            if item is not None and named and tied:
                longer[item] = _Found(item.start, second.end, "person")
    return [longer.get(item, item) for item in found]


def _lone_given(text: str, item: _Found) -> bool:
    form = text[item.start : item.end]
    return form.isalpha() and bool(given_gender(form + " X"))


def _voted(forms: Counter[tuple[str, MentionKind]]) -> dict[str, MentionKind]:
    """Return one kind for each form: its own majority, helped by the full names it is the surname of."""
    votes: dict[str, Counter[MentionKind]] = defaultdict(Counter)
    surnames: Counter[str] = Counter()
    for (form, kind), count in forms.items():
        votes[form][kind] += count
        if kind == "person" and len(person_words(form)) > 1:
            surnames[surname(form)] += count
    for form, counted in votes.items():
        words = name_words(form)
        if len(words) == 1 and words[0] in surnames:
            counted["person"] += surnames[words[0]] + 1
            if not counted["place"]:  # "Stone", read as a company ten times, is Roger Stone all the same
                counted["person"] += counted["organisation"] + counted["other"]
    return {
        form: max(counted, key=lambda kind: (counted[kind], kind == "person", kind))
        for form, counted in votes.items()
    }


def _missed(
    sentences: Iterable[Sentence], found: Iterable[_Found], people: Iterable[str]
) -> Iterator[_Found]:
    """Yield proper nouns outside all names that are the surname of a full name of the report."""
    taken = {at for item in found for at in range(item.start, item.end)}
    surnames = {surname(form) for form in people if len(person_words(form)) > 1}
    for sentence in sentences:
        for token in sentence.tokens:
            named = token.pos == "PROPN" and token.text[:1].isupper() and token.text.lower() in surnames
            if named and token.start not in taken:
                yield _Found(token.start, token.end, "person")


def _entities(seen: Counter[str], kinds: dict[str, MentionKind]) -> dict[str, list[str]]:
    """Return for each form the full names it may stand for, likeliest first."""
    entities: dict[str, list[str]] = {}
    for kind in ("person", "organisation", "place", "other"):
        forms = sorted(form for form, its in kinds.items() if its == kind)
        entities.update(_people(forms, seen) if kind == "person" else _others(forms, seen, kind))
    return entities


def _people(forms: Sequence[str], seen: Counter[str]) -> dict[str, list[str]]:
    """Join full names that are one person's; a bare surname goes with the names most often printed."""
    full = [form for form in forms if len(person_words(form)) > 1]
    full.sort(key=lambda form: (-len(person_words(form)), form))
    groups = _joined(full, person_keys, same_person)
    entities: dict[str, list[str]] = {}
    by_word: dict[str, list[list[str]]] = defaultdict(list)
    for group in groups:
        best = [_printed(group, seen)]
        entities.update((form, best) for form in group)
        words = person_words(group[0])
        for word in {words[0], words[-1]}:
            by_word[word].append(group)
    for form in forms:
        if form not in entities:
            near = by_word.get(surname(form), [])
            fits = [group for group in near if same_person(form, group[0])]
            fits = fits or [group for group in near if _first_name(form, group[0])]
            fits.sort(key=lambda group: -sum(seen[name] for name in group))
            entities[form] = [_printed(group, seen) for group in fits[:ALIKE]] or [form]
    return entities


def _joined(
    names: Sequence[str], keys: Callable[[str], frozenset[str]], same: Callable[[str, str], bool]
) -> list[list[str]]:
    """Put each name into the first group whose first name is the same; only names sharing a key meet."""
    groups: list[list[str]] = []
    by_key: dict[str, list[list[str]]] = defaultdict(list)
    for name in names:
        own = sorted(keys(name))
        near = (group for key in own for group in by_key[key][:ALIKE])
        home = next((group for group in near if same(group[0], name)), None)
        if home is None:
            home = []
            groups.append(home)
            for key in own:
                by_key[key].append(home)
        home.append(name)
    return groups


def _first_name(form: str, full: str) -> bool:
    """Tell whether a lone word is the given name of a full name, as in "Hillary"."""
    words = person_words(form)
    return len(words) == 1 and words[0] == person_words(full)[0]


def _printed(group: Sequence[str], seen: Counter[str]) -> str:
    """Return the name of a group that is printed most among those with a given name, capitals last.

    "Anna Berg" six times beats "Anna M. Berg" once, so that reports agree on the name.
    """
    full = [name for name in group if len(person_words(name)) > 1] or list(group)
    return min(
        full,
        key=lambda name: (
            any(word.isupper() and len(word) > 3 for word in name.split()),
            -seen[name],
            len(person_words(name)),
            -len(name),
            name,
        ),
    )


def _others(forms: Sequence[str], seen: Counter[str], kind: MentionKind) -> dict[str, list[str]]:
    """Join the names of institutions; other names only where their words are the same."""
    names = sorted(forms, key=lambda form: (-len(name_words(form)), form))
    if kind == "organisation":
        groups = _joined(names, institution_keys, same_name)
    else:
        groups = _joined(names, lambda name: frozenset({" ".join(name_words(name))}), _same_words)
    entities: dict[str, list[str]] = {}
    for group in groups:
        best = max(group, key=lambda name: (len(name_words(name)), seen[name], name))
        entities.update((form, [best]) for form in group)
    return entities


def _same_words(left: str, right: str) -> bool:
    return name_words(left) == name_words(right)
