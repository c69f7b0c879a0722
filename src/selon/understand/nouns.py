"""The noun phrase that a number counts."""

from typing import Final

from selon.knowledge.language import Language
from selon.knowledge.lexicon import Entry, Match
from selon.knowledge.loader import kinds
from selon.understand.events import mixed
from selon.understand.look import class_at, has, is_word, mark, self_event
from selon.understand.parts import Number
from selon.understand.ranges import Draft
from selon.understand.sentences import Sentence

AROUND: Final = frozenset(("adjective", "qualifier", "demonym"))
"""Tables whose words stand around a noun and belong to its phrase."""
DEADLY: Final = frozenset(("killed", "killed_or_wounded"))
CLOSED: Final = frozenset(
    ("grammar", "auxiliary", "modal", "closed", "number", "article", "scale", "range_link", "bound", "list",
     "time_month", "time_weekday", "certainty", "none", "quantity")
)  # fmt: skip
"""Tables whose words can be no counted noun."""
TOLD: Final = frozenset(("event", "speech", "unit", "title", "name"))
MAGNITUDES: Final = frozenset(("collective", "scale", "suffix"))
OPENING: Final = ('"', "«", "“", "„", "'", "‘")
ATTRIBUTIVE: Final = frozenset(("adjective", "past", "participle"))
"""Forms of verbs that may stand before a noun with an ending (*verletzte*, the past too)."""
VERBAL: Final = frozenset(
    ("present", "imperfect", "past", "future", "conditional", "subjunctive", "infinitive", "gerund")
)
"""Forms of verbs that are no noun."""


def match_of(sentence: Sentence, i: int, roles: frozenset[str]) -> Match | None:
    """The longest match of any of the roles at token `i`."""
    if 0 <= i < len(sentence.known) and not roles.isdisjoint(sentence.known[i].roles):
        for match in sentence.found[i]:
            if match.entry.role in roles:
                return match
    return None


def counts_by_of(sentence: Sentence, number: Number) -> bool:
    """Whether *of* stands between the number and its noun: *une centaine de*, *2 millions de*."""
    for i in range(number.first, number.last):
        match = match_of(sentence, i, MAGNITUDES)
        if match and (match.entry.role != "scale" or match.entry.more.get("noun")):
            return True
    return (number.vague and number.last - number.first > 1) or "-" in sentence.tokens[number.last - 1].word


def noun(sentence: Sentence, here: Draft, language: Language, following: Draft | None) -> None:
    """Finds what a draft counts, behind it, and the change that the words around the noun tell."""
    i = here.last
    here.noun_first = here.noun_last = here.head_first = here.head_last = i
    part = has(sentence, i, "change_after", "share")
    whole = has(sentence, i, "share_of")
    named = part and whole and whole.last == part.last and class_at(sentence, part.last, language)  # of those soldiers
    if part and not named:
        here.change, here.pronoun, here.noun_last = "share", True, part.last
        here.noun_first = i
        return
    part = has(sentence, i, "share_of")
    if part and part.entry.key == "number" and not (following and following.start == part.last):
        part = None
    if part:
        if following and following.start == part.last:
            here.change, here.pronoun, here.part = "share", True, following.numbers[0]
            return
        i = part.last
    elif (of := has(sentence, i, "number_link", "of")) and counts_by_of(sentence, here.numbers[-1]):
        i = of.last
    if mark(sentence, i) in OPENING:
        i += 1
    elif (article := has(sentence, i, "article_after")) and (
        class_at(sentence, article.last, language) or self_event(sentence, article.last, language)
    ):
        i = article.last  # eleva a 3.000 los soldados muertos
    begin = i
    while match := has(sentence, i, "change_after"):
        if match.entry.key == "share":
            break
        change(here, match.entry.key)
        i = match.last
    start = i
    if attribute(sentence, here, i, language):
        return
    begin, i = phrase_begin(sentence, i, begin, language)
    head = head_of(sentence, i, language) or behind_adjectives(sentence, i, language)
    if head is None and i > start and (alone := noun_without(sentence, i, start)):
        here.noun_first, here.head_first, here.head_last, here.noun_last = start, alone.first, alone.last, alone.last
        here.words_last = alone.last
        here.kind = "people" if alone.entry.role == "demonym" else None
        return
    if head is None and here.other:  # deux autres: of those named before
        here.noun_first, here.head_first, here.head_last, here.noun_last = i - 1, i - 1, i, i
        here.words_last = i
        return
    if head is None:
        if qualifier := has(sentence, i, "qualifier"):
            here.qualifier = (i, qualifier.last)
            here.noun_first, here.noun_last = i, qualifier.last
            here.pronoun = True
        return
    if part:
        here.change = "share"
    first, last = head
    here.noun_first, here.head_first = i if i >= begin else begin, first
    here.noun_first = min(here.noun_first, first)
    event, kind = self_event(sentence, first, language), class_at(sentence, first, language)
    if event and (kind is None or event.last >= kind.last):
        here.event = str(event.entry.more.get("event", event.entry.key))
        here.event_more = event.entry.more
        here.kind = kind.entry.key if kind and kind.last == event.last else str(event.entry.more.get("class", "people"))
    elif kind:
        here.kind = kind.entry.key
    elif has(sentence, first, "demonym"):
        here.kind = "people"
    if here.new and here.event:
        change(here, "additional")
    here.head_last = last
    here.words_last = last
    here.noun_last = phrase_end(sentence, here, last)


