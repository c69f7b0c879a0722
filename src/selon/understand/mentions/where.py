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
        if self.tokens[i].capital and not self.starts_sentence(i):
            end = self.run(i)
            known, place_end = self.lookup(i, end)
            if known is not None and place_end > match.last:
                return self.named_place(i, place_end, known)
        lead: list[str] = []
        first = self.led(self.before(i, self.lowest), self.lowest, lead)
        at = match.last
        adjective: str | None = next((code for code in lead if code in countries()), None)
        for _ in range(0 if self.adjectives_before else 3):  # adjectives, known or not
            if at >= self.size or self.tokens[at].kind != "word" or self.tokens[at].capital:
                break
            if self.match(at, "of") is not None:
                break
            demonym = self.anchor(at, "demonym")
            if demonym is not None:
                adjective = adjective or demonym.entry.key
                self.inner.append(Mention(at, demonym.last, demonym.last - 1, "demonym", (), None, demonym.entry.key))
                at = demonym.last
                continue
            if (
                self.match(at, "coordination") is not None
                or self.match(at, "locative") is not None
                or self.anchors.get(at)
                or self.finite(at, at + 1)
            ):
                break
            at += 1
        of = self.match(at, "of")
        to = of.last if of is not None else at
        begin = self.after_determiner(first, i)
        determiner = self.match(to, "determiner")
        if of is not None and determiner is not None and self.tokens[to].capital is False:
            to = determiner.last
        if to < self.size and self.tokens[to].capital:
            country = self.anchor(to, "country", "capital")
            if country is not None and self.person_run(to) <= country.last:
                code = country.entry.key
                inside = self.country_place(to, country.last, country.entry)
                self.inner.append(Mention(to, country.last, country.last - 1, "country", (), inside, code))
                return self.place_mention(first, begin, country.last, match, inside)
            end = self.run(to)
            known, place_end = self.lookup(to, end, region=entry.key == "region")
            if known is not None:
                if adjective is not None and known.country not in (None, adjective):
                    known = Known(known.name, adjective, None)
                last = place_end
                demonym = self.anchor(last, "demonym")
                if demonym is not None and not self.tokens[last].capital:
                    self.inner.append(
                        Mention(last, demonym.last, demonym.last - 1, "demonym", (), None, demonym.entry.key)
                    )
                    last = demonym.last
                return self.place_mention(first, begin, last, match, self.place(to, place_end, known))
            if of is not None and entry.key in ("region", "city") and end > to and not self.is_given(to):
                return self.place_mention(
                    first, begin, end, match, self.place(to, end, Known(self.plain(to, end), adjective, None))
                )
        if adjective is not None and entry.key == "territory":
            known_country = countries()[adjective]
            start, end_at = self.tokens[begin].start, self.tokens[at - 1].end
            whole = Place(self.text[start:end_at], start, end_at, known_country.name, adjective, known_country.geonames)
            return Mention(first, at, match.last - 1, "place", (), whole, adjective)
        return None

    def place_mention(self, first: int, begin: int, last: int, match: Match, place: Place) -> Mention:
        """A place with the words around its name."""
        start, end = self.tokens[begin].start, self.tokens[last - 1].end
        whole = Place(self.text[start:end], start, end, place.name, place.country, place.geonames)
        return Mention(first, last, match.last - 1, "place", (), whole, place.country)
