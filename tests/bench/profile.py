"""Where an analysis spends its time: per processor of the pipeline, and how much of that is the encoder."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from service.nlp import Analyzer
from service.nlp import analyzer as analyzer_module
from service.nlp.encoder import load_encoder
from service.speakers import resolve

RESOLVE, REST = "resolve", "rest"
_Work = Callable[..., Any]


class Profile:
    """Milliseconds since the profile began: `stages` by processor, `encoder` the part of each that is the encoder."""

    def __init__(self) -> None:
        self.stages: dict[str, float] = defaultdict(float)
        self.encoder: dict[str, float] = defaultdict(float)
        self.encoder_passes = 0
        self._stage = REST
        self._began = 0.0

    def timed(self, stage: str, work: _Work) -> _Work:
        def run(*arguments: Any, **options: Any) -> Any:
            self._stage, started = stage, time.perf_counter()
            try:
                return work(*arguments, **options)
            finally:
                self.stages[stage] += (time.perf_counter() - started) * 1000
                self._stage = REST

        return run

    def enter_encoder(self, *_: object) -> None:
        self._began = time.perf_counter()

    def leave_encoder(self, *_: object) -> None:
        self.encoder[self._stage] += (time.perf_counter() - self._began) * 1000
        self.encoder_passes += 1


@contextmanager
def profiled(analyzer: Analyzer) -> Iterator[Profile]:
    """Every analysis within is measured; the analyzer is as it was afterwards."""
    profile = Profile()
    processors: dict[str, Any] = analyzer._pipeline.processors
    encoder = load_encoder()._model
    hooks = [
        encoder.register_forward_pre_hook(profile.enter_encoder),
        encoder.register_forward_hook(profile.leave_encoder),
    ]
    for name, processor in processors.items():
        processor.process = profile.timed(name, processor.process)
    try:
        with mock.patch.object(analyzer_module, RESOLVE, profile.timed(RESOLVE, resolve)):
            yield profile
    finally:
        for processor in processors.values():
            del processor.process
        for hook in hooks:
            hook.remove()
