"""Lines of NDJSON out of streams that may be compressed, whatever they hold and however long they are."""

import io
import zlib
from collections.abc import Iterable, Iterator
from typing import IO, Literal, Protocol

import zstandard
from zstandard import ZstdError

Coding = Literal["identity", "gzip", "zstd"]

_MAGIC: dict[bytes, Coding] = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd"}
# How much is decompressed at a time. Both formats can blow up what they are given: gzip a thousand times, zstd 4 bytes
# to 128 kB. So one step makes 4 MB at most, and whoever counts can stop in time.
_STEP = {"identity": 65_536, "gzip": 4_096, "zstd": 128}
_LARGEST_WINDOW = 64 * 2**20


class DamagedError(ValueError):
    """The stream is not in the format that it should be in, or is cut off."""


class Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Decompressor(Protocol):
    def decompress(self, data: bytes, /) -> bytes: ...

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...


def coding_of(start: bytes) -> Coding:
    """What a stream that begins so is compressed with. No JSON begins like the formats that are known here."""
    return next((coding for magic, coding in _MAGIC.items() if start.startswith(magic)), "identity")


def frames(stream: Stream, coding: Coding) -> Iterator[tuple[bytes, int | None]]:
    """Decompressed pieces, each with the place in `stream` behind the frame that ends with it, else None.

    gzip calls a frame a member. Raises DamagedError, also for a stream that ends within a frame.
    """
    place = 0
    decompressor = _new(coding)
    begun = False
    waiting = b""
    while data := waiting or stream.read(_STEP[coding]):
        place += len(data)
        begun = True
        try:
            piece = decompressor.decompress(data)
        except (zlib.error, ZstdError) as error:
            raise DamagedError(f"not {coding}, or damaged") from error
        waiting = decompressor.unused_data if decompressor.eof else b""
        place -= len(waiting)
        yield piece, place if decompressor.eof else None
        if decompressor.eof:
            decompressor, begun = _new(coding), False
    if begun and coding != "identity":
        raise DamagedError(f"the {coding} stream is cut off")


def _new(coding: Coding) -> _Decompressor:
    if coding == "gzip":
        return zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    if coding == "zstd":
        return zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW).decompressobj()
    return _Plain()


class _Plain:
    """No compression: one frame that never ends."""

    eof = False
    unused_data = b""

    def decompress(self, data: bytes, /) -> bytes:
        return data


class Pieces(io.RawIOBase):
    """Pieces of bytes as a file to read from."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        super().__init__()
        self._pieces = iter(pieces)
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview", /) -> int:  # type: ignore[override]  # a buffer of any kind
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = piece
        count = min(len(buffer), len(self._rest))
        buffer[:count], self._rest = self._rest[:count], self._rest[count:]
        return count


def plain(stream: Stream, coding: Coding) -> IO[bytes]:
    """The stream decompressed. Reading from it raises DamagedError."""
    return io.BufferedReader(Pieces(piece for piece, _ in frames(stream, coding)), 65_536)


def lines(stream: IO[bytes], longest: int) -> Iterator[tuple[bytes, int]]:
    """Each line without its end, and how many bytes of the stream it took.

    Of a line with more than `longest` bytes only `longest` + 1 are kept, so that whoever gets it can see and say so.
    """
    while line := stream.readline(longest + 2):
        size = len(line)
        if not line.endswith(b"\n"):
            while (more := stream.readline(65_536)) and not more.endswith(b"\n"):
                size += len(more)
            size += len(more)
        yield line.rstrip(b"\r\n")[: longest + 1], size
