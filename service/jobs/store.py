"""Jobs in Redis: their texts in chunks, compressed; what is done of a chunk; results; all of it with a time to live.

The queue (RQ) only holds the numbers of chunks. Results are made at least once and kept exactly once: within a chunk
they lie under the content hash of their article until the chunk is complete, and a chunk is only ever completed once.
"""

import hashlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import zstandard

from service.jobs import scripts
from service.jobs.item import Item
from service.jobs.state import Delivery, Job, State

if TYPE_CHECKING:
    import redis

_PREFIX = "wortlaut:jobs"
_OPEN, _WEBHOOKS, _FIGURES = f"{_PREFIX}:open", f"{_PREFIX}:webhooks", f"{_PREFIX}:figures"
_INTAKE = (
    21_600  # seconds that texts live before their job exists: longer than sending it takes, and then they are waste
)
_FORGET = 500  # keys deleted or prolonged at a time


def content_hash(line: bytes) -> str:
    """Names an article within its chunk: equal lines have one result."""
    return hashlib.sha256(line).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Chunk:
    """`lines` is None where the texts are lost; `known`: items from an earlier try, by content hash."""

    lines: list[bytes] | None
    known: dict[str, Item]


@dataclass(frozen=True, slots=True)
class Figures:
    """For monitoring: jobs that are not finished; articles answered, and refused, since Redis was set up."""

    open: int
    answers: int
    problems: int


