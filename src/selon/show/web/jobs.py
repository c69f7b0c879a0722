"""Reading what somebody hands over, while they watch."""

import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from selon import flow
from selon.errors import SelonError
from selon.keep import Record, Told
from selon.model import Refusal

if TYPE_CHECKING:
    from selon.keep.ledger import Ledger

MOST_JOBS: Final = 50
"""Jobs that are remembered: their results are in the ledger anyway."""

Given = tuple[str, bytes | None]
"""What somebody handed over: its name with its bytes, or an address."""


class Job:
    """Something that is being read. `done` of `given` inputs are through; `results`: what became of each report."""

    def __init__(self, given: int) -> None:
        self.id = secrets.token_hex(8)
        self.given, self.done, self.running = given, 0, True
        self.results: list[Record | Refusal] = []
        self.failed: str | None = None

    @property
    def added(self) -> list[Record]:
        """Reports that are new."""
        return [result for result in self.results if isinstance(result, Record) and result.new]

    @property
    def known(self) -> list[Record]:
        """Reports that were there already."""
        return [result for result in self.results if isinstance(result, Record) and not result.new]

    @property
    def refused(self) -> list[Refusal]:
        """What could not be read."""
        return [result for result in self.results if isinstance(result, Refusal)]


class Jobs:
    """What is being read or was, by id. `ready`: called when a job has changed the ledger."""

    def __init__(self, ledger: "Ledger", allow_private: bool, ready: Callable[[], None]) -> None:
        self._ledger, self._allow_private, self._ready = ledger, allow_private, ready
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()

    def start(self, given: Sequence[Given], told: Told) -> Job:
        """Begin to read."""
        job = Job(len(given))
        with self._lock:
            self._jobs[job.id] = job
            for old in list(self._jobs)[:-MOST_JOBS]:
                if not self._jobs[old].running:
                    del self._jobs[old]
        threading.Thread(target=self._run, args=(job, given, told), name=f"reading {job.id}", daemon=True).start()
        return job

    def get(self, identity: str) -> Job | None:
        """A job by its id."""
        return self._jobs.get(identity)

    def _run(self, job: Job, given: Sequence[Given], told: Told) -> None:
        try:
            for name, data in given:
                job.results += self._read(name, data, told)
                job.done += 1
            if job.added:
                self._ready()
        except SelonError as error:
            job.failed = str(error)
        except Exception as error:
            job.failed = f"{type(error).__name__}: {error}"
            raise
        finally:
            job.running = False

    def _read(self, name: str, data: bytes | None, told: Told) -> Iterator[Record | Refusal]:
        if data is None:
            return flow.add(self._ledger, [name], told, self._allow_private)
        return flow.add_bytes(self._ledger, data, name, told)
