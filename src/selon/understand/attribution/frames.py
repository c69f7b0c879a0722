"""Frames: a cue with its speaker, and on which side of it stands what is said."""

from typing import Final, NamedTuple

from selon.knowledge.lexicon import Match
from selon.knowledge.names import countries
from selon.model.moment import Moment
from selon.model.source import Source
from selon.understand.attribution.cues import Cue
from selon.understand.attribution.scene import (
    FINITE,
    GRAMMAR,
    INFINITIVE,
    QUOTES,
    RELAY,
    WORD,
    Scene,
    Speaker,
)
from selon.understand.attribution.speakers import (
    Tail,
    ahead,
    as_speaker,
    behind,
    bracket_end,
    described,
    described_before,
    heads,
    is_finite,
    joined,
    mention_at,
    mention_ending,
    passed_comma,
    phrase_end,
    pronoun_at,
    relayed,
)
from selon.understand.parts import Mention, is_medium

AS: Final = ("as", WORD)
LIMITS: Final = frozenset({("that", WORD), ("contrast", WORD)})
LONGEST_OWNER: Final = 18
LONGEST_SUBJECT: Final = 10
LONGEST_NAME: Final = 6
FIRST_WORDS: Final = 6
"""Words that a verb of saying may stand behind in a sentence that only tells who said the one before."""
LEAD_WORDS: Final = 2
"""Words between a comma and the moment behind it: *, on*."""
INSTITUTIONS: Final = frozenset({"country", "place", "demonym"})


class Frame(NamedTuple):
    """A cue with all that belongs to it, tokens `first` to `last`.

    `side`: where what it attributes stands: `after`, `around` (or before), `local` (the nearest stretch before).
    `content`: where that begins, for `after`. `closed`: only up to the next comma (in a relative clause).
    `document`: a report, toll or poll is named, whoever's it is.
    """

    cue: Cue
    first: int
    last: int
    side: str
    speaker: Speaker | None
    via: tuple[Source, ...]
    said: Moment | None
    means: str
    past: bool
    content: int = 0
    closed: bool = False
    cited: Speaker | None = None
    document: bool = False


def frame(scene: Scene, cue: Cue, lowest: int, earlier: list[Frame]) -> Frame | None:
    """The frame of a cue; None where it attributes nothing. `lowest`: where the frame before it ends."""
    if cue.kind == "before":
        return according(scene, cue)
    if cue.kind == "tag":
        return tag(scene, cue)
    if cue.kind == "itself":
        return itself(scene, cue)
    if cue.kind == "own":
        return by_itself(scene, cue)
    if cue.kind == "participle":
        return participle(scene, cue, earlier)
    if cue.kind == "gerund":
        return gerund(scene, cue, earlier)
    if cue.kind == "after":
        return postposed(scene, cue, lowest)
    return finite(scene, cue, lowest, earlier)


# --- prepositions -----------------------------------------------------------------------------------------------------
def according(scene: Scene, cue: Cue) -> Frame | None:
    """*Selon X*: before, behind, inside."""
    start = cue.last + scene.opens(cue.last)  # laut „Bild“
    speaker = pronoun_at(scene, start)
    said, written = None, False
    if says(scene, start):  # según dijo X: the verb tells
        return None
    if speaker is not None:
        tail = behind_speaker(scene, speaker, initial=begins_clause(scene, cue.first))
    else:
        mention = mention_at(scene, start)
        if mention is not None and not document(scene, start, mention.first + 1):
            speaker = as_speaker(mention)
            if (possessive := scene.has(mention.last, "possessive")) and (end := phrase_end(scene, possessive)):
                speaker = speaker._replace(last=max(end, possessive))  # the director's own count
            tail = behind_speaker(scene, speaker, initial=begins_clause(scene, cue.first))
        elif (owned := document(scene, start, scene.count)) is not None:
            speaker, last, said = owned
            if speaker.kind == "document" and any(e.key == "nation" for e in cue.entries):
                return None
            written = True
            tail = behind(scene, last, "none") if scene.word(last) != "," else Tail(last, speaker, (), None)
            tail = tail._replace(speaker=speaker)
        else:
            if measure(scene, start):
                return None
            speaker = described(scene, start)
            if speaker is None:
                return None
            tail = behind_speaker(scene, speaker, initial=begins_clause(scene, cue.first))
    return prepositional(scene, cue, tail, said)._replace(document=written)


def says(scene: Scene, i: int) -> bool:
    """Whether a finite verb of saying stands at token `i`, past its clitics."""
    while scene.has(i, "clitic") and i not in scene.starts:
        i += 1
    if i >= scene.count:
        return False
    if any(m.entry.role == "speech" and m.entry.form in FINITE for m in scene.found[i]):
        return True
    after = scene.has(i, "have")
    return bool(after) and after < scene.count and any(m.entry.role == "speech" for m in scene.found[after])


def tag(scene: Scene, cue: Cue) -> Frame | None:
    """*…, so der Sprecher*: only behind what was said."""
    if not cue.first or not (scene.word(cue.first - 1) == "," or scene.closes(cue.first - 1)):
        return None
    mention = mention_at(scene, cue.last)
    speaker = as_speaker(mention) if mention is not None else described(scene, cue.last)
    if speaker is None:
        return None
    tail = behind_given(scene, speaker.last, speaker)
    if not ends_at(scene, tail.last):
        return None
    return prepositional(scene, cue, tail, None)


