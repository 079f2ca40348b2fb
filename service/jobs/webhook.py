"""Tells somebody that a job is done: signed as Standard Webhooks (standardwebhooks.com) say, tried for about a day.

A delivery that was interrupted is made again, so a receiver may get one twice: with the same `webhook-id`.
"""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

import structlog
import urllib3
from urllib3.util import Timeout

from service.jobs.address import AddressError, Target, resolve, target_of
from service.jobs.state import Job
from service.jobs.store import JobStore

log = structlog.get_logger(__name__)

_PREFIX = "whsec_"
_TIMEOUT = Timeout(connect=5.0, read=10.0)
_LEASE = 120.0  # seconds: longer than all addresses of a host may take
_MOST_ADDRESSES = 4

PAUSES: Final = (10, 60, 300, 1_800, 7_200, 21_600, 43_200)
"""Seconds between one try that failed and the next."""


def signed(secret: str, id_: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The three headers of Standard Webhooks: HMAC-SHA256 over id, time and body."""
    key = base64.b64decode(secret.removeprefix(_PREFIX)) if secret.startswith(_PREFIX) else secret.encode()
    digest = hmac.new(key, f"{id_}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return {
        "webhook-id": id_,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }


def payload(job: Job) -> bytes:
    """The body: the job as GET /v1/jobs/{job_id} shows it."""
    shown = {name: value for name, value in job.as_json().items() if name != "webhook"}
    ended = datetime.fromtimestamp(int(job.finished or 0), UTC).isoformat().replace("+00:00", "Z")
    return json.dumps({"type": "job.done", "timestamp": ended, "data": shown}, separators=(",", ":")).encode()


class Webhooks:
    """Sends what is due. `private` allows addresses that are not public; `pauses`: see PAUSES."""

    def __init__(self, store: JobStore, secret: str, *, private: bool, pauses: tuple[float, ...] = PAUSES) -> None:
        self._store, self._secret, self._private, self._pauses = store, secret, private, pauses

    def send_due(self) -> bool:
        """Tries one delivery, if one is due; whether one was."""
        due = self._store.due_webhook(time.time(), _LEASE)
        if due is None:
            return False
        id_, url, failed = due
        job = self._store.find(id_)
        if job is None:
            return True
        failure = self._fault(url, job)
        if failure is None:
            self._store.webhook_ended(id_, "delivered")
        elif failed < len(self._pauses):
            self._store.webhook_again(id_, time.time() + self._pauses[failed])
        else:
            self._store.webhook_ended(id_, "failed")
        write = log.info if failure is None else log.warning
        write("webhook", job=id_, host=target_of(url).host, attempt=failed + 1, failure=failure)
        return True

    def _fault(self, url: str, job: Job) -> str | None:
        """Why a delivery failed; None where it was taken: an answer with a status from 200 to 299."""
        if not self._secret:
            return "no secret to sign with"
        body = payload(job)
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "wortlaut",
            **signed(self._secret, job.id, int(time.time()), body),
        }
        try:
            target = target_of(url)
            addresses = resolve(target, private=self._private)
        except AddressError as error:
            return str(error)
        fault: str | None = "no address"
        for address in addresses[:_MOST_ADDRESSES]:
            try:
                status = post(target, address, body, headers)
            except (urllib3.exceptions.HTTPError, OSError) as error:
                fault = type(error).__name__
                continue
            return None if 200 <= status <= 299 else f"status {status}"
        return fault


def post(target: Target, address: str, body: bytes, headers: Mapping[str, str]) -> int:
    """The status of the answer. Connects to `address` whatever the name now leads to, and follows nowhere."""
    # For TLS the name still counts: the certificate must be the host's, not the address's.
    pool: urllib3.HTTPConnectionPool = (
        urllib3.HTTPSConnectionPool(
            address, target.port, timeout=_TIMEOUT, server_hostname=target.host, assert_hostname=target.host
        )
        if target.scheme == "https"
        else urllib3.HTTPConnectionPool(address, target.port, timeout=_TIMEOUT)
    )
    with pool:
        answer = pool.urlopen(
            "POST",
            target.path,
            body,
            {**headers, "Host": target.authority},
            retries=False,
            redirect=False,
            preload_content=False,
        )
        status = answer.status
        answer.close()
        return status
