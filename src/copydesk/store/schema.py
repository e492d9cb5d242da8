"""The tables of a store; docs/store.md tells people what is in them."""

from collections.abc import Mapping

APPLICATION = 0x434F5059
"""SQLite's application id of a store: "COPY" in ASCII."""

VERSION = 2
"""Of the layout below; SQLite's user_version of a store."""

PAGE = 8192
"""Bytes of a page: a report's text mostly fits half of one. 4096 and 16384 take 4 % more time to add."""

TABLES = (
    """
    CREATE TABLE reports (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        came TEXT NOT NULL,
        outlet TEXT,
        title TEXT,
        published TEXT,
        modified TEXT,
        byline TEXT,
        language TEXT,
        url TEXT,
        address TEXT,
        origin TEXT NOT NULL,
        digest TEXT NOT NULL,
        story_given TEXT,
        anchor TEXT,
        anchor_from TEXT,
        outlet_from TEXT,
        title_from TEXT,
        published_from TEXT,
        modified_from TEXT,
        byline_from TEXT,
        language_from TEXT
    ) STRICT
    """,
    "CREATE INDEX reports_by_address ON reports (address) WHERE address IS NOT NULL",
    """
    CREATE TABLE texts (
        report INTEGER PRIMARY KEY REFERENCES reports,
        zones TEXT NOT NULL,
        marked TEXT NOT NULL,
        text TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE received (
        digest TEXT NOT NULL UNIQUE,
        packed INTEGER NOT NULL,
        bytes BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE vectors (
        report INTEGER PRIMARY KEY REFERENCES reports,
        terms BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE counts (
        report INTEGER PRIMARY KEY REFERENCES reports,
        counts BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE weights (
        report INTEGER PRIMARY KEY REFERENCES reports,
        weights BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE stories (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        founder INTEGER REFERENCES reports,
        merged_into INTEGER REFERENCES stories,
        reports INTEGER NOT NULL DEFAULT 0,
        latest REAL
    ) STRICT
    """,
    "CREATE INDEX stories_by_latest ON stories (latest) WHERE merged_into IS NULL AND reports > 0",
    "CREATE INDEX stories_merged ON stories (merged_into) WHERE merged_into IS NOT NULL",
    """
    CREATE TABLE placements (
        report INTEGER PRIMARY KEY REFERENCES reports,
        moment REAL,
        changed REAL,
        revision_of INTEGER REFERENCES reports,
        found INTEGER REFERENCES stories,
        likeness REAL,
        turn INTEGER,
        pinned INTEGER REFERENCES stories,
        story INTEGER GENERATED ALWAYS AS
            (CASE WHEN revision_of IS NULL THEN coalesce(pinned, found) END) VIRTUAL
    ) STRICT
    """,
    """
    CREATE TABLE moves (
        number INTEGER PRIMARY KEY,
        report INTEGER NOT NULL REFERENCES reports,
        cause INTEGER NOT NULL REFERENCES reports,
        came_from INTEGER NOT NULL REFERENCES stories
    ) STRICT
    """,
    "CREATE INDEX moves_by_cause ON moves (cause)",
    "CREATE INDEX moves_by_report ON moves (report)",
    "CREATE INDEX placements_by_story ON placements (story, moment) WHERE story IS NOT NULL",
    "CREATE INDEX placements_by_turn ON placements (turn) WHERE turn IS NOT NULL",
    "CREATE INDEX placements_by_moment ON placements (moment) WHERE story IS NOT NULL",
    "CREATE INDEX placements_waiting ON placements (report) WHERE story IS NULL AND revision_of IS NULL",
    "CREATE INDEX placements_silent ON placements (revision_of) WHERE revision_of IS NOT NULL",
    """
    CREATE TABLE bans (
        report INTEGER NOT NULL REFERENCES reports,
        story INTEGER NOT NULL REFERENCES stories,
        PRIMARY KEY (report, story)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE events (
        number INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        story TEXT NOT NULL REFERENCES stories (id),
        other TEXT REFERENCES stories (id),
        reports TEXT NOT NULL,
        why TEXT NOT NULL,
        judgement INTEGER REFERENCES judgements
    ) STRICT
    """,
    "CREATE INDEX events_by_story ON events (story)",
    "CREATE INDEX events_by_other ON events (other) WHERE other IS NOT NULL",
    """
    CREATE TABLE judgements (
        number INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        story TEXT NOT NULL REFERENCES stories (id),
        other TEXT REFERENCES stories (id),
        reports TEXT NOT NULL,
        held TEXT NOT NULL DEFAULT '[]',
        judge TEXT,
        undone TEXT
    ) STRICT
    """,
    """
    CREATE TABLE feeds (
        url TEXT PRIMARY KEY,
        etag TEXT,
        last_modified TEXT,
        due REAL NOT NULL,
        failures INTEGER NOT NULL,
        why TEXT
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE TABLE fetched (entry TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """
    CREATE VIRTUAL TABLE searched USING fts5 (
        headline, standfirst, body,
        content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
    )
    """,
    "INSERT INTO searched (searched, rank) VALUES ('hashsize', 33554432), ('automerge', 16), ('pgsz', 8000)",
)
"""Statements that make a store of ``VERSION``, in this order.

The last one lets the index take a whole batch at once, and merge sixteen parts where it would merge four:
adding takes a fifth less time in a store of 100,000 made-up reports, and search is as fast."""

MIGRATIONS: Mapping[int, tuple[str, ...]] = {
    0: ("ALTER TABLE judgements ADD COLUMN judge TEXT",),
    1: (
        """
        CREATE TABLE counts (
            report INTEGER PRIMARY KEY REFERENCES reports,
            counts BLOB NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE weights (
            report INTEGER PRIMARY KEY REFERENCES reports,
            weights BLOB NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE terms_apart (
            report INTEGER PRIMARY KEY REFERENCES reports,
            terms BLOB NOT NULL
        ) STRICT
        """,
        # A vector was 8 bytes, then 4 for each term, which are read at every restoring, then 5 for each.
        """
        INSERT INTO terms_apart
        SELECT report, substr(vector, 1, 8 + (length(vector) - 8) / 9 * 4) FROM vectors ORDER BY report
        """,
        """
        INSERT INTO counts
        SELECT report, substr(vector, 9 + (length(vector) - 8) / 9 * 4) FROM vectors ORDER BY report
        """,
        "DROP TABLE vectors",
        "ALTER TABLE terms_apart RENAME TO vectors",
    ),
}
"""What leads from each older version to the next one. Version 0 was never given out; it shows the way."""