def prepositional(scene: Scene, cue: Cue, tail: Tail, said: Moment | None) -> Frame:
    """The frame of a preposition whose speaker is known."""
    first, last = cue.first, tail.last
    if scene.opens(cue.last) and scene.closes(last):
        last += 1
    while (adverb := scene.ending(first, "adverb")) > 0:  # toujours selon
        first = adverb
    side = "around"
    before = scene.word(first - 1) if first else ""
    after = scene.word(last)
    if begins_clause(scene, first):
        side = "after" if after in (",", ":") or scene.opens(last) else "lead"
    elif before == "," and scene.word(last - 1) != "," and numeral(scene, last) and scene.finite_verbs(0, first):
        side = "after"  # 3,000 dead according to Kyiv, according to the NIS 300
    elif before in ",–—-" or scene.closes(first - 1):
        side = "around"
    elif before == "(":
        side = "bracket"
    else:
        side = "local"
    content = last + 1 if after in ",:" and side == "after" else last
    if side == "lead":
        side = "after"
    return Frame(
        cue, first, last, side, tail.speaker, tail.via, said or tail.said, "said", False, content, False, tail.cited
    )


def behind_speaker(scene: Scene, speaker: Speaker, *, initial: bool) -> Tail:
    """What more stands behind a speaker: apposition, partners, relays, the moment."""
    return behind_given(scene, speaker.last, speaker, initial=initial)


def behind_given(scene: Scene, start: int, speaker: Speaker, *, initial: bool = False) -> Tail:
    """As `behind`, the speaker being known."""
    i, via, said, cited = start, [], None, None
    while i < scene.count:
        word = scene.word(i)
        moment = scene.moment_at(i)
        if moment is not None:
            said = said or (None if moment.duration else moment.moment)
            i = moment.last
            continue
        if word == "(":
            end = bracket_end(scene, i)
            relay = relayed(scene, i + 1, speaker)
            if relay is not None and end > i:
                via += relay[1]
                cited = cited or relay[2]
            if end > i:
                i = end
                continue
            break
        if word == ",":
            after = passed_comma(scene, i, speaker, initial=initial)
            if after is None:
                break
            i, new, more, cited_more, said_more = after
            speaker = new or speaker
            via += more
            cited = cited or cited_more
            said = said or said_more
            continue
        relay = relayed(scene, i, speaker)
        if relay is not None:
            i, more, cited_more = relay
            via += more
            cited = cited or cited_more
            continue
        partner = scene.has(i, "and")
        if partner and speaker.sources and (mention := mention_at(scene, partner)) is not None:
            if scene.has(mention.last, "relative") or is_finite(scene, mention.last):
                break
            speaker = joined(scene, speaker, mention)
            i = mention.last
            continue
        if speaker.kind in ("person", "role", "described", "institution") and (of := scene.has(i, "of", GRAMMAR)):
            end = phrase_end(scene, of)
            if end > of:
                i = end
                continue
        break
    return Tail(i, speaker, tuple(via), said, cited)


def begins_clause(scene: Scene, first: int) -> bool:
    """Whether nothing of a clause stands before token `first`: the sentence, a quotation or a subordinate begins."""
    i = first
    while i > 0:
        word = scene.word(i - 1)
        if scene.opens(i - 1) or word in "-–—•:;":
            return True
        if scene.ending(i, "that") >= 0 or scene.ending(i, "contrast") >= 0 or scene.ending(i, "and") >= 0:
            return True
        if word == ",":
            i -= 1
            continue
        adverb = scene.ending(i, "adverb")
        if adverb >= 0:
            i = adverb
            continue
        when = scene.moment_before(i)
        if when is not None:
            i = when[0]
            continue
        return False
    return True


def itself(scene: Scene, cue: Cue) -> Frame | None:
    """*De source policière*."""
    start = cue.last - 1
    same = scene.has(start, "same", "speech_pronoun") or scene.has(start - 1, "same", "speech_pronoun")
    if same:
        speaker = Speaker(start, same, (), "pronoun", "same")
    else:
        mention = scene.starts.get(start)
        if mention is not None:
            speaker = as_speaker(mention)
        else:
            last = phrase_end(scene, start)
            if last <= cue.last:
                return None
            speaker = Speaker(start, last, (scene.source(start, last),), "described")
    return prepositional(scene, cue, behind_speaker(scene, speaker, initial=begins_clause(scene, cue.first)), None)


def by_itself(scene: Scene, cue: Cue) -> Frame | None:
    """*By its own count*: the subject of the sentence says it."""
    speaker = subject_of(scene, cue.first, cue.last)
    return prepositional(scene, cue, Tail(cue.last, speaker, (), None), None) if speaker is not None else None


def postposed(scene: Scene, cue: Cue, lowest: int) -> Frame | None:
    """A preposition behind its noun: *X zufolge*."""
    mention = scene.ends.get(cue.first)
    speaker = as_speaker(mention) if mention is not None else described_before(scene, cue.first, lowest)
    if speaker is None:
        return None
    owned = document(scene, speaker.first, cue.first) if mention is None else None
    if owned is not None and owned[0].kind == "country":  # ukrainischen Angaben zufolge
        speaker = owned[0]
    tail = Tail(cue.last, speaker, (), None)
    moved = cue._replace(first=speaker.first)
    result = prepositional(scene, moved, tail, None)
    return result._replace(cue=cue)


