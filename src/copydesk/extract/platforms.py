"""Platforms named as the place where something was said: "wrote on his Facebook page", "tweeted".

A platform that is only talked about ("shares of Facebook") is none.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from copydesk.model.claim import Value
from copydesk.model.syntax import Sentence

_POSTING = frozenset(
    """write post say tweet share announce publish comment call add tell message statement video reply
    respond note describe claim explain state quote confirm thank accuse mock deny denounce condemn
    criticise criticize joke complain warn upload broadcast livestream hit take""".split()
)
"""Lemmas beside which "on Facebook" tells where something was said."""


@cache
def _names() -> dict[str, str]:
    """Written form (lower case) to canonical platform."""
    lines = resources.files(__package__).joinpath("platforms.txt").read_text("utf-8").splitlines()
    pairs = (line.split(":") for line in lines if line and not line.startswith("#"))
    return {form.strip().lower(): name for name, forms in pairs for form in forms.split(",")}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Two patterns: where a platform's name is used as a place to speak, and the verbs that name one."""
    names = "|".join(sorted((re.escape(form) for form in _names() if len(form) > 1), key=len, reverse=True))
    kind = "account|page|post|feed|channel|message|thread|profile|video|story|statement"
    whose = (
        "his|her|its|their|the|a|an|my|our|own|official|personal|private|verified|social|media|network|site"
    )
    owner = rf"(?:(?:{whose}|site|platform|\w+['’]s)\s+){{0,4}}"
    act = "took|taking|takes|turned|posted|posting|wrote|uploaded|published"
    lead = rf"(?:on|via|through|using|in|to|by|(?:{act})\s+(?:it\s+|this\s+)?(?:to|on|in))"
    used = re.compile(
        rf"\b{lead}\s+{owner}(?P<name>(?i:{names})|X)(?!['’]s|[-\w])(?:\s+(?P<page>(?:{kind})s?)\b)?"
    )
    verb = re.compile(r"\b(?P<tweet>tweeted|tweets?|tweeting)\b", re.IGNORECASE)
    return used, verb


def platforms(sentence: Sentence, text: str) -> Iterator[Value]:
    """Yield platforms that a sentence of the report ``text`` names as the place where something was said."""
    stretch = text[sentence.start : sentence.end]
    used, verb = _patterns()
    speaks = any(token.lemma.lower() in _POSTING for token in sentence.tokens)
    for match in used.finditer(stretch):
        first = match[0].split()[0].lower()
        if match["page"] is None and (not speaks or first in ("in", "to", "by")):
            continue
        name = _names()[match["name"].lower()]
        yield Value(
            sentence.start + match.start("name"), sentence.start + match.end("name"), "platform", name
        )
    for match in verb.finditer(stretch):
        start = sentence.start + match.start()
        token = next((token for token in sentence.tokens if token.start == start), None)
        if token is not None and (token.pos == "VERB" or _in_a(stretch, match.start())):
            yield Value(start, sentence.start + match.end(), "platform", "Twitter")


def _in_a(stretch: str, at: int) -> bool:
    """Tell whether a noun "tweet" at ``at`` is where something is said: "in a series of tweets"."""
    return re.search(r"\b[Ii]n\s+(?:[\w-]+\s+){1,4}$", stretch[max(0, at - 60) : at]) is not None
