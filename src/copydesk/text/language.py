"""Which language a text is in, as an ISO 639-1 code."""

import re
from functools import cache
from typing import Any

SHORTEST = 60
"""Characters below which no language is told: py3langid guesses wildly on headlines and names."""

SAMPLE = 1500
"""Characters judged. A page costs 0.4 ms at this length and its longest lines are its running text."""

SUREST = 0.7
"""Probability below which no language is told.

Of 3,000 lines of English news of 60 characters and more (``data/quotes/polnear-dev``) 97.7 % pass,
none with a wrong language; strings of numbers and random letters stay below.
"""

_SCRIPTS = (
    ("he", re.compile("[\u0590-\u05ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u3400-\u9fff]")),
    ("en", re.compile("[A-Za-z\u00c0-\u024f]")),
)
_SAME_SCRIPT = {
    "he": {"he", "yi"},
    "ar": {"ar", "fa", "ur", "ps", "ug", "ku", "sd"},
    "ru": {"ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "mn", "tg"},
    "el": {"el"},
    "th": {"th"},
    "ko": {"ko"},
    "ja": {"ja", "zh"},
    "zh": {"zh", "ja"},
}
_CODE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.I | re.S)
_CODES = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de "
    "dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id "
    "ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu "
    "lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu "
    "rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr "
    "ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu".split()
)
"""ISO 639-1."""
_LONGER = dict(
    pair.split("=")
    for pair in (
        "ara=ar ben=bn bul=bg cat=ca ces=cs cze=cs chi=zh zho=zh dan=da deu=de ger=de dut=nl nld=nl ell=el "
        "gre=el eng=en est=et fas=fa per=fa fin=fi fra=fr fre=fr heb=he hin=hi hrv=hr hun=hu ind=id ita=it "
        "jpn=ja kor=ko lav=lv lit=lt may=ms msa=ms nor=no pol=pl por=pt ron=ro rum=ro rus=ru slk=sk slo=sk "
        "slv=sl spa=es srp=sr swe=sv tam=ta tel=te tha=th tur=tr ukr=uk urd=ur vie=vi iw=he in=id ji=yi"
    ).split()
)
"""ISO 639-2 codes of the languages that much news is written in, and withdrawn two-letter codes."""


def identify(text: str) -> str | None:
    """Tell the language of ``text`` from its longest lines.

    Returns:
        An ISO 639-1 code ("en"), or None where the text is shorter than ``SHORTEST`` characters, is
        in no language the model is sure of, or is written in a script that language does not use.
    """
    sample = _sample(text)
    if len(sample) < SHORTEST:
        return None
    code, probability = _identifier().classify(sample)
    if probability < SUREST or len(code) != 2 or not _script_fits(code, sample):
        return None
    return str(code)


def primary_code(given: str | None) -> str | None:
    """Reduce a language tag to an ISO 639-1 code: "en-US", "EN_us" and "eng" to "en"; None if it has none."""
    match = _CODE.fullmatch(given.strip()) if given else None
    code = match[1].lower() if match else ""
    code = _LONGER.get(code, code)
    return code if code in _CODES else None


def _sample(text: str) -> str:
    """Return up to ``SAMPLE`` characters of the longest lines, where sentences are rather than menus."""
    lines = sorted((line.strip() for line in text[: 20 * SAMPLE].splitlines()), key=len, reverse=True)
    taken: list[str] = []
    room = SAMPLE
    for line in lines:
        if room <= 0 or 4 * len(line) < len(lines[0]):
            break
        taken.append(line[:room])
        room -= len(line)
    return "\n".join(taken)


def _script_fits(code: str, sample: str) -> bool:
    """Tell whether the script most letters are written in is one that language ``code`` is written in."""
    counts = {name: len(pattern.findall(sample)) for name, pattern in _SCRIPTS}
    if 5 * counts["ja"] > counts["zh"] > 0:
        counts["ja"] += counts["zh"]
    main = max(counts, key=lambda name: counts[name])
    if not counts[main]:
        return False
    if main == "en":
        return code not in {"he", "yi", "ar", "fa", "ur", "ru", "uk", "bg", "el", "th", "ko", "ja", "zh"}
    return code in _SAME_SCRIPT[main]


@cache
def _identifier() -> Any:  # noqa: ANN401 - py3langid ships no types
    """Load py3langid's model once (0.6 s), with probabilities instead of raw scores."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
