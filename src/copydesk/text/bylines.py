"""Who wrote a report: a printed line or a metadata field, cleaned to the names."""

import re

from copydesk.text.titles import outlet_key

LONGEST = 120
"""Characters of the longest byline that is taken; longer lines are prose or lists of links."""

_OPENING = re.compile(
    r"(?:(?:(?:written|reported|posted|published|story|words|text|article|report|reporting|analysis|opinion"
    r"|interview|review|contributed|compiled|submitted)\s+)?by\b"
    r"|(?:كتبت?|بقلم|記者|记者|기자|文)(?=\s*[:：])|بقلم(?=\s)|(?:記者|记者)(?=[ \u3000])"
    r"|(?:authors?|autora?|autore|auteur|autorin|verfasser|автор|text|texte|texto|testo|tekst|текст)(?=\s*[:：]))"
    r"[\s:：]*",
    re.I,
)
_OPENING_ABROAD = re.compile(
    r"(?:[Vv]on|VON|[Pp]ar|[Pp]or|[Dd]i|[Dd]oor|[Aa]v|[Aa]f|[Pp]rzez|[Оо]т)\s+(?=[^\W\d_a-zß-ÿ][\w.'’-]+\s+[^\W\d_a-zß-ÿ])"
)
"""Words for "by" that are also parts of names: taken off before two words with capitals only."""

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_DAY = r"(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?"
_TAIL = re.compile(
    r"[,\s(–—-]*(?:[|•·\n\t]|\s[-–—]{1,2}\s|@|\S+@\S+|https?:|www\."
    r"|\b(?:on|um|am|le|el|il)\b(?=\s+(?:twitter|facebook|\d|[^\W\d_]+\s\d))"
    r"|\b(?:first |last )?(?:published|updated|posted|modified|publiziert|veröffentlicht|aktualisiert|publié"
    r"|mis à jour|publicado|actualizado|atualizado|pubblicato|aggiornato)\b"
    rf"|\b{_DAY}\b[.,]?\s+\S*\d|\b{_DAY}\.?,|\b{_MONTH}\.?\s+\d|\b\d+\s+(?:minute|hour|day|week|month|year)s?\b"
    r"|\b\d{1,4}[./:-]\d{1,2}|\b\d{1,2}(?:st|nd|rd|th)?\.?\s+(?:de\s+)?[^\W\d_]{3,9}\b|\b\d{4}\b)",
    re.I,
)
"""What follows a name: another field, a handle, an address, a date."""
_ROLE = re.compile(
    r",\s*(?:the\s+)?(?:[^,]*\b(?:reporters?|writers?|editors?|correspondents?|columnists?|staff|contributors?"
    r"|journalists?|producer|photographer|bureau chief)\b[^,]*)(?=,|$)",
    re.I,
)
_NO_NAME = re.compile(
    r"(?:\w{0,5}[\s_-]?)?(?:admin(?:istrator)?|webmaster|user)\d*|unknown|anonymous|none|null|nil"
    r"|undefined|n/?a|authors?|by|the author|name|default|test|guest|root|\[?object object\]?|facebook"
    r"|twitter|share|true|false",
    re.I,
)
_NOT_PRINTED = re.compile(
    rf"\d|\b(?:{_DAY}|{_MONTH}|published|updated|posted|share|comments?|read|mins?|ago|print|e-?mail|save|follow"
    r"|advertisement|sign|subscribe|photos?|image|videos?|watch|listen|leave|reply|today|yesterday|am|pm|gmt|utc"
    r"|views?|edit|menu|search|home|news|more|about|related|credit|source|tags?|category|filed|link|copy|gift|our|writer|correspondent)\b",
    re.I,
)
"""Words on lines beside bylines: a line without a word for "by" that holds one is none."""
_LABEL = re.compile(r"[:：](?!\d)")
_DATE_WORD = re.compile(rf"{_DAY}|{_MONTH}", re.I)
_JOINER = re.compile(
    r"(?:and|und|et|y|e|og|och|en|with|for|of|the|de|da|di|du|del|della|dos|la|le|van|von|der|den|ter|bin|al|el"
    r"|и|&|/|-|–)",
    re.I,
)
_DANGLING = re.compile(r"(?:\s+(?:and|und|et|y|e|for|of|in|at|on|am|um|with|the)|[\s,;:|/／(–—-])+$")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_PROSE = re.compile(r"[.!?…]\s+\w+\s+\w+\s+\w+\s+\w|[{}<>=\[\]?!]|(?:\b[a-zß-ÿ]{3,}\s+){4}")
_LONGEST_LINE = 300


def byline_of(written: str, outlets: tuple[str | None, ...] = ()) -> str | None:
    """Clean the byline that a metadata field holds to the names in it, as they are printed.

    Args:
        written: "Jo Lindqvist, staff writer | Norvik Post".
        outlets: names of the outlet, which are cut off behind the writer's.

    Returns:
        The names without "by", dates, roles, addresses and handles, or None where none are left. What is
        left is not judged further: "Staff" and "Norvik Post" stay, for the outlet put them there.
    """
    line, _ = _opened(" ".join(written[:_LONGEST_LINE].split(" ")).strip())
    return _names(line, outlets)


def printed_byline(line: str, outlets: tuple[str | None, ...] = ()) -> str | None:
    """Clean a printed line like ``byline_of``, but be sure that it holds names.

    It opens with a word for "by", or holds nothing but a few words with capitals (or without any, in
    scripts that have none) of which no one belongs to dates or buttons.
    """
    if len(line) > _LONGEST_LINE:
        return None
    rest, opened = _opened(line.strip())
    name = _names(rest, outlets)
    if name is None or _DATE_WORD.fullmatch(name):
        return None
    words = [word for word in name.split() if not _JOINER.fullmatch(word.strip(","))]
    lowered = [word for word in words if word[0].islower()]
    if opened:
        return name if len(lowered) < len(words) else None
    single = len(words) == 1 and name.isascii()
    if single or lowered or len(words) > 12 or _NOT_PRINTED.search(name) or _LABEL.search(line):
        return None
    return name


def opens_byline(line: str) -> bool:
    """Tell whether a printed line begins with a word for "by"."""
    return _opened(line.strip())[1]


def _opened(line: str) -> tuple[str, bool]:
    """Take the words for "by" off; tell whether there were any."""
    whole = line
    for _ in range(2):
        match = _OPENING.match(line)
        line = line[match.end() :] if match else line
    match = _OPENING_ABROAD.match(line)
    line = line[match.end() :] if match else line
    return line.lstrip("|•·:–—- \n\t"), line is not whole


def _names(line: str, outlets: tuple[str | None, ...]) -> str | None:
    if not line or line.lower().startswith(("http", "www.", "@", "/")):
        return None
    tail = _TAIL.search(line, 1)
    if tail:
        line = line[: tail.start()]
    line = " ".join(_ROLE.sub("", line).split())
    line = _DANGLING.sub("", _without(line, outlets)).strip(" ,;:|()")
    if not 2 <= len(line) <= LONGEST or not _LETTERS.search(line):
        return None
    return None if _NO_NAME.fullmatch(line) or _PROSE.search(line) else line


def _without(line: str, outlets: tuple[str | None, ...]) -> str:
    """Cut the outlet's name off behind the writer's."""
    called = {outlet_key(name) for name in outlets if name} - {""}
    words = line.split()
    if outlet_key(line) in called:
        return line
    for size in range(min(6, len(words)) - 1, 0, -1):
        if outlet_key(" ".join(words[-size:]).strip("(),")) in called:
            return " ".join(words[:-size])
    return line
