"""An archive on one machine: results in order, whatever dies, and an interrupted one is gone on with where it was."""

import gzip
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient

from service.cli import main
from service.jobs.archive import MismatchError, read_archive
from service.jobs.lines import Coding, DamagedError, lines, plain
from service.jobs.output import InUseError, Pipe, ResultFile
from service.jobs.pool import MakeReader, Pool
from tests.api.conftest import client, start, watched  # noqa: F401 (fixtures)
from tests.api.serving import ROOT
from tests.jobs.readers import DEADLY, MakeEcho, no_reader

CODINGS = pytest.mark.parametrize("coding", ["identity", "gzip", "zstd"])


@contextmanager
def pool(make: MakeReader, processes: int = 2) -> Iterator[Pool]:
    made = Pool(processes, make)
    try:
        yield made
    finally:
        made.close()


def test_results_come_in_the_order_of_the_lines_from_several_processes() -> None:
    given = [b"line %d" % number for number in range(60)]
    with pool(MakeEcho(seconds=0.001)) as processes:
        assert [item.body for item in processes.read(given)] == given


def test_no_more_than_a_few_lines_are_held_however_long_the_archive_is() -> None:
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        while True:
            taken += 1
            yield b"line"

    with pool(MakeEcho()) as processes:
        results = processes.read(endless())
        for _ in range(40):
            next(results)
    assert taken < 40 + 2 * 8 + 2


def test_an_article_that_kills_its_process_gets_a_problem_and_the_others_their_answers(tmp_path: Path) -> None:
    log = tmp_path / "seen"
    given = [b"a", b"b", DEADLY, b"c", b"d"]
    with pool(MakeEcho(log=log)) as processes:
        found = [item.body for item in processes.read(given)]
        after = [item.body for item in processes.read([b"e"])]
    assert found[:2] + found[3:] + after == [b"a", b"b", b"c", b"d", b"e"]
    assert b"ended each time" in found[2]
    assert log.read_bytes().splitlines().count(DEADLY) <= 3


def test_a_reader_that_cannot_be_made_is_an_error_and_not_a_wait() -> None:
    with pool(no_reader) as processes, pytest.raises(FileNotFoundError, match="there are no models"):
        next(processes.read([b"a"]))


def written(path: Path, coding: Coding) -> list[bytes]:
    with path.open("rb") as file:
        return [line for line, _ in lines(plain(file, coding), 100)]


def write(path: Path, coding: Coding, results: list[bytes]) -> None:
    output = ResultFile(path, coding)
    for result in results:
        output.write(result)
    output.close()


@CODINGS
def test_a_result_file_that_is_cut_off_anywhere_is_mended_and_gone_on_with(tmp_path: Path, coding: Coding) -> None:
    path = tmp_path / "out"
    given = [b'{"line": %d}' % number for number in range(4)]
    for part in (given[:2], given[2:]):
        write(path, coding, part)
    whole = path.read_bytes()
    for cut in range(len(whole)):
        path.write_bytes(whole[:cut])
        output = ResultFile(path, coding)
        count = output.lines
        assert output.last == (given[count - 1] if count else b"")
        output.close()
        write(path, coding, given[count:])
        assert written(path, coding) == given
    write(path, coding, given[:1])
    assert written(path, coding) == [*given, given[0]]


@CODINGS
def test_what_is_no_result_file_of_ours_is_not_overwritten(tmp_path: Path, coding: Coding) -> None:
    path = tmp_path / "photo"
    for content in (b"GIF89a", b"\n", b"no\nresults\n"):
        path.write_bytes(content)
        with pytest.raises(DamagedError):
            ResultFile(path, coding)
        assert path.read_bytes() == content
    path.write_bytes(b'{"an": "article"}\n{"torn')
    before = path.read_bytes()
    if coding == "identity":  # it might be ours, so it is kept until it is written to
        ResultFile(path, coding).close()
        assert path.read_bytes() == before


def test_two_processes_do_not_write_to_one_file(tmp_path: Path) -> None:
    first = ResultFile(tmp_path / "out", "identity")
    with pytest.raises(InUseError):
        ResultFile(tmp_path / "out", "identity")
    first.close()
    ResultFile(tmp_path / "out", "identity").close()


def test_standard_output_is_written_line_by_line() -> None:
    stream = io.BytesIO()
    with pool(MakeEcho(), 1) as processes:
        read_archive([b"a", b"bad"], Pipe(stream), processes, fits=lambda _, __: True, told=lambda _: None)
    assert stream.getvalue() == b"a\nbad\n"


