"""What a site's robots.txt asks of us; the one place that speaks to protego."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.fetching.addresses import Address

if TYPE_CHECKING:
    from protego import Protego

LARGEST = 500 * 1024
"""Bytes of a robots.txt that are read, the least that RFC 9309 (2.5) asks for."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site asks of one agent.

    Args:
        parsed: its robots.txt, None where it has none.
        agent: our product token, such as "copydesk".
        unknown: why the rules could not be had, in words; nothing may be fetched then. None if they were.
    """

    parsed: "Protego | None"
    agent: str
    unknown: str | None = None

    def allow(self, where: Address) -> bool:
        """Tell whether an address may be fetched. ``unknown`` is the caller's to look at."""
        return self.parsed is None or self.parsed.can_fetch(str(where), self.agent)

    @property
    def pause(self) -> float:
        """Seconds that the site wants between two requests (Crawl-delay, Request-rate); 0 if it is silent."""
        if self.parsed is None:
            return 0.0
        rate = self.parsed.request_rate(self.agent)
        pause = max(self.parsed.crawl_delay(self.agent) or 0.0, rate.seconds / rate.requests if rate else 0.0)
        return pause if math.isfinite(pause) else 0.0


def rules(data: bytes, agent: str) -> Rules:
    """Read a robots.txt; any bytes will do."""
    from protego import Protego

    return Rules(Protego.parse(data[:LARGEST].decode("utf-8-sig", "replace")), agent)
