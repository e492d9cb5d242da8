"""Records of web archives that say "as fetched before": which of them have their page among the inputs."""

from collections.abc import Iterator, Mapping

from copydesk.errors import InputError


class Revisits:
    """The pages that the archives hold, and the revisit records that name pages they do not hold.

    A revisit record has no page of its own: the fetch gave the same bytes as an earlier one. Where any
    archive of the inputs holds the page, before the revisit or after it, the page has come out and the
    revisit is passed over. Otherwise it is counted and told when all inputs are read.

    Pages are known by a hash of their record's id, of the digest of their payload, and of their address:
    some 100 bytes each.
    """

    def __init__(self) -> None:
        self._held: set[int] = set()
        self._named: dict[str, list[tuple[str, frozenset[int]]]] = {}

    def hold(self, header: Mapping[str, str]) -> None:
        """Take note of a record that has its payload; names of header fields are in lower case."""
        digest = header.get("warc-payload-digest")
        self._held.update((hash(header.get("warc-record-id")), hash(header.get("warc-target-uri"))))
        if digest:
            self._held.add(hash(digest))

    def name(self, header: Mapping[str, str], where: str) -> None:
        """Take note of a revisit record.

        Its page is told by the id or the digest that it names; only where it names neither, by address.
        """
        url = header.get("warc-target-uri") or "no address"
        keys = [header.get("warc-refers-to"), header.get("warc-payload-digest")]
        if not any(keys):
            keys = [header.get("warc-refers-to-target-uri") or url]
        self._named.setdefault(where, []).append((url, frozenset(hash(key) for key in keys if key)))

    def missing(self) -> Iterator[InputError]:
        """Yield one line for each archive with revisits whose pages no archive holds."""
        for where, named in self._named.items():
            lost = [url for url, keys in named if not keys & self._held]
            if lost:
                count = (
                    "1 revisit record names a page"
                    if len(lost) == 1
                    else f"{len(lost)} revisit records name pages"
                )
                what = f"{count} that no archive given holds, first {' '.join(lost[0].split())[:200]}"
                yield InputError(what, where=where, remedy="give the archive of the earlier fetch too")
