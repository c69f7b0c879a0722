"""How far an attribution reaches: as far as its grammar."""

from typing import NamedTuple

from selon.understand.attribution.frames import Frame
from selon.understand.attribution.scene import Scene
from selon.understand.parts import MEDIA


class Scope(NamedTuple):
    """Tokens `first` to `last` that a frame attributes."""

    first: int
    last: int


def scopes(scene: Scene, frames: list[Frame]) -> list[Scope]:
    """The scope of each frame of a sentence."""
    result: list[Scope] = []
    for k, frame in enumerate(frames):
        result.append(scope(scene, frame, frames[:k], result, frames[k + 1 :]))
    return result


def scope(scene: Scene, frame: Frame, earlier: list[Frame], known: list[Scope], later: list[Frame]) -> Scope:
    """The scope of one frame, given those before it and the frames behind."""
    if frame.side == "after":
        return Scope(min(frame.content, scene.count), right_limit(scene, frame, later))
    floor, nested = left_limit(scene, frame, earlier, known)
    floor = max(floor, quotation(scene, frame))
    if frame.side == "bracket":
        opening = frame.first - 1
        return Scope(stretch_start(scene, opening, floor), frame.last)
    if frame.side in ("local", "agent"):
        start = local_start(scene, frame, floor, nested, later)
        last = frame.last
        while last < scene.count and scene.word(last) not in ",.;:!?…)»”":
            last += 1
        return Scope(start, min(last, partner_start(scene, frame, later)))
    last = frame.last
    following = scene.word(last)
    if floor >= frame.first or not (following and following in ".!?…"):
        last = around_limit(scene, frame, later, floor)
    return Scope(min(floor, frame.first), last)


def partner_start(scene: Scene, frame: Frame, later: list[Frame]) -> int:
    """Where the words of a frame of the same kind begin that is joined to this one: *2 000 selon les syndicats et 900
    selon la préfecture*."""
    other = next((one for one in later if one.first > frame.last), None)
    if other is None or other.cue.kind != frame.cue.kind or other.side not in ("local", "around"):
        return scene.count
    return next((i for i in range(other.first - 1, frame.last - 1, -1) if scene.has(i, "and")), scene.count)


def quotation(scene: Scene, frame: Frame) -> int:
    """Where a quotation begins that a colon parts from the words before it, and that ends right before the frame."""
    i = frame.first - 1
    if scene.word(i) == ",":
        i -= 1
    if i < 0 or not scene.closes(i):
        return 0
    for k in range(i - 1, 0, -1):
        if scene.opens(k):
            return k if scene.word(k - 1) == ":" else 0
    return 0


def left_limit(scene: Scene, frame: Frame, earlier: list[Frame], known: list[Scope]) -> tuple[int, bool]:
    """How far back a frame may reach, and whether it stands in what another attributes."""
    floor, nested = 0, False
    for other, there in zip(earlier, known, strict=True):
        if other.side == "after":
            if there.first <= frame.first < there.last:
                if other.cue.kind in ("before", "itself") and frame.cue.kind == "finite":
                    continue
                nested = True
                if frame.cue.kind not in ("finite",):
                    floor = max(floor, there.first)
        elif there.last <= frame.first and not passes_on(frame, other):
            floor = max(floor, other.last)
    for i in range(frame.first - 1, floor - 1, -1):
        if scene.word(i) == ";":
            return i + 1, nested
    while floor < frame.first and scene.word(floor) in ",;":
        floor += 1
    return floor, nested


def passes_on(frame: Frame, other: Frame) -> bool:
    """Whether a medium at the end of a sentence passes on what somebody in it says: *40 arrests, according to
    police, AFP reports*."""
    return frame.cue.kind == "finite" and is_medium(frame) and other.cue.kind != "finite" and not is_medium(other)