class JobStore:
    """`ttl`: seconds that texts are kept for workers, and results from the end of the job on."""

    def __init__(self, client: "redis.Redis", *, ttl: int) -> None:
        self.client = client
        self.ttl = ttl
        self._keep, self._try = client.register_script(scripts.KEEP), client.register_script(scripts.TRY)
        self._commit, self._cancel = client.register_script(scripts.COMMIT), client.register_script(scripts.CANCEL)

    # A job comes in

    def put_texts(self, job: str, number: int, lines: Sequence[bytes]) -> None:
        self.client.set(_texts(job, number), zstandard.compress(b"\n".join(lines)), ex=_INTAKE)

    def describe(self, pipeline: "redis.client.Pipeline", job: str, articles: int, chunk: int, webhook: str) -> None:
        """Writes, with the rest of `pipeline`, that the job exists: its texts are there by now."""
        now = time.time()
        left = -(-articles // chunk)
        about: list[str | int | float] = [
            "state",
            "open",
            "created",
            now,
            "articles",
            articles,
            "chunk",
            chunk,
            "left",
            left,
        ]
        if webhook:
            about += ["webhook", webhook]
        pipeline.hset(_about(job), items=about)
        pipeline.expire(_about(job), self.ttl)
        pipeline.zadd(_OPEN, {job: now})
        for number in range(left):
            pipeline.expire(_texts(job, number), self.ttl)

    # A worker reads a chunk

    def chunk(self, job: str, number: int) -> Chunk | None:
        """None where nothing is to be done: the chunk is complete, the job cancelled or expired."""
        with self.client.pipeline(transaction=True) as pipeline:
            pipeline.hget(_about(job), "state")
            pipeline.exists(_results(job, number))
            pipeline.get(_texts(job, number))
            pipeline.hgetall(_part(job, number))
            state, complete, texts, part = pipeline.execute()
        if state != b"open" or complete:
            return None
        known = {field.decode(): _unpacked(value) for field, value in part.items() if not field.startswith(b"try:")}
        return Chunk(None if texts is None else zstandard.decompress(texts).split(b"\n"), known)

    def tries(self, job: str, number: int, article: str) -> int:
        """How often the article has now been begun; 0 where the job is gone."""
        return int(self._try([_about(job), _part(job, number)], [f"try:{article}", self.ttl]))

    def keep(self, job: str, number: int, article: str, item: Item, done: int, problems: int) -> bool:
        """Keeps an item until its chunk, of which `done` and `problems` count, is complete. False: the job is gone."""
        keys = [_about(job), _part(job, number), _progress(job)]
        return bool(self._keep(keys, [article, _packed(item), number, f"{done},{problems}", self.ttl]))

    def complete(self, job: str, number: int, items: Sequence[Item]) -> bool:
        """Keeps a chunk's results for good. True where that ends the job."""
        problems = sum(item.status != 200 for item in items)
        results = zstandard.compress(b"".join(item.body + b"\n" for item in items))
        own = (_about(job), _texts(job, number), _part(job, number), _progress(job), _results(job, number))
        counts = f"{len(items)},{problems}"
        arguments: list[Any] = [number, results, counts, self.ttl, time.time(), job, len(items) - problems, problems]
        return bool(self._commit([*own, _FIGURES, _OPEN, _WEBHOOKS], arguments))

    def prolong(self, job: Job) -> None:
        """Lets all results end with the job, however long before it they were made."""
        self._in_parts(job, lambda pipeline, key: pipeline.expire(key, self.ttl))

    # Whoever sent it asks

    def find(self, job: str) -> Job | None:
        """None: there is no such job, or no longer."""
        with self.client.pipeline(transaction=True) as pipeline:
            pipeline.hgetall(_about(job))
            pipeline.hvals(_progress(job))
            about, progress = pipeline.execute()
        if b"articles" not in about:
            return None
        counts = [value.split(b",") for value in progress]
        state, finished = about[b"state"].decode(), about.get(b"finished")
        created = float(about[b"created"])
        return Job(
            id=job,
            state=cast(State, state if state != "open" else "running" if counts else "queued"),
            created=created,
            finished=float(finished) if finished else None,
            expires=(float(finished) if finished else created) + self.ttl,
            articles=int(about[b"articles"]),
            done=sum(int(done) for done, _ in counts),
            problems=sum(int(problems) for _, problems in counts),
            chunk=int(about[b"chunk"]),
            delivery=cast("Delivery | None", about.get(b"delivery", b"").decode() or None),
        )

    def available(self, job: Job, first: int) -> int:
        """How many lines of results can be read in one go from line `first` on: up to the first unfinished chunk."""
        start = first // job.chunk
        with self.client.pipeline(transaction=False) as pipeline:
            for number in range(start, job.chunks):
                pipeline.exists(_results(job.id, number))
            exist = pipeline.execute()
        complete = exist.index(0) if 0 in exist else len(exist)
        return max(0, min((start + complete) * job.chunk, job.articles) - first)

    def results(self, job: Job, first: int, count: int) -> Iterator[bytes]:
        """`count` lines of results from line `first` on, with their line ends, a chunk at a time."""
        while count > 0:
            number, skip = divmod(first, job.chunk)
            packed = cast("bytes | None", self.client.get(_results(job.id, number)))
            if packed is None:
                return  # cancelled or expired meanwhile
            found = zstandard.decompress(packed).splitlines(keepends=True)[skip : skip + count]
            yield b"".join(found)
            first, count = first + len(found), count - len(found)

    def cancel(self, job: Job) -> None:
        """Stops the job, and forgets its texts and results; what it was can still be asked."""
        self._cancel([_about(job.id), _OPEN, _WEBHOOKS], [time.time(), job.id, self.ttl])
        self._in_parts(job, lambda pipeline, key: pipeline.delete(key))

    def forget(self, job: str, chunks: int) -> None:
        """Removes the texts of a job that was never begun."""
        if chunks:
            self.client.delete(*(_texts(job, number) for number in range(chunks)))

    def _in_parts(self, job: Job, act: Any) -> None:
        for start in range(0, job.chunks, _FORGET):
            with self.client.pipeline(transaction=False) as pipeline:
                for number in range(start, min(start + _FORGET, job.chunks)):
                    for key in (_texts(job.id, number), _part(job.id, number), _results(job.id, number)):
                        act(pipeline, key)
                pipeline.execute()

    # Webhooks

    def due_webhook(self, now: float, lease: float) -> tuple[str, str, int] | None:
        """A job whose webhook is due, its address, and how often that failed; ours for `lease` seconds."""
        job = cast("bytes | None", self.client.eval(scripts.CLAIM, 1, _WEBHOOKS, now, now + lease))
        if job is None:
            return None
        url, failed = cast("list[bytes | None]", self.client.hmget(_about(job.decode()), "webhook", "failed"))
        if url is None:  # expired
            self.client.zrem(_WEBHOOKS, job)
            return None
        return job.decode(), url.decode(), int(failed or 0)

    def webhook_ended(self, job: str, delivery: Delivery) -> None:
        with self.client.pipeline(transaction=True) as pipeline:
            pipeline.zrem(_WEBHOOKS, job)
            pipeline.hset(_about(job), "delivery", delivery)
            pipeline.expire(_about(job), self.ttl)
            pipeline.execute()

    def webhook_again(self, job: str, when: float) -> None:
        with self.client.pipeline(transaction=True) as pipeline:
            pipeline.zadd(_WEBHOOKS, {job: when}, xx=True)
            pipeline.hincrby(_about(job), "failed", 1)
            pipeline.expire(_about(job), self.ttl)
            pipeline.execute()

    def figures(self) -> Figures:
        counts = cast("dict[bytes, bytes]", self.client.hgetall(_FIGURES))
        jobs = cast("list[bytes]", self.client.zrange(_OPEN, 0, -1))
        with self.client.pipeline(transaction=False) as pipeline:
            for job in jobs:
                pipeline.exists(_about(job.decode()))
            gone = [job for job, exists in zip(jobs, pipeline.execute(), strict=True) if not exists]
        if gone:
            self.client.zrem(_OPEN, *gone)
        return Figures(len(jobs) - len(gone), int(counts.get(b"answers", 0)), int(counts.get(b"problems", 0)))


def _about(job: str) -> str:
    return f"{_PREFIX}:{job}"


def _texts(job: str, number: int) -> str:
    return f"{_PREFIX}:{job}:texts:{number}"


def _part(job: str, number: int) -> str:
    return f"{_PREFIX}:{job}:part:{number}"


def _results(job: str, number: int) -> str:
    return f"{_PREFIX}:{job}:results:{number}"


def _progress(job: str) -> str:
    return f"{_PREFIX}:{job}:progress"


def _packed(item: Item) -> bytes:
    return zstandard.compress(b"%d " % item.status + item.body)


def _unpacked(value: bytes) -> Item:
    status, _, body = zstandard.decompress(value).partition(b" ")
    return Item(int(status), body)
