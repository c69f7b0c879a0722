"""Who speaks: the phrase before or behind a cue, with its appositions, partners and relays."""

from typing import Final, NamedTuple

from selon.model.moment import Moment
from selon.model.source import Source
from selon.understand.attribution.cues import PRONOUNS
from selon.understand.attribution.scene import (
    AUXILIARY,
    FINITE,
    GERUND,
    GRAMMAR,
    INFINITIVE,
    QUOTES,
    RELAY,
    STOPS,
    WORD,
    Scene,
    Speaker,
)
from selon.understand.parts import Mention, is_medium

ENDS_PHRASE: Final = frozenset(
    {(key, WORD) for key in ("to", "that", "relative", "and", "by", "contrast")}
    | {("preposition", GRAMMAR), AUXILIARY, RELAY}
)
SPOKEN_FOR: Final = ("same", *sorted(PRONOUNS))
PRONOUN_KINDS: Final = frozenset((key, "speech_pronoun") for key in SPOKEN_FOR)
LONGEST_APPOSITION: Final = 30
LONGEST_PHRASE: Final = 14
LONGEST_BRACKET: Final = 12
COMPLETED: Final = frozenset({"person", "role", "name", "described"})
NAMES: Final = frozenset({"person", "name"})
PERSONS: Final = frozenset({"person", "role"})


class Tail(NamedTuple):
    """What stands with a cue: where it ends, who speaks, through whom, when it was said.

    `cited`: whom the speaker cites, who then is the origin.
    """

    last: int
    speaker: Speaker | None
    via: tuple[Source, ...]
    said: Moment | None
    cited: Speaker | None = None


def mention_at(scene: Scene, i: int) -> Mention | None:
    """A phrase that can speak and begins at token `i`, or behind the article there."""
    mention = scene.starts.get(i)
    if mention is None:
        after = scene.has(i, "determiner", GRAMMAR) or scene.has(i, "quantifier")
        if after:
            mention = scene.starts.get(after)
    return mention


def mention_ending(scene: Scene, last: int) -> Mention | None:
    """A phrase that can speak and ends at token `last`, with a bracket behind it or not."""
    mention = scene.ends.get(last)
    if mention is None and scene.word(last - 1) == ")":
        opening = bracket_start(scene, last - 1)
        if opening > 0:
            mention = scene.ends.get(opening)
    return mention


def bracket_start(scene: Scene, closing: int) -> int:
    """The opening bracket of the one that closes at token `closing`; -1 where there is none near."""
    for i in range(closing - 1, max(-1, closing - LONGEST_BRACKET), -1):
        if scene.word(i) in "([":
            return i
    return -1


def bracket_end(scene: Scene, opening: int) -> int:
    """Behind the bracket that opens at token `opening`; the token itself where it does not close near."""
    for i in range(opening + 1, min(scene.count, opening + LONGEST_BRACKET)):
        if scene.word(i) in ")]":
            return i + 1
    return opening


def as_speaker(mention: Mention) -> Speaker:
    """A mention as somebody who speaks."""
    return Speaker(mention.first, mention.last, mention.sources, mention.kind)


def pronoun_at(scene: Scene, i: int) -> Speaker | None:
    """A pronoun, or *the same source*, at token `i`."""
    if not scene.is_any(i, PRONOUN_KINDS):
        return None
    last = scene.has(i, "same", "speech_pronoun")
    if last:
        return Speaker(i, last, (), "pronoun", "same")
    keys = [key for key in PRONOUNS if scene.has(i, key, "speech_pronoun")]
    if not keys:
        return None
    last = max(scene.has(i, key, "speech_pronoun") for key in keys)
    plural = all(key.endswith("plural") for key in keys)
    genders = {key.partition("_")[0] for key in keys if key != "plural"}
    anaphor = (genders.pop() if len(genders) == 1 else "") + ("_plural" if plural else "_")
    return Speaker(i, last, (), "pronoun", anaphor)


