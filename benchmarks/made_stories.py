"""Stories made up with their truth: what a careful reader would find, known because the story was built from it.

Each story has a script: who says what, when; which reports pass it on, copy it, shorten it or lose half of it. The
truth is read off the script, never computed from the claims. Names are spelled as each of four languages would.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from selon.model import (
    Claim,
    Counted,
    Evidence,
    Figure,
    Moment,
    Place,
    Reading,
    Report,
    Source,
    Span,
)

LANGUAGES = ("en", "fr", "de", "es")
SOUNDS = {  # a consonant as the four languages write it in a name from another alphabet
    "sh": ("sh", "ch", "sch", "sh"),
    "ch": ("ch", "tch", "tsch", "ch"),
    "z": ("z", "z", "s", "z"),
    "v": ("v", "v", "w", "v"),
    "y": ("y", "ï", "j", "y"),
    "kh": ("kh", "kh", "ch", "j"),
    "zh": ("zh", "j", "sch", "zh"),
    "k": ("k", "k", "k", "k"),
    "l": ("l", "l", "l", "l"),
    "m": ("m", "m", "m", "m"),
    "n": ("n", "n", "n", "n"),
    "r": ("r", "r", "r", "r"),
    "t": ("t", "t", "t", "t"),
    "d": ("d", "d", "d", "d"),
    "b": ("b", "b", "b", "b"),
    "g": ("g", "g", "g", "g"),
    "s": ("s", "s", "s", "s"),
}
VOWELS = {"a": ("a",) * 4, "o": ("o",) * 4, "i": ("i",) * 4, "u": ("u", "ou", "u", "u"), "e": ("e",) * 4}
ENDINGS = (("sky", "ski", "skyj", "ski"), ("enko",) * 4, ("ov", "ov", "ow", "ov"), ("in", "ine", "in", "in"),
           ("yan", "ian", "jan", "ian"), ("ets", "ets", "ez", "ets"))  # fmt: skip
BODIES = ("ministry of health", "police", "fire brigade", "hospital", "prefecture", "army", "coast guard", "union",
          "red crescent", "observatory", "intelligence service", "joint staff")  # fmt: skip
COUNTRIES = ("UKR", "RUS", "TUR", "FRA", "DEU", "ESP", "GBR", "USA", "SYR", "IRQ", "MLI", "SDN", "PAK", "IND", "CHN",
             "JPN", "KOR", "PRK", "BRA", "MEX")  # fmt: skip
STATES = {"UKR": "Ukraine", "RUS": "Russia", "TUR": "Turkey", "FRA": "France", "DEU": "Germany", "ESP": "Spain",
          "GBR": "United Kingdom", "USA": "United States", "SYR": "Syria", "IRQ": "Iraq", "MLI": "Mali", "SDN": "Sudan",
          "PAK": "Pakistan", "IND": "India", "CHN": "China", "JPN": "Japan", "KOR": "South Korea", "PRK": "North Korea",
          "BRA": "Brazil", "MEX": "Mexico"}  # fmt: skip
OUTLETS = tuple(
    f"The {where} {what}"
    for where in ("Morning", "Evening", "Northern", "Daily", "Valley", "Harbour", "City", "Weekly")
    for what in ("Post", "Echo", "Courier", "Gazette", "Mirror", "Star")
)
AGENCIES = ("Agency One", "Agency Two", "Agency Three")


CAMPAIGNS = 50
"""One story in so many is of soldiers abroad; the others are of one day in one town."""


class Person(msgspec.Struct, frozen=True):
    """Somebody who speaks, with a name in each of the four languages; or a body, with one name."""

    names: tuple[str, ...]
    kind: str
    country: str | None


class Truth(msgspec.Struct, frozen=True):
    """What is true of one series of a story: its states, how many independent origins and reports, its claims."""

    story: int
    event: str
    change: str
    states: frozenset[str]
    origins: int
    reports: int
    claims: frozenset[str]


class Made(msgspec.Struct, frozen=True):
    """A story with its truth."""

    number: int
    reports: tuple[Report, ...]
    readings: tuple[Reading, ...]
    truth: tuple[Truth, ...]


class Told(msgspec.Struct, frozen=True):
    """A statement of the script: one origin's figure at a time."""

    origin: int
    at: datetime
    low: int | None
    high: int | None
    approximate: bool = False
    certainty: str = "stated"
    polarity: str = "positive"


