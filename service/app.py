"""What the service is made of, on one page."""

import logging.config
from pathlib import Path

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from werkzeug.middleware.proxy_fix import ProxyFix

from service import __version__
from service.api import batch, compare, docs, hooks, jobs, problems, quotes, registers, status
from service.api.answering import Answers
from service.api.framework import Api, marshmallow_plugin
from service.api.items import Items
from service.api.language import identifier
from service.api.parts import NAME, Parts
from service.cache import Connection, LocalStore, RedisStore, Store
from service.jobs.connection import connect
from service.jobs.store import JobStore
from service.registers.folder import FolderStore
from service.registers.remote import RemoteStore
from service.registers.shelf import Shelf
from service.registers.store import RegisterStore
from service.runtime.engine import Analyzer, Engine
from service.runtime.job_figures import JobFigures
from service.runtime.logs import configuration, configure_structlog
from service.runtime.metrics import Metrics
from service.runtime.shared import shared_folder
from service.settings import Settings, load
from service.web import page

_ABOUT = """Finds every direct and indirect quotation of a German news article and says who said it.

Within `/v1` nothing is taken away or given another meaning; new fields and values may appear, so ignore what you do
not know. Offsets are half-open and count in exactly the submitted text. Every answer has `X-Request-ID`. Every error
is a problem detail (RFC 9457), also 404 for unknown addresses and 405, with `Allow`, for wrong methods."""


def create_app(settings: Settings | None = None, engine: Engine | None = None) -> Flask:
    """The service as a WSGI application. `settings` come from the environment where none are given.

    The engine loads its models when `engine.start()` is called or the first request needs them: after the fork.
    """
    settings = settings or load()
    configure_logs(settings)
    app = Flask(__name__, static_folder=None)
    app.config.update(
        API_TITLE="Wortlaut",
        API_VERSION=__version__,
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/",
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS={
            "info": {
                "description": _ABOUT,
                "contact": {"name": "The maintainers of Wortlaut"},
                "license": {"name": "MIT", "identifier": "MIT"},
            },
            "servers": [{"url": "/", "description": "Whatever serves this document."}],
        },
        MAX_CONTENT_LENGTH=settings.max_body_bytes + 1,  # see body.py
        RATELIMIT_HEADERS_ENABLED=True,
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # of Flask's default provider
    app.json.sort_keys = False  # type: ignore[attr-defined]
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=0)  # type: ignore[method-assign]

    metrics = Metrics()
    engine = engine or Engine(
        lambda: load_models(settings, metrics), places=settings.queue_places, patience=settings.queue_seconds
    )
    shelf = Shelf(create_register_store(settings, metrics), room=settings.register_ready)
    answers = Answers(settings, engine, create_store(settings, metrics), metrics, shelf)
    app.extensions[NAME] = Parts(
        settings,
        engine,
        metrics,
        answers,
        Items(settings, answers),
        shelf,
        create_jobs(settings),
        JobFigures(settings.jobs_url, metrics),
    )

    hooks.install(app, metrics)
    problems.handle_all(app)
    limiter = Limiter(get_remote_address, app=app, storage_uri="memory://", enabled=bool(settings.rate_limit))
    for limited in (quotes.blueprint, batch.blueprint, compare.blueprint, registers.blueprint):
        limiter.limit(settings.rate_limit or "1/second")(limited)
    limiter.limit(settings.rate_limit or "1/second", methods=["POST"])(jobs.blueprint)  # asking how far it is is free
    api = Api(app, spec_kwargs={"marshmallow_plugin": marshmallow_plugin()})
    api.register_blueprint(quotes.blueprint)
    api.register_blueprint(batch.blueprint)
    api.register_blueprint(compare.blueprint)
    api.register_blueprint(jobs.blueprint)
    api.register_blueprint(registers.blueprint)
    api.register_blueprint(status.blueprint)
    app.register_blueprint(docs.blueprint)
    if settings.page == "on":
        app.register_blueprint(page.blueprint)
    return app


def create_store(settings: Settings, metrics: Metrics) -> Store:
    """Redis where one is configured, else this process's memory."""
    if not settings.redis_url or not settings.cache_ttl:
        return LocalStore(size=settings.cache_bytes, ttl=settings.cache_ttl)
    return RedisStore(
        settings.redis_url,
        timeout=settings.redis_timeout,
        ttl=settings.cache_ttl,
        wait=settings.cache_wait,
        on_error=lambda kind: metrics.cache_errors.labels(kind).inc(),
    )


def create_register_store(settings: Settings, metrics: Metrics) -> RegisterStore:
    """The folder that is configured, else Redis, else a folder that all workers of this machine share."""
    if settings.register_folder or not settings.redis_url:
        return FolderStore(Path(settings.register_folder or shared_folder()), most=settings.max_registers)
    connection = Connection(
        settings.redis_url,
        timeout=settings.redis_timeout,
        on_error=lambda kind: metrics.cache_errors.labels(kind).inc(),
    )
    return RemoteStore(connection, most=settings.max_registers)


def create_jobs(settings: Settings) -> JobStore | None:
    """Jobs need a Redis; it is first asked when the first job comes."""
    return JobStore(connect(settings.jobs_url), ttl=settings.job_seconds) if settings.jobs_url else None


def load_models(settings: Settings, metrics: Metrics) -> Analyzer:
    # Imported here: it brings torch, which must not run before the fork and takes seconds.
    from service.nlp import load_analyzer  # noqa: PLC0415

    identifier()  # so that the first article need not wait for the language detector either
    analyzer = load_analyzer(settings.models, threads=settings.compute_threads)
    metrics.ready.set(1)
    metrics.measure_memory()
    return analyzer


def create_reader(settings: Settings) -> Items:
    """Reads articles in this process, without HTTP. Raises what loading the models raises."""
    metrics = Metrics()
    engine = Engine(lambda: load_models(settings, metrics), places=1, patience=settings.queue_seconds)
    engine.start()
    engine.wait()
    shelf = Shelf(create_register_store(settings, metrics), room=settings.register_ready)
    return Items(settings, Answers(settings, engine, create_store(settings, metrics), metrics, shelf))


def configure_logs(settings: Settings) -> None:
    logging.config.dictConfig(configuration(settings.log_level, settings.log_format))
    configure_structlog()
