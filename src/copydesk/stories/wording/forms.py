"""The one form in which a story prints each speaker's name, however its reports write it."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from copydesk.model.document import Document
from copydesk.text.names import (
    institution_keys,
    name_words,
    person_keys,
    person_words,
    same_name,
    same_person,
    surname,
)

_BELONGS = re.compile(r"\b(?:of|for|at|from|to|with|within|inside|by|in|on|like|about)\b", re.IGNORECASE)

_UNNAMED = re.compile(r"\b(?:spokes\w+|officials?|sources?|lawyers?|aides?|representatives?|experts?)$")


def speakers(documents: Sequence[Document]) -> dict[str, str]:
    """Map each speaker's name to the one form used for the story.

    A person is called as most reports print the full name ("Anna Berg", not one report's "Billionaire Anna
    Berg"), and a lone surname is the bearer's whom most of them name. An institution has its fullest name,
    anybody else the longest description.
    """
    counts = Counter(quote.speaker for document in documents for quote in document.quotes if quote.speaker)
    people: Counter[str] = Counter()
    for document in documents:
        people.update({mention.entity for mention in document.mentions if mention.kind == "person"})
    named = {m.entity for document in documents for m in document.mentions if m.kind != "person"}
    asked = {surname(name) for name in counts}
    bearers = {name for name in people if len(person_words(name)) > 1 and surname(name) in asked}
    groups: list[list[str]] = []
    by_key: defaultdict[str, list[list[str]]] = defaultdict(list)
    for name in sorted(bearers.union(counts), key=lambda name: (-len(name.split()), -counts[name], name)):
        keys = sorted(person_keys(name) | institution_keys(name))
        near = {group[0]: group for key in keys for group in by_key[key]}
        homes = [group for full, group in near.items() if _same(full, name, people)]
        if homes:
            max(homes, key=lambda group: sum(people[one] for one in group)).append(name)
            continue
        groups.append([name])
        for key in keys:
            by_key[key].append(groups[-1])
    return {name: _form(group, people, counts, named) for group in groups for name in group if name in counts}


def _form(group: Sequence[str], people: Counter[str], counts: Counter[str], named: set[str]) -> str:
    full = [name for name in group if people[name] and len(person_words(name)) > 1]
    if full:
        return max(full, key=lambda name: (people[name], counts[name]))
    return next((name for name in group if name in named and not _twice(name)), group[0])


def _twice(name: str) -> bool:
    """Tell a name that the tagger ran together: "Aldis Film LLC Aldis Film"."""
    found = name_words(name)
    return len(set(found)) < len(found)


def _same(full: str, name: str, people: Counter[str]) -> bool:
    """Compare as people what a report tagged as a person once; the tagger may have erred on the other."""
    if not (people[full] or people[name]) and (_nobody(full) or _nobody(name)):
        return name_words(full) == name_words(name)
    same = same_person if people[full] or people[name] else same_name
    return same(full, name) and not _belongs(full, name)


def _nobody(name: str) -> bool:
    """Tell a description that may fit somebody else in the next report: "police source", "NFL spokesman"."""
    return name.islower() or bool(_UNNAMED.search(name))


def _belongs(full: str, name: str) -> bool:
    """Tell "director of Aldis Zoo" from Aldis Zoo, "stars like Anna Berg" from Anna Berg."""
    *before, last = _BELONGS.split(full)
    return bool(before) and (name_words(last) == name_words(name) or same_name(last, name))
