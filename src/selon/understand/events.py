"""Which event a count belongs to, and the events that are told without a count."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Final

import msgspec

from selon.knowledge.lexicon import Entry
from selon.knowledge.loader import classes, kinds
from selon.model.frozen import Frozen
from selon.understand.units import Unit, VerbGroup

REACH: Final = 16
"""Units between a verb and what it counts. News sentences rarely part them further; beyond it chance links begin."""

BROAD: Final = frozenset(("things",))
MIXED: Final = "casualties"
PART: Final = "part"
"""Within a clause that tells of a share of those counted (*dont*, *de los cuales*)."""
BECOMING: Final = "become"
"""The key of the auxiliary that is no verb of being."""
OTHER: Final = "other"
ATTRIBUTIVE: Final = "adjective"
"""The form of a participle that stands before its noun, in languages where that is a form of its own."""
PRESENT: Final = "present"
PLACED: Final = ("people", "ships", "aircraft", "vehicles", "weapons")
"""What is somewhere, where a sentence says no more of it than where it is."""


PASSED: Final = frozenset(("adverb", "word", "mention", "noun", "of", "determiner", "open", "close"))
"""Units that may stand between a noun and what is told of it."""


STANDING: Final = ("soldiers", "mercenaries", "fighters", "ships")
"""Whom a headline says to be somewhere without a verb."""


class Link(Frozen, frozen=True):
    """The event that a count or noun takes part in.

    `entry`: the word that tells of it. `at`: that word's unit. `governor`: the verb group whose mood and negation hold
    for it, with its unit `governor_at` (-1: none). `how`: the grammatical way: `self`, `modifier`, `object`, `subject`,
    `of`, `toll`.
    """

    event: str
    entry: Entry | None
    at: int
    how: str
    governor: VerbGroup | None = None
    governor_at: int = -1


@cache
def belongs(kind: str | None, wanted: str) -> bool:
    """Whether a class is, or is part of, another; a noun of no known class is taken for a thing: people are
    known by many words, things are not."""
    if kind is None:
        return wanted in BROAD
    known = classes()
    seen: str | None = kind
    while seen is not None:
        if seen == wanted:
            return True
        seen = known.get(seen)
    return False


def fits(entry: Entry, kind: str | None) -> bool:
    """Whether the word's event can happen to what is counted."""
    wanted = entry.more.get("classes")
    return not wanted or any(belongs(kind, w) for w in wanted)


def event_of(entry: Entry) -> str:
    """The kind of event that an event word tells of."""
    return str(entry.more["event"])


def mixed(events: Iterable[str]) -> str:
    """The kind that tells several kinds as one number: killed and wounded is killed_or_wounded."""
    wanted = set(events)
    if len(wanted) == 1:
        return wanted.pop()
    told = kinds()
    whole = {part for event in wanted for part in (told[event].mixture_of or (event,))}
    fitting = [(len(kind.mixture_of), name) for name, kind in told.items() if whole <= set(kind.mixture_of)]
    return min(fitting)[1] if fitting else sorted(wanted)[0]


# --- a count and its event ------------------------------------------------------------------------
def told(row: Sequence[Unit], q: int, entry: Entry, how: str, group: VerbGroup | None = None, at: int = -1) -> Link:
    """The link to the event word at unit q, with the words that share its place (*tués ou blessés*)."""
    event, _ = coordinated(row, q, event_of(entry))
    closes = row[q].verb is not None and group is not None and group.closing
    joined = closes and q > 1 and row[q - 1].is_small("either")
    other = mixable(row[q - 2], True) if joined and row[q - 2].kind == "event" else None
    if other is not None:  # sind tot oder verwundet
        event = mixed((event, event_of(other)))
    return Link(event, entry, q, how, group, at)


def link(row: Sequence[Unit], k: int, kind: str | None, own: Entry | None) -> Link | None:
    """The event of the count (or noun) at unit k. `kind`: its class; `own`: the event that its noun itself names."""
    if own is not None:
        governor, at = governing(row, k)
        if own.more.get("frame") in ("object", "subject") and k and article(row[k - 1]):
            governor, at = None, -1  # von den 12.000 entsandten Soldaten sollen 1.000 gefallen sein
        itself = told(row, k, own, "self", governor, at)
        if not own.more.get("weak"):
            return itself
        other = link(row, k, kind, None)
        return itself if other is None or other.event == OTHER else other
    after = modifier(row, k, kind)
    left = object_of(row, k, kind)
    if left is not None and left.how == "of":
        return left
    if (ended := enclosed(row, k, kind)) is not None and (after is None or ended.event != OTHER):
        return ended
    if after is not None and (left is None or left.event == OTHER):
        if after.entry is not None and after.entry.more.get("frame") == "predicate" and after.governor is None:
            main = subject_of(row, k, kind, only_relative=not can_be_subject(row, k))
            if main is not None and main.event != OTHER:  # 12 people on the ground were killed
                return main
        governor, at = governing(row, k)
        if governor is not None and governor.main and ahead(governor) and governor.finite:
            return after  # the 2,000 soldiers already sent will be joined by others
        return msgspec.structs.replace(after, governor=governor, governor_at=at)
    if left is not None and left.event != OTHER:
        return own_clause(row, k, kind) or left
    if left is not None:
        said = (
            own_clause(row, k, kind)
            or caused(row, k, kind, left)
            or foretold(row, left)
            or predicated_behind(row, k, kind, left)
        )
        if said is not None:
            return said
    right = subject_of(row, k, kind, only_relative=not can_be_subject(row, k)) or going_on(row, k, kind)
    if right is None and left is not None:
        governor, at = governing(row, k)
        return msgspec.structs.replace(left, governor=governor, governor_at=at)
    return right or standing(row, k, kind)


def article(unit: Unit) -> bool:
    """Whether a definite article stands there."""
    return unit.is_small("definite")