def document(scene: Scene, start: int, limit: int) -> tuple[Speaker, int, Moment | None] | None:
    """A word, toll or study and whose it is: (speaker, where the phrase ends, when it came out); None if it is none."""
    i = start
    head, toll = 0, False
    named = False
    people: Match | None = None
    while i < min(limit, scene.count, start + 6):
        if scene.tokens[i].kind == "mark":
            return None
        hit = next((m for m in scene.found[i] if m.entry.role == "speech_document"), None)
        if hit is not None:
            named = named or hit.entry.key != "toll"
            head, toll = hit.last, hit.entry.key == "toll"
            break
        if scene.has(i, "determiner", GRAMMAR) or scene.has(i, "quantifier"):
            i += 1
            continue
        nation = next((m for m in scene.found[i] if m.entry.role == "demonym"), None)
        if nation is not None and nation.last < scene.count and scene.tokens[nation.last].kind != "mark":
            people = nation if scene.rules.noun_capitals and not scene.starts.get(i) else None
            named = named or people is None
            i = nation.last
            continue
        if not scene.has(i, "any", "speech_bare"):
            named = True
        i += 1
    if not head:
        return None
    said = None
    last = head
    if people is not None:
        return as_speaker(of_country(scene, people)), head, None
    owner = None
    j = head
    client = False
    while j < min(scene.count, head + LONGEST_OWNER):
        token = scene.tokens[j]
        moment = scene.moment_at(j)
        if moment is not None:
            said = said or (None if moment.duration else moment.moment)
            j = last = moment.last
            continue
        mention = scene.starts.get(j)
        if mention is not None:
            if not client and owns(scene, j):
                if owner is None or scene.ending(j, "by") >= 0:
                    owner = mention
                partner = scene.has(mention.last, "and")
                more = mention_at(scene, partner) if partner else None
                if more is not None and owner is mention:
                    speaker = Speaker(mention.first, more.last, (*mention.sources, *more.sources), mention.kind)
                    return speaker, more.last, said
            client = client and bool(scene.has(mention.last, "and"))
            j = last = mention.last
            continue
        if token.kind == "mark":
            if token.word == "," and owner is None and by_follows(scene, j):
                j += 1
                continue
            if token.word == "(":
                end = bracket_end(scene, j)
                if end > j:
                    j = last = end
                    continue
            break
        if scene.has(j, "that") or scene.has(j, "relative") or is_finite(scene, j) or second(scene, j):
            break
        if RELAY in scene.kinds[j]:
            break
        if scene.has(j, "for"):
            client = True
        elif owner is None and not client:
            named = named or not (
                scene.has(j, "any", "speech_bare")
                or scene.has(j, "of", GRAMMAR)
                or scene.has(j, "determiner", GRAMMAR)
                or scene.has(j, "to")
            )
        j += 1
        last = j
    if owner is not None:
        return as_speaker(owner), last, said
    if scene.has(start, "demonstrative"):  # selon cette étude: the one just told of
        return Speaker(start, last, (), "pronoun", "same"), last, said
    if not named or (toll and not scene_has(scene, start, last, "speech_official")):
        return Speaker(start, last, (), "document"), last, said
    end = max(phrase_end(scene, start), head)
    while end > head and (scene.has(end - 1, "of", GRAMMAR) or scene.has(end - 1, "determiner", GRAMMAR)):
        end -= 1
    return Speaker(start, end, (scene.source(start, end),), "document"), last, said


def second(scene: Scene, i: int) -> bool:
    """Whether at token i the verb of a clause stands that has its verb second, behind what opens it (*nach Angaben der
    Behörden starben …*)."""
    return (
        scene.rules.bracket
        and not scene.tokens[i].capital
        and any(m.entry.role in ("event", "verb") and m.entry.form in FINITE for m in scene.found[i])
    )


def of_country(scene: Scene, nation: Match) -> Mention:
    """Who speaks by the words that an adjective of a country stands before: the country (*ukrainischen Angaben*)."""
    start, end = scene.tokens[nation.first].start, scene.tokens[nation.last - 1].end
    code = nation.entry.key
    source = Source(scene.text[start:end], start, end, countries()[code].name, "government", code)
    return Mention(nation.first, nation.last, nation.last - 1, "country", (source,), None, code)


def scene_has(scene: Scene, first: int, last: int, role: str) -> bool:
    """Whether a word of a role stands between two tokens."""
    return any(m.entry.role == role for i in range(first, min(last, scene.count)) for m in scene.found[i])


def owns(scene: Scene, first: int) -> bool:
    """Whether what begins at token `first` can be whose document it is: beside it, or behind *of* or *by*."""
    if not scene.governed(first):
        return True
    if scene.has(first - 1, "determiner", GRAMMAR) == first and not scene.has(first - 1, "of", GRAMMAR):
        first -= 1
    return any(
        scene.ending(first, key, role) >= 0
        for key, role in (("of", GRAMMAR), ("by", "speech_word"), ("within", "speech_word"))
    )


def by_follows(scene: Scene, comma: int) -> bool:
    """Whether behind the comma a participle with its agent goes on: *un bilan, établi par*."""
    for j in range(comma + 1, min(scene.count, comma + 5)):
        if scene.has(j, "by"):
            return True
        if scene.tokens[j].kind == "mark" or is_finite(scene, j) or pronoun_at(scene, j) is not None:
            return False
    return False


def measure(scene: Scene, start: int) -> bool:
    """Whether what stands at token `start` is a case, a rule or a measure, and nobody."""
    for i in range(start, min(scene.count, start + 4)):
        if scene.has(i, "any", "speech_measure"):
            return True
        if not (
            scene.has(i, "determiner", GRAMMAR) or scene.has(i, "any", "speech_bare") or scene.has(i, "quantifier")
        ):
            return False
    return False


