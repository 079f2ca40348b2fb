"""Webhooks: signed, tried again, and never a way into the network that the service stands in."""

import base64
import hashlib
import hmac
import json
import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from service.jobs.address import AddressError, resolve, target_of
from service.jobs.store import JobStore
from service.jobs.submission import Limits, submit
from service.jobs.webhook import Webhooks, post, signed
from service.jobs.work import ChunkReader
from tests.api.problems import problem_of
from tests.jobs.conftest import Serve
from tests.jobs.readers import Echo

SECRET = "correct horse battery staple"


class Receiver(ThreadingHTTPServer):
    """Answers with the statuses it is given, then with 204; keeps what it was sent."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, statuses: list[int]) -> None:
        self.statuses = statuses
        self.got: list[tuple[str, dict[str, str], bytes]] = []
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(self.server.statuses.pop(0) if self.server.statuses else 204)
        self.send_header("Location", f"{self.server.url}/elsewhere")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Not on the tests' standard error."""


@contextmanager
def receiving(*statuses: int) -> Iterator[Receiver]:
    server = Receiver(list(statuses))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def done_job(store: JobStore, url: str) -> str:
    job = submit(store, [(b"a", 2), (b"bad", 4)], Limits(10, 1000, 5), webhook=url).id
    assert ChunkReader(store, Echo()).read(job, 0)
    return job


def delivery(store: JobStore, job: str) -> str | None:
    found = store.find(job)
    assert found is not None
    return found.delivery


