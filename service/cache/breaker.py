"""Leaves a failing Redis alone for a while.

pybreaker holds one lock around every guarded call. That puts all threads' Redis calls in a row, so a slow Redis would
delay the tenth request by ten times its slowness; here calls run side by side, and the lock guards two numbers.
"""

import threading
import time


class Breaker:
    """Opens after `failures` in a row; then one call every `pause` seconds tries whether things are well again."""

    def __init__(self, *, failures: int, pause: float) -> None:
        self._failures = failures
        self._pause = pause
        self._lock = threading.Lock()
        self._failed = 0
        self._closed_until_trial = 0.0

    @property
    def open(self) -> bool:
        return self._failed >= self._failures

    def allows(self) -> bool:
        """Whether a call may be made now. Where it is the trial, everybody else has to wait for its outcome."""
        with self._lock:
            if not self.open:
                return True
            now = time.monotonic()
            if now < self._closed_until_trial:
                return False
            self._closed_until_trial = now + self._pause
            return True

    def succeeded(self) -> None:
        self._failed = 0

    def failed(self) -> None:
        with self._lock:
            self._failed += 1
            self._closed_until_trial = time.monotonic() + self._pause