def right_limit(scene: Scene, frame: Frame, later: list[Frame]) -> int:
    """Where what follows a frame ends."""
    depth = 0
    start = max(frame.content, frame.last)
    for i in range(start, scene.count):
        if scene.tokens[i].kind != "mark":
            continue
        word = scene.word(i)
        if word in "«“„(":
            depth += 1
        elif word in "»”)":
            depth -= 1
            if depth < 0 and word == ")":
                return i
        if depth > 0:
            continue
        if word == ";":
            return i
        if word == ",":
            if frame.closed and i > start and not continues(scene, i + 1):
                return i
            last = scene.has(i + 1, "contrast")
            if last and not scene.has(last, "that") and scene.finite_verbs(last, scene.count):
                return i
    medium = is_medium(frame)
    for other in later:
        if other.first > start and joined(scene, other) and scene.finite_verbs(start, other.first):
            return other.first - 1
    if scene.rules.bracket and scene.word(start - 1) not in (",", ":") and not scene.ending(start, "that") >= 0:
        for other in later:  # Verdi sprach von 53.000, die Arbeitgeber gingen von 38.000 aus
            if other.cue.kind == "finite" and other.side == "after" and other.speaker is not None:
                comma = next((i for i in range(other.first - 1, start, -1) if scene.word(i) == ","), -1)
                if comma > start:
                    return comma
    for other in later:  # X promises support while Y speaks of 6,000 dead
        meanwhile = scene.ending(other.first, "contrast")
        if meanwhile > start and other.speaker is not None:
            return meanwhile
    for other in later:  # the main clause's own frame comes after: *alors que X affirme que A, Y a déclaré …*
        if other.cue.kind != "finite" and (medium or not (is_medium(other) or other.document)):
            continue
        if other.side == "around" and other.first > start and scene.word(other.first - 1) in ",":
            return min(other.first - 1, scene.count) if other.speaker is not None else scene.count
    return scene.count


def is_medium(frame: Frame) -> bool:
    """Whether an agency or outlet is who speaks in a frame."""
    return frame.speaker is not None and any(source.kind in MEDIA for source in frame.speaker.sources)


def continues(scene: Scene, i: int) -> bool:
    """Whether behind a comma a list or the same clause goes on rather than the clause outside."""
    if scene.has(i, "and") or scene.has(i, "that") or scene.has(i, "relative"):
        return True
    if i >= scene.count:
        return False
    return scene.tokens[i].kind == "digits" and not scene.finite_verbs(i, min(scene.count, i + 6))


def around_limit(scene: Scene, frame: Frame, later: list[Frame], floor: int) -> int:
    """Where the words around an inserted frame end, behind it."""
    last = frame.last
    if last >= scene.count or scene.word(last) not in ",)–—":
        return last
    complete = scene.finite_verbs(floor, frame.first) > 0
    after = last + 1
    if complete:
        if scene.has(after, "relative") or scene.has(after, "contrast") or scene.has(after, "other_relative"):
            return last
        if after < scene.count and any(m.entry.form == "gerund" for m in scene.found[after]):
            return last
    for i in range(after, scene.count):
        if scene.word(i) == ";":
            return i
        if complete and scene.word(i) == "," and scene.has(i + 1, "contrast"):
            return i
    for other in later:
        if other.first > last and other.side in ("around", "local") and complete:
            return last
        if joined(scene, other) and other.first > last:
            return other.first - 1
    return scene.count


def joined(scene: Scene, frame: Frame) -> bool:
    """Whether the frame opens behind a comma what somebody else says of the same: *…, according to the NIS 300*."""
    return frame.side == "after" and frame.cue.kind == "before" and scene.word(frame.first - 1) == ","


def stretch_start(scene: Scene, last: int, floor: int) -> int:
    """Where the stretch between commas begins that ends at token `last`."""
    for i in range(last - 1, floor - 1, -1):
        if scene.word(i) in ",;:(–—":
            return i + 1
    return floor


def local_start(scene: Scene, frame: Frame, floor: int, nested: bool, later: list[Frame]) -> int:
    """Where the stretch begins that a frame without a comma before it attributes.

    At the end of its sentence it has the whole of it, but for a part of a count just named, or what another frame has.
    """
    if scene.closes(frame.first - 1):
        return floor
    near = stretch_start(scene, frame.first, floor)
    final = frame.last >= scene.count or scene.word(frame.last) in '.!?…»”"'
    if final and not nested and not scene.has(near, "share"):
        return floor
    return near
