"""Whatever an analyst has, as inputs: files, folders, archives, lists of records, feeds, addresses.

Every input is read or refused, and every refusal is one of an input: `inputs` gives both, in an order that is the same
each time.
"""

import io
import os
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

import msgspec

from selon import settings
from selon.model import Refusal, Report
from selon.model.frozen import Frozen
from selon.read import feeds, formats, when
from selon.read.facts import Facts
from selon.read.kind import HEAD, HOLDS_REPORTS, Kind, kind
from selon.read.refuse import Unreadable, identity
from selon.read.unpack import decoded, unpacked


class Input(Frozen, frozen=True):
    """The bytes of one report, where they are from, and what is known of it beside them.

    `name`: what it is called. `provenance`: where the bytes are, for good: a path, an address, `archive.zip!member`,
    `crawl.warc.gz@12345` (the record's offset in the file as it is), `news.jsonl:17`. `kind`: None where it is not
    known yet.
    """

    data: bytes
    name: str
    provenance: str
    facts: Facts = Facts()
    kind: Kind | None = None

    @property
    def id(self) -> str:
        """`sha256:` and the digest of the bytes: a ledger that has it need not read the input again."""
        return identity(self.data)


def read(given: Input, *, published: str | None = None, language: str | None = None) -> Report | Refusal:
    """The report of an input, or its refusal. `published`, `language`: as for `selon.read.report`.

    Raises UsageError where `published` is no date.
    """
    facts = given.facts
    if published or language:
        told = when.checked(published) if published else facts.published
        facts = msgspec.structs.replace(facts, published=told, language=language or facts.language)
    try:
        return formats.read(given.data, given.name, facts, given.kind)
    except Unreadable as refused:
        return refused.refusal(given.name, given.data)


def inputs(
    sources: Iterable[str | os.PathLike[str]], *, allow_private: bool = False, fetcher: Any = None
) -> Iterator[Input | Refusal]:
    """Every report that the sources hold, or the refusal of what cannot be read.

    `sources`: paths of files and folders, and addresses (`http://…`, `https://…`). `allow_private`: fetch from
    addresses that are not public too. `fetcher`: a `selon.read.fetch.Fetcher` to use instead of a new one.
    """
    for source in sources:
        if isinstance(source, str) and source.lower().startswith(("http://", "https://")):
            yield from _fetched(source, allow_private, fetcher)
        else:
            yield from _path(Path(source))


def held(data: bytes, name: str) -> Iterator[Input | Refusal]:
    """Every report in bytes that somebody handed over, an archive or a list included, or the refusal of it."""
    yield from _stream(io.BytesIO(data), name, name, Facts(), 0)


def _fetched(url: str, allow_private: bool, fetcher: Any) -> Iterator[Input | Refusal]:
    from selon.read.fetch import Fetcher

    own = fetcher or Fetcher(allow_private=allow_private)
    try:
        answer = own.fetch(url)
        yield from _stream(io.BytesIO(answer.data), answer.url, answer.url, Facts(url=answer.url), 0)
    except Unreadable as refused:
        yield refused.refusal(url, None)
    finally:
        if fetcher is None:
            own.close()


# --- files and folders -----------------------------------------------------------------------------------------------
def _path(path: Path) -> Iterator[Input | Refusal]:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            yield from _folder(path)
        elif stat.S_ISREG(mode):
            with path.open("rb", buffering=HEAD) as stream:
                yield from _stream(stream, path.name, str(path), Facts(), 0)
        else:
            yield Refusal(None, str(path), "not-a-report", "neither a file nor a folder")
    except FileNotFoundError:
        yield Refusal(None, str(path), "missing", "no such file")
    except PermissionError as error:
        yield Refusal(None, str(path), "permission", error.strerror or "it may not be read")
    except OSError as error:
        yield Refusal(None, str(path), "unreadable", error.strerror or str(error))
    except ValueError as error:  # a NUL in the name
        yield Refusal(None, str(path), "missing", str(error))


