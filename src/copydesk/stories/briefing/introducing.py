"""Somebody called by the surname alone whom no sentence before has named: the full name, in brackets."""

from collections.abc import Iterable, Iterator, Sequence

from copydesk.model.document import Document
from copydesk.model.quote import Mention
from copydesk.model.report import EVIDENCE_ZONES
from copydesk.model.span import Citation, Span
from copydesk.model.syntax import Sentence
from copydesk.stories.briefing.mending import Change
from copydesk.text.names import person_words

_COURTESY = frozenset("mr mr. mrs mrs. ms ms. miss".split())


class Names:
    """The people whom reports name in full, by surname."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._own: dict[tuple[str, str], dict[str, Citation]] = {}
        self._all: dict[str, dict[str, Citation]] = {}
        for document in documents:
            for mention in document.mentions:
                if mention.kind != "person" or document.zone_at(mention.start).kind not in EVIDENCE_ZONES:
                    continue
                printed = mention.span.of(document.text)
                name = person_words(printed)
                if len(name) > 1 and not printed.isupper() and not {"[", "]"} & set(printed):
                    cited = Citation(document.id, mention.start, mention.end)
                    self._own.setdefault((document.id, name[-1]), {}).setdefault(name[0], cited)
                    self._all.setdefault(name[-1], {}).setdefault(name[0], cited)

    def full(self, document: Document, surname: str) -> Citation | None:
        """Return where somebody is named in full, by the report itself or another one.

        None where nobody of this surname is, or several people are.
        """
        for people in (self._own.get((document.id, surname)), self._all.get(surname)):
            if people:
                return next(iter(people.values())) if len(people) == 1 else None
        return None


def called(document: Document, sentence: Sentence) -> Iterator[tuple[Mention, tuple[str, ...]]]:
    """Yield the people whom a sentence names, and the words of their names without titles."""
    for mention in document.mentions:
        if mention.kind == "person" and sentence.start <= mention.start and mention.end <= sentence.end:
            yield mention, person_words(mention.span.of(document.text))


def named(people: Iterable[tuple[Mention, tuple[str, ...]]]) -> set[str]:
    """Return the words of names."""
    return {word for _, name in people for word in name}


def introductions(
    document: Document, sentence: Sentence, told: set[str], names: Names, texts: dict[str, str]
) -> Iterator[tuple[Change, Citation]]:
    """Yield the full name for each surname alone that is not among the names ``told`` before.

    Args:
        document: the report that holds the sentence.
        sentence: the sentence.
        told: words of the names in the sentences before it.
        names: the people of the story.
        texts: the reports' characters, by id.
    """
    known = set(told)
    for mention, name in called(document, sentence):
        lone = len(name) == 1 and name[0] not in known
        known.update(name)
        if not lone or _is_titled(sentence, mention) or _is_of_noun(sentence, mention):
            continue
        cited = names.full(document, name[0])
        if cited is not None:
            full = " ".join(Span(cited.start, cited.end).of(texts[cited.report]).split())
            end = mention.end - len(_ending(mention.span.of(document.text)))
            yield Change(_beginning(sentence, mention), end, full), cited


def _beginning(sentence: Sentence, mention: Mention) -> int:
    """Where a name begins, "Mr" before it included, which a full name does without."""
    before = [token for token in sentence.tokens if token.end <= mention.start][-1:]
    return before[0].start if before and before[0].text.lower() in _COURTESY else mention.start


def _ending(printed: str) -> str:
    return printed[-2:] if printed[-2:] in ("'s", "’s") else ""


def strangers(document: Document, sentence: Sentence, names: Names, titles: frozenset[str]) -> int:
    """Count the people of a sentence called by the surname whom neither a report nor a title tells of."""
    return sum(
        len(name) == 1
        and name[0] not in titles
        and not _is_titled(sentence, mention)
        and names.full(document, name[0]) is None
        for mention, name in called(document, sentence)
    )


def _is_titled(sentence: Sentence, mention: Mention) -> bool:
    """Tell whether words before a surname say who it is: "President Trump", not "Mr Trump"."""
    tokens = sentence.tokens
    at = next((i for i, token in enumerate(tokens) if token.start >= mention.start), 0)
    before = tokens[at - 1]
    if at == 0 or before.text.lower() in _COURTESY:
        return False
    return before.pos in ("NOUN", "PROPN") and before.dep == "compound" and before.head >= at


def _is_of_noun(sentence: Sentence, mention: Mention) -> bool:
    """Tell "the Obama administration" from Obama."""
    return any(
        token.start < mention.end <= token.end
        and token.dep == "compound"
        and sentence.tokens[token.head].start >= mention.end
        for token in sentence.tokens
    )
