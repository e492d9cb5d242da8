"""Loops over arrays, compiled by numba where it is installed and worth its loading."""

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from types import FunctionType
from typing import TypeVar, cast

Loop = TypeVar("Loop", bound=Callable[..., object])


def compiled(loop: Loop) -> Loop:
    """Return what runs as ``loop`` does, number for number, only faster; ``loop`` itself without numba.

    The machine code is kept beside the source, so only the first call on a machine compiles. A loop may
    call functions of its own module; a change in another file would not be seen by what is kept.
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

    called = {name: loop.__globals__.get(name) for name in loop.__code__.co_names}
    own = {name: _compiled(one) for name, one in called.items() if _beside(one, loop)}
    if own:
        loop = FunctionType(loop.__code__, {**loop.__globals__, **own}, loop.__name__, loop.__defaults__)
    return cast(Callable[..., object], numba.njit(cache=True, nogil=True)(loop))


def _beside(one: object, loop: Callable[..., object]) -> bool:
    return isinstance(one, FunctionType) and one.__module__ == loop.__module__
