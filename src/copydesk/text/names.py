"""Names of people and institutions: when two spellings are one name, and what a title tells of a person.

Everything here compares two strings without their surroundings; what a report says about its own
names is the business of the stages that read it.
"""

import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources

from copydesk.text.spelling import one_spelling

SAME_SPELLING = 0.93
"""Jaro-Winkler at and above which two spellings are one word: joins Sergei/Sergey and Dmitry/Dmitri,
keeps Michael/Michelle and Maria/Marie apart (shared/design.md, "What was measured")."""

SHORTEST_JOINED = 6
"""Letters of a name that, written together or apart, is one name; fewer may be two."""

_HE = frozenset("mr mister sir lord king prince baron don herr monsieur imam rabbi father pope".split())
_SHE = frozenset("mrs ms miss mx lady dame queen princess baroness madam madame sister".split())
_RANKS = frozenset(
    """admiral ambassador archbishop attorney bishop brigadier cardinal captain capt chairman chairwoman
    chancellor chief col colonel commander commissioner comrade congressman congresswoman constable
    councillor councilman councilwoman deputy detective director doctor dr dean foreign general gen gov
    governor inspector judge justice leader lieutenant lt maj major marshal mayor minister officer pm premier
    president president-elect prime prof professor private pvt rep representative rev reverend
    sec secretary sen senator sergeant sgt sheriff speaker spokesman spokesperson spokeswoman
    superintendent taoiseach tánaiste vice first former late outgoing incoming then-president""".split()
)
TITLES = _HE | _SHE | _RANKS
"""Words (lower case, no dots) that may stand before a person's name and are no part of it."""

_AFTER = frozenset("jr sr ii iii iv jnr snr phd md esq qc kc mp obe cbe".split())
_SMALL = frozenset("the a an of for and in on at to & de du la".split())
_POSSESSIVE = re.compile(r"(?:['’][sS]|(?<=[sS])['’])$")
_WORD = re.compile(r"[^\W_]+(?:[.'’&-]+[^\W_]+)*\.?")
_NICKNAMES: dict[str, str] = {
    short: full
    for full, shorts in {
        "alexander": "alex sasha", "andrew": "andy drew", "anthony": "tony", "benjamin": "ben",
        "bernard": "bernie", "charles": "charlie chuck", "christopher": "chris", "daniel": "dan danny",
        "david": "dave", "deborah": "debbie", "donald": "don donnie", "edward": "ed eddie ted",
        "elizabeth": "liz beth betsy", "francis": "frank", "frederick": "fred", "geoffrey": "geoff",
        "gerald": "gerry jerry", "gregory": "greg", "james": "jim jimmy", "jeffrey": "jeff",
        "jennifer": "jen jenny", "john": "jack johnny", "jonathan": "jon", "joseph": "joe joey",
        "joshua": "josh", "katherine": "kate kathy katie", "kenneth": "ken", "lawrence": "larry",
        "margaret": "maggie peggy", "matthew": "matt", "michael": "mike mick", "mitchell": "mitch",
        "nicholas": "nick", "patricia": "pat patti", "patrick": "pat paddy", "peter": "pete",
        "philip": "phil", "raymond": "ray", "richard": "rick dick rich", "robert": "bob bobby rob",
        "ronald": "ron", "samuel": "sam", "stephen": "steve", "steven": "steve", "susan": "sue",
        "theodore": "ted", "thomas": "tom tommy", "timothy": "tim", "victoria": "vicky",
        "vincent": "vince", "vladimir": "volodya", "walter": "walt", "william": "bill billy will",
    }.items()
    for short in shorts.split()
}  # fmt: skip
_EXPANSIONS: dict[str, tuple[str, ...]] = {
    "us": ("united", "states"),
    "usa": ("united", "states"),
    "american": ("united", "states"),
    "uk": ("united", "kingdom"),
    "britain": ("united", "kingdom"),
    "british": ("united", "kingdom"),
    "eu": ("european", "union"),
    "un": ("united", "nations"),
    "u.n": ("united", "nations"),
}


