"""Who spoke before: what a pronoun, a bare *the agency* or *the same source* stands for."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Sequence
from typing import Final, NamedTuple

from selon.model.source import Source
from selon.understand.attribution.quotes import Quote
from selon.understand.attribution.scene import GRAMMAR, Scene, Speaker
from selon.understand.parts import Attribution

REACH: Final = 4  # sentences that a pronoun looks back
ASIDE_REACH: Final = 6  # sentences that a pronoun beside a quotation looks back
NAMED_REACH: Final = 40  # sentences that a bare noun (the ministry) looks back
DEFINITE: Final = frozenset({"role", "institution", "described", "outlet", "group", "person"})
BARE: Final = 2  # an article and its noun
GENDERS: Final = ("masculine", "feminine", "neuter")
PEOPLE: Final = frozenset({"person", "role", "described", "name"})
PERSON_OF: Final = {"official": "person"}


class Spoken(NamedTuple):
    """Somebody who spoke, or was a subject: in which sentence, who, and the phrase that named him.

    `quoted`: named in somebody else's words. `cited`: whom he was citing, and goes on to cite.
    """

    sentence: int
    sources: tuple[Source, ...]
    kind: str
    scene: Scene
    first: int
    last: int
    quoted: bool = False
    cited: tuple[Source, ...] = ()

    def gender(self) -> str:
        """The grammatical gender that the phrase shows; empty where it shows none."""
        scene, first = self.scene, self.first
        for i in range(article(scene, first), self.last):
            if i > first and scene.has(i, "of", GRAMMAR):
                break
            for gender in GENDERS:
                if scene.has(i, gender, "speech_gender"):
                    return gender
        return ""

    def plural(self) -> bool:
        """Whether they are several."""
        start = article(self.scene, self.first)
        return len(self.sources) > 1 or bool(self.scene.has(start, "plural", "speech_gender"))

    def named(self, word: str) -> bool:
        """Whether the phrase holds a word, and others beside it."""
        scene = self.scene
        words = {scene.word(i) for i in range(self.first, self.last) if scene.tokens[i].kind == "word"}
        return word in words and len(words) > 1


class Memory:
    """Who spoke so far in a report. `quotes`: its quotations; `make`: makes the scene of a sentence."""

    __slots__ = ("last", "make", "quotes", "scenes", "spoken")

    def __init__(
        self,
        quotes: Sequence[Quote],
        make: Callable[[int], Scene],
    ) -> None:
        self.quotes = quotes
        self.make = make
        self.scenes: dict[int, Scene] = {}
        self.last: tuple[int, list[Attribution]] | None = None
        self.spoken: list[Spoken] = []

    def resolve(self, scene: Scene, speaker: Speaker | None) -> tuple[Source, ...]:
        """The sources of somebody cited, what stands for another looked up; none where nobody fits."""
        return self.speaker(scene, speaker)[0]

    def speaker(
        self,
        scene: Scene,
        speaker: Speaker | None,
        *,
        aside: bool = False,
        told: Collection[Source] = (),
        cited: tuple[Source, ...] = (),
    ) -> tuple[tuple[Source, ...], tuple[Source, ...]]:
        """Who speaks, what stands for another looked up, and whom he has been citing; none where nobody fits.

        `told`: to whom it was said, who therefore is not who says it. `aside`: the cue is put into what is said, or
        behind it, so that nobody in there is meant by a pronoun. `cited`: whom the speaker cites here.
        """
        if speaker is None:
            return (), ()
        if not speaker.anaphor:
            found = self.definite(scene, speaker)
            if found is None:
                earlier = self.citing(scene, speaker) if not cited else ()
                if speaker.sources:
                    self.remember(scene, speaker, cited or earlier)
                return speaker.sources, earlier
        elif speaker.anaphor == "same":
            found = self.spoken[-1] if self.spoken else None
            if found is not None and scene.index - found.sentence > REACH * 2:
                found = None
        else:
            found = self.pronoun(scene, speaker, aside, frozenset(source.name for source in told))
        if found is None:
            return (), ()
        self.spoken.append(found._replace(sentence=scene.index, cited=cited or found.cited))
        return found.sources, found.cited

    def citing(self, scene: Scene, speaker: Speaker) -> tuple[Source, ...]:
        """Whom somebody named by his function alone has been citing (*a ajouté le parlementaire*)."""
        words = scene.tokens[speaker.first : speaker.last]
        if len(words) > BARE or (any(word.capital for word in words) and not scene.rules.noun_capitals):
            return ()
        names = {source.name for source in speaker.sources}
        for known in reversed(self.spoken):
            if scene.index - known.sentence > ASIDE_REACH:
                break
            if names == {source.name for source in known.sources}:
                return known.cited
        return ()

    def remember(self, scene: Scene, speaker: Speaker, cited: tuple[Source, ...] = ()) -> None:
        """Keeps a speaker for what comes."""
        quoted = self.quoted(scene.tokens[min(speaker.first, scene.count - 1)].start)
        self.spoken.append(
            Spoken(scene.index, speaker.sources, speaker.kind, scene, speaker.first, speaker.last, quoted, cited)
        )

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

    def scene(self, index: int) -> Scene:
        """The scene of a sentence, made once."""
        known = self.scenes.get(index)
        if known is None:
            known = self.scenes[index] = self.make(index)
        return known

    def subject(self, scene: Scene, index: int, before: int | None) -> Spoken | None:
        """The first phrase of a sentence that can speak and hangs on no preposition."""
        there = scene if index == scene.index else self.scene(index)
        for first in sorted(there.starts):
            if before is not None and first >= before:
                break
            mention = there.starts[first]
            if self.quoted(there.tokens[first].start):
                continue
            if not there.governed(first) and mention.kind in ("person", "role", "institution", "outlet", "group"):
                return Spoken(index, mention.sources, mention.kind, there, mention.first, mention.last)
        return None

    def definite(self, scene: Scene, speaker: Speaker) -> Spoken | None:
        """Whom a bare noun with its article stands for (*le ministère*, *l'agence*), who spoke or was named before."""
        if speaker.kind not in DEFINITE:
            return None
        first, last = speaker.first, speaker.last
        if not scene.has(first, "definite", GRAMMAR):
            if first and scene.has(first - 1, "definite", GRAMMAR) == first:
                pass
            else:
                return None
        else:
            first = scene.has(first, "definite", GRAMMAR)
        if last - first != 1:
            return None
        known_word = any(role == "speech_anaphor" for _, role in scene.kinds[first])
        if scene.tokens[first].capital and not scene.rules.noun_capitals and not known_word:
            return None
        word = scene.word(first)
        for known in reversed(self.spoken):
            if scene.index - known.sentence > NAMED_REACH:
                break
            if known.sources != speaker.sources and known.named(word):
                return known
        if speaker.kind == "role" and all(
            source.kind == "official" for source in speaker.sources
        ):  # le ministre, of the only one who has been speaking
            close = [k for k in self.spoken if scene.index - k.sentence <= ASIDE_REACH and k.kind == "person"]
            named = {source.name for k in close for source in k.sources}
            gender = Spoken(scene.index, (), "", scene, speaker.first, speaker.last).gender()
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
    if known.plural() != plural:
        return False
    if not gender:
        return True
    if natural and not plural:
        person = known.kind in PEOPLE
        return not person if gender == "neuter" else person and known.gender() in ("", gender)
    return known.gender() in ("", gender)


def article(scene: Scene, first: int) -> int:
    """Where a phrase begins with the article before it."""
    return first - 1 if first and scene.has(first - 1, "determiner", GRAMMAR) == first else first
