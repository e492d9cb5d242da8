"""Loops over arrays, compiled by numba where it is installed and worth its loading."""

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from typing import TypeVar, cast

Loop = TypeVar("Loop", bound=Callable[..., object])


def compiled(loop: Loop) -> Loop:
    """Return what runs as ``loop`` does, number for number, only faster; ``loop`` itself without numba.

    The machine code is kept beside the source, so only the first call on a machine compiles.
    """
    return cast(Loop, _compiled(loop))


def available() -> bool:
    """Tell whether loops can be compiled."""
    return find_spec("numba") is not None


@cache
def _compiled(loop: Callable[..., object]) -> Callable[..., object]:
    if not available():
        return loop
    import numba

    return cast(Callable[..., object], numba.njit(cache=True, nogil=True)(loop))
