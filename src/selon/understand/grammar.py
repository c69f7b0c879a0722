"""A sentence as a row of units: verb groups, counts, names, moments, nouns and the small words between them.

A shallow grammar: enough to see which verb a count is subject or object of. Everything about the language comes from
`[words.grammar]`, `[words.auxiliary]`, `[words.modal]`, `[words.event]` and `[words.verb]` of its file.
"""

from collections.abc import Sequence
from typing import Final

from selon.knowledge.language import Language
from selon.knowledge.lexicon import Entry, Match
from selon.understand.brackets import bracketed
from selon.understand.parts import Count, Mention, MomentMention
from selon.understand.sentences import Sentence
from selon.understand.units import FINITE, PARTICIPLE, Unit, UnitKind, VerbGroup
from selon.understand.words import VERB_FRAMES, verbal, word_of

NOUN_LIKE: Final = frozenset(("present", "subjunctive"))
"""Forms of verbs that many nouns look like: *marcha*, *ataque*."""
SMALL_ROLES: Final = frozenset(("grammar", "closed", "determiner", "class", "number", "time_unit"))
"""Roles of words that are no verb, though a mark of the infinitive stands before them: *due to the*."""
BARE_FORMS: Final = NOUN_LIKE | {"infinitive"}
"""Forms of verbs that are nouns behind an adjective: *Russian strikes*, *North Korean forces*."""
NOMINAL: Final = FINITE | {"infinitive"}
"""Forms of verbs that are nouns behind an article: *le tir*, *a burn unit*."""
ORDINAL: Final = "ordinal"

_MARKS: Final[dict[str, UnitKind]] = {
    ",": "comma", ";": "stop", ":": "stop", "(": "open", ")": "close", "[": "open", "]": "close", "«": "open",
    "»": "close", "“": "open", "”": "close", "„": "open", "–": "comma", "—": "comma", ".": "stop", "!": "stop",
    "?": "stop", "…": "stop", '"': "comma",
}  # fmt: skip


def units(
    sentence: Sentence,
    language: Language,
    counts: Sequence[Count],
    moments: Sequence[MomentMention],
    mentions: Sequence[Mention],
) -> list[Unit]:
    """The units of a sentence, in its order, every token in exactly one.

    Where two claim a token, counts go before moments, verbs, event words, names, nouns and small words.
    """
    count_of: list[Unit | None] = [None] * len(sentence.tokens)
    for count in counts:
        if count.reason == ORDINAL:  # an adjective of its noun
            continue
        last = max(count.last, count.noun_last)
        first = min(count.first, count.noun_first) if count.noun_last > count.noun_first else count.first
        unit = Unit("count", first, last, count=count)
        for i in range(first, last):
            count_of[i] = count_of[i] or unit
    for moment in moments:
        unit = Unit("moment", moment.first, moment.last)
        for i in range(moment.first, moment.last):
            count_of[i] = count_of[i] or unit
    mention_at = {m.first: m for m in sorted(mentions, key=lambda m: m.last)}
    bracket = bool(language.sections.get("grammar", {}).get("verb_bracket"))
    adjectival = language.sections.get("names", {}).get("adjectives") == "before"
    result: list[Unit] = []
    i, size = 0, len(sentence.tokens)
    while i < size:
        taken = count_of[i]
        if taken is not None:
            last = i + 1
            while last < size and count_of[last] is taken:
                last += 1
            result.append(Unit(taken.kind, i, last, count=taken.count))
            i = last
            continue
        speaking = bracket and "speech" in sentence.known[i].roles
        word = word_of(sentence.known[i])
        if word.is_small and i not in mention_at and not speaking:
            here = small(sentence, i)
            result.append(here)
            i = here.last
            continue
        before = result[-1].kind if result else "stop"
        named = None
        if (before not in NOUN_BEFORE or word_of(sentence.known[i]).names_more) and not takes_count(
            sentence, i, count_of
        ):
            named = noun(sentence, i, mention_at, count_of)
        if named is not None and (named.kind not in ("event", "noun") or not is_noun(sentence, i, named)):
            named = None
        found = named
        if found is None and not (
            result and (nominal(result, sentence, i) or (adjectival and behind_adjective(result[-1], sentence, i)))
        ):
            found = (verb_word if bracket else verb)(sentence, i, count_of)
        found = found or noun(sentence, i, mention_at, count_of)
        here = found or small(sentence, i)
        result.append(here)
        i = here.last
    return bracketed(result, sentence) if bracket else shared(result)


