"""The words that attribute: verbs of saying with their auxiliaries, and prepositions that name a source."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from selon.knowledge.lexicon import Entry, Match
from selon.understand.attribution.scene import AUXILIARY, FINITE, GRAMMAR, WORD, Scene

FARTHEST: Final = 25  # tokens between a verb and what belongs to it at the end of the clause
AUXILIARIES: Final = frozenset({AUXILIARY})
CARRIERS: Final = frozenset({("have", WORD), ("be", WORD)})
PAST: Final = frozenset({"past", "imperfect"})
FIRM_LAST: Final = ("said",)
PRONOUNS: Final = frozenset({"masculine", "feminine", "neuter", "masculine_plural", "feminine_plural", "plural"})
NOMINAL_CLITIC_GUARDS: Final = ("as", "relative", "ne")


class Cue(NamedTuple):
    """Tokens `first` to `last` that attribute.

    `kind`: `finite`, `gerund`, `participle` (without an auxiliary), `according`, `itself` (names its source, too).
    `head`: the token of the word that carries the meaning. `entries`: what the lexicon says of it.
    `pronoun`: an inverted pronoun's token, else -1. `past`: a past tense; `rumoured`: the conditional; `future`.
    `inside`: where the words begin between an auxiliary and its participle at the end of the clause, else -1;
    `particle`: the token of what the verb is parted from (*teilte … mit*), else -1.
    """

    first: int
    last: int
    head: int
    head_last: int
    kind: str
    entries: tuple[Entry, ...]
    past: bool = False
    pronoun: int = -1
    rumoured: bool = False
    future: bool = False
    inside: int = -1
    particle: int = -1

    def takes(self, place: str) -> Entry | None:
        """The entry that attributes words at that place, a firm meaning only where there is no other."""
        fitting = [e for e in self.entries if place in e.more.get("takes", ())]
        if len(fitting) > 1:
            fitting.sort(key=lambda e: e.more.get("means") in FIRM_LAST)
        return fitting[0] if fitting else None


def cues(scene: Scene, triggers: Sequence[Match]) -> list[Cue]:
    """The cues among the lexicon's matches, in the order of the sentence; nouns and negated verbs are left out."""
    result: list[Cue] = []
    taken = 0
    i, size = 0, len(triggers)
    while i < size:
        first = triggers[i].first
        here = []
        while i < size and triggers[i].first == first:
            here.append(triggers[i])
            i += 1
        if first < taken:
            continue
        last = max(m.last for m in here)
        entries = tuple(m.entry for m in here if m.last == last)
        role = entries[0].role
        if role == "according":
            keys = {e.key for e in entries}
            if "nation" in keys and not words_of_nation(scene, last):
                continue
            if "never" not in keys and scene.has(first, "as") <= last:
                kind = next((k for k in ("own", "itself", "tag", "before", "after") if k in keys), "before")
                result.append(Cue(first, last, first, last, kind, entries))
            taken = last
            continue
        cue = verb(scene, first, last, entries)
        if cue is not None:
            result.append(cue)
            taken = cue.last
    return result


TELLING: Final = frozenset(("demonym", "speech_bare", "speech_official"))
"""Adjectives that tell whose words stand behind them, or which."""


def words_of_nation(scene: Scene, first: int) -> bool:
    """Whether at token `first` adjectives stand before somebody's words: *nach ukrainischen Angaben*, *nach jüngsten
    Angaben der Behörden*."""
    i = first
    while i < scene.count:
        match = next((m for m in scene.found[i] if m.entry.role in TELLING), None)
        if match is None:
            break
        i = match.last
    return first < i < scene.count and any(m.entry.role == "speech_document" for m in scene.found[i])


