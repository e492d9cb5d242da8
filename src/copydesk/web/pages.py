"""Writes the front page and one self-contained page per story; they need no network."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from copydesk.model.document import Document
from copydesk.model.story import Story
from copydesk.web.front_view import Teaser, page_name, teaser
from copydesk.web.plain_words import counted
from copydesk.web.story_view import story_page

if TYPE_CHECKING:
    from jinja2 import Environment

FRONT_PAGE = "index.html"
SEARCHED_FROM = 12
"""A front page of so many stories has a search box."""


def write_pages(folder: Path, stories: Sequence[Story], documents: Mapping[str, Document]) -> list[Path]:
    """Write ``folder``/index.html and a page per story.

    Args:
        folder: made if it is missing; pages of the same name are written over.
        stories: in the order of the front page.
        documents: by report id; every report of every story.

    Returns:
        The front page, then the stories' pages in order.

    Raises:
        KeyError: a story's report is not among ``documents``.
        OSError: the folder cannot be written to.
    """
    teasers = [
        write_story(folder, story, [documents[report] for report in story.reports]) for story in stories
    ]
    front = write_front(folder, teasers)
    return [front, *(folder / each.file for each in teasers)]


def write_story(folder: Path, story: Story, documents: Sequence[Document]) -> Teaser:
    """Write the page of one story and return what the front page shows of it (see ``write_front``)."""
    by_id = {document.id: document for document in documents}
    page = story_page(story, by_id)
    template = environment().get_template("story.html")
    scripts = ("story.js",) if page.lone else ("story.js", "beside.js")
    html = template.render(page=page, front=FRONT_PAGE, **inlined(*scripts))
    _write(folder / page_name(story.id), html)
    return teaser(story, by_id)


def write_front(folder: Path, teasers: Sequence[Teaser]) -> Path:
    """Write the front page that links to the stories' pages, and return its path."""
    html = (
        environment()
        .get_template("front.html")
        .render(
            stories=teasers,
            count="1 story" if len(teasers) == 1 else counted(len(teasers), "story", "stories"),
            searchable=len(teasers) >= SEARCHED_FROM,
            **inlined("front.js"),
        )
    )
    path = folder / FRONT_PAGE
    _write(path, html)
    return path


def _write(path: Path, html: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(html.encode("utf-8", "replace"))  # scraped texts hold lone surrogates


@cache
def environment() -> "Environment":
    """Return what makes pages of the templates."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("copydesk.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["counted"] = counted
    return environment


@cache
def _static(name: str) -> str:
    return files("copydesk.web").joinpath("static", name).read_text("utf-8")


@cache
def inlined(*scripts: str, served: bool = False) -> dict[str, Markup]:
    """Return style and scripts for a page, and the policy that lets a browser run nothing else.

    A page that is served has a style of its own besides, and its forms may lead to where it came from.
    """
    style = _static("page.css") + (_static("served.css") if served else "")
    code, forms = "".join(map(_static, scripts)), "'self'" if served else "'none'"
    policy = (
        f"default-src 'none'; style-src '{_fingerprint(style)}'; script-src '{_fingerprint(code)}'; "
        f"img-src data:; base-uri 'none'; form-action {forms}"
    )
    return {
        "style": Markup(style),  # noqa: S704  # our own file
        "script": Markup(code),  # noqa: S704  # our own file
        "policy": Markup(policy),  # noqa: S704  # our own words
    }


def _fingerprint(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
