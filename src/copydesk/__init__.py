"""Copydesk turns many outlets' reports into stories and tells, with sources, what happened.

The names below are the public surface. They are imported on first use, so that
``import copydesk`` and ``copydesk --help`` load no language model and no numpy.
"""

from importlib import import_module

__version__ = "0.1.0"

_HOMES = {
    "CopydeskError": "errors",
    "Document": "model.document",
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
    "read": "desk",
    "tell": "desk",
    "verify": "verify",
}

__all__ = sorted(_HOMES)  # noqa: PLE0605 - a test pins the sorted list name by name


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"copydesk has no public name {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(f"copydesk.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