# --- verbs ------------------------------------------------------------------------------------------------------------
def finite(scene: Scene, cue: Cue, lowest: int, earlier: list[Frame]) -> Frame | None:
    """A finite verb of saying, with its subject before or behind it."""
    first, before = cue.first, scene.word(cue.first - 1) if cue.first else ""
    clause_like = as_clause(scene, cue, lowest)
    if clause_like is not None:
        return clause_like
    if cue.pronoun >= 0:
        return inverted_pronoun(scene, cue)
    quote_closed = bool(before) and (scene.closes(first - 1) or before in "!?…")
    quote_closed = quote_closed or (before == "," and scene.closes(first - 2))
    quote_closed = quote_closed and not quoted_name(scene, first - 1)
    speaker, clause, said, relative = None, first, None, False
    if not quote_closed:
        speaker, clause, said, relative = ahead(scene, first, lowest_of(scene, first, lowest), describe=True)
        unknown = speaker is None or speaker.kind == "described"
        if unknown and (written := document_ahead(scene, first, lowest_of(scene, first, lowest))) is not None:
            speaker, said = written
            clause = speaker.first
        clause = clause if speaker is not None else first
    if cue.inside >= 0 and (
        speaker is None or speaker.kind == "described"
    ):  # hatte die Polizei von 12 Toten gesprochen
        between = behind(scene, cue.inside, "mention").speaker
        if between is not None and between.sources:
            speaker, clause = between, min(clause, first)
    unnamed = not quote_closed and speaker is None and any(e.more.get("unsaid") for e in cue.entries)
    if unnamed and (entry := cue.takes("aside")):  # hieß es weiter
        return build(scene, cue, first, behind(scene, cue.last, "none")._replace(speaker=unsaid(cue)), "around", entry)
    tells = next((str(e.more["tells"]) for e in cue.entries if "tells" in e.more), "")
    if (quote_closed or before in (",", "–", "—", "-", "(")) and cue.takes("aside"):
        complete = quote_closed or clauses(scene, lowest if speaker is None else speaker.last, first) > 0
        with_subject = behind(scene, cue.last, "any", tells=tells, particle=cue.particle)
        stranger = with_subject.speaker is not None and with_subject.speaker.kind == "described"
        if not complete and stranger and with_subject.speaker and not speaks(scene, with_subject.speaker):
            with_subject = with_subject._replace(speaker=None)
        if with_subject.speaker is not None and inverts(scene, cue, with_subject, speaker, quote_closed, lowest):
            return build(scene, cue, first, with_subject, "around", cue.takes("aside"))
        if quote_closed and with_subject.speaker is None:
            if scene.rules.drops_subject:
                with_subject = with_subject._replace(speaker=unsaid(cue))
            return build(scene, cue, first, with_subject, "around", cue.takes("aside"))
    tail = behind(scene, cue.last, "none", tells=tells, particle=cue.particle, known=speaker)
    if cue.inside >= 0:
        inner = behind(scene, cue.inside, "mention" if speaker is None else "none")
        speaker = speaker or inner.speaker
        tail = tail._replace(said=tail.said or inner.said, via=(*tail.via, *inner.via))
    if speaker is None:
        with_subject = behind(scene, cue.last, "mention", tells=tells, particle=cue.particle)
        bare = (
            with_subject.speaker is not None and ends_at(scene, with_subject.last) and clauses(scene, lowest, first) > 0
        )
        if bare and (entry := cue.takes("aside")):  # the comma before it forgotten
            return build(scene, cue, first, with_subject, "around", entry)
        comma = scene.rules.comma_before_that and scene.word(with_subject.last) == "," and begins_clause(scene, first)
        about = scene.has(with_subject.last, "about") and cue.takes("about")  # am Abend sprach die Polizei von 12 Toten
        if with_subject.speaker is not None and (comma or about or follows(scene, with_subject.last)):
            tail, speaker = with_subject, with_subject.speaker
    if speaker is None and scene.rules.drops_subject and (relative or scene.ending(first, "and") >= 0):
        speaker = shared_subject(scene, first, earlier)
    if speaker is None and scene.rules.drops_subject and begins_clause(scene, first):
        speaker = unsaid(cue)
    if speaker is None and scene.rules.drops_subject and before == "," and ends_at(scene, tail.last):
        speaker = unsaid(cue)
    if (
        speaker is None and scene.ending(first, "and") >= 0 and not scene.has(cue.head, "any", "speech_noun")
    ):  # elle prône le calme et estime que
        speaker = shared_subject(scene, first, earlier)
    if (
        speaker is None or scene.has(speaker.first, "not") or scene.ending(speaker.first, "neither") >= 0
    ):  # neither Moscow nor Pyongyang has confirmed
        return None
    via, cited = lead_via(scene, clause, lowest, tail.via), tail.cited or lead_cited(scene, clause, first, lowest)
    if speaker.last < first and (scene.word(speaker.last) in ",(" or relayed(scene, speaker.last, speaker) is not None):
        inside = behind_given(scene, speaker.last, speaker)
        if inside.last <= first:
            via = (*via, *(s for s in inside.via if s not in via))
            cited = cited or inside.cited
    said = tail.said or said or lead_moment(scene, clause, lowest) or bracket_moment(scene, cue, lowest)
    start = min(speaker.first, first)
    if speaker.kind == "indefinite" and cue.future:
        return None
    known = None if speaker.kind == "indefinite" else speaker
    tail = tail._replace(speaker=known, via=via, said=said, cited=cited)
    return placed(scene, cue, tail, speaker, start, relative)


def quoted_name(scene: Scene, last: int) -> bool:
    """Whether what is quoted up to token `last` is but a name (*the newspaper “JoongAng Ilbo” reported*)."""
    if not scene.closes(last):
        return False
    for i in range(last - 1, max(last - LONGEST_NAME, 0), -1):
        if scene.opens(i):
            return scene.tokens[i - 1].kind == "word" and i + 1 < last
        if not scene.tokens[i].capital:
            return False
    return False


def document_ahead(scene: Scene, first: int, lowest: int) -> tuple[Speaker, Moment | None] | None:
    """Whose document or toll is the subject before the verb at token `first`, and when it came out: *un bilan établi
    mardi soir par la préfecture*."""
    start = next((i + 1 for i in range(first - 1, lowest - 1, -1) if scene.word(i) == ","), lowest)
    while start < first and scene.has(start, "adverb"):
        start = scene.has(start, "adverb")
    owned = document(scene, start, first) if start < first else None
    if owned is None or owned[0].last != first or not owned[0].sources or owned[0].kind == "document":
        return None
    return owned[0]._replace(first=start), owned[2]


