"""One Redis, asked with a bounded wait and left alone for a while after it failed.

No reply takes longer than `timeout` and nothing is retried: with redis-py's own defaults one GET on a frozen Redis
takes a minute.
"""

from collections.abc import Callable
from typing import Any

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from service.cache.breaker import Breaker
from service.cache.store import OnError

_FAILURES, _PAUSE = 3, 5.0


class UnavailableError(Exception):
    """Redis did not answer, or not in time, or is being left alone. Its only argument, if any, is the kind."""


class Connection:
    """`timeout`: seconds, the longest wait for one reply. May be shared by threads."""

    def __init__(self, url: str, *, timeout: float, on_error: OnError) -> None:
        self._on_error = on_error
        self._breaker = Breaker(failures=_FAILURES, pause=_PAUSE)
        self._redis = redis.Redis.from_url(
            url,
            socket_timeout=timeout,
            socket_connect_timeout=timeout,
            retry=Retry(NoBackoff(), 0),
            retry_on_timeout=False,
            protocol=2,  # RESP 3 begins with a round trip of its own, and so does saying the client's name
            driver_info=None,
        )

    @property
    def available(self) -> bool:
        return not self._breaker.open

    def call(self, command: Callable[["redis.Redis"], Any]) -> Any:
        """What `command` returns. Raises UnavailableError where Redis fails, and reports why."""
        if not self._breaker.allows():
            raise UnavailableError
        try:
            reply = command(self._redis)
        except redis.TimeoutError as error:
            self._fail("timeout", error)
        except (redis.OutOfMemoryError, redis.ReadOnlyError) as error:
            # Redis is well, it only cannot keep more; reading still works, so it is not left alone.
            self._refuse("full", error)
        except redis.ConnectionError as error:
            self._fail("connection", error)
        except redis.ResponseError as error:
            self._refuse("command", error)
        except (redis.RedisError, OSError, ValueError) as error:
            self._fail("garbage", error)
        self._breaker.succeeded()
        return reply

    def garbage(self) -> None:
        """Reports a value that nobody here has written."""
        self._on_error("garbage")

    def _fail(self, kind: str, error: Exception) -> None:
        self._breaker.failed()
        self._refuse(kind, error)

    def _refuse(self, kind: str, error: Exception) -> None:
        self._on_error(kind)
        raise UnavailableError(kind) from error
