"""What the names, classes and ids of HTML elements say about their content."""

import re
from functools import lru_cache
from itertools import pairwise

from copydesk.model.report import ZoneKind

_TAGS: dict[str, ZoneKind] = {
    "nav": "furniture",
    "footer": "furniture",
    "aside": "furniture",
    "form": "furniture",
    "button": "furniture",
    "select": "furniture",
    "dialog": "furniture",
    "menu": "furniture",
    "figcaption": "caption",
}
_UNLABELLED = frozenset({"html", "body", "main", "article"})
"""Elements that hold the report; their classes describe the page ("has-sidebar", "tag-politics")."""

_FURNITURE = frozenset(
    """
    share sharing sharer shares social related recommend recommended recommendation recommendations
    newsletter newsletters subscribe subscription signup promo promos promotion advert adverts
    advertisement advertising ad ads adslot sponsor sponsored sponsors cookie cookies consent gdpr
    breadcrumb breadcrumbs tags taglist tagcloud nav navigation navbar menu footer sidebar widget
    popular trending mostread toolbar pagination pager login masthead banner modal popup overlay
    teaser teasers outbrain taboola ticker carousel rail legal copyright disclaimer rating toc skip
    donate donation follow bio readmore relatedposts adsbygoogle contentinfo search complementary
    """.split()
)
_COMMENT = frozenset("comment comments commentlist disqus respond discussion commenting".split())
_CAPTION = frozenset("caption captions cutline figcaption imagecaption photocaption".split())
_CREDIT = frozenset("credit credits photocredit imagecredit photographer".split())
_BYLINE = frozenset(
    "byline bylines author authors date dates timestamp dateline pubdate postmeta posted datepublished "
    "datemodified".split()
)
_STANDFIRST = frozenset("standfirst deck dek subtitle subheadline subhed strapline".split())
_CORRECTION = frozenset("correction corrections clarification".split())
_BODY = re.compile(r"(?:article|story|entry|post|news|main)(?:body|content|text)")
_PAIRS = frozenset({("most", "read"), ("read", "more"), ("also", "read"), ("sign", "up"), ("author", "box")})
_PIECE = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+")

_ORDER: tuple[tuple[frozenset[str], ZoneKind], ...] = (
    (_COMMENT, "comment"),
    (_CORRECTION, "correction"),
    (_CREDIT, "credit"),
    (_CAPTION, "caption"),
    (_FURNITURE, "furniture"),
    (_STANDFIRST, "standfirst"),
    (_BYLINE, "byline"),
)
_INLINE: frozenset[ZoneKind] = frozenset({"credit", "byline", "caption"})


@lru_cache(maxsize=1 << 14)
def kind_of(name: str, words: str, *, inline: bool) -> ZoneKind | None:
    """Say what kind of zone an element opens, by its name and its classes, id, role and label.

    Args:
        name: the element's name in lower case.
        words: values of its attributes class, id, role, itemprop, rel and aria-label.
        inline: the element stands inside a line; only credits, bylines and captions are told there.

    Returns:
        A zone kind; "body" for a container named as the report's own text; None for no opinion.
    """
    if name in _UNLABELLED:
        return None
    kind = _TAGS.get(name)
    if kind == "furniture" or not words:
        return kind
    if _BODY.search(words.lower().replace("-", "").replace("_", "")):
        return "body"
    pieces = [piece.lower() for piece in _PIECE.findall(words)]
    told = frozenset(pieces)
    found = next((kind for vocabulary, kind in _ORDER if not vocabulary.isdisjoint(told)), kind)
    if found in {None, "byline"} and not _PAIRS.isdisjoint(pairwise(pieces)):
        found = "furniture"
    if inline and found not in _INLINE:
        return None
    return found
