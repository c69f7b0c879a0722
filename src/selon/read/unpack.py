"""Unpacking within limits: nothing that is small outside may be endless inside."""

import io
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO, Final, Protocol, cast

from selon import settings
from selon.read.kind import Kind
from selon.read.refuse import Unreadable


class Decoder(Protocol):
    """Takes packed bytes, gives at most `most` unpacked ones; `pending`: it could give more without new ones."""

    pending: bool
    done: bool

    def feed(self, data: bytes, most: int) -> bytes: ...


class _Zlib:
    """gzip, with several members behind one another, or deflate."""

    def __init__(self, window: int) -> None:
        self._window, self._inner, self._left = window, zlib.decompressobj(window), b""
        self.pending = self.done = False

    def feed(self, data: bytes, most: int) -> bytes:
        data = self._left + data
        self._left = b""
        try:
            found = self._inner.decompress(data, most)
        except zlib.error as error:
            raise Unreadable("malformed", f"broken gzip: {error}") from error
        if self._inner.eof:
            rest = self._inner.unused_data.lstrip(b"\x00")
            if rest[:2] == b"\x1f\x8b"[: len(rest)] and rest:
                self._inner, self._left = zlib.decompressobj(self._window), rest
            else:
                self.done = True
        else:
            self._left = self._inner.unconsumed_tail
        self.pending = bool(self._left) or len(found) >= most
        return found


class _Brotli:
    def __init__(self) -> None:
        import brotli

        self._inner, self._error = brotli.Decompressor(), brotli.error
        self.pending = self.done = False

    def feed(self, data: bytes, most: int) -> bytes:
        try:
            found: bytes = self._inner.process(data, output_buffer_limit=most)
        except self._error as error:
            raise Unreadable("malformed", f"broken brotli: {error}") from error
        self.done = bool(self._inner.is_finished())
        self.pending = not self.done and not self._inner.can_accept_more_data()
        return found


class _Library:
    """bzip2 and xz, by the standard library's decompressors, which stop at a limit themselves."""

    def __init__(self, made: Any, what: str) -> None:
        self._inner, self._what = made, what
        self.pending = self.done = False

    def feed(self, data: bytes, most: int) -> bytes:
        try:
            found: bytes = self._inner.decompress(data, most)
        except Exception as error:
            raise Unreadable("malformed", f"broken {self._what}: {error}") from error
        self.done = bool(self._inner.eof)
        self.pending = not self.done and not self._inner.needs_input
        return found


def _bzip2() -> Decoder:
    import bz2

    return _Library(bz2.BZ2Decompressor(), "bzip2")


def _xz() -> Decoder:
    import lzma

    return _Library(lzma.LZMADecompressor(memlimit=settings.MAX_UNPACKING_MEMORY), "xz")


DECODERS: Final[dict[str, Callable[[], Decoder]]] = {
    "gzip": lambda: _Zlib(zlib.MAX_WBITS | 16),
    "deflate": lambda: _Zlib(zlib.MAX_WBITS),
    "raw deflate": lambda: _Zlib(-zlib.MAX_WBITS),
    "br": _Brotli,
    "bzip2": _bzip2,
    "xz": _xz,
}


class _Counted:
    """A stream that counts what was read from it."""

    def __init__(self, packed: Any) -> None:
        self._packed, self.taken = packed, 0

    def read(self, size: int = -1) -> bytes:
        data: bytes = self._packed.read(size)
        self.taken += len(data)
        return data


class _Decoded:
    """The unpacked bytes of a stream, by a decoder."""

    def __init__(self, packed: _Counted, decoder: Decoder) -> None:
        self._packed, self._decoder = packed, decoder

    def read(self, size: int) -> bytes:
        while not self._decoder.done:
            data = b""
            if not self._decoder.pending:
                data = self._packed.read(settings.CHUNK)
                if not data:
                    raise Unreadable("malformed", "packed data that breaks off")
            if found := self._decoder.feed(data, size):
                return found
        return b""


class Unpacked(io.RawIOBase):
    """A stream of the unpacked bytes of another. Reading raises Unreadable (`bomb`, `malformed`).

    A bomb is what unpacks to more than `MAX_RATIO` times its own bytes, beyond the first `FREE_BYTES`.
    """

    def __init__(self, packed: Any, kind: Kind | str) -> None:
        self._packed = _Counted(packed)
        self._inner = _zstd(self._packed) if kind == "zstd" else _Decoded(self._packed, DECODERS[kind]())
        self._given = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fills a buffer with unpacked bytes; 0 at the end."""
        view = memoryview(buffer)
        try:
            found: bytes = self._inner.read(len(view))
        except Unreadable:
            raise
        except Exception as error:  # each library has errors of its own
            raise Unreadable("malformed", f"broken packing: {type(error).__name__}: {error}") from error
        self._given += len(found)
        if self._given > settings.FREE_BYTES + settings.MAX_RATIO * self._packed.taken:
            raise Unreadable("bomb", f"unpacks to more than {settings.MAX_RATIO} times its size")
        view[: len(found)] = found
        return len(found)


def _zstd(packed: _Counted) -> Any:
    import zstandard

    made = zstandard.ZstdDecompressor(max_window_size=settings.MAX_UNPACKING_MEMORY)
    return made.stream_reader(cast(BinaryIO, packed), read_across_frames=True, read_size=settings.CHUNK)


def unpacked(packed: Any, kind: Kind | str) -> io.BufferedReader:
    """The unpacked bytes of a stream in one of the forms of `DECODERS`, or zstd, as a stream within the limits."""
    return io.BufferedReader(Unpacked(packed, kind), settings.CHUNK)


def decoded(data: bytes, encodings: str, limit: int) -> bytes:
    """The body of an answer as its `Content-Encoding` says it is packed.

    Raises Unreadable (`bomb`, `malformed`; `too-large` beyond `limit`; `encoding` for one that is not known).
    """
    names = [name.strip().lower() for name in encodings.split(",") if name.strip().lower() not in ("", "identity")]
    for name in reversed(names):
        name = {"x-gzip": "gzip", "zlib": "deflate"}.get(name, name)
        if name == "deflate" and data[:1] and data[0] & 0x0F != 8:
            name = "raw deflate"
        if name != "zstd" and name not in DECODERS:
            raise Unreadable("encoding", f"packed as {name[:40]!r}, which is not known")
        data = unpacked(io.BytesIO(data), name).read(limit + 1)
        if len(data) > limit:
            raise Unreadable("too-large", f"more than {limit // 1024**2} MiB when unpacked")
    return data
