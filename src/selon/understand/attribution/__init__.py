"""Attribution: who says what, as far as the grammar shows it.

Cues (`cues`) with their speakers (`speakers`) make frames (`frames`); a frame reaches as far as its grammar (`scopes`);
quotations (`quotes`) and pronouns (`continuations`) carry a speaker over sentences.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import Final

import msgspec

from selon.knowledge.language import Language
from selon.knowledge.lexicon import Lexicon, Match
from selon.model.source import Source
from selon.understand.attribution.continuations import Memory
from selon.understand.attribution.cues import TELLING, cues
from selon.understand.attribution.frames import Frame, citing_behind, frame, gapped, telling_behind
from selon.understand.attribution.headlines import headline, introduction
from selon.understand.attribution.quotes import Quote, quotes
from selon.understand.attribution.scene import RELAY, Scene, small_words
from selon.understand.attribution.scopes import scopes
from selon.understand.parts import MEDIA, Attribution, Mention, MomentMention
from selon.understand.sentences import Sentence

TRIGGERS: Final = frozenset({"speech", "according"})
NATION: Final = "nation"
"""The key of prepositions that name a source only before the adjective of a country (*nach ukrainischen Angaben*)."""


def attributions(
    text: str,
    sentences: Sequence[Sentence],
    mentions: Sequence[Sequence[Mention]],
    moments: Sequence[Sequence[MomentMention]],
    language: Language,
) -> list[tuple[Attribution, ...]]:
    """For each sentence who says its words, in the order of the cues.

    Where attributions overlap, the shortest that holds a token is the one that counts for it (`innermost`).
    """
    quoted = quotes(text, sentences)
    introduced = introducing(text, sentences, quoted)
    words = small_words(language)
    language_reports = reporting_words(language)
    firsts = first_words(language.lexicon)
    opening = frozenset(quote.start for quote in quoted)
    closing = frozenset(quote.end - 1 for quote in quoted)

    def make(index: int) -> Scene:
        return Scene(index, text, sentences[index], mentions[index], moments[index], words, opening, closing)

    memory = Memory(quoted, make)
    result: list[list[Attribution]] = []
    for index, sentence in enumerate(sentences):
        triggers = triggers_of(sentence, firsts)
        found: list[Attribution] = []
        if triggers or sentence.title:
            scene = memory.scene(index)
            frames = frames_of(scene, triggers)
            if frames:
                found = attributed(scene, frames, memory)
            elif index and not result[-1] and (told := told_before(scene, triggers, memory)) is not None:
                before = sentences[index - 1]
                result[-1] = [msgspec.structs.replace(told, last=len(before.tokens))]
                memory.last = (index, result[-1])
            elif sentence.title:
                found = headline(scene, memory)
        if not found and sentence.start in introduced:
            found = introduction(memory.scene(index), memory)
        if not found and language_reports and reported(sentence, language_reports):
            known = memory.carried(index)
            if known is not None:
                found = [msgspec.structs.replace(known, first=0, last=len(sentence.tokens), strength=1)]
        if found:
            memory.last = (index, found)
        result.append(found)
    carry(text, sentences, quoted, result)
    return [tuple(enclosed(found)) for found in result]


@cache
def first_words(lexicon: Lexicon) -> frozenset[str]:
    """The words that a cue of a language can begin with."""
    return lexicon.first_words(TRIGGERS)


def reporting_words(language: Language) -> frozenset[str]:
    """The verb forms by which a language tells what somebody else says (*sei*, *habe*)."""
    return small_words(language).reporting


def reported(sentence: Sentence, words: frozenset[str]) -> bool:
    """Whether the sentence tells by its mood what somebody else says."""
    return not words.isdisjoint(sentence.words)


def introducing(text: str, sentences: Sequence[Sentence], quoted: Sequence[Quote]) -> frozenset[int]:
    """The beginnings of the sentences in which a colon brings a quotation in."""
    begins = [sentence.start for sentence in sentences]
    return frozenset(
        begins[max(0, bisect_right(begins, quote.start) - 1)]
        for quote in quoted
        if text[max(0, quote.start - 3) : quote.start].rstrip().endswith(":")
    )


def innermost(found: Sequence[Attribution], token: int) -> Attribution | None:
    """The attribution that counts for a token: the shortest that reaches it; None where the outlet itself speaks."""
    best: Attribution | None = None
    for one in found:
        if one.first <= token < one.last and (best is None or one.last - one.first < best.last - best.first):
            best = one
    return best


def triggers_of(sentence: Sentence, firsts: frozenset[str]) -> list[Match]:
    """The lexicon's matches that may attribute. `firsts`: the words that one can begin with."""
    if firsts.isdisjoint(sentence.words):
        return []
    telling = [i for i, known in enumerate(sentence.known) if not TRIGGERS.isdisjoint(known.roles)]
    return [
        match
        for i in telling
        for match in sentence.found[i]
        if match.entry.role in TRIGGERS and (match.entry.key != NATION or before_demonym(sentence, match.last))
    ]


