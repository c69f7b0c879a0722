"""Verbs whose parts stand apart, as in German: the auxiliary second in its clause, the rest at its end.

*Bei dem Angriff wurden am Montag zwölf Menschen getötet*; *dass zwölf Menschen getötet worden seien*; *nahm die Polizei
zwölf Menschen fest*. Each group is put together where its clause ends, with the mood of its finite part.
"""

from collections.abc import Sequence
from typing import Final

import msgspec

from selon.knowledge.folding import fold
from selon.knowledge.lexicon import Entry
from selon.understand.sentences import Sentence
from selon.understand.units import PARTICIPLE, Unit, VerbGroup

ENDS: Final = frozenset(("comma", "stop", "open", "close", "coordinator"))
CLAUSES: Final = frozenset(("subordinator", "relative", "stop"))
PASSIVE: Final = frozenset(("become", "be"))
NONFINITE: Final = PARTICIPLE | {"infinitive"}
RELATIVE: Final = Entry("grammar", "relative_any", "", {})
ATTRIBUTIVE: Final = "adjective"
DECLINED: Final = frozenset(("past", "participle", ATTRIBUTIVE))
DESCRIBED: Final = frozenset(("noun", "mention", "event", "coordinator", "comma", "word"))
IMPLIED: Final = VerbGroup((), "present", auxiliary="become")
"""What a headline leaves out."""
FRAMES: Final = ("object", "subject")
OWNED: Final = frozenset(("noun", "mention", "count", "event", "toll", "word", "moment"))
"""Units behind which an article may be a genitive."""
BESIDE: Final = "beside"
APART: Final = frozenset(("particle", BESIDE))
"""What a meaning may ask for elsewhere in the clause: the other part of the verb, or one of some words."""
FARTHEST: Final = 32
"""Units between a verb and its other part."""


