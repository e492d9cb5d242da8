"""Fetching as servers ask for it: robots.txt, one request at a time to a host, pauses, redirections."""

import re
import time
from collections.abc import Callable, Set
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urljoin

from copydesk.fetching.addresses import (
    Address,
    ForbiddenError,
    Network,
    UnfetchedError,
    address,
    password_in,
    shown,
)
from copydesk.fetching.exchange import Answer, Limits, ask
from copydesk.fetching.robots import Rules, rules
from copydesk.fetching.timing import DAY, retry_after, told

ANYWHERE: frozenset[Network] = frozenset({"public", "private", "link-local", "loopback"})

REDIRECTIONS = 5
PERMANENT = frozenset({301, 308})
_REDIRECTED = PERMANENT | {302, 303, 307}

LONGEST_WAIT = 300.0
"""Seconds that are waited for a host's pause; one that wants longer pauses is asked in another round."""

RULES_AGAIN = 900.0
"""Seconds until a robots.txt that could not be had is asked for again."""

_MOST_SITES = 5_000
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)


@dataclass(frozen=True, slots=True)
class Clock:
    """Time, handed in.

    Args:
        now: seconds since 1970.
        sleep: waits for so many seconds.
    """

    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


class Wish(NamedTuple):
    """Something to fetch.

    Args:
        url: its address; name and password in it are for its own host only.
        networks: where its server, and those that it is redirected to, may stand. None: it was given by the
            person: the first server may stand anywhere, others on the internet or where the first one stands.
        types: as for ``ask``.
        etag, last_modified: what the server sent last time.
    """

    url: str
    networks: frozenset[Network] | None = None
    types: tuple[str, ...] = ()
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was fetched.

    Args:
        url: the address in the end, without name and password.
        answer: with a status of 200, 203 or 304.
        networks: where a server may stand that what was fetched leads to.
        moved: the address that stands for good in place of the one asked for; None if it has not moved.
    """

    url: str
    answer: Answer
    networks: frozenset[Network]
    moved: str | None = None

    @property
    def charset(self) -> str | None:
        """The charset that the header Content-Type names."""
        found = _CHARSET.search(self.answer.headers.get("content-type", ""))
        return found[1] if found else None


@dataclass
class Fetcher:
    """Fetches one thing at a time and remembers what each site asked for.

    Args:
        agent: how we name ourselves; its first word up to a slash is looked for in robots.txt.
        clock: the time.
        pause: seconds between two requests to one host, at least.
        limits: of one request.
    """

    agent: str
    clock: Clock = field(default_factory=Clock)
    pause: float = 1.0
    limits: Limits = field(default_factory=Limits)
    _rules: dict[str, tuple[float, Rules]] = field(default_factory=dict, repr=False)
    _free: dict[str, float] = field(default_factory=dict, repr=False)

    def ready(self, url: str) -> float:
        """Return when the host of an address may be asked next, in seconds since 1970; 0 for any time."""
        try:
            return self._free.get(address(url).host, 0.0)
        except UnfetchedError:
            return 0.0

    def fetch(self, wish: Wish) -> Fetched:
        """Fetch something, after the pauses that its host and those of redirections want.

        Raises:
            UnfetchedError: it cannot be had, or must not.
        """
        here, moved = address(wish.url), True
        networks = wish.networks
        secret = password_in(wish.url)
        home, place = here.site, here
        for _ in range(REDIRECTIONS + 1):
            self._permitted(here, networks)
            answer = self._ask(here, networks, wish, secret if here.site == home else None)
            networks = networks or frozenset({"public", answer.network})
            if answer.status not in _REDIRECTED:
                self._judged(answer, here)
                return Fetched(
                    str(here), answer, networks, str(place) if place != address(wish.url) else None
                )
            moved = moved and answer.status in PERMANENT
            here = self._next(answer, here)
            place = here if moved else place
        raise UnfetchedError(f"redirected more than {REDIRECTIONS} times", where=shown(wish.url))

    def _next(self, answer: Answer, here: Address) -> Address:
        given = answer.headers.get("location", "")
        if not given.strip():
            raise UnfetchedError(
                f"HTTP {answer.status} without an address", where=str(here), status=answer.status
            )
        sound = given  # as http.client has it, in Latin-1
        with suppress(UnicodeError):
            sound = given.encode("latin-1").decode("utf-8")
        try:
            return address(urljoin(str(here), sound))
        except (UnfetchedError, ValueError) as error:
            what = f"redirected to {shown(sound)[:80]!r}, which is not fetched"
            raise UnfetchedError(what, where=str(here), status=answer.status) from error

    def _judged(self, answer: Answer, here: Address) -> None:
        """Refuse an answer that holds nothing."""
        status = answer.status
        if status in (200, 203, 304):
            return
        after = retry_after(answer.headers, self.clock.now()) if status in (429, 503) else None
        if status in (429, 503):
            self._leave(here, after if after is not None else RULES_AGAIN)
        later = status >= 500 or status in (408, 425, 429)
        what = f"HTTP {status}" + (f", wants to be left alone for {told(after)}" if after else "")
        raise UnfetchedError(what, where=str(here), status=status, later=later, after=after)

    def _permitted(self, here: Address, networks: frozenset[Network] | None) -> None:
        """Refuse what the site's robots.txt forbids; it is fetched if it is not known or a day old.

        RFC 9309 (2.3.1): a site that has none allows everything; one that cannot say so allows nothing.
        """
        now = self.clock.now()
        until, found = self._rules.get(here.site, (0.0, None))
        if found is None or until <= now:
            found = self._fetched_rules(here, networks)
            if len(self._rules) >= _MOST_SITES:
                self._rules.clear()
            self._rules[here.site] = (now + (RULES_AGAIN if found.unknown else DAY), found)
        if found.unknown:
            what = f"its robots.txt cannot be had ({found.unknown})"
            raise UnfetchedError(what, where=str(here), later=True)
        if not found.allow(here):
            raise ForbiddenError("its robots.txt forbids it", where=str(here))

    def _fetched_rules(self, site: Address, networks: frozenset[Network] | None) -> Rules:
        token = re.split(r"[/\s]", self.agent.strip())[0].lower()
        here = site._replace(target="/robots.txt")
        for _ in range(REDIRECTIONS + 1):
            try:
                answer = self._ask(here, networks, Wish(str(here)), None)
            except UnfetchedError as error:
                if error.status is None and not error.later and here.site == site.site:
                    raise  # the site itself must not be asked
                return Rules(None, token, error.what)
            networks = networks or frozenset({"public", answer.network})
            if answer.status not in _REDIRECTED:
                break
            try:
                here = self._next(answer, here)
            except UnfetchedError:
                return Rules(None, token)
        if answer.status in (200, 203):
            return rules(answer.data, token)
        if answer.status == 429 or answer.status >= 500:
            return Rules(None, token, f"HTTP {answer.status}")
        return Rules(None, token)

    def _ask(self, here: Address, networks: Set[Network] | None, wish: Wish, secret: str | None) -> Answer:
        """Make one request when the host's pause is over."""
        headers = {"User-Agent": self.agent, "Accept": "*/*"}
        if wish.etag:
            headers["If-None-Match"] = wish.etag
        if wish.last_modified:
            headers["If-Modified-Since"] = wish.last_modified
        if secret:
            headers["Authorization"] = secret
        self._wait(here)
        try:
            return ask(here, headers, ANYWHERE if networks is None else networks, wish.types, self.limits)
        finally:
            _, known = self._rules.get(here.site, (0.0, None))
            self._leave(here, max(self.pause, known.pause if known else 0.0))

    def _wait(self, here: Address) -> None:
        left = self._free.get(here.host, 0.0) - self.clock.now()
        if left > LONGEST_WAIT:
            raise UnfetchedError(
                f"the host wants to be left alone for {told(left)}", where=str(here), later=True, after=left
            )
        if left > 0:
            self.clock.sleep(left)

    def _leave(self, here: Address, seconds: float) -> None:
        """Leave a host alone for so long from now on, or longer if that is known already."""
        now = self.clock.now()
        if len(self._free) >= _MOST_SITES:
            self._free = {host: free for host, free in self._free.items() if free > now}
        self._free[here.host] = max(self._free.get(here.host, 0.0), now + seconds)
