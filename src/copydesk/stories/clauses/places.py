"""Where a clause says that something happened, and whether two such places can be one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from copydesk.model.document import Document
from copydesk.model.syntax import Token
from copydesk.stories.clauses.cores import Core

_IN = frozenset("in at near outside inside around off above across throughout".split())
"""Prepositions before the place where something is done; "of", "from" and "to" tell other things."""

_COUNTRIES = frozenset(
    """afghanistan albania algeria angola argentina armenia australia austria azerbaijan bahrain bangladesh
    barbados belarus belgium belize benin bhutan bolivia bosnia botswana brazil brunei bulgaria burundi
    cambodia cameroon canada chad chile china colombia congo croatia cuba cyprus denmark djibouti
    ecuador egypt eritrea estonia ethiopia fiji finland france gabon gambia georgia germany ghana greece
    grenada guatemala guinea guyana haiti honduras hungary iceland india indonesia iran iraq ireland
    israel italy jamaica japan jordan kazakhstan kenya kosovo kuwait kyrgyzstan laos latvia lebanon
    lesotho liberia libya lithuania luxembourg madagascar malawi malaysia mali malta mauritania
    mauritius mexico moldova monaco mongolia montenegro morocco mozambique myanmar namibia nepal
    netherlands nicaragua niger nigeria norway oman pakistan palestine panama paraguay peru philippines
    poland portugal qatar romania russia rwanda senegal serbia singapore slovakia slovenia somalia spain
    sudan suriname sweden switzerland syria taiwan tajikistan tanzania thailand togo tunisia turkey
    turkmenistan uganda uk ukraine uruguay us uzbekistan vatican venezuela vietnam yemen zambia
    zimbabwe""".split()
) | {
    "costa rica", "czech republic", "dominican republic", "el salvador", "hong kong", "ivory coast",
    "new zealand", "north korea", "papua new guinea", "saudi arabia", "sierra leone", "south africa",
    "south korea", "sri lanka", "south sudan", "trinidad and tobago", "burkina faso",
}  # fmt: skip
_REGIONS = frozenset(
    """alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois
    indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi
    missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont
    virginia wisconsin wyoming england scotland wales ontario quebec alberta manitoba bavaria saxony
    queensland victoria tasmania""".split()
) | {
    "new hampshire", "new jersey", "new mexico", "north carolina", "north dakota", "rhode island",
    "south carolina", "south dakota", "west virginia", "british columbia", "nova scotia", "northern ireland",
    "new south wales", "new england",
}  # fmt: skip
_CITIES = frozenset(
    """amsterdam ankara antwerp athens atlanta auckland austin baghdad baltimore bangkok barcelona basel
    beijing beirut belfast belgrade bergen berlin bern bilbao birmingham bogota bologna bordeaux boston
    brasilia bratislava bremen brisbane bristol brussels bucharest budapest cairo calgary
    canberra caracas cardiff casablanca charlotte chennai chicago cincinnati cleveland cologne copenhagen
    dakar damascus delhi denver detroit dhaka dresden dubai dublin edinburgh florence frankfurt geneva
    genoa glasgow gothenburg graz hamburg hanoi hanover havana helsinki houston hyderabad indianapolis
    islamabad istanbul jakarta jerusalem johannesburg kabul karachi kathmandu khartoum kigali kolkata krakow
    kyiv lagos lahore leeds leipzig lille lima lisbon liverpool ljubljana london lviv lyon madrid malaga
    manchester manila marseille melbourne memphis miami milan milwaukee minneapolis minsk mogadishu montreal
    moscow mosul mumbai munich nairobi nantes naples nashville nice nottingham odessa orlando osaka oslo
    ottawa palermo paris perth philadelphia phoenix pittsburgh portland porto prague pretoria quito
    rangoon riga rome rotterdam salzburg santiago sarajevo seattle seoul seville shanghai sheffield sofia
    stockholm strasbourg stuttgart sydney taipei tallinn tampa tashkent tbilisi tehran tirana tokyo toronto
    toulouse tripoli trondheim tunis turin vancouver venice vienna vilnius warsaw winnipeg wroclaw yangon
    yerevan zagreb zurich""".split()
) | {
    "addis ababa", "buenos aires", "cape town", "hong kong", "kuala lumpur", "las vegas", "los angeles",
    "mexico city", "new delhi", "new orleans", "rio de janeiro", "saint petersburg", "salt lake city",
    "san antonio", "san diego", "san francisco", "sao paulo", "st petersburg", "tel aviv",
}  # fmt: skip
"""Cities of which none lies in another, or so near one that reports take the one for the other."""

_MAY_BE_ONE = (
    {"delhi", "new delhi"}, {"rangoon", "yangon"}, {"saint petersburg", "st petersburg"},
    {"china", "taiwan"}, {"serbia", "kosovo"}, {"israel", "palestine"}, {"sudan", "south sudan"},
    {"uk", "ireland"}, {"russia", "ukraine"},
)  # fmt: skip
"""Names of one city, and countries that one report counts as a part of the other, or whose land changed
hands."""

_VAGUE_REGIONS = frozenset({"new england", "victoria"})
"""Regions that hold others, or share their name with a town in another."""

_WIDER = frozenset("europe asia africa america antarctica oceania east west north south gulf".split())
_ALIASES = {
    "u.s": "us", "usa": "us", "united states": "us", "united states of america": "us", "america": "us",
    "u.k": "uk", "britain": "uk", "great britain": "uk", "united kingdom": "uk", "burma": "myanmar",
}  # fmt: skip
_WITHIN = re.compile(r",? (?:in|of|near|outside)? ?(?:the )?")


Pairs = frozenset[tuple[str, str]]
"""Pairs of places, in lower case, each in order of the alphabet."""


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A country, a region of one, or another place, in lower case."""

    level: str
    name: str