def shared_subject(scene: Scene, first: int, earlier: list[Frame]) -> Speaker | None:
    """The subject that a verb behind *and* shares with the verb before it."""
    if earlier and earlier[-1].speaker is not None and earlier[-1].side == "after" and earlier[-1].cue.kind == "finite":
        return earlier[-1].speaker
    lowest = lowest_of(scene, first, 0)
    for i in range(lowest, first):
        if scene.word(i)[:1] == "-":
            continue
        pronoun = pronoun_at(scene, i)
        if pronoun is not None and pronoun.anaphor != "same":
            return pronoun
        mention = scene.starts.get(i)
        if mention is not None and not scene.governed(i):
            return as_speaker(mention)
    return None


def placed(scene: Scene, cue: Cue, tail: Tail, speaker: Speaker, start: int, relative: bool) -> Frame | None:
    """The frame of a verb whose speaker is known, by what stands behind it."""
    stop = tail.last
    following = follows(scene, stop)
    comma = scene.word(stop) == ","
    if following == "that" and (entry := cue.takes("that")):
        return build(scene, cue, start, tail, "after", entry, stop + comma, relative)
    if following in ("colon", "quote") and (entry := cue.takes("aside")):
        return build(scene, cue, start, tail, "after", entry, stop + (scene.word(stop) in (":", ",")), relative)
    if infinitive(scene, stop) and (entry := cue.takes("infinitive")):
        return build(scene, cue, start, tail, "after", entry, stop, relative)
    if scene.has(stop, "about") and (entry := cue.takes("about")):
        return build(scene, cue, start, tail, "after", entry, stop, relative)
    bracketed = cue.inside >= 0 and scene.rules.bracket and ends_at(scene, stop)
    if bracketed and (entry := cue.takes("object")) and able(speaker, entry):  # hat den Tod von 12 Soldaten bestätigt
        content = speaker.last if speaker.first >= cue.inside else cue.inside
        return build(scene, cue, start, tail, "after", entry, content, relative)
    if ends_at(scene, stop):
        start = phrase_start(scene, start)
        behind_comma = start > 0 and (scene.word(start - 1) in ",–—-" or scene.closes(start - 1))
        if behind_comma and not relative and (entry := cue.takes("aside")):
            return build(scene, cue, start, tail, "around", entry)
        if comma and begins_clause(scene, start) and stop + 1 < scene.count and (entry := cue.takes("comma")):
            return build(scene, cue, start, tail, "after", entry, stop + 1, relative)
        return None
    if not relative and (entry := cue.takes("aside")) and tells_no_more(scene, stop):
        begin = phrase_start(scene, start)
        if begin > 0 and (scene.word(begin - 1) == "," or scene.closes(begin - 1)):
            return build(scene, cue, begin, tail, "around", entry)
    content = stop if any("tells" in e.more for e in cue.entries) else cue.last
    if speaker.kind == "described" and scene.has(cue.head, "any", "speech_noun"):
        return None
    if entry := cue.takes("clause"):
        return build(scene, cue, start, tail, "after", entry, content, relative)
    if (entry := cue.takes("object")) and able(speaker, entry):
        if infinitive(scene, stop) or (speaker.kind == "described" and not speaks(scene, speaker)):
            return None
        return build(scene, cue, start, tail, "after", entry, content, relative)
    return None


NUMBERS: Final = frozenset(("number", "collective", "quantity", "scale"))


def numeral(scene: Scene, i: int) -> bool:
    """Whether a number stands at token i, past its bound."""
    if i >= scene.count:
        return False
    bound = next((m.last for m in scene.sentence.of("bound", i) if m.entry.role == "bound"), i)
    if bound >= scene.count or scene.moment_at(i) is not None:
        return False
    return scene.tokens[bound].kind == "digits" or not NUMBERS.isdisjoint(scene.sentence.known[bound].roles)


def gapped(scene: Scene, one: Frame) -> list[Frame]:
    """The frames that leave out the verb of the one before them: *die Veranstalter sprachen von 20.000 Teilnehmern, die
    Polizei von 8.000*."""
    about = one.cue.takes("about") or scene.has(one.cue.last - 1, "about")
    if one.side != "after" or not about:
        return []
    result = []
    for i in range(one.content, scene.count):
        word = scene.word(i)
        if word in ".;:!?":
            break
        if word != ",":
            continue
        mention = mention_at(scene, i + 1)
        speaker = as_speaker(mention) if mention is not None else described(scene, i + 1)
        if speaker is None or not (behind_it := scene.has(speaker.last, "about")) or not numeral(scene, behind_it):
            continue
        cue = one.cue._replace(first=i + 1, last=speaker.last)
        result.append(
            one._replace(cue=cue, first=i + 1, last=speaker.last, speaker=speaker, via=(), content=speaker.last)
        )
    return result


def tells_no_more(scene: Scene, i: int) -> bool:
    """Whether behind token i nothing is said any more: no finite verb and no number, up to the end of the clause
    (*…, lawmakers say after a briefing*).
    """
    for j in range(i, scene.count):
        if scene.word(j) in ".;!?…":
            return True
        if scene.has(j, "that") or is_finite(scene, j) or scene.opens(j) or scene.word(j) == ":":
            return False
        if (scene.tokens[j].kind == "digits" and scene.moment_at(j) is None) or not NUMBERS.isdisjoint(
            scene.sentence.known[j].roles
        ):
            return False
    return True


def phrase_start(scene: Scene, start: int) -> int:
    """Where the phrase of a subject begins that stands between what is said and its verb (*, the vicar X said*)."""
    i = start
    while i > 0 and start - i < LONGEST_SUBJECT and scene.tokens[i - 1].kind == "word":
        if is_finite(scene, i - 1) or scene.has(i - 1, "that") or scene.has(i - 1, "relative"):
            return start
        i -= 1
    return i if i > 0 and (scene.word(i - 1) == "," or scene.closes(i - 1)) else start