@lru_cache(maxsize=20_000)
def name_words(name: str) -> tuple[str, ...]:
    """Split a name into lower-case words without accents, dots and a possessive ending."""
    bare = _POSSESSIVE.sub("", name.strip())
    plain = "".join(char for char in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(char))
    return tuple(word.replace(".", "").replace("’", "'").lower() for word in _WORD.findall(plain))


def same_spelling(left: str, right: str) -> bool:
    """Tell whether two lower-case words are one word in two spellings, such as a transliteration.

    A final "a" on one side only is another name (Alexander, Alexandra); words under five letters
    must be equal.
    """
    if left == right:
        return True
    if min(len(left), len(right)) < 5 or (left[-1] == "a") != (right[-1] == "a"):
        return False
    from rapidfuzz.distance import JaroWinkler

    return JaroWinkler.similarity(left, right) >= SAME_SPELLING


def near_spelling(left: str, right: str, most: int = 2) -> bool:
    """Tell whether two lower-case words may be one name, spelled with a letter or two less, more or other.

    Words under four letters, plurals and British and American spelling are none; ``most`` letters may
    differ in words of six or more, one in shorter ones.
    """
    short, full = sorted((left, right), key=len)
    if len(short) < 4 or not (left + right).isalpha() or full.removesuffix("s") == short:
        return False
    if one_spelling(left) == one_spelling(right):
        return False
    return letters_apart(left, right) <= (most if len(short) > 5 else 1)


def letters_apart(left: str, right: str) -> int:
    """Count the letters to put in, leave out, change, or swap with the next, to get the other word."""
    from rapidfuzz.distance import OSA

    return OSA.distance(left, right)


def person_words(name: str) -> tuple[str, ...]:
    """Return the words of a person's name without titles before it and "Jr." or "MP" after it."""
    words = name_words(name)
    start, end = 0, len(words)
    while start < end - 1 and words[start] in TITLES | {"the"}:
        start += 1
    while end > start + 1 and words[end - 1] in _AFTER:
        end -= 1
    return words[start:end]


def surname(name: str) -> str:
    """Return the last word of a person's name, lower case; "" for a name without letters."""
    words = person_words(name)
    return words[-1] if words else ""


def same_person(left: str, right: str) -> bool:
    """Tell whether two names can be one person's: a surname alone, titles, initials, spellings.

    Distinct given names are distinct people, and so are two titles of different gender before one
    surname. A lone given name is not joined: "Theresa" may be anybody.
    """
    one, two = person_words(left), person_words(right)
    if not one or not two or {given_gender(left), given_gender(right)} == {"he", "she"}:
        return False
    if len(one) > len(two):
        one, two = two, one
    if one == two or _run_together(one, two):
        return True
    if len(one) == 1:
        return len(one[0]) > 1 and (one[0] == two[-1] if len(two) > 1 else same_spelling(one[0], two[0]))
    return _same_full(one, two)


