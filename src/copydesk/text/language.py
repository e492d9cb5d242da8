"""Which language a text is in, as an ISO 639-1 code."""

import re
from functools import cache
from typing import Any, NamedTuple

SHORTEST = 60
"""Characters below which no language is told, some ten words. See ``SUREST``."""

SAMPLE = 1500
"""Characters judged at most; the longest lines are running text rather than menus."""

GLANCES = (150, 400)
"""Characters that are judged first, and next. Where the model is almost sure of them (``_CLEAR``) the rest
is not asked: of 181 pages (``data/pages``) none is told otherwise by 400 characters, in half the time, and
of 2,923 texts (all of ``data``) none by 150, in half of that."""

_CLEAR = 0.95
_TAKEN_IN = 10
"""How many of the likeliest languages are looked at for members of larger ones."""

SUREST = 0.8
"""Probability below which no language is told.

Measured on stretches of 460 English reports (``data/stories/basil``, ``data/pages``) and of 16 pages in five
other languages. Of ten words 88 % (others 65 %) are told, 0.04 % (none) wrongly; of five words, which are
too few, 45 % (40 %) and 0.04 % (0.3 %); of thirty 99 % (76 %) and none. What stays untold among the others
is mostly Indonesian, which looks like Malay. At 0.7 1 % of ten words in the others were told wrongly. Of
1,688 lines of English news (``data/quotes/polnear-dev``) 97 % are told, none wrongly.
"""

_SCRIPTS = (
    ("he", re.compile("[\u0590-\u05ff]+")),
    ("ar", re.compile("[\u0600-\u06ff]+")),
    ("ru", re.compile("[\u0400-\u04ff]+")),
    ("el", re.compile("[\u0370-\u03ff]+")),
    ("th", re.compile("[\u0e00-\u0e7f]+")),
    ("ko", re.compile("[\uac00-\ud7af]+")),
    ("ja", re.compile("[\u3040-\u30ff]+")),
    ("zh", re.compile("[\u3400-\u9fff]+")),
)
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]+")
_NOT_LATIN = frozenset({"he", "yi", "ar", "fa", "ur", "ru", "uk", "bg", "el", "th", "ko", "ja", "zh"})
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

_MEMBERS = dict(
    pair.split("=") for pair in "ary=ar arz=ar fuv=ff gug=gn ltg=lv sdh=ku uzs=uz wuu=zh yue=zh".split()
)
"""ISO 639-3 codes that the model tells apart and ISO 639-1 does not: members of a macrolanguage.

Seen: standard Arabic, .71 as such and .28 as Moroccan."""


class Language(NamedTuple):
    """An ISO 639-1 code ("en"), or None, and how it was told or why it was not."""

    code: str | None
    reason: str


def identify(text: str) -> Language:
    """Tell the language of ``text`` from its longest lines.

    Returns:
        A code, or None where the text is shorter than ``SHORTEST`` characters, is in no language the
        model is sure of, or is written in a script that language does not use.
    """
    sample = _sample(text)
    if len(sample) < SHORTEST:
        return Language(None, f"{len(sample)} characters of running text are too few to tell the language")
    code, probability = _best(sample)
    if probability < SUREST or len(code) != 2 or not _script_fits(code, sample[: GLANCES[-1]]):
        return Language(None, "no language fits the text surely")
    return Language(code, "text")


def primary_code(given: str | None) -> str | None:
    """Reduce a language tag to an ISO 639-1 code: "en-US", "EN_us" and "eng" to "en"; None if it has none.

    Names of large languages are read, too, in English and as they call themselves: "German", "Deutsch".
    """
    named = _NAMED.get(given.strip().lower()) if given else None
    if named:
        return named
    match = _CODE.fullmatch(given.strip()) if given else None
    code = match[1].lower() if match else ""
    code = _LONGER.get(code, code)
    return code if code in _CODES else None


_NAMED = {
    name: code
    for code, names in (
        line.split(" ", 1)
        for line in (
            "ar arabic العربية,bg bulgarian,ca catalan,cs czech čeština,da danish dansk,de german deutsch"
            ",el greek ελληνικά,en english,es spanish español,et estonian"
            ",fa persian farsi,fi finnish suomi"
            ",fr french français,he hebrew עברית"
            ",hi hindi,hr croatian,hu hungarian magyar,id indonesian"
            ",it italian italiano,ja japanese 日本語,ko korean 한국어,lt lithuanian,lv latvian"
            ",nl dutch nederlands,no norwegian norsk,pl polish polski"
            ",pt portuguese português"
            ",ro romanian română"
            ",ru russian русский,sk slovak,sl slovenian,sr serbian,sv swedish svenska"
            ",th thai,tr turkish türkçe"
            ",uk ukrainian українська,ur urdu,vi vietnamese,zh chinese 中文"
        ).split(",")
    )
    for name in names.split()
}


def _best(sample: str) -> tuple[str, float]:
    """Return the likeliest language and its probability, from a glance or two where that is enough."""
    for glance in GLANCES:
        code, probability = _judged(sample[:glance])
        if probability > _CLEAR or len(sample) <= glance:
            return code, probability
    return _judged(sample)


def _judged(sample: str) -> tuple[str, float]:
    """Return the likeliest language and its probability, with those of the languages that it takes in."""
    code, probability = _identifier().classify(sample)
    if probability > _CLEAR:
        return _whole(str(code)), float(probability)
    chances: dict[str, float] = {}
    for code, probability in _identifier().rank(sample)[:_TAKEN_IN]:
        whole = _whole(str(code))
        chances[whole] = chances.get(whole, 0.0) + float(probability)
    best = max(chances, key=lambda code: chances[code])
    return best, chances[best]


def _whole(code: str) -> str:
    return _MEMBERS.get(code, code)


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
    latin = sum(map(len, _LATIN.findall(sample)))
    if 2 * latin > len(sample):
        return code not in _NOT_LATIN
    counts = {name: sum(map(len, pattern.findall(sample))) for name, pattern in _SCRIPTS} | {"en": latin}
    if 5 * counts["ja"] > counts["zh"] > 0:
        counts["ja"] += counts["zh"]
    main = max(counts, key=lambda name: counts[name])
    if not counts[main]:
        return False
    if main == "en":
        return code not in _NOT_LATIN
    return code in _SAME_SCRIPT[main]


@cache
def _identifier() -> Any:  # noqa: ANN401 - py3langid ships no types
    """Load py3langid's model once (0.6 s), with probabilities instead of raw scores."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
