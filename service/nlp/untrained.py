"""Loads Stanza's models without what only their training needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from stanza.models.common import utils


class _NoOptimizer:
    """What Stanza's trainers ask of an optimizer before they train."""

    def __init__(self, *_: Any, **__: Any) -> None:
        self.param_groups: list[Any] = []

    def load_state_dict(self, _: Any) -> None:
        """Nothing is kept of how far a training had come."""


@contextmanager
def without_optimizers() -> Iterator[None]:
    """Stanza makes an optimizer for every model it loads, and torch's import its compiler: 100 MB and a second."""
    made = utils.dispatch_optimizer
    utils.dispatch_optimizer = _NoOptimizer
    try:
        yield
    finally:
        utils.dispatch_optimizer = made
