"""Copydesk turns many outlets' reports into stories and tells, with sources, what happened.

The names below are the public surface. They are imported on first use, so that
``import copydesk`` and ``copydesk --help`` load no language model and no numpy.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.desk import annotate as annotate
    from copydesk.desk import cluster as cluster
    from copydesk.desk import compare as compare
    from copydesk.desk import find_families as find_families
    from copydesk.desk import read as read
    from copydesk.desk import tell as tell
    from copydesk.errors import CopydeskError as CopydeskError
    from copydesk.errors import InputError as InputError
    from copydesk.errors import ModelError as ModelError
    from copydesk.errors import PipelineError as PipelineError
    from copydesk.errors import VerifyError as VerifyError
    from copydesk.model.document import Document as Document
    from copydesk.model.report import Report as Report
    from copydesk.model.span import Span as Span
    from copydesk.model.story import Story as Story
    from copydesk.reuse.candidates import find_reuse as find_reuse
    from copydesk.reuse.families import Family as Family
    from copydesk.reuse.pairs import shared_passages as shared_passages
    from copydesk.verification.checking import verify as verify

__version__ = "0.1.0"

_HOMES = {
    "CopydeskError": "errors",
    "Document": "model.document",
    "Family": "reuse.families",
    "InputError": "errors",
    "ModelError": "errors",
    "PipelineError": "errors",
    "Report": "model.report",
    "Span": "model.span",
    "Story": "model.story",
    "VerifyError": "errors",
    "annotate": "desk",
    "cluster": "desk",
    "compare": "desk",
    "find_families": "desk",
    "find_reuse": "reuse.candidates",
    "read": "desk",
    "shared_passages": "reuse.pairs",
    "tell": "desk",
    "verify": "verification.checking",
}

__all__ = sorted(_HOMES)  # noqa: PLE0605 - a test pins the sorted list name by name


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"copydesk has no public name {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(f"copydesk.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