def _folder(folder: Path) -> Iterator[Input | Refusal]:
    """The files of a folder and those below, by name; not hidden ones, nor the parts that a browser saved with a page.

    A link to a folder is not followed; a link to a file outside is refused.
    """
    for where, folders, files in os.walk(folder):
        pages = {Path(name).stem for name in files if name.lower().endswith((".html", ".htm", ".xhtml"))}
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _belongs(name, pages))
        for name in sorted(files):
            path = Path(where, name)
            if name.startswith("."):
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
                yield Refusal(None, str(path), "unsafe-path", "a link that leads out of the folder")
            else:
                yield from _path(path)


def _belongs(folder: str, pages: set[str]) -> bool:
    """Whether a folder holds a saved page's pictures: browsers call it like the page, with an ending of theirs."""
    return any(folder.startswith(page) and folder[len(page) : len(page) + 1] in ("_", "-", ".") for page in pages)


# --- what a stream holds ---------------------------------------------------------------------------------------------
def _stream(stream: Any, name: str, provenance: str, facts: Facts, depth: int) -> Iterator[Input | Refusal]:
    """The inputs in a stream of any kind. Whatever breaks becomes a refusal of what was being read."""
    try:
        if not isinstance(stream, io.BufferedReader):
            stream = io.BufferedReader(stream, HEAD)
        found = kind(_peek(stream))
        if found == "outline":
            raise Unreadable("not-a-report", "a list of feeds: watch it")
        if found not in HOLDS_REPORTS:
            yield Input(_all(stream, settings.MAX_PAGE_BYTES), name, provenance, facts, found)
            return
        if depth >= settings.MAX_DEPTH:
            raise Unreadable("bomb", f"archives nested more than {settings.MAX_DEPTH} deep")
        count = 0
        for result in _held(stream, found, name, provenance, facts, depth):
            count += 1
            yield result
        if not count:
            raise Unreadable("empty", "no report in it")
    except Unreadable as refused:
        yield refused.refusal(name, None)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        yield Refusal(None, name, "unreadable", f"{type(error).__name__}: {error}"[:300])


def _held(stream: Any, found: Kind, name: str, provenance: str, facts: Facts, depth: int) -> Iterator[Input | Refusal]:
    """The inputs in something that holds several."""
    if found == "zip":
        return _zip(stream, name, provenance, facts, depth)
    if found == "warc":
        return _warc(stream, name, provenance)
    if found == "records":
        return _records(stream, name, provenance, facts)
    if found == "feed":
        return _feed(_all(stream, settings.MAX_FEED_BYTES), name, provenance, facts)
    return _packed(stream, found, name, provenance, facts, depth)


def _peek(stream: io.BufferedReader) -> bytes:
    return stream.peek(HEAD)[:HEAD]


def _all(stream: BinaryIO, limit: int) -> bytes:
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise Unreadable("too-large", f"more than {limit // 1024**2} MiB")
    return data


def _packed(
    stream: Any, found: Kind, name: str, provenance: str, facts: Facts, depth: int
) -> Iterator[Input | Refusal]:
    if found in ("gzip", "zstd"):
        start = _unpacked_head(stream, found)
        if start.startswith((b"WARC/0.", b"WARC/1.")):  # the offsets of its records are those in the packed file
            yield from _warc(stream, name, provenance)
            return
    inner = name.removesuffix(".gz").removesuffix(".zst").removesuffix(".bz2").removesuffix(".xz")
    yield from _stream(unpacked(stream, found), inner, provenance, facts, depth + 1)


def _unpacked_head(stream: io.BufferedReader, found: Kind) -> bytes:
    try:
        return unpacked(io.BytesIO(_peek(stream)), found).read(16)
    except Unreadable as error:
        if error.reason == "bomb":
            raise
        return b""


# --- zip and WACZ ----------------------------------------------------------------------------------------------------
def _zip(stream: Any, name: str, provenance: str, facts: Facts, depth: int) -> Iterator[Input | Refusal]:
    if not stream.seekable():
        stream = io.BytesIO(_all(stream, settings.MAX_NESTED_BYTES))
    try:
        archive = zipfile.ZipFile(stream)
        members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise Unreadable("malformed", f"no zip archive: {error}") from error
    with archive:
        packed = sum(member.compress_size for member in members)
        if sum(member.file_size for member in members) > settings.FREE_BYTES + settings.MAX_RATIO * packed:
            raise Unreadable("bomb", f"unpacks to more than {settings.MAX_RATIO} times its size")
        if len(members) > settings.MAX_MEMBERS:
            raise Unreadable("too-large", f"more than {settings.MAX_MEMBERS} members")
        if _overlapping(members):
            raise Unreadable("bomb", "members that lie over one another")
        is_wacz = any(m.filename == "datapackage.json" for m in members)
        for member in members:
            if not member.filename:
                yield Refusal(None, name, "malformed", "a member without a name")
                continue
            if member.is_dir() or (is_wacz and not member.filename.startswith("archive/")):
                continue
            yield from _member(archive, member, name, provenance, facts, depth)


