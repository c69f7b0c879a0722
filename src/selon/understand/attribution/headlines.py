"""What the layout attributes: headlines (*Kyiv: …*, *…: Kyiv*, *… (police)*), and quotations behind a colon."""

from typing import Final

from selon.model.source import Source
from selon.understand.attribution.continuations import Memory
from selon.understand.attribution.scene import Scene, Speaker
from selon.understand.attribution.speakers import as_speaker, bracket_start, mention_at, pronoun_at
from selon.understand.parts import Attribution, Mention

PEOPLE: Final = frozenset({"person", "role"})
ACTORS: Final = frozenset({"person", "role", "institution", "outlet", "group"})


def headline(scene: Scene, memory: Memory) -> list[Attribution]:
    """What a headline attributes by its layout alone; nothing in most."""
    count = scene.count
    final = scene.ends.get(count)
    if final is not None:
        start = final.first
        before = scene.word(start - 1)
        dashed = before in ("-", "–", "—") and final.kind in ACTORS and apart(scene, start - 1)
        if (before == ":" or dashed) and start > 2:
            return [given(scene, memory, as_speaker(final), 0, start - 1)]
    if scene.word(count - 1) == ")" and (opening := bracket_start(scene, count - 1)) > 1:
        inside = scene.starts.get(opening + 1)
        if inside is not None and inside.last == count - 1 and inside.kind in ACTORS:
            return [given(scene, memory, as_speaker(inside), 0, opening)]
    first = mention_at(scene, 0)
    if first is not None and scene.word(first.last) == ":" and first.last + 2 < count:
        content = first.last + 1
        if first.kind in ACTORS or scene.opens(content) or acts(scene, content, first):
            return [given(scene, memory, as_speaker(first), content, count)]
    return []


def apart(scene: Scene, i: int) -> bool:
    """Whether there is room around the mark at token i: a dash, no hyphen."""
    tokens = scene.tokens
    return tokens[i - 1].end < tokens[i].start and tokens[i].end < tokens[i + 1].start


def introduction(scene: Scene, memory: Memory) -> list[Attribution]:
    """Who speaks a quotation that a colon brings in without a verb of saying: the subject before it.

    *Le maire est catégorique : « … »*
    """
    colon = next((i for i in range(scene.count - 1) if scene.word(i) == ":" and scene.opens(i + 1)), 0)
    if not colon:
        return []
    speaker = None
    for first in sorted(scene.starts):
        mention = scene.starts[first]
        if first < colon and mention.kind in PEOPLE and not scene.governed(first):
            speaker = as_speaker(mention)
            break
    first = next(
        (i for i in range(colon) if pronoun_at(scene, i) is not None and scene.tokens[i].word[:1] != "-"), colon
    )
    if first < colon and (speaker is None or first < speaker.first):
        speaker = pronoun_at(scene, first)
    if speaker is None:
        return []
    closing = next((i for i in range(colon + 2, scene.count) if scene.closes(i)), scene.count - 1)
    given_to = given(scene, memory, speaker, colon + 1, closing + 1)
    return [given_to] if given_to.origins else []


def acts(scene: Scene, content: int, first: Mention) -> bool:
    """Whether behind a country or capital and its colon somebody else acts, so that it is no mere topic."""
    other = mention_at(scene, content)
    return (
        other is not None
        and first.kind in ("country", "place")
        and other.country != first.country
        and scene.finite_verbs(other.last, scene.count) > 0
    )


def given(scene: Scene, memory: Memory, speaker: Speaker, first: int, last: int) -> Attribution:
    """An attribution by layout."""
    origins: tuple[Source, ...] = memory.resolve(scene, speaker)
    return Attribution(first, last, speaker.first, speaker.first, origins)