def phrase_end(scene: Scene, first: int, limit: int | None = None) -> int:
    """Where the noun phrase ends that begins at token `first`, with the complements that hang on it by *of*.

    `limit`: the token that it may not reach.
    """
    i = first
    limit = min(scene.count if limit is None else limit, first + LONGEST_PHRASE)
    fresh = True  # an article or a name may begin here
    noun = False
    while i < limit:
        token = scene.tokens[i]
        if token.kind == "mark":
            break
        mention = scene.starts.get(i)
        if mention is not None and fresh:
            i = mention.last
            fresh = False
            continue
        if i in scene.moment_starts:
            break
        determiner = scene.has(i, "determiner", GRAMMAR) or scene.has(i, "quantifier")
        if determiner:
            of = scene.has(i, "of", GRAMMAR)
            if not fresh and not of:
                break
            i = max(determiner, of)
            continue
        of = scene.has(i, "of", GRAMMAR)
        if mention is not None:
            if not of:
                break
            i = mention.last
            continue
        if of:
            i, fresh = of, True
            continue
        if not ENDS_PHRASE.isdisjoint(scene.kinds[i]):
            break
        if scene.rules.noun_capitals:  # behind its noun nothing small belongs to a phrase
            if noun and not token.capital:
                break
            noun = noun or token.capital
        i += 1
        fresh = False
    return i


def is_finite(scene: Scene, i: int) -> bool:
    """Whether an auxiliary stands at token `i`, which can be nothing but a finite verb."""
    return 0 <= i < scene.count and AUXILIARY in scene.kinds[i]


def described(scene: Scene, first: int, limit: int | None = None) -> Speaker | None:
    """Somebody whom the names do not know, in the words of the report (*sa mère*, *le fondateur de la plate-forme*)."""
    token = scene.tokens[first] if first < scene.count else None
    if token is None or token.kind != "word" or scene.has(first, "never_speaker") or scene.has(first, "as"):
        return None
    begins = scene.has(first, "determiner", GRAMMAR) or scene.has(first, "quantifier")
    if not begins and (
        not token.capital or scene.has(first, "preposition", GRAMMAR) or not a_name(scene, first, limit)
    ):
        return None
    last = phrase_end(scene, first, limit)
    if last <= max(begins, first):
        return None
    inner = scene.ends.get(last)
    if inner is not None and inner.first > first:
        head = heads(scene, first, inner.first)
        if not scene.governed(inner.first):  # le fondateur Marc Dupont
            return Speaker(first, last, inner.sources, inner.kind)
        if head:
            return Speaker(first, last, inner.sources, inner.kind)
    if heads(scene, first, last):  # les chiffres du ministère publiés hier
        owner = next((m for k in range(first + 1, last) if (m := scene.starts.get(k)) is not None), None)
        if owner is not None and owner.last <= last and of_governs(scene, owner.first):
            return Speaker(first, last, owner.sources, owner.kind)
    named = not begins and all(token.capital for token in scene.tokens[first:last])
    return Speaker(first, last, (scene.source(first, last),), "name" if named else "described")


def a_name(scene: Scene, i: int, limit: int | None) -> bool:
    """Whether a capital at token `i` makes a name: where nouns bear one, only of two, or of one that stands alone."""
    after = i + 1
    if after < scene.count and scene.tokens[after].capital:
        return True
    if i == 0 or scene.opens(i - 1):  # what begins a sentence bears one anyway
        if i in scene.moment_starts or scene.has(i, "adverb"):
            return False
        return limit == after or (scene.word(after) == "," and bool(scene.has(after + 1, "relative")))
    if not scene.rules.noun_capitals:
        return True
    if after >= scene.count or scene.tokens[after].kind == "mark":
        return True
    return bool(scene.has(after, "to") or scene.has(after, "adverb") or scene.has(after, "of", GRAMMAR))


def heads(scene: Scene, first: int, last: int) -> bool:
    """Whether a word between two tokens speaks for whom it belongs to (*un communiqué de*)."""
    return any("speech_document" in known.roles for known in scene.sentence.known[first:last])


