"""Countries and places."""

from selon.knowledge.gazetteer import Known
from selon.knowledge.lexicon import Match
from selon.knowledge.names import countries
from selon.model.place import Place
from selon.understand.mentions.bodies import Bodies
from selon.understand.parts import Mention


class Where(Bodies):
    """Reads countries and places."""

    __slots__ = ()

    def country(self, i: int, match: Match) -> Mention | None:
        """A country or its capital: a place, and its government when it speaks."""
        code = match.entry.key
        if self.adjectives_before:
            possessive = self.match(match.last, "possessive")
            owned = possessive.last if possessive is not None else match.last
            if possessive is None and match.entry.role == "capital" and self.local(match.last):
                return self.left(match.last)
            owns = possessive is not None or match.entry.form == "genitive"
            if (owns or self.anchor(i, "demonym") is not None) and self.led_to(owned):
                return self.left(owned)
            place_owned = owns and owned < self.size and self.tokens[owned].capital and not self.anchors.get(owned)
            if place_owned and self.lookup(owned, self.run(owned))[0] is not None:
                return self.left(owned)
        first = self.before(i, self.lowest)
        source = self.source(i, match.last, countries()[code].name, "government", code)
        last = match.last
        place = self.country_place(i, last, match.entry)
        if self.is_mark(last, "("):  # Bruxelles (Belgique)
            inner = self.anchor(last + 1, "country")
            if inner is not None and inner.entry.key == code and self.is_mark(inner.last, ")"):
                last = inner.last + 1
        return Mention(first, last, match.last - 1, "country", (source,), place, code)

    def region(self, i: int, match: Match) -> Mention:
        """A region whose name has several words, not all of them with a capital: *Amérique latine*."""
        more = match.entry.more
        known = Known(match.entry.key, more["country"], more["geonames"])
        place = self.place(i, match.last, known)
        return Mention(self.before(i, self.lowest), match.last, match.last - 1, "place", (), place, known.country)

    def bloc(self, i: int, match: Match) -> Mention | None:
        """A bloc of countries that is named by a noun."""
        if self.adjectives_before and self.led_to(match.last):
            return self.left(match.last)
        if not self.tokens[i].capital or match.entry.form == "adjective":
            return self.left(match.last)
        source = self.source(i, match.last, match.entry.key, "group")
        return Mention(self.before(i, self.lowest), match.last, match.last - 1, "group", (source,))

    def demonym(self, i: int, match: Match, lowest: int) -> Mention | None:
        """An adjective of a country: with its noun behind it where the language has it so, else alone."""
        if self.adjectives_before and self.led_to(match.last):
            return self.left(match.last)
        if self.tokens[i].capital and not self.starts_sentence(i):
            run = self.person_run(i)
            if run > match.last:
                return self.person(i, run, i)
        return Mention(i, match.last, match.last - 1, "demonym", (), None, match.entry.key)

    def named_place(self, i: int, end: int, known: Known) -> Mention | None:
        """A place by its name."""
        first = self.led(self.before(i, self.lowest), self.lowest, [])
        if self.adjectives_before:
            if self.local(end):
                return self.left(end)
            noun = self.anchor(end, "place_noun")
            if noun is not None and noun.entry.key in ("region", "city"):  # the Kursk region
                wide = self.lookup(i, end, region=noun.entry.key == "region")[0] or known
                return self.place_mention(first, i, noun.last, noun, self.place(i, end, wide))
        place = self.place(i, end, known)
        return Mention(first, end, end - 1, "place", (), place, known.country)

    def place_phrase(self, i: int, match: Match) -> Mention | None:
        """A kind of place with its name: *la région contestée de Koursk*, *l'est de la RDC*, *la frontière russe*."""
        entry = match.entry
        if self.tokens[i].capital and not self.starts_sentence(i) and not self.capital_nouns:
            end = self.run(i)
            known, place_end = self.lookup(i, end)
            if known is not None and place_end > match.last:
                return self.named_place(i, place_end, known)
            if end > match.last:
                return self.left(end)  # Camp David
        lead: list[str] = []
        first = self.led(self.before(i, self.lowest), self.lowest, lead)
        at, adjective = self.place_adjectives(match.last)
        adjective = next((code for code in lead if code in countries()), adjective)
        of = self.match(at, "of")
        to = of.last if of is not None else at
        determiner = self.match(to, "determiner") if of is not None else None
        if determiner is not None and not self.tokens[to].capital:
            to = determiner.last
        if to < self.size and self.tokens[to].capital:
            named = self.place_of(to, of is not None, determiner is not None, entry.key, adjective)
            if named is not None:
                return self.place_mention(first, self.after_determiner(first, i), named[1], match, named[0])
        if adjective is not None and entry.key == "territory":
            country = countries()[adjective]
            known = Known(country.name, adjective, country.geonames)
            begin = self.after_determiner(first, i)
            return self.place_mention(first, begin, at, match, self.place(begin, at, known))
        town = self.town_before(i, self.lowest) if self.capital_nouns else i
        home = self.town(town, i) if town < i else None
        if home is not None:  # der Kölner Hauptbahnhof
            return self.place_mention(town, town, match.last, match, self.place(town, i, home))
        return None

    def place_adjectives(self, at: int) -> tuple[int, str | None]:
        """Where the adjectives end that stand behind a kind of place, known or not, and the country that one names."""
        country: str | None = None
        for _ in range(0 if self.adjectives_before else 3):
            if at >= self.size or self.tokens[at].kind != "word" or self.tokens[at].capital:
                break
            demonym = self.anchor(at, "demonym")
            if demonym is not None:
                country = country or demonym.entry.key
                self.inner.append(Mention(at, demonym.last, demonym.last - 1, "demonym", (), None, demonym.entry.key))
                at = demonym.last
                continue
            small = self.match(at, "of") or self.match(at, "grammar") or self.match(at, "locative")
            if small is not None or self.anchors.get(at) or self.finite(at, at + 1):
                break
            at += 1
        return at, country

    def place_of(
        self, to: int, tied: bool, article: bool, kind: str, adjective: str | None
    ) -> tuple[Place, int] | None:
        """The place at token `to` that a kind of place is called by, and where its words end.

        `tied`: a preposition ties the two; `article`: an article stands between; `kind`: the key of the kind of place;
        `adjective`: the country that an adjective told.
        """
        country = self.anchor(to, "country", "capital")
        if country is not None and self.person_run(to) <= country.last:
            if not tied and kind not in ("region", "city") and country.entry.form != "genitive":
                return None
            inside = self.country_place(to, country.last, country.entry)
            self.inner.append(Mention(to, country.last, country.last - 1, "country", (), inside, country.entry.key))
            return inside, country.last
        if (not tied and kind not in ("region", "city")) or self.anchor(to, "actor", "title", "function") is not None:
            return None
        end = self.run(to)
        known, last = self.lookup(to, end, region=kind == "region", town=not article or kind != "site")
        if known is None:
            if not tied or kind not in ("region", "city") or end <= to or self.is_given(to):
                return None
            return self.place(to, end, Known(self.plain(to, end), adjective, None)), end
        if adjective is not None and kind != "site" and known.country not in (None, adjective):
            known = Known(known.name, adjective, None)
        place = self.place(to, last, known)
        demonym = self.anchor(last, "demonym")
        if demonym is not None and not self.tokens[last].capital:  # la région de Koursk russe
            self.inner.append(Mention(last, demonym.last, demonym.last - 1, "demonym", (), None, demonym.entry.key))
            last = demonym.last
        return place, last

    def place_mention(self, first: int, begin: int, last: int, match: Match, place: Place) -> Mention:
        """A place with the words around its name."""
        start, end = self.tokens[begin].start, self.tokens[last - 1].end
        whole = Place(self.text[start:end], start, end, place.name, place.country, place.geonames)
        return Mention(first, last, match.last - 1, "place", (), whole, place.country)
