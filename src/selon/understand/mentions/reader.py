"""The pass over a sentence: from each anchor and each capital to the phrase around it."""

from typing import Final

from selon.knowledge.folding import fold
from selon.knowledge.gazetteer import Known
from selon.knowledge.lexicon import Match
from selon.knowledge.names import family_first
from selon.understand.mentions.line import NOUNS
from selon.understand.mentions.tails import Tail
from selon.understand.mentions.where import Where
from selon.understand.parts import Mention

RANK: Final = {
    "actor": 9, "region": 9, "country": 8, "capital": 7, "title": 6, "medium": 5, "function": 4, "institution": 3,
    "unnamed": 2, "group": 2, "bloc": 1, "demonym": 1, "place_noun": 0,
}  # fmt: skip
"""Which of two equally long anchors is read first."""


class Reader(Where):
    """Reads one sentence."""

    __slots__ = ()

    def read(self) -> tuple[Mention, ...]:
        """The mentions of the sentence."""
        tokens, starts = self.tokens, self.starts
        if not starts:
            return ()
        if self.sentence.title and not self.capital_nouns:
            words = [t for t in tokens if t.kind == "word" and t.end - t.start > 3]
            self.title_case = len(words) > 3 and sum(t.capital for t in words) > 0.8 * len(words)
        result: list[Mention] = []
        done = self.resume = 0
        for i in starts:
            if i < done or i < self.resume:
                continue
            self.lowest = done
            mention = self.mention(i, done)
            if mention is not None:
                result.append(mention)
                done = mention.last
        if self.inner:
            whole = {(m.first, m.last) for m in result}
            result += [m for m in dict.fromkeys(self.inner) if (m.first, m.last) not in whole]
            result.sort(key=lambda m: (m.first, -m.last))
        return tuple(result)

    def mention(self, i: int, lowest: int) -> Mention | None:
        """The mention that begins at token i, or whose words before it reach back to `lowest` at most."""
        here = self.anchors.get(i)
        if here is None:
            return self.name(i)
        best = here[0] if len(here) == 1 else max(here, key=lambda m: (m.last, RANK[m.entry.role]))
        role = best.entry.role
        if role in ("actor", "country", "capital") and self.tokens[i].capital:
            run = self.person_run(i)
            if run > best.last:
                return self.person(i, run, i)
        if role == "title":
            return self.titled(i, best, lowest)
        if role in NOUNS:
            kind_of_place = self.anchor(i, "place_noun")
            where = self.place_phrase(i, kind_of_place) if kind_of_place is not None else None
            return where or self.noun(i, lowest)
        if role == "actor":
            longer = self.anchor(best.last - 1, "actor") if best.last - 1 > i else None
            if longer is not None and longer.last > best.last:  # the Union européenne, not the newspaper L'Union
                return None
            return self.actor(i, best)
        if role in ("country", "capital"):
            return self.country(i, best)
        if role == "region":
            return self.region(i, best)
        if role == "bloc":
            return self.bloc(i, best)
        if role == "demonym":
            return self.demonym(i, best, lowest)
        return self.place_phrase(i, best)

    def noun(self, i: int, lowest: int) -> Mention | None:
        """The phrase around a function, an institution or a group at token i."""
        first = self.before(i, lowest)
        if self.article(first, "none"):
            return None
        lead: list[str] = []
        first = self.led(first, lowest, lead)
        owner = self.owners.get(i)
        if owner is not None and owner.role == "actor":
            self.led_by = Match(i, i + 1, owner)
        elif owner is not None:
            lead.append(owner.key)
        function = self.anchor(i, "function")
        other = self.anchor(i, "institution", "group", "unnamed")
        compound = self.adjectives_before and other is not None and other.entry.role == "institution"
        if compound and other is not None and self.anchor(other.last, "function") is not None:
            return self.left(other.last)  # police spokesman
        if function is not None and (other is None or other.last <= function.last):
            mention = self.function(i, first, function, lead)
            if mention is not None:
                return mention
        medium = self.anchor(i, "medium")
        body = self.anchor(i, "institution")
        if medium is not None and (body is None or body.last <= medium.last):  # but an agency of espionage
            if self.tokens[i].capital and not self.capital_nouns and not self.starts_sentence(i):
                return self.name(i)
            return self.medium(i, first, medium, lead)
        group = self.anchor(i, "group", "unnamed")
        institution = self.anchor(i, "institution")
        after = max(institution.last if institution else 0, function.last - 1 if function else 0)
        if group is not None and group.last > after:
            return self.group(i, first, group, lead)
        if institution is not None and (function is None or institution.last >= function.last):
            return self.institution(i, first, institution, lead, lowest)
        if group is not None and function is not None and group.last >= function.last:
            return self.group(i, first, group, lead)
        return self.described(i, first, function, lead) if function is not None else None

    def name(self, i: int) -> Mention | None:
        """A capital that the lexicon does not know: a person, a place, somebody named before, or a name."""
        tokens = self.tokens
        token, word = tokens[i], tokens[i].word
        if token.kind != "word" or word in self.firsts.get("nameless", ()):
            return None
        starts = self.starts_sentence(i)
        if (starts or self.title_case) and word in self.index.closed and not self.is_given(i):
            return None
        alone = self.alone(i)
        end = i if alone else self.person_run(i)
        if end > i:
            return self.person(i, end, i)
        end = i + 1 if alone else self.run(i)
        if end - i == 1:
            earlier = self.known("people", word)
            if earlier is not None:
                return self.somebody(i, end, i, end, earlier.name, None, earlier.kind, earlier.affiliation)
            letters = self.known("acronyms", word)
            if letters is not None and self.words(i, end)[:2].isupper():
                first = self.before(i, self.lowest)
                source = self.source(i, end, letters.name, letters.kind, letters.affiliation)
                return Mention(first, end, end - 1, "institution", (source,), None, letters.affiliation)
            if (starts or self.capital_nouns) and not self.locative(i) and not self.is_mark(end, "(,:"):
                return None
        if self.title_case or end <= i:
            return None
        known, place_end = self.lookup(i, end)
        if end - i == 1 and tokens[i].word in family_first() and not self.locative(i):
            return None
        if known is not None and end - i == 1 and token.end - token.start < 5 and self.words(i, end).isupper():
            known = None  # letters: l'ENA
        likely = not (starts or self.capital_nouns) or place_end - i > 1 or self.is_mark(place_end, "(,:")
        if known is not None and end - i == 1 and self.capital_nouns and self.articled(i):
            return None  # im Zug: no town has an article
        if known is not None and place_end == end and (likely or self.locative(i)):
            return self.named_place(i, place_end, known)
        if known is not None and self.adjectives_before and place_end == end - 1:
            noun = self.anchor(place_end, "place_noun")
            if noun is not None and noun.entry.key in ("region", "city"):  # the Kursk Region
                return self.named_place(i, place_end, known)
        told = self.told_place(i, end) if known is None and not starts else None
        if told is not None:
            return self.named_place(i, end, told)
        glued = i > 0 and tokens[i - 1].kind != "mark" and tokens[i - 1].end == tokens[i].start
        given = next((j for j in range(i + 1, end - 1) if self.is_given(j)), end)
        if given < end:
            end = given
        if starts or self.capital_nouns or self.closed(i) or (glued and tokens[i - 1].kind == "digits"):
            return None
        return self.unknown(i, end)

    def told_place(self, i: int, end: int) -> Known | None:
        """The place that unknown capitals name: a region in brackets tells it, or a town's small words inside."""
        inside = end + 1
        if self.is_mark(end, "(") and inside < self.size and self.tokens[inside].capital:
            country = self.anchor(inside, "country")
            if country is not None and self.is_mark(country.last, ")"):
                return Known(self.plain(i, end), country.entry.key, None)
            last = self.run(inside)
            region, region_end = self.lookup(inside, last, region=True)
            if region is not None and region_end == last and self.is_mark(last, ")"):
                return Known(self.plain(i, end), region.country, None)
        parts = self.tokens[i].word.split("-")
        if end - i == 1 and len(parts) > 2 and any(part in self.ways.town_parts for part in parts[1:-1]):
            return Known(self.plain(i, end), None, None)
        return None

    def alone(self, i: int) -> bool:
        """Whether the capital at token i has no capital behind it, nor anything else that a name may go on with."""
        if i + 1 >= self.size:
            return True
        after = self.tokens[i + 1]
        if after.capital or "-" in after.word or after.word in self.firsts.get("particle", ()):
            return False
        return after.word != "." or self.tokens[i].end - self.tokens[i].start > 1

    def unknown(self, i: int, end: int) -> Mention | None:
        """A name that nothing is known of; with a function behind it it is a person's."""
        first = self.before(i, self.lowest)
        tail = Tail(end, [], [])
        if self.is_mark(end, "("):
            self.bracket(tail)
        name = self.plain(i, end)
        role = self.apposition(end) if end - i > 1 and not tail.acronym and first == i else None
        if role is not None and (role[1] is not None):
            return self.somebody(i, end, i, end, name, None, role[2], role[3], role[1])
        person = self.is_given(i) or (end - i > 1 and first == i)
        source = self.source(i, tail.last, name, "person" if person else "institution")
        if tail.acronym is not None and len(tail.acronym) > 1 and tail.acronym[:2].isupper():
            source = self.source(i, tail.last, name, "institution")
            self.remember("acronyms", fold(tail.acronym), source)
        return Mention(first, tail.last, end - 1, "name", (source,))

    def titled(self, i: int, match: Match, lowest: int) -> Mention | None:
        """A title with a name: *M. Zelensky*, *le colonel Dupont*."""
        first = self.before(i, lowest)
        at = match.last + (1 if self.is_mark(match.last, ".") else 0)
        title = self.anchor(at, "title")
        if title is not None:
            at = title.last + (1 if self.is_mark(title.last, ".") else 0)
        function = self.anchor(at, "function")
        determiner = self.match(at, "determiner")
        if function is None and determiner is not None:
            function = self.anchor(determiner.last, "function")
        if function is not None:
            found = self.function(function.first, first, function, [])
            return found or self.described(function.first, first, function, [])
        actor = self.anchor(at, "actor")
        if actor is not None and actor.entry.more["kind"] == "official":
            return self.somebody(first, actor.last, at, actor.last, actor.entry.key, actor.entry, "official", None)
        named = self.named_at(at, True)
        if named is None:
            if self.anchor(i, *NOUNS) is not None:
                return self.noun(i, lowest)
            return None
        start, end, name, entry = named
        return self.somebody(first, end, start, end, name, entry, "person", None)
