"""Values of a row's fields: what can be used of them, and a caveat about what cannot."""

from collections.abc import Mapping

from copydesk.errors import InputError
from copydesk.readers.choosing import in_future
from copydesk.readers.stamps import YEARS, iso
from copydesk.text.language import primary_code

_TYPE_NAMES: tuple[tuple[type, str], ...] = (
    (bool, "true or false"),
    (int, "a number"),
    (float, "a number"),
    (str, "a string"),
    (list, "a list"),
    (Mapping, "an object"),
)


def as_text(value: object, name: str, origin: str) -> tuple[str | None, InputError | None]:
    """Return a field as a string, or None and a caveat; an object stands for its name, a byline for all."""
    if not isinstance(value, str):
        value = _written(value, name)
    if value is None:
        return None, None
    if isinstance(value, str):
        cleaned = value.encode("utf-8", "replace").decode("utf-8")
        if name == "language" and cleaned.strip() not in ("", "und") and primary_code(cleaned) is None:
            what = f"the field language is {cleaned[:40]!r}, no language that is known; left out"
            return None, InputError(what, where=origin, remedy="write its code, such as en", kept=True)
        return cleaned if name in {"id", "story"} else cleaned.strip() or None, None
    what = f"the field {name} is {type_name(value)}, not a string; left out"
    return None, InputError(what, where=origin, remedy="write it as a string", kept=True)


def _written(value: object, name: str) -> object:
    """Return the string that another value of a field stands for, or the value where it stands for none."""
    if isinstance(value, list) and name == "byline":
        names = (one.get("name") if isinstance(one, Mapping) else one for one in value)
        value = ", ".join(one for one in names if isinstance(one, str) and one.strip()) or value or None
    if isinstance(value, Mapping) and {"name", "id"} & value.keys():
        value = value.get("name") or value.get("id")
    if isinstance(value, int) and not isinstance(value, bool) and name in {"id", "story"}:
        return str(value)
    return value


def as_date(value: object, name: str, origin: str) -> tuple[object, InputError | None]:
    """Return a date in ISO 8601, and a caveat if it lies in the future; or as it is, if it is none."""
    if value is None or value != value:
        return None, None  # NaN is how tables write that there is none
    found = iso(value)
    if found is None:
        what = f"the field {name} is no date that can be told: {str(value)[:40]!r}; left out"
        years = f"from {YEARS[0]} to {YEARS[-1]}"
        remedy = f"write it as 2026-01-31 or 2026-01-31T18:05:00+01:00, {years}"
        return value, InputError(what, where=origin, remedy=remedy, kept=True)
    if name == "published" and in_future(found):
        what, remedy = f"its date {found} lies in the future", "mind it in the timeline, or mend the date"
        return found, InputError(what, where=origin, remedy=remedy, kept=True)
    return found, None


def type_name(value: object) -> str:
    """Name the type of a value in words."""
    for kind, name in _TYPE_NAMES:
        if isinstance(value, kind):
            return name
    return "nothing" if value is None else "binary"
