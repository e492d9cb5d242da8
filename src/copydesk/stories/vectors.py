"""What a report is about, as weighted words that can be compared with other reports' words.

A vector has two blocks. The first holds the words of headline, standfirst and body, those of the
headline and the lead weighing more. The second holds the headline and the names and numbers of the
lead: who, where and how many, which tell look-alike events apart. Both are TF-IDF with square-root
counts and unit length.

The constants were set by looking at all of data/stories/{5w1h,basil,ecbplus-dev} with the whole text as
body, so the figures below are those of the data they were chosen on; F1 is B-cubed. Each with its own
best threshold, the second block moved F1 from .923 / .963 / .877 to .939 / .970 / .886. One decision
about one big story moves 5w1h by .01 to .02.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from copydesk.model.document import Document
from copydesk.model.report import ZoneKind
from copydesk.text.tokens import words

LEAD_BONUS = 2.0
"""How much more than a word far down the first word of the text counts. None costs .012 in the mean F1
of the three files, 1 costs .009, 4 is the same."""
LEAD_DECAY = 100.0
"""Words after which that bonus has fallen to a third."""
LEAD_REACH = 1000
"""Words after which there is no bonus; it is below .0001 there."""
LEAD_WORDS = 100
"""Where the lead ends, for the block of names; 80 and 120 cost .005 in the mean F1."""
HEADLINE_COUNT = 2.0
"""How often a headline's word counts, in both blocks; 1 costs .003 in the mean F1, 4 costs .006."""
NAMES_SHARE = 0.3
"""Weight of the block of names; .2 costs .008 in the mean F1, .4 costs .012."""
GALLERY_WORDS = 20
"""With fewer words than this in the body, the captions speak for a report: picture galleries tell their
story there. They only say which story it is; nothing else is concluded from them."""
READ = 200_000
"""Characters of a report that are weighed: what it is about has long been said, and garbage stays cheap."""
UNSEEN = 2.0
"""Reports in which a word outside the background table is taken to occur; the table starts at 5."""
LANGUAGE = "en"
"""The language of the background table."""
PRIOR_REPORTS = 20.0
"""How many observed reports outweigh the guess from a word's length, in languages without a table."""
LENGTH_SHARES = (0.5, 0.5, 0.4, 0.3, 0.15, 0.06, 0.04, 0.03)
"""Share of reports that hold a given running word of 0, 1, ... letters, for alphabets: short words
are the ones that say little. A guess, unmeasured for want of data in other languages."""
LONG_SHARE = 0.02
"""The same for longer words, for numbers, and for pairs of characters of unspaced scripts."""


class ReportVector(NamedTuple):
    """Weights of one report.

    Attributes:
        terms: weight of each term, of unit length; empty where the report has no text but a headline.
            Terms of the block of names begin with "@", those of other languages than English with
            the language's code and ":".
        body: the first block alone, without what the headline adds.
        forms: the words of title, headline, standfirst and body, to tell exact copies.
    """

    terms: Mapping[str, float]
    body: Mapping[str, float]
    forms: tuple[str, ...]


NOTHING = ReportVector({}, {}, ())


class Rarity:
    """Inverse document frequencies: from a table for English, from the reports seen so far for others.

    English is weighed by the table alone. Adding the counts of the stream moved the measured figures
    by less than .01, mostly down: a big story makes its own words look common.
    """

    def __init__(self) -> None:
        self._seen: dict[str, Counter[str]] = {}
        self._reports: Counter[str] = Counter()

    def see(self, language: str, forms: Iterable[str]) -> None:
        """Count one report, ``forms`` being its words, each once; English ones are not counted."""
        if language != LANGUAGE:
            self._seen.setdefault(language, Counter()).update(iter(forms))
            self._reports[language] += 1

    def weight(self, language: str, form: str) -> float:
        """Return the inverse document frequency of a word, at least 0."""
        if language == LANGUAGE:
            weights = _background_weights()
            return weights.get(form, weights[""])
        known = self._seen[language][form] if language in self._seen else 0
        guess = _guessed_share(form) * PRIOR_REPORTS
        return max(0.0, -math.log((guess + known) / (PRIOR_REPORTS + self._reports[language])))


@cache
def background() -> tuple[Mapping[str, int], int]:
    """Return in how many reports each English word occurs, and how many reports were counted.

    Counted by scripts/count_words.py over data/quotes/polnear-train, data/dates and the main texts of
    data/pages (1,278 English texts of 1989 to 2019); words of fewer than five texts are left out.
    Without the 181 pages, which are about all sorts of things, B-cubed F1 on 5w1h falls by .02.
    """
    table = resources.files("copydesk.stories").joinpath("background.tsv").read_text(encoding="utf-8")
    counts = {word: int(count) for word, count in (line.split("\t") for line in table.splitlines())}
    return counts, counts.pop("")


@cache
def _background_weights() -> Mapping[str, float]:
    """Return the weight of each word of the table, and under "" that of a word outside it."""
    counts, reports = background()
    return {form: math.log((reports + 1) / (count + 1)) for form, count in {**counts, "": UNSEEN}.items()}