def enclosed(row: Sequence[Unit], k: int, kind: str | None) -> Link | None:
    """The event of a count in a clause that its verb closes: *dass die Armee zwölf Menschen getötet hat*."""
    p = k - 1
    while p >= 0 and (row[p].kind in ("determiner", "adverb") or (row[p].kind == "word" and not row[p].capital)):
        p -= 1
    parts = p > 0 and row[p].kind == "of" and row[p - 1].kind == "count"  # 24 von 28 Drohnen abgeschossen
    if p >= 0 and row[p].kind in ("preposition", "of") and not parts:
        return None
    between = commas = False
    for q in range(k + 1, min(len(row), k + REACH)):
        unit = row[q]
        if unit.kind in ("stop", "subordinator", "relative") or opens_clause(row, q):
            return None
        if unit.verb is not None and unit.verb.closing:
            break
        if unit.verb is not None and unit.verb.finite and (unit.verb.main or (commas and own_subject(row, q))):
            return None
        commas = commas or unit.kind == "comma"
        joined = row[q - 1].kind in ("coordinator", "comma")
        stands = unit.kind in NOUNS and framed(unit, ("predicate",)) is None  # no phrase of place: an der Grenze
        if stands and not joined and not attributive(row, q):
            between = between or not (governed(row, q) or genitive(row, q))
    else:
        return None
    group = row[q].verb
    assert group is not None
    if (not group.main or keyed(group, "copula")) and (state := placed_before(row, k, q, kind)) is not None:
        return state
    if group.passive:
        order: tuple[str, ...] = ("object", "subject")
        entry, how = meaning(group.main, kind, order), "subject"
    elif between:
        entry, how = meaning(group.main, kind, ("subject",)), "subject"
    else:
        order = ("object", "subject") if other_argument(row, k, q) else ("subject", "object")
        entry, how = None, "object"
        for frame in order:
            if (entry := meaning(group.main, kind, (frame,))) is not None:
                how = frame
                break
    return told(row, q, entry, how, group, q) if entry is not None else Link(OTHER, None, q, "object", group, q)


def placed_before(row: Sequence[Unit], k: int, q: int, kind: str | None) -> Link | None:
    """A state told of the count at k before the verb at q, which says no more than to be and closes its clause: *dass
    10.000 Soldaten in Russland sind*."""
    group = row[q].verb
    first = k
    while first > 0 and row[first - 1].kind not in ("comma", "stop", "subordinator", "relative", "coordinator"):
        first -= 1
    for p in range(first, q):
        entry = framed(row[p], ("predicate",))
        if entry is not None:
            return told(row, p, entry, "subject", group, q)
        if (
            p > k
            and group is not None
            and group.auxiliary != BECOMING
            and located(row, p)
            and any(belongs(kind, wanted) for wanted in PLACED)
        ):
            return Link(PRESENT, None, q, "subject", group, q)
    return None


def genitive(row: Sequence[Unit], q: int) -> bool:
    """Whether the noun at q is the complement of a governed one before it: *zur Evakuierung deutscher Bürger*."""
    p = q - 1
    while p > 0 and (attributive(row, p) or (row[p].kind == "word" and not row[p].capital)):
        p -= 1
    return p > 0 and row[p].kind in ("noun", "event") and governed(row, p)


def opens_clause(row: Sequence[Unit], q: int) -> bool:
    """Whether the comma at q parts the clause before it from another whose first phrase is a count: *mehrere Dämme
    brachen, 1.100 Häuser wurden geräumt*."""
    if row[q].kind != "comma" or q + 2 >= len(row) or row[q + 1].kind != "count":
        return False
    group = row[q + 2].verb
    return group is not None and (group.second or (group.finite and group.auxiliary != ""))


def own_subject(row: Sequence[Unit], q: int) -> bool:
    """Whether a noun stands between the verb at q and the comma before it."""
    p = q - 1
    while p >= 0 and row[p].kind not in ("comma", "stop"):
        if row[p].kind in NOUNS and not governed(row, p):
            return True
        p -= 1
    return False


def other_argument(row: Sequence[Unit], k: int, q: int) -> bool:
    """Whether the clause that the verb at q closes has another noun than the one at k that may be its subject."""
    p = k - 1
    while p >= 0 and row[p].kind not in ("stop", "subordinator"):
        unit = row[p]
        if unit.kind == "relative" or (unit.kind in NOUNS and not governed(row, p) and not attributive(row, p)):
            return True
        if unit.verb is not None and unit.verb.main:
            return False
        p -= 1
    return False


def own_clause(row: Sequence[Unit], k: int, kind: str | None) -> Link | None:
    """The event of a count that opens a clause behind *and*, with its own verb: *arrested 15 and six officers were
    hurt*."""
    q = k - 1
    while q >= 0 and row[q].kind in ("determiner", "adverb"):
        q -= 1
    p = past_complements(row, k + 1)
    group = row[p].verb if p < len(row) else None
    joined = q > 0 and (row[q].kind == "coordinator" or (row[q].kind == "comma" and group is not None and group.second))
    if not joined or group is None or not group.finite or alone(row, p):
        return None
    if any(unit.kind == "comma" for unit in row[k + 1 : p]):
        return None
    right = subject_of(row, k, kind)
    return right if right is not None and right.event != OTHER and right.at == p else None


def ahead(group: VerbGroup) -> bool:
    """Whether a verb group tells of what is to come."""
    return group.form == "future" or "future" in group.modals


def coordinated(row: Sequence[Unit], k: int, event: str) -> tuple[str, int]:
    """The event of words that share one count (*tués ou blessés*), and the unit behind the last of them."""
    events, end, q = [event], k + 1, k + 1
    while q < len(row):
        mark = row[q]
        if mark.kind not in ("coordinator", "comma"):
            break
        following = row[q + 1] if q + 1 < len(row) else None
        either = mark.is_small("either")
        entry = mixable(following, either)
        if entry is None:
            break
        events.append(event_of(entry))
        q += 2
        end = q
    if len(events) > 1 and row[end - 2].kind == "comma":  # a mere list: «12 tués, blessés graves évacués»
        return event, k + 1
    return mixed(events), end


def mixable(unit: Unit | None, either: bool) -> Entry | None:
    """The event entry of a bare word that can share the count before it; behind *or* that of a predicate too
    (*murieron o resultaron heridos*)."""
    if unit is None:
        return None
    parts = set(kinds()[MIXED].mixture_of)
    if unit.kind == "event":
        return next((e for e in unit.entries if e.role == "event" and event_of(e) in parts), None)
    if unit.kind == "verb" and unit.verb is not None and (either or not unit.verb.finite):
        return next((e for e in unit.verb.main if e.role == "event" and event_of(e) in parts), None)
    return None


