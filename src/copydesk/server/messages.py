"""What is asked of the server and what it answers, without the wire."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from copydesk.errors import UsageError


@dataclass(frozen=True, slots=True)
class Request:
    """What a browser asked for.

    Args:
        method: "GET" or "POST"; "HEAD" is answered as "GET".
        path: of the address, with escapes resolved.
        fields: of the query, or of the form that was posted; each name with all its values.
        headers: by their names in small letters.
    """

    method: str
    path: str
    fields: Mapping[str, list[str]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def first(self, name: str) -> str:
        """Return the first value of a field, "" if there is none."""
        return self.fields.get(name, [""])[0].strip()

    def start(self) -> int:
        """Return how many of a list come before the part that is asked for.

        Raises:
            UsageError: ``from`` is no number.
        """
        given, start = self.first("from"), self.number("from")
        if given and str(start) != given:
            raise UsageError(
                f"from={given[:80]}: it is no number of 0 or more; open the list from its beginning"
            )
        return start

    def number(self, name: str) -> int:
        """Return a field as a number from 0 up; 0 if it is none."""
        given = self.first(name)
        return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


@dataclass(frozen=True, slots=True)
class Response:
    """An answer: status, the type of its content, the content, and where else to look if anywhere."""

    status: int
    kind: str
    body: bytes
    location: str | None = None


def fields_of(encoded: str) -> Mapping[str, list[str]]:
    """Read the fields of a query or a form."""
    return parse_qs(encoded, keep_blank_values=True, errors="replace")


def html(text: str, status: int = 200) -> Response:
    """Answer with a page."""
    return Response(status, "text/html; charset=utf-8", text.encode("utf-8", "replace"))


def as_json(value: Mapping[str, Any], status: int = 200) -> Response:
    """Answer with a JSON object."""
    text = json.dumps(value, ensure_ascii=False)
    return Response(status, "application/json; charset=utf-8", text.encode("utf-8", "backslashreplace"))


def see(location: str, status: int = 302) -> Response:
    """Answer that what was asked for is somewhere else; 303 after a form was posted."""
    return Response(status, "text/plain; charset=utf-8", b"", location)
