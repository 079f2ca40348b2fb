"""Answers that were given before: in Redis, or inside the process where no Redis is configured.

A store never holds a text as a key, never trusts what comes back, and fails open: whatever happens to it, the
caller computes the answer itself. How long Redis may delay one request in all is bounded (`remote.Visit`).
"""

from service.cache.connection import Connection
from service.cache.flight import SingleFlight
from service.cache.keys import SCHEMA, key_of
from service.cache.local import LocalStore
from service.cache.remote import RedisStore
from service.cache.store import OnError, Store, Visit

__all__ = ["SCHEMA", "Connection", "LocalStore", "OnError", "RedisStore", "SingleFlight", "Store", "Visit", "key_of"]
