"""Registers by name, ready for linking: each worker keeps the indexes that it used last."""

import threading
from collections.abc import Sequence
from datetime import UTC, datetime

from cachetools import LRUCache

from service.cache import SingleFlight
from service.registers.entries import Entry, Register, dumped
from service.registers.index import Index
from service.registers.store import About, Condition, RegisterStore


class Shelf:
    """`room`: entries of all the registers that are kept ready together; one takes about 2 kB."""

    def __init__(self, store: RegisterStore, *, room: int) -> None:
        self.store = store
        self._flight: SingleFlight[Index] = SingleFlight()
        self._lock = threading.Lock()
        self._ready: LRUCache[str, Index] = LRUCache(room, getsizeof=lambda index: max(1, len(index.register.entries)))

    def index(self, name: str) -> Index | None:
        """The register as it is now; None where there is none. Raises `store.UnavailableError`."""
        about = self.store.about(name)
        if about is None:
            return None
        ready = self._look(about.etag)
        if ready:
            return ready
        found = self.store.read(name)
        if found is None:
            return None
        # Whoever else asks at the same time waits for the same index: building one takes a moment.
        index, _ = self._flight.do(found[0].etag, lambda: self.index_of(Register.read(found[1])))
        return index

    def index_of(self, register: Register) -> Index:
        """The index of a register at hand."""
        return self._look(register.etag) or self._keep(Index.of(register))

    def put(self, name: str, entries: Sequence[Entry], allowed: Condition) -> tuple[About, bool]:
        """What is known of it then, and whether the name is new. Raises what the store's `put` raises."""
        body = dumped(entries)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        about = About(name, Register.of(entries).etag, len(entries), len(body), now)
        return about, self.store.put(about, body, allowed)

    def _look(self, etag: str) -> Index | None:
        with self._lock:
            found: Index | None = self._ready.get(etag)
        return found

    def _keep(self, index: Index) -> Index:
        with self._lock:
            if len(index.register.entries) <= self._ready.maxsize:
                self._ready[index.register.etag] = index
        return index
