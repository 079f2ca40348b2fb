"""How an answer comes about: cache, else one inference for all who ask the same at the same time."""

import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import orjson

from service.api.chosen import Chosen, chosen
from service.api.language import other_language
from service.api.linked import body_with_links
from service.api.problems import Problem
from service.api.representation import represent
from service.api.schemas import QuotesResponse
from service.api.wanted import Wanted
from service.cache import SingleFlight, Store, Visit, key_of
from service.domain import Analysis
from service.registers.shelf import Shelf
from service.runtime.engine import Engine, NotReadyError, OverloadedError
from service.runtime.metrics import Metrics
from service.settings import Settings

_SPARE_THREADS = 8  # for health checks, whatever is asked


@dataclass(frozen=True, slots=True)
class Answer:
    body: bytes
    cache: str  # hit, miss
    stored: bool = False
    seconds: dict[str, float] = field(default_factory=dict)  # for Server-Timing
    collapsed: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """Names an answer: what is kept under `kept`, linked to the register that was `chosen`."""

    kept: str
    chosen: Chosen | None = None

    @property
    def etag(self) -> str:
        whole = f"{self.kept}:{self.chosen.key}" if self.chosen else self.kept
        return hashlib.sha256(whole.encode()).hexdigest()[:32]


class Answers:
    """Finds or makes the answer to a valid request."""

    def __init__(self, settings: Settings, engine: Engine, store: Store, metrics: Metrics, shelf: Shelf) -> None:
        self._shelf = shelf
        self._engine = engine
        self._store = store
        self._metrics = metrics
        self._flight: SingleFlight[Answer] = SingleFlight()
        self._room = threading.BoundedSemaphore(settings.http_threads - _SPARE_THREADS)
        self._response = QuotesResponse()

    def key(self, wanted: Wanted) -> Key:
        """Names the answer. Raises Problem 503 until the models, whose version is part of it, are loaded.

        Also reads the register that is asked for: raises Problem 422 where there is none.
        """
        version = self.check_ready()
        options = {**wanted.options.key(), "language": wanted.language}
        if wanted.html is not None:  # its markup is part of the answer, as places
            options["html"] = hashlib.sha256(wanted.html.encode()).hexdigest()
        return Key(key_of(version, options, wanted.text, wanted.title), chosen(wanted.options, self._shelf))

    def check_ready(self) -> str:
        """The models' version. Raises Problem 503 until they are loaded."""
        self._engine.start()
        if self._engine.version is None:
            raise unavailable(NotReadyError(60 if self._engine.failed else 5))
        return self._engine.version

    def answer(self, key: Key, wanted: Wanted) -> Answer:
        """Raises Problem 422 for other languages, 503 where too many wait."""
        if not self._room.acquire(blocking=False):
            raise unavailable(OverloadedError(1))
        try:
            with self._metrics.waiting.track_inprogress():
                answer, collapsed = self._flight.do(key.kept, lambda: self._find_or_make(key.kept, wanted))
        except OverloadedError as error:
            raise unavailable(error) from None
        finally:
            self._room.release()
        self._metrics.cache_available.set(1 if self._store.available else 0)
        collapsed = collapsed and answer.cache == "miss"
        self._metrics.answers.labels("collapsed" if collapsed else answer.cache).inc()
        body = body_with_links(answer.body, key.chosen.index, key.chosen.name) if key.chosen else answer.body
        return Answer(_with_text(body, wanted), answer.cache, answer.stored, answer.seconds, collapsed)

    def _find_or_make(self, key: str, wanted: Wanted) -> Answer:
        visit = self._store.visit()
        started = time.perf_counter()
        body = visit.look(key)
        looked = time.perf_counter() - started
        if body is not None:
            return Answer(body, "hit", seconds={"cache": looked})
        with _abandoned_on_error(visit, key):
            body, seconds = self._make(wanted)
            started = time.perf_counter()
            stored = visit.put(key, body)
            return Answer(body, "miss", stored, {"cache": looked + time.perf_counter() - started, **seconds})

    def _make(self, wanted: Wanted) -> tuple[bytes, dict[str, float]]:
        if wanted.language is None and (language := other_language(wanted.text)):
            raise _not_german(language, wanted.pointer)
        analysis, seconds = self._analyze(wanted)
        answer = represent(
            analysis,
            text=wanted.text,
            title=wanted.title,
            model=self._engine.version or "",
            options=wanted.options,
            page=wanted.page,
        )
        # Promised to clients, so checked before it leaves: raises ValidationError, which becomes a 500.
        if errors := self._response.validate(answer):
            raise BrokenContractError(sorted(errors))
        answer.pop("text", None)  # of HTML: no text is kept, see `_with_text`
        return orjson.dumps(answer), seconds

    def _analyze(self, wanted: Wanted) -> tuple[Analysis, dict[str, float]]:
        words = f"{wanted.title or ''} {wanted.text}"
        if sum(map(str.isalpha, words)) < 2:
            return Analysis((), ()), {}  # no word in it, so no quotation either
        found = self._engine.analyze(wanted.text, wanted.title)
        self._metrics.queue_seconds.observe(found.queued)
        self._metrics.inference_seconds.observe(found.computed)
        self._metrics.characters.observe(len(wanted.text))
        self._metrics.measure_memory()
        return found.analysis, {"queue": found.queued, "inference": found.computed}


def _with_text(body: bytes, wanted: Wanted) -> bytes:
    """The answer with the text that was read from HTML: that is never in the cache, but can always be had again."""
    if wanted.page is None:
        return body
    return b'{"text":%b,%b' % (orjson.dumps(wanted.text), body[1:])


class BrokenContractError(RuntimeError):
    """The service's own answer is not what it promises. Names the parts, not their content."""


@contextmanager
def _abandoned_on_error(visit: Visit, key: str) -> Iterator[None]:
    try:
        yield
    except BaseException:
        visit.abandon(key)
        raise


def unavailable(error: OverloadedError) -> Problem:
    """503 with Retry-After."""
    detail = (
        "The models are not loaded yet."
        if isinstance(error, NotReadyError)
        else "Too many requests are waiting already."
    )
    return Problem(503, detail, headers={"Retry-After": str(error.retry_after)}, retry_after=error.retry_after)


def _not_german(language: str, pointer: str) -> Problem:
    detail = f'The text is not German: its language seems to be "{language}". If it is German, say "language": "de".'
    return Problem(
        422,
        detail,
        type_="unsupported-language",
        title="The text is not German",
        errors=[{"pointer": pointer, "detail": f'language "{language}" is not supported'}],
        detected_language=language,
    )