def _overlapping(members: list[zipfile.ZipInfo]) -> bool:
    """Whether members share bytes: how a zip bomb gets by without a zip inside."""
    end = 0
    for member in sorted(members, key=lambda m: m.header_offset):
        if member.header_offset < end:
            return True
        end = member.header_offset + 30 + member.compress_size
    return False


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, provenance: str, facts: Facts, depth: int
) -> Iterator[Input | Refusal]:
    inside, where = f"{name}/{member.filename}", f"{provenance}!{member.filename}"
    parts = member.filename.replace("\\", "/").split("/")
    if ".." in parts or member.filename.startswith(("/", "\\")) or parts[0].endswith(":"):
        yield Refusal(None, inside, "unsafe-path", "a member whose path leads out of the archive")
    elif stat.S_ISLNK(member.external_attr >> 16):
        yield Refusal(None, inside, "unsafe-path", "a member that is a link")
    elif member.flag_bits & 1:
        yield Refusal(None, inside, "malformed", "a member that is encrypted")
    elif not any(part.startswith((".", "__MACOSX")) for part in parts):
        try:
            with archive.open(member) as stream:
                yield from _stream(stream, inside, where, facts, depth + 1)
        except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError, EOFError, zlib.error) as error:
            yield Refusal(None, inside, "malformed", f"a member that cannot be unpacked: {error}"[:300])