NOUN_BEFORE: Final = frozenset(("noun", "count", "mention", "word", "adverb", "verb"))
"""Units behind which a word that can be participle or noun is the participle: *soldats tués*, *ont été tués*."""


def takes_count(sentence: Sentence, i: int, taken: Sequence[Unit | None]) -> bool:
    """Whether a word that can be noun or verb (*blessé*, *wounds*) is the verb, for what it has done to how many
    stands right behind it: *a tué trois passants et blessé 14 autres*.
    """
    for match in sentence.found[i] if "event" in sentence.known[i].roles else ():
        if match.entry.role == "event" and match.entry.more.get("frame") == "object" and match.last < len(taken):
            following = taken[match.last]
            if following is not None and following.count is not None:
                return True
    return False


def behind_adjective(before: Unit, sentence: Sentence, i: int) -> bool:
    """Whether a word that might be a verb is the noun of the adjective of a country before it: *Russian strikes*."""
    if before.mention is None or before.mention.kind != "demonym":
        return False
    if any(m.entry.role == "demonym" and m.entry.form == "plural" for m in sentence.found[before.first]):
        return False
    match = verb_at(sentence, i)
    return match is not None and match.entry.role not in ("auxiliary", "modal") and match.entry.form in BARE_FORMS


def nominal(row: Sequence[Unit], sentence: Sentence, i: int) -> bool:
    """Whether a word that might be a finite verb is a noun, by the unit before it: an article that is no pronoun, or a
    word of `before_noun` that stands before no verb but one told of what is past (*la marcha*, but *la mató*). *More*
    behind a number is no article: *4,000 more could be sent*.
    """
    match = verb_at(sentence, i)
    if match is None or match.entry.role == "auxiliary":
        return False
    before = row[-1]
    if before.key("grammar") == "more" and len(row) > 1 and row[-2].kind == "count":
        return False
    keys = {e.key for e in before.entries if e.role == "grammar"}
    if not (before.kind == "determiner" and "clitic" not in keys) and "before_noun" not in keys:
        return False
    return match.entry.form in (NOUN_LIKE if "before_noun" in keys else NOMINAL)


def is_noun(sentence: Sentence, i: int, unit: Unit) -> bool:
    """Whether an event word that may be a verb too is a noun here: no verb that begins with it is longer."""
    match = verbal(sentence.found[i])
    if match is not None and match.entry.role == "modal" and not infinitive_follows(sentence, match.last):
        match = verbal([m for m in sentence.found[i] if m.entry.role != "modal"])
    if match is None or match.last < unit.last:
        return True
    return match.last == unit.last and (unit.kind == "event" or match.entry.form in PARTICIPLE)


def shared(row: list[Unit]) -> list[Unit]:
    """Gives a participle behind a coordinator the auxiliary before it: *a détruit … et endommagé …*."""
    result = row
    open_group: VerbGroup | None = None
    for k, unit in enumerate(row):
        if unit.kind in ("stop", "relative", "subordinator"):
            open_group = None
        group = unit.verb
        if group is None:
            continue
        if group.bare and group.main and k and row[k - 1].kind == "coordinator" and open_group is not None:
            if result is row:
                result = list(row)
            result[k] = unit.with_verb(joined(open_group, group))
        elif group.finite:
            open_group = group if group.perfect or group.passive else None
    return result


