"""Institutions, groups without names, media and actors."""

from itertools import chain

from selon.knowledge.folding import fold
from selon.knowledge.lexicon import Match
from selon.knowledge.names import countries, held, holders, naming
from selon.model.source import SourceKind
from selon.understand.mentions.people import People
from selon.understand.mentions.tails import Tail
from selon.understand.parts import Mention


class Bodies(People):
    """Reads institutions, groups and media."""

    __slots__ = ()

    def group(self, i: int, first: int, match: Match, lead: list[str]) -> Mention | None:
        """People without a name: one source for each country that they belong to."""
        needed = match.entry.role == "group" or match.entry.form in ("singular", "adjective")
        after_of = match.entry.role == "unnamed" and first > 0 and self.match(first - 1, "of") is not None
        if needed and not after_of and not self.determined(first):
            return None
        led_by = self.led_by
        tail = self.tail(match.last, False, False)
        self.led_by = led_by
        own = self.own(tail, lead)
        codes = countries()
        whose = [codes[c].name for c in own if not (tail.city is not None and tail.city.country == c)]
        blocs = [*(b for b in lead if b not in codes), *tail.blocs]
        kind: SourceKind = "unnamed" if match.entry.role == "unnamed" else "group"
        begin = self.after_determiner(first, i)
        if tail.lower or tail.actor is not None or tail.city is not None or self.led_by is not None:
            sources = [self.source(begin, tail.last, self.plain(begin, tail.last), kind, self.affiliation(tail, lead))]
        elif whose or blocs:
            of = naming().of
            sources = [
                self.source(begin, tail.last, of.format(what=match.entry.key, whose=name), kind, code)
                for name, code in chain(zip(whose, own, strict=True), ((b, None) for b in blocs))
            ]
        else:
            sources = [self.source(begin, tail.last, match.entry.key, kind)]
        return Mention(first, tail.last, match.last - 1, "group", tuple(sources), None, own[0] if own else None)

    def institution(self, i: int, first: int, match: Match, lead: list[str], lowest: int) -> Mention | None:
        """An institution: by its English name where its kind and country tell it, else by the report's fullest form."""
        entry = match.entry
        proper = self.tokens[i].capital and not self.capital_nouns  # un balance de Protección Civil
        if not proper and not self.determined(first) and self.anchor(match.last, "demonym") is None:
            return None
        full = bool(entry.more.get("full"))
        town = first
        if self.adjectives_before and not lead and entry.more.get("local") and first == i:
            town = self.town_before(first, lowest)
        tail = self.tail(match.last, bool(entry.more.get("domain")), full or match.last - i > 1)
        if town < first:
            first = self.before(town, lowest)
            known = self.town(town, i)
            tail.city = self.place(town, i, known) if known is not None else None
            tail.proper = True
            if known is not None and known.country is not None:
                tail.countries.insert(0, known.country)
        if entry.key.startswith(naming().seated) and not lead and not tail.countries and not tail.proper:
            self.seat(tail)
        own = self.own(tail, lead)
        affiliation = self.affiliation(tail, lead)
        begin = self.after_determiner(first, i)
        last = tail.last
        beside = self.anchor(last, "actor") if not tail.proper and tail.actor is None else None
        if beside is not None and beside.entry.more["kind"] == "institution" and self.tokens[last].capital:
            return self.appositive(first, begin, beside.last, beside)  # der Militärgeheimdienst HUR
        if self.capital_nouns and entry.more.get("local") and last == match.last and last < self.size:
            known = self.town(last, last + 1) if self.tokens[last].capital else None
            if known is not None and known.country is not None:  # die Staatsanwaltschaft München
                tail.city, tail.proper = self.place(last, last + 1, known), True
                last = tail.last = last + 1
                own = tail.countries = [known.country]
                affiliation = known.country
        if (
            tail.actor is not None
            and tail.last == tail.actor.last + (3 if tail.acronym else 0)
            and self.match(tail.actor.first - 1, "of") is None
        ):
            return self.appositive(first, begin, last, tail.actor)
        blocs = [*(name for name in lead if name not in countries()), *tail.blocs]
        bare = not own and not blocs and not tail.proper and not tail.lower and tail.domain is None and not lead
        vague = not own and not blocs and not tail.proper and not lead
        if full and vague and (bare or not self.article(first, "definite")):
            return None
        key = entry.key
        of = naming().of
        if tail.domain is not None and key not in countries():
            key = of.format(what=key, whose=tail.domain)
        local = bool(entry.more.get("local")) and tail.city is not None
        kind: SourceKind = "government" if entry.key in naming().governments else "institution"
        if entry.more.get("apposed") and tail.named is not None:
            name = self.plain(*tail.named)
            source = self.source(begin, last, name, kind, affiliation)
            self.remember("institutions", name, source)
            if tail.acronym is not None:
                self.remember("acronyms", fold(tail.acronym), source)
            return Mention(first, last, tail.named[1] - 1, "institution", (source,), None, affiliation)
        if full or tail.lower or tail.actor is not None or local or (tail.proper and tail.city is None):
            name = self.plain(begin, last - 3 if tail.acronym else last)
            named = [self.source(begin, last, name, kind, affiliation)]
        elif own:
            named = []
            for code in own:
                actor = holders().get((key, code))
                if actor is not None:
                    named.append(self.source(begin, last, actor[0], "institution", code))
                elif entry.key in naming().governments:
                    named.append(self.source(begin, last, countries()[code].name, "government", code))
                else:
                    name = of.format(what=key, whose=countries()[code].name)
                    named.append(self.source(begin, last, name, kind, code))
        elif blocs:
            named = [self.source(begin, last, of.format(what=key, whose=bloc), kind) for bloc in blocs]
        else:
            earlier = self.known("institutions", key)
            if earlier is not None:
                named = [self.source(begin, last, earlier.name, earlier.kind, earlier.affiliation)]
            else:
                named = [self.source(begin, last, key, kind)]
        if len(named) == 1:
            if not bare:
                self.remember("institutions", key, named[0])
                self.remember("institutions", entry.key, named[0])
            if tail.acronym is not None:
                self.remember("acronyms", fold(tail.acronym), named[0])
        where = tail.city if entry.more.get("site") else None
        return Mention(first, last, match.last - 1, "institution", tuple(named), where, affiliation)

    def seat(self, tail: Tail) -> None:
        """Takes the capital where a state's ministry or government sits: *das Verteidigungsministerium in Moskau*."""
        at = tail.last
        found = self.found[at] if at < self.size else ()
        sits = next((m for m in found if m.entry.role == "locative" and m.entry.key == "seat"), None)
        capital = self.anchor(sits.last, "capital") if sits is not None else None
        if capital is not None and self.person_run(capital.first) <= capital.last:
            where = self.country_place(capital.first, capital.last, capital.entry)
            self.inner.append(
                Mention(capital.first, capital.last, capital.last - 1, "country", (), where, capital.entry.key)
            )
            tail.countries.append(capital.entry.key)
            tail.last = capital.last

    def medium(self, i: int, first: int, match: Match, lead: list[str]) -> Mention | None:
        """A newspaper, a station or an agency, by its name behind the noun; None where no name follows."""
        tail = self.tail(match.last, False, False)
        at = tail.last
        if self.is_mark(at, '«“"'):
            at += 1
        actor = self.anchor(at, "actor")
        begin = self.after_determiner(first, i)
        last = tail.last
        if actor is not None:
            last = actor.last + (1 if self.is_mark(actor.last, '»”"') else 0)
            return self.appositive(first, begin, last, actor)
        if tail.actor is not None:
            return self.appositive(first, begin, last, tail.actor)
        kind: SourceKind = "agency" if match.entry.key == "agency" else "outlet"
        affiliation = self.affiliation(tail, lead)
        if at < self.size and self.tokens[at].capital and (end := self.run(at)) > at:
            end += 1 if self.is_mark(end, '»”"') else 0
            source = self.source(begin, end, self.plain(at, end).strip('»”" '), kind, affiliation)
            return Mention(first, end, end - 1, "outlet", (source,), None, affiliation)
        if affiliation is None:
            return None
        source = self.source(begin, last, self.plain(begin, last), kind, affiliation)
        return Mention(first, last, match.last - 1, "outlet", (source,), None, affiliation)

    def appositive(self, first: int, begin: int, last: int, actor: Match) -> Mention:
        """An actor whose name stands behind what it is: *l'agence de presse nord-coréenne KCNA*."""
        more = actor.entry.more
        kind = "outlet" if more["kind"] in ("agency", "outlet") else "institution"
        source = self.source(begin, last, actor.entry.key, more["kind"], more["country"])
        return Mention(first, last, actor.last - 1, kind, (source,), None, more["country"])

    def actor(self, i: int, match: Match) -> Mention | None:
        """An actor by a name of its."""
        more = match.entry.more
        first = self.before(i, self.lowest)
        if more["kind"] == "official":
            return self.somebody(first, match.last, i, match.last, match.entry.key, match.entry, "official", None)
        if self.adjectives_before and more["kind"] == "institution":
            possessive = self.match(match.last, "possessive")
            at = possessive.last if possessive is not None else match.last
            speaker = self.anchor(at, "function", "unnamed", "group")
            while speaker is None and (step := self.match(at, "modifier")) is not None:
                at = step.last
                speaker = self.anchor(at, "function", "unnamed", "group")
            if speaker is not None:
                return self.left(at)
        first = self.led(first, self.lowest, [])
        tail = Tail(match.last, [], [])
        if self.is_mark(match.last, "("):
            self.bracket(tail)
        source = self.source(i, tail.last, match.entry.key, more["kind"], more["country"])
        if (role := held().get(match.entry.key)) is not None:  # l'agence d'espionnage, further on
            self.remember("institutions", role, source)
        if tail.acronym is not None:
            self.remember("acronyms", fold(tail.acronym), source)
        elif (
            more["kind"] in ("outlet", "agency")
            and self.adjectives_before
            and (noun := self.match(tail.last, "medium"))
        ):
            tail.last = noun.last  # the JoongAng Ilbo newspaper
        elif more["kind"] == "outlet" and not self.anchors.get(tail.last):
            tail.last = max(tail.last, self.run(tail.last))  # CBC News, France 3 Bretagne
        kind = "outlet" if more["kind"] in ("agency", "outlet") else "institution"
        last = tail.last
        owner = self.tail(last, False, False) if kind == "institution" else tail
        if owner.last > last and not owner.lower and not owner.proper and owner.countries:
            last = owner.last  # le NIS de la Corée du Sud
            if owner.countries[0] == more["country"]:
                source = self.source(i, last, match.entry.key, more["kind"], more["country"])
            else:
                last = tail.last
        return Mention(first, last, match.last - 1, kind, (source,), None, more["country"])

    def local(self, i: int) -> bool:
        """Whether an institution that a town has of its own stands at token i."""
        institution = self.anchor(i, "institution")
        return institution is not None and bool(institution.entry.more.get("local"))

    def town_before(self, first: int, lowest: int) -> int:
        """Where the town begins whose institution begins at token `first` (*Essen police*); `first` where none does."""
        for j in range(max(lowest, first - 3), first):
            if self.tokens[j].capital and self.town(j, first) is not None:
                return j
        return first
