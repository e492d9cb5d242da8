"""Which address answers with what."""

import re
from collections.abc import Callable

from copydesk.errors import CopydeskError
from copydesk.pipeline import Pipeline
from copydesk.server import deciding, reading
from copydesk.server.background import Teller
from copydesk.server.guard import Guard
from copydesk.server.messages import Request, Response, as_json
from copydesk.store.base import Store
from copydesk.web.served import address

_STORY = re.compile(r"/story/(.+)\.(html|json)")


class Site:
    """The pages of one store.

    Args:
        opened: opens the store, for writing or for reading only; each request opens its own.
        pipeline: annotates reports.
        guard: knows who may ask.
    """

    def __init__(self, opened: Callable[[bool], Store], pipeline: Pipeline, guard: Guard) -> None:
        self._opened = opened
        self._teller = Teller(lambda: opened(False), pipeline)
        self._guard = guard
        self._by = ""

    def answer(self, request: Request) -> Response:
        """Answer a request; whatever is wrong is said in one line."""
        refusal = self._guard.refusal(request)
        if refusal is not None:
            return reading.wrong("Refused", refusal, 403)
        try:
            store = self._opened(request.method == "POST")
            try:
                return self._answer(store, request)
            finally:
                store.close()
        except CopydeskError as error:
            return _fault(request, str(error))

    def _answer(self, store: Store, request: Request) -> Response:
        if request.method == "POST":
            if request.path != "/judge":
                return reading.wrong("Nothing is here", f"{request.path} takes no form.", 404, "/")
            self._by = request.first("by")
            return deciding.give(store, request)
        story = _STORY.fullmatch(request.path)
        if story is not None and story[2] == "json":
            return reading.story_json(store, self._teller, story[1])
        if story is not None:
            return reading.story(store, self._teller, story[1], request)
        match request.path:
            case "/" | "/index.html":
                return reading.front(store, request)
            case "/stories.json":
                return reading.front_json(store, request)
            case "/search":
                return reading.search(store, request)
            case "/search.json":
                return reading.search_json(store, request)
            case "/judge":
                return deciding.confirm(store, request, self._guard.token, self._by)
        return reading.wrong("Nothing is here", f"There is no page {request.path}.", 404, "/")


def _fault(request: Request, line: str) -> Response:
    if request.path.endswith(".json"):
        return as_json({"error": line}, 400)
    story = request.first("story")
    back = address(story) if story else "/"
    return reading.wrong("This cannot be done", line, 400, back)