def follows(scene: Scene, i: int) -> str:
    """What of the things that are said may go on at token `i`: `that`, `colon`, `quote`; empty where none does."""
    if scene.has(i, "that"):
        return "that"
    word = scene.word(i)
    if word == ":":
        return "colon"
    if scene.opens(i):
        return "quote"
    if word == ",":
        if scene.opens(i + 1):
            return "quote"
        if scene.rules.comma_before_that and scene.has(i + 1, "that"):
            return "that"
    return ""


def unsaid(cue: Cue) -> Speaker:
    """The subject that a verb stands without: who spoke last."""
    return Speaker(cue.first, cue.first, (), "pronoun", "any")


def as_clause(scene: Scene, cue: Cue, lowest: int) -> Frame | None:
    """*Comme l'a indiqué X*, *as X said*, *wie X mitteilte*, *según dijo X*."""
    entry = cue.takes("aside")
    if entry is None:
        return None
    first = cue.first
    start = scene.ending(first, "as")
    if start < 0 and first < cue.head:
        start = next((s for k in range(first, cue.head) if (s := scene.ending(k + 1, "as")) >= 0), -1)
    if start >= 0:
        tail = behind(scene, cue.last, "any", particle=cue.particle)
        if tail.speaker is None and scene.rules.drops_subject:
            tail = tail._replace(speaker=unsaid(cue))
        return build(scene, cue, start, tail, "around", entry) if tail.speaker is not None else None
    for i in range(first - 1, max(lowest, first - LONGEST_OWNER) - 1, -1):
        end = scene.has(i, "as") if AS in scene.kinds[i] else 0
        if end and end < first:
            speaker, clause, said, relative = ahead(scene, first, end, describe=True)
            medium: tuple[Source, ...] = ()
            if (heard := bare_medium(scene, cue)) is not None:
                teller = ahead(scene, heard[0], end, describe=True)
                if teller[0] is not None:
                    speaker, clause, said, relative = teller
                    medium = heard[1]
            if speaker is None or relative or clause > end:
                return None
            tail = behind(scene, cue.last, "none", particle=cue.particle)
            if not ends_at(scene, tail.last):
                return None
            relay = relayed(scene, speaker.last, speaker)  # wie X unter Berufung auf Y berichtete
            tail = tail._replace(via=(*tail.via, *medium), cited=tail.cited or (relay[2] if relay else None))
            return build(scene, cue, i, tail._replace(speaker=speaker, said=tail.said or said), "around", entry)
        if scene.word(i) in ",;:":
            return None
    return None


def bare_medium(scene: Scene, cue: Cue) -> tuple[int, tuple[Source, ...]] | None:
    """A medium without a preposition right before the verb, to which it was told, and where its phrase begins: *wie der
    Bürgermeister dem WDR sagte*."""
    mention = mention_ending(scene, cue.first)
    if mention is None or not is_medium(mention) or not any(e.more.get("tells") == "medium" for e in cue.entries):
        return None
    first = mention.first
    if scene.has(first - 1, "determiner", GRAMMAR) == first:
        first -= 1
    return first, mention.sources


def speaks(scene: Scene, speaker: Speaker) -> bool:
    """Whether the word for somebody is one for those that speak (*la chaîne*, *le syndicat*)."""
    return any(
        scene.ends_with(i, "speech_anaphor") or any(m.entry.role == "speech_anaphor" for m in scene.found[i])
        for i in range(speaker.first, min(speaker.first + 3, speaker.last))
    )


def able(speaker: Speaker, entry: object) -> bool:
    """Whether such a speaker can be the subject of such a verb."""
    more = getattr(entry, "more", {})
    return more.get("speakers") != "institution" or speaker.kind not in INSTITUTIONS


def lowest_of(scene: Scene, first: int, lowest: int) -> int:
    """How far back a subject may stand: not past a semicolon, a conjunction or the frame before."""
    for i in range(first - 1, lowest - 1, -1):
        if LIMITS.isdisjoint(scene.kinds[i]):
            if scene.word(i) in ";:":
                return i + 1
            continue
        if scene.has(i, "that") and not (scene.has(i, "relative") and scene.word(i - 1) == ","):
            return i + 1
        last = scene.has(i, "contrast")
        if last and last <= first:
            return last
    return lowest


def inverts(scene: Scene, cue: Cue, tail: Tail, subject: Speaker | None, quote_closed: bool, lowest: int) -> bool:
    """Whether the phrase behind a verb is its subject (*…, a déclaré X*) and not its object. `lowest`: where the frame
    before it ends."""
    if quote_closed:
        return True
    if scene.has(tail.last, "that"):
        return False
    if subject is None or subject.last == cue.first - 1:
        return True
    if subject.kind == "described" and tail.speaker is not None and tail.speaker.kind != "described":
        return True
    if cue.takes("object") is None and tail.speaker is not None and tail.speaker.kind != "described":
        return True
    if (
        tail.speaker is not None
        and tail.speaker.kind != "described"
        and not any(e.more.get("whom") for e in cue.entries)
    ):
        first = lowest_of(scene, cue.first, lowest)  # what a finite verb stands before is no subject of this one
        return scene.finite_verbs(subject.last, cue.first) > 0 or scene.finite_verbs(first, subject.first) > 0
    return clauses(scene, subject.last, cue.first) > 0


def clauses(scene: Scene, first: int, last: int) -> int:
    """How many main clauses' verbs stand between two tokens."""
    opened = sum(1 for i in range(first, last) if scene.has(i, "relative") or scene.has(i, "that"))
    return scene.finite_verbs(first, last) - opened


def telling_behind(scene: Scene, cue: Cue) -> Tail | None:
    """Who says what the sentence before told, and when: *Das teilte die Polizei am Montag mit*."""
    if cue.kind != "finite" or not scene.has(0, "this") or cue.first > FIRST_WORDS:
        return None
    tail = behind(scene, cue.last, "any", particle=cue.particle)
    if tail.speaker is None and cue.inside >= 0:
        tail = behind(scene, cue.inside, "any")
    if tail.speaker is None or not tail.speaker.sources:
        return None
    return tail if ends_at(scene, tail.last) or cue.inside >= 0 else None