@pytest.mark.redis
def test_a_job_that_is_done_is_told_once_and_signed(store: JobStore) -> None:
    with receiving() as server:
        job = done_job(store, f"{server.url}/hook?cms=1")
        assert delivery(store, job) == "waiting"
        webhooks = Webhooks(store, SECRET, private=True)
        assert webhooks.send_due()
        assert not webhooks.send_due()
    ((path, headers, body),) = server.got
    assert path == "/hook?cms=1"
    told = json.loads(body)
    assert (told["type"], told["data"]["id"], told["data"]["state"]) == ("job.done", job, "done")
    assert (told["data"]["answers"], told["data"]["problems"]) == (1, 1)
    # As docs/api.md tells receivers to check it.
    message = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = base64.b64encode(hmac.new(SECRET.encode(), message, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{wanted}"
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 60
    assert headers["webhook-id"] == job
    assert delivery(store, job) == "delivered"


def test_the_signature_is_that_of_standard_webhooks() -> None:
    """The example of the specification's reference libraries."""
    secret, id_, timestamp = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330
    headers = signed(secret, id_, timestamp, b'{"test": 2432232314}')
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.redis
@pytest.mark.parametrize("status", [302, 307, 404, 500])
def test_what_is_not_taken_is_sent_again_and_no_redirect_is_followed(store: JobStore, status: int) -> None:
    with receiving(status, status) as server:
        job = done_job(store, server.url)
        webhooks = Webhooks(store, SECRET, private=True, pauses=(0.0, 0.0))
        assert [webhooks.send_due() for _ in range(4)] == [True, True, True, False]
    assert [path for path, _, _ in server.got] == ["/"] * 3
    assert len({headers["webhook-id"] for _, headers, _ in server.got}) == 1
    assert delivery(store, job) == "delivered"


@pytest.mark.redis
def test_after_the_last_try_it_is_given_up_and_the_job_says_so(store: JobStore) -> None:
    with receiving(500, 500) as server:
        job = done_job(store, server.url)
        webhooks = Webhooks(store, SECRET, private=True, pauses=(0.0,))
        assert [webhooks.send_due() for _ in range(3)] == [True, True, False]
    assert delivery(store, job) == "failed"


@pytest.mark.redis
def test_pauses_are_kept_and_a_delivery_that_was_interrupted_is_made_later(store: JobStore) -> None:
    job = done_job(store, "http://127.0.0.1:9/")
    webhooks = Webhooks(store, SECRET, private=True, pauses=(60.0,))
    assert webhooks.send_due()
    assert not webhooks.send_due()
    assert delivery(store, job) == "waiting"
    now = time.time()
    assert store.due_webhook(now + 61, lease=30) == (job, "http://127.0.0.1:9/", 1)  # and then this process is killed
    assert store.due_webhook(now + 62, lease=30) is None
    assert store.due_webhook(now + 92, lease=30) == (job, "http://127.0.0.1:9/", 1)


PRIVATE = [
    "127.0.0.1",
    "localhost",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "255.255.255.255",
    "224.0.0.1",
    "2130706433",
    "0x7f.1",
    "[::1]",
    "[::]",
    "[fe80::1]",
    "[fd00::1]",
    "[ff02::1]",
    "[::ffff:127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
]


@pytest.mark.parametrize("host", PRIVATE)
def test_an_address_that_is_not_public_is_refused_however_it_is_written(host: str) -> None:
    with pytest.raises(AddressError, match=r"not public|no address"):
        resolve(target_of(f"http://{host}/"), private=False)


@pytest.mark.parametrize("host", ["9.9.9.9", "[2620:fe::fe]"])
def test_a_public_address_is_allowed(host: str) -> None:
    assert resolve(target_of(f"https://{host}/"), private=False) == [host.strip("[]")]


@pytest.mark.parametrize(
    "url",
    [
        "ftp://cms.example/",
        "file:///etc/passwd",
        "cms.example/hook",
        "https://",
        "https://user:password@cms.example/",
        "https://cms.example:0/",
        "https://cms.example:99999/",
        "https://cms.example/\r\nX: y",
        "https://cms.example/ä",
        "https://[cms.example/",
        "https://cms.example/" + "x" * 2_000,
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(AddressError):
        target_of(url)


@pytest.mark.redis
def test_the_request_for_a_job_says_at_once_what_is_wrong_with_its_webhook(serve: Serve) -> None:
    for url, settings, complaint in (
        ("https://9.9.9.9/", {}, "WORTLAUT_WEBHOOK_SECRET"),
        ("http://localhost/", {"webhook_secret": SECRET}, "not public"),
        ("gopher://9.9.9.9/", {"webhook_secret": SECRET}, "https://"),
    ):
        response = serve(**settings).post(
            "/v1/jobs", data=b"{}", content_type="application/x-ndjson", query_string={"webhook": url}
        )
        (error,) = problem_of(response, 422)["errors"]
        assert error["pointer"] == "/query/webhook"
        assert complaint in error["detail"]
    response = serve(webhook_secret=SECRET, webhook_private=True).post(
        "/v1/jobs", data=b"{}", content_type="application/x-ndjson", query_string={"webhook": "http://localhost:9/"}
    )
    assert response.status_code == 202


@pytest.mark.redis
def test_an_address_that_became_private_later_is_not_asked(store: JobStore) -> None:
    """The job was let in while private addresses were allowed, as a name may have been public then."""
    with receiving() as server:
        job = done_job(store, server.url)
        assert Webhooks(store, SECRET, private=False, pauses=()).send_due()
    assert server.got == []
    assert delivery(store, job) == "failed"


def test_the_checked_address_is_connected_to_and_the_name_is_only_told() -> None:
    """A name that leads elsewhere a moment later changes nothing, since it is not asked again."""
    with receiving() as server:
        target = target_of(f"http://rebinding.invalid:{server.server_port}/hook")
        assert post(target, "127.0.0.1", b"{}", {}) == 204
    ((_, headers, _),) = server.got
    assert headers["host"] == f"rebinding.invalid:{server.server_port}"


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl program to make a certificate with")
def test_with_tls_the_certificate_must_be_the_host_s(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = tmp_path / "both.pem"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=cms.example -addext"
    subprocess.run(
        [*command.split(), "subjectAltName=DNS:cms.example", "-keyout", tmp_path / "key.pem", "-out", certificate],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, tmp_path / "key.pem")
    with receiving() as server:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert post(target_of(f"https://cms.example:{server.server_port}/"), "127.0.0.1", b"{}", {}) == 204
        with pytest.raises(Exception, match=r"rebinding\.example"):
            post(target_of(f"https://rebinding.example:{server.server_port}/"), "127.0.0.1", b"{}", {})
        monkeypatch.delenv("SSL_CERT_FILE")
        with pytest.raises(Exception, match="self-signed"):
            post(target_of(f"https://cms.example:{server.server_port}/"), "127.0.0.1", b"{}", {})
