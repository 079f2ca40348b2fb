"""Workers read chunks: each article once where all goes well; none is lost otherwise; each result comes once."""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.api.items import Items
from service.jobs.item import Item, Reader
from service.jobs.queue import queue_of
from service.jobs.store import JobStore
from service.jobs.submission import Limits, submit
from service.jobs.work import MOST_TRIES, ChunkReader, use
from service.jobs.worker import ChunkWorker
from service.settings import Settings
from tests.api.conftest import Start, Watched, start, watched  # noqa: F401 (fixtures)
from tests.jobs.conftest import Serve, names
from tests.jobs.readers import Echo

pytestmark = pytest.mark.redis

LIMITS = Limits(articles=1_000, size=1_000_000, chunk=3)


class Counting:
    """Another reader, and what it was given. `then` is called after each line."""

    def __init__(self, reader: Reader, then: Callable[[int], None] = lambda _: None) -> None:
        self._reader, self._then = reader, then
        self.seen: Counter[bytes] = Counter()

    def line(self, line: bytes) -> Item:
        self.seen[line] += 1
        self._then(self.seen.total())
        return self._reader.line(line)

    def failed(self, why: str) -> Item:
        return self._reader.failed(why)


def queued(store: JobStore, lines: list[bytes]) -> str:
    return submit(store, [(line, len(line) + 1) for line in lines], LIMITS).id


def work(store: JobStore, reader: Reader, stopping: Callable[[], bool] = lambda: False) -> None:
    """One RQ worker, in this process, until the queue is empty."""
    use(ChunkReader(store, reader, stopping))
    ChunkWorker(queue_of(store.client), store.client, 4).work(burst=True, logging_level="WARNING")


def results(store: JobStore, job: str, first: int = 0) -> list[bytes]:
    about = store.find(job)
    assert about is not None
    return b"".join(store.results(about, first, store.available(about, first))).splitlines()


def lines(count: int) -> list[bytes]:
    return [b"line %d" % number for number in range(count)]


def test_results_come_in_the_order_of_the_lines_each_once_and_from_any_offset(store: JobStore) -> None:
    reader = Counting(Echo())
    job = queued(store, lines(20))
    work(store, reader)
    for first in range(21):
        assert results(store, job, first) == lines(20)[first:]
    assert set(reader.seen.values()) == {1}


def test_equal_lines_of_a_chunk_are_read_once_and_have_a_result_each(store: JobStore) -> None:
    reader = Counting(Echo())
    job = queued(store, [b"a", b"b", b"a"])
    work(store, reader)
    assert results(store, job) == [b"a", b"b", b"a"]
    assert reader.seen == {b"a": 1, b"b": 1}


def test_counts_tell_answers_from_problems(store: JobStore) -> None:
    job = queued(store, [b"bad", b"good", b"", b"bad", b"bad"])
    work(store, Echo())
    about = store.find(job)
    assert about is not None
    assert (about.state, about.done, about.problems) == ("done", 5, 3)
    figures = store.figures()
    assert (figures.open, figures.answers, figures.problems) == (0, 2, 3)


class KilledError(BaseException):
    """Stands for SIGKILL within this process: nothing after it runs, not even what catches exceptions."""


def test_a_chunk_that_was_interrupted_goes_on_after_its_last_result(store: JobStore) -> None:
    def die(count: int) -> None:
        if count == 2:
            raise KilledError

    job = queued(store, lines(3))
    with pytest.raises(KilledError):
        ChunkReader(store, Counting(Echo(), die)).read(job, 0)
    about = store.find(job)
    assert about is not None
    assert (about.state, about.done) == ("running", 1)
    rest = Counting(Echo())
    assert ChunkReader(store, rest).read(job, 0)
    assert rest.seen == {b"line 1": 1, b"line 2": 1}
    assert results(store, job) == lines(3)


def test_an_article_that_no_worker_survives_gets_a_problem_and_the_others_their_answers(store: JobStore) -> None:
    def die(_: int) -> None:
        raise KilledError

    job = queued(store, lines(2))
    for _ in range(MOST_TRIES):
        with pytest.raises(KilledError):
            ChunkReader(store, Counting(Echo(), die)).read(job, 0)
    work(store, Echo())
    first, second = results(store, job)
    assert b"Workers stopped each time" in first
    assert second == b"line 1"