def verb(sentence: Sentence, i: int, taken: Sequence[Unit | None]) -> Unit | None:
    """The verb group that begins at token i, or None."""
    if not word_of(sentence.known[i]).opens:
        return None
    size = len(sentence.tokens)
    first, form, passive, perfect, reflexive, negative = i, "", False, False, False, False
    maybe_bare = False
    modals: list[str] = []
    main: tuple[Entry, ...] = ()
    seen_auxiliary, j, last = "", i, i
    while j < size and taken[j] is None:
        match = verb_at(sentence, j)
        if match is not None:
            role, entry = match.entry.role, match.entry
            if any(taken[j : match.last]):
                break
            if (
                role == "modal"
                and not infinitive_follows(sentence, match.last)
                and not (marked(sentence, match.last) and unknown_verb(sentence, match.last, taken))
            ):
                match = verbal([m for m in sentence.found[j] if m.entry.role != "modal"])
                if match is None:
                    break
                role, entry = match.entry.role, match.entry
            if role == "auxiliary" or role == "modal":
                if seen_auxiliary and entry.form in FINITE:
                    break  # the next clause's verb
                form = form or form_after(
                    "infinitive" if marked(sentence, j) else "",
                    [m.entry for m in sentence.found[j] if m.last == match.last and m.entry.role == role],
                )
                if role == "modal":
                    modals.append(entry.key)
                    if perfect:  # *a dû être évacué*: the modal is past, not what it is said of
                        perfect, form = False, "past" if form in ("present", "imperfect") else form
                    seen_auxiliary = "modal"
                else:
                    perfect = perfect or seen_auxiliary == "have" or (entry.key == "have")
                    seen_auxiliary = entry.key
                j = last = match.last
                continue
            if (
                seen_auxiliary
                and entry.form in FINITE
                and not any(
                    m.entry.form in PARTICIPLE or m.entry.form in ("infinitive", "gerund")
                    for m in sentence.found[j]
                    if m.last == match.last
                )
            ):
                break
            meanings = tuple(
                m.entry
                for m in sentence.found[j]
                if m.last == match.last
                and (m.entry.role == "verb" or (m.entry.role == "event" and m.entry.more.get("frame") in VERB_FRAMES))
            )
            main = meanings
            own = form_after(seen_auxiliary or ("infinitive" if marked(sentence, j) else ""), meanings)
            maybe_bare = not seen_auxiliary and own in FINITE and any(e.form in PARTICIPLE for e in meanings)
            form = form or own
            if own in PARTICIPLE:
                passive = seen_auxiliary == "be" and not reflexive
                perfect = perfect or seen_auxiliary == "have"
            last = match.last
            break
        grammar = word_of(sentence.known[j]).single_keys
        if "reflexive" in grammar:
            reflexive = True
        elif "negation" in grammar or ("negator" in grammar and (seen_auxiliary or negative)):
            negative = True
        elif (
            ("adverb" in grammar and seen_auxiliary)
            or ("subject" in grammar and seen_auxiliary and last == j)
            or ("clitic" in grammar and not seen_auxiliary and j + 1 < size and verb_follows(sentence, j + 1))
        ):
            pass
        else:
            break
        if not seen_auxiliary and not main and j - i > 3:
            break
        j += 1
    if not form:
        return None
    if not negative and last < size:
        before = i > 0 and "negation" in word_of(sentence.known[i - 1]).keys
        negative = before and "negator" in word_of(sentence.known[last]).keys
    group = VerbGroup(main, form, passive, perfect, reflexive, negative, tuple(modals), maybe_bare)
    return Unit("verb", first, last, verb=group)


def verb_at(sentence: Sentence, i: int) -> Match | None:
    """The longest verb that begins at token i."""
    at = word_of(sentence.known[i]).verb
    return sentence.found[i][at] if at >= 0 else None


def infinitive_follows(sentence: Sentence, i: int) -> bool:
    """Whether an infinitive stands at token i, past the small words that may stand before it."""
    last = min(i + 4, len(sentence.tokens))
    while i < last:
        for match in sentence.found[i]:
            if match.entry.form == "infinitive" and match.entry.role in (
                "event",
                "verb",
                "auxiliary",
                "modal",
                "speech",
            ):
                return True
        if BEFORE_INFINITIVE.isdisjoint(word_of(sentence.known[i]).keys):
            return False
        i += 1
    return False


BEFORE_INFINITIVE: Final = frozenset(("clitic", "reflexive", "negation", "negator", "adverb", "infinitive_marker"))


def unknown_verb(sentence: Sentence, i: int, taken: Sequence[Unit | None]) -> bool:
    """Whether the word at token i, behind a mark of the infinitive, may be a verb that the lexicon does not know."""
    if i >= len(sentence.tokens) or taken[i] is not None:
        return False
    token = sentence.tokens[i]
    return token.kind == "word" and not token.capital and SMALL_ROLES.isdisjoint(sentence.known[i].roles)


def marked(sentence: Sentence, i: int) -> bool:
    """Whether the token before i marks an infinitive (*to send*)."""
    return i > 0 and "infinitive_marker" in word_of(sentence.known[i - 1]).keys


