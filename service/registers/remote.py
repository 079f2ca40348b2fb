"""Registers in Redis, shared by all workers and machines: one hash each, and a set of their names.

They have no expiry, so a Redis that makes room should evict only what has one (`volatile-lru`).
"""

from typing import Any

import redis

from service.cache.codec import GarbageError, pack, unpack
from service.cache.connection import Connection
from service.cache.connection import UnavailableError as RedisUnavailableError
from service.registers.store import About, ChangedError, Condition, FullError, UnavailableError

_NAMES = "wortlaut:registers"
_ABOUT, _BODY = "about", "body"
_TRIES = 20


class RemoteStore:
    """`most`: how many registers are kept."""

    def __init__(self, connection: Connection, *, most: int) -> None:
        self._connection = connection
        self._most = most

    def about(self, name: str) -> About | None:
        return self._known(self._ask(lambda client: client.hget(_key(name), _ABOUT)))

    def read(self, name: str) -> tuple[About, bytes] | None:
        line, packed = self._ask(lambda client: client.hmget(_key(name), [_ABOUT, _BODY]))
        about = self._known(line)
        if about is None:
            return None
        try:
            return about, unpack(name, packed)
        except GarbageError:
            self._connection.garbage()
            return None

    def put(self, about: About, body: bytes, allowed: Condition) -> bool:
        def write(transaction: Any, there: About | None) -> None:
            if there is None:
                self._make_room(transaction, about.name)
            transaction.multi()
            transaction.hset(_key(about.name), mapping={_ABOUT: about.dumped(), _BODY: pack(about.name, body)})
            transaction.sadd(_NAMES, about.name)

        return self._change(about.name, allowed, write) is None

    def delete(self, name: str, allowed: Condition) -> bool:
        def write(transaction: Any, _there: About | None) -> None:
            transaction.multi()
            transaction.delete(_key(name))
            transaction.srem(_NAMES, name)

        # Without a register nothing can have changed.
        return self._change(name, lambda etag: etag is None or allowed(etag), write) is not None

    def all(self) -> list[About]:
        def read(client: "redis.Redis") -> Any:
            names = sorted(_text(name) for name in client.smembers(_NAMES))
            with client.pipeline(transaction=False) as together:
                for name in names:
                    together.hget(_key(name), _ABOUT)
                return together.execute()

        return [about for about in map(self._known, self._ask(read)) if about]

    def _change(self, name: str, allowed: Condition, write: Any) -> About | None:
        """Reads, checks and writes as one: begins again where somebody else wrote in between. What was there before."""

        def attempt(client: "redis.Redis") -> About | None:
            transaction: Any  # its methods have no hints
            with client.pipeline() as transaction:
                for _ in range(_TRIES):
                    try:
                        transaction.watch(_key(name), _NAMES)
                        there = self._known(transaction.hget(_key(name), _ABOUT))
                        if not allowed(there.etag if there else None):
                            raise ChangedError
                        write(transaction, there)
                        transaction.execute()
                    except redis.WatchError:
                        continue
                    else:
                        return there
            raise UnavailableError("others write all the time")

        found: About | None = self._ask(attempt)
        return found

    def _make_room(self, transaction: Any, name: str) -> None:
        """Raises FullError where there are too many; names of registers that Redis has evicted do not count."""
        names = {_text(member) for member in transaction.smembers(_NAMES)} - {name}
        if len(names) < self._most:
            return
        if sum(bool(transaction.exists(_key(other))) for other in names) >= self._most:
            raise FullError(f"{self._most} registers are kept already, which is the limit")

    def _known(self, line: Any) -> About | None:
        if line is None:
            return None
        try:
            return About.read(line)
        except ValueError:
            self._connection.garbage()
            return None

    def _ask(self, command: Any) -> Any:
        try:
            return self._connection.call(command)
        except RedisUnavailableError as error:
            if str(error) == "full":
                raise FullError("Redis has no memory left for it") from error
            raise UnavailableError("Redis does not answer") from error


def _key(name: str) -> str:
    return f"wortlaut:register:{name}"


def _text(name: bytes | str) -> str:
    return name.decode() if isinstance(name, bytes) else name
