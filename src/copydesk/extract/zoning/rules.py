"""What a line says about itself: patterns that name a zone kind without looking at other lines.

Every pattern here is meant to be right whenever it fires; what no pattern names is decided by the
company a line keeps (``zones``).
"""

import functools
import importlib.resources
import re

from copydesk.extract.zoning import screen as screens
from copydesk.model.report import ZoneKind

LONGEST_RULED = 600
"""Lines longer than this, in code points, are prose; only the caption patterns look at their ends."""

_END = r"\W*\Z"
_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august"
    r"|september|october|november|december|januar|februar|märz|mai|juni|juli|oktober|dezember|janvier"
    r"|février"
    r"|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo"
    r"|junio"
    r"|julio|agosto|septiembre|octubre|noviembre|diciembre|gennaio|febbraio|aprile|maggio|giugno|luglio"
    r"|settembre|ottobre|dicembre|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|dezembro"
    r"|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)\.?"
)
DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th|\.|º)?\s+(?:de\s+)?{_MONTH}(?:\s+de)?,?\s+\d{{4}}"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})"
    r"|\d{4}年\d{1,2}月\d{1,2}日|\d{4}년 ?\d{1,2}월 ?\d{1,2}일)"
)
"""A full calendar date in lower-case text: day, month and year in any usual order."""
_CLOCK = r"\d{1,2}(?:(?:[:.h]\d{2}){1,2}(?:[.,]\d+)?(?:\s?[ap]\.?m\b\.?)?|\s?[ap]\.?m\b\.?)"
_WEEKDAY = (
    r"(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|lundi|mardi|mercredi|jeudi"
    r"|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|lunedì|martedì"
    r"|mercoledì|giovedì|venerdì|sabato|domenica|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?"
    r"|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
    r"|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)"
)
_DATE_REST = (
    rf"(?:{_CLOCK}|\b(?:[ap]\.?m\.?|at|um|uhr|à|às|a las|ore|on|the|gmt|utc|bst|e[sd]?t|p[sd]?t|c[es]t"
    rf"|cst|ist|msk|{_WEEKDAY})\b\.?"
    r"|[\s,|•·–—()/+:\-]|z\b|t(?=\d))"
)
_LABEL = (
    r"(?:(?:first |last |date |originally )?(?:published|publication|posted|updated?|modified|created"
    r"|issued|filed)"
    r"(?: (?:on|at|date|time|online|by))?|date|stand|aktualisiert|veröffentlicht|erstellt|publié(?: le)?"
    r"|mis à jour(?: le)?|publicado(?: el| em)?|actualizado|atualizado(?: em)?|pubblicato(?: il)?"
    r"|aggiornato"
    r"|опубликовано|обновлено|дата|geplaatst|gepubliceerd|publicerad|publisert|opublikowano)"
)
_DATE_LINE = re.compile(rf"\W*(?:{_LABEL}\W*)?{_DATE_REST}*{DATE}(?:{_DATE_REST}|{_LABEL}|{DATE})*\Z")
"""A line that holds nothing but a date of publication, with or without a label."""
_FOREIGN_DATE_LINE = re.compile(rf"[^\W\d_a-z][^\d.!?]{{1,40}}[:：]\s*{_DATE_REST}*{DATE}{_DATE_REST}*\Z")
"""A date after a label in a script whose words are not listed here."""

