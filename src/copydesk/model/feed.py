"""What is remembered of a feed between two polls."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that is watched.

    Args:
        url: its address, as given.
        etag, last_modified: what its server sent with the last answer, to be sent back; None if nothing.
        due: not to be asked again before then, in seconds since 1970.
        failures: how often in a row it could not be had.
        why: the line about the last failure, None after a success.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    due: float = 0.0
    failures: int = 0
    why: str | None = None
