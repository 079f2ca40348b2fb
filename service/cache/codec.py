"""Values of the cache: JSON, compressed with zstd, with a digest that tells an answer of ours from garbage."""

import hashlib

import zstandard

_HEAD = b'{"sha256":"%s","answer":'
_HEAD_LENGTH = len(_HEAD % (b"0" * 64))
_LARGEST = 64 * 2**20  # bytes; an answer is far smaller, so a larger one is a bomb or damage


class GarbageError(ValueError):
    """A value that no `pack` of this key has made."""


def pack(key: str, body: bytes) -> bytes:
    """`body`: one JSON document."""
    return zstandard.ZstdCompressor(level=3).compress(_HEAD % _digest(key, body) + body + b"}")


def unpack(key: str, value: object) -> bytes:
    """The JSON document again. Raises GarbageError for whatever was not made by `pack` for the same key."""
    if not isinstance(value, bytes):
        raise GarbageError("not bytes")
    try:
        size = zstandard.get_frame_parameters(value).content_size
        if not _HEAD_LENGTH < size <= _LARGEST:  # an unknown size is reported as 2**64 - 1
            raise GarbageError("implausible size")
        whole = zstandard.ZstdDecompressor().decompress(value)
    except zstandard.ZstdError as error:
        raise GarbageError("not a zstd frame") from error
    body = whole[_HEAD_LENGTH:-1]
    if whole != _HEAD % _digest(key, body) + body + b"}":
        raise GarbageError("digest does not fit")
    return body


def _digest(key: str, body: bytes) -> bytes:
    # The key is part of it: an answer copied to another article's key is garbage there.
    return hashlib.sha256(key.encode() + b"\0" + body).hexdigest().encode()