_AGENCY = (
    r"(?:reuters|ap|afp|epa|dpa|upi|tass|itar-tass|sputnik|xinhua|ansa|efe|pa|aap|anp|belga|apa"
    r"|ria novosti|ria|kyodo"
    r"|pti|ians|bloomberg|getty(?: images)?|(?:the )?associated press|press association|shutterstock"
    r"|alamy|unsplash"
    r"|flickr|wikimedia(?: commons)?|istock|zuma|rex|nurphoto|anadolu|pool|handout|file)"
)
_AGENCIES = rf"{_AGENCY}(?:[/ ,&–—-]+(?:and )?{_AGENCY})*"
_WIRE = (
    r"(?:(?:thomson )?reuters|ap|afp|dpa|upi|tass|itar-tass|xinhua|ansa|efe|pa|aap|anp|belga|apa|ria novosti"
    r"|interfax|kyodo|yonhap|pti|ians|bloomberg|lusa|ntb|ritzau|sda|epd|kna|sid|agence france-presse"
    r"|(?:the )?associated press|press association|(?:the )?canadian press)"
)
"""Agencies that sell texts, not pictures alone."""
_PHOTO = (
    r"(?:photos?|photograph(?:er|s)?|pictures?|pics?|images?|foto(?:graf)?s?|imagen|imagem|bild(?:er)?"
    r"|photo credit"
    r"|image credit|picture credit|credit|photo by|photograph by|image source|фото|תמונה|צילום|写真|사진|图)"
)
_CAPTION_START = re.compile(
    rf"(?:{_PHOTO}\s*[:：|]|\(\s*{_PHOTO}\s*[:：/]\s*[^()]{{1,80}}\)\s*\S|image caption|photo caption"
    rf"|caption\b|media caption|in this (?:file |undated |recent )?"
    r"(?:photo|picture|image|handout|frame)|file (?:photo|picture|image)\b|\(?file\)? |date imported"
    r"|pictured\b[:,]"
    r"|(?:above|below|left|right)\s*:|this (?:photo|picture|image|handout|combination"
    r"|file)\b[^.]{0,90}\b(?:shows?|taken|provided|released)"
    r"|an? (?:photo|picture|image|photograph|video grab|screen ?shot)\b[^.]{0,60}\b(?:shows?|showing"
    r"|taken from)"
    r"|a (?:file|handout|general) (?:photo|picture|view)\b|facebook twitter pinterest\b|\d+/(?:\d\d"
    r"|[5-9]) \w)"
)
_CAPTION_END = re.compile(
    rf"\(\s*(?:{_PHOTO}\s*[:：/]?\s[^()]{{1,80}}|{_AGENCY}(?:[/ ,][^()]{{0,60}})?"
    rf"|[^().]{{2,50}}/\s*{_AGENCY}[^()]{{0,30}})\s*\)\s*\Z"
    rf"|[|–—-]\s*{_PHOTO}\s*[:：]\s*\S.{{0,100}}\Z"
    rf"|[.\s]{_PHOTO}\s*[:：/]\s*[^.!?]{{2,80}}\Z"
    rf"|\b{_AGENCY}/[^\s/.][^.!?]{{1,80}}\Z|[\w.)]\s+[\w .]{{3,40}}/{_AGENCY}\s*\Z|\b(?:getty images"
    rf"|photo/[\w .]{{3,40}})\s*\Z"
)
_WIRE_END = re.compile(rf"[(\[]{_WIRE}(?:[/, &–—-]+(?:and )?{_WIRE})*[)\]]\W*\Z")
_ALONE = re.compile(rf"\W*{_AGENCIES}\W*\Z")
MOST_SENTENCES = 2
"""Sentence ends inside a caption that only its credit gives away; with more of them, a line is prose."""
_SENTENCE = re.compile(r"[.!?][\"”’)]?\s")
_DESK_NOTES = ("attention editors", "editorial use only", "hide caption", "images of the day")
_SIDE = r"\(\s*(?:l|r|c|centre|center|left|right)\s*\)"
_SIDES = re.compile(rf"{_SIDE}.{{0,200}}{_SIDE}")
"""Who stands on which side, said of two people."""
_CREDIT = re.compile(
    rf"\W*(?:additional reporting|reporting by|written by .+; ?editing|writing by|editing by|compiled by"
    rf"|edited by"
    rf"|with (?:files|reporting|assistance|additional reporting|inputs?|material) (?:from|by)|source\s*:"
    rf"|quelle\s*:|fonte\s*:"
    rf"|fuente\s*:|источник\s*:|via\s*:|news agencies\W*\Z|copyright (?:\d|by|©)|©|\(c\) ?\d{{4}}"
    rf"|{_PHOTO}(?: by)?\s*[:：/|]\s*[^.!?]{{1,60}}\Z|[(\[]?{_AGENCIES}[)\]]?\W*\Z)"
)
_CONTRIBUTED = re.compile(
    r".{2,120}\b(?:contributed to this (?:report|article|story)|contributed (?:reporting|from))\b"
)
_PHOTO_CREDIT = re.compile(
    rf"\W*{_PHOTO}(?: by)?\s*[:：/|]?\s*(?:[^\W_][\w.'’&-]{{0,30}}[\s/,]+){{0,5}}[^\W_][\w.'’&-]{{0,40}}\W*\Z"
)
_PROMOTION = re.compile(
    r"\b(?:in|to) your (?:in|mail)box\b|\benter your e-?mail|\bsign up (?:free|now|here|today|for (?:our"
    r"|free|the))\b"
    r"|\bsubscribe (?:to our|now|today|for (?:free|full|just|only|unlimited))\b|\bunsubscribe\b"
    r"|\bprivacy policy\b"
    r"|\b(?:our|this|free|daily|weekly) newsletter\b.{0,60}\b(?:sign|subscribe|register|here)\b"
    r"|\buses? cookies\b|\ball rights reserved\b"
)
"""Where a page asks something of its visitor in the middle of a sentence."""
_TEASER_HEAD = re.compile(
    r"\W*(?:read (?:more|next|also|this next)|related|more (?:from|on|about|in|stories|news)|most (?:read"
    r"|popular|viewed)|trending|recommended"
    r"|you (?:may|might) (?:also )?(?:like|be interested)|don[’']t miss|up next|also (?:on|in|read)"
    r"|see also|latest (?:news|stories)|popular"
    r"|lesen sie auch|mehr zum|à lire aussi|lire aussi|lea también|leia também|leggi anche|читайте также"
    r"|lees ook)\b[^.!?]{0,60}\Z"
)
_FORM = re.compile(r"\W*(?:leave|post|add|write|submit) (?:a |your )?(?:comment|reply)\b.{0,60}\Z")
_SOURCE_NAME = re.compile(r"(?:www\.)?[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+){1,3}\W{0,2}\Z")
_CORRECTION = re.compile(
    r"\W*(?:corrections?\b\s*(?:[:：(–—-]|appended|and clarification|\d)|clarifications?\s*[:：]|corrects\b"
    r"|editor[’']?s? note\s*[:：]"
    r"|this (?:article|story|report|post|piece|page) (?:was|has been|is) (?:\w+ )?(?:amended|corrected"
    r"|updated|clarified|edited)"
    r"|an? (?:earlier|previous|original) version of this|berichtigung\s*:|korrektur\s*:|rectificati(?:f"
    r"|on)\s*:|corrección\s*:"
    r"|fe de erratas|errata\b|исправлен)"
)
_BYLINE = re.compile(
    r"(?:by|von|par|por|text|words|written by|reported by|story by|author|авторы?)\s*[:：]?\s+(?=\S)"
    r"(?!the end\b|then\b|now\b)[^.!?:;]{2,110}\Z"
)
_STAFF = re.compile(
    r"(?:[\w’' ]{2,30} )?(?:staff(?: and agenc(?:y|ies)| writers?| reporters?| report| correspondent)?"
    r"|news desk|newsroom"
    r"|(?:news )?agencies|web desk|correspondent|our correspondent)\W*\Z"
)
_COMMENT_HEAD = re.compile(
    r"\W*(?:(?:\d+ ?|(?:no|all|show|see|view|read|add|post|write|leave|join) )(?:all |the |a |your "
    r"|\d+ )*(?:comments?|repl(?:y|ies)|responses?|talkbacks?|conversation|discussion)\b[^.]{0,60}"
    r"|(?:reader |recent |user |top )?comments?(?: \(?\d+\)?)?\s*[:：]?|leave a (?:comment|reply)\b.{0,60}"
    r"|discussion|kommentare?(?: \(?\d+\)?)?|\d+ kommentare?|commentaires?|\d+ commentaires?|comentarios?"
    r"|comentários?|\d+ coment[aá]rios?"
    r"|комментари[ийея]+(?: \(?\d+\)?)?|reacties?|\d+ reacties?|commenti|komentarze|yorumlar"
    r"|komentar(?:er)?|התגובות|תגובות)\W*\Z"
)
_NAME = r"[^\W\d_][^\s.,:;!?][^.,:;!?|\n]{0,38}|[^\W_][\w.\- ]{1,38}"
_POSTED = (
    rf"(?:{DATE}|(?:an?|\d+) (?:second|minute|min|hour|hr|day|week|month|year)s? ago|(?:yesterday|today) at)"
)
_DATED = re.compile(rf"(?<![\w.]){DATE}")
_STAMP = re.compile(
    r"[^\W\d_]\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d(?:st|nd|rd|th|[.º])?\s+(?:de\s+)?[^\W\d_]{3,}"
    r"[^\d]{1,10}\d{4}|\d[-/.]\d{1,2}[-/.]\d|\d{4}[年년]|\d \w{1,7} ago\b|\ban? \w{1,7} ago\b|day at\b"
)
"""What every date of publication or of a comment has; a quick look before the long patterns."""
_THREAD_HEAD = re.compile(
    rf"\s*(?P<number>\d{{1,4}}[.)]\s+)?(?:{_NAME})\s*(?:says|said|writes|wrote|commented)?\s*[:,"
    rf"|•·–—-]?\s*(?:\(?on |posted |at )?\(?\b{_POSTED}[^.!?]{{0,40}}\Z"
)
"""Who wrote a comment and when, perhaps numbered."""
_SAYS_HEAD = re.compile(
    r"\s*(?:\d{1,4}[.)]\s+)?[^.,:;!?]{2,40}(?: on .{6,40})? (?:says|said|wrote|schrieb|a dit|dice)\s*:\s*\Z"
)
_REPLY = re.compile(
    r"\W*(?:reply|repl(?:y|ies) to .{1,40}|permalink|upvote|downvote|like\W+reply|flag"
    r"|report(?: comment| abuse)?"
    r"|antworten|répondre|responder|rispondi|ответить)\W*\Z"
)