def verb(scene: Scene, first: int, last: int, entries: tuple[Entry, ...]) -> Cue | None:
    """The verb of saying at tokens `first` to `last` with its group; None where it does not attribute."""
    particle = -1
    if any("particle" in e.more for e in entries):
        particle = parted(scene, last, entries)
        word = scene.word(particle)
        entries = tuple(e for e in entries if word in e.more.get("particle", ("",)))
        if not entries:
            return None
    forms = {e.form for e in entries}
    start, auxiliary, pronoun, negated = before(scene, first)
    if auxiliary is not None and "participle" in forms:
        key, form = auxiliary
        begin, ne, clitic_reflexive = clitics(scene, start)
        if key == "be" and not clitic_reflexive:
            return (
                None if not passive_agent(scene, last) else Cue(start, last, first, last, "participle", entries, True)
            )
        if negated or ne:
            return None
        if first_person(scene, begin, start):
            return None
        entries = tuple(e for e in entries if reflexively(e, clitic_reflexive))
        rumoured = form == "conditional"
        entries = tuple(e for e in entries if e.form == "participle")
        if not entries:
            return None
        inside = start + 1 if start + 1 < first and pronoun < 0 else -1
        return Cue(begin, last, first, last, "finite", entries, True, pronoun, rumoured, False, inside)
    if "participle" in forms and scene.rules.bracket and (opened := bracket_opening(scene, first)) >= 0:
        entries = tuple(e for e in entries if e.form == "participle")
        return Cue(opened, last, first, last, "finite", entries, True, -1, False, False, opened + 1)
    finite = [e for e in entries if e.form in FINITE]
    if finite:
        marked = "participle" in forms and scene.has(last, "infinitive_marker", GRAMMAR)
        if marked and not any("infinitive" in e.more.get("takes", ()) for e in finite):
            return None  # 12,000 soldiers believed to have been sent
        begin, ne, clitic_reflexive = clitics(scene, first)
        if nominal(scene, first, begin) or scene.is_any(last, AUXILIARIES):
            return None
        if "infinitive" in forms and scene.is_any(first - 1, AUXILIARIES):
            return None
        after = last
        inverted = scene.has_any(after, PRONOUNS, "speech_pronoun")
        if not inverted:
            inverted = scene.has(after, "indefinite")
        if inverted and (scene.word(after)[:1] == "-" or (scene.rules.bracket and not subject_before(scene, begin))):
            pronoun, after = after, inverted
        only = (
            ne and scene.rules.restricts and (scene.has(after, "that") or scene.has(after + 1, "that"))
        )  # ne fait état que de
        last_not = scene.rules.bracket and negated_behind(scene, after)
        if (ne and not only) or scene.has(after, "not") or scene.ending(begin, "not") >= 0 or last_not:
            finite = [e for e in finite if scene.has(first, "never_negated")]
        finite = [e for e in finite if reflexively(e, clitic_reflexive)]
        if not finite or first_person(scene, begin, first):
            return None
        tense = finite[0].form
        return Cue(
            begin, after, first, last, "finite", tuple(e for e in finite if e.form == tense), tense in PAST, pronoun,
            tense == "conditional", tense == "future", -1, particle,
        )  # fmt: skip
    if "gerund" in forms:
        begin, ne, clitic_reflexive = clitics(scene, first)
        entries = tuple(e for e in entries if reflexively(e, clitic_reflexive))
        if ne or negated or not entries:
            return None
        return Cue(begin, last, first, last, "gerund", entries)
    if "participle" in forms:
        return Cue(first, last, first, last, "participle", entries, True)
    if "infinitive" in forms:
        light = scene.ending(first, "light")
        if light < 0:
            return None
        begin, auxiliary, pronoun, negated = before(scene, light)
        begin, ne, _ = clitics(scene, begin if auxiliary else light)
        if ne or negated:
            return None
        return Cue(begin, last, first, last, "finite", entries, auxiliary is not None, pronoun)
    return None


def parted(scene: Scene, last: int, entries: tuple[Entry, ...]) -> int:
    """The token of the particle that a verb ending at token `last` is parted from; -1 where there is none."""
    particles = {word for e in entries for word in e.more.get("particle", ())}
    for i in range(last, min(scene.count, last + FARTHEST)):
        word = scene.word(i)
        if word in particles and (
            i + 1 >= scene.count or scene.tokens[i + 1].kind == "mark" or scene.has(i + 1, "that")
        ):
            return i
        if word in ";:!?":
            break
    return -1


def bracket_opening(scene: Scene, first: int) -> int:
    """The auxiliary that opened the bracket which the participle at token `first` closes; -1 where there is none."""
    for i in range(first - 1, max(-1, first - FARTHEST), -1):
        if scene.word(i) in ",;:.!?":
            return -1
        for m in scene.found[i]:
            if m.entry.role == "speech_word" and m.entry.key == "have" and m.entry.form in FINITE:
                if any(scene.has(k, "not") for k in range(i + 1, first)):
                    return -1
                return i
    return -1


def negated_behind(scene: Scene, start: int) -> bool:
    """Whether the clause that goes on at token `start` ends with a negation (*bestätigte dies nicht*)."""
    for i in range(start, min(scene.count, start + FARTHEST)):
        if scene.tokens[i].kind == "mark" or scene.has(i, "that"):
            return False
        after = scene.has(i, "not")
        if after and (after >= scene.count or scene.tokens[after].kind == "mark"):
            return True
    return False