def bracketed(row: Sequence[Unit], sentence: Sentence) -> list[Unit]:
    """The row with each verb put together where its clause ends, and articles that open a relative clause told."""
    result = particles(relatives(attributives(list(row)), sentence), sentence)
    heads: list[int] = []  # finite verbs whose clause is still open, the innermost last
    shared: VerbGroup | None = None  # the last that was closed, for what *and* goes on with
    subordinate = False
    begin, k = 0, 0
    while k < len(result):
        unit = result[k]
        if unit.kind in CLAUSES:
            if unit.kind == "stop":
                heads = []
            subordinate, shared, begin = unit.kind != "stop", None, k + 1
            if heads and unit.kind != "stop":
                heads.append(-1)  # what it interrupts goes on behind it
            k += 1
            continue
        if unit.verb is None:
            k += 1
            continue
        last = cluster(result, k)
        words = [result[p] for p in range(k, last) if result[p].verb is not None]
        at = next((p for p in range(last - 1, k - 1, -1) if (g := result[p].verb) is not None and g.main), -1)
        ended = last == len(result) or result[last].kind in ENDS or result[last].kind in CLAUSES
        head = heads[-1] if heads and heads[-1] >= 0 else -1
        opened = result[head].verb if head >= 0 else None
        main = result[at].verb if at >= 0 else None
        if main is not None and main.form == ATTRIBUTIVE:
            k = last
            continue
        if opened is not None and nonfinite(words, sentence):
            if at >= 0:
                chain = auxiliaries(result, at + 1, last) or coming(result, last, sentence)
                group = put(result[at], [*chain, opened], sentence, negated(result, head, last))
                result[at] = result[at].with_verb(group)
                described(result, k, at)
                shared = opened
                heads.pop()
            else:  # hat angekündigt: what was announced follows
                modals = tuple(m for w in words if w.verb for m in w.verb.modals)
                result[head] = result[head].with_verb(msgspec.structs.replace(opened, modals=(*opened.modals, *modals)))
        elif fronted(words, sentence) and at == k and not (subordinate or ended or heads):
            aux = words[1].verb  # festgenommen wurden 45 Menschen
            assert aux is not None
            group = put(result[at], [aux], sentence, negated(result, at, min(len(result), last + 4)))
            group = msgspec.structs.replace(group, closing=False, second=True)
            result[at] = result[at].with_verb(group, result[last - 1].last)
            del result[at + 1 : last]
            last = at + 1
        elif len(words) > 1 and ended and finite(words[-1]) and not leads(words[0]):
            chain = auxiliaries(result, at + 1, last) if at >= 0 else []
            if at >= 0 and chain:
                negative = negated(result, begin, last)
                result[at] = result[at].with_verb(put(result[at], chain, sentence, negative))
                for p in range(begin, k):  # dass 12 getötet und 30 verletzt worden seien
                    earlier = result[p].verb
                    if earlier is not None and earlier.main and earlier.form == "participle":
                        result[p] = result[p].with_verb(put(result[p], chain, sentence, negative))
            if heads and heads[-1] < 0:
                heads.pop()
            subordinate = False
        elif len(words) > 1 and leads(words[0]) and finite(words[0]):
            at = next((p for p in range(last - 1, k, -1) if (g := result[p].verb) is not None and g.main), -1)
            first = words[0].verb
            if at >= 0 and first is not None:
                chain = auxiliaries(result, at + 1, last) or coming(result, last, sentence)
                group = put(result[at], [*chain, first], sentence, negated(result, k, last))
                result[at] = result[at].with_verb(group)
                described(result, k + 1, at)
                shared = first
            elif first is not None:  # habe zugesagt, 8.000 Soldaten zu schicken
                more = tuple(m for w in words[1:] if w.verb for m in w.verb.modals)
                if more:
                    result[k] = result[k].with_verb(msgspec.structs.replace(first, modals=(*first.modals, *more)))
                heads.append(k)
        elif at < 0 and finite(words[0]):
            if subordinate and ended and not heads[:-1] and begin < k:  # dass 8.000 Soldaten in Russland sind
                result[k] = result[k].with_verb(closed(result[k]))
            if heads and heads[-1] < 0 and ended:
                heads.pop()
            else:
                heads = [h for h in heads if h < 0] + [k] if not subordinate else [*heads, k]
                opened_group = result[k].verb
                if not subordinate and opened_group is not None:
                    result[k] = result[k].with_verb(msgspec.structs.replace(opened_group, second=True))
        elif at >= 0 and shared is not None and ended and nonfinite(words, sentence):
            chain = [*auxiliaries(result, at + 1, last), shared]
            negative = negated(result, max(at - 2, 0), last)
            result[at] = result[at].with_verb(put(result[at], chain, sentence, negative))
        elif at >= 0 and finite(words[0]):
            shared = None
            group_here = result[at].verb
            negative = negated(result, at, min(len(result), last + 4)) or negated(result, max(begin, at - 2), at)
            if group_here is not None:
                closing = subordinate and ended
                result[at] = result[at].with_verb(
                    msgspec.structs.replace(group_here, closing=closing, second=not subordinate, negative=negative)
                )
            if heads and heads[-1] < 0 and ended:
                heads.pop()
            subordinate = subordinate and not ended
        elif at >= 0 and ended and not heads and (g := result[at].verb) is not None and g.form == "participle":
            chain = [*auxiliaries(result, at + 1, last), IMPLIED]  # a headline: zwölf Menschen bei Unfall verletzt
            result[at] = result[at].with_verb(put(result[at], chain, sentence, negated(result, begin, last)))
            shared = IMPLIED
        elif at >= 0 and (group_here := result[at].verb) is not None and group_here.form == "infinitive":
            result[at] = result[at].with_verb(msgspec.structs.replace(group_here, closing=True))
        if at >= 0 and last - 1 > at and (whole := result[at].verb) is not None and whole.closing:
            result[at] = result[at].with_verb(result[at].verb, result[last - 1].last)
            del result[at + 1 : last]
            last = at + 1
        k = last
    return result


def closed(unit: Unit) -> VerbGroup | None:
    """The verb of a unit as one that ends its clause."""
    return None if unit.verb is None else msgspec.structs.replace(unit.verb, closing=True)


def described(row: list[Unit], first: int, last: int) -> None:
    """Makes adverbs of the participles between two units, which tell how (*seien verletzt in Krankenhäuser gebracht
    worden*)."""
    for p in range(first, last):
        if row[p].verb is not None:
            row[p] = row[p].with_verb(None).as_kind("adverb")


def cluster(row: Sequence[Unit], k: int) -> int:
    """Behind the last of the verbs that stand side by side from k, marks of the infinitive between."""
    last = k + 1
    while last < len(row):
        if row[last].verb is not None:
            last += 1
        elif marker(row[last]) and last + 1 < len(row) and row[last + 1].verb is not None:
            last += 2
        else:
            break
    return last


def auxiliaries(row: Sequence[Unit], first: int, last: int) -> list[VerbGroup]:
    """The verbs between two units, which stand behind their main one."""
    return [unit.verb for unit in row[first:last] if unit.verb is not None]