def inverted_pronoun(scene: Scene, cue: Cue) -> Frame | None:
    """*A-t-il ajouté*, *dit-elle*, *a-t-on appris auprès de*."""
    indefinite = bool(scene.has(cue.pronoun, "indefinite"))
    tail = behind(scene, cue.last, "none", particle=cue.particle)
    entry = cue.takes("aside") or cue.takes("that")
    if entry is None:
        return None
    if not indefinite:
        tail = tail._replace(speaker=pronoun_at(scene, cue.pronoun))
        following = follows(scene, tail.last)
        if following in ("that", "colon") or (following == "quote" and begins_clause(scene, cue.first)):
            return build(scene, cue, cue.first, tail, "after", entry, tail.last + (scene.word(tail.last) in (":", ",")))
        comma = scene.word(tail.last) == "," and begins_clause(scene, cue.first)
        if comma and scene.rules.comma_before_that and cue.takes("comma"):
            return build(scene, cue, cue.first, tail, "after", entry, tail.last + 1)
        return build(scene, cue, cue.first, tail, "around", entry)
    origin, last = learned_from(scene, cue.last)
    if origin is not None:
        rest = behind_given(scene, last, origin)
        return build(scene, cue, cue.first, rest, "around", entry)
    return build(scene, cue, cue.first, tail, "around", entry)._replace(means="hedged")


def learned_from(scene: Scene, start: int) -> tuple[Speaker | None, int]:
    """From whom something was learned: *auprès de X*, *de source policière*, *à la préfecture*."""
    i = start
    while i < scene.count:
        moment = scene.moment_at(i)
        adverb = scene.has(i, "adverb")
        if moment is not None:
            i = moment.last
            continue
        itself_last = next(
            (m.last for m in scene.found[i] if m.entry.role == "according" and m.entry.key == "itself"), 0
        )
        if itself_last:
            same = scene.has(itself_last - 1, "same", "speech_pronoun") or scene.has(
                itself_last - 2, "same", "speech_pronoun"
            )
            if same:
                return Speaker(i, itself_last, (), "pronoun", "same"), itself_last
            mention = scene.starts.get(itself_last - 1)
            if mention is not None:
                return as_speaker(mention), mention.last
            last = phrase_end(scene, itself_last - 1)
            if last > itself_last - 1:
                return Speaker(itself_last - 1, last, (scene.source(itself_last - 1, last),), "described"), last
        origin = scene.has(i, "from")
        if origin:
            mention = mention_at(scene, origin) or scene.starts.get(i)
            if mention is not None:
                return as_speaker(mention), mention.last
            last = phrase_end(scene, origin)
            if last > origin:
                return Speaker(origin, last, (scene.source(origin, last),), "described"), last
        if adverb:
            i = adverb
            continue
        return None, start
    return None, start


def infinitive(scene: Scene, i: int) -> bool:
    """Whether an infinitive goes on at token `i`, past what negates it or belongs to it."""
    article = False
    while i < scene.count and (scene.has(i, "clitic") or scene.has(i, "not")):
        article = article or bool(scene.has(i, "determiner", GRAMMAR))
        i += 1
    if i >= scene.count or scene.tokens[i].kind != "word":
        return False
    if INFINITIVE in scene.kinds[i]:
        return True
    if article:
        return False
    if scene.has(i, "determiner", GRAMMAR) or scene.has(i, "to") or scene.has(i, "preposition", GRAMMAR):
        return False
    word = scene.word(i)
    return bool(scene.has(i, "infinitive_marker", GRAMMAR)) or word.endswith(scene.rules.infinitive_endings or "\0")


def ends_at(scene: Scene, i: int) -> bool:
    """Whether a clause may end before token `i`."""
    return i >= scene.count or scene.word(i) in ".,!?…)–—" or scene.word(i) in QUOTES


def lead_via(scene: Scene, clause: int, lowest: int, via: tuple[Source, ...]) -> tuple[Source, ...]:
    """The medium that the speaker spoke to, where the sentence begins with it (*Dans un entretien à Kyodo News*)."""
    found = list(via)
    for i, mention in scene.starts.items():
        if lowest <= i < clause and is_medium(mention):
            start = i
            if scene.has(start - 1, "determiner", GRAMMAR) == start and scene.ending(start, "medium") < 0:
                start -= 1
            if scene.ending(start, "medium") >= 0 and (scene.word(mention.last) == "," or mention.last == clause):
                found += [s for s in mention.sources if s not in found]
    return tuple(found)


def citing_behind(scene: Scene, one: Frame) -> Frame:
    """The frame with whom its speaker cites behind what is said (*X a déclaré que …, en citant Y*)."""
    if one.side != "after" or one.cited is not None or one.speaker is None or one.cue.kind != "finite":
        return one
    for i in range(one.last, scene.count):
        if scene.word(i) == "," and (relay := relayed(scene, i + 1, one.speaker)) is not None and relay[2] is not None:
            return one._replace(cited=relay[2])
    return one


def lead_cited(scene: Scene, clause: int, first: int, lowest: int) -> Speaker | None:
    """Whom the speaker cites, where the sentence begins with it (*Citant des sources policières, le journal*)."""
    for i in range(lowest, min(clause, lowest + 3)):
        for match in scene.sentence.of("relay", i):
            last, entry = match.last, match.entry
            if entry.role == "relay" and entry.key == "cites" and entry.form in ("gerund", ""):
                mention = mention_at(scene, last)
                who = as_speaker(mention) if mention is not None else described(scene, last)
                if who is not None and (scene.word(who.last) == "," or who.last <= clause or who.last == first):
                    return who
    return None


