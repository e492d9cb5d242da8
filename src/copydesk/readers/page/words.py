"""What the names, classes and ids of HTML elements say about their content."""

import re
from functools import lru_cache
from itertools import pairwise

from copydesk.model.report import ZONE_KINDS, ZoneKind

HINTS: tuple[ZoneKind | None, ...] = (None, *ZONE_KINDS)
"""What an element may say its content is. The place of a kind is its code; 0 says nothing."""
HINT: dict[ZoneKind | None, int] = {kind: code for code, kind in enumerate(HINTS)}

TELLING: dict[str, ZoneKind] = {
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
"""Elements whose name alone says what they hold."""
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
    pullquote paywall sharedaddy addthis addtoany sharethis sharebar sharebox yarpp jetpack zergnet
    revcontent nativo dianomi mailchimp optin colophon sitemap topbar subnav
    subnavigation submenu megamenu prevnext postnav
    crosslinks lightbox tooltip captcha printfriendly authorbox authorbio aboutauthor sponsoredcontent
    advertentie werbung anzeige anzeigen reklame reklama publicite publicidad publicidade pubblicita
    teilen partage partager compartir compartilhar condividi delen
    relacionadas relacionados relacionada relacionado correlati similaires empfehlungen
    """.split()
)
"""Words of sites' layouts, of widgets that many sites share, and of other languages' sites."""
_WORDS: dict[ZoneKind, frozenset[str]] = {
    "comment": frozenset(
        "comment comments commentlist commentform disqus respond discussion commenting livefyre hyvor "
        "intensedebate viafoura spotim openweb kommentar kommentare kommentarer commentaire commentaires "
        "comentario comentarios commenti reacties komentarze kommentarii".split()
    ),
    "correction": frozenset("correction corrections clarification".split()),
    "credit": frozenset("credit credits photocredit imagecredit photographer".split()),
    "caption": frozenset(
        "caption captions cutline figcaption imagecaption photocaption bildunterschrift legende didascalia "
        "onderschrift".split()
    ),
    "furniture": _FURNITURE,
    "standfirst": frozenset(
        "standfirst deck dek subtitle subheadline subhed strapline untertitel vorspann sottotitolo subtitulo "
        "chapo".split()
    ),
    "byline": frozenset(
        "byline bylines author authors date dates timestamp dateline pubdate postmeta posted datepublished "
        "datemodified autor autoren auteur auteurs autore autori fecha datum".split()
    ),
}
"""Words per kind; where an element has words of several, the first kind in this order wins."""
_RANKS = {word: (rank, kind) for rank, (kind, words) in enumerate(_WORDS.items()) for word in words}
_NOTHING: tuple[int, ZoneKind | None] = (len(_WORDS), None)

_BODY = re.compile(
    r"(?:article|artikel|articulo|articolo|story|entry|post|news|noticia|beitrag|main)[-_]*"
    r"(?:body|content|text|inhalt|contenido|contenuto|cuerpo|corpo|corps)",
    re.I,
)
_PAIRS = frozenset({("most", "read"), ("read", "more"), ("also", "read"), ("sign", "up"), ("author", "box")})
_POSTS = frozenset("embed embedded tweet".split())
"""Words of a post shown inside a report ("social-media-embed"): part of what it tells, not furniture."""
_PIECE = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+")
_INLINE: frozenset[ZoneKind | None] = frozenset({"credit", "byline", "caption"})


@lru_cache(maxsize=1 << 16)
def _pieces(word: str) -> tuple[str, ...]:
    """Split one class or id into words: "PostMeta-date" has three."""
    return tuple(piece.lower() for piece in _PIECE.findall(word))


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
    kind = TELLING.get(name)
    if kind == "furniture" or not words:
        return kind
    if _BODY.search(words):
        return "body"
    pieces = [piece for word in words.split() for piece in _pieces(word)]
    found = min((_RANKS[piece] for piece in pieces if piece in _RANKS), default=_NOTHING)[1] or kind
    if found in {None, "byline"} and not _PAIRS.isdisjoint(pairwise(pieces)):
        found = "furniture"
    if found == "furniture" and not _POSTS.isdisjoint(pieces):
        found = None
    if inline and found not in _INLINE:
        return None
    return found
