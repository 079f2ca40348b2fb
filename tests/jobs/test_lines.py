"""Lines come out of a stream as they went in, however it is compressed and cut, and nothing can fill the memory."""

import gzip
import io
import tracemalloc
from collections.abc import Callable, Iterable
from itertools import islice

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from service.jobs.lines import Coding, DamagedError, Pieces, coding_of, frames, lines, plain

COMPRESS: dict[Coding, Callable[[bytes], bytes]] = {
    "identity": bytes,
    "gzip": gzip.compress,
    "zstd": zstandard.compress,
}
LINE = st.binary(max_size=20).map(lambda line: line.replace(b"\n", b"").replace(b"\r", b""))


def read(data: Iterable[bytes], coding: Coding, longest: int = 1_000) -> list[bytes]:
    return [line for line, _ in lines(plain(Pieces(data), coding), longest)]


@pytest.mark.parametrize("coding", COMPRESS)
@given(given_lines=st.lists(LINE), cut=st.integers(1, 9), last=st.booleans(), end=st.sampled_from([b"\n", b"\r\n"]))
def test_lines_come_out_as_they_went_in(
    coding: Coding, given_lines: list[bytes], cut: int, last: bool, end: bytes
) -> None:
    text = end.join(given_lines) + (end if last else b"")
    data = COMPRESS[coding](text)
    pieces = [data[start : start + cut] for start in range(0, len(data), cut)]
    found = list(lines(plain(Pieces(pieces), coding), 1_000))
    wanted = [line.removesuffix(b"\r") for line in text.split(b"\n")]
    assert [line for line, _ in found] == (wanted if wanted[-1] else wanted[:-1])
    assert sum(size for _, size in found) == len(text)


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_a_stream_may_have_several_frames(coding: Coding) -> None:
    parts = [COMPRESS[coding](b"a\nb"), COMPRESS[coding](b"c\n"), COMPRESS[coding](b"d")]
    assert read([b"".join(parts)], coding) == [b"a", b"bc", b"d"]
    places = [place for _, place in frames(io.BytesIO(b"".join(parts)), coding) if place]
    assert places == [len(b"".join(parts[:count])) for count in (1, 2, 3)]


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_what_is_damaged_or_cut_off_is_an_error_and_not_a_shorter_archive(coding: Coding) -> None:
    whole = COMPRESS[coding](b"an article\n" * 100)
    for wrong in (b"no archive", whole[:-1], whole[: len(whole) // 2], whole + b"rest"):
        with pytest.raises(DamagedError):
            read([wrong], coding)


def test_a_line_that_is_too_long_keeps_one_byte_more_than_allowed_and_costs_the_next_nothing() -> None:
    found = list(lines(io.BytesIO(b"a" * 200_000 + b"\nb\n" + b"c" * 11), 10))
    assert found == [(b"a" * 11, 200_001), (b"b", 2), (b"c" * 11, 11)]
    assert read([b"a" * 10 + b"\r\n"], "identity", 10) == [b"a" * 10]


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_a_bomb_is_never_held_as_a_whole(coding: Coding) -> None:
    bomb = COMPRESS[coding](bytes(300 * 2**20))
    tracemalloc.start()
    pieces = list(islice((len(piece) for piece, _ in frames(io.BytesIO(bomb), coding)), 3))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert pieces
    assert max(most, *pieces) < 40 * 2**20


def test_streams_are_told_apart_by_how_they_begin() -> None:
    for coding, compress in COMPRESS.items():
        assert coding_of(compress(b'{"text": "Ja."}')) == coding
    assert coding_of(b"") == "identity"
