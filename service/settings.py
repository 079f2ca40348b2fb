"""Every knob once, with unit, default and what it is for. Read from environment variables named `WORTLAUT_…`.

`SETTINGS` describes them for the README's table; `load()` reads them and says at once what is wrong with which.
"""

import base64
import os
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final, TypeVar, cast
from urllib.parse import urlsplit

import limits
from environs import Env, EnvError, ValidationError, validate

PREFIX: Final = "WORTLAUT_"
_Value = TypeVar("_Value", str, int, float, bool)
_METHODS: Final = {str: "str", int: "int", float: "float", bool: "bool"}


def _knob(default: _Value, unit: str, description: str, check: Any = None) -> _Value:
    # To a type checker a field with a default is its default.
    knob: Any = field(default=default, metadata={"unit": unit, "description": description, "check": check})
    return cast("_Value", knob)


def _redis_url(value: str) -> None:
    if value and urlsplit(value).scheme not in {"redis", "rediss", "unix"}:
        raise ValidationError("must begin with redis://, rediss:// or unix://")


def _rate(value: str) -> None:
    try:
        limits.parse_many(value) if value else None
    except ValueError as error:
        raise ValidationError('must be like "60/minute" or "5/second;1000/day"') from error


def _secret(value: str) -> None:
    """Of Standard Webhooks: any text, or bytes in base64 behind `whsec_`."""
    if value.startswith("whsec_"):
        try:
            value = base64.b64decode(value.removeprefix("whsec_"), validate=True).decode("latin-1")
        except ValueError:
            raise ValidationError("must be base64 behind whsec_") from None
    if value and len(value) < 16:
        raise ValidationError("must have at least 16 bytes")