def keyed(group: VerbGroup, *keys: str) -> bool:
    """Whether the verb is one of those of `[words.verb]` that have one of the keys."""
    return any(entry.role == "verb" and entry.key in keys for entry in group.main)


def caused(row: Sequence[Unit], k: int, kind: str | None, left: Link) -> Link | None:
    """The event that the object of a verb of causing is made to take part in: *forced 2,000 people to flee*."""
    if left.governor is None or not keyed(left.governor, "causes"):
        return None
    q = past_complements(row, k + 1)
    while q < len(row) and row[q].kind == "preposition":
        q += 1
    group = row[q].verb if q < len(row) else None
    if group is None or group.form != "infinitive":
        return None
    entry = meaning(group.main, kind, ("object", "subject") if group.passive else ("subject",))
    return told(row, q, entry, "subject", left.governor, left.at) if entry is not None else None


def foretold(row: Sequence[Unit], left: Link) -> Link | None:
    """The event of those whom the count is said to be among, by a verb that says no more than to be, or that they
    include it: *among the dead were two children*, *the victims include two children*."""
    group = left.governor
    if group is None or left.at < 1:
        return None
    frames = (
        ("self",) if keyed(group, "includes") else () if group.main and not keyed(group, "copula") else ("predicate",)
    )
    if "predicate" in frames and (whole := among(row, left.at - 1)) is not None:
        return Link(event_of(whole), whole, left.at - 1, "part", group, left.at)
    p = left.at - 1
    if "predicate" in frames:
        while p > 0 and row[p].kind in ("noun", "determiner", "of", "word", "mention"):  # an Bord des Flugzeugs
            p -= 1
    entry = framed(row[p], frames)
    how = "part" if entry is not None and (entry.more.get("share") or p == left.at - 1) else "subject"
    return told(row, p, entry, how, group, left.at) if entry is not None else None


def among(row: Sequence[Unit], p: int) -> Entry | None:
    """The event of the counted dead or wounded at unit p, where a word for *among* stands before them: *unter den 57
    Toten waren …*."""
    count = row[p].count
    if count is None or count.event_more is None:
        return None
    q = p - 1
    while q >= 0 and row[q].kind == "determiner":
        q -= 1
    return (
        Entry("event", count.event or "", "", count.event_more) if q >= 0 and row[q].key("grammar") == "among" else None
    )


def going_on(row: Sequence[Unit], k: int, kind: str | None) -> Link | None:
    """A gerund behind the counted noun that tells what it does: *12 migrants fleeing the war*."""
    q = past_complements(row, k + 1)
    group = row[q].verb if q < len(row) else None
    if group is None or group.form != "gerund" or row[q - 1].kind == "comma":
        return None
    entry = meaning(group.main, kind, ("object", "subject") if group.passive else ("subject",))
    return told(row, q, entry, "modifier", group, q) if entry is not None else None


def parted(row: Sequence[Unit], k: int, whole: int, kind: str | None) -> Link | None:
    """The event of the count at k that is part of the one at `whole`: *1,000 of the 11,000 soldiers were killed*."""
    left = object_of(row, k, kind)
    if left is not None and left.event != OTHER:
        return left
    ended = enclosed(row, k, kind)
    if ended is not None and ended.event != OTHER:
        return ended
    right = subject_of(row, whole, kind, only_relative=not can_be_subject(row, k)) or left
    count = row[whole].count
    if (right is None or right.event == OTHER) and count is not None and count.event_more is not None:
        governor, at = governing(row, k)  # 20 of the 57 dead were students
        return Link(str(count.event), Entry("event", count.event or "", "", count.event_more), -1, "self", governor, at)
    return right


def modifier(row: Sequence[Unit], k: int, kind: str | None) -> Link | None:
    """A participle behind the counted noun: *600 soldats tués*, *12 personnes grièvement blessées*."""
    q = past_complements(row, k + 1)
    if q >= len(row):
        return None
    unit = row[q]
    if unit.kind == "verb" and unit.verb is not None and (unit.verb.bare or alone(row, q)):
        entry = meaning(unit.verb.main, kind, ("object", "subject"))
        if entry is not None:
            return told(row, q, entry, "modifier")
    if unit.kind == "event" and all(between.kind == "adverb" for between in row[k + 1 : q]):
        entry = framed(unit, ("self", "predicate"))
        if entry is not None:
            return told(row, q, entry, "modifier")
    if unit.verb is not None and unit.verb.maybe_bare and keyed(unit.verb, "judges"):
        return judged(row, q, kind)
    return predicated(row, q, kind)


def judged(row: Sequence[Unit], q: int, kind: str | None) -> Link | None:
    """The event of those of whom the participle at q tells what is thought: *26 people believed to be trapped*,
    *feared dead*."""
    p = q + 1
    while p < len(row) and row[p].kind in ("preposition", "adverb"):
        p += 1
    group = row[p].verb if p < len(row) else None
    if group is None:
        entry = framed(row[p], ("self", "predicate")) if p < len(row) else None
        return told(row, p, entry, "modifier") if entry is not None else None
    if group.form != "infinitive" and not group.maybe_bare:
        return None
    if not group.main:
        where = p + 1
        entry = framed(row[where], ("self", "predicate")) if where < len(row) else None
        if entry is not None:
            return told(row, where, entry, "modifier", group, p)
        there = located(row, where) and any(belongs(kind, wanted) for wanted in PLACED)
        return Link(PRESENT, None, p, "modifier", group, p) if there else None
    passive = group.passive or group.form != "infinitive"
    entry = meaning(group.main, kind, ("object", "subject") if passive else ("subject",))
    return told(row, p, entry, "modifier", group, p) if entry is not None else None


def framed(unit: Unit, frames: Sequence[str]) -> Entry | None:
    """The unit's event entry of one of the frames."""
    return next((e for e in unit.entries if e.role == "event" and e.more.get("frame") in frames), None)


def predicated(row: Sequence[Unit], q: int, kind: str | None) -> Link | None:
    """A state told of the subject before the verb at q, which says no more than to be or remain: *sont en
    réanimation*, *remain under the rubble*; or where it is: *are in Russia*."""
    group = row[q].verb
    if group is None or not group.finite or (group.main and not keyed(group, "copula")):
        return None
    p = q + 1
    while p < len(row) and (row[p].kind in ("adverb", "moment") or before_moment(row, p)):
        p += 1
    entry = framed(row[p], ("predicate", "self")) if p < len(row) else None
    if entry is not None:
        return told(row, p, entry, "subject", group, q)
    if group.auxiliary != BECOMING and located(row, p) and any(belongs(kind, wanted) for wanted in PLACED):
        return Link(PRESENT, None, q, "subject", group, q)
    return None


