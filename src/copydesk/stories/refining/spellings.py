"""One person or place whose name two reports spell in two ways: "Ada Kling", "Ada Klingg"."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from copydesk.model.claim import Refinement
from copydesk.model.document import Document
from copydesk.model.link import Derivation
from copydesk.model.quote import Mention
from copydesk.model.span import Citation
from copydesk.stories.figures.given import side
from copydesk.stories.wording.own_words import told
from copydesk.text.names import given_gender, name_words, near_spelling, person_words

SHORTEST_ALONE = 7
"""Letters of a place's name of one word: shorter ones that are near are two places (Iran, Iraq)."""

SHARED = 2
"""Content words beside the name that a sentence of each report must share: they tell of one act."""

CROWDED = 100
"""Names that have all words but one in common, above which none of them are compared: time grows with their
square, and so many bear one given name."""

MOST = 5
"""Sentences of a report, of those that hold a name, that are compared."""

_Name = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spelled:
    """A name as some reports spell it: how it is printed, and where each report has it first."""

    printed: str
    citations: tuple[Citation, ...]


@dataclass(slots=True)
class _Form:
    printed: Counter[str]
    mentions: dict[str, list[Mention]]


def spelled(documents: Sequence[Document], derivations: Sequence[Derivation]) -> tuple[Refinement, ...]:
    """Return the names that reports spell in several ways, the best supported spelling first.

    Args:
        documents: the story's annotated documents.
        derivations: who took text from whom; support counts independent reports.
    """
    ways: dict[str, dict[str, Spelled]] = {}
    for one, other in spellings(documents):
        home = ways.get(one.printed) or ways.get(other.printed) or {}
        for form in (one, other):
            home[form.printed] = form
            ways[form.printed] = home
    found = []
    for home in {id(one): one for one in ways.values()}.values():
        sides = [side(form.printed, form.citations, derivations) for form in home.values()]
        sides.sort(key=lambda one: (-one.independent, one.citations))
        found.append(Refinement("spelling", sides[0].value, tuple(sides)))
    return tuple(found)


def spellings(documents: Sequence[Document]) -> Iterator[tuple[Spelled, Spelled]]:
    """Yield pairs of spellings of one name, each of reports that have only that one, in stable order.

    They differ in one word and there in a letter or two; British and American spelling, hyphens, spaces,
    accents, plurals and short forms are no differences.
    """
    by_id = {document.id: document for document in documents}
    for kind in ("person", "place"):
        forms = _forms(documents, kind)
        buckets: defaultdict[tuple[str, ...], list[_Name]] = defaultdict(list)
        for name in forms:
            for key in _keys(name):
                buckets[key].append(name)
        few = (sorted(names) for names in buckets.values() if len(names) <= CROWDED)
        pairs = {pair for names in few for pair in combinations(names, 2)}
        for one, other in sorted(pairs):
            here, there = forms[one].mentions, forms[other].mentions
            if here.keys() & there.keys() or not near(one, other):
                continue
            if not (kind == "person" and _two_people(one, other)) and _one_act(by_id, here, there):
                yield _spelled(forms[one]), _spelled(forms[other])


def _forms(documents: Sequence[Document], kind: str) -> dict[_Name, _Form]:
    """Gather the names of a kind that are long enough to tell one bearer from another."""
    forms: dict[_Name, _Form] = {}
    for document in documents:
        for mention in document.mentions:
            if mention.kind != kind:
                continue
            printed = mention.span.of(document.text)
            name = person_words(printed) if kind == "person" else name_words(printed)
            if len(name) > 1 or (kind == "place" and name and len(name[0]) >= SHORTEST_ALONE):
                form = forms.setdefault(name, _Form(Counter(), {}))
                form.printed[printed] += 1
                form.mentions.setdefault(document.id, []).append(mention)
    return forms


def _keys(name: _Name) -> Iterator[tuple[str, ...]]:
    """Yield what near names share: all words but one, or either end of a single one."""
    if len(name) > 1:
        yield from ((*name[:at], "", *name[at + 1 :]) for at in range(len(name)))
    else:
        yield from (("<" + name[0][:3],), (name[0][-3:] + ">",))


def near(one: _Name, other: _Name) -> bool:
    """Tell whether two names that have all words but one in common are one name, spelled in two ways."""
    differing = [(left, right) for left, right in zip(one, other, strict=False) if left != right]
    if len(one) != len(other) or len(differing) != 1:
        return False
    return near_spelling(*differing[0], most=2 if len(one) > 1 else 1)


def one_name(left: str, right: str) -> bool:
    """Tell whether two people's names, as printed, are one in two spellings."""
    return near(person_words(left), person_words(right))


def _two_people(one: _Name, other: _Name) -> bool:
    """Tell whether the given names are a man's and a woman's."""
    genders = {given_gender(" ".join(name)) for name in (one, other)}
    return genders == {"he", "she"} or (one[0] != other[0] and _man_and_woman(one[0], other[0]))


def _man_and_woman(left: str, right: str) -> bool:
    """Tell whether one given name is the other with an ending: "Denis", "Denise"; "Paul", "Paula"."""
    short, full = sorted((left, right), key=len)
    return full.startswith(short) and full[-1] in "ae"


def _one_act(
    documents: dict[str, Document], here: dict[str, list[Mention]], there: dict[str, list[Mention]]
) -> bool:
    """Tell whether a sentence of one report with the name tells of what one of another does."""
    left = [words for report in here for words in _around(documents[report], here[report])]
    right = [words for report in there for words in _around(documents[report], there[report])]
    return any(len(one & other) >= SHARED for one in left[: MOST * MOST] for other in right[: MOST * MOST])


def _around(document: Document, mentions: Sequence[Mention]) -> Iterator[frozenset[str]]:
    """Yield the content words of sentences that hold a name, without those of the name."""
    for mention in mentions[:MOST]:
        yield told(document, mention.start) - set(name_words(mention.span.of(document.text)))


def _spelled(form: _Form) -> Spelled:
    printed = max(sorted(form.printed), key=lambda one: form.printed[one])
    first = (mentions[0] for mentions in form.mentions.values())
    cited = (Citation(report, m.start, m.end) for report, m in zip(form.mentions, first, strict=True))
    return Spelled(printed, tuple(cited))