def attribute(sentence: Sentence, here: Draft, i: int, language: Language) -> bool:
    """A noun behind participles that tell what happened to it: *1.100 getötete oder verwundete Soldaten*. Only where
    nouns have a capital: elsewhere a participle before a noun cannot be told from a verb."""
    if not language.sections.get("numbers", {}).get("noun", {}).get("capital"):
        return False
    told: list[Entry] = []
    j = i
    while j < len(sentence.tokens) and is_word(sentence, j) and not sentence.tokens[j].capital:
        entry = next(
            (m.entry for m in sentence.found[j] if m.entry.form in ATTRIBUTIVE and m.entry.role == "event"), None
        )
        around = match_of(sentence, j, AROUND)
        if entry is not None:
            told.append(entry)
            j += 1
        elif around is not None:
            j = around.last
        elif told and has(sentence, j, "grammar", "coordinator"):
            j += 1
        else:
            return False
    if not told or j >= len(sentence.tokens) or not is_word(sentence, j):
        return False
    known = class_at(sentence, j, language)
    people = known is None and has(sentence, j, "demonym")
    if known is None and not people and self_event(sentence, j, language):
        return False
    last = known.last if known else j + 1
    kind = known.entry.key if known else "people" if people else None
    event = mixed(str(entry.more["event"]) for entry in told)
    here.noun_first, here.head_first, here.head_last, here.noun_last, here.words_last = i, j, last, last, last
    # what else is told of the wounded is the news: 2.000 verwundete Soldaten wurden zurückgebracht
    weak = bool(told[0].more.get("weak")) or (kinds()[event].toll and event not in DEADLY)
    here.event, here.event_more, here.kind = event, {**told[0].more, "event": event, "weak": weak}, kind
    return True


def change(here: Draft, key: str) -> None:
    """What *more*, *other*, *fewer* say of a figure."""
    if key == "other":
        here.other = True
    elif key == "new":
        here.new = True
    elif key == "comparative" and here.change == "total":
        here.change = "additional"
    elif here.change == "total":
        here.change = key


def phrase_begin(sentence: Sentence, i: int, begin: int, language: Language) -> tuple[int, int]:
    """Skips the adjectives before a noun: where the phrase begins, and where its head may stand."""
    start = i
    while match := match_of(sentence, i, AROUND):
        if class_at(sentence, i, language) or self_event(sentence, i, language):
            nearer = class_at(sentence, match.last, language)
            if not nearer or match.entry.role == "demonym":
                break
        if match.last >= len(sentence.tokens) or not is_word(sentence, match.last):
            break
        i = match.last
    return min(start, begin) if i > start else start, i


def noun_without(sentence: Sentence, i: int, start: int) -> Match | None:
    """The adjective or demonym before token `i` that stands for a noun itself (*cinq Français*, *deux anciens*)."""
    for first in range(i - 1, start - 1, -1):
        match = match_of(sentence, first, AROUND)
        if match and match.last == i and match.entry.role != "qualifier":
            return match
    return None


