"""Claims: events, counts, origins, moments and places of a sentence put together."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import chain
from typing import Final

import msgspec

from selon.knowledge.language import Language
from selon.knowledge.lexicon import Entry
from selon.knowledge.loader import kinds
from selon.model.claim import Claim, Counted, ReportReference
from selon.model.figure import Figure
from selon.model.frozen import Frozen
from selon.model.moment import Moment
from selon.model.place import Place
from selon.model.text import Evidence, Span
from selon.understand.attribution import innermost
from selon.understand.certainty import Judgement, judge
from selon.understand.events import (
    OTHER,
    PRESENT,
    REACH,
    Link,
    Told,
    attributive,
    before,
    belongs,
    condition,
    coordinated,
    counting,
    equated,
    fits,
    framed,
    governed,
    governing,
    keyed,
    link,
    numbered,
    parted,
    partly,
    stated,
    toll,
    totalled,
    uncounted,
)  # fmt: skip
from selon.understand.grammar import units
from selon.understand.parts import Attribution, Count, Mention, MomentMention, is_medium
from selon.understand.sentences import Sentence
from selon.understand.units import Unit

SUBJECTS: Final = frozenset(("noun", "word", "mention", "count", "event"))
PRONOUNS: Final = frozenset(("subject", "them"))
SPEAKING: Final = SUBJECTS | {"subject"}
OTHERS: Final = frozenset(("change_after", "change_before"))
AROUND_RECEIVER: Final = frozenset(("determiner", "adverb", "moment"))
BOUNDARIES: Final = frozenset(("relative", "subordinator", "stop", "open", "close"))
PHRASE_ENDS: Final = BOUNDARIES | {"verb", "coordinator"}
WEEK: Final = 7
COMMA: Final = 4
"""How many tokens a comma counts for, where the nearest of two moments is sought."""
PARTING: Final = frozenset(("verb", "preposition", "of", "stop", "subordinator"))
"""Units that part a count from the word that makes it a share (*dont une mère et ses deux enfants* has none)."""
JOINING: Final = frozenset(("coordinator", "either"))
OPENING: Final = frozenset(("of",))
QUOTES: Final = frozenset('«“"„»')
ANYONE: Final = "people"
LEAVING: Final = frozenset(("withdrawn", "displaced", "evacuated", "returned", "rescued", "released", "arrived"))
"""Events whose word may have the place beside it that somebody leaves."""
PARTICIPANTS: Final = "participants"
PROTESTED: Final = "protested"
TAKING_PART: Final = frozenset((ANYONE, PARTICIPANTS))
"""Classes that say no more of people than that they take part in what is told."""
UNKNOWN: Final = "unknown"
STATEMENT: Final = "statement"


class Found(Frozen, frozen=True):
    """What the steps before have found in a sentence."""

    counts: Sequence[Count]
    moments: Sequence[MomentMention]
    mentions: Sequence[Mention]
    places: Sequence[Mention]
    attributions: Sequence[Attribution]
    contexts: frozenset[str] = frozenset()
    """What the whole report is about, as far as words of `[words.context]` tell."""


class Named(Frozen, frozen=True):
    """Who was spoken of last: the class with its country, for *eux*, *les soldats* and the like."""

    kind: str | None
    affiliation: str | None


class Memory(Frozen, frozen=True):
    """What later sentences may refer back to.

    `countries`: the last country of each class; `last`: the last people; `thing`: the last thing; `event`: that of the
    last figure that has one; `latest`: that of the last figure, which may be of no known event.
    """

    countries: Mapping[str, str] = {}
    last: Named | None = None
    thing: Named | None = None
    event: str | None = None
    latest: str | None = None

    def recent(self) -> tuple[Named, ...]:
        """Whom or what a pronoun may stand for: the last people, then the last thing."""
        return tuple(named for named in (self.last, self.thing) if named is not None)

    def after(self, claims: Sequence[Claim]) -> "Memory":
        """The memory with what these claims name."""
        countries, last, thing, event = dict(self.countries), self.last, self.thing, self.event
        latest = self.latest
        for claim in claims:
            counted = claim.counted
            if claim.figure is not None:
                latest = claim.event
            if claim.figure is not None and claim.event != OTHER:
                event = claim.event
            if counted is None or counted.kind is None:
                continue
            if counted.affiliation:
                countries[counted.kind] = counted.affiliation
            if claim.figure is not None and claim.figure.change == "share" and last is not None:
                continue
            if belongs(counted.kind, ANYONE):
                last = Named(counted.kind, counted.affiliation)
            else:
                thing = Named(counted.kind, counted.affiliation)
        return Memory(countries, last, thing, event, latest)


class Draft(Frozen, frozen=True):
    """A claim before its judgement: which event, who is counted, from which unit."""

    link: Link
    unit: int
    counted: Counted | None
    figure: Figure | None
    zero: bool = False
    numbers: int = -1


def claims(
    text: str,
    reference: ReportReference,
    sentence: Sentence,
    language: Language,
    found: Found,
    memory: Memory,
    published: str | None,
) -> tuple[Claim, ...]:
    """The claims of a sentence, in the order of its text."""
    if not worth_reading(sentence, found):
        return ()
    row = units(sentence, language, found.counts, found.moments, found.mentions)
    if any("context" in known.more for known in sentence.known):
        row = [fitting(unit, found.contexts) for unit in row]
    reader = SentenceReader(text, reference, sentence, row, found, memory, published)
    return reader.claims()


def fitting(unit: Unit, contexts: frozenset[str]) -> Unit:
    """The unit without the event words that tell of their event only in reports of another kind (*cas*, *réunir*)."""
    if unit.verb is not None and any(out_of_context(e, contexts) for e in unit.verb.main):
        main = tuple(e for e in unit.verb.main if not out_of_context(e, contexts))
        return unit.with_verb(msgspec.structs.replace(unit.verb, main=main))
    if any(out_of_context(e, contexts) for e in unit.entries):
        entries = tuple(e for e in unit.entries if not out_of_context(e, contexts))
        return unit.with_entries(entries)
    return unit


def out_of_context(entry: Entry, contexts: frozenset[str]) -> bool:
    """Whether the entry asks for what the report is not about."""
    return "context" in entry.more and entry.more["context"] not in contexts


def worth_reading(sentence: Sentence, found: Found) -> bool:
    """Whether the sentence has a figure, an event word, an attribution or a conditional: else it holds no claim."""
    if found.attributions or any(c.figure is not None or c.reason == "zero" for c in found.counts):
        return True
    for known in sentence.known:  # noqa: SIM110 any() takes twice the time, and this is asked of nearly every word
        if "event" in known.roles or "conditional" in known.forms:
            return True
    return False


@cache
def ended() -> frozenset[str]:
    """The kinds of event of which another makes an end."""
    return frozenset(name for kind in kinds().values() for name in kind.ends)


def ends(then: Link, own: Entry, verb: int) -> bool:
    """Whether the event of the verb right behind makes an end of what its subject is: *two wounded died*."""
    told = kinds().get(then.event)
    adjacent = then.how == "subject" and verb in (then.at, then.governor_at)
    return adjacent and told is not None and own.more.get("event") in told.ends


def can_happen(event: str, kind: str) -> bool:
    """Whether an event can happen to a class."""
    told = kinds().get(event)
    return told is None or not told.to or any(belongs(kind, one) for one in told.to)


def tolls(*events: str | None) -> bool:
    """Whether the events are all parts of tolls."""
    known = kinds()
    return all(event is not None and event in known and known[event].toll for event in events)


def says_it(unit: Unit) -> bool:
    """Whether the verb only tells that somebody says what follows."""
    return unit.verb is not None and all(entry.role == "speech" for entry in unit.verb.main)


def follows(found: Link) -> bool:
    """Whether the verb only tells that more of the same follow."""
    return found.event == OTHER and found.governor is not None and keyed(found.governor, "follows")


def auxiliary(unit: Unit) -> bool:
    """Whether the unit is an auxiliary or modal without its verb."""
    return unit.verb is not None and not unit.verb.main


class SentenceReader:
    """Reads the claims of one sentence. Holds what its steps share; nothing outlives the sentence."""

    def __init__(
        self,
        text: str,
        reference: ReportReference,
        sentence: Sentence,
        row: Sequence[Unit],
        found: Found,
        memory: Memory,
        published: str | None,
    ) -> None:
        self.text, self.reference, self.sentence, self.row = text, reference, sentence, row
        self.found, self.memory, self.published = found, memory, published

    def claims(self) -> tuple[Claim, ...]:
        """All claims of the sentence."""
        drafts = self.counted()
        used = {draft.link.at for draft in drafts if draft.link.at >= 0}
        for draft in drafts:
            if draft.link.at >= 0:
                _, end = coordinated(self.row, draft.link.at, draft.link.event)
                used |= set(range(draft.link.at, end))
        count_units = {k for k, unit in enumerate(self.row) if unit.kind == "count"}
        tolds = uncounted(self.row, self.kinds_of, frozenset(used | count_units))
        drafts += [d for told in tolds if (d := self.told(told)) is not None]
        result = [self.claim(draft) for draft in drafts]
        result += self.statements(result)
        return tuple(sorted(result, key=lambda c: (c.figure.start if c.figure else c.evidence.start, c.evidence.end)))

    # --- counts ---------------------------------------------------------------------------------
    def counted(self) -> list[Draft]:
        """A draft for each figure, and for each count of none (*aucune victime*)."""
        drafts: list[Draft] = []
        before: Draft | None = None
        whole: Draft | None = None
        for k, unit in enumerate(self.row):
            count = unit.count
            if count is None or (count.figure is None and count.reason != "zero"):
                continue
            part = count.pronoun or (count.figure is not None and count.figure.change == "share")
            draft = self.of_count(k, count, before if part or whole is None else whole)
            if draft is not None:
                drafts.append(draft)
                before = draft
                if draft.figure is None or draft.figure.change != "share":
                    whole = draft  # what others go on with: not with a share of it
        return self.backward(drafts)

    def of_count(self, k: int, count: Count, before: Draft | None) -> Draft | None:
        named = count.noun_last > count.noun_first
        kind = count.counted.kind if count.counted else None
        change = count.figure.change if count.figure is not None else "total"
        unnamed = not named or (kind is None and self.others(count))
        goes_on = count.pronoun or unnamed or change == "share" or self.elided(k, count, before)
        whole = self.whole(k, count)
        antecedent = self.named(whole) if whole is not None else self.antecedent(k, before) if goes_on else None
        if count.pronoun and antecedent is not None and kind is None:
            kind = antecedent.kind
        own = self.own_event(count)
        supposed = kind if not unnamed or kind is not None else antecedent.kind if antecedent is not None else ANYONE
        found = link(self.row, k, supposed, own) if whole is None else parted(self.row, k, whole, supposed)
        if own is not None and whole is None and (change == "share" or own.more.get("event") in ended()):
            then = link(self.row, k, supposed, None)
            if then is not None and ((change == "share" and then.event != OTHER) or ends(then, own, k + 1)):
                found = then  # two of the wounded died
        if not named and own is None and (found is None or found.event == OTHER):
            found = self.bare(k, before) or found
        if (
            (unnamed or count.pronoun)
            and own is None
            and (kind is None or count.pronoun)
            and antecedent is self.memory.last
            and self.memory.thing is not None
        ):
            if found is None or found.event == OTHER:  # otras 2.300 sufrieron daños: of the things told of last
                things = link(self.row, k, self.memory.thing.kind, None)
                if things is not None and things.event != OTHER:
                    found, antecedent = things, self.memory.thing
                    kind = antecedent.kind if count.pronoun else kind
        elif own is None and (found is None or found.event == OTHER):
            found = equated(self.row, k, belongs(kind, ANYONE)) or found
        following = found is not None and follows(found)
        if found is None or found.event == OTHER:
            found = self.carried_on(k, count, kind, found, before, own, whole, unnamed)
        if before is None and unnamed and change == "total" and not count.pronoun and found is not None:
            antecedent = None if found.how == "object" else antecedent  # gunmen killed 12
        shared = self.shared(k, before, found, named)
        if shared is not None:
            found = shared
        if found is None:
            found = Link(OTHER, None, -1, "none", *governing(self.row, k))
        if found.event == PRESENT and found.at >= 0:
            found = stated(self.row, found)
        entry = found.entry
        if kind is None and entry is not None:
            told = entry.more.get("class")
            kind = str(told) if told else ANYONE if self.happens_to_people(entry) else None
        if kind is None and unnamed and antecedent is not None and (entry is None or fits(entry, antecedent.kind)):
            kind = antecedent.kind
        if kind is not None and not can_happen(found.event, kind):  # two trains are in the collision that kills
            found, entry = Link(OTHER, None, -1, "none", *governing(self.row, k)), None
        losses = belongs(antecedent.kind, "soldiers") if antecedent is not None and antecedent.kind else False
        losses = losses and bool(kinds()[found.event].mixture_of if found.event in kinds() else ())
        if (
            antecedent is not None
            and kind == ANYONE
            and antecedent.kind is not None
            and (found.how != "toll" or losses)
        ):
            kind = antecedent.kind if belongs(antecedent.kind, ANYONE) else kind
        more = before is not None and change == "additional" and antecedent is not None
        more = more or (before is not None and antecedent is not None and self.opened_by_other(count))
        more = more or (antecedent is not None and self.opens_clause(k))
        nothing = not named and not count.pronoun and count.counted is None and not more
        if found.event == OTHER and nothing and (counted_as := self.counted_as(k)) is not None:
            kind, nothing = counted_as, False
        if found.event == OTHER and (count.figure is None or nothing):
            return None
        figure = count.figure
        if figure is not None and figure.change == "share" and before is None and whole is None:
            figure = msgspec.structs.replace(figure, change="total")  # its whole is no count that was just named
        if figure is not None and found.how == "part" and before is None and partly(self.row, k):
            figure = msgspec.structs.replace(figure, change="share")
        if figure is not None and following and figure.change == "total" and found.event != OTHER:
            figure = msgspec.structs.replace(figure, change="additional")
        if figure is not None and figure.change == "total" and self.among(found) and self.counts_whole(before):
            figure = msgspec.structs.replace(figure, change="share")
        earlier = before.link.event if before is not None else self.memory.event
        others = (
            unnamed
            or (kind == ANYONE and not self.more(count))
            or (self.opened_by_other(count) and tolls(earlier, found.event))
        )
        if figure is not None and figure.change == "additional" and others and earlier not in (None, found.event):
            figure = msgspec.structs.replace(figure, change="total")  # others, to whom something else happened
        counted = self.counted_of(k, count, kind, entry, found, antecedent)
        return Draft(found, k, counted, figure, zero=count.reason == "zero")

    def carried_on(
        self,
        k: int,
        count: Count,
        kind: str | None,
        found: Link | None,
        before: Draft | None,
        own: Entry | None,
        whole: int | None,
        unnamed: bool,
    ) -> Link | None:
        """The event that a figure goes on with, of the count or the sentence before it, where no word of its own tells
        one; else `found`."""
        row, event, last = self.row, self.memory.event, self.memory.last
        share = count.figure is not None and count.figure.change == "share"
        if found is not None and follows(found):
            if before is not None and before.link.event != OTHER:  # weitere 1.500 sollen folgen
                return msgspec.structs.replace(found, event=before.link.event, entry=before.link.entry)
            if before is None and event and last is not None and (unnamed or last.kind == kind):
                return msgspec.structs.replace(found, event=event)  # 1,200 were sent. 500 more follow on Friday
        if totalled(row, k):
            whose = next((q for q in range(k) if framed(row[q], ("predicate",)) is not None), -1)
            told = framed(row[whose], ("predicate",)) if whose >= 0 and own is None else None
            if told is not None and told.more.get("share"):  # bei den Toten handelt es sich um zwei Männer
                return Link(str(told.more["event"]), told, whose, "part", *governing(row, k))
            if told is None and found is not None and event and last is not None and last.kind == kind:
                return Link(event, None, -1, "toll", *governing(row, k))  # es handle sich um 3.000 Soldaten
        if before is None and event and (partly(row, k) or (count.pronoun and share and whole is None)):
            return Link(event, None, -1, "part", *governing(row, k))  # among them are 500 officers
        taking_part = kind == PARTICIPANTS or (unnamed and event == PROTESTED and self.counted_as(k) == PARTICIPANTS)
        if before is None and event == PROTESTED and taking_part:
            return Link(event, None, -1, "toll", *governing(row, k))
        named = count.noun_last > count.noun_first
        if before is not None and own is None and (not named or kind in TAKING_PART):
            return self.contrasted(k, before) or found
        return found

    def counted_as(self, k: int) -> str | None:
        """The class of what a number without a noun counts: of what it is said to be (*only 50 were markets*), or
        whose number it is said to be (*the number of employees is 6,000*).
        """
        crowd = self.crowd(k)
        if crowd is not None:
            return crowd
        q = k + 1
        group = self.row[q].verb if q < len(self.row) else None
        if group is not None and group.finite and not group.main and not group.perfect:
            q += 1
            while q < len(self.row) and self.row[q].kind in ("adverb", "determiner", "of"):
                q += 1
            if q < len(self.row) and self.row[q].kind == "noun":
                return self.row[q].key("class")
        for p in range(k - 1, max(-1, k - REACH), -1):
            if self.row[p].kind in ("stop", "subordinator", "relative"):
                break
            if self.row[p].key("toll") == "number":
                q = p + 1
                while q < k and self.row[q].kind in ("determiner", "adverb", "of"):
                    q += 1
                return self.row[q].key("class") if self.row[q].kind == "noun" else None
        return None

    def crowd(self, k: int) -> str | None:
        """The class of those that a number without a noun is a crowd of: *crowds of thousands*, *Millionenpublikum*."""
        q = k - 1
        while q >= 0 and self.row[q].kind in ("of", "preposition", "determiner"):
            q -= 1
        units = (self.row[k], *((self.row[q],) if 0 <= q < k - 1 else ()))
        for unit in units:
            for i in range(unit.first, unit.last):
                for match in self.sentence.found[i]:
                    if match.entry.role == "crowd" and match.last == unit.last:
                        return match.entry.key
        return None

    def among(self, found: Link) -> bool:
        """Whether the count is told to be among others: *two children were among the dead*."""
        return found.how == "part" or bool(found.entry is not None and found.entry.more.get("share"))

    def whole(self, k: int, count: Count) -> int | None:
        """The unit of the count that this one is part of: *1,000 of the 11,000 soldiers*."""
        if count.figure is None or count.figure.change != "share":
            return None
        q = k + 1
        while q < len(self.row) and self.row[q].kind in ("of", "determiner", "preposition"):
            q += 1
        following = self.row[q].count if k + 1 < q < len(self.row) else None
        return q if following is not None and following.numbers and following.counted is not None else None

    def named(self, k: int) -> Named:
        """Whom the count at unit k names."""
        count = self.row[k].count
        counted = count.counted if count is not None else None
        if counted is None:
            return Named(None, None)
        return Named(counted.kind, counted.affiliation or self.country_of(k))

    def opens_clause(self, k: int) -> bool:
        """Whether a bare number is the subject of its sentence: *Unas 90 siguen en la Franja*."""
        p = k + 1
        while p < len(self.row) and self.row[p].kind == "adverb":
            p += 1
        group = self.row[p].verb if p < len(self.row) else None
        return group is not None and group.finite and all(u.kind in ("determiner", "adverb") for u in self.row[:k])

    def counts_whole(self, before: Draft | None) -> bool:
        """Whether the count before is of those of whom the next are a share, and no share of unnumbered ones itself."""
        if before is None or before.figure is None:
            return before is not None
        return before.figure.change == "share" or not self.among(before.link)

    def opened_by_other(self, count: Count) -> bool:
        """Whether a number stands for others of those before (*otros 45*)."""
        found = self.sentence.found
        return any(
            m.last == count.first and m.entry.role in OTHERS and m.entry.key == "other"
            for i in range(max(count.first - 2, 0), count.first)
            for m in found[i]
        )

    def others(self, count: Count) -> bool:
        """Whether the counted word only says that it is others of those before (*les deux autres*)."""
        words = range(count.noun_first, count.noun_last)
        return any(m.entry.role in OTHERS and m.entry.key == "other" for i in words for m in self.sentence.found[i])

    def more(self, count: Count) -> bool:
        """Whether a word behind the counted noun adds to those before (*300 soldats supplémentaires*)."""
        words = range(count.noun_first, min(count.noun_last + 1, len(self.sentence.found)))
        return any(
            m.entry.role == "change_after" and m.entry.key != "other" for i in words for m in self.sentence.found[i]
        )

    def elided(self, k: int, count: Count, before: Draft | None) -> bool:
        """Whether the count goes on with those counted before: *12 soldats tués et 40 blessés*, *et 2 700 autres*."""
        if before is None or before.counted is None or before.counted.kind in (None, ANYONE):
            return False
        named = count.noun_last > count.noun_first
        if named and count.event is None:
            return False
        between = self.row[before.unit + 1 : k]
        joined = any(unit.kind in ("coordinator", "comma") for unit in between)
        return joined and not any(unit.kind in ("stop", "subordinator", "relative") for unit in between)

    def own_event(self, count: Count) -> Entry | None:
        """The entry of the event that the counted noun itself names."""
        if count.event_more is None:
            return None
        own = Entry("event", count.event or "", "", count.event_more)
        return None if out_of_context(own, self.found.contexts) else own

    def happens_to_people(self, entry: Entry) -> bool:
        wanted = entry.more.get("classes")
        return not wanted or any(belongs(w, ANYONE) for w in wanted)

    def bare(self, k: int, before: Draft | None) -> Link | None:
        """The event of a number without a noun: from the toll beside it, else (*ce nombre*) from the figure before."""
        told = toll(self.row, k, self.kind_of)
        event = before.link.event if before is not None else self.memory.latest
        if told is None and event is not None and event != OTHER and counting(self.row, k):
            governor, at = governing(self.row, k)
            return Link(event, None, -1, "toll", governor, at)
        return told

    def contrasted(self, k: int, before: Draft) -> Link | None:
        """The event of the count before, for a number that somebody else gives for the same: *3,000 marched, say the
        organisers; the police say there were 1,800*."""
        here, there = self.attribution(self.row[k].first), self.attribution(self.row[before.unit].first)
        if here is None or before.link.event == OTHER or not here.origins:
            return None
        if there is None or not there.origins:
            count = self.row[k].count
            if count is None or count.noun_last <= count.noun_first:
                return None
            governor, at = governing(self.row, k)
            return Link(before.link.event, before.link.entry, -1, "toll", governor, at)
        if {o.name for o in here.origins} == {o.name for o in there.origins}:
            return None
        governor, at = governing(self.row, k)
        return Link(before.link.event, before.link.entry, -1, "toll", governor, at)

    def shared(self, k: int, before: Draft | None, found: Link | None, named: bool) -> Link | None:
        """The event of the count before, for a count that is joined to it and has none of its own."""
        if before is None or (found is not None and found.event != OTHER) or before.link.event == OTHER:
            return None
        between = self.row[before.unit + 1 : k]
        partitive = next((q for q, unit in enumerate(between) if unit.key("grammar") == "partitive"), None)
        if partitive is not None and not any(u.kind in PARTING for u in between[partitive:]):
            return msgspec.structs.replace(before.link, how="part")
        if any(unit.kind in ("stop", "subordinator") for unit in between):
            return None
        count = self.row[k].count
        if count is not None and count.figure is not None and count.figure.change == "share":
            return before.link
        if not named and between and between[-1].kind in ("comma", "coordinator") and self.own_place(k) is not None:
            return before.link  # seven died in Romania, five in Austria
        closing = self.row[before.link.at] if before.link.at >= 0 and not named else None
        if len(between) > 6 or any(
            unit.verb is not None and unit.verb.finite and not (unit is closing and unit.verb.closing)
            for unit in between  # wurden in Paris 22 Menschen festgenommen, in Lyon sechs
        ):
            return None
        if named:
            goes_on = any(unit.kind == "coordinator" for unit in between) and before.link.how in (
                "of",
                "object",
                "part",
            )
        else:
            goes_on = any(unit.kind in ("coordinator", "comma", "relative", "open") for unit in between)
        return before.link if goes_on else None

    def of_none(self, k: int) -> bool:
        """Whether it happened to none of the count at unit k: *none of the 120 passengers*."""
        p = k - 1
        return p > 0 and self.row[p - 1].is_small("no") and self.row[p].kind in ("of", "determiner")

    def own_place(self, k: int) -> Place | None:
        """The place right behind a number without a noun at unit k."""
        unit = self.row[k]
        if unit.count is None or unit.count.noun_last > unit.count.noun_first:
            return None
        near = (m for m in self.found.places if m.place is not None and unit.last <= m.first <= unit.last + 2)
        return next((m.place for m in near), None)

    def backward(self, drafts: list[Draft]) -> list[Draft]:
        """Gives a count the event of one that it is joined to and that has it behind: *12 soldats et 3 civils tués*."""
        result = list(drafts)
        for i in range(len(result) - 2, -1, -1):
            here, after = result[i], result[i + 1]
            between = self.row[here.unit + 1 : after.unit]
            joined = 0 < len(between) <= 3 and all(
                u.kind in ("coordinator", "comma", "determiner", "of") for u in between
            )
            entry = after.link.entry
            state = entry is not None and entry.more.get("frame") == "predicate"  # we have 120 men and six dogs on duty
            apart = here.link.at < 0 or state
            if here.link.event == OTHER and apart and joined and after.link.how in ("modifier", "subject"):
                result[i] = msgspec.structs.replace(here, link=after.link)
        return result

    def counted_of(
        self, k: int, count: Count, kind: str | None, entry: Entry | None, found: Link, antecedent: Named | None
    ) -> Counted:
        base = count.counted
        if base is None:
            start = self.sentence.tokens[count.first].start
            end = self.sentence.tokens[count.last - 1].end
            base = Counted(kind, self.text[start:end], start, end)
        if found.how == "toll":
            noun = self.toll_noun(found.at)
            if noun is not None:
                kind = noun.kind or kind
            antecedent = noun or antecedent or (self.memory.last if found.at < 0 else None)
            kind = kind or (antecedent.kind if antecedent else None)
        country = base.affiliation or self.country_of(k) or (antecedent.affiliation if antecedent else None)
        if country is None and found.how == "toll" and found.at >= 0:
            country = self.country_of(found.at)
        suffered = found.how == "self" and found.governor is not None and keyed(found.governor, "suffers")
        given = entry is not None and entry.more.get("giver") and not belongs(kind, ANYONE)
        if given and base.affiliation is None and found.how == "object":  # the United States gave 31 tanks; Germany 18
            country = self.giver(found.at) or country
        if country is None and suffered:
            country = self.giver(found.governor_at)
        if country is None and entry is not None and entry.more.get("giver"):
            passive = found.how in ("modifier", "subject", "toll")
            country = self.giver_behind(found.at) if passive else self.giver(found.at)
        if country is None and found.event == PRESENT and found.entry is None and found.how == "object":
            country = self.giver(found.at)
        additional = count.figure is not None and count.figure.change == "additional"
        if country is None and kind is not None and (additional or self.definite(k)):
            country = self.memory_country(k, kind)
        return msgspec.structs.replace(base, kind=kind, affiliation=country)

    def toll_noun(self, at: int) -> Named | None:
        """Who a toll counts: the noun before its participle (*le nombre de soldats envoyés*)."""
        before = at if at >= 0 and self.row[at].kind == "noun" else at - 1
        if before > 0 and self.row[before].kind == "noun" and numbered(self.row, before):
            return Named(self.row[before].key("class"), self.country_of(before))
        if at >= 0 and self.row[at].kind == "event":  # las bajas de las tropas
            noun = next((q for q in range(at + 1, at + 4) if q < len(self.row) and self.row[q].kind == "noun"), None)
            between = self.row[at + 1 : noun] if noun is not None else ()
            if noun is None or any(u.kind not in ("determiner", "of") for u in between):
                return None
            return Named(self.row[noun].key("class"), self.country_of(noun))
        if at <= 0 or self.row[at].kind != "verb":
            return None
        for q in range(at - 1, max(at - 4, -1), -1):
            if self.row[q].kind == "noun":
                return Named(self.row[q].key("class"), self.country_of(q) or self.giver_behind(at))
        return None

    def giver_behind(self, at: int) -> str | None:
        """The country of the one who sends, behind a participle: *envoyés par Pyongyang*."""
        agent, group = False, self.row[at].verb
        before = group is not None and group.closing
        for unit in self.row[max(at - 9, 0) : at] if before else self.row[at + 1 : at + 9]:
            if unit.kind in BOUNDARIES and not before:
                break
            if unit.kind in BOUNDARIES:
                agent = False
                continue
            agent = agent or unit.is_small("agent")
            if agent and unit.kind == "mention" and unit.mention is not None and unit.mention.country:
                return unit.mention.country
        return None

    # --- events without a count -------------------------------------------------------------------
    def told(self, told: Told) -> Draft | None:
        """A draft of an event without a count."""
        entry = told.link.entry
        if condition(self.row, told.link.at) >= 0:
            return None  # nothing that is said to have happened
        if told.argument < 0:
            at = self.row[told.link.at]
            start, end = self.sentence.tokens[at.first].start, self.sentence.tokens[at.last - 1].end
            kind = str(entry.more["class"]) if entry and entry.more.get("class") else None
            counted = Counted(kind, self.text[start:end], start, end) if kind else None
            return Draft(told.link, told.link.at, counted, None)
        group = told.link.governor
        if group is not None and group.negative and keyed(group, "confirms"):
            return None  # neither confirmed nor denied
        if group is not None and group.form == "infinitive" and not group.modals:
            return None  # an aim or an ability: no event without a number
        unit = self.row[told.argument]
        fitting = [k for k in self.kinds_of(unit) if entry is None or fits(entry, k)]
        kind = fitting[0] if fitting else None
        if kind == UNKNOWN:  # a name that may be anybody's; no place, no thing
            if unit.mention is None or unit.mention.kind != "name":
                return None
            kind = ANYONE
        antecedent = next((n for n in self.memory.recent() if n.kind == kind), None) if unit.kind in PRONOUNS else None
        country = antecedent.affiliation if antecedent else None
        if country is None and self.country_of(told.argument) is None and entry is not None and entry.more.get("giver"):
            country = self.giver(told.link.at)
        return Draft(told.link, told.argument, self.noun_counted(told.argument, kind, country), None)

    def kinds_of(self, unit: Unit) -> tuple[str | None, ...]:
        """The classes that a noun, name or pronoun may be of; ("unknown",) for what takes part in no event."""
        if unit.kind in PRONOUNS:
            return tuple(n.kind for n in self.memory.recent()) or (UNKNOWN,)
        return (self.kind_of(unit),)

    def kind_of(self, unit: Unit) -> str | None:
        """The class of a noun, a name or a pronoun; None for what takes part in no event."""
        told = unit.key("class")
        if told:
            return told
        if unit.kind == "mention" and unit.mention is not None:
            return ANYONE if unit.mention.kind in ("person", "role") else UNKNOWN
        if unit.kind == "event":
            return ANYONE
        return UNKNOWN

    # --- statements -------------------------------------------------------------------------------
    def statements(self, told: Sequence[Claim]) -> list[Claim]:
        """What somebody says, or what is rumoured, where no claim tells it."""
        result = []
        spans = [(c.evidence.start, c.evidence.end) for c in told]
        figures = [(c.evidence.start, c.evidence.end) for c in told if c.figure is not None]
        tokens = self.sentence.tokens
        for attribution in self.found.attributions:
            if not attribution.origins or attribution.last <= attribution.first:
                continue
            start, end = tokens[attribution.first].start, tokens[attribution.last - 1].end
            if any(a < end and start < b for a, b in figures if self.quoted(attribution)) or (
                any(a < end and start < b for a, b in spans) and not self.quoted(attribution)
            ):
                continue
            spans.append((start, end))
            at = self.unit_at(attribution.first)
            draft = Draft(Link(STATEMENT, None, at, "said"), at, None, None)
            result.append(self.claim(draft, (attribution.first, attribution.last)))
        return [*result, *self.rumours(spans)]

    def quoted(self, attribution: Attribution) -> bool:
        """Whether the attribution reaches over direct speech: its words begin with a quotation mark."""
        return self.sentence.tokens[attribution.first].word in QUOTES

    def rumours(self, told: Sequence[tuple[int, int]]) -> list[Claim]:
        """What a conditional gives as rumour, of somebody or something of a known class, where no span tells it."""
        result, tokens = [], self.sentence.tokens
        for k, unit in enumerate(self.row):
            group = unit.verb
            if group is None or group.form != "conditional" or group.modals:
                continue
            if any(a <= tokens[unit.first].start < b for a, b in told):
                continue
            argument = before(self.row, k)
            kind = self.row[argument].key("class") if argument >= 0 and self.row[argument].kind == "noun" else None
            if kind is not None:
                counted = self.noun_counted(argument, kind, None)
                link = Link(STATEMENT, None, k, "said", group, k)
                first = self.row[argument].first
                result.append(self.claim(Draft(link, argument, counted, None), (first, self.phrase_end(k))))
        return result

    def phrase_end(self, k: int) -> int:
        """The token behind what belongs to the verb at unit k: up to the next verb, boundary or coordinator."""
        q = k + 1
        while q < len(self.row) and self.row[q].kind not in PHRASE_ENDS:
            q += 1
        return self.row[q - 1].last

    def noun_counted(self, k: int, kind: str | None, country: str | None) -> Counted:
        """The noun at unit k as what is counted, with its own country, else `country`, else the last of its class."""
        unit = self.row[k]
        start, end = self.sentence.tokens[unit.first].start, self.sentence.tokens[unit.last - 1].end
        country = self.country_of(k) or country
        if country is None and kind is not None and self.definite(k):
            country = self.memory_country(k, kind)
        return Counted(kind, self.text[start:end], start, end, country)

    # --- the claim --------------------------------------------------------------------------------
    def claim(self, draft: Draft, reach: tuple[int, int] | None = None) -> Claim:
        """The claim of a draft, with all its parts."""
        at = self.row[draft.link.at] if draft.link.at >= 0 else self.row[draft.unit]
        unit = self.row[draft.unit]
        attribution = self.attribution(unit.first, at.first)
        clause = reach or self.clause_of(draft)
        happened = self.happened(draft, clause, attribution)
        kind, entry = kinds().get(draft.link.event), draft.link.entry
        said = draft.link.event == STATEMENT and draft.link.governor is None
        lasting = bool(kind and kind.state) or (entry is not None and entry.more.get("frame") == "predicate")
        judgement: Judgement = judge(
            self.text, self.sentence, self.row, draft.link, (0, 0) if said else self.joined(draft, clause), attribution,
            state=lasting, past_date=self.not_after(happened), future_date=self.after(happened),
            zero=draft.zero or self.of_none(draft.unit),
        )  # fmt: skip
        if judgement.certainty == "expected" and happened is not None:
            happened = self.to_come(happened)
        place = self.place(draft, clause)
        evidence = self.evidence(draft, clause, attribution, happened, place)
        origins = attribution.origins if attribution else ()
        via = attribution.via if attribution else ()
        identity = "|".join((
            self.reference.id, draft.link.event, str(evidence.start), str(evidence.end),
            f"{draft.figure.start}-{draft.figure.end}" if draft.figure else "", judgement.polarity,
            f"{draft.counted.start}-{draft.counted.end}" if draft.counted else "", str(draft.link.at),
        ))  # fmt: skip
        return Claim(
            id=hashlib.sha256(identity.encode()).hexdigest()[:16],
            report=self.reference,
            event=draft.link.event,
            counted=draft.counted,
            figure=draft.figure,
            happened=happened,
            said=attribution.said if attribution else None,
            place=place,
            origins=origins,
            via=via,
            certainty=judgement.certainty,
            polarity=judgement.polarity,
            cues=judgement.cues,
            evidence=evidence,
            sentence=Span(self.sentence.start, self.sentence.end),
        )

    def attribution(self, *tokens: int) -> Attribution | None:
        """The innermost attribution that reaches one of the tokens, the first of them first."""
        return next((a for token in tokens if (a := innermost(self.found.attributions, token)) is not None), None)

    def clause_of(self, draft: Draft) -> tuple[int, int]:
        """The tokens of the clause that the event and what it counts stand in."""
        first, last = self.clause(draft.unit)
        if draft.link.at >= 0:
            start, end = self.clause(draft.link.at)
            first, last = min(first, start), max(last, end)
        return first, last

    def joined(self, draft: Draft, clause: tuple[int, int]) -> tuple[int, int]:
        """The part of the clause that is the draft's own, where a comma alone joins another with its own subject and
        verb: *probably 500 drowned, 104 were rescued*."""
        first, last = clause
        told = False
        for k in range(len(self.row) - 2):
            mark, verb = self.row[k], self.row[k + 2].verb
            told = told or (mark.verb is not None and mark.verb.finite)
            if not told:
                continue
            if mark.kind != "comma" or self.row[k + 1].kind != "count" or verb is None or not verb.finite:
                continue
            if first < mark.first < last:
                first, last = (mark.last, last) if self.row[draft.unit].first > mark.first else (first, mark.first)
        return first, last

    def clause(self, k: int) -> tuple[int, int]:
        """The tokens between the boundaries around unit k."""
        p = k
        while p > 0 and self.row[p - 1].kind not in BOUNDARIES:
            p -= 1
        q = k
        while q + 1 < len(self.row) and self.row[q + 1].kind not in BOUNDARIES:
            q += 1
        return self.row[p].first, self.row[q].last

    def happened(self, draft: Draft, clause: tuple[int, int], attribution: Attribution | None) -> Moment | None:
        """The moment of the event: the nearest in its clause, else one that opens the sentence."""
        taken = {a.said.start for a in self.found.attributions if a.said is not None}
        able = [m for m in self.found.moments if not m.duration and m.moment.start not in taken]
        word = self.row[draft.link.at] if draft.link.at >= 0 else self.row[draft.unit]
        near = [m for m in able if clause[0] <= m.first < clause[1] and not self.told_before(m, draft)]
        if near:
            return min(near, key=lambda m: (self.far(m, word), m.first)).moment
        p = next((p for p, u in enumerate(self.row) if u.first == clause[0]), 0) - 2
        if p >= 0 and self.row[p].kind == "comma":
            p -= 1
        if p >= 0 and self.row[p + 1].kind in ("comma", "subordinator"):
            told = [m for m in able if m.last == self.row[p].last]  # since 2019, when nine people were killed
            if told:
                edtf = told[0].moment.edtf
                return msgspec.structs.replace(told[0].moment, edtf=edtf and edtf.removesuffix("/.."))
        first_verb = next((u.first for u in self.row if u.verb is not None and u.verb.finite), 0)
        opening = [m for m in able if m.first < first_verb and not self.told_before(m, draft)]
        if opening:
            return opening[0].moment
        while_so = self.meanwhile(clause) if tolls(draft.link.event) else None
        told = [m for m in able if while_so is not None and while_so[0] <= m.first < while_so[1]]
        return told[0].moment if len(told) == 1 else None

    def meanwhile(self, clause: tuple[int, int]) -> tuple[int, int] | None:
        """The clause behind that tells what went on then: *nine were killed when a bomb went off in Metz*."""
        for q, unit in enumerate(self.row):
            if unit.first < clause[1]:
                continue
            if unit.kind == "subordinator":
                same = any(e.role == "grammar" and e.key == "meanwhile" for e in unit.entries)
                return self.clause(q + 1) if same and q + 1 < len(self.row) else None
            if unit.kind in ("stop", "relative") or (unit.verb is not None and unit.verb.finite):
                return None
        return None

    def parted_by_that(self, k: int, moment: MomentMention) -> bool:
        """Whether a clause of its own begins between the verb at unit k and the moment (*said that on Monday …*)."""
        between = [unit for unit in self.row[k + 1 :] if unit.last <= moment.first]
        return any(unit.kind in ("subordinator", "comma") for unit in between)

    def told_before(self, moment: MomentMention, draft: Draft) -> bool:
        """Whether the moment belongs to another verb, between which and the event's it stands: *the pact signed in June
        came into force*. What verbs of one subject tell that *and* joins has one moment: *opened fire on Monday and
        killed five*.
        """
        link = draft.link
        at = link.at if link.at >= 0 else draft.unit
        joined = at > 0 and self.row[at - 1].kind == "coordinator" and self.row[at].verb is not None
        word = self.row[link.at] if link.at >= 0 else self.row[draft.unit]
        if word.verb is not None and word.verb.form == "gerund":  # the blast tore through a house on Monday, killing 12
            return False
        own = (link.at, link.governor_at, draft.unit)
        for k in range(len(self.row) - 1):  # haben im Juni ein Abkommen unterzeichnet, das im Dezember in Kraft trat
            unit = self.row[k]
            closed = unit.verb is not None and unit.verb.closing and k not in own
            goes_on = [other.kind for other in self.row[k + 1 : k + 3]] == ["comma", "relative"]
            if closed and goes_on and moment.last <= unit.first and unit.last <= word.first:
                return True
        return moment.last <= word.first and any(
            unit.verb is not None
            and unit.verb.main
            and unit.last <= moment.first
            and k not in own
            and not unit.verb.closing
            and not (joined and unit.verb.finite)
            and not (says_it(unit) and self.parted_by_that(k, moment))
            for k, unit in enumerate(self.row)
        )

    def far(self, moment: MomentMention, word: Unit) -> int:
        """How far a moment is from an event word, in tokens between; a comma parts them further."""
        between = range(word.last, moment.first) if moment.first >= word.last else range(moment.last, word.first)
        return len(between) + COMMA * sum(self.sentence.tokens[i].word == "," for i in between)

    def not_after(self, moment: Moment | None) -> bool:
        """Whether the moment is known to be no later than publication."""
        if moment is None or moment.edtf is None or self.published is None:
            return False
        last = moment.edtf.rsplit("/", 1)[-1]
        size = min(len(last), len(self.published))
        return last[:1].isdigit() and last[:size] <= self.published[:size]

    def after(self, moment: Moment | None) -> bool:
        """Whether the moment is known to be later than publication."""
        if moment is None or moment.edtf is None or self.published is None or self.not_after(moment):
            return False
        return moment.edtf.rsplit("/", 1)[-1][:1].isdigit()

    def to_come(self, moment: Moment) -> Moment:
        """A weekday by itself, of what is expected: the next one, where it was taken for the last (*may arrive on
        Saturday*)."""
        if moment.edtf is None or self.published is None or any(sign.isdigit() for sign in moment.text):
            return moment
        try:
            day, today = date.fromisoformat(moment.edtf), date.fromisoformat(self.published[:10])
        except ValueError:
            return moment
        if not 0 < (today - day).days < WEEK:
            return moment
        return msgspec.structs.replace(moment, edtf=(day + timedelta(days=WEEK)).isoformat())

    def place(self, draft: Draft, clause: tuple[int, int]) -> Place | None:
        """The place nearest to the event in its clause, one behind it first."""
        at = self.row[draft.link.at].first if draft.link.at >= 0 else self.row[draft.unit].first
        if (own := self.own_place(draft.unit)) is not None:
            return own
        near = [m for m in self.found.places if m.place is not None and clause[0] <= m.first < clause[1]]
        near = [m for m in near if not self.spoken_at(m, draft)]
        word = self.row[draft.link.at] if draft.link.at >= 0 else None
        if word is not None and word.verb is not None and word.verb.closing:
            if draft.unit < draft.link.at:
                near = [m for m in near if m.first < word.last or not self.comma_between(word.last, m.first)]
            else:  # in Paris wurden 22 Menschen festgenommen, in Lyon sechs
                near = [m for m in near if m.first >= word.last] or near
        if not near and tolls(draft.link.event) and (while_so := self.meanwhile(clause)) is not None:
            there = [m for m in self.found.places if m.place is not None and while_so[0] <= m.first < while_so[1]]
            return there[0].place if len(there) == 1 else None
        if not near:
            return None
        home = self.country_of(draft.unit)
        near = [m for m in near if home is None or m.kind != "country" or m.country != home] or near[:0]
        marks = [i for i in range(clause[0], clause[1]) if self.sentence.tokens[i].word == ","]
        for told in self.found.attributions:  # 14,000 were sent, the general staff in Seoul said
            begin = max((i for i in marks if i < told.cue_first), default=clause[0])
            end = min((i for i in marks if i >= told.cue_last), default=clause[1])
            if told.cue_last > told.cue_first and not begin <= at < end:
                near = [m for m in near if not begin <= m.first < end]
        if not near:
            return None
        first = max((i for i in marks if i < at), default=clause[0])
        last = min((i for i in marks if i > at), default=clause[1])
        within = [m for m in near if first <= m.first < last]  # 12 died in A, two more died in B
        best = min(within or near, key=lambda m: (m.first < at, abs(m.first - at)))
        return best.place

    def comma_between(self, first: int, last: int) -> bool:
        """Whether a comma stands between two tokens."""
        return any(token.word == "," for token in self.sentence.tokens[first:last])

    def spoken_at(self, place: Mention, draft: Draft) -> bool:
        """Whether the place is where somebody said it: behind the cue, with what is claimed before the cue, or behind a
        comma (*12 people were killed, he said in Geneva*)."""
        unit = self.row[draft.unit]
        marks = [i for i, token in enumerate(self.sentence.tokens) if token.kind == "mark"]
        for one in self.found.attributions:
            if not one.cue_first < one.cue_last <= place.first or any(one.cue_last <= i < place.first for i in marks):
                continue
            if "according" in self.sentence.known[one.cue_first].roles:
                continue
            behind = unit.first > place.last and any(place.last <= i < unit.first for i in marks)
            if behind or (unit.last <= one.cue_first and any(unit.last <= i < one.cue_first for i in marks)):
                return True
        return False

    def evidence(
        self,
        draft: Draft,
        clause: tuple[int, int],
        attribution: Attribution | None,
        happened: Moment | None,
        place: Place | None,
    ) -> Evidence:
        """The words of the claim: its clause, up to the last part that it gives, without the words that attribute."""
        tokens = self.sentence.tokens
        first, last = clause
        if attribution is not None and attribution.first < attribution.last:
            first = max(first, attribution.first)
        involved = [self.row[draft.unit]]
        if draft.link.at >= 0:
            involved.append(self.row[draft.link.at])
            _, end_at = coordinated(self.row, draft.link.at, draft.link.event)
            involved.append(self.row[end_at - 1])
        if draft.link.governor_at >= 0 and first <= self.row[draft.link.governor_at].first < last:
            involved.append(self.row[draft.link.governor_at])
        first = min(first, *(u.first for u in involved))
        end = max(tokens[max(u.last, u.verb.end if u.verb else 0) - 1].end for u in involved)
        if draft.link.event == STATEMENT:
            end = max(end, tokens[last - 1].end)
        for part in (happened, place):
            if part is not None and tokens[first].start <= part.start and part.end <= tokens[last - 1].end:
                end = max(end, part.end)
        figure = draft.figure.start if draft.figure else 0
        while first < len(tokens) - 1 and tokens[first + 1].start < end:
            if not self.joins(first) and not (tokens[first].start < figure and self.joins(first, OPENING)):
                break
            first += 1
        start = tokens[first].start
        return Evidence(start, end, self.text[start:end])

    def joins(self, i: int, keys: frozenset[str] = JOINING) -> bool:
        """Whether token i is a mark or a small word of those keys: words of a claim begin with neither."""
        return self.sentence.tokens[i].kind == "mark" or any(
            m.last == i + 1 and m.entry.role == "grammar" and m.entry.key in keys for m in self.sentence.found[i]
        )

    # --- whose they are ---------------------------------------------------------------------------
    def country_of(self, k: int) -> str | None:
        """The country that an adjective or complement behind (or before) the noun at unit k names."""
        unit = self.row[k]
        for mention in self.found.mentions:
            if unit.first <= mention.first < unit.last and mention.kind == "demonym" and mention.country:
                return mention.country
        before = self.row[k - 1].mention if k and attributive(self.row, k - 1) else None
        if before is not None:
            return before.country
        q = k + 1
        while q < len(self.row) and q <= k + 3:
            after = self.row[q]
            if after.kind == "mention" and after.mention is not None and after.mention.country:
                kind = after.mention.kind
                previous = self.row[q - 1].kind
                origin = self.row[q - 1].is_small("origin") and not self.leaving(q + 1)  # Soldaten aus Nordkorea
                if kind == "demonym" or (
                    (previous in ("of", "determiner") or origin) and kind in ("country", "institution")
                ):
                    return after.mention.country
                return None
            if after.kind not in ("word", "of", "determiner", "noun", "adverb") and not after.is_small("origin"):
                return None
            q += 1
        return None

    def leaving(self, q: int) -> bool:
        """Whether the verb at unit q tells that somebody leaves a place (*aus Syrien abgezogen*)."""
        group = self.row[q].verb if q < len(self.row) else None
        return group is not None and any(e.role == "event" and e.more.get("event") in LEAVING for e in group.main)

    def giver(self, at: int) -> str | None:
        """The country of the one who sends or gives: the nearest to the left of the event word that may be subject."""
        speaking = {s.start for a in self.found.attributions for s in chain(a.origins, a.via)}
        spoken = None  # who says it gives it only where nobody else does
        behind_it = self.row[at + 1].mention if at + 1 < len(self.row) else None
        verb = self.row[at].verb
        inverted = verb is not None and verb.second and behind_it is not None and behind_it.kind == "country"
        if inverted and behind_it is not None and not self.oblique(at + 1):
            return behind_it.country  # in drei Monaten verlor Nordkorea 5.000 Soldaten
        q = at - 1
        while q >= 0:
            unit = self.row[q]
            if unit.kind in ("stop",):
                return spoken
            if unit.kind in ("relative", "subordinator") and self.has_subject(q, at):
                return spoken
            if (
                unit.kind == "mention"
                and unit.mention is not None
                and unit.mention.country
                and not is_medium(unit.mention)
            ):
                before = self.row[q - 1].kind if q else "stop"
                if self.oblique(q):
                    q -= 1
                    continue
                noun = q + 1 < len(self.row) and self.row[q + 1].kind in ("noun", "word")  # North Korean forces lost …
                if before not in ("preposition",) and (unit.mention.kind != "demonym" or noun):
                    if unit.mention.kind == "country" and (earlier := self.before_receiver(q)) is not None:
                        return earlier
                    if speaking.isdisjoint(source.start for source in unit.mention.sources):
                        return unit.mention.country
                    spoken = spoken or unit.mention.country
            q -= 1
        return spoken

    def oblique(self, q: int) -> bool:
        """Whether the country at unit q has an article that no subject has: *haben der Ukraine Granaten geliefert*."""
        unit = self.row[q]
        if unit.mention is None or unit.mention.kind != "country":
            return False
        article = [e for i in {unit.first, max(unit.first - 1, 0)} for _, e in self.sentence.known[i].entries]
        return any(e.role == "grammar" and e.key == "oblique" for e in article)

    def before_receiver(self, q: int) -> str | None:
        """The country of the subject before the one at unit q, which then is whom something is given: *Nordkorea hat
        Russland 200 Geschütze geliefert*; None where q stands alone."""
        p = q - 1
        while p >= 0 and (self.row[p].kind in AROUND_RECEIVER or auxiliary(self.row[p])):
            if self.row[p].key("grammar") == "postposition":
                return None
            p -= 1
        mention = self.row[p].mention if p >= 0 else None
        if mention is None or mention.kind == "demonym" or governed(self.row, p):
            return None
        return mention.country

    def has_subject(self, q: int, at: int) -> bool:
        """Whether the clause that opens at unit q has a subject of its own before the verb that leads to `at`."""
        verb = next((p for p in range(q + 1, at + 1) if self.row[p].verb is not None), at)
        first = next((p for p in range(q + 1, verb) if self.row[p].kind in SPEAKING), -1)
        return first >= 0 and self.row[first].kind != "subject"

    def definite(self, k: int) -> bool:
        """Whether the noun at unit k refers back: it has a definite article, or is a pronoun."""
        unit = self.row[k]
        if unit.kind in ("subject", "them"):
            return True
        q = k - 1
        while q >= 0 and self.row[q].kind == "word" and k - q <= 2:
            q -= 1
        return q >= 0 and self.row[q].is_small("definite")

    def memory_country(self, k: int, kind: str) -> str | None:
        """The country of the last of this class: earlier in the sentence, else in the report."""
        for q in range(k - 1, -1, -1):
            unit = self.row[q]
            if unit.kind in ("noun", "count") and (
                unit.key("class") == kind
                or (unit.count is not None and unit.count.counted is not None and unit.count.counted.kind == kind)
            ):
                country = self.country_of(q)
                if country:
                    return country
        return self.memory.countries.get(kind)

    def antecedent(self, k: int, before: Draft | None) -> Named | None:
        """Whom *d'entre eux*, *dont 600* refer to: the count before in the sentence, else the last of the report."""
        if before is not None and before.counted is not None:
            return Named(before.counted.kind, before.counted.affiliation)
        for q in range(k - 1, -1, -1):
            unit = self.row[q]
            kind = unit.key("class") if unit.kind == "noun" else None
            if kind is not None and belongs(kind, ANYONE):
                return Named(kind, self.country_of(q) or self.memory.countries.get(kind))
        return self.memory.last

    def unit_at(self, token: int) -> int:
        """The unit that holds a token."""
        return next((k for k, unit in enumerate(self.row) if unit.first <= token < unit.last), 0)