A, B, D = (b'{"line": "%s"}' % name for name in (b"a", b"b", b"d"))


def test_only_what_is_missing_is_read_and_results_of_another_archive_are_refused(tmp_path: Path) -> None:
    path, log = tmp_path / "out", tmp_path / "seen"
    told: list[int] = []
    write(path, "identity", [A, B])

    def read(given: list[bytes]) -> None:
        output = ResultFile(path, "identity")
        with pool(MakeEcho(log=log), 1) as processes:
            try:
                read_archive(given, output, processes, fits=lambda line, result: line == result, told=told.append)
            finally:
                output.close()

    read([A, B, b"bad", D])
    assert log.read_bytes().splitlines() == [b"bad", D]
    assert told == [422, 200]
    assert written(path, "identity") == [A, B, b"bad", D]
    for other in ([A] * 4, [A, B]):
        with pytest.raises(MismatchError):
            read(other)
    assert written(path, "identity") == [A, B, b"bad", D]


def refused(*arguments: str, given: bytes | None = None) -> str:
    result: Result = CliRunner().invoke(main, ["archive", *arguments], input=given)
    assert result.exit_code == 2
    return result.stderr


def test_wrong_files_are_named(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"text": "Ja."}\n')
    assert "none.jsonl: no such file" in refused(str(tmp_path / "none.jsonl"), str(tmp_path / "out"))
    assert "is a folder" in refused(str(source), str(tmp_path))
    assert "is the input, too" in refused(str(source), str(source))
    (tmp_path / "link").hardlink_to(source)
    assert "is the input, too" in refused(str(source), str(tmp_path / "link"))
    assert "no such file" in refused(str(source), str(tmp_path / "none" / "out"))
    (tmp_path / "wrong.jsonl.gz").write_text("no gzip")
    assert "wrong.jsonl.gz: not gzip" in refused(str(tmp_path / "wrong.jsonl.gz"), str(tmp_path / "out"))


ARTICLES = [
    {"text": f"„Wir bauen weiter“, sagte Ministerin Lena Brandt. Es ist der {day}. Mai.", "title": "Kiel baut"}
    for day in range(1, 31)
]


def run(*arguments: str) -> "subprocess.Popen[bytes]":
    code = "import sys; from service.cli import main; sys.exit(main())"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WORTLAUT_")}
    command = [sys.executable, "-c", code, "archive", "--processes", "1", *arguments]
    return subprocess.Popen(
        command, cwd=ROOT, env=kept, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


@pytest.mark.models
@pytest.mark.slow
def test_a_killed_archive_goes_on_and_its_lines_are_the_single_answers(
    tmp_path: Path,
    client: FlaskClient,  # noqa: F811
) -> None:
    source, target = tmp_path / "in.jsonl.gz", tmp_path / "out.jsonl"
    texts = [json.dumps(article, ensure_ascii=False) for article in ARTICLES]
    source.write_bytes(gzip.compress("\n".join([*texts[:20], "", "kein JSON", *texts[20:]]).encode()))
    killed = run(str(source), str(target))
    deadline = time.monotonic() + 300
    while not target.exists() or target.read_bytes().count(b"\n") < 3:
        assert killed.poll() is None, killed.communicate()[1].decode()
        assert time.monotonic() < deadline
        time.sleep(0.005)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    before = target.read_bytes()
    assert before.count(b"\n") < 32, "too quick for this test: give it more articles"
    target.write_bytes(before + b'{"torn": ')
    again = run(str(source), str(target))
    _, said = again.communicate()
    assert again.returncode == 0, said.decode()
    count = before.count(b"\n")
    assert f"{32 - count} articles read, 2 of them with a problem." in said.decode()
    found = target.read_bytes().splitlines()
    assert found[:count] == before.splitlines()[:count]
    singles = [client.post("/v1/quotes", json=article).data for article in ARTICLES]
    assert found[:20] + found[22:] == singles
    assert [json.loads(line)["status"] for line in found[20:22]] == [400, 400]


@pytest.mark.models
@pytest.mark.slow
def test_streams_may_be_piped_and_standard_output_holds_nothing_else(client: FlaskClient) -> None:  # noqa: F811
    out, said = run("-", "-").communicate(json.dumps(ARTICLES[0]).encode())
    assert out == client.post("/v1/quotes", json=ARTICLES[0]).data + b"\n"
    assert said == b"1 articles read, 0 of them with a problem.\n"
