"""Bytes to text: UTF-8 first, else what the bytes themselves show, else refused."""

import codecs
from typing import Final, NamedTuple

from selon import settings
from selon.read.refuse import Unreadable

_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KINDS: Final = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"RIFF", "a RIFF file (sound, film or picture)"),
    (b"PK\x03\x04", "a zip archive"),
    (b"PK\x05\x06", "a zip archive"),
    (b"\x1f\x8b", "gzip"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"OggS", "an Ogg file"),
    (b"ID3", "an MP3 file"),
    (b"fLaC", "a FLAC file"),
)
_CONTROLS: Final = bytes(c for c in range(32) if c not in (7, 8, 9, 10, 11, 12, 13, 26, 27)) + b"\x7f"


class Decoded(NamedTuple):
    """`encoding`: as Python names it. A byte-order mark of UTF-8 stays in the text, as its first character."""

    text: str
    encoding: str


def kind_of(data: bytes) -> str | None:
    """What bytes that are no text are, by their first ones; None where they show nothing."""
    return next((kind for magic, kind in _KINDS if data.startswith(magic)), None)


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of some bytes, nothing dropped or replaced.

    `declared`: the encoding that a header or the page itself claims; believed only where the bytes agree and are no
    UTF-8. Raises Unreadable (`empty`, `binary`, `encoding`).
    """
    if not data.strip():
        raise Unreadable("empty", "nothing in it" if not data else "only white space in it")
    if kind := kind_of(data):
        raise Unreadable("binary", f"it is {kind}, not text")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data, encoding), encoding)
    head = data[: settings.SNIFFED_BYTES]
    if b"\x00" in data:
        return Decoded(_strict(data, _wide(head)), _wide(head))
    if len(head.translate(None, _CONTROLS)) < len(head) * (1 - settings.MAX_CONTROL_SHARE):
        raise Unreadable("binary", "control characters in it that no text has")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        if (mended := _mended(data)) is not None:
            return Decoded(mended, "utf-8")
    if declared:
        try:
            return Decoded(data.decode(declared), codecs.lookup(declared).name)
        except (UnicodeError, LookupError, ValueError):  # what is called so in Python may be no encoding of text
            pass
    return _detected(data)


def _mended(data: bytes) -> str | None:
    """The text of bytes that are UTF-8 but for a few, with U+FFFD for these; None where another encoding is likelier.

    What is in another encoding has hardly a sequence that is whole in UTF-8.
    """
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(1 for character in text[: settings.SNIFFED_BYTES] if character > "\x7f") - broken
    return text if whole >= 5 * broken and broken <= max(1, len(data) // 1000) else None


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable("encoding", f"marked as {encoding}, but byte {error.start} is not") from error


def _wide(head: bytes) -> str:
    """The encoding of text with NUL bytes but without a mark: letters of Latin script leave every other byte empty."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = max(1, len(head) // 2)
    if odd > half * 0.5 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.5 and odd < half * 0.1:
        return "utf-16-be"
    raise Unreadable("binary", "NUL bytes in it")


def _detected(data: bytes) -> Decoded:
    from charset_normalizer import from_bytes  # 30 ms to import, and needed for one file in a thousand

    best = from_bytes(data[: settings.SNIFFED_BYTES], threshold=0.3).best()
    if best is not None:
        # The single-byte encodings of Western Europe differ in the marks of typography, which Windows' has them all of.
        likely = ["cp1252", best.encoding] if best.encoding in _WESTERN else [best.encoding]
        for encoding in likely:
            try:
                return Decoded(data.decode(encoding), encoding)
            except UnicodeDecodeError:
                continue
    raise Unreadable("encoding", "neither UTF-8 nor any encoding that its bytes would make sense in")


_WESTERN: Final = frozenset(
    ("cp1250", "cp1252", "latin_1", "iso8859_15", "cp1254", "iso8859_9", "cp1257", "iso8859_2", "cp1258")
)
