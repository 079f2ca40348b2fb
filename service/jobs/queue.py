"""RQ as it is used here: one queue of chunks by number, arguments as JSON instead of pickles."""

from typing import TYPE_CHECKING

from rq import Queue, Retry, Worker
from rq.registry import clean_registries
from rq.serializers import JSONSerializer

if TYPE_CHECKING:
    import redis

_NAME = "wortlaut"
_TASK = "service.jobs.work.read_chunk"
# A chunk is tried until it is done: `work` makes sure that every try gets further. So RQ need not give up.
_TRIES = 1_000_000
_SMALL = 4  # chunks: a job no larger than that goes before archives that take hours

SERIALIZER = JSONSerializer
AGAIN = Retry(max=_TRIES, enqueue_at_front=True)
"""What a task returns that is to be continued by another worker."""


def queue_of(client: "redis.Redis") -> Queue:
    return Queue(_NAME, connection=client, serializer=SERIALIZER)


def enqueue(queue: Queue, pipeline: "redis.client.Pipeline", job: str, chunks: int) -> None:
    """Adds all chunks of a job to the queue when `pipeline` is executed."""
    first = chunks <= _SMALL
    numbers = reversed(range(chunks)) if first else range(chunks)  # what is put in front last comes first
    tasks = [
        Queue.prepare_data(
            _TASK,
            args=[job, number],
            job_id=f"{job}-{number}",
            description=f"chunk {number} of job {job}",
            timeout=-1,
            result_ttl=0,
            retry=AGAIN,
            at_front=first,
        )
        for number in numbers
    ]
    queue.enqueue_many(tasks, pipeline=pipeline)


def recover(queue: Queue) -> None:
    """Puts chunks back into the queue whose workers have given no sign of life for their lease."""
    if queue.acquire_maintenance_lock():
        try:
            clean_registries(queue)
        finally:
            queue.release_maintenance_lock()  # type: ignore[no-untyped-call]


def workers(queue: Queue) -> int:
    """Workers that are alive."""
    return len(Worker.all(queue=queue))


def waiting(queue: Queue) -> int:
    """Chunks that no worker has begun."""
    return queue.count
