"""The command ``serve``."""

import argparse
from contextlib import suppress
from pathlib import Path

from copydesk.console import Console, say
from copydesk.errors import UsageError

PORT, MOST = 8000, 65_535


def add_serve(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``serve`` to the command line."""
    told = "show the stories of a store in a browser of this machine"
    command = commands.add_parser("serve", help=told, description=told[0].upper() + told[1:] + ".")
    command.add_argument("--store", type=Path, required=True, metavar="DESK.db", help="the store")
    command.add_argument(
        "--port", type=int, default=PORT, metavar="PORT", help=f"{PORT} unless given; 0: any"
    )
    command.add_argument("--model", type=Path, metavar="PATH", help="folder of another spaCy model")
    command.set_defaults(run=serve)


def serve(options: argparse.Namespace, console: Console) -> None:  # noqa: ARG001 - as all commands
    """Serve the store ``options.store`` until it is stopped.

    Raises:
        UsageError: there is no such port.
        StoreError: the store cannot be read.
        OutputError: another program has the port.
    """
    if not 0 <= options.port <= MOST:
        raise UsageError(
            f"serve: port {options.port}: there is none; name one from 1 to {MOST}, 0 takes a free one"
        )
    from copydesk.pipeline import annotator
    from copydesk.server.listening import desk_server

    server = desk_server(options.store, annotator(options.model), options.port)
    with server, suppress(KeyboardInterrupt):
        say(f"{server.address} shows the stories of {options.store}; Ctrl+C ends it")
        server.serve_forever()
