"""What the views work with: the parts that `create_app` put together."""

from dataclasses import dataclass
from typing import cast

from flask import current_app

from service.api.answering import Answers
from service.api.items import Items
from service.jobs.store import JobStore
from service.registers.shelf import Shelf
from service.runtime.engine import Engine
from service.runtime.job_figures import JobFigures
from service.runtime.metrics import Metrics
from service.settings import Settings

NAME = "wortlaut"


@dataclass(frozen=True, slots=True)
class Parts:
    settings: Settings
    engine: Engine
    metrics: Metrics
    answers: Answers
    items: Items
    shelf: Shelf
    jobs: JobStore | None  # None: there is no Redis for them
    job_figures: JobFigures


def parts() -> Parts:
    """Those of the application that the current request came to."""
    return cast(Parts, current_app.extensions[NAME])
