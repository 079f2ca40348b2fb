"""Health, readiness, what this service is, and its figures."""

from typing import Any

from flask import Response
from prometheus_client import CONTENT_TYPE_LATEST

from service import __version__
from service.api import batch, examples
from service.api.answering import unavailable
from service.api.framework import Blueprint, errors
from service.api.parts import parts
from service.api.schemas import HealthSchema, InfoSchema, ReadySchema
from service.cache import SCHEMA
from service.domain import QUOTATION_TYPES
from service.runtime.engine import NotReadyError

blueprint = Blueprint("status", __name__, description="Health, readiness, limits and figures.")


@blueprint.get("/healthz")
@blueprint.doc(operationId="getHealth")
@blueprint.response(200, HealthSchema, description="Alive.", example={"status": "ok"})
@errors(blueprint, 500)
def health() -> dict[str, str]:
    """Is the process alive?

    Answers as long as the process does, also while it loads or computes. For liveness: restart it when this fails.
    """
    return {"status": "ok"}


@blueprint.get("/readyz")
@blueprint.doc(operationId="getReadiness")
@blueprint.response(200, ReadySchema, description="Ready.", example=examples.READY)
@errors(blueprint, 500, 503)
def readiness() -> dict[str, str | None]:
    """Are the models loaded?

    For load balancers: send no traffic while this answers 503. A broken cache does not make the service unready.
    """
    engine = parts().engine
    engine.start()
    if not engine.all_ready:
        raise unavailable(NotReadyError(60 if engine.failed else 5))
    return {"status": "ready", "model": engine.version}


@blueprint.get("/info")
@blueprint.doc(operationId="getInfo", parameters=[examples.IF_NONE_MATCH])
@blueprint.response(200, InfoSchema, description="What this is.", example=examples.INFO, headers=examples.ETAG)
@errors(blueprint, 304, 500)
def info() -> dict[str, Any]:
    """What is this service?

    Versions, models and limits. Has an `ETag`.
    """
    settings, engine = parts().settings, parts().engine
    return {
        "name": "wortlaut",
        "version": __version__,
        "api_version": SCHEMA,
        "models": settings.models,
        "model": engine.version,
        "ready": engine.ready,
        "languages": ["de"],
        "quotation_types": QUOTATION_TYPES,
        "offset_units": ["codepoint", "utf16"],
        "cache": "none" if not settings.cache_ttl else "redis" if settings.redis_url else "process",
        "jobs": bool(settings.jobs_url),
        "limits": {
            "max_characters": settings.max_characters,
            "max_html_characters": settings.max_html_characters,
            "max_title_characters": settings.max_title_characters,
            "max_body_bytes": settings.max_body_bytes,
            "max_people": settings.max_people,
            "max_registers": settings.max_registers,
            "max_register_entries": settings.max_register_entries,
            "max_register_bytes": settings.max_register_bytes,
            "batch_articles": batch.MOST,
            "job_articles": settings.job_articles,
            "job_bytes": settings.job_bytes,
            "queue_places": settings.queue_places,
            "queue_seconds": settings.queue_seconds,
            "rate_limit": settings.rate_limit or None,
        },
    }


@blueprint.get("/metrics")
@blueprint.doc(operationId="getMetrics")
@blueprint.response(
    200, {"type": "string"}, content_type="text/plain", description="Figures.", example=examples.METRICS
)
@errors(blueprint, 500)
def metrics() -> Response:
    """Figures for Prometheus

    In Prometheus' text format, over all workers.
    """
    parts().job_figures.measure()
    return Response(parts().metrics.exposition(), content_type=CONTENT_TYPE_LATEST)
