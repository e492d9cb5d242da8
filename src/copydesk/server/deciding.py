"""Judgements on pages: what one would do is said first, then it is given, and the page comes anew."""

from collections.abc import Sequence
from urllib.parse import urlencode

from copydesk import judging
from copydesk.abbreviated import story_of_words
from copydesk.errors import StoreError
from copydesk.model.history import StoryEntry
from copydesk.server.guard import TOKEN
from copydesk.server.messages import Request, Response, html, see
from copydesk.server.naming import names_of
from copydesk.store.base import Store
from copydesk.web.confirm_view import (
    Effect,
    merge_effect,
    move_effect,
    reject_effect,
    split_effect,
    undo_effect,
)
from copydesk.web.judged_view import Choice
from copydesk.web.plain_words import date_words
from copydesk.web.served import ConfirmPage, address, confirm_html


def confirm(store: Store, request: Request, token: str, by: str) -> Response:
    """Say what a judgement will do, and ask.

    Args:
        store: holds the stories.
        request: names the judgement.
        token: to be sent with the form.
        by: who judged last.

    Raises:
        StoreError: it cannot be given.
    """
    deed, story = _deed(request), request.first("story")
    fields = [("do", deed), ("story", story)]
    reports: Sequence[str] = ()
    if deed == "undo":
        effect = _undoing(store, request.number("number"))
        fields.append(("number", str(request.number("number"))))
    elif deed == "merge":
        effect, other = _merging(store, story, request)
        fields.append(("other", other))
    else:
        effect, reports, to = _parting(store, deed, story, request)
        fields += [("report", report) for report in reports]
        fields += [("to", to)] if to else []
    fields.append((TOKEN, token))
    back = address(story) if story else "/"
    page = ConfirmPage(
        effect.question, effect.lines, _choices(store, reports), tuple(fields), by, effect.deed, back
    )
    return html(confirm_html(page))


def give(store: Store, request: Request) -> Response:
    """Give or undo a judgement and lead to the story's page.

    Raises:
        StoreError: it cannot be given.
    """
    deed, story, by = request.first("do"), request.first("story"), request.first("by") or None
    reports = request.fields.get("report", [])
    if deed == "undo":
        number = request.number("number")
        judgement = judging.undoing(store, number)
        judging.undo(store, number, by)
        return _after(story or judgement.story, undone=number)
    if deed == "merge":
        given = judging.merge(store, story, request.first("other"), by)
    elif deed == "split":
        given = judging.split(store, story, reports, by)
    elif deed == "move":
        given = judging.move(store, reports, request.first("to"), by)
    elif deed == "reject":
        given = judging.reject(store, reports, story, by)
    else:
        raise _unknown(deed)
    return _after(story or given.story, done=given.number)


def _deed(request: Request) -> str:
    """Return which judgement is meant; Enter in a field of the form about reports presses no button of it."""
    deed = request.first("do")
    if deed != "enter":
        return deed
    return "move" if request.first("to") else "split"


def _after(story: str, **what: int) -> Response:
    return see(f"{address(story)}?{urlencode(what)}", 303)


def _unknown(deed: str) -> StoreError:
    return StoreError(
        f"judgement {deed!r}: there is none of this kind; open the story's page and choose there"
    )


def _undoing(store: Store, number: int) -> Effect:
    judgement = judging.undoing(store, number)
    history = [event for event in store.history(judgement.story) if event.judgement == number]
    return undo_effect(judgement, names_of(store, None, history, [judgement]))


def _merging(store: Store, story: str, request: Request) -> tuple[Effect, str]:
    named = [name for name in (request.first("other"), request.first("other_id")) if name]
    others = dict.fromkeys(story_of_words(store, name) for name in named)
    if not others:
        raise StoreError("no other story is named; choose one, or give its address or id")
    if len(others) > 1:
        raise StoreError(
            "one story is chosen and another one is written; choose “this one” or empty its field"
        )
    plan = judging.merging(store, story, *others)
    return merge_effect(_entry(store, plan.story), _entry(store, plan.other or "")), plan.other or ""


def _parting(
    store: Store, deed: str, story: str, request: Request
) -> tuple[Effect, Sequence[str], str | None]:
    """Return the effect of a judgement about reports of a story, the reports, and where to they are moved."""
    reports = request.fields.get("report", [])
    if not reports:
        raise StoreError("no report is ticked; tick those that are meant")
    if deed == "split":
        plan = judging.splitting(store, story, reports)
        return split_effect(_entry(store, plan.story), plan.reports), plan.reports, None
    if deed == "reject":
        plan = judging.rejecting(store, reports, story)
        return reject_effect(_entry(store, plan.story), plan.reports), plan.reports, None
    if deed != "move":
        raise _unknown(deed)
    if not request.first("to"):
        raise StoreError("no story is named to move them to; give its address or id")
    plan = judging.moving(store, reports, story_of_words(store, request.first("to")))
    sources = [(_entry(store, change.other), len(change.reports)) for change in plan.changes]
    return move_effect(_entry(store, plan.story), sources), plan.reports, plan.story


def _entry(store: Store, story: str) -> StoryEntry:
    entry = store.entry(story)
    if entry is None:
        raise StoreError(f"story {story}: it is not in the store any more; open the page anew")
    return entry


def _choices(store: Store, reports: Sequence[str]) -> tuple[Choice, ...]:
    return tuple(
        Choice(one.id, one.report.name, one.report.title or "", date_words(one.report.published))
        for one in store.documents(reports)
    )
