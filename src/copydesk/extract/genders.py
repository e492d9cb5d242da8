"""Who is called "he" and who "she" in a report."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from copydesk.extract.clauses import Clauses
from copydesk.extract.mentions import title_before
from copydesk.extract.roles import Roles
from copydesk.model.document import Document
from copydesk.model.quote import Mention
from copydesk.text.names import given_gender

_VESSELS = frozenset(
    """mv ms ss hms uss rms fv ship vessel boat ferry tanker trawler freighter yacht submarine frigate
    destroyer tug steamer dhow barge airliner jet""".split()
)
"""Words before a name that is a ship's."""

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


def never_he(document: Document) -> frozenset[str]:
    """Return names tagged as people that no "he" or "she" stands for: abbreviations, ships, bodies.

    Args:
        document: the report, with mentions.
    """
    kinds: Counter[tuple[str, bool]] = Counter()
    found: set[str] = set()
    for mention in document.mentions:
        kinds[mention.entity, mention.kind == "person"] += 1
        before = document.text[max(0, mention.start - 24) : mention.start].rsplit("\n", 1)[-1]
        words = before.split()[-1:] if before.endswith((" ", "“", '"', "‘", "'")) else []
        first = mention.entity.split()[0]
        vessel = bool(words) and words[0].strip("“\"‘'").lower() in _VESSELS - {"ms"}
        if vessel or (first.isupper() and first.lower() in _VESSELS) or words == ["MS"]:
            found.add(mention.entity)
        if len(mention.entity) > 1 and mention.entity.isalpha() and mention.entity.isupper():
            found.add(mention.entity)
    found.update(name for name, person in kinds if person and kinds[name, False] > kinds[name, True])
    return frozenset(found)


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
