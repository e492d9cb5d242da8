"""News agencies' items in JSON - IPTC ninjs 1.x, 2.x and 3.x - to reports."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from copydesk.errors import InputError
from copydesk.readers.bodies import as_line, from_body, sound
from copydesk.readers.drafts import Outcome
from copydesk.readers.stated import Stated

_MARKS = frozenset(
    "versioncreated firstcreated contentcreated pubstatus bodies headlines body_xhtml copyrightholder "
    "copyrightnotice usageterms representationtype".split()
)
"""Properties that are ninjs's own; an item has at least one of them beside its address."""

DEEPEST = 5
"""How far packages inside packages are followed."""

Item = Mapping[str, Any]


def is_ninjs(value: object) -> bool:
    """Tell whether a JSON value is a ninjs item: it says so, or has an address and properties of ninjs."""
    if not isinstance(value, Mapping) or "text" in value or "html" in value:
        return False
    standard = value.get("standard")
    if isinstance(standard, Mapping) and standard.get("name") == "ninjs":
        return True
    fields = {key.lower() for key in value}
    return bool(fields & {"uri", "guid"}) and bool(fields & _MARKS) and "items" not in fields


def read_ninjs(value: Item, origin: str, depth: int = 0) -> Iterator[Outcome]:
    """Yield the report of an item; of a package without a body of its own, those of the items inside.

    A body in HTML is taken before one in plain text, which often lost its paragraphs. An item that its
    agency withheld or cancelled is read with a caveat.

    Args:
        value: an item as ``is_ninjs`` tells it.
        origin: where it was read from, for people.
        depth: how many packages it stands in.
    """
    item = {key.lower(): inner for key, inner in value.items()}
    body = _body(item)
    inside = list(_associated(item)) if body is None and depth < DEEPEST else []
    if inside:
        for name, one in inside:
            yield from read_ninjs(one, f"{origin}, {name}", depth + 1)
        return
    if body is None:
        if depth and str(item.get("type")) not in {"text", "composite"}:
            return  # a package's pictures
        what = f"the ninjs item has no body of text (type {str(item.get('type'))[:20]})"
        yield InputError(what, where=origin, remedy="give the items of type text")
        return
    status = str(item.get("pubstatus") or "usable")
    if status != "usable":
        what = f"its agency marked it {status[:20]!r} (pubstatus)"
        yield InputError(what, where=origin, remedy="leave it out if that is meant", kept=True)
    try:
        yield from from_body(body, _stated(item), origin)
    except InputError as error:
        yield error


def _stated(item: Item) -> Stated:
    address = _string(item, "uri", "guid")
    is_web = bool(address) and str(address).lower().startswith(("http://", "https://"))
    first, version = _string(item, "firstcreated"), _string(item, "versioncreated")
    holder = next((key for key in _HOLDERS if _name(item.get(key))), "copyrightholder")
    return Stated(
        id=None if is_web else address,
        url=address if is_web else None,
        outlet=as_line(_name(item.get(holder))),
        title=as_line(_valued(item.get("headlines")) or _string(item, "headline", "headline_main", "title")),
        published=first or version,
        modified=version if first else None,
        language=_string(item, "language"),
        dated_by="ninjs firstcreated" if first else "ninjs versioncreated",
        byline=as_line(_string(item, "byline", "by")),
        by="ninjs",
        named_by=f"ninjs {holder}",
    )


_HOLDERS = ("provider", "source", "copyrightholder", "infosources", "infosource")


def _body(item: Item) -> str | None:
    """Return the body: HTML before plain text, the main one before others, the longest of equals."""
    found: list[tuple[bool, bool, int, str]] = []
    bodies = item.get("bodies")
    for one in bodies if isinstance(bodies, list) else []:
        if isinstance(one, Mapping) and isinstance(text := one.get("value"), str):
            kind = str(one.get("contenttype") or one.get("contentType") or one.get("role"))
            found.append(("html" in kind.lower(), one.get("role") == "main", len(text), text))
    for key, text in item.items():
        if key.startswith("body_") and isinstance(text, str):
            found.append(("html" in key or "<p" in text, key == "body_main", len(text), text))
    return max((body for body in found if body[-1].strip()), default=(None,))[-1]


def _associated(item: Item) -> Iterator[tuple[str, Item]]:
    """Yield the items of a package: an object in ninjs 1.x, a list from 2.0 on."""
    inside = item.get("associations")
    named: Iterable[tuple[object, object]] = ()
    if isinstance(inside, Mapping):
        named = inside.items()
    elif isinstance(inside, list):
        named = enumerate(inside, 1)
    for name, one in named:
        if isinstance(one, Mapping):
            yield f"association {name}", one


def _string(item: Item, *keys: str) -> str | None:
    """Return the first of some properties that is a string with something in it."""
    values = (item.get(key) for key in keys)
    return next((sound(value.strip()) for value in values if isinstance(value, str) and value.strip()), None)


def _name(value: object) -> str | None:
    """Return a string, or the name of an object or of the first in a list."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("literal")
    return value if isinstance(value, str) and value.strip() else None


def _valued(entries: object) -> str | None:
    """Return the main one of ninjs 2 headlines, else the first."""
    found = [
        one
        for one in (entries if isinstance(entries, list) else [])
        if isinstance(one, Mapping) and isinstance(one.get("value"), str)
    ]
    found.sort(key=lambda one: one.get("role") != "main")
    return str(found[0]["value"]) if found else None
