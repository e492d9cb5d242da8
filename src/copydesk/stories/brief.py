"""Three to seven sentences taken from the reports: central and corroborated first, none of them dangling."""

from collections.abc import Sequence

from copydesk.model.claim import Agreement, Disagreement
from copydesk.model.document import Document
from copydesk.model.link import Derivation, independent_count
from copydesk.model.quote import Utterance
from copydesk.model.story import BriefSentence, Update
from copydesk.stories.briefing.acts import Acts
from copydesk.stories.briefing.candidates import Candidate, Readings, candidates
from copydesk.stories.briefing.centrality import central
from copydesk.stories.briefing.choosing import chosen, with_disputed
from copydesk.stories.briefing.introducing import Names, called, introductions, named
from copydesk.stories.briefing.mending import days_for_weekdays, mended, names_for_pronouns
from copydesk.stories.briefing.opposing import other_sides, outgrown
from copydesk.stories.briefing.witnesses import Witnesses
from copydesk.stories.clauses.reading import Clauses
from copydesk.text.names import person_words


def brief(
    read: Sequence[Clauses],
    said: Sequence[Utterance],
    agree: Sequence[Agreement],
    differ: Sequence[Disagreement],
    updates: Sequence[Update],
    derivations: Sequence[Derivation],
) -> tuple[BriefSentence, ...]:
    """Choose and mend the sentences of a story's brief.

    Args:
        read: the clauses of the story's reports.
        said: its utterances; a sentence with a widely reported one is more central.
        agree: its agreements; the same holds.
        differ: its disagreements, best supported first; where a chosen sentence holds one side, the other
            is shown in brackets, and where none does, a sentence that can is added.
        updates: what later reports gave anew; beside an older value the newest one is shown in brackets.
        derivations: who took text from whom; support is counted in independent reports.
    """
    documents = [one.document for one in read]
    heard, names = Readings(read), Names(documents)
    able, acts = candidates(heard), Acts(read, heard)
    backing = [[wording.citation for wording in one.wordings] for one in said]
    backing += [list(one.citations) for one in agree]
    known = central(able, heard, documents, names, backing, derivations)
    independent = independent_count((document.id for document in documents), derivations)
    witnesses = Witnesses(heard, said, acts)
    taken = with_disputed(chosen(known, acts, witnesses, independent), able, differ, known.titles, acts)
    ordered = taken[:1] + sorted(taken[1:], key=lambda one: (-one.place, one.citation))
    teller = _Teller(documents, [*differ, *outgrown(updates)], names, witnesses)
    return tuple(teller.told(one) for one in ordered)


class _Teller:
    """Prints chosen sentences, each with what the ones before it have introduced."""

    def __init__(
        self,
        documents: Sequence[Document],
        differ: Sequence[Disagreement],
        names: Names,
        witnesses: Witnesses,
    ) -> None:
        self._documents, self._differ, self._witnesses = documents, differ, witnesses
        self._texts = {document.id: document.text for document in documents}
        self._names = names
        self._known: set[str] = set()
        self._told: set[int] = set()

    def told(self, one: Candidate) -> BriefSentence:
        """Print a sentence: what would dangle, and what others have otherwise, is told in brackets."""
        document, sentence = one.document, one.sentence
        opposed = list(other_sides(document, sentence, self._documents, self._differ, self._told))
        introduced = [
            *names_for_pronouns(document, sentence),
            *introductions(document, sentence, self._known, self._names, self._texts),
        ]
        changes = [change for change, _ in (*introduced, *opposed)]
        text = mended(document.text, sentence.span, (*days_for_weekdays(document, sentence), *changes))
        against = {cited.report for _, cited in opposed}
        citations = [one.citation, *(cited for _, cited in (*introduced, *opposed))]
        citations += [cited for cited in self._witnesses.of(one) if cited.report not in against]
        self._known |= named(called(document, sentence))
        for change, _ in introduced:
            self._known.update(person_words(change.text))
        return BriefSentence(text, tuple(dict.fromkeys(citations)))