@functools.cache
def _furniture() -> re.Pattern[str]:
    """Return the phrases of ``furniture.txt`` as one pattern."""
    text = importlib.resources.files("copydesk.extract.zoning").joinpath("furniture.txt").read_text("utf-8")
    phrases = [line for line in text.splitlines() if line and not line.startswith("#")]
    return re.compile(rf"\W*(?:{'|'.join(phrases).replace('$', _END)})")


def is_caption(folded: str, screen: int = screens.EVERY) -> bool:
    """Tell whether a case-folded line describes a picture; ``screen`` as for ``own_kind``."""
    if len(folded) > LONGEST_RULED:
        return False
    if screen & screens.CAPTION:
        if _PHOTO_CREDIT.match(folded):
            return False
        if _CAPTION_START.match(folded):
            return True
    if screen & screens.DESK_NOTE and (
        any(map(folded.__contains__, _DESK_NOTES)) or ("(" in folded and _SIDES.search(folded))
    ):
        return True
    if not screen & screens.CAPTION_END:
        return False
    tail = folded[-130:]
    if not (tail.endswith((")", "images")) or ":" in tail or "/" in tail or "：" in tail):
        return False
    if not _CAPTION_END.search(tail) or _ALONE.match(folded):
        return False
    return len(_SENTENCE.findall(folded)) <= MOST_SENTENCES


