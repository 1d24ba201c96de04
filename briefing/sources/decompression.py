"""Undoes gzip and deflate of a stream, and never holds more than a limit."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

_EITHER = 47  # zlib's window bits for gzip or zlib, told by the header
CODINGS = ("gzip", "x-gzip", "deflate")


class TooLargeError(Exception):
    """More bytes than the limit."""


def read_limited(chunks: Iterable[bytes], coding: str, limit: int) -> bytes:
    """All bytes, decompressed when `coding` is one of `CODINGS`.

    TooLargeError as soon as there are more than `limit`; zlib.error for what is no gzip;
    EOFError when it ends too early.
    """
    plain = _decompressed(chunks, limit) if coding else chunks
    content = bytearray()
    for chunk in plain:
        content += chunk
        if len(content) > limit:
            raise TooLargeError
    return bytes(content)


def _decompressed(chunks: Iterable[bytes], limit: int) -> Iterable[bytes]:
    """Pieces of at most `limit` + 1 bytes each."""
    unpacker = zlib.decompressobj(_EITHER)
    for chunk in chunks:
        while chunk:
            if unpacker.eof:  # a gzip file may have several members
                unpacker = zlib.decompressobj(_EITHER)
            yield unpacker.decompress(chunk, limit + 1)
            chunk = unpacker.unconsumed_tail or unpacker.unused_data
    if not unpacker.eof:
        raise EOFError
