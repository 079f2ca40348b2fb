"""The file that an archive's results go to: whatever happens, it can be gone on with.

Results are written line by line, or, where the file is compressed, in frames that each hold whole lines. What a kill
has torn at the end is cut off: a line, or a frame with its lines.
"""

import fcntl
import gzip
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Protocol

import zstandard

from service.jobs.lines import Coding, DamagedError, frames

_FRAME_LINES, _FRAME_SECONDS = 200, 10.0
_STEP = 1 << 20


class Output(Protocol):
    """`lines`: how many results there were already; `last`: the last of them."""

    lines: int
    last: bytes

    def write(self, line: bytes) -> None: ...

    def close(self) -> None: ...


class InUseError(Exception):
    """Another process is writing to this file."""


class Pipe:
    """Standard output: nothing there to go on with."""

    lines = 0
    last = b""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def write(self, line: bytes) -> None:
        self._stream.write(line + b"\n")
        self._stream.flush()

    def close(self) -> None:
        self._stream.flush()


class ResultFile:
    """Raises OSError, DamagedError for a file that is not what its name says, and InUseError."""

    def __init__(self, path: Path, coding: Coding) -> None:
        self._file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o666), "r+b", buffering=0)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self.lines, self.last, self._end = _whole(self._file, coding)
        except BlockingIOError:
            self._file.close()
            raise InUseError from None
        except BaseException:
            self._file.close()
            raise
        self._mended = False
        self._compress: Callable[[bytes], bytes] = _COMPRESS[coding]
        self._most = 1 if coding == "identity" else _FRAME_LINES
        self._waiting: list[bytes] = []
        self._since = time.monotonic()

    def write(self, line: bytes) -> None:
        self._waiting.append(line + b"\n")
        if len(self._waiting) >= self._most or time.monotonic() - self._since > _FRAME_SECONDS:
            self._flush()

    def close(self) -> None:
        self._flush()
        self._file.close()

    def _flush(self) -> None:
        if not self._waiting:
            return
        if not self._mended:  # not earlier: until now the file may turn out to be something else
            self._file.truncate(self._end)
            self._file.seek(self._end)
            self._mended = True
        data = memoryview(self._compress(b"".join(self._waiting)))
        while data:  # an unbuffered file may take less than it is given
            data = data[self._file.write(data) :]
        self._waiting = []
        self._since = time.monotonic()


_BEGIN: dict[Coding, bytes] = {"identity": b"{", "gzip": b"\x1f\x8b", "zstd": b"\x28\xb5\x2f\xfd"}
_COMPRESS: dict[Coding, Callable[[bytes], bytes]] = {
    "identity": bytes,
    "gzip": lambda data: gzip.compress(data, mtime=0),
    "zstd": zstandard.compress,
}


def _whole(file: IO[bytes], coding: Coding) -> tuple[int, bytes, int]:
    """Complete lines, the last of them, and the place behind it."""
    begin = file.read(len(_BEGIN[coding]))
    if not _BEGIN[coding].startswith(begin):
        raise DamagedError("does not begin as results do")
    file.seek(0)
    if coding == "identity":
        return _whole_lines(file)
    count, last, end = 0, b"", 0
    lines: list[bytes] = []
    rest = b""
    try:
        for piece, place in frames(file, coding):
            *whole, rest = (rest + piece).split(b"\n")
            lines.extend(whole)
            if place is not None:
                count, last, end = count + len(lines), lines[-1] if lines else last, place
                lines, rest = [], b""
    except DamagedError:
        pass  # torn, and cut off there
    return count, last, end


def _whole_lines(file: IO[bytes]) -> tuple[int, bytes, int]:
    count, end, place = 0, 0, 0
    tail = last = b""
    while data := file.read(_STEP):
        *whole, tail = (tail + data).split(b"\n")
        count += len(whole)
        place += len(data)
        if whole:
            end, last = place - len(tail), whole[-1]
    return count, last, end