def is_credited_prose(folded: str) -> bool:
    """Tell whether a case-folded line is prose with an agency's credit at its end: "Nobody was hurt. (AFP)".

    "The bridge in March (AFP)" is none. Of 23 captions in data/pages and data/stories that end with an
    agency in brackets, four have a sentence in them, and those stand first in their reports.
    """
    start = max(0, len(folded) - 130)
    credit = _WIRE_END.search(folded, start)
    return (
        credit is not None
        and _SENTENCE.search(folded, max(0, start - LONGEST_RULED), credit.start()) is not None
    )


def own_kind(folded: str, screen: int = screens.EVERY) -> ZoneKind | None:
    """Return the kind that a stripped, case-folded line gives itself, None where it gives none.

    Args:
        folded: the line.
        screen: the rules that can fire on it (see ``screen``); all are tried where nothing is known.
    """
    if len(folded) > LONGEST_RULED:
        return None
    if screen & screens.CORRECTION and _CORRECTION.match(folded):
        return "correction"
    if _is_credit(folded, screen):
        return "credit"
    if screen & screens.DATED and is_date_line(folded):
        return "byline"
    if len(folded) < 300 and _furniture().match(folded):
        return "furniture"
    if screen & screens.PROMOTION and len(folded) < 300 and _PROMOTION.search(folded):
        return "furniture"
    if screen & screens.COMMENTS and is_comment_head(folded):
        return "furniture"
    if len(folded) >= 120:
        return None
    if screen & screens.BYLINE and _BYLINE.match(folded):
        return "byline"
    return "byline" if screen & screens.STAFF and _STAFF.match(folded) else None