class Maker:
    """Makes one story. `chance` decides; `number` tells it from the others."""

    def __init__(self, number: int, chance: random.Random) -> None:
        self.number, self.chance = number, chance
        self.country = chance.choice(COUNTRIES)
        slot = number // CAMPAIGNS if number % CAMPAIGNS == 0 else None  # a state is in one campaign abroad at a time
        self.campaign = slot is not None and slot < len(COUNTRIES) * 8
        self.whose = COUNTRIES[(slot or 0) % len(COUNTRIES)] if self.campaign else None
        if self.whose == self.country:
            self.country = COUNTRIES[((slot or 0) + 1) % len(COUNTRIES)]
        self.kind = (
            "soldiers" if self.campaign else chance.choice(("people", "people", "protesters", "miners", "soldiers"))
        )
        self.place = f"{self.word().capitalize()}{number}"  # no two towns share a name, as GeoNames tells them apart
        if self.campaign:
            self.start = datetime(2015, 1, 1) + timedelta(days=450 * ((slot or 0) // len(COUNTRIES)))
        else:
            self.start = datetime(2015, 1, 1) + timedelta(minutes=chance.randrange(10 * 365 * 24 * 60))
        self.reports: list[Report] = []
        self.claims: dict[str, list[Claim]] = {}
        self.people: list[Person] = []

    # --- names and words

    def word(self) -> str:
        """A word of no language."""
        return "".join(
            self.chance.choice("bdfgklmnprstv") + self.chance.choice("aeiou") for _ in range(self.chance.randint(2, 4))
        )

    def sentence(self, figure: str) -> str:
        """A sentence with a figure in it, and at least twelve words that no other has."""
        words = [self.word() for _ in range(self.chance.randint(12, 18))]
        words.insert(5, figure)
        return " ".join(words).capitalize() + "."

    def person(self) -> Person:
        """Somebody whose name comes from another alphabet."""

        def name() -> list[str]:
            parts = [""] * 4
            for _ in range(2):
                consonant, vowel = self.chance.choice(list(SOUNDS.values())), self.chance.choice(list(VOWELS.values()))
                parts = [p + c + v for p, c, v in zip(parts, consonant, vowel, strict=True)]
            return parts

        given, family, ending = name(), name(), self.chance.choice(ENDINGS)
        names = tuple(f"{g.capitalize()} {(f + e).capitalize()}" for g, f, e in zip(given, family, ending, strict=True))
        return Person(names, "official", self.chance.choice((self.country, None)))

    def origins(self, count: int) -> list[Person]:
        """So many origins that are not one another."""
        bodies = self.chance.sample(BODIES, count)
        found: list[Person] = []
        for body in bodies:
            if self.chance.random() < 0.5:
                person = self.person()
                while any(person.names[0][:3] == other.names[0][:3] for other in found):
                    person = self.person()
                found.append(person)
            else:
                found.append(Person((f"{body} of {STATES[self.country]}",) * 4, "institution", self.country))
        return found

    # --- reports and claims

    def report(self, at: datetime, text: str = "", outlet: str | None = None, credits: Sequence[str] = ()) -> Report:
        """A report published then, so far empty."""
        number = len(self.reports)
        made = Report(
            id=f"sha256:{self.chance.getrandbits(128):032x}",
            name=f"{self.number:05}-{number:02}.txt",
            text=text,
            language=self.chance.choice(LANGUAGES),
            published=at.strftime("%Y-%m-%dT%H:%M"),
            outlet=outlet or self.chance.choice(OUTLETS) + f" {self.number % 7}{number}",
            credits=tuple(credits),
        )
        self.reports.append(made)
        self.claims[made.id] = []
        return made

    def write(self, report: Report, sentence: str) -> tuple[Report, Span]:
        """A report with one more sentence, and where it stands."""
        start = len(report.text)
        longer = msgspec.structs.replace(report, text=report.text + sentence + "\n")
        self.reports[self.reports.index(report)] = longer
        return longer, Span(start, start + len(sentence))

    def claim(self, report: Report, told: Told, event: str, **more: Any) -> Claim:
        """What a report says of a statement. `sentence`: the words, else new ones; `bare`: without an origin."""
        figure = f"{told.low}-{told.high}"
        report = next(r for r in self.reports if r.id == report.id)
        _, span = self.write(report, more.get("sentence") or self.sentence(figure))
        report = next(r for r in self.reports if r.id == report.id)
        spelled = LANGUAGES.index(report.language or "en")
        origins: tuple[Source, ...] = ()
        if not more.get("bare"):
            who = self.people[told.origin]
            name = who.names[spelled]
            if who.kind == "official" and len(name) > 14 and self.chance.random() < 0.03:  # damaged on the way
                cut = self.chance.randrange(len(name) - 3, len(name) - 1)
                name = name[:cut] + name[cut + 1 :]
            origins = (Source(name, span.start, span.start + 1, name, who.kind, who.country),)  # type: ignore[arg-type]
        explicit = more.get("said", self.chance.random() < 0.8)
        late = (
            told.at - self.start
        ).days > 4 and self.chance.random() < 0.95  # such a text says of which day it speaks
        day = self.start.date().isoformat()
        place: Place | None = Place(self.place, span.start, span.start + 1, self.place, self.country)
        whose, kind = self.whose, self.kind
        if more.get("vague", self.chance.random() < 0.1) and self.claims[report.id]:
            place, whose = None, None
        made = Claim(
            id=f"{report.id[7:23]}:{span.start}:{event}",
            report=report.reference(),
            event=event,
            counted=Counted(more.get("kind", kind), "x", span.start, span.start + 1, whose),
            figure=Figure(
                figure, span.start, span.start + 1, told.low, told.high, told.approximate,
                change=more.get("change", "total"), previous=more.get("previous", False),
            ),
            happened=Moment("x", span.start, span.start + 1, day, inherited=True) if late else None,
            said=Moment("x", span.start, span.start + 1, told.at.date().isoformat()) if explicit else None,
            place=place,
            origins=origins,
            via=(),
            certainty=more.get("certainty", told.certainty),
            polarity=told.polarity,  # type: ignore[arg-type]
            cues=(),
            evidence=Evidence(span.start, span.end, report.text[span.start : span.end]),
            sentence=span,
        )  # fmt: skip
        self.claims[report.id].append(made)
        return made

    def made(self, truth: Sequence[Truth]) -> Made:
        """The story, done."""
        readings = [
            Reading(r.id, tuple(self.claims[r.id]), (), (), (), (), (),
                    tuple(sorted({c.sentence for c in self.claims[r.id]}, key=lambda s: s.start)))
            for r in self.reports
        ]  # fmt: skip
        return Made(self.number, tuple(self.reports), tuple(readings), tuple(truth))

    # --- the script

    def relay(self, told: Told, event: str, claims: list[Claim], count: int) -> None:
        """So many reports that pass a statement on, each naming its origin, as it was said."""
        for _ in range(count):
            report = self.report(told.at + timedelta(minutes=self.chance.randint(30, 20 * 60)))
            claims.append(self.claim(report, told, event, vague=False, said=self.chance.random() < 0.9))
            self.background(report, event, told.low or told.high or 1)

    def background(self, report: Report, event: str, number: int) -> None:
        """A figure of something else that the outlet recalls in its own words, without saying where."""
        if self.chance.random() < 0.2:
            told = Told(0, self.start, number * 7 + 11, number * 7 + 11)
            made = self.claim(report, told, event, bare=True, vague=False, said=False, kind="people")
            unplaced = msgspec.structs.replace(made, place=None)
            self.claims[report.id][-1] = unplaced

    def story(self) -> Made:
        """A story with one to three series."""
        truth = [self.series(self.chance.choice(("killed", "wounded", "arrested")))]
        if self.chance.random() < 0.3:
            truth.append(self.aside(self.chance.choice(("additional", "share")), truth[0].event))
        if self.chance.random() < 0.3:
            truth.append(self.voices("evacuated"))
        return self.made(truth)

    def first(self, told: Told, event: str, claims: list[Claim]) -> Claim:
        """The report that has a statement first, with the place and the people in full."""
        report = self.report(told.at + timedelta(minutes=self.chance.randint(1, 29)))
        claims.append(self.claim(report, told, event, vague=False, said=True))
        return claims[-1]

    def series(self, event: str) -> Truth:
        """The main series: one to three origins that agree, exclude or follow each other; with what happens to it."""
        chance, claims = self.chance, list[Claim]()
        count = chance.choice((1, 1, 2, 2, 3))
        self.people = self.origins(count)
        base = chance.randint(20, 3000)
        states = {"single-origin"} if count == 1 else set()
        relation = chance.choice(("agree", "dispute", "follow")) if count > 1 else "alone"
        lines: list[list[Told]] = []
        for number in range(count):
            at = self.start + timedelta(minutes=chance.randint(0, 300))
            hedge = "hedged" if chance.random() < 0.2 else "stated"
            if number == 0 or relation in ("agree", "alone"):
                shape = chance.choice(("exact", "least", "most", "about"))
                low, high = {"exact": (base, base), "least": (base, None), "most": (None, base), "about": (base, base)}[
                    shape
                ]
                if number and (shape == "most" or lines[0][0].low is None):
                    low, high = base, base
                told = Told(number, at, low, high, shape == "about" and (low, high) == (base, base), hedge)
            elif relation == "dispute":
                wrong = round(base * chance.choice((0.4, 0.5, 1.8, 2.5)))
                first = lines[0][0]
                if number == 2 and lines[1]:
                    wrong = lines[1][0].low or wrong
                if (first.high is None and wrong > base) or (first.low is None and wrong < base):
                    wrong = base * 2 if first.low is None else base // 2
                told = Told(number, at, wrong, wrong, False, hedge)
            else:  # each later and higher: growth
                factor = 2**number
                told = Told(number, at + timedelta(days=20 * number), base * factor, base * factor, False, hedge)
                if number == 1 and lines[0][0].high is None:
                    lines[0][0] = msgspec.structs.replace(lines[0][0], high=base)
                if number == 1 and lines[0][0].low is None:
                    lines[0][0] = msgspec.structs.replace(lines[0][0], low=base)
            lines.append([told])
        if relation == "agree":
            states.add("agreed")
        if relation == "dispute":
            states.add("disputed")
            if count == 3:
                states.add("agreed")  # the third says what the second does
        mover = None
        if chance.random() < 0.3:
            mover = 0 if relation != "follow" else count - 1
            last = lines[mover][-1]
            anchor = last.low or last.high or base
            later = last.at + timedelta(days=chance.randint(22, 30))
            after = round(anchor * chance.choice((3, 4, 6)))
            lines[mover].append(Told(mover, later, after, after, False, last.certainty))
            states.add("revised")
        firsts: dict[int, Claim] = {}
        for line in lines:
            for told in line:
                firsts[id(told)] = self.first(told, event, claims)
                self.relay(told, event, claims, chance.choice((0, 0, 1, 1, 2, 4)))
        if mover is not None and chance.random() < 0.5:  # a text that recalls what was said before
            before, after_ = lines[mover][0], lines[mover][-1]
            report = self.report(after_.at + timedelta(hours=3))
            claims.append(self.claim(report, after_, event, vague=False, said=True))
            claims.append(self.claim(report, before, event, previous=True, vague=False, said=False))
        if chance.random() < 0.3:
            states |= self.drift(lines[0][0], event, claims)
        if chance.random() < 0.3:  # a copy, whole or in part
            told = lines[0][0]
            original = firsts[id(told)]
            report = self.report(told.at + timedelta(hours=chance.randint(10, 30)))
            claims.append(self.claim(report, told, event, sentence=original.evidence.exact, vague=False, said=True))
        if chance.random() < 0.2 and relation in ("alone", "agree"):  # somebody denies it
            denier = Person((f"party of {self.word()}",) * 4, "group", None)
            self.people.append(denier)
            first = lines[0][0]
            denial = msgspec.structs.replace(
                first,
                origin=len(self.people) - 1,
                at=first.at + timedelta(hours=30),
                certainty="stated",
                polarity="negative",
            )
            self.first(denial, event, claims)
            count += 1
            states.add("disputed")
            states.discard("single-origin")
        return self.truth(event, "total", states, count, claims)

    def drift(self, told: Told, event: str, claims: list[Claim]) -> set[str]:
        """A report that loses something on the way; the state that this makes."""
        report = self.report(told.at + timedelta(hours=self.chance.randint(24, 40)))
        number = told.low if told.low is not None else told.high
        lost = self.chance.choice(("bound", "hedge", "origin"))
        if lost == "bound":
            if (told.low, told.high) == (number, number) and not told.approximate:
                changed = msgspec.structs.replace(told, low=None)
            else:
                changed = msgspec.structs.replace(told, low=number, high=number, approximate=False)
            claims.append(self.claim(report, changed, event, vague=False, said=True))
        elif lost == "hedge":
            certainty = "stated" if told.certainty == "hedged" else "hedged"
            claims.append(self.claim(report, told, event, certainty=certainty, vague=False, said=True))
        else:
            claims.append(self.claim(report, told, event, bare=True, vague=False, said=False))
        return {"drifted"}

    def aside(self, change: str, event: str) -> Truth:
        """An addition or a share: a series of its own."""
        claims = list[Claim]()
        told = Told(0, self.start + timedelta(hours=self.chance.randint(1, 40)), *(2 * (self.chance.randint(5, 15),)))
        for _ in range(self.chance.choice((1, 2))):
            report = self.report(told.at + timedelta(minutes=self.chance.randint(5, 300)))
            claims.append(self.claim(report, told, event, change=change, vague=False, said=True))
        return self.truth(event, change, {"single-origin"}, 1, claims)

    def voices(self, event: str) -> Truth:
        """Outlets in their own voice: independent ones, copies of one, and outlets that credit one agency."""
        claims, number = list[Claim](), self.chance.randint(50, 900)
        told = Told(0, self.start + timedelta(hours=2), number, number)
        independent = self.chance.choice((1, 2, 3))
        for _ in range(independent):
            report = self.report(told.at + timedelta(minutes=self.chance.randint(0, 59)))
            claims.append(self.claim(report, told, event, bare=True, vague=False, said=False))
        original = min(claims, key=lambda c: (c.report.published, c.id))
        for _ in range(self.chance.choice((0, 1, 3))):
            report = self.report(told.at + timedelta(hours=self.chance.randint(3, 30)))
            copied = original.evidence.exact
            claims.append(self.claim(report, told, event, bare=True, sentence=copied, vague=False, said=False))
        credited = self.chance.choice((0, 0, 2, 3))
        agency = self.chance.choice(AGENCIES)
        for _ in range(credited):
            report = self.report(told.at + timedelta(hours=self.chance.randint(3, 30)), credits=(agency,))
            claims.append(self.claim(report, told, event, bare=True, vague=False, said=False))
        count = independent + bool(credited)
        return self.truth(event, "total", {"single-origin"} if count == 1 else {"agreed"}, count, claims)

    def truth(self, event: str, change: str, states: set[str], origins: int, claims: Sequence[Claim]) -> Truth:
        """What is true of a series."""
        reports = len({claim.report.id for claim in claims})
        return Truth(self.number, event, change, frozenset(states), origins, reports, frozenset(c.id for c in claims))


def stories(count: int, seed: int = 0) -> Iterator[Made]:
    """So many stories, the same for the same seed."""
    for number in range(count):
        yield Maker(number, random.Random(f"{seed}:{number}")).story()
