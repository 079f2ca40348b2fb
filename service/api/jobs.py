"""/v1/jobs: archives, read by workers on this and other machines."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import orjson
from flask import Response, g, request
from marshmallow import RAISE

from service.api.framework import Blueprint, errors
from service.api.jobs_schemas import (
    BODY,
    JOB,
    LOCATION,
    NEW_JOB,
    NEXT_OFFSET,
    RESULT_LINES,
    JobHeaders,
    JobQuery,
    JobSchema,
    ResultsQuery,
)
from service.api.parts import parts
from service.api.problems import Problem, invalid
from service.api.upload import too_large, upload
from service.jobs.address import AddressError, resolve, target_of
from service.jobs.connection import UnavailableError, reachable
from service.jobs.lines import DamagedError
from service.jobs.state import Job
from service.jobs.store import JobStore
from service.jobs.submission import EmptyError, KeyInUseError, KeyReusedError, Limits, TooLargeError, submit

blueprint = Blueprint("jobs", __name__, url_prefix="/v1", description="Archives: up to 100,000 articles at once.")

_ID = re.compile(r"[0-9a-f]{32}")


@blueprint.route("/jobs", methods=["POST"])
@blueprint.doc(operationId="createJob", requestBody=BODY)
@blueprint.arguments(JobHeaders, location="headers")
@blueprint.arguments(JobQuery, location="query", unknown=RAISE)
@blueprint.response(202, JobSchema, description="The job is queued.", example=NEW_JOB, headers=LOCATION)
@errors(blueprint, 400, 409, 413, 415, 422, 429, 500, 503)
def create_job(headers: Mapping[str, Any], query: Mapping[str, Any]) -> Response:
    """Have an archive read

    Takes up to 100,000 articles, one JSON object a line, and has them read by the workers (`wortlaut worker`) of this
    service. A line that cannot be read costs the others nothing: its result is a problem. Needs a Redis.
    """
    settings, store = parts().settings, _store()
    _check_webhook(query["webhook"])
    limits = Limits(settings.job_articles, settings.job_bytes, settings.job_chunk)
    body = upload(request, limit=settings.job_bytes, longest=settings.max_body_bytes)
    with _said():
        job = submit(store, body, limits, webhook=query["webhook"], key=headers["key"])
    g.log = {"job": job.id, "articles": job.articles}
    response = _shown(job)
    response.status_code = 202
    response.headers["Location"] = f"/v1/jobs/{job.id}"
    return response


@blueprint.route("/jobs/<job_id>", methods=["GET"])
@blueprint.doc(operationId="getJob")
@blueprint.response(200, JobSchema, description="The job.", example=JOB)
@errors(blueprint, 404, 500, 503)
def get_job(job_id: str) -> Response:
    """How far is a job?

    Its state, and how many of its articles have a result. Asking once in a few seconds is enough.
    """
    return _shown(_job(job_id))


@blueprint.route("/jobs/<job_id>/results", methods=["GET"])
@blueprint.doc(operationId="getJobResults")
@blueprint.arguments(ResultsQuery, location="query", unknown=RAISE)
@blueprint.response(
    200,
    {"type": "string"},
    content_type="application/x-ndjson",
    description="One line for each article, in the order of the articles.",
    example=RESULT_LINES,
    headers=NEXT_OFFSET,
)
@errors(blueprint, 404, 410, 422, 500, 503)
def get_job_results(query: Mapping[str, Any], job_id: str) -> Response:
    """The results of a job

    NDJSON: line n answers line n of the body. A line is the answer that `POST /v1/quotes` would give, byte for byte,
    or a problem, which has a `status`. While the job is running there are as many lines as are ready without a gap;
    `Next-Offset` says with which `offset` to go on, and so does the number of lines received.
    """
    job = _job(job_id)
    if job.state == "cancelled":
        raise Problem(410, "The job was cancelled, and its results were deleted.")
    offset = query["offset"]
    if offset > job.articles:
        raise invalid({"query": {"offset": [f"Must not be greater than {job.articles}, the number of articles."]}})
    store = _store()
    with _said():
        count = min(store.available(job, offset), query.get("limit", job.articles))
    response = Response(store.results(job, offset, count), content_type="application/x-ndjson")
    response.headers["Next-Offset"] = str(offset + count)
    response.headers["Job-State"] = job.state
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.route("/jobs/<job_id>", methods=["DELETE"])
@blueprint.doc(operationId="cancelJob")
@blueprint.response(204, description="The job is cancelled.")
@errors(blueprint, 404, 500, 503)
def cancel_job(job_id: str) -> Response:
    """Cancel a job

    Stops a job that is not done, and deletes its texts and results, also those of a job that is done. What it was can
    still be asked. Doing it twice does no harm.
    """
    job = _job(job_id)
    with _said():
        _store().cancel(job)
    return Response(status=204)


def _store() -> JobStore:
    store = parts().jobs
    if store is None:
        raise _no_queue(
            "Jobs need a Redis, and this service has none: set WORTLAUT_QUEUE_URL or WORTLAUT_REDIS_URL, and start "
            "workers with `wortlaut worker`. Without Redis, `wortlaut archive` reads an archive on one machine."
        )
    return store


def _no_queue(detail: str) -> Problem:
    return Problem(503, detail, type_="no-queue", title="Jobs need a Redis", headers={"Retry-After": "60"})


def _job(job_id: str) -> Job:
    store = _store()
    if not _ID.fullmatch(job_id):
        raise _unknown()
    with _said():
        job = store.find(job_id)
    if job is None:
        raise _unknown()
    return job


def _unknown() -> Problem:
    return Problem(404, "There is no such job, or no longer: jobs are forgotten some time after their end.")


def _shown(job: Job) -> Response:
    response = Response(orjson.dumps(job.as_json()), content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


def _check_webhook(url: str) -> None:
    if not url:
        return
    settings = parts().settings
    if not settings.webhook_secret:
        raise invalid({"query": {"webhook": ["This service sends no webhooks: WORTLAUT_WEBHOOK_SECRET is not set."]}})
    try:
        resolve(target_of(url), private=settings.webhook_private)
    except AddressError as error:
        raise invalid({"query": {"webhook": [f"The address {error}."]}}) from None


@contextmanager
def _said() -> Iterator[None]:
    """Says what is wrong with a job or its Redis as a problem."""
    try:
        with reachable():
            yield
    except TooLargeError as error:
        raise too_large(error.limit, error.unit) from None
    except EmptyError:
        raise Problem(400, "The body is empty; one article a line is expected.") from None
    except DamagedError as error:
        raise Problem(400, f"The body cannot be decompressed: {error}.") from None
    except KeyInUseError:
        detail = "A request with this Idempotency-Key is still being read. Try again when that has been answered."
        raise Problem(409, detail, type_="idempotency-key-in-use", title="This key is in use") from None
    except KeyReusedError:
        detail = "This Idempotency-Key came with another body before. Use a new one for each job."
        raise Problem(422, detail, type_="idempotency-key-reused", title="This key stands for another job") from None
    except UnavailableError as error:
        detail = (
            "The Redis of the jobs is full: wait until jobs have ended, or delete results."
            if error.full
            else "The Redis of the jobs (WORTLAUT_QUEUE_URL) does not answer."
        )
        raise _no_queue(detail) from None
