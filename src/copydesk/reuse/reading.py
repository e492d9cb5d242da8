"""A document made ready for comparison: its words, and what is known of the place each stands in."""

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from copydesk.model.document import Document
from copydesk.model.report import EVIDENCE_ZONES
from copydesk.reuse.grams import Codes, word_codes
from copydesk.reuse.matching import Sown, sow
from copydesk.text.normalize import paragraphs, quoted_spans
from copydesk.text.spelling import one_spelling
from copydesk.text.tokens import Words, words

Indexes = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_SENTENCE_GAP = re.compile(
    r"(?=[.!?…。！？\n\r\u2028\u2029])(?:"
    r"(?<![.!?…])(?<![ .][A-Z])(?<!\b(?:Mr|Ms|Dr|St|Jr|Lt))(?<!\b(?:Mrs|Sen|Rep|Gov|Gen|Col|Sgt|Rev))"
    r"[.!?…]+[\"”’'»)\]]*\s+(?=[\"“‘'«(\[]?[^\W_a-zß-ÿ])|[。！？]+|[\n\r\u2028\u2029]+)"
)
"""It begins with what it looks for, so that most characters are passed over at once."""

_POST = re.compile(r"[—–-] ?[^\n]{1,60}\(@\w{1,30}\)[^\n]{0,40}$")
"""The signature under an embedded post: the author's words, printed without quotation marks."""

_READER = re.compile(r"\b(?:you|your|us|our)\b", re.IGNORECASE)
_SERVICE = re.compile(
    r"\b(?:newsletters?|sign up|subscribe|subscription|cookies?|opt out|(?:follow|like|find) us|"
    r"free app|our app|(?:news|e-?mail) alerts?|privacy policy|terms (?:of|and) (?:use|service|conditions)|"
    r"click here|log in|inbox|this (?:web)?site|e-?mail address|share this|read more|"
    r"unsubscribe|push notifications?)\b",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"all rights reserved|may not be published, broadcast|not a robot|an error (?:has )?occurred|"
    r"please (?:re-?enter|try again)|invalid e-?mail",
    re.IGNORECASE,
)
"""What no report says of itself; a form's words that scrapers keep are the site's."""

_SIGNS = (
    *("newsletter", "sign up", "subscri", "cookie", "opt out", "follow us", "like us", "find us", "free app"),
    *(
        "our app",
        "news alert",
        "mail alert",
        "privacy policy",
        "terms of",
        "terms and",
        "click here",
        "log in",
    ),
    *("inbox", "this site", "this website", "mail address", "share this", "read more", "push notif"),
    *("rights reserved", "may not be pub", "not a robot", "an error", "please re", "please try", "invalid e"),
)
"""What the two patterns above hold, in lower case: most reports hold none of it, and that is quickly seen."""

_BESIDE = ("caption", "byline", "dateline", "credit", "correction")

_COMMON = frozenset(
    "the and that was with for his her its their has had have been were from are not but which who this "
    "will would than about after more one over into out said says also they she him them when what there "
    "could can all new two first last year years people told because while between before under against "
    "during where some other being such then only our your you".split()
)
"""Words of three letters and more so frequent in English reports that sharing them tells nothing."""


_UNSPACED = 0xE00
"""First code point of Thai; the scripts written without spaces lie above it."""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """The words of a document as columns, one row a word; words of readers' comments are left out.

    Args:
        document: what was read.
        words: forms and offsets.
        codes: a number for each form.
        sown: the same, British and American spelling of a word having one, prepared to be matched.
        furniture: the word stands outside the report proper.
        beside: it does so in a caption, byline, dateline, credit or correction: what may travel with a text.
        quoted: the word stands in quotation marks or in an embedded post.
        telling: a lower-case content word: names, figures and function words tell little about copying.
        sentence: number of the sentence, ascending.
        sentence_lengths: words in each sentence, by its number.
        line: number of the line, ascending.
    """

    document: Document
    words: Words
    codes: Codes
    sown: Sown
    furniture: Flags
    beside: Flags
    quoted: Flags
    telling: Flags
    sentence: Indexes
    sentence_lengths: Indexes
    line: Indexes

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def spelled(self) -> Codes:
        """The codes of words in one spelling."""
        return self.sown.codes

    @property
    def plain(self) -> int:
        """How many words stand in the report proper, outside quotation marks."""
        return int((~self.quoted & ~self.furniture).sum())

    def sentence_start(self, word: int) -> int:
        """Return the first word of the sentence that holds ``word``."""
        return int(np.searchsorted(self.sentence, self.sentence[word], "left"))

    def sentence_end(self, word: int) -> int:
        """Return one past the last word of the sentence that holds ``word``."""
        return int(np.searchsorted(self.sentence, self.sentence[word], "right"))