def coming(row: Sequence[Unit], last: int, sentence: Sentence) -> list[VerbGroup]:
    """The auxiliaries that a participle before *or* shares with the one behind it (*getötet oder verletzt worden*)."""
    if last + 1 >= len(row) or row[last].kind != "coordinator" or row[last + 1].verb is None:
        return []
    end = cluster(row, last + 1)
    words = [unit for unit in row[last + 1 : end] if unit.verb is not None]
    return auxiliaries(row, last + 2, end) if nonfinite(words, sentence) else []


def marker(unit: Unit) -> bool:
    """Whether the unit marks an infinitive (*zu*)."""
    return unit.is_small("infinitive_marker")


def finite(unit: Unit) -> bool:
    """Whether the verb can be finite."""
    return unit.verb is not None and unit.verb.finite


def leads(unit: Unit) -> bool:
    """Whether the verb is an auxiliary or a modal."""
    return unit.verb is not None and not unit.verb.main


def nonfinite(words: Sequence[Unit], sentence: Sentence) -> bool:
    """Whether all of the verbs can be participles or infinitives: an auxiliary does not stand before what is its own
    (*zwölf sind tot, drei werden vermisst*)."""
    if len(words) > 1 and finite(words[0]) and leads(words[0]) and not leads(words[-1]):
        return False
    return all(
        any(
            m.last == w.last and m.entry.form in NONFINITE and m.entry.form != ATTRIBUTIVE
            for m in sentence.found[w.first]
        )
        for w in words
    )


def put(unit: Unit, chain: Sequence[VerbGroup], sentence: Sentence, negative: bool) -> VerbGroup:
    """The verb with its auxiliaries, from the innermost to the finite one."""
    group = unit.verb
    assert group is not None
    forms = {m.entry.form for m in sentence.found[unit.first] if m.last == unit.last}
    keys = [part.auxiliary for part in chain]
    participle = not forms.isdisjoint(PARTICIPLE - {ATTRIBUTIVE}) and keys[0] != ""
    passive = participle and keys[0] in PASSIVE
    perfect = "have" in keys or "be" in keys
    modals = tuple(m for part in chain for m in part.modals)
    if not participle and "become" in keys:
        modals = (*modals, "future")
    elif not participle and keys == ["have"] and not modals:
        modals = ("expected",)  # hat angekündigt, Soldaten zu entsenden
    form = chain[-1].form
    if participle and form == "conditional" and keys == ["become"]:
        form = "subjunctive"  # würden getötet: what is reported, where its own form is not told from the present
    wanted = PARTICIPLE if participle else frozenset(("infinitive",))
    main = tuple(
        m.entry
        for m in sentence.found[unit.first]
        if m.last == unit.last and m.entry.form in wanted and m.entry.role in ("verb", "event")
    )
    main = tuple(e for e in main if "particle" not in e.more and (e.role == "verb" or e.more.get("frame") in FRAMES))
    return VerbGroup(
        fitting(main, unit, sentence) or group.main,
        form, passive, perfect, negative=negative or group.negative, modals=modals, closing=True,
    )  # fmt: skip


def fronted(words: Sequence[Unit], sentence: Sentence) -> bool:
    """Whether a participle that opens its clause stands before its auxiliary."""
    if len(words) != 2 or leads(words[0]) or not leads(words[1]) or not finite(words[1]):
        return False
    forms = {m.entry.form for m in sentence.found[words[0].first] if m.last == words[0].last}
    return "participle" in forms and words[1].verb is not None and words[1].verb.auxiliary in PASSIVE | {"have"}


def negated(row: Sequence[Unit], first: int, last: int) -> bool:
    """Whether a word of negation stands between two units."""
    return any(unit.is_small("negator") for unit in row[max(first, 0) : last])


def has_key(unit: Unit, key: str) -> bool:
    """Whether the unit is a small word of that key."""
    return unit.is_small(key)


def attributives(row: list[Unit]) -> list[Unit]:
    """Participles between an article, or another of them, and their noun (*der getöteten oder verletzten Soldaten*),
    whose forms are those of a past too; and articles that are no genitive, for no noun stands before them."""
    for k, unit in enumerate(row):
        if unit.kind == "of" and (not k or row[k - 1].kind not in OWNED) and has_key(unit, "determiner"):
            row[k] = unit.as_kind("determiner")
    for k in range(1, len(row) - 1):
        group = row[k].verb
        if group is None or group.form not in DECLINED or row[k + 1].kind not in DESCRIBED:
            continue
        before = row[k - 1]
        if before.kind in ("coordinator", "comma") and k > 1:
            earlier = row[k - 2].verb
            opened = earlier is not None and earlier.form == ATTRIBUTIVE
        else:
            opened = before.kind in ("determiner", "toll")
        if opened:
            row[k] = row[k].with_verb(msgspec.structs.replace(group, form=ATTRIBUTIVE))
    return row


