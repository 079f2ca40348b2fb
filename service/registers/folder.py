"""Registers in a folder that one machine's workers share: one file each, replaced whole.

A file's first line is what is known of the register; the rest is its JSON document, compressed, with a digest.
"""

import errno
import fcntl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from service.cache.codec import GarbageError, pack, unpack
from service.registers.store import About, ChangedError, Condition, FullError, UnavailableError

_ENDING = ".register"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class FolderStore:
    """`most`: how many registers are kept. The folder is made when something is to be put there."""

    def __init__(self, folder: Path, *, most: int) -> None:
        self._folder = folder
        self._most = most

    def about(self, name: str) -> About | None:
        found = self._open(name)
        return found[0] if found else None

    def read(self, name: str) -> tuple[About, bytes] | None:
        found = self._open(name, whole=True)
        if found is None:
            return None
        about, packed = found
        try:
            return about, unpack(name, packed)
        except GarbageError:
            return None

    def put(self, about: About, body: bytes, allowed: Condition) -> bool:
        with self._alone():
            there = self.about(about.name)
            if not allowed(there.etag if there else None):
                raise ChangedError
            if there is None and len(self.all()) >= self._most:
                raise FullError(f"{self._most} registers are kept already, which is the limit")
            with tempfile.NamedTemporaryFile(dir=self._folder, prefix=".new-", delete=False) as file:
                try:
                    file.write(about.dumped() + b"\n" + pack(about.name, body))
                    file.close()
                    Path(file.name).replace(self._file(about.name))
                except BaseException:
                    Path(file.name).unlink(missing_ok=True)
                    raise
        return there is None

    def delete(self, name: str, allowed: Condition) -> bool:
        with self._alone():
            there = self.about(name)
            if there is None:
                return False
            if not allowed(there.etag):
                raise ChangedError
            self._file(name).unlink()
        return True

    def all(self) -> list[About]:
        names = sorted(path.name.removesuffix(_ENDING) for path in self._folder.glob(f"*{_ENDING}"))
        return [about for about in map(self.about, names) if about]

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}{_ENDING}"

    def _open(self, name: str, *, whole: bool = False) -> tuple[About, bytes] | None:
        try:
            with self._file(name).open("rb") as file:
                return About.read(file.readline()), file.read() if whole else b""
        except FileNotFoundError:
            return None
        except ValueError:
            return None  # damaged: as good as none, and may be replaced
        except OSError as error:
            raise UnavailableError(error.strerror) from error

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One writer at a time, whatever worker it is in."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with (self._folder / ".lock").open("wb") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield
        except OSError as error:
            if error.errno in _FULL:
                raise FullError("the disk has no space left") from error
            raise UnavailableError(error.strerror) from error