def behind(
    scene: Scene, start: int, accept: str, *, tells: str = "", particle: int = -1, known: Speaker | None = None
) -> Tail:
    """What stands behind a cue that ends at token `start`.

    `accept`: which subject may stand here: `none`, `mention`, or `any` (a description too).
    `tells`: whom it was told stands here without a preposition, `any`body (*told Reuters*) or a `medium` (*sagte der
    BBC*). `particle`: the token of the verb's other part, else -1. `known`: the subject, where it stands before.
    """
    i, speaker, said, cited = start, None, None, None
    via: list[Source] = []
    if tells:
        told = mention_at(scene, i)
        if told is not None and (tells == "any" or (is_medium(told) and accept == "none")):
            via += told.sources if is_medium(told) else ()
            i = told.last
        elif tells == "any" and not scene.has(i, "that"):
            i = scene.has(i, "clitic") or scene.has_any(i, PRONOUNS, "speech_pronoun") or phrase_end(scene, i)
    count = scene.count
    while i < count:
        moment = scene.moment_at(i)
        if moment is not None:
            if not moment.duration and said is None:
                said = moment.moment
            i = moment.last
            continue
        word = scene.word(i)
        if i == particle:
            i += 1
            continue
        if word == "," and accept == "none" and (past := passed_aside(scene, i)) is not None:
            i, moment_said = past
            said = said or moment_said
            continue
        if word == "," and known is not None and (relay := relayed(scene, i + 1, known)) is not None and relay[2]:
            i, more, cited = relay  # …, X said, citing Y
            via += more
            continue
        if word == "," or word == "(":
            after = passed_comma(scene, i, speaker)
            if after is not None:
                i, speaker, more, cited_more, said_more = after
                via += more
                cited = cited or cited_more
                said = said or said_more
                continue
            if word == "(" and (end := bracket_end(scene, i)) > i and speaker is not None:
                i = end
                continue
            break
        if word in STOPS or word in QUOTES or word in ")]–—-":
            break
        if scene.has(i, "that") or scene.has(i, "relative"):
            break
        adverb = scene.has(i, "adverb") or scene.manner(i)
        if adverb:
            i = adverb
            continue
        if speaker is None and accept != "none":
            pronoun = pronoun_at(scene, i) if word[:1] != "-" else None
            if pronoun is not None and pronoun.anaphor == "same":
                speaker, i = pronoun, pronoun.last
                continue
            mention = mention_at(scene, i)
            if mention is not None:
                speaker, i = as_speaker(mention), mention.last
                continue
        relay = relayed(scene, i, speaker or known)
        if relay is not None:
            i, more, cited_more = relay
            via += more
            cited = cited or cited_more
            continue
        to = scene.has(i, "to")
        if to and not (scene.has(i, "in") and is_gerund(scene, to)):
            mention = mention_at(scene, to)
            if mention is not None:
                if is_medium(mention) and scene.has(i, "medium"):
                    via += [s for s in mention.sources if s not in via]
                i = mention.last
                while accept == "none" and i < count and scene.tokens[i].capital and i not in scene.starts:
                    i += 1  # the rest of a name (the programme Évole)
                continue
            end = phrase_end(scene, to)
            if end > to and not is_infinitive(scene, to):
                if end in scene.ends and is_medium(scene.ends[end]):
                    via += [s for s in scene.ends[end].sources if s not in via]
                i = end
                continue
            break
        if speaker is not None and tells and (told := mention_at(scene, i)) is not None and is_medium(told):
            via += told.sources
            i = told.last
            continue
        if speaker is not None and speaker.kind in COMPLETED and (of := scene.has(i, "of", GRAMMAR)):
            end = phrase_end(scene, of)
            if end > of:
                i = end
                continue
        if speaker is not None:
            partner = scene.has(i, "and")
            if partner and (mention := mention_at(scene, partner)) is not None and speaker.sources:
                speaker = joined(scene, speaker, mention)
                i = mention.last
                continue
            break
        if accept == "any":
            phrase = described(scene, i)
            if phrase is not None:
                speaker, i = phrase, phrase.last
                named = scene.starts.get(i)
                if named is not None and named.kind in NAMES:  # son mari Fabien
                    speaker, i = Speaker(phrase.first, named.last, named.sources, "person"), named.last
                continue
        break
    return Tail(i, speaker, tuple(via), said, cited)


def joined(scene: Scene, speaker: Speaker, mention: Mention) -> Speaker:
    """Two speakers joined by *and*; one, where the second is but another function of the first."""
    if mention.kind in PERSONS and speaker.kind in ("role", "described") and bare(scene, mention):
        return Speaker(speaker.first, mention.last, mention.sources, mention.kind)
    return Speaker(speaker.first, mention.last, (*speaker.sources, *mention.sources), speaker.kind)