def relatives(row: list[Unit], sentence: Sentence) -> list[Unit]:
    """Articles that open a clause which ends in its verb are its relative pronoun (*, die in Kursk kämpfen*)."""
    for k in range(1, len(row)):
        unit = row[k]
        article = unit.is_small("relative_article")
        if not article or unit.last - unit.first != 1:
            continue
        before = k - 1
        if row[before].kind == "preposition":
            before -= 1
        if before < 0 or row[before].kind != "comma":
            continue
        end = next((p for p in range(k + 1, len(row)) if row[p].kind in ("comma", "stop", "open", "close")), len(row))
        closing = row[end - 1].verb
        if closing is not None and closing.finite and end - 1 > k:
            row[k] = unit.with_entries((RELATIVE,)).as_kind("relative")
    return row


def particles(row: list[Unit], sentence: Sentence) -> list[Unit]:
    """Verbs whose other part ends the clause (*nahm … fest*, *kamen … ums Leben*) with the meanings of both."""
    for k, unit in enumerate(row):
        group = unit.verb
        if group is None or not any(e.role != "speech" and not APART.isdisjoint(e.more) for e in group.main):
            continue
        with_it, end_at = parted(row, k, group, sentence) if group.finite else ((), 0)
        alone = fitting(tuple(e for e in group.main if "particle" not in e.more), unit, sentence)
        row[k] = unit.with_verb(msgspec.structs.replace(group, main=with_it or alone, end=end_at))
    return row


def parted(row: Sequence[Unit], k: int, group: VerbGroup, sentence: Sentence) -> tuple[tuple[Entry, ...], int]:
    """The meanings that the finite verb at k has with what ends its clause, and the token behind that: past *and* and
    commas, if no other verb comes before (*stellte 80 Fahrzeuge und 15 Hubschrauber bereit*)."""
    for p in range(k + 1, min(len(row), k + FARTHEST) + 1):
        if p < len(row) and (row[p].kind not in ENDS and row[p].kind not in CLAUSES):
            if row[p].verb is not None and row[p].verb.finite:  # type: ignore[union-attr]
                break
            continue
        words = [sentence.tokens[i].word for i in range(row[k].last, row[p - 1].last)]
        with_it = tuple(
            e
            for e in group.main
            if "particle" in e.more and ends_with(words, str(e.more["particle"])) and stands_beside(e, row[k], sentence)
        )
        if with_it:
            return with_it, row[p - 1].last
        if p < len(row) and row[p].kind in ("stop", "subordinator"):
            break
    opening = k
    while opening > 0 and row[opening - 1].kind not in ("stop", "comma", "coordinator"):
        opening -= 1
    words = [sentence.tokens[i].word for i in range(row[opening].first, row[k].first)]
    first = tuple(  # ums Leben kamen zwölf Menschen
        e
        for e in group.main
        if "particle" in e.more and words and " ".join(words) in fold(str(e.more["particle"])).split("|")
    )
    return first, 0


def fitting(entries: tuple[Entry, ...], unit: Unit, sentence: Sentence) -> tuple[Entry, ...]:
    """The meanings of the verb at `unit` that what stands beside it allows; what asks for it goes before the rest."""
    asked = tuple(e for e in entries if BESIDE in e.more)
    if not asked:
        return entries
    found = tuple(e for e in asked if stands_beside(e, unit, sentence))
    return found or tuple(e for e in entries if BESIDE not in e.more)


def stands_beside(entry: Entry, unit: Unit, sentence: Sentence) -> bool:
    """Whether one of the words that the meaning asks for stands in the verb's clause, or ends a compound there: *an dem
    Warnstreik beteiligten sich*."""
    if BESIDE not in entry.more:
        return True
    endings = tuple(fold(str(entry.more[BESIDE])).split("|"))
    tokens = sentence.tokens
    for direction in (range(unit.first - 1, -1, -1), range(unit.last, len(tokens))):
        for i in direction:
            if tokens[i].kind == "mark":
                break
            if tokens[i].word.endswith(endings):
                return True
    return False


def ends_with(words: Sequence[str], particle: str) -> bool:
    """Whether the words end with one of the phrases of `particle`, which `|` parts."""
    return any(list(words[-len(wanted) :]) == wanted for one in fold(particle).split("|") if (wanted := one.split()))
