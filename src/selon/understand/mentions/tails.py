"""What stands around a noun: whose it is, what it is for, where it is."""

from collections.abc import Sequence

import msgspec

from selon.knowledge.gazetteer import Known
from selon.knowledge.lexicon import Entry, Match
from selon.knowledge.names import countries
from selon.model.place import Place
from selon.understand.mentions.line import NATIONAL, NOUNS, Line
from selon.understand.parts import MEDIA, Mention


class Tail(msgspec.Struct):
    """What hangs on a noun behind it.

    `last`: where it ends; `countries`, `blocs`, `actor`: whose it is; `city`: where; `domain`: what for;
    `acronym`: letters in brackets; `lower`: how many common nouns it has; `proper`: a proper name tells which one it
    is; `named`: where a name stands right behind the noun and its adjectives.
    """

    last: int
    countries: list[str]
    blocs: list[str]
    actor: Match | None = None
    city: Place | None = None
    domain: str | None = None
    acronym: str | None = None
    lower: int = 0
    proper: bool = False
    named: tuple[int, int] | None = None


class Tails(Line):
    """Reads the words around a noun."""

    __slots__ = ()

    def tail(self, last: int, takes_domain: bool, named: bool) -> Tail:
        """What follows a noun that ends at token `last`. `named`: a name may follow without a preposition."""
        known: Tail | None = self.tails.get((last, takes_domain, named))
        if known is None:
            known = self.tails[last, takes_domain, named] = self.tail_at(last, takes_domain, named)
        return known

    def tail_at(self, last: int, takes_domain: bool, named: bool) -> Tail:
        """As `tail`, read from the words."""
        tail = Tail(last, [], [])
        while tail.last < self.size:
            i = tail.last
            adjective = self.anchor(i, "demonym", "bloc")
            if adjective is not None and not self.tokens[i].capital:
                self.adjectives(tail)
                continue
            modifier = self.match(i, "modifier")
            if modifier is not None:
                tail.last = modifier.last
                continue
            of = self.match(i, "of") if not self.tokens[i].capital else None
            if of is not None:
                if self.medium_told(last, tail, of) or not self.complement(tail, of, takes_domain):
                    break
                continue
            if self.is_mark(i, "(") and self.bracket(tail):
                continue
            if named and not tail.proper and self.tokens[i].capital and not self.anchor(i, "title", "function"):
                actor = self.anchor(i, "actor")
                if actor is not None and actor.entry.more["kind"] != "official":
                    tail.actor, tail.last, tail.proper = actor, actor.last, True
                    continue
                end = self.run(i)
                if end > i and (end == i + 1 or not self.is_given(i)):
                    tail.last, tail.proper, tail.named = end, True, (i, end)
                    continue
            break
        return tail

    def medium_told(self, last: int, tail: Tail, of: Match) -> bool:
        """Whether a medium follows to which the noun ending at `last` spoke, in a case that may be that of an owner
        too: *sagte ein Sprecher (der Feuerwehr) der Deutschen Presse-Agentur*."""
        if of.first == of.last - 1 and self.match(of.first, "determiner") is not None:
            actor = self.anchor(of.last, "actor")
            function = self.match(last - 1, "function")
            official = function is not None and function.entry.more.get("kind") == "official"
            if actor is not None and actor.entry.more["kind"] in MEDIA and (official or tail.last > last):
                return True
        return False

    def adjectives(self, tail: Tail) -> None:
        """Adjectives of countries, one or several: *ukrainiens, sud-coréens et américains*."""
        i = tail.last
        while True:
            match = self.anchor(i, "demonym", "bloc")
            if match is None:
                return
            if match.entry.role == "demonym":
                tail.countries.append(match.entry.key)
                self.inner.append(Mention(i, match.last, match.last - 1, "demonym", (), None, match.entry.key))
            else:
                tail.blocs.append(match.entry.key)
            tail.last = i = match.last
            link = self.match(i, "coordination")
            after = link.last if link is not None else i + 1 if self.is_mark(i, ",") else i
            if after == i or self.anchor(after, "demonym", "bloc") is None or self.tokens[after].capital:
                return
            if link is None and not self.lists_on(after):
                return
            i = after

    def lists_on(self, i: int) -> bool:
        """Whether the adjective at token i stands in a list that a conjunction closes."""
        while True:
            match = self.anchor(i, "demonym", "bloc")
            if match is None:
                return False
            if self.match(match.last, "coordination") is not None:
                return True
            if not self.is_mark(match.last, ","):
                return False
            i = match.last + 1

    def complement(self, tail: Tail, of: Match, takes_domain: bool) -> bool:
        """What a preposition ties to the noun; False where it ties nothing that is understood."""
        i = of.last
        if self.capital_nouns and (self.match(i, "time_weekday") or self.match(i, "time_month")):
            return False  # nach Angaben des Ministeriums vom Mittwoch
        if self.capital_nouns and i < self.size and (self.tokens[i].kind == "digits" or self.match(i, "bound")):
            return False  # sprach der Generalstab von rund 1.100 Toten
        counted = self.match(i + 1, "event") if self.match(i, "number") is not None else None
        if counted is not None and counted.entry.more.get("frame") == "self":
            return False  # sprach die Polizei von zwölf Toten
        actor = self.anchor(i, "actor")
        if of.entry.key == "at":  # à l'Assemblée nationale
            inside = actor if actor is not None and actor.entry.more["kind"] == "institution" else None
            inside = inside or self.anchor(i, "institution")
            if inside is not None and not takes_domain:
                tail.last, tail.proper = inside.last, True
                return True
        if of.entry.key == "affiliated":  # an analyst with …, a professor at …
            inside = actor or self.anchor(i, "institution")
            if inside is not None:
                tail.last, tail.proper = inside.last, True
                return True
            home = self.match(i, "determiner")
            country = self.anchor(home.last if home is not None else i, "country")
            if country is not None and self.person_run(country.first) <= country.last:  # officials from South Korea
                while country is not None:
                    tail.countries.append(country.entry.key)
                    tail.last = country.last
                    link = self.match(tail.last, "coordination")
                    home = self.match(link.last, "determiner") if link is not None else None
                    country = self.anchor(home.last if home is not None else link.last, "country") if link else None
                return True
            end = self.run(i) if not self.capital_nouns else i
            if end > i + 1 and self.lookup(i, end)[0] is None and not self.anchor(i, "country", "capital"):
                tail.last, tail.proper = end, True
                return True
            return False
        if takes_domain and tail.domain is None:
            domain = self.match(i, "domain")
            if domain is not None and self.cased(domain):
                tail.domain, tail.last = domain.entry.key, domain.last
                return True
        if of.entry.key != "of":
            return False
        if actor is not None:
            tail.actor, tail.last, tail.proper = actor, actor.last, True
            return True
        determiner = self.match(i, "determiner")
        if determiner is not None and not self.tokens[i].capital:
            i = determiner.last
        while (modifier := self.match(i, "modifier")) is not None and not self.tokens[i].capital:
            i = modifier.last
        if i >= self.size or self.tokens[i].kind != "word":
            return False
        place = self.anchor(i, "country", "capital")
        actor = self.anchor(i, "actor")
        region = self.anchor(i, "region")
        if region is not None and (place is None or region.last > place.last):
            return self.region_complement(tail, region)
        if actor is not None and place is not None and actor.last > place.last:
            place = None
        if place is not None and self.person_run(i) <= place.last:
            tail.countries.append(place.entry.key)
            where = self.country_place(i, place.last, place.entry)
            if place.entry.role == "capital":
                tail.city = where
            self.inner.append(Mention(i, place.last, place.last - 1, "country", (), where, place.entry.key))
            tail.last = place.last
            possessive = self.match(place.last, "possessive")
            body = self.body(possessive.last) if possessive is not None else None
            if body is not None:  # a spokesman for Ukraine's General Staff
                tail.last = body.last
                return True
            self.more_countries(tail)
            return True
        if actor is not None:
            tail.actor, tail.last, tail.proper = actor, actor.last, True
            return True
        article = determiner or self.match(of.first, "determiner")  # del país, du pays: it stands in the preposition
        home = self.match(i, "homeland") if article is not None else None
        if home is not None and (code := self.homeland(i)) is not None:  # les services de renseignement du pays
            tail.countries.append(code)
            tail.last = home.last
            return True
        bloc = self.anchor(i, "bloc")
        if bloc is not None and self.tokens[i].capital:
            tail.blocs.append(bloc.entry.key)
            tail.last = bloc.last
            return True
        if self.tokens[i].capital:
            return self.proper_complement(tail, i, determiner is not None)
        if self.closed(i) or tail.lower >= 3 or tail.proper or tail.city is not None:
            return False
        noun = self.anchor(i, *NOUNS, "place_noun")
        tail.last = noun.last if noun is not None else i + 1
        tail.lower += 1
        if noun is not None and noun.entry.more.get("domain"):
            domain_of = self.match(tail.last, "of")
            domain = self.match(domain_of.last, "domain") if domain_of is not None else None
            if domain is not None and self.cased(domain):
                tail.last = domain.last
        elif noun is not None and (noun.entry.more.get("full") or noun.entry.role == "place_noun"):
            end = self.run(tail.last)
            if (
                end > tail.last and self.person_run(tail.last) == tail.last
            ):  # l'hôpital Georges-Pompidou, la région Grand Est
                known = self.lookup(tail.last, end, region=True)[0]
                if known is not None and known.country is not None:
                    tail.countries.append(known.country)
                tail.last, tail.proper = end, True
        elif noun is None and self.plain_word(tail.last):  # an adjective: maladies infectieuses
            tail.last += 1
        return True

    def body(self, i: int) -> Match | None:
        """The institution at token i, past adjectives."""
        while (modifier := self.match(i, "modifier")) is not None and self.anchor(i, "institution") is None:
            i = modifier.last
        return self.anchor(i, "institution", "actor")

    def homeland(self, i: int) -> str | None:
        """The country that *the country* at token i stands for: the last one named, or the report's only one."""
        for j in range(i - 1, -1, -1):
            match = self.anchor(j, *NATIONAL)
            if match is not None and match.last <= i:
                return match.entry.key
        return next(iter(self.old.countries)) if len(self.old.countries) == 1 else None

    def region_complement(self, tail: Tail, match: Match) -> bool:
        """A region of several words behind a preposition."""
        more = match.entry.more
        where = self.place(match.first, match.last, Known(match.entry.key, more["country"], more["geonames"]))
        self.inner.append(Mention(match.first, match.last, match.last - 1, "place", (), where, more["country"]))
        if more["country"] is not None:
            tail.countries.append(more["country"])
        tail.city, tail.proper, tail.last = where, True, match.last
        return True

    def plain_word(self, i: int) -> bool:
        """Whether token i is a word that may be an adjective, before a mark or a preposition."""
        if i + 1 >= self.size or self.tokens[i].kind != "word" or self.tokens[i].capital or self.closed(i):
            return False
        if self.anchors.get(i):
            return False
        after = i + 1
        return self.tokens[after].kind == "mark" or self.match(after, "of") is not None

    def more_countries(self, tail: Tail) -> None:
        """Countries that a conjunction adds: *des États-Unis et de la Corée du Sud*."""
        while True:
            link = self.match(tail.last, "coordination")
            i = link.last if link is not None else tail.last + 1 if self.is_mark(tail.last, ",") else -1
            of = self.match(i, "of") if i >= 0 else None
            if of is None or of.entry.key != "of":
                return
            country = self.anchor(of.last, "country")
            if country is None:
                return
            tail.countries.append(country.entry.key)
            tail.last = country.last

    def proper_complement(self, tail: Tail, i: int, article: bool) -> bool:
        """A name with a capital behind a preposition: a place where it is known as one, else a name.

        `article`: an article stands before it, as before regions and not before towns.
        """
        end = self.person_run(i)
        if end > i:
            tail.proper, tail.last = True, end
            return True
        end = self.run(i)
        if end <= i:
            return False
        end = next((j for j in range(i + 1, end - 1) if self.is_given(j)), end)  # des Patriotes Florian Philippot
        known, place_end = self.lookup(i, end, region=True, town=not article)
        if place_end < end or self.anchor(i, *NOUNS) is not None:
            known = None
        if known is not None:
            where = self.place(i, place_end, known)
            tail.city = where
            if known.country is not None:
                tail.countries.append(known.country)
            self.inner.append(Mention(i, place_end, place_end - 1, "place", (), where, known.country))
            end = place_end
        tail.proper, tail.last = True, end
        return True

    def bracket(self, tail: Tail) -> bool:
        """Letters in brackets behind a name: *(NIS)*."""
        i = tail.last + 1
        if i + 1 >= self.size or self.tokens[i].kind != "word" or not self.is_mark(i + 1, ")"):
            return False
        letters = self.words(i, i + 1)
        capitals = sum(c.isupper() for c in letters)
        if not letters.isupper() and self.lookup(i, i + 1)[0] is not None:
            return False
        if (capitals < 2 and not (letters[0].isupper() and len(letters) < 7)) or self.anchor(i, "country", "capital"):
            return False
        tail.acronym, tail.last = letters, i + 2
        return True

    def led(self, first: int, lowest: int, lead: list[str]) -> int:
        """Adjectives and possessives of countries before a noun: *Ukrainian*, *South Korea's*; lists of them, too."""
        self.led_by = None
        if not self.adjectives_before:
            return first
        end = first
        while True:
            found = self.leading(end, lowest)
            if found is None:
                break
            if found.entry.role == "actor":
                self.led_by = found
            elif found.entry.role != "institution":
                lead.insert(0, found.entry.key)
            if found.entry.role not in ("bloc", "actor", "institution"):
                code = found.entry.key
                self.inner.append(Mention(found.first, found.last, found.last - 1, "demonym", (), None, code))
            first = end = self.before(found.first, lowest)
            link = self.ending(end, "coordination", lowest)
            if link >= 0 and end == found.first:
                end = link
            elif self.is_mark(end - 1, ",") and end == found.first and end - 1 > lowest and len(lead) > 1:
                end -= 1
        return first

    def leading(self, end: int, lowest: int) -> Match | None:
        """The adjective or possessive of a country that ends at token `end`."""
        for j in range(max(lowest, end - 6), end):
            match = self.anchor(j, "demonym", "bloc")
            if match is not None and match.last == end:
                return match
            actor = self.anchor(j, "actor")
            if actor is not None and actor.entry.more["kind"] == "institution":
                possessive = self.match(actor.last, "possessive")
                if actor.last == end or (possessive is not None and possessive.last == end):
                    return actor
            body = self.anchor(j, "institution")
            if body is not None and body.last == end:
                return body
            home = self.match(j, "homeland")
            if home is not None and (possessive := self.match(home.last, "possessive")) and possessive.last == end:
                code = self.homeland(j)
                return Match(j, end, Entry("country", code)) if code is not None else None
            country = self.anchor(j, "country", "capital")
            if country is not None:
                possessive = self.match(country.last, "possessive")
                if possessive is not None and possessive.last == end:
                    return country
                if country.entry.form == "genitive" and country.last == end:
                    return country
        return None

    def own(self, tail: Tail, lead: Sequence[str]) -> list[str]:
        """The countries of a phrase, those before the noun first."""
        if not lead:
            return tail.countries
        codes = countries()
        return list(dict.fromkeys([*(c for c in lead if c in codes), *tail.countries]))

    def affiliation(self, tail: Tail, lead: Sequence[str]) -> str | None:
        """The country that a phrase belongs to."""
        own = self.own(tail, lead)
        if own:
            return own[0]
        actor = self.led_by or tail.actor
        country: str | None = actor.entry.more["country"] if actor is not None else None
        return country

    def led_to(self, i: int) -> bool:
        """Whether a noun that can speak follows at token i, past adjectives, lists of them and numbers."""
        for _ in range(6):
            if self.anchor(i, *NOUNS, "title") is not None:
                return True
            if self.anchor(i, "place_noun") is not None:
                return True
            actor = self.anchor(i, "actor")
            if actor is not None:
                return bool(actor.entry.more["kind"] in ("institution", "agency", "outlet"))
            step = self.match(i, "modifier") or self.anchor(i, "demonym", "bloc") or self.match(i, "coordination")
            if step is None and self.is_mark(i, ","):
                i += 1
            elif step is None:
                return False
            else:
                i = step.last
        return False

    def left(self, last: int) -> Mention | None:
        """None: leaves the words up to token `last` to the noun that will reach back for them."""
        self.resume = last
        return None
