"""Who else names somebody as one side of a disagreement does, in telling the same act."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache, cached_property

from copydesk.model.document import Document
from copydesk.model.quote import Mention
from copydesk.model.span import Citation
from copydesk.stories.wording.own_words import told
from copydesk.text.names import name_words, person_keys, person_words, same_person

SAME_ACT = 4
"""Content words beside the names that sentences of two reports must share: they tell of one act."""


class People:
    """The people that the reports of a story name, found by their names."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = {document.id: document for document in documents}
        self._told = cache(self._read)

    def so_named(self, name: str, cited: Sequence[Citation], otherwise: str) -> list[Citation]:
        """Return where further reports have a name, first in each that tells the act, in order of reports.

        Args:
            name: a person's name, of two words or more; of others nothing is returned.
            cited: where the side's reports have it.
            otherwise: the other side's name; reports that have it too are left out.
        """
        if len(person_words(name)) < 2:
            return []
        acts = {frozenset(self._told(one.report, one.start) - set(name_words(name))) for one in cited}
        known = {one.report for one in cited}
        known |= {report for form in self._forms(otherwise) for report in self._mentions[form]}
        named: defaultdict[str, list[tuple[Mention, str]]] = defaultdict(list)
        for form in self._forms(name):
            if len(person_words(form)) > 1:
                for report in self._mentions[form].keys() - known:
                    named[report] += [(mention, form) for mention in self._mentions[form][report]]
        found = (self._first(report, named[report], acts) for report in self._documents if report in named)
        return [citation for citation in found if citation]

    @cached_property
    def _mentions(self) -> dict[str, dict[str, list[Mention]]]:
        """Each printed name with the mentions of each report that has it; few stories ask for them."""
        found: defaultdict[str, dict[str, list[Mention]]] = defaultdict(dict)
        for document in self._documents.values():
            for mention in document.mentions:
                if mention.kind == "person":
                    printed = mention.span.of(document.text)
                    found[printed].setdefault(document.id, []).append(mention)
        return found

    @cached_property
    def _keyed(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for printed in self._mentions:
            for key in person_keys(printed):
                found[key].append(printed)
        return found

    def _forms(self, name: str) -> list[str]:
        """Return the printed names that can be somebody's."""
        forms = dict.fromkeys(form for key in person_keys(name) for form in self._keyed.get(key, ()))
        return [form for form in forms if same_person(form, name)]

    def _first(
        self, report: str, named: Sequence[tuple[Mention, str]], acts: set[frozenset[str]]
    ) -> Citation | None:
        for mention, form in sorted(named, key=lambda one: one[0].start):
            here = self._told(report, mention.start) - set(name_words(form))
            if any(len(here & act) >= SAME_ACT for act in acts):
                return Citation(report, mention.start, mention.end)
        return None

    def _read(self, report: str, place: int) -> frozenset[str]:
        return told(self._documents[report], place)