def passed_aside(scene: Scene, comma: int) -> tuple[int, Moment | None] | None:
    """Past an aside between commas that tells where or when it was said (*a déclaré, lors d'un point presse, que*)."""
    i = comma + 1
    said = None
    moment = scene.moment_at(i)
    adverb = scene.has(i, "adverb")
    to = scene.has(i, "to")
    if moment is not None:
        said, i = (None if moment.duration else moment.moment), moment.last
    elif adverb:
        i = adverb
    elif to:
        mention = mention_at(scene, to)
        i = mention.last if mention is not None else phrase_end(scene, to)
    return (i + 1, said) if i > comma + 1 and scene.word(i) == "," else None


def is_gerund(scene: Scene, i: int) -> bool:
    """Whether a gerund stands at token `i`."""
    return i < scene.count and GERUND in scene.kinds[i]


def is_infinitive(scene: Scene, i: int) -> bool:
    """Whether a known infinitive stands at token `i`."""
    return i < scene.count and INFINITIVE in scene.kinds[i]


LONGEST_DOCUMENT: Final = 6


def document_owner(scene: Scene, i: int) -> Mention | None:
    """Whose document the phrase at token i is: *(citing) information from the spy agency*, *a report by the UN*."""
    document = False
    for j in range(i, min(scene.count, i + LONGEST_DOCUMENT)):
        if scene.tokens[j].kind == "mark" or (j in scene.starts and not document):
            return None
        document = document or any(m.entry.role == "speech_document" for m in scene.found[j])
        link = scene.has(j, "within") or scene.has(j, "by") or scene.has(j, "of", GRAMMAR)
        if document and link and (mention := mention_at(scene, link)) is not None:
            return mention
    return None


def relayed(scene: Scene, i: int, speaker: Speaker | None) -> tuple[int, list[Source], Speaker | None] | None:
    """A relay at token `i`: (behind it, who passed it on, whom the speaker cites)."""
    j = i
    if scene.has(j, "in"):
        j += 1
    elif scene.has(j, "relative"):
        j = scene.has(j, "relative")
    if j >= scene.count or RELAY not in scene.kinds[j]:
        return None
    for match in scene.found[j]:
        last, entry = match.last, match.entry
        if entry.role != "relay":
            continue
        mention = mention_at(scene, last) or scene.starts.get(last - 1)
        if mention is None and entry.key == "cites":
            mention = document_owner(scene, last)
        partner = mention.last if mention is not None else last
        if entry.key == "cited":
            if mention is None:
                end = phrase_end(scene, last)
                return (end, [], None) if end > last else None
            return partner, list(mention.sources) if is_medium(mention) else [], None
        if entry.key == "cites" and entry.form not in FINITE and entry.form not in ("gerund", ""):
            continue
        if entry.key in ("cites", "briefed"):
            if mention is None and entry.key == "briefed":
                return None  # nobody is named who told
            who = as_speaker(mention) if mention is not None else described(scene, last)
            if who is not None and speaker is not None:
                last = who.last
                while (and_last := scene.has(last, "and")) and (more := mention_at(scene, and_last)) is not None:
                    who = Speaker(who.first, more.last, (*who.sources, *more.sources), who.kind)
                    last = who.last
                return last, [], who
    return None