def _run_together(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Tell whether two names differ in spaces and hyphens only, or one so from the end of the other.

    "DelGiudice", "Vincent Del Giudice"; "Trail Blazers", "Trailblazers".
    """
    joined = _joined(one)
    return len(joined) >= SHORTEST_JOINED and any(joined == _joined(two[at:]) for at in range(len(two)))


def _joined(words: tuple[str, ...]) -> str:
    return "".join(words).replace("-", "")


def _same_full(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Compare two names that both hold more than a surname; ``one`` is not the longer."""
    if two[-len(one) :] == one:
        return True
    return same_spelling(one[-1], two[-1]) and _given_alike(one[0], two[0])


def person_keys(name: str) -> frozenset[str]:
    """Return strings of which two names of one person share at least one, to find them without comparing all.

    Surnames that differ already in their first two letters are not found, and of those that one writes
    together only such as have two parts.
    """
    words = person_words(name)
    if not words:
        return frozenset()
    tail = _joined(words[-2:])
    return frozenset({words[-1], words[-1][:2] + " " + words[0][0], tail, _joined(words[-1:])})


def _given_alike(left: str, right: str) -> bool:
    """Compare given names: equal, initials ("j", "jd"), short forms ("bill"), spellings ("sergey")."""
    short = min(left, right, key=len)
    if len(short) == 1 or (len(short) == 2 and not set(short) & set("aeiouy")):
        return left[0] == right[0]
    shared = {left, _NICKNAMES.get(left, left)} & {right, _NICKNAMES.get(right, right)}
    return bool(shared) or same_spelling(left, right)


def same_name(left: str, right: str) -> bool:
    """Tell whether two names can be one institution's or place's.

    True for equal words ("the" and "of" aside, in any order), an acronym and its words, and a name
    that only leaves out words before its head, or where it stands: "State Department", "US State
    Department"; "Polish embassy", "Polish embassy in London".
    """
    one, two = _institution(left), _institution(right)
    if not one or not two:
        return False
    if sorted(one) == sorted(two) or acronym_of(left, right) or acronym_of(right, left):
        return True
    if len(one) > len(two):
        one, two = two, one
    if _joined(one) == _joined(two):
        return True
    return len(one) > 1 and (two[-len(one) :] == one or _head(left) == _head(right) in (one, two))


def institution_keys(name: str) -> frozenset[str]:
    """Return strings of which two names of one institution share at least one: last words and initials."""
    words = _institution(name)
    if not words:
        return frozenset()
    letters = _POSSESSIVE.sub("", name).replace(".", "")
    keys = {words[-1], " ".join(sorted(words)), _joined(words), *_head(name)[-1:]}
    if letters.isupper() and len(letters) <= 8:
        keys.add("*" + letters.lower())
    plain = name_words(name)
    if len(plain) > 1:
        keys.add("*" + "".join(word[0] for word in plain))
        keys.add("*" + "".join(word[0] for word in plain if word not in _SMALL))
    return frozenset(keys)


def _head(name: str) -> tuple[str, ...]:
    """Words of an institution's name without the place where it stands."""
    return _institution(name.partition(" in ")[0])


@lru_cache(maxsize=20_000)
def _institution(name: str) -> tuple[str, ...]:
    found: list[str] = []
    for word in name_words(name):
        if word not in _SMALL:
            found.extend(_EXPANSIONS.get(word, (word,)))
    return tuple(found)


def acronym_of(short: str, full: str) -> bool:
    """Tell whether ``short`` is written as capitals and they begin the words of ``full``, in order."""
    letters = _POSSESSIVE.sub("", short).replace(".", "")
    if not 2 <= len(letters) <= 8 or not letters.isupper():
        return False
    words = name_words(full)
    if letters.lower() in words:
        return False  # "US" is a word of "US sanctions", not its initials
    every = "".join(word[0] for word in words)
    weighty = "".join(word[0] for word in words if word not in _SMALL)
    return len(weighty) > 1 and letters.lower() in (every, weighty)


def title_gender(name: str) -> str:
    """Return "he" or "she" where a title before the name tells, else ""."""
    for word in name_words(name)[:-1]:
        if word in _SHE or (word in TITLES and word.endswith("woman")):
            return "she"
        if word in _HE or (word in TITLES and word.endswith("man")):
            return "he"
        if word not in TITLES and word != "the":
            return ""
    return ""


def given_gender(name: str) -> str:
    """Return "he" or "she" where the name's title or first given name usually tells, else ""."""
    told = title_gender(name)
    words = person_words(name)
    return told or (_given_names().get(words[0], "") if len(words) > 1 else "")


@cache
def _given_names() -> dict[str, str]:
    lines = resources.files(__package__).joinpath("given_names.txt").read_text("utf-8").splitlines()
    pairs = (line.split(": ", 1) for line in lines if line[:1] != "#")
    return {word: gender for gender, names in pairs for name in names.split() for word in name_words(name)}