def plain_forms(text: str) -> list[str]:
    """Return the lower-cased words of ``text`` without possessive 's, unspaced scripts in pairs."""
    return [form for form, _ in _forms(text)]


def report_vector(document: Document, rarity: Rarity) -> ReportVector:
    """Weigh the words of a report's title, headline, standfirst and body.

    No other zone is read, but for the captions of a report that has next to no body.

    Args:
        document: a report with its layer ``zones`` filled.
        rarity: is asked for weights, and told of this report's words.
    """
    language = document.report.language or LANGUAGE
    text = _told(document, ("standfirst", "body"))
    if len(text) < GALLERY_WORDS:
        text += _told(document, ("caption",))
    if not text:
        return NOTHING
    headline = plain_forms(document.report.title or "")
    if not headline:
        headline = [
            form for span in document.spans(("headline",)) for form in plain_forms(span.of(document.text))
        ]
    forms = (*headline, *(form for form, _ in text))
    distinct = dict.fromkeys(forms)
    rarity.see(language, distinct)
    weight = {form: rarity.weight(language, form) for form in distinct}
    titled = {form: HEADLINE_COUNT * count for form, count in Counter(headline).items()}
    running = _running_counts([form for form, _ in text])
    everything = _block(_added(titled, running), weight)
    names = _block(_added(titled, _name_counts(text)), weight)
    length = math.sqrt(_square(everything) * (1 - NAMES_SHARE) + _square(names) * NAMES_SHARE)
    if not length:
        return ReportVector({}, {}, forms)
    mark = "" if language == LANGUAGE else f"{language}:"
    full, named = math.sqrt(1 - NAMES_SHARE) / length, math.sqrt(NAMES_SHARE) / length
    terms = {mark + form: value * full for form, value in everything.items()}
    terms |= {f"@{mark}{form}": value * named for form, value in names.items()}
    shares = {form: math.sqrt(count / (count + titled.get(form, 0.0))) for form, count in running.items()}
    body = {mark + form: terms[mark + form] * share for form, share in shares.items() if mark + form in terms}
    return ReportVector(terms, body, forms)


def _told(document: Document, kinds: Iterable[ZoneKind]) -> list[tuple[str, bool]]:
    told: list[tuple[str, bool]] = []
    budget = READ
    for span in document.spans(kinds):
        told += _forms(span.of(document.text)[:budget])
        budget = max(0, budget - len(span))
    return told


def _forms(text: str) -> list[tuple[str, bool]]:
    """Return the words of ``text``, each with whether it begins with a capital letter."""
    found = words(text)
    forms: list[tuple[str, bool]] = []
    before, end = "", -1
    for form, start in zip(found.forms, found.starts.tolist(), strict=True):
        if len(form) == 1 and _unspaced(form):
            if before and start == end:
                forms.append((before + form, False))
            before, end = form, start + 1
        else:
            before = ""
            forms.append((form.removesuffix("'s") or form, text[start].isupper()))
    return forms


def _unspaced(character: str) -> bool:
    """Tell whether this is Thai, kana or Han, of which ``text.tokens`` makes one word a character."""
    return (
        "\u0e00" <= character <= "\u0e7f"
        or "\u3040" <= character <= "\u9fff"
        or "豈" <= character <= "\ufaff"
    )


def _guessed_share(form: str) -> float:
    if form[0].isdigit() or _unspaced(form[0]) or len(form) >= len(LENGTH_SHARES):
        return LONG_SHARE
    return LENGTH_SHARES[len(form)]


def _running_counts(forms: Sequence[str]) -> dict[str, float]:
    """Count the words of a text, those near its start more."""
    counts: dict[str, float] = {}
    for form, worth in zip(forms, _worths(), strict=False):
        counts[form] = counts.get(form, 0.0) + worth
    for form, count in Counter(forms[LEAD_REACH:]).items():
        counts[form] = counts.get(form, 0.0) + count
    return counts


@cache
def _worths() -> tuple[float, ...]:
    """Return what a word counts at each of the first ``LEAD_REACH`` positions."""
    return tuple(1.0 + LEAD_BONUS * math.exp(-position / LEAD_DECAY) for position in range(LEAD_REACH))


def _name_counts(text: Sequence[tuple[str, bool]]) -> dict[str, float]:
    """Count numbers and words never seen without a capital, among the first ``LEAD_WORDS``."""
    lowered = {form for form, capital in text if not capital}
    counts: dict[str, float] = {}
    for form, _ in text[:LEAD_WORDS]:
        if form not in lowered or form[0].isdigit():
            counts[form] = counts.get(form, 0.0) + 1.0
    return counts


def _added(left: Mapping[str, float], right: Mapping[str, float]) -> dict[str, float]:
    return {form: left.get(form, 0.0) + right.get(form, 0.0) for form in {**left, **right}}


def _block(counts: Mapping[str, float], weight: Mapping[str, float]) -> dict[str, float]:
    """Turn counts into weights of unit length, leaving out words of no weight."""
    raw = {form: math.sqrt(count) * weight[form] for form, count in counts.items() if weight[form] > 0}
    length = math.sqrt(_square(raw)) or 1.0
    return {form: value / length for form, value in raw.items()}


def _square(values: Mapping[str, float]) -> float:
    return sum(value * value for value in values.values())
