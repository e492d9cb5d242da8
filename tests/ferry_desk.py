"""A store of five invented reports, and a server of it, for the tests of the server."""

import threading
from collections.abc import Iterator
from pathlib import Path

from copydesk.model.report import Zone
from copydesk.server.listening import DeskServer
from shelf import keep, kept, opened, place

ODD = 'odd/<i>&"?#é'
HEADLINE = "Ferry runs aground off Tarn Point"
REPORTS = {
    "one": ("ferry", f"{HEADLINE}\nThe ferry Astrid ran aground on a sandbank."),
    "two": ("ferry", "Astrid stuck fast\nA tug came for the Astrid, with <b>forty</b> aboard."),
    "three": ("ferry", "Late again\nThe night train to Orrin was cancelled."),
    "four": ("freed", "Ferry Astrid freed off Tarn Point\nA tug pulled the Astrid off the sandbank."),
    "five": (ODD, "Fair weather\nThe week stays dry."),
}
"""Reports, each with its story, its headline and its body."""


def fill(path: Path) -> Path:
    """Make the store at this path."""
    with opened(path) as store:
        for number, (name, (_, text)) in enumerate(REPORTS.items()):
            end = text.index("\n")
            zones = (Zone(0, end + 1, "headline"), Zone(end + 1, len(text), "body"))
            outlet = f"{name}.example"
            keep(store, kept(name, text, hour=number, title=text[:end], outlet=outlet, zones=zones))
        place(store, **{name: story for name, (story, _) in REPORTS.items()})
    return path


def serving(server: DeskServer) -> Iterator[DeskServer]:
    """Let a server serve while the test runs."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()