def test_a_worker_that_is_told_to_stop_gives_the_rest_back(store: JobStore) -> None:
    told = iter([False, True])
    job = queued(store, lines(3))
    reader = ChunkReader(store, Echo(), lambda: next(told))
    assert reader.read(job, 0) is False
    work(store, Echo())
    assert results(store, job) == lines(3)


def test_a_chunk_that_two_workers_read_is_kept_and_counted_once(store: JobStore) -> None:
    job = queued(store, lines(3))
    items = [Item(200, line) for line in lines(3)]
    assert store.complete(job, 0, items)
    assert not store.complete(job, 0, [Item(500, b"late")] * 3)
    assert results(store, job) == lines(3)
    assert store.figures().answers == 3


def test_a_cancelled_job_is_read_no_further_and_nothing_of_it_comes_back(store: JobStore) -> None:
    job = queued(store, lines(9))
    about = store.find(job)
    assert about is not None
    reader = Counting(Echo(), lambda count: store.cancel(about) if count == 4 else None)
    work(store, reader)
    assert reader.seen.total() == 4
    left = {key.removeprefix(f"wortlaut:jobs:{job}") for key in names(store.client, f"*{job}*")}
    assert left == {"", ":progress"}


def test_texts_that_redis_has_dropped_are_said_and_counted_not_forgotten(store: JobStore) -> None:
    job = queued(store, lines(7))
    store.client.delete(f"wortlaut:jobs:{job}:texts:1")
    work(store, Echo())
    found = results(store, job)
    assert found[:3] + found[6:] == lines(3) + lines(7)[6:]
    assert all(b"was lost" in line for line in found[3:6])


def test_all_results_end_with_the_job(store: JobStore) -> None:
    job = queued(store, lines(7))
    store.client.expire(f"wortlaut:jobs:{job}:texts:2", 500)

    def age(count: int) -> None:
        if count == 7:
            store.client.expire(f"wortlaut:jobs:{job}:results:0", 100)

    work(store, Counting(Echo(), age))
    ends = {store.client.ttl(f"wortlaut:jobs:{job}{part}") for part in ("", ":results:0", ":results:2", ":progress")}
    assert min(ends) >= store.ttl - 2


def test_a_small_job_need_not_wait_for_a_large_one(store: JobStore) -> None:
    large, small = queued(store, lines(30)), queued(store, [b"small"] * 5)
    order: list[str] = []

    def note(_: int) -> None:
        order.extend(job for job in (large, small) if job not in order and _state(store, job) == "done")

    work(store, Counting(Echo(), note))
    assert order == [small]


def _state(store: JobStore, job: str) -> str:
    found = store.find(job)
    return found.state if found else "gone"


@pytest.mark.models
def test_results_are_the_single_answers_byte_for_byte_and_bad_lines_get_problems(
    store: JobStore,
    serve: Serve,
    start: Start,  # noqa: F811
) -> None:
    articles: list[Any] = [
        {"text": "„Wir bauen weiter“, sagte Ministerin Lena Brandt am Montag in Kiel."},
        {"text": " "},
        {"text": "🎈 Laut Jan Holm fehlt das Geld.", "options": {"offset_unit": "utf16"}},
        ["no article"],
    ]
    body = [*(json.dumps(article).encode() for article in articles), b"", b"{", b'{"text":"' + b"x" * 3_000_000 + b'"}']
    client = serve()
    response = client.post("/v1/jobs", data=b"\n".join(body), content_type="application/x-ndjson")
    single: FlaskClient = start().test_client()
    parts = start().extensions["wortlaut"]
    work(store, Items(Settings(), parts.answers))
    job = client.get(response.headers["Location"]).get_json()
    assert (job["state"], job["answers"], job["problems"]) == ("done", 2, 5)
    found = client.get(response.headers["Location"] + "/results").data.splitlines()
    for article, line in zip(articles, found, strict=False):
        assert line == single.post("/v1/quotes", json=article).data
    assert [json.loads(line)["status"] for line in found[4:]] == [400, 400, 413]
