"""gunicorn: threads for many open requests, processes for the cores, models loaded in each worker after the fork."""

import importlib
import os
import shutil
import tempfile
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication
from prometheus_client import values
from prometheus_client.multiprocess import mark_process_dead

from service.runtime.board import Board
from service.runtime.logs import configuration, configure_structlog
from service.runtime.shared import make_shared_folder, remove_shared_folder
from service.settings import Settings, load

APPLICATION = "service.app:create_app()"
_METRICS = "PROMETHEUS_MULTIPROC_DIR"


def options(settings: Settings) -> dict[str, Any]:
    """gunicorn's settings for ours."""
    return {
        "bind": address(settings.host, settings.port),
        "workers": settings.worker_count,
        "worker_class": "gthread",
        "threads": settings.http_threads,
        # A worker that says nothing for this long is taken for dead; its threads may compute longer than that.
        "timeout": 120,
        "graceful_timeout": settings.stop_seconds,
        "keepalive": 5,
        "preload_app": False,  # nothing of torch before the fork
        "worker_tmp_dir": "/dev/shm" if os.access("/dev/shm", os.W_OK) else None,  # noqa: S108 (gunicorn's heartbeat)
        "limit_request_line": 4094,
        "control_socket_disable": True,
        "logconfig_dict": configuration(settings.log_level, settings.log_format),
        "proc_name": "wortlaut",
        "on_starting": _on_starting,
        "on_exit": _on_exit,
        "post_worker_init": _load_models_on(Board(settings.worker_count)),
        "child_exit": _child_exit,
    }


def address(host: str, port: int) -> str:
    """Host and port as one, an IPv6 address in brackets."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def serve(settings: Settings | None = None) -> None:
    """Serves until it is told to stop (SIGTERM: running requests are finished first)."""
    _Server(settings or load()).run()


class _Server(BaseApplication):
    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        for name, value in options(self._settings).items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        # Imported in the worker: the layers below know nothing of the application, and torch must not be there earlier.
        return importlib.import_module("service.app").create_app(self._settings)


def _on_starting(_server: Any) -> None:
    configure_structlog()
    make_shared_folder()
    os.environ[_METRICS] = tempfile.mkdtemp(prefix=f"wortlaut-metrics-{os.getpid()}-")
    # prometheus_client decides when it is imported whether figures go to files; it may have been imported before.
    values.ValueClass = values.get_value_class()


def _on_exit(_server: Any) -> None:
    shutil.rmtree(os.environ.pop(_METRICS, ""), ignore_errors=True)
    remove_shared_folder()


def _load_models_on(board: Board) -> Callable[[Any], None]:
    """A hook that runs in each new worker."""

    def post_worker_init(worker: Any) -> None:
        engine = worker.wsgi.extensions["wortlaut"].engine
        engine.share(on_loaded=lambda: board.mark(worker.age), others_ready=lambda: board.complete)
        engine.start()

    return post_worker_init


def _child_exit(_server: Any, worker: Any) -> None:
    mark_process_dead(worker.pid)
