"""What happens around every request: its id, its log line, its figures, ETags of metadata, safe headers."""

import re
import time
import uuid

import structlog
from flask import Flask, Response, g, request
from structlog.contextvars import bind_contextvars, clear_contextvars

from service.runtime.metrics import Metrics

log = structlog.get_logger(__name__)

_ID = re.compile(r"[A-Za-z0-9._:/+=@-]{1,128}")
_WITH_ETAG = {"status.info", "api-docs.openapi_json", "docs.page", "registers.list_registers"}
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"}
_QUIET = {"status.health", "status.readiness", "status.metrics"}  # asked every few seconds


def install(app: Flask, metrics: Metrics) -> None:
    @app.before_request
    def begin() -> None:
        g.started = time.perf_counter()
        given = request.headers.get("X-Request-ID", "")
        g.request_id = given if _ID.fullmatch(given) else uuid.uuid4().hex
        clear_contextvars()
        bind_contextvars(request_id=g.request_id)

    @app.after_request
    def end(response: Response) -> Response:
        if request.method in {"GET", "HEAD"} and request.endpoint in _WITH_ETAG and response.status_code == 200:
            response.headers["Cache-Control"] = "no-cache"  # may be kept, but must be asked about
            response.add_etag()
            response.make_conditional(request)
        seconds = time.perf_counter() - g.started
        if response.status_code not in {429, 503}:
            response.headers.pop("Retry-After", None)  # flask-limiter says it on every answer
        response.headers["X-Request-ID"] = g.request_id
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Server-Timing"] = _server_timing({**g.get("server_timing", {}), "total": seconds})
        # The rule, not the address: an address may hold anything.
        route = request.url_rule.rule if request.url_rule else "unknown"
        method = request.method if request.method in _METHODS else "other"
        metrics.requests.labels(method, route, response.status_code).inc()
        metrics.request_seconds.labels(route).observe(seconds)
        _log(method, route, response.status_code, seconds)
        return response


def _server_timing(seconds: dict[str, float]) -> str:
    return ", ".join(f"{name};dur={value * 1000:.1f}" for name, value in seconds.items())


def _log(method: str, route: str, status: int, seconds: float) -> None:
    write = log.debug if request.endpoint in _QUIET and status < 400 else log.info
    parts = {f"{name}_ms": round(value * 1000, 1) for name, value in g.get("server_timing", {}).items()}
    write(
        "request",
        method=method,
        route=route,
        status=status,
        total_ms=round(seconds * 1000, 1),
        **parts,
        **g.get("log", {}),
    )
