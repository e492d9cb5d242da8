"""Where reports agree and differ: what is shown, and what must not be."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from copydesk.extract.claims import Claims
from copydesk.extract.mentions import Mentions
from copydesk.extract.syntax import Syntax
from copydesk.extract.times import Times
from copydesk.model.claim import Agreement, Disagreement
from copydesk.model.document import Document, Stage
from copydesk.model.link import Derivation
from copydesk.model.quote import Quote, Utterance, Wording
from copydesk.model.report import Report, Zone
from copydesk.model.span import Citation, Span
from copydesk.stories.agreement import agreements as agreed
from copydesk.stories.clauses.corroboration import tellings
from copydesk.stories.clauses.reading import clauses
from copydesk.stories.disagreement import disagreements
from copydesk.stories.wording.translating import translated

Parse = Callable[[str], Document]
Tell = Callable[..., list[Document]]

REUSE_GOLD = "d35faa2a78238e6a"
"""First digits of the SHA-256 of data/reuse/gold.jsonl that the floors were measured on."""


def agreements(documents: Sequence[Document], derivations: Sequence[Derivation]) -> tuple[Agreement, ...]:
    heard = [telling for one in clauses(documents) for telling in tellings(one)]
    return agreed(heard, derivations)


def filled(document: Document, stage: Stage) -> Document:
    layers: Mapping[str, Any] = {stage.assigns: tuple(stage(document))}
    return replace(document, **layers)


@pytest.fixture
def tell(parse: Parse) -> Tell:
    """Documents with mentions, dates and claims from texts; published on one day, an hour apart."""

    def told(*texts: str, published: Sequence[str] = ()) -> list[Document]:
        documents = []
        for number, text in enumerate(texts):
            document = parse(text)
            day = published[number] if published else f"2025-03-07T{10 + number}:00:00"
            report = replace(document.report, id="abcdefgh"[number], published=day)
            document = replace(document, report=report, anchor=day[:10])
            for stage in (Mentions(), Times()):
                document = filled(document, stage)
            documents.append(replace(document, claims=tuple(Claims()(document))))
        return documents

    return told


def shown(documents: Sequence[Document], said: Sequence[Utterance] = ()) -> list[tuple[str, set[str]]]:
    """Kind and cited characters of each disagreement."""
    texts = {document.id: document.text for document in documents}
    return [
        (one.kind, {c.span.of(texts[c.report]) for side in one.sides for c in side.citations})
        for one in disagreements(documents, said, ())
    ]


CLASHES = [
    (
        "number",
        "The museum bought 14 paintings from the widow of the founder in spring.",
        "The museum bought 19 paintings from the widow of the founder in spring.",
        {"14", "19"},
    ),
    (
        "date",
        "The old lighthouse on the cape was sold to a hotel owner on Monday.",
        "The old lighthouse on the cape was sold to a hotel owner on Tuesday.",
        {"on Monday", "on Tuesday"},
    ),
    (
        "name",
        "The chairman of the rowing club, Peter Lindqvist, resigned on Monday after the vote.",
        "The chairman of the rowing club, Walter Hofmann, resigned on Monday after the vote.",
        {"Peter Lindqvist", "Walter Hofmann"},
    ),
]

MORE_CLASHES = [
    # times of day without a day, and digits that are no value by themselves
    (
        "date",
        "At 6:41 p.m. the harbour master of the old town wrote to the owner of the barge.",
        "At 11:41 p.m. the harbour master of the old town wrote to the owner of the barge.",
        {"6:41 p.m", "11:41 p.m"},
    ),
    (
        "number",
        "The nurse said that the blood pressure of the captain was 100/65 after the climb.",
        "The nurse said that the blood pressure of the captain was 111/65 after the climb.",
        {"100", "111"},
    ),
    # victims of long ago are no toll that rises
    (
        "number",
        "It was full. It left. It was calm. All slept. In May 2009, a gale killed 13 men on Holm.",
        "It was full. It left. It was calm. All slept. In May 2009, a gale killed 15 men on Holm.",
        {"13", "15"},
    ),
    # the same rank, in sentences that were edited
    (
        "name",
        "After meeting with President Anders Falk of Estrand, the minister denied that the talks failed.",
        "Following meeting with President Jonas Brandt of Estrand, the minister denied that talks failed.",
        {"Anders Falk", "Jonas Brandt"},
    ),
    # "also" for "additionally" narrows no number
    (
        "number",
        "The museum, which also owns the pier, bought 14 paintings from the widow of the founder.",
        "The museum, which additionally owns the pier, bought 19 paintings from the widow of the founder.",
        {"14", "19"},
    ),
    # one report runs two sentences together
    (
        "date",
        "The council will open the new bridge on Tuesday. Its towers are green and old.",
        "The council will open the new bridge on Friday its towers are green and old.",
        {"Tuesday", "Friday"},
    ),
    # a short sentence
    (
        "date",
        "Lindqvist has led the club since 2002.",
        "Lindqvist has led the club since 2003.",
        {"2002", "2003"},
    ),
]


@pytest.mark.parametrize(("kind", "left", "right", "values"), [*CLASHES, *MORE_CLASHES])
def test_sentences_that_differ_in_one_value_clash(
    tell: Tell, kind: str, left: str, right: str, values: set[str]
) -> None:
    found = shown(tell(left, right))
    assert [one[0] for one in found] == [kind]
    assert all(any(value.endswith(said) or said.endswith(value) for value in found[0][1]) for said in values)


NO_CLASHES = [
    # the same in figures and in words
    (
        "The museum bought 35 paintings from the widow.",
        "The museum bought thirty-five paintings from the widow.",
    ),
    # vaguer, and a lower bound
    (
        "The museum bought dozens of paintings from the widow.",
        "The museum bought 35 paintings from the widow.",
    ),
    ("The museum bought more than 30 paintings from her.", "The museum bought 35 paintings from her."),
    # a sum and its parts
    (
        "The ministry ordered the town to dismiss 35 clerks over the affair.",
        "The ministry ordered the town to dismiss 31 clerks and four clerks over the affair.",
    ),
    # a part of the whole
    ("In the fire, 35 people were injured.", "In the fire, 12 people were seriously injured."),
    # two people, not one
    (
        "Anna Berg, 34, of Leeds won the race on the island for the first time.",
        "Karin Holt, 38, of York won the race on the island for the first time.",
    ),
    # one day in two ways: the reports are of Friday 7 March 2025
    (
        "The old lighthouse on the cape was sold to a hotel owner on Thursday.",
        "The old lighthouse on the cape was sold to a hotel owner on 6 March.",
    ),
    # a time in two zones
    (
        "The launch of the rocket from the island was moved to 9 p.m. ET after the storm.",
        "The launch of the rocket from the island was moved to 6 p.m. PT after the storm.",
    ),
    # one telephone number
    (
        "Whoever saw the fire in the harbour is asked to call the police on 0800 555 111.",
        "Whoever saw the fire in the harbour is asked to call the police on 0800 555111.",
    ),
    # two ages
    (
        "A 23-year-old clerk struck the post with his car on the bridge at night.",
        "The clerk allegedly struck a 59-year-old man with his car on the bridge at night.",
    ),
    # a fuller name
    (
        "The chairman of the rowing club, Lindqvist, resigned on Monday after the vote.",
        "The chairman of the rowing club, Peter Lindqvist, resigned on Monday after the vote.",
    ),
    # a rounded number
    (
        "The bridge over the bay cost $1.2 million to mend.",
        "The bridge over the bay cost $1,234,000 to mend.",
    ),
]


@pytest.mark.parametrize(("left", "right"), NO_CLASHES)
def test_what_can_all_be_true_is_no_clash(tell: Tell, left: str, right: str) -> None:
    assert shown(tell(left, right)) == []


def test_counts_clash_across_different_sentences(tell: Tell) -> None:
    documents = tell(
        "Fourteen people were injured when the ferry Aldis struck a dredger in the harbour of Merrow.",
        "The ferry Aldis ran into a dredger at Merrow, leaving 17 people injured in the harbour.",
        published=("2025-03-07T12:00:00", "2025-03-07T09:00:00"),
    )
    found = shown(documents)
    assert len(found) == 1
    assert found[0][0] == "number"
    assert {words.split()[0] for words in found[0][1]} == {"Fourteen", "17"}


def test_a_toll_that_only_rose_is_no_clash(tell: Tell) -> None:
    early = "The blast in the harbour of Merrow killed 14 people on Monday, the police said."
    late = "The blast in the harbour of Merrow killed 17 people on Monday, the police said."
    assert shown(tell(early, late)) == []
    assert [kind for kind, _ in shown(tell(late, early))] == ["number"]


def test_a_toll_of_somewhere_else_further_down_is_no_clash(tell: Tell) -> None:
    here = "Two workers were killed when a guard fired his rifle at the paper mill on the river on Monday."
    filler = "The mill stood still. The gates were shut. Flowers lay outside. The owner spoke to nobody. "
    there = "In {} a guard who had lost his post fired a rifle, killing three workers."
    before = f"The paper mill mourns its dead after the shooting. {filler}"
    late = ("2025-03-07T12:00:00", "2025-03-07T09:00:00")
    assert shown(tell(here, before + there.format("Alabama"), published=late)) == []
    near = tell(here, before + there.format("the hall"), published=late)
    assert [kind for kind, _ in shown(near)] == ["number"]


def test_names_in_other_places_of_two_sentences_are_no_clash(tell: Tell) -> None:
    left = "The rowers found a rifle, a long knife and three full bottles of rum in the boat, Lindqvist said."
    right = (
        "The rowers found a rifle, a long knife and three full bottles of rum in the boat, but Hofmann as."
    )
    assert shown(tell(left, right)) == []


def test_a_report_never_clashes_with_itself(tell: Tell) -> None:
    text = (
        "The museum bought 14 paintings from the widow of the founder in spring. "
        "The museum bought 19 paintings from the widow of the founder in spring."
    )
    assert shown(tell(text)) == []
    assert shown(tell(text, text)) == []


def test_copies_count_once_on_their_side(tell: Tell) -> None:
    left = "The museum bought 14 paintings from the widow of the founder in spring."
    documents = tell(left, left, left.replace("14", "19"))
    found = disagreements(documents, (), (Derivation("b", "a", 1.0, ()),))
    assert [[(side.value, side.independent) for side in one.sides] for one in found] == [
        [("14", 1), ("19", 1)]
    ]
    assert sum(len(side.citations) for side in found[0].sides) == 3


def test_order_of_reports_changes_nothing(tell: Tell) -> None:
    documents = tell(*(text for _, left, right, _ in CLASHES for text in (left, right)))
    assert {str(one) for one in disagreements(documents, (), ())}
    forward = [
        (one.kind, {c for s in one.sides for c in s.citations}) for one in disagreements(documents, (), ())
    ]
    turned = disagreements(documents[::-1], (), ())
    assert forward == [(one.kind, {c for s in one.sides for c in s.citations}) for one in turned]


def quoted(document: Document, words: str, cue: str) -> tuple[Document, Wording]:
    """The document with one direct quote, and its wording."""
    at = document.text.index(words)
    span = Span(at, at + len(words))
    heard = document.text.index(cue)
    quote = Quote((span,), (Span(heard, heard + len(cue)),), (), "direct", 0.9, speaker="Ada Kling")
    document = replace(document, quotes=(*document.quotes, quote))
    return document, Wording(Citation(document.id, *(span.start, span.end)), words, "direct")


def said(documents: list[Document], parts: Sequence[tuple[str, str]]) -> tuple[list[Document], Utterance]:
    pairs = [quoted(document, *part) for document, part in zip(documents, parts, strict=True)]
    return [document for document, _ in pairs], Utterance("Ada Kling", tuple(w for _, w in pairs), len(pairs))


def test_one_utterance_on_two_platforms(tell: Tell) -> None:
    words = "The pier will stay shut."
    documents = tell(
        f"“{words}” Ada Kling wrote on her Facebook page.", f"“{words}” Ada Kling said on Twitter."
    )
    documents, utterance = said(documents, [(words, "wrote"), (words, "said")])
    assert shown(documents, [utterance]) == [("platform", {"Facebook", "Twitter"})]


def test_a_platform_named_for_another_quote_is_left_alone(tell: Tell) -> None:
    words = "The pier will stay shut."
    documents = tell(
        f"“{words}” Ada Kling wrote on her Facebook page.",
        f"“{words}” Ada Kling said. The harbour master later mocked her on Twitter.",
    )
    documents, utterance = said(documents, [(words, "wrote"), (words, "said")])
    assert shown(documents, [utterance]) == []


def test_two_translations_are_shown(tell: Tell) -> None:
    left = "It is shameful that the council of Merrow, which once mended the old wooden pier, lets it rot."
    right = (
        "It is a disgrace that the Merrow council that once repaired the old wooden pier leaves it to rot."
    )
    documents = tell(f"“{left}” Ada Kling said.", f"“{right}” Ada Kling said.")
    documents, utterance = said(documents, [(left, "said"), (right, "said")])
    assert [kind for kind, _ in shown(documents, [utterance])] == ["wording"]


@pytest.mark.parametrize(
    ("left", "right", "answer"),
    [
        ("a gang of bitter and witless harbour clerks", "a gang of harbour clerks sour and stupid", True),
        (
            "we will honour the labour of our harbour crews",
            "we will honor the labor of our harbor crews",
            False,
        ),
        ("we will not sell the pier to anybody in this town", "we will not sell the pier to anybody", False),
        ("nevertheless we will not sell the old pier", "we will not sell the old pier", False),
        ("we are going to sell the old pier in spring", "we will sell the old pier in spring", False),
        ("the town is broke and we will sell the pier", "we will sell the pier and buy a crane", False),
        ("our swimmers are the best on the coast", "we will not sell the old pier to anybody", False),
    ],
)
def test_only_translation_counts_as_another_wording(left: str, right: str, answer: bool) -> None:
    assert translated(left.split(), right.split()) is answer


def test_names_alone_make_no_translation() -> None:
    left = "merrow will never sell the ardal pier against the will of the ardal harbour board".split()
    right = "merrow has faithfully kept to the will of the ardal harbour board".split()
    assert translated(left, right)
    assert not translated(left, right, frozenset({"merrow", "ardal", "harbour", "board"}))
    twice = "a future for merrow is a future for ardal the mayor promises".split()
    again = "without that future ardal loses merrow and merrow its whole future".split()
    assert translated(twice, again, frozenset({"merrow", "ardal"}))


def test_what_two_independent_reports_say_is_an_agreement(tell: Tell) -> None:
    documents = tell(
        "The harbour board closed the northern pier of Merrow on Monday. Nobody was there.",
        "Merrow was quiet. The board closed the northern pier on Monday.",
        "A band played on the market square.",
    )
    found = agreements(documents, ())
    assert len(found) == 1
    assert found[0].independent == 2
    first = found[0].citations[0]
    text = next(document.text for document in documents if document.id == first.report)
    assert found[0].text == first.span.of(text)
    assert {citation.report for citation in found[0].citations} == {"a", "b"}
    assert agreements(documents, (Derivation("b", "a", 1.0, ()),)) == ()


SAME = [
    (
        "The council gave the tenants 48 hours to leave the old mill.",
        "The tenants were ordered on Monday to leave the mill within 48 hours.",
    ),
    (
        "The harbour board shut two piers in Oslo and Bergen.",
        "It also closed the piers in Oslo and Bergen, the board said.",
    ),
    (
        "Ann Kerr praised the crew and invited the children of the sailors to a feast at the castle.",
        "An invitation to a feast at the castle was given to the children of the sailors, the paper said.",
    ),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_what_reports_say_in_their_own_words_is_an_agreement(tell: Tell, left: str, right: str) -> None:
    found = agreements(tell(left, right), ())
    assert [one.independent for one in found] == [2]


OTHER = [
    # another actor, and a denial
    ("Norland fired a missile over the island of Sele.", "Sudland fired a missile over the island of Sele."),
    ("The board closed the northern pier of Merrow.", "The board did not close the northern pier of Merrow."),
    ("The board has brushed aside the claims.", "The board was no longer brushing aside the claims."),
    # another day, another number
    ("The board met the crew in Merrow in 2002.", "The board met the crew in Merrow in 2003."),
    ("The board sold 14 barges to Norland.", "The board sold 19 barges to Norland."),
    # names alone, one noun alone, and words to the reader
    ("The board spoke to Ann Kerr of Merrow.", "A storm reached Merrow before Ann Kerr."),
    ("Email us at the harbour desk in Merrow.", "Email us at the harbour desk in Merrow."),
]


@pytest.mark.parametrize(("left", "right"), OTHER)
def test_what_differs_or_says_little_is_no_agreement(tell: Tell, left: str, right: str) -> None:
    assert agreements(tell(left, right), ()) == ()


def test_a_clause_without_a_subject_is_shown_with_the_name_before_it(tell: Tell) -> None:
    long = (
        "Ann Kerr praised the crew of the lifeboat for all that it had done in the storm of that long night "
    )
    documents = tell(
        long + "and invited the children of the sailors to a feast at the castle.",
        "She also invited the children of all the sailors to a feast in the old castle.",
    )
    (found,) = agreements(documents, ())
    assert found.text == "[Ann Kerr] invited the children of the sailors to a feast at the castle"
    assert found.citations[0].span.of(documents[0].text).startswith("and invited")


def test_nothing_comes_of_nothing(tell: Tell) -> None:
    assert disagreements((), (), ()) == ()
    assert agreements((), ()) == ()
    empty = tell("", "")
    assert disagreements(empty, (), ()) == ()
    assert agreements(empty, ()) == ()


def test_planted_contradictions_are_found(shared: Path, syntax: Syntax) -> None:
    """Ten of the sixty sets of data/reuse; all sixty through `compare`: P .961, R .803."""
    gold_file = shared / "data" / "reuse" / "gold.jsonl"
    assert hashlib.sha256(gold_file.read_bytes()).hexdigest().startswith(REUSE_GOLD)
    gold = {row["set"]: row["disagreements"] for row in map(json.loads, gold_file.open(encoding="utf-8"))}
    wanted = sorted(gold)[:10]
    sets: defaultdict[str, list[Document]] = defaultdict(list)
    for row in map(json.loads, (shared / "data" / "reuse" / "reports.jsonl").open(encoding="utf-8")):
        if row["story"] in wanted and not row["id"].endswith("elsewhere"):
            sets[row["story"]].append(_annotated(row, syntax))
    found, right, printed = 0, 0, 0
    for name, documents in sets.items():
        told = disagreements(documents, (), ())
        printed += len(told)
        right += sum(any(_hits(one, planted) for planted in gold[name]) for one in told)
        found += sum(any(_hits(one, planted) for one in told) for planted in gold[name])
    assert found >= 7
    assert right >= 0.85 * printed


def _annotated(row: dict[str, str], syntax: Syntax) -> Document:
    report = Report(row["id"], row["text"], "", "test", published=row["published"], language="en")
    document = Document(report, zones=(Zone(0, len(report.text), "body"),), anchor=row["published"][:10])
    for stage in (syntax, Mentions(), Times(), Claims()):
        document = filled(document, stage)
    return document


def _hits(told: Disagreement, planted: dict[str, Any]) -> bool:
    cited = [citation for side in told.sides for citation in side.citations]
    return all(
        any(c.report == s["report"] and c.start < s["end"] and s["start"] < c.end for c in cited)
        for s in planted["spans"]
    )