def before_demonym(sentence: Sentence, i: int) -> bool:
    """Whether an adjective that may tell whose words follow stands at token i."""
    return i < len(sentence.known) and not TELLING.isdisjoint(sentence.known[i].roles)


def frames_of(scene: Scene, triggers: Sequence[Match]) -> list[Frame]:
    """The frames of a sentence, in its order."""
    result: list[Frame] = []
    lowest = 0
    for cue in cues(scene, triggers):
        if cue.first < lowest:
            continue
        one = frame(scene, cue, lowest, result)
        if one is not None:
            result.append(one)
            lowest = one.last
    if result and any(RELAY in kinds for kinds in scene.kinds):
        result[-1] = citing_behind(scene, result[-1])
    more = [shorter for one in result for shorter in gapped(scene, one)]
    return sorted((*result, *more), key=lambda one: one.first) if more else result


def told_before(scene: Scene, triggers: Sequence[Match], memory: Memory) -> Attribution | None:
    """The attribution of the sentence before by one that only says who told it (*Das teilte die Polizei mit*)."""
    for cue in cues(scene, triggers):
        tail = telling_behind(scene, cue)
        if tail is None or tail.speaker is None:
            continue
        cited = memory.resolve(scene, tail.cited)
        sources, _ = memory.speaker(scene, tail.speaker, aside=True, told=tail.via, cited=cited)
        if sources:
            tail = tail._replace(via=(*sources, *tail.via)) if cited else tail
            sources = cited or sources
            means = next((str(e.more["means"]) for e in cue.entries if "means" in e.more), "said")
            spoken = scene.text[scene.tokens[cue.head].start : scene.tokens[cue.head_last - 1].end]
            origins = tuple(with_cue(source, spoken) for source in sources)
            return Attribution(0, 0, 0, 0, origins, tail.via, means, cue.past, tail.said, 1)
    return None


def attributed(scene: Scene, frames: list[Frame], memory: Memory) -> list[Attribution]:
    """The attributions that the frames of a sentence make, with their origins and relays."""
    result: list[Attribution] = []
    reaches = scopes(scene, frames)
    for one, reach in zip(frames, reaches, strict=True):
        cited = memory.resolve(scene, one.cited)
        sources, earlier = memory.speaker(scene, one.speaker, aside=one.side == "around", told=one.via, cited=cited)
        via = one.via
        if cited or earlier:
            sources, via = cited or earlier, (*sources, *via)
        cue = scene.text[scene.tokens[one.cue.head].start : scene.tokens[one.cue.head_last - 1].end]
        origins = tuple(with_cue(source, cue) for source in sources)
        names = {source.name for source in origins}
        result.append(
            Attribution(
                reach.first,
                reach.last,
                one.cue.first,
                one.cue.last,
                origins,
                tuple(v for v in via if v.name not in names),
                one.means,
                one.past,
                one.said,
            )
        )
    return nested(frames, result)


def enclosed(found: list[Attribution]) -> list[Attribution]:
    """An attribution whose speaker is not known is its surroundings' (*Zelensky affirme qu'on lui a promis que …*)."""
    if all(one.origins for one in found):
        return found
    result = []
    for one in found:
        outer = None if one.origins else innermost([o for o in found if o.origins], one.first)
        if outer is not None and outer.last >= one.last and outer.last - outer.first > one.last - one.first:
            one = msgspec.structs.replace(one, origins=outer.origins, via=outer.via)
        result.append(one)
    return result