def read(document: Document) -> Reading:
    """Prepare a document; without zones, all of it but what addresses the reader is taken for the report."""
    text = document.text
    forms, starts, ends = _without_comments(document, words(text))
    quotations = _quotations(text)
    breaks = np.fromiter((gap.end() for gap in _SENTENCE_GAP.finditer(text)), np.int64)
    lines = np.fromiter((start for start, _ in paragraphs(text)), np.int64)
    sentence = np.searchsorted(breaks, starts, "right")
    return Reading(
        document=document,
        words=Words(forms, starts, ends),
        codes=word_codes(forms),
        sown=sow(word_codes([_spelled(form) for form in forms])),
        furniture=_inside(starts, _furniture(document, breaks, quotations)),
        beside=_inside(starts, [(zone.start, zone.end) for zone in document.zones if zone.kind in _BESIDE]),
        quoted=_inside(starts, quotations),
        telling=np.array(
            [_tells(text[at], form) for at, form in zip(starts.tolist(), forms, strict=True)], np.bool_
        ),
        sentence=sentence,
        sentence_lengths=np.bincount(sentence),
        line=np.searchsorted(lines, starts, "right"),
    )


@lru_cache(maxsize=1 << 15)
def _spelled(form: str) -> str:
    return one_spelling(form)


def _without_comments(document: Document, split: Words) -> Words:
    comments = [(zone.start, zone.end) for zone in document.zones if zone.kind == "comment"]
    if not comments:
        return split
    keep = ~_inside(split.starts, comments)
    forms = [split.forms[index] for index in np.flatnonzero(keep).tolist()]
    return Words(forms, split.starts[keep], split.ends[keep])


def _tells(first: str, form: str) -> bool:
    """Judge a word by itself; in scripts without spaces, where each character is a word, all tell."""
    if len(form) < 3:
        return ord(first) > _UNSPACED
    return form not in _COMMON and not first.isupper() and not first.isdigit()


def _quotations(text: str) -> list[tuple[int, int]]:
    """Return the spans inside quotation marks, and embedded posts."""
    spans = [(quoted.start, quoted.end) for quoted in quoted_spans(text)]
    lines = paragraphs(text)
    spans.extend(span for span in lines if _POST.search(text, max(span[0], span[1] - 140), span[1]))
    return spans


def _inside(starts: Indexes, spans: list[tuple[int, int]]) -> Flags:
    """Tell for each offset whether one of the spans covers it; spans may overlap."""
    if not spans:
        return np.zeros(len(starts), bool)
    opened = np.array(sorted(start for start, _ in spans), np.int64)
    closed = np.array(sorted(end for _, end in spans), np.int64)
    return np.searchsorted(opened, starts, "right") > np.searchsorted(closed, starts, "right")


def _furniture(
    document: Document, breaks: Indexes, quotations: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return the zones that are no evidence, and sentences that sell the site: newsletter, app, cookies.

    One word of that trade is not enough, a report may be about it: two are, or one in a sentence
    that speaks to "you"; words in quotation marks do not count.
    """
    text = document.text
    spans = [(zone.start, zone.end) for zone in document.zones if zone.kind not in EVIDENCE_ZONES]
    lowered = text.lower()
    if not any(sign in lowered for sign in _SIGNS):
        return spans
    hits = list(_SERVICE.finditer(text))
    spoken = _inside(np.array([match.start() for match in hits], np.int64), quotations)
    said: dict[int, set[str]] = {}
    for match, quoted in zip(hits, spoken.tolist(), strict=True):
        if not quoted:
            said.setdefault(int(np.searchsorted(breaks, match.start(), "right")), set()).add(match[0].lower())
    rights = {int(np.searchsorted(breaks, match.start(), "right")) for match in _RIGHTS.finditer(text)}
    ends = [*breaks.tolist(), len(text)]
    for number in said.keys() | rights:
        start, end = ends[number - 1] if number else 0, ends[number]
        if number in rights or len(said[number]) > 1 or _READER.search(text, start, end):
            spans.append((start, end))
    return spans
