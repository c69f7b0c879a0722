"""Who spoke before: what a pronoun, a bare *the agency* or *the same source* stands for."""

from bisect import bisect_right
from collections.abc import Collection, Sequence
from typing import NamedTuple

from selon.knowledge.language import Language
from selon.model.source import Source
from selon.understand.attribution.quotes import Quote
from selon.understand.attribution.scene import GRAMMAR, Scene, Speaker, small_words
from selon.understand.parts import Attribution, Mention
from selon.understand.sentences import Sentence

REACH = 4  # sentences that a pronoun looks back
ASIDE_REACH = 6  # sentences that a pronoun beside a quotation looks back
NAMED_REACH = 40  # sentences that a bare noun (the ministry) looks back
PEOPLE = frozenset({"person", "role", "described"})
PERSON_OF = {"official": "person"}


class Spoken(NamedTuple):
    """Somebody who spoke, or was a subject: where, who, and what agrees with them."""

    sentence: int
    sources: tuple[Source, ...]
    kind: str
    gender: str
    plural: bool
    words: frozenset[str]
    quoted: bool = False


class Memory:
    """Who spoke so far in a report."""

    __slots__ = ("language", "last", "mentions", "quotes", "sentences", "spoken")

    def __init__(
        self,
        language: Language,
        sentences: Sequence[Sentence],
        mentions: Sequence[Sequence[Mention]],
        quotes: Sequence[Quote],
    ) -> None:
        self.language = language
        self.sentences = sentences
        self.mentions = mentions
        self.quotes = quotes
        self.last: tuple[int, list[Attribution]] | None = None
        self.spoken: list[Spoken] = []

    def resolve(
        self, scene: Scene, speaker: Speaker | None, *, aside: bool = False, told: Collection[Source] = ()
    ) -> tuple[Source, ...]:
        """The sources of a speaker, what stands for another looked up; none where nobody fits.

        `told`: to whom it was said, who therefore is not who says it. `aside`: the cue is put into what is said, or behind it, so that nobody in there is meant by a pronoun.
        """
        if speaker is None:
            return ()
        if not speaker.anaphor:
            found = self.definite(scene, speaker)
            if found is not None:
                self.spoken.append(found._replace(sentence=scene.index))
                return found.sources
            if speaker.sources:
                self.remember(scene, speaker)
            return speaker.sources
        if speaker.anaphor == "same":
            if self.spoken and scene.index - self.spoken[-1].sentence <= REACH * 2:
                last = self.spoken[-1]
                self.spoken.append(last._replace(sentence=scene.index))
                return last.sources
            return ()
        found = self.pronoun(scene, speaker, aside, frozenset(source.name for source in told))
        if found is None:
            return ()
        self.spoken.append(found._replace(sentence=scene.index))
        return found.sources

    def remember(self, scene: Scene, speaker: Speaker) -> None:
        """Keeps a speaker for what comes."""
        one = spoken(scene, speaker.first, speaker.last, speaker.sources, speaker.kind)
        offset = scene.tokens[min(speaker.first, scene.count - 1)].start
        self.spoken.append(one._replace(quoted=self.quoted(offset)))

    def pronoun(self, scene: Scene, speaker: Speaker, aside: bool, told: frozenset[str]) -> Spoken | None:
        """Whom a pronoun stands for: the last who spoke or was a subject, and agrees."""
        if speaker.anaphor == "any":
            known = self.spoken[-1] if self.spoken else None
            return known if known is not None and scene.index - known.sentence <= ASIDE_REACH else None
        gender, _, number = speaker.anaphor.partition("_")
        plural = bool(number)
        natural = scene.rules.natural_gender
        if aside:  # …, a-t-il dit: who spoke last, and nobody of whom is spoken
            for known in reversed(self.spoken):
                if scene.index - known.sentence > ASIDE_REACH:
                    break
                if (
                    not known.quoted
                    and told.isdisjoint(s.name for s in known.sources)
                    and agrees(known, gender, plural, natural)
                ):
                    return known
        for index in range(scene.index, scene.index - REACH, -1):
            if index < 0:
                break
            for known in reversed(self.spoken):
                if known.sentence < index:
                    break
                if known.sentence == index and agrees(known, gender, plural, natural):
                    return known
            if aside and index == scene.index:
                continue
            subject = self.subject(scene, index, speaker.first if index == scene.index else None)
            if subject is not None and agrees(subject, gender, plural, natural):
                return subject
        return None

    def carried(self, index: int) -> Attribution | None:
        """Who spoke in the sentence before, where his words may run on."""
        if self.last is None or index - self.last[0] != 1:
            return None
        spoken = [one for one in self.last[1] if one.origins]
        return max(spoken, key=lambda one: one.last - one.first) if spoken else None

    def quoted(self, offset: int) -> bool:
        """Whether the text at an offset is quoted."""
        at = bisect_right(self.quotes, offset, key=lambda quote: quote.start) - 1
        return at >= 0 and offset < self.quotes[at].end

    def subject(self, scene: Scene, index: int, before: int | None) -> Spoken | None:
        """The first phrase of a sentence that can speak and hangs on no preposition."""
        there = scene
        if index != scene.index:
            sentence, mentions = self.sentences[index], self.mentions[index]
            there = Scene(
                index,
                scene.text,
                sentence,
                mentions,
                (),
                small_words(self.language),
                scene.opening,
                scene.closing,
            )
        for first in sorted(there.starts):
            if before is not None and first >= before:
                break
            mention = there.starts[first]
            if self.quoted(there.tokens[first].start):
                continue
            if not there.governed(first) and mention.kind in ("person", "role", "institution", "outlet", "group"):
                return spoken(there, mention.first, mention.last, mention.sources, mention.kind)
        return None

    def definite(self, scene: Scene, speaker: Speaker) -> Spoken | None:
        """Whom a bare noun with its article stands for (*le ministère*, *l'agence*), who spoke or was named before."""
        if speaker.kind not in ("role", "institution", "described", "outlet", "group", "person"):
            return None
        first, last = speaker.first, speaker.last
        if not scene.has(first, "definite", GRAMMAR):
            if first and scene.has(first - 1, "definite", GRAMMAR) == first:
                pass
            else:
                return None
        else:
            first = scene.has(first, "definite", GRAMMAR)
        if last - first != 1 or (scene.tokens[first].capital and not scene.rules.noun_capitals):
            return None
        word = scene.word(first)
        for known in reversed(self.spoken):
            if scene.index - known.sentence > NAMED_REACH:
                break
            if word in known.words and known.sources != speaker.sources and len(known.words) > 1:
                return known
        if speaker.kind == "role" and all(
            source.kind == "official" for source in speaker.sources
        ):  # le ministre, of the only one who has been speaking
            close = [k for k in self.spoken if scene.index - k.sentence <= ASIDE_REACH and k.kind == "person"]
            named = {source.name for k in close for source in k.sources}
            gender = spoken(scene, speaker.first, speaker.last, (), "").gender
            if len(named) == 1 and scene.index - close[-1].sentence <= REACH and agrees(close[-1], gender, False):
                return close[-1]
        kinds = [m.entry.key for m in scene.found[first] if m.entry.role == "speech_anaphor"]
        if kinds:
            for known in reversed(self.spoken):
                if scene.index - known.sentence > NAMED_REACH:
                    break
                if any(PERSON_OF.get(source.kind, source.kind) in kinds for source in known.sources):
                    return known
        return None