def nested(frames: list[Frame], found: list[Attribution]) -> list[Attribution]:
    """An attribution inside another's reach was passed on by the other."""
    result = list(found)
    for i, inner in enumerate(found):
        for j, outer in enumerate(found):
            if i == j or not outer.origins or not inner.origins:
                continue
            if not (outer.first <= inner.first and inner.last <= outer.last):
                continue
            if inner.last - inner.first == outer.last - outer.first:
                continue
            apart = not outer.first <= inner.cue_first < outer.last or frames[i].side in ("local", "bracket", "agent")
            if apart and not any(source.kind in MEDIA for source in outer.origins):
                continue
            taken = {source.name for source in chain(result[i].origins, result[i].via)}
            more = tuple(s for s in chain(outer.origins, outer.via) if s.name not in taken)
            if more and {s.name for s in outer.origins} != {s.name for s in inner.origins}:
                result[i] = msgspec.structs.replace(result[i], via=(*result[i].via, *more))
    return result


def with_cue(source: Source, cue: str) -> Source:
    """The source with the word that makes it one."""
    return msgspec.structs.replace(source, cue=cue)


def carry(
    text: str,
    sentences: Sequence[Sentence],
    quoted: Sequence[Quote],
    result: list[list[Attribution]],
) -> None:
    """Gives every sentence of a quotation to who speaks it, and a quotation that follows without a cue too."""
    begins = [sentence.start for sentence in sentences]
    speaker: tuple[int, Attribution] | None = None  # the sentence and attribution of the last quotation
    for quote in quoted:
        first = max(0, bisect_right(begins, quote.start) - 1)
        last = max(first, bisect_left(begins, quote.end) - 1)
        if sentences[first].end <= quote.start:
            continue
        owner = owner_of(quote, first, last, sentences, result)
        if owner is None and full(text, sentences[first], quote) and speaker is not None:
            at, known = speaker
            if 0 <= first - at <= 1 and not result[first] and sentences[first].paragraph - sentences[at].paragraph <= 1:
                owner = (at, known)
        if owner is None:
            continue
        at, known = owner
        for index in range(first, last + 1):
            sentence = sentences[index]
            begin = token_at(sentence, quote.start) if index == first else 0
            end = token_at(sentence, quote.end) if index == last else len(sentence.tokens)
            if end <= begin:
                continue
            if index == at:
                widen(result[index], known, begin, end)
            elif not any(a.first <= begin and end <= a.last for a in result[index]):
                result[index].append(msgspec.structs.replace(known, first=begin, last=end, strength=1))
        speaker = (max(at, last), known)
    return


def widen(found: list[Attribution], known: Attribution, first: int, last: int) -> None:
    """Lets the attribution reach all of its quotation in its own sentence."""
    for k, one in enumerate(found):
        if one.cue_first == known.cue_first and one.cue_last == known.cue_last:
            found[k] = msgspec.structs.replace(one, first=min(one.first, first), last=max(one.last, last))
            return


def full(text: str, sentence: Sentence, quote: Quote) -> bool:
    """Whether the sentence is nothing but its quotation."""
    if quote.start - sentence.start > 2:
        return False
    return quote.end >= sentence.end - 2


def token_at(sentence: Sentence, offset: int) -> int:
    """The first token that begins at `offset` or behind it."""
    tokens = sentence.tokens
    low, high = 0, len(tokens)
    while low < high:
        middle = (low + high) // 2
        if tokens[middle].start < offset:
            low = middle + 1
        else:
            high = middle
    return low


def owner_of(
    quote: Quote, first: int, last: int, sentences: Sequence[Sentence], result: Sequence[Sequence[Attribution]]
) -> tuple[int, Attribution] | None:
    """Who speaks a quotation: the attribution inside it, right behind it, or right before."""
    for index in range(last, first - 1, -1):
        sentence = sentences[index]
        tokens = sentence.tokens
        for one in result[index]:
            if one.strength:
                continue
            start, end = tokens[one.first].start if one.first < len(tokens) else sentence.end, tokens[one.last - 1].end
            cue = tokens[one.cue_first].start
            if quote.start <= cue < quote.end:
                return index, one
            if start < quote.end and end > quote.start and index in (first, last):
                return index, one
    return None
