"""One worker process: takes chunks from the queue and gives signs of life while it reads them."""

import signal
import sys
import threading
import time

import redis
import structlog
from rq import Queue, SimpleWorker
from rq.executions import Execution
from rq.job import Job
from rq.registry import StartedJobRegistry

from service.jobs import work
from service.jobs.connection import UnavailableError, connect, reachable
from service.jobs.item import Reader
from service.jobs.processes import end_with_parent
from service.jobs.queue import SERIALIZER, queue_of
from service.jobs.store import JobStore

log = structlog.get_logger(__name__)

_PAUSE = 2.0  # seconds
_BEATS = 4  # signs of life within a lease


class ChunkWorker(SimpleWorker):
    """Reads in its own process, since models take seconds to load; so it must say that it lives while it reads."""

    def __init__(self, queue: Queue, client: "redis.Redis", lease: int) -> None:
        self._lease = lease
        super().__init__(
            [queue],
            connection=client,
            serializer=SERIALIZER,
            worker_ttl=lease,
            maintenance_interval=max(1, lease // 2),
            log_job_description=False,
        )

    def stopping(self) -> bool:
        return self._stop_requested

    def get_heartbeat_ttl(self, job: Job, working_time: float = 0.0) -> int:  # noqa: ARG002 (RQ's signature)
        return self._lease

    def perform_job(self, job: Job, queue: Queue, execution: Execution) -> bool:
        ended = threading.Event()
        beating = threading.Thread(target=self._beat, args=(job, execution, ended), daemon=True)
        beating.start()
        try:
            return super().perform_job(job, queue, execution)
        finally:
            ended.set()
            beating.join()

    def handle_job_success(
        self, job: Job, queue: Queue, started_job_registry: StartedJobRegistry, execution: Execution
    ) -> None:
        """RQ lists the execution of a worker that died for a minute longer than it keeps it, and then stumbles over
        that: a chunk that is done would be taken for failed, and be tried again for that minute."""
        listed = job.execution_registry
        for id_ in listed.get_execution_ids():
            if not self.connection.exists(Execution(id_, job.id, self.connection).key):
                self.connection.zrem(listed.key, id_)
        super().handle_job_success(job, queue, started_job_registry, execution)

    def _beat(self, job: Job, execution: Execution, ended: threading.Event) -> None:
        while not ended.wait(self._lease / _BEATS):
            try:
                self.maintain_heartbeats(job, execution)
            except (redis.RedisError, OSError) as error:
                log.warning("no sign of life given", error=type(error).__name__)

    def _install_signal_handlers(self) -> None:
        """SIGTERM stops after the current article. An interrupt from a terminal goes to the parent, who sends that."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, self.request_stop)


def _wait_for(client: "redis.Redis") -> None:
    """Redis may start after its workers, or be away for a while."""
    while True:
        try:
            client.ping()
        except (redis.RedisError, OSError) as error:
            log.warning("redis unreachable", error=type(error).__name__)
            time.sleep(_PAUSE)
        else:
            return


def run(url: str, reader: Reader, *, ttl: int, lease: int) -> None:
    """Works until it is told to stop. `ttl`, `lease`: seconds."""
    end_with_parent()
    client = connect(url)
    _wait_for(client)
    try:
        with reachable():
            worker = ChunkWorker(queue_of(client), client, lease)
            work.use(work.ChunkReader(JobStore(connect(url), ttl=ttl), reader, worker.stopping))
            worker.work(logging_level="WARNING")
    except UnavailableError:
        log.warning("redis lost")  # the parent starts another one, and the chunk goes back into the queue
        sys.exit(1)