def places(core: Core) -> frozenset[Where]:
    """Return the countries, regions and towns in, at or near which the clause says that it happened."""
    tokens, found = core.sentence.tokens, set()
    inside = set(core.members)
    for index in core.members:
        token = tokens[index]
        above = tokens[token.head]
        if token.entity != "GPE" or token.dep != "pobj" or above.text.lower() not in _IN:
            continue
        if token.head in inside:
            found.add(_where(_name(tokens, index)))
    return frozenset(found)


def elsewhere(one: frozenset[Where], other: frozenset[Where], together: Pairs) -> bool:
    """Tell whether two clauses name places of one kind, none of which can be one of the other's.

    "Cologne" and "Hamburg" differ, and so do "France" and "Spain"; "Cologne" and "Germany" may both be true,
    and so may two places that a report names ``together``, as in "Queens, New York".
    """
    levels = {place.level for place in one} & {place.level for place in other}
    return bool(levels) and not any(
        _one_place(left, right, together) for left in one for right in other if left.level == right.level
    )


def surely_elsewhere(one: str, other: str) -> bool:
    """Tell whether two names, as printed, are two countries, two regions of countries or two large cities.

    Of other places nobody here knows which lies in which: "Malibu" and "Los Angeles" may both be true.
    """
    left, right = _plain(one), _plain(other)
    kinds = (_COUNTRIES - _CITIES, _REGIONS - _VAGUE_REGIONS, _CITIES)
    return (
        left != right
        and any(left in kind and right in kind for kind in kinds)
        and not any({left, right} <= same for same in _MAY_BE_ONE)
    )


def _one_place(one: Where, other: Where, together: Pairs) -> bool:
    if one.name == other.name or one.level == "wider":
        return True
    if one.level != "town":
        return False
    pair = min(one.name, other.name), max(one.name, other.name)
    return bool(set(one.name.split()) & set(other.name.split())) or pair in together


def named_together(document: Document) -> Pairs:
    """Return pairs of places that a report names side by side: "Queens, New York", "Leith in Edinburgh"."""
    names = [mention for mention in document.mentions if mention.kind == "place"]
    found = set()
    for left, right in pairwise(names):
        if _WITHIN.fullmatch(document.text, left.end, right.start):
            one, other = _plain(left.span.of(document.text)), _plain(right.span.of(document.text))
            found.add((min(one, other), max(one, other)))
    return frozenset(found)


def _where(name: str) -> Where:
    if name in _COUNTRIES:
        return Where("country", name)
    if name in _REGIONS:
        return Where("region", name)
    return Where("wider" if _WIDER & set(name.split()) else "town", name)


def _name(tokens: Sequence[Token], index: int) -> str:
    first = index
    while first > 0 and tokens[first - 1].entity == "GPE" and tokens[first - 1].pos != "PUNCT":
        first -= 1
    return _plain(" ".join(token.text for token in tokens[first : index + 1]))


def _plain(name: str) -> str:
    form = name.lower().removeprefix("the ").strip(".,'’ ")
    return _ALIASES.get(form, form)
