"""People: functions and titles with names, appositions, and who is meant by a surname or a function alone."""

from typing import Final

from selon.knowledge.folding import fold
from selon.knowledge.lexicon import Entry, Match
from selon.knowledge.names import family_first, offices
from selon.model.source import Source, SourceKind
from selon.understand.mentions.tails import Tail, Tails
from selon.understand.parts import Mention

FAR: Final = 14
"""How many words an apposition may have before the comma that closes it."""


def office_of(match: Match, tail: Tail) -> str:
    """The key of an office: the function's, with what it is for."""
    return f"{match.entry.key}:{tail.domain}" if tail.domain is not None else match.entry.key


class People(Tails):
    """Reads people."""

    __slots__ = ()

    def function(self, i: int, first: int, match: Match, lead: list[str]) -> Mention | None:
        """A function with the name of who has it, before or behind a comma."""
        entry = match.entry
        tail = self.tail(match.last, bool(entry.more.get("domain")), False)
        affiliation = self.affiliation(tail, lead)
        at = tail.last
        title = self.anchor(at, "title")
        while title is not None:
            at = title.last + (1 if self.is_mark(title.last, ".") else 0)
            title = self.anchor(at, "title")
        named = self.named_at(at, tail.lower == 0 and not tail.proper)
        comma = False
        if named is None and self.odd_word(at):  # la députée frondeuse Maud Dupont
            named = self.named_at(at + 1, False)
        if named is None and entry.form != "plural":
            named = self.named_behind(at)
            comma = named is not None
        if named is None:
            return None
        start, end, name, actor = named
        kind: SourceKind = "official" if entry.more.get("kind") == "official" else "person"
        return self.somebody(first, end, start, end, name, actor, kind, affiliation, office_of(match, tail), comma)

    def odd_word(self, i: int) -> bool:
        """Whether token i is an unknown word that may be an adjective between a function and a name."""
        if i + 1 >= self.size or self.tokens[i].kind != "word" or self.tokens[i].capital or self.anchors.get(i):
            return False
        return self.tokens[i + 1].capital and not self.closed(i)

    def named_behind(self, at: int) -> tuple[int, int, str, Entry | None] | None:
        """The person's name that a comma parts from a function whose words end at token `at`, or a little behind."""
        for j in range(at, min(self.size, at + FAR)):
            if self.is_mark(j, ","):
                break
            if self.tokens[j].kind == "mark" and self.tokens[j].word not in "()'’":
                return None
        else:
            return None
        if self.finite(at, j):
            return None
        k = j + 1
        determiner = self.match(k, "determiner")
        if determiner is not None and not self.tokens[k].capital:
            k = determiner.last
        while (skipped := self.match(k, "modifier")) is not None:
            k = skipped.last
        named = self.named_at(k, False)
        if named is None and self.is_name(k):
            end = self.run(k)
            named = k, end, self.plain(k, end), None
        if named is None or not (named[1] >= self.size or self.tokens[named[1]].kind == "mark"):
            return None
        return named

    def named_at(self, i: int, titled: bool) -> tuple[int, int, str, Entry | None] | None:
        """The person's name at token i: (first, last, name, actor). `titled`: a function or title stands before it."""
        particle = self.match(i, "particle") if titled else None
        if particle is not None and not self.tokens[i].capital and particle.last < self.size:
            named = self.named_at(particle.last, False) if self.tokens[particle.last].capital else None
            if named is None and self.tokens[min(particle.last, self.size - 1)].capital:
                end = self.run(particle.last)
                return i, end, self.plain(i, end), None
            return named and (i, named[1], self.plain(i, named[1]), None)
        if i >= self.size or not self.tokens[i].capital:
            return None
        actor = self.anchor(i, "actor")
        run = self.run(i, person=True)
        if actor is not None and actor.last >= run and actor.entry.more["kind"] == "official":
            return i, actor.last, actor.entry.key, actor.entry
        if actor is not None and actor.last >= run:
            return None
        if run <= i or (self.anchor(i, "country", "capital", "institution") is not None and not self.is_given(i)):
            return None
        if not titled and not self.is_person(i, run):
            return None
        if run - i > 2 and self.words(i, run).isupper():
            return None
        if self.anchor(run - 1, "institution", "medium", "place_noun") is not None:
            return None
        if run - i == 1 and self.known("people", self.tokens[i].word) is None and not self.surname(i):
            return None
        return i, run, self.plain(i, run), None

    def somebody(
        self,
        first: int,
        last: int,
        start: int,
        end: int,
        name: str,
        actor: Entry | None,
        kind: SourceKind,
        affiliation: str | None,
        office: str | None = None,
        comma: bool = False,
    ) -> Mention:
        """A person with a name at tokens `start` to `end`, in a phrase of tokens `first` to `last`."""
        if actor is not None:
            kind = "official" if actor.more["kind"] == "official" else kind
            affiliation = actor.more["country"] or affiliation
        else:
            earlier = self.acquaintance(start, end)
            if earlier is not None:
                name = earlier.name
                affiliation = affiliation or earlier.affiliation
                kind = "official" if "official" in (kind, earlier.kind) else earlier.kind
        begin = first
        determiner = self.match(first, "determiner")
        if determiner is not None and determiner.last <= start:
            begin = determiner.last
        if not comma:
            role = self.apposition(last)
            if role is not None:
                last, office_here, kind_here, country = role
                office = office or office_here
                affiliation = affiliation or country
                kind = "official" if "official" in (kind, kind_here) else kind
        source = self.source(begin, last, name, kind, affiliation)
        self.introduce(source, start, end, name)
        held = (office,) if office is not None else offices().get(name, ())
        for one in held:
            for key in {one, one.partition(":")[0]}:
                self.remember("offices", (key, affiliation), source)
                self.remember("offices", (key, None), source)
        return Mention(first, last, end - 1, "person", (source,), None, affiliation)

    def acquaintance(self, start: int, end: int) -> Source | None:
        """Who was named in full before and is meant by the name at these tokens."""
        found = self.known("people", fold(self.plain(start, end)))
        return found if found is not None or end - start > 1 else self.known("people", self.tokens[start].word)

    def introduce(self, source: Source, start: int, end: int, name: str) -> None:
        """Makes a person known by the surname, from the next time on."""
        words = name.split()
        self.remember("people", fold(name), source)
        if len(words) < 2:
            return
        self.remember("people", fold(words[-1]), source)
        if fold(words[0]) in family_first() or not self.is_given_word(fold(words[0])):
            self.remember("people", fold(words[0]), source)
        if len(words) > 2 and self.is_particle(words[-2]):
            self.remember("people", fold(" ".join(words[-2:])), source)

    def apposition(self, last: int) -> tuple[int, str | None, SourceKind, str | None] | None:
        """A function behind a name and a comma: (where it ends, its key, kind, country); or letters in brackets."""
        if self.is_mark(last, "("):
            for j in range(last + 1, min(self.size, last + 9)):
                if self.is_mark(j, ")"):
                    inside = self.apposition_at(last + 1)
                    if inside is not None and inside[0] <= j:
                        return j + 1, inside[1], inside[2], inside[3]
                    return j + 1, None, "person", None
            return None
        if not self.is_mark(last, ","):
            return None
        found = self.apposition_at(last + 1)
        if found is None:
            return None
        end, office, kind, country = found
        for j in range(end, min(self.size, end + FAR)):
            if self.tokens[j].word in self.index.closed and not self.anchors.get(j):
                return end, office, kind, country
            if self.is_mark(j, ",.;:–—»”!?"):
                if not self.finite(end, j):
                    return j, office, kind, country
                break
        if end >= self.size:
            return end, office, kind, country
        return last, office, kind, country

    def apposition_at(self, i: int) -> tuple[int, str | None, SourceKind, str | None] | None:
        """The function in apposition at token i, past an article and adjectives."""
        determiner = self.match(i, "determiner")
        if determiner is not None:
            i = determiner.last
        lead: list[str] = []
        while True:
            modifier = self.match(i, "modifier")
            if modifier is not None:
                i = modifier.last
                continue
            adjective = self.anchor(i, "demonym") if self.adjectives_before else None
            if adjective is None:
                break
            lead.append(adjective.entry.key)
            i = adjective.last
        match = self.anchor(i, "function")
        one_of = determiner is not None and determiner.last - determiner.first > 1
        if match is None or (match.entry.form == "plural" and not one_of):
            return None
        tail = self.tail(match.last, bool(match.entry.more.get("domain")), False)
        kind: SourceKind = "official" if match.entry.more.get("kind") == "official" else "person"
        return tail.last, office_of(match, tail), kind, self.affiliation(tail, lead)

    def described(self, i: int, first: int, match: Match, lead: list[str]) -> Mention | None:
        """A function without a name: who was named with it before, else the words themselves."""
        entry = match.entry
        if not self.determined(first):
            return None
        if entry.more.get("kind") != "official" and (
            entry.form == "plural" or (self.ending(i, "determiner", 0) < 0 and self.match(first, "determiner") is None)
        ):
            return None
        tail = self.tail(match.last, bool(entry.more.get("domain")), False)
        affiliation = self.affiliation(tail, lead)
        last = tail.last
        kind: SourceKind = "official" if entry.more.get("kind") == "official" else "person"
        if self.article(first, "definite") and entry.form != "plural":
            bare = tail.last == match.last and not lead
            earlier = None
            if bare or affiliation is not None or tail.domain is not None:
                earlier = self.known("offices", (office_of(match, tail), affiliation)) if not tail.lower else None
            if earlier is not None:
                source = self.source(i, last, earlier.name, earlier.kind, earlier.affiliation)
                return Mention(first, last, match.last - 1, "person", (source,), None, earlier.affiliation)
        name = entry.more.get("name")
        bare = tail.last == match.last and not lead
        begin = self.after_determiner(first, i)
        if name is None or not bare:
            name = self.plain(begin, last)
        source = self.source(begin, last, name, kind, affiliation)
        return Mention(first, last, match.last - 1, "role", (source,), None, affiliation)

    def person(self, start: int, end: int, first: int) -> Mention:
        """A person by name alone."""
        return self.somebody(first, end, start, end, self.plain(start, end), None, "person", None)