def before_moment(row: Sequence[Unit], p: int) -> bool:
    """Whether a preposition at p only tells when (*schwebten am Abend in Lebensgefahr*)."""
    if row[p].key("time_part") is not None:
        return True
    if row[p].kind != "preposition" or p + 1 >= len(row):
        return False
    return row[p + 1].kind == "moment" or row[p + 1].key("time_part") is not None


def predicated_behind(row: Sequence[Unit], k: int, kind: str | None, left: Link) -> Link | None:
    """A state told behind a subject that stands behind its verb, which says no more than to be: *waren 250 Beschäftigte
    auf dem Gelände*, *il y avait 250 salariés sur le site*."""
    group = left.governor
    if group is None or not group.finite or (group.main and not keyed(group, "copula")):
        return None
    p = past_complements(row, k + 1)
    entry = framed(row[p], ("predicate",)) if p < len(row) and row[p].kind == "event" else None
    if entry is None and located(row, p):  # sind 10.000 Soldaten in Kursk im Einsatz
        after = past_complements(row, p + 1)
        entry = framed(row[after], ("predicate",)) if after < len(row) and row[after].kind == "event" else None
        p = after if entry is not None else p
    if entry is not None:
        return told(row, p, entry, "subject", group, left.at)
    if not group.main and group.auxiliary in ("", "have") and located(row, p) and any(belongs(kind, w) for w in PLACED):
        rest = p + 1
        while rest < len(row) and row[rest].kind in ("determiner", "mention", "moment", "preposition"):
            rest += 1
        if rest < len(row) and row[rest].kind == "word" and not row[rest].capital:
            return None  # a participle that is not known: hat 55 Drohnen auf die Ukraine abgefeuert
        return Link(PRESENT, None, left.at, "object", group, left.at)  # North Korea has 11,000 soldiers in Kursk
    return None


