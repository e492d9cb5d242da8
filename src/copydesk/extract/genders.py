"""Who is called "he" and who "she" in a report."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from copydesk.extract.clauses import Clauses
from copydesk.extract.mentions import title_before
from copydesk.extract.roles import Roles
from copydesk.model.document import Document
from copydesk.model.quote import Mention
from copydesk.text.names import given_gender

HE_SHE = {"he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she", "herself": "she"}


def genders(
    document: Document, roles: Roles, sentences: Sequence[Clauses], in_speech: Callable[[int], bool]
) -> dict[str, str]:
    """Return "he", "she" or "" for each person of a report.

    A title before the name tells it, or a role, or the given name; else what most sentences call the person.

    Args:
        document: the report, with mentions.
        roles: the roles it gives its people.
        sentences: its sentences.
        in_speech: tells whether the character at an offset stands in direct speech.
    """
    told: dict[str, str] = {}
    people = [mention for mention in document.mentions if mention.kind == "person"]
    for mention in people:
        gender = title_before(document.text, mention.start) or roles.gender(mention.entity)
        if gender:
            told.setdefault(mention.entity, gender)
    for mention in people:
        if mention.entity not in told:
            told[mention.entity] = given_gender(mention.entity)
    unknown = {name for name, gender in told.items() if not gender}
    if unknown:
        at = {mention.start: mention for mention in people}
        votes = Counter(vote for clauses in sentences for vote in _called(clauses, at, unknown, in_speech))
        for (name, gender), count in votes.items():
            if count > sum(votes[name, other] for other in ("he", "she") if other != gender):
                told[name] = gender
    return told


def _called(
    clauses: Clauses, people: dict[int, Mention], unknown: set[str], in_speech: Callable[[int], bool]
) -> Iterator[tuple[str, str]]:
    """Yield who is called "he" or "she": a subject, the only person named before that word."""
    names: set[str] = set()
    end = 0
    subject = False
    for token in clauses.tokens:
        mention = people.get(token.start)
        if mention is not None:
            names.add(mention.entity)
            end = mention.end
        subject = subject or (token.start < end and token.dep in ("nsubj", "nsubjpass"))
        gender = HE_SHE.get(token.text.lower())
        if gender is not None:
            if subject and len(names) == 1 and names <= unknown and not in_speech(token.start):
                yield next(iter(names)), gender
            return
