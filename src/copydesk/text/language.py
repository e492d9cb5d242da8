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
    """Reduce a language tag to its first part: "en-US" and "EN_us" to "en"; None for what is no tag."""
    match = _CODE.fullmatch(given.strip()) if given else None
    return match[1].lower() if match else None


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