def _is_credit(folded: str, screen: int) -> bool:
    if screen & screens.CREDIT and (_CREDIT.match(folded) or (":" in folded and _PHOTO_CREDIT.match(folded))):
        return True
    if screen & screens.CONTRIBUTED and _CONTRIBUTED.match(folded):
        return True
    named = len(folded) < 40 and " " not in folded and _SOURCE_NAME.match(folded) is not None
    return named and not folded.replace(".", "").isdecimal()


def is_date_line(folded: str) -> bool:
    """Tell whether a case-folded line holds a date of publication and nothing else."""
    if len(folded) > 120 or not _STAMP.search(folded):
        return False
    return bool(_DATE_LINE.match(folded) or _FOREIGN_DATE_LINE.match(folded))


def is_stamped(folded: str) -> bool:
    """Tell whether a short case-folded line has a date or says how long ago something was."""
    return len(folded) <= 120 and _STAMP.search(folded) is not None


def is_dated(folded: str) -> bool:
    """Tell whether a short case-folded line names a full date among other words."""
    if len(folded) > 120 or folded.count(" ") > 14:
        return False
    return bool(_STAMP.search(folded) and _DATED.search(folded))


def is_comment_head(folded: str) -> bool:
    """Tell whether a case-folded line is the heading of readers' comments."""
    return len(folded) < 100 and bool(_COMMENT_HEAD.match(folded))


def is_thread_head(folded: str, screen: int = screens.EVERY) -> bool:
    """Tell whether a case-folded line says who wrote a comment and when, or offers to reply to one.

    Args:
        folded: the line.
        screen: as for ``own_kind``.
    """
    if len(folded) > 120:
        return False
    if screen & screens.DATED and is_stamped(folded) and _THREAD_HEAD.match(folded):
        return True
    return bool(screen & screens.REPLY and len(folded) < 50 and _REPLY.match(folded))


def is_says_head(folded: str) -> bool:
    """Tell whether a case-folded line is "NAME says:", which begins a comment where a date follows."""
    return len(folded) <= 90 and folded.endswith(":") and bool(_SAYS_HEAD.match(folded))


def is_numbered_head(folded: str) -> bool:
    """Tell whether a case-folded line begins a numbered comment of a thread."""
    found = _THREAD_HEAD.match(folded) if len(folded) <= 120 else None
    return bool(found and found["number"])


def is_teaser_head(folded: str) -> bool:
    """Tell whether a case-folded line announces a list of other reports."""
    return len(folded) < 80 and bool(_TEASER_HEAD.match(folded))


def is_comment_form(folded: str) -> bool:
    """Tell whether a case-folded line invites the reader to write a comment."""
    return len(folded) < 100 and bool(_FORM.match(folded))