def form_after(auxiliary: str, meanings: Sequence[Entry]) -> str:
    """The form of a verb that can be several (*killed*: past or participle), by what stands before it."""
    forms = [entry.form for entry in meanings]
    if auxiliary in ("have", "be"):
        return next((f for f in forms if f in PARTICIPLE), forms[0])
    if auxiliary:
        return next((f for f in forms if f == "infinitive"), forms[0])
    return next((f for f in forms if f in FINITE), forms[0])


def verb_follows(sentence: Sentence, i: int) -> bool:
    """Whether a verb begins at token i, past other clitics."""
    while i < len(sentence.tokens):
        match = verb_at(sentence, i)
        if match is not None:
            return match.entry.form not in PARTICIPLE
        if word_of(sentence.known[i]).keys.isdisjoint(("clitic", "reflexive")):
            return False
        i += 1
    return False


def noun(sentence: Sentence, i: int, mention_at: dict[int, Mention], taken: Sequence[Unit | None]) -> Unit | None:
    """An event word that is no verb, a toll word, a name, or a noun of a known class, whichever is longest."""
    best: Unit | None = None
    mention = mention_at.get(i)
    if mention is not None and not any(taken[i : mention.last]):
        best = Unit("mention", i, mention.last, mention=mention)
    told = word_of(sentence.known[i]).noun
    if told is None and best is not None and mention is not None and mention.last - i == 2 and mention.kind == "role":
        inner = word_of(sentence.known[i + 1]).noun  # an article and a class: die Soldaten
        return best.with_entries(inner[2]) if inner is not None and inner[1] == "noun" else best
    if told is None:
        return best
    size, kind, entries = told
    last = i + size
    if any(taken[i:last]):
        return best
    if best is not None and best.last >= last and kind != "event" and best.mention and best.mention.kind != "demonym":
        entries = tuple(m.entry for m in sentence.found[i] if m.entry.role == "class")
        return best.with_entries(entries)
    return Unit(kind, i, last, entries=entries)


def small(sentence: Sentence, i: int) -> Unit:
    """A small word or a mark; a word that the lexicon does not know is just a word."""
    token = sentence.tokens[i]
    if token.kind == "mark":
        return Unit(_MARKS.get(token.word, "word"), i, i + 1)
    size, kind, entries = word_of(sentence.known[i]).small
    return Unit(kind, i, i + size, entries=entries, capital=token.capital)


def verb_word(sentence: Sentence, i: int, taken: Sequence[Unit | None]) -> Unit | None:
    """The verb at token i by itself, in a language whose verb groups stand apart: `bracketed` joins them."""
    match = verb_at(sentence, i)
    inside = sentence.tokens[i].capital and i > 0 and sentence.tokens[i - 1].kind != "mark"
    if inside and (match is None or sentence.tokens[match.last - 1].capital):
        return None  # a noun: bei Kämpfen
    if match is None:
        return says(sentence, i)
    if any(taken[i : match.last]):
        return None
    role, key = match.entry.role, match.entry.key
    same = [m.entry for m in sentence.found[i] if m.last == match.last]
    if role in ("auxiliary", "modal"):
        form = form_after("", [e for e in same if e.role == role])
        group = VerbGroup((), form, modals=(key,) if role == "modal" else (), auxiliary=key if role != "modal" else "")
        return Unit("verb", i, match.last, verb=group)
    main = tuple(e for e in same if e.role == "verb" or (e.role == "event" and e.more.get("frame") in VERB_FRAMES))
    forms = {e.form for e in main}
    form = form_after("infinitive" if marked(sentence, i) else "", main)
    if not form:
        return None
    return Unit("verb", i, match.last, verb=VerbGroup(main, form, maybe_bare=form in FINITE and not forms <= FINITE))


def says(sentence: Sentence, i: int) -> Unit | None:
    """A finite verb of saying at token i, which has its own subject and tells of no event."""
    for match in sentence.found[i]:
        if match.entry.role == "speech" and match.entry.form in FINITE:
            return Unit("verb", i, match.last, verb=VerbGroup((match.entry,), match.entry.form))
    return None


def joined(head: VerbGroup, tail: VerbGroup) -> VerbGroup:
    """The group of an auxiliary that stands apart and of its verb."""
    passive = tail.passive or (tail.form in PARTICIPLE and head.passive)
    return VerbGroup(
        tail.main, head.form, passive, head.perfect or tail.perfect, head.reflexive or tail.reflexive,
        head.negative or tail.negative, (*head.modals, *tail.modals),
    )  # fmt: skip