def passed_comma(
    scene: Scene, comma: int, speaker: Speaker | None, *, initial: bool = False
) -> tuple[int, Speaker | None, list[Source], Speaker | None, Moment | None] | None:
    """Past a comma or bracket that only tells more of the speaker or of the saying; None where it does not.

    `initial`: what is said is still to come, so that the aside cannot end with the sentence.
    """
    i = comma + 1
    if i >= scene.count or speaker is None:
        return None
    relay = relayed(scene, i, speaker)
    if relay is not None:
        last, via, cited = relay
        if scene.word(comma) == "(" and scene.word(last) == ")":
            last += 1
        return last, speaker, via, cited, None
    if scene.word(comma) == "(":
        return None
    moment = scene.moment_at(i)
    if moment is not None and ends_aside(scene, moment.last):
        return moment.last, speaker, [], None, None if moment.duration else moment.moment
    mention = mention_at(scene, i)
    if mention is not None and (
        not is_listed(scene, mention)
        or (speaker.kind == "person" and mention.kind != "person" and bare(scene, mention))
    ):
        end = aside_end(scene, mention.last)
        if end is not None and (mention.kind in PERSONS or speaker.kind in PERSONS or mention.kind == "outlet"):
            named = speaker
            if mention.kind == "person" and speaker.kind != "person":
                named = Speaker(speaker.first, mention.last, mention.sources, "person")
            return end, named, [], None, None
        partner = listed(scene, i, speaker)
        if partner is not None:
            return partner.last, partner, [], None, None
    elif mention is not None:
        partner = listed(scene, i, speaker)
        if partner is not None:
            return partner.last, partner, [], None, None
    to = scene.has(i, "to")
    if to and not scene.has(i, "contrast"):
        where = mention_at(scene, to)
        end = phrase_end(scene, to) if where is None else where.last
        if end > to and ends_aside(scene, end):
            via = list(where.sources) if where is not None and is_medium(where) and scene.has(i, "medium") else []
            return end, speaker, via, None, None
    if speaker.kind in PERSONS or speaker.kind == "described":
        token = scene.tokens[i]
        if token.kind == "word" and not scene.has(i, "and") and not scene.has(i, "contrast"):
            end = aside_end(scene, i)
            if end is not None and end > i and not (initial and scene.word(end) != ","):
                return end, speaker, [], None, None
    return None


def bare(scene: Scene, mention: Mention) -> bool:
    """Whether a function stands without an article, and so tells more of a person (*X, conseiller et trésorier*)."""
    first = mention.first
    if scene.has(first, "determiner", GRAMMAR) or scene.has(first - 1, "determiner", GRAMMAR) == first:
        return False
    return not scene.tokens[first].capital


def is_listed(scene: Scene, mention: Mention) -> bool:
    """Whether the phrase is one of a list that goes on with *and*."""
    return bool(scene.has(mention.last, "and"))


def listed(scene: Scene, i: int, speaker: Speaker) -> Speaker | None:
    """A list of speakers that goes on at token `i`: *A, B et C*."""
    sources = list(speaker.sources)
    last = i
    while (mention := mention_at(scene, last)) is not None:
        sources += mention.sources
        last = mention.last
        following = scene.has(last, "and")
        if following and (final := mention_at(scene, following)) is not None:
            return Speaker(speaker.first, final.last, (*sources, *final.sources), speaker.kind)
        if scene.word(last) != ",":
            return None
        last += 1
    return None


def ends_aside(scene: Scene, i: int) -> bool:
    """Whether an aside may end before token `i`."""
    return i >= scene.count or scene.word(i) in ',.!?…;:)»”"“–—'


def aside_end(scene: Scene, first: int) -> int | None:
    """Where the aside ends that goes on at token `first`: a comma or the end, with no finite verb before it."""
    for i in range(first, min(scene.count, first + LONGEST_APPOSITION)):
        word = scene.word(i)
        if word in ",.!?…;:»”":
            return i
        if word in '«“„"':
            return None
        for m in scene.found[i]:
            entry = m.entry
            if entry.role == "speech_word" and entry.key in ("that", "relative"):
                return None
            if entry.form in FINITE and (entry.role in ("auxiliary", "modal") or surely(scene, i)):
                return None
            if entry.form == "gerund" and entry.role in ("speech", "event"):
                return None
    return scene.count if scene.count - first < LONGEST_APPOSITION else None


def surely(scene: Scene, i: int) -> bool:
    """Whether every meaning of the word at token `i` is a finite verb's."""
    entries = [m.entry for m in scene.found[i] if m.last == i + 1]
    return all(e.form in FINITE or e.role == WORD for e in entries)