def head_of(sentence: Sentence, i: int, language: Language) -> tuple[int, int] | None:
    """The tokens of the head noun at token `i`; None where no noun stands there."""
    known = [m for m in (self_event(sentence, i, language), class_at(sentence, i, language)) if m]
    if known:
        last = max(m.last for m in known)
        shape = language.sections.get("numbers", {}).get("noun", {})
        if shape.get("chains") and not sentence.tokens[last - 1].word.endswith(tuple(shape.get("plural", ()))):
            nearer = class_at(sentence, last, language)
            if nearer is not None:  # company executives
                return last, nearer.last
        return paired(sentence, i, language) or (i, last)
    if has(sentence, i, "unit") or not could_be_noun(sentence, i, language):
        return None
    if pair := paired(sentence, i, language):
        return pair
    if i + 1 < len(sentence.tokens) and (nearer := class_at(sentence, i + 1, language)):
        return i + 1, nearer.last
    return i, i + 1


def paired(sentence: Sentence, i: int, language: Language) -> tuple[int, int] | None:
    """The second noun of a pair of one stem that names women and men, and all of them (*Schülerinnen und Schüler*)."""
    ending = str(language.sections.get("numbers", {}).get("noun", {}).get("paired", ""))
    word = sentence.tokens[i].word
    if not ending or not word.endswith(ending) or not (i + 2 < len(sentence.tokens) and has(sentence, i + 1, "list")):
        return None
    same = sentence.tokens[i + 2].word.startswith(word.removesuffix(ending))
    return (i + 2, i + 3) if same and sentence.tokens[i + 2].capital else None


def behind_adjectives(sentence: Sentence, i: int, language: Language) -> tuple[int, int] | None:
    """The head noun behind adjectives that the lexicon does not know (*three heavily guarded prisoners*)."""
    most = int(language.sections.get("numbers", {}).get("noun", {}).get("adjectives", 0))
    for at in range(i + 1, min(i + 1 + most, len(sentence.tokens))):
        if not plain_word(sentence, at - 1):
            return None
        while match := match_of(sentence, at, AROUND):
            at = match.last
        if head := head_of(sentence, at, language):
            return head
    return None


def plain_word(sentence: Sentence, i: int) -> bool:
    """Whether the lexicon knows nothing of a word that would keep it from being an adjective, or a participle."""
    if not is_word(sentence, i):
        return False
    found = [match.entry for match in sentence.found[i]]
    verbal = VERBAL if not any(entry.form == "participle" for entry in found) else frozenset[str]()
    return not any(entry.role in CLOSED or entry.role in TOLD or entry.form in verbal for entry in found)


def could_be_noun(sentence: Sentence, i: int, language: Language) -> bool:
    """Whether a word that the lexicon does not know as countable may still be the counted noun."""
    if not is_word(sentence, i):
        return False
    for match in sentence.found[i]:
        entry = match.entry
        if entry.role in CLOSED or entry.form in VERBAL:
            return False
    shape = language.sections.get("numbers", {}).get("noun", {})
    word = sentence.tokens[i].word
    if shape.get("capital") and not sentence.tokens[i].capital:
        return False
    endings = shape.get("plural")
    return not endings or word.endswith(tuple(endings)) or any(e.role == "noun" for e in language.lexicon.word(word))


def phrase_end(sentence: Sentence, here: Draft, i: int) -> int:
    """Takes in the adjectives behind a noun; keeps the first that narrows the count as its qualifier."""
    while i < len(sentence.tokens):
        match = has(sentence, i, "change_after")
        if match and match.entry.key == "comparative" and plain_word(sentence, match.last):
            return i  # los 50 nombres más populares
        bound = has(sentence, i, "bound")
        if match and bound and bound.last > match.last:
            return i  # in sieben Ländern mehr als 60.000 Menschen
        if match and match.entry.key not in ("share", "other"):
            change(here, match.entry.key)
            i = match.last
            continue
        found = match_of(sentence, i, AROUND)
        if found is None or has(sentence, i, "bound_after"):
            return i
        qualifier = has(sentence, i, "qualifier")
        if qualifier and here.qualifier is None:
            here.qualifier = (i, qualifier.last)
        here.words_last = i = max(found.last, qualifier.last if qualifier else 0)
    return i
