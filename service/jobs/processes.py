"""What all child processes here have in common."""

import os
import signal
import threading
from multiprocessing import connection, parent_process
from typing import Any


def end_with_parent() -> None:
    """A child whose parent was killed would go on for ever, and nobody could tell it to stop: it gets SIGTERM."""
    parent: Any = parent_process()
    if parent is None:
        return

    def watch() -> None:
        connection.wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