def ahead(scene: Scene, first: int, lowest: int, *, describe: bool) -> tuple[Speaker | None, int, Moment | None, bool]:
    """The subject before a verb group that begins at token `first`.

    `lowest`: how far back it may stand. `describe`: a phrase that the names do not know will do.
    Returns (speaker, where its clause begins, a moment between, whether a relative clause holds the verb).
    """
    i, said = first, None
    while i > lowest:
        adverb = scene.ending(i, "adverb")
        when = scene.moment_before(i)
        if when is not None and when[0] >= lowest:
            said = said or (None if when[1].duration else when[1].moment)
            i = when[0]
        elif adverb >= lowest:
            if scene.has_any(adverb, PRONOUNS, "speech_pronoun") == i and scene.ends.get(adverb) is None:
                break
            i = adverb
        else:
            break
    if i <= lowest or scene.ending(i, "and") >= 0:
        return None, i, said, False
    relative = scene.ending(i, "relative")
    if relative >= lowest:
        j = relative
        if scene.word(j - 1) == ",":
            j -= 1
        mention = mention_ending(scene, j)
        if mention is not None:
            return as_speaker(mention), relative, said, True
        return (described_before(scene, j, lowest) if describe else None), relative, said, True
    for key in SPOKEN_FOR:
        start = scene.ending(i, key, "speech_pronoun")
        if start >= lowest:
            return pronoun_at(scene, start), start, said, False
    indefinite = scene.ending(i, "indefinite")
    if indefinite >= lowest:
        return Speaker(indefinite, i, (), "indefinite"), indefinite, said, False
    if scene.closes(i - 1) and i - 1 in scene.ends:
        i -= 1
    mention = mention_ending(scene, i)
    if mention is not None and mention.first >= lowest:
        if of_governs(scene, mention.first) and scene.governed(head_start(scene, mention.first, lowest)):
            return None, i, said, False
        if scene.governed(mention.first) and not of_governs(scene, mention.first):
            governor = governor_start(scene, mention.first)
            if scene.has(governor, "by"):  # an earlier count by the sheriff's office
                larger = described_before(scene, governor, lowest)
                if larger is not None and heads(scene, larger.first, larger.last):
                    return Speaker(larger.first, i, mention.sources, mention.kind), larger.first, said, False
            if governor > lowest:  # officials in Kyiv
                return ahead(scene, governor, lowest, describe=describe)
            return None, i, said, False
        return with_partners(scene, mention, lowest, describe=describe), mention.first, said, False
    if scene.word(i - 1) == "," or scene.word(i - 1) in ")–—":
        speaker, moment_in = before_aside(scene, i - 1, lowest)
        if speaker is not None:
            return speaker, speaker.first, said or moment_in, False
        return None, i, said, False
    if describe:
        speaker = described_before(scene, i, lowest) or clause_subject(scene, i, lowest)
        if speaker is not None:
            return speaker, speaker.first, said, False
    return None, i, said, False


def clause_subject(scene: Scene, last: int, lowest: int) -> Speaker | None:
    """The phrase that begins the clause, where a longer one than can be parted stands before the verb."""
    first = next((i + 1 for i in range(last - 1, lowest - 1, -1) if scene.word(i) == ","), lowest)
    while first < last and (scene.tokens[first].kind == "mark" or scene.has(first, "adverb")):
        first = scene.has(first, "adverb") or first + 1
    if first >= last or scene.finite_verbs(first, last):
        return None
    mention = mention_at(scene, first)
    return as_speaker(mention) if mention is not None else described(scene, first, last)


def governor_start(scene: Scene, first: int) -> int:
    """Where the preposition begins that governs what begins at token `first`."""
    start = first
    if scene.ending(start, "preposition", GRAMMAR) < 0 and scene.has(start - 1, "determiner", GRAMMAR) == start:
        start -= 1
    governor = scene.ending(start, "preposition", GRAMMAR)
    return governor if governor >= 0 else start - 1


def head_start(scene: Scene, first: int, lowest: int) -> int:
    """Where the phrase begins whose complement begins at token `first`: *le patron de* before *Total*."""
    while of_governs(scene, first):
        i = first - 1
        while i > lowest and scene.tokens[i - 1].kind == "word":
            i -= 1
            if scene.has(i, "determiner", GRAMMAR) and not scene.has(i, "of", GRAMMAR):
                break
            if scene.has(i, "preposition", GRAMMAR):
                i += 1
                break
        if i >= first:
            break
        first = i
        if first <= lowest:
            break
    return first


def of_governs(scene: Scene, first: int) -> bool:
    """Whether what begins at token `first` hangs on *of*."""
    of = scene.ending(first, "of", GRAMMAR)
    if of < 0 and scene.has(first, "of", GRAMMAR):
        of = first
    if of < 0 and scene.has(first - 1, "determiner", GRAMMAR) == first:
        of = scene.ending(first - 1, "of", GRAMMAR)
    return of >= 0 and scene.ending(of, "preposition", GRAMMAR) < 0