# --- WARC ------------------------------------------------------------------------------------------------------------
def _warc(stream: Any, name: str, provenance: str) -> Iterator[Input | Refusal]:
    """The pages among an archive's responses. Each has its record's offset as provenance."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    if not stream.seekable():  # which fastwarc takes for granted
        stream = io.BufferedReader(io.BytesIO(_all(stream, settings.MAX_NESTED_BYTES)), HEAD)
    size = _size(stream)
    last, refused_at = 0, -1
    wanted = WarcRecordType.response | WarcRecordType.resource
    try:
        for record in ArchiveIterator(stream, wanted, parse_http=False):
            last = record.stream_pos
            where = f"{provenance}@{last}"
            address = (record.headers.get("WARC-Target-URI") or "").strip("<>")
            if size is not None and record.content_length > settings.FREE_BYTES + settings.MAX_RATIO * size:
                yield Refusal(None, where, "bomb", f"a record of {record.content_length} bytes in a file of {size}")
                return
            try:
                found = _response(record)
                if found is not None:
                    yield Input(found, address or where, where, Facts(url=address or None))
            except Unreadable as refused:
                refused_at = last
                yield refused.refusal(address or where, None)
        if refused_at != last and _breaks_off(stream, last):
            yield Refusal(None, f"{provenance}@{last}", "malformed", "the archive breaks off behind this record")
    except (Unreadable, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # what fastwarc raises, and a panic of its Rust, which is no Exception
        yield Refusal(None, f"{provenance}@{last}", "malformed", f"a record that breaks off: {error}"[:300])


def _breaks_off(stream: Any, last: int) -> bool:
    """Whether the packed members of an archive, from its last record on, end in the midst of one."""
    if not stream.seekable():
        return False
    stream.seek(last)
    member = zlib.decompressobj(zlib.MAX_WBITS | 16)
    data = stream.read(settings.CHUNK)
    if not data.startswith(b"\x1f\x8b"):
        return False
    while data:
        try:
            while member.decompress(data, settings.CHUNK):
                data = member.unconsumed_tail
        except zlib.error:
            return True
        if member.eof:
            data, member = member.unused_data, zlib.decompressobj(zlib.MAX_WBITS | 16)
            if not data and not (data := stream.read(settings.CHUNK)):
                return False
        else:
            data = stream.read(settings.CHUNK)
    return True


def _size(stream: Any) -> int | None:
    try:
        return os.fstat(stream.fileno()).st_size
    except (OSError, AttributeError, ValueError):
        return len(stream.raw.getvalue()) if isinstance(getattr(stream, "raw", None), io.BytesIO) else None


_PAGES: Final = ("text/html", "application/xhtml", "text/plain")


def _response(record: Any) -> bytes | None:
    """The body of a response that is a page; None for pictures, scripts, redirects and errors."""
    limit = settings.MAX_PAGE_BYTES
    try:
        record.parse_http(auto_decode="transfer")
        headers = record.http_headers if record.is_http_parsed else None
        if headers is None and (record.headers.get("Content-Type") or "http").startswith(("http", "application/http")):
            raise Unreadable("malformed", "a record that breaks off in its headers")
        media = (headers.get("Content-Type") if headers is not None else record.headers.get("Content-Type")) or ""
        status = headers.status_code if headers is not None else 200
        if status != 200 or not (media or "text/html").lower().startswith(_PAGES):
            return None
        chunked = headers is not None and "chunked" in (headers.get("Transfer-Encoding") or "").lower()
        expected = 0 if chunked or record.headers.get("WARC-Truncated") else record.content_length
        body = record.reader.read(limit + 1)
    except (Unreadable, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # also a panic
        raise Unreadable("malformed", f"a broken record: {error}"[:300]) from error
    if len(body) > limit:
        raise Unreadable("too-large", f"more than {limit // 1024**2} MiB")
    packed = headers.get("Content-Encoding") if headers is not None else None
    if len(body) < expected:
        raise Unreadable("malformed", f"a record that breaks off: {len(body)} bytes of {expected}")
    return decoded(body, packed, limit) if packed else bytes(body)


# --- records and feeds -----------------------------------------------------------------------------------------------
def _records(stream: Any, name: str, provenance: str, facts: Facts) -> Iterator[Input | Refusal]:
    if _peek(stream).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        records = _listed(_all(stream, settings.MAX_FEED_BYTES))
    else:
        records = _lines(stream)
    for number, line in enumerate(records, 1):
        where = f"{provenance}:{number}"
        if isinstance(line, Unreadable):
            yield line.refusal(f"{name}:{number}", None)
            continue
        bare = line.strip(b"\xef\xbb\xbf \t\r\n")
        if bare:
            yield _record(bare, f"{name}:{number}", where, facts)


def _record(line: bytes, name: str, where: str, facts: Facts) -> Input | Refusal:
    try:
        told = msgspec.json.decode(line)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        return Refusal(identity(line), name, "malformed", f"no JSON: {error}"[:300])
    if not isinstance(told, dict):
        return Refusal(identity(line), name, "not-a-report", "JSON, but no object with a text")
    known = next(
        (told[k] for k in ("id", "name", "filename") if isinstance(told.get(k), str) and told[k].strip()), None
    )
    return Input(line, known[: settings.MAX_NAME] if known else name, where, facts, "record")


def _lines(stream: BinaryIO) -> Iterator[bytes | Unreadable]:
    """The lines of a stream; one that is too long is passed over, not kept."""
    while line := stream.readline(settings.MAX_LINE_BYTES):
        if len(line) < settings.MAX_LINE_BYTES or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(settings.CHUNK)
        yield Unreadable("too-large", f"a line of more than {settings.MAX_LINE_BYTES // 1024**2} MiB")


def _listed(data: bytes) -> Iterator[bytes | Unreadable]:
    """The objects of a JSON list, as their own bytes."""
    try:
        for record in msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=list[msgspec.Raw]):
            yield bytes(record)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        yield Unreadable("malformed", f"no JSON: {error}"[:300])


def _feed(data: bytes, name: str, provenance: str, facts: Facts) -> Iterator[Input | Refusal]:
    """The entries of a feed that have a text; those that only link are for `watch` to fetch."""
    for number, entry in enumerate(feeds.entries(data, facts.url), 1):
        title = entry.url or entry.id or f"{name}:{number}"
        if entry.content:
            yield Input(entry.record(), title, f"{provenance}:{number}", Facts(), "record")
        else:
            yield Refusal(identity(entry.record()), title, "not-a-report", "an entry without a text")