def stated(row: Sequence[Unit], found: Link) -> Link:
    """Where somebody is told to be by a phrase that tells an event itself, that event: *se trouvent sous les
    décombres*."""
    for p in range(max(found.at - REACH // 2, 0), min(found.at + REACH // 2, len(row))):
        if row[p].kind != "event" or any(unit.kind in ("stop", "relative") for unit in row[min(p, found.at) : p]):
            continue
        entry = framed(row[p], ("predicate",))
        if entry is not None and event_of(entry) != PRESENT:
            return msgspec.structs.replace(found, event=event_of(entry), entry=entry)
    return found


def located(row: Sequence[Unit], p: int) -> bool:
    """Whether a place is named at p, behind a word of `located` (*in*, *near*)."""
    if p >= len(row) or not row[p].is_small("located"):
        return False
    p += 1
    while p < len(row) and (row[p].kind in ("determiner", "word") or country_adjective(row[p])):
        p += 1
    mention = row[p].mention if p < len(row) else None
    return mention is not None and mention.place is not None


def country_adjective(unit: Unit) -> bool:
    """Whether the unit is the adjective of a country."""
    return unit.mention is not None and unit.mention.kind == "demonym"


def standing(row: Sequence[Unit], k: int, kind: str | None) -> Link | None:
    """Where a headline without a verb says that soldiers are: *10,000 North Korean troops in Russia*."""
    if any(unit.verb is not None for unit in row) or not any(belongs(kind, wanted) for wanted in STANDING):
        return None
    p = past_complements(row, k + 1)
    return Link(PRESENT, None, -1, "subject") if located(row, p) else None


def alone(row: Sequence[Unit], q: int) -> bool:
    """Whether a verb that may be a participle is one: it has no object behind it, and no other verb is the clause's."""
    group = row[q].verb
    if group is None or not group.maybe_bare:
        return False
    following = row[q + 1].kind if q + 1 < len(row) else "stop"
    return following not in ("count", "noun", "mention", "determiner", "them", "event", "word")


def inserted(row: Sequence[Unit], q: int) -> bool:
    """Whether the clause has another predicate behind what may be a participle at q: *the treaty, signed in June, came
    into force*."""
    for unit in row[q + 1 : q + REACH]:
        if unit.kind in ("relative", "subordinator", "stop", "open", "close", "coordinator"):
            return False
        if unit.verb is not None and unit.verb.finite:
            return True
    return False


def past_complements(row: Sequence[Unit], q: int) -> int:
    """The first unit at or behind q that is no adjective, adverb or complement of the noun before it; a name between
    quotation marks and a comma that opens an apposition are passed too."""
    last, comma = q + 7, False
    while q < len(row) and q < last:
        unit = row[q]
        if unit.kind == "comma" and not comma:
            comma = True
        elif unit.kind == "open" and (end := closed(row, q)):
            last += end - q
            q = end
        elif unit.kind not in PASSED and not unit.is_small("origin"):
            break
        q += 1
    return q


def closed(row: Sequence[Unit], q: int) -> int:
    """The unit that closes what opens at q, where it is as short as a name; else 0."""
    return next((p for p in range(q + 1, min(q + 8, len(row))) if row[p].kind == "close"), 0)


def meaning(entries: Sequence[Entry], kind: str | None, frames: Sequence[str]) -> Entry | None:
    """The first meaning of a verb that has one of the frames and fits what is counted; a narrow one before a broad."""
    found = [e for e in entries if e.role == "event" and e.more.get("frame") in frames and fits(e, kind)]
    return min(found, key=lambda e: narrowness(e, kind)) if found else None


def narrowness(entry: Entry, kind: str | None) -> int:
    """The order in which meanings are tried: one for some classes only before one for all; of what is not known to be
    people, one for things first."""
    wanted = entry.more.get("classes")
    if not wanted:
        return 2
    return int(kind is None and "things" not in wanted)


def object_of(row: Sequence[Unit], k: int, kind: str | None) -> Link | None:
    """The verb or event noun to the left whose object the count is; a Link of event `other` where a verb of another
    kind takes it."""
    q, steps, crossed, marked, through = k - 1, 0, "", False, frozenset[str]()
    while q >= 0 and steps < REACH:
        unit = row[q]
        steps += 1
        if unit.kind == "event":
            entry = meaning(unit.entries, kind, ("of",))
            if entry is not None and not crossed and not taken_up(row, q, k):
                governor, at = governing(row, q)
                return Link(event_of(entry), entry, q, "of", governor, at)
            crossed = crossed or "noun"
        elif unit.kind == "verb" and unit.verb is not None:
            group = unit.verb
            if group.closing and not group.bare:  # nothing of its clause stands behind it
                return None
            if crossed in ("preposition", "relative"):
                given = [e for e in group.main if e.more.get("through") in through]
                entry = meaning(given, kind, ("object",)) if given else None
                return told(row, q, entry, "object", group, q) if entry is not None else None
            transitive = meaning(group.main, kind, ("object",))
            if marked and (group.passive or transitive is None or receives(transitive, kind)):
                return Link(OTHER, None, q, "object", group, q)
            if transitive is not None and not group.passive and not (group.bare and not group.perfect):
                return told(row, q, transitive, "object", group, q)
            if transitive is not None and group.passive and inverted(row, q):
                return told(row, q, transitive, "subject", group, q)
            intransitive = meaning(group.main, kind, ("subject",))
            behind_it = group.second and transitive is None and not any(unit.kind == "comma" for unit in row[q:k])
            if intransitive is not None and reflexive_fits(intransitive, group) and (behind_it or inverted(row, q)):
                return told(row, q, intransitive, "subject", group, q)
            if group.bare and not group.perfect:
                q -= 1
                continue
            return Link(OTHER, None, q, "object", group, q)
        elif unit.kind in ("relative", "subordinator", "stop", "open", "close"):
            return None
        elif unit.kind == "preposition" and (governs(row, q, k) or (crossed == "of" and leads(row, q, k))):
            marked = unit.is_small("object_marker")
            if crossed in ("", "of") and not marked:
                crossed = "preposition"
            through = through or frozenset(e.key for e in unit.entries if e.role == "grammar")
        elif unit.kind == "of" and q == k - 1:
            if q > 0 and row[q - 1].kind == "event":
                entry = meaning(row[q - 1].entries, kind, ("of", "bare"))
                if entry is not None:
                    governor, at = governing(row, q - 1)
                    return Link(event_of(entry), entry, q - 1, "of", governor, at)
            crossed = crossed or "of"
        q -= 1
    return None


def taken_up(row: Sequence[Unit], q: int, k: int) -> bool:
    """Whether the event noun at q has its complement before the count: *the losses of the troops exceed 4,700*."""
    between = row[q + 1 : k]
    joined = any(unit.kind in ("coordinator", "comma", "open", "of") for unit in between)
    return not joined and any(unit.kind in ("noun", "mention") for unit in between)


def leads(row: Sequence[Unit], q: int, k: int) -> bool:
    """Whether the preposition at q governs the noun whose complement the count is: *according to a report by 11
    countries*."""
    return all(row[p].kind in ("determiner", "adverb", "word", "noun", "of", "event") for p in range(q + 1, k))


def receives(entry: Entry, kind: str | None) -> bool:
    """Whether what the object marker stands before is no object of a verb of giving, but the one who gets it."""
    return bool(entry.more.get("giver")) and not belongs(kind, "people")


def governs(row: Sequence[Unit], q: int, k: int) -> bool:
    """Whether the preposition at q governs the count at k: nothing but small words stands between."""
    return all(
        row[p].kind in ("determiner", "adverb", "coordinator")
        or (row[p].kind == "count" and row[p + 1].kind == "coordinator")
        for p in range(q + 1, k)
    )


def inverted(row: Sequence[Unit], q: int) -> bool:
    """Whether the verb at q has no subject before it in its clause, so that what follows may be it."""
    p = q - 1
    steps = 0
    group = row[q].verb
    if p == 0 and group is not None and group.second and row[p].kind == "word":
        return True  # an adverb: landesweit streikten 5.000 Menschen
    prepositional = joined = False
    while p >= 0 and steps < 8:
        unit = row[p]
        if unit.kind in ("relative", "subordinator", "stop", "open"):
            return True
        joined = joined or unit.kind == "coordinator"
        if unit.kind == "preposition":
            prepositional = False
        elif unit.kind in ("noun", "mention", "count", "event", "subject", "word"):
            before = row[p - 1] if p else None
            if unit.kind == "subject":
                return False
            if joined and before is not None and before.kind == "verb":  # it is the other verb's
                return True
            if before is not None and before.kind == "comma" and p > 1 and unit.kind in ("noun", "mention", "word"):
                p -= 2  # an apposition: in Paiporta, einem Vorort von Valencia, starben
                steps += 2
                continue
            if before is None or before.kind not in ("preposition", "of", "determiner", "word", "mention", "adverb"):
                return False
            prepositional = True
        elif unit.kind == "verb":
            return True
        p -= 1
        steps += 1
    return not prepositional


def reflexive_fits(entry: Entry, group: VerbGroup) -> bool:
    """Whether a meaning that asks for a reflexive has one, and one that has none doesn't stand with it."""
    return bool(entry.more.get("reflexive")) <= group.reflexive


def can_be_subject(row: Sequence[Unit], k: int) -> bool:
    """Whether the count can be a subject: no preposition governs it, and it is no complement of another noun."""
    q = k - 1
    while q >= 0 and row[q].kind in ("determiner", "adverb", "coordinator", "count"):
        q -= 1
    if q < 0:
        return True
    if row[q].kind == "preposition":
        return False
    if row[q].kind == "of":
        return q > 0 and row[q - 1].kind in ("toll", "noun", "word") and grouping(row[q - 1])
    return True


def grouping(unit: Unit) -> bool:
    """Whether a noun stands for those that it groups (*un groupe de 12 soldats*)."""
    return any(e.role in ("toll", "crowd") or (e.role == "grammar" and e.key == "group") for e in unit.entries)


def subject_of(row: Sequence[Unit], k: int, kind: str | None, only_relative: bool = False) -> Link | None:
    """The verb to the right whose subject the count is: the main one, else one of its relative clauses.

    `only_relative`: the count is no subject of the main verb, but may be of a clause that follows it.
    """
    q, steps, within, aside = k + 1, 0, "", None
    while q < len(row) and steps < REACH:
        unit = row[q]
        steps += 1
        if unit.kind == "relative":
            key = unit.key("grammar") or ""
            within = {"relative_subject": "subject", "relative_any": "any", "partitive": PART}.get(key, "object")
        elif unit.kind == "comma" and within == PART:  # …, dont deux enfants, ont été tués
            within = ""
        elif (opens_clause(row, q) and not within) or unit.kind in ("subordinator", "stop"):
            break
        elif unit.kind == "verb" and unit.verb is not None:
            group = unit.verb
            side = within
            if within == PART and any(u.kind == "count" for u in row[k + 1 : q]):  # *dont huit ont été libérés*
                within = "" if group.finite else within
                q += 1
                continue
            if within == "any":
                inner = row[q - 1].kind in ("mention", "noun", "subject", "event")  # that Kyiv captured
                if group.closing:  # die in Kursk getötet wurden
                    inner = nearest(row, q) >= 0
                side = "object" if inner or subject_behind(row, q) else "subject"
            if within == PART:  # a dozen people, the couple among them, were killed
                side = within = ""
            found = predicate(group, kind, side)
            if within:
                if found is not None and aside is None:
                    aside = told(row, q, found, side, group, q)
                if group.finite:
                    within = ""
            elif only_relative:
                break
            elif alone(row, q) and inserted(row, q) and not suffered(group, kind, found):
                pass  # 11,000 troops sent by Pyongyang had been killed
            elif found is not None:
                if group.finite or group.passive:
                    return told(row, q, found, "subject", group, q)
            elif group.finite and (group.main or not to_close(row, q)):
                state = predicated(row, q, kind) if aside is None else None  # …, including 500 officers, are in Russia
                return aside or state or continued(row, q, kind)
        q += 1
    return aside


def suffered(group: VerbGroup, kind: str | None, found: Entry | None) -> bool:
    """Whether a verb has no object, so that its participle tells nothing of a noun before it: *died*."""
    return found is not None and meaning(group.main, kind, ("object",)) is None


def to_close(row: Sequence[Unit], q: int) -> bool:
    """Whether the verb at q is the auxiliary of one that closes the clause."""
    for unit in row[q + 1 : q + REACH]:
        if unit.kind in ("stop", "subordinator", "relative"):
            return False
        if unit.verb is not None:
            return unit.verb.closing
    return False


def subject_behind(row: Sequence[Unit], q: int) -> bool:
    """Whether the verb at q has its subject right behind it: a name that speaks or acts (*que envió Pyongyang*)."""
    p = q + 1
    while p < len(row) and row[p].kind in ("determiner", "moment", "adverb"):
        p += 1
    unit = row[p] if p < len(row) else None
    return unit is not None and unit.kind == "mention" and unit.mention is not None and unit.mention.kind != "demonym"


def predicate(group: VerbGroup, kind: str | None, within: str) -> Entry | None:
    """The meaning of a verb group whose subject (or, in a relative clause, object) is of this class."""
    if within == "object":
        return None if group.passive else meaning(group.main, kind, ("object",))
    if group.passive:
        return meaning(group.main, kind, ("object", "subject"))
    entry = meaning([e for e in group.main if reflexive_fits(e, group)], kind, ("subject",))
    if entry is not None or not group.bare or group.perfect:
        return entry
    return meaning(group.main, kind, ("object",))


def continued(row: Sequence[Unit], q: int, kind: str | None) -> Link | None:
    """A second predicate of the same subject: *12 soldats ont fui et ont été tués*, *avant d'être tués*."""
    p = q + 1
    while p + 1 < len(row) and p < q + 12:
        if row[p].kind in ("relative", "subordinator", "stop"):
            return None
        group = row[p + 1].verb
        finite = row[p].kind == "coordinator" and group is not None and group.finite
        if group is not None and (finite or (row[p].key("grammar") == "before_infinitive" and group.passive)):
            found = predicate(group, kind, "")
            return told(row, p + 1, found, "subject", group, p + 1) if found else None
        p += 1
    return None


def governing(row: Sequence[Unit], k: int) -> tuple[VerbGroup | None, int]:
    """The verb group whose mood and negation hold for the noun at unit k: left of it in its clause, else right."""
    q, parted = k - 1, False
    left: tuple[VerbGroup | None, int] = (None, -1)
    while q >= 0 and k - q < REACH:
        unit = row[q]
        if unit.kind == "verb" and unit.verb is not None and not (unit.verb.bare and not unit.verb.perfect):
            left = (unit.verb, q)
            break
        if unit.kind in ("relative", "subordinator", "stop"):
            break
        parted = parted or unit.kind in ("coordinator", "comma")
        q -= 1
    if left[0] is not None and not left[0].main and (end := closing(row, k)) >= 0:
        return row[end].verb, end
    if left[0] is not None and not (parted and can_be_subject(row, k)):
        return left
    q = k + 1
    while q < len(row) and q - k < REACH:
        unit = row[q]
        if unit.kind == "verb" and unit.verb is not None and unit.verb.finite:
            return unit.verb, q
        if unit.kind in ("relative", "subordinator", "stop", "coordinator", "comma"):
            break
        q += 1
    return left


def closing(row: Sequence[Unit], k: int) -> int:
    """The unit of the verb that closes the clause of unit k; -1 where none does."""
    for q in range(k + 1, min(len(row), k + REACH)):
        group = row[q].verb
        if group is not None:
            return q if group.closing else -1
        if row[q].kind in ("relative", "subordinator", "stop"):
            break
    return -1


def condition(row: Sequence[Unit], k: int) -> int:
    """The unit of the word that makes a condition of the clause of unit k (*if Pyongyang freed 12 soldiers*); -1 where
    none does."""
    p = k
    while p >= 0 and row[p].kind not in ("stop", "relative", "subordinator", "close"):
        p -= 1
    return p if p >= 0 and row[p].key("grammar") == "condition" else -1


# --- a count without a noun: what the toll before it counts ---------------------------------------
def toll(row: Sequence[Unit], k: int, kind_of: Callable[[Unit], str | None]) -> Link | None:
    """The event of a bare number, from what the toll beside it counts: *le nombre de morts est passé de 55 à 81*,
    *estimé à 10 000 le nombre de soldats envoyés*."""
    for q in range(k + 1, min(k + 4, len(row))):
        if row[q].key("toll") == "number":
            return tolled(row, k, range(q + 1, min(q + 4, len(row))), kind_of)
        if row[q].kind not in ("determiner", "adverb"):
            break
    q = k - 1
    while q >= 0 and k - q < REACH and row[q].kind not in ("stop", "subordinator"):
        q -= 1
    return tolled(row, k, range(k - 1, q, -1), kind_of)


def tolled(row: Sequence[Unit], k: int, where: range, kind_of: Callable[[Unit], str | None]) -> Link | None:
    """The first event word among the units `where`: a counted noun, or the participle of a noun behind *number of*."""
    for q in where:
        unit = row[q]
        if unit.kind == "event":
            entry = framed(unit, ("self",)) or loss(unit)
            if entry is not None:
                governor, at = governing(row, k)
                return told(row, q, entry, "toll", governor, at)
        people = unit.mention is not None and unit.mention.kind == "demonym" and not attributive(row, q)
        if (unit.kind == "noun" or (people and shaped(row, q) is not None)) and numbered(row, q):
            found = shaped(row, q) or modifier(row, q, kind_of(unit))
            if found is not None:
                governor, at = governing(row, k)
                return msgspec.structs.replace(found, how="toll", governor=governor, governor_at=at)
            if located(row, past_country(row, q + 1)):  # the number of soldiers in the region
                return Link(PRESENT, None, q, "toll", *governing(row, k))
    return None


def numbered(row: Sequence[Unit], q: int) -> bool:
    """Whether *the number of* stands before the noun at q, or before the participles and adjectives of that noun."""
    p = q - 1
    while p >= 0 and (described(row[p]) or (row[p].kind == "coordinator" and p and described(row[p - 1]))):
        p -= 1
    if p < q - 1 and row[p + 1].verb is not None:  # die Zahl der seit Montag in Kursk getöteten Soldaten
        farthest = max(p - REACH // 2, 0)
        while p > farthest and row[p].kind in WITHIN and row[p].key("toll") != "number":
            p -= 1
    return p >= 0 and row[p].key("toll") == "number"


WITHIN: Final = frozenset(("preposition", "of", "determiner", "moment", "mention", "noun", "adverb", "word"))
"""What may stand before a participle and its noun, behind their article."""


def described(unit: Unit) -> bool:
    """Whether the unit may stand between a noun and its article: the adjective of a country, an attributive
    participle (*die Zahl der getöteten nordkoreanischen Soldaten*)."""
    return country_adjective(unit) or (unit.verb is not None and unit.verb.form == ATTRIBUTIVE)


def shaped(row: Sequence[Unit], q: int) -> Link | None:
    """What participles before the noun at q tell of it: *die Zahl der getöteten oder verwundeten Soldaten*."""
    told_of: list[tuple[int, Entry]] = []
    p = q - 1
    while p >= 0 and (described(row[p]) or row[p].kind == "coordinator"):
        group = row[p].verb
        entry = next((e for e in group.main if e.role == "event"), None) if group is not None else None
        if entry is not None:
            told_of.append((p, entry))
        p -= 1
    if not told_of:
        return None
    return Link(mixed(event_of(entry) for _, entry in told_of), told_of[0][1], told_of[0][0], "modifier")


def past_country(row: Sequence[Unit], q: int) -> int:
    """Behind an adjective of a country, where one stands at q."""
    return q + 1 if q < len(row) and country_adjective(row[q]) else q


def loss(unit: Unit) -> Entry | None:
    """The event entry of a noun of loss with its complement: *las bajas de las tropas ascienden a 4.700*."""
    entry = framed(unit, ("of",))
    return entry if entry is not None and kinds()[event_of(entry)].mixture_of else None


def equated(row: Sequence[Unit], k: int, people: bool = False) -> Link | None:
    """The event of a loss that a count is said to be or to pass, its verb being part of the figure's bound:
    *les pertes dépassent 3 000 soldats*."""
    q = k - 1
    if q >= 0 and row[q].kind == "preposition" and people:  # bezifferte die Verluste auf 850.000 Soldaten
        q -= 1
        group = row[q].verb if q >= 0 else None
        q -= group is not None and keyed(group, "copula")  # die Verluste lägen bei 4.000 Mann
    while q >= 0 and k - q < 6 and row[q].kind in ("adverb", "word", "mention", "negation", "noun", "determiner"):
        q -= 1
    if q < 0 or row[q].kind != "event":
        return None
    entry = framed(row[q], ("self",)) or loss(row[q])
    return told(row, q, entry, "toll") if entry is not None else None


def partly(row: Sequence[Unit], k: int) -> bool:
    """Whether the count at k is told, in a sentence of its own, to be part of those told of before it: *among them are
    500 officers and three generals*."""
    if not row or row[0].key("grammar") != "partitive":
        return False
    between = row[1:k]
    return all(unit.verb is None or not unit.verb.main or keyed(unit.verb, "copula") for unit in between)


def totalled(row: Sequence[Unit], k: int) -> bool:
    """Whether words before the count at k say that so many it is altogether (*es handelt sich um 3.000 Soldaten*)."""
    q = k - 1
    while q >= 0 and row[q].kind in ("determiner", "adverb"):
        q -= 1
    return q >= 0 and row[q].key("toll") == "total"


def counting(row: Sequence[Unit], k: int) -> bool:
    """Whether the bare number at k is said of a number or toll named before (*ce nombre*, *le bilan*)."""
    q = k - 1
    while q >= 0 and k - q < REACH and row[q].kind not in ("stop", "subordinator"):
        if row[q].kind == "toll" and row[q].key("toll") in ("toll", "total"):
            return True
        q -= 1
    return False


# --- events without a count -----------------------------------------------------------------------
class Told(Frozen, frozen=True):
    """An event that is told without a count: its link, and the unit of who or what takes part (-1: only implied)."""

    link: Link
    argument: int


def uncounted(
    row: Sequence[Unit], kinds_of: Callable[[Unit], Sequence[str | None]], used: frozenset[int]
) -> list[Told]:
    """The events whose words stand at units not `used` by a count's event. `kinds_of`: the classes that a noun
    unit may be of."""
    found = []
    for q, unit in enumerate(row):
        if q in used:
            continue
        if unit.kind == "verb" and unit.verb is not None and any(e.role == "event" for e in unit.verb.main):
            here = verb_told(row, q, unit.verb, kinds_of)
        elif unit.kind == "event":
            here = noun_told(row, q, unit, kinds_of)
        else:
            continue
        if here is not None:
            found.append(here)
    return found


def verb_told(
    row: Sequence[Unit], q: int, group: VerbGroup, kinds_of: Callable[[Unit], Sequence[str | None]]
) -> Told | None:
    """The event of a verb, with its subject or object where one of a fitting class is found."""
    sides: list[tuple[Callable[..., int], Sequence[str], str]] = []
    if group.form == ATTRIBUTIVE:
        sides = [(behind, ("object", "subject"), "modifier")]
    elif (group.bare and not group.perfect) or (alone(row, q) and inserted(row, q)):
        sides = [(before, ("object", "subject"), "modifier")]
    elif group.passive:
        sides = [(before, ("object", "subject"), "subject")]
    elif group.closing:
        sides = [(nearest, ("object",), "object"), (before, ("subject",), "subject")]
    else:
        sides = [(behind, ("object",), "object"), (before, ("subject",), "subject")]
        if inverted(row, q):  # behind *and* the subject stands behind the verb: *y muere un niño*
            sides.insert(1 if q and row[q - 1].kind == "coordinator" else 2, (behind, ("subject",), "subject"))
    for side, frames, how in sides:
        at = side(row, q)
        if at < 0:
            continue
        argument = row[at]
        dead = framed(argument, ("self",)) if argument.kind == "event" else None
        if argument.kind == "count" or (
            dead is not None and (group.form == "gerund" or not dead.more.get("weak"))
        ):  # its own event is another
            continue
        usable = [e for e in group.main if reflexive_fits(e, group)]
        entry = next((e for kind in kinds_of(argument) if (e := meaning(usable, kind, frames)) is not None), None)
        if entry is not None:
            return Told(told(row, q, entry, how, group, q), at)
    return None


def noun_told(row: Sequence[Unit], q: int, unit: Unit, kinds_of: Callable[[Unit], Sequence[str | None]]) -> Told | None:
    """The event of a noun: with its complement (*la mort de soldats*), or alone (*retrait temporaire*)."""
    governor, at = governing(row, q)
    bare = next((e for e in unit.entries if e.role == "event" and e.more.get("frame") == "bare"), None)
    if bare is not None:
        return Told(Link(event_of(bare), bare, q, "self", governor, at), -1)
    argument = behind(row, q)
    if argument >= 0 and row[argument].kind != "count":
        of = ("of",)
        entry = next((e for k in kinds_of(row[argument]) if (e := meaning(unit.entries, k, of)) is not None), None)
        if entry is not None:
            return Told(Link(event_of(entry), entry, q, "of", governor, at), argument)
    return None


NOUNS: Final = frozenset(("noun", "mention", "count", "subject", "them", "event"))


def before(row: Sequence[Unit], q: int) -> int:
    """The unit of the noun that is subject of the verb at q: the first of the clause's that no preposition governs."""
    p, best = before_insertion(row, q - 1), -1
    steps, relative = 0, False
    while p >= 0 and steps < REACH:
        unit = row[p]
        steps += 1
        if unit.kind in ("subordinator", "stop", "open", "close"):
            break
        if unit.kind == "relative":
            key = unit.key("grammar")
            if key != "relative_subject" and (key != "relative_any" or best >= 0):
                break
            best = -1  # the noun before «qui»
            relative = True
        elif unit.kind == "verb" and unit.verb is not None and unit.verb.finite:
            group = row[q].verb
            if (alone(row, p) and inserted(row, p)) or (group is not None and group.closing and not unit.verb.main):
                p -= 1
                continue
            if unit.verb.closing and best < 0 and relative:  # haben ein Abkommen unterzeichnet, das in Kraft trat
                return nearest(row, p)
            if best < 0 and row[q - 1].kind == "coordinator":  # the subject of the verb before it is its own
                return before(row, p)
            break
        elif unit.kind in NOUNS and not governed(row, p) and not attributive(row, p):
            best = p
            if p and row[p - 1].kind == "relative":
                break
        p -= 1
    return best


def nearest(row: Sequence[Unit], q: int) -> int:
    """The unit of the noun next before the verb at q, which closes its clause."""
    for p in range(q - 1, max(q - REACH, -1), -1):
        unit = row[p]
        if unit.kind in ("stop", "subordinator", "relative", "comma") or (unit.verb is not None and unit.verb.main):
            return -1
        if unit.kind in NOUNS and not governed(row, p) and not attributive(row, p):
            return p
    return -1


def before_insertion(row: Sequence[Unit], p: int) -> int:
    """The unit before what stands between commas up to p (*the treaty, signed in June, came …*); else p."""
    if p < 0 or row[p].kind != "comma":
        return p
    clause = False
    for o in range(p - 1, max(p - REACH, 0), -1):
        group = row[o].verb
        if row[o].kind == "comma" and not clause:
            return o - 1
        if row[o].kind == "relative" and row[o - 1].kind == "comma":  # the troops, who had not fought, were sent back
            return o - 2
        if row[o].kind in ("subordinator", "stop", "open", "close"):
            break
        clause = clause or (group is not None and group.finite)
    return p


def attributive(row: Sequence[Unit], p: int) -> bool:
    """Whether what stands at p is an adjective of a country before its noun: *North Korean soldiers*."""
    unit = row[p]
    if unit.mention is None or unit.mention.kind != "demonym" or p + 1 >= len(row):
        return False
    return row[p + 1].kind in ("noun", "event")


def governed(row: Sequence[Unit], p: int) -> bool:
    """Whether a preposition stands before the noun at p."""
    q = p - 1
    while q >= 0 and row[q].kind in ("determiner", "adverb", "word"):
        q -= 1
    return q >= 0 and row[q].kind in ("preposition", "of")


def behind(row: Sequence[Unit], q: int) -> int:
    """The unit of the noun that is object of the verb (or complement of the noun) at q, past moments and places."""
    p, aside = q + 1, False
    while p < len(row) and p <= q + 9:
        unit = row[p]
        if unit.kind == "preposition":
            aside = not unit.is_small("object_marker")
        elif unit.kind in ("noun", "mention", "count", "them", "event"):
            if not aside:
                return p + 1 if attributive(row, p) else p
            p += attributive(row, p)
            aside = False
        elif unit.kind == "moment":
            aside = False
        elif unit.kind not in ("determiner", "adverb", "word", "moment", "of", "comma"):
            return -1
        p += 1
    return -1