def subject_before(scene: Scene, begin: int) -> bool:
    """Whether a subject ends right before token `begin`."""
    return begin in scene.ends or any(scene.ending(begin, key, "speech_pronoun") >= 0 for key in PRONOUNS)


def reflexively(entry: Entry, clitic: bool) -> bool:
    """Whether a verb stands with a reflexive pronoun where it takes one, and only there (*se révèle* tells nothing)."""
    return entry.more.get("reflexive", False) in (clitic, "both")


def first_person(scene: Scene, begin: int, first: int) -> bool:
    """Whether who writes or is quoted speaks of himself (*nous pensons*)."""
    if scene.has(begin - 1, "first_person"):
        return True
    return (
        begin < first
        and bool(scene.has(begin, "first_person"))
        and begin not in scene.ends
        and (begin == 0 or scene.tokens[begin - 1].kind == "mark" or scene.ending(begin, "that") >= 0)
    )


def before(scene: Scene, first: int) -> tuple[int, tuple[str, str] | None, int, bool]:
    """The auxiliary before a participle: (its token, its key and form, an inverted pronoun's token or -1, negated)."""
    i, pronoun, negated, commas = first, -1, False, 0
    while i > 0:
        j = i - 1
        for m in scene.found[j] if scene.is_any(j, CARRIERS) else ():
            entry = m.entry
            if m.last == i and entry.role == "speech_word" and entry.key in ("have", "be") and entry.form in FINITE:
                return j, (entry.key, entry.form), pronoun, negated
        if scene.has(j, "not") == i:
            negated = True
            i = j
            continue
        if pronoun < 0 and scene.word(j)[:1] == "-":
            pronoun = j
            i = j
            continue
        adverb = scene.ending(i, "adverb")
        if adverb >= 0:
            i = adverb
            continue
        if scene.manner(j):
            i = j
            continue
        when = scene.moment_before(i)
        if when is not None:
            i = when[0]
            continue
        if scene.word(j) == "," and commas < 2:
            commas += 1
            i = j
            continue
        break
    return first, None, -1, False


def clitics(scene: Scene, first: int) -> tuple[int, bool, bool]:
    """Where a verb group begins with its clitics; whether one negates; whether one is reflexive."""
    i, ne, reflexive = first, False, False
    while i > 0 and scene.has(i - 1, "clitic") == i:
        ne = ne or bool(scene.has(i - 1, "ne"))
        reflexive = reflexive or bool(scene.has(i - 1, "reflexive"))
        i -= 1
    return i, ne, reflexive


def nominal(scene: Scene, first: int, begin: int) -> bool:
    """Whether a finite form is rather a noun: an article, or a preposition, stands before it."""
    j = first - 1
    if j < 0 or scene.ending(first, "as") >= 0:
        return False
    if scene.rules.noun_capitals:
        return scene.tokens[first].capital
    if scene.has(first, "any", "speech_noun") and numeral(scene, j):
        return True  # six suspects
    if scene.has(j, "preposition", GRAMMAR) == first or scene.has(j, "of", GRAMMAR) == first:
        return not (begin < first and subject_before(scene, begin))  # la préfecture en compte 12
    if scene.has(j, "determiner", GRAMMAR) != first and scene.has(j, "quantifier") != first:
        return False
    if begin == first:
        return True
    k = begin  # an article that may be a clitic: a subject stands before it
    return not (
        k in scene.ends
        or any(scene.ending(k, key) >= 0 for key in NOMINAL_CLITIC_GUARDS)
        or any(scene.ending(k, key, "speech_pronoun") >= 0 for key in PRONOUNS)
        or scene.has(begin, "ne")
        or scene.ending(first, "as") >= 0
    )


def numeral(scene: Scene, i: int) -> bool:
    """Whether a number stands at token `i`."""
    return scene.tokens[i].kind == "digits" or any(m.entry.role in ("number", "scale") for m in scene.found[i])


def passive_agent(scene: Scene, last: int) -> bool:
    """Whether a passive names who said it."""
    i = last
    while i < scene.count:
        moment = scene.moment_at(i)
        adverb = scene.has(i, "adverb")
        if moment is not None:
            i = moment.last
        elif adverb:
            i = adverb
        else:
            break
    return bool(scene.has(i, "by"))
