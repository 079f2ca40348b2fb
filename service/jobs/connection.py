"""The Redis that holds the jobs: one connection pool, and one error for whatever is wrong with it."""

from collections.abc import Iterator
from contextlib import contextmanager

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

_PATIENCE = 10.0
"""Seconds for one reply: a chunk of articles is larger than a cached answer."""


class UnavailableError(Exception):
    """The Redis of the jobs does not answer, or cannot keep more. `full`: the latter."""

    def __init__(self, *, full: bool = False) -> None:
        super().__init__("full" if full else "unreachable")
        self.full = full


def connect(url: str, *, patience: float = _PATIENCE) -> "redis.Redis":
    """`patience`: seconds that one reply may take. Nothing is sent yet."""
    return redis.Redis.from_url(
        url,
        socket_timeout=patience,
        socket_connect_timeout=min(patience, 2.0),
        retry=Retry(NoBackoff(), 0),
        protocol=2,  # as in the cache: RESP 3 begins with a round trip of its own
        driver_info=None,
    )


@contextmanager
def reachable() -> Iterator[None]:
    """Raises UnavailableError for every failure of Redis within it."""
    try:
        yield
    except redis.OutOfMemoryError as error:
        raise UnavailableError(full=True) from error
    except (redis.RedisError, OSError) as error:
        raise UnavailableError from error
