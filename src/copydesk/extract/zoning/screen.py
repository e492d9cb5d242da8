"""Which rules can fire on a line at all: each needs one of a few words, and words are cheap to look up.

A rule whose words a line lacks is not tried on it. ``OPENS`` are looked for in a line's first word only.
A line that begins in a script without spaces between words, or with a digit, passes every screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.extract.zoning.sheet import DIGIT

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from copydesk.extract.zoning.sheet import Sheet

CORRECTION, CREDIT, CAPTION, COMMENTS, BYLINE, REPLY = (1 << bit for bit in range(8, 14))
CONTRIBUTED, DESK_NOTE, CAPTION_END, PROMOTION, STAFF, DATED = (1 << bit for bit in range(16, 22))
OPENS = CORRECTION | CREDIT | CAPTION | COMMENTS | BYLINE | REPLY
HOLDS = CONTRIBUTED | DESK_NOTE | CAPTION_END | PROMOTION | STAFF | DATED
EVERY = OPENS | HOLDS
"""The screen of a line about which nothing is known: every rule is tried."""

_PICTURES = (
    "photo photos photograph photographs photographer picture pictures pic pics image images foto fotos"
    " fotografs imagen imagem bild bilder credit фото תמונה צילום 写真 사진 图"
)
_AGENCIES = (
    "reuters ap afp epa dpa upi tass itar sputnik xinhua ansa efe pa aap anp belga apa ria kyodo pti ians"
    " bloomberg getty associated press shutterstock alamy unsplash flickr wikimedia istock zuma rex"
    " nurphoto anadolu pool handout file"
)

_CORRECTED = (
    "correction clarification editor editors this a an berichtigung korrektur rectification corrección fe"
    " errata исправлен"
)
_CREDITED = (
    "additional reporting written writing editing compiled edited with source quelle fonte fuente источник"
    " via news copyright c the"
)
_PICTURED = "media in file date pictured above below left right this a an facebook caption"
_COMMENTED = (
    "no all show see view read add post write leave join comment comments reply replies response responses"
    " talkback conversation discussion reader recent user top kommentar kommentare commentaire comentario"
    " comentário комментарии reactie reacties commenti komentarze yorumlar komentarer"
)
_REPLIED = (
    "reply replies permalink upvote downvote like flag report antworten répondre responder rispondi ответить"
)
SCREENS = (
    (CORRECTION, _CORRECTED),
    (CREDIT, f"{_CREDITED} {_PICTURES} {_AGENCIES}"),
    (CAPTION, f"{_PICTURED} {_PICTURES}"),
    (COMMENTS, _COMMENTED),
    (BYLINE, "by von par por text words written reported story author автор авторы"),
    (REPLY, _REPLIED),
    (CONTRIBUTED, "contributed"),
    (DESK_NOTE, "attention editorial hide images l r c centre center left right"),
    (CAPTION_END, f"{_PICTURES} {_AGENCIES}"),
    (PROMOTION, "inbox mailbox email mail sign subscribe unsubscribe privacy newsletter cookies rights"),
    (STAFF, "staff desk newsroom agencies correspondent"),
    (DATED, "ago yesterday today"),
)
"""For each screen the words that a line needs one of."""

_FIRST_WITHOUT_SPACES = 0x500
"""Code points from here on (Hebrew, Arabic, Han ...) begin lines that pass every screen."""


def screen(sheet: Sheet) -> NDArray[np.uint32]:
    """Return for each line the rules that may fire on it, as bits."""
    import numpy as np

    first, wordless = sheet.first_words[:-1], np.diff(sheet.first_words) == 0
    padded = np.concatenate((sheet.classes, np.zeros(1, np.uint32)))
    held = np.bitwise_or.reduceat(padded, first)
    bits = np.asarray((padded[first] & OPENS) | (held & HOLDS), np.uint32)
    initial = np.concatenate((sheet.initials, np.zeros(1, np.uint32)))[first]
    bits[(initial >= _FIRST_WITHOUT_SPACES) | ((initial >= ord("0")) & (initial <= ord("9")))] = EVERY
    bits[wordless] = 0
    digits = np.concatenate(([0], np.cumsum((sheet.flags & DIGIT) > 0)))
    bits[digits[sheet.begins + sheet.sizes] > digits[sheet.begins]] |= DATED
    bits[sheet.lines_with(("©",))] |= CREDIT
    return bits