def bracket_moment(scene: Scene, cue: Cue, lowest: int) -> Moment | None:
    """When it was said, where that stands right before the verb (*Am Montag sprach der Stab von …*) or between its
    parts (*hat die Zahl am Donnerstag mit 473 angegeben*)."""
    if not scene.rules.bracket:
        return None
    for first, moment in sorted(scene.moment_starts.items()):
        opens = moment.last == cue.first and first <= lowest + LEAD_WORDS
        if not moment.duration and (opens or 0 <= cue.inside <= first < cue.head):
            return moment.moment
    return None


def lead_moment(scene: Scene, clause: int, lowest: int) -> Moment | None:
    """The moment that the sentence begins with, before its subject (*Jeudi, X a annoncé*)."""
    opening = lowest + 1
    for first, moment in scene.moment_starts.items():
        if not lowest <= first < clause:
            continue
        if scene.word(moment.last) == "," and first <= opening and not moment.duration:
            return moment.moment
        aside = next((i for i in range(moment.last, clause) if scene.word(i) == ","), -1)
        if moment.duration and 0 <= aside - moment.last <= 1:  # five days earlier, on October 31, X said
            opening = aside + LEAD_WORDS
    return None


def participle(scene: Scene, cue: Cue, earlier: list[Frame]) -> Frame | None:
    """A participle without an auxiliary: with its agent, or sharing the auxiliary of the verb before."""
    if scene.ending(cue.first, "and") >= 0 or (cue.first and scene.ending(cue.first, "adverb") >= 0):
        shared = next((f for f in reversed(earlier) if f.cue.kind == "finite" and f.cue.past), None)
        if shared is not None and shared.speaker is not None:
            tail = behind(scene, cue.last, "none")
            for place, fits in (
                ("that", bool(scene.has(tail.last, "that"))),
                ("infinitive", infinitive(scene, tail.last)),
                ("object", tail.last < scene.count and scene.word(tail.last) not in ",.;"),
            ):
                entry = cue.takes(place)
                if fits and entry is not None:
                    tail = tail._replace(speaker=shared.speaker)
                    return build(scene, cue, cue.first, tail, "after", entry, tail.last)
    i = cue.last
    said = None
    while i < scene.count:
        moment = scene.moment_at(i)
        adverb = scene.has(i, "adverb")
        if moment is not None:
            said, i = said or moment.moment, moment.last
        elif adverb:
            i = adverb
        else:
            break
    by = scene.has(i, "by")
    if not by:
        return None
    mention = mention_at(scene, by)
    entry = cue.takes("agent")
    if mention is None or entry is None:
        return None
    tail = behind_given(scene, mention.last, as_speaker(mention))
    return build(scene, cue, cue.first, tail._replace(said=tail.said or said), "agent", entry)


def gerund(scene: Scene, cue: Cue, earlier: list[Frame]) -> Frame | None:
    """*…, précisant que*: the subject of the sentence speaks, or who spoke before."""
    before = scene.word(cue.first - 1) if cue.first else ","
    if before not in ',(–—«“„"' and scene.ending(cue.first, "in") < 0 and scene.ending(cue.first, "and") < 0:
        return None
    tail = behind(scene, cue.last, "none")
    stop = tail.last
    entry = None
    if scene.has(stop, "that"):
        entry = cue.takes("that")
    elif scene.word(stop) == ":" or scene.opens(stop):
        entry = cue.takes("aside")
    elif infinitive(scene, stop):
        entry = cue.takes("infinitive")
    elif not ends_at(scene, stop):
        entry = cue.takes("object")
    if entry is None or entry.more.get("speakers"):
        return None
    speaker = None
    for known in reversed(earlier):
        if known.speaker is not None:
            speaker = known.cited or known.speaker
            break
    if speaker is None:
        speaker = subject_of(scene, cue.first, cue.last)
    if speaker is None:
        return None
    content = stop + (scene.word(stop) == ":")
    return build(scene, cue, cue.first, tail._replace(speaker=speaker), "after", entry, content)


def subject_of(scene: Scene, first: int, last: int) -> Speaker | None:
    """The subject of the sentence that a gerund at tokens `first` to `last` belongs to."""
    start = 0
    while start < first and (scene.tokens[start].kind == "mark" or scene.has(start, "adverb")):
        start = scene.has(start, "adverb") or start + 1
    if start < first:
        pronoun = pronoun_at(scene, start)
        if pronoun is not None:
            return pronoun
    for i in sorted(scene.starts):
        if i < first and not scene.governed(i):
            return as_speaker(scene.starts[i])
        if i >= first:
            break
    if start < first:
        phrase = described(scene, start)
        if phrase is not None and is_finite(scene, phrase.last):
            return phrase
    if start >= first or scene.word(first - 1) not in ",":  # the sentence begins with the gerund
        for i in sorted(scene.starts):
            if i >= last and scene.word(i - 1) == "," and not scene.governed(i):
                return as_speaker(scene.starts[i])
    return None


def build(
    scene: Scene, cue: Cue, first: int, tail: Tail, side: str, entry: object, content: int = 0, closed: bool = False
) -> Frame:
    """A frame from a cue and what stands with it; who learned something is passed over for whom it was learned from."""
    more = getattr(entry, "more", {})
    means = "hedged" if cue.rumoured else "expected" if cue.future else str(more.get("means", "said"))
    speaker, via, last, said = tail.speaker, tail.via, tail.last, tail.said
    if more.get("learned"):
        start = tail.last
        origin, end = learned_from(scene, start)
        if origin is None:
            origin, end = learned_from(scene, cue.last)
        if origin is not None and (speaker is None or origin.first != speaker.first):
            via = (*via, *(s for s in (speaker.sources if speaker else ()) if s not in via))
            speaker, last = origin, max(end, last)
            if side == "after" and scene.has(last, "that"):
                content = last
    return Frame(
        cue, first, max(last, cue.last), side, speaker, via, said, means, cue.past, content, closed, tail.cited
    )


__all__ = ["Frame", "frame", "heads"]
