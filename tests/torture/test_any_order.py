"""Whatever is done to a ledger, in whatever order, it holds what was put in: a Hypothesis state machine."""

import os
import signal
import time
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from dose import Tell, times
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from made import made

from selon.keep import Entry, Told, open_ledger
from selon.keep.content import arrival_id
from selon.keep.ledger import Ledger
from selon.keep.tables import arrivals

TEXTS = [
    f"Titre {n}\n\nMairie annonce {n + 2} morts à Brest. Parquet annonce {n + 5} blessés à Nantes." for n in range(12)
]
TELLINGS = [Told(), Told("2025"), Told("2025-02-27", "fr")]
EVENTS = ("killed", "wounded", "missing")


def entry(text: int, telling: int, reader: int, name: str = "a.txt") -> Entry:
    return made(TEXTS[text], name, TELLINGS[telling], EVENTS[reader])


def machine(new_ledger: Callable[[], str], done: list[int]) -> type[RuleBasedStateMachine]:
    """A state machine on ledgers that `new_ledger` makes; counts its steps into `done`."""

    class Story(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.where, self.reader = new_ledger(), 0
            self.ledger = self.open()
            self.read: dict[tuple[int, int], set[int]] = {}  # by text and telling, the readers that read it
            self.names: dict[int, set[str]] = {}
            self.decided: dict[str, tuple[str, bool]] = {}  # by decision, its claim, and whether it stands

        def open(self) -> Ledger:
            return open_ledger(self.where, str(self.reader))

        def teardown(self) -> None:
            self.ledger.close()

        def note(self, text: int, telling: int, name: str) -> None:
            if not self.read.get((text, telling)):
                self.read[(text, telling)] = {self.reader}
            self.names.setdefault(text, set()).add(name)

        @rule(
            batch=st.lists(
                st.tuples(st.integers(0, len(TEXTS) - 1), st.integers(0, 2), st.sampled_from(["a.txt", "b.txt"])),
                min_size=1,
                max_size=5,
            )
        )
        def add(self, batch: list[tuple[int, int, str]]) -> None:
            done[0] += 1
            self.ledger.add([entry(text, telling, self.reader, name) for text, telling, name in batch])
            for text, telling, name in batch:
                self.note(text, telling, name)

        @rule(text=st.integers(0, len(TEXTS) - 1), delay=st.floats(0, 0.01))
        def killed_while_adding(self, text: int, delay: float) -> None:
            done[0] += 1
            self.ledger.close()
            pid = os.fork()
            if pid == 0:
                try:
                    self.open().add([entry(text, 0, self.reader)])
                finally:
                    os._exit(0)
            time.sleep(delay)
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            self.ledger = self.open()
            if self.came(text, "a.txt"):  # dead after the commit: it may be there, but then whole
                self.note(text, 0, "a.txt")

        def came(self, text: int, name: str) -> bool:
            expected = entry(text, 0, 0)
            with self.ledger._database.read() as connection:
                arrived = sa.select(arrivals.c.id).where(
                    arrivals.c.id == arrival_id(expected.report.id, name, "", Told())
                )
                return connection.execute(arrived).first() is not None

        @rule()
        def reopen(self) -> None:
            done[0] += 1
            self.ledger.close()
            self.ledger = self.open()

        @rule(reader=st.integers(0, 2))
        def reread(self, reader: int) -> None:
            done[0] += 1
            self.ledger.close()
            self.reader = reader
            self.ledger = self.open()

            def read(data: bytes, name: str, told: Told) -> Entry:
                return made(data.decode(), name, told, EVENTS[reader])

            list(self.ledger.reread(read))
            for readers in self.read.values():
                readers.add(reader)

        @precondition(lambda self: self.read)
        @rule(data=st.data(), event=st.sampled_from([*EVENTS, None]))
        def decide(self, data: st.DataObject, event: str | None) -> None:
            done[0] += 1
            claims = sorted({c.id for kept in self.ledger.readings(decided=False) for c in kept.reading.claims})
            claim = data.draw(st.sampled_from(claims))
            right: Any = event and {"event": event}
            decision = self.ledger.decide("misread", claim, {"right": right}, "Ana", "an exercise")
            self.decided[decision.id] = (claim, True)

        @precondition(lambda self: any(stands for _, stands in self.decided.values()))
        @rule(data=st.data())
        def undo(self, data: st.DataObject) -> None:
            done[0] += 1
            standing = sorted(key for key, (_, stands) in self.decided.items() if stands)
            chosen = data.draw(st.sampled_from(standing))
            self.ledger.undo(chosen, "Bo", "an exercise")
            self.decided[chosen] = (self.decided[chosen][0], False)

        @invariant()
        def everything_is_there(self) -> None:
            kept = {k.report.title: k for k in self.ledger.readings(decided=False)}
            assert {*kept} == {f"Titre {text}" for text, _ in self.read}
            for text, names in self.names.items():
                told = max((telling for known, telling in self.read if known == text))
                one = kept[f"Titre {text}"]
                assert one.report.name == min(names)
                assert int(one.reader) in self.read[(text, told)]
                expected = entry(text, told, int(one.reader), min(names))
                assert (one.report, one.reading) == (expected.report, expected.reading)
            counts = self.ledger.counts()
            assert counts["readings"] == sum(map(len, self.read.values()))
            assert counts["arrivals"] >= len(self.read)
            standing = {d.id for d in self.ledger.decisions() if d.kind == "misread" and not d.undone}
            assert standing == {key for key, (_, stands) in self.decided.items() if stands}

        @invariant()
        def it_is_whole(self) -> None:
            assert [*self.ledger.verify()] == []

    return Story


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # fork in a process with threads: Hypothesis starts none
def test_any_order(new_ledger: Callable[[], str], backend: str, tell: Tell) -> None:
    done = [0]
    examples = times(100 if backend == "sqlite" else 40, 5)
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine(new_ledger, done),
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
            phases=(Phase.generate,),  # a failure is told at once: making it smaller takes minutes
        ),
    )
    tell(
        f"add, decide, undo, reread, kill, reopen in any order ({backend})",
        f"{done[0]} steps in {examples} stories; after each the ledger was whole and held what was put in",
    )