def agrees(known: Spoken, gender: str, plural: bool, natural: bool = False) -> bool:
    """Whether a pronoun of that gender and number can stand for somebody; of `natural` gender, by what that is."""
    if known.plural != plural:
        return False
    if natural and not plural and gender:
        return (known.kind in PEOPLE) != (gender == "neuter") and (
            not known.gender or gender in (known.gender, "neuter")
        )
    return not known.gender or not gender or known.gender == gender


def spoken(scene: Scene, first: int, last: int, sources: tuple[Source, ...], kind: str) -> Spoken:
    """What is to be remembered of a phrase."""
    gender, plural = "", len(sources) > 1
    start = first - 1 if first and scene.has(first - 1, "determiner", GRAMMAR) == first else first
    for i in range(start, last):
        if i > first and scene.has(i, "of", GRAMMAR):
            break
        if not gender:
            if scene.has(i, "masculine", "speech_gender"):
                gender = "masculine"
            elif scene.has(i, "feminine", "speech_gender"):
                gender = "feminine"
            elif scene.has(i, "neuter", "speech_gender"):
                gender = "neuter"
        if i == start and scene.has(i, "plural", "speech_gender"):
            plural = True
    words = frozenset(scene.word(i) for i in range(first, last) if scene.tokens[i].kind == "word")
    return Spoken(scene.index, sources, kind, gender, plural, words)
