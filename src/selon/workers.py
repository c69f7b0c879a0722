"""The same flow in several processes of one machine: inputs are read side by side and recorded in their order."""

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

from selon import flow, joints, process
from selon.errors import UsageError
from selon.flow import NOTHING_TOLD, Told
from selon.keep import Entry, Record
from selon.model import Refusal
from selon.read import Input, inputs
from selon.settings import MAX_AHEAD_BYTES, MAX_BATCH, MAX_CHUNK, MAX_CHUNK_BYTES

if TYPE_CHECKING:
    from selon.keep.ledger import Ledger

Result = Entry | Refusal | Record
Chunk = list[Input]


def prepare() -> None:
    """What a worker does once: it loads the knowledge, so that no report waits for it."""
    from selon.knowledge.loader import language, language_codes

    process.own()
    for code in language_codes():
        language(code)


def read_chunk(chunk: Chunk, told: Told) -> list[Entry | Refusal]:
    """Bytes -> reports -> claims, in a worker: nothing but the inputs and what is told of them goes in."""
    results = []
    for given in chunk:
        result = joints.read_input(given, told)
        results.append(result if isinstance(result, Refusal) else joints.entry(result))
    return results


class Workers:
    """A pool of processes that read. One that dies takes nothing with it but the input that kills it every time."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._context = multiprocessing.get_context("spawn")
        self._pool: ProcessPoolExecutor | None = None
        self._apart: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes."""
        for pool in (self._pool, self._apart):
            if pool is not None:
                pool.shutdown(wait=True, cancel_futures=True)
        self._pool = self._apart = None

    def started(self, count: int) -> ProcessPoolExecutor:
        """A pool of so many processes, of which one has started: what dies from then on dies of what it reads.

        Raises UsageError where none can start.
        """
        pool = ProcessPoolExecutor(count, self._context, initializer=prepare)
        try:
            pool.submit(prepare).result()
        except BrokenProcessPool as error:
            pool.shutdown(wait=False, cancel_futures=True)
            raise UsageError(
                "no process can be started to read in; a script that starts some runs again in each of them, and has "
                "to begin its work under `if __name__ == '__main__':`"
            ) from error
        return pool

    def submit(self, chunk: Chunk, told: Told) -> "Future[list[Entry | Refusal]]":
        """Begin to read a chunk."""
        while True:
            if self._pool is None:
                self._pool = self.started(self.count)
            try:
                return self._pool.submit(read_chunk, chunk, told)
            except BrokenProcessPool:
                self._pool.shutdown(wait=False, cancel_futures=True)
                self._pool = None

    def result(self, pending: "Future[list[Entry | Refusal]]", chunk: Chunk, told: Told) -> list[Entry | Refusal]:
        """What became of a chunk. Where a worker died over it, its inputs are read one by one."""
        try:
            return pending.result()
        except BrokenProcessPool:
            return [self.alone(given, told) for given in chunk]

    def alone(self, given: Input, told: Told) -> Entry | Refusal:
        """One input, in a process that reads nothing else: if that dies twice, it is this one that kills it."""
        for _ in range(2):
            if self._apart is None:
                self._apart = self.started(1)
            try:
                return self._apart.submit(read_chunk, [given], told).result()[0]
            except BrokenProcessPool:
                self._apart.shutdown(wait=False, cancel_futures=True)
                self._apart = None
        detail = "the process that read it died, twice: it may have run out of memory, or was killed"
        return Refusal(given.id, joints.characters(given.name), "error", detail)


def add(
    ledger: "Ledger",
    sources: Iterable[str],
    told: Told = NOTHING_TOLD,
    allow_private: bool = False,
    workers: int = 1,
) -> Iterator[Record | Refusal]:
    """As `flow.add`, read in so many processes. The ledger gets the same, in the same order, whatever their number.

    No more is read ahead than the workers need: memory stays flat however large an archive is.
    """
    if workers < 2:
        yield from flow.add(ledger, sources, told, allow_private)
        return
    with Workers(workers) as pool:
        batch: list[Result] = []
        for result in read_ordered(ledger, inputs(sources, allow_private=allow_private), told, pool):
            batch.append(result)
            if len(batch) >= MAX_BATCH:
                yield from joints.recorded(ledger, batch)
                batch = []
        yield from joints.recorded(ledger, batch)


def read_ordered(ledger: "Ledger", given: Iterable[Input | Refusal], told: Told, pool: Workers) -> Iterator[Result]:
    """Everything that is given, read or known already, in its order."""
    ahead: deque[tuple[Future[list[Entry | Refusal]] | None, Chunk, Result | None]] = deque()
    held, chunk = 0, Chunk()

    def finished() -> Iterator[Result]:
        nonlocal held
        pending, over, ready = ahead.popleft()
        held -= sum(len(one.data) for one in over)
        if ready is not None:
            yield ready
        elif pending is not None:
            yield from pool.result(pending, over, told)

    def close_chunk() -> None:
        nonlocal chunk, held
        if chunk:
            ahead.append((pool.submit(chunk, told), chunk, None))
            held, chunk = held + sum(len(one.data) for one in chunk), Chunk()

    for some in grouped(given):
        known = iter(joints.known(ledger, [one for one in some if not isinstance(one, Refusal)], told))
        for one in some:
            ready = joints.printable(one) if isinstance(one, Refusal) else next(known)
            if ready is not None:
                close_chunk()
                ahead.append((None, Chunk(), ready))
            elif not isinstance(one, Refusal):
                chunk.append(one)
        close_chunk()
        while ahead and (len(ahead) > 3 * pool.count or held > MAX_AHEAD_BYTES or is_done(ahead[0][0])):
            yield from finished()
    while ahead:
        yield from finished()


def grouped(given: Iterable[Input | Refusal]) -> Iterator[list[Input | Refusal]]:
    """What is given, some of it at a time: as much as a worker is handed at once."""
    some, size = list[Input | Refusal](), 0
    for one in given:
        some.append(one)
        size += 0 if isinstance(one, Refusal) else len(one.data)
        if len(some) >= MAX_CHUNK or size >= MAX_CHUNK_BYTES:
            yield some
            some, size = [], 0
    if some:
        yield some


def is_done(pending: "Future[list[Entry | Refusal]] | None") -> bool:
    """Whether what stands first need not be waited for."""
    return pending is None or pending.done()