def _from(low: float, high: float | None = None) -> validate.Range:
    return validate.Range(min=low, max=high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the service is told. The defaults serve one small machine."""

    host: str = _knob("127.0.0.1", "address", "where `wortlaut serve` listens")
    port: int = _knob(8000, "port", "where `wortlaut serve` listens", _from(0, 65535))
    workers: int = _knob(0, "processes", "each loads its own models; 0: one per core, at most 4", _from(0, 256))
    compute_threads: int = _knob(1, "threads", "cores that one inference uses; × workers ≤ cores", _from(1, 64))
    http_threads: int = _knob(128, "threads", "open requests that one worker answers at the same time", _from(16, 1024))
    stop_seconds: int = _knob(30, "seconds", "time that running requests get when the service stops", _from(1, 3600))
    proxies: int = _knob(0, "count", "reverse proxies in front whose `X-Forwarded-For` is believed", _from(0, 10))

    page: str = _knob("on", "on, off", "the page for people at `/`", validate.OneOf(["on", "off"]))

    models: str = _knob(
        "bundled",
        "bundled, stanza",
        "the German models that come along, or Stanza's official ones from its resource folder",
        validate.OneOf(["bundled", "stanza"]),
    )

    max_characters: int = _knob(
        100_000, "code points", "longest `text`, or text in `html`; longer ones get 413", _from(1)
    )
    max_html_characters: int = _knob(1_000_000, "code points", "longest `html`; longer ones get 413", _from(1))
    max_title_characters: int = _knob(1_000, "code points", "longest `title`; longer ones get 413", _from(1))
    max_body_bytes: int = _knob(2_000_000, "bytes", "longest request body, before and after gunzip", _from(1_000))
    max_people: int = _knob(500, "entries", "longest `options.people`; longer ones get 413", _from(1))
    max_registers: int = _knob(100, "registers", "kept under names; more get 507", _from(1))
    max_register_entries: int = _knob(10_000, "entries", "longest register; longer ones get 413", _from(1))
    max_register_bytes: int = _knob(
        8_000_000, "bytes", "longest body of a register, before and after gunzip", _from(1_000)
    )
    register_folder: str = _knob(
        "",
        "path",
        "keeps registers; empty: Redis does, else a temporary folder that goes when the service stops",
    )
    register_ready: int = _knob(
        30_000, "entries", "of registers that one worker keeps ready for linking, 2 kB each", _from(0)
    )

    queue_places: int = _knob(16, "requests", "may wait for one worker's models; more get 503 at once", _from(1, 1024))
    queue_seconds: float = _knob(30.0, "seconds", "longest wait for the models, then 503", _from(0.1, 3600))
    rate_limit: str = _knob(
        "", "requests/time", 'of one client address per worker, like "60/minute"; more get 429; empty: none', _rate
    )

    redis_url: str = _knob("", "URL", "Redis that shares answers; empty: each worker keeps its own", _redis_url)
    redis_timeout: float = _knob(0.1, "seconds", "longest wait for one reply of Redis", _from(0.01, 10))
    cache_ttl: int = _knob(86_400, "seconds", "how long an answer is kept; 0: nothing is kept", _from(0))
    cache_bytes: int = _knob(64_000_000, "bytes", "answers that a worker keeps without Redis, compressed", _from(0))
    cache_wait: float = _knob(
        10.0, "seconds", "longest wait for another worker's answer to the same request", _from(0, 600)
    )

    queue_url: str = _knob(
        "", "URL", "Redis of `/v1/jobs` and its workers; empty: the one of `WORTLAUT_REDIS_URL`", _redis_url
    )
    job_articles: int = _knob(100_000, "articles", "most that one job may have; more get 413", _from(1, 10_000_000))
    job_bytes: int = _knob(500_000_000, "bytes", "longest body of a job, before and after decompression", _from(1_000))
    job_chunk: int = _knob(50, "articles", "a worker takes at a time", _from(1, 1_000))
    job_seconds: int = _knob(
        604_800, "seconds", "that results are kept after a job's end, and texts until a worker comes", _from(60)
    )
    job_lease: int = _knob(
        60, "seconds", "without a sign of life after which a worker is taken for dead", _from(2, 3600)
    )
    webhook_secret: str = _knob("", "secret", "that webhooks are signed with; empty: no webhooks", _secret)
    webhook_private: bool = _knob(False, "true, false", "whether webhooks may go to addresses that are not public")

    log_level: str = _knob(
        "info", "level", "debug, info, warning or error", validate.OneOf(["debug", "info", "warning", "error"])
    )
    log_format: str = _knob(
        "json", "json, text", "one JSON object a line, or lines to read", validate.OneOf(["json", "text"])
    )

    @property
    def jobs_url(self) -> str:
        """The Redis of the jobs; empty where there is none."""
        return self.queue_url or self.redis_url

    @property
    def worker_count(self) -> int:
        """Processes to start: as many as asked for, else what fits the cores this process may use."""
        return self.workers or max(1, min(4, cores() // self.compute_threads))


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the settings' table."""

    name: str
    default: str | int | float | bool
    unit: str
    description: str

    @property
    def variable(self) -> str:
        return PREFIX + self.name.upper()


SETTINGS: Final[tuple[Setting, ...]] = tuple(
    Setting(
        knob.name, cast("str | int | float | bool", knob.default), knob.metadata["unit"], knob.metadata["description"]
    )
    for knob in fields(Settings)
)


def load() -> Settings:
    """Settings from the environment. Raises `environs.EnvError`, naming every variable that is wrong."""
    env = Env(eager=False)
    values = {}
    with env.prefixed(PREFIX):
        for knob in fields(Settings):
            read = getattr(env, _METHODS[type(cast(object, knob.default))])
            check = knob.metadata["check"]
            values[knob.name] = read(knob.name.upper(), knob.default, validate=[check] if check else [])
    env.seal()
    return Settings(**values)


def cores() -> int:
    """Processor cores that this process may use: its affinity, and a container's quota where there is one."""
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return available
    return available if quota == "max" else max(1, min(available, int(quota) // int(period)))


__all__ = ["PREFIX", "SETTINGS", "EnvError", "Setting", "Settings", "cores", "load"]