def with_partners(scene: Scene, mention: Mention, lowest: int, *, describe: bool) -> Speaker:
    """A subject with the others that it is joined to, or the larger phrase that it is only a complement of."""
    speaker = as_speaker(mention)
    start = mention.first
    if start - 1 >= lowest and scene.has(start - 1, "determiner", GRAMMAR) == start:
        start -= 1
    if start - 1 >= lowest:
        joined = scene.ending(start, "and")
        if joined >= lowest:
            earlier = mention_ending(scene, joined)
            if earlier is not None and earlier.first >= lowest:
                sources = (*earlier.sources, *mention.sources)
                first = earlier.first
                while scene.word(first - 1) == "," and (more := mention_ending(scene, first - 1)) is not None:
                    sources, first = (*more.sources, *sources), more.first
                if not scene.governed(first):
                    return Speaker(first, mention.last, sources, mention.kind)
        of = scene.ending(start, "of", GRAMMAR)
        if of >= lowest or scene.ending(mention.first, "of", GRAMMAR) >= lowest:
            larger = described_before(scene, mention.last, lowest)
            if larger is not None and larger.first < mention.first:
                if heads(scene, larger.first, mention.first):
                    return Speaker(larger.first, mention.last, mention.sources, mention.kind)
                if describe:
                    return larger
        if scene.word(start - 1) == "," and mention.kind in PERSONS:  # le procureur de Paris, Rémy Heitz
            pass
    return speaker


def described_before(scene: Scene, last: int, lowest: int) -> Speaker | None:
    """The noun phrase that ends at token `last` and begins its clause."""
    first = last
    while first > lowest:
        j = first - 1
        token = scene.tokens[j]
        if token.kind == "mark":
            break
        if scene.has(j, "that") or scene.has(j, "relative") or scene.has(j, "contrast") or scene.has(j, "and") == first:
            break
        if is_finite(scene, j):
            return None
        moment = scene.moment_ends.get(first)
        if moment is not None:
            return None
        first = j
        if last - first > LONGEST_PHRASE:
            return None
    if first >= last:
        return None
    while first < last and (scene.has(first, "adverb") and not scene.has(first, "determiner", GRAMMAR)):
        first = scene.has(first, "adverb")
    phrase = described(scene, first, last) if first < last else None
    if phrase is None or phrase.last != last:
        return None
    return phrase


def before_aside(scene: Scene, comma: int, lowest: int) -> tuple[Speaker | None, Moment | None]:
    """The subject before an aside that ends at token `comma`: *Le maire, en visite à Lyon, a annoncé*."""
    best: Speaker | None = None
    said = None
    i = comma
    steps = 0
    nearest = scene.ends.get(comma)
    if nearest is not None and scene.governed(nearest.first):
        nearest = None
    while i > lowest and steps < LONGEST_APPOSITION:
        steps += 1
        mention = scene.ends.get(i)
        if mention is not None and mention.first >= lowest:
            aside = scene.word(i) == "," or any(scene.word(k) == "," for k in range(mention.first, i))
            if aside and i < comma and not scene.governed(mention.first):
                found = as_speaker(mention)
                if best is None or found.kind == "person" or best.kind not in PERSONS:
                    best = found
                if scene.word(mention.first - 1) != ",":
                    break
            i = mention.first
            continue
        when = scene.moment_before(i)
        if when is not None:
            said = said or (None if when[1].duration else when[1].moment)
            i = when[0]
            continue
        if scene.word(i - 1) in ";:" or scene.word(i - 1) in QUOTES:
            break
        i -= 1
    if best is None and nearest is not None:
        best = as_speaker(nearest)
    if best is None:  # somebody whom the names do not know
        begins = [lowest, *(k + 1 for k in range(lowest, comma) if scene.word(k) == ",")]
        for start in begins:
            while start < comma and (scene.tokens[start].kind == "mark" or scene.has(start, "adverb")):
                start = scene.has(start, "adverb") or start + 1
            phrase = described(scene, start, comma) if start < comma else None
            if phrase is not None and scene.word(phrase.last) == "," and not scene.finite_verbs(phrase.last, comma):
                return phrase, said
    return best, said
